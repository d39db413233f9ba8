"""A tenth set for scripts/draw_screens.py: twenty-four pictures, each drawn once, half of them degraded. Twelve conversations, eight lists of calls and four pages of permissions, in frames and rows drawn
anew from what phones of 2022 to 2026 show, without a look at the rules that read them. People, firms, numbers and words are invented."""

from datetime import datetime, timedelta
from random import Random

from draw_screens_skins import esc, truth, weekday

CJK, WQY, ZEN = "Roboto,'Noto Sans CJK SC',sans-serif", "'WenQuanYi Micro Hei',sans-serif", "'WenQuanYi Zen Hei',sans-serif"
MI, HM, INTER = "MiSans,'Noto Sans CJK SC',sans-serif", "'HarmonyOS Sans SC','Noto Sans CJK SC',sans-serif", "Inter,'Noto Sans CJK SC',sans-serif"
TINTS = ["#5b7fa6", "#b5705a", "#6f9468", "#95719a", "#c09a48", "#488f8a", "#8c5f6c", "#64708a"]
c24 = lambda m: f"{m.hour:02d}:{m.minute:02d}"
ap = lambda m, gap="": f"{'上午' if m.hour < 12 else '下午'}{gap}{m.hour % 12 or 12}:{m.minute:02d}"
part = lambda m: f"{'凌晨' if m.hour < 6 else '早上' if m.hour < 9 else '上午' if m.hour < 12 else '中午' if m.hour < 13 else '下午' if m.hour < 18 else '晚上'}{m.hour % 12 or 12}:{m.minute:02d}"


def day(m, now, today="", week="", far="{m}月{d}日", before=""):
    days = (now.date() - m.date()).days
    if days == 2 and before:
        return before
    return today if days == 0 else "昨天" if days == 1 else week + weekday(m) if days < 7 and week else far.format(y=m.year, m=m.month, d=m.day, w=weekday(m))


def stamped(m, exact):
    return m.strftime("%Y-%m-%dT%H:%M" if exact else "%Y-%m-%d")


def portrait(seed, size, round_, letter=False):
    r = Random(seed)
    tint, kind, known = r.choice(TINTS), r.randint(0, 2), "一" <= seed[0] <= "鿿"
    if letter and known:
        return f"<span style='width:{size}px;height:{size}px;border-radius:{round_};background:{tint};color:#fff;font-size:{size * (.34 if letter == 2 else .42):.0f}px;flex:none;display:flex;align-items:center;justify-content:center'>{seed[-2:] if letter == 2 else seed[0]}</span>"
    inner = ["<circle cx=20 cy=16 r=7.500 fill='#fffb'/><path d='M5 42q1-16 15-16t15 16z' fill='#fffb'/>", "<circle cx=29 cy=11 r=5 fill='#ffe9a8cc'/><path d='M0 31l12-13 8 8 7-6 13 13v7H0z' fill='#0005'/>", "<path d='M11 31l-3-15 7 5h10l7-5-3 15q-9 7-18 0z' fill='#fff9'/><circle cx=16 cy=26 r=1.700 /><circle cx=24 cy=26 r=1.700 />"][kind if known else 0]
    return f"<svg style='flex:none;background:{tint};border-radius:{round_}' width={size} height={size} viewBox='0 0 40 40'>{inner}</svg>"


def status(name, now, kind):
    r = Random(name)
    power = r.randint(12, 96)
    bars = "<svg width=16 height=11 style='margin:0 3px'>" + "".join(f"<rect x={i * 4} y={8 - i * 2.6:.1f} width=3 height={3 + i * 2.6:.1f} rx=1 fill=currentColor />" for i in range(4)) + "</svg>"
    wifi = "<svg width=16 height=12 viewBox='0 0 16 12'><path d='M1 4q7-6 14 0M3.500 7q4.500-4 9 0M6 9.500q2-1.500 4 0' fill=none stroke=currentColor stroke-width=1.6 /></svg>"
    cell = f"<span style='display:inline-block;border-radius:5px;background:currentColor;padding:0 4px;line-height:14px;margin-left:4px'><span style='font-size:10px;filter:invert(1)'>{power}</span></span>"
    bat = f"<svg width=24 height=12 style='margin-left:4px'><rect x=.6 y=.6 width=20 height=10.500 rx=3 fill=none stroke=currentColor /><rect x=2.300 y=2.300 width={power * .166:.1f} height=7 rx=1.500 fill=currentColor /><rect x=21.500 y=4 width=1.600 height=4 fill=currentColor /></svg>"
    if kind == "ios":
        return f"<div class=st><b>{now.hour}:{now.minute:02d}</b><span style='position:absolute;left:130px;top:10px;width:100px;height:27px;border-radius:14px;background:#000'></span><span>{bars}{wifi}{cell}</span></div>"
    if kind == "speed":
        return f"<div class=st style='height:34px;font-size:12px'><span>{c24(now)}</span><span style='font-size:10px'>{r.randint(1, 60)}.{r.randint(0, 9)}KB/s {bars}{bars}{wifi}{cell}</span></div>"
    return f"<div class=st style='height:36px;font-size:13px'><span>{c24(now)}</span><span style='font-size:11px'>5G{bars}{bat} {power}%</span></div>"


SHEET = """
.st{flex:none;height:48px;display:flex;justify-content:space-between;align-items:center;padding:0 22px;font-size:15px;position:relative;z-index:2}.st span{white-space:nowrap}
.nv{flex:none;display:flex;align-items:center;gap:10px;padding:6px 14px;min-height:48px}.nv .g{flex:1;min-width:0}.nv .t{font-size:17px;font-weight:600}.nv .u{font-size:11.5px;opacity:.6}
.ar{width:11px;height:11px;border-left:2.2px solid;border-bottom:2.2px solid;transform:rotate(45deg);flex:none;margin:0 4px}
.dots{letter-spacing:1px;font-weight:800;flex:none}.vdots{font-weight:800;flex:none;font-size:20px}
.ms{display:flex;gap:9px;margin:14px 0;align-items:flex-start}.ms.R{flex-direction:row-reverse}.c{display:flex;flex-direction:column;min-width:0;max-width:240px;align-items:flex-start}.R .c{align-items:flex-end}
.nm{font-size:12px;color:var(--g);margin-bottom:4px;display:flex;gap:5px;align-items:center}.bb{font-size:16px;line-height:1.42;padding:9px 12px;border-radius:8px;position:relative;word-break:break-all}
.L .bb{background:var(--l);color:var(--li)}.R .bb{background:var(--r);color:var(--ri)}
.sp{text-align:center;font-size:12px;color:var(--g);margin:16px 0 10px}.no{text-align:center;font-size:12px;color:var(--g);margin:12px 34px}
.qt{font-size:12.5px;line-height:1.35;color:var(--g);background:var(--q);border-radius:5px;padding:5px 8px;margin-top:5px}.qi{font-size:13px;line-height:1.35;opacity:.72;border-left:2.5px solid currentColor;padding-left:7px;margin-bottom:6px}
.un{font-size:11px;color:var(--g);margin-top:4px}.be{font-size:11px;color:var(--g);align-self:flex-end;flex:none}
.ft{flex:none;display:flex;align-items:center;gap:11px;padding:9px 14px 18px}.ft div{flex:1;height:38px;border-radius:8px;background:var(--f);color:var(--g);font-size:14px;display:flex;align-items:center;padding:0 12px}.ft i{width:25px;height:25px;border:1.7px solid;border-radius:50%;flex:none;opacity:.7}
.cd{width:226px;border-radius:8px;overflow:hidden;background:var(--cd,#fff);color:var(--ci,#222)}.cd .ci{display:flex;gap:11px;align-items:center;padding:12px 13px}.cd .fo{margin:0 13px;border-top:.6px solid #8885;font-size:11px;opacity:.65;padding:4px 0 5px}
.cd .a{font-size:15.5px;line-height:1.35}.cd .z{font-size:12px;opacity:.7;margin-top:2px}
"""
PICTURES = ["<rect width=100 height=130 fill='#9fb7c9'/><path d='M0 95l30-34 22 22 18-16 30 30v33H0z' fill='#5d7560'/><circle cx=74 cy=28 r=11 fill='#f4e3b0'/>", "<rect width=100 height=130 fill='#cfc4b4'/><rect x=18 y=12 width=64 height=106 rx=3 fill='#f6f4ee'/><path d='M27 30h46M27 43h46M27 56h40M27 69h46M27 82h28' stroke='#b9b3a6' stroke-width=3 /><circle cx=64 cy=98 r=11 fill='none' stroke='#c8524a' stroke-width=3 />",
            "<circle cx=50 cy=62 r=44 fill='#f6cf5a'/><path d='M28 52l14-7M72 52l-14-7M34 84q16-15 32 0' stroke='#6d4a12' stroke-width=5 fill=none stroke-linecap=round /><path d='M70 58q9 14 0 18-9-4 0-18' fill='#6ab4ea'/>"]


