#!/usr/bin/env python3
"""How often characters and pairs of characters are met, for crates/core/src/words/often.rs: often.py > crates/core/src/words/often.rs

Counted over corpus/innocent and the train and dev parts of corpus/acts, each half of the weight. The table only decides
where the search for a pattern starts; no figure here changes what is found.
"""

import collections
import glob
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def rates(texts):
    """Characters and pairs per million characters."""
    ones, twos, total = collections.Counter(), collections.Counter(), 0
    for text in texts:
        text = "".join(c for c in text if "\u4e00" <= c <= "\u9fff" or c in "，。？！【】：")
        total += len(text)
        ones.update(text)
        twos.update(text[i:i + 2] for i in range(len(text) - 1))
    return [{k: v * 1e6 / total for k, v in c.items()} for c in (ones, twos)]


def classes(parts, least):
    """Words by power of two, the commonest first; `least` is the lowest class kept."""
    both = collections.Counter()
    for part in parts:
        for word, rate in part.items():
            both[word] += rate / len(parts)
    out = collections.defaultdict(list)
    for word, rate in both.items():
        power = int(rate).bit_length() - 1
        if power >= least:
            out[power].append(word)
    return [(power, "".join(sorted(out[power]))) for power in sorted(out, reverse=True)]


RATE = """
/// A character that is not listed.
const ONE: u32 = 250;
/// The least a pair is taken to be met.
const LEAST: u32 = 2;

/// Characters by their code; a bit for each pair that is listed; the pairs, sorted.
struct Tables(Vec<u32>, Vec<u64>, Vec<(u32, u32)>);

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let often = |class: u32| 3 << class >> 1; // the middle of the class
        let (mut ones, mut listed, mut twos) = (vec![ONE; 1 << 16], vec![0; 1 << 10], Vec::new());
        for (class, words) in ONES {
            codes(words).iter().for_each(|c| ones[usize::from(*c)] = often(*class));
        }
        for (class, words) in TWOS {
            twos.extend(codes(words).chunks_exact(2).map(|two| (pair(two[0], two[1]), often(*class))));
        }
        twos.iter().for_each(|(two, _)| listed[slot(*two) >> 6] |= 1 << (slot(*two) & 63));
        twos.sort_unstable();
        Tables(ones, listed, twos)
    })
}

/// How often a fixed word is met in a million characters, roughly: a pair that is not listed is taken for chance.
pub fn rate(word: &[Code]) -> u32 {
    let Tables(ones, listed, twos) = tables();
    let one = |c: Code| ones[usize::from(c)];
    let two = |a: Code, b: Code| {
        let chance = u64::from(one(a)) * u64::from(one(b)) * 3 / 1_000_000;
        let two = pair(a, b);
        let known = if listed[slot(two) >> 6] >> (slot(two) & 63) & 1 == 1 { twos.binary_search_by_key(&two, |known| known.0).ok() } else { None };
        known.map_or_else(|| u32::try_from(chance).unwrap_or(u32::MAX).clamp(LEAST, 200), |at| twos[at].1)
    };
    match word {
        [] => 1_000_000,
        [a] => one(*a),
        [a, b] => two(*a, *b),
        [a, b, c, ..] => (two(*a, *b).min(two(*b, *c)) / 4).max(1),
    }
}
"""


def main():
    innocent = [line for path in sorted(glob.glob(str(ROOT / "corpus/innocent/*.txt"))) for line in Path(path).read_text("utf-8").splitlines()]
    acts = [json.loads(line)["text"] for part in ("train", "dev") for line in (ROOT / f"corpus/acts/{part}.jsonl").read_text("utf-8").splitlines()]
    (one_a, two_a), (one_b, two_b) = rates(innocent), rates(acts)
    print("//! How often characters and pairs of characters are met: the tables are made by scripts/often.py from the corpora; do not edit.\n")
    print("use super::fold::{Code, codes};\nuse super::index::pair;\nuse super::needs::slot;\nuse std::sync::OnceLock;\n")
    print("/// Characters met at least 2^class times in a million; rarer ones are not listed.")
    print("const ONES: &[(u32, &str)] = &[")
    for power, words in classes([one_a, one_b], 9):
        print(f'    ({power}, "{words}"),')
    print("];\n\n/// Pairs of characters met at least 2^class times in a million, one after the other.")
    print("const TWOS: &[(u32, &str)] = &[")
    for power, words in classes([two_a, two_b], 8):
        print(f'    ({power}, "{words}"),')
    print("];")
    print(RATE, end="")


main()
