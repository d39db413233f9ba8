//! `juzheng exhibits`: what is in evidence.

use crate::say;
use clap::Args;
use juzheng_core::error::Result;
use juzheng_core::vault::Case;
use std::path::PathBuf;
use std::process::ExitCode;

/// 证据列表
#[derive(Args)]
pub struct ExhibitsArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
}

/// Lists the exhibits.
pub fn run(args: &ExhibitsArgs, as_json: bool) -> Result<ExitCode> {
    let case = Case::open(&args.case)?;
    let exhibits = case.exhibits();
    if as_json {
        say::json(&exhibits);
        return Ok(ExitCode::SUCCESS);
    }
    let facts = case.facts()?;
    let rows: Vec<Vec<String>> = exhibits
        .iter()
        .map(|e| {
            let who = e.custodian.as_deref().map_or("未写明".to_owned(), |id| facts.person(id).map_or_else(|| id.to_owned(), |p| p.name.clone()));
            let c = e.reading.as_ref().map(|r| r.counts).unwrap_or_default();
            let state = match (&e.withdrawn, e.kept) {
                (Some(_), _) => "已撤回",
                (None, true) => "在档",
                (None, false) => "只登记",
            };
            vec![format!("证据{}", e.number), say::clean(&e.name), say::clean(&who), c.rows.to_string(), c.events.to_string(), c.problems.to_string(), state.into(), e.digest.sha256.to_string()[..16].to_owned()]
        })
        .collect();
    say::table(&["编号", "文件", "来自", "记录", "往来", "问题", "状态", "SHA-256前16位"], &rows);
    Ok(ExitCode::SUCCESS)
}
