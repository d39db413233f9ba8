//! An answer put together for one day and, when there is one, for one case.

use super::file::{Answer, Role, Variant};
use crate::casebook::Casebook;
use crate::compose::document;
use crate::facts::Facts;
use crate::law::{Citation, Grade, Law, Wanted};
use crate::result::Review;
use crate::time::Day;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What of a case bears on an answer.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Who asks.
    pub role: Option<Role>,
    /// Kinds of lender, as stated.
    pub licences: Vec<String>,
    /// Rule → (number of findings, first and last day of their contacts as written).
    pub findings: BTreeMap<String, (u64, Option<(String, String)>)>,
    /// Route → (open, why).
    doors: BTreeMap<String, (bool, String)>,
    /// Papers that fit the case.
    papers: BTreeSet<String>,
}

impl Situation {
    /// Of a reviewed case; `papers` are those that fit it.
    pub fn of(facts: &Facts, review: &Review, papers: BTreeSet<String>) -> Situation {
        let client = facts.client.as_deref().or(facts.borrower.as_deref());
        let role = client.map(|c| if Some(c) == facts.borrower.as_deref() { Role::Borrower } else { Role::ThirdParty });
        let mut findings: BTreeMap<String, (u64, Option<(String, String)>)> = BTreeMap::new();
        for finding in &review.findings {
            let entry = findings.entry(finding.rule().to_owned()).or_default();
            entry.0 += 1;
            for day in finding.events().iter().filter_map(|e| e.time.get(..10)) {
                entry.1 = Some(match entry.1.take() {
                    Some((first, last)) => (first.min(day.to_owned()), last.max(day.to_owned())),
                    None => (day.to_owned(), day.to_owned()),
                });
            }
        }
        let doors = review.doors.iter().map(|d| (d.id.clone(), (d.open, d.because.clone()))).collect();
        Situation { role, licences: facts.lenders.iter().filter_map(|l| l.licence.clone()).collect(), findings, doors, papers }
    }
}

/// An answer in words.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Family.
    pub id: String,
    /// The question in one line.
    pub title: String,
    /// The day whose law is cited.
    pub on: Day,
    /// The answer, sentence by sentence, articles named as of the day.
    pub says: Vec<String>,
    /// What is added for certain facts.
    pub variants: Vec<Told>,
    /// What would change the answer.
    pub not_sure: Vec<String>,
    /// Errors going round, each with what is right.
    pub corrections: Vec<Told>,
    /// The provisions, with their words.
    pub law: Vec<Cited>,
    /// Desks.
    pub desks: Vec<Desk>,
    /// Papers: (id, title).
    pub papers: Vec<(String, String)>,
    /// Findings that belong to the question.
    pub rules: Vec<RuleLine>,
    /// Where facts come from that no article carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Last day a human checked it.
    pub checked_on: Day,
}

/// A line with what is said under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The condition, or the error.
    pub label: String,
    /// For variants with a case: whether the case fulfils it. Absent without a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
    /// What is said.
    pub says: Vec<String>,
}

/// A provision beside an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Cited {
    /// Reference, as the casebook writes it.
    pub reference: String,
    /// 《民法典》第一千零三十三条第（一）项.
    pub name: String,
    /// Official words of the part cited, or the gist where there are none.
    pub text: String,
    /// Whether `text` is official words.
    pub official: bool,
    /// What must be said beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
    /// First day of this version.
    pub version_from: Day,
    /// Grade of evidence for the text.
    pub grade: Grade,
}

/// A desk.
#[derive(Clone, Debug, Serialize)]
pub struct Desk {
    /// Route.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What it is for; with a case, why it is open or shut.
    pub says: String,
    /// With a case: whether it is open to this person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
}

/// A rule whose findings belong to the question.
#[derive(Clone, Debug, Serialize)]
pub struct RuleLine {
    /// Rule.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// With a case: how many findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<u64>,
    /// First and last day of their contacts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<(String, String)>,
}

