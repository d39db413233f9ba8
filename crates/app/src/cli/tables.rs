//! What it knows, as tables: `formats`, `rules`, `papers`.

use crate::cli::casebook;
use crate::say;
use clap::Args;
use juzheng_core::compose;
use juzheng_core::error::{Problem, Result};
use juzheng_core::import::{FORMATS, Holds};
use juzheng_core::rules::Rule;
use serde_json::json;
use std::process::ExitCode;

/// 规则
#[derive(Args)]
pub struct RulesArgs {
    /// 规则编号；不写就列出全部
    #[arg(value_name = "规则")]
    id: Option<String>,
}

/// Lists the formats.
pub fn formats(as_json: bool) -> Result<ExitCode> {
    if as_json {
        let list: Vec<_> = FORMATS.iter().map(|f| json!({ "id": f.id, "title": f.title, "version": f.version, "holds": f.holds })).collect();
        say::json(&list);
        return Ok(ExitCode::SUCCESS);
    }
    let holds = |h| match h {
        Holds::Events => "往来",
        Holds::AddressBook => "通讯录",
        Holds::Entries => "条目",
    };
    let rows: Vec<Vec<String>> = FORMATS.iter().map(|f| vec![f.id.to_owned(), holds(f.holds).to_owned(), f.version.to_string(), f.title.to_owned()]).collect();
    say::table(&["编号", "内容", "读取器", "名称"], &rows);
    Ok(ExitCode::SUCCESS)
}

/// Lists the rules, or shows one whole.
pub fn rules(args: &RulesArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let chosen: Vec<&Rule> = casebook.rules.iter().filter(|r| args.id.as_ref().is_none_or(|id| r.id == *id || r.name == *id)).collect();
    if chosen.is_empty() {
        return Err(Problem::new("rule.unknown", format!("没有“{}”这条规则", args.id.as_deref().unwrap_or("")), "命令行", "运行 juzheng rules 查看全部规则"));
    }
    if as_json {
        let list: Vec<_> = chosen
            .iter()
            .map(|r| {
                json!({ "id": r.id, "name": r.name, "says": r.says, "why_it_may_be_wrong": r.why_it_may_be_wrong, "shows_not": r.shows_not, "severity": r.severity,
                        "severity_ceiling": r.severity_ceiling, "authorities": r.authorities, "cites": r.cites.iter().map(|c| c.article.to_string()).collect::<Vec<_>>(),
                        "fires": r.fires.len(), "silent": r.silent.len() })
            })
            .collect();
        say::json(&list);
    } else if let (Some(_), [rule]) = (&args.id, chosen.as_slice()) {
        say::line(&format!("{}（{}）\n  {}\n  可能的疑点：{}\n  不能说明：{}\n  程度：{:?}，上限{:?}", rule.name, rule.id, rule.says, rule.why_it_may_be_wrong, rule.shows_not, rule.severity, rule.severity_ceiling));
        for basis in &rule.cites {
            let versions: Vec<String> = casebook.law.versions(&basis.article.law, &basis.article.article).map(|t| format!("{}{}", t.from, t.until.map_or_else(|| "起".to_owned(), |u| format!("至{u}")))).collect();
            let name = casebook.law.statute(&basis.article.law).map_or("", |s| s.short.as_str());
            let label = casebook.law.versions(&basis.article.law, &basis.article.article).next().map(|t| t.label()).unwrap_or_default();
            let limits: Vec<String> = basis.licence.iter().cloned().chain(basis.member.iter().map(|m| format!("{m}会员"))).chain(basis.ceiling.then(|| "仅作上限".to_owned())).collect();
            let limits = if limits.is_empty() { String::new() } else { format!("　限：{}", limits.join("、")) };
            say::line(&format!("  依据：《{name}》{label}　{}{limits}", versions.join("；")));
        }
    } else {
        let rows: Vec<Vec<String>> = chosen.iter().map(|r| vec![r.id.clone(), format!("{:?}", r.severity), r.cites.len().to_string(), format!("{}/{}", r.fires.len(), r.silent.len()), r.name.clone()]).collect();
        say::table(&["编号", "程度", "依据", "例子", "名称"], &rows);
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists the papers.
pub fn papers(as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let documents = compose::documents(&casebook)?;
    if as_json {
        let list: Vec<_> = documents.iter().map(|d| json!({ "id": d.id, "number": d.front.number, "title": d.front.title, "says": d.front.says, "source": d.front.source, "checked_on": d.front.checked_on })).collect();
        say::json(&list);
    } else {
        let rows: Vec<Vec<String>> = documents.iter().map(|d| vec![d.front.number.clone(), d.id.clone(), d.front.title.clone(), d.front.says.clone()]).collect();
        say::table(&["编号", "文书", "名称", "用途"], &rows);
    }
    Ok(ExitCode::SUCCESS)
}
