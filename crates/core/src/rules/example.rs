//! A rule's example, as its file states it; `examples.rs` plays it.

use crate::model::{Channel, Direction};
use serde::Deserialize;

/// A small invented situation. Defaults: one SMS from the lender 某某小额贷款有限公司 on 2026-03-02 10:00:00.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// borrower, co_borrower, guarantor, third_party.
    #[serde(default)]
    pub to: String,
    /// Words.
    #[serde(default)]
    pub text: String,
    /// First contact, RFC 3339.
    pub at: Option<String>,
    /// Channel; sms.
    pub channel: Option<Channel>,
    /// collector (the lender's own number), agency, agency_mobile, unknown, person, other.
    pub sender: Option<String>,
    /// in (received) or out; in.
    pub direction: Option<Direction>,
    /// Duration of a call; 30.
    pub seconds: Option<u32>,
    /// How often.
    pub repeat: Option<u32>,
    /// Seconds between contacts; 600.
    pub every_s: Option<i64>,
    /// Different recipients, one contact each.
    pub recipients: Option<u32>,
    /// When the recipient refused.
    pub refused_at: Option<String>,
    /// The owner's own call to the lender, so many seconds before.
    pub own_call_before_s: Option<i64>,
    /// Licence of the lender; 小额贷款公司.
    pub licence: Option<String>,
    /// Association the lender is a member of.
    pub member: Option<String>,
    /// The number it comes from, instead of the one `sender` stands for.
    pub number: Option<String>,
    /// Nothing is received: the example is its facts alone.
    #[serde(default)]
    pub no_contact: bool,
    /// Facts laid over the invented case: tables are merged, lists appended to.
    #[serde(default)]
    pub facts: toml::Table,
    /// Contacts of the same example beside the first: the same fields.
    #[serde(default)]
    pub also: Vec<Example>,
    /// Other records of the case: kind, time and fields, as a format yields them.
    #[serde(default)]
    pub records: Vec<Given>,
    /// Numbers in the borrower's address book.
    #[serde(default)]
    pub address_book: Vec<String>,
    /// A picture is attached.
    #[serde(default)]
    pub picture: bool,
    /// Who speaks in a group chat, which others read.
    pub group: Option<String>,
}

/// A typed row of an example (a recorded access, a payment).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Kind of the entry.
    pub kind: String,
    /// When; empty where the row has no time of its own.
    #[serde(default)]
    pub at: String,
    /// Fields.
    #[serde(default)]
    pub fields: std::collections::BTreeMap<String, String>,
}

