//! The rules as data: one file of `casebook/rules` each, checked at load. A rule names detectors, articles and words; it
//! cannot state law and cannot compute. If a rule needs a loop, that is a new detector, not a new syntax.

pub mod examples;

use crate::error::Problem;
use crate::law::{Law, Wanted};
use crate::model::{Channel, Direction};
use crate::time::clock_seconds;
use serde::Deserialize;

/// One unlawful act.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// File name, fixed in the reference table.
    #[serde(skip)]
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What the finding says happened.
    pub says: String,
    /// Why it could be wrong: printed with every finding.
    pub why_it_may_be_wrong: String,
    /// What the finding does not show: printed with every finding.
    pub shows_not: String,
    /// Severity stated.
    pub severity: Severity,
    /// The most that may be said.
    pub severity_ceiling: Severity,
    /// Who can act on it.
    pub authorities: Vec<String>,
    /// Whether events are judged one by one or in groups.
    #[serde(default)]
    pub unit: Unit,
    /// The strongest tier this rule can reach.
    #[serde(default = "proven")]
    pub tier: Tier,
    /// The articles, those in force on the event's day are cited.
    pub cites: Vec<Basis>,
    /// When it fires.
    pub when: When,
    /// Counting: fires when any of these is reached by the events `when` admits.
    #[serde(default)]
    pub count: Vec<Count>,
    /// Examples that must fire.
    #[serde(default)]
    pub fires: Vec<Example>,
    /// Examples that must stay silent.
    #[serde(default)]
    pub silent: Vec<Example>,
}

fn proven() -> Tier {
    Tier::Proven
}

/// How heavy, in the words a tool may use. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
pub enum Severity {
    /// Against a rule or standard.
    违规,
    /// Against the law.
    违法,
    /// Suspected of a crime; never more than suspected.
    涉嫌犯罪,
}

/// What is counted as one finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Each event on its own.
    #[default]
    Event,
    /// A day, a window, a sender.
    Group,
}

/// How sure. Ordered from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The record permits it.
    Possible,
    /// The record points to it.
    Likely,
    /// The record itself shows it.
    Proven,
}

impl Tier {
    /// As papers say it.
    pub fn zh(self) -> &'static str {
        match self {
            Tier::Possible => "可能",
            Tier::Likely => "较有可能",
            Tier::Proven => "记录直接显示",
        }
    }
}

/// An article a rule rests on, with what must be so for it to apply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Reference into `casebook/law`.
    pub article: Wanted,
    /// Kinds of licence of the lender.
    #[serde(default)]
    pub licence: Vec<String>,
    /// Association the lender must be a member of.
    pub member: Option<String>,
    /// Named only as the upper bound of what the act may amount to.
    #[serde(default)]
    pub ceiling: bool,
}

/// One level of conditions: all of `all`, one of `any` (when given), none of `unless`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// Every one must hold.
    #[serde(default)]
    pub all: Vec<Test>,
    /// At least one must hold.
    #[serde(default)]
    pub any: Vec<Test>,
    /// None may hold.
    #[serde(default)]
    pub unless: Vec<Test>,
}

/// One condition; its fields must hold together. A closed set: see `review/detect.rs`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// In or out.
    pub direction: Option<Direction>,
    /// Standing of whose phone it is: borrower, co_borrower, guarantor, third_party.
    #[serde(default)]
    pub recipient: Vec<String>,
    /// Who it comes from.
    pub sender: Option<Sender>,
    /// Any of these families of `casebook/words` is in the words.
    #[serde(default)]
    pub words: Vec<String>,
    /// None of these families is.
    #[serde(default)]
    pub without: Vec<String>,
    /// Any of these channels.
    #[serde(default)]
    pub channel: Vec<Channel>,
    /// The words name this person.
    pub about: Option<About>,
    /// The message carries a signature 【…】.
    pub signed: Option<bool>,
    /// Sending time within these hours, Shanghai.
    pub hour: Option<Hours>,
    /// The recipient had told this lender to stop before.
    pub refused: Option<bool>,
    /// Connected call.
    pub connected: Option<bool>,
    /// An incoming call within so many minutes of the owner's own call to the same lender.
    pub called_back_within_minutes: Option<u32>,
}

/// Who a contact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// Tied to a lender of the case, with a stated strength.
    Collector,
    /// Not a person the case knows, nor a number known to be something else; may be tied to a lender or not.
    Stranger,
}

/// Whom the words are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The borrower, by name.
    Borrower,
}

/// A window of the day; may pass midnight. `from` is inside, `until` is not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// HH:MM:SS.
    pub from: String,
    /// HH:MM:SS.
    pub until: String,
}

impl Hours {
    /// Whether a second of the day lies inside.
    pub fn holds(&self, second: u32) -> bool {
        let (Some(from), Some(until)) = (clock_seconds(&self.from), clock_seconds(&self.until)) else { return false };
        if from <= until { (from..until).contains(&second) } else { second >= from || second < until }
    }
}

/// A threshold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// What is counted.
    pub of: Counted,
    /// From this number on.
    pub at_least: u32,
    /// Calendar day in Shanghai.
    pub per: Option<Period>,
    /// Rolling window.
    pub within_minutes: Option<u32>,
    /// Rolling window.
    pub within_days: Option<u32>,
    /// Whether the number stands in a text or is a practice value.
    pub kind: NumberKind,
    /// Said with the finding.
    pub note: String,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Events.
    Events,
    /// Different recipients.
    Recipients,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Natural day, Shanghai.
    Day,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// The number stands in a text.
    Text,
    /// No text gives the number; it is a value from practice and shown as such.
    Practice,
}

