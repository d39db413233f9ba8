//! Terms, counted from the case's own events: answers that are due, limitation, when the police can no longer punish, when
//! records are gone. The day a term runs from is not counted; a term in months or years ends on the corresponding day, or
//! the last of the month (民法典 200 to 203, 民事诉讼法 85). The earlier, safe day is given first; where the law moves a
//! last day of rest, the later day stands beside it.

use super::calendar::Calendar;
use super::plan::Vanishes;
use super::route::{DeadlineRule, From, Route, Whose};
use super::steps::{Outcome, Step};
use super::{Matter, Scene, span};
use crate::law::{Grade, Law};
use crate::model::Day;
use crate::money::cost::months_later;
use crate::review::finding::Finding;
use crate::rules::NumberKind;
use serde::Serialize;
use std::collections::BTreeMap;

/// One term of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Stable: what it is, for whom, counted from which fact.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who must keep it.
    pub whose: Whose,
    /// The day it is counted from.
    pub from: Day,
    /// What happened that day.
    pub from_what: String,
    /// How long: `15日`, `15个工作日`, `6个月`, `3年`.
    pub length: String,
    /// Last day; none when it could not be counted, which `note` explains.
    pub last_day: Option<Day>,
    /// The working day to which the law moves a last day of rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rolled_to: Option<Day>,
    /// Days from the day the case looks back from; negative when past.
    pub days_left: Option<i32>,
    /// What to do about it.
    pub says: String,
    /// Articles, or where the number comes from.
    pub basis: Vec<String>,
    /// Whether the number stands in a text or is a value of practice.
    pub kind: &'static str,
    /// Weakest grade of the articles named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Why it could not be counted, or what must be known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The fact it is counted from, as `juzheng fact` names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// What is needed besides the scene.
pub struct Book<'a> {
    /// Desks.
    pub routes: &'a [Route],
    /// Terms of no single desk.
    pub rules: &'a [DeadlineRule],
    /// Evidence that goes.
    pub vanishes: &'a [Vanishes],
    /// Law, for the articles.
    pub law: &'a Law,
    /// Working days.
    pub calendar: &'a Calendar,
}

/// One start of a term.
struct Start {
    day: Day,
    what: String,
    key: String,
    fact: Option<String>,
}

/// Every term of the case, by last day; those that could not be counted come last.
pub fn due(scene: &Scene, book: &Book) -> Vec<Due> {
    let mut all = Vec::new();
    for route in book.routes {
        for rule in &route.deadline {
            let steps: Vec<&Step> = scene.steps.iter().filter(|s| s.route == route.id).collect();
            all.extend(counted(scene, book, rule, &route.id, &steps));
        }
    }
    for rule in book.rules {
        all.extend(counted(scene, book, rule, "", &[]));
    }
    for gone in super::plan::vanishing(scene, book.vanishes) {
        let (Some(last), Some(from)) = (gone.before, gone.counted_from) else { continue };
        // Carriers drop their lists month by month: each month of calls has its own day, not only the first.
        let rule = book.vanishes.iter().find(|v| v.what == gone.what && v.from == Some(From::FirstCall));
        let months = rule.and_then(|v| v.months).map(|months| call_months(scene).into_iter().filter_map(|day| Some((day, months_later(day, months)?, format!("/{}", &day.to_string()[..7])))).collect::<Vec<_>>());
        for (from, last, month) in months.unwrap_or_else(|| vec![(from, last, String::new())]) {
            let (y, m, _) = from.civil();
            let of = if month.is_empty() { String::new() } else { format!("（{y}年{m}月的）") };
            all.push(Due {
                id: format!("evidence/{}{month}", gone.what),
                name: format!("{}{of}可能开始查不到", gone.what),
                whose: Whose::Evidence,
                from,
                from_what: if month.is_empty() { "记录里最早的相关往来".into() } else { "这个月最早的通话".into() },
                length: gone.when.clone(),
                last_day: Some(last),
                rolled_to: None,
                days_left: Some(last.number - scene.as_of.number),
                says: gone.keep.clone(),
                basis: vec![gone.source.clone()],
                kind: kind(NumberKind::Practice),
                grade: Some(gone.grade),
                note: None,
                fact: None,
            });
        }
    }
    all.sort_by(|a, b| (a.last_day.is_none(), a.last_day, &a.id).cmp(&(b.last_day.is_none(), b.last_day, &b.id)));
    all
}

