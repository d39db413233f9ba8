"""A third set of skins for scripts/draw_screens.py, laid out with rules of its own (nothing of the table of looks of draw_screens_skins): other sizes,
faces and densities, gradients and pictures as ground, quotes in a bubble, clocks beside names, cards, lines of the system, and lists of calls and
pages of permissions put together otherwise. What was measured on it before any rule was changed stands in docs/accuracy.md."""

from datetime import datetime, timedelta

from draw_screens_skins import esc, truth, weekday

SANS = "'Noto Sans CJK SC',sans-serif"
MI = "'MiSans','Noto Sans CJK SC',sans-serif"
HM = "'HarmonyOS Sans SC','HarmonyOS_Sans_SC','Noto Sans CJK SC',sans-serif"
DROID = "'Droid Sans Fallback','DejaVu Sans',sans-serif"
LATIN = "Roboto,'DejaVu Sans','Noto Sans CJK SC',sans-serif"

CSS = """
.st{flex:none;height:%(sth)s;display:flex;justify-content:space-between;align-items:center;padding:0 22px;font-size:12.5px;background:%(top)s}
.hd{flex:none;display:flex;align-items:center;gap:10px;padding:%(hdpad)s;background:%(top)s;%(hd)s}.hd .nm{font-size:%(title)s}.hd small{font-size:11px;color:%(sub)s;display:block}
.hd .ar{width:10px;height:10px;border-left:2px solid;border-bottom:2px solid;transform:rotate(45deg);flex:none}
.mid{flex:1;text-align:%(titleat)s;min-width:0}
.m{display:flex;gap:%(avgap)s;margin:%(gap)s 0;align-items:%(avalign)s}.m.me{flex-direction:row-reverse}
.f{width:%(avs)s;height:%(avs)s;border-radius:%(avr)s;flex:none}
.c{max-width:%(most)s;display:flex;flex-direction:column;align-items:flex-start;min-width:0}.me .c{align-items:flex-end}
.who{font-size:%(whosize)s;color:%(who)s;margin:0 4px 4px;display:flex;gap:5px;align-items:center}
.tag{font-size:9.5px;border-radius:3px;padding:0 4px;line-height:15px;background:%(tagbg)s;color:%(tagfg)s}
.x{font-size:%(size)s;line-height:%(lh)s;padding:%(pad)s;position:relative;word-break:break-all;background:%(their)s;color:%(theirink)s;border-radius:%(theirr)s;%(theirx)s}
.me .x{background:%(mine)s;color:%(mineink)s;border-radius:%(miner)s;%(minex)s}
.x.card{padding:0;overflow:hidden;width:232px;background:%(cardbg)s;color:%(fg)s;border-radius:8px}
.sm{font-size:11px;color:%(sub)s;margin:4px 4px 0}.in{font-size:10.5px;opacity:.62;float:right;margin:7px 0 -3px 10px}
.side{font-size:11px;color:%(sub)s;align-self:flex-end;flex:none}
.d{text-align:center;font-size:%(dsize)s;color:%(dfg)s;margin:%(dgap)s 0}.d span{%(dpill)s}
.n{text-align:center;font-size:11.5px;color:%(dfg)s;margin:10px 34px}
.q{font-size:12px;color:%(sub)s;background:%(qbg)s;border-radius:4px;padding:5px 8px;margin-top:5px;max-width:100%%}
.qi{font-size:12.5px;border-left:3px solid %(accent)s;padding:2px 8px;margin-bottom:5px;opacity:.75}
.ft{flex:none;display:flex;align-items:center;gap:12px;padding:9px 14px 16px;background:%(foot)s}.ft .fd{flex:1;background:%(field)s;border-radius:%(fieldr)s;padding:8px 12px;font-size:14px;color:%(sub)s;min-height:36px}
.ft .bt{width:25px;height:25px;border:1.6px solid %(fg)s;border-radius:50%%;flex:none}
.g{color:%(sub)s;font-size:12px}
"""
BASE = dict(
    bg="#f3f4f6", fg="#1c1c1e", sub="#8c9096", top="#f3f4f6", sth="32px", hd="", hdpad="8px 14px", title="17px", titleat="left", font=SANS, avgap="9px", gap="11px", avalign="flex-start", avs="40px", avr="50%",
    most="246px", who="#7b8087", whosize="12px", tagbg="#e3edff", tagfg="#2f6fe4", size="16px", lh="1.45", pad="9px 13px", their="#fff", theirink="#1c1c1e", theirr="12px", theirx="", mine="#cfe3ff", mineink="#10253f", miner="12px",
    minex="", cardbg="#fff", dsize="12px", dfg="#9a9ea6", dgap="14px", dpill="", qbg="#e6e8eb", accent="#3478f6", foot="#f7f8fa", field="#fff", fieldr="18px", pads="0 12px", bodyx="",
)
NIGHT = dict(bg="#121316", fg="#e4e5e8", sub="#7d828b", top="#1a1b1f", who="#8d929b", their="#26282d", theirink="#e4e5e8", mine="#2a5bb8", mineink="#f2f6ff", cardbg="#26282d", qbg="#1f2126", foot="#1a1b1f", field="#26282d", dfg="#757a83", tagbg="#28344a", tagfg="#8fb4ff")


