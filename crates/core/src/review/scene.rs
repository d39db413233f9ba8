//! What every detector may look at, gathered once for a review.

use super::attribution::{self, Tie};
use super::own::Own;
use super::stage::{self, Entered};
use super::verified;
use crate::facts::Facts;
use crate::model::{Channel, Day, Direction, Stamp};
use crate::money::Lpr;
use crate::normalise::people::{PartyId, Standing};
use crate::normalise::{AddressBook, Kept, Timeline};
use crate::number;
use crate::permission::{self, Permission};
use crate::rules::Answer;
use crate::words::{Hit, Words};
use std::collections::{HashMap, HashSet};

/// What every detector may look at.
pub struct Scene<'a> {
    /// Stated facts.
    pub facts: &'a Facts,
    /// Contacts.
    pub timeline: &'a Timeline,
    /// The lexicon.
    pub words: &'a Words,
    /// Words found, per event.
    pub hits: &'a [Vec<Hit>],
    /// Ties, per event.
    pub ties: &'a [Option<Tie>],
    /// Standing of each event's recipient towards the lender it is tied to.
    standings: Vec<Standing>,
    /// Stated refusals: person → (lender id if stated, when).
    pub refusals: HashMap<PartyId, Vec<(Option<String>, Stamp)>>,
    /// The owners' own calls: (owner, lender) → times, ascending.
    pub own_calls: HashMap<(PartyId, u32), Vec<Stamp>>,
    /// What people wrote to lenders themselves.
    pub own: Own,
    /// Name of the borrower, if long enough to recognise.
    pub borrower: Option<String>,
    /// The borrower's given name, if it is nobody else's in the case.
    pub given: Option<String>,
    /// The borrower among the people.
    pub borrower_party: Option<PartyId>,
    /// Stages of the case.
    pub stages: Vec<Entered>,
    /// What official places answered, per event.
    pub answers: HashMap<usize, Answer>,
    /// The first contact of every (owner, other side).
    pub firsts: HashSet<usize>,
    /// Names by which each lender is recognised in words.
    pub names: Vec<Vec<String>>,
    /// Other sides that once said they belong to an agency: their later words and calls are the agency's too.
    pub agency_parties: HashSet<PartyId>,
    /// Days on which the debtor was reached by a lender, ascending.
    pub reached: HashMap<u32, Vec<Day>>,
    /// Days on which a lender tried the debtor in vain, ascending.
    pub tried: HashMap<u32, Vec<Day>>,
    /// First and last day of the borrower's own call records.
    pub call_log: Option<(Day, Day)>,
    /// Stated contacts: place in the facts → event.
    pub stated: HashMap<u64, usize>,
    /// The day deadlines are counted to.
    pub as_of: Day,
    /// The one-year loan prime rate by day.
    pub lpr: &'a Lpr,
}

impl<'a> Scene<'a> {
    /// Gathers what the detectors need. `standings`: of these ties and hits.
    #[allow(clippy::too_many_arguments, reason = "columns of the same contacts, put together in one place")]
    pub fn new(facts: &'a Facts, timeline: &'a Timeline, words: &'a Words, hits: &'a [Vec<Hit>], ties: &'a [Option<Tie>], standings: Vec<Standing>, as_of: Day, lpr: &'a Lpr) -> Self {
        let mut refusals: HashMap<PartyId, Vec<_>> = HashMap::new();
        let mut persons: HashMap<&str, PartyId> = HashMap::new();
        for person in &facts.persons {
            if let Some(party) = timeline.people.of_person(&person.id) {
                persons.insert(person.id.as_str(), party);
            }
        }
        for refusal in &facts.refusals {
            if let (Some(party), Some(at)) = (persons.get(refusal.person.as_str()), Stamp::parse(&refusal.at)) {
                let to = refusal.to.as_deref().map(|to| facts.lender_behind(to).map_or_else(|| to.to_owned(), |l| l.id.clone()));
                refusals.entry(*party).or_default().push((to, at));
            }
        }
        let mut own_calls: HashMap<(PartyId, u32), Vec<Stamp>> = HashMap::new();
        for event in &timeline.events {
            if event.record.channel == Channel::Call
                && event.record.direction == Direction::Out
                && let Some(lender) = attribution::known(facts, timeline, event.peer)
            {
                own_calls.entry((event.owner, lender)).or_default().push(event.record.at.stamp);
            }
        }
        let borrower = facts.borrower.as_deref().and_then(|b| facts.person(b)).map(|p| p.name.clone()).filter(|n| n.chars().count() >= 2);
        let borrower_party = facts.borrower.as_deref().and_then(|b| timeline.people.of_person(b));
        let mut scene = Scene {
            facts,
            timeline,
            words,
            hits,
            ties,
            standings,
            refusals,
            own_calls,
            own: Own::read(facts, timeline, words, ties),
            borrower,
            given: given_name(facts),
            borrower_party,
            stages: stage::all(facts),
            answers: verified::answers(facts, timeline),
            firsts: firsts(timeline),
            names: attribution::named(facts),
            agency_parties: HashSet::new(),
            reached: HashMap::new(),
            tried: HashMap::new(),
            call_log: None,
            stated: HashMap::new(),
            as_of,
            lpr,
        };
        scene.contacts_with_debtor();
        if !facts.agencies.is_empty() {
            let named = timeline.events.iter().enumerate().filter(|(i, e)| scene.ties[*i].is_some() && !timeline.people.party(e.peer).key.is_empty() && scene.names_agency(e, *i));
            scene.agency_parties = named.map(|(_, e)| e.peer).collect();
        }
        scene
    }

