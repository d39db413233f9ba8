"""More skins of scripts/draw_screens.py, drawn to try the reader on layouts its rules were not made on: English systems, big letters, names with
emoji, pictures among the words, recalled messages, notices of new ones, lists of calls and pages of permissions of other makers."""

from datetime import datetime, timedelta

import draw_screens_skins as base
from draw_screens_skins import ANDROID, APPS, DARK, HARMONY, IOS, LEFT, PLAIN, QQ, RIGHT, SMS, WX, WXD, arrow, chat, esc, face, head, half, label, status_bar, switch, truth, weekday

ENGLISH = "Inter,Roboto,'Noto Sans CJK SC',sans-serif"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def english(moment, taken):
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02d} {'AM' if moment.hour < 12 else 'PM'}"
    days = (taken.date() - moment.date()).days
    return f"Today {clock}" if days == 0 else f"Yesterday {clock}" if days == 1 else f"{DAYS[moment.weekday()]} {clock}" if days < 7 else f"{moment.strftime('%b')} {moment.day}, {moment.year} {clock}"


def talk(app, style, rng, *, peer, group=False, theme="light", words=label, times="week", avatars="both", names=None, title_sub=None, centred=True, placeholder="", gifts=(), own=None, size=7, height=800, over="", badge=None, checks=False, note=None):
    """A conversation as `chat`, with what it has not: pictures, recalled messages, names with marks, circles to choose by."""
    taken = datetime(2026, rng.randint(3, 11), rng.randint(10, 27), rng.randint(9, 22), rng.randint(0, 59), rng.randint(0, 59))
    t = truth(app, taken, theme, peer)
    moment = taken - timedelta(days=rng.randint(0, 4), hours=rng.randint(1, 6))
    parts, state = [], dict(context=None, at=None, sep=None, fresh=False)
    left, right = rng.sample(LEFT, size + 3), rng.sample(RIGHT, size)

    def separator():
        state.update(context=words(moment, taken) if words is not label else label(moment, taken, times), at=moment, fresh=True, sep=len(t["separators"]))
        parts.append(f"<div class=sep><span data-k=s{state['sep']}>{esc(state['context'])}</span></div>")
        t["separators"].append(state["context"])

    def bubble(side, text, kind="text", inner=None, sender=None, bare=False):
        i = len(t["bubbles"])
        shown = own(moment) if own else None
        mark = f"<div class={'in' if style.get('inside') else 'under'}><span data-k=t{i}>{esc(shown)}</span></div>" if shown else ""
        body = inner or f"<span data-k=b{i}>{esc(text)}</span>"
        body = body if bare else f"<div class=b>{body}{mark if style.get('inside') else ''}</div>"
        name = f"<div class=name>{badge or ''}<span data-k=w{i}>{esc(sender)}</span></div>" if sender else ""
        avatar = face(rng, style) if avatars == "both" or (avatars == "left" and side == "left") else ""
        circle = "<span style='flex:none;width:20px;height:20px;border:1.5px solid #bbb;border-radius:50%;margin:8px 2px 0 10px'></span>" if checks else ""
        gap = "<span style='flex:1'></span>" if checks and side == "right" else ""
        if checks:
            parts.append(f"<div class='row' style='align-items:flex-start'>{circle}{gap}<div class='row {side[0]}' style='margin:0;flex:{'0 1 auto' if side == 'right' else '1'}'>{avatar}<div class=col>{name}{body}</div></div></div>")
        else:
            parts.append(f"<div class='row {side[0]}'>{avatar}<div class=col>{name}{body}{'' if style.get('inside') else mark}</div></div>")
        at = moment if shown else state["at"]
        one = dict(side=side, kind=kind, text=text, time=(shown.removeprefix("卡1 ") if shown else None) or (state["context"] if state["fresh"] else None), time_context=state["context"], sender=sender, own=bool(shown), at=at.strftime("%Y-%m-%dT%H:%M") if at else None, context_at=state["at"].strftime("%Y-%m-%dT%H:%M") if state["at"] else None)
        one["from"] = state["sep"]
        t["bubbles"].append(one)
        state["fresh"] = False

    separator()
    gifts = list(gifts)
    for n in range(size):
        moment += timedelta(minutes=rng.randint(0, 3))
        side = "right" if n % 3 == 2 else "left"
        if n in (3, 5):
            moment = min(moment + timedelta(hours=rng.choice([1, 5, 20])), taken - timedelta(minutes=rng.randint(2, 20)))
            separator()
        sender = names[n % len(names)] if group and side == "left" else None
        if gifts and n in (1, 4, 6):
            gift = gifts.pop(0)
            i = len(t["bubbles"])
            if gift == "image":
                bubble(side, "", "image", f"<span data-k=b{i} style='font-size:0'>.</span><div style='width:120px;height:150px;border-radius:5px;background:linear-gradient(135deg,#7c9,#48a 50%,#a75)'></div>", sender, bare=True)
            elif gift == "recalled":
                who = "你撤回了一条消息  重新编辑" if side == "right" else f"“{(sender or peer)[:8]}”撤回了一条消息"
                parts.append(f"<div class=notice data-k=n{len(t['notices'])}>{esc(who)}</div>")
                t["notices"].append(who)
                continue
            elif gift == "unread":
                parts.append(f"<div class=notice data-k=n{len(t['notices'])}>—— 以下为新消息 ——</div>")
                t["notices"].append("—— 以下为新消息 ——")
                bubble(side, left[n], sender=sender)
            elif gift == "voice":
                length = rng.randint(2, 50)
                bubble(side, f'{length}"', "voice", f"<span class=wave></span><span data-k=b{i}>{length}&quot;</span>{'&nbsp;' * (length // 3)}", sender)
            elif gift == "redpacket":
                inner = f"<div style='background:#fa9d3b;color:#fff;margin:-9px -12px;padding:14px 16px;width:220px'><span data-k=b{i}>大吉大利，先把钱还了</span><div style='font-size:11px;border-top:1px solid #fff6;margin-top:8px;padding-top:4px'>微信红包</div></div>"
                bubble(side, "大吉大利，先把钱还了", "redpacket", inner, sender)
            elif gift == "emoji":
                bubble(side, left[n] + "😡", inner=f"<span data-k=b{i}>{esc(left[n])}😡</span>", sender=sender)
            continue
        bubble(side, (right if side == "right" else left)[n], sender=sender)
    if note:
        parts.append(f"<div style='position:absolute;right:0;top:8px;background:#fff;color:#07c160;border-radius:16px 0 0 16px;padding:8px 12px;font-size:13px'>{note}</div>")
    foot = f"<div class=foot><b></b><div class=in2>{esc(placeholder)}</div><b></b></div>"
    inner = status_bar(taken, rng) + head(peer, title_sub, centred) + f"<div class=list>{''.join(parts)}</div>{foot}<!--over-->{over}"
    return dict(html=inner, style={k: v for k, v in style.items() if k != "inside"}, truth=t, height=height, scale=3, cut=False)


