#!/usr/bin/env python3
"""Writes the invented binary samples of corpus/formats: recordings, PDF, DOCX, mail. Deterministic; run from the repository's root.
Every name, number and word is made up."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

ROOT = Path("corpus/formats")


def put(path, data):
    target = ROOT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def amr(frames, tail=b""):
    # 12.2 kbit/s frames (type 7, 31 bytes), quality bit set.
    return b"#!AMR\n" + (bytes([0x3C]) + bytes(31)) * frames + tail


def wav(seconds, rate=8000):
    quiet, loud = [0] * (rate * seconds // 2), [12000 if i // 20 % 2 else -12000 for i in range(rate * seconds // 2)]
    data = struct.pack(f"<{rate * seconds}h", *quiet, *loud)
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    return head + b"data" + struct.pack("<I", len(data)) + data


def box(kind, body):
    return struct.pack(">I", 8 + len(body)) + kind + body


def m4a(seconds):
    mvhd = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    entry = struct.pack(">I", 36) + b"mp4a" + bytes(16) + struct.pack(">HHHH", 1, 16, 0, 0) + struct.pack(">I", 16000 << 16)
    stsd = box(b"stsd", bytes(4) + struct.pack(">I", 1) + entry)
    moov = box(b"moov", mvhd + box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", stsd)))))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + box(b"mdat", bytes(200)) + moov


def mp3(frames):
    # MPEG-2 layer III, 32 kbit/s, 16 kHz, mono: 144 bytes a frame.
    return b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + (b"\xff\xf3\x48\xc0" + bytes(140)) * frames


def ogg_page(flags, position, number, body):
    sizes = [255] * (len(body) // 255) + [len(body) % 255]
    return b"OggS\0" + bytes([flags]) + struct.pack("<qIII", position, 1, number, 0) + bytes([len(sizes)] + sizes) + body


def opus(seconds):
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 16000, 0, 0)
    return ogg_page(2, 0, 0, head) + ogg_page(0, 0, 1, b"OpusTags" + bytes(8)) + ogg_page(4, seconds * 48000 + 312, 2, bytes(60))


def flac(seconds, rate=16000):
    total = seconds * rate
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + struct.pack(">Q", rate << 44 | 15 << 36 | total) + bytes(16)
    return b"fLaC\x80\0\0\x22" + info + bytes(40)


def pdf(lines, encoding="GBK-EUC-H", packed=True):
    steps = ["BT /F1 12 Tf 14 TL 60 780 Td"]
    for line in lines:
        raw = line.encode("gb18030") if encoding == "GBK-EUC-H" else line.encode("utf-16-be")
        steps.append(f"<{raw.hex()}> Tj T*")
    content = " ".join(steps + ["ET"]).encode()
    body = zlib.compress(content, 9) if packed else content
    flate = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< " + flate + b"/Length " + str(len(body)).encode() + b" >>\nstream\n" + body + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /" + encoding.encode() + b" /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 >>",
    ]
    return whole_pdf(objects)


def whole_pdf(objects):
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{p:010} 00000 n \n".encode() for p in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def placed(pages):
    """A PDF of words at places: each page a list of (x, y, size, text)."""
    bodies = [zlib.compress(" ".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('gb18030').hex()}> Tj ET" for x, y, size, text in page).encode(), 9) for page in pages]
    font = 3 + 2 * len(pages)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(len(pages))) + b"] /Count %d >>" % len(pages)]
    for n, body in enumerate(bodies):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>" % (4 + 2 * n, font))
        objects.append(b"<< /Filter /FlateDecode /Length " + str(len(body)).encode() + b" >>\nstream\n" + body + b"\nendstream")
    objects.append(b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [%d 0 R] >>" % (font + 1))
    objects.append(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor %d 0 R >>" % (font + 2))
    objects.append(b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 >>")
    return whole_pdf(objects)


def bill():
    """An invented bill of calls on two pages: headings over two lines, a wrapped place, times without a year, a total, footers."""
    head = [(40, "起始时间"), (170, "通信地点"), (250, "通信方式"), (330, "对方号码"), (440, "通信时长"), (520, "通信类型"), (600, "套餐优惠"), (680, "实收通信费")]
    rows = [
        ("01-09 23:01:05", "福建厦门", "被叫", "13800000001", "1分5秒"), ("01-09 22:40:11", "福建厦门", "主叫", "13800000002", "12秒"),
        ("01-09 21:00:00", "福建泉州晋江市", "被叫", "059100000001", "1小时2分3秒"), ("01-08 08:15:30", "福建厦门", "被叫", "***", "9秒"),
        ("01-07 07:59:59", "福建厦门", "呼转", "13800000003", "30秒"),
    ]

    def page(number, some, total):
        out = [(300, 560, 14, "中国移动通信客户语音详单"), (40, 535, 8, "查询时间段：2026年01月01日至2026年01月31日")] if number == 1 else []
        out += [(x, 510, 8, t) for x, t in head] + [(690, 500, 8, "(元)")]
        for n, (when, place, way, peer, length) in enumerate(some):
            y = 484 - 20 * n
            out += [(38, y, 8, when), (172, y, 8, place[:4]), (255, y, 8, way), (325, y, 8, peer), (442, y, 8, length), (522, y, 8, "国内通话"), (690, y, 8, "0.00")]
            if place[4:]:
                out.append((172, y - 9, 8, place[4:]))
        if total:
            out.append((40, 380, 8, "合计 5 次 0.00"))
        return out + [(400, 30, 8, f"第{number}页 共2页")]

    return placed([page(1, rows[:3], False), page(2, rows[3:], True)])


def docx(lines):
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line.replace("&", "&amp;")}</w:t></w:r></w:p>' for line in lines)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{text}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", xml)]:
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 7, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


LETTER = ["律师函", "张一先生：", "本所受演示小额贷款有限公司委托，就您逾期贷款一事致函。", "请您于收到本函之日起三日内还款，否则本所将建议委托人依法起诉。", "演示律师事务所", "二〇二六年一月十二日"]
TERMS = ["演示贷用户服务协议", "版本号：V2.3", "更新日期：2025年3月1日", "第一条 您同意并授权我们读取您的手机通讯录，用于风险评估。", "第二条 如您逾期，我们有权联系您的紧急联系人告知欠款情况。", "第三条 因本协议产生的争议，由甲方所在地人民法院管辖。"]
ACCOUNT = ["本人陈述", "2026年1月7日晚上9:30，13800000001 打来电话，说“再不还钱就通知你通讯录里的人”。", "他们经常给我同事打电话，我很害怕。", "2026-01-08 收到自称演示贷的短信，要我马上还钱。"]


def mails():
    plain = (
        "Return-Path: <cui@example.invalid>\r\nReceived: from mx.example.invalid; Wed, 07 Jan 2026 21:00:09 +0800\r\nFrom: =?GB18030?B?"
        + __import__("base64").b64encode("演示贷法务".encode("gb18030")).decode()
        + "?= <cui@example.invalid>\r\nTo: zhangyi@example.invalid\r\nSubject: =?UTF-8?B?"
        + __import__("base64").b64encode("逾期告知".encode()).decode()
        + "?=\r\nDate: Wed, 07 Jan 2026 21:00:03 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\n"
        "Content-Type: text/html; charset=GB18030\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + __import__("base64").b64encode("<p>张一：</p><p>再不还款，我们将<b>通知</b>您的亲友。</p>".encode("gb18030")).decode()
        + "\r\n--b1\r\nContent-Type: text/x-vcard; name=\"book.vcf\"\r\nContent-Disposition: attachment; filename=\"book.vcf\"\r\n\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:王二\r\nTEL:13800000002\r\nEND:VCARD\r\n\r\n--b1--\r\n"
    )
    sms = "From: 13800000001 <13800000001@unknown.email>\r\nTo: zhangyi@example.invalid\r\nSubject: SMS with 13800000001\r\nDate: Wed, 7 Jan 2026 21:00:03 +0800\r\nX-smssync-address: 13800000001\r\nX-smssync-datatype: SMS\r\nX-smssync-type: {kind}\r\nX-smssync-date: 1767790803000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{words}\r\n"
    call = "From: 13800000001 <13800000001@unknown.email>\r\nSubject: Call with 13800000001\r\nDate: Wed, 7 Jan 2026 21:05:00 +0800\r\nX-smssync-address: 13800000001\r\nX-smssync-datatype: CALLLOG\r\nX-smssync-type: 3\r\nX-smssync-date: 1767791100000\r\nX-smssync-duration: 0\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n0s\r\n"
    chat = "From: zhangyi@example.invalid\r\nTo: zhangyi@example.invalid\r\nSubject: =?UTF-8?B?" + __import__("base64").b64encode("张一和王二的聊天记录".encode()).decode() + "?=\r\nDate: Thu, 8 Jan 2026 09:00:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Dear:</p><p>张一 和 王二 在微信上的聊天记录如下，请查收。</p><p>—————  2026-01-07  —————</p><p>王二&nbsp;&nbsp;21:05</p><p>有人给我打电话说你欠钱</p></body></html>\r\n"
    folder = "From cui@example.invalid Wed Jan  7 21:00:09 2026\r\n" + plain + "\r\nFrom x@example.invalid Wed Jan  7 21:00:10 2026\r\n" + sms.format(kind=1, words=">From 今天起，你的亲友都会知道") + "\r\nFrom x@example.invalid Wed Jan  7 21:05:10 2026\r\n" + call + "\r\nFrom x@example.invalid Wed Jan  7 21:06:10 2026\r\n" + sms.format(kind=3, words="草稿")
    return plain.encode(), sms.format(kind=1, words="再不还款就通知你的亲友").encode(), call.encode(), chat.encode(), folder.encode()


def main():
    put("recording/xiaomi_amr/通话录音@催收(13800000001)_20260107210003.amr", amr(150))
    put("recording/amr_cut/13800000001@13800000001_20260107210003.amr", amr(40, bytes([0x3C]) + bytes(7)))
    put("recording/samsung_m4a/Call recording 13800000001_260107_210003.m4a", m4a(61))
    put("recording/bcr_opus/20260107_090003.088-0400_in_13800000001.oga", opus(5))
    put("recording/wav_no_name/录音1.wav", wav(2))
    put("recording/mp3_tagged/138 0000 0001_20260107210003.mp3", mp3(40))
    put("recording/flac/通话录音 13800000001 20260107210003.flac", flac(7))
    put("recording/m4a_cut/通话录音 13800000001 20260107210003.m4a", m4a(61)[:150])
    put("pdf/letter_gbk/律师函.pdf", pdf(LETTER))
    put("pdf/agreement_ucs2/协议.pdf", pdf(TERMS, "UniGB-UCS2-H", packed=False))
    put("pdf/cut/律师函.pdf", pdf(LETTER)[:500])
    put("pdf/mobile_bill/语音详单.pdf", bill())
    put("pdf/bill_without_headings/语音详单.pdf", pdf(["中国移动通信客户语音详单", "01-09 23:01:05 福建 被叫 13800000001 65", "01-09 22:40:11 福建 主叫 13800000002 12"]))
    put("docx/letter/催收函.docx", docx(["催收函", *LETTER[1:]]))
    put("docx/statement/陈述.docx", docx(ACCOUNT))
    put("docx/damaged/协议.docx", docx(TERMS)[:300])
    put("html_page/policy_gbk/隐私政策.html", ("<!doctype html><html><head><meta charset=gbk><title>x</title></head><body><h1>演示贷隐私政策</h1>" + "".join(f"<p>{t}</p>" for t in TERMS[1:]) + "</body></html>").encode("gb18030"))
    put("document_txt/agreement/用户协议.txt", ("\n".join(TERMS) + "\n").encode("gb18030"))
    put("document_txt/letter_without_date/催收函.txt", "催收函\n张一：\n请立即还款。\n演示资产管理有限公司\n".encode())
    put("statement/own_account/陈述.txt", ("\n".join(ACCOUNT) + "\n").encode())
    put("transcript/srt/通话录音@催收(13800000001)_20260107210003.srt", "1\n00:00:01,000 --> 00:00:03,000\n你好，是张一吗\n\n2\n00:00:04,500 --> 00:00:07,000\n再不还钱就通知你的亲友\n".encode())
    put("transcript/txt_beside/通话录音@催收(13800000001)_20260107210003.txt", "甲：你好\n乙：再不还钱就通知你的亲友\n".encode("gb18030"))
    put("transcript/lrc_damaged/x.lrc", b"[00:01.00]\xc4\xe3\xba\xc3\n[00:0")
    plain, sms, call, chat, folder = mails()
    put("eml/letter_gb18030_attachment/逾期告知.eml", plain)
    put("eml/sms_backup_plus/sms.eml", sms)
    put("eml/sms_backup_plus_call/call.eml", call)
    put("eml/wechat_chat/聊天记录.eml", chat)
    put("eml/cut/截断.eml", plain[:620])
    put("mbox/mixed/mail.mbox", folder)


if __name__ == "__main__":
    main()
