//! The reader of words: which acts the text of one message commits, quoted exactly.
//!
//! A lexicon in `casebook/words`, written for lawyers to read and correct: ways of speaking with slots and bounded gaps,
//! companions that must be there, and context that silences (negation, reported speech, warnings, news, play).
//! Spans are byte offsets into the original text, whatever dress the words wore.

mod anchor;
mod bank;
mod digits;
mod dress;
mod file;
mod filter;
mod fixed;
mod fold;
mod guard;
mod index;
mod load;
mod marks;
mod matching;
mod needs;
mod often;
mod parts;
mod pattern;
mod program;
mod reader;
mod runs;
mod scan;
mod second;
mod signature;
mod sounds;
mod starts;
mod ways;
mod windows;

mod embedded {
    #![allow(dead_code)] // the generated file lists every folder of the casebook; this module reads one
    include!(concat!(env!("OUT_DIR"), "/casebook.rs"));
}

use crate::error::Problem;
use digits::Telling;
use fold::{Fold, Folded};
use guard::{Around, Context, SetId};
use bank::{Bank, Tried};
use second::{Heard, Second};
use windows::Windows;
use starts::Starts;
use std::sync::OnceLock;

pub use reader::Reader;
pub use signature::signature;

/// Whether Chinese family names begin with this character.
pub(crate) fn is_surname(c: char) -> bool {
    u16::try_from(u32::from(c)).is_ok_and(matching::surname)
}

/// A family of words: one file of `casebook/words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub u16);

/// One thing found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which family.
    pub family: FamilyId,
    /// First byte of the quote in the original text; a character boundary.
    pub start: u32,
    /// One past the last byte of the quote; a character boundary.
    pub end: u32,
    /// A weak signal: the finding is "possible" at most.
    pub weak: bool,
    /// Only the second opinion says so, no way of speaking of the lexicon: always weak.
    pub alone: bool,
    /// The second opinion may not take it back.
    pub sure: bool,
}

/// Who received the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The person who owes.
    Borrower,
    /// Somebody who owes nothing.
    ThirdParty,
    /// Not known.
    Unknown,
}

/// Room to work in; keep one and pass it to every scan.
#[derive(Default)]
pub struct Scratch {
    text: Folded,
    spare: Folded,
    tried: Tried,
    raw: Vec<(usize, usize, usize)>,
    around: Around,
    heard: Heard,
}

/// How much is known beside the words: the second opinion asks more of itself where less is. The order is that of the scores in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: one message, as `screen` reads it.
    Words,
    /// The case it belongs to, not who speaks.
    Case,
    /// Who speaks: a lender or its agency.
    Sender,
}

/// Which families are asked about.
pub struct Asked {
    /// By pattern: the recipients it is for, one bit each.
    patterns: Vec<u8>,
    /// One bit an act of the second opinion.
    acts: u16,
    /// The prefilters, made when first needed.
    starts: Prefilters,
}

/// What may stand in a text, by recipient; the last is for the unknown one who is asked for nothing he owes: only what needs no such frame.
type Prefilters = [OnceLock<Starts>; 4];

struct Family {
    name: String,
    title: String,
    /// Number of ways of speaking, examples that fire and examples that stay silent.
    examples: (Vec<file::Example>, Vec<file::Example>),
}

/// What a pattern stands under.
struct Group {
    family: FamilyId,
    with: Vec<SetId>,
    with_unknown: Vec<SetId>,
    unless: Vec<SetId>,
    weak: bool,
    sure: bool,
}

/// The lexicon, read once.
pub struct Words {
    fold: Fold,
    bank: Bank,
    /// Pattern number → group.
    group_of: Vec<usize>,
    /// Pattern number → the recipients it is for, one bit each; at hand, as it is asked for every pattern looked at.
    to_of: Vec<u8>,
    /// The prefilters for all families, made when first needed.
    starts: Prefilters,
    groups: Vec<Group>,
    context: Context,
    /// Talk of money (`钱话` in `_guards.toml`): what is said to a bystander without any is not a collector's.
    money: Option<SetId>,
    /// Adverts, codes, notices (`寻常通知` in `_guards.toml`): hints are not read into a message that speaks like one.
    notice: Option<SetId>,
    /// Somebody is asked for what he owes (`催账`): where the recipient is not known, what needs a frame needs this one too.
    dun: Option<SetId>,
    /// Words about the matter, spoken by or to somebody outside it (`旁观`): nothing is read into them for an unknown recipient.
    aside: Option<SetId>,
    /// Words of lenders and collectors (`行话` in `_guards.toml`): what neighbours write of money among themselves has none.
    trade: Option<SetId>,
    /// A visit of many, at night, one that blocks or waits (`架势` in `_guards.toml`).
    force: Option<SetId>,
    /// A debt or quarrel of another kind, said so (`别的账` in `_guards.toml`).
    matter: Option<SetId>,
    /// The sender says that he had the wrong person (`发错` in `_guards.toml`).
    astray: Option<SetId>,
    families: Vec<Family>,
    second: Option<Weigher>,
    /// The digits by which texts are told apart.
    telling: Telling,
}

