"""Sixteen skins of a seventh set for scripts/draw_screens.py: lists of calls above all, as phones of 2023 to 2026 lay them out (cards of one day, numbers of cards in small frames,
counters in brackets, on small grounds, raised, or in rings), conversations of several hands, and pages of permissions. Scored once before anything was mended on it."""

from datetime import datetime, timedelta

from draw_screens_skins import truth, weekday
from draw_screens_third import CJK, HM, HUES, INTER, MI, ROBOTO, WQY, chat, sms, wx
from draw_screens_third_pages import whole

CALLS = [  # number, way, count, place, mark, card, how long, days back, clock
    ("166 0000 3127", "missed", 4, "江西 赣州", "贷款推广", 1, None, 0, "18:06"),
    ("谭师傅 送水", "in", 1, "江西 赣州", None, 2, "46秒", 0, "16:39"),
    ("0797-0000 218", "missed", 12, "江西 赣州", "疑似催收", 1, None, 0, "15:02"),
    ("爸", "out", 2, "江西 瑞金", None, 2, "3分15秒", 0, "12:21"),
    ("166 0000 3128", "in", 1, "江西 赣州", "高频骚扰", 1, "11秒", 0, "09:10"),
    ("+86 165 0000 4471", "missed", 7, "虚拟运营商", "疑似催收", 1, None, 1, "22:47"),
    ("12345", "out", 1, "政务服务热线", None, 2, "8分40秒", 1, "10:33"),
    ("166 0000 3127", "missed", 9, "江西 赣州", "贷款推广", 1, None, 3, "14:18"),
    ("肖敏", "out", 1, "江西 南昌", None, 2, "1分02秒", 11, "19:55"),
]
CLASSMATES = [("at", 1, "13:24"), ("l", "有认识钟志强的吗？他在橙钱包欠了款，家里也联系不上", dict(name="橙钱包-小何", tag="新成员")), ("l", "这个群不让发这些", dict(name="学习委员", tag="管理员")), ("r", "我就是，请撤回。你从哪里拿到这个群的？"), ("l", "你通讯录里有啊", dict(name="橙钱包-小何", tag="新成员", quote="我就是，请撤回。你从哪里拿到这个群的？")), ("n", "学习委员将橙钱包-小何移出了群聊"), ("at", 0, "08:52"), ("l", "志强，需要帮忙说一声", dict(name="老班长")), ("voice", "left", 12, dict(name="Amy_钟")), ("r", "谢谢，已经在走投诉了")]
DUNS = [("at", 2, "19:31"), ("l", "钟志强先生，您名下欠款4,715元已逾期38天，请于今日21点前处理。"), ("r", "我要协商分期"), ("l", "没有分期，只有一次性。你爸在瑞金开店的对吧"), ("at", 0, "07:06"), ("l", "早。今天我会给你爸打二十个电话，直到他关店"), ("r", "你威胁谁"), ("l", "提醒而已。")]
NOTICES = [("at", 8, "09:00"), ("l", "【橙钱包】钟志强，您的账单4,702元今日到期，请及时还款。退订回R"), ("at", 2, "18:12"), ("l", "【橙钱包】因您长期失联，我司将向您预留的联系人核实您的近况。"), ("r", "R"), ("at", 0, "06:58"), ("l", "【调解中心】您的案件将于三日后移送户籍地，请速电166 0000 3128何专员。")]


def pointing(way, colour, size, filled=False):
    """A handset's small arrow: thin, or in a filled disc."""
    shape = {"out": "M5 11L11 5M6.5 5H11v4.5", "in": "M11 5L5 11M9.500 11H5V6.5", "missed": "M11 5L5 11M5 6.500V11h4.500M4 4l2 2"}[way]
    disc = f"<circle cx=8 cy=8 r=8 fill='{colour}'/>" if filled else ""
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none;vertical-align:-2px;margin-right:5px'>{disc}<path d='{shape}' stroke='{'#fff' if filled else colour}' stroke-width=1.7 fill=none /></svg>"


def card_mark(number, ink):
    return f"<span style='border:1.2px solid {ink};border-radius:2px 5px 2px 2px;font-size:8.5px;line-height:11px;width:10px;height:13px;display:inline-block;text-align:center;color:{ink};margin-right:5px;flex:none'>{number}</span>"


