//! Which of the ten acts does the text of one message commit, told from its words and who received it? It never looks at
//! anything but that one message: who sent it, what the law says and what to do are the review's.

pub mod row;

use crate::rules::Tier;
use crate::words::{FamilyId, Hit, Reader, Recipient, Words};
use serde::{Serialize, Serializer};

/// The acts a single message can commit. Each is also a rule id and a file of `casebook/words`; other files there help
/// these (a debt is mentioned, payment is asked for) and are no act.
pub const ACTS: [&str; 10] = [
    "third_party_disclosure",
    "third_party_payment_demand",
    "threat_violence",
    "threat_exposure",
    "insult",
    "impersonate_authority",
    "false_legal_consequence",
    "visit_threat",
    "induce_borrowing",
    "private_payee",
];

/// One of [`ACTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Act(u8);

impl Act {
    /// The act called `name`.
    pub fn named(name: &str) -> Option<Act> {
        ACTS.iter().position(|act| *act == name).and_then(|at| u8::try_from(at).ok()).map(Act)
    }

    /// All acts, in the order of [`ACTS`].
    pub fn all() -> impl Iterator<Item = Act> {
        (0u8..).take(ACTS.len()).map(Act)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ACTS[usize::from(self.0)]
    }
}

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

/// One act, with the words that commit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which act.
    pub act: Act,
    /// First byte of the quote in the text.
    pub start: usize,
    /// One past the last byte of the quote.
    pub end: usize,
    /// How sure: words alone are never more than likely.
    pub tier: Tier,
    /// Only the second opinion says so: never more than possible.
    pub alone: bool,
}

/// What to do with a message before anybody has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing was found.
    Pass,
    /// Only weak signs, or the text cannot be read: somebody should look.
    Review,
    /// An act that is more than possible.
    Block,
}

/// The verdict on what was found.
pub fn verdict(said: &[Said]) -> Verdict {
    match said.iter().map(|s| s.tier).max() {
        None => Verdict::Pass,
        Some(Tier::Possible) => Verdict::Review,
        Some(_) => Verdict::Block,
    }
}

/// Who received the message, as the interfaces write it: `borrower`, `third_party`, `unknown`.
pub fn recipient(word: &str) -> Option<Recipient> {
    Some(match word {
        "borrower" => Recipient::Borrower,
        "third_party" => Recipient::ThirdParty,
        "unknown" => Recipient::Unknown,
        _ => return None,
    })
}

/// Texts longer than this many bytes are read in parts that end where a sentence does.
const PART: usize = 1 << 19;

/// A reader of messages, with its room to work in.
pub struct Screen<'w> {
    /// Family number → act, for families that are acts.
    acts: Vec<Option<Act>>,
    /// Reads for those families only.
    reader: Reader<'w>,
    said: Vec<Said>,
    why: Vec<(Act, Vec<String>)>,
}

impl<'w> Screen<'w> {
    /// A reader that uses this lexicon.
    pub fn new(words: &'w Words) -> Screen<'w> {
        let acts: Vec<Option<Act>> = words.families().map(|f: FamilyId| Act::named(words.name(f))).collect();
        let asked = words.ask(|f| acts.get(usize::from(f.0)).is_some_and(Option::is_some));
        Screen { acts, reader: Reader::asking(words, asked), said: Vec::new(), why: Vec::new() }
    }

    /// The acts one message commits, in the order of their words.
    pub fn read(&mut self, text: &str, to: Recipient) -> &[Said] {
        self.said.clear();
        self.why.clear();
        let mut from = 0;
        while from < text.len() {
            let until = from + part(&text[from..]);
            for &Hit { family, start, end, weak, alone, .. } in self.reader.read(&text[from..until], to) {
                if let Some(act) = self.acts.get(usize::from(family.0)).copied().flatten() {
                    let tier = if weak { Tier::Possible } else { Tier::Likely };
                    self.said.push(Said { act, start: from + start as usize, end: from + end as usize, tier, alone });
                }
            }
            for said in self.said.iter().filter(|s| s.alone && s.start >= from) {
                let family = self.acts.iter().position(|act| *act == Some(said.act)).and_then(|at| u16::try_from(at).ok()).map(FamilyId);
                let runs = family.map_or_else(Vec::new, |family| self.reader.why(&text[from..until], to, family));
                self.why.push((said.act, runs.into_iter().map(|(run, _)| run).collect()));
            }
            from = until;
        }
        unsure_of_authority(&mut self.said);
        &self.said
    }

    /// What [`Screen::read`] found last.
    pub fn said(&self) -> &[Said] {
        &self.said
    }

    /// Why the second opinion alone named an act in the last message: the runs of characters that weighed most, in the
    /// lexicon's spelling. Empty for what the lexicon found.
    pub fn why(&self, act: Act) -> &[String] {
        self.why.iter().find(|(of, _)| *of == act).map_or(&[], |(_, runs)| runs)
    }
}

/// Words alone cannot tell a genuine court or police from one who plays it. Only when the same message also does, more
/// than possibly, what no authority does is posing as one more than possible.
fn unsure_of_authority(said: &mut [Said]) {
    const AUTHORITY: &str = "impersonate_authority";
    if !said.iter().any(|s| s.act.name() != AUTHORITY && s.tier > Tier::Possible) {
        said.iter_mut().for_each(|s| s.tier = s.tier.min(Tier::Possible));
    }
}

/// Length of the first part of a text: all of it, or up to the last end of a sentence before [`PART`].
fn part(text: &str) -> usize {
    if text.len() <= PART {
        return text.len();
    }
    let most = (0..=PART).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let ends = |at: usize| text[..at].ends_with(['。', '！', '？', '\n', '!', '?']);
    // A text without an end of a sentence for 4,000 bytes is cut anyway.
    (most.saturating_sub(4000)..=most).rev().find(|at| text.is_char_boundary(*at) && ends(*at)).unwrap_or(most)
}
