"""How a practised Python user would look for the patterns of casebook/words: pyahocorasick over fixed words every match must hold, then
Python's re for the patterns behind them. Answers only how many patterns match: no context, no guards, no quotes.
"""

import re
from re import _parser
from re._constants import BRANCH, LITERAL, SUBPATTERN

import ahocorasick


def words(parsed):
    """Fixed words one of which is in every match: the best run of literals or branch of them; None when there is none."""
    best, run = None, ""
    def better(new):
        nonlocal best
        if new and all(new) and (best is None or min(map(len, new)) > min(map(len, best))):
            best = new
    for op, value in list(parsed) + [(None, None)]:
        if op is LITERAL:
            run += chr(value)
            continue
        better([run] if run else None)
        run = ""
        if op is SUBPATTERN:
            better(words(value[3]))
        elif op is BRANCH:
            parts = [words(p) for p in value[1]]
            better(sum(parts, []) if all(parts) else None)
    return best


def matcher(patterns):
    """A function that counts the patterns found in a text."""
    automaton, always = ahocorasick.Automaton(), []
    by = {}
    for n, p in enumerate(patterns):
        found = words(_parser.parse(p))
        if found:
            for w in found:
                by.setdefault(w, []).append(n)
        else:
            always.append(n)
    for w, ns in by.items():
        automaton.add_word(w, ns)
    automaton.make_automaton()
    compiled = [re.compile(p) for p in patterns]
    def scan(text):
        tried = set(always)
        for _, ns in automaton.iter(text):
            tried.update(ns)
        return sum(1 for n in tried if compiled[n].search(text))
    return scan
