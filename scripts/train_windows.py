#!/usr/bin/env python3
"""Learns the windows of the second opinion and writes casebook/words/_windows.toml.

    pip install torch scikit-learn
    python3 scripts/train_windows.py             # train and write: an hour on two cores
    python3 scripts/train_windows.py --epochs 2  # a rough one

Read: what train_second.py reads. A convolution of one layer: every character a row of DEPTH numbers, SHAPES shapes laid over windows of one
to five characters, the best fit of each kept; recipients weigh shapes differently (a gate). Against learning by heart: half of what is known is
left out in turn, characters are blotted out, messages to the same recipient are joined (what either does, both do), parts of messages
are shown alone with what they alone do. Numbers are then rounded to signed bytes; crates/core/src/words/windows.rs reckons with whole
numbers only. The seed is fixed; other versions or processors may round another way while learning.
"""
import argparse, collections, random, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import train_second as runs
from train_second import ACTS, ROOT, TO

DEPTH, SHAPES = 64, {1: 48, 2: 160, 3: 208, 4: 160, 5: 96}
EPOCHS, RATE, BATCH, SEED = 34, 2e-3, 64, 3
# A character met in fewer messages is none; longer messages are cut.
LEAST, LONGEST = 4, 250
# Messages joined to another, characters blotted out, parts shown in each round and what they count.
JOINED, BLOTTED, PARTS, PART = 0.25, 0.08, 20_000, 0.5
# What the score counts for beside the one of the runs, in hundredths.
SHARE = 60
NOTHING, UNKNOWN, HEAD, TAIL = range(4)
# As in windows.rs.
HALVINGS, WEIGHT = 5, 1 << 14


class Windows(nn.Module):
    def __init__(self, letters):
        super().__init__()
        many = sum(SHAPES.values())
        self.letters = nn.Embedding(letters, DEPTH, padding_idx=NOTHING)
        nn.init.normal_(self.letters.weight, 0, 0.3)
        with torch.no_grad():
            self.letters.weight[NOTHING] = 0
        self.shapes = nn.ModuleList([nn.Conv1d(DEPTH, n, width) for width, n in SHAPES.items()])
        self.out, self.base, self.gate = nn.Linear(many, len(ACTS)), nn.Linear(len(TO), len(ACTS)), nn.Linear(len(TO), many)
        self.spare_letters, self.spare_shapes = nn.Dropout(0.1), nn.Dropout(0.4)

    def forward(self, text, to):
        rows = F.pad(self.spare_letters(self.letters(text)).transpose(1, 2), (0, max(SHAPES)))
        fits = torch.cat([F.relu(shape(rows)).max(2)[0] for shape in self.shapes], 1) * self.gates(to)
        return self.out(self.spare_shapes(fits)) + self.base(to)

    def gates(self, to):
        return torch.sigmoid(self.gate(to)) * 2


def numbers(heard, letters):
    return [letters.get(letter, UNKNOWN) for letter in heard[:LONGEST]]


