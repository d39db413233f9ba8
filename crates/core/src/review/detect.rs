//! The detectors that look at one event. A closed set: a new kind of question is a new arm here, never a new syntax in
//! the rule files. Each that holds leaves a step of the trace.

use super::attribution::{self, Tie};
use super::finding::Step;
use crate::facts::Facts;
use crate::model::{Channel, Direction, Stamp};
use crate::normalise::people::{PartyId, Standing};
use crate::normalise::{Event, Timeline};
use crate::rules::{About, Rule, Sender, Test, When};
use crate::words::{FamilyId, Hit, Words};
use std::collections::HashMap;

/// What every detector may look at.
pub struct Scene<'a> {
    /// Stated facts.
    pub facts: &'a Facts,
    /// Contacts.
    pub timeline: &'a Timeline,
    /// The lexicon.
    pub words: &'a Words,
    /// Words found, per event.
    pub hits: &'a [Vec<Hit>],
    /// Ties, per event.
    pub ties: &'a [Option<Tie>],
    /// Standing of each event's recipient towards the lender it is tied to.
    standings: Vec<Standing>,
    /// Refusals: person → (lender id if stated, when).
    pub refusals: HashMap<PartyId, Vec<(Option<String>, Stamp)>>,
    /// The owners' own calls: (owner, lender) → times, ascending.
    pub own_calls: HashMap<(PartyId, u32), Vec<Stamp>>,
    /// Name of the borrower, if long enough to recognise.
    pub borrower: Option<String>,
}

/// A condition that held: the families whose quotes support it, and the steps.
#[derive(Default)]
pub struct Held {
    /// Families to quote.
    pub families: Vec<FamilyId>,
    /// Trace.
    pub steps: Vec<Step>,
}

impl<'a> Scene<'a> {
    /// Gathers what the detectors need.
    pub fn new(facts: &'a Facts, timeline: &'a Timeline, words: &'a Words, hits: &'a [Vec<Hit>], ties: &'a [Option<Tie>]) -> Self {
        let mut refusals: HashMap<PartyId, Vec<_>> = HashMap::new();
        let mut persons: HashMap<&str, PartyId> = HashMap::new();
        for event in &timeline.events {
            if let Some(person) = timeline.people.person(event.owner, facts) {
                persons.entry(person.id.as_str()).or_insert(event.owner);
            }
        }
        for refusal in &facts.refusals {
            if let (Some(party), Some(at)) = (persons.get(refusal.person.as_str()), Stamp::parse(&refusal.at)) {
                let to = refusal.to.as_deref().map(|to| facts.lender_behind(to).map_or_else(|| to.to_owned(), |l| l.id.clone()));
                refusals.entry(*party).or_default().push((to, at));
            }
        }
        let mut own_calls: HashMap<(PartyId, u32), Vec<Stamp>> = HashMap::new();
        for event in &timeline.events {
            if event.record.channel == Channel::Call
                && event.record.direction == Direction::Out
                && let Some(lender) = attribution::known(facts, timeline, event.peer)
            {
                own_calls.entry((event.owner, lender)).or_default().push(event.record.at.stamp);
            }
        }
        let borrower = facts.borrower.as_deref().and_then(|b| facts.person(b)).map(|p| p.name.clone()).filter(|n| n.chars().count() >= 2);
        // An owner's standing towards a lender is asked by every rule and is the same for all their contacts.
        let mut known: HashMap<(PartyId, Option<u32>), Standing> = HashMap::new();
        let towards = |lender: Option<u32>| facts.lenders.get(lender? as usize).map(|l| l.id.as_str());
        let loans: Vec<&str> = facts.loans.iter().map(|l| l.id.as_str()).filter(|id| id.chars().count() >= 4).collect();
        let standing = |((event, tie), hits): ((&Event, &Option<Tie>), &Vec<Hit>)| {
            // A message that names a loan is about that loan: a guarantor of another one is a third party to it.
            let named: Vec<&str> = if hits.is_empty() { Vec::new() } else { loans.iter().copied().filter(|id| event.words().contains(id)).collect() };
            if !named.is_empty() {
                return timeline.people.standing_for(event.owner, facts, &named);
            }
            let key = (event.owner, tie.map(|t| t.lender));
            *known.entry(key).or_insert_with(|| timeline.people.standing(key.0, facts, towards(key.1)))
        };
        let standings = timeline.events.iter().zip(ties).zip(hits).map(standing).collect();
        Scene { facts, timeline, words, hits, ties, standings, refusals, own_calls, borrower }
    }

