//! Contacts chosen for a paper: each once, with all the acts it is part of, in order of time.

use super::facts::{counted, picked};
use super::scope;
use crate::compose::Material;
use crate::compose::slots::is_borrower;
use crate::compose::told::{Sources, contact, owner, told};
use crate::draft::Span;
use crate::review::finding::{EventRef, Finding, Quote};
use std::collections::{BTreeMap, BTreeSet};

type Pick<'p> = &'p dyn Fn(&Finding, &EventRef) -> bool;
/// Exhibit, row, time: one contact, whatever findings it stands in.
type Key<'a> = (u32, u64, &'a str);

/// One item of the facts.
pub(super) struct Step<'a> {
    /// Time of the contact, or of the first of those counted.
    time: &'a str,
    /// Rule and title of each act, gravest first.
    acts: Vec<(&'a str, &'a str)>,
    what: What<'a>,
}

enum What<'a> {
    /// One contact and its words.
    Said(&'a Finding, &'a EventRef, Vec<String>),
    /// An act without words: calls counted, a stated fact.
    Counted(Vec<&'a Finding>, Vec<(&'a Finding, usize, &'a EventRef)>),
}

impl Step<'_> {
    /// Whether it shows this act.
    pub(super) fn is_of(&self, rule: &str) -> bool {
        self.acts.iter().any(|(r, _)| *r == rule)
    }

    /// As a sentence with its acts and its source.
    pub(super) fn told(&self, m: &Material) -> Option<Vec<Span>> {
        let (mut words, sources) = match &self.what {
            What::Said(f, e, quotes) => (contact(m, f, e, &quotes.iter().map(String::as_str).collect::<Vec<_>>())?, Sources::of(m, &[*e])?),
            What::Counted(group, events) => counted(m, group, events)?,
        };
        // What an act is called besides (爆通讯录) stands in the table.
        let acts: Vec<&str> = self.acts.iter().map(|(_, title)| title.split_once('（').map_or(*title, |(plain, _)| plain)).collect();
        words.push(Span::Text(format!("，涉嫌{}", acts.join("；"))));
        Some(told(words, &sources))
    }
}

/// The contacts that show most acts in at most so many characters, in order of time; and how many were left out. Each act is
/// shown, and each person met, once before any is twice.
///
/// An act without any contact (what the app asks for) is the borrower's to tell.
pub(super) fn all<'a>(m: &Material<'a>, limit: usize, pick: Pick) -> (Vec<Step<'a>>, usize) {
    let groups = scope(m);
    let mut pool: Vec<Step<'a>> = Vec::new();
    let mut met: BTreeMap<Key<'a>, usize> = BTreeMap::new();
    for (rule, group) in &groups {
        let events = picked(m, group, pick);
        let title = group[0].title();
        if !events.iter().any(|(_, _, e)| e.worded) {
            if !events.is_empty() || is_borrower(m) && group.iter().all(|f| f.events().is_empty()) {
                let first = events.iter().map(|(_, _, e)| e.time.as_str()).min();
                let time = first.or_else(|| group.iter().flat_map(|f| f.grounds()).filter_map(|g| g.at.as_deref()).min()).unwrap_or("");
                pool.push(Step { time, acts: vec![(*rule, title)], what: What::Counted(group.clone(), events) });
            }
            continue;
        }
        for (f, _, e) in events.into_iter().filter(|(_, _, e)| e.worded) {
            let at = *met.entry((e.exhibit, e.row, e.time.as_str())).or_insert_with(|| {
                pool.push(Step { time: &e.time, acts: Vec::new(), what: What::Said(f, e, quotes(&groups, e)) });
                pool.len() - 1
            });
            if !pool[at].is_of(rule) {
                pool[at].acts.push((*rule, title));
            }
        }
    }
    // Told at full length while choosing: names are introduced only in what is printed.
    let aside = Material { said: None, ..*m };
    let lengths: Vec<usize> = pool.iter().map(|s| s.told(&aside).map_or(usize::MAX, |w| w.iter().filter(|s| !matches!(s, Span::Exhibits(_))).map(|s| s.words().chars().count()).sum())).collect();
    let mut open: Vec<usize> = (0..pool.len()).filter(|n| lengths[*n] != usize::MAX).collect();
    let met: Vec<Option<&str>> = pool.iter().map(|s| if let What::Said(f, e, _) = &s.what { owner(m, f, e).map(|p| p.id.as_str()) } else { None }).collect();
    let (mut chosen, mut shown, mut people, mut used): (BTreeSet<usize>, BTreeSet<&str>, BTreeSet<&str>, usize) = Default::default();
    while !open.is_empty() {
        // Most acts not yet shown, and people not yet met; then the gravest, which stand first in the pool.
        let fresh = |n: &usize| pool[*n].acts.iter().filter(|(rule, _)| !shown.contains(rule)).count() + usize::from(met[*n].is_some_and(|p| !people.contains(p)));
        let best = open.iter().copied().max_by_key(|n| (fresh(n), std::cmp::Reverse(*n))).unwrap_or(0);
        used += lengths[best];
        chosen.insert(best);
        shown.extend(pool[best].acts.iter().map(|(rule, _)| *rule));
        people.extend(met[best]);
        // What does not fit now never will.
        open.retain(|n| *n != best && used + lengths[*n] <= limit);
    }
    let left = pool.iter().enumerate().filter(|(n, s)| !chosen.contains(n) && matches!(s.what, What::Said(..))).count();
    let mut steps: Vec<(usize, Step<'a>)> = pool.into_iter().enumerate().filter(|(n, _)| chosen.contains(n)).collect();
    steps.sort_by(|a, b| (a.1.time, a.0).cmp(&(b.1.time, b.0)));
    (steps.into_iter().map(|(_, s)| s).collect(), left)
}

/// All words any finding quotes of a contact, in their order, none inside another, those with nothing but marks between them as
/// one; at most three.
fn quotes(groups: &[(&str, Vec<&Finding>)], event: &EventRef) -> Vec<String> {
    let same = |e: &EventRef| (e.exhibit, e.row, &e.time) == (event.exhibit, event.row, &event.time);
    let mut found: Vec<&Quote> = Vec::new();
    for finding in groups.iter().flat_map(|(_, g)| g) {
        for quote in finding.quotes().iter().filter(|q| finding.events().get(q.event as usize).is_some_and(same)) {
            // The longer of two that overlap stays.
            let over = |f: &&Quote| f.start < quote.end && quote.start < f.end;
            if found.iter().filter(|f| over(f)).all(|f| f.end - f.start < quote.end - quote.start) {
                found.retain(|f| !over(f));
                found.push(quote);
            }
        }
    }
    found.sort_unstable_by_key(|f| (f.start, f.end));
    let mut joined: Vec<(String, u32, &str)> = Vec::new();
    for quote in found {
        match joined.last_mut() {
            Some((words, end, tail)) if *end + tail.chars().count() as u32 == quote.start && !tail.is_empty() => {
                *words += tail;
                *words += &quote.text;
                (*end, *tail) = (quote.end, &quote.tail);
            }
            _ => joined.push((quote.text.clone(), quote.end, &quote.tail)),
        }
    }
    joined.into_iter().take(3).map(|(words, ..)| words).collect()
}
