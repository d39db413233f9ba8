//! What the recipient of each contact is to the loan, else to the lender, it is about. Asked again whenever words were read again;
//! what the words alone tell of it is kept.

use super::attribution::Tie;
use super::scene::{TELLING, given_name};
use crate::facts::{Facts, Loan};
use crate::normalise::people::{PartyId, Standing};
use crate::normalise::{Event, Timeline};
use crate::words::{FamilyId, Hit, Words};
use std::collections::HashMap;

/// Answers for one timeline and its ties.
pub struct Standings<'a> {
    facts: &'a Facts,
    timeline: &'a Timeline,
    ties: &'a [Option<Tie>],
    /// The borrower's name, and the given name if it is nobody else's.
    borrower: Option<&'a str>,
    given: Option<String>,
    telling: Vec<FamilyId>,
    /// Loans recognised by their number; those of the borrower.
    loans: Vec<&'a str>,
    theirs: Vec<&'a str>,
    /// An owner's standing towards a lender is the same for all their contacts.
    known: HashMap<(PartyId, Option<u32>), Standing>,
    /// Whether any loan was paid off: else nobody is released.
    settled: bool,
    /// By contact: what the loans its words name make of the recipient, once asked; they name none in most.
    by_loan: Vec<Option<Option<Standing>>>,
}

impl<'a> Standings<'a> {
    /// For a timeline whose contacts are tied.
    pub fn new(facts: &'a Facts, timeline: &'a Timeline, words: &Words, ties: &'a [Option<Tie>]) -> Standings<'a> {
        Standings {
            facts,
            timeline,
            ties,
            borrower: facts.borrower.as_deref().and_then(|b| facts.person(b)).map(|p| p.name.as_str()).filter(|n| n.chars().count() >= 2),
            given: given_name(facts),
            telling: TELLING.iter().filter_map(|f| words.family(f)).collect(),
            loans: facts.loans.iter().map(|l| l.id.as_str()).filter(|id| id.chars().count() >= 4).collect(),
            theirs: facts.loans.iter().filter(|l| l.debtor.is_none() || l.debtor == facts.borrower).map(|l| l.id.as_str()).collect(),
            known: HashMap::new(),
            settled: facts.loans.iter().any(|l| l.settled_on.is_some()),
            by_loan: vec![None; timeline.events.len()],
        }
    }

    /// The standing of each contact's recipient, by the words found in them.
    pub fn of(&mut self, hits: &[Vec<Hit>]) -> Vec<Standing> {
        let (facts, timeline) = (self.facts, self.timeline);
        let mut last: Option<((PartyId, Option<u32>), Standing)> = None;
        // What somebody last spoke of to an owner: a short follow-up (给句话) is about the same.
        let mut spoken_of: HashMap<(PartyId, PartyId), Standing> = HashMap::new();
        let standing = |((i, event), hits): ((usize, &Event), &Vec<Hit>)| {
            let tie = self.ties[i];
            let line = (event.owner, event.peer);
            // A message that names a loan is about that loan: a guarantor of another one is a third party to it.
            if !hits.is_empty()
                && let Some(standing) = self.by_loan(i, event)
            {
                spoken_of.insert(line, standing);
                return standing;
            }
            let key = (event.owner, tie.map(|t| t.lender));
            // Whose loan is paid off answers for it no longer: another loan of the borrower is somebody else's.
            if self.settled && self.released(event, key.1) {
                return Standing::ThirdParty;
            }
            let standing = match last {
                Some((of, standing)) if of == key => standing,
                _ => {
                    let towards = self.lender(key.1);
                    *self.known.entry(key).or_insert_with(|| timeline.people.standing(key.0, facts, towards))
                }
            };
            last = Some((key, standing));
            // Who has a loan of his own is written to about the borrower's all the same, when the borrower is named.
            let other = standing == Standing::Borrower && timeline.people.person(event.owner, facts).map(|p| p.id.as_str()) != facts.borrower.as_deref();
            if other && self.of_borrower(event, hits) {
                let standing = timeline.people.standing_for(event.owner, facts, &self.theirs);
                spoken_of.insert(line, standing);
                return standing;
            }
            let follows = other && tie.is_some() && !event.words().is_empty() && crate::words::signature(event.words()).is_none() && !timeline.people.party(event.peer).key.is_empty();
            if follows { spoken_of.get(&line).copied().unwrap_or(standing) } else { standing }
        };
        timeline.events.iter().enumerate().zip(hits).map(standing).collect()
    }

    fn lender(&self, number: Option<u32>) -> Option<&'a str> {
        self.facts.lenders.get(number? as usize).map(|l| l.id.as_str())
    }

    /// Whether every loan of this lender that the owner answers for was settled before this contact, while the borrower had another one open.
    fn released(&self, event: &Event, lender: Option<u32>) -> bool {
        let Some(person) = self.timeline.people.person(event.owner, self.facts).filter(|p| Some(p.id.as_str()) != self.facts.borrower.as_deref()) else { return false };
        let answers = |l: &Loan| person.guarantees.contains(&l.id) || person.co_borrower_of.contains(&l.id) || l.debtor.as_deref() == Some(person.id.as_str());
        let day = event.record.at.day();
        let own: Vec<&Loan> = self.facts.loans.iter().filter(|l| answers(l) && (lender.is_none() || self.lender(lender) == Some(l.lender.as_str()))).collect();
        let over = |l: &Loan| l.settled_on.is_some_and(|settled| settled < day);
        let open = |l: &Loan| !over(l) && !answers(l) && (l.debtor.is_none() || l.debtor == self.facts.borrower) && own.iter().any(|o| o.lender == l.lender);
        !own.is_empty() && own.iter().all(|l| over(l)) && self.facts.loans.iter().any(open)
    }

    fn of_borrower(&self, event: &Event, hits: &[Hit]) -> bool {
        let text = event.words();
        self.borrower.is_some_and(|name| text.contains(name)) || self.given.as_deref().is_some_and(|given| text.contains(given)) || hits.iter().any(|h| self.telling.contains(&h.family))
    }

    /// What the loans a contact names make of its recipient; none when it names none.
    fn by_loan(&mut self, i: usize, event: &Event) -> Option<Standing> {
        if let Some(known) = self.by_loan[i] {
            return known;
        }
        let text = event.words();
        let mut named: Vec<&str> = self.loans.iter().copied().filter(|id| text.contains(id)).collect();
        if named.is_empty() {
            // People speak of 信用卡, not of BK-2: a product stands for its loan where the lender has no other of that name.
            let tie = self.ties[i];
            let of = |l: &&Loan| tie.is_none() || self.lender(tie.map(|t| t.lender)) == Some(l.lender.as_str());
            let spoken = |l: &&Loan| l.product.as_deref().is_some_and(|p| p.chars().count() >= 2 && text.contains(p));
            named = self.facts.loans.iter().filter(of).filter(spoken).map(|l| l.id.as_str()).collect();
        }
        let standing = (!named.is_empty()).then(|| self.timeline.people.standing_for(event.owner, self.facts, &named));
        self.by_loan[i] = Some(standing);
        standing
    }
}
