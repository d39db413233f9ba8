//! `juzheng init`: a new case, from flags or from a facts file.

use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::{FactBook, Facts, Stated};
use juzheng_core::vault::Case;
use juzheng_core::world::World;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// 建立案件
#[derive(Args)]
pub struct InitArgs {
    /// 案件文件夹（新的）
    #[arg(value_name = "案件")]
    folder: PathBuf,
    /// 借款人姓名
    #[arg(long, value_name = "姓名")]
    borrower: Option<String>,
    /// 借款人手机号（可以多次）
    #[arg(long, value_name = "号码")]
    phone: Vec<String>,
    /// 放贷机构全称
    #[arg(long, value_name = "机构")]
    lender: Option<String>,
    /// 机构类型：银行、消费金融公司、小额贷款公司、无牌照
    #[arg(long, value_name = "类型")]
    licence: Option<String>,
    /// 来求助的人不是借款人时，写这个人的姓名（对这笔借款没有还款义务）
    #[arg(long, value_name = "姓名")]
    client: Option<String>,
    /// 求助人与借款人的关系，如 friend、姐姐
    #[arg(long, value_name = "关系", requires = "client")]
    relation: Option<String>,
    /// 从事实文件建立（字段见 docs/case-format.md）
    #[arg(long, value_name = "文件", conflicts_with_all = ["borrower", "lender", "client"])]
    facts: Option<PathBuf>,
    /// 这些事实是谁说的；不写就是求助人本人
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
}

/// Makes the case.
pub fn run(args: &InitArgs, as_json: bool) -> Result<ExitCode> {
    let world = Machine::new();
    let (map, said_by) = match &args.facts {
        Some(path) => from_file(path)?,
        None => from_flags(args)?,
    };
    let stated = Stated { by: args.by.clone().unwrap_or(said_by), at: world.now().rfc3339() };
    let mut book = FactBook::default();
    book.root.insert("format".into(), "juzheng-case/1".into());
    book.absorb(&map, &stated);
    let case = Case::init(&args.folder, book, &stated, &world)?;
    let facts = case.facts()?;
    if as_json {
        say::json(&json!({ "case": args.folder, "ledger_head": case.ledger.head(), "persons": facts.persons.len(), "lenders": facts.lenders.len() }));
    } else {
        say::line(&format!("已建立案件：{}", args.folder.display()));
        say::line(&format!("  人物 {} 位，放贷机构 {} 家，借款 {} 笔", facts.persons.len(), facts.lenders.len(), facts.loans.len()));
        say::line(&format!("下一步：juzheng add {} <手机导出的文件…>", args.folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn from_file(path: &std::path::Path) -> Result<(Map<String, Value>, String)> {
    let place = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| Problem::io(&place, "读取事实文件", &e))?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| Problem::new("facts.json", format!("不是合法的 JSON：{e}"), format!("{place} 第{}行", e.line()), "请检查引号、逗号和括号是否成对"))?;
    let facts = Facts::from_value(&value, &place)?;
    let said_by = facts.client.as_deref().or(facts.borrower.as_deref()).and_then(|id| facts.person(id)).map_or_else(|| "未写明".to_owned(), |p| p.name.clone());
    match value {
        Value::Object(map) => Ok((map, said_by)),
        _ => Err(Problem::new("facts.json", "事实文件应当是一个 JSON 对象", place, "请对照 docs/case-format.md")),
    }
}

fn from_flags(args: &InitArgs) -> Result<(Map<String, Value>, String)> {
    let Some(borrower) = args.borrower.as_deref().filter(|b| !b.trim().is_empty()) else {
        return Err(Problem::new("init.borrower", "没有写借款人是谁", "命令行", "加上 --borrower 姓名，或用 --facts 给出事实文件"));
    };
    let mut persons = vec![json!({ "id": "p_borrower", "name": borrower, "relation_to_borrower": "self", "obligation": "debtor", "numbers": args.phone })];
    let mut client = "p_borrower";
    if let Some(name) = &args.client {
        persons.push(json!({ "id": "p_client", "name": name, "relation_to_borrower": args.relation, "obligation": "none", "numbers": [] }));
        client = "p_client";
    }
    let mut facts = json!({ "title": args.folder.file_name().map(|n| n.to_string_lossy()), "client": client, "borrower": "p_borrower", "persons": persons });
    if let (Some(lender), Some(map)) = (&args.lender, facts.as_object_mut()) {
        map.insert("lenders".into(), json!([{ "id": "l_1", "name": lender, "licence": args.licence, "numbers": [], "signatures": [] }]));
    }
    let said_by = args.client.clone().unwrap_or_else(|| borrower.to_owned());
    Ok((juzheng_core::facts::without_nulls(facts).as_object().cloned().unwrap_or_default(), said_by))
}
