"""A fourteenth set for scripts/draw_screens.py: conversations, lists of calls and pages of permissions of everyday Chinese phones of 2024 to 2026 (HyperOS, ColorOS, OriginOS, MagicOS, One UI, HarmonyOS, iOS,
Google; SMS, WeChat, QQ, DingTalk, Feishu, WeCom, Douyin, Xiaohongshu), each drawn once, half of them degraded (one way each). Drawn from memory without a look at the rules that read them; people, firms,
numbers and words are invented."""

import re
from datetime import datetime
from random import Random

from draw_screens_skins import esc, truth
from draw_screens_twelfth import g

EMOJI = ",'Noto Color Emoji',sans-serif"
MI, HM, CJK, INTER = (f + EMOJI for f in ("MiSans,'Noto Sans CJK SC'", "'HarmonyOS Sans SC','Noto Sans CJK SC'", "Roboto,'Noto Sans CJK SC'", "Inter,'Noto Sans CJK SC'"))
HUES = ["#5aa4a4", "#d08a6a", "#7f8fc4", "#84a86a", "#c49a3c", "#a878a8", "#6a94c8", "#c07080"]

# --- small drawings -----------------------------------------------------------------------------------------------------------------
PEOPLE = ["<path d='M20 8l3.700 7.600 8.300 1.100-6 5.800 1.500 8.300L20 26.900l-7.500 3.900 1.500-8.300-6-5.800 8.300-1.100z' fill='#fffd'/>", "<circle cx=20 cy=20 r=12 fill='#0002'/><circle cx=16 cy=18 r=2 /><circle cx=24 cy=18 r=2 /><path d='M14 24q6 5 12 0' stroke='#000' stroke-width=2 fill=none />",
          "<circle cx=30 cy=10 r=4 fill='#ffec9e'/><path d='M0 32l12-15 9 10 6-6 13 13v6H0z' fill='#0005'/>", "<circle cx=20 cy=15 r=7 fill='#fffc'/><path d='M6 38q1-14 14-14t14 14z' fill='#fffc'/>", "<g fill='#fffc'><circle cx=20 cy=11 r=6 /><circle cx=29 cy=20 r=6 /><circle cx=20 cy=29 r=6 /><circle cx=11 cy=20 r=6 /></g><circle cx=20 cy=20 r=5 fill='#e7b43a'/>",
          "<path d='M9 32V11l7 6h8l7-6v21q-11 6-22 0z' fill='#fff8ea'/><circle cx=16 cy=24 r=1.800 /><circle cx=24 cy=24 r=1.800 />"]


def face(seed, size=38, radius="6px", letter=0, grey=False):
    r = Random("f" + seed)
    hue = r.choice(HUES)
    if letter:
        return f"<span style='width:{size}px;height:{size}px;border-radius:{radius};background:{hue};color:#fff;font-size:{size * (.42 if letter == 1 else .33):.0f}px;flex:none;display:flex;align-items:center;justify-content:center'>{seed[0] if letter == 1 else seed[-2:]}</span>"
    inner = PEOPLE[3] if grey else r.choice(PEOPLE)
    return f"<svg style='flex:none;border-radius:{radius};background:{'#b4b8c2' if grey else hue}' width={size} height={size} viewBox='0 0 40 40'>{inner}</svg>"


def icon(app, size=38, radius="26%"):
    r = Random("i" + app)
    a, b = r.sample(HUES, 2)
    inner = r.choice(["<circle cx=20 cy=20 r=9 fill='none' stroke='#fff' stroke-width=4 />", "<path d='M11 26l9-14 9 14z' fill='#fff'/>", "<rect x=11 y=11 width=18 height=18 rx=5 fill='#fffd'/>", "<path d='M12 20h16M20 12v16' stroke='#fff' stroke-width=5 stroke-linecap=round />", "<path d='M11 14h18v10H21l-5 6v-6h-5z' fill='#fff'/>"])
    return f"<svg style='flex:none;border-radius:{radius};background:linear-gradient(140deg,{a},{b})' width={size} height={size} viewBox='0 0 40 40'>{inner}</svg>"


svg = lambda d, size=20, ink="currentColor", w=1.9, box=24, more="": f"<svg style='flex:none;{more}' width={size} height={size} viewBox='0 0 {box} {box}'><path d='{d}' fill=none stroke='{ink}' stroke-width={w} stroke-linecap=round stroke-linejoin=round /></svg>"
less = lambda size=20, ink="currentColor": svg("M15 4l-8 8 8 8", size, ink, 2.1)
arrow = lambda size=22, ink="currentColor": svg("M11 5l-7 7 7 7M4.500 12H20", size, ink, 2)
more = lambda ink="#b3b5bb", size=12: svg("M8 4l8 8-8 8", size, ink, 2.6)
WAY = {"in": "M19 5L6 18M6 8v10h10", "out": "M5 19L18 6M8 6h10v10", "missed": "M4 7l8 8 8-8M20 14V7h-7"}
way_sign = lambda way, ink, size=12: svg(WAY[way], size, ink, 2.4)
simcard = lambda n, ink="#85878d", size=11: f"<svg style='flex:none' width={size} height={size * 1.18:.0f} viewBox='0 0 11 13'><path d='M.7.700h6.300L10.300 4v8.300H.7z' fill=none stroke='{ink}' stroke-width=1.100 /><text x=5.500 y=10.300 font-size=8 text-anchor=middle fill='{ink}' font-family=Roboto>{n}</text></svg>"
inform = lambda ink, size=21: f"<svg style='flex:none' width={size} height={size} viewBox='0 0 22 22'><circle cx=11 cy=11 r=9.500 fill=none stroke='{ink}' stroke-width=1.500 /><circle cx=11 cy=6.800 r=1.200 fill='{ink}'/><path d='M11 10v6' stroke='{ink}' stroke-width=1.900 /></svg>"
toggle = lambda on, tint, off="#e3e4e8", w=46, h=27: f"<span style='flex:none;width:{w}px;height:{h}px;border-radius:{h}px;background:{tint if on else off};position:relative'><u style='position:absolute;top:2px;{'right' if on else 'left'}:2px;width:{h - 4}px;height:{h - 4}px;border-radius:50%;background:#fff;box-shadow:0 1px 3px #0003'></u></span>"
home = lambda ink="#1a1a1a": f"<div style='flex:none;height:17px;display:flex;align-items:center;justify-content:center'><span style='width:112px;height:4px;border-radius:3px;background:{ink}'></span></div>"


def status(name, now, kind="hole", net="5G"):
    """The strip over all: the clock, a camera's hole or the island, bars and what is left of the battery."""
    r = Random("s" + name)
    left = r.randint(13, 96)
    bars = "<svg width=17 height=12>" + "".join(f"<rect x={i * 4.3:.1f} y={9 - i * 2.7:.1f} width=3.200 height={3 + i * 2.7:.1f} rx=.7 fill=currentColor />" for i in range(4)) + "</svg>"
    fan = "<svg width=16 height=12 viewBox='0 0 16 12'><path d='M8 11.500L.8 4Q8-2.400 15.200 4z' fill=currentColor /></svg>"
    box = f"<svg width=24 height=13 viewBox='0 0 24 13'><rect x=.6 y=.6 width=20 height=11.800 rx=3.500 fill=none stroke=currentColor /><text x=10.600 y=9.700 font-size=8.800 font-weight=600 text-anchor=middle fill=currentColor font-family=Roboto>{left}</text><rect x=21.600 y=4.300 width=1.500 height=4.300 rx=.7 fill=currentColor /></svg>"
    flat = f"<svg width=25 height=12 viewBox='0 0 25 12'><rect x=.6 y=.6 width=21 height=10.800 rx=3.300 fill=none stroke=currentColor opacity=.5 /><rect x=2 y=2 width={left * .18:.1f} height=8 rx=2 fill=currentColor /><rect x=22.600 y=4 width=1.500 height=4 rx=.7 fill=currentColor opacity=.5 /></svg>"
    clock = f"{now.hour}:{now.minute:02d}"
    if kind == "ios":
        return f"<div style='flex:none;height:50px;display:flex;align-items:center;justify-content:space-between;padding:6px 26px 0 36px;position:relative'><b style='font-size:16px;font-weight:600'>{clock}</b><span style='position:absolute;left:50%;margin-left:-54px;top:11px;width:108px;height:31px;border-radius:16px;background:#000'></span><span style='display:flex;gap:5px;align-items:center'>{bars}{fan}{flat}</span></div>"
    hole = "<span style='position:absolute;left:50%;margin-left:-7px;top:10px;width:14px;height:14px;border-radius:50%;background:#050505'></span>" if kind == "hole" else ""
    return f"<div style='flex:none;height:34px;display:flex;align-items:center;justify-content:space-between;padding:0 20px;font-size:13px;position:relative'><span>{clock}</span>{hole}<span style='display:flex;gap:5px;align-items:center;font-size:10.5px'>{net}{bars}{fan}{box if kind == 'hole' else flat}</span></div>"


bar = lambda left, title, right="", sub="", size=18, centre=False, style="": f"<div style='flex:none;display:flex;align-items:center;gap:12px;min-height:50px;padding:4px 16px;{style}'>{left}<div style='flex:1;min-width:0;{'text-align:center' if centre else ''}'><div style='font-size:{size}px;font-weight:600'>{title}</div>{f'<div style=font-size:11.5px;opacity:.6;margin-top:1px>{sub}</div>' if sub else ''}</div>{right}</div>"
low = lambda *parts, style="": f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:8px 14px;{style}'>{''.join(parts)}</div>"
field = lambda hint="", style="": f"<span style='flex:1;min-width:0;height:38px;border-radius:19px;font-size:15px;color:#9b9da3;display:flex;align-items:center;padding:0 14px;{style}'>{hint}</span>"

CSS = """
.m{display:flex;gap:9px;margin:9px 0;align-items:flex-start}.m.r{flex-direction:row-reverse}.k{display:flex;flex-direction:column;align-items:flex-start;min-width:0;max-width:244px}.r>.k{align-items:flex-end}
.u{font-size:15.5px;line-height:1.42;padding:9px 13px;position:relative;overflow-wrap:anywhere;border-radius:16px}.m.l .u{background:var(--l);color:var(--li)}.m.r .u{background:var(--r);color:var(--ri)}
.wh{font-size:12px;color:var(--g);margin:0 0 4px 2px;display:flex;gap:5px;align-items:center}.ti{font-size:11px;color:var(--g);margin:3px 4px 0;display:flex;gap:5px;align-items:center}.si{font-size:11px;color:var(--g);align-self:flex-end;flex:none;white-space:nowrap}
.t{font-size:12px;color:var(--g);text-align:center;margin:15px 0 9px}.nt{font-size:12px;color:var(--g);text-align:center;margin:10px 34px;line-height:1.4}
.qo{font-size:12.5px;line-height:1.4;color:var(--g);background:var(--q);border-radius:5px;padding:5px 9px;margin-top:5px}.qn{font-size:12.8px;line-height:1.4;opacity:.75;border-left:2.5px solid currentColor;padding-left:8px;margin-bottom:6px}
.cx{width:222px;border-radius:6px;overflow:hidden;background:var(--cb,#fff);color:var(--cf,#1c1c1e)}.cx .i{display:flex;gap:11px;align-items:center;padding:12px 13px}.cx .a{font-size:15.5px;line-height:1.38}.cx .z{font-size:12.3px;opacity:.72;margin-top:3px;line-height:1.38}.cx .fo{font-size:11px;opacity:.65;border-top:.6px solid #8884;margin:0 13px;padding:4px 0 5px}
.lr{display:flex;align-items:center;gap:13px;padding:8px 22px;min-height:60px}.lm{flex:1;min-width:0}.l1{font-size:16.5px;display:flex;gap:6px;align-items:center}.l2{font-size:12.8px;color:var(--g);margin-top:3px;display:flex;gap:6px;align-items:center;flex-wrap:wrap}.lx{font-size:13px;color:var(--g);flex:none;display:flex;align-items:center;gap:9px}
.se{font-size:13px;color:var(--g);padding:13px 24px 5px}.bx{background:var(--c);border-radius:18px;margin:0 12px 8px;overflow:hidden}
"""
tints = lambda l="#fff", r="#95ec69", li="#18181a", ri="#18181a", grey="#8c8d92", q="#0000000d", c="#fff": f"body{{--l:{l};--r:{r};--li:{li};--ri:{ri};--g:{grey};--q:{q};--c:{c}}}"
NIB = ".u:before{content:'';position:absolute;top:13px;border:5.500px solid transparent}.m.l .u:before{left:-10px;border-right-color:var(--l)}.m.r .u:before{right:-10px;border-left-color:var(--r)}"
LINK = re.compile(r"((?:[a-z0-9-]+\.)+example(?:/\w+)*|400-000-\d{4}|0\d{2,3}-0000 ?\d{4}|1\d\d 0000 \d{4})")
WAVES = lambda flip: f"<svg width=15 height=16 viewBox='0 0 15 17' style='vertical-align:-2px;{'transform:scaleX(-1)' if flip else ''}'><path d='M2.500 6.500q2 2 0 4M6 4q4.500 4.500 0 9M9.500 1.500q7 7 0 14' stroke=currentColor stroke-width=1.700 fill=none stroke-linecap=round /></svg>"
PHOTOS = ["<rect width=100 height=130 fill='#d8d2c6'/><rect x=12 y=9 width=76 height=112 fill='#fdfcf8'/><path d='M30 22h40M21 37h58M21 47h58M21 57h44M21 74h58M21 84h58M21 94h30' stroke='#b0aca2' stroke-width=3 /><circle cx=68 cy=104 r=10 fill=none stroke='#c8463c' stroke-width=2.500 />", "<rect width=100 height=130 fill='#8d979c'/><rect x=22 y=6 width=56 height=124 fill='#6b4a33'/><path d='M30 16h40v44H30zM30 70h40v44H30z' fill=none stroke='#4d3322' stroke-width=3 /><path d='M24 30q18 24 50 12M26 84q26-14 48 10' stroke='#c22a22' stroke-width=7 fill=none />"]


