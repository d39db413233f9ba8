//! What a loan costs a year, from the cash that really moved: 民法典670 (interest deducted in advance is no principal), all
//! interest and every fee counted, charges for being late left out.

use super::fen::{self, Fen, sound};
use super::irr::{self, Odd, Point, Root};
use super::line::CostLine;
use super::rate::{self, Rate};
use super::schedule::{Flow, Kind, Schedule, obstacles};
use crate::error::Problem;
use crate::facts;
use crate::model::Day;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

/// What is known of a loan besides its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Principal the contract names, in yuan.
    pub principal: Option<Decimal>,
    /// What really arrived, in yuan.
    pub received: Option<Decimal>,
    /// Day of the contract; also the day the money arrived, when the table does not say.
    pub contract_date: Option<Day>,
}

impl Terms {
    /// Of a stated loan (`principal`, `received`, `contract_date` of `facts.loans`). An amount that cannot be read is told.
    pub fn of(loan: &facts::Loan) -> (Terms, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut amount = |key: &str, value: &Option<Value>| -> Option<Decimal> {
            let text = match value.as_ref()? {
                // serde_json writes a number in full; no float is computed with.
                Value::Number(n) => n.to_string(),
                Value::String(s) => s.clone(),
                other => other.to_string(),
            };
            let bare = text.strip_suffix(".0").unwrap_or(&text);
            fen::parse(bare, &format!("借款 {} 的 {key}", loan.id)).map_err(|p| problems.push(p)).ok()
        };
        let terms = Terms { principal: amount("principal", &loan.principal), received: amount("received", &loan.received), contract_date: loan.contract_date };
        (terms, problems)
    }
}

/// How time was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Every flow lies whole months after the first: months.
    Months,
    /// Days; 365 to a year.
    Days,
}

impl Basis {
    /// How it is said.
    pub fn zh(self) -> &'static str {
        match self {
            Basis::Months => "各笔收付间隔都是整月，按月计算内部收益率",
            Basis::Days => "各笔收付间隔不是整月，按实际天数、一年365天计算",
        }
    }
}

/// One fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// Day.
    pub day: Day,
    /// Its words in the table.
    pub item: String,
    /// Amount.
    pub amount: Fen,
    /// Row of the table.
    pub row: u64,
}

/// The cost of a loan that is performed as scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoanCost {
    /// Internal rate of return a month (the equivalent one, when counted in days).
    pub monthly_irr: Rate,
    /// ×12: 年化（单利）.
    pub nominal: Rate,
    /// Compounded over a year; `None` beyond what 28 digits hold.
    pub effective: Option<Rate>,
    /// For a loan repaid in one sum: cost ÷ received ÷ days × 365. Compounding would overstate a short loan and ×12 of a
    /// compounded month understate a long one.
    pub simple: Option<Rate>,
    /// The rate per period and the proven interval it lies in.
    #[serde(skip)]
    pub root: Root,
    /// Cash that really arrived, refunds apart.
    pub received: Fen,
    /// Principal the contract names, if stated.
    pub principal: Option<Fen>,
    /// Everything paid or to be paid, less refunds, late charges left out.
    pub paid: Fen,
    /// `paid` less `received`.
    pub total_cost: Fen,
    /// Fees listed apart from the instalments.
    pub fees: Vec<Fee>,
    /// Their sum.
    pub fees_total: Fen,
    /// Fees the table says are contained in the instalments.
    pub fees_inside: Fen,
    /// What was withheld or taken on or before the day the money arrived (砍头息、前收费用).
    pub upfront_deduction: Fen,
    /// Late charges in the table, not in the cost.
    pub late_charges: Fen,
    /// Repayments counted.
    pub instalments: usize,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// How time was counted.
    pub basis: Basis,
    /// What was taken for granted, in Chinese sentences; printed with the result.
    pub assumptions: Vec<String>,
    /// What the reader should look at; none of it stopped the computation.
    pub problems: Vec<Problem>,
}

/// How a cost stands to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Below.
    Under,
    /// Within 0.05 points: rounding of instalments can do that.
    At,
    /// Above.
    Over,
}

impl LoanCost {
    /// The annual rate that is measured against a line: simple for one repayment, else nominal.
    pub fn annual(&self) -> Rate {
        self.simple.unwrap_or(self.nominal)
    }

