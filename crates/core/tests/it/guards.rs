//! Every list that silences a family earns its place: each has a line, quoting or using the family's own words, that stays
//! silent because of it.

use crate::rule_examples::casebook;
use juzheng_core::words::{Recipient, Scratch};
use std::collections::BTreeSet;

#[test]
fn what_a_guard_silences_stays_silent() {
    let words = &casebook().words;
    let mut scratch = Scratch::default();
    // Read when run: a line can be added and tried without building.
    let listed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/guards.txt")).unwrap();
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for line in listed.lines().filter(|l| !l.starts_with('#')) {
        let [family, guard, to, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("not four fields: {line}") };
        let to = match to {
            "borrower" => Recipient::Borrower,
            "third_party" => Recipient::ThirdParty,
            "unknown" => Recipient::Unknown,
            other => panic!("no recipient {other}"),
        };
        let family = words.family(family).unwrap_or_else(|| panic!("no family {family}"));
        seen.insert((family, guard.to_owned()));
        for hit in words.scan_lexicon(text, to, &mut scratch).iter().filter(|h| h.family == family) {
            wrong.push(format!("{} though “{guard}”: 「{}」 in {text}", words.name(family), &text[hit.start as usize..hit.end as usize]));
        }
    }
    assert!(wrong.is_empty(), "{} lines speak:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen.len() >= 250, "only {} guards tried", seen.len());
}