def clock_of(shown):
    part, h, m = re.search(r"(凌晨|早上|上午|中午|下午|晚上)?\s*(\d{1,2}):(\d{2})", shown).groups()
    h = int(h)
    h = h + 12 if part in ("下午", "晚上") and h < 12 or part == "中午" and h < 11 else 0 if part == "凌晨" and h == 12 else h
    return f"{h:02d}:{m}"


def words(text, ink=""):
    return LINK.sub(rf"<span style='color:{ink};text-decoration:underline;white-space:nowrap'>\1</span>", esc(text)) if ink else esc(text)


def chat(name, app, script, *, now, peer, top, foot, css, bg, fg="#18181a", font=CJK, net="5G", bars="hole", dark=False, pics=(None, None), names=False, place="under", under="", quote="under", end=False, pad="12px", link=("", ""), head="", ink="#1a1a1a", height=800, scale=3, lead=""):
    """One conversation. `place` is where a bubble's own hour stands (under, in, beside it), `under` what follows it there; `pics` draw the two faces."""
    now = datetime.fromisoformat(now)
    t, out, context, fresh = truth(app, now, "dark" if dark else "light", peer), [], None, False

    def put(side, inner, text, kind, o, bare=False):
        nonlocal fresh
        i, own, where = len(t["bubbles"]), o.get("tm"), "lr"[side == "right"]
        who = o.get("who") if names and side == "left" else None
        mark = f"<span data-k=t{i}>{own}</span>{o.get('sim', under)}" if own else ""
        q = words(o["q"]) if o.get("q") else ""
        block = inner if bare else f"<div class=u>{f'<div class=qn>{q}</div>' if q and quote == 'in' else ''}{inner}{f'<div class=ti>{mark}</div>' if own and place == 'in' else ''}</div>"
        over = f"<div class=wh>{o.get('tag', '')}<span data-k=w{i}>{esc(who)}</span>{o.get('after', '')}</div>" if who else ""
        foot_ = (f"<div class=qo>{q}</div>" if q and quote == "under" else "") + o.get("act", "") + (f"<div class=ti>{mark}{o.get('low', '')}</div>" if (own and place == "under") or o.get("low") else "")
        beside = f"<div class=si>{mark}{o.get('by', '')}</div>" if (own and place == "beside") or o.get("by") else ""
        pic = pics[side == "right"]
        pic = pic(o.get("who") or peer if side == "left" else "我") if pic else ""
        out.append(f"<div class='m {where} {o.get('cl', '')}'>{pic}<div class=k>{over}{block}{foot_}</div>{beside}</div>")
        at = None
        if context:
            at = f"{context[0][:10]}T{clock_of(own)}" if own else context[0]
        one = dict(side=side, kind=kind, text=text, time=own or (context[1] if fresh else None), time_context=context[1] if context else None, sender=who, own=bool(own), at=at, context_at=context[0] if context else None)
        one["from"] = context[2] if context else None
        if q:
            one["quote"] = o["q"]
        t["bubbles"].append(one)
        fresh = False

    for step in script:
        i, kind, rest = len(t["bubbles"]), step[0], list(step[1:])
        o = rest.pop() if isinstance(rest[-1], dict) else {}
        if kind == "t":
            context, fresh = (rest[0].strip().replace(" ", "T"), rest[1], len(t["separators"])), True
            out.append(f"<div class=t>{lead}<span data-k=s{context[2]}>{rest[1]}</span></div>")
            t["separators"].append(rest[1])
        elif kind == "N":
            out.append(f"<div class=nt><span data-k=n{len(t['notices'])}>{rest[0]}</span>{o.get('tail', '')}</div>")
            t["notices"].append(re.sub("<.*?>", "", rest[0]))
        elif kind in "LR":
            side = "left" if kind == "L" else "right"
            put(side, f"<span data-k=b{i}>{words(rest[0], link[kind == 'R'])}</span>", rest[0], "text", o)
        elif kind == "V":
            side, seconds, said = (*rest, None)[:3]
            mark = f'{seconds}"'
            dot = "<span style='color:#f33;font-size:20px;line-height:1;align-self:center'>•</span>" if o.get("new") else ""
            strip = f"<div class=u style='width:{72 + seconds * 2}px;text-align:{side}'>{WAVES(False) + '&nbsp; ' if side == 'left' else ''}{{}}{' &nbsp;' + WAVES(True) if side == 'right' else ''}</div>"
            if said:
                put(side, f"<div data-k=b{i} style='display:flex;flex-direction:column;gap:5px;align-items:{'flex-start' if side == 'left' else 'flex-end'}'>{strip.format(mark)}<div class='u no'>{esc(said)}</div></div>", f"{mark}\n{said}", "voice", o, True)
            else:
                put(side, strip.format(f"<span data-k=b{i}>{mark}</span>"), mark, "voice", dict(o, by=o.get("by", "") + dot), True)
        elif kind == "C":
            side, text = rest
            sign = g(o.get("icon", "phone"), 18, more="vertical-align:-4px;" + ("margin-right:8px" if side == "left" else "margin-left:8px"))
            put(side, (sign if side == "left" else "") + f"<span data-k=b{i}>{text}</span>" + (sign if side == "right" else ""), text, "call", o)
        elif kind == "I":
            side, which, w, h = rest
            # Two blanks at its upper and lower edge, so that the boxes know where a picture without words lies.
            put(side, f"<div data-k=b{i} style='position:relative;font-size:1px;line-height:1'><span style='position:absolute;top:0'>&nbsp;</span><svg width={w} height={h} viewBox='0 0 100 130' preserveAspectRatio='xMidYMid slice' style='border-radius:7px;display:block'>{PHOTOS[which]}</svg><span style='position:absolute;bottom:0'>&nbsp;</span></div>", "", "image", o, True)
        else:  # a card
            side, sort, lines, footer, paint, pic = rest
            inner = f"<div data-k=b{i} style='flex:1;min-width:0'><div class=a>{esc(lines[0])}</div>{''.join(f'<div class=z>{esc(x)}</div>' for x in lines[1:])}</div>"
            row = inner + pic if sort in ("link", "file") else pic + inner
            put(side, f"<div class='cx {sort}' style='{paint}'><div class=i>{row}</div>{f'<div class=fo>{footer}</div>' if footer else ''}</div>", "\n".join(lines), sort, o, True)
    flow = "display:flex;flex-direction:column;justify-content:flex-end;" if end else ""
    html = f"{status(name, now, bars, net)}{top}{head}<div class=list style='padding:0 {pad};{flow}'>{''.join(out)}</div>{foot}{home(ink) if ink else ''}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub="#8a8a8a", font=font, css=CSS + css), truth=t, height=height, scale=scale)


MONEY = "<svg width=36 height=36 style='flex:none'><circle cx=18 cy=18 r=16 fill=none stroke='#fff' stroke-width=2 /><path d='M10 15h16l-5-5M26 21H10l5 5' stroke='#fff' stroke-width=2 fill=none /></svg>"
DONE = "<svg width=36 height=36 style='flex:none'><circle cx=18 cy=18 r=16 fill=none stroke='#fff' stroke-width=2 /><path d='M10.500 18.500l5 5 10-10.500' stroke='#fff' stroke-width=2.300 fill=none /></svg>"
ENVELOPE = "<svg width=32 height=38 style='flex:none'><rect width=32 height=38 rx=4 fill='#de4b3b'/><path d='M0 10q16 12 32 0' stroke='#f5cb78' stroke-width=2 fill=none /><circle cx=16 cy=17 r=5.500 fill='#f5cb78'/></svg>"
PAPER = "<svg width=36 height=44 style='flex:none'><path d='M0 4q0-4 4-4h18l14 13v27q0 4-4 4H4q-4 0-4-4z' fill='#e8574c'/><text x=18 y=32 font-size=12 font-weight=700 fill='#fff' text-anchor=middle font-family=Roboto>PDF</text></svg>"
THUMB = lambda hue: f"<span style='width:42px;height:42px;background:{hue};flex:none;border-radius:3px'></span>"
DOTS = lambda size=22: g("more", size)

# --- conversations ------------------------------------------------------------------------------------------------------------------
HYPER = [("t", "2026-11-17 09:26", "11月17日 09:26"), ("L", "【澄湖消金】陶景川您好，您本期账单1,926.35元将于11月20日到期，请提前向尾号0000的银行卡存足款项，已还款请忽略。"), ("t", "2026-11-21 10:02", "昨天 10:02"), ("L", "【澄湖消金】扣款未成功，本期已逾期1天，请点 ch.example/hk 处理。拒收请回复R"), ("R", "R", {"low": simcard(1)}), ("L", "【澄湖消金】您已退订营销信息，账务通知不受影响。"), ("t", "2026-11-22 18:31", "18:31"),
         ("L", "【澄湖消金】您的验证码为608241，用于变更紧急联系人，5分钟内有效，切勿告知他人。", {"act": "<div class=act>复制验证码</div>"}), ("R", "我没有申请变更，请核查是谁操作的", {"low": simcard(1)})]
