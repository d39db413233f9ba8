#!/usr/bin/env python3
"""Draw invented screenshots in many skins, each with its truth: a development set for `crates/core/src/picture`.

    python3 scripts/make_screens.py OUT            every skin, plain and degraded
    python3 scripts/make_screens.py OUT wx_light   one skin

Needs Pillow and Noto Sans CJK. Skins are drawn from memory: what matters is how bubbles, names, times and rows lie to one
another, not whose icons they are. All people, numbers and words are invented. scripts/eval_eyes.py compares.
"""

import json
import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
W, H = 1080, 2340


def font(size):
    return ImageFont.truetype(FONT, size, index=2)


class Screen:
    def __init__(self, bg, fg, sub, theme="light"):
        self.im = Image.new("RGB", (W, H), bg)
        self.d = ImageDraw.Draw(self.im)
        self.bg, self.fg, self.sub = bg, fg, sub
        self.y = 0
        self.t = dict(app="sms", theme=theme, peer=None, owner_side="right", bubbles=[], calls=[], permissions=[], notices=[], separators=[])
        self.context = None
        self.fresh = None

    def text(self, x, y, s, size, fill=None, anchor="la"):
        self.d.text((x, y), s, font=font(size), fill=fill or self.fg, anchor=anchor)

    def width(self, s, size):
        return self.d.textlength(s, font=font(size))

    def wrap(self, s, size, most):
        lines, line = [], ""
        for part in s.split("\n"):
            for ch in part:
                if self.width(line + ch, size) > most:
                    lines.append(line)
                    line = ""
                line += ch
            lines.append(line)
            line = ""
        return lines

    def status(self, clock="9:41"):
        self.text(60, 30, clock, 40)
        self.d.rounded_rectangle((960, 36, 1020, 64), 8, outline=self.fg, width=3)
        self.text(800, 30, "5G", 34)
        self.y = 110

    def header(self, title, centred=True, bar=None, line=None, sub=None, size=48):
        if bar:
            self.d.rectangle((0, 0, W, 250), fill=bar)
            self.status()
        self.d.line([(80, 150), (56, 176), (80, 202)], fill=self.fg, width=5)
        y = 150 if sub else 176
        self.text(W // 2 if centred else 150, y, title, size, anchor="mm" if centred else "lm")
        if sub:
            self.text(W // 2 if centred else 150, y + 52, sub, 30, self.sub, anchor="mm" if centred else "lm")
        for i in range(3):
            self.d.ellipse((990 + i * 18, 172, 998 + i * 18, 180), fill=self.fg)
        if line:
            self.d.line((0, 250, W, 250), fill=line, width=2)
        self.t["peer"] = title
        self.y = 285

    def footer(self, words, bar=None, box=None):
        if bar:
            self.d.rectangle((0, H - 190, W, H), fill=bar)
        self.d.rounded_rectangle((130, H - 160, 830, H - 65), 40, fill=box or self.bg, outline=self.sub, width=2)
        self.text(170, H - 112, words, 38, self.sub, anchor="lm")
        self.d.ellipse((40, H - 145, 100, H - 85), outline=self.fg, width=4)

    def separator(self, s, size=30, left=None):
        self.text(left if left else W // 2, self.y + 20, s, size, self.sub, anchor="lm" if left else "mm")
        self.y += 70
        self.context = self.fresh = s
        self.t["separators"].append(s)

    def notice(self, s, size=30):
        self.text(W // 2, self.y + 20, s, size, self.sub, anchor="mm")
        self.y += 70
        self.t["notices"].append(dict(text=s, time=None, time_context=self.context))

    def avatar(self, x, y, s, colour, round_):
        box = (x, y, x + s, y + s)
        (self.d.ellipse if round_ else lambda b, fill: self.d.rounded_rectangle(b, s // 10, fill=fill))(box, fill=colour)
        self.d.ellipse((x + s * .3, y + s * .2, x + s * .7, y + s * .6), fill=(250, 240, 220))

    def bubble(self, side, s, fill, ink=None, size=44, x0=None, most=None, pad=(34, 26), radius=24, av=None, sender=None, label=None, label_at="under", outline=None,
               kind="text", quote=None, inside=None, gap=34, sender_size=30, tail=False, shade=None):
        left, right = (x0 or (40, W - 40))
        if sender and side == "left":
            self.text(left + 6, self.y + 4, sender, sender_size, self.sub)
            self.y += sender_size + 18
        lines = self.wrap(s, size, most or 640)
        step = int(size * 1.45)
        w = max(self.width(l, size) for l in lines) + 2 * pad[0]
        h = len(lines) * step + 2 * pad[1]
        if inside:
            w = max(w, self.width(inside, 26) + 2 * pad[0])
            h += 40
        x = left if side == "left" else right - w
        if shade:
            self.d.rounded_rectangle((x + 3, self.y + 5, x + w + 3, self.y + h + 5), radius, fill=shade)
        self.d.rounded_rectangle((x, self.y, x + w, self.y + h), radius, fill=fill, outline=outline, width=3 if outline else 1)
        if tail:
            ty = self.y + 44
            p = [(x, ty - 12), (x - 14, ty), (x, ty + 12)] if side == "left" else [(x + w, ty - 12), (x + w + 14, ty), (x + w, ty + 12)]
            self.d.polygon(p, fill=fill)
        for i, l in enumerate(lines):
            self.text(x + pad[0], self.y + pad[1] + i * step + step // 2, l, size, ink or self.fg, anchor="lm")
        if inside:
            self.text(x + w - pad[0], self.y + h - 38, inside, 26, self.sub, anchor="rm")
        if av:
            s_ = 104
            colour, round_ = av
            self.avatar(28 if side == "left" else W - 28 - s_, self.y, s_, colour, round_)
        bottom = self.y + h
        if label and label_at == "under":
            self.text(x + 10 if side == "left" else x + w - 10, bottom + 30, label, 28, self.sub, anchor="lm" if side == "left" else "rm")
            bottom += 56
        if label and label_at == "beside":
            self.text(x + w + 14 if side == "left" else x - 14, bottom - 22, label, 26, self.sub, anchor="lm" if side == "left" else "rm")
        if quote:
            ql = self.wrap(quote, 30, 560)
            qw = max(self.width(l, 30) for l in ql) + 40
            qx = left if side == "left" else right - qw
            grey = tuple((a * 7 + b) // 8 for a, b in zip(self.bg, self.fg))
            self.d.rounded_rectangle((qx, bottom + 12, qx + qw, bottom + 12 + len(ql) * 44 + 24), 8, fill=grey)
            for i, l in enumerate(ql):
                self.text(qx + 20, bottom + 24 + i * 44 + 22, l, 30, self.sub, anchor="lm")
            bottom += 12 + len(ql) * 44 + 24
        b = dict(side=side, text=s, time=label or inside or self.fresh, sender=sender if side == "left" else None, kind=kind, time_context=self.context)
        if quote:
            b["quote"] = quote
        self.t["bubbles"].append(b)
        self.fresh = None
        self.y = bottom + gap

    def voice(self, side, seconds, fill, ink=None, x0=(160, 920), av=None):
        w, h = 260 + seconds * 4, 110
        x = x0[0] if side == "left" else x0[1] - w
        self.d.rounded_rectangle((x, self.y, x + w, self.y + h), 12, fill=fill)
        tx, anchor = (x + 90, "lm") if side == "left" else (x + w - 90, "rm")
        self.text(tx, self.y + h // 2, f'{seconds}"', 44, ink, anchor=anchor)
        ax = x + 40 if side == "left" else x + w - 70
        for r in (10, 20, 30):
            self.d.arc((ax - r, self.y + 55 - r, ax + r, self.y + 55 + r), -45 if side == "left" else 135, 45 if side == "left" else 225, fill=ink or self.fg, width=4)
        if av:
            self.avatar(28 if side == "left" else W - 132, self.y, 104, *av)
        self.t["bubbles"].append(dict(side=side, text=f'{seconds}"', time=self.fresh, sender=None, kind="voice", time_context=self.context))
        self.fresh = None
        self.y += h + 34

    def card(self, side, kind, big, small, foot, av=None, x0=(160, 920)):
        w, h = 620, 210
        x = x0[0] if side == "left" else x0[1] - w
        orange = (250, 157, 59)
        self.d.rounded_rectangle((x, self.y, x + w, self.y + h), 12, fill=orange)
        self.d.ellipse((x + 36, self.y + 36, x + 116, self.y + 116), outline=(255, 255, 255), width=5)
        self.text(x + 145, self.y + (52 if small else 78), big, 42, (255, 255, 255), anchor="lm")
        if small:
            self.text(x + 145, self.y + 108, small, 30, (255, 240, 220), anchor="lm")
        self.d.line((x + 30, self.y + 152, x + w - 30, self.y + 152), fill=(252, 186, 120), width=2)
        self.text(x + 36, self.y + 181, foot, 26, (255, 235, 210), anchor="lm")
        if av:
            self.avatar(28 if side == "left" else W - 132, self.y, 104, *av)
        self.t["bubbles"].append(dict(side=side, text=big + ("\n" + small if small else ""), time=self.fresh, sender=None, kind=kind, time_context=self.context))
        self.fresh = None
        self.y += h + 34


def wx(theme, group=False):
    light = theme == "light"
    s = Screen((237, 237, 237) if light else (17, 17, 17), (20, 20, 20) if light else (210, 210, 210), (150, 150, 150) if light else (110, 110, 110), theme)
    s.status("21:08")
    s.header("相亲相爱一家人(6)" if group else "王二（远大催收）")
    s.t["app"] = "wechat"
    left, right = ((255, 255, 255), (149, 236, 105)) if light else ((44, 44, 44), (62, 181, 117))
    a, b, c = ((90, 120, 200), False), ((200, 120, 60), False), ((60, 160, 120), False)
    kw = dict(x0=(160, 920), most=600, radius=10, tail=True)
    rk = dict(kw, ink=(10, 10, 10) if not light else None)
    s.separator("昨天 21:40")
    if group:
        s.bubble("left", "三婶，张一欠网贷不还，留的您家电话，叫他赶紧处理", left, av=a, sender="贷后专员008", **kw)
        s.notice("“贷后专员008”邀请“催收老李”加入了群聊")
        s.bubble("left", "什么情况？我们不认识你", left, av=c, sender="三婶", **kw)
        s.bubble("left", "你们全家都等着收律师函", left, av=b, sender="催收老李", quote="三婶：什么情况？我们不认识你", **kw)
        s.bubble("right", "各位别理他，我已经在处理，谁加的群请移出去，谢谢大家", right, av=c, **rk)
        s.separator("07:15")
        s.bubble("left", "@所有人 今天下午三点前不还，挨个打", left, av=a, sender="贷后专员008", **kw)
    else:
        s.bubble("left", "张一，你的钱今天必须还", left, av=a, **kw)
        s.bubble("right", "我说了下月十号发工资再还，请不要再打给我同事和家里人了，他们与借款无关", right, av=b, **rk)
        s.voice("left", 15, left, av=a)
        s.card("left", "transfer", "¥500.00", "请收款", "微信转账", av=a)
        s.card("right", "redpacket", "恭喜发财，大吉大利", None, "微信红包", av=b)
        s.bubble("left", "通话时长 01:23", left, av=a, kind="call", **kw)
        s.notice("“王二（远大催收）”撤回了一条消息")
        s.separator("07:15")
        s.bubble("left", "行", left, av=a, **kw)
        s.bubble("right", "你这样做我会向12378投诉", right, av=b, **rk)
    return s


def sms_plain(theme="light", left=(240, 240, 242), right=(60, 120, 245), ink=(255, 255, 255), label=None, label_at="under", centred=False, peer="106905550000123", bg=None, shade=None, left_sep=None):
    light = theme == "light"
    s = Screen(bg or ((255, 255, 255) if light else (0, 0, 0)), (25, 25, 25) if light else (225, 225, 225), (140, 140, 145), theme)
    s.status("19:02")
    s.header(peer, centred=centred, sub=None if label else "未知归属地")
    kw = dict(most=640, radius=36, shade=shade)
    labels = iter(["上午9:05", "上午9:06", "上午9:30", "下午1:00"] if label else [])
    nxt = lambda: dict(label=next(labels, None), label_at=label_at)
    s.separator("8月3日 周一" if label else "8月3日 上午9:05", left=left_sep)
    s.bubble("left", "【流萤借款】张一先生，您的借款1250.00元已逾期8天，我司将依法委托第三方上门核实，退订回T", left, **kw, **nxt())
    s.bubble("right", "收到，别发了", right, ink, **kw, **nxt())
    s.bubble("left", "【流萤借款】您好", left, **kw, **nxt())
    s.separator("昨天" if label else "昨天 22:47", left=left_sep)
    s.bubble("left", "【流萤借款】最后通知：今晚24点前未还，将联系您的紧急联系人王二（1380000****）并通报单位", left, **kw, **nxt())
    s.bubble("right", "我已经录屏保存证据，请你们停止骚扰我的联系人，否则我向监管投诉", right, ink, **kw)
    s.footer("短信/彩信")
    return s


def ios(theme="light"):
    light = theme == "light"
    s = Screen((255, 255, 255) if light else (0, 0, 0), (0, 0, 0) if light else (255, 255, 255), (142, 142, 147), theme)
    s.status("22:20")
    s.avatar(490, 120, 100, (170, 170, 185), True)
    s.d.line([(60, 150), (36, 176), (60, 202)], fill=(0, 122, 255), width=6)
    s.text(W // 2, 252, "+86 137 0000 4455", 30, anchor="mm")
    s.t["peer"] = "+86 137 0000 4455"
    s.y = 310
    left, right = ((233, 233, 235) if light else (38, 38, 41)), (52, 199, 89)
    kw = dict(most=660, radius=44, size=46)
    s.separator("短信\n今天 10:12" if False else "今天 10:12", size=28)
    s.bubble("left", "张一你好，你朋友王二在我们平台借款逾期，麻烦转告他尽快联系我", left, **kw)
    s.bubble("right", "我不是担保人，请不要联系我", right, (255, 255, 255), **kw)
    s.bubble("left", "你不转告就一直给你打", left, **kw)
    s.separator("今天 22:15", size=28)
    s.bubble("left", "已经通知你单位领导了", left, **kw)
    s.footer("短信")
    return s


def round_chat(app, theme="light"):
    light = theme == "light"
    dd = app == "dingtalk"
    s = Screen((242, 243, 247) if light else (20, 21, 24), (25, 25, 25) if light else (220, 220, 220), (140, 145, 150), theme)
    s.status("08:31")
    s.header("追讨交流群(23)" if dd else "催收小张")
    s.t["app"] = app
    left = (255, 255, 255) if light else (40, 42, 48)
    right, ink = ((202, 229, 255), None) if dd else ((0, 153, 255), (255, 255, 255))
    if not light:
        right, ink = (20, 90, 190), (235, 235, 235)
    a, b = ((90, 120, 200), True), ((200, 120, 60), True)
    kw = dict(x0=(160, 920), most=590, radius=30)
    s.separator("星期一 08:12")
    name = (lambda n: dict(sender=n)) if dd else (lambda n: {})
    s.bubble("left", "借钱的时候叫大哥，还钱的时候装孙子", left, av=a, **name("李三-贷后"), **kw)
    s.bubble("right", "请文明沟通，我会留证", right, ink, av=b, **kw)
    if dd:
        s.text(W - 165, s.y - 12, "已读", 26, s.sub, anchor="rm")
        s.y += 30
    s.bubble("left", "留你个头，明天去你孩子学校门口等", left, av=a, **name("李三-贷后"), **kw)
    s.notice("对方撤回了一条消息")
    s.bubble("left", "限你中午之前把2,300.50元转到这个账户，逾期不候，后果自己想清楚", left, av=a, **name("王四"), **kw)
    s.bubble("right", "不认识这个账户", right, ink, av=b, **kw)
    return s


def calls(kind, theme="light"):
    light = theme == "light"
    s = Screen((255, 255, 255) if light else (12, 12, 14), (20, 20, 20) if light else (230, 230, 230), (140, 140, 145), theme)
    s.t.update(app="calllog", peer=None)
    s.status("20:15")
    red = (225, 60, 50)
    ios_ = kind == "ios"
    if ios_:
        s.text(60, 150, "编辑", 42, (0, 122, 255))
        s.text(W // 2, 176, "所有通话", 40, anchor="mm")
        s.text(60, 240, "最近通话", 72)
        s.y = 360
    else:
        s.text(80, 140, "电话", 64)
        s.y = 270
    rows = [("138 0000 7711", "missed", 6, "昨天" if ios_ else "20:01", "广东 深圳", "骚扰电话", "响铃5声"), ("王二", "in", 1, "18:44", "手机", None, "3分12秒"), ("0755-00008899", "missed", 2, "昨天" if ios_ else "昨天 21:30", "广东 深圳", None, "响铃20秒"),
            ("156 0000 2233", "out", 1, "星期日" if ios_ else "8月2日", "浙江 杭州", None, "未接通"), ("95188", "in", 1, "星期六" if ios_ else "8月1日", "浙江 杭州", None, "45秒")]
    for number, way, count, time, place, mark, lasted in rows:
        colour = red if way == "missed" else s.fg
        x = 150 if kind in ("ios", "coloros") else 80
        shown = f"({count})" if count > 1 else ""
        if x == 150 and way == "out":
            s.d.line((60, s.y + 80, 96, s.y + 44), fill=s.sub, width=5)
            s.d.line((74, s.y + 44, 96, s.y + 44, 96, s.y + 66), fill=s.sub, width=5)
        s.text(x, s.y + 40, number + (" " + shown if shown else ""), 46, colour, anchor="lm")
        duration = None
        if kind == "miui":
            second = f"{time}  {place}  {lasted}"
            s.text(x, s.y + 100, f"{time}    {place}    {lasted}", 32, s.sub, anchor="lm")
            duration = lasted
        elif kind == "harmony":
            second = place
            s.text(x, s.y + 100, place, 32, s.sub, anchor="lm")
            if mark:
                s.text(x + s.width(place, 32) + 36, s.y + 100, mark, 32, (230, 120, 30), anchor="lm")
            s.text(900, s.y + 68, time, 34, s.sub, anchor="rm")
        else:
            s.text(x, s.y + 100, place, 32, s.sub, anchor="lm")
            s.text(930, s.y + 68, time, 36, s.sub, anchor="rm")
        s.d.ellipse((965, s.y + 42, 1015, s.y + 92), outline=(0, 122, 255), width=4)
        s.text(990, s.y + 67, "i", 34, (0, 122, 255), anchor="mm")
        if kind != "miui":
            s.d.line((x, s.y + 150, W, s.y + 150), fill=tuple((a * 5 + b) // 6 for a, b in zip(s.bg, s.sub)), width=2)
        direction = way
        if kind == "harmony" and way == "out":
            direction = "in"  # nothing on this screen shows it
        s.t["calls"].append(dict(number=number, time=time, direction=direction, count=count, label=place, mark=mark if kind == "harmony" else None, duration=duration, section=None))
        s.y += 165
    for i, word in enumerate(("收藏", "最近", "联系人") if ios_ else ("电话", "联系人", "营业厅")):
        s.text(200 + i * 340, H - 90, word, 32, s.sub, anchor="mm")
    return s


def switch(s, y, on):
    fill = (52, 199, 89) if on else (233, 233, 235) if s.t["theme"] == "light" else (57, 57, 61)
    s.d.rounded_rectangle((880, y - 36, 1010, y + 36), 36, fill=fill)
    x = 938 if on else 884
    s.d.ellipse((x, y - 33, x + 66, y + 33), fill=(255, 255, 255))


def permits(kind, theme="light"):
    light = theme == "light"
    s = Screen((255, 255, 255) if light else (0, 0, 0), (20, 20, 20) if light else (230, 230, 230), (140, 140, 145), theme)
    s.status("11:30")
    s.t.update(app="permission")
    app = "流萤借款"
    add = lambda **k: s.t["permissions"].append(dict(dict(app=app, last=None, section=None), **k))
    if kind == "miui":
        s.header("应用权限", centred=False)
        s.avatar(80, 300, 120, (240, 120, 60), False)
        s.text(240, 330, app, 48, anchor="lm")
        s.text(240, 390, "版本 3.2.1", 32, s.sub, anchor="lm")
        s.t["app"] = "appinfo"
        s.y = 480
        for name, state, last in (("读取联系人", "始终允许", "最近使用：昨天 22:10"), ("读取通话记录", "仅在使用中允许", None), ("读取短信", "拒绝", None), ("相机", "每次询问", "最近使用：8月1日 09:00")):
            s.text(80, s.y + 30, name, 44, anchor="lm")
            if last:
                s.text(80, s.y + 86, last, 30, s.sub, anchor="lm")
            s.text(960, s.y + 40, state, 36, s.sub, anchor="rm")
            s.text(990, s.y + 40, "›", 44, s.sub, anchor="lm")
            add(permission=name, state=state, last=last)
            s.y += 150
    elif kind == "ios":
        s.im.paste((242, 242, 247), (0, 0, W, H)) if light else None
        s.bg = (242, 242, 247) if light else (0, 0, 0)
        s.status("11:30")
        s.header(app)
        s.text(80, 300, f"允许“{app}”访问", 32, s.sub)
        s.d.rounded_rectangle((40, 370, W - 40, 370 + 4 * 130), 24, fill=(255, 255, 255) if light else (28, 28, 30))
        s.y = 370
        for name, on in (("通讯录", True), ("照片", False), ("麦克风", False), ("相机", True)):
            s.d.rounded_rectangle((70, s.y + 33, 134, s.y + 97), 14, fill=(120, 150, 200))
            s.text(165, s.y + 65, name, 44, anchor="lm")
            switch(s, s.y + 65, on)
            add(permission=name, state="开启" if on else "关闭", section=f"允许“{app}”访问", state_shown_as="switch")
            s.y += 130
    elif kind == "manager":
        s.header("通讯录权限", centred=False)
        s.y = 300
        for state, apps in (("已允许", ["流萤借款", "微信"]), ("已拒绝", ["地图"])):
            s.text(80, s.y + 30, state, 34, (0, 110, 230), anchor="lm")
            s.y += 80
            for name in apps:
                s.avatar(80, s.y + 10, 100, (120, 150, 200), True)
                s.text(220, s.y + 60, name, 44, anchor="lm")
                add(app=name, permission="通讯录", state=state, section=state)
                s.y += 130
    return s


def inbox():
    s = Screen((255, 255, 255), (20, 20, 20), (140, 140, 145))
    s.status("12:00")
    s.text(60, 150, "信息", 64)
    s.t.update(peer="信息")
    s.y = 270
    for name, time, words in (("106900001234", "上午11:20", "【流萤借款】您的欠款已移交法务"), ("王二", "昨天", "他们又打给我了，你快处理一下"), ("137 0000 4455", "8月2日", "再不还钱就去你家"), ("10086", "7月30日", "您本月话费账单为58.00元")):
        s.avatar(50, s.y + 20, 110, (120, 150, 200), True)
        s.text(200, s.y + 50, name, 44, anchor="lm")
        s.text(1030, s.y + 50, time, 30, s.sub, anchor="rm")
        s.text(200, s.y + 112, words, 34, s.sub, anchor="lm")
        s.t["bubbles"].append(dict(side="left", text=words, time=time, sender=name, kind="text", time_context=None))
        s.y += 175
    return s


SKINS = {
    "wx_light": lambda: wx("light"), "wx_dark": lambda: wx("dark"), "wx_group_light": lambda: wx("light", True), "wx_group_dark": lambda: wx("dark", True),
    "sms_miui": lambda: sms_plain(right=(220, 240, 222), ink=(20, 20, 20)), "sms_harmony_dark": lambda: sms_plain("dark", (38, 38, 40), (40, 110, 235), centred=False),
    "sms_samsung": lambda: sms_plain(left=(244, 244, 244), right=(208, 228, 255), ink=(20, 20, 20), label=True, label_at="beside"),
    "sms_origin": lambda: sms_plain(bg=(246, 247, 250), left=(255, 255, 255), label=True, left_sep=60), "sms_shade": lambda: sms_plain(bg=(250, 250, 250), left=(255, 255, 255), shade=(238, 238, 238)),
    "ios_light": lambda: ios(), "ios_dark": lambda: ios("dark"), "qq_light": lambda: round_chat("qq"), "qq_dark": lambda: round_chat("qq", "dark"), "dingtalk": lambda: round_chat("dingtalk"),
    "calls_miui": lambda: calls("miui"), "calls_harmony": lambda: calls("harmony"), "calls_ios": lambda: calls("ios"), "calls_coloros_dark": lambda: calls("coloros", "dark"),
    "permits_miui": lambda: permits("miui"), "permits_ios": lambda: permits("ios"), "permits_ios_dark": lambda: permits("ios", "dark"), "permits_manager": lambda: permits("manager"), "inbox": inbox,
}


def degraded(im, how, seed):
    if how == "half":
        return im.resize((540, H // 2), Image.LANCZOS)
    if how == "tilt":
        return im.rotate(-2, Image.BICUBIC, expand=True, fillcolor=(60, 55, 50))
    if how == "moire":
        px = Image.effect_noise((W, H), 10).convert("L")
        wave = Image.linear_gradient("L").resize((W, H)).point([int(128 + 12 * ((i * 9 % 20) / 10 - 1)) for i in range(256)])
        return Image.blend(im, Image.merge("RGB", (px, wave, px)), 0.08).filter(ImageFilter.GaussianBlur(0.8))
    return im


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    ways = ["plain", "jpeg", "half", "tilt", "moire"]
    for index, (name, draw) in enumerate(SKINS.items()):
        if len(sys.argv) > 2 and name not in sys.argv[2:]:
            continue
        screen = draw()
        for how in ["plain", ways[1 + index % 4]]:
            file = out / f"{name}-{how}.{'jpg' if how == 'jpeg' else 'png'}"
            degraded(screen.im, how, index).save(file, **({"quality": 40} if how == "jpeg" else {}))
            truth = dict(screen.t, file=file.name, skin=name, degraded=None if how == "plain" else how)
            file.with_suffix(".json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
