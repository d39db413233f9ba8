//! The articles findings rest on, each in the version of the day of its act.

use super::{by_rule, scope};
use crate::compose::slots;
use crate::compose::told::text;
use crate::compose::{Material, Reader};
use crate::draft::{Block, Span};
use crate::law::numeral;
use crate::remedy::Who;
use crate::review::finding::{Finding, LawRef};
use std::collections::BTreeSet;

/// What the police apply.
const PENAL: [&str; 2] = ["刑法", "治安管理处罚法"];
/// Law on personal information and on apps.
const PRIVACY: [&str; 4] = ["个人信息保护法", "网络安全法", "网络数据安全管理条例", "App必要个人信息范围规定"];

/// Whether this paper may rest on the article: the law its reader applies, in official words for a court; the law that
/// protects consumers only for the consumer.
pub(super) fn kept(m: &Material, law: &LawRef) -> bool {
    let penal = PENAL.contains(&law.law.as_str());
    let reader = match m.reader() {
        Reader::Police => penal,
        Reader::Court => !penal && law.text.is_some() && level_rank(&law.level) <= 2,
        Reader::Privacy => of_privacy(law) || law.law == "民法典",
        _ => true,
    };
    reader && !law.ceiling && (slots::who(m) == Who::Borrower || !law.law.starts_with("消费者权益保护法"))
}

/// Whether it is about personal information.
pub(super) fn of_privacy(law: &LawRef) -> bool {
    !law.ceiling && PRIVACY.contains(&law.law.as_str())
}

/// The articles the acts of this paper rest on, statute by statute under their full names, each once; texts known from
/// reports stand apart. An act on both sides of a change of law names both versions.
pub(super) fn law(m: &Material) -> Vec<Block> {
    let groups = scope(m);
    let all: Vec<&LawRef> = groups.iter().flat_map(|(_, g)| g).flat_map(|f| f.law()).filter(|l| kept(m, l)).collect();
    let (official, reported): (Vec<&LawRef>, Vec<&LawRef>) = all.into_iter().partition(|l| l.text.is_some());
    let mut blocks: Vec<Block> = by_statute(official).into_iter().map(|line| Block::Para(vec![text(format!("{line}。"))])).collect();
    if !reported.is_empty() {
        blocks.push(Block::Para(vec![text(format!("另据公开报道（未见官方全文，不作为法条引用），还涉及{}。", by_statute(reported).join("；")))]));
    }
    blocks
}

/// 《中华人民共和国民法典》第一条、第二条, one line a statute.
fn by_statute(law: Vec<&LawRef>) -> Vec<String> {
    listed(ordered(law.into_iter()), |law| law.display.clone(), window)
}

/// One entry a statute, in the order given; its articles by number, each version of the text apart, items of one article
/// together: 《甲法》第一条第（一）、（二）项、第三条（某日以前的行为适用的文本）；第五条.
fn listed(law: Vec<&LawRef>, name: fn(&LawRef) -> String, window: fn(&LawRef) -> String) -> Vec<String> {
    type Place = (u32, u8, u8, String);
    let mut statutes: Vec<(String, Vec<(String, BTreeSet<Place>)>)> = Vec::new();
    for law in law {
        let (statute, label) = parted(&name(law));
        let at = statutes.iter().position(|(s, _)| *s == statute).unwrap_or_else(|| {
            statutes.push((statute, Vec::new()));
            statutes.len() - 1
        });
        let versions = &mut statutes[at].1;
        let until = window(law);
        let v = versions.iter().position(|(u, _)| *u == until).unwrap_or_else(|| {
            versions.push((until, BTreeSet::new()));
            versions.len() - 1
        });
        // A clause without a number stands behind the numbered ones.
        let number = law.article.as_deref().and_then(|a| numeral::from_chinese(a.split('之').next().unwrap_or(a))).unwrap_or(u32::MAX);
        versions[v].1.insert((number, law.paragraph.unwrap_or(0), law.item.unwrap_or(0), label));
    }
    let versions = |list: Vec<(String, BTreeSet<Place>)>| -> String {
        let one = |(until, places): (String, BTreeSet<Place>)| {
            let labels: Vec<String> = places.into_iter().map(|(.., label)| label).collect();
            let several = labels.len() > 1 && !until.is_empty();
            format!("{}{}", joined(&labels), if several { until.replacen('（', "（以上为", 1) } else { until })
        };
        list.into_iter().map(one).collect::<Vec<_>>().join("；")
    };
    statutes.into_iter().map(|(statute, list)| format!("{statute}{}", versions(list))).collect()
}

