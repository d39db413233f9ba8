//! The case folder: take, withdraw, verify, export. Evidence goes in unaltered and every act is in the ledger. Never
//! alters a byte it was given, and never contacts anybody.
//!
//! Layout (docs/case-format.md): `case.toml`, `ledger.jsonl`, `exhibits/<sha256>`, `books/<sha256>.json`,
//! `derived/<sha256>.<format>-v<n>.cache`, `lock`.

pub mod bag;
pub mod book;
mod bytes;
pub mod cache;
mod exhibit;
pub mod ledger;
mod look;
pub mod pack;
pub mod phone_backup;
mod reading;
pub mod store;
mod survey;
pub mod take;
pub mod verify;
pub mod walk;
pub mod withdraw;

use crate::digest::sha256;
use crate::error::{Problem, Result};
use crate::facts::{FactBook, Facts, Stated};
use crate::model::ExhibitId;
use crate::world::{Blind, Deaf, Ears, Eyes, World};
use ledger::{Kind, Ledger};
use serde_json::{Map, Value, json};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;

pub use exhibit::{Companion, Counts, Exhibit, Inside, ReadingRef};

/// File of stated facts.
pub const CASE_FILE: &str = "case.toml";
/// Cache of readings; deleting it loses nothing.
pub const DERIVED: &str = "derived";
/// Indexes of address books and listings of packages: what the kept bytes alone cannot give again.
pub const BOOKS: &str = "books";
const LOCK: &str = "lock";

/// An open case. Reading needs no lock; anything that writes holds it.
pub struct Case {
    folder: PathBuf,
    /// The chain of custody.
    pub ledger: Ledger,
    /// Facts as stated, with who stated them.
    pub book: FactBook,
    store: Store,
    /// Reads exhibits that are pictures.
    eyes: Arc<dyn Eyes>,
    ears: Arc<dyn Ears>,
    _lock: Option<File>,
}

