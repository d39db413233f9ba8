"""Skins of scripts/draw_screens.py: chats by a table of looks, lists of calls and pages of permissions by small layouts."""

import html
from datetime import datetime, timedelta

ANDROID = "'MiSans','HarmonyOS Sans SC','Noto Sans CJK SC',sans-serif"
HARMONY = "'HarmonyOS Sans SC','Noto Sans CJK SC',sans-serif"
PLAIN = "'Noto Sans CJK SC',sans-serif"

DEFAULT = dict(
    bg="#ededed", fg="#191919", sub="#8a8a8a", bar="#ededed", font=PLAIN, status=34, headextra="", listextra="", side="2px", gap="10px", avs=38, avr="5px", most="238px", size=16, lh=1.42,
    pad="9px 12px", radius="6px", bextra="", left="#fff", leftink="#191919", leftextra="", right="#95ec69", rightink="#191919", rightextra="", sepalign="center", sepsize=12, seppill="",
    quotebg="rgba(0,0,0,.05)", footbg="#f7f7f7", field="#fff", fieldr="6px", css="",
)
DARK = dict(bg="#111", fg="#d5d5d5", sub="#7b7b7b", bar="#111", left="#2c2c2c", leftink="#d5d5d5", right="#3eb575", rightink="#0b1a11", footbg="#1e1e1e", field="#292929", quotebg="rgba(255,255,255,.08)")

LEFT = [
    "你好，请问是赵六的同事吗？", "在吗", "【白鹭速贷】周九您好，您在我司的借款已逾期23天，应还金额3,418.75元，请于今日18:00前处理。", "别装看不见，电话也不接",
    "再不还钱就把你的照片发到你们小区群里", "我们已经掌握你全部通讯录，今天开始一个一个打", "明天上午10点派人上门，你在家等着", "麻烦转告赵六尽快联系我们，否则后果自负",
    "你妈妈的电话是多少？单位地址发一下", "最后一次机会", "还款链接 h5.example/k2p7，点击后输入验证码即可", "这是律师函编号（2026）律字第00412号，请自行查收",
    "您好，协商分期需要本人申请，客服电话400-000-0000", "欠债还钱，天经地义！", "？", "行，那我现在就给你领导打电话", "本金8,000元，利息1,260.40元，违约金500元，合计9,760.40元",
    "你可以不还，但是你爸你妈你老婆你孩子谁都别想好过", "收到请回复", "周九，你的案件已移交外访部，外访专员将于48小时内到达户籍所在地核实情况", "OK", "我再说一遍：22:30之前不到账，你自己看着办",
    "你不是担保人也得管，他填了你的电话", "请保持电话畅通，谢谢配合", "王姐，你弟弟欠钱不还，你们一家人都要不要脸", "这个月已经打了37次了，你可以继续拉黑",
]
RIGHT = [
    "我不认识他，不要再打了", "请文明用语，我会保留证据", "你是哪家公司的？工号多少", "我已经还了2,000元，剩下的下个月发工资还", "好的", "别打给我父母，他们身体不好",
    "我要求你们停止联系与债务无关的第三人", "不是我借的", "嗯", "已经报警了，警号告诉你也行", "可以分12期吗？每月700元左右", "你们这样是违法的，个人信息保护法了解一下", "钱会还，但请不要骚扰我的同事和朋友", "收到",
]
NAMES = ["李主任", "小区团购-阿芳", "老周", "催收员08", "Kevin", "陈姐(3栋)", "风控部小林", "王二", "信息部 何工", "吴桐", "A平安是福", "无名氏", "周九的表弟", "物业前台"]
PEERS = ["周九", "风控部小林", "赵六", "白鹭法务-陈经理", "老婆", "表姐 阿红", "客服007", "A贷后王经理"]
TEL = ["138 0000 4521", "106900001188", "+86 177 0000 3390", "0755-00006612", "1069 0000 2233 07", "95000", "166 0000 8080"]


def esc(text):
    return html.escape(str(text))


def truth(app, taken, theme="light", peer=None):
    return dict(app=app, theme=theme, peer=peer, owner_side="right", bubbles=[], calls=[], permissions=[], notices=[], separators=[], taken=taken.strftime("%Y-%m-%dT%H:%M:%S+08:00"))


def weekday(day):
    return "一二三四五六日"[day.weekday()]


def half(moment):
    h = moment.hour
    word = "凌晨" if h < 6 else "早上" if h < 9 else "上午" if h < 12 else "中午" if h == 12 else "下午" if h < 18 else "晚上"
    return f"{word}{(h - 1) % 12 + 1 if h else 12}:{moment.minute:02d}" if h % 12 or h == 12 else f"凌晨12:{moment.minute:02d}"


