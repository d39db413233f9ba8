"""Lists of calls, of conversations, and pages of permissions of scripts/draw_screens_third.py. A row's words carry a key, so that a list can be cut between two rows."""

from datetime import datetime, timedelta

from draw_screens_skins import esc, truth, weekday
from draw_screens_third import CJK, HM, HUES, INTER, MI, ROBOTO, WQY, ampm, half, hm

CALLS = [  # number, way, count, place, mark, how long, days back, clock
    ("155 0000 7301", "missed", 6, "甘肃 兰州", "疑似催收", None, 0, "13:52"), ("小乔 物业", "in", 1, "手机", None, "1分20秒", 0, "11:03"), ("0931-0000 4455", "missed", 2, "甘肃 兰州", None, None, 0, "09:48"), ("12378", "out", 1, "服务热线", None, "6分08秒", 0, "08:10"),
    ("+86 171 0000 2289", "missed", 17, "远特 虚拟运营商", "骚扰电话", None, 1, "22:31"), ("妈", "out", 1, "甘肃 天水", None, "未接通", 1, "20:05"), ("400-000-7788", "in", 1, "全国", "37人标记", "9秒", 4, "16:44"), ("155 0000 7302", "missed", 3, "甘肃 兰州", "疑似催收", None, 12, "10:19"),
]
SHEET = """
.bar{flex:none;display:flex;justify-content:space-between;align-items:center;padding:0 24px;height:34px;font-size:13px}
.top{flex:none;display:flex;align-items:center;gap:16px;padding:9px 20px;font-size:19px}.top .a{width:11px;height:11px;border-left:2.2px solid;border-bottom:2.2px solid;transform:rotate(45deg);flex:none}
.rw{display:flex;align-items:center;padding:9px 20px;min-height:58px}.rt{margin-left:auto;flex:none;display:flex;align-items:center;gap:10px;padding-left:8px}.t1{font-size:16.5px}.t2{font-size:12.5px;color:var(--s);margin-top:2px}.ct{font-size:12.5px;color:var(--s)}
.hd2{font-size:13px;color:var(--s);padding:13px 20px 4px}.in{width:20px;height:20px;border:1.5px solid;border-radius:50%;font-size:12px;line-height:18px;text-align:center;font-style:normal}
.card{border-radius:18px;margin:0 12px 10px;background:var(--c);overflow:hidden}.ch{width:8px;height:8px;border-right:1.8px solid var(--s);border-top:1.8px solid var(--s);transform:rotate(45deg)}
.ic{flex:none;border-radius:10px;margin-right:13px}.ft{flex:none;display:flex;justify-content:space-around;padding:10px 0 20px;font-size:11px;text-align:center}
.sw{width:44px;height:25px;border-radius:13px;position:relative;flex:none}.sw u{position:absolute;top:2.5px;width:20px;height:20px;border-radius:50%;background:#fff}
"""


