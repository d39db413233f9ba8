//! 200 kills at random points of `add`: the case always opens, and what was acknowledged is there and whole. A run that
//! ended before its kill is counted apart and made up for.

use crate::support::{Bench, SMS, copy, zipped};
use juzheng_core::digest::sha256;
use juzheng_core::vault::verify::{self, Completeness};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const KILLS: u32 = 200;
const FILES: u64 = 30;

/// A small linear congruential generator (Knuth, MMIX): the same delays every run.
struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

fn inputs(bench: &Bench) {
    let mut random = Lcg(7);
    for n in 0..FILES {
        match n % 6 {
            0 => bench.write(&format!("in/{n:02}-短信.xml"), SMS.replace("吃什么", &format!("吃什么{n}")).replace("cGljdHVyZSBieXRlcw", &format!("cGljdHVyZSBieXRlc{}", (b'A' + n as u8) as char))),
            1 => bench.write(&format!("in/{n:02}-book.vcf"), format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:甲{n}\r\nTEL:1390000{n:04}\r\nEND:VCARD\r\n")),
            2 => {
                bench.write(&format!("in/{n:02}.db-wal"), format!("log {n}"));
                bench.write(&format!("in/{n:02}.db"), format!("SQLite format 3\0{n}"))
            }
            // A package, every second one with an address book in it.
            4 => {
                let (sms, book) = (SMS.replace("吃什么", &format!("包里{n}")), format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:乙{n}\r\nTEL:1390001{n:04}\r\nEND:VCARD\r\n"));
                let picture = format!("\u{89}PNG").chars().map(|c| c as u8).chain(*b"\r\n\x1a\npackage").chain([n as u8]).collect::<Vec<u8>>();
                let mut members: Vec<(&str, &[u8])> = vec![("短信.xml", sms.as_bytes()), ("图/1.png", &picture)];
                members.extend((n % 12 == 4).then_some(("通讯录.vcf", book.as_bytes())));
                bench.write(&format!("in/{n:02}.zip"), zipped(&members))
            }
            _ => {
                let size = [0, 1, 4096, 40_000, 150_000][(random.next() % 5) as usize] + n;
                let bytes: Vec<u8> = (0..size).map(|_| random.next() as u8).collect();
                bench.write(&format!("in/{n:02}.bin"), bytes)
            }
        };
    }
}

/// Runs `add` and kills it after a delay. Returns the exhibits it acknowledged and whether it died of it.
fn killed(bench: &Bench, delay: Duration) -> (Vec<serde_json::Value>, bool) {
    let mut child = bench.command(&["--json", "add", "c", "in", "--from", "表姐", "--relation", "cousin", "--consent", "yes"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || out.split(b'\n').map_while(Result::ok).filter_map(|l| serde_json::from_slice(&l).ok()).collect());
    std::thread::sleep(delay);
    let _ = child.kill();
    let status = child.wait().unwrap();
    (reader.join().unwrap(), status.code().is_none())
}

fn check(case: &Path, acknowledged: &BTreeMap<String, bool>, when: &str) {
    let report = verify::folder(case, Completeness::Working).unwrap_or_else(|p| panic!("{when}: the case does not open: {p}"));
    // A line cut in the middle is reported, never hidden; everything else must hold.
    let bad: Vec<_> = report.bad.iter().filter(|p| p.code != "ledger.half_line").collect();
    assert!(bad.is_empty(), "{when}: {bad:?}");
    for (id, kept) in acknowledged {
        assert!(report_has(case, id), "{when}: exhibit {id} was acknowledged and is not in the ledger");
        if *kept {
            let bytes = fs::read(case.join("exhibits").join(id)).unwrap_or_else(|e| panic!("{when}: exhibit {id}: {e}"));
            assert_eq!(sha256(&bytes).to_string(), *id, "{when}");
        } else {
            assert!(case.join("books").join(format!("{id}.json")).exists(), "{when}: index {id}");
        }
    }
}

fn report_has(case: &Path, id: &str) -> bool {
    fs::read_to_string(case.join("ledger.jsonl")).unwrap().contains(&format!("\"exhibit\":\"{id}\""))
}

#[test]
fn two_hundred_kills() {
    let bench = Bench::new();
    inputs(&bench);
    bench.init("c");
    copy(&bench.path("c"), &bench.path("template"));
    let start = Instant::now();
    bench.ok(&["--json", "add", "c", "in", "--from", "表姐", "--consent", "yes"]);
    let mut whole = start.elapsed();
    // The files, and what lies in the packages among them.
    let exhibits_of = |case: &str| bench.json(&["--json", "exhibits", case]).as_array().unwrap().len() as u64;
    let undisturbed = exhibits_of("c");
    assert!(undisturbed > FILES);
    let mut random = Lcg(20260315);
    let (mut done, mut died, mut after_first_ack, mut acknowledged) = (0, 0, 0, BTreeMap::new());
    for round in 0..KILLS * 2 {
        if died >= KILLS {
            break;
        }
        // A fresh case every eighth time; in between the same case goes on, so that what a crash left is met again.
        if round % 8 == 0 {
            fs::remove_dir_all(bench.path("c")).unwrap();
            copy(&bench.path("template"), &bench.path("c"));
            acknowledged.clear();
        }
        let delay = whole.mul_f64((random.next() % 1000) as f64 / 1000.0);
        let (told, by_kill) = killed(&bench, delay);
        if by_kill {
            died += 1;
            after_first_ack += u32::from(!told.is_empty());
        } else {
            // Too slow a guess: the machine is faster now than when it was measured.
            done += 1;
            whole = whole.mul_f64(0.95);
        }
        for line in told {
            let id = line["sha256"].as_str().unwrap_or_else(|| panic!("{line}")).to_owned();
            let kept = acknowledged.entry(id).or_insert(false);
            *kept |= line["kept"] == true;
        }
        check(&bench.path("c"), &acknowledged, &format!("round {round}, killed after {delay:?}"));
        if round % 8 == 7 {
            bench.ok(&["add", "c", "in"]);
            let report = verify::folder(&bench.path("c"), Completeness::Working).unwrap();
            assert!(report.bad.is_empty(), "round {round}: {:?}", report.bad);
            assert!(!report.notes.iter().any(|n| n.contains("还没有读取记录") || n.contains("没有写完")), "round {round}: {:?}", report.notes);
            assert_eq!(exhibits_of("c"), undisturbed, "round {round}");
        }
    }
    assert!(died >= 150 && after_first_ack >= 100, "{died} kills, {after_first_ack} in the middle, {done} had finished");
    println!("{died} kills, {after_first_ack} after the first file was acknowledged, {done} had finished; one run {whole:?}");
}

/// What the kills may leave, put there on purpose: each is told or finished, nothing is lost.
#[test]
fn what_a_crash_leaves_is_finished_or_told() {
    let bench = Bench::new();
    bench.small_case("c");
    let case = bench.path("c");
    // The facts were promised in the ledger and not yet in place.
    let old = fs::read(case.join("case.toml")).unwrap();
    bench.ok(&["fact", "c", "set", "title", "新题目"]);
    fs::rename(case.join("case.toml"), case.join(".next-case.toml")).unwrap();
    fs::write(case.join("case.toml"), old).unwrap();
    bench.ok(&["verify", "c"]);
    assert_eq!(bench.json(&["--json", "fact", "c"])["title"], "新题目");
    let ran = bench.ok(&["fact", "c", "set", "as_of", "2026-03-15"]);
    assert!(ran.err.contains("按账本补完"), "{ran:?}");
    assert_eq!(bench.json(&["--json", "fact", "c"])["title"], "新题目");
    // The same for an address-book index.
    let index = fs::read_dir(case.join("books")).unwrap().next().unwrap().unwrap().path();
    let name = index.file_name().unwrap().to_str().unwrap().to_owned();
    fs::rename(&index, case.join(format!("books/.next-{name}"))).unwrap();
    bench.ok(&["verify", "c"]);
    // Half-written files of every kind.
    for left in ["exhibits/.tmp-1-1", "books/.tmp-x.json", "derived/.tmp-x.json", ".tmp-case.toml", ".next-case.toml"] {
        bench.write(&format!("c/{left}"), b"half");
    }
    let ran = bench.ok(&["verify", "c"]);
    assert!(ran.out.contains("没有写完的文件"), "{ran:?}");
    // Half a ledger line: told, kept word for word, recorded.
    let ledger = fs::read(case.join("ledger.jsonl")).unwrap();
    fs::write(case.join("ledger.jsonl"), [ledger.as_slice(), b"{\"at\":\"2026-"].concat()).unwrap();
    let ran = bench.run(&["verify", "c"]);
    assert!(ran.code == 1 && ran.out.contains("ledger.half_line"), "{ran:?}");
    let ran = bench.ok(&["add", "c", "in/sms.xml"]);
    assert!(ran.err.contains("原样保存"), "{ran:?}");
    let half = fs::read_dir(&case).unwrap().map(|e| e.unwrap().path()).find(|p| p.to_str().unwrap().contains("ledger.half-")).expect("kept");
    assert_eq!(fs::read(&half).unwrap(), b"{\"at\":\"2026-");
    let report = verify::folder(&case, Completeness::Working).unwrap();
    assert!(report.bad.is_empty() && report.notes.is_empty(), "{report:?}");
    assert!(index.exists());
    // And what was kept is itself bound.
    fs::write(&half, b"other").unwrap();
    assert_eq!(bench.run(&["verify", "c"]).code, 1);
}

/// A disk that fills up in the middle of a ledger line: the line is taken back, and the case goes on.
#[test]
fn a_full_disk_leaves_a_whole_ledger() {
    let bench = Bench::new();
    bench.init("c");
    for n in 0..40 {
        bench.write(&format!("in/{n:02}.bin"), format!("{n}"));
    }
    // `ulimit -f` counts in 512 or 1024 bytes: either way the ledger hits it before forty takings are written.
    let script = format!("trap '' XFSZ; ulimit -f 9; exec {} add c in", env!("CARGO_BIN_EXE_juzheng"));
    let output = bench.command(&[]).get_current_dir().map(|dir| std::process::Command::new("sh").current_dir(dir).args(["-c", &script]).output().unwrap()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let report = verify::folder(&bench.path("c"), Completeness::Working).unwrap();
    assert!(report.bad.is_empty(), "{:?}", report.bad);
    bench.ok(&["add", "c", "in"]);
    bench.ok(&["verify", "c"]);
    assert_eq!(bench.json(&["--json", "exhibits", "c"]).as_array().unwrap().len(), 40);
}
