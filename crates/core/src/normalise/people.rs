//! Who is who: resolved from the facts, the custodians and the address books; each answer says where it comes from.

use crate::facts::{Facts, Person};
use crate::model::Peer;
use crate::number::{self, NumberKind};
use super::{AddressBook, naming};
use std::collections::HashMap;

/// Index into [`People`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

/// What somebody is in this case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A person named in the facts; obligation and relation are there.
    Person,
    /// Somebody in an address book and nowhere else.
    Contact,
    /// A lender (index into `facts.lenders`).
    Lender(u32),
    /// An agency (index into `facts.agencies`).
    Agency(u32),
    /// A number the facts say is something else (courier, bank).
    Other,
    /// Nobody knows.
    Unknown,
}

/// Where the answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Stated facts.
    Facts,
    /// The custodian of the exhibit.
    Custodian,
    /// An address book, or the name the phone itself put beside the number.
    AddressBook,
    /// The number itself (a public service line).
    Form,
    /// Nothing.
    None,
}

/// Public lines of courts, police, supervisors and carriers. A caller can fake them; a rule that would accuse their owner
/// must not rest on the number alone, so contacts from them are not read as a stranger's.
const OFFICIAL: [&str; 16] = ["110", "119", "120", "122", "10000", "10010", "10086", "10099", "12110", "12315", "12321", "12345", "12348", "12363", "12368", "12378"];

/// Somebody met in the evidence.
#[derive(Clone, Debug)]
pub struct Party {
    /// What they are.
    pub role: Role,
    /// Where that comes from.
    pub basis: Basis,
    /// Number key or nickname; empty when withheld.
    pub key: String,
    /// Form of the number.
    pub kind: NumberKind,
    /// Name, when one is known.
    pub name: Option<String>,
    /// Index into `facts.persons`, for `Role::Person`.
    pub person: Option<u32>,
}

/// What a recipient is to one lender's debt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Owes.
    Borrower,
    /// Owes together with the borrower.
    CoBorrower,
    /// Guarantees this lender's loan.
    Guarantor,
    /// Owes this lender nothing.
    ThirdParty,
}

impl Standing {
    /// The word results and rules use.
    pub fn id(self) -> &'static str {
        match self {
            Standing::Borrower => "borrower",
            Standing::CoBorrower => "co_borrower",
            Standing::Guarantor => "guarantor",
            Standing::ThirdParty => "third_party",
        }
    }
}

/// Everybody met, each once.
pub struct People {
    parties: Vec<Party>,
    by_key: HashMap<String, PartyId>,
    /// Spellings met before, so that a number's key is worked out once and not for each of its contacts.
    by_raw: HashMap<String, PartyId>,
    by_name: HashMap<String, PartyId>,
    persons: HashMap<String, PartyId>,
    books: Vec<AddressBook>,
}

impl People {
    /// Starts with everybody the facts name. A number stated for a person wins over one stated for an institution.
    pub fn new(facts: &Facts, books: &[AddressBook]) -> People {
        let mut people = People { parties: Vec::new(), by_key: HashMap::new(), by_raw: HashMap::new(), by_name: HashMap::new(), persons: HashMap::new(), books: books.to_vec() };
        for (i, person) in facts.persons.iter().enumerate() {
            let id = people.add(Party { role: Role::Person, basis: Basis::Facts, key: String::new(), kind: NumberKind::Name, name: Some(person.name.clone()), person: Some(i as u32) });
            people.persons.insert(person.id.clone(), id);
            for number in &person.numbers {
                people.by_key.entry(number::key(number)).or_insert(id);
            }
            for name in std::iter::once(&person.name).chain(&person.nicknames).filter(|n| !n.is_empty()) {
                people.by_name.entry(name.clone()).or_insert(id);
            }
        }
        // The borrower's further numbers: plain strings or {number}.
        if let Some(borrower) = facts.borrower.as_deref().and_then(|b| people.persons.get(b)).copied() {
            for value in &facts.own_numbers {
                let owner = value.get("person").and_then(|p| people.persons.get(p.as_str()?)).copied().unwrap_or(borrower);
                if let Some(number) = value.as_str().or_else(|| value.get("number").and_then(|n| n.as_str())) {
                    people.by_key.entry(number::key(number)).or_insert(owner);
                }
            }
        }
        let institutions = facts.lenders.iter().enumerate().map(|(i, l)| (Role::Lender(i as u32), &l.name, &l.numbers));
        let agencies = facts.agencies.iter().enumerate().map(|(i, a)| (Role::Agency(i as u32), &a.name, &a.numbers));
        for (role, name, numbers) in institutions.chain(agencies) {
            for number in numbers {
                people.known(number, role, Some(name.clone()));
            }
        }
        for other in &facts.other_numbers {
            people.known(&other.number, Role::Other, other.what.clone());
        }
        people
    }

    fn known(&mut self, raw: &str, role: Role, name: Option<String>) {
        let key = number::key(raw);
        if key.is_empty() || self.by_key.contains_key(&key) {
            return;
        }
        let id = self.add(Party { role, basis: Basis::Facts, kind: number::kind(raw), key: key.clone(), name, person: None });
        self.by_key.insert(key, id);
    }

    fn add(&mut self, party: Party) -> PartyId {
        self.parties.push(party);
        PartyId(self.parties.len() as u32 - 1)
    }

    /// The address books of the case.
    pub fn books(&self) -> &[AddressBook] {
        &self.books
    }

    /// The party of a person id, when the facts name that person.
    pub fn of_person(&self, person: &str) -> Option<PartyId> {
        self.persons.get(person).copied()
    }

