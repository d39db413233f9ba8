//! `juzheng challenges`: what the other side may say, and what answers it.

use crate::cli::draft::material;
use crate::cli::review::reviewed;
use crate::cli::casebook;
use crate::say;
use clap::Args;
use juzheng_core::compose::View;
use juzheng_core::compose::challenge::met;
use juzheng_core::error::Result;
use std::path::PathBuf;
use std::process::ExitCode;

/// 对方可能怎么质疑
#[derive(Args)]
pub struct ChallengesArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
}

/// Lists the challenges of a case, those that may well succeed first.
pub fn run(args: &ChallengesArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let (case, review, _) = reviewed(&args.case, &casebook)?;
    let facts = case.facts()?;
    let list = met(&material(&case, &facts, &review, &casebook, View::Masked));
    if as_json {
        say::json(&list);
        return Ok(ExitCode::SUCCESS);
    }
    say::line("═══ 对方可能怎么质疑 ═══");
    if list.is_empty() {
        say::line("按现有材料没有预见到的质疑。");
    }
    for (n, c) in list.iter().enumerate() {
        say::line(&format!("\n{}. {}{}", n + 1, c.title, if c.grave { "　【弱项：很可能被采纳】" } else { "" }));
        say::line(&format!("   通常这样说：{}", c.says));
        let exhibits: Vec<String> = c.exhibits.iter().map(|e| format!("证据{e}")).collect();
        let at = if exhibits.is_empty() { String::new() } else { format!("（{}）", exhibits.join("、")) };
        say::line(&format!("   针对：{}{at}", c.acts.join("、")));
        c.answers.iter().for_each(|a| say::line(&format!("   · {a}")));
        if !c.law.is_empty() {
            say::line(&format!("   可引用：{}", c.law.join("、")));
        }
        say::line(&format!("   弱处：{}", c.weak));
        if !c.fetch.is_empty() {
            say::line(&format!("   可以补：{}", c.fetch.join("；")));
        }
    }
    say::line("\n以上供自己和代理人准备之用，不要递交；是否采纳由办案机关决定，不是法律意见。");
    Ok(ExitCode::SUCCESS)
}
