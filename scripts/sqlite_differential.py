#!/usr/bin/env python3
"""Compares our reader of databases with SQLite itself: random databases shaped like Android's message store, read by
`juzheng read --json` and by Python's sqlite3. Usage: scripts/sqlite_differential.py PATH_TO_JUZHENG [COUNT]

Page sizes, encodings, overflow, deletions, logs with and without a checkpoint, ALTER TABLE and VACUUM differ at random.
"""
import json, os, random, shutil, sqlite3, subprocess, sys, tempfile

T0 = 1767769200000


def fill(c, r, n):
    for i in range(n):
        body = "".join(r.choice("催收欠款ab 😀\n") for _ in range(r.choice([0, 3, 40, 300, 5000]))) + f"#{r.random()}"
        c.execute("INSERT INTO sms (address,date,type,body) VALUES (?,?,?,?)", (f"1069000{r.randrange(10**6):06}", T0 + r.randrange(10**10), r.choice([1, 2]), body))


def main():
    juzheng, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    for seed in range(count):
        r = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "work.db")
            c = sqlite3.connect(path, isolation_level=None)
            c.execute(f"PRAGMA page_size={r.choice([512, 1024, 4096, 65536])}")
            c.execute(f"PRAGMA encoding='{r.choice(['UTF-8', 'UTF-16le', 'UTF-16be'])}'")
            c.execute(f"PRAGMA auto_vacuum={r.choice(['NONE', 'FULL'])}")
            logged = r.random() < 0.5
            if logged:
                c.execute("PRAGMA journal_mode=WAL")
                c.execute(f"PRAGMA wal_autocheckpoint={r.choice([0, 5, 50])}")
            for i in range(r.randrange(0, 40)):
                c.execute(f"CREATE TABLE other{i} (a, b, c)")
            c.execute("CREATE TABLE sms (_id INTEGER PRIMARY KEY" + r.choice([" AUTOINCREMENT", ""]) + ", address TEXT, date INTEGER, type INTEGER)")
            c.execute("INSERT INTO sms (address,date,type) VALUES ('10086',?,1)", (T0,))
            c.execute("ALTER TABLE sms ADD COLUMN body TEXT")
            for _ in range(r.randrange(1, 6)):
                c.execute("BEGIN")
                fill(c, r, r.randrange(0, 200))
                c.execute("DELETE FROM sms WHERE _id % ? = 1", (r.randrange(2, 9),))
                c.execute(r.choice(["COMMIT", "COMMIT", "ROLLBACK"]))
                if r.random() < 0.2:
                    c.execute("VACUUM")
            expected = [[a, d, b or ""] for a, d, b in c.execute("SELECT address,date,body FROM sms ORDER BY _id")]
            copy = os.path.join(folder, "mmssms.db")
            shutil.copyfile(path, copy)
            if os.path.exists(path + "-wal"):
                shutil.copyfile(path + "-wal", copy + "-wal")
            c.close()
            out = subprocess.run([juzheng, "--json", "read", copy], capture_output=True, text=True).stdout
            read = json.loads(out.splitlines()[0])
            got = [[e["peer"]["raw"], None, e.get("body", "")] for e in read["events"]]
            if [[a, None, b] for a, _, b in expected] != got or read["rows"] != len(expected) or read["problems"]:
                print(f"seed {seed}: {len(expected)} rows expected, {read['rows']} read, {read['problems'][:2]} {read['notes']}")
                return 1
    print(f"{count} databases read as SQLite reads them")


if __name__ == "__main__":
    sys.exit(main())