fn kind(kind: NumberKind) -> &'static str {
    if kind == NumberKind::Text { "text" } else { "practice" }
}

fn counted(scene: &Scene, book: &Book, rule: &DeadlineRule, route: &str, steps: &[&Step]) -> Vec<Due> {
    if !rule.who.is_empty() && !rule.who.contains(&scene.who) {
        return Vec::new();
    }
    starts(scene, rule, steps)
        .into_iter()
        .map(|start| {
            let (last, note) = last_day(book.calendar, rule, start.day);
            let rolled = last.filter(|_| rule.rolls).map(|day| book.calendar.roll(day));
            let note = note.or_else(|| rolled.and_then(Result::err).map(|year| format!("{}；最后一日遇放假是否顺延没有算", year.zh())));
            let (basis, grade) = basis(book, rule, start.day, scene.as_of);
            Due {
                id: format!("{}{}{}/{}", route, if route.is_empty() { "" } else { "." }, rule.id, start.key),
                name: rule.name.clone(),
                whose: rule.whose,
                from: start.day,
                from_what: start.what,
                length: length(rule),
                last_day: last,
                rolled_to: rolled.and_then(Result::ok).filter(|r| Some(*r) != last),
                days_left: last.map(|d| d.number - scene.as_of.number),
                says: rule.says.clone(),
                basis,
                kind: kind(rule.kind),
                grade,
                note,
                fact: start.fact,
            }
        })
        .collect()
}

fn length(rule: &DeadlineRule) -> String {
    match (rule.days, rule.working_days, rule.months, rule.years) {
        (Some(n), ..) => format!("{n}日"),
        (_, Some(n), ..) => format!("{n}个工作日"),
        (_, _, Some(n), _) => format!("{n}个月"),
        (.., n) => format!("{}年", n.unwrap_or_default()),
    }
}

fn last_day(calendar: &Calendar, rule: &DeadlineRule, from: Day) -> (Option<Day>, Option<String>) {
    match (rule.days, rule.working_days, rule.months, rule.years) {
        (Some(n), ..) => (Some(from.plus(n)), None),
        (_, Some(n), ..) => match calendar.later(from, n) {
            Ok(day) => (Some(day), None),
            Err(year) => (None, Some(year.zh())),
        },
        (_, _, Some(n), _) => (months_later(from, n), None),
        (.., n) => (months_later(from, n.unwrap_or_default() * 12), None),
    }
}

fn basis(book: &Book, rule: &DeadlineRule, from: Day, as_of: Day) -> (Vec<String>, Option<Grade>) {
    // The words of the day it runs from; where there were none yet, those of the day the case looks back from.
    let on = |day: Day| rule.cites.iter().filter_map(|w| book.law.cite(w, day).ok()).collect::<Vec<_>>();
    let citations = Some(on(from)).filter(|c| !c.is_empty()).unwrap_or_else(|| on(as_of));
    let grade = citations.iter().map(|c| c.grade()).max();
    let mut named: Vec<String> = citations.iter().map(|c| c.display().to_owned()).collect();
    named.dedup();
    named.extend(rule.source.clone());
    (named, grade)
}

