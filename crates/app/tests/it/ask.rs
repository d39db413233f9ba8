//! `juzheng ask`: answered by the law of the day, by the facts of a case; what is not known is said so.

use crate::support::Bench;

#[test]
fn a_question_is_answered_with_its_articles_desks_and_errors() {
    let bench = Bench::new();
    let new = bench.ok(&["ask", "催收威胁要弄死我", "--on", "2026-03-01"]).out;
    for told in ["您问的是：威胁", "请马上报警", "《治安管理处罚法》第五十条第一款第（一）项", "可以找谁", "公安机关", "依据", "不是对您个案的法律意见"] {
        assert!(new.contains(told), "{told} is missing in {new}");
    }
    let old = bench.ok(&["ask", "催收威胁要弄死我", "--on", "2025-12-31"]).out;
    assert!(old.contains("《治安管理处罚法》第四十二条第（一）项") && !old.contains("第五十条第一款"), "{old}");
    // The day is today's when none is said: 2026-03-15 by the still clock.
    assert!(bench.ok(&["ask", "催收威胁要弄死我"]).out.contains("2026年3月15日"));
    let wrong = bench.ok(&["ask", "合同约定优先，是不是告不赢"]).out;
    assert!(wrong.contains("网上常见的错误说法") && wrong.contains("实际：不对"), "{wrong}");
}

#[test]
fn what_is_not_known_is_said_so_with_somebody_to_ask() {
    let bench = Bench::new();
    let tax = bench.ok(&["ask", "个人所得税怎么退税"]).out;
    assert!(tax.contains("不知道") && tax.contains("12366"), "{tax}");
    let rain = bench.ok(&["ask", "明天北京会下雨吗"]).out;
    assert!(rain.contains("不知道") && rain.contains("12348"), "{rain}");
    let json = bench.json(&["--json", "ask", "明天北京会下雨吗"]);
    assert_eq!((&json["reply"]["verdict"], &json["answer"]), (&"unknown".into(), &serde_json::Value::Null));
    bench.run(&["ask", "爆通讯录", "--on", "昨天"]).refused("ask.date");
}

#[test]
fn without_a_question_the_families_are_listed_and_each_id_answers() {
    let bench = Bench::new();
    let list = bench.ok(&["ask"]).out;
    assert!(list.contains("interest_legal") && list.contains("求助"), "{list}");
    let rows = bench.json(&["--json", "ask"]);
    assert!(rows.as_array().unwrap().len() >= 120);
    let page = bench.json(&["--json", "ask", "interest_legal", "--on", "2026-03-01"]);
    assert_eq!((&page["answer"]["id"], &page["answer"]["on"]), (&"interest_legal".into(), &"2026-03-01".into()));
    let law = page["answer"]["law"].as_array().unwrap();
    assert!(law.iter().any(|c| c["name"] == "《民间借贷司法解释》第二十五条" && c["official"] == true), "{law:?}");
}

#[test]
fn a_case_decides_what_applies() {
    let bench = Bench::new();
    bench.small_case("case");
    let page = bench.json(&["--json", "ask", "contacts_blast_legal", "--case", "case"]);
    let answer = &page["answer"];
    // Only what the case fulfils is said, and every desk says whether it is open.
    assert!(answer["variants"].as_array().unwrap().iter().all(|v| v["holds"] == true), "{answer}");
    assert!(answer["desks"].as_array().unwrap().iter().all(|d| d["open"].is_boolean()), "{answer}");
    assert!(answer["rules"].as_array().unwrap().iter().all(|r| r["found"].is_u64()), "{answer}");
    let general = bench.json(&["--json", "ask", "contacts_blast_legal"]);
    assert!(general["answer"]["variants"].as_array().unwrap().len() >= 3 && general["answer"]["desks"][0]["open"].is_null(), "{general}");
    // Asking changes nothing in the case.
    let before = bench.ok(&["verify", "case"]).out;
    bench.ok(&["ask", "爆通讯录怎么办", "--case", "case"]);
    assert_eq!(bench.ok(&["verify", "case"]).out, before);
}
