//! What acquaintances sent is not judged, whatever it says. A collector saved under 小李 is such an acquaintance: the review says whose
//! messages it set aside, so that the reader can say who it is.

use super::attribution;
use crate::casebook::Casebook;
use crate::error::Problem;
use crate::facts::Facts;
use crate::model::Direction;
use crate::normalise::Timeline;
use crate::normalise::people::{PartyId, Role, Standing};
use crate::words::{FamilyId, Reader, Recipient, signature};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words of a debt without which a message is not read: most of what acquaintances write has none.
static TELLING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("逾期|欠|还款|还钱|催|借款|贷|通讯录|联系人|曝光|上门|立案|起诉|法院|公安|律").ok());
/// What is pressure whoever receives it.
const PRESSURE: [&str; 9] = [
    "threat_violence", "threat_exposure", "visit_threat", "insult", "false_legal_consequence", "impersonate_authority", "third_party_payment_demand", "third_party_disclosure", "private_payee",
];
/// Numbers named in one problem; the others are counted.
const SHOWN: usize = 5;

/// Numbers of acquaintances that sent what a collector would: signed by one who collects, or pressure that speaks of a debt.
pub fn set_aside(facts: &Facts, timeline: &Timeline, casebook: &Casebook) -> Option<Problem> {
    let words = &casebook.words;
    let pressure: Vec<FamilyId> = PRESSURE.iter().filter_map(|f| words.family(f)).collect();
    let mut reader = Reader::new(words);
    let mut found: BTreeMap<PartyId, u32> = BTreeMap::new();
    for event in &timeline.events {
        let text = event.words();
        if timeline.people.party(event.peer).role != Role::Contact || event.record.direction != Direction::In || !TELLING.as_ref().is_some_and(|telling| telling.is_match(text)) {
            continue;
        }
        let to = if timeline.people.standing(event.owner, facts, None) == Standing::ThirdParty { Recipient::ThirdParty } else { Recipient::Borrower };
        let signed = signature(text).is_some_and(attribution::collects);
        if signed || reader.read(text, to).iter().any(|h| !h.weak && pressure.contains(&h.family)) {
            *found.entry(event.peer).or_default() += 1;
        }
    }
    if found.is_empty() {
        return None;
    }
    let total: u32 = found.values().sum();
    let mut most: Vec<(PartyId, u32)> = found.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let shown: Vec<String> = most.iter().take(SHOWN).map(|(id, n)| {
        let party = timeline.people.party(*id);
        let name = party.name.as_deref().filter(|n| *n != party.key).map(|n| format!("（{n}）")).unwrap_or_default();
        format!("{}{name}{n}条", party.key)
    }).collect();
    let more = if most.len() > SHOWN { format!("等{}个号码", most.len()) } else { String::new() };
    Some(Problem::new(
        "peer.acquaintance",
        format!("有{total}条话像是催收，但发来的号码在手机里存有名字，按熟人处理，没有审查"),
        format!("{}{more}", shown.join("、")),
        "如果其中有催收人员（存的是化名也算），请用 juzheng fact 把这个号码写进该放款方或催收公司的 numbers，再审查一次；确实是亲友转发的，不用管",
    ))
}
