#!/usr/bin/env python3
"""Finds, for every guard of the lexicon, a line of our own corpus that it alone keeps silent, and adds it to crates/core/tests/it/guards.txt.

    scripts/witness.py            only say what would be added and which guards have no line
    scripts/witness.py --write    add the lines

A guard for which no line of the corpus is found is either dead (drop it) or needs a line invented for it (write it into guards.txt by
hand). Lines that stand there already are tried first, so nothing is added twice. See scripts/mutation.py for what a guard is.
"""
import argparse, json, pathlib, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import mutation

ROOT = pathlib.Path(mutation.ROOT)
LINES = ROOT / "crates/core/tests/it/guards.txt"
LONGEST = 160


def pool():
    """Every invented line of ours with the recipients it is for; what holds a tab or a line break cannot stand in the list."""
    rows = [line.split("\t")[2:] for line in LINES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for path in sorted((ROOT / "corpus/acts").glob("*.jsonl")):
        rows += [(row["to"], row["text"]) for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())]
    for path in sorted((ROOT / "corpus/innocent").glob("*.txt")):
        rows += [(to, line) for line in path.read_text(encoding="utf-8").splitlines() for to in ("borrower", "third_party", "unknown")]
    return [{"to": to, "text": text} for to, text in rows if not set("\t\n\r") & set(text) and len(text) <= LONGEST]


def guard_of(what):
    """The name a line is listed under: the list, or the group of sayings."""
    return what.split("“")[1].split("”")[0]


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    asked = asked.parse_args()
    mutants = [(name, what, text) for kind, name, what, text in mutation.mutants(str(ROOT / "casebook")) if kind == "guard" and name.startswith("words/")]
    listed = ROOT / "target/witness.jsonl"
    listed.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in pool()), encoding="utf-8")
    feed = "".join(json.dumps({"file": name[6:-5], "text": text}, ensure_ascii=False) + "\n" for name, _, text in mutants)
    command = ["cargo", "run", "-q", "-p", "juzheng-core", "--example", "silenced", "--", str(ROOT / "casebook/words"), str(listed)]
    done = subprocess.run(command, cwd=ROOT, input=feed, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    there = LINES.read_text(encoding="utf-8")
    new, without = [], []
    for (name, what, _), found in zip(mutants, map(json.loads, done.stdout.splitlines())):
        if not found:
            without.append(f"{name}: {what}")
        elif found["family"]:
            line = "\t".join([found["family"], guard_of(what), found["to"], found["text"]])
            known = f"\t{found['to']}\t{found['text']}\n"
            if f"{found['family']}\t" not in there or known not in there:
                new.append(line)
    new = sorted(set(new))
    print(f"{len(mutants)} guards, {len(new)} lines to add, {len(without)} without a line:", *without, sep="\n")
    if asked.write and new:
        LINES.write_text(there + "".join(line + "\n" for line in new), encoding="utf-8")


if __name__ == "__main__":
    main()
