//! The facts as letters tell them.

use super::{by_rule, law, ordinal, police};
use crate::compose::Material;
use crate::compose::slots::client;
use crate::compose::told::{Sources, day_zh, owner, sentence, text, told};
use crate::draft::{Block, Span};
use crate::review::finding::{EventRef, Finding, Ground};
use crate::rules::{NumberKind, Severity};
use std::collections::BTreeSet;

/// A letter tells the facts in at most so many characters; what is left out is counted in the table and lies in the exhibits.
const LETTER: usize = 800;
/// Sentences of a timeline.
const STEPS: usize = 40;

type Pick<'p> = &'p dyn Fn(&Finding, &EventRef) -> bool;

/// One paragraph a rule, the count and its plainest words, each with its exhibits. Every rule gets one quotation before
/// any gets a second.
pub(super) fn letter(m: &Material) -> Vec<Block> {
    tell(m, LETTER, &|_, _| true)
}

/// As a letter, shorter: for requests that only need to say what gave rise to them.
pub(super) fn short(m: &Material) -> Vec<Block> {
    const ACTS: [&str; 6] = ["third_party_collection", "third_party_disclosure", "mass_contact_blast", "contact_after_refusal", "workplace_contact", "contacts_used_after_withdrawal"];
    tell(m, 300, &|f, _| ACTS.contains(&f.rule()))
}

/// Only what reached the client.
pub(super) fn own(m: &Material) -> Vec<Block> {
    let me = client(m).map(|p| p.id.as_str());
    tell(m, LETTER, &|f, e| owner(m, f, e).map(|p| p.id.as_str()) == me)
}

/// Only what happened from a day on.
pub(super) fn since(m: &Material, day: &str) -> Vec<Block> {
    tell(m, LETTER, &|_, e| e.time.as_str() >= day)
}

fn nothing() -> Vec<Block> {
    vec![Block::Para(vec![text("按现有材料和规则，没有发现可以引用的行为。这不等于对方没有违规，只说明现有记录没有显示。")])]
}

/// Contacts of a group that are picked, the strongest findings first.
fn picked<'a>(group: &[&'a Finding], pick: Pick) -> Vec<(&'a Finding, usize, &'a EventRef)> {
    let mut order: Vec<&Finding> = group.to_vec();
    order.sort_by_key(|f| std::cmp::Reverse(*f.tier()));
    order.into_iter().flat_map(|f| f.events().iter().enumerate().map(move |(i, e)| (f, i, e))).filter(|(f, _, e)| pick(f, e)).collect()
}

fn tell(m: &Material, limit: usize, pick: Pick) -> Vec<Block> {
    let groups: Vec<_> = by_rule(m)
        .into_iter()
        .map(|(_, group)| {
            let events = picked(&group, pick);
            (group, events)
        })
        .filter(|(group, events)| !events.is_empty() || group.iter().all(|f| f.events().is_empty()))
        .collect();
    let mut paragraphs: Vec<(usize, Vec<Span>)> = Vec::new();
    for (n, (group, events)) in groups.iter().enumerate() {
        if let Some(first) = counted(m, paragraphs.len(), group, events) {
            paragraphs.push((n, first));
        }
    }
    if paragraphs.is_empty() {
        return nothing();
    }
    let length = |paragraphs: &[(usize, Vec<Span>)]| -> usize { paragraphs.iter().flat_map(|(_, p)| p).map(|s| s.words().chars().count()).sum() };
    'rounds: for round in 0..3 {
        for at in 0..paragraphs.len() {
            let worded = groups[paragraphs[at].0].1.iter().filter(|(_, _, e)| e.worded);
            let Some(example) = worded.clone().nth(round).and_then(|(f, i, e)| sentence(m, f, *i, e)) else { continue };
            let longer: usize = example.iter().map(|s| s.words().chars().count()).sum();
            if length(&paragraphs) + longer > limit && round > 0 {
                break 'rounds;
            }
            // The first quotation of a rule is left out only when it alone would break the letter.
            if longer <= limit / 4 {
                paragraphs[at].1.extend(example);
            }
        }
    }
    paragraphs.into_iter().map(|(_, p)| Block::Para(p)).collect()
}

