//! What a court may be asked for on these findings, and what makes the case weak. Published judgments granted much less
//! than popular articles promise, and dismissed a case of few messages although the regulator had fined their sender: the
//! person must read that before going. Words are data (`casebook/routes/_relief.toml`); the tests are a closed set.

use super::{Scene, Who, span};
use crate::law::{Law, Wanted};
use crate::review::finding::{EventRef, Finding};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something a court may be asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relief {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What is asked, and what must be shown.
    pub says: String,
    /// Rules on whose findings it rests.
    pub findings: Vec<String>,
    /// Who may ask; everybody when empty.
    #[serde(default)]
    pub who: Vec<Who>,
    /// What it needs beside the finding.
    pub needs: Option<Shown>,
    /// Said when that is missing.
    #[serde(default)]
    pub without: Option<String>,
    /// Articles.
    pub cites: Vec<Wanted>,
}

/// What a relief needs beside a finding: a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// A stated consequence (illness, dismissal …).
    Consequence,
    /// The words reached somebody beside the person they are about, or stood in public.
    Public,
    /// Receipts of costs among the facts.
    Costs,
}

/// Something that makes the case weak.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weak {
    /// Id.
    pub id: String,
    /// Which test.
    pub test: WeakTest,
    /// What it means.
    pub says: String,
    /// What can be done about it.
    pub todo: String,
    /// Where it was seen (a judgment by its court and year, an article).
    pub source: String,
    /// Looked at only with one of these findings; any when empty.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Not with one of these.
    #[serde(default)]
    pub unless: Vec<String>,
    /// A number of the test.
    #[serde(default)]
    pub at_most: usize,
    /// Who it is about; everybody when empty.
    #[serde(default)]
    pub who: Vec<Who>,
}

/// The tests: a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeakTest {
    /// Nothing was found.
    NothingFound,
    /// Not more than `at_most` offending contacts in all.
    FewContacts,
    /// Nobody who owes nothing got more than `at_most` offending contacts, and the person who asks is the borrower.
    FewPerPerson,
    /// Nobody but the person the words are about has heard or read them.
    NotPublic,
    /// Everything rests on what was stated: no exhibit.
    OnlyStated,
    /// The findings of no lender: the senders are not tied to one.
    Unattributed,
    /// No consequence is stated.
    NoConsequence,
    /// Contacts have no words: calls only.
    OnlyCalls,
    /// The words come from reading pictures only.
    OnlyPictures,
}

/// A relief with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What is asked, and what must be shown.
    pub says: String,
    /// What it needs is there.
    pub ready: bool,
    /// What is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Findings it rests on.
    pub findings: Vec<String>,
    /// Articles as of the day the case looks back from.
    pub basis: Vec<String>,
}

/// A weakness found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weakness {
    /// Id.
    pub id: String,
    /// What it means here.
    pub says: String,
    /// What can be done about it.
    pub todo: String,
    /// Where it was seen.
    pub source: String,
}

/// What may be asked for, in the order of the file.
pub fn reliefs(scene: &Scene, list: &[Relief], law: &Law) -> Vec<Asked> {
    list.iter()
        .filter(|r| r.who.is_empty() || r.who.contains(&scene.who))
        .filter_map(|relief| {
            let mut rests: Vec<String> = scene.findings.iter().map(Finding::rule).filter(|f| relief.findings.iter().any(|r| r == f)).map(str::to_owned).collect();
            rests.sort();
            rests.dedup();
            if rests.is_empty() {
                return None;
            }
            let ready = relief.needs.is_none_or(|n| shown(scene, n, &relief.findings));
            let basis = relief.cites.iter().filter_map(|w| law.cite(w, scene.as_of).ok()).map(|c| c.display().to_owned()).collect();
            let missing = if ready { None } else { relief.without.clone() };
            Some(Asked { id: relief.id.clone(), name: relief.name.clone(), says: relief.says.clone(), ready, missing, findings: rests, basis })
        })
        .collect()
}

fn shown(scene: &Scene, needs: Shown, rules: &[String]) -> bool {
    match needs {
        Shown::Consequence => !scene.facts.consequences.is_empty() || scene.findings.iter().any(|f| f.rule() == "grave_consequence"),
        Shown::Public => scene.findings.iter().filter(|f| rules.iter().any(|r| r == f.rule())).any(|f| public(scene, f)),
        Shown::Costs => scene.facts.extra.get("costs").and_then(|c| c.as_array()).is_some_and(|c| !c.is_empty()),
    }
}

