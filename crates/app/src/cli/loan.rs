//! `juzheng loan`: what a loan costs a year, the line it is measured against, what an overdue demand amounts to. No case,
//! nothing kept.

use crate::cli::casebook;
use crate::say;
use crate::world::Machine;
use clap::Args;
use juzheng_core::casebook::Casebook;
use juzheng_core::digest;
use juzheng_core::error::{Problem, Result};
use juzheng_core::law::Grade;
use juzheng_core::model::Day;
use juzheng_core::money::cost::{Basis, Standing, months_later};
use juzheng_core::money::line::{Ask, LineKind, Lines, plausible_lpr};
use juzheng_core::money::overdue::{self, Year};
use juzheng_core::money::schedule::{self, Flow, Kind, Schedule};
use juzheng_core::money::{CostLine, Decimal, Fen, Lender, LoanCost, Rate, Terms, cost, fen, lines, rate};
use juzheng_core::vault::take::{Stated, claimant, read_with};
use juzheng_core::world::World;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 计算借款成本
#[derive(Args)]
pub struct LoanArgs {
    /// 借还款明细表（日期,类型,金额,备注，类型写放款、还款、服务费等；或日期,项目,方向,金额,状态,备注）；没有表就用下面的选项写
    #[arg(value_name = "明细表")]
    file: Option<PathBuf>,
    /// 合同写的本金（元）
    #[arg(long, value_name = "元")]
    principal: Option<String>,
    /// 实际到账（元）；以银行卡收款流水为准
    #[arg(long, value_name = "元")]
    received: Option<String>,
    /// 每期应还（元）；和 --months 一起写
    #[arg(long, value_name = "元", conflicts_with = "file", requires = "months")]
    payment: Option<String>,
    /// 期数（每月一期）
    #[arg(long, value_name = "期数", conflicts_with = "file", requires = "payment")]
    months: Option<u32>,
    /// 另外收的费用，如 会员费=299；可以写多次，按到账当天收取计算
    #[arg(long, value_name = "名称=元")]
    fee: Vec<String>,
    /// 合同日期（也作为到账日期）
    #[arg(long, value_name = "日期")]
    contract: Option<String>,
    /// 首期还款日；不写就是合同日期的下个月同一天
    #[arg(long, value_name = "日期", conflicts_with = "file")]
    first: Option<String>,
    /// 放款人：银行、消费金融公司、小额贷款公司、融资担保公司、无牌照、个人
    #[arg(long, value_name = "放款人")]
    licence: Option<String>,
    /// 贷款是经互联网平台撮合、由银行等放款的（助贷）
    #[arg(long)]
    facilitated: bool,
    /// 起诉日期；只有2020年8月20日以前的民间借贷才用得到
    #[arg(long, value_name = "日期")]
    filed: Option<String>,
    /// 您查到的一年期LPR（百分数）；只在规则库没有收录那个月时使用
    #[arg(long, value_name = "百分数")]
    lpr: Option<String>,
    /// 剩余本金（元）：核算逾期费用时写
    #[arg(long, value_name = "元", requires = "overdue_days")]
    left: Option<String>,
    /// 逾期天数
    #[arg(long, value_name = "天数", requires = "left")]
    overdue_days: Option<u32>,
    /// 对方要求还的总额（元）
    #[arg(long, value_name = "元", requires = "left")]
    claimed: Option<String>,
    /// 逾期年利率（百分数）；不写就按24%核算
    #[arg(long, value_name = "百分数", requires = "left")]
    rate: Option<String>,
    /// 一年按360天计（合同这样写的才用）；不写就按365天
    #[arg(long, requires = "left")]
    year360: bool,
}

