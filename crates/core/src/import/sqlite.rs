//! The one door to SQLite databases: opened from bytes in memory, never as a file, never by a database engine. A database
//! is evidence and may be damaged or made to do harm; so this reads the file format itself (sqlite.org/fileformat2.html),
//! one table after the other, and a page that cannot be read costs that page, not the table behind it. No SQL is run.
//!
//! - **The log.** A `-wal` beside the database holds what was written last; its committed frames are laid over the copy in
//!   memory ([`wal`]). Without it the newest messages, in an iPhone's database often all of them, are missing.
//! - **Bounds.** Each page is visited once a table, cells of a page share its size, overflow pages belong to one cell: what
//!   is read never exceeds the size of the file. Above [`LARGEST`] nothing is opened, and that is told.
//! - **What is not read.** Deleted rows, indexes, views and virtual tables. Encrypted databases (SQLCipher) have another
//!   first line and are not recognised.

#[path = "sqlite/btree.rs"]
mod btree;
#[path = "sqlite/record.rs"]
mod record;
#[path = "sqlite/schema.rs"]
mod schema;
#[cfg(test)]
#[path = "sqlite/tests.rs"]
mod tests;
#[path = "sqlite/wal.rs"]
pub mod wal;

pub use btree::Lost;
pub use record::{Row, Value};
pub use schema::Table;

use super::{Claim, Harvest, Probe, Source};
use crate::error::Problem;
use std::io::Read;

/// First bytes of every database.
pub const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Largest database with its log that is opened: both are held in memory, beside what is read from them.
pub const LARGEST: u64 = 320 << 20;

/// An open database: a copy in memory with the committed part of its log laid over it.
pub struct Database {
    image: Vec<u8>,
    page: usize,
    usable: usize,
    encoding: record::Encoding,
    tables: Vec<Table>,
    /// Rows of the list of tables that could not be read.
    lost: Vec<Lost>,
    /// What the log gave.
    pub log: wal::Story,
    /// Whether the database is written through a log (so that one without it may lack the newest rows).
    pub logged: bool,
}

/// Why bytes are no database that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The first line is another one.
    NotOne,
    /// The first page is damaged.
    Header,
}

impl Database {
    /// Opens a database and lays its log over it.
    pub fn open(mut image: Vec<u8>, log: Option<&[u8]>) -> Result<Database, Refused> {
        // A database that was never checkpointed can be shorter than its header: then the log holds the first page.
        let mut story = wal::Story::default();
        if let Some(log) = log {
            story = wal::replay(&mut image, log);
        }
        let head = image.get(..100).ok_or(Refused::NotOne)?;
        if &head[..16] != MAGIC {
            return Err(Refused::NotOne);
        }
        let page = match u16::from_be_bytes([head[16], head[17]]) {
            1 => 65536,
            n => usize::from(n),
        };
        let reserved = usize::from(head[20]);
        if !(512..=65536).contains(&page) || !page.is_power_of_two() || page - reserved < 480 {
            return Err(Refused::Header);
        }
        let logged = head[18] == 2 || head[19] == 2;
        let encoding = record::Encoding::of(u32::from_be_bytes([head[56], head[57], head[58], head[59]]));
        let mut database = Database { image, page, usable: page - reserved, encoding, tables: vec![], lost: vec![], log: story, logged };
        let list = schema::master();
        let mut tables = Vec::new();
        let mut lost = Vec::new();
        database.rows(&list, &mut |row| tables.extend(schema::table(&row)), &mut |l| lost.push(l));
        (database.tables, database.lost) = (tables, lost);
        Ok(database)
    }

