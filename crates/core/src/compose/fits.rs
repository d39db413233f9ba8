//! Conditions a lawyer writes into a paper or a challenge: `who=borrower`, `!findings=public_exposure`, `since=2026-01-01`.
//! One key and its values, any of which suffices; `!` turns it round. The keys are a closed set.

use super::Material;
use super::slots::{self, lender};
use crate::casebook::Casebook;
use crate::model::{Day, Reading};
use crate::money::Lender as Kind;
use crate::remedy::Who;
use crate::remedy::steps::{self, Outcome};
use crate::review::finding::EventRef;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A request to the handler of personal information counts as unanswered after so many days: the law says 及时 and gives no
/// number; the papers ask for an answer within fifteen days.
const ANSWER_DAYS: i32 = 15;

/// One condition, read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Condition {
    negated: bool,
    key: Key,
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Who,
    Licence,
    Findings,
    Facts,
    Channel,
    To,
    Since,
    Reading,
    Class,
    Contacts,
    Third,
    Reserved,
    Untied,
    AskRefused,
    Format,
    Minor,
    Deceased,
}

const KEYS: [(&str, Key); 17] = [
    ("who", Key::Who),
    ("licence", Key::Licence),
    ("findings", Key::Findings),
    ("facts", Key::Facts),
    ("channel", Key::Channel),
    ("to", Key::To),
    ("since", Key::Since),
    ("reading", Key::Reading),
    ("class", Key::Class),
    ("contacts_at_most", Key::Contacts),
    ("third_at_most", Key::Third),
    ("reserved", Key::Reserved),
    ("untied", Key::Untied),
    ("ask_refused", Key::AskRefused),
    ("format", Key::Format),
    ("minor", Key::Minor),
    ("deceased", Key::Deceased),
];

/// What the client is to the debt; a co-borrower is a borrower.
const WHO: [(&str, Who); 5] = [("borrower", Who::Borrower), ("guarantor", Who::Guarantor), ("third_party", Who::ThirdParty), ("employer", Who::Employer), ("company", Who::Company)];

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (negated, rest) = text.strip_prefix('!').map_or((false, text.as_str()), |rest| (true, rest));
        let (key, values) = rest.split_once('=').ok_or_else(|| format!("条件“{text}”没有写成 键=值"))?;
        let key = KEYS.iter().find(|(name, _)| *name == key).map(|(_, key)| *key).ok_or_else(|| format!("不认识的条件“{key}”，可用的有 {}", KEYS.map(|(name, _)| name).join("、")))?;
        let values: Vec<String> = values.split(',').map(|v| v.trim().to_owned()).collect();
        let number = |v: &String| v.parse::<usize>().is_ok();
        let fine = match key {
            Key::Who => values.iter().all(|v| WHO.iter().any(|(name, _)| name == v)),
            Key::Since => values.len() == 1 && Day::parse(&values[0]).is_some(),
            Key::Contacts | Key::Third => values.len() == 1 && values.iter().all(number),
            Key::Untied | Key::Minor | Key::Deceased => values == ["yes"],
            Key::Reserved => values.iter().all(|v| ["yes", "no", "unknown"].contains(&v.as_str())),
            Key::Reading => values.iter().all(|v| ["ocr", "heard", "stated"].contains(&v.as_str())),
            _ => values.iter().all(|v| !v.is_empty()),
        };
        if fine { Ok(Condition { negated, key, values }) } else { Err(format!("条件“{text}”的值不能用")) }
    }
}

impl Condition {
    /// Whether it holds for this case.
    pub fn holds(&self, m: &Material) -> bool {
        self.negated != self.plain(m)
    }

    /// Names of rules it speaks of that the casebook does not know.
    pub fn unknown(&self, casebook: &Casebook) -> Vec<String> {
        let known = |v: &&String| *v != "any" && !casebook.rules.iter().any(|r| r.id == **v);
        if self.key == Key::Findings { self.values.iter().filter(known).cloned().collect() } else { Vec::new() }
    }

    /// Whether it is about single contacts.
    pub fn of_contacts(&self) -> bool {
        !self.negated && matches!(self.key, Key::Channel | Key::To | Key::Reading)
    }

    /// Whether one contact meets it; `None` when it is not about contacts, or turned round.
    pub fn met_by(&self, event: &EventRef) -> Option<bool> {
        let any = |value: &str| self.values.iter().any(|v| v == value);
        match self.key {
            _ if self.negated => None,
            Key::Channel => Some(any(event.channel)),
            Key::To => Some(any(event.to)),
            Key::Reading => Some(reading(event).is_some_and(any)),
            _ => None,
        }
    }

