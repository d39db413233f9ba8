"""Lists of calls and pages of permissions of the third set (scripts/draw_screens_other.py)."""

from datetime import datetime, timedelta

from draw_screens_other import DROID, HM, LATIN, MI, SANS, TINTS, clock12
from draw_screens_skins import esc, truth, weekday

FACES = {"sans": SANS, "mi": MI, "hm": HM, "droid": DROID, "latin": LATIN}
ROWS = [  # number, way, count, place, mark, how long; hours back
    ("157 0000 6120", "missed", 14, "湖南 长沙", "骚扰电话", "响铃 6 声", 0.4), ("021-00003377", "missed", 1, "上海", None, "响铃 22 秒", 1.2), ("秦姐", "out", 1, "手机", None, "4分18秒", 3.5), ("95561", "in", 3, "福建 福州", None, "1分02秒", 7),
    ("400-000-0909", "missed", 2, "全国", "疑似催收", "响铃 3 声", 15), ("138 0000 4410", "out", 1, "河北 保定", None, "未接通", 21), ("+86 199 0000 7020", "in", 1, "四川 成都", "12人标记", "27秒", 33), ("大舅", "missed", 1, "手机", None, "响铃 11 声", 60), ("157 0000 6121", "missed", 5, "湖南 长沙", "骚扰电话", "响铃 2 声", 90),
]


def sign(way, colour, kind="arrow"):
    """An arrow of a call: out points up to the right, in and missed down to the left."""
    out = way == "out"
    line, tip = ("M3 13L13 3", "M6 3h7v7") if out else ("M13 3L3 13", "M10 13H3V6")
    if kind == "phone":
        return f"<svg width=17 height=17 style='flex:none;margin-right:5px'><path d='{line}' stroke='{colour}' stroke-width=2 fill=none /><path d='{tip}' stroke='{colour}' stroke-width=2 fill=none /><path d='M2 2' /></svg>"
    return f"<svg width=15 height=15 viewBox='0 0 16 16' style='flex:none;margin-right:6px'><path d='{line}' stroke='{colour}' stroke-width=1.7 fill=none /><path d='{tip}' stroke='{colour}' stroke-width=1.7 fill=none /></svg>"


def page(bg, fg, sub, font, title, body, taken, t, rng, foot="", height=800, back=True, centred=False, big=False):
    status = f"<div style='flex:none;height:31px;display:flex;justify-content:space-between;align-items:center;padding:0 24px;font-size:12.5px'><span>{taken.hour}:{taken.minute:02d}</span><span>{rng.choice(['5G', '4G', 'HD'])} {rng.randint(20, 98)}%</span></div>"
    arrow = "<span style='width:10px;height:10px;border-left:2px solid;border-bottom:2px solid;transform:rotate(45deg);flex:none;margin-right:14px'></span>" if back else ""
    head = f"<div style='flex:none;display:flex;align-items:center;padding:10px 22px;font-size:{'29px' if big else '19px'}'>{arrow}<span style='flex:1;text-align:{'center' if centred else 'left'}'>{title}</span></div>" if title else ""
    html = status + head + f"<div class=list style='padding:0'>{body}</div>" + (f"<div style='flex:none;display:flex;justify-content:space-around;padding:10px 0 16px;font-size:11px'>{foot}</div>" if foot else "")
    return dict(html=html, style=dict(bg=bg, fg=fg, sub=sub, font=font, css=".g{color:%s;font-size:12.5px}" % sub), truth=t, rows=True, height=height)


