"""A fifteenth set for scripts/draw_screens.py: conversations (SMS of One UI, MIUI, ColorOS, EMUI, OriginOS, MagicOS, Flyme, old and new Android, iOS 16 and 18, messages of a 5G service; WeChat, QQ, DingTalk,
Feishu, WeCom), lists of calls and pages of permissions, each drawn once, half of them degraded (one way each). Drawn from memory without a look at the rules that read them; people, firms, numbers and words
are invented."""

import re
from datetime import datetime
from random import Random

from draw_screens_skins import esc, truth
from draw_screens_twelfth import G, g
from draw_screens_fourteenth import CJK, HM, INTER, MI, arrow, bar, clock_of, face, field, home, icon, inform, iosback, less, low, more, simcard, svg, tints, title, toggle, way_sign

ROB = "Roboto,'WenQuanYi Micro Hei','Noto Sans CJK SC','Noto Color Emoji',sans-serif"


def status(name, now, kind="right"):
    """The strip over all, in four arrangements."""
    r = Random("st" + name)
    left, clock = r.randint(9, 98), f"{now.hour}:{now.minute:02d}"
    wide = f"{now.hour:02d}:{now.minute:02d}"
    bars = "<svg width=16 height=11>" + "".join(f"<rect x={i * 4.1:.1f} y={8 - i * 2.5:.1f} width=2.900 height={3 + i * 2.5:.1f} rx=.5 fill=currentColor />" for i in range(4)) + "</svg>"
    wedge = "<svg width=13 height=12><path d='M12.500.500v11H.800z' fill=currentColor /></svg>"
    fan = "<svg width=15 height=11 viewBox='0 0 16 12'><path d='M8 11.500L.8 4Q8-2.400 15.200 4z' fill=currentColor /></svg>"
    cell = f"<svg width=24 height=12 viewBox='0 0 25 12'><rect x=.6 y=.6 width=21 height=10.800 rx=3.300 fill=none stroke=currentColor opacity=.55 /><rect x=2 y=2 width={left * .18:.1f} height=8 rx=2 fill=currentColor /><rect x=22.600 y=4 width=1.500 height=4 rx=.7 fill=currentColor opacity=.55 /></svg>"
    upright = f"<svg width=9 height=14><path d='M3 0h3v2h2.500v12H.500V2H3z' fill=currentColor opacity=.35 /><rect x=.5 y={14 - left * .12:.1f} width=8 height={left * .12:.1f} fill=currentColor /></svg>"
    if kind == "ios":
        return f"<div class=stat style='flex:none;height:48px;display:flex;align-items:center;justify-content:space-between;padding:8px 24px 0 34px;position:relative'><b style='font-size:15.5px;font-weight:600'>{clock}</b><span style='position:absolute;left:50%;margin-left:-55px;top:10px;width:110px;height:32px;border-radius:16px;background:#000'></span><span style='display:flex;gap:5px;align-items:center;font-size:12px;font-weight:600'>{bars}5G{cell}</span></div>"
    if kind == "notch":  # an older iPhone
        return f"<div class=stat style='flex:none;height:40px;display:flex;align-items:center;justify-content:space-between;padding:6px 16px 0 26px'><b style='font-size:15px;font-weight:600'>{clock}</b><span style='display:flex;gap:5px;align-items:center'>{bars}{fan}{cell}</span></div>"
    if kind == "old":
        return f"<div class=stat style='flex:none;height:24px;display:flex;align-items:center;justify-content:flex-end;gap:6px;padding:0 9px;font-size:12.5px'>{fan}{wedge}{upright}<span>{wide}</span></div>"
    if kind == "busy":
        return f"<div class=stat style='flex:none;height:32px;display:flex;align-items:center;justify-content:space-between;padding:0 16px;font-size:12px'><span style='display:flex;gap:6px;align-items:center'>{wide}<svg width=11 height=11><rect width=10.500 height=10.500 rx=2.500 fill=currentColor opacity=.6 /></svg><svg width=11 height=11><circle cx=5.500 cy=5.500 r=5 fill=currentColor opacity=.6 /></svg></span><span style='display:flex;gap:4px;align-items:center;font-size:9.5px'>{r.randint(1, 9)}.{r.randint(1, 9)}K/s<span>HD</span>{bars}{bars}{fan}{left}%{cell}</span></div>"
    return f"<div class=stat style='flex:none;height:34px;display:flex;align-items:center;justify-content:space-between;padding:0 22px;font-size:13px;font-weight:500;position:relative'><span>{wide}</span><span style='position:absolute;left:50%;margin-left:-6px;top:9px;width:13px;height:13px;border-radius:50%;background:#060606'></span><span style='display:flex;gap:5px;align-items:center;font-size:10px'>{wedge}{fan}<span style='font-size:11px'>{left}%</span>{cell}</span></div>"


CSS = """
.w{display:flex;align-items:flex-end;gap:8px;margin:8px 0 0}.w.r{flex-direction:row-reverse}.w.mi,.w.la{margin-top:3px}.co{display:flex;flex-direction:column;align-items:flex-start;min-width:0;max-width:var(--mx,250px)}.r>.co{align-items:flex-end}
.p{font-size:15.3px;line-height:1.42;padding:9px 13px;position:relative;overflow-wrap:anywhere;border-radius:16px}.w.l .p{background:var(--l);color:var(--li)}.w.r .p{background:var(--r);color:var(--ri)}
.nm{font-size:12px;color:var(--g);margin:0 0 4px 2px;display:flex;gap:6px;align-items:center}.hr{font-size:11px;color:var(--g);margin:3px 4px 1px;display:flex;gap:5px;align-items:center}.be{font-size:11px;color:var(--g);flex:none;white-space:nowrap}.inn{font-size:10.5px;opacity:.62;margin-top:2px;display:flex;gap:5px;align-items:center}
.t{font-size:12px;color:var(--g);text-align:center;margin:14px 0 8px}.no{font-size:12px;color:var(--g);text-align:center;margin:11px 34px 8px;line-height:1.4}
.qu{font-size:12.5px;line-height:1.4;color:var(--g);background:var(--q);border-radius:5px;padding:5px 9px;margin-top:4px}.qi{font-size:12.6px;line-height:1.4;opacity:.72;border-left:2px solid currentColor;padding-left:8px;margin-bottom:6px}
.kd{width:226px;border-radius:8px;overflow:hidden;background:var(--cb,#fff);color:var(--cf,#1c1c1e)}.kd .i{display:flex;gap:11px;align-items:center;padding:12px 13px}.kd .a{font-size:15.3px;line-height:1.38}.kd .z{font-size:12.3px;opacity:.72;margin-top:3px;line-height:1.38}.kd .fo{font-size:11px;opacity:.65;border-top:.6px solid #8884;margin:0 13px;padding:4px 0 5px}
.lr{display:flex;align-items:center;gap:13px;padding:8px 22px;min-height:60px}.lm{flex:1;min-width:0}.l1{font-size:16.5px;display:flex;gap:6px;align-items:center}.l2{font-size:12.8px;color:var(--g);margin-top:3px;display:flex;gap:6px;align-items:center;flex-wrap:wrap}.lx{font-size:13px;color:var(--g);flex:none;display:flex;align-items:center;gap:9px}
.se{font-size:13px;color:var(--g);padding:13px 24px 5px}.bx{background:var(--c);border-radius:18px;margin:0 12px 8px;overflow:hidden}
"""
LINK = re.compile(r"((?:[a-z0-9-]+\.)+example(?:/\w+)*|400-000-\d{4}|0\d{2,3}-0000 ?\d{4}|1\d\d 0000 \d{4}|95\d{3})")
WAVES = lambda flip: f"<svg width=15 height=16 viewBox='0 0 15 17' style='vertical-align:-2px;{'transform:scaleX(-1)' if flip else ''}'><path d='M2.500 6.500q2 2 0 4M6 4q4.500 4.500 0 9M9.500 1.500q7 7 0 14' stroke=currentColor stroke-width=1.700 fill=none stroke-linecap=round /></svg>"
SHOTS = ["<rect width=100 height=130 fill='#cfd8dc'/><rect x=8 y=14 width=84 height=104 rx=5 fill='#fff'/><rect x=14 y=20 width=72 height=16 fill='#e9eef2'/><path d='M16 46h46M16 58h60M16 70h38M16 88h56M16 100h30' stroke='#b5bec6' stroke-width=4 /><circle cx=78 cy=47 r=6 fill='#e26a5a'/><circle cx=78 cy=71 r=6 fill='#e26a5a'/>",
         "<rect width=100 height=130 fill='#a9b8a2'/><rect y=84 width=100 height=46 fill='#7d715f'/><rect x=18 y=30 width=40 height=58 fill='#c9b79c'/><rect x=30 y=50 width=16 height=38 fill='#5c4634'/><path d='M12 34l26-20 26 20z' fill='#8d4a38'/><circle cx=80 cy=24 r=9 fill='#f5e7a8'/>"]


def words(text, ink=""):
    return LINK.sub(rf"<span style='color:{ink};text-decoration:underline;white-space:nowrap'>\1</span>", esc(text)) if ink else esc(text)


def talk(name, app, script, *, now, peer, top, foot, css, bg, fg="#18181a", font=CJK, bars="right", dark=False, pics=(None, None), names=False, place="under", under="", quote="under", end=False, pad="12px", link=("", ""), head="", ink="#1a1a1a", height=800, scale=3, lead="", last=False, tail=""):
    """One conversation; texts of one hand in a row are of one group (fi, mi, la, on). `last`: the face stands beside the last of a group only."""
    now = datetime.fromisoformat(now)
    t, out, context, fresh = truth(app, now, "dark" if dark else "light", peer), [], None, False
    sides = [(None if s[0] in "tN" else "left" if s[0] == "L" or "left" in s[1:3] else "right", s[-1].get("who") if isinstance(s[-1], dict) else None) for s in script]

    def put(n, side, inner, text, kind, o, bare=False):
        nonlocal fresh
        i, own, where = len(t["bubbles"]), o.get("tm"), "lr"[side == "right"]
        same = lambda m: 0 <= m < len(sides) and sides[m] == sides[n]
        group = "on" if not same(n - 1) and not same(n + 1) else "fi" if not same(n - 1) else "la" if not same(n + 1) else "mi"
        who = o.get("who") if names and side == "left" else None
        mark = f"<span data-k=t{i}>{own}</span>{o.get('sim', under)}" if own else ""
        q = words(o["q"]) if o.get("q") else ""
        block = inner if bare else f"<div class=p>{f'<div class=qi>{q}</div>' if q and quote == 'in' else ''}{inner}{f'<div class=inn>{mark}</div>' if own and place == 'in' else ''}</div>"
        over = f"<div class=nm>{o.get('tag', '')}<span data-k=w{i}>{esc(who)}</span>{o.get('after', '')}{f'<span>{mark}</span>' if own and place == 'over' else ''}</div>" if who else f"<div class=nm>{mark}</div>" if own and place == "over" else ""
        foot_ = (f"<div class=qu>{q}</div>" if q and quote == "under" else "") + o.get("act", "") + (f"<div class=hr>{mark if place == 'under' else ''}{o.get('low', '')}</div>" if (own and place == "under") or o.get("low") else "")
        beside = f"<div class=be>{mark if place == 'beside' else ''}{o.get('by', '')}</div>" if (own and place == "beside") or o.get("by") else ""
        pic = pics[side == "right"]
        pic = pic(o.get("who") or peer if side == "left" else "我") if pic else ""
        if pic and last and group in ("fi", "mi"):
            pic = f"<span style='visibility:hidden;flex:none;display:flex'>{pic}</span>"
        out.append(f"<div class='w {where} {group} {o.get('cl', '')}'>{pic}<div class=co>{over}{block}{foot_}</div>{beside}</div>")
        at = None
        if context:
            at = f"{context[0][:10]}T{clock_of(own)}" if own else context[0]
        one = dict(side=side, kind=kind, text=text, time=own or (context[1] if fresh else None), time_context=context[1] if context else None, sender=who, own=bool(own), at=at, context_at=context[0] if context else None)
        one["from"] = context[2] if context else None
        if q:
            one["quote"] = o["q"]
        t["bubbles"].append(one)
        fresh = False

    for n, step in enumerate(script):
        i, kind, rest = len(t["bubbles"]), step[0], list(step[1:])
        o = rest.pop() if isinstance(rest[-1], dict) else {}
        if kind == "t":
            context, fresh = (rest[0].strip().replace(" ", "T"), rest[1], len(t["separators"])), True
            out.append(f"<div class=t>{lead}<span data-k=s{context[2]}>{rest[1]}</span>{tail}</div>")
            t["separators"].append(rest[1])
        elif kind == "N":
            out.append(f"<div class=no><span data-k=n{len(t['notices'])}>{rest[0]}</span>{o.get('tail', '')}</div>")
            t["notices"].append(re.sub("<.*?>", "", rest[0]))
        elif kind in "LR":
            side = "left" if kind == "L" else "right"
            put(n, side, f"<span data-k=b{i}>{words(rest[0], link[kind == 'R'])}</span>", rest[0], "text", o)
        elif kind == "V":
            side, seconds, said = (*rest, None)[:3]
            mark = f"{seconds}″" if o.get("prime") else f'{seconds}"'
            dot = "<span style='display:inline-block;margin-bottom:14px;width:8px;height:8px;border-radius:50%;background:#f33'></span>" if o.get("new") else ""
            strip = f"<div class=p style='width:{74 + seconds * 2}px;text-align:{side}'>{WAVES(False) + '&nbsp; ' if side == 'left' else ''}{{}}{' &nbsp;' + WAVES(True) if side == 'right' else ''}</div>"
            if said:
                put(n, side, f"<div data-k=b{i} style='display:flex;flex-direction:column;gap:5px;align-items:{'flex-start' if side == 'left' else 'flex-end'}'>{strip.format(mark)}<div class='p nn'>{esc(said)}</div></div>", f"{mark}\n{said}", "voice", o, True)
            else:
                put(n, side, strip.format(f"<span data-k=b{i}>{mark}</span>"), mark, "voice", dict(o, by=o.get("by", "") + dot), True)
        elif kind == "C":
            side, text = rest
            sign = g("phone", 18, more="vertical-align:-4px;" + ("margin-right:8px" if side == "left" else "margin-left:8px"))
            put(n, side, (sign if side == "left" else "") + f"<span data-k=b{i}>{text}</span>" + (sign if side == "right" else ""), text, "call", o)
        elif kind == "I":
            side, which, w, h = rest
            put(n, side, f"<div data-k=b{i} style='position:relative;font-size:1px;line-height:1'><span style='position:absolute;top:0'>&nbsp;</span><svg width={w} height={h} viewBox='0 0 100 130' preserveAspectRatio='xMidYMid slice' style='border-radius:{o.get('round', 7)}px;display:block'>{SHOTS[which]}</svg><span style='position:absolute;bottom:0'>&nbsp;</span></div>", "", "image", o, True)
        else:  # a card
            side, sort, lines, footer, paint, pic = rest
            inner = f"<div data-k=b{i} style='flex:1;min-width:0'><div class=a>{esc(lines[0])}</div>{''.join(f'<div class=z>{esc(x)}</div>' for x in lines[1:])}</div>"
            row = inner + pic if sort in ("link", "file") else pic + inner
            put(n, side, f"<div class='kd {sort}' style='{paint}'><div class=i>{row}</div>{f'<div class=fo>{footer}</div>' if footer else ''}</div>", "\n".join(lines), sort, o, True)
    flow = "display:flex;flex-direction:column;justify-content:flex-end;" if end else ""
    html = f"{status(name, now, bars)}{top}{head}<div class=list style='padding:0 {pad} 8px;{flow}'>{''.join(out)}</div>{foot}{home(ink) if ink else ''}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub="#8a8a8a", font=font, css=CSS + css), truth=t, height=height, scale=scale)