impl Case {
    /// Makes a new case folder. Refuses a folder that holds anything.
    pub fn init(folder: &Path, book: FactBook, stated: &Stated, world: &dyn World) -> Result<Case> {
        let place = folder.display().to_string();
        if folder.join(ledger::FILE).exists() {
            return Err(Problem::new("case.exists", "这里已经有一个案件", place, "请换一个文件夹名，或直接用 add 往这个案件里加入材料"));
        }
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Problem::new("case.not_empty", "这个文件夹不是空的", place, "请换一个新的文件夹名；案件文件夹里只放案件自己的文件"));
        }
        book.facts(CASE_FILE)?;
        let io = |e: std::io::Error| Problem::io(folder.display().to_string(), "建立案件文件夹", &e);
        fs::create_dir_all(folder).map_err(io)?;
        let lock = lock(folder)?;
        if folder.join(ledger::FILE).exists() {
            // Another process made it between the first look and the lock.
            return Err(Problem::new("case.exists", "这里已经有一个案件", place, "请换一个文件夹名，或直接用 add 往这个案件里加入材料"));
        }
        for sub in [store::EXHIBITS, BOOKS, DERIVED] {
            fs::create_dir_all(folder.join(sub)).map_err(io)?;
        }
        let text = book.to_toml();
        store::write_durably(folder, CASE_FILE, text.as_bytes()).map_err(io)?;
        // The ledger last: a folder without one is no case yet.
        let body = object(json!({ "act": "init", "format": "juzheng-case/1", "by": stated.by, "case_toml": sha256(text.as_bytes()) }));
        let ledger = Ledger::create(folder, Kind::Fact, world.now(), body)?;
        Ok(Case { folder: folder.to_owned(), ledger, book, store: Store::at(folder), eyes: world.eyes(), ears: world.ears(), _lock: Some(lock) })
    }

    /// Opens a case for reading.
    pub fn open(folder: &Path) -> Result<Case> {
        Self::open_with(folder, None)
    }

    /// Opens a case for writing: takes the lock, sweeps what a crash left half-written and sets a half ledger line aside.
    /// The second value tells, in Chinese, what had to be put right.
    pub fn open_locked(folder: &Path, world: &dyn World) -> Result<(Case, Vec<String>)> {
        if !folder.join(ledger::FILE).exists() {
            return Err(not_a_case(folder));
        }
        let lock = lock(folder)?;
        let mut case = Self::open_with(folder, Some(lock))?;
        case.eyes = world.eyes();
        case.ears = world.ears();
        let mut told = Vec::new();
        if let Some(first) = case.ledger.problems.first() {
            return Err(Problem::new("ledger.broken", format!("账本已损坏，不能再往里写：{}", first.what), first.place.clone(), "请先运行 juzheng verify 查看全部问题；可以新建一个案件重新加入原件"));
        }
        case.recover(&mut told)?;
        if let Some((name, digest)) = case.ledger.set_half_line_aside()? {
            told.push(format!("上次写账本时被中断，最后半行已原样保存为 {name}，没有丢弃"));
            let body = object(json!({ "act": "half_line_kept", "file": name, "sha256": digest }));
            case.ledger.append(Kind::Fact, world.now(), body)?;
        }
        Ok((case, told))
    }

    fn open_with(folder: &Path, lock: Option<File>) -> Result<Case> {
        match Self::open_lenient(folder, lock)? {
            (case, None) => Ok(case),
            (_, Some(problem)) => Err(problem),
        }
    }

    /// Opens a case even when its facts cannot be read, so that everything else can be checked. The second value is what
    /// is wrong with the facts.
    fn open_lenient(folder: &Path, lock: Option<File>) -> Result<(Case, Option<Problem>)> {
        if !folder.join(ledger::FILE).exists() {
            return Err(not_a_case(folder));
        }
        let ledger = Ledger::read(folder)?;
        let place = folder.join(CASE_FILE).display().to_string();
        let book = store::read_bound(folder, CASE_FILE, recorded_facts(&ledger)).map_err(|e| Problem::io(&place, "读取案件事实", &e)).and_then(|(bytes, _)| {
            let text = String::from_utf8(bytes).map_err(|_| Problem::new("facts.toml", "案件事实不是合法的文字（UTF-8）", &place, "请从备份恢复这个文件"))?;
            FactBook::from_toml(&text, CASE_FILE)
        });
        let (book, problem) = book.map_or_else(|p| (FactBook::default(), Some(p)), |b| (b, None));
        Ok((Case { folder: folder.to_owned(), ledger, book, store: Store::at(folder), eyes: Arc::new(Blind), ears: Arc::new(Deaf), _lock: lock }, problem))
    }

    /// Finishes what a process that died had promised in the ledger, and sweeps what it had not. Holds the lock.
    fn recover(&self, told: &mut Vec<String>) -> Result<()> {
        let io = |e: std::io::Error| Problem::io(self.folder.display().to_string(), "补完上次中断的写入", &e);
        let mut bound = vec![(self.folder.clone(), CASE_FILE.to_owned(), recorded_facts(&self.ledger))];
        for exhibit in self.exhibits() {
            if exhibit.withdrawn.is_some() {
                if self.remove_bytes(&exhibit)? {
                    told.push(format!("上次撤回证据{}时被中断，留下的内容现已删除", exhibit.number));
                }
            } else {
                bound.push((self.folder.join(BOOKS), format!("{}.json", exhibit.digest.sha256), exhibit.reading.map(|r| r.sha256)));
            }
        }
        for (folder, name, recorded) in &bound {
            if store::read_bound(folder, name, *recorded).is_ok_and(|(_, staged)| staged) {
                store::settle(folder, name).map_err(io)?;
                told.push(format!("上次写入 {name} 时被中断，已按账本补完"));
            }
        }
        for folder in ["", store::EXHIBITS, BOOKS, DERIVED] {
            store::sweep(&self.folder.join(folder)).map_err(io)?;
        }
        Ok(())
    }

    /// The case folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The facts, checked.
    pub fn facts(&self) -> Result<Facts> {
        self.book.facts(CASE_FILE)
    }

    /// Whether `case.toml` is what the ledger last recorded.
    pub fn facts_recorded(&self) -> bool {
        let recorded = recorded_facts(&self.ledger);
        store::read_bound(&self.folder, CASE_FILE, recorded).is_ok_and(|(bytes, _)| Some(sha256(&bytes)) == recorded)
    }

    /// Writes changed facts and records the change. `act` and `detail` say what was changed.
    pub fn save_facts(&mut self, act: &str, detail: Value, stated: &Stated, world: &dyn World) -> Result<()> {
        self.facts()?;
        let text = self.book.to_toml();
        let io = |e: std::io::Error| Problem::io(CASE_FILE, "写入案件事实", &e);
        store::stage(&self.folder, CASE_FILE, text.as_bytes()).map_err(io)?;
        let body = object(json!({ "act": act, "detail": detail, "by": stated.by, "case_toml": sha256(text.as_bytes()) }));
        self.ledger.append(Kind::Fact, world.now(), body)?;
        store::settle(&self.folder, CASE_FILE).map_err(io)
    }

    /// Records `case.toml` as it lies (after an edit by hand).
    pub fn accept_facts(&mut self, stated: &Stated, world: &dyn World) -> Result<()> {
        self.facts()?;
        let text = fs::read(self.folder.join(CASE_FILE)).map_err(|e| Problem::io(CASE_FILE, "读取案件事实", &e))?;
        let body = object(json!({ "act": "accept", "by": stated.by, "case_toml": sha256(&text) }));
        self.ledger.append(Kind::Fact, world.now(), body)?;
        Ok(())
    }

    /// Records an act that makes something out of the case (a review, a paper, a bundle). An act equal to the newest of
    /// its kind is not recorded again.
    pub fn record_output(&mut self, kind: Kind, body: Value, world: &dyn World) -> Result<()> {
        let body = object(body);
        if self.ledger.entries.iter().rev().find(|e| e.kind == kind).is_some_and(|e| e.body == body) {
            return Ok(());
        }
        self.ledger.append(kind, world.now(), body)?;
        Ok(())
    }
}

fn recorded_facts(ledger: &Ledger) -> Option<ExhibitId> {
    ledger.entries.iter().rev().find_map(|e| e.id("case_toml"))
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match crate::facts::without_nulls(value) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn not_a_case(folder: &Path) -> Problem {
    Problem::new("case.missing", "这里不是一个案件（没有账本 ledger.jsonl）", folder.display().to_string(), "请核对文件夹名；新案件用 juzheng init 建立")
}

fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(|e| Problem::io(path.display().to_string(), "锁定案件", &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Problem::new("case.locked", "另一个 juzheng 正在写这个案件", folder.display().to_string(), "请等那一个运行完再试；只看不改的命令（verify）不受影响"))
        }
        Err(TryLockError::Error(e)) => Err(Problem::io(path.display().to_string(), "锁定案件", &e)),
    }
}