COLOR = [("t", "2026-09-13 21:40", "周日 21:40"), ("L", "景禾是吧，你弟陶景川在澄湖欠的钱准备让谁还"), ("R", "他三十多岁的人了，你们找他本人"), ("L", "找得到他还用找你？你朋友圈里那个孩子挺可爱的，在哪个幼儿园呀"), ("R", "你敢再提孩子一个字我马上去派出所"), ("t", "2026-09-15 07:15", "昨天 07:15"), ("L", "去呗，欠债还钱天经地义，警察还管这个？"), ("L", "已读不回，那今天从孩子奶奶开始打"), ("t", "2026-09-16 12:58", "12:58"), ("R", "受案回执已经拿到，你这个号码也登记了。"), ("L", "吓唬谁呢[微笑]")]
VIVO = [("t", "2026-10-19 14:05", "10月19日 周一 14:05"), ("L", "【禾川银行】您尾号0000账户10月19日14:05支出2,000.00元（对手：澄湖消金），余额36.18元。"), ("t", "2026-10-21 09:30", "昨天 09:30"), ("L", "【禾川银行】您申请的个性化分期方案已受理，受理编号0000417，3个工作日内答复。"), ("R", "什么时候能有结果"), ("L", "【禾川银行】本号码不支持人工回复，如需帮助请拨打客服热线。")]
HONOR = [("t", "2026-08-06 ", "8月6日 周四"), ("L", "陶老板，工地上的料款我们不管，澄湖的钱先结清", {"tm": "下午4:52"}), ("R", "我只认平台官方客服", {"tm": "下午5:10"}), ("L", "官方早把你打包卖给我们远嶂了，不信你打400-000-2685核实", {"tm": "下午5:11"}), ("t", "2026-08-10 ", "昨天"), ("L", "你妻子栗满的号码我们也有，尾号0000，对吗", {"tm": "上午8:40"}), ("R", "债权转让要书面通知我，没收到。再联系我家人我就投诉到金融监管局。", {"tm": "上午9:02"}), ("L", "随便投", {"tm": "上午9:03"})]
ONEUI = [("t", "2026-07-08 ", "7月8日 星期三"), ("L", "您好，迅羽速递，您有一份法院文书待签收，请在今天17点前回电确认收件地址", {"tm": "09:47"}), ("R", "什么文书？寄件人是谁", {"tm": "10:03"}), ("L", "寄件人：远嶂信服 案由：借款合同纠纷，逾期视为送达", {"tm": "10:04"}), ("R", "法院送达不会用快递员私人号码，你是催收", {"tm": "10:09"}), ("t", "2026-07-09 ", "7月9日 星期四"), ("L", "陶景川，地址给你核对一遍：柏台区青石路19号3栋502，没错吧？下午两点上门，家里留人，别让邻居看笑话。", {"tm": "08:21"}), ("R", "楼道和门口都有监控", {"tm": "08:30"}), ("L", "那就两点见😏", {"tm": "08:31"})]
AUNT = [("t", "2026-03-17 ", "3月17日 星期二"), ("L", "川川，今早有个女的打我店里座机，说你借了网贷不还", {"tm": "上午10:26"}), ("L", "还知道你妈住院的事", {"tm": "上午10:27"}), ("R", "三姨对不起，他们爆了我的通讯录，别理她，号码发我", {"tm": "上午10:41"}), ("L", "0558-0000 4170，还有一个 191 0000 6635", {"tm": "上午10:44"}), ("R", "收到，我一起交给警察", {"tm": "上午10:45"}), ("t", "2026-03-18 ", "3月18日 星期三"), ("L", "又打了4个，我把线拔了。你差多少，三姨这有八千你先拿去用", {"tm": "下午1:12"}), ("R", "不用，我跟银行谈好了分期，钱您留着进货", {"tm": "下午1:20"}), ("L", "好孩子，别想不开啊❤️", {"tm": "下午1:21"})]
IOS = [("t", "2026-05-24 20:16", "星期日 20:16"), ("L", "薛庭槐你好"), ("L", "我是启衡律师事务所的助理，受白榆分期委托跟进你的案件，案号(2026)调0000号，请你在48小时内给出书面还款承诺"), ("R", "请出示委托书"), ("L", "承诺书模板 by.example/cn 打印签字按手印，拍照发到这个号码"), ("t", "2026-05-26 08:33", "今天 08:33"), ("L", "时间到了。"), ("L", "你单位的纪检邮箱我们已经找到，今天下午群发，你领导会看到你的失信情况说明和联系人名单"), ("R", "我已向律协核实，你们所没有这个案子"), ("R", "冒充律师是违法的", {"low": "已送达"})]
FAMILY = [("t", "2026-10-03 19:42", "星期六 19:42"), ("L", "谁给我说说怎么回事，外人电话打到老房子去了", {"who": "陶建国"}), ("L", "大伯我也接到了，自称远嶂的，说要通知全族", {"who": "陶景禾"}), ("R", "大伯，是我借的钱，逾期两个月了，跟家里人没关系"), ("R", "号码都发给我，我来处理"), ("L", "175 0000 8046 打到半夜", {"who": "二婶"}), ("t", "2026-10-05 07:18", "今天 07:18"), ("L", "都别接，也别替他还一分钱，让他自己走正规渠道协商！", {"who": "陶建国"}), ("L", "川川加油💪", {"who": "小姑陶静"}), ("R", "谢谢大家", {"low": "已送达"})]
GOOGLE = [("t", "2026-06-15 17:08", "周一 • 17:08"), ("L", "你好，我在找薛庭槐，他留你做联系人2", {"tm": "17:08"}), ("R", "我只是他以前的房东", {"tm": "17:20 · 已读"}), ("L", "那押金还没退吧？退给我们就行，账户名：白榆分期代收", {"tm": "17:21"}), ("R", "押金早退了，请把我的号码删掉", {"tm": "17:25 · 已读"}), ("t", "2026-06-17 08:09", "今天 • 08:09"), ("L", "删不了，系统自动拨号，他一天不还，你一天响二十次", {"tm": "08:09"}), ("L", "或者你转5000块，我给你清掉", {"tm": "08:10"})]
HARMONY = [("t", "2026-12-01 ", "12月1日 周二"), ("L", "【云笺借条】栗满，您名下借款本金15,600.00元已逾期36天，现委托远嶂信服上门核实，预约时间12月3日上午，请保持手机畅通。", {"tm": "上午11:30"}), ("t", "2026-12-02 ", "昨天"), ("L", "【远嶂信服】外访员已接单，工号YZ0000，车牌尾号00，不接受改期。", {"tm": "下午3:06"}), ("R", "不同意上门，有事走法院", {"tm": "下午3:15"}), ("t", "2026-12-03 ", "今天"), ("L", "姐，我在你们单元门口了，楼道灯坏了记得让物业修😊", {"tm": "上午9:44"}), ("R", "我已拨打110，请你原地等民警", {"tm": "上午9:46"})]
WXONE = [("t", "2026-11-11 22:37", "星期三 22:37"), ("L", "嫂子，川哥电话打不通，有人找到我修车铺来了"), ("V", "left", 27), ("R", "他手机被打得关机了，我让他用我的号回你"), ("N", "“阿启 修车”撤回了一条消息"), ("t", "2026-11-14 12:06", "昨天 12:06"), ("K", "left", "transfer", ["¥2,000.00", "先应急"], "微信转账", "background:#fa9d3b;--cf:#fff", MONEY), ("K", "right", "transfer", ["¥2,000.00", "已被退还"], "微信转账", "background:#f9c48b;--cf:#fff", DONE), ("R", "心意收到了，钱不能要", {"q": "阿启 修车：[转账]先应急"}), ("t", "2026-11-15 09:14", "09:14"), ("C", "right", "通话时长 08:51"), ("L", "好，他们再来我直接报警")]
WXNIGHT = [("t", "2026-04-09 08:02", "4月9日 早上8:02"), ("N", "以上是打招呼的内容"), ("L", "薛先生，白榆贷后委外小付，看到请回复"), ("R", "有事说事"), ("L", "您这边18,340元拖了四个月，主管给了一个专属方案，今天付30%立刻停催"), ("V", "left", 44, "我跟你讲，方案只有今天有，过了零点我就没权限了，你自己考虑清楚"), ("R", "合同写的年化36%，超出部分我不认"), ("t", "2026-04-10 19:25", "昨天 晚上7:25"), ("C", "left", "已取消"), ("L", "电话不接是吧，那我@你全体好友"), ("N", "“小付（白榆委外）”撤回了一条消息"), ("R", "撤回也没用，我录屏了")]
WXGROUP = [("t", "2026-09-04 16:50", "星期五 16:50"), ("N", "“夏老师”邀请“正道催告”加入了群聊"), ("L", "通知：学生栗小宝家长栗满欠款15,600元不还，请各位家长远离", {"who": "正道催告"}), ("L", "？？这是家长群", {"who": "豆豆妈妈"}), ("N", "“夏老师”将“正道催告”移出了群聊"), ("L", "抱歉各位，刚才的人冒充家长进群，不要点他发的链接", {"who": "夏老师"}), ("R", "给大家添麻烦了，我已报警，孩子不知道这事，请大家别在孩子面前提", {"q": "夏老师：抱歉各位，刚才的人冒充家长进群，不要点他发的链接"}), ("t", "2026-09-06 07:36", "昨天 07:36"), ("L", "小宝妈妈抱抱🤗", {"who": "豆豆妈妈"}), ("K", "left", "link", ["遇到暴力催收怎么办？记住这五步", "留存证据、向平台投诉"], "晨光普法", "", THUMB("#4978a8"), {"who": "浩然爸（律师）"}), ("R", "谢谢浩然爸！"), ("N", "“豆豆妈妈”拍了拍我")]
WXTEAM = [("t", "2026-10-28 13:33", "昨天 13:33"), ("L", "@薛庭槐 有两个人在大厅堵着不走，说找你", {"who": "前台 小蔺"}), ("I", "left", 0, 76, 92, {"who": "前台 小蔺"}), ("R", "他们没有权利来单位，麻烦让保安请出去"), ("K", "left", "redpacket", ["压压惊"], "微信红包", "background:#e5843a;--cf:#fff", ENVELOPE, {"who": "钟科长"}), ("t", "2026-10-29 08:15", "08:15"), ("L", "昨天那张纸上盖的章是假的，我查过了", {"who": "法务 郁青"}), ("R", "太感谢了", {"q": "法务 郁青：昨天那张纸上盖的章是假的，我查过了"})]
QQGROUP = [("t", "2026-05-09 00:12", "05-09 00:12"), ("L", "有没有人认识薛庭槐，提供现住址奖励200", {"who": "天涯寻人", "tag": "<i class=lv style='background:#b9c3d6'>LV2 新人</i>"}), ("L", "大半夜的发什么广告", {"who": "土木05-阿鹏", "tag": "<i class=lv style='background:#7ea8ef'>LV51 传说</i>"}), ("N", "天涯寻人 撤回了一条消息"), ("L", "管理员出来踢人", {"who": "小鹿不迷路", "tag": "<i class=lv style='background:#7ea8ef'>LV33 活跃</i>"}), ("t", "2026-05-09 08:47", "08:47"), ("L", "已踢。庭槐你是不是遇到网贷催收了？", {"who": "老班 方岩", "tag": "<i class=lv style='background:#f2a93b'>LV90 群主</i>"}), ("R", "是的，借款逾期被爆通讯录了，连累大家真不好意思"), ("V", "left", 6, {"who": "土木05-阿鹏", "tag": "<i class=lv style='background:#7ea8ef'>LV51 传说</i>"}), ("K", "left", "file", ["投诉模板_金融监管.pdf", "216KB"], "", "", PAPER, {"who": "小鹿不迷路", "tag": "<i class=lv style='background:#7ea8ef'>LV33 活跃</i>"}), ("R", "收到，今晚就填", {"q": "小鹿不迷路：[文件]投诉模板_金融监管.pdf"})]
DING = [("t", "2026-08-19 11:20", "昨天 11:20"), ("L", "@所有人 今天开始前台来电统一登记，凡是询问员工私人债务的，一律不提供任何信息", {"who": "行政-万琳", "tag": "<i class=lv style='background:#e2ecff;color:#3a72d8'>群主</i>"}), ("L", "收到", {"who": "仓储-马良"}), ("R", "对不起大家，是我的私事影响了公司，律师已发函要求对方停止", {"by": "<span style='color:#2f7bf6'>12人未读</span>"}), ("L", "刚又来一个 0512-0000 9023，开口就骂", {"who": "前台-许沫"}), ("R", "@前台-许沫 辛苦了，请把录音留着", {"by": "全部已读", "q": "前台-许沫：刚又来一个 0512-0000 9023，开口就骂"}), ("t", "2026-08-20 09:05", "今天 09:05"), ("K", "left", "file", ["来电录音_0819.m4a", "1.4 MB"], "", "", "<span style='width:36px;height:40px;border-radius:6px;background:#4a8df0;flex:none'></span>", {"who": "前台-许沫"}), ("R", "👍 收到", {"by": "3人未读"})]
FEISHU = [("t", "2026-07-30 20:11", "7月30日 20:11"), ("L", "满姐，HR邮箱收到一封关于你的“失信告知函”，落款启衡律所", {"who": "乔一帆"}), ("R", "是催收伪造的，我下午去律所核实过，没有这个案子", {"low": "✓ 已读"}), ("L", "那我原件存档，不转发", {"who": "乔一帆"}), ("N", "乔一帆 撤回了一条消息"), ("t", "2026-07-31 09:48", "昨天 09:48"), ("L", "他们还打了总机三次，我按你说的要了工号，对方直接挂了", {"who": "乔一帆"}), ("R", "谢谢一帆，三次的时间能发我吗", {"low": "✓ 已读", "q": "回复 乔一帆：他们还打了总机三次，我按你说的要了工号，对方直接挂了"}), ("L", "10:02、10:31、14:19", {"who": "乔一帆"})]
WECOM = [("t", "2026-06-02 10:40", "6月2日 10:40"), ("N", "对方已添加你为联系人，现在可以开始聊天"), ("L", "陶先生您好，我是澄湖消金客服关怀中心的沈意，工号CH0000"), ("L", "您反馈第三方机构联系亲属的问题我们已经核实，该机构已被暂停合作，给您带来困扰非常抱歉。"), ("R", "请给我书面的处理结果"), ("K", "left", "file", ["投诉处理结果告知书.pdf", "88.3K"], "", "", PAPER), ("t", "2026-06-04 15:26", "星期四 15:26"), ("R", "收到了，但昨晚又有人打给我妻子，号码 192 0000 3358"), ("L", "已登记，24小时内给您答复。请您保留通话记录截图，方便时发我一份。"), ("R", "截图发您邮箱了")]
DOUYIN = [("N", "对方还不是你的朋友，互相关注后可畅聊"), ("t", "2026-03-21 23:05", "星期六 23:05"), ("L", "主播小满是吧，直播间挺热闹"), ("L", "欠着云笺一万五，还有脸带货呢😂"), ("R", "你是谁"), ("t", "2026-03-23 12:41", "昨天 12:41"), ("L", "每场我都来，粉丝会知道的。明晚八点前转1,500到账，我就不刷屏"), ("K", "left", "link", ["@小满手作 的直播回放", "3月20日 竹编专场"], "抖音", "", THUMB("#a8553c")), ("R", "已截屏举报"), ("N", "你已举报该用户，平台将在24小时内处理")]
XHS = [("t", "2026-12-09 19:18", "12-09 19:18"), ("L", "姐妹，看到你写的逾期协商笔记，我也在云笺借了，被他们打到学校去了😭"), ("R", "别慌，先把每次来电的时间、号码、说了什么都记下来"), ("R", "再打12378投诉，要求停止联系第三人"), ("L", "他们说投诉会上黑名单"), ("R", "吓你的，不会"), ("t", "2026-12-11 08:55", "昨天 08:55"), ("L", "投诉了，今天一个电话都没有！！谢谢你❤️"), ("R", "太好了，协商一定要拿书面方案，口头的都不算")]

SMS = dict(pics=(None, None))
WX = dict(bg="#ededed", link=("", ""), pics=(lambda w: face(w, 38, "5px"), lambda w: face(w, 38, "5px")))
WXCSS = NIB + ".u{border-radius:5px;padding:9px 12px;font-size:15.6px;line-height:1.4}.u.no:before{display:none}.m{margin:8px 0}.k{max-width:232px}.cx{border-radius:5px}.cx.transfer .a,.cx.redpacket .a{font-size:16.5px}"
wxfoot = lambda paper, box, ink="": low(g("voice", 27, ink), field("", f"background:{box};border-radius:6px"), g("smile", 27, ink), g("plus", 27, ink), style=f"background:{paper};padding:8px 11px 4px;gap:9px")
GREY = lambda size=36: (lambda w: face(w, size, "50%", grey=True))
iosbar = lambda who, back, n, bg, ink="#0a7aff": f"<div style='flex:none;position:relative;text-align:center;padding:2px 0 7px;background:{bg};border-bottom:.5px solid #8885'><span style='position:absolute;left:12px;top:14px;display:flex;align-items:center;color:{ink};font-size:16px'>{less(24, ink)}{n}</span>{back}<div style='font-size:11.5px;margin-top:3px'>{who}<span style='opacity:.4;margin-left:3px'>›</span></div><span style='position:absolute;right:16px;top:15px;color:{ink}'>{g('camera', 24)}</span></div>"
iosfoot = lambda hint, box, edge: low(f"<span style='width:33px;height:33px;border-radius:50%;background:{box};display:flex;align-items:center;justify-content:center'>{g('bare', 17, '#8a8a8f')}</span>", f"<span style='flex:1;height:34px;border-radius:17px;border:1px solid {edge};color:#a4a4aa;font-size:15.5px;display:flex;align-items:center;justify-content:space-between;padding:0 11px 0 14px'>{hint}{g('mic', 19, '#8e8e93')}</span>", style="padding:7px 12px 7px")