COIN = "<span style='width:38px;height:38px;border-radius:50%;border:2px solid #fff;flex:none;display:flex;align-items:center;justify-content:center;font-size:20px;color:#fff;font-weight:600'>¥</span>"
TICK = "<svg width=38 height=38 style='flex:none'><circle cx=19 cy=19 r=17 fill=none stroke='#fff' stroke-width=2 /><path d='M11 19.500l5.500 5.500 11-11.500' stroke='#fff' stroke-width=2.300 fill=none /></svg>"
HONGBAO = "<svg width=34 height=40 style='flex:none'><rect width=34 height=40 rx=5 fill='#d8402f'/><path d='M0 11q17 12 34 0' stroke='#f7d088' stroke-width=2 fill=none /><circle cx=17 cy=18 r=6 fill='#f7d088'/></svg>"
SHEET = lambda tag, hue: f"<svg width=36 height=44 style='flex:none'><path d='M0 4q0-4 4-4h18l14 13v27q0 4-4 4H4q-4 0-4-4z' fill='{hue}'/><text x=18 y=32 font-size=13 font-weight=700 fill='#fff' text-anchor=middle font-family=Roboto>{tag}</text></svg>"
THUMB = lambda hue: f"<span style='width:44px;height:44px;background:{hue};flex:none;border-radius:4px'></span>"
GREY = lambda size=36: (lambda w: face(w, size, "50%", grey=True))
LET = lambda size=34, radius="50%", n=1: (lambda w: face(w, size, radius, n))
PIC = lambda size=38, radius="5px": (lambda w: face(w, size, radius))
NIB = ".p:before{content:'';position:absolute;top:13px;border:5.500px solid transparent}.w.l .p:before{left:-10px;border-right-color:var(--l)}.w.r .p:before{right:-10px;border-left-color:var(--r)}"
WXCSS = NIB + ".w{align-items:flex-start;margin-top:11px}.w.mi,.w.la{margin-top:11px}.p{border-radius:5px;padding:9px 12px;line-height:1.4}.p.nn:before{display:none}.kd{border-radius:5px}.kd.transfer .a,.kd.redpacket .a{font-size:16.5px}"
wxfoot = lambda paper, box, ink="", tall=38: low(g("voice", 28, ink), field("", f"background:{box};border-radius:6px;height:{tall}px"), g("smile", 28, ink), g("plus", 28, ink), style=f"background:{paper};padding:9px 11px 5px;gap:9px")
DOTS = lambda size=22: g("more", size)
ioshead = lambda who, pic, n, bg, ink: f"<div style='flex:none;position:relative;text-align:center;padding:3px 0 8px;background:{bg};border-bottom:.5px solid #8885'><span style='position:absolute;left:10px;top:16px;display:flex;align-items:center;color:{ink};font-size:16px'>{less(25, ink)}{n}</span>{pic}<div style='font-size:11.5px;margin-top:3px'>{who}<span style='opacity:.4;margin-left:3px'>›</span></div></div>"
iosfoot = lambda hint, box, edge, ink: low(f"<span style='width:34px;height:34px;border-radius:50%;background:{box};display:flex;align-items:center;justify-content:center'>{g('bare', 17, '#8a8a8f')}</span>", f"<span style='flex:1;height:35px;border-radius:18px;border:1px solid {edge};color:#a2a2a8;font-size:15.5px;display:flex;align-items:center;justify-content:space-between;padding:0 4px 0 14px'>{hint}{g('up', 28, ink)}</span>", style="padding:7px 12px 7px")

