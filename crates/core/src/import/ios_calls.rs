//! Calls of an iPhone: `CallHistory.storedata` (and the `CallHistoryTemp` beside it), since iOS 8; `call_history.db` before.
//! The newer one is read from descriptions and from tools that read it, the older one too; no genuine file was at hand.

use super::android_rows::{Refusal, take};
use super::apple::cocoa_seconds;
use super::row_ids::RowIds;
use super::sqlite::{BOOKS, Database, Looks, Row, Table, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Call, Channel, Direction, Outcome, Peer, Reading, Record};
use crate::time::{Stamp, When};
use std::collections::BTreeMap;

/// The call history of iPhones.
pub static FORMAT: Format = Format { id: "ios_calls", title: "苹果通话记录数据库（CallHistory.storedata）", version: 2, holds: Holds::Events, claims, read };

/// Names inside a backup: `CallHistory.storedata`, `CallHistoryTemp.storedata`, `call_history.db`.
const NAMES: [&str; 6] = [
    "callhistory.storedata",
    "callhistorytemp.storedata",
    "call_history.db",
    "5a4935c78a5255723f707230a451d79c540d2741",
    "81b7fe4b60b1d80e04b158a642b68803d982987d",
    "2b2b0084a1bc3a5ac8c27afdf14afb42c61a19ca",
];

fn claims(probe: &Probe) -> Claim {
    let newer = claim(probe, &Looks { tables: &["ZCALLRECORD"], not: &BOOKS, names: &NAMES });
    newer.max(claim(probe, &Looks { tables: &["call", "data"], not: &BOOKS, names: &[] }))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    if let Some(database) = open(source, harvest)
        && !read_tables(&database, harvest)
    {
        harvest.problem(super::sqlite_db::no_table(&database, &name));
    }
}

/// Reads the table of calls; false when there is none.
pub(super) fn read_tables(database: &Database, harvest: &mut Harvest) -> bool {
    if let Some(table) = database.table_with("ZCALLRECORD", &["ZDATE", "ZORIGINATED"]) {
        let others = handles(database);
        rows(database, table, harvest, &|row| newer(row, &others));
    } else if let Some(table) = database.table_with("call", &["address", "date", "duration", "flags"]) {
        rows(database, table, harvest, &older);
    } else {
        return false;
    }
    true
}

fn rows(database: &Database, table: &Table, harvest: &mut Harvest, one: &dyn Fn(&Row) -> Result<Record, Refusal>) {
    let (mut ids, mut beside) = (RowIds::default(), Beside::default());
    let lost = read_rows(database, table, harvest, &mut |row, harvest| {
        let outcome = one(&row);
        ids.row(row.rowid, outcome.as_ref().ok().map(|r| r.at.stamp));
        if outcome.is_ok() {
            beside.look(&row);
        }
        take(outcome, row.damaged(&["ZADDRESS", "ZNAME", "address"]), harvest);
    });
    // Core Data keeps its own count, and never gives a key twice.
    let given = database.table_with("Z_PRIMARYKEY", &["Z_NAME", "Z_MAX"]).filter(|_| table.name.eq_ignore_ascii_case("ZCALLRECORD")).and_then(|keys| {
        let mut max = None;
        database.rows(keys, &mut |row| if row.text("Z_NAME").is_some_and(|n| n == "CallRecord") { max = row.int("Z_MAX") }, &mut |_| {});
        max
    });
    ids.tell(&table.name, given.or_else(|| super::android_mmssms::given(database, table)), lost, harvest);
    beside.tell(harvest);
    harvest.fold_duplicates();
}

/// What newer systems say of calls beside who, when and how long.
#[derive(Default)]
struct Beside {
    /// Calls of other apps, which may give an account of theirs in place of a number.
    apps: BTreeMap<String, u64>,
    filtered: u64,
    junk: u64,
}

impl Beside {
    fn look(&mut self, row: &Row) {
        let set = |column: &str| row.int(column).is_some_and(|n| n > 0);
        if let Some(app) = foreign(row) {
            *self.apps.entry(app).or_default() += 1;
        }
        self.filtered += u64::from(set("ZFILTERED_OUT_REASON"));
        self.junk += u64::from(set("ZJUNKCONFIDENCE"));
    }

    fn tell(&self, harvest: &mut Harvest) {
        for (app, calls) in &self.apps {
            harvest.note(format!("有{calls}次是应用内通话（{app}），对方写的可能是应用里的账号，不一定是电话号码"));
        }
        if self.filtered > 0 {
            harvest.note(format!("有{}次通话没有列在手机的“最近通话”里（被拦截或过滤，苹果没有公开原因代码），仍按往来列出", self.filtered));
        }
        if self.junk > 0 {
            harvest.note(format!("有{}次通话被手机标记为可能的骚扰电话；这只是手机的估计", self.junk));
        }
    }
}

