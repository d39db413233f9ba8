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
        Scene { facts, timeline, words, hits, ties, refusals, own_calls, borrower }
    }

    /// The lender id a tie points to.
    pub fn lender_id(&self, tie: Option<Tie>) -> Option<&str> {
        self.facts.lenders.get(tie?.lender as usize).map(|l| l.id.as_str())
    }

    /// Standing of whose phone it is, towards the lender the contact is tied to.
    pub fn standing(&self, i: usize) -> Standing {
        self.timeline.people.standing(self.timeline.events[i].owner, self.facts, self.lender_id(self.ties[i]))
    }

    /// Whether the rule's conditions hold for an event; what supports it.
    pub fn holds(&self, rule: &Rule, i: usize) -> Option<Held> {
        let When { all, any, unless } = &rule.when;
        let mut held = Held::default();
        for test in all {
            self.test(test, i, &mut held)?;
        }
        if !any.is_empty() {
            let mut one = false;
            for test in any {
                let mut apart = Held::default();
                if self.test(test, i, &mut apart).is_some() {
                    one = true;
                    held.families.extend(apart.families);
                    held.steps.extend(apart.steps);
                }
            }
            if !one {
                return None;
            }
        }
        for test in unless {
            if self.test(test, i, &mut Held::default()).is_some() {
                return None;
            }
        }
        held.families.sort_unstable();
        held.families.dedup();
        Some(held)
    }

    fn test(&self, test: &Test, i: usize, held: &mut Held) -> Option<()> {
        let event = &self.timeline.events[i];
        let mut step = |name: &str, because: String| held.steps.push(Step { test: name.to_owned(), because });
        if let Some(direction) = test.direction {
            (event.record.direction == direction).then_some(())?;
        }
        if !test.channel.is_empty() {
            test.channel.contains(&event.record.channel).then_some(())?;
            step("channel", format!("方式：{}", event.record.channel.zh()));
        }
        if let Some(sender) = test.sender {
            match (sender, self.ties[i]) {
                (Sender::Collector, None) => return None,
                (_, Some(tie)) => step("sender", tie.strength.zh().to_owned()),
                (Sender::Stranger, None) => {
                    attribution::stranger(self.timeline, event.peer).then_some(())?;
                    step("sender", "发送者身份未能确认".to_owned());
                }
            }
        }
        if !test.recipient.is_empty() {
            let standing = self.standing(i);
            test.recipient.iter().any(|r| r == standing.id()).then_some(())?;
            step("recipient", self.recipient_because(event, standing));
        }
        if let Some(hours) = &test.hour {
            let sent = event.sending();
            // A time known only to the day cannot be called night.
            (event.record.at.grain != crate::model::Grain::Day && hours.holds(sent.second_of_day())).then_some(())?;
            let which = if event.record.sent.is_some() { "发送时间" } else { "记录时间" };
            step("hour", format!("{which} {} 在 {}–{} 之间", &sent.rfc3339()[11..19], hours.from, hours.until));
        }
        if let Some(want) = test.connected {
            (event.connected() == want).then_some(())?;
            step("connected", format!("接通 {} 秒", event.record.call.and_then(|c| c.seconds).unwrap_or(0)));
        }
        if let Some(want) = test.signed {
            (crate::words::signature(event.words()).is_some() == want).then_some(())?;
        }
        if let Some(About::Borrower) = test.about {
            let name = self.borrower.as_ref().filter(|name| event.words().contains(name.as_str()))?;
            step("about", format!("写出了借款人姓名“{name}”"));
        }
        if !test.words.is_empty() {
            let families = self.families(&test.words, i);
            (!families.is_empty()).then_some(())?;
            let names: Vec<&str> = families.iter().map(|f| self.words.name(*f)).collect();
            step("words", format!("用语：{}", names.join("、")));
            held.families.extend(families);
        }
        if !test.without.is_empty() {
            self.families(&test.without, i).is_empty().then_some(())?;
        }
        if test.refused == Some(true) {
            let at = self.refused(event, i)?;
            held.steps.push(Step { test: "refused".into(), because: format!("此人已于 {} 表示拒绝", at.rfc3339()) });
        }
        if let Some(minutes) = test.called_back_within_minutes {
            let tie = self.ties[i]?;
            (event.record.channel == Channel::Call).then_some(())?;
            let calls = self.own_calls.get(&(event.owner, tie.lender))?;
            let at = event.record.at.stamp.0;
            calls.iter().any(|own| (0..=i64::from(minutes) * 60_000).contains(&(at - own.0))).then_some(())?;
        }
        Some(())
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
