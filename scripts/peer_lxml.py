#!/usr/bin/env python3
"""What a practised Python user would write with lxml: the yardstick of docs/benchmarks.md.

peer_lxml.py parse  FILE...                reads every row into a dict of its attributes, counts them, keeps nothing
peer_lxml.py review FACTS.json FILE...     the small end-to-end: rows to contacts to two of the findings, as JSON
peer_lxml.py words PATTERNS.json FACTS.json FILE...  the same, and every incoming message is asked for all patterns of casebook/words
                                           (bench_screen.py writes them out; peer_words.py looks for them), SHA-256 of the files too

Both first join emoji written as two surrogate references (re.sub over the bytes): with recover=True libxml2 reads on,
but asking lxml 6.1 for such an attribute then raises UnicodeDecodeError. `review` then does: dates to datetime (+08:00), numbers normalised, drafts
and failed messages left out, identical rows folded, everything sorted by time, and the rules night_collection (with one
regular expression of collection words) and excessive_connected_calls on the lender's numbers the facts name.

It does NOT: copy or hash the evidence, keep a ledger, say where a row stands or what was damaged in it, survive a damaged
tail knowingly, tell who is who, fold disguised spellings, read the other ten rules' words, quote, cite any article by
date, or compare several files. It is a small part of what `add` + `review` do.
"""

import io
import json
import re
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone

from lxml import etree

SHANGHAI = timezone(timedelta(hours=8))
PAIR = re.compile(rb"&#(5[56]\d{3});&#(5[67]\d{3});")
SPACING = re.compile(r"[\s\-()]")
PREFIX = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$)|12593|17951)")
COLLECTION = re.compile("逾期|欠款|欠钱|还款|还钱|催收|还清|结清|通讯录|上门|起诉|老赖|不要脸|征信|尽快处理|后果自负")
RECEIPT = re.compile("已入账|还款成功|感谢您的支持")


def joined(pair):
    high, low = int(pair[1]), int(pair[2])
    if 0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()
    return pair[0]


def rows(path):
    """Every sms and call as a plain dict, in the file's order, with one element alive at a time."""
    with open(path, "rb") as file:
        data = PAIR.sub(joined, file.read())
    for _, element in etree.iterparse(io.BytesIO(data), tag=("sms", "call"), recover=True, huge_tree=True):
        yield element.tag, dict(element.attrib)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def number(raw):
    return PREFIX.sub("", SPACING.sub("", raw))


def moment(ms):
    return datetime.fromtimestamp(int(ms) / 1000, SHANGHAI)


def contacts(paths):
    seen, kept = set(), []
    for path in paths:
        for tag, row in rows(path):
            if row.get("type") not in (("1", "2") if tag == "sms" else ("1", "2", "3", "4", "5", "6", "7")):
                continue
            at, peer = moment(row["date"]), number(row.get("address") or row.get("number") or "")
            same = (tag, row["type"], row["date"], peer, row.get("body"), row.get("duration"))
            if same in seen:
                continue
            seen.add(same)
            sent = row.get("date_sent")
            kept.append({
                "channel": tag, "inbound": row["type"] != "2", "at": at, "sent": moment(sent) if sent not in (None, "0", "null") else at,
                "peer": peer, "body": row.get("body", ""), "answered": tag == "call" and row["type"] in "17" and int(row["duration"]) > 0,
            })
    kept.sort(key=lambda c: c["at"])
    return kept


def review(facts_path, paths):
    with open(facts_path, encoding="utf-8") as file:
        facts = json.load(file)
    collectors = {number(n) for lender in facts["lenders"] for n in lender["numbers"]}
    found = contacts(paths)
    night, connected = [], defaultdict(list)
    for contact in found:
        if not contact["inbound"] or contact["peer"] not in collectors:
            continue
        words = contact["channel"] == "call" or (COLLECTION.search(contact["body"]) and not RECEIPT.search(contact["body"]))
        if words and not 8 <= contact["sent"].hour < 22:
            night.append({"time": contact["at"].isoformat(), "peer": contact["peer"], "text": contact["body"]})
        if contact["answered"]:
            connected[contact["at"].date()].append(contact["at"].isoformat())
    days = {day.isoformat(): times for day, times in connected.items() if len(times) > 3}
    print(json.dumps({"events_total": len(found), "night_collection": night, "excessive_connected_calls": days}, ensure_ascii=False))


def words(patterns_path, facts_path, paths):
    """What `add` and `review` ask of every message, asked by Python's own means: still no context, no quotes, no law."""
    import hashlib

    from peer_words import matcher

    for path in paths:
        with open(path, "rb") as file:
            hashlib.file_digest(file, "sha256")
    with open(patterns_path, encoding="utf-8") as file:
        scan = matcher(json.load(file))
    found, read = {}, 0
    for contact in contacts(paths):
        text = contact["body"]
        if contact["inbound"] and text:
            # A text that came before is not read again, as in the program.
            read += text not in found
            found[text] = found[text] if text in found else scan(text)
    print(json.dumps({"texts_read": read, "with_a_pattern": sum(1 for n in found.values() if n)}), file=sys.stderr)
    review(facts_path, paths)


def main():
    match sys.argv[1:]:
        case ["parse", *paths] if paths:
            print(sum(1 for path in paths for _ in rows(path)))
        case ["review", facts, *paths] if paths:
            review(facts, paths)
        case ["words", patterns, facts, *paths] if paths:
            words(patterns, facts, paths)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
