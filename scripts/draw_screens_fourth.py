"""A small fifth set of skins for scripts/draw_screens.py, written before the misses of the fourth (draw_screens_third.py) were looked at: does what was mended there carry over?
Other words, colours, frames and rows; chats run through the same engine."""

from datetime import datetime, timedelta

from draw_screens_skins import truth, weekday
from draw_screens_third import CJK, HM, INTER, MI, ROBOTO, WQY, chat, half, hm, sms, wx
from draw_screens_third_pages import arrow, whole

PARENT = [("at", 5, "18:40"), ("l", "阿姨您好，我是启明资产的小段，您女儿丁琳在我们这有欠款"), ("r", "我不清楚，你找她本人"), ("l", "她不接。您先垫2,600，后面您娘俩自己算"), ("l", "不垫的话我们只好联系您老伴单位的退管办"), ("at", 0, "06:52"), ("l", "早。想好没有？"), ("r", "老伴有心脏病，你们不要再打电话来了！"), ("l", "那更要赶紧了😄")]
OFFICE = [("at", 2, "09:30"), ("l", "有没有人认识丁琳？欠钱玩失踪", dict(name="启明小段", tag="@微信")), ("n", "“启明小段”拍了拍“财务老孔”"), ("l", "别在工作群发这些", dict(name="财务老孔", tag="管理员")), ("l", "请行政把这个人移出去", dict(name="Mia 孟", quote="启明小段：有没有人认识丁琳？欠钱玩失踪")), ("at", 1, "23:08"), ("r", "我本人在此，已报警并取证"), ("l", "你们公司招的什么人，全是老赖", dict(name="启明小段", tag="@微信")), ("voice", "left", 11, "", dict(name="启明小段", tag="@微信"))]
OFFICE[-1] = ("voice", "left", 11, dict(name="启明小段", tag="@微信"))
LAWYER = [("at", 40, "11:11"), ("l", "【启明】丁琳女士，委托方已批准您的分期申请：每期433.35元，共6期。"), ("r", "收到，谢谢"), ("at", 8, "19:26"), ("l", "【启明】本期433.35元已到账，感谢您的配合。"), ("at", 1, "21:57"), ("l", "【启明】因您未接电话，分期方案作废，全额2,600元立即还清，否则上门。"), ("r", "分期我都按时还的，凭什么作废？"), ("l", "系统判的，我也没办法")]
MONEY = [("at", 0, "10:05"), ("l", "先转我个人微信，对公的要排队三天"), ("pay", "right", "¥300.00", "已被接收"), ("l", "还差300"), ("call", "left", "对方已取消"), ("pic", "right"), ("r", "这是我的工资卡余额，真没有了"), ("n", "你已在消息记录中举报该用户"), ("voice", "left", 42), ("link", "left", "启明资产还款通道", "点击选择借贷平台，凑齐今日应还", "qm.example"), ("at", 0, "13:31"), ("r", "不会再借了")]

