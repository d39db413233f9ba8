//! Every rule's own examples: each `[[fires]]` must fire, each `[[silent]]` must stay silent, whichever way the words are
//! sent. The folder is the registry: a rule file dropped in is run here.

use juzheng_core::casebook::Casebook;
use juzheng_core::facts::Facts;
use juzheng_core::import::Harvest;
use juzheng_core::model::{Call, Channel, Direction, Outcome, Peer, Reading, Record, Stamp, When};
use juzheng_core::normalise::{Input, timeline};
use juzheng_core::review::findings;
use juzheng_core::rules::Example;
use serde_json::json;
use std::sync::OnceLock;

const LENDER: &str = "1069000000011";

pub fn casebook() -> &'static Casebook {
    static BOOK: OnceLock<Casebook> = OnceLock::new();
    BOOK.get_or_init(|| Casebook::embedded().unwrap_or_else(|problems| panic!("{problems:#?}")))
}

/// The invented case every example plays in.
fn facts(example: &Example) -> Facts {
    let member: Vec<&str> = example.member.as_deref().into_iter().collect();
    let mut persons = vec![
        json!({ "id": "p_1", "name": "张一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] }),
        json!({ "id": "p_2", "name": "张保", "relation_to_borrower": "brother", "obligation": "guarantor", "numbers": ["13800000002"], "guarantees": ["A-1"] }),
        json!({ "id": "p_3", "name": "张共", "relation_to_borrower": "spouse", "obligation": "co_borrower", "numbers": ["13800000003"], "co_borrower_of": ["A-1"] }),
        json!({ "id": "p_9", "name": "老友", "relation_to_borrower": "friend", "obligation": "none", "numbers": ["13800000009"] }),
    ];
    for n in 0..example.recipients.unwrap_or(1) {
        persons.push(json!({ "id": format!("t_{n}"), "name": format!("李{n}"), "relation_to_borrower": "friend", "obligation": "none", "numbers": [format!("1380000{:04}", 100 + n)] }));
    }
    let who = owner(example, 0);
    let refusals: Vec<_> = example.refused_at.iter().map(|at| json!({ "person": who, "at": at, "to": "l_1" })).collect();
    let value = json!({
        "client": "p_1", "borrower": "p_1", "persons": persons, "refusals": refusals,
        "lenders": [{ "id": "l_1", "name": "某某小额贷款有限公司", "licence": example.licence.as_deref().unwrap_or("小额贷款公司"), "associations": member,
                      "numbers": [LENDER, "059100000201"], "signatures": ["【某某小贷】"] }],
        "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_1" }],
        "other_numbers": [{ "number": "1069000008101", "what": "courier" }],
    });
    Facts::from_value(&value, "example").expect("the example's facts are valid")
}

fn owner(example: &Example, n: u32) -> String {
    match example.to.as_str() {
        "borrower" => "p_1".into(),
        "guarantor" => "p_2".into(),
        "co_borrower" => "p_3".into(),
        "third_party" => format!("t_{n}"),
        other => panic!("an example is sent to {other}"),
    }
}

/// Rules that fire on an example.
pub fn fired(example: &Example) -> Vec<String> {
    let facts = facts(example);
    let channel = example.channel.unwrap_or(Channel::Sms);
    let start = Stamp::parse(example.at.as_deref().unwrap_or("2026-03-02T10:00:00+08:00")).expect("a time");
    let peer = match example.sender.as_deref().unwrap_or("collector") {
        "collector" => LENDER,
        "unknown" => "13900007777",
        "person" => "13800000009",
        "other" => "1069000008101",
        other => panic!("an example is sent by {other}"),
    };
    let record = |at: Stamp, direction: Direction, channel: Channel, number: &str| Record {
        row: 0,
        offset: 0,
        at: When::exact(at),
        sent: None,
        channel,
        direction,
        peer: Peer { raw: number.into(), name: None, also: vec![] },
        body: if channel == Channel::Call { String::new() } else { example.text.clone() },
        call: (channel == Channel::Call).then(|| Call {
            seconds: Some(example.seconds.unwrap_or(30)),
            outcome: if example.seconds == Some(0) { Outcome::Missed } else { Outcome::Answered },
        }),
        parts: vec![],
        reading: Reading::Stored,
    };
    let recipients = example.recipients.unwrap_or(1);
    let contacts = example.repeat.unwrap_or(1).max(recipients);
    let mut inputs: Vec<Input> = (0..recipients)
        .map(|n| Input { exhibit: n + 1, file: format!("{n}.xml"), custodian: Some(owner(example, n)), harvest: Harvest::default() })
        .collect();
    if let Some(before) = example.own_call_before_s {
        inputs[0].harvest.record(record(Stamp(start.0 - before * 1000), Direction::Out, Channel::Call, LENDER));
    }
    for n in 0..contacts {
        let at = Stamp(start.0 + i64::from(n) * example.every_s.unwrap_or(600) * 1000);
        inputs[(n % recipients) as usize].harvest.record(record(at, Direction::In, channel, peer));
    }
    let timeline = timeline(&facts, &[], inputs);
    let mut rules: Vec<String> = findings(&facts, &timeline, casebook()).iter().map(|f| f.rule().to_owned()).collect();
    rules.dedup();
    rules
}

#[test]
fn every_rule_runs_its_own_examples() {
    let mut wrong = Vec::new();
    let mut run = 0;
    for rule in &casebook().rules {
        for (examples, expected) in [(&rule.fires, true), (&rule.silent, false)] {
            for (n, example) in examples.iter().enumerate() {
                run += 1;
                let fires = fired(example).contains(&rule.id);
                if fires != expected {
                    let kind = if expected { "fires" } else { "silent" };
                    wrong.push(format!("{}: [[{kind}]] {}: {} {:?}", rule.id, n + 1, example.text, example.channel));
                }
            }
        }
    }
    assert!(run >= casebook().rules.len() * 10, "only {run} examples were run");
    assert!(wrong.is_empty(), "{} of {run} examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_folder_is_the_registry() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook/rules");
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    files.sort();
    let loaded: Vec<String> = casebook().rules.iter().map(|r| r.id.clone()).collect();
    assert_eq!(files, loaded);
}

#[test]
fn the_twelve_rules_are_alive() {
    for id in [
        "third_party_collection", "third_party_disclosure", "contact_after_refusal", "mass_contact_blast", "night_collection", "night_disturbance_third_party",
        "excessive_connected_calls", "call_bombing", "threat_violence", "insult", "threat_exposure", "impersonate_authority",
    ] {
        let rule = casebook().rules.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("{id} is missing"));
        assert!(rule.fires.iter().any(|e| fired(e).contains(&rule.id)), "{id} never fires");
    }
}
