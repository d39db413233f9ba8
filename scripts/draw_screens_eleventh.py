"""An eleventh set for scripts/draw_screens.py: twenty pictures, each drawn once, half of them degraded. Ten conversations, six lists of calls and four pages of permissions, in frames that the tenth set does not
have, drawn from memory of phones of 2022 to 2026, without a look at the rules that read them. People, firms, numbers and words are invented."""

from datetime import timedelta

from draw_screens_skins import truth, weekday
from draw_screens_tenth import CJK, HM, INTER, MI, TAIL, TINTS, WQY, ZEN, Random, ap, backed, box, c24, chat, day, foot, nav, part, portrait, sheet, sign, stamped, tt, vars_, when

FIRM = "青禾易借"
BILL = [(6, "09:20"), ("L", f"【{FIRM}】陆子衡先生，您尾号0000的借款本期应还1,872.36元，还款日为本月25日，请提前存足款项。拒收请回复R"), (1, "14:37"), ("L", f"【{FIRM}】验证码583920，5分钟内有效，您正在办理还款签约，切勿告知他人。", None, {"under": "<span style='border:1px solid #8885;border-radius:14px;padding:4px 14px;font-size:13px;color:#0a59f7'>复制验证码</span>"}), ("R", "R"), (0, "08:11"), ("L", f"【{FIRM}】陆子衡，您的借款已逾期6天，今日12点前仍未还款的，将由属地调解机构电话联系您的紧急联系人。"), ("L", "回复1联系客服，回复2申请延期")]
HOUSE = [(2, "19:26"), ("L", "陆子衡是你什么人？"), ("R", "你哪位"), ("L", "他欠钱留了你的号，你转告他今晚八点前把6500打过来"), (1, "07:48"), ("L", "装死是吧？我手上有你们整栋楼的业主名单"), ("R", "我只是他邻居，别再发了", None, {"under": "卡2 已发送"}), ("L", "邻居也跑不掉，明早在电梯口贴他照片"), (0, "20:02"), ("L", "最后通知一遍"), ("R", "已截图，交给派出所了", None, {"under": "卡2 发送失败，点击重试"})]
COURT = [(9, "10:05"), ("L", "【联合调解】陆子衡：关于你与青禾易借的合同纠纷，现拟于本周五9:30线上调解，如不参加视为放弃权利，调解员 庄某 400-000-7719。"), (3, "16:50"), ("L", "【联合调解】你未按时参加线上调解，材料已归档，编号QH2026-0000-417，后续将依法推进。"), ("R", "请提供调解组织的登记名称和地址"), (0, "11:32"), ("L", "【联合调解】系统短信请勿回复。限今日17:30前致电办理，逾期自负。")]
SISTER = [(1, "12:16"), ("L", "哥 有人加我说你三个月没还钱了"), ("L", "还发了你拿身份证的照片"), ("R", "照片是贷款时人脸认证拍的"), ("R", "你别理他，截图给我"), ("L", "他说要发到我们班级群里"), (0, "21:03"), ("L", "辅导员刚找我谈话"), ("R", "我明天请假去学校跟老师说清楚"), ("L", "好吧…"), ("R", "对不起啊小妹")]
NOTE106 = [(4, "17:44"), ("L", f"【{FIRM}】尊敬的陆子衡，您的账户已进入M2阶段，欠款合计9,427.15元。请点击 qh.example/r0 查看减免方案"), (1, "10:08"), ("L", "【青禾法务】律师函已寄往您的户籍地及工作单位，请注意查收，咨询 021-0000 4418"), (0, "18:59"), ("L", "【青禾法务】您已被列入今晚外访名单"), ("R", "TD"), ("n", "该发件人不在你的联系人列表中。")]
BOSS = [(3, "21:40"), ("L", "子衡，公司前台今天又接到催债电话"), ("R", "对不起领导"), ("n", "对方撤回了一条消息"), ("call", "L", "已取消"), (1, "07:35"), ("card", "R", "redpacket", ["给您添麻烦了", "已被领完"], "微信红包", "background:#f0ab62;--ci:#fff", box("#e0836a", "￥", 40, "4px")), ("L", "红包不用，先把事情处理好"), (0, "12:48"), ("R", "已经约了下午去协商")]
FLOOR = [(5, "22:07"), ("n", "“二单元-老蒋”邀请“平安顺遂”加入了群聊"), ("L", "@所有人 有谁认识1502的陆子衡？欠钱不还的老赖", "平安顺遂"), ("L", "这人谁拉进来的", "陈姐 901"), ("card", "L", "card", ["平安顺遂和二单元-老蒋的聊天记录", "平安顺遂: 大哥我是新搬来的", "二单元-老蒋: 哪一户", "平安顺遂: 拉我进群吧谢谢"], "聊天记录", "", "", "二单元-老蒋"), ("n", "“平安顺遂”已被群主移出群聊"), (0, "08:25"), ("n", "以下为新消息"), ("card", "L", "link", ["警惕“爆通讯录”式催收", "楼下贴的也是这个"], "清河社区发布", "", "<span style='order:2;width:46px;height:46px;background:#7d9a86;flex:none'></span>", "物业 小宋"), ("L", "电梯里的单子我都撕了", "物业 小宋"), ("R", "谢谢大家，是网贷催收冒充邻居，我已报警", None, {"quote": "平安顺遂: @所有人 有谁认识1502的陆子衡？欠钱不还的老赖"}), ("L", "理解 没事", "陈姐 901")]
GAME = [(1, "23:12"), ("L", "衡子 有人在游戏里私聊我"), ("L", "说你欠他们公司八千多"), ("R", "青禾的，别理", None, {"quote": "阿杜: 说你欠他们公司八千多"}), ("voice", "L", 17), ("n", "阿杜 撤回了一条消息"), ("card", "L", "card", ["群聊的聊天记录", "无名: 你是陆子衡队友吧", "无名: 让他回电话", "阿杜: 你谁啊"], "查看3条转发消息", "", ""), (0, "19:30"), ("R", "他们连QQ好友都翻出来了"), ("L", "举报了，系统说已封号7天"), ("R", "辛苦 周末请你吃饭")]
ABROAD = [(2, "09:14"), ("L", "Someone called my office in Lisbon asking for 陆子衡", "Marta R."), ("L", "我也接到了，+351开头的，讲普通话", "大熊在里斯本"), ("R", "抱歉，是国内网贷的催收，号码是改号软件"), (1, "22:45"), ("L", "他给我发了你的户口本照片！", "大熊在里斯本"), ("R", "别转发，留个截图给我", None, {"quote": "大熊在里斯本\n他给我发了你的户口本照片！"}), (0, "18:06"), ("L", "发你邮箱了", "大熊在里斯本"), ("L", "stay strong 兄弟", "Marta R."), ("R", "谢谢")]