CHATS = {
    "u_wx_scrolled": (("wechat", PARENT, wx(size="17.5px", most="244px", br="7px", r="7px") + ".list>div{position:relative;top:-64px}"), dict(peer="启明小段", bg="#ededed", font=HM, centred=True, labels="wx")),
    "u_wx_cream": (("wechat", MONEY, wx(their="#fffdf6", mine="#b7e58a", r="50%", br="9px")), dict(peer="段经理18", bg="#f4eee0", sub="#9b8f78", font=MI, labels="wx12", height=1240)),
    "u_wx_ios_night": (("wechat", MONEY, wx(their="#262628", mine="#31a764", mineink="#03150a", card="#262628", foot="#1a1a1a", field="#242426")), dict(peer="段经理18", bg="#0f0f10", fg="#d8d8da", sub="#68686c", theme="dark", font=INTER, centred=True, labels="wx", height=1240)),
    "u_wecom_group": (("wechat", OFFICE, wx(r="6px", br="6px", mine="#c8dfff") + ".tag{background:none;color:#d08a2e;font-size:12px}"), dict(peer="行政通知群(74)", bg="#e9edf3", font=CJK, names="above", labels="mmdd", centred=True)),
    "u_ding_group_night": (("dingtalk", OFFICE, wx(bubbles=" ", r="10px", br="4px 12px 12px 12px", their="#2a2c31", mine="#254a80", mineink="#eaf1fb", card="#2a2c31", qbg="#1f2125", foot="#1c1d20", field="#2a2c31") + ".tag{background:#33405a;color:#9cbcf5}.ck{font-size:11px;margin-top:4px}"), dict(peer="行政通知群", title_sub="74人", bg="#17181b", fg="#e2e3e6", sub="#7b7f87", theme="dark", font=HM, names="above", labels="wx12", read="5人未读")),
    "u_qq_pink": (("qq", PARENT, wx(bubbles=" ", r="50%", br="18px", their="#ffffffee", mine="#ff8fb1", mineink="#fff", foot="#fff5f8") + ".list{background:linear-gradient(170deg,#ffe3ec,#e9e4ff 60%,#dff3ff)}"), dict(peer="小段 2631", title_sub="iPhone在线", bg="#ffeef3", sub="#a58592", font=MI, labels="ios24")),
    "u_sms_flyme_night": (("sms", LAWYER, sms(their="#1d1e21", tx="border:1px solid #303238;", mine="#1879d8", r="9px", mr="9px", bp="12px 14px", field="#1d1e21")), dict(peer="+86 170 0000 6645", bg="#0c0c0d", fg="#e6e6e6", sub="#6e7076", theme="dark", font=WQY, faces="", labels="slash", centred=True, keys="短信")),
    "u_sms_left": (("sms", LAWYER, sms(their="#fff", mine="#246bfd", r="6px 20px 20px 20px", mr="20px 6px 20px 20px", field="#fff") + ".s{text-align:left;margin-left:20px}"), dict(peer="1068 2200 9031", title_sub="企业号码", bg="#f1f4fb", font=HM, faces="", labels="namedday", clock="ampm", place="under", clocktail=" · 中国移动", keys="编辑短信")),
    "u_sms_oneui_night": (("sms", PARENT, sms(their="#28292c", mine="#3c63c4", r="22px", mr="22px", most="216px", field="#1b1c1e")), dict(peer="启明 小段", bg="#010101", fg="#ececec", sub="#83858a", theme="dark", font=ROBOTO, faces="", labels="namedday", clock="ampm_", place="beside", keys="")),
    "u_imsg_group": (("sms", OFFICE[:-1], sms(their="#e9e9eb", mine="#0b84fe", size="16.5px", bp="7px 13px", r="18px", mr="18px", field="#fff") + ".ln{margin:6px 0}.nm{font-size:11px;margin:0 0 2px 13px}.tag{display:none}.oq{font-size:12.5px;border:1px solid #ccc;border-radius:14px;padding:4px 10px;margin-top:3px;color:#777}.s{font-size:11px}"), dict(peer="办公室 4 人", bg="#fff", font=INTER, centred=True, faces="left", names="above", labels="ios", keys="iMessage 信息")),
    "u_wa_plain": (("unknown", LAWYER, ".list{padding:0 12px!important;background:#0b141a}.b{background:#1f2c33;color:#e6e9eb;font-size:15.5px;line-height:1.4;padding:6px 10px 8px;border-radius:0 10px 10px 10px;max-width:280px}.o .b{background:#005c4b;border-radius:10px 0 10px 10px}.ck{font-size:11px;float:right;margin:8px 0 -4px 12px;opacity:.65}.s span{background:#182229;border-radius:8px;padding:5px 11px;font-size:12px}.s{margin:12px 0}.kb u{background:#1f2c33;border-radius:18px}"), dict(peer="+86 170 0000 6645", bg="#111b21", fg="#e6e9eb", sub="#8696a0", theme="dark", font=ROBOTO, clock="24", place="in", read="ticks", faces="", labels="only")),
}
ROWS = [("138 0000 2077", "missed", 9, "陕西 西安", "催收 83人标记", 0, "14:26"), ("琳琳", "out", 1, None, None, 0, "12:09"), ("029-0000 8816", "in", 2, "陕西 西安", None, 0, "10:31"), ("+86 170 0000 6645", "missed", 1, "虚拟运营商", "骚扰", 1, "19:55"), ("老伴", "in", 1, None, None, 1, "08:02"), ("95533", "in", 1, "银行客服", None, 6, "15:18"), ("138 0000 2078", "missed", 4, "陕西 西安", "催收", 33, "11:40")]