def label(moment, taken, style):
    """A time as apps write it: relative days, the clock by style, the year when it is another."""
    clock = half(moment) if "half" in style else f"{moment.hour:02d}:{moment.minute:02d}"
    days = (taken.date() - moment.date()).days
    glue = " · " if "dot" in style else " "
    if days == 0:
        return ("今天" + glue if "today" in style else "") + clock
    if days == 1:
        return f"昨天{glue}{clock}"
    if days < 7 and "week" in style:
        return ("周" if "zhou" in style else "星期") + weekday(moment) + glue + clock
    if "slash" in style:
        return f"{moment.year}/{moment.month}/{moment.day} {clock}"
    if "dash" in style:
        return f"{moment.month:02d}-{moment.day:02d} {clock}" if moment.year == taken.year else f"{moment.year}-{moment.month:02d}-{moment.day:02d} {clock}"
    year = f"{moment.year}年" if moment.year != taken.year or "year" in style else ""
    zhou = f" 周{weekday(moment)}" if "named" in style else ""
    return f"{year}{moment.month}月{moment.day}日{zhou}{glue}{clock}"


def status_bar(taken, rng):
    island = '<s style="position:absolute;left:130px;top:6px;width:100px;height:22px;border-radius:11px;background:#000"></s>' if rng.random() < 0.3 else ""
    return f"<div class=status><span>{taken.hour}:{taken.minute:02d}</span>{island}<span>{rng.choice(['5G', '4G', 'HD 5G', ''])}<i></i></span></div>"


def head(title, sub=None, centred=True, extra=""):
    under = f"<div class=s>{esc(sub)}</div>" if sub else ""
    return f"<div class='head {'c' if centred else 'l'}'><span class=back></span><div><div class=t>{esc(title)}</div>{under}</div><span class=more>{extra or '···'}</span></div>"


def face(rng, style):
    colour = rng.choice(["#7aa3d8", "#d88f7a", "#7ac09a", "#c8a04a", "#9a7ad8", "#5f6f88"])
    return f"<div class=av style='background:{colour}'><svg width=22 height=22><circle cx=11 cy=8 r=5 fill='#fff8'/><path d='M2 22a9 9 0 0118 0' fill='#fff8'/></svg></div>"


def chat(app, style, rng, *, peer, group=False, avatars="both", labels="sep", times="", theme="light", count=7, title_sub=None, centred=True, placeholder="", cards=True, read=None, height=800, scale=3, cut=0, senders=None, notice=True, simple=False, span=(0, 9)):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(10, 27), rng.randint(9, 22), rng.randint(0, 59), rng.randint(0, 59))
    t = truth(app, taken, theme, peer)
    moment = taken - timedelta(days=rng.randint(*span), hours=rng.randint(1, 9), minutes=rng.randint(0, 50))
    parts, context, context_at, from_sep, fresh = [], None, None, None, False
    left, right = rng.sample(LEFT, min(len(LEFT), count + 6)), rng.sample(RIGHT, min(len(RIGHT), count))
    names = rng.sample(NAMES, 4)

    def separator():
        nonlocal context, context_at, from_sep, fresh
        context, context_at, fresh = label(moment, taken, times), moment, True
        from_sep = len(t["separators"])
        parts.append(f"<div class=sep><span data-k=s{from_sep}>{esc(context)}</span></div>")
        t["separators"].append(context)

    def bubble(side, text, kind="text", inner=None, quote=None, sender=None):
        nonlocal fresh
        i = len(t["bubbles"])
        own = None
        if labels != "sep" and kind == "text" and (labels != "some" or rng.random() < 0.5):
            own = half(moment) if "half" in times else f"{moment.hour:02d}:{moment.minute:02d}"
        place = {"sep": "", "in": "in", "under": "under", "some": "under", "beside": "beside"}[labels] if own else ""
        mark = f"<div class={place}><span data-k=t{i}>{esc(own)}</span>{rng.choice(['', ' · 中国移动', ' · 卡1']) if place == 'under' and app == 'sms' else ''}</div>" if own else ""
        after = f"<div class=under style='color:#3b82f6'>{read}</div>" if read and side == "right" else ""
        body = f"<div class=b>{inner or f'<span data-k=b{i}>{esc(text)}</span>'}{mark if place == 'in' else ''}</div>"
        name = f"<div class=name data-k=w{i}>{esc(sender)}</div>" if sender else ""
        quoted = f"<div class=quote>{esc(quote)}</div>" if quote else ""
        avatar = face(rng, style) if avatars == "both" or (avatars == "left" and side == "left") else ""
        parts.append(f"<div class='row {side[0]}'>{avatar}<div class=col>{name}{body}{quoted}{mark if place == 'under' else ''}{after}</div>{mark if place == 'beside' else ''}</div>")
        at = moment if own and context else context_at
        one = dict(side=side, kind=kind, text=text, time=own or (context if fresh else None), time_context=context, sender=sender, own=bool(own), at=at.strftime("%Y-%m-%dT%H:%M") if at else None, context_at=context_at.strftime("%Y-%m-%dT%H:%M") if context_at else None)
        one["from"] = from_sep
        if quote:
            one["quote"] = quote
        t["bubbles"].append(one)
        fresh = False

    separator()
    order = ["left", "left", "right", "left", "left", "right", "left", "right", "left", "left"]
    for n in range(count):
        moment += timedelta(minutes=rng.randint(0, 4))
        side = order[n % len(order)]
        if n in (3, 6) or (n > 6 and n % 4 == 0):
            moment = min(moment + timedelta(hours=rng.choice([1, 3, 11, 22])), taken - timedelta(minutes=rng.randint(3, 30)))
            separator()
        text = (left if side == "left" else right)[n % (len(left) if side == "left" else len(right))]
        sender = names[n % 3] if group and side == "left" else None
        if cards and n == 4 and side == "left":
            kind = rng.choice(["voice", "call", "quote", "transfer", "redpacket"]) if app in ("wechat", "qq") else rng.choice(["voice", "quote"])
            if app == "sms":
                bubble(side, text, sender=sender)
            elif kind == "voice":
                length = rng.randint(2, 58)
                bubble(side, f'{length}"', "voice", f"<span class=wave></span><span data-k=b{len(t['bubbles'])}>{length}&quot;</span>{'&nbsp;' * (length // 4)}", sender=sender)
            elif kind == "call":
                bubble(side, "对方已取消", "call", f"<span class=wave></span><span data-k=b{len(t['bubbles'])}>对方已取消</span>", sender=sender)
            elif kind == "transfer":
                inner = f"<div style='background:#fa9d3b;color:#fff;margin:-9px -12px;padding:14px 16px;width:220px'><span data-k=b{len(t['bubbles'])}><div style='font-size:18px'>¥2000.00</div><div style='font-size:13px'>请收款</div></span><div style='font-size:11px;border-top:1px solid #fff6;margin-top:8px;padding-top:4px'>微信转账</div></div>"
                bubble(side, "¥2000.00\n请收款", "transfer", inner, sender=sender)
            elif kind == "redpacket":
                inner = f"<div style='background:#fa9d3b;color:#fff;margin:-9px -12px;padding:14px 16px;width:220px'><span data-k=b{len(t['bubbles'])}>恭喜发财，大吉大利</span><div style='font-size:11px;border-top:1px solid #fff6;margin-top:8px;padding-top:4px'>微信红包</div></div>"
                bubble(side, "恭喜发财，大吉大利", "redpacket", inner, sender=sender)
            else:
                bubble(side, text, quote=f"{(peer or '张一')[:6]}：{RIGHT[3]}", sender=sender)
            continue
        bubble(side, text, sender=sender)
        if notice and n == 5:
            words = rng.choice(["对方撤回了一条消息", "你已添加了对方，现在可以开始聊天了", "以上是打招呼的内容"])
            parts.append(f"<div class=notice data-k=n{len(t['notices'])}>{words}</div>")
            t["notices"].append(words)
    foot = f"<div class=foot><b></b><div class=in2>{esc(placeholder)}</div><b></b><b></b></div>"
    bar = "" if simple else status_bar(taken, rng)
    cutting = f"<div style='margin-top:-{cut}px'></div>" if cut else ""
    inner = bar + head(peer, title_sub, centred) + f"<div class=list>{cutting}{''.join(parts)}</div>" + ("" if simple else foot) + "<!--over-->"
    return dict(html=inner, style=dict(style), truth=t, height=height, scale=scale, cut=cut > 0)