no_face, wxsep = dict(faces=(False, False)), lambda m, n: f"{day(m, n, week='星期')} {part(m)}".strip()
plus = "<span style='width:26px;height:26px;border:1.7px solid;border-radius:50%;flex:none;opacity:.7'></span>"
ring = lambda inner: f"<span style='width:42px;height:42px;border-radius:50%;background:#fff;box-shadow:0 1px 8px #0002;display:flex;align-items:center;justify-content:center;flex:none'>{inner}</span>"
CHATS = {
    "e_sms_huawei_106": ("sms", BILL, dict(no_face, peer="1069 0000 5208 16", sep=lambda m, n: f"{day(m, n, week='周', far='{m}月{d}日')} {ap(m)}".strip(), bg="#f1f3f5", font=HM, nav="<div style='flex:none;padding:4px 22px 10px'><div style='display:flex;align-items:center;gap:14px'><span class=ar></span><div style='flex:1;font-size:20px;font-weight:600'>1069 0000 5208 16</div><span style='width:5px;height:20px;border-top:5px dotted;border-bottom:5px dotted'></span></div></div>",
        foot="<div class=ft style='padding-bottom:26px'><div style='border-radius:20px;justify-content:space-between'><span>短信/彩信</span><span style='border:1px solid;border-radius:3px;font-size:10px;padding:0 4px'>1</span></div><i></i></div>",
        look=vars_("#fff", "#0a59f7", ri="#fff") + ".list{padding:0 16px!important}.c{max-width:286px}.bb{border-radius:20px;padding:10px 14px}.L .bb{border-bottom-left-radius:4px}.R .bb{border-bottom-right-radius:4px}.sp{font-size:11.5px}.un{margin-top:7px}"), "plain"),
    "e_sms_oppo_night": ("sms", HOUSE, dict(no_face, peer="170 0000 8834", dark=True, bar="speed", bg="#000", fg="#f0f0f0", font=CJK, sep=lambda m, n: f"{day(m, n, '今天', far='{m}月{d}日')} {c24(m)}", nav="<div class=nv style='min-height:56px'><span class=ar></span><div class=g style='margin-left:8px'><div class=t style='font-size:18px'>170 0000 8834</div><div class=u>湖南 岳阳 · 陌生号码</div></div><span style='font-size:13px;border-radius:13px;background:#2a2a2a;padding:4px 12px'>加联系人</span></div>", foot=foot("输入短信内容", marks=(1, 0), field="border-radius:12px;background:#222"),
        look=vars_("#262626", "#1f9d62", "#ededed", "#fff", "#8c8c8c", f="#222") + ".bb{border-radius:12px;padding:10px 14px;font-size:16.5px}.ms{margin:9px 0}.sp{font-size:12.5px;margin:20px 0 10px}.list{padding:0 20px!important}.un{color:#9a9a9a}"), "tilt"),
    "e_sms_vivo_cards": ("sms", COURT, dict(no_face, peer="1065 0000 9923", bar="speed", bg="#f3f5f9", font=MI, sep=lambda m, n: f"{day(m, n, '今天', far='{m:02d}-{d:02d}')} {c24(m)}", nav=nav("1065 0000 9923", centre=True, right="<span class=vdots style='transform:rotate(90deg)'>⋮</span>"), foot="<div class=ft style='background:#fff;padding-top:12px'><i></i><div style='background:#f0f2f6;border-radius:19px'>卡1 短信</div><i></i></div>",
        look=vars_("#fff", "#4a7dff", ri="#fff") + ".L .c{max-width:none;width:100%}.L .bb{width:100%;border-radius:16px;padding:15px 16px;line-height:1.55;border-left:4px solid #7a9bff}.sp{text-align:left;margin:20px 4px 4px;font-size:13px}.R .bb{border-radius:16px}.ms{margin:8px 0}"), "crop+half"),
    "e_sms_samsung_beside": ("sms", SISTER, dict(no_face, peer="小妹", bg="#f7f7f7", font=CJK, clock=lambda m: ap(m, " "), sep=lambda m, n: f"{m.year}年{m.month}月{m.day}日 星期{weekday(m)}", nav="<div class=nv><span class=ar></span><div class=g><div class=t style='font-size:19px'>小妹</div></div><span class=vdots>✆</span><span class=vdots style='margin-left:14px'>⋮</span></div>", foot="<div class=ft style='padding-top:4px'><i></i><i></i><div style='background:#ececec;border-radius:20px'></div></div>",
        look=vars_("#fff", "#cfe0ff", g="#76787c") + ".list{padding:0 10px!important;background:#fff;border-radius:26px 26px 0 0}.L .bb{background:#eef0f3}.c{flex-direction:row;align-items:flex-end;max-width:330px}.R .c{flex-direction:row-reverse;align-items:flex-end}.bb{border-radius:22px;padding:10px 15px;font-size:15.5px;max-width:236px}.un{flex:none;white-space:nowrap;margin:0 7px 2px;font-size:11px}.ms{margin:5px 0}.sp{margin:16px 0 12px}.sp span{border:1px solid #ddd;border-radius:14px;padding:4px 14px}"), "plain"),
    "e_sms_ios_106": ("sms", NOTE106, dict(no_face, peer="106900000731", bar="ios", bg="#fff", font=INTER, sep=lambda m, n: f"{day(m, n, '今天', week='星期', far='{m}月{d}日 周{w}')} {c24(m)}", first_line="<div style='font-weight:600;margin-bottom:1px'>信息 · 短信</div>", nav=f"<div style='flex:none;display:flex;justify-content:space-between;align-items:center;padding:4px 16px 8px'>{ring('<span class=ar></span>')}<span style='background:#fff;box-shadow:0 1px 8px #0002;border-radius:17px;padding:6px 16px;font-size:14px;font-weight:600'>106900000731</span>{ring('<span style=font-size:17px;color:#222>⋯</span>')}</div>", foot=foot("短信", "padding-bottom:26px", marks=(1, 0), field="border-radius:20px;background:#fff;box-shadow:0 1px 8px #0002"), end=True,
        look=vars_("#e9e9eb", "#34c759", "#000", "#fff", "#86868b") + ".list>.ms{margin:3px 0!important}.c{max-width:268px}.bb{border-radius:19px;font-size:17px;line-height:1.3;padding:8px 14px}.sp{font-size:11.5px;margin:18px 0 7px}.no{font-size:11.5px;margin-top:18px}"), "half+jpeg"),
    "e_wx_large": ("wechat", BOSS, dict(peer="周总", sep=wxsep, nav=nav("周总", centre=True, right="<span class=dots style='font-size:20px'>•••</span>", style="background:#ededed;min-height:58px"), foot=foot("", "background:#f7f7f7;padding:12px 14px 22px", marks=(1, 2), field="height:46px"), font=CJK, size=48, round_="6px", end=True, height=860,
        look=vars_("#fff", "#95ec69") + TAIL + ".nv .t{font-size:22px}.bb{font-size:23px;line-height:1.36;padding:11px 14px;border-radius:6px}.bb:before{top:18px}.sp{font-size:16px}.no{font-size:16px;margin:12px 10px}.cd{width:232px}.cd .a{font-size:21px}.cd .z{font-size:16px}.cd .fo{font-size:14px}"), "half"),
    "e_wx_floor_record": ("wechat", FLOOR, dict(peer="清河苑2单元邻里群(118)", names=True, sep=lambda m, n: f"{day(m, n, week='星期', far='{m}月{d}日')} {part(m)}".strip(), nav=nav("清河苑2单元邻里群(118)", style="background:#f3f3f3;border-bottom:.6px solid #d5d5d5"), foot=foot("", "background:#f6f6f6;padding:7px 10px 14px", marks=(1, 2)), bg="#f3f3f3", font=HM, size=36, round_="50%", end=True, height=880,
        look=vars_("#fff", "#a9ea7a", g="#909090", q="#e4e4e4") + TAIL + ".bb{font-size:14.5px;padding:8px 11px}.bb:before{top:11px}.list>.ms{margin:7px 0!important}.nm{font-size:11px;margin-bottom:3px}.sp,.no{font-size:11.5px;margin:9px 20px}.cd .a{font-size:14px}.cd .z{font-size:11.5px}.cd .ci{padding:10px 12px 8px}.qt{font-size:11.5px}"), "plain"),
    "e_qq_game_night": ("qq", GAME, dict(peer="阿杜", dark=True, sep=lambda m, n: f"{day(m, n)} {ap(m)}".strip(), nav="<div class=nv><span class=ar></span><span style='background:#2b2d33;border-radius:11px;padding:1px 9px;font-size:13px'>27</span><div class=g style='text-align:center;margin-right:40px'><div class=t>阿杜</div><div class=u style='font-size:10.5px'><span style='color:#35d07f'>●</span> 手机在线 - WiFi</div></div><span class=dots>≡</span></div>", foot="<div style='flex:none;padding:8px 14px 16px;background:#17181c'><div style='height:38px;border-radius:10px;background:#26282e'></div><div style='display:flex;justify-content:space-between;padding:12px 12px 0'>" + plus * 6 + "</div></div>", bg="#0e0f13", fg="#e8e9ee", font=MI, size=40, round_="50%", quote="inside", height=890,
        look=vars_("#26282e", "#1f6fe0", "#e8e9ee", "#fff", "#7a7d86") + ".bb{border-radius:14px;padding:10px 13px}.cd{--cd:#26282e;--ci:#e8e9ee;border-radius:12px}.qi{border-left:none;background:#fff2;border-radius:6px;padding:5px 8px}.ms{margin:12px 0}.c{max-width:228px}.list>.sp:first-child{margin-top:40px}"), "banner+jpeg"),
    "e_telegram_abroad": ("unknown", ABROAD, dict(peer="里斯本老同学", names=True, bg="#d5e2b8", font=CJK, clock=c24, beneath="<b class=tk>✓✓</b>", sep=lambda m, n: day(m, n, "今天"), nav="<div class=nv style='background:#517da2;color:#fff;min-height:56px'><span class=ar></span>" + portrait("里斯本", 40, "50%", True) + "<div class=g><div class=t>里斯本老同学</div><div class=u>6 位成员，2 人在线</div></div><span class=vdots>⋮</span></div>", foot="<div class=ft style='background:#fff;padding:8px 12px 12px'><i></i><div style='background:none;font-size:16px'>消息</div><i></i><i></i></div>", faces=(True, False), size=36, round_="50%", letter=True, quote="inside", end=True, height=970,
        look="body{--l:#fff;--li:#111;--r:#e6fdc9;--ri:#111;--g:#7d8b8f}.list{background:linear-gradient(150deg,#dbe6b4,#a9cfa5 55%,#8fc0ae);padding:0 8px!important}.ms{margin:6px 0;align-items:flex-end;gap:7px}.L .c{background:#fff;border-radius:14px 14px 14px 3px}.R .c{background:#e6fdc9;border-radius:14px 14px 3px 14px}.c{max-width:272px}.L .bb,.R .bb{background:none;padding:4px 11px 0;line-height:1.35}.nm{margin:7px 11px 0;color:#c0562d;font-size:13.5px;font-weight:600}.un{align-self:flex-end;margin:0 10px 5px 24px;font-size:11px;color:#8aa08f}.tk{color:#4fae4e;margin-left:4px;font-size:10px}.L .tk{display:none}.qi{border-left:3px solid #4fae4e;background:#4fae4e1c;border-radius:4px;padding:4px 8px;white-space:pre-line}.sp{margin:10px 0}.sp span{background:#5f7f5e99;color:#fff;border-radius:12px;padding:3px 11px;font-size:12.5px;font-weight:600}"), "moire"),
}

