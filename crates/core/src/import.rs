//! Which format claims these bytes, and what a reader hands back. A reader never fails whole and never panics: it
//! fills a [`Harvest`] whose rows all become a record, a card, an entry or a listed skip.
//!
//! One format is one file in `import/` with `pub static FORMAT: Format`; `build.rs` lists the folder.

use crate::error::Problem;
use crate::model::{Card, Digest, Entry, Part, Record, Skip, SkipKind};
use crate::picture::Region;
use crate::time::Stamp;
use crate::world::{Ears, Eyes};
use serde::{Deserialize, Serialize};
use bound::{Alike, Full, Until};
pub use bound::{ALIKE, ROWS};
use std::collections::BTreeMap;
use std::io::{self, Read};

include!(concat!(env!("OUT_DIR"), "/formats.rs"));

/// How many first bytes a format may look at to claim a file.
pub const HEAD: usize = 64 * 1024;

/// One importable format: four facts and a reader.
pub struct Format {
    /// File name in `import/`, and the id in ledgers and goldens.
    pub id: &'static str,
    /// Chinese title for tables.
    pub title: &'static str,
    /// Raised whenever the same bytes would read differently; part of the cache key.
    pub version: u32,
    /// What its rows are.
    pub holds: Holds,
    /// Whether these bytes are of this format. Content decides; the name only breaks ties.
    pub claims: fn(&Probe) -> Claim,
    /// Reads the whole stream into the harvest.
    pub read: fn(&mut Source, &mut Harvest),
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Format({} v{})", self.id, self.version)
    }
}

/// What a format's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Contact events.
    Events,
    /// An address book: other people's data, not copied unless asked.
    AddressBook,
    /// Typed entries (repayments, permission records).
    Entries,
}

/// What a format may look at before it claims a file.
pub struct Probe<'a> {
    /// File name without folders.
    pub name: &'a str,
    /// The first [`HEAD`] bytes, or all.
    pub head: &'a [u8],
}

/// How sure a format is. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// Not mine.
    No,
    /// Only the name says so.
    Name,
    /// The content could be mine (a generic reader).
    Likely,
    /// The content is mine.
    Content,
}

/// Where decoded parts (MMS pictures) go: stored by the vault while taking, only hashed while re-reading.
pub type PartSink<'a> = dyn FnMut(&str, &mut dyn Read) -> io::Result<Digest> + 'a;

/// The bytes to read and the little a reader may know about them.
pub struct Source<'a> {
    /// File name without folders.
    pub name: &'a str,
    /// The bytes; read once, front to back.
    pub bytes: &'a mut dyn Read,
    /// When the file was made on the phone, if the case states it (for relative times).
    pub captured_at: Option<Stamp>,
    /// Minutes by which the phone's clock was ahead of UTC (`adb shell date +%z`), if the case states it: times without a
    /// zone are then read in it instead of +08:00.
    pub tz_offset: Option<i32>,
    /// Where parts go.
    pub parts: &'a mut PartSink<'a>,
    /// Files that were taken with it (a database's `-wal`).
    pub beside: &'a [Beside],
    /// The reader of pictures; [`crate::world::Blind`] where there is none.
    pub eyes: &'a dyn Eyes,
    /// The hearer of recordings; [`crate::world::Deaf`] where there is none.
    pub ears: &'a dyn Ears,
}

/// A file taken with another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// File name without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where on a picture a row was read, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// In pixels of the picture as it lies in the file (its own orientation mark obeyed).
    pub region: Region,
    /// Mean score of the reader, in hundredths.
    pub confidence: u8,
}

