//! The address book of an iPhone: `AddressBook.sqlitedb`. Often the file itself is almost empty and everything lies in the
//! `-wal` beside it. `ABMultiValue.property` 3 is a telephone number.

use super::sqlite::{Looks, Row, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use std::collections::BTreeMap;

/// Contacts of Apple's phones.
pub static FORMAT: Format = Format { id: "ios_address_book", title: "苹果通讯录数据库（AddressBook.sqlitedb）", version: 1, holds: Holds::AddressBook, claims, read };

/// Name of `HomeDomain-Library/AddressBook/AddressBook.sqlitedb` inside a backup.
const IN_BACKUP: &str = "31bb7ba8914766d4ba40d6dfb6113c8b614be442";
const PHONE: i64 = 3;

fn claims(probe: &Probe) -> Claim {
    claim(probe, &Looks { tables: &["ABPerson"], not: &[], names: &["addressbook.sqlitedb", IN_BACKUP] })
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    let Some(database) = open(source, harvest) else { return };
    let Some(people) = database.table("ABPerson") else { return harvest.problem(super::sqlite_db::no_table(&database, &name)) };
    let mut numbers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut lost = 0u64;
    if let Some(table) = database.table_with("ABMultiValue", &["record_id", "property", "value"]) {
        let mut each = |row: Row| {
            let (Some(person), Some(PHONE), Some(value)) = (row.int("record_id"), row.int("property"), row.text("value")) else { return };
            let value = value.trim();
            if !value.is_empty() {
                numbers.entry(person).or_default().push(value.to_owned());
            }
        };
        database.rows(table, &mut each, &mut |_| lost += 1);
    }
    read_rows(&database, people, harvest, &mut |row, harvest| {
        harvest.card(name_of(&row), numbers.remove(&row.rowid).unwrap_or_default());
    });
    if lost > 0 {
        harvest.note(format!("号码表有{lost}处损坏，有的人可能缺号码"));
    }
}

/// Family name before given name, joined as Chinese names are; others with spaces, given name first.
fn name_of(row: &Row) -> String {
    let part = |column: &str| row.text(column).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let (first, middle, last) = (part("First"), part("Middle"), part("Last"));
    let chinese = [&first, &last].into_iter().flatten().any(|t| t.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)));
    let parts: Vec<String> = if chinese { [last, middle, first] } else { [first, middle, last] }.into_iter().flatten().collect();
    let joined = parts.join(if chinese { "" } else { " " });
    [Some(joined).filter(|n| !n.is_empty()), part("DisplayName"), part("Organization"), part("Nickname")].into_iter().flatten().next().unwrap_or_default()
}