    /// How the annual rate stands to a line.
    pub fn against(&self, line: &CostLine) -> Standing {
        let gap = self.annual().rounded(2).saturating_sub(line.percent);
        let slack = Decimal::new(5, 2);
        if gap > slack {
            Standing::Over
        } else if gap >= -slack {
            Standing::At
        } else {
            Standing::Under
        }
    }
}

/// Computes the cost.
///
/// # Errors
/// What stands in the way, each with what is needed: rows missing, no sum received, nothing paid, contradicting figures,
/// flows without one rate. Nothing is estimated.
pub fn cost(terms: &Terms, schedule: &Schedule) -> Result<LoanCost, Vec<Problem>> {
    let mut stops = obstacles(schedule);
    for (name, value) in [("合同本金", terms.principal), ("实际到账", terms.received)] {
        if value.is_some_and(|v| v <= Decimal::ZERO || !sound(v)) {
            stops.push(Problem::new("loan.terms", format!("{name}应当大于零"), "借款信息", "请对照合同和银行流水改正"));
        }
    }
    if !stops.is_empty() {
        return Err(stops);
    }
    // Bounded amounts and a bounded number of them: no sum below can overflow.
    if schedule.flows.len() >= irr::MOST_FLOWS || schedule.flows.iter().any(|f| !sound(f.amount) || !sound(f.fee)) {
        return Err(vec![told(&Odd::TooLarge)]);
    }
    let mut assumptions = Vec::new();
    let mut problems = schedule.told.clone();
    let mut flows: Vec<Flow> = schedule.flows.iter().filter(|f| f.kind != Kind::Late).cloned().collect();
    let late: Decimal = -schedule.flows.iter().filter(|f| f.kind == Kind::Late).map(|f| f.amount).sum::<Decimal>();
    settle_received(terms, &mut flows, &mut assumptions, &mut problems).map_err(|p| vec![p])?;
    let sum = |kind: &[Kind]| flows.iter().filter(|f| kind.contains(&f.kind)).map(|f| f.amount).sum::<Decimal>();
    let received = sum(&[Kind::Disbursement]);
    let paid = -sum(&[Kind::Repayment, Kind::Fee, Kind::Refund]);
    if paid < received {
        let what = format!("列出的应还合计{}，比到账的{}还少，明细多半不全", fen::zh(paid), fen::zh(received));
        return Err(vec![Problem::new("loan.paid_less", what, "借还款明细表", "请补上全部各期（包括还没到期的），再算一次")]);
    }
    let (Some(from), Some(until)) = (flows.iter().map(|f| f.day).min(), flows.iter().map(|f| f.day).max()) else {
        return Err(vec![nothing_paid()]);
    };
    if !flows.iter().any(|f| f.kind == Kind::Repayment) {
        return Err(vec![nothing_paid()]);
    }
    let (basis, points) = timed(&flows, from);
    let found = irr::solve(&points).map_err(|odd| vec![told(&odd)])?;
    if !found.below_zero.is_empty() {
        assumptions.push("收付方向不止变一次，等式另有小于零的解；这笔借款有成本，取不小于零的唯一解".to_owned());
    }
    let too_large = || vec![told(&Odd::TooLarge)];
    let (monthly, effective) = match basis {
        Basis::Months => (found.root.rate, rate::yearly(found.root.rate)),
        Basis::Days => (
            rate::monthly_of_daily(found.root.rate).ok_or_else(too_large)?,
            found.root.rate.checked_add(Decimal::ONE).and_then(|d| rate::power(d, 365)).and_then(|y| y.checked_sub(Decimal::ONE)),
        ),
    };
    let nominal = monthly.checked_mul(Decimal::from(12)).ok_or_else(too_large)?;
    if terms.principal.is_some_and(|p| p < received) {
        let what = format!("到账合计{}，比您写的合同本金还多", fen::zh(received));
        problems.push(Problem::new("loan.principal_less", what, "借款信息", "请核对合同本金；如果明细里有几笔借款，请分开算"));
    }
    if late > Decimal::ZERO {
        assumptions.push(format!("逾期产生的罚息、违约金等{}没有计入：这里算的是按约还款的成本", fen::zh(late)));
    }
    let unpaid = flows.iter().filter(|f| f.kind == Kind::Repayment).count();
    assumptions.push(format!("按明细列出的{unpaid}笔还款全部按所列日期付清计算；没有列进来的费用（会员费、保险费等）会使成本更高"));
    let fees: Vec<Fee> = flows
        .iter()
        .filter(|f| f.kind == Kind::Fee)
        .map(|f| Fee { day: f.day, item: f.item.clone(), amount: Fen::round(-f.amount).unwrap_or_default(), row: f.row })
        .collect();
    let first_in = flows.iter().filter(|f| f.kind == Kind::Disbursement).map(|f| f.day).min().unwrap_or(from);
    let taken: Decimal = flows.iter().filter(|f| f.kind == Kind::Fee && f.day <= first_in).map(|f| -f.amount).sum();
    let withheld = terms.principal.map_or(Decimal::ZERO, |p| (p - received).max(Decimal::ZERO));
    let amount = |yuan: Decimal| Fen::round(yuan).ok_or_else(too_large);
    Ok(LoanCost {
        monthly_irr: Rate(monthly),
        nominal: Rate(nominal),
        effective: effective.map(Rate),
        simple: simple(&flows),
        root: found.root,
        received: amount(received)?,
        principal: terms.principal.and_then(Fen::round),
        paid: amount(paid)?,
        total_cost: amount(paid - received)?,
        fees_total: amount(-sum(&[Kind::Fee]))?,
        fees,
        fees_inside: amount(flows.iter().filter(|f| f.kind == Kind::Repayment).map(|f| f.fee).sum())?,
        upfront_deduction: amount(withheld + taken)?,
        late_charges: amount(late)?,
        instalments: unpaid,
        from,
        until,
        basis,
        assumptions,
        problems,
    })
}

