//! The questions a rule file may ask of facts and records; `review/fact.rs` answers them.

use super::NumberKind;
use serde::Deserialize;

/// A test of facts and records. A closed set: see `review/fact.rs`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactTest {
    /// Which question.
    pub ask: Ask,
    /// Words by which a stated kind is recognised.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Words of the account that exempt it.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words in the name of who did it that exempt it (a court posts its own notices).
    #[serde(default)]
    pub unless_by: Vec<String>,
    /// Routes of complaints meant.
    #[serde(default)]
    pub routes: Vec<String>,
    /// From this number on.
    pub at_least: Option<i64>,
    /// Within so many hours.
    pub within_hours: Option<i64>,
    /// After so many days.
    pub days: Option<i32>,
    /// Until then the answer may still come in time: the finding is "possible".
    pub days_at_most: Option<i32>,
    /// Applies from this day.
    pub from: Option<crate::time::Day>,
    /// Kinds of licence of the lender.
    #[serde(default)]
    pub licence: Vec<String>,
    /// Above so many percent a year; not given: four times the one-year LPR of the month of contract.
    pub percent: Option<i64>,
    /// Whether the number stands in a text or is a practice value.
    pub kind: Option<NumberKind>,
    /// Said with the finding.
    #[serde(default)]
    pub note: String,
}

/// The questions about facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A stated visit, incident or consequence of this kind.
    #[default]
    Incident,
    /// A stated visit that broke the rules of visits.
    IrregularVisit,
    /// The app did not go on without the contacts permission.
    BlockedWithoutContacts,
    /// The earliest recorded reading of the contacts lies before the consent to the privacy policy.
    ReadBeforeConsent,
    /// The app asked again and again after a refusal.
    PromptsAfterRefusal,
    /// The lender answered that it holds so many of the borrower's contacts.
    ContactsCollected,
    /// Less reached the borrower than the contract says.
    UpfrontDeduction,
    /// The cost of the loan lies above a line.
    CostAbove,
    /// No licence, cost above the line of 非法放贷意见, and collection by abuse.
    IllegalLending,
    /// No sheet of all costs.
    NoCostSheet,
    /// A request of this kind was refused.
    RequestRefused,
    /// A complaint was not answered in time.
    AnswerOverdue,
    /// Bad credit was reported and the borrower was not told before.
    CreditUnannounced,
    /// The lender denies the agency, or the agency passed the work on.
    OutsourcingDenied,
}

