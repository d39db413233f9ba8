//! Taking packages: what lies in a zip or a tar becomes exhibits of their own, each with its place in the package. The package is
//! an exhibit too; its bytes are kept unless an address book lies in it (docs/case-format.md).

use super::ledger::Kind;
use super::phone_backup::{is_backup, read_backup};
use super::take::{Intake, Options, Pending, Stated, Taken, beside_of, class_of, counts, is_log, logs, read_with, what};
use super::walk::open_plain;
use super::{BOOKS, Case, Companion, Exhibit, Inside, object};
use crate::digest;
use crate::error::{Problem, Result};
use crate::import::container::{self, Bytes, Container, Door, Kind as What, Member};
use crate::import::secret::Password;
use crate::import::{Beside as Log, Format, Harvest, Holds};
use crate::model::{Digest, ExhibitId, Part, Stamp};
use crate::world::{Senses, World};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

/// Bytes of a package inside a package that are held in memory where there is no case to lay them in.
const IN_MEMORY: u64 = 96 << 20;
/// Ends of the names of files that belong to a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Messages in messages are opened this deep.
const PART_DEPTH: u32 = 3;

/// The exhibit whose parts are looked at.
pub(super) struct Around<'n> {
    pub id: ExhibitId,
    pub name: &'n str,
    pub depth: u32,
    /// Pictures among its parts are read: they were sent to be read (a mail). Those of messages on a phone are kept as they are.
    pub pictures: bool,
}

/// Whether the parts of such a file were sent as files of their own.
pub(super) fn mailed(format: Option<&Format>) -> bool {
    format.is_some_and(|f| ["eml", "mbox"].contains(&f.id))
}

/// A member whose bytes were taken and which is still to be read.
struct Fresh {
    name: String,
    digest: Digest,
    again: bool,
    format: Option<&'static Format>,
    companions: Vec<Companion>,
}

impl Case {
    /// Takes the parts of a message that some format reads, or that are packages, as exhibits of their own: an address book sent
    /// along, a bill, a chat. Their bytes are in evidence already, as parts of the message.
    pub(super) fn take_parts(&mut self, around: &Around, parts: &[Part], options: &Options, world: &dyn World, books: &mut Vec<Pending>, told: &mut dyn FnMut(Result<Taken>)) -> Result<()> {
        let mut seen = BTreeSet::new();
        for part in parts {
            if !seen.insert(part.digest.sha256) || part.digest.sha256 == around.id || around.depth > PART_DEPTH {
                continue;
            }
            let name = format!("{}/{}", around.name, part.name.replace('/', "_"));
            let id = part.digest.sha256;
            let (place, stored) = (format!("{}/{id}", super::store::EXHIBITS), self.store.path(id));
            let mut file = self.store.open_exhibit(id).map_err(|e| Problem::io(&place, "打开附件", &e))?;
            let kind = what(&name, &mut file).map_err(|e| Problem::io(&place, "读取附件开头", &e))?;
            let inside = Some(Inside { container: around.id, path: container::base(&name).to_owned() });
            match kind {
                What::Container(container) => self.take_package(&stored, file, &name, None, container, inside, options, world, books, told)?,
                What::Format(format) if format.id == "screenshot" && !around.pictures => {}
                What::Format(format) => {
                    let intake = Intake { digest: part.digest, name: &name, mtime: None, kept: true, companions: Vec::new(), inside, class: class_of(&kind, &name) };
                    let again = self.record_take(&intake, options, world)?;
                    let mut harvest = self.read_exhibit(id, &name, Some(format), &[])?;
                    if format.holds == Holds::AddressBook {
                        harvest.note("这份通讯录是随信附来的，内容仍在那封信的原件里；不想保存的，请撤回那封信");
                        books.push(Pending { name, digest: part.digest, again, kept: true, format: Some(format), harvest });
                        continue;
                    }
                    let inner: Vec<Part> = harvest.parts().cloned().collect();
                    told(Ok(self.record_reading(part.digest, name.clone(), again, true, Some(format), harvest, Vec::new(), world)?));
                    self.take_parts(&Around { id, name: &name, depth: around.depth + 1, pictures: mailed(Some(format)) }, &inner, options, world, books, told)?;
                }
                What::Media(_) | What::Unknown => {}
            }
        }
        Ok(())
    }

