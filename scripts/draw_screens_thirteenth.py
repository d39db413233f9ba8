"""A thirteenth set for scripts/draw_screens.py: conversations, lists of calls and pages of permissions of everyday Chinese phones of 2022 to 2026 (One UI, HyperOS, HarmonyOS, ColorOS, OriginOS, iOS; SMS,
WeChat, WeChat Work, QQ), each drawn once, about half of them degraded; drawn from memory, without a look at the rules that read them. People, firms, numbers and words are invented."""

import re
from datetime import datetime, timedelta
from random import Random

from draw_screens_skins import esc, truth, weekday
from draw_screens_tenth import ROWS, SHEET, ap, c24, day, part, stamped
from draw_screens_twelfth import INTER, LOOKS, TAIL, arrowed, back, badge, chevron, face, field, g, info, low, pill, sim, status, top_, vars_

EMOJI = ",'Noto Color Emoji',sans-serif"
MI, HM, CJK, INTER = (f + EMOJI for f in ("MiSans,'Noto Sans CJK SC'", "'HarmonyOS Sans SC','Noto Sans CJK SC'", "Roboto,'Noto Sans CJK SC'", "Inter,'Noto Sans CJK SC'"))
FIRM, LAW = "榆舟钱包", "朔岭法务"
LINK = re.compile(r"((?:https?://)?(?:[a-z0-9-]+\.)+example(?:/\w+)*|400-000-\d{4}|0\d{2,3}-0000 ?\d{4}|1\d{2} ?0000 ?\d{4})")


SHAPES = {
    "😏": "<circle cx=12 cy=12 r=11 fill='#ffcf3f'/><path d='M5 9q2-2 4.500-.5M14 8.500q2.500-1.500 5 .5M6 11.500h3.500M14.500 11.500H18M8 17q5 1.500 9-2.500' stroke='#5a3b0c' stroke-width=1.600 fill=none stroke-linecap=round />",
    "🌷": "<path d='M12 12v11' stroke='#3f9a4e' stroke-width=2 /><path d='M12 21q-6-1-7-7 6 1 7 7zM12 21q6-1 7-7-6 1-7 7z' fill='#55b463'/><path d='M6 2q3 1 3.500 3Q10.500 2 12 1q1.500 1 2.500 4Q15 3 18 2q1 11-6 12Q5 13 6 2z' fill='#ea5b86'/>",
    "❤️": "<path d='M12 21Q2 14 2 8q0-5 5-5 3.500 0 5 3 1.500-3 5-3 5 0 5 5 0 6-10 13z' fill='#e8384f'/>",
}
drawn = lambda html: re.sub("|".join(SHAPES), lambda m: f"<svg viewBox='0 0 24 24' style='width:1.2em;height:1.2em;vertical-align:-.22em;flex:none'>{SHAPES[m.group()]}</svg>", html)


def words_of(words, ink=""):
    """The words as HTML: faces drawn, links and numbers in a colour."""
    return drawn(linked(words, ink))


def linked(words, ink):
    for look, inner in LOOKS.items():
        if look in words:
            a, b = words.split(look, 1)
            return linked(a, ink) + f"<svg viewBox='0 0 24 24' style='width:1.3em;height:1.3em;vertical-align:-.26em'><circle cx=12 cy=12 r=11 fill='{'#f0694a' if look == '😡' else '#ffcf3f'}'/>{inner}</svg>" + linked(b, ink)
    return LINK.sub(rf"<span style='color:{ink};{'' if ink == '#576b95' else 'text-decoration:underline;'}white-space:nowrap'>\1</span>", esc(words)) if ink else esc(words)


def talk(name, app, script, *, peer, sep, nav, foot, look, bg, now, fg="#181818", font=CJK, bar="android", faces=(True, True), size=40, round_="5px", names=False, clock=None, place="under", beneath="", quote="under", dark=False, end=False, head="", link=("", ""), height=800, scale=3, home="#1a1a1a", side="12px", lead="", base=""):
    """One conversation. `place` is where a bubble's own hour stands: under it or beside it."""
    r = Random(name)
    now = datetime.fromisoformat(now)
    t, out = truth(app, now, "dark" if dark else "light", peer), []
    moment, label, at, index, fresh = now, None, None, None, False
    full = ":" in sep(now, now)

    def put(where, inner, text, kind="text", who=None, more=None, bare=False):
        nonlocal fresh
        i, more = len(t["bubbles"]), more or {}
        own = clock(moment) if clock and not more.get("mute") else None
        shown = who if names and where == "L" else None
        tag = f"<span class=lv style='{more['tag'][1]}'>{more['tag'][0]}</span>" if more.get("tag") else ""
        over = f"<div class=nm>{tag}<span data-k=w{i}>{words_of(shown)}</span>{more.get('after', '')}</div>" if shown else ""
        quoted = words_of(more["quote"]) if more.get("quote") else ""
        block = inner if bare else f"<div class=bb>{f'<div class=qi>{quoted}</div>' if quoted and quote == 'inside' else ''}{inner}</div>"
        after = f"<div class=qt>{quoted}</div>" if quoted and quote == "under" else ""
        mark = f"<span data-k=t{i}>{own}</span>{beneath}" if own else ""
        under = f"<div class=un>{mark if place == 'under' else ''}{more.get('under', '')}</div>" if (own and place == "under") or more.get("under") else ""
        beside = f"<div class=be>{mark}{more.get('beside', '')}</div>" if (own and place == "beside") or more.get("beside") else ""
        pic = face(who or peer if where == "L" else "me " + name, size, round_, more.get("face")) if faces[where == "R"] else ""
        out.append((where, f"{pic}<div class=c>{over}{block}{after}{under}</div>{beside}"))
        when = stamped(moment, True) if own and at else stamped(at, full) if at else None
        one = dict(side={"L": "left", "R": "right"}[where], kind=kind, text=text, time=own or (label if fresh else None), time_context=label, sender=shown, own=bool(own), at=when, context_at=stamped(at, full) if at else None)
        one["from"] = index
        if quoted:
            one["quote"] = more["quote"]
        t["bubbles"].append(one)
        fresh = False

    for step in script:
        i = len(t["bubbles"])
        if isinstance(step[0], int):
            h, m = map(int, step[1].split(":"))
            moment = (now - timedelta(days=step[0])).replace(hour=h, minute=m, second=5)
            words = sep(moment, now)
            if words != label:
                label, at, fresh, index = words, moment, True, len(t["separators"])
                out.append(("", f"<div class=sp>{lead if index == 0 else ''}<span data-k=s{index}>{words}</span></div>"))
                t["separators"].append(words)
            continue
        kind, *rest = step
        more = rest[-1] if rest and isinstance(rest[-1], dict) else {}
        rest = rest[:-1] if more else rest
        if more.get("at"):
            moment = moment.replace(hour=int(more["at"][:2]), minute=int(more["at"][3:]))
        elif kind != "n" and not more.get("same"):
            moment = min(moment + timedelta(minutes=r.choice([0, 1, 2])), now)
        if kind in "LR":
            words, who = (*rest, None)[:2]
            put(kind, f"<span data-k=b{i}>{words_of(words, link[kind == 'R'])}</span>", words, who=who, more=more)
        elif kind == "n":
            out.append(("", f"<div class=no><span data-k=n{len(t['notices'])}>{drawn(rest[0])}</span></div>"))
            t["notices"].append(re.sub("<.*?>", "", rest[0].replace(" &nbsp;", " ")))
        elif kind == "voice":
            where, n, who = (*rest, None)[:3]
            arcs = f"<svg width=15 height=17 viewBox='0 0 15 17' style='vertical-align:-3px;{'' if where == 'L' else 'transform:scaleX(-1)'}'><path d='M2.500 6.500q2 2 0 4M6 4q4.500 4.500 0 9M9.500 1.500q7 7 0 14' stroke=currentColor stroke-width=1.700 fill=none stroke-linecap=round /></svg>"
            mark, key = f'{n}"', f" data-k=b{i}"
            strip = f"<div class=bb style='width:{70 + n * 2.2:.0f}px;text-align:{'left' if where == 'L' else 'right'}'>{arcs + '&nbsp; ' if where == 'L' else ''}<span{key}>{mark}</span>{' &nbsp;' + arcs if where == 'R' else ''}</div>"
            if more.get("words"):
                strip = f"<div{key} style='display:flex;flex-direction:column;align-items:{'flex-start' if where == 'L' else 'flex-end'}'>{strip.replace(key, '')}<div class='bb tx' style='margin-top:5px'>{more['words']}</div></div>"
                mark += "\n" + more["words"]
            put(where, strip, mark, "voice", who, more, bare=True)
        elif kind == "call":
            where, words, who = (*rest, None)[:3]
            glyph = g("phone", 19, more="vertical-align:-4px;" + ("margin-right:8px" if where == "L" else "margin-left:8px;transform:scaleX(-1)"))
            put(where, (glyph if where == "L" else "") + f"<span data-k=b{i}>{words}</span>" + (glyph if where == "R" else ""), words, "call", who, more)
        elif kind == "card":
            where, sort, lines, footer, paint, icon, who = (*rest, None)[:7]
            a, *z = lines
            body = f"<div data-k=b{i} style='flex:1;min-width:0'><div class=a>{esc(a)}</div>{''.join(f'<div class=z>{esc(x)}</div>' for x in z)}</div>"
            inner = f"<div class=ci>{body}{icon}</div>" if sort in ("link", "file") else f"<div class=ci>{icon}{body}</div>"
            put(where, f"<div class='cd {sort}' style='{paint}'>{inner}{f'<div class=fo>{footer}</div>' if footer else ''}</div>", "\n".join(lines), sort, who, more, bare=True)
    lines = ""
    for n, (where, inner) in enumerate(out):
        last = n + 1 == len(out) or out[n + 1][0] != where
        first = n == 0 or out[n - 1][0] != where
        lines += f"<div class='ms {where}{' end' if last else ''}{' first' if first else ''}'>{inner}</div>" if where else inner
    flow = "display:flex;flex-direction:column;justify-content:flex-end;" if end else ""
    bottom = base or (pill(home) if home else "")
    html = f"<style>body{{--paper:{bg}}}</style>{status(name, now, bar)}{drawn(nav)}{head}<div class=list style='padding:0 {side};{flow}'>{lines}</div>{foot}{bottom}<!--over-->"
    return dict(html=html, style=dict(bg=bg, fg=fg, sub="#8a8a8a", font=font, css=SHEET + ".bb,.cd{word-break:normal!important;overflow-wrap:anywhere}.be{white-space:nowrap}" + look), truth=t, height=height, scale=scale)


