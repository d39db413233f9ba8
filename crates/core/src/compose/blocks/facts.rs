//! The facts as letters tell them.

use super::steps::{self, Step};
use super::{contacts, law, ordinal, scope, told_of};
use crate::compose::slots::client;
use crate::compose::told::{Sources, day_zh, owner, sentence, text, told};
use crate::compose::{Material, Reader};
use crate::draft::{Block, Span};
use crate::facts::Person;
use crate::review::finding::{EventRef, Finding, Ground};
use crate::rules::{NumberKind, Severity};
use std::collections::BTreeSet;

/// A letter tells the facts in at most so many characters; what is left out is counted in the table and lies in the exhibits.
const LETTER: usize = 800;
/// A suit and a report to the police may be longer: nobody asks back.
const COURT: usize = 1500;
const POLICE: usize = 1700;

type Pick<'p> = &'p dyn Fn(&Finding, &EventRef) -> bool;

/// How long the facts of this paper may be.
fn limit(m: &Material) -> usize {
    match m.reader() {
        Reader::Court => COURT,
        Reader::Police => POLICE,
        _ => LETTER,
    }
}

/// The facts in order of time: each contact once, in its own words, with the acts it is part of.
pub(super) fn timeline(m: &Material) -> Vec<Block> {
    told_in_order(m, steps::all(m, limit(m), &|_, _| true))
}

/// As a letter, shorter: for requests that only need to say what gave rise to them.
pub(super) fn short(m: &Material) -> Vec<Block> {
    const ACTS: [&str; 6] = ["third_party_collection", "third_party_disclosure", "mass_contact_blast", "contact_after_refusal", "workplace_contact", "contacts_used_after_withdrawal"];
    told_in_order(m, steps::all(m, 300, &|f, _| ACTS.contains(&f.rule())))
}

/// Only what reached the client.
pub(super) fn own(m: &Material) -> Vec<Block> {
    let me = client(m).map(|p| p.id.as_str());
    told_in_order(m, steps::all(m, LETTER, &|f, e| owner(m, f, e).map(|p| p.id.as_str()) == me))
}

fn told_in_order(m: &Material, (steps, left): (Vec<Step>, usize)) -> Vec<Block> {
    let items: Vec<Vec<Span>> = steps.iter().filter_map(|s| s.told(m)).collect();
    if items.is_empty() {
        return nothing();
    }
    let mut blocks = vec![Block::Items(items)];
    if left > 0 {
        blocks.push(Block::Para(vec![text(format!("另有{left}次没有逐一写出，次数见统计，内容见证据册。"))]));
    }
    blocks
}

pub(super) fn nothing() -> Vec<Block> {
    vec![Block::Para(vec![text("按现有材料和规则，没有发现可以引用的行为。这不等于对方没有违规，只说明现有记录没有显示。")])]
}

/// Contacts of a group that this paper may tell and that are picked, the strongest findings first.
pub(super) fn picked<'a>(m: &Material, group: &[&'a Finding], pick: Pick) -> Vec<(&'a Finding, usize, &'a EventRef)> {
    let mut order: Vec<&Finding> = group.to_vec();
    order.sort_by_key(|f| std::cmp::Reverse(*f.tier()));
    order.into_iter().flat_map(|f| f.events().iter().enumerate().map(move |(i, e)| (f, i, e))).filter(|(f, _, e)| told_of(m, f, e) && pick(f, e)).collect()
}