def calls(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(9, 26), rng.randint(15, 22), rng.randint(3, 59))
    t = truth("calllog", taken, "dark" if dark else "light")
    fg, sub, red = ("#eee", "#888b92", "#f4645a") if dark else ("#1a1b1e", "#888b92", "#d8362c")
    parts, section = [], None
    for i, (number, way, count, place, mark, back, clock) in enumerate(ROWS):
        h, m = map(int, clock.split(":"))
        at = (taken - timedelta(days=back)).replace(hour=h, minute=m)
        ink, heading, key = red if way == "missed" else fg, None, f"data-k=c{i}"
        day = "今天" if back == 0 else "昨天" if back == 1 else f"{at.month}月{at.day}日"
        many = f" ({count})" if count > 1 else ""
        if kind == "below":  # time, way and place in one grey line; the mark is a pill at the right
            shown = f"{day} {clock}" if back else clock
            word = {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            body = f"<div class=rw>{arrow(way, red if way == 'missed' else '#2c9f5e', 16)}<div {key} style='margin-left:8px'><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2>{shown} &nbsp;&nbsp;{word}{f' &nbsp;&nbsp;{place}' if place else ''}</div></div><span class=rt>{f'<span style=font-size:11px;background:{red}22;color:{red};border-radius:9px;padding:2px&#32;8px>{mark}</span>' if mark else ''}</span></div>"
        elif kind == "grid":  # days as headings, the clock at the right over the place
            heading, shown = day, half(at)
            body = f"<div class=rw style='min-height:62px'><div {key}><div class=t1 style='font-size:18px;color:{ink}'>{number}{many}</div><div class=t2>{arrow(way, red if way == 'missed' else sub, 13)}{mark or place or '手机'}</div></div><span class=rt><span class=ct>{shown}</span></span></div>"
        else:  # counter in a ring, SIM, the time far right
            shown = clock if back == 0 else "昨天" if back == 1 else f"{at.year}/{at.month}/{at.day}" if back > 7 else f"星期{weekday(at)}"
            at = at if back == 0 else at.date()
            ring = f"<span style='background:{'#3a3b40' if dark else '#e8e9ec'};border-radius:9px;font-size:11px;padding:1px 7px;margin-left:8px;color:{fg}'>{count}</span>" if count > 1 else ""
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink};display:flex;align-items:center'><span>{number}</span>{ring}</div><div class=t2 style='display:flex;align-items:center'>{arrow(way, red if way == 'missed' else sub, 13)}<span>卡{rng.choice('12')}&nbsp; {place or ''}{f'&nbsp; {mark}' if mark else ''}</span></div></div><span class=rt><span class=ct>{shown}</span><i class=in style='color:{sub}'>i</i></span></div>"
        if heading != section:
            section = heading
            parts.append(f"<div class=hd2><span data-k=h{i}>{heading}</span></div>")
        parts.append(body)
        t["calls"].append(dict(number=number, time=shown, direction=way, count=count, section=section, at=at.strftime("%Y-%m-%dT%H:%M") if isinstance(at, datetime) else at.strftime("%Y-%m-%d")))
    return whole("".join(parts), t, taken, rng, title={"below": "通话", "grid": "最近通话", "ring": "全部通话"}[kind], big=kind == "below", centred=kind == "ring", bg="#0b0c0e" if dark else "#fff", fg=fg, sub=sub, card="#1b1c1f" if dark else "#fff", font={"below": MI, "grid": ROBOTO, "ring": HM}[kind], tabs="拨号 通话 联系人", crop=True)


