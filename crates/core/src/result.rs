//! The review as a document: what `review --json` prints (docs/review.schema.json) and what papers are made from.

use crate::casebook::Casebook;
use crate::error::{Problem, Result};
use crate::facts::Facts;
use crate::model::{Day, ExhibitId, Reading, Skip};
use crate::normalise::{self, AddressBook, Input, Timeline, stated};
use crate::remedy::{self, Door};
use crate::review;
use crate::review::calls::CallDay;
use crate::review::finding::{EventRef, Finding, Provenance};
use crate::review::needs::Undecided;
use crate::review::senders::Cluster;
use crate::review::source::SourceStudy;
use crate::vault::{Case, Exhibit};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The whole result. The same case and casebook give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// Name and version of this document's schema.
    pub schema: &'static str,
    /// Ledger head the review rests on (the newest entry that changes evidence or facts).
    pub generated_from: ExhibitId,
    /// Digest of the casebook.
    pub casebook: ExhibitId,
    /// Contacts after folding repeats and joining twins.
    pub events_total: u64,
    /// Carrier-bill rows and recordings joined with a phone-log row.
    pub cross_file_twins: u64,
    /// Rows that another export of the same phone holds too.
    pub repeats_folded: u64,
    /// Figures per file.
    pub by_file: BTreeMap<String, FileResult>,
    /// Exhibits, by number.
    pub exhibits: Vec<Exhibit>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Rules that could not be judged on this evidence, with what would settle them.
    pub undecided: Vec<Undecided>,
    /// Days of many calls on which no rule that counts calls fired: what was counted, and why.
    pub call_days: Vec<CallDay>,
    /// Numbers that belong together: leads, no findings.
    pub senders: Vec<Cluster>,
    /// Whether the address book was the source of the numbers.
    pub address_book: Vec<SourceStudy>,
    /// The day deadlines are counted to: the stated day of the case, else the last day anything in it happened.
    pub as_of: Day,
    /// Ids of the routes open to this client.
    pub routes: Vec<String>,
    /// Every route with its reason.
    pub doors: Vec<Door>,
    /// What makes the case weak, before a court above all.
    pub weak: Vec<remedy::relief::Weakness>,
    /// Problems of all files, each with its place.
    pub problems: Vec<Problem>,
}

/// Figures of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileResult {
    /// Records in the file.
    pub rows: u64,
    /// Rows that are contacts.
    pub events: u64,
    /// Rows refused or repaired with loss, and troubles of the file.
    pub problems: u64,
    /// Rows that are address-book or typed entries.
    pub entries: u64,
    /// Rows that are no contact, each with its reason.
    pub skips: Vec<Skip>,
    /// 证据N.
    pub exhibit: u32,
    /// Time of the earliest contact.
    pub first: Option<String>,
    /// Time of the latest contact.
    pub last: Option<String>,
    /// Format that read it.
    pub format: Option<String>,
    /// Remarks.
    pub notes: Vec<String>,
}

/// Reads every exhibit of a case and reviews it. `progress` is told (done, total) exhibits.
pub fn review(case: &mut Case, casebook: &Casebook, progress: &mut dyn FnMut(u64, u64)) -> Result<Review> {
    Ok(review_of_timeline(case, casebook, progress)?.0)
}

