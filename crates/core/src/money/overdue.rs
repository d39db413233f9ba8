//! What is due for being late: principal left × rate × days, the year of 365 or 360 days always stated.

use super::rate::Rate;
use rust_decimal::Decimal;
use serde::Serialize;

/// Days of the year a rate is divided by. Contracts may say 360; it makes the same annual rate cost 1.39 % more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Year {
    /// 365 days.
    #[default]
    #[serde(rename = "365")]
    D365,
    /// 360 days.
    #[serde(rename = "360")]
    D360,
}

impl Year {
    /// The number of days.
    pub fn days(self) -> Decimal {
        Decimal::from(match self {
            Year::D365 => 365,
            Year::D360 => 360,
        })
    }

    /// `按一年365天计`.
    pub fn zh(self) -> String {
        format!("按一年{}天计", self.days())
    }
}

/// Simple interest, unrounded. `None` where it no longer fits.
pub fn interest(principal_left: Decimal, annual: Rate, days: u32, year: Year) -> Option<Decimal> {
    principal_left.checked_mul(annual.0)?.checked_mul(Decimal::from(days))?.checked_div(year.days())
}

/// The simple annual rate an amount on top of the principal amounts to. `None` without principal or days.
pub fn implied(principal_left: Decimal, on_top: Decimal, days: u32, year: Year) -> Option<Rate> {
    if principal_left <= Decimal::ZERO || days == 0 {
        return None;
    }
    on_top.checked_div(principal_left)?.checked_mul(year.days())?.checked_div(Decimal::from(days)).map(Rate)
}

/// A demand measured against a rate. Arithmetic only: the demand may contain interest and fees from before the default, so
/// the first step is to ask for its breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What the rate allows on top of the principal.
    pub on_top: Decimal,
    /// Principal and that.
    pub total: Decimal,
    /// What the demand exceeds it by; zero when it does not.
    pub excess: Decimal,
}

/// Measures a demanded total.
pub fn measured(principal_left: Decimal, demanded: Decimal, annual: Rate, days: u32, year: Year) -> Option<Measured> {
    let on_top = interest(principal_left, annual, days, year)?;
    let total = principal_left.checked_add(on_top)?;
    Some(Measured { on_top, total, excess: demanded.checked_sub(total)?.max(Decimal::ZERO) })
}
