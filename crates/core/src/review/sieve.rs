//! Which contacts a rule need look at. Most conditions ask for a way, a side or words that few contacts have; what a contact has is
//! written down once in a few bits, and only those that may hold are looked at. The sieve lets too much through, never too little.

use super::attribution;
use super::scene::Scene;
use crate::model::{Channel, Direction, Grain};
use crate::normalise::people::Standing;
use crate::rules::{Hours, Rule, Sender, Test};
use crate::words::FamilyId;
use std::collections::HashMap;

/// What each contact has.
pub struct Sieve {
    /// Contacts that have the same are of one class: its kind (direction, channel, standing, tied or not, stranger or not: see [`Kind`]) and one
    /// bit a family of words found (families 63 apart share one; the last bit is free).
    classes: Vec<(u8, u64)>,
    /// By contact: its class.
    class: Vec<u32>,
    /// By contact: the second of the day a night rule looks at; [`NO_HOUR`] when only the day is known.
    seconds: Vec<u32>,
}

/// No second of a day.
const NO_HOUR: u32 = u32::MAX;

const CHANNELS: [Channel; 8] = [Channel::Sms, Channel::Mms, Channel::Call, Channel::Im, Channel::VoiceMail, Channel::Visit, Channel::Post, Channel::Letter];
const STANDINGS: [Standing; 4] = [Standing::Borrower, Standing::CoBorrower, Standing::Guarantor, Standing::ThirdParty];

/// One of 256: what the cheapest questions ask about.
#[derive(Clone, Copy)]
struct Kind {
    direction: Direction,
    channel: Channel,
    standing: Standing,
    tied: bool,
    stranger: bool,
}

impl Kind {
    fn number(self) -> u8 {
        let place = |found: Option<usize>| found.unwrap_or(0) as u8; // every one is in its list
        let channel = place(CHANNELS.iter().position(|c| *c == self.channel));
        let standing = place(STANDINGS.iter().position(|s| *s == self.standing));
        u8::from(self.direction == Direction::Out) | channel << 1 | standing << 4 | u8::from(self.tied) << 6 | u8::from(self.stranger) << 7
    }

    fn of(number: u8) -> Kind {
        Kind {
            direction: if number & 1 == 0 { Direction::In } else { Direction::Out },
            channel: CHANNELS[usize::from(number >> 1 & 7)],
            standing: STANDINGS[usize::from(number >> 4 & 3)],
            tied: number >> 6 & 1 == 1,
            stranger: number >> 7 == 1,
        }
    }
}

/// What one condition asks for.
struct Asked {
    /// By kind.
    kinds: [bool; 256],
    /// Families one of which must be there; none asked for when 0.
    words: u64,
    /// The hours asked for, as seconds of the day: from, and up to; over midnight when the first is the later.
    hours: Option<(u32, u32)>,
}

impl Asked {
    fn of(test: &Test, scene: &Scene) -> Asked {
        let kinds = std::array::from_fn(|number| {
            let kind = Kind::of(number as u8);
            test.direction.is_none_or(|direction| kind.direction == direction)
                && (test.channel.is_empty() || test.channel.contains(&kind.channel))
                && (test.recipient.is_empty() || test.recipient.iter().any(|r| r == kind.standing.id()))
                && test.sender.is_none_or(|sender| match sender {
                    Sender::Collector => kind.tied,
                    Sender::Stranger => kind.tied || kind.stranger,
                    Sender::Agency => true,
                })
        });
        let hours = test.hour.as_ref().and_then(Hours::seconds);
        Asked { kinds, hours, words: test.words.iter().filter_map(|name| scene.words.family(name)).map(bit).fold(u64::from(!test.words.is_empty()) << 63, |all, bit| all | bit) }
    }
}

fn bit(family: FamilyId) -> u64 {
    1 << (family.0 % 63)
}

impl Sieve {
    /// Looks at every contact once.
    pub fn new(scene: &Scene) -> Sieve {
        let kinds = scene.timeline.events.iter().enumerate().map(|(i, event)| {
            Kind {
                direction: event.record.direction,
                channel: event.record.channel,
                standing: scene.standing(i),
                tied: scene.ties[i].is_some(),
                stranger: attribution::stranger(scene.timeline, event.peer),
            }.number()
        });
        let words = scene.hits.iter().map(|hits| hits.iter().fold(0, |all, hit| all | bit(hit.family)));
        let (mut classes, mut numbers): (Vec<(u8, u64)>, HashMap<(u8, u64), u32>) = Default::default();
        let mut last = ((0, 0), None);
        let class = kinds.zip(words).map(|own| {
            let number = match last {
                (before, Some(number)) if before == own => number,
                _ => *numbers.entry(own).or_insert_with(|| {
                    classes.push(own);
                    classes.len() as u32 - 1
                }),
            };
            last = (own, Some(number));
            number
        });
        let class = class.collect();
        let seconds = scene.timeline.events.iter().map(|event| if event.record.at.grain == Grain::Day { NO_HOUR } else { event.sending().second_of_day() });
        Sieve { classes, class, seconds: seconds.collect() }
    }

    /// The contacts for which the rule's conditions may hold, ascending.
    pub fn may_hold<'s>(&'s self, scene: &Scene, rule: &Rule) -> impl Iterator<Item = usize> + use<'s> {
        let asked = |tests: &[Test]| -> Vec<Asked> { tests.iter().map(|test| Asked::of(test, scene)).collect() };
        let (all, any) = (asked(&rule.when.all), asked(&rule.when.any));
        let met = |asked: &Asked, (kind, words): (u8, u64)| asked.kinds[usize::from(kind)] && (asked.words == 0 || asked.words & words != 0);
        // What no contact of a class can do is told by one look.
        let classes: Vec<bool> = self.classes.iter().map(|own| all.iter().all(|a| met(a, *own)) && (any.is_empty() || any.iter().any(|a| met(a, *own)))).collect();
        let hours: Vec<(u32, u32)> = all.iter().filter_map(|a| a.hours).collect();
        let in_time = move |second: u32| second != NO_HOUR && hours.iter().all(|(from, until)| if from <= until { (*from..*until).contains(&second) } else { second >= *from || second < *until });
        let timed = all.iter().any(|a| a.hours.is_some());
        let none = !classes.contains(&true);
        let own = if none { &[] } else { &self.class[..] };
        own.iter().enumerate().filter(move |(i, class)| classes[**class as usize] && (!timed || in_time(self.seconds[*i]))).map(|(i, _)| i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_number() {
        for number in 0..=255 {
            assert_eq!(Kind::of(number).number(), number);
        }
        for channel in CHANNELS {
            for standing in STANDINGS {
                let kind = Kind { direction: Direction::Out, channel, standing, tied: true, stranger: false };
                let again = Kind::of(kind.number());
                assert_eq!((again.direction, again.channel, again.standing, again.tied, again.stranger), (Direction::Out, channel, standing, true, false));
            }
        }
    }
}