    fn plain(&self, m: &Material) -> bool {
        let any = |value: &str| self.values.iter().any(|v| v == value);
        match self.key {
            Key::Who => WHO.iter().any(|(name, who)| any(name) && *who == slots::who(m)),
            // As the doors tell kinds apart: 农商银行 is a bank, 汽车金融公司 has the supervisor of 消费金融公司.
            Key::Licence => lender(m).and_then(|l| l.licence.as_deref()).is_some_and(|is| self.values.iter().any(|v| v == is || Kind::of(v).is_some_and(|kind| Kind::of(is) == Some(kind)))),
            Key::Findings => m.review.findings.iter().any(|f| any("any") || any(f.rule())),
            Key::Facts => self.values.iter().any(|key| stated(m, key)),
            Key::Channel => events(m).any(|e| any(e.channel)),
            Key::To => events(m).any(|e| any(e.to)),
            Key::Since => self.values.iter().any(|day| events(m).any(|e| e.time.as_str() >= day.as_str())),
            Key::Reading => events(m).any(|e| reading(e).is_some_and(any)),
            Key::Class => m.review.exhibits.iter().any(|e| e.withdrawn.is_none() && any(&e.class)),
            Key::Contacts => self.at_most(events(m)),
            Key::Third => self.at_most(events(m).filter(|e| e.to == "third_party")),
            Key::Reserved => any(reserved(m)),
            Key::AskRefused => steps::all(m.facts, &m.casebook.routes.desks).iter().any(|s| s.kind.as_deref().is_some_and(any) && s.outcome != Outcome::Answered && s.settled(ANSWER_DAYS, m.today)),
            Key::Format => m.review.exhibits.iter().any(|e| e.withdrawn.is_none() && e.reading.as_ref().and_then(|r| r.format.as_deref()).is_some_and(any)),
            Key::Minor => slots::client(m).and_then(|p| p.minor_age.as_ref()?.as_f64()).is_some_and(|age| age < 18.0),
            Key::Deceased => m.facts.extra.get("deceased").is_some_and(said) || m.facts.borrower.as_deref().and_then(|id| m.facts.person(id)).is_some_and(|p| ["deceased", "died_on"].iter().any(|key| p.extra.get(*key).is_some_and(said))),
            Key::Untied => m.review.findings.iter().any(|f| f.against().is_none() && !f.events().is_empty()),
        }
    }

    /// At least one contact, and at most so many.
    fn at_most<'e>(&self, events: impl Iterator<Item = &'e EventRef>) -> bool {
        let told: BTreeSet<(u32, u64, &str)> = events.map(|e| (e.exhibit, e.row, e.time.as_str())).collect();
        let most = self.values.first().and_then(|v| v.parse().ok()).unwrap_or(0);
        (1..=most).contains(&told.len())
    }
}

/// Whether somebody the borrower gave as a contact was contacted; unknown while the facts name nobody so given.
fn reserved(m: &Material) -> &'static str {
    let given: Vec<&str> = m.facts.reserved_contacts.iter().filter_map(|id| m.facts.person(id)).map(|p| p.name.as_str()).collect();
    let met = |name: &&str| m.review.findings.iter().any(|f| f.events().iter().any(|e| e.to == "third_party") && f.recipient().contains(*name));
    match given.iter().any(|n| met(n)) {
        true => "yes",
        false if given.is_empty() => "unknown",
        false => "no",
    }
}

/// Whether a value says anything but no.
fn said(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

fn reading(event: &EventRef) -> Option<&'static str> {
    match event.reading {
        Reading::Ocr => Some("ocr"),
        Reading::Heard => Some("heard"),
        Reading::Stated => Some("stated"),
        Reading::Stored => None,
    }
}

fn events<'m>(m: &'m Material) -> impl Iterator<Item = &'m EventRef> {
    m.review.findings.iter().flat_map(|f| f.events())
}

/// Whether the facts say anything under a top-level key.
fn stated(m: &Material, key: &str) -> bool {
    let filled = |v: &Value| match v {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    };
    match key {
        "agencies" => !m.facts.agencies.is_empty(),
        "loans" => !m.facts.loans.is_empty(),
        "open_loans" => m.facts.loans.iter().any(|l| l.settled_on.is_none()),
        "lenders" => !m.facts.lenders.is_empty(),
        "complaints" => !m.facts.complaints.is_empty(),
        "requests" => !m.facts.requests.is_empty(),
        "consequences" => !m.facts.consequences.is_empty(),
        "police" => !m.facts.police.is_empty(),
        "agreements" => !m.facts.agreements.is_empty(),
        "app" => m.facts.app.as_ref().is_some_and(filled),
        other => m.facts.extra.get(other).is_some_and(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::Condition;

    #[test]
    fn a_condition_says_what_is_wrong_with_it() {
        for good in ["who=borrower", "!findings=insult,any", "since=2026-01-01", "contacts_at_most=10", "licence=银行,消费金融公司"] {
            assert!(Condition::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["who", "who=me", "since=soon", "colour=red", "contacts_at_most=few", "reserved=maybe", "channel="] {
            assert!(Condition::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
