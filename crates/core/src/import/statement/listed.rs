//! What a list of people tells of one of them, in a sentence beside the name: `王芳，母亲，…，2026年1月5日21:03，0571…打电话要钱`. Who is not named
//! there is the person of the row. 我 may be the writer of the list or that person, so such a sentence is no contact.

use super::{Found, Told, contact, remarks};
use crate::import::Harvest;
use crate::import::statement_act::Gap;
use crate::model::{Direction, Record, SkipKind};

/// Who a row of such a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Person {
    /// Relation and name, as they are shown; empty where the row is the writer's own.
    pub shown: String,
    /// The words a sentence may name them by.
    pub names: Vec<String>,
    /// Their own numbers, as [`crate::number::key`] makes them.
    pub numbers: Vec<String>,
}

/// Reads one sentence of a list as a row.
pub(in crate::import) fn listed(text: &str, offset: u64, person: &Person, harvest: &mut Harvest) -> u64 {
    let shown: String = format!("{} {text}", person.shown).trim_start().chars().take(26).collect();
    match contact(text) {
        Told::Contact(found) => match person.reached(&found) {
            Some(also) => {
                remarks(&found, &shown, harvest);
                let mut record = found.record;
                record.peer.also = also;
                harvest.record(Record { offset, ..record })
            }
            None => harvest.skip(SkipKind::NotContact, format!("名单“{shown}”：看不出是谁联系谁（“我”可以指写名单的人，也可以指这一行的人），只作陈述，不当作一次往来；要当作往来，请写成“2026年1月5日21:03，138…打电话要钱”，不写“我”，或写在情况说明里“……138…打电话给我妈王芳”")),
        },
        told => harvest.skip(SkipKind::NotContact, told.why(&shown).replacen("陈述", "名单", 1)),
    }
}

impl Person {
    /// Who was reached, `Some(vec![])` where it was the writer; `None` where that stays open.
    fn reached(&self, found: &Found) -> Option<Vec<String>> {
        let record = &found.record;
        if record.direction != Direction::In || self.numbers.contains(&crate::number::key(&record.peer.raw)) {
            return None;
        }
        let this = || if self.shown.is_empty() { Vec::new() } else { vec![self.shown.clone()] };
        match (record.peer.also.first(), found.gap) {
            (Some(to), _) => self.names.iter().any(|n| to.contains(n.as_str())).then(this),
            // 打电话给我, in a row of one's own.
            (None, Gap::None) => self.shown.is_empty().then(Vec::new),
            (None, Gap::Actor | Gap::Reached) => Some(this()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Channel;

    fn read(text: &str, person: &Person) -> Option<(Channel, String, Vec<String>)> {
        let mut harvest = Harvest::default();
        listed(text, 0, person, &mut harvest);
        assert_eq!(harvest.records.len() + harvest.skips.len(), 1);
        harvest.records.pop().map(|r| (r.channel, r.peer.raw, r.peer.also))
    }

    #[test]
    fn the_person_of_the_row_is_who_was_reached() {
        let mother = Person { shown: "母亲王芳".into(), names: vec!["王芳".into(), "母亲".into()], numbers: vec!["13900000002".into()] };
        let own = Person::default();
        let called = |also: &[&str]| Some((Channel::Call, "057100000001".to_owned(), also.iter().map(|a| (*a).to_owned()).collect()));
        for (text, expect) in [
            ("2026年1月5日21:03，057100000001打电话要钱", called(&["母亲王芳"])),
            ("2026年1月5日21:03接到057100000001的电话", called(&["母亲王芳"])),
            ("2026年1月5日21:03，057100000001打电话给我妈王芳", called(&["母亲王芳"])),
            ("2026年1月5日21:03，057100000001打电话给我", None),
            ("2026年1月5日21:03，057100000001打电话给我姐姐", None),
            ("2026年1月5日21:03拨打057100000001", None),
            ("2026年1月5日21:03，13900000002打来电话", None),
            ("被骚扰多次", None),
        ] {
            assert_eq!(read(text, &mother), expect, "{text}");
        }
        assert_eq!(read("2026年1月5日21:03，057100000001打电话给我", &own), called(&[]));
        assert_eq!(read("2026年1月5日21:03，057100000001打来电话", &own), called(&[]));
    }
}
