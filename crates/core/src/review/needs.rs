//! Which evidence a case holds. A rule that stays silent without the evidence it needs has not found nothing: it could not
//! look. Those rules are listed with what would settle them.

use super::attribution;
use super::scene::Scene;
use crate::model::{Channel, Direction};
use crate::normalise::people::{PartyId, Standing};
use crate::rules::{Need, Rule};
use crate::words::{Reader, Recipient};
use serde::Serialize;
use std::collections::HashSet;

/// A rule that could not be judged on this evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undecided {
    /// Rule id.
    pub rule: String,
    /// Its name.
    pub title: String,
    /// What is missing, and how it can be had.
    pub needs: Vec<Missing>,
}

/// One kind of evidence that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Id.
    pub id: String,
    /// What.
    pub what: String,
    /// How it can be had.
    pub how: String,
}

type Question = fn(&Scene) -> bool;

/// Every kind of evidence, with the question whether the case holds it.
const KINDS: [(&str, Question); 22] = [
    ("messages", |s| s.timeline.events.iter().any(|e| !e.record.body.is_empty())),
    ("calls_of_borrower", |s| s.timeline.events.iter().any(|e| e.record.channel == Channel::Call && Some(e.owner) == s.borrower_party)),
    ("calls", |s| s.timeline.events.iter().any(|e| e.record.channel == Channel::Call)),
    ("third_party_records", |s| (0..s.timeline.events.len()).any(|i| s.standing(i) == Standing::ThirdParty && s.ties[i].is_some())),
    ("address_book_of_borrower", |s| s.books_of_borrower().next().is_some()),
    ("reserved_contacts", |s| !s.facts.reserved_contacts.is_empty()),
    ("refusals", |s| !s.facts.refusals.is_empty() || !s.own.refusals.is_empty()),
    ("permission_records", |s| s.contacts_reads().next().is_some()),
    ("app_facts", |s| s.facts.app.is_some()),
    ("consent_time", |s| s.app("policy_consent_at").is_some()),
    ("prompts", |s| s.app("contacts_prompts").is_some()),
    ("loan_amounts", |s| s.facts.loans.iter().any(|l| l.principal.is_some() && l.received.is_some())),
    ("loan_schedule", |s| s.timeline.entries.iter().any(|k| k.entry.kind == "loan_flow")),
    ("licence", |s| !s.facts.lenders.is_empty() && s.facts.lenders.iter().all(|l| l.licence.is_some())),
    ("associations", |s| s.facts.lenders.iter().any(|l| !l.associations.is_empty())),
    ("cost_sheet", |s| s.facts.loans.iter().any(|l| l.cost_sheet_shown.is_some())),
    ("requests", |s| !s.facts.requests.is_empty()),
    ("complaints", |s| !s.facts.complaints.is_empty()),
    ("verifications", |s| !s.facts.verifications.is_empty()),
    ("visits", |s| !s.facts.visits.is_empty()),
    ("agency_entrustment", |s| s.facts.agencies.iter().any(|a| matches!(a.entrusted.as_deref(), Some("yes" | "no")))),
    ("ages", |s| s.facts.persons.iter().any(|p| p.minor_age.is_some())),
];

/// Whether the program can tell that this kind of evidence is there.
pub fn known(id: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == id)
}

/// The rules without a finding that lack evidence they need.
pub fn undecided(scene: &Scene, rules: &[Rule], needs: &[Need], found: &dyn Fn(&str) -> bool) -> Vec<Undecided> {
    let held: Vec<&str> = KINDS.iter().filter(|(_, question)| question(scene)).map(|(id, _)| *id).collect();
    let refused = refusals(scene);
    let missing = |rule: &Rule| -> Vec<Missing> {
        let lacking = needs.iter().filter(|n| rule.needs.contains(&n.id) && !held.contains(&n.id.as_str()));
        lacking.map(|n| Missing { id: n.id.clone(), what: n.what.clone(), how: if n.id == "refusals" { format!("{}{refused}", n.how) } else { n.how.clone() } }).collect()
    };
    rules
        .iter()
        .filter(|rule| !found(&rule.id))
        .filter_map(|rule| Some((rule, missing(rule))).filter(|(_, m)| !m.is_empty()))
        .map(|(rule, needs)| Undecided { rule: rule.id.clone(), title: rule.name.clone(), needs })
        .collect()
}

/// Messages of people who owe nothing to a lender of the case that may be meant as a refusal (与我无关) and ask for nothing
/// plainly: leads for the person to confirm, never taken for one.
fn refusals(scene: &Scene) -> String {
    let Some(family) = scene.words.family(super::own::REFUSAL) else { return String::new() };
    let mut reader = Reader::asking(scene.words, scene.words.ask(|f| f == family));
    let tied: HashSet<(PartyId, PartyId)> = scene.timeline.events.iter().zip(scene.ties).filter(|(_, tie)| tie.is_some()).map(|(e, _)| (e.owner, e.peer)).collect();
    let own = scene.timeline.events.iter().enumerate().filter(|(i, e)| e.record.direction == Direction::Out && !e.words().is_empty() && scene.standing(*i) == Standing::ThirdParty);
    let leads: Vec<String> = own
        .filter(|(_, e)| attribution::known(scene.facts, scene.timeline, e.peer).is_some() || tied.contains(&(e.owner, e.peer)))
        .filter_map(|(_, e)| {
            let hit = *reader.read(e.words(), Recipient::Borrower).first()?;
            let quote = if e.words().chars().count() <= 60 { e.words() } else { e.words().get(hit.start as usize..hit.end as usize)? };
            Some(format!("证据{}第{}行（{}）“{quote}”", scene.timeline.files[e.file as usize].exhibit, e.record.row, e.record.at.zh()))
        })
        .take(3)
        .collect();
    if leads.is_empty() { String::new() } else { format!("。记录里像是拒绝的话：{}；属实的，请照着写上", leads.join("、")) }
}