    /// Somebody by id.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.0 as usize]
    }

    /// The custodian of an exhibit; somebody unknown when the case does not say.
    pub fn custodian(&mut self, person: Option<&str>) -> PartyId {
        if let Some(id) = person.and_then(|p| self.persons.get(p)) {
            return *id;
        }
        let key = format!("custodian:{}", person.unwrap_or(""));
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let id = self.add(Party { role: Role::Unknown, basis: Basis::Custodian, key: key.clone(), kind: NumberKind::Name, name: person.map(str::to_owned), person: None });
        self.by_key.insert(key, id);
        id
    }

    /// The other side of a record.
    pub fn peer(&mut self, peer: &Peer, owner: PartyId) -> PartyId {
        if let Some(id) = self.by_raw.get(&peer.raw) {
            return *id;
        }
        let key = number::key(&peer.raw);
        if key.is_empty() {
            // Withheld callers are not one person: they share a party that is nobody.
            return self.intern(String::new(), NumberKind::Hidden, None, false);
        }
        let id = match self.by_key.get(&key) {
            Some(id) => *id,
            None => {
                let kind = number::kind(&peer.raw);
                if kind == NumberKind::Name
                    && let Some(id) = crate::import::chat::names_in(&peer.raw).find_map(|n| self.by_name.get(n))
                    && *id != owner
                {
                    // Not remembered: on the phone of the person so called, the name is somebody else's.
                    return *id;
                }
                let in_book = self.books.iter().any(|b| b.book.holds(&key));
                let name = self.books.iter().find_map(|b| b.book.name(&key)).map(str::to_owned).or_else(|| peer.name.clone()).filter(|name| naming::names(name, &peer.raw));
                self.intern(key, kind, name, in_book)
            }
        };
        self.by_raw.insert(peer.raw.clone(), id);
        id
    }

    fn intern(&mut self, key: String, kind: NumberKind, name: Option<String>, in_book: bool) -> PartyId {
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        // A name the phone shows beside a number comes from its address book; it makes the number a person's only when
        // the number has the form of a person's line.
        // A collector saved under a telling name is no acquaintance.
        let telling = name.as_deref().is_some_and(|n| ["催", "贷", "骚扰", "诈骗", "推销", "消金", "金融", "客服"].iter().any(|w| n.contains(w)));
        let personal = !telling && matches!(kind, NumberKind::Mobile | NumberKind::Landline | NumberKind::International | NumberKind::Name);
        let contact = personal && (in_book || name.is_some());
        let (role, basis) = if OFFICIAL.contains(&key.as_str()) {
            (Role::Other, Basis::Form)
        } else if contact { (Role::Contact, Basis::AddressBook) } else { (Role::Unknown, Basis::None) };
        let id = self.add(Party { role, basis, key: key.clone(), kind, name, person: None });
        self.by_key.insert(key, id);
        id
    }

    /// Whether a party is a human being the case knows (not a collector by default).
    pub fn is_person(&self, id: PartyId) -> bool {
        matches!(self.party(id).role, Role::Person | Role::Contact)
    }

    /// The facts' person behind a party.
    pub fn person<'f>(&self, id: PartyId, facts: &'f Facts) -> Option<&'f Person> {
        facts.persons.get(self.party(id).person? as usize)
    }

    /// What a recipient is to the loans a message names.
    pub fn standing_for(&self, id: PartyId, facts: &Facts, loans: &[&str]) -> Standing {
        let Some(person) = self.person(id, facts) else { return Standing::ThirdParty };
        let named = |own: &[String]| own.iter().any(|l| loans.contains(&l.as_str()));
        // Who owes a loan of his own is a debtor of that one: of others the facts give another debtor for, he is none.
        let debtors = || facts.loans.iter().filter(|l| loans.contains(&l.id.as_str())).map(|l| l.debtor.as_deref().or(facts.borrower.as_deref()));
        let owes = debtors().any(|d| d == Some(&person.id)) || (person.obligation.as_deref() == Some("debtor") && debtors().any(|d| d.is_none()));
        match () {
            () if owes => Standing::Borrower,
            () if named(&person.co_borrower_of) => Standing::CoBorrower,
            () if named(&person.guarantees) => Standing::Guarantor,
            () => Standing::ThirdParty,
        }
    }

    /// What a recipient is to this lender's debt (any lender's, when none is given). A guarantor is one only for the
    /// loans the facts name; for anybody else's debt he is a third party.
    pub fn standing(&self, id: PartyId, facts: &Facts, lender: Option<&str>) -> Standing {
        let Some(person) = self.person(id, facts) else { return Standing::ThirdParty };
        let of_lender = |loans: &[String]| loans.iter().any(|l| lender.is_none_or(|want| facts.loans.iter().any(|loan| loan.id == *l && loan.lender == want)));
        let debtor_of_loan = facts.loans.iter().any(|l| l.debtor.as_deref() == Some(&person.id) && lender.is_none_or(|want| l.lender == want));
        match person.obligation.as_deref() {
            Some("debtor") if debtor_of_loan || !facts.loans.iter().any(|l| l.debtor.as_deref() == Some(&person.id)) => Standing::Borrower,
            _ if facts.borrower.as_deref() == Some(&person.id) || debtor_of_loan => Standing::Borrower,
            Some("co_borrower") if person.co_borrower_of.is_empty() || of_lender(&person.co_borrower_of) => Standing::CoBorrower,
            Some("guarantor") if person.guarantees.is_empty() || of_lender(&person.guarantees) => Standing::Guarantor,
            _ if of_lender(&person.co_borrower_of) => Standing::CoBorrower,
            _ if of_lender(&person.guarantees) => Standing::Guarantor,
            _ => Standing::ThirdParty,
        }
    }
}
