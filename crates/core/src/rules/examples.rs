//! A rule's own examples, played out: each `[[fires]]` must fire, each `[[silent]]` must stay silent. Tests run them, and so
//! does `juzheng casebook check` for people who write rules without Rust.

use super::Example;
use crate::casebook::Casebook;
use crate::error::{Problem, Result};
use crate::facts::Facts;
use crate::import::Harvest;
use crate::model::{Call, Channel, Direction, Entry, Outcome, Part, Peer, Reading, Record, Stamp, When};
use crate::normalise::{AddressBook, Input, stated, timeline};
use crate::review::finding::Finding;
use crate::review::review;
use crate::vault::book::Book;
use serde_json::{Value, json};

/// The lender's own number in every example.
const LENDER: &str = "1069000000011";

/// Every example of every rule that does not do what its file says.
pub fn check(casebook: &Casebook) -> Vec<Problem> {
    let mut wrong = Vec::new();
    for rule in &casebook.rules {
        let place = |kind: &str, n: usize| format!("casebook/rules/{}.toml 第{}个 [[{kind}]]", rule.id, n + 1);
        for (kind, examples, expected) in [("fires", &rule.fires, true), ("silent", &rule.silent, false)] {
            for (n, example) in examples.iter().enumerate() {
                match fired(example, casebook) {
                    Ok(rules) if rules.contains(&rule.id) == expected => {}
                    Ok(_) => {
                        let what = if expected { "应当触发，却没有" } else { "不应触发，却触发了" };
                        let shown = if example.text.is_empty() { format!("{:?}", example.channel) } else { format!("「{}」", example.text) };
                        wrong.push(Problem::new("rule.example", format!("{what}：{shown}"), place(kind, n), "请改规则、改词族，或改这个例子"));
                    }
                    Err(mut problem) => {
                        problem.place = place(kind, n);
                        wrong.push(problem);
                    }
                }
            }
        }
    }
    wrong
}

/// The rules that fire on an example.
pub fn fired(example: &Example, casebook: &Casebook) -> Result<Vec<String>> {
    let mut rules: Vec<String> = findings(example, casebook)?.iter().map(|f| f.rule().to_owned()).collect();
    rules.dedup();
    Ok(rules)
}

/// The findings on an example.
pub fn findings(example: &Example, casebook: &Casebook) -> Result<Vec<Finding>> {
    let facts = facts(example)?;
    let mut inputs: Vec<Input> = Vec::new();
    for part in std::iter::once(example).chain(&example.also) {
        play(part, &mut inputs)?;
    }
    let mut records = Harvest::default();
    for given in &example.records {
        let at = Some(given.at.as_str()).filter(|at| !at.is_empty());
        let at = at.map(|at| crate::facts::told::when(at).ok_or_else(|| bad(format!("时间“{at}”无法识别")))).transpose()?;
        records.entry(Entry { row: 0, kind: given.kind.clone(), at, fields: given.fields.clone() });
    }
    inputs.push(Input { exhibit: inputs.len() as u32 + 1, file: "records.txt".into(), custodian: Some("p_1".into()), harvest: records });
    inputs.push(Input { exhibit: 0, file: stated::FILE.into(), custodian: None, harvest: stated::harvest(&facts) });
    let books = if example.address_book.is_empty() { vec![] } else { vec![book(&example.address_book)] };
    let timeline = timeline(&facts, &books, inputs);
    let as_of = crate::result::as_of(&facts, &timeline);
    Ok(review(&facts, &timeline, casebook, as_of).findings)
}

/// The contacts of an example (or of one more part of it), into one input for every recipient.
fn play(example: &Example, inputs: &mut Vec<Input>) -> Result<()> {
    if example.no_contact {
        return Ok(());
    }
    let start = Stamp::parse(example.at.as_deref().unwrap_or("2026-03-02T10:00:00+08:00")).ok_or_else(|| bad(format!("时间“{}”无法识别", example.at.as_deref().unwrap_or(""))))?;
    let peer = match (example.number.as_deref(), example.sender.as_deref().unwrap_or("collector")) {
        (Some(number), _) => number,
        (None, "collector") => LENDER,
        (None, "agency") => "059100009301",
        (None, "agency_mobile") => "13800009302",
        (None, "unknown") => "13900007777",
        (None, "person") => "13800000009",
        (None, "other") => "1069000008101",
        (None, other) => return Err(bad(format!("sender 写了“{other}”，只能写 collector、agency、agency_mobile、unknown、person、other"))),
    };
    let recipients = example.recipients.unwrap_or(1).max(1);
    let first = inputs.len();
    for n in 0..recipients {
        let exhibit = inputs.len() as u32 + 1;
        inputs.push(Input { exhibit, file: format!("{exhibit}.xml"), custodian: Some(owner(example, n)?), harvest: Harvest::default() });
    }
    if let Some(before) = example.own_call_before_s {
        inputs[first].harvest.record(record(example, Stamp(start.0 - before * 1000), Direction::Out, Channel::Call, LENDER));
    }
    let direction = example.direction.unwrap_or(Direction::In);
    for n in 0..example.repeat.unwrap_or(1).max(recipients) {
        let at = Stamp(start.0 + i64::from(n) * example.every_s.unwrap_or(600) * 1000);
        inputs[first + (n % recipients) as usize].harvest.record(record(example, at, direction, example.channel.unwrap_or(Channel::Sms), peer));
    }
    Ok(())
}

