//! Two ways to pay a debt off out of what is left each month, for an application to the lender (协商还款). Exact money: the
//! instalments add up to the debt to the fen. Nobody owes such an agreement; the figures only keep a promise payable.

use super::Fen;
use crate::error::{Problem, Result};
use crate::model::Day;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

/// What the proposals are made from, in yuan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Means {
    /// Income a month.
    pub income: Decimal,
    /// Necessary outgoings a month, other debts among them.
    pub outgoings: Decimal,
    /// What is to be paid off: principal left, and what of interest is not in dispute.
    pub debt: Decimal,
    /// A first payment that can be made at once.
    pub first: Decimal,
    /// Share of what is left that is offered, in percent; the rest is kept for the unforeseen.
    pub share: Decimal,
    /// Day of the first instalment.
    pub from: Day,
    /// Longest term asked for, in months.
    pub most_months: u32,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// A or B.
    pub id: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// Paid at once.
    pub first_payment: Fen,
    /// Number of instalments after it.
    pub months: u32,
    /// Each instalment but the last.
    pub payment: Fen,
    /// The last.
    pub last_payment: Fen,
    /// All of it.
    pub total: Fen,
    /// Day of the first instalment.
    pub first_on: Day,
    /// Day of the last.
    pub last_on: Day,
    /// What is left each month after paying.
    pub left_after: Fen,
    /// The term is longer than the longest asked for.
    pub longer_than_asked: bool,
}

/// The proposals with what they rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Income a month.
    pub income: Fen,
    /// Outgoings a month.
    pub outgoings: Fen,
    /// What is left a month.
    pub spare: Fen,
    /// What is to be paid off.
    pub debt: Fen,
    /// The proposals; none when nothing is left.
    pub proposals: Vec<Proposal>,
    /// Why there is none, or what to look at.
    pub notes: Vec<String>,
}

/// Shares that leave nothing for a bad month are not proposed.
const MOST_SHARE: u32 = 90;

/// Two proposals: A pays within the share of what is left; B half of that, over twice the time, for who expects worse months.
///
/// # Errors
/// Amounts that are no amounts: a debt of nothing, a first payment above it, a share outside 1 to 90.
pub fn plan(means: &Means) -> Result<Plan> {
    let wrong = |what: &str, place: &str, todo: &str| Problem::new("plan.amounts", what, place, todo);
    let fen = |yuan: Decimal, place: &str| Fen::round(yuan).ok_or_else(|| wrong("金额超出可以计算的范围", place, "请核对金额"));
    let (income, outgoings, debt) = (fen(means.income, "--income")?, fen(means.outgoings, "--outgoings")?, fen(means.debt, "--debt")?);
    let first = fen(means.first, "--first-payment")?;
    if debt <= Fen::ZERO {
        return Err(wrong("要协商的欠款应当大于零", "--debt", "请写剩余本金，加上没有争议的利息"));
    }
    if first > debt {
        return Err(wrong("首付比欠款还多", "--first-payment", "请核对首付和欠款"));
    }
    if means.share < Decimal::ONE || means.share > Decimal::from(MOST_SHARE) {
        return Err(wrong("拿来还款的比例应当在1到90之间", "--share", "请写百分数，如 70"));
    }
    if !(1..=600).contains(&means.most_months) {
        return Err(wrong("最长期数应当在1到600之间", "--most-months", "请写月数，如 60"));
    }
    let spare = Fen::new(income.count() - outgoings.count()).unwrap_or_default();
    let mut found = Plan { income, outgoings, spare, debt, proposals: Vec::new(), notes: Vec::new() };
    if spare <= Fen::ZERO {
        found.notes.push("按填写的收支，每月没有余钱；现在承诺分期很可能再次违约。可以先书面说明困难，请求暂缓一段时间并停止加收费用，等收入恢复再谈方案".into());
        return Ok(found);
    }
    let rest = debt.count() - first.count();
    let whole = |share: Decimal| -> i64 {
        let payment = spare.yuan() * share / Decimal::ONE_HUNDRED;
        // Whole yuan down, so that the offer is never above what is left; at least one yuan.
        let yuan = payment.round_dp_with_strategy(0, RoundingStrategy::ToZero);
        i64::try_from(yuan).unwrap_or(0).max(1) * 100
    };
    for (id, name, share) in [("A", "按余钱的主要部分还", means.share), ("B", "期数加长、每期减半，留足余地", means.share / Decimal::TWO)] {
        let Some(proposal) = proposal(id, name, means, rest, whole(share).min(rest.max(100)), first, spare, debt) else {
            found.notes.push(format!("方案{id}要超过{}个月，没有列出", LONGEST));
            continue;
        };
        found.proposals.push(proposal);
    }
    if found.proposals.iter().any(|p| p.longer_than_asked) {
        found.notes.push(format!("期数超过{}个月的，对方多半不会同意；可以请求减免息费、先还本金，或者提高首付", means.most_months));
    }
    if rest == 0 {
        found.notes.push("首付已经等于欠款，是一次结清；请先拿到结清金额和结清证明的书面答复再付款".into());
    }
    Ok(found)
}

