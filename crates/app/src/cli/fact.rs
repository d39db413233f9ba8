//! `juzheng fact`: the stated facts, one by one; each change says who and is in the ledger.

use crate::say;
use crate::world::Machine;
use clap::{Args, Subcommand};
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Stated;
use juzheng_core::vault::Case;
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// 案件事实
#[derive(Args)]
pub struct FactArgs {
    /// 案件文件夹
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 这件事是谁说的；不写就是求助人本人
    #[arg(long, value_name = "姓名", global = true)]
    by: Option<String>,
    /// 不写就列出全部事实
    #[command(subcommand)]
    act: Option<Act>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Act {
    /// 改一项：fact <案件> set persons.p_1.relation_to_borrower 姐姐
    Set {
        /// 位置，用点隔开；列表里的项用 id、name 或序号
        #[arg(value_name = "位置")]
        path: String,
        /// 值；是 JSON 就按 JSON，否则按文字
        #[arg(value_name = "值")]
        value: String,
    },
    /// 加一项：fact <案件> add refusals '{"person":"p_1","at":"2026-01-10T12:00:00+08:00","to":"l_1"}'
    Add {
        /// 列表名，如 persons、refusals、loans、complaints
        #[arg(value_name = "列表")]
        list: String,
        /// JSON 对象
        #[arg(value_name = "JSON")]
        item: String,
    },
    /// 删一项：fact <案件> remove persons.p_1
    Remove {
        /// 位置
        #[arg(value_name = "位置")]
        path: String,
    },
    /// 登记直接改过的 case.toml
    Accept,
}

/// Shows or changes facts.
pub fn run(args: &FactArgs, as_json: bool) -> Result<ExitCode> {
    let Some(act) = &args.act else {
        let case = Case::open(&args.case)?;
        if as_json {
            say::json(&case.book.root);
        } else {
            case.book.to_toml().lines().for_each(|l| say::line(&say::clean(l)));
        }
        return Ok(ExitCode::SUCCESS);
    };
    let world = Machine::new();
    let (mut case, told) = Case::open_locked(&args.case, &world)?;
    told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
    let by = args.by.clone().unwrap_or_else(|| {
        let facts = case.facts().ok();
        facts.as_ref().and_then(|f| f.person(f.client.as_deref().or(f.borrower.as_deref())?)).map_or_else(|| "未写明".to_owned(), |p| p.name.clone())
    });
    let stated = Stated { by, at: world.now().rfc3339() };
    if !matches!(act, Act::Accept) && !case.facts_recorded() {
        return Err(Problem::new("facts.unrecorded", "case.toml 被直接改过，还没有登记", "case.toml", "请先运行 juzheng fact <案件> accept，再修改"));
    }
    match act {
        Act::Set { path, value } => {
            let value = listed(path, parse(value));
            let old = case.book.set(path, value.clone(), &stated)?;
            case.save_facts("set", json!({ "path": path, "from": old, "to": value }), &stated, &world)?;
        }
        Act::Add { list, item } => {
            let Ok(Value::Object(map)) = serde_json::from_str::<Value>(item) else {
                return Err(Problem::new("facts.json", "要加入的内容不是 JSON 对象", "命令行", "请写成 '{\"键\":\"值\"}' 的形式，整体用单引号括起来"));
            };
            case.book.push(list, map.clone(), &stated);
            case.save_facts("add", json!({ "list": list, "item": map }), &stated, &world)?;
        }
        Act::Remove { path } => {
            let old = case.book.remove(path)?;
            case.save_facts("remove", json!({ "path": path, "was": old }), &stated, &world)?;
        }
        Act::Accept => case.accept_facts(&stated, &world)?,
    }
    if as_json {
        say::json(&json!({ "ledger_head": case.ledger.head() }));
    } else {
        say::line("已登记。");
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(text: &str) -> Value {
    // A bare word or a telephone number is text; objects, lists, booleans and null are JSON. Digits stay text, since a
    // leading zero of a number must not be lost.
    let number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if number { Value::String(text.to_owned()) } else { serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())) }
}

/// One number or name where a list belongs becomes a list of one; several may be parted by 、 or commas.
fn listed(path: &str, value: Value) -> Value {
    const LISTS: [&str; 7] = ["numbers", "signatures", "aliases", "nicknames", "associations", "reserved_contacts", "own_numbers"];
    match (path.rsplit('.').next().filter(|key| LISTS.contains(key)), value) {
        (Some(_), Value::String(text)) => text.split(['、', '，', ',']).map(str::trim).filter(|t| !t.is_empty()).map(|t| Value::String(t.to_owned())).collect(),
        (_, value) => value,
    }
}