/// 期间、次数 of one act, or what the facts and other records say of it, without its source; and the source.
pub(super) fn counted(m: &Material, group: &[&Finding], events: &[(&Finding, usize, &EventRef)]) -> Option<(Vec<Span>, Sources)> {
    if events.is_empty() {
        let grounds: Vec<&Ground> = group.iter().flat_map(|f| f.grounds()).collect();
        // What rests on a statement alone ends with 据当事人陈述: it is said once.
        let stated = grounds.iter().all(|g| g.exhibit == 0);
        let says: Vec<&str> = grounds.iter().take(3).map(|g| g.says.strip_prefix("当事人陈述：").filter(|_| stated).unwrap_or(&g.says)).collect();
        let day = grounds.iter().filter_map(|g| g.at.as_deref()).min().map(day_zh).filter(|day| !says.iter().any(|s| s.contains(day.as_str())));
        let when = day.map_or_else(String::new, |day| format!("{day}，"));
        return Some((vec![text(format!("{when}{}", says.join("；")))], Sources::grounds(&grounds)?));
    }
    let refs: Vec<&EventRef> = events.iter().map(|(_, _, e)| *e).collect();
    Some((vec![text(how_often(m, group, events, period(&refs)))], Sources::of(m, &refs)?))
}

/// When, by whom to whom, how often; and the figure a rule counts to, where it is for this reader.
pub(super) fn how_often(m: &Material, group: &[&Finding], events: &[(&Finding, usize, &EventRef)], when: String) -> String {
    let refs: Vec<&EventRef> = events.iter().map(|(_, _, e)| *e).collect();
    let mut words = format!("{when}，{}{}次", between(m, events), distinct(&refs));
    let whole = group.iter().flat_map(|f| f.events()).count() == events.len();
    if let Some(reached) = group.iter().find_map(|f| f.reached().as_ref()).filter(|_| whole) {
        // How a line of practice came about is for the client; a standard's number is for whoever supervises.
        words += &match reached.kind {
            _ if reached.period.contains("记录") => String::new(),
            NumberKind::Text if m.reader() == Reader::Regulator => format!("，其中{}{}次，标准的上限见所列条款", reached.period, reached.counted),
            _ if reached.period.contains('天') => String::new(),
            _ => format!("，其中{}{}次", reached.period, reached.counted),
        };
    }
    words
}

/// 某人接到某号码的来电: who was contacted by which numbers, when several contacts are told at once.
fn between(m: &Material, events: &[(&Finding, usize, &EventRef)]) -> String {
    let mut people: Vec<&Person> = Vec::new();
    for person in events.iter().filter_map(|(f, _, e)| owner(m, f, e)) {
        if !people.iter().any(|p| p.id == person.id) {
            people.push(person);
        }
    }
    let peers: BTreeSet<&str> = events.iter().map(|(_, _, e)| if e.peer.is_empty() { "隐藏号码" } else { e.peer.as_str() }).collect();
    let who = match people.len() {
        0 => "有人".to_owned(),
        1..=3 => people.iter().map(|p| m.who(p)).collect::<Vec<_>>().join("、"),
        n => format!("{n}人"),
    };
    let from = if peers.len() <= 2 { peers.into_iter().collect::<Vec<_>>().join("、") } else { format!("{}个号码", peers.len()) };
    if events.iter().all(|(_, _, e)| e.channel == "call") { format!("{who}接到{from}的来电") } else { format!("{who}收到{from}的联系") }
}

/// Contacts told apart by exhibit and row.
pub(super) fn distinct(events: &[&EventRef]) -> usize {
    events.iter().map(|e| (e.exhibit, e.row, &e.time)).collect::<BTreeSet<_>>().len()
}

/// 一日，或某日至某日。
pub(super) fn period(events: &[&EventRef]) -> String {
    let first = day_zh(events.iter().map(|e| e.time.as_str()).min().unwrap_or(""));
    let last = day_zh(events.iter().map(|e| e.time.as_str()).max().unwrap_or(""));
    if first == last { first } else { format!("{first}至{last}") }
}

