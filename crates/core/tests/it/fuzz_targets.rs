//! Every format is fuzzed: a reader nobody throws rubbish at is not finished (docs/fuzzing.md).

use juzheng_core::import::FORMATS;
use std::fs;
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// What is missing for the target of this name.
fn missing(target: &str, calls: &str) -> Vec<String> {
    let body = fs::read_to_string(fuzz().join(format!("fuzz_targets/{target}.rs"))).unwrap_or_default();
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap_or_default();
    let mut missing = Vec::new();
    let mut need = |there: bool, what: &str| if !there { missing.push(format!("{target}: {what}")) };
    need(body.contains("fuzz_target!") && body.contains(calls), "no fuzz/fuzz_targets file that calls it");
    need(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "not in fuzz/Cargo.toml");
    missing
}

#[test]
fn every_format_has_its_fuzz_target() {
    assert!(!FORMATS.is_empty());
    let mut wrong: Vec<String> = FORMATS.iter().flat_map(|f| missing(f.id, &format!("format(\"{}\"", f.id))).collect();
    for (target, calls) in [("claimant", "claimant("), ("containers", "containers::check("), ("ledger", "ledger::check("), ("words", "words::check(")] {
        wrong.extend(missing(target, calls));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(missing("no_such_format", "format(\"no_such_format\"").len(), 2, "the check itself sees what is missing");
}

/// Each dictionary parses as libFuzzer reads it (ASCII, `"…"` with `\xHH`, `\\` and `\"`), or its target does not start.
#[test]
fn every_dictionary_is_one() {
    let mut count = 0;
    for entry in fs::read_dir(fuzz().join("dict")).expect("fuzz/dict").flatten() {
        assert!(fuzz().join("fuzz_targets").join(entry.path().with_extension("rs").file_name().unwrap()).exists(), "{} is of no target", entry.path().display());
        for line in fs::read_to_string(entry.path()).expect("text").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let inner = line.strip_prefix('"').and_then(|l| l.strip_suffix('"'));
            let plain = inner.is_some_and(|w| !w.is_empty() && w.bytes().all(|b| (b' '..=b'~').contains(&b)));
            assert!(plain, "{}: {line}", entry.path().display());
            count += 1;
        }
    }
    assert!(count > 0, "no dictionaries");
}

/// The corpus stays small: what costs more belongs on the machine that fuzzes.
#[test]
fn the_committed_corpus_is_small() {
    let sizes = crate::support::files(&fuzz().join("corpus")).iter().map(|p| fs::metadata(p).map_or(0, |m| m.len())).collect::<Vec<_>>();
    assert!(!sizes.is_empty() && sizes.iter().sum::<u64>() < 300_000, "{} inputs, {} bytes", sizes.len(), sizes.iter().sum::<u64>());
}