def clock12(m):
    h = m.hour
    word = "凌晨" if h < 6 else "早上" if h < 9 else "上午" if h < 12 else "中午" if h == 12 else "下午" if h < 18 else "晚上"
    return word, f"{(h - 1) % 12 + 1}:{m.minute:02d}"


def plain24(m, taken):
    return f"{m.hour:02d}:{m.minute:02d}"


def days(m, taken, clock, week="星期{}", date="{m}月{d}日", today="", glue=" ", year=False):
    n = (taken.date() - m.date()).days
    named = date.format(m=m.month, d=m.day, mm=f"{m.month:02d}", dd=f"{m.day:02d}", w=weekday(m))
    head = today if n == 0 else "昨天" if n == 1 else week.format(weekday(m)) if n < 7 and week else (f"{m.year}年" if year or m.year != taken.year else "") + named
    return (head + glue if head else "") + clock


TIMES = {
    "wx": lambda m, t: days(m, t, f"{m.hour:02d}:{m.minute:02d}"),
    "wxhalf": lambda m, t: days(m, t, "".join(clock12(m))),
    "year": lambda m, t: days(m, t, f"{m.hour:02d}:{m.minute:02d}", week="", year=True),
    "yearhalf": lambda m, t: days(m, t, "".join(clock12(m)), week="", year=True),
    "ios": lambda m, t: days(m, t, "".join(("上午" if m.hour < 12 else "下午", clock12(m)[1])), week="周{}", date="{m}月{d}日 周{w}", today="今天"),
    "blank": lambda m, t: days(m, t, " ".join(clock12(m)), today="今天"),
    "dot": lambda m, t: days(m, t, f"{m.hour:02d}:{m.minute:02d}", today="今天", glue=" · "),
    "dash": lambda m, t: f"{m.year}-{m.month:02d}-{m.day:02d} {m.hour:02d}:{m.minute:02d}",
    "short": lambda m, t: days(m, t, f"{m.hour:02d}:{m.minute:02d}", week="", date="{mm}-{dd}"),
    "slash": lambda m, t: days(m, t, f"{m.hour:02d}:{m.minute:02d}", week="周{}", date="{mm}/{dd}"),
    "day": lambda m, t: days(m, t, "", date="{m}月{d}日 星期{w}", week="", today="今天", glue=""),
    "fullday": lambda m, t: f"{m.year}年{m.month}月{m.day}日",
}
OWN = {"24": lambda m: f"{m.hour:02d}:{m.minute:02d}", "half": lambda m: "".join(clock12(m)), "ampm": lambda m: ("上午" if m.hour < 12 else "下午") + clock12(m)[1]}
TINTS = ["#e0a05c", "#6d8fd0", "#5fae8b", "#c77b93", "#8d7bc7", "#7c8896"]