MAIL = [("账单提醒", "18:20", 0, "您尾号0000的信用卡本期账单3,905.18元，最低还款195.26元"), ("逾期通知", "09:02", 0, "您的消费贷已逾期4天，请尽快还款以免影响征信"), ("动账通知", "昨天", 1, "您尾号0000的储蓄卡支出1,200.00元，余额86.41元"), ("贷后服务", "昨天", 1, "陆子衡先生，贷后专员将于今日与您电话联系，请保持畅通"), ("安全中心", "周{w}", 4, "检测到您在新设备登录手机银行，如非本人操作请立即挂失"), ("协商还款", "{m}/{d}", 9, "您的停息分期申请未通过，可补充收入证明后再次提交"), ("活动精选", "{m}/{d}", 15, "缴费满50元立减8元，名额有限先到先得")]


def mail(name, **look):
    now, out = when(name), []
    t = truth("unknown", now, "light", "消息中心")
    for who, shown, back, words in MAIL:
        m = now - timedelta(days=back)
        at = m.replace(hour=int(shown[:2]), minute=int(shown[3:])) if ":" in shown else m
        shown = shown.format(w=weekday(m), m=m.month, d=m.day)
        out.append(f"<div class=li style='padding:13px 16px;background:#fff;border-bottom:.6px solid #eee;align-items:flex-start'>{box(Random(who).choice(TINTS), who[0], 44, '50%')}<div class=mid><div style='display:flex;align-items:center'><span class=big style='font-weight:600;flex:1'>{who}</span><span style='font-size:12px;color:var(--g)'>{shown}</span></div><div style='font-size:14px;line-height:1.4;color:#6b6d73;margin-top:4px'>{words}</div></div></div>")
        t["bubbles"].append({"side": "left", "kind": "text", "text": words, "time": shown, "time_context": None, "sender": who, "at": stamped(at, ":" in shown), "from": None})
    return sheet(name, now, t, "".join(out), crop=False, **look)


