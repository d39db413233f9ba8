//! One row of a table of messages or calls: the event it states, or why it is none.

use super::super::csv_columns::Role;
use super::super::csv_kind::{Kind, android_kind, channel, is_message_service, is_notice, kind_of, never_left, only_of_calls};
use super::super::csv_diary::outcome_of;
use super::super::csv_peer::peer;
use super::super::csv_row;
use super::super::csv_sides::{Refusal, sides};
use super::super::dates::seconds;
use super::super::table::Row;
use super::{Reader, is_call};
use crate::import::Harvest;
use crate::model::{Call, Channel, Direction, Outcome, Peer, Reading, Record, SkipKind};
use crate::number::{self, NumberKind};
use crate::time::Grain;
use std::collections::{BTreeMap, BTreeSet};

/// What a row gives.
pub(super) enum Taken {
    Event(Record),
    Listed(SkipKind, String),
}

/// What was not sent or did not arrive is no contact; `word` is what the row says of it.
fn unsent(word: &str) -> Taken {
    let why = if word.is_empty() { "草稿或没有发出".to_owned() } else { format!("写着“{}”，没有当作一次联系", short(word)) };
    Taken::Listed(SkipKind::NotSent, why)
}

fn short(word: &str) -> String {
    word.chars().take(20).collect()
}

/// Lists of chats name a chat by the contact's name (iMazing's Chat Session), and only received messages tell the number. Where the file
/// gives one number alone for a name, messages sent to that name went to it.
pub(super) fn numbers_of_sessions(harvest: &mut Harvest) {
    let mut numbers: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for record in harvest.records.iter().filter(|r| r.direction == Direction::In && number::kind(&r.peer.raw) != NumberKind::Name) {
        if let Some(name) = &record.peer.name {
            numbers.entry(name.clone()).or_default().entry(number::key(&record.peer.raw)).or_insert_with(|| record.peer.raw.clone());
        }
    }
    let sessions: BTreeSet<&str> = harvest.records.iter().filter(|r| r.direction == Direction::Out).map(|r| r.peer.raw.as_str()).collect();
    numbers.retain(|name, found| found.len() == 1 && sessions.contains(name.as_str()));
    for record in harvest.records.iter_mut().filter(|r| r.direction == Direction::Out && r.peer.name.is_none()) {
        if let Some(number) = numbers.get(&record.peer.raw).and_then(|found| found.values().next()) {
            record.peer.name = Some(std::mem::replace(&mut record.peer.raw, number.clone()));
        }
    }
}

impl Reader<'_> {
    /// Whether the row is a further part of the message of the row before it: its words are put there.
    pub(super) fn same_message(&mut self, row: &Row) -> bool {
        let Some((id, first)) = &self.message else { return false };
        if self.columns.beside.part_of(row) != Some(id.as_str()) {
            self.message = None;
            return false;
        }
        let words = self.columns.beside.words(row, self.columns.of(Role::Body).map_or("", |at| row.cell(at)));
        let first = *first;
        if let Some(record) = self.harvest.records.iter_mut().rev().find(|r| r.row == first) {
            if !words.is_empty() && !record.body.is_empty() {
                record.body.push('\n');
            }
            record.body.push_str(&words);
        }
        self.harvest.skip(SkipKind::NotContact, format!("与第{first}行是同一条彩信的另一部分，文字已并入那一行"));
        true
    }

    pub(super) fn parts_follow(&mut self, row: &Row, number: u64) {
        self.message = self.columns.beside.part_of(row).map(|id| (id.to_owned(), number));
    }

