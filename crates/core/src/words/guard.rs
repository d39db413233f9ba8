//! Context: what must, or must not, be said around a finding.

use super::fold::{Code, Folded, ends_clause, ends_sentence};
use super::bank::{Bank, Tried};
use super::starts::Starts;
use super::pattern::Node;
use std::sync::OnceLock;

/// A sentence without punctuation (transcripts) is taken to reach so many characters to either side.
const NEAR: usize = 40;

/// How far around a finding a context word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Before it or inside it, in the same clause (negation).
    Clause,
    /// Anywhere in the same sentence.
    Sentence,
    /// Anywhere in the message.
    Message,
}

impl Scope {
    /// Reads the word used in `_guards.toml`.
    pub fn parse(word: &str) -> Option<Scope> {
        Some(match word {
            "分句" => Scope::Clause,
            "整句" => Scope::Sentence,
            "整条" => Scope::Message,
            _ => return None,
        })
    }
}

/// A list of context words and how far it reaches.
#[derive(Clone, Copy, Debug)]
pub struct SetId {
    /// Its number.
    pub set: usize,
    /// How far it reaches.
    pub scope: Scope,
    /// How far it reaches in a message the person who owes received: whoever narrates, jokes or reports to him is
    /// rarely the collector's number, so such words must stand close by.
    pub to_borrower: Scope,
    /// A list that takes this one away wherever it stands in the message: a joke with 欠我们 in it is none.
    pub but: Option<usize>,
}

impl SetId {
    /// Wherever it stands in a message it counts, for whatever recipient.
    pub fn is_anywhere(self) -> bool {
        self.scope == Scope::Message && self.to_borrower == Scope::Message && self.but.is_none()
    }
}

/// All context words, found in one pass when a text holds a finding at all.
#[derive(Default)]
pub struct Context {
    bank: Bank,
    starts: Option<Starts>,
    /// By list: the prefilter for it alone, made when first needed.
    alone: Vec<OnceLock<Starts>>,
    /// Pattern number → the lists it is in: many lists name the same slots.
    sets_of: Vec<Vec<usize>>,
    /// By pattern: its first list, and whether that is all.
    first: Vec<(u32, bool)>,
    sets: usize,
}

/// What was found of the context in one text.
#[derive(Default)]
pub struct Around {
    tried: Tried,
    /// List, first and last place; sorted.
    found: Vec<(usize, usize, usize)>,
    /// The lists somebody asks about in this text.
    wanted: Vec<bool>,
}

impl Context {
    /// Opens a new list.
    pub fn open(&mut self) -> usize {
        self.sets += 1;
        self.sets - 1
    }

    /// Adds a pattern to a list and gives its number; `None` when it holds no fixed word.
    pub fn add(&mut self, set: usize, nodes: Vec<Node>) -> Option<usize> {
        let added = self.bank.add(nodes)?;
        self.sets_of.push(vec![set]);
        Some(added)
    }

    /// Puts a pattern that is in one list in another.
    pub fn share(&mut self, set: usize, pattern: usize) {
        if let Some(sets) = self.sets_of.get_mut(pattern).filter(|sets| !sets.contains(&set)) {
            sets.push(set);
        }
    }

    /// The patterns of all lists.
    #[cfg(test)]
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The fixed words of its patterns that hold a digit.
    pub fn numerals(&self) -> impl Iterator<Item = &[Code]> {
        self.bank.numerals()
    }

    /// Makes the prefilter once all lists are in.
    pub fn seal(&mut self) {
        self.first = self.sets_of.iter().map(|sets| (sets.first().and_then(|set| u32::try_from(*set).ok()).unwrap_or(u32::MAX), sets.len() == 1)).collect();
        self.starts = Some(self.bank.starts(|_| true));
        self.alone.resize_with(self.sets, OnceLock::new);
    }