    /// The lender id a tie points to.
    pub fn lender_id(&self, tie: Option<Tie>) -> Option<&str> {
        self.facts.lenders.get(tie?.lender as usize).map(|l| l.id.as_str())
    }

    /// Standing of whose phone it is, towards the lender the contact is tied to.
    pub fn standing(&self, i: usize) -> Standing {
        self.standings[i]
    }

    /// Whether the rule's conditions hold for an event; what supports it.
    pub fn holds(&self, rule: &Rule, i: usize) -> Option<Held> {
        let When { all, any, unless } = &rule.when;
        if !all.iter().all(|test| self.meets(test, i)) {
            return None;
        }
        let met: Vec<&Test> = any.iter().filter(|test| self.meets(test, i)).collect();
        if (met.is_empty() && !any.is_empty()) || unless.iter().any(|test| self.meets(test, i)) {
            return None;
        }
        // The reasons are put into words only now: for nearly every event of nearly every rule there is nothing to tell.
        let mut held = Held::default();
        all.iter().chain(met).for_each(|test| self.tell(test, i, &mut held));
        held.families.sort_unstable();
        held.families.dedup();
        Some(held)
    }

    /// Whether one condition holds. The cheapest questions come first.
    fn meets(&self, test: &Test, i: usize) -> bool {
        let event = &self.timeline.events[i];
        test.direction.is_none_or(|direction| event.record.direction == direction)
            && (test.channel.is_empty() || test.channel.contains(&event.record.channel))
            && test.sender.is_none_or(|sender| self.ties[i].is_some() || sender == Sender::Stranger && attribution::stranger(self.timeline, event.peer))
            && (test.recipient.is_empty() || test.recipient.iter().any(|r| r == self.standing(i).id()))
            // A time known only to the day cannot be called night.
            && test.hour.as_ref().is_none_or(|hours| event.record.at.grain != crate::model::Grain::Day && hours.holds(event.sending().second_of_day()))
            && test.connected.is_none_or(|want| event.connected() == want)
            && (test.words.is_empty() || self.any_family(&test.words, i))
            && (test.without.is_empty() || !self.any_family(&test.without, i))
            && test.signed.is_none_or(|want| crate::words::signature(event.words()).is_some() == want)
            && (test.about != Some(About::Borrower) || self.borrower.as_ref().is_some_and(|name| event.words().contains(name.as_str())))
            && (test.refused != Some(true) || self.refused(event, i).is_some())
            && test.called_back_within_minutes.is_none_or(|minutes| self.called_back(event, i, minutes))
    }

