//! `juzheng verify`: has anything been changed. Reports every bad item; exit 1 when there is one.

use crate::say;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::model::ExhibitId;
use juzheng_core::vault::bag;
use juzheng_core::vault::ledger::Ledger;
use juzheng_core::vault::verify::{self, Completeness};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 核验
#[derive(Args)]
pub struct VerifyArgs {
    /// 案件文件夹或导出的证据包
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 对照先前记下的账本摘要（64位十六进制，文书和证据包里都有），或先前导出的证据包：能看出账本末尾有没有被删
    #[arg(long, value_name = "摘要或证据包")]
    head: Option<String>,
}

/// Checks a case or a bundle.
pub fn run(args: &VerifyArgs, as_json: bool) -> Result<ExitCode> {
    let bundle = bag::is_bag(&args.folder);
    let mut report = if bundle { bag::verify(&args.folder) } else { verify::folder(&args.folder, Completeness::Working)? };
    if let Some(head) = &args.head {
        let head = ExhibitId::parse(head).map_or_else(|| recorded(head), Ok)?;
        let case = if bundle { args.folder.join("data/case") } else { args.folder.clone() };
        report.require_head(&Ledger::read(&case).map(|l| l.entries).unwrap_or_default(), head);
    }
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

fn recorded(text: &str) -> Result<ExhibitId> {
    let folder = Path::new(text);
    if folder.is_dir() {
        return bag::recorded_head(folder);
    }
    Err(Problem::new("verify.head", "既不是64位十六进制的账本摘要，也不是证据包文件夹", format!("--head {text}"), "摘要印在文书末页，也写在证据包的 bag-info.txt 里；或者直接写证据包文件夹"))
}
