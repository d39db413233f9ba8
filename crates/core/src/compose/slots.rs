//! The slots a document may name. `None`: no such slot; `Some(None)`: the case does not say, a visible blank.

use super::Material;
use crate::facts::{Lender, Loan, Person};

/// Fills a slot.
pub fn fill(name: &str, m: &Material) -> Option<Option<String>> {
    let client = client(m);
    let lender = lender(m);
    let loan = loan(m);
    Some(match name {
        "client.name" => client.map(|p| p.name.clone()).filter(|n| !n.is_empty()),
        "client.phone" => client.and_then(|p| p.numbers.first().cloned()),
        "client.id_number" => client.and_then(|p| text(p, "id_number")),
        "client.address" => client.and_then(|p| text(p, "address")),
        "client.role" => Some(if is_borrower(m) { "借款人".to_owned() } else { "被联系的第三人（与该笔借款没有还款义务）".to_owned() }),
        "borrower.name" => m.facts.borrower.as_deref().and_then(|b| m.facts.person(b)).map(|p| p.name.clone()),
        "lender.name" => lender.map(|l| l.name.clone()).filter(|n| !n.is_empty()),
        "lender.licence" => lender.and_then(|l| l.licence.clone()),
        "lender.address" => lender.and_then(|l| l.extra.get("address")).and_then(|v| v.as_str()).map(str::to_owned),
        "loan.id" => loan.map(|l| l.id.clone()).filter(|n| !n.is_empty()),
        "loan.product" => loan.and_then(|l| l.product.clone()),
        "loan.contract_date" => loan.and_then(|l| l.contract_date).map(|d| d.zh()),
        "loan.first_overdue" => loan.and_then(|l| l.first_overdue).map(|d| d.zh()),
        "today" => Some(m.today.zh()),
        "exhibits.count" => Some(m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()).count().to_string()),
        "events.count" => Some(m.review.events_total.to_string()),
        "ledger.head" => Some(m.ledger_head.to_string()),
        "authority" | "case.cause" | "copies" | "timestamp" => m.facts.extra.get("papers").and_then(|p| p.get(name)).and_then(|v| v.as_str()).map(str::to_owned),
        "device.model" | "device.state" | "device.system" | "device.imei_tail" | "device.holder" | "extraction.at" | "extraction.how" => device(m, name),
        _ => return None,
    })
}

fn text(person: &Person, key: &str) -> Option<String> {
    person.extra.get(key)?.as_str().map(str::to_owned)
}

/// Who asks for help.
pub fn client<'a>(m: &Material<'a>) -> Option<&'a Person> {
    m.facts.client.as_deref().or(m.facts.borrower.as_deref()).and_then(|id| m.facts.person(id))
}

/// Whether the client is the borrower.
pub fn is_borrower(m: &Material) -> bool {
    m.facts.client.is_none() || m.facts.client == m.facts.borrower
}

/// The lender with most offending contacts; the only one, when there is one.
pub fn lender<'a>(m: &Material<'a>) -> Option<&'a Lender> {
    let weight = |id: &str| -> usize { m.review.findings.iter().filter(|f| f.against().as_ref().is_some_and(|a| a.id == id)).map(|f| f.events().len()).sum() };
    let mut best: Option<&Lender> = None;
    for lender in &m.facts.lenders {
        if best.is_none_or(|b| weight(&lender.id) > weight(&b.id)) {
            best = Some(lender);
        }
    }
    best
}

/// The loan of that lender.
pub fn loan<'a>(m: &Material<'a>) -> Option<&'a Loan> {
    let lender = lender(m)?;
    m.facts.loans.iter().find(|l| l.lender == lender.id)
}

/// Device facts live in `devices[0]` of the case.
fn device(m: &Material, name: &str) -> Option<String> {
    let (_, key) = name.split_once('.')?;
    m.facts.extra.get("devices")?.as_array()?.first()?.get(key)?.as_str().map(str::to_owned)
}
