//! What the court charges for a suit over personality rights (诉讼费用交纳办法 13(2)2, 16). The provinces choose inside the
//! range, so the answer is a range.

use rust_decimal::Decimal;

/// Lowest and highest acceptance fee in yuan: 100 to 500 a case; damages up to 50,000 add nothing, the part to 100,000
/// adds 1 %, the part beyond 0.5 %. Halved in summary procedure (简易程序).
pub fn personality(damages: Decimal, summary: bool) -> (Decimal, Decimal) {
    let (fifty, hundred) = (Decimal::from(50_000), Decimal::from(100_000));
    let part = |from: Decimal, to: Decimal| (damages.max(Decimal::ZERO).min(to) - from).max(Decimal::ZERO);
    let added = part(fifty, hundred) * Decimal::new(1, 2) + part(hundred, Decimal::MAX) * Decimal::new(5, 3);
    let half = if summary { Decimal::TWO } else { Decimal::ONE };
    ((Decimal::from(100) + added) / half, (Decimal::from(500) + added) / half)
}
