"""A fourth set of skins for scripts/draw_screens.py, by rules of its own again: every skin writes its own sheet and the frame of its rows. Chats are here, lists and
pages in draw_screens_third_pages.py. What was measured on it before any rule was changed stands in docs/accuracy.md."""

from datetime import datetime, timedelta

from draw_screens_skins import esc, truth, weekday

MI, HM, CJK = "'MiSans','Noto Sans CJK SC'", "'HarmonyOS Sans SC','Noto Sans CJK SC'", "'Noto Sans CJK SC'"
ROBOTO, INTER, WQY = "Roboto,'Noto Sans CJK SC'", "Inter,'Noto Sans CJK SC'", "'WenQuanYi Micro Hei'"
HUES = ["#b5651d", "#3f7fbf", "#4c9a6a", "#a0527a", "#6b5fb0", "#566573", "#c08a2e"]


# Labels: a moment and the day of the capture to the words shown.
def hm(m):
    return f"{m.hour:02d}:{m.minute:02d}"


def half(m, glue=""):
    h = m.hour
    word = "凌晨" if h < 5 else "清晨" if h < 7 else "上午" if h < 12 else "中午" if h == 12 else "下午" if h < 19 else "晚上"
    return f"{word}{glue}{h % 12 or 12}:{m.minute:02d}"


def ampm(m, glue=""):
    return f"{'上午' if m.hour < 12 else '下午'}{glue}{m.hour % 12 or 12}:{m.minute:02d}"


def rel(m, t, clock, today="", week="星期", date="{m}月{d}日", glue=" "):
    n = (t.date() - m.date()).days
    named = date.format(y=m.year, m=m.month, d=m.day, mm=f"{m.month:02d}", dd=f"{m.day:02d}", w=weekday(m))
    head = today if n == 0 else "昨天" if n == 1 else f"{week}{weekday(m)}" if n < 7 and week else named
    return (head + glue if head and clock else head) + clock


LABELS = {
    "wx": lambda m, t: rel(m, t, hm(m)),
    "wx12": lambda m, t: rel(m, t, half(m)),
    "year": lambda m, t: rel(m, t, hm(m), week="", date="{y}年{m}月{d}日"),
    "ios": lambda m, t: rel(m, t, ampm(m), today="今天", week="周", date="{m}月{d}日 周{w}"),
    "ios24": lambda m, t: rel(m, t, hm(m), today="今天", date="{m}月{d}日 周{w}"),
    "named": lambda m, t: f"{m.month}月{m.day}日 星期{weekday(m)} {hm(m)}",
    "namedday": lambda m, t: f"{m.month}月{m.day}日 星期{weekday(m)}",
    "mmdd": lambda m, t: rel(m, t, hm(m), week="", date="{mm}-{dd}"),
    "iso": lambda m, t: f"{m.year}-{m.month:02d}-{m.day:02d} {hm(m)}",
    "slash": lambda m, t: f"{m.year}/{m.month:02d}/{m.day:02d} {hm(m)}",
    "comma": lambda m, t: rel(m, t, ampm(m, " "), today="今天", week="周", date="{m}月{d}日周{w}", glue="，"),
    "only": lambda m, t: rel(m, t, "", today="今天", week="", date="{m}月{d}日"),
    "dot": lambda m, t: rel(m, t, hm(m), today="今天", week="周", date="{m}月{d}日", glue=" · "),
}
CLOCKS = {"date": lambda m: f"{m.month}月{m.day}日 {hm(m)}", "24": hm, "half": half, "ampm": ampm, "ampm_": lambda m: ampm(m, " ")}

SHEET = """
.bar{flex:none;display:flex;justify-content:space-between;align-items:center;padding:0 24px;height:34px;font-size:13px}
.top{flex:none;display:flex;align-items:center;position:relative;min-height:46px;padding:4px 14px;gap:12px}
.top .a{width:11px;height:11px;border-left:2.2px solid;border-bottom:2.2px solid;transform:rotate(45deg);flex:none;margin-left:4px}
.top .tt{font-size:17px;font-weight:500}.top .ss{font-size:11px;opacity:.6}.top .z{margin-left:auto;display:flex;gap:16px}.top .z i{width:18px;height:18px;border:2px solid;border-radius:50%}
.top.mid .tx{position:absolute;left:50px;right:50px;text-align:center}
.ln{display:flex;margin:11px 0}.ln.o{flex-direction:row-reverse}.cc{display:flex;flex-direction:column;align-items:flex-start;min-width:0}.o .cc{align-items:flex-end}
.p{flex:none}.s{text-align:center}.v{text-align:center;font-size:12px;margin:10px 36px}
.b{word-break:break-all;position:relative}
.kb{flex:none;display:flex;align-items:center;gap:11px;padding:9px 14px 18px}.kb u{flex:1;height:36px;font-size:14px;text-decoration:none;display:flex;align-items:center;padding:0 12px}.kb i{width:25px;height:25px;border-radius:50%;border:1.7px solid;flex:none;opacity:.8}
.w i{display:inline-block;width:2.5px;background:currentColor;margin:0 1.5px;vertical-align:middle;border-radius:1px}
"""


