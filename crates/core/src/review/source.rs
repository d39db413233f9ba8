//! Was the address book the source? The borrower's acquaintances fall into those in the phone's address book and those
//! outside it. If a lender that was never given these people's numbers contacted only people in the book, that overlap is
//! compared with chance by Fisher's exact test (hypergeometric, one-sided). It never says more than "likely": the records
//! show who was contacted as far as they were collected, and people in the book are closer than others anyway.

use super::finding::Ground;
use super::scene::Scene;
use crate::model::When;
use crate::normalise::people::{PartyId, Standing};
use crate::number;
use crate::rules::Tier;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The study for one lender.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceStudy {
    /// Lender id.
    pub against: String,
    /// Its name.
    pub name: String,
    /// Numbers in the borrower's address book that were not given to the lender.
    pub in_book: u64,
    /// Acquaintances outside the book: stated people, and the number stated as `acquaintances_outside_address_book`.
    pub outside: u64,
    /// Of those in the book, contacted by this lender.
    pub contacted_in_book: u64,
    /// Of those outside, contacted.
    pub contacted_outside: u64,
    /// People contacted whom the borrower had given as contacts; they are left out of the test.
    pub given: u64,
    /// Probability of at least so many from the book, had the lender drawn from all acquaintances alike; none where there is
    /// nobody outside the book to compare with.
    pub probability: Option<f64>,
    /// The last recorded reading of the contacts before the first contact.
    pub last_read: Option<Ground>,
    /// Never above likely.
    pub tier: Tier,
    /// What it says.
    pub says: String,
    /// What must hold for the figure to mean anything.
    pub assumptions: Vec<String>,
    /// What it does not show.
    pub not_proven: String,
}

/// One study for every lender that contacted third parties, when the case holds the borrower's address book.
pub fn studies(scene: &Scene) -> Vec<SourceStudy> {
    if scene.books_of_borrower().next().is_none() {
        return Vec::new();
    }
    let mut contacted: BTreeMap<u32, BTreeMap<PartyId, usize>> = BTreeMap::new();
    for (i, event) in scene.timeline.events.iter().enumerate() {
        if let (Standing::ThirdParty, Some(tie)) = (scene.standing(i), scene.ties[i])
            && !scene.numbers_of(i).is_empty()
        {
            contacted.entry(tie.lender).or_default().entry(event.owner).or_insert(i);
        }
    }
    contacted.into_iter().filter_map(|(lender, people)| study(scene, lender, &people)).collect()
}

