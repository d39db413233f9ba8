//! `juzheng read`: what is in these files. No case, nothing kept: what a reader says of a kept original is put right here.

use crate::world::Machine;
use crate::{password, say};
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::import::{Harvest, Seen};
use juzheng_core::import::container::Kind;
use juzheng_core::model::{Card, Direction, Entry, Outcome, Reading, Record, Skip};
use juzheng_core::vault::pack::{Read1, read_all};
use juzheng_core::vault::take::{Stated, counts, walk};
use juzheng_core::world::{Senses, World};
use serde::{Serialize, Serializer};
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
    /// 语音模型文件夹（SenseVoice 的 ONNX 模型）：录音用它听写，结果须核对；也可用环境变量 JUZHENG_SPEECH_MODEL
    #[arg(long, value_name = "文件夹")]
    speech_model: Option<PathBuf>,
}

/// Reads each file; with `--json` one object a line per file.
pub fn run(args: &ReadArgs, as_json: bool) -> Result<ExitCode> {
    let (files, refused) = walk(&args.files);
    let password = password::given(args.password_file.as_deref(), &files)?;
    let machine = Machine::hearing(args.speech_model.as_deref());
    let (eyes, ears) = (machine.eyes(), machine.ears());
    let mut failed = !refused.is_empty();
    for problem in &refused {
        say::problem(problem, false);
        if as_json {
            say::json_line(&json!({ "file": problem.place, "format": Value::Null, "rows": 0, "events": [], "problems": [problem] }));
        }
    }
    for path in &files {
        match read_all(path, &Stated::default(), password.as_ref(), Senses { eyes: &*eyes, ears: &*ears }) {
            Ok(mut all) => {
                for (nth, read) in all.iter_mut().enumerate() {
                    read.harvest.problems.iter_mut().for_each(unkept);
                    failed |= matches!(read.kind, Kind::Unknown | Kind::Media(_));
                    // Members stand under the path that was given: `包.zip/路径`; a folder that is one backup is not read itself.
                    let shown = if nth == 0 && !path.is_dir() { path.display().to_string() } else { path.with_file_name(&read.name).display().to_string() };
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

/// Readers speak to somebody who adds a file to a case, where the original was just kept. Here nothing is: it stays where it lies.
fn unkept(problem: &mut Problem) {
    const KEPT: &[&str] = &["已按原样保存并计算哈希", "已保留并计入哈希", "已按原样保留", "已保留"];
    for kept in KEPT {
        problem.todo = problem.todo.replace(&format!("原件{kept}"), "原件没有改动").replace(&format!("图片{kept}"), "图片没有改动").replace(&format!("录音{kept}"), "录音没有改动");
    }
}

/// A file as `--json` gives it. Written straight from what was read: a million rows are not kept twice.
#[derive(Serialize)]
struct Line<'r> {
    file: &'r str,
    format: Option<&'static str>,
    rows: u64,
    events: Events<'r>,
    problems: &'r [Problem],
    cards: &'r [Card],
    entries: &'r [Entry],
    skips: &'r [Skip],
    notes: &'r [String],
    seen: &'r std::collections::BTreeMap<u64, Seen>,
}

/// Records, each shown as it is written.
struct Events<'r>(&'r Harvest);

impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.records.iter().map(|r| event(r, self.0)))
    }
}

fn line(file: &str, read: &Read1) {
    let h = &read.harvest;
    say::json_line(&Line {
        file,
        format: read.kind.id(),
        rows: h.rows(),
        events: Events(h),
        problems: &h.problems,
        cards: &h.cards,
        entries: &h.entries,
        skips: &h.skips,
        notes: &h.notes,
        seen: &h.seen,
    });
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
        // A typed account tells of contacts to others too.
        let reached = record.peer.also.first().filter(|_| record.reading == Reading::Stated).map_or_else(String::new, |who| format!("（对象：{}）", say::clean(who)));
        say::line(&format!("  {}　{way}{}{reached}　{}　{what}", say::time(&record.at.key()), record.channel.zh(), say::clean(&record.peer.raw)));
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