# shown, way, how often, place, mark, days back, clock, how long, SIM, which telephone
CALLS = [("173 0000 2946", "missed", 4, "湖南 岳阳", "疑似催收", 0, "18:52", "响铃6秒", 2, None), ("妈", "out", 1, "湖南 长沙", None, 0, "13:05", "9分27秒", 1, "手机"), ("0731-0000 5562", "in", 1, "湖南 长沙", "金融理财", 0, "10:41", "18秒", 1, None), ("周总", "missed", 2, "湖南 长沙", None, 1, "21:15", "响铃20秒", 1, "移动电话"),
         ("+63 900 000 0187", "missed", 11, "菲律宾", "诈骗风险", 1, "16:33", "响铃2秒", 2, None), ("小妹", "in", 3, "湖北 武汉", None, 1, "08:20", "4分06秒", 1, "手机"), ("奶奶家", "out", 1, "湖南 益阳", None, 3, "19:48", "12分55秒", 1, "座机"), ("400-000-7719", "in", 1, "客服热线", None, 5, "11:12", "2分40秒", 2, None), ("173 0000 2947", "missed", 1, "湖南 岳阳", "疑似催收", 12, "07:31", "响铃11秒", 2, None)]
TABLE = [("missed", 0, "18:52", "0秒"), ("missed", 0, "18:50", "0秒"), ("in", 0, "12:26", "1分08秒"), ("missed", 1, "20:44", "0秒"), ("out", 1, "19:57", "35秒"), ("in", 2, "09:03", "2分14秒"), ("missed", 4, "07:30", "0秒"), ("missed", 4, "07:29", "0秒"), ("out", 6, "17:18", "4分51秒"), ("in", 7, "10:10", "26秒")]
WORD = {"missed": "未接", "in": "呼入", "out": "呼出"}
BLOCKED = [("173 0000 2946", 6, "疑似催收", 0, "18:52", "按标记拦截"), ("95000 0318", 2, "贷款推销", 0, "15:20", "按号段拦截"), ("0731-0000 5562", 1, "金融理财", 0, "10:41", "按标记拦截"), ("+63 900 000 0187", 11, "诈骗风险", 1, "16:33", "境外来电"), ("未知号码", 1, None, 1, "07:02", "未显示号码"), ("165 0000 7720", 3, "骚扰电话", 4, "20:39", "黑名单"), ("173 0000 2947", 1, "疑似催收", 9, "07:31", "按标记拦截")]