/// Computes and prints. Exit 2 when the cost was asked for and cannot be decided.
pub fn run(args: &LoanArgs, as_json: bool) -> Result<ExitCode> {
    let casebook = casebook()?;
    let demand = demand(args)?;
    let asked = args.file.is_some() || args.payment.is_some();
    if !asked && demand.is_none() {
        return Err(Problem::new("loan.nothing", "没有给出要算的借款", "命令行", "请给出明细表；或写 --received、--payment、--months、--contract；核算逾期写 --left、--overdue-days"));
    }
    let computed = if asked { Some(compute(args)?) } else { None };
    let lines = match &computed {
        Some((terms, _, result)) => Some(applicable(args, terms, result.as_ref().ok(), &casebook)?),
        None => None,
    };
    let failed = computed.as_ref().is_some_and(|c| c.2.is_err());
    if as_json {
        say::json(&document(computed.as_ref().map(|c| &c.2), lines.as_ref(), demand.as_ref()));
    } else {
        if let Some((_, _, result)) = &computed {
            match result {
                Ok(found) => {
                    show(found);
                    withheld(found, &casebook);
                }
                Err(problems) => {
                    say::line("算不出成本，还缺这些：");
                    problems.iter().for_each(|p| say::line(&say::listed(p)));
                }
            }
        }
        if let Some(lines) = &lines {
            show_lines(lines, computed.as_ref().and_then(|c| c.2.as_ref().ok()), &casebook);
        }
        if let Some(demand) = &demand {
            show_demand(demand);
        }
    }
    Ok(if failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

type Computed = (Terms, Schedule, std::result::Result<LoanCost, Vec<Problem>>);

fn compute(args: &LoanArgs) -> Result<Computed> {
    let amount = |text: &Option<String>, place: &str| text.as_deref().map(|t| fen::parse(t, place)).transpose();
    let terms = Terms { principal: amount(&args.principal, "--principal")?, received: amount(&args.received, "--received")?, contract_date: day(args.contract.as_deref(), "--contract")? };
    let mut schedule = match &args.file {
        Some(path) => from_file(path)?,
        None => from_flags(args, &terms)?,
    };
    let start = schedule.flows.iter().filter(|f| f.kind == Kind::Disbursement).map(|f| f.day).min().or(terms.contract_date);
    for fee in &args.fee {
        let (item, text) = fee.split_once('=').ok_or_else(|| Problem::new("loan.fee", format!("费用“{fee}”写得不对"), "--fee", "请写成 名称=金额，如 会员费=299"))?;
        let on = start.ok_or_else(|| Problem::new("loan.no_date", "不知道放款是哪一天", "--contract", "请写明合同日期或到账日期"))?;
        schedule.flows.push(Flow { day: on, amount: -fen::parse(text, "--fee")?, kind: Kind::Fee, fee: Decimal::ZERO, period: None, item: item.trim().to_owned(), row: 0 });
    }
    let result = cost(&terms, &schedule);
    Ok((terms, schedule, result))
}

fn from_file(path: &Path) -> Result<Schedule> {
    let place = path.display().to_string();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut file = File::open(path).map_err(|e| Problem::io(&place, "打开文件", &e))?;
    let format = claimant(&name, &mut file).map_err(|e| Problem::io(&place, "读取文件开头", &e))?;
    if format.is_none_or(|f| f.id != "loan_schedule") {
        return Err(Problem::new("loan.format", "这不是认得出的借还款明细表", place, "第一行写：日期,类型,金额,备注（类型写放款、还款、服务费、罚息、退款），或日期,项目,方向,金额(元),状态,备注；每笔各占一行，CSV 和 Excel 都行"));
    }
    let mut sink = |_: &str, bytes: &mut dyn Read| digest::of(bytes);
    let harvest = read_with(format, &name, &mut file, &[], &Stated::default(), &mut sink, juzheng_core::world::Senses::NONE);
    harvest.problems.iter().for_each(|p| say::notice(&say::listed(p)));
    Ok(schedule::read(&harvest))
}

fn from_flags(args: &LoanArgs, terms: &Terms) -> Result<Schedule> {
    let payment = fen::parse(args.payment.as_deref().unwrap_or_default(), "--payment")?;
    let months = args.months.filter(|m| (1..=600).contains(m)).ok_or_else(|| Problem::new("loan.months", "期数应当在1到600之间", "--months", "请核对期数"))?;
    let contract = terms.contract_date.ok_or_else(|| Problem::new("loan.no_date", "不知道放款是哪一天", "--contract", "请写明合同日期或到账日期，如 --contract 2025-04-10"))?;
    let wrong = || Problem::new("loan.first", "首期还款日应当晚于合同日期", "--first", "请核对日期");
    // Instalments fall on the first one's day of the month, not on that of a shorter month between.
    let (origin, skip) = match day(args.first.as_deref(), "--first")? {
        Some(first) if first > contract => (first, 0),
        Some(_) => return Err(wrong()),
        None => (contract, 1),
    };
    let mut schedule = Schedule::default();
    for n in 0..months {
        let due = months_later(origin, n + skip).ok_or_else(wrong)?;
        schedule.flows.push(Flow { day: due, amount: -payment, kind: Kind::Repayment, fee: Decimal::ZERO, period: Some(n + 1), item: format!("第{}期", n + 1), row: 0 });
    }
    Ok(schedule)
}

fn day(text: Option<&str>, place: &str) -> Result<Option<Day>> {
    text.map(|t| Day::parse(t).ok_or_else(|| Problem::new("loan.date", format!("日期“{t}”无法识别"), place, "请写成 2025-04-10 这样的形式"))).transpose()
}

/// The lines that apply, or what must be known first.
fn applicable(args: &LoanArgs, terms: &Terms, found: Option<&LoanCost>, casebook: &Casebook) -> Result<Lines> {
    let filed = day(args.filed.as_deref(), "--filed")?;
    let lpr = match &args.lpr {
        None => None,
        Some(text) => Some(plausible_lpr(rate::parse(text, "--lpr")?).ok_or_else(|| Problem::new("loan.lpr", format!("LPR“{text}”不像一年期LPR"), "--lpr", "请写成百分数，如 3.0"))?),
    };
    let need = |problem: Problem| Lines { needs: vec![problem], ..Lines::default() };
    let Some(contract) = terms.contract_date.or(found.map(|f| f.from)) else {
        return Ok(need(Problem::new("line.date", "不知道合同是哪一天签的，不能说适用哪条线", "--contract", "请写明合同日期")));
    };
    let who = "请看合同上的放款人（不是 App 的名字），在国家金融监督管理总局或地方金融管理局网站查它的牌照，再写 --licence";
    let Some(licence) = args.licence.as_deref() else {
        return Ok(need(Problem::new("line.lender", "不知道放款人是谁，不能说适用哪条线", "--licence", who)));
    };
    match Lender::of(licence) {
        Some(lender) => Ok(lines(&Ask { lender, contract, facilitated: args.facilitated, filed, lpr }, &casebook.lpr)),
        None => Ok(need(Problem::new("line.lender", format!("“{licence}”看不出有没有放贷牌照；平台只是中介，要看谁放的款"), "--licence", who))),
    }
}

fn show(found: &LoanCost) {
    say::line("═══ 借款成本 ═══");
    let mut rows = vec![vec!["实际到账".to_owned(), found.received.zh()]];
    if let Some(principal) = found.principal.filter(|p| *p != found.received) {
        rows.push(vec!["合同本金".to_owned(), principal.zh()]);
    }
    if found.upfront_deduction > Fen::ZERO {
        rows.push(vec!["放款时扣下或先收的".to_owned(), found.upfront_deduction.zh()]);
    }
    rows.push(vec![format!("应还合计（{}笔还款{}）", found.instalments, if found.fees.is_empty() { "" } else { "和费用" }), found.paid.zh()]);
    rows.push(vec!["总成本".to_owned(), found.total_cost.zh()]);
    if !found.fees.is_empty() {
        rows.push(vec!["其中另列的费用".to_owned(), found.fees_total.zh()]);
    }
    if found.fees_inside > Fen::ZERO {
        rows.push(vec!["分期里含的费用".to_owned(), found.fees_inside.zh()]);
    }
    rows.push(vec!["每月".to_owned(), found.monthly_irr.zh()]);
    rows.push(vec!["年化（单利，每月×12）".to_owned(), found.nominal.zh()]);
    rows.push(vec!["年化（复利）".to_owned(), found.effective.map_or_else(|| "超出可表示的范围".to_owned(), Rate::zh)]);
    if let Some(simple) = found.simple {
        rows.push(vec!["一次还清的单利年化".to_owned(), simple.zh()]);
    }
    say::table(&["项目", "数额"], &rows);
    say::line(&format!("\n怎么算的：{}，从{}到{}；以实际到账的钱为本金。", found.basis.zh(), found.from.zh(), found.until.zh()));
    if found.basis == Basis::Days {
        say::line("  每月利率由每天利率折算，12个月复利等于一年。");
    }
    for fee in &found.fees {
        say::line(&format!("  费用：{} {} {}", fee.day.zh(), say::clean(&fee.item), fee.amount.zh()));
    }
    found.assumptions.iter().for_each(|a| say::line(&format!("  前提：{a}。")));
    if !found.problems.is_empty() {
        say::line("请核对：");
        found.problems.iter().for_each(|p| say::line(&say::listed(p)));
    }
}

/// Less arrived than the contract says: what the law takes for the principal then.
fn withheld(found: &LoanCost, casebook: &Casebook) {
    let Some(principal) = found.principal.filter(|p| *p > found.received) else { return };
    let Some(article) = "civil_code/670".parse().ok().and_then(|wanted| casebook.law.cite(&wanted, Machine::new().now().day()).ok()) else { return };
    say::line(&format!("\n合同写{}，实际到账{}，少{}。少的如果是预先扣下的利息（俗称砍头息），依《{}》{}，", principal.zh(), found.received.zh(), Fen::new(principal.count() - found.received.count()).unwrap_or_default().zh(), article.short(), article.label()));
    say::line(&format!("应当按实际借款数额返还并计算利息：本金按{}算，不按{}算。扣的是保险费、担保费等别的款项的，要看是谁收的、合同怎么写；它仍计入上面的成本。", found.received.zh(), principal.zh()));
}

fn standing(standing: Standing, line: &CostLine) -> &'static str {
    match (standing, line.kind) {
        (Standing::Under, _) => "没有超过",
        (Standing::At, _) => "大致持平（差距在各期四舍五入的范围内）",
        (Standing::Over, LineKind::Cap) => "超过；超过的部分，可以主张法院不予支持",
        (Standing::Over, LineKind::Criminal) => "超过这个数，但单凭利率不能下结论",
        (Standing::Over, _) => "超过（这是提示，不等于违法）",
    }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::A | Grade::B => "依据有公开文本",
        Grade::C => "依据来自公开报道或转引，未见官方全文",
        Grade::D => "依据未见原文，使用前须核对",
    }
}