/// The name with its 《》 (and the number of a standard), and what follows; of a clause whose name has two parts (催收禁止之一：冒用名义)
/// the telling one.
fn parted(display: &str) -> (String, String) {
    let (name, rest) = split(display);
    match rest.split_once('“').and_then(|(before, clause)| Some((before, clause.split_once('：')?.1))) {
        Some((before, telling)) => (name, format!("{before}“{telling}")),
        None => (name, rest),
    }
}

fn split(display: &str) -> (String, String) {
    match display.split_once('》') {
        Some((name, rest)) if rest.starts_with('（') => rest.split_once('）').map_or((format!("{name}》"), rest.to_owned()), |(number, rest)| (format!("{name}》{number}）"), rest.to_owned())),
        Some((name, rest)) => (format!("{name}》"), rest.to_owned()),
        // A standard under its number.
        None => display.find("关于").map_or_else(|| (display.to_owned(), String::new()), |at| (display[..at].to_owned(), display[at..].to_owned())),
    }
}

/// 第一条第（一）项 and 第一条第（二）项 → 第一条第（一）、（二）项; 关于“甲”的规定 and 关于“乙”的规定 → 关于“甲”“乙”的规定.
fn joined(labels: &[String]) -> String {
    let item = |label: &str| label.strip_suffix('项').and_then(|l| l.rsplit_once("第（")).map(|(article, item)| (article.to_owned(), format!("（{item}")));
    let topic = |label: &str| label.strip_prefix("关于").and_then(|l| l.strip_suffix("的规定")).map(str::to_owned);
    let mut out: Vec<String> = Vec::new();
    let mut topics = String::new();
    for label in labels {
        if let Some(name) = topic(label) {
            topics += &name;
            continue;
        }
        match (item(label), out.last_mut()) {
            (Some((article, number)), Some(last)) if item(last).is_some_and(|(a, _)| a == article) => {
                last.truncate(last.len() - '项'.len_utf8());
                *last += &format!("、{number}项");
            }
            _ => out.push(label.clone()),
        }
    }
    if !topics.is_empty() {
        out.push(format!("关于{topics}的规定"));
    }
    out.join("、")
}

/// Act by act, for the police; acts of the same articles share a line.
pub(super) fn police(m: &Material) -> Vec<Block> {
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for (_, group) in scope(m) {
        let named = articles(m, &group);
        if named.is_empty() {
            continue;
        }
        match lines.iter_mut().find(|(n, _)| *n == named) {
            Some((_, titles)) => titles.push(group[0].title()),
            None => lines.push((named, vec![group[0].title()])),
        }
    }
    lines.into_iter().map(|(named, titles)| Block::Para(vec![text(format!("涉嫌{}：{named}。", titles.join("；")))])).collect()
}

fn articles(m: &Material, group: &[&Finding]) -> String {
    by_short_name(ordered(group.iter().flat_map(|f| f.law()).filter(|l| kept(m, l) && l.text.is_some())))
}

/// 《治安管理处罚法》第一条、第二条，《刑法》第三条.
fn by_short_name(law: Vec<&LawRef>) -> String {
    listed(law, short_name, window).join("，")
}

/// Said in a table behind an article whose text has been replaced since.
pub(super) const OLD: &str = "（旧）";

/// The official articles of one act for a narrow cell: statute by statute, a replaced version marked by [`OLD`].
pub(super) fn official_short(m: &Material, group: &[&Finding]) -> String {
    let old = |law: &LawRef| if law.version_until.is_some() { OLD.to_owned() } else { String::new() };
    let named = listed(ordered(group.iter().flat_map(|f| f.law()).filter(|l| kept(m, l) && l.text.is_some())), short_name, old).join("，");
    in_figures(&named)
}

/// 第一千零三十三条第一款第（五）项 → 1033条1款（五）项: numbers as a narrow cell wants them. What is no number of an article stays.
fn in_figures(named: &str) -> String {
    let mut parts = named.split('第');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let figure = part.find(['条', '款']).filter(|at| *at > 0).and_then(|at| Some((numeral::from_chinese(&part[..at])?, &part[at..])));
        match figure {
            Some((number, rest)) => out += &format!("{number}{rest}"),
            None if part.starts_with('（') => out += part,
            None => out += &format!("第{part}"),
        }
    }
    out
}

/// What is known of one act from reports only.
pub(super) fn reported<'a>(m: &Material, group: &[&'a Finding]) -> Vec<&'a LawRef> {
    ordered(group.iter().flat_map(|f| f.law()).filter(|l| kept(m, l) && l.text.is_none()))
}

