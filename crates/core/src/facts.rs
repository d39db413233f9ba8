//! What the user states: who is who, which lender, which loan, who refused. Each with who said it and when. Kept in
//! `case.toml`, which a person can read (`book`); the schema is documented in docs/case-format.md.

mod book;
pub mod told;

pub use book::{FactBook, Stated};

use crate::error::{Problem, Result};
use crate::model::{Day, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Facts this version knows nothing about are kept as they are.
pub type Extra = BTreeMap<String, Value>;

/// Everything stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Short name of the case.
    pub case: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The day the case looks back from.
    pub as_of: Option<Day>,
    /// Who asks for help (a person id).
    pub client: Option<String>,
    /// Who owes (a person id).
    pub borrower: Option<String>,
    /// People.
    pub persons: Vec<Person>,
    /// Lenders.
    pub lenders: Vec<Lender>,
    /// Collection agencies.
    pub agencies: Vec<Agency>,
    /// Loans.
    pub loans: Vec<Loan>,
    /// Numbers known to be something else (courier, bank code).
    pub other_numbers: Vec<OtherNumber>,
    /// Numbers of the borrower beyond those in `persons`.
    pub own_numbers: Vec<Value>,
    /// Person ids the borrower himself gave the lender as contacts.
    pub reserved_contacts: Vec<String>,
    /// Who told whom to stop, and when.
    pub refusals: Vec<Refusal>,
    /// Complaints already made.
    pub complaints: Vec<Complaint>,
    /// What relatives told the user: each is an event. Read by `normalise::stated`.
    pub reports: Vec<Value>,
    /// Visits; an event when `counts_as_event`.
    pub visits: Vec<Value>,
    /// Other incidents; an event when `counts_as_event`.
    pub incidents: Vec<Value>,
    /// What was said in a logged call.
    pub call_notes: Vec<Value>,
    /// Requests made to the lender (a copy of the data, deletion, withdrawal of consent, recordings) and its answers.
    pub requests: Vec<Value>,
    /// Agreements on instalments.
    pub agreements: Vec<Value>,
    /// What the police did: a warning, a no-contact order.
    pub police: Vec<Value>,
    /// What was asked at an official place (12368, a bar association), and the answer.
    pub verifications: Vec<Value>,
    /// Illness, dismissal, death: what happened to people.
    pub consequences: Vec<Value>,
    /// The employer: a name, or {name, numbers}.
    pub employer: Option<Value>,
    /// Why and since when the debtor could not be reached, if so.
    pub lost_contact: Option<Value>,
    /// The lending app: package, consent, prompts.
    pub app: Option<Value>,
    /// Which file is whose.
    pub files: Vec<FileFact>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A natural person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Id within the case.
    pub id: String,
    /// Name.
    pub name: String,
    /// self, sister, mother, friend, colleague, employer …
    pub relation_to_borrower: Option<String>,
    /// none | debtor | guarantor | co_borrower.
    pub obligation: Option<String>,
    /// Telephone numbers.
    pub numbers: Vec<String>,
    /// Loans this person guarantees.
    pub guarantees: Vec<String>,
    /// Loans this person owes together with the borrower.
    pub co_borrower_of: Vec<String>,
    /// Nicknames in chats.
    pub nicknames: Vec<String>,
    /// Age in years, stated for a minor.
    pub minor_age: Option<Value>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A lender.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lender {
    /// Id within the case.
    pub id: String,
    /// Full name.
    pub name: String,
    /// 银行 | 消费金融公司 | 小额贷款公司 | 无牌照; other words are kept.
    pub licence: Option<String>,
    /// Associations it is a member of.
    pub associations: Vec<String>,
    /// Numbers known to be its own.
    pub numbers: Vec<String>,
    /// SMS signatures, 【…】.
    pub signatures: Vec<String>,
    /// Other names (App, product).
    pub aliases: Vec<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A collection agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Id within the case.
    pub id: String,
    /// Name.
    pub name: String,
    /// Lender id.
    pub acts_for: Option<String>,
    /// yes | no | unknown.
    pub entrusted: Option<String>,
    /// Numbers known to be its own.
    pub numbers: Vec<String>,
    /// SMS signatures.
    pub signatures: Vec<String>,
    /// What people call it in messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A loan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Loan {
    /// Contract or note number.
    pub id: String,
    /// Lender id.
    pub lender: String,
    /// Person id.
    pub debtor: Option<String>,
    /// Product.
    pub product: Option<String>,
    /// Day of contract.
    pub contract_date: Option<Day>,
    /// First day overdue.
    pub first_overdue: Option<Day>,
    /// Day it was paid off.
    pub settled_on: Option<Day>,
    /// Principal written in the contract, yuan.
    pub principal: Option<Value>,
    /// Principal that reached the borrower, yuan.
    pub received: Option<Value>,
    /// Whether the sheet of all costs was shown before signing.
    pub cost_sheet_shown: Option<Value>,
    /// File with the flows of this loan.
    pub schedule_file: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A number that is neither a person's nor a collector's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherNumber {
    /// The number.
    pub number: String,
    /// courier, bank_code …
    pub what: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody told a lender or agency not to contact again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Refusal {
    /// Person id.
    pub person: String,
    /// When, RFC 3339.
    pub at: String,
    /// Lender or agency id.
    pub to: Option<String>,
    /// How it was said.
    pub how: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A complaint made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Complaint {
    /// To whom, in words.
    pub to: Option<String>,
    /// Route id.
    pub route: Option<String>,
    /// Day.
    pub at: Option<String>,
    /// Reference number given.
    pub number: Option<String>,
    /// Day of the answer.
    pub reply_at: Option<String>,
    /// The answer.
    pub reply: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which file is whose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileFact {
    /// File name.
    pub name: String,
    /// What the user says it is.
    pub kind: Option<String>,
    /// Person id of the custodian.
    pub owner: Option<String>,
    /// When it was made.
    pub captured_at: Option<String>,
    /// The rest, kept unread.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Person {
    /// Age in years, when the person is stated to be a minor.
    pub fn minor(&self) -> Option<i64> {
        let told = told::Told { list: "persons", n: 0, value: self.minor_age.as_ref()? };
        let age = told.value.as_i64().or_else(|| told.value.as_str()?.trim_end_matches(['岁', '周']).parse().ok())?;
        (age < 18).then_some(age)
    }
}

impl FileFact {
    /// Offset of the phone's clock from UTC (`tz_offset`, what `adb shell date +%z` prints), as stated. Other than text it is
    /// kept and not read.
    pub fn tz_offset(&self) -> Option<&str> {
        self.extra.get("tz_offset")?.as_str()
    }
}

impl Facts {
    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.persons.iter().find(|p| p.id == id)
    }

    /// The lender with this id.
    pub fn lender(&self, id: &str) -> Option<&Lender> {
        self.lenders.iter().find(|l| l.id == id)
    }

    /// The lender behind an id that may be a lender's or an agency's.
    pub fn lender_behind(&self, id: &str) -> Option<&Lender> {
        self.lender(id).or_else(|| self.principal(self.agencies.iter().find(|a| a.id == id)?))
    }

    /// The lender an agency works for in the end, through however many hands.
    pub fn principal(&self, agency: &Agency) -> Option<&Lender> {
        let mut hand = agency.acts_for.as_deref()?;
        for _ in 0..self.agencies.len() {
            match self.agencies.iter().find(|a| a.id == hand) {
                Some(next) => hand = next.acts_for.as_deref()?,
                None => break,
            }
        }
        self.lender(hand)
    }

    /// The lender an id or a name (of a lender or an agency) points to.
    pub fn lender_named(&self, words: &str) -> Option<&Lender> {
        let named = |name: &str| !name.is_empty() && (words.contains(name) || name.contains(words)) && words.chars().count() >= 2;
        self.lender_behind(words)
            .or_else(|| self.lenders.iter().find(|l| named(&l.name) || l.aliases.iter().any(|a| named(a))))
            .or_else(|| self.principal(self.agencies.iter().find(|a| named(&a.name))?))
    }

    /// The lender behind a number the facts give as its own or its agency's.
    pub fn lender_of_number(&self, number: &str) -> Option<&Lender> {
        let line = crate::number::key(number);
        if line.len() < 5 || !line.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let has = |numbers: &[String]| numbers.iter().any(|n| crate::number::key(n) == line);
        self.lenders.iter().find(|l| has(&l.numbers)).or_else(|| self.principal(self.agencies.iter().find(|a| has(&a.numbers))?))
    }

    /// The file fact for a file name.
    pub fn file(&self, name: &str) -> Option<&FileFact> {
        self.files.iter().find(|f| f.name == name)
    }

    /// Reads facts from JSON (the `facts.json` schema) and checks that ids point somewhere.
    pub fn from_value(value: &Value, place: &str) -> Result<Facts> {
        let cleaned = without_nulls(value.clone());
        let facts: Facts = serde_json::from_value(cleaned)
            .map_err(|e| Problem::new("facts.schema", format!("事实的写法不对：{e}"), place, "请对照 docs/case-format.md 的字段说明修改"))?;
        facts.check(place)?;
        Ok(facts)
    }

    fn check(&self, place: &str) -> Result<()> {
        let wrong = |what: String, todo: &str| Err(Problem::new("facts.reference", what, place, todo));
        let mut ids: Vec<&str> = Vec::new();
        for id in self.persons.iter().map(|p| p.id.as_str()).chain(self.lenders.iter().map(|l| l.id.as_str())).chain(self.agencies.iter().map(|a| a.id.as_str())) {
            if id.is_empty() || ids.contains(&id) {
                return wrong(format!("人物或机构的编号“{id}”为空或重复"), "每个人、每家机构要有各自不同的 id");
            }
            ids.push(id);
        }
        for (what, id) in [("client", &self.client), ("borrower", &self.borrower)] {
            if let Some(id) = id
                && self.person(id).is_none()
            {
                return wrong(format!("{what} 写的“{id}”不在 persons 里"), "请先在 persons 里写上这个人");
            }
        }
        for loan in &self.loans {
            if self.lender(&loan.lender).is_none() {
                return wrong(format!("借款 {} 的放款方“{}”不在 lenders 里", loan.id, loan.lender), "请先在 lenders 里写上这家机构");
            }
        }
        for refusal in &self.refusals {
            if self.person(&refusal.person).is_none() {
                return wrong(format!("拒绝联系的人“{}”不在 persons 里", refusal.person), "请先在 persons 里写上这个人");
            }
            if Stamp::parse(&refusal.at).is_none() {
                return wrong(format!("拒绝联系的时间“{}”无法识别", refusal.at), "请写成 2026-01-10T12:00:00+08:00 这样的形式");
            }
        }
        Ok(())
    }
}

/// `value` without object members that are null: TOML has no null, and null states nothing.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect()),
        Value::Array(list) => Value::Array(list.into_iter().filter(|v| !v.is_null()).map(without_nulls).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
