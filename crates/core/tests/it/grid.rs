//! Gaps and overlaps over the fact grid: recipient × date window × channel × hour (after Catala, where every case of a
//! default must have exactly one answer). Each cell is a real review of one contact; the table is a golden file, so a change
//! of law, rule or window shows as a change of the table, cell by cell. `BLESS=1` writes it anew.

use crate::rule_examples::casebook;
use juzheng_core::facts::Facts;
use juzheng_core::import::Harvest;
use juzheng_core::model::{Call, Channel, Direction, Outcome, Peer, Reading, Record, Stamp, When};
use juzheng_core::normalise::{Input, timeline};
use juzheng_core::review::review;
use juzheng_core::time::Day;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

const LENDER: &str = "1069000000011";

/// The days on both sides of every change of law the rules of contact depend on.
const DAYS: [(&str, &str); 7] = [
    ("2024-05-14", "中互金指引前"),
    ("2024-05-15", "中互金指引"),
    ("2025-02-27", "国标前一日"),
    ("2025-02-28", "国标"),
    ("2025-12-31", "新治安法前一日"),
    ("2026-01-01", "新治安法"),
    ("2026-01-30", "中银协指引"),
];
const HOURS: [&str; 4] = ["07:59:59", "08:00:00", "21:59:59", "22:00:00"];
const CHANNELS: [(Channel, &str); 3] = [(Channel::Sms, "短信"), (Channel::Call, "电话"), (Channel::Im, "即时")];
const RECIPIENTS: [(&str, &str); 4] = [("p_1", "借款人"), ("p_2", "担保人"), ("p_3", "共同借款人"), ("t_0", "第三人")];

/// Rules about whom, when and how; those about what is said need words and are not of this grid.
const OF_CONTACT: [&str; 3] = ["night_collection", "night_disturbance_third_party", "third_party_collection"];

fn facts(refused: bool) -> Facts {
    let refusals = if refused { json!([{ "person": "t_0", "at": "2024-01-01T00:00:00+08:00", "to": "l_1" }]) } else { json!([]) };
    let value = json!({
        "client": "p_1", "borrower": "p_1", "refusals": refusals,
        "persons": [
            { "id": "p_1", "name": "张一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] },
            { "id": "p_2", "name": "张保", "relation_to_borrower": "brother", "obligation": "guarantor", "numbers": ["13800000002"], "guarantees": ["A-1"] },
            { "id": "p_3", "name": "张共", "relation_to_borrower": "spouse", "obligation": "co_borrower", "numbers": ["13800000003"], "co_borrower_of": ["A-1"] },
            { "id": "t_0", "name": "李零", "relation_to_borrower": "friend", "obligation": "none", "numbers": ["13800000100"] }
        ],
        "lenders": [{ "id": "l_1", "name": "某某银行股份有限公司", "licence": "银行", "associations": ["中国互联网金融协会", "中国银行业协会"], "numbers": [LENDER], "signatures": ["【某某银行】"] }],
        "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_1" }],
    });
    Facts::from_value(&value, "grid").unwrap()
}

/// Rule → versions of law, for one contact.
fn answer(facts: &Facts, who: &str, day: &str, channel: Channel, hour: &str) -> BTreeMap<String, Vec<String>> {
    let mut harvest = Harvest::default();
    let call = channel == Channel::Call;
    harvest.record(Record {
        row: 0,
        offset: 0,
        at: When::exact(Stamp::parse(&format!("{day}T{hour}+08:00")).unwrap()),
        sent: None,
        channel,
        direction: Direction::In,
        peer: Peer { raw: LENDER.into(), ..Peer::default() },
        body: if call { String::new() } else { "【某某银行】张一的借款已逾期30天，请尽快还款。".into() },
        call: call.then_some(Call { seconds: Some(30), outcome: Outcome::Answered }),
        parts: vec![],
        reading: Reading::Stored,
    });
    let inputs = vec![Input { exhibit: 1, file: "1.xml".into(), custodian: Some(who.into()), harvest }];
    let outcome = review(facts, &timeline(facts, &[], inputs), casebook(), Day::new(2026, 3, 1).unwrap());
    outcome.findings.iter().map(|f| (f.rule().to_owned(), f.law().iter().filter(|l| !l.ceiling).map(|l| format!("{}@{}", l.law, l.version_from)).collect())).collect()
}

fn table() -> String {
    let mut out = String::from("# 事实网格：收件人 × 日期 × 方式 × 钟点 → 触发的规则。一条银行（两协会会员）发出的逾期提示；“拒”是收件人此前拒绝过。\n# 由 crates/core/tests/it/grid.rs 生成（BLESS=1）。\n");
    for (refused, mark) in [(false, ""), (true, "（拒）")] {
        let facts = facts(refused);
        for (who, name) in RECIPIENTS.iter().filter(|(who, _)| !refused || *who == "t_0") {
            for (day, window) in DAYS {
                for (channel, way) in CHANNELS {
                    for hour in HOURS {
                        let found = answer(&facts, who, day, channel, hour);
                        let rules: Vec<&str> = found.keys().map(String::as_str).collect();
                        writeln!(out, "{name}{mark}\t{day} {window}\t{way}\t{hour}\t{}", if rules.is_empty() { "—".to_owned() } else { rules.join(" ") }).unwrap();
                    }
                }
            }
        }
    }
    out
}

#[test]
fn every_cell_has_its_answer() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/grid.tsv");
    let table = table();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(golden, &table).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap();
    for (n, (is, was)) in table.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, was, "line {} of corpus/grid.tsv", n + 1);
    }
    assert_eq!(table.lines().count(), expected.lines().count());
}

#[test]
fn no_gap_and_no_overlap_in_the_night_rules() {
    // One night rule at most for one contact, by whose phone it is; none by day; from the standard on, no gap.
    let facts = facts(false);
    for (who, name) in RECIPIENTS {
        for (day, _) in DAYS {
            for (channel, _) in CHANNELS {
                for hour in HOURS {
                    let found = answer(&facts, who, day, channel, hour);
                    let night: Vec<&&str> = OF_CONTACT[..2].iter().filter(|r| found.contains_key(**r)).collect();
                    let cell = format!("{name} {day} {channel:?} {hour}: {found:?}");
                    let by_night = hour == "22:00:00" || hour == "07:59:59";
                    assert!(night.len() <= usize::from(by_night), "{cell}");
                    if by_night && day >= "2024-05-15" {
                        let expected = if who == "t_0" { "night_disturbance_third_party" } else { "night_collection" };
                        assert!(found.contains_key(expected), "{cell}");
                    }
                    // Of two versions of one text, one applies.
                    for (rule, law) in &found {
                        let mut names: Vec<&str> = law.iter().filter_map(|l| l.split('@').next()).collect();
                        let versions: std::collections::BTreeSet<&String> = law.iter().collect();
                        names.sort_unstable();
                        names.dedup();
                        assert_eq!(names.len(), versions.len(), "{rule} cites two versions: {cell}");
                    }
                }
            }
        }
    }
}
