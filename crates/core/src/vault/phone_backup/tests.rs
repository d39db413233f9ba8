//! Invented backups, plain and encrypted, taken into a case.

use super::*;
use crate::facts::{FactBook, Stated as By};
use crate::import::apple_backup::testing::{CLASS_KEY, file_blob, manifest_plist};
use crate::import::secret::testing::encrypt;
use crate::vault::take::walk;
use crate::vault::verify::{self, Completeness};
use sha1::Digest as _;

struct Still;

impl World for Still {
    fn now(&self) -> Stamp {
        Stamp(1_773_576_000_000)
    }
    fn random(&self) -> [u8; 16] {
        [7; 16]
    }
    fn pdf(&self) -> Option<&dyn crate::world::Pdf> {
        None
    }
}

/// Files of the phone: domain, path, bytes.
fn phone() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let golden = |path: &str| std::fs::read(format!("{}/../../corpus/formats/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a golden");
    vec![
        ("HomeDomain", "Library/SMS/sms.db", golden("ios_messages/chats_and_archives/sms.db")),
        ("HomeDomain", "Library/TCC/TCC.db", golden("ios_tcc/dated_choices/TCC.db")),
        ("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata", golden("ios_calls/storedata/CallHistory.storedata")),
        ("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", golden("ios_address_book/one_file/AddressBook.sqlitedb")),
        ("MediaDomain", "Library/SMS/Attachments/ab/1/a.jpg", [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[5; 100]].concat()),
        ("CameraRollDomain", "Media/DCIM/IMG_0001.JPG", b"private".to_vec()),
    ]
}

fn hash(domain: &str, path: &str) -> String {
    sha1::Sha1::digest(format!("{domain}-{path}")).iter().map(|b| format!("{b:02x}")).collect()
}

/// A backup folder; `Manifest.db` comes from the golden writer of databases in this file.
fn backup(folder: &Path, password: Option<&str>) {
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    };
    let mut rows = Vec::new();
    for (i, (domain, path, bytes)) in phone().into_iter().enumerate() {
        let (file, key) = (hash(domain, path), [i as u8 + 1; 32]);
        let size = bytes.len() as u64;
        let stored = if password.is_some() { encrypt(&key, &[0; 16], &bytes, true) } else { bytes };
        put(&format!("{}/{file}", &file[..2]), &stored);
        rows.push((file, domain, path, file_blob(size, password.map(|_| &key))));
    }
    let manifest = database(&rows);
    match password {
        Some(password) => {
            put("Manifest.plist", &manifest_plist(password, true));
            put("Manifest.db", &encrypt(&[0x77; 32], &[0; 16], &manifest, true));
        }
        None => {
            put("Info.plist", b"<?xml version=\"1.0\"?><plist version=\"1.0\"><dict><key>Device Name</key><string>x</string><key>Target Identifier</key><string>0</string></dict></plist>");
            put("Manifest.db", &manifest);
        }
    }
    assert_ne!(CLASS_KEY, [0; 32]);
}

/// A database of one page each for the schema and `Files`: pages of 64 KB, so nothing overflows.
fn database(rows: &[(String, &str, &str, Vec<u8>)]) -> Vec<u8> {
    const PAGE: usize = 65536;
    let varint = |n: usize| -> Vec<u8> {
        match n {
            0..=0x7f => vec![n as u8],
            0x80..=0x3fff => vec![0x80 | (n >> 7) as u8, (n & 0x7f) as u8],
            _ => vec![0x80 | (n >> 14) as u8, 0x80 | (n >> 7 & 0x7f) as u8, (n & 0x7f) as u8],
        }
    };
    let record = |values: &[(usize, &[u8])]| -> Vec<u8> {
        let kinds: Vec<u8> = values.iter().flat_map(|(kind, _)| varint(*kind)).collect();
        let head = varint(kinds.len() + 1);
        [head, kinds, values.iter().flat_map(|(_, v)| v.to_vec()).collect()].concat()
    };
    let text = |t: &str| 13 + 2 * t.len();
    let leaf = |at: usize, records: &[Vec<u8>]| -> Vec<u8> {
        let mut page = vec![0; PAGE];
        let mut end = PAGE;
        page[at] = 13;
        page[at + 3..at + 5].copy_from_slice(&(records.len() as u16).to_be_bytes());
        for (i, r) in records.iter().enumerate() {
            let cell = [varint(r.len()), varint(i + 1), r.clone()].concat();
            end -= cell.len();
            page[end..end + cell.len()].copy_from_slice(&cell);
            page[at + 8 + 2 * i..at + 10 + 2 * i].copy_from_slice(&(end as u16).to_be_bytes());
        }
        page[at + 5..at + 7].copy_from_slice(&(end as u16).to_be_bytes());
        page
    };
    let sql = "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)";
    let mut first = leaf(100, &[record(&[(text("table"), b"table"), (text("Files"), b"Files"), (text("Files"), b"Files"), (1, &[2]), (text(sql), sql.as_bytes())])]);
    first[..16].copy_from_slice(crate::import::sqlite::MAGIC);
    first[16..24].copy_from_slice(&[0, 1, 1, 1, 0, 64, 32, 32]);
    first[56..60].copy_from_slice(&1u32.to_be_bytes());
    let files: Vec<Vec<u8>> = rows.iter().map(|(file, domain, path, blob)| record(&[(text(file), file.as_bytes()), (text(domain), domain.as_bytes()), (text(path), path.as_bytes()), (9, &[]), (12 + 2 * blob.len(), blob)])).collect();
    [first, leaf(0, &files)].concat()
}

