//! One rule over the contacts its sieve lets through: what held is put together and given its articles.

use super::attribution::{Strength, Tie};
use super::count::{self, Item};
use super::extent;
use super::detect::Held;
use super::fact;
use super::finding::{Against, EventRef, LawRef, Parts, Provenance, Quote, Reached, Step};
use super::scene::Scene;
use super::sieve::Sieve;
use crate::casebook::Casebook;
use crate::law::Citation;
use crate::model::{Day, Reading};
use crate::normalise::people::PartyId;
use crate::normalise::{Event, peer_key};
use crate::rules::{Basis, By, Counted, Rule, Sender, Tier};
use crate::words::{FamilyId, Hit};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The rules at work on one scene.
pub struct Engine<'a> {
    /// What is looked at.
    pub scene: Scene<'a>,
    casebook: &'a Casebook,
    /// Citations of the rule at hand for (lender, day, facets), made once.
    cited: HashMap<(Option<u32>, Day, Vec<&'static str>), Rc<Cited>>,
    /// By article as rules name it and day its version began: what has changed since.
    changed: RefCell<HashMap<(String, Day), Option<String>>>,
}

/// The articles in force for one lender on one day.
struct Cited {
    refs: Vec<LawRef>,
    /// Names and versions: events with the same ones are told together.
    versions: String,
}

impl<'a> Engine<'a> {
    /// The rules of a casebook.
    pub fn new(scene: Scene<'a>, casebook: &'a Casebook) -> Self {
        Engine { scene, casebook, cited: HashMap::new(), changed: RefCell::default() }
    }

    /// What a rule finds.
    pub fn rule(&mut self, rule: &Rule, sieve: &Sieve) -> Vec<Parts> {
        self.cited.clear();
        let mut parts = Vec::new();
        if !rule.when.all.is_empty() {
            let held: Vec<(usize, Held)> = sieve.may_hold(&self.scene, rule).filter_map(|i| Some((i, self.scene.holds(rule, i)?))).collect();
            parts = if rule.count.is_empty() { self.each(rule, &held) } else { self.counted(rule, held) };
        }
        // A stated contact already told of by its words is not told again as an incident.
        let told: BTreeSet<EventRef> = parts.iter().flat_map(|p| p.events.iter().cloned()).collect();
        parts.extend(self.facts(rule).into_iter().filter(|p| p.events.is_empty() || !p.events.iter().all(|e| told.contains(e))));
        parts
    }

