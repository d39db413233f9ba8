//! A relative takes back consent: the bytes go everywhere, the hash and the reason stay.

use crate::support::{BOOK, Bench, SMS, files, holds};
use juzheng_core::digest::sha256;
use juzheng_core::vault::verify::{self, Completeness};
use std::fs;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nfake picture bytes";

fn id(bytes: &[u8]) -> String {
    sha256(bytes).to_string()
}

#[test]
fn bytes_go_and_the_reason_stays() {
    let bench = Bench::new();
    bench.init("c");
    let mine = SMS.replace("中午吃什么", "别人的话");
    bench.write("in/1.xml", SMS);
    bench.write("in/2.xml", &mine);
    bench.write("in/3.vcf", BOOK);
    bench.write("in/4.db", b"SQLite format 3\0four");
    bench.write("in/4.db-wal", b"the log of four");
    bench.ok(&["add", "c", "in"]);
    let (case, picture) = (bench.path("c"), bench.path("c/exhibits").join(id(PICTURE)));
    assert!(picture.exists(), "both messages carry the picture");
    let before: serde_json::Value = bench.json(&["--json", "review", "c"]);
    assert!(before["by_file"].get("1.xml").is_some());

    bench.ok(&["withdraw", "c", "1", "--reason", "姐姐不同意了", "--by", "许二"]);
    assert!(picture.exists(), "the other exhibit still stands on the picture");
    for file in files(&case) {
        assert!(!holds(&file, "中午吃什么"), "{}", file.display());
        assert!(!file.to_str().unwrap().contains(&id(SMS.as_bytes())), "{}", file.display());
    }
    let report = verify::folder(&case, Completeness::Working).unwrap();
    assert!(report.bad.is_empty(), "{:?}", report.bad);
    assert_eq!(report.notes.len(), 1, "{:?}", report.notes);
    assert!(report.notes[0].contains("证据1") && report.notes[0].contains("姐姐不同意了"));
    assert!(holds(&case.join("ledger.jsonl"), "姐姐不同意了") && holds(&case.join("ledger.jsonl"), &id(SMS.as_bytes())));
    let after = bench.json(&["--json", "review", "c"]);
    assert!(after["by_file"].get("1.xml").is_none() && after["by_file"].get("2.xml").is_some());
    let listed = bench.json(&["--json", "exhibits", "c"]);
    assert_eq!((listed[0]["withdrawn"].as_str(), listed[1]["number"].as_u64()), (Some("姐姐不同意了"), Some(2)));

    // The second one takes the picture with it; the address book its index; the database its log.
    for number in ["2", "3", "4"] {
        bench.ok(&["withdraw", "c", number, "--reason", "不同意了"]);
    }
    for folder in ["exhibits", "derived", "books"] {
        assert_eq!(files(&case.join(folder)), Vec::<std::path::PathBuf>::new());
    }
    bench.ok(&["verify", "c"]);
    bench.ok(&["export", "c", "-o", "bundle"]);
    bench.ok(&["verify", "bundle"]);
    for file in files(&bench.path("bundle")) {
        for gone in ["别人的话", "中午吃什么", "fake picture", "the log of four"] {
            assert!(!holds(&file, gone), "{gone} is in {}", file.display());
        }
    }
    bench.run(&["withdraw", "c", "9", "--reason", "x"]).refused("withdraw.missing");

    // Consent given again: the same number comes back, whole.
    bench.ok(&["add", "c", "in"]);
    let listed = bench.json(&["--json", "exhibits", "c"]);
    assert_eq!(listed.as_array().unwrap().len(), 4);
    assert!(listed.as_array().unwrap().iter().all(|e| e.get("withdrawn").is_none_or(|w| w.is_null())), "{listed}");
    assert!(picture.exists());
    let again = bench.json(&["--json", "review", "c"]);
    assert_eq!((&again["findings"], &again["events_total"]), (&before["findings"], &before["events_total"]));
    bench.ok(&["verify", "c"]);
}

#[test]
fn an_interrupted_withdrawal_is_told_and_finished() {
    let bench = Bench::new();
    bench.small_case("c");
    let case = bench.path("c");
    bench.write("in/else.bin", b"else");
    let kept: Vec<_> = files(&case).into_iter().map(|f| (f.clone(), fs::read(&f).unwrap())).collect();
    let number = bench.json(&["--json", "exhibits", "c"]).as_array().unwrap().iter().position(|e| e["name"] == "sms.xml").unwrap() + 1;
    bench.ok(&["withdraw", "c", &number.to_string(), "--reason", "不同意"]);
    let gone: Vec<_> = kept.iter().filter(|(f, _)| !f.exists()).collect();
    assert_eq!(gone.len(), 3, "the messages, the picture, the reading: {gone:?}");
    // As if the process had died before removing anything.
    gone.iter().for_each(|(f, bytes)| fs::write(f, bytes).unwrap());
    let report = verify::folder(&case, Completeness::Working).unwrap();
    assert_eq!(report.bad.iter().filter(|p| p.code == "withdraw.left").count(), 3, "{:?}", report.bad);
    let ran = bench.ok(&["add", "c", "in/else.bin"]);
    assert!(ran.err.contains("现已删除"), "{ran:?}");
    assert!(gone.iter().all(|(f, _)| !f.exists()));
    bench.ok(&["verify", "c"]);
}

#[test]
fn what_a_crash_left_of_an_exhibit_goes_with_it() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("sms.xml", SMS);
    bench.ok(&["add", "c", "sms.xml"]);
    // As if `add` had died between the taking and the reading: the parts are there, no entry speaks of them.
    let ledger = fs::read_to_string(bench.path("c/ledger.jsonl")).unwrap();
    let two: String = ledger.split_inclusive('\n').take(2).collect();
    fs::write(bench.path("c/ledger.jsonl"), two).unwrap();
    let ran = bench.ok(&["verify", "c"]);
    assert!(ran.out.contains("还没有读取记录"), "{ran:?}");
    bench.ok(&["withdraw", "c", "1", "--reason", "不同意"]);
    assert_eq!(files(&bench.path("c")).len(), 3, "facts, ledger, lock: {:?}", files(&bench.path("c")));
}