pub(super) fn record(&mut self, row: &mut Row) -> Result<Taken, Refusal> {
        csv_row::fit(&self.columns, self.delimiter, row)?;
        let row = &*row;
        csv_row::whole(&self.columns, row)?;
        let at = self.when(row)?;
        let service = self.text(row, Role::Service).unwrap_or_default();
        let word = self.text(row, Role::Direction).unwrap_or_default();
        let body = self.text(row, Role::Body).unwrap_or_default();
        if is_notice(word, self.columns.beside.chats) {
            return Ok(Taken::Listed(SkipKind::NotContact, format!("“{}”，不是一条消息或一次通话", short(word))));
        }
        let has_body = self.columns.of(Role::Body).is_some();
        let call_table = !has_body && self.columns.of(Role::Duration).is_some();
        let kind = if self.columns.android { android_kind(word, call_table) } else { kind_of(word) };
        // A picture without words is a message too.
        let messages = has_body && (self.columns.beside.chats || is_message_service(service));
        // Incoming and 主叫 are said of messages too: what has words is no call, unless the word is only said of calls (来电).
        let kind = kind.map(|k| if k.channel == Some(Channel::Call) && (!body.is_empty() || messages) && !only_of_calls(word) { Kind { channel: None, outcome: None, ..k } } else { k });
        let service = if service.is_empty() { self.columns.beside.service() } else { service };
        let channel = channel(service, word, kind, call_table || (!has_body && service.contains("语音")));
        if kind.is_some_and(|k| k.direction.is_none()) {
            return Ok(unsent(if self.columns.android { "" } else { word }));
        }
        csv_row::passed_on(&self.columns, row)?;
        let said = is_call(channel) || ["短信", "彩信", "微信", "信息", "sms", "mms", "message"].iter().any(|w| format!("{service} {word}").to_lowercase().contains(w));
        let told = self.columns.diary.told(row, kind.and_then(|k| k.direction), said)?;
        let kind = if self.columns.of(Role::From).is_some() { kind } else { told.direction.map(|d| kind.map_or(Kind { direction: Some(d), outcome: None, channel: None }, |k| Kind { direction: Some(d), ..k })).or(kind) };
        let channel = told.channel.unwrap_or(channel);
        let labelled = self.labels.sides(&self.columns, row, kind.and_then(|k| k.direction));
        let (direction, number) = labelled.unwrap_or_else(|| sides(&self.columns, row, kind, self.own.as_deref()))?;
        if !is_call(channel) && direction == Direction::Out {
            if let Some(state) = self.columns.state.map(|at| row.cell(at)).filter(|s| never_left(s)) {
                return Ok(unsent(state));
            }
            if self.columns.beside.unsent(row) {
                return Ok(unsent(""));
            }
        }
        self.columns.beside.tells_sender(direction, number)?;
        let (raw, noted, times) = peer(number, self.columns.carrier)?;
        let name = self.text(row, Role::Name).filter(|n| !n.is_empty()).map(str::to_owned).or(noted);
        let call = is_call(channel).then(|| self.call(row, kind, told.outcome));
        if call.is_some() {
            self.calls = (self.calls.0 + 1, self.calls.1 + u64::from(at.grain == Grain::Day));
        }
        // What stands beside a call is the writer's note of it, not what was said.
        self.remarks += u64::from(call.is_some() && !body.is_empty());
        self.often = told.times.or(times);
        let body = if call.is_some() { String::new() } else { self.columns.beside.words(row, body) };
        let reading = if self.columns.diary.stated { Reading::Stated } else { Reading::Stored };
        let peer = Peer { raw, name, also: told.reached.into_iter().collect() };
        Ok(Taken::Event(Record { row: 0, offset: row.offset, at, sent: None, channel, direction, peer, body, call, parts: Vec::new(), reading }))
    }

    /// What is told of a call: its length, and what became of it, by the word of its direction, a state beside it, or 响铃5声 instead of a length.
    fn call(&self, row: &Row, kind: Option<Kind>, taken: Option<Option<Outcome>>) -> Call {
        let length = self.text(row, Role::Duration).unwrap_or_default();
        let state = || self.columns.state.and_then(|at| outcome_of(row.cell(at)));
        // 已拦截 is said of messages too; of a call it says what became of it.
        let blocked = || self.text(row, Role::Direction).and_then(outcome_of).filter(|o| *o == Some(Outcome::Blocked));
        let said = kind.and_then(|k| k.outcome).map(Some).or(taken).or_else(state).or_else(blocked).or_else(|| outcome_of(length)).flatten();
        let seconds = seconds(length, self.columns.unit).filter(|_| !self.columns.packed(length));
        match said {
            // What was not taken has no length; what is counted is how long it rang.
            Some(outcome) if outcome != Outcome::Answered => Call { seconds: seconds.filter(|s| *s == 0 || kind.is_some_and(|k| k.outcome == Some(outcome))), outcome },
            Some(outcome) => Call { seconds, outcome },
            // A duration of zero alone says nothing: 未接 and 拒接 look the same.
            None => Call { seconds, outcome: if seconds > Some(0) || seconds.is_none() && taken.is_some() { Outcome::Answered } else { Outcome::Unknown } },
        }
    }
}