def chat(name, app, script, *, peer, sep, nav, foot, look, bg="#ededed", fg="#181818", font=CJK, bar="android", faces=(True, True), size=40, round_="5px", letter=False, names=False, clock=None, where="under", read=None, quote="under", seen_head="", dark=False, end=False, first_line="", head="", beneath="", height=800, tag=""):
    r = Random(name)
    now = datetime(2026, r.randint(3, 11), r.randint(10, 27), r.randint(20, 22), r.randint(5, 57), r.randint(0, 59))
    t, out = truth(app, now, "dark" if dark else "light", peer), []
    moment, label, at, index, fresh = now, None, None, None, False
    full = sep is not None and ":" in sep(now, now)

    def put(side, inner, text, kind="text", who=None, more=None, bare=False):
        nonlocal fresh
        i, more = len(t["bubbles"]), more or {}
        known = text is not None
        own = clock(moment) if clock and known else None
        mark = f"<span data-k=t{i}>{own}</span>" if own else ""
        shown = who if names and (side == "L" or names == "both") else None
        badge = f"<span style='{tag}'>{more['tag']}</span>" if more.get("tag") else ""
        name_line = f"<div class=nm>{badge}<span{f' data-k=w{i}' if known else ''}>{esc(shown)}</span>{mark if where == 'over' else ''}</div>" if shown else ""
        quoted = esc(more["quote"]) if more.get("quote") else ""
        inside = f"<div class=qi>{quoted}</div>" if quoted and quote == "inside" else ""
        after = f"<div class=qt>{quoted}</div>" if quoted and quote == "under" else ""
        block = inner if bare else f"<div class=bb>{inside}{inner}</div>"
        under = f"<div class=un>{mark if where == 'under' else ''}{beneath if own else ''}{more.get('under', '')}</div>" if (own and where == "under") or more.get("under") else ""
        beside = f"<div class=be>{more.get('read', read)}</div>" if read and side == "R" else more.get("dot", "")
        pic = portrait(who or peer or name if side == "L" else "me" + name, size, round_, letter) if faces[side == "R"] else ""
        out.append(f"<div class='ms {side}'>{pic}<div class=c>{name_line}{block}{after}{under}</div>{beside}</div>")
        if not known:
            return
        dated = bool(own and len(own) > 9)
        seen = own or (label if fresh else None)
        when = stamped(moment, True) if own and (at or dated) else stamped(at, full) if at else None
        one = dict(side={"L": "left", "R": "right"}[side], kind=kind, text=text, time=seen, time_context=label, sender=shown, own=bool(own), at=when, context_at=stamped(at, full) if at else None)
        one["from"] = index
        if dated:
            one["dated"] = True
        if quoted:
            one["quote"] = more["quote"]
        t["bubbles"].append(one)
        fresh = False

    for step in script:
        i = len(t["bubbles"])
        if isinstance(step[0], int):
            h, m = map(int, step[1].split(":"))
            moment = (now - timedelta(days=step[0])).replace(hour=h, minute=m, second=r.randint(0, 59))
            if sep is None:
                continue
            words = sep(moment, now)
            if words != label:
                label, at, fresh, index = words, moment, True, len(t["separators"])
                out.append(f"<div class=sp>{first_line if index == 0 else ''}<span data-k=s{index}>{words}</span></div>")
                t["separators"].append(words)
            continue
        kind, *rest = step
        moment = min(moment + timedelta(minutes=r.choice([0, 0, 1, 2]), seconds=r.randint(0, 9)), now)
        if kind in "LR":
            words, who, more = (*rest, None, None)[:3]
            put(kind, f"<span data-k=b{i}>{esc(words)}</span>", words, who=who, more=more)
        elif kind == "n":
            out.append(f"<div class=no><span data-k=n{len(t['notices'])}>{rest[0]}</span></div>")
            t["notices"].append(rest[0].replace("<a>", "").replace("</a>", ""))
        elif kind == "voice":
            side, n, who, more = (*rest, None, None)[:4]
            arcs = f"<svg width=16 height=16 viewBox='0 0 16 16' style='vertical-align:-3px;{'' if side == 'L' else 'transform:scaleX(-1)'}'><circle cx=3 cy=8 r=1.300 fill=currentColor /><path d='M6 5q3 3 0 6M9.500 2.500q5.500 5.500 0 11' stroke=currentColor stroke-width=1.600 fill=none /></svg>"
            put(side, f"<div style='min-width:{60 + n * 2}px;text-align:{'left' if side == 'L' else 'right'}'>{arcs if side == 'L' else ''} <span data-k=b{i}>{n}\"</span> {arcs if side == 'R' else ''}</div>", f'{n}"', "voice", who, more)
        elif kind == "call":
            side, words, who = (*rest, None)[:3]
            phone = "<svg width=17 height=17 viewBox='0 0 20 20' style='vertical-align:-3px;margin-right:7px'><path d='M4 3l3 0 1.500 4-2 1.500q1.500 3 5 5l1.500-2 4 1.500v3q-1 2-4 1.200Q5 14.500 3 7 2.600 4 4 3z' fill=currentColor /></svg>"
            put(side, f"{phone}<span data-k=b{i}>{words}</span>", words, "call", who)
        elif kind == "pic":  # no words in it: nothing in the truth
            side, which, wide, who = (*rest, None)[:4]
            put(side, f"<svg width={wide} height={wide * (1 if which == 2 else 1.3):.0f} viewBox='0 {12 if which == 2 else 0} 100 {100 if which == 2 else 130}' style='border-radius:6px'>{PICTURES[which]}</svg>", None, who=who, bare=True)
        elif kind == "card":
            side, sort, lines, footer, paint, icon, who = (*rest, None)[:7]
            a, *z = lines
            body = f"<div data-k=b{i} style='flex:1;min-width:0'><div class=a>{esc(a)}</div>{''.join(f'<div class=z>{esc(x)}</div>' for x in z)}</div>"
            put(side, f"<div class=cd style='{paint}'><div class=ci>{icon}{body}</div>{f'<div class=fo>{footer}</div>' if footer else ''}</div>", "\n".join(lines), sort, who, bare=True)
    flow, look = ("display:flex;flex-direction:column;justify-content:flex-end;", look + ".list>.ms{margin:6px 0}") if end else ("", look)
    html = f"{status(name, now, bar)}{nav}{head}<div class=list style='padding:0 12px;{flow}'>{''.join(out)}</div>{foot}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub="#8a8a8a", font=font, css=SHEET + look), truth=t, height=height)


