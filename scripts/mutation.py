#!/usr/bin/env python3
"""Spoils the casebook in one place at a time and reports what no check notices.

    scripts/mutation.py                    every class
    scripts/mutation.py rule guard window  some classes
    scripts/mutation.py --tests            what survives `juzheng casebook check` is tried on the core tests too
    scripts/mutation.py --write            the survivors are written into docs/mutation.md
    scripts/mutation.py --workers 4        so many copies of the casebook are tried side by side (else 2)

Classes: rule (a rule file is deleted), guard (a list of casebook/words/_guards.toml is emptied or loses its `but`; a family no longer names it;
an `unless` or `unless_all` list of a group is dropped; an `unless` of a rule is dropped), window (a text of the law loses its
first or last day; a rule loses its hours; its count reaches ten times as far), pattern (one way of speaking of a guard is dropped).

Needs the built program (target/debug/juzheng) and, for --tests, the built tests (cargo test -p juzheng-core --no-run); both are
found in CARGO_TARGET_DIR. Python's standard library only.
"""

import argparse, collections, concurrent.futures, glob, os, queue, re, shutil, subprocess, sys, tempfile, tomllib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
# The tests that guard each class: (program of tests, what to run of it).
TESTS = {"rule": [("it", ["rule_examples"])], "guard": [("it", ["guards::"]), ("it", ["who_speaks::"])], "pattern": [("it", ["guards::"])], "window": [("juzheng_core", ["law::tests::windows"]), ("it", ["grid"])]}
DOC = os.path.join(ROOT, "docs", "mutation.md")