CHATS = {}


def add(name, app, style, **more):
    CHATS[name] = lambda rng: talk(app, dict(style), rng, **{k: (v(rng) if k == "peer" and callable(v) else v) for k, v in more.items()})


clock24 = lambda m: f"{m.hour:02d}:{m.minute:02d}"
clock12 = lambda m: f"{(m.hour - 1) % 12 + 1}:{m.minute:02d} {'AM' if m.hour < 12 else 'PM'}"
peer = lambda rng: rng.choice(base.PEERS)
tel = lambda rng: rng.choice(base.TEL)
add("wx_english", "wechat", dict(WX, font=ENGLISH), peer=peer, words=english, placeholder="Hold to Talk")
add("wx_recalled", "wechat", dict(WX, font=ANDROID), peer=peer, gifts=("recalled", "image", "recalled"), times="half week", centred=False)
add("wx_unread", "wechat", WX, peer=peer, gifts=("unread", "voice"), note="12条新消息 ︿")
add("wx_group_emoji", "wechat", dict(WX, font=HARMONY), peer="🌻幸福一家人🌻(7)", group=True, names=["🐯大老虎", "春暖花开🌸", "A~催客小张🔥", "三姨"], gifts=("emoji", "image"), size=6)
add("wx_group_big_dark", "wechat", dict(WXD, size=20, most="252px", font=ANDROID), peer="老同学群(56)", group=True, names=["王二", "班长-赵六", "李四"], theme="dark", size=5, times="half")
add("wx_choose", "wechat", WX, peer=peer, checks=True, size=6)
add("wx_packets", "wechat", dict(WXD), peer=peer, theme="dark", gifts=("redpacket", "voice"), times="half week")
add("wx_blue_theme", "wechat", dict(WX, bg="#dce9f5", bar="#dce9f5", right="#9fd0ff", css=base.WX_TAIL % ("#fff", "#9fd0ff"), radius="10px"), peer=peer, gifts=("image",))
add("qq_group_badges", "qq", dict(QQ), peer="催收互助交流(1203)", group=True, names=["潜水员", "群主大人", "阿May"], badge="<span style='background:#f5b94a;color:#fff;border-radius:7px;font-size:9px;padding:0 5px;margin-right:4px'>LV5</span>", size=6, times="half week")
add("qq_night_group", "qq", dict(QQ, **dict(DARK, bg="#101013", bar="#101013", left="#25262c", right="#1f6fb5", rightink="#fff")), peer="一家亲(5)", group=True, names=["二舅", "Lily", "妈妈"], theme="dark", size=6, gifts=("recalled",))
add("qq_square", "qq", dict(QQ, radius="4px", bg="#e8f1fa", bar="#12b7f5", right="#c7e9b4", rightink="#111", css=".head{color:#fff}"), peer=peer, size=7, times="dash")
add("wecom_group", "wechat", dict(bg="#eceff3", bar="#fff", right="#cfe6ff", avr="4px", radius="4px"), peer="贷后三组对接(18)", group=True, names=["林经理@白鹭金融", "周九", "孙律师@和信律所"], size=6, times="")
add("dingtalk_dark", "dingtalk", dict(DARK, bg="#1a1a1c", bar="#1a1a1c", left="#2c2d30", right="#1b4d86", rightink="#e8eef6", avr="50%", radius="10px"), peer="陈经理(法务)", theme="dark", size=6, times="week")
add("telegram_like", "unknown", dict(bg="#d6e4c8", bar="#fff", left="#fff", right="#e1fec6", radius="14px", avr="50%", sepalign="center", seppill="background:#8fa88a;color:#fff;border-radius:10px;padding:2px 8px;", inside=True), peer=peer, avatars="none", own=clock24, times="year", size=7, centred=False, placeholder="Message")
add("alipay_like", "unknown", dict(bg="#f5f5f5", bar="#fff", right="#c8e1ff", avr="50%", radius="6px"), peer=peer, size=6, times="dash")
add("sms_oppo_sim", "sms", dict(SMS, bg="#fff", bar="#fff", left="#f2f3f5", right="#00b578", rightink="#fff", radius="18px"), peer=tel, avatars="none", times="named half", own=lambda m: f"卡1 {half(m)}", size=6, centred=False, placeholder="短信")
add("sms_english", "sms", dict(SMS, left="#eef1f8", right="#0b57d0", rightink="#fff", radius="22px", font=ENGLISH), peer=tel, avatars="left", words=english, size=7, centred=False, placeholder="Text message")
add("ios_english", "sms", dict(IOS, font=ENGLISH), peer=tel, avatars="none", words=english, size=7, placeholder="Text Message • SMS")
add("sms_senior", "sms", dict(SMS, size=25, lh=1.5, most="300px", left="#f3f3f3", right="#ffe3b0", pad="12px 14px"), peer=tel, avatars="none", times="half", size=4, placeholder="写短信")
add("sms_cards", "sms", dict(SMS, bg="#f2f2f4", bar="#f2f2f4", left="#fff", most="326px", radius="14px", sepalign="center"), peer="【白鹭速贷】", title_sub="1069 0000 1188", avatars="none", times="half", own=clock24, size=6, placeholder="短信")
add("sms_black", "sms", dict(SMS, bg="#000", bar="#000", fg="#eee", left="#1b1b1d", leftink="#eee", right="#3a3a3c", rightink="#fff", radius="12px", footbg="#000", field="#1c1c1e"), peer=tel, avatars="none", times="slash", theme="dark", size=7, placeholder="短信/彩信")
add("sms_unread", "sms", dict(SMS, radius="10px"), peer=tel, avatars="none", times="half", gifts=("unread",), size=7, placeholder="短信")