fn show_lines(lines: &Lines, found: Option<&LoanCost>, casebook: &Casebook) {
    say::line("\n═══ 和哪条线比 ═══");
    for line in &lines.lines {
        let span = match (line.from, line.until) {
            (Some(from), _) => format!("（{}起的利息）", from.zh()),
            (_, Some(until)) => format!("（到{}为止的利息）", until.zh()),
            _ => String::new(),
        };
        let compared = found.map(|f| format!("：这笔借款年化{}，{}", f.annual().zh(), standing(f.against(line), line))).unwrap_or_default();
        say::line(&format!("· {} {}%{span}{compared}", line.name, line.percent.normalize()));
        say::line(&format!("  {}。", line.why));
        say::line(&format!("  依据：{}（{}）", named(line, casebook).join("、"), grade(line.grade)));
    }
    if !lines.needs.is_empty() {
        say::line("还要知道：");
        lines.needs.iter().for_each(|p| say::line(&say::listed(p)));
    }
    lines.notes.iter().for_each(|n| say::line(&format!("注意：{n}。")));
    say::line("这里只做算术和对照，不是法律意见；对方收费的明细和合同原文以书面材料为准。");
}

/// The articles as they stand today, by their names.
fn named(line: &CostLine, casebook: &Casebook) -> Vec<String> {
    let today = Machine::new().now().day();
    line.law.iter().map(|l| l.parse().ok().and_then(|wanted| casebook.law.cite(&wanted, today).ok()).map_or_else(|| l.clone(), |c| format!("《{}》{}", c.short(), c.label()))).collect()
}

