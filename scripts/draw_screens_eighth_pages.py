"""Lists of calls and pages of permissions of scripts/draw_screens_eighth.py: eleven and six, each drawn once."""

from datetime import datetime, timedelta
from random import Random

from draw_screens_skins import truth, weekday

MI, HM, CJK = "MiSans,'Noto Sans CJK SC'", "'HarmonyOS Sans SC','Noto Sans CJK SC'", "'Noto Sans CJK SC'"
ROBOTO, INTER, WQY = "Roboto,'Noto Sans CJK SC'", "Inter,'Noto Sans CJK SC'", "'WenQuanYi Micro Hei'"
TINTS = ["#7a93b8", "#b98a6a", "#86a878", "#a98bb5", "#6f7f92", "#c2a45a", "#5fa59d"]
CALLS = [  # shown, way, how often, place, mark, days back, clock
    ("175 0000 6620", "missed", 3, "湖北 襄阳", "贷款理财", 0, "18:44"),
    ("175 0000 6621", "missed", 11, "湖北 襄阳", None, 0, "17:02"),
    ("老婆", "out", 2, "湖北 武汉", None, 0, "12:40"),
    ("027-0000 3319", "in", 1, "湖北 武汉", None, 0, "10:15"),
    ("二姨", "in", 1, "湖北 孝感", None, 1, "20:58"),
    ("+86 170 0000 5512", "missed", 6, "虚拟运营商", "骚扰电话", 1, "08:01"),
    ("12378", "out", 1, "银行保险投诉热线", None, 3, "09:33"),
    ("孟主任", "out", 1, "湖北 武汉", None, 5, "16:20"),
    ("175 0000 6620", "missed", 8, "湖北 襄阳", "贷款理财", 9, "07:25"),
]
OTHERS = [
    ("王丽华", "missed", 2, "湖北 宜昌", None, 0, "19:07"),
    ("400-000-2187", "missed", 5, "全国", "疑似催收", 0, "15:51"),
    ("爸爸", "in", 1, "湖北 荆门", None, 0, "13:26"),
    ("刘工（装修）", "out", 1, "湖北 武汉", None, 1, "17:12"),
    ("166 0000 9043", "in", 3, "广东 东莞", "疑似催收", 1, "11:48"),
    ("166 0000 9044", "missed", 14, "广东 东莞", None, 1, "11:20"),
    ("子涵妈妈", "out", 2, "湖北 武汉", None, 2, "21:03"),
    ("95000", "in", 1, "客户服务", None, 6, "10:00"),
]
SHEET = """
.sb{flex:none;height:36px;display:flex;justify-content:space-between;align-items:center;padding:4px 24px 0;font-size:13.5px;font-weight:600}
.hd{flex:none;padding:10px 20px 8px;display:flex;align-items:center;gap:14px}.hd b{font-weight:600}.hd .go{width:11px;height:11px;border-left:2.2px solid;border-bottom:2.2px solid;transform:rotate(45deg);flex:none}
.fl{flex:none;display:flex;gap:9px;padding:4px 20px 9px;font-size:13px}.fl span{padding:5px 14px;border-radius:15px;background:#8882}.fl span.on{background:ACC;color:#fff}
.sec{font-size:13px;color:GREY;padding:14px 20px 6px}.grp{background:CARD;border-radius:20px;margin:0 12px 9px;overflow:hidden}
.li{display:flex;align-items:center;padding:9px 20px;min-height:60px;gap:12px}.li .go{width:8px;height:8px;border-right:1.8px solid GREY;border-top:1.8px solid GREY;transform:rotate(45deg);flex:none}
.li .mid{flex:1;min-width:0}.big{font-size:16.5px}.sml{font-size:12.5px;color:GREY;margin-top:3px;display:flex;align-items:center;gap:5px}.rgt{display:flex;align-items:center;gap:11px;color:GREY;font-size:13px;flex:none}
.rnd{width:40px;height:40px;border-radius:50%;flex:none;display:flex;align-items:center;justify-content:center;color:#fff;font-size:17px;overflow:hidden}
.inf{width:21px;height:21px;border-radius:50%;border:1.6px solid;display:flex;align-items:center;justify-content:center;font-size:13px;font-weight:600;font-style:normal;flex:none}
.tb{flex:none;display:flex;justify-content:space-around;padding:7px 0 19px;font-size:10.5px;text-align:center}.tb i{display:block;width:22px;height:22px;border:1.8px solid;border-radius:7px;margin:0 auto 3px}
.fab{position:absolute;right:20px;bottom:86px;width:56px;height:56px;border-radius:50%;background:ACC;z-index:3;display:grid;grid-template-columns:repeat(3,5px);gap:4px;place-content:center}.fab u{width:5px;height:5px;border-radius:50%;background:#fff}
.tg{width:46px;height:27px;border-radius:14px;position:relative;flex:none}.tg u{position:absolute;top:2px;width:23px;height:23px;border-radius:50%;background:#fff}
"""


