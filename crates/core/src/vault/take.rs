//! Taking files into evidence: walk, claim, copy or count, read, ledger. A file is never altered, a link never followed
//! out of what was named, a device never read.

use super::book::Book;
use super::ledger::Kind;
use super::phone_backup::is_backup;
pub use super::walk::walk;
use super::pack::{Around, mailed};
pub use super::reading::{Stated, beside_of, claimant, counts, read_with, what};
pub(super) use super::reading::is_log;
use super::walk::{companions_of, inside, open_plain};
use super::{BOOKS, Case, cache, Companion, Counts, DERIVED, Exhibit, Inside, object};
use crate::digest;
use crate::error::{Problem, Result};
use crate::import::container::{Kind as What, base};
use crate::import::secret::Password;
use crate::import::sqlite::LARGEST;
use crate::import::{self, Beside, Format, Harvest, Holds};
use crate::model::{Digest, ExhibitId, Part, Stamp};
use crate::number;
use crate::world::{Senses, World};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How files are taken.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Person id of the custodian; otherwise the case's file facts say, otherwise the client.
    pub custodian: Option<String>,
    /// Relation as stated now.
    pub relation: Option<String>,
    /// yes | no.
    pub consent: Option<String>,
    /// Copy address books too.
    pub keep: bool,
    /// Provenance class; when not said, what such a file usually is.
    pub class: Option<String>,
    /// Opens the owner's encrypted backups. Written nowhere.
    pub password: Option<Password>,
}

/// What became of one file.
#[derive(Debug)]
pub struct Taken {
    /// Original name.
    pub name: String,
    /// The exhibit.
    pub exhibit: ExhibitId,
    /// Its number.
    pub number: u32,
    /// Taken before.
    pub again: bool,
    /// Bytes kept.
    pub kept: bool,
    /// Length.
    pub size: u64,
    /// Format that claimed it.
    pub format: Option<&'static Format>,
    /// What it is in Chinese, when no format claimed it and yet it is known: a package, a picture.
    pub title: Option<&'static str>,
    /// Figures.
    pub counts: Counts,
    /// Problems of the reading.
    pub problems: Vec<Problem>,
    /// Remarks.
    pub notes: Vec<String>,
}

impl Case {
    /// Takes files, each acknowledged through `told` once it is durably in evidence. Address books are read last, so
    /// that the entries which events touch can be kept.
    pub fn take(&mut self, files: &[PathBuf], options: &Options, world: &dyn World, told: &mut dyn FnMut(Result<Taken>)) -> Result<()> {
        let mut books = Vec::new();
        for path in files {
            if let Err(problem) = self.take_one(path, options, world, &mut books, told) {
                told(Err(problem));
            }
        }
        if !books.is_empty() {
            let touched = self.touched()?;
            for pending in books {
                told(self.index_book(pending, &touched, world));
            }
        }
        Ok(())
    }

