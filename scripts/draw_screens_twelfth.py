"""A twelfth set for scripts/draw_screens.py: twenty pictures, each drawn once, half of them degraded. Ten conversations, six lists of calls and four pages of permissions of everyday Chinese phones of 2022
to 2026 (HyperOS, HarmonyOS, MagicOS, ColorOS, OriginOS, iOS; SMS, WeChat, QQ), drawn from memory, without a look at the rules that read them. People, firms, numbers and words are invented."""

import re
from datetime import datetime, timedelta
from random import Random

from draw_screens_skins import esc, truth, weekday
from draw_screens_tenth import ROWS, SHEET, ap, c24, day, part, stamped

EMOJI = ",sans-serif"
MI, HM = "MiSans,'Noto Sans CJK SC'" + EMOJI, "'HarmonyOS Sans SC','Noto Sans CJK SC'" + EMOJI
CJK, INTER = "Roboto,'Noto Sans CJK SC'" + EMOJI, "Inter,'Noto Sans CJK SC'" + EMOJI
TINTS = ["#6f93c4", "#c98a6a", "#7fa878", "#a585ad", "#cba75a", "#5fa3a0", "#b0707e", "#7d8aa6"]
FIRM, LAW = "鹭汀分期", "恒屿法务"


def face(seed, size, round_, kind=None):
    """A portrait: a photograph of hills, sea, flower or head, a letter on a tint, or the grey shape of the unknown."""
    r = Random(seed)
    a, b = r.sample(TINTS, 2)
    if kind == "letter":
        return f"<span style='width:{size}px;height:{size}px;border-radius:{round_};background:linear-gradient({a},{a}dd);color:#fff;font-size:{size * .42:.0f}px;flex:none;display:flex;align-items:center;justify-content:center'>{seed[0]}</span>"
    if kind == "grey":
        inner, a = "<circle cx=20 cy=16 r=7 fill='#fff'/><path d='M6 40q1-15 14-15t14 15z' fill='#fff'/>", "#b9bdc9"
    else:
        inner = ["<circle cx=29 cy=10 r=4 fill='#fff3c4'/><path d='M0 30l11-13 9 9 6-6 14 13v7H0z' fill='#0006'/><path d='M0 35q10-5 20 0t20-1v6H0z' fill='#fff4'/>",
                 f"<rect width=40 height=24 fill='{b}'/><circle cx=20 cy=20 r=9 fill='#f2d3b8'/><path d='M10 17q2-11 10-11t10 11q-5-5-10-5t-10 5z' fill='#33282a'/><path d='M4 40q2-11 16-11t16 11z' fill='#37475a'/>",
                 "<g fill='#fffc'><circle cx=20 cy=11 r=6 /><circle cx=12 cy=18 r=6 /><circle cx=28 cy=18 r=6 /><circle cx=15 cy=27 r=6 /><circle cx=25 cy=27 r=6 /></g><circle cx=20 cy=20 r=5 fill='#e9b53c'/>",
                 "<path d='M0 24h40v16H0z' fill='#2f5d7c'/><path d='M12 30h16l-3 5H15zM20 12v16h8z' fill='#fffd'/>",
                 "<path d='M10 32l-2-19 8 6h8l8-6-2 19q-10 9-20 0z' fill='#f3ead9'/><circle cx=16 cy=25 r=1.800 /><circle cx=24 cy=25 r=1.800 /><path d='M18 29q2 2 4 0' stroke='#333' fill=none />", f"<rect y=20 width=40 height=20 fill='{b}'/><path d='M9 16h18v12q0 6-6 6h-6q-6 0-6-6zM27 19h3q4 0 4 4t-4 4h-3' fill='#fffc' stroke='#fff8'/>", "<path d='M0 0h40v40H0z' fill='#262b38'/><circle cx=26 cy=13 r=7 fill='#f1e7b5'/><circle cx=23 cy=11 r=7 fill='#262b38'/><path d='M0 34l8-9 7 6 9-11 16 14v6H0z' fill='#3d4a63'/>"][(r.randint(0, 6) + len(seed)) % 7]
    return f"<svg style='flex:none;background:{a};border-radius:{round_}' width={size} height={size} viewBox='0 0 40 40'>{inner}</svg>"


G = {
    "voice": "<circle cx=13 cy=13 r=11.500 fill=none stroke=currentColor stroke-width=1.600 /><path d='M9.500 11q2 2 0 4.500M12 8.500q4.500 4.500 0 9.500M15 6.500q6.500 6.500 0 13' fill=none stroke=currentColor stroke-width=1.600 />",
    "smile": "<circle cx=13 cy=13 r=11.500 fill=none stroke=currentColor stroke-width=1.600 /><circle cx=9 cy=10.500 r=1.500 fill=currentColor /><circle cx=17 cy=10.500 r=1.500 fill=currentColor /><path d='M7.500 15q5.500 6 11 0' fill=none stroke=currentColor stroke-width=1.600 />",
    "plus": "<circle cx=13 cy=13 r=11.500 fill=none stroke=currentColor stroke-width=1.600 /><path d='M13 7.500v11M7.500 13h11' stroke=currentColor stroke-width=1.700 />",
    "bare": "<path d='M13 4v18M4 13h18' stroke=currentColor stroke-width=2 />",
    "send": "<path d='M3 13L23 4l-5 18-5-7zM23 4L13 15' fill=none stroke=currentColor stroke-width=1.700 stroke-linejoin=round />",
    "up": "<circle cx=13 cy=13 r=12 fill=currentColor /><path d='M13 19V7.500M8 12l5-5 5 5' stroke='#fff' stroke-width=2 fill=none />",
    "mic": "<rect x=9.500 y=2 width=7 height=13 rx=3.500 fill=none stroke=currentColor stroke-width=1.700 /><path d='M5 12q0 7 8 7t8-7M13 19v5' fill=none stroke=currentColor stroke-width=1.700 />",
    "photo": "<rect x=2.500 y=4 width=21 height=18 rx=3 fill=none stroke=currentColor stroke-width=1.600 /><circle cx=9 cy=10 r=2 fill=currentColor /><path d='M4 20l7-6 4 3 4-4 4 5' fill=none stroke=currentColor stroke-width=1.600 />",
    "camera": "<path d='M3 8h5l2-3h6l2 3h5v13H3z' fill=none stroke=currentColor stroke-width=1.600 stroke-linejoin=round /><circle cx=13 cy=14 r=4 fill=none stroke=currentColor stroke-width=1.600 />",
    "packet": "<rect x=5 y=2.500 width=16 height=21 rx=2.500 fill=none stroke=currentColor stroke-width=1.600 /><path d='M5 8q8 6 16 0' fill=none stroke=currentColor stroke-width=1.600 /><circle cx=13 cy=12.500 r=2.500 fill=none stroke=currentColor stroke-width=1.400 />",
    "phone": "<path d='M6 3l4 0 2 5.500-2.700 2q2 4 6.500 6.500l2-2.700 5 2v4q-1.500 2.700-5.300 1.600Q7 19 4 9.500 3.500 4.500 6 3z' fill=none stroke=currentColor stroke-width=1.600 />",
    "dial": "<g fill=currentColor>" + "".join(f"<circle cx={5 + 8 * x} cy={5 + 8 * y} r=2.200 />" for x in range(3) for y in range(3)) + "</g>",
    "clock": "<circle cx=13 cy=13 r=10.500 fill=none stroke=currentColor stroke-width=1.700 /><path d='M13 6.500V13l4.500 3' fill=none stroke=currentColor stroke-width=1.700 />",
    "person": "<circle cx=13 cy=8.500 r=4.700 fill=none stroke=currentColor stroke-width=1.700 /><path d='M3.500 23q1-8 9.500-8t9.500 8z' fill=none stroke=currentColor stroke-width=1.700 />",
    "star": "<path d='M13 3l3 6.700 7.300.8-5.500 4.900 1.600 7.200L13 18.900l-6.400 3.700 1.600-7.200-5.500-4.900 7.300-.8z' fill=none stroke=currentColor stroke-width=1.700 />",
    "find": "<circle cx=11 cy=11 r=7.500 fill=none stroke=currentColor stroke-width=1.900 /><path d='M17 17l6 6' stroke=currentColor stroke-width=1.900 />",
    "more": "<g fill=currentColor><circle cx=5 cy=13 r=1.900 /><circle cx=13 cy=13 r=1.900 /><circle cx=21 cy=13 r=1.900 /></g>",
    "dots": "<g fill=currentColor><circle cx=13 cy=5 r=1.900 /><circle cx=13 cy=13 r=1.900 /><circle cx=13 cy=21 r=1.900 /></g>",
    "gear": "<path d='M13 2l9.500 5.500v11L13 24l-9.500-5.500v-11z' fill=none stroke=currentColor stroke-width=1.700 stroke-linejoin=round /><circle cx=13 cy=13 r=3.800 fill=none stroke=currentColor stroke-width=1.700 />",
    "menu": "<path d='M4 7h18M4 13h18M4 19h18' stroke=currentColor stroke-width=2 />",
}
g = lambda kind, size=26, ink="", more="": f"<svg style='flex:none;{f'color:{ink};' if ink else ''}{more}' width={size} height={size} viewBox='0 0 26 26'>{G[kind]}</svg>"
back = lambda ink="", size=21: f"<svg style='flex:none;color:{ink or 'inherit'}' width={size} height={size} viewBox='0 0 21 21'><path d='M14 2.500L6 10.500l8 8' fill=none stroke=currentColor stroke-width=2.200 stroke-linecap=round stroke-linejoin=round /></svg>"
arrowed = lambda ink="", size=23: f"<svg style='flex:none;color:{ink or 'inherit'}' width={size} height={size} viewBox='0 0 23 23'><path d='M11 4L3.500 11.500 11 19M4 11.500h16' fill=none stroke=currentColor stroke-width=2 stroke-linecap=round stroke-linejoin=round /></svg>"
pill = lambda ink="#222": f"<div style='flex:none;height:16px;display:flex;align-items:center;justify-content:center;color:{ink}'><span style='width:118px;height:4px;border-radius:2px;background:currentColor'></span></div>"
sim = lambda n, ink="currentColor": f"<svg style='flex:none' width=11 height=13 viewBox='0 0 11 13'><path d='M.6.600h6.400L10.400 4v8.400H.6z' fill=none stroke='{ink}' stroke-width=1 /><text x=5.500 y=10.200 font-size=8.500 text-anchor=middle fill='{ink}' font-family=Roboto>{n}</text></svg>"
info = lambda ink, size=21: f"<svg style='flex:none;color:{ink}' width={size} height={size} viewBox='0 0 22 22'><circle cx=11 cy=11 r=9.600 fill=none stroke=currentColor stroke-width=1.500 /><circle cx=11 cy=6.700 r=1.250 fill=currentColor /><path d='M11 9.700v6.500' stroke=currentColor stroke-width=1.900 /></svg>"
chevron = lambda ink="#b8bac0": f"<svg style='flex:none' width=8 height=13 viewBox='0 0 8 13'><path d='M1.200 1.200l5.300 5.300-5.300 5.300' fill=none stroke='{ink}' stroke-width=1.700 stroke-linecap=round /></svg>"


