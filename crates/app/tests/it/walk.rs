//! Taking a file never alters it, follows no link out of what was named, and refuses what is no plain file.

use crate::support::{Bench, files};
use juzheng_core::digest::sha256;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

fn exhibits(bench: &Bench) -> Vec<serde_json::Value> {
    bench.json(&["--json", "exhibits", "c"]).as_array().unwrap().clone()
}

#[test]
fn links_are_not_followed() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("secret/private.txt", b"not named");
    bench.write("in/own.bin", b"named");
    symlink(bench.path("secret/private.txt"), bench.path("in/link-to-file")).unwrap();
    symlink(bench.path("secret"), bench.path("in/link-to-folder")).unwrap();
    symlink("..", bench.path("in/link-up")).unwrap();
    symlink("nowhere", bench.path("in/link-to-nothing")).unwrap();
    let ran = bench.run(&["add", "c", "in"]);
    ran.refused("take.link");
    for link in ["link-to-file", "link-to-folder", "link-up", "link-to-nothing"] {
        assert!(ran.err.contains(link), "{link}: {ran:?}");
    }
    let taken = exhibits(&bench);
    assert_eq!((taken.len(), taken[0]["name"].as_str()), (1, Some("own.bin")));
    // Named directly, with or without a trailing separator.
    for named in ["in/link-to-file", "in/link-to-folder", "in/link-to-folder/", "in/link-to-nothing"] {
        bench.run(&["add", "c", named]).refused("take.link");
        bench.run(&["read", named]).refused("take.link");
    }
    assert_eq!(exhibits(&bench).len(), 1);
    // A database's log that is a link is not taken with it, and that is said.
    bench.write("db/x.db", b"SQLite format 3\0x");
    symlink(bench.path("secret/private.txt"), bench.path("db/x.db-wal")).unwrap();
    let ran = bench.ok(&["add", "c", "db/x.db"]);
    assert!(ran.out.contains("x.db-wal 不是普通文件"), "{ran:?}");
    assert!(files(&bench.path("c")).iter().all(|f| !crate::support::holds(f, "not named")));
}

#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("in/own.bin", b"named");
    assert!(Command::new("mkfifo").arg(bench.path("in/pipe")).status().unwrap().success());
    let ran = bench.run(&["add", "c", "in", "/dev/null", "/dev/zero"]);
    ran.refused("take.device");
    assert!(["in/pipe", "/dev/null", "/dev/zero"].iter().all(|p| ran.err.contains(p)), "{ran:?}");
    bench.run(&["read", "in/pipe"]).refused("take.device");
    let lines = bench.run(&["--json", "add", "c", "in/pipe", "no-such-file"]).json_lines();
    assert_eq!(lines.iter().map(|l| l["error"]["code"].as_str().unwrap()).collect::<Vec<_>>(), ["take.device", "io"]);
    assert_eq!(exhibits(&bench).len(), 1);
}