def nav(title, sub="", left="", right="<span class=dots>•••</span>", style="", mid="", centre=False):
    words = f"<div class=t>{esc(title)}{mid}</div>{f'<div class=u>{sub}</div>' if sub else ''}"
    return f"<div class=nv style='{style}'><span class=ar></span>{left}<div class=g style='{'text-align:center' if centre else ''}'>{words}</div>{right}</div>"


def foot(hint, style="", marks=(1, 2), field=""):
    return f"<div class=ft style='{style}'>{'<i></i>' * marks[0]}<div style='{field}'>{hint}</div>{'<i></i>' * marks[1]}</div>"


box = lambda tint, inner="", size=40, round_="6px": f"<span style='flex:none;width:{size}px;height:{size}px;border-radius:{round_};background:{tint};color:#fff;display:flex;align-items:center;justify-content:center;font-size:{size * .4:.0f}px'>{inner}</span>"
swap = "<svg width=34 height=34 style='flex:none'><circle cx=17 cy=17 r=15 fill=none stroke='#fff' stroke-width=2.300 /><path d='M10 14h14l-4-4M24 20H10l4 4' stroke='#fff' stroke-width=2.300 fill=none /></svg>"

NOTES = [(4, "10:06"), ("L", "【岚桥花】韩雨桐女士，您第7期账单2,316.50元已逾期2天，请于今日17:00前还入尾号0000账户，以免产生更多费用。"), (1, "09:31"), ("L", "【岚桥花】您的账户因长期逾期已进入委外流程，详询 400-000-6315，回T退订"), ("R", "T", None, {"under": "卡2"}), ("L", "【岚桥花】退订成功，您将不再收到营销短信。"), (0, "08:02"), ("L", "【岚桥花】韩雨桐，今日为减免政策截止日，一次性结清可减免罚息386.2元。")]
FIELD = [(3, "18:40"), ("L", "韩雨桐你好，我姓胡，你在岚桥花的案子现在归我管"), ("L", "方便接电话吗"), ("R", "上班不方便，有事请发文字"), (1, "07:15"), ("L", "文字也行。三天内不处理，我们外访组两个人直接去你公司一楼等你下班"), ("R", "请把你的姓名、工号和委托公司全称告诉我"), ("L", "你没资格问"), (0, "19:52"), ("L", "刚跟你爱人通过话了，他说他不知道这笔钱，需要我帮你解释吗？"), ("R", "你联系我家人已经违规，我会向12378投诉")]
MOTHER = [(2, "21:07"), ("L", "桐桐，你爸手机今天响了一天，全是外地的"), ("L", "接了又不说话"), ("R", "妈，是催收的，让爸先设置成只接通讯录的电话"), ("L", "他不会弄呀"), ("n", "您撤回了一条信息"), ("R", "周末我回去弄"), (0, "12:34"), ("L", "有个女的加我微信，头像是法院的徽"), ("R", "千万别通过！法院不会加微信"), ("L", "哦哦好"), ("R", "爱你", None, {"under": "已送达"})]
HUSBAND = [(2, "22:18"), ("L", "你是不是还有别的贷款没跟我说？"), ("R", "只有岚桥花这一笔，本金一万四"), (1, "12:05"), ("L", "今天他们打到我单位座机，说我是共同还款人"), ("R", "你不是，合同上没有你", None, {"quote": "阿哲：今天他们打到我单位座机，说我是共同还款人"}), ("n", "你撤回了一条消息 <a>重新编辑</a>"), ("voice", "L", 41, None, {"dot": "<span style='width:8px;height:8px;border-radius:50%;background:#f5483b;margin-top:16px'></span>"}), ("pic", "L", 1, 104),
           ("card", "R", "transfer", ["¥1,200.00", "已被接收"], "微信转账", "--cd:#fbdcb8;--ci:#fff;background:#f3b878", swap), (0, "19:46"), ("call", "R", "通话时长 14:52"), ("R", "先还一期，剩下的我明天去谈延期")]
KIN = [(1, "20:33"), ("L", "有人给我发了桐桐的身份证照片，问我是不是她姑", "大姑（赣州）"), ("L", "我也收到了，直接拉黑", "小叔-建军"), ("n", "“小叔-建军”拍了拍“大姑（赣州）”"), ("card", "R", "redpacket", ["大姑消消气"], "微信红包", "background:#f79c46;--ci:#fff", box("#d9523f", "￥", 34, "4px")), ("n", "“大姑（赣州）”领取了你的<a>红包</a>"),
       (0, "07:58"), ("L", "这个人又来加群，昵称叫岚桥法务", "表弟Jason"), ("card", "L", "card", ["岚桥法务-胡经理"], "个人名片", "", box("#6a7d93", "胡", 42, "5px"), "表弟Jason"), ("R", "不要通过，是催收，证件照是他们非法用的"), ("L", "明白，群主把验证打开吧", "表弟Jason", {"quote": "韩雨桐：不要通过，是催收，证件照是他们非法用的"}), ("pic", "L", 2, 64, "奶奶家WiFi")]