WX_TAIL = ".b:before{content:'';position:absolute;top:14px;width:10px;height:10px;transform:rotate(45deg)}.l .b:before{left:-4px;background:%s}.r .b:before{right:-4px;background:%s}"
WX = dict(css=WX_TAIL % ("#fff", "#95ec69"))
WXD = dict(DARK, css=WX_TAIL % ("#2c2c2c", "#3eb575"))
QQ = dict(bg="#f1f1f6", bar="#f1f1f6", avr="50%", radius="12px", right="#12a4ff", rightink="#fff", footbg="#f1f1f6", fieldr="8px", font=ANDROID)
IOS = dict(bg="#fff", bar="#f8f8f8", left="#e9e9eb", leftink="#000", right="#34c759", rightink="#fff", radius="18px", pad="8px 13px", side="14px", gap="5px", most="250px", footbg="#fff", field="#fff", fieldr="18px", sepsize=11, headextra="min-height:64px;border-bottom:1px solid #ddd;")
SMS = dict(bg="#fff", bar="#fff", left="#f0f0f0", right="#cfe8ff", radius="16px", side="16px", most="262px", footbg="#fff", field="#f2f2f2", fieldr="18px", font=ANDROID)


def chats():
    def add(name, *arguments, **more):
        out[name] = lambda rng: chat(arguments[0], dict(arguments[1]), rng, **{k: (v(rng) if callable(v) else v) for k, v in more.items()})

    out = {}
    peer = lambda rng: rng.choice(PEERS)
    tel = lambda rng: rng.choice(TEL)
    add("wx_ios", "wechat", dict(WX, size=16.5), peer=peer, times="week")
    add("wx_android", "wechat", dict(WX, font=ANDROID, size=16, radius="4px"), peer=peer, times="half week", centred=False)
    add("wx_dark", "wechat", WXD, peer=peer, theme="dark", times="week")
    add("wx_big", "wechat", dict(WX, size=21, most="250px"), peer=peer, times="half", count=5)
    add("wx_group", "wechat", dict(WX, font=HARMONY), peer="阳光花园业主群(286)", group=True, times="week", count=6)
    add("wx_group_dark", "wechat", dict(WXD, font=ANDROID), peer="相亲相爱一家人(12)", group=True, theme="dark", times="half", count=6)
    add("wx_wallpaper", "wechat", dict(WX, bg="#cfdbe6", listextra="background:linear-gradient(160deg,#dfe8d8,#a9c3d8 60%,#e8d8c8);"), peer=peer, times="half week")
    add("wx_photo", "wechat", dict(WX, listextra="background:repeating-radial-gradient(circle at 30% 20%,#c8d8c0 0 30px,#b0c8d8 30px 70px,#d8c8b0 70px 100px);", sub="#555"), peer=peer, times="half week", count=6)
    add("wx_cut", "wechat", WX, peer=peer, times="week", cut=68, count=8)
    add("wx_long", "wechat", WX, peer=peer, times="week", count=26, height=2300, span=(5, 9))
    add("wx_pill", "wechat", dict(WX, seppill="background:#d0d0d0;color:#fff;border-radius:4px;padding:2px 6px;"), peer=peer, times="half week")
    add("wecom", "wechat", dict(bg="#e9edf2", bar="#e9edf2", right="#c9e4ff", avr="4px", footbg="#f5f6f8"), peer="陈经理", title_sub="@白鹭金融", times="", count=6)
    add("qq", "qq", QQ, peer=peer, times="week half")
    add("qq_dark", "qq", dict(QQ, **dict(DARK, right="#0f62a8", rightink="#e8f0f8", bg="#0b0b0e", bar="#0b0b0e", left="#22232a")), peer=peer, times="week", theme="dark")
    add("qq_group", "qq", QQ, peer="项目三组(48)", group=True, times="week", count=6)
    add("tim", "qq", dict(QQ, bg="#fff", bar="#fff", left="#eef0f4", right="#d5e9ff", rightink="#111", radius="8px"), peer=peer, times="dash", count=6)
    add("dingtalk", "dingtalk", dict(bg="#f2f3f5", bar="#f2f3f5", avr="50%", radius="10px", right="#cfe5ff", footbg="#fff", field="#f2f3f5", font=ANDROID), peer=peer, times="week zhou", read="已读", count=6)
    add("dingtalk_group", "dingtalk", dict(bg="#f2f3f5", bar="#fff", avr="50%", radius="10px", right="#cfe5ff", footbg="#fff", field="#f2f3f5"), peer="法务外包对接群(9)", group=True, times="", read="2人未读", count=5)
    add("feishu", "feishu", dict(bg="#fff", bar="#fff", left="#f2f3f5", right="#d1e3ff", avr="50%", radius="8px", footbg="#fff", field="#f5f6f7", font=HARMONY), peer=peer, avatars="left", times="", read="已读", count=6)
    add("feishu_dark", "feishu", dict(DARK, bg="#1a1a1a", bar="#1a1a1a", left="#292929", right="#1d3a6b", rightink="#ebebeb", avr="50%", radius="8px"), peer=peer, avatars="left", times="", read="未读", theme="dark", count=6)
    add("ios_sms", "sms", IOS, peer=tel, avatars="none", times="today", count=7, placeholder="信息 · 短信", cards=False, notice=False)
    add("ios_imessage_dark", "sms", dict(IOS, bg="#000", bar="#161616", fg="#eee", left="#262629", leftink="#eee", right="#0a84ff", footbg="#000", field="#000", headextra="min-height:64px;"), peer=tel, avatars="none", times="today week zhou", theme="dark", placeholder="iMessage 信息", cards=False, notice=False)
    add("sms_miui", "sms", SMS, peer=tel, avatars="none", times="", centred=False, placeholder="短信", cards=False, notice=False)
    add("sms_miui_dark", "sms", dict(SMS, bg="#000", bar="#000", fg="#e6e6e6", left="#242424", leftink="#e0e0e0", right="#1c4e80", rightink="#eaeaea", footbg="#000", field="#1c1c1c"), peer=tel, avatars="none", times="named", theme="dark", centred=False, placeholder="短信", cards=False, notice=False)
    add("sms_harmony", "sms", dict(SMS, bg="#f1f3f5", bar="#f1f3f5", left="#fff", right="#317af7", rightink="#fff", font=HARMONY), peer=tel, avatars="none", times="", labels="under", centred=False, placeholder="短信/彩信", cards=False, notice=False)
    add("sms_coloros", "sms", dict(SMS, bg="#fafafa", bar="#fafafa", left="#fff", right="#2bb673", rightink="#fff", radius="14px"), peer=tel, avatars="none", times="half", centred=False, placeholder="发短信", cards=False, notice=False)
    add("sms_vivo", "sms", dict(SMS, left="#f4f6fa", right="#dfe9ff", radius="4px 16px 16px 16px"), peer=tel, avatars="left", times="dash", labels="in", placeholder="短信", cards=False, notice=False)
    add("sms_samsung", "sms", dict(SMS, bg="#fafafa", bar="#fafafa", left="#fff", right="#dbe8fb", radius="20px", most="230px"), peer=tel, avatars="none", times="year", labels="beside", centred=False, placeholder="", cards=False, notice=False)
    add("sms_outline", "sms", dict(SMS, left="#fff", leftextra="border:1px solid #ddd;", right="#1a73e8", rightink="#fff", radius="4px"), peer=tel, avatars="none", times="slash", placeholder="短信", cards=False, notice=False)
    add("sms_google_dark", "sms", dict(SMS, **dict(DARK, bg="#131314", bar="#131314", left="#282a2c", right="#0842a0", rightink="#d3e3fd", radius="20px")), peer=tel, avatars="left", times="dot week zhou", labels="some", theme="dark", centred=False, placeholder="短信", cards=False, notice=False)
    add("sms_leftsep", "sms", dict(SMS, bg="#f7f8fa", bar="#f7f8fa", left="#fff", right="#e0edff", sepalign="left", radius="18px"), peer=tel, avatars="none", times="named", labels="under", centred=False, placeholder="编辑短信", cards=False, notice=False, title_sub="企业号码")
    add("sms_720", "sms", SMS, peer=tel, avatars="none", times="half", scale=2, placeholder="短信", cards=False, notice=False)
    add("wx_tight", "wechat", dict(WX, size=14, gap="5px", font=ANDROID), peer=peer, times="dash", count=11)
    add("douyin", "unknown", dict(bg="#fff", bar="#fff", left="#f1f1f2", right="#2f7bff", rightink="#fff", avr="50%", radius="16px"), peer=peer, times="week", count=6, placeholder="发送消息", cards=False)
    return out


