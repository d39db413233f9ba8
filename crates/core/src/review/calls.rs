//! Days of many calls on which no rule of counting fired: what was counted, and why it is no finding. Silence about fourteen missed
//! calls would read like a clean bill.

use super::finding::Finding;
use super::scene::Scene;
use crate::model::{Channel, Day, Direction};
use crate::normalise::people::{PartyId, Standing};
use crate::rules::{Period, Rule};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer attempts in a day are not worth a line.
const WORTH: u64 = 4;
/// The rule that counts connected calls.
const CONNECTED: &str = "excessive_connected_calls";
/// The rule that counts missed calls on one number.
const MISSED: &str = "excessive_call_attempts";
/// The rule that finds calls packed closely.
const BURST: &str = "call_bombing";

/// The calls of one lender, with its agencies, to one debtor on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallDay {
    /// The day.
    pub day: Day,
    /// Lender, by id.
    pub against: String,
    /// Its name.
    pub name: String,
    /// Who was called.
    pub recipient: String,
    /// Calls, connected or not.
    pub calls: u64,
    /// Of these, connected.
    pub connected: u64,
    /// Why no rule of counting found it.
    pub because: Vec<String>,
}

/// Days of many calls without a finding of a rule that counts calls, the busiest first.
pub fn days(scene: &Scene, rules: &[Rule], findings: &[Finding]) -> Vec<CallDay> {
    let counted = |f: &&Finding| [CONNECTED, MISSED, BURST].contains(&f.rule());
    let told: BTreeSet<(u32, u64)> = findings.iter().filter(counted).flat_map(Finding::events).map(|e| (e.exhibit, e.row)).collect();
    let mut days: BTreeMap<(Day, u32, PartyId), Vec<usize>> = BTreeMap::new();
    for (i, event) in scene.timeline.events.iter().enumerate() {
        let call = event.record.channel == Channel::Call && event.record.direction == Direction::In;
        if let Some(tie) = scene.ties[i].filter(|_| call && scene.standing(i) == Standing::Borrower) {
            days.entry((event.record.at.day(), tie.lender, event.owner)).or_default().push(i);
        }
    }
    let found = |i: &usize| {
        let event = &scene.timeline.events[*i];
        told.contains(&(scene.timeline.files[event.file as usize].exhibit, event.record.row))
    };
    let quiet = days.into_iter().filter(|(_, calls)| calls.len() as u64 >= WORTH && !calls.iter().any(found));
    let mut list: Vec<CallDay> = quiet.filter_map(|((day, lender, owner), calls)| counted_day(scene, rules, day, lender, owner, &calls)).collect();
    list.sort_by(|a, b| b.calls.cmp(&a.calls).then_with(|| (a.day, &a.against, &a.recipient).cmp(&(b.day, &b.against, &b.recipient))));
    list
}

fn counted_day(scene: &Scene, rules: &[Rule], day: Day, lender: u32, owner: PartyId, calls: &[usize]) -> Option<CallDay> {
    let facts = scene.facts.lenders.get(lender as usize)?;
    let connected = calls.iter().filter(|i| scene.timeline.events[**i].connected()).count() as u64;
    let missed = calls.len() as u64 - connected;
    let rule = |id: &str| rules.iter().find(|r| r.id == id);
    // The line of a rule is one below the figure from which it finds.
    let most = |id: &str| rule(id)?.count.iter().find(|c| c.per == Some(Period::Day)).map(|c| u64::from(c.at_least) - 1);
    let mut because = Vec::new();
    if let Some(most) = most(CONNECTED) {
        because.push(match connected {
            n if n <= most => format!("接通{n}次，没有超过每日{most}次；国家标准只数接通的"),
            n => format!("接通{n}次，超过每日{most}次；标准当天还没有施行，或者双方另有约定"),
        });
    }
    if let Some(most) = most(MISSED).filter(|most| missed > *most) {
        let member = rule(MISSED).and_then(|r| r.cites.iter().find_map(|c| c.member.clone())).unwrap_or_default();
        because.push(if facts.associations.contains(&member) {
            format!("未接通{missed}次，分在不同的号码上，或者当天行业指引还没有施行、双方另有约定：没有一个号码超过{most}次")
        } else {
            format!("未接通{missed}次；“当天不宜超过{most}次”只写给{member}的会员，案件事实里没有写这家机构是会员")
        });
    }
    let bursts: Vec<String> = rule(BURST).iter().flat_map(|r| &r.count).filter_map(|c| Some(format!("{}分钟{}次", c.within_minutes?, c.at_least))).collect();
    if !bursts.is_empty() {
        because.push(format!("没有达到密集拨打的提示线（{}）", bursts.join("、")));
    }
    let recipient = scene.timeline.people.person(owner, scene.facts).map_or_else(|| "未写明的人".to_owned(), |p| p.name.clone());
    Some(CallDay { day, against: facts.id.clone(), name: facts.name.clone(), recipient, calls: calls.len() as u64, connected, because })
}