    /// The steps and families of a condition that holds.
    fn tell(&self, test: &Test, i: usize, held: &mut Held) {
        let event = &self.timeline.events[i];
        let mut step = |test: &'static str, because: String| held.steps.push(Step { test, because });
        if !test.channel.is_empty() {
            step("channel", format!("方式：{}", event.record.channel.zh()));
        }
        if test.sender.is_some() {
            step("sender", self.ties[i].map_or("发送者身份未能确认", |tie| tie.strength.zh()).to_owned());
        }
        if !test.recipient.is_empty() {
            step("recipient", self.recipient_because(event, self.standing(i)));
        }
        if let Some(hours) = &test.hour {
            let which = if event.record.sent.is_some() { "发送时间" } else { "记录时间" };
            step("hour", format!("{which} {} 在 {}–{} 之间", &event.sending().rfc3339()[11..19], hours.from, hours.until));
        }
        if test.connected.is_some() {
            step("connected", format!("接通 {} 秒", event.record.call.and_then(|c| c.seconds).unwrap_or(0)));
        }
        if let (Some(About::Borrower), Some(name)) = (test.about, &self.borrower) {
            step("about", format!("写出了借款人姓名“{name}”"));
        }
        if !test.words.is_empty() {
            let families = self.families(&test.words, i);
            let names: Vec<&str> = families.iter().map(|f| self.words.name(*f)).collect();
            step("words", format!("用语：{}", names.join("、")));
            held.families.extend(families);
        }
        if let (Some(true), Some(at)) = (test.refused, self.refused(event, i)) {
            held.steps.push(Step { test: "refused", because: format!("此人已于 {} 表示拒绝", at.rfc3339()) });
        }
    }

    /// Whether a call came within so many minutes of the owner's own call to the same lender.
    fn called_back(&self, event: &Event, i: usize, minutes: u32) -> bool {
        let calls = self.ties[i].filter(|_| event.record.channel == Channel::Call).and_then(|tie| self.own_calls.get(&(event.owner, tie.lender)));
        let at = event.record.at.stamp;
        // The times ascend: the last own call not later than this one decides.
        calls.and_then(|calls| calls[..calls.partition_point(|own| *own <= at)].last()).is_some_and(|own| at.0 - own.0 <= i64::from(minutes) * 60_000)
    }

    fn any_family(&self, wanted: &[String], i: usize) -> bool {
        self.hits[i].iter().any(|hit| wanted.iter().any(|w| w == self.words.name(hit.family)))
    }

    fn families(&self, wanted: &[String], i: usize) -> Vec<FamilyId> {
        let mut found: Vec<FamilyId> = self.hits[i].iter().map(|h| h.family).filter(|f| wanted.iter().any(|w| w == self.words.name(*f))).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// When the recipient refused this lender before this contact.
    fn refused(&self, event: &Event, i: usize) -> Option<Stamp> {
        let lender = self.lender_id(self.ties[i])?;
        self.refusals.get(&event.owner)?.iter().filter(|(to, at)| *at < event.record.at.stamp && to.as_deref().is_none_or(|to| to == lender)).map(|(_, at)| *at).min()
    }

    fn recipient_because(&self, event: &Event, standing: Standing) -> String {
        let who = self.timeline.people.person(event.owner, self.facts);
        let name = who.map_or("未写明的人", |p| p.name.as_str());
        match standing {
            Standing::Borrower => format!("收件人{name}是借款人"),
            Standing::CoBorrower => format!("收件人{name}是共同借款人"),
            Standing::Guarantor => format!("收件人{name}是担保人"),
            Standing::ThirdParty => match who {
                Some(p) => format!("案件事实里，收件人{name}对这笔借款没有还款义务（与借款人的关系：{}）", relation_zh(p.relation_to_borrower.as_deref())),
                None => format!("案件事实里没有{name}负有还款义务的记载"),
            },
        }
    }
}

/// Relation in Chinese; other words are shown as stated.
pub fn relation_zh(relation: Option<&str>) -> String {
    match relation.unwrap_or("") {
        "" => "未写明",
        "self" => "本人",
        "sister" => "姐妹",
        "brother" => "兄弟",
        "mother" => "母亲",
        "father" => "父亲",
        "parent" => "父母",
        "spouse" | "wife" | "husband" => "配偶",
        "child" | "son" | "daughter" => "子女",
        "relative" | "cousin" | "uncle" | "aunt" => "亲属",
        "friend" => "朋友",
        "classmate" => "同学",
        "colleague" | "coworker" => "同事",
        "employer" | "boss" | "hr" => "单位",
        "neighbour" | "neighbor" => "邻居",
        "teacher" => "老师",
        other => return other.to_owned(),
    }
    .to_owned()
}