def rows_of(rng):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(10, 27), rng.randint(12, 22), rng.randint(0, 59))
    people = rng.sample(["老周", "妈妈", "表姐 阿红", "李主任", "快递小哥", "王二"], 3)
    numbers = rng.sample(["138 0000 4521", "177 0000 3390", "0755-00006612", "166 0000 8080", "95000", "400-000-0000", "021-0000 7788", "+86 139 0000 1212"], 5)
    order = [numbers[0], people[0], numbers[1], numbers[2], people[1], numbers[3], numbers[4]]
    ways = ["missed", "in", "missed", "out", "out", "in", "missed"]
    counts = [rng.choice([3, 7, 12]), 1, rng.choice([2, 15]), 1, 1, 2, 1]
    days = [0, 0, 0, 1, 1, 3, 8]
    marks = [rng.choice(["骚扰电话", "疑似催收", "催收"]), None, rng.choice([None, "诈骗电话"]), None, None, None, None]
    out = []
    moment = taken
    for n in range(7):
        moment = taken - timedelta(days=days[n], minutes=rng.randint(5, 80) + n * 40)
        place = "手机" if order[n] in people else rng.choice(["广东 深圳", "上海", "河南 郑州", "福建 泉州"])
        lasted = None if ways[n] == "missed" else rng.choice(["35秒", "2分08秒", "12分40秒"]) if not (ways[n] == "out" and n == 3) else "未接通"
        out.append(dict(number=order[n], way=ways[n], count=counts[n], moment=moment, mark=marks[n], place=place, lasted=lasted))
    return taken, out