    pub(super) fn take_one(&mut self, path: &Path, options: &Options, world: &dyn World, books: &mut Vec<Pending>, told: &mut dyn FnMut(Result<Taken>)) -> Result<()> {
        let place = path.display().to_string();
        if inside(path, &self.folder) {
            return Err(Problem::new("take.own", "这是案件文件夹自己的文件，没有加入", place, "请给出手机导出的文件；案件文件夹里不要放别的东西"));
        }
        if is_backup(path) {
            return self.take_backup(path, options, world, books, told);
        }
        let mut file = open_plain(path)?;
        let meta = file.metadata().map_err(|e| Problem::io(&place, "查看文件", &e))?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_else(|| place.clone());
        let mtime = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).map(|d| Stamp(d.as_millis() as i64).rfc3339());
        let what = what(&name, &mut file).map_err(|e| Problem::io(&place, "读取文件开头", &e))?;
        let format = match what {
            What::Container(container) => return self.take_package(path, file, &name, mtime, container, None, options, world, books, told),
            What::Format(format) => Some(format),
            _ => None,
        };
        let book = format.is_some_and(|f| f.holds == Holds::AddressBook);
        let kept = !book || options.keep;
        let digest = if kept { self.store.put(&mut file) } else { digest::of(&mut file) }.map_err(|e| Problem::io(&place, "保存证据", &e))?;
        let mut notes = Vec::new();
        let companions = self.companions(path, kept, &mut notes)?;
        let again = self.record_take(&Intake { digest, name: &name, mtime, kept, companions: companions.clone(), inside: None, class: class_of(&what, &name) }, options, world)?;
        if book {
            let mut harvest = self.read_path(path, &name, format, digest, &companions)?;
            harvest.notes.append(&mut notes);
            books.push(Pending { name, digest, again, kept, format, harvest });
            return Ok(());
        }
        let beside = self.beside(companions.iter())?;
        let harvest = self.read_exhibit(digest.sha256, &name, format, &beside)?;
        let parts: Vec<Part> = harvest.parts().cloned().collect();
        let mut taken = self.record_reading(digest, name.clone(), again, kept, format, harvest, logs(&companions), world)?;
        taken.notes.append(&mut notes);
        told(Ok(taken));
        self.take_parts(&Around { id: digest.sha256, name: &name, depth: 1, pictures: mailed(format) }, &parts, options, world, books, told)
    }

    /// Writes the `take` entry of an exhibit whose bytes are safe. Tells whether it was in evidence before.
    pub(super) fn record_take(&mut self, intake: &Intake, options: &Options, world: &dyn World) -> Result<bool> {
        let Intake { digest, name, .. } = intake;
        let facts = self.facts()?;
        let custodian = options.custodian.clone().or_else(|| facts.file(name).or_else(|| facts.file(base(name))).and_then(|f| f.owner.clone())).or_else(|| facts.client.clone());
        let relation = options.relation.clone().or_else(|| facts.person(custodian.as_deref()?)?.relation_to_borrower.clone());
        let again = self.exhibits().iter().any(|e| e.digest.sha256 == digest.sha256);
        let body = object(json!({
            "exhibit": digest.sha256, "sm3": digest.sm3, "size": digest.size, "name": name, "mtime": intake.mtime,
            "custodian": custodian, "relation": relation, "consent": options.consent.as_deref().unwrap_or("not_stated"),
            "class": options.class.as_deref().unwrap_or(intake.class), "kept": intake.kept, "companions": intake.companions, "inside": intake.inside,
        }));
        self.ledger.append(Kind::Take, world.now(), body)?;
        Ok(again)
    }

    /// Takes a database's `-wal`, `-shm` and `-journal`; only their hashes when the database itself is not kept. One that is
    /// a link or a device is told, not taken.
    fn companions(&mut self, path: &Path, kept: bool, notes: &mut Vec<String>) -> Result<Vec<Companion>> {
        let mut list = Vec::new();
        for beside in companions_of(path) {
            let name = beside.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            match fs::symlink_metadata(&beside) {
                Err(_) => continue,
                Ok(meta) if !meta.is_file() => {
                    notes.push(format!("旁边的 {name} 不是普通文件（可能是链接），没有一并保存"));
                    continue;
                }
                Ok(_) => {}
            }
            let place = beside.display().to_string();
            let mut file = open_plain(&beside)?;
            let digest = if kept { self.store.put(&mut file) } else { digest::of(&mut file) }.map_err(|e| Problem::io(&place, "保存证据", &e))?;
            list.push(Companion { name, digest, kept });
        }
        Ok(list)
    }

    /// The bytes of companions a reading needs, checked against their hashes.
    pub(super) fn beside<'a>(&self, companions: impl Iterator<Item = &'a Companion>) -> Result<Vec<Beside>> {
        let mut list = Vec::new();
        for companion in companions.filter(|c| c.kept && is_log(&c.name) && c.digest.size <= LARGEST) {
            let id = companion.digest.sha256;
            self.store.check(id)?;
            let mut bytes = Vec::new();
            let read = self.store.open_exhibit(id).and_then(|mut f| f.read_to_end(&mut bytes));
            read.map_err(|e| Problem::io(format!("exhibits/{id}"), "打开证据原件", &e))?;
            list.push(Beside { name: companion.name.clone(), bytes });
        }
        Ok(list)
    }

    /// Reads an exhibit afresh from its kept bytes; parts go into the store.
    pub(super) fn read_exhibit(&mut self, id: ExhibitId, name: &str, format: Option<&'static Format>, beside: &[Beside]) -> Result<Harvest> {
        let mut file = self.store.open_exhibit(id).map_err(|e| Problem::io(format!("exhibits/{id}"), "打开证据原件", &e))?;
        let stated = self.stated(name)?;
        let (eyes, ears) = (self.eyes.clone(), self.ears.clone());
        let store = &mut self.store;
        let mut sink = |_: &str, bytes: &mut dyn Read| store.put(bytes);
        let mut harvest = read_with(format, name, &mut file, beside, &stated, &mut sink, Senses { eyes: &*eyes, ears: &*ears });
        let taken = self.ledger.entries.iter().rev().find(|e| e.kind == Kind::Take && e.id("exhibit") == Some(id));
        if let Some(modified) = taken.and_then(|e| e.text("mtime")) {
            import::screenshot::tell_modified(&mut harvest, modified);
        }
        Ok(harvest)
    }

    /// What the facts say of how a file was made.
    fn stated(&self, name: &str) -> Result<Stated> {
        let facts = self.book.facts(super::CASE_FILE)?;
        let file = facts.file(name).or_else(|| facts.file(base(name)));
        Ok(Stated { captured_at: file.and_then(|f| f.captured_at.clone()), tz_offset: file.and_then(|f| f.tz_offset().map(str::to_owned)) })
    }

    /// Reads a file that is not kept. Its bytes are digested again on the way: if they changed meanwhile, it is refused.
    fn read_path(&self, path: &Path, name: &str, format: Option<&'static Format>, digest: Digest, companions: &[Companion]) -> Result<Harvest> {
        let place = path.display().to_string();
        let mut file = open_plain(path)?;
        let mut tee = digest::Tee::new(&mut file);
        let mut sink = |_: &str, bytes: &mut dyn Read| digest::of(bytes);
        let beside = beside_of(path)?;
        let changed = || Problem::new("take.changed", "文件在读取过程中被改动了", &place, "请等别的程序写完这个文件后再加入");
        let known = |b: &Beside| companions.iter().any(|c| c.name == b.name && c.digest.sha256 == digest::sha256(&b.bytes));
        if !beside.iter().all(known) {
            return Err(changed());
        }
        let harvest = read_with(format, name, &mut tee, &beside, &Stated::default(), &mut sink, Senses { eyes: &*self.eyes, ears: &*self.ears });
        let seen = tee.finish().map_err(|e| Problem::io(&place, "读取文件", &e))?;
        if seen != digest.sha256 {
            return Err(changed());
        }
        Ok(harvest)
    }

    #[allow(clippy::too_many_arguments, reason = "one private step of take_one; a struct would only rename them")]
    pub(super) fn record_reading(&mut self, digest: Digest, name: String, again: bool, kept: bool, format: Option<&'static Format>, harvest: Harvest, beside: Vec<ExhibitId>, world: &dyn World) -> Result<Taken> {
        let parts: Vec<&Part> = harvest.parts().collect();
        let counts = counts(&harvest);
        let version = format.map_or(0, |f| f.version);
        let (derived, cache_file) = (self.folder.join(DERIVED), cache_name(digest.sha256, format));
        let io = |e: io::Error| Problem::io(derived.join(&cache_file).display().to_string(), "写入读取缓存", &e);
        let sha = write_cache(&derived, &cache_file, &harvest).map_err(io)?;
        let stated = self.stated(&name)?;
        let body = object(json!({
            "exhibit": digest.sha256, "format": format.map(|f| f.id), "version": version, "sha256": sha, "counts": counts, "parts": parts,
            "captured_at": stated.captured_at, "tz_offset": stated.tz_offset, "beside": (!beside.is_empty()).then_some(beside),
        }));
        let unchanged = again && self.ledger.entries.iter().rev().find(|e| e.kind == Kind::Derive && e.id("exhibit") == Some(digest.sha256)).is_some_and(|e| e.body == body);
        if !unchanged {
            // An old reading goes before the entry that speaks of the new one: a cache may be missing, never wrong.
            if derived.join(&cache_file).exists() {
                fs::remove_file(derived.join(&cache_file)).map_err(io)?;
            }
            self.ledger.append(Kind::Derive, world.now(), body)?;
        }
        fs::rename(derived.join(format!("{}{cache_file}", super::store::TEMPORARY)), derived.join(&cache_file)).map_err(io)?;
        let number = self.number(digest.sha256);
        Ok(Taken { name, exhibit: digest.sha256, number, again, kept, size: digest.size, format, title: None, counts, problems: harvest.problems, notes: harvest.notes })
    }

    fn index_book(&mut self, pending: Pending, touched: &BTreeSet<String>, world: &dyn World) -> Result<Taken> {
        let Pending { name, digest, again, kept, format, harvest } = pending;
        // Adding the same book again keeps its salt, so that an unchanged index stays the same bytes.
        let path = self.folder.join(BOOKS).join(format!("{}.json", digest.sha256));
        let salt = fs::read(&path).ok().and_then(|b| Book::from_json(&b, digest.sha256).ok()).and_then(|b| salt_bytes(&b.salt)).unwrap_or_else(|| world.random());
        let book = Book::index(&harvest, salt, touched);
        let bytes = serde_json::to_vec_pretty(&book).expect("an index is JSON");
        let io = |e: io::Error| Problem::io(path.display().to_string(), "写入通讯录索引", &e);
        fs::create_dir_all(self.folder.join(BOOKS)).map_err(io)?;
        let (books, file) = (self.folder.join(BOOKS), format!("{}.json", digest.sha256));
        super::store::stage(&books, &file, &bytes).map_err(io)?;
        let counts = counts(&harvest);
        let body = object(json!({
            "exhibit": digest.sha256, "format": format.map(|f| f.id), "version": format.map_or(0, |f| f.version),
            "sha256": digest::sha256(&bytes), "counts": counts, "parts": [], "index": true, "entries_kept": book.entries.len(),
        }));
        self.ledger.append(Kind::Derive, world.now(), body)?;
        super::store::settle(&books, &file).map_err(io)?;
        let number = self.number(digest.sha256);
        let mut notes = harvest.notes;
        notes.push(format!("通讯录共{}人；只保留了号码的加盐哈希{}个，以及与记录有关的{}人", book.cards, book.numbers.len(), book.entries.len()));
        Ok(Taken { name, exhibit: digest.sha256, number, again, kept, size: digest.size, format, title: None, counts, problems: harvest.problems, notes })
    }

    pub(super) fn number(&self, id: ExhibitId) -> u32 {
        self.exhibits().iter().find(|e| e.digest.sha256 == id).map_or(0, |e| e.number)
    }

    /// Number keys of every event's other side and of every stated person.
    fn touched(&mut self) -> Result<BTreeSet<String>> {
        let mut keys: BTreeSet<String> = self.facts()?.persons.iter().flat_map(|p| p.numbers.iter().map(|n| number::key(n))).collect();
        for exhibit in self.exhibits() {
            if exhibit.withdrawn.is_some() || !exhibit.kept || exhibit.is_package() {
                continue;
            }
            if let Ok(harvest) = self.harvest(&exhibit) {
                keys.extend(harvest.records.iter().map(|r| number::key(&r.peer.raw)).filter(|k| !k.is_empty()));
            }
        }
        Ok(keys)
    }

    /// The reading of an exhibit: from the cache when its hash is the ledger's, otherwise read afresh from the bytes.
    pub fn harvest(&mut self, exhibit: &Exhibit) -> Result<Harvest> {
        let format = exhibit.reading.as_ref().and_then(|r| r.format.as_deref()).and_then(import::format);
        let stated = self.stated(&exhibit.name)?;
        let fresh = |r: &&super::ReadingRef| Some(r.version) == format.map(|f| f.version) && r.captured_at == stated.captured_at && r.tz_offset == stated.tz_offset;
        if let Some(reading) = exhibit.reading.as_ref().filter(fresh) {
            let path = self.folder.join(DERIVED).join(cache_name(exhibit.digest.sha256, format));
            if let Some(harvest) = read_cache(&path, reading.sha256) {
                return Ok(harvest);
            }
        }
        self.store.check(exhibit.digest.sha256)?;
        let format = match format {
            Some(format) => Some(format),
            None => {
                let id = exhibit.digest.sha256;
                let mut file = self.store.open_exhibit(id).map_err(|e| Problem::io(format!("exhibits/{id}"), "打开证据原件", &e))?;
                claimant(&exhibit.name, &mut file).map_err(|e| Problem::io(format!("exhibits/{id}"), "读取证据原件", &e))?
            }
        };
        // The log its newest reading rests on; without a reading, the newest beside it.
        let used: Vec<ExhibitId> = exhibit.reading.as_ref().map_or_else(|| logs(&exhibit.companions), |r| r.beside.clone());
        let beside = self.beside(exhibit.companions.iter().filter(|c| used.contains(&c.digest.sha256)))?;
        self.read_exhibit(exhibit.digest.sha256, &exhibit.name, format, &beside)
    }

    /// The index of an address book.
    pub fn address_book(&self, exhibit: &Exhibit) -> Result<Book> {
        let (books, file) = (self.folder.join(BOOKS), format!("{}.json", exhibit.digest.sha256));
        let recorded = exhibit.reading.as_ref().map(|r| r.sha256);
        let (bytes, _) = super::store::read_bound(&books, &file, recorded).map_err(|e| Problem::io(books.join(&file).display().to_string(), "读取通讯录索引", &e))?;
        Book::from_json(&bytes, exhibit.digest.sha256)
    }
}

