//! Loan tables and stated loans, read by the importer and costed.

use super::super::cost::{Basis, LoanCost, Terms, cost};
use super::super::schedule::{self, Kind, Schedule, period};
use super::{day, dec};
use crate::error::Problem;
use crate::facts::Loan;
use crate::import::{Harvest, Probe, Source, claimant, read};
use crate::model::When;

fn harvest(text: &str) -> Harvest {
    let format = claimant(&Probe { name: "loan.csv", head: text.as_bytes() }).expect("a loan table");
    assert_eq!(format.id, "loan_schedule");
    let mut parts = |_: &str, _: &mut dyn std::io::Read| -> std::io::Result<crate::model::Digest> { unreachable!("a table has no parts") };
    let mut bytes = text.as_bytes();
    read(format, &mut Source { name: "loan.csv", bytes: &mut bytes, captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf })
}

fn table(rows: &str) -> Schedule {
    schedule::read(&harvest(&format!("日期,项目,方向,金额(元),状态,备注\n{rows}")))
}

/// `n` payments on the same day of the month, from the month after 2025-04-10.
fn months(n: u32, payment: &str) -> String {
    (1..=n).map(|i| format!("{}-{:02}-10,第{i}期,支付,{payment},未到期,\n", 2025 + (3 + i) / 12, (3 + i) % 12 + 1)).collect()
}

fn stated(principal: &str, received: &str) -> Terms {
    Terms { principal: Some(dec(principal)), received: Some(dec(received)), contract_date: Some(day("2025-04-10")) }
}

fn known(terms: &Terms, schedule: &Schedule) -> LoanCost {
    cost(terms, schedule).unwrap_or_else(|p| panic!("{p:?}"))
}

fn refused(terms: &Terms, schedule: &Schedule) -> Vec<String> {
    cost(terms, schedule).expect_err("not decidable").into_iter().map(|p| p.code).collect()
}

#[test]
fn two_percent_flat_a_month() {
    let rows = format!("2025-04-10,放款到账,收到,10000.00,已到账,\n{}", months(12, "1033.33"));
    let found = known(&stated("10000", "10000"), &table(&rows));
    assert_eq!([found.monthly_irr, found.nominal, found.effective.expect("fits")].map(|r| r.to_string()), ["3.48", "41.70", "50.67"]);
    assert_eq!([found.received, found.paid, found.total_cost, found.upfront_deduction, found.fees_total].map(|f| f.to_string()), ["10000.00", "12399.96", "2399.96", "0.00", "0.00"]);
    assert_eq!((found.basis, found.instalments, found.simple, found.from, found.until), (Basis::Months, 12, None, day("2025-04-10"), day("2026-04-10")));
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let more = known(&Terms { principal: Some(dec("9999")), ..Terms::default() }, &table(&rows));
    assert_eq!((more.problems[0].code.as_str(), more.upfront_deduction.to_string().as_str()), ("loan.principal_less", "0.00"));
    // Nothing stated but the table: the same.
    assert_eq!(known(&Terms::default(), &table(&rows)).nominal, found.nominal);
}

#[test]
fn a_bank_loan_at_nine_percent() {
    let rows: String = (1..=12).map(|m| format!("2025-{m:02}-01,第{m}期,支付,1749.03,已还,\n")).collect();
    let found = known(&Terms::default(), &table(&format!("2024-12-01,放款到账,收到,20000.00,已到账,\n{rows}")));
    assert_eq!((found.nominal.to_string().as_str(), found.effective.expect("fits").to_string().as_str()), ("9.00", "9.38"));
}

#[test]
fn deducted_in_advance_three_ways() {
    let paid = months(12, "945.60");
    let withheld = table(&format!("2025-04-10,放款到账,收到,9000,已到账,\n{paid}"));
    let fee_row = table(&format!("2025-04-10,放款到账,收到,10000,已到账,\n2025-04-10,砍头息,支付,1000,已扣,\n{paid}"));
    let said = table(&format!("2025-04-10,放款,收到,10000,已到账,\n{paid}"));
    let absent = table(&paid);
    for (schedule, fees, problems) in [(&withheld, "0.00", 0), (&fee_row, "1000.00", 0), (&said, "0.00", 1), (&absent, "0.00", 0)] {
        let found = known(&stated("10000", "9000"), schedule);
        assert_eq!((found.nominal.to_string().as_str(), found.effective.expect("fits").to_string().as_str()), ("45.11", "55.70"));
        assert_eq!((found.upfront_deduction.to_string().as_str(), found.fees_total.to_string().as_str(), found.problems.len()), ("1000.00", fees, problems));
    }
    // The table says 9,500, the user 9,000, the contract 10,000: nobody can say.
    let conflict = table(&format!("2025-04-10,放款到账,收到,9500,已到账,\n{paid}"));
    assert_eq!(refused(&stated("10000", "9000"), &conflict), ["loan.received_conflict"]);
}

