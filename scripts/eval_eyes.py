#!/usr/bin/env python3
"""Compare what was read in screenshots with their truth (scripts/draw_screens.py, or any set with the same fields).

    target/debug/examples/see assets/eyes PICTURE… > seen.jsonl
    python3 scripts/eval_eyes.py seen.jsonl FOLDER_OF_TRUTHS [-q]

What is counted, over all pictures and for each way of degrading:

- characters: edit distance between the words of a bubble and its truth, blanks and emoji left out; a bubble that was not found costs
  all its characters, one that is not there costs its own. `exact` counts bubbles without any difference.
- bubbles: found, when at most a fifth of the characters differ; what is found and not in the truth counts as a miss too.
- sides, senders, labels, quotes: over the bubbles found; a sender counts where either of the two has one.
- instants: the time a bubble or call means (truth `at`) against what was counted from the picture's own day. Only where the truth has one.
- rows: a call is right when number, time, direction and counter are, a permission when app, permission, state and last use are.
"""

import argparse
import json
import unicodedata
from collections import defaultdict
from pathlib import Path


def plain(text):
    if text is None:
        return None
    text = unicodedata.normalize("NFKC", str(text))
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("So", "Mn", "Cf", "Sk", "Cn", "Co"))
    return "".join(kept).replace("“", '"').replace("”", '"').replace("•", "·").lower()


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        new = [i + 1]
        for j, y in enumerate(b):
            new.append(min(row[j] + (x != y), row[j + 1] + 1, new[j] + 1))
        row = new
    return row[-1]


class Counts:
    def __init__(self):
        self.of = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self.way, self.bad = "plain", []

    def add(self, what, ok, note=None, weight=1):
        for way in ("all", self.way):
            entry = self.of[way][what]
            entry[0] += weight * bool(ok) if not isinstance(ok, float) else ok
            entry[1] += weight
        if not ok and note is not None:
            self.bad.append((what, *note))


def bubbles(counts, truth, page):
    left = list(page["bubbles"])
    for bubble in truth["bubbles"]:
        want = plain(bubble["text"])
        best = min(left, key=lambda x: distance(plain(x["text"]), want) / max(1, len(want)), default=None)
        errors = distance(plain(best["text"]), want) if best else len(want)
        found = best is not None and errors <= 0.2 * len(want)
        # Half a bubble under a banner or an edge may be read or left.
        if bubble.get("partial") and not found:
            close = [x for x in left if plain(x["text"]) in plain(bubble["text_full"]) or want in plain(x["text"])]
            left = [x for x in left if x not in close]
            continue
        counts.add("bubbles", found, (bubble["text"], best and best["text"]))
        if want:
            counts.add("characters", float(max(0, len(want) - errors)) if found else 0.0, None, len(want))
        if not found:
            continue
        counts.add("exact", errors == 0, (bubble["text"], best["text"]))
        left.remove(best)
        head = bubble["text"][:12]
        counts.add("sides", best["side"] == bubble["side"], (head, bubble["side"], best["side"]))
        if bubble.get("sender") or best.get("sender"):
            # The firm behind a name (`林经理@某某`) is no part of the name.
            name = lambda b: (plain(b.get("sender")) or "").split("@")[0] or None
            counts.add("senders", name(best) == name(bubble), (head, bubble.get("sender"), best.get("sender")))
        for key in ("time", "time_context", "quote", "kind"):
            if key in bubble and (bubble[key] is not None or best.get(key) is not None):
                counts.add(key, plain(best.get(key)) == plain(bubble[key]), (head, bubble[key], best.get(key)))
        if "at" in bubble:
            counts.add("instants", best.get("when") == bubble["at"], (head, bubble["at"], best.get("when")))
    for extra in left:
        counts.add("bubbles", False, ("extra", extra["text"], extra["side"]))


def rows(counts, kind, keys, truth, page):
    got = list(page[kind])
    for row in truth[kind]:
        same = lambda x: sum(plain(x.get(k)) == plain(row.get(k)) for k in keys)
        best = max(got, key=same, default=None)
        ok = best is not None and same(best) == len(keys)
        counts.add(kind, ok, ({k: row.get(k) for k in keys}, best and {k: best.get(k) for k in keys}))
        if best is None or same(best) < 2:
            continue
        got.remove(best)
        if row.get("at"):
            counts.add("instants", best.get("when") == row["at"], (row["number"], row["at"], best.get("when")))
        for key in ("label", "mark", "duration", "section"):
            if key in row and kind == "calls":
                counts.add(f"call {key}", plain(best.get(key)) == plain(row[key]), (row["number"], row[key], best.get(key)))
        if kind == "permissions" and "section" in row:
            counts.add("permission section", plain(best.get("section")) == plain(row["section"]), (row["permission"], row["section"], best.get("section")))
    for extra in got:
        counts.add(kind, False, ("extra", {k: extra.get(k) for k in keys}))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("seen")
    arguments.add_argument("truths", type=Path)
    arguments.add_argument("-q", action="store_true", help="figures only")
    options = arguments.parse_args()
    counts = Counts()
    for line in open(options.seen, encoding="utf-8"):
        seen = json.loads(line)
        truth_file = options.truths / f"{Path(seen['file']).stem}.json"
        if not truth_file.exists():
            continue
        truth, page = json.loads(truth_file.read_text(encoding="utf-8")), seen.get("page")
        counts.way, counts.bad = str(truth.get("degraded") or "plain").split()[0], []
        if page is None:
            counts.add("pictures", False, (seen,))
            continue
        if truth["app"] != "unknown":
            counts.add("app", page["app"] == truth["app"], (truth["app"], page["app"]))
        counts.add("theme", page["theme"] == truth["theme"], (truth["theme"], page["theme"]))
        if truth.get("peer") is not None:
            counts.add("peer", plain(page["peer"]) == plain(truth["peer"]), (truth["peer"], page["peer"]))
        bubbles(counts, truth, page)
        rows(counts, "calls", ("number", "time", "direction", "count"), truth, page)
        rows(counts, "permissions", ("app", "permission", "state", "last"), truth, page)
        for kind in ("notices", "separators"):
            # How many dashes a divider is drawn with is nothing to read.
            text = lambda x: plain(x["text"] if isinstance(x, dict) else x).strip("—-–")
            want, got = [text(x) for x in truth.get(kind, [])], [text(x) for x in page[kind]]
            counts.add(kind, want == got, (want, got))
        if counts.bad and not options.q:
            print(Path(seen["file"]).name, truth.get("skin"))
            for what, *note in counts.bad:
                print("    ", what, *note)
    ways = ["all"] + sorted(w for w in counts.of if w != "all")
    for what in counts.of["all"]:
        cells = []
        for way in ways:
            right, of = counts.of[way].get(what, (0, 0))
            cells.append(f"{way} {right / of:.4f} ({of})" if of else "")
        print(f"{what:20}", "  ".join(c for c in cells if c))


if __name__ == "__main__":
    main()