CHATS = {
    "n_sms_hyperos2": ("sms", HYPER, dict(SMS, now="2026-11-22T18:52:00", peer="1069 0000 3861 52", bg="#f7f7f9", font=MI, link=("#2a6df4", ""), pad="18px", end=True,
        top=bar(arrow(), "1069 0000 3861 52", g("phone", 22) + g("dots", 21), "企业号码", 17, style="gap:16px;padding:4px 20px"), foot=low(g("plus", 26, "#444"), field("短信", "background:#fff"), simcard(1, "#555", 17), g("send", 23, "#9aa"), style="padding:8px 18px"),
        css=tints("#fff", "#3482ff", ri="#fff") + ".k{max-width:270px}.u{border-radius:18px;font-size:15px}.m{margin:5px 0}.t{font-size:11.5px;margin:11px 0 7px}.act{align-self:stretch;background:var(--l);color:#2a6df4;text-align:center;font-size:14.5px;padding:9px;border-radius:0 0 18px 18px;border-top:.6px solid #8883}.k:has(.act) .u{border-radius:18px 18px 0 0}"), ("plain",)),
    "n_sms_coloros15_night": ("sms", COLOR, dict(SMS, now="2026-09-16T20:21:00", peer="170 0000 5583", bg="#000", fg="#e8e8ea", dark=True, font=CJK, ink="#eee", pad="16px", bars="left", end=True,
        top=bar(less(), "170 0000 5583", g("phone", 22) + g("dots", 21), "虚拟运营商", 18, style="padding:4px 18px"), foot=low(g("plus", 26, "#aaa"), field("发送短信", "background:#1d1d1f"), "<span style='color:#2fae6a;font-size:15px'>发送</span>"),
        css=tints("#232325", "#1f8f57", "#ececee", "#fff", "#85878c") + ".k{max-width:282px}.u{border-radius:14px;padding:10px 14px}.m.l .u{border-top-left-radius:4px}.m.r .u{border-top-right-radius:4px}.m{margin:7px 0}"), ("jpeg",)),
    "n_sms_originos5_large": ("sms", VIVO, dict(SMS, now="2026-10-22T21:03:00", peer="106 0000 95577", bg="#f4f6fb", font=MI, pad="16px",
        top=bar(less(24), "106 0000 95577", g("person", 25), "通知号码", 21, True, style="padding:8px 16px"), foot=low(g("bare", 26, "#444"), field("短信/彩信", "background:#fff;height:44px;font-size:18px;border-radius:22px"), g("up", 32, "#8fb0f2")),
        css=tints("#fff", "#d3e3ff", grey="#868a94") + ".k{max-width:296px}.u{font-size:20.5px;border-radius:18px;padding:12px 16px;line-height:1.4}.m{margin:9px 0}.t{font-size:14px}"), ("half",)),
    "n_sms_magicos9_night": ("sms", HONOR, dict(SMS, now="2026-08-11T19:34:00", peer="+86 195 0000 7742", bg="#050608", fg="#e9eaee", dark=True, font=HM, ink="#ddd", net="4G", pad="14px", under=" · 中国移动",
        top=bar(arrow(), "+86 195 0000 7742", g("phone", 22) + g("more", 22), "浙江 台州", 20, style="padding:8px 18px"), foot=low(g("plus", 24, "#aaa"), field("编辑短信", ""), g("send", 23, "#aaa"), style="background:#191b20;border-radius:22px;margin:4px 12px"),
        css=tints("#1e2026", "#2f6bff", "#e9eaee", "#fff", "#868a94") + ".k{max-width:286px}.u{border-radius:22px;padding:10px 16px;font-size:15.4px}.m{margin:8px 0}.t{text-align:left;margin:13px 6px 7px}.ti{margin:4px 8px 0}"), ("plain",)),
    "n_sms_oneui7": ("sms", ONEUI, dict(SMS, now="2026-07-09T20:47:00", peer="165 0000 2908", bg="#fff", font=CJK, bars="hole", pics=(GREY(34), None), place="beside", pad="12px", ink="#333", end=True,
        top=bar(less(22), "165 0000 2908", g("phone", 22) + g("dots", 21), size=18, style="padding:8px 14px"), foot=low(g("photo", 24, "#555"), g("camera", 24, "#555"), field("", "background:#f0f0f3"), g("voice", 25, "#555"), style="padding:8px 14px"),
        css=tints("#f1f1f4", "#3d7eff", ri="#fff", grey="#7c7e85") + ".k{max-width:226px}.u{border-radius:22px;padding:9px 15px;font-size:15.2px}.m{margin:5px 0;gap:6px}.si{font-size:10.5px}.t span{background:#ededf1;border-radius:13px;padding:4px 13px;font-size:11.5px}"), ("tilt",)),
    "n_sms_oneui_aunt": ("sms", AUNT, dict(SMS, now="2026-03-18T21:29:00", peer="三姨", bg="#fcfcfe", font=CJK, pics=(lambda w: face(w, 34, "50%", 1), None), place="beside", pad="12px", ink="#333", end=True, link=("#2068d8", ""), bars="left",
        top=bar(less(22), "三姨", g("phone", 22) + g("find", 22) + g("dots", 21), size=18, style="padding:8px 14px"), foot=low(g("photo", 24, "#555"), g("camera", 24, "#555"), field("", "background:#eeeff2"), g("voice", 25, "#555"), style="padding:8px 14px"),
        css=tints("#ececf0", "#cfe8d6", grey="#7c7e85") + ".k{max-width:222px}.u{border-radius:20px;padding:9px 14px;font-size:15.2px}.m{margin:5px 0;gap:6px}.si{font-size:10.5px}.t{font-size:11.5px}"), ("banner", "备忘录", "提醒：明天上午九点去社区医院取药，带好医保卡")),
    "n_sms_ios18": ("sms", IOS, dict(SMS, now="2026-05-26T21:12:00", peer="+86 198 0000 1477", bg="#fff", fg="#000", font=INTER, bars="ios", ink="#000", pad="16px", end=True, lead="<div style='font-weight:600'>短信/彩信</div>", height=779, scale=3.25, link=("#0a7aff", ""),
        top=iosbar("+86 198 0000 1477", face("x", 44, "50%", grey=True), "<span style='background:#0a7aff;color:#fff;border-radius:9px;font-size:12.5px;padding:0 7px'>14</span>", "#f7f7f8"), foot=iosfoot("短信/彩信", "#e9e9eb", "#d2d2d6"),
        css=tints("#e9e9eb", "#34c759", "#000", "#fff", "#8a8a8f") + ".k{max-width:252px}.u{border-radius:18px;font-size:15.8px;line-height:1.3;padding:7px 13px}.m{margin:2px 0}.t{font-size:10.8px;margin:14px 0 6px}.ti{font-size:10.8px;font-weight:500;margin:3px 5px 0}"), ("crop", 168, 742)),
    "n_imessage_family_night": ("sms", FAMILY, dict(SMS, now="2026-10-05T08:40:00", peer="陶家一大家子", names=True, bg="#000", fg="#fff", dark=True, font=INTER, bars="ios", ink="#fff", pad="10px", lead="<div style='font-weight:600'>iMessage信息</div>", height=779, scale=3.25, end=True, pics=(lambda w: face(w, 28, "50%", 1), None),
        top=iosbar("陶家一大家子", "".join(face(w, 34, "50%", 1).replace("flex:none", "flex:none;margin:0 -4px").replace("display:flex", "display:inline-flex;vertical-align:bottom") for w in ("陶建国", "二婶", "小姑陶静")), "", "#131314", "#2b8cff"), foot=iosfoot("iMessage信息", "#232325", "#38383b"),
        css=tints("#26262a", "#0a84ff", "#fff", "#fff", "#8d8d93") + ".m{align-items:flex-end;gap:6px;margin:3px 0}.k{max-width:246px}.u{border-radius:18px;font-size:15.8px;line-height:1.3;padding:7px 13px}.wh{font-size:11px;margin:3px 0 2px 12px}.t{font-size:10.8px;margin:5px 0 3px}.ti{font-size:10.8px;margin:3px 5px 0}"), ("plain",)),
    "n_google_light": ("sms", GOOGLE, dict(SMS, now="2026-06-17T09:26:00", peer="159 0000 3046", bg="#fdfbff", font=CJK, net="LTE", pad="12px", pics=(GREY(30), None), ink="#333",
        top=bar(arrow(), "159 0000 3046", g("phone", 22) + g("dots", 21), size=18, style="padding:8px 16px"), foot=low(g("plus", 25, "#555"), g("photo", 24, "#555"), field("短信", "background:#eceaf4;height:42px;border-radius:21px"), g("mic", 24, "#555")),
        css=tints("#eceaf4", "#4a5f9e", ri="#fff", grey="#73757e") + ".k{max-width:254px}.m.l{align-items:flex-end}.u{border-radius:20px;padding:10px 15px;font-size:15px}.m{margin:6px 0;gap:8px}"), ("moire",)),
    "n_sms_harmony5": ("sms", HARMONY, dict(SMS, now="2026-12-03T10:05:00", peer="1068 0000 4472 09", bg="#f1f3f5", font=HM, pad="16px", under=" " + simcard(2),
        top=bar(arrow(), "1068 0000 4472 09", g("phone", 22) + g("dots", 21), "通知消息", 19, style="padding:8px 18px"), foot=low(g("plus", 26, "#333"), field("短信", "background:#fff"), g("send", 23, "#333"), style="padding:8px 16px"),
        css=tints("#fff", "#0a59f7", ri="#fff", grey="#82868e") + ".k{max-width:274px}.u{border-radius:20px;padding:10px 15px;font-size:15.4px}.m.l .u{border-bottom-left-radius:5px}.m.r .u{border-bottom-right-radius:5px}.m{margin:7px 0}"), ("plain",)),
    "n_wx_friend": ("wechat", WXONE, dict(WX, now="2026-11-15T09:31:00", peer="阿启 修车", font=MI, end=True, quote="under",
        top=bar(less(), "阿启 修车", DOTS(), size=17, centre=True, style="background:#ededed"), foot=wxfoot("#f6f6f6", "#fff"), css=tints(grey="#8e8e8e", q="#e2e2e2") + WXCSS + ".t{margin:10px 0 6px}"), ("plain",)),
    "n_wx_agent_night": ("wechat", WXNIGHT, dict(WX, now="2026-04-11T10:18:00", peer="小付（白榆委外）", bg="#111", fg="#d5d5d5", dark=True, font=HM, ink="#ddd", end=True,
        top=bar(less(), "小付（白榆委外）", DOTS(), size=17, centre=True, style="background:#111;border-bottom:.5px solid #222"), foot=wxfoot("#191919", "#2a2a2a", "#c8c8c8"), css=tints("#2b2b2b", "#3eb575", "#d6d6d6", "#06120b", "#7b7b7b", "#232323") + WXCSS), ("jpeg",)),
    "n_wx_parents": ("wechat", WXGROUP, dict(WX, now="2026-09-07T07:58:00", peer="二(3)班家校联系群(86)", names=True, font=CJK, bars="left", end=True,
        top=bar(less(), "二(3)班家校联系群(86)", DOTS(), size=17, style="background:#ededed"), foot=wxfoot("#f6f6f6", "#fff"), css=tints(grey="#8a8a8a", q="#e2e2e2") + WXCSS + ".m{margin:6px 0}.t,.nt{margin:7px 30px;font-size:11.8px}.cx.link .a{font-size:15px}"), ("banner", "日历", "日程：10:00 与客户电话会议，地点三号会议室，请提前准备")),
    "n_wx_team_ios_night": ("wechat", WXTEAM, dict(WX, now="2026-10-29T08:36:00", peer="综合科大家庭(17)", names=True, bg="#111", fg="#d8d8d8", dark=True, font=INTER, bars="ios", ink="#fff", height=779, scale=3.25, end=True,
        top=bar(less(), "综合科大家庭(17)", DOTS(), size=16.5, centre=True, style="background:#111;min-height:44px"), foot=wxfoot("#1a1a1a", "#2a2a2a", "#cfcfcf"), css=tints("#2c2c2c", "#3eb575", "#dadada", "#04110a", "#7d7d7d", "#222") + WXCSS + ".m{margin:6px 0}.t,.nt{margin:8px 30px}"), ("tilt",)),
    "n_qq_group": ("qq", QQGROUP, dict(now="2026-05-09T09:30:00", peer="土木05级老友(52)", names=True, bg="#f2f4f8", font=MI, quote="in", pics=(lambda w: face(w, 38, "50%"), lambda w: face(w, 38, "50%")), end=True,
        top=bar(less(), "土木05级老友(52)", g("menu", 23), size=17, centre=True, style="background:#fff"), foot=low(g("mic", 25, "#555"), field("", "background:#fff"), g("smile", 25, "#555"), g("plus", 25, "#555"), style="background:#f2f4f8"),
        css=tints("#fff", "#1296fb", ri="#fff", grey="#868b96") + ".u{border-radius:13px;padding:8px 13px}.m{margin:6px 0}.lv{font-style:normal;font-size:9.5px;color:#fff;border-radius:8px;padding:0 6px;line-height:15px}.k{max-width:236px}.cx{border-radius:12px;width:212px}.t,.nt{margin:7px 30px;font-size:11.6px}.qn{border-left:2px solid #fffa}"), ("half",)),
    "n_ding_front": ("dingtalk", DING, dict(now="2026-08-20T09:22:00", peer="华东办公室(29)", names=True, bg="#eef0f4", font=CJK, quote="in", pics=(lambda w: face(w.split("-")[-1], 36, "10px", 2), lambda w: face("陶景川", 36, "10px", 2)), end=True, pad="11px",
        top=bar(less(), "华东办公室(29)", g("phone", 22) + DOTS(), size=17, style="background:#f8f9fb"), foot=low(g("mic", 25, "#555"), field("发消息", "background:#fff;border-radius:9px"), g("smile", 25, "#555"), g("plus", 25, "#555"), style="background:#f8f9fb"),
        css=tints("#fff", "#cbe0ff", grey="#7f848e") + ".u{border-radius:4px 12px 12px 12px;padding:9px 12px}.m.r .u{border-radius:12px 4px 12px 12px}.m{margin:7px 0;gap:8px}.lv{font-style:normal;font-size:9.5px;border-radius:3px;padding:0 4px;line-height:14px}.k{max-width:214px}.cx{border-radius:10px;width:206px}.si{color:#9aa0aa;font-size:10.5px}"), ("plain",)),
    "n_feishu_night": ("feishu", FEISHU, dict(now="2026-08-01T08:50:00", peer="乔一帆", names=True, bg="#1a1b1d", fg="#e8e9eb", dark=True, font=HM, quote="in", pics=(lambda w: face(w, 36, "50%", 2), None), ink="#ddd", pad="14px",
        top=bar(less(), "乔一帆", g("phone", 22) + DOTS(), "人力资源部 · 会议中", 17, style="border-bottom:.5px solid #2b2d31"), foot=low(field("发送给 乔一帆", "background:#26282c;border-radius:8px"), g("smile", 25, "#aaa"), g("plus", 25, "#aaa")),
        css=tints("#2a2c30", "#22427c", "#e8e9eb", "#eaf1ff", "#858990") + ".u{border-radius:8px;padding:9px 12px}.k{max-width:252px}.m{margin:9px 0}.ti{color:#5f86c9}"), ("plain",)),
    "n_wecom_care": ("wechat", WECOM, dict(now="2026-06-04T16:03:00", peer="沈意", bg="#e9ebef", font=MI, pics=(lambda w: face(w, 38, "4px"), lambda w: face(w, 38, "4px")), end=True,
        top=f"<div style='flex:none;display:flex;align-items:center;gap:10px;padding:4px 15px;min-height:50px;background:#f5f6f8;border-bottom:.5px solid #dfe1e5'>{less()}<div style='flex:1;text-align:center'><div style='font-size:16.5px;font-weight:600'>沈意</div><div style='font-size:11px;color:#e08a35'>澄湖消金</div></div>{DOTS()}</div>", foot=wxfoot("#f5f6f8", "#fff"),
        css=tints("#fff", "#c4deff", grey="#858a92") + ".u{border-radius:4px;padding:9px 12px}.m{margin:7px 0}.k{max-width:238px}.cx{border-radius:4px}"), ("crop", 176, 684)),
    "n_douyin_live_night": ("unknown", DOUYIN, dict(now="2026-03-24T11:17:00", peer="夜行者7730", bg="#121418", fg="#eceef2", dark=True, font=HM, ink="#ddd", pics=(lambda w: face(w, 36, "50%"), lambda w: face(w, 36, "50%")), pad="12px",
        top=bar(less(), "夜行者7730", DOTS(), size=17, centre=True), foot=low(g("mic", 25, "#bbb"), field("发送消息", "background:#25282e"), g("smile", 25, "#bbb"), g("plus", 25, "#bbb")),
        css=tints("#272a31", "#2d6ae3", "#eceef2", "#fff", "#7f838c") + ".u{border-radius:14px}.m{margin:7px 0}.cx{border-radius:12px;background:#272a31;color:#eceef2}"), ("plain",)),
    "n_xhs_note": ("unknown", XHS, dict(now="2026-12-12T22:10:00", peer="学渣想上岸", bg="#fff", font=CJK, pics=(lambda w: face(w, 38, "50%"), lambda w: face(w, 38, "50%")), pad="14px", bars="left",
        top=bar(less(), "学渣想上岸", DOTS(), size=17, style="border-bottom:.5px solid #eee", centre=True), foot=low(field("发消息…", "background:#f5f5f6"), g("smile", 25, "#444"), g("photo", 25, "#444"), style="border-top:.5px solid #eee"),
        css=tints("#f5f5f6", "#3d8af5", ri="#fff", grey="#9a9ba0") + ".u{border-radius:16px;padding:10px 14px}.k{max-width:236px}"), ("jpeg",)),
}


