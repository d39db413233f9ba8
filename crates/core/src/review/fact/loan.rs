//! What the loan costs. The figures are those of `money`; whether a line is a legal cap is said beside it.

use super::{Found, fact};
use crate::facts::told::Told;
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};

/// 到账金额少于合同本金.
pub fn upfront(_scene: &Scene) -> Vec<Found> {
    Vec::new()
}

/// 综合成本高于某条线.
pub fn cost_above(_scene: &Scene, _test: &FactTest) -> Vec<Found> {
    Vec::new()
}

/// 疑似非法放贷.
pub fn illegal(_scene: &Scene, _test: &FactTest) -> Vec<Found> {
    Vec::new()
}

/// 没有明示综合融资成本.
pub fn no_cost_sheet(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let facts = scene.facts;
    facts
        .loans
        .iter()
        .filter_map(|loan| {
            let day = loan.contract_date.filter(|d| test.from.is_none_or(|from| *d >= from))?;
            let value = serde_json::json!({ "shown": loan.cost_sheet_shown.clone()? });
            let shown = Told { list: "loans", n: 0, value: &value }.flag(&["shown"])?;
            let lender = facts.lenders.iter().position(|l| l.id == loan.lender).map(|i| i as u32);
            (!shown).then(|| Found {
                lender,
                tier: Tier::Likely,
                recipient: format!("借款{}", loan.id),
                grounds: vec![fact(&format!("loans.{}", loan.id), None, format!("{}签约，当事人陈述签约前没有出示综合融资成本明示表", day.zh()))],
                ..Found::on(day)
            })
        })
        .collect()
}
