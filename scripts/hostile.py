#!/usr/bin/env python3
"""Malformed files against `juzheng read`: nothing may panic, take over five seconds or hold over 512 MB.

    scripts/hostile.py target/release/juzheng            every kind
    scripts/hostile.py target/release/juzheng cut bombs  two of them
    scripts/hostile.py BINARY --table                    the Markdown table of docs/hostile.md

Each file is read in a process of its own; time is that of the processor, so that a busy machine does not matter, memory the largest
resident set (getrusage). Files are made in a temporary folder and are gone afterwards. Standard library only; the same files every time.
"""

import argparse
import io
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 5.0, 512
BIG = 200 << 20


def goldens():
    for path in sorted((ROOT / "corpus/formats").glob("*/*/*")):
        if path.name not in ("expected.json", "captured_at", "tz_offset") and not path.name.endswith(("-wal", "-journal")) and path.is_file():
            yield path


def cut(folder):
    """Every golden of the corpus, cut off at fifty places; one folder a golden, read by one process."""
    for golden in goldens():
        data = golden.read_bytes()
        into = folder / golden.parent.parent.name / golden.parent.name
        for n in sorted({len(data) * k // 50 for k in range(50)}):
            (into / f"{n:09}").mkdir(parents=True)
            (into / f"{n:09}" / golden.name).write_bytes(data[:n])
        yield f"{golden.parent.parent.name}/{golden.parent.name}", into


def flipped(folder):
    """Databases with bytes of the header, of page headers and of pages changed."""
    for golden in goldens():
        data = golden.read_bytes()
        if not data.startswith(b"SQLite format 3\0"):
            continue
        into = folder / golden.parent.parent.name / golden.parent.name
        size = struct.unpack(">H", data[16:18])[0] or 512
        size = 65536 if size == 1 else size
        rng = random.Random(f"{golden.parent}")
        places = list(range(16, 100, 3)) + [p + k for p in range(0, len(data), size) for k in (0, 1, 3, 5, 8, 11)] + [rng.randrange(len(data)) for _ in range(60)]
        for n, place in enumerate(p for p in places if p < len(data)):
            for value in (0, 255, rng.randrange(256)):
                bad = bytearray(data)
                bad[place] = value
                (into / f"{n:04}-{value:03}").mkdir(parents=True, exist_ok=True)
                (into / f"{n:04}-{value:03}" / golden.name).write_bytes(bad)
        yield f"{golden.parent.parent.name}/{golden.parent.name}", into


def deflated(count, byte=b"0"):
    """A deflate stream of `count` equal bytes, made in pieces."""
    packer, out = zlib.compressobj(9, zlib.DEFLATED, -15), []
    piece = byte * (1 << 20)
    for _ in range(count >> 20):
        out.append(packer.compress(piece))
    out.append(packer.flush())
    return b"".join(out)


def zipped(members):
    """A zip of (name, method, packed bytes, declared size)."""
    out, directory = io.BytesIO(), io.BytesIO()
    for name, method, packed, size in members:
        name, at = name.encode(), out.tell()
        common = struct.pack("<HHHHHIII", 20, 0, method, 0, 0, 0, len(packed), size & 0xFFFFFFFF)
        out.write(b"PK\x03\x04" + common + struct.pack("<HH", len(name), 0) + name + packed)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name)
    entries = directory.getvalue()
    return out.getvalue() + entries + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(entries), out.tell(), 0)


