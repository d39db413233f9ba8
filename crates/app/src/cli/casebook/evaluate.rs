//! `juzheng casebook evaluate`: how right the word lists are, on messages that people have labelled.

use super::lexicon;
use crate::say;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::evaluate::{Cell, Innocent, Labelled, Report, Wrong};
use juzheng_core::screen::{Screen, recipient};
use juzheng_core::words::{Recipient, Words};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 用标注过的短信检验词表
#[derive(Args)]
pub struct EvaluateArgs {
    /// 标注文件，一行一个 JSON：text、to、acts、spans（或 text、addressed_to、labels）
    #[arg(value_name = "文件", required_unless_present = "innocent")]
    files: Vec<PathBuf>,
    /// 寻常短信的纯文本，一行一条；报告每万条误报几条。可以写多次
    #[arg(long, value_name = "文本")]
    innocent: Vec<PathBuf>,
    /// 寻常短信算是发给谁的：borrower（本人）、third_party（第三人）、unknown（不明）
    #[arg(long, value_name = "收件人", default_value = "unknown", hide_default_value = true, value_parser = known)]
    innocent_to: Recipient,
    /// 规则库文件夹：读那里的 words，不需要重新编译；不写就用程序自带的
    #[arg(long, value_name = "文件夹")]
    casebook: Option<PathBuf>,
    /// 只看标注为这一部分的（split 栏，例如 dev）
    #[arg(long, value_name = "部分")]
    split: Option<String>,
}

fn known(word: &str) -> std::result::Result<Recipient, String> {
    recipient(word).ok_or_else(|| "只能是 borrower、third_party、unknown".to_owned())
}

/// Reads every file and prints what it shows. Exit 2 when a line could not be used.
pub fn run(args: &EvaluateArgs, as_json: bool) -> Result<ExitCode> {
    let own = match &args.casebook {
        Some(folder) => Some(lexicon(folder)?),
        None => None,
    };
    let mut screen = Screen::new(own.as_ref().unwrap_or_else(|| Words::embedded()));
    let (mut sets, mut problems, mut all) = (Vec::new(), Vec::new(), Report::new());
    for path in &args.files {
        let mut report = Report::new();
        for (number, line) in (1u64..).zip(text(path)?.lines()).filter(|(_, l)| !l.trim().is_empty()) {
            match Labelled::read(line, &format!("{} 第 {number} 行", path.display())) {
                Err(problem) => problems.push(problem.at_row(number)),
                Ok((message, told)) => {
                    problems.extend(told.into_iter().map(|p| p.at_row(number)));
                    if args.split.is_none() || args.split == message.split {
                        report.count(&mut screen, &message);
                    }
                }
            }
        }
        all.join(&report);
        sets.push((path.display().to_string(), report));
    }
    let mut ordinary = Vec::new();
    for path in &args.innocent {
        let mut seen = Innocent::default();
        for (number, line) in (1..).zip(text(path)?.lines()) {
            seen.count(&mut screen, number, line, args.innocent_to);
        }
        ordinary.push((path.display().to_string(), seen));
    }
    if sets.len() > 1 {
        sets.push(("合计".to_owned(), Report { misses: Vec::new(), false_alarms: Vec::new(), ..all }));
    }
    if as_json {
        let sets: Vec<Value> = sets.iter().map(|(file, report)| as_value(file, report)).collect();
        let ordinary: Vec<Value> = ordinary.iter().map(|(file, seen)| innocent_value(file, seen)).collect();
        say::json(&json!({ "sets": sets, "innocent": ordinary, "problems": problems }));
    } else {
        sets.iter().for_each(|(file, report)| print(file, report));
        ordinary.iter().for_each(|(file, seen)| print_innocent(file, seen));
        problems.iter().for_each(|p| say::notice(&say::listed(p)));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// A text file, a byte order mark aside; what is not UTF-8 is shown as such, not refused.
fn text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| Problem::io(path.display().to_string(), "读取", &e))?;
    Ok(String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)).into_owned())
}