def permits(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(9, 26), rng.randint(15, 22), rng.randint(3, 59))
    t = truth("permission", taken, "dark" if dark else "light")
    fg, sub, card = ("#eee", "#888b92", "#1c1d20") if dark else ("#1a1b1e", "#888b92", "#fff")
    app, parts = "启明借", []
    icon = lambda hue="#5b5bd6", size=40: f"<span class=ic style='width:{size}px;height:{size}px;background:{hue};border-radius:11px'></span>"
    add = lambda permission, state, last=None, section=None, one=app, **more: t["permissions"].append(dict(app=one, permission=permission, state=state, last=last, section=section, **more))
    if kind == "tabs":  # apps of one permission, what was used last under the name
        title, font, inner = "读取通讯录", CJK, ""
        for one, word, last, hue in ((app, "已允许", "最近使用：今天 09:14", "#5b5bd6"), ("微信", "已允许", "最近使用：昨天 21:03", "#2aae67"), ("好记笔记", "已禁止", "未使用过", "#c08a2e")):
            inner += f"<div class=rw>{icon(hue)}<div><div class=t1>{one}</div><div class=t2>{last}</div></div><span class=rt><span class=ct>{word}</span><span class=ch></span></span></div>"
            add(title, word, last, None, one)
        parts.append(f"<div class=card>{inner}</div>")
    elif kind == "sheet":  # one app, states as grey words, a heading a group
        t["app"], title, font = "appinfo", "权限管理", HM
        parts.append(f"<div style='text-align:center;padding:8px'><div style='display:flex;justify-content:center'>{icon(size=60)}</div><div style='font-size:19px;margin-top:9px'>{app}</div><div class=ct>3.8.0</div></div>")
        for section, rows in (("允许", (("联系人", "上次使用：昨天 23:40"), ("通话记录", "上次使用：8 小时前"))), ("使用时询问", (("位置信息", None),)), ("禁止", (("短信", None), ("麦克风", None)))):
            inner = ""
            for name, last in rows:
                inner += f"<div class=rw style='min-height:52px'><div><div class=t1>{name}</div>{f'<div class=t2>{last}</div>' if last else ''}</div><span class=rt><span class=ch></span></span></div>"
                add(name, section, last, section)
            parts.append(f"<div class=hd2>{section}</div><div class=card>{inner}</div>")
    else:  # uses of a week, counted
        title, font, inner = "近7天使用情况", MI, ""
        for one, count, last, hue in ((app, 58, "今天 14:55", "#5b5bd6"), ("微信", 9, "昨天 12:30", "#2aae67"), ("西安出行", 2, "周一 08:21", "#3f7fbf")):
            inner += f"<div class=rw>{icon(hue, 34)}<div><div class=t1>{one}</div><div class=t2>共访问{count}次</div></div><span class=rt><span class=ct>{last}</span></span></div>"
            add("读取联系人", None, last, "读取联系人", one)
        parts.append(f"<div class=hd2>读取联系人</div><div class=card>{inner}</div>")
    return whole("".join(parts), t, taken, rng, title=title, back=True, centred=kind == "tabs", bg="#000" if dark else "#f2f3f5", fg=fg, sub=sub, card=card, font=font)


FOURTH = {name: (lambda rng, a=a, more=more: chat(rng, *a, **more)) for name, (a, more) in CHATS.items()}
FOURTH.update({"u_calls_below": lambda rng: calls(rng, "below"), "u_calls_grid": lambda rng: calls(rng, "grid"), "u_calls_grid_night": lambda rng: calls(rng, "grid", True), "u_calls_ring_night": lambda rng: calls(rng, "ring", True), "u_calls_ring": lambda rng: calls(rng, "ring")})
FOURTH.update({"u_permits_tabs": lambda rng: permits(rng, "tabs"), "u_permits_sheet": lambda rng: permits(rng, "sheet"), "u_permits_sheet_night": lambda rng: permits(rng, "sheet", True), "u_permits_week": lambda rng: permits(rng, "week")})