def calls(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(2, 11), rng.randint(14, 27), rng.randint(18, 22), rng.randint(10, 59))
    t = truth("calllog", taken, "dark" if dark else "light")
    fg, sub, red, green = ("#ececee", "#85888e", "#ff5f57", "#46c078") if dark else ("#16181b", "#8d9096", "#e0352b", "#2aa260")
    parts, section, group = [], None, []

    def flush():
        if group and kind in ("cards", "oneui"):
            parts.append(f"<div class=card>{''.join(group)}</div>")
            group.clear()

    for i, (number, way, count, place, mark, sim, lasted, back, clock) in enumerate(CALLS):
        h, m = map(int, clock.split(":"))
        at = (taken - timedelta(days=back)).replace(hour=h, minute=m)
        ink, key, md = (red if way == "missed" else fg), f"data-k=c{i}", f"{at.month}月{at.day}日"
        many = f" ({count})" if count > 1 else ""
        shown, when, heading, duration, label, pill = clock if back == 0 else "昨天" if back == 1 else f"周{weekday(at)}" if back < 7 else md, at if back == 0 else at.date(), None, None, place, mark
        if kind == "hyper":  # number of the card before the place, brackets behind the number
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2 style='display:flex;align-items:center'>{pointing(way, red if way == 'missed' else sub, 13)}{card_mark(sim, sub)}{place}{f'&nbsp;&nbsp;{mark}' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span><i class=in style='color:{sub}'>i</i></span></div>"
        elif kind == "raised":  # the counter raised and small, the card's number in the right column
            shown, when = clock if back == 0 else f"{'昨天' if back == 1 else md} {clock}", at
            up = f"<sup style='font-size:10.5px;margin-left:4px;color:{sub}'>{count}</sup>" if count > 1 else ""
            body = f"<div class=rw>{pointing(way, red if way == 'missed' else green, 17) if way != 'in' else '<span style=width:22px></span>'}<div {key}><div class=t1 style='color:{ink}'>{number}{up}</div><div class=t2>{place}{f' · {mark}' if mark else ''}</div></div><span class=rt>{card_mark(sim, sub)}<span class=ct>{shown}</span></span></div>"
        elif kind == "cards":  # a card a day, the counter white on a red disc
            heading, shown, when = ("今天" if back == 0 else "昨天" if back == 1 else md), clock, at
            badge = f"<span style='background:{red};color:#fff;border-radius:9px;min-width:18px;height:18px;font-size:11px;line-height:18px;text-align:center;padding:0 5px;margin-left:8px'>{count}</span>" if count > 1 else ""
            body = f"<div class=rw style='min-height:54px'><div {key}><div class=t1 style='color:{ink};display:flex;align-items:center'><span>{number}</span>{badge}</div><div class=t2>{pointing(way, red if way == 'missed' else sub, 12)}{mark or place}</div></div><span class=rt><span class=ct>{shown}</span><span class=ch></span></span></div>"
            label, pill = (None, mark) if mark else (place, None)
        elif kind == "oneui":  # discs before the names, times of twelve hours
            heading, shown, when, label = ("今天" if back == 0 else "昨天" if back == 1 else f"{md} 星期{weekday(at)}"), f"{'上午' if h < 12 else '下午'} {h % 12 or 12}:{m:02d}", at, None
            body = f"<div class=rw style='min-height:56px'>{pointing(way, {'missed': red, 'in': '#3d7de0', 'out': green}[way], 21, True)}<div {key} style='margin-left:9px'><div class=t1 style='color:{ink}'>{number}{many}</div>{f'<div class=t2>{mark}</div>' if mark else ''}</div><span class=rt><span class=ct>{shown}</span></span></div>"
        elif kind == "ios":  # bold names, the way only where it was out
            lower, label, pill = (mark, None, mark) if mark else (place, place, None)
            sign = f"<svg width=16 height=13 style='flex:none'><path d='M2 11.500a8 8 0 0110 0M9 6l4-4M9.500 2H13v3.500' stroke='{sub}' stroke-width=1.5 fill=none /></svg>" if way == "out" else "<span style='width:16px;flex:none'></span>"
            face = f"<span style='width:36px;height:36px;border-radius:50%;flex:none;margin:0 10px 0 4px;background:linear-gradient(#a5abb8,#7f8694)'></span>"
            body = f"<div class=rw style='padding:5px 14px;min-height:54px;border-bottom:.5px solid #8884'>{face}<div {key}><div class=t1 style='color:{ink};font-weight:600'>{number}{many}</div><div class=t2 style='font-size:14px;display:flex;align-items:center'>{sign if way == 'out' else ''}<span>{lower}</span></div></div><span class=rt><span class=ct style='font-size:15px'>{shown}</span><i class=in style='color:#2b7df5'>i</i></span></div>"
        elif kind == "ringed":  # the counter in a ring behind the place, the way in the handset at the right
            shown, when = clock if back == 0 else f"{'昨天' if back == 1 else f'{at.month}/{at.day}'} {clock}", at
            ring = f"<span style='border:1.2px solid {sub};border-radius:50%;width:17px;height:17px;font-size:10px;line-height:15px;text-align:center;margin-left:6px;color:{sub}'>{count}</span>" if count > 1 else ""
            face = f"<span style='width:40px;height:40px;border-radius:14px;flex:none;margin-right:12px;background:{rng.choice(HUES)}66;text-align:center;font-size:17px;line-height:40px;color:{fg}'>{number[0] if not number[0].isdigit() and number[0] != '+' else ''}</span>"
            body = f"<div class=rw>{face}<div {key}><div class=t1 style='color:{ink};display:flex;align-items:center'><span>{number}</span>{ring}</div><div class=t2>{mark or place}</div></div><span class=rt>{pointing(way, red if way == 'missed' else green, 15)}<span class=ct>{shown}</span></span></div>"
            label, pill = (None, mark) if mark else (place, None)
        else:  # "words": everything said in words under the number, two lines at the right
            word = {"missed": f"响铃{3 + count}声" if count < 5 else "未接", "in": f"呼入 {lasted}", "out": f"呼出 {lasted}"}[way]
            shown, when, duration = clock if back == 0 else f"{at.month:02d}-{at.day:02d} {clock}", at, lasted or (word if word.startswith("响铃") else None)
            body = f"<div class=rw style='border-bottom:1px solid #8882'><div {key}><div class=t1 style='color:{ink}'>{number}{f'（{count}）' if count > 1 else ''}</div><div class=t2>{place}&nbsp;&nbsp;{word}{f'&nbsp;&nbsp;{mark}' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span></span></div>"
        if heading != section:
            flush()
            section = heading
            parts.append(f"<div class=hd2><span data-k=h{i}>{heading}</span></div>")
        (group if kind in ("cards", "oneui") else parts).append(body)
        t["calls"].append(dict(number=number, time=shown, direction=way, count=count, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    flush()
    look = dict(hyper=dict(title="电话", big=True, tabs="通话 联系人 营业厅", font=MI), raised=dict(title="最近通话", font=CJK, tabs="通话 联系人 黄页"), cards=dict(title="电话", big=True, font=HM, tabs="电话 联系人 收藏"), oneui=dict(title="电话", centred=True, font=ROBOTO, tabs="键盘 最近 联系人"),
                ios=dict(title="最近通话", big=True, font=INTER, tabs="个人收藏 最近通话 通讯录 拨号键盘 语音留言"), ringed=dict(title="通话记录", back=True, font=WQY), words=dict(title="全部通话", centred=True, font=MI))[kind]
    grey = kind in ("cards", "oneui")
    return whole("".join(parts), t, taken, rng, bg=("#000" if grey else "#0d0e10") if dark else ("#f1f2f4" if grey else "#fff"), fg=fg, sub=sub, card="#1a1b1e" if dark else "#fff", crop=True, height=860, **look)


def permits(rng, kind, dark=False):
    """`apps`: who may read the address book, in cards by what is allowed. `one`: one app's permissions with what was last used. `switch`: a list of switches, as another system has it."""
    taken = datetime(2026, rng.randint(3, 11), rng.randint(9, 27), rng.randint(13, 22), rng.randint(3, 59))
    t, parts = truth("permission", taken, "dark" if dark else "light"), []
    fg, sub, card = ("#ececee", "#85888e", "#1a1b1e") if dark else ("#16181b", "#8d9096", "#fff")
    row = lambda words, right, icon=True: f"<div class=rw>{f'<span class=ic style=width:38px;height:38px;background:{rng.choice(HUES)}></span>' if icon else ''}<div>{words}</div><span class=rt>{right}</span></div>"
    if kind == "apps":
        for section, apps in (("始终允许", ("橙钱包", "电话")), ("仅使用期间允许", ("微信", "外卖到家")), ("拒绝", ("手电筒大师",))):
            inner = ""
            for app in apps:
                inner += row(f"<div class=t1>{app}</div>", "<span class=ch></span>")
                t["permissions"].append(dict(app=app, permission="联系人", state=section, last=None, section=section))
            parts.append(f"<div class=hd2>{section}</div><div class=card>{inner}</div>")
        title = "联系人"
    elif kind == "one":
        for permission, state, last in (("读取联系人", "始终允许", "今天 09:14"), ("读取通话记录", "拒绝", None), ("读取短信", "每次询问", None), ("位置信息", "仅使用期间允许", "昨天 21:38")):
            parts.append(row(f"<div class=t1>{permission}</div>{f'<div class=t2>上次使用：{last}</div>' if last else ''}", f"<span class=ct>{state}</span><span class=ch></span>", False))
            t["permissions"].append(dict(app="橙钱包", permission=permission, state=state, last=last and f"上次使用：{last}", section=None))
        parts.insert(0, f"<div class=rw><span class=ic style='width:50px;height:50px;background:#e08a2e'></span><div><div class=t1>橙钱包</div><div class=t2>版本 6.2.1</div></div></div>")
        parts, title = [f"<div class=card>{parts[0]}</div><div class=card>{''.join(parts[1:])}</div>"], "应用权限"
    else:
        for app, on in (("橙钱包", True), ("通讯录备份", True), ("手电筒大师", False), ("微信", True)):
            parts.append(row(f"<div class=t1>{app}</div>", f"<span class=sw style='background:{'#34c759' if on else '#8886'}'><u style='{'right' if on else 'left'}:2.5px'></u></span>"))
            t["permissions"].append(dict(app=app, permission="通讯录", state="开启" if on else "关闭", last=None, section=None))
        parts, title = [f"<div class=hd2>已请求访问通讯录的应用会显示在此处。</div><div class=card>{''.join(parts)}</div>"], "通讯录"
    return whole("".join(parts), t, taken, rng, title=title, back=True, bg="#000" if dark else "#f2f2f5", fg=fg, sub=sub, card=card, font={"apps": HM, "one": MI, "switch": INTER}[kind])


CHATS = {
    "y_wx_class": (("wechat", CLASSMATES, wx(r="6px", br="7px", size="16.5px") + ".tag{background:#dfe9ff;color:#3f62b5;border-radius:3px}"), dict(peer="高三(5)班(52)", bg="#ededed", names="above", font=HM, centred=True, labels="wx", height=940)),
    "y_wx_class_night": (("wechat", CLASSMATES, wx(their="#2c2c2c", mine="#34a866", mineink="#05150c", card="#2c2c2c", qbg="#232323", foot="#1d1d1d", field="#2b2b2b", r="50%", br="12px") + ".tag{background:#26364f;color:#9dbcf2}"), dict(peer="高三(5)班(52)", bg="#181818", fg="#d8d8d8", sub="#7b7b7b", theme="dark", names="above", font=MI, labels="wx12", height=940)),
    "y_qq_duns_night": (("qq", DUNS, wx(bubbles=" ", r="50%", br="18px", their="#232529", mine="#0a6fd8", mineink="#f2f8ff", qbg="#2a2c30", foot="#141517", field="#232529")), dict(peer="橙钱包何专员", title_sub="离线", bg="#0f1012", fg="#e6e6e8", sub="#7d8086", theme="dark", font=CJK, labels="ios24")),
    "y_sms_notices": (("sms", NOTICES, sms(their="#fff", mine="#2f7bff", r="18px", mr="18px", field="#fff")), dict(peer="1069 3300 8817 02", bg="#f3f4f7", font=MI, faces="", labels="wx", keys="短信", clock="24", place="under", clocktail=" · 卡1")),
    "y_imsg_duns_night": (("sms", DUNS, sms(their="#26262a", mine="#30c553", size="17px", bp="7px 13px", r="19px", mr="19px", field="#000") + ".ln{margin:4px 0}"), dict(peer="+86 166 0000 3128", bg="#000", fg="#f2f2f2", sub="#838388", theme="dark", font=INTER, faces="", labels="ios", centred=True, keys="短信 · 短信")),
}
SEVENTH = {name: (lambda rng, a=a, more=more: chat(rng, *a, **more)) for name, (a, more) in CHATS.items()}
SEVENTH.update({f"y_calls_{k}{'_night' if d else ''}": (lambda rng, k=k, d=d: calls(rng, k, d)) for k, d in (("hyper", False), ("raised", True), ("cards", False), ("oneui", True), ("ios", False), ("ios", True), ("ringed", False), ("words", True))})
SEVENTH.update({f"y_permits_{k}{'_night' if d else ''}": (lambda rng, k=k, d=d: permits(rng, k, d)) for k, d in (("apps", True), ("one", False), ("switch", False))})
