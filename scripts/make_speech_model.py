#!/usr/bin/env python3
"""Make crates/eyes/tests/speech: a tiny model of "speech" for tests, in the layout of SenseVoice as sherpa-onnx exports it, and its tokens.

Nobody speaks in tones, but everything between the file and the words is the real thing: metadata, four inputs, stacked frames, four tags
in front, CTC. A word is a tone: the network is one matrix that compares the energy of its mel bands with the mean of all bands. Standard
library only; the same bytes every time.
"""

import math
import struct
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "crates/eyes/tests/speech"
BANDS, SIZE, SHIFT = 80, 7, 6
# Tokens: blank, four tags, then one a tone (hertz).
TOKENS = ["<blk>", "<|zh|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>", "还", "钱", "你", "好", "▁o", "k", "。"]
TONES = {5: 400, 6: 700, 7: 1100, 8: 1700, 9: 2500, 10: 3600, 11: 5200}
MEAN = 8.0


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def field(number, value):
    """One field of a protobuf message: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def tensor(name, dims, kind, raw):
    return b"".join(field(1, d) for d in dims) + field(2, kind) + field(8, name) + field(9, raw)


def attribute(name, number):
    return field(1, name) + field(3, number) + field(20, 2)


def node(op, inputs, outputs, *attributes):
    return b"".join(field(1, i) for i in inputs) + b"".join(field(2, o) for o in outputs) + field(4, op) + b"".join(field(5, a) for a in attributes)


def value(name, kind, dims):
    shape = b"".join(field(1, field(2, d) if isinstance(d, str) else field(1, d)) for d in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def mel(hertz):
    return 1127.0 * math.log(1 + hertz / 700)


def band(hertz):
    """The mel band whose middle is nearest."""
    low, high = mel(20), mel(8000)
    return round((mel(hertz) - low) / ((high - low) / (BANDS + 1))) - 1


def weights():
    """Rows of stacked frames to columns of tokens."""
    w = [[0.0] * len(TOKENS) for _ in range(SIZE * BANDS)]
    for token, hertz in TONES.items():
        for frame in range(SIZE):
            for b in range(BANDS):
                near = abs(b - band(hertz)) <= 1
                w[frame * BANDS + b][token] = (1 / 3 if near else 0) / SIZE - 1 / BANDS / SIZE
    return [v for row in w for v in row]


def floats(values):
    return struct.pack(f"<{len(values)}f", *values)


def tags(columns):
    """One frame for each tag: its own token high, all else 0."""
    return floats([30.0 if column == tag else 0.0 for tag in columns for column in range(len(TOKENS))])


def main():
    n = len(TOKENS)
    # A tone stands out by more than 5 nepers from the mean of its frame; noise does not.
    bias = [5.0] + [-60.0] * 4 + [0.0] * len(TONES)
    graph = b"".join(
        field(1, one)
        for one in [
            node("MatMul", ["x", "w"], ["scores"]),
            node("Add", ["scores", "bias"], ["words"]),
            # Language 0 (auto) and manner 14 choose their frames, so that both inputs matter.
            node("Gather", ["languages", "language"], ["spoken"], attribute("axis", 0)),
            node("Gather", ["manners", "text_norm"], ["written"], attribute("axis", 0)),
            node("Concat", ["spoken", "middle", "written", "words"], ["logits"], attribute("axis", 1)),
        ]
    )
    graph += field(2, "tones")
    for one in [
        tensor("w", [SIZE * BANDS, n], 1, floats(weights())),
        tensor("bias", [n], 1, floats(bias)),
        tensor("languages", [1, 1, n], 1, tags([1])),
        tensor("middle", [1, 2, n], 1, tags([2, 3])),
        # Numbers 0 to 14; only 14 is a tag.
        tensor("manners", [15, 1, n], 1, tags([0] * 14 + [4])),
    ]:
        graph += field(5, one)
    for one in [value("x", 1, ["N", "T", SIZE * BANDS]), value("x_length", 6, ["N"]), value("language", 6, ["N"]), value("text_norm", 6, ["N"])]:
        graph += field(11, one)
    graph += field(12, value("logits", 1, ["N", "T4", n]))
    meta = {
        "model_type": "sense_voice_ctc", "comment": "tones, for tests", "vocab_size": n, "lfr_window_size": SIZE, "lfr_window_shift": SHIFT, "normalize_samples": 0,
        "with_itn": 14, "without_itn": 13, "lang_auto": 0, "lang_zh": 0, "lang_en": 0, "lang_ja": 0, "lang_ko": 0, "lang_yue": 0,
        "neg_mean": ",".join([str(-MEAN)] * SIZE * BANDS), "inv_stddev": ",".join(["1"] * SIZE * BANDS),
    }
    model = field(1, 8) + field(2, "juzheng") + field(7, graph) + field(8, field(2, 13))
    for key, text in meta.items():
        model += field(14, field(1, key) + field(2, str(text)))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "model.onnx").write_bytes(model)
    (OUT / "tokens.txt").write_text("".join(f"{t} {i}\n" for i, t in enumerate(TOKENS)), encoding="utf-8")
    print(f"model.onnx {len(model)} bytes, {n} tokens")


if __name__ == "__main__":
    main()