def status(name, now, kind):
    r = Random("status " + name)
    power = r.randint(14, 97)
    bars = lambda k=4: "<svg width=17 height=12 style='vertical-align:-1px'>" + "".join(f"<rect x={i * 4.3:.1f} y={8.500 - i * 2.600:.1f} width=3.200 height={3.500 + i * 2.600:.1f} rx=.8 fill=currentColor opacity={1 if i < k else .3} />" for i in range(4)) + "</svg>"
    wifi = "<svg width=16 height=12 viewBox='0 0 16 12' style='vertical-align:-1px'><path d='M8 11.500L.6 3.800Q8-2.500 15.400 3.800z' fill=currentColor /></svg>"
    flat = f"<svg width=25 height=13 viewBox='0 0 25 13' style='vertical-align:-2px'><rect x=.5 y=.5 width=21 height=12 rx=3.500 fill=none stroke=currentColor opacity=.5 /><rect x=2 y=2 width={power * .18:.1f} height=9 rx=2 fill=currentColor /><rect x=22.500 y=4.500 width=1.700 height=4 rx=.8 fill=currentColor opacity=.5 /></svg>"
    digits = f"<svg width=27 height=14 viewBox='0 0 27 14' style='vertical-align:-2px'><rect width=24 height=14 rx=4.500 fill=currentColor /><rect x=24.800 y=4.500 width=1.700 height=5 rx=.8 fill=currentColor /><text x=12 y=10.800 font-size=10.500 font-weight=700 text-anchor=middle style='fill:var(--paper)'>{power}</text></svg>"
    if kind == "ios":
        return f"<div class=st style='height:50px;padding:4px 24px 0 32px'><b style='font-size:15.5px;font-weight:600'>{now.hour}:{now.minute:02d}</b><span style='display:flex;gap:5px;align-items:center'>{bars(r.randint(2, 4))}<span style='font-size:12px;font-weight:600'>5G</span>{digits}</span></div>"
    if kind == "hyper":
        return f"<div class=st style='height:38px;font-size:13.5px;font-weight:500;padding:0 24px 0 26px'><span>{c24(now)}</span><span style='display:flex;gap:5px;align-items:center;font-size:10px'>{r.randint(1, 90)}.{r.randint(0, 9)}KB/s<span>HD</span>{bars(3)}{bars()}{wifi}{digits}</span></div>"
    if kind == "left":  # the time at the left, a small row of waiting notices beside it
        return f"<div class=st style='height:36px;font-size:13px;padding:0 20px'><span style='display:flex;gap:6px;align-items:center'>{c24(now)}<svg width=12 height=12><rect width=11 height=11 rx=2.500 fill=currentColor opacity=.75 /></svg><svg width=12 height=12><circle cx=6 cy=6 r=5.500 fill=currentColor opacity=.75 /></svg></span><span style='display:flex;gap:5px;align-items:center;font-size:11px'>5G{bars()}{wifi}<span>{power}%</span>{flat}</span></div>"
    return f"<div class=st style='height:36px;font-size:13px;padding:0 22px'><span>{c24(now)}</span><span style='display:flex;gap:5px;align-items:center;font-size:10.5px'>HD{bars(3)} 5G{bars()}{digits}</span></div>"


LOOKS = {"😂": "<path d='M6 8l4 2-4 2M18 8l-4 2 4 2' stroke='#5a3b0c' stroke-width=1.600 fill=none /><path d='M6 14q6 10 12 0z' fill='#5a3b0c'/><path d='M3 13q-3 4 0 5 3-1 0-5M21 13q3 4 0 5-3-1 0-5' fill='#4aa3e8'/>", "😅": "<path d='M6 10q2-3 4 0M14 10q2-3 4 0' stroke='#5a3b0c' stroke-width=1.600 fill=none /><path d='M6 14q6 9 12 0z' fill='#5a3b0c'/><path d='M20 2q3 5 0 6-3-1 0-6' fill='#4aa3e8'/>",
         "😭": "<path d='M5 10q2 2 5 0M14 10q2 2 5 0' stroke='#5a3b0c' stroke-width=1.600 fill=none /><path d='M6 12h3v9H6zM15 12h3v9h-3z' fill='#4aa3e8'/><ellipse cx=12 cy=17 rx=2.500 ry=3 fill='#5a3b0c'/>", "😡": "<path d='M5 8l5 2.500M19 8l-5 2.500M8 18q4-4 8 0' stroke='#5a1c0c' stroke-width=1.700 fill=none /><circle cx=8.500 cy=12 r=1.400 fill='#5a1c0c'/><circle cx=15.500 cy=12 r=1.400 fill='#5a1c0c'/>"}


def linked(words, ink):
    for look, inner in LOOKS.items():
        if look in words:
            a, b = words.split(look)
            return linked(a, ink) + f"<svg viewBox='0 0 24 24' style='width:1.35em;height:1.35em;vertical-align:-.28em'><circle cx=12 cy=12 r=11 fill='{'#f0694a' if look == '😡' else '#ffcf3f'}'/>{inner}</svg>" + linked(b, ink)
    return re.sub(r"([a-z0-9]+(?:\.[a-z0-9]+)*\.example[\w/]*|\b(?:400-000-\d{4}|0\d{2,3}-0000 ?\d{4}|1\d{2} 0000 \d{4})\b)", rf"<span style='color:{ink};text-decoration:underline;white-space:nowrap'>\1</span>", esc(words)) if ink else esc(words)