three = lambda ink: f"<div style='flex:none;height:38px;display:flex;align-items:center;justify-content:space-around;color:{ink};padding:0 30px'><svg width=18 height=18><path d='M3 2v14M9 2v14M15 2v14' stroke=currentColor stroke-width=1.700 /></svg><svg width=20 height=20><rect x=3 y=3 width=14 height=14 rx=4.500 fill=none stroke=currentColor stroke-width=1.700 /></svg><svg width=18 height=18><path d='M12 2L5 9l7 7' fill=none stroke=currentColor stroke-width=1.700 /></svg></div>"
MONEY = "<svg width=38 height=38 style='flex:none'><circle cx=19 cy=19 r=17 fill=none stroke='#fff' stroke-width=2.200 /><path d='M11 16h16l-5-5M27 22H11l5 5' stroke='#fff' stroke-width=2.200 fill=none /></svg>"
TAKEN = "<svg width=38 height=38 style='flex:none'><circle cx=19 cy=19 r=17 fill=none stroke='#fff' stroke-width=2.200 /><path d='M11 19l6 6 10-11' stroke='#fff' stroke-width=2.400 fill=none /></svg>"
PACKET = "<svg width=34 height=40 style='flex:none'><rect width=34 height=40 rx=4 fill='#e0523f'/><path d='M0 11q17 12 34 0' stroke='#f6c76b' stroke-width=2 fill=none /><circle cx=17 cy=18 r=6 fill='#f6c76b'/></svg>"

SAMSUNG = [(5, "10:26"), ("L", f"【{FIRM}】贺秋屿您好，您的借款今日到期，应还2,318.40元，请于20:00前存入尾号0000的储蓄卡。"), (2, "08:52"), ("L", f"【{FIRM}】您已逾期3天，罚息41.73元，点 yz.example/h5/k8 查看账单，回T退订", {"at": "08:52"}), ("R", "T", {"at": "08:55"}), ("L", f"【{FIRM}】退订成功。", {"at": "08:55"}),
           (0, "09:31"), ("L", f"【{FIRM}】最后提醒：您的案件今日16:00移交{LAW}，届时将按合同约定收取违约金及律师费。如需协商请致电 400-000-7713（服务时间9:00-18:00）。", {"at": "09:31"}), ("R", "我已向12378投诉", {"at": "10:08"})]
SAMSUNG_NIGHT = [(1, "21:09"), ("L", "贺秋屿是你什么人", {"mute": 1}), ("L", "？", {"mute": 1, "same": 1}), ("L", "装死是吧", {"same": 1}), ("R", "你打错了", {"at": "21:15"}),
                 ("L", "没打错。机主贺秋棠，贺秋屿的姐姐，住翠微里小区，在市二小当老师，对不对？你弟弟借钱的时候把你填成第一联系人，现在钱花了人躲了，你作为家属有义务通知到位。明天上午我们的人会到学校门口拉横幅，让家长们都看看老师家里出了什么人，你自己掂量。", {"at": "21:18"}), ("R", "学校和派出所我都报备了", {"at": "21:26", "mute": 1}), ("R", "你每一条短信都会交给警察", {"same": 1}), (0, "07:40"), ("L", "行😏", {"at": "07:40"}), ("L", "171 0000 9046，让他十点前打这个", {"at": "07:41"})]
HYPER = [(3, "11:42"), ("L", f"【{LAW}】贺秋屿：我中心受{FIRM}委托处理您名下编号SL20260000482的欠款，截至今日共计9,730.55元（本金8,000.00元、利息1,104.20元、违约金626.35元）。"), (1, "15:07"), ("L", f"【{LAW}】今日17:30前未见到您的还款凭证，将提交户籍地调解中心。"), ("R", "请提供债权转让通知书和授权委托书", {"under": "卡2"}), ("L", "您好，此号码不接收上行短信"), (0, "08:30"), ("L", f"【{LAW}】已为您申请最后一次减免，减免后仅需8,650.00元，链接 sl.example/jm/7 今日有效。"), ("L", f"【{LAW}】验证码 052816，用于核验还款人身份，请勿转发。"), ("R", "拒收请停发", {"under": "卡2"})]
HUAWEI = [(1, "12:15"), ("L", "大叔你好，贺秋屿你认识吧？他留的你家座机 0731-0000 4406", {"at": "12:15"}), ("R", "认识 他是我侄子 啥事", {"at": "12:21"}), ("L", "他欠我们8000多，你帮他还一点，不然村里喇叭都要播了", {"at": "12:22"}), ("R", "我种地的哪有钱 你们别再打了 我有高血压", {"at": "12:40"}), ("L", "高血压就更应该劝他早点还", {"at": "12:41"}), (0, "06:52"), ("L", "起床了没？今天给我准话", {"at": "06:52"}), ("R", "你再打我就让村支书跟你说", {"at": "07:30"}), ("L", "好啊", {"at": "07:31"})]
IOS = [(1, "20:47"), ("L", "你好，请问是段工吗"), ("L", "贺秋屿在你们项目组对吧"), ("L", "他的借款已经严重逾期，麻烦你转告他一声"), ("R", "你是哪里？"), ("R", "怎么有我号码"), ("L", "这个你不用管😏"), ("L", "他手机里的号码我们全有，你们组一共17个人，我念给你听都行"), (0, "09:12"), ("L", "段工，早"), ("L", "今天你们公司周年庆吧，我们送个花圈过去祝贺一下，花圈上写他的名字，落款写你们项目组"), ("R", "神经病"), ("R", "已截图，我会转给他做证据，也会配合公安调查。请你们立刻停止联系我。"), ("R", "不要再发了", {"under": "已送达"}), ("L", "www.yz.example/t/9k")]
OPPO = [(2, "16:05"), ("L", "贺妈妈，我是小章，您儿子的钱不能再拖了"), ("R", "他爸住院 真没钱"), (1, "10:33"), ("L", "先还500也行，打到这个号绑定的账户：164 0000 2753，名字 章*超"), ("R", "我问问他"), (0, "08:18"), ("L", "没时间了！！")]
VIVO = [(6, "09:20"), ("L", f"【{FIRM}】尊敬的用户，恭喜您获得最高50,000元额度，点击 yz.example/q 领取，拒收回R"), (3, "18:36"), ("L", "你是贺秋屿的前同事吧，听说他欠你们好几个人的钱，方便说说他现在在哪上班吗，提供线索有500元红包"), ("R", "不方便"), ("L", "那我就当你们是一伙的"), (0, "13:02"), ("L", "今日已拨打您的电话23次，均未接听。"), ("R", "你们这属于骚扰，我已经打110备案，警方的回执编号我也留着，下一步起诉你们侵犯个人信息。"), ("L", "随便")]
WXIOS = [(2, "18:40"), ("voice", "L", 31, {"words": "他说要去找我们校长谈话，我录音了，晚点发你"}), ("n", "你撤回了一条消息 &nbsp;<b>重新编辑</b>"), ("R", "好，报警要用"), (0, "12:09"), ("card", "L", "transfer", ["¥1,200.00", "先把利息还上"], "转账", "background:#fa9d3b;--ci:#fff", MONEY), ("card", "R", "transfer", ["¥1,200.00", "已退还"], "转账", "background:#f8cc98;--ci:#fff", TAKEN), ("L", "拿着"), ("R", "我问过律师了，超过四倍LPR的利息可以不还😅", {"quote": "贺秋棠：拿着"})]
GROUP = [(1, "19:22"), ("L", "@所有人 明天体检空腹，8点在门口集合", "何姐-行政"), ("card", "L", "link", ["关于贺秋屿恶意逃废债的公示", "本金8000元 逾期47天"], "yz.example", "", "<span style='width:44px;height:44px;background:#8c2f2b;flex:none'></span>", "阳光正道"), ("L", "这谁拉进来的？", "老高"), ("n", "“何姐-行政”将“阳光正道”移出了群聊"), ("n", "“老高”撤回了一条消息"), ("R", "抱歉大家，是催收混进群了，链接里全是假的，别点"), ("card", "L", "redpacket", ["压压惊"], "微信红包", "background:#fa9d3b;--ci:#fff", PACKET, "小琴🌷"), ("n", "你领取了“小琴🌷”的<b>红包</b>"), (0, "08:03"), ("L", "@贺秋屿 我也接到了，0731-0000 6620，说要给我寄律师函😂", "段工（三组）"), ("R", "段工把通话记录截图发我一份", {"quote": "段工（三组）：@贺秋屿 我也接到了，0731-0000 6620，说要给我寄律师函😂"}), ("L", "OK", "段工（三组）"), ("n", "“小琴🌷” 拍了拍 “老高”"), ("L", "截图我存了三张，都是半夜的", "老高")]
LARGE = [(1, "09:05"), ("L", "儿子，又有人打电话骂我"), ("R", "妈，别接了，都拉黑"), ("voice", "L", 12), ("R", "他让你转钱你千万不要转"), ("call", "L", "通话时长 04:26"), (0, "17:50"), ("L", "他加我微信，头像是警察😭"), ("R", "假的！删掉他")]
WECOM = [(0, "10:14"), ("L", "各位，前台今天接到9个找贺秋屿的电话，大家遇到统一回复“与公司无关”", "何姐", {"tag": ("管理员", "background:#e3edff;color:#3a73d9")}), ("L", "收到", "段立诚"), ("R", "非常抱歉影响大家工作，我已报警，回执发何姐了", {"beside": "7人未读"}), ("card", "L", "file", ["来电登记表_11月.xlsx", "38.2 KB"], "", "", "<span style='width:38px;height:44px;border-radius:4px;background:#2f9e60;color:#fff;flex:none;display:flex;align-items:center;justify-content:center;font-weight:700'>X</span>", "何姐", {"tag": ("管理员", "background:#e3edff;color:#3a73d9")}), (0, "14:32"), ("L", "又来一个，自称“朔岭法务章经理”，让我通知秋屿下午4点前回 400-000-7713，不回就发律师函到公司，抄送董事长", "前台 苏苏"), ("R", "@前台 苏苏 麻烦记一下时间和号码，谢谢", {"beside": "已读", "quote": "前台 苏苏：又来一个，自称“朔岭法务章经理”，让我通知秋屿下午4点前回 400-000-7713…"}), ("L", "好哒🌷", "前台 苏苏"), ("L", "法务意见：留存录音，勿承诺代偿", "陶律（外部）", {"after": "<span style='color:#2aae67;margin-left:1px'>@微信</span>"})]
OWNER, ADMIN = "background:#ffb84d;color:#fff", "background:#4fc8a3;color:#fff"
QQ = [(1, "22:48"), ("L", "谁认识贺秋屿，欠钱不还的老赖，身份证照片在我手里", "追光者08", {"tag": ("LV1 潜水", "background:#c9ced8;color:#fff")}), ("L", "有病吧", "阿远", {"tag": ("LV46 话痨", "background:#8fb3f5;color:#fff")}), ("n", "追光者08 撤回了一条消息"), ("n", "追光者08 已被管理员移出本群"), (0, "07:20"), ("L", "@贺秋屿 兄弟没事吧，我昨晚全截图了", "18级-周牧", {"tag": ("LV63 管理员", ADMIN)}), ("R", "谢谢牧哥！是网贷催收，把我通讯录都爆了"), ("voice", "L", 9, "阿远", {"tag": ("LV46 话痨", "background:#8fb3f5;color:#fff")}), ("card", "L", "redpacket", ["兄弟挺住"], "QQ红包", "background:#f4604c;--ci:#fff", PACKET, "班长大人", {"tag": ("LV88 群主", OWNER)}), ("R", "不用不用，心意领了😂", {"quote": "18级-周牧：@贺秋屿 兄弟没事吧，我昨晚全截图了"}), ("L", "以后进群统一审核，发广告、发别人隐私的一律踢，大家看到可疑的人直接@我", "班长大人", {"tag": ("LV88 群主", OWNER)})]

