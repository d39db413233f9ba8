#!/usr/bin/env python3
"""Writes the bundled demo case, byte for byte the same on every run.

    python3 demo/make_demo.py           write demo/case/
    python3 demo/make_demo.py --check   build in memory and compare with demo/case/ (exit 1 on a difference)
"""

import base64
import os
import re
import struct
import sys
import zlib
from datetime import timedelta

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import demo_answer as answer
import demo_plan as plan
from demo_plan import B, CALLS, C, S
from demo_slots import BALANCE, GIVEN, SURNAMES, Dice, at, iso, service_message
from demo_texts import CHAT, COLLEAGUE_CHAT, SERVICES, SISTER_CHAT

BANK = "1069000061201"
CASE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "case")
LONE = "\ue000"  # stands for one surrogate without its partner; the app writes such a half when it cuts an emoji
BACKUP_AT = at("2026-03-15 20:00:00")

ME, MOTHER, SISTER, COUSIN, COLLEAGUE, FRIEND = ("1380000720%d" % i for i in range(1, 7))
NAMES = {"妈": MOTHER, "姐姐": SISTER, "罗向北": COUSIN, "方小夏": COLLEAGUE, "童瑶": FRIEND}
SISTER_NAMES = {"妈": MOTHER, "老公": "13800007207", "豆豆陈老师": "13800007208"}
COLLEAGUE_NAMES = {"主管老蒋": "13800007209", "男朋友": "13800007210"}


class Sms:
    """One `<sms>` or `<mms>` to be written, with what the answer sheet needs."""

    def __init__(self, t, number, body, kind=1, marks="", sent=None, twice=False, picture=None):
        self.t, self.number, self.body, self.kind, self.marks = t, number, body, kind, marks
        self.sent, self.twice, self.picture = sent, twice, picture

    def is_event(self):
        return self.kind in (1, 2)


# ---------------------------------------------------------------------------------------------- what is in the files


def chat_lines(lines, names, dice):
    for line in lines:
        m = re.fullmatch(r"(\S+ \S+) (\S+?)([<>]) (.*?)(?: ## (.*))?", line)
        t = at(m[1] + ":%02d" % dice.int(3, 57))
        yield Sms(t, names[m[2]], m[4], 1 if m[3] == ">" else 2, "=" + m[5] if m[5] else "")


def mirrored(messages, number, since, until):
    """The same talk as the other phone holds it: sent there a moment before it was received here."""
    for m in messages:
        if m.number == number and m.kind in (1, 2) and not m.picture and since <= m.t <= until:
            yield Sms(m.t, ME, m.body, 3 - m.kind, m.marks)


def planted(owner):
    for o, t, number, body, marks, *options in plan.SMS:
        if o == owner:
            x = options[0] if options else {}
            yield Sms(at(t), number, body, x.get("type", 1), marks, x.get("sent"), x.get("twice", False))
    for o, t, number, body, marks, picture in plan.MMS:
        if o == owner:
            yield Sms(at(t), number, body, 1, marks, picture=picture)


def ordinary(dice, count, first, days, services, instead=()):
    """Service messages spread over `days` days from `first`, each at an hour its sender keeps."""
    seen, out = set(), []
    while len(out) < count:
        t = at(first + " 00:00:00") + timedelta(days=dice.int(0, days), hours=dice.int(7, 22), seconds=dice.int(0, 3599))
        if any(s[3] <= t.hour <= s[4] for s in services) and t < BACKUP_AT:
            number, body = service_message(dice, t, services, seen)
            for old, new in instead:
                body = body.replace(old, new)
            out.append(Sms(t, number, body))
    return out


