//! One lender among several. A borrower mostly owes several lenders; a letter to one of them tells of its own acts only, and
//! nothing of the others, of their loans, or of what was written to them.

use crate::facts::told::Told;
use crate::facts::{Facts, Lender, Person};
use crate::result::Review;
use crate::review::finding::{EventRef, Finding};
use serde::Deserialize;
use serde_json::Value;

/// What a document is made once for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// The case: whoever reads it sees all of it (the police, the catalogue).
    #[default]
    Case,
    /// A lender, with its agencies.
    Lender,
    /// A third person known by name who was contacted, in that person's own voice, to each lender.
    Third,
}

/// A case as far as it concerns one lender.
#[derive(Clone, Debug)]
pub struct About {
    /// The lender's id.
    pub id: String,
    /// The lender's name.
    pub name: String,
    /// Facts about it.
    pub facts: Facts,
    /// The review, with the findings against it.
    pub review: Review,
}

/// The lenders with findings against them, most contacts first; of equal weight in stated order.
pub fn lenders<'f>(facts: &'f Facts, review: &Review) -> Vec<&'f Lender> {
    let weight = |id: &str| -> usize { review.findings.iter().filter(|f| f.against().as_ref().is_some_and(|a| a.id == id)).map(|f| f.events().len().max(1)).sum() };
    let mut list: Vec<(usize, &Lender)> = facts.lenders.iter().map(|l| (weight(&l.id), l)).filter(|(w, _)| *w > 0).collect();
    list.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    list.into_iter().map(|(_, lender)| lender).collect()
}

/// The case cut down to one lender, for each lender with findings; none when the facts know one lender only, since then there
/// is nothing to keep apart.
pub fn each(facts: &Facts, review: &Review) -> Vec<About> {
    let met = lenders(facts, review);
    if facts.lenders.len() < 2 {
        return Vec::new();
    }
    // Acts tied to nobody are told to a lender only while no other lender could be meant.
    let alone = met.len() == 1;
    met.into_iter().map(|lender| about(facts, review, lender, alone)).collect()
}

/// The case cut down to the lender an id or a name points to; acts tied to nobody stay out while others may be meant.
pub fn one(facts: &Facts, review: &Review, words: &str) -> Option<About> {
    let lender = facts.lender_named(words)?;
    let alone = lenders(facts, review).iter().all(|l| l.id == lender.id);
    Some(about(facts, review, lender, alone))
}

fn about(facts: &Facts, review: &Review, lender: &Lender, alone: bool) -> About {
    let own = |l: Option<&Lender>| l.is_none_or(|l| l.id == lender.id);
    let told = |list: &'static str, values: &[Value]| -> Vec<Value> { Told::each(list, values).filter(|t| own(t.lender(facts).and_then(|i| facts.lenders.get(i as usize)))).map(|t| t.value.clone()).collect() };
    let mut cut = facts.clone();
    cut.lenders.retain(|l| l.id == lender.id);
    cut.agencies.retain(|a| own(facts.principal(a)));
    cut.loans.retain(|l| l.lender == lender.id);
    cut.complaints.retain(|c| {
        let named = ["against", "lender", "about"].iter().filter_map(|k| c.extra.get(*k)?.as_str());
        own(c.to.as_deref().into_iter().chain(named).find_map(|words| facts.lender_named(words)))
    });
    cut.requests = told("requests", &facts.requests);
    cut.agreements = told("agreements", &facts.agreements);
    cut.verifications = told("verifications", &facts.verifications);
    if let Some(Value::Array(apps)) = &facts.app {
        cut.app = Some(Value::Array(told("app", apps)));
    }
    let mut seen = review.clone();
    seen.findings.retain(|f| f.against().as_ref().map_or(alone, |a| a.id == lender.id));
    seen.senders.retain(|c| c.lender.as_ref().is_none_or(|id| *id == lender.id));
    About { id: lender.id.clone(), name: lender.name.clone(), facts: cut, review: seen }
}

/// The case as each third person who was contacted would tell it: the person is who asks. Those the facts give a name only;
/// in stated order. A client who is such a person speaks alone.
pub fn thirds(facts: &Facts, review: &Review) -> Vec<About> {
    let contacted = |p: &Person| review.findings.iter().any(|f| f.events().iter().any(|e| e.to == "third_party" && whose_phone(facts, review, f, e) == Some(&p.id)));
    let alone = facts.client.is_some() && facts.client != facts.borrower;
    let mut list: Vec<About> = Vec::new();
    for person in facts.persons.iter().filter(|p| !p.name.is_empty() && facts.borrower.as_ref() != Some(&p.id) && if alone { facts.client.as_ref() == Some(&p.id) } else { contacted(p) }) {
        let facts = Facts { client: Some(person.id.clone()), ..facts.clone() };
        list.push(About { id: person.id.clone(), name: person.name.clone(), facts, review: review.clone() });
    }
    list
}

fn whose_phone<'f>(facts: &'f Facts, review: &Review, finding: &Finding, event: &EventRef) -> Option<&'f String> {
    let exhibit = review.exhibits.iter().find(|e| e.number == event.exhibit);
    let by_exhibit = exhibit.and_then(|e| e.custodian.as_deref()).and_then(|id| facts.person(id));
    by_exhibit.or_else(|| facts.persons.iter().find(|p| p.name == finding.recipient())).map(|p| &p.id)
}

impl About {
    /// The same material, cut down.
    pub fn material<'m>(&'m self, whole: &super::Material<'m>) -> super::Material<'m> {
        super::Material { facts: &self.facts, review: &self.review, ..*whole }
    }
}
