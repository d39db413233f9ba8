"""An eighth set for scripts/draw_screens.py: forty pictures, each drawn once, half of them degraded in the one way named beside them. Conversations are here, lists of calls and pages of
permissions in draw_screens_eighth_pages.py. Frames, sheets and words were written anew after what phones of 2023 to 2026 show, without a look at the rules that read them."""

from datetime import datetime, timedelta
from random import Random

from draw_screens_eighth_pages import PAGES
from draw_screens_skins import esc, truth, weekday

MI, HM, CJK = "MiSans,'Noto Sans CJK SC'", "'HarmonyOS Sans SC','Noto Sans CJK SC'", "'Noto Sans CJK SC'"
ROBOTO, INTER, WQY = "Roboto,'Noto Sans CJK SC'", "Inter,'Noto Sans CJK SC'", "'WenQuanYi Micro Hei'"
TINTS = ["#6b8cae", "#c27b57", "#7a9c6e", "#a77ba0", "#5d6d83", "#caa24a", "#4aa39a", "#b0596a"]


def c24(m):
    return f"{m.hour:02d}:{m.minute:02d}"


def c12(m, gap=""):
    h = m.hour
    part = "凌晨" if h < 6 else "上午" if h < 12 else "中午" if h == 12 else "下午" if h < 18 else "晚上"
    return f"{part}{gap}{h % 12 or 12}:{m.minute:02d}"


def ap(m, gap=""):
    return f"{'上午' if m.hour < 12 else '下午'}{gap}{m.hour % 12 or 12}:{m.minute:02d}"


def near(m, now, clock, today="", week="星期", far="{m}月{d}日", gap=" "):
    days = (now.date() - m.date()).days
    day = today if days == 0 else "昨天" if days == 1 else week + weekday(m) if days < 7 and week else far.format(y=m.year, m=m.month, d=m.day, w=weekday(m))
    return f"{day}{gap}{clock}".strip() if day else clock


SEPARATORS = {
    "wechat": lambda m, now: near(m, now, c24(m)),
    "wechat12": lambda m, now: near(m, now, c12(m)),
    "qq": lambda m, now: near(m, now, c24(m), week="星期", far="{m:02d}-{d:02d}"),
    "miui": lambda m, now: near(m, now, ap(m), week="", far="{m}月{d}日"),
    "color": lambda m, now: near(m, now, c24(m), today="今天", week="", far="{m}月{d}日 周{w}"),
    "origin": lambda m, now: f"{m.month}月{m.day}日 星期{weekday(m)} {c24(m)}",
    "harmony": lambda m, now: near(m, now, c24(m), week="", far="{m}月{d}日"),
    "oneui": lambda m, now: f"{m.year}年{m.month}月{m.day}日 星期{weekday(m)}",
    "ios": lambda m, now: near(m, now, c24(m), today="今天", far="{m}月{d}日 周{w}"),
    "ios12": lambda m, now: near(m, now, ap(m), today="今天", far="{m}月{d}日 周{w}"),
    "google": lambda m, now: near(m, now, ap(m), today="今天", week="周", gap=" • "),
    "ding": lambda m, now: near(m, now, c24(m), week="", far="{m}月{d}日"),
    "wecom": lambda m, now: near(m, now, c12(m, ""), week="", far="{m}/{d}"),
}
CLOCKS = {"24": c24, "ap": lambda m: ap(m, " ")}