def talk(name, app, script, *, peer, sep, nav, foot, look, bg, fg="#181818", font=CJK, bar="android", faces=(True, True), size=40, round_="5px", names=False, clock=None, beneath="", quote="under", dark=False, end=False, head="", kinds=(None, None), link="", height=800, scale=3, home="#1a1a1a", lead="", side="12px", tail=""):
    r = Random(name)
    now = datetime(2026, r.randint(3, 11), r.randint(13, 27), r.randint(20, 22), r.randint(5, 57), r.randint(0, 59))
    t, out = truth(app, now, "dark" if dark else "light", peer), []
    moment, label, at, index, fresh = now, None, None, None, False
    full = ":" in sep(now, now)

    def put(where, inner, text, kind="text", who=None, more=None, bare=False):
        nonlocal fresh
        i, more, known = len(t["bubbles"]), more or {}, text is not None
        own = clock(moment) if clock and known else None
        shown = who if names and where == "L" else None
        over = f"<div class=nm><span{f' data-k=w{i}' if known else ''}>{esc(shown)}</span></div>" if shown else ""
        quoted = linked(more["quote"], "") if more.get("quote") else ""
        inside = f"<div class=qi>{quoted}</div>" if quoted and quote == "inside" else ""
        after = f"<div class=qt>{quoted}</div>" if quoted and quote == "under" else ""
        block = inner if bare else f"<div class=bb>{inside}{inner}</div>"
        own_mark = f"<span data-k=t{i}>{own}</span>{beneath}" if own else ""
        low = f"<div class=un>{own_mark}{more.get('under', '')}</div>" if own or more.get("under") else ""
        kind_of = kinds[where == "R"]
        pic = face(who or peer if where == "L" else "me " + name, size, round_, kind_of) if faces[where == "R"] else ""
        out.append(f"<div class='ms {where}'>{pic}<div class=c>{over}{block}{more.get('below', '')}{after}{low}</div>{more.get('dot', '')}</div>")
        if not known:
            return
        when_ = stamped(moment, True) if own and at else stamped(at, full) if at else None
        one = dict(side={"L": "left", "R": "right"}[where], kind=kind, text=text, time=own or (label if fresh else None), time_context=label, sender=shown, own=bool(own), at=when_, context_at=stamped(at, full) if at else None)
        one["from"] = index
        if quoted:
            one["quote"] = more["quote"]
        t["bubbles"].append(one)
        fresh = False

    for step in script:
        i = len(t["bubbles"])
        if isinstance(step[0], int):
            h, m = map(int, step[1].split(":"))
            moment = (now - timedelta(days=step[0])).replace(hour=h, minute=m, second=r.randint(0, 59))
            words = sep(moment, now)
            if words != label:
                label, at, fresh, index = words, moment, True, len(t["separators"])
                out.append(f"<div class=sp>{lead if index == 0 else ''}<span data-k=s{index}>{words}</span></div>")
                t["separators"].append(words)
            continue
        kind, *rest = step
        moment = min(moment + timedelta(minutes=r.choice([0, 1, 2]), seconds=r.randint(0, 9)), now)
        if kind in "LR":
            words, who, more = (*rest, None, None)[:3]
            put(kind, f"<span data-k=b{i}>{linked(words, link if kind == 'L' else '')}</span>", words, who=who, more=more)
        elif kind == "n":
            words = rest[0]
            out.append(f"<div class=no><span data-k=n{len(t['notices'])}>{words}</span></div>")
            t["notices"].append(re.sub("<.*?>", "", words))
        elif kind == "voice":  # a strip as long as the voice; what was said below it, where it was turned into words
            where, n, who, more = (*rest, None, None)[:4]
            more = dict(more or {})
            arcs = f"<svg width=15 height=17 viewBox='0 0 15 17' style='vertical-align:-3px;{'' if where == 'L' else 'transform:scaleX(-1)'}'><path d='M2.500 6.500q2 2 0 4M6 4q4.500 4.500 0 9M9.500 1.500q7 7 0 14' stroke=currentColor stroke-width=1.700 fill=none stroke-linecap=round /></svg>"
            mark = f'{n}"'
            strip = f"<div class=bb style='width:{70 + n * 2.2:.0f}px;text-align:{'left' if where == 'L' else 'right'}'>{arcs + '&nbsp; ' if where == 'L' else ''}<span data-k=b{i}>{mark}</span>{' &nbsp;' + arcs if where == 'R' else ''}</div>"
            if more.get("words"):
                strip = strip.replace(f" data-k=b{i}", "") + f"<div class='bb tx' style='margin-top:5px'>{more['words']}</div>"
                strip = f"<div data-k=b{i} style='display:flex;flex-direction:column;align-items:{'flex-start' if where == 'L' else 'flex-end'}'>{strip}</div>"
                mark += "\n" + more["words"]
            put(where, strip, mark, "voice", who, more, bare=True)
        elif kind == "call":
            where, words, who = (*rest, None)[:3]
            glyph = g("phone", 19, more="vertical-align:-4px;" + ("margin-right:8px" if where == "L" else "margin-left:8px;transform:scaleX(-1)"))
            put(where, (glyph if where == "L" else "") + f"<span data-k=b{i}>{words}</span>" + (glyph if where == "R" else ""), words, "call", who)
        elif kind == "pic":  # no words in it: nothing in the truth
            where, paint, wide, tall, who = (*rest, None)[:5]
            put(where, f"<svg width={wide} height={tall} viewBox='0 0 100 130' preserveAspectRatio='xMidYMid slice' style='border-radius:6px;display:block'>{paint}</svg>", None, who=who, bare=True)
        elif kind == "card":
            where, sort, lines, footer, paint, icon, who = (*rest, None)[:7]
            a, *z = lines
            body = f"<div data-k=b{i} style='flex:1;min-width:0'><div class=a>{esc(a)}</div>{''.join(f'<div class=z>{esc(x)}</div>' for x in z)}</div>"
            inner = f"<div class=ci>{body}{icon}</div>" if sort in ("link", "file") else f"<div class=ci>{icon}{body}</div>"
            put(where, f"<div class='cd {sort}' style='{paint}'>{inner}{f'<div class=fo>{footer}</div>' if footer else ''}</div>", "\n".join(lines), sort, who, bare=True)
    flow = "display:flex;flex-direction:column;justify-content:flex-end;" if end else ""
    html = f"<style>body{{--paper:{bg}}}</style>{status(name, now, bar)}{nav}{head}<div class=list style='padding:0 {side};{flow}'>{''.join(out)}{tail}</div>{foot}{pill(home) if home else ''}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub="#8a8a8a", font=font, css=SHEET + ".bb,.cd{word-break:normal!important;overflow-wrap:anywhere}" + look), truth=t, height=height, scale=scale)


vars_ = lambda l, r, li="#181818", ri="#181818", grey="#8e8e93", q="#0000000d": f"body{{--l:{l};--li:{li};--r:{r};--ri:{ri};--g:{grey};--q:{q}}}"
TAIL = ".bb:before{content:'';position:absolute;top:14px;border:5.500px solid transparent}.L .bb:before{left:-9.500px;border-right-color:var(--l)}.R .bb:before{right:-9.500px;border-left-color:var(--r)}"
low = lambda *parts, style="": f"<div style='flex:none;display:flex;align-items:center;gap:11px;padding:8px 12px 6px;{style}'>{''.join(parts)}</div>"
field = lambda hint="", style="": f"<span style='flex:1;min-width:0;height:38px;border-radius:6px;background:#fff;color:#9a9ca2;font-size:15px;display:flex;align-items:center;padding:0 12px;{style}'>{hint}</span>"
top_ = lambda left, title, right="", sub="", style="", size=18, centre=False: f"<div style='flex:none;display:flex;align-items:center;gap:12px;min-height:50px;padding:5px 15px;{style}'>{left}<div style='flex:1;min-width:0;{'text-align:center;' if centre else ''}'><div style='font-size:{size}px;font-weight:600'>{title}</div>{f'<div style=font-size:11.5px;opacity:.55;margin-top:1px>{sub}</div>' if sub else ''}</div>{right}</div>"