# --- conversations ------------------------------------------------------------------------------------------------------------------
ONEUI = [("t", "2026-01-05 ", "2026年1月5日 星期一"), ("L", "你好，是骆小梅女士吗"), ("L", "阮承志是你老公吧，他在松果快贷欠款23,600元已经失联三天，打他电话关机"), ("L", "请你转告他今天18点前联系我处理", {"tm": "上午 11:03"}), ("R", "他没有失联，你们打错人了", {"tm": "上午 11:20"}), ("t", "2026-01-06 ", "2026年1月6日 星期二"), ("L", "骆女士，夫妻共同债务了解一下，不行我们直接走你单位财务", {"tm": "下午 2:41"}), ("R", "我没签过任何字"), ("R", "再给我发消息我就去网信办和12378投诉你们", {"tm": "下午 2:44"}), ("L", "投诉你也得还。", {"tm": "下午 2:45"})]
ONEUI5 = [("t", "2026-03-29 ", "3月29日 周日"), ("L", "阿志，家里座机今天响了三十多次", {"tm": "19:36"}), ("R", "大舅您把线拔了吧", {"tm": "19:40"}), ("L", "他们说要去你奶奶坟上闹😡 这是人干的事吗", {"tm": "19:41"}), ("t", "2026-03-30 ", "昨天"), ("R", "我今天去派出所报了案，回执号给您存着", {"tm": "9:12"}), ("L", "好", {"tm": "9:15"})]
MIUI = [("t", "2025-12-28 18:25", "2025年12月28日 18:25"), ("L", "承志，我是老段，有个姓鲁的给我打电话，说是你的紧急联系人"), ("R", "段哥抱歉，是贷款App自己读了我通讯录"), ("t", "2026-01-02 09:07", "1月2日 09:07"), ("L", "他今早又打，还加我微信，头像是警徽"), ("L", "我看着像骗子啊"), ("R", "是催收冒充的，千万不要点他发的东西"), ("t", "2026-01-08 22:51", "昨天 22:51"), ("L", "刚又发短信，说我不配合就起诉我。我一个卖水果的怕啥起诉"), ("t", "2026-01-09 07:40", "07:40"), ("R", "短信截图发我，我一并交给监管")]
COLOR = [("t", "2026-09-16 14:20", "星期三 下午2:20"), ("L", "【橙帆分期】尊敬的客户，您的借款已严重逾期，现拟将您的逾期信息推送至您的手机通讯录联系人，退订回T"), ("R", "T"), ("t", "2026-09-18 09:58", "昨天 上午9:58"), ("L", "【橙帆分期】最后一次提醒：请于今日16:00前偿还本息合计9,385.07元，否则后果自行承担。客服400-000-6611"), ("R", "请提供合同和还款明细", {"low": "已送达"}), ("L", "【橙帆分期】请登录App查看。"), ("t", "2026-09-19 08:31", "上午8:31"), ("L", "【橙帆分期】您的案件已移交属地外访组，请保持电话畅通。"), ("R", "你们外访必须出示证件，未经我同意不得入户", {"low": "发送失败，点击重试"})]
EMUI = [("t", "2025-12-03 ", "2025年12月3日 周三"), ("L", "【星桥金服】阮承志，您尾号0000的银行卡扣款失败，逾期费用按日计收，请立即还款 xq.example/p8", {"tm": "上午10:15"}), ("t", "2025-12-05 ", "2025年12月5日 周五"), ("L", "【星桥金服】多次联系未果，我司将依法采取进一步措施，包括但不限于联系您的亲友、单位核实情况。", {"tm": "下午6:48"}), ("R", "请停止骚扰我的亲友，有问题只联系我本人，号码没变过", {"tm": "下午7:02"}), ("L", "【星桥金服】感谢您的反馈，祝您生活愉快。", {"tm": "下午7:02"})]
ORIGIN = [("t", "2026-07-07 20:11", "周二 20:11"), ("L", "老阮，我是鼎诺咨询的鲁经理，你儿子在育才附小四年级二班，我没说错吧"), ("L", "我们不想打扰孩子"), ("L", "但你不接电话我就只能去校门口等了"), ("R", "敢去试试！我已经联系学校保卫科"), ("t", "2026-07-08 07:29", "昨天 07:29"), ("L", "别激动嘛[呲牙] 先还3000，剩下的慢慢谈"), ("R", "公司名、工号、委托书，三样都拿出来再谈"), ("t", "2026-07-09 12:05", "12:05"), ("L", "工号DN0000，委托书在法务那儿，你没资格看")]
MAGIC = [("t", "2026-10-11 ", "10月11日 星期日"), ("L", "姐，有人打电话到我店里问你住哪"), ("L", "说你老公欠了好几万"), ("L", "我说不知道，他就骂人，客人都吓走了两个", {"tm": "17:26"}), ("R", "对不起啊小妹，把号码给我", {"tm": "17:33"}), ("L", "0731-0000 6652", {"tm": "17:34"}), ("L", "还有一个 173 0000 9081，上海口音", {"tm": "17:35"}), ("t", "2026-10-12 ", "10月12日 星期一"), ("R", "都记下了，监管局已经受理我们的投诉，编号2026100000"), ("R", "他们再打你就录音，别跟他们吵", {"tm": "08:50"}), ("L", "嗯嗯，姐夫你也别跟他置气了，人没事就好❤️", {"tm": "08:58"})]
FLYME = [("t", "2026-12-03 ", "12月3日 周四"), ("L", "请问是阮承志的前同事胖虎吗", {"tm": "13:20"}), ("R", "你哪位", {"tm": "13:22"}), ("L", "我是穗丰小贷贷后管理部，他填了您做第二联系人，麻烦转告他尽快处理逾期款", {"tm": "13:22"}), ("R", "我没同意过当联系人，请删除我的信息", {"tm": "13:30"}), ("L", "您可以让他自己来删", {"tm": "13:31"}), ("t", "2026-12-04 ", "12月4日 周五"), ("L", "他今天还是没接电话，您能提供他的新地址吗？有偿500", {"tm": "10:02"}), ("R", "买卖个人信息是犯罪", {"tm": "10:04"}), ("L", "那您保重", {"tm": "10:05"})]
AOSP = [("t", "2026-02-10 ", "2月10日 星期二"), ("L", "二叔，承志的电话一直打不通，他是不是换号了？", {"tm": "下午3:20"}), ("R", "你是谁家的孩子", {"tm": "下午3:26"}), ("L", "我是他初中同学小周呀，有急事找他，您把新号给我呗", {"tm": "下午3:27"}), ("R", "小周上个礼拜刚来过我家，你不是他", {"tm": "下午3:31"}), ("L", "老东西，不说拉倒", {"tm": "下午3:32"})]
RCS = [("t", "2026-05-13 20:15", "星期三 • 20:15"), ("N", "与骆明远进行 RCS 聊天"), ("L", "哥，他们把咱姐的照片P成通缉令发我了"), ("I", "left", 0, 118, 134, {"round": 18}), ("R", "原图别删，我要拿去报案"), ("t", "2026-05-14 08:02", "昨天 • 08:02"), ("L", "又换了个号，187 0000 3358"), ("L", "我拉黑一个来一个，没完没了"), ("R", "开陌生来电拦截，只保留通讯录"), ("R", "我下午去通信管理局网站提交", {"low": "已读"})]
IOS16 = [("t", "2026-01-03 21:03", "1月3日 周六 21:03"), ("L", "【南岭银行】尊敬的阮承志先生，您在我行办理的个人消费贷款（合同尾号0000）截至2026年1月3日已连续逾期两期，应还本息合计人民币12,408.55元。请您于1月10日前将款项存入还款账户，如有困难可致电95000或前往就近网点申请个性化分期还款协议。"), ("L", "【南岭银行】我行及合作机构不会以任何名义要求您向个人账户转账，谨防诈骗。"), ("t", "2026-01-08 10:30", "昨天 10:30"), ("R", "我想申请个性化分期，需要什么材料？"), ("L", "【南岭银行】请携带身份证、收入证明、困难证明材料，咨询电话0755-0000 4400"), ("t", "2026-01-09 16:12", "今天 16:12"), ("R", "材料已交，请尽快审批")]
IMSG = [("t", "2026-08-21 22:48", "星期五 22:48"), ("L", "哥我到家了，门口又贴了东西"), ("I", "left", 1, 120, 128, {"round": 18}), ("R", "撕之前多拍几张，要拍到楼栋号"), ("R", "物业监控也要一份"), ("t", "2026-08-23 09:05", "昨天 09:05"), ("L", "监控拿到了，两个男的，一个戴白帽子"), ("L", "开的车牌尾号00"), ("R", "好样的，我约了周一上午去派出所做笔录，你跟我一起", {"low": "已读 昨天"}), ("t", "2026-08-24 07:56", "今天 07:56"), ("L", "我请好假了👌")]
FIVEG = [("t", "2026-11-05 09:00", "11月5日 09:00"), ("L", "【星桥金服】您好，我是智能客服小桥，请问有什么可以帮您？"), ("K", "left", "link", ["账单与分期办理指引", "查询应还金额、申请延期、提交困难证明"], "", "", THUMB("#3a7bd5")), ("R", "投诉催收"), ("L", "【星桥金服】很抱歉给您带来不便。请描述被骚扰人员与您的关系、来电号码、发生时间。"), ("t", "2026-11-06 19:44", "昨天 19:44"), ("R", "我岳母，173 0000 9081，昨晚11点40分连打6个"), ("L", "【星桥金服】已为您登记，工单号GD20261106000，预计3个工作日内回复。")]
WXF = [("t", "2026-01-05 20:12", "1月5日 晚上8:12"), ("L", "承志，听说你遇到难处了？别硬撑"), ("K", "left", "transfer", ["¥3,000.00", "拿去周转"], "微信转账", "background:#f8a24a;--cf:#fff", COIN), ("K", "right", "transfer", ["¥3,000.00", "已收款"], "微信转账", "background:#f9c893;--cf:#fff", TICK), ("R", "段哥，这钱我打欠条给你"), ("V", "left", 9, {"new": True}), ("t", "2026-01-07 12:33", "昨天 中午12:33"), ("L", "有个叫“鼎诺-小鲁”的加我，通过不通过"), ("R", "别通过，他拉群骂人的", {"q": "老段水果批发：有个叫“鼎诺-小鲁”的加我，通过不通过"}), ("N", "你撤回了一条消息", {"tail": " <span style='color:#576b95'>重新编辑</span>"}), ("K", "left", "redpacket", ["给孩子买点好吃的"], "微信红包", "background:#f08a45;--cf:#fff", HONGBAO), ("C", "right", "对方已取消")]
WXG = [("t", "2026-06-18 21:36", "昨天 晚上9:36"), ("L", "各位邻居注意，6栋阮承志欠钱不还，躲债中", {"who": "正义路人甲"}), ("L", "有知道他动向的联系我重谢", {"who": "正义路人甲"}), ("L", "请尊重他人隐私，再发踢了", {"who": "群主-居委会小丁"}), ("N", "“群主-居委会小丁”撤回了一条成员消息"), ("R", "谢谢丁姐，我已经报警"), ("t", "2026-06-19 07:48", "早上7:48"), ("L", "@阮承志 昨天那人没进小区，保安盯着呢", {"who": "6栋老韩"})]
WXCARE = [("t", "2026-11-13 18:06", "星期五 晚上6:06"), ("L", "儿啊，又有人打电话骂妈")]
WXP = [("t", "2026-04-26 15:40", "4月26日 下午3:40"), ("N", "“骆明远”邀请“大姨”加入了群聊"), ("L", "孩子们都别慌，把收到的短信都截图发群里", {"who": "大姨"}), ("I", "left", 0, 88, 56, {"who": "骆明远"}), ("L", "我这有两条", {"who": "骆明远"}), ("L", "他们还冒充社区民警", {"who": "骆明远"}), ("R", "民警不会替网贷要账的，可以打110核实", {"q": "骆明远：他们还冒充社区民警"}), ("t", "2026-04-28 20:05", "昨天 晚上8:05"), ("K", "left", "file", ["通话录音0427.mp3", "2.3M"], "", "", SHEET("♪", "#f2a33c"), {"who": "表弟阿坤"}), ("R", "收到，谢谢坤子"), ("N", "“大姨”拍了拍“表弟阿坤”")]
QQN = [("t", "2026-09-02 23:14", "星期三 23:14"), ("L", "在吗兄弟，橙帆的人加我QQ了，问我你现在在哪上班"), ("V", "left", 13), ("R", "别告诉他"), ("R", "一个字都别回，直接举报骚扰"), ("N", "对方撤回了一条消息"), ("t", "2026-09-04 11:25", "昨天 11:25"), ("L", "晚了，他把咱们宿舍六个人全加了一遍😂"), ("K", "left", "file", ["聊天截图合集.zip", "6.1MB"], "", "", SHEET("ZIP", "#e6a33a")), ("R", "收到，改天请你们吃饭赔罪", {"q": "[文件]聊天截图合集.zip"}), ("t", "2026-09-05 08:17", "08:17"), ("L", "客气啥，记得保留证据")]
DING = [("t", "2026-10-14 09:31", "星期三 09:31"), ("L", "@全体成员 近期有外部人员冒充法院致电前台打听员工信息，请勿转接", {"who": "HR 苏敏"}), ("L", "遇到请记录时间和号码", {"who": "HR 苏敏"}), ("R", "苏姐，是冲我来的，给大家添麻烦了", {"by": "<span style='color:#4d9bff'>8人未读</span>"}), ("L", "没事，注意安全", {"who": "IT-吴昊"}), ("t", "2026-10-15 14:02", "昨天 14:02"), ("L", "今天13:58又来电一次，021-0000 3371，要你工资卡号", {"who": "前台 小雅"}), ("R", "没有给吧？", {"by": "全部已读", "q": "前台 小雅：今天13:58又来电一次，021-0000 3371，要你工资卡号"}), ("L", "当然没有，我说请发公函", {"who": "前台 小雅"})]
FEISHU = [("t", "2026-02-24 10:08", "2月24日 10:08"), ("L", "承志，法务收到一封“律师函”，落款律所查无此所", {"who": "法务 周予"}), ("R", "谢谢周律，需要我配合做什么"), ("L", "原件和信封都留着，下午三点来我这里登记", {"who": "法务 周予", "q": "回复 阮承志：谢谢周律，需要我配合做什么"}), ("N", "法务 周予 邀请 行政 白露 加入群聊"), ("t", "2026-02-25 17:20", "昨天 17:20"), ("L", "快递单号查到了，寄件点在长沙，寄件人手机号 173 0000 9081", {"who": "行政 白露"}), ("K", "left", "file", ["快递面单扫描.pdf", "1.1 MB"], "", "", SHEET("PDF", "#e8574c"), {"who": "行政 白露"}), ("R", "就是一直打我家人的那个号！")]
WECOM = [("t", "2026-08-10 16:20", "8月10日 16:20"), ("L", "阮先生您好，本群为您的专属协商群，群内有法务和客服两位同事", {"who": "胡经理", "firm": "松果快贷"}), ("L", "请您先说一下目前的收入情况", {"who": "梁法务", "firm": "松果快贷"}), ("R", "月入4200，房租1500，还有两个孩子"), ("R", "我能接受36期，每期不超过650"), ("L", "36期需要总部特批，您把证明材料发到 help@example.com", {"who": "胡经理", "firm": "松果快贷"}), ("t", "2026-08-12 09:45", "昨天 09:45"), ("L", "特批通过，首期8月20日650元，协议稍后发您，签完停止一切催收", {"who": "胡经理", "firm": "松果快贷"}), ("R", "好的，请同时书面确认不再联系我的家人和同事")]
HYPER = [("t", "2026-12-03 21:03", "12月3日 周四 21:03"), ("L", "【穗丰小贷】温馨提示：您的联系人骆小梅、阮爱华等已收到我司提醒"), ("t", "2026-12-06 08:15", "前天 08:15"), ("L", "【穗丰小贷】阮爱华女士，您侄子阮承志恶意拖欠借款，请督促其还款，回复1表示已转达，回复2表示拒绝。"), ("R", "2"), ("L", "【穗丰小贷】您已选择拒绝，我们将每日提醒您一次。"), ("t", "2026-12-07 08:15", "昨天 08:15"), ("L", "【穗丰小贷】第2次提醒：请转告阮承志还款11,230.40元。拒收请回复R"), ("R", "R", {"low": simcard(2, "#8d8f96")}), ("t", "2026-12-08 08:16", "08:16"), ("L", "【穗丰小贷】第3次提醒：请转告阮承志还款11,254.90元。")]
WXCARE += [("L", "说你不还钱就让妈上法院", {}), ("R", "妈，都是吓唬人的，您把手机给爸"), ("V", "right", 21), ("t", "2026-11-14 08:20", "早上8:20"), ("L", "妈信你")]