fn case(folder: &Path) -> Case {
    Case::init(folder, FactBook::default(), &By { by: "张一".into(), at: "2026-03-15".into() }, &Still).expect("a case")
}

fn take(case: &mut Case, from: &Path, password: Option<&str>) -> (Vec<Taken>, Vec<Problem>) {
    let (files, refused) = walk(&[from.to_owned()]);
    assert_eq!((files.len(), refused.len()), (1, 0), "a backup is one thing");
    let (mut taken, mut problems) = (vec![], vec![]);
    let options = Options { password: password.map(Password::new), ..Options::default() };
    let end = case.take(&files, &options, &Still, &mut |r| match r {
        Ok(t) => taken.push(t),
        Err(p) => problems.push(p),
    });
    problems.extend(end.err());
    (taken, problems)
}

#[test]
fn only_what_matters_is_taken_whether_encrypted_or_not() {
    for password in [None, Some("桃李-9147")] {
        let dir = tempfile::tempdir().expect("a folder");
        let from = dir.path().join("00008030-某手机");
        backup(&from, password);
        assert_eq!(is_locked(&from), password.is_some());
        let mut case = case(&dir.path().join("case"));
        let (taken, problems) = take(&mut case, &from, password);
        assert!(problems.is_empty(), "{problems:?}");
        let exhibits = case.exhibits();
        let manifest = exhibits.iter().find(|e| e.name == "Manifest.db").expect("the list is evidence");
        let inside: Vec<(&str, bool)> = exhibits.iter().filter_map(|e| Some((e.inside.as_ref().filter(|i| i.container == manifest.digest.sha256)?.path.as_str(), e.kept))).collect();
        let expected = [
            ("HomeDomain/Library/CallHistoryDB/CallHistory.storedata", true),
            ("HomeDomain/Library/SMS/sms.db", true),
            ("HomeDomain/Library/TCC/TCC.db", true),
            ("HomeDomain/Library/AddressBook/AddressBook.sqlitedb", false),
            ("MediaDomain/Library/SMS/Attachments/ab/1/a.jpg", true),
        ];
        assert_eq!(inside, expected, "encrypted: {}", password.is_some());
        let formats: Vec<Option<&str>> = taken.iter().map(|t| t.format.map(|f| f.id)).collect();
        for id in ["ios_messages", "ios_calls", "ios_tcc", "ios_address_book"] {
            assert!(formats.contains(&Some(id)), "{id}: {formats:?}");
        }
        // The same bytes as the phone had, whichever way they came.
        let sms = exhibits.iter().find(|e| e.name.ends_with("sms.db")).expect("sms.db");
        assert_eq!(sms.digest.sha256, digest::of(&mut phone()[0].2.as_slice()).expect("memory").sha256);
        let list = taken.iter().find(|t| t.name == "Manifest.db").expect("told");
        assert!(list.notes.iter().any(|n| n.contains("其余1个文件没有复制")), "{:?}", list.notes);
        // Nobody outside the case, no password, no picture of the camera roll.
        let everything: Vec<u8> = all_bytes(case.folder());
        for secret in ["private", "010-00000000", "某某公司", "桃李-9147"] {
            assert!(memchr::memmem::find(&everything, secret.as_bytes()).is_none(), "{secret} lies in the case");
        }
        let report = verify::folder(case.folder(), Completeness::Working).expect("a case");
        assert!(report.bad.is_empty(), "{:?}", report.bad);
    }
}

