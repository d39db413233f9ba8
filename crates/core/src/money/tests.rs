//! Worked figures: each number was computed apart from this code.

mod costs;
mod lines;
mod properties;

use super::allocate::{Debt, Owed, among, within};
use super::fen::{self, Fen};
use super::overdue::{Year, implied, interest, measured};
use super::rate::{self, Rate};
use super::{court_fee, instalment, irr};
use crate::model::Day;
use rust_decimal::Decimal;

/// A decimal from its text.
pub fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// An amount in fen from its text.
pub fn money(text: &str) -> Fen {
    Fen::round(dec(text)).expect("an amount")
}

/// A day from its text.
pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Monthly rate of `received` against `payments` equal `payment`s, with fees taken in month 0 already deducted.
fn monthly(received: &str, payment: &str, payments: u32) -> Decimal {
    // Amounts have at most six decimals; an exact instalment has more.
    let payment = dec(payment).round_dp(6);
    let mut flows = vec![irr::Point { at: 0, amount: dec(received) }];
    flows.extend((1..=payments).map(|at| irr::Point { at, amount: -payment }));
    irr::solve(&flows).expect("one rate").root.rate
}

/// Monthly rate in percent to four digits, ×12 and compounded to two.
fn three(monthly: Decimal) -> [String; 3] {
    let year = rate::yearly(monthly).expect("fits");
    [Rate(monthly).rounded(4).to_string(), Rate(monthly * Decimal::from(12)).to_string(), Rate(year).to_string()]
}

#[test]
fn equal_instalments() {
    // principal, annual rate, months, payment, all interest
    for (principal, annual, months, payment, all) in [("10000", "0.09", 12, "874.51", "494.18"), ("33000", "0.088", 12, "2882.84", "1594.07"), ("10000", "0.24", 12, "945.60", "1347.15")] {
        let exact = instalment::equal(dec(principal), dec(annual), months).expect("fits");
        assert_eq!(Fen::round(exact).expect("fits").to_string(), payment);
        assert_eq!(Fen::round(instalment::interest(dec(principal), dec(annual), months).expect("fits")).expect("fits").to_string(), all);
    }
    // 24 % of 10,000 is 2,400 only when all of it is repaid after a year.
    assert_eq!(interest(dec("10000"), Rate(dec("0.24")), 365, Year::D365), Some(dec("2400")));
    assert_eq!(instalment::equal(dec("1200"), Decimal::ZERO, 12), Some(dec("100")));
    assert_eq!(instalment::equal(dec("1200"), dec("0.1"), 0), None);
    assert_eq!(instalment::equal(dec("1200"), dec("-0.1"), 12), None);
}

#[test]
fn a_flat_fee_costs_twice_what_it_says() {
    for (fee, payment, rates) in [
        ("0.01", "933.33", ["1.7881", "21.46", "23.70"]),
        ("0.015", "983.33", ["2.6430", "31.72", "36.76"]),
        ("0.02", "1033.33", ["3.4753", "41.70", "50.67"]),
    ] {
        let exact = instalment::flat(dec("10000"), dec(fee), 12).expect("fits");
        assert_eq!(Fen::round(exact).expect("fits").to_string(), payment);
        assert_eq!(three(monthly("10000", &exact.to_string(), 12)), rates, "{fee}");
        // The rounded payment lenders print gives the same figures.
        assert_eq!(three(monthly("10000", payment, 12))[1..], rates[1..], "{fee}");
    }
}

#[test]
fn deductions_and_fees_count() {
    // 1,000 of 10,000 withheld, the payment still that of 24 % on 10,000: exact, and as printed.
    let exact = instalment::equal(dec("10000"), dec("0.24"), 12).expect("fits").to_string();
    assert_eq!(three(monthly("9000", &exact, 12)), ["3.7588", "45.11", "55.70"]);
    assert_eq!(three(monthly("9000", "945.6", 12))[1..], ["45.11", "55.70"]);
    // 12 % interest and a guarantee fee of 12 % a year on the first principal, monthly.
    let with_guarantee = instalment::equal(dec("10000"), dec("0.12"), 12).expect("fits") + dec("100");
    assert_eq!(Fen::round(with_guarantee).expect("fits").to_string(), "988.49");
    assert_eq!(three(monthly("10000", &with_guarantee.to_string(), 12)), ["2.7298", "32.76", "38.15"]);
    assert_eq!(three(monthly("10000", "988.49", 12))[1..], ["32.76", "38.15"]);
    // A membership of 299 taken in advance.
    assert_eq!(three(monthly("9701", &exact, 12)), ["2.4978", "29.97", "34.45"]);
    assert_eq!(three(monthly("9701", "945.6", 12))[1], "29.97");
}

