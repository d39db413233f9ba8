//! Android's `contacts2.db`: an address book. Its bytes are not copied unless asked, so calls that older phones keep in the
//! same file cannot be read as evidence from here; they are counted and listed, with the way to get them. Huawei's backups keep the
//! same rows in tables whose names end in `_tb`, with the kind of a value written out (read in a public reader of them).

use super::sqlite::{Looks, Row, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::SkipKind;
use std::collections::{BTreeMap, BTreeSet};

/// The address book of Android phones.
pub static FORMAT: Format = Format { id: "android_contacts", title: "安卓通讯录数据库（contacts2.db，华为备份的 contact.db）", version: 2, holds: Holds::AddressBook, claims, read };

const PHONE: &str = "vnd.android.cursor.item/phone_v2";
const NAME: &str = "vnd.android.cursor.item/name";

fn claims(probe: &Probe) -> Claim {
    let looks = |tables| claim(probe, &Looks { tables, not: &[], names: &["contacts2.db", "profile.db", "contact.db"] });
    looks(&["raw_contacts"]).max(looks(&["raw_contacts_tb"]))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    let Some(database) = open(source, harvest) else { return };
    let own = database.table_with("raw_contacts", &["_id"]).zip(database.table_with("data", &["raw_contact_id", "mimetype_id", "data1"]));
    let huawei = || database.table_with("raw_contacts_tb", &["_id"]).zip(database.table_with("data_tb", &["raw_contact_id", "mimetype", "data1"]));
    let Some((people, data)) = own.or_else(huawei) else {
        return harvest.problem(super::sqlite_db::no_table(&database, &name));
    };
    let mut kinds: BTreeMap<i64, String> = BTreeMap::new();
    let mut lost = 0u64;
    if let Some(table) = database.table_with("mimetypes", &["_id", "mimetype"]) {
        database.rows(table, &mut |row| kinds.extend(row.int("_id").zip(row.text("mimetype").map(|t| t.into_owned()))), &mut |_| lost += 1);
    }
    let of = |wanted: &str| kinds.iter().filter(|(_, k)| *k == wanted).map(|(id, _)| *id).collect::<BTreeSet<i64>>();
    let (phones, names) = (of(PHONE), of(NAME));
    let mut numbers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut called: BTreeMap<i64, String> = BTreeMap::new();
    let mut each = |row: Row| {
        let (Some(person), Some(value)) = (row.int("raw_contact_id"), row.text("data1")) else { return };
        let written = row.text("mimetype");
        let is = |ids: &BTreeSet<i64>, kind: &str| row.int("mimetype_id").is_some_and(|k| ids.contains(&k)) || written.as_deref() == Some(kind);
        let value = value.trim().to_owned();
        if value.is_empty() {
            return;
        }
        if is(&phones, PHONE) {
            let list = numbers.entry(person).or_default();
            if !list.contains(&value) {
                list.push(value);
            }
        } else if is(&names, NAME) {
            called.entry(person).or_insert(value);
        }
    };
    database.rows(data, &mut each, &mut |_| lost += 1);
    read_rows(&database, people, harvest, &mut |row, harvest| {
        if row.int("deleted").is_some_and(|d| d != 0) {
            harvest.skip(SkipKind::NotContact, "已从通讯录删除，等待同步");
            return;
        }
        let id = row.int("_id").unwrap_or(row.rowid);
        let name = row.text("display_name").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).or_else(|| called.get(&id).cloned()).unwrap_or_default();
        harvest.card(name, numbers.remove(&id).unwrap_or_default());
    });
    if lost > 0 {
        harvest.note(format!("号码表有{lost}处损坏，有的人可能缺号码"));
    }
    let mut calls = 0u64;
    if let Some(table) = database.table_with("calls", &["number", "date"]) {
        read_rows(&database, table, harvest, &mut |_, harvest| {
            calls += 1;
            harvest.skip(SkipKind::NotContact, "通话记录：和通讯录放在同一个库里，没有读作往来");
        });
    }
    if calls > 0 {
        let todo = "请在手机上用 SMS Backup & Restore 导出通话记录后加入；通讯录默认不复制原件，所以不从这里取通话";
        harvest.problem(Problem::new("db.calls_in_book", format!("这个通讯录数据库里还有{calls}条通话记录，没有读作往来"), name, todo));
    }
}
