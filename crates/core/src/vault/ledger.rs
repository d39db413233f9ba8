//! The chain of custody: one line of canonical JSON (RFC 8785) per act, each committing to the one before by SHA-256.
//! Append-only. A half-written last line is recognised and kept aside, never silently cut.
//!
//! Entry: `{"at","body","hash","kind","prev","seq"}`; `hash` = SHA-256 of the canonical entry without `hash`;
//! `prev` = `hash` of the entry before (64 zeros for the first).

use crate::digest::sha256;
use crate::error::{Problem, Result};
use crate::model::{ExhibitId, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// File name inside the case folder.
pub const FILE: &str = "ledger.jsonl";

/// What kind of act an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A file was taken into evidence.
    Take,
    /// A fact was stated or changed.
    Fact,
    /// Something was read from an exhibit.
    Derive,
    /// A review was made.
    Review,
    /// A paper was drafted.
    Draft,
    /// A bundle was exported.
    Export,
    /// An exhibit was withdrawn: its bytes removed, its hash and the reason kept.
    Withdraw,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position, from 1.
    pub seq: u64,
    /// When, RFC 3339 in +08:00.
    pub at: String,
    /// What kind of act.
    pub kind: Kind,
    /// Hash of the entry before.
    pub prev: ExhibitId,
    /// What was done.
    pub body: Map<String, Value>,
    /// Hash of this entry.
    pub hash: ExhibitId,
}

impl Entry {
    fn hash_of(seq: u64, at: &str, kind: Kind, prev: ExhibitId, body: &Map<String, Value>) -> ExhibitId {
        let value = json!({ "seq": seq, "at": at, "kind": kind, "prev": prev, "body": body });
        sha256(canonical(&value).as_bytes())
    }

    fn line(&self) -> String {
        canonical(&json!({ "seq": self.seq, "at": self.at, "kind": self.kind, "prev": self.prev, "body": self.body, "hash": self.hash }))
    }

    /// A text field of the body.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.body.get(key)?.as_str()
    }

    /// A hash field of the body.
    pub fn id(&self, key: &str) -> Option<ExhibitId> {
        ExhibitId::parse(self.text(key)?)
    }
}

/// Canonical JSON (RFC 8785).
pub fn canonical(value: &Value) -> String {
    serde_json_canonicalizer::to_string(value).expect("a JSON value has a canonical form")
}

/// The ledger as read: whole entries, and what is wrong with the rest.
pub struct Ledger {
    path: PathBuf,
    /// Length of the file as this process knows it.
    length: u64,
    /// Entries whose chain holds, in order.
    pub entries: Vec<Entry>,
    /// Bytes after the last line break: a write that was cut.
    pub half_line: Vec<u8>,
    /// Every line that does not hold, in order.
    pub problems: Vec<Problem>,
}

impl Ledger {
    /// Makes the ledger of a new case with its first entry in it, whole or not at all.
    pub fn create(folder: &Path, kind: Kind, at: Stamp, body: Map<String, Value>) -> Result<Ledger> {
        let (text, _) = chain(0, ExhibitId([0; 32]), &at.rfc3339(), vec![(kind, body)]);
        super::store::write_durably(folder, FILE, text.as_bytes()).map_err(|e| Problem::io(folder.join(FILE).display().to_string(), "建立账本", &e))?;
        Self::read(folder)
    }

    /// Reads and checks the whole chain. Fails only when the file cannot be opened; everything else is in `problems`.
    pub fn read(folder: &Path) -> Result<Ledger> {
        let path = folder.join(FILE);
        let bytes = super::store::read_plain(&path).map_err(|e| Problem::io(path.display().to_string(), "打开账本", &e))?;
        Ok(Self::parse(path, &bytes))
    }

