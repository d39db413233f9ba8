//! Whose words are whose in a chat whose file only names its speakers: the facts say by which names the custodian is known. What
//! they do not settle stays as the reader left it, and the file's notes say so.

use crate::facts::Facts;
use crate::import::chat::names_in;
use crate::import::{Harvest, Sides};
use crate::model::{Channel, Direction, Record};
use std::collections::BTreeSet;

/// Turns the messages of the custodian into sent ones, by the custodian's name, nicknames and numbers in the facts.
pub fn settle(facts: &Facts, custodian: Option<&str>, harvest: &mut Harvest) {
    if harvest.sides == Sides::Stated {
        return;
    }
    let Some(person) = custodian.and_then(|id| facts.person(id)) else { return };
    let known: BTreeSet<&str> = std::iter::once(&person.name).chain(&person.nicknames).chain(&person.numbers).map(|n| n.trim()).filter(|n| !n.is_empty()).collect();
    let is_own = |raw: &str| names_in(raw).any(|n| known.contains(n));
    let records = &mut harvest.records;
    match &harvest.sides {
        Sides::Stated => {}
        Sides::Titled { own, other } if !is_own(own) && is_own(other) => {
            // The other side may speak under a remark that is not in the title: then nobody else is heard.
            let heard: BTreeSet<String> = records.iter().filter(|r| r.channel == Channel::Im && r.direction == Direction::In).map(|r| r.peer.raw.clone()).collect();
            let remark = if heard.len() == 1 { heard.first().unwrap_or(other) } else { other };
            records.iter_mut().filter(|r| r.channel == Channel::Im).for_each(|r| turn(r, own, remark));
        }
        Sides::Titled { .. } => {}
        Sides::Named => {
            let own: Vec<bool> = records.iter().map(|r| r.channel == Channel::Im && r.direction == Direction::In && is_own(&r.peer.raw)).collect();
            // Between two people the other one is who else speaks.
            let mut others = records.iter().zip(&own).filter(|(r, own)| r.channel == Channel::Im && !**own).map(|(r, _)| r.peer.raw.clone()).collect::<BTreeSet<_>>();
            let only = if others.len() == 1 { others.pop_first() } else { None };
            for record in records.iter_mut().zip(own).filter(|(_, own)| *own).map(|(r, _)| r) {
                record.direction = Direction::Out;
                // Else it is the chat the file names: a group, or somebody who did not answer.
                let chat = std::mem::take(&mut record.peer.also).into_iter().next();
                record.peer.raw = only.clone().or(chat).unwrap_or_default();
            }
        }
    }
}

/// The two names of a title stood the other way round.
fn turn(record: &mut Record, own: &str, other: &str) {
    match record.direction {
        Direction::Out => {
            record.direction = Direction::In;
            record.peer.raw = own.to_owned();
        }
        Direction::In if record.peer.raw == other => {
            record.direction = Direction::Out;
            record.peer.raw = own.to_owned();
        }
        Direction::In => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Peer, Reading, Stamp, When};
    use serde_json::json;

    fn facts() -> Facts {
        let value = json!({ "client": "p1", "persons": [{ "id": "p1", "name": "张一", "nicknames": ["一一"], "numbers": ["13800000001"] }, { "id": "p2", "name": "王二" }] });
        Facts::from_value(&value, "test").expect("valid")
    }

    fn chat(sides: Sides, said: &[(Direction, &str, &[&str])]) -> Harvest {
        let mut harvest = Harvest::default();
        harvest.sides = sides;
        for (direction, raw, also) in said {
            let peer = Peer { raw: (*raw).into(), name: None, also: also.iter().map(|a| (*a).to_owned()).collect() };
            let at = When::exact(Stamp(1_767_970_865_000));
            harvest.record(Record { row: 0, offset: 0, at, sent: None, channel: Channel::Im, direction: *direction, peer, body: "x".into(), call: None, parts: vec![], reading: Reading::Stored });
        }
        harvest
    }

    fn settled(sides: Sides, said: &[(Direction, &str, &[&str])], custodian: Option<&str>) -> Vec<(Direction, String)> {
        let mut harvest = chat(sides, said);
        settle(&facts(), custodian, &mut harvest);
        harvest.records.into_iter().map(|r| (r.direction, r.peer.raw)).collect()
    }

    #[test]
    fn a_speaker_known_as_the_custodian_sent_what_he_said() {
        use Direction::{In, Out};
        let said: &[(Direction, &str, &[&str])] = &[(In, "一一(wxid_1)", &[]), (In, "催收员", &[])];
        assert_eq!(settled(Sides::Named, said, Some("p1")), [(Out, "催收员".into()), (In, "催收员".into())]);
        assert_eq!(settled(Sides::Named, said, Some("p2")), [(In, "一一(wxid_1)".into()), (In, "催收员".into())], "王二 is none of them");
        assert_eq!(settled(Sides::Named, said, None)[0].0, In);
        // In a group of several, the words went to the group.
        let said: &[(Direction, &str, &[&str])] = &[(In, "张一", &["还款群"]), (In, "甲", &["还款群"]), (In, "乙", &["还款群"])];
        assert_eq!(settled(Sides::Named, said, Some("p1"))[0], (Out, "还款群".into()));
        // Several others and no name of the chat: to whom is not known.
        let said: &[(Direction, &str, &[&str])] = &[(In, "张一", &[]), (In, "甲", &[]), (In, "乙", &[])];
        assert_eq!(settled(Sides::Named, said, Some("p1"))[0], (Out, String::new()));
    }

    #[test]
    fn a_title_the_other_way_round_is_turned() {
        use Direction::{In, Out};
        let titled = || Sides::Titled { own: "催收员".into(), other: "一一".into() };
        let said: &[(Direction, &str, &[&str])] = &[(Out, "一一", &[]), (In, "一一", &[])];
        assert_eq!(settled(titled(), said, Some("p1")), [(In, "催收员".into()), (Out, "催收员".into())]);
        assert_eq!(settled(titled(), said, Some("p2")), [(Out, "一一".into()), (In, "一一".into())]);
        assert_eq!(settled(Sides::Stated, said, Some("p1"))[1], (In, "一一".into()));
        // Who the case knows stood in the title, and speaks under the remark the exporter gave.
        let said: &[(Direction, &str, &[&str])] = &[(Out, "老同学", &[]), (In, "老同学", &[])];
        assert_eq!(settled(titled(), said, Some("p1")), [(In, "催收员".into()), (Out, "催收员".into())]);
    }
}