DORM = [(5, "22:40"), ("L", "刚才有个号码问我认不认识韩雨桐", "小鹿乱撞", {"tag": "LV41 群主"}), ("L", "我也被问了！还说我是联系人", "麦冬", {"tag": "LV12 潜水"}), ("R", "我没填过你们，应该是读了通讯录，抱歉"), (0, "13:20"), ("L", "学校保卫处让把记录交一份", "Echo.0", {"tag": "LV27 管理员"}), ("voice", "L", 9, "麦冬"), ("R", "我整理好发群文件", None, {"quote": "Echo.0：学校保卫处让把记录交一份"}), ("n", "麦冬 撤回了一条消息"), ("L", "6", "小鹿乱撞", {"tag": "LV41 群主"})]
FRONT = [(1, "10:12"), ("L", "总机从八点开始被岚桥花的人占线，客户打不进来", "行政-苏晴", {"tag": "前台"}), ("R", "抱歉，是我个人的事，我马上投诉"), ("card", "L", "file", ["来电登记表.xlsx", "18.4 KB"], "", "--cd:#fff", box("#3fa66b", "X", 38, "6px"), "行政-苏晴"), (0, "09:05"), ("L", "@韩雨桐 今天又来，自称经侦大队，我让他报警号他就挂了", "行政-苏晴", {"tag": "前台"}), ("L", "冒充警察的一定要报案", "法务 邹宁"), ("R", "已经去派出所登记了，谢谢各位", None, {"quote": "法务 邹宁：冒充警察的一定要报案"})]
AGENT = [(2, "15:30"), ("n", "你已添加了陈专员，对方为企业微信用户"), ("L", "韩女士，我是岚桥花的合作方岚策咨询，编号LC-0731"), ("L", "您名下合同共欠16,204.88元，我司可为您申请停催7天，需要您先还10%"), ("R", "请发授权委托书，盖章的"), (0, "08:47"), ("L", "委托书涉密，只能现场出示"), ("R", "那我只接受官方渠道协商"), ("L", "可以，那就不要怪我们按流程走访您父母"), ("R", "这句话我截图了")]
DESK = [(2, "14:05"), ("L", "姐，3号会议室有两个男的找你，没有预约", "程一诺"), ("R", "别让他们上来，我在外面", None), ("L", "保安已经请他们走了，留了张纸条", "程一诺", {"under": "<span style='background:#e8efff;border-radius:9px;padding:2px 8px;color:#4a6bb0'>OK 韩雨桐</span>"}), ("L", "写着：躲得过初一躲不过十五", "程一诺"), (0, "10:26"), ("R", "纸条帮我收好，监控也请物业留七天", None, {"quote": "回复 程一诺：写着：躲得过初一躲不过十五"}), ("L", "监控已申请，下午拷给你", "程一诺"), ("R", "太感谢了")]
COUSIN = [(6, "19:20"), ("L", "姐，支付宝上有人给我转一分钱，备注写你欠钱不还"), ("card", "L", "transfer", ["￥0.01", "韩雨桐欠款不还，请转告"], "转账", "background:#1677ff;--ci:#fff", swap), ("R", "退回去，把那个账号截图给我"), (1, "08:11"), ("L", "又转了三次"), ("R", "好，我一起举报"), (0, "11:39"), ("L", "平台说已经限制他了"), ("R", "辛苦")]
STRANGER = [(3, "23:16"), ("n", "对方不是你的互关好友，请谨慎回复"), ("L", "小姐姐视频拍得不错啊，欠的钱啥时候还"), ("L", "你每条作品下面我都去评论"), (0, "12:08"), ("card", "L", "link", ["@桐桐的小厨房", "番茄牛腩的懒人做法"], "", "--cd:#2b2d38;--ci:#eee", "<svg width=54 height=70 style='border-radius:6px;flex:none;background:#9b5a48'><path d='M20 24l18 11-18 11z' fill='#fff'/></svg>"), ("R", "你是岚桥花的外包吧，网暴也是违法的"), ("L", "谁知道呢"), ("R", "已取证，平台和网警都提交了")]
HELP = [(0, "10:12"), ("L", "您好，我是您的专属客服小岚，请问有什么可以帮您？", "小岚"), ("R", "我要投诉委外人员骚扰我的家人和单位", "我"), ("L", "非常抱歉给您带来不好的体验，请提供对方号码和时间。", "小岚"), ("R", "199 0000 6051，昨天7:02到21:40共打了26次", "我"), ("n", "已为您转接人工客服，当前排队第4位"), (0, "10:31"), ("L", "工号0086为您服务。已登记，工单号LX-0000-88，3个工作日内回复。", "客服0086"), ("R", "请书面回复，并停止联系第三人", "我"), ("n", "客服已结束会话，请对本次服务评价")]

