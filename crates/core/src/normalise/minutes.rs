//! The same message in two exports of one phone, of which one tells the second and the other the minute only (a list somebody copied): one contact,
//! with the exact time. As many are joined as stand in both; calls have no words to be known by, and are left.

use super::{Event, File, PartyId};
use crate::model::{Channel, Direction, Grain, Reading};
use std::collections::HashMap;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// Whether a contact is a message of an export, whose words tell it from others.
fn message(event: &Event, grain: Grain, files: &[File]) -> bool {
    let record = &event.record;
    record.at.grain == grain && record.reading == Reading::Stored && record.channel != Channel::Call && !record.body.trim().is_empty() && !files[event.file as usize].carrier_bill
}

/// Joins them; how many rows went into others. `events` stand in the order of time.
pub(super) fn fold(events: &mut Vec<Event>, files: &[File]) -> u64 {
    type Key<'e> = (i64, PartyId, PartyId, Channel, Direction, &'e str);
    fn key(e: &Event) -> Key<'_> {
        (e.record.at.stamp.0.div_euclid(MINUTE), e.owner, e.peer, e.record.channel, e.record.direction, e.record.body.trim())
    }
    let rough: Vec<usize> = (0..events.len()).filter(|i| message(&events[*i], Grain::Minute, files)).collect();
    if rough.is_empty() {
        return 0;
    }
    let wanted: std::collections::HashSet<Key> = rough.iter().map(|i| key(&events[*i])).collect();
    let mut exact: HashMap<Key, Vec<usize>> = HashMap::new();
    for (i, event) in events.iter().enumerate().filter(|(_, e)| message(e, Grain::Second, files) && wanted.contains(&key(e))) {
        exact.entry(key(event)).or_default().push(i);
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for rough in rough {
        let Some(rows) = exact.get_mut(&key(&events[rough])) else { continue };
        let other = |i: &usize| events[*i].file != events[rough].file;
        if let Some(at) = rows.iter().position(other) {
            joined.push((rough, rows.remove(at)));
        }
    }
    for (rough, exact) in &joined {
        let mut twins = vec![(events[*rough].file, events[*rough].record.row)];
        twins.extend(events[*rough].twins());
        events[*exact].beside_mut().twins.extend(twins);
    }
    let gone: std::collections::HashSet<usize> = joined.iter().map(|(rough, _)| *rough).collect();
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    joined.len() as u64
}
