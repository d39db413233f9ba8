//! `TCC.db` of an iPhone: which app was allowed what, and when that choice was last changed. The one dated record of a
//! choice a phone keeps; an ordinary backup holds it. It says nothing of what was read, and a changed choice leaves no
//! trace of the one before.

use super::sqlite::{BOOKS, Database, Looks, Row, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Entry, SkipKind, Stamp, When};
use std::collections::BTreeMap;

/// Choices about permissions on Apple's phones.
pub static FORMAT: Format = Format { id: "ios_tcc", title: "苹果隐私授权数据库（TCC.db）", version: 3, holds: Holds::Entries, claims, read };

/// Name of `HomeDomain-Library/TCC/TCC.db` inside a backup.
const IN_BACKUP: &str = "64d0019cb3d46bfc8cce545a8ba54b93e7ea9347";
/// Longest identifier that is copied into an entry.
const NAME: usize = 512;

fn claims(probe: &Probe) -> Claim {
    claim(probe, &Looks { tables: &["access", "access_overrides"], not: &BOOKS, names: &["tcc.db", IN_BACKUP] }).max(claim(probe, &Looks { tables: &["access", "access_times"], not: &BOOKS, names: &[] }))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    if let Some(database) = open(source, harvest)
        && !read_tables(&database, harvest)
    {
        harvest.problem(super::sqlite_db::no_table(&database, &name));
    }
}

/// Reads the table of choices; false when there is none.
pub(super) fn read_tables(database: &Database, harvest: &mut Harvest) -> bool {
    let Some(table) = database.table_with("access", &["service", "client"]) else { return false };
    read_rows(database, table, harvest, &mut |row, harvest| one(&row, harvest));
    true
}

fn one(row: &Row, harvest: &mut Harvest) {
    let text = |column: &str| row.text(column).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty() && t.len() <= NAME);
    let (Some(service), Some(client)) = (text("service"), text("client")) else {
        harvest.refuse("tcc.incomplete", "没有写是哪个应用或哪一类数据", "请重新取一次 TCC.db（连同 -wal）；其余记录照常使用");
        return;
    };
    // Until iOS 13 `allowed` 0 or 1; since then `auth_value`: 0 denied, 1 unknown, 2 allowed, 3 allowed in part.
    let choice = match (row.int("auth_value"), row.int("allowed")) {
        (Some(0), _) | (None, Some(0)) => "denied",
        // Since iOS 18 contacts may be allowed in part; where that has a service of its own, "allowed" there is that.
        (Some(2), _) if service == "kTCCServiceContactsLimited" => "limited",
        (Some(2), _) | (None, Some(1)) => "allowed",
        (Some(3 | 4), _) => "limited",
        (value, _) => {
            let why = match value {
                None | Some(1) => format!("“{service}”的授权状态没有确定，不是一次选择"),
                Some(n) => format!("“{service}”的授权值{n}含义不明，没有当作选择"),
            };
            harvest.skip(SkipKind::NotContact, why);
            return;
        }
    };
    let at = row.int("last_modified").and_then(|s| s.checked_mul(1000)).map(Stamp).filter(|s| s.plausible()).map(When::exact);
    let mut fields = BTreeMap::from([("package".to_owned(), client), ("service".to_owned(), service.clone()), ("choice".to_owned(), choice.to_owned())]);
    if let Some((category, reads)) = category(&service) {
        fields.insert("category".into(), category.into());
        if !reads {
            fields.insert("reads".into(), "false".into());
        }
    }
    // The value itself, as the phone keeps it: 3 and 4 are both told as limited.
    fields.extend(row.int("auth_value").map(|v| ("auth_value".to_owned(), v.to_string())));
    // Why it is so: 2 and 3 the user, 4 the system, 5 a policy.
    fields.extend(row.int("auth_reason").map(|r| ("reason".to_owned(), r.to_string())));
    let row_number = harvest.entry(Entry { row: 0, kind: "permission_choice".into(), at, fields });
    if row.damaged(&["service", "client"]) {
        harvest.repaired(row_number, "应用名里有损坏的字符，以“\u{fffd}”代替");
    }
}

/// The category an App Privacy Report would use, and whether it lets data be read.
fn category(service: &str) -> Option<(&'static str, bool)> {
    Some(match service {
        "kTCCServiceAddressBook" | "kTCCServiceContactsFull" | "kTCCServiceContactsLimited" => ("contacts", true),
        "kTCCServicePhotos" => ("photos", true),
        "kTCCServicePhotosAdd" => ("photos", false),
        "kTCCServiceCamera" => ("camera", true),
        "kTCCServiceMicrophone" => ("microphone", true),
        "kTCCServiceCalendar" => ("calendar", true),
        _ => return None,
    })
}
