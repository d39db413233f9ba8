//! `juzheng rules`: which article carries which rule, how many examples try it, and whether it is in force: made from the
//! casebook, never written by hand. `juzheng rules ID`: one rule whole.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::casebook::{Casebook, RULES};
use juzheng_core::error::{Problem, Result};
use juzheng_core::law::{Grade, Statute, Text};
use juzheng_core::model::Day;
use juzheng_core::rules::{Basis, Rule};
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// 规则
#[derive(Args)]
pub struct RulesArgs {
    /// 规则编号或名称；不写就列出全部
    #[arg(value_name = "规则")]
    id: Option<String>,
}

/// The sheet, or one rule whole.
pub fn run(args: &RulesArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let today = Machine::new().now().day();
    match &args.id {
        None if as_json => say::json(&json!({ "on": today.to_string(), "rules": casebook.rules.iter().map(|r| whole(&casebook, r, today)).collect::<Vec<_>>(), "sheet": sheet_json(&casebook, today) })),
        None => sheet(&casebook, today),
        Some(id) => {
            let rule = casebook.rules.iter().find(|r| r.id == *id || r.name == *id).ok_or_else(|| unknown(&casebook, id))?;
            if as_json { say::json(&whole(&casebook, rule, today)) } else { page(&casebook, rule, today) }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(casebook: &Casebook, id: &str) -> Problem {
    let near: Vec<&str> = casebook.rules.iter().filter(|r| id.chars().count() > 1 && (r.name.contains(id) || r.id.contains(id))).take(5).map(|r| r.id.as_str()).collect();
    let todo = if near.is_empty() { "运行 juzheng rules 查看全部规则".to_owned() } else { format!("是不是要看：{}", near.join("、")) };
    Problem::new("rule.unknown", format!("没有“{id}”这条规则"), "命令行", todo)
}

/// Every article some rule rests on, with the rules.
fn by_article(casebook: &Casebook) -> Vec<(&Statute, &str, Vec<(&Rule, &Basis)>)> {
    let mut cited: BTreeMap<(&str, &str), Vec<(&Rule, &Basis)>> = BTreeMap::new();
    for rule in &casebook.rules {
        for basis in &rule.cites {
            cited.entry((&basis.article.law, &basis.article.article)).or_default().push((rule, basis));
        }
    }
    let mut rows = Vec::new();
    for statute in casebook.law.statutes() {
        let mut seen: Vec<&str> = Vec::new();
        // In the order of the statute's own articles.
        for text in statute.texts.iter().filter(|t| !t.lookup) {
            if !seen.contains(&text.article.as_str())
                && let Some(rules) = cited.remove(&(statute.id.as_str(), text.article.as_str()))
            {
                rows.push((statute, text.article.as_str(), rules));
            }
            seen.push(&text.article);
        }
    }
    rows.sort_by_key(|(statute, ..)| (statute.level, statute.id.as_str()));
    rows
}

/// 现行（2026-01-01起）；已失效（至2025-12-31）.
fn status(text: &Text, today: Day) -> String {
    match text.until {
        Some(until) if until < today => format!("已失效（{}至{until}）", text.from),
        _ if text.from > today => format!("尚未施行（{}起）", text.from),
        _ => format!("现行（{}起）", text.from),
    }
}

fn known(grade: Grade) -> &'static str {
    match grade {
        Grade::A | Grade::B => "原文",
        Grade::C => "据公开报道",
        Grade::D => "未见原文",
    }
}

fn versions<'a>(casebook: &'a Casebook, basis: &'a Basis) -> impl Iterator<Item = &'a Text> {
    casebook.law.versions(&basis.article.law, &basis.article.article).filter(|t| basis.article.version.is_none_or(|from| t.from == from))
}

/// For whom the basis holds, and how.
fn limits(basis: &Basis) -> String {
    let days = basis.from.map(|d| format!("{d}起的行为")).into_iter().chain(basis.until.map(|d| format!("{d}以前的行为")));
    let limits: Vec<String> = basis.licence.iter().cloned().chain(basis.member.iter().map(|m| format!("{m}会员"))).chain(days).chain((!basis.facet.is_empty()).then(|| "部分情形".to_owned())).chain(basis.ceiling.then(|| "仅作上限".to_owned())).collect();
    limits.join("、")
}

fn sheet(casebook: &Casebook, today: Day) {
    let mut rows = Vec::new();
    for (statute, article, rules) in by_article(casebook) {
        let texts: Vec<&Text> = casebook.law.versions(&statute.id, article).collect();
        let Some(latest) = texts.last() else { continue };
        let mut head = [format!("《{}》{}", statute.short, latest.label()), texts.iter().map(|t| status(t, today)).collect::<Vec<_>>().join("；"), format!("{:?} {}", latest.grade, known(latest.grade))];
        for (rule, basis) in rules {
            let [name, when, grade] = std::mem::take(&mut head);
            rows.push(vec![name, when, grade, rule.id.clone(), format!("{}/{}", rule.fires.len(), rule.silent.len()), limits(basis)]);
        }
    }
    say::table(&["依据", "现况", "文字", "规则", "例子", "限于"], &rows);
    let examples: usize = casebook.rules.iter().map(|r| r.fires.len() + r.silent.len()).sum();
    say::line(&format!("\n{}条规则，例子{examples}个（应触发/不应触发）。现况按{today}。", casebook.rules.len()));
    let rows: Vec<Vec<String>> = casebook.rules.iter().map(|r| vec![r.id.clone(), format!("{:?}", r.severity), in_force(casebook, r, today), format!("{}/{}", r.fires.len(), r.silent.len()), r.name.clone()]).collect();
    say::line("");
    say::table(&["规则", "程度", "现行依据", "例子", "名称"], &rows);
}

/// How many of its bases are in force.
fn in_force(casebook: &Casebook, rule: &Rule, today: Day) -> String {
    let now = rule.cites.iter().filter(|b| versions(casebook, b).any(|t| t.in_force(today))).count();
    format!("{now}/{}", rule.cites.len())
}

fn sheet_json(casebook: &Casebook, today: Day) -> Vec<Value> {
    by_article(casebook)
        .into_iter()
        .map(|(statute, article, rules)| {
            let texts: Vec<Value> = casebook.law.versions(&statute.id, article).map(|t| json!({ "label": t.label(), "from": t.from, "until": t.until, "grade": t.grade, "in_force": t.in_force(today), "checked_on": t.checked_on })).collect();
            let rules: Vec<Value> = rules.iter().map(|(r, b)| json!({ "id": r.id, "reference": b.article.to_string(), "fires": r.fires.len(), "silent": r.silent.len(), "licence": b.licence, "member": b.member, "facet": b.facet, "ceiling": b.ceiling })).collect();
            json!({ "law": statute.id, "short": statute.short, "level": statute.level, "article": article, "texts": texts, "rules": rules })
        })
        .collect()
}

fn file(rule: &Rule) -> &'static str {
    RULES.iter().find(|(id, _)| *id == rule.id).map_or("", |(_, text)| text)
}

fn whole(casebook: &Casebook, rule: &Rule, today: Day) -> Value {
    let bases: Vec<Value> = rule
        .cites
        .iter()
        .map(|b| {
            let texts: Vec<Value> = versions(casebook, b).map(|t| json!({ "label": t.label(), "from": t.from, "until": t.until, "grade": t.grade, "in_force": t.in_force(today) })).collect();
            json!({ "reference": b.article.to_string(), "law": casebook.law.statute(&b.article.law).map(|s| s.short.as_str()), "licence": b.licence, "member": b.member, "facet": b.facet, "from": b.from, "until": b.until, "ceiling": b.ceiling, "texts": texts })
        })
        .collect();
    json!({ "id": rule.id, "name": rule.name, "says": rule.says, "why_it_may_be_wrong": rule.why_it_may_be_wrong, "shows_not": rule.shows_not, "severity": rule.severity,
            "severity_ceiling": rule.severity_ceiling, "authorities": rule.authorities, "unit": rule.unit, "tier": rule.tier, "bases": bases,
            "fires": rule.fires.len(), "silent": rule.silent.len(), "file": file(rule) })
}

fn page(casebook: &Casebook, rule: &Rule, today: Day) {
    say::line(&format!("{}（{}）\n  {}\n  可能的疑点：{}\n  不能说明：{}", rule.name, rule.id, rule.says, rule.why_it_may_be_wrong, rule.shows_not));
    say::line(&format!("  程度：{:?}，上限{:?}；把握最高：{}\n  可找：{}", rule.severity, rule.severity_ceiling, rule.tier.zh(), rule.authorities.join("、")));
    for basis in &rule.cites {
        let name = casebook.law.statute(&basis.article.law).map_or("", |s| s.short.as_str());
        let part = versions(casebook, basis).find_map(|t| casebook.law.cite(&basis.article, t.from).ok()).map(|c| c.label().to_owned()).unwrap_or_default();
        let states: Vec<String> = versions(casebook, basis).map(|t| format!("{}，{}", status(t, today), known(t.grade))).collect();
        let limits = limits(basis);
        let limits = if limits.is_empty() { limits } else { format!("　限：{limits}") };
        say::line(&format!("  依据：《{name}》{part}　{}{limits}", states.join("；")));
    }
    say::line(&format!("  例子：应触发{}个，不应触发{}个\n\n规则文件全文：", rule.fires.len(), rule.silent.len()));
    file(rule).lines().for_each(|l| say::line(&format!("  {l}")));
}