/// Reported texts, each clause once with the items it concerns: 《甲办法》关于“乙”（第1、3项）、“丙”（第2项）的规定；第五条（第4项）.
pub(super) fn by_item(list: Vec<(usize, &LawRef)>) -> String {
    let mut statutes: Vec<(String, Vec<(String, BTreeSet<usize>)>)> = Vec::new();
    for (item, law) in list {
        let (statute, label) = parted(&short_name(law));
        let at = statutes.iter().position(|(s, _)| *s == statute).unwrap_or_else(|| {
            statutes.push((statute, Vec::new()));
            statutes.len() - 1
        });
        match statutes[at].1.iter_mut().find(|(l, _)| *l == label) {
            Some((_, items)) => _ = items.insert(item),
            None => statutes[at].1.push((label, BTreeSet::from([item]))),
        }
    }
    let clause = |(label, items): (String, BTreeSet<usize>)| -> String {
        let at: Vec<String> = items.iter().map(usize::to_string).collect();
        let bare = label.strip_prefix("关于").and_then(|l| l.strip_suffix("的规定")).unwrap_or(&label);
        format!("{bare}（第{}项）", at.join("、"))
    };
    statutes.into_iter().map(|(statute, list)| format!("{statute}{}", list.into_iter().map(clause).collect::<Vec<_>>().join("、"))).collect::<Vec<_>>().join("；")
}

/// The articles of one act in one line; empty when there is none for this reader.
pub(super) fn named_for(m: &Material, group: &[&Finding]) -> String {
    let official = articles(m, group);
    let reported = by_short_name(ordered(group.iter().flat_map(|f| f.law()).filter(|l| kept(m, l) && l.text.is_none())));
    match (official.is_empty(), reported.is_empty()) {
        (false, true) => official,
        (false, false) => format!("{official}；另据公开报道，还涉及{reported}"),
        (true, false) => format!("据公开报道，涉及{reported}（未见可以引用的法律原文）"),
        (true, true) => String::new(),
    }
}

/// The words of every article named, each once: official words quoted, reported ones told as gist.
pub(super) fn law_words(m: &Material) -> Vec<Block> {
    let mut seen = BTreeSet::new();
    let all: Vec<&LawRef> = ordered(by_rule(m).into_iter().flat_map(|(_, g)| g).flat_map(|f| f.law()).filter(|l| kept(m, l))).into_iter().filter(|l| seen.insert((l.display.clone(), l.version_from.clone()))).collect();
    let mut blocks = Vec::new();
    for law in all.iter().filter(|l| l.text.is_some()) {
        let words = law.text.clone().unwrap_or_default().replace('\n', "");
        let stop = if words.ends_with('。') { "" } else { "。" };
        blocks.push(Block::Para(vec![Span::Strong(full_name(law)), text(format!("（{}）：", law.level)), Span::Quote(words), text(stop)]));
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
    let mut list: Vec<&LawRef> = scope(m).into_iter().flat_map(|(_, g)| g).flat_map(|f| f.law()).filter(|l| l.ceiling && l.text.is_some() && PENAL.contains(&l.law.as_str())).collect();
    list.sort_by_key(|l| (level_rank(&l.level), l.law.clone(), l.display.clone()));
    let names = by_short_name(list);
    if names.is_empty() {
        return Vec::new();
    }
    vec![Block::Para(vec![text(format!("情节达到相应标准的，可能还涉及：{names}。是否达到，请公安机关审查；报案人不作认定。"))])]
}

/// The articles to show, by rank of the instrument, then by name; those named only as upper bound are left out.
fn ordered<'a>(law: impl Iterator<Item = &'a LawRef>) -> Vec<&'a LawRef> {
    let mut list: Vec<&LawRef> = law.filter(|l| !l.ceiling).collect();
    list.sort_by_key(|l| (level_rank(&l.level), l.law.clone(), l.version_from.clone(), l.display.clone()));
    list
}

/// The article under the statute's short name, for running text; the annex has the full one.
fn short_name(law: &LawRef) -> String {
    let Some((_, rest)) = law.display.split_once('》') else { return law.display.clone() };
    if law.law.starts_with("GB") {
        let rest = rest.split_once('）').map_or(rest, |(_, r)| r);
        format!("{}{rest}", law.law)
    } else {
        format!("《{}》{rest}", law.law)
    }
}

/// The article, with its window when that has ended.
fn full_name(law: &LawRef) -> String {
    format!("{}{}", law.display, window(law))
}

/// （某日以前的行为适用的文本）, when the version has ended.
fn window(law: &LawRef) -> String {
    law.version_until.as_deref().and_then(crate::model::Day::parse).map_or_else(String::new, |until| format!("（{}以前的行为适用的文本）", until.plus(1).zh()))
}

/// Rank of an instrument, highest first.
pub fn level_rank(level: &str) -> usize {
    ["法律", "行政法规", "司法解释", "部门规章", "规范性文件", "国家标准", "自律规范"].iter().position(|l| *l == level).unwrap_or(9)
}
