//! Which line, on which day; the LPR at its boundary days.

use super::super::cost::{Standing, Terms, cost};
use super::super::line::{Ask, Lender, LineKind, Lines, lines};
use super::super::lpr::{Lpr, Unknown};
use super::super::schedule::{Flow, Kind, Schedule};
use super::{day, dec};
use crate::law::Grade;
use crate::model::Day;

fn lpr() -> Lpr {
    Lpr::embedded().expect("the table loads")
}

fn ask(lender: Lender, contract: &str) -> Ask {
    Ask { lender, contract: day(contract), facilitated: false, filed: None, lpr: None }
}

/// `percent kind hard_cap` of each line, then the codes of what is needed.
fn told(found: &Lines) -> Vec<String> {
    let lines = found.lines.iter().map(|l| format!("{} {:?}{}", l.percent.normalize(), l.kind, if l.hard_cap { " cap" } else { "" }));
    lines.chain(found.needs.iter().map(|p| p.code.clone())).collect()
}

/// The value on each day it changed, the day before, and the ends of the table: a golden of public figures.
#[test]
fn lpr_boundary_days() {
    let lpr = lpr();
    for (on, percent) in [
        ("2019-08-20", "4.25"),
        ("2019-09-19", "4.25"),
        ("2019-09-20", "4.20"),
        ("2019-11-19", "4.20"),
        ("2019-11-20", "4.15"),
        ("2020-02-19", "4.15"),
        ("2020-02-20", "4.05"),
        ("2020-04-19", "4.05"),
        ("2020-04-20", "3.85"),
        ("2020-08-19", "3.85"),
        ("2020-08-20", "3.85"),
        ("2021-12-19", "3.85"),
        ("2021-12-20", "3.80"),
        ("2022-01-19", "3.80"),
        ("2022-01-20", "3.70"),
        ("2022-08-21", "3.70"),
        ("2022-08-22", "3.65"),
        ("2023-06-19", "3.65"),
        ("2023-06-20", "3.55"),
        ("2023-08-20", "3.55"),
        ("2023-08-21", "3.45"),
        ("2024-07-21", "3.45"),
        ("2024-07-22", "3.35"),
        ("2024-10-20", "3.35"),
        ("2024-10-21", "3.10"),
        ("2025-05-19", "3.10"),
        ("2025-05-20", "3.00"),
        ("2026-01-31", "3.00"),
        ("2026-10-19", "3.00"),
    ] {
        assert_eq!(lpr.on(day(on)).expect(on).percent, dec(percent), "{on}");
    }
    assert_eq!(lpr.on(day("2019-08-19")), Err(Unknown::Before));
    assert!(matches!(lpr.on(day("2026-10-20")), Err(Unknown::After(last)) if last.on == day("2026-09-20")));
    assert_eq!(lpr.publications().len(), 86);
    assert!(lpr.publications().iter().all(|p| p.on.civil().2 >= 20 && p.on.civil().2 <= 24));
    assert!(lpr.known_until() < lpr.checked_on() && !lpr.source().is_empty());
}

#[test]
fn a_wrong_table_is_told() {
    let good = crate::casebook::NUMBERS.iter().find(|(stem, _)| *stem == "lpr").expect("the table").1;
    for (from, to, faults) in [
        ("2020-03-20", "2020-02-28", 2),
        ("percent = \"4.25\"", "percent = \"4.26\"", 3),
        ("percent = \"4.25\"", "percent = \"x\"", 3),
        ("2019-08-20", "2019-08-21", 1),
        ("known_until = \"2026-10-19\"", "known_until = \"2026-12-01\"", 1),
        ("known_until = \"2026-10-19\"", "known_until = \"2026-09-01\"", 1),
        ("checked_on", "checked", 1),
        ("title = \"一年期贷款市场报价利率\"", "title = \"\"", 1),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let problems = Lpr::load(&[("lpr", &text)]).expect_err(to);
        assert!(!problems.is_empty() && problems.len() <= faults, "{to}: {problems:?}");
    }
    assert_eq!(Lpr::load(&[]).expect_err("nothing").len(), 1);
}