cdlook = ".cd{border-radius:5px;width:226px}.cd .ci{padding:12px 13px}.cd.transfer .a{font-size:17px}.cd.link .a{font-size:15px}.no b{color:#576b95;font-weight:400}"
SAMLOOK = ".ms{margin:5px 0!important;gap:6px}.c{max-width:262px}.bb{border-radius:20px;padding:10px 15px;font-size:15.4px;line-height:1.42}.be{font-size:10.5px;color:var(--g);padding-bottom:3px}.sp{margin:15px 0 9px}"
samnav = lambda who, ink, paper: f"<div style='flex:none;display:flex;align-items:center;gap:14px;padding:7px 16px 9px;color:{ink};background:{paper}'>{back(size=22)}<div style='flex:1;font-size:17.5px;font-weight:600'>{who}</div>{g('phone', 22)}{g('find', 22)}{g('dots', 22)}</div>"
samfoot = lambda ink, paper: low(g("photo", 24, ink), g("camera", 24, ink), g("bare", 22, ink), field("", f"background:{paper};border-radius:20px;height:36px;justify-content:flex-end") .replace("</span>", g("smile", 22, ink) + "</span>"), g("voice", 25, ink), style="padding:8px 14px 4px;gap:14px")
IOSTAIL = ".ms.end .bb:after{content:'';position:absolute;bottom:0;width:17px;height:15px}.ms.end.R .bb:after{right:-5px;background:var(--r);clip-path:path('M5 0Q6 11 17 14.500Q7 16 0 11z')}.ms.end.L .bb:after{left:-5px;background:var(--l);clip-path:path('M12 0Q11 11 0 14.500Q10 16 17 11z')}"
CHATS = {
    "h_sms_samsung": ("sms", SAMSUNG, dict(now="2026-09-18T20:41:00", peer="1068 0000 5523 17", sep=lambda m, n: f"{m.year}年{m.month}月{m.day}日 星期{weekday(m)}", clock=ap, place="beside", nav=samnav("1068 0000 5523 17", "#111", "#fcfcfe"), foot=samfoot("#4b4e55", "#efeff3"), bg="#fcfcfe", font=CJK, bar="left", faces=(True, False), size=34, round_="50%", link=("#1b6bd6", "inherit"), side="12px", base=three("#5a5d63"), scale=3,
        look=vars_("#f0f0f4", "#3e82f7", ri="#fff", grey="#77797f") + SAMLOOK + ".c{max-width:232px}.sp span{background:#ececf0;border-radius:12px;padding:3px 12px;font-size:11.5px}"), "plain"),
    "h_sms_samsung_night": ("sms", SAMSUNG_NIGHT, dict(now="2026-05-20T22:14:00", peer="164 0000 2753", dark=True, sep=lambda m, n: f"{m.month}月{m.day}日 星期{weekday(m)}", clock=c24, place="beside", nav=samnav("164 0000 2753", "#f3f3f5", "#010101"), foot=samfoot("#b9bbc1", "#232327"), bg="#010101", fg="#f2f2f4", font=CJK, bar="left", faces=(False, False), link=("#7db1ff", "inherit"), home="#eee", side="14px", scale=4, height=780, end=True,
        look=vars_("#28282c", "#2f6fd6", "#f0f0f2", "#fff", "#94969d") + SAMLOOK + ".sp span{font-size:11.5px}"), "jpeg"),
    "h_sms_hyper_night": ("sms", HYPER, dict(now="2026-10-15T21:33:00", peer="1069 0000 7126 40", dark=True, sep=lambda m, n: f"{day(m, n, far='{m}月{d}日')} {c24(m)}".strip(), nav=top_(arrowed(), "1069 0000 7126 40", g("phone", 22) + g("gear", 22), "湖南 长沙", size=17), foot=low(g("bare", 22, "#aaa"), field("短信 · 卡2", "background:#242426;border-radius:19px;color:#77797e"), g("send", 22, "#aaa"), style="gap:14px;padding:8px 18px 4px"), bg="#000", fg="#e9e9ea", font=MI, bar="hyper", faces=(False, False), link=("#5e9bff", "inherit"), home="#eee", side="20px", scale=1200 / 360, height=801, end=True,
        look=vars_("#242426", "#2a6fe8", "#e9e9ea", "#fff", "#7d7f86") + ".ms{margin:6px 0!important}.c{max-width:276px}.bb{border-radius:17px;padding:10px 14px;font-size:15px;line-height:1.45}.sp{font-size:11.5px;margin:16px 0 8px}.un{font-size:10.5px;margin-top:3px}"), "half"),
    "h_sms_huawei_blue": ("sms", HUAWEI, dict(now="2026-11-12T20:25:00", peer="165 0000 3390", sep=lambda m, n: day(m, n, "今天", far="{m}月{d}日"), clock=lambda m: f"{part(m)}", beneath=f" {sim(2)}", nav=top_(back(), "165 0000 3390", g("person", 23) + g("dots", 22), size=19, style="padding:6px 18px"), foot=low(g("plus", 27, "#333"), field("", "background:#e4e6ea;border-radius:20px"), g("mic", 25, "#333"), style="padding:8px 18px"), bg="#f1f3f5", font=HM, bar="left", faces=(False, False), link=("#0a59f7", "inherit"), side="18px", scale=3.5, height=778,
        look=vars_("#fff", "#0a59f7", ri="#fff", grey="#83868d") + ".ms{margin:5px 0!important}.c{max-width:250px}.bb{border-radius:20px;padding:9px 15px;font-size:15.6px;line-height:1.4}.L .bb{border-bottom-left-radius:5px}.R .bb{border-bottom-right-radius:5px}.un{font-size:10.5px;display:flex;gap:4px;align-items:center;margin:2px 6px 0}.sp{margin:11px 0 7px}"), "tilt"),
    "h_sms_ios17": ("sms", IOS, dict(now="2026-06-24T21:18:00", peer="+86 171 0000 9046", sep=lambda m, n: f"{day(m, n, '今天', week='星期', far='{m}月{d}日 周{w}')} {c24(m)}", lead="<div style='font-weight:600'>iMessage信息</div>", nav=f"<div style='flex:none;display:grid;grid-template-columns:60px 1fr 60px;align-items:start;padding:2px 12px 8px;background:#f7f7f8;border-bottom:.5px solid #cfcfd3'><span style='display:flex;align-items:center;color:#0a7aff;font-size:16px;padding-top:11px'>{back()}<span style='background:#0a7aff;color:#fff;border-radius:9px;font-size:12.5px;padding:0 7px'>26</span></span><div style='text-align:center;font-size:11.5px'>{face('x', 44, '50%', 'grey').replace('flex:none', 'display:block;margin:0 auto 4px')}+86 171 0000 9046 <span style='opacity:.45'>›</span></div><span></span></div>", foot=low("<span style='width:32px;height:32px;border-radius:50%;background:#e9e9eb;display:flex;align-items:center;justify-content:center'>" + g("bare", 17, "#5f5f64") + "</span>", f"<span style='flex:1;height:34px;border:1px solid #d4d4d8;border-radius:17px;color:#b5b5ba;font-size:15.5px;display:flex;align-items:center;justify-content:space-between;padding:0 10px 0 13px'>iMessage信息{g('mic', 19, '#8e8e93')}</span>", style="padding:7px 12px 8px"), bg="#fff", fg="#000", font=INTER, bar="ios", faces=(False, False), link=("#000", "inherit"), home="#000", side="16px 11px", scale=1170 / 360, height=779, end=True,
        look=vars_("#e9e9eb", "#34c759", "#000", "#fff", "#8e8e93") + IOSTAIL + ".ms{margin:1.200px 0!important}.ms.end{margin-bottom:6px!important}.c{max-width:254px}.bb{border-radius:18px;font-size:15.6px;line-height:1.28;padding:7px 13px}.sp{font-size:10.5px;margin:13px 0 6px}.un{font-size:10.5px;font-weight:500;margin:3px 4px 0}"), "crop"),
    "h_sms_oppo_large": ("sms", OPPO, dict(now="2026-07-21T20:05:00", peer="164 0000 2753", sep=lambda m, n: f"{day(m, n, '今天', far='{m}月{d}日 周{w}')} {ap(m)}", nav=top_(back(size=24), "164 0000 2753", g("phone", 26) + g("dots", 25), size=22, style="padding:8px 18px"), foot=low(g("plus", 30, "#444"), field("短信", "background:#f0f0f1;border-radius:22px;height:44px;font-size:19px"), "<span style='color:#b8bbc0;font-size:19px'>发送</span>", style="padding:9px 16px 5px"), bg="#fff", font=CJK, faces=(False, False), link=("#0d9a52", "inherit"), side="16px", scale=3, height=804, end=True,
        look=vars_("#f3f3f4", "#22b573", ri="#fff", grey="#86888c") + ".ms{margin:8px 0!important}.c{max-width:296px}.bb{border-radius:17px;padding:13px 17px;font-size:22px;line-height:1.42}.sp{font-size:14px;margin:17px 0 9px}"), "plain"),
    "h_sms_vivo": ("sms", VIVO, dict(now="2026-04-16T21:47:00", peer="192 0000 8167", sep=lambda m, n: f"{day(m, n, far='{m}月{d}日')} {c24(m)}".strip(), nav=f"<div style='flex:none;display:grid;grid-template-columns:70px 1fr 70px;align-items:center;padding:8px 16px'>{back(size=22)}<div style='text-align:center'><div style='font-size:17px;font-weight:500'>192 0000 8167</div><div style='font-size:11px;opacity:.55'>湖南 株洲 广电</div></div><span style='display:flex;gap:16px;justify-content:flex-end'>{g('phone', 22)}{g('person', 22)}</span></div>", foot=low(g("bare", 23, "#444"), field("编辑短信", "background:#f0f2f6;border-radius:18px;height:37px"), sim(1, "#666").replace("width=11 height=13", "width=17 height=20"), g("up", 29, "#b6c4e8"), style="padding:8px 16px 6px"), bg="#fff", font=HM, bar="android", faces=(False, False), link=("#2f66e3", "#2f66e3"), side="16px", scale=3.5, height=800,
        look=vars_("#f3f5f9", "#cfe0ff", ri="#10131a", grey="#8e929b") + ".ms{margin:7px 0!important}.c{max-width:280px}.bb{border-radius:15px;padding:11px 15px;font-size:16px;line-height:1.46}.L .bb{border-top-left-radius:4px}.R .bb{border-top-right-radius:4px}.sp{font-size:11.5px;margin:16px 0 9px}"), "moire"),
    "h_wx_sister_ios": ("wechat", WXIOS, dict(now="2026-08-13T21:36:00", peer="贺秋棠", sep=lambda m, n: f"{day(m, n, week='星期')} {c24(m)}".strip(), nav=top_(f"<span style='display:flex;align-items:center;gap:3px;width:60px'>{back()}<span style='font-size:13px;background:#d2d2d2;border-radius:10px;padding:1px 8px'>7</span></span>", "贺秋棠", f"<span style='width:60px;text-align:right'>{g('more', 22)}</span>", style="background:#ededed;min-height:44px;padding:2px 14px", size=16.5, centre=True), foot=low(g("voice", 27), field("", "height:37px"), g("smile", 27), g("plus", 27), style="background:#f6f6f6;border-top:.5px solid #d9d9d9;padding:8px 10px 5px;gap:9px"), bg="#ededed", font=INTER, bar="ios", end=True, height=779, scale=3.25, size=38, home="#000", side="11px",
        look=vars_("#fff", "#95ec69", grey="#8f8f8f", q="#e1e1e1") + TAIL + cdlook + ".bb{border-radius:4px;font-size:15.8px;line-height:1.36;padding:8px 11px}.tx:before{display:none}.R .tx{background:var(--r)}.ms{margin:6px 0!important}.c{max-width:236px}.sp,.no{font-size:11.8px;margin:8px 30px}"), "plain"),
    "h_wx_office_group": ("wechat", GROUP, dict(now="2026-11-10T20:58:00", peer="项目二部（吃喝群）(24)", names=True, sep=lambda m, n: f"{day(m, n, week='周')} {part(m)}".strip(), nav=top_(back(), "项目二部（吃喝群）(24)", g("more", 22), style="background:#ededed;min-height:46px", size=16.5), foot=low(g("voice", 26), field("", "height:36px"), g("smile", 26), g("plus", 26), style="background:#f7f7f7;padding:8px 10px 4px"), bg="#ededed", font=CJK, bar="android", end=True, height=800, scale=3, size=38, round_="6px", home="#000", link=("#576b95", "#576b95"),
        look=vars_("#fff", "#95ec69", grey="#8c8c8c", q="#e2e2e2") + TAIL + cdlook + ".bb{border-radius:5px;font-size:15.5px;line-height:1.4;padding:8px 11px}.bb:before{top:13px}.ms{margin:5.500px 0!important}.nm{font-size:11.5px;margin-bottom:2px}.no b{color:#e08c2e}.sp,.no{font-size:11.8px;margin:7px 24px}.c{max-width:236px}.cd{width:222px}.cd .ci{padding:10px 12px}"), "banner"),
    "h_wx_mother_large_night": ("wechat", LARGE, dict(now="2026-10-22T20:19:00", peer="妈妈❤️", dark=True, sep=lambda m, n: f"{day(m, n, week='星期')} {part(m)}".strip(), nav=top_(back(size=25), "妈妈❤️", g("more", 27), style="background:#111;min-height:56px", size=22), foot=low(g("voice", 32), field("", "background:#2a2a2a;height:46px"), g("smile", 32), g("plus", 32), style="background:#1a1a1a;padding:9px 12px 6px"), bg="#111", fg="#d8d8d8", font=MI, bar="hyper", end=True, height=800, scale=4, size=46, round_="6px", home="#ddd",
        look=vars_("#2c2c2c", "#3eb575", "#dcdcdc", "#05120a", "#7a7a7a", "#242424") + TAIL + ".bb:before{top:18px!important}.bb{border-radius:6px;font-size:23px;line-height:1.38;padding:11px 14px}.c{max-width:246px}.ms{margin:9px 0!important}.sp{font-size:15px;margin:13px 0 9px}"), "plain"),
    "h_wecom_front": ("wechat", WECOM, dict(now="2026-11-17T20:31:00", peer="行政通知群(38)", names=True, sep=lambda m, n: f"{day(m, n, far='{m}/{d}')} {ap(m, ' ')}".strip(), nav=top_(back(), "行政通知群(38)", g("more", 22), style="background:#f4f5f7;min-height:48px;border-bottom:.5px solid #e0e2e6", size=16.5, centre=True, sub=""), foot=low(g("voice", 26, "#4c5057"), field("", "background:#fff;border-radius:5px"), g("smile", 26, "#4c5057"), g("plus", 26, "#4c5057"), style="background:#f4f5f7;padding:8px 12px 4px"), bg="#e9ebef", font=HM, bar="left", end=True, side="12px 12px", height=800, scale=1200 / 360, size=38, round_="5px", quote="inside", home="#000", link=("#2f6fd0", "#2f6fd0"),
        look=vars_("#fff", "#c7e0ff", grey="#83878f") + ".bb{border-radius:5px;font-size:15.4px;line-height:1.42;padding:9px 12px}.ms{margin:6px 0!important}.nm{font-size:11.5px;margin-bottom:3px}.lv{font-size:9.5px;border-radius:3px;padding:0 4px;line-height:15px}.be{font-size:10.5px;color:#6f93c9;margin-right:-3px}.qi{font-size:12.5px}.c{max-width:226px}.cd{border-radius:5px;width:226px}.sp,.no{font-size:11.5px;margin:9px 30px}"), "tilt+jpeg"),
    "h_qq_class_levels": ("qq", QQ, dict(now="2026-09-22T21:07:00", peer="机电18级3班(45)", names=True, sep=lambda m, n: f"{day(m, n)} {c24(m)}".strip(), nav=f"<div style='flex:none;display:flex;align-items:center;gap:10px;padding:7px 14px 9px;background:#fff'>{back()}<span style='font-size:15px;color:#555'>99+</span><div style='flex:1;text-align:center;font-size:17px;font-weight:600;padding-right:14px'>机电18级3班(45)</div>{g('menu', 23)}</div>", foot=f"<div style='flex:none;background:#f3f5f9;padding:8px 12px 0'><div style='display:flex;gap:9px'><span style='flex:1;height:37px;border-radius:19px;background:#fff'></span><span style='background:#a9d8fb;color:#fff;border-radius:19px;font-size:15px;padding:7px 15px'>发送</span></div><div style='display:flex;justify-content:space-between;padding:10px 12px 2px;color:#50545d'>{g('mic', 24)}{g('photo', 24)}{g('camera', 24)}{g('packet', 24)}{g('smile', 24)}{g('plus', 24)}</div></div>", bg="#f3f5f9", font=MI, bar="android", end=True, height=800, scale=3, size=38, round_="50%", quote="inside", home="#000",
        look=vars_("#fff", "#12a0fb", ri="#fff", grey="#878c97") + ".bb{border-radius:14px;font-size:15.4px;line-height:1.4;padding:8px 13px}.L .bb{border-top-left-radius:4px}.R .bb{border-top-right-radius:4px}.ms{margin:5.500px 0!important}.nm{font-size:11.5px;margin-bottom:3px}.lv{font-size:9.5px;border-radius:8px;padding:0 6px;line-height:15px;font-weight:500}.qi{border-left:2px solid #fffb;font-size:12.2px;opacity:.88;padding-left:7px}.cd{border-radius:12px;width:210px}.cd .ci{padding:10px 13px}.sp,.no{font-size:11.5px;margin:7px 30px}"), "plain"),
}

