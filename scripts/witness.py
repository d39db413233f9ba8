#!/usr/bin/env python3
"""Finds, for every guard of the lexicon, a line of our own corpus that it alone keeps silent, and adds it to crates/core/tests/it/guards.txt.

    scripts/witness.py            only say what would be added and which guards have no line
    scripts/witness.py --write    add the lines
    scripts/witness.py --quick    look only at the lines that stand there and at the lexicon's own examples, told by others

The lines tried: those that stand there already (so nothing is added twice), the lexicon's own examples as a warning, a newspaper, a
victim, a joker or a pledge would quote them, then every line of the corpus, the short ones first. A guard for which no line is found is either dead (drop it) or needs a line invented for it (write it into guards.txt by
hand). See scripts/mutation.py for what a guard is. What `juzheng casebook check` notices by itself needs no line, and the lists of who speaks
are tried by tests of `review` (crates/core/tests/it/who_speaks.rs).
"""
import argparse, json, pathlib, subprocess, sys, tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import mutation

ROOT = pathlib.Path(mutation.ROOT)
LINES = ROOT / "crates/core/tests/it/guards.txt"
LONGEST = 160
REVIEWED = ("行话", "架势", "别的账", "发错")
# How others tell what a collector said: the lists of casebook/words/_guards.toml know them by such words.
TOLD = [
    "【市反诈中心】凡是收到“{}”这类短信的，都是诈骗套路，请立即报警。",
    "本报讯 警方近日破获一起非法催收案，该团伙曾发短信“{}”。",
    "哈哈哈 这剧反派的台词“{}”笑死我了",
    "催收给我发短信说“{}”，请问这样合法吗",
    "催收人员不得说“{}”",
    "“{}”这种话都是吓唬人的，没有这回事",
    "律师说“{}”不构成犯罪，属于民事纠纷",
    "我在网上借了钱，他们说{}",
    "妈，{}",
    "{}（可拨打12368查询）",
    "验证码：{}，退订回T",
    "家长您好，{}",
]


def pool(quick):
    """Lines with the recipients they are for; what holds a tab or a line break cannot stand in the list."""
    rows = [line.split("\t")[2:] for line in LINES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for path in sorted((ROOT / "casebook/words").glob("[a-z]*.toml")):
        examples = tomllib.loads(path.read_text(encoding="utf-8")).get("fires", [])
        rows += [(to, told.format(e["text"])) for e in examples for told in TOLD for to in ("borrower", "third_party")]
    rows += [] if quick else sorted(corpus(), key=lambda row: len(row[1]))
    return [{"to": to, "text": text} for to, text in rows if not set("\t\n\r") & set(text) and len(text) <= LONGEST]


def corpus():
    """Every invented line of ours."""
    rows = []
    for path in sorted((ROOT / "corpus/acts").glob("*.jsonl")):
        rows += [(row["to"], row["text"]) for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())]
    for path in sorted((ROOT / "corpus/innocent").glob("*.txt")):
        rows += [(to, line) for line in path.read_text(encoding="utf-8").splitlines() for to in ("borrower", "third_party", "unknown")]
    return rows


def guard_of(what):
    """The name a line is listed under: the list, or the group of sayings."""
    return what.split("“")[1].split("”")[0]


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--quick", action="store_true")
    asked = asked.parse_args()
    mutants = [(name, what, text) for kind, name, what, text in mutation.mutants(str(ROOT / "casebook")) if kind == "guard" and name.startswith("words/") and guard_of(what) not in REVIEWED]
    listed = ROOT / "target/witness.jsonl"
    listed.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in pool(asked.quick)), encoding="utf-8")
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
