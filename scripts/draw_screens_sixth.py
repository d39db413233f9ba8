"""Twelve skins of a sixth set for scripts/draw_screens.py: what was weakest before, the small arrows and ringed counters of lists of calls and the names on pages of groups, in frames nobody
had drawn. Scored once before anything was mended."""

from datetime import datetime, timedelta

from draw_screens_skins import truth, weekday
from draw_screens_third import CJK, HM, HUES, INTER, MI, ROBOTO, WQY, chat, wx
from draw_screens_third_pages import whole

ALUMNI = [("at", 2, "12:18"), ("l", "各位同学，韦东旭在捷信达借钱逾期，请代为转告", dict(name="捷信达-小覃", tag="新人")), ("l", "你谁啊", dict(name="班长", tag="群主")), ("l", "不认识的别乱发", dict(name="Coco·林", tag="Lv.4")), ("r", "我会走法律途径，请删除我的信息"), ("l", "删可以，先把1,850还了", dict(name="捷信达-小覃", tag="新人")), ("n", "班长 将 捷信达-小覃 移出了群聊"), ("at", 0, "09:27"), ("l", "小韦没事吧？", dict(name="阿May", tag="Lv.2")), ("voice", "left", 7, dict(name="班长", tag="群主")), ("r", "没事，谢谢大家")]
SHOP = [("at", 1, "15:02"), ("l", "老板娘，你家送货的韦东旭欠我们平台钱", dict(name="用户5620")), ("l", "这是买菜群，广告踢", dict(name="金姐 果蔬")), ("l", "不是广告，他把你电话填成联系人了", dict(name="用户5620")), ("r", "我没同意过"), ("at", 0, "09:44"), ("l", "那麻烦劝劝他[抱拳]", dict(name="用户5620")), ("l", "再发报警", dict(name="金姐 果蔬", quote="用户5620：那麻烦劝劝他"))]
CALLS = [("177 0000 4410", "missed", 5, "广西 柳州", "疑似催收", 0, "17:20"), ("东旭", "out", 2, None, None, 0, "16:48"), ("0772-0000 631", "in", 1, "广西 柳州", None, 0, "11:15"), ("177 0000 4411", "missed", 3, "广西 柳州", "骚扰电话", 1, "21:09"), ("妈", "in", 1, None, None, 1, "19:33"), ("95188", "out", 1, "服务热线", None, 1, "08:40"), ("+86 162 0000 9087", "missed", 8, "虚拟运营商", "催收", 4, "13:57"), ("177 0000 4412", "in", 1, "广西 柳州", None, 15, "10:02")]


