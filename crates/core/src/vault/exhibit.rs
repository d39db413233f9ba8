//! What a case holds, as the ledger tells it: every file taken, what was read from it, and whether it was withdrawn.

use super::ledger::{self, Kind};
use super::Case;
use crate::model::{Digest, ExhibitId, Part};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One file taken into evidence: an exhibit, with its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// 证据N: order of first taking.
    pub number: u32,
    /// Identity and length.
    #[serde(flatten)]
    pub digest: Digest,
    /// Original file name.
    pub name: String,
    /// Modification time of the original, RFC 3339, if the system knew it.
    pub mtime: Option<String>,
    /// When it was taken, RFC 3339.
    pub taken_at: String,
    /// Person id whose device or account it comes from.
    pub custodian: Option<String>,
    /// Relation of the custodian to the borrower, as stated at the taking.
    pub relation: Option<String>,
    /// yes | no | not_stated: the custodian's consent.
    pub consent: String,
    /// How it came: device_export, screenshot, forwarded, typed.
    pub class: String,
    /// Whether the bytes are kept (an address book's are not, unless asked).
    pub kept: bool,
    /// Files taken with it as one exhibit (`-wal`, `-shm`, `-journal`).
    pub companions: Vec<Companion>,
    /// The package it was taken out of, when it did not come as a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
    /// Reason, when it was withdrawn.
    pub withdrawn: Option<String>,
    /// The newest reading.
    pub reading: Option<ReadingRef>,
}

/// A file that belongs to an exhibit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Companion {
    /// Original file name.
    pub name: String,
    /// Identity and length.
    #[serde(flatten)]
    pub digest: Digest,
    /// Whether its bytes are kept: those beside an address book are not, unless asked, like the book itself.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub kept: bool,
}

fn yes() -> bool {
    true
}

fn is_yes(kept: &bool) -> bool {
    *kept
}

/// Where in a package, or in a message with attachments, an exhibit was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    /// SHA-256 of the outermost package: an exhibit of its own, whether or not its bytes are kept.
    pub container: ExhibitId,
    /// Path in it, packages inside packages included.
    pub path: String,
}

/// What the ledger says of a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingRef {
    /// Format id; none when no format claimed the file.
    pub format: Option<String>,
    /// Version of the reader.
    pub version: u32,
    /// SHA-256 of the cached reading, or of the address-book index.
    pub sha256: ExhibitId,
    /// Rows, events, cards, entries, skips, problems.
    pub counts: Counts,
    /// Parts kept as exhibits of their own.
    pub parts: Vec<Part>,
    /// The stated time of capture the reading rests on, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<String>,
    /// The stated offset of the phone's clock from UTC, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tz_offset: Option<String>,
    /// The companions the reading rests on (a database's `-wal`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<ExhibitId>,
}

/// The figures of one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records in the file.
    pub rows: u64,
    /// Rows that are contact events.
    pub events: u64,
    /// Rows that are address-book entries.
    pub cards: u64,
    /// Rows that are typed entries.
    pub entries: u64,
    /// Rows listed as skipped.
    pub skips: u64,
    /// Rows refused or repaired with loss, and troubles of the file.
    pub problems: u64,
}

impl Case {
    /// Every exhibit, by number, withdrawn ones included.
    pub fn exhibits(&self) -> Vec<Exhibit> {
        let mut list: Vec<Exhibit> = Vec::new();
        for entry in &self.ledger.entries {
            match entry.kind {
                Kind::Take => {
                    let Some(id) = entry.id("exhibit") else { continue };
                    if let Some(known) = list.iter_mut().find(|e| e.digest.sha256 == id) {
                        // Taken again: it is the same exhibit; a withdrawn one comes back.
                        let back = known.withdrawn.take().is_some();
                        if back || !known.kept {
                            known.kept = entry.body.get("kept") == Some(&Value::Bool(true));
                        }
                        if back {
                            // Whoever withdrew it may have done so because it was entered under the wrong name.
                            known.custodian = entry.text("custodian").map(str::to_owned);
                            known.relation = entry.text("relation").map(str::to_owned);
                            known.consent = entry.text("consent").unwrap_or("not_stated").to_owned();
                            known.inside = inside_of(entry);
                        }
                        // A database taken again may have another log beside it; both are its own.
                        let now = companions_of(entry);
                        if back {
                            known.companions = now;
                        } else {
                            for companion in now {
                                match known.companions.iter_mut().find(|c| (&c.name, c.digest) == (&companion.name, companion.digest)) {
                                    Some(same) => same.kept |= companion.kept,
                                    None => known.companions.push(companion),
                                }
                            }
                        }
                        continue;
                    }
                    let Some(digest) = digest_of(&entry.body, "exhibit") else { continue };
                    let text = |key: &str| entry.text(key).map(str::to_owned);
                    list.push(Exhibit {
                        number: list.len() as u32 + 1,
                        digest,
                        name: text("name").unwrap_or_default(),
                        mtime: text("mtime"),
                        taken_at: entry.at.clone(),
                        custodian: text("custodian"),
                        relation: text("relation"),
                        consent: text("consent").unwrap_or_else(|| "not_stated".into()),
                        class: text("class").unwrap_or_else(|| "device_export".into()),
                        kept: entry.body.get("kept") == Some(&Value::Bool(true)),
                        companions: companions_of(entry),
                        inside: inside_of(entry),
                        withdrawn: None,
                        reading: None,
                    });
                }
                Kind::Derive => {
                    let Some(id) = entry.id("exhibit") else { continue };
                    if let Some(exhibit) = list.iter_mut().find(|e| e.digest.sha256 == id) {
                        exhibit.reading = serde_json::from_value(Value::Object(entry.body.clone())).ok();
                    }
                }
                Kind::Withdraw => {
                    let Some(id) = entry.id("exhibit") else { continue };
                    if let Some(exhibit) = list.iter_mut().find(|e| e.digest.sha256 == id) {
                        exhibit.withdrawn = Some(entry.text("reason").unwrap_or("").to_owned());
                    }
                }
                _ => {}
            }
        }
        list
    }
}

impl Exhibit {
    /// Name of the file without the package and folders it was in.
    pub fn file_name(&self) -> &str {
        crate::import::container::base(&self.name)
    }

    /// Whether it is a package whose reading is the list of its members.
    pub fn is_package(&self) -> bool {
        self.reading.as_ref().and_then(|r| r.format.as_deref()).and_then(crate::import::container::container).is_some()
    }
}

pub(super) fn inside_of(entry: &ledger::Entry) -> Option<Inside> {
    serde_json::from_value(entry.body.get("inside")?.clone()).ok()
}

fn companions_of(entry: &ledger::Entry) -> Vec<Companion> {
    entry.body.get("companions").and_then(|c| serde_json::from_value(c.clone()).ok()).unwrap_or_default()
}

fn digest_of(body: &Map<String, Value>, key: &str) -> Option<Digest> {
    let id = ExhibitId::parse(body.get(key)?.as_str()?)?;
    Some(Digest { sha256: id, sm3: crate::model::Sm3::parse(body.get("sm3")?.as_str()?)?, size: body.get("size")?.as_u64()? })
}
