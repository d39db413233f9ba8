//! Two screenshots of one conversation that show some of the same messages: what stands on both is one contact. The run of
//! messages both show must fit as a whole — sides, words and, where both have one, times — so that the same words sent twice stay two.
//!
//! What a screen leaves out is then known from the other one: a message without a time under a run that has one was shown
//! in the same block of time, because the app would have put a new line of time above it.

use super::people::{PartyId, People};
use super::{Event, File, Kept};
use crate::model::{Channel, Direction, Peer, Reading, Record, When};

/// Fewest messages two screens must share, and fewest characters in them.
const RUN: usize = 2;
const LETTERS: usize = 8;

/// What was found on two screens, for the reader of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Index of the file whose messages count.
    pub first: u32,
    /// Index of the file that shows some of them again.
    pub second: u32,
    /// How many messages both show.
    pub shared: u64,
    /// How many messages of either took their time from the other.
    pub timed: u64,
}

/// One message of a screen, in the order of the screen.
#[derive(Clone, Debug)]
struct Line {
    file: u32,
    row: u64,
    owner: PartyId,
    peer: String,
    direction: Direction,
    text: String,
    at: Option<When>,
    /// The time came from the other screen.
    lent: bool,
    /// The line that stands for it: (screen, place).
    same: Option<(usize, usize)>,
}

/// Joins what two screens show; gives back what was joined.
pub(super) fn join(events: &mut Vec<Event>, entries: &mut Vec<Kept>, files: &[File], people: &mut People) -> Vec<Overlap> {
    let mut screens = screens(events, entries, files);
    if screens.len() < 2 {
        return Vec::new();
    }
    let mut overlaps = Vec::new();
    for second in 1..screens.len() {
        for first in 0..second {
            let Some((offset, shared)) = run(&screens[first], &screens[second]) else { continue };
            let timed = lend(&mut screens, first, second, offset);
            for i in 0..screens[second].len() {
                let Some(k) = usize::try_from(i as i64 + offset).ok().filter(|k| *k < screens[first].len()) else { continue };
                if screens[second][i].same.is_none() {
                    screens[second][i].same = Some(screens[first][k].same.unwrap_or((first, k)));
                }
            }
            overlaps.push(Overlap { first: screens[first][0].file, second: screens[second][0].file, shared, timed });
        }
    }
    if !overlaps.is_empty() {
        apply(&screens, events, entries, people);
    }
    overlaps
}

/// The counter of a row of calls (9 次) that two screens show: where the rows were joined and both count the same, one of them stays.
pub(super) fn one_counter(entries: &mut Vec<Kept>, events: &[Event]) {
    let field = |k: &Kept, name: &str| k.entry.fields.get(name).cloned().unwrap_or_default();
    let mut known: std::collections::HashSet<(usize, String)> = std::collections::HashSet::new();
    entries.retain(|k| {
        let row: Option<u64> = if k.entry.kind == "call_repeats" { field(k, "of_row").parse().ok() } else { None };
        let stands = row.and_then(|row| events.iter().position(|e| (e.file, e.record.row) == (k.file, row) || e.twins().contains(&(k.file, row))));
        stands.is_none_or(|i| known.insert((i, field(k, "count"))))
    });
}

/// The messages of every screenshot of a conversation, dated or not.
fn screens(events: &[Event], entries: &[Kept], files: &[File]) -> Vec<Vec<Line>> {
    let mut screens: Vec<Vec<Line>> = vec![Vec::new(); files.len()];
    for event in events.iter().filter(|e| e.seen().is_some() && e.record.reading == Reading::Ocr && e.record.channel != Channel::Call) {
        screens[event.file as usize].push(Line {
            file: event.file,
            row: event.record.row,
            owner: event.owner,
            peer: event.record.peer.raw.clone(),
            direction: event.record.direction,
            text: event.record.body.clone(),
            at: Some(event.record.at),
            lent: false,
            same: None,
        });
    }
    for kept in entries.iter().filter(|k| k.entry.kind == "message_undated") {
        let field = |name: &str| kept.entry.fields.get(name).cloned().unwrap_or_default();
        screens[kept.file as usize].push(Line {
            file: kept.file,
            row: kept.entry.row,
            owner: kept.owner,
            peer: field("peer"),
            direction: if field("direction") == "out" { Direction::Out } else { Direction::In },
            text: field("text"),
            at: None,
            lent: false,
            same: None,
        });
    }
    screens.retain(|s| !s.is_empty());
    screens.iter_mut().for_each(|s| s.sort_by_key(|l| l.row));
    screens
}