    /// Does anything of this one list stand anywhere in a text? Quicker than to look for all lists.
    pub fn stands(&self, set: usize, text: &[Code], around: &mut Around) -> bool {
        let mut any = false;
        let starts = self.alone[set].get_or_init(|| self.bank.starts(|pattern| self.sets_of[pattern].contains(&set)));
        self.bank.run(starts, text, &mut around.tried, |_| true, |_, _, _| any = true);
        any
    }

    /// Finds what a text holds of the lists `asked` for.
    pub fn look<'a>(&self, text: &[Code], around: &mut Around, asked: impl Iterator<Item = &'a SetId>) {
        let Around { tried, found, wanted } = around;
        found.clear();
        wanted.clear();
        wanted.resize(self.sets, false);
        for id in asked {
            wanted[id.set] = true;
            if let Some(but) = id.but {
                wanted[but] = true;
            }
        }
        let sets = |pattern: usize| self.sets_of[pattern].iter().copied().filter(|set| wanted[*set]);
        // Nearly every pattern is in one list; the number of that is at hand.
        let asked = |pattern: usize| match self.first[pattern] {
            (set, true) => wanted.get(set as usize).copied().unwrap_or(false),
            (_, false) => sets(pattern).next().is_some(),
        };
        let Some(starts) = &self.starts else { return };
        self.bank.run(starts, text, tried, asked, |pattern, start, end| found.extend(sets(pattern).map(|set| (set, start, end))));
        found.sort_unstable();
    }
}

impl Around {
    /// Does the list stand around the finding `start..end`?
    pub fn holds(&self, SetId { set, scope, to_borrower, but }: SetId, borrower: bool, text: &[Code], start: usize, end: usize) -> bool {
        let scope = if borrower { to_borrower } else { scope };
        let any = |set: usize| self.found.get(self.found.partition_point(|found| *found < (set, 0, 0))).is_some_and(|(s, ..)| *s == set);
        if but.is_some_and(any) {
            return false;
        }
        // What is found of the list from a place on.
        let from_on = |from: usize| {
            let first = self.found.partition_point(|found| *found < (set, from, 0));
            self.found[first..].iter().take_while(|(s, ..)| *s == set).peekable()
        };
        if from_on(0).peek().is_none() {
            return false;
        }
        match scope {
            Scope::Message => true,
            Scope::Sentence => {
                let near = start.saturating_sub(NEAR);
                let from = text[near..start].iter().rposition(|c| ends_sentence(*c)).map_or(near, |p| near + p + 1);
                let to = text[end..].iter().take(NEAR).position(|c| ends_sentence(*c)).map_or((end + NEAR).min(text.len()), |p| end + p);
                from_on(from).take_while(|(_, s, _)| *s <= to + 1).any(|(.., e)| *e <= to + 1)
            }
            Scope::Clause => {
                let from = text[..start].iter().rposition(|c| ends_clause(*c)).map_or(0, |p| p + 1);
                from_on(from).take_while(|(_, s, _)| *s <= end).any(|(.., e)| *e <= end)
            }
        }
    }
}

/// Widens a finding to the clause it stands in, for quotes that read as the sender wrote them. Clauses longer than
/// `most` characters are left as found.
pub fn clause(text: &Folded, start: usize, end: usize, most: usize) -> (usize, usize) {
    let han = text.codes.len();
    // Transcripts put spaces where punctuation would stand; spaces between single characters are evasion.
    let speech = text.spaces > 0 && han / (text.spaces as usize + 1) >= 4;
    let stop = |i: usize| ends_clause(text.codes[i]);
    let most = most.max(end - start);
    let mut from = start;
    while from > 0 && end - from <= most && !stop(from - 1) && !(speech && text.edge[from]) {
        from -= 1;
    }
    let mut to = end;
    while to < text.codes.len() && to - from <= most && !stop(to) && !(speech && text.edge[to]) {
        to += 1;
    }
    if to - from > most { (start, end) } else { (from, to) }
}