vars_ = lambda l, rr, li="#181818", ri="#181818", g="#8e8e93", q="#0000000f", f="#fff": f"body{{--l:{l};--li:{li};--r:{rr};--ri:{ri};--g:{g};--q:{q};--f:{f}}}"
TAIL = ".bb:before{content:'';position:absolute;top:13px;border:6px solid transparent}.L .bb:before{left:-10px;border-right-color:var(--l)}.R .bb:before{right:-10px;border-left-color:var(--r)}"
menu = "<div style='flex:none;display:flex;border-top:.6px solid #8883;padding:13px 0 22px;font-size:15px;text-align:center;background:#fcfcfc'><span style='width:46px;border-right:.6px solid #8884'>⌨</span><span style='flex:1;border-right:.6px solid #8884'>账单查询</span><span style='flex:1;border-right:.6px solid #8884'>我的额度</span><span style='flex:1'>联系我们</span></div>"
CHATS = {
    "v_sms_hyper_service": ("sms", NOTES, dict(peer="岚桥花", sep=lambda m, n: f"{day(m, n, '今天', far='{m}月{d}日 周{w}')} {ap(m)}", nav=nav("岚桥花", "1069 0000 3377 02", left=portrait("岚桥花", 36, "11px", True), right="<span class=vdots>⋮</span>"), foot=menu, bar="speed", bg="#f4f4f6", font=MI, faces=(False, False),
        look=vars_("#fff", "#d3e6ff") + ".c{max-width:292px}.bb{border-radius:20px;padding:13px 16px;font-size:15.5px}.sp{text-align:left;margin-left:6px}"), "plain"),
    "v_sms_honor": ("sms", FIELD, dict(peer="199 0000 6051", sep=lambda m, n: day(m, n, "今天", far="{m}月{d}日", week="周"), nav=nav("199 0000 6051", "江西 赣州", right="<span class=vdots>☎</span><span class=vdots>⋮</span>"), foot=foot("短信", marks=(1, 1), field="border-radius:19px"), bg="#fff", font=HM, faces=(True, False), size=32, round_="50%", clock=c24, beneath=" 卡1", end=True,
        look=vars_("#eef0f4", "#3d7cf5", ri="#fff", f="#f0f1f4") + ".ms{margin:8px 0}.bb{border-radius:4px 18px 18px 18px;font-size:15.5px}.R .bb{border-radius:18px 4px 18px 18px}.sp span{background:#eceef2;border-radius:11px;padding:3px 12px}"), "tilt+jpeg"),
    "v_imessage_night": ("sms", MOTHER, dict(peer="妈妈", dark=True, bar="ios", sep=lambda m, n: f"{day(m, n, '今天', week='星期', far='{m}月{d}日 周{w}')} {c24(m)}", first_line="<div style='font-weight:600'>iMessage 信息</div>", bg="#000", fg="#f2f2f7", font=INTER, faces=(False, False),
        nav=f"<div style='flex:none;background:#161618;padding:4px 14px 8px;display:grid;grid-template-columns:50px 1fr 50px;align-items:center;color:#0a84ff'><span style='display:flex;align-items:center'><span class=ar></span>12</span><div style='text-align:center;color:#f2f2f7;font-size:12px'>{portrait('妈妈', 46, '50%', True).replace('display:flex', 'display:flex;margin:0 auto 3px')}妈妈 <span style='opacity:.5'>›</span></div><svg width=26 height=18 style='justify-self:end'><rect x=1 y=2 width=16 height=13 rx=4 fill=none stroke=currentColor stroke-width=1.800 /><path d='M18 7l6-4v11l-6-4z' fill=none stroke=currentColor stroke-width=1.800 /></svg></div>",
        foot=foot("iMessage 信息", marks=(1, 0), field="border:1px solid #3a3a3c;border-radius:19px;background:#000"), look=vars_("#262628", "#0a84ff", "#f2f2f7", "#fff", "#8d8d93") + ".ms{margin:3px 0}.c{max-width:262px}.bb{border-radius:18px;font-size:17px;line-height:1.3;padding:7px 13px}.sp{font-size:11.5px}.no{font-size:11.5px}"), "jpeg"),
    "v_wx_husband": ("wechat", HUSBAND, dict(peer="阿哲", sep=lambda m, n: f"{day(m, n, week='星期')} {c24(m)}".strip(), nav=nav("阿哲", centre=True, left="<span style='font-size:13px;background:#0001;border-radius:9px;padding:1px 7px;margin-left:-6px'>6</span>", right="<span class=dots style='width:42px;text-align:right'>•••</span>", style="background:#ededed;border-bottom:.6px solid #d9d9d9"), foot=foot("", "background:#f7f7f7"), font=CJK, end=True, height=860,
        look=vars_("#fff", "#95ec69") + TAIL + ".bb{border-radius:5px}.no a{color:#576b95}.cd{border-radius:5px}"), "plain"),
    "v_wx_kin_night": ("wechat", KIN, dict(peer="韩家一大家子(23)", dark=True, names=True, sep=lambda m, n: f"{day(m, n, week='周')} {part(m)}".strip(), nav=nav("韩家一大家子(23)", mid=" <svg width=14 height=14 viewBox='0 0 14 14' style='opacity:.6'><path d='M3 10V6q0-4 4-4t4 4v4zM2 1l10 12' fill=none stroke=currentColor stroke-width=1.300 /></svg>", style="background:#191919"), foot=foot("", "background:#1e1e1e", field="background:#2a2a2a"), bg="#111", fg="#cfcfcf", font=MI, size=38, round_="4px", end=True, height=840,
        look=vars_("#2c2c2c", "#3eb575", "#d5d5d5", "#07130c", "#747474", "#202020", "#2a2a2a") + TAIL + ".bb{border-radius:4px;font-size:15.5px}.no a{color:#d58a3c}.cd{--cd:#2c2c2c;--ci:#ddd}.ms{margin:11px 0}"), "half"),
    "v_qq_dorm": ("qq", DORM, dict(peer="402永不散(4)", names=True, sep=lambda m, n: f"{day(m, n, week='星期', far='{m:02d}-{d:02d}')} {c24(m)}".strip(), nav=nav("402永不散(4)", right="<span class=dots>≡</span>", left="<span style='font-size:14px'>99+</span>"), foot=foot("", "background:#f6f7fa", marks=(0, 3), field="border-radius:19px"), bg="#f0f2f7", font=WQY, size=38, round_="50%", quote="inside", tag="font-size:9.5px;border-radius:7px;padding:1px 6px;background:#dfe6f3;color:#6d84ad",
        look=vars_("#fff", "linear-gradient(90deg,#2ea0ff,#2a83f7)", ri="#fff") + ".bb{border-radius:3px 14px 14px 14px;font-size:16px}.R .bb{border-radius:14px 3px 14px 14px}"), "moire"),
    "v_ding_front": ("dingtalk", FRONT, dict(peer="综合部工作群", names=True, sep=lambda m, n: f"{day(m, n)} {c24(m)}".strip(), nav=nav("综合部工作群", "内部群 · 31人", right="<span class=vdots>☏</span><span class=dots>•••</span>", style="background:linear-gradient(#dfeaff,#eef3fc)"), foot=foot("按住说话或输入文字", "background:#f8f9fb", marks=(1, 1)), bg="#eef1f7", font=CJK, size=36, round_="10px", letter=2, read="<span style='color:#2f7bf6'>5人未读</span>", tag="font-size:10px;border-radius:3px;padding:0 4px;background:#e2ecff;color:#3a72d8",
        look=vars_("#fff", "#c9defe") + ".bb{border-radius:10px;font-size:15.5px}.c{max-width:226px}"), "plain"),
    "v_wecom_agent": ("wechat", AGENT, dict(peer="陈专员", sep=lambda m, n: f"{day(m, n, far='{m}/{d}')} {c24(m)}".strip(), nav=nav("陈专员", "<span style='color:#d98a2b'>@岚策咨询</span>", right="<span class=dots>•••</span>", style="background:#fff;border-bottom:.6px solid #e3e5e8", centre=True), foot=foot("", "background:#f7f8fa"), bg="#ebedf1", font=HM, size=38, round_="4px",
        look=vars_("#fff", "#bcdcff") + ".bb{border-radius:4px;font-size:16.5px;line-height:1.5}.list>.sp:first-child{margin-top:40px}.ms{margin:11px 0}" + TAIL), "banner+jpeg"),
    "v_feishu_desk": ("feishu", DESK, dict(peer="程一诺", names=True, sep=lambda m, n: f"{day(m, n)} {c24(m)}".strip(), nav=nav("程一诺", "研发二部 | 在线", left=portrait("程一诺", 34, "50%", 2), right="<span class=dots>⋯</span>"), foot=foot("发送给 程一诺", marks=(0, 2)), bg="#fff", font=CJK, faces=(True, False), size=36, round_="50%", letter=2, quote="inside", read="✓",
        look=vars_("#f2f3f5", "#e1eaff", f="#f2f3f5") + ".bb{border-radius:10px;font-size:16px}.be{color:#35b06a}.R .nm{display:none}"), "crop"),
    "v_alipay_cousin": ("unknown", COUSIN, dict(peer="韩小满", sep=lambda m, n: f"{day(m, n, far='{m:02d}-{d:02d}')} {c24(m)}".strip(), nav=nav("韩小满", style="background:#1677ff;color:#fff", right="<span class=vdots>⚙</span>"), head="<div style='flex:none;background:#fff7e6;color:#b0803a;font-size:12px;padding:8px 14px'>谨防诈骗，转账前请核实对方身份</div>", foot=foot("发消息…", "background:#fff", field="background:#f2f3f6"), bg="#f3f4f6", font=CJK, size=38, round_="8px", height=840,
        look=vars_("#fff", "#a9d1ff") + ".bb{border-radius:12px}.L .bb{border-top-left-radius:2px}.R .bb{border-top-right-radius:2px}.cd{border-radius:12px}.sp span{background:#dcdee2;color:#fff;border-radius:3px;padding:2px 7px}"), "plain"),
    "v_douyin_stranger": ("unknown", STRANGER, dict(peer="用户8840000217", dark=True, sep=lambda m, n: f"{day(m, n, week='周', far='{m}-{d}')} {c24(m)}".strip(), nav=nav("用户8840000217", "3天内在线", left=portrait("x8840", 34, "50%")), head="<div style='flex:none;display:flex;align-items:center;background:#22242f;margin:4px 12px;border-radius:10px;padding:9px 12px;font-size:13px;color:#b9bac2'><span style='flex:1'>对方还不是你的朋友</span><span style='background:#fe2c55;color:#fff;border-radius:6px;padding:4px 14px'>回关</span></div>", foot=foot("发送消息", field="border-radius:20px"), bg="#161823", fg="#e9e9ee", font=MI, faces=(True, False), size=34, round_="50%",
        look=vars_("#292b36", "#3466f6", "#ecedf2", "#fff", "#7d7f8b", f="#292b36") + ".bb{border-radius:16px;font-size:15.5px;padding:11px 14px}.cd{border-radius:14px;width:210px}"), "plain"),
    "v_lender_help": ("unknown", HELP, dict(peer="在线客服", sep=None, clock=lambda m: m.strftime("%Y-%m-%d %H:%M:%S"), where="over", names="both", nav=nav("在线客服", centre=True, style="background:linear-gradient(90deg,#ff8a3d,#ff5f4a);color:#fff", right="<span style='font-size:13px'>结束</span>"), head="<div style='flex:none;display:flex;gap:8px;padding:9px 12px;background:#fff;font-size:13px;color:#e8663c'><span class=chip>提前结清</span><span class=chip>账单明细</span><span class=chip>投诉建议</span></div>", foot=foot("请输入您的问题", "background:#fff", marks=(0, 1), field="background:#f4f4f4;border-radius:19px"), bg="#f6f6f6", font=ZEN, size=36, round_="50%",
        look=vars_("#fff", "#ffe3d6") + ".chip{border:1px solid #f3b79f;border-radius:14px;padding:3px 11px}.nm{font-size:11px;gap:8px}.R .nm{flex-direction:row-reverse}.bb{border-radius:10px;font-size:15px}.c{max-width:262px}.ms{margin:11px 0}"), "plain"),
}

