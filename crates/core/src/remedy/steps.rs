//! What was sent to which desk, and what came back, from the stated facts: complaints and requests. A complaint is known by
//! the route it names, else by what it was addressed to.

use super::route::Route;
use crate::facts::told::{self, Told, affirmed};
use crate::facts::{Complaint, Facts};
use crate::model::Day;
use serde::Serialize;
use serde_json::{Map, Value};

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing, or only that it has come.
    Open,
    /// An answer.
    Answered,
    /// A refusal.
    Refused,
    /// Stated to be silence.
    Silent,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Route id.
    pub route: String,
    /// Kind of request, for requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Day it was made.
    pub at: Day,
    /// Reference number given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What came back.
    pub outcome: Outcome,
    /// Day of the answer, or up to which there was silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Day>,
    /// Lender id it is about, when it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lender: Option<String>,
    /// Where the fact stands, as `juzheng fact` names it.
    pub fact: String,
}

impl Step {
    /// Whether it has been answered, refused, or silent for more than so many days.
    pub fn settled(&self, days: i32, as_of: Day) -> bool {
        self.outcome != Outcome::Open || as_of.number - self.at.number > days
    }

    /// `2026年2月20日提出，2026年3月1日答复`.
    pub fn zh(&self) -> String {
        let number = self.number.as_ref().map_or_else(String::new, |n| format!("（编号{n}）"));
        let back = |what: &str| self.answered_at.map_or_else(|| what.to_owned(), |d| format!("{}{what}", d.zh()));
        let outcome = match self.outcome {
            Outcome::Open => "还没有处理结果".to_owned(),
            Outcome::Answered => back("答复"),
            Outcome::Refused => back("被拒绝"),
            Outcome::Silent => self.answered_at.map_or_else(|| "没有答复".to_owned(), |d| format!("截至{}没有答复", d.zh())),
        };
        format!("{}提出{number}，{outcome}", self.at.zh())
    }
}

/// An answer that only says that it has come.
const RECEIPT: [&str; 9] = ["已受理", "已收到", "正在核实", "正在处理", "耐心等待", "已登记", "已转", "acknowledged", "received"];
const RESULT: [&str; 18] = ["经核", "核实结果", "核查结果", "处理结果", "已处理", "已停止", "同意", "致歉", "道歉", "减免", "方案", "不予", "拒绝", "办结", "已要求", "责令", "整改", "resolved"];
const REFUSED: [&str; 27] = [
    "拒绝", "不予", "不受理", "不立案", "不属于", "驳回", "不同意", "不提供", "不能提供", "无法提供", "不便提供", "不删除", "不能删除", "无法删除",
    "不会删除", "不用删除", "无需删除", "没必要删除", "不停止", "不会停止", "无权要求", "没有权利要求", "没有义务", "没义务", "恕不", "refus", "reject",
];

/// Every step the facts tell of, in order of day.
pub fn all(facts: &Facts, routes: &[Route]) -> Vec<Step> {
    let mut steps: Vec<Step> = facts.complaints.iter().enumerate().filter_map(|(n, c)| complaint(facts, routes, n, c)).collect();
    for told in Told::each("requests", &facts.requests) {
        let called = |r: &&super::route::Request| told.is_called(&[&[r.kind.clone()][..], &r.words].concat());
        let Some((route, request)) = routes.iter().find_map(|r| Some((r, r.request.iter().find(called)?))) else { continue };
        let Some(at) = told.at() else { continue };
        let reply = told.text(&["reply", "answer", "response", "result"]);
        let answered = told.when(&["reply_at", "replied_at", "answered_at", "refused_at"]).map(|w| w.day());
        let (outcome, answered_at) = outcome(told.value, reply.as_deref(), answered);
        let lender = told.lender(facts).map(|i| facts.lenders[i as usize].id.clone());
        steps.push(Step { route: route.id.clone(), kind: Some(request.kind.clone()), at: at.day(), number: told.text(&["number"]), outcome, answered_at, lender, fact: told.path() });
    }
    steps.sort_by(|a, b| (a.at, &a.route, &a.fact).cmp(&(b.at, &b.route, &b.fact)));
    steps
}

fn complaint(facts: &Facts, routes: &[Route], n: usize, complaint: &Complaint) -> Option<Step> {
    let at = complaint.at.as_deref().and_then(told::when)?.day();
    let against = || ["against", "lender", "about"].iter().find_map(|k| complaint.extra.get(*k)?.as_str());
    let lender = complaint.to.as_deref().and_then(|to| facts.lender_named(to)).or_else(|| facts.lender_named(against()?)).map(|l| l.id.clone());
    let route = desk(facts, routes, complaint)?;
    let extra = Value::Object(complaint.extra.clone().into_iter().collect::<Map<_, _>>());
    let answered = complaint.reply_at.as_deref().and_then(told::when).map(|w| w.day());
    let (outcome, answered_at) = outcome(&extra, complaint.reply.as_deref(), answered);
    let fact = extra.get("id").and_then(Value::as_str).map_or_else(|| format!("complaints.{}", n + 1), |id| format!("complaints.{id}"));
    Some(Step { route, kind: None, at, number: complaint.number.clone(), outcome, answered_at, lender, fact })
}

/// The desk a complaint went to: the route it names, one whose name it bears, else the lender when it names the lender.
fn desk(facts: &Facts, routes: &[Route], complaint: &Complaint) -> Option<String> {
    if let Some(route) = &complaint.route {
        return Some(routes.iter().find(|r| r.id == *route).map_or_else(|| route.clone(), |r| r.id.clone()));
    }
    let to = complaint.to.as_deref()?;
    let who = super::Who::of(facts);
    let by_name = routes.iter().filter(|r| r.who.contains(&who)).find(|r| r.aliases.iter().any(|a| to.contains(a.as_str())));
    by_name.map(|r| r.id.clone()).or_else(|| facts.lender_named(to).map(|_| "lender_complaint".to_owned()))
}

fn outcome(item: &Value, reply: Option<&str>, answered: Option<Day>) -> (Outcome, Option<Day>) {
    let told = Told { list: "", n: 0, value: item };
    if let Some(silent) = told.when(&["silent_at", "no_answer_at"]) {
        return (Outcome::Silent, Some(silent.day()));
    }
    let words = reply.unwrap_or_default();
    if told.flag(&["refused", "denied", "rejected"]) == Some(true) || REFUSED.iter().any(|w| affirmed(words, w)) {
        return (Outcome::Refused, answered);
    }
    let only_receipt = RECEIPT.iter().any(|w| words.contains(w)) && !RESULT.iter().any(|w| words.contains(w));
    if only_receipt || (reply.is_none_or(|r| r.trim().is_empty()) && answered.is_none()) { (Outcome::Open, None) } else { (Outcome::Answered, answered) }
}