    /// Takes a package and what is wanted in it. Twice walked: once to see what is in it, once to take; the two must agree.
    #[allow(clippy::too_many_arguments, reason = "one step of take_one; a struct would only rename them")]
    pub(super) fn take_package(
        &mut self,
        path: &Path,
        mut file: File,
        name: &str,
        mtime: Option<String>,
        container: &'static Container,
        inside: Option<Inside>,
        options: &Options,
        world: &dyn World,
        books: &mut Vec<Pending>,
        told: &mut dyn FnMut(Result<Taken>),
    ) -> Result<()> {
        let place = path.display().to_string();
        let reading = |e: io::Error| Problem::io(&place, "读取压缩包", &e);
        let digest = digest::of(&mut file).map_err(reading)?;
        let mut survey = Survey { case: self, options, seen: Vec::new() };
        let listing = container::walk(container, name, &mut file, &mut survey);
        let seen = survey.seen;
        let plan = Plan::of(&seen);
        let book_inside = seen.iter().any(|s| is_book(&s.kind));
        // A package somebody attached to a message is in evidence with the message.
        let kept = options.keep || !book_inside || inside.is_some();
        if kept {
            file.rewind().map_err(reading)?;
            let stored = self.store.put(&mut file).map_err(|e| Problem::io(&place, "保存证据", &e))?;
            if stored != digest {
                return Err(changed(place));
            }
        }
        let again = self.record_take(&Intake { digest, name, mtime, kept, companions: Vec::new(), inside, class: "device_export" }, options, world)?;
        let beside = self.take_companions(container, name, &mut file, &plan, options)?;
        file.rewind().map_err(reading)?;
        let mut taking = Taking { case: self, plan: &plan, seen: &seen, beside: &beside, at: 0, package: (digest.sha256, name), options, world, fresh: Vec::new(), books: Vec::new(), failed: None };
        let second = container::walk(container, name, &mut file, &mut taking);
        let Taking { fresh, books: mut new_books, failed, .. } = taking;
        if let Some(problem) = failed {
            return Err(problem);
        }
        if second != listing {
            return Err(changed(place));
        }
        for Fresh { name, digest, again, format, companions } in fresh {
            let beside = self.beside(companions.iter())?;
            let harvest = self.read_exhibit(digest.sha256, &name, format, &beside)?;
            let parts: Vec<Part> = harvest.parts().cloned().collect();
            told(Ok(self.record_reading(digest, name.clone(), again, true, format, harvest, logs(&companions), world)?));
            self.take_parts(&Around { id: digest.sha256, name: &name, depth: 1, pictures: mailed(format) }, &parts, options, world, books, told)?;
        }
        books.append(&mut new_books);
        let taken = self.record_listing(digest, name, again, kept, container, listing, book_inside, world)?;
        told(Ok(taken));
        Ok(())
    }

    /// Stores the `-wal`, `-shm` and `-journal` of databases in a package, so that the entry of the database can name them;
    /// those of an address book that is not kept are only hashed, and held for its reading.
    fn take_companions(&mut self, container: &'static Container, name: &str, file: &mut File, plan: &Plan, options: &Options) -> Result<Found> {
        if plan.companions.is_empty() {
            return Ok(Found::default());
        }
        let mut beside = Beside { case: self, plan, options, found: Found::default() };
        container::walk(container, name, file, &mut beside);
        Ok(beside.found)
    }

    /// Writes the listing of a package beside the indexes of address books: where its bytes are not kept, nothing else could
    /// give it again.
    #[allow(clippy::too_many_arguments, reason = "one private step; a struct would only rename them")]
    fn record_listing(&mut self, digest: Digest, name: &str, again: bool, kept: bool, container: &'static Container, mut listing: Harvest, book: bool, world: &dyn World) -> Result<Taken> {
        if book && !kept {
            listing.note("包里有通讯录，所以没有复制整个包，只取出了能读的文件；包的哈希已登记。要连整个包一起保存，请加 --keep 再加入一次");
        } else if book {
            listing.note("包里有通讯录；按 --keep 保存了整个包，里面有他人的信息");
        }
        let (folder, file) = (self.folder.join(BOOKS), format!("{}.json", digest.sha256));
        let bytes = serde_json::to_vec(&listing).expect("a listing is JSON");
        let io = |e: io::Error| Problem::io(folder.join(&file).display().to_string(), "写入压缩包清单", &e);
        fs::create_dir_all(&folder).map_err(io)?;
        let counts = counts(&listing);
        let body = object(json!({
            "exhibit": digest.sha256, "format": container.id, "version": container.version, "sha256": digest::sha256(&bytes), "counts": counts, "parts": [], "listing": true,
        }));
        let unchanged = again && self.ledger.entries.iter().rev().find(|e| e.kind == Kind::Derive && e.id("exhibit") == Some(digest.sha256)).is_some_and(|e| e.body == body);
        if !unchanged || !folder.join(&file).exists() {
            super::store::stage(&folder, &file, &bytes).map_err(io)?;
            if !unchanged {
                self.ledger.append(Kind::Derive, world.now(), body)?;
            }
            super::store::settle(&folder, &file).map_err(io)?;
        }
        let number = self.number(digest.sha256);
        Ok(Taken {
            name: name.to_owned(),
            exhibit: digest.sha256,
            number,
            again,
            kept,
            size: digest.size,
            format: None,
            title: Some(container.title),
            counts,
            problems: listing.problems,
            notes: listing.notes,
        })
    }

