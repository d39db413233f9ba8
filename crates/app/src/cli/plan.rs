//! `juzheng plan`: two instalment proposals out of what is left each month, what to ask for in writing, what not to sign.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Stated;
use juzheng_core::model::Day;
use juzheng_core::money::cost::months_later;
use juzheng_core::money::plan::{Means, Plan, plan};
use juzheng_core::money::{Decimal, Fen, fen, rate};
use juzheng_core::remedy::Route;
use juzheng_core::vault::Case;
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// 分期方案
#[derive(Args)]
pub struct PlanArgs {
    /// 案件文件夹；写了就把收支和方案记成案件事实（plan），供协商还款申请使用
    #[arg(value_name = "案件")]
    case: Option<PathBuf>,
    /// 每月收入（元）
    #[arg(long, value_name = "元")]
    income: Option<String>,
    /// 每月必要支出（元），含其他债务的还款
    #[arg(long, value_name = "元")]
    outgoings: Option<String>,
    /// 要协商的欠款（元）：剩余本金，加没有争议的利息
    #[arg(long, value_name = "元")]
    debt: Option<String>,
    /// 现在能付的首付（元）；不写就是没有
    #[arg(long, value_name = "元")]
    first_payment: Option<String>,
    /// 余钱里拿多少来还（百分数）；不写就是70
    #[arg(long, value_name = "百分数")]
    share: Option<String>,
    /// 首期还款日；不写就是下个月的今天
    #[arg(long, value_name = "日期")]
    from: Option<String>,
    /// 希望不超过多少期；不写就是60
    #[arg(long, value_name = "期数")]
    most_months: Option<u32>,
    /// 困难的原因，写进案件事实
    #[arg(long, value_name = "文字")]
    reason: Option<String>,
    /// 只算，不记入案件
    #[arg(long)]
    dry: bool,
}

/// Computes; notes it in the case when one is given.
pub fn run(args: &PlanArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let world = Machine::new();
    let mut case = match &args.case {
        Some(folder) => {
            let (case, told) = Case::open_locked(folder, &world)?;
            told.iter().for_each(|t| say::notice(&format!("提示：{t}")));
            Some(case)
        }
        None => None,
    };
    let kept = case.as_ref().map(Case::facts).transpose()?.and_then(|f| f.extra.get("plan").cloned()).unwrap_or(Value::Null);
    let means = means(args, &kept, &world)?;
    let found = plan(&means)?;
    let negotiate = casebook.routes.desks.iter().find(|r| r.id == "negotiate");
    let (ask, never) = negotiate.map_or((&[][..], &[][..]), |r: &Route| (&r.ask[..], &r.never[..]));
    if let Some(case) = case.as_mut().filter(|_| !args.dry) {
        if !case.facts_recorded() {
            return Err(Problem::new("facts.unrecorded", "case.toml 被直接改过，还没有登记", "case.toml", "请先运行 juzheng fact <案件> accept，再记录"));
        }
        let facts = case.facts()?;
        let by = facts.client.as_deref().or(facts.borrower.as_deref()).and_then(|id| facts.person(id)).map_or_else(|| "未写明".to_owned(), |p| p.name.clone());
        let stated = Stated { by, at: world.now().rfc3339() };
        let value = fact(args, &means, &found, &kept);
        case.book.put("plan", value.clone(), &stated);
        case.save_facts("plan", value, &stated, &world)?;
    }
    if as_json {
        say::json(&json!({ "schema": "juzheng-plan/1", "plan": found, "ask": ask, "never": never }));
        return Ok(ExitCode::SUCCESS);
    }
    page(&found, ask, never);
    if case.is_some() && !args.dry {
        say::line("已记入案件事实 plan，可以用来生成协商还款申请。");
    }
    Ok(ExitCode::SUCCESS)
}