def listing(name, kind):
    """Pages whose words stand one under another without bubbles: the list of threads, a forwarded record of a chat."""
    out = []
    if kind == "threads":
        now = datetime(2026, 11, 26, 19, 44)
        t = truth("sms", now, "light", "短信")
        for i, (who, shown, at, text, new) in enumerate([("176 0000 4428", "19:31", "2026-11-26T19:31", "陶景川，你爱人的单位我们查到了", 3), ("1069 0000 3861 52", "16:20", "2026-11-26T16:20", "【澄湖消金】您的账单已转交第三方", 0), ("迅羽速递", "昨天", "2026-11-25", "取件码5-2-0000，请于今日20点前取件", 0), ("禾川银行", "昨天", "2026-11-25", "您尾号0000的账户余额不足10元", 1), ("0551-0000 7230", "周二", "2026-11-24", "启衡律师事务所提醒您尽快回电", 0), ("三姨", "11月18日", "2026-11-18", "川川，吃饭了没有", 0), ("12306", "11月9日", "2026-11-09", "您已购11月12日合肥南至杭州东车票", 0)]):
            badge = f"<span style='background:#f2453d;color:#fff;font-size:11px;min-width:17px;height:17px;border-radius:9px;text-align:center;line-height:17px;margin-left:6px'>{new}</span>" if new else ""
            out.append(f"<div class=lr style='min-height:72px;padding:8px 20px'>{face(who, 44, '50%', grey=who[0].isdigit())}<div class=lm><div style='display:flex;align-items:center'><span style='flex:1;font-size:16.5px;font-weight:500' data-k=w{i}>{who}</span><span style='font-size:12px;color:#8d8f95' data-k=t{i}>{shown}</span></div><div style='display:flex;margin-top:3px'><span style='flex:1;font-size:13.8px;color:#7d7f86' data-k=b{i}>{text}</span>{badge}</div></div></div>")
            t["bubbles"].append({"side": "left", "kind": "text", "text": text, "time": shown, "time_context": None, "sender": who, "own": True, "dated": True, "at": at, "context_at": None, "from": None})
        top = f"<div style='flex:none;display:flex;align-items:center;gap:18px;padding:16px 22px 8px'><span style='flex:1;font-size:27px;font-weight:600'>短信</span>{g('gear', 23)}</div><div style='flex:none;margin:2px 18px 8px;background:#ededf0;border-radius:18px;padding:8px 14px;font-size:14.5px;color:#8d8f95;display:flex;gap:8px;align-items:center'>{g('find', 17)}搜索短信</div>"
        return dict(html=f"{status(name, now)}{top}<div class=list style='padding:0'>{''.join(out)}</div>{home()}<!--over-->", truth=t, height=800, scale=3, style=dict(bg="#fff", fg="#17181b", sub="#888", font=MI, css=CSS + tints()))
    now = datetime(2026, 9, 25, 21, 8)
    t = truth("wechat", now, "light", "项目三组的聊天记录")
    out.append("<div class=t style='margin:12px 0 4px'><span data-k=s0>2026年9月24日</span></div>")
    t["separators"].append("2026年9月24日")
    for i, (who, shown, text) in enumerate([("老魏-电工", "17:52", "谁的亲戚啊，天天打我电话找陶景川"), ("小曲", "17:53", "我也有，号码0551-0000 7230，说他老赖"), ("老魏-电工", "17:53", "我跟他说我是他爹，别打了"), ("项目经理 何穗", "18:06", "都别回应，他们就是想让大家给景川施压，谁接到把时间记下来发我，我统一交给派出所"), ("小曲", "18:07", "收到"), ("陶景川", "18:31", "对不住兄弟们，我请大家吃饭"), ("老魏-电工", "18:32", "先把事办了，饭不急👌")]):
        out.append(f"<div style='display:flex;gap:11px;padding:11px 16px 0'>{face(who, 36, '5px')}<div style='flex:1;min-width:0;border-bottom:.5px solid #e4e4e4;padding-bottom:11px'><div style='display:flex;font-size:12.5px;color:#9a9a9a'><span style='flex:1' data-k=w{i}>{who}</span><span style='font-size:11.5px' data-k=t{i}>{shown}</span></div><div style='font-size:15.6px;line-height:1.42;margin-top:4px' data-k=b{i}>{text}</div></div></div>")
        t["bubbles"].append({"side": "left", "kind": "text", "text": text, "time": shown, "time_context": "2026年9月24日", "sender": who, "own": True, "dated": True, "at": f"2026-09-24T{shown}", "context_at": "2026-09-24", "from": 0})
    return dict(html=f"{status(name, now)}{bar(less(), '项目三组的聊天记录', DOTS(), size=17, centre=True, style='border-bottom:.5px solid #e6e6e6')}<div class=list style='padding:0'>{''.join(out)}</div>{home()}<!--over-->", truth=t, height=800, scale=3, style=dict(bg="#fff", fg="#17181b", sub="#888", font=CJK, css=CSS + tints(grey="#9a9a9a")))