    /// Reads and checks the bytes of a ledger; `path` is where entries would be appended. Never fails: what does not hold
    /// is in `problems`, and the bytes after the last line break in `half_line`.
    pub fn parse(path: PathBuf, bytes: &[u8]) -> Ledger {
        let whole = memchr::memrchr(b'\n', bytes).map_or(0, |i| i + 1);
        let mut ledger = Ledger { path, length: bytes.len() as u64, entries: Vec::new(), half_line: bytes[whole..].to_vec(), problems: Vec::new() };
        let mut prev = ExhibitId([0; 32]);
        let lines: Vec<&[u8]> = bytes[..whole].split_inclusive(|b| *b == b'\n').collect();
        for (index, line) in lines.iter().enumerate() {
            let number = index as u64 + 1;
            match check(&line[..line.len() - 1], number, prev) {
                Ok(entry) => {
                    prev = entry.hash;
                    ledger.entries.push(entry);
                }
                Err((what, entry)) => {
                    ledger.problems.push(Problem::new(
                        "ledger.broken",
                        what,
                        format!("{FILE} 第{number}行"),
                        "这一行或它前面的内容在登记之后被改动过；请用先前导出的证据包核对，不要手工修改账本",
                    ));
                    // Later lines are still checked against what this line claims, so that one flip is told once.
                    match entry {
                        Some(entry) => {
                            prev = entry.hash;
                            ledger.entries.push(*entry);
                        }
                        None => prev = lines.get(index + 1).and_then(|next| claimed_prev(next)).unwrap_or(prev),
                    }
                }
            }
        }
        ledger
    }

    /// Hash of the newest entry; zeros when there is none.
    pub fn head(&self) -> ExhibitId {
        self.entries.last().map_or(ExhibitId([0; 32]), |e| e.hash)
    }

    /// Hash of the newest entry that changes what a review can see (not reviews, drafts, exports).
    pub fn evidence_head(&self) -> ExhibitId {
        self.entries
            .iter()
            .rev()
            .find(|e| matches!(e.kind, Kind::Take | Kind::Fact | Kind::Derive | Kind::Withdraw))
            .map_or(ExhibitId([0; 32]), |e| e.hash)
    }

    /// Appends one entry, durably: it is on disk when this returns.
    pub fn append(&mut self, kind: Kind, at: Stamp, body: Map<String, Value>) -> Result<&Entry> {
        self.append_all(vec![(kind, body)], at)?;
        Ok(self.entries.last().expect("just appended"))
    }

    /// Appends entries together with one sync.
    pub fn append_all(&mut self, acts: Vec<(Kind, Map<String, Value>)>, at: Stamp) -> Result<()> {
        let (text, mut entries) = chain(self.entries.len() as u64, self.head(), &at.rfc3339(), acts);
        let write = || -> std::io::Result<()> {
            let mut file = OpenOptions::new().append(true).open(&self.path)?;
            if file.metadata()?.len() != self.length {
                return Err(std::io::Error::other("账本在打开以后变了长度"));
            }
            let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
            if done.is_err() {
                // A full disk, say. Nothing was acknowledged; our own unfinished line must not stand before the next one.
                // Should this fail too, the length above stops every later write.
                let _ = file.set_len(self.length);
            }
            done
        };
        write().map_err(|e| Problem::io(self.path.display().to_string(), "写入账本", &e))?;
        self.length += text.len() as u64;
        self.entries.append(&mut entries);
        Ok(())
    }

