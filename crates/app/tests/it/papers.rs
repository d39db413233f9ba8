//! Papers from outside: what fits, what is missing, the book and the catalogue that points into it, the redacted folder.

use crate::support::{Bench, files};
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
    let told = bench.json(&["--json", "draft", "c", "--all", "-o", "papers"]);
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
    bench.ok(&["draft", "c", "civil_complaint", "-o", "one"]);
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
    bench.ok(&["draft", "c", "D10", "-o", "p"]);
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
    assert_eq!(std::fs::read(bench.path("papers/证据册.pdf")).unwrap().len() as u64, told["files"][0]["size"].as_u64().unwrap(), "the same book");
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
    bench.ok(&["export", "c", "--redacted", "-o", "shown"]);
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