fn figures(cell: &Cell) -> Value {
    let [precision, recall] = cell.intervals();
    json!({
        "n": cell.tp + cell.missed, "tp": cell.tp, "fp": cell.fp, "fn": cell.missed,
        "precision": cell.precision(), "precision_95": precision, "recall": cell.recall(), "recall_95": recall, "f1": cell.f1(),
        "spans": { "n": cell.quoted, "iou_half": cell.agree, "iou_mean": mean(cell) },
    })
}

fn mean(cell: &Cell) -> Option<f64> {
    (cell.quoted > 0).then(|| cell.iou / cell.quoted as f64)
}

fn as_value(file: &str, report: &Report) -> Value {
    let acts: serde_json::Map<String, Value> = report.acts.iter().map(|(act, cell)| (act.name().to_owned(), figures(cell))).collect();
    json!({
        "file": file, "messages": report.messages, "doubtful": report.doubtful,
        "lawful": { "messages": report.lawful.0, "flagged": report.lawful.1 },
        "acts": acts, "micro": figures(&report.micro()), "misses": report.misses, "false_alarms": report.false_alarms,
    })
}

fn innocent_value(file: &str, seen: &Innocent) -> Value {
    let (rate, interval) = seen.per_ten_thousand();
    json!({ "file": file, "lines": seen.lines, "wrong": seen.wrong, "per_10000": rate, "per_10000_95": interval, "false_alarms": seen.false_alarms })
}

fn print(file: &str, report: &Report) {
    for (title, wrong) in [("漏", &report.misses), ("误", &report.false_alarms)] {
        wrong.iter().for_each(|w| one(title, w));
    }
    say::line(&format!("\n{}：{}条（另有{}条标注存疑，不计）；没有行为的{}条中误报{}条", say::clean(file), report.messages, report.doubtful, report.lawful.0, report.lawful.1));
    let mut rows: Vec<Vec<String>> = report.acts.iter().map(|(act, cell)| row(act.name(), cell)).collect();
    rows.push(row("合计", &report.micro()));
    say::table(&["行为", "应有", "找对", "误报", "漏掉", "精确率", "95%区间", "召回率", "95%区间", "F1", "引文≥½", "平均重合"], &rows);
}

fn one(title: &str, wrong: &Wrong) {
    let quotes: Vec<String> = wrong.quotes.iter().map(|q| format!("「{}」", say::clean(q))).collect();
    let tier = wrong.tier.map_or("", |t| t.zh());
    say::line(&format!("{title} {} {} {tier}{}\n   {}", say::clean(&wrong.id), wrong.act.name(), quotes.concat(), say::clean(&wrong.text)));
}

fn row(name: &str, cell: &Cell) -> Vec<String> {
    let figure = |value: Option<f64>| value.map_or("—".to_owned(), |v| format!("{v:.3}"));
    let span = |(low, high): (f64, f64)| format!("{low:.2}–{high:.2}");
    let [precision, recall] = cell.intervals();
    let counts = [cell.tp + cell.missed, cell.tp, cell.fp, cell.missed].map(|n| n.to_string());
    let agree = if cell.quoted > 0 { format!("{}/{}", cell.agree, cell.quoted) } else { "—".to_owned() };
    let mut out = vec![name.to_owned()];
    out.extend(counts);
    out.extend([figure(cell.precision()), span(precision), figure(cell.recall()), span(recall), figure(cell.f1()), agree, figure(mean(cell))]);
    out
}

fn print_innocent(file: &str, seen: &Innocent) {
    seen.false_alarms.iter().for_each(|w| one("误", w));
    let (rate, (low, high)) = seen.per_ten_thousand();
    say::line(&format!("\n{}：{}条中误报{}条，每万条{rate:.1}条（95%区间 {low:.1}–{high:.1}）", say::clean(file), seen.lines, seen.wrong));
}
