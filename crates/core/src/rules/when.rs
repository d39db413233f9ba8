//! The conditions and counts a rule file may state. One level, a closed set; `review/detect.rs` answers them.

use super::{NumberKind, Tier};
use crate::model::{Channel, Direction};
use crate::time::clock_seconds;
use serde::Deserialize;

/// One level of conditions: all of `all`, one of `any` (when given), none of `unless`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Every one must hold.
    #[serde(default)]
    pub all: Vec<Test>,
    /// At least one must hold.
    #[serde(default)]
    pub any: Vec<Test>,
    /// None may hold.
    #[serde(default)]
    pub unless: Vec<Test>,
}

/// One condition; its fields must hold together. A closed set: see `review/detect.rs`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// In or out.
    pub direction: Option<Direction>,
    /// Standing of whose phone it is: borrower, co_borrower, guarantor, third_party.
    #[serde(default)]
    pub recipient: Vec<String>,
    /// Who it comes from.
    pub sender: Option<Sender>,
    /// Any of these families of `casebook/words` is in the words.
    #[serde(default)]
    pub words: Vec<String>,
    /// None of these families is.
    #[serde(default)]
    pub without: Vec<String>,
    /// Any of these channels.
    #[serde(default)]
    pub channel: Vec<Channel>,
    /// The words name this person.
    pub about: Option<About>,
    /// Said in a group chat.
    pub group: Option<bool>,
    /// The message carries a signature 【…】.
    pub signed: Option<bool>,
    /// Sending time within these hours, Shanghai.
    pub hour: Option<Hours>,
    /// The recipient had told this lender to stop before.
    pub refused: Option<bool>,
    /// Connected call.
    pub connected: Option<bool>,
    /// An incoming call within so many minutes of the owner's own call to the same lender.
    pub called_back_within_minutes: Option<u32>,
    /// The recipient's stated relation to the borrower is one of these, or the contact reached the employer's number.
    #[serde(default)]
    pub relation: Vec<String>,
    /// The recipient is stated to be under eighteen.
    pub minor: Option<bool>,
    /// Form of the number it comes from.
    #[serde(default)]
    pub form: Vec<crate::number::NumberKind>,
    /// The words name the lender or its agency, or carry its signature.
    pub named: Option<bool>,
    /// The first contact between this number and this person.
    pub first: Option<bool>,
    /// It happened after this stage of the case, for this lender.
    pub after: Option<Stage>,
    /// What is known of where the recipient's number came from.
    pub number_from: Option<NumberFrom>,
    /// What an official place answered about this message.
    pub verified: Option<Answer>,
    /// An official place was asked about this message and answered.
    pub asked: Option<bool>,
    /// A picture is attached.
    pub picture: Option<bool>,
    /// The debtor had been reached (or had not been tried) before this contact with somebody else.
    pub reachable: Option<bool>,
    /// The recipient had offered this lender to pay (family `offer_to_pay` in a message of their own).
    pub offered: Option<bool>,
    /// The recipient had asked this lender for a call or message at a later hour (family `call_me_later` in a message of their
    /// own), so many hours before at most.
    pub invited_within_hours: Option<u32>,
    /// The recipient had agreed, in a message of their own, to be written to or called this way (family `agrees_here`).
    pub agreed_here: Option<bool>,
    /// A stated agreement with this lender, made before, has one of these words.
    #[serde(default)]
    pub agreed: Vec<String>,
    /// A stated contact (a visit, an incident, a report) is told of with one of these words.
    #[serde(default)]
    pub told: Vec<String>,
    /// The strongest tier of a contact that fulfils the rule by this condition only.
    pub tier: Option<Tier>,
}

/// A stage of the case, from the stated facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Consent to use the contacts was withdrawn (个人信息保护法 15).
    ConsentWithdrawn,
    /// The police forbade contact (治安管理处罚法 50 II, from 2026-01-01), and the time has not run out.
    NoContactOrder,
    /// The police or a supervisor had warned or punished for it.
    OfficialWarning,
    /// An instalment agreement was in force and kept.
    InstalmentAgreement,
    /// The debt was paid off.
    Settled,
}

/// Where the lender can have had a number from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberFrom {
    /// It is in the borrower's address book and was not given to the lender.
    AddressBookOnly,
    /// It is in no address book of the borrower that the case holds, and was not given to the lender.
    Nowhere,
}

/// What an official place answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is genuine.
    Genuine,
    /// It is not, or nothing is known of it.
    NotGenuine,
}

/// Who a contact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// Tied to a lender of the case, with a stated strength.
    Collector,
    /// From a number stated to be an agency's, or in words that name an agency.
    Agency,
    /// Not a person the case knows, nor a number known to be something else; may be tied to a lender or not.
    Stranger,
}

/// Whom the words are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The borrower, by name.
    Borrower,
    /// Nobody by the borrower's name.
    Unnamed,
}

/// A window of the day; may pass midnight. `from` is inside, `until` is not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// HH:MM:SS.
    pub from: String,
    /// HH:MM:SS.
    pub until: String,
}

impl Hours {
    /// From which second of the day up to which; the first is the later when midnight lies between. None when either is no time of day.
    pub fn seconds(&self) -> Option<(u32, u32)> {
        Some((clock_seconds(&self.from)?, clock_seconds(&self.until)?))
    }

    /// Whether a second of the day lies inside.
    pub fn holds(&self, second: u32) -> bool {
        let Some((from, until)) = self.seconds() else { return false };
        if from <= until { (from..until).contains(&second) } else { second >= from || second < until }
    }
}

/// A threshold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// What is counted.
    pub of: Counted,
    /// From this number on.
    pub at_least: u32,
    /// Calendar day in Shanghai.
    pub per: Option<Period>,
    /// Rolling window.
    pub within_minutes: Option<u32>,
    /// Rolling window.
    pub within_days: Option<u32>,
    /// What is counted apart; the lender with all its agencies when not given.
    #[serde(default)]
    pub by: By,
    /// Whether the number stands in a text or is a practice value.
    pub kind: NumberKind,
    /// Said with the finding.
    pub note: String,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Events.
    Events,
    /// Different recipients.
    Recipients,
}

/// What is counted apart from each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Every lender with all its agencies.
    #[default]
    Lender,
    /// Every number.
    Number,
    /// A lender with all its agencies; a number that is tied to none stands for itself.
    Sender,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Natural day, Shanghai.
    Day,
    /// The whole record.
    Record,
}