    /// Standing of whose phone it is, towards the lender the contact is tied to.
    pub fn standing(&self, i: usize) -> Standing {
        self.standings[i]
    }

    /// How the words name the borrower: by the whole name; from a sender tied to a lender also by the given name (小棠 for
    /// 顾小棠), or by a loan of theirs with that lender.
    pub fn names_borrower(&self, i: usize) -> Option<String> {
        let words = self.timeline.events[i].words();
        let name = self.borrower.as_deref()?;
        if words.contains(name) {
            return Some(format!("写出了借款人姓名“{name}”"));
        }
        let lender = self.ties[i]?.lender as usize;
        if words.is_empty() || self.standing(i) != Standing::ThirdParty {
            return None;
        }
        if let Some(given) = self.given.as_deref().filter(|given| words.contains(given)) {
            return Some(format!("写出了借款人的名字“{given}”"));
        }
        let lender = &self.facts.lenders[lender].id;
        let theirs = |l: &&crate::facts::Loan| l.lender == *lender && l.id.chars().count() >= 4 && (l.debtor.is_none() || l.debtor == self.facts.borrower);
        self.facts.loans.iter().filter(theirs).find(|l| words.contains(&l.id)).map(|l| format!("写出了借款人的借款编号“{}”", l.id))
    }

    /// When the debtor was reached, and when tried in vain.
    fn contacts_with_debtor(&mut self) {
        for (i, event) in self.timeline.events.iter().enumerate() {
            if self.timeline.files[event.file as usize].exhibit == 0 {
                self.stated.entry(event.record.offset).or_insert(i);
            }
            if Some(event.owner) != self.borrower_party || event.record.reading == crate::model::Reading::Stated {
                continue;
            }
            let day = event.record.at.day();
            let call = event.record.channel == Channel::Call;
            if call {
                self.call_log = Some(self.call_log.map_or((day, day), |(first, _)| (first, day)));
            }
            let lender = self.ties[i].map(|t| t.lender).or_else(|| attribution::known(self.facts, self.timeline, event.peer));
            let Some(lender) = lender else { continue };
            // Whoever answers, calls or writes back can be reached; a message received says nothing of that.
            if (call && event.connected()) || (event.record.direction == Direction::Out && !call) {
                self.reached.entry(lender).or_default().push(day);
            } else if call && event.record.direction == Direction::In {
                self.tried.entry(lender).or_default().push(day);
            }
        }
    }

    /// A field of the facts about the lending app.
    pub fn app(&self, field: &str) -> Option<&serde_json::Value> {
        self.facts.app.as_ref()?.get(field)
    }

    /// The borrower's own address books.
    pub fn books_of_borrower(&self) -> impl Iterator<Item = &AddressBook> {
        let borrower = self.facts.borrower.as_deref();
        self.timeline.people.books().iter().filter(move |b| b.custodian.as_deref().or(self.facts.client.as_deref()) == borrower && borrower.is_some())
    }

    /// The recorded readings of the contacts by the lending apps (by any app, when the facts name none).
    pub fn contacts_reads(&self) -> impl Iterator<Item = &Kept> {
        let packages: Vec<&str> = match self.facts.app.as_ref() {
            Some(serde_json::Value::Array(list)) => list.iter().filter_map(|a| a.get("package")?.as_str()).collect(),
            Some(app) => app.get("package").and_then(|p| p.as_str()).into_iter().collect(),
            None => Vec::new(),
        };
        self.reads().filter(move |k| packages.is_empty() || k.entry.fields.get("package").is_some_and(|p| packages.contains(&p.as_str())))
    }

