//! The detectors that look at one event. A closed set: a new kind of question is a new arm here, never a new syntax in
//! the rule files. Each that holds leaves a step of the trace.

use super::attribution::{self, Tie};
use super::finding::Step;
use super::scene::Scene;
use super::stage::{Bound, Entered};
use crate::model::{Channel, Reading, Stamp};
use crate::normalise::Event;
use crate::facts::Loan;
use crate::facts::told::{Told, when};
use crate::normalise::people::Role;
use crate::number;
use crate::rules::{About, NumberFrom, Rule, Sender, Stage, Test, Tier, When};
use crate::words::FamilyId;

/// Families of words that put pressure on somebody about a debt.
const PRESSURE: [&str; 9] =
    ["collection", "insult", "threat_violence", "threat_exposure", "visit_threat", "false_legal_consequence", "impersonate_authority", "third_party_payment_demand", "private_payee"];

/// A condition that held: the families whose quotes support it, and the steps.
#[derive(Default)]
pub struct Held {
    /// Families to quote.
    pub families: Vec<FamilyId>,
    /// Trace.
    pub steps: Vec<Step>,
    /// The strongest tier the conditions that held allow.
    pub at_most: Option<Tier>,
}

impl Scene<'_> {
    /// The lender id a tie points to.
    pub fn lender_id(&self, tie: Option<Tie>) -> Option<&str> {
        self.facts.lenders.get(tie?.lender as usize).map(|l| l.id.as_str())
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
        let mut held = Held { at_most: at_most(all, &met), ..Held::default() };
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
            && test.sender.is_none_or(|sender| self.sent_by(sender, event, i))
            && (test.recipient.is_empty() || test.recipient.iter().any(|r| r == self.standing(i).id()))
            // A time known only to the day cannot be called night.
            && test.hour.as_ref().is_none_or(|hours| event.record.at.grain != crate::model::Grain::Day && hours.holds(event.sending().second_of_day()))
            && test.connected.is_none_or(|want| event.connected() == want)
            && (test.words.is_empty() || self.any_family(&test.words, i))
            && (test.without.is_empty() || !self.any_family(&test.without, i))
            && test.signed.is_none_or(|want| crate::words::signature(event.words()).is_some() == want)
            && test.about.is_none_or(|about| (about == About::Borrower) == self.names_borrower(i).is_some())
            // Who speaks in a chat named for others speaks in a group; an account names there who was reached.
            && test.group.is_none_or(|want| (event.record.channel == Channel::Im && event.record.reading != Reading::Stated && !event.record.peer.also.is_empty()) == want)
            && (test.refused != Some(true) || self.refused(event, i).is_some())
            && test.called_back_within_minutes.is_none_or(|minutes| self.called_back(event, i, minutes))
            && self.meets_facts(test, i)
    }

    /// The conditions that look beyond the contact itself.
    fn meets_facts(&self, test: &Test, i: usize) -> bool {
        let event = &self.timeline.events[i];
        (test.relation.is_empty() || self.related(&test.relation, i))
            && test.minor.is_none_or(|want| self.timeline.people.person(event.owner, self.facts).is_some_and(|p| p.minor().is_some()) == want)
            && (test.form.is_empty() || test.form.contains(&self.timeline.people.party(event.peer).kind))
            && test.first.is_none_or(|want| self.firsts.contains(&i) == want)
            && test.picture.is_none_or(|want| event.record.parts.iter().any(|p| p.mime.starts_with("image/")) == want)
            && test.named.is_none_or(|want| !event.words().is_empty() && self.names_sender(i) == want)
            && test.verified.is_none_or(|want| self.answers.get(&i) == Some(&want))
            && test.asked.is_none_or(|want| self.answers.contains_key(&i) == want)
            && test.after.is_none_or(|stage| self.entered(stage, i).is_some())
            && test.number_from.is_none_or(|from| self.number_from(from, i))
            && test.reachable.is_none_or(|want| self.reachable(i).is_some() == want)
            && test.offered.is_none_or(|want| self.offered(i) == want)
            && test.agreed_here.is_none_or(|want| self.ties[i].is_some_and(|t| self.own.agreed(t.lender, event)) == want)
            && test.invited_within_hours.is_none_or(|hours| self.ties[i].is_some_and(|t| self.own.invited(t.lender, event, hours)))
            && (test.agreed.is_empty() || self.agreed(&test.agreed, i))
            && (test.told.is_empty() || self.told(i).is_some_and(|told| told.is(&test.told)))
    }

    /// Whether the recipient had offered this lender to pay before this contact.
    fn offered(&self, i: usize) -> bool {
        let event = &self.timeline.events[i];
        self.ties[i].and_then(|t| self.own.offers.get(&(event.owner, t.lender))).is_some_and(|first| *first < event.record.at.stamp)
    }

    /// The stated fact a stated contact comes from.
    fn told(&self, i: usize) -> Option<Told<'_>> {
        let event = &self.timeline.events[i];
        if self.timeline.files[event.file as usize].exhibit != 0 {
            return None;
        }
        let n = (event.record.offset & u64::from(u32::MAX)) as usize;
        let (list, values) = match event.record.offset >> 32 {
            0 => ("reports", &self.facts.reports),
            1 => ("visits", &self.facts.visits),
            _ => ("incidents", &self.facts.incidents),
        };
        Some(Told { list, n, value: values.get(n)? })
    }

    /// Whether a stated agreement with this lender, not later than the contact, has one of these words.
    fn agreed(&self, words: &[String], i: usize) -> bool {
        let at = self.timeline.events[i].record.at.stamp;
        let lender = self.ties[i].map(|t| t.lender);
        Told::each("agreements", &self.facts.agreements).any(|told| {
            let from = told.at().is_none_or(|from| from.stamp <= at);
            // An agreement on hours covers these hours only.
            let covered = told.hours().is_none_or(|(start, end)| {
                let second = self.timeline.events[i].sending().second_of_day();
                if start <= end { (start..end).contains(&second) } else { second >= start || second < end }
            });
            let spoken_of = told.is(words) || told.hours().is_some() && (told.on_contact() || told.is(&["联系", "来电", "致电", "时段", "打电话", "通话"].map(str::to_owned)));
            // For one evening only: it ends with the night.
            let evening = told.when(&["valid_on", "on_day", "only_on"]).is_none_or(|on| (on.day()..=on.day().plus(1)).contains(&at.day()));
            let until = told.when(&["until", "valid_until", "ends", "expires", "valid_to"]).is_none_or(|until| at.day() <= until.day());
            from && evening && until && covered && spoken_of && told.lender(self.facts).is_none_or(|of| Some(of) == lender)
        })
    }

    fn sent_by(&self, sender: Sender, event: &Event, i: usize) -> bool {
        match sender {
            Sender::Collector => self.ties[i].is_some(),
            Sender::Agency => matches!(self.timeline.people.party(event.peer).role, Role::Agency(_)) || self.agency_parties.contains(&event.peer) || self.names_agency(event, i),
            Sender::Stranger => self.ties[i].is_some() || attribution::stranger(self.timeline, event.peer),
        }
    }

    /// Whether words tied to a lender name an agency that acts for it.
    pub(super) fn names_agency(&self, event: &Event, i: usize) -> bool {
        let Some(lender) = self.lender_id(self.ties[i]).filter(|_| !event.words().is_empty()) else { return false };
        let acting = self.facts.agencies.iter().filter(|a| self.facts.principal(a).is_some_and(|l| l.id == lender));
        let (said, chat) = (event.words(), event.record.channel == Channel::Im);
        let speaks = |n: &String| attribution::introduces(said, n) || chat && attribution::nickname(&event.record.peer.raw, n);
        acting.filter(|a| a.name.chars().count() >= 2).any(|a| said.contains(a.name.as_str()) || attribution::called(a).iter().any(speaks))
    }

    /// The recipient's stated relation, or the employer's own number.
    fn related(&self, relations: &[String], i: usize) -> bool {
        let Some(person) = self.timeline.people.person(self.timeline.events[i].owner, self.facts) else { return false };
        let relation = person.relation_to_borrower.as_deref().unwrap_or("");
        relations.iter().any(|r| r.eq_ignore_ascii_case(relation)) || self.at_work(&self.numbers_of(i))
    }

    /// Whether one of these numbers is stated as the employer's own.
    fn at_work(&self, numbers: &[String]) -> bool {
        let employer = self.facts.employer.as_ref().and_then(|e| e.get("numbers")).and_then(|n| n.as_array());
        employer.is_some_and(|n| n.iter().filter_map(|n| n.as_str()).any(|n| numbers.contains(&number::key(n))))
    }

    /// Whether the words say for whom the sender speaks: a signature, or a name of the lender or its agency.
    fn names_sender(&self, i: usize) -> bool {
        let words = self.timeline.events[i].words();
        crate::words::signature(words).is_some() || self.ties[i].and_then(|t| self.names.get(t.lender as usize)).is_some_and(|names| names.iter().any(|n| words.contains(n.as_str())))
    }

    /// The stage this contact falls under.
    pub fn entered(&self, stage: Stage, i: usize) -> Option<&Entered> {
        let event = &self.timeline.events[i];
        let owner = self.timeline.people.person(event.owner, self.facts).map(|p| p.id.as_str());
        self.stages.iter().find(|s| {
            s.stage == stage
                && (s.lender.is_none() || s.lender == self.ties[i].map(|t| t.lender))
                && s.binds.as_ref().is_none_or(|b| self.bound(b, i))
                && s.loan.as_deref().is_none_or(|l| self.names_loan(l, i).unwrap_or(!s.named && !self.other_overdue(l, i)))
                && s.person.as_deref().is_none_or(|p| Some(p) == owner)
                && event.record.at.stamp >= s.from
                && s.until.is_none_or(|until| event.record.at.stamp < until)
        })
    }

    /// Whether the words name this loan; `None` when they name none of the case.
    fn names_loan(&self, loan: &str, i: usize) -> Option<bool> {
        let words = self.timeline.events[i].words();
        let named = |id: &str| id.chars().count() >= 3 && words.contains(id) || tail(id).is_some_and(|tail| numbers(words).any(|n| n == tail));
        if named(loan) { Some(true) } else { self.facts.loans.iter().any(|l| named(&l.id)).then_some(false) }
    }

    /// Whether a contact is about a credit card: its lender lent nothing else, or its words name the card.
    pub(super) fn on_card(&self, i: usize) -> bool {
        let is_card = |l: &&Loan| l.product.as_deref().is_some_and(|p| p.contains("信用卡") || p.contains("贷记卡"));
        let Some(lender) = self.lender_id(self.ties[i]) else { return false };
        let loans: Vec<&Loan> = self.facts.loans.iter().filter(|l| l.lender == lender).collect();
        loans.iter().any(is_card) && (loans.iter().all(is_card) || self.timeline.events[i].words().contains("信用卡") || loans.iter().filter(|l| is_card(l)).any(|l| self.names_loan(&l.id, i) == Some(true)))
    }

    /// Whether the same debtor was overdue with another loan of that lender: words that name none may be about either.
    fn other_overdue(&self, loan: &str, i: usize) -> bool {
        let day = self.timeline.events[i].record.at.day();
        let Some(this) = self.facts.loans.iter().find(|l| l.id == loan) else { return false };
        let overdue = |l: &Loan| l.first_overdue.is_some_and(|since| since <= day) && l.settled_on.is_none_or(|settled| settled >= day);
        self.facts.loans.iter().any(|l| l.id != this.id && l.lender == this.lender && l.debtor == this.debtor && overdue(l))
    }

    /// Whether a contact comes from whom an order names.
    fn bound(&self, bound: &Bound, i: usize) -> bool {
        let event = &self.timeline.events[i];
        match bound {
            Bound::Number(number) => number::key(&event.record.peer.raw) == *number,
            Bound::Agency(a) => {
                // Of a stated visit the facts say who it was; of a message, its words.
                let by = event.record.peer.raw.as_str();
                let says = |a: &crate::facts::Agency| by == a.id || by == a.name || attribution::called(a).iter().any(|n| event.words().contains(n));
                let named = || self.facts.agencies.get(*a as usize).is_some_and(says);
                self.timeline.people.party(event.peer).role == Role::Agency(*a) || named()
            }
        }
    }

    /// Where the recipient's number can have come from, as far as the case shows.
    fn number_from(&self, from: NumberFrom, i: usize) -> bool {
        let Some(person) = self.timeline.people.person(self.timeline.events[i].owner, self.facts) else { return false };
        let numbers = self.numbers_of(i);
        if numbers.is_empty() || self.facts.reserved_contacts.contains(&person.id) || numbers.iter().any(|n| self.facts.reserved_contacts.contains(n)) {
            return false;
        }
        let mut books = self.books_of_borrower().peekable();
        let held = books.peek().is_some();
        let listed = books.any(|b| numbers.iter().any(|n| b.book.holds(n)));
        match from {
            NumberFrom::AddressBookOnly => listed,
            // An employer's own line stands in public directories.
            NumberFrom::Nowhere => held && !listed && !self.at_work(&numbers),
        }
    }

    /// Why the debtor counts as reachable when somebody else was contacted: reached the same day or within the three days
    /// before, or not tried at all in the week before although the borrower's own call records cover it.
    pub fn reachable(&self, i: usize) -> Option<String> {
        let lender = self.ties[i]?.lender;
        let day = self.timeline.events[i].record.at.day();
        // Stated to be lost since a day: what was before that day no longer tells.
        let lost = self.facts.lost_contact.as_ref().filter(|v| **v != serde_json::Value::Bool(false));
        let since = lost.and_then(|v| v.as_str().and_then(when).or_else(|| Told { list: "lost_contact", n: 0, value: v }.at())).map(|w| w.day()).filter(|since| *since <= day);
        if let Some(reached) = self.reached.get(&lender).and_then(|days| days.iter().rev().find(|d| **d <= day && **d >= day.plus(-3) && since.is_none_or(|s| **d >= s))) {
            return Some(if *reached == day { format!("{}当天债务人与该机构有过接通或回复", day.zh()) } else { format!("此前{}债务人与该机构有过接通或回复", reached.zh()) });
        }
        let covered = self.call_log.is_some_and(|(first, last)| first <= day.plus(-7) && last >= day);
        let tried = self.tried.get(&lender).is_some_and(|days| days.iter().any(|d| *d <= day && *d >= day.plus(-7)));
        (covered && !tried && lost.is_none()).then(|| "债务人自己的通话记录涵盖这段时间，此前七天没有该机构打不通的来电".to_owned())
    }

    /// Whether a call came within so many minutes of the owner's own call to the same lender.
    fn called_back(&self, event: &Event, i: usize, minutes: u32) -> bool {
        let calls = self.ties[i].filter(|_| event.record.channel == Channel::Call).and_then(|tie| self.own_calls.get(&(event.owner, tie.lender)));
        let at = event.record.at.stamp;
        // The times ascend: the last own call not later than this one decides.
        calls.and_then(|calls| calls[..calls.partition_point(|own| *own <= at)].last()).is_some_and(|own| at.0 - own.0 <= i64::from(minutes) * 60_000)
    }

    fn any_family(&self, wanted: &[String], i: usize) -> bool {
        self.hits[i].iter().any(|hit| wanted.iter().any(|w| w == self.words.name(hit.family)) && (!hit.weak || self.heeds_weak(i)))
    }

    /// Weak signals count from a sender tied to a lender, or beside plain pressure in the same message: from anybody else
    /// they are what people say every day.
    fn heeds_weak(&self, i: usize) -> bool {
        self.ties[i].is_some() || self.hits[i].iter().any(|hit| !hit.weak && PRESSURE.contains(&self.words.name(hit.family)))
    }

    pub(super) fn families(&self, wanted: &[String], i: usize) -> Vec<FamilyId> {
        let mut found: Vec<FamilyId> = self.hits[i].iter().filter(|h| !h.weak || self.heeds_weak(i)).map(|h| h.family).filter(|f| wanted.iter().any(|w| w == self.words.name(*f))).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// When the recipient first refused this lender before this contact, and in which message of their own, unless it is stated only.
    pub(super) fn refused(&self, event: &Event, i: usize) -> Option<(Stamp, Option<usize>)> {
        let (lender, at) = (self.lender_id(self.ties[i])?, event.record.at.stamp);
        let stated = self.refusals.get(&event.owner).into_iter().flatten().filter(|(to, _)| to.as_deref().is_none_or(|to| to == lender)).map(|(_, at)| (*at, None));
        let written = self.own.refusals.get(&(event.owner, self.ties[i]?.lender)).into_iter().flatten().map(|(at, n)| (*at, Some(*n)));
        // Of a refusal both stated and on record, the record is told.
        written.chain(stated).filter(|(refused, _)| *refused < at).min_by_key(|(refused, _)| *refused)
    }
}

/// The last digits of a loan's number or card, by which messages name it (尾号6612); four at least.
fn tail(id: &str) -> Option<&str> {
    numbers(id).last().filter(|n| n.len() >= 4)
}

/// The runs of digits in a text.
fn numbers(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty())
}

/// What the conditions that held allow: every one of `all` binds, of `any` the strongest is enough.
fn at_most(all: &[Test], met: &[&Test]) -> Option<Tier> {
    let by_any = if met.iter().all(|t| t.tier.is_some()) { met.iter().filter_map(|t| t.tier).max() } else { None };
    all.iter().filter_map(|t| t.tier).chain(by_any).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_of_any_and_every_one_of_all() {
        let of = |tier| Test { tier, ..Test::default() };
        let (free, likely, possible) = (of(None), of(Some(Tier::Likely)), of(Some(Tier::Possible)));
        assert_eq!(at_most(&[], &[]), None);
        assert_eq!(at_most(&[], &[&possible, &free]), None);
        assert_eq!(at_most(&[], &[&possible, &likely]), Some(Tier::Likely));
        assert_eq!(at_most(&[], &[&possible]), Some(Tier::Possible));
        assert_eq!(at_most(&[possible.clone(), free], &[&likely]), Some(Tier::Possible));
    }
}