def arrow(way, colour):
    d = {"out": "M3 11L11 3M5 3h6v6", "in": "M11 3L3 11M3 5v6h6", "missed": "M2 4l5 5 5-5M2 9V4h5"}[way]
    return f"<svg width=14 height=14 style='margin-right:4px;vertical-align:-1px;flex:none'><path d='{d}' stroke='{colour}' fill=none stroke-width=1.6 /></svg>"


def calls(kind, rng, theme="light"):
    taken, rows = rows_of(rng)
    dark = theme == "dark"
    style = dict(bg="#0c0c0e" if dark else "#fff", bar="#0c0c0e" if dark else "#fff", fg="#e8e8e8" if dark else "#151515", sub="#8b8b90", font={"harmony": HARMONY, "ios": PLAIN}.get(kind, ANDROID))
    red = "#ff4d4f" if dark else "#e53935"
    t = truth("calllog", taken, theme)
    parts = []
    section = None
    tabs = {"ios": "<div class=head><span style='color:#0a84ff'>编辑</span><span style='margin:auto;border:1px solid #ccc;border-radius:8px;padding:3px 14px;font-size:13px'>所有通话 &nbsp; 未接来电</span></div><div style='padding:4px 18px;font-size:30px;font-weight:700'>最近通话</div>"}.get(kind, "<div style='padding:10px 22px 14px;font-size:27px'>电话</div>")
    if kind == "tabs":
        tabs = "<div style='display:flex;justify-content:space-around;padding:10px;font-size:16px'><b>通话</b><span class=sub>联系人</span><span class=sub>黄页</span></div>"
    for n, row in enumerate(rows):
        m, missed = row["moment"], row["way"] == "missed"
        days = (taken.date() - m.date()).days
        clock = f"{m.hour:02d}:{m.minute:02d}"
        direction, duration, mark, place, way = row["way"], None, None, row["place"], row["way"]
        colour = red if missed else style["fg"]
        counter = f" ({row['count']})" if row["count"] > 1 else ""
        shown = {0: clock, 1: "昨天" if kind in ("ios", "harmony") else f"昨天 {clock}"}.get(days, f"{m.month}月{m.day}日" if kind != "ios" else (f"星期{weekday(m)}" if days < 7 else f"{m.year}/{m.month}/{m.day}"))
        when = m if clock in shown else datetime(m.year, m.month, m.day)
        title = f"<span style='color:{colour};font-size:16.5px'>{esc(row['number'])}{counter}</span>"
        tag = f"<span style='color:#e6862e;font-size:12px;margin-left:8px;border:1px solid #e6862e;border-radius:3px;padding:0 3px'>{row['mark']}</span>" if row["mark"] else ""
        info = f"<span style='margin-left:auto;display:flex;align-items:center;gap:10px' class=sub>{{}}<span style='width:19px;height:19px;border:1.5px solid #3b82f6;border-radius:50%;display:inline-block'></span></span>"
        if kind == "ios":
            icon = arrow("out", style["sub"]) if way == "out" else "<span style='width:18px;display:inline-block;flex:none'></span>"
            mark = row["mark"]
            lower = esc(row["mark"] or place)
            place = None if mark else place
            direction = {"out": "out", "missed": "missed", "in": "in"}[way]
            inner = f"{icon}<div><div>{title}</div><div class=sub>{lower}</div></div>" + info.format(f"<span style='font-size:14px'>{shown}</span>")
        elif kind == "miui":
            duration = row["lasted"] or rng.choice(["响铃3声", "响铃12秒"])
            mark = row["mark"]
            icon = arrow(way, red if missed else "#6aa84f" if way == "in" else "#3b82f6")
            lower = f"{icon}{shown}&nbsp;&nbsp;{esc(place)}&nbsp;&nbsp;{duration}"
            inner = f"<div><div>{title}{tag}</div><div class=sub style='margin-top:4px;display:flex'>{lower}</div></div>" + info.format("")
        elif kind == "sim":
            mark, duration = row["mark"], row["lasted"] if row["lasted"] else None
            icon = arrow(way, red if missed else style["sub"])
            sim = f"<span style='border:1px solid currentColor;border-radius:2px;font-size:9px;padding:0 2px;margin-right:6px'>{rng.choice('12')}</span>"
            inner = f"<div><div>{title}{tag}</div><div class=sub style='margin-top:4px;display:flex;align-items:center'>{sim}{icon}<span>{esc(place)}</span>{f'<span style=margin-left:10px>{duration}</span>' if duration else ''}</div></div>" + info.format(f"<span>{shown}</span>")
        elif kind == "harmony":
            mark = row["mark"]
            icon = arrow("out", style["sub"]) if way == "out" else ""
            lower = f"{icon}{esc(place)}" + (f"<span style='margin-left:10px;color:#e6862e'>{mark}</span>" if mark else "")
            inner = f"<div><div>{title}</div><div class=sub style='margin-top:4px;display:flex;align-items:center'>{lower}</div></div>" + info.format(f"<span>{shown}</span>")
        elif kind == "words":
            word = {"missed": "未接来电", "in": "来电", "out": "去电"}[way]
            mark = row["mark"]
            heading = {0: "今天", 1: "昨天"}.get(days, "更早")
            if heading != section:
                section = heading
                parts.append(f"<div class=sub style='padding:12px 20px 4px;font-size:13px'>{heading}</div>")
            shown_words = f"{word} · {clock}" if days < 2 else f"{word} · {m.month}月{m.day}日 {clock}"
            shown, when = shown_words, m
            upper = f"<span style='color:{red}'>{mark}</span> · {esc(place)}" if mark else esc(place)
            inner = f"<div style='width:36px;height:36px;border-radius:50%;background:#cfe0ff;margin-right:12px'></div><div><div>{title}</div><div class=sub>{upper}</div><div class=sub>{arrow(way, style['sub'])}{shown_words}</div></div>"
        elif kind == "samsung":
            heading = {0: "今天", 1: "昨天"}.get(days, f"{m.month}月{m.day}日 星期{weekday(m)}")
            if heading != section:
                section = heading
                parts.append(f"<div class=sub style='padding:12px 20px 4px;font-size:13px'>{heading}</div>")
            shown, when = half(m).replace("早上", "上午").replace("凌晨", "上午").replace("晚上", "下午").replace("中午", "下午"), m
            inner = f"{arrow(way, red if missed else '#43a047' if way == 'in' else '#1e88e5')}<div style='margin-left:8px'>{title}</div>" + f"<span class=sub style='margin-left:auto'>{shown}</span>"
            place, mark = None, None
        else:  # tabs: counter without brackets, mark beside the place
            counter = f" {row['count']}" if row["count"] > 1 else ""
            title = f"<span style='color:{colour};font-size:16.5px'>{esc(row['number'])}</span><span style='color:{colour};font-size:13px;margin-left:6px'>{counter}</span>"
            mark, duration = row["mark"], row["lasted"]
            icon = arrow(way, style["sub"])
            lower = f"{icon}{esc(place)}" + (f"<span style='margin-left:10px;color:#e6862e'>{mark}</span>" if mark else "") + (f"<span style='margin-left:10px'>{duration}</span>" if duration else "")
            inner = f"<div><div>{title}</div><div class=sub style='margin-top:4px;display:flex;align-items:center'>{lower}</div></div><span class=sub style='margin-left:auto'>{shown} ›</span>"
        line = "" if kind in ("words", "miui") else f"border-bottom:1px solid {'#222' if dark else '#eee'};"
        parts.append(f"<div style='display:flex;align-items:center;margin:0 20px;min-height:64px;padding:8px 0;{line}'>{inner}</div>")
        t["calls"].append(dict(number=row["number"], time=shown, direction=direction, count=row["count"], label=place, mark=mark, duration=duration, section=section, at=when.strftime("%Y-%m-%dT%H:%M") if when.hour or when.minute else when.strftime("%Y-%m-%d")))
    nav = "<div class=foot style='justify-content:space-around;font-size:12px'><span>收藏</span><span>最近</span><span>联系人</span></div>"
    style.update(footbg=style["bg"])
    return dict(html=status_bar(taken, rng) + tabs + f"<div class=list>{''.join(parts)}</div>" + nav, style=style, truth=t, rows=True)