CHATS = {
    "o_oneui6_pairs": ("sms", ONEUI, dict(now="2026-01-06T15:10:00", peer="+86 133 0000 6127", bg="#f3f5fa", font=CJK, pics=(GREY(30), None), last=True, place="beside", pad="10px", ink="#444", lead="<s></s>", tail="<s></s>",
        top=f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:8px 14px'>{less(22)}{face('q', 34, '50%', grey=True)}<div style='flex:1'><div style='font-size:16.5px;font-weight:600'>+86 133 0000 6127</div></div>{g('phone', 22)}{g('dots', 21)}</div>", foot=low(g("plus", 25, "#555"), field("", "background:#fff;height:40px"), g("smile", 25, "#555"), g("voice", 25, "#555"), style="padding:8px 14px"),
        css=tints("#fff", "#cfdffc", grey="#7b7e86") + "body{--mx:216px}.p{border-radius:20px}.l.fi .p,.l.mi .p{border-bottom-left-radius:6px}.l.la .p,.l.mi .p{border-top-left-radius:6px}.r.fi .p{border-bottom-right-radius:6px}.r.la .p{border-top-right-radius:6px}.be{font-size:10.3px}.t{display:flex;align-items:center;gap:10px;font-size:11.5px}.t s{flex:1;height:.7px;background:#c9ccd4}"), ("plain",)),
    "o_oneui5_big_night": ("sms", ONEUI5, dict(now="2026-03-31T08:26:00", peer="大舅", bg="#010101", fg="#f1f1f3", dark=True, font=CJK, place="under", pad="12px", ink="#bbb", bars="busy",
        top=f"<div style='flex:none;padding:8px 18px 10px;display:flex;align-items:center;gap:14px'>{less(24)}<span style='flex:1;font-size:23px;font-weight:600'>大舅</span>{g('phone', 25)}{g('dots', 24)}</div>", foot=low(g("photo", 27, "#bbb"), g("camera", 27, "#bbb"), field("", "background:#262629;height:44px;border-radius:22px"), g("voice", 28, "#bbb"), style="padding:9px 16px"),
        css=tints("#2b2b2f", "#f3c64b", "#f1f1f3", "#1b1604", "#9a9ca3") + "body{--mx:288px}.p{font-size:20px;line-height:1.38;border-radius:24px;padding:11px 17px}.hr{font-size:14px;margin:4px 8px 3px}.t{font-size:15px}.t span{border:1px solid #3a3a3f;border-radius:15px;padding:4px 14px}"), ("jpeg",)),
    "o_miui12_lines": ("sms", MIUI, dict(now="2026-01-09T07:52:00", peer="老段水果批发", bg="#fff", font=MI, pad="16px", bars="busy", end=True,
        top=bar(arrow(), "老段水果批发", g("phone", 22) + g("person", 22), "139 0000 2214", 17, style="padding:6px 18px;border-bottom:.5px solid #ebebef"), foot=low(g("bare", 25, "#555"), field("发短信", "background:#f2f3f5;border-radius:10px"), "<span style='background:#e4e6ea;color:#9a9ca2;border-radius:10px;font-size:13.5px;padding:8px 12px'>卡1发送</span>", style="padding:8px 14px"),
        css=tints("#fff", "#e7f0ff", grey="#a0a3aa") + "body{--mx:258px}.w.l .p{border:1px solid #dcdfe4}.p{border-radius:12px;padding:8px 12px;font-size:15px}.t{font-size:11.2px}"), ("plain",)),
    "o_coloros13_green": ("sms", COLOR, dict(now="2026-09-19T08:44:00", peer="1068 0000 7755 21", bg="#f5f6f5", font=CJK, pad="20px", link=("#1a73c9", ""),
        top=bar(less(), "1068 0000 7755 21", g("dots", 21), size=18, style="padding:8px 18px"), foot=low(g("plus", 26, "#444"), field("短信 SIM1", "background:#e9ebe9"), g("send", 23, "#35a86a"), style="padding:8px 18px"),
        css=tints("#fff", "#bfeccf", grey="#8b8f8c") + "body{--mx:274px}.p{border-radius:10px 18px 18px 18px;font-size:14.8px;padding:9px 13px}.w.r .p{border-radius:18px 10px 18px 18px}.t{margin:12px 0 6px}"), ("moire",)),
    "o_emui12_inside": ("sms", EMUI, dict(now="2025-12-05T19:20:00", peer="1069 0000 2288 6", bg="#f1f3f5", font=HM, place="in", pad="16px", under=" " + simcard(1, "currentColor", 9), link=("#0a59f7", ""), ink="",
        top=f"<div style='flex:none;padding:10px 20px 12px;display:flex;gap:16px;align-items:center'>{arrow(24)}<div style='flex:1'><div style='font-size:20px;font-weight:600'>1069 0000 2288 6</div><div style='font-size:12px;color:#82868e;margin-top:2px'>通知消息 · 中国移动</div></div>{g('dots', 22)}</div>", foot=low(g("plus", 25, "#333"), field("输入短信", "background:#fff;border:1px solid #e0e2e6"), g("send", 24, "#333"), style="padding:8px 16px 14px;background:#fff"),
        css=tints("#fff", "#d7e6ff", grey="#82868e") + "body{--mx:280px}.p{border-radius:18px;padding:11px 15px;font-size:15.5px}.inn{margin-top:5px}.w.r .inn{justify-content:flex-end}.t span{background:#e4e7eb;border-radius:10px;padding:3px 10px;font-size:11px}"), ("plain",)),
    "o_originos4_night": ("sms", ORIGIN, dict(now="2026-07-09T12:30:00", peer="161 0000 7744", bg="#0b0c0f", fg="#eceef2", dark=True, font=MI, pad="14px", pics=(PIC(34, "12px"), None), last=False, ink="#ddd",
        top=bar(less(), "161 0000 7744", g("phone", 22), "疑似催收 · 虚拟运营商", 17, True, style="padding:6px 18px"), foot=low(g("bare", 26, "#aaa"), field("短信", "background:#1d1f25"), g("up", 30, "#5c7bd9")),
        css=tints("#1f2229", "#2c4f9e", "#eceef2", "#f2f6ff", "#80848e") + "body{--mx:250px}.w{align-items:flex-start}.p{border-radius:14px}.t{margin:13px 0 5px}"), ("tilt",)),
    "o_magicos8_runs": ("sms", MAGIC, dict(now="2026-10-12T09:10:00", peer="小妹骆小兰", bg="linear-gradient(#e9f1ff,#f9fbff 35%)", font=HM, pad="16px", end=True, link=("#256ff0", ""),
        top=bar(arrow(), "小妹骆小兰", g("phone", 22) + g("dots", 21), size=20, style="padding:8px 18px"), foot=low(g("plus", 24, "#444"), field("短信/彩信", ""), g("send", 23, "#444"), style="background:#fff;border-radius:24px;margin:4px 14px"),
        css=tints("#fff", "#3d7bff", ri="#fff", grey="#858a94") + "body{--mx:264px}.p{border-radius:18px;padding:8px 14px;font-size:15px}.l.on .p,.l.la .p{border-bottom-left-radius:4px}.r.on .p,.r.la .p{border-bottom-right-radius:4px}.w{margin-top:7px}.t{margin:11px 0 4px}"), ("plain",)),
    "o_flyme10_hours": ("sms", FLYME, dict(now="2026-12-04T10:31:00", peer="0757-0000 1188", bg="#fafafa", font=MI, place="in", pad="14px", bars="busy",
        top=bar(less(), "0757-0000 1188", g("phone", 22), "广东 佛山", 17, True, style="padding:5px 18px"), foot=low(g("plus", 25, "#666"), field("信息", "background:#fff;border:1px solid #e6e6e8;border-radius:8px"), "<span style='color:#00a5ad;font-size:15px'>发送</span>"),
        css=tints("#ececee", "#12b5b0", ri="#fff", grey="#919399") + "body{--mx:262px}.p{border-radius:8px;padding:8px 12px 6px}.inn{justify-content:flex-end}"), ("crop", 150, 668)),
    "o_aosp9_orange": ("sms", AOSP, dict(now="2026-02-10T15:40:00", peer="承志同学小周", bg="#fafafa", font=ROB, bars="old", height=640, pad="10px", pics=(LET(36), None), ink="",
        top="<div style='flex:none;height:54px;background:#e65100;color:#fff;display:flex;align-items:center;gap:22px;padding:0 16px'>" + arrow(23) + "<span style='flex:1;font-size:19px;font-weight:500'>承志同学小周</span>" + g("phone", 22) + g("dots", 22) + "</div>", foot=low(g("plus", 25, "#777"), "<span style='flex:1;font-size:15.5px;color:#9e9e9e'>发送短信</span>", g("send", 25, "#bdbdbd"), style="background:#fff;border-top:1px solid #e3e3e3;padding:10px 14px"),
        css=tints("#ef6c00", "#e4e6e8", "#fff", "#212121", "#757575") + ".stat{background:#bf4300;color:#fff}body{--mx:250px}.w{align-items:flex-start}.p{border-radius:3px;font-size:15.5px}.hr{font-size:11.5px}"), ("half",)),
    "o_google_rcs_night": ("sms", RCS, dict(now="2026-05-15T13:22:00", peer="骆明远", bg="#0f1114", fg="#e3e5ea", dark=True, font=CJK, pad="12px", pics=(LET(28), None), last=True, ink="#ccc", end=True, link=("#a8c7fa", ""),
        top=f"<div style='flex:none;display:flex;align-items:center;gap:14px;padding:8px 16px'>{arrow()}{face('骆明远', 32, '50%', 1)}<span style='flex:1;font-size:18px'>骆明远</span>{g('camera', 23)}{g('phone', 21)}{g('dots', 21)}</div>", foot=low(g("plus", 25, "#bbb"), g("photo", 24, "#bbb"), field("RCS 消息", "background:#24272c;height:44px;border-radius:22px"), g("mic", 24, "#bbb")),
        css=tints("#282b31", "#a8c7fa", "#e3e5ea", "#062e6f", "#9a9ea6") + "body{--mx:250px}.p{border-radius:22px;padding:9px 15px;font-size:15px}.l.fi .p,.l.mi .p{border-bottom-left-radius:5px}.l.la .p,.l.mi .p{border-top-left-radius:5px}.r.fi .p{border-bottom-right-radius:5px}.r.la .p{border-top-right-radius:5px}"), ("plain",)),
    "o_ios16_bank": ("sms", IOS16, dict(now="2026-01-09T16:20:00", peer="95000", bg="#fff", fg="#000", font=INTER, bars="notch", height=779, scale=3.25, pad="14px", ink="#000", lead="<div style='font-weight:600'>信息</div>", link=("#000", ""),
        top=ioshead("95000", face("o", 46, "50%", grey=True), "<span style='background:#0a7aff;color:#fff;border-radius:10px;font-size:13px;padding:0 7px'>3</span>", "#f8f8f8", "#0a7aff"), foot=iosfoot("短信/彩信", "#e8e8ea", "#d0d0d4", "#34c759"),
        css=tints("#e9e9eb", "#34c759", "#000", "#fff", "#8a8a8f") + "body{--mx:262px}.p{border-radius:18px;font-size:15.6px;line-height:1.3;padding:7px 13px}.w{margin-top:6px}.t{font-size:11px;margin:12px 0 4px}"), ("plain",)),
    "o_imsg_pictures_night": ("sms", IMSG, dict(now="2026-08-24T08:03:00", peer="表弟阿坤", bg="#000", fg="#fff", dark=True, font=INTER, bars="ios", height=779, scale=3.25, pad="14px", ink="#fff", end=True, lead="",
        top=ioshead("表弟阿坤", face("表弟阿坤", 46, "50%", 1), "", "#161617", "#2b8cff"), foot=iosfoot("iMessage信息", "#232325", "#3a3a3d", "#0a84ff"),
        css=tints("#26262a", "#0a84ff", "#fff", "#fff", "#8d8d93") + "body{--mx:256px}.p{border-radius:18px;font-size:15.6px;line-height:1.3;padding:7px 13px}.w{margin-top:6px}.t{font-size:11px;margin:11px 0 3px}.hr{font-size:10.8px}"), ("banner", "钱包", "您尾号0000的银行卡入账工资3,860.00元，点击查看")),
    "o_5g_service": ("sms", FIVEG, dict(now="2026-11-07T10:11:00", peer="星桥金服", bg="#f4f5f8", font=MI, pad="14px", pics=(lambda w: icon(w, 34, "10px"), None), last=False, end=True, link=("", ""),
        top=f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:7px 16px;background:#fff'>{arrow()}{icon('星桥金服', 34, '50%')}<div style='flex:1'><div style='font-size:16.5px;font-weight:600;display:flex;align-items:center;gap:5px'>星桥金服<span style='width:14px;height:14px;border-radius:50%;background:#2f7bf6;color:#fff;font-size:10px;line-height:14px;text-align:center'>✓</span></div><div style='font-size:11px;color:#8a8d95'>5G消息 · 企业认证</div></div>{g('dots', 21)}</div>",
        foot="<div style='flex:none;display:flex;gap:8px;padding:7px 14px;font-size:13px;color:#2f6fe0'>" + "".join(f"<span style='border:1px solid #b9cdf2;border-radius:15px;padding:4px 12px;background:#fff'>{w}</span>" for w in ("查询进度", "转人工", "我的账单")) + "</div>" + low(g("menu", 25, "#555"), field("", "background:#f1f2f5"), g("plus", 25, "#555"), style="background:#fff"),
        css=tints("#fff", "#2f7bf6", ri="#fff", grey="#8a8d95") + "body{--mx:252px}.w{align-items:flex-start}.p{border-radius:4px 16px 16px 16px}.w.r .p{border-radius:16px 4px 16px 16px}.kd{border-radius:14px;width:236px}"), ("plain",)),
    "o_wx_ios_money": ("wechat", WXF, dict(now="2026-01-08T09:02:00", peer="老段水果批发", bg="#ededed", font=INTER, bars="notch", height=779, scale=3.25, pics=(PIC(38, "5px"), PIC(38, "5px")), ink="#000", end=True,
        top=f"<div style='flex:none;position:relative;text-align:center;padding:10px 0 11px;border-bottom:.5px solid #d5d5d5'><span style='position:absolute;left:10px;top:9px;display:flex;align-items:center'>{less(23)}<span style='background:#d0d0d0;border-radius:10px;font-size:13px;padding:1px 8px'>12</span></span><span style='font-size:16.5px;font-weight:600'>老段水果批发</span><span style='position:absolute;right:14px;top:9px'>{DOTS()}</span></div>", foot=wxfoot("#f6f6f6", "#fff"),
        css=tints(grey="#8a8a8a", q="#e1e1e1") + WXCSS + "body{--mx:236px}.w,.w.mi,.w.la{margin-top:9px}.t,.no{margin:10px 30px 1px}.kd .i{padding:9px 12px}"), ("jpeg",)),
    "o_wx_group_big_night": ("wechat", WXG, dict(now="2026-06-19T08:05:00", peer="幸福里小区6-8栋(203)", names=True, bg="#111", fg="#d6d6d6", dark=True, font=CJK, bars="busy", pics=(PIC(42, "6px"), PIC(42, "6px")), ink="#aaa",
        top=f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:9px 15px;background:#111'>{less(25)}<span style='flex:1;text-align:center;font-size:19px;font-weight:500'>幸福里小区6-8栋(203)</span>{DOTS(25)}</div>", foot=wxfoot("#1a1a1a", "#292929", "#c6c6c6", 44),
        css=tints("#2c2c2c", "#3eb575", "#d8d8d8", "#06120b", "#7d7d7d", "#222") + WXCSS + "body{--mx:234px}.p{font-size:18.500px;padding:10px 13px}.nm{font-size:14px}.t,.no{font-size:14.500px;margin:13px 24px 5px}"), ("half",)),
    "o_wx_care_mother": ("wechat", WXCARE, dict(now="2026-11-14T08:33:00", peer="妈妈", bg="#ededed", font=MI, pics=(PIC(48, "7px"), PIC(48, "7px")),
        top=f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:12px 16px'>{less(28)}<span style='flex:1;font-size:24px;font-weight:600'>妈妈</span>{DOTS(28)}</div>", foot=wxfoot("#f6f6f6", "#fff", "", 50),
        css=tints(grey="#828282", q="#e1e1e1") + WXCSS + "body{--mx:236px}.p{font-size:24px;line-height:1.35;padding:12px 15px;border-radius:7px}.p:before{top:18px}.t{font-size:16px}"), ("plain",)),
    "o_wx_wallpaper": ("wechat", WXP, dict(now="2026-04-29T10:02:00", peer="骆家一家亲(9)", names=True, bg="linear-gradient(160deg,#dfeee6,#f6ecd9 55%,#e7dcef)", font=MI, pics=(PIC(36, "5px"), PIC(36, "5px")), end=True,
        top=bar(less(), "骆家一家亲(9)", DOTS(), size=17, style="background:#ededed"), foot=wxfoot("#f6f6f6", "#fff"),
        css=tints(grey="#6f6f6f", q="#0001") + WXCSS + "body{--mx:226px}.w,.w.mi,.w.la{margin-top:6px}.t,.no{margin:7px 30px 0}.t span,.no span{background:#0002;color:#fff;border-radius:4px;padding:2px 7px;font-size:11.3px}.qu{background:#ffffffb0}"), ("moire",)),
    "o_qq_nt_night": ("qq", QQN, dict(now="2026-09-05T08:40:00", peer="睡在上铺的阿飞", bg="#141518", fg="#e6e8ec", dark=True, font=MI, quote="in", pics=(PIC(38, "50%"), PIC(38, "50%")), end=True, ink="#bbb",
        top=f"<div style='flex:none;display:flex;align-items:center;gap:10px;padding:6px 16px'>{less()}<span style='background:#2b2d33;border-radius:11px;padding:1px 8px;font-size:12.5px'>99+</span><div style='flex:1;text-align:center'><div style='font-size:16.5px;font-weight:500'>睡在上铺的阿飞</div><div style='font-size:11px;color:#7f838c'>手机在线 - 5G</div></div>{g('menu', 22)}</div>",
        foot="<div style='flex:none;background:#1b1d21;padding:8px 14px 4px'>" + "<div style='height:36px;border-radius:18px;background:#26282e;margin-bottom:8px'></div><div style='display:flex;justify-content:space-between;padding:0 6px'>" + "".join(g(k, 25, "#9fa3ab") for k in ("mic", "photo", "camera", "packet", "smile", "plus")) + "</div></div>",
        css=tints("#26282e", "#0a6ee0", "#e6e8ec", "#fff", "#7f838c") + "body{--mx:240px;--cb:#26282e;--cf:#e6e8ec}.w{align-items:flex-start}.w,.w.mi,.w.la{margin-top:8px}.p{border-radius:14px;padding:8px 13px}.kd{border-radius:14px;width:214px}.t,.no{margin:9px 30px 2px;font-size:11.5px}"), ("plain",)),
    "o_ding_night": ("dingtalk", DING, dict(now="2026-10-16T08:51:00", peer="综合管理部(46)", names=True, bg="#15171a", fg="#e4e6ea", dark=True, font=CJK, bars="busy", quote="in", pics=(lambda w: face(w.replace(" ", "").split("-")[-1], 36, "8px", 2), lambda w: face("承志", 36, "8px", 2)), end=True, ink="#aaa", pad="11px",
        top=bar(less(), "综合管理部(46)", g("phone", 22) + DOTS(), size=17, style="background:#1b1d21"), foot=low(g("mic", 25, "#aaa"), field("发消息", "background:#26292e;border-radius:8px"), g("smile", 25, "#aaa"), g("plus", 25, "#aaa"), style="background:#1b1d21"),
        css=tints("#2a2d33", "#1d4a86", "#e4e6ea", "#eaf2ff", "#868b94") + "body{--mx:236px}.w{align-items:flex-start}.w,.w.mi,.w.la{margin-top:7px}.t{margin:9px 0 5px}.p{border-radius:10px;padding:7px 12px;font-size:15px}.be{align-self:flex-end;font-size:10.5px}"), ("tilt",)),
    "o_feishu_group": ("feishu", FEISHU, dict(now="2026-02-26T09:15:00", peer="异常来函处理", names=True, bg="#fff", font=HM, quote="in", pics=(LET(36, "50%", 2), None), end=True, pad="14px",
        top=bar(less(), "异常来函处理", g("find", 22) + DOTS(), "5 位成员", 17, style="border-bottom:.5px solid #e8e9eb"), foot=low(field("发送给 异常来函处理", "background:#f3f4f6;border-radius:8px"), g("mic", 24, "#555"), g("smile", 25, "#555"), g("plus", 25, "#555")),
        css=tints("#f2f3f5", "#cfe1ff", grey="#8a8f99", ) + "body{--mx:262px;--cb:#f7f8fa}.w{align-items:flex-start}.w,.w.mi,.w.la{margin-top:10px}.p{border-radius:8px}.kd{border:1px solid #e3e5e8;width:220px}"), ("plain",)),
    "o_wecom_group": ("wechat", WECOM, dict(now="2026-08-13T10:20:00", peer="阮先生专属协商群(4)", names=True, bg="#ebedf1", font=CJK, pics=(PIC(36, "4px"), PIC(36, "4px")), end=True,
        top=bar(less(), "阮先生专属协商群(4)", DOTS(), size=16.5, centre=True, style="background:#f7f8fa"), foot=wxfoot("#f7f8fa", "#fff"),
        css=tints("#fff", "#bcdcff", grey="#888d96") + "body{--mx:246px}.w{align-items:flex-start}.w,.w.mi,.w.la{margin-top:10px}.p{border-radius:4px;padding:8px 12px}.nm em{font-style:normal;color:#e08a35;margin-left:-5px}"), ("crop", 107, 700)),
    "o_hyperos_night": ("sms", HYPER, dict(now="2026-12-08T08:40:00", peer="1065 0000 3307", bg="#000", fg="#eceef0", dark=True, font=MI, pad="18px", end=True, ink="#ddd",
        top=f"<div style='flex:none;padding:6px 22px 8px'>{arrow(23)}<div style='font-size:23px;font-weight:500;margin-top:12px'>1065 0000 3307</div><div style='font-size:12.5px;color:#85878d;margin-top:3px'>穗丰小贷</div></div>", foot=low(g("plus", 26, "#aaa"), field("短信", "background:#212225"), g("send", 23, "#666"), style="padding:8px 18px"),
        css=tints("#222326", "#2b66e0", "#eceef0", "#fff", "#7e8087") + "body{--mx:276px}.p{border-radius:18px;padding:9px 15px;font-size:15px}.w,.w.la,.w.mi{margin-top:6px}.t{font-size:11.5px;margin:10px 0 3px}"), ("plain",)),
}
for step in WECOM:
    if isinstance(step[-1], dict) and "firm" in step[-1]:
        # The firm behind a name stands in another colour; it is part of what is shown.
        step[-1]["after"] = f"<em>@{step[-1]['firm']}</em>"


