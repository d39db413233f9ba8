#!/usr/bin/env python3
"""Learns the second opinion of the reader of words and writes casebook/words/_second.toml.

    pip install numpy
    python3 scripts/train_second.py                   # train and write
    python3 scripts/train_second.py --cross-validate  # five-fold figures, nothing written

Read: the PARTS of corpus/acts below and corpus/innocent/*.txt, each innocent line for one of the three recipients in turn. A logistic
regression an act over runs of one to four characters (numbers as one 0, ends as ^ and $), each text's runs divided by the root of their
number. A run may weigh the more, the more unevenly it stands in messages with and without some act. First over all runs met twice, then
over the RUNS that carry most. Weights are written in hundredths; no chance is involved, so the same corpus gives the same file on the
same numpy.

The thresholds come from five-fold cross-validation over train.7 and train.8, before the lexicon was mended on them; those for third
parties and unknown recipients were then made stricter on the ordinary messages and the rules' own examples (docs/accuracy.md).
"""
import argparse, collections, json, pathlib, subprocess, sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACTS = ["third_party_disclosure", "third_party_payment_demand", "threat_violence", "threat_exposure", "insult", "impersonate_authority",
        "false_legal_consequence", "visit_threat", "induce_borrowing", "private_payee"]
TO = ["borrower", "third_party", "unknown"]
PARTS = ["train", "train.more", "train.5", "train.6", "train.7", "train.8", "train.9", "train.10", "train.11", "train.12", "train.13", "train.14", "train.15", "train.16", "train.17", "train.18", "train.19", "train.20", "train.21", "train.22", "dev", "test", "blind3", "blind4", "blind5"]
FRESH = [f"train.{n}" for n in range(10, 23)]
RUNS, LONGEST, RIDGE, LEAST = 36_000, 4, 0.02, 30
# Scores in hundredths; see crates/core/src/words/second.rs.
# Each three times: from words alone (`screen`), within a case (`review`), and there from a sender known as the lender's.
SPEAKS = [[-60, -60, 300], [75, 175, 300], [100, 75, 300]]
BARE = [[0, 0, 20_000], [175, 275, 20_000], [150, 100, 300]]
BESIDE, HUSH, KEEPS = [250, 300, 250], [150, 20_000, 300], [[-400, -250], [-550, -550], [-550, -550]]
WORTH = "欠债逾贷款借催钱还账帐平垫赖躲拖家门爸妈你侬恁命死腿手刀火车狗娃孩通讯群法警公院检刑逮抓卡码付转费"