def clock12(m, gap=""):
    return f"{'上午' if m.hour < 12 else '下午'}{gap}{m.hour % 12 or 12}:{m.minute:02d}"


def arrow(way, ink, size=13):
    """Up to the right for what went out, down to the left for what came in, broken for what was missed."""
    d = {"out": "M3 11L11 3M5 3h6v6", "in": "M11 3L3 11M3 5v6h6", "missed": "M1.500 3.500L7 9l5.500-5.500M1.500 8V3.500H6"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 14 14' style='flex:none'><path d='{d}' stroke='{ink}' stroke-width=1.6 fill=none stroke-linecap=round stroke-linejoin=round /></svg>"


def face(rng, name, size=40):
    tint = rng.choice(TINTS)
    known = "一" <= name[0] <= "鿿"
    inner = name[0] if known else f"<svg width={size} height={size} viewBox='0 0 40 40'><circle cx=20 cy=16 r=7 fill='#fff'/><ellipse cx=20 cy=38 rx=13 ry=12 fill='#fff'/></svg>"
    return f"<span class=rnd style='width:{size}px;height:{size}px;background:{tint}'>{inner}</span>"


def page(name, now, t, body, *, title="", font=CJK, dark=False, bg=None, card=None, back=False, large=False, centre=False, chips=(), tabs=(), dial=False, acc="#2f6fed", over="", height=800, crop=True):
    bg, card = bg or ("#000" if dark else "#fff"), card or ("#1c1d20" if dark else "#fff")
    grey = "#85878c" if dark else "#8b8d92"
    css = SHEET.replace("GREY", grey).replace("CARD", card).replace("ACC", acc)
    power = Random(name).randint(9, 99)
    status = f"<div class=sb><span>{now.hour}:{now.minute:02d}</span><span style='font-size:11.5px'>5G <svg width=16 height=10><rect x=0 y=6 width=3 height=4 fill=currentColor /><rect x=4 y=4 width=3 height=6 fill=currentColor /><rect x=8 y=2 width=3 height=8 fill=currentColor /><rect x=12 y=0 width=3 height=10 fill=currentColor /></svg> {power}%</span></div>"
    head = f"<div class=hd style='font-size:{28 if large else 19}px;{'justify-content:center' if centre else ''}'>{'<span class=go></span>' if back else ''}<b>{title}</b></div>" if title else ""
    names = ("on", "off")
    row = f"<div class=fl>{''.join(f'<span class={names[i > 0]}>{c}</span>' for i, c in enumerate(chips))}</div>" if chips else ""
    foot = f"<div class=tb>{''.join(f'<span><i></i>{w}</span>' for w in tabs)}</div>" if tabs else ""
    button = f"<div class=fab>{'<u></u>' * 9}</div>" if dial else ""
    html = f"{status}{head}{row}{over}<div class=list style='padding:0'>{body}</div>{button}{foot}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg="#ececee" if dark else "#17181b", sub=grey, font=font + ",sans-serif", css=css), truth=t, rows=True, height=height, crop=crop)


def calls(name, kind, rows, dark=False, **look):
    rng = Random(name)
    now = datetime(2026, rng.randint(3, 11), rng.randint(12, 27), rng.randint(19, 22), rng.randint(10, 59))
    t, out, group, heading = truth("calllog", now, "dark" if dark else "light"), [], [], None
    fg, grey, red, green = ("#ececee", "#85878c", "#ff5b52", "#3fbf74") if dark else ("#17181b", "#8b8d92", "#e23a32", "#27a35c")
    carded = kind in ("harmony", "oneui", "google", "surname")

    def close():
        if group:
            out.append(f"<div class=grp>{''.join(group)}</div>")
            group.clear()

    for i, (who, way, count, place, mark, back, clock) in enumerate(rows):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=back)).replace(hour=h, minute=m)
        ink, key, day, many = red if way == "missed" else fg, f"data-k=c{i}", f"{at.month}月{at.day}日", f" ({count})" if count > 1 else ""
        shown, when, section = clock if back == 0 else "昨天" if back == 1 else f"周{weekday(at)}" if back < 7 else day, at if back == 0 else at.date(), None
        info = f"<i class=inf style='color:{grey}'>i</i>"
        second = f"<span>{place}</span>{f'<span>{mark}</span>' if mark else ''}"
        sign = arrow(way, red if way == "missed" else grey if way == "in" else green)
        if kind == "hyper":
            li = f"<div class=li><div class=mid {key}><div class=big style='color:{ink};font-weight:500'>{who}{many}</div><div class=sml>{sign}{second}</div></div><span class=rgt>{shown}{info}</span></div>"
        elif kind == "miui":
            li = f"<div class=li><span style='width:16px;display:flex'>{arrow(way, red if way == 'missed' else grey, 16)}</span><div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml>{second}</div></div><span class=rgt>{shown}<span class=go></span></span></div>"
        elif kind == "color":
            shown, when = (clock if back == 0 else f"昨天 {clock}" if back == 1 else f"{at.month}/{at.day} {clock}"), at
            li = f"<div class=li><div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml>{sign}<span>{shown}</span><span>{mark or place}</span></div></div><span class=rgt>{info}</span></div>"
        elif kind == "origin":
            li = f"<div class=li style='border-bottom:.6px solid #8883'>{arrow(way, red if way == 'missed' else green, 15)}<div class=mid {key}><div class=big style='color:{ink};display:flex;gap:7px;align-items:center'><span>{who}</span>{f'<span style=font-size:13px;color:{grey}>{count}次</span>' if count > 1 else ''}</div><div class=sml>{second}</div></div><span class=rgt>{shown}{info}</span></div>"
        elif kind in ("harmony", "surname"):
            section, shown, when = ("今天" if back == 0 else "昨天" if back == 1 else f"{day} 周{weekday(at)}"), clock, at
            portrait = face(rng, who) if kind == "surname" else ""
            li = f"<div class=li>{portrait}<div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml>{sign}{second}</div></div><span class=rgt>{shown}<span class=go></span></span></div>"
        elif kind == "oneui":
            section, shown, when = ("今天" if back == 0 else "昨天" if back == 1 else day), clock12(at, " "), at
            li = f"<div class=li><span style='width:20px;display:flex'>{arrow(way, {'missed': red, 'in': '#3b82f6', 'out': green}[way], 18)}</span><div class=mid {key}><div class=big>{who}{many}</div>{f'<div class=sml>{mark}</div>' if mark else ''}</div><span class=rgt>{shown}</span></div>"
        elif kind in ("ios", "iosface"):
            shown = clock if back == 0 else "昨天" if back == 1 else f"星期{weekday(at)}" if back < 7 else f"{at.year}/{at.month}/{at.day}"
            outward = f"<svg width=15 height=12 viewBox='0 0 15 12' style='flex:none'><path d='M1 11q1-5 6-5M9 5l4-4M9.500 1H13v3.500' stroke='{grey}' stroke-width=1.4 fill=none /></svg>" if way == "out" else ""
            if kind == "ios":
                li = f"<div class=li style='padding:5px 16px 5px 10px;gap:7px;min-height:56px;border-bottom:.5px solid #8884'><span style='width:15px;display:flex'>{outward}</span><div class=mid {key}><div class=big style='font-weight:600;color:{ink}'>{who}{many}</div><div class=sml style='font-size:14px'>{mark or place}</div></div><span class=rgt style='font-size:15px'>{shown}<i class=inf style='color:#0b7bff'>i</i></span></div>"
            else:
                li = f"<div class=li style='padding:6px 16px'>{face(rng, who, 44)}<div class=mid {key}><div class=big style='font-weight:600;color:{ink}'>{who}{many}</div><div class=sml style='font-size:14px'>{outward}{mark or place}</div></div><span class=rgt style='font-size:15px'>{shown}<i class=inf style='color:#0b84ff'>i</i></span></div>"
        else:  # "google"
            section = "今天" if back == 0 else "昨天" if back == 1 else "更早"
            word = {"missed": "未接来电", "in": "来电", "out": "去电"}[way]
            moment = clock12(at) if back < 2 else f"周{weekday(at)}" if back < 7 else day
            shown, when = f"{word} • {moment}", at if back < 2 else at.date()
            li = f"<div class=li>{face(rng, who)}<div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml>{arrow(way, red if way == 'missed' else grey, 12)}<span>{shown}</span></div></div><span class=rgt><svg width=20 height=20 viewBox='0 0 20 20'><path d='M4 3l3 0 1.500 4-2 1.500q1.500 3 5 5l1.500-2 4 1.500v3q-1 2-4 1.200Q5 14.500 3 7 2.600 4 4 3z' fill=none stroke='{grey}' stroke-width=1.5 /></svg></span></div>"
        if section != heading:
            close()
            heading = section
            out.append(f"<div class=sec><span data-k=h{i}>{section}</span></div>")
        (group if carded else out).append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if isinstance(when, datetime) else when.strftime("%Y-%m-%d")))
    close()
    bg = look.pop("bg", None) or (("#000" if dark else "#f1f2f5") if carded else None)
    return page(name, now, t, "".join(out), dark=dark, bg=bg, **look)


