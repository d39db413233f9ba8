//! Stages of the case that turn a later contact into another act: consent withdrawn, the police have spoken, an agreement
//! holds, the debt is paid. All from the stated facts.

use crate::facts::Facts;
use crate::facts::told::Told;
use crate::model::{Day, Grain, Stamp, When};
use crate::rules::Stage;
use serde_json::Value;

/// One stage, for one lender or for all.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Which.
    pub stage: Stage,
    /// Index into `facts.lenders`; all of them when the fact names none.
    pub lender: Option<u32>,
    /// Whom it binds, when the fact names somebody smaller than a lender.
    pub binds: Option<Bound>,
    /// The loan it is about (an id), when the lender has others; messages that name another one do not fall under it.
    pub loan: Option<String>,
    /// Whether a message must name that loan.
    pub named: bool,
    /// The person it protects (an id); everybody when the fact names none.
    pub person: Option<String>,
    /// First moment after which a contact falls under it.
    pub from: Stamp,
    /// One past the last.
    pub until: Option<Stamp>,
    /// Where the fact stands, for the trace.
    pub path: String,
}

/// An agency or a number an order names: it binds nobody else (治安管理处罚法 50 II: 禁止其接触).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Index into `facts.agencies`.
    Agency(u32),
    /// A number, as compared.
    Number(String),
}

const WITHDRAWAL: [&str; 3] = ["withdraw", "撤回", "revoke"];
const NO_CONTACT: [&str; 5] = ["no_contact", "禁止接触", "不得接触", "禁止其接触", "restraining"];
const WARNING: [&str; 12] = ["warning", "warned", "警告", "训诫", "批评", "处罚", "罚款", "拘留", "penalty", "fine", "detention", "约谈"];
const REFUSED: [&str; 8] = ["被拒绝", "被拒", "未获同意", "没有同意", "不同意", "未达成", "没有达成", "未通过"];
const CARD: [&str; 4] = ["信用卡", "credit_card", "credit card", "个性化"];

/// Every stage the facts tell of.
pub fn all(facts: &Facts) -> Vec<Entered> {
    let mut stages = Vec::new();
    for told in Told::each("requests", &facts.requests).filter(|t| t.is(&owned(&WITHDRAWAL))) {
        stages.extend(entered(facts, &told, Stage::ConsentWithdrawn));
    }
    for told in Told::each("police", &facts.police) {
        if told.is(&owned(&NO_CONTACT)) {
            // The police have had this power since 治安管理处罚法 50 II (2025 text) came into force.
            stages.extend(entered(facts, &told, Stage::NoContactOrder).filter(|e| Day::new(2026, 1, 1).is_some_and(|since| e.from >= Stamp::from_local(since, 0))));
        } else if told.is(&owned(&WARNING)) {
            stages.extend(entered(facts, &told, Stage::OfficialWarning));
        }
    }
    for (n, complaint) in facts.complaints.iter().enumerate() {
        // A supervisor that answers with a penalty has dealt with it; the lender's own complaint line has not.
        let dealt = complaint.reply.as_deref().is_some_and(|r| WARNING.iter().any(|w| r.contains(w))) && complaint.route.as_deref() != Some("lender_complaint");
        if let (true, Some(at)) = (dealt, complaint.reply_at.as_deref().and_then(crate::facts::told::when)) {
            let lender = complaint.to.as_deref().and_then(|to| index(facts, facts.lender_named(to)?.id.as_str()));
            stages.push(Entered { stage: Stage::OfficialWarning, lender, binds: None, loan: None, named: false, person: None, from: after(at), until: None, path: format!("complaints.{}", n + 1) });
        }
    }
    for told in Told::each("agreements", &facts.agreements) {
        if let Some(mut entered) = entered(facts, &told, Stage::InstalmentAgreement).filter(|e| is_card(facts, &told, e.lender)) {
            match (told.flag(&["breached", "defaulted", "broken"]), told.when(&["breached_at", "breached_on", "defaulted_at"])) {
                (_, Some(broken)) => entered.until = Some(broken.stamp),
                (Some(true), None) => continue,
                _ => {}
            }
            stages.push(entered);
        }
    }
    for (i, lender) in facts.lenders.iter().enumerate() {
        let loans: Vec<_> = facts.loans.iter().filter(|l| l.lender == lender.id).collect();
        let last = loans.iter().map(|l| l.settled_on).collect::<Option<Vec<Day>>>().and_then(|days| days.into_iter().max());
        if let Some(day) = last {
            stages.push(settled(i, day, None));
        } else {
            stages.extend(loans.iter().filter_map(|l| Some(settled(i, l.settled_on?, Some(l.id.clone())))));
        }
    }
    stages
}

