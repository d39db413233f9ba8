//! `juzheng law`: the words in force on a day, what they were before, where the number moved.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::law::Text;
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
        return Err(Problem::new("law.unknown", format!("规则库里没有“{query}”"), "命令行", "运行 juzheng law 查看收录的法规；规则库只收录用得到的条文"));
    }
    if as_json {
        say::json(&found);
        return Ok(ExitCode::SUCCESS);
    }
    for f in &found {
        let label = f.now.or(f.versions.first().copied()).map(Text::label).unwrap_or_default();
        say::line(&format!("《{}》{label}　{}", f.title, on.zh()));
        match f.now {
            Some(text) => show(text),
            None => say::line("  这一天没有这一条有效。"),
        }
        for (short, text) in &f.elsewhere {
            say::line(&format!("  这一天，这件事规定在《{short}》{}：", text.label()));
            show(text);
        }
        for (short, text) in &f.before {
            say::line(&format!("  此前的文本：《{short}》{}（{}）", text.label(), span(text)));
            show(text);
        }
        f.notes.iter().for_each(|n| say::line(&format!("  {n}")));
        say::line("");
    }
    Ok(ExitCode::SUCCESS)
}

fn span(text: &Text) -> String {
    text.until.map_or_else(|| format!("{}起", text.from), |u| format!("{}至{u}", text.from))
}

fn show(text: &Text) {
    say::line(&format!("  〔{}；{}；核对于{}〕", span(text), text.instrument, text.checked_on));
    if let Some(words) = &text.words {
        words.lines().for_each(|l| say::line(&format!("    {l}")));
    }
    if let Some(gist) = &text.paraphrase {
        say::line(&format!("    要旨：{gist}"));
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
