//! `juzheng routes`: which doors are open to this person, in what order, what to do when, what is lost by waiting.

use crate::cli::casebook;
use crate::cli::review::{record, reviewed};
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Facts;
use juzheng_core::model::Day;
use juzheng_core::remedy::door::{Door, State};
use juzheng_core::remedy::{Remedy, Route, Scene};
use juzheng_core::result::last_step;
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 可以走的渠道
#[derive(Args)]
pub struct RoutesArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 只看一个渠道的细节：要填什么、附什么、能得到什么，如 12378
    #[arg(value_name = "渠道")]
    route: Option<String>,
    /// 按哪一天看；不写就按案件事实里的 as_of，没有写的按今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
}

/// The day to judge on: asked for, stated in the case, or today.
pub fn day(on: Option<&str>, facts: &Facts) -> Result<Day> {
    match on {
        Some(text) => Day::parse(text).ok_or_else(|| Problem::new("routes.date", format!("日期“{text}”无法识别"), "--on", "请写成 2026-03-01 这样的形式")),
        // A step noted after the stated day moves it on.
        None => Ok(facts.as_of.map_or_else(|| Machine::new().now().day(), |day| last_step(facts).map_or(day, |step| step.max(day)))),
    }
}

/// Shows the doors.
pub fn run(args: &RoutesArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let (mut case, review, text) = reviewed(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    let facts = case.facts()?;
    let remedy = Remedy::new(Scene::new(&facts, &review.findings, &casebook.routes.desks, day(args.on.as_deref(), &facts)?), &casebook);
    if let Some(word) = &args.route {
        return one(word, &facts, &remedy, &casebook, as_json);
    }
    if as_json {
        say::json(&remedy);
    } else {
        page(&remedy, &casebook);
    }
    Ok(ExitCode::SUCCESS)
}

/// One desk in detail.
fn one(word: &str, facts: &Facts, remedy: &Remedy, casebook: &Casebook, as_json: bool) -> Result<ExitCode> {
    let found = juzheng_core::remedy::log::target(word, facts, &casebook.routes);
    let route = casebook.routes.desks.iter().find(|r| r.id == word || r.aliases.iter().any(|a| a == word && r.who.contains(&remedy.who)));
    let route = match route {
        Some(route) => route,
        None => found?.route,
    };
    let Some(door) = remedy.doors.iter().find(|d| d.id == route.id) else { return Ok(ExitCode::SUCCESS) };
    if as_json {
        say::json(&json!({
            "door": door, "accepts": route.accepts, "refuses": route.refuses, "fields": route.fields, "attach": route.attach, "limits": route.limits,
            "gives": route.gives, "cost": route.cost, "how": route.how, "ask": route.ask, "never": route.never, "source": route.source, "grade": route.grade, "checked_on": route.checked_on,
        }));
    } else {
        detail(route, door);
    }
    Ok(ExitCode::SUCCESS)
}

fn detail(route: &Route, door: &Door) {
    say::line(&format!("═══ {} ═══", route.name));
    say::line(&format!("{} {}", mark(door), say::clean(&door.because)));
    let list = |head: &str, items: &[String]| {
        if !items.is_empty() {
            say::line(&format!("{head}："));
            items.iter().for_each(|i| say::line(&format!("  · {i}")));
        }
    };
    list("接受", &route.accepts);
    list("不接受", &route.refuses);
    list("要填", &route.fields);
    list("要附", &route.attach);
    if let Some(limits) = &route.limits {
        let size = limits.attachment_mb.map_or_else(String::new, |mb| format!("附件不超过{mb}MB；"));
        let many = limits.per_day.map_or_else(String::new, |n| format!("每日不超过{n}件；"));
        say::line(&format!("限制：{size}{many}{}", limits.note));
    }
    list("要到手的", &route.ask);
    list("不要做的", &route.never);
    say::line(&format!("能得到什么：{}", route.gives));
    say::line(&format!("费用：{}", route.cost));
    say::line(&format!("怎么去：{}", route.how));
    say::line(&format!("来源：{}（{:?}级，{}核对）", route.source, route.grade, route.checked_on));
}

fn mark(door: &Door) -> &'static str {
    match door.state {
        State::Open if door.urgent => "●",
        State::Open => "○",
        State::Later => "◔",
        State::Waiting => "…",
        State::Done => "✓",
        State::Shut => "×",
    }
}

fn page(remedy: &Remedy, casebook: &Casebook) {
    // Whom a door is about is said only where it is not about every lender of the case.
    let several = remedy.doors.iter().map(|d| d.against.len()).max().unwrap_or_default();
    say::line(&format!("═══ 可以走的渠道（{}，按{}看） ═══", remedy.who.zh(), remedy.as_of.zh()));
    for (state, head) in [(State::Open, "现在就可以去（● 的最急）"), (State::Later, "可以去，通常先做一步"), (State::Waiting, "已经提出，等答复"), (State::Done, "已经有了结果或没有答复"), (State::Shut, "关着的，和为什么")] {
        let doors: Vec<&Door> = remedy.doors.iter().filter(|d| d.state == state).collect();
        if doors.is_empty() {
            continue;
        }
        say::line(&format!("\n─── {head} ───"));
        for door in doors {
            let against = if door.against.is_empty() || door.against.len() == several { String::new() } else { format!("（针对{}）", say::clean(&door.against.join("、"))) };
            say::line(&format!("  {} {}{against}：{}", mark(door), door.name, say::clean(&door.because)));
            if let Some(route) = casebook.routes.desks.iter().find(|r| r.id == door.id && matches!(state, State::Open | State::Later)) {
                say::line(&format!("      怎么去：{}", route.how));
            }
        }
    }
    say::line("\n─── 先后要做的事 ───");
    for stage in &remedy.plan {
        say::line(&format!("  {}：", stage.window.zh()));
        for item in &stage.items {
            match &item.route {
                Some(_) => say::line(&format!("    □ 去：{}", item.says)),
                None => say::line(&format!("    □ {}（{}）", item.says, item.why)),
            }
        }
    }
    say::line("\n─── 会消失的证据 ───");
    for gone in &remedy.vanishing {
        let before = gone.before.map_or_else(String::new, |d| if gone.passed { format!("；按现有记录，{}以后可能已经查不到", d.zh()) } else { format!("；按现有记录，请在{}以前取得", d.zh()) });
        say::line(&format!("  · {}：{}{before}", gone.what, gone.when));
        say::line(&format!("    怎么办：{}", gone.keep));
    }
    if !remedy.reliefs.is_empty() {
        say::line("\n─── 起诉的话，可以请求什么 ───");
        for asked in &remedy.reliefs {
            say::line(&format!("  {} {}：{}（{}）", if asked.ready { "○" } else { "△" }, asked.name, asked.says, asked.basis.join("、")));
            if let Some(missing) = &asked.missing {
                say::line(&format!("      还缺：{missing}"));
            }
        }
    }
    if !remedy.weak.is_empty() {
        say::line("\n─── 薄弱的地方（先看这里再决定） ───");
        for weak in &remedy.weak {
            say::line(&format!("  ! {}", weak.says));
            say::line(&format!("      可以做：{}", weak.todo));
            say::line(&format!("      出处：{}", weak.source));
        }
    }
    say::line("\n提出以后用 juzheng log 记下日期、编号和回执；juzheng deadlines 算到期日。");
    say::line("渠道的要求会变，以各处当时公布的为准；这里是整理和提示，不是法律意见。");
}
