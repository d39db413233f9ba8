//! Rates as fractions, shown as percents; powers and roots that tell when a number no longer fits.

use crate::error::{Problem, Result};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};
use std::fmt;

/// A rate as a fraction: 0.24 is 24 %. Shown and serialised as a percent with two decimals, `"24.00"`; the value itself is
/// not rounded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(pub Decimal);

impl Rate {
    /// From a percent.
    pub fn percent(percent: Decimal) -> Rate {
        Rate(percent / Decimal::ONE_HUNDRED)
    }

    /// As a percent, rounded half away from zero to so many decimals.
    pub fn rounded(self, places: u32) -> Decimal {
        let percent = self.0.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
        let mut rounded = percent.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(places);
        rounded
    }

    /// `41.70%`.
    pub fn zh(self) -> String {
        format!("{}%", self.rounded(2))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rounded(2))
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rate({})", self.0)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A percent as people write it: `24`, `24%`, `0.05％`, `千分之…` not. 0 to 100,000 %.
pub fn parse(text: &str, place: &str) -> Result<Rate> {
    let bare = text.trim().trim_end_matches(['%', '％']).trim();
    let plain = !bare.is_empty() && bare.len() <= 12 && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = if plain { bare.parse::<Decimal>().ok() } else { None };
    value.filter(|v| *v <= Decimal::from(100_000)).map(Rate::percent).ok_or_else(|| {
        let shown: String = text.chars().take(30).collect();
        Problem::new("money.rate", format!("利率“{shown}”读不懂"), place, "请写成百分数，如 24 或 24%；日利率万分之五写成 0.05")
    })
}

/// `base`ⁿ; `None` where it no longer fits. Squaring, so the error grows with log n.
pub fn power(base: Decimal, mut n: u32) -> Option<Decimal> {
    let (mut result, mut square) = (Decimal::ONE, base);
    while n > 0 {
        if n & 1 == 1 {
            result = result.checked_mul(square)?;
        }
        n >>= 1;
        if n > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(result)
}

/// The n-th root of x > 0 by bisection, to 24 decimals; `None` for x ≤ 0 or n = 0.
pub fn root(x: Decimal, n: u32) -> Option<Decimal> {
    if x <= Decimal::ZERO || n == 0 {
        return None;
    }
    let (mut low, mut high) = if x < Decimal::ONE { (x, Decimal::ONE) } else { (Decimal::ONE, x) };
    for _ in 0..200 {
        let middle = low + (high - low) / Decimal::TWO;
        if middle <= low || middle >= high {
            break;
        }
        // What overflows is above the root: x itself fits.
        if power(middle, n).is_none_or(|p| p > x) { high = middle } else { low = middle }
    }
    Some(low + (high - low) / Decimal::TWO)
}

/// (1 + monthly)¹² − 1; `None` where it no longer fits.
pub fn yearly(monthly: Decimal) -> Option<Decimal> {
    power(monthly.checked_add(Decimal::ONE)?, 12)?.checked_sub(Decimal::ONE)
}

/// The monthly rate that compounds to the same year as a daily rate: (1 + daily)^(365/12) − 1.
pub fn monthly_of_daily(daily: Decimal) -> Option<Decimal> {
    power(root(daily.checked_add(Decimal::ONE)?, 12)?, 365)?.checked_sub(Decimal::ONE)
}