# --- lists of calls: shown, way, how often, hour shown, instant, place, mark, how long, SIM, heading -----------------------------------------
C_ONEUI = [("170 0000 4419", "missed", 14, "21:40", "2026-01-09T21:40", "虚拟运营商", "催收电话", None, 1, "今天"), ("小梅", "out", 1, "19:02", "2026-01-09T19:02", "手机", None, None, 1, "今天"), ("0731-0000 6652", "in", 2, "15:27", "2026-01-09T15:27", "湖南 长沙", None, None, 2, "今天"), ("大舅", "missed", 3, "20:48", "2026-01-08T20:48", "手机", None, None, 1, "昨天"), ("133 0000 6127", "missed", 1, "12:09", "2026-01-08T12:09", "江西 赣州", "疑似诈骗", None, 2, "昨天"), ("老段", "in", 1, "18:33", "2026-01-03T18:33", "手机", None, None, 1, "1月3日 星期六"), ("95000", "out", 2, "09:14", "2026-01-03T09:14", "南岭银行", None, None, 1, "1月3日 星期六")]
C_MIUI = [("173 0000 9081", "missed", 6, "今天 20:16", "2026-10-12T20:16", "上海", "被标记为催收", "响铃2声", 2), ("骆小兰", "in", 1, "今天 18:40", "2026-10-12T18:40", "湖南衡阳", None, "8分17秒", 1), ("021-0000 3371", "missed", 2, "今天 09:05", "2026-10-12T09:05", "上海", None, "响铃9声", 1), ("骆小兰", "out", 1, "昨天 21:52", "2026-10-11T21:52", "湖南衡阳", None, "未接通", 1), ("161 0000 7744", "missed", 31, "昨天 16:30", "2026-10-11T16:30", "虚拟运营商", "骚扰电话", "响铃1声", 2), ("12378", "out", 1, "10月9日 10:21", "2026-10-09T10:21", "银行保险投诉热线", None, "21分40秒", 1), ("阮爱华", "in", 2, "10月7日 19:58", "2026-10-07T19:58", "湖南衡阳", None, "3分02秒", 1), ("198****0326", "missed", 1, "10月2日 13:13", "2026-10-02T13:13", "广东惠州", None, "响铃15声", 1)]
C_COLOR = [("167 0000 5520", "missed", 9, "20:03", "2026-09-18T20:03", "虚拟运营商", "催收", None, 1), ("胖虎", "in", 1, "17:45", "2026-09-18T17:45", "广西 柳州", None, None, 1), ("骆小梅", "out", 4, "12:31", "2026-09-18T12:31", "湖南 衡阳", None, None, 2), ("0771-0000 2094", "missed", 2, "昨天", "2026-09-17", "广西 南宁", "金融推广", None, 1), ("学校 秦老师", "in", 1, "昨天", "2026-09-17", "湖南 衡阳", None, None, 1), ("184 0000 7002", "missed", 1, "星期二", "2026-09-15", "四川 绵阳", None, None, 2), ("大姨", "out", 1, "星期一", "2026-09-14", "湖南 郴州", None, None, 1), ("400-000-6611", "in", 3, "9月10日", "2026-09-10", "企业客服", None, None, 1)]
C_EMUI = [("1065 0000 3307", "missed", 1, "上午8:20", "2026-12-08T08:20", "未知", None, "响铃6声", 2), ("阮爱华", "missed", 2, "上午7:55", "2026-12-08T07:55", "湖南 衡阳", None, "响铃12声", 1), ("165 0000 4408", "missed", 17, "昨天", "2026-12-07", "虚拟运营商", "疑似骚扰", "响铃1声", 1), ("骆明远", "out", 1, "昨天", "2026-12-07", "广东 东莞", None, "1分钟46秒", 1), ("0757-0000 1188", "in", 1, "昨天", "2026-12-07", "广东 佛山", None, "2分钟9秒", 2), ("物业 龙姐", "out", 2, "星期五", "2026-12-04", "湖南 长沙", None, "未接通", 1), ("+852 0000 6190", "missed", 1, "11月28日", "2026-11-28", "中国香港", "境外来电", "响铃3声", 1), ("表弟阿坤", "in", 1, "11月21日", "2026-11-21", "广东 东莞", None, "15分钟33秒", 1)]
C_IOS = [("+86 173 0000 9081", "missed", 7, "20:44", "2026-08-24T20:44", "上海", None, None, 1), ("表弟阿坤", "out", 1, "19:31", "2026-08-24T19:31", "手机", None, None, 1), ("0731-0000 6652", "missed", 1, "15:08", "2026-08-24T15:08", "湖南长沙", None, None, 1), ("小妹骆小兰", "in", 2, "11:50", "2026-08-24T11:50", "手机", None, None, 1), ("派出所 卢警官", "in", 1, "昨天", "2026-08-23", "工作", None, None, 1), ("+86 161 0000 7744", "missed", 24, "昨天", "2026-08-23", "未知", None, None, 1), ("妈妈", "out", 3, "昨天", "2026-08-23", "手机", None, None, 1), ("12378", "out", 1, "星期五", "2026-08-21", "未知", None, None, 1), ("段哥", "missed", 1, "星期三", "2026-08-19", "微信语音", None, None, 1), ("021-0000 3371", "in", 1, "2026/8/15", "2026-08-15", "上海", None, None, 1)]
C_IDET = [("missed", "21:07", "2026-01-08T21:07", None, "今天"), ("missed", "20:51", "2026-01-08T20:51", None, "今天"), ("in", "18:02", "2026-01-08T18:02", "2分钟", "今天"), ("out", "17:46", "2026-01-08T17:46", "12秒", "今天"), ("missed", "23:15", "2026-01-07T23:15", None, "昨天"), ("in", "9:20", "2026-01-07T09:20", "47秒", "昨天"), ("missed", "8:03", "2026-01-04T08:03", None, "2026年1月4日")]
C_ORIGIN = [("161 0000 7744", "missed", 5, "20:50", "2026-07-09T20:50", "虚拟运营商", "催收", "响铃5声", 1, "今天"), ("167 0000 5520", "missed", 1, "18:19", "2026-07-09T18:19", "虚拟运营商", None, "已拒接", 1, "今天"), ("秦老师 四年级", "in", 1, "16:02", "2026-07-09T16:02", "湖南 衡阳 移动", None, "5分12秒", 2, "今天"), ("小梅", "out", 2, "12:40", "2026-07-09T12:40", "湖南 衡阳 联通", None, "58秒", 1, "今天"), ("0731-0000 6652", "missed", 8, "19:33", "2026-07-08T19:33", "湖南 长沙", "骚扰电话", "响铃2声", 1, "昨天"), ("保卫科 老聂", "out", 1, "08:10", "2026-07-08T08:10", "湖南 衡阳 电信", None, "3分40秒", 2, "昨天"), ("181 0000 9037", "missed", 1, "22:05", "2026-07-03T22:05", "海南 三亚 电信", None, "已拒接", 1, "7月3日 周五"), ("阮爱华", "in", 1, "10:26", "2026-07-03T10:26", "湖南 衡阳 移动", None, "11分3秒", 1, "7月3日 周五")]
C_GOOGLE = [("187 0000 3358", "missed", 6, "未接来电 • 8 分钟前", None, "广东深圳", "疑似垃圾来电", None, 1, "今天"), ("骆明远", "out", 1, "去电 • 12:05", None, "手机", None, None, 1, "今天"), ("0755-0000 4400", "in", 1, "来电 • 10:17", None, "广东深圳", None, None, 1, "今天"), ("姐 小梅", "missed", 2, "未接来电 • 21:44", None, "手机", None, None, 1, "昨天"), ("187 0000 3359", "missed", 12, "未接来电 • 14:36", None, "广东深圳", "疑似垃圾来电", None, 1, "昨天"), ("通管局", "out", 1, "去电 • 5月11日", None, "工作", None, None, 1, "更早")]
C_MAGIC = [("0731-0000 6652", "missed", 2, "10:48", "2026-10-12T10:48", "湖南 长沙", "被88人标记为催收", "响铃7秒", 1), ("小妹骆小兰", "in", 1, "09:26", "2026-10-12T09:26", "湖南 衡阳", None, "4分51秒", 1), ("173 0000 9081", "missed", 1, "08:02", "2026-10-12T08:02", "上海", None, "响铃22秒", 2), ("小妹骆小兰", "out", 3, "昨天 17:40", "2026-10-11T17:40", "湖南 衡阳", None, "未接通", 1), ("191 0000 2765", "missed", 10, "昨天 11:11", "2026-10-11T11:11", "湖北 黄石", "被5人标记为骚扰电话", "响铃1秒", 2), ("骆明远", "in", 1, "10月9日 20:30", "2026-10-09T20:30", "广东 东莞", None, "26分08秒", 1), ("12345", "out", 1, "10月9日 14:02", "2026-10-09T14:02", "政务服务热线", None, "9分15秒", 1), ("顺丰 小赖", "missed", 1, "10月5日 12:44", "2026-10-05T12:44", "湖南 衡阳", None, "响铃18秒", 1)]
C_CDET = [("missed", "上午8:40", "2026-09-19T08:40", "响铃3声", "今天"), ("in", "上午8:02", "2026-09-19T08:02", "1分26秒", "今天"), ("missed", "下午9:15", "2026-09-18T21:15", "响铃11声", "昨天"), ("out", "下午6:30", "2026-09-18T18:30", "未接通", "昨天"), ("out", "下午6:29", "2026-09-18T18:29", "33秒", "昨天"), ("missed", "上午7:00", "2026-09-18T07:00", "响铃1声", "昨天"), ("in", "下午2:48", "2026-09-14T14:48", "2分50秒", "9月14日 星期一"), ("missed", "下午2:11", "2026-09-14T14:11", "响铃8声", "9月14日 星期一")]

