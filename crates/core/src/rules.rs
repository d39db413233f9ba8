//! The rules as data: one file of `casebook/rules` each, checked at load. A rule names detectors, articles and words; it
//! cannot state law and cannot compute. If a rule needs a loop, that is a new detector, not a new syntax.

mod example;
pub mod examples;
mod fact;
mod when;

pub use example::{Example, Given};
pub use fact::{Ask, FactTest};
pub use when::{About, Answer, By, Count, Counted, Hours, NumberFrom, Period, Sender, Stage, Test, When};

use crate::error::Problem;
use crate::law::{Law, Wanted};
use crate::time::{Day, clock_seconds};
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
    /// When a contact (or a count of contacts) fires it. A rule without is judged by its `fact` tests alone.
    #[serde(default)]
    pub when: When,
    /// Fires on a stated fact or another record of the case, whatever was said.
    #[serde(default)]
    pub fact: Vec<FactTest>,
    /// Evidence without which silence means nothing (ids of `_needs.toml`).
    #[serde(default)]
    pub needs: Vec<String>,
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
    /// A loan.
    Loan,
    /// A stated fact or another record.
    Fact,
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
    /// Only for these sides of the act: a channel, `to_borrower` (nobody else could see it) or `to_others`, `under_14`, `card` (it is about a credit card), or `entered`, `alone`, `unrecorded` of a stated visit.
    #[serde(default)]
    pub facet: Vec<String>,
    /// Only for events from this day on (for a number that belonged to another matter before).
    pub from: Option<Day>,
    /// Only for events up to this day.
    pub until: Option<Day>,
}

/// A kind of evidence some rules cannot do without, and how to come by it (`_needs.toml`).
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Id; the questions are in `review/needs.rs`.
    pub id: String,
    /// What is missing.
    pub what: String,
    /// How it can be had.
    pub how: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Needs {
    need: Vec<Need>,
}

/// Stem of the file that lists kinds of evidence; a file whose name begins with `_` is no rule.
const NEEDS: &str = "_needs";

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// The number stands in a text.
    Text,
    /// No text gives the number; it is a value from practice and shown as such.
    Practice,
}

/// Reads all rule files; every mistake is reported.
pub fn load(files: &[(&str, &str)], law: &Law, families: &dyn Fn(&str) -> bool) -> Result<(Vec<Rule>, Vec<Need>), Vec<Problem>> {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    let needs = needs(files, &mut problems);
    for (stem, text) in files.iter().filter(|(stem, _)| !stem.starts_with('_')) {
        let place = format!("casebook/rules/{stem}.toml");
        match toml::from_str::<Rule>(text) {
            Ok(mut rule) => {
                rule.id = (*stem).to_owned();
                check(&rule, &place, law, families, &needs, &mut problems);
                rules.push(rule);
            }
            Err(e) => {
                let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
                problems.push(Problem::new("rule.syntax", format!("规则文件写法有误：{}", e.message()), format!("{place} 第{line}行"), "请对照 casebook/README.md 的字段说明改正"));
            }
        }
    }
    if problems.is_empty() { Ok((rules, needs)) } else { Err(problems) }
}

fn needs(files: &[(&str, &str)], problems: &mut Vec<Problem>) -> Vec<Need> {
    let Some((_, text)) = files.iter().find(|(stem, _)| *stem == NEEDS) else { return Vec::new() };
    match toml::from_str::<Needs>(text) {
        Ok(file) => {
            for need in file.need.iter().filter(|n| !crate::review::needs::known(&n.id)) {
                problems.push(Problem::new("rule.need", format!("程序不会判断证据“{}”是否齐备", need.id), "casebook/rules/_needs.toml", "请用 casebook/README.md 列出的编号"));
            }
            file.need
        }
        Err(e) => {
            problems.push(Problem::new("rule.syntax", format!("证据清单写法有误：{}", e.message()), "casebook/rules/_needs.toml", "请对照 casebook/README.md 改正"));
            Vec::new()
        }
    }
}

fn check(rule: &Rule, place: &str, law: &Law, families: &dyn Fn(&str) -> bool, needs: &[Need], problems: &mut Vec<Problem>) {
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
            wrong("rule.article", format!("依据 {} 不能引：{}", basis.article, p.what), &p.todo);
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
    if rule.when.all.is_empty() && rule.fact.is_empty() {
        wrong("rule.empty", "既没有 [when] 也没有 [[fact]]".into(), "写明什么情况下触发");
    }
    for need in rule.needs.iter().filter(|n| !needs.iter().any(|k| k.id == **n)) {
        wrong("rule.need", format!("needs 写了“{need}”"), "请用 casebook/rules/_needs.toml 里的编号");
    }
    for count in &rule.count {
        let windows = usize::from(count.per.is_some()) + usize::from(count.within_minutes.is_some()) + usize::from(count.within_days.is_some());
        let least = if count.per == Some(Period::Record) { 1 } else { 2 };
        if windows != 1 || count.at_least < least {
            wrong("rule.count", "count 要写明一个期间（per、within_minutes 或 within_days），at_least 至少为 2".into(), "请改正 [[count]]");
        }
    }
    if rule.fires.len() < 5 || rule.silent.len() < 5 {
        wrong("rule.examples", format!("例子不足：应有 {} 条，不应有 {} 条", rule.fires.len(), rule.silent.len()), "[[fires]] 和 [[silent]] 各至少写五条");
    }
}

/// The articles of a rule that may apply to this lender on a day.
pub fn bases<'r>(rule: &'r Rule, licence: Option<&str>, associations: &[String], facets: &[&str], on: Day) -> impl Iterator<Item = &'r Basis> {
    rule.cites.iter().filter(move |b| {
        (b.licence.is_empty() || licence.is_some_and(|l| b.licence.iter().any(|x| x == l)))
            && b.member.as_ref().is_none_or(|m| associations.contains(m))
            && (b.facet.is_empty() || b.facet.iter().any(|f| facets.contains(&f.as_str())))
            && b.from.is_none_or(|from| on >= from)
            && b.until.is_none_or(|until| on <= until)
    })
}