SHEET = """
.bar8{flex:none;display:flex;justify-content:space-between;align-items:center;height:38px;padding:6px 26px 0;font-size:14px;font-weight:600}
.bar8 svg{vertical-align:-2px;margin-left:4px}
.nav8{flex:none;display:grid;grid-template-columns:78px 1fr 78px;align-items:center;min-height:46px;padding:3px 12px}
.nav8 .mid{text-align:center;min-width:0}.nav8 .t{font-size:17px;font-weight:600;white-space:nowrap}.nav8 .u{font-size:11px;color:VAR}
.nav8.lead{grid-template-columns:26px 1fr auto;gap:8px}.nav8.lead .mid{text-align:left;display:flex;gap:10px;align-items:center}
.ch8{display:inline-block;width:10px;height:10px;border-left:2.3px solid;border-bottom:2.3px solid;transform:rotate(45deg);margin-left:5px}
.nav8 .end{text-align:right;white-space:nowrap}
.m8{display:flex;margin:MG 0;gap:GAP}.m8.me{flex-direction:row-reverse}.m8 .st{max-width:MOST;display:flex;flex-direction:column;align-items:flex-start;min-width:0}.m8.me .st{align-items:flex-end}
.f8{flex:none;width:FACE;height:FACE;border-radius:ROUND;overflow:hidden}
.w8{font-size:12px;color:VAR;margin:0 0 4px 1px;display:flex;align-items:center;gap:5px}
.d8{text-align:center;font-size:12px;color:VAR;margin:14px 0}.n8{text-align:center;font-size:12.5px;color:VAR;margin:12px 40px;line-height:1.4}
.x8{position:relative;word-break:break-all;padding:PAD;font-size:SIZE;line-height:LH;border-radius:R}.it .x8{background:THEIR;color:THEIRINK}.me .x8{background:MINE;color:MINEINK}
.a8{font-size:11px;color:VAR;margin:4px 4px 0}.side8{font-size:11px;color:VAR;align-self:flex-end;margin-bottom:1px;flex:none}
.q8{font-size:12.5px;color:VAR;background:QUOTE;border-radius:4px;padding:5px 8px;margin-top:4px;max-width:100%}
.k8{flex:none;display:flex;gap:12px;align-items:center;padding:8px 14px 20px}.k8 div{flex:1;height:37px;font-size:14px;color:VAR;display:flex;align-items:center;padding:0 13px}
.k8 i{width:25px;height:25px;flex:none;border:1.7px solid;border-radius:50%;opacity:.75}
"""


def face(rng, seed):
    r = Random(seed)
    tint, kind = r.choice(TINTS), r.randint(0, 3)
    inner = ["<circle cx=20 cy=15 r=7 fill='#fff9'/><ellipse cx=20 cy=37 rx=13 ry=12 fill='#fff9'/>", "<path d='M0 28L13 14l9 9 6-6 12 12v11H0z' fill='#0004'/><circle cx=31 cy=9 r=4.500 fill='#fff8'/>",
             "<path d='M8 26q12-22 24 0' stroke='#fff8' stroke-width=3 fill=none /><circle cx=14 cy=15 r=2.500 fill='#0006'/><circle cx=26 cy=15 r=2.500 fill='#0006'/>", "<rect x=0 y=20 width=40 height=20 fill='#fff3'/><circle cx=20 cy=20 r=9 fill='#fff6'/>"][kind]
    return f"<svg class=f8 viewBox='0 0 40 40' style='background:{tint}'>{inner}</svg>"


def phone_bar(rng, now, kind):
    net = rng.choice(["5G", "4G", "5GA"])
    cells = f"<svg width=17 height=11>{''.join(f'<rect x={i * 4.500} y={8 - i * 2.500} width=3 height={3 + i * 2.500} fill=currentColor />' for i in range(4))}</svg>"
    power = rng.randint(11, 97)
    cell = f"<svg width=26 height=13><rect x=.7 y=.7 width=22 height=11.500 rx=3.500 fill=none stroke=currentColor opacity=.5 /><rect x=2.500 y=2.500 width={power * .185:.1f} height=8 rx=2 fill=currentColor /></svg>"
    right = f"{cells}<span style='font-size:11px;margin-left:5px'>{net}</span>{cell}" if kind == "ios" else f"<span style='font-size:11px'>{net}</span>{cells}{cell}<span style='font-size:11px;font-weight:400;margin-left:3px'>{power}%</span>"
    island = "<span style='width:92px;height:25px;border-radius:14px;background:#000;position:absolute;left:134px;top:9px'></span>" if kind == "ios" else ""
    return f"<div class=bar8><span>{now.hour}:{now.minute:02d}</span>{island}<span>{right}</span></div>"