IOSOUT = lambda ink: f"<svg width=16 height=16 viewBox='0 0 26 26' style='color:{ink}'><g transform='translate(-3,3) scale(.95)'>{G['phone']}</g><path d='M15.500 10.500L23.500 2.500M17 2.500H23.500V9' fill=none stroke=currentColor stroke-width=2.200 stroke-linecap=round /></svg>"


def calls(name, kind, rows, now, dark=False, font=CJK, bg=None, bars="right", top="", below="", scale=3, height=800, css="", card=None, number=None, ink=None):
    now = datetime.fromisoformat(now)
    t, out, heading = truth("calllog", now, "dark" if dark else "light"), [], None
    fg, grey, red = ("#ebecef", "#8b8e95", "#ff5f56") if dark else ("#17181b", "#85878d", "#e43b30")
    boxed = kind in ("oneui", "idetail")
    for i, row in enumerate(rows):
        if kind in ("idetail", "cdetail"):
            row = (number, row[0], 1, row[1], row[2], None, None, row[3], 1, row[4])
        who, way, count, shown, at, place, mark, lasted, card_, section = (*row, None)[:10]
        tone, key = red if way == "missed" else fg, f"data-k=c{i}"
        many = f" ({count})" if count > 1 else ""
        known = not re.match(r"[+\d]", who)
        if section != heading:
            heading = section
            out.append(("</div>" if i and boxed else "") + f"<div class=se><span data-k=h{i}>{section}</span></div>" + ("<div class=bx>" if boxed else ""))
        if kind == "oneui":
            dot = f"<span style='width:34px;height:34px;border-radius:50%;flex:none;display:flex;align-items:center;justify-content:center;background:{'#4a2322' if way == 'missed' else '#1f3a2a' if way == 'out' else '#1e2f4d'}'>{way_sign(way, red if way == 'missed' else '#58c98a' if way == 'out' else '#6ca2ff', 15)}</span>"
            li = f"<div class=lr style='min-height:60px;padding:6px 16px' {key}>{dot}<div class=lm><div class=l1><span>{who}{many}</span></div><div class=l2 style='margin-top:1px'><span>{place}</span>{f'<span style=color:#ff9a62>{mark}</span>' if mark else ''}</div></div><span class=lx style='gap:6px'>{simcard(card_, grey)}{shown}</span></div>"
        elif kind == "miui":
            li = f"<div class=lr style='min-height:64px;padding:7px 24px' {key}><div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span></div><div class=l2 style='flex-wrap:nowrap;white-space:nowrap;font-size:12px;gap:5px'>{way_sign(way, '#9a9da4', 11)}<span>{shown}</span><span>{place}</span><span>{lasted}</span>{simcard(card_)}</div>{f'<div style=font-size:12px;color:#e8842a;margin-top:2px>{mark}</div>' if mark else ''}</div>{inform('#a0a3aa')}</div>"
        elif kind == "color":
            tag = f"<span style='border:.8px solid #c9803a;color:#e79a4e;border-radius:4px;padding:0 5px;font-size:11px;line-height:16px'>{mark}</span>" if mark else ""
            li = f"<div class=lr style='min-height:62px;padding:6px 22px' {key}><div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span>{tag}</div><div class=l2>{way_sign(way, red if way == 'missed' else '#6fbf8f')}<span style='border:.8px solid #6a6d74;border-radius:3px;font-size:10px;padding:0 3px'>卡{card_}</span><span>{place}</span></div></div><span class=lx>{shown}{g('phone', 21, '#3fb776')}</span></div>"
        elif kind == "emui":
            li = f"<div class=lr style='min-height:66px;padding:6px 22px;border-bottom:.5px solid #0001' {key}>{way_sign(way, red if way == 'missed' else '#8b8e95', 14)}<div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div><div class=l2>{simcard(card_)}<span>{lasted}</span>{f'<span style=color:#d9742a>{mark}</span>' if mark else ''}</div></div><div style='text-align:right;font-size:12.5px;color:{grey}'><div>{shown}</div><div style='margin-top:4px'>{place}</div></div></div>"
        elif kind == "ios":
            li = f"<div style='display:flex;align-items:center;padding-left:6px' {key}><span style='width:22px;flex:none;display:flex;justify-content:center'>{IOSOUT(grey) if way == 'out' else ''}</span><div class=lr style='flex:1;min-height:57px;padding:5px 14px 5px 0;margin-left:4px;border-bottom:.5px solid #8884'><div class=lm><div style='font-size:16.5px;font-weight:600;color:{tone};white-space:pre'>{who}{many}</div><div style='font-size:13.5px;color:{grey};margin-top:1px'>{place}</div></div><span class=lx style='font-size:15px;gap:11px'>{shown}{inform('#0a7aff', 22)}</span></div></div>"
        elif kind == "idetail":
            word = {"missed": "未接来电", "in": "呼入电话", "out": "呼出电话"}[way]
            li = f"<div class=lr style='min-height:42px;padding:4px 16px;gap:16px;{'' if out[-1].endswith('<div class=bx>') else 'border-top:.5px solid #8883'}' {key}><span style='width:48px;font-size:14.5px;color:{grey}'>{shown}</span><span class=lm style='font-size:15px;color:{tone}'>{word}</span>{f'<span class=lx>{lasted}</span>' if lasted else ''}</div>"
        elif kind == "origin":
            li = f"<div class=lr style='min-height:58px;padding:5px 20px' {key}>{way_sign(way, red if way == 'missed' else '#4a86f0' if way == 'in' else '#3bb273', 15)}<div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span>{f'<span style=background:#fdeede;color:#d9741c;border-radius:8px;padding:0_7px;font-size:11px>{mark}</span>'.replace('_', '&#32;') if mark else ''}</div><div class=l2><span>{place}</span><span>{lasted}</span></div></div><span class=lx>{simcard(card_)}{shown}</span></div>"
        elif kind == "google":
            second = f"<span style='color:{red}'>{mark}</span><span>•</span><span>{place}</span>" if mark else f"<span>{place}</span>"
            li = f"<div class=lr style='min-height:76px;padding:7px 14px;background:#fff;border-radius:{'22px' if section else '6px'};margin:0 12px 4px' {key}>{face(who, 40, '14px', 1 if known else 0, not known)}<div class=lm><div class=l1 style='color:{tone};font-weight:500'><span>{who}{many}</span></div><div class=l2 style='margin-top:1px'>{second}</div><div class=l2 style='margin-top:1px;gap:4px'>{way_sign(way, red if way == 'missed' else grey)}<span>{shown}</span></div></div><span style='width:38px;height:38px;border-radius:50%;background:#dfe4f6;display:flex;align-items:center;justify-content:center'>{g('phone', 20, '#3d4a7a')}</span></div>"
        elif kind == "magic":
            word = {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            li = f"<div class=lr style='min-height:66px;padding:7px 22px' {key}><div class=lm><div class=l1 style='color:{tone}'><span>{who}{many}</span></div><div class=l2>{simcard(card_, '#3b74e6' if card_ == 1 else '#d98a28')}<span>{word}</span><span>{lasted}</span><span>{place}</span></div>{f'<div style=font-size:12px;color:#e0762a;margin-top:2px>{mark}</div>' if mark else ''}</div><span class=lx>{shown}{more()}</span></div>"
        else:
            word = {"missed": "未接来电", "in": "来电", "out": "去电"}[way]
            li = f"<div class=lr style='min-height:47px;padding:4px 24px;gap:12px' {key}>{way_sign(way, red if way == 'missed' else '#83868d', 15)}<div class=lm><span style='font-size:15.500px;color:{tone}'>{word}</span> <span style='font-size:13px;color:{grey};margin-left:6px'>{lasted}</span></div><span class=lx>{shown}</span></div>"
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, count_shown=many.strip() or None, section=section, at=at, label=place, mark=mark, duration=lasted))
    body = "".join(out) + ("</div>" if boxed else "")
    return dict(html=f"{status(name, now, bars)}{top}<div class=list style='padding:0'>{body}</div>{below}{home(ink or ('#eee' if dark else '#1a1a1a'))}<!--over-->", truth=t, rows=True, height=height, scale=scale, style=dict(bg=bg or ("#000" if dark else "#fff"), fg=fg, sub="#888", font=font, css=CSS + tints(grey=grey, c=card or ("#1b1c1f" if dark else "#fff")) + css))