/// One paragraph on the acts of this paper: how many contacts, by how many numbers, to how many people.
pub(super) fn summary(m: &Material) -> Vec<Block> {
    let all = contacts(m);
    let refs: Vec<&EventRef> = all.iter().map(|(_, e)| *e).collect();
    let Some(sources) = Sources::of(m, &refs) else { return nothing() };
    let numbers: BTreeSet<&str> = refs.iter().map(|e| e.peer.as_str()).filter(|p| !p.is_empty()).collect();
    let people: BTreeSet<String> = all.iter().filter_map(|(f, e)| owner(m, f, e).map(|p| p.id.clone())).collect();
    let acts: Vec<&str> = scope(m).iter().map(|(_, g)| g[0].title()).collect();
    let words = format!("{}，{}个号码以催收为名先后联系{}人，共{}次，涉嫌：{}", period(&refs), numbers.len(), people.len().max(1), refs.len(), acts.join("；"));
    vec![Block::Para(told(vec![text(words)], &sources))]
}

/// Where the worst words stand in the timeline: quoted once, pointed to here.
pub(super) fn grave_quotes(m: &Material) -> Vec<Block> {
    const GRAVE: [&str; 12] = ["threat_violence", "insult", "threat_exposure", "visit_threat", "repeated_abusive_messages", "impersonate_authority", "impersonate_lawyer", "false_legal_consequence", "forged_document", "extortion", "doctored_image", "public_exposure"];
    let (steps, _) = steps::all(m, limit(m), &|_, _| true);
    let mut items = Vec::new();
    for (rule, group) in scope(m).into_iter().filter(|(rule, _)| GRAVE.contains(rule)) {
        let events = picked(m, &group, &|_, _| true);
        let refs: Vec<&EventRef> = events.iter().map(|(_, _, e)| *e).collect();
        let at: Vec<String> = steps.iter().enumerate().filter(|(_, s)| s.is_of(rule)).map(|(n, _)| (n + 1).to_string()).collect();
        let Some(sources) = Sources::of(m, &refs) else { continue };
        let place = if at.is_empty() { "原话见证据册".to_owned() } else { format!("原话见“经过”第{}项", at.join("、")) };
        let more = if at.is_empty() || distinct(&refs) <= at.len() { "" } else { "，其余见证据册" };
        items.push(told(vec![text(format!("{}，{}次，{place}{more}", group[0].title(), distinct(&refs)))], &sources));
    }
    if items.is_empty() { vec![Block::Para(vec![text("记录里没有发现这类文字。")])] } else { vec![Block::Items(items)] }
}

/// For reports: one act a paragraph, act, articles, evidence. A message is quoted under the first act it shows.
pub(super) fn violations(m: &Material) -> Vec<Block> {
    let groups = scope(m);
    if groups.is_empty() {
        return nothing();
    }
    let mut blocks = Vec::new();
    let mut quoted: BTreeSet<(u32, u64, &str)> = BTreeSet::new();
    for (_, group) in &groups {
        let events = picked(m, group, &|_, _| true);
        let Some((said, sources)) = counted(m, group, &events) else { continue };
        let mut words = vec![Span::Strong(format!("（{}）涉嫌{}", ordinal(blocks.len() + 1), group[0].title())), text("：")];
        // A single message says all of it itself.
        if !(events.len() == 1 && events[0].2.worded) {
            words.extend(told(said, &sources));
        }
        let most = if *group[0].severity_ceiling() >= Severity::涉嫌犯罪 { 2 } else { 1 };
        let spoken: Vec<_> = events.iter().filter(|(_, _, e)| e.worded).collect();
        let mut fresh = 0;
        for (f, i, e) in &spoken {
            if fresh < most && quoted.insert((e.exhibit, e.row, &e.time)) {
                fresh += 1;
                words.extend(sentence(m, f, *i, e).into_iter().flatten());
            }
        }
        if fresh == 0 && !spoken.is_empty() {
            words.push(text("原话已见前述各段。"));
        }
        let named = law::named_for(m, group);
        if !named.is_empty() {
            words.push(text(format!("条款：{named}。")));
        }
        blocks.push(Block::Para(words));
    }
    blocks
}
