//! Android's `calllog.db`: table `calls`. Until Android 6 it lay in `contacts2.db`, which is an address book (see there).

use super::android_rows::{call, caller, take};
use super::row_ids::RowIds;
use super::sqlite::{BOOKS, Database, Looks, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};

/// The call log of Android phones.
pub static FORMAT: Format = Format { id: "android_calllog", title: "安卓通话记录数据库（calllog.db）", version: 1, holds: Holds::Events, claims, read };

/// Columns that make a table of calls.
const CALLS: [&str; 4] = ["number", "date", "duration", "type"];

fn claims(probe: &Probe) -> Claim {
    claim(probe, &Looks { tables: &["calls"], not: &BOOKS, names: &["calllog.db", "calllog_shadow.db"] })
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
    let own = database.table_with("calls", &CALLS);
    let Some(table) = own.or_else(|| database.tables().iter().find(|t| CALLS.iter().all(|c| t.column(c).is_some()))) else { return false };
    let mut ids = RowIds::default();
    let lost = read_rows(database, table, harvest, &mut |row, harvest| {
        let number = row.text("number").unwrap_or_default();
        let name = row.text("name").map(std::borrow::Cow::into_owned);
        let outcome = caller(&number, name, row.int("presentation")).and_then(|peer| call(row.offset, row.int("type"), row.int("date"), row.int("duration"), peer));
        ids.row(row.rowid, outcome.as_ref().ok().map(|r| r.at.stamp));
        take(outcome, row.damaged(&["number", "name"]), harvest);
    });
    ids.tell(&table.name, super::android_mmssms::given(database, table), lost, harvest);
    harvest.fold_duplicates();
    true
}