def balanced(messages):
    """The bank balances of one account, in order; a payment the account cannot bear becomes a small one."""
    cents = 164230
    for m in messages:
        move = re.search(r"(支出人民币|收入人民币|快捷支付)([\d.]+)元", m.body) if m.number == BANK else None
        if move:
            part = round(float(move[2]) * 100)
            if move[1] == "收入人民币":
                cents += part
            else:
                part = part if part < cents // 3 else cents // 9
                cents -= part
            # Rent and the instalment leave the account without a message of their own.
            if "（工资）" in m.body:
                cents -= min(cents * 7 // 10, 291260)
            m.body = m.body.replace(move[2] + "元", "%.2f元" % (part / 100), 1).replace(BALANCE, "%.2f" % (cents / 100))
    return messages


def borrower_sms():
    dice = Dice(20260315)
    own = list(chat_lines(CHAT, NAMES, dice)) + list(planted(B))
    own.append(Sms(at("2026-01-10 19:22:14"), FRIEND, "明天来我家吃火锅，别一个人闷着" + LONE, 1, "=朋友约饭，表情被截断"))
    extra = ordinary(dice, 600 - len(own) - 11, "2025-09-01", 195, SERVICES)
    extra[40].twice = True
    for year, month, sum_ in ((2025, 9, "5218.40"), (2025, 10, "5218.40"), (2025, 11, "3106.75"), (2025, 12, "3092.10"), (2026, 1, "3127.66"), (2026, 2, "3350.00"), (2026, 3, "3118.20")):
        extra.append(Sms(at("%d-%02d-10 09:%02d:12" % (year, month, dice.int(2, 40))), BANK, "【溪岸银行】您尾号6127的储蓄卡%d月10日收入人民币%s元（工资），余额%s元。" % (month, sum_, BALANCE)))
    return balanced(sorted(own + extra, key=lambda m: (m.t, m.number)))


def sister_sms(borrower):
    dice = Dice(71203)
    own = list(planted(S)) + list(chat_lines(SISTER_CHAT, SISTER_NAMES, dice))
    own += mirrored(borrower, SISTER, at("2025-12-20 00:00:00"), at("2026-03-14 20:00:00"))
    keys = {"courier", "telecom", "power", "water", "weather", "shop", "loan_ad", "anti_fraud", "traffic", "code_misc", "film"}
    own += ordinary(dice, 34, "2025-12-20", 84, [s for s in SERVICES if s[0] in keys], (("汀溪花园", "听澜苑"), ("3栋", "9栋"), ("栖云大厦B1收发室", "听澜苑南门岗亭")))
    return sorted(own, key=lambda m: (m.t, m.number))


def colleague_sms(borrower):
    dice = Dice(71205)
    own = list(planted(C)) + list(chat_lines(COLLEAGUE_CHAT, COLLEAGUE_NAMES, dice))
    own += mirrored(borrower, COLLEAGUE, at("2026-01-01 00:00:00"), at("2026-03-10 20:00:00"))
    keys = {"courier", "station", "telecom", "food", "weather", "shop", "loan_ad", "ride", "gym", "code_misc"}
    own += ordinary(dice, 24, "2026-01-01", 67, [s for s in SERVICES if s[0] in keys], (("汀溪花园", "柳荫里"), ("3栋", "6栋"), ("许女士", "方女士")))
    return sorted(own, key=lambda m: (m.t, m.number))


def call_log(contacts):
    """(time, number, type, seconds, presentation, marks), newest first as the app writes them."""
    dice, out = Dice(7100), [(at(t), n, k, s, 1, marks) for t, n, k, s, marks in plan.CALLS_PLAN]
    for t, s in (("2025-12-30 16:20:31", 0), ("2026-01-13 11:05:47", 9), ("2026-02-21 22:50:05", 0)):
        out.append((at(t), "", 1 if s else 3, s, 2, "=未显示号码，不知是谁" if t[11:13] == "22" else ""))
    planned, connected = {c[0].date() for c in out}, {}
    while len(out) < 19 + 12 + 46:
        t = at("2025-11-19 00:00:00") + timedelta(days=dice.int(0, 114), seconds=dice.int(9 * 3600, 20 * 3600))
        numbers = [plan.LT1, plan.LT2] if t < at("2025-12-01 12:00:00") else [plan.LT1, plan.LT2, plan.AT1, plan.AT2, plan.AT1, plan.AM, plan.UN]
        kind, day = dice.pick((1, 1, 3, 3, 3, 5, 5, 2)), t.date()
        if day in planned or (kind == 1 and connected.get(day, 0) == 2):
            continue
        connected[day] = connected.get(day, 0) + (kind == 1)
        number = plan.LT1 if kind == 2 else dice.pick(numbers)
        out.append((t, number, kind, {1: dice.int(6, 130), 2: dice.int(20, 400)}.get(kind, 0), 1, ""))
    family = [SISTER, SISTER, MOTHER, MOTHER, MOTHER, FRIEND, FRIEND, COLLEAGUE, COUSIN]
    strangers = ["1380000%04d" % dice.int(8000, 8999) for _ in range(60)] + ["05800000%04d" % dice.int(8000, 8999) for _ in range(14)]
    known = [n for _, _, numbers in contacts[6:] for n in numbers]
    while len(out) < 300:
        t = at("2025-09-01 00:00:00") + timedelta(days=dice.int(0, 195), seconds=dice.int(8 * 3600, 22 * 3600 + 1500))
        number = dice.pick((family, family, strangers, known)[dice.int(0, 3)] if dice.int(0, 9) else strangers)
        if t.hour >= 21:
            number = dice.pick(family)
        kind = dice.pick((1, 1, 1, 2, 2, 3) if number not in strangers else (1, 1, 1, 3, 5, 5))
        seconds = dice.int(5, 70) if number in strangers else dice.int(12, 1500)
        if number in strangers and dice.int(0, 30) == 0:
            kind = 6
        if t < BACKUP_AT:
            out.append((t, number, kind, seconds if kind in (1, 2) else 0, 1, ""))
    return sorted(out, key=lambda c: (c[0], c[1]), reverse=True)


def contact_book():
    """(name, organisation, numbers)."""
    dice, book = Dice(180), [("妈", "", [MOTHER]), ("姐姐", "", [SISTER]), ("童瑶", "", [FRIEND]), ("表哥罗向北", "", [COUSIN]),
                             ("方小夏", "栖云文具有限公司", [COLLEAGUE]), ("爸", "", ["13800007211"])]
    book += [("", org, ["05800000%04d" % n]) for org, n in (("栖云物业汀溪花园服务处", 6101), ("澜州市第一人民医院挂号处", 6102), ("澜州开放大学学生服务中心", 6103), ("栖云文具有限公司前台", 6800), ("小灶外卖汀溪路店", 6104), ("老周家电维修", 6105), ("青石镇卫生院", 6106))]
    book += [(n, "", ["1380000%04d" % k]) for n, k in (("房东刘姐", 3001), ("燕归速运老吴", 3002), ("驿站小妹", 3003), ("搬家王师傅", 3004), ("健身前台", 3005), ("修电脑小何", 3006), ("豆豆陈老师", 7208), ("姐夫", 7207), ("二姨", 3007), ("三叔", 3008), ("外婆家座机旁边邻居", 3009), ("开大助教苏老师", 3010), ("宽带师傅", 3011), ("楼下水果铺", 3012), ("主管老蒋", 7209), ("客户-云屏文体许总", 3013), ("客户-汀阳百货孙经理（采购）", 3014))]
    tags = ["", "", "", "", "", "", "（供应商）", "高中", "大学室友", "（面试）", "-仓库", "阿姨"]
    names, number = {b[0] for b in book}, 3100
    while len(book) < 180:
        name = dice.pick(SURNAMES) + dice.pick(GIVEN) + dice.pick(tags)
        if name in names:
            continue
        names.add(name)
        number += dice.int(3, 23)
        numbers = ["1380000%04d" % number]
        if dice.int(0, 10) == 0:
            numbers.append(dice.pick(["1380000%04d" % (number + 1), "05800000%04d" % (number % 1000 + 5000)]))
        book.append((name, dice.pick(["", "", "", "栖云文具有限公司", "云屏文体用品批发部"]) if not dice.int(0, 6) else "", numbers))
    return book


# --------------------------------------------------------------------------------------------------- how it is written


def attr(text):
    """An attribute value as the app writes it: characters beyond the BMP become two numeric surrogate references."""
    out = []
    for ch in text:
        if ch == LONE:
            out.append("&#55357;")
        elif ord(ch) > 0xFFFF:
            v = ord(ch) - 0x10000
            out.append("&#%d;&#%d;" % (0xD800 + (v >> 10), 0xDC00 + (v & 0x3FF)))
        else:
            out.append({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"}.get(ch, ch))
    return "".join(out)


def element(tag, pairs, inner=None, indent="  "):
    head = indent + "<" + tag + "".join(' %s="%s"' % (k, attr(str(v))) for k, v in pairs)
    return head + " />\n" if inner is None else head + ">\n" + inner + indent + "</" + tag + ">\n"


def readable(t, style):
    if style == "cn":
        return "%d年%d月%d日 %s" % (t.year, t.month, t.day, t.strftime("%H:%M:%S"))
    if style == "cn12":
        half = "上午" if t.hour < 12 else "下午"
        return "%d年%d月%d日 %s%d:%s" % (t.year, t.month, t.day, half, t.hour % 12 or 12, t.strftime("%M:%S"))
    return t.strftime("%Y-%m-%d %H:%M:%S")


def png(kind):
    """A 32 by 32 grey picture: stripes for the list, a slope for a photo. Stored blocks, so any zlib gives the same bytes."""
    rows = b"".join(b"\0" + bytes((255 if y % 4 else 90) if kind == "list" else (x * 5 + y * 3) % 256 for x in range(32)) for y in range(32))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    packed = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows + struct.pack(">I", zlib.adler32(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, 8, 0, 0, 0, 0)) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


SMIL = ('<smil><head><layout><root-layout width="320px" height="480px"/><region id="Image" left="0" top="0" width="320px" height="320px" fit="meet"/>'
        '<region id="Text" left="0" top="320" width="320px" height="160px"/></layout></head><body><par dur="5000ms"><img src="IMG_0001.png" region="Image"/>'
        '<text src="text.txt" region="Text"/></par></body></smil>')


def mms_element(m, number, contact, style):
    ms = int(m.t.timestamp()) * 1000
    part = lambda seq, ct, name, text, data: element("part", [("seq", seq), ("ct", ct), ("name", name), ("chset", "106" if text != "null" else "null"), ("cd", "null"), ("fn", "null"), ("cid", "<%s>" % name), ("cl", name), ("ctt_s", "null"), ("ctt_t", "null"), ("text", text)] + ([("data", data)] if data else []), indent="      ")
    parts = part(-1, "application/smil", "smil.xml", SMIL, None) + part(0, "image/png", "IMG_0001.png", "null", base64.b64encode(png(m.picture)).decode()) + part(0, "text/plain", "text.txt", m.body, None)
    addrs = "".join(element("addr", [("address", a), ("type", k), ("charset", "106")], indent="      ") for a, k in ((m.number, 137), (ME, 151)))
    return element("mms", [
        ("date", ms), ("rr", "129"), ("sub", "null"), ("ct_t", "application/vnd.wap.multipart.related"), ("read_status", "null"), ("seen", "1"), ("msg_box", "1"),
        ("address", m.number), ("sub_cs", "null"), ("resp_st", "null"), ("retr_st", "128"), ("d_tm", "null"), ("text_only", "0"), ("exp", "null"), ("locked", "0"),
        ("m_id", "mms%d@mmsc.example" % number), ("st", "null"), ("retr_txt_cs", "null"), ("retr_txt", "null"), ("creator", "com.android.mms"), ("date_sent", "0"),
        ("read", "1"), ("m_size", "2048"), ("rpt_a", "null"), ("ct_cls", "null"), ("pri", "129"), ("sub_id", "1"), ("tr_id", "T%d" % number), ("resp_txt", "null"),
        ("ct_l", "null"), ("m_cls", "personal"), ("d_rpt", "129"), ("v", "18"), ("_id", number), ("m_type", "132"), ("readable_date", readable(m.t, style)), ("contact_name", contact),
    ], "    <parts>\n" + parts + "    </parts>\n    <addrs>\n" + addrs + "    </addrs>\n")


def sms_file(messages, book, style, seed, wrong_count=0, empty=False):
    """(bytes, rows). SMS first, then MMS, each oldest first; duplicates stand beside their original."""
    dice, plain, pictures = Dice(seed), [], []
    for m in messages:
        contact = book.get(m.number, "(未知)")
        if m.picture:
            pictures.append(mms_element(m, 400 + len(pictures), contact, style))
            continue
        ms = int(m.t.timestamp()) * 1000 + dice.int(5, 940)
        early = 0 if m.marks or m.number in plan.COLLECTORS else dice.int(0, 3)
        if m.kind != 1 or m.sent == "0":
            sent = 0
        else:
            sent = int(at(m.sent).timestamp()) * 1000 if m.sent else ms // 1000 * 1000 - early * 1000
        status = {1: -1, 2: -1, 3: -1, 4: 32, 5: 64}[m.kind]
        row = element("sms", [
            ("protocol", "0"), ("address", m.number), ("date", ms), ("type", m.kind), ("subject", "null"), ("body", m.body), ("toa", "null"), ("sc_toa", "null"),
            ("service_center", "+8613800000500" if m.kind == 1 else "null"), ("read", "1"), ("status", status), ("locked", "0"), ("date_sent", sent),
            ("sub_id", "1" if m.number != "1069000061301" else "2"), ("readable_date", readable(m.t, style)), ("contact_name", contact)])
        plain += [row, row] if m.twice else [row]
    if empty:
        plain.insert(211, "  <sms/>\n")
    rows = len(plain) + len(pictures)
    return wrap("smses", "sms", rows + wrong_count, dice, plain + pictures), rows


def wrap(root, kind, count, dice, rows):
    """The file around its rows, with the head the app writes."""
    uuid = "%08x-0000-4000-8000-%012x" % (dice.int(0, 2**32 - 1), dice.int(0, 2**48 - 1))
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore v10.21.003 on 2026-03-15 20:00:00-->\n"
    head += '<?xml-stylesheet type="text/xsl" href="%s.xsl"?>\n<%s count="%d" backup_set="%s" backup_date="%d" type="full">\n' % (kind, root, count, uuid, int(BACKUP_AT.timestamp()) * 1000)
    return (head + "".join(rows) + "</%s>" % root).encode()


def calls_file(calls, book):
    dice = Dice(301)
    rows = [element("call", [
        ("number", n), ("duration", s), ("date", int(t.timestamp()) * 1000 + dice.int(5, 940)), ("type", k), ("presentation", p), ("subscription_id", "1"),
        ("post_dial_digits", ""), ("subscription_component_name", "com.android.phone/com.android.services.telephony.TelephonyConnectionService"),
        ("readable_date", readable(t, "cn")), ("contact_name", book.get(n, "(未知)"))]) for t, n, k, s, p, _ in calls]
    return wrap("calls", "calls", len(rows), dice, rows)


def quoted(head, text):
    """`head` with a quoted-printable value; a soft break `=` after at most 74 octets, as vCard 2.1 writers do."""
    lines, line = [], head + ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    for token in re.findall(r"=..|.", "".join(ch if ch in ";" else "".join("=%02X" % b for b in ch.encode()) for ch in text)):
        if len(line) + len(token) > 74:
            lines.append(line + "=")
            line = ""
        line += token
    return "\r\n".join(lines + [line]) + "\r\n"


def vcards(book):
    out = []
    for name, org, numbers in book:
        card = "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        if name:
            first = 1 if name[0] in SURNAMES and len(name) > 1 else 0
            card += quoted("N", (name[:first] + ";" + name[first:] if first else ";" + name) + ";;;") + quoted("FN", name)
        else:
            card += "N:;;;;\r\n"
        for i, n in enumerate(numbers):
            card += "TEL;%s:%s\r\n" % ("WORK" if n.startswith("0") else ("CELL" if i == 0 else "HOME"), n)
        if org:
            card += quoted("ORG", org)
        out.append(card + "END:VCARD\r\n")
    return "".join(out).encode()


def build():
    """File name -> bytes of the whole case."""
    contacts = contact_book()
    book = {n: name for name, _, numbers in contacts for n in numbers if name}
    mine = borrower_sms()
    hers, theirs, calls = sister_sms(mine), colleague_sms(mine), call_log(contacts)
    files, rows = {}, {}
    files[B], rows[B] = sms_file(mine, book, "cn", 1, wrong_count=14, empty=True)
    files[S], rows[S] = sms_file(hers, {ME: "妹妹", **{v: k for k, v in SISTER_NAMES.items()}}, "iso", 2)
    files[C], rows[C] = sms_file(theirs, {ME: "许知遥(运营)", **{v: k for k, v in COLLEAGUE_NAMES.items()}}, "cn12", 3)
    files[CALLS], rows[CALLS] = calls_file(calls, book), len(calls)
    files["contacts.vcf"], rows["contacts.vcf"] = vcards(contacts), len(contacts)
    files["facts.json"] = answer.dump(answer.facts())
    files["expected.json"] = answer.dump(answer.expected({B: mine, S: hers, C: theirs}, calls, rows, LONE))
    return files


def main():
    files = build()
    if "--check" in sys.argv[1:]:
        found = set(os.listdir(CASE)) if os.path.isdir(CASE) else set()
        bad = sorted(found ^ set(files)) + [n for n in sorted(found & set(files)) if open(os.path.join(CASE, n), "rb").read() != files[n]]
        print("differs: " + ", ".join(bad) if bad else "demo case: %d files, %d bytes, all equal" % (len(files), sum(map(len, files.values()))))
        return 1 if bad else 0
    os.makedirs(CASE, exist_ok=True)
    for name, data in files.items():
        with open(os.path.join(CASE, name), "wb") as f:
            f.write(data)
    print("wrote %d files, %d bytes" % (len(files), sum(map(len, files.values()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