def calls(name, kind, dark=False, **look):
    now = when(name)
    t, out, groups, heading = truth("calllog", now, "dark" if dark else "light"), [], [], None
    fg, grey, red, green = ("#ededf0", "#8a8c93", "#ff5a50", "#4cc47c") if dark else ("#16171a", "#86888e", "#e5352b", "#1f9d57")
    data = [("173 0000 2946", w, 1, None, None, b, c, d, None, None) for w, b, c, d in TABLE] if kind == "table" else [(n, "missed", k, why, mark, b, c, None, None, None) for n, k, mark, b, c, why in BLOCKED] if kind == "blocked" else CALLS
    for i, (who, way, count, place, mark, back, clock, lasted, card, phone) in enumerate(data):
        h, m = map(int, clock.split(":"))
        at = (now - timedelta(days=back)).replace(hour=h, minute=m)
        ink, key, many, section, real = red if way == "missed" else fg, f"data-k=c{i}", f" ({count})" if count > 1 else "", None, at
        hue = {"missed": red, "out": green, "in": "#3a82f7"}[way]
        more = dict(label=None, mark=None, duration=None)
        if kind == "samsung":  # a rounded group for each day, the telephone's kind under the name
            section, shown = day(at, now, "今天", far="{m}月{d}日"), clock
            more["label"] = phone or place
            li = f"<div class=li style='padding:8px 18px;min-height:66px'>{portrait(who, 40, '50%', True)}<div class=mid {key}><div class=big>{who}{many}</div><div class=sml>{sign(way, hue, 13)}<span>{more['label']}</span></div></div><span class=rg>{shown}</span></div>"
        elif kind == "oppo":  # the arrow in a pale disc, day and hour one over the other at the right
            shown, real = (clock, at) if back == 0 else (f"{day(at, now, far='{m}月{d}日')}", at.date())
            more.update(label=place, mark=mark)
            flag = f"<span style='color:#e07a1f'>{mark}</span>" if mark else ""
            li = f"<div class=li style='min-height:70px;padding:9px 24px'><div class=mid {key}><div class=big style='color:{ink};font-size:17.5px'>{who}{many}</div><div class=sml>{sign(way, hue, 13)}<span class=sim>{card}</span><span>{place}</span>{flag}</div></div><span class=rg>{shown}<span style='width:24px;height:24px;border-radius:50%;background:#8882;display:flex;align-items:center;justify-content:center;color:#00a86b;font-weight:700'>i</span></span></div>"
        elif kind == "cards":  # a card a call, a coloured edge, the mark as a ribbon, three things to do below
            shown = f"{day(at, now, '今天', far='{m}月{d}日')} {clock}"
            more.update(label=place, mark=mark, duration=lasted)
            flag = f"<span class=tg style='background:#ffe9e2;color:#d8492a'>{mark}</span>" if mark else ""
            do = "".join(f"<span>{w}</span>" for w in ("回拨", "短信", "标记" if not phone else "详情"))
            li = f"<div style='background:var(--c);border-radius:12px;margin:0 12px 9px;border-left:5px solid {hue};box-shadow:0 1px 4px #0001'><div {key} style='padding:10px 14px 8px'><div style='display:flex;align-items:center;gap:8px'><span style='font-size:17px;font-weight:600;color:{ink}'>{who}{many}</span>{flag}</div><div style='font-size:12.5px;color:{grey};margin-top:4px;display:flex;gap:10px'><span style='color:{hue}'>{WORD[way]}</span><span>{shown}</span><span>{place}</span><span>{lasted}</span></div></div><div style='display:flex;justify-content:space-around;border-top:.6px solid #8883;font-size:12.5px;color:#5a6b8c;padding:6px 0'>{do}</div></div>"
        elif kind == "ios":  # no faces, an arrow in its own column, the kind of telephone under the name
            shown = clock if back == 0 else day(at, now, week="星期", far="{y}/{m}/{d}")
            real = at if back == 0 else at.date()
            more.update(label=phone if phone else None if mark else place.replace(" ", ""), mark=mark)
            li = f"<div style='display:flex;align-items:center;padding-left:10px'><span style='width:24px;flex:none'>{sign('out', grey, 14) if way == 'out' else ''}</span><div class=li style='flex:1;padding:6px 14px 6px 0;min-height:60px;border-bottom:.5px solid #8885'><div class=mid {key}><div class=big style='color:{ink};font-size:17px;font-weight:600'>{who}{many}</div><div style='font-size:14px;color:{grey};margin-top:1px'>{phone or mark or place.replace(' ', '')}</div></div><span class=rg style='font-size:15px'>{shown}<span style='color:#0a84ff;border:1.5px solid;border-radius:50%;width:21px;height:21px;font-size:13px;display:flex;align-items:center;justify-content:center'>i</span></span></div></div>"
        elif kind == "table":  # a sheet ruled as a table, the number once over it
            shown = f"{at.month:02d}-{at.day:02d} {clock}"
            more = dict(duration=lasted)
            li = f"<div class=tr {key} style='background:{'#f5f8fc' if i % 2 else '#fff'}'><span>{shown}</span><span style='color:{ink}'>{WORD[way]}</span><span>{lasted}</span></div>"
        else:  # "blocked": what the phone turned away, why, and when
            shown = f"{day(at, now, '今天', far='{m}月{d}日')} {clock}"
            more = dict(mark=mark)
            flag = f"<span style='color:#e0662b'>{mark}</span>" if mark else ""
            li = f"<div class=li style='padding:10px 24px;border-bottom:.6px solid #8883'><div class=mid {key}><div class=big>{who}{many}</div><div class=sml>{flag}<span>{place}</span></div></div><span class=rg>{shown}</span></div>"
        if kind == "samsung" and section != heading:
            heading = section
            groups.append([f"<div class=hd style='padding:10px 28px 5px'><span data-k=h{i}>{section}</span></div>"])
        if kind == "samsung":
            groups[-1].append(li)
        out.append(li)
        t["calls"].append(dict(number=who, time=shown, direction=way, count=count, section=section, at=stamped(real, hasattr(real, "hour")), **more))
    body = "".join(f"{g[0]}<div class=gp style='border-radius:26px;margin:0 10px 4px'>{''.join(g[1:])}</div>" for g in groups) or "".join(out)
    return sheet(name, now, t, body, dark=dark, **look)


