#!/usr/bin/env python3
"""Time and memory of `add` + `review` beside lxml, in the same run: bench_intake.py [options]

  --runs N            counted runs, after one that is not counted (default 5)
  --size N/M          messages/calls; may be given again (default 100000/10000)
  --bin PATH          the program (default target/release/juzheng)
  --work FOLDER       where histories, cases and the venv are made (default target/bench)
  --no-peer           without the Python side
  --words             also lxml and pyahocorasick with all patterns of casebook/words: half a minute a run

Each run makes a new case and measures, one after the other: add, review --json, the plain lxml parse and the small
end-to-end of peer_lxml.py. So a slow minute of the machine is slow for all of them, and the ratios hold. Wall time is
from start to exit; CPU and peak memory are the kernel's own account of each process (wait4). lxml comes from pip, into
a venv of its own. Standard library only on this
side.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

import bench_screen

ROOT = Path(__file__).resolve().parent.parent
IN_FORCE = "2025-02-28"


def measured(command, out):
    """Runs a command; (wall s, CPU s, peak MB). Its exit status must be 0."""
    with open(out, "wb") as stdout:
        began = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdout=stdout)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def python_with_lxml(work):
    place = work / "venv"
    if not (place / "bin/python").exists():
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin/pip", "install", "--quiet", "lxml", "pyahocorasick"], check=True)
    return place / "bin/python"


def history(work, messages, calls):
    folder = work / f"history-{messages}-{calls}"
    if not (folder / "facts.json").exists():
        print(f"making {messages} messages and {calls} calls …", file=sys.stderr)
        subprocess.run([sys.executable, ROOT / "scripts/make_bulk.py", str(messages), str(calls), folder], check=True)
    return folder, [folder / "sms-bulk.xml", folder / "calls-bulk.xml"]


def one_run(binary, python, folder, files, work, words):
    case = work / "case"
    shutil.rmtree(case, ignore_errors=True)
    subprocess.run([binary, "init", case, "--facts", folder / "facts.json"], check=True, stdout=subprocess.DEVNULL)
    results = {
        "add": measured([binary, "add", case, *files, "--json"], work / "add.json"),
        "review": measured([binary, "review", case, "--json"], work / "review.json"),
    }
    results["add + review"] = tuple(f(a, b) for f, a, b in zip((sum2, sum2, max), results["add"], results["review"]))
    if python:
        results["lxml parse only"] = measured([python, ROOT / "scripts/peer_lxml.py", "parse", *files], work / "peer-parse.txt")
        results["lxml small end-to-end"] = measured([python, ROOT / "scripts/peer_lxml.py", "review", folder / "facts.json", *files], work / "peer-review.json")
    if python and words:
        peer = [python, ROOT / "scripts/peer_lxml.py", "words", words, folder / "facts.json", *files]
        results["lxml end-to-end, all words"] = measured(peer, work / "peer-words.json")
    return results


def sum2(a, b):
    return a + b


def spread(values, digits):
    return " / ".join(f"{v:.{digits}f}" for v in (min(values), statistics.median(values), max(values)))


def report(size, runs, work, files, peer):
    review = json.loads((work / "review.json").read_text(encoding="utf-8"))
    events = review["events_total"]
    megabytes = sum(f.stat().st_size for f in files) / 1e6
    print(f"\n## {size[0]} messages + {size[1]} calls: {megabytes:.1f} MB, {events} contacts, {len(review['findings'])} findings, "
          f"review.json {(work / 'review.json').stat().st_size / 1e6:.1f} MB; {len(runs)} runs\n")
    print("| min / median / max | wall s | CPU s | peak MB | bytes per contact |\n|---|---|---|---|---|")
    for name in runs[0]:
        wall, cpu, peak = ([run[name][i] for run in runs] for i in range(3))
        print(f"| {name} | {spread(wall, 2)} | {spread(cpu, 2)} | {spread(peak, 0)} | {statistics.median(peak) * 1e6 / events:.0f} |")
    if peer:
        print("\n| times as long as add + review, run by run | wall | CPU |\n|---|---|---|")
        for name in [name for name in runs[0] if name.startswith("lxml")]:
            ratios = [[run[name][i] / run["add + review"][i] for run in runs] for i in range(2)]
            print(f"| {name} | {spread(ratios[0], 1)} | {spread(ratios[1], 1)} |")
        same = json.loads((work / "peer-review.json").read_text(encoding="utf-8"))
        ours = {rule: sum(len(f["events"]) for f in review["findings"] if f["rule"] == rule) for rule in ("night_collection", "excessive_connected_calls")}
        # The peer knows no law by date: its findings count from the day GB/T 45251-2025 came into force.
        night = sum(found["time"] >= IN_FORCE for found in same["night_collection"])
        calls = sum(len(times) for day, times in same["excessive_connected_calls"].items() if day >= IN_FORCE)
        print(f"\nThe same answer: contacts {events} here, {same['events_total']} by the peer; offending events at night {ours['night_collection']} and {night}, "
              f"connected calls beyond three a day {ours['excessive_connected_calls']} and {calls}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--size", action="append")
    parser.add_argument("--bin", type=Path, default=ROOT / "target/release/juzheng")
    parser.add_argument("--work", type=Path, default=ROOT / "target/bench")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--words", action="store_true")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    python = None if args.no_peer else python_with_lxml(args.work)
    words = None
    if args.words:
        words = args.work / "screen-patterns.json"
        words.write_text(json.dumps(bench_screen.lexicon()[0], ensure_ascii=False), encoding="utf-8")
    for size in args.size or ["100000/10000"]:
        messages, calls = map(int, size.split("/"))
        folder, files = history(args.work, messages, calls)
        runs = [one_run(args.bin, python, folder, files, args.work, words) for _ in range(args.runs + 1)][1:]
        report((messages, calls), runs, args.work, files, python)


if __name__ == "__main__":
    main()