HYPER = [(6, "10:05"), ("L", f"【{FIRM}】冯知远先生，您本月账单1,546.20元将于3天后到期，请确保尾号0000的银行卡余额充足。"), (2, "08:31"), ("L", f"【{FIRM}】自动扣款失败，原因：余额不足。请尽快登录 m.lt.example/pay 还款，以免影响您的信用记录，拒收请回复R"), ("L", f"【{FIRM}】您尾号4418的来电未接听，专员稍后将再次与您联系。"), (0, "09:12"), ("L", f"【{FIRM}】您的借款已逾期2天，应还1,577.12元（含罚息30.92元）。"), ("R", "R", None, {"under": "卡1"}), ("L", "您已成功退订本号码的营销类短信，还款提醒类短信不受影响。")]
HUAWEI = [(3, "20:16"), ("L", "冯知远在我们平台借的钱到期不还，你是他姐吧，让他给我回个电话"), ("R", "请报一下公司全称和工号"), ("L", "你管我哪家的，167 0000 4418，让他打过来"), (1, "07:43"), ("L", "今天是最后期限。再不处理，我们会把材料寄到你们村委会，请干部上门做工作，到时候丢人的是你们全家"), ("R", "我不是担保人，你无权联系我"), (0, "12:30"), ("L", "行，等着")]
OPPO = [(4, "14:22"), ("L", f"【{LAW}】冯知远：我方受{FIRM}委托，就您拖欠的借款本金12,000.00元及相应息费进行催告。请于收到本短信之日起3日内还清，逾期我方将依法采取包括但不限于起诉、申请支付令、财产保全等措施，由此产生的诉讼费、律师费均由您承担。联系人：顾专员，电话 0571-0000 8832。"), (1, "09:05"), ("L", f"【{LAW}】温馨提示：您的案件（编号HY20260000317）今日进入立案准备阶段。"), ("R", "请把委托书和债权证明发到我邮箱 fengzy@mail.example"), (0, "17:48"), ("L", "请加工作微信联系，短信不提供材料")]
VIVO = [(1, "21:37"), ("L", "你同事冯知远欠债不还还换号码，麻烦你转告他，三天之内不联系我们，我们就每天给你们公司每一个人打电话，从前台打到老板，打到他还钱为止。不要觉得这事和你没关系，他填的紧急联系人就是你，你也跑不掉！"), ("R", "请停止骚扰，通话已全部录音。"), (0, "08:09"), ("L", "录呗😂"), ("L", "公司前台电话是0571-0000 6600对吧")]
IOS = [(2, "22:14"), ("L", "冯知远，你把我们拉黑没有用"), ("L", "换一百个号也能找到你"), (1, "06:58"), ("L", "早上好，今天从你爸开始打。打完你爸打你单位，打完单位打你老婆。"), ("R", "我已经向12378投诉，也报了警"), ("R", "你们继续"), (0, "19:25"), ("L", "投诉编号发来看看啊"), ("L", "www.lt.example/t/00417 你的通讯录我们都有，自己点开看"), ("L", "今天20:00之前不回电话，明天你单位、你老家、你孩子学校同时收到函。")]
HONOR = [(5, "11:08"), ("L", f"【{FIRM}】您正在申请延期还款，验证码 740016，10分钟内有效，请勿泄露。", None, {"below": "<div class=act><span>复制验证码</span></div>"}), (3, "16:40"), ("L", f"【{FIRM}】很遗憾，您的延期申请未通过。请于11月20日24:00前偿还全部欠款13,208.77元。", None, {"below": "<div class=act><span>查看账单</span><span>拨打客服</span></div>"}), (1, "10:19"), ("L", f"【{LAW}】冯知远，因多次联系您未果，现将启动失联修复程序，向您的亲友核实您的联系方式。"), ("R", "你们没有权利联系我的亲友"), (0, "18:02"), ("L", f"【{LAW}】请立即回电 400-000-0162，否则后果自负。", None, {"below": "<div class=act><span>拨打电话</span></div>"})]
PAPER = "<rect width=100 height=130 fill='#d9d2c4'/><rect x=14 y=10 width=72 height=112 fill='#fbfaf6'/><path d='M34 22h32M22 36h56M22 45h56M22 54h56M22 63h40M22 78h56M22 87h56M22 96h30' stroke='#a9a59b' stroke-width=2.500 /><circle cx=66 cy=104 r=10 fill='none' stroke='#c9433a' stroke-width=2 />"
COUSIN = [(1, "12:47"), ("L", "有个叫顾专员的打我电话，说你欠一万三"), ("voice", "L", 24, None, {"words": "他还说要是联系不上你，就让我先替你垫两期，我没敢答应"}), ("R", "哥你千万别给他打钱！"), ("R", "是网贷催收，跟你没关系"), ("n", "“表哥 志强”撤回了一条消息"), (0, "19:03"), ("L", "刚回家，门上贴了张纸😡"), ("R", "这个已经违法了，你先别撕，等我报警", None, {"quote": "表哥 志强：刚回家，门上贴了张纸😡"}), ("card", "R", "transfer", ["¥300.00", "请查收 换锁的钱"], "转账", "background:#fa9d3b;--ci:#fff", "<svg width=38 height=38 style='flex:none'><circle cx=19 cy=19 r=17 fill=none stroke='#fff' stroke-width=2.200 /><path d='M11 16h16l-5-5M27 22H11l5 5' stroke='#fff' stroke-width=2.200 fill=none /></svg>"), ("L", "不用不用，退给你了😅")]
WORKERS = [(0, "07:52"), ("L", "今天早会改到八点半", "李班长"), ("L", "谁给我发的冯知远的欠条？？？", "梅子姐"), ("L", "我也收到了，还有身份证正反面", "仓库-小彭"), ("card", "L", "link", ["失信人员名单公示", "点击查看详情"], "m.hy.example", "", "<span style='width:44px;height:44px;background:#b9473d;flex:none'></span>", "正义之声"), ("n", "“李班长”将“正义之声”移出了群聊"), ("R", "各位对不起，我网贷逾期了，催收爆了我的通讯录，图是他们P的，不要点链接"), ("card", "L", "redpacket", ["知远 先吃饭"], "微信红包", "background:#fa9d3b;--ci:#fff", "<svg width=34 height=40 style='flex:none'><rect width=34 height=40 rx=4 fill='#e0523f'/><path d='M0 11q17 12 34 0' stroke='#f6c76b' stroke-width=2 fill=none /><circle cx=17 cy=18 r=6 fill='#f6c76b'/></svg>", "仓库-小彭"), ("n", "你领取了“仓库-小彭”的<b>红包</b>"), ("R", "谢谢彭哥😭"), (0, "13:15"), ("L", "@冯知远 前台又接到电话了", "李班长", ), ("R", "法院不会这样打电话，我下午去派出所做笔录", None, {"quote": "李班长：@冯知远 前台又接到电话了"})]
STAFF = [(3, "16:11"), ("n", "你已添加了顾专员，现在可以开始聊天了。"), ("L", "冯先生您好，我是恒屿信服顾专员，工号HY0000"), ("L", "您在鹭汀的欠款13,208.77元已全权委托我司处理，我这边最多能帮您申请减免1,200元，但是今天必须先还一笔表示诚意，金额不低于3,000元"), ("R", "我现在一个月工资才4,800，可以分24期吗"), ("L", "不行"), ("L", "没有这个政策"), (1, "09:40"), ("voice", "L", 8), ("L", "考虑得怎么样了？"), ("R", "我要求书面的协商方案"), ("R", "并且停止联系我的家人同事"), (0, "17:36"), ("L", "那就只能按流程走了，明天安排外访，地址：柳岸新村7幢302，对吧"), ("R", "威胁的话我都截图了")]
MATE = [(1, "22:31"), ("pic", "L", PAPER, 72, 88), ("L", "上来就发这个"), ("R", "假的，公章都是P的", None, {"quote": "阿拓：上来就发这个"}), ("call", "R", "通话时长 03:12"), (0, "12:20"), ("L", "他又问我你现在住哪"), ("R", "千万别说"), ("n", "阿拓撤回了一条消息"), ("card", "L", "file", ["聊天记录导出.txt", "12.6 KB"], "", "", "<svg width=38 height=44 style='flex:none'><path d='M0 4q0-4 4-4h20l14 13v27q0 4-4 4H4q-4 0-4-4z' fill='#5aa0f2'/><path d='M10 22h18M10 29h18M10 36h11' stroke='#fff' stroke-width=2.500 /></svg>"), ("L", "都给你存好了，报警用得上😂")]

