//! Before anything of a package is taken: what is in it, which members are wanted, which belong to databases.

use super::take::{Options, is_log};
use super::Case;
use crate::digest;
use crate::import::container::{self, Bytes, Door, Kind as What, Member};
use crate::import::secret::Password;
use crate::import::{Beside as Log, Holds};
use crate::model::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

/// Bytes of a package inside a package that are held in memory where there is no case to lay them in.
pub(super) const IN_MEMORY: u64 = 96 << 20;
/// Ends of the names of files that belong to a database.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Whether a member is an address book.
pub(super) fn is_book(kind: &What) -> bool {
    matches!(kind, What::Format(f) if f.holds == Holds::AddressBook)
}

pub(super) struct Seen {
    pub(super) path: String,
    pub(super) kind: What,
    pub(super) digest: Digest,
}

/// What is to be taken out of a package.
pub(super) struct Plan {
    /// Paths of files that belong to a database: path → whether the database is an address book.
    pub(super) companions: BTreeMap<String, bool>,
    /// Whether the member at this place of the walk becomes an exhibit: the first of equal bytes does.
    pub(super) wanted: Vec<bool>,
}

impl Plan {
    pub(super) fn of(seen: &[Seen]) -> Plan {
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
pub(super) struct Survey<'c> {
    pub(super) case: &'c mut Case,
    pub(super) options: &'c Options,
    pub(super) seen: Vec<Seen>,
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
pub(super) struct Beside<'c> {
    pub(super) case: &'c mut Case,
    pub(super) plan: &'c Plan,
    pub(super) options: &'c Options,
    pub(super) found: Found,
}

/// What belongs to databases, by path.
#[derive(Default)]
pub(super) struct Found {
    /// Digest, and whether the bytes are kept.
    pub(super) digests: BTreeMap<String, (Digest, bool)>,
    /// Logs of address books that are not kept.
    pub(super) held: BTreeMap<String, Vec<u8>>,
}

impl Found {
    pub(super) fn hold(&mut self, path: &str, bytes: &mut dyn Read) -> io::Result<Digest> {
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
    pub(super) fn logs(&self, path: &str) -> Vec<Log> {
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

/// Digests what a reader takes, and what it leaves.
pub(super) struct Passing<'r> {
    pub(super) inner: &'r mut dyn Read,
    pub(super) hasher: digest::Running,
}

impl<'r> Passing<'r> {
    pub(super) fn new(inner: &'r mut dyn Read) -> Self {
        Passing { inner, hasher: digest::Running::default() }
    }

    pub(super) fn finish(mut self) -> io::Result<Digest> {
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
