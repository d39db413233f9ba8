//! Every type that crosses a module boundary. Does no work beyond parsing and showing its own values.

use serde::{Deserialize, Serialize};
use std::fmt;

pub use crate::time::{Day, Grain, Stamp, When, ZoneSource};

/// SHA-256 of an exhibit's bytes: its identity. Shown as 64 lower-case hex digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExhibitId(pub [u8; 32]);

/// SM3 of the same bytes (GB/T 32905-2016), for readers who need the Chinese national hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sm3(pub [u8; 32]);

macro_rules! hex_newtype {
    ($name:ident) => {
        impl $name {
            /// Parses 64 hex digits.
            pub fn parse(text: &str) -> Option<Self> {
                if text.len() != 64 || !text.is_ascii() {
                    return None;
                }
                let mut bytes = [0u8; 32];
                for (i, byte) in bytes.iter_mut().enumerate() {
                    *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
                }
                Some($name(bytes))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                $name::parse(&text).ok_or_else(|| serde::de::Error::custom("not 64 hex digits"))
            }
        }
    };
}
hex_newtype!(ExhibitId);
hex_newtype!(Sm3);

/// Both digests and the length of one run of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// SHA-256.
    pub sha256: ExhibitId,
    /// SM3.
    pub sm3: Sm3,
    /// Length in bytes.
    pub size: u64,
}

/// The way a contact travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Text message.
    Sms,
    /// Multimedia message.
    Mms,
    /// Voice call, answered or not.
    Call,
    /// Instant message (WeChat, QQ …).
    Im,
    /// Voice mail.
    VoiceMail,
    /// Somebody came.
    Visit,
    /// Something was posted in public.
    Post,
    /// Paper letter or e-mail.
    Letter,
}

impl Channel {
    /// Chinese name, as papers print it.
    pub fn zh(self) -> &'static str {
        match self {
            Channel::Sms => "短信",
            Channel::Mms => "彩信",
            Channel::Call => "电话",
            Channel::Im => "即时通信",
            Channel::VoiceMail => "语音信箱",
            Channel::Visit => "上门",
            Channel::Post => "公开发布",
            Channel::Letter => "信函",
        }
    }
}

/// Seen from the person whose phone (or account) it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The custodian received it.
    In,
    /// The custodian sent it or called.
    Out,
}

/// What became of a call. `Unknown` where the source does not say: never guessed from duration 0 alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Connected, with a duration above zero.
    Answered,
    /// Rang and was not answered.
    Missed,
    /// The custodian rejected it.
    Rejected,
    /// The phone's blocking list refused it.
    Blocked,
    /// The source does not say.
    Unknown,
}

/// The call-only part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Seconds, when the source gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// What became of it.
    pub outcome: Outcome,
}

/// The other side, exactly as the source names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Number, nickname or account as written in the source; empty when withheld.
    pub raw: String,
    /// Name the source itself puts beside the number (address-book name on the phone), if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Further recipients or members of the same message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// A part carried inside another exhibit (an MMS picture), kept as an exhibit of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Digests of the decoded bytes.
    #[serde(flatten)]
    pub digest: Digest,
    /// Name given by the source, or one made from its place.
    pub name: String,
    /// Media type as the source states it.
    pub mime: String,
}

/// How the words came to be text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The source stores text.
    #[default]
    Stored,
    /// A machine read a picture.
    Ocr,
    /// A machine heard a recording.
    Heard,
    /// A person told it.
    Stated,
}

/// One contact as one source states it: not yet resolved to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// 1-based row in the source, in document order; skipped rows count.
    pub row: u64,
    /// Where the row's bytes begin in the source.
    pub offset: u64,
    /// When it was received (or made).
    pub at: When,
    /// When it was sent, if the source gives that apart and it is not later than `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Stamp>,
    /// Channel.
    pub channel: Channel,
    /// In or out, seen from the custodian.
    pub direction: Direction,
    /// The other side.
    pub peer: Peer,
    /// The words; empty for calls.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Call-only facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// Attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// How the words came to be text.
    #[serde(default, skip_serializing_if = "is_stored")]
    pub reading: Reading,
}

fn is_stored(reading: &Reading) -> bool {
    *reading == Reading::Stored
}

/// One entry of an address book: other people's data, kept only while events touch it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// 1-based row in the source.
    pub row: u64,
    /// Name as shown.
    pub name: String,
    /// Numbers as written.
    pub numbers: Vec<String>,
}

/// A row that is not a contact event, with the reason. Rows in = records + cards + entries + skips.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// 1-based row in the source.
    pub row: u64,
    /// Why it is not an event.
    pub kind: SkipKind,
    /// One Chinese line for the list.
    pub why: String,
}

/// Why a row is not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipKind {
    /// Identical to an earlier row of the same file.
    Duplicate,
    /// Draft, outbox or failed: nobody was contacted.
    NotSent,
    /// A total, a heading or another row that states no contact.
    NotContact,
    /// Could not be read; a [`crate::error::Problem`] with the same row says why.
    Refused,
}

/// A typed non-contact row other parts of the product use (a repayment, a permission access).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 1-based row in the source.
    pub row: u64,
    /// What kind of entry, e.g. `loan_flow`, `permission_access`.
    pub kind: String,
    /// When, if the row says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    /// Its fields, named by the format that read it.
    pub fields: std::collections::BTreeMap<String, String>,
}

/// What was read from one file. Built only through [`crate::import::Harvest`]'s methods, so the sum holds.
pub use crate::import::Harvest;
