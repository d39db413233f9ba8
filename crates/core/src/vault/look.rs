//! Looking into files without a case: nothing is kept.

use super::phone_backup::{is_backup, read_backup};
use super::survey::{Found, IN_MEMORY, Passing};
use super::take::{Stated, beside_of, is_log, read_with, what};
use super::walk::open_plain;
use crate::digest;
use crate::error::{Problem, Result};
use crate::import::Harvest;
use crate::import::container::{self, Bytes, Door, Kind as What, Member};
use crate::import::secret::Password;
use crate::model::Digest;
use crate::world::Senses;
use std::io::{self, Cursor, Read};
use std::path::Path;

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
