//! Sender clusters: numbers that belong together by what they sent. Shown so that a person can see one campaign behind many
//! numbers; a cluster is a lead, no finding and no tie.

use super::scene::Scene;
use crate::screen::Act;
use crate::words::{FamilyId, Words};
use crate::model::Direction;
use crate::normalise::people::PartyId;
use crate::number::NumberKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Numbers that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cluster {
    /// Lender some of them are tied to, by id.
    pub lender: Option<String>,
    /// The numbers, by first contact.
    pub numbers: Vec<Number>,
    /// Why they are shown together.
    pub because: Vec<String>,
}

/// One number of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Number {
    /// As results name it.
    pub number: String,
    /// Contacts in the record.
    pub contacts: u64,
    /// Time of the first.
    pub first: String,
    /// Time of the last.
    pub last: String,
}

/// A text shorter than this says nothing about who wrote it, in characters without digits and marks.
const TELLING: usize = 12;
/// Numbers of one platform that differ by no more are called consecutive.
const NEAR: u64 = 9;

/// Clusters of at least two numbers, by first contact.
pub fn clusters(scene: &Scene, words: &Words) -> Vec<Cluster> {
    let acts: Vec<FamilyId> = words.families().filter(|f| Act::named(words.name(*f)).is_some()).collect();
    let events = &scene.timeline.events;
    // Only numbers that sent something tied, or something an act was read in, are of interest.
    let acted = |i: usize| scene.ties[i].is_some() || scene.hits[i].iter().any(|h| acts.contains(&h.family));
    let wanted: HashSet<PartyId> = events.iter().enumerate().filter(|(i, e)| e.record.direction == Direction::In && acted(*i)).map(|(_, e)| e.peer).filter(|p| super::attribution::stranger(scene.timeline, *p) && !scene.timeline.people.party(*p).key.is_empty()).collect();
    let mut asked = vec![false; wanted.iter().map(|p| p.0 as usize + 1).max().unwrap_or(0)];
    wanted.iter().for_each(|p| asked[p.0 as usize] = true);
    let mut of: BTreeMap<PartyId, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        if asked.get(event.peer.0 as usize) == Some(&true) && event.record.direction == Direction::In {
            of.entry(event.peer).or_default().push(i);
        }
    }
    let mut groups = Groups::new(of.keys().copied());
    let mut signed: HashMap<&str, PartyId> = HashMap::new();
    let mut said: HashMap<String, PartyId> = HashMap::new();
    let mut plain = String::new();
    for (peer, list) in &of {
        // What already joined this number is not joined again: senders repeat themselves.
        let (mut by_signature, mut by_text): (HashSet<&str>, HashSet<PartyId>) = Default::default();
        for i in list {
            let text = events[*i].words();
            if let Some(signature) = crate::words::signature(text)
                && by_signature.insert(signature)
            {
                let first = *signed.entry(signature).or_insert(*peer);
                if first != *peer {
                    groups.join(first, *peer, format!("短信签名相同（{signature}；签名可以仿冒）"));
                }
            }
            if bare(text, &mut plain) < TELLING {
                continue;
            }
            let first = match said.get(plain.as_str()) {
                Some(first) => *first,
                None => *said.entry(plain.clone()).or_insert(*peer),
            };
            if first != *peer && by_text.insert(first) {
                groups.join(first, *peer, "发过除数字外一字不差的内容".to_owned());
            }
        }
    }
    let mut platform: Vec<(u64, PartyId)> = of.keys().filter_map(|p| serial(scene, *p)).collect();
    platform.sort_unstable();
    // Neighbours that speak for different lenders share a platform, no more.
    let lenders = |p: PartyId| -> BTreeSet<&str> { of[&p].iter().filter_map(|i| scene.lender_id(scene.ties[*i])).collect() };
    let apart = |a: PartyId, b: PartyId| {
        let (a, b) = (lenders(a), lenders(b));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    };
    for pair in platform.windows(2) {
        if pair[1].0 - pair[0].0 <= NEAR && !apart(pair[0].1, pair[1].1) {
            groups.join(pair[0].1, pair[1].1, "号码是同一平台上相邻的号段".to_owned());
        }
    }
    let mut all: Vec<(usize, Cluster)> = groups.into_sets().into_iter().filter(|(members, _)| members.len() > 1).map(|(members, because)| (of[&members[0]][0], cluster(scene, &of, members, because))).collect();
    all.sort_by_key(|(first, _)| *first);
    all.into_iter().map(|(_, c)| c).collect()
}

fn cluster(scene: &Scene, of: &BTreeMap<PartyId, Vec<usize>>, mut members: Vec<PartyId>, because: BTreeSet<String>) -> Cluster {
    let events = &scene.timeline.events;
    members.sort_by_key(|p| of[p][0]);
    let lender = members.iter().flat_map(|p| &of[p]).find_map(|i| scene.lender_id(scene.ties[*i])).map(str::to_owned);
    let numbers = members
        .iter()
        .map(|p| Number {
            number: scene.timeline.people.party(*p).key.clone(),
            contacts: of[p].len() as u64,
            first: events[of[p][0]].record.at.key(),
            last: events[of[p][of[p].len() - 1]].record.at.key(),
        })
        .collect();
    Cluster { lender, numbers, because: because.into_iter().collect() }
}

/// Han and Latin characters only, into `out`: amounts and dates differ from message to message. Gives their number.
fn bare(text: &str, out: &mut String) -> usize {
    out.clear();
    text.chars().filter(|c| c.is_ascii_alphabetic() || ('\u{3400}'..='\u{9FFF}').contains(c)).map(|c| out.push(c)).count()
}

/// The serial number of an SMS platform number (106…), as far as it can be compared.
fn serial(scene: &Scene, peer: PartyId) -> Option<(u64, PartyId)> {
    let party = scene.timeline.people.party(peer);
    (party.kind == NumberKind::Sms106 && (10..=19).contains(&party.key.len())).then(|| Some((party.key.parse().ok()?, peer)))?
}

/// Union-find over parties, with the reasons of every join.
struct Groups {
    parent: BTreeMap<PartyId, PartyId>,
    because: BTreeMap<PartyId, BTreeSet<String>>,
}

impl Groups {
    fn new(parties: impl Iterator<Item = PartyId>) -> Groups {
        Groups { parent: parties.map(|p| (p, p)).collect(), because: BTreeMap::new() }
    }

    fn root(&self, mut p: PartyId) -> PartyId {
        while self.parent[&p] != p {
            p = self.parent[&p];
        }
        p
    }

    fn join(&mut self, a: PartyId, b: PartyId, because: String) {
        if a == b {
            return;
        }
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent.insert(high, low);
        let moved = if low == high { BTreeSet::new() } else { self.because.remove(&high).unwrap_or_default() };
        let reasons = self.because.entry(low).or_default();
        reasons.extend(moved);
        reasons.insert(because);
    }

    fn into_sets(self) -> Vec<(Vec<PartyId>, BTreeSet<String>)> {
        let mut sets: BTreeMap<PartyId, Vec<PartyId>> = BTreeMap::new();
        for p in self.parent.keys() {
            sets.entry(self.root(*p)).or_default().push(*p);
        }
        sets.into_iter().map(|(root, members)| (members, self.because.get(&root).cloned().unwrap_or_default())).collect()
    }
}
