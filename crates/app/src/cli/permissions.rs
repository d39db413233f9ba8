//! `juzheng permissions`: which apps could read the contacts, calls and messages, when they were last recorded doing so, and
//! what closing the permission changes. No case, nothing kept. The words of advice are the casebook's.

use crate::cli::casebook;
use crate::{password, say};
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::import::Harvest;
use juzheng_core::import::container::Kind;
use juzheng_core::import::secret::Password;
use juzheng_core::law::Citation;
use juzheng_core::model::{Day, When, ZoneSource};
use juzheng_core::permission::report::{App, Line, Report, report};
use juzheng_core::permission::texts::Texts;
use juzheng_core::permission::{Counted, FileEntries, PermitKind, PermitRecord};
use juzheng_core::time::{Stamp, offset_minutes};
use juzheng_core::vault::pack::read_all;
use juzheng_core::vault::take::{Stated, walk};
use juzheng_core::world::{Senses, World};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 应用权限
#[derive(Args)]
pub struct PermissionsArgs {
    /// 手机导出的权限记录：dumpsys appops、appops get、dumpsys package、错误报告，苹果的 App 隐私报告、TCC.db 或备份文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 只看这个应用（包名）；可以写多次
    #[arg(long, value_name = "包名")]
    package: Vec<String>,
    /// 什么时候采集的，如：2026-02-28T20:00:00；文件里只写“多久以前”时要用它
    #[arg(long, value_name = "时间")]
    captured_at: Option<String>,
    /// 手机的时差，如：+0800；不写就按东八区
    #[arg(long, value_name = "时差", allow_hyphen_values = true)]
    tz_offset: Option<String>,
    /// 按哪一天的法律说明；不写就是今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
    /// 加密备份的密码写在这个文件的第一行（密码不会保存）；也可用环境变量 JUZHENG_PASSWORD，或在终端里输入
    #[arg(long, value_name = "文件")]
    password_file: Option<PathBuf>,
}