# shown, way, how often, place, mark, days back, clock, how long, SIM
ROWS_SAMSUNG = [("164 0000 2753", "missed", 6, "湖南 长沙", "疑似骚扰", 0, "19:48", None, 2), ("姐姐", "in", 1, None, None, 0, "18:05", None, 1), ("0731-0000 6620", "missed", 3, "湖南 长沙", "贷款催收", 0, "14:31", None, 2), ("段工", "out", 2, None, None, 0, "09:12", None, 1), ("171 0000 9046", "missed", 11, "虚拟运营商", "疑似骚扰", 1, "21:57", None, 2), ("妈妈", "out", 1, None, None, 1, "20:20", None, 1), ("12378", "out", 1, "服务热线", None, 1, "10:02", None, 1), ("192 0000 8167", "in", 1, "湖南 株洲", None, 4, "16:44", None, 2), ("大伯", "missed", 2, None, None, 4, "07:09", None, 1), ("400-000-7713", "in", 4, "客服电话", None, 9, "11:25", None, 2)]
ROWS_HYPER = [("171 0000 9046", "missed", 4, "虚拟运营商", "疑似催收", 0, "20:03", "响铃9声", 2), ("何姐-行政", "in", 1, "湖南 长沙", None, 0, "17:26", "2分40秒", 1), ("0731-0000 6621", "missed", 1, "湖南 长沙", None, 0, "12:12", "响铃1声", 2), ("164 0000 2753", "in", 1, "湖南 长沙", "疑似催收", 0, "08:55", "37秒", 2), ("贺秋棠", "out", 3, "湖南 长沙", None, 1, "22:40", "11分05秒", 1), ("165 0000 3390", "missed", 18, "湖南 岳阳", "骚扰电话", 1, "19:01", "响铃2声", 2), ("110", "out", 1, "报警电话", None, 1, "18:49", "6分18秒", 1), ("房东老谭", "in", 1, "湖南 长沙", None, 3, "13:07", "52秒", 1), ("+86 193 0000 4025", "missed", 2, "广东 东莞", None, 7, "09:40", "响铃6声", 2), ("老高", "in", 1, "湖南 湘潭", None, 7, "08:15", "3分33秒", 1)]
ROWS_HUAWEI = [("165 0000 3390", "missed", 9, "湖南 岳阳", None, 0, "20:16", None, 2), ("大伯", "out", 1, "湖南 岳阳", None, 0, "19:58", None, 1), ("0731-0000 4406", "in", 1, "湖南 长沙", None, 0, "12:40", None, 1), ("193 0000 4025", "missed", 2, "广东 东莞", "疑似骚扰", 0, "07:21", None, 2), ("村支书老彭", "in", 1, "湖南 岳阳", None, 1, "18:33", None, 1), ("167 0000 5118", "missed", 15, "虚拟运营商", "疑似诈骗", 1, "15:10", None, 2), ("儿子", "out", 2, "湖南 长沙", None, 2, "20:00", None, 1), ("1010 0000", "in", 1, "未知归属地", None, 5, "10:46", None, 1), ("卫生院小唐", "missed", 1, "湖南 岳阳", None, 9, "08:14", None, 1), ("170 0000 2264", "missed", 3, "虚拟运营商", None, 20, "21:35", None, 2)]
ROWS_VIVO = [("192 0000 8167", "missed", 5, "湖南 株洲 广电", "疑似催收", 0, "21:12", "响铃12秒", 2), ("阿远", "in", 1, "湖南 衡阳 移动", None, 0, "19:30", "4分16秒", 1), ("0755-0000 8140", "missed", 1, "广东 深圳", "贷款理财", 0, "15:48", "响铃3秒", 2), ("班长大人", "out", 1, "湖南 长沙 联通", None, 0, "12:26", "未接通", 1), ("171 0000 9046", "in", 2, "虚拟运营商", "疑似催收", 1, "20:39", "25秒", 2), ("老妈", "in", 1, "湖南 衡阳 移动", None, 1, "18:00", "8分47秒", 1), ("外卖 陈师傅", "missed", 1, "湖南 长沙 移动", None, 1, "12:04", "响铃20秒", 1), ("165 0000 3390", "missed", 27, "湖南 岳阳 联通", "骚扰电话", 3, "09:01", "响铃1秒", 2), ("18级-周牧", "out", 1, "湖南 常德 电信", None, 6, "22:18", "1分02秒", 1), ("12345", "out", 1, "政务热线", None, 11, "14:30", "13分29秒", 1)]
ROWS_OPPO = [("贺秋屿", "in", 1, "湖南 长沙", None, 0, "19:17", None, 1), ("164 0000 2753", "missed", 8, "湖南 长沙", "疑似催收", 0, "18:52", None, 1), ("0731-0000 6620", "missed", 2, "湖南 长沙", "骚扰电话", 0, "10:05", None, 1), ("老贺", "out", 2, "湖南 衡阳", None, 0, "07:33", None, 1), ("166 0000 7031", "missed", 1, "湖北 荆州", None, 1, "21:44", None, 1), ("住院部护士站", "in", 1, "湖南 衡阳", None, 1, "16:28", None, 1), ("秋棠", "out", 1, "湖南 长沙", None, 1, "08:01", None, 1), ("400-000-7713", "missed", 3, "企业热线", "贷款催收", 3, "11:11", None, 1), ("广场舞李姐", "in", 1, "湖南 衡阳", None, 8, "19:55", None, 1), ("170 0000 2264", "missed", 1, "虚拟运营商", None, 8, "09:02", None, 1)]
ROWS_IOS = [("+86 171 0000 9046", "missed", 3, "虚拟运营商", None, 0, "21:02", None, 1), ("贺秋屿", "out", 1, "手机", None, 0, "20:51", None, 1), ("0731-0000 6620", "missed", 7, "湖南长沙", None, 0, "16:20", None, 1), ("章经理 朔岭", "in", 2, "手机", None, 0, "9:41", None, 1), ("妈妈", "in", 1, "住宅", None, 1, "19:10", None, 1), ("+86 164 0000 2753", "missed", 14, "湖南长沙", None, 1, "13:36", None, 1), ("小琴🌷", "out", 3, "iPhone", None, 2, "22:22", None, 1), ("项目部座机", "in", 1, "工作", None, 3, "10:30", None, 1), ("无主叫号码", "missed", 1, "未知", None, 5, "8:00", None, 1), ("老高", "missed", 2, "手机", None, 16, "17:45", None, 1)]
ROWS_ONE = [("missed", 0, "20:11", "响铃14秒"), ("missed", 0, "20:09", "响铃6秒"), ("in", 0, "18:37", "1分52秒"), ("missed", 0, "12:30", "响铃1秒"), ("missed", 1, "21:48", "响铃21秒"), ("out", 1, "19:06", "未接通"), ("in", 1, "09:15", "34秒"), ("missed", 3, "07:01", "响铃9秒"), ("out", 6, "15:22", "3分08秒"), ("in", 6, "15:20", "12秒")]