hm12 = lambda far: (lambda m, n: f"{day(m, n, '今天', far=far)} {ap(m)}".strip())
ACT = ".act{display:flex;width:100%;border-top:.6px solid #8883;background:var(--l);border-radius:0 0 18px 18px;font-size:14.5px;color:#256fff}.act span{flex:1;text-align:center;padding:10px 0}.c:has(.act) .bb{border-radius:18px 18px 0 0}"
cdlook = ".cd{border-radius:5px;width:226px}.cd .ci{padding:12px 13px}.cd.transfer .a{font-size:17px}.cd.link .a{font-size:15px}.tx{color:inherit}"
CHATS = {
    "g_sms_hyperos": ("sms", HYPER, dict(peer="1069 0000 4417 28", sep=lambda m, n: f"{day(m, n, '今天', far='{m}月{d}日')} {part(m)}", nav=top_(arrowed(), "1069 0000 4417 28", g("phone", 23) + g("person", 23), "通知短信", size=17), foot=low(g("bare", 22), field("短信", "background:#f1f1f3;border-radius:19px"), g("send", 23), style="gap:14px;padding:8px 18px 6px"), bg="#fff", font=MI, bar="hyper", faces=(False, False), side="20px", link="#1f6fe5", scale=1220 / 360, end=True,
        look=vars_("#f2f2f4", "#3482ff", ri="#fff", grey="#8f9097") + ".c{max-width:272px}.bb{border-radius:18px;padding:10px 14px;font-size:15px;line-height:1.45}.ms{margin:7px 0!important}.sp{font-size:11.5px;margin:17px 0 8px}.un{font-size:10.5px}"), "plain"),
    "g_sms_harmony4": ("sms", HUAWEI, dict(peer="162 0000 5531", sep=lambda m, n: day(m, n, "今天", far="{m}月{d}日 周{w}"), clock=ap, beneath=f" {sim(1)}", nav=top_(arrowed(), "162 0000 5531", g("phone", 23) + g("dots", 22), "浙江 温州"), foot=low(g("plus", 26), field("短信", "background:#e9ebee;border-radius:19px"), g("send", 24), style="padding:8px 16px"), bg="#f1f3f5", font=HM, bar="left", faces=(True, False), kinds=("grey", None), size=36, round_="50%", link="#0a59f7", scale=1084 / 360, end=True, side="14px",
        look=vars_("#fff", "#cfe2ff", grey="#85888f") + ".ms{margin:6px 0!important;gap:8px}.c{max-width:246px}.bb{border-radius:18px;padding:9px 14px;font-size:15.5px}.L .bb{border-top-left-radius:4px}.R .bb{border-top-right-radius:4px}.un{font-size:10.5px;display:flex;gap:4px;align-items:center;margin:3px 4px 0}.sp{margin:14px 0 8px}"), "tilt"),
    "g_sms_coloros14": ("sms", OPPO, dict(peer="1065 0000 8190 3", sep=hm12("{m}月{d}日"), nav=top_(back(), "1065 0000 8190 3", g("phone", 22) + g("dots", 21), size=18), foot=low(g("plus", 26, "#555"), field("", "background:#f2f2f2;border-radius:19px"), "<span style='color:#19a45b;font-size:15px'>发送</span>", style="padding:9px 16px 5px"), bg="#fff", font=CJK, faces=(False, False), link="#0d9a52", scale=1240 / 360, side="16px",
        look=vars_("#f4f4f4", "#2ab573", ri="#fff", grey="#8c8c8c") + ".c{max-width:284px}.bb{border-radius:14px;padding:11px 14px;font-size:15.5px;line-height:1.5}.L .bb{border-bottom-left-radius:3px}.R .bb{border-bottom-right-radius:3px}.ms{margin:8px 0}.sp{font-size:12px}"), "jpeg"),
    "g_sms_vivo_large": ("sms", VIVO, dict(peer="193 0000 7260", sep=lambda m, n: f"{day(m, n, far='{m:02d}-{d:02d}')} {c24(m)}".strip(), nav=top_(back(), "193 0000 7260", g("phone", 23, "#3a6ff0") + g("more", 23), "江苏 南京 联通", size=20, centre=True, style="background:#f6f7fa"), foot=low(g("plus", 28, "#444"), field("卡2 短信", "background:#fff;border-radius:21px;height:42px;font-size:16px"), g("mic", 26, "#444"), style="padding:8px 14px"), bg="#f6f7fa", font=MI, bar="android", faces=(False, False), link="#3a6ff0", scale=3.5, side="16px",
        look=vars_("#fff", "#4775f5", ri="#fff", grey="#8b8e97") + ".c{max-width:300px}.bb{border-radius:20px;padding:13px 17px;font-size:20px;line-height:1.48}.ms{margin:10px 0}.sp{font-size:13px;margin:18px 0 8px}"), "plain"),
    "g_sms_ios18_night": ("sms", IOS, dict(peer="+86 170 0000 6124", dark=True, sep=lambda m, n: f"{day(m, n, '今天', week='星期', far='{m}月{d}日 周{w}')} {c24(m)}", lead="<div style='font-weight:600;margin-bottom:1px'>信息 · 短信</div>", nav=f"<div style='flex:none;display:grid;grid-template-columns:60px 1fr 60px;align-items:start;padding:2px 12px 8px;background:#141415;border-bottom:.5px solid #2b2b2e'><span style='display:flex;align-items:center;color:#0a84ff;font-size:16px;padding-top:9px'>{back()}<span style='background:#0a84ff;color:#fff;border-radius:9px;font-size:12.5px;padding:0 7px'>8</span></span><div style='text-align:center;font-size:11.5px'>{face('x', 42, '50%', 'grey').replace('flex:none', 'display:block;margin:0 auto 4px')}+86 170 0000 6124 <span style='opacity:.45'>›</span></div><span></span></div>", foot=low(g("plus", 30, "#8e8e93"), f"<span style='flex:1;height:34px;border:1px solid #3a3a3c;border-radius:17px;color:#6c6c71;font-size:15.5px;display:flex;align-items:center;justify-content:space-between;padding:0 10px 0 13px'>短信 · 中国电信{g('mic', 19, '#8e8e93')}</span>", style="padding:7px 12px 9px"), bg="#000", fg="#f2f2f7", font=INTER, bar="ios", faces=(False, False), link="#5fb0ff", home="#fff", height=780, scale=1179 / 360, side="14px",
        look=vars_("#262629", "#31c553", "#f2f2f7", "#fff", "#8e8e93") + ".ms{margin:2.500px 0}.c{max-width:252px}.bb{border-radius:17px;font-size:15.6px;line-height:1.3;padding:7px 13px}.sp{font-size:10.5px;margin:16px 0 7px}"), "half"),
    "g_sms_magicos_cards": ("sms", HONOR, dict(peer="1069 0000 3302 15", sep=lambda m, n: f"{day(m, n, '今天', far='{m}月{d}日')} {c24(m)}", nav=top_(arrowed(), "1069 0000 3302 15", g("dots", 22)), foot=low(g("plus", 26), field("短信 卡1", "background:#fff;border-radius:19px"), g("smile", 26), style="padding:8px 16px"), bg="#f2f3f6", font=HM, bar="left", faces=(False, False), scale=1200 / 360, side="14px", link="#256fff", height=800, end=True,
        look=vars_("#fff", "#256fff", ri="#fff", grey="#868a92") + ACT + ".c{max-width:300px}.L .c{width:300px}.bb{border-radius:18px;padding:12px 15px;font-size:15.5px;line-height:1.46}.L .bb{width:100%}.ms{margin:7px 0}.sp{font-size:12px;margin:15px 0 8px}"), "crop"),
    "g_wx_cousin": ("wechat", COUSIN, dict(peer="表哥 志强", sep=lambda m, n: f"{day(m, n, week='星期')} {part(m)}".strip(), nav=top_(back(), "表哥 志强", g("more", 22), style="background:#ededed;border-bottom:.5px solid #dcdcdc", size=16.5, centre=True), foot=low(g("voice", 27), field(), g("smile", 27), g("plus", 27), style="background:#f7f7f7;border-top:.5px solid #dcdcdc"), bg="#ededed", font=CJK, bar="hyper", end=True, height=800, scale=1220 / 360, home="#000",
        look=vars_("#fff", "#95ec69", grey="#9b9b9b", q="#e1e1e1") + TAIL + cdlook + ".bb{border-radius:5px;font-size:16px;line-height:1.4;padding:9px 12px}.tx{background:#fff}.tx:before{display:none}.ms{margin:7px 0!important}.sp,.no{font-size:12px;margin:9px 30px}"), "plain"),
    "g_wx_workers": ("wechat", WORKERS, dict(peer="三车间一班(36)", names=True, sep=lambda m, n: f"{day(m, n, week='星期')} {c24(m)}".strip(), nav=top_(f"<span style='display:flex;align-items:center;gap:2px'>{back()}<span style='font-size:13.5px;background:#d3d3d3;border-radius:10px;padding:1px 8px'>29</span></span>", "三车间一班(36)", f"<span style='width:40px;text-align:right'>{g('more', 22)}</span>", style="background:#ededed;gap:4px;border-bottom:.5px solid #d5d5d5", size=16, centre=True), foot=low(g("voice", 26), field(), g("smile", 26), g("plus", 26), style="background:#f6f6f6;padding:7px 10px 4px"), bg="#ededed", font=INTER, bar="ios", end=True, height=780, scale=1179 / 360, size=37, home="#000", side="11px",
        look=vars_("#fff", "#95ec69", grey="#8d8d8d", q="#e0e0e0") + TAIL + cdlook + ".bb{border-radius:4px;font-size:15.5px;line-height:1.36;padding:8px 11px}.bb:before{top:13px}.ms{margin:5.500px 0!important}.nm{font-size:11px;margin-bottom:2px}.no b{color:#e08c2e;font-weight:400}.sp,.no{font-size:11.5px;margin:7px 30px}.c{max-width:232px}"), "banner"),
    "g_wx_staff_night": ("wechat", STAFF, dict(peer="顾专员", dark=True, sep=lambda m, n: f"{day(m, n, week='星期', far='{m}月{d}日')} {part(m)}".strip(), nav=top_(back(), "顾专员 <span style='color:#d59a4a;font-size:13px;font-weight:400'>@恒屿信服</span>", g("more", 22), style="background:#111", size=17), foot=low(g("voice", 27), field("", "background:#2a2a2a"), g("smile", 27), g("plus", 27), style="background:#1b1b1b"), bg="#111", fg="#d8d8d8", font=HM, bar="left", end=True, home="#ddd", scale=1080 / 360, height=800,
        look=vars_("#2c2c2c", "#3eb575", "#d8d8d8", "#06120b", "#777", "#242424") + TAIL + cdlook + ".bb{border-radius:5px;font-size:16.5px;line-height:1.4}.ms{margin:7px 0!important}.sp,.no{font-size:12.5px;margin:9px 30px}"), "moire"),
    "g_qq_mate": ("qq", MATE, dict(peer="阿拓", sep=lambda m, n: f"{day(m, n)} {c24(m)}".strip(), nav=f"<div style='flex:none;display:flex;align-items:center;gap:10px;padding:5px 14px 8px;background:#f5f6fa'>{back()}<span style='font-size:15px'>12</span><div style='flex:1;padding-left:4px'><div style='font-size:17px;font-weight:600'>阿拓</div><div style='font-size:11px;color:#7f838c'><span style='display:inline-block;width:7px;height:7px;border-radius:50%;background:#21c76a;margin-right:4px'></span>iPhone 15在线</div></div>{g('phone', 22)}{g('menu', 22)}</div>", foot=f"<div style='flex:none;background:#f5f6fa;padding:8px 14px 2px'><div style='height:38px;border-radius:8px;background:#fff'></div><div style='display:flex;justify-content:space-between;padding:11px 10px 4px;color:#4a4d55'>{g('mic')}{g('photo')}{g('camera')}{g('packet')}{g('smile')}{g('plus')}</div></div>", bg="#eef0f5", font=CJK, end=True, size=40, round_="50%", quote="inside", height=800, home="#000", scale=3,
        look=vars_("#fff", "#0099ff", ri="#fff", grey="#8f94a0") + ".bb{border-radius:12px;font-size:16px;line-height:1.4;padding:9px 13px}.ms{margin:7px 0!important}.qi{border-left:2px solid #fffa;font-size:12.5px;opacity:.85;padding-left:7px}.cd{border-radius:12px;width:220px}.sp,.no{font-size:12px;margin:9px 30px}"), "plain"),
}

