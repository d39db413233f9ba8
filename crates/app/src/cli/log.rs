//! `juzheng log`: what was sent and what came back, as facts in the ledger, the receipt as an exhibit.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::{Args, Subcommand};
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Stated;
use juzheng_core::model::{Day, ExhibitId};
use juzheng_core::remedy::log::{self, Back, Note};
use juzheng_core::remedy::{Scene, Who};
use juzheng_core::vault::Case;
use juzheng_core::vault::take::{Options, walk};
use juzheng_core::world::World;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 记下提出和答复
#[derive(Args)]
pub struct LogArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 记什么
    #[command(subcommand)]
    act: Act,
}

/// What is noted.
#[derive(Subcommand)]
pub enum Act {
    /// 提出了：log <案件> sent 12378 --number 受理编号 --date 2026-03-01 --file 回执.png
    Sent(Line),
    /// 答复了：log <案件> answered 12378 --date 2026-03-20 --text 答复的内容
    Answered(Line),
    /// 拒绝了
    Refused(Line),
    /// 到这一天还没有答复
    Silent(Line),
}

/// 一条记录
#[derive(Args)]
pub struct Line {
    /// 渠道（如 12378、12321、110、客服）或请求（如 查阅复制、删除、撤回同意、征信异议）
    #[arg(value_name = "渠道")]
    route: String,
    /// 哪一天；不写就是今天
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 受理编号、工单号
    #[arg(long, value_name = "编号")]
    number: Option<String>,
    /// 向哪家、针对哪家机构（编号或名称）；只有一家放贷机构时可以不写
    #[arg(long, value_name = "机构")]
    to: Option<String>,
    /// 提出的内容，或者答复的原话
    #[arg(long, value_name = "文字")]
    text: Option<String>,
    /// 回执、答复的文件，作为证据加入案件；可以写多次
    #[arg(long, value_name = "文件")]
    file: Vec<PathBuf>,
    /// 这件事是谁说的；不写就是求助人本人
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
}

/// Notes it, and says what door is next.
pub fn run(args: &LogArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let world = Machine::new();
    let (mut case, told) = Case::open_locked(&args.case, &world)?;
    told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
    if !case.facts_recorded() {
        return Err(Problem::new("facts.unrecorded", "case.toml 被直接改过，还没有登记", "case.toml", "请先运行 juzheng fact <案件> accept，再记录"));
    }
    let (line, back, act) = match &args.act {
        Act::Sent(line) => (line, None, "sent"),
        Act::Answered(line) => (line, Some(Back::Answered), "answered"),
        Act::Refused(line) => (line, Some(Back::Refused), "refused"),
        Act::Silent(line) => (line, Some(Back::Silent), "silent"),
    };
    let facts = case.facts()?;
    let target = log::target(&line.route, &facts, &casebook.routes)?;
    let day = date(line, &world)?;
    if let Some(to) = &line.to
        && facts.lender_named(to).is_none()
    {
        say::notice(&format!("提示：案件事实里没有“{}”这家机构，按原文记下", say::clean(to)));
    }
    // A door that is shut to this person is noted all the same: it happened. But it is said.
    if back.is_none() && target.kind.is_none() && !target.route.who.contains(&Who::of(&facts)) {
        say::notice(&format!("提示：“{}”一般不受理您这样身份的人提出的请求，可能被退回；仍按您说的记下。可以走的渠道见 juzheng routes", target.route.name));
    }
    let by = line.by.clone().unwrap_or_else(|| facts.client.as_deref().or(facts.borrower.as_deref()).and_then(|id| facts.person(id)).map_or_else(|| "未写明".to_owned(), |p| p.name.clone()));
    let stated = Stated { by, at: world.now().rfc3339() };
    let mut note = Note { day: Some(day), number: line.number.clone(), to: line.to.clone(), words: line.text.clone(), exhibit: None };
    // What can fail is tried on a copy first: a receipt is not taken for a step that cannot be noted.
    let mut trial = case.book.clone();
    if let Some(back) = back {
        log::came_back(&mut trial, &facts, &casebook.routes, &target, back, &note, &stated)?;
    }
    let receipts = receipts(&mut case, &line.file, &world)?;
    note.exhibit = receipts.first().copied();
    let path = match back {
        None => log::sent(&mut case.book, &facts, &target, &note, &stated),
        Some(back) => log::came_back(&mut case.book, &facts, &casebook.routes, &target, back, &note, &stated)?,
    };
    let detail = json!({ "act": act, "route": target.route.id, "kind": target.kind, "fact": path, "day": day, "number": note.number, "exhibits": receipts.iter().map(|r| r.0).collect::<Vec<_>>() });
    case.save_facts("log", detail, &stated, &world)?;
    let facts = case.facts()?;
    let scene = Scene::new(&facts, &[], &casebook.routes.desks, facts.as_of.unwrap_or(day).max(day));
    if as_json {
        say::json(&json!({ "fact": path, "route": target.route.id, "kind": target.kind, "exhibits": receipts.iter().map(|r| json!({ "exhibit": r.0, "sha256": r.1 })).collect::<Vec<_>>(), "ledger_head": case.ledger.head() }));
        return Ok(ExitCode::SUCCESS);
    }
    say::line(&format!("已登记：{}（{path}）", target.route.name));
    for (number, id) in &receipts {
        say::line(&format!("  回执作为证据{number}加入，SHA-256 {id}"));
    }
    if let Some(step) = scene.steps.iter().find(|s| s.fact == path) {
        say::line(&format!("  {}", say::clean(&step.zh())));
    }
    say::line("用 juzheng routes 看下一步，juzheng deadlines 看到期日。");
    Ok(ExitCode::SUCCESS)
}

fn date(line: &Line, world: &Machine) -> Result<Day> {
    let today = world.now().day();
    let Some(text) = &line.date else { return Ok(today) };
    let day = Day::parse(text).ok_or_else(|| Problem::new("log.date", format!("日期“{text}”无法识别"), "--date", "请写成 2026-03-01 这样的形式"))?;
    if day > today {
        return Err(Problem::new("log.future", format!("{}还没有到", day.zh()), "--date", "只记已经发生的事；以后要做的看 juzheng deadlines"));
    }
    Ok(day)
}

/// Takes the receipts as exhibits.
fn receipts(case: &mut Case, files: &[PathBuf], world: &Machine) -> Result<Vec<(u32, ExhibitId)>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(missing) = files.iter().find(|f| !Path::new(f).is_file()) {
        return Err(Problem::new("log.file", "找不到这个文件，或者它是文件夹", missing.display().to_string(), "请核对 --file 的文件名；一个文件写一次 --file"));
    }
    let (found, refused) = walk(files);
    if let Some(problem) = refused.into_iter().next() {
        return Err(problem);
    }
    let (mut taken, mut failed) = (Vec::new(), None);
    case.take(&found, &Options::default(), world, &mut |result| match result {
        Ok(one) => taken.push((one.number, one.exhibit)),
        Err(problem) => failed = Some(problem),
    })?;
    match failed {
        Some(problem) => Err(problem),
        None => Ok(taken),
    }
}