    /// The list of a package's members, as recorded when it was taken.
    pub fn listing(&self, exhibit: &Exhibit) -> Result<Harvest> {
        let (folder, file) = (self.folder.join(BOOKS), format!("{}.json", exhibit.digest.sha256));
        let place = folder.join(&file).display().to_string();
        let recorded = exhibit.reading.as_ref().map(|r| r.sha256);
        let (bytes, _) = super::store::read_bound(&folder, &file, recorded).map_err(|e| Problem::io(&place, "读取压缩包清单", &e))?;
        serde_json::from_slice(&bytes).map_err(|e| Problem::new("pack.listing", format!("压缩包清单无法解析（{e}）"), place, "请把压缩包再加入一次"))
    }

    /// Exhibits that came out of this package and nowhere else.
    pub(super) fn only_inside(&self, package: ExhibitId) -> Vec<Exhibit> {
        let mut origins: BTreeMap<ExhibitId, BTreeSet<Option<ExhibitId>>> = BTreeMap::new();
        for entry in &self.ledger.entries {
            let Some(id) = entry.id("exhibit") else { continue };
            match entry.kind {
                Kind::Take => {
                    let container = super::inside_of(entry).map(|i| i.container);
                    origins.entry(id).or_default().insert(container);
                }
                Kind::Withdraw => {
                    origins.remove(&id);
                }
                _ => {}
            }
        }
        let only = |e: &Exhibit| origins.get(&e.digest.sha256).is_some_and(|o| o.len() == 1 && o.contains(&Some(package)));
        self.exhibits().into_iter().filter(|e| e.withdrawn.is_none() && only(e)).collect()
    }

    /// A package or message in evidence, with its bytes, that holds this exhibit too.
    pub(super) fn kept_around(&self, id: ExhibitId) -> Option<Exhibit> {
        let around: BTreeSet<ExhibitId> =
            self.ledger.entries.iter().filter(|e| e.kind == Kind::Take && e.id("exhibit") == Some(id)).filter_map(|e| super::inside_of(e).map(|i| i.container)).collect();
        self.exhibits().into_iter().find(|e| e.withdrawn.is_none() && e.kept && around.contains(&e.digest.sha256))
    }
}

fn changed(place: String) -> Problem {
    Problem::new("take.changed", "压缩包在读取过程中被改动了", place, "请等别的程序写完这个文件后再加入")
}

fn is_book(kind: &What) -> bool {
    matches!(kind, What::Format(f) if f.holds == Holds::AddressBook)
}

struct Seen {
    path: String,
    kind: What,
    digest: Digest,
}

/// What is to be taken out of a package.
struct Plan {
    /// Paths of files that belong to a database: path → whether the database is an address book.
    companions: BTreeMap<String, bool>,
    /// Whether the member at this place of the walk becomes an exhibit: the first of equal bytes does.
    wanted: Vec<bool>,
}

impl Plan {
    fn of(seen: &[Seen]) -> Plan {
        let taken = |s: &Seen| !matches!(s.kind, What::Unknown);
        let databases: BTreeMap<&str, bool> = seen.iter().filter(|s| taken(s)).map(|s| (s.path.as_str(), is_book(&s.kind))).collect();
        let companion = |s: &Seen| {
            let main = BESIDE.iter().find_map(|end| s.path.strip_suffix(end))?;
            databases.get(main).map(|book| (s.path.clone(), *book))
        };
        let companions: BTreeMap<String, bool> = seen.iter().filter_map(companion).collect();
        let mut first = BTreeSet::new();
        let wanted = seen.iter().map(|s| taken(s) && !companions.contains_key(&s.path) && first.insert(s.digest.sha256)).collect();
        Plan { companions, wanted }
    }
}

/// First walk: what is there.
struct Survey<'c> {
    case: &'c mut Case,
    options: &'c Options,
    seen: Vec<Seen>,
}