def calls(kind, rng, dark=False):
    taken = datetime(2026, rng.randint(2, 11), rng.randint(9, 26), rng.randint(14, 22), rng.randint(3, 59))
    bg, fg, sub = ("#0d0e10", "#e9e9ec", "#83868d") if dark else ("#fff", "#18191b", "#8a8d93")
    font = FACES[{"sim": "hm", "cards": "mi", "plainword": "droid", "circle": "latin", "tight": "sans", "history": "mi", "iphone": "latin", "tail": "hm"}[kind]]
    t = truth("calllog", taken, "dark" if dark else "light")
    red = "#ff5a52" if dark else "#d93a32"
    parts, section, card = [], None, []
    rows = ROWS[: 9 if kind == "tight" else 7]
    title, foot, heading_of = "通话", "<span>通话</span><span>联系人</span><span>黄页</span>", None
    if kind == "history":
        rows = [("157 0000 6120", *r[1:]) for r in ROWS[:8]]
        title = ""
        parts.append("<div style='text-align:center;padding:18px'><div style='font-size:23px'>157 0000 6120</div><div class=g>湖南 长沙 移动</div></div>")
        foot = ""
    for number, way, count, place, mark, lasted, back in rows:
        m = taken - timedelta(hours=back)
        n = (taken.date() - m.date()).days
        c24, half = f"{m.hour:02d}:{m.minute:02d}", "".join(("上午" if m.hour < 12 else "下午", clock12(m)[1]))
        ink = red if way == "missed" else fg
        when, duration, label, seen_mark, direction, heading = m, lasted, place, mark, way, None
        many = f" ({count})" if count > 1 else ""
        tag = f"<span style='font-size:11px;background:{'#3a2320' if dark else '#fdebe7'};color:{red};border-radius:3px;padding:1px 5px;margin-left:7px'>{mark}</span>" if mark else ""
        line = lambda left, right, pad="9px": f"<div style='display:flex;align-items:center;padding:{pad} 22px;gap:4px'>{left}<span style='margin-left:auto;display:flex;align-items:center;gap:10px;flex:none'>{right}</span></div>"
        info = f"<span style='width:20px;height:20px;border:1.5px solid {sub};border-radius:50%;font-size:12px;text-align:center;line-height:18px;color:{sub}'>i</span>"
        if kind == "sim":
            shown = c24 if n == 0 else "昨天" if n == 1 else f"{m.month}月{m.day}日"
            when = m if n == 0 else m.date()
            slot = f"<span style='border:1px solid {sub};border-radius:2px;font-size:9px;line-height:11px;padding:0 3px;margin-right:6px;color:{sub}'>{rng.choice('12')}</span>"
            left = f"<div><div style='font-size:17px;color:{ink}'>{number}{many}</div><div class=g style='display:flex;align-items:center;margin-top:3px'>{slot}{sign(way, red if way == 'missed' else sub)}{place}{tag}</div></div>"
            body, duration = line(left, f"<span class=g>{shown}</span>{info}"), None
        elif kind == "cards":
            heading = "今天" if n == 0 else "昨天" if n == 1 else f"{m.month}月{m.day}日 周{weekday(m)}"
            shown, seen_mark = c24, mark
            left = f"<div><div style='font-size:16.5px;color:{ink}'>{number}{many}</div><div class=g style='margin-top:2px'>{shown}&nbsp;&nbsp;&nbsp;{place}&nbsp;&nbsp;&nbsp;{lasted}</div></div>"
            body = line(sign(way, red if way == "missed" else "#3aa35c") + left, (f"<span style='font-size:11px;color:{red}'>{mark}</span>" if mark else "") + info)
        elif kind == "plainword":
            heading = "今天" if n == 0 else "昨天" if n == 1 else "更早"
            shown = c24 if n < 2 else f"{m.month:02d}-{m.day:02d} {c24}"
            word = {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            duration = lasted if way != "missed" else None
            left = f"<div><div style='font-size:16px'>{number}{many}</div><div class=g style='margin-top:2px'><span style='color:{ink if way == 'missed' else sub}'>{word}</span>&nbsp;&nbsp;{place}{f'&nbsp;&nbsp;{duration}' if duration else ''}{tag}</div></div>"
            body = line(left, f"<span class=g>{shown}</span>")
        elif kind == "circle":
            heading = "今天" if n == 0 else "昨天" if n == 1 else "更早"
            shown = half if n < 2 else f"{m.month}月{m.day}日"
            when = m if n < 2 else m.date()
            seen_mark, duration = mark, None
            first = number[0] if "一" <= number[0] <= "龥" else "#"
            face = f"<span style='width:40px;height:40px;border-radius:50%;background:{rng.choice(TINTS)};color:#fff;font-size:18px;text-align:center;line-height:40px;margin-right:12px;flex:none'>{first}</span>"
            left = f"{face}<div><div style='font-size:16.5px;color:{ink}'>{number}{many}</div><div class=g style='display:flex;align-items:center;margin-top:3px'>{sign(way, red if way == 'missed' else sub)}{esc(mark + ' · ') if mark else ''}{place} · {shown}</div></div>"
            body = line(left, f"<span style='width:19px;height:19px;border:2px solid {sub};border-radius:6px'></span>")
        elif kind == "tight":
            shown = c24 if n == 0 else f"昨天 {c24}" if n == 1 else f"{m.year}/{m.month}/{m.day}"
            when = m if n < 2 else m.date()
            left = f"{sign(way, red if way == 'missed' else sub)}<div style='font-size:14.5px;color:{ink}'>{number}</div><span style='font-size:12px;color:{ink};margin-left:3px'>{f'({count})' if count > 1 else ''}</span>{tag}"
            body, duration, label = line(left, f"<span class=g>{shown}</span>", "12px"), None, None
        elif kind == "iphone":
            shown = c24 if n == 0 else "昨天" if n == 1 else f"星期{weekday(m)}"
            when = m if n == 0 else m.date()
            icon = sign("out", sub) if way == "out" else "<span style='width:21px;flex:none'></span>"
            lower, label, seen_mark, duration = mark or place, None if mark else place, mark, None
            left = f"{icon}<div><div style='font-size:17px;color:{ink};font-weight:500'>{number}{many}</div><div class=g style='font-size:13.5px'>{lower}</div></div>"
            body = line(left, f"<span class=g style='font-size:15px'>{shown}</span>{info}", "7px") + f"<div style='height:1px;background:{'#222' if dark else '#e4e4e6'};margin-left:44px'></div>"
        elif kind == "tail":
            shown = f"今天 {c24}" if n == 0 else f"昨天 {c24}" if n == 1 else f"{m.month}/{m.day} {c24}"
            many = f"<span style='background:{red};color:#fff;border-radius:9px;font-size:11px;padding:0 6px;margin-left:8px'>{count}</span>" if count > 1 else ""
            left = f"<div><div style='font-size:17px;color:{ink};display:flex;align-items:center'><span>{number}</span>{many}</div><div class=g style='margin-top:3px'>{place}{f'&nbsp;&nbsp;<span style=color:{red}>{mark}</span>' if mark else ''}</div></div>"
            body = line(left, f"<div style='text-align:right'><div class=g>{shown}</div><div class=g style='display:flex;justify-content:flex-end;align-items:center'>{sign(way, red if way == 'missed' else sub)}{lasted}</div></div>")
        else:  # history of one number
            shown = f"今天 {c24}" if n == 0 else f"昨天 {c24}" if n == 1 else f"{m.month}月{m.day}日 {c24}"
            word = {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            count, label, seen_mark = 1, None, None
            body = line(f"<div style='display:flex;align-items:center'>{sign(way, red if way == 'missed' else sub)}<div><div style='font-size:15px'>{shown}</div><div class=g style='color:{ink if way == 'missed' else sub}'>{word}</div></div></div>", f"<span class=g>{lasted}</span>")
        if heading != section:
            section = heading
            parts.append(f"<div class=g style='padding:13px 24px 3px'>{heading}</div>")
        parts.append(body)
        t["calls"].append(dict(number=number, time=shown if kind != "circle" else shown, direction=direction, count=count, label=label, mark=seen_mark, duration=duration, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    return page(bg, fg, sub, font, title, "".join(parts), taken, t, rng, foot, big=kind in ("iphone", "cards"), back=kind == "history")


def permits(kind, rng, dark=False):
    taken = datetime(2026, rng.randint(2, 11), rng.randint(9, 26), rng.randint(9, 22), rng.randint(3, 59))
    bg, fg, sub = ("#0d0e10", "#e9e9ec", "#83868d") if dark else ("#f6f7f9", "#17181a", "#898d95")
    t = truth("permission", taken, "dark" if dark else "light")
    app = rng.choice(["青禾小贷", "小鹿分期", "灯塔借条"])
    add = lambda **k: t["permissions"].append(dict(dict(app=app, last=None, section=None), **k))
    card = "#1b1c20" if dark else "#fff"
    icon = lambda s="36px", r="10px": f"<span style='width:{s};height:{s};border-radius:{r};background:linear-gradient(135deg,{rng.choice(TINTS)},{rng.choice(TINTS)});flex:none;margin-right:13px'></span>"
    row = lambda name, right="", under="", ic="", size="16px": f"<div style='display:flex;align-items:center;padding:10px 20px;min-height:54px'>{ic}<div style='min-width:0'><div style='font-size:{size}'>{name}</div>{f'<div class=g style=margin-top:2px>{under}</div>' if under else ''}</div><span style='margin-left:auto;flex:none'>{right}</span></div>"
    say = lambda s, arrow="›": f"<span class=g style='font-size:14px'>{s} {arrow}</span>"
    head = lambda s, colour=None: f"<div style='padding:15px 22px 5px;font-size:13px;color:{colour or sub}'>{s}</div>"
    group = lambda inner: f"<div style='background:{card};border-radius:16px;margin:0 12px 8px;overflow:hidden'>{inner}</div>"
    toggle = lambda on, c="#1f9d61": f"<span style='display:block;width:42px;height:24px;border-radius:12px;background:{c if on else ('#45474d' if dark else '#d5d7dc')};position:relative'><i style='position:absolute;top:3px;{'right' if on else 'left'}:3px;width:18px;height:18px;border-radius:50%;background:#fff'></i></span>"
    font, title, body, centred = MI, "应用权限", "", False
    if kind == "miui_info":
        t["app"], title = "appinfo", "权限管理"
        body = f"<div style='display:flex;align-items:center;padding:12px 22px'>{icon('46px')}<div><div style='font-size:18px'>{app}</div><div class=g>版本：5.0.{rng.randint(1, 9)}</div></div></div>"
        for section, names in (("隐私权限", (("读取联系人", "始终允许", "最近使用：今天 09:21"), ("读取通话记录", "仅在使用中允许", "最近使用：昨天 18:40"), ("通知类短信", "拒绝", None))), ("其他权限", (("悬浮窗", "始终允许", None), ("后台弹出界面", "拒绝", None), ("锁屏显示", "询问", None)))):
            body += head(section)
            inner = ""
            for name, s, last in names:
                inner += row(name, say(s), last or "")
                add(permission=name, state=s, last=last, section=section)
            body += group(inner)
    elif kind == "usage7":
        title, font = "最近7天访问记录", HM
        body = head("通讯录")
        inner = ""
        for name, times, last in ((app, 46, "今天 08:15"), ("微信", 12, "昨天 22:03"), ("灯塔地图", 3, "3月1日 10:40" if taken.month > 3 else "1月8日 10:40")):
            inner += row(name, f"<span class=g>{last}</span>", f"访问 {times} 次", icon())
            add(app=name, permission="通讯录", state=None, last=last, section="通讯录")
        body += group(inner)
    elif kind == "harmony_app":
        title, font = app, HM
        for s, names in (("允许", ("通讯录", "电话", "位置信息")), ("禁止", ("信息", "相机"))):
            body += head(s) + group("".join(row(n, say("")) for n in names))
            for n in names:
                add(permission=n, state=s, section=s)
    elif kind == "origin_one":
        title = "读取联系人"
        inner = ""
        for name, s in ((app, "始终允许"), ("微信", "使用期间允许"), ("小鹿分期" if app != "小鹿分期" else "青禾小贷", "每次询问"), ("灯塔地图", "禁止")):
            inner += row(name, say(s), "", icon("38px", "50%"))
            add(app=name, permission="读取联系人", state=s)
        body = f"<div class=g style='padding:4px 22px 12px'>以下应用申请过读取联系人的权限</div>" + group(inner)
    elif kind == "oneui_line":
        title, font = "通讯录使用情况", LATIN
        body = head("今天")
        for day, uses in (("今天", (("上午9:12", app), ("上午8:55", "微信"))), ("昨天", (("下午11:20", app), ("下午6:04", "灯塔地图")))):
            body += head(day) if day == "昨天" else ""
            for clock, name in uses:
                body += row(name, f"<span class=g>{clock}</span>", "", icon("32px", "50%"))
                add(app=name, permission="通讯录", state=None, last=clock, section=day)
    elif kind == "ios_app":
        title, font, centred = app, LATIN, True
        section = f"允许“{app}”访问"
        inner = row("通讯录", say("完全访问"), "", icon("28px", "7px")) + row("照片", say("受限访问"), "", icon("28px", "7px"))
        add(permission="通讯录", state="完全访问", section=section)
        add(permission="照片", state="受限访问", section=section)
        for name, on in (("麦克风", False), ("蜂窝数据", True)):
            inner += row(name, toggle(on, "#34c759"), "", icon("28px", "7px"))
            add(permission=name, state="开启" if on else "关闭", section=section, state_shown_as="switch")
        body = head(section) + group(inner)
    elif kind == "color_log":
        title, font = "权限使用记录", DROID
        for day, uses in (("今天", (("08:15:22", "读取联系人", "已允许"), ("08:15:20", "读取通话记录", "已拒绝"))), ("昨天", (("21:47:05", "读取联系人", "已允许"), ("06:30:00", "读取短信", "已拒绝")))):
            body += head(day)
            inner = ""
            for clock, what, s in uses:
                inner += row(app, say(s, ""), f"{what}&nbsp;&nbsp;{clock}", icon())
                add(permission=what, state=s, last=clock, section=day)
            body += group(inner)
    elif kind == "toggles":
        title = f"{app}"
        for name, on, last in (("通讯录", True, "上次访问：10 分钟前"), ("通话记录", True, "上次访问：今天 07:58"), ("短信", False, "从未访问"), ("位置信息", False, None), ("悬浮窗", True, None)):
            body += row(name, toggle(on, "#2f6fe4"), last or "")
            add(permission=name, state="开启" if on else "关闭", last=last, state_shown_as="switch")
    elif kind == "info_center":
        t["app"], title, font = "appinfo", "应用信息", HM
        body = f"<div style='text-align:center;padding:14px'><div style='display:flex;justify-content:center'>{icon('58px', '16px')}</div><div style='font-size:20px;margin-top:8px'>{app}</div><div class=g>版本 2.{rng.randint(1, 9)}.0</div></div>" + head("权限", "#2f6fe4")
        inner = ""
        for name, s, last in (("联系人", "允许", "最近访问 昨天 22:10"), ("电话", "允许", None), ("短信", "不允许", None), ("麦克风", "每次询问", "过去 7 天内未访问")):
            inner += row(name, say(s), last or "")
            add(permission=name, state=s, last=last, section="权限")
        body += group(inner)
    else:  # state under the name
        title, font = "权限", LATIN
        body = f"<div style='display:flex;align-items:center;padding:12px 22px'>{icon('44px', '50%')}<div style='font-size:19px'>{app}</div></div>"
        for name, s in (("通讯录", "仅在使用该应用时允许"), ("通话记录", "不允许"), ("短信", "每次都询问"), ("相机", "不允许")):
            body += row(name, "", s, icon("24px", "50%"))
            add(permission=name, state=s)
    return page(bg, fg, sub, font, title, body, taken, t, rng, centred=centred)


def conversations(rng):
    taken = datetime(2026, 3, 5, 18, 26)
    t, body = truth("wechat", taken, "light", "微信"), ""
    for name, shown, at, words in (("青禾-小孟", "17:58", "2026-03-05T17:58", "你不接电话我就打给你爸"), ("锦绣里二期", "昨天", "2026-03-04", "核查员阿坤：撤了也没用"), ("秦姐", "星期二", "2026-03-03", "他们又打到店里来了"), ("外访08", "2月26日", "2026-02-26", "[语音] 5\"")):
        body += f"<div style='display:flex;align-items:center;padding:11px 16px;gap:12px'><span style='width:46px;height:46px;border-radius:6px;background:{rng.choice(TINTS)};flex:none'></span><div style='flex:1;min-width:0'><div style='display:flex'><span style='font-size:16px'>{name}</span><span class=g style='margin-left:auto;font-size:11px'>{shown}</span></div><div class=g style='font-size:13.5px;margin-top:3px'>{esc(words)}</div></div></div>"
        t["bubbles"].append({"side": "left", "kind": "text", "text": words, "time": shown, "time_context": None, "sender": name, "at": at, "from": None})
    return page("#fff", "#161616", "#999", SANS, "微信", body, taken, t, rng, "<span>微信</span><span>通讯录</span><span>发现</span><span>我</span>", back=False, centred=True)


PAGES = {f"o_calls_{k}": (lambda rng, k=k: calls(k, rng)) for k in ("sim", "cards", "plainword", "circle", "tight", "history", "iphone", "tail")}
PAGES.update({f"o_calls_{k}_dark": (lambda rng, k=k: calls(k, rng, True)) for k in ("sim", "circle", "tail")})
PAGES.update({f"o_permits_{k}": (lambda rng, k=k: permits(k, rng)) for k in ("miui_info", "usage7", "harmony_app", "origin_one", "oneui_line", "ios_app", "color_log", "toggles", "info_center", "under")})
PAGES.update({f"o_permits_{k}_dark": (lambda rng, k=k: permits(k, rng, True)) for k in ("miui_info", "ios_app", "toggles")})
PAGES["o_inbox"] = conversations
