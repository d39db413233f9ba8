#!/usr/bin/env python3
"""Time and memory of the exhibit book and of single papers of a large case: bench_papers.py [options]

  --runs N            counted runs, after one that is not counted (default 3)
  --messages N        messages the lender writes, most of them offending (default 2100: a book of some 200 pages)
  --bin PATH          the program (default target/release/juzheng)
  --work FOLDER       where the history and the case are made (default target/bench-papers)

Makes an invented case whose findings cite so many messages that the exhibit book grows to the size asked for, then
measures `book`, each of three papers by `draft CASE PAPER`, `review --json`, and `formats` (start-up without a casebook)
and `papers` (start-up with it). Wall time is from start to exit; CPU and peak memory are the kernel's account of each
process. Pages are counted by Poppler's pdfinfo where it is installed. Standard library only; the same arguments make the
same history.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHANGHAI = timezone(timedelta(hours=8))
FIRST = datetime(2026, 1, 5, 9, 0, 0, tzinfo=SHANGHAI)
PAPERS = ["D1-1", "D4", "D8"]
WORDS = [
    "【甲乙小贷】张一，你的借款已逾期{n}天，再不还就把你通讯录里的人一个一个打过去，让你出名。",
    "【甲乙小贷】张一你个骗子、无赖，欠钱不还，不要脸的东西，今天是第{n}天，等着瞧。",
    "【甲乙小贷】张一，第{n}次通知：今天不处理，就派人去你单位找你领导，让你丢工作。",
    "张一，我是某某派出所民警，你涉嫌贷款诈骗，第{n}号案，今天不还钱就抓你坐牢。",
]
TOLD = "【甲乙小贷】您朋友张一的借款逾期{n}天一直不还，欠款8,600.00元，请您督促他今天还清。"


def measured(command):
    """Runs a command; (wall s, CPU s, peak MB, what it wrote). Its exit status must be 0."""
    began = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, out


def messages(path, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"{len(rows)}\">\n")
        for at, number, text in rows:
            stamp = int(at.timestamp() * 1000)
            out.write(f'  <sms protocol="0" address="{number}" date="{stamp}" type="1" subject="null" body="{text}" read="1" status="-1" date_sent="{stamp}" />\n')
        out.write("</smses>\n")


def make(folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    own = [(FIRST + timedelta(minutes=40 * n), "1069000000101", WORDS[n % len(WORDS)].format(n=n + 1)) for n in range(count * 3 // 4)]
    told = [(FIRST + timedelta(minutes=120 * n + 7), "1069000000101", TOLD.format(n=n + 1)) for n in range(count // 4)]
    messages(folder / "sms-own.xml", own)
    messages(folder / "sms-friend.xml", told)
    facts = {
        "title": "【虚构】证据册测速", "as_of": "2026-06-01", "client": "p_1", "borrower": "p_1",
        "persons": [
            {"id": "p_1", "name": "张一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"]},
            {"id": "p_2", "name": "王二", "relation_to_borrower": "friend", "obligation": "none", "numbers": ["13800000002"]},
        ],
        "lenders": [{"id": "l_1", "name": "甲乙小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["1069000000101"], "signatures": ["【甲乙小贷】"]}],
        "loans": [{"id": "A-1", "lender": "l_1", "debtor": "p_1", "contract_date": "2025-03-01", "first_overdue": "2025-12-01"}],
        "files": [{"name": "sms-own.xml", "owner": "p_1"}, {"name": "sms-friend.xml", "owner": "p_2"}],
    }
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [folder / "sms-own.xml", folder / "sms-friend.xml"]


def pages(folder):
    """Pages of all PDFs in a folder, by pdfinfo; None where it is not installed."""
    if shutil.which("pdfinfo") is None:
        return None
    count = 0
    for pdf in sorted(folder.glob("*.pdf")):
        told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        count += int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--messages", type=int, default=2100)
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/juzheng")
    parser.add_argument("--work", type=Path, default=ROOT / "target/bench-papers")
    args = parser.parse_args()
    case, out = args.work / "case", args.work / "out"
    files = make(args.work / "history", args.messages)
    shutil.rmtree(case, ignore_errors=True)
    measured([args.bin, "init", case, "--facts", args.work / "history/facts.json"])
    measured([args.bin, "add", case, *files])
    commands = {"formats": [args.bin, "formats"], "papers": [args.bin, "papers"], "review": [args.bin, "review", case, "--json"], "book": [args.bin, "book", case, "-o", out / "book"]}
    commands |= {f"draft {paper}": [args.bin, "draft", case, paper, "-o", out / paper] for paper in PAPERS}
    print("| command | pages | wall s, min / median / max | CPU s | peak MB |\n|---|---|---|---|---|")
    for name, command in commands.items():
        figures = []
        for n in range(args.runs + 1):
            shutil.rmtree(out, ignore_errors=True)
            figure = measured(command)
            figures += [figure] if n else []
        folder = out / ("book" if name == "book" else name.removeprefix("draft "))
        count = pages(folder) if folder.is_dir() else None
        wall, cpu, peak = ([f[i] for f in figures] for i in range(3))
        print(f"| {name} | {count or '—'} | {min(wall):.2f} / {statistics.median(wall):.2f} / {max(wall):.2f} | {statistics.median(cpu):.2f} | {max(peak):.0f} |")


if __name__ == "__main__":
    main()
