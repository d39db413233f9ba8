//! `juzheng casebook [check]`: the casebook checked as its files lie, without building anything anew.

mod evaluate;

use crate::say;
use crate::world::Machine;
use clap::{Args, Subcommand};
use juzheng_core::casebook::{Casebook, Files};
use juzheng_core::error::{Problem, Result};
use juzheng_core::words::Words;
use juzheng_core::world::World;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 检查规则库
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CasebookArgs {
    #[command(subcommand)]
    command: Option<CasebookCommand>,
    #[command(flatten)]
    check: CheckArgs,
}

/// One command on the casebook.
#[derive(Subcommand)]
enum CasebookCommand {
    /// 检查规则库：写法、引用、例子，并试排全部文书；逐处写明文件、行号和改法
    Check(CheckArgs),
    /// 用标注过的短信检验词表：每种行为的精确率、召回率，漏掉和误报的原文
    Evaluate(evaluate::EvaluateArgs),
}

/// 检查哪里
#[derive(Args)]
struct CheckArgs {
    /// 规则库文件夹；不写就是当前文件夹下的 casebook
    #[arg(value_name = "文件夹", default_value = "casebook", hide_default_value = true)]
    folder: PathBuf,
}

/// Loads every file, plays every example and composes every paper. Exit 1 when anything is wrong.
pub fn run(args: &CasebookArgs, as_json: bool) -> Result<ExitCode> {
    match &args.command {
        Some(CasebookCommand::Evaluate(args)) => evaluate::run(args, as_json),
        Some(CasebookCommand::Check(args)) => check(&args.folder, as_json),
        None => check(&args.check.folder, as_json),
    }
}

fn check(folder: &Path, as_json: bool) -> Result<ExitCode> {
    let [law, rules, words, routes, documents, answers, numbers] = ["law", "rules", "words", "routes", "documents", "answers", "numbers"].map(|kind| files(folder, kind));
    let (law, rules, words, routes, documents, answers, numbers) = (law?, rules?, words?, routes?, documents?, answers?, numbers?);
    let [law, rules, words, routes, documents, answers, numbers] = [&law, &rules, &words, &routes, &documents, &answers, &numbers].map(tables);
    let files = Files { law: &law, rules: &rules, words: &words, routes: &routes, documents: &documents, answers: &answers, numbers: &numbers };
    let counts: BTreeMap<&str, usize> = files.folders().into_iter().map(|(kind, list)| (kind, list.len())).collect();
    let problems = match Casebook::of(&files) {
        Err(problems) => problems,
        Ok(book) => juzheng_core::casebook::check::check(&book, &files, Machine::new().now().day()),
    };
    if as_json {
        say::json(&json!({ "ok": problems.is_empty(), "files": counts, "problems": problems }));
    } else {
        problems.iter().for_each(|p| say::line(&say::listed(p)));
        let end = if problems.is_empty() { "没有发现错误".to_owned() } else { format!("有{}处要改", problems.len()) };
        say::line(&format!("法规{}份，规则{}条，词表{}份，渠道{}条，文书{}种，数表{}张：{end}。", law.len(), rules.len(), words.len(), routes.iter().filter(|(stem, _)| !stem.starts_with('_')).count(), documents.len(), numbers.len()));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

type Owned = Vec<(String, String)>;

fn tables(files: &Owned) -> Vec<(&str, &str)> {
    files.iter().map(|(stem, text)| (stem.as_str(), text.as_str())).collect()
}

/// The files of one kind, in name order, as the build lists them.
fn files(folder: &Path, kind: &str) -> Result<Owned> {
    let folder = folder.join(kind);
    let io = |e: std::io::Error| Problem::io(folder.display().to_string(), "读取规则库", &e);
    let extension = if kind == "documents" { "md" } else { "toml" };
    let mut list = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|e| e == extension)
            && let Some(stem) = path.file_stem()
        {
            list.push((stem.to_string_lossy().into_owned(), std::fs::read_to_string(&path).map_err(io)?));
        }
    }
    list.sort();
    Ok(list)
}

/// The word lists of a casebook folder, as they lie.
pub fn lexicon(folder: &Path) -> Result<Words> {
    let files = files(folder, "words")?;
    Words::load(&tables(&files)).map_err(|problems| {
        problems.iter().for_each(|p| say::notice(&say::listed(p)));
        Problem::new("casebook", format!("词表有{}处错误", problems.len()), folder.display().to_string(), "请先按上面的提示改正")
    })
}