def sign(way, colour, size):
    """Filled heads, as another system draws them: out to the upper right, in to the lower left, missed a bent line with a cross."""
    shape = {"out": "M4 12L11 5M11 5H6M11 5v5", "in": "M12 4L5 11M5 11h5M5 11V6", "missed": "M3 6l4 4 6-6M13 4h-4M13 4v4"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none;vertical-align:-2px;margin-right:4px'><path d='{shape}' stroke='{colour}' stroke-width=2.2 stroke-linecap=round fill=none /></svg>"


def calls(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(17, 26), rng.randint(18, 22), rng.randint(3, 59))
    t = truth("calllog", taken, "dark" if dark else "light")
    fg, sub, red, green = ("#f0f0f1", "#8a8d93", "#ff6259", "#4cc27a") if dark else ("#17181a", "#8a8d93", "#d93a2f", "#2c9a55")
    parts, section = [], None
    for i, (number, way, count, place, mark, back, clock) in enumerate(CALLS):
        h, m = map(int, clock.split(":"))
        at = (taken - timedelta(days=back)).replace(hour=h, minute=m)
        key, heading = f"data-k=c{i}", None
        ink = red if way == "missed" else fg
        shown = clock if back == 0 else f"昨天 {clock}" if back == 1 else f"周{weekday(at)} {clock}" if back < 7 else f"{at.month}月{at.day}日"
        when = at if back < 7 else at.date()
        if kind == "ring":  # a counter in an outlined ring, the arrow before the place
            ring = f"<span style='border:1.4px solid {ink};border-radius:50%;width:19px;height:19px;font-size:11px;line-height:17px;text-align:center;margin-left:7px;color:{ink};flex:none'>{count}</span>" if count > 1 else ""
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink};display:flex;align-items:center'><span>{number}</span>{ring}</div><div class=t2>{sign(way, red if way == 'missed' else sub, 12)}{place or '手机'}{f' {mark}' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span></span></div>"
        elif kind == "badge":  # an avatar with the arrow in its corner, the counter at the right in a grey pill
            face = f"<span style='position:relative;width:42px;height:42px;border-radius:50%;background:{rng.choice(HUES)}55;margin-right:13px;flex:none'><span style='position:absolute;right:-3px;bottom:-3px;background:{'#101113' if dark else '#fff'};border-radius:50%;width:18px;height:18px;padding:2px 0 0 3px'>{sign(way, red if way == 'missed' else green, 13)}</span></span>"
            pill = f"<span style='background:#8883;border-radius:9px;font-size:11px;padding:1px 8px;color:{fg}'>{count}</span>" if count > 1 else ""
            body = f"<div class=rw>{face}<div {key}><div class=t1 style='color:{ink}'>{number}</div><div class=t2>{place or '手机'}{f' · {mark}' if mark else ''}</div></div><span class=rt>{pill}<span class=ct>{shown}</span></span></div>"
        elif kind == "words":  # the way in words under the number, times after the counter
            word = {"missed": "未接", "in": "已接", "out": "已拨"}[way]
            body = f"<div class=rw style='border-bottom:1px solid #8882'><div {key}><div class=t1 style='color:{ink}'>{number}{f'（{count}次）' if count > 1 else ''}</div><div class=t2>{word} · {place or '手机'}{f' · {mark}' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span></span></div>"
        else:  # arrow behind the number, days as headings
            heading, shown, when = ("今天" if back == 0 else "昨天" if back == 1 else f"{at.month}月{at.day}日"), clock, at
            body = f"<div class=rw style='min-height:52px'><div {key}><div class=t1 style='color:{ink};display:flex;align-items:center;gap:6px'><span>{number}{f' ×{count}' if count > 1 else ''}</span>{sign(way, red if way == 'missed' else green, 13)}</div><div class=t2>{mark or place or '手机'}</div></div><span class=rt><span class=ct>{shown}</span><span class=ch></span></span></div>"
        if heading != section:
            section = heading
            parts.append(f"<div class=hd2><span data-k=h{i}>{heading}</span></div>")
        parts.append(body)
        t["calls"].append(dict(number=number, time=shown, direction=way, count=count, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    look = dict(ring=dict(title="电话", big=True, tabs="通话 联系人 服务", font=HM), badge=dict(title="最近", font=ROBOTO, tabs="收藏 最近 联系人"), words=dict(title="通话记录", centred=True, back=True, font=WQY), behind=dict(title="通话 &nbsp;&nbsp; 联系人", font=MI))[kind]
    return whole("".join(parts), t, taken, rng, bg="#101113" if dark else "#fff", fg=fg, sub=sub, card="#1c1d20" if dark else "#fff", crop=True, **look)


def permits(rng):
    """Apps of one permission as rows with radio marks at the left, what was used last at the right."""
    taken = datetime(2026, rng.randint(3, 11), rng.randint(9, 26), rng.randint(15, 22), rng.randint(3, 59))
    t, inner, parts = truth("permission", taken, "light"), "", []
    for section, apps in (("允许访问联系人", (("捷信达", "今天 08:55"), ("微信", "昨天 21:40"))), ("每次询问", (("顺路送", None),)), ("不允许", (("相册管家", None),))):
        inner = ""
        for app, last in apps:
            inner += f"<div class=rw><span class=ic style='width:36px;height:36px;background:{rng.choice(HUES)}'></span><div><div class=t1>{app}</div></div><span class=rt><span class=ct>{last or ''}</span><span class=ch></span></span></div>"
            t["permissions"].append(dict(app=app, permission="联系人", state=section, last=last, section=section))
        parts.append(f"<div class=hd2>{section}</div><div class=card>{inner}</div>")
    return whole("".join(parts), t, taken, rng, title="联系人", back=True, bg="#f3f3f5", fg="#17181a", sub="#8a8d93", font=CJK)


CHATS = {
    "x_wx_alumni": (("wechat", ALUMNI, wx(r="50%", br="10px", size="16px") + ".tag{background:#e9ddff;color:#6b3fc0;border-radius:8px}"), dict(peer="初三(2)班(41)", bg="#f0f0f0", names="above", font=HM, centred=True, labels="wx", height=900)),
    "x_wx_alumni_night": (("wechat", ALUMNI, wx(their="#29292b", mine="#2f8f5b", mineink="#f2fff7", card="#29292b", qbg="#222", foot="#1b1b1b", field="#2a2a2a", size="15px") + ".tag{background:#4a3a16;color:#f0cf7a}.nm{font-size:11px}"), dict(peer="初三(2)班(41)", bg="#131314", fg="#dcdcdd", sub="#77797d", theme="dark", names="above lead", font=MI, labels="wx12", height=900)),
    "x_qq_alumni": (("qq", ALUMNI, wx(bubbles=" ", r="50%", br="4px 16px 16px 16px", their="#fff", mine="#4a9bff", mineink="#fff", foot="#eef1f6") + ".tag{background:#fff1d6;color:#b5771a;margin:0 6px 0 0;border-radius:9px}"), dict(peer="柳中校友(212)", title_sub="38人在线", bg="#eaeef5", names="above lead", font=CJK, labels="mmdd", height=900)),
    "x_wecom_shop": (("wechat", SHOP, wx(r="4px", br="3px", mine="#cfe6ff", qbg="#e4e7ec")), dict(peer="金姐果蔬团购③", bg="#ebedf0", names="above", font=WQY, labels="slash")),
    "x_wx_shop_small": (("wechat", SHOP, wx(r="8px", br="8px", size="14px", most="262px") + ".nm{font-size:10.5px;margin-bottom:2px}.p{width:34px;height:34px}"), dict(peer="金姐果蔬团购③(97)", bg="#ededed", names="above", font=CJK, labels="wx", scale=2)),
    "x_wa_shop": (("unknown", SHOP, ".list{padding:0 10px!important;background:#0b141a}.p{width:28px;height:28px;border-radius:50%;margin-right:6px}.b{background:#202c33;font-size:15.5px;line-height:1.4;padding:6px 10px 7px;border-radius:10px;max-width:280px}.o .b{background:#005c4b}.nm{font-size:13px;font-weight:600;margin-bottom:2px}.ck{font-size:10.5px;float:right;margin:8px 0 -4px 12px;opacity:.7}.s span,.v span{background:#182229;border-radius:7px;padding:4px 10px;font-size:12px}.s{margin:10px}.oq{font-size:12px;background:#1b262c;border-left:3px solid #53bdeb;padding:4px 8px;margin-top:3px;max-width:270px}.kb u{background:#202c33;border-radius:18px}"), dict(peer="买菜群", title_sub="金姐、用户5620、你", bg="#111b21", fg="#e9edef", sub="#8696a0", theme="dark", font=ROBOTO, names="inside", clock="24", place="in", read="ticks", faces="left", labels="only")),
}
SIXTH = {name: (lambda rng, a=a, more=more: chat(rng, *a, **more)) for name, (a, more) in CHATS.items()}
SIXTH.update({"x_calls_ring": lambda rng: calls(rng, "ring"), "x_calls_badge_night": lambda rng: calls(rng, "badge", True), "x_calls_words": lambda rng: calls(rng, "words"), "x_calls_behind": lambda rng: calls(rng, "behind"), "x_calls_ring_night": lambda rng: calls(rng, "ring", True), "x_permits_radio": permits})