def permits(name, kind, dark=False, **look):
    now, out = when(name), []
    t = truth("permission", now, "dark" if dark else "light")
    icon = lambda app, size=40, round_="27%": box(Random(app).choice(TINTS), app[0], size, round_)
    note = lambda *row: t["permissions"].append(dict(zip(("app", "permission", "state", "last", "section"), row)))
    group = lambda rows, more="": f"<div class=gp style='{more}'>{rows}</div>"
    if kind == "samsung":  # the apps of one permission, by state
        for section, entries in (("已允许", ((FIRM, "上次访问：今天 下午5:16"), ("电话", "上次访问：今天 下午4:02"), ("信息", "上次访问：昨天 上午9:44"))), ("不允许", (("拼拼乐购", None), ("青橙短视频", None), ("万里出行", None)))):
            rows = "".join(f"<div class=li style='padding:8px 20px;min-height:64px'>{icon(a, 38, '40%')}<div class=mid><div class=big>{a}</div>{f'<div class=sml style=color:#2f6fd6>{last}</div>' if last else ''}</div></div>" for a, last in entries)
            out.append(f"<div class=hd style='padding:12px 28px 6px;font-weight:600'>{section}</div>{group(rows, 'border-radius:26px;margin:0 10px 6px')}")
            for a, last in entries:
                note(a, "联系人", section, last, section)
    elif kind == "oppo":  # one app, what it may do at the right of each line
        out.append(f"<div style='display:flex;gap:14px;align-items:center;padding:8px 24px 14px'>{icon(FIRM, 50)}<div><div style='font-size:19px'>{FIRM}</div><div style='font-size:12.5px;color:#8a8c93;margin-top:3px'>版本 5.2.0</div></div></div>")
        for section, entries in (("隐私权限", (("读取联系人", "始终允许"), ("读取通话记录", "始终允许"), ("位置信息", "仅使用期间允许"), ("读取短信", "每次询问"), ("相机", "禁止"))), ("其他权限", (("后台弹出界面", "允许"), ("悬浮窗", "禁止"), ("修改系统设置", "禁止")))):
            rows = ""
            for permission, state in entries:
                rows += f"<div class=li style='min-height:54px;padding:6px 18px'><div class=mid><div class=big style='font-size:16px'>{permission}</div></div><span class=rg style='font-size:14px'>{state}<span class=ch></span></span></div>"
                note(FIRM, permission, state, None, section)
            out.append(f"<div class=hd style='padding:8px 32px 6px'>{section}</div>{group(rows, 'border-radius:14px;margin:0 16px 8px')}")
    elif kind == "vivo":  # a card for an app of the day, under its name a dotted line of what it did
        for section, cards in (("今天", ((FIRM, (("读取联系人", "18:02", "已允许"), ("读取通话记录", "18:02", "已允许"), ("获取位置信息", "12:47", "已阻止"))), ("青橙短视频", (("使用麦克风", "16:31", "已阻止"),)))), ("昨天", (("万里出行", (("获取位置信息", "22:10", "已允许"), ("读取应用列表", "22:09", "已阻止"))), (FIRM, (("读取联系人", "09:15", "已允许"),))))):
            out.append(f"<div class=hd style='font-size:15px;color:#222;font-weight:600;padding:10px 22px 6px'>{section}</div>")
            for a, entries in cards:
                rows = f"<div style='display:flex;align-items:center;gap:12px;padding:11px 16px 7px'>{icon(a, 32)}<span style='font-size:16px;font-weight:600'>{a}</span></div>"
                for permission, last, state in entries:
                    rows += f"<div style='display:flex;align-items:center;margin-left:31px;border-left:1.5px dotted #b8bcc6;padding:6px 16px 6px 27px;font-size:14px'><span style='color:#86888e;width:52px'>{last}</span><span style='flex:1'>{permission}</span><span style='color:{'#3b7bf5' if state == '已允许' else '#e2553f'};font-size:13px'>{state}</span></div>"
                    note(a, permission, state, last, section)
                out.append(group(rows + "<div style='height:9px'></div>", "border-radius:16px;margin:0 14px 9px"))
    else:  # "ios": what one app looked into in the last days, as the privacy report of the system lists it
        section, rows = "数据与传感器访问", ""
        out.append(f"<div style='text-align:center;padding:6px 0 2px'><div style='display:inline-block'>{icon(FIRM, 58)}</div><div style='font-size:20px;font-weight:600;margin-top:4px'>{FIRM}</div></div>")
        for permission, last in (("通讯录", "18:02"), ("照片", "12:47"), ("位置", "昨天 22:10"), ("相机", "星期{w}"), ("麦克风", "星期{v}")):
            last = last.format(w=weekday(now - timedelta(days=3)), v=weekday(now - timedelta(days=5)))
            rows += f"<div class=li style='min-height:47px;padding:5px 14px;border-bottom:.5px solid #8884'>{box(Random(permission).choice(TINTS), '', 28, '7px')}<div class=mid><div class=big>{permission}</div></div><span class=rg style='font-size:16px'>{last}<span class=ch></span></span></div>"
            note(FIRM, permission, None, last, section)
        grey = "padding:14px 32px 6px;font-size:13px"
        out.append(f"<div class=hd style='{grey}'>{section}</div>{group(rows, 'border-radius:11px;margin:0 16px')}<div class=hd style='padding:6px 32px 0;font-size:12.5px;line-height:1.35'>此App在过去7天内访问过以上数据或传感器。</div><div class=hd style='{grey}'>App网络活动</div>")
        net = "".join(f"<div class=li style='min-height:44px;padding:5px 14px;border-bottom:.5px solid #8884'><div class=mid style='font-size:16px'>{host}</div><span style='width:{w}px;height:5px;border-radius:3px;background:#0a84ff'></span><span class=rg>{n}<span class=ch></span></span></div>" for host, w, n in (("api.qh.example", 60, 42), ("log.qh.example", 28, 17)))
        out.append(group(net, "border-radius:11px;margin:0 16px"))
    return sheet(name, now, t, "".join(out), dark=dark, crop=False, **look)


