#!/usr/bin/env python3
"""Messages a second of `juzheng screen` beside Python and hyperscan, same input, same run: bench_screen.py [options]

  --runs N            counted runs, after one that is not counted (default 5)
  --messages N        messages of each kind (default 100000)
  --bin PATH          the program (default target/release/juzheng)
  --work FOLDER       where input and the venv are made (default target/bench)
  --text FILE         ordinary messages, a line each, to be used instead of the invented ones
  --to WHOM…          recipients of the ordinary messages (default unknown borrower third_party)
  --no-peer           without the other side

Every message has 60 characters, cut and joined from invented ones, no two alike: `ordinary` from the everyday lines of
corpus/innocent (chat_1, adverts_2) by chance with a fixed seed, `collection` from the sentences of casebook/words that must be found. The program is measured whole:
start, reading the casebook, JSON in, JSON out (wait4: CPU of that process); its rate is CPU time less that of an empty
input. The peers are given the texts already parsed and answer only "which patterns", no context, no quotes, no JSON:

  python      pyahocorasick over the two-character words every match must hold, then Python's re for the patterns behind
  hyperscan   the same patterns as regular expressions, UTF-8, one pass (PyPI `hyperscan`, when it installs)

Patterns come from casebook/words itself: slots are filled in, `…` becomes .{0,8}, and so on. What neither engine can say
(a name that is a surname and one or two characters) is written out as a class.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP = "。！？\n】"
CLAUSE = STOP + "，；：（）【\\[\\]"
NUMBER = "[0-9〇零一二三四五六七八九十百千万两几]{1,12}"
NAME = "[\u4e00-\u9fff]{2,3}"
ACTS = ["third_party_disclosure", "third_party_payment_demand", "threat_violence", "threat_exposure", "insult",
        "impersonate_authority", "false_legal_consequence", "visit_threat", "induce_borrowing", "private_payee"]


def expression(pattern, slots, depth=0):
    """A pattern of casebook/words as a regular expression both engines read."""
    out, i = [], 0
    while i < len(pattern):
        c = pattern[i]
        if c == "{":
            end = pattern.index("}", i)
            name = pattern[i + 1:end]
            out.append({"数": NUMBER, "人名": NAME}.get(name) or "(?:" + "|".join(expression(w, slots, depth + 1) for w in sorted(slots[name], key=len, reverse=True)) + ")")
            i = end + 1
            continue
        if c == "!":  # what must not stand beside: context, which the peers are spared
            deep = 0
            for j in range(i + 1, len(pattern)):
                deep += {"(": 1, ")": -1}.get(pattern[j], 0)
                if deep == 0:
                    break
            i = j + 1
            continue
        if c == "…":
            wide = pattern[i + 1:i + 2] == "…"
            out.append(f"[^{STOP}]{{0,{20 if wide else 8}}}")
            i += 2 if wide else 1
            continue
        out.append({"(": "(?:", "~": f"[^{CLAUSE}]{{0,3}}"}.get(c) or (c if c in ")|?^$" else re.escape(c)))
        i += 1
    return "".join(out)


def lexicon():
    folder = ROOT / "casebook/words"
    slots = tomllib.loads((folder / "_slots.toml").read_text("utf-8"))
    patterns, found = [], []
    for path in sorted(folder.glob("[!_]*.toml")):
        family = tomllib.loads(path.read_text("utf-8"))
        for say in family.get("say", []):
            patterns += [expression(p, slots) for p in say["words"]]
        found += [e["text"] for e in family.get("fires", []) if path.stem in ACTS]
    return patterns, found


def sixty(sentences, count):
    """`count` messages of 60 characters: sentences one after the other, each message beginning at the next sentence."""
    out = []
    for n in range(count):
        text, k = "", n
        while len(text) < 60:
            text += sentences[(k * 7 + n // len(sentences)) % len(sentences)]
            k += 1
        out.append(text[:60])
    return out


def unlike(sentences, count):
    """`count` different messages of 60 characters, sentences joined by chance; always the same ones."""
    chance, out = random.Random(60), {}
    while len(out) < count:
        text = ""
        while len(text) < 60:
            text += chance.choice(sentences)
        out[text[:60]] = None
    return list(out)


def cpu(command, stdin):
    """CPU seconds of a command; its exit status must be 0."""
    with open(stdin, "rb") as source, open(os.devnull, "wb") as sink:
        process = subprocess.Popen([str(c) for c in command], stdin=source, stdout=sink)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime


PEER = r'''
import json, re, sys, time
kind, patterns, texts = sys.argv[1], json.load(open(sys.argv[2])), [json.loads(l)["text"] for l in open(sys.argv[3], encoding="utf-8")]
if kind == "python":
    sys.path.insert(0, sys.argv[4])
    from peer_words import matcher
    scan = matcher(patterns)
else:
    import hyperscan
    db = hyperscan.Database()
    flags = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SINGLEMATCH
    db.compile(expressions=[p.encode() for p in patterns], ids=list(range(len(patterns))), elements=len(patterns), flags=[flags] * len(patterns))
    scratch = hyperscan.Scratch(db)
    texts = [t.encode() for t in texts]
    hits = 0
    def seen(*_):
        global hits
        hits += 1
    def scan(text):
        global hits
        hits = 0
        db.scan(text, match_event_handler=seen, scratch=scratch)
        return hits
began = time.process_time()
total = 0
for text in texts:
    total += scan(text)
print(json.dumps({"seconds": time.process_time() - began, "matches": total, "messages": len(texts)}))
'''


def peers(work):
    """A Python with the peers, and which of them there are."""
    place = work / "venv-screen"
    if not (place / "bin/python").exists():
        venv.create(place, with_pip=True)
    there = []
    for kind, package, module in [("python", "pyahocorasick", "ahocorasick"), ("hyperscan", "hyperscan", "hyperscan")]:
        have = subprocess.run([place / "bin/python", "-c", f"import {module}"], capture_output=True).returncode == 0
        if not have:
            have = subprocess.run([place / "bin/pip", "install", "--quiet", "--only-binary", ":all:", package], capture_output=True).returncode == 0
        there += [kind] if have else []
    return place / "bin/python", there


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--bin", default=ROOT / "target/release/juzheng")
    parser.add_argument("--work", type=Path, default=ROOT / "target/bench")
    parser.add_argument("--text", type=Path)
    parser.add_argument("--to", nargs="+", default=["unknown", "borrower", "third_party"], choices=["unknown", "borrower", "third_party"])
    parser.add_argument("--no-peer", action="store_true")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    patterns, found = lexicon()
    texts = [args.text] if args.text else [ROOT / f"corpus/innocent/{part}.txt" for part in ("chat_1", "adverts_2")]
    ordinary = unlike([line for text in texts for line in text.read_text("utf-8").splitlines() if line.strip()], args.messages)
    kinds = {f"ordinary, {to}": (ordinary, to) for to in args.to} | {"collection, borrower": (sixty(found, args.messages), "borrower")}
    inputs = {}
    for kind, (messages, to) in kinds.items():
        inputs[kind] = args.work / f"screen-{kind.replace(', ', '-')}.jsonl"
        rows = (json.dumps({"id": str(n), "text": t, "to": to}, ensure_ascii=False) for n, t in enumerate(messages))
        inputs[kind].write_text("\n".join(rows) + "\n", "utf-8")
    inputs["empty"] = args.work / "screen-empty.jsonl"
    inputs["empty"].write_text("", "utf-8")
    (args.work / "screen-patterns.json").write_text(json.dumps(patterns, ensure_ascii=False), "utf-8")
    (args.work / "screen-peer.py").write_text(PEER, "utf-8")
    python, there = (None, []) if args.no_peer else peers(args.work)
    # The peers are slow: a tenth of the messages, and one part of a hundred for Python's re.
    parts = {"python": max(args.messages // 100, 200), "hyperscan": max(args.messages // 10, 200)}
    rates = {}
    for run in range(args.runs + 1):
        idle = cpu([args.bin, "screen"], inputs["empty"])
        for kind in kinds:
            took = cpu([args.bin, "screen"], inputs[kind]) - idle
            measured = {"juzheng screen": args.messages / max(took, 1e-9)}
            for peer in there:
                part = args.work / f"screen-part-{peer}.jsonl"
                part.write_text("".join(inputs[kind].read_text("utf-8").splitlines(True)[:parts[peer]]), "utf-8")
                done = subprocess.run([python, args.work / "screen-peer.py", peer, args.work / "screen-patterns.json", part, ROOT / "scripts"], capture_output=True, text=True)
                if done.returncode:
                    print(f"{peer}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                    there.remove(peer)
                    continue
                answer = json.loads(done.stdout)
                measured[peer] = answer["messages"] / answer["seconds"]
            if run:
                for name, rate in measured.items():
                    rates.setdefault((kind, name), []).append(rate)
    print(f"{len(patterns)} patterns; messages of 60 characters; {args.runs} runs; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| messages a CPU second, min / median / max | " + " | ".join(kinds) + " |\n" + "|---" * (len(kinds) + 1) + "|")
    for name in ["juzheng screen", "python", "hyperscan"]:
        cells = [rates.get((kind, name)) for kind in kinds]
        if all(cells):
            print(f"| {name} | " + " | ".join(f"{min(c):,.0f} / {statistics.median(c):,.0f} / {max(c):,.0f}" for c in cells) + " |")


if __name__ == "__main__":
    main()
