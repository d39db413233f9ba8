//! `juzheng read`: what is in these files. No case, nothing kept.

use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::digest;
use juzheng_core::error::{Problem, Result};
use juzheng_core::import::Harvest;
use juzheng_core::model::{Direction, Outcome, Record};
use juzheng_core::world::{Eyes, World};
use juzheng_core::vault::take::{Stated, claimant, counts, read_with, walk};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// 读取文件
#[derive(Args)]
pub struct ReadArgs {
    /// 文件或文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 屏幕上最多列出几条往来
    #[arg(long, value_name = "条数", default_value_t = 10, hide_default_value = true)]
    limit: usize,
}

/// Reads each file; with `--json` one object a line per file.
pub fn run(args: &ReadArgs, as_json: bool) -> Result<ExitCode> {
    let (files, refused) = walk(&args.files);
    let eyes = Machine::new().eyes();
    let mut failed = !refused.is_empty();
    for problem in &refused {
        say::problem(problem, false);
        if as_json {
            say::json_line(&json!({ "file": problem.place, "format": Value::Null, "rows": 0, "events": [], "problems": [problem] }));
        }
    }
    for path in &files {
        match one(path, &eyes) {
            Ok((format, harvest)) => {
                failed |= format.is_none();
                if as_json { line(path, format, &harvest) } else { show(path, format, &harvest, args.limit) }
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

type Format = juzheng_core::import::Format;

fn one(path: &Path, eyes: &Arc<dyn Eyes>) -> Result<(Option<&'static Format>, Harvest)> {
    let place = path.display().to_string();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut file = File::open(path).map_err(|e| Problem::io(&place, "打开文件", &e))?;
    let format = claimant(&name, &mut file).map_err(|e| Problem::io(&place, "读取文件开头", &e))?;
    let mut sink = |_: &str, bytes: &mut dyn Read| digest::of(bytes);
    Ok((format, read_with(format, &name, &mut file, &Stated::default(), &mut sink, &**eyes)))
}

fn line(path: &Path, format: Option<&Format>, harvest: &Harvest) {
    let events: Vec<Value> = harvest.records.iter().map(|r| event(r, harvest)).collect();
    say::json_line(&json!({
        "file": path.display().to_string(), "format": format.map(|f| f.id), "rows": harvest.rows(), "events": events, "problems": harvest.problems,
        "cards": harvest.cards, "entries": harvest.entries, "skips": harvest.skips, "notes": harvest.notes, "seen": harvest.seen,
    }));
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

fn show(path: &Path, format: Option<&Format>, harvest: &Harvest, limit: usize) {
    let c = counts(harvest);
    say::line(&say::clean(&path.display().to_string()));
    say::line(&format!("  格式：{}", format.map_or("认不出", |f| f.title)));
    say::line(&format!("  记录{}条 = 往来{}条 + 条目{}条 + 列明跳过{}条；问题{}处", c.rows, c.events, c.cards + c.entries, c.skips, c.problems));
    for note in harvest.notes.iter().filter(|n| *n != "carrier-bill") {
        say::line(&format!("  备注：{}", say::clean(note)));
    }
    for record in harvest.records.iter().take(limit) {
        let way = match (record.direction, record.call.map(|c| c.outcome)) {
            (Direction::Out, _) => "发出",
            (Direction::In, Some(Outcome::Missed | Outcome::Rejected | Outcome::Blocked)) => "未接",
            (Direction::In, _) => "收到",
        };
        let what = match record.call {
            Some(call) => format!("{}秒", call.seconds.map_or_else(|| "时长不明".to_owned(), |s| s.to_string())),
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
