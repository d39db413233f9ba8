//! The slots a document may name. Most are data (`casebook/slots`): where the fact is kept and how to ask for it in plain
//! words. A few are computed here. A slot the case cannot fill is a visible blank.

use super::Material;
use crate::casebook::lines;
use crate::error::Problem;
use crate::facts::{Agency, Lender, Loan, Person};
use crate::model::Day;
use crate::remedy::Who;
use serde::Deserialize;
use serde_json::Value;

/// One fact papers ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// As documents write it: `client.address`.
    pub name: String,
    /// Where it is kept, as `juzheng fact` names it; `{client}`, `{lender}`, `{agency}`, `{loan}` stand for ids.
    pub path: String,
    /// A second place it may stand at.
    #[serde(default)]
    pub also: Option<String>,
    /// The question, in plain words.
    pub ask: String,
    /// What an answer looks like.
    #[serde(default)]
    pub kind: SlotKind,
    /// The only answers there are, when that is so.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What is written while the case does not say; never asked for then.
    #[serde(default)]
    pub default: Option<String>,
    /// Blanks of blocks that stand for it.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Never asked: changing it would break what points to it (an id).
    #[serde(default)]
    pub fixed: bool,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// Words.
    #[default]
    Text,
    /// A day.
    Day,
    /// An amount in yuan.
    Money,
    /// Words kept as a list of one.
    List,
    /// The number of a document: letters and digits.
    Number,
}

/// Reads the slot files.
pub fn load(files: &[(&str, &str)]) -> Result<Vec<Slot>, Vec<Problem>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        slot: Vec<Slot>,
    }
    let (mut slots, mut problems): (Vec<Slot>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (stem, text) in files {
        let place = format!("casebook/slots/{stem}.toml");
        match toml::from_str::<File>(text) {
            Ok(file) => {
                for slot in file.slot {
                    if slots.iter().any(|s| s.name == slot.name) || COMPUTED.contains(&slot.name.as_str()) {
                        problems.push(Problem::new("slot.twice", format!("空位“{}”写了两次", slot.name), place.clone(), "每个空位只写一处"));
                    }
                    slots.push(slot);
                }
            }
            Err(e) => problems.push(Problem::new("slot.syntax", format!("写法有误：{}", e.message()), format!("{place}{}", lines::of(&e, text, 0)), "请对照 casebook/README.md 改正")),
        }
    }
    if problems.is_empty() { Ok(slots) } else { Err(problems) }
}

/// Slots made from the case rather than read from one place; `_` is always a blank.
const COMPUTED: [&str; 8] = ["_", "client.role", "borrower.name", "today", "exhibits.count", "events.count", "ledger.head", "costs.total"];

/// Fills a slot. `None`: no such slot; `Some(None)`: the case does not say. `facts` is the material's facts as JSON.
pub fn fill(name: &str, m: &Material, facts: &Value) -> Option<Option<String>> {
    Some(match name {
        "_" => None,
        "client.role" => Some(role(m).to_owned()),
        "borrower.name" => m.facts.borrower.as_deref().and_then(|b| m.facts.person(b)).map(|p| m.name(p)),
        "today" => Some(m.today.zh()),
        "exhibits.count" => Some(m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()).count().to_string()),
        "events.count" => Some(m.review.events_total.to_string()),
        "ledger.head" => Some(m.ledger_head.to_string()),
        "costs.total" => costs_total(m),
        // An id the program gave is no number of a contract.
        "loan.id" => {
            let loan = loan(m);
            let number = loan.and_then(|l| l.extra.get("number")?.as_str().map(str::to_owned)).filter(|n| !n.trim().is_empty());
            number.or_else(|| loan.map(|l| l.id.clone()).filter(|id| !given(id)))
        }
        _ => {
            let slot = m.casebook.slots.iter().find(|s| s.name == name)?;
            let value = |path: &str| walk(facts, &keys(path, m)?).and_then(|v| shown(v, slot.kind));
            // An older way of keeping them: `papers` with the slot's own name as key.
            let old = || facts.get("papers")?.get(name)?.as_str().map(str::to_owned);
            value(&slot.path).or_else(|| value(slot.also.as_deref()?)).or_else(old).or_else(|| slot.default.clone())
        }
    })
}