    /// The table of this name, whatever its case.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|t| t.name.eq_ignore_ascii_case(name))
    }

    /// The table of this name if it has all these columns.
    pub fn table_with(&self, name: &str, columns: &[&str]) -> Option<&Table> {
        self.table(name).filter(|t| columns.iter().all(|c| t.column(c).is_some()))
    }

    /// Every table, in the order of the schema.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// What of the list of tables could not be read.
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// The largest row id ever given in a table with `AUTOINCREMENT`, from `sqlite_sequence`.
    pub fn sequence(&self, table: &str) -> Option<i64> {
        let list = self.table_with("sqlite_sequence", &["name", "seq"])?;
        let mut found = None;
        self.rows(list, &mut |row| if row.text("name").is_some_and(|n| n.eq_ignore_ascii_case(table)) { found = row.int("seq").or(found) }, &mut |_| {});
        found
    }

    /// Every row of a table in the order of its key. `lost` hears of cells and pages that could not be read, in between.
    pub fn rows<'a>(&'a self, table: &'a Table, each: &mut dyn FnMut(Row<'a>), lost: &mut dyn FnMut(Lost)) {
        btree::walk(self, table, each, lost);
    }

    /// Bytes of a page, numbered from 1.
    fn page(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_sub(1)?.checked_mul(self.page)?;
        self.image.get(start..start.checked_add(self.page)?)
    }

    fn pages(&self) -> usize {
        self.image.len().div_ceil(self.page)
    }
}

/// What a database of a known kind looks like, for [`claim`].
pub struct Looks<'a> {
    /// Statements of the schema: `CREATE TABLE sms (`, up to the name. All must be there.
    pub tables: &'a [&'a str],
    /// Tables that make it another kind: an address book is never taken for something else.
    pub not: &'a [&'a str],
    /// File names, lower case; the names files have inside a backup of an iPhone among them.
    pub names: &'a [&'a str],
}

/// Tables that make a database an address book.
pub const BOOKS: [&str; 3] = ["raw_contacts", "raw_contacts_tb", "ABPerson"];

/// Whether a file is a database of this kind: by the tables its first pages name, else by its own name. The schema of a
/// large database may lie behind what a format may look at, and that of one that lives in its log is not in the file.
pub fn claim(probe: &Probe, looks: &Looks) -> Claim {
    if !probe.head.starts_with(MAGIC) {
        return Claim::No;
    }
    if looks.not.iter().any(|t| names_table(probe.head, t)) {
        return Claim::No;
    }
    if !looks.tables.is_empty() && looks.tables.iter().all(|t| names_table(probe.head, t)) {
        return Claim::Content;
    }
    let name = probe.name.to_lowercase();
    if looks.names.iter().any(|n| name == *n) { Claim::Likely } else { Claim::No }
}

/// Whether `CREATE TABLE <name>` stands in the bytes, the name quoted or not.
fn names_table(head: &[u8], table: &str) -> bool {
    const WORDS: &[u8] = b"CREATE TABLE ";
    memchr::memmem::find_iter(head, WORDS).any(|at| {
        let rest = &head[at + WORDS.len()..];
        let rest = rest.strip_prefix(b"IF NOT EXISTS ").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).or_else(|| rest.strip_prefix(b"`")).or_else(|| rest.strip_prefix(b"[")).unwrap_or(rest);
        rest.get(..table.len()).is_some_and(|n| n.eq_ignore_ascii_case(table.as_bytes())) && rest.get(table.len()).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_')
    })
}