CALLS = [  # shown, way, how often, place, mark, days back, clock, how long, SIM
    ("199 0000 6051", "missed", 5, "江西 赣州", "疑似催收", 0, "18:44", "响铃8秒", 2), ("阿哲", "in", 1, "江西 南昌", None, 0, "17:20", "3分12秒", 1), ("0797-0000 3318", "in", 2, "江西 赣州", "贷款推销", 0, "11:06", "21秒", 2), ("行政-苏晴", "out", 1, "江西 南昌", None, 0, "09:17", "1分05秒", 1),
    ("+86 167 0000 2290", "missed", 13, "虚拟运营商", "骚扰电话", 1, "21:40", "响铃1秒", 2), ("妈妈", "out", 3, "江西 赣州", None, 1, "20:15", "16分40秒", 1), ("12378", "out", 1, "投诉热线", None, 2, "10:02", "7分33秒", 1), ("199 0000 6052", "missed", 2, "江西 赣州", None, 6, "07:02", "响铃15秒", 2), ("大姑（赣州）", "in", 1, "江西 赣州", None, 11, "13:48", "42秒", 1),
]
ONE = [("missed", 0, "18:44", "响铃8秒", 2), ("missed", 0, "18:41", "响铃12秒", 2), ("in", 0, "12:03", "1分20秒", 2), ("missed", 1, "21:38", "响铃4秒", 2), ("out", 1, "19:10", "未接通", 1), ("missed", 1, "07:02", "响铃15秒", 2), ("in", 4, "16:26", "38秒", 2)]
ROWS = """
.li{display:flex;align-items:center;gap:12px;padding:9px 20px;min-height:62px}.mid{flex:1;min-width:0}.big{font-size:16.5px;display:flex;gap:6px;align-items:center}.sml{font-size:12.5px;color:var(--g);margin-top:3px;display:flex;gap:6px;align-items:center}
.rg{font-size:13px;color:var(--g);flex:none;display:flex;align-items:center;gap:10px}.hd{font-size:13px;color:var(--g);padding:15px 20px 5px}.tt{flex:none;padding:8px 20px 8px}.gp{background:var(--c);border-radius:18px;margin:0 12px 10px}
.sim{font-size:9px;line-height:13px;width:13px;text-align:center;border:1px solid currentColor;border-radius:3px;flex:none}.ch{width:8px;height:8px;border-right:1.8px solid var(--g);border-top:1.8px solid var(--g);transform:rotate(45deg);flex:none}
.tg{font-size:11px;border-radius:4px;padding:1px 5px;flex:none}.tb{flex:none;display:flex;justify-content:space-around;padding:8px 0 18px;font-size:11px;text-align:center;color:var(--g)}.tb i{display:block;width:20px;height:20px;border:1.8px solid;border-radius:50%;margin:0 auto 3px}
.sx{width:46px;height:27px;border-radius:14px;position:relative;flex:none}.sx u{position:absolute;top:2px;width:23px;height:23px;border-radius:50%;background:#fff}
"""


