//! `routes`, `log`, `deadlines` and `plan` from outside: a complaint is logged with its receipt, doors move, the calendar
//! repeats, the case still verifies.

use crate::support::{Bench, copy, files};
use serde_json::Value;

fn door<'v>(routes: &'v Value, id: &str) -> &'v Value {
    routes["doors"].as_array().unwrap().iter().find(|d| d["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_complaint_its_silence_and_the_next_door() {
    let bench = Bench::new();
    bench.small_case("c");
    let before = bench.json(&["routes", "c", "--json"]);
    assert_eq!((before["schema"].as_str(), before["who"].as_str()), (Some("juzheng-routes/1"), Some("borrower")));
    assert_eq!(door(&before, "local_financial_authority")["state"], "later");
    assert_eq!(door(&before, "nfra_12378_complaint")["cause"], "licence");
    assert_eq!(before["doors"][0]["urgent"], true, "a threat comes first");
    assert_eq!(before["plan"].as_array().unwrap().len(), 4);
    assert!(before["vanishing"].as_array().unwrap().len() > 4);
    bench.write("回执.png", b"\x89PNG\r\n\x1a\nreceipt");
    let sent = bench.json(&["log", "c", "sent", "客服", "--number", "GD-001", "--date", "2026-02-20", "--file", "回执.png", "--json"]);
    assert_eq!((sent["fact"].as_str(), sent["route"].as_str()), (Some("complaints.1"), Some("lender_complaint")));
    let exhibit = sent["exhibits"][0]["exhibit"].as_u64().unwrap();
    let facts = bench.json(&["fact", "c", "--json"]);
    assert_eq!(facts["complaints"][0]["receipt_exhibit"], exhibit);
    assert_eq!((facts["complaints"][0]["to"].as_str(), facts["complaints"][0]["number"].as_str(), facts["complaints"][0]["stated_by"].as_str()), (Some("l_1"), Some("GD-001"), Some("许一")));
    assert!(bench.ok(&["exhibits", "c"]).out.contains("回执.png"));
    let waiting = bench.json(&["routes", "c", "--on", "2026-02-25", "--json"]);
    assert_eq!(door(&waiting, "lender_complaint")["state"], "waiting");
    assert_eq!(door(&waiting, "local_financial_authority")["state"], "later");
    let silent = bench.json(&["routes", "c", "--on", "2026-03-15", "--json"]);
    assert_eq!((door(&silent, "lender_complaint")["state"].as_str(), door(&silent, "local_financial_authority")["state"].as_str()), (Some("done"), Some("open")));
    bench.ok(&["log", "c", "refused", "客服", "--date", "2026-03-10", "--text", "不同意停止联系"]);
    assert_eq!(bench.json(&["fact", "c", "--json"])["complaints"][0]["refused"], true);
    let page = bench.ok(&["routes", "c"]).out;
    for words in ["现在就可以去", "关着的，和为什么", "24小时内", "会消失的证据", "被拒绝", "12348"] {
        assert!(page.contains(words), "no “{words}” in\n{page}");
    }
    assert!(bench.ok(&["routes", "c", "12321"]).out.contains("被举报号码*短信内容"));
    bench.ok(&["verify", "c"]);
}

#[test]
fn what_cannot_be_logged_is_told_and_leaves_nothing() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("回执.png", b"receipt");
    let before = files(&bench.path("c/exhibits")).len();
    bench.run(&["log", "c", "answered", "12321", "--file", "回执.png"]).refused("log.nothing_sent");
    bench.run(&["log", "c", "sent", "没有这个"]).refused("log.route");
    bench.run(&["log", "c", "sent", "个人信息请求"]).refused("log.kind");
    bench.run(&["log", "c", "sent", "12321", "--date", "明天"]).refused("log.date");
    bench.run(&["log", "c", "sent", "12321", "--date", "2026-03-16"]).refused("log.future");
    bench.run(&["log", "c", "sent", "12321", "--file", "没有.png"]).refused("log.file");
    bench.run(&["log", "nowhere", "sent", "12321"]).refused("case.missing");
    bench.run(&["routes", "c", "--on", "x"]).refused("routes.date");
    bench.run(&["routes", "c", "没有这个"]).refused("log.route");
    assert_eq!(files(&bench.path("c/exhibits")).len(), before);
    assert!(bench.json(&["fact", "c", "--json"])["complaints"].is_null());
}

