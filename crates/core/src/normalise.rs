//! From what each source states to one timeline: who is who, whose phone, which rows are the same contact seen twice.
//! Pure; the order of the timeline is fixed by time, then exhibit, then row.

mod accounts;
mod minutes;
pub mod naming;
pub mod overlap;
pub mod people;
mod recorded;
pub mod sides;
pub mod stated;

use crate::facts::Facts;
use crate::import::{Harvest, Seen};
use crate::model::{Channel, Direction, Entry, Reading, Record, Stamp};
use crate::number;
use crate::vault::book::Book;
use people::{People, PartyId};
use std::collections::HashMap;

/// One exhibit's reading, with whose it is.
pub struct Input {
    /// 证据N; 0 for the user's own statement (`case.toml`).
    pub exhibit: u32,
    /// File name as results show it.
    pub file: String,
    /// Person id of the custodian.
    pub custodian: Option<String>,
    /// What was read.
    pub harvest: Harvest,
}

/// One contact, resolved.
#[derive(Clone, Debug)]
pub struct Event {
    /// As the source states it.
    pub record: Record,
    /// Index into [`Timeline::files`].
    pub file: u32,
    /// Whose phone or account.
    pub owner: PartyId,
    /// The other side.
    pub peer: PartyId,
    /// What few contacts have.
    pub beside: Option<Box<Beside>>,
}

/// What few contacts have, kept apart from them: a million contacts are looked at in many passes, and smaller ones faster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What was said in a call, as the user or a relative states it, a transcript has it, or a machine heard it.
    pub said: Option<String>,
    /// Whether a machine heard it in the recording: it may be wrong in every word.
    pub heard: bool,
    /// The same contact in other sources: (file index, row).
    pub twins: Vec<(u32, u64)>,
    /// Where on a picture it was read, when it was.
    pub seen: Option<Seen>,
}

/// A source of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// 证据N; 0 for the user's own statement.
    pub exhibit: u32,
    /// File name.
    pub name: String,
    /// Whether it is a carrier's bill.
    pub carrier_bill: bool,
    /// Whether it is a recording of a call, which a call log may hold too.
    pub recording: bool,
}

/// An address book of the case, with whose it is.
#[derive(Clone, Debug)]
pub struct AddressBook {
    /// The index of its numbers.
    pub book: Book,
    /// 证据N.
    pub exhibit: u32,
    /// File name as results show it.
    pub file: String,
    /// Person id of the custodian.
    pub custodian: Option<String>,
}

/// A typed row that is no contact, with where it stands.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Index into [`Timeline::files`].
    pub file: u32,
    /// Whose phone or account.
    pub owner: PartyId,
    /// The row.
    pub entry: Entry,
    /// Where on a picture it was read, when it was.
    pub seen: Option<Seen>,
}

/// All contacts of a case, in order.
pub struct Timeline {
    /// Sources.
    pub files: Vec<File>,
    /// Everybody met.
    pub people: People,
    /// Contacts.
    pub events: Vec<Event>,
    /// Recorded accesses, payments and other typed rows, in the order of their files.
    pub entries: Vec<Kept>,
    /// Carrier-bill rows and recordings joined with a phone-log row.
    pub twins: u64,
    /// Rows that another export of the same phone holds too.
    pub repeats: u64,
    /// Screenshots that show some of the same messages.
    pub overlaps: Vec<overlap::Overlap>,
}

/// How the quoted message begins behind the words of a message that answers it; it ends with `〕`.
pub(crate) const QUOTED: &str = "\n〔引用：";

impl Event {
    /// A contact as its source states it, with nothing beside it yet but its place on a picture.
    pub fn new(record: Record, file: u32, owner: PartyId, peer: PartyId, seen: Option<Seen>) -> Event {
        let beside = seen.map(|seen| Box::new(Beside { seen: Some(seen), ..Beside::default() }));
        Event { record, file, owner, peer, beside }
    }

    /// What was said in a call, as stated, transcribed or heard.
    pub fn said(&self) -> Option<&str> {
        self.beside.as_ref()?.said.as_deref()
    }

    /// Whether a machine heard what was said.
    pub fn heard(&self) -> bool {
        self.beside.as_ref().is_some_and(|b| b.heard)
    }

    /// The same contact in other sources: (file index, row).
    pub fn twins(&self) -> &[(u32, u64)] {
        self.beside.as_ref().map_or(&[], |b| &b.twins)
    }

