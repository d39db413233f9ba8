//! Android's `mmssms.db`: text messages (`sms`) and multimedia messages (`pdu` with `part` and `addr`). Times of `sms` are
//! milliseconds, those of `pdu` seconds. Makers' own columns are passed over; a table of another name with the same columns
//! (as in some makers' backups) is read like `sms`; Huawei's add `_tb` to all of these names. Attachments lie in files of their own and are not in the database.

use super::android_rows::{self, Mms, Refusal, sms, take};
use super::row_ids::RowIds;
use super::sqlite::{BOOKS, Database, Looks, Row, Table, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::Record;
use std::collections::BTreeMap;

/// The message store of Android phones.
pub static FORMAT: Format = Format { id: "android_mmssms", title: "安卓短信数据库（mmssms.db）", version: 2, holds: Holds::Events, claims, read };

/// Columns that make a table of text messages.
const SMS: [&str; 4] = ["address", "date", "type", "body"];

fn claims(probe: &Probe) -> Claim {
    claim(probe, &Looks { tables: &["sms"], not: &BOOKS, names: &["mmssms.db"] })
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    if let Some(database) = open(source, harvest)
        && !read_tables(&database, harvest)
    {
        harvest.problem(super::sqlite_db::no_table(&database, &name));
    }
}

/// Reads the tables of messages; false when there is none.
pub(super) fn read_tables(database: &Database, harvest: &mut Harvest) -> bool {
    let own = database.table_with("sms", &SMS);
    let other = || database.tables().iter().find(|t| SMS.iter().all(|c| t.column(c).is_some()));
    let messages = own.or_else(other);
    if let Some(table) = messages {
        texts(database, table, harvest);
    }
    let pdu = named(database, "pdu", &["date", "msg_box"]);
    if let Some(table) = pdu {
        multimedia(database, table, harvest);
    }
    harvest.fold_duplicates();
    messages.is_some() || pdu.is_some()
}

/// A table of Android's, or the same with Huawei's ending.
fn named<'d>(database: &'d Database, name: &str, columns: &[&str]) -> Option<&'d Table> {
    database.table_with(name, columns).or_else(|| database.table_with(&format!("{name}_tb"), columns))
}

fn texts(database: &Database, table: &Table, harvest: &mut Harvest) {
    let mut ids = RowIds::default();
    let lost = read_rows(database, table, harvest, &mut |row, harvest| {
        let outcome = text(&row);
        ids.row(row.rowid, outcome.as_ref().ok().map(|r| r.at.stamp));
        take(outcome, row.damaged(&["address", "body"]), harvest);
    });
    ids.tell(&table.name, given(database, table), lost, harvest);
}

/// The largest id a table ever gave, where it keeps count.
pub(super) fn given(database: &Database, table: &Table) -> Option<i64> {
    if table.autoincrement { database.sequence(&table.name) } else { None }
}

fn text(row: &Row) -> Result<Record, Refusal> {
    let address = row.text("address").unwrap_or_default();
    let body = row.text("body").unwrap_or_default().into_owned();
    sms(row.offset, row.int("type"), row.int("date"), row.int("date_sent"), &address, body)
}

/// What `part` and `addr` say of one message.
#[derive(Default)]
struct Beside {
    mms: Mms,
    texts: Vec<String>,
    files: usize,
    damaged: bool,
}

fn multimedia(database: &Database, table: &Table, harvest: &mut Harvest) {
    let mut beside: BTreeMap<i64, Beside> = BTreeMap::new();
    gather(database, &mut beside, harvest);
    let (mut ids, mut files) = (RowIds::default(), 0);
    let lost = read_rows(database, table, harvest, &mut |row, harvest| {
        // Where `_id` is the key it is the row's own number; in a maker's copy it need not be.
        let id = row.int("_id").unwrap_or(row.rowid);
        let Beside { mut mms, texts, files: attached, damaged } = beside.remove(&id).unwrap_or_default();
        files += attached;
        (mms.kind, mms.folder, mms.date, mms.date_sent) = (row.int("m_type"), row.int("msg_box"), row.int("date"), row.int("date_sent"));
        let subject = row.text("sub").filter(|s| !s.is_empty()).map(|s| android_rows::subject(&s));
        mms.body = subject.into_iter().chain(texts).collect::<Vec<_>>().join("\n");
        let outcome = android_rows::mms(row.offset, mms);
        ids.row(row.rowid, outcome.as_ref().ok().map(|r| r.at.stamp));
        take(outcome, damaged, harvest);
    });
    ids.tell(&table.name, given(database, table), lost, harvest);
    if files > 0 {
        harvest.note(format!("彩信里有{files}个附件，附件本身不在数据库里，没有取到；要附件请用 SMS Backup & Restore 连同彩信一起导出"));
    }
}

fn gather(database: &Database, beside: &mut BTreeMap<i64, Beside>, harvest: &mut Harvest) {
    let mut lost = 0u64;
    if let Some(parts) = named(database, "part", &["mid", "ct"]) {
        let mut each = |row: Row| {
            let Some(of) = row.int("mid") else { return };
            let mine = beside.entry(of).or_default();
            let kind = row.text("ct").unwrap_or_default();
            match row.text("text").filter(|t| !t.is_empty()) {
                _ if kind == "application/smil" => {}
                Some(text) if kind.starts_with("text/") => {
                    mine.damaged |= row.damaged(&["text"]);
                    mine.texts.push(text.into_owned());
                }
                _ => mine.files += 1,
            }
        };
        database.rows(parts, &mut each, &mut |_| lost += 1);
    }
    if let Some(addresses) = named(database, "addr", &["msg_id", "address", "type"]) {
        let mut each = |row: Row| {
            if let (Some(of), Some(text)) = (row.int("msg_id"), row.text("address")) {
                android_rows::address(&mut beside.entry(of).or_default().mms, row.int("type"), &text);
            }
        };
        database.rows(addresses, &mut each, &mut |_| lost += 1);
    }
    if lost > 0 {
        harvest.note(format!("彩信的内容表或号码表有{lost}处损坏，有的彩信可能缺文字或号码"));
    }
}
