//! What people wrote to lenders themselves: that they offer to pay, that they want to be left alone, when they want to be called.
//! Only messages sent from their own phone or account, to a number of the lender, are read; a record of what somebody wrote
//! shows more than a statement that it was written.

use super::attribution::{self, Tie};
use crate::facts::Facts;
use crate::model::{Channel, Direction, Stamp};
use crate::normalise::people::PartyId;
use crate::normalise::{Event, Timeline};
use crate::words::{Reader, Recipient, Words};
use std::collections::HashMap;

/// The family of words by which somebody offers to pay.
const OFFER: &str = "offer_to_pay";
/// The family of words by which somebody asks to be left alone.
pub const REFUSAL: &str = "refusal";
/// The family of words by which somebody agrees to be contacted the way they write.
const CONSENT: &str = "agrees_here";
/// The family of words by which somebody asks to be called at a later hour.
const INVITATION: &str = "call_me_later";

/// Somebody's own messages to one lender: (whose, index into `facts.lenders`) → what they say.
#[derive(Default)]
pub struct Own {
    /// When somebody first offered to pay.
    pub offers: HashMap<(PartyId, u32), Stamp>,
    /// When somebody asked not to be contacted any more, ascending, and in which message (a position in the timeline). Weak signs are
    /// no refusal: they are told as leads.
    pub refusals: HashMap<(PartyId, u32), Vec<(Stamp, usize)>>,
    /// When somebody asked to be called late in the evening, ascending, and from which second of the day.
    pub invitations: HashMap<(PartyId, u32), Vec<(Stamp, u32)>>,
    /// When somebody agreed to be contacted by this channel.
    pub consents: HashMap<(PartyId, u32), Vec<(Stamp, Channel)>>,
}

impl Own {
    /// Reads every sent message to a lender once.
    pub fn read(facts: &Facts, timeline: &Timeline, words: &Words, ties: &[Option<Tie>]) -> Own {
        let mut own = Own::default();
        let families = [OFFER, REFUSAL, INVITATION, CONSENT].map(|name| words.family(name));
        let mut reader = Reader::asking(words, words.ask(|f| families.contains(&Some(f))));
        let senders = senders(timeline, ties);
        for (i, event) in timeline.events.iter().enumerate().filter(|(_, e)| e.record.direction == Direction::Out && e.record.channel != Channel::Call && !e.words().is_empty()) {
            let Some(lender) = attribution::known(facts, timeline, event.peer).or_else(|| senders.get(&(event.owner, event.peer)).copied().flatten()) else { continue };
            let (key, at) = ((event.owner, lender), event.record.at.stamp);
            for hit in reader.read(event.words(), Recipient::Borrower).iter().filter(|h| !h.weak) {
                match families.iter().position(|f| *f == Some(hit.family)) {
                    Some(0) => {
                        own.offers.entry(key).or_insert(at);
                    }
                    Some(1) => own.refusals.entry(key).or_default().push((at, i)),
                    Some(3) => own.consents.entry(key).or_default().push((at, event.record.channel)),
                    _ => own.invitations.entry(key).or_default().extend(late(event.words()).map(|from| (at, from))),
                }
            }
        }
        own
    }

    /// Whether the owner had agreed to this lender's contacts by this channel, and had not asked it since to leave them alone.
    pub fn agreed(&self, lender: u32, event: &Event) -> bool {
        let (key, at) = ((event.owner, lender), event.record.at.stamp);
        let refused = |since: Stamp| self.refusals.get(&key).is_some_and(|list| list.iter().any(|(said, _)| *said > since && *said < at));
        self.consents.get(&key).is_some_and(|list| list.iter().any(|(said, channel)| *said < at && *channel == event.record.channel && !refused(*said)))
    }