    /// Where on a picture it was read, when it was.
    pub fn seen(&self) -> Option<Seen> {
        self.beside.as_ref()?.seen
    }

    fn beside_mut(&mut self) -> &mut Beside {
        self.beside.get_or_insert_default()
    }

    /// The words to read: the message, or what was stated to be said in the call. What a message quotes was written by
    /// whoever is quoted: it stays in the body and is no word of the message.
    pub fn words(&self) -> &str {
        let body = if self.record.body.is_empty() { self.said().unwrap_or("") } else { &self.record.body };
        // Asked for every contact, many times over: only what may quote is looked through.
        let quotes = (self.record.reading == Reading::Ocr || self.record.channel == Channel::Im) && body.ends_with('〕');
        let own = if quotes { body.rfind(QUOTED) } else { None };
        own.map_or(body, |end| &body[..end])
    }

    /// The time a night rule looks at: the sending time where the source gives one, else the time received.
    pub fn sending(&self) -> Stamp {
        self.record.sent.unwrap_or(self.record.at.stamp)
    }

    /// Connected: answered, and longer than zero seconds; of a stated call that its words were heard.
    pub fn connected(&self) -> bool {
        let told = self.record.reading == Reading::Stated;
        self.record.call.is_some_and(|c| c.outcome == crate::model::Outcome::Answered && c.seconds.map_or(told, |s| s > 0))
    }
}

/// A carrier's row begins when the network connects: up to this long after the phone logs the call.
const TWIN_MS: i64 = 60_000;

/// Builds the timeline.
pub fn timeline(facts: &Facts, books: &[AddressBook], mut inputs: Vec<Input>) -> Timeline {
    accounts::join(&mut inputs);
    let mut people = People::new(facts, books);
    let mut files = Vec::with_capacity(inputs.len());
    let mut entries = Vec::new();
    let mut events = Vec::with_capacity(inputs.iter().map(|i| i.harvest.records.len()).sum());
    for mut input in inputs {
        // A relative's own account that came with the client's files: "我" is the relative.
        if let Some(writer) = stated::writer(facts, input.custodian.as_deref(), &input.harvest) {
            input.custodian = Some(writer.to_owned());
        }
        sides::settle(facts, input.custodian.as_deref(), &mut input.harvest);
        let file = files.len() as u32;
        // A table of calls may lack what only carriers write; whoever handed it in knows what it is.
        let stated = facts.files.iter().find(|f| f.name == input.file).and_then(|f| f.kind.as_deref()).is_some_and(is_bill);
        let table = stated && input.harvest.records.iter().all(|r| r.channel == Channel::Call) && !input.harvest.records.is_empty();
        let carrier_bill = table || input.harvest.notes.first().is_some_and(|n| n == "carrier-bill");
        let recording = input.harvest.notes.first().is_some_and(|n| n == crate::import::recording::NOTE);
        files.push(File { exhibit: input.exhibit, name: input.file, carrier_bill, recording });
        let custodian = people.custodian(input.custodian.as_deref());
        let seen = std::mem::take(&mut input.harvest.seen);
        entries.extend(input.harvest.entries.into_iter().map(|entry| Kept { file, owner: custodian, seen: seen.get(&entry.row).copied(), entry }));
        for record in input.harvest.records {
            // A stated report names whose phone it was; it travels in `also` (see stated.rs).
            let owner = match record.peer.also.first() {
                _ if input.exhibit == 0 => people.custodian(record.peer.also.first().map(String::as_str)),
                // A typed account names who was reached in its writer's words.
                Some(named) if record.reading == Reading::Stated => people.custodian(Some(stated::reached(facts, input.custodian.as_deref(), named).unwrap_or(named))),
                _ => custodian,
            };
            let peer = people.peer(&record.peer, owner);
            let seen = seen.get(&record.row).copied();
            events.push(Event::new(record, file, owner, peer, seen));
        }
    }
    sort(&mut events);
    let overlaps = overlap::join(&mut events, &mut entries, &files, &mut people);
    let repeats = fold_repeats(&mut events, &files) + minutes::fold(&mut events, &files) + overlaps.iter().map(|o| o.shared).sum::<u64>();
    overlap::one_counter(&mut entries, &events);
    let twins = join_bills(&mut events, &files, &people) + recorded::join(&mut events, &files, &people);
    recorded::attach_transcripts(&entries, &files, &mut events);
    stated::attach_call_notes(facts, &files, &people, &mut events);
    recorded::attach_heard(&entries, &mut events);
    Timeline { files, people, events, entries, twins, repeats, overlaps }
}