#[test]
fn fees_count_and_late_charges_do_not() {
    let rows = format!("2025-04-10,放款到账,收到,10000,,\n2025-04-10,会员费,支付,299,,\n{}2025-11-11,第7期逾期违约金,支付,88,,\n2025-11-12,第7期催收费,支付,12,,\n", months(12, "945.60"));
    let found = known(&Terms::default(), &table(&rows));
    assert_eq!([found.nominal.to_string(), found.fees_total.to_string(), found.late_charges.to_string(), found.upfront_deduction.to_string()], ["29.97", "299.00", "100.00", "299.00"]);
    assert_eq!((found.fees[0].item.as_str(), found.fees[0].row), ("会员费", 2));
    assert!(found.assumptions.iter().any(|a| a.contains("100.00元没有计入")), "{:?}", found.assumptions);
}

#[test]
fn what_is_charged_for_paying_early_is_a_price_of_the_loan() {
    // 7,050 paid off on day 138 beside four instalments: 25.52 % without the charge, 31.65 % with it (computed apart, in decimals).
    let paid: String = (1..=4).map(|n| format!("2026-0{}-15,第{n}期还款,支付,945.60,,\n", n + 1)).collect();
    let rows = |name: &str| format!("2026-01-15,放款,收到,10000,,\n{paid}2026-06-02,提前还款,支付,7050,,\n2026-06-02,{name},支付,210,,\n");
    for name in ["提前还款违约金", "提前结清手续费"] {
        let found = known(&Terms::default(), &table(&rows(name)));
        assert_eq!([found.nominal.to_string(), found.fees_total.to_string(), found.late_charges.to_string()], ["31.65", "210.00", "0.00"], "{name}");
    }
    let late = known(&Terms::default(), &table(&rows("提前还款前的逾期违约金")));
    assert_eq!([late.nominal.to_string(), late.late_charges.to_string()], ["25.52", "210.00"]);
}

#[test]
fn days_where_months_do_not_fit() {
    // The first instalment falls 15 days later than a month: 360 days on average, a little cheaper.
    let rows: String = (1..=12).map(|i| format!("{}-{:02}-25,第{i}期,支付,1033.33,,\n", 2025 + (3 + i) / 12, (3 + i) % 12 + 1)).collect();
    let found = known(&Terms::default(), &table(&format!("2025-04-10,放款到账,收到,10000,,\n{rows}")));
    assert_eq!(found.basis, Basis::Days);
    assert!(found.nominal.rounded(0) > dec("37") && found.nominal.rounded(0) < dec("41"), "{found:?}");
    // One repayment: simple interest too. 700 → 1,000 in seven days is 2,234.69 % a year.
    let week = known(&Terms::default(), &table("2025-04-10,到账,收到,700,,\n2025-04-17,还款,支付,1000,,\n"));
    assert_eq!(week.annual().to_string(), "2234.69");
    let year = known(&Terms::default(), &table("2025-04-10,到账,收到,10000,,\n2026-04-10,还款,支付,11200,,\n"));
    assert_eq!([year.annual(), year.nominal, year.effective.expect("fits")].map(|r| r.to_string()), ["12.00", "11.39", "12.00"]);
    // The last day of a shorter month is the same day of the month.
    let ends = known(&Terms::default(), &table("2025-12-31,到账,收到,1000,,\n2026-02-28,第1期,支付,510,,\n2026-04-30,第2期,支付,510,,\n"));
    assert_eq!(ends.basis, Basis::Months);
}

#[test]
fn what_cannot_be_decided_is_told() {
    let in_row = "2025-04-10,放款到账,收到,10000.00,已到账,\n";
    let none = Terms::default();
    assert_eq!(refused(&none, &table(&months(12, "900"))), ["loan.no_received"]);
    assert_eq!(refused(&Terms { received: Some(dec("9000")), ..Terms::default() }, &table(&months(12, "900"))), ["loan.no_date"]);
    assert_eq!(refused(&none, &table(in_row)), ["loan.paid_less"]);
    assert_eq!(refused(&none, &table(&format!("{in_row}{}", months(6, "1033.33")))), ["loan.paid_less"]);
    assert_eq!(refused(&none, &table(&format!("{in_row}{}", months(12, "1033.33").replace("第3期,支付,1033.33", "第3期,支付,一千")))), ["loan.rows_missing", "loan.period_missing"]);
    assert_eq!(refused(&none, &table(&format!("{in_row}{}", months(12, "1033.33").replace("第3期", "第2期")))), ["loan.period_twice", "loan.period_missing"]);
    assert_eq!(refused(&none, &table(&format!("{in_row}2025-05-10,第13期,支付,20000,,\n"))), ["loan.period_missing"]);
    assert_eq!(refused(&none, &table(&format!("{in_row}2025-05-10,服务费,支付,20000,,\n"))), ["loan.no_payments"]);
    assert_eq!(refused(&none, &Schedule::default()), ["loan.no_received"]);
    assert_eq!(refused(&stated("10000", "10000"), &Schedule::default()), ["loan.paid_less"]);
    assert_eq!(refused(&Terms { received: Some(dec("0")), principal: Some(dec("-1")), ..none.clone() }, &table(in_row)), ["loan.terms", "loan.terms"]);
    assert_eq!(refused(&Terms { contract_date: Some(day("2025-06-01")), received: Some(dec("1")), ..none.clone() }, &table(&months(12, "1"))), ["loan.before_contract"]);
    // Drawn again in the middle so that 10 %, 20 % and 30 % a month all fit.
    let twice = "2025-01-01,放款到账,收到,10000,,\n2025-02-01,还款,支付,36000,,\n2025-03-01,放款到账,收到,43100,,\n2025-04-01,还款,支付,17160,,\n";
    assert_eq!(refused(&none, &table(twice)), ["loan.several_rates"]);
    let all: Vec<Problem> = cost(&none, &table(twice)).expect_err("told");
    assert!(all[0].what.contains("有3个利率（每期10.00%、20.00%、30.00%）"), "{all:?}");
}