/// Reads a source whole and opens it with its log. What stands in the way is told in the harvest; `None` then.
pub fn open(source: &mut Source, harvest: &mut Harvest) -> Option<Database> {
    let name = source.name.to_owned();
    let mut image = Vec::new();
    let error = (&mut *source.bytes).take(LARGEST + 1).read_to_end(&mut image).err();
    if let Some(error) = &error {
        harvest.problem(Problem::io(format!("文件 {name}"), "读取数据库", error));
    }
    let log = source.beside.iter().find(|b| b.name.ends_with("-wal")).map(|b| b.bytes.as_slice());
    if image.len() as u64 + log.map_or(0, |l| l.len() as u64) > LARGEST {
        let todo = "原件已保留；请改用导出功能（安卓可用 SMS Backup & Restore 按日期分段导出）后再加入";
        harvest.problem(Problem::new("db.too_large", format!("数据库连同日志超过{}MB，没有打开", LARGEST >> 20), name, todo));
        return None;
    }
    match Database::open(image, log) {
        Ok(database) => {
            tell(&database, &name, log.is_some(), harvest);
            // Section 3 of the file format: a journal that still has its first eight bytes was never finished.
            const HOT: &[u8] = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
            if source.beside.iter().any(|b| b.name.ends_with("-journal") && b.bytes.starts_with(HOT)) {
                harvest.note("旁边的 -journal 里有一次没有做完的写入，没有回退；最近的几条可能不完整，请关闭手机上的信息应用后重新取一次");
            }
            Some(database)
        }
        Err(Refused::NotOne) => {
            let todo = "如果数据库是加密的，请在手机上用导出功能得到未加密的文件；原件已保留";
            harvest.problem(Problem::new("db.not_one", "打不开：开头不是 SQLite 数据库，或只剩一小段", name, todo));
            None
        }
        Err(Refused::Header) => {
            harvest.problem(Problem::new("db.header", "打不开：数据库的第一页已损坏", name, "请重新从手机取一次数据库，连同旁边的 -wal 文件一起加入；原件已保留"));
            None
        }
    }
}

/// What opening told: the log, and damage of the list of tables.
fn tell(database: &Database, name: &str, with_log: bool, harvest: &mut Harvest) {
    let log = &database.log;
    if with_log {
        if log.damaged_head {
            harvest.problem(Problem::new("db.log_damaged", "旁边的 -wal 日志开头已损坏，没有用上，可能缺最近的记录", name, "请重新从手机取一次数据库和 -wal 文件；两份原件都已保留"));
        } else if log.frames > 0 {
            harvest.note(format!("已把 -wal 日志里提交过的{}页并入内存中的副本再读（原件没有改动）", log.applied));
        }
        if log.broken {
            harvest.note(format!("-wal 日志从第{}帧起校验不符，后面的没有用", log.frames + 1));
        }
        if log.uncommitted > 0 {
            harvest.note(format!("-wal 日志末尾有{}帧没有提交，按 SQLite 的规则不算数", log.uncommitted));
        }
    } else if database.logged {
        harvest.note("这个数据库使用 -wal 日志，旁边没有这样的文件；如果手机里有，最近的记录在那里面，请一并加入（从备份里取出的通常没有）");
    }
    for lost in &database.lost {
        harvest.problem(Problem::new("db.damaged", format!("数据库的表目录有损坏（{}），有的表可能没有读到", lost.zh()), name, "请重新从手机取一次数据库；已读出的记录照常使用"));
    }
}

/// Rows of a table into a harvest: `each` takes one row; what cannot be read is refused (a cell) or told (a page). Returns
/// whether anything could not be read.
pub fn read_rows(database: &Database, table: &Table, harvest: &mut Harvest, each: &mut dyn FnMut(Row, &mut Harvest)) -> bool {
    const AGAIN: &str = "请重新从手机取一次数据库（连同 -wal）；其余记录照常使用";
    let harvest = std::cell::RefCell::new(harvest);
    let mut any = false;
    let mut next = |row: Row| {
        let mut harvest = harvest.borrow_mut();
        if !harvest.full() {
            each(row, &mut harvest);
        }
    };
    database.rows(table, &mut next, &mut |lost| {
        any = true;
        let mut harvest = harvest.borrow_mut();
        match lost {
            Lost::Cell { .. } => {
                harvest.refuse("db.bad_row", format!("表 {} 的一条记录已损坏（{}）", table.name, lost.zh()), AGAIN);
            }
            Lost::Page { number, .. } => {
                let what = format!("表 {} 有一页已损坏（{}），这一页的记录读不出来", table.name, lost.zh());
                harvest.problem(Problem::new("db.bad_page", what, format!("第{number}页"), AGAIN));
            }
        }
    });
    any
}