def permits(name, kind, dark=False, **look):
    rng = Random(name)
    now = datetime(2026, rng.randint(3, 11), rng.randint(12, 27), rng.randint(12, 22), rng.randint(10, 59))
    t, out = truth("permission", now, "dark" if dark else "light"), []
    icon = lambda size=38: f"<span style='width:{size}px;height:{size}px;border-radius:10px;flex:none;background:linear-gradient(140deg,{rng.choice(TINTS)},{rng.choice(TINTS)})'></span>"
    grey = "#85878c" if dark else "#8b8d92"

    def row(first, right="", second="", lead=""):
        return f"<div class=li>{lead}<div class=mid><div class=big>{first}</div>{f'<div class=sml>{second}</div>' if second else ''}</div><span class=rgt>{right}<span class=go></span></span></div>"

    def note(app, permission, state, last=None, section=None):
        t["permissions"].append(dict(app=app, permission=permission, state=state, last=last, section=section))

    if kind == "miui":
        out.append(f"<div class=li>{icon(48)}<div class=mid><div class=big style='font-weight:600'>晴天钱包</div><div class=sml>版本：5.0.3</div></div></div>")
        for section, entries in (("隐私权限", (("读取联系人", "始终允许"), ("读取通话记录", "拒绝"), ("读取短信", "每次询问"), ("定位", "仅在使用中允许"))), ("其他权限", (("后台弹出界面", "拒绝"), ("显示悬浮窗", "始终允许")))):
            out.append(f"<div class=sec>{section}</div>")
            for permission, state in entries:
                out.append(row(permission, state))
                note("晴天钱包", permission, state, None, section)
    elif kind == "android":
        out.append("<div class=sec style='font-size:14px;line-height:1.5'>拥有此权限的应用可以访问您的通讯录</div>")
        for section, apps in (("允许", ("晴天钱包", "电话", "云备份")), ("不允许", ("地图", "计算器", "闪借"))):
            out.append(f"<div class=sec style='color:#3b78d8;font-weight:600'>{section}</div>")
            for app in apps:
                out.append(f"<div class=li>{icon()}<div class=mid><div class=big>{app}</div></div></div>")
                note(app, "通讯录", section, None, section)
    elif kind == "color":
        out.append(f"<div class=li style='flex-direction:column;padding:14px'>{icon(56)}<div class=big>晴天钱包</div></div>")
        inner = ""
        for permission, state, last in (("通讯录", "允许", "今天 07:12 使用"), ("通话记录", "不允许", None), ("短信", "每次询问", None), ("位置信息", "仅使用时允许", "昨天 22:05 使用"), ("相机", "仅使用时允许", None)):
            inner += row(permission, state, last or "")
            note("晴天钱包", permission, state, last)
        out.append(f"<div class=grp>{inner}</div>")
    elif kind == "harmony":
        for section, entries in (("已允许", (("通讯录", None), ("电话", None), ("存储", None))), ("已禁止", (("位置信息", None), ("麦克风", None), ("短信", None)))):
            inner = "".join(row(p) for p, _ in entries)
            for p, _ in entries:
                note("晴天钱包", p, section, None, section)
            out.append(f"<div class=sec>{section}</div><div class=grp>{inner}</div>")
        out.insert(0, f"<div class=grp style='margin-top:8px'><div class=li>{icon(44)}<div class=mid><div class=big>晴天钱包</div></div></div></div>")
    elif kind == "ios":
        inner = ""
        for app, state in (("晴天钱包", "完全访问"), ("微信", "受限访问"), ("闪借", "无"), ("企业通讯", "完全访问"), ("外卖到家", "无")):
            inner += f"<div class=li style='min-height:50px;padding:6px 14px'>{icon(29)}<div class=mid><div class=big>{app}</div></div><span class=rgt style='font-size:16px'>{state}<span class=go></span></span></div>"
            note(app, "通讯录", state)
        out.append(f"<div class=sec>已请求访问您通讯录的应用将显示在此处。</div><div class=grp>{inner}</div>")
    else:  # "oneui"
        out.append(f"<div class=li style='justify-content:center'>{icon(46)}<div class=big>晴天钱包</div></div>")
        for section, entries in (("已允许", (("联系人", "上次访问时间：今天 07:12"), ("电话", "过去24小时内未访问"), ("照片和视频", "上次访问时间：昨天 13:40"))), ("不允许", (("短信", None), ("位置", None)))):
            inner = ""
            for permission, last in entries:
                inner += f"<div class=li><div class=mid><div class=big>{permission}</div>{f'<div class=sml>{last}</div>' if last else ''}</div></div>"
                note("晴天钱包", permission, section, last, section)
            out.append(f"<div class=sec style='font-weight:600'>{section}</div><div class=grp>{inner}</div>")
    grouped = kind in ("color", "harmony", "ios", "oneui")
    return page(name, now, t, "".join(out), dark=dark, back=True, crop=False, bg=("#000" if dark else "#f1f2f5") if grouped else None, **look)