#[test]
fn columns_that_split_the_amount() {
    let rows: String = (1..=12).map(|i| format!("{}-{:02}-10,第{i}期,支付,1033.33,,833.33,100,{},{}\n", 2025 + (3 + i) / 12, (3 + i) % 12 + 1, if i == 2 { "约100" } else { "100.00" }, if i == 6 { "7" } else { "0" })).collect();
    let all = harvest(&format!("日期,项目,方向,金额,状态,本金,服务费,担保费(元),罚息\n2025-04-10,放款到账,收到,10000,,,,,\n{rows}"));
    let schedule = schedule::read(&all);
    assert_eq!(schedule.told.iter().map(|p| (p.code.as_str(), p.row)).collect::<Vec<_>>(), [("loan.part", Some(3)), ("loan.penalty_column", Some(7))]);
    let found = known(&Terms::default(), &schedule);
    assert_eq!((found.nominal.to_string().as_str(), found.fees_inside.to_string().as_str(), found.fees_total.to_string().as_str()), ("41.70", "2300.00", "0.00"));
}

#[test]
fn void_and_unknown_rows_are_told() {
    let rows = format!("2025-04-10,放款到账,收到,10000.00,已到账,\n{}2025-05-11,第1期,支付,1033.33,扣款失败,\n2025-05-12,红包,收到,5,,\n2025-06-01,转账,支付,1,,\n", months(12, "1033.33"));
    let schedule = table(&rows);
    assert_eq!(schedule.told.iter().map(|p| (p.code.as_str(), p.row)).collect::<Vec<_>>(), [("loan.void", Some(14)), ("loan.item", Some(15)), ("loan.item", Some(16))]);
    let found = known(&Terms::default(), &schedule);
    assert_eq!((found.problems.len(), found.received.to_string().as_str()), (3, "10005.00"));
}

#[test]
fn rows_are_placed_by_their_words() {
    for (item, way, kind) in [
        ("放款到账", "收到", Kind::Disbursement),
        ("服务费退款", "收到", Kind::Refund),
        ("第3期", "支付", Kind::Repayment),
        ("消费贷还款", "支付", Kind::Repayment),
        ("第3期服务费", "支付", Kind::Fee),
        ("第3期（含担保费）", "支付", Kind::Repayment),
        ("第3期还款及服务费", "支付", Kind::Repayment),
        ("融资担保费", "支付", Kind::Fee),
        ("意外险保险", "支付", Kind::Fee),
        ("逾期罚息", "支付", Kind::Late),
        ("逾期费", "支付", Kind::Late),
        ("提前结清", "支付", Kind::Repayment),
        ("3/12", "支付", Kind::Repayment),
    ] {
        let placed = table(&format!("2025-04-10,{item},{way},1,,\n"));
        assert_eq!(placed.flows[0].kind, kind, "{item}");
        assert!(placed.told.is_empty(), "{item}");
    }
    for (item, number) in [("第3期", Some(3)), ("第十二期服务费", Some(12)), ("第二十期", Some(20)), ("第 7 期", Some(7)), ("3期", Some(3)), ("3/12", Some(3)), ("12", Some(12)), ("3月还款", None), ("第期", None), ("20250410", None), ("", None), ("第百期", None)] {
        assert_eq!(period(item), number, "{item}");
    }
}

#[test]
fn a_stated_loan_is_read_without_floats() {
    let loan: Loan = serde_json::from_str(r#"{"id": "MX-1", "lender": "mx", "contract_date": "2025-04-10", "principal": 10000.0, "received": "9,999.99"}"#).expect("a loan");
    let (terms, problems) = Terms::of(&loan);
    assert_eq!((terms, problems.len()), (Terms { principal: Some(dec("10000")), received: Some(dec("9999.99")), contract_date: Some(day("2025-04-10")) }, 0));
    let wrong: Loan = serde_json::from_str(r#"{"id": "MX-1", "lender": "mx", "principal": -1, "received": [1]}"#).expect("a loan");
    let (terms, problems) = Terms::of(&wrong);
    assert_eq!((terms, problems.len()), (Terms::default(), 2));
}

#[test]
fn an_entry_of_other_hands_is_not_trusted() {
    let mut all = harvest("日期,项目,方向,金额(元),状态,备注\n2025-04-10,放款到账,收到,1,,\n");
    all.entries[0].at = None::<When>;
    assert_eq!((schedule::read(&all).refused, schedule::read(&all).flows.len()), (1, 0));
}
