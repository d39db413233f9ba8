//! What a paper still needs, as questions in plain words, and answers put among the facts. Asks nobody itself.

use super::slots::{self, SlotKind};
use super::{Document, Material, compose_with};
use crate::error::{Problem, Result};
use crate::facts::{FactBook, Stated};
use crate::model::Day;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What people say when they do not know.
const UNKNOWN: [&str; 16] = ["不知道", "不清楚", "不记得", "忘了", "忘记了", "不晓得", "?", "？", "无法提供", "跳过", "略过", "不想填", "先不填", "以后再填", "没查到", "不确定"];
/// Facts that were asked for and not known: not asked again.
const LIST: &str = "unknown";

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Slot.
    pub slot: String,
    /// The blank as the paper shows it.
    pub label: String,
    /// In plain words.
    pub ask: String,
    /// Where the answer is kept, as `juzheng fact` names it.
    pub path: String,
    /// The only answers there are, when that is so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Asked before, and not known.
    pub not_known: bool,
    #[serde(skip)]
    kind: SlotKind,
}

/// The questions of a paper, in the order of its blanks. Blanks only the person can fill (a signature, another's name) are
/// no questions.
///
/// # Errors
/// A mistake in the paper's file.
pub fn questions(document: &Document, m: &Material) -> Result<Vec<Question>> {
    let (_, blanks) = compose_with(document, m)?;
    let known = |slot: &str| m.facts.extra.get(LIST).and_then(|u| u.get(key(slot))).is_some();
    let mut list: Vec<Question> = Vec::new();
    for blank in blanks {
        let Some(slot) = blank.slot.as_deref().and_then(|name| m.casebook.slots.iter().find(|s| s.name == name)) else { continue };
        if slot.fixed || list.iter().any(|q| q.slot == slot.name) {
            continue;
        }
        let Some(path) = slots::place(slot, m).or_else(|| first(&slot.path)) else { continue };
        list.push(Question { slot: slot.name.clone(), label: blank.label, ask: slot.ask.clone(), path, choices: slot.choices.clone(), not_known: known(&slot.name), kind: slot.kind });
    }
    Ok(list)
}

fn key(slot: &str) -> String {
    slot.replace('.', "_")
}

/// The place of a fact about a lender or an agency nobody has named yet.
fn first(path: &str) -> Option<String> {
    let known = |from: &str, to: &str| path.strip_prefix(from).map(|rest| format!("{to}{rest}"));
    known("lenders.{lender}", "lenders.l_1").or_else(|| known("agencies.{agency}", "agencies.a_1"))
}

/// What an answer came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A fact.
    Fact(Value),
    /// Not known.
    Unknown,
}

impl Question {
    /// Reads an answer. An empty one, 不知道 and the like mean that it is not known.
    ///
    /// # Errors
    /// `answer.kind`: not a day, not an amount, not one of the choices; the question may be asked again.
    pub fn read(&self, words: &str) -> Result<Answer> {
        let words = words.trim();
        if words.is_empty() || UNKNOWN.contains(&words.trim_end_matches(['。', '.'])) {
            return Ok(Answer::Unknown);
        }
        let wrong = |what: &str, todo: &str| Err(Problem::new("answer.kind", what, &self.label, todo));
        if !self.choices.is_empty() && !self.choices.iter().any(|c| c == words) {
            return wrong("不在可选的答案里", &format!("请从中选一个：{}；不知道就直接回车", self.choices.join("、")));
        }
        match self.kind {
            SlotKind::Day => match Day::parse(words) {
                Some(day) => Ok(Answer::Fact(day.to_string().into())),
                None => wrong("看不懂这个日期", "请写成 2026-01-31 或 2026年1月31日；不知道就直接回车"),
            },
            SlotKind::Money => match words.trim_end_matches('元').replace([',', '，'], "").parse::<rust_decimal::Decimal>() {
                Ok(amount) if amount.is_sign_positive() => Ok(Answer::Fact(amount.to_string().into())),
                _ => wrong("看不懂这个金额", "请只写数字，例如 3000；不知道就直接回车"),
            },
            SlotKind::Number if words.chars().filter(char::is_ascii_alphanumeric).count() < 6 || words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) => {
                wrong("看着不像证件号码", "请只写证件上的号码；不想存在电脑里、不知道，就直接回车")
            }
            SlotKind::List => Ok(Answer::Fact(json!([words]))),
            SlotKind::Text | SlotKind::Number => Ok(Answer::Fact(words.into())),
        }
    }

    /// Puts the answer among the facts, with who gave it and when. What stood there before comes back.
    ///
    /// # Errors
    /// When there is no such place.
    pub fn put(&self, answer: &Answer, book: &mut FactBook, stated: &Stated) -> Result<Option<Value>> {
        match answer {
            Answer::Unknown => {
                make_room(book, LIST, stated);
                book.set(&format!("{LIST}.{}", key(&self.slot)), "不知道".into(), stated)
            }
            Answer::Fact(value) => {
                make_room(book, &self.path, stated);
                book.set(&self.path, value.clone(), stated)
            }
        }
    }
}

/// Makes the table or list item an answer goes into, when it is not there yet.
fn make_room(book: &mut FactBook, path: &str, stated: &Stated) {
    let keys: Vec<&str> = path.split('.').collect();
    match keys[..] {
        [list @ ("lenders" | "agencies" | "devices"), id, _] => {
            let list_of = book.root.get(list).and_then(Value::as_array);
            let there = list_of.is_some_and(|l| l.iter().any(|i| i.get("id").and_then(Value::as_str) == Some(id)) || id.parse::<usize>().is_ok_and(|n| n <= l.len()));
            if !there {
                let mut item = Map::new();
                if list != "devices" {
                    item.insert("id".into(), id.into());
                    item.insert("name".into(), "".into());
                }
                book.push(list, item, stated);
            }
        }
        [table, ..] if !book.root.contains_key(table) => book.put(table, Value::Object(Map::new()), stated),
        _ => {}
    }
}