/// Puts an answer together. Pure: the day comes from the caller.
pub fn page(answer: &Answer, casebook: &Casebook, on: Day, case: Option<&Situation>) -> Page {
    let law = &casebook.law;
    let fill = |text: &String| filled(text, law, on);
    let in_time = |v: &&Variant| v.from.is_none_or(|d| d <= on) && v.until.is_none_or(|d| on <= d);
    let variants = answer.when.iter().filter(in_time).map(|v| Told { label: v.label.clone(), holds: case.map(|c| holds(v, c)), says: v.says.iter().map(fill).collect() });
    // Of a case only what applies to it is said; without one every condition is named.
    let variants = variants.filter(|t| t.holds != Some(false)).collect();
    let desks = answer.routes.iter().filter_map(|id| casebook.routes.desks.iter().find(|r| r.id == *id)).map(|route| {
        let door = case.and_then(|c| c.doors.get(&route.id));
        let says = door.map_or_else(|| route.says.clone(), |(_, because)| because.clone());
        Desk { id: route.id.clone(), name: route.name.clone(), says, open: door.map(|(open, _)| *open) }
    });
    let title = |id: &String| casebook.documents.iter().find(|(d, _)| d == id).and_then(|(d, text)| document(d, text).ok()).map(|d| (id.clone(), d.front.title));
    let rules = answer.rules.iter().filter_map(|id| casebook.rules.iter().find(|r| r.id == *id)).map(|rule| {
        let found = case.map(|c| c.findings.get(&rule.id).cloned().unwrap_or_default());
        RuleLine { id: rule.id.clone(), name: rule.name.clone(), found: found.as_ref().map(|f| f.0), days: found.and_then(|f| f.1) }
    });
    Page {
        id: answer.id.clone(),
        title: answer.title.clone(),
        on,
        says: answer.says.iter().map(fill).collect(),
        variants,
        not_sure: answer.not_sure.clone(),
        corrections: answer.corrects.iter().map(|c| Told { label: fill(&c.said), holds: None, says: vec![fill(&c.but)] }).collect(),
        law: answer.law.iter().filter_map(|w| law.cite(w, on).ok().map(|c| cited(w, &c))).collect(),
        desks: desks.collect(),
        // Of a case only papers that fit it are offered.
        papers: answer.papers.iter().filter(|id| case.is_none_or(|c| c.papers.contains(*id))).filter_map(title).collect(),
        rules: rules.collect(),
        source: answer.source.clone(),
        checked_on: answer.checked_on,
    }
}

fn holds(variant: &Variant, case: &Situation) -> bool {
    let role = variant.role.is_none_or(|r| case.role == Some(r));
    let licence = variant.licence.is_empty() || case.licences.iter().any(|l| variant.licence.contains(l));
    let finding = variant.findings.is_empty() || variant.findings.iter().any(|f| case.findings.contains_key(f));
    role && licence && finding
}

fn cited(wanted: &Wanted, citation: &Citation) -> Cited {
    let words = citation.part_words().or_else(|| citation.words());
    Cited {
        reference: wanted.to_string(),
        name: format!("《{}》{}", citation.short(), citation.label()),
        text: words.or_else(|| citation.paraphrase()).unwrap_or_default().to_owned(),
        official: words.is_some(),
        caveat: citation.caveat().map(str::to_owned),
        version_from: citation.version_from(),
        grade: citation.grade(),
    }
}

/// Words by which a sentence says itself that a text is known from reports only.
const REPORTED: &[&str] = &["据公开报道", "据报道", "未见", "没有核到", "解读"];

/// A sentence with its slots filled for a day.
fn filled(text: &str, law: &Law, on: Day) -> String {
    let told = REPORTED.iter().any(|w| text.contains(w));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{law:") {
        let (slot, tail) = after.split_once("}}").unwrap_or((after, ""));
        out += before;
        out += &named(slot, law, on, told);
        rest = tail;
    }
    out + rest
}

/// The first reference of a slot that can be cited on the day; else the last one with the days it is for.
fn named(slot: &str, law: &Law, on: Day, told: bool) -> String {
    let wanted: Vec<Wanted> = slot.split('|').filter_map(|r| r.parse().ok()).collect();
    if let Some(c) = wanted.iter().find_map(|w| law.cite(w, on).ok()) {
        let reported = matches!(c.grade(), Grade::C | Grade::D) && !told;
        return format!("《{}》{}{}", c.short(), c.label(), if reported { "（据公开报道）" } else { "" });
    }
    // Not in force that day: the name and the window are said, so that nobody takes it for the law of the day.
    let texts = wanted.iter().flat_map(|w| law.versions(&w.law, &w.article).map(move |t| (w, t)));
    let Some((w, t)) = texts.max_by_key(|(_, t)| t.from) else { return String::new() };
    let short = law.statute(&w.law).map_or("", |s| s.short.as_str());
    let window = t.until.map_or_else(|| format!("{}起施行", t.from), |u| format!("{}至{u}有效", t.from));
    format!("《{short}》{}（{window}）", t.label())
}