    /// Moves a half-written last line into a file of its own beside the ledger, so that writing can go on. Returns its
    /// name, for the entry that records it.
    pub fn set_half_line_aside(&mut self) -> Result<Option<(String, ExhibitId)>> {
        if self.half_line.is_empty() {
            return Ok(None);
        }
        let digest = sha256(&self.half_line);
        let name = format!("ledger.half-{}", &digest.to_string()[..16]);
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let io = |e: std::io::Error| Problem::io(self.path.display().to_string(), "保存账本半行", &e);
        super::store::write_durably(folder, &name, &self.half_line).map_err(io)?;
        let file = OpenOptions::new().write(true).open(&self.path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len() - self.half_line.len() as u64;
        file.set_len(length).and_then(|()| file.sync_all()).map_err(io)?;
        self.half_line.clear();
        self.length = length;
        Ok(Some((name, digest)))
    }
}

/// Entries that follow `prev`, and their lines.
fn chain(mut seq: u64, mut prev: ExhibitId, at: &str, acts: Vec<(Kind, Map<String, Value>)>) -> (String, Vec<Entry>) {
    let mut text = String::new();
    let mut entries = Vec::with_capacity(acts.len());
    for (kind, body) in acts {
        seq += 1;
        let hash = Entry::hash_of(seq, at, kind, prev, &body);
        let entry = Entry { seq, at: at.to_owned(), kind, prev, body, hash };
        text += &entry.line();
        text.push('\n');
        prev = hash;
        entries.push(entry);
    }
    (text, entries)
}

type Broken = (String, Option<Box<Entry>>);

fn check(line: &[u8], number: u64, prev: ExhibitId) -> std::result::Result<Entry, Broken> {
    let text = std::str::from_utf8(line).map_err(|_| ("不是合法的文字（UTF-8）".to_owned(), None))?;
    let entry: Entry = serde_json::from_str(text).map_err(|e| (format!("无法解析（{e}）"), None))?;
    let expect = Entry::hash_of(entry.seq, &entry.at, entry.kind, entry.prev, &entry.body);
    let what = if entry.hash != expect {
        "内容与这一行自己的哈希不符"
    } else if entry.prev != prev {
        "与前一行接不上（前一行被改动、删除或插入）"
    } else if entry.seq != number {
        "序号不连续"
    } else if entry.line() != text {
        "写法不是规范形式（RFC 8785），行内有多余的字符"
    } else {
        return Ok(entry);
    };
    Err((what.to_owned(), Some(Box::new(entry))))
}

/// The `prev` a line claims, so that an unreadable line does not make its successor look broken too.
fn claimed_prev(line: &[u8]) -> Option<ExhibitId> {
    let entry: Entry = serde_json::from_slice(line).ok()?;
    Some(entry.prev)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger_of(count: u64) -> (tempfile::TempDir, Ledger) {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::File::create(dir.path().join(FILE)).expect("a file");
        let mut ledger = Ledger::read(dir.path()).expect("opens");
        for i in 0..count {
            let body = json!({ "n": i, "中文": "一\u{1f600}" }).as_object().cloned().expect("an object");
            ledger.append(Kind::Fact, Stamp(1_767_769_200_000), body).expect("writes");
        }
        (dir, ledger)
    }

    #[test]
    fn a_chain_reads_back() {
        let (dir, ledger) = ledger_of(3);
        let again = Ledger::read(dir.path()).expect("opens");
        assert!(again.problems.is_empty() && again.half_line.is_empty());
        assert_eq!(again.entries, ledger.entries);
        assert_eq!(again.entries[2].prev, again.entries[1].hash);
    }

    #[test]
    fn every_flipped_byte_is_told_with_its_line() {
        let (dir, _) = ledger_of(3);
        let path = dir.path().join(FILE);
        let bytes = std::fs::read(&path).expect("reads");
        let last_line = bytes[..bytes.len() - 1].iter().rposition(|b| *b == b'\n').expect("lines") + 1;
        for i in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[i] ^= 0x01;
            let read = Ledger::parse(path.clone(), &bad);
            assert!(!read.problems.is_empty() || !read.half_line.is_empty(), "byte {i} of {}", bytes.len());
            if i < last_line {
                let line = 1 + bytes[..i].iter().filter(|b| **b == b'\n').count();
                assert!(read.problems.iter().any(|p| p.place.contains(&format!("第{line}行"))), "byte {i}: {:?}", read.problems);
            }
        }
    }

    /// Found while fuzzing: each broken line looked for the next one from the beginning.
    #[test]
    fn a_ledger_of_broken_lines_is_read_once() {
        let bytes = b"\n".repeat(300_000);
        let read = Ledger::parse(PathBuf::from(FILE), &bytes);
        assert_eq!((read.problems.len(), read.entries.len()), (300_000, 0));
    }

    #[test]
    fn a_half_line_is_kept_aside() {
        let (dir, _) = ledger_of(2);
        let path = dir.path().join(FILE);
        let mut bytes = std::fs::read(&path).expect("reads");
        bytes.extend_from_slice(b"{\"at\":\"2026");
        std::fs::write(&path, &bytes).expect("writes");
        let mut ledger = Ledger::read(dir.path()).expect("opens");
        assert_eq!((ledger.entries.len(), ledger.half_line.as_slice()), (2, &b"{\"at\":\"2026"[..]));
        let (name, _) = ledger.set_half_line_aside().expect("saves").expect("there was one");
        assert_eq!(std::fs::read(dir.path().join(name)).expect("kept"), b"{\"at\":\"2026");
        ledger.append(Kind::Fact, Stamp(0), Map::new()).expect("writes");
        let again = Ledger::read(dir.path()).expect("opens");
        assert!(again.problems.is_empty() && again.half_line.is_empty());
        assert_eq!(again.entries.len(), 3);
    }
}
