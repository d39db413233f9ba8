//! The first readings of words: as told to whoever owns the phone, and again once it is known which lender speaks.

use super::attribution;
use super::scene;
use super::standings::Standings;
use crate::casebook::Casebook;
use crate::facts::Facts;
use crate::model::{Direction, Reading};
use crate::normalise::Timeline;
use crate::normalise::people::{PartyId, Standing};
use crate::words::{Hit, Reader, Recipient};

/// The words of every incoming message from a stranger; other messages are not read.
pub fn read_words(facts: &Facts, timeline: &Timeline, casebook: &Casebook) -> Vec<Vec<Hit>> {
    let mut reader = Reader::new(&casebook.words);
    // Contacts of one owner mostly come one after the other.
    let mut last: Option<(PartyId, Recipient)> = None;
    timeline
        .events
        .iter()
        .map(|event| {
            let text = event.words();
            if event.record.direction != Direction::In || text.is_empty() || !attribution::stranger(timeline, event.peer) {
                return Vec::new();
            }
            // Towards any lender: who owes nobody is a third party for the reader of words.
            let to = match last {
                Some((owner, to)) if owner == event.owner => to,
                _ if timeline.people.standing(event.owner, facts, None) == Standing::ThirdParty => Recipient::ThirdParty,
                _ => Recipient::Borrower,
            };
            last = Some((event.owner, to));
            if event.record.reading == Reading::Stated || event.said().is_some() {
                return told(&mut reader, text, to);
            }
            let hits = reader.read(text, to).to_vec();
            // Who owes somebody else may still be told of the borrower's debt.
            let other = || facts.borrower.is_some() && timeline.people.person(event.owner, facts).map(|p| p.id.as_str()) != facts.borrower.as_deref();
            if to == Recipient::Borrower && hits.iter().all(|h| h.weak) && other() {
                let third = reader.read(text, Recipient::ThirdParty).to_vec();
                if third.iter().any(|h| !h.weak && scene::tells_of_debt(&casebook.words, h)) {
                    return third;
                }
            }
            hits
        })
        .collect()
}

/// What somebody tells of a contact in words of his own. The second opinion was learned on messages themselves, so it does not speak alone
/// here; and 他说他是某局的 is how 我是某局的 is told: such words are read once more as they were spoken.
fn told(reader: &mut Reader, text: &str, to: Recipient) -> Vec<Hit> {
    let mut hits: Vec<Hit> = reader.read(text, to).iter().filter(|h| !h.alone).copied().collect();
    // As many bytes each, so that quotes point at the words as they are told.
    const SPOKEN: [(&str, &str); 4] = [("他是", "我是"), ("她是", "我是"), ("来抓我", "来抓你"), ("抓我去", "抓你去")];
    let said = ["说", "称", "讲"].iter().filter_map(|w| text.find(w)).min();
    if let Some(from) = said.map(|at| at + "说".len()).filter(|_| SPOKEN.iter().any(|(told, _)| text.contains(told))) {
        let spoken = SPOKEN.iter().fold(text[from..].to_owned(), |text, (told, spoken)| text.replace(told, spoken));
        let known: Vec<_> = hits.iter().map(|h| h.family).collect();
        let shifted = |h: &Hit| Hit { start: h.start + from as u32, end: h.end + from as u32, ..*h };
        hits.extend(reader.read(&spoken, to).iter().filter(|h| !h.alone && !known.contains(&h.family)).map(shifted));
    }
    // 让我先垫两千 tells of 你先垫两千.
    if let Some(from) = telling(text).filter(|from| text[*from..].contains('我')) {
        let spoken = text[from..].replace('我', "你");
        let known: Vec<_> = hits.iter().map(|h| h.family).collect();
        let shifted = |h: &Hit| Hit { start: h.start + from as u32, end: h.end + from as u32, ..*h };
        hits.extend(reader.read(&spoken, to).iter().filter(|h| !h.alone && !known.contains(&h.family)).map(shifted));
    }
    hits.sort_by_key(|h| (h.start, h.end, h.family));
    hits
}

/// Where what somebody else said begins in an account of it: at the first 说, 让, 问 … in whose clause nothing of oneself stands before.
fn telling(text: &str) -> Option<usize> {
    const VERBS: [&str; 10] = ["说", "称", "讲", "问", "让", "叫", "要", "逼", "催", "骂"];
    let mut verbs: Vec<(usize, usize)> = VERBS.iter().flat_map(|verb| text.match_indices(verb).map(|(at, _)| (at, verb.len()))).collect();
    verbs.sort_unstable();
    let clause = |at: usize| text[..at].rsplit(['，', '。', '；', '！', '？', ',', ';', '!', '?', '：', ':', '\n']).next().unwrap_or_default();
    verbs.into_iter().find(|(at, _)| !clause(*at).contains('我')).map(|(at, len)| at + len)
}

/// A guarantor of one loan is a third party to another: once the sender is known, such messages are read as told to one.
pub fn read_again(facts: &Facts, timeline: &Timeline, casebook: &Casebook, standings: &mut Standings<'_>, hits: &mut [Vec<Hit>]) {
    let owes = |p: &crate::facts::Person| !p.guarantees.is_empty() || !p.co_borrower_of.is_empty() || (facts.borrower.as_deref() != Some(p.id.as_str()) && (p.obligation.is_some() || facts.loans.iter().any(|l| l.debtor.as_deref() == Some(p.id.as_str()))));
    if !facts.persons.iter().any(owes) {
        return;
    }
    let mut reader = Reader::new(&casebook.words);
    let standings = standings.of(hits);
    for (i, event) in timeline.events.iter().enumerate() {
        let held_to_owe = !hits[i].is_empty() && timeline.people.standing(event.owner, facts, None) != Standing::ThirdParty;
        if held_to_owe && standings[i] == Standing::ThirdParty {
            let (text, stated) = (event.words(), event.record.reading == Reading::Stated || event.said().is_some());
            hits[i] = if stated { told(&mut reader, text, Recipient::ThirdParty) } else { reader.read(text, Recipient::ThirdParty).to_vec() };
        }
    }
}
