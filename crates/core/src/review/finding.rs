//! A finding: what happened, in whose words, on which exhibit, against which article in force that day, how sure, why it
//! may be wrong and what it does not show. It cannot be made without a contact or another ground, and an article.

use crate::law::Citation;
use crate::rules::{NumberKind, Rule, Severity, Tier, Unit};
use serde::Serialize;
use std::collections::HashSet;

/// Whose evidence it is, and how it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Provenance {
    /// Person id of the one whose phone or account it is; none where nobody said.
    pub custodian: Option<String>,
    /// Relation of the custodian to the borrower, as stated.
    pub relation: Option<String>,
    /// yes | no | not_stated: the custodian's consent to give it; the client's own needs none.
    pub consent: String,
    /// device_export | screenshot | forwarded | typed | document | machine_heard.
    pub class: String,
}

/// One offending contact, as results name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EventRef {
    /// File name.
    pub file: String,
    /// Time key: never more exact than the source.
    pub time: String,
    /// The other side: number without country code and blanks, or nickname.
    pub peer: String,
    /// 证据N; 0 for the user's own statement.
    pub exhibit: u32,
    /// Row in the file.
    pub row: u64,
    /// Standing of whose phone it is.
    pub to: &'static str,
    /// Channel.
    pub channel: &'static str,
    /// How the words came to be text.
    pub reading: crate::model::Reading,
    /// Files of the message that are exhibits of their own: 「证据2（x.jpg）」.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Whose evidence it is, and how it came.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Whether there are words to quote (a call has none).
    #[serde(skip)]
    pub worded: bool,
    /// The same contact elsewhere: 「证据2第5行」.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Where on the exhibit's picture it stands, in pixels of the picture as it lies in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<crate::picture::Region>,
    /// How sure the reader of the picture is, in hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// Exact words of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Index into `events`.
    pub event: u32,
    /// First character, counted in Unicode scalar values of the message.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The words, exactly.
    pub text: String,
    /// What follows them in the message up to the next character that is no mark (`），`), for papers that quote on from here.
    #[serde(skip)]
    pub tail: String,
}

/// What a finding rests on besides contacts: a stated fact, or a typed row of an exhibit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// File name; `facts.json` for a stated fact.
    pub file: String,
    /// 证据N; 0 for a stated fact.
    pub exhibit: u32,
    /// Row in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Where the fact stands, as `juzheng fact` names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// When, as exact as the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What it says, in one sentence.
    pub says: String,
}

/// One step from the facts to the finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Step {
    /// Detector.
    pub test: &'static str,
    /// What it saw.
    pub because: String,
}

/// A provision as shown with a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LawRef {
    /// Short name.
    pub law: String,
    /// Article in Chinese numerals, when the text has articles.
    pub article: Option<String>,
    /// Paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u8>,
    /// Item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u8>,
    /// Name of the clause, for texts without known article numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// As papers write it.
    pub display: String,
    /// First day of the version cited.
    pub version_from: String,
    /// Last day of the version cited, if it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_until: Option<String>,
    /// Words cited; none where the text may not be quoted.
    pub text: Option<String>,
    /// The gist, where the words may not be quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paraphrase: Option<String>,
    /// Level of authority.
    pub level: String,
    /// Grade of evidence for the text, A to D.
    pub grade: String,
    /// Last day a human checked it.
    pub checked_on: String,
    /// Named only as the upper bound.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ceiling: bool,
    /// Said beside it (scope, weakness).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What became of the article after the event, by the day the case looks back from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_since: Option<String>,
}

impl LawRef {
    /// From a citation, the only source of one. `changed_since` is [`Citation::changed_since`] for the day the case looks
    /// back from.
    pub fn new(citation: &Citation, ceiling: bool, note: Option<String>, changed_since: Option<String>) -> LawRef {
        LawRef {
            law: citation.short().to_owned(),
            // Without 第 and 条, also where the article is a 之一.
            article: citation.article_zh().map(|zh| zh.replace('条', "")),
            paragraph: citation.paragraph(),
            item: citation.item(),
            clause: citation.clause().map(str::to_owned),
            display: citation.display().to_owned(),
            version_from: citation.version_from().to_string(),
            version_until: citation.version_until().map(|d| d.to_string()),
            text: words(citation),
            paraphrase: citation.paraphrase().map(str::to_owned),
            level: citation.level().to_string(),
            grade: format!("{:?}", citation.grade()),
            checked_on: citation.checked_on().to_string(),
            ceiling,
            note: note.or_else(|| citation.caveat().map(str::to_owned)),
            changed_since,
        }
    }
}

/// The words cited: the whole article, or the line that leads a cited item and the item itself.
fn words(citation: &Citation) -> Option<String> {
    match (citation.lead_words(), citation.part_words()) {
        (Some(lead), Some(part)) if lead != part => Some(format!("{lead}……{part}")),
        (_, Some(part)) => Some(part.to_owned()),
        _ => citation.words().map(str::to_owned),
    }
}

