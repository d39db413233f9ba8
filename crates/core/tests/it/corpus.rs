//! The open evaluation set keeps its own rules: every label has its words, every word stands in the text, nothing twice.

use juzheng_core::evaluate::{Labelled, Report};
use juzheng_core::rules::Tier;
use juzheng_core::screen::Screen;
use juzheng_core::words::{Recipient, Words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const ACTS: [&str; 10] = [
    "third_party_disclosure", "third_party_payment_demand", "threat_violence", "threat_exposure", "insult", "impersonate_authority", "false_legal_consequence", "visit_threat", "induce_borrowing",
    "private_payee",
];

pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus")).join(name)
}

pub fn messages(part: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder("acts").join(format!("{part}.jsonl"))).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// Every innocent line with the file it stands in.
pub fn innocent() -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder("innocent")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    let lines = |p: &PathBuf| -> Vec<(String, String)> {
        let name = p.file_stem().unwrap().to_string_lossy().into_owned();
        std::fs::read_to_string(p).unwrap().lines().map(|l| (name.clone(), l.to_owned())).collect()
    };
    files.iter().flat_map(lines).collect()
}

#[test]
fn labels_stand_on_their_words() {
    let (mut ids, mut texts, mut wrong) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for part in ["train", "train.more", "train.5", "train.6", "train.7", "train.8", "train.9", "dev", "test", "blind3", "blind4", "blind5"] {
        for m in messages(part) {
            let text = m["text"].as_str().unwrap();
            let id = m["id"].as_str().unwrap();
            let acts: BTreeSet<&str> = m["acts"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect();
            let spans = m["spans"].as_object().unwrap();
            if !ids.insert(id.to_owned()) || !texts.insert(text.to_owned()) {
                wrong.push(format!("{id}: twice"));
            }
            if acts != spans.keys().map(String::as_str).collect() || acts.iter().any(|a| !ACTS.contains(a)) {
                wrong.push(format!("{id}: acts and spans differ"));
            }
            for span in spans.values().flat_map(|s| s.as_array().unwrap()) {
                if span.as_str().is_none_or(|s| s.is_empty() || !text.contains(s)) {
                    wrong.push(format!("{id}: {span} is not in the text"));
                }
            }
            if !["borrower", "third_party", "unknown"].contains(&m["to"].as_str().unwrap()) || (m["kind"] == "abusive") == acts.is_empty() {
                wrong.push(format!("{id}: to or kind"));
            }
            acts.iter().for_each(|a| *counts.entry((*a).to_owned()).or_default() += 1);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ids.len() >= 600 && ACTS.iter().all(|a| counts.get(*a).is_some_and(|n| *n >= 50)), "{} messages, {counts:?}", ids.len());
}

#[test]
fn innocent_lines_are_many_and_different() {
    let lines = innocent();
    let distinct: BTreeSet<&str> = lines.iter().map(|(_, l)| l.as_str()).collect();
    assert!(distinct.len() >= 2000 && distinct.len() == lines.len(), "{} lines, {} different", lines.len(), distinct.len());
    assert!(lines.iter().all(|(_, l)| !l.trim().is_empty()));
}

/// Right, wrongly found and missed over one part of the set.
fn measured(part: &str) -> (f64, f64) {
    let mut screen = Screen::new(Words::embedded());
    let mut report = Report::new();
    let text = std::fs::read_to_string(folder("acts").join(format!("{part}.jsonl"))).unwrap();
    for (n, line) in text.lines().enumerate() {
        let (message, problems) = Labelled::read(line, &format!("{part} {}", n + 1)).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        report.count(&mut screen, &message);
    }
    let all = report.micro();
    (all.precision().unwrap(), all.recall().unwrap())
}

/// A change of the word lists may not quietly make the reader worse than docs/accuracy.md says. The figures there are
/// measured by `juzheng casebook evaluate`; these floors lie a little below them.
#[test]
fn the_reader_is_no_worse_than_published() {
    for (part, precision, recall) in [("train", 0.94, 0.87), ("train.more", 0.85, 0.93), ("dev", 0.84, 0.84), ("test", 0.70, 0.68), ("blind3", 0.70, 0.70)] {
        let (p, r) = measured(part);
        assert!(p >= precision && r >= recall, "{part}: precision {p:.3}, recall {r:.3}");
    }
}

/// With nothing known of the recipient, no act is read into an innocent line; told that the owner of the phone owes money, the
/// reader may suspect ("possible") but not allege. A few lines fail even that: docs/accuracy.md gives the figure.
#[test]
fn innocent_lines_stay_silent() {
    let mut screen = Screen::new(Words::embedded());
    let lines = innocent();
    let mut loud = |to: Recipient, floor: Tier| -> Vec<String> {
        lines.iter().filter(|(_, l)| screen.read(l, to).iter().any(|said| said.tier >= floor)).map(|(f, l)| format!("{f}: {l}")).collect()
    };
    for (to, floor, most) in [(Recipient::Unknown, Tier::Possible, 20), (Recipient::Borrower, Tier::Likely, 60)] {
        let found = loud(to, floor);
        assert!(found.len() <= most, "{} of {} innocent lines show an act to {to:?}:\n{}", found.len(), lines.len(), found.join("\n"));
    }
}