def arrow(way, colour, size=14):
    """Out points up to the right, in down to the left; missed is bent."""
    path = {"out": "M3 13L13 3M6 3h7v7", "in": "M13 3L3 13M10 13H3V6", "missed": "M2 4l5 5 7-7M2 4v5M2 4h5"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none;margin-right:5px;vertical-align:-2px'><path d='{path}' stroke='{colour}' stroke-width=1.8 fill=none /></svg>"


def whole(body, t, taken, rng, *, title="", bg="#fff", fg="#191a1c", sub="#8b8e94", card="#fff", font=CJK, tabs="", back=False, big=False, centred=False, above="", height=800, crop=False):
    status = f"<div class=bar><span>{taken.hour}:{taken.minute:02d}</span><span style='font-size:11px'>{rng.choice(['5G', '4G', 'HD 5G'])} ▂▃▅ <b style='border:1px solid;border-radius:4px;padding:0 3px;font-size:10px'>{rng.randint(20, 98)}</b></span></div>"
    top = f"<div class=top style='{'font-size:27px;padding-top:20px;' if big else ''}{'justify-content:center' if centred else ''}'>{'<span class=a></span>' if back else ''}<span>{title}</span></div>" if title else ""
    foot = f"<div class=ft>{''.join(f'<span>{w}</span>' for w in tabs.split())}</div>" if tabs else ""
    html = f"{status}{top}{above}<div class=list style='padding:0'>{body}</div>{foot}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub=sub, font=font + ",sans-serif", css=SHEET + f":root{{--s:{sub};--c:{card}}}"), truth=t, rows=True, height=height, crop=crop)


def calls(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(2, 11), rng.randint(14, 26), rng.randint(15, 22), rng.randint(3, 59))
    t = truth("calllog", taken, "dark" if dark else "light")
    fg, sub, red = ("#e8e8ea", "#86898f", "#ff5b50") if dark else ("#191a1c", "#8b8e94", "#e03a30")
    look = dict(bg="#000" if dark else "#fff", fg=fg, sub=sub, card="#1b1c1f" if dark else "#fff", font=dict(mi=MI, pill=HM, two=MI, words=CJK, oneui=ROBOTO, ios=INTER, google=ROBOTO, honor=HM, one=MI, flyme=WQY, stack=HM)[kind], crop=True)
    parts, section = [], None
    info = f"<i class=in style='color:{sub}'>i</i>"
    rows = CALLS if kind != "one" else [("155 0000 7301", *r[1:3], None, None, r[5], r[6], r[7]) for r in CALLS[:7]]
    for i, (number, way, count, place, mark, lasted, back, clock) in enumerate(rows):
        h, m = map(int, clock.split(":"))
        at = (taken - timedelta(days=back)).replace(hour=h, minute=m)
        ink = red if way == "missed" else fg
        md, word = f"{at.month}月{at.day}日", {"missed": "未接来电", "in": "呼入", "out": "呼出"}[way]
        short = clock if back == 0 else "昨天" if back == 1 else f"周{weekday(at)}" if back < 7 else md
        day = "今天" if back == 0 else "昨天" if back == 1 else f"{md} 周{weekday(at)}"
        many, heading, shown, when, duration, label, pill = (f" ({count})" if count > 1 else ""), None, short, at if back == 0 else at.date(), None, place, mark
        tag = f"<span style='font-size:11px;border:1px solid {red};color:{red};border-radius:3px;padding:0 4px;margin-left:7px'>{mark}</span>" if mark else ""
        key = f"data-k=c{i}"
        if kind == "mi":
            body = f"<div class=rw>{arrow(way, red if way == 'missed' else '#35a05c') if way != 'in' else '<span style=width:19px></span>'}<div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2>{place}{f'&nbsp; {mark}' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span><span class=ch></span></span></div>"
        elif kind == "pill":
            slot = f"<span style='border:1px solid {sub};border-radius:3px;font-size:9px;padding:0 3px;color:{sub};margin-right:5px'>{rng.choice('12')}</span>"
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2 style='display:flex;align-items:center'>{slot}{arrow(way, red if way == 'missed' else sub, 12)}<span>{place}</span>{tag}</div></div><span class=rt><span class=ct>{shown}</span>{info}</span></div>"
        elif kind == "two":
            shown, when = f"{'今天' if back == 0 else '昨天' if back == 1 else md} {clock}", at
            duration = lasted
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink}'>{number}{many}{tag}</div><div class=t2>{arrow(way, red if way == 'missed' else sub, 12)}{shown}&nbsp;&nbsp; {place}{f'&nbsp;&nbsp; {lasted}' if lasted else ''}</div></div><span class=rt>{info}</span></div>"
        elif kind == "words":
            duration = lasted
            body = f"<div class=rw style='border-bottom:1px solid #8882'><div {key}><div class=t1 style='font-size:18px;color:{ink}'>{number}{many}</div><div class=t2>{place}&nbsp; {word}{f'&nbsp; {lasted}' if lasted else ''}{tag}</div></div><span class=rt><span class=ct>{shown}</span></span></div>"
        elif kind == "oneui":
            heading, shown, when, label = day, ampm(at, " "), at, None
            body = f"<div class=rw>{arrow(way, red if way == 'missed' else '#2f9e6a', 18)}<div {key} style='margin-left:8px'><div class=t1 style='color:{ink}'>{number}{many}</div>{f'<div class=t2 style=color:{red}>{mark}</div>' if mark else ''}</div><span class=rt><span class=ct>{shown}</span></span></div>"
        elif kind == "ios":
            lower, label, pill = (mark, None, mark) if mark else (place, place, None)
            sign = f"<svg width=17 height=14 style='flex:none'><path d='M2 12a9 9 0 0112 0M10 6l4-4M10 2h4v4' stroke='{sub}' stroke-width=1.6 fill=none /></svg>" if way == "out" else "<span style='width:17px;flex:none'></span>"
            body = f"<div class=rw style='padding:6px 14px;min-height:52px;border-bottom:.5px solid #8884'>{sign}<div {key} style='margin-left:6px'><div class=t1 style='color:{ink};font-weight:600'>{number}{many}</div><div class=t2 style='font-size:14px'>{lower}</div></div><span class=rt><span class=ct style='font-size:15px'>{shown}</span><i class=in style='color:#2b7df5'>i</i></span></div>"
        elif kind == "google":
            heading = "今天" if back == 0 else "昨天" if back == 1 else "更早"
            label = place if not mark else place
            tail = half(at) if back < 2 else md
            when = at if back < 2 else at.date()
            shown = f"{dict(missed='未接来电', out='去电', **{'in': '来电'})[way]}，{tail}"
            body = f"<div class=rw><span style='width:40px;height:40px;border-radius:50%;background:{rng.choice(HUES)}55;margin-right:14px;flex:none'></span><div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2>{f'<span style=color:{red}>{mark}</span> · ' if mark else ''}{place}</div><div class=t2>{arrow(way, red if way == 'missed' else sub, 12)}{shown}</div></div></div>"
        elif kind == "honor":
            shown = clock if back == 0 else f"昨天 {clock}" if back == 1 else f"{at.month:02d}/{at.day:02d}"
            when = at if back < 2 else at.date()
            body = f"<div class=rw><div {key}><div class=t1 style='color:{ink};display:flex;align-items:center'>{number}<span style='font-size:12px;margin-left:6px;color:{sub}'>{f'({count})' if count > 1 else ''}</span></div><div class=t2>{arrow(way, red if way == 'missed' else sub, 12)}{place}{f'&nbsp; <span style=color:{red}>{mark}</span>' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span><i class=in style='color:{sub};border-radius:4px'> </i></span></div>"
        elif kind == "flyme":
            many = f"<span style='color:{ink};margin-left:5px'>{count}</span>" if count > 1 else ""
            duration = lasted
            body = f"<div class=rw style='padding:7px 22px;border-bottom:1px solid #8882'><div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2>{arrow(way, sub, 11) if way != 'missed' else ''}{place}{f'&nbsp; {lasted}' if lasted else ''}{f'&nbsp; <span style=color:#d8912a>{mark}</span>' if mark else ''}</div></div><span class=rt><span class=ct>{shown}</span><span class=ch></span></span></div>"
        elif kind == "stack":
            heading, shown, when, duration = day, clock, at, lasted
            body = f"<div class=card style='margin:4px 12px'><div class=rw><div {key}><div class=t1 style='color:{ink}'>{number}{many}</div><div class=t2>{place}{f' | {mark}' if mark else ''}</div></div><span class=rt style='flex-direction:column;align-items:flex-end;gap:2px'><span class=ct>{shown}</span><span class=ct>{arrow(way, red if way == 'missed' else sub, 12)}{lasted or ''}</span></span></div></div>"
        else:  # the calls of one number
            heading, shown, when, count, duration, word = day, clock, at, 1, lasted, {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            shown = f"{day if back > 1 else day} {clock}"
            heading = None
            body = f"<div class=rw style='min-height:50px'><div {key}><div class=t1 style='font-size:15px'>{shown}</div><div class=t2 style='color:{ink if way == 'missed' else sub}'>{arrow(way, red if way == 'missed' else sub, 12)}{word}</div></div><span class=rt><span class=ct>{lasted or ''}</span></span></div>"
        if heading != section:
            section = heading
            parts.append(f"<div class=hd2><span data-k=h{i}>{heading}</span></div>")
        parts.append(body)
        t["calls"].append(dict(number=number, time=shown, direction=way, count=count, label=label, mark=pill, duration=duration, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    more = dict(mi=dict(title="通话 &nbsp;&nbsp; 联系人", tabs="键盘 全部通话 未接"), pill=dict(title="电话", big=True, tabs="通话 联系人 收藏"), two=dict(title="最近通话", above="<div style='margin:4px 20px;padding:9px 16px;border-radius:18px;background:#8882;font-size:14px;color:#8b8e94;flex:none'>搜索联系人</div>"), words=dict(title="通话记录", centred=True, back=True), oneui=dict(title="最近", tabs="键盘 最近 联系人"),
                ios=dict(title="最近通话", big=True, tabs="个人收藏 最近通话 通讯录 拨号键盘 语音留言"), google=dict(above="<div style='margin:6px 16px;padding:13px 20px;border-radius:26px;background:#8882;font-size:15px;color:#8b8e94;flex:none'>搜索联系人</div>", tabs="收藏 最近 联系人"), honor=dict(title="通话", tabs="通话 联系人 生活"), flyme=dict(title="拨号 &nbsp;&nbsp;&nbsp; 联系人"), stack=dict(title="通话", big=True, tabs="拨号 通话 联系人"),
                one=dict(title="通话详情", back=True, above="<div style='text-align:center;padding:12px;flex:none'><div style='font-size:24px'>155 0000 7301</div><div style='font-size:12.5px;opacity:.6'>甘肃 兰州 联通</div></div>", crop=False))[kind]
    look.update(more)
    if kind == "stack" and not dark:
        look["bg"] = "#f1f2f4"
    return whole("".join(parts), t, taken, rng, **look)


def permits(rng, kind, dark=False):
    taken = datetime(2026, rng.randint(2, 11), rng.randint(14, 26), rng.randint(15, 22), rng.randint(3, 59))
    t = truth("permission", taken, "dark" if dark else "light")
    fg, sub, blue, card = ("#e8e8ea", "#86898f", "#4b8dff", "#1b1c1f") if dark else ("#191a1c", "#8b8e94", "#2f6fe4", "#fff")
    app, others = "云杉分期", [("微信", "#2aae67"), ("高德导航", "#3f7fbf"), ("口袋记账", "#c08a2e")]
    icon = lambda size=38, hue="#d2483e", r="10px": f"<span class=ic style='width:{size}px;height:{size}px;background:{hue};border-radius:{r}'></span>"
    switch = lambda on, hue="#2f6fe4": f"<span class=sw style='background:{hue if on else ('#4a4c52' if dark else '#d9dbe0')}'><u style='{'right' if on else 'left'}:2.5px'></u></span>"
    look, parts = dict(bg=("#000" if dark else "#f2f3f5"), fg=fg, sub=sub, card=card, back=True), []
    n = lambda: len(t["permissions"])

    def add(permission, state=None, last=None, section=None, app_=app, **more):
        t["permissions"].append(dict(app=app_, permission=permission, state=state, last=last, section=section, **more))

    def row(name, right="", under="", face=""):
        return f"<div class=rw>{face}<div data-k=p{n()}><div class=t1>{name}</div>{f'<div class=t2>{under}</div>' if under else ''}</div><span class=rt>{right}</span></div>"

    says = lambda word: f"<span class=ct style='font-size:14px'>{word}</span><span class=ch></span>"
    head = lambda word: parts.append(f"<div class=hd2><span>{word}</span></div>")
    if kind in ("contacts_groups", "contacts_words", "contacts_switch", "contacts_under"):
        # One permission, the apps that asked for it.
        name = {"contacts_groups": "联系人", "contacts_words": "读取联系人", "contacts_switch": "通讯录", "contacts_under": "通讯录"}[kind]
        look.update(title=name, font={"contacts_groups": ROBOTO, "contacts_words": MI, "contacts_switch": INTER, "contacts_under": HM}[kind])
        if kind == "contacts_groups":
            for word, apps in (("已允许", [(app, "#d2483e"), others[0]]), ("不允许", others[1:])):
                head(word)
                inner = ""
                for one, hue in apps:
                    inner += row(one, "", "", icon(36, hue, "50%"))
                    add(name, word, None, word, one)
                parts.append(f"<div class=card>{inner}</div>")
        else:
            words = dict(contacts_words=["始终允许", "仅使用期间允许", "询问", "拒绝"], contacts_switch=["开启", "开启", "关闭", "关闭"], contacts_under=["允许访问", "仅使用时允许", "每次使用询问", "禁止访问"])[kind]
            inner = ""
            for (one, hue), word in zip([(app, "#d2483e"), *others], words):
                inner += row(one, switch(word == "开启", "#34c759") if kind == "contacts_switch" else (says(word) if kind == "contacts_words" else "<span class=ch></span>"), word if kind == "contacts_under" else "", icon(34, hue))
                add(name, word, None, None, one, **(dict(state_shown_as="switch") if kind == "contacts_switch" else {}))
            note = {"contacts_switch": "已请求访问通讯录的 App 将显示在此处。", "contacts_words": "共 4 个应用申请此权限", "contacts_under": ""}[kind]
            note = f"<div class=hd2>{note}</div>" if note else ""
            parts.append((note if kind == "contacts_words" else "") + f"<div class=card>{inner}</div>" + (note if kind == "contacts_switch" else ""))
    elif kind in ("app_words", "app_used", "app_under", "app_switch"):
        t["app"] = "appinfo"
        look.update(title={"app_words": "应用权限", "app_used": "权限", "app_under": app, "app_switch": app}[kind], font={"app_words": MI, "app_used": ROBOTO, "app_under": WQY, "app_switch": INTER}[kind], centred=kind == "app_switch")
        if kind == "app_words":
            parts.append(f"<div style='display:flex;align-items:center;padding:8px 20px 14px'>{icon(50)}<div><div style='font-size:18px'>{app}</div><div class=ct>版本 6.2.1 &nbsp; 48.7 MB</div></div></div>")
            groups = (("敏感权限", (("读取联系人", "始终允许", None), ("读取通话记录", "始终允许", None), ("读取短信", "询问", None))), ("设备权限", (("获取位置信息", "仅在使用中允许", None), ("相机", "拒绝", None), ("悬浮窗", "拒绝", None))))
        elif kind == "app_used":
            parts.append(f"<div style='display:flex;align-items:center;padding:8px 24px 10px'>{icon(44, r='50%')}<span style='font-size:20px'>{app}</span></div>")
            groups = (("已允许", (("通讯录", None, "上次访问时间：昨天 22:08"), ("电话", None, "上次访问时间：今天 07:55"))), ("每次都询问", (("相机", None, None),)), ("不允许", (("短信", None, None), ("位置信息", None, "过去 24 小时内未访问"))))
        elif kind == "app_under":
            groups = ((None, (("读取联系人信息", "允许", None), ("读取通话记录", "禁止", None), ("发送短信", "每次询问", None), ("获取手机信息", "允许", None), ("访问位置信息", "仅在使用时允许", None))),)
        else:
            groups = ((f"允许“{app}”访问", (("通讯录", "开启", None), ("照片", "关闭", None), ("麦克风", "开启", None), ("通知", "关闭", None))),)
        for section, names in groups:
            if section:
                head(section)
            inner = ""
            for name, word, last in names:
                right = switch(word == "开启", "#34c759") if kind == "app_switch" else says(word) if kind == "app_words" else "<span class=ch></span>"
                inner += row(name, right, last or (word if kind == "app_under" else ""), icon(26, rng.choice(HUES), "7px") if kind in ("app_switch", "app_used") else "")
                add(name, word or section, last, section, **(dict(state_shown_as="switch") if kind == "app_switch" else {}))
            parts.append(f"<div class=card>{inner}</div>" if kind != "app_used" else inner)
    elif kind == "report":
        look.update(title="App 隐私报告", font=INTER, centred=True)
        head("数据与传感器访问")
        inner = ""
        for one, hue, what, last in ((app, "#d2483e", "通讯录", "今天 08:12"), ("微信", "#2aae67", "通讯录", "昨天 21:30"), ("高德导航", "#3f7fbf", "位置", "今天 13:05")):
            inner += row(one, f"<span class=ct>{last}</span>", what, icon(32, hue, "8px"))
            add(what, None, last, "数据与传感器访问", one)
        parts.append(f"<div class=card>{inner}</div>")
    elif kind == "timeline":
        look.update(title="通讯录使用记录", font=MI)
        for day, uses in (("今天", (("14:02", app), ("08:31", "微信"), ("06:10", app))), ("昨天", (("23:47", app), ("19:20", "口袋记账")))):
            head(day)
            for clock, one in uses:
                parts.append(f"<div class=rw style='min-height:46px'><span class=ct style='width:56px;font-size:14px' data-k=q{n()}>{clock}</span>{icon(28, '#d2483e' if one == app else '#2aae67', '8px')}<div data-k=p{n()}><div class=t1>{one}</div></div></div>")
                add("通讯录", None, clock, day, one)
    else:  # what one app did
        look.update(title="应用行为记录", font=HM)
        parts.append(f"<div style='display:flex;align-items:center;padding:4px 20px 12px'>{icon(44)}<div style='font-size:18px'>{app}</div></div>")
        for day, uses in (("今天", (("13:40:12", "读取联系人", "已允许"), ("13:40:11", "读取通话记录", "已拦截"))), ("昨天", (("22:16:55", "读取联系人", "已允许"), ("22:16:54", "获取应用列表", "已允许")))):
            head(day)
            inner = ""
            for clock, what, word in uses:
                inner += row(what, f"<span class=ct style='color:{'#e03a30' if word == '已拦截' else sub}'>{word}</span>", clock)
                add(what, word, clock, day)
            parts.append(f"<div class=card>{inner}</div>")
    return whole("".join(parts), t, taken, rng, **look)


def threads(rng, kind):
    """A list of conversations."""
    taken = datetime(2026, rng.randint(2, 11), 18, 17, 26)
    t = truth("sms" if kind != "wx" else "wechat", taken, "dark" if kind == "night" else "light", {"mi": "短信", "night": "信息", "wx": "微信(12)"}[kind])
    fg, sub = ("#e8e8ea", "#86898f") if kind == "night" else ("#191a1c", "#8b8e94")
    people = [("1069 0233 7788 10", 0, "16:58", "【云杉分期】您已严重逾期，我司将依约通知您通讯录中的联系人"), ("155 0000 7301", 0, "13:20", "再不接电话就去你单位"), ("妈", 1, "20:11", "宇啊，又有人打电话来骂人"), ("+86 171 0000 2289", 3, "09:02", "石宇欠钱不还，请转告"), ("云杉法务", 20, "10:40", "调解员将上门送达，请保持电话畅通")]
    body = ""
    for i, (name, back, clock, words) in enumerate(people):
        h, m = map(int, clock.split(":"))
        at = (taken - timedelta(days=back)).replace(hour=h, minute=m)
        shown = (ampm(at) if kind == "night" else clock) if back == 0 else "昨天" if back == 1 else f"{'周' if kind == 'night' else '星期'}{weekday(at)}" if back < 7 else f"{at.month}月{at.day}日"
        words = words if kind != "wx" else words[:16]
        face = f"<span style='width:44px;height:44px;border-radius:{'50%' if kind != 'wx' else '6px'};background:{rng.choice(HUES)};flex:none;margin-right:12px'></span>"
        dot = f"<span style='position:absolute;margin:-30px 0 0 34px;min-width:17px;height:17px;border-radius:9px;background:#f43;color:#fff;font-size:11px;text-align:center'>{rng.randint(1, 9)}</span>" if i in (0, 3) else ""
        body += f"<div class=rw style='padding:11px 16px;align-items:center'>{face}{dot}<div style='flex:1;min-width:0'><div style='display:flex;align-items:center'><span class=t1>{name}</span><span class=ct style='margin-left:auto'>{shown}</span></div><div class=t2 style='font-size:14px;line-height:1.4'>{esc(words)}</div></div></div>"
        t["bubbles"].append({"side": "left", "kind": "text", "text": words, "time": shown, "time_context": None, "sender": name, "at": at.strftime("%Y-%m-%dT%H:%M") if back == 0 else at.strftime("%Y-%m-%d"), "from": None})
    look = {"mi": dict(title="短信", big=True, font=MI, tabs="短信 通知 服务"), "night": dict(title="信息", big=True, font=HM, bg="#000"), "wx": dict(title="微信(12)", centred=True, bg="#fff", font=CJK, tabs="微信 通讯录 发现 我")}[kind]
    return whole(body, t, taken, rng, fg=fg, sub=sub, **look)


PAGES = {f"t_calls_{k}": (lambda rng, k=k: calls(rng, k)) for k in ("mi", "pill", "two", "words", "oneui", "ios", "google", "honor", "flyme", "stack", "one")}
PAGES.update({f"t_calls_{k}_night": (lambda rng, k=k: calls(rng, k, True)) for k in ("pill", "two", "ios", "google")})
PAGES.update({f"t_permits_{k}": (lambda rng, k=k: permits(rng, k)) for k in ("contacts_groups", "contacts_words", "contacts_switch", "contacts_under", "app_words", "app_used", "app_under", "app_switch", "report", "timeline", "behaviour")})
PAGES.update({f"t_permits_{k}_night": (lambda rng, k=k: permits(rng, k, True)) for k in ("contacts_words", "app_used", "app_switch")})
PAGES.update({f"t_list_{k}": (lambda rng, k=k: threads(rng, k)) for k in ("mi", "night", "wx")})
