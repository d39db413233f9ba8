//! The questions about facts and other records (permission records, costs, requests, complaints, visits). A closed set, like
//! the detectors of `detect.rs`; each answer says on what it rests.

mod app;
mod incident;
mod loan;
mod procedure;

pub use loan::uncomputed as uncomputed_loans;

use super::finding::{Ground, Reached};
use super::scene::Scene;
use crate::facts::told::Told;
use crate::model::{Day, When};
use crate::normalise::Kept;
use crate::rules::{Ask, FactTest, NumberKind, Tier};

/// A question answered with yes.
#[derive(Clone, Debug)]
pub struct Found {
    /// Index into `facts.lenders`.
    pub lender: Option<u32>,
    /// The day whose law applies.
    pub on: Day,
    /// How sure.
    pub tier: Tier,
    /// Contacts that are part of it (positions in the timeline).
    pub events: Vec<usize>,
    /// What it rests on.
    pub grounds: Vec<Ground>,
    /// What it concerns, in words, where nobody received anything.
    pub recipient: String,
    /// Sides of the act that decide which articles apply.
    pub facets: Vec<&'static str>,
    /// A threshold reached.
    pub reached: Option<Reached>,
    /// Remarks that weaken or explain.
    pub remarks: Vec<String>,
}

impl Found {
    fn on(day: Day) -> Found {
        Found { lender: None, on: day, tier: Tier::Likely, events: vec![], grounds: vec![], recipient: String::new(), facets: vec![], reached: None, remarks: vec![] }
    }
}

/// The answers to all questions of a rule. An incident told of beside what another question found about the same lender is
/// the same thing told twice, unless it is a contact of its own.
pub fn all(scene: &Scene, tests: &[FactTest]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for test in tests {
        let fresh = ask(scene, test);
        let twice = |f: &Found| test.ask == Ask::Incident && f.events.is_empty() && found.iter().any(|known| known.lender == f.lender);
        let fresh: Vec<Found> = fresh.into_iter().filter(|f| !twice(f)).collect();
        found.extend(fresh);
    }
    found
}

/// All answers to one question, in the order of the facts.
fn ask(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let mut found = match test.ask {
        Ask::Incident => incident::incidents(scene, test),
        Ask::IrregularVisit => incident::visits(scene, test),
        Ask::BlockedWithoutContacts => app::blocked(scene),
        Ask::ReadBeforeConsent => app::read_before_consent(scene),
        Ask::PromptsAfterRefusal => app::prompts(scene, test),
        Ask::ContactsCollected => app::collected(scene, test),
        Ask::UpfrontDeduction => loan::upfront(scene),
        Ask::CostAbove => loan::cost_above(scene, test),
        Ask::IllegalLending => loan::illegal(scene, test),
        Ask::NoCostSheet => loan::no_cost_sheet(scene, test),
        Ask::RequestRefused => procedure::refused(scene, test),
        Ask::AnswerOverdue => procedure::overdue(scene, test),
        Ask::CreditUnannounced => procedure::unannounced(scene),
        Ask::OutsourcingDenied => procedure::outsourcing(scene, test),
    };
    for f in &mut found {
        // With one lender in the case, a fact that names none is about that one.
        if f.lender.is_none() && scene.facts.lenders.len() == 1 {
            f.lender = Some(0);
        }
    }
    found
}

/// The lender a stated fact is about: by id or name, else by what people call it.
fn lender_of(scene: &Scene, told: &Told) -> Option<u32> {
    told.lender(scene.facts).or_else(|| {
        let called = ["to", "lender", "against", "by", "agency", "org", "institution", "platform", "company", "name"];
        called.iter().find_map(|k| lender_called(scene, told.value.get(*k)?.as_str()?))
    })
}

/// The lender whose name, or whose agency's, stands in these words.
fn lender_called(scene: &Scene, words: &str) -> Option<u32> {
    let by_id = scene.facts.lender_named(words).and_then(|l| scene.facts.lenders.iter().position(|x| x.id == l.id));
    by_id.or_else(|| scene.names.iter().position(|names| names.iter().any(|n| words.contains(n.as_str())))).map(|i| i as u32)
}

/// A stated fact as a ground.
fn stated(told: &Told, says: String) -> Ground {
    Ground { file: crate::normalise::stated::FILE.into(), exhibit: 0, row: None, fact: Some(told.path()), at: told.at().map(When::key), says }
}

/// A fact of another place in the case.
fn fact(path: &str, at: Option<When>, says: String) -> Ground {
    Ground { file: crate::normalise::stated::FILE.into(), exhibit: 0, row: None, fact: Some(path.to_owned()), at: at.map(When::key), says }
}

/// A typed row of an exhibit.
fn row(scene: &Scene, kept: &Kept, says: String) -> Ground {
    let file = &scene.timeline.files[kept.file as usize];
    Ground { file: file.name.clone(), exhibit: file.exhibit, row: Some(kept.entry.row), fact: None, at: kept.entry.at.map(When::key), says }
}

fn reached(test: &FactTest, counted: i64, period: String) -> Option<Reached> {
    let at_least = test.at_least?;
    Some(Reached {
        counted: u32::try_from(counted).unwrap_or(u32::MAX),
        at_least: u32::try_from(at_least).unwrap_or(0),
        period,
        kind: test.kind.unwrap_or(NumberKind::Practice),
        note: test.note.clone(),
    })
}
