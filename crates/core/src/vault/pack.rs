//! Taking packages: what lies in a zip or a tar becomes exhibits of their own, each with its place in the package. The package is
//! an exhibit too; its bytes are kept unless an address book lies in it (docs/case-format.md).

use super::ledger::Kind;
pub use super::look::{Read1, read_all};
use super::survey::{BESIDE, Beside, Found, Passing, Plan, Seen, Survey, is_book};
use super::take::{Intake, Options, Pending, Stated, Taken, class_of, counts, logs, read_with, what};
use super::{BOOKS, Case, Companion, Exhibit, Inside, object};
use crate::digest;
use crate::error::{Problem, Result};
use crate::import::container::{self, Bytes, Container, Door, Kind as What, Member};
use crate::import::secret::Password;
use crate::import::{Format, Harvest, Holds};
use crate::model::{Digest, ExhibitId, Part, Stamp};
use crate::world::{Senses, World};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;


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
                    let container = super::exhibit::inside_of(entry).map(|i| i.container);
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
            self.ledger.entries.iter().filter(|e| e.kind == Kind::Take && e.id("exhibit") == Some(id)).filter_map(|e| super::exhibit::inside_of(e).map(|i| i.container)).collect();
        self.exhibits().into_iter().find(|e| e.withdrawn.is_none() && e.kept && around.contains(&e.digest.sha256))
    }
}

fn changed(place: String) -> Problem {
    Problem::new("take.changed", "压缩包在读取过程中被改动了", place, "请等别的程序写完这个文件后再加入")
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
