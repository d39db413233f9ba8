//! A second reading of words, once it is known who speaks. The lexicon reads a message to a bystander with more reserve than one
//! to a debtor: without a word of money it takes 让街坊都认认你 for talk among neighbours. Beside a plain threat from a lender's own
//! number it is not.

use super::attribution::{self, Strength, Tie};
use crate::facts::Facts;
use crate::model::{Direction, Reading};
use crate::normalise::Timeline;
use crate::normalise::people::Standing;
use crate::words::{FamilyId, Hit, Reader, Recipient, Scratch, Words, signature};
use std::collections::HashSet;

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

/// Once it is known that a lender or its agency speaks, the second opinion needs less to speak: what it says beyond the first reading is
/// added, as weak as ever.
pub fn theirs(timeline: &Timeline, words: &Words, ties: &[Option<Tie>], standings: &[Standing], hits: &mut [Vec<Hit>]) {
    let mut reader = Reader::theirs(words);
    let relay = words.family("relay");
    let telling: Vec<FamilyId> = ["debt_fact", "collection"].iter().filter_map(|f| words.family(f)).collect();
    for (i, event) in timeline.events.iter().enumerate() {
        let text = event.words();
        if text.is_empty() || event.record.direction != Direction::In || !ties[i].is_some_and(|t| t.strength > Strength::OnlyLender) {
            continue;
        }
        // Learned on messages themselves, not on what people tell of them.
        if event.record.reading == Reading::Stated || event.said().is_some() {
            continue;
        }
        let to = if standings[i] == Standing::ThirdParty { Recipient::ThirdParty } else { Recipient::Borrower };
        let said: Vec<FamilyId> = hits[i].iter().map(|h| h.family).collect();
        // 请转告他回电, and nothing of a debt, may be passed on.
        if said.iter().any(|f| Some(*f) == relay) && !said.iter().any(|f| telling.contains(f)) {
            hits[i].retain(|h| !h.alone);
            continue;
        }
        let more = reader.read(text, to).iter().filter(|h| h.alone && !said.contains(&h.family));
        hits[i].extend(more);
        hits[i].sort_by_key(|h| (h.start, h.end, h.family));
    }
}

/// Takes back what was read as told of the borrower's debt, and every weak sign, in a message that shows nothing of it: unsigned, tied to no lender, the
/// borrower not named, no word of the trade, no pressure, and from a number that never used any. Neighbours have debts of their own.
pub fn neighbours(facts: &Facts, timeline: &Timeline, words: &Words, ties: &[Option<Tie>], hits: &mut [Vec<Hit>]) {
    let telling: Vec<FamilyId> = super::scene::TELLING.iter().filter_map(|f| words.family(f)).collect();
    let pressure: Vec<FamilyId> = ["threat_violence", "threat_exposure", "insult", "false_legal_consequence", "impersonate_authority"].iter().filter_map(|f| words.family(f)).collect();
    let (visit, violence) = (words.family("visit_threat"), words.family("threat_violence"));
    // Most messages have none of these, and nothing is asked of them.
    let acts: HashSet<FamilyId> = crate::screen::ACTS.iter().filter_map(|act| words.family(act)).collect();
    let everyday: Vec<FamilyId> = ["private_payee", "induce_borrowing"].iter().filter_map(|f| words.family(f)).collect();
    let pressed = |hits: &[Hit]| hits.iter().any(|h| !h.weak && pressure.contains(&h.family));
    let known: HashSet<_> = timeline.events.iter().enumerate().filter(|(i, _)| ties[*i].is_some() || pressed(&hits[*i])).map(|(_, e)| e.peer).collect();
    let borrower = facts.borrower.as_deref().and_then(|b| facts.person(b)).map(|p| p.name.as_str()).filter(|n| n.chars().count() >= 2);
    let given = super::scene::given_name(facts);
    let mut scratch = Scratch::default();
    for (i, event) in timeline.events.iter().enumerate() {
        let text = event.words();
        if ties[i].is_some() || !hits[i].iter().any(|h| h.weak || acts.contains(&h.family)) {
            continue;
        }
        // A paper, a shop, a hospital: what is signed by somebody who collects nothing.
        if let Some(own) = signature(text) {
            if !attribution::collects(own) {
                let shop = words.talks_shop(text, &mut scratch);
                hits[i].retain(|h| shop && !h.weak);
            }
            continue;
        }
        let named = borrower.is_some_and(|name| text.contains(name)) || given.as_deref().is_some_and(|name| text.contains(name));
        // On the borrower's own phone everybody calls him by his name.
        let of_another = named && timeline.people.person(event.owner, facts).map(|p| p.id.as_str()) != facts.borrower.as_deref();
        // Rent, wages, a meal: whoever threatens violence for it does, the rest is no collection of this loan.
        if !of_another && words.other_matter(text, &mut scratch) {
            hits[i].retain(|h| !h.weak && Some(h.family) == violence);
        }
        if wrong_person(timeline, i, words, &mut scratch) {
            hits[i].clear();
        }
        if pressed(&hits[i]) {
            continue;
        }
        let nobody = timeline.people.party(event.peer).key.is_empty();
        if named || (!nobody && known.contains(&event.peer)) || !attribution::stranger(timeline, event.peer) || words.talks_shop(text, &mut scratch) {
            continue;
        }
        // Anybody may say that he comes by; a visit of many, or at night, is something else.
        let force = words.shows_force(text, &mut scratch);
        hits[i].retain(|h| force || Some(h.family) != visit);
        hits[i].retain(|h| !h.weak && !telling.contains(&h.family) && !everyday.contains(&h.family));
    }
}

/// Does the sender say within the hour that he had the wrong person?
fn wrong_person(timeline: &Timeline, at: usize, words: &Words, scratch: &mut Scratch) -> bool {
    let event = &timeline.events[at];
    let later = timeline.events[at + 1..].iter().take_while(|e| e.record.at.stamp.0 - event.record.at.stamp.0 <= 3_600_000);
    later.filter(|e| e.peer == event.peer && e.owner == event.owner && e.record.direction == Direction::In).any(|e| words.astray(e.words(), scratch))
}

/// Who passes himself off as a lawyer or mediator is not thereby an official: the second opinion alone tells the two apart badly.
pub fn mediators(words: &Words, hits: &mut [Vec<Hit>]) {
    let (Some(lawyer), Some(official)) = (words.family("impersonate_lawyer"), words.family("impersonate_authority")) else { return };
    for hits in hits.iter_mut().filter(|hits| hits.iter().any(|h| h.family == lawyer)) {
        hits.retain(|h| !(h.alone && h.family == official));
    }
}