fn study(scene: &Scene, lender: u32, people: &BTreeMap<PartyId, usize>) -> Option<SourceStudy> {
    let facts = scene.facts;
    let lender = facts.lenders.get(lender as usize)?;
    let given = |id: &str, numbers: &[String]| facts.reserved_contacts.iter().any(|r| r == id || numbers.contains(&number::key(r)));
    let in_book = |numbers: &[String]| scene.books_of_borrower().any(|b| numbers.iter().any(|n| b.book.holds(n)));
    let keys = |p: &crate::facts::Person| -> Vec<String> { p.numbers.iter().map(|n| number::key(n)).filter(|k| !k.is_empty()).collect() };
    let (mut hit, mut out, mut known) = (0u64, 0u64, 0u64);
    for (party, i) in people {
        let Some(person) = scene.timeline.people.person(*party, facts) else { continue };
        let numbers = scene.numbers_of(*i);
        match () {
            () if given(&person.id, &numbers) => known += 1,
            () if in_book(&numbers) => hit += 1,
            () => out += 1,
        }
    }
    if hit + out == 0 {
        return None;
    }
    // The population: the book without the people given to the lender and without the debtor's own numbers …
    let listed: BTreeSet<&String> = scene.books_of_borrower().flat_map(|b| &b.book.numbers).collect();
    let apart = facts.persons.iter().filter(|p| Some(p.id.as_str()) == facts.borrower.as_deref() || given(&p.id, &keys(p))).flat_map(keys).filter(|n| in_book(std::slice::from_ref(n))).count() as u64;
    let inside = (listed.len() as u64).saturating_sub(apart).max(hit);
    // … and the acquaintances outside it: those the facts name, and the number the borrower states.
    let third = |p: &&crate::facts::Person| Some(p.id.as_str()) != facts.borrower.as_deref() && matches!(p.obligation.as_deref(), None | Some("none"));
    let named = facts.persons.iter().filter(third).filter(|p| !keys(p).is_empty() && !given(&p.id, &keys(p)) && !in_book(&keys(p))).count() as u64;
    let stated = facts.extra.get("acquaintances_outside_address_book").and_then(serde_json::Value::as_u64).unwrap_or(0);
    let outside = named.max(out) + stated;
    let probability = (outside > 0).then(|| upper_tail(inside + outside, inside, hit + out, hit));
    let first = people.values().map(|i| scene.timeline.events[*i].record.at).min_by_key(|w| w.stamp)?;
    let last_read = scene.contacts_reads().filter_map(|k| Some((k.entry.at?, k))).filter(|(at, _)| at.stamp < first.stamp).max_by_key(|(at, k)| (at.stamp, k.entry.row));
    let rare = probability.is_some_and(|p| p <= 0.05);
    let tier = if rare && hit >= 3 && last_read.is_some() { Tier::Likely } else { Tier::Possible };
    let last_read = last_read.map(|(at, k)| {
        let file = &scene.timeline.files[k.file as usize];
        let says = format!("系统记录：该 App 最后一次记录到的读取通讯录在{}（首次联系第三人之前）", at.zh());
        Ground { file: file.name.clone(), exhibit: file.exhibit, row: Some(k.entry.row), fact: None, at: Some(When::key(at)), says }
    });
    let figure = match probability {
        Some(p) => format!("若该机构是在借款人的全部熟人（通讯录内{inside}人、通讯录外{outside}人）里不加区别地联系，联系到的{}人里至少有{hit}人恰在通讯录内的概率约为{}（费希尔精确检验，单侧）。", hit + out, percent(p)),
        None => format!("本案没有写明通讯录以外的熟人，没有可比的对象，无法计算概率。可以用 juzheng fact 写上 acquaintances_outside_address_book（手机通讯录里没有、但您常联系的人数）。"),
    };
    let says = format!(
        "{}联系过的、借款人没有提供过的第三人共{}人，其中{hit}人在借款人手机通讯录里，{out}人不在。{figure}{}",
        lender.name,
        hit + out,
        if tier == Tier::Likely { "这种重合较难用偶然解释，通讯录较有可能是号码的来源之一。" } else { "这个结果不足以单独支持“号码来自通讯录”。" }
    );
    Some(SourceStudy {
        against: lender.id.clone(),
        name: lender.name.clone(),
        in_book: inside,
        outside,
        contacted_in_book: hit,
        contacted_outside: out,
        given: known,
        probability,
        last_read,
        tier,
        says,
        assumptions: vec![
            "案件里的记录涵盖了被该机构联系过的第三人；只收集了通讯录里的人的记录，会使重合偏高".into(),
            "“通讯录外的熟人”人数是借款人自己陈述的，少写会使概率偏大，多写会使概率偏小".into(),
            "如果不是取自通讯录，每个熟人被联系的机会相同；而通讯录里的人通常关系更近，也更容易从别的渠道（亲属关系、社交平台、外卖地址）查到".into(),
            "借款人没有把这些人的号码提供给该机构（见案件事实 reserved_contacts）".into(),
        ],
        not_proven: "不能说明该机构确实上传、保存或使用了通讯录，也不能说明由谁、在什么时候取得；需要由该机构说明号码来源（个人信息保护法第四十五条、第六十九条）。".into(),
    })
}

/// P(X ≥ x) for X hypergeometric: `marked` of `all` are marked, `drawn` are drawn without replacement. Exact sum of the exact
/// terms; each term is a product of ratios, so nothing overflows.
fn upper_tail(all: u64, marked: u64, drawn: u64, x: u64) -> f64 {
    let (all, marked, drawn) = (all as i64, marked as i64, drawn as i64);
    let (lowest, highest) = ((drawn - (all - marked)).max(0), drawn.min(marked));
    // Relative weights from the lowest value up; the common factor falls out of the quotient.
    let (mut weight, mut total, mut tail) = (1.0f64, 0.0f64, 0.0f64);
    for k in lowest..=highest {
        total += weight;
        if k >= x as i64 {
            tail += weight;
        }
        weight *= (marked - k) as f64 * (drawn - k) as f64 / ((k + 1) as f64 * (all - marked - drawn + k + 1) as f64);
        if total > 1e280 {
            (weight, total, tail) = (weight / 1e280, total / 1e280, tail / 1e280);
        }
    }
    if total > 0.0 { tail / total } else { 1.0 }
}

/// Two significant digits; small ones as "one in so many".
fn percent(p: f64) -> String {
    if p >= 0.01 { format!("{:.0}%", p * 100.0) } else { format!("{:.0}分之一", 1.0 / p.max(1e-12)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_exact() {
        // Fisher's tea: 8 cups, 4 with milk first, 4 named, all right: 1/70.
        assert!((upper_tail(8, 4, 4, 4) - 1.0 / 70.0).abs() < 1e-15);
        assert!((upper_tail(8, 4, 4, 3) - 17.0 / 70.0).abs() < 1e-15);
        assert_eq!(upper_tail(10, 10, 3, 3), 1.0);
        assert_eq!(upper_tail(10, 4, 3, 0), 1.0);
        // All tails fall, and large populations neither overflow nor vanish.
        let tails: Vec<f64> = (0..=40).map(|x| upper_tail(1000, 180, 40, x)).collect();
        assert!(tails.windows(2).all(|w| w[1] <= w[0]) && tails[40] > 0.0 && tails[0] == 1.0);
    }
}