impl Door for Survey<'_> {
    fn password(&self) -> Option<&Password> {
        self.options.password.as_ref()
    }

    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        let digest = digest::of(bytes)?;
        self.seen.push(Seen { path: member.path.clone(), kind: member.kind, digest });
        Ok(digest)
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let (digest, spool) = self.case.store.spool(bytes)?;
        Ok((digest, Box::new(spool)))
    }
}

/// The walk that stores what belongs to databases.
struct Beside<'c> {
    case: &'c mut Case,
    plan: &'c Plan,
    options: &'c Options,
    found: Found,
}

/// What belongs to databases, by path.
#[derive(Default)]
struct Found {
    /// Digest, and whether the bytes are kept.
    digests: BTreeMap<String, (Digest, bool)>,
    /// Logs of address books that are not kept.
    held: BTreeMap<String, Vec<u8>>,
}

impl Found {
    fn hold(&mut self, path: &str, bytes: &mut dyn Read) -> io::Result<Digest> {
        let held: usize = self.held.values().map(Vec::len).sum();
        let mut log = Vec::new();
        bytes.take(IN_MEMORY.saturating_sub(held as u64) + 1).read_to_end(&mut log)?;
        let digest = digest::of(&mut log.as_slice().chain(bytes))?;
        if digest.size == log.len() as u64 {
            self.held.insert(path.to_owned(), log);
        }
        Ok(digest)
    }

    /// The held logs of this database.
    fn logs(&self, path: &str) -> Vec<Log> {
        let of = |end: &&str| Some(Log { name: container::base(&format!("{path}{end}")).to_owned(), bytes: self.held.get(&format!("{path}{end}"))?.clone() });
        BESIDE.iter().filter_map(of).collect()
    }
}

impl Door for Beside<'_> {
    fn password(&self) -> Option<&Password> {
        self.options.password.as_ref()
    }

    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        let Some(book) = self.plan.companions.get(&member.path) else { return digest::of(bytes) };
        let kept = !book || self.options.keep;
        let digest = match kept {
            true => self.case.store.put(bytes)?,
            false if is_log(&member.path) => self.found.hold(&member.path, bytes)?,
            false => digest::of(bytes)?,
        };
        self.found.digests.insert(member.path.clone(), (digest, kept));
        Ok(digest)
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let (digest, spool) = self.case.store.spool(bytes)?;
        Ok((digest, Box::new(spool)))
    }
}

/// Last walk: each wanted member into the store and the ledger; an address book is read on the way and not kept.
struct Taking<'c> {
    case: &'c mut Case,
    plan: &'c Plan,
    seen: &'c [Seen],
    beside: &'c Found,
    at: usize,
    package: (ExhibitId, &'c str),
    options: &'c Options,
    world: &'c dyn World,
    fresh: Vec<Fresh>,
    books: Vec<Pending>,
    failed: Option<Problem>,
}

impl Taking<'_> {
    fn take(&mut self, member: &Member, digest: Digest, kept: bool) -> io::Result<(String, bool, Vec<Companion>)> {
        let (container, package) = self.package;
        let name = format!("{package}/{}", member.path);
        let beside = |suffix: &str| {
            let path = format!("{}{suffix}", member.path);
            self.beside.digests.get(&path).map(|(digest, kept)| Companion { name: container::base(&path).to_owned(), digest: *digest, kept: *kept })
        };
        let companions: Vec<Companion> = BESIDE.into_iter().filter_map(beside).collect();
        let intake = Intake {
            digest,
            name: &name,
            mtime: member.modified.map(|m| Stamp(m).rfc3339()),
            kept,
            companions: companions.clone(),
            inside: Some(Inside { container, path: member.path.clone() }),
            class: class_of(&member.kind, &name),
        };
        match self.case.record_take(&intake, self.options, self.world) {
            Ok(again) => Ok((name, again, companions)),
            Err(problem) => {
                // The ledger could not be written: nothing more of this package can be acknowledged.
                self.failed.get_or_insert(problem);
                Err(io::Error::other("ledger"))
            }
        }
    }
}