/// What was read from one file. `rows == records + cards + entries + skips` holds by construction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harvest {
    rows: u64,
    /// Contact events, in source order.
    pub records: Vec<Record>,
    /// Address-book entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// Typed non-contact rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// Parts of rows that are no contact (a chat somebody mailed): kept like the parts of records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached: Vec<Part>,
    /// Rows that are none of these, each with its reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skips: Vec<Skip>,
    /// Rows refused or repaired with loss, and troubles of the whole file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Rows read from a picture: row number → where, and how surely.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: BTreeMap<u64, Seen>,
    /// Files a row speaks of that lie elsewhere in the same backup: row number → paths as the backup's domain names them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tied: BTreeMap<u64, Vec<String>>,
    /// Problems of single rows beyond [`ALIKE`] of one code: counted, not listed. Each such row stands in `skips` or is read.
    #[serde(default, skip_serializing_if = "none")]
    unlisted: u64,
    /// Row problems by code, while reading; listed and counted ones are one kind of harvest.
    #[serde(skip)]
    alike: Alike,
    /// Set once [`ROWS`] rows were taken.
    #[serde(skip)]
    full: Full,
    /// Remarks that are no problem: encoding found, columns guessed, root count wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How far the file says which side of a chat is the owner of the account.
    #[serde(default, skip_serializing_if = "Sides::is_stated")]
    pub sides: Sides,
}

/// How far a file says which side of a chat is the owner of the account. `normalise::sides` settles the rest by the names the
/// facts give the custodian; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// The file says it, or is no chat.
    #[default]
    Stated,
    /// Only names: what is not known to be the owner's stands as received from its speaker, and `peer.also` names the chat,
    /// where known.
    Named,
    /// Two names stood in the title, and one was taken for the owner's.
    Titled {
        /// Taken for the owner's.
        own: String,
        /// Taken for the other side's.
        other: String,
    },
}

impl Sides {
    fn is_stated(&self) -> bool {
        *self == Sides::Stated
    }
}

fn none(count: &u64) -> bool {
    *count == 0
}

impl Harvest {
    /// Rows met so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Number the next row will have, without taking it.
    pub fn next_row(&self) -> u64 {
        self.rows + 1
    }

    /// Whether a row came for which there was no room: what comes later is that of a file cut short, and is dropped.
    pub fn full(&self) -> bool {
        self.full.0.get()
    }

    /// Counts one more row, unless there is no room.
    fn room(&mut self) -> bool {
        let room = self.rows < ROWS;
        if room {
            self.rows += 1;
        } else {
            self.full.0.set(true);
        }
        room
    }

    /// One row that is a contact. Sets the record's row number.
    pub fn record(&mut self, mut record: Record) -> u64 {
        if !self.room() {
            return ROWS + 1;
        }
        record.row = self.rows;
        self.records.push(record);
        self.rows
    }

    /// One row that is an address-book entry.
    pub fn card(&mut self, name: String, numbers: Vec<String>) -> u64 {
        if !self.room() {
            return ROWS + 1;
        }
        self.cards.push(Card { row: self.rows, name, numbers });
        self.rows
    }

    /// One row that is a typed entry. Sets the entry's row number.
    pub fn entry(&mut self, mut entry: Entry) -> u64 {
        if !self.room() {
            return ROWS + 1;
        }
        entry.row = self.rows;
        self.entries.push(entry);
        self.rows
    }

    /// One row that is no contact, with the reason.
    pub fn skip(&mut self, kind: SkipKind, why: impl Into<String>) -> u64 {
        if !self.room() {
            return ROWS + 1;
        }
        self.skips.push(Skip { row: self.rows, kind, why: why.into() });
        self.rows
    }

    /// One row that could not be read: listed as a skip and as a problem.
    pub fn refuse(&mut self, code: &str, what: impl Into<String>, todo: impl Into<String>) -> u64 {
        let what = what.into();
        let row = self.skip(SkipKind::Refused, what.clone());
        self.row_problem(code, what, row, todo);
        row
    }

    /// Lists a problem of one row, or counts it when many of its kind are listed.
    fn row_problem(&mut self, code: &str, what: impl Into<String>, row: u64, todo: impl Into<String>) {
        if row > ROWS {
            return;
        }
        match self.alike.0.entry(code.to_owned()).or_insert(0) {
            count if *count < ALIKE => *count += 1,
            count if *count == ALIKE => {
                *count += 1;
                let what = format!("同样的问题已列出{ALIKE}处，这一行起不再逐条列出；没有读出的每一行都在跳过清单里");
                self.problems.push(Problem::new(code, what, format!("第{row}行"), todo).at_row(row));
                return;
            }
            _ => {
                self.unlisted += 1;
                return;
            }
        }
        self.problems.push(Problem::new(code, what, format!("第{row}行"), todo).at_row(row));
    }

