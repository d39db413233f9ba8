//! `juzheng casebook`: the casebook checked as its files lie, without building anything anew.

mod evaluate;

use crate::say;
use clap::{Args, Subcommand};
use juzheng_core::casebook::Casebook;
use juzheng_core::compose;
use juzheng_core::error::{Problem, Result};
use juzheng_core::permission::texts::Texts;
use juzheng_core::rules::examples;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 检查规则库
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CasebookArgs {
    #[command(subcommand)]
    command: Option<CasebookCommand>,
    /// 规则库文件夹；不写就是当前文件夹下的 casebook
    #[arg(value_name = "文件夹", default_value = "casebook", hide_default_value = true)]
    folder: PathBuf,
}

/// One command on the casebook.
#[derive(Subcommand)]
enum CasebookCommand {
    /// 用标注过的短信检验词表：每种行为的精确率、召回率，漏掉和误报的原文
    Evaluate(evaluate::EvaluateArgs),
}

/// Loads every file and plays every example. Exit 1 when anything is wrong.
pub fn run(args: &CasebookArgs, as_json: bool) -> Result<ExitCode> {
    if let Some(CasebookCommand::Evaluate(args)) = &args.command {
        return evaluate::run(args, as_json);
    }
    let [law, rules, words, routes, documents, numbers] = ["law", "rules", "words", "routes", "documents", "numbers"].map(|kind| files(&args.folder, kind));
    let (law, rules, words, routes, documents, numbers) = (law?, rules?, words?, routes?, documents?, numbers?);
    let answers = files(&args.folder, "answers")?;
    let problems = match Casebook::load(&tables(&law), &tables(&rules), &tables(&words), &tables(&routes), &tables(&documents), &tables(&numbers)) {
        Err(problems) => problems,
        Ok(book) => {
            let mut problems = examples::check(&book);
            problems.extend(book.words.check_examples());
            problems.extend(compose::documents(&book).err());
            problems.extend(Texts::load(&tables(&answers), &book.law).err().into_iter().flatten());
            problems
        }
    };
    let counts = json!({ "law": law.len(), "rules": rules.len(), "words": words.len(), "routes": routes.len(), "documents": documents.len(), "answers": answers.len(), "numbers": numbers.len() });
    if as_json {
        say::json(&json!({ "ok": problems.is_empty(), "files": counts, "problems": problems }));
    } else {
        problems.iter().for_each(|p| say::line(&say::listed(p)));
        let end = if problems.is_empty() { "没有发现错误".to_owned() } else { format!("有{}处要改", problems.len()) };
        say::line(&format!("法规{}份，规则{}条，词表{}份，渠道{}条，文书{}种，数表{}张：{end}。", law.len(), rules.len(), words.len(), routes.len(), documents.len(), numbers.len()));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(super) type Files = Vec<(String, String)>;

pub(super) fn tables(files: &Files) -> Vec<(&str, &str)> {
    files.iter().map(|(stem, text)| (stem.as_str(), text.as_str())).collect()
}

/// The files of one kind, in name order, as the build lists them.
pub(super) fn files(folder: &Path, kind: &str) -> Result<Files> {
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