/// By how many places the second screen begins after the first, and how many messages both show: the longest run that fits.
fn run(first: &[Line], second: &[Line]) -> Option<(i64, u64)> {
    if first.first()?.owner != second.first()?.owner {
        return None;
    }
    let mut best: Option<(i64, u64)> = None;
    for offset in 1 - second.len() as i64..first.len() as i64 {
        let window: Vec<(&Line, &Line, bool)> = (0..second.len())
            .filter_map(|i| {
                let k = usize::try_from(i as i64 + offset).ok().filter(|k| *k < first.len())?;
                // The edge of a screen may have cut a message.
                let edge = i == 0 || i + 1 == second.len() || k == 0 || k + 1 == first.len();
                Some((&first[k], &second[i], edge))
            })
            .collect();
        let fits = window.len() >= RUN && window.iter().all(|(a, b, edge)| alike(a, b, *edge));
        let letters: usize = window.iter().map(|(a, b, _)| a.text.chars().count().min(b.text.chars().count())).sum();
        if fits && letters >= LETTERS && best.is_none_or(|(_, length)| window.len() as u64 > length) {
            best = Some((offset, window.len() as u64));
        }
    }
    best
}

fn alike(a: &Line, b: &Line, edge: bool) -> bool {
    let timely = match (a.at, b.at) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let named = a.direction == Direction::Out || a.peer == b.peer || a.peer.is_empty() || b.peer.is_empty();
    a.direction == b.direction && timely && named && (close(&a.text, &b.text) || (edge && cut(&a.text, &b.text)))
}

/// The same words, but for a letter in ten that was read otherwise.
fn close(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = a.len().max(b.len()) / 10;
    if most == 0 || a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let here = (before + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            before = std::mem::replace(&mut row[j + 1], here);
        }
    }
    row[b.len()] <= most
}

/// One is the beginning or the end of the other.
fn cut(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 4 && (long.starts_with(short) || long.ends_with(short))
}

/// Gives each message without a time the time its twin has, and those that follow it without a line of time between the same.
fn lend(screens: &mut [Vec<Line>], first: usize, second: usize, offset: i64) -> u64 {
    let mut timed = 0;
    for i in 0..screens[second].len() {
        let Some(k) = usize::try_from(i as i64 + offset).ok().filter(|k| *k < screens[first].len()) else { continue };
        let (a, b) = (screens[first][k].at, screens[second][i].at);
        for (screen, place, from) in [(first, k, b), (second, i, a)] {
            let line = &mut screens[screen][place];
            if line.at.is_none() && from.is_some() {
                (line.at, line.lent) = (from, true);
                timed += 1;
            }
        }
    }
    for screen in [first, second] {
        for i in 1..screens[screen].len() {
            let (before, line) = (screens[screen][i - 1].at.filter(|_| screens[screen][i - 1].lent), &mut screens[screen][i]);
            if line.at.is_none() && before.is_some() {
                (line.at, line.lent) = (before, true);
                timed += 1;
            }
        }
    }
    timed
}

/// Writes the result into the timeline: twins fold into the line that stands for them, lent times make events of entries.
fn apply(screens: &[Vec<Line>], events: &mut Vec<Event>, entries: &mut Vec<Kept>, people: &mut People) {
    for line in screens.iter().flatten().filter(|l| l.same.is_none() && l.lent) {
        let Some(at) = line.at else { continue };
        let Some(place) = entries.iter().position(|k| k.file == line.file && k.entry.row == line.row && k.entry.kind == "message_undated") else { continue };
        let kept = entries.remove(place);
        let channel = if kept.entry.fields.get("channel").is_some_and(|c| c == "sms") { Channel::Sms } else { Channel::Im };
        let peer = Peer { raw: line.peer.clone(), ..Peer::default() };
        let record = Record { row: line.row, offset: 0, at, sent: None, channel, direction: line.direction, peer, body: line.text.clone(), call: None, parts: Vec::new(), reading: Reading::Ocr };
        let peer = people.peer(&record.peer, kept.owner);
        events.push(Event::new(record, line.file, kept.owner, peer, kept.seen));
    }
    for line in screens.iter().flatten() {
        let Some(of) = line.same.and_then(|(screen, place)| screens.get(screen)?.get(place)) else { continue };
        let twin = (line.file, line.row);
        events.retain(|e| (e.file, e.record.row) != twin);
        entries.retain(|k| (k.file, k.entry.row) != twin || k.entry.kind != "message_undated");
        if let Some(event) = events.iter_mut().find(|e| (e.file, e.record.row) == (of.file, of.row)) {
            // The whole message counts, not the one an edge has cut.
            if line.text.chars().count() > event.record.body.chars().count() {
                event.record.body.clone_from(&line.text);
            }
            event.beside_mut().twins.push(twin);
        }
    }
    events.sort_by(|a, b| (a.record.at.stamp, a.file, a.record.row).cmp(&(b.record.at.stamp, b.file, b.record.row)));
}