def talk(name, app, script, *, title, seps, sub=None, lead=False, unread="", bg="#ededed", bar=None, fg="#181818", grey="#8f8f8f", theirs="#fff", mine="#95ec69", ink=None, mine_ink=None, dark=False, faces="40px", round="5px", radius="6px", pad="10px 12px", size="16.5px", lh="1.4",
         most="236px", names=False, tagged="#e3ebf7;color:#4a6ba8", tail=False, clock=None, where="under", beneath="", read=None, hint="", field="#fff", fieldr="6px", font=CJK, phone="android", quote="#0000000d", gap="10px", margin="15px", left_face=True, right_face=True, height=800, head="", dated_line="", keyless=False):
    """One conversation. Rows of `script`: (days back, "HH:MM") sets the time and may show it; ("them"/"me", words[, who[, more]]); ("line", words); ("voice", side, seconds[, who]); ("pay", side, amount, note)."""
    rng = Random(name)
    now = datetime(2026, rng.randint(3, 11), rng.randint(9, 27), rng.randint(19, 22), rng.randint(2, 58), rng.randint(0, 59))
    t, rows, ink, mine_ink = truth(app, now, "dark" if dark else "light", title), [], ink or fg, mine_ink or fg
    label, at, index, fresh, moment = None, None, None, False, now
    full = ":" in SEPARATORS[seps](now, now)
    stamp = lambda m, exact=True: m.strftime("%Y-%m-%dT%H:%M" if exact else "%Y-%m-%d")

    def put(side, body, text, kind="text", who=None, more=None, bare=False):
        nonlocal fresh
        i, more = len(t["bubbles"]), more or {}
        own = CLOCKS[clock](moment) if clock and not more.get("silent") else None
        mark = f"<span data-k=t{i}>{own}</span>" if own else ""
        who = who if names and side == "left" else None
        badge = f"<span style='font-size:10px;border-radius:3px;padding:0 4px;background:{tagged}'>{esc(more['tag'])}</span>" if more.get("tag") else ""
        shown = f"<span data-k=w{i}>{esc(who)}</span>" if who else ""
        over = f"<div class=w8>{badge if names == 'tagfirst' else ''}{shown}{'' if names == 'tagfirst' else badge}</div>" if who else ""
        nib = f"<span style='position:absolute;{'left' if side == 'left' else 'right'}:-5px;top:14px;width:10px;height:10px;transform:rotate(45deg);background:{theirs if side == 'left' else mine}'></span>" if tail and not bare else ""
        quoted = f"<div class=q8>{esc(more['quote'])}</div>" if more.get("quote") else ""
        under = f"<div class=a8>{mark}{beneath}</div>" if own and where == "under" else ""
        reading = f"<div class=side8>{more.get('read', read)}</div>" if read and side == "right" else ""
        beside = f"<div class=side8>{mark}</div>" if own and where == "beside" else ""
        block = body if bare else f"<div class=x8>{nib}{body}</div>"
        portrait = face(rng, who or title if side == "left" else "me") if (left_face if side == "left" else right_face) else ""
        rows.append(f"<div class='m8 {'it' if side == 'left' else 'me'}'>{portrait}<div class=st>{over}{block}{quoted}{under}</div>{beside}{reading}</div>")
        one = dict(side=side, kind=kind, text=text, time=own or (label if fresh else None), time_context=label, sender=who, own=bool(own), at=stamp(moment) if own and at else (stamp(at, full) if at else None), context_at=stamp(at, full) if at else None)
        one["from"] = index
        if more.get("quote"):
            one["quote"] = more["quote"]
        t["bubbles"].append(one)
        fresh = False

    for step in script:
        i = len(t["bubbles"])
        if isinstance(step[0], int):
            h, m = map(int, step[1].split(":"))
            moment = (now - timedelta(days=step[0])).replace(hour=h, minute=m, second=0)
            words = SEPARATORS[seps](moment, now)
            if words != label:
                label, at, index, fresh = words, moment, len(t["separators"]), True
                rows.append(f"<div class=d8>{dated_line}<span data-k=s{index}>{words}</span></div>")
                t["separators"].append(words)
            continue
        kind, *rest = step
        moment = min(moment + timedelta(minutes=rng.choice([0, 0, 1])), now)
        if kind in ("them", "me"):
            words, who, more = (*rest, None, None)[:3]
            put("left" if kind == "them" else "right", f"<span data-k=b{i}>{esc(words)}</span>", words, who=who, more=more)
        elif kind == "line":
            rows.append(f"<div class=n8><span data-k=n{len(t['notices'])}>{esc(rest[0])}</span></div>")
            t["notices"].append(rest[0])
        elif kind == "voice":
            side, n, who = (*rest, None)[:3]
            arcs = f"<svg width=15 height=16 viewBox='0 0 15 16' style='vertical-align:-3px;{'' if side == 'left' else 'transform:scaleX(-1)'}'><path d='M3 8h.5M5.500 5.500a4 4 0 010 5M8.500 3a7.500 7.500 0 010 10' stroke=currentColor stroke-width=1.7 fill=none stroke-linecap=round /></svg>"
            length = f"<span data-k=b{i}>{n}\"</span>"
            put(side, f"<div style='min-width:{50 + n * 2}px;text-align:{side}'>{arcs + ' ' + length if side == 'left' else length + ' ' + arcs}</div>", f'{n}"', "voice", who)
        elif kind == "pay":
            side, amount, note = rest
            put(side, f"<div style='width:230px;border-radius:6px;overflow:hidden;background:#fa9d3b;color:#fff'><div style='display:flex;gap:12px;align-items:center;padding:13px'><svg width=36 height=36><circle cx=18 cy=18 r=16 fill=none stroke='#fff' stroke-width=2.500 /><path d='M10 15h15l-5-5M26 21H11l5 5' stroke='#fff' stroke-width=2.500 fill=none /></svg><div data-k=b{i}><div style='font-size:16px'>{amount}</div><div style='font-size:12.5px'>{esc(note)}</div></div></div><div style='border-top:1px solid #fff4;margin:0 13px;padding:4px 0;font-size:11px'>微信转账</div></div>", f"{amount}\n{note}", "transfer", bare=True)
    css = SHEET
    for key, value in (("THEIRINK", ink), ("MINEINK", mine_ink), ("THEIR", theirs), ("MINE", mine), ("VAR", grey), ("FACE", faces), ("ROUND", round), ("MOST", most), ("GAP", gap), ("MG", margin), ("PAD", pad), ("SIZE", size), ("LH", lh), ("QUOTE", quote)):
        css = css.replace(key, value)
    css = css.replace("border-radius:R}", f"border-radius:{radius}}}")
    small = f"<div class=u>{sub}</div>" if sub else ""
    pill = f"<span style='background:#0002;border-radius:9px;font-size:13px;padding:1px 7px;margin-left:5px'>{unread}</span>" if unread else ""
    nav = f"<div class='nav8{' lead' if lead else ''}' style='background:{bar or bg}'><span><span class=ch8></span>{pill}</span><div class=mid>{face(rng, title).replace('class=f8', 'class=f8 style=width:34px;height:34px;border-radius:50%').replace('40px', '34px') if lead == 'face' else ''}<div><div class=t>{esc(title)}</div>{small}</div></div><span class=end>{'<b>•••</b>' if phone == 'ios' or not lead else '<b>⋮</b>'}</span></div>"
    keys = "" if keyless else f"<div class=k8 style='background:{bar or bg}'><i></i><div style='background:{field};border-radius:{fieldr}'>{hint}</div><i></i><i></i></div>"
    html = f"{phone_bar(rng, now, phone)}{nav}{head}<div class=list style='padding:0 12px'>{''.join(rows)}</div>{keys}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub=grey, font=font + ",sans-serif", css=css), truth=t, height=height)