/// Reads the files and tells what is on record.
pub fn run(args: &PermissionsArgs, as_json: bool) -> Result<ExitCode> {
    let stated = stated(args)?;
    let day = match &args.on {
        Some(text) => Day::parse(text).ok_or_else(|| wrong("permissions.date", "日期", text, "--on", "请写成 2026-03-01 这样的形式"))?,
        None => Machine::new().now().day(),
    };
    let casebook = casebook()?;
    let texts = Texts::embedded(&casebook.law).map_err(|problems| problems.into_iter().next().expect("an error has a problem"))?;
    let (paths, mut problems) = walk(&args.files);
    let password = password::given(args.password_file.as_deref(), &paths)?;
    let mut read = Vec::new();
    for path in &paths {
        match one(path, &stated, password.as_ref()) {
            Ok(mut all) => read.append(&mut all),
            Err(problem) => problems.push(problem),
        }
    }
    let report = report(read.iter().map(|(file, h)| FileEntries { exhibit: None, file, entries: &h.entries }), &args.package, &texts, &casebook.law, day);
    if as_json {
        let files: Vec<_> = read.iter().map(|(file, h)| json!({ "file": file, "rows": h.rows(), "problems": h.problems, "notes": h.notes })).collect();
        say::json(&json!({ "report": report, "files": files, "problems": problems }));
    } else {
        show(&report, &read);
        problems.iter().for_each(|p| say::problem(p, false));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn wrong(code: &str, what: &str, text: &str, place: &str, todo: &str) -> Problem {
    Problem::new(code, format!("{what}“{text}”无法识别"), place, todo)
}

fn stated(args: &PermissionsArgs) -> Result<Stated> {
    if let Some(text) = args.captured_at.as_ref().filter(|t| !t.contains(':') || Stamp::parse(t).is_none()) {
        return Err(wrong("permissions.captured_at", "采集时间", text, "--captured-at", "请写到分钟或秒，如 2026-02-28T20:00:00"));
    }
    if let Some(text) = args.tz_offset.as_ref().filter(|t| offset_minutes(t).is_none()) {
        return Err(wrong("permissions.tz_offset", "时差", text, "--tz-offset", "请写成 +0800 这样的形式（adb shell date +%z 的结果）"));
    }
    Ok(Stated { captured_at: args.captured_at.clone(), tz_offset: args.tz_offset.clone() })
}

/// The readings of a file, or of what a bug report's zip or another package holds.
fn one(path: &Path, stated: &Stated, password: Option<&Password>) -> Result<Vec<(String, Harvest)>> {
    let place = path.display().to_string();
    let about = |h: &Harvest| h.entries.iter().any(|e| e.kind == "package" || e.kind.starts_with("permission_"));
    // A file of another kind would otherwise look like a phone without records.
    let ours = |kind: &Kind| matches!(kind, Kind::Format(f) if ["dumpstate", "dumpsys_appops", "dumpsys_package", "ios_app_privacy_report", "ios_tcc"].contains(&f.id));
    let eyes = Machine::new().eyes();
    let all = read_all(path, stated, password, Senses { eyes: &*eyes, ..Senses::NONE })?;
    let package = matches!(all.first().map(|r| &r.kind), Some(Kind::Container(_)));
    let mut read: Vec<(String, Harvest)> = Vec::new();
    let mut troubles = Vec::new();
    for r in all {
        if matches!(r.kind, Kind::Container(_)) {
            troubles.extend(r.harvest.problems);
        } else if about(&r.harvest) || ours(&r.kind) {
            read.push((r.name, r.harvest));
        }
    }
    if read.is_empty() {
        let what = if package { "压缩包里没有找到权限记录" } else { "这不是权限记录" };
        let told = troubles.first().map_or(String::new(), |p| format!("（{}）", p.what));
        return Err(Problem::new("permissions.other_file", format!("{what}{told}"), place, "请用 adb shell dumpsys appops、adb shell dumpsys package 采集，或导出苹果的 App 隐私报告"));
    }
    Ok(read)
}

fn show(report: &Report, read: &[(String, Harvest)]) {
    say::line(&format!("{}（{}）", report.title, report.day.zh()));
    if report.apps.is_empty() {
        say::line("\n没有读到与通讯录、通话记录、短信有关的权限记录。");
    }
    let (system, apps): (Vec<&App>, Vec<&App>) = report.apps.iter().partition(|a| a.system);
    apps.iter().for_each(|a| app(a));
    // Asked for by name, an app of the system is shown whole like any other.
    if apps.is_empty() {
        system.iter().for_each(|a| app(a));
    } else if !system.is_empty() {
        let names: Vec<String> = system.iter().map(|a| say::clean(&a.package)).collect();
        say::line(&format!("\n另有{}个系统自带的应用有这类记录（用 --package 查看）：{}", names.len(), names.join("、")));
    }
    say::line("\n这些记录不能说明什么");
    report.limits.iter().for_each(|l| say::line(&format!("  · {l}")));
    for advice in &report.answers {
        say::line(&format!("\n{}\n  {}", advice.title, advice.says));
        laws("  依据", &advice.law);
    }
    for (file, harvest) in read {
        for text in harvest.notes.iter().cloned().chain(harvest.problems.iter().map(|p| format!("{}：{}", p.place, p.what))) {
            say::line(&format!("\n{}　{}", say::clean(file), say::clean(&text)));
        }
    }
}

fn app(app: &App) {
    let name = if app.package.is_empty() { "（文件没有写明是哪个应用）".to_owned() } else { say::clean(&app.package) };
    say::line(&format!("\n{name}{}", if app.system { "（系统自带）" } else { "" }));
    for i in &app.installed {
        let mut parts = Vec::new();
        parts.extend(i.first.map(|w| format!("首次安装{}", time(w))));
        parts.extend(i.updated.map(|w| format!("最近更新{}", time(w))));
        parts.extend(i.installer.as_ref().map(|p| format!("由 {} 安装", say::clean(p))));
        say::line(&format!("  {}{}　〔{}第{}行〕", user(i.user), parts.join("，"), say::clean(&i.origin.file), i.origin.row));
    }
    app.permissions.iter().for_each(permission);
}

fn permission(line: &Line) {
    say::line(&format!("  {}（{}）", line.name, line.reaches));
    let (choices, settings): (Vec<_>, Vec<_>) = line.settings.iter().partition(|s| matches!(s.kind, PermitKind::ChoiceAllowed | PermitKind::ChoiceDenied));
    for s in choices {
        let given = match (s.kind, s.state.as_str()) {
            (PermitKind::ChoiceDenied, _) => "不允许",
            (_, "limited") => "允许一部分",
            _ => "允许",
        };
        let at = s.at.map_or_else(|| "时间没有记下".to_owned(), time);
        say::line(&format!("    系统记下的选择：{given}，最后一次改动{at}　{}", place(s)));
    }
    for s in settings {
        if let Some(mode) = &s.mode {
            let as_of = s.at.map_or_else(|| "采集时（时间没有说明）".to_owned(), time);
            say::line(&format!("    采集时的操作开关（appops {}）：{}{}　{as_of}　{}", say::clean(&s.op), user(s.user), switch(mode), place(s)));
            continue;
        }
        let given = if s.kind == PermitKind::Granted { "已授权" } else { "没有授权" };
        let as_of = s.at.map_or_else(|| "采集时（时间没有说明）".to_owned(), time);
        say::line(&format!("    采集时的设置：{}{given}{}　{as_of}　{}", user(s.user), by_whom(&s.state), place(s)));
    }
    match &line.last_read {
        Some(r) => say::line(&format!("    最后一次记录到的读取：{}", told(r))),
        None if line.counted.iter().any(|c| c.accesses > 0) => say::line("    没有记录到哪一刻读取，只有一段时间里的次数"),
        None if line.reads_without_time.is_empty() => say::line("    没有记录到读取（不等于没有读过）"),
        None => {}
    }
    for r in &line.reads_without_time {
        say::line(&format!("    记录到的读取：{}（没有采集时间，不能换算；可用 --captured-at 补上）", told(r)));
    }
    if let Some(r) = &line.earliest_read {
        say::line(&format!("    记录里最早的一次读取（不是第一次读取）：{}", told(r)));
    }
    line.counted.iter().for_each(count);
    if let Some(r) = &line.last_refusal {
        say::line(&format!("    最后一次记录到的拒绝：{}", told(r)));
    }
    laws("    读取当天有效、可以对照的规定", &line.law);
}

/// A count of the system: the span, and how often.
fn count(c: &Counted) {
    let parts = [("读取", c.accesses), ("拒绝", c.rejects)].into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what}{n}次")).collect::<Vec<_>>();
    let what = if parts.is_empty() { "使用的时长，没有次数".to_owned() } else { parts.join("、") };
    let place = format!("〔{}第{}行〕", say::clean(&c.origin.file), c.origin.row);
    say::line(&format!("    系统统计的次数：{}{}至{}之间记录到{what}{}　{place}", user(c.user), time(c.begin), time(c.end), state(&c.state)));
}

/// What a mode of `appops` means for the app.
fn switch(mode: &str) -> &'static str {
    match mode {
        "allow" => "允许",
        "foreground" => "只在使用应用时允许",
        _ => "不允许",
    }
}

