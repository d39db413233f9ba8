//! `juzheng read`: what is in these files. No case, nothing kept.

use crate::world::Machine;
use crate::{password, say};
use clap::Args;
use juzheng_core::error::Result;
use juzheng_core::import::Harvest;
use juzheng_core::import::container::Kind;
use juzheng_core::model::{Direction, Outcome, Record};
use juzheng_core::vault::pack::{Read1, read_all};
use juzheng_core::vault::take::{Stated, counts, walk};
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// 读取文件
#[derive(Args)]
pub struct ReadArgs {
    /// 文件或文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 屏幕上最多列出几条往来
    #[arg(long, value_name = "条数", default_value_t = 10, hide_default_value = true)]
    limit: usize,
    /// 加密备份的密码写在这个文件的第一行（密码不会保存）；也可用环境变量 JUZHENG_PASSWORD，或在终端里输入
    #[arg(long, value_name = "文件")]
    password_file: Option<PathBuf>,
}

/// Reads each file; with `--json` one object a line per file.
pub fn run(args: &ReadArgs, as_json: bool) -> Result<ExitCode> {
    let (files, refused) = walk(&args.files);
    let password = password::given(args.password_file.as_deref(), &files)?;
    let eyes = Machine::new().eyes();
    let mut failed = !refused.is_empty();
    for problem in &refused {
        say::problem(problem, false);
        if as_json {
            say::json_line(&json!({ "file": problem.place, "format": Value::Null, "rows": 0, "events": [], "problems": [problem] }));
        }
    }
    for path in &files {
        match read_all(path, &Stated::default(), password.as_ref(), &*eyes) {
            Ok(all) => {
                for (nth, read) in all.iter().enumerate() {
                    failed |= matches!(read.kind, Kind::Unknown | Kind::Media(_));
                    // Members stand under the path that was given: `包.zip/路径`.
                    let shown = if nth == 0 { path.display().to_string() } else { path.with_file_name(&read.name).display().to_string() };
                    if as_json { line(&shown, read) } else { show(&shown, read, args.limit) }
                }
            }
            Err(problem) => {
                failed = true;
                if as_json {
                    say::json_line(&json!({ "file": path.display().to_string(), "format": Value::Null, "rows": 0, "events": [], "problems": [problem] }));
                } else {
                    say::problem(&problem, false);
                }
            }
        }
    }
    Ok(if failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

fn line(file: &str, read: &Read1) {
    let harvest = &read.harvest;
    let events: Vec<Value> = harvest.records.iter().map(|r| event(r, harvest)).collect();
    say::json_line(&json!({
        "file": file, "format": read.kind.id(), "rows": harvest.rows(), "events": events, "problems": harvest.problems,
        "cards": harvest.cards, "entries": harvest.entries, "skips": harvest.skips, "notes": harvest.notes, "seen": harvest.seen,
    }));
}

fn title(kind: &Kind) -> &'static str {
    match kind {
        Kind::Format(f) => f.title,
        Kind::Container(c) => c.title,
        Kind::Media(_) => "图片、录音或录像（还没有读取器）",
        Kind::Unknown => "认不出",
    }
}

/// A record with its time as the rest of the product writes it.
fn event(record: &Record, harvest: &Harvest) -> Value {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.insert("time".into(), record.at.key().into());
        if let Some(seen) = harvest.seen.get(&record.row) {
            map.insert("seen".into(), json!(seen));
        }
        map.insert("peer_key".into(), juzheng_core::normalise::peer_key(&record.peer.raw).into());
    }
    value
}

fn show(file: &str, read: &Read1, limit: usize) {
    let harvest = &read.harvest;
    let c = counts(harvest);
    say::line(&say::clean(file));
    say::line(&format!("  格式：{}", title(&read.kind)));
    say::line(&format!("  记录{}条 = 往来{}条 + 条目{}条 + 列明跳过{}条；问题{}处", c.rows, c.events, c.cards + c.entries, c.skips, c.problems));
    for note in harvest.notes.iter().filter(|n| !juzheng_core::import::is_mark(n)) {
        say::line(&format!("  备注：{}", say::clean(note)));
    }
    for record in harvest.records.iter().take(limit) {
        let way = match (record.direction, record.call.map(|c| c.outcome)) {
            (Direction::Out, _) => "发出",
            (Direction::In, Some(Outcome::Missed | Outcome::Rejected | Outcome::Blocked)) => "未接",
            (Direction::In, _) => "收到",
        };
        let what = match record.call {
            Some(call) => call.seconds.map_or_else(|| "时长不明".to_owned(), |s| format!("{s}秒")),
            None => say::clean(&record.body).chars().take(60).collect(),
        };
        say::line(&format!("  {}　{way}{}　{}　{what}", record.at.key(), record.channel.zh(), say::clean(&record.peer.raw)));
    }
    if harvest.records.len() > limit {
        say::line(&format!("  …… 还有{}条，用 --json 查看全部", harvest.records.len() - limit));
    }
    for problem in harvest.problems.iter().take(limit) {
        say::line(&say::listed(problem));
    }
    if harvest.problems.len() > limit {
        say::line(&format!("  · 还有{}处问题，用 --json 查看全部", harvest.problems.len() - limit));
    }
}