    /// Rules judged event by event: events of one lender, one recipient, one set of articles and one strength are told
    /// together.
    fn each(&mut self, rule: &Rule, held: &[(usize, Held)]) -> Vec<Parts> {
        type Key<'v> = (Option<u32>, PartyId, &'v str, std::cmp::Reverse<Tier>);
        let cited: Vec<Rc<Cited>> = held.iter().map(|(i, _)| self.cited(rule, self.scene.ties[*i].map(|t| t.lender), self.facets(rule, *i), self.scene.timeline.events[*i].record.at.day())).collect();
        let mut groups: BTreeMap<Key, (&Cited, Vec<&(usize, Held)>)> = BTreeMap::new();
        for (member, cited) in held.iter().zip(&cited) {
            if cited.refs.iter().all(|l| l.ceiling) {
                continue;
            }
            let lender = self.scene.ties[member.0].map(|t| t.lender);
            let key = (lender, self.scene.timeline.events[member.0].owner, cited.versions.as_str(), std::cmp::Reverse(self.tier(member.0, &member.1)));
            groups.entry(key).or_insert_with(|| (cited, Vec::new())).1.push(member);
        }
        let mut parts: Vec<(usize, Parts)> = groups
            .into_iter()
            .map(|((lender, _, _, std::cmp::Reverse(tier)), (cited, members))| (members[0].0, self.parts(lender, tier, &members, cited.refs.clone(), None)))
            .collect();
        parts.sort_by_key(|(first, _)| *first);
        parts.into_iter().map(|(_, p)| p).collect()
    }

    /// Counting rules: grouped by debtor and by lender with all its agencies.
    fn counted(&mut self, rule: &Rule, held: Vec<(usize, Held)>) -> Vec<Parts> {
        let strangers = rule.when.all.iter().any(|t| t.sender == Some(Sender::Stranger));
        let recipients = rule.count.iter().any(|c| c.of == Counted::Recipients);
        let by = rule.count.first().map(|c| c.by).unwrap_or_default();
        type Line = (Option<PartyId>, Option<u32>, Option<PartyId>);
        let mut series: BTreeMap<Line, Vec<(usize, Held)>> = BTreeMap::new();
        for (i, held) in held {
            let event = &self.scene.timeline.events[i];
            let owner = (!recipients).then_some(event.owner);
            let tied = self.scene.ties[i].map(|t| t.lender);
            let line = match by {
                By::Lender => (owner, if strangers { None } else { tied }, None),
                By::Number => (owner, tied, Some(event.peer)),
                By::Sender => (owner, tied, tied.is_none().then_some(event.peer)),
            };
            series.entry(line).or_default().push((i, held));
        }
        let mut parts: Vec<(usize, Parts)> = Vec::new();
        for (_, members) in series {
            let items: Vec<Item> = members
                .iter()
                .map(|(i, _)| Item { event: *i, at: self.scene.timeline.events[*i].record.at.stamp, recipient: self.scene.timeline.events[*i].owner.0 })
                .collect();
            let mut told: BTreeSet<usize> = BTreeSet::new();
            for count in &rule.count {
                for group in count::groups(count, &items) {
                    // A burst already told under a sharper threshold is not told again.
                    if group.events.iter().any(|e| told.contains(e)) {
                        continue;
                    }
                    told.extend(&group.events);
                    // Members ascend like the timeline they were picked from.
                    let chosen: Vec<&(usize, Held)> = group.events.iter().filter_map(|e| members.get(members.binary_search_by_key(e, |(i, _)| *i).ok()?)).collect();
                    let lender = chosen.iter().find_map(|(i, _)| self.scene.ties[*i]).map(|t| t.lender);
                    let days: Vec<(Day, Vec<&'static str>)> = chosen.iter().map(|(i, _)| (self.scene.timeline.events[*i].record.at.day(), self.facets(rule, *i))).collect();
                    let law = self.law(rule, lender, days);
                    let tier = self.reached_by(count, &chosen);
                    let reached = Reached { counted: group.counted, at_least: count.at_least, period: group.period.clone(), kind: count.kind, note: count.note.clone() };
                    parts.push((chosen[0].0, self.parts(lender, tier, &chosen, law, Some(reached))));
                }
            }
        }
        parts.sort_by_key(|(first, _)| *first);
        parts.into_iter().map(|(_, p)| p).collect()
    }

    /// The strongest tier at which the threshold is still reached: enough contacts (or enough recipients) are that sure.
    fn reached_by(&self, count: &crate::rules::Count, members: &[&(usize, Held)]) -> Tier {
        let each = members.iter().map(|(i, held)| (self.scene.timeline.events[*i].owner, self.tier(*i, held)));
        let mut tiers: Vec<Tier> = match count.of {
            Counted::Events => each.map(|(_, tier)| tier).collect(),
            Counted::Recipients => {
                let mut best: BTreeMap<PartyId, Tier> = BTreeMap::new();
                each.for_each(|(owner, tier)| {
                    let known = best.entry(owner).or_insert(tier);
                    *known = (*known).max(tier);
                });
                best.into_values().collect()
            }
        };
        tiers.sort_unstable_by_key(|t| std::cmp::Reverse(*t));
        tiers.get(count.at_least as usize - 1).copied().unwrap_or(Tier::Possible)
    }

    fn parts(&self, lender: Option<u32>, tier: Tier, members: &[&(usize, Held)], law: Vec<LawRef>, reached: Option<Reached>) -> Parts {
        let (mut events, mut quotes) = (Vec::new(), Vec::new());
        let mut trace: BTreeSet<Step> = BTreeSet::new();
        let mut strengths: BTreeSet<std::cmp::Reverse<Strength>> = BTreeSet::new();
        for (n, (i, held)) in members.iter().enumerate() {
            let event = &self.scene.timeline.events[*i];
            events.push(self.event_ref(*i, event));
            quotes.extend(self.quotes(n as u32, *i, event, &held.families));
            // Steps that differ for each event (its own clock time) are told for the first few only.
            let told = |s: &&Step| (n < 3 || !matches!(s.test, "hour" | "connected" | "words" | "refused")) && !trace.contains(*s);
            let fresh: Vec<Step> = held.steps.iter().filter(told).cloned().collect();
            trace.extend(fresh);
            strengths.extend(self.scene.ties[*i].map(|t| std::cmp::Reverse(t.strength)));
        }
        let against = lender.and_then(|l| self.scene.facts.lenders.get(l as usize)).map(|l| Against {
            id: l.id.clone(),
            name: l.name.clone(),
            attribution: strengths.iter().map(|s| s.0.zh().to_owned()).collect(),
        });
        let recipients: BTreeSet<PartyId> = members.iter().map(|(i, _)| self.scene.timeline.events[*i].owner).collect();
        let recipient = recipients
            .iter()
            .map(|r| self.scene.timeline.people.person(*r, self.scene.facts).map_or_else(|| "未写明的人".to_owned(), |p| p.name.clone()))
            .collect::<Vec<_>>()
            .join("、");
        Parts { tier, against, recipient, events, grounds: Vec::new(), quotes, context: self.context(members), reached, law, trace: trace.into_iter().collect() }
    }

    /// Rules judged by facts and other records.
    fn facts(&self, rule: &Rule) -> Vec<Parts> {
        fact::all(&self.scene, &rule.fact)
            .into_iter()
            .map(|found| {
                let held: Vec<(usize, Held)> = found.events.iter().map(|i| (*i, Held::default())).collect();
                let members: Vec<&(usize, Held)> = held.iter().collect();
                let law = self.cite(rule, found.lender, &found.facets, found.on);
                let mut parts = self.parts(found.lender, found.tier, &members, law, found.reached);
                if members.is_empty() {
                    parts.recipient = found.recipient;
                }
                parts.trace.extend(found.grounds.iter().map(|g| Step { test: "fact", because: g.says.clone() }));
                if found.grounds.iter().any(|g| g.exhibit == 0) && !parts.context.iter().any(|c| c.contains("当事人陈述")) {
                    parts.context.push("其中有的内容出自当事人陈述；需要有原始记录、书面答复或证人印证".to_owned());
                }
                parts.context.extend(found.remarks);
                parts.context.sort();
                parts.context.dedup();
                parts.grounds = found.grounds;
                parts
            })
            .collect()
    }

    /// Remarks that support or weaken, apart from the offending events.
    fn context(&self, members: &[&(usize, Held)]) -> Vec<String> {
        let mut remarks = BTreeSet::new();
        for (i, held) in members {
            let event = &self.scene.timeline.events[*i];
            if event.record.reading == Reading::Stated {
                remarks.insert("其中有的内容出自当事人陈述，没有设备记录；需要有原始记录或证人印证".to_owned());
            }
            if event.said().is_some() && !held.families.is_empty() {
                let from = if event.heard() { "通话内容是机器听写的，可能听错，须对照录音核对；通话记录只说明通过话" } else { "通话内容出自当事人陈述；通话记录只说明通过话" };
                remarks.insert(from.to_owned());
            }
            let supporting = || self.scene.hits[*i].iter().filter(|h| held.families.contains(&h.family));
            if supporting().next().is_some() && supporting().all(|h| h.alone) {
                remarks.insert("其中有的话词表里没有，只是用字的统计看着像这类行为（权重在规则库 words/_second.toml），可能看错；请人看过原文再用".to_owned());
            }
            if event.record.at.zone == crate::model::ZoneSource::Assumed {
                remarks.insert("其中有的时间来源没有写时区，按北京时间理解".to_owned());
            }
        }
        let unknown = members.iter().filter(|(i, _)| self.scene.ties[*i].is_none()).count();
        if unknown > 0 {
            remarks.insert(format!("其中{unknown}条的发送者身份没有能够归到任何机构"));
        }
        remarks.into_iter().collect()
    }

    /// How strong one event is: a stored record with a strong tie is the record itself; words without a tie, weak words
    /// and statements are less.
    fn tier(&self, i: usize, held: &Held) -> Tier {
        let event = &self.scene.timeline.events[i];
        let by_tie = match self.scene.ties[i] {
            Some(Tie { strength, .. }) if strength.strong() => Tier::Proven,
            Some(_) => Tier::Likely,
            None => Tier::Possible,
        };
        let by_reading = match event.record.reading {
            _ if event.heard() && !held.families.is_empty() => Tier::Possible,
            Reading::Heard => Tier::Possible,
            Reading::Stored if event.said().is_none() || held.families.is_empty() => Tier::Proven,
            Reading::Stored | Reading::Ocr | Reading::Stated => Tier::Likely,
        };
        let supporting: Vec<&Hit> = self.scene.hits[i].iter().filter(|h| held.families.contains(&h.family)).collect();
        let by_words = if !supporting.is_empty() && supporting.iter().all(|h| h.weak) { Tier::Possible } else { Tier::Proven };
        by_tie.min(by_reading).min(by_words).min(held.at_most.unwrap_or(Tier::Proven))
    }

    /// Person id of the one whose phone or account it is.
    fn custodian(&self, event: &Event) -> Option<String> {
        let person = self.scene.timeline.people.party(event.owner).person?;
        self.scene.facts.persons.get(person as usize).map(|p| p.id.clone())
    }

    fn event_ref(&self, i: usize, event: &Event) -> EventRef {
        let file = &self.scene.timeline.files[event.file as usize];
        EventRef {
            file: file.name.clone(),
            time: event.record.at.key(),
            peer: peer_key(&event.record.peer.raw),
            exhibit: file.exhibit,
            row: event.record.row,
            to: self.scene.standing(i).id(),
            channel: channel_id(event),
            reading: if event.heard() { Reading::Heard } else { event.record.reading },
            files: Vec::new(),
            provenance: Provenance { custodian: self.custodian(event), ..Provenance::default() },
            worded: !event.words().is_empty(),
            region: event.seen().map(|s| s.region),
            confidence: event.seen().map(|s| s.confidence),
            also: event.twins().iter().map(|(f, row)| format!("证据{}（{}）第{row}行", self.scene.timeline.files[*f as usize].exhibit, self.scene.timeline.files[*f as usize].name)).collect(),
        }
    }

    /// The words that support the finding; the whole message where the rule needs no particular words.
    fn quotes(&self, n: u32, i: usize, event: &Event, families: &[FamilyId]) -> Vec<Quote> {
        let text = event.words();
        if text.is_empty() {
            return Vec::new();
        }
        let mut spans: Vec<(usize, usize)> = self.scene.hits[i].iter().filter(|h| families.contains(&h.family)).map(|h| (h.start as usize, h.end as usize)).collect();
        if spans.is_empty() {
            spans.push((0, text.len()));
        }
        extent::readable(text, spans)
            .into_iter()
            .filter_map(|(start, end)| {
                let words = text.get(start..end)?;
                let before = text[..start].chars().count() as u32;
                Some(Quote { event: n, start: before, end: before + words.chars().count() as u32, text: words.to_owned(), tail: extent::marks_after(text, end).to_owned() })
            })
            .collect()
    }

    /// The rule's articles in force on these days for this lender. Both versions when the days lie on both sides of a change.
    fn law(&mut self, rule: &Rule, lender: Option<u32>, days: Vec<(Day, Vec<&'static str>)>) -> Vec<LawRef> {
        let mut all: Vec<LawRef> = Vec::new();
        let mut met: Vec<Rc<Cited>> = Vec::new();
        let distinct: BTreeSet<(Day, Vec<&'static str>)> = days.into_iter().collect();
        for (day, facets) in distinct {
            let cited = self.cited(rule, lender, facets, day);
            if met.iter().any(|m| m.versions == cited.versions) {
                continue;
            }
            for law in &cited.refs {
                if !all.contains(law) {
                    all.push(law.clone());
                }
            }
            met.push(cited);
        }
        all
    }

    /// The sides of one contact that decide which articles apply; none unless the rule asks.
    fn facets(&self, rule: &Rule, i: usize) -> Vec<&'static str> {
        let asked = |facet: &str| rule.cites.iter().any(|b| b.facet.iter().any(|f| f == facet));
        if rule.cites.iter().all(|b| b.facet.is_empty()) {
            return Vec::new();
        }
        let event = &self.scene.timeline.events[i];
        let age = self.scene.timeline.people.person(event.owner, self.scene.facts).and_then(|p| p.minor());
        // Words only the borrower could see lower nobody before others; and only the borrower is the lender's consumer.
        let alone = self.scene.standing(i).id() == "borrower" && channel_id(event) != "post";
        let card = (asked("card") && self.scene.on_card(i)).then_some("card");
        [channel_id(event), if alone { "to_borrower" } else { "to_others" }].into_iter().chain(age.filter(|a| *a < 14).map(|_| "under_14")).chain(card).filter(|facet| asked(facet)).collect()
    }

    fn cited(&mut self, rule: &Rule, lender: Option<u32>, facets: Vec<&'static str>, day: Day) -> Rc<Cited> {
        let key = (lender, day, facets);
        if let Some(cited) = self.cited.get(&key) {
            return Rc::clone(cited);
        }
        let refs = self.cite(rule, lender, &key.2, day);
        let versions = refs.iter().map(|l| format!("{}@{}", l.display, l.version_from)).collect::<Vec<_>>().join("|");
        let cited = Rc::new(Cited { refs, versions });
        self.cited.insert(key, Rc::clone(&cited));
        cited
    }

    fn cite(&self, rule: &Rule, lender: Option<u32>, facets: &[&str], day: Day) -> Vec<LawRef> {
        let Engine { scene, casebook, changed, .. } = self;
        let lender = lender.and_then(|l| scene.facts.lenders.get(l as usize));
        let licence = lender.and_then(|l| l.licence.as_deref());
        let associations: &[String] = lender.map_or(&[], |l| &l.associations);
        crate::rules::bases(rule, licence, associations, facets, day)
            .filter_map(|Basis { article, ceiling, .. }| {
                let citation: Citation = casebook.law.cite(article, day).ok()?;
                // A standard binds those it names; beside others it only shows what is reasonable.
                let note = (citation.law() == "gbt_45251_2025" && licence == Some("无牌照")).then(|| "该标准适用于持牌放贷机构；对无牌照的放款人只作合理性的参照".to_owned());
                let since = changed.borrow_mut().entry((article.to_string(), citation.version_from())).or_insert_with(|| citation.changed_since(&casebook.law, scene.as_of)).clone();
                Some(LawRef::new(&citation, *ceiling, note, since))
            })
            .collect()
    }
}

fn channel_id(event: &Event) -> &'static str {
    use crate::model::Channel as C;
    match event.record.channel {
        C::Sms => "sms",
        C::Mms => "mms",
        C::Call => "call",
        C::Im => "im",
        C::VoiceMail => "voice_mail",
        C::Visit => "visit",
        C::Post => "post",
        C::Letter => "letter",
    }
}