/// A debt paid off: all of a lender's, or one loan among several.
fn settled(lender: usize, day: Day, loan: Option<String>) -> Entered {
    Entered { stage: Stage::Settled, lender: Some(lender as u32), binds: None, named: loan.is_some(), loan, person: None, from: Stamp::from_local(day.plus(1), 0), until: None, path: "loans".into() }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}

fn index(facts: &Facts, id: &str) -> Option<u32> {
    facts.lenders.iter().position(|l| l.id == id).map(|i| i as u32)
}

/// A moment known to the day only counts from the next day on.
fn after(at: When) -> Stamp {
    if at.grain == Grain::Day { Stamp::from_local(at.day().plus(1), 0) } else { at.stamp }
}

/// The last minute or second named still counts.
fn grain_ms(grain: Grain) -> i64 {
    match grain {
        Grain::Minute => 60_000,
        Grain::Second => 1_000,
        _ => 0,
    }
}

fn entered(facts: &Facts, told: &Told, stage: Stage) -> Option<Entered> {
    let at = told.at()?;
    let until = told.when(&["until", "to_date", "ends", "valid_until", "expires", "end", "end_at", "valid_to", "expires_at", "to"]).map(|u| if u.grain == Grain::Day { Stamp::from_local(u.day().plus(1), 0) } else { Stamp(u.stamp.0 + grain_ms(u.grain)) });
    let loan = (stage == Stage::InstalmentAgreement).then(|| told.value.get("loan").and_then(Value::as_str).map(str::to_owned)).flatten();
    let person = ["protects", "protected", "for", "person", "applicant"].iter().find_map(|k| facts.person(told.value.get(*k)?.as_str()?)).map(|p| p.id.clone());
    // What the borrower withdraws protects everybody in the address book.
    let person = person.filter(|_| stage == Stage::NoContactOrder);
    let binds = (stage == Stage::NoContactOrder).then(|| bound(facts, told)).flatten();
    Some(Entered { stage, lender: told.lender(facts), binds, loan, named: false, person, from: after(at), until, path: told.path() })
}

/// The agency or number the order names. A lender's own name or number binds the lender.
fn bound(facts: &Facts, told: &Told) -> Option<Bound> {
    let keys = ["against", "to", "agency", "number", "numbers", "org", "target", "by"];
    let named = keys.iter().filter_map(|k| match told.value.get(*k)? {
        Value::String(s) => Some(s.clone()),
        Value::Array(list) => list.first()?.as_str().map(str::to_owned),
        _ => None,
    });
    // 某号使用人 and the number beside it say the same: the first that binds somebody.
    named.filter_map(|words| binding(facts, &words)).next().flatten()
}

/// Whom these words bind: `None` when they say nothing, `Some(None)` the whole lender.
fn binding(facts: &Facts, words: &str) -> Option<Option<Bound>> {
    if facts.lenders.iter().any(|l| l.id == words || l.name == words) {
        return Some(None);
    }
    // `to` may be its last day.
    if crate::facts::told::when(words).is_some() {
        return None;
    }
    if let Some(i) = facts.agencies.iter().position(|a| a.id == words || a.name == words || (a.name.chars().count() >= 2 && words.contains(&a.name))) {
        return Some(Some(Bound::Agency(i as u32)));
    }
    let digits: String = words.chars().filter(|c| !matches!(c, '-' | ' ')).skip_while(|c| !c.is_ascii_digit() && *c != '+').take_while(|c| c.is_ascii_digit() || *c == '+').collect();
    let number = crate::number::key(&digits);
    (number.len() >= 5 && number.bytes().all(|b| b.is_ascii_digit())).then_some(Some(Bound::Number(number)))
}