/// Whether what the user says a file is means a carrier's list: carrier_ctcc_csv, 移动详单, 话单.
fn is_bill(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    ["carrier", "phone_bill", "cmcc", "ctcc", "cucc", "详单", "话单", "运营商"].iter().any(|word| kind.contains(word))
}

/// By time, then file, then row. The keys are sorted and each event is moved once: events are large. Files mostly stand in order
/// already, which a stable sort makes use of.
fn sort(events: &mut [Event]) {
    let mut order: Vec<(Stamp, u32, u64, usize)> = events.iter().enumerate().map(|(i, e)| (e.record.at.stamp, e.file, e.record.row, i)).collect();
    order.sort();
    for i in 0..events.len() {
        // What stood there may have been moved on already.
        let mut from = order[i].3;
        while from < i {
            from = order[from].3;
        }
        order[i].3 = from;
        events.swap(i, from);
    }
}

/// The same message in two exports of one phone is one contact.
fn fold_repeats(events: &mut Vec<Event>, files: &[File]) -> u64 {
    let before = events.len();
    let mut gone = vec![false; before];
    // Equal contacts have equal times, so they are neighbours in the sorted list.
    let mut start = 0;
    while start < before {
        let at = events[start].record.at.stamp;
        let end = start + events[start..].iter().take_while(|e| e.record.at.stamp == at).count();
        for i in start + 1..end {
            let event = &events[i];
            let same = (start..i).find(|first| {
                let k = &events[*first];
                !gone[*first]
                    && k.file != event.file
                    && !files[k.file as usize].carrier_bill
                    && !files[event.file as usize].carrier_bill
                    && k.owner == event.owner
                    && k.peer == event.peer
                    && k.record.channel == event.record.channel
                    && k.record.direction == event.record.direction
                    && k.record.body == event.record.body
                    && k.record.call == event.record.call
            });
            if let Some(first) = same {
                let twin = (event.file, event.record.row);
                events[first].beside_mut().twins.push(twin);
                gone[i] = true;
            }
        }
        start = end;
    }
    let mut gone = gone.into_iter();
    events.retain(|_| !gone.next().unwrap_or(false));
    (before - events.len()) as u64
}

/// Joins each carrier-bill row with the nearest earlier phone-log row of the same owner, peer, channel and direction.
fn join_bills(events: &mut Vec<Event>, files: &[File], people: &People) -> u64 {
    if !files.iter().any(|f| f.carrier_bill) {
        return 0;
    }
    type Line = (PartyId, String, Channel, Direction);
    let line = |e: &Event| -> Line { (e.owner, people.party(e.peer).key.clone(), e.record.channel, e.record.direction) };
    let mut logged: HashMap<Line, Vec<usize>> = HashMap::new();
    for (i, event) in events.iter().enumerate() {
        if !files[event.file as usize].carrier_bill {
            logged.entry(line(event)).or_default().push(i);
        }
    }
    let mut taken = vec![false; events.len()];
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (i, event) in events.iter().enumerate() {
        if !files[event.file as usize].carrier_bill {
            continue;
        }
        // The phone's time has milliseconds, a bill has seconds: compare whole seconds. Rows ascend in time.
        let second = |i: usize| events[i].record.at.stamp.0 / 1000 * 1000;
        let at = second(i);
        let best = logged.get(&line(event)).and_then(|rows| {
            let near = &rows[rows.partition_point(|r| second(*r) < at - TWIN_MS)..rows.partition_point(|r| second(*r) <= at)];
            near.iter().copied().filter(|r| !taken[*r]).max_by_key(|r| events[*r].record.at.stamp)
        });
        if let Some(row) = best {
            taken[row] = true;
            joined.push((i, row));
        }
    }
    for (bill, log) in &joined {
        let twin = (events[*bill].file, events[*bill].record.row);
        events[*log].beside_mut().twins.push(twin);
    }
    let mut gone = joined.iter().map(|(bill, _)| *bill).collect::<std::collections::HashSet<_>>();
    let mut index = 0;
    events.retain(|_| {
        index += 1;
        !gone.remove(&(index - 1))
    });
    joined.len() as u64
}

/// The key results use for the other side: a number without country code and blanks, or the nickname.
pub fn peer_key(raw: &str) -> String {
    let key = number::key(raw);
    if key.is_empty() { raw.trim().to_owned() } else { key }
}

#[cfg(test)]
mod tests;