/// An overdue demand.
struct Demand {
    left: Decimal,
    days: u32,
    claimed: Option<Decimal>,
    rate: Rate,
    year: Year,
    at_rate: overdue::Measured,
    implied: Option<Rate>,
}

fn demand(args: &LoanArgs) -> Result<Option<Demand>> {
    let (Some(left), Some(days)) = (&args.left, args.overdue_days) else { return Ok(None) };
    let left = fen::parse(left, "--left")?;
    let claimed = args.claimed.as_deref().map(|t| fen::parse(t, "--claimed")).transpose()?;
    let rate = args.rate.as_deref().map_or(Ok(Rate::percent(Decimal::from(24))), |t| rate::parse(t, "--rate"))?;
    let year = if args.year360 { Year::D360 } else { Year::D365 };
    let wrong = |what: &str, place: &str| Problem::new("loan.overdue", what, place, "请对照账单核对剩余本金、逾期天数和对方要求的总额");
    if left.is_zero() || days == 0 || days > 36_500 {
        return Err(wrong("剩余本金和逾期天数应当大于零，天数不超过36500", "--left、--overdue-days"));
    }
    if claimed.is_some_and(|c| c < left) {
        return Err(wrong("要求的总额比剩余本金还少", "--claimed"));
    }
    let at_rate = overdue::measured(left, claimed.unwrap_or(left), rate, days, year).ok_or_else(|| wrong("数目超出能算的范围", "--left"))?;
    let implied = claimed.and_then(|c| overdue::implied(left, c - left, days, year));
    Ok(Some(Demand { left, days, claimed, rate, year, at_rate, implied }))
}

