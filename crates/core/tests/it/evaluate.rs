//! The measure itself: what counts as right, and what is told of a file that is wrong.

use juzheng_core::evaluate::{Innocent, Labelled, Report, wilson};
use juzheng_core::screen::{Act, Screen};
use juzheng_core::words::{Recipient, Words};

/// A lexicon of two acts and a helper.
fn small() -> Words {
    let file = |words: &str| format!("title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [{words}]\n");
    let (insult, visit, debt) = (file("\"坏蛋\""), file("\"上门\""), file("\"欠款\""));
    Words::load(&[("insult", &insult), ("visit_threat", &visit), ("debt_fact", &debt)]).ok().unwrap()
}

fn message(line: &str) -> Labelled {
    let (message, problems) = Labelled::read(line, "甲 第 1 行").unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    message
}

#[test]
fn every_find_is_counted_once() {
    let words = small();
    let mut screen = Screen::new(&words);
    let mut report = Report::new();
    for line in [
        r#"{"id":"1","text":"你是坏蛋，欠款。","to":"borrower","acts":["insult"],"spans":{"insult":["坏蛋"]}}"#,
        r#"{"id":"2","text":"明天上门。","to":"borrower","acts":["insult"],"spans":{"insult":["上门"]}}"#,
        r#"{"id":"3","text":"欠款。","to":"unknown","acts":[],"spans":{}}"#,
        r#"{"id":"4","text":"师傅上门","addressed_to":"borrower","labels":["home_visit_threat","workplace_contact"]}"#,
        r#"{"id":"5","text":"师傅上门","addressed_to":"borrower","labels":["other_lawful"]}"#,
        r#"{"id":"6","text":"坏蛋","addressed_to":"borrower","labels":["insult"],"doubtful":true}"#,
    ] {
        report.count(&mut screen, &message(line));
    }
    let act = |name: &str| report.acts[&Act::named(name).unwrap()];
    let insult = act("insult");
    assert_eq!((insult.tp, insult.fp, insult.missed, insult.quoted, insult.agree), (1, 0, 1, 1, 1));
    // 「你是坏蛋」 was quoted whole, 「坏蛋」 was labelled: two characters of four.
    assert!((insult.iou - 0.5).abs() < 1e-9, "{insult:?}");
    let visit = act("visit_threat");
    assert_eq!((visit.tp, visit.fp, visit.missed, visit.quoted), (1, 2, 0, 0));
    assert_eq!((report.messages, report.doubtful, report.lawful), (5, 1, (2, 1)));
    let micro = report.micro();
    assert_eq!((micro.tp, micro.fp, micro.missed), (2, 2, 1));
    assert_eq!(micro.precision(), Some(0.5));
    assert_eq!(report.misses.iter().map(|w| (w.id.as_str(), w.quotes.clone())).collect::<Vec<_>>(), [("2", vec!["上门".to_owned()])]);
    assert_eq!(report.false_alarms.iter().map(|w| w.id.as_str()).collect::<Vec<_>>(), ["2", "5"]);
    let mut twice = Report::new();
    twice.join(&report);
    twice.join(&report);
    assert_eq!((twice.micro().tp, twice.misses.len()), (4, 2));
}

#[test]
fn ordinary_lines_are_counted_by_line() {
    let words = small();
    let mut screen = Screen::new(&words);
    let mut seen = Innocent::default();
    for (number, line) in (1..).zip(["早上好", "", "坏蛋坏蛋上门", "欠款"]) {
        seen.count(&mut screen, number, line, Recipient::Unknown);
    }
    assert_eq!((seen.lines, seen.wrong), (3, 1));
    assert!((seen.per_ten_thousand().0 - 10_000.0 / 3.0).abs() < 1e-9);
    assert_eq!(seen.false_alarms.first().map(|w| w.id.as_str()), Some("3"));
}

/// Values of the interval from Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
#[test]
fn the_interval_is_wilsons() {
    for (hits, of, low, high) in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)] {
        let (l, h) = wilson(hits, of);
        assert!((l - low).abs() < 5e-5 && (h - high).abs() < 5e-5, "{hits}/{of}: {l:.4} {h:.4}");
    }
    assert_eq!(wilson(0, 0), (0.0, 1.0));
}

#[test]
fn a_wrong_line_is_told_and_nothing_else_is_lost() {
    for (line, code) in [
        ("{", "evaluate.line"),
        (r#"{"acts":[]}"#, "evaluate.line"),
        (r#"{"text":"甲","acts":[],"to":"谁"}"#, "evaluate.line"),
        (r#"{"text":"甲","to":"unknown"}"#, "evaluate.line"),
    ] {
        let problem = Labelled::read(line, "甲 第 7 行").unwrap_err();
        assert_eq!((problem.code.as_str(), problem.place.as_str()), (code, "甲 第 7 行"));
    }
    let (message, problems) = Labelled::read(r#"{"text":"甲乙","acts":["insult","inslut"],"spans":{"insult":["丙"]}}"#, "甲").unwrap();
    assert_eq!(problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["evaluate.span", "evaluate.line"]);
    assert_eq!(message.acts.len(), 1);
}
