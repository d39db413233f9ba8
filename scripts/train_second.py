#!/usr/bin/env python3
"""Learns the second opinion of the reader of words and writes casebook/words/_second.toml.

    pip install scikit-learn
    python3 scripts/train_second.py                   # train and write
    python3 scripts/train_second.py --cross-validate  # five-fold figures, nothing written

Read: the PARTS of corpus/acts below and corpus/innocent/*.txt, each innocent line for each of the three recipients. A logistic
regression an act over runs of one to four characters (numbers as one 0, ends as ^ and $), each text's runs divided by the root of their
number. Its rows are the messages and, counting less, their parts (crates/core/src/words/parts.rs): the quotes of the labels tell which part
commits the act. A run may weigh the more, the more unevenly it stands in messages with and without some act. First over all runs met
twice, then over the RUNS that carry most. Weights are written in hundredths; no chance is involved, so the same corpus gives the same file
on the same libraries.

The scores below were chosen on messages the model had not seen (docs/accuracy.md).
"""
import argparse, collections, json, pathlib, subprocess, sys

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACTS = ["third_party_disclosure", "third_party_payment_demand", "threat_violence", "threat_exposure", "insult", "impersonate_authority",
        "false_legal_consequence", "visit_threat", "induce_borrowing", "private_payee"]
TO = ["borrower", "third_party", "unknown"]
LAST = 47
PARTS = ["train", "train.more", *[f"train.{n}" for n in range(5, LAST + 1)], "dev", "test", "blind3", "blind4", "blind5"]
FRESH = [f"train.{n}" for n in range(10, LAST + 1)]
RUNS, LONGEST, LEAST = 36_000, 4, 30
# How loosely weights are held, what a part counts beside a message; how the whole and its best part are put together (second.rs).
LOOSE, PART, WHOLE, NEAR = 30, 0.3, 60, -350
# Scores in hundredths, of the runs and the windows (train_windows.py) together; see crates/core/src/words/second.rs.
# Each three times: from words alone (`screen`), within a case (`review`), and there from a sender known as the lender's.
SPEAKS = [[0, 0, 150], [0, 50, 300], [0, 0, 300]]
BARE = [[120, 150, 20_000], [150, 200, 20_000], [100, 100, 300]]
BESIDE, HUSH, KEEPS = [150, 200, 100], [150, 20_000, 300], [[-225, -80], [-425, -350], [-425, -350]]
# Added to the bases of acts that are rarely named wrongly and often missed; chosen on `held`, blind11 to blind13 (docs/accuracy.md).
LEAN = {"threat_violence": 140, "insult": 60, "visit_threat": 120}
WORTH = "欠债逾贷款借催钱还账帐平垫赖躲拖家门爸妈你侬恁命死腿手刀火车狗娃孩通讯群法警公院检刑逮抓卡码付转费"