fn nothing_paid() -> Problem {
    Problem::new("loan.no_payments", "没有一笔还款，算不出成本", "借还款明细表", "请列出每一期的日期和应还金额（没有明细就写：每期金额、期数、首期还款日）")
}

/// Makes the flows say what really arrived: from the table, else from what is stated; contradictions are told or stop it.
fn settle_received(terms: &Terms, flows: &mut Vec<Flow>, assumptions: &mut Vec<String>, problems: &mut Vec<Problem>) -> Result<(), Problem> {
    let listed: Decimal = flows.iter().filter(|f| f.kind == Kind::Disbursement).map(|f| f.amount).sum();
    let place = "借款信息";
    if listed.is_zero() {
        let (amount, words) = match (terms.received, terms.principal) {
            (Some(received), _) => (received, None),
            (None, Some(principal)) => (principal, Some("没有写实际到账多少，按合同本金全额到账计算；如果到账更少，实际成本更高")),
            (None, None) => return Err(Problem::new("loan.no_received", "不知道实际到账多少钱", place, "请查银行卡收款流水，写明到账金额")),
        };
        let Some(day) = terms.contract_date else {
            return Err(Problem::new("loan.no_date", "不知道放款是哪一天", place, "请写明合同日期或到账日期"));
        };
        if flows.iter().any(|f| f.day < day) {
            return Err(Problem::new("loan.before_contract", format!("明细里有早于放款日{}的收付", day.zh()), place, "请核对合同日期、到账日期和各期日期"));
        }
        assumptions.extend(words.map(str::to_owned));
        assumptions.push(format!("明细里没有放款到账这一行，按{}到账{}计算", day.zh(), fen::zh(amount)));
        flows.insert(0, Flow { day, amount, kind: Kind::Disbursement, fee: Decimal::ZERO, period: None, item: "放款到账".to_owned(), row: 0 });
        return Ok(());
    }
    let Some(stated) = terms.received else { return Ok(()) };
    let first = flows.iter().filter(|f| f.kind == Kind::Disbursement).map(|f| f.day).min();
    let taken: Decimal = flows.iter().filter(|f| f.kind == Kind::Fee && Some(f.day) <= first).map(|f| -f.amount).sum();
    if stated == listed || stated == listed - taken {
        return Ok(());
    }
    let single = flows.iter().filter(|f| f.kind == Kind::Disbursement).count() == 1;
    if single && stated < listed && terms.principal == Some(listed) && taken.is_zero() {
        problems.push(Problem::new(
            "loan.received_differs",
            format!("明细写放款{}，您说实际到账{}，这里按实际到账计算", fen::zh(listed), fen::zh(stated)),
            "借还款明细表",
            "请用银行卡收款流水证明实际到账的金额",
        ));
        flows.iter_mut().filter(|f| f.kind == Kind::Disbursement).for_each(|f| f.amount = stated);
        return Ok(());
    }
    let what = format!("明细里放款合计{}，借款信息写到账{}，对不上", fen::zh(listed), fen::zh(stated));
    Err(Problem::new("loan.received_conflict", what, place, "请对照银行卡收款流水，改正其中一处"))
}

