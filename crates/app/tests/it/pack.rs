//! Packages: what lies in a zip or a tar becomes exhibits of their own, and nothing of it is lost, written elsewhere or kept
//! against the rule for address books.

use crate::support::{BOOK, Bench, SMS, files, holds, zipped};
use juzheng_core::digest::sha256;
use juzheng_core::vault::verify::{self, Completeness};
use std::fs;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nfake picture bytes in a package";

fn phone() -> Vec<u8> {
    zipped(&[("短信/sms.xml", SMS.as_bytes()), ("图/1.png", PNG), ("图/再来一次.png", PNG), ("杂/x.bin", b"who knows"), ("../跳.xml", SMS.as_bytes())])
}

#[test]
fn members_are_exhibits_with_their_place() {
    let bench = Bench::new();
    bench.init("c");
    let zip = phone();
    bench.write("in/包.zip", &zip);
    let told = bench.ok(&["--json", "add", "c", "in", "--from", "许二", "--relation", "sister", "--consent", "yes"]).json_lines();
    assert_eq!(told.len(), 3, "{told:?}");
    let listed = bench.json(&["--json", "exhibits", "c"]);
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["包.zip", "包.zip/短信/sms.xml", "包.zip/图/1.png"], "equal bytes are one exhibit, unknown files none");
    let package = sha256(&zip).to_string();
    assert_eq!(listed[1]["inside"], serde_json::json!({ "container": package, "path": "短信/sms.xml" }));
    assert_eq!((&listed[1]["custodian"], &listed[1]["consent"], &listed[1]["relation"]), (&"p_jie".into(), &"yes".into(), &"sister".into()));
    assert_eq!(fs::read(bench.path("c/exhibits").join(&package)).unwrap(), zip);
    assert_eq!(fs::read(bench.path("c/exhibits").join(sha256(PNG).to_string())).unwrap(), PNG);
    let review = bench.ok(&["--json", "review", "c"]).out;
    let read: serde_json::Value = serde_json::from_str(&review).unwrap();
    let file = &read["by_file"]["包.zip/短信/sms.xml"];
    assert_eq!((file["rows"].as_u64(), file["events"].as_u64(), file["format"].as_str()), (Some(6), Some(6), Some("sms_backup_restore")));
    let package = &read["by_file"]["包.zip"];
    assert_eq!((package["rows"].as_u64(), package["entries"].as_u64(), package["skips"].as_array().unwrap().len()), (Some(5), Some(3), 2));
    assert!(package["skips"].to_string().contains(&sha256(b"who knows").to_string()), "what is not taken is listed with its hash: {package}");
    assert!(read["problems"].to_string().contains("container.path"));
    assert!(!bench.path("跳.xml").exists() && !bench.path("c/跳.xml").exists());
    bench.ok(&["verify", "c"]);
    // Reading again without the cache gives the same, and adding again changes nothing.
    fs::remove_dir_all(bench.path("c/derived")).unwrap();
    assert_eq!(bench.ok(&["--json", "review", "c"]).out, review);
    bench.ok(&["add", "c", "in", "--from", "许二", "--relation", "sister", "--consent", "yes"]);
    assert_eq!(bench.json(&["--json", "exhibits", "c"]).as_array().unwrap().len(), 3);
    bench.ok(&["verify", "c"]);
    // A bundle carries the package and its members, and checks.
    bench.ok(&["export", "c", "-o", "bundle"]);
    bench.ok(&["verify", "bundle"]);
}