# --- pages of permissions -----------------------------------------------------------------------------------------------------------------
LOAN, LOAN2, LOAN3 = "松果快贷", "星桥金服", "穗丰小贷"


def permits(name, kind, now, dark=False, font=CJK, bg=None, bars="right", top="", below="", scale=3, height=800, card=None, app="permission", css=""):
    now = datetime.fromisoformat(now)
    t, out = truth(app, now, "dark" if dark else "light"), []
    fg, grey = ("#ebecef", "#8b8e95") if dark else ("#18191c", "#84868c")

    def note(app_, permission, state, last=None, section=None, **more_):
        t["permissions"].append(dict(app=app_, permission=permission, state=state, last=last, section=section, **more_))
        return f"data-k=p{len(t['permissions']) - 1}"

    head = lambda words_, style="": out.append(f"<div class=se style='{style}'><span data-k=h{len(t['permissions'])}>{words_}</span></div>")
    row = lambda key, one, two="", right="", pic="", first=True, tall=58, pad=20: f"<div class=lr {key} style='min-height:{tall}px;padding:5px {pad}px;gap:14px;{'' if first else f'background:linear-gradient(#8883,#8883) right top/calc(100% - {pad + (52 if pic else 0)}px) .6px no-repeat'}'>{pic}<div class=lm><div style='font-size:16px'>{one}</div>{f'<div class=l2 style=margin-top:2px>{two}</div>' if two else ''}</div>{f'<span class=lx>{right}</span>' if right else ''}</div>"
    box = lambda rows_, style="": out.append(f"<div class=bx style='{style}'>{''.join(rows_)}</div>")

    def side(name_, version="", size=46):
        out.append(f"<div style='display:flex;gap:15px;align-items:center;padding:8px 24px 10px'>{icon(name_, size)}<div><div style='font-size:18px;font-weight:600'>{name_}</div>{f'<div style=font-size:12.5px;color:{grey};margin-top:3px>{version}</div>' if version else ''}</div></div>")

    if kind == "android12":
        side(LOAN)
        for section, names_ in (("已允许", ("通讯录", "通话记录", "电话")), ("仅在使用该应用时允许", ("位置信息",)), ("每次都询问", ("相机",)), ("不允许", ("短信", "麦克风", "日历", "身体活动"))):
            head(section, "color:#00796b;font-weight:500;font-size:14px;padding:15px 24px 3px 72px")
            for permission in names_:
                out.append(f"<div class=lr {note(LOAN, permission, section, None, section)} style='min-height:47px;padding:3px 24px;gap:24px'><span style='width:24px;height:24px;border-radius:50%;background:#8fa3a0;flex:none'></span><div class=lm style='font-size:16px'>{permission}</div></div>")
    elif kind == "radio":
        key = note(LOAN, "联系人", "不允许", "过去 24 小时内访问过", None)
        out.append(f"<div {key}>")
        out.append(f"<div style='display:flex;gap:16px;align-items:center;padding:8px 26px 18px'>{icon(LOAN, 44)}<div><div style='font-size:17px'>{LOAN}</div><div style='font-size:13px;color:{grey};margin-top:2px'>过去 24 小时内访问过</div></div></div><div style='padding:4px 26px 8px;font-size:14px;color:#35589c;font-weight:500'>此应用的联系人访问权限</div>")
        for label, on in (("允许", False), ("不允许", True)):
            out.append(f"<div style='display:flex;gap:20px;align-items:center;padding:13px 26px;font-size:17px'><span style='width:21px;height:21px;border-radius:50%;border:2px solid {'#3a5fcd' if on else '#73777f'};display:flex;align-items:center;justify-content:center'>{'<u style=width:11px;height:11px;border-radius:50%;background:#3a5fcd></u>' if on else ''}</span>{label}</div>")
        out.append(f"</div><div style='border-top:1px solid #e0e2e8;margin:12px 26px 0;padding:16px 0;font-size:15px;color:#35589c'>查看具有此权限的所有应用</div>")
    elif kind == "color_app":
        side(LOAN, "版本 4.1.7")
        for section, rows in (("个人隐私信息", (("读取联系人", "始终允许", "今天 20:11 使用"), ("读取通话记录", "不允许", "昨天 22:40 使用"), ("位置信息", "使用时允许", None), ("短信", "不允许", None))), ("设备功能", (("相机", "每次询问", "9月2日 10:15 使用"), ("麦克风", "每次询问", None), ("悬浮窗", "不允许", None)))):
            head(section)
            box([row(note(LOAN, permission, state, last, section), permission, last or "", state + more("#6b6e75"), first=n == 0, tall=56) for n, (permission, state, last) in enumerate(rows)])
    elif kind == "oneui_one":
        out.append(f"<div style='padding:2px 24px 6px;font-size:13px;color:{grey};line-height:1.45'>拥有此权限的应用程序可以访问您的联系人。</div>")
        for section, rows in (("允许", ((LOAN, "上次访问: 今天 13:05"), ("电话", "上次访问: 今天 09:40"), (LOAN3, "上次访问: 昨天 23:18"))), ("不允许", (("青柠外卖", None), ("南岭银行", "上次访问: 1月2日"), ("悦听FM", None), ("一米地图", None)))):
            head(section, "font-weight:600;padding:12px 26px 5px")
            box([row(note(app_, "联系人", section, last, section), app_, last or "", "", icon(app_, 36, "38%"), first=n == 0, tall=60) for n, (app_, last) in enumerate(rows)], "border-radius:26px;margin:0 10px 4px")
    elif kind == "miui_one":
        out.append(f"<div style='padding:0 24px 8px;font-size:12.8px;color:{grey}'>8 个应用申请了此权限</div>")
        for app_, state, last in ((LOAN2, "始终允许", "最近使用 今天 07:40"), (LOAN, "拒绝", "最近使用 昨天 21:03"), ("电话", "始终允许", "最近使用 今天 09:12"), (LOAN3, "仅在使用中允许", "最近使用 10月30日"), ("悦听FM", "询问", None), ("青柠外卖", "拒绝", None), ("一米地图", "拒绝", None), ("南岭银行", "询问", None)):
            out.append(row(note(app_, "读取联系人", state, last), app_, last or "", state + more(), icon(app_, 38), tall=65, pad=24))
    elif kind == "emui_week":
        side(LOAN3, "近 7 天共访问 214 次", 50)
        section = "权限访问情况"
        head(section)
        box([row(note(LOAN3, permission, None, last, section), permission, f"访问 {times} 次", last + more(), first=n == 0, tall=63) for n, (permission, times, last) in enumerate((("联系人", 96, "今天 08:16"), ("通话记录", 71, "今天 08:16"), ("位置信息", 33, "昨天 22:05"), ("存储", 9, "12月4日"), ("应用列表", 4, "12月3日"), ("麦克风", 1, "12月2日")))])
    elif kind == "hyper_line":
        for section, rows in (("今天", (("20:41", LOAN, "读取联系人"), ("20:41", LOAN, "读取通话记录"), ("17:08", "青柠外卖", "获取位置信息"), ("09:33", LOAN2, "读取联系人"))), ("昨天", (("23:57", LOAN, "读取联系人"), ("19:20", "一米地图", "获取位置信息"), ("06:30", LOAN3, "读取剪贴板")))):
            head(section, "font-weight:600;font-size:14.5px;padding:12px 24px 6px")
            for clock, app_, permission in rows:
                out.append(f"<div {note(app_, permission, None, clock, section)} style='display:flex;align-items:center;gap:10px;padding:0 20px 8px'><span style='width:42px;font-size:13px;color:{grey}'>{clock}</span><span style='width:7px;height:7px;border-radius:50%;background:#4b8bff;flex:none'></span><div style='flex:1;background:#1d1e21;border-radius:14px;padding:9px 13px;display:flex;gap:11px;align-items:center'>{icon(app_, 32)}<div><div style='font-size:15px'>{app_}</div><div style='font-size:12.5px;color:{grey};margin-top:1px'>{permission}</div></div></div></div>")
    elif kind == "origin_groups":
        for section, rows in (("通讯录", ((LOAN, "今天 12:01", "已允许"), (LOAN3, "今天 06:00", "已拒绝"), ("电话", "昨天 20:44", "已允许"))), ("通话记录", ((LOAN, "今天 12:01", "已允许"), (LOAN2, "7月6日 18:22", "已拒绝"))), ("位置信息", (("一米地图", "昨天 17:35", "已允许"), (LOAN, "7月5日 09:09", "已拒绝")))):
            head(section, "font-weight:600;font-size:15px")
            box([row(note(app_, section, state, last, section), app_, last, f"<span style='color:{'#e2574c' if state == '已拒绝' else grey}'>{state}</span>", icon(app_, 34), first=n == 0, tall=58) for n, (app_, last, state) in enumerate(rows)])
    elif kind == "ios_night":
        out.append("<div style='height:22px'></div>")
        lines = []
        for n, (app_, on) in enumerate(((LOAN, False), ("青柠外卖", True), (LOAN2, True), ("南岭银行", False), ("悦听FM", False), (LOAN3, True), ("一米地图", False))):
            key = note(app_, "通讯录", "开启" if on else "关闭", state_shown_as="switch")
            lines.append(f"<div {key} style='display:flex;align-items:center;gap:13px;padding-left:15px'>{icon(app_, 29, '7px')}<div style='flex:1;display:flex;align-items:center;min-height:46px;padding-right:15px;font-size:16px;{'border-top:.5px solid #8884' if n else ''}'><span style='flex:1'>{app_}</span>{toggle(on, '#30d158', '#39393d', 49, 30)}</div></div>")
        box(lines, "border-radius:11px;margin:0 16px")
        out.append(f"<div style='padding:8px 32px;font-size:12.6px;color:{grey};line-height:1.45'>已请求访问通讯录的应用程序将显示在此处。</div>")
    elif kind == "ios_app":
        section = f"允许“{LOAN}”访问"
        head(section, "padding:18px 32px 6px")
        lines = []
        for n, (permission, state, hue) in enumerate((("通讯录", "完全访问", "#9a9aa0"), ("照片", "受限访问", "#f2a33c"), ("位置", "使用App期间", "#2f7bf6"), ("麦克风", True, "#e8574c"), ("相机", False, "#6c6c72"), ("无线数据", "WLAN与蜂窝数据", "#34c759"))):
            switch = isinstance(state, bool)
            key = note(LOAN, permission, ("开启" if state else "关闭") if switch else state, None, section, **(dict(state_shown_as="switch") if switch else {}))
            right = toggle(state, "#34c759", "#e9e9ea", 49, 30) if switch else f"<span class=lx style='font-size:15.5px'>{state}{more()}</span>"
            lines.append(f"<div {key} style='display:flex;align-items:center;gap:13px;padding-left:15px'><span style='width:29px;height:29px;border-radius:7px;background:{hue};flex:none'></span><div style='flex:1;display:flex;align-items:center;min-height:47px;padding-right:15px;font-size:16px;{'border-top:.5px solid #8884' if n else ''}'><span style='flex:1'>{permission}</span>{right}</div></div>")
        box(lines, "border-radius:12px;margin:0 16px")
    elif kind == "ios_report_app":
        section = "数据与传感器访问"
        head(section, "padding:18px 32px 6px")
        lines = []
        for n, (permission, last) in enumerate((("通讯录", "今天 14:02"), ("通讯录", "今天 9:41"), ("照片", "昨天 22:18"), ("通讯录", "昨天 20:00"), ("位置", "星期三 18:37"), ("相机", "2026/1/3 11:05"))):
            lines.append(f"<div {note(LOAN, permission, None, last, section)} style='display:flex;align-items:center;min-height:46px;margin-left:16px;padding-right:15px;{'border-top:.5px solid #8884' if n else ''}'><span style='flex:1;font-size:16px'>{permission}</span><span class=lx style='font-size:15px'>{last}</span></div>")
        box(lines, "border-radius:12px;margin:0 16px")
        out.append(f"<div style='padding:8px 32px;font-size:12.6px;color:{grey};line-height:1.45'>此处显示过去7天内该App访问您的数据或传感器的时间。</div>")
    else:  # all about one app
        out.append(f"<div style='display:flex;gap:16px;align-items:center;padding:10px 24px 14px'>{icon(LOAN3, 58)}<div><div style='font-size:19px;font-weight:600'>{LOAN3}</div><div style='font-size:12.5px;color:{grey};margin-top:3px'>版本 3.0.12</div></div></div>")
        box([row("", "安装时间", "", "2026年9月2日", tall=47), row("", "通知", "", "已允许" + more(), first=False, tall=47), row("", "电池", "", "今日耗电 6%" + more(), first=False, tall=47)])
        head("权限管理")
        box([row(note(LOAN3, permission, state, last, "权限管理"), permission, last or "", state + more(), first=n == 0, tall=54) for n, (permission, state, last) in enumerate((("通讯录", "已允许", "上次使用 今天 06:12"), ("通话记录", "已允许", "上次使用 今天 06:12"), ("信息", "已禁止", None), ("电话", "每次询问", "上次使用 10月8日 20:30"), ("位置信息", "仅使用期间允许", None), ("麦克风", "已禁止", None)))])
    return dict(html=f"{status(name, now, bars)}{top}<div class=list style='padding:0'>{''.join(out)}</div>{below}{home('#eee' if dark else '#1a1a1a')}<!--over-->", truth=t, rows=True, height=height, scale=scale, style=dict(bg=bg or ("#000" if dark else "#fff"), fg=fg, sub="#888", font=font, css=CSS + tints(grey=grey, c=card or ("#1b1c1f" if dark else "#fff")) + css))


