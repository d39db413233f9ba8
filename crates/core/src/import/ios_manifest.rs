//! `Manifest.db` of an iPhone's backup: which hash is which file of the phone. Rows are the files the product takes out of
//! a backup (see `apple_backup`); the others are counted. Of an encrypted backup it is encrypted too, and only kept.

use super::apple_backup::{Kind, wanted};
use super::sqlite::{Looks, MAGIC, claim, open};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Entry, Stamp, When};
use std::collections::BTreeMap;
use std::io::Read;

/// The list of an iPhone's backup.
pub static FORMAT: Format = Format { id: "ios_manifest", title: "苹果备份的文件清单（Manifest.db）", version: 1, holds: Holds::Entries, claims, read };

fn claims(probe: &Probe) -> Claim {
    if !probe.head.starts_with(MAGIC) {
        // Encrypted bytes look like nothing; only the name tells.
        return if probe.name.eq_ignore_ascii_case("manifest.db") && !probe.head.is_empty() { Claim::Name } else { Claim::No };
    }
    claim(probe, &Looks { tables: &["Files", "Properties"], not: &[], names: &["manifest.db"] })
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut head = [0; 16];
    let mut got = 0;
    while got < head.len() {
        match source.bytes.read(&mut head[got..]) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return harvest.problem(crate::error::Problem::io(format!("文件 {}", source.name), "读取数据库", &e)),
        }
    }
    if &head != MAGIC {
        return harvest.note("加密备份的清单，内容没有读取，只保存原件和哈希；文件由加入备份文件夹时给出的密码解开");
    }
    let name = source.name.to_owned();
    let mut bytes = head.as_slice().chain(&mut *source.bytes);
    let mut whole = Source { name: &name, bytes: &mut bytes, captured_at: source.captured_at, tz_offset: source.tz_offset, parts: &mut *source.parts, beside: source.beside, eyes: source.eyes, ears: source.ears };
    let Some(database) = open(&mut whole, harvest) else { return };
    let Some((files, others)) = wanted(&database) else { return harvest.problem(super::sqlite_db::no_table(&database, &name)) };
    for file in files {
        let kind = match file.kind {
            Kind::Database => "database",
            Kind::AddressBook => "address_book",
            Kind::Attachment => "attachment",
        };
        let at = file.modified.and_then(|s| s.checked_mul(1000)).map(Stamp).filter(|s| s.plausible()).map(When::exact);
        let fields = [("file", Some(file.file.clone())), ("path", Some(file.place())), ("kind", Some(kind.to_owned())), ("size", file.size.map(|s| s.to_string()))];
        let fields: BTreeMap<String, String> = fields.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?.replace('\0', "\u{fffd}")))).collect();
        harvest.entry(Entry { row: 0, kind: "backup_file".into(), at, fields });
    }
    harvest.note(format!("清单里另有{others}个文件，与本案无关，没有列出"));
}
