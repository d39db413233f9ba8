//! Blocks a document may place: facts told from findings, the law they rest on, people, figures, steps taken. A sentence
//! that states a fact is made only by [`told`].

mod facts;
mod figures;
mod law;
mod people;
mod steps;

pub use super::told::{Sources, masked_name, told, when_zh};
pub use law::level_rank;

use super::{Material, awards, catalogue, challenge};
use crate::draft::Block;
use crate::review::finding::Finding;

/// The block of this name; `None` when there is none.
pub fn make(name: &str, m: &Material) -> Option<Vec<Block>> {
    Some(match name {
        "facts" => facts::letter(m),
        "facts_short" => facts::short(m),
        "facts_own" => facts::own(m),
        "facts_since_2026" => facts::since(m, "2026-01-01"),
        "summary" => facts::summary(m),
        "timeline" => facts::timeline(m),
        "grave_quotes" => facts::grave_quotes(m),
        "violations" => facts::violations(m),
        "findings_table" => vec![figures::findings_table(m)],
        "counts" => figures::counts(m),
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
        "requests" => steps::requests(m),
        "complaints" => steps::complaints(m),
        "steps_taken" => steps::taken(m),
        "consequences" => steps::consequences(m),
        "urgency" => steps::urgency(m),
        "plan" => steps::plan(m),
        "claims_table" => steps::claims_table(m),
        "awards" => awards::awards(m),
        "costs" => awards::costs(m),
        "challenges" => challenge::block(m),
        "exhibit_list" => catalogue::exhibit_list(m),
        "catalogue" => catalogue::catalogue(m),
        "digests" => vec![catalogue::digests(m)],
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

/// The acts the police can act on; all when there is none.
fn police<'a>(m: &Material<'a>) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let groups = by_rule(m);
    let theirs: Vec<_> = groups.iter().filter(|(_, g)| g[0].authorities().iter().any(|a| a.contains("公安"))).cloned().collect();
    if theirs.is_empty() { groups } else { theirs }
}

/// 一, 二 … 十二.
pub fn ordinal(n: usize) -> String {
    crate::law::to_chinese(n as u32).unwrap_or_else(|| n.to_string())
}