    /// The recorded readings of the contacts by one app. Without its name, those of the only app that has any: whose they
    /// are among several cannot be told.
    pub fn reads_by(&self, package: Option<&str>, name: Option<&str>) -> impl Iterator<Item = &Kept> {
        // A screen shows the app's name where a record of the system has its package.
        fn reader(k: &Kept) -> Option<&String> {
            k.entry.fields.get("package").or_else(|| k.entry.fields.get("app"))
        }
        let readers: HashSet<&str> = self.reads().filter_map(reader).map(String::as_str).collect();
        let (package, name) = (package.map(str::to_owned), name.map(str::to_owned));
        let only = readers.len() <= 1;
        self.reads().filter(move |k| {
            if k.entry.kind == "permission_shown" {
                let shown = k.entry.fields.get("app").map_or("", String::as_str);
                return name.as_ref().map_or(only, |n| !shown.is_empty() && (n.contains(shown) || shown.contains(n.as_str())));
            }
            let by = k.entry.fields.get("package").filter(|p| !p.is_empty());
            // `appops get` names no package: it was asked about one, and the user says which.
            package.as_ref().map_or(only, |p| by.is_none_or(|b| b == p))
        })
    }

    /// How often one app read the contacts, by span of time; without its package, that of the only app there is a count of.
    pub fn counts_by(&self, package: Option<&str>) -> impl Iterator<Item = ((crate::time::When, crate::time::When, u64), &Kept)> {
        let all = || self.timeline.entries.iter().filter_map(|k| Some((crate::permission::contacts_counted(&k.entry)?, k)));
        let own = |k: &Kept| k.entry.fields.get("package").cloned().unwrap_or_default();
        let only = all().map(|(_, k)| own(k)).collect::<HashSet<_>>().len() <= 1;
        let package = package.map(str::to_owned);
        all().filter(move |(_, k)| package.as_ref().map_or(only, |p| own(k) == *p))
    }

    /// The choice about the contacts a phone keeps with its time (`TCC.db`), of one app; without its package, that of the only app that has
    /// one. What was chosen before left no trace.
    pub fn choices_by(&self, package: Option<&str>) -> impl Iterator<Item = (crate::time::When, &str, &Kept)> {
        fn field<'k>(k: &'k Kept, name: &str) -> &'k str {
            k.entry.fields.get(name).map_or("", String::as_str)
        }
        let all = || self.timeline.entries.iter().filter(move |k| k.entry.kind == "permission_choice" && field(k, "category") == "contacts");
        let only = all().map(|k| field(k, "package")).collect::<HashSet<_>>().len() <= 1;
        let package = package.map(str::to_owned);
        all().filter(move |k| package.as_ref().map_or(only, |p| field(k, "package") == p)).filter_map(move |k| Some((k.entry.at?, field(k, "choice"), k)))
    }

    /// Every recorded reading of the contacts: the last access of a state on Android, the beginning of an interval on iOS.
    fn reads(&self) -> impl Iterator<Item = &Kept> {
        self.timeline.entries.iter().filter(|k| (k.entry.kind == "permission_access" || permission::shown_use(&k.entry).is_some()) && permission::of_entry(&k.entry) == Some((Permission::Contacts, true)))
    }

    /// The telephone numbers the facts give for whoever received an event.
    pub fn numbers_of(&self, i: usize) -> Vec<String> {
        let person = self.timeline.people.person(self.timeline.events[i].owner, self.facts);
        person.map(|p| p.numbers.iter().map(|n| number::key(n)).filter(|k| !k.is_empty()).collect()).unwrap_or_default()
    }

}

/// The borrower's name without the surname (小棠 of 顾小棠), unless it stands in somebody else's name or in a lender's.
pub fn given_name(facts: &Facts) -> Option<String> {
    let name = &facts.borrower.as_deref().and_then(|b| facts.person(b))?.name;
    let given: String = name.chars().skip(name.chars().count().saturating_sub(2)).collect();
    let others = facts.persons.iter().map(|p| &p.name).filter(|n| *n != name);
    let firms = facts.lenders.iter().flat_map(|l| l.aliases.iter().chain(&l.signatures).chain([&l.name])).chain(facts.agencies.iter().map(|a| &a.name));
    (name.chars().count() >= 3 && !others.chain(firms).any(|n| n.contains(&given))).then_some(given)
}

/// Families that tell of somebody else's debt: they are read in messages to bystanders only.
pub const TELLING: [&str; 2] = ["third_party_disclosure", "third_party_payment_demand"];

/// Whether a hit tells of somebody else's debt.
pub fn tells_of_debt(words: &Words, hit: &Hit) -> bool {
    TELLING.iter().any(|f| words.family(f) == Some(hit.family))
}

/// The first contact of every (owner, other side); a withheld number is nobody in particular.
fn firsts(timeline: &Timeline) -> HashSet<usize> {
    let mut met: HashSet<(PartyId, PartyId)> = HashSet::new();
    let mut first = HashSet::new();
    for (i, event) in timeline.events.iter().enumerate() {
        if !timeline.people.party(event.peer).key.is_empty() && met.insert((event.owner, event.peer)) {
            first.insert(i);
        }
    }
    first
}