def sign(way, ink, size=14):
    d = {"out": "M3.500 12.500l9-9M6.500 3.500h6V9.500", "in": "M12.500 3.500l-9 9M3.500 6.500v6h6", "missed": "M2 5l6 6 6-6M2 10V5h5"}[way]
    return f"<svg width={size} height={size} viewBox='0 0 16 16' style='flex:none'><path d='{d}' stroke='{ink}' stroke-width=1.800 fill=none stroke-linecap=round stroke-linejoin=round /></svg>"


def handset(way, ink, size=18):
    """A receiver with a small arrow, as Samsung and vivo have it."""
    arrow = {"out": "M15 9l6-6M16.500 3H21v4.500", "in": "M21 3l-6 6M15 4.500V9h4.500", "missed": "M15 3l5 5M20 3l-5 5"}[way]
    return f"<svg style='flex:none' width={size} height={size} viewBox='0 0 24 24'><path d='M5 4l4 0 2 5-2.500 2q2 4 6 6l2-2.500 5 2v4q-1.500 2.500-5 1.500Q6 19 3.500 9.500 3 5 5 4z' fill='{ink}'/><path d='{arrow}' stroke='{ink}' stroke-width=2 fill=none stroke-linecap=round /></svg>"


def page(name, now, t, body, *, top="", below="", dark=False, bg=None, card=None, font=CJK, bar="android", css="", height=800, crop=True, scale=3, base=None):
    grey, bg = "#8a8c93" if dark else "#86888e", bg or ("#000" if dark else "#fff")
    tints = f"body{{--paper:{bg};--g:{grey};--c:{card or ('#1b1c1f' if dark else '#fff')}}}"
    return dict(html=f"{status(name, now, bar)}{top}<div class=list style='padding:0'>{body}</div>{below}{base or pill('#fff' if dark else '#1a1a1a')}<!--over-->", truth=t, rows=True, height=height, crop=crop, scale=scale, style=dict(bg=bg, fg="#ededf0" if dark else "#16171a", sub="#888", font=font, css=SHEET + ROWS + tints + css))