def read():
    rows = []
    for part in PARTS:
        for nth, line in enumerate((ROOT / "corpus/acts" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            rows.append({"text": row["text"], "to": row["to"], "acts": row["acts"], "part": part, "fold": nth // 10 % 5})
    nth = 0
    for path in sorted((ROOT / "corpus/innocent").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            rows.append({"text": line, "to": TO[nth % 3], "acts": [], "part": "innocent", "fold": nth // 10 % 5})
            nth += 1
    feed = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    done = subprocess.run(["cargo", "run", "-q", "-p", "juzheng-core", "--example", "plain"], cwd=ROOT, input=feed, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def runs_of(plain):
    """The different runs of a text, as second.rs cuts them."""
    text = []
    for c in plain:
        digit = "0" <= c <= "9"
        if not (digit and text and text[-1] == "0"):
            text.append("0" if digit else c)
    text = "^" + "".join(text) + "$"
    return {text[i:i + n] for n in range(1, LONGEST + 1) for i in range(len(text) - n + 1)}


class Matrix:
    """Rows of runs, each run worth one over the root of their number; beside them one column a recipient."""

    def __init__(self, rows, vocabulary):
        self.n, self.f = len(rows), len(vocabulary)
        at, row, value = [], [], []
        for i, r in enumerate(rows):
            known = sorted(vocabulary[g] for g in r["runs"] if g in vocabulary)
            at += known
            row += [i] * len(known)
            value += [1 / np.sqrt(max(1, len(known)))] * len(known)
        self.at, self.row, self.value = np.array(at), np.array(row), np.array(value)
        self.to = np.array([[r["to"] == t for t in TO] for r in rows], float)

    def scaled(self, scale):
        """The same rows with every run's worth multiplied; weights learned on it are to be multiplied likewise."""
        self.value = self.value * scale[self.at]
        return self

    def times(self, w, b):
        out = [np.bincount(self.row, self.value * w[self.at, k], self.n) for k in range(w.shape[1])]
        return np.stack(out, 1) + self.to @ b

    def back(self, g):
        out = [np.bincount(self.at, self.value * g[self.row, k], self.f) for k in range(g.shape[1])]
        return np.stack(out, 1), self.to.T @ g


def evenness(x, y):
    """How unevenly each run stands in messages with and without an act, for the act where it does most; at least a little."""
    most = np.zeros(x.f)
    for k in range(y.shape[1]):
        met = [np.bincount(x.at, part[x.row], x.f) + 0.5 for part in (y[:, k], 1 - y[:, k])]
        most = np.maximum(most, np.abs(np.log((met[0] / y[:, k].sum()) / (met[1] / (1 - y[:, k]).sum()))))
    return 0.3 + most / 2


def learn(x, y, rounds):
    """Nesterov's method on the log loss with a ridge on the weights; bases are free."""
    w, b = np.zeros((x.f, y.shape[1])), np.full((3, y.shape[1]), -2.0)
    v, vb, t, sign = w, b, 1.0, 2 * y - 1
    # The largest curvature, by the power method.
    probe = np.ones((x.f, 1)) / np.sqrt(x.f), np.ones((3, 1)) / 2
    for _ in range(12):
        probe = x.back(x.times(*probe))
        size = np.sqrt((probe[0] ** 2).sum() + (probe[1] ** 2).sum())
        probe = probe[0] / size, probe[1] / size
    step = 1 / (0.25 * size * 1.05 + RIDGE)
    for _ in range(rounds):
        g = -sign / (1 + np.exp(np.clip(sign * x.times(v, vb), -30, 30)))
        gw, gb = x.back(g)
        w2, b2 = v - step * (gw + RIDGE * v), vb - step * gb
        t2 = (1 + np.sqrt(1 + 4 * t * t)) / 2
        v, vb = w2 + (t - 1) / t2 * (w2 - w), b2 + (t - 1) / t2 * (b2 - b)
        w, b, t = w2, b2, t2
    return w, b


def fit(rows):
    y = np.array([[a in r["acts"] for a in ACTS] for r in rows], float)
    count = collections.Counter(g for r in rows for g in r["runs"])
    names = sorted(g for g, n in count.items() if n >= 2)
    x = Matrix(rows, {g: i for i, g in enumerate(names)})
    scale = evenness(x, y)
    w, _ = learn(x.scaled(scale), y, 60)
    weight = np.abs(w * scale[:, None]).max(1) * np.sqrt([count[g] for g in names])
    kept = np.sort(np.argsort(-weight, kind="stable")[:RUNS])
    names, scale = [names[i] for i in kept], scale[kept]
    vocabulary = {g: i for i, g in enumerate(names)}
    w, b = learn(Matrix(rows, vocabulary).scaled(scale), y, 700)
    return names, vocabulary, w * scale[:, None], b


def validate(rows):
    """Where the thresholds come from: each fresh message is scored by a model that has not seen its fold."""
    fresh = [r for r in rows if r["part"] in FRESH]
    score = np.zeros((len(fresh), len(ACTS)))
    for fold in range(5):
        _, vocabulary, w, b = fit([r for r in rows if r["fold"] != fold or r["part"] not in FRESH])
        mine = [i for i, r in enumerate(fresh) if r["fold"] == fold]
        score[mine] = Matrix([fresh[i] for i in mine], vocabulary).times(w, b) * 100
    true = np.array([[a in r["acts"] for a in ACTS] for r in fresh])
    lexicon = np.array([[r["lexicon"].get(a, 0) for a in ACTS] for r in fresh])

    def show(name, said):
        right, wrong, missed = (said & true).sum(), (said & ~true).sum(), (~said & true).sum()
        print(f"{name:34} P={right / (right + wrong):.3f} R={right / (right + missed):.3f}")

    show("lexicon alone", lexicon > 0)
    for least in range(-150, 151, 25):
        show(f"model alone, from {least}", score >= least)
    kept = (lexicon == 2) & (score >= KEEPS[0][0]) | (lexicon == 1) & (score >= KEEPS[0][1])
    show(f"lexicon, kept from {KEEPS[0]}", kept)
    least = np.where(kept.any(1)[:, None], BESIDE[0], np.array([[SPEAKS[0][TO.index(r["to"])]] for r in fresh]))
    show("both (frames not looked at)", kept | (lexicon == 0) & (score >= least))


def write(rows, names, w, b):
    whole = np.rint(w * 100).astype(int)
    lines = []
    for name, weights in zip(names, whole):
        fields = [f"{k}:{q}" for k, q in enumerate(weights) if abs(q) >= LEAST]
        if fields and "'" not in name and "\\" not in name and not any(c.isspace() for c in name):
            lines.append(" ".join([name, *fields]))
    parts = collections.Counter(r["part"] for r in rows)
    out = [
        "# 第二意见的权重：由 scripts/train_second.py 生成，不要手改。写法见 README.md。",
        'means = "从标注过的短信学来的权重：一条短信的用字有多像犯某种行为的短信。单独说话时只算弱信号。"',
        f'trained = "{"，".join(f"{p} {n} 条" for p, n in parts.items())}"',
        "format = 3",
        f"speaks = {SPEAKS}",
        f"speaks_bare = {BARE}",
        f"beside = {BESIDE}",
        f"hush = {HUSH}",
        f"keeps = {KEEPS}",
        'sure = ["insult"]',
        f'worth = "{WORTH}"',
    ]
    out.append("acts = [")
    out += [f'    {{ name = "{act}", base = {[int(q) for q in np.rint(b[:, k] * 100)]} }},' for k, act in enumerate(ACTS)]
    out += ["]", "runs = '''", *lines, "'''"]
    path = ROOT / "casebook/words/_second.toml"
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(lines)} runs, {path.stat().st_size >> 10} KB")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cross-validate", action="store_true")
    told = ask.parse_args()
    rows = read()
    for r in rows:
        r["runs"] = runs_of(r["plain"])
    if told.cross_validate:
        validate(rows)
    else:
        names, _, w, b = fit(rows)
        write(rows, names, w, b)


if __name__ == "__main__":
    main()
