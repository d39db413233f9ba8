//! `juzheng law`: the words in force on a day, what they were before, where the number moved.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::law::{Found, Text};
use juzheng_core::model::Day;
use juzheng_core::world::World;
use std::process::ExitCode;

/// 查法条
#[derive(Args)]
pub struct LawArgs {
    /// 法规名和条号，如：治安管理处罚法 50；不写就列出全部法规
    #[arg(value_name = "法规 条号")]
    query: Vec<String>,
    /// 哪一天有效；不写就是今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
}

/// Looks the law up.
pub fn run(args: &LawArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let on = match &args.on {
        Some(text) => Day::parse(text).ok_or_else(|| Problem::new("law.date", format!("日期“{text}”无法识别"), "--on", "请写成 2026-03-01 这样的形式"))?,
        None => Machine::new().now().day(),
    };
    if args.query.is_empty() {
        return list(&casebook, as_json);
    }
    let query = args.query.join(" ");
    let found = casebook.law.search(&query, Some(on));
    if found.is_empty() {
        return Err(casebook.law.missing(&query));
    }
    if as_json {
        say::json(&found);
        return Ok(ExitCode::SUCCESS);
    }
    found.iter().for_each(|f| page(f, on));
    Ok(ExitCode::SUCCESS)
}

/// One article on one day: its text, or where its matter stands; what it was before; what the number means if something else.
fn page(f: &Found, on: Day) {
    let label = f.now.or(f.versions.first().copied()).map(Text::label).unwrap_or_default();
    say::line(&format!("《{}》{label}　{}", f.title, on.zh()));
    match (f.now, f.versions.last()) {
        (Some(text), _) => show(text),
        (None, Some(last)) if f.elsewhere.is_empty() && last.from > on => say::line(&format!("  规则库收录的{label}自{}起施行，{on}没有可引的文本。", last.from)),
        (None, Some(last)) if f.elsewhere.is_empty() => say::line(&format!("  {label}适用至{}，此后没有对应的条文。", last.until.map(|u| u.to_string()).unwrap_or_default())),
        (None, _) => {}
    }
    for (short, text) in &f.elsewhere {
        let place = if *short == f.short { text.label() } else { format!("《{short}》{}", text.label()) };
        let gone = f.versions.iter().rev().find_map(|v| v.until.filter(|until| *until < text.from));
        say::line(&match gone {
            Some(until) => format!("  原{label}的规定适用至{until}；{}起改由{place}规定：", text.from),
            None => format!("  现{label}的规定，{on}还在{place}："),
        });
        show(text);
    }
    for (short, text) in &f.before {
        say::line(&format!("  此前的文本：《{short}》{}（{}）", text.label(), span(text)));
        show(text);
    }
    if f.now.is_none() {
        for text in &f.versions {
            say::line(&format!("  {}的{label}：", span(text)));
            show(text);
        }
    }
    if let Some(text) = f.other {
        say::line(&format!("  注意：{on}的{label}是另一内容，不要引错："));
        show(text);
    }
    if f.now.is_some() {
        f.notes.iter().for_each(|n| say::line(&format!("  {n}")));
    }
    if let Some(note) = f.note {
        say::line(&format!("  关于这份文件：{note}"));
    }
    say::line("");
}

fn span(text: &Text) -> String {
    text.until.map_or_else(|| format!("{}起", text.from), |u| format!("{}至{u}", text.from))
}

fn show(text: &Text) {
    say::line(&format!("  〔{}；{}；{:?}级；核对于{}〕", span(text), text.instrument, text.grade, text.checked_on));
    if let Some(words) = &text.words {
        words.lines().for_each(|l| say::line(&format!("    {l}")));
    }
    if let Some(gist) = &text.paraphrase {
        say::line(&format!("    要旨：{gist}"));
    }
    if let Some(rest) = &text.excerpt {
        say::line(&format!("    收录的是：{rest}"));
    }
    if let Some(note) = &text.note {
        say::line(&format!("    说明：{note}"));
    }
    if let Some(caveat) = text.caveat() {
        say::line(&format!("    注意：{caveat}"));
    }
}

fn list(casebook: &juzheng_core::casebook::Casebook, as_json: bool) -> Result<ExitCode> {
    if as_json {
        let list: Vec<_> = casebook.law.statutes().map(|s| serde_json::json!({ "id": s.id, "short": s.short, "title": s.title, "level": s.level, "texts": s.texts.len() })).collect();
        say::json(&list);
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows: Vec<Vec<String>> = casebook.law.statutes().map(|s| vec![s.id.clone(), s.level.to_string(), s.texts.len().to_string(), s.short.clone()]).collect();
    rows.sort();
    say::table(&["编号", "效力", "条文", "名称"], &rows);
    Ok(ExitCode::SUCCESS)
}