#[test]
fn a_package_with_an_address_book_is_not_copied() {
    let bench = Bench::new();
    bench.init("c");
    let zip = zipped(&[("sms.xml", SMS.as_bytes()), ("内/通讯录.zip", &zipped(&[("联系人.vcf", BOOK.as_bytes())])), ("1.png", PNG)]);
    bench.write("包.zip", &zip);
    let ran = bench.ok(&["add", "c", "包.zip"]);
    assert!(ran.out.contains("没有复制整个包") && ran.out.contains("--keep"), "{ran:?}");
    assert!(!bench.path("c/exhibits").join(sha256(&zip).to_string()).exists());
    for file in files(&bench.path("c")) {
        for trace in ["无关甲", "无关乙", "13900001111", "0591-00007777", "糖尿病"] {
            assert!(!holds(&file, trace), "{trace} is in {}", file.display());
        }
    }
    let listed = bench.json(&["--json", "exhibits", "c"]);
    let kept: Vec<(&str, bool)> = listed.as_array().unwrap().iter().map(|e| (e["name"].as_str().unwrap(), e["kept"].as_bool().unwrap())).collect();
    assert_eq!(kept, [("包.zip", false), ("包.zip/sms.xml", true), ("包.zip/内/通讯录.zip/联系人.vcf", false), ("包.zip/1.png", true)]);
    let review = bench.json(&["--json", "review", "c"]);
    assert_eq!(review["by_file"]["包.zip/内/通讯录.zip/联系人.vcf"]["entries"], 4);
    bench.ok(&["verify", "c"]);
    // The listing is bound by the ledger like an index: it cannot be made again from what is kept.
    let list = bench.path("c/books").join(format!("{}.json", sha256(&zip)));
    let whole = fs::read(&list).unwrap();
    fs::write(&list, String::from_utf8(whole.clone()).unwrap().replace("1.png", "2.png")).unwrap();
    assert_eq!(bench.run(&["verify", "c"]).code, 1);
    fs::write(&list, &whole).unwrap();
    // Asked for, the whole package is kept, and it says what that means.
    let ran = bench.ok(&["add", "c", "包.zip", "--keep"]);
    assert!(ran.out.contains("里面有他人的信息"), "{ran:?}");
    assert_eq!(fs::read(bench.path("c/exhibits").join(sha256(&zip).to_string())).unwrap(), zip);
    bench.ok(&["verify", "c"]);
}

#[test]
fn what_came_in_a_package_goes_with_it() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("包.zip", phone());
    bench.write("单独.png", PNG);
    bench.ok(&["add", "c", "包.zip", "单独.png"]);
    bench.run(&["withdraw", "c", "2", "--reason", "不同意了"]).refused("withdraw.inside");
    bench.ok(&["withdraw", "c", "1", "--reason", "不同意了"]);
    for file in files(&bench.path("c")) {
        assert!(!holds(&file, "中午吃什么"), "{}", file.display());
    }
    let listed = bench.json(&["--json", "exhibits", "c"]);
    let gone: Vec<bool> = listed.as_array().unwrap().iter().map(|e| !e["withdrawn"].is_null()).collect();
    assert_eq!(gone, [true, true, false], "the picture was given on its own too");
    bench.ok(&["verify", "c"]);
}

#[test]
fn a_database_in_a_package_keeps_its_log() {
    let bench = Bench::new();
    bench.init("c");
    // Nobody reads this database; a picture named like one shows that only what is taken has companions.
    bench.write("包.zip", zipped(&[("a.png-wal", b"log"), ("a.png", PNG), ("b.db-wal", b"log of b")]));
    bench.ok(&["add", "c", "包.zip"]);
    let listed = bench.json(&["--json", "exhibits", "c"]);
    assert_eq!(listed[1]["companions"][0]["name"], "a.png-wal");
    assert_eq!(fs::read(bench.path("c/exhibits").join(sha256(b"log").to_string())).unwrap(), b"log");
    assert!(verify::folder(&bench.path("c"), Completeness::Working).unwrap().bad.is_empty());
}

#[test]
fn permissions_and_read_look_into_packages() {
    let bench = Bench::new();
    let report = "== dumpstate: 2026-02-28 20:00:00\nDUMP OF SERVICE appops:\n  Uid u0a150:\n    Package com.example.loan:\n      READ_CONTACTS (allow):\n          Access: [fg-s] 2026-02-27 17:57:00.000 (-1d2h3m0s0ms)\n";
    bench.write("bugreport.zip", zipped(&[("version.txt", b"2.0"), ("bugreport-x.txt", report.as_bytes()), ("FS/data/anr/1", b"x")]));
    let ran = bench.ok(&["permissions", "bugreport.zip", "--tz-offset", "+0800"]);
    assert!(ran.out.contains("com.example.loan") && ran.out.contains("〔bugreport.zip/bugreport-x.txt第1行〕"), "{ran:?}");
    bench.write("空.zip", zipped(&[("a.txt", b"nothing")]));
    bench.run(&["permissions", "空.zip"]).refused("permissions.other_file");
    let lines = bench.ok(&["--json", "read", "bugreport.zip"]).json_lines();
    assert_eq!((lines[0]["format"].as_str(), lines[1]["file"].as_str()), (Some("zip"), Some("bugreport.zip/bugreport-x.txt")));
}