/// From what it runs: a step, or the acts of each lender.
fn starts(scene: &Scene, rule: &DeadlineRule, steps: &[&Step]) -> Vec<Start> {
    let of_step = |s: &Step, day: Day, what: &str| Start { day, what: format!("{what}{}", s.number.as_ref().map_or_else(String::new, |n| format!("（编号{n}）"))), key: s.fact.clone(), fact: Some(s.fact.clone()) };
    let right = |s: &&&Step| rule.licence.is_empty() || of_kind(scene, rule, s.lender.as_deref());
    match rule.from {
        From::Sent => steps.iter().filter(right).filter(|s| s.outcome == Outcome::Open).map(|s| of_step(s, s.at, "提出")).collect(),
        From::Answered => steps.iter().filter(right).filter(|s| matches!(s.outcome, Outcome::Answered | Outcome::Refused)).filter_map(|s| Some(of_step(s, s.answered_at?, "收到答复"))).collect(),
        From::Settled => scene.facts.loans.iter().filter_map(|l| Some(Start { day: l.settled_on?, what: format!("借款{}结清", l.id), key: format!("loans.{}", l.id), fact: Some(format!("loans.{}", l.id)) })).collect(),
        From::FirstCall | From::LastCall => anchor(scene, rule.from).map(|day| Start { day, what: "记录里的通话".into(), key: String::new(), fact: None }).into_iter().collect(),
        From::FirstAct | From::LastAct => per_lender(scene, rule),
    }
}

fn of_kind(scene: &Scene, rule: &DeadlineRule, lender: Option<&str>) -> bool {
    let licence = lender.and_then(|id| scene.facts.lender(id)).map(|l| vec![l]).unwrap_or_else(|| scene.facts.lenders.iter().collect());
    licence.iter().any(|l| l.licence.as_deref().is_some_and(|x| rule.licence.iter().any(|k| k == x)))
}

/// The acts of each lender apart; a step that interrupts starts the term again and is told.
fn per_lender(scene: &Scene, rule: &DeadlineRule) -> Vec<Start> {
    let mut groups: BTreeMap<(String, String), Vec<&Finding>> = BTreeMap::new();
    for finding in scene.findings.iter().filter(|f| rule.findings.is_empty() || rule.findings.iter().any(|r| r == f.rule())) {
        let key = finding.against().as_ref().map_or_else(|| (String::new(), "身份未确认的发送者".to_owned()), |a| (a.id.clone(), a.name.clone()));
        groups.entry(key).or_default().push(finding);
    }
    let mut all = Vec::new();
    for ((id, name), findings) in groups {
        let Some((first, last)) = span(findings.into_iter()) else { continue };
        let (day, what) = if rule.from == From::FirstAct { (first, "记录里最早的一次涉嫌行为") } else { (last, "记录里最后一次涉嫌行为") };
        all.push(Start { day, what: format!("{name}：{what}"), key: id.clone(), fact: None });
        let again = scene.steps.iter().rfind(|s| rule.interrupted_by.contains(&s.route) && s.at > day && s.lender.as_ref().is_none_or(|l| *l == id));
        if let Some(step) = again {
            all.push(Start { day: step.at, what: format!("{name}：{}（{}）可能使期间重新计算，以写明了请求、能显示送达为准", "之后提出的请求", step.fact), key: format!("{id}+{}", step.fact), fact: Some(step.fact.clone()) });
        }
    }
    all
}

/// The first call of the findings in each month, in order.
fn call_months(scene: &Scene) -> Vec<Day> {
    let mut first: BTreeMap<(i32, u32), Day> = BTreeMap::new();
    for day in scene.findings.iter().flat_map(Finding::events).filter(|e| e.channel == "call").filter_map(|e| Day::parse(e.time.get(..10)?)) {
        let (year, month, _) = day.civil();
        let known = first.entry((year, month)).or_insert(day);
        *known = (*known).min(day);
    }
    first.into_values().collect()
}

/// The day something of the whole case is counted from.
pub fn anchor(scene: &Scene, from: From) -> Option<Day> {
    let calls = || scene.findings.iter().flat_map(Finding::events).filter(|e| e.channel == "call").filter_map(|e| Day::parse(e.time.get(..10)?));
    match from {
        From::FirstCall if scene.matters.contains(&Matter::Calls) => calls().min(),
        From::LastCall if scene.matters.contains(&Matter::Calls) => calls().max(),
        From::FirstAct => span(scene.findings.iter()).map(|s| s.0),
        From::LastAct => span(scene.findings.iter()).map(|s| s.1),
        _ => None,
    }
}