/// Beyond fifty years nothing is proposed.
const LONGEST: i64 = 600;

#[allow(clippy::too_many_arguments, reason = "one caller; the figures belong together")]
fn proposal(id: &'static str, name: &'static str, means: &Means, rest: i64, payment: i64, first: Fen, spare: Fen, debt: Fen) -> Option<Proposal> {
    let months = (rest + payment - 1) / payment;
    if months > LONGEST {
        return None;
    }
    let last = if months == 0 { 0 } else { rest - payment * (months - 1) };
    let months = u32::try_from(months).ok()?;
    let last_on = super::cost::months_later(means.from, months.saturating_sub(1))?;
    Some(Proposal {
        id,
        name,
        first_payment: first,
        months,
        payment: Fen::new(if months == 0 { 0 } else { payment })?,
        last_payment: Fen::new(last)?,
        total: debt,
        first_on: means.from,
        last_on,
        left_after: Fen::new(spare.count() - payment)?,
        longer_than_asked: months > means.most_months,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(income: i64, outgoings: i64, debt: &str, first: i64) -> Means {
        Means { income: Decimal::from(income), outgoings: Decimal::from(outgoings), debt: debt.parse().unwrap(), first: Decimal::from(first), share: Decimal::from(70), from: Day::new(2026, 1, 31).unwrap(), most_months: 60 }
    }

    #[test]
    fn the_instalments_add_up_to_the_fen() {
        for (income, outgoings, debt, first) in [(6000, 4200, "9739.37", 500), (5000, 4999, "100", 0), (30_000, 1, "0.01", 0), (4000, 3300, "123456.78", 20_000)] {
            for p in plan(&means(income, outgoings, debt, first)).unwrap().proposals {
                let sum = p.first_payment.count() + p.payment.count() * i64::from(p.months.saturating_sub(1)) + p.last_payment.count();
                assert_eq!(sum, p.total.count(), "{p:?}");
                assert!(p.last_payment <= p.payment && p.left_after >= Fen::ZERO, "{p:?}");
            }
        }
    }

    #[test]
    fn two_proposals_by_hand() {
        let plan = plan(&means(6000, 4200, "9739.00", 500)).unwrap();
        assert_eq!(plan.spare.to_string(), "1800.00");
        let [a, b] = &plan.proposals[..] else { panic!("{plan:?}") };
        // 70 % of 1800 is 1260; 9239 / 1260 = 7.33.
        assert_eq!((a.payment.to_string().as_str(), a.months, a.last_payment.to_string().as_str()), ("1260.00", 8, "419.00"));
        assert_eq!((b.payment.to_string().as_str(), b.months), ("630.00", 15));
        // From 31 January the eighth falls on 31 August; months without a 31st end on their last day.
        assert_eq!(a.last_on, Day::new(2026, 8, 31).unwrap());
    }

    #[test]
    fn nothing_left_nothing_promised() {
        let plan = plan(&means(3000, 3000, "9739.00", 0)).unwrap();
        assert!(plan.proposals.is_empty() && plan.notes[0].contains("没有余钱"));
    }

    #[test]
    fn what_is_no_amount_is_told() {
        assert!(super::plan(&means(3000, 1000, "0", 0)).is_err());
        assert!(super::plan(&means(3000, 1000, "100", 200)).is_err());
        assert!(super::plan(&Means { share: Decimal::from(95), ..means(3000, 1000, "100", 0) }).is_err());
    }
}