#[test]
fn a_demand_is_measured() {
    let (left, demanded, days) = (dec("2355"), dec("9739"), 1496);
    assert_eq!(implied(left, demanded - left, days, Year::D365).expect("fits").rounded(2), dec("76.50"));
    let at = |annual: &str| measured(left, demanded, Rate(dec(annual)), days, Year::D365).expect("fits");
    let shown = |yuan: Decimal| Fen::round(yuan).expect("fits").to_string();
    assert_eq!([at("0.24").on_top, at("0.24").total, at("0.24").excess].map(shown), ["2316.55", "4671.55", "5067.45"]);
    assert_eq!(shown(at("0.12").on_top), "1158.27");
    assert_eq!(shown(measured(left, left, Rate(dec("0.24")), days, Year::D365).expect("fits").excess), "0.00");
    // The same rate over 360 days costs 365/360 as much.
    assert_eq!(interest(dec("36500"), Rate(dec("0.36")), 100, Year::D365), Some(dec("3600")));
    assert_eq!(interest(dec("36500"), Rate(dec("0.36")), 100, Year::D360), Some(dec("3650")));
    assert_eq!(implied(Decimal::ZERO, dec("1"), 1, Year::D365), None);
    assert_eq!(implied(dec("1"), dec("1"), 0, Year::D365), None);
}

#[test]
fn a_payment_inside_one_debt() {
    let accrued = Fen::round(interest(dec("10000"), Rate(dec("0.24")), 90, Year::D365).expect("fits")).expect("fits");
    assert_eq!(accrued.to_string(), "591.78");
    let parts = within(Owed { costs: money("100"), interest: accrued, principal: money("10000") }, money("500"));
    assert_eq!([parts.costs, parts.interest, parts.principal, parts.left.interest, parts.left.principal, parts.over].map(|f| f.to_string()), ["100.00", "400.00", "0.00", "191.78", "10000.00", "0.00"]);
    let all = within(Owed { costs: Fen::ZERO, interest: money("1.01"), principal: money("2") }, money("5"));
    assert_eq!((all.left, all.over.to_string().as_str()), (Owed::default(), "1.99"));
}

fn debt(id: &str, principal: &str, due: Option<&str>, security: &str, rate: &str) -> Debt {
    Debt { id: id.to_owned(), owed: Owed { principal: money(principal), ..Owed::default() }, due: due.map(day), security: dec(security), rate: dec(rate) }
}

/// `(id, to principal, why)` of each share.
fn shares(debts: &[Debt], payment: &str, designated: Option<&str>) -> Vec<(String, String, &'static str)> {
    among(debts, money(payment), day("2026-04-01"), designated).into_iter().map(|s| (s.id, s.parts.principal.to_string(), s.why)).collect()
}

