//! An address book is other people's data: who was not contacted leaves no trace in plain text.

use crate::support::{BOOK, Bench, SMS, files, holds};

const UNTOUCHED: [&str; 8] = ["无关甲", "无关乙", "13900001111", "13900002222", "139 0000 2222", "0591-00007777", "059100007777", "糖尿病"];

#[test]
fn untouched_people_are_nowhere() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("in/book.vcf", BOOK);
    bench.write("in/people.csv", "姓名,电话\n无关甲,13900001111\n无关乙,139 0000 2222\n童三,13800007209\n");
    // Damaged cards are told without repeating what they say.
    bench.write("in/broken.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:无关甲\r\nTEL:1390000\u{fffd}1111x\r\n无关乙 13900002222\r\nBEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE:=ZZ无关乙\r\nTEL:13900002222");
    bench.write("in/sms.xml", SMS);
    let ran = bench.ok(&["add", "c", "in"]);
    assert!(ran.out.contains("未复制内容") && !ran.err.contains("--keep"), "{ran:?}");
    for file in files(&bench.path("c")) {
        for trace in UNTOUCHED {
            assert!(!holds(&file, trace), "{trace} is in {}", file.display());
        }
    }
    for trace in UNTOUCHED {
        assert!(!ran.out.contains(trace), "{trace} was printed");
    }
    let books: Vec<_> = files(&bench.path("c/books"));
    assert_eq!(books.len(), 3);
    // Who wrote, and who is in the facts, is there with the number that matters and no other.
    assert!(books.iter().any(|b| holds(b, "童三") && holds(b, "13800007209")), "{ran:?}");
    assert!(books.iter().any(|b| holds(b, "姐姐") && holds(b, "138-0000-7203")));
    // Nor does a bundle carry them, or the index.
    bench.ok(&["export", "c", "-o", "bundle"]);
    for file in files(&bench.path("bundle")) {
        assert!(UNTOUCHED.iter().all(|t| !holds(&file, t)), "{}", file.display());
        assert!(!file.to_str().unwrap().contains("books"));
    }
    assert!(bench.ok(&["--json", "review", "c"]).out.contains("book.vcf"));
}

#[test]
fn keep_says_so_and_keeps() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("book.vcf", BOOK);
    let ran = bench.ok(&["add", "c", "book.vcf"]);
    assert!(!ran.err.contains("--keep"), "{ran:?}");
    assert_eq!(files(&bench.path("c/exhibits")).len(), 0);
    let ran = bench.ok(&["add", "c", "book.vcf", "--keep"]);
    assert!(ran.err.contains("--keep 会把通讯录里所有人的信息存进案件文件夹"), "{ran:?}");
    let kept = files(&bench.path("c/exhibits"));
    assert_eq!(std::fs::read(&kept[0]).unwrap(), BOOK.as_bytes());
    assert_eq!(bench.json(&["--json", "exhibits", "c"])[0]["kept"], true);
    bench.ok(&["verify", "c"]);
}
