//! Every rule's own examples: each `[[fires]]` must fire, each `[[silent]]` must stay silent. The folder is the registry: a
//! rule file dropped in is run here.

use juzheng_core::casebook::Casebook;
use juzheng_core::rules::examples::{check, fired};
use std::sync::OnceLock;

pub fn casebook() -> &'static Casebook {
    static BOOK: OnceLock<Casebook> = OnceLock::new();
    BOOK.get_or_init(|| Casebook::embedded().unwrap_or_else(|problems| panic!("{problems:#?}")))
}

#[test]
fn every_rule_runs_its_own_examples() {
    let run: usize = casebook().rules.iter().map(|r| r.fires.len() + r.silent.len()).sum();
    assert!(run >= casebook().rules.len() * 10, "only {run} examples");
    let wrong = check(casebook());
    assert!(wrong.is_empty(), "{} of {run} examples are wrong:\n{}", wrong.len(), wrong.iter().map(|p| format!("{}: {}", p.place, p.what)).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_wrong_example_is_told() {
    // The runner can fail: an example turned round is reported with its file.
    let mut rules: Vec<(&str, String)> = juzheng_core::casebook::RULES.iter().map(|(id, text)| (*id, (*text).to_owned())).collect();
    let insult = rules.iter_mut().find(|(id, _)| *id == "insult").unwrap();
    insult.1 = insult.1.replacen("[[silent]]", "[[fires]]", 1);
    let rules: Vec<(&str, &str)> = rules.iter().map(|(id, text)| (*id, text.as_str())).collect();
    use juzheng_core::casebook::{DOCUMENTS, LAW, NUMBERS, ROUTES, WORDS};
    let problems = match Casebook::load(LAW, &rules, WORDS, ROUTES, DOCUMENTS, NUMBERS) {
        // One silent example fewer is too few, and that is told at load.
        Err(problems) => problems,
        Ok(book) => check(&book),
    };
    assert!(problems.iter().any(|p| p.place.contains("insult")), "{problems:?}");
}

#[test]
fn the_folder_is_the_registry() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook/rules");
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    files.retain(|f| !f.starts_with('_'));
    files.sort();
    let loaded: Vec<String> = casebook().rules.iter().map(|r| r.id.clone()).collect();
    assert_eq!(files, loaded);
}

#[test]
fn the_twelve_rules_are_alive() {
    for id in [
        "third_party_collection", "third_party_disclosure", "contact_after_refusal", "mass_contact_blast", "night_collection", "night_disturbance_third_party",
        "excessive_connected_calls", "call_bombing", "threat_violence", "insult", "threat_exposure", "impersonate_authority",
    ] {
        let rule = casebook().rules.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("{id} is missing"));
        assert!(rule.fires.iter().any(|e| fired(e, casebook()).unwrap().contains(&rule.id)), "{id} never fires");
    }
}