def write(value):
    """A TOML value; tables inside arrays and values are written inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        escape = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        return '"' + "".join(escape.get(c, c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(write, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{write(k)} = {write(v)}" for k, v in value.items()) + " }"
    raise TypeError(type(value))


def document(table):
    """A TOML file: plain keys first, then tables and arrays of tables as such."""
    out = [f"{write(k)} = {write(v)}" for k, v in table.items() if not isinstance(v, dict) and not (isinstance(v, list) and v and isinstance(v[0], dict))]
    for key, value in table.items():
        if isinstance(value, dict):
            out += [f"[{write(key)}]"] + [f"{write(k)} = {write(v)}" for k, v in value.items()]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for entry in value:
                out += [f"[[{write(key)}]]"] + [f"{write(k)} = {write(v)}" for k, v in entry.items()]
    return "\n".join(out) + "\n"


def copy(value):
    return {k: copy(v) for k, v in value.items()} if isinstance(value, dict) else [copy(v) for v in value] if isinstance(value, list) else value


def mutants(book):
    """(class, file below the casebook, what was done, new text or None for a deleted file)."""
    def load(path):
        with open(path, "rb") as file:
            return tomllib.load(file)

    for path in sorted(glob.glob(f"{book}/rules/*.toml")):
        name, table = os.path.basename(path), load(path)
        if name.startswith("_"):
            continue
        yield "rule", f"rules/{name}", "the rule is deleted", None
        for at, test in enumerate(table.get("when", {}).get("unless", [])):
            spoilt = copy(table)
            del spoilt["when"]["unless"][at]
            yield "guard", f"rules/{name}", f"unless {write(test)} is dropped", document(spoilt)
        for kind in ("all", "any"):
            for at, test in enumerate(table.get("when", {}).get(kind, [])):
                if "hour" in test:
                    spoilt = copy(table)
                    del spoilt["when"][kind][at]["hour"]
                    if not spoilt["when"][kind][at]:
                        del spoilt["when"][kind][at]
                    yield "window", f"rules/{name}", "the hours are dropped", document(spoilt)
        for part in ("count", "fact"):
            for at, test in enumerate(table.get(part, [])):
                for key in (key for key in test if key.startswith("within_") or key in ("from", "until")):
                    spoilt = copy(table)
                    if isinstance(test[key], int):
                        spoilt[part][at][key] *= 10
                    else:
                        del spoilt[part][at][key]
                    yield "window", f"rules/{name}", f"{key} of a {part} is {'ten times as long' if isinstance(test[key], int) else 'dropped'}", document(spoilt)
        for at, basis in enumerate(table.get("cites", [])):
            for end in ("from", "until"):
                if end in basis:
                    spoilt = copy(table)
                    del spoilt["cites"][at][end]
                    yield "window", f"rules/{name}", f"{end} of {basis['article']} is dropped", document(spoilt)

    guards = load(f"{book}/words/_guards.toml")
    for name, guard in guards.items():
        spoilt = copy(guards)
        spoilt[name]["words"] = []
        yield "guard", "words/_guards.toml", f"“{name}” is emptied", document(spoilt)
        if "to_borrower" in guard:
            spoilt = copy(guards)
            del spoilt[name]["to_borrower"]
            yield "guard", "words/_guards.toml", f"“{name}” reaches as far towards the borrower as towards others", document(spoilt)
        if guard.get("but"):
            spoilt = copy(guards)
            del spoilt[name]["but"]
            yield "guard", "words/_guards.toml", f"“{name}” loses its but", document(spoilt)
        for at, words in enumerate(guard["words"]):
            spoilt = copy(guards)
            del spoilt[name]["words"][at]
            yield "pattern", "words/_guards.toml", f"“{name}” loses {words}", document(spoilt)
    for path in sorted(glob.glob(f"{book}/words/[a-z]*.toml")):
        name, table = f"words/{os.path.basename(path)}", load(path)
        for at, guard in enumerate(table.get("except", [])):
            spoilt = copy(table)
            del spoilt["except"][at]
            for group in spoilt["say"]:
                if guard in group.get("free", []):
                    group["free"].remove(guard)
            yield "guard", name, f"no longer silenced by “{guard}”", document(spoilt)
        for at, group in enumerate(table["say"]):
            for kind in ("unless", "unless_all"):
                if group.get(kind):
                    spoilt = copy(table)
                    del spoilt["say"][at][kind]
                    yield "guard", name, f"“{group.get('about', at)}” loses {kind} {write(group[kind])}", document(spoilt)

    for path in sorted(glob.glob(f"{book}/law/*.toml")):
        name, table = f"law/{os.path.basename(path)}", load(path)
        for at, text in enumerate(table["text"]):
            spoilt = copy(table)
            spoilt["text"][at]["from"] = "1949-10-01"
            yield "window", name, f"{text['article']} ({text['from']}) loses its first day", document(spoilt)
            spoilt = copy(table)
            if "until" in text:
                del spoilt["text"][at]["until"]
                yield "window", name, f"{text['article']} ({text['from']}) loses its last day", document(spoilt)


def passes(command, **more):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more).returncode == 0


def test_binaries():
    """The newest built test programs of the core."""
    found = {}
    for name, wanted in {(name, wanted[0]) for tests in TESTS.values() for name, wanted in tests}:
        list_ = [p for p in glob.glob(f"{TARGET}/debug/deps/{name}-*") if os.access(p, os.X_OK) and "." not in os.path.basename(p)]
        for path in sorted(list_, key=os.path.getmtime, reverse=True):
            listed = subprocess.run([path, "--list"], capture_output=True, text=True).stdout
            if wanted in listed:
                found[name] = path
                break
    return found


def noticed_by_tests(book, binaries, kind):
    environment = {**os.environ, "JUZHENG_CASEBOOK": book}
    return any(not passes([binaries[name], "--test-threads", "2", *wanted], env=environment, cwd=f"{ROOT}/crates/core") for name, wanted in TESTS[kind])


def noticed(book, program, binaries, mutant):
    """Who notices that this copy of the casebook is spoilt: "check", "tests" or nobody. The copy is whole again afterwards."""
    kind, name, _, text = mutant
    place = f"{book}/{name}"
    if text is None:
        os.remove(place)
    else:
        with open(place, "w", encoding="utf-8") as file:
            file.write(text)
    try:
        # The days of the law are tried on the quick test first, the lists of words on the lines written for them: there are hundreds.
        first = bool(binaries) and (kind == "window" or kind == "guard" and name.startswith("words/"))
        if first and noticed_by_tests(book, binaries, kind):
            return "tests"
        if not passes([program, "casebook", "check", book]):
            return "check"
        return "tests" if binaries and not first and noticed_by_tests(book, binaries, kind) else None
    finally:
        shutil.copy(f"{ROOT}/casebook/{name}", place)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("classes", nargs="*", choices=["rule", "guard", "window", "pattern", []])
    arguments.add_argument("--tests", action="store_true", help="try survivors of the check on the core tests")
    arguments.add_argument("--write", action="store_true", help=f"write {os.path.relpath(DOC, ROOT)}")
    arguments.add_argument("--only", help="only what holds these words")
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--verbose", action="store_true", help="say of each who noticed it")
    asked = arguments.parse_args()
    program = f"{TARGET}/debug/juzheng"
    if not os.access(program, os.X_OK):
        sys.exit(f"{program} is not built")
    binaries = test_binaries() if asked.tests else {}
    if asked.tests and len(binaries) < 2:
        sys.exit("the core tests are not built: cargo test -p juzheng-core --no-run")
    tried = [m for m in mutants(f"{ROOT}/casebook") if (not asked.classes or m[0] in asked.classes) and (not asked.only or asked.only in f"{m[1]}: {m[2]}")]
    counts, survivors, books = {}, [], queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(asked.workers) as workers:
        for number in range(asked.workers):
            book = f"{folder}/{number}"
            shutil.copytree(f"{ROOT}/casebook", book)
            books.put(book)
        if not passes([program, "casebook", "check", book]):
            sys.exit("the casebook has mistakes of its own: juzheng casebook check")
        if asked.tests and any(noticed_by_tests(book, binaries, kind) for kind in TESTS):
            sys.exit("the core tests fail on the casebook as it is")

        def attempt(mutant):
            book = books.get()
            try:
                return noticed(book, program, binaries, mutant)
            finally:
                books.put(book)

        for (kind, name, what, _), by in zip(tried, workers.map(attempt, tried)):
            tally = counts.setdefault(kind, [0, 0, 0])
            tally[0] += 1
            tally[1] += by == "check"
            tally[2] += by == "tests"
            if by is None:
                survivors.append((kind, name, what))
                print(f"survives [{kind}] {name}: {what}", flush=True)
            elif asked.verbose:
                print(f"{by} [{kind}] {name}: {what}", flush=True)
    for kind, (tried, check, tests) in counts.items():
        print(f"{kind}: {tried} tried, {check} noticed by the check, {tests} by the tests, {tried - check - tests} survive")
    if asked.write:
        record(counts, survivors)
    return 1 if any(kind != "pattern" for kind, _, _ in survivors) else 0


def reason(what):
    """What is said of a survivor until somebody writes more."""
    if " loses unless" in what:
        return "context of one group of sayings, learned from messages; a line that only it silences is still to be invented"
    if "no longer silenced by" in what:
        return "no invented line is silenced by it alone: it helps other families, overlaps with other lists, or came after the lines"
    if "reaches as far" in what:
        return "the reach is wider towards others; no line of the borrower's needs the narrow one alone"
    if "is emptied" in what:
        return "no invented line is silenced by it alone yet; the floors of the open set (core tests: corpus) are too wide to feel one list"
    return "no reason given yet"


def record(counts, survivors):
    """Puts the figures and the survivors between the marks of docs/mutation.md; the reasons beside them are kept."""
    with open(DOC, encoding="utf-8") as file:
        text = file.read()
    reasons = dict(re.findall(r"^- (`[^\n]*?`) — ([^\n]+)$", text, re.M))
    table = ["| class | tried | noticed by `casebook check` | by the core tests | survive |", "|---|---|---|---|---|"]
    table += [f"| {kind} | {tried} | {check} | {tests} | {tried - check - tests} |" for kind, (tried, check, tests) in counts.items()]
    own = [(name, what) for kind, name, what in survivors if kind != "pattern" and " loses unless" not in what]
    listed = [f"- `{name}: {what}` — {reasons.get(f'`{name}: {what}`', reason(what))}" for name, what in own]
    groups = collections.Counter(name for _, name, what in survivors if " loses unless" in what)
    listed += [f"- `{name}: {count} contexts of groups` — {reasons.get(f'`{name}: {count} contexts of groups`', reason(' loses unless'))}" for name, count in sorted(groups.items())]
    body = "\n".join(table + [""] + listed)
    text = re.sub(r"(<!-- figures -->\n).*?(<!-- end -->)", lambda m: m[1] + body + "\n" + m[2], text, flags=re.S)
    with open(DOC, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main())