def calls(name, kind, rows, now, dark=False, **look):
    now = datetime.fromisoformat(now)
    t, out, heading, card, first = truth("calllog", now, "dark" if dark else "light"), [], None, "", True
    fg, grey, red = ("#ededf0", "#8a8c93", "#ff5248") if dark else ("#16171a", "#86888e", "#ea3b32")
    for i, (who, way, count, place, mark, gone, clock, lasted, line) in enumerate(rows):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=gone)).replace(hour=h, minute=m)
        ink, key, many, section, extra = red if way == "missed" else fg, f"data-k=c{i}", f" ({count})" if count > 1 else "", None, {}
        more, known = dict(label=place, mark=mark, duration=lasted), who[0] not in "+0123456789无"
        if kind == "samsung":  # cards of days, the receiver at the left, the hour at the right
            section, shown, real = ("今天" if gone == 0 else "昨天" if gone == 1 else f"{at.month}月{at.day}日 星期{weekday(at)}"), ap(at), at
            tone = {"missed": red, "in": "#2f7df0", "out": "#2aa85c"}[way]
            flag = f"<span style='color:#d9591f'>{mark}</span>" if mark else ""
            second = f"<div class=sml style='font-size:12px;margin-top:1px'>{f'<span>{place}</span>' if place else ''}{flag}</div>" if place or mark else ""
            li = f"<div class=li style='padding:5px 18px;min-height:52px;gap:13px'>{handset(way, tone)}<div class=mid {key}><div class=big style='color:{ink};font-size:16px;font-weight:500'>{who}{many}</div>{second}</div><span class=rg style='font-size:12.5px'>{sim(line)}{shown}</span></div>"
        elif kind == "hyper":  # the place and the length below, the day and the hour at the right before the ring
            shown, real = (c24(at), at) if gone == 0 else (f"昨天 {c24(at)}", at) if gone == 1 else (f"{at.month}月{at.day}日", at.date())
            tone = red if way == "missed" else "#4c93ff" if way == "out" else "#49c27d"
            flag = f"<span style='color:#f0953f'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:9px 24px;min-height:64px'><div class=mid {key}><div class=big style='color:{ink};font-size:16.5px;font-weight:500'>{who}{many}</div><div class=sml style='font-size:12.5px;white-space:nowrap'>{sim(line)}{sign(way, tone, 12)}<span>{place}</span><span>{lasted}</span>{flag}</div></div><span class=rg style='font-size:12.5px'>{shown}<span style='width:24px;height:24px;border-radius:50%;background:#26272b;display:flex;align-items:center;justify-content:center'>{chevron('#8b8d94').replace('width=8 height=13', 'width=6 height=11')}</span></span></div>"
        elif kind == "huawei":  # an arrow only before calls made; the SIM and the place below
            shown, real = (part(at), at) if gone == 0 else (day(at, now, week="星期", far="{m}月{d}日"), at.date())
            icon = sign("out", "#8b8e95", 13) if way == "out" else ""
            flag = f"<span style='background:#fdeee3;color:#e06a1b;border-radius:4px;padding:0 5px;font-size:11px'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:7px 20px 7px 14px;min-height:62px;gap:8px'><span style='width:16px;flex:none'>{icon}</span><div class=mid {key} style='border-bottom:.5px solid #0000'><div class=big style='color:{ink};font-size:16.5px'>{who}{many}</div><div class=sml style='font-size:12.5px'>{sim(line, '#3b7bf0' if line == 1 else '#e0902c')}<span>{place}</span>{flag}</div></div><span class=rg style='font-size:13px'>{shown}{info('#8b8e95', 21)}</span></div>"
        elif kind == "vivo":  # the receiver and the mark, the length; the hour below the day
            shown, real = (c24(at), at) if gone == 0 else (f"昨天 {c24(at)}", at) if gone == 1 else (f"{at.month:02d}-{at.day:02d}", at.date())
            tone = {"missed": red, "in": "#5b93ff", "out": "#3ec57f"}[way]
            flag = f"<span class=tg style='background:#4a2f1b;color:#ffa860'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:7px 20px;min-height:59px;gap:14px'>{handset(way, tone, 17)}<div class=mid {key}><div class=big style='color:{ink};font-size:16px;font-weight:500'>{who}{many}{flag}</div><div class=sml style='font-size:12px'><span>{place}</span><span>{lasted}</span></div></div><span class=rg style='font-size:12px'>{shown}{chevron('#64666c')}</span></div>"
        elif kind == "oppo":  # one SIM; the arrow stands before the place
            shown, real = (c24(at), at) if gone == 0 else (day(at, now, week="周", far="{m}/{d}"), at.date())
            tone = red if way == "missed" else "#8b8e95"
            flag = f"<span style='color:#e0701c'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:7px 22px;min-height:62px'><div class=mid {key}><div class=big style='color:{ink};font-size:17px;font-weight:500'>{who}{many}</div><div class=sml style='font-size:13px'>{sign(way, tone, 13)}<span>{place}</span>{flag}</div></div><span class=rg style='font-size:13.5px'>{shown}{info('#12a15a', 22)}</span></div>"
        elif kind == "ios":
            shown, real = (clock, at) if gone == 0 else (day(at, now, week="星期", far="{y}/{m}/{d}"), at.date())
            icon = handset("out", "#9a9aa0", 15) if way == "out" else ""
            li = f"<div style='display:flex;align-items:center;padding-left:10px'><span style='width:18px;flex:none'>{icon}</span>{face(who, 38, '50%', 'letter' if known else 'grey')}<div class=li style='flex:1;padding:6px 14px 6px 0;margin-left:11px;min-height:55px;border-bottom:.5px solid #8884'><div class=mid {key}><div class=big style='color:{ink};font-size:15.8px;font-weight:600;white-space:pre'>{who}{many}</div><div style='font-size:13px;color:{grey};margin-top:1px'>{place}</div></div><span class=rg style='font-size:14.5px'>{shown}{info('#0a7aff', 21)}</span></div></div>"
        else:  # "one": the calls of one number, which stands above them
            word = {"missed": "未接", "in": "呼入", "out": "呼出"}[way]
            shown, real = f"{day(at, now, '今天', far='{m}月{d}日')} {c24(at)}", at
            more = dict(duration=lasted)
            tone = {"missed": red, "in": "#2f7df0", "out": "#2aa85c"}[way]
            li = f"<div class=li style='min-height:47px;padding:4px 22px;gap:11px'>{sign(way, tone, 15)}<div class=mid {key}><div class=big style='font-size:15.5px;color:{ink}'>{shown}</div><div class=sml style='font-size:12px;margin-top:0'>{word}</div></div><span class=rg style='font-size:13px'>{lasted}</span></div>"
        if section != heading:
            heading = section
            out.append(("</div>" if i else "") + f"<div class=hd style='padding:9px 26px 4px;font-size:12.5px;font-weight:500'><span data-k=h{i}>{section}</span></div><div class=gp style='border-radius:22px;margin:0 10px 2px;padding:3px 0'>")
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, count_shown=many.strip() or None, section=section, at=stamped(real, hasattr(real, "hour")), **more))
    return page(name, now, t, drawn("".join(out)) + ("</div>" if heading else ""), dark=dark, **look)