/// Months where every flow lies on the same day of its month as the first (or on the last day of a shorter month), else days.
fn timed(flows: &[Flow], from: Day) -> (Basis, Vec<Point>) {
    let months: Option<Vec<Point>> = flows.iter().map(|f| Some(Point { at: months_between(from, f.day)?, amount: f.amount })).collect();
    match months {
        Some(points) if points.iter().any(|p| p.at > 0) => (Basis::Months, points),
        _ => (Basis::Days, flows.iter().map(|f| Point { at: f.day.number.abs_diff(from.number), amount: f.amount }).collect()),
    }
}

/// Whole months from one day to a later one; `None` if it is not the same day of the month (the last, where that month is
/// shorter).
pub fn months_between(from: Day, to: Day) -> Option<u32> {
    let ((y0, m0, d0), (y1, m1, d1)) = (from.civil(), to.civil());
    let months = i64::from(y1 - y0) * 12 + i64::from(m1) - i64::from(m0);
    let same = d1 == d0 || (d1 < d0 && Day::new(y1, m1, d1 + 1).is_none());
    u32::try_from(months).ok().filter(|_| same)
}

/// The same day so many months later, or the last of a shorter month.
pub fn months_later(from: Day, months: u32) -> Option<Day> {
    let (year, month, day) = from.civil();
    let counted = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let (year, month) = (i32::try_from(counted.div_euclid(12)).ok()?, u32::try_from(counted.rem_euclid(12)).ok()? + 1);
    (28..=day.max(28)).rev().find_map(|d| Day::new(year, month, d.min(day)))
}

/// Cost ÷ received ÷ days × 365, for one sum in and one sum out.
fn simple(flows: &[Flow]) -> Option<Rate> {
    let mut days: Vec<(Day, Decimal)> = Vec::new();
    for flow in flows {
        match days.iter_mut().find(|d| d.0 == flow.day) {
            Some(day) => day.1 += flow.amount,
            None => days.push((flow.day, flow.amount)),
        }
    }
    days.sort_by_key(|d| d.0);
    let [(first, came), (last, went)] = days.as_slice() else { return None };
    let cost = Decimal::ZERO.checked_sub(*went)?.checked_sub(*came)?;
    super::overdue::implied(*came, cost, last.number.abs_diff(first.number), super::overdue::Year::D365)
}

/// An odd result as a problem.
pub fn told(odd: &Odd) -> Problem {
    let (code, what, todo) = match odd {
        Odd::OneWay => ("loan.one_way", "只有收到或者只有支付，没有可以算的利率".to_owned(), "请把放款到账和每一期还款都列上"),
        Odd::NoRoot => ("loan.no_rate", "没有任何利率能使收付相等".to_owned(), "请核对收付方向和金额有没有写反"),
        Odd::Several(roots) => {
            let list: Vec<String> = roots.iter().take(6).map(|r| Rate(r.rate).zh()).collect();
            ("loan.several_rates", format!("有{}个利率（每期{}）都能使收付相等，不能说哪一个是成本", roots.len(), list.join("、")), "中途再次放款或退款时会这样；请把每一笔放款和它自己的还款分开列，各算各的")
        }
        Odd::Unclear => ("loan.unclear", "收付来回太多，分不清有几个利率能使收付相等".to_owned(), "请把每一笔放款和它自己的还款分开列，各算各的"),
        Odd::TooLarge => ("loan.too_large", "金额、笔数、期限或利率超出了能算的范围".to_owned(), "请核对金额和日期有没有多写几位"),
    };
    Problem::new(code, what, "借还款明细表", todo)
}