def sign(way, ink, size=14):
    d = {"out": "M4 12L12 4M6 4h6v6", "in": "M12 4L4 12M4 6v6h6", "missed": "M2 4l6 6 6-6M2 9V4h5"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none'><path d='{d}' stroke='{ink}' stroke-width=1.800 fill=none stroke-linecap=round /></svg>"


def sheet(name, now, t, body, *, top="", tabs=(), dark=False, bg=None, card=None, font=CJK, bar="android", css="", height=800, crop=True):
    below = f"<div class=tb>{''.join(f'<span><i></i>{w}</span>' for w in tabs)}</div>" if tabs else ""
    tints = f"body{{--g:{'#8a8c93' if dark else '#86888e'};--c:{card or ('#1b1c1f' if dark else '#fff')}}}"
    return dict(html=f"{status(name, now, bar)}{top}<div class=list style='padding:0'>{body}</div>{below}<!--over-->", truth=t, rows=True, height=height, crop=crop, style=dict(bg=bg or ("#000" if dark else "#fff"), fg="#ededf0" if dark else "#16171a", sub="#888", font=font, css=SHEET + ROWS + tints + css))


def when(name):
    r = Random(name)
    return datetime(2026, r.randint(3, 11), r.randint(13, 27), r.randint(20, 22), r.randint(5, 57))


def calls(name, kind, dark=False, **look):
    now = when(name)
    t, out, heading, group = truth("calllog", now, "dark" if dark else "light"), [], None, []
    fg, grey, red, green = ("#ededf0", "#8a8c93", "#ff5a50", "#4cc47c") if dark else ("#16171a", "#86888e", "#e5352b", "#1f9d57")
    for i, (who, way, count, place, mark, back, clock, lasted, card) in enumerate(CALLS if kind != "one" else [("199 0000 6051", w, 1, "江西 赣州", "疑似催收", b, c, d, s) for w, b, c, d, s in ONE]):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=back)).replace(hour=h, minute=m)
        if at > now:
            at, clock = now - timedelta(minutes=50), c24(now - timedelta(minutes=50))
        ink, key, many, section = red if way == "missed" else fg, f"data-k=c{i}", f" ({count})" if count > 1 else "", None
        hue, sim = {"missed": red, "out": green, "in": "#3a82f7"}[way], f"<span class=sim>{card}</span>"
        shown, real = clock if back == 0 else day(at, now, week="周"), at if back == 0 else at.date()
        if kind == "hyper":  # SIM square and what became of it in words below, date and hour at the right above the ring
            shown, real = f"{day(at, now, '今天', far='{m}/{d}')} {clock}", at
            word = {"missed": f"未接 {lasted}", "in": f"呼入 {lasted}", "out": f"呼出 {lasted}"}[way]
            li = f"<div class=li><div class=mid {key}><div class=big style='color:{ink};font-weight:600'>{who}{many}</div><div class=sml>{sim}<span>{word}</span></div></div><span class=rg>{shown}<span style='width:22px;height:22px;border-radius:50%;background:#8883;display:flex;align-items:center;justify-content:center'><span class=ch style='width:6px;height:6px;margin-left:-2px'></span></span></span></div>"
        elif kind == "ios":  # pale capsules, the letter of the line, the kind of telephone
            shown = clock if back == 0 else day(at, now, week="星期", far="{y}/{m}/{d}")
            line = f"<span style='background:{grey};color:#fff;border-radius:3px;font-size:10px;padding:0 3px'>{'主' if card == 1 else '副'}</span>"
            handset = sign("out", grey, 13) if way == "out" else ""
            li = f"<div class=li style='padding:7px 14px;min-height:60px'>{portrait(who, 42, '50%', True)}<div class=mid {key}><div class=big style='color:{ink};font-weight:600'>{who}{many}</div><div class=sml style='font-size:14px'>{line}{handset}<span>{mark or place}</span></div></div><span class=rg style='font-size:15px'>{shown}<span style='color:#0a7aff;border:1.5px solid;border-radius:50%;width:20px;height:20px;font-size:13px;display:flex;align-items:center;justify-content:center;font-weight:700'>i</span></span></div>"
        elif kind == "one":  # one number's page: every row the same number, which stands above
            section, shown, real = day(at, now, "今天", far="{m}月{d}日 星期{w}"), clock, at
            word = {"missed": "未接来电", "in": "来电", "out": "去电"}[way]
            li = f"<div class=li style='min-height:50px;padding:6px 20px'>{sign(way, hue, 16)}<div class=mid {key}><div class=big style='font-size:15.5px;color:{ink}'>{word}</div></div><span class=rg>{sim}{lasted}<span style='color:{fg};font-size:15px'>{shown}</span></span></div>"
        elif kind == "timeline":  # the hour stands at the left of a line, days over it
            section, shown, real = day(at, now, "今天", far="{m:02d}月{d:02d}日 周{w}"), clock, at
            li = f"<div class=li style='padding:4px 16px;min-height:64px'><span style='width:44px;font-size:14px;color:{grey};flex:none'>{shown}</span><span style='align-self:stretch;border-left:1.5px solid #8885;margin-right:-9px'></span><span style='width:26px;height:26px;border-radius:50%;background:{hue};display:flex;align-items:center;justify-content:center;flex:none;margin-left:-5px'>{sign(way, '#fff', 13)}</span><div class=mid {key}><div class=big>{who}{many}</div><div class=sml><span>{place}</span>{f'<span style=color:#d9822b>{mark}</span>' if mark else ''}</div></div></div>"
        elif kind == "tagged":  # a dialler with coloured tags, how long ago
            gone = int((now - at).total_seconds() // 60)
            shown, real = (f"{gone}分钟前", at) if gone < 60 else (f"{gone // 60}小时前", None) if back == 0 else (f"{day(at, now, far='{m:02d}-{d:02d}')} {clock}", at)
            flag = f"<span class=tg style='background:{'#fde3e0;color:#d2382c' if count > 4 else '#fff0d6;color:#b87514'}'>{mark}</span>" if mark else ""
            li = f"<div class=li style='border-bottom:.6px solid #8883'><div class=mid {key}><div class=big style='color:{ink}'><span>{who}{many}</span></div><div class=sml>{sign(way, hue, 13)}<span>{place}</span><span>卡{card}</span>{flag}</div></div><span class=rg>{shown}<span style='width:34px;height:34px;border-radius:50%;background:#e4f4ea;display:flex;align-items:center;justify-content:center;color:{green};font-size:15px'>✆</span></span></div>"
        elif kind == "next":  # bold names in one card each, the day before yesterday has its word
            shown, real = clock if back == 0 else day(at, now, before="前天", far="{m}/{d}"), at if back == 0 else at.date()
            word = {"missed": f"<span style='color:{red}'>{lasted}</span>", "in": "", "out": sign("out", grey, 13)}[way]
            li = f"<div class=li style='min-height:68px;margin:0 6px'>{portrait(who, 40, '50%', True)}<div class=mid {key}><div class=big style='color:{ink};font-weight:600'>{who}{many}</div><div class=sml>{word}<span>{place}</span></div></div><span class=rg>{shown}<span class=ch></span></span></div>"
        elif kind == "origin":  # SIM as a coloured disc, HD, twelve hours, sections
            section, shown, real = ("今天" if back == 0 else "昨天" if back == 1 else "更早"), ap(at, " ") if back < 2 else f"{at.month}月{at.day}日", at if back < 2 else at.date()
            disc = f"<span style='width:14px;height:14px;border-radius:50%;background:{'#3d7cf0' if card == 1 else '#d08a2e'};color:#fff;font-size:9px;line-height:14px;text-align:center'>{card}</span>"
            li = f"<div class=li style='min-height:64px'>{sign(way, hue, 17)}<div class=mid {key}><div class=big style='color:{ink}'>{who}{many}</div><div class=sml>{disc}<span style='border:1px solid;border-radius:2px;font-size:8.5px;padding:0 2px'>HD</span><span>{mark or place}</span></div></div><span class=rg>{shown}</span></div>"
        else:  # "three": three lines, the moment in full on the third
            shown, real = f"{at.month}月{at.day}日 {clock}", at
            word = {"missed": "未接来电", "in": "已接来电", "out": "拨出电话"}[way]
            li = f"<div class=li style='padding:8px 18px;border-bottom:.6px solid #8883'>{portrait(who, 46, '14px', True)}<div class=mid {key}><div class=big style='font-weight:600'>{who}{many}</div><div class=sml style='color:{hue}'>{word}</div><div class=sml>{shown}</div></div><span class=rg>{sim}</span></div>"
        if section != heading:
            heading = section
            out.append(f"<div class=hd><span data-k=h{i}>{section}</span></div>")
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, section=section, at=None if real is None else stamped(real, isinstance(real, datetime))))
    return sheet(name, now, t, "".join(out), dark=dark, **look)