fn all_bytes(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(all_bytes(&path)) } else { all.extend(fs::read(&path).expect("readable")) }
    }
    all
}

/// A tar of one file (POSIX.1-1988 ustar).
fn tar(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 512];
    head[..path.len()].copy_from_slice(path.as_bytes());
    head[100..107].copy_from_slice(b"0000600");
    head[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    head[136..147].copy_from_slice(b"00000000000");
    head[156] = b'0';
    head[257..265].copy_from_slice(b"ustar\x0000");
    head[148..156].copy_from_slice(b"        ");
    let sum: u32 = head.iter().map(|b| u32::from(*b)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let padding = vec![0; bytes.len().next_multiple_of(512) - bytes.len() + 1024];
    [head, bytes.to_vec(), padding].concat()
}

#[test]
fn an_android_backup_gives_its_messages() {
    let messages = std::fs::read(format!("{}/../../corpus/formats/android_sms_backup/sms/000000_sms_backup", env!("CARGO_MANIFEST_DIR"))).expect("a golden");
    let path = "apps/com.android.providers.telephony/d_f/000000_sms_backup";
    let inside = tar(path, &messages);
    for (password, packed) in [(None, true), (Some("密码"), true), (Some("密码"), false)] {
        let dir = tempfile::tempdir().expect("a folder");
        let from = dir.path().join("backup.ab");
        fs::write(&from, crate::import::adb_backup::testing::backup(&inside, 5, packed, password)).expect("written");
        assert_eq!(is_locked(&from), password.is_some());
        let mut case = case(&dir.path().join("case"));
        if password.is_some() {
            for (given, code) in [(None, "backup.password"), (Some("不对"), "backup.wrong_password")] {
                let (taken, problems) = take(&mut case, &from, given);
                assert!(problems.is_empty() && taken.len() == 1, "the backup itself is taken: {problems:?}");
                assert_eq!(taken[0].problems[0].code, code);
            }
        }
        let (taken, problems) = take(&mut case, &from, password);
        assert!(problems.is_empty(), "{problems:?}");
        let found = taken.iter().find(|t| t.format.is_some_and(|f| f.id == "android_sms_backup")).expect("the messages");
        assert_eq!((found.counts.rows, found.counts.events), (5, 2), "{:?}", found.problems);
        assert_eq!(found.name, format!("backup.ab/{path}"));
        let report = verify::folder(case.folder(), Completeness::Working).expect("a case");
        assert!(report.bad.is_empty(), "{:?}", report.bad);
    }
}

#[test]
fn without_the_password_nothing_is_taken() {
    let dir = tempfile::tempdir().expect("a folder");
    let from = dir.path().join("backup");
    backup(&from, Some("对的"));
    let mut case = case(&dir.path().join("case"));
    for (password, code) in [(None, "backup.password"), (Some("错的"), "backup.wrong_password")] {
        let (taken, problems) = take(&mut case, &from, password);
        assert_eq!((taken.len(), problems.len(), problems[0].code.as_str()), (0, 1, code));
    }
    assert!(case.exhibits().is_empty());
    // Manifest damaged, a file missing: the rest is taken.
    fs::remove_file(from.join(format!("{}/{}", &hash("HomeDomain", "Library/TCC/TCC.db")[..2], hash("HomeDomain", "Library/TCC/TCC.db")))).expect("removed");
    let (taken, problems) = take(&mut case, &from, Some("对的"));
    assert!(problems.len() == 1 && problems[0].place.contains("TCC.db"), "{problems:?}");
    assert_eq!(taken.len(), 6);
    let read = read_backup(&from, &Stated::default(), Some(&Password::new("对的"))).expect("opens");
    let formats: Vec<Option<&str>> = read.iter().map(|r| r.kind.id()).collect();
    assert_eq!(formats, [Some("ios_calls"), Some("ios_messages"), None, Some("ios_address_book")], "the missing one is told, the others are read");
    fs::write(from.join("Manifest.db"), b"nonsense").expect("written");
    assert_eq!(take(&mut case, &from, Some("对的")).1[0].code, "backup.manifest");
}
