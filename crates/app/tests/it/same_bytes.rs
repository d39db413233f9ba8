//! The same case gives the same bytes whatever the machine's time zone and language.

use crate::support::{Bench, Ran, SMS, files};
use std::collections::BTreeMap;

/// Everything a user can get out of one case, by name. No address book: its salt is random by design.
fn outputs(zone: &str, language: &str) -> BTreeMap<String, Vec<u8>> {
    let bench = Bench::new();
    bench.write("facts.json", crate::support::facts().to_string());
    bench.write("in/短信.xml", SMS);
    bench.write("in/calls.xml", "<?xml version='1.0' encoding='UTF-8' ?>\n<calls count=\"1\"><call number=\"1069000000011\" duration=\"0\" date=\"1767787200000\" type=\"3\" presentation=\"1\" /></calls>\n");
    bench.write("in/voice.amr", b"#!AMR\nnoise");
    let mut out = BTreeMap::new();
    for args in [
        &["init", "c", "--facts", "facts.json"][..],
        &["add", "c", "in"],
        &["--json", "review", "c"],
        &["review", "c"],
        &["draft", "c", "--all", "-o", "papers"],
        &["export", "c", "-o", "bundle"],
        &["verify", "bundle"],
        &["law", "治安管理处罚法", "--on", "2026-03-01"],
        &["no-such-command"],
    ] {
        let mut command = bench.command(args);
        command.env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        let ran = Ran::of(command.output().unwrap(), args);
        assert!(ran.code == 0 || args.len() == 1, "{ran:?}");
        out.insert(format!("stdout of {}", ran.args), ran.out.into_bytes());
        out.insert(format!("stderr of {}", ran.args), ran.err.into_bytes());
    }
    for folder in ["c", "papers", "bundle"] {
        for file in files(&bench.path(folder)) {
            out.insert(file.strip_prefix(bench.path("")).unwrap().to_str().unwrap().to_owned(), std::fs::read(&file).unwrap());
        }
    }
    out
}

#[test]
fn time_zone_and_language_change_nothing() {
    let first = outputs("UTC", "C");
    assert!(first.keys().any(|k| k.ends_with(".docx")) && first.keys().any(|k| k.ends_with("review.json")), "{:?}", first.keys());
    assert!(first["stdout of --json review c"].len() > 1000);
    for (zone, language) in [("Asia/Shanghai", "zh_CN.UTF-8"), ("America/New_York", "C"), ("Pacific/Kiritimati", "en_US.UTF-8")] {
        let again = outputs(zone, language);
        assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        for (name, bytes) in &first {
            assert!(*bytes == again[name], "{name} differs under {zone} {language}");
        }
    }
}