/// The app a call was made with, where it is none of Apple's.
fn foreign(row: &Row) -> Option<String> {
    row.text("ZSERVICE_PROVIDER").map(|p| p.trim().chars().take(100).collect::<String>()).filter(|p| !p.is_empty() && !p.starts_with("com.apple."))
}

/// Record key → numbers of the other side, where newer systems keep them apart from the record.
fn handles(database: &Database) -> BTreeMap<i64, Vec<String>> {
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let Some(table) = database.table_with("ZHANDLE", &["Z_PK", "ZVALUE"]) else { return found };
    let mut values = BTreeMap::new();
    database.rows(table, &mut |row| values.extend(row.int("Z_PK").zip(row.text("ZVALUE").map(|t| t.into_owned()))), &mut |_| {});
    // Core Data numbers its entities, so the numbers in these names differ between systems.
    let join = database.tables().iter().find(|t| t.name.starts_with("Z_") && t.name.ends_with("REMOTEPARTICIPANTHANDLES"));
    let Some(join) = join else { return found };
    let ends = |end: &str| join.columns().find(|c| c.ends_with(end)).map(str::to_owned);
    let (Some(call), Some(handle)) = (ends("CALLS"), ends("HANDLES")) else { return found };
    let mut each = |row: Row| {
        if let (Some(call), Some(number)) = (row.int(&call), row.int(&handle).and_then(|h| values.get(&h))) {
            found.entry(call).or_default().push(number.clone());
        }
    };
    database.rows(join, &mut each, &mut |_| {});
    found
}

fn newer(row: &Row, others: &BTreeMap<i64, Vec<String>>) -> Result<Record, Refusal> {
    let at = row.real("ZDATE").and_then(cocoa_seconds).ok_or_else(|| bad_date(row, "ZDATE"))?;
    let number = row.text("ZADDRESS").map(|a| a.trim().to_owned()).filter(|a| !a.is_empty());
    let mut also = others.get(&row.int("Z_PK").unwrap_or(row.rowid)).cloned().unwrap_or_default();
    let raw = number.or_else(|| also.first().cloned()).unwrap_or_default();
    also.retain(|n| *n != raw);
    let name = row.text("ZNAME").map(|n| n.trim().to_owned()).filter(|n| !n.is_empty() && !raw.is_empty());
    let direction = match row.int("ZORIGINATED") {
        Some(1) => Direction::Out,
        Some(0) => Direction::In,
        _ => return Err(Refusal::Problem("row.no_direction", "没有写明呼入还是呼出".into())),
    };
    let seconds = row.real("ZDURATION").filter(|s| (0.0..=f64::from(u32::MAX)).contains(s)).map(|s| s.round() as u32);
    let outcome = match (direction, row.int("ZANSWERED")) {
        (_, Some(1)) => Outcome::Answered,
        (Direction::In, Some(0)) if row.text("ZBLOCKEDBYEXTENSION").is_some_and(|b| !b.trim().is_empty()) => Outcome::Blocked,
        (Direction::Out, _) => if seconds.unwrap_or(0) > 0 { Outcome::Answered } else { Outcome::Unknown },
        // 6: the user turned it away; in other apps it means something else.
        (Direction::In, Some(0)) => if row.int("ZDISCONNECTED_CAUSE") == Some(6) && foreign(row).is_none() { Outcome::Rejected } else { Outcome::Missed },
        (Direction::In, _) => Outcome::Unknown,
    };
    Ok(record(row.offset, at, direction, Peer { raw, name, also }, seconds, outcome))
}

fn older(row: &Row) -> Result<Record, Refusal> {
    let at = row.int("date").and_then(|s| s.checked_mul(1000)).map(Stamp).filter(|s| s.plausible()).ok_or_else(|| bad_date(row, "date"))?;
    let flags = row.int("flags").ok_or_else(|| Refusal::Problem("row.no_direction", "没有写明呼入还是呼出".into()))?;
    let direction = if flags & 1 == 1 { Direction::Out } else { Direction::In };
    let seconds = row.int("duration").and_then(|s| u32::try_from(s).ok());
    let outcome = if seconds.unwrap_or(0) > 0 { Outcome::Answered } else { Outcome::Unknown };
    let raw = row.text("address").unwrap_or_default().trim().to_owned();
    Ok(record(row.offset, at, direction, Peer { raw, name: None, also: vec![] }, seconds, outcome))
}

fn bad_date(row: &Row, column: &str) -> Refusal {
    Refusal::Problem("row.bad_date", row.real(column).map_or_else(|| "缺少日期".to_owned(), |d| format!("日期“{d}”无法识别")))
}

fn record(offset: u64, at: Stamp, direction: Direction, peer: Peer, seconds: Option<u32>, outcome: Outcome) -> Record {
    Record { row: 0, offset, at: When::exact(at), sent: None, channel: Channel::Call, direction, peer, body: String::new(), call: Some(Call { seconds, outcome }), parts: vec![], reading: Reading::Stored }
}
