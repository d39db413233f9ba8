//! What was sent and what came back, written as facts: `complaints` and `requests`, where rules, doors and terms see them.
//! Pure: it changes a [`FactBook`]; who keeps the ledger and the receipt is the caller.

use super::route::Route;
use super::steps::{self, Outcome, Step};
use super::{Routes, Who};
use crate::error::{Problem, Result};
use crate::facts::{FactBook, Facts, Stated};
use crate::model::{Day, ExhibitId};
use serde_json::{Map, Value, json};

/// Where a word of the user points.
#[derive(Clone, Debug)]
pub struct Target<'r> {
    /// The desk.
    pub route: &'r Route,
    /// The kind of request, where the desk takes requests.
    pub kind: Option<&'r str>,
}

/// What is noted.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The day it happened.
    pub day: Option<Day>,
    /// Reference number.
    pub number: Option<String>,
    /// To whom, or against whom: lender or agency, by id or name.
    pub to: Option<String>,
    /// What was asked, or what was answered.
    pub words: Option<String>,
    /// The receipt or answer as an exhibit.
    pub exhibit: Option<(u32, ExhibitId)>,
}

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// An answer.
    Answered,
    /// A refusal.
    Refused,
    /// Nothing, up to that day.
    Silent,
}

/// The desk or kind of request a word means: a route id, one of its names (12378 means the complaint for a borrower and the
/// report for anybody else), or a kind of request.
///
/// # Errors
/// Nothing is called so; or a desk that takes several kinds of requests was named and the kind is missing.
pub fn target<'r>(word: &str, facts: &Facts, routes: &'r Routes) -> Result<Target<'r>> {
    let who = Who::of(facts);
    let word = word.trim();
    let desks = || routes.desks.iter();
    for route in desks() {
        if let Some(request) = route.request.iter().find(|r| r.kind == word || r.words.iter().any(|w| w == word)) {
            return Ok(Target { route, kind: Some(&request.kind) });
        }
    }
    let named = |r: &&Route| r.id == word || r.aliases.iter().any(|a| a == word);
    // One number may be two doors: the one for this person is meant.
    let route = desks().find(|r| r.id == word).or_else(|| desks().filter(named).find(|r| r.who.contains(&who))).or_else(|| desks().find(named));
    let Some(route) = route else {
        let known: Vec<&str> = desks().flat_map(|r| r.aliases.first()).map(String::as_str).collect();
        return Err(Problem::new("log.route", format!("没有“{word}”这个渠道"), "命令行", format!("可以写渠道编号，或者：{}", known.join("、"))));
    };
    match route.request.as_slice() {
        [] => Ok(Target { route, kind: None }),
        [only] => Ok(Target { route, kind: Some(&only.kind) }),
        several => {
            let kinds: Vec<String> = several.iter().map(|r| format!("{}（{}）", r.words.first().unwrap_or(&r.kind), r.kind)).collect();
            Err(Problem::new("log.kind", format!("“{}”有几种请求，不知道是哪一种", route.name), "命令行", format!("请写明其中一种：{}", kinds.join("、"))))
        }
    }
}

/// Notes that something was sent. Returns the path of the new fact.
pub fn sent(book: &mut FactBook, facts: &Facts, target: &Target, note: &Note, stated: &Stated) -> String {
    let list = if target.kind.is_some() { "requests" } else { "complaints" };
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| drop(value.map(|v| item.insert(key.to_owned(), v)));
    put("at", note.day.map(|d| json!(d.to_string())));
    put("number", note.number.clone().map(Value::from));
    put("what", note.words.clone().map(Value::from));
    // A lender by its id, so that rules tie it; who has only one lender need not say so.
    let single = (facts.lenders.len() == 1).then(|| facts.lenders[0].id.clone());
    let to = note.to.as_deref().map(|to| facts.lender_named(to).map_or_else(|| to.to_owned(), |l| l.id.clone()));
    match target.kind {
        Some(kind) => {
            put("kind", Some(json!(kind)));
            put("to", to.or(single).map(Value::from));
        }
        None => {
            put("route", Some(json!(target.route.id)));
            if target.route.group == super::route::Group::Lender {
                put("to", to.or(single).or_else(|| Some(target.route.name.clone())).map(Value::from));
            } else {
                put("to", Some(json!(target.route.name)));
                put("against", to.map(Value::from));
            }
        }
    }
    receipt(&mut item, "receipt", note);
    book.push(list, item, stated);
    let n = book.root.get(list).and_then(Value::as_array).map_or(1, Vec::len);
    format!("{list}.{n}")
}

fn receipt(item: &mut Map<String, Value>, key: &str, note: &Note) {
    if let Some((number, sha256)) = note.exhibit {
        item.insert(format!("{key}_exhibit"), json!(number));
        item.insert(format!("{key}_sha256"), json!(sha256));
    }
}

/// Notes what came back on the newest step at this desk that is still open (or bears this number). Returns its path.
///
/// # Errors
/// Nothing was sent there, nothing is open, or the answer lies before the question.
pub fn came_back(book: &mut FactBook, facts: &Facts, routes: &Routes, target: &Target, back: Back, note: &Note, stated: &Stated) -> Result<String> {
    let all = steps::all(facts, &routes.desks);
    let here: Vec<&Step> = all.iter().filter(|s| s.route == target.route.id && target.kind.is_none_or(|k| s.kind.as_deref() == Some(k))).collect();
    let place = || target.route.id.clone();
    if here.is_empty() {
        return Err(Problem::new("log.nothing_sent", format!("案件里没有记过向“{}”提出", target.route.name), place(), format!("请先记下提出的日期：juzheng log <案件> sent {} --date 日期", target.kind.unwrap_or(&target.route.id))));
    }
    let step = match &note.number {
        Some(number) => here.iter().rfind(|s| s.number.as_ref() == Some(number)),
        // Silence that was noted may still be broken by a late answer.
        None => here.iter().rfind(|s| s.outcome == Outcome::Open).or_else(|| here.iter().rfind(|s| s.outcome == Outcome::Silent && back != Back::Silent)),
    };
    let Some(step) = step else {
        return Err(Problem::new("log.none_open", format!("向“{}”提出的都已经记过答复，或者没有这个编号", target.route.name), place(), "请用 --number 写明是哪一次；要改已经记下的，用 juzheng fact"));
    };
    if note.day.is_some_and(|d| d < step.at) {
        return Err(Problem::new("log.order", format!("答复的日期早于提出的日期（{}）", step.at.zh()), step.fact.clone(), "请核对 --date"));
    }
    let mut set = |key: &str, value: Value| book.set(&format!("{}.{key}", step.fact), value, stated).map(drop);
    let day = note.day.map(|d| json!(d.to_string()));
    match back {
        Back::Silent => set("silent_at", day.unwrap_or_default())?,
        Back::Answered | Back::Refused => {
            set("reply_at", day.unwrap_or_default())?;
            let fallback = if back == Back::Refused { "拒绝" } else { "已答复（内容未写）" };
            set("reply", json!(note.words.clone().unwrap_or_else(|| fallback.to_owned())))?;
            if back == Back::Refused {
                set("refused", json!(true))?;
            }
        }
    }
    if let Some((number, sha256)) = note.exhibit {
        set("reply_exhibit", json!(number))?;
        set("reply_sha256", json!(sha256))?;
    }
    // A late answer ends a silence that was noted before.
    if back != Back::Silent && step.outcome == Outcome::Silent {
        book.remove(&format!("{}.silent_at", step.fact))?;
    }
    Ok(step.fact.clone())
}
