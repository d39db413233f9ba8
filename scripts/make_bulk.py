#!/usr/bin/env python3
"""Makes a large invented phone history for the benchmarks: make_bulk.py MESSAGES CALLS FOLDER

Writes sms-bulk.xml, calls-bulk.xml (the dialect SMS Backup & Restore writes, emoji as two surrogate references
included) and facts.json into FOLDER. Standard library only; the same arguments give the same bytes. Everybody,
every number and every company in it is invented. The span is three years whatever the size, so that a larger file is
also a denser one: the harder case for rules that count within a window.
"""

import json
import random
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

SHANGHAI = timezone(timedelta(hours=8))
FIRST = int(datetime(2023, 3, 1, tzinfo=SHANGHAI).timestamp() * 1000)
LAST = int(datetime(2026, 3, 1, tzinfo=SHANGHAI).timestamp() * 1000)

BORROWER, BORROWER_NUMBER = "许知遥", "13800007201"
LENDER_SMS = ["1069000071801", "1069000071802", "1069000071803"]
LENDER_CALLS = ["058000007101", "058000007102", "13800007311"]
FAMILY = [("13800007202", "妈"), ("13800007203", "姐姐"), ("13800007206", "童瑶")]
SURNAMES, GIVEN = "孔吕童方蒋罗许白林何郭马高梁宋唐", ["欣怡", "春梅", "子涵", "小夏", "志远", "海燕", "建国", "若溪", "一鸣", "思源"]

# {n} small number, {m} money, {c} six digits, {d} day of month, {h} hour
BUSINESS = [
    "【蜂鸟快递】您的包裹已到{n}号柜，取件码{c}，请于今日{h}点前领取，超时将产生保管费，如有疑问请联系派件员。",
    "【栖舟驿站】温馨提示：您有{n}件快递待取，凭{c}到南门驿站领取，营业时间9点到21点。",
    "【溪岸银行】您尾号6127的储蓄卡{d}日{h}:06快捷支付{m}元，商户：喵囤商城，余额可登录手机银行查询。",
    "【溪岸银行】动态码：{c}。您正在登录手机银行，请勿向任何人泄露，银行工作人员不会向您索要。",
    "【溪岸银行】您的信用卡本期账单{m}元，最低还款{n}00元，到期还款日{d}日，已设置自动还款的请保证余额充足。",
    "【澜州水务】户号20066118，上月水费{m}元已出账，请于月底前缴纳，逾期将产生滞纳金。",
    "【澜州气象】今天白天到夜里多云，{n}到{h}度，偏北风三级，早晚温差大，出行请注意添衣保暖。",
    "【速盈花】尊敬的用户，您有一笔最高{n}万元额度待领取，日息低至0.02%，点 t.example/{c} 查看，拒收请回复R",
    "【喵囤商城】您关注的商品降价了，券后仅需{m}元，数量有限，戳 t.example/{c} 立即抢购，退订回T",
    "【澜州开放大学】统计学原理课程{d}日{h}点直播，请提前10分钟进入教室，本次考勤计入平时成绩，缺勤请提前请假。",
    "【云程出行】您预订的{d}日{h}点列车已出票，{n}车{n}号座，请携带有效证件提前到站候车，祝您旅途愉快。",
    "【康禾医院】{n}号诊室提醒：您预约的{d}日{h}点门诊即将开始，请提前30分钟到院签到，改期请拨打总机。",
    "您的话费余额已不足{n}元，为避免影响使用请及时充值。本月已用流量{n}.{n}GB，套餐剩余语音{h}分钟。",
    "验证码{c}，5分钟内有效，用于修改密码。如非本人操作请忽略本短信。",
]
NOTICES = [
    "如有疑问请致电95599000转人工服务，服务时间为每日8点至20点，感谢您一直以来的支持与信任。",
    "下载客户端可查看详情并享{n}折优惠，活动截至{d}日，最终解释权归本公司所有，回复TD退订。",
    "谨防诈骗：凡以客服名义要求您提供验证码或转账的都是骗子，请勿点击不明链接。",
]
PERSONAL = [
    "在干嘛，中午吃啥", "晚上加班，你先接豆豆", "好，给你留饭", "食堂麻辣烫，公司旁边那家关门了", "哈哈哈哈你那么爱它",
    "到家了跟我说一声，路上注意安全", "周末带孩子去公园吧，天气预报说是晴天", "报表我发你邮箱了，记得看一下第{n}页的数字对不对",
    "妈说这个月{d}号回去吃饭，你有空吗", "刚开完会，手机静音没听到，怎么了", "帮我拿一下快递，取件码{c}，放门口就行",
    "明天{h}点医院复查，我陪你去", "钱转你了，{m}，收到回一下", "你上次说的那本书叫什么名字来着，我想买一本送人",
    "今天地铁又坏了，估计要晚{n}分钟，会议先开始不用等我", "谢谢老师，孩子的作业已经检查过了，明天让他带到学校",
    "“你看着办”这句话最近是不是太常说了 & 有点敷衍", "这周一直下雨，阳台上的衣服都晾不干，烦死了",
    "房东说下个月开始涨房租，我们要不要考虑换个地方住", "上次体检的结果出来了，除了有点脂肪肝其他都正常，让我多运动",
]
TAILS = ["，你觉得呢", "，回头再说", "。对了，姐姐问你什么时候回来，她说上次的事情还没定", "，反正也不着急，等你有空了我们再慢慢商量", "！", "。", "~", ""]
COLLECTION = [
    "【禾渡小贷】{b}，您的借款已逾期{d}天，欠款{m}元，请今日{h}点前还清，避免影响征信。",
    "【禾渡小贷】您在我司的借款{m}元已严重逾期，请立即还款，如继续拖欠我们将依法处理，请知悉。",
    "【禾渡小贷】温馨提示：您的账单{m}元将于{d}日到期，请确保还款账户余额充足，如已还款请忽略。",
    "【禾渡小贷】您于{d}日还款{m}元已入账，感谢您的支持，查询账单请登录客户端。",
    "{b}，再不还钱我们就联系你通讯录里的家人朋友，让大家都知道你欠钱不还，你自己看着办。",
    "{b}，今天{h}点之前不处理，我们的外访人员明天就到你单位和户籍所在地上门，后果自负。",
    "【禾渡小贷】请转告{b}，其借款{m}元已逾期{d}天，请督促其尽快与我司联系处理欠款事宜。",
    "欠债还钱天经地义，{b}你这种老赖还有脸躲着不接电话，不要脸的东西，今天必须给个说法。",
]
EMOJI = ["😀", "😂", "😭", "👍", "🙏", "🎉", "🐶", "🍜"]