/// As [`review`], with the contacts it rests on: a program that ends soon need not give a million of them back piece by piece.
pub fn review_of_timeline(case: &mut Case, casebook: &Casebook, progress: &mut dyn FnMut(u64, u64)) -> Result<(Review, Timeline)> {
    let facts = case.facts()?;
    let exhibits = case.exhibits();
    let mut problems = Vec::new();
    if !case.facts_recorded() {
        problems.push(Problem::new("facts.unrecorded", "案件事实与账本最后一次登记的不一致，本次按现在的内容审查", "case.toml", "运行 juzheng fact <案件> accept 登记"));
    }
    let (mut inputs, mut books, mut by_file, mut tied) = (Vec::new(), Vec::new(), BTreeMap::new(), BTreeMap::new());
    let total = exhibits.len() as u64;
    for (done, exhibit) in exhibits.iter().enumerate() {
        progress(done as u64, total);
        if exhibit.withdrawn.is_some() {
            continue;
        }
        let format = exhibit.reading.as_ref().and_then(|r| r.format.clone());
        let mut file = FileResult { exhibit: exhibit.number, format: format.clone(), ..FileResult::default() };
        let name = file_key(&by_file, &exhibit.name, exhibit.number);
        let place = |mut p: Problem| {
            p.place = if p.place == exhibit.name || p.place == exhibit.file_name() { exhibit.name.clone() } else { format!("{} {}", exhibit.name, p.place) };
            p
        };
        if format.as_deref().and_then(crate::import::format).is_some_and(|f| f.holds == crate::import::Holds::AddressBook) {
            match case.address_book(exhibit) {
                Ok(book) => {
                    file.rows = book.rows;
                    file.entries = book.cards;
                    file.problems = book.problems.len() as u64;
                    problems.extend(book.problems.iter().cloned().map(place));
                    books.push(AddressBook { book, exhibit: exhibit.number, file: name.clone(), custodian: exhibit.custodian.clone() });
                }
                Err(problem) => problems.push(place(problem)),
            }
            by_file.insert(name, file);
            continue;
        }
        if exhibit.is_package() {
            match case.listing(exhibit) {
                Ok(listing) => {
                    file.rows = listing.rows();
                    file.entries = listing.entries.len() as u64;
                    file.problems = listing.problem_count() as u64;
                    file.skips = listing.skips;
                    file.notes = listing.notes;
                    problems.extend(listing.problems.into_iter().map(place));
                }
                Err(problem) => problems.push(place(problem)),
            }
            by_file.insert(name, file);
            continue;
        }
        match case.harvest(exhibit) {
            Ok(mut harvest) => {
                file.rows = harvest.rows();
                file.events = harvest.records.len() as u64;
                file.first = harvest.records.iter().map(|r| r.at).min_by_key(|w| w.stamp).map(|w| w.key());
                file.last = harvest.records.iter().map(|r| r.at).max_by_key(|w| w.stamp).map(|w| w.key());
                file.entries = (harvest.entries.len() + harvest.cards.len()) as u64;
                file.problems = harvest.problem_count() as u64;
                // The timeline needs the records and the first note only; a million rows are not kept twice.
                file.skips = std::mem::take(&mut harvest.skips);
                file.notes = harvest.notes.clone();
                problems.extend(std::mem::take(&mut harvest.problems).into_iter().map(place));
                for (row, paths) in std::mem::take(&mut harvest.tied) {
                    tied.insert((exhibit.number, row), files_of(exhibit, &paths, &exhibits));
                }
                inputs.push(Input { exhibit: exhibit.number, file: name.clone(), custodian: exhibit.custodian.clone(), harvest });
            }
            Err(problem) => {
                file.problems = 1;
                problems.push(place(problem));
            }
        }
        by_file.insert(name, file);
    }
    progress(total, total);
    let told = stated::harvest(&facts);
    if told.rows() > 0 || !facts.files.is_empty() {
        by_file.insert(
            stated::FILE.to_owned(),
            FileResult { rows: told.rows(), events: told.records.len() as u64, problems: told.problem_count() as u64, skips: told.skips.clone(), format: Some("stated".into()), ..FileResult::default() },
        );
        problems.extend(told.problems.iter().cloned());
        inputs.push(Input { exhibit: 0, file: stated::FILE.to_owned(), custodian: None, harvest: told });
    }
    Ok(assemble(&facts, casebook, &books, inputs, Rest { generated_from: case.ledger.evidence_head(), exhibits, by_file, problems, tied }))
}

/// What a review carries besides findings.
#[derive(Default)]
struct Rest {
    generated_from: ExhibitId,
    exhibits: Vec<Exhibit>,
    by_file: BTreeMap<String, FileResult>,
    problems: Vec<Problem>,
    /// Exhibit and row → its files that are exhibits of their own.
    tied: BTreeMap<(u32, u64), Vec<String>>,
}

impl Review {
    /// The review of a case that holds nothing: what papers are tried on when the casebook is checked.
    pub fn empty(casebook: &Casebook) -> Review {
        assemble(&Facts::default(), casebook, &[], Vec::new(), Rest::default()).0
    }
}