/// A small invented situation. Defaults: one SMS from the lender 某某小额贷款有限公司 on 2026-03-02 10:00:00.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// borrower, co_borrower, guarantor, third_party.
    pub to: String,
    /// Words.
    #[serde(default)]
    pub text: String,
    /// First contact, RFC 3339.
    pub at: Option<String>,
    /// Channel; sms.
    pub channel: Option<Channel>,
    /// collector (the lender's own number), unknown, person, other.
    pub sender: Option<String>,
    /// Duration of a call; 30.
    pub seconds: Option<u32>,
    /// How often.
    pub repeat: Option<u32>,
    /// Seconds between contacts; 600.
    pub every_s: Option<i64>,
    /// Different recipients, one contact each.
    pub recipients: Option<u32>,
    /// When the recipient refused.
    pub refused_at: Option<String>,
    /// The owner's own call to the lender, so many seconds before.
    pub own_call_before_s: Option<i64>,
    /// Licence of the lender; 小额贷款公司.
    pub licence: Option<String>,
    /// Association the lender is a member of.
    pub member: Option<String>,
}

/// Reads all rule files; every mistake is reported.
pub fn load(files: &[(&str, &str)], law: &Law, families: &dyn Fn(&str) -> bool) -> Result<Vec<Rule>, Vec<Problem>> {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for (stem, text) in files {
        let place = format!("casebook/rules/{stem}.toml");
        match toml::from_str::<Rule>(text) {
            Ok(mut rule) => {
                rule.id = (*stem).to_owned();
                check(&rule, &place, law, families, &mut problems);
                rules.push(rule);
            }
            Err(e) => {
                let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
                problems.push(Problem::new("rule.syntax", format!("规则文件写法有误：{}", e.message()), format!("{place} 第{line}行"), "请对照 casebook/README.md 的字段说明改正"));
            }
        }
    }
    if problems.is_empty() { Ok(rules) } else { Err(problems) }
}

fn check(rule: &Rule, place: &str, law: &Law, families: &dyn Fn(&str) -> bool, problems: &mut Vec<Problem>) {
    let mut wrong = |code: &str, what: String, todo: &str| problems.push(Problem::new(code, what, place, todo));
    for (field, text) in [("name", &rule.name), ("says", &rule.says), ("why_it_may_be_wrong", &rule.why_it_may_be_wrong), ("shows_not", &rule.shows_not)] {
        if text.trim().is_empty() {
            wrong("rule.empty", format!("{field} 是空的"), "每条规则都要写明说什么、为什么可能错、不能说明什么");
        }
    }
    if rule.severity > rule.severity_ceiling {
        wrong("rule.severity", "severity 高于 severity_ceiling".into(), "上限应不低于通常的严重程度");
    }
    if rule.cites.is_empty() {
        wrong("rule.no_basis", "没有写依据".into(), "至少写一条 cites");
    }
    for basis in &rule.cites {
        if let Err(p) = law.check(&basis.article) {
            wrong("rule.article", format!("依据 {} 不存在：{}", basis.article, p.what), "请核对条号，或先在 casebook/law 里补上这一条");
        }
    }
    for test in rule.when.all.iter().chain(&rule.when.any).chain(&rule.when.unless) {
        for family in test.words.iter().chain(&test.without).filter(|f| !families(f)) {
            wrong("rule.words", format!("词族“{family}”不存在"), "请核对 casebook/words 里的文件名");
        }
        for who in test.recipient.iter().filter(|r| !matches!(r.as_str(), "borrower" | "co_borrower" | "guarantor" | "third_party")) {
            wrong("rule.recipient", format!("recipient 写了“{who}”"), "只能写 borrower、co_borrower、guarantor、third_party");
        }
        if let Some(h) = &test.hour
            && (clock_seconds(&h.from).is_none() || clock_seconds(&h.until).is_none())
        {
            wrong("rule.hour", format!("时段“{}–{}”无法识别", h.from, h.until), "请写成 22:00:00 这样的形式");
        }
    }
    for count in &rule.count {
        let windows = usize::from(count.per.is_some()) + usize::from(count.within_minutes.is_some()) + usize::from(count.within_days.is_some());
        if windows != 1 || count.at_least < 2 {
            wrong("rule.count", "count 要写明一个期间（per、within_minutes 或 within_days），at_least 至少为 2".into(), "请改正 [[count]]");
        }
    }
    if rule.fires.len() < 5 || rule.silent.len() < 5 {
        wrong("rule.examples", format!("例子不足：应有 {} 条，不应有 {} 条", rule.fires.len(), rule.silent.len()), "[[fires]] 和 [[silent]] 各至少写五条");
    }
}

/// The articles of a rule in force on a day for this lender; empty when the rule has no basis then.
pub fn bases<'r>(rule: &'r Rule, licence: Option<&str>, associations: &[String]) -> impl Iterator<Item = &'r Basis> {
    let licence = licence.map(str::to_owned);
    let associations = associations.to_vec();
    rule.cites.iter().filter(move |b| {
        (b.licence.is_empty() || licence.as_ref().is_some_and(|l| b.licence.contains(l))) && b.member.as_ref().is_none_or(|m| associations.contains(m))
    })
}

