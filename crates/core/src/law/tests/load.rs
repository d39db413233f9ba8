//! Every way a statute file can be wrong.

use super::*;

pub(super) const GOOD: &str = r#"
id = "one"
title = "某法"
short = "某法"
issuer = "某机关"
level = "法律"
quotable = true
[[text]]
article = "1"
article_zh = "一"
words = "甲。"
instrument = "第一号"
from = "2020-01-01"
until = "2020-12-31"
grade = "B"
source = "某副本"
checked_on = "2026-11-21"
moved_to = ["2"]
[[text]]
article = "2"
article_zh = "二"
words = "乙。"
instrument = "第二号"
from = "2021-01-01"
grade = "B"
source = "某副本"
checked_on = "2026-11-21"
moved_from = ["1"]
"#;

#[test]
fn every_fault_of_a_file_is_told_with_its_place_and_remedy() {
    assert!(Law::load(&[("one", GOOD)]).is_ok());
    let cases = [
        ("id = \"one\"", "id = \"two\"", "law.stem"),
        ("title = \"某法\"", "title = \"某法\"\nextra = 1", "law.field"),
        ("instrument = \"第一号\"", "instrument = \"第一号\"\nextra = 1", "law.field"),
        ("words = \"甲。\"", "words = \"甲。\"\nparaphrase = \"甲\"", "law.words"),
        ("words = \"甲。\"", "", "law.words"),
        ("words = \"甲。\"", "words = \"甲。\\n\\n乙。\"", "law.words"),
        ("words = \"甲。\"", "paraphrase = \"甲\"\nexcerpt = \"乙\"", "law.words"),
        ("words = \"甲。\"", "words = \"甲：\\n（一）乙；\\n（三）丙。\"", "law.items"),
        ("quotable = true", "quotable = false", "law.copyright"),
        ("level = \"法律\"", "level = \"国家标准\"", "law.copyright"),
        ("level = \"法律\"", "level = \"法\"", "law.field"),
        ("grade = \"B\"", "grade = \"C\"", "law.grade"),
        ("grade = \"B\"", "grade = \"E\"", "law.field"),
        ("article_zh = \"一\"", "article_zh = \"二\"", "law.article_zh"),
        ("article_zh = \"一\"", "", "law.article_zh"),
        ("article = \"1\"\narticle_zh = \"一\"", "article = \"甲\"\narticle_zh = \"一\"", "law.article_zh"),
        ("article = \"1\"\narticle_zh = \"一\"", "article = \"甲\"", "law.clause"),
        ("article = \"1\"\narticle_zh = \"一\"", "article = \"甲/乙\"\nclause = \"甲\"", "law.article"),
        ("from = \"2020-01-01\"", "from = \"2020-02-30\"", "law.date"),
        ("from = \"2020-01-01\"", "from = \"2020/1/1\"", "law.date"),
        ("from = \"2020-01-01\"", "from = \"2021-01-01\"", "law.window"),
        ("from = \"2021-01-01\"", "from = \"2021-01-02\"", "law.moved"),
        ("moved_to = [\"2\"]", "moved_to = [\"3\"]", "law.moved"),
        ("moved_to = [\"2\"]", "", "law.moved"),
        ("article = \"2\"\narticle_zh = \"二\"", "article = \"1\"\narticle_zh = \"一\"\ngap = \"无\"", "law.gap"),
        ("until = \"2020-12-31\"", "until = \"2020-12-31\"\ngap = \"无\"", "law.gap"),
        ("moved_to = [\"2\"]", "moved_to = [\"2\"]\nlookup = true", "law.lookup"),
        ("words = \"乙。\"", "paraphrase = \"乙\"\nlookup = true", "law.lookup"),
        ("id = \"one\"", "id = one", "law.toml"),
    ];
    for (from, to, code) in cases {
        assert!(GOOD.contains(from), "{from}");
        let problems = Law::load(&[("one", &GOOD.replacen(from, to, 1))]).map(|_| ()).expect_err(to);
        let found = problems.iter().find(|p| p.code == code).unwrap_or_else(|| panic!("{to}: {problems:?}"));
        assert!(found.place.contains("casebook/law/one.toml") && !found.todo.is_empty(), "{found}");
    }
    assert_eq!(Law::load(&[("one", "id = \"one\"")]).map(|_| ()).expect_err("empty")[0].code, "law.empty");
}

#[test]
fn overlaps_and_undeclared_gaps_are_refused() {
    let same = GOOD.replace("article = \"2\"\narticle_zh = \"二\"", "article = \"1\"\narticle_zh = \"一\"").replace("moved_to = [\"2\"]\n", "").replace("moved_from = [\"1\"]\n", "");
    assert!(Law::load(&[("one", &same)]).is_ok());
    let codes = |text: &str| Law::load(&[("one", text)]).map(|_| ()).map_err(|p| p.into_iter().map(|p| p.code).collect::<Vec<_>>());
    assert_eq!(codes(&same.replace("until = \"2020-12-31\"", "until = \"2021-01-01\"")), Err(vec!["law.overlap".to_owned()]));
    assert_eq!(codes(&same.replace("until = \"2020-12-31\"\n", "")), Err(vec!["law.overlap".to_owned()]));
    let hole = same.replace("from = \"2021-01-01\"", "from = \"2021-01-05\"");
    assert_eq!(codes(&hole), Err(vec!["law.gap".to_owned()]));
    let declared = hole.replace("from = \"2021-01-05\"", "from = \"2021-01-05\"\ngap = \"旧法废止后五日新法施行\"");
    let law = Law::load(&[("one", &declared)]).expect("declared");
    assert_eq!(cite(&law, "one/1", "2021-01-02").expect_err("gap").reason, Reason::Gap);
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let first = GOOD.replace("grade = \"B\"", "grade = \"D\"");
    let second = GOOD.replace("id = \"one\"", "id = \"two\"").replace("level = \"法律\"", "level = \"国家标准\"");
    let problems = Law::load(&[("one", &first), ("two", &second)]).map(|_| ()).expect_err("faults");
    let count = |code: &str| problems.iter().filter(|p| p.code == code).count();
    assert_eq!((count("law.grade"), count("law.copyright")), (2, 1), "{problems:?}");
    assert!(count("law.name") >= 1, "two statutes of one name: {problems:?}");
}