def permits(name, kind, now, dark=False, **look):
    now, out = datetime.fromisoformat(now), []
    t = truth("permission", now, "dark" if dark else "light")
    note = lambda app, permission, state, last=None, section=None, **more: t["permissions"].append(dict(app=app, permission=permission, state=state, last=last, section=section, **more))
    if kind == "vivo":  # one app, its permissions in two lists
        out.append(f"<div style='display:flex;gap:14px;align-items:center;padding:6px 24px 12px'>{badge(FIRM, 54, '30%')}<div><div style='font-size:18px;font-weight:600'>{FIRM}</div><div style='font-size:12.5px;color:#86888e;margin-top:2px'>版本 4.11.2</div></div></div>")
        for section, entries in (("隐私权限", (("读取联系人", "始终允许"), ("读取通话记录", "始终允许"), ("读取短信记录", "拒绝"), ("定位", "仅使用期间允许"), ("使用摄像头", "每次询问"), ("使用麦克风", "每次询问"), ("读取设备信息", "始终允许"))), ("其他权限", (("悬浮窗", "拒绝"), ("后台弹出界面", "允许"), ("锁屏显示", "拒绝"), ("修改系统设置", "拒绝")))):
            rows = ""
            for permission, state in entries:
                rows += f"<div class=li style='min-height:45px;padding:3px 18px'><div class=mid style='font-size:15.5px'>{permission}</div><span class=rg style='font-size:13.5px'>{state}{chevron()}</span></div>"
                note(FIRM, permission, state, None, section)
            out.append(f"<div class=hd style='padding:8px 28px 5px;font-size:12.5px'>{section}</div><div class=gp style='border-radius:16px;margin:0 14px 4px;padding:4px 0'>{rows}</div>")
    elif kind == "samsung":  # one permission, the apps in two lists
        out.append("<div style='padding:2px 26px 6px;font-size:13px;color:#77797f;line-height:1.4'>允许使用此权限的应用程序可以访问您的联系人。</div>")
        for section, entries in (("允许", ((FIRM, "过去 24 小时内访问过"), ("电话", "过去 24 小时内访问过"), ("小禾名片", "上次访问：9月12日"), ("信息", None))), ("不允许", (("橘灯日历", None), ("快跑配送", None), ("听澜音乐", None), ("拾光相册", None)))):
            rows = ""
            for n, (app, last) in enumerate(entries):
                rows += f"<div class=li style='min-height:58px;padding:5px 20px;gap:15px'>{badge(app, 36, '40%')}<div class=mid style='{'border-top:.5px solid #8883;' if n else ''}align-self:stretch;display:flex;flex-direction:column;justify-content:center'><div class=big style='font-size:16px'>{app}</div>{f'<div class=sml style=font-size:12px;margin-top:1px>{last}</div>' if last else ''}</div></div>"
                note(app, "通讯录", section, last, section)
            out.append(f"<div class=hd style='padding:10px 26px 6px;font-size:13.5px;font-weight:600'>{section}</div><div class=gp style='border-radius:24px;margin:0 10px;padding:2px 0'>{rows}</div>")
    elif kind == "dashboard":  # who looked into the contacts, and when
        for section, entries in (("今天", ((FIRM, "20:14", None), (FIRM, "18:00", None), ("电话", "17:26", "1 分钟"), (FIRM, "12:00", None), ("小禾名片", "08:51", None))), ("昨天", ((FIRM, "23:59", None), ("信息", "21:40", "2 分钟"), (FIRM, "06:00", None)))):
            out.append(f"<div style='padding:14px 24px 6px;font-size:14px;font-weight:600;color:#3a62b8'>{section}</div>")
            for n, (app, clock, long) in enumerate(entries):
                out.append(f"<div class=li style='padding:0 24px;min-height:60px;gap:14px'><span style='width:44px;flex:none;font-size:14px;color:#5b5e66'>{clock}</span><span style='align-self:stretch;width:2px;background:#c6cbd8;flex:none;{'margin-top:22px' if n == 0 else 'margin-bottom:22px' if n == len(entries) - 1 else ''}'></span>{badge(app, 36, '50%')}<div class=mid><div class=big style='font-size:16px'>{app}</div>{f'<div class=sml style=margin-top:1px>{long}</div>' if long else ''}</div></div>")
                note(app, "通讯录", None, clock, section)
    elif kind == "huawei":  # one app, cards of permissions, the state at the right
        out.append(f"<div style='text-align:center;padding:2px 0 12px'><span style='display:inline-block'>{badge(FIRM, 56, '28%')}</span><div style='font-size:18px;font-weight:500;margin-top:5px'>{FIRM}</div></div>")
        for entries in ((("位置信息", "仅使用期间允许"), ("相机", "每次使用询问"), ("麦克风", "禁止")), (("通讯录", "允许"), ("通话记录", "允许"), ("信息", "禁止"), ("电话", "允许"), ("日历", "禁止")), (("应用列表", "允许"), ("悬浮窗", "禁止"), ("桌面快捷方式", "允许"))):
            rows = ""
            for n, (permission, state) in enumerate(entries):
                rows += f"<div style='display:flex;align-items:center;margin:0 16px;min-height:47px;font-size:15.6px;{'border-top:.5px solid #8883' if n else ''}'><span style='flex:1'>{permission}</span><span style='font-size:13.5px;color:#86888e;margin-right:8px'>{state}</span>{chevron()}</div>"
                note(FIRM, permission, state)
            out.append(f"<div class=gp style='border-radius:18px;margin:0 12px 11px'>{rows}</div>")
    elif kind == "ios":  # the page of one app
        section, rows = f"允许“{FIRM}”访问", ""
        entries = (("位置", "使用App期间", None, "#1f8bff"), ("通讯录", "开启", True, "#8e8e93"), ("照片", "受限访问", None, "#f2f2f6"), ("麦克风", "关闭", False, "#ff9500"), ("相机", "开启", True, "#8e8e93"), ("通知", "关闭", None, "#ff3b30"), ("后台App刷新", "开启", True, "#8e8e93"), ("无线数据", "WLAN与蜂窝数据", None, "#34c759"))
        for n, (permission, state, on, hue) in enumerate(entries):
            right = f"<span class=rg style='font-size:15.4px'>{state}{chevron()}</span>" if on is None else f"<span class=sx style='width:48px;height:29px;border-radius:15px;background:{'#34c759' if on else '#e9e9ea'}'><u style='width:25px;height:25px;box-shadow:0 2px 5px #0003;{'right' if on else 'left'}:2px'></u></span>"
            dot = "linear-gradient(45deg,#f5b83d,#e8574a,#7a5be0,#3aa6f0)" if permission == "照片" else "#fff"
            rows += f"<div style='display:flex;align-items:center;gap:13px;padding-left:14px'><span style='width:28px;height:28px;border-radius:7px;background:{hue};flex:none;display:flex;align-items:center;justify-content:center'><u style='width:13px;height:13px;border-radius:{'50%' if n % 2 == 0 else '4px'};background:{dot}'></u></span><div style='flex:1;display:flex;align-items:center;min-height:47px;padding-right:14px;font-size:15.8px;{'border-bottom:.5px solid #8885' if n < len(entries) - 1 else ''}'><span style='flex:1'>{permission}</span>{right}</div></div>"
            note(FIRM, permission, state, None, section, **({} if on is None else dict(state_shown_as="switch")))
        out.append(f"<div style='padding:22px 32px 7px;font-size:12.5px;color:#85858b'>{section}</div><div class=gp style='border-radius:11px;margin:0 16px'>{rows}</div>")
    else:  # "actions": what apps did, one after another, the hour at the left
        for section, entries in (("今天 6月19日", ((FIRM, "读取联系人", "20:40", "已允许"), (FIRM, "读取通话记录", "20:40", "已允许"), ("快跑配送", "获取位置信息", "18:22", "已允许"), (FIRM, "后台弹出界面", "15:09", "已拒绝"), ("听澜音乐", "自启动", "11:53", "已拒绝"), (FIRM, "获取应用列表", "07:30", "已允许"))), ("昨天 6月18日", ((FIRM, "读取联系人", "22:16", "已允许"), ("拾光相册", "读取剪贴板", "19:47", "已拒绝"), (FIRM, "读取短信", "13:05", "已拒绝")))):
            out.append(f"<div class=hd style='padding:9px 26px 3px;font-size:13px'>{section}</div>")
            for app, permission, clock, state in entries:
                out.append(f"<div class=li style='min-height:58px;padding:5px 24px;gap:13px'><span style='width:40px;font-size:13px;color:#86888e;flex:none'>{clock}</span>{badge(app, 36)}<div class=mid><div class=big style='font-size:15.8px;font-weight:500'>{app}</div><div class=sml style='font-size:12.8px;margin-top:1px'>{permission}</div></div><span style='font-size:13px;color:{'#86888e' if state == '已允许' else '#e2503f'}'>{state}</span></div>")
                note(app, permission, state, clock, section)
    return page(name, now, t, "".join(out), dark=dark, crop=False, **look)


