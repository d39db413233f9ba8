//! A SQLite database no other format knows by its first pages or name: a copy under another name, or a maker's backup. Its
//! tables decide. Where none has the columns of messages or calls, the tables are named, so that somebody can tell what it is.

use super::sqlite::{Database, MAGIC, open};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;

/// Databases known by their tables only.
pub static FORMAT: Format = Format { id: "sqlite_db", title: "SQLite 数据库（按表里的列识别）", version: 1, holds: Holds::Events, claims, read };

fn claims(probe: &Probe) -> Claim {
    if probe.head.starts_with(MAGIC) { Claim::Name } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    let Some(database) = open(source, harvest) else { return };
    let known = super::android_mmssms::read_tables(&database, harvest) | super::android_calllog::read_tables(&database, harvest)
        || super::ios_messages::read_tables(&database, harvest)
        || super::ios_calls::read_tables(&database, harvest)
        || super::ios_tcc::read_tables(&database, harvest);
    if super::sqlite::BOOKS.iter().any(|t| database.table(t).is_some()) {
        let todo = "请用 juzheng withdraw 撤回这一份，把文件名改成 contacts2.db（安卓）或 AddressBook.sqlitedb（苹果）后再加入；那样只保留号码的加盐哈希";
        harvest.problem(Problem::new("db.address_book", "这是通讯录数据库，文件名和开头看不出来，已按普通文件复制了原件", name, todo));
    } else if !known {
        harvest.problem(no_table(&database, &name));
    }
}

/// The database has no table with the columns that are needed.
pub(super) fn no_table(database: &Database, name: &str) -> Problem {
    const SHOWN: usize = 12;
    let mut tables: Vec<String> = database.tables().iter().take(SHOWN).map(|t| t.name.chars().take(40).collect::<String>().replace('\0', "\u{fffd}")).collect();
    if database.tables().len() > SHOWN {
        tables.push(format!("等{}个表", database.tables().len()));
    }
    let listed = if tables.is_empty() { "里面没有读到表".to_owned() } else { format!("里面的表：{}", tables.join("、")) };
    let todo = "原件已保留；如果这是手机的短信或通话数据库，请连同旁边的 -wal 文件一起加入，或改用 SMS Backup & Restore 导出";
    Problem::new("db.unknown", format!("数据库里没有认得的短信、通话或权限表（{listed}）"), name, todo)
}