fn assemble(facts: &Facts, casebook: &Casebook, books: &[AddressBook], inputs: Vec<Input>, rest: Rest) -> (Review, Timeline) {
    let timeline = normalise::timeline(facts, books, inputs);
    let mut by_file = rest.by_file;
    for overlap in &timeline.overlaps {
        let name = |file: u32| timeline.files.get(file as usize).map_or("", |f| f.name.as_str());
        let (first, second) = (name(overlap.first), name(overlap.second));
        if let Some(file) = by_file.get_mut(second) {
            let lent = if overlap.timed > 0 { format!("；其中{}条的时间按重叠的画面推定", overlap.timed) } else { String::new() };
            file.notes.push(format!("与“{first}”有{}条消息相同，按同一段对话只计一次，两份截图都保留{lent}", overlap.shared));
        }
    }
    let as_of = as_of(facts, &timeline);
    let review::Outcome { findings, undecided, call_days, senders, address_book, problems } = review::review(facts, &timeline, casebook, as_of);
    let findings: Vec<Finding> = findings.into_iter().map(|f| f.traced(&|e| (provenance(facts, &rest.exhibits, e), rest.tied.get(&(e.exhibit, e.row)).cloned().unwrap_or_default()))).collect();
    let scene = remedy::Scene::new(facts, &findings, &casebook.routes.desks, as_of);
    let (doors, weak) = (remedy::doors(&scene, &casebook.routes.desks), remedy::relief::weaknesses(&scene, &casebook.routes.weak));
    let review = Review {
        schema: "juzheng-review/1",
        generated_from: rest.generated_from,
        casebook: casebook.digest,
        events_total: timeline.events.len() as u64,
        cross_file_twins: timeline.twins,
        repeats_folded: timeline.repeats,
        by_file,
        exhibits: rest.exhibits,
        findings,
        undecided,
        call_days,
        senders,
        address_book,
        as_of,
        routes: doors.iter().filter(|d| d.open).map(|d| d.id.clone()).collect(),
        doors,
        weak,
        problems: rest.problems.into_iter().chain(problems).collect(),
    };
    (review, timeline)
}

/// The exhibits that paths inside the same backup are, as results name them; a path that was not in it is named all the same.
fn files_of(exhibit: &Exhibit, paths: &[String], exhibits: &[Exhibit]) -> Vec<String> {
    let Some(inside) = &exhibit.inside else { return Vec::new() };
    let same = |e: &&Exhibit, path: &str| e.withdrawn.is_none() && e.inside.as_ref().is_some_and(|i| i.container == inside.container && i.path.ends_with(path));
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let one = |path: &String| match exhibits.iter().find(|e| same(e, path)) {
        Some(file) => format!("证据{}（{}）", file.number, name(path)),
        None => format!("{}（备份里没有这个附件）", name(path)),
    };
    paths.iter().map(one).collect()
}

/// Where a contact comes from: what the ledger says of its exhibit, and how its own words came to be text.
fn provenance(facts: &Facts, exhibits: &[Exhibit], event: &EventRef) -> Provenance {
    let exhibit = exhibits.iter().find(|e| e.number == event.exhibit);
    let custodian = exhibit.and_then(|e| e.custodian.clone()).or_else(|| event.provenance.custodian.clone());
    let stated = custodian.as_deref().and_then(|id| facts.person(id)).and_then(|p| p.relation_to_borrower.clone());
    let class = match event.reading {
        Reading::Heard => "machine_heard",
        Reading::Stated => "typed",
        // A picture handed on by somebody stays what it was taken as.
        Reading::Ocr if exhibit.is_none_or(|e| e.class == "device_export") => "screenshot",
        Reading::Ocr | Reading::Stored => exhibit.map_or("typed", |e| e.class.as_str()),
    };
    Provenance {
        relation: exhibit.and_then(|e| e.relation.clone()).or(stated),
        consent: exhibit.map_or_else(|| "not_stated".to_owned(), |e| e.consent.clone()),
        class: class.to_owned(),
        custodian,
    }
}

/// The stated day of the case, else the last day anything in it happened: the core has no clock.
pub(crate) fn as_of(facts: &Facts, timeline: &normalise::Timeline) -> Day {
    let last = timeline.events.iter().map(|e| e.record.at.day()).chain(last_step(facts)).max();
    facts.as_of.max(if facts.as_of.is_some() { last_step(facts) } else { last }).unwrap_or(Day { number: 0 })
}

/// The last day on which something was sent to a desk or came back, as stated: a case is not seen from before it.
pub fn last_step(facts: &Facts) -> Option<Day> {
    let complaints = facts.complaints.iter().flat_map(|c| [c.at.as_deref(), c.reply_at.as_deref(), c.extra.get("silent_at").and_then(Value::as_str)]);
    let requests = facts.requests.iter().flat_map(|r| ["at", "reply_at", "silent_at"].map(|key| r.get(key).and_then(Value::as_str)));
    complaints.chain(requests).flatten().filter_map(|t| Day::parse(t.get(..10)?)).max()
}

/// Two files of one name are told apart by their exhibit number.
fn file_key(taken: &BTreeMap<String, FileResult>, name: &str, number: u32) -> String {
    if taken.contains_key(name) { format!("{name}（证据{number}）") } else { name.to_owned() }
}