#[test]
fn folders_in_name_order_and_strange_names() {
    let bench = Bench::new();
    bench.init("c");
    let names = ["b/2.bin", "a/z.bin", "a/a/1.bin", "姐姐的 短信 (1).bin", "--keep", "=cmd|'!A1", "新\n行\u{1b}[31m\u{202e}.bin", "'; rm -rf \"$HOME\".bin", "😀.bin"];
    for (i, name) in names.iter().enumerate() {
        bench.write(&format!("in/{name}"), format!("{i}"));
    }
    let raw = std::ffi::OsStr::from_bytes(b"in/\xff\xfe.db");
    fs::write(bench.path("").join(raw), b"SQLite format 3\0raw").unwrap();
    fs::write(bench.path("").join(std::ffi::OsStr::from_bytes(b"in/\xff\xfe.db-wal")), b"raw log").unwrap();
    let before: Vec<_> = files(&bench.path("in")).iter().map(|f| (f.clone(), fs::read(f).unwrap(), fs::metadata(f).unwrap().modified().unwrap())).collect();
    let ran = bench.ok(&["add", "c", "in"]);
    assert!(ran.out.chars().all(|c| c == '\n' || !c.is_control()) && !ran.out.contains('\u{202e}'), "{ran:?}");
    let taken = exhibits(&bench);
    assert_eq!(taken.len(), names.len() + 1, "a log of a database with a strange name is still its log");
    let order: Vec<&str> = taken.iter().map(|e| e["name"].as_str().unwrap()).collect();
    let mut sorted: Vec<String> = names.iter().map(|n| format!("in/{n}")).collect();
    sorted.sort_by_key(|n| bench.path(n).components().map(|c| c.as_os_str().to_owned()).collect::<Vec<_>>());
    let sorted: Vec<&str> = sorted.iter().map(|n| n.rsplit('/').next().unwrap()).collect();
    assert_eq!(order[..names.len()], sorted[..]);
    for (path, bytes, modified) in &before {
        assert_eq!((&fs::read(path).unwrap(), &fs::metadata(path).unwrap().modified().unwrap()), (bytes, modified), "{path:?}");
    }
    bench.ok(&["verify", "c"]);
    bench.ok(&["export", "c", "-o", "bundle"]);
    bench.ok(&["verify", "bundle"]);
    // What any public tool says.
    let sums = Command::new("sha256sum").current_dir(bench.path("bundle")).args(["-c", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"]).output().unwrap();
    assert!(sums.status.success(), "{sums:?}");
    assert!(fs::read_to_string(bench.path("bundle/data/证据对照表.csv")).unwrap().contains("'=cmd|"));
}

#[test]
fn one_exhibit_two_takings() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("in/a.bin", b"the same bytes");
    bench.write("in/b.bin", b"the same bytes");
    bench.write("in/empty.txt", b"");
    let lines = bench.run(&["--json", "add", "c", "in"]).json_lines();
    assert_eq!(lines.iter().map(|l| (l["exhibit"].as_u64().unwrap(), l["again"].as_bool().unwrap())).collect::<Vec<_>>(), [(1, false), (1, true), (2, false)]);
    assert_eq!(exhibits(&bench).len(), 2);
    let ledger = fs::read_to_string(bench.path("c/ledger.jsonl")).unwrap();
    assert_eq!(ledger.matches("\"kind\":\"take\"").count(), 3);
    assert_eq!(ledger.matches("\"name\":\"b.bin\"").count(), 1);
    let empty = bench.path("c/exhibits").join(sha256(b"").to_string());
    assert_eq!(fs::metadata(&empty).unwrap().len(), 0);
    assert!(lines[0]["problems"][0]["code"] == "file.unknown" && lines[0]["kept"] == true, "{lines:?}");
    let kept = bench.path("c/exhibits").join(sha256(b"the same bytes").to_string());
    assert_eq!(fs::read(&kept).unwrap(), b"the same bytes");
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o222, 0, "read-only");
    bench.ok(&["verify", "c"]);
}

#[test]
fn a_database_and_its_logs_are_one_exhibit() {
    let bench = Bench::new();
    bench.init("c");
    for (name, bytes) in [("in/x.db", "SQLite format 3\0one"), ("in/x.db-shm", "shm"), ("in/x.db-wal", "wal one"), ("in/y.db-wal", "a log without its database")] {
        bench.write(name, bytes);
    }
    bench.ok(&["add", "c", "in"]);
    let taken = exhibits(&bench);
    assert_eq!(taken.iter().map(|e| e["name"].as_str().unwrap()).collect::<Vec<_>>(), ["x.db", "y.db-wal"]);
    let names = |e: &serde_json::Value| e["companions"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&taken[0]), ["x.db-wal", "x.db-shm"]);
    // The same database with a longer log: the same exhibit, both logs kept, checked and exported.
    bench.write("in/x.db-wal", "wal two");
    bench.ok(&["add", "c", "in/x.db"]);
    assert_eq!(names(&exhibits(&bench)[0]), ["x.db-wal", "x.db-shm", "x.db-wal"]);
    let ran = bench.ok(&["verify", "c"]);
    assert!(!ran.out.contains("不在账本里"), "{ran:?}");
    bench.ok(&["export", "c", "-o", "bundle"]);
    for bytes in ["wal one", "wal two", "shm"] {
        assert!(bench.path("bundle/data/case/exhibits").join(sha256(bytes.as_bytes()).to_string()).exists(), "{bytes}");
    }
}

#[test]
fn the_case_does_not_take_itself() {
    let bench = Bench::new();
    bench.write("home/sms.xml", crate::support::SMS);
    bench.write("facts.json", crate::support::facts().to_string());
    bench.ok(&["init", "home/c", "--facts", "facts.json"]);
    let ran = bench.run(&["add", "home/c", "home"]);
    ran.refused("take.own");
    let taken = bench.json(&["--json", "exhibits", "home/c"]);
    assert_eq!(taken.as_array().unwrap().len(), 1, "{taken}");
}

#[test]
fn an_unreadable_file_is_told_and_the_rest_is_taken() {
    let bench = Bench::new();
    bench.init("c");
    let path = bench.write("in/a-closed.bin", b"closed");
    bench.write("in/b-open.bin", b"open");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The administrator reads everything; there is nothing to refuse.
        assert_eq!(bench.run(&["add", "c", "in"]).code, 0);
        return;
    }
    bench.run(&["add", "c", "in"]).refused("io");
    assert_eq!(exhibits(&bench).len(), 1);
}
