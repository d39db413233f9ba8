//! What a payment pays off: among several debts to one creditor 民法典560, inside one debt 民法典561. Both yield to an
//! agreement of the parties, which this program does not know.

use super::fen::Fen;
use rust_decimal::Decimal;
use serde::Serialize;
use std::cmp::Ordering;

use crate::model::Day;

/// What is owed on one debt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// Cost of enforcing the claim (实现债权的有关费用). Not a collector's fee the debtor never agreed to.
    pub costs: Fen,
    /// Interest accrued.
    pub interest: Fen,
    /// Principal left.
    pub principal: Fen,
}

impl Owed {
    /// All of it. Saturates.
    pub fn total(&self) -> Fen {
        [self.interest, self.principal].into_iter().fold(self.costs, plus)
    }
}

/// A payment as it falls on one debt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// To costs.
    pub costs: Fen,
    /// To interest.
    pub interest: Fen,
    /// To principal.
    pub principal: Fen,
    /// What is left of the debt afterwards.
    pub left: Owed,
    /// What is left of the payment.
    pub over: Fen,
}

/// 民法典561: costs, then interest, then principal. Nothing negative is owed or paid: such numbers count as zero.
pub fn within(owed: Owed, payment: Fen) -> Parts {
    let mut over = payment.max(Fen::ZERO);
    let mut take = |due: Fen| {
        let part = due.max(Fen::ZERO).min(over);
        over = minus(over, part);
        part
    };
    let (costs, interest, principal) = (take(owed.costs), take(owed.interest), take(owed.principal));
    let rest = |due: Fen, part: Fen| minus(due.max(Fen::ZERO), part);
    Parts { costs, interest, principal, left: Owed { costs: rest(owed.costs, costs), interest: rest(owed.interest, interest), principal: rest(owed.principal, principal) }, over }
}

/// One of several debts to the same creditor, of the same kind (money).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// Name.
    pub id: String,
    /// What is owed.
    pub owed: Owed,
    /// When it fell due; `None`: not due yet and the day unknown.
    pub due: Option<Day>,
    /// Worth of its security in yuan; nothing when unsecured.
    pub security: Decimal,
    /// Annual rate: the burden.
    pub rate: Decimal,
}

/// A debt's share of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The debt.
    pub id: String,
    /// How the share falls inside it.
    pub parts: Parts,
    /// Why it stands where it does, in Chinese.
    pub why: &'static str,
}

/// 民法典560: the debt the debtor designates when paying; then due debts, the least secured first, the more burdensome
/// first, the earlier due first, and equals in proportion. A debt gets what is left over after those before it. The
/// result lists every debt in that order.
pub fn among(debts: &[Debt], payment: Fen, today: Day, designated: Option<&str>) -> Vec<Share> {
    let is_due = |d: &Debt| d.due.is_some_and(|due| due <= today);
    let named = |d: &Debt| designated == Some(d.id.as_str());
    let order = |a: &Debt, b: &Debt| -> Ordering {
        named(b)
            .cmp(&named(a))
            .then_with(|| is_due(b).cmp(&is_due(a)))
            .then_with(|| a.security.cmp(&b.security))
            .then_with(|| b.rate.cmp(&a.rate))
            .then_with(|| a.due.unwrap_or(Day { number: i32::MAX }).cmp(&b.due.unwrap_or(Day { number: i32::MAX })))
    };
    let mut sorted: Vec<&Debt> = debts.iter().collect();
    sorted.sort_by(|a, b| order(a, b));
    let mut over = payment.max(Fen::ZERO);
    let mut shares = Vec::new();
    let mut at = 0;
    while at < sorted.len() {
        let end = at + sorted[at..].iter().take_while(|d| order(sorted[at], d) == Ordering::Equal).count();
        let equals = &sorted[at..end];
        let why = reason(&sorted, at, equals.len(), &is_due, &named);
        let mut spent = Fen::ZERO;
        for (debt, share) in equals.iter().zip(proportional(equals, over)) {
            let parts = within(debt.owed, share);
            spent = plus(spent, minus(share, parts.over));
            shares.push(Share { id: debt.id.clone(), parts: Parts { over: Fen::ZERO, ..parts }, why });
        }
        over = minus(over, spent);
        at = end;
    }
    if let Some(last) = shares.last_mut() {
        last.parts.over = over;
    }
    shares
}

/// Which step of the article put the group at `at` there.
fn reason(sorted: &[&Debt], at: usize, equals: usize, is_due: &dyn Fn(&Debt) -> bool, named: &dyn Fn(&Debt) -> bool) -> &'static str {
    let debt = sorted[at];
    // Compared with the neighbour it is set apart from: the next, or for the last the one before.
    let other = sorted.get(at + equals).or_else(|| at.checked_sub(1).and_then(|i| sorted.get(i)));
    match other {
        _ if named(debt) => "债务人清偿时指定",
        None if equals > 1 => "条件相同，按债务比例",
        None => "只有这一笔",
        Some(o) if named(o) => "债务人另有指定，排在其后",
        Some(o) if is_due(debt) != is_due(o) => "已到期的先还",
        Some(o) if debt.security != o.security => "没有担保或者担保少的先还",
        Some(o) if debt.rate != o.rate => "负担重（利率高）的先还",
        Some(_) => "先到期的先还",
    }
}

/// Splits what there is among equals by what is owed; the odd fen go to the largest remainders, in order.
fn proportional(equals: &[&Debt], available: Fen) -> Vec<Fen> {
    let owed: Vec<i128> = equals.iter().map(|d| i128::from(d.owed.total().max(Fen::ZERO).count())).collect();
    let total: i128 = owed.iter().sum();
    let pay = i128::from(available.count()).min(total);
    if total == 0 {
        return vec![Fen::ZERO; equals.len()];
    }
    let mut parts: Vec<i128> = owed.iter().map(|o| o * pay / total).collect();
    let mut by_remainder: Vec<usize> = (0..owed.len()).collect();
    by_remainder.sort_by_key(|i| std::cmp::Reverse(owed[*i] * pay % total));
    let short = pay - parts.iter().sum::<i128>();
    for i in by_remainder.into_iter().take(usize::try_from(short).unwrap_or(0)) {
        parts[i] += 1;
    }
    parts.into_iter().map(|p| i64::try_from(p).ok().and_then(Fen::new).unwrap_or_default()).collect()
}

/// Sum, at most the largest amount.
fn plus(a: Fen, b: Fen) -> Fen {
    Fen::new(a.count().saturating_add(b.count())).unwrap_or(a.max(b))
}

/// Difference of two amounts ≥ 0: always representable.
fn minus(a: Fen, b: Fen) -> Fen {
    Fen::new(a.count().saturating_sub(b.count())).unwrap_or_default()
}