/// The borrower's address book with these numbers.
fn book(numbers: &[String]) -> AddressBook {
    let mut cards = Harvest::default();
    for number in numbers {
        cards.card(String::new(), vec![number.clone()]);
    }
    AddressBook { book: Book::index(&cards, [0; 16], &std::collections::BTreeSet::new()), exhibit: 99, file: "contacts.vcf".into(), custodian: Some("p_1".into()) }
}

fn bad(what: String) -> Problem {
    Problem::new("rule.example", what, "例子", "请对照 casebook/README.md 的字段说明改正")
}

fn record(example: &Example, at: Stamp, direction: Direction, channel: Channel, number: &str) -> Record {
    let call = channel == Channel::Call;
    Record {
        row: 0,
        offset: 0,
        at: When::exact(at),
        sent: None,
        channel,
        direction,
        peer: Peer { raw: number.into(), name: None, also: example.group.iter().cloned().collect() },
        body: if call { String::new() } else { example.text.clone() },
        call: call.then(|| Call { seconds: Some(example.seconds.unwrap_or(30)), outcome: if example.seconds == Some(0) { Outcome::Missed } else { Outcome::Answered } }),
        parts: if example.picture { vec![picture()] } else { vec![] },
        reading: Reading::Stored,
    }
}

fn picture() -> Part {
    Part { digest: crate::digest::of(&mut &b"picture"[..]).expect("memory"), name: "1.jpg".into(), mime: "image/jpeg".into() }
}

fn owner(example: &Example, n: u32) -> Result<String> {
    Ok(match example.to.as_str() {
        "borrower" => "p_1".into(),
        "guarantor" => "p_2".into(),
        "co_borrower" => "p_3".into(),
        "third_party" => format!("t_{n}"),
        "" => "p_1".into(),
        other => return Err(bad(format!("to 写了“{other}”，只能写 borrower、guarantor、co_borrower、third_party"))),
    })
}

/// The invented case every example plays in.
fn facts(example: &Example) -> Result<Facts> {
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
    let who = owner(example, 0)?;
    let refusals: Vec<_> = example.refused_at.iter().map(|at| json!({ "person": who, "at": at, "to": "l_1" })).collect();
    let value = json!({
        "client": "p_1", "borrower": "p_1", "persons": persons, "refusals": refusals,
        "lenders": [{ "id": "l_1", "name": "某某小额贷款有限公司", "licence": example.licence.as_deref().unwrap_or("小额贷款公司"), "associations": member,
                      "numbers": [LENDER, "059100000201"], "signatures": ["【某某小贷】"] }],
        "agencies": [{ "id": "a_1", "name": "众信催收", "acts_for": "l_1", "entrusted": "yes", "numbers": ["059100009301", "13800009302"] }],
        "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_1" }],
        "other_numbers": [{ "number": "1069000008101", "what": "courier" }],
    });
    let laid = serde_json::to_value(&example.facts).map_err(|e| bad(e.to_string()))?;
    Facts::from_value(&lay(value, laid), "example")
}

/// Lays facts over others: tables are merged, a list item with the `id` of an existing one is laid over it, others are added.
fn lay(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Object(mut under), Value::Object(over)) => {
            for (key, value) in over {
                let below = under.remove(&key).unwrap_or(Value::Null);
                under.insert(key, lay(below, value));
            }
            Value::Object(under)
        }
        (Value::Array(mut under), Value::Array(over)) => {
            for item in over {
                let known = item.get("id").and_then(|id| under.iter().position(|u| u.get("id") == Some(id)));
                match known {
                    Some(i) => under[i] = lay(under[i].take(), item),
                    None => under.push(item),
                }
            }
            Value::Array(under)
        }
        (_, over) => over,
    }
}