tabs = lambda tint, on, *marks: "<div style='flex:none;display:flex;justify-content:space-around;padding:7px 0 3px;font-size:10.5px;text-align:center'>" + "".join(f"<span style='{f'color:{tint}' if i == on else 'opacity:.6'};min-width:54px'>{g(m, 23, more='display:block;margin:0 auto 2px')}{w}</span>" for i, (m, w) in enumerate(marks)) + "</div>"
IOSTABS = (("star", "个人收藏"), ("clock", "最近通话"), ("person", "通讯录"), ("dial", "拨号键盘"), ("voice", "语音留言"))
chips = lambda tint, *names_: "<div style='flex:none;display:flex;gap:9px;padding:4px 22px 8px;font-size:13px'>" + "".join(f"<span style='padding:5px 14px;border-radius:15px;{f'background:{tint};color:#fff' if i == 0 else 'background:#8882'}'>{w}</span>" for i, w in enumerate(names_)) + "</div>"
IOSCARD = f"<div style='flex:none;text-align:center;padding:2px 0 10px'><div style='display:flex;justify-content:space-between;padding:8px 16px;color:#0a7aff;font-size:16px'><span style='display:flex;align-items:center'>{less(22, '#0a7aff')}最近通话</span><span>编辑</span></div><span style='display:inline-block'>{face('u', 72, '50%', grey=True)}</span><div style='font-size:23px;margin-top:6px'>+86 133 0000 6127</div><div style='display:flex;gap:8px;padding:14px 16px 2px'>" + "".join(f"<span style='flex:1;background:#fff;border-radius:10px;padding:8px 0 6px;font-size:11px;color:#0a7aff'>{g(k, 20, more='display:block;margin:0 auto 2px')}{w}</span>" for k, w in (("send", "信息"), ("phone", "通话"), ("camera", "视频"), ("mic", "邮件"))) + "</div></div>"
COLORCARD = f"<div style='flex:none;display:flex;gap:16px;align-items:center;padding:6px 24px 14px'>{face('v', 58, '50%', grey=True)}<div><div style='font-size:21px;font-weight:600'>167 0000 5520</div><div style='font-size:12.8px;color:#85878d;margin-top:3px'>虚拟运营商</div><div style='font-size:12.8px;color:#d9742a;margin-top:2px'>疑似催收</div></div></div>"
big = lambda words_: f"<div style='flex:none;padding:12px 24px 8px'>{arrow()}<div style='font-size:24px;margin-top:16px'>{words_}</div></div>"

PAGES = {
    "o_call_oneui6_night": (lambda n: calls(n, "oneui", C_ONEUI, "2026-01-09T21:58:00", True, css=".bx{border-radius:24px;margin:0 10px 2px}", top=title("最近通话", g("find", 22) + g("dots", 21), 21), below="<div style='flex:none;display:flex;justify-content:space-around;padding:12px 20px 8px;font-size:14.5px'><span style='opacity:.6'>键盘</span><b style='border-bottom:2px solid'>最近通话</b><span style='opacity:.6'>联系人</span></div>"), ("half",)),
    "o_call_miui13_second": (lambda n: calls(n, "miui", C_MIUI, "2026-10-12T20:31:00", font=MI, bars="busy", top=title("电话", g("gear", 23), 28) + chips("#3482ff", "全部通话", "未接来电", "陌生号码"), below=tabs("#3482ff", 0, ("clock", "通话"), ("person", "联系人"), ("dial", "拨号"))), ("plain",)),
    "o_call_coloros14_night": (lambda n: calls(n, "color", C_COLOR, "2026-09-18T20:30:00", True, top=title("通话", g("find", 22) + g("dots", 21), 26), below=tabs("#3fb776", 0, ("phone", "通话"), ("person", "联系人"), ("star", "收藏"))), ("tilt",)),
    "o_call_emui12_right": (lambda n: calls(n, "emui", C_EMUI, "2026-12-08T08:55:00", font=HM, bg="#f1f3f5", top=title("拨号", g("find", 22) + g("dots", 21), 27), below=tabs("#0a59f7", 0, ("dial", "拨号"), ("person", "联系人"), ("star", "收藏"))), ("jpeg",)),
    "o_call_ios16_plain": (lambda n: calls(n, "ios", C_IOS, "2026-08-24T21:00:00", font=INTER, bars="notch", height=779, scale=3.25, top="<div style='flex:none;display:flex;align-items:center;justify-content:space-between;padding:6px 16px;font-size:16px'><span style='color:#0a7aff;width:36px'>编辑</span><span style='display:flex;background:#eeeeef;border-radius:8px;padding:2px;font-size:13px'><span style='padding:4px 22px;border-radius:7px;background:#fff;font-weight:600;box-shadow:0 1px 3px #0003'>全部</span><span style='padding:4px 18px'>未接来电</span></span><span style='width:36px'></span></div>" + title("最近通话", size=30, style="padding:4px 16px 2px"), below=tabs("#0a7aff", 1, *IOSTABS)), ("moire",)),
    "o_call_ios_detail": (lambda n: calls(n, "idetail", C_IDET, "2026-01-08T21:30:00", font=INTER, bars="ios", bg="#f2f2f7", height=779, scale=3.25, number="+86 133 0000 6127", css=".bx{border-radius:12px;margin:0 16px}.se{padding:9px 30px 5px}", top=IOSCARD), ("plain",)),
    "o_call_originos4_refused": (lambda n: calls(n, "origin", C_ORIGIN, "2026-07-09T21:15:00", font=MI, top=title("通话", g("find", 22) + DOTS(), 24), below=tabs("#4a86f0", 1, ("dial", "拨号"), ("clock", "通话"), ("person", "联系人"))), ("crop", "list", "c6")),
    "o_call_google_cards": (lambda n: calls(n, "google", C_GOOGLE, "2026-05-14T13:40:00", bg="#eef0f8", top="<div style='flex:none;margin:10px 14px 4px;background:#fff;border-radius:26px;padding:14px 18px;font-size:15.5px;color:#5b5f6b;display:flex;gap:13px;align-items:center'>" + g("menu", 20) + "<span style='flex:1'>搜索联系人</span>" + g("mic", 20) + "</div>", below=tabs("#3d4a7a", 0, ("clock", "首页"), ("dial", "键盘"), ("voice", "语音邮件")), css=".se{padding:8px 24px 6px;font-weight:500}"), ("plain",)),
    "o_call_magicos8_words": (lambda n: calls(n, "magic", C_MAGIC, "2026-10-12T11:05:00", font=HM, bg="#f6f8fc", top=title("电话", g("find", 22) + g("dots", 21)), below=tabs("#2f6bff", 0, ("phone", "电话"), ("person", "联系人"), ("star", "收藏"))), ("plain",)),
    "o_call_coloros_detail": (lambda n: calls(n, "cdetail", C_CDET, "2026-09-19T08:52:00", bg="#f7f8f7", number="167 0000 5520", top=bar(less(), "", g("dots", 21), style="padding:8px 18px") + COLORCARD, below="<div style='flex:none;display:flex;justify-content:space-around;padding:11px;font-size:14px;color:#1f8f57'><span>拨打电话</span><span>发送短信</span><span>更多</span></div>"), ("plain",)),
    "o_perm_android12_heads": (lambda n: permits(n, "android12", "2026-02-11T09:22:00", font=ROB, bg="#fff", top=bar(arrow(), "应用权限", g("dots", 21), size=20, style="padding:8px 20px;gap:22px")), ("jpeg",)),
    "o_perm_android14_radio": (lambda n: permits(n, "radio", "2026-05-14T20:12:00", bg="#faf9fd", top=big("联系人权限")), ("plain",)),
    "o_perm_coloros14_night": (lambda n: permits(n, "color_app", "2026-09-18T21:02:00", True, card="#1e1f21", app="appinfo", top=bar(less(), "权限", g("find", 21), size=19, style="padding:8px 20px")), ("half",)),
    "o_perm_oneui6_contacts": (lambda n: permits(n, "oneui_one", "2026-01-09T13:30:00", bg="#f1f2f6", top=bar(less(), "联系人", g("dots", 21), size=20, style="padding:9px 16px")), ("plain",)),
    "o_perm_miui14_readers": (lambda n: permits(n, "miui_one", "2026-11-07T09:40:00", font=MI, bars="busy", top=f"<div style='flex:none;padding:8px 22px 4px'>{arrow(23)}<div style='font-size:26px;margin-top:14px'>读取联系人</div></div>"), ("plain",)),
    "o_perm_emui12_counts": (lambda n: permits(n, "emui_week", "2026-12-08T09:03:00", font=HM, bg="#f1f3f5", top=bar(arrow(), "权限访问记录", size=20, style="padding:8px 18px")), ("moire",)),
    "o_perm_hyper_line_night": (lambda n: permits(n, "hyper_line", "2026-11-22T21:05:00", True, font=MI, top=bar(arrow(), "隐私访问记录", g("gear", 21), size=19, style="padding:8px 22px")), ("tilt",)),
    "o_perm_originos4_groups": (lambda n: permits(n, "origin_groups", "2026-07-09T13:10:00", font=MI, bg="#f3f5f9", top=bar(less(), "权限使用记录", g("dots", 21), size=19, centre=True, style="padding:8px 18px")), ("plain",)),
    "o_perm_ios16_night": (lambda n: permits(n, "ios_night", "2026-08-24T20:08:00", True, font=INTER, bars="notch", card="#1c1c1e", height=779, scale=3.25, top=iosback("返回", "通讯录", "#2b8cff")), ("banner", "日历", "明天 09:00 派出所做笔录，记得带身份证和截图打印件")),
    "o_perm_ios17_one_app": (lambda n: permits(n, "ios_app", "2026-01-09T16:40:00", font=INTER, bars="ios", bg="#f2f2f7", height=779, scale=3.25, top=iosback("设置", LOAN)), ("plain",)),
    "o_perm_ios_report_app": (lambda n: permits(n, "ios_report_app", "2026-01-09T16:45:00", font=INTER, bars="ios", bg="#f2f2f7", height=779, scale=3.25, top=iosback("App隐私报告", LOAN)), ("plain",)),
    "o_perm_magicos8_info": (lambda n: permits(n, "info", "2026-10-12T11:20:00", font=HM, bg="#f3f6fb", app="appinfo", top=bar(arrow(), "应用信息", size=20, style="padding:8px 18px")), ("crop", 0, "p4")),
}
FIFTEENTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(talk(name, app, script, **looks), way=way, ways=[way[0]])) for name, (app, script, looks, way) in CHATS.items()}
FIFTEENTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), way=way, ways=[way[0]])) for name, (make, way) in PAGES.items()})
