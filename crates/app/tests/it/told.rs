//! What a person meets on the screen: nothing is said that is not so, names and times are as people write them, and what is wrong says what to do.

use crate::support::Bench;
use std::fs;

/// The calls of a day at the lender's number: missed, half an hour apart.
fn missed(count: u32) -> String {
    let calls: String = (0..count).map(|n| format!(r#"  <call number="1069000000011" duration="0" date="{}" type="3" presentation="1" contact_name="(未知)" />"#, 1_771_547_400_000 + u64::from(n) * 1_800_000) + "\n").collect();
    format!("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"{count}\">\n{calls}</calls>\n")
}

#[test]
fn read_keeps_nothing_and_says_so() {
    let bench = Bench::new();
    bench.write("空.txt", b"");
    bench.write("空.csv", b"");
    bench.write("怪.bin", b"\x01\x02\x03nothing known");
    bench.write("坏.png", b"\x89PNG\r\n\x1a\n0000");
    for flag in ["--limit", "--json"] {
        let args: &[&str] = if flag == "--json" { &["--json", "read", "空.txt", "怪.bin", "坏.png", "空.csv"] } else { &["read", "空.txt", "怪.bin", "坏.png", "空.csv"] };
        let ran = bench.run(args);
        assert!(ran.out.matches("文件是空的").count() == 2 && !ran.out.contains("已按原样") && !ran.out.contains("已保留"), "{ran:?}");
    }
    // In a case the original is kept, and that is said.
    bench.init("c");
    assert!(bench.ok(&["add", "c", "怪.bin"]).out.contains("原件已按原样保存"));
    assert!(bench.ok(&["add", "c", "空.txt"]).out.contains("文件是空的"));
}

#[test]
fn times_are_written_as_people_write_them() {
    let bench = Bench::new();
    bench.write("calls.xml", missed(1));
    let ran = bench.ok(&["read", "calls.xml"]);
    assert!(ran.out.contains("2026年2月20日08:30:00") && !ran.out.contains("2026-01-15T"), "{ran:?}");
}

#[test]
fn many_missed_calls_that_are_no_finding_are_told() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("calls.xml", missed(14));
    bench.ok(&["add", "c", "calls.xml"]);
    let ran = bench.ok(&["review", "c"]);
    for words in ["2026年2月20日，演示小额贷款有限公司 → 许一：来电14次，接通0次，未接通14次", "只写给中国银行业协会的会员", "10分钟10次、60分钟20次"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    let review = bench.json(&["--json", "review", "c"]);
    assert_eq!((review["call_days"].as_array().unwrap().len(), &review["call_days"][0]["calls"]), (1, &14.into()));
    assert!(review["findings"].as_array().unwrap().iter().all(|f| f["rule"] != "excessive_call_attempts"));
    // Of a member the rule finds it, and the day is not told twice.
    bench.ok(&["fact", "c", "set", "lenders.l_1.associations", "[\"中国银行业协会\"]"]);
    let review = bench.json(&["--json", "review", "c"]);
    assert!(review["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "excessive_call_attempts") && review["call_days"].as_array().unwrap().is_empty(), "{}", review["call_days"]);
}

#[test]
fn the_same_file_of_another_person_is_told() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("calls.xml", missed(3));
    bench.ok(&["add", "c", "calls.xml"]);
    let ran = bench.ok(&["add", "c", "calls.xml", "--from", "许二", "--consent", "是"]);
    assert!(ran.err.contains("那次登记为来自许一，这次写的是许二") && ran.err.contains("仍按许一算"), "{ran:?}");
    assert!(!bench.ok(&["add", "c", "calls.xml"]).err.contains("那次登记"));
    // Withdrawn and taken again under the right name, it is hers.
    bench.ok(&["withdraw", "c", "1", "--reason", "登记错了人"]);
    bench.ok(&["add", "c", "calls.xml", "--from", "许二", "--consent", "是"]);
    assert!(bench.ok(&["exhibits", "c"]).out.contains("许二"));
    bench.ok(&["export", "c", "-o", "out"]);
    let listing = fs::read_to_string(bench.path("out/data/证据对照表.csv")).unwrap();
    assert!(listing.contains(",许二,") && !listing.contains("p_jie"), "{listing}");
}

#[test]
fn a_paper_by_nearly_its_name_and_a_loan_by_ones_own_list() {
    let bench = Bench::new();
    bench.small_case("c");
    let near = bench.run(&["draft", "c", "还款协商书"]);
    near.refused("draft.unknown");
    assert!(near.err.contains("您是不是要：") && near.err.contains("（repayment_proposal）"), "{near:?}");
    // 民事起诉状 and its 要素式 form both: which is meant must be said.
    let several = bench.run(&["draft", "c", "起诉状"]);
    assert!(several.err.contains("民事起诉状") || several.out.contains("民事起诉状"), "{several:?}");
    bench.write("我的借款.csv", "日期,类型,金额,备注\n2026-01-05,放款,8500,\n2026-02-05,还款,3200,第1期\n2026-03-05,还款,3200,第2期\n2026-04-05,还款,3200,第3期\n");
    let ran = bench.ok(&["loan", "我的借款.csv", "--principal", "10000"]);
    assert!(ran.out.contains("《民法典》第六百七十条") && ran.out.contains("本金按8,500.00元算，不按10,000.00元算"), "{}", ran.out);
    assert!(!bench.ok(&["loan", "我的借款.csv"]).out.contains("砍头息"));
    let spare = bench.ok(&["plan", "--income", "6000", "--outgoings", "4200", "--debt", "12000", "--from", "2026-04-10"]);
    assert!(spare.out.contains("每月收入6,000.00元，除去必要支出4,200.00元，剩下1,800.00元可以用来还款"), "{}", spare.out);
}

#[test]
fn a_folder_that_may_not_be_written_is_told_in_chinese() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::on_disk();
    bench.write("locked/x", b"");
    fs::set_permissions(bench.path("locked"), fs::Permissions::from_mode(0o500)).unwrap();
    // Who may do everything is refused nothing: then there is nothing to see.
    if fs::write(bench.path("locked/probe"), b"").is_ok() {
        return;
    }
    let ran = bench.run(&["init", "locked/c", "--borrower", "张一"]);
    assert!(ran.err.contains("没有权限") && !ran.err.contains("os error"), "{ran:?}");
}