# --- lists of calls: shown, way, how often, hour shown, instant, place, mark, how long, SIM, heading -----------------------------------------
C_HYPER = [("176 0000 4428", "missed", 6, "19:52", "2026-11-26T19:52", "浙江 杭州", "骚扰电话", "响铃4声", 2), ("栗满", "in", 1, "18:40", "2026-11-26T18:40", "安徽 合肥", None, "6分21秒", 1), ("0551-0000 7230", "missed", 3, "15:17", "2026-11-26T15:17", "安徽 合肥", "疑似催收", "响铃2声", 2), ("186****2207", "missed", 1, "11:03", "2026-11-26T11:03", "江苏 南京", None, "响铃11声", 1), ("项目经理 何穗", "out", 2, "昨天 20:36", "2026-11-25T20:36", "安徽 芜湖", None, "3分08秒", 1), ("400-000-2685", "in", 1, "昨天 14:29", "2026-11-25T14:29", "服务热线", None, "1分47秒", 2), ("170 0000 5583", "missed", 21, "昨天 09:11", "2026-11-25T09:11", "虚拟运营商", "骚扰电话", "响铃1声", 2), ("三姨", "in", 1, "11月22日", "2026-11-22", "安徽 亳州", None, "9分30秒", 1), ("12378", "out", 1, "11月20日", "2026-11-20", "公共服务", None, "14分02秒", 1)]
C_COLOR = [("191 0000 6635", "missed", 8, "20:14", "2026-04-18T20:14", "河南 郑州", "疑似催收", None, 1), ("妈", "out", 1, "19:26", "2026-04-18T19:26", "安徽 亳州", None, None, 1), ("0558-0000 4170", "in", 2, "12:55", "2026-04-18T12:55", "安徽 亳州", "贷款理财", None, 2), ("阿启 修车", "in", 1, "08:03", "2026-04-18T08:03", "安徽 阜阳", None, None, 1), ("+86 164 0000 9912", "missed", 1, "昨天", "2026-04-17", "虚拟运营商", None, None, 2), ("陶景禾", "out", 3, "昨天", "2026-04-17", "安徽 合肥", None, None, 1), ("95000 00", "in", 1, "周三", "2026-04-15", "禾川银行客服", None, None, 1), ("二婶", "missed", 2, "4/9", "2026-04-09", "安徽 亳州", None, None, 2), ("159 0000 3046", "missed", 4, "4/3", "2026-04-03", "广东 惠州", "诈骗电话", None, 1)]
C_ORIGIN = [("192 0000 3358", "missed", 5, "21:20", "2026-06-04T21:20", "江苏 苏州 移动", "疑似催收", "响铃8秒", 2), ("沈意 澄湖", "in", 1, "15:58", "2026-06-04T15:58", "上海 联通", None, "4分10秒", 1), ("0512-0000 9023", "missed", 2, "13:46", "2026-06-04T13:46", "江苏 苏州", "骚扰电话", "响铃19秒", 1), ("栗满", "out", 1, "12:12", "2026-06-04T12:12", "安徽 合肥 电信", None, "未接通", 1), ("房东 邹姐", "in", 2, "昨天 18:05", "2026-06-03T18:05", "江苏 苏州 移动", None, "2分33秒", 1), ("175 0000 8046", "missed", 13, "昨天 10:40", "2026-06-03T10:40", "虚拟运营商", "疑似催收", "响铃1秒", 2), ("小曲", "out", 1, "05-31", "2026-05-31", "安徽 六安 电信", None, "55秒", 1), ("137****0091", "missed", 1, "05-29", "2026-05-29", "湖北 襄阳 移动", None, "响铃33秒", 2)]
C_HONOR = [("0571-0000 6218", "missed", 4, "下午7:40", "2026-08-12T19:40", "浙江 杭州", "被56人标记为骚扰电话", None, 1), ("+86 195 0000 7742", "in", 1, "下午5:16", "2026-08-12T17:16", "浙江 台州", None, None, 2), ("钟科长", "out", 2, "上午11:08", "2026-08-12T11:08", "浙江 宁波", None, None, 1), ("171 0000 3390", "missed", 9, "上午8:52", "2026-08-12T08:52", "虚拟运营商", "被213人标记为诈骗电话", None, 2), ("法务 郁青", "in", 1, "昨天", "2026-08-11", "浙江 宁波", None, None, 1), ("0574-0000 8105", "missed", 1, "昨天", "2026-08-11", "浙江 宁波", "被7人标记为贷款推销", None, 1), ("老薛", "out", 1, "周日", "2026-08-09", "江西 上饶", None, None, 1), ("110", "out", 1, "8月3日", "2026-08-03", "匪警", None, None, 1)]
C_ONEUI = [("165 0000 2908", "missed", 7, "20:31", "2026-07-10T20:31", None, "疑似骚扰电话", None, 1, "今天"), ("豆豆妈妈", "in", 1, "17:44", "2026-07-10T17:44", None, None, None, 1, "今天"), ("0573-0000 2264", "out", 1, "10:15", "2026-07-10T10:15", "浙江 嘉兴", None, None, 2, "今天"), ("薛庭槐", "missed", 2, "22:09", "2026-07-09T22:09", None, None, None, 1, "昨天"), ("165 0000 2908", "in", 1, "14:27", "2026-07-09T14:27", None, "疑似骚扰电话", None, 1, "昨天"), ("夏老师", "out", 1, "16:02", "2026-07-07T16:02", None, None, None, 2, "7月7日 星期二"), ("138 0000 7719", "missed", 1, "09:38", "2026-07-07T09:38", "浙江 湖州", None, None, 2, "7月7日 星期二")]
C_IOS = [("+86 198 0000 1477", "missed", 5, "20:58", "2026-05-27T20:58", "江西南昌", None, None, 1), ("妈妈", "in", 1, "19:03", "2026-05-27T19:03", "手机", None, None, 1), ("0791-0000 5540", "missed", 2, "11:26", "2026-05-27T11:26", "江西南昌", None, None, 1), ("钟科长", "out", 1, "8:47", "2026-05-27T08:47", "手机", None, None, 1), ("陶建国", "in", 3, "昨天", "2026-05-26", "住宅", None, None, 1), ("+86 175 0000 8046", "missed", 16, "昨天", "2026-05-26", "未知", None, None, 1), ("前台 小蔺", "out", 2, "星期一", "2026-05-25", "工作", None, None, 1), ("400-000-2685", "in", 1, "星期六", "2026-05-23", "未知", None, None, 1), ("浩然爸（律师）", "out", 1, "2026/5/18", "2026-05-18", "iPhone", None, None, 1), ("豆豆妈妈", "in", 1, "2026/5/16", "2026-05-16", "手机", None, None, 1)]
C_HARMONY = [("1068 0000 4472", "missed", 1, "上午10:20", "2026-12-03T10:20", "未知归属地", None, "响铃3声", 2), ("栗满", "out", 1, "上午9:51", "2026-12-03T09:51", "安徽 合肥", None, None, 1), ("184 0000 6673", "missed", 12, "上午9:40", "2026-12-03T09:40", "虚拟运营商", "疑似催收", "响铃2声", 2), ("物业前台", "in", 1, "上午8:12", "2026-12-03T08:12", "安徽 合肥", None, None, 1), ("0551-0000 7230", "missed", 3, "昨天", "2026-12-02", "安徽 合肥", "骚扰电话", "响铃7声", 2), ("小姑陶静", "in", 2, "昨天", "2026-12-02", "安徽 亳州", None, None, 1), ("浩然爸（律师）", "out", 1, "星期一", "2026-11-30", "安徽 合肥", None, None, 1), ("乔一帆", "missed", 1, "11月25日", "2026-11-25", "上海", None, "响铃15声", 1)]
C_GOOGLE = [("159 0000 3046", "missed", 3, "未接来电 · 12分钟前", None, "广东 惠州", "疑似骚扰来电", None, 1, "今天"), ("Kevin 房产", "out", 1, "去电 · 13:05", None, "手机", None, None, 1, "今天"), ("0752-0000 3381", "in", 1, "来电 · 10:48", None, "广东 惠州", None, None, 1, "今天"), ("妈妈", "missed", 2, "未接来电 · 22:31", None, "手机", None, None, 1, "昨天"), ("159 0000 3047", "missed", 10, "未接来电 · 17:25", None, "广东 惠州", "疑似骚扰来电", None, 1, "昨天"), ("方岩", "in", 1, "来电 · 6月8日", None, "工作", None, None, 1, "更早")]
C_ONE = [("missed", "11月26日 19:52", "2026-11-26T19:52", "响铃14秒"), ("missed", "11月26日 19:50", "2026-11-26T19:50", "响铃5秒"), ("in", "11月26日 12:31", "2026-11-26T12:31", "2分06秒"), ("missed", "11月26日 08:09", "2026-11-26T08:09", "响铃27秒"), ("out", "11月25日 18:22", "2026-11-25T18:22", "未接通"), ("in", "11月25日 18:15", "2026-11-25T18:15", "48秒"), ("missed", "11月24日 21:37", "2026-11-24T21:37", "响铃3秒"), ("missed", "11月21日 07:00", "2026-11-21T07:00", "响铃40秒")]
C_MISSED = [("+86 184 0000 6673", "missed", 9, "21:31", "2026-09-29T21:31", "未知", None, None, 1), ("0512-0000 9023", "missed", 4, "18:20", "2026-09-29T18:20", "江苏苏州", None, None, 1), ("乔一帆", "missed", 1, "15:02", "2026-09-29T15:02", "手机", None, None, 1), ("+86 139 0000 5162", "missed", 2, "12:40", "2026-09-29T12:40", "上海", None, None, 1), ("+86 184 0000 6673", "missed", 22, "昨天", "2026-09-28", "未知", None, None, 1), ("沈意 澄湖", "missed", 1, "昨天", "2026-09-28", "手机", None, None, 1), ("妹妹 栗圆", "missed", 3, "星期日", "2026-09-27", "手机", None, None, 1), ("021-0000 8876", "missed", 1, "星期五", "2026-09-25", "上海", None, None, 1), ("快递柜", "missed", 1, "2026/9/21", "2026-09-21", "手机", None, None, 1)]
C_PAD = [("184 0000 6673", "missed", 2, "刚刚", None, "虚拟运营商", "催收", None, 1), ("栗圆", "out", 1, "16:37", "2026-09-30T16:37", "上海", None, "12分40秒", 1), ("0512-0000 9023", "missed", 6, "09:25", "2026-09-30T09:25", "江苏 苏州", "催收", None, 2), ("乔一帆", "in", 1, "昨天", "2026-09-29", "上海", None, "1分19秒", 1), ("12368", "out", 1, "昨天", "2026-09-29", "司法服务热线", None, "7分55秒", 1)]


def calls(name, kind, rows, now, dark=False, font=CJK, bg=None, bars="hole", top="", below="", net="5G", scale=3, height=800, css="", card=None, number=None, ink=None):
    now = datetime.fromisoformat(now)
    t, out, heading = truth("calllog", now, "dark" if dark else "light"), [], None
    fg, grey, red = ("#ebecef", "#898c93", "#ff5a50") if dark else ("#18191c", "#84868c", "#e5392f")
    for i, row in enumerate(rows):
        if kind == "one":
            row = (number, row[0], 1, row[1], row[2], None, None, row[3], 1)
        who, way, count, shown, at, place, mark, lasted, card_, section = (*row, None)[:10]
        tone, key = red if way == "missed" else fg, f"data-k=c{i}"
        many = f" ({count})" if count > 1 else ""
        shown_count = many.strip() or None
        known = not re.match(r"[+\d]", who)
        if kind == "hyper":
            li = f"<div class=lr style='min-height:65px;padding:7px 24px' {key}><div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span></div><div class=l2>{simcard(card_)}{way_sign(way, red if way == 'missed' else '#7e8188')}<span>{place}</span><span>{lasted}</span>{f'<span style=color:#e8842a>{mark}</span>' if mark else ''}</div></div><span class=lx>{shown}{more()}</span></div>"
        elif kind == "color":
            tag = f"<span style='background:#fdebe0;color:#d9641c;border-radius:4px;padding:0 5px;font-size:11px;line-height:17px'>{mark}</span>" if mark else ""
            li = f"<div class=lr style='min-height:64px;padding:6px 24px' {key}><div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span>{tag}</div><div class=l2>{way_sign(way, '#8b8e94')}{simcard(card_)}<span>{place}</span></div></div><span class=lx>{shown}{inform('#9a9da4')}</span></div>"
        elif kind == "origin":
            tag = f"<span style='color:#f0914a;font-size:12.5px'>{mark}</span>" if mark else ""
            li = f"<div class=lr style='min-height:68px;padding:7px 20px' {key}>{face(who, 40, '50%', 1 if known else 0, not known)}<div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span></div><div class=l2>{way_sign(way, red if way == 'missed' else '#6ea0ff' if way == 'in' else '#46c07a')}<span>{place}</span>{tag}</div><div class=l2 style='margin-top:1px'>{simcard(card_)}<span>{lasted}</span></div></div><span class=lx>{shown}{more('#686b72')}</span></div>"
        elif kind == "honor":
            tag = f"<div style='font-size:12px;color:#e0762a;margin-top:2px'>{mark}</div>" if mark else ""
            li = f"<div class=lr style='min-height:70px;padding:7px 22px' {key}><span style='width:15px;flex:none'>{way_sign(way, red if way == 'missed' else '#8a8d94', 14) if way != 'in' else ''}</span><div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div><div class=l2>{simcard(card_, '#3b74e6' if card_ == 1 else '#d98a28')}<span>{place}</span></div>{tag}</div><span class=lx>{shown}{inform('#8d9097')}</span></div>"
        elif kind == "oneui":
            tag = f"<span style='color:#d8602a'>{mark}</span>" if mark else ""
            second = f"<div class=l2>{f'<span>{place}</span>' if place else ''}{tag}</div>" if place or mark else ""
            li = f"<div class=lr style='min-height:58px;padding:6px 18px' {key}>{way_sign(way, red if way == 'missed' else '#3f83f2' if way == 'in' else '#35a862', 16)}<div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div>{second}</div><span class=lx>{simcard(card_)}{shown}</span></div>"
        elif kind == "ios":
            li = f"<div style='display:flex;align-items:center;padding-left:12px' {key}>{face(who, 40, '50%', 1 if known else 0, not known)}<div class=lr style='flex:1;min-height:61px;padding:6px 16px 6px 0;margin-left:12px;border-bottom:.5px solid #8884'><div class=lm><div style='font-size:16.5px;font-weight:600;color:{tone};white-space:pre'>{who}{many}</div><div style='font-size:13.5px;color:{grey};margin-top:1px;display:flex;gap:5px;align-items:center'>{way_sign('out', grey, 12) if way == 'out' else ''}{place}</div></div><span class=lx style='font-size:14.5px;gap:11px'>{shown}{inform('#2b8cff' if dark else '#0a7aff', 22)}</span></div></div>"
        elif kind == "harmony":
            tag = f"<span style='color:#e27a24'>{mark}</span>" if mark else ""
            li = f"<div class=lr style='min-height:66px;padding:7px 22px' {key}>{way_sign(way, red if way == 'missed' else '#888b92', 15)}<div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div><div class=l2>{simcard(card_)}<span>{place}</span>{f'<span>{lasted}</span>' if lasted else ''}{tag}</div></div><span class=lx>{shown}{inform('#8d9097')}</span></div>"
        elif kind == "google":
            second = f"<span style='color:{red}'>{mark}</span><span>·</span><span>{place}</span>" if mark else f"<span>{place}</span>"
            li = f"<div class=lr style='min-height:76px;padding:7px 18px' {key}>{face(who, 40, '50%', 1 if known else 0, not known)}<div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span></div><div class=l2 style='margin-top:1px'>{second}</div><div class=l2 style='margin-top:1px;gap:4px'>{way_sign(way, grey)}<span>{shown}</span></div></div>{g('phone', 22, grey)}</div>"
        elif kind == "one":
            word = {"missed": "未接", "in": "来电", "out": "去电"}[way]
            li = f"<div class=lr style='min-height:56px;padding:5px 22px;border-bottom:.5px solid #8883' {key}>{way_sign(way, red if way == 'missed' else '#83868d', 15)}<div class=lm><div style='font-size:15.8px;color:{tone}'>{shown}</div><div class=l2 style='margin-top:1px'>{word}</div></div><span class=lx>{lasted}</span></div>"
        else:  # over a keypad: the counter bare after the number
            many, shown_count = (f" {count}", str(count)) if count > 1 else ("", None)
            li = f"<div class=lr style='min-height:59px;padding:5px 20px;border-bottom:.5px solid #8883' {key}><div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div><div class=l2 style='margin-top:2px'>{way_sign(way, red if way == 'missed' else grey)}{simcard(card_)}<span>{place}</span>{f'<span>{lasted}</span>' if lasted else ''}{f'<span style=color:#e8a23a>{mark}</span>' if mark else ''}</div></div><span class=lx>{shown}{more('#686b72')}</span></div>"
        if section != heading:
            heading = section
            out.append(("</div>" if i and kind == "oneui" else "") + f"<div class=se><span data-k=h{i}>{section}</span></div>" + ("<div class=bx style='border-radius:24px;margin:0 10px'>" if kind == "oneui" else ""))
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, count_shown=shown_count, section=section, at=at, label=place, mark=mark, duration=lasted))
    body = "".join(out) + ("</div>" if kind == "oneui" else "")
    return dict(html=f"{status(name, now, bars, net)}{top}<div class=list style='padding:0'>{body}</div>{below}{home(ink or ('#eee' if dark else '#1a1a1a'))}<!--over-->", truth=t, rows=True, height=height, scale=scale, style=dict(bg=bg or ("#000" if dark else "#fff"), fg=fg, sub="#888", font=font, css=CSS + tints(grey=grey, c=card or ("#1b1c1f" if dark else "#fff")) + css))


# --- pages of permissions -----------------------------------------------------------------------------------------------------------------
LOAN = "澄湖消金"