    /// Whether this contact comes within so many hours of the owner's own message asking this lender for one, and not before
    /// the hour named there.
    pub fn invited(&self, lender: u32, event: &Event, hours: u32) -> bool {
        let at = event.record.at.stamp;
        let in_time = |(asked, from): &(Stamp, u32)| {
            let wait = at.0 - asked.0;
            // After midnight every hour of the evening before has passed.
            let late_enough = at.day() > asked.day() || at.second_of_day() >= *from;
            wait > 0 && wait <= i64::from(hours) * 3_600_000 && late_enough
        };
        self.invitations.get(&(event.owner, lender)).is_some_and(|list| list.iter().any(in_time))
    }
}

/// Which lender somebody's other side belongs to by what it sent; none when its messages are tied to several.
fn senders(timeline: &Timeline, ties: &[Option<Tie>]) -> HashMap<(PartyId, PartyId), Option<u32>> {
    let mut of: HashMap<(PartyId, PartyId), Option<u32>> = HashMap::new();
    for (event, tie) in timeline.events.iter().zip(ties) {
        if let Some(tie) = tie.filter(|_| !timeline.people.party(event.peer).key.is_empty()) {
            of.entry((event.owner, event.peer)).and_modify(|l| *l = l.filter(|l| *l == tie.lender)).or_insert(Some(tie.lender));
        }
    }
    of
}

/// From when on a call was asked for, when that is late: 下班以后 asks for no call at night, 夜班 and 十点半以后 do.
fn late(words: &str) -> Option<u32> {
    let (named, evening) = (hour(words), 21 * 3600);
    let by_night = ["夜班", "夜里", "半夜", "深夜", "睡了", "睡着"].iter().any(|w| words.contains(w));
    named.filter(|from| *from >= evening).or((named.is_none() && by_night).then_some(evening))
}

/// The first hour named in a message, as a second of the day: 十点半 after 今晚 or 晚上 is 22:30.
fn hour(words: &str) -> Option<u32> {
    words.match_indices(['点', '時', '时', ':', '：']).find_map(|(at, _)| hour_at(words, at))
}

/// The hour whose 点 or colon stands at `at`.
fn hour_at(words: &str, at: usize) -> Option<u32> {
    let before: Vec<char> = words[..at].chars().rev().take_while(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c)).collect();
    let number: String = before.into_iter().rev().collect();
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32).or((c == '两').then_some(2));
    let hour = match number.chars().collect::<Vec<_>>().as_slice() {
        ['十'] => 10,
        ['十', c] => 10 + digit(*c)?,
        ['二', '十'] => 20,
        ['二', '十', c] => 20 + digit(*c)?,
        [c] if !c.is_ascii_digit() => digit(*c)?,
        _ => number.parse().ok()?,
    };
    let evening = words[..at].contains(['晚', '夜']) && (5..12).contains(&hour);
    let rest: String = words[at..].chars().skip(1).take(2).collect();
    let minute = if rest.starts_with('半') { 30 } else { rest.parse().unwrap_or(0) };
    let hour = if evening { hour + 12 } else { hour };
    (hour < 24 && minute < 60).then_some((hour * 60 + minute) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_late_hour_invites_a_late_call() {
        for (words, expect) in [("下班以后再打", None), ("晚上八点以后再打", None), ("今晚十点半以后再打", Some((22 * 60 + 30) * 60)), ("我上夜班，晚点再打", Some(21 * 3600))] {
            assert_eq!(late(words), expect, "{words}");
        }
    }

    #[test]
    fn hours_as_people_write_them() {
        for (words, expect) in [
            ("今晚十点半以后再打", Some((22 * 60 + 30) * 60)),
            ("晚上11点后方便", Some(23 * 3600)),
            ("22:30以后我有空", Some((22 * 60 + 30) * 60)),
            ("二十二点下班", Some(22 * 3600)),
            ("有空的时候，晚上十点以后", Some(22 * 3600)),
            ("下班以后再说", None),
            ("七十点", None),
        ] {
            assert_eq!(hour(words), expect, "{words}");
        }
    }
}