/// What a `take` entry says of one exhibit.
pub(super) struct Intake<'n> {
    pub digest: Digest,
    pub name: &'n str,
    pub mtime: Option<String>,
    pub kept: bool,
    pub companions: Vec<Companion>,
    pub inside: Option<Inside>,
    /// Provenance class, when nobody states one.
    pub class: &'static str,
}

/// How such a file comes to be, when nobody says: a document was written, a statement typed, a picture of a screen taken, everything
/// else exported.
pub(super) fn class_of(what: &What, name: &str) -> &'static str {
    match what {
        What::Format(f) if matches!(f.id, "statement" | "harassed_list") || crate::import::document::is_statement_name(base(name)) && DOCUMENTS.contains(&f.id) => "typed",
        What::Format(f) if f.id == "screenshot" => "screenshot",
        What::Format(f) if DOCUMENTS.contains(&f.id) => "document",
        _ => "device_export",
    }
}

/// Formats of written documents.
const DOCUMENTS: [&str; 7] = ["document_txt", "docx", "html_page", "mht_page", "odt", "pdf", "rtf"];

/// An address book that was read and waits for the names that events touch.
pub(super) struct Pending {
    pub name: String,
    pub digest: Digest,
    pub again: bool,
    pub kept: bool,
    pub format: Option<&'static Format>,
    pub harvest: Harvest,
}

