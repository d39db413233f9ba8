//! The counting detectors: calendar days and rolling windows over events that already satisfy a rule's conditions.
//! Windows that touch become one group, so that one campaign is one finding.

use crate::model::Stamp;
use crate::rules::{Count, Counted, Period};
use std::collections::{BTreeSet, HashMap};

/// One event as a count sees it.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Position in the timeline.
    pub event: usize,
    /// When.
    pub at: Stamp,
    /// Whose phone.
    pub recipient: u32,
}

/// A group that reached the threshold.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Positions in the timeline, ascending in time.
    pub events: Vec<usize>,
    /// The figure reached.
    pub counted: u32,
    /// The period in words.
    pub period: String,
}

/// Groups of `items` (ascending in time) that reach the threshold.
pub fn groups(count: &Count, items: &[Item]) -> Vec<Group> {
    match (count.per, count.within_minutes, count.within_days) {
        (Some(Period::Day), _, _) => days(count, items),
        (Some(Period::Record), _, _) => {
            let reached = !items.is_empty() && figure(count, items) >= count.at_least;
            reached.then(|| Group { events: items.iter().map(|i| i.event).collect(), counted: figure(count, items), period: "本案记录里".into() }).into_iter().collect()
        }
        (_, Some(minutes), _) => windows(count, items, i64::from(minutes) * 60_000, &format!("{minutes}分钟内")),
        (_, _, Some(days)) => windows(count, items, i64::from(days) * 86_400_000, &format!("{days}天内")),
        _ => Vec::new(),
    }
}

fn figure(count: &Count, items: &[Item]) -> u32 {
    match count.of {
        Counted::Events => items.len() as u32,
        Counted::Recipients => items.iter().map(|i| i.recipient).collect::<BTreeSet<_>>().len() as u32,
    }
}

fn days(count: &Count, items: &[Item]) -> Vec<Group> {
    items
        .chunk_by(|a, b| a.at.day() == b.at.day())
        .filter(|day| figure(count, day) >= count.at_least)
        .map(|day| Group { events: day.iter().map(|i| i.event).collect(), counted: figure(count, day), period: format!("{}当日", day[0].at.day().zh()) })
        .collect()
}

/// A window holds items whose distance is at most `span` (ten calls in ten minutes: the tenth at most ten minutes after
/// the first). Linear in the number of items.
fn windows(count: &Count, items: &[Item], span: i64, words: &str) -> Vec<Group> {
    let mut reached: Vec<(usize, usize, u32)> = Vec::new(); // first item, one past last item, best figure
    let mut recipients: HashMap<u32, u32> = HashMap::new();
    let mut from = 0;
    for (to, item) in items.iter().enumerate() {
        *recipients.entry(item.recipient).or_default() += 1;
        while item.at.0 - items[from].at.0 > span {
            if let Some(n) = recipients.get_mut(&items[from].recipient) {
                *n -= 1;
                if *n == 0 {
                    recipients.remove(&items[from].recipient);
                }
            }
            from += 1;
        }
        let n = match count.of {
            Counted::Events => (to + 1 - from) as u32,
            Counted::Recipients => recipients.len() as u32,
        };
        if n < count.at_least {
            continue;
        }
        match reached.last_mut() {
            Some((_, end, best)) if from < *end => {
                *end = to + 1;
                *best = (*best).max(n);
            }
            _ => reached.push((from, to + 1, n)),
        }
    }
    reached
        .into_iter()
        .map(|(from, to, counted)| Group { events: items[from..to].iter().map(|i| i.event).collect(), counted, period: words.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::NumberKind;

    fn count(of: Counted, at_least: u32, minutes: Option<u32>, per: Option<Period>) -> Count {
        Count { of, at_least, per, within_minutes: minutes, within_days: None, by: crate::rules::By::Lender, kind: NumberKind::Practice, note: String::new() }
    }

    fn items(seconds: &[i64]) -> Vec<Item> {
        seconds.iter().enumerate().map(|(event, s)| Item { event, at: Stamp(1_767_769_200_000 + s * 1000), recipient: event as u32 % 2 }).collect()
    }

    #[test]
    fn ten_minutes_to_the_second() {
        let c = count(Counted::Events, 3, Some(10), None);
        assert_eq!(groups(&c, &items(&[0, 300, 600])).len(), 1);
        assert_eq!(groups(&c, &items(&[0, 300, 601])).len(), 0);
        let joined = groups(&c, &items(&[0, 300, 600, 900, 5000, 5001, 5002]));
        assert_eq!(joined.iter().map(|g| (g.events.len(), g.counted)).collect::<Vec<_>>(), [(4, 3), (3, 3)]);
    }

    #[test]
    fn different_recipients_and_days() {
        assert_eq!(groups(&count(Counted::Recipients, 3, Some(10), None), &items(&[0, 1, 2, 3])).len(), 0);
        assert_eq!(groups(&count(Counted::Recipients, 2, Some(10), None), &items(&[0, 1]))[0].counted, 2);
        // 15:00 plus nine hours is the next Shanghai day.
        assert_eq!(groups(&count(Counted::Events, 2, None, Some(Period::Day)), &items(&[0, 9 * 3600])).len(), 0);
        assert_eq!(groups(&count(Counted::Events, 2, None, Some(Period::Day)), &items(&[0, 9 * 3600 - 1])).len(), 1);
    }
}
