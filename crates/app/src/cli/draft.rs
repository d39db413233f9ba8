//! `juzheng draft`: papers as DOCX, PDF and plain text with the same words.

use crate::cli::casebook;
use crate::cli::review::{record, reviewed};
use crate::say;
use crate::world::{Machine, fonts};
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::compose::{self, Document, Material};
use juzheng_core::digest::sha256;
use juzheng_core::draft::{self, Draft};
use juzheng_core::error::{Problem, Result};
use juzheng_core::result::Review;
use juzheng_core::vault::Case;
use juzheng_core::vault::ledger::Kind;
use juzheng_core::world::World;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// 生成文书
#[derive(Args)]
pub struct DraftArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 文书编号，如 complaint_letter（用 juzheng papers 查看）
    #[arg(value_name = "文书")]
    papers: Vec<String>,
    /// 生成全部文书
    #[arg(long)]
    all: bool,
    /// 放在哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = "文书", hide_default_value = true)]
    output: PathBuf,
}

/// Writes the papers.
pub fn run(args: &DraftArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let documents = compose::documents(&casebook)?;
    let wanted = choose(&documents, args)?;
    let (mut case, review, text) = reviewed(&args.case, &casebook)?;
    record(&mut case, &review, &text)?;
    let made = make(&case, &review, &casebook, &wanted)?;
    std::fs::create_dir_all(&args.output).map_err(|e| Problem::io(args.output.display().to_string(), "建立文件夹", &e))?;
    let mut listed = Vec::new();
    for (name, bytes) in &made.files {
        let path = args.output.join(name);
        std::fs::write(&path, bytes).map_err(|e| Problem::io(path.display().to_string(), "写入文书", &e))?;
        listed.push(json!({ "file": name, "sha256": sha256(bytes) }));
        if !as_json {
            say::line(&format!("已生成 {}", path.display()));
        }
    }
    case.record_output(Kind::Draft, json!({ "papers": listed, "generated_from": review.generated_from }), &Machine::new())?;
    for note in &made.notes {
        say::notice(&format!("提示：{note}"));
    }
    if as_json {
        say::json(&json!({ "papers": listed, "blanks": made.blanks, "notes": made.notes }));
    } else if !made.blanks.is_empty() {
        say::line(&format!("文中留有空白、需要您补充的：{}", say::clean(&made.blanks.join("、"))));
    }
    Ok(ExitCode::SUCCESS)
}

fn choose<'d>(documents: &'d [Document], args: &DraftArgs) -> Result<Vec<&'d Document>> {
    if args.all || args.papers.is_empty() {
        return Ok(documents.iter().collect());
    }
    args.papers
        .iter()
        .map(|id| {
            documents.iter().find(|d| d.id == *id || d.front.title == *id || d.front.number == *id).ok_or_else(|| {
                let known: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
                Problem::new("draft.unknown", format!("没有“{id}”这种文书"), "命令行", format!("可用的文书：{}", known.join("、")))
            })
        })
        .collect()
}

/// Papers as files.
pub struct Made {
    /// (file name, bytes).
    pub files: Vec<(String, Vec<u8>)>,
    /// Blanks left, each once.
    pub blanks: Vec<String>,
    /// Remarks (no PDF because …).
    pub notes: Vec<String>,
}

/// Composes and writes papers in every form at hand.
pub fn make(case: &Case, review: &Review, casebook: &Casebook, documents: &[&Document]) -> Result<Made> {
    let world = Machine::new();
    let facts = case.facts()?;
    let today = facts.as_of.unwrap_or_else(|| world.now().day());
    let material = Material { facts: &facts, review, casebook, ledger_head: case.ledger.head(), ledger_length: case.ledger.entries.len() as u64, today };
    let mut made = Made { files: Vec::new(), blanks: Vec::new(), notes: Vec::new() };
    for document in documents {
        let paper = compose::compose(document, &material)?;
        let stem = format!("{}-{}", document.front.number, document.front.title);
        made.files.push((format!("{stem}.docx"), draft::docx::docx(&paper)?));
        made.files.push((format!("{stem}.txt"), draft::text::text(&paper).into_bytes()));
        if let Some(pdf) = world.pdf() {
            made.files.push((format!("{stem}.pdf"), pdf.press(&draft::typst::typst_source(&paper), &paper.title)?));
        }
        blanks(&paper, &mut made.blanks);
    }
    if world.pdf().is_none() {
        made.notes.push(if cfg!(feature = "press") {
            format!("没有生成 PDF：找不到字体（{}）。请在源码目录运行 make assets；DOCX 和纯文本不受影响", fonts().display())
        } else {
            "没有生成 PDF：这个程序编译时没有带排版功能（make build 会带上）；DOCX 和纯文本不受影响".to_owned()
        });
    }
    Ok(made)
}

fn blanks(paper: &Draft, into: &mut Vec<String>) {
    use juzheng_core::draft::{Block, Span};
    let mut note = |spans: &[Span]| {
        for span in spans {
            if let Span::Blank(label) = span
                && !into.contains(label)
            {
                into.push(label.clone());
            }
        }
    };
    for block in &paper.blocks {
        match block {
            Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Quote(s) => note(s),
            Block::Items(rows) | Block::Sign(rows) => rows.iter().for_each(|r| note(r)),
            Block::Table(t) => t.rows.iter().flatten().for_each(|c| note(c)),
            Block::PageBreak => {}
        }
    }
}