def permits(name, kind, now, dark=False, font=CJK, bg=None, bars="hole", top="", below="", net="5G", scale=3, height=800, card=None, app="permission"):
    now = datetime.fromisoformat(now)
    t, out = truth(app, now, "dark" if dark else "light"), []
    fg, grey = ("#ebecef", "#8b8e95") if dark else ("#18191c", "#84868c")
    rule = "border-top:.5px solid #8883;"

    def note(app_, permission, state, last=None, section=None, **more_):
        t["permissions"].append(dict(app=app_, permission=permission, state=state, last=last, section=section, **more_))
        return f"data-k=p{len(t['permissions']) - 1}"

    head = lambda words_, ink="", more_="": out.append(f"<div class=se style='{f'color:{ink};' if ink else ''}{more_}'><span data-k=h{len(t['permissions'])}>{words_}</span></div>")
    row = lambda key, one, two="", right="", pic="", first=True, tall=58, pad=20: f"<div class=lr {key} style='min-height:{tall}px;padding:5px {pad}px;gap:14px;{'' if first else f'background:linear-gradient(#8883,#8883) right top/calc(100% - {pad + (52 if pic else 0)}px) .6px no-repeat'}'>{pic}<div class=lm style='align-self:stretch;display:flex;flex-direction:column;justify-content:center'><div style='font-size:16px'>{one}</div>{f'<div class=l2 style=margin-top:2px>{two}</div>' if two else ''}</div>{f'<span class=lx>{right}</span>' if right else ''}</div>"
    box = lambda rows_, style="": out.append(f"<div class=bx style='{style}'>{''.join(rows_)}</div>")

    def who_(name_, version="", size=54, centred=True):
        if centred:
            out.append(f"<div style='text-align:center;padding:8px 0 10px'><span style='display:inline-block'>{icon(name_, size)}</span><div style='font-size:18px;font-weight:600;margin-top:5px'>{name_}</div>{f'<div style=font-size:12.5px;color:{grey};margin-top:2px>{version}</div>' if version else ''}</div>")
        else:
            out.append(f"<div style='display:flex;gap:15px;align-items:center;padding:8px 24px 10px'>{icon(name_, size)}<div><div style='font-size:18px;font-weight:600'>{name_}</div>{f'<div style=font-size:12.5px;color:{grey};margin-top:3px>{version}</div>' if version else ''}</div></div>")

    if kind == "android_contacts":
        out.append(f"<div style='padding:0 24px 4px;font-size:14px;color:{grey};line-height:1.45'>具有此权限的应用可以读取、创建或修改您的联系人列表</div>")
        for section, rows in (("允许", ((LOAN, "过去 24 小时内访问过"), ("电话", "过去 24 小时内访问过"), ("云笺借条", "过去 7 天内访问过"))), ("不允许", (("迅羽速递", None), ("禾川银行", None), ("晨读电台", None), ("青石地图", None)))):
            head(section, "#3a5ba9", "font-weight:500;")
            for app_, last in rows:
                out.append(row(note(app_, "联系人", section, last, section), app_, last, "", icon(app_, 38, "50%"), tall=62, pad=24))
    elif kind == "android_app":
        who_(LOAN, "", 48, False)
        for section, rows in (("已允许", (("联系人", "上次访问时间：今天 14:12"), ("通话记录", "上次访问时间：今天 14:12"), ("位置信息", "仅在使用该应用时"), ("电话", None))), ("不允许", (("短信", "上次访问时间：9月2日"), ("相机", None), ("麦克风", None), ("照片和视频", None)))):
            head(section, "#a9c0ff", "font-weight:500;")
            for permission, last in rows:
                # How far the place may be seen is a state, not a time.
                state = "仅在使用该应用时" if last and last.startswith("仅") else section
                out.append(row(note(LOAN, permission, state, last if state == section else None, section), permission, last, tall=60 if last else 50, pad=24))
    elif kind == "timeline":
        for section, rows in (("今天", (("下午6:22", LOAN, "1 分钟"), ("下午2:05", LOAN, None), ("上午11:47", "电话", "2 分钟"), ("上午7:00", LOAN, None))), ("昨天", (("下午11:58", LOAN, None), ("下午8:16", "青石地图", "1 分钟"), ("上午9:33", "信息", None)))):
            head(section, "#3a5ba9", "font-weight:600;font-size:14px;")
            for n, (clock, app_, long) in enumerate(rows):
                out.append(f"<div class=lr {note(app_, '通讯录', None, clock, section)} style='min-height:62px;padding:0 22px'><span style='width:66px;font-size:13.5px;color:{grey};flex:none'>{clock}</span><span style='align-self:stretch;width:2px;background:#c3c9d8;flex:none;{'margin-top:26px' if n == 0 else 'margin-bottom:26px' if n == len(rows) - 1 else ''}'></span>{icon(app_, 34, '50%')}<div class=lm><div style='font-size:16px'>{app_}</div>{f'<div class=l2 style=margin-top:1px>{long}</div>' if long else ''}</div></div>")
    elif kind in ("ios_switches", "ios_words"):
        out.append("<div style='height:18px'></div>")
        rows = ((LOAN, True), ("云笺借条", True), ("迅羽速递", False), ("晨读电台", False), ("企鹅短视频", True), ("青石地图", False), ("禾川银行", False), ("小满手作", True)) if kind == "ios_switches" else (("白榆分期", "完全访问"), ("迅羽速递", "受限访问"), ("云笺借条", "完全访问"), ("晨读电台", "无"), ("禾川银行", "受限访问"), ("青石地图", "无"))
        lines = []
        for n, (app_, on) in enumerate(rows):
            state = on if isinstance(on, str) else "开启" if on else "关闭"
            key = note(app_, "通讯录", state, **({} if isinstance(on, str) else dict(state_shown_as="switch")))
            right = f"<span class=lx style='font-size:15.5px'>{on}{more()}</span>" if isinstance(on, str) else toggle(on, "#34c759", "#e9e9ea", 49, 30)
            lines.append(f"<div {key} style='display:flex;align-items:center;gap:13px;padding-left:15px'>{icon(app_, 29, '7px')}<div style='flex:1;display:flex;align-items:center;min-height:48px;padding-right:15px;font-size:16px;{rule if n else ''}'><span style='flex:1'>{app_}</span>{right}</div></div>")
        box(lines, "border-radius:12px;margin:0 16px")
        out.append(f"<div style='padding:8px 32px;font-size:12.6px;color:{grey};line-height:1.45'>请求访问通讯录的App会显示在此处。{'已获授权的App可能会收集您联系人的姓名和号码。' if kind == 'ios_switches' else ''}</div>")
    elif kind == "ios_report":
        section = "数据与传感器访问"
        head(section, "", "padding:16px 32px 6px;")
        lines = []
        for n, (app_, permission, last) in enumerate((("白榆分期", "通讯录", "18分钟前"), ("白榆分期", "照片", "今天 9:41"), ("云笺借条", "通讯录", "昨天 21:06"), ("青石地图", "位置", "昨天 18:32"), ("晨读电台", "麦克风", "星期二 7:15"), ("迅羽速递", "相机", "星期日 12:20"))):
            lines.append(f"<div {note(app_, permission, None, last, section)} style='display:flex;align-items:center;gap:13px;padding-left:15px'>{icon(app_, 32, '8px')}<div style='flex:1;display:flex;align-items:center;min-height:58px;padding-right:15px;{rule if n else ''}'><div style='flex:1'><div style='font-size:16px'>{app_}</div><div style='font-size:13px;color:{grey};margin-top:1px'>{permission}</div></div><span class=lx style='font-size:14px'>{last}{more()}</span></div></div>")
        box(lines, "border-radius:12px;margin:0 16px")
        out.append(f"<div style='padding:8px 32px;font-size:12.6px;color:{grey};line-height:1.45'>显示过去7天内App访问您数据或传感器的情况。</div>")
    elif kind == "hyper_app":
        who_(LOAN, "版本：5.6.3", 50, False)
        for section, rows in (("隐私相关", (("读取联系人", "始终允许"), ("读取通话记录", "始终允许"), ("读取短信", "拒绝"), ("获取手机号码", "询问"), ("定位", "仅在使用中允许"), ("相机", "询问"))), ("其他", (("后台弹出界面", "始终允许"), ("显示悬浮窗", "拒绝"), ("锁屏显示", "拒绝"), ("桌面快捷方式", "始终允许")))):
            head(section)
            for permission, state in rows:
                out.append(row(note(LOAN, permission, state, None, section), permission, "", state + more(), tall=51, pad=24))
    elif kind == "hyper_log":
        for section, rows in (("今天", ((LOAN, "读取联系人", "21:14:08", "允许"), (LOAN, "读取通话记录", "21:14:07", "允许"), ("迅羽速递", "获取位置信息", "18:40:55", "允许"), (LOAN, "读取剪贴板", "13:02:31", "拒绝"), ("晨读电台", "后台启动", "12:11:20", "拒绝"))), ("昨天", ((LOAN, "读取联系人", "23:50:02", "允许"), ("云笺借条", "获取应用列表", "22:16:40", "允许"), ("云笺借条", "读取联系人", "22:16:39", "拒绝"), ("青石地图", "获取位置信息", "08:25:13", "允许")))):
            head(section)
            for app_, permission, clock, state in rows:
                out.append(row(note(app_, permission, state, clock, section), app_, permission, f"<span style='text-align:right'><span style='display:block;color:{'#e2503f' if state == '拒绝' else grey}'>{state}</span><span style='font-size:12px'>{clock}</span></span>", icon(app_, 36), tall=63, pad=22))
    elif kind == "color_log":
        for section, rows in (("11月23日", ((LOAN, "读取联系人", "已允许", "20:18"), (LOAN, "读取通话记录", "已拒绝", "20:18"), ("云笺借条", "读取联系人", "已允许", "16:55"), ("信息", "读取短信", "已允许", "15:30"))), ("11月22日", ((LOAN, "读取联系人", "已允许", "22:41"), ("晨读电台", "使用麦克风", "已拒绝", "07:09"), ("青石地图", "获取位置", "已允许", "06:52")))):
            head(section)
            box([row(note(app_, permission, state, clock, section), app_, f"<span>{permission}</span><span>{clock}</span>", f"<span style='color:{'#f0695c' if state == '已拒绝' else grey}'>{state}</span>", icon(app_, 36), first=n == 0, tall=61) for n, (app_, permission, state, clock) in enumerate(rows)])
    elif kind == "autostart":
        out.append(f"<div style='padding:2px 24px 8px;font-size:13px;color:{grey};line-height:1.45'>允许自启动的应用可在后台自行运行，可能增加耗电</div>")
        box([row(note(app_, "自启动", "开启" if on else "关闭", state_shown_as="switch"), app_, "", toggle(on, "#3f7df2"), icon(app_, 38), first=n == 0, tall=62) for n, (app_, on) in enumerate((("云笺借条", True), (LOAN, True), ("迅羽速递", False), ("禾川银行", False), ("晨读电台", False), ("青石地图", True), ("企鹅短视频", False)))])
    elif kind == "honor_app":
        who_("云笺借条", "版本 2.9.0", 56)
        for n, rows in enumerate(((("通讯录", True, "最近访问：今天 11:20"), ("通话记录", True, "最近访问：昨天 23:48"), ("信息", False, "最近访问：12月4日 08:31"), ("位置信息", False, None)), (("相机", True, None), ("麦克风", False, None), ("读取应用列表", True, "最近访问：今天 06:00"), ("悬浮窗", False, None)))):
            box([row(note("云笺借条", permission, "开启" if on else "关闭", last, state_shown_as="switch"), permission, last or "", toggle(on, "#2f6bff"), first=k == 0, tall=57) for k, (permission, on, last) in enumerate(rows)], "margin-bottom:12px")
    elif kind == "harmony_week":
        section = "通讯录"
        head("近 7 天访问通讯录的应用", "", "")
        box([row(note(app_, section, None, last, "近 7 天访问通讯录的应用"), app_, f"访问 {times} 次", last + more(), icon(app_, 38), first=n == 0, tall=66) for n, (app_, times, last) in enumerate((("云笺借条", 132, "今天 10:02"), ("电话", 57, "今天 09:51"), (LOAN, 40, "今天 06:30"), ("信息", 12, "昨天 21:19"), ("企鹅短视频", 5, "12月1日"), ("小满手作", 1, "11月29日")))])
    elif kind == "oneui_use":
        for section, rows in (("今天", ((LOAN, "下午8:31"), ("电话", "下午5:44"), (LOAN, "上午10:15"), ("云笺借条", "上午6:00"))), ("昨天", (("信息", "下午10:09"), (LOAN, "下午2:27"), ("豆芽记账", "上午11:40")))):
            head(section, "", "font-weight:600;")
            box([row(note(app_, "通讯录", None, clock, section), app_, "", clock, icon(app_, 34, "40%"), first=n == 0, tall=55) for n, (app_, clock) in enumerate(rows)], "border-radius:24px;margin:0 10px")
    elif kind == "color_one":
        for section, rows in (("已允许", ((LOAN, "始终允许"), ("云笺借条", "使用时允许"), ("电话", "始终允许"), ("信息", "始终允许"))), ("每次询问", (("迅羽速递", "每次询问"),)), ("已拒绝", (("晨读电台", "不允许"), ("企鹅短视频", "不允许")))):
            head(section)
            box([row(note(app_, "读取联系人", state, None, section), app_, "", state + more(), icon(app_, 36), first=n == 0, tall=55) for n, (app_, state) in enumerate(rows)])
    else:  # "info": all about one app, its permissions among other matters
        who_(LOAN, "版本 5.6.3 · 安装于2026年3月2日", 60)
        box([row("", "通知", "", "已开启" + more(), tall=48), row("", "存储占用", "", "318 MB" + more(), first=False, tall=48), row("", "流量使用", "", "1.26 GB" + more(), first=False, tall=48)])
        head("权限")
        box([row(note(LOAN, permission, state, last, "权限"), permission, last or "", state + more(), first=n == 0, tall=54) for n, (permission, state, last) in enumerate((("联系人", "允许", "最近使用：今天 14:12"), ("通话记录", "允许", "最近使用：今天 14:12"), ("短信", "禁止", None), ("位置信息", "使用时允许", "最近使用：11月19日 08:40"), ("相机", "每次询问", None)))])
        below = below or f"<div style='flex:none;display:flex;justify-content:space-around;padding:10px 0 6px;font-size:12px;color:{grey};text-align:center'><span>{g('gear', 22, more='display:block;margin:0 auto 3px')}强行停止</span><span>{g('plus', 22, more='display:block;margin:0 auto 3px')}卸载</span></div>"
    return dict(html=f"{status(name, now, bars, net)}{top}<div class=list style='padding:0'>{''.join(out)}</div>{below}{home('#eee' if dark else '#1a1a1a')}<!--over-->", truth=t, rows=True, height=height, scale=scale, style=dict(bg=bg or ("#000" if dark else "#fff"), fg=fg, sub="#888", font=font, css=CSS + tints(grey=grey, c=card or ("#1b1c1f" if dark else "#fff"))))


