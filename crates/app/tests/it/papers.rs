//! Papers from outside: what fits, what is missing, the book and the catalogue that points into it, the redacted folder.

use crate::support::{Bench, Ran, files};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The bundled case, taken in.
fn demo(bench: &Bench) {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/case"));
    let path = |name: &str| folder.join(name).display().to_string();
    bench.ok(&["init", "c", "--facts", &path("facts.json")]);
    let names = ["sms-20260315200000.xml", "calls-20260315200000.xml", "contacts.vcf", "姐姐的短信.xml", "同事的短信.xml"].map(path);
    let mut args = vec!["add", "c"];
    args.extend(names.iter().map(String::as_str));
    bench.ok(&args);
}

/// Runs without the typesetter, which takes its time: what is tested there are words, not pages.
fn words_only(bench: &Bench, args: &[&str]) -> Ran {
    std::fs::create_dir_all(bench.path("no-fonts")).unwrap();
    let ran = Ran::of(bench.command(args).env("JUZHENG_FONTS", bench.path("no-fonts")).output().unwrap(), args);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn with_press(bench: &Bench) -> bool {
    let ran = bench.run(&["--json", "book", "c", "-o", "books"]);
    if ran.code != 0 {
        ran.told("book.press");
        return false;
    }
    true
}

#[test]
fn all_makes_what_fits_and_lists_the_rest_with_its_reason() {
    let bench = Bench::new();
    demo(&bench);
    let told: Value = serde_json::from_str(&words_only(&bench, &["--json", "draft", "c", "--all", "-o", "papers"]).out).unwrap();
    let made = names(&bench.path("papers"));
    for paper in ["D1-1-停止侵权函（致放贷机构）", "D2-投诉信（12378或地方金融管理机构）", "D3-2-举报信（地方金融管理机构）", "D4-报案材料", "D5-1-民事起诉状", "D5-2-民事起诉状（要素式）", "A1-对方可能怎么质疑"] {
        for form in ["docx", "txt"] {
            assert!(made.contains(&format!("{paper}.{form}")), "{paper}.{form} in {made:?}");
        }
    }
    assert!(!made.iter().any(|m| m.starts_with("D3-1") || m.starts_with("D13")));
    let unfit = told["unfit"].as_array().unwrap();
    assert!(unfit.iter().any(|u| u["paper"] == "report_financial_regulator" && u["because"][0].as_str().unwrap().contains("小额贷款公司")), "{unfit:?}");
    // What is missing is listed as questions, and nobody is asked: the input is no terminal.
    let missing = told["missing"].as_array().unwrap();
    let suit = missing.iter().find(|m| m["paper"] == "civil_complaint").unwrap();
    let birth = suit["questions"].as_array().unwrap().iter().find(|q| q["slot"] == "client.birth").unwrap();
    assert_eq!(birth["path"], "persons.p_me.birth");
    assert!(birth["ask"].as_str().unwrap().contains("出生日期"));
    // A fact set where the question says fills the blank.
    bench.ok(&["fact", "c", "set", "persons.p_me.birth", "1990-01-31"]);
    words_only(&bench, &["draft", "c", "civil_complaint", "-o", "one"]);
    let text = std::fs::read_to_string(bench.path("one/D5-1-民事起诉状.txt")).unwrap();
    assert!(text.contains("1990年1月31日出生"));
}

#[test]
fn one_name_for_several_papers_asks_which() {
    let bench = Bench::new();
    bench.init("c");
    let ran = bench.run(&["draft", "c", "举报信"]);
    ran.refused("draft.several");
    assert!(ran.err.contains("D3-2"));
    words_only(&bench, &["draft", "c", "D10", "-o", "p"]);
    assert!(names(&bench.path("p")).contains(&"D10-撤回同意通知.docx".to_owned()));
}

#[test]
fn the_catalogue_points_into_the_book_made_with_it() {
    let bench = Bench::new();
    demo(&bench);
    if !with_press(&bench) {
        return;
    }
    bench.ok(&["draft", "c", "证据目录", "-o", "papers"]);
    let catalogue = std::fs::read_to_string(bench.path("papers/D6-证据目录.txt")).unwrap();
    let told = bench.json(&["--json", "book", "c", "-o", "books"]);
    assert!(bench.path("papers/证据册.pdf").exists(), "the book lies beside the catalogue");
    let exhibits = told["exhibits"].as_array().unwrap();
    assert!(exhibits.len() >= 3);
    let mut last = 0;
    for e in exhibits {
        let (first, end) = (e["first_page"].as_u64().unwrap(), e["last_page"].as_u64().unwrap());
        assert!(first > last && end >= first, "{exhibits:?}");
        last = end;
        let pages = if first == end { format!("第{first}页") } else { format!("第{first}—{end}页") };
        assert!(catalogue.contains(&pages), "{pages} in\n{catalogue}");
    }
    assert!(!catalogue.contains("＿（页码）"), "no page is left blank");
}

#[test]
fn volumes_keep_under_the_limit_and_leave_no_page_out() {
    let bench = Bench::new();
    demo(&bench);
    if !with_press(&bench) {
        return;
    }
    let whole = bench.json(&["--json", "book", "c", "-o", "whole"]);
    let size = whole["files"][0]["size"].as_u64().unwrap();
    let limit = size * 2 / 3;
    let told = bench.json(&["--json", "book", "c", "-o", "parts", "--limit", &limit.to_string()]);
    let parts: Vec<&Value> = told["files"].as_array().unwrap().iter().filter(|f| f["file"].as_str().unwrap().ends_with(".pdf")).collect();
    assert!(parts.len() >= 2, "{told}");
    let mut next = 1;
    for part in parts {
        assert!(part["size"].as_u64().unwrap() <= limit, "{part}");
        let name = part["file"].as_str().unwrap();
        let pages = name.split_once("（第").unwrap().1.split_once('页').unwrap().0;
        let (first, last) = pages.split_once('—').unwrap();
        assert_eq!(first.parse::<u64>().unwrap(), next, "{name}");
        next = last.parse::<u64>().unwrap() + 1;
    }
    let end = whole["exhibits"].as_array().unwrap().iter().map(|e| e["last_page"].as_u64().unwrap()).max().unwrap();
    assert_eq!(next, end + 1, "the volumes end where the book ends");
}

#[test]
fn the_redacted_folder_names_nobody() {
    let bench = Bench::new();
    demo(&bench);
    words_only(&bench, &["export", "c", "--redacted", "-o", "shown"]);
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/case/facts.json")).unwrap()).unwrap();
    let people = facts["persons"].as_array().unwrap();
    let known: Vec<&str> = people.iter().flat_map(|p| std::iter::once(p["name"].as_str().unwrap()).chain(p["numbers"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()))).collect();
    let mut read = 0;
    for file in files(&bench.path("shown")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        assert!(known.iter().all(|k| !name.contains(k)), "{name}");
        if name.ends_with(".txt") || name.ends_with(".json") || name == "SHA256SUMS" {
            let text = std::fs::read_to_string(&file).unwrap();
            read += 1;
            for k in &known {
                assert!(!text.contains(k), "{name}: {k}");
            }
        }
    }
    assert!(read > 10);
    assert!(!bench.path("shown/data").exists(), "no exhibit and no facts go along");
    bench.run(&["draft", "c", "D4", "--redacted", "--full"]).refused("usage");
}

#[test]
fn challenges_name_exhibits_and_weak_points() {
    let bench = Bench::new();
    demo(&bench);
    let list = bench.json(&["--json", "challenges", "c"]);
    let list = list.as_array().unwrap();
    let consented = list.iter().find(|c| c["id"] == "consented").unwrap();
    assert!(!consented["exhibits"].as_array().unwrap().is_empty() && !consented["weak"].as_str().unwrap().is_empty());
    let told = bench.ok(&["challenges", "c"]).out;
    assert!(told.contains("弱处：") && told.contains("不是法律意见"));
}

/// A borrower of two lenders, each of whom wrote to the borrower's sister.
fn two_lenders(bench: &Bench) {
    let facts = serde_json::json!({
        "client": "me", "borrower": "me",
        "persons": [
            { "id": "me", "name": "张一", "numbers": ["13800000001"], "obligation": "debtor" },
            { "id": "sis", "name": "张姐", "numbers": ["13800000002"], "relation_to_borrower": "姐姐", "obligation": "none" },
        ],
        "lenders": [
            { "id": "a", "name": "甲甲小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["10690000111"], "signatures": ["甲甲钱包"] },
            { "id": "b", "name": "乙乙消费金融有限公司", "licence": "消费金融公司", "numbers": ["10690000222"], "signatures": ["乙乙花"] },
            { "id": "c", "name": "丙丙银行股份有限公司", "licence": "银行" },
        ],
        "agencies": [{ "id": "g", "name": "乙乙委托的庚庚催收有限公司", "acts_for": "b", "numbers": ["13900000333"] }],
        "loans": [{ "id": "la", "lender": "a", "debtor": "me", "principal": 4111 }, { "id": "lb", "lender": "b", "debtor": "me", "principal": 5222 }, { "id": "lc", "lender": "c", "debtor": "me", "principal": 6333 }],
        "complaints": [{ "to": "乙乙消费金融有限公司", "at": "2026-02-20", "number": "TS-乙-77" }],
        "files": [{ "name": "姐姐.xml", "kind": "sms_export", "owner": "sis" }],
    });
    bench.write("facts.json", facts.to_string());
    let sms = |at: i64, from: &str, body: &str| format!(r#"<sms protocol="0" address="{from}" date="{at}" type="1" subject="null" body="{body}" read="1" status="-1" />"#);
    let day = 1_772_500_000_000i64;
    let rows = [
        sms(day, "10690000111", "【甲甲钱包】张一欠款4111元已严重逾期，你是他姐姐，请转告他今天还清，不然连你一起找"),
        sms(day + 3_600_000, "10690000222", "【乙乙花】你弟张一借钱不还，欠我司5222元，请你替他还了，否则上门找你全家"),
        sms(day + 7_200_000, "13900000333", "张一这个老赖欠乙乙的钱，你是他姐，你们全家都不要脸"),
    ];
    bench.write("姐姐.xml", format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"3\">\n{}\n</smses>", rows.join("\n")));
    bench.ok(&["init", "c", "--facts", "facts.json"]);
    bench.ok(&["add", "c", "姐姐.xml"]);
}

#[test]
fn a_letter_to_one_lender_tells_it_nothing_of_another() {
    let bench = Bench::new();
    two_lenders(&bench);
    words_only(&bench, &["draft", "c", "--all", "-o", "papers"]);
    let made = names(&bench.path("papers"));
    let text = |name: &str| std::fs::read_to_string(bench.path("papers").join(name)).unwrap_or_else(|e| panic!("{name}: {e}; {made:?}"));
    let (of_a, of_b) = (["甲甲", "4111", "10690000111"], ["乙乙", "5222", "10690000222", "13900000333", "庚庚", "TS-乙-77", "不要脸"]);
    let mut pairs = 0;
    for name in made.iter().filter(|n| n.ends_with(".txt")) {
        let words = text(name);
        assert!(!words.contains("6333") && !words.contains("丙丙"), "{name} names a lender nothing is found against");
        if name.contains("-甲甲小额贷款有限公司") {
            of_b.iter().for_each(|b| assert!(!words.contains(b), "{name} tells of {b}"));
            // The annex of articles names nobody.
            assert!(words.contains("甲甲") || name.starts_with("A2"), "{name}");
            pairs += 1;
        } else if name.contains("-乙乙消费金融有限公司") {
            of_a.iter().for_each(|a| assert!(!words.contains(a), "{name} tells of {a}"));
        }
    }
    assert!(pairs >= 6, "{made:?}");
    // Each goes to its own desk; who reads all of the case reads of both.
    assert!(made.iter().any(|n| n == "D3-2-举报信（地方金融管理机构）-甲甲小额贷款有限公司.txt") && !made.iter().any(|n| n.starts_with("D3-2") && n.contains("乙乙")), "{made:?}");
    assert!(made.iter().any(|n| n.starts_with("D3-1") && n.contains("乙乙")) && !made.iter().any(|n| n.starts_with("D3-1") && n.contains("甲甲")), "{made:?}");
    let police = text("D4-报案材料.txt");
    assert!(["甲甲小额贷款有限公司", "乙乙消费金融有限公司", "庚庚"].iter().all(|n| police.contains(n)), "{police}");
    // One lender alone, and one that is not there.
    words_only(&bench, &["draft", "c", "D1-1", "--lender", "甲甲", "-o", "one"]);
    assert_eq!(names(&bench.path("one")).into_iter().filter(|n| n.ends_with(".txt")).collect::<Vec<_>>(), ["D1-1-停止侵权函（致放贷机构）.txt"]);
    bench.run(&["draft", "c", "D1-1", "--lender", "丁丁", "-o", "none"]).told("draft.lender");
}

#[test]
fn a_refusal_in_the_record_is_offered_as_a_lead_and_taken_for_none() {
    let bench = Bench::new();
    two_lenders(&bench);
    let sent = r#"<sms protocol="0" address="10690000111" date="1772600000000" type="2" subject="null" body="我不是担保人，请不要再联系我" read="1" status="-1" />"#;
    let later = r#"<sms protocol="0" address="10690000111" date="1772700000000" type="1" subject="null" body="【甲甲钱包】张一欠款4111元，请您督促他还款" read="1" status="-1" />"#;
    bench.write("姐姐二.xml", format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"2\">\n{sent}\n{later}\n</smses>"));
    bench.ok(&["add", "c", "姐姐二.xml", "--from", "张姐"]);
    let review: Value = serde_json::from_str(&bench.ok(&["--json", "review", "c"]).out).unwrap();
    assert!(!review["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "contact_after_refusal"), "a lead is no fact");
    let undecided = review["undecided"].as_array().unwrap().iter().find(|u| u["rule"] == "contact_after_refusal").expect("not decided");
    let how = undecided["needs"].as_array().unwrap().iter().find(|n| n["id"] == "refusals").unwrap()["how"].as_str().unwrap();
    assert!(how.contains("“我不是担保人，请不要再联系我”") && how.contains("第1行"), "{how}");
}