    /// The row just taken was read, but something of it was lost (U+FFFD put in its place).
    pub fn repaired(&mut self, row: u64, what: impl Into<String>) {
        self.row_problem("row.repaired", what, row, "原始字节已保留并计入哈希；引用这一行时请对照原件");
    }

    /// A part that belongs to no record.
    pub fn attach(&mut self, part: Part) {
        self.attached.push(part);
    }

    /// Every part: of the records, then of other rows.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.records.iter().flat_map(|r| &r.parts).chain(&self.attached)
    }

    /// A trouble of the whole file, no row of its own.
    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A remark that is no problem.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// The same without its records, which are kept apart: it does not add up.
    pub(crate) fn without_records(&self) -> Harvest {
        Harvest {
            rows: self.rows,
            records: Vec::new(),
            cards: self.cards.clone(),
            full: Full::default(),
            entries: self.entries.clone(),
            attached: self.attached.clone(),
            skips: self.skips.clone(),
            problems: self.problems.clone(),
            seen: self.seen.clone(),
            tied: self.tied.clone(),
            unlisted: self.unlisted,
            alike: Alike::default(),
            notes: self.notes.clone(),
            sides: self.sides.clone(),
        }
    }

    /// Whether every row is accounted for. True by construction; goldens and fuzz targets assert it.
    pub fn adds_up(&self) -> bool {
        self.rows == (self.records.len() + self.cards.len() + self.entries.len() + self.skips.len()) as u64
    }

    /// Number of problems, the figure `by_file` reports.
    pub fn problem_count(&self) -> usize {
        self.problems.len() + self.unlisted as usize
    }
}

/// The format that claims these bytes most strongly; the first in folder order among equals.
pub fn claimant(probe: &Probe) -> Option<&'static Format> {
    let mut best: Option<(&'static Format, Claim)> = None;
    for format in FORMATS {
        let claim = (format.claims)(probe);
        if claim > best.map_or(Claim::No, |(_, c)| c) {
            best = Some((format, claim));
        }
    }
    best.map(|(format, _)| format)
}

/// The format with this id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|f| f.id == id)
}

/// Reads a stream with a format. The harvest always adds up.
pub fn read(format: &Format, source: &mut Source) -> Harvest {
    let mut harvest = Harvest::default();
    let mut bytes = Until { bytes: &mut *source.bytes, full: harvest.full.clone() };
    let mut bounded = Source { bytes: &mut bytes, parts: &mut *source.parts, ..*source };
    (format.read)(&mut bounded, &mut harvest);
    if harvest.full() {
        // What a reader says of the end of its file is about a stream that was ended on purpose.
        harvest.problems.retain(|p| p.row.is_some());
        let todo = "请按日期或按人分成几个文件导出后分别加入；原件已保留";
        harvest.problem(Problem::new("file.too_many_rows", format!("这个文件超过{}万行，只读了前{}万行，后面的没有读取", ROWS / 10_000, ROWS / 10_000), "整个文件", todo));
    }
    debug_assert!(harvest.adds_up(), "rows of {} do not add up", format.id);
    harvest
}

/// Whether a note is a mark for the product itself and not for a reader's eyes.
pub fn is_mark(note: &str) -> bool {
    note == csv_table::CARRIER_NOTE || note == recording::NOTE || note.starts_with(statement::writer::MARK)
}

/// Makes a part of decoded bytes through the sink; `None` (and a problem) when it cannot be stored.
pub fn take_part(source_parts: &mut PartSink, name: &str, mime: &str, bytes: &mut dyn Read) -> io::Result<Part> {
    let digest = source_parts(name, bytes)?;
    Ok(Part { digest, name: name.to_owned(), mime: mime.to_owned() })
}