# shown, way, how often, place, mark, days back, clock, how long, SIM
def listed(seed, marked, most=10):
    """Ten rows drawn by the seed from those who rang: strangers with marks, kin and colleagues."""
    r = Random(seed)
    strangers = [(f"{r.choice(['167', '162', '193', '170', '131'])} 0000 {r.randint(2000, 9899)}", *r.choice([("浙江 温州", "疑似催收"), ("江苏 苏州", "疑似催收"), ("虚拟运营商", "骚扰电话"), ("湖北 黄冈", "贷款推销"), ("江苏 南京", None)])) for _ in range(4)]
    strangers += [(f"0571-0000 {r.randint(2000, 8999)}", "浙江 杭州", "疑似催收"), (f"+86 165 0000 {r.randint(2000, 8999)}", "虚拟运营商", "骚扰电话"), ("400-000-0162", "客服热线", None)]
    known = [("老婆", "浙江 杭州"), ("妈妈", "安徽 安庆"), ("李班长", "浙江 杭州"), ("表哥 志强", "安徽 安庆"), ("舅舅", "安徽 合肥"), ("梅子姐", "浙江 绍兴"), ("快递驿站", "浙江 杭州"), ("房东周阿姨", "浙江 杭州")]
    rows = [(*x, True) for x in r.sample(strangers, 5)] + [(n, p, None, False) for n, p in r.sample(known, most - 5)]
    r.shuffle(rows)
    days = sorted(r.choices([0, 0, 1, 1, 2, 3, 5, 8, 12], k=most - 4) + [0, 0, 1, 1])
    clocks = {d: sorted((f"{r.randint(7, 19):02d}:{r.randint(0, 59):02d}" for _ in range(days.count(d))), reverse=True) for d in set(days)}
    out = []
    for (who, place, mark, strange), d in zip(rows, days):
        way = r.choice(["missed", "missed", "missed", "in"] if strange else ["out", "in", "in", "missed"])
        many = r.choice([1, 2, 3, 5, 8, 14, 26] if strange else [1, 1, 1, 2, 4])
        lasted = f"响铃{r.randint(1, 12)}声" if way == "missed" else r.choice([f"{r.randint(9, 58)}秒", f"{r.randint(1, 16)}分{r.randint(1, 58):02d}秒"])
        out.append((who, way, many, place, f"{mark} {r.choice([23, 86, 123, 407, 1265])}人标记" if mark and marked else mark, d, clocks[d].pop(0), lasted, 2 if strange else 1))
    return out


MISSED = [("+86 170 0000 6124", 5, "江苏 苏州", None, 0, "19:25"), ("0571-0000 8832", 12, None, "疑似骚扰电话", 0, "15:06"), ("表哥 志强", 1, "手机", None, 0, "12:40"), ("+86 167 0000 4418", 9, None, "疑似催收", 1, "18:27"), ("妈妈", 2, "手机", None, 1, "07:58"), ("021-0000 3145", 1, "上海", None, 2, "10:10"), ("梅子姐", 1, "iPhone", None, 3, "22:05"), ("+86 162 0000 5531", 34, "浙江 温州", None, 5, "13:35"), ("未知来电", 1, "未知", None, 6, "08:00"), ("舅舅", 3, "住宅", None, 11, "19:19")]