def permits(name, kind, dark=False, **look):
    now, r, out = when(name), Random(name), []
    t = truth("permission", now, "dark" if dark else "light")
    icon = lambda app, size=38: box(Random(app).choice(TINTS), app[0], size, "27%")
    note = lambda *row: t["permissions"].append(dict(zip(("app", "permission", "state", "last", "section"), row)))
    if kind == "timeline":  # Android's dashboard: when which app looked into the contacts
        for section, entries in (("今天", (("岚桥花", "18:02"), ("电话", "17:20"), ("岚桥花", "12:00"), ("微聊", "09:41"))), ("昨天", (("岚桥花", "23:58"), ("云同步", "03:10")))):
            out.append(f"<div class=hd style='color:#3a6fd8;font-weight:600'>{section}</div>")
            for app, clock in entries:
                h, m = map(int, clock.split(":"))
                last = ap(now.replace(hour=h, minute=m))
                out.append(f"<div class=li style='padding:7px 20px'><span style='width:72px;font-size:14px;flex:none'>{last}</span><span style='align-self:stretch;margin:-7px 0;border-left:2px solid #8884'></span>{icon(app, 34)}<div class=mid><div class=big>{app}</div></div></div>")
                note(app, "通讯录", None, last, section)
    elif kind == "one":  # one app, a card for each state, icons before the names
        out.append(f"<div style='text-align:center;padding:6px 0 12px'><div style='display:inline-block'>{icon('岚桥花', 60)}</div><div style='font-size:20px'>岚桥花</div></div>")
        for section, entries in (("允许", (("联系人", "过去 24 小时内访问过"), ("通话记录", "过去 7 天内访问过"), ("通知", None))), ("每次都询问", (("相机", None),)), ("不允许", (("短信", None), ("位置信息", None), ("麦克风", None)))):
            rows = ""
            for i, (permission, last) in enumerate(entries):
                rows += f"<div class=li style='background:var(--c);border-radius:{'20px 20px' if i == 0 else '5px 5px'} {'20px 20px' if i == len(entries) - 1 else '5px 5px'};margin:0 14px 2px;min-height:54px;padding:6px 16px'><span style='width:22px;height:22px;border:1.8px solid #8a8c93;border-radius:{r.choice(['50%', '6px'])};flex:none'></span><div class=mid><div class=big>{permission}</div>{f'<div class=sml>{last}</div>' if last else ''}</div></div>"
                note("岚桥花", permission, section, last, section)
            out.append(f"<div class=hd style='color:#a8c3fb;padding-left:28px'>{section}</div>{rows}")
    elif kind == "records":  # what apps did, the hour before, the verdict as a chip
        for section, entries in (("今天", (("岚桥花", "读取联系人", "18:02", "已允许"), ("岚桥花", "读取通话记录", "18:02", "已拒绝"), ("短视频", "读取剪贴板", "15:37", "已拒绝"), ("岚桥花", "读取联系人", "12:00", "已允许"))), ("昨天", (("天气", "获取位置", "22:11", "已允许"), ("岚桥花", "读取应用列表", "21:05", "已拒绝"), ("相册", "读取联系人", "08:49", "已允许")))):
            out.append(f"<div class=hd>{section}</div>")
            for app, permission, clock, state in entries:
                good = state == "已允许"
                out.append(f"<div class=li style='min-height:66px'>{icon(app)}<div class=mid><div class=big>{app}</div><div class=sml>{permission}</div></div><span class=rg style='flex-direction:column;align-items:flex-end;gap:4px'><span>{clock}</span><span class=tg style='background:{'#e2f5e9;color:#1f9453' if good else '#fdeaea;color:#d24545'}'>{state}</span></span></div>")
                note(app, permission, state, clock, section)
    else:  # "ios": the page of one app, values and switches mixed
        section, rows = "允许“岚桥花”访问", ""
        for permission, state, on in (("通讯录", "完全访问", None), ("照片", "受限访问", None), ("位置", "使用App期间", None), ("相机", "关闭", False), ("麦克风", "关闭", False), ("本地网络", "开启", True)):
            right = f"<span class=rg style='font-size:16px'>{state}<span class=ch></span></span>" if on is None else f"<span class=sx style='background:{'#34c759' if on else '#e3e3e8'}'><u style='{'right' if on else 'left'}:2px'></u></span>"
            rows += f"<div class=li style='min-height:50px;padding:6px 16px;border-bottom:.5px solid #8883'>{box(r.choice(TINTS), '', 29, '7px')}<div class=mid><div class=big>{permission}</div></div>{right}</div>"
            note("岚桥花", permission, state, None, section)
        out.append(f"<div class=hd style='padding:18px 30px 7px'>{section}</div><div class=gp style='border-radius:26px;margin:0 16px'>{rows}</div><div class=hd style='padding:8px 30px'>关闭后，岚桥花可能无法使用部分功能。</div>")
    return sheet(name, now, t, "".join(out), dark=dark, crop=False, **look)


tt = lambda words, size=28, more="": f"<div class=tt style='font-size:{size}px;font-weight:600;{more}'>{words}</div>"
under = lambda *words: "<div style='flex:none;display:flex;gap:22px;padding:6px 20px 8px;font-size:15px'>" + "".join(f"<span style='{'font-weight:700;border-bottom:2.5px solid #2b77f2' if i == 0 else 'opacity:.55'};padding-bottom:4px'>{w}</span>" for i, w in enumerate(words)) + "</div>"
backed = lambda words, more="": f"<div class=nv style='{more}'><span class=ar></span><div class=g><div class=t>{words}</div></div></div>"
hero = f"<div class=nv><span class=ar></span><div class=g></div><span class=vdots>⋮</span></div><div style='flex:none;text-align:center;padding:0 0 12px'><div>{portrait('1990', 68, '50%')}</div><div style='font-size:23px;margin-top:8px'>199 0000 6051</div><div style='font-size:13px;color:#86888e;margin-top:3px'>江西 赣州 联通</div><div style='display:inline-block;margin-top:8px;font-size:12px;border-radius:10px;padding:2px 10px;background:#fdeaea;color:#d24545'>326人标记为疑似催收</div></div>"
search = "<div style='flex:none;margin:0 16px 8px;height:36px;border-radius:18px;background:#8882;color:#86888e;display:flex;align-items:center;padding:0 14px;font-size:15px'>搜索</div>"
segment = "<div style='flex:none;display:flex;justify-content:center;padding:6px 0'><span style='background:#8882;border-radius:17px;padding:3px;font-size:14px;display:flex'><span style='background:#fff;border-radius:14px;padding:4px 20px'>所有</span><span style='padding:4px 16px'>未接来电</span></span></div>"
PAGES = {
    "v_call_hyper_dual": (lambda n: calls(n, "hyper", top=tt("通话") + under("全部", "未接", "卡1", "卡2"), tabs=("拨号", "联系人", "营业厅"), font=MI, bar="speed", height=860), "plain"),
    "v_call_ios26": (lambda n: calls(n, "ios", top=segment + tt("通话", 30, "padding:4px 16px") + search, tabs=("个人收藏", "通话", "通讯录", "拨号键盘"), font=INTER, bar="ios", bg="#fdfdfe", height=880), "tilt"),
    "v_call_one_number": (lambda n: calls(n, "one", top=hero, tabs=("拨打", "短信", "加入黑名单"), font=CJK), "plain"),
    "v_call_timeline": (lambda n: calls(n, "timeline", top=backed("通话记录", "background:#21867a;color:#fff"), font=WQY, height=880), "moire+half"),
    "v_call_tagged": (lambda n: calls(n, "tagged", top=under("全部通话", "陌生号码", "骚扰拦截"), tabs=("通话", "通讯录", "防骚扰", "我的"), font=CJK), "plain"),
    "v_call_next": (lambda n: calls(n, "next", top=tt("最近通话", 26), tabs=("最近", "联系人", "收藏"), font=HM, bg="#f1f3f5", height=820), "crop"),
    "v_call_origin_night": (lambda n: calls(n, "origin", True, top=tt("电话", 24, "text-align:center"), tabs=("拨号", "通话", "联系人"), font=MI, height=840), "plain"),
    "v_call_three": (lambda n: calls(n, "three", top=backed("所有通话"), font=ZEN, bg="#fbfaf7", height=840), "half+jpeg"),
    "v_perm_timeline": (lambda n: permits(n, "timeline", top="<div class=nv><span class=ar></span></div>" + tt("通讯录使用情况", 26) + "<div style='flex:none;padding:0 20px;font-size:13.5px;color:#86888e'>过去 24 小时内使用过通讯录的应用</div>", font=CJK), "plain"),
    "v_perm_one_night": (lambda n: permits(n, "one", True, top=backed("应用权限"), bg="#101114", card="#22242a", font=CJK), "jpeg"),
    "v_perm_records": (lambda n: permits(n, "records", top=backed("应用行为记录") + under("全部", "敏感行为", "已拒绝"), font=MI, bar="speed"), "tilt"),
    "v_perm_ios_app": (lambda n: permits(n, "ios", top="<div class=nv style='justify-content:center'><span style='position:absolute;left:16px;width:40px;height:40px;border-radius:50%;background:#fff;display:flex;align-items:center;justify-content:center'><span class=ar style='margin:0 0 0 4px'></span></span><div class=t>岚桥花</div></div>", font=INTER, bar="ios", bg="#f2f2f7"), "plain"),
}
TENTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(chat(name, app, script, **looks), ways=[way])) for name, (app, script, looks, way) in CHATS.items()}
TENTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), ways=[way])) for name, (make, way) in PAGES.items()})