big = lambda words, right="", size=27, more="": f"<div style='flex:none;display:flex;align-items:center;gap:18px;padding:8px 22px;{more}'><span style='flex:1;font-size:{size}px;font-weight:600'>{words}</span>{right}</div>"
named = lambda on, *words: "<div style='flex:none;display:flex;justify-content:space-around;padding:11px 20px 8px;font-size:14.5px'>" + "".join(f"<span style='{'font-weight:700;border-bottom:2px solid;padding-bottom:2px' if i == on else 'opacity:.6'}'>{w}</span>" for i, w in enumerate(words)) + "</div>"
icons = lambda tint, on, *tabs: "<div style='flex:none;display:flex;justify-content:space-around;padding:7px 0 2px;font-size:10.5px;text-align:center'>" + "".join(f"<span style='color:{tint if i == on else '#86888e'};min-width:52px'>{g(icon, 23, more='display:block;margin:0 auto 2px')}{w}</span>" for i, (icon, w) in enumerate(tabs)) + "</div>"
lined = lambda tint, *words: "<div style='flex:none;display:flex;gap:26px;padding:2px 24px 8px;font-size:15px'>" + "".join(f"<span style='padding-bottom:4px;{f'color:{tint};font-weight:500' if i == 0 else 'opacity:.55'}'>{w}</span>" for i, w in enumerate(words)) + "</div>"
IOSTABS = (("star", "个人收藏"), ("clock", "最近通话"), ("person", "通讯录"), ("dial", "拨号键盘"), ("mic", "语音留言"))
edit = "<div style='flex:none;display:grid;grid-template-columns:1fr auto 1fr;align-items:center;padding:2px 16px;font-size:15.6px'><span style='color:#0a7aff'>编辑</span><span style='background:#e9e9eb;border-radius:8px;padding:2px;font-size:12.5px;display:flex'><span style='background:#fff;border-radius:6.500px;padding:4px 22px;font-weight:600;box-shadow:0 1px 3px #0002'>所有通话</span><span style='padding:4px 22px'>未接来电</span></span><span></span></div>"
ring = lambda icon, word: f"<span style='text-align:center;font-size:12px;color:#5a5d64'><span style='width:46px;height:46px;border-radius:50%;background:#eef2fa;color:#2f6fe4;display:flex;align-items:center;justify-content:center;margin:0 auto 4px'>{g(icon, 22)}</span>{word}</span>"
ONE = f"<div style='flex:none;text-align:center;padding:4px 20px 10px'><span style='display:inline-block'>{face('x', 66, '50%', 'grey')}</span><div style='font-size:23px;font-weight:600;margin-top:3px'>164 0000 2753</div><div style='font-size:13px;color:#86888e'>湖南 长沙 移动</div></div><div style='flex:none;display:flex;justify-content:space-around;padding:4px 34px 12px'>{ring('phone', '呼叫')}{ring('send', '信息')}{ring('person', '新建联系人')}</div><div style='flex:none;height:8px;background:#f4f5f7'></div><div style='flex:none;display:flex;padding:10px 22px 4px;font-size:13.5px;color:#86888e'><span style='flex:1'>通话记录</span><span style='color:#2f6fe4'>清空</span></div>"
PAGES = {
    "h_call_samsung_days": (lambda n: calls(n, "samsung", ROWS_SAMSUNG, "2026-09-24T21:10:00", top=big("最近通话", g("find", 22) + g("dots", 22), 22, "padding:12px 24px 8px"), below=named(1, "键盘", "最近通话", "联系人"), base=three("#5a5d63"), font=CJK, bar="left", bg="#f4f4f7", height=800, scale=3), "crop"),
    "h_call_hyper_night": (lambda n: calls(n, "hyper", ROWS_HYPER, "2026-05-16T22:47:00", True, top=f"<div style='flex:none;display:flex;align-items:baseline;gap:20px;padding:12px 24px 8px'><span style='font-size:26px;font-weight:600'>电话</span><span style='font-size:18px;opacity:.45'>联系人</span><span style='flex:1'></span>{g('gear', 22)}</div>" + lined("#4c93ff", "全部", "未接", "陌生号码", "黄页"), font=MI, bar="hyper", height=801, scale=1200 / 360), "plain"),
    "h_call_huawei_sims": (lambda n: calls(n, "huawei", ROWS_HUAWEI, "2026-11-19T21:02:00", top=big("电话", g("find", 22) + g("dots", 22), 28), below=icons("#0a59f7", 0, ("phone", "电话"), ("person", "联系人"), ("star", "收藏")), font=HM, bar="left", height=778, scale=3.5), "tilt"),
    "h_call_vivo_night": (lambda n: calls(n, "vivo", ROWS_VIVO, "2026-08-20T22:09:00", True, top=big("通话", g("find", 22) + g("more", 22), 25, "padding:10px 22px") + lined("#5b93ff", "全部通话", "未接来电"), below=icons("#5b93ff", 0, ("clock", "通话"), ("dial", "拨号"), ("person", "联系人")), font=MI, bar="android", height=800, scale=3.5), "half+jpeg"),
    "h_call_oppo": (lambda n: calls(n, "oppo", ROWS_OPPO, "2026-07-23T20:34:00", top=big("通话记录", g("find", 23) + g("dots", 22), 25, "padding:12px 22px 10px"), below=icons("#12a15a", 0, ("phone", "电话"), ("person", "联系人"), ("menu", "生活黄页")), font=CJK, height=804, scale=3), "plain"),
    "h_call_ios_all": (lambda n: calls(n, "ios", ROWS_IOS, "2026-06-25T21:27:00", top=edit + big("最近通话", size=29, more="padding:6px 16px 4px"), below=icons("#0a7aff", 1, *IOSTABS), font=INTER, bar="ios", height=779, scale=3.25), "jpeg"),
    "h_call_one_number": (lambda n: calls(n, "one", [("164 0000 2753", w, 1, None, None, b, c, d, 1) for w, b, c, d in ROWS_ONE], "2026-10-27T21:15:00", top=f"<div style='flex:none;display:flex;align-items:center;gap:12px;padding:6px 18px'>{arrowed()}<span style='flex:1;font-size:18px'>通话详情</span>{g('dots', 22)}</div>" + ONE, font=HM, bar="left", height=801, scale=1200 / 360), "plain"),
    "h_perm_vivo_app": (lambda n: permits(n, "vivo", "2026-09-15T20:20:00", top=top_(back(), "应用权限", g("find", 21), size=18, style="padding:6px 18px", centre=True), font=HM, bg="#f3f4f7", height=800, scale=3.5), "plain"),
    "h_perm_samsung_contacts": (lambda n: permits(n, "samsung", "2026-09-25T21:50:00", top=top_(back(size=22), "通讯录", g("dots", 22), size=20, style="padding:8px 18px"), font=CJK, bar="left", bg="#f4f4f7", height=780, scale=4), "half"),
    "h_perm_dashboard": (lambda n: permits(n, "dashboard", "2026-05-26T20:33:00", top=f"<div style='flex:none;padding:10px 22px 2px'>{arrowed()}<div style='font-size:27px;margin-top:16px'>通讯录使用记录</div><div style='font-size:13.5px;color:#5b5e66;margin-top:5px'>应用在过去 24 小时内使用此权限的时间轴</div></div>", font=CJK, bg="#f7f8fd", height=800, scale=3), "plain"),
    "h_perm_huawei_app": (lambda n: permits(n, "huawei", "2026-11-18T20:12:00", top=top_(arrowed(), "应用权限", size=20, style="padding:6px 18px"), font=HM, bar="left", bg="#f1f3f5", height=800, scale=3), "moire"),
    "h_perm_ios_app": (lambda n: permits(n, "ios", "2026-06-26T20:44:00", top=f"<div style='flex:none;display:grid;grid-template-columns:1fr auto 1fr;align-items:center;padding:4px 10px 8px;font-size:15.8px'><span style='color:#0a7aff;display:flex;align-items:center'>{back()}设置</span><b style='font-weight:600'>{FIRM}</b><span></span></div>", bg="#f2f2f7", font=INTER, bar="ios", height=779, scale=3.25), "plain"),
    "h_perm_hyper_actions": (lambda n: permits(n, "actions", "2026-06-19T21:05:00", top=top_(arrowed(), "应用行为记录", g("gear", 22), size=18, style="padding:6px 22px") + lined("#3482ff", "所有行为", "敏感行为", "其他行为"), font=MI, bar="hyper", height=801, scale=1200 / 360), "tilt+half"),
}
THIRTEENTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(talk(name, app, script, **looks), ways=[way])) for name, (app, script, looks, way) in CHATS.items()}
THIRTEENTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), ways=[way])) for name, (make, way) in PAGES.items()})
