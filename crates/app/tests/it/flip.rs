//! Whatever is changed in a case or a bundle is told, with the file or ledger line it is in, and all of it at once.

use crate::support::{Bench, copy, files, overwrite, zipped};
use juzheng_core::error::Problem;
use juzheng_core::model::Stamp;
use juzheng_core::vault::verify::{self, Completeness, Report};
use juzheng_core::vault::{Case, bag};
use std::fs;
use std::path::Path;

fn check(case: &Path) -> Report {
    verify::folder(case, Completeness::Working).expect("still a case folder")
}

fn relative<'p>(path: &'p Path, root: &Path) -> &'p str {
    path.strip_prefix(root).unwrap().to_str().unwrap()
}

/// A problem names a file in its place or, for one of two lists that contradict each other, in its words.
fn names(problems: &[Problem], file: &str) -> bool {
    problems.iter().any(|p| p.place.contains(file) || p.what.contains(file))
}

#[test]
fn every_byte_of_a_case() {
    let bench = Bench::new();
    bench.small_case("c");
    bench.write("包.zip", zipped(&[("短.txt", b"x"), ("1.png", b"\x89PNG\r\n\x1a\n in a package")]));
    bench.ok(&["add", "c", "包.zip"]);
    let case = bench.path("c");
    let untouched = check(&case);
    assert!(untouched.bad.is_empty() && untouched.notes.is_empty(), "{untouched:?}");
    let mut flipped = 0;
    for path in files(&case) {
        let file = relative(&path, &case);
        let bytes = fs::read(&path).unwrap();
        for (i, mask) in masks(bytes.len(), 13) {
            let mut bad = bytes.clone();
            bad[i] ^= mask;
            overwrite(&path, &bad);
            let report = check(&case);
            assert!(!report.bad.is_empty(), "{file} byte {i} ^ {mask:#x} passed");
            let line = 1 + bytes[..i].iter().filter(|b| **b == b'\n').count();
            let line = format!("{file} 第{line}行");
            let expect = if file == "ledger.jsonl" { &line } else { file };
            assert!(names(&report.bad, expect), "{file} byte {i} ^ {mask:#x}: no {expect} in {:?}", report.bad);
            flipped += 1;
        }
        overwrite(&path, &bytes);
    }
    assert!(check(&case).bad.is_empty());
    assert!(flipped > 4000, "only {flipped} bytes");
}

/// Every byte with the lowest bit, every `step`th with the bit of letter case.
fn masks(length: usize, step: usize) -> impl Iterator<Item = (usize, u8)> {
    (0..length).map(|i| (i, 0x01)).chain((0..length).step_by(step).map(|i| (i, 0x20)))
}

#[test]
fn every_byte_of_a_bundle() {
    let bench = Bench::new();
    bench.small_case("c");
    let bundle = bench.path("bundle");
    // The papers of a real export are long; one manifest line stands for each, so one short paper stands for them.
    let papers = [("文书/说明.txt".to_owned(), "一份文书".as_bytes().to_vec()), ("review.json".to_owned(), b"{}\n".to_vec())];
    bag::export(&Case::open(&bench.path("c")).unwrap(), &bundle, &papers, Stamp(1_773_576_000_000)).unwrap();
    let untouched = bag::verify(&bundle);
    assert!(untouched.bad.is_empty(), "{untouched:?}");
    for path in files(&bundle) {
        let file = relative(&path, &bundle).to_owned();
        let bytes = fs::read(&path).unwrap();
        for i in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[i] ^= if i % 2 == 0 { 0x01 } else { 0x20 };
            overwrite(&path, &bad);
            let report = bag::verify(&bundle);
            assert!(names(&report.bad, &file), "{file} byte {i}: {:?}", report.bad);
        }
        fs::remove_file(&path).unwrap();
        assert!(names(&bag::verify(&bundle).bad, &file), "{file} removed");
        overwrite(&path, &bytes);
    }
    assert!(bag::verify(&bundle).bad.is_empty());
    // A stranger among the payload fails; one beside it is only told.
    bench.write("bundle/data/case/exhibits/stranger", b"x");
    assert!(names(&bag::verify(&bundle).bad, "data/case/exhibits/stranger"));
    fs::remove_file(bench.path("bundle/data/case/exhibits/stranger")).unwrap();
    bench.write("bundle/stranger", b"x");
    let report = bag::verify(&bundle);
    assert!(report.bad.is_empty() && report.notes.iter().any(|n| n.contains("stranger")), "{report:?}");
    // A pipe in place of a file is refused, not waited for.
    fs::remove_file(bench.path("bundle/data/review.json")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(bench.path("bundle/data/review.json")).status().unwrap().success());
    assert!(names(&bag::verify(&bundle).bad, "data/review.json"));
}