def sign(way, ink, size=14):
    d = {"out": "M3.500 12.500l9-9M6 3.500h6.500V10", "in": "M12.500 3.500l-9 9M3.500 6v6.500H10", "missed": "M2 5l6 6 6-6M2 10V5h5"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none'><path d='{d}' stroke='{ink}' stroke-width=1.800 fill=none stroke-linecap=round stroke-linejoin=round /></svg>"


def when(name):
    r = Random(name)
    return datetime(2026, r.randint(3, 11), r.randint(14, 27), r.randint(20, 22), r.randint(5, 57))


def sheet(name, now, t, body, *, top="", tabs=(), on=0, tint="#2b6fee", dark=False, bg=None, card=None, font=CJK, bar="android", css="", height=800, crop=True, scale=3):
    grey = "#8a8c93" if dark else "#86888e"
    below = "<div style='flex:none;display:flex;justify-content:space-around;padding:7px 0 2px;font-size:10.5px;text-align:center'>" + "".join(f"<span style='color:{tint if i == on else grey};min-width:52px'>{g(icon, 23, more='display:block;margin:0 auto 2px')}{w}</span>" for i, (icon, w) in enumerate(tabs)) + "</div>" if tabs else ""
    bg = bg or ("#000" if dark else "#fff")
    tints = f"body{{--paper:{bg};--g:{grey};--c:{card or ('#1b1c1f' if dark else '#fff')}}}"
    return dict(html=f"{status(name, now, bar)}{top}<div class=list style='padding:0'>{body}</div>{below}{pill('#fff' if dark else '#1a1a1a')}<!--over-->", truth=t, rows=True, height=height, crop=crop, scale=scale, style=dict(bg=bg, fg="#ededf0" if dark else "#16171a", sub="#888", font=font, css=SHEET + ROWS + tints + css))


def calls(name, kind, dark=False, **look):
    now = when(name)
    t, out, heading = truth("calllog", now, "dark" if dark else "light"), [], None
    fg, grey, red = ("#ededf0", "#8a8c93", "#ff5248") if dark else ("#16171a", "#86888e", "#f0352b")
    rows = listed(name, kind in ("hyper", "harmony"), {"hyper": 9, "honor": 9, "vivo": 11}.get(kind, 10))
    if kind == "ios":
        rows = [(who, "missed", many, place, mark, gone, clock, None, 1) for who, many, place, mark, gone, clock in MISSED]
    for i, (who, way, count, place, mark, gone, clock, lasted, card) in enumerate(rows):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=gone)).replace(hour=h, minute=m)
        ink, key, many, section = red if way == "missed" else fg, f"data-k=c{i}", f" ({count})" if count > 1 else "", None
        more, known = dict(label=place, mark=mark, duration=None), who[0] not in "+0123456789未"
        if kind == "hyper":  # arrow, hour, place and length on the second line, the mark on a third
            shown, real = f"{day(at, now, far='{m}月{d}日')} {part(at)}".strip(), at
            shown = shown if gone < 2 else f"{at.month}月{at.day}日"
            real = at if gone < 2 else at.date()
            if mark:
                mark = f"<div style='font-size:12px;color:#e8792c;margin-top:2px'>{mark}</div>"
            more["duration"] = lasted
            tone = red if way == "missed" else "#2aa35a" if way == "in" else "#8b8d94"
            li = f"<div class=li style='padding:9px 24px;min-height:62px'><div class=mid {key}><div class=big style='color:{ink};font-size:16px;font-weight:500'>{who}{many}</div><div class=sml style='font-size:12.3px;white-space:nowrap'>{sim(card)}{sign(way, tone, 12)}<span>{shown}</span><span>{place}</span><span>{lasted}</span></div>{mark or ''}</div><span style='width:26px;height:26px;border-radius:50%;background:#8882;display:flex;align-items:center;justify-content:center;flex:none'>{chevron('#8b8d94')}</span></div>"
        elif kind == "harmony":  # the hour and an i at the right; only calls made have an arrow
            shown, real = (clock, at) if gone == 0 else (day(at, now, far="{m}月{d}日"), at.date())
            icon = sign("out", grey, 13) if way == "out" else ""
            note = f"<span style='color:#f0913a'>{mark}</span>" if mark else f"<span>{place}</span>"
            if mark:
                more["label"] = None
            li = f"<div class=li style='padding:8px 22px;min-height:62px;border-bottom:.5px solid #8883'><span style='width:14px;flex:none'>{icon}</span><div class=mid {key}><div class=big style='color:{ink};font-size:16px'>{who}{many}</div><div class=sml style='font-size:12px'>{sim(card)}<span style='border:1px solid;border-radius:2px;font-size:8px;line-height:10px;padding:0 2px'>HD</span>{note}</div></div><span class=rg style='font-size:12.5px'>{shown}{info(grey, 20)}</span></div>"
        elif kind == "coloros":
            shown, real = (ap(at), at) if gone == 0 else (day(at, now, far="{m}月{d}日", week="星期"), at.date())
            tone = red if way == "missed" else grey
            flag = f"<span style='color:#e0761c;border:.8px solid #e0761c;border-radius:4px;font-size:10.5px;padding:0 4px;flex:none'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:9px 20px;min-height:64px;gap:10px'>{sign(way, tone, 15)}<div class=mid {key}><div class=big style='color:{ink};font-size:16.5px'>{who}{many}</div><div class=sml>{sim(card)}<span>{place}</span>{flag}</div></div><span class=rg>{shown}{info('#10a35b', 21)}</span></div>"
        elif kind == "vivo":  # a portrait, the length at the end of the second line
            shown, real = f"{day(at, now, far='{m:02d}-{d:02d}')} {clock}".strip(), at
            more["duration"] = lasted
            flag = f"<span class=tg style='background:#ffeadb;color:#d96a12'>{mark}</span>" if mark else ""
            tone = {"missed": red, "in": "#3a6ff0", "out": "#26a65b"}[way]
            li = f"<div class=li style='padding:8px 18px;min-height:68px;gap:12px'>{face(who, 42, '50%', 'letter' if known else 'grey')}<div class=mid {key}><div class=big style='color:{ink};font-size:16px;font-weight:500'>{who}{many}</div><div class=sml style='font-size:12px'>{sign(way, tone, 13)}{flag}<span>{place}</span><span>{lasted}</span></div></div><span class=rg style='font-size:12px'>{shown}</span></div>"
        elif kind == "ios":
            shown, real = (clock, at) if gone == 0 else (day(at, now, week="星期", far="{y}/{m}/{d}"), at.date())
            li = f"<div style='display:flex;align-items:center;padding-left:12px'>{face(who, 40, '50%', 'letter' if known else 'grey')}<div class=li style='flex:1;padding:7px 14px 7px 0;margin-left:11px;min-height:57px;border-bottom:.5px solid #8884'><div class=mid {key}><div class=big style='color:{ink};font-size:15.6px;font-weight:600'>{who}{many}</div><div style='font-size:13px;color:{grey};margin-top:1px'>{mark or place}</div></div><span class=rg style='font-size:14px'>{shown}{info('#0a7aff', 21)}</span></div></div>"
            more["label"] = place
        else:  # "honor": days as headings, the counter after the number, mark and place on the second line
            section, shown, real = ("今天" if gone == 0 else "昨天" if gone == 1 else f"{at.month}月{at.day}日"), clock, at
            flag = f"<span style='color:#e9692c'>{mark}</span>" if mark else ""
            tone = red if way == "missed" else grey
            li = f"<div class=li style='padding:5px 22px;min-height:54px'><div class=mid {key}><div class=big style='color:{ink};font-size:16.5px'>{who}{many}</div><div class=sml style='font-size:12.5px'>{sign(way, tone, 13)}{sim(card)}<span>{place}</span>{flag}</div></div><span class=rg>{shown}{info(grey, 20)}</span></div>"
        if section != heading:
            heading = section
            out.append(f"<div class=hd style='padding:11px 22px 3px;font-weight:500'><span data-k=h{i}>{section}</span></div>")
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, count_shown=many.strip() or None, section=section, at=stamped(real, hasattr(real, "hour")), **more))
    return sheet(name, now, t, "".join(out), dark=dark, **look)


def badge(app, size=40, round_="26%"):
    r = Random("app " + app)
    a, b = r.sample(TINTS, 2)
    return f"<span style='flex:none;width:{size}px;height:{size}px;border-radius:{round_};background:linear-gradient(150deg,{a},{b});color:#fff;display:flex;align-items:center;justify-content:center;font-size:{size * .46:.0f}px;font-weight:600'>{app[0]}</span>"