/// 信用卡办法 70 is about credit cards: an agreement on another loan is not one in its sense.
fn is_card(facts: &Facts, told: &Told, lender: Option<u32>) -> bool {
    // What was asked for and refused is no agreement.
    if told.on_contact() || REFUSED.iter().any(|w| told.line().contains(w)) || told.flag(&["agreed", "accepted", "granted"]) == Some(false) {
        return false;
    }
    if told.is(&owned(&CARD)) {
        return true;
    }
    let named = told.value.get("loan").and_then(Value::as_str);
    let lender = lender.and_then(|l| facts.lenders.get(l as usize)).map(|l| l.id.as_str());
    let products: Vec<&str> = facts
        .loans
        .iter()
        .filter(|l| named.is_none_or(|id| l.id == id) && lender.is_none_or(|id| l.lender == id))
        .filter_map(|l| l.product.as_deref())
        .chain(told.value.get("product").and_then(Value::as_str))
        .collect();
    products.iter().any(|p| CARD.iter().any(|c| p.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facts(extra: Value) -> Facts {
        let mut value = json!({ "persons": [{ "id": "p", "name": "张一" }], "lenders": [{ "id": "l", "name": "某某银行", "licence": "银行" }],
                                "loans": [{ "id": "A-1", "lender": "l", "product": "信用卡" }] });
        value.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        Facts::from_value(&value, "test").unwrap()
    }

    #[test]
    fn a_day_counts_from_the_next() {
        let all = all(&facts(json!({ "police": [{ "kind": "no_contact_order", "at": "2026-02-01", "until": "2026-05-01", "to": "l" }] })));
        assert_eq!((all[0].stage, all[0].lender), (Stage::NoContactOrder, Some(0)));
        assert_eq!(all[0].from, Stamp::from_local(Day::parse("2026-02-02").unwrap(), 0));
        assert_eq!(all[0].until, Some(Stamp::from_local(Day::parse("2026-05-02").unwrap(), 0)));
    }

    #[test]
    fn an_order_that_tells_its_last_day_ends_there() {
        let all = all(&facts(json!({ "police": [{ "kind": "no_contact_order", "from": "2026-02-01", "at": "2026-02-01T09:00:00+08:00", "to": "2026-05-01", "by": "某某公安分局" }] })));
        assert_eq!((all[0].until, &all[0].binds), (Some(Stamp::from_local(Day::parse("2026-05-02").unwrap(), 0)), &None));
    }

    #[test]
    fn an_order_binds_whom_it_names() {
        let with = |to: &str| {
            let agencies = json!([{ "id": "g", "name": "庚庚催收", "acts_for": "l", "numbers": ["05910000001"] }]);
            all(&facts(json!({ "agencies": agencies, "police": [{ "kind": "no_contact_order", "at": "2026-02-01", "against": to }] })))[0].binds.clone()
        };
        assert_eq!(with("g"), Some(Bound::Agency(0)));
        assert_eq!(with("庚庚催收"), Some(Bound::Agency(0)));
        assert_eq!(with("13900000333使用人"), Some(Bound::Number("13900000333".into())));
        assert_eq!(with("13900000333"), Some(Bound::Number("13900000333".into())));
        assert_eq!((with("l"), with("某某银行")), (None, None));
    }

    #[test]
    fn only_a_kept_agreement_on_a_card() {
        let refused = json!({ "kind": "信用卡个性化分期申请被拒绝", "at": "2026-01-01", "loan": "A-1" });
        assert_eq!(all(&facts(json!({ "agreements": [refused] }))).len(), 0);
        let of = |v: Value| all(&facts(json!({ "agreements": [v] }))).len();
        assert_eq!(of(json!({ "kind": "instalment", "at": "2026-01-01", "loan": "A-1" })), 1);
        assert_eq!(of(json!({ "kind": "instalment", "at": "2026-01-01", "loan": "A-1", "breached": true })), 0);
        let mut other = facts(json!({ "agreements": [{ "kind": "instalment", "at": "2026-01-01" }] }));
        other.loans[0].product = Some("消费贷".into());
        assert_eq!(all(&other).len(), 0);
    }

    #[test]
    fn settled_when_every_loan_is() {
        let mut facts = facts(json!({}));
        facts.loans[0].settled_on = Day::parse("2026-01-05");
        assert_eq!(all(&facts).len(), 1);
        let mut second = facts.loans[0].clone();
        second.settled_on = None;
        facts.loans.push(second);
        // Another loan is open: only words that name the settled one fall under it.
        let stages = all(&facts);
        assert_eq!((stages.len(), stages[0].loan.as_deref(), stages[0].named), (1, Some("A-1"), true));
    }
}