def plain(rows):
    """The rows with what the reader of words makes of each."""
    feed = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    done = subprocess.run(["cargo", "run", "-q", "-p", "juzheng-core", "--example", "plain"], cwd=ROOT, input=feed, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read():
    rows = []
    for part in PARTS:
        for nth, line in enumerate((ROOT / "corpus/acts" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            rows.append({"text": row["text"], "to": row["to"], "acts": row["acts"], "spans": row.get("spans") or {}, "part": part, "fold": nth // 10 % 5})
    innocent = (line for path in sorted((ROOT / "corpus/innocent").glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    for nth, line in enumerate(innocent):
        rows += [{"text": line, "to": to, "acts": [], "spans": {}, "part": "innocent", "fold": nth // 10 % 5} for to in TO]
    quotes = sorted({quote for row in rows for list_ in row["spans"].values() for quote in list_})
    rows = plain(rows + [{"text": quote, "to": "unknown"} for quote in quotes])
    spelt = {row["text"]: row["heard"] for row in rows[-len(quotes):]}
    rows = rows[:-len(quotes)]
    for row in rows:
        row["runs"] = runs_of(row["heard"])
        row["there"] = {act: int(act in row["acts"]) for act in ACTS}
        row["pieces"] = list(parts_of(row, spelt))
    return rows


def runs_of(heard):
    """The different runs of a text or part, as second.rs cuts them."""
    text = "^" + heard + "$"
    return {text[i:i + n] for n in range(1, LONGEST + 1) for i in range(len(text) - n + 1)}


def parts_of(row, spelt):
    """The parts of a message that are weighed on their own, and for each act whether it is there: a part that holds most of a quote
    commits the act, one that touches none does not, of one between the two nothing is learned."""
    spans = {act: [(at, at + len(quote)) for quote in map(spelt.get, row["spans"].get(act) or []) if quote and (at := row["heard"].find(quote)) >= 0] for act in row["acts"]}
    for start, end in row["parts"]:
        there = {}
        for act in ACTS:
            if act not in row["acts"]:
                there[act] = 0
            elif spans[act]:
                shared = max(max(0, min(end, b) - max(start, a)) / min(b - a, end - start) for a, b in spans[act])
                if shared >= 0.6 or shared <= 0.15:
                    there[act] = int(shared >= 0.6)
        yield {"to": row["to"], "runs": runs_of(row["heard"][start:end]), "there": there}


def matrix(rows, vocabulary):
    """Rows of runs, each run worth one over the root of their number."""
    at, ends, value = [], [0], []
    for row in rows:
        known = sorted(vocabulary[run] for run in row["runs"] if run in vocabulary)
        at += known
        value += [1 / np.sqrt(max(1, len(known)))] * len(known)
        ends.append(len(at))
    return sparse.csr_matrix((value, at, ends), shape=(len(rows), len(vocabulary)))


def bases(rows):
    """One column a recipient; three times the worth of a run, so that the ridge hardly holds it."""
    return sparse.csr_matrix(np.array([[row["to"] == t for t in TO] for row in rows], float) * 3)


def evenness(x, y):
    """How unevenly each run stands in messages with and without an act, for the act where it does most; at least a little."""
    most, x = np.zeros(x.shape[1]), (x > 0).astype(float)
    for k in range(y.shape[1]):
        met = [np.asarray(x.T @ part).ravel() + 0.5 for part in (y[:, k], 1 - y[:, k])]
        most = np.maximum(most, np.abs(np.log((met[0] / y[:, k].sum()) / (met[1] / (1 - y[:, k]).sum()))))
    return 0.3 + most / 2


def learn(x, rows, loose):
    """One logistic regression an act; a part counts less than a message. Returns weights (column by act) and bases."""
    weights = np.zeros((x.shape[1], len(ACTS)))
    base = np.zeros((len(TO), len(ACTS)))
    for k, act in enumerate(ACTS):
        mine = [i for i, row in enumerate(rows) if act in row["there"]]
        fitted = LogisticRegression(C=loose, solver="liblinear", max_iter=300, tol=3e-3)
        fitted.fit(x[mine], [rows[i]["there"][act] for i in mine], sample_weight=[PART if "text" not in rows[i] else 1.0 for i in mine])
        weights[:, k] = fitted.coef_[0]
        base[:, k] = fitted.intercept_[0] + 3 * fitted.coef_[0][-len(TO):]
    return weights[:-len(TO)], base


def fit(rows):
    y = np.array([[a in row["acts"] for a in ACTS] for row in rows], float)
    count = collections.Counter(run for row in rows for run in row["runs"])
    names = sorted(run for run, n in count.items() if n >= 2)
    x = matrix(rows, {run: i for i, run in enumerate(names)})
    scale = evenness(x, y)
    w, _ = learn(sparse.hstack([x @ sparse.diags(scale), bases(rows)]).tocsr(), rows, 10)
    weight = np.abs(w * scale[:, None]).max(1) * np.sqrt([count[run] for run in names])
    kept = np.sort(np.argsort(-weight, kind="stable")[:RUNS])
    names = [names[i] for i in kept]
    vocabulary = {run: i for i, run in enumerate(names)}
    scale = evenness(matrix(rows, vocabulary), y)
    both = rows + [part for row in rows for part in row["pieces"]]
    w, base = learn(sparse.hstack([matrix(both, vocabulary) @ sparse.diags(scale), bases(both)]).tocsr(), both, LOOSE)
    return names, vocabulary, w * scale[:, None], base


def scores(rows, vocabulary, w, base):
    """Scores in hundredths, as second.rs gives them."""
    def each(rows):
        return (matrix(rows, vocabulary) @ w + np.array([base[TO.index(row["to"])] for row in rows])) * 100
    whole = each(rows)
    best = whole.copy()
    near = [i for i, row in enumerate(rows) if row["pieces"] and (set(ACTS) & set(row["lexicon"]) or whole[i].max() >= NEAR)]
    owner = np.array([i for i in near for _ in rows[i]["pieces"]])
    if near:
        best[near] = -np.inf
        np.maximum.at(best, owner, each([part for i in near for part in rows[i]["pieces"]]))
    return (WHOLE * whole + (100 - WHOLE) * best) / 100


def validate(rows):
    """Where the scores come from: each fresh message is scored by a model that has not seen its fold."""
    fresh = [row for row in rows if row["part"] in FRESH]
    score = np.zeros((len(fresh), len(ACTS)))
    for fold in range(5):
        _, vocabulary, w, base = fit([row for row in rows if row["fold"] != fold or row["part"] not in FRESH])
        mine = [i for i, row in enumerate(fresh) if row["fold"] == fold]
        score[mine] = scores([fresh[i] for i in mine], vocabulary, w, base)
    true = np.array([[a in row["acts"] for a in ACTS] for row in fresh])
    lexicon = np.array([[row["lexicon"].get(a, 0) for a in ACTS] for row in fresh])

    def show(name, said):
        right, wrong, missed = (said & true).sum(), (said & ~true).sum(), (~said & true).sum()
        print(f"{name:34} P={right / (right + wrong):.3f} R={right / (right + missed):.3f}")

    show("lexicon alone", lexicon > 0)
    for least in range(-150, 151, 25):
        show(f"model alone, from {least}", score >= least)
    kept = (lexicon == 2) & (score >= KEEPS[0][0]) | (lexicon == 1) & (score >= KEEPS[0][1])
    show(f"lexicon, kept from {KEEPS[0]}", kept)
    least = np.where(kept.any(1)[:, None], BESIDE[0], 0) + np.array([[SPEAKS[0][TO.index(row["to"])]] for row in fresh])
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
        "format = 4",
        f"speaks = {SPEAKS}",
        f"speaks_bare = {BARE}",
        f"beside = {BESIDE}",
        f"hush = {HUSH}",
        f"keeps = {KEEPS}",
        f"whole = {WHOLE}",
        f"near = {NEAR}",
        'sure = ["insult"]',
        f'worth = "{WORTH}"',
    ]
    out.append("acts = [")
    out += [f'    {{ name = "{act}", base = {[int(q) + LEAN.get(act, 0) for q in np.rint(b[:, k] * 100)]} }},' for k, act in enumerate(ACTS)]
    out += ["]", "runs = '''", *lines, "'''"]
    path = ROOT / "casebook/words/_second.toml"
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(lines)} runs, {path.stat().st_size >> 10} KB")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cross-validate", action="store_true")
    told = ask.parse_args()
    rows = read()
    if told.cross_validate:
        validate(rows)
    else:
        names, _, w, b = fit(rows)
        write(rows, names, w, b)


if __name__ == "__main__":
    main()