def switch(on, colour="#34c759"):
    return f"<span class=sw style='background:{colour if on else '#e5e5ea'};margin-left:auto'><u style='{'right' if on else 'left'}:2px'></u></span>"


APPS = ["白鹭速贷", "金穗花", "月光分期", "微信", "高德地图", "易贷宝"]


def permits(kind, rng, theme="light"):
    taken = datetime(2026, rng.randint(3, 11), rng.randint(10, 27), rng.randint(9, 22), rng.randint(0, 59))
    dark = theme == "dark"
    style = dict(bg="#000" if dark else "#fff", bar="#000" if dark else "#fff", fg="#e8e8e8" if dark else "#151515", sub="#8b8b90", font={"harmony": HARMONY, "ios": PLAIN, "ios_list": PLAIN}.get(kind, ANDROID))
    t = truth("permission", taken, theme)
    app = rng.choice(["白鹭速贷", "金穗花", "月光分期"])
    add = lambda **k: t["permissions"].append(dict(dict(app=app, last=None, section=None), **k))
    at = lambda days, h, m: (taken - timedelta(days=days)).replace(hour=h, minute=m)
    row = lambda name, right, under="", icon="": f"<div style='display:flex;align-items:center;min-height:58px;padding:6px 22px;border-bottom:1px solid {'#1c1c1e' if dark else '#f0f0f0'}'>{icon}<div><div style='font-size:16px'>{name}</div>{f'<div class=sub>{under}</div>' if under else ''}</div>{right}</div>"
    state = lambda s: f"<span class=sub style='margin-left:auto;font-size:14px'>{s} ›</span>"
    icon = lambda: f"<span style='width:34px;height:34px;border-radius:9px;margin-right:12px;flex:none;background:{rng.choice(['#7aa3d8', '#d88f7a', '#7ac09a', '#c8a04a'])}'></span>"
    heading = lambda s: f"<div class=sub style='padding:16px 22px 6px;font-size:13px'>{s}</div>"
    body = ""
    if kind == "vivo":
        title = "应用权限"
        body = f"<div style='display:flex;padding:14px 22px;align-items:center'>{icon()}<div><div style='font-size:18px'>{app}</div><div class=sub>版本 4.1.{rng.randint(0, 9)}</div></div></div>"
        t["app"] = "appinfo"
        for name, s, last in (("读取联系人", "始终允许", "最近使用：昨天 22:10"), ("读取通话记录", "使用时允许", "最近使用：3天前"), ("短信", "禁止", None), ("位置信息", "每次询问", None), ("相机", "仅使用期间允许", "从未使用")):
            body += row(name, state(s), last or "")
            add(permission=name, state=s, last=last)
    elif kind == "ios":
        style.update(bg="#000" if dark else "#f2f2f7", bar="#000" if dark else "#f2f2f7")
        title = app
        card = "#1c1c1e" if dark else "#fff"
        section = f"允许“{app}”访问"
        body = heading(section) + f"<div style='background:{card};border-radius:12px;margin:0 16px'>"
        for name, on in (("通讯录", True), ("照片", False), ("麦克风", False), ("相机", True), ("本地网络", True)):
            body += f"<div style='display:flex;align-items:center;padding:0 14px;height:48px'>{icon().replace('34px', '28px')}<span style='font-size:16px'>{name}</span>{switch(on) if not dark or on else switch(on).replace('#e5e5ea', '#39393d')}</div>"
            add(permission=name, state="开启" if on else "关闭", section=section, state_shown_as="switch")
        body += "</div>"
    elif kind == "ios_list":
        style.update(bg="#f2f2f7", bar="#f2f2f7")
        title = "通讯录"
        body = "<div style='background:#fff;border-radius:12px;margin:16px'>"
        for name, s in ((app, "完全访问"), ("微信", "受限访问"), ("高德地图", "无")):
            body += f"<div style='display:flex;align-items:center;padding:0 14px;height:52px'>{icon()}<span style='font-size:16px'>{name}</span>{state(s)}</div>"
            add(app=name, permission="通讯录", state=s)
        body += "</div><div class=sub style='padding:0 30px'>请求访问“通讯录”的应用将出现在此处。</div>"
    elif kind == "harmony":
        title = "访问联系人"
        for name, on in ((app, True), ("易贷宝", False), ("微信", True), ("高德地图", False)):
            body += row(name, switch(on, "#0a59f7"), icon=icon())
            add(app=name, permission="访问联系人", state="开启" if on else "关闭", state_shown_as="switch")
    elif kind == "groups":
        title = "联系人权限"
        for s, names in (("始终允许", [app, "微信"]), ("每次询问", ["易贷宝"]), ("不允许", ["高德地图", "相册管家"])):
            body += heading(s)
            for name in names:
                body += row(name, "", icon=icon())
                add(app=name, permission="联系人", state=s, section=s)
    elif kind == "miui_records":
        title = "应用行为记录"
        for day, rows in (("今天", ((9, 12, "读取联系人", "已允许"), (8, 3, "读取通话记录", "已拒绝"))), ("昨天", ((23, 41, "读取短信", "已允许"), (22, 10, "定位", "已允许"), (7, 55, "读取联系人", "已允许")))):
            body += heading(day)
            for h, m, name, s in rows:
                body += row(f"{app}", state(s).replace(" ›", ""), f"{name} · {h:02d}:{m:02d}", icon())
                add(permission=name, state=s, last=f"{h:02d}:{m:02d}", section=day)
    elif kind == "flare":
        title = "照明弹"
        for name, s, last in (("读取联系人", "已允许", "昨天 22:10"), ("读取短信", "已拒绝", "昨天 22:10"), ("获取位置信息", "已允许", "8月1日 09:00"), ("后台弹出界面", "已拒绝", "7月30日 18:22")):
            body += row(name, state(s).replace(" ›", ""), last)
            add(permission=name, state=s, last=last)
        body = f"<div style='display:flex;padding:14px 22px;align-items:center'>{icon()}<div><div style='font-size:18px'>{app}</div><div class=sub>版本 2.0.1</div></div></div>" + body
        t["app"] = "appinfo"
    elif kind == "dashboard":
        title = "通讯录使用记录"
        body = heading("过去 24 小时")
        for name, last in ((app, "今天 09:12"), ("微信", "今天 08:40"), ("易贷宝", "昨天 23:41")):
            body += row(name, f"<span class=sub style='margin-left:auto;font-size:14px'>{last}</span>", icon=icon())
            add(app=name, permission="通讯录", state=None, last=last, section="过去 24 小时")
    elif kind == "samsung":
        title = "应用权限"
        t["app"] = "appinfo"
        body = f"<div style='text-align:center;padding:16px'><div style='width:56px;height:56px;border-radius:16px;background:#e8845a;margin:0 auto 8px'></div><div style='font-size:20px'>{app}</div><div class=sub>版本 1.9.0</div></div>"
        for s, names in (("已允许", (("通讯录", "今天访问过"), ("通话记录", "过去 24 小时访问过"))), ("不允许", (("短信", None), ("相机", None)))):
            body += heading(s)
            for name, last in names:
                body += row(name, "", last or "")
                add(permission=name, state=s, last=last, section=s)
    else:  # switches of one app
        title = f"{app}"
        body = heading("权限")
        for name, on, last in (("通讯录", True, "最近访问：今天 09:12"), ("电话", True, None), ("短信", False, None), ("存储", False, None), ("悬浮窗", True, None)):
            body += row(name, switch(on, "#1a73e8"), last or "")
            add(permission=name, state="开启" if on else "关闭", last=last, section="权限", state_shown_as="switch")
    return dict(html=status_bar(taken, rng) + head(title, None, kind in ("ios", "ios_list"), " ") + f"<div class=list style='padding:0'>{body}</div>", style=style, truth=t, rows=True)


