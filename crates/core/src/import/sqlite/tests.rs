//! Databases made by SQLite itself lie in `corpus/formats`; here are those it would never make.

use super::*;

fn golden(path: &str) -> Vec<u8> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/formats/");
    std::fs::read(format!("{root}{path}")).expect("a golden")
}

fn rows(database: &Database, table: &str) -> (Vec<i64>, Vec<Lost>) {
    let (mut ids, mut lost) = (vec![], vec![]);
    if let Some(table) = database.table(table) {
        database.rows(table, &mut |row| ids.push(row.rowid), &mut |l| lost.push(l));
    }
    (ids, lost)
}

#[test]
fn a_log_counts_up_to_its_last_commit() {
    let (main, log) = (golden("android_mmssms/in_the_log/mmssms.db"), golden("android_mmssms/in_the_log/mmssms.db-wal"));
    let bare = Database::open(main.clone(), None).expect("opens");
    assert!(bare.logged);
    assert_eq!(rows(&bare, "sms").0.len(), 60);
    let whole = Database::open(main.clone(), Some(&log)).expect("opens");
    assert_eq!((rows(&whole, "sms").0.len(), whole.log.uncommitted, whole.log.broken), (64, 0, false));
    // The last transaction loses its end: it never happened.
    let cut = Database::open(main.clone(), Some(&log[..log.len() - 1])).expect("opens");
    assert!(cut.log.broken && cut.log.frames < whole.log.frames);
    assert!(rows(&cut, "sms").0.contains(&3), "the deletion was in the last transaction");
    // A flipped byte in the first frame: nothing of the log is used.
    let mut flipped = log.clone();
    flipped[32 + 24 + 100] ^= 1;
    let flipped = Database::open(main.clone(), Some(&flipped)).expect("opens");
    assert_eq!((flipped.log.applied, flipped.log.broken, rows(&flipped, "sms").0.len()), (0, true, 60));
    // Frames of an older generation have other salts and are passed over silently.
    let mut older = log.clone();
    older[32 + 8] ^= 1;
    let older = Database::open(main.clone(), Some(&older)).expect("opens");
    assert_eq!((older.log.frames, older.log.broken), (0, false));
    for head in [&log[..10], &[b"garbage!".as_slice(), &log[8..]].concat()] {
        let damaged = Database::open(main.clone(), Some(head)).expect("opens");
        assert!(damaged.log.damaged_head && rows(&damaged, "sms").0.len() == 60);
    }
    assert_eq!(Database::open(main, Some(&[])).expect("opens").log, wal::Story::default());
}

#[test]
fn a_page_that_points_at_itself_ends() {
    let mut bytes = golden("android_mmssms/damaged_pages/mmssms.db");
    let root = Database::open(bytes.clone(), None).expect("opens").table("sms").expect("sms").root as usize;
    // Every child of the root becomes the root.
    let page = (root - 1) * 1024;
    assert_eq!(bytes[page], 5, "an inner page");
    let cells = usize::from(u16::from_be_bytes([bytes[page + 3], bytes[page + 4]]));
    for cell in 0..cells {
        let at = page + usize::from(u16::from_be_bytes([bytes[page + 12 + 2 * cell], bytes[page + 13 + 2 * cell]]));
        bytes[at..at + 4].copy_from_slice(&(root as u32).to_be_bytes());
    }
    let (ids, lost) = rows(&Database::open(bytes, None).expect("opens"), "sms");
    assert!(lost.len() == cells && ids.len() < 20, "{} {}", ids.len(), lost.len());
}

#[test]
fn cells_that_share_bytes_do_not_multiply() {
    let mut bytes = golden("android_mmssms/damaged_pages/mmssms.db");
    // A leaf whose every pointer names its first cell, with as many pointers as fit.
    let leaf = (1..bytes.len() / 1024).find(|p| bytes[p * 1024] == 13 && bytes[p * 1024..(p + 1) * 1024].windows(3).any(|w| w == "第".as_bytes())).expect("a leaf") * 1024;
    let first = [bytes[leaf + 8], bytes[leaf + 9]];
    bytes[leaf + 3..leaf + 5].copy_from_slice(&400u16.to_be_bytes());
    (0..400).for_each(|i| bytes[leaf + 8 + 2 * i..leaf + 10 + 2 * i].copy_from_slice(&first));
    let mut total = 0;
    let database = Database::open(bytes, None).expect("opens");
    database.rows(database.table("sms").expect("sms"), &mut |row| total += row.text("body").map_or(0, |t| t.len()), &mut |_| {});
    assert!(total < 30_000, "{total} bytes of words out of a file of 22 KB");
}

#[test]
fn what_is_no_database() {
    for bytes in [vec![], b"SQLite format 3\0".to_vec(), vec![0; 4096]] {
        assert_eq!(Database::open(bytes, None).err(), Some(Refused::NotOne));
    }
    let mut bytes = golden("sqlite_db/unknown_tables/x.db");
    bytes[16..18].copy_from_slice(&77u16.to_be_bytes());
    assert_eq!(Database::open(bytes, None).err(), Some(Refused::Header));
}

fn table_of(sql: &str) -> Table {
    let list = schema::master();
    let values = vec![Value::Text("table".into(), false), Value::Text("t".into(), false), Value::Text("t".into(), false), Value::Int(2), Value::Text(sql.to_owned().into(), false)];
    schema::table(&Row { table: &list, rowid: 1, offset: 0, values }).expect("a table")
}

#[test]
fn columns_and_their_places() {
    let place = |sql: &str, column: &str| table_of(sql).column(column).map(|c| (c.stored, c.rowid));
    let plain = "CREATE TABLE t (_id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT DEFAULT 'x,y)(', \"b c\" NUMERIC(10,2) CHECK (a IN (1,2)), [d] -- comment, with comma\n, `e` /* (, */ BLOB, UNIQUE(a, d))";
    assert_eq!(table_of(plain).columns().collect::<Vec<_>>(), ["_id", "a", "b c", "d", "e"]);
    assert_eq!((place(plain, "_ID"), place(plain, "E")), (Some((Some(0), true)), Some((Some(4), false))));
    assert!(table_of(plain).autoincrement && !table_of(plain).without_rowid);
    // Only INTEGER, only one, not descending, is the row id.
    assert_eq!(place("CREATE TABLE t(a INT PRIMARY KEY)", "a"), Some((Some(0), false)));
    assert_eq!(place("CREATE TABLE t(a INTEGER PRIMARY KEY DESC)", "a"), Some((Some(0), false)));
    assert_eq!(place("CREATE TABLE t(x, a INTEGER, PRIMARY KEY(a))", "a"), Some((Some(1), true)));
    assert_eq!(place("CREATE TABLE t(x, a INTEGER, CONSTRAINT k PRIMARY KEY(a, x))", "a"), Some((Some(1), false)));
    // Computed columns take no place; in a table without row ids the key comes first, in its own order.
    let computed = "CREATE TABLE t(a, b GENERATED ALWAYS AS (a || ',') VIRTUAL, c AS (a) STORED, d)";
    assert_eq!((place(computed, "b"), place(computed, "c"), place(computed, "d")), (Some((None, false)), Some((Some(1), false)), Some((Some(2), false))));
    let without = "CREATE TABLE t(v, k2, k1 TEXT, w, PRIMARY KEY (k1, k2 COLLATE NOCASE DESC)) WITHOUT ROWID";
    assert_eq!(["k1", "k2", "v", "w"].map(|c| place(without, c).and_then(|p| p.0)), [Some(0), Some(1), Some(2), Some(3)]);
    assert!(table_of(without).without_rowid);
}