pills = lambda on, *words: "<div style='flex:none;display:flex;gap:9px;padding:4px 22px 8px;font-size:14px'>" + "".join(f"<span style='border-radius:15px;padding:4px 15px;background:{on if i == 0 else '#8882'};color:{'#fff' if i == 0 else 'inherit'}'>{w}</span>" for i, w in enumerate(words)) + "</div>"
edit = "<div style='flex:none;display:flex;align-items:center;justify-content:space-between;padding:4px 16px;color:#0a84ff;font-size:17px'><span>编辑</span><span style='background:#2c2c2e;color:#fff;border-radius:9px;padding:2px;font-size:13px;display:flex'><span style='background:#636366;border-radius:7px;padding:4px 26px'>全部</span><span style='padding:4px 18px'>未接来电</span></span><span style='width:34px'></span></div>"
who = f"<div style='flex:none;display:flex;gap:14px;align-items:center;background:#fff;margin:4px 14px 12px;border-radius:12px;padding:14px 16px'>{portrait('1730', 48, '50%')}<div><div style='font-size:19px;font-weight:600'>173 0000 2946</div><div style='font-size:12.5px;color:#86888e;margin-top:3px'>湖南 岳阳 电信</div></div></div><div class=tr style='flex:none;margin:0 14px;background:#dfe8f3;color:#4c5a6b;font-weight:600'><span>时间</span><span>类型</span><span>时长</span></div>"
grid = ".tr{display:flex;border:.6px solid #cfd7e2;border-top:none;font-size:14.5px}.tr span{flex:1;padding:10px 0;text-align:center;border-right:.6px solid #cfd7e2}.tr span:first-child{flex:1.5}.tr span:last-child{border:none}.list{margin:0 14px}"
PAGES = {
    "e_bank_mail": (lambda n: mail(n, top="<div class=nv style='background:#b5202a;color:#fff;min-height:52px'><span class=ar></span><div class=g style='text-align:center'><div class=t>消息中心</div></div><span style='font-size:13px'>全部已读</span></div>", bg="#f4f4f4", font=ZEN, height=820), "plain"),
    "e_call_samsung_groups": (lambda n: calls(n, "samsung", top="<div style='flex:none;display:flex;align-items:center;padding:18px 26px 10px'><span style='flex:1;font-size:30px'>电话</span><span class=vdots>⋮</span></div>", tabs=("键盘", "最近", "联系人"), font=CJK, bg="#f1f1f3", height=960), "plain"),
    "e_call_huawei_blocked": (lambda n: calls(n, "blocked", True, top=backed("骚扰拦截", "font-size:20px") + "<div style='flex:none;display:flex;text-align:center;font-size:15px;padding:6px 0'><span style='flex:1;opacity:.55'>信息</span><span style='flex:1'><span style='color:#5b8ff9;border-bottom:2px solid;padding-bottom:5px'>电话</span></span></div>", tabs=("清空", "拦截规则"), font=HM, bg="#000"), "half"),
    "e_call_oppo_pills": (lambda n: calls(n, "oppo", top=tt("电话", 30, "padding:12px 24px 8px;font-weight:500") + pills("#00a86b", "全部", "未接", "陌生"), tabs=("电话", "联系人", "发现"), font=WQY, bar="speed", height=880), "crop"),
    "e_call_cards": (lambda n: calls(n, "cards", top="<div class=nv style='background:#3b4a6b;color:#fff'><div class=g><div class=t>通话助手</div></div><span class=vdots>⌕</span><span class=vdots style='margin-left:10px'>⋮</span></div><div style='height:10px;flex:none'></div>", font=CJK, bg="#eef0f4", height=900), "plain"),
    "e_call_ios_labels_night": (lambda n: calls(n, "ios", True, top=edit + tt("最近通话", 32, "padding:6px 16px;font-weight:700"), tabs=("个人收藏", "最近通话", "通讯录", "拨号键盘"), font=INTER, bar="ios", height=840), "jpeg"),
    "e_call_table": (lambda n: calls(n, "table", top=backed("通话详情") + who, tabs=("拨打", "发短信", "拉黑"), font=MI, bg="#f2f4f7", css=grid, height=780), "tilt+jpeg"),
    "e_perm_samsung_contacts": (lambda n: permits(n, "samsung", top="<div class=nv><span class=ar></span><div class=g><div class=t style='font-size:19px'>联系人</div></div></div><div style='flex:none;padding:2px 28px 4px;font-size:13.5px;color:#86888e'>可以访问您联系人的应用程序</div>", font=CJK, bg="#f1f1f3"), "half"),
    "e_perm_oppo_night": (lambda n: permits(n, "oppo", True, top=backed("权限管理"), bg="#000", card="#1d1d1f", font=MI, bar="speed", height=840), "plain"),
    "e_perm_vivo_records": (lambda n: permits(n, "vivo", top=backed("权限使用记录", "background:linear-gradient(#dfe9ff,#f2f5fb)"), bg="#f2f5fb", font=HM, bar="speed", height=860), "moire+half"),
    "e_perm_ios_report": (lambda n: permits(n, "ios", top="<div style='flex:none;display:flex;align-items:center;color:#0a7aff;font-size:17px;padding:6px 14px'><span class=ar></span>App隐私报告</div>", font=INTER, bar="ios", bg="#f2f2f7"), "plain"),
}
ELEVENTH = {name: (lambda rng, name=name, app=app, script=script, looks=looks, way=way: dict(chat(name, app, script, **looks), ways=[way])) for name, (app, script, looks, way) in CHATS.items()}
ELEVENTH.update({name: (lambda rng, name=name, make=make, way=way: dict(make(name), ways=[way])) for name, (make, way) in PAGES.items()})