#[test]
fn the_command_fails_with_one_and_names_all() {
    let bench = Bench::new();
    bench.small_case("c");
    let case = bench.path("c");
    // One damage in every file at once: facts that no longer parse, a ledger line, an exhibit, an index, a reading.
    let mut damaged = Vec::new();
    for path in files(&case) {
        let mut bytes = fs::read(&path).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let middle = bytes.len() / 3;
        bytes[middle] = 0xff;
        overwrite(&path, &bytes);
        damaged.push(relative(&path, &case).to_owned());
    }
    assert!(damaged.len() >= 11, "{damaged:?}");
    let ran = bench.run(&["verify", "c"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let json = bench.run(&["--json", "verify", "c"]);
    assert_eq!(json.code, 1);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["ok"], false);
    for file in damaged {
        assert!(ran.out.contains(&file), "{file} is not named: {}", ran.out);
        // What only the damaged ledger line spoke of can no longer be judged; it is told as a stranger.
        assert!(json["bad"].to_string().contains(&file) || file.starts_with("derived/") && json["notes"].to_string().contains(&file), "{file}");
    }
    // And facts whose bytes no longer read as text hide nothing either.
    assert!(json["bad"].as_array().unwrap().iter().any(|p| p["code"] == "facts.toml"), "{json}");
}

#[test]
fn two_damages_are_two_problems() {
    let bench = Bench::new();
    bench.small_case("c");
    let case = bench.path("c");
    let exhibits = files(&case.join("exhibits"));
    for pair in exhibits.windows(2) {
        let whole: Vec<Vec<u8>> = pair.iter().map(|p| fs::read(p).unwrap()).collect();
        pair.iter().for_each(|p| overwrite(p, b"changed"));
        let report = check(&case);
        pair.iter().for_each(|p| assert!(names(&report.bad, relative(p, &case)), "{:?}", report.bad));
        assert_eq!(report.bad.len(), 2);
        pair.iter().zip(&whole).for_each(|(p, b)| overwrite(p, b));
    }
}

#[test]
fn a_missing_file_is_told_except_a_cache() {
    let bench = Bench::new();
    bench.small_case("c");
    let before = bench.ok(&["--json", "review", "c"]).out;
    let case = bench.path("c");
    for path in files(&case) {
        let file = relative(&path, &case);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let report = check(&case);
        if file == "lock" || file.starts_with("derived/") {
            assert!(report.bad.is_empty(), "{file}: {report:?}");
        } else {
            assert!(names(&report.bad, file), "{file}: {report:?}");
            // Renamed instead: the same, and the stranger is told.
            let stranger = path.with_file_name("stranger");
            fs::write(&stranger, &bytes).unwrap();
            let report = check(&case);
            assert!(names(&report.bad, file), "{file}: {report:?}");
            if file != "ledger.jsonl" {
                assert!(report.notes.iter().any(|n| n.contains("stranger")), "{file}: {report:?}");
            }
            fs::remove_file(stranger).unwrap();
        }
        overwrite(&path, &bytes);
    }
    fs::remove_dir_all(case.join("derived")).unwrap();
    assert!(check(&case).bad.is_empty());
    assert_eq!(bench.ok(&["--json", "review", "c"]).out, before, "a review without the cache");
    fs::write(case.join("derived.txt"), b"mine").unwrap();
    let report = check(&case);
    assert!(report.bad.is_empty() && report.notes.iter().any(|n| n.contains("derived.txt")), "{report:?}");
}

#[test]
fn reading_a_case_changes_nothing_in_it() {
    let bench = Bench::new();
    bench.init("c");
    let case = bench.path("c");
    for sub in ["exhibits", "derived", "books"] {
        fs::remove_dir(case.join(sub)).unwrap();
    }
    bench.ok(&["verify", "c"]);
    bench.ok(&["exhibits", "c"]);
    bench.ok(&["fact", "c"]);
    assert_eq!(files(&case).len(), 3, "{:?}", files(&case));
    assert!(!case.join("exhibits").exists());
}

/// The chain cannot show that whole lines were removed from its end (docs: case format). Every other cut fails, and a
/// head that was noted earlier shows this one too.
#[test]
fn the_ledger_cut_at_every_byte() {
    let bench = Bench::new();
    bench.small_case("c");
    bench.ok(&["export", "c", "-o", "bundle"]);
    let (case, path) = (bench.path("c"), bench.path("c/ledger.jsonl"));
    let bytes = fs::read(&path).unwrap();
    let head = bag::recorded_head(&bench.path("bundle")).unwrap();
    let recorded_end = {
        let mut report = check(&case);
        report.require_head(&Case::open(&case).unwrap().ledger.entries, head);
        assert!(report.bad.is_empty(), "{report:?}");
        let text = std::str::from_utf8(&bytes).unwrap();
        let line = text.lines().position(|l| l.contains(&format!("\"hash\":\"{head}\""))).unwrap();
        text.split_inclusive('\n').take(line + 1).map(str::len).sum::<usize>()
    };
    let mut boundaries = 0;
    for cut in 0..bytes.len() {
        overwrite(&path, &bytes[..cut]);
        let mut report = check(&case);
        if cut == 0 || bytes[cut - 1] == b'\n' {
            boundaries += 1;
            // Documented: it passes if the facts' last entry is still there, and what it spoke of is told as strangers.
            assert_eq!(report.bad.is_empty(), cut > 0, "cut at {cut}: {report:?}");
        } else {
            assert!(names(&report.bad, "ledger.jsonl 第"), "cut at {cut}: {report:?}");
            assert!(report.bad.iter().any(|p| p.code == "ledger.half_line"), "cut at {cut}: {report:?}");
        }
        if cut < recorded_end {
            report.bad.clear();
            report.require_head(&Case::open(&case).map(|c| c.ledger.entries).unwrap_or_default(), head);
            assert_eq!(report.bad.len(), 1, "cut at {cut}");
        }
    }
    assert!(boundaries > 8);
    // The command, against the bundle and against the printed head.
    let two = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0 + 1;
    overwrite(&path, &bytes[..two]);
    let ran = bench.ok(&["verify", "c"]);
    assert!(ran.out.contains("不在账本里"), "{}", ran.out);
    for earlier in ["bundle".to_owned(), head.to_string()] {
        let ran = bench.run(&["verify", "c", "--head", &earlier]);
        assert!(ran.code == 1 && ran.out.contains("ledger.head"), "{ran:?}");
    }
    overwrite(&path, &bytes);
    bench.ok(&["verify", "c", "--head", "bundle"]);
    bench.run(&["verify", "c", "--head", "no-such"]).refused("verify.head");
    // Inside a bundle whose manifests were made anew, the recorded head tells.
    copy(&bench.path("bundle"), &bench.path("forged"));
    let ledger = bench.path("forged/data/case/ledger.jsonl");
    let inner = fs::read(&ledger).unwrap();
    let end = inner[..inner.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    overwrite(&ledger, &inner[..end]);
    let sum = |file: &str| juzheng_core::digest::sha256(&fs::read(bench.path("forged").join(file)).unwrap()).to_string();
    replace_sum(&bench.path("forged/manifest-sha256.txt"), "data/case/ledger.jsonl", &sum("data/case/ledger.jsonl"));
    replace_sum(&bench.path("forged/tagmanifest-sha256.txt"), "manifest-sha256.txt", &sum("manifest-sha256.txt"));
    let report = bag::verify(&bench.path("forged"));
    assert_eq!(report.bad.len(), 1, "{:?}", report.bad);
    assert!(names(&report.bad, "data/case/ledger.jsonl"));
}

fn replace_sum(manifest: &Path, file: &str, sum: &str) {
    let text = fs::read_to_string(manifest).unwrap();
    let lines: Vec<String> = text.lines().map(|l| if l.ends_with(&format!("  {file}")) { format!("{sum}  {file}") } else { l.to_owned() }).collect();
    fs::write(manifest, lines.join("\n") + "\n").unwrap();
}