/// Whether an id is one the program gives: `l_1`, `loan_1`, `loan1`.
fn given(id: &str) -> bool {
    ["loan_", "loan", "l_", "l"].iter().filter_map(|start| id.strip_prefix(start)).any(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The place of a slot in the facts of this case, ids put in; `None` while there is no such person, lender or loan.
pub fn place(slot: &Slot, m: &Material) -> Option<String> {
    keys(&slot.path, m).map(|keys| keys.join("."))
}

fn keys(path: &str, m: &Material) -> Option<Vec<String>> {
    path.split('.')
        .map(|key| match key {
            "{client}" => client(m).map(|p| p.id.clone()),
            "{lender}" => lender(m).map(|l| l.id.clone()),
            "{agency}" => agencies(m).first().map(|a| a.id.clone()),
            "{loan}" => loan(m).map(|l| l.id.clone()),
            key => Some(key.to_owned()),
        })
        .collect()
}

/// List items go by `id`, `name` or position from 1, like in `juzheng fact`; of a list of apps the first is meant.
fn walk<'v>(root: &'v Value, keys: &[String]) -> Option<&'v Value> {
    let mut value = root;
    for key in keys {
        while let (Value::Array(list), false) = (value, is_item(value, key)) {
            value = list.first()?;
        }
        value = match value {
            Value::Array(list) => list.iter().find(|i| named(i, key)).or_else(|| list.get(key.parse::<usize>().ok()?.checked_sub(1)?))?,
            other => other.get(key)?,
        };
    }
    Some(value)
}

fn named(item: &Value, key: &str) -> bool {
    ["id", "name"].iter().any(|field| item.get(field).and_then(Value::as_str) == Some(key))
}

fn is_item(value: &Value, key: &str) -> bool {
    value.as_array().is_some_and(|list| key.parse::<usize>().is_ok() || list.iter().any(|i| named(i, key)))
}

fn shown(value: &Value, kind: SlotKind) -> Option<String> {
    let plain = match value {
        Value::String(s) => s.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => (if *b { "是" } else { "否" }).to_owned(),
        Value::Array(list) => return shown(list.first()?, kind),
        _ => return None,
    };
    if plain.is_empty() {
        return None;
    }
    Some(match kind {
        SlotKind::Day => Day::parse(plain.get(..10).unwrap_or(&plain)).or_else(|| Day::parse(&plain)).map_or(plain, Day::zh),
        SlotKind::Money if plain.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') => format!("人民币{}元", with_commas(&plain)),
        _ => plain,
    })
}

/// 10236.5 → 10,236.5.
pub fn with_commas(amount: &str) -> String {
    let plain = amount.replace(',', "");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, r)| (w, format!(".{r}")));
    let mut out = String::new();
    for (n, c) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out + &rest
}

/// Who asks for help.
pub fn client<'a>(m: &Material<'a>) -> Option<&'a Person> {
    m.facts.client.as_deref().or(m.facts.borrower.as_deref()).and_then(|id| m.facts.person(id))
}

/// What the client is to the debt.
pub fn who(m: &Material) -> Who {
    Who::of(m.facts)
}

/// The same in a paper.
fn role(m: &Material) -> &'static str {
    match who(m) {
        Who::Borrower if is_borrower(m) => "借款人",
        Who::Borrower => "共同借款人",
        Who::Guarantor => "担保人",
        Who::ThirdParty => "被联系的第三人（对该笔借款没有还款义务）",
        Who::Employer => "被联系的单位（对该笔借款没有还款义务）",
        Who::Company => "借款或者担保的单位",
    }
}

/// Whether the client is the borrower himself, to whom relations are stated and whose phone the app was on.
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

/// The agencies of that lender, in stated order; all when none says for whom it acts.
pub fn agencies<'a>(m: &Material<'a>) -> Vec<&'a Agency> {
    let lender = lender(m).map(|l| l.id.as_str());
    m.facts.agencies.iter().filter(|a| m.facts.principal(a).is_none_or(|l| Some(l.id.as_str()) == lender)).collect()
}

/// The loan of that lender.
pub fn loan<'a>(m: &Material<'a>) -> Option<&'a Loan> {
    let lender = lender(m)?;
    m.facts.loans.iter().find(|l| l.lender == lender.id)
}

/// The sum of the stated costs, exact, when every one of them is an amount.
pub fn costs_total(m: &Material) -> Option<String> {
    let costs = super::awards::stated(m);
    let amounts: Option<Vec<rust_decimal::Decimal>> = costs.iter().map(|c| c.amount).collect();
    let amounts = amounts.filter(|a| !a.is_empty())?;
    let mut total = rust_decimal::Decimal::ZERO;
    for amount in amounts {
        total = total.checked_add(amount)?;
    }
    Some(format!("人民币{}元", super::awards::yuan(total)))
}