fn state(state: &str) -> &'static str {
    match state {
        "top" => "，正在屏幕上使用",
        "fg" | "bfgs" | "fgsvc" | "fgsvcl" => "，前台",
        "bg" | "cch" => "，后台（不在屏幕上）",
        "pers" => "，常驻进程",
        "end_only" => "（报告里只有结束，开始在此之前）",
        _ => "",
    }
}

/// Time, manner and place of an access or refusal.
fn told(r: &PermitRecord) -> String {
    let at = r.at.map(time).or_else(|| r.relative.as_ref().map(|t| format!("采集前 {}", say::clean(t)))).unwrap_or_default();
    let state = state(&r.state);
    let proxy = r.proxy.as_ref().map_or(String::new(), |p| format!("，经 {} 代为读取", say::clean(p)));
    let times = r.times.filter(|n| *n > 1).map_or(String::new(), |n| format!("，这几分钟里共{n}次"));
    format!("{}{at}{state}{times}{proxy}　{}", user(r.user), place(r))
}

fn time(at: When) -> String {
    format!("{}{}", at.zh(), if at.zone == ZoneSource::Assumed { "（按东八区）" } else { "" })
}

fn place(r: &PermitRecord) -> String {
    format!("〔{}第{}行〕", say::clean(&r.origin.file), r.origin.row)
}

/// A second space or a cloned app has its own settings.
fn user(user: Option<u32>) -> String {
    user.filter(|u| *u != 0).map_or_else(String::new, |u| format!("用户{u}（分身或第二空间）"))
}

fn by_whom(flags: &str) -> &'static str {
    let has = |flag: &str| flags.split('|').any(|f| f == flag);
    match () {
        () if has("REVOKED_COMPAT") => "（旧版应用：权限名义上还在，用户已关闭）",
        () if has("AUTO_REVOKED") => "（长期不用，系统自动收回）",
        () if has("ONE_TIME") => "（仅此一次）",
        () if has("USER_SET") || has("USER_FIXED") => "（用户选择过）",
        () if has("SYSTEM_FIXED") || has("GRANTED_BY_DEFAULT") => "（系统默认）",
        () => "",
    }
}

fn laws(heading: &str, list: &[Citation]) {
    if list.is_empty() {
        return;
    }
    let name = |c: &Citation| format!("《{}》{}", c.short(), c.label());
    say::line(&format!("{heading}：{}", list.iter().map(name).collect::<Vec<_>>().join("、")));
    let indent = &heading[..heading.len() - heading.trim_start().len()];
    for (c, caveat) in list.iter().filter_map(|c| Some((c, c.caveat()?))) {
        say::line(&format!("{indent}注意：{}，{caveat}", name(c)));
    }
}