def list_of_calls(kind, rng, theme="light"):
    taken, rows = base.rows_of(rng)
    dark = theme == "dark"
    style = dict(bg="#000" if dark else "#fff", bar="#000" if dark else "#fff", fg="#eee" if dark else "#161616", sub="#8a8a8e", font=ENGLISH if kind == "english" else HARMONY if kind == "honor" else ANDROID, footbg="#000" if dark else "#fff")
    t = truth("calllog", taken, theme)
    red, parts, section = "#e5484d", [], None
    top = {"english": "<div style='padding:10px 18px;font-size:30px;font-weight:700'>Recents</div>", "detail": ""}.get(kind, "<div style='display:flex;gap:24px;padding:12px 22px;font-size:20px'><b>全部通话</b><span class=sub>未接来电</span></div>")
    if kind == "detail":
        number = rows[0]["number"]
        top = head(" ", None, False, " ") + f"<div style='text-align:center;padding:8px'><div style='font-size:22px'>{esc(number)}</div><div class=sub>{esc(rows[0]['place'])}</div></div><div style='padding:8px 22px;font-size:14px' class=sub>通话记录</div>"
    for n, row in enumerate(rows):
        m, way = row["moment"], row["way"]
        days = (taken.date() - m.date()).days
        clock = f"{m.hour:02d}:{m.minute:02d}"
        colour = red if way == "missed" else style["fg"]
        counter = f" ({row['count']})" if row["count"] > 1 else ""
        mark, duration, place, when, direction = row["mark"], row["lasted"], row["place"], m, way
        if kind == "english":
            shown = f"{(m.hour - 1) % 12 + 1}:{m.minute:02d} {'AM' if m.hour < 12 else 'PM'}" if days == 0 else "Yesterday" if days == 1 else DAYS[m.weekday()] if days < 7 else f"{m.month}/{m.day}/{m.year % 100}"
            when = m if days == 0 else datetime(m.year, m.month, m.day)
            mark, duration, place = None, None, "mobile"
            icon = arrow("out", style["sub"]) if way == "out" else "<span style='width:18px;display:inline-block'></span>"
            inner = f"{icon}<div><div style='font-size:16.5px;color:{colour}'>{esc(row['number'])}{counter}</div><div class=sub>mobile</div></div><span class=sub style='margin-left:auto;font-size:14px'>{shown} ⓘ</span>"
        elif kind == "grouped":
            heading = {0: "今天", 1: "昨天"}.get(days, f"{m.month}月{m.day}日")
            if heading != section:
                section = heading
                parts.append(f"<div class=sub style='padding:10px 22px 2px;font-size:13px'>{heading}</div>")
            shown = clock
            what = {"missed": "未接", "in": "呼入", "out": "呼出"}[way] + (f" {duration}" if duration and duration != "未接通" else "")
            inner = f"<div><div style='font-size:17px;color:{colour}'>{esc(row['number'])}{counter}</div><div class=sub>{esc(place)}&nbsp;&nbsp;{what}{f'&nbsp;&nbsp;<span style=color:#e08a2e>{mark}</span>' if mark else ''}</div></div><span class=sub style='margin-left:auto'>{shown}</span>"
        elif kind == "honor":
            shown = clock if days == 0 else "昨天" if days == 1 else f"{m.month}/{m.day}"
            when = m if days == 0 else datetime(m.year, m.month, m.day)
            duration = None
            tag = f"<span style='background:#fdecea;color:{red};font-size:11px;border-radius:4px;padding:1px 5px;margin-left:6px'>{mark}</span>" if mark else ""
            inner = f"<div><div style='font-size:17px;color:{colour}'>{esc(row['number'])}{counter}</div><div class=sub style='display:flex;align-items:center;margin-top:3px'>{arrow(way, red if way == 'missed' else style['sub'])}{esc(place)}{tag}</div></div><span class=sub style='margin-left:auto'>{shown}</span>"
        else:
            shown = (f"今天 {clock}" if days == 0 else f"昨天 {clock}" if days == 1 else f"{m.month}月{m.day}日 {clock}")
            what = {"missed": "未接来电", "in": "来电", "out": "去电"}[way]
            mark, place, row = None, None, dict(row, number=number, count=1)
            lasted = duration or ("响铃8秒" if way == "missed" else "0秒")
            duration = lasted
            inner = f"<div><div style='font-size:16px'>{shown}</div><div class=sub style='color:{colour}'>{what}</div></div><span class=sub style='margin-left:auto'>{lasted}</span>"
        parts.append(f"<div style='display:flex;align-items:center;margin:0 22px;min-height:62px;padding:7px 0'>{inner}</div>")
        t["calls"].append(dict(number=row["number"], time=shown, direction=direction, count=row["count"], label=place, mark=mark, duration=duration, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if when.hour or when.minute else when.strftime("%Y-%m-%d")))
    names = ("Favorites", "Recents", "Contacts", "Keypad", "Voicemail") if kind == "english" else ("拨号", "通话记录", "联系人")
    nav = f"<div class=foot style='justify-content:space-around;font-size:11px'>{''.join(f'<span>{n}</span>' for n in names)}</div>"
    return dict(html=status_bar(taken, rng) + top + f"<div class=list>{''.join(parts)}</div>" + ("" if kind == "detail" else nav), style=style, truth=t, rows=True)