title = lambda words_, right="", size=26, style="": f"<div style='flex:none;display:flex;align-items:center;gap:18px;padding:10px 22px;{style}'><span style='flex:1;font-size:{size}px;font-weight:600'>{words_}</span>{right}</div>"
line = lambda tint, *tabs: "<div style='flex:none;display:flex;gap:28px;padding:2px 24px 8px;font-size:15px'>" + "".join(f"<span style='{f'color:{tint};font-weight:600' if i == 0 else 'opacity:.55'}'>{w}</span>" for i, w in enumerate(tabs)) + "</div>"
tabs = lambda tint, on, *marks: "<div style='flex:none;display:flex;justify-content:space-around;padding:7px 0 3px;font-size:10.5px;text-align:center'>" + "".join(f"<span style='{f'color:{tint}' if i == on else 'opacity:.6'};min-width:54px'>{g(m, 23, more='display:block;margin:0 auto 2px')}{w}</span>" for i, (m, w) in enumerate(marks)) + "</div>"
pad = lambda ink, paper: f"<div style='flex:none;background:{paper};border-radius:18px 18px 0 0;padding:8px 26px 4px'><div style='display:grid;grid-template-columns:1fr 1fr 1fr;text-align:center;color:{ink}'>" + "".join(f"<div style='height:50px;font-size:26px;line-height:50px'>{d}</div>" for d in "123456789*0#") + "</div><div style='display:flex;justify-content:center;padding:4px 0 6px'><span style='width:56px;height:56px;border-radius:50%;background:#34b764;color:#fff;display:flex;align-items:center;justify-content:center'>" + g("phone", 26) + "</span></div></div>"
segment = lambda on, edge, paper: f"<div style='flex:none;display:flex;align-items:center;justify-content:space-between;padding:4px 16px;font-size:16px'><span style='color:#0a7aff'>编辑</span><span style='display:flex;background:{edge};border-radius:9px;padding:2px;font-size:13px'>" + "".join(f"<span style='padding:4px 16px;border-radius:7px;{f'background:{paper};font-weight:600' if i == on else ''}'>{w}</span>" for i, w in enumerate(("所有通话", "未接来电"))) + "</span><span style='width:32px'></span></div>"
IOSTABS = (("star", "个人收藏"), ("clock", "最近通话"), ("person", "通讯录"), ("dial", "拨号键盘"), ("voice", "语音留言"))
iosback = lambda back_, title_, ink="#0a7aff": f"<div style='flex:none;position:relative;text-align:center;padding:11px 0 12px;font-size:16.5px;font-weight:600'><span style='position:absolute;left:10px;top:9px;display:flex;align-items:center;color:{ink};font-weight:400;font-size:16px'>{less(22, ink)}{back_}</span>{title_}</div>"
bigtitle = lambda words_, sub="": f"<div style='flex:none;padding:8px 22px 6px'>{arrow()}<div style='font-size:27px;margin-top:20px'>{words_}</div>{f'<div style=font-size:13.5px;opacity:.65;margin-top:6px>{sub}</div>' if sub else ''}</div>"
DETAIL = f"<div style='flex:none;text-align:center;padding:4px 0 12px'><span style='display:inline-block'>{face('z', 64, '50%', grey=True)}</span><div style='font-size:22px;font-weight:600;margin-top:5px'>176 0000 4428</div><div style='font-size:13px;color:#84868c;margin-top:2px'>浙江 杭州 · 骚扰电话</div></div><div style='flex:none;height:8px;background:#f3f4f6'></div><div style='flex:none;padding:11px 22px 3px;font-size:13.5px;color:#84868c'>通话记录</div>"

PAGES = {
    "n_sms_inbox_hyperos": (lambda n: listing(n, "threads"), ("plain",)),
    "n_wx_record": (lambda n: listing(n, "record"), ("plain",)),
    "n_call_hyperos2": (lambda n: calls(n, "hyper", C_HYPER, "2026-11-26T20:05:00", font=MI, top=title("通话", g("find", 22) + g("gear", 22)) + line("#2a6df4", "全部", "未接", "陌生"), below=tabs("#2a6df4", 0, ("phone", "电话"), ("person", "联系人"), ("dial", "生活"))), ("plain",)),
    "n_call_coloros15": (lambda n: calls(n, "color", C_COLOR, "2026-04-18T20:40:00", bars="left", top=title("电话", g("find", 22) + g("dots", 21), 27), below=tabs("#17a05c", 0, ("phone", "电话"), ("person", "联系人"))), ("half",)),
    "n_call_originos5_night": (lambda n: calls(n, "origin", C_ORIGIN, "2026-06-04T22:02:00", True, font=MI, top=title("最近通话", g("find", 22) + DOTS(), 22) + line("#6ea0ff", "全部", "未接"), below=tabs("#6ea0ff", 1, ("dial", "拨号"), ("clock", "通话"), ("person", "联系人"))), ("tilt",)),
    "n_call_magicos9_marks": (lambda n: calls(n, "honor", C_HONOR, "2026-08-12T20:10:00", font=HM, bg="#f6f8fc", top=title("拨号", g("find", 22) + g("dots", 21)), below=tabs("#2f6bff", 0, ("phone", "拨号"), ("person", "联系人"), ("star", "收藏"))), ("plain",)),
    "n_call_oneui7": (lambda n: calls(n, "oneui", C_ONEUI, "2026-07-10T21:16:00", bg="#f2f2f6", top=title("最近通话", g("find", 22) + g("dots", 21), 22), below="<div style='flex:none;display:flex;justify-content:space-around;padding:12px 20px 8px;font-size:14.5px'><span style='opacity:.6'>键盘</span><b>最近通话</b><span style='opacity:.6'>联系人</span></div>"), ("jpeg",)),
    "n_call_ios18_night": (lambda n: calls(n, "ios", C_IOS, "2026-05-27T21:25:00", True, font=INTER, bars="ios", height=779, scale=3.25, top=segment(0, "#1c1c1e", "#636366") + title("最近通话", size=30, style="padding:6px 16px 4px"), below=tabs("#2b8cff", 1, *IOSTABS)), ("crop", "list", "c6")),
    "n_call_harmony5_rings": (lambda n: calls(n, "harmony", C_HARMONY, "2026-12-03T10:44:00", font=HM, bg="#f1f3f5", top=title("电话", g("find", 22) + g("dots", 21), 28), below=tabs("#0a59f7", 0, ("phone", "电话"), ("person", "联系人"), ("star", "收藏"))), ("moire",)),
    "n_call_google_night": (lambda n: calls(n, "google", C_GOOGLE, "2026-06-17T14:20:00", True, bg="#131318", net="LTE", top="<div style='flex:none;margin:10px 16px 6px;background:#23242c;border-radius:24px;padding:13px 18px;font-size:15.5px;color:#a5a8b2;display:flex;gap:13px;align-items:center'>" + g("find", 19) + "搜索联系人和地点</div>", below=tabs("#b4c5ff", 1, ("star", "收藏"), ("clock", "最近"), ("person", "联系人"))), ("plain",)),
    "n_call_one_number": (lambda n: calls(n, "one", C_ONE, "2026-11-26T20:33:00", font=MI, number="176 0000 4428", top=bar(arrow(), "通话详情", g("dots", 21), size=18, style="padding:4px 20px") + DETAIL, below="<div style='flex:none;display:flex;justify-content:space-around;padding:11px;font-size:14px;color:#2a6df4'><span>拨打</span><span>发短信</span><span>加入黑名单</span></div>"), ("plain",)),
    "n_call_ios_missed": (lambda n: calls(n, "ios", C_MISSED, "2026-09-29T21:50:00", font=INTER, bars="ios", height=779, scale=3.25, top=segment(1, "#e9e9eb", "#fff") + title("最近通话", size=30, style="padding:6px 16px 4px"), below=tabs("#0a7aff", 1, *IOSTABS)), ("banner", "健身", "本周还差两次训练就能完成目标，今晚一起跑步吧")),
    "n_call_keypad_night": (lambda n: calls(n, "pad", C_PAD, "2026-09-30T18:29:00", True, font=MI, bg="#141517", net="4G", bars="left", top="<div style='flex:none;display:flex;gap:30px;padding:12px 22px 8px;font-size:17px'><span style='color:#4b95ff;font-weight:600'>拨号</span><span style='opacity:.6'>联系人</span><span style='opacity:.6'>黄页</span></div>", below=pad("#eceef2", "#1f2124")), ("plain",)),
    "n_perm_android15_contacts": (lambda n: permits(n, "android_contacts", "2026-11-23T20:02:00", bg="#faf8fd", top=bigtitle("联系人")), ("plain",)),
    "n_perm_android15_app_night": (lambda n: permits(n, "android_app", "2026-09-16T21:18:00", True, bg="#131318", top=bigtitle("应用权限")), ("jpeg",)),
    "n_perm_android15_timeline": (lambda n: permits(n, "timeline", "2026-10-22T18:40:00", bg="#faf8fd", bars="left", top=bigtitle("通讯录使用情况", "过去 24 小时的使用时间线")), ("half",)),
    "n_perm_ios17_contacts": (lambda n: permits(n, "ios_switches", "2026-05-26T21:40:00", font=INTER, bars="ios", bg="#f2f2f7", height=779, scale=3.25, top=iosback("隐私与安全性", "通讯录")), ("plain",)),
    "n_perm_ios18_contacts_night": (lambda n: permits(n, "ios_words", "2026-06-17T22:08:00", True, font=INTER, bars="ios", bg="#000", card="#1c1c1e", height=779, scale=3.25, top=iosback("返回", "通讯录", "#2b8cff")), ("tilt",)),
    "n_perm_ios_report": (lambda n: permits(n, "ios_report", "2026-06-17T22:16:00", font=INTER, bars="ios", bg="#f2f2f7", height=779, scale=3.25, top=iosback("返回", "App隐私报告")), ("plain",)),
    "n_perm_hyperos2_app": (lambda n: permits(n, "hyper_app", "2026-11-22T21:13:00", font=MI, app="appinfo", top=bar(arrow(), "权限管理", g("find", 21), size=19, style="padding:8px 22px")), ("plain",)),
    "n_perm_hyperos2_log": (lambda n: permits(n, "hyper_log", "2026-11-22T21:30:00", font=MI, top=bar(arrow(), "应用行为记录", g("gear", 21), size=19, style="padding:8px 22px") + line("#2a6df4", "全部", "隐私", "启动")), ("crop", 0, "p5")),
    "n_perm_coloros15_log_night": (lambda n: permits(n, "color_log", "2026-11-23T21:07:00", True, bg="#000", card="#1c1c1e", top=bar(less(), "权限使用记录", g("dots", 21), size=19, style="padding:8px 20px")), ("moire",)),
    "n_perm_originos5_autostart": (lambda n: permits(n, "autostart", "2026-10-22T21:25:00", font=MI, bg="#f3f5f9", top=bar(less(), "自启动", g("find", 21), size=19, centre=True, style="padding:8px 18px")), ("plain",)),
    "n_perm_magicos9_app": (lambda n: permits(n, "honor_app", "2026-12-05T13:52:00", font=HM, bg="#f3f6fb", app="appinfo", top=bar(arrow(), "应用权限", size=20, style="padding:8px 18px")), ("banner", "天气", "傍晚到夜间有小雨，气温7到12度，出门记得带伞")),
    "n_perm_harmony5_week": (lambda n: permits(n, "harmony_week", "2026-12-03T10:31:00", font=HM, bg="#f1f3f5", top=bar(arrow(), "通讯录访问记录", size=20, style="padding:8px 18px")), ("jpeg",)),
    "n_perm_oneui7_use_night": (lambda n: permits(n, "oneui_use", "2026-07-10T21:36:00", True, bg="#010102", card="#1b1b1f", top=bar(less(), "通讯录使用情况", g("dots", 21), size=20, style="padding:9px 16px")), ("plain",)),
    "n_perm_coloros15_contacts": (lambda n: permits(n, "color_one", "2026-04-18T21:14:00", bg="#f4f5f6", bars="left", top=bar(less(), "读取联系人", g("find", 21), size=19, style="padding:8px 20px")), ("plain",)),
    "n_perm_appinfo": (lambda n: permits(n, "info", "2026-11-23T20:26:00", font=MI, bg="#f4f5f7", app="appinfo", top=bar(less(), "应用信息", g("dots", 21), size=19, style="padding:8px 20px")), ("plain",)),
}
FOURTEENTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(chat(name, app, script, **looks), way=way, ways=[way[0]])) for name, (app, script, looks, way) in CHATS.items()}
FOURTEENTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), way=way, ways=[way[0]])) for name, (make, way) in PAGES.items()})