#[test]
fn a_payment_among_debts() {
    let (a, b) = (debt("A", "3000", Some("2026-03-01"), "0", "0.24"), debt("B", "5000", Some("2026-01-01"), "0", "0.12"));
    let both = [b, a];
    let s = |id: &str, paid: &str, why: &'static str| (id.to_owned(), paid.to_owned(), why);
    assert_eq!(shares(&both, "3000", None), [s("A", "3000.00", "负担重（利率高）的先还"), s("B", "0.00", "负担重（利率高）的先还")]);
    assert_eq!(shares(&both, "3000", Some("B")), [s("B", "3000.00", "债务人清偿时指定"), s("A", "0.00", "债务人另有指定，排在其后")]);
    // Due before not due, whatever the rate.
    let later = [debt("A", "3000", Some("2026-05-01"), "0", "0.36"), debt("B", "5000", Some("2026-04-01"), "0", "0.12")];
    assert_eq!(shares(&later, "5000.01", None), [s("B", "5000.00", "已到期的先还"), s("A", "0.01", "已到期的先还")]);
    // Unsecured before secured, then the earlier due, then in proportion to the fen.
    let secured = [debt("A", "10", Some("2026-01-01"), "1000", "0.36"), debt("B", "10", Some("2026-02-01"), "0", "0.1")];
    assert_eq!(shares(&secured, "10", None)[0], s("B", "10.00", "没有担保或者担保少的先还"));
    let older = [debt("A", "10", Some("2026-02-01"), "0", "0.1"), debt("B", "10", Some("2026-01-01"), "0", "0.1")];
    assert_eq!(shares(&older, "10", None)[0], s("B", "10.00", "先到期的先还"));
    let equal = ["A", "B", "C"].map(|id| debt(id, "10", Some("2026-01-01"), "0", "0.1"));
    let why = "条件相同，按债务比例";
    assert_eq!(shares(&equal, "10", None), [s("A", "3.34", why), s("B", "3.33", why), s("C", "3.33", why)]);
    assert!(shares(&[], "10", None).is_empty());
}

#[test]
fn what_a_suit_over_personality_costs() {
    for (damages, summary, low, high) in [("10000", true, "50", "250"), ("80000", false, "400", "800"), ("0", false, "100", "500"), ("50000", false, "100", "500"), ("200000", false, "1100", "1500"), ("-1", false, "100", "500")] {
        assert_eq!(court_fee::personality(dec(damages), summary), (dec(low), dec(high)), "{damages}");
    }
    court_fee::personality(Decimal::MAX, false);
    court_fee::personality(Decimal::MIN, true);
}

#[test]
fn money_is_read_and_written() {
    for (text, value) in [("10000", "10000"), (" ¥1,033.33元 ", "1033.33"), ("１２３．４５", "123.45"), ("1.2万", "12000"), ("0.000001", "0.000001"), ("1,000,000", "1000000"), ("1000000000000", "1000000000000")] {
        assert_eq!(fen::yuan(text), Some(dec(value)), "{text}");
    }
    for text in ["", "-5", "+5", "1e5", "1,00", "12,34,567", ".5", "5.", "一千", "1.2.3", "1000000000000.01", "0.0000001", "99999999999999999999999999999999", "1万万", "NaN"] {
        assert_eq!(fen::yuan(text), None, "{text}");
    }
    assert_eq!(fen::parse("abc", "--principal").expect_err("no number").place, "--principal");
    assert_eq!(money("1033.335").zh(), "1,033.34元");
    assert_eq!(money("-0.005").zh(), "-0.01元");
    assert_eq!([money("0"), money("999"), money("1234567.8")].map(Fen::zh), ["0.00元", "999.00元", "1,234,567.80元"]);
    assert_eq!(Fen::round(Decimal::MAX), None);
    for (amount, words) in [
        // The examples of the rules on cheques.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10000", "壹万元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.30", "叁角"),
        ("100000001", "壹亿零壹元整"),
        ("1000000000000", "壹万亿元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("-20", "负贰拾元整"),
    ] {
        assert_eq!(money(amount).capitals(), words, "{amount}");
    }
}

#[test]
fn rates_are_read_and_written() {
    for (text, value) in [("24", "0.24"), ("24%", "0.24"), ("0.05％", "0.0005"), ("3.45 %", "0.0345")] {
        assert_eq!(rate::parse(text, "--rate").expect("a rate").0, dec(value), "{text}");
    }
    for text in ["", "%", "-1", "1e3", "..", "100001", "二十四"] {
        assert_eq!(rate::parse(text, "--rate").expect_err(text).code, "money.rate");
    }
    assert_eq!(Rate(dec("0.240049")).zh(), "24.00%");
    assert_eq!(Rate(dec("0.24005")).zh(), "24.01%");
    assert_eq!(serde_json::to_string(&Rate(dec("0.417035"))).expect("JSON"), "\"41.70\"");
    assert!((rate::root(dec("4096"), 12).expect("a root") - dec("2")).abs() < dec("0.00000000000000000001"));
    assert_eq!((rate::root(Decimal::ZERO, 2), rate::root(dec("-1"), 2), rate::root(Decimal::ONE, 0)), (None, None, None));
}