def bombs(folder):
    """Packages that unpack to far more than they are, or claim to."""
    gigabyte = deflated(1 << 30)
    yield "a gigabyte in a megabyte", put(folder, "one.zip", zipped([("a.txt", 8, gigabyte, 1 << 30)]))
    yield "four gigabytes in four members", put(folder, "four.zip", zipped([(f"{n}.csv", 8, gigabyte, 1 << 30) for n in range(4)]))
    inner = zipped([(f"{n}.txt", 8, deflated(64 << 20), 64 << 20) for n in range(4)])
    for _ in range(5):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(inner) + packer.flush()
        inner = zipped([(f"{n}.zip", 8, packed, len(inner)) for n in range(16)])
    yield "nested six deep, sixteen wide", put(folder, "nested.zip", inner)
    # Fifield 2019: every entry of the directory names the same packed bytes.
    kernel, many = deflated(16 << 20), 2000
    head = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(kernel), 16 << 20, 1, 0) + b"a" + kernel
    entries = b"".join(b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(kernel), 16 << 20, 5, 0, 0, 0, 0, 0, 0) + f"{n:05}".encode() for n in range(many))
    yield "overlapping members", put(folder, "overlap.zip", head + entries + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, many, many, len(entries), len(head), 0))
    yield "a declared size of four gigabytes", put(folder, "declared.zip", zipped([("a.csv", 0, b"x,y\n", 0xFFFFFFFE)]))
    yield "sixty-five thousand members", put(folder, "members.zip", zipped([(f"{n}.txt", 0, b"x", 1) for n in range(65_000)]))
    yield "gz of a gigabyte", put(folder, "a.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + gigabyte + struct.pack("<II", 0, 1 << 30))
    tar = bytearray(512)
    tar[0:5], tar[124:136], tar[156:157], tar[257:263] = b"a.csv", b"77777777777\0", b"0", b"ustar\0"
    tar[148:156] = b"        "
    tar[148:156] = f"{sum(tar):06o}\0 ".encode()
    yield "tar member of eight gigabytes that is not there", put(folder, "a.tar", bytes(tar) + b"x,y\n" * 1000)
    sheet = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        book.writestr("xl/workbook.xml", '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="x/worksheet"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", sheet + b"1" * (512 << 20))
    yield "workbook of half a gigabyte", put(folder, "a.xlsx", out.getvalue())
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("word/document.xml", b"<w:document><w:body><w:p><w:r><w:t>" + b"a" * (512 << 20))
    yield "Word document of half a gigabyte", put(folder, "a.docx", word.getvalue())
    stream = zlib.compress(b"(a) Tj " * (64 << 20 >> 3), 9)
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    pdf += b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    yield "PDF page of sixty megabytes", put(folder, "a.pdf", pdf)


def big(folder):
    """200 MB in one line, one element, one value."""
    def fill(name, head, piece, tail=b""):
        path = folder / name
        with open(path, "wb") as out:
            out.write(head)
            block = piece * max(1, (1 << 20) // len(piece))
            while out.tell() < BIG:
                out.write(block)
            out.write(tail)
        return path

    xml = b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><smses count=\"1\">"
    sms = b'<sms protocol="0" address="13800000001" date="1767970865000" type="1" body="'
    yield "XML, one attribute", fill("sms-1.xml", xml + sms, b"a", b'" /></smses>')
    yield "XML, one line of messages", fill("sms-2.xml", xml, sms + b'x" />', b"</smses>")
    phone = '<sms protocol="0" address="106900001234" date="1767970865000" type="1" subject="null" body="【某某分期】您的账单已逾期，请于今日还款，否则将通知您的联系人" toa="null" sc_toa="null" service_center="null" read="1" status="-1" locked="0" date_sent="1767970864000" sub_id="1" readable_date="2026年1月9日 23:01:05" contact_name="(未知)" />'
    yield "XML, one line of messages as phones write them", fill("sms-4.xml", xml, phone.encode(), b"</smses>")
    yield "XML, attributes without end", fill("sms-3.xml", xml + b"<sms ", b'a="b" ')
    yield "JSON, one value", fill("a.json", b'[{"address":"13800000001","type":1,"date":1767970865000,"body":"', b"a", b'"}]')
    yield "JSON, one line of messages", fill("b.json", b"[", b'{"address":"13800000001","type":1,"date":1767970865000,"body":"x"},')
    yield "JSON, brackets", fill("c.json", b'{"messages":', b"[")
    yield "web page, one line", fill("a.html", b"<html><body><table>", b"<tr><td>2026-01-09 10:00:00</td><td>13800000001</td></tr>")
    yield "web page, open tags", fill("b.html", b"<html><body>", b"<div>")
    yield "CSV, one line", fill("a.csv", "时间,号码,方向,内容\n".encode(), b"a,")
    yield "CSV, one quote", fill("b.csv", '时间,号码,方向,内容\n2026-01-09 10:00:00,13800000001,收到,"'.encode(), b"a\n")
    yield "CSV, rows", fill("c.csv", "时间,号码,方向,内容\n".encode(), "2026-01-09 10:00:00,13800000001,收到,还钱\n".encode())
    yield "vCard, one line", fill("a.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:", b"a")
    yield "vCard, folded lines", fill("b.vcf", b"BEGIN:VCARD\nVERSION:3.0\nNOTE:a\n", b" a\n")
    yield "text of a chat", fill("a.txt", "甲 和 乙 在微信上的聊天记录如下，请查收。\n\n—————  2026-01-27  —————\n\n".encode(), "甲  20:01\n\n在\n\n".encode())
    yield "text, one line", fill("b.txt", b"", b"a")
    yield "mail, one header", fill("a.eml", b"From: a@example.org\nSubject: ", b"a")
    yield "mail, parts in parts", fill("b.eml", b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n", b"--a\nContent-Type: multipart/mixed; boundary=a\n\n")
    yield "zeros", fill("zeros.bin", b"", b"\0")
    yield "recording, zeros", fill("通话录音@13800000001_20260109200105.amr", b"#!AMR\n", b"\x3c" + bytes(31))
    yield "recording, WAVE", fill("通话录音@13800000001_20260109200105.wav", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\xff\xff\xff\xff", b"\x10\x20")


def png(width, height, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    packed = b"".join([packer.compress(bytes(1 + width * 3)) for _ in range(rows)] + [packer.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def pixels(folder):
    """Pictures that are larger than they look."""
    yield "PNG, 60000 x 60000 declared", put(folder, "a.png", png(60_000, 60_000, 10))
    yield "PNG, 2^31 x 2^31 declared", put(folder, "b.png", png(8, 8, 8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF), 1))
    yield "PNG, 8900 x 8900 of one colour", put(folder, "c.png", png(8900, 8900, 8900))
    yield "PNG, one pixel wide, 60000 high", put(folder, "d.png", png(1, 60_000, 60_000))
    jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\1\x22\0\2\x11\1\3\x11\1\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0" + bytes(5000)
    yield "JPEG, 65535 x 65535 declared", put(folder, "e.jpg", jpeg)
    webp = b"RIFF\xff\xff\0\0WEBPVP8L\xff\xff\0\0\x2f\xff\xff\xff\x0f" + bytes(3000)
    yield "WebP, 16384 x 16384 declared", put(folder, "f.webp", webp)


def tables(folder):
    """Tables and trees nobody has."""
    yield "CSV, 100000 columns", put(folder, "a.csv", ("时间,号码,内容" + ",x" * 100_000 + "\n" + "1," * 100_000 + "\n").encode() * 20)
    yield "CSV, every line opens a quote", put(folder, "b.csv", "时间,号码,方向,内容\n".encode() + b'x","\n' * 400_000)
    yield "CSV, a million empty rows", put(folder, "c.csv", "时间,号码,方向,内容\n".encode() + b",,,\n" * 1_000_000)
    yield "JSON, a million deep", put(folder, "d.json", b'{"messages":[' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"]}")
    yield "JSON, objects a million deep", put(folder, "e.json", b'{"a":' * 1_000_000)
    yield "JSON, a row 500000 deep", put(folder, "f.json", b'[{"address":"1","date":1,"type":1,"body":' + b"[" * 500_000 + b"]" * 500_000 + b"}]")
    yield "XML, a million deep", put(folder, "g.xml", b"<?xml version='1.0'?><smses>" + b"<a>" * 1_000_000)
    yield "XML, entities", put(folder, "h.xml", b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a \"" + b"x" * 1000 + b"\">" + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(10)) + b']><smses><sms address="1" date="1" type="1" body="&a9;"/></smses>')
    yield "web page, a million deep", put(folder, "i.html", b"<html>" + b"<table><tr><td>" * 1_000_000)
    yield "property list, deep", put(folder, "Info.plist", b"<?xml version='1.0'?><plist version='1.0'>" + b"<dict><key>a</key>" * 200_000)
    objects = b"".join(b"\xa1" + bytes([n + 1 & 255]) for n in range(200))
    yield "property list, binary, in a ring", put(folder, "Manifest.plist", b"bplist00" + b"\xa1\0" + objects + bytes(range(8, 208)) + struct.pack(">6xBBQQQ", 1, 1, 200, 0, 8 + 402))
    yield "vCard in vCard", put(folder, "j.vcf", b"BEGIN:VCARD\nAGENT:\n" * 300_000)
    yield "PDF, forms in forms", put(folder, "k.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 6 0 R>>endobj 6 0 obj<</XObject<</X 5 0 R>>>>endobj 4 0 obj<</Length 5000>>stream\n" + b"/X Do " * 833 + b"\nendstream endobj 5 0 obj<</Subtype/Form/Resources 6 0 R/Length 5000>>stream\n" + b"/X Do " * 833 + b"\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF")
    yield "PDF, pages in a ring", put(folder, "l.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>endobj trailer<</Root 1 0 R>>\n%%EOF")
    yield "MP4, boxes in boxes", put(folder, "m.m4a", struct.pack(">I", 20) + b"ftypM4A \0\0\0\0M4A " + b"".join(struct.pack(">I", 8_000_000 - n * 8) + (b"moov" if n == 0 else b"trak") for n in range(1_000_000)))
    yield "MP4, a sample table of four thousand million", put(folder, "n.m4a", samples())


def samples():
    """An m4a whose tables claim more samples than there are bytes."""
    def box(kind, body):
        return struct.pack(">I", 8 + len(body)) + kind + body

    mvhd = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 1000) + bytes(80))
    tkhd = box(b"tkhd", bytes([0, 0, 0, 7]) + bytes(8) + struct.pack(">I", 1) + bytes(68))
    mdhd = box(b"mdhd", bytes(12) + struct.pack(">II", 16000, 16000) + bytes(4))
    hdlr = box(b"hdlr", bytes(8) + b"soun" + bytes(13))
    esds = box(b"esds", bytes(4) + bytes.fromhex("0319000100041140150000000000fa000000fa0005021408060102"))
    entry = struct.pack(">I", 36 + len(esds)) + b"mp4a" + bytes(6) + b"\0\1" + bytes(8) + struct.pack(">HHHHI", 1, 16, 0, 0, 16000 << 16) + esds
    stsd = box(b"stsd", bytes(4) + struct.pack(">I", 1) + entry)
    stts = box(b"stts", bytes(4) + struct.pack(">III", 1, 0xFFFFFFFF, 1024))
    stsz = box(b"stsz", bytes(4) + struct.pack(">II", 1, 0xFFFFFFFF))
    stsc = box(b"stsc", bytes(4) + struct.pack(">IIII", 1, 1, 0xFFFFFFFF, 1))
    stco = box(b"stco", bytes(4) + struct.pack(">II", 1, 48))
    stbl = box(b"stbl", stsd + stts + stsz + stsc + stco)
    moov = box(b"moov", mvhd + box(b"trak", tkhd + box(b"mdia", mdhd + hdlr + box(b"minf", stbl))))
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + moov + box(b"mdat", bytes(4000))


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


KINDS = {"cut": cut, "flipped": flipped, "bombs": bombs, "big": big, "pixels": pixels, "tables": tables}


# A small process between: what a child is charged for begins with the memory of the one that started it.
BETWEEN = """
import os, sys, signal
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, 9))
signal.alarm(600)
_, status, usage = os.wait4(child, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(binary, path):
    """Reads a file or a folder: seconds of the processor, megabytes, exit code, what is wrong."""
    done = subprocess.run([sys.executable, "-IS", "-c", BETWEEN, binary, "--json", "read", str(path)], capture_output=True, check=False)
    said = done.stderr.decode("utf-8", "replace")
    seconds, memory, code = done.stdout.split()
    wrong = []
    if int(code) not in (0, 2) or "panicked" in said:
        wrong.append(f"exit {int(code)}: {said.strip()[-200:]}")
    return float(seconds), int(memory) / 1024, int(code), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("kinds", nargs="*", metavar="kind", help=" ".join(KINDS))
    parser.add_argument("--table", action="store_true", help="print a Markdown table")
    args = parser.parse_args()
    binary, bad = str(Path(args.binary).resolve()), 0
    kinds = args.kinds or list(KINDS)
    summary = []
    for kind in kinds:
        folder = Path(tempfile.mkdtemp(prefix="hostile-"))
        worst_time, worst_memory, files, rows = (0.0, ""), (0.0, ""), 0, []
        try:
            for what, path in KINDS[kind](folder):
                count = sum(1 for p in path.rglob("*") if p.is_file()) if path.is_dir() else 1
                size = None if path.is_dir() else path.stat().st_size
                seconds, memory, code, wrong = run(binary, path)
                # A folder of many small files shares one start of the program.
                each = seconds / count if path.is_dir() else seconds
                if each > SECONDS:
                    wrong.append(f"{each:.1f} s")
                if memory > MEGABYTES:
                    wrong.append(f"{memory:.0f} MB")
                files += count
                worst_time, worst_memory = max(worst_time, (each, what)), max(worst_memory, (memory, what))
                rows.append((what, size, seconds, memory))
                if wrong:
                    bad += 1
                    print(f"BAD  {kind}: {what}: {'; '.join(wrong)}", flush=True)
                elif size is not None and not args.table:
                    print(f"ok   {kind}: {what}: {seconds:.2f} s, {memory:.0f} MB", flush=True)
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        summary.append((kind, files, worst_time, worst_memory))
        print(f"{kind}: {files} files, slowest {worst_time[0]:.2f} s ({worst_time[1]}), largest {worst_memory[0]:.0f} MB ({worst_memory[1]})", flush=True)
        if args.table and rows and rows[0][1] is not None:
            for what, size, seconds, memory in rows:
                print(f"| {kind} | {what} | {size / 1e6:.1f} | {seconds:.2f} | {memory:.0f} |")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
