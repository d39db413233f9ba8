//! The articles findings rest on, each in the version of the day of its act.

use super::by_rule;
use crate::compose::Material;
use crate::compose::told::text;
use crate::draft::{Block, Span};
use crate::review::finding::{Finding, LawRef};
use std::collections::BTreeSet;

/// The articles of each rule, named only; texts known from reports stand apart. An act on both sides of a change of law
/// names both versions.
pub(super) fn law(m: &Material) -> Vec<Block> {
    named(by_rule(m))
}

/// The same for the acts the police can act on.
pub(super) fn police(m: &Material) -> Vec<Block> {
    named(super::police(m))
}

fn named(groups: Vec<(&str, Vec<&Finding>)>) -> Vec<Block> {
    groups.into_iter().map(|(_, group)| Block::Para(vec![text(format!("涉嫌{}：{}。", group[0].title(), named_for(&group)))])).collect()
}

/// The articles of one rule's findings in one line.
pub(super) fn named_for(group: &[&Finding]) -> String {
    let (mut official, mut reported) = (Vec::new(), Vec::new());
    for law in ordered(group.iter().flat_map(|f| f.law())) {
        let list = if law.text.is_some() { &mut official } else { &mut reported };
        let name = short_name(law);
        if !list.contains(&name) {
            list.push(name);
        }
    }
    match (official.is_empty(), reported.is_empty()) {
        (false, true) => official.join("、"),
        (false, false) => format!("{}；另据公开报道，还涉及{}", official.join("、"), reported.join("、")),
        (true, _) => format!("据公开报道，涉及{}（未见可以引用的法律原文）", reported.join("、")),
    }
}

/// The words of every article named, each once: official words quoted, reported ones told as gist.
pub(super) fn law_words(m: &Material) -> Vec<Block> {
    let mut seen = BTreeSet::new();
    let all: Vec<&LawRef> = ordered(m.review.findings.iter().flat_map(|f| f.law())).into_iter().filter(|l| seen.insert((l.display.clone(), l.version_from.clone()))).collect();
    let mut blocks = Vec::new();
    for law in all.iter().filter(|l| l.text.is_some()) {
        blocks.push(Block::Para(vec![Span::Strong(full_name(law)), text(format!("（{}）：", law.level)), Span::Quote(law.text.clone().unwrap_or_default().replace('\n', "")), text("。")]));
    }
    if all.iter().any(|l| l.text.is_none()) {
        blocks.push(Block::Para(vec![text("以下依据公开报道整理要旨，未见官方全文，不作为法条引用：")]));
    }
    for law in all.iter().filter(|l| l.text.is_none()) {
        let note = law.note.as_deref().filter(|n| n.contains("参照")).map(|n| format!("（{n}）")).unwrap_or_default();
        blocks.push(Block::Para(vec![Span::Strong(full_name(law)), text(format!("（{}）：{}{note}", law.level, law.paraphrase.clone().unwrap_or_default()))]));
    }
    blocks
}

/// Articles named only as the upper bound: for the police to judge, never asserted.
pub(super) fn ceiling(m: &Material) -> Vec<Block> {
    let mut names: Vec<String> = Vec::new();
    let mut list: Vec<&LawRef> = m.review.findings.iter().flat_map(|f| f.law()).filter(|l| l.ceiling && l.text.is_some()).collect();
    list.sort_by_key(|l| (level_rank(&l.level), l.law.clone(), l.display.clone()));
    for name in list.into_iter().map(short_name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    vec![Block::Para(vec![text(format!("情节达到相应标准的，可能还涉及：{}。是否达到，请公安机关审查；报案人不作认定。", names.join("、")))])]
}

/// The articles to show, by rank of the instrument, then by name; those named only as upper bound are left out.
fn ordered<'a>(law: impl Iterator<Item = &'a LawRef>) -> Vec<&'a LawRef> {
    let mut list: Vec<&LawRef> = law.filter(|l| !l.ceiling).collect();
    list.sort_by_key(|l| (level_rank(&l.level), l.law.clone(), l.version_from.clone(), l.display.clone()));
    list
}

/// The article under the statute's short name, for running text; the annex has the full one.
fn short_name(law: &LawRef) -> String {
    let full = full_name(law);
    let Some((_, rest)) = full.split_once('》') else { return full };
    if law.law.starts_with("GB") {
        let rest = rest.split_once('）').map_or(rest, |(_, r)| r);
        format!("{}{rest}", law.law)
    } else {
        format!("《{}》{rest}", law.law)
    }
}

/// The article, with its window when that has ended.
fn full_name(law: &LawRef) -> String {
    match law.version_until.as_deref().and_then(crate::model::Day::parse) {
        Some(until) => format!("{}（{}以前的行为适用的文本）", law.display, until.plus(1).zh()),
        None => law.display.clone(),
    }
}

/// Rank of an instrument, highest first.
pub fn level_rank(level: &str) -> usize {
    ["法律", "行政法规", "司法解释", "部门规章", "规范性文件", "国家标准", "自律规范"].iter().position(|l| *l == level).unwrap_or(9)
}