def page_of_permissions(kind, rng, theme="light"):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(10, 27), rng.randint(9, 22), rng.randint(0, 59))
    dark = theme == "dark"
    style = dict(bg="#101012" if dark else "#f7f7f9", bar="#101012" if dark else "#f7f7f9", fg="#e8e8e8" if dark else "#141414", sub="#86868b", font=ENGLISH if kind == "english" else ANDROID)
    t = truth("permission", taken, theme)
    app = rng.choice(["白鹭速贷", "金穗花", "月光分期"])
    add = lambda **k: t["permissions"].append(dict(dict(app=app, last=None, section=None), **k))
    row = lambda name, right="", under="": f"<div style='display:flex;align-items:center;min-height:56px;padding:6px 22px'><div><div style='font-size:16px'>{name}</div>{f'<div class=sub>{under}</div>' if under else ''}</div>{right}</div>"
    right = lambda s: f"<span class=sub style='margin-left:auto;font-size:14px'>{s}</span>"
    heading = lambda s: f"<div style='padding:16px 22px 6px;font-size:13px;color:#3b82f6'>{s}</div>"
    title, body = "应用权限", ""
    if kind == "coloros":
        title = app
        for section, names in (("通讯录", (("读取联系人", "仅在使用中允许"),)), ("信息", (("读取短信", "拒绝"), ("发送短信", "每次询问"))), ("其他", (("悬浮窗", "拒绝"),))):
            body += heading(section)
            for name, s in names:
                body += row(name, right(s + " ›"))
                add(permission=name, state=s, section=section)
    elif kind == "english":
        title = "App permissions"
        body = f"<div style='padding:14px 22px;font-size:20px'>{app}</div>"
        for s, names in (("Allowed", ("Contacts", "Call logs", "SMS")), ("Not allowed", ("Camera", "Location"))):
            body += heading(s)
            for name in names:
                body += row(name)
                add(permission=name, state=s, section=s)
    elif kind == "report":
        title = "App隐私报告"
        body = heading("数据与传感器访问") + "<div style='padding:0 22px' class=sub>显示过去7天App访问您数据的时间和频率。</div>"
        for name, last in ((app, "今天 09:12"), ("微信", "昨天 23:41"), ("易贷宝", "星期三")):
            body += row(name, right(last), "通讯录")
            add(app=name, permission="通讯录", state=None, last=last, section="数据与传感器访问")
    elif kind == "one_use":
        title = "通讯录权限"
        body = f"<div style='padding:12px 22px;font-size:18px'>{app}</div>" + heading("此应用的通讯录访问权限")
        for name, on in (("允许", False), ("使用时询问", False), ("不允许", True)):
            dot = f"<span style='margin-right:14px;width:18px;height:18px;border-radius:50%;border:{'6px solid #1a73e8' if on else '2px solid #999'}'></span>"
            body += f"<div style='display:flex;align-items:center;padding:12px 22px;font-size:16px'>{dot}{name}</div>"
        add(permission="通讯录", state="不允许", section="此应用的通讯录访问权限")
    elif kind == "history":
        title = "权限使用记录"
        body = heading("通讯录")
        for name, last, s in ((app, "今天 08:15:22", "允许"), (app, "昨天 21:03:47", "拒绝"), ("高德地图", "11月2日 10:11:09", "允许")):
            body += row(name, right(s), last)
            add(app=name, permission="通讯录", state=s, last=last, section="通讯录")
    else:
        title = "权限管理"
        for name, on, last in (("通讯录", True, "最近使用：今天 09:12"), ("通话记录", True, "最近使用：昨天 20:00"), ("短信", False, "从未使用"), ("麦克风", False, None)):
            body += row(name, switch(on, "#21a366"), last or "")
            add(permission=name, state="开启" if on else "关闭", last=last, state_shown_as="switch")
        body = f"<div style='padding:12px 22px;font-size:19px'>{app}</div><div class=sub style='padding:0 22px'>版本 3.2.1</div>" + body
        t["app"] = "appinfo"
    return dict(html=status_bar(taken, rng) + head(title, None, False, " ") + f"<div class=list style='padding:0'>{body}</div>", style=style, truth=t, rows=True)


FRESH = dict(CHATS)
for _kind in ("english", "grouped", "honor", "detail"):
    FRESH[f"calls_{_kind}"] = lambda rng, kind=_kind: list_of_calls(kind, rng)
FRESH["calls_grouped_dark"] = lambda rng: list_of_calls("grouped", rng, "dark")
for _kind in ("coloros", "english", "report", "one_use", "history", "switches_info"):
    FRESH[f"permits2_{_kind}"] = lambda rng, kind=_kind: page_of_permissions(kind, rng)
FRESH["permits2_history_dark"] = lambda rng: page_of_permissions("history", rng, "dark")