/// Rules whose acts are public by themselves.
const PUBLIC: [&str; 3] = ["public_exposure", "public_posting", "workplace_contact"];

/// Whether it reached somebody beside the person who asks: it is public by its kind, or went to somebody else who owes nothing. What a
/// friend heard on the own phone is no word spread about the friend.
fn public(scene: &Scene, finding: &Finding) -> bool {
    let own = scene.facts.client.as_deref().and_then(|id| scene.facts.person(id)).is_some_and(|p| p.name == finding.recipient());
    PUBLIC.contains(&finding.rule()) || !own && finding.events().iter().any(|e| e.to == "third_party" || e.to == "guarantor")
}

/// The weaknesses of this case, in the order of the file; without a finding only that there is none.
pub fn weaknesses(scene: &Scene, list: &[Weak]) -> Vec<Weakness> {
    let has = |rules: &[String]| scene.findings.iter().any(|f| rules.iter().any(|r| r == f.rule()));
    list.iter()
        .filter(|w| scene.findings.is_empty() == (w.test == WeakTest::NothingFound) && (w.who.is_empty() || w.who.contains(&scene.who)))
        .filter(|w| (w.findings.is_empty() || has(&w.findings)) && !has(&w.unless))
        .filter_map(|weak| {
            let meant: Vec<&Finding> = scene.findings.iter().filter(|f| weak.findings.is_empty() || weak.findings.iter().any(|r| r == f.rule())).collect();
            let figures = weak_figures(scene, weak, &meant)?;
            Some(Weakness { id: weak.id.clone(), says: weak.says.replace("{figures}", &figures), todo: weak.todo.clone(), source: weak.source.clone() })
        })
        .collect()
}

/// The figures of a weakness; `None` when the case does not have it.
fn weak_figures(scene: &Scene, weak: &Weak, findings: &[&Finding]) -> Option<String> {
    let mut events: Vec<&EventRef> = findings.iter().flat_map(|f| f.events()).collect();
    events.sort();
    events.dedup_by(|a, b| (&a.file, a.row) == (&b.file, b.row));
    // A stated act (a visit, a posting) has no contact; its grounds stand for it.
    let stated = findings.iter().filter(|f| f.events().is_empty()).count();
    match weak.test {
        WeakTest::NothingFound => Some(String::new()),
        WeakTest::FewContacts if stated == 0 && !events.is_empty() && events.len() <= weak.at_most => {
            let days = span(findings.iter().copied()).map_or(1, |(first, last)| last.number - first.number + 1);
            Some(format!("{days}天里共{}次", events.len()))
        }
        WeakTest::FewPerPerson if scene.who == Who::Borrower => {
            let mut per: std::collections::BTreeMap<&str, BTreeSet<(&str, u64)>> = std::collections::BTreeMap::new();
            for finding in findings {
                for event in finding.events().iter().filter(|e| e.to == "third_party") {
                    per.entry(finding.recipient()).or_default().insert((&event.file, event.row));
                }
            }
            let most = per.values().map(BTreeSet::len).max()?;
            (most <= weak.at_most).then(|| format!("每人最多{most}次"))
        }
        WeakTest::NotPublic if !findings.is_empty() && !findings.iter().any(|f| public(scene, f)) => Some(String::new()),
        WeakTest::OnlyStated if findings.iter().all(|f| f.events().iter().all(|e| e.exhibit == 0) && f.grounds().iter().all(|g| g.exhibit == 0)) => Some(String::new()),
        WeakTest::Unattributed if findings.iter().all(|f| f.against().is_none()) => Some(String::new()),
        WeakTest::NoConsequence if !shown(scene, Shown::Consequence, &[]) => Some(String::new()),
        WeakTest::OnlyCalls if stated == 0 && !events.is_empty() && events.iter().all(|e| e.channel == "call" && !e.worded) => Some(String::new()),
        WeakTest::OnlyPictures if stated == 0 && !events.is_empty() && events.iter().all(|e| e.reading == crate::model::Reading::Ocr) => Some(String::new()),
        _ => None,
    }
}