fn show_demand(demand: &Demand) {
    say::line("\n═══ 逾期费用核算 ═══");
    say::line(&format!("剩余本金{} × 年利率{} × {}天，{} = {}；连本金共{}。", fen::zh(demand.left), demand.rate.zh(), demand.days, demand.year.zh(), fen::zh(demand.at_rate.on_top), fen::zh(demand.at_rate.total)));
    if let (Some(claimed), Some(implied)) = (demand.claimed, demand.implied) {
        say::line(&format!("对方要求{}，比剩余本金多{}，折成单利年化{}；比上面多{}。", fen::zh(claimed), fen::zh(claimed - demand.left), implied.zh(), fen::zh(demand.at_rate.excess)));
        say::line("多出的部分可能含有逾期以前的利息和费用。请先要求对方书面列明每一项的名称、标准和起止日期，再说是否过高。");
    }
}

fn document(result: Option<&std::result::Result<LoanCost, Vec<Problem>>>, lines: Option<&Lines>, demand: Option<&Demand>) -> Value {
    let found = result.and_then(|r| r.as_ref().ok());
    let compared: Vec<Value> = lines.iter().flat_map(|l| &l.lines).map(|line| json!({ "line": line, "standing": found.map(|f| f.against(line)) })).collect();
    let amount = |yuan: Decimal| Fen::round(yuan);
    json!({
        "cost": found,
        "undecided": result.and_then(|r| r.as_ref().err()),
        "lines": compared,
        "needs": lines.map(|l| &l.needs),
        "notes": lines.map(|l| &l.notes),
        "overdue": demand.map(|d| json!({
            "principal_left": amount(d.left), "days": d.days, "rate": d.rate, "days_of_year": d.year, "on_top": amount(d.at_rate.on_top), "total": amount(d.at_rate.total),
            "claimed": d.claimed.and_then(amount), "implied_rate": d.implied, "excess": d.claimed.and(amount(d.at_rate.excess)),
        })),
    })
}