#[test]
fn terms_and_a_calendar_that_repeats() {
    let bench = Bench::new();
    bench.small_case("c");
    bench.ok(&["log", "c", "sent", "客服", "--date", "2026-03-01"]);
    bench.ok(&["log", "c", "sent", "互金协会", "--date", "2026-03-02"]);
    let terms = bench.json(&["deadlines", "c", "--json"]);
    let of = |id: &str| terms["deadlines"].as_array().unwrap().iter().find(|d| d["id"].as_str().unwrap().starts_with(id)).unwrap_or_else(|| panic!("no {id} in {terms:#}"));
    assert_eq!(of("lender_complaint.answer")["last_day"], "2026-03-16");
    assert_eq!(of("nifa_report.check")["last_day"], "2026-03-23");
    assert_eq!(of("police_six_months/l_1")["last_day"], "2026-07-07");
    assert_eq!(of("limitation/l_1")["last_day"], "2029-01-07");
    assert_eq!(terms["working_days_known_for"], serde_json::json!([2025, 2026]));
    copy(&bench.path("c"), &bench.path("d"));
    bench.ok(&["deadlines", "c", "--ics", "c.ics"]);
    bench.ok(&["deadlines", "d", "--ics", "d.ics"]);
    let (c, d) = (std::fs::read(bench.path("c.ics")).unwrap(), std::fs::read(bench.path("d.ics")).unwrap());
    assert_eq!(c, d);
    assert!(String::from_utf8(c).unwrap().starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    let page = bench.ok(&["deadlines", "c"]).out;
    assert!(page.contains("还有1天") && page.contains("2026年3月16日 星期一"), "{page}");
    bench.ok(&["verify", "c"]);
}

#[test]
fn two_proposals_and_the_fact_they_leave() {
    let bench = Bench::new();
    bench.init("c");
    let ran = bench.ok(&["plan", "--income", "6000", "--outgoings", "4200", "--debt", "9739", "--first-payment", "500", "--from", "2026-04-10"]);
    for words in ["1,260.00元", "630.00元", "停息挂账", "对公账户", "不含新的利息"] {
        assert!(ran.out.contains(words), "no “{words}” in\n{}", ran.out);
    }
    bench.ok(&["plan", "c", "--income", "6000", "--outgoings", "4200", "--debt", "9739", "--reason", "失业"]);
    let plan = bench.json(&["fact", "c", "--json"])["plan"].clone();
    assert_eq!((plan["options"][0]["monthly"].as_str(), plan["options"][0]["months"].as_u64(), plan["reason"].as_str()), (Some("1260.00"), Some(8), Some("失业")));
    // What the case knows need not be typed again.
    let again = bench.json(&["plan", "c", "--debt", "5000", "--dry", "--json"]);
    assert_eq!((again["plan"]["income"].as_str(), again["plan"]["proposals"][0]["total"].as_str()), (Some("6000.00"), Some("5000.00")));
    assert_eq!(bench.json(&["fact", "c", "--json"])["plan"]["debt"], "9739.00");
    let none = bench.ok(&["plan", "--income", "3000", "--outgoings", "3000", "--debt", "100"]);
    assert!(none.out.contains("没有余钱"), "{}", none.out);
    bench.run(&["plan", "--income", "3000"]).refused("plan.missing");
    bench.run(&["plan", "--income", "x", "--outgoings", "1", "--debt", "1"]).refused("money.amount");
    bench.run(&["plan", "--income", "2", "--outgoings", "1", "--debt", "0"]).refused("plan.amounts");
    bench.run(&["plan", "--income", "2", "--outgoings", "1", "--debt", "1", "--from", "x"]).refused("plan.date");
    bench.ok(&["verify", "c"]);
}
