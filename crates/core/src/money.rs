//! Exact money: what a loan really cost, which line that cost is measured against, what is overdue, what a payment pays
//! off. Decimals only (96 bits, 28 digits): no float touches an amount or a rate.
//!
//! The cost of a loan is the rate at which all that was paid, discounted, equals the cash really received (民法典670: interest
//! deducted in advance is no principal). It is stated three ways: monthly rate, ×12 (nominal, the usual 年化（单利）), and
//! compounded over a year. What cannot be decided is told as a [`crate::error::Problem`] with what is missing; it is never
//! estimated.
//!
//! ```text
//! loan_schedule.csv ─ import ─ schedule::read ─┐
//! facts.loans ──────────────── cost::Terms ────┴─ cost::cost ─ LoanCost ─┬─ line::lines(lender, day, Lpr) ─ LoanCost::against
//!                                                └ irr::solve            └─ overdue, allocate
//! ```

pub mod allocate;
pub mod cost;
pub mod court_fee;
pub mod fen;
pub mod instalment;
pub mod irr;
pub mod line;
pub mod lpr;
pub mod overdue;
pub mod plan;
pub mod rate;
pub mod schedule;
pub mod status;

pub use cost::{LoanCost, Terms, cost};
pub use fen::Fen;
pub use line::{CostLine, Lender, lines};
pub use lpr::Lpr;
pub use rate::Rate;
pub use rust_decimal::Decimal;

#[cfg(test)]
mod tests;