/// What was typed, else what the case says.
fn means(args: &PlanArgs, kept: &Value, world: &Machine) -> Result<Means> {
    let said = |v: &Value| v.as_str().map(str::to_owned).or_else(|| v.as_number().map(ToString::to_string));
    let text = |typed: &Option<String>, key: &str| typed.clone().or_else(|| kept.get(key).and_then(said));
    let amount = |typed: &Option<String>, key: &str, option: &str| -> Result<Option<Decimal>> { text(typed, key).map(|t| fen::parse(&t, option)).transpose() };
    let need = |found: Option<Decimal>, what: &str, option: &str| found.ok_or_else(|| Problem::new("plan.missing", format!("没有写{what}"), option, format!("请写 {option} 元，如 {option} 6000")));
    let from = match &args.from {
        Some(text) => Day::parse(text).ok_or_else(|| Problem::new("plan.date", format!("日期“{text}”无法识别"), "--from", "请写成 2026-03-10 这样的形式"))?,
        None => kept.get("first_on").and_then(Value::as_str).and_then(Day::parse).or_else(|| months_later(world.now().day(), 1)).ok_or_else(|| Problem::new("plan.date", "算不出首期还款日", "--from", "请写明首期还款日"))?,
    };
    Ok(Means {
        income: need(amount(&args.income, "income", "--income")?, "每月收入", "--income")?,
        outgoings: need(amount(&args.outgoings, "expense", "--outgoings")?, "每月必要支出", "--outgoings")?,
        debt: need(amount(&args.debt, "debt", "--debt")?, "要协商的欠款", "--debt")?,
        first: amount(&args.first_payment, "first_payment", "--first-payment")?.unwrap_or(Decimal::ZERO),
        share: text(&args.share, "share").map_or(Ok(Decimal::from(70)), |t| rate::parse(&t, "--share").map(|r| r.rounded(2)))?,
        from,
        most_months: args.most_months.unwrap_or(60),
    })
}

/// The fact `plan`, as papers read it.
fn fact(args: &PlanArgs, means: &Means, found: &Plan, kept: &Value) -> Value {
    let options: Vec<Value> = found
        .proposals
        .iter()
        .map(|p| json!({ "name": p.id, "first_payment": p.first_payment, "months": p.months, "monthly": p.payment, "last_payment": p.last_payment, "total": p.total, "first_on": p.first_on, "last_on": p.last_on, "left_after": p.left_after }))
        .collect();
    let mut fact = json!({
        "income": found.income, "expense": found.outgoings, "spare": found.spare, "available": found.proposals.first().map_or(Fen::ZERO, |p| p.payment), "debt": found.debt, "first_payment": Fen::round(means.first), "share": means.share.normalize().to_string(),
        "first_on": means.from, "options": options,
    });
    if let Some(fact) = fact.as_object_mut() {
        // What else the case says of the plan (how long it is offered …) stays.
        for (key, value) in kept.as_object().into_iter().flatten().filter(|(k, _)| !matches!(k.as_str(), "stated_by" | "stated_at")) {
            fact.entry(key.clone()).or_insert_with(|| value.clone());
        }
        if let Some(reason) = &args.reason {
            fact.insert("reason".into(), json!(reason));
        }
    }
    fact
}

fn page(found: &Plan, ask: &[String], never: &[String]) {
    say::line("═══ 协商还款的两个方案 ═══");
    let rest = if found.spare < Fen::ZERO {
        format!("还差{}", Fen::new(-found.spare.count()).unwrap_or_default().zh())
    } else {
        format!("剩下{}可以用来还款", found.spare.zh())
    };
    say::line(&format!("每月收入{}，除去必要支出{}，{rest}；要协商的欠款{}。", found.income.zh(), found.outgoings.zh(), found.debt.zh()));
    if !found.proposals.is_empty() {
        let rows: Vec<Vec<String>> = found
            .proposals
            .iter()
            .map(|p| vec![format!("方案{} {}", p.id, p.name), p.first_payment.zh(), p.months.to_string(), p.payment.zh(), p.last_payment.zh(), p.total.zh(), format!("{}至{}", p.first_on, p.last_on), p.left_after.zh()])
            .collect();
        say::line("");
        say::table(&["方案", "首付", "期数", "每期", "末期", "合计", "起止", "还后每月剩"], &rows);
        say::line("\n两个方案都不含新的利息和费用：是否减免、停计，要对方书面同意。");
    }
    found.notes.iter().for_each(|n| say::line(&format!("注意：{n}。")));
    let list = |head: &str, items: &[String]| {
        say::line(&format!("\n{head}："));
        items.iter().for_each(|i| say::line(&format!("  · {i}")));
    };
    list("要对方书面写明", ask);
    list("不要做、不要签", never);
    say::line("\n网贷没有法定的分期请求权，对方可以不同意；只承诺付得起的数额。这里只做算术，不是法律意见。");
}