def permits(name, kind, dark=False, **look):
    now, out = when(name), []
    t = truth("permission", now, "dark" if dark else "light")
    note = lambda app, permission, state, last=None, section=None, **more: t["permissions"].append(dict(app=app, permission=permission, state=state, last=last, section=section, **more))
    if kind == "hyper":  # one app: what it may do, with the state at the right
        out.append(f"<div style='display:flex;gap:14px;align-items:center;padding:4px 26px 14px'>{badge(FIRM, 52)}<div><div style='font-size:18px;font-weight:500'>{FIRM}</div><div style='font-size:12px;color:#86888e;margin-top:3px'>版本：6.3.0</div></div></div>")
        for section, entries in (("隐私相关权限", (("读取联系人", "始终允许"), ("读取通话记录", "始终允许"), ("读取短信", "每次询问"), ("定位", "仅在使用中允许"), ("相机", "仅在使用中允许"), ("录音", "拒绝"), ("读取应用列表", "始终允许"))), ("设备相关权限", (("显示悬浮窗", "拒绝"), ("后台弹出界面", "始终允许"), ("自启动", "始终允许")))):
            out.append(f"<div class=hd style='padding:9px 26px 4px;font-size:12.5px'>{section}</div>")
            for permission, state in entries:
                tone = {"拒绝": "#e2503f", "每次询问": "#d98b1f"}.get(state, "#86888e")
                out.append(f"<div class=li style='min-height:50px;padding:4px 26px'><div class=mid style='font-size:15.5px'>{permission}</div><span class=rg style='font-size:13.5px;color:{tone}'>{state}{chevron()}</span></div>")
                note(FIRM, permission, state, None, section)
    elif kind == "harmony":  # a card an app, under it what it looked into, and when last
        for app, times, entries in ((FIRM, 47, (("联系人", "今天 18:02"), ("通话记录", "今天 18:02"), ("位置信息", "今天 07:26"), ("应用列表", "昨天 22:51"))), ("快递小蜂", 6, (("位置信息", "今天 12:14"), ("相机", "昨天 09:33"))), ("豆芽账簿", 2, (("存储", "昨天 20:40"), ("剪贴板", "昨天 20:39")))):
            rows = f"<div style='display:flex;align-items:center;gap:12px;padding:12px 16px 6px'>{badge(app, 34)}<div style='flex:1'><div style='font-size:16px;font-weight:500'>{app}</div><div style='font-size:12px;color:#86888e'>共访问 {times} 次</div></div></div>"
            for n, (permission, last) in enumerate(entries):
                rows += f"<div style='display:flex;align-items:center;margin:0 16px 0 62px;min-height:46px;font-size:15px;{'border-top:.5px solid #8883' if n else ''}'><span style='flex:1'>{permission}</span><span style='font-size:13px;color:#86888e;margin-right:8px'>{last}</span>{chevron()}</div>"
                note(app, permission, None, last)
            out.append(f"<div class=gp style='border-radius:16px;margin:0 12px 10px;padding-bottom:4px'>{rows}</div>")
    elif kind == "ios":  # one permission, a switch for each app
        rows, apps = "", ((FIRM, True), ("快递小蜂", False), ("鲤跃购物", False), ("同城拼车", True), ("微刻相机", False), ("云上作业本", True), ("青荷打印", False), ("跑团助手", False), ("慢递邮局", True))
        for n, (app, on) in enumerate(apps):
            switch = f"<span class=sx style='background:{'#30d158' if on else '#39393d'}'><u style='{'right' if on else 'left'}:2px'></u></span>"
            rows += f"<div style='display:flex;align-items:center;gap:12px;padding-left:14px'>{badge(app, 27, '7px')}<div style='flex:1;display:flex;align-items:center;min-height:46px;padding-right:14px;font-size:15.6px;{'border-bottom:.5px solid #8885' if n < len(apps) - 1 else ''}'><span style='flex:1'>{app}</span>{switch}</div></div>"
            note(app, "通讯录", "开启" if on else "关闭", state_shown_as="switch")
        out.append(f"<div class=gp style='border-radius:10px;margin:14px 16px 0'>{rows}</div><div style='padding:7px 30px;font-size:12px;line-height:1.4;color:#8a8c93'>已请求访问“通讯录”的App会显示在此处。</div>")
    else:  # "coloros": a card a permission, in it the apps, what was answered, and when
        for permission, entries in (("读取联系人", ((FIRM, "已允许", "今天 18:02"), ("鲤跃购物", "已拒绝", "今天 12:14"), ("同城拼车", "已允许", "昨天 09:33"))), ("读取通话记录", ((FIRM, "已允许", "今天 18:02"),)), ("获取位置信息", (("快递小蜂", "已允许", "今天 12:20"), (FIRM, "已拒绝", "今天 07:26"), ("跑团助手", "已允许", "昨天 21:40")))):
            rows = f"<div style='font-size:14px;font-weight:600;padding:12px 16px 4px'>{permission}</div>"
            for app, state, last in entries:
                rows += f"<div class=li style='min-height:58px;padding:6px 16px'>{badge(app, 36)}<div class=mid><div class=big style='font-size:15.5px'>{app}</div><div class=sml style='font-size:12.5px;color:{'#1f9d5c' if state == '已允许' else '#df4f3f'}'>{state}</div></div><span class=rg style='font-size:13px'>{last}</span></div>"
                note(app, permission, state, last)
            out.append(f"<div class=gp style='border-radius:14px;margin:0 16px 10px'>{rows}</div>")
    return sheet(name, now, t, "".join(out), dark=dark, crop=False, **look)


big = lambda words, right="", size=29, more="": f"<div style='flex:none;display:flex;align-items:center;padding:8px 22px;{more}'><span style='flex:1;font-size:{size}px;font-weight:600'>{words}</span>{right}</div>"
chips = lambda tint, *words: "<div style='flex:none;display:flex;gap:9px;padding:4px 18px 8px;font-size:13.5px'>" + "".join(f"<span style='border-radius:15px;padding:4px 15px;background:{tint + '1c' if i == 0 else '#8881'};color:{tint if i == 0 else 'inherit'}'>{w}</span>" for i, w in enumerate(words)) + "</div>"
lined = lambda tint, *words: "<div style='flex:none;display:flex;gap:24px;padding:2px 22px 8px;font-size:15px'>" + "".join(f"<span style='padding-bottom:4px;{f'color:{tint};border-bottom:2px solid' if i == 0 else 'opacity:.6'}'>{w}</span>" for i, w in enumerate(words)) + "</div>"
edit = "<div style='flex:none;display:flex;align-items:center;justify-content:space-between;padding:2px 16px;color:#0a7aff;font-size:15.6px'><span>编辑</span><span style='background:#e9e9eb;color:#000;border-radius:8px;padding:2px;font-size:12.5px;display:flex'><span style='padding:4px 20px'>所有通话</span><span style='background:#fff;border-radius:6.500px;padding:4px 20px;font-weight:600;box-shadow:0 1px 3px #0002'>未接来电</span></span><span style='width:32px'></span></div>"
IOSTABS = (("star", "个人收藏"), ("clock", "最近通话"), ("person", "通讯录"), ("dial", "拨号键盘"), ("mic", "语音留言"))
PAGES = {
    "g_call_hyper": (lambda n: calls(n, "hyper", top=f"<div style='flex:none;display:flex;align-items:baseline;gap:20px;padding:10px 24px 8px'><span style='font-size:25px;font-weight:600'>电话</span><span style='font-size:18px;opacity:.45'>联系人</span><span style='font-size:18px;opacity:.45'>营业厅</span><span style='flex:1'></span>{g('gear', 22)}</div>" + chips("#3482ff", "全部", "未接来电", "陌生号码"), font=MI, bar="hyper", height=800, scale=1220 / 360), "plain"),
    "g_call_harmony_night": (lambda n: calls(n, "harmony", True, top=big("电话", g("find", 22) + "<span style='width:18px'></span>" + g("dots", 22)) + lined("#5b8ff9", "全部通话", "未接来电"), tabs=(("dial", "电话"), ("person", "联系人"), ("star", "收藏")), tint="#5b8ff9", font=HM, bar="left", height=803, scale=1084 / 360), "half+jpeg"),
    "g_call_coloros": (lambda n: calls(n, "coloros", top=big("电话", g("find", 22) + "<span style='width:18px'></span>" + g("dots", 22), 27, "padding:10px 20px 10px"), tabs=(("phone", "电话"), ("person", "联系人")), tint="#10a35b", font=CJK, height=804, scale=1240 / 360), "plain"),
    "g_call_vivo": (lambda n: calls(n, "vivo", top=f"<div style='flex:none;display:flex;align-items:center;justify-content:center;gap:30px;padding:8px 18px 12px;font-size:17px;position:relative'><span style='font-weight:600'>通话记录</span><span style='opacity:.5'>联系人</span><span style='position:absolute;right:18px'>{g('more', 22)}</span></div>", font=MI, tabs=(("dial", "拨号盘"),), height=800, scale=3.5), "crop"),
    "g_call_ios_missed": (lambda n: calls(n, "ios", top=edit + big("最近通话", size=30, more="padding:8px 16px 6px"), tabs=IOSTABS, on=1, tint="#0a7aff", font=INTER, bar="ios", height=780, scale=1179 / 360), "plain"),
    "g_call_honor_days": (lambda n: calls(n, "honor", top=big("通话", g("find", 22) + "<span style='width:18px'></span>" + g("dots", 22), 26), tabs=(("dial", "拨号"), ("clock", "通话"), ("person", "联系人")), on=1, tint="#256fff", font=HM, bar="left", height=800, scale=1200 / 360), "tilt+half"),
    "g_perm_hyper": (lambda n: permits(n, "hyper", top=top_(arrowed(), "权限管理", size=18, style="padding:6px 22px"), font=MI, bar="hyper", height=800, scale=1220 / 360), "plain"),
    "g_perm_harmony_visits": (lambda n: permits(n, "harmony", top=top_(arrowed(), "权限访问记录", g("dots", 22), size=19, style="padding:6px 18px") + lined("#0a59f7", "按应用", "按权限"), font=HM, bar="left", bg="#f1f3f5", height=803, scale=1084 / 360), "jpeg"),
    "g_perm_ios_night": (lambda n: permits(n, "ios", True, top=f"<div style='flex:none;display:grid;grid-template-columns:1fr auto 1fr;align-items:center;padding:4px 10px 8px;font-size:15.6px'><span style='color:#0a84ff;display:flex;align-items:center'>{back()}隐私与安全性</span><b style='font-weight:600'>通讯录</b><span></span></div>", card="#1c1c1e", font=INTER, bar="ios", height=780, scale=1179 / 360), "plain"),
    "g_perm_coloros_records": (lambda n: permits(n, "coloros", top=top_(back(), "权限使用记录", size=19, style="padding:6px 16px") + chips("#10a35b", "过去 7 天", "过去 24 小时"), font=CJK, bg="#f4f5f6", height=804, scale=1240 / 360), "moire+half"),
}
TWELFTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(talk(name, app, script, **looks), ways=[way])) for name, (app, script, looks, way) in CHATS.items()}
TWELFTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), ways=[way])) for name, (make, way) in PAGES.items()})