TABS = ("拨号", "联系人", "收藏")
PAGES = {
    "z_call_hyper": (lambda: calls("z_call_hyper", "hyper", CALLS, title="电话", large=True, chips=("全部", "未接", "陌生"), tabs=("通话", "联系人", "生活"), font=MI, dial=True), None),
    "z_call_miui_night": (lambda: calls("z_call_miui_night", "miui", OTHERS, True, title="通话", tabs=("通话", "联系人"), font=MI), "moire"),
    "z_call_color": (lambda: calls("z_call_color", "color", CALLS, title="电话", large=True, tabs=TABS, font=CJK), None),
    "z_call_origin_night": (lambda: calls("z_call_origin_night", "origin", CALLS, True, title="全部通话", centre=True, tabs=("电话", "联系人"), font=WQY), None),
    "z_call_harmony": (lambda: calls("z_call_harmony", "harmony", OTHERS, title="电话", large=True, tabs=TABS, font=HM, height=860), "jpeg"),
    "z_call_surname": (lambda: calls("z_call_surname", "surname", CALLS, title="通话记录", font=HM, back=True, height=860), "crop"),
    "z_call_oneui": (lambda: calls("z_call_oneui", "oneui", OTHERS, title="最近通话", centre=True, tabs=("键盘", "最近通话", "联系人"), font=ROBOTO), "half"),
    "z_call_ios": (lambda: calls("z_call_ios", "ios", CALLS, title="最近通话", large=True, tabs=("个人收藏", "最近通话", "通讯录", "拨号键盘", "语音留言"), font=INTER), None),
    "z_call_ios_faces_night": (lambda: calls("z_call_ios_faces_night", "iosface", OTHERS, True, title="最近通话", large=True, tabs=("个人收藏", "最近通话", "通讯录", "拨号键盘"), font=INTER), "tilt"),
    "z_call_google": (lambda: calls("z_call_google", "google", OTHERS, over="<div style='margin:4px 16px;height:46px;border-radius:23px;background:#8882;display:flex;align-items:center;padding:0 20px;color:#777;flex:none'>搜索通讯录</div>", tabs=("收藏", "通话记录", "联系人"), font=ROBOTO, dial=True), "crop"),
    "z_call_google_night": (lambda: calls("z_call_google_night", "google", CALLS, True, title="通话记录", tabs=("主屏幕", "键盘"), font=ROBOTO, height=860), None),
    "z_perm_miui": (lambda: permits("z_perm_miui", "miui", title="权限管理", font=MI), None),
    "z_perm_android": (lambda: permits("z_perm_android", "android", title="通讯录", large=True, font=ROBOTO), "half"),
    "z_perm_color_night": (lambda: permits("z_perm_color_night", "color", True, title="应用权限", font=CJK), None),
    "z_perm_harmony": (lambda: permits("z_perm_harmony", "harmony", title="应用权限", font=HM), "jpeg"),
    "z_perm_ios": (lambda: permits("z_perm_ios", "ios", title="通讯录", centre=True, font=INTER), None),
    "z_perm_oneui_night": (lambda: permits("z_perm_oneui_night", "oneui", True, title="应用程序权限", font=ROBOTO), None),
}
