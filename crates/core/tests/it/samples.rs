//! Genuine samples and whole cases kept outside the repository. Skipped, with a word, where they are not present.

// The table is for a person; there is no other way to show it from a test.
#![allow(clippy::print_stderr)]

use crate::support::{beside, claimant, files, name, read_beside, read_in_zone};
use juzheng_core::import::Harvest;
use juzheng_core::time::{Stamp, offset_minutes};
use std::path::{Path, PathBuf};

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("JUZHENG_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let present = folder.join("reference/samples").is_dir();
    if !present {
        eprintln!("skipped: no samples at {}", folder.display());
    }
    present.then_some(folder)
}

fn table_row(id: &str, file: &str, harvest: &Harvest) {
    eprintln!(
        "{id:16} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}  {file}",
        harvest.rows(),
        harvest.records.len(),
        harvest.cards.len(),
        harvest.entries.len(),
        harvest.skips.len(),
        harvest.problem_count()
    );
}

#[test]
fn genuine_samples_are_read_whole() {
    let Some(shared) = shared() else { return };
    let root = shared.join("reference/samples");
    eprintln!("format             rows records  cards entries skips problems  file");
    for path in files(&root) {
        let bytes = std::fs::read(&path).expect("readable sample");
        let file = name(&path);
        let Some(format) = claimant(&file, &bytes) else { continue };
        let harvest = read_beside(format, &file, &bytes, &beside(&path), None, None);
        assert!(harvest.adds_up(), "{}", path.display());
        table_row(format.id, &path.strip_prefix(&root).unwrap_or(&path).display().to_string(), &harvest);
        if std::env::var_os("JUZHENG_SHOW").is_some() {
            harvest.cards.iter().for_each(|c| eprintln!("      {c:?}"));
            harvest.problems.iter().for_each(|p| eprintln!("      {p}"));
            harvest.notes.iter().for_each(|n| eprintln!("      {n}"));
        }
    }
}

/// `by_file` of each whole case, exactly. A key starting with `contacts_` counts entries of that kind.
#[test]
fn whole_cases_count_as_expected() {
    let Some(shared) = shared() else { return };
    let cases = std::fs::read_dir(shared.join("eval/cases")).map(|d| d.flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect::<Vec<_>>());
    let mut checked = 0;
    for case in cases.unwrap_or_default() {
        let json = |file: &str| -> serde_json::Value {
            serde_json::from_str(&std::fs::read_to_string(case.join(file)).expect("a case file")).expect("JSON")
        };
        let (expected, facts) = (json("expected.json"), json("facts.json"));
        for (file, want) in expected["by_file"].as_object().expect("by_file") {
            let Ok(bytes) = std::fs::read(case.join(file)) else { continue };
            let Some(format) = claimant(file, &bytes) else { continue };
            let stated = facts["files"].as_array().and_then(|f| f.iter().find(|f| f["name"] == file.as_str()));
            let captured_at = stated.and_then(|f| f["captured_at"].as_str()).and_then(Stamp::parse);
            let tz_offset = stated.and_then(|f| f["tz_offset"].as_str()).and_then(offset_minutes);
            let harvest = read_in_zone(format, file, &bytes, captured_at, tz_offset);
            let shown = format!("{} {file}", name(&case));
            table_row(format.id, &shown, &harvest);
            assert!(harvest.adds_up(), "{shown}");
            assert_eq!(Some(harvest.rows()), want["rows"].as_u64(), "{shown}: rows");
            assert_eq!(Some(harvest.records.len() as u64), want["events"].as_u64(), "{shown}: events");
            assert_eq!(Some(harvest.problem_count() as u64), want["problems"].as_u64(), "{shown}: problems {:?}", harvest.problems);
            for (key, kind) in [("contacts_access", "permission_access"), ("contacts_reject", "permission_reject")] {
                if let Some(n) = want[key].as_u64() {
                    let of_contacts = harvest.entries.iter().filter(|e| e.kind == kind && e.fields.get("op").is_some_and(|o| o.contains("CONTACTS")));
                    assert_eq!(of_contacts.count() as u64, n, "{shown}: {key}");
                }
            }
            checked += 1;
        }
    }
    assert!(checked > 0, "no case file was read");
}
