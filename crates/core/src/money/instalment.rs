//! Equal instalments, computed both ways lenders do: 等额本息, and the flat monthly fee on the first principal (平息), whose
//! stated rate is about half of what it costs.

use super::rate;
use rust_decimal::Decimal;

/// 等额本息: the exact payment of each of `months`, unrounded. `None` for no months, a negative rate, or numbers too large.
pub fn equal(principal: Decimal, annual: Decimal, months: u32) -> Option<Decimal> {
    if months == 0 || annual < Decimal::ZERO {
        return None;
    }
    let monthly = annual / Decimal::from(12);
    if monthly.is_zero() {
        return principal.checked_div(Decimal::from(months));
    }
    let discount = rate::power(Decimal::ONE.checked_div(Decimal::ONE + monthly)?, months)?;
    principal.checked_mul(monthly)?.checked_div(Decimal::ONE - discount)
}

/// All interest of an equal-instalment loan, from the unrounded payment: what lenders adjust the last instalment to.
pub fn interest(principal: Decimal, annual: Decimal, months: u32) -> Option<Decimal> {
    equal(principal, annual, months)?.checked_mul(Decimal::from(months))?.checked_sub(principal)
}

/// 平息: principal in equal parts and a fee of `monthly` (a fraction) of the **first** principal every month.
pub fn flat(principal: Decimal, monthly: Decimal, months: u32) -> Option<Decimal> {
    principal.checked_div(Decimal::from(months))?.checked_add(principal.checked_mul(monthly)?)
}