def escaped(text):
    """As the app writes an attribute: five entities, line breaks and characters above U+FFFF as references."""
    out = []
    for c in text:
        if c in "&<>\"'\n":
            out.append({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\n": "&#10;"}[c])
        elif ord(c) > 0xFFFF:
            v = ord(c) - 0x10000
            out.append(f"&#{0xD800 + (v >> 10)};&#{0xDC00 + (v & 0x3FF)};")
        else:
            out.append(c)
    return "".join(out)


class Maker:
    def __init__(self, messages, calls):
        self.random = random.Random(20260301)
        self.messages, self.calls = messages, calls
        self.known = FAMILY + [(f"1380000{i:04d}", self.pick(SURNAMES) + self.pick(GIVEN)) for i in range(1000, 1300)]
        self.senders = [f"10690000{i:05d}" for i in range(61000, 61800)]
        self.strangers = [f"1380000{i:04d}" for i in range(8000, 8900)]

    def pick(self, items):
        return items[int(self.random.random() * len(items))]

    def filled(self, text):
        r = self.random.random
        return text.format(n=int(r() * 9) + 1, m=f"{r() * 9000 + 20:.2f}", c=int(r() * 900000) + 100000, d=int(r() * 28) + 1, h=int(r() * 14) + 8, b=BORROWER)

    def times(self, count):
        """Ascending instants; the day has its usual hours, collectors also write at night."""
        step = (LAST - FIRST) / max(count, 1)
        return (FIRST + int((i + self.random.random()) * step) for i in range(count))

    def daytime(self, at, night):
        """Moves an instant of the small hours into the day, except for the share that keeps the night."""
        hour = (at // 3_600_000 + 8) % 24
        return at + 9 * 3_600_000 if hour < 7 and self.random.random() > night else at

    def sms(self, out):
        write = out.write
        write(head("sms.xsl") + f'<smses count="{self.messages}" backup_set="a9698a1f-0000-4000-8000-a03af5b49aac" backup_date="{LAST}" type="full">\n')
        line, row = "", 0
        for at in self.times(self.messages):
            row += 1
            if row % 200 == 0 and line:
                write(line)  # the app repeats a row now and then
                continue
            kind, type_ = self.random.random(), 1
            if kind < 0.05:
                number, name = self.pick(LENDER_SMS), "(未知)"
                at, body = self.daytime(at, 0.3), self.filled(self.pick(COLLECTION))
            elif kind < 0.60:
                number, name = self.pick(self.senders), "(未知)"
                at, body = self.daytime(at, 0.05), self.filled(self.pick(BUSINESS))
                if self.random.random() < 0.3:
                    body += self.filled(self.pick(NOTICES))
            else:
                number, name = self.pick(self.known)
                type_ = 2 if self.random.random() < 0.5 else 1
                if self.random.random() < 0.01:
                    type_ = self.pick([3, 5])
                at, body = self.daytime(at, 0.05), self.filled(self.pick(PERSONAL)) + self.pick(TAILS)
                while len(body) < 20 or (len(body) < 90 and self.random.random() < 0.4):
                    body += ("\n" if self.random.random() < 0.1 else "") + self.filled(self.pick(PERSONAL)) + self.pick(TAILS)
                if self.random.random() < 0.12:
                    body += self.pick(EMOJI)
            inbound = type_ == 1
            sent = at // 1000 * 1000 - int(self.random.random() * 4) * 1000 if inbound else 0
            centre = "+8613800000500" if inbound else "null"
            line = (
                f'  <sms protocol="0" address="{number}" date="{at}" type="{type_}" subject="null" body="{escaped(body)}" toa="null" sc_toa="null" '
                f'service_center="{centre}" read="1" status="-1" locked="0" date_sent="{sent}" sub_id="1" readable_date="{readable(at)}" contact_name="{name}" />\n'
            )
            write(line)
        write("</smses>")

    def call(self, out):
        out.write(head("calls.xsl") + f'<calls count="{self.calls}" backup_set="7f7cd58f-0000-4000-8000-7eb8697e8a03" backup_date="{LAST}" type="full">\n')
        for at in self.times(self.calls):
            kind, presentation, name = self.random.random(), 1, "(未知)"
            # Every fifteenth day is a campaign: most calls of it are the lender's.
            if kind < (0.75 if at // 86_400_000 % 15 == 0 else 0.05):
                number, at, type_ = self.pick(LENDER_CALLS), self.daytime(at, 0.3), self.pick([1, 1, 1, 1, 3, 3, 5, 2])
            elif kind < 0.30:
                number, at, type_ = self.pick(self.strangers), self.daytime(at, 0.02), self.pick([1, 2, 3, 5])
            elif kind < 0.31:
                number, presentation, at, type_ = "", 2, self.daytime(at, 0.02), self.pick([1, 3])
            else:
                (number, name), at, type_ = self.pick(self.known), self.daytime(at, 0.02), self.pick([1, 2, 2, 3])
            duration = int(self.random.random() ** 3 * 1800) + 1 if type_ in (1, 2) else 0
            out.write(
                f'  <call number="{number}" duration="{duration}" date="{at}" type="{type_}" presentation="{presentation}" subscription_id="1" post_dial_digits="" '
                f'subscription_component_name="com.android.phone/com.android.services.telephony.TelephonyConnectionService" readable_date="{readable(at)}" contact_name="{name}" />\n'
            )
        out.write("</calls>")

    def facts(self):
        return {
            "case": "bulk", "as_of": "2026-03-01", "timezone": "Asia/Shanghai", "client": "p_me", "borrower": "p_me",
            "persons": [
                {"id": "p_me", "name": BORROWER, "relation_to_borrower": "self", "obligation": "debtor", "numbers": [BORROWER_NUMBER]},
                {"id": "p_mother", "name": "罗桂芬", "relation_to_borrower": "mother", "obligation": "none", "numbers": [FAMILY[0][0]]},
                {"id": "p_sister", "name": "许知宁", "relation_to_borrower": "sister", "obligation": "none", "numbers": [FAMILY[1][0]]},
            ],
            "lenders": [{"id": "hd", "name": "禾渡小额贷款有限公司", "licence": "小额贷款公司", "associations": [], "numbers": LENDER_SMS + LENDER_CALLS, "signatures": ["【禾渡小贷】"]}],
            "loans": [{"id": "HD-0516", "lender": "hd", "debtor": "p_me", "contract_date": "2022-05-16", "principal": 15000.0, "received": 15000.0, "first_overdue": "2022-11-16"}],
            "files": [{"name": "sms-bulk.xml", "owner": "p_me"}, {"name": "calls-bulk.xml", "owner": "p_me"}],
        }


def head(sheet):
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore v10.21.003 on 2026-03-01 00:00:00-->\n<?xml-stylesheet type=\"text/xsl\" href=\"{sheet}\"?>\n"


def readable(at):
    t = datetime.fromtimestamp(at // 1000, SHANGHAI)
    return f"{t.year}年{t.month}月{t.day}日 {t.hour:02d}:{t.minute:02d}:{t.second:02d}"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    maker, folder = Maker(int(sys.argv[1]), int(sys.argv[2])), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "sms-bulk.xml", "w", encoding="utf-8", newline="\n") as out:
        maker.sms(out)
    with open(folder / "calls-bulk.xml", "w", encoding="utf-8", newline="\n") as out:
        maker.call(out)
    (folder / "facts.json").write_text(json.dumps(maker.facts(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
