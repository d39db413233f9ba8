//! `juzheng withdraw`: a relative takes back consent. The bytes go; the hash and the reason stay.

use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::Result;
use juzheng_core::vault::Case;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 撤回证据
#[derive(Args)]
pub struct WithdrawArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 证据编号，如 3 或 证据3
    #[arg(value_name = "编号", value_parser = numbered)]
    number: u32,
    /// 理由
    #[arg(long, value_name = "理由")]
    reason: String,
    /// 谁撤回；不写就是求助人本人
    #[arg(long, value_name = "姓名", default_value = "求助人", hide_default_value = true)]
    by: String,
}

/// Withdraws one exhibit.
pub fn run(args: &WithdrawArgs, as_json: bool) -> Result<ExitCode> {
    let world = Machine::new();
    let (mut case, told) = Case::open_locked(&args.case, &world)?;
    told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
    let gone = case.withdraw(args.number, &args.reason, &args.by, &world)?;
    let Some((exhibit, members)) = gone.split_first() else { return Ok(ExitCode::SUCCESS) };
    if as_json {
        let with: Vec<_> = members.iter().map(|e| json!({ "number": e.number, "name": e.name, "sha256": e.digest.sha256 })).collect();
        say::json(&json!({ "withdrawn": exhibit.number, "sha256": exhibit.digest.sha256, "with": with, "ledger_head": case.ledger.head() }));
    } else {
        say::line(&format!("已撤回证据{}（{}）：内容已删除，哈希与理由留在账本里。", exhibit.number, say::clean(&exhibit.name)));
        if !members.is_empty() {
            say::line(&format!("从里面取出的{}份一起撤回：", members.len()));
            members.iter().for_each(|e| say::line(&format!("  证据{}　{}", e.number, say::clean(&e.name))));
        }
        say::line("先前导出的证据包和文书里如果有它，请一并处理。");
    }
    Ok(ExitCode::SUCCESS)
}

/// `3`, `证据3`, `证据 3`.
fn numbered(text: &str) -> std::result::Result<u32, String> {
    let digits = text.trim().trim_start_matches("证据").trim();
    digits.parse().map_err(|_| format!("“{text}”不是证据编号，请写成 3 或 证据3"))
}