def inbox(rng):
    taken = datetime(2026, 8, 5, 20, 11)
    t = truth("sms", taken, "light", "信息")
    parts = []
    for name, shown, when, words in (("106900001188", "19:26", "2026-08-05T19:26", "【白鹭速贷】您的欠款已移交法务，请今日内处理"), ("老周", "昨天", "2026-08-04", "他们又打给我了，你快处理一下"), ("177 0000 3390", "星期日", "2026-08-02", "再不还钱就去你家"), ("95000", "7月30日", "2026-07-30", "您本月话费账单为58.00元"), ("李主任", "7月28日", "2026-07-28", "周九，有人把电话打到公司前台了")):
        parts.append(f"<div style='display:flex;padding:12px 18px;align-items:center'><div style='width:42px;height:42px;border-radius:50%;background:#9bb8e8;margin-right:12px;flex:none'></div><div style='flex:1;min-width:0'><div style='display:flex'><span style='font-size:16px'>{name}</span><span class=sub style='margin-left:auto'>{shown}</span></div><div class=sub style='font-size:13.5px'>{words}</div></div></div>")
        t["bubbles"].append({"side": "left", "kind": "text", "text": words, "time": shown, "time_context": None, "sender": name, "at": when, "from": None})
    return dict(html=status_bar(taken, rng) + "<div style='padding:10px 20px;font-size:28px'>信息</div><div class=list style='padding:0'>" + "".join(parts) + "</div>", style=dict(bg="#fff", bar="#fff", font=ANDROID), truth=t, rows=True)


ALL = dict(chats())
for _kind in ("ios", "miui", "sim", "harmony", "words", "samsung", "tabs"):
    ALL[f"calls_{_kind}"] = lambda rng, kind=_kind: calls(kind, rng)
for _kind in ("miui", "tabs", "ios"):
    ALL[f"calls_{_kind}_dark"] = lambda rng, kind=_kind: calls(kind, rng, "dark")
for _kind in ("vivo", "ios", "ios_list", "harmony", "groups", "miui_records", "flare", "dashboard", "samsung", "switches"):
    ALL[f"permits_{_kind}"] = lambda rng, kind=_kind: permits(kind, rng)
ALL["permits_ios_dark"] = lambda rng: permits("ios", rng, "dark")
ALL["inbox"] = inbox
