//! `juzheng terms`: clauses of an agreement or privacy policy that take something, quoted, with the articles of a day and what to
//! ask the lender. A file, or the agreements of a case.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::import::{document, docx, html_page, odt, pdf_text, rtf};
use juzheng_core::law::Citation;
use juzheng_core::model::Day;
use juzheng_core::terms::{Kinds, Report, Stance};
use juzheng_core::vault::Case;
use juzheng_core::vault::walk::open_plain;
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Largest file read.
const FILE: u64 = 64 << 20;

/// 协议条款
#[derive(Args)]
pub struct TermsArgs {
    /// 协议或隐私政策（txt、html、docx、pdf），或一个案件文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 按哪一天的法律说明；不写就是今天
    #[arg(long, value_name = "日期")]
    on: Option<String>,
}

/// One text, with where it came from.
struct Text {
    file: String,
    exhibit: Option<u32>,
    words: String,
}

/// Reads the texts and lists their clauses.
pub fn run(args: &TermsArgs, as_json: bool) -> Result<ExitCode> {
    let day = match &args.on {
        Some(text) => Day::parse(text).ok_or_else(|| Problem::new("terms.date", format!("日期“{text}”无法识别"), "--on", "请写成 2026-03-01 这样的形式"))?,
        None => Machine::new().now().day(),
    };
    let book = casebook()?;
    let kinds = Kinds::embedded(&book.law).map_err(|problems| problems.into_iter().next().expect("an error has a problem"))?;
    let (mut texts, mut problems) = (Vec::new(), Vec::new());
    for path in &args.files {
        let read = if path.join("ledger.jsonl").exists() { of_case(path) } else { of_file(path).map(|t| vec![t]) };
        match read {
            Ok(mut list) => texts.append(&mut list),
            Err(problem) => problems.push(problem),
        }
    }
    let reports: Vec<(Text, Report)> = texts.into_iter().map(|t| (kinds.report(&t.words, &book.law, day), t)).map(|(r, t)| (t, r)).collect();
    if as_json {
        let list: Vec<Value> = reports.iter().map(|(t, r)| json!({ "file": t.file, "exhibit": t.exhibit, "report": r })).collect();
        say::json(&json!({ "texts": list, "problems": problems }));
    } else {
        reports.iter().for_each(|(t, r)| show(t, r));
        problems.iter().for_each(|p| say::problem(p, false));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// The agreements of a case.
fn of_case(folder: &Path) -> Result<Vec<Text>> {
    let mut case = Case::open(folder)?;
    let mut texts = Vec::new();
    for exhibit in case.exhibits() {
        if exhibit.withdrawn.is_some() || !exhibit.kept || exhibit.is_package() {
            continue;
        }
        let harvest = case.harvest(&exhibit)?;
        for entry in harvest.entries.into_iter().filter(|e| e.kind == document::AGREEMENT) {
            texts.push(Text { file: exhibit.name.clone(), exhibit: Some(exhibit.number), words: entry.fields.get("text").cloned().unwrap_or_default() });
        }
    }
    if texts.is_empty() {
        return Err(Problem::new("terms.none", "这个案件里还没有协议或隐私政策", folder.display().to_string(), "请用 juzheng add 加入协议文件（txt、html、docx、pdf），或直接写 juzheng terms 文件"));
    }
    Ok(texts)
}

fn of_file(path: &Path) -> Result<Text> {
    let place = path.display().to_string();
    let mut bytes = Vec::new();
    open_plain(path)?.take(FILE + 1).read_to_end(&mut bytes).map_err(|e| Problem::io(&place, "读取文件", &e))?;
    if bytes.len() as u64 > FILE {
        return Err(Problem::new("terms.too_large", "文件大于 64 MB，没有读取", place, "请只取协议正文另存后再试"));
    }
    let words = match () {
        () if bytes.starts_with(b"PK\x03\x04") => docx::text(&bytes).or_else(|| odt::text(&bytes)),
        () if bytes.starts_with(b"{\\rtf") => Some(rtf::text(&bytes)),
        () if bytes.iter().take(1024).collect::<Vec<_>>().windows(5).any(|w| w.iter().zip(b"%PDF-").all(|(a, b)| **a == *b)) => {
            Some(pdf_text::layer(bytes).map_err(|p| Problem { place: place.clone(), ..p })?.text())
        }
        () => {
            let text = html_page::plain(&bytes);
            let start: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
            Some(if start.contains("<html") || start.starts_with("<!doctype") { html_page::page_text(&bytes) } else { text })
        }
    };
    let words = words.filter(|w| !w.trim().is_empty() && w.matches('\u{fffd}').count() * 20 < w.chars().count().max(1));
    let file = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    words.map(|words| Text { file, exhibit: None, words }).ok_or_else(|| Problem::new("terms.no_text", "读不出文字（可能是扫描件、图片或其他文件）", place, "请换成可以复制文字的版本：在应用里打开协议页面，复制全文存成 txt，或另存为 pdf、html"))
}

fn show(text: &Text, report: &Report) {
    let from = text.exhibit.map_or_else(|| say::clean(&text.file), |n| format!("证据{n}（{}）", say::clean(&text.file)));
    say::line(&format!("\n{}　〔{from}〕", say::clean(&report.title)));
    let version = report.version.as_ref().map_or_else(|| "没有写明版本".to_owned(), |v| format!("版本 {}", say::clean(v)));
    let dated = report.dated.as_ref().map_or_else(|| "没有写明日期".to_owned(), |d| say::clean(d));
    say::line(&format!("  {version}；{dated}；共{}字；按{}的法律对照", report.characters, report.day.zh()));
    for found in &report.found {
        say::line(&format!("\n  {}", found.name));
        for clause in &found.clauses {
            let mark = if clause.stance == Stance::Denies { "（写明不这样做）" } else { "" };
            let under = clause.under.as_ref().map_or(String::new(), |u| format!("，{}", say::clean(u)));
            say::line(&format!("    “{}”{mark}　〔第{}行{under}〕", say::clean(&clause.quote), clause.line));
        }
        say::line(&format!("    {}", found.says));
        say::line(&format!("    看不出什么：{}", found.not_shown));
        if !found.law.is_empty() {
            let name = |c: &Citation| format!("《{}》{}", c.short(), c.label());
            say::line(&format!("    可以对照：{}", found.law.iter().map(name).collect::<Vec<_>>().join("、")));
            for (c, caveat) in found.law.iter().filter_map(|c| Some((c, c.caveat()?))) {
                say::line(&format!("    注意：{}，{caveat}", name(c)));
            }
        }
        say::line("    可以问放款方：");
        found.ask.iter().for_each(|a| say::line(&format!("      · {a}")));
    }
    if !report.promised.is_empty() {
        say::line("\n  写明不这样做的（承诺；没有发现相反的写法）");
        for promised in &report.promised {
            for clause in &promised.clauses {
                let under = clause.under.as_ref().map_or(String::new(), |u| format!("，{}", say::clean(u)));
                say::line(&format!("    {}：“{}”　〔第{}行{under}〕", promised.name, say::clean(&clause.quote), clause.line));
            }
        }
        say::line("    写了不做，不等于没有做过；记录显示做过的，可以用这些话对照");
    }
    if !report.not_found.is_empty() {
        say::line(&format!("\n  没有找到这几类写法（不等于没有约定）：{}", report.not_found.join("、")));
    }
}
