//! `juzheng verify`: has anything been changed. Reports every bad item; exit 1 when there is one.

use crate::say;
use clap::Args;
use juzheng_core::error::Result;
use juzheng_core::vault::verify::{Completeness, Report};
use juzheng_core::vault::{Case, bag};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 核验
#[derive(Args)]
pub struct VerifyArgs {
    /// 案件文件夹或导出的证据包
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
}

/// Checks a case or a bundle.
pub fn run(args: &VerifyArgs, as_json: bool) -> Result<ExitCode> {
    let bundle = bag::is_bag(&args.folder);
    let report = if bundle { bag::verify(&args.folder) } else { working(&args.folder)? };
    if as_json {
        say::json(&json!({ "ok": report.bad.is_empty(), "kind": if bundle { "bundle" } else { "case" }, "good": report.good, "bad": report.bad, "notes": report.notes }));
    } else {
        let what = if bundle { "证据包" } else { "案件" };
        report.notes.iter().for_each(|n| say::line(&format!("备注：{}", say::clean(n))));
        if report.bad.is_empty() {
            say::line(&format!("核验通过：{what}的{}项都与登记一致。", report.good));
            say::line("这只说明登记以后没有改动，不说明登记以前的内容真伪。");
        } else {
            say::line(&format!("核验没有通过：{what}有{}项不符，{}项一致。", report.bad.len(), report.good));
            report.bad.iter().for_each(|p| say::line(&say::listed(p)));
        }
    }
    Ok(if report.bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A case whose facts file is damaged cannot be opened; that is a failed check, not a usage error.
fn working(folder: &std::path::Path) -> Result<Report> {
    match Case::open(folder) {
        Ok(case) => Ok(case.verify(Completeness::Working)),
        Err(problem) if problem.code == "case.missing" => Err(problem),
        Err(problem) => Ok(Report { good: 0, bad: vec![problem], notes: vec!["案件打不开，其余各项没有核验".into()] }),
    }
}
