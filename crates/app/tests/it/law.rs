//! `juzheng law`, `rules` and `casebook check`: what is asked is answered, what is wrong is told with what to type instead.

use crate::support::Bench;
use std::path::Path;

#[test]
fn a_renumbered_article_is_answered_with_both_numbers() {
    let bench = Bench::new();
    let old = bench.ok(&["law", "治安管理处罚法", "42", "--on", "2026-03-01"]).out;
    for told in ["原第四十二条的规定适用至2025-12-31；2026-01-01起改由第五十条规定", "滋扰、纠缠、跟踪", "五百元以下罚款", "2026-03-01的第四十二条是另一内容，不要引错", "擅自进入铁路"] {
        assert!(old.contains(told), "{told} is missing in {old}");
    }
    let new = bench.ok(&["law", "治安管理处罚法", "50", "--on", "2026-03-01"]).out;
    assert!(new.contains("此前的文本：《治安管理处罚法》第四十二条") && new.contains("2026-01-01以前，第五十条是另一内容"), "{new}");
    let network = bench.ok(&["law", "网络安全法", "41", "--on", "2026-03-01"]).out;
    assert!(network.contains("改由第四十三条规定"), "{network}");
    let early = bench.ok(&["law", "治安法", "50", "--on", "2025-12-31"]).out;
    assert!(early.contains("2025-12-31还在第四十二条") && early.contains("紧急状态"), "{early}");
}

#[test]
fn what_is_not_found_is_told_with_what_to_type() {
    let bench = Bench::new();
    for (query, told) in [
        ("治安管理处罚法 43", "相近的有第四十二条"),
        ("治安管理处罚 50", "是不是要查：治安管理处罚法"),
        ("民法 1033", "民法典"),
        ("1033", "请写上法规名和条号"),
        ("没有这部法", "juzheng law"),
        ("民法典 不存在的话", "juzheng law 民法典"),
    ] {
        let ran = bench.run(&["law", query]);
        ran.refused("law.unknown");
        assert!(ran.err.contains(told), "{query}: {ran:?}");
    }
    let near = bench.run(&["rules", "夜间"]);
    near.refused("rule.unknown");
    assert!(near.err.contains("night_collection"), "{near:?}");
}

#[test]
fn the_sheet_names_every_rule_with_its_articles() {
    let bench = Bench::new();
    let sheet = bench.json(&["--json", "rules"]);
    let rules = sheet["rules"].as_array().unwrap();
    let rows = sheet["sheet"].as_array().unwrap();
    for rule in rules {
        let id = &rule["id"];
        let cited = rows.iter().flat_map(|row| row["rules"].as_array().unwrap()).filter(|r| &r["id"] == id).count();
        assert_eq!(cited, rule["bases"].as_array().unwrap().len(), "{id}");
        assert!(rule["bases"].as_array().unwrap().iter().all(|b| !b["texts"].as_array().unwrap().is_empty()), "{id}");
    }
    let text = bench.ok(&["rules"]).out;
    assert!(text.contains("《治安管理处罚法》第四十二条") && text.contains("已失效（2013-01-01至2025-12-31）") && text.contains("据公开报道"), "{text}");
    let whole = bench.ok(&["rules", "insult"]).out;
    assert!(whole.contains("规则文件全文") && whole.contains("[[silent]]") && whole.contains("可能的疑点"), "{whole}");
}

#[test]
fn the_casebook_is_checked_under_both_names() {
    let bench = Bench::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../casebook");
    let folder = folder.to_str().unwrap();
    for args in [&["casebook", folder][..], &["casebook", "check", folder]] {
        assert!(bench.ok(args).out.contains("没有发现错误"));
    }
    for kind in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let kind_name = kind.file_name().unwrap().to_string_lossy().into_owned();
        for entry in std::fs::read_dir(&kind).unwrap() {
            let path = entry.unwrap().path();
            bench.write(&format!("book/{kind_name}/{}", path.file_name().unwrap().to_string_lossy()), std::fs::read(&path).unwrap());
        }
    }
    let rule = std::fs::read_to_string(bench.path("book/rules/insult.toml")).unwrap();
    bench.write("book/rules/insult.toml", rule.replacen("civil_code/1024#1", "civil_code/9999", 1));
    let ran = bench.run(&["casebook", "check", "book"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let line = rule.lines().position(|l| l.contains("civil_code/1024#1")).unwrap() + 1;
    assert!(ran.out.contains(&format!("casebook/rules/insult.toml 第{line}行")) && ran.out.contains("怎么办"), "{ran:?}");
}