def picture(rng, w=128, h=168):
    a, b, c = rng.sample(TINTS, 3)
    return f"<div style='width:{w}px;height:{h}px;border-radius:8px;background:radial-gradient(circle at 30% 35%,{a} 0 22%,transparent 23%),linear-gradient(160deg,{b},{c} 55%,#333)'></div>"


def talk(rng, app, look, script, *, peer, theme="light", sub=None, times="wx", own=None, place="in", faces="both", names=False, foot="", span=2, height=800, scale=3, read=None, bar=True, small_first=False):
    """A conversation from a script of (kind, words, …) rows; looks are CSS values laid over BASE."""
    taken = datetime(2026, rng.randint(2, 11), rng.randint(8, 27), rng.randint(12, 22), rng.randint(0, 59), rng.randint(0, 59))
    s = dict(BASE, **(NIGHT if theme == "dark" else {}), **{})
    s.update(look)
    t, out = truth(app, taken, theme, peer), []
    moment = taken - timedelta(days=span, hours=rng.randint(1, 9), minutes=rng.randint(2, 50))
    now = dict(context=None, at=None, sep=None, fresh=False, name=None)
    stamp = lambda m: m.strftime("%Y-%m-%dT%H:%M")
    tints = {}

    def divide():
        label = TIMES[times](moment, taken)
        day = times in ("day", "fullday")
        if day and label == now["context"]:
            return
        now.update(context=label, at=moment, fresh=True, sep=len(t["separators"]), day=day)
        out.append(f"<div class=d><span data-k=s{now['sep']}>{esc(label)}</span></div>")
        t["separators"].append(label)

    def put(side, text, kind="text", inner=None, sender=None, card=False, quote=None, bare=False, lead=""):
        i = len(t["bubbles"])
        clock = OWN[own](moment) if own else None
        mark = f"<span data-k=t{i}>{esc(clock)}</span>" if clock else ""
        body = inner or f"<span data-k=b{i}>{esc(text)}</span>"
        who, inside_name = "", ""
        if names and side == "left" and sender:
            plainname, tag = (sender.split("|") + [""])[:2]
            sender = plainname
            tagged = f"<span class=tag>{esc(tag)}</span>" if tag else ""
            label = f"<span data-k=w{i}>{esc(plainname)}</span>"
            after = f"&nbsp;{mark}" if place == "name" else ""
            if names == "inside":
                inside_name = f"<div style='font-size:13px;font-weight:600;color:{tints.setdefault(plainname, rng.choice(TINTS))};line-height:1.5'>{label}</div>"
            else:
                who = f"<div class=who>{tagged + label if small_first else label + tagged}{after}</div>"
        elif place == "name" and mark:
            who = f"<div class=who>{mark}</div>"
        ticks = "<span style='color:#53bdeb'> ✓✓</span>" if read == "ticks" and side == "right" else ""
        inmark = f"<span class=in>{mark}{ticks}</span>" if mark and place == "in" else ""
        bubble = body if bare else f"<div class='x{' card' if card else ''}'>{inside_name}{lead}{body}{inmark}</div>"
        under = f"<div class=sm>{mark}</div>" if mark and place == "under" else ""
        seen = f"<div class=sm style='color:{s['accent'] if rng.random() < .6 else s['sub']}'>{rng.choice(read)}</div>" if isinstance(read, list) and side == "right" else ""
        beside = f"<div class=side>{mark}</div>" if mark and place == "beside" else ""
        face = f"<div class=f style='background:linear-gradient(140deg,{rng.choice(TINTS)},{rng.choice(TINTS)})'></div>" if faces == "both" or faces == side else ""
        quoted = f"<div class=q>{esc(quote)}</div>" if quote else ""
        out.append(f"<div class='m {'me' if side == 'right' else ''}'>{face}<div class=c>{who}{bubble}{quoted}{under}{seen}</div>{beside}</div>")
        at = moment if clock else now["at"]
        b = dict(side=side, kind=kind, text=text, time=clock or (now["context"] if now["fresh"] else None), time_context=now["context"], sender=sender if names and side == "left" else None, own=bool(clock), at=stamp(at) if at and not (now.get("day") and not clock) else (at.strftime("%Y-%m-%d") if at else None), context_at=stamp(now["at"]) if now["at"] else None)
        if now.get("day") and now["at"]:
            b["context_at"] = now["at"].strftime("%Y-%m-%d")
        b["from"] = now["sep"]
        if quote:
            b["quote"] = quote
        t["bubbles"].append(b)
        now["fresh"] = False

    divide()
    for kind, *row in script:
        if kind == "+":
            moment = min(moment + timedelta(minutes=row[0]), taken - timedelta(minutes=rng.randint(1, 9)))
            divide()
            continue
        moment = min(moment + timedelta(minutes=rng.randint(0, 2)), taken)
        i = len(t["bubbles"])
        if kind in ("l", "r"):
            put("left" if kind == "l" else "right", row[0], sender=row[1] if len(row) > 1 else None)
        elif kind == "quote":
            put(row[0], row[1], quote=row[2], sender=row[3] if len(row) > 3 else None)
        elif kind == "inner":
            put(row[0], row[1], lead=f"<div class=qi>{esc(row[2])}</div>", sender=row[3] if len(row) > 3 else None)
        elif kind in ("notice", "unread"):
            line = row[0]
            extra = "style='display:flex;align-items:center;gap:8px;margin:12px 10px'" if kind == "unread" else ""
            rule = f"<i style='flex:1;height:1px;background:{s['dfg']};opacity:.4'></i>" if kind == "unread" else ""
            out.append(f"<div class=n {extra}>{rule}<span data-k=n{len(t['notices'])}>{esc(line)}</span>{rule}</div>")
            t["notices"].append(line)
        elif kind == "voice":
            side, n, words = row[0], row[1], (row[2] if len(row) > 2 else None)
            bars = "".join(f"<i style='display:inline-block;width:2px;height:{4 + (j * 7) % 11}px;background:currentColor;margin:0 1.5px;vertical-align:middle'></i>" for j in range(min(18, 4 + n // 3)))
            text = f'{n}"'
            put(side, text, "voice", f"{bars if side == 'left' else ''} <span data-k=b{i}>{text}</span> {bars if side == 'right' else ''}", sender=row[3] if len(row) > 3 else None)
        elif kind == "transfer":
            side, amount, state = row
            inner = f"<div style='background:#f5a14b;color:#fff;padding:13px 14px;display:flex;gap:10px;align-items:center'><span style='width:34px;height:34px;border:2px solid #fff;border-radius:50%;flex:none'></span><span data-k=b{i}><div style='font-size:17px'>{amount}</div><div style='font-size:12.5px'>{state}</div></span></div><div style='font-size:10.5px;padding:4px 14px;background:#f5a14b;color:#fff;border-top:1px solid #ffffff55'>微信转账</div>"
            put(side, f"{amount}\n{state}", "transfer", inner, card=True)
        elif kind == "packet":
            inner = f"<div style='background:#ee6a4a;color:#ffe9c9;padding:16px 14px;font-size:15.5px'><span data-k=b{i}>{esc(row[1])}</span></div><div style='font-size:10.5px;padding:4px 14px;background:#ee6a4a;color:#ffe9c9aa'>{'QQ红包' if app == 'qq' else '微信红包'}</div>"
            put(row[0], row[1], "redpacket", inner, card=True)
        elif kind == "link":
            side, title, summary, site = row
            inner = f"<div style='padding:11px 13px'><span data-k=b{i}><div style='font-size:15px;line-height:1.35'>{esc(title)}</div><div style='font-size:11.5px;color:{s['sub']};margin-top:5px;line-height:1.4'>{esc(summary)}</div></span></div><div style='font-size:10px;color:{s['sub']};border-top:1px solid {s['qbg']};padding:4px 13px'>{esc(site)}</div>"
            put(side, f"{title}\n{summary}", "link", inner, card=True)
        elif kind == "pic":
            put(row[0], "", "image", f"<span data-k=b{i} style='font-size:0'>.</span>" + picture(rng, rng.randint(96, 150), rng.randint(110, 190)), bare=True, sender=row[1] if len(row) > 1 else None)
        elif kind == "call":
            put(row[0], row[1], "call", f"<span style='display:inline-block;width:15px;height:9px;border-radius:3px;border:1.6px solid currentColor;margin-right:7px'></span><span data-k=b{i}>{esc(row[1])}</span>")
    status = f"<div class=st><span>{taken.hour}:{taken.minute:02d}</span><span>{rng.choice(['5G ▂▄▆', '4G', '', 'HD'])} {rng.randint(20, 99)}%</span></div>"
    head = f"<div class=hd><span class=ar></span><div class=mid><span class=nm>{esc(peer)}</span>{f'<small>{esc(sub)}</small>' if sub else ''}</div><span style='letter-spacing:1px'>•••</span></div>"
    tail = f"<div class=ft><span class=bt></span><div class=fd>{esc(foot)}</div><span class=bt></span></div>" if bar else ""
    html = (status if bar else "") + head + f"<div class=list style='padding:{s['pads']};{s['bodyx']}'>{''.join(out)}</div>{tail}<!--over-->"
    return dict(html=html, style=dict(bg=s["bg"], fg=s["fg"], sub=s["sub"], font=s["font"], css=CSS % s), truth=t, height=height, scale=scale)


DUN = [  # one lender to one borrower
    ("l", "郑先生，您在青禾小贷的账单已超期31天，今日起进入专项处置"), ("r", "我上周已经还了八百，剩下的等月底"), ("l", "月底？系统只认今天17:30之前"), ("+", 640), ("voice", "left", 23), ("l", "不回是吧，那我问问你们科室的人"),
    ("r", "请不要联系我单位，借款和他们没有关系"), ("l", "单位前台 0531-00001234 我已经打过了"), ("l", "呵"),
]
CARDS = [
    ("l", "先付一部分，我这边帮你申请停催"), ("transfer", "right", "¥600.00", "已收款"), ("packet", "left", "早日还清，平安喜乐"), ("+", 55), ("link", "left", "关于催收告知书的说明", "请借款人于三日内阅读并签署，逾期视为同意", "青禾服务号"), ("r", "我不会点陌生链接"),
    ("call", "left", "通话时长 02:47"), ("pic", "left"), ("notice", "“外访08”撤回了一条消息"), ("r", "这张照片是谁拍的？"), ("voice", "right", 7),
]
GROUP = [
    ("l", "各位邻居，2单元的郑某欠款不还，请转告", "外访08|"), ("notice", "“外访08”邀请“核查员阿坤”加入了群聊"), ("l", "群主出来管一下，这是发广告的吧", "五楼小雪|"), ("quote", "left", "核实过了，不是本小区的事，已举报", "外访08：各位邻居，2单元的郑某欠款不还，请转告", "楼长老唐|群主"), ("+", 180),
    ("r", "谢谢大家，我已经保存证据并报警"), ("l", "撤了也没用，我们还会再来", "核查员阿坤|"), ("l", "支持维权！", "卖豆浆的|管理员"),
]
KIN = [
    ("l", "老同学，你表弟在我们这边有一笔款，你是他填的联系人"), ("r", "我没有同意做联系人，请删除我的号码"), ("+", 1300), ("l", "删除可以，你先让他回电话"), ("l", "他今天不处理，明天就轮到你爱人和岳父接电话"), ("r", "再打我就去金融监管部门投诉"), ("l", "随便你"),
]
NOTICE = [
    ("l", "【青禾小贷】郑先生：尾号7731账单余额4,206.18元，请于3月9日前结清，咨询400-000-1122。"), ("+", 2000), ("l", "【青禾小贷】法务部提示：您已被列入上门走访名单，编号QH-0093。"), ("r", "TD"), ("l", "【青禾小贷】您已退订成功，账务类通知不受影响。"), ("+", 400), ("l", "不接电话？换号也能找到你，身份证户籍地址都在我们手上。"), ("r", "号码已举报"),
]
LONG = [row for k in range(5) for row in (
    ("l", f"第{k + 1}次通知：今日{9 + k}:30前需缴款{320 + 75 * k}.50元"), ("r", ["我在上班，别打电话", "已经说过下周", "请提供你的工号", "不要再发给我妈", "我会投诉"][k]), ("l", ["你妈妈接电话挺快的", "下周复下周？", "工号A0{0}，去投诉啊".format(17), "那你自己出来说清楚，躲着算什么本事，全家都跟着丢人", "尽管去"][k]), ("voice", "left", 4 + 9 * k), ("+", 700),
)] + [("r", "以上内容我已截图")]
MAJOR = dict(size="23px", lh="1.5", most="292px", pad="12px 15px", dsize="16px", title="23px", avs="46px")

CHATS = {
    "o_wx8": ("wechat", dict(bg="#ebebeb", top="#ebebeb", titleat="center", mine="#a9ea7a", mineink="#111", theirr="5px", miner="5px", avr="6px", size="17px", lh="1.38", foot="#f6f6f6", fieldr="5px"), DUN, dict(peer="青禾-小孟", times="wx")),
    "o_wx8_cards": ("wechat", dict(bg="#ededed", top="#ededed", mine="#95ec69", mineink="#111", theirr="4px", miner="4px", avr="4px", font=HM, gap="14px"), CARDS, dict(peer="外访08", times="wxhalf", height=1500)),
    "o_wx8_night": ("wechat", dict(bg="#191919", top="#191919", their="#2c2c2c", mine="#2ba245", mineink="#04140a", avr="5px", theirr="6px", miner="6px", font=MI), CARDS, dict(peer="外访08", theme="dark", times="wx", height=1400)),
    "o_wx8_group": ("wechat", dict(bg="#ededed", top="#ededed", titleat="center", mine="#95ec69", mineink="#111", avr="4px", theirr="4px", miner="4px", tagbg="#f6e3c5", tagfg="#a56a1d"), GROUP, dict(peer="锦绣里二期(212)", names=True, times="wxhalf")),
    "o_wx8_dense": ("wechat", dict(bg="#e5e5e5", top="#e5e5e5", mine="#98e165", mineink="#111", size="13.5px", lh="1.32", pad="6px 9px", gap="6px", avs="31px", avr="3px", dsize="10px", theirr="3px", miner="3px", font=DROID, most="262px"), LONG[:12], dict(peer="青禾-小孟", times="year")),
    "o_wx8_long": ("wechat", dict(bg="#f0f0f0", top="#f0f0f0", mine="#a0e97a", mineink="#111", avr="4px", font=MI), LONG, dict(peer="青禾-小孟", times="wxhalf", height=2700, bar=False)),
    "o_wx8_unread": ("wechat", dict(bg="#ededed", top="#f7f7f7", mine="#95ec69", mineink="#111", avr="4px", dpill="background:#d4d4d4;color:#fff;padding:1px 7px;border-radius:3px"), DUN[:4] + [("unread", "以下是新消息")] + DUN[4:], dict(peer="小孟（青禾）", times="yearhalf")),
    "o_wx8_major": ("wechat", dict(MAJOR, bg="#ededed", top="#ededed", mine="#95ec69", mineink="#111", avr="6px", theirr="6px", miner="6px"), KIN[:5], dict(peer="二姨夫", times="wxhalf")),
    "o_wx8_photo": ("wechat", dict(bg="#6d7f78", top="#ededed", mine="#95ec69", mineink="#111", avr="6px", dfg="#fff", dpill="background:#0004;padding:2px 8px;border-radius:4px", bodyx="background:conic-gradient(from 30deg at 60% 40%,#5d7f6a,#93ab8d,#c7c9a8,#7b8fa5,#5d7f6a)"), KIN, dict(peer="钱经理", times="wx")),
    "o_wecom": ("wechat", dict(bg="#edf0f4", top="#edf0f4", mine="#cde2ff", avr="6px", theirr="5px", miner="5px", who="#7b8087"), DUN, dict(peer="小孟", sub="@青禾信息", times="short", read=["已读", "未读"])),
    "o_qq_wave": ("qq", dict(bg="#eef2fb", top="linear-gradient(90deg,#dfe9ff,#f4e9ff)", mine="linear-gradient(120deg,#4aa8ff,#7d7bff)", mineink="#fff", theirr="4px 16px 16px 16px", miner="16px 4px 16px 16px", font=MI), DUN, dict(peer="阿坤", times="wxhalf")),
    "o_qq_tags": ("qq", dict(bg="#f2f3f8", top="#fff", mine="#1e9bff", mineink="#fff", theirr="10px", miner="10px", tagbg="#ffe7c2", tagfg="#b06a00", font=MI), GROUP, dict(peer="二期业主交流(407)", names=True, small_first=True, times="blank")),
    "o_qq_dark": ("qq", dict(bg="#0c0d10", top="#0c0d10", their="#1e2025", mine="#1466b8", theirr="14px", miner="14px", font=HM), KIN, dict(peer="老同学-阿武", theme="dark", times="short", faces="left")),
    "o_ding": ("dingtalk", dict(bg="#f1f2f4", top="#f1f2f4", mine="#d5e7ff", avr="11px", theirr="4px 12px 12px 12px", miner="12px 4px 12px 12px", font=HM), DUN, dict(peer="孟凡", times="wx", read=["已读"], names=False)),
    "o_ding_group": ("dingtalk", dict(bg="#f1f2f4", top="#fff", mine="#d5e7ff", avr="50%", tagbg="#dfe9ff", tagfg="#3a6fd8"), GROUP, dict(peer="行政协同群(38)", names=True, times="slash", read=["3人未读", "全部已读"])),
    "o_lark": ("feishu", dict(bg="#fff", top="#fff", their="#f2f3f5", mine="#d6e4ff", theirr="8px", miner="8px", font=HM), KIN, dict(peer="阿武", times="year", faces="left", read=["已读"])),
    "o_named_clock": ("unknown", dict(bg="#fafafa", top="#fafafa", their="#eef0f3", mine="#dbe7ff", theirr="8px", miner="8px"), GROUP, dict(peer="清收协作", names=True, own="24", place="name", times="day")),
    "o_green_talk": ("unknown", dict(bg="#e9e1d8", top="#075e54", hd="color:#fff;", mine="#dcf8c6", mineink="#111", theirr="9px", miner="9px", font=LATIN, foot="#e9e1d8", dpill="background:#fff;padding:3px 9px;border-radius:7px", theirx="box-shadow:0 1px 1px #0002", minex="box-shadow:0 1px 1px #0002", pads="0 14px"), KIN, dict(peer="+86 139 0000 2277", own="24", times="fullday", faces="none", read="ticks")),
    "o_paper_group": ("unknown", dict(NIGHT, bg="#0e1621", top="#17212b", their="#182533", mine="#2b5278", mineink="#fff", theirr="14px 14px 14px 4px", miner="14px 14px 4px 14px", avs="34px", avalign="flex-end", dpill="background:#1e2c3a;padding:3px 9px;border-radius:10px", font=LATIN), GROUP, dict(peer="催收信息共享", sub="1204 位成员", theme="dark", names="inside", own="24", times="day", faces="left")),
    "o_imsg": ("sms", dict(bg="#fff", top="#f7f7f7", titleat="center", hdpad="16px 14px", their="#e9e9eb", theirink="#000", mine="linear-gradient(#49a5ff,#0a7cff)", mineink="#fff", theirr="19px", miner="19px", pad="8px 14px", gap="7px", size="16.5px", dsize="11px", most="262px", pads="0 14px", font=LATIN), KIN, dict(peer="+86 158 0000 9091", times="ios", faces="none", foot="iMessage 信息", read=["已送达"])),
    "o_imsg_dark": ("sms", dict(bg="#000", top="#1c1c1e", titleat="center", their="#26252a", mine="#30d158", mineink="#fff", theirr="18px", miner="18px", gap="6px", dsize="11px", pads="0 14px", font=LATIN), NOTICE, dict(peer="1069 5555 8801", theme="dark", times="ios", faces="none", foot="短信 · RCS")),
    "o_sms_under": ("sms", dict(bg="#f3f5f8", top="#f3f5f8", mine="#2f7cf6", mineink="#fff", theirr="18px 18px 18px 4px", miner="18px 18px 4px 18px", font=HM, pads="0 18px"), NOTICE, dict(peer="106833330017", times="day", own="half", place="under", faces="none", foot="短信/彩信")),
    "o_sms_beside": ("sms", dict(bg="#fcfcfc", top="#fcfcfc", their="#eceef2", mine="#3e5f8a", mineink="#fff", theirr="22px", miner="22px", most="224px", font=LATIN, pads="0 16px"), NOTICE, dict(peer="106833330017", times="day", own="ampm", place="beside", faces="none", foot="输入信息")),
    "o_sms_tone": ("sms", dict(bg="#fdf7ff", top="#fdf7ff", their="#ece6f0", mine="#6750a4", mineink="#fff", theirr="20px", miner="20px", font=LATIN, pads="0 16px"), NOTICE, dict(peer="青禾小贷", times="dot", faces="left", foot="短信")),
    "o_sms_line": ("sms", dict(bg="#fff", top="#fff", their="#fff", theirx="border:1px solid #d8dbe0;", mine="#e9f7ec", minex="border:1px solid #bfe3c8;", theirr="8px", miner="8px", font=MI, pads="0 16px"), NOTICE, dict(peer="95033 青禾", times="dash", faces="none", foot="写短信")),
    "o_sms_night_tail": ("sms", dict(bg="#0b0c0e", top="#0b0c0e", their="#23252a", mine="#31513c", mineink="#eaf7ee", theirr="3px 20px 20px 20px", miner="20px 3px 20px 20px", size="18px", font=MI, most="270px", pads="0 16px"), KIN, dict(peer="176 0000 3344", theme="dark", times="blank", faces="none", foot="短信")),
    "o_pink": ("unknown", dict(bg="#fff0f4", top="#ffe3ea", their="#fff", mine="linear-gradient(100deg,#ff7a9c,#ff9f7a)", mineink="#fff", theirr="14px", miner="14px", dfg="#c58a99", font=HM), CARDS[:1] + [("pic", "left")] + KIN, dict(peer="小鹿分期客服", times="wx")),
    "o_inner_quotes": ("unknown", dict(bg="#f5f6f8", top="#fff", mine="#d2f0dd", theirr="10px", miner="10px"), [("l", "张先生的事你知道吧", "信贷老邱|"), ("inner", "right", "我不知道，别问我", "张先生的事你知道吧"), ("l", "他写了你的号码", "信贷老邱|"), ("+", 95), ("inner", "left", "那你就替他还", "我不知道，别问我", "信贷老邱|"), ("r", "凭什么"), ("l", "凭你是他哥", "信贷老邱|")], dict(peer="还款沟通(3)", names=True, times="wx", span=4)),
}


def other_chats():
    return {name: (lambda rng, app=app, look=look, script=script, more=more: talk(rng, app, look, script, **more)) for name, (app, look, script, more) in CHATS.items()}