def avatar(rng, kind):
    hue = rng.choice(HUES)
    inner = rng.choice([f"<path d='M6 30L16 16L24 26L30 20L40 34V40H0V34Z' fill='#ffffffaa'/><circle cx=30 cy=11 r=4 fill='#fff'/>", "<circle cx=20 cy=15 r=7 fill='#fffc'/><path d='M7 40a13 13 0 0126 0' fill='#fffc'/>", "<path d='M20 7l4 9 10 1-7 7 2 10-9-5-9 5 2-10-7-7 10-1z' fill='#fffb'/>"])
    return f"<svg class=p viewBox='0 0 40 40' style='background:{hue}'>{inner}</svg>" if kind else ""


def waves(n, rng):
    return "<span class=w>" + "".join(f"<i style='height:{rng.randint(4, 14)}px'></i>" for _ in range(min(16, 4 + n // 4))) + "</span>"


def chat(rng, app, script, css, *, peer, bg, fg="#1b1b1d", sub="#8e9196", font=CJK, theme="light", labels="wx", clock=None, place="under", faces="both", names="", header="", title_sub=None, centred=False, strip="", keys="", read=None, clocktail="",
         height=800, scale=3, over="", frame=None, nobar=False, record=False):
    """One conversation. `script` rows: ("at", days back, "HH:MM"), ("l"/"r", words, {…}), ("n", line of the system), kinds of cards by name."""
    taken = datetime(2026, rng.randint(2, 11), rng.randint(8, 27), rng.randint(14, 22), rng.randint(31, 59), rng.randint(0, 59))
    t, out = truth(app, taken, theme, peer), []
    state = dict(label=None, at=None, index=None, fresh=False, dated=True, now=taken)
    stamp = lambda m, dated=True: m.strftime("%Y-%m-%dT%H:%M" if dated else "%Y-%m-%d")

    def bubble(side, text, kind="text", body=None, name=None, tag="", quote=None, card=False, bare=False, inner_quote=None, buttons="", mark=True):
        i = len(t["bubbles"])
        shown = CLOCKS[clock](state["now"]) if clock and mark else None
        span = f"<span data-k=t{i}>{shown}</span>" if shown else ""
        words = body or f"<span data-k=b{i}>{esc(text)}</span>"
        if not (names and side == "left"):
            name = None
        label = f"<span data-k=w{i}>{esc(name)}</span>" if name else ""
        badge = f"<em class=tag>{esc(tag)}</em>" if tag and name else ""
        tail = {"in": "", "under": f"<div class=ck>{span}{clocktail if side == 'left' or not read else ' · ' + read}</div>" if span else (f"<div class=ck>{read}</div>" if read and side == "right" and place != "beside" else "")}.get(place, "")
        inside = f"<span class=ck>{span}{' ✓✓' if read == 'ticks' and side == 'right' else ''}</span>" if span and place == "in" else ""
        head = {"above": f"<div class=nm>{badge if 'lead' in names else ''}{label}{badge if 'lead' not in names else ''}{span if place == 'name' else ''}</div>"}.get(names.split()[0] if names and (name or place == "name") else "", "")
        if not head and place == "name" and span:
            head = f"<div class=nm>{span}</div>"
        first = f"<div class=nm style='color:{HUES[sum(map(ord, name)) % 7]}'>{label}</div>" if name and names.startswith("inside") else ""
        lead = f"<div class=iq>{esc(inner_quote)}</div>" if inner_quote else ""
        block = words if bare else f"<div class='b{' cd' if card else ''}'>{first}{lead}{words}{inside}{buttons}</div>"
        beside = f"<div class=bs>{span}</div>" if span and place == "beside" else (f"<div class=bs>{read}</div>" if read and place == "beside" and side == "right" else "")
        face = avatar(rng, faces in ("both", side))
        quoted = f"<div class=oq>{esc(quote)}</div>" if quote else ""
        values = dict(side="o" if side == "right" else "", face=face, head=head, block=block, quoted=quoted, tail=tail, beside=beside, label=label, span=span, words=words)
        out.append((frame or "<div class='ln {side}'>{face}<div class=cc>{head}{block}{quoted}{tail}</div>{beside}</div>").format(**values))
        at = stamp(state["now"]) if shown and (state["at"] or record) else (stamp(state["at"], state["dated"]) if state["at"] else None)
        one = dict(side=side, kind=kind, text=text, time=shown or (state["label"] if state["fresh"] else None), time_context=state["label"], sender=name, own=bool(shown), at=at, context_at=stamp(state["at"], state["dated"]) if state["at"] else None)
        one["from"] = state["index"]
        if quote or inner_quote:
            one["quote"] = quote or inner_quote
        t["bubbles"].append(one)
        state["fresh"] = False

    for kind, *row in script:
        i, more = len(t["bubbles"]), row[-1] if row and isinstance(row[-1], dict) else {}
        row = row[:-1] if more else row
        if kind == "at":
            h, m = map(int, row[1].split(":"))
            day = taken - timedelta(days=row[0])
            moment = day.replace(hour=h, minute=m, second=0)
            if record:
                state["now"] = moment
                continue
            label = LABELS[labels](moment, taken)
            if label == state["label"]:
                state["now"] = moment
                continue
            state.update(label=label, at=moment, index=len(t["separators"]), fresh=True, now=moment, dated=":" in label)
            out.append(f"<div class=s><span data-k=s{state['index']}>{esc(label)}</span></div>")
            t["separators"].append(label)
            continue
        if state["at"] or record:
            state["now"] = min(state["now"] + timedelta(minutes=rng.randint(0, 2)), taken)
        if kind in "lr":
            bubble("left" if kind == "l" else "right", row[0], **more)
        elif kind == "n":
            out.append(f"<div class=v><span data-k=n{len(t['notices'])}>{esc(row[0])}</span></div>")
            t["notices"].append(row[0])
        elif kind == "voice":
            side, n, *words = row
            text = f'{n}"' if not words else f'{n}"\n{words[0]}'
            sign = "<svg width=15 height=15 viewBox='0 0 16 16' style='vertical-align:-2px'><path d='M3 8h2M7 5a5 5 0 010 6M10 3a8 8 0 010 10' stroke=currentColor stroke-width=1.6 fill=none /></svg>"
            bar = f"<span style='display:inline-block;min-width:{36 + n * 2}px;text-align:{'left' if side == 'left' else 'right'}'>{sign if rng.random() < .5 else waves(n, rng)} <span data-k=b{i}>{n}\"</span></span>"
            bubble(side, text, "voice", bar, **more)
            if words:
                out[-1] = out[-1].replace("</div></div>", f"</div><div class='b' style='font-size:.86em;margin-top:4px'><span data-k=b{i}>{esc(words[0])}</span></div></div>", 1)
        elif kind == "pay":
            side, amount, note = row
            bubble(side, f"{amount}\n{note}", "transfer", f"<div style='background:#f79c46;color:#fff;padding:14px;display:flex;gap:11px;align-items:center;width:230px'><span style='width:36px;height:36px;border:2px solid #fff;border-radius:50%;flex:none'></span><span data-k=b{i}><div style='font-size:17px'>{amount}</div><div style='font-size:13px'>{note}</div></span></div><div style='background:#f79c46;color:#fffc;border-top:1px solid #fff5;font-size:11px;padding:4px 14px'>{'微信转账' if app == 'wechat' else '转账'}</div>", card=True, **more)
        elif kind == "packet":
            bubble(row[0], row[1], "redpacket", f"<div style='background:#fa6750;color:#ffeed6;padding:16px 14px;width:230px;display:flex;gap:10px;align-items:center'><span style='width:30px;height:38px;border-radius:4px;background:#e2b25c;flex:none'></span><span data-k=b{i}>{esc(row[1])}</span></div><div style='background:#fa6750;color:#ffeed6aa;font-size:11px;padding:4px 14px'>{'微信红包' if app == 'wechat' else 'QQ红包'}</div>", card=True, **more)
        elif kind == "link":
            side, title, summary, site = row
            bubble(side, f"{title}\n{summary}", "link", f"<div style='width:232px;padding:10px 12px'><span data-k=b{i}><div style='font-size:15.5px;line-height:1.35'>{esc(title)}</div><div style='font-size:12px;opacity:.55;margin-top:5px;line-height:1.4;padding-right:50px'>{esc(summary)}</div></span></div><div style='font-size:10.5px;opacity:.5;border-top:1px solid #8883;padding:4px 12px'>{esc(site)}</div>", card=True, **more)
        elif kind == "pic":
            w, h = rng.randint(100, 150), rng.randint(110, 190)
            bubble(row[0], "", "image", f"<span data-k=b{i} style='font-size:0'>.</span><div style='width:{w}px;height:{h}px;border-radius:7px;background:linear-gradient(180deg,{rng.choice(HUES)} 0 40%,{rng.choice(HUES)} 41% 63%,#444 64%)'></div>", bare=True, mark=False, **more)
        elif kind == "call":
            bubble(row[0], row[1], "call", f"<svg width=18 height=12 style='vertical-align:-1px;margin-right:6px'><rect x=1 y=1 width=11 height=10 rx=2 fill=none stroke=currentColor stroke-width=1.6 /><path d='M13 5l4-3v8l-4-3' fill=currentColor /></svg><span data-k=b{i}>{esc(row[1])}</span>", **more)
    status = "" if nobar else f"<div class=bar><span>{taken.hour}:{taken.minute:02d}</span><span style='font-size:11px'>{rng.choice(['5G', '4G', 'HD 5G', 'LTE'])} ▂▃▅ <b style='border:1px solid;border-radius:4px;padding:0 3px;font-size:10px'>{rng.randint(20, 98)}</b></span></div>"
    below = f"<div class=ss>{esc(title_sub)}</div>" if title_sub else ""
    top = header.format(peer=esc(peer)) if header else f"<div class='top {'mid' if centred else ''}'><span class=a></span><div class=tx><div class=tt>{esc(peer)}</div>{below}</div><span class=z><i></i></span></div>"
    foot = "" if nobar else (f"<div class=kb><i></i><u>{esc(keys)}</u><i></i></div>" if keys is not None else "")
    html = f"{status}{top}{strip}<div class=list style='padding:0'>{''.join(out)}</div>{over}{foot}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub=sub, font=font + ",sans-serif", css=SHEET + f".s,.v,.ck,.bs,.nm{{color:{sub}}}" + css), truth=t, height=height, scale=scale)


BORROW = [  # a collector and the borrower
    ("at", 1, "21:14"), ("l", "石宇，云杉分期客服提醒：你3,260.80元的账今晚24点前必须进来"), ("l", "在不在？"), ("r", "在上夜班，工资15号发，到时一定还"), ("l", "15号？等你发工资黄花菜都凉了😅"), ("at", 0, "08:41"),
    ("voice", "left", 18, "我跟你讲，你再这样我就去你厂里找你们车间主任"), ("r", "请把你的姓名和工号发给我"), ("l", "没有义务告诉你"),
]
FRIEND = [("at", 3, "19:02"), ("l", "你好，打扰了，请问你认识石宇吗"), ("r", "你是谁？怎么有我电话"), ("l", "他在云杉分期借了钱，把你填成紧急联系人，请你转告他今天处理"), ("r", "我不知情，也不同意，别再发了"), ("at", 1, "07:15"), ("l", "他还是没还。那就麻烦你每天听听我们的电话吧"), ("l", "OK?"), ("r", "已投诉12378")]
PLENTY = [
    ("at", 2, "10:20"), ("l", "石先生，协议发您看一下"), ("link", "left", "云杉分期延期协议（草案）", "展期三十天，服务费486元，请尽快签署确认", "云杉小程序"), ("r", "服务费太高了，我不签"), ("pay", "left", "¥486.00", "请收款"), ("call", "right", "已取消"), ("at", 1, "22:37"), ("pic", "left"),
    ("l", "这是你家单元门吧，认得不"), ("n", "你撤回了一条消息"), ("r", "拍我家门口？我报警了"), ("voice", "right", 6), ("packet", "left", "祝早日上岸"), ("n", "石宇领取了对方的红包"), ("call", "left", "通话时长 01:09"),
]
CROWD = [
    ("at", 1, "20:33"), ("l", "@所有人 7栋石宇欠云杉分期一万二，手机关机，谁见到请转告", dict(name="云杉-李姐", tag="新成员")), ("l", "？？这里是物业群", dict(name="7-1102 老田", tag="业主")), ("l", "把个人信息删掉，侵犯隐私了", dict(name="物业管家小乔", tag="群主", quote="云杉-李姐：@所有人 7栋石宇欠云杉分期一万二")),
    ("n", "“云杉-李姐”撤回了一条消息"), ("r", "我就是石宇，已经截图，谢谢大家"), ("at", 0, "09:05"), ("l", "撤回有什么用，看到的人多着呢[旺柴]", dict(name="云杉-李姐", tag="新成员")), ("l", "支持小石👍👍", dict(name="Linda", tag="Lv6 活跃")),
]
TEXTS = [("at", 9, "10:02"), ("l", "【云杉分期】石宇，您本期账单1,087.60元将于9日到期，请确保尾号0416的账户余额充足。"), ("at", 1, "12:26"), ("l", "【云杉分期】您已严重逾期，我司将依约通知您通讯录中的186位联系人。回T退订"), ("r", "T"), ("l", "【云杉分期】退订成功。"), ("at", 0, "07:58"), ("l", "换个号你也躲不掉，你爱人在城西小学教书对吧，我们明早去校门口等她"), ("r", "留着这条短信做证据")]
CODES = [("at", 6, "08:30"), ("l", "【云杉分期】您的还款验证码是 400912，5分钟内有效，切勿告知他人。", dict(buttons="<div class=bt><span>复制验证码</span></div>")), ("at", 1, "17:44"), ("l", "【云杉法务】案件编号（2026）云字0071号已提交，调解员将上门送达，请保持电话畅通。", dict(buttons="<div class=bt><span>拨打电话</span><span>查看详情</span></div>")), ("r", "哪家法院？"), ("l", "这个你不用管，先交2,000元诚意金")]
SAVED = [("at", 4, "14:20"), ("l", "给石宇爸妈打第几轮了", dict(name="云杉-李姐")), ("at", 4, "14:22"), ("l", "第三轮，老太太哭了，说下周卖粮食凑", dict(name="阿豹")), ("at", 4, "14:23"), ("l", "哭也没用，继续打，打到还为止", dict(name="云杉-李姐")), ("at", 4, "14:31"), ("l", "姐，他单位座机 0931-00004455 也安排上？", dict(name="实习-小满")), ("at", 4, "14:33"), ("l", "安排", dict(name="云杉-李姐"))]

WX = "{bubbles}.p{{width:40px;height:40px;border-radius:{r};margin:0 10px}}.b{{font-size:{size};line-height:1.4;padding:9px 12px;border-radius:{br};background:{their};max-width:{most};margin-top:0}}.o .b{{background:{mine};color:{mineink}}}.cd{{padding:0!important;overflow:hidden;background:{card}!important;color:inherit!important}}.s{{font-size:12px;margin:14px 0}}.nm{{font-size:12px;margin:0 0 4px 1px}}.tag{{font-style:normal;font-size:10px;background:#cfd8e6;color:#4a5b75;border-radius:3px;padding:0 4px;margin-left:5px}}.oq{{font-size:12.5px;background:{qbg};color:#888;border-radius:4px;padding:5px 9px;margin-top:5px;max-width:{most}}}.kb{{background:{foot}}}.kb u{{background:{field};border-radius:6px}}"


def wx(**more):
    s = dict(bubbles="", r="5px", size="16px", br="5px", their="#fff", mine="#95ec69", mineink="#0c0c0c", most="236px", card="#fff", qbg="#e1e1e1", foot="#f6f6f6", field="#fff")
    s.update(more)
    tail = ".b:not(.cd)::before{content:'';position:absolute;top:14px;border:6px solid transparent}.cc .b:not(.cd)::before{left:-10px;border-right-color:%s}.o .cc .b:not(.cd)::before{left:auto;right:-10px;border-right-color:transparent;border-left-color:%s}" % (s["their"], s["mine"])
    return (WX.format(**s)) + (tail if s["bubbles"] == "" else "")


NIGHT = dict(their="#2b2b2b", mine="#3bb371", mineink="#061a0e", card="#2b2b2b", qbg="#222", foot="#1b1b1b", field="#2a2a2a")
SMS = ".list{{padding:0 {pad}!important}}.b{{font-size:{size};line-height:1.45;padding:{bp};border-radius:{r};background:{their};{tx}max-width:{most}}}.o .b{{background:{mine};color:{mineink};border-radius:{mr};{mx}}}.s{{font-size:12px;margin:13px 0}}.ck,.bs{{font-size:11px;margin:4px 6px 0}}.bs{{align-self:flex-end}}.kb u{{background:{field};border-radius:18px;color:#8e9196}}.bt{{display:flex;margin:9px -14px -9px;border-top:1px solid #8883;font-size:13.5px;color:#3578e5}}.bt span{{flex:1;text-align:center;padding:9px 0}}.p{{width:36px;height:36px;border-radius:50%;margin:0 8px 0 0;align-self:flex-end}}"


def sms(**more):
    s = dict(pad="16px", size="16px", bp="10px 14px", r="18px", mr="18px", their="#f0f1f3", tx="", mine="#2e7cf6", mineink="#fff", mx="", most="264px", field="#f0f1f3")
    s.update(more)
    return SMS.format(**s)


IOSHEAD = "<div style='flex:none;text-align:center;padding:2px 0 8px;border-bottom:1px solid #8883'><svg width=44 height=44 viewBox='0 0 40 40' style='border-radius:50%;background:#9aa0ac'><circle cx=20 cy=15 r=7 fill='#fffc'/><path d='M7 40a13 13 0 0126 0' fill='#fffc'/></svg><div style='font-size:12px'>{peer} ›</div></div>"
STRANGER = "<div style='flex:none;display:flex;font-size:14px;color:#3578e5;border-bottom:1px solid #8882;padding:9px 0'><span style='flex:1;text-align:center'>添加至联系人</span><span style='flex:1;text-align:center'>加入黑名单</span></div>"
CHIPS = "<div style='flex:none;display:flex;gap:8px;padding:6px 12px'>" + "".join(f"<span style='font-size:13px;border-radius:14px;padding:5px 12px;background:#fff;border:1px solid #0001'>{w}</span>" for w in ("我要还款", "账单查询", "转人工")) + "</div>"
RECORD = "<div class='ln'>{face}<div style='flex:1;min-width:0;border-bottom:1px solid #8882;padding-bottom:10px'><div style='display:flex;font-size:12.5px;color:#8e9196'>{label}<span style='margin-left:auto;padding-right:16px'>{span}</span></div><div style='font-size:16px;line-height:1.4;margin-top:5px;padding-right:16px'>{words}</div></div></div>"

CHATS = {
    "t_wx_ios": (("wechat", BORROW, wx(font="x", size="16.5px")), dict(peer="云杉-小廖", bg="#ededed", font=INTER, centred=True, labels="wx12")),
    "t_wx_plenty": (("wechat", PLENTY, wx(r="6px", br="8px")), dict(peer="云杉延期专员", bg="#f1f1f1", font=MI, height=1360)),
    "t_wx_night": (("wechat", PLENTY, wx(**NIGHT)), dict(peer="云杉延期专员", bg="#111", fg="#dcdcdc", sub="#6f6f6f", theme="dark", font=HM, centred=True, height=1360, labels="wx12")),
    "t_wx_group": (("wechat", CROWD, wx(r="4px")), dict(peer="7栋业主自治群(326)", bg="#ededed", names="above", centred=True, labels="wx")),
    "t_wx_group_night": (("wechat", CROWD, wx(**dict(NIGHT, size="17px", mine="#2f9e5f"))), dict(peer="7栋业主自治群(326)", bg="#191919", fg="#d4d4d4", sub="#777", theme="dark", names="above", font=MI, labels="wx12")),
    "t_wx_elder": (("wechat", FRIEND[:6], wx(size="24px", most="272px", r="8px", br="8px")), dict(peer="侄儿小宇", bg="#ededed", font=HM, centred=True, labels="wx12", strip="")),
    "t_wx_small": (("wechat", BORROW + FRIEND[1:4], wx(size="13.5px", most="252px", r="3px", br="3px") + ".p{width:32px;height:32px}.ln{margin:7px 0}"), dict(peer="云杉-小廖", bg="#e9e9e9", font=WQY, labels="year", scale=2)),
    "t_wx_record": (("wechat", SAVED, ".p{width:38px;height:38px;border-radius:4px;margin:0 12px 0 16px}"), dict(peer="云杉内催二组的聊天记录", bg="#fff", names="record", clock="date", frame=RECORD, labels="wx", record=True, keys=None, place="name")),
    "t_wecom_night": (("wechat", FRIEND, wx(**dict(NIGHT, mine="#2a5ca8", mineink="#eaf2ff"))), dict(peer="廖宇飞", title_sub="@云杉信息科技", bg="#14161a", fg="#e0e2e6", sub="#737881", theme="dark", centred=True, labels="mmdd", font=HM)),
    "t_qq_bubble": (("qq", BORROW, wx(bubbles=" ", r="50%", br="16px", their="#fff", mine="#0d99ff", mineink="#fff", qbg="#e4e7ef", foot="#f3f5fa")), dict(peer="催账小廖", title_sub="手机在线 - 5G", bg="#f3f5fa", font=MI, labels="wx12")),
    "t_qq_group_night": (("qq", CROWD, wx(**dict(NIGHT, bubbles=" ", r="50%", br="12px", their="#202226", mine="#0f5ea8", mineink="#eef6ff")) + ".tag{background:#5a4a1c;color:#f3d27a;margin:0 5px 0 0}"), dict(peer="车间夜班群(58)", bg="#101114", fg="#e3e4e6", sub="#7c8087", theme="dark", names="above lead", labels="mmdd", font=HM)),
    "t_ding": (("dingtalk", BORROW, wx(bubbles=" ", r="12px", br="10px", their="#fff", mine="#cfe3ff", most="228px") + ".bs{font-size:11px;align-self:flex-end;margin:0 6px;color:#3578e5}"), dict(peer="廖宇飞（云杉）", bg="#eff1f4", font=HM, read="已读", place="beside", labels="wx")),
    "t_lark_night": (("feishu", FRIEND, ".o .cc{margin-right:14px}" + wx(**dict(NIGHT, bubbles=" ", r="50%", br="8px", their="#26282c", mine="#20407a", mineink="#e8efff")) + ".ck{font-size:11px;margin-top:3px}"), dict(peer="廖宇飞", bg="#17181a", fg="#e6e7ea", sub="#7d8188", theme="dark", faces="left", read="已读", labels="year", font=MI)),
    "t_sms_mi": (("sms", TEXTS, sms(r="16px", mr="16px")), dict(peer="1069 0233 7788 10", bg="#fff", font=MI, faces="", labels="named", keys="短信/彩信", strip=STRANGER)),
    "t_sms_mi_night": (("sms", FRIEND, sms(their="#24262b", mine="#2a6ae0", field="#24262b")), dict(peer="+86 157 0000 8802", title_sub="甘肃兰州 移动", bg="#000", fg="#e4e4e4", sub="#7a7d83", theme="dark", font=MI, faces="", labels="wx", keys="短信", strip=STRANGER)),
    "t_sms_harmony_night": (("sms", TEXTS, sms(their="#202224", mine="#1f5fd0", r="4px 18px 18px 18px", mr="18px 4px 18px 18px", field="#1c1e20")), dict(peer="云杉分期", bg="#000", fg="#e5e5e6", sub="#85878c", theme="dark", font=HM, faces="", labels="namedday", clock="half", place="under", clocktail=" · 卡2", keys="短信/彩信")),
    "t_sms_color": (("sms", CODES, sms(their="#fff", tx="box-shadow:0 1px 3px #0001;", mine="#22b573", r="14px", mr="14px", field="#fff")), dict(peer="1069 0000 5521", bg="#f4f5f6", font=MI, faces="", labels="wx12", keys="发信息")),
    "t_sms_origin": (("sms", FRIEND, sms(their="#f3f5f9", mine="#dce8ff", mineink="#16294d", r="20px", mr="20px", bp="11px 16px")), dict(peer="186 0000 1209", bg="#fff", font=CJK, faces="left", labels="slash", centred=True, keys="写短信")),
    "t_sms_oneui": (("sms", TEXTS, sms(their="#f2f2f4", mine="#385fb5", most="212px", r="22px", mr="22px")), dict(peer="1069023377", bg="#fcfcfc", font=ROBOTO, faces="", labels="namedday", clock="ampm_", place="beside", keys="")),
    "t_sms_card": (("sms", CODES, sms(their="#fff", tx="width:300px;", most="300px", r="20px", mine="#e5efff", mineink="#1a1a1a", field="#fff")), dict(peer="云杉分期", title_sub="106900005521", bg="#eef0f3", font=HM, faces="", labels="ios24", keys="编辑短信")),
    "t_imsg": (("sms", FRIEND, sms(their="#e9e9eb", mine="#0b84fe", size="17px", bp="7px 13px", most="258px", r="19px", mr="19px", field="#fff") + ".ln{margin:4px 0}.s{font-size:11.5px}"), dict(peer="+86 157 0000 8802", bg="#fff", font=INTER, faces="", labels="ios", header=IOSHEAD, keys="iMessage 信息", read="已送达")),
    "t_imsg_green_night": (("sms", TEXTS, sms(their="#26262a", mine="#2fbf52", size="17px", bp="7px 13px", r="19px", mr="19px", field="#000") + ".ln{margin:5px 0}"), dict(peer="1069 0233 77", bg="#000", fg="#f0f0f0", sub="#808085", theme="dark", font=INTER, faces="", labels="ios24", header=IOSHEAD, keys="短信 · 短信")),
    "t_gmsg": (("sms", FRIEND, sms(their="#e9eef8", mine="#0b57d0", r="20px", mr="20px") + ".ln{margin:6px 0}"), dict(peer="157 0000 8802", bg="#fff", font=ROBOTO, faces="left", labels="dot", keys="短信")),
    "t_gmsg_comma_night": (("sms", TEXTS, sms(their="#2a2d31", mine="#154a9c", mineink="#dce8ff", r="20px", mr="20px", field="#1f2124")), dict(peer="云杉分期", bg="#111316", fg="#e2e4e8", sub="#8b9097", theme="dark", font=ROBOTO, faces="", labels="comma", keys="RCS 消息")),
    "t_wa_group": (("unknown", CROWD, ".list{padding:0 10px!important;background:#efe6dc}.p{width:30px;height:30px;border-radius:50%;margin-right:6px}.b{background:#fff;font-size:15.5px;line-height:1.4;padding:6px 9px 7px;border-radius:9px;max-width:276px;box-shadow:0 1px 1px #0002}.o .b{background:#d9fdd3}.nm{font-size:13px;font-weight:600;margin-bottom:2px}.ck{font-size:10.5px;float:right;margin:8px 0 -4px 12px}.s span,.v span{background:#fff;border-radius:7px;padding:4px 10px;font-size:12px}.s{margin:10px}.oq{font-size:12px;background:#f3f3f3;border-left:3px solid #06a;padding:4px 8px;margin-top:3px;max-width:270px}.kb u{background:#fff;border-radius:18px}"), dict(peer="车间夜班群", title_sub="阿豹、老田、Linda、你", bg="#efe6dc", font=ROBOTO, names="inside", clock="24", place="in", read="ticks", faces="left", labels="only")),
    "t_tg_night": (("unknown", FRIEND, ".list{padding:0 8px!important;background:linear-gradient(150deg,#1b2a3d,#23324a 40%,#1a2433)}.b{background:#22344a;font-size:16px;line-height:1.38;padding:7px 11px;border-radius:15px 15px 15px 5px;max-width:280px;color:#f0f4f8}.o .b{background:#3d6ea5;border-radius:15px 15px 5px 15px}.ck{font-size:11px;float:right;margin:8px 0 -3px 12px;opacity:.7}.s span{background:#0005;color:#fff;border-radius:11px;padding:3px 10px;font-size:12.5px}.ln{margin:5px 0}.s{margin:10px}"), dict(peer="小廖 云杉", title_sub="最后上线于 18:20", bg="#17212b", fg="#f0f4f8", sub="#9fb2c6", theme="dark", font=ROBOTO, clock="24", place="in", faces="", labels="only")),
    "t_pay_service": (("unknown", BORROW, wx(bubbles=" ", r="50%", br="4px 14px 14px 14px", mine="#1677ff", mineink="#fff", their="#fff")), dict(peer="云杉分期服务中心", bg="#f2f4f7", font=HM, labels="mmdd", over=CHIPS, centred=True)),
    "t_red_note": (("unknown", FRIEND, wx(bubbles=" ", r="50%", br="14px", their="#f4f4f5", mine="#ff2e4d", mineink="#fff", size="15px")), dict(peer="momo", bg="#fff", font=MI, labels="wx12", keys="发消息…", strip="<div style='flex:none;background:#f7f7f8;font-size:12px;color:#888;padding:9px 16px'>对方不是你的好友，请谨慎转账</div>")),
    "t_shop_inner": (("unknown", [("at", 0, "11:20"), ("l", "亲，您有一笔云杉分期未结"), ("r", "发错了吧", dict(inner_quote="亲，您有一笔云杉分期未结")), ("l", "没发错，石宇是您同事对不对？", dict(inner_quote="发错了吧")), ("at", 0, "12:48"), ("r", "不要联系我单位的人"), ("l", "看您表现")], wx(bubbles=" ", r="50%", br="10px", mine="#ffe3b8", mineink="#3a2a10") + ".iq{font-size:12.5px;opacity:.6;border-left:2.5px solid #d08a2e;padding-left:7px;margin-bottom:5px}"), dict(peer="分期小助手", bg="#f6f6f7", font=CJK, labels="iso")),
}


def third_chats():
    return {name: (lambda rng, a=a, more=more: chat(rng, *a, **more)) for name, (a, more) in CHATS.items()}
