//! Blocks a document may place: facts told from findings, the law they rest on, people, figures, steps taken. A sentence
//! that states a fact is made only by [`told`].

mod acts;
mod asks;
mod facts;
mod figures;
mod law;
mod people;
mod steps;

pub use super::told::{Sources, masked_name, told, when_zh};
pub use law::level_rank;

use super::slots;
use super::told::owner;
use super::{Material, Reader, awards, catalogue, challenge};
use crate::draft::Block;
use crate::remedy::Who;
use crate::review::finding::{EventRef, Finding};
use std::collections::BTreeSet;

/// The block of this name; `None` when there is none.
pub fn make(name: &str, m: &Material) -> Option<Vec<Block>> {
    Some(match name {
        "facts_short" => facts::short(m),
        "facts_own" => facts::own(m),
        "summary" => facts::summary(m),
        "timeline" => facts::timeline(m),
        "grave_quotes" => facts::grave_quotes(m),
        "violations" => facts::violations(m),
        "acts_table" => acts::table(m),
        "acts_reported" => acts::reported(m),
        "findings_table" => vec![figures::findings_table(m)],
        "counts" => figures::counts(m),
        "contacted" => people::contacted(m),
        "density" => figures::density(m),
        "spam_rows" => figures::numbers(m),
        "clues" => figures::clues(m),
        "law" => law::law(m),
        "law_police" => law::police(m),
        "law_words" => law::law_words(m),
        "ceiling_law" => law::ceiling(m),
        "respondents" => people::respondents(m),
        "defendants" => people::defendants(m),
        "recipients" => people::recipients(m),
        "attribution" => people::attribution(m),
        "consent" => people::consent(m),
        "requests" => asks::requests(m),
        "complaints" => asks::complaints(m),
        "steps_taken" => asks::taken(m),
        "consequences" => asks::consequences(m),
        "urgency" => asks::urgency(m),
        "plan" => asks::plan(m),
        "claims_table" => asks::claims_table(m),
        "awards" => awards::awards(m),
        "costs" => awards::costs(m),
        "challenges" => challenge::block(m),
        "exhibit_list" => catalogue::exhibit_list(m),
        "catalogue" => catalogue::catalogue(m),
        "digests" => vec![catalogue::digests(m)],
        "devices" => catalogue::devices(m),
        "readings" => vec![catalogue::readings(m)],
        "seven_factors" => vec![catalogue::seven_factors(m)],
        "refused_rows" => catalogue::refused_rows(m),
        _ => return None,
    })
}

/// Findings by rule, gravest first; the order within a severity is the rule order, so the same case gives the same paper.
pub fn by_rule<'a>(m: &Material<'a>) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in &m.review.findings {
        match groups.iter_mut().find(|(rule, _)| *rule == finding.rule()) {
            Some((_, list)) => list.push(finding),
            None => groups.push((finding.rule(), vec![finding])),
        }
    }
    groups.sort_by_key(|(_, list)| std::cmp::Reverse((*list[0].severity_ceiling(), *list[0].severity())));
    groups
}

/// The acts this paper is about, gravest first: for the police those they can act on, for a court those that rest on law it
/// can apply, for the office of personal information those about such information; all when there is none. A paper about the
/// time from a day on leaves out what was over before.
pub fn scope<'a>(m: &Material<'a>) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let whole = m.front.is_none_or(|f| f.since.is_none() && !f.contacts_only) && !own_suit(m);
    let told = |f: &&'a Finding| f.events().is_empty() && whole || f.events().iter().any(|e| told_of(m, f, e));
    let groups: Vec<_> = by_rule(m).into_iter().map(|(rule, g)| (rule, g.into_iter().filter(told).collect::<Vec<_>>())).filter(|(_, g)| !g.is_empty()).collect();
    let theirs: Vec<_> = groups.iter().filter(|(_, g)| fits_reader(m, g)).cloned().collect();
    if theirs.is_empty() { groups } else { theirs }
}

fn fits_reader(m: &Material, group: &[&Finding]) -> bool {
    match m.reader() {
        Reader::Police => group[0].authorities().iter().any(|a| a.contains("公安")),
        Reader::Court => group.iter().any(|f| f.law().iter().any(|l| law::kept(m, l))),
        Reader::Privacy => group.iter().any(|f| f.law().iter().any(law::of_privacy)),
        _ => true,
    }
}

/// Titles of acts this paper leaves out, for the sheet that stays with the client.
pub fn left_out<'a>(m: &Material<'a>) -> Vec<&'a str> {
    let kept: Vec<&str> = scope(m).iter().map(|(rule, _)| *rule).collect();
    by_rule(m).into_iter().filter(|(rule, _)| !kept.contains(rule)).map(|(_, g)| g[0].title()).collect()
}

/// Whether the paper is about this contact: about its time, and in the suit of somebody who is not the borrower about him,
/// for nobody sues for another's peace.
fn told_of(m: &Material, finding: &Finding, event: &EventRef) -> bool {
    m.front.and_then(|f| f.since).is_none_or(|day| event.time.as_str() >= day.to_string().as_str())
        && (!own_suit(m) || owner(m, finding, event).is_some_and(|p| m.is_client(p)))
}

/// A paper to a court for somebody who is not the borrower.
fn own_suit(m: &Material) -> bool {
    m.reader() == Reader::Court && slots::who(m) != Who::Borrower
}

/// Every contact this paper is about, once, with the finding it stands in; in order of time.
fn contacts<'a>(m: &Material<'a>) -> Vec<(&'a Finding, &'a EventRef)> {
    let mut seen = BTreeSet::new();
    let all = scope(m).into_iter().flat_map(|(_, g)| g).flat_map(|f| f.events().iter().map(move |e| (f, e)));
    let mut list: Vec<_> = all.filter(|(f, e)| told_of(m, f, e) && seen.insert((e.exhibit, e.row, &e.time))).collect();
    list.sort_by_key(|(_, e)| (&e.time, e.exhibit, e.row));
    list
}

/// 一, 二 … 十二.
pub fn ordinal(n: usize) -> String {
    crate::law::to_chinese(n as u32).unwrap_or_else(|| n.to_string())
}
