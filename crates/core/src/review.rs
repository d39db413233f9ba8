//! Events × rules → findings. A pure function of (facts, timeline, casebook): the same input gives the same bytes. Never
//! judges who is right; says what the record shows, how sure, and what it does not show.

mod acquaintance;
pub mod attribution;
pub mod because;
pub mod calls;
mod closer;
mod company;
pub mod count;
pub mod detect;
mod engine;
mod extent;
pub mod fact;
pub mod finding;
pub mod needs;
pub mod own;
mod reading;
pub mod scene;
pub mod senders;
mod sieve;
pub mod source;
pub mod stage;
mod standings;
pub mod verified;

use crate::casebook::Casebook;
use crate::facts::Facts;
use crate::model::Day;
use crate::normalise::Timeline;
use engine::Engine;
use finding::Finding;
use needs::Undecided;
use scene::Scene;
use sieve::Sieve;
use standings::Standings;

/// What a review answers.
pub struct Outcome {
    /// Findings, in rule order, then by time.
    pub findings: Vec<Finding>,
    /// Rules that could not be judged on this evidence.
    pub undecided: Vec<Undecided>,
    /// Days of many calls without a finding that counts them.
    pub call_days: Vec<calls::CallDay>,
    /// Numbers that belong together.
    pub senders: Vec<senders::Cluster>,
    /// Whether the address book was the source of the numbers, per lender.
    pub address_book: Vec<source::SourceStudy>,
    /// Why the cost of a loan was not computed; whose messages were set aside.
    pub problems: Vec<crate::error::Problem>,
}

/// Judges every rule. `as_of` is the day deadlines are counted to.
pub fn review(facts: &Facts, timeline: &Timeline, casebook: &Casebook, as_of: Day) -> Outcome {
    let mut hits = reading::read_words(facts, timeline, casebook);
    let ties = attribution::tie(facts, timeline, &hits, &casebook.words);
    let mut standings = Standings::new(facts, timeline, &casebook.words, &ties);
    reading::read_again(facts, timeline, casebook, &mut standings, &mut hits);
    let first = standings.of(&hits);
    closer::read(timeline, &casebook.words, &ties, &first, &mut hits);
    // What the closer reading adds names no loan and tells of none: nobody stands otherwise for it.
    closer::theirs(timeline, &casebook.words, &ties, &first, &mut hits);
    closer::neighbours(facts, timeline, &casebook.words, &ties, &mut hits);
    closer::mediators(&casebook.words, &mut hits);
    let scene = Scene::new(facts, timeline, &casebook.words, &hits, &ties, standings.of(&hits), as_of, &casebook.lpr);
    let sieve = Sieve::new(&scene);
    let mut engine = Engine::new(scene, casebook);
    let mut findings: Vec<Finding> = Vec::new();
    for rule in &casebook.rules {
        let parts = engine.rule(rule, &sieve);
        findings.extend(parts.into_iter().enumerate().filter_map(|(n, p)| p.build(rule, n + 1)));
    }
    let undecided = needs::undecided(&engine.scene, &casebook.rules, &casebook.needs, &|rule| findings.iter().any(|f| f.rule() == rule));
    let (senders, address_book) = (senders::clusters(&engine.scene, &casebook.words), source::studies(&engine.scene));
    let call_days = calls::days(&engine.scene, &casebook.rules, &findings);
    let problems = fact::uncomputed_loans(&engine.scene).into_iter().chain(acquaintance::set_aside(facts, timeline, casebook)).collect();
    Outcome { findings, undecided, call_days, senders, address_book, problems }
}