def learn(rows, epochs):
    met = collections.Counter(letter for row in rows if row["part"] != "innocent" or row["to"] == TO[0] for letter in set(row["heard"]))
    names = ["", "其他", "^", "$"] + [letter for letter, n in sorted(met.items(), key=lambda m: (-m[1], m[0])) if n >= LEAST]
    letters = {name: i for i, name in enumerate(names)}
    there = lambda acts: [float(acts.get(act, -1)) for act in ACTS]
    messages = [(numbers(row["heard"], letters), TO.index(row["to"]), there(row["there"])) for row in rows if row["part"] != "innocent"]
    innocent = [(numbers(row["heard"], letters), there(row["there"])) for row in rows if row["part"] == "innocent" and row["to"] == TO[0]]
    pieces = [(numbers(row["heard"][start:end], letters), TO.index(row["to"]), there(piece["there"]))
              for row in rows if row["part"] != "innocent" or row["to"] == TO[0] for (start, end), piece in zip(row["parts"], row["pieces"])]
    ends = lambda text: [HEAD, *text, TAIL]
    model = Windows(len(names))
    steps = torch.optim.Adam(model.parameters(), RATE, weight_decay=1e-6)
    for epoch in range(epochs):
        begun, lost, seen = time.time(), 0.0, 0
        data = [(ends(text), to, acts, 1.0) for text, to, acts in messages] + [(ends(text), random.randrange(len(TO)), acts, 1.0) for text, acts in innocent]
        to_whom = [[row for row in data if row[1] == to] for to in range(len(TO))]
        for i, row in enumerate(data):
            other = random.choice(to_whom[row[1]])
            if random.random() < JOINED and len(row[0]) + len(other[0]) < 130:
                first, second = (row, other) if random.random() < 0.5 else (other, row)
                between = [letters["，"]] if random.random() < 0.6 else []
                data[i] = (first[0][:-1] + between + second[0][1:], row[1], [max(a, b) for a, b in zip(row[2], other[2])], 1.0)
        data += [(ends(text), to, acts, PART) for text, to, acts in random.sample(pieces, min(PARTS, len(pieces)))]
        order = sorted(range(len(data)), key=lambda i: len(data[i][0]) + random.random() * 6)
        batches = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
        random.shuffle(batches)
        for nth, batch in enumerate(batches):
            done = (epoch + nth / len(batches)) / epochs
            for group in steps.param_groups:
                group["lr"] = RATE * (done / 0.1 if done < 0.1 else max(0.02, 1 - (done - 0.1) / 0.9))
            longest = max(max(SHAPES) + 1, max(len(data[i][0]) for i in batch))
            text = torch.tensor([data[i][0] + [NOTHING] * (longest - len(data[i][0])) for i in batch])
            text = torch.where((torch.rand(text.shape) < BLOTTED) & (text > TAIL), torch.full_like(text, UNKNOWN), text)
            acts = torch.tensor([data[i][2] for i in batch])
            counts = torch.tensor([data[i][3] for i in batch])[:, None] * (acts >= 0)
            loss = (F.binary_cross_entropy_with_logits(model(text, torch.eye(len(TO))[[data[i][1] for i in batch]]), acts.clamp(min=0), reduction="none") * counts).sum() / len(batch)
            steps.zero_grad()
            loss.backward()
            steps.step()
            lost, seen = lost + loss.item() * len(batch), seen + len(batch)
        print(f"round {epoch + 1} of {epochs}: loss {lost / seen:.4f}, {time.time() - begun:.0f} s", flush=True)
    return names, model.eval()


def write(rows, names, model, path):
    def hexed(row):
        return (row.reshape(-1).astype(int) & 255).astype(np.uint8).tobytes().hex()

    letters = model.letters.weight.detach().numpy()
    scale = 127 / np.quantile(np.abs(letters[1:]), 0.9999)
    small = np.clip(np.rint(letters * scale), -127, 127)
    gates, out = model.gates(torch.eye(len(TO))).detach().numpy(), model.out.weight.detach().numpy()
    shapes, first = [], 0
    for (width, many), shape in zip(SHAPES.items(), model.shapes):
        for nth in range(many):
            own = shape.weight[nth].detach().numpy().T  # place by depth
            by = 127 / np.abs(own).max()
            fit = scale * by / (1 << HALVINGS)
            weights = np.rint(gates[:, first + nth][:, None] * out[:, first + nth][None] / fit * 100 * WEIGHT).astype(int)
            bias = int(np.clip(np.rint(shape.bias[nth].item() * fit), -32768, 32767))
            shapes.append(" ".join(map(str, [width, bias, hexed(np.rint(own * by)), *weights.reshape(-1)])))
        first += many
    base = np.rint((model.base(torch.eye(len(TO))).detach().numpy() + model.out.bias.detach().numpy()) * 100).astype(int)
    parts = collections.Counter(row["part"] for row in rows)
    lines = [
        "# 第二意见的另一半：由 scripts/train_windows.py 生成，不要手改。写法见 README.md。",
        'means = "从标注过的短信学来的字行与形状：相近的字，数也相近；每个形状只在全文最合的那几个字上算一次。单独说话时只算弱信号。"',
        f'trained = "{"，".join(f"{part} {n} 条" for part, n in parts.items())}"',
        "format = 1",
        f"share = {SHARE}",
        f"near = {NEAR}",
        f"depth = {DEPTH}",
        "acts = [",
        *[f'  {{ name = "{act}", base = {[int(base[to, k]) for to in range(len(TO))]} }},' for k, act in enumerate(ACTS)],
        "]",
        "letters = '''",
        *[f"{name} {hexed(row)}" for name, row in zip(names, small) if name and name not in "'\\" and not name.isspace()],
        "'''",
        "shapes = '''",
        *shapes,
        "'''",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(names)} letters, {len(shapes)} shapes: {path}")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--epochs", type=int, default=EPOCHS)
    epochs = args.parse_args().epochs
    random.seed(SEED), np.random.seed(SEED), torch.manual_seed(SEED)
    rows = runs.read()
    names, model = learn(rows, epochs)
    write(rows, names, model, ROOT / "casebook/words/_windows.toml")


if __name__ == "__main__":
    main()