from draw_screens_eighth_words import *  # noqa: E402,F403  what is said

NIGHT = dict(bg="#111111", bar="#1b1b1b", fg="#d0d0d0", grey="#6f6f6f", theirs="#2c2c2c", mine="#3eb575", mine_ink="#0a1a10", dark=True, field="#262626", quote="#1f1f1f")
WX = dict(seps="wechat", tail=True)
QQ = dict(seps="qq", bg="#f1f1f3", theirs="#fff", mine="#1a9bff", mine_ink="#fff", radius="12px", round="50%", faces="38px", field="#fff", fieldr="18px", size="16px")
SMS = dict(bg="#fff", field="#f1f2f4", fieldr="19px", left_face=False, right_face=False, most="268px", radius="18px", pad="10px 14px", margin="8px", lead=True)
DARKSMS = dict(bg="#000", fg="#e9e9ec", grey="#7e8086", theirs="#242529", dark=True, field="#1d1e22")
CHATS = {  # name: (app, script, looks, the way it is degraded)
    "z_wx_ios": ("wechat", SON, dict(**WX, title="爸爸", phone="ios", font=INTER, unread="3"), None),
    "z_wx_ios_group_night": ("wechat", CLASS, dict(WX, **NIGHT, title="初三（2）班家长群(46)", phone="ios", font=INTER, names=True), "jpeg"),
    "z_wx_android_group": ("wechat", VILLAGE, dict(WX, title="柳湾村便民群(183)", font=MI, names=True, lead=True, seps="wechat12"), "half"),
    "z_wx_android_night": ("wechat", THREAT, dict(WX, **NIGHT, title="A贷后~马经理", font=HM, lead=True), "banner"),
    "z_wx_nicks": ("wechat", NICKS, dict(WX, title="周末羽毛球⑤群(28)", font=CJK, names=True), "tilt"),
    "z_wx_large": ("wechat", SON, dict(WX, title="爸爸", font=HM, size="21px", faces="44px", most="252px", seps="wechat12", height=900), None),
    "z_wx_pay": ("wechat", REPAY, dict(WX, title="晴天钱包客服02", font=MI), None),
    "z_qq_friend": ("qq", THREAT, dict(QQ, title="马不停蹄", sub="手机在线 - 5G", font=CJK), None),
    "z_qq_group": ("qq", NICKS, dict(QQ, title="羽毛球爱好者(28)", font=MI, names="tagfirst", tagged="#d9ecff;color:#2b7fd0"), "moire"),
    "z_qq_group_night": ("qq", CLASS, dict(QQ, **dict(NIGHT, bg="#18181a", bar="#18181a", theirs="#29292c", mine="#0a66c2", mine_ink="#eef6ff"), title="家委会小群(9)", font=HM, names=True), None),
    "z_sms_miui": ("sms", NOTICE, dict(SMS, seps="miui", title="1069 0000 8812 45", font=MI, theirs="#f2f3f5", mine="#d5e8ff", hint="短信/彩信"), None),
    "z_sms_hyper_night": ("sms", DUNNING, dict(SMS, **DARKSMS, mine="#1f4f9e", seps="miui", title="175 0000 6620", sub="湖北 襄阳", font=MI, hint="短信"), "half"),
    "z_sms_color": ("sms", NOTICE, dict(SMS, bg="#f7f8fa", seps="color", title="10690000881245", font=CJK, theirs="#fff", mine="#27a565", mine_ink="#fff", hint="SIM1 发送短信"), None),
    "z_sms_origin": ("sms", DUNNING, dict(SMS, bg="#f4f5f8", seps="origin", title="175 0000 6620", font=WQY, theirs="#fff", mine="#cfe0ff", hint="输入短信", radius="16px 16px 16px 4px"), None),
    "z_sms_harmony": ("sms", DUNNING, dict(SMS, bg="#f1f3f5", seps="harmony", title="+86 175 0000 6620", font=HM, theirs="#fff", mine="#0a59f7", mine_ink="#fff", hint="短信", clock="24", beneath=" · 卡 1"), "crop"),
    "z_sms_oneui": ("sms", RELATIVE, dict(SMS, seps="oneui", title="二姨", font=ROBOTO, theirs="#eef0f3", mine="#3e6ff4", mine_ink="#fff", hint="", clock="ap", where="beside", most="232px", lead="face"), "tilt"),
    "z_imessage": ("sms", RELATIVE, dict(SMS, seps="ios", title="二姨", phone="ios", font=INTER, theirs="#e9e9eb", mine="#0b7bff", mine_ink="#fff", hint="iMessage 信息", radius="19px", lead=False, size="17px", pad="8px 13px", field="#fff", margin="5px", dated_line="<div>iMessage 信息</div>"), None),
    "z_ios18_night": ("sms", DUNNING, dict(SMS, **dict(DARKSMS, theirs="#26262a"), seps="ios12", title="+86 175 0000 6620", phone="ios", font=INTER, mine="#31c859", mine_ink="#fff", hint="短信/彩信", radius="19px", lead=False, size="17px", pad="8px 13px", margin="5px", dated_line="<div>短信/彩信</div>"), "moire"),
    "z_google": ("sms", RELATIVE, dict(SMS, bg="#fbfcff", seps="google", title="二姨", font=ROBOTO, theirs="#e8edf6", mine="#0a57d0", mine_ink="#fff", hint="短信", radius="20px", lead="face", left_face=True, faces="30px", round="50%"), None),
    "z_google_night": ("sms", NOTICE, dict(SMS, **DARKSMS, seps="google", title="1069 0000 8812 45", font=ROBOTO, mine="#a8c7fa", mine_ink="#06306d", hint="短信", radius="20px"), "banner"),
    "z_ding": ("dingtalk", COLLEAGUE, dict(seps="ding", title="唐悦", sub="行政部", bg="#f2f2f6", mine="#c6e2ff", round="11px", radius="4px 12px 12px 12px", font=MI, read="已读", hint="发消息", fieldr="9px"), None),
    "z_ding_group": ("dingtalk", OFFICE, dict(seps="ding", title="行政财务对接群(14)", bg="#f2f2f6", mine="#c6e2ff", round="50%", radius="10px", font=CJK, names=True, read="3人未读", hint="发消息", fieldr="9px", tagged="#fff0db;color:#c77a12"), "crop"),
    "z_wecom": ("wechat", OFFICE, dict(seps="wecom", title="法催外部群(6)", sub="外部群，含1个企业外成员", bg="#edeff3", bar="#f7f8fa", mine="#cbe4ff", radius="5px", names=True, font=HM, tail=True), "half"),
}


def once(make, way):
    return lambda rng: dict(make(), ways=[way or "plain"])


EIGHTH = {name: once(lambda name=name, app=app, script=script, looks=looks: talk(name, app, script, **looks), way) for name, (app, script, looks, way) in CHATS.items()}
EIGHTH.update({name: once(make, way) for name, (make, way) in PAGES.items()})