impl Door for Taking<'_> {
    fn password(&self) -> Option<&Password> {
        self.options.password.as_ref()
    }

    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        let at = self.at;
        self.at += 1;
        if self.failed.is_some() || !self.plan.wanted.get(at).copied().unwrap_or(false) || self.seen[at].path != member.path {
            return digest::of(bytes);
        }
        let expected = self.seen[at].digest;
        let format = match member.kind {
            What::Format(format) => Some(format),
            _ => None,
        };
        if is_book(&member.kind) && !self.options.keep {
            let mut passing = Passing::new(bytes);
            let mut sink = |_: &str, part: &mut dyn Read| digest::of(part);
            let logs = self.beside.logs(&member.path);
            let harvest = read_with(format, member.name(), &mut passing, &logs, &Stated::default(), &mut sink, Senses::NONE);
            let digest = passing.finish()?;
            if digest == expected {
                let (name, again, _) = self.take(member, digest, false)?;
                self.books.push(Pending { name, digest, again, kept: false, format, harvest });
            }
            return Ok(digest);
        }
        let digest = self.case.store.put(bytes)?;
        if digest == expected {
            let (name, again, companions) = self.take(member, digest, true)?;
            if is_book(&member.kind) {
                let beside = self.case.beside(companions.iter()).map_err(|_| io::Error::other("read"))?;
                let harvest = self.case.read_exhibit(digest.sha256, &name, format, &beside).map_err(|_| io::Error::other("read"))?;
                self.books.push(Pending { name, digest, again, kept: true, format, harvest });
            } else {
                self.fresh.push(Fresh { name, digest, again, format, companions });
            }
        }
        Ok(digest)
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let (digest, spool) = self.case.store.spool(bytes)?;
        Ok((digest, Box::new(spool)))
    }
}

/// Digests what a reader takes, and what it leaves.
struct Passing<'r> {
    inner: &'r mut dyn Read,
    hasher: digest::Running,
}

impl<'r> Passing<'r> {
    fn new(inner: &'r mut dyn Read) -> Self {
        Passing { inner, hasher: digest::Running::default() }
    }

    fn finish(mut self) -> io::Result<Digest> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(self.hasher.finish())
    }
}

impl Read for Passing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.hasher.update(&out[..n]);
        Ok(n)
    }
}

/// One file as read without a case: its name (`包.zip/路径` for a member), what read it, and what was read.
pub struct Read1 {
    /// Name for display.
    pub name: String,
    /// What it is.
    pub kind: What,
    /// Rows, problems, notes; of a package the list of its members.
    pub harvest: Harvest,
}

/// Reads a file and, when it is a package, every member a format reads. Nothing is kept.
pub fn read_all(path: &Path, stated: &Stated, password: Option<&Password>, senses: Senses) -> Result<Vec<Read1>> {
    let place = path.display().to_string();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if is_backup(path) {
        return read_backup(path, stated, password);
    }
    let mut file = open_plain(path)?;
    let kind = what(&name, &mut file).map_err(|e| Problem::io(&place, "读取文件开头", &e))?;
    let mut sink = |_: &str, bytes: &mut dyn Read| digest::of(bytes);
    match kind {
        What::Container(container) => {
            let mut looking = Looking { package: &name, stated, password, senses, logs: Found::default(), again: false, read: Vec::new() };
            let listing = container::walk(container, &name, &mut file, &mut looking);
            if !looking.logs.held.is_empty() {
                // Databases with a log: now that the logs are known, once more.
                (looking.again, looking.read) = (true, Vec::new());
                container::walk(container, &name, &mut file, &mut looking);
            }
            let mut all = vec![Read1 { name: name.clone(), kind, harvest: listing }];
            all.append(&mut looking.read);
            Ok(all)
        }
        What::Format(format) => Ok(vec![Read1 { harvest: read_with(Some(format), &name, &mut file, &beside_of(path)?, stated, &mut sink, senses), name, kind }]),
        _ => Ok(vec![Read1 { harvest: read_with(None, &name, &mut file, &[], stated, &mut sink, senses), name, kind }]),
    }
}

struct Looking<'n> {
    package: &'n str,
    stated: &'n Stated,
    password: Option<&'n Password>,
    senses: Senses<'n>,
    logs: Found,
    again: bool,
    read: Vec<Read1>,
}

impl Door for Looking<'_> {
    fn password(&self) -> Option<&Password> {
        self.password
    }

    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        if is_log(&member.path) && !self.again {
            return self.logs.hold(&member.path, bytes);
        }
        let What::Format(format) = member.kind else { return digest::of(bytes) };
        let mut passing = Passing::new(bytes);
        let mut sink = |_: &str, part: &mut dyn Read| digest::of(part);
        let logs = self.logs.logs(&member.path);
        let harvest = read_with(Some(format), member.name(), &mut passing, &logs, self.stated, &mut sink, self.senses);
        self.read.push(Read1 { name: format!("{}/{}", self.package, member.path), kind: member.kind, harvest });
        passing.finish()
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let mut held = Vec::new();
        bytes.take(IN_MEMORY + 1).read_to_end(&mut held)?;
        if held.len() as u64 > IN_MEMORY {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        let digest = digest::of(&mut held.as_slice())?;
        Ok((digest, Box::new(Cursor::new(held))))
    }
}