/// Hashes of the logs a reading rests on: of each name the newest.
pub(super) fn logs(companions: &[Companion]) -> Vec<ExhibitId> {
    let newest = |c: &&Companion| companions.iter().rfind(|o| o.name == c.name).is_some_and(|o| o == *c);
    companions.iter().filter(|c| c.kept && is_log(&c.name)).filter(newest).map(|c| c.digest.sha256).collect()
}

/// Streams a reading into a staged cache file and returns the SHA-256 of what was written. It needs no sync: if it is lost
/// or torn, its hash tells, and the exhibit is read again.
fn write_cache(folder: &Path, name: &str, harvest: &Harvest) -> io::Result<ExhibitId> {
    fs::create_dir_all(folder)?;
    cache::write(File::create(folder.join(format!("{}{name}", super::store::TEMPORARY)))?, harvest)
}

/// The reading kept there, when it is the one the ledger knows.
fn read_cache(path: &Path, id: ExhibitId) -> Option<Harvest> {
    if let Ok(file) = super::store::open_own(path) {
        return cache::read(&file, file.metadata().ok()?.len(), id);
    }
    // Cases of earlier programs keep JSON.
    let bytes = super::store::read_plain(&path.with_extension("json")).ok().filter(|bytes| digest::sha256(bytes) == id)?;
    serde_json::from_slice(&bytes).ok()
}

pub(super) fn cache_name(id: ExhibitId, format: Option<&Format>) -> String {
    format!("{id}.{}-v{}.cache", format.map_or("unknown", |f| f.id), format.map_or(0, |f| f.version))
}

fn salt_bytes(hex: &str) -> Option<[u8; 16]> {
    let mut out = [0u8; 16];
    for (i, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    (hex.len() == 32).then_some(out)
}
