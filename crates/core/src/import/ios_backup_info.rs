//! `Info.plist` and `Manifest.plist` of an iPhone's backup: which phone, which system, when. One row.

use super::apple_backup::{PLIST, about};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::Entry;
use crate::time::{Stamp, When};
use std::collections::BTreeMap;
use std::io::Read;

/// What an iPhone's backup says of itself.
pub static FORMAT: Format = Format { id: "ios_backup_info", title: "苹果备份的说明（Info.plist、Manifest.plist）", version: 1, holds: Holds::Entries, claims, read };

fn claims(probe: &Probe) -> Claim {
    let list = probe.head.starts_with(b"bplist0") || probe.head.starts_with(b"<?xml") || probe.head.starts_with(b"<plist");
    let has = |word: &str| memchr::memmem::find(probe.head, word.as_bytes()).is_some();
    if list && (has("BackupKeyBag") || has("Target Identifier") || (has("Product Version") && has("Unique Identifier"))) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut bytes = Vec::new();
    if let Err(error) = (&mut *source.bytes).take(PLIST + 1).read_to_end(&mut bytes) {
        harvest.problem(Problem::io(format!("文件 {}", source.name), "读取说明", &error));
    }
    let Some(told) = about(&bytes, Some(&bytes)) else {
        harvest.refuse("plist.broken", "说明文件已损坏，读不出来", "原件已保留；如要紧，请用电脑重新备份一次手机");
        return;
    };
    let at = told.made.as_deref().and_then(Stamp::parse).filter(|s| s.plausible()).map(When::exact);
    let fields = [("device", told.device), ("system", told.system), ("encrypted", told.encrypted.then(|| "true".to_owned()))];
    let fields: BTreeMap<String, String> = fields.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))).collect();
    harvest.entry(Entry { row: 0, kind: "phone_backup".into(), at, fields });
}
