//! `juzheng deadlines`: what runs out when, on the screen and as a calendar file.

use crate::cli::casebook;
use crate::cli::review::{record, reviewed};
use crate::cli::routes::day;
use crate::say;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::model::{ExhibitId, Stamp};
use juzheng_core::remedy::calendar::weekday_zh;
use juzheng_core::remedy::deadline::{self, Book, Due};
use juzheng_core::remedy::route::Whose;
use juzheng_core::remedy::{Scene, ics};
use juzheng_core::vault::Case;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 期限
#[derive(Args)]
pub struct DeadlinesArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 写成日历文件（.ics），可以导入手机日历
    #[arg(long, value_name = "文件")]
    ics: Option<PathBuf>,
    /// 按哪一天看；不写就按案件事实里的 as_of，没有写的按今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
}

/// Counts and shows, or writes the calendar.
pub fn run(args: &DeadlinesArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let (mut case, review, text) = reviewed(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    let facts = case.facts()?;
    let routes = &casebook.routes;
    let scene = Scene::new(&facts, &review.findings, &routes.desks, day(args.on.as_deref(), &facts)?);
    let due = deadline::due(&scene, &Book { routes: &routes.desks, rules: &routes.deadlines, vanishes: &routes.vanishes, law: &casebook.law, calendar: &casebook.calendar });
    if let Some(path) = &args.ics {
        let title = facts.title.as_deref().or(facts.case.as_deref()).unwrap_or("案件");
        let (first, stamp) = stamped(&case, &review.generated_from);
        let calendar = ics::calendar(&due, title, &first, stamp);
        std::fs::write(path, calendar).map_err(|e| Problem::io(path.display().to_string(), "写入日历文件", &e))?;
    }
    if as_json {
        let years: Vec<i32> = casebook.calendar.years().map(|y| y.year).collect();
        say::json(&json!({ "schema": "juzheng-deadlines/1", "as_of": scene.as_of, "working_days_known_for": years, "deadlines": due }));
        return Ok(ExitCode::SUCCESS);
    }
    say::line(&format!("═══ 期限（按{}看） ═══", scene.as_of.zh()));
    if due.is_empty() {
        say::line("目前没有可以计算的期限：没有发现，也没有记下提出过投诉。用 juzheng log 记下提出的日期。");
    }
    due.iter().for_each(show);
    if let Some(path) = &args.ics {
        say::line(&format!("\n已写入 {}：{}项", path.display(), due.iter().filter(|d| d.last_day.is_some()).count()));
    }
    say::line("\n起算当日不计入；给出的是最稳妥的最后一日。期限以有权机关的认定为准，不要等到最后一天。");
    Ok(ExitCode::SUCCESS)
}

/// The hash of the ledger's first entry, and the time of the entry the review rests on.
fn stamped(case: &Case, head: &ExhibitId) -> (ExhibitId, Stamp) {
    let entries = &case.ledger.entries;
    let first = entries.first().map_or(ExhibitId([0; 32]), |e| e.hash);
    let at = entries.iter().find(|e| e.hash == *head).or(entries.last()).and_then(|e| Stamp::parse(&e.at));
    (first, at.unwrap_or(Stamp(0)))
}

fn show(due: &Due) {
    let whose = match due.whose {
        Whose::Mine => "我要做",
        Whose::Theirs => "等对方",
        Whose::Evidence => "证据",
    };
    let last = due.last_day.map_or_else(|| "没有算出".to_owned(), |d| format!("{} {}", d.zh(), weekday_zh(d)));
    let left = match due.days_left {
        Some(0) => "，就是今天".to_owned(),
        Some(n) if n > 0 => format!("，还有{n}天"),
        Some(n) => format!("，已过{}天", -n),
        None => String::new(),
    };
    say::line(&format!("\n[{whose}] {}：{last}{left}", due.name));
    say::line(&format!("    {}（{}）起，{}", due.from.zh(), say::clean(&due.from_what), due.length));
    if let Some(rolled) = due.rolled_to {
        say::line(&format!("    最后一日是休息日，依法可以顺延到{} {}；稳妥起见不要等", rolled.zh(), weekday_zh(rolled)));
    }
    if let Some(note) = &due.note {
        say::line(&format!("    注意：{note}"));
    }
    say::line(&format!("    {}", due.says));
    let practice = if due.kind == "practice" { "（实务提示值，不是法定天数）" } else { "" };
    say::line(&format!("    依据：{}{practice}", due.basis.join("；")));
}
