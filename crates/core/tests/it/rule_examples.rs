//! Every rule's own examples: each `[[fires]]` must fire, each `[[silent]]` must stay silent. The folder is the registry: a
//! rule file dropped in is run here.

use juzheng_core::casebook::{Casebook, Files};
use juzheng_core::rules::examples::{check, fired};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The ids of the reference table: fixed, because cases, papers and other programs name them.
const IDS: [&str; 51] = [
    "third_party_collection", "third_party_disclosure", "contact_after_refusal", "third_party_before_lost_contact", "mass_contact_blast", "night_collection",
    "night_disturbance_third_party", "excessive_connected_calls", "excessive_call_attempts", "call_bombing", "repeated_abusive_messages", "threat_violence", "insult",
    "doctored_image", "public_exposure", "impersonate_authority", "impersonate_lawyer", "forged_document", "false_legal_consequence", "threat_exposure",
    "third_party_payment_demand", "workplace_contact", "contact_minor", "forced_contacts_permission", "contacts_read_before_consent", "repeated_permission_prompts",
    "whole_address_book_upload", "contacts_used_after_withdrawal", "unknown_number_source", "contact_list_sold", "uncontrolled_outsourcing", "unidentified_collector",
    "collector_private_channel", "visit_threat", "unlawful_visit", "public_posting", "private_payee", "induce_borrowing", "upfront_deduction", "cost_over_licensed_line",
    "cost_over_private_cap", "illegal_lending", "undisclosed_cost", "collection_after_agreement", "records_refused", "complaint_unanswered", "credit_objection_overdue",
    "extortion", "no_contact_order_breached", "grave_consequence", "persistent_harassment_after_warning",
];

/// The folder whose files are tried: this casebook, or the one named by `JUZHENG_CASEBOOK` (scripts/mutation.py tries spoilt ones).
fn folder() -> PathBuf {
    std::env::var_os("JUZHENG_CASEBOOK").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook")), PathBuf::from)
}

/// The files built in, or those of the folder named.
pub fn files() -> Files<'static> {
    static FILES: OnceLock<Files<'static>> = OnceLock::new();
    *FILES.get_or_init(|| {
        if std::env::var_os("JUZHENG_CASEBOOK").is_none() {
            return Files::embedded();
        }
        let [law, rules, words, routes, documents, answers, numbers, slots, challenges, terms] = Files::embedded().folders().map(|(kind, _)| {
            let list = std::fs::read_dir(folder().join(kind)).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml" || e == "md"));
            let mut files: Vec<(&'static str, &'static str)> =
                list.map(|p| (&*p.file_stem().unwrap().to_string_lossy().into_owned().leak(), &*std::fs::read_to_string(&p).unwrap().leak())).filter(|(stem, _)| *stem != "README").collect();
            files.sort_unstable();
            &*files.leak()
        });
        Files { law, rules, words, routes, documents, answers, numbers, slots, challenges, terms }
    })
}

pub fn casebook() -> &'static Casebook {
    static BOOK: OnceLock<Casebook> = OnceLock::new();
    BOOK.get_or_init(|| {
        Casebook::of(&files()).unwrap_or_else(|problems| panic!("{problems:#?}"))
    })
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
    let folder = folder().join("rules");
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    files.retain(|f| !f.starts_with('_'));
    files.sort();
    let loaded: Vec<String> = casebook().rules.iter().map(|r| r.id.clone()).collect();
    assert_eq!(files, loaded);
}

#[test]
fn the_ids_of_the_table_are_all_there_and_no_others() {
    let loaded: Vec<&str> = casebook().rules.iter().map(|r| r.id.as_str()).collect();
    let unknown: Vec<&&str> = loaded.iter().filter(|id| !IDS.contains(id)).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    let missing: Vec<&&str> = IDS.iter().filter(|id| !loaded.contains(id)).collect();
    assert!(missing.is_empty(), "lost: {missing:?}");
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
