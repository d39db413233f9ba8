//! A second reading of words, once it is known who speaks. The lexicon reads a message to a bystander with more reserve than one
//! to a debtor: without a word of money it takes 让街坊都认认你 for talk among neighbours. Beside a plain threat from a lender's own
//! number it is not.

use super::attribution::{Strength, Tie};
use crate::model::Direction;
use crate::normalise::Timeline;
use crate::normalise::people::Standing;
use crate::words::{FamilyId, Hit, Reader, Recipient, Words};

/// What is pressure whoever receives it.
const PRESSURE: [&str; 5] = ["threat_violence", "threat_exposure", "visit_threat", "insult", "false_legal_consequence"];

/// Adds, as weak signs, what else an unsigned message of a lender or agency to somebody who owes nothing says, when something in it is
/// plain pressure already: 告诉你妈别躲了 alone is a message to pass on. A signed message is a form letter and is read as it stands.
pub fn read(timeline: &Timeline, words: &Words, ties: &[Option<Tie>], standings: &[Standing], hits: &mut [Vec<Hit>]) {
    let pressure: Vec<FamilyId> = PRESSURE.iter().filter_map(|f| words.family(f)).collect();
    let mut reader = Reader::asking(words, words.ask(|f| pressure.contains(&f)));
    for (i, event) in timeline.events.iter().enumerate() {
        let known = ties[i].is_some_and(|t| matches!(t.strength, Strength::KnownNumber | Strength::SameNumber));
        let text = event.words();
        if !known || standings[i] != Standing::ThirdParty || event.record.direction != Direction::In || text.is_empty() || crate::words::signature(text).is_some() {
            continue;
        }
        let said: Vec<FamilyId> = hits[i].iter().map(|h| h.family).collect();
        if !hits[i].iter().any(|h| !h.weak && pressure.contains(&h.family)) {
            continue;
        }
        let more = reader.read(text, Recipient::Borrower).iter().filter(|h| !h.alone && !said.contains(&h.family));
        hits[i].extend(more.map(|h| Hit { weak: true, ..*h }));
        hits[i].sort_by_key(|h| (h.start, h.end, h.family));
    }
}

/// Who passes himself off as a lawyer or mediator is not thereby an official: the second opinion alone tells the two apart badly.
pub fn mediators(words: &Words, hits: &mut [Vec<Hit>]) {
    let (Some(lawyer), Some(official)) = (words.family("impersonate_lawyer"), words.family("impersonate_authority")) else { return };
    for hits in hits.iter_mut().filter(|hits| hits.iter().any(|h| h.family == lawyer)) {
        hits.retain(|h| !(h.alone && h.family == official));
    }
}
