//! `juzheng init`: a new case, from flags or from a facts file.

use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::{FactBook, Facts, Stated};
use juzheng_core::number::{self, NumberKind};
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
    /// 机构类型：银行、消费金融公司、小额贷款公司、融资担保公司、信托公司、保险公司、无牌照
    #[arg(long, value_name = "类型")]
    licence: Option<String>,
    /// 来求助的人不是借款人时，写这个人的姓名（对这笔借款没有还款义务）
    #[arg(long, value_name = "姓名")]
    client: Option<String>,
    /// 求助人与借款人的关系，如 姐姐、同事
    #[arg(long, value_name = "关系", requires = "client")]
    relation: Option<String>,
    /// 求助人的手机号（可以多次）
    #[arg(long, value_name = "号码", requires = "client")]
    client_phone: Vec<String>,
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
    if args.licence.is_some() && args.lender.is_none() {
        return Err(Problem::new("init.licence", "写了机构类型，没有写是哪家机构", "命令行 --licence", "加上 --lender 机构全称；还不知道是哪家就先不写 --licence"));
    }
    let licence = args.licence.as_deref().map(licence).transpose()?;
    for phone in args.phone.iter().chain(&args.client_phone) {
        // A mobile with a digit too few or too many is a slip of the hand, not another kind of number.
        let digits = number::key(phone);
        if number::kind(phone) != NumberKind::Mobile && digits.starts_with('1') && (9..=13).contains(&digits.len()) && !digits.starts_with("106") {
            say::notice(&format!("提示：“{}”是{}位，手机号应当是11位；写错了就用 juzheng fact 改过来", say::clean(phone), digits.len()));
        }
    }
    let mut persons = vec![json!({ "id": "p_borrower", "name": borrower, "relation_to_borrower": "self", "obligation": "debtor", "numbers": args.phone })];
    let mut client = "p_borrower";
    if let Some(name) = &args.client {
        persons.push(json!({ "id": "p_client", "name": name, "relation_to_borrower": args.relation, "obligation": "none", "numbers": args.client_phone }));
        client = "p_client";
    }
    let mut facts = json!({ "title": args.folder.file_name().map(|n| n.to_string_lossy()), "client": client, "borrower": "p_borrower", "persons": persons });
    if let (Some(lender), Some(map)) = (&args.lender, facts.as_object_mut()) {
        map.insert("lenders".into(), json!([{ "id": "l_1", "name": lender, "licence": licence, "numbers": [], "signatures": [] }]));
    }
    let said_by = args.client.clone().unwrap_or_else(|| borrower.to_owned());
    Ok((juzheng_core::facts::without_nulls(facts).as_object().cloned().unwrap_or_default(), said_by))
}

/// The kinds of lender routes and rules know, with what people call them.
const LICENCES: [(&str, &[&str]); 7] = [
    ("小额贷款公司", &["小额贷款", "小贷"]),
    ("消费金融公司", &["消费金融", "消金"]),
    ("融资担保公司", &["融资担保", "融担", "担保公司"]),
    ("信托公司", &["信托"]),
    ("保险公司", &["保险"]),
    ("无牌照", &["无牌", "没有牌照", "没牌照", "个人", "自然人"]),
    ("银行", &["银行", "信用社"]),
];

/// The kind of lender as the rest of the program writes it.
fn licence(words: &str) -> Result<&'static str> {
    let words = words.trim();
    let found = LICENCES.iter().find(|(kind, calls)| words == *kind || calls.iter().any(|c| words.contains(c)));
    found.map(|(kind, _)| *kind).ok_or_else(|| {
        let known: Vec<&str> = LICENCES.iter().map(|(kind, _)| *kind).collect();
        Problem::new("init.licence", format!("不认识机构类型“{words}”"), "命令行 --licence", format!("可以写：{}；不知道就不写，看合同上的放款人、在监管部门网站查到以后再用 juzheng fact 补上", known.join("、")))
    })
}

#[cfg(test)]
mod tests {
    use super::licence;

    #[test]
    fn kinds_of_lenders_are_known_by_what_people_call_them() {
        for (words, kind) in [("小贷", "小额贷款公司"), ("小贷公司", "小额贷款公司"), ("消金", "消费金融公司"), ("商业银行", "银行"), ("无牌照", "无牌照")] {
            assert_eq!(licence(words).expect("known"), kind);
        }
        assert!(licence("平台").is_err() && licence("").is_err());
    }
}