#[test]
fn the_line_of_each_lender() {
    let lpr = lpr();
    let of = |ask: Ask| told(&lines(&ask, &lpr));
    assert_eq!(of(ask(Lender::Licensed, "2025-04-10")), ["24 Adjusting"]);
    assert_eq!(of(ask(Lender::Bank, "2025-09-30")), ["24 Adjusting"]);
    assert_eq!(of(Ask { facilitated: true, ..ask(Lender::Bank, "2025-09-30") }), ["24 Adjusting"]);
    assert_eq!(of(Ask { facilitated: true, ..ask(Lender::Bank, "2025-10-01") }), ["24 Adjusting", "24 Reading"]);
    assert_eq!(of(ask(Lender::Bank, "2017-08-03")), ["line.early"]);
    assert_eq!(of(ask(Lender::SmallLoan, "2025-12-23")), ["24 Adjusting"]);
    assert_eq!(of(ask(Lender::SmallLoan, "2025-12-24")), ["24 Adjusting", "12 Target"]);
    assert_eq!(of(ask(Lender::Local, "2026-01-01")), ["24 Adjusting"]);
    assert_eq!(of(ask(Lender::Private, "2020-08-20")), ["15.4 Cap cap", "36 Criminal"]);
    assert_eq!(of(ask(Lender::Private, "2024-10-20")), ["13.4 Cap cap", "36 Criminal"]);
    assert_eq!(of(ask(Lender::Private, "2024-10-21")), ["12.4 Cap cap", "36 Criminal"]);
    assert_eq!(of(ask(Lender::Private, "2026-10-20")), ["36 Criminal", "line.lpr"]);
    assert_eq!(of(Ask { lpr: Some(dec("2.9")), ..ask(Lender::Private, "2026-10-20") }), ["11.6 Cap cap", "36 Criminal"]);
    // What the user looked up does not displace what the table has.
    assert_eq!(of(Ask { lpr: Some(dec("2.9")), ..ask(Lender::Private, "2025-06-01") })[0], "12 Cap cap");
    // Contracts from before the change: two spans.
    assert_eq!(of(ask(Lender::Private, "2019-05-01")), ["24 Cap cap", "line.filed"]);
    let split = lines(&Ask { filed: Some(day("2025-06-01")), ..ask(Lender::Private, "2020-08-19") }, &lpr);
    assert_eq!(told(&split), ["24 Cap cap", "12 Cap cap", "36 Criminal"]);
    assert_eq!((split.lines[0].until, split.lines[1].from), (Some(day("2020-08-19")), Some(day("2020-08-20"))));
    assert_eq!(of(Ask { filed: Some(day("2020-08-19")), ..ask(Lender::Private, "2020-01-01") }), ["24 Cap cap", "36 Criminal"]);
    assert!(lines(&ask(Lender::Private, "2024-10-21"), &lpr).notes.iter().any(|n| n.contains("正是公布LPR的日子")));
}

#[test]
fn only_a_cap_is_called_one() {
    let lpr = lpr();
    for lender in [Lender::Bank, Lender::Licensed, Lender::SmallLoan, Lender::Local, Lender::Private] {
        for contract in ["2018-01-01", "2020-08-20", "2024-01-01", "2026-03-01"] {
            for facilitated in [false, true] {
                for line in lines(&Ask { facilitated, filed: Some(day("2026-01-05")), ..ask(lender, contract) }, &lpr).lines {
                    assert_eq!(line.hard_cap, line.kind == LineKind::Cap);
                    assert!(!line.hard_cap || lender == Lender::Private, "4×LPR is no line of a licensed lender");
                    assert!(line.hard_cap || ["不是", "没有见到", "不能"].iter().any(|w| line.why.contains(w)), "{}", line.why);
                    assert!(lender == Lender::Private || line.law.iter().all(|l| !l.starts_with("private_lending_interpretation")));
                    assert!(line.grade >= Grade::B && !line.law.is_empty());
                }
            }
        }
    }
}

#[test]
fn every_article_named_can_be_cited() {
    let (lpr, law) = (lpr(), crate::law::Law::embedded().expect("the law loads"));
    let today = day("2026-11-22");
    let mut count = 0;
    for lender in [Lender::Bank, Lender::SmallLoan, Lender::Local, Lender::Private] {
        for contract in ["2019-11-01", "2026-03-01"] {
            for line in lines(&Ask { facilitated: true, filed: Some(day("2026-01-05")), ..ask(lender, contract) }, &lpr).lines {
                for article in &line.law {
                    assert!(law.cite(&article.parse().expect("a reference"), today).is_ok(), "{article}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 20);
}

#[test]
fn who_the_lender_is() {
    for (words, lender) in [
        ("银行", Some(Lender::Bank)),
        ("农村信用社", Some(Lender::Bank)),
        ("消费金融公司", Some(Lender::Licensed)),
        ("小额贷款公司", Some(Lender::SmallLoan)),
        ("融资担保公司", Some(Lender::Local)),
        ("无牌照", Some(Lender::Private)),
        ("个人", Some(Lender::Private)),
        ("助贷平台", None),
        ("不知道", None),
        ("", None),
        ("某科技公司", None),
    ] {
        assert_eq!(Lender::of(words), lender, "{words}");
    }
}

#[test]
fn a_fen_of_rounding_is_not_over_the_line() {
    let loan = |payment: &str| {
        let flow = |number, amount: &str, kind| Flow { day: Day { number }, amount: dec(amount), kind, fee: Default::default(), period: None, item: String::new(), row: 0 };
        let start = day("2025-04-10");
        let mut flows = vec![flow(start.number, "10000", Kind::Disbursement)];
        flows.extend((1..=12).map(|m| flow(super::super::cost::months_later(start, m).expect("a day").number, payment, Kind::Repayment)));
        cost(&Terms::default(), &Schedule { flows, ..Schedule::default() }).expect("decidable")
    };
    let line = lines(&ask(Lender::Bank, "2025-04-10"), &lpr()).lines.remove(0);
    // 945.596…, rounded up by the lender: 24.0008 %.
    for (payment, standing) in [("-945.60", Standing::At), ("-946.50", Standing::Over), ("-944", Standing::Under)] {
        assert_eq!(loan(payment).against(&line), standing, "{payment}");
    }
}