/// The second opinion, and what of the lexicon it leans on.
struct Weigher {
    table: Second,
    /// Its other half; without the file the runs speak for themselves.
    windows: Option<Windows>,
    /// Its acts as families.
    families: Vec<FamilyId>,
    /// Lists of `_guards.toml` under which it needs a higher score to speak alone.
    silent: Vec<SetId>,
}

impl Words {
    /// The lexicon that ships with the program, read on first use.
    pub fn embedded() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::load(embedded::WORDS).expect("the shipped files are read by the tests of this module"))
    }

    /// A question for the families `wanted` only: cheaper than asking for all and looking at some.
    pub fn ask(&self, wanted: impl Fn(FamilyId) -> bool) -> Asked {
        let patterns = self.to_of.iter().zip(&self.group_of).map(|(to, group)| if wanted(self.groups[*group].family) { *to } else { 0 }).collect();
        let families = self.second.iter().flat_map(|second| &second.families);
        Asked { patterns, acts: families.enumerate().map(|(act, family)| u16::from(wanted(*family)) << act).sum(), starts: Default::default() }
    }

    /// Number of runs of characters the second opinion weighs; none without its file.
    pub fn second(&self) -> Option<usize> {
        self.second.as_ref().map(|second| second.table.runs())
    }

    /// Number of shapes its other half lays over a text; none without its file.
    pub fn windows(&self) -> Option<usize> {
        self.second.as_ref()?.windows.as_ref().map(Windows::len)
    }

    /// The text as the lexicon reads it: one spelling for every dress of a character, blanks and symbols gone. For those who compare
    /// whole sentences. Words written by their sound stay as they are.
    pub fn plain(&self, text: &str) -> String {
        let (mut out, mut spare) = (Folded::default(), Folded::default());
        self.fold.fold_plainly(text, &mut out, &mut spare);
        out.codes.iter().filter_map(|c| char::from_u32(u32::from(*c))).collect()
    }

    /// For whoever trains the second opinion: the text as it hears it, every number as one 0, and the parts it weighs on their own (first
    /// character, one past the last).
    pub fn heard(&self, text: &str) -> (String, Vec<(usize, usize)>) {
        let (mut out, mut spare, mut parts) = (Folded::default(), Folded::default(), Vec::new());
        self.fold.fold(text, &mut out, &mut spare);
        parts::parts(&out, &mut parts);
        (parts::numbers_as_one(&out.codes).filter_map(|(_, c)| char::from_u32(u32::from(c))).collect(), parts)
    }

    /// The family called `name` (its file stem).
    pub fn family(&self, name: &str) -> Option<FamilyId> {
        self.families.iter().position(|f| f.name == name).and_then(|p| u16::try_from(p).ok()).map(FamilyId)
    }

    /// File stem of a family; empty for an id of another lexicon.
    pub fn name(&self, id: FamilyId) -> &str {
        self.families.get(usize::from(id.0)).map_or("", |f| &f.name)
    }

    /// Chinese name of a family.
    pub fn title(&self, id: FamilyId) -> &str {
        self.families.get(usize::from(id.0)).map_or("", |f| &f.title)
    }

    /// All families, in the order of their names.
    pub fn families(&self) -> impl Iterator<Item = FamilyId> {
        (0..u16::try_from(self.families.len()).unwrap_or(u16::MAX)).map(FamilyId)
    }

    /// Number of patterns, for the reader of `juzheng` about pages.
    pub fn patterns(&self) -> usize {
        self.bank.len()
    }

    /// Runs the sentences of every file against it: each that must be found is found with its quote, each that must stay
    /// silent is silent. One problem a failure.
    pub fn check_examples(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut scratch = Scratch::default();
        for (at, family) in self.families.iter().enumerate() {
            let mut run = |example: &file::Example, fires: bool| {
                let to = recipient(&example.to).unwrap_or(Recipient::Borrower);
                let hits = self.scan_lexicon(&example.text, to, &mut scratch);
                let own: Vec<&str> = hits.iter().filter(|h| usize::from(h.family.0) == at).map(|h| &example.text[h.start as usize..h.end as usize]).collect();
                let right = if fires { own.iter().any(|q| q.contains(&example.quote)) } else { own.is_empty() };
                if !right {
                    let what = if fires { format!("应当找到「{}」而未找到，只有 {own:?}", example.quote) } else { format!("不应有发现，却找到 {own:?}（{}）", example.why) };
                    problems.push(Problem::new("words.example", what, format!("casebook/words/{}.toml「{}」", family.name, example.text), "请改正说法，或改正这个例句"));
                }
            };
            family.examples.0.iter().for_each(|e| run(e, true));
            family.examples.1.iter().for_each(|e| run(e, false));
        }
        problems
    }

    /// For each family: name, sentences that must be found, sentences that must stay silent.
    pub fn examples(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.families.iter().map(|f| (f.name.as_str(), f.examples.0.len(), f.examples.1.len()))
    }
}

fn recipient(word: &str) -> Option<Recipient> {
    Some(match word {
        "本人" => Recipient::Borrower,
        "第三人" => Recipient::ThirdParty,
        "不明" => Recipient::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