/// The lender a finding is tied to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Against {
    /// Lender id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How the messages were tied to it, strongest first.
    pub attribution: Vec<String>,
}

/// A threshold reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// Counted.
    pub counted: u32,
    /// From this number on.
    pub at_least: u32,
    /// The period in words.
    pub period: String,
    /// Whether the number stands in a text.
    pub kind: NumberKind,
    /// Said with it.
    pub note: String,
}

/// A finding. Fields are private: [`Parts::build`] is the only maker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    id: String,
    rule: String,
    title: String,
    unit: Unit,
    tier: Tier,
    severity: Severity,
    severity_ceiling: Severity,
    against: Option<Against>,
    recipient: String,
    events: Vec<EventRef>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    grounds: Vec<Ground>,
    quotes: Vec<Quote>,
    context: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reached: Option<Reached>,
    law: Vec<LawRef>,
    authorities: Vec<String>,
    says: String,
    why_it_may_be_wrong: String,
    not_proven: String,
    trace: Vec<Step>,
}

/// What a finding is made of.
pub struct Parts {
    /// Strength.
    pub tier: Tier,
    /// Lender.
    pub against: Option<Against>,
    /// Whose phone, in words.
    pub recipient: String,
    /// Offending contacts.
    pub events: Vec<EventRef>,
    /// Facts and other records.
    pub grounds: Vec<Ground>,
    /// Exact words.
    pub quotes: Vec<Quote>,
    /// Supporting remarks, apart from the offending events.
    pub context: Vec<String>,
    /// Threshold.
    pub reached: Option<Reached>,
    /// Articles in force on the day.
    pub law: Vec<LawRef>,
    /// From facts to finding.
    pub trace: Vec<Step>,
}

impl Parts {
    /// Makes the finding. `None` without an event or a ground, without the words of each event that has words, or
    /// without an article in force.
    pub fn build(self, rule: &Rule, ordinal: usize) -> Option<Finding> {
        // A text nobody has seen (grade D) is no basis on its own; nor is an article named only as the upper bound.
        let based = self.law.iter().any(|l| !l.ceiling && l.grade != "D");
        let quotes: HashSet<u32> = self.quotes.iter().map(|q| q.event).collect();
        let quoted = self.events.iter().zip(0..).all(|(e, i)| !e.worded || quotes.contains(&i));
        if (self.events.is_empty() && self.grounds.is_empty()) || !based || !quoted {
            return None;
        }
        Some(Finding {
            id: format!("{}-{ordinal}", rule.id),
            rule: rule.id.clone(),
            title: rule.name.clone(),
            unit: rule.unit,
            tier: self.tier.min(rule.tier),
            severity: rule.severity,
            severity_ceiling: rule.severity_ceiling,
            against: self.against,
            recipient: self.recipient,
            events: self.events,
            grounds: self.grounds,
            quotes: self.quotes,
            context: self.context,
            reached: self.reached,
            law: self.law,
            authorities: rule.authorities.clone(),
            says: rule.says.clone(),
            why_it_may_be_wrong: rule.why_it_may_be_wrong.clone(),
            not_proven: rule.shows_not.clone(),
            trace: self.trace,
        })
    }
}

impl Finding {
    /// Puts beside each contact where it comes from, and its files.
    pub(crate) fn traced(mut self, from: &dyn Fn(&EventRef) -> (Provenance, Vec<String>)) -> Finding {
        for event in &mut self.events {
            (event.provenance, event.files) = from(event);
        }
        self
    }
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident: $type:ty),* $(,)?) => {
        impl Finding {
            $($(#[$doc])* pub fn $name(&self) -> &$type { &self.$name })*
        }
    };
}

getters! {
    /// Rule and ordinal.
    id: str,
    /// Rule id.
    rule: str,
    /// Chinese name.
    title: str,
    /// Strength.
    tier: Tier,
    /// Severity stated.
    severity: Severity,
    /// Upper bound.
    severity_ceiling: Severity,
    /// Lender.
    against: Option<Against>,
    /// Whose phone.
    recipient: str,
    /// Offending contacts.
    events: [EventRef],
    /// Facts and other records it rests on.
    grounds: [Ground],
    /// Exact words.
    quotes: [Quote],
    /// Supporting remarks.
    context: [String],
    /// Threshold reached.
    reached: Option<Reached>,
    /// Articles.
    law: [LawRef],
    /// Who can act.
    authorities: [String],
    /// What it says.
    says: str,
    /// Why it may be wrong.
    why_it_may_be_wrong: str,
    /// What it does not show.
    not_proven: str,
    /// From facts to finding.
    trace: [Step],
}