/// （一）涉嫌…：期间、次数。Without contacts, what the facts and other records say.
fn counted(m: &Material, n: usize, group: &[&Finding], events: &[(&Finding, usize, &EventRef)]) -> Option<Vec<Span>> {
    let heading = Span::Strong(format!("（{}）涉嫌{}", ordinal(n + 1), group[0].title()));
    if events.is_empty() {
        let grounds: Vec<&Ground> = group.iter().flat_map(|f| f.grounds()).collect();
        // What rests on a statement alone ends with 据当事人陈述: it is said once.
        let stated = grounds.iter().all(|g| g.exhibit == 0);
        let says: Vec<&str> = grounds.iter().take(3).map(|g| g.says.strip_prefix("当事人陈述：").filter(|_| stated).unwrap_or(&g.says)).collect();
        return Some(told(vec![heading, text(format!("：{}", says.join("；")))], &Sources::grounds(&grounds)?));
    }
    let refs: Vec<&EventRef> = events.iter().map(|(_, _, e)| *e).collect();
    let mut words = vec![heading, text(format!("：{}，{}次", period(&refs), distinct(&refs)))];
    let whole = group.iter().flat_map(|f| f.events()).count() == events.len();
    if let Some(reached) = group.iter().find_map(|f| f.reached().as_ref()).filter(|_| whole) {
        let kind = if reached.kind == NumberKind::Practice { "实务提示值，法条没有规定数字" } else { "出自标准" };
        words.push(text(format!("，其中{}计{}，提示线为{}（{kind}）", reached.period, reached.counted, reached.at_least)));
    }
    Some(told(words, &Sources::of(m, &refs)?))
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

/// One paragraph on the acts the police can act on: how many, by how many numbers, to how many people.
pub(super) fn summary(m: &Material) -> Vec<Block> {
    let groups = police(m);
    let findings: Vec<&Finding> = groups.iter().flat_map(|(_, g)| g).copied().collect();
    let all: Vec<&EventRef> = findings.iter().flat_map(|f| f.events()).collect();
    let Some(sources) = Sources::of(m, &all) else { return nothing() };
    let numbers: BTreeSet<&str> = all.iter().map(|e| e.peer.as_str()).filter(|p| !p.is_empty()).collect();
    let people: BTreeSet<String> = findings.iter().flat_map(|f| f.events().iter().filter_map(|e| owner(m, f, e).map(|p| p.id.clone()))).collect();
    let acts: Vec<&str> = groups.iter().map(|(_, g)| g[0].title()).collect();
    let words = format!(
        "{}，{}个号码以催收为名先后联系{}人，共{}次，涉嫌以下各项：{}",
        period(&all),
        numbers.len(),
        people.len().max(1),
        distinct(&all),
        acts.join("；")
    );
    vec![Block::Para(told(vec![text(words)], &sources))]
}

/// Contacts in order of time, each once, gravest findings preferred when there are too many.
pub(super) fn timeline(m: &Material) -> Vec<Block> {
    let mut seen: BTreeSet<(&str, u32, u64)> = BTreeSet::new();
    let mut chosen: Vec<(&str, Vec<Span>)> = Vec::new();
    let mut left = 0;
    // Round by round, so that each act is in the timeline before any has its second sentence.
    let groups = police(m);
    let longest = groups.iter().map(|(_, g)| g.iter().map(|f| f.events().len()).sum::<usize>()).max().unwrap_or(0);
    let lists: Vec<Vec<(&Finding, usize, &EventRef)>> = groups.iter().map(|(_, g)| picked(g, &|_, e| e.worded)).collect();
    for round in 0..longest {
        for list in &lists {
            let Some((f, i, e)) = list.get(round) else { continue };
            if !seen.insert((&e.time, e.exhibit, e.row)) {
                continue;
            }
            match sentence(m, f, *i, e) {
                Some(words) if chosen.len() < STEPS => chosen.push((&e.time, words)),
                Some(_) => left += 1,
                None => {}
            }
        }
    }
    if chosen.is_empty() {
        return nothing();
    }
    chosen.sort_by(|a, b| a.0.cmp(b.0));
    let mut blocks = vec![Block::Items(chosen.into_iter().map(|(_, words)| words).collect())];
    if left > 0 {
        blocks.push(Block::Para(vec![text(format!("另有有文字内容的{left}次没有逐一列出，见证据册；没有文字内容的来电只计次数。"))]));
    }
    blocks
}

/// The worst words, exactly.
pub(super) fn grave_quotes(m: &Material) -> Vec<Block> {
    const GRAVE: [&str; 12] = ["threat_violence", "insult", "threat_exposure", "visit_threat", "repeated_abusive_messages", "impersonate_authority", "impersonate_lawyer", "false_legal_consequence", "forged_document", "extortion", "doctored_image", "public_exposure"];
    let mut items = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (rule, group) in by_rule(m).into_iter().filter(|(rule, _)| GRAVE.contains(rule)) {
        let title = m.review.findings.iter().find(|f| f.rule() == rule).map_or("", |f| f.title());
        for (f, i, e) in picked(&group, &|_, e| e.worded).into_iter().take(8) {
            let quotes: Vec<&str> = f.quotes().iter().filter(|q| q.event as usize == i).map(|q| q.text.as_str()).collect();
            let Some(sources) = Sources::of(m, &[e]).filter(|_| seen.insert(quotes.join("，"))) else { continue };
            let mut words = vec![text(format!("{title}，{}，{}：", day_zh(&e.time), if e.peer.is_empty() { "隐藏号码" } else { &e.peer }))];
            for (n, quote) in quotes.iter().enumerate() {
                if n > 0 {
                    words.push(text("，"));
                }
                words.push(Span::Quote((*quote).to_owned()));
            }
            items.push(told(words, &sources));
        }
    }
    if items.is_empty() { vec![Block::Para(vec![text("记录里没有发现这类文字。")])] } else { vec![Block::Items(items)] }
}

/// For reports: one act a paragraph, act, articles, evidence; the gravest that may be said stands in the findings.
pub(super) fn violations(m: &Material) -> Vec<Block> {
    let groups = by_rule(m);
    if groups.is_empty() {
        return nothing();
    }
    let mut blocks = Vec::new();
    for (n, (_, group)) in groups.iter().enumerate() {
        let events = picked(group, &|_, _| true);
        let Some(mut words) = counted(m, n, group, &events) else { continue };
        let spoken = events.iter().filter(|(_, _, e)| e.worded);
        for (f, i, e) in spoken.take(if *group[0].severity_ceiling() >= Severity::违法 { 2 } else { 1 }) {
            words.extend(sentence(m, f, *i, e).into_iter().flatten());
        }
        words.push(text(format!("条款：{}。", law::named_for(group))));
        blocks.push(Block::Para(words));
    }
    blocks
}
