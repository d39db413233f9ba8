//! The acts of a report in one table: what is alleged, when, by whom to whom and in which words, on which exhibit, under which
//! article. A desk that gets twenty acts reads a table; as prose they filled ten pages.

use super::facts::{counted, distinct, how_often, nothing, picked};
use super::figures::{exhibits, peer, short_day, short_period};
use super::{law, scope};
use crate::compose::Material;
use crate::compose::told::{channel_zh, contact, quoted, text, whose};
use crate::draft::{Block, Span, Table};
use crate::model::{Reading, Stamp};
use crate::review::finding::{EventRef, Finding, LawRef};
use crate::rules::Severity;
use std::collections::BTreeMap;

/// Rows of the table, gravest act first; whether any message is quoted; what is known from reports only, with its row.
type Acts<'a> = (Vec<Vec<Vec<Span>>>, bool, Vec<(usize, &'a LawRef)>);

/// A message is quoted under the first act it shows; the others point to it.
fn acts<'a>(m: &Material<'a>) -> Acts<'a> {
    let groups = scope(m);
    let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
    let mut quoted: BTreeMap<(u32, u64, &str), usize> = BTreeMap::new();
    let mut reported: Vec<(usize, &LawRef)> = Vec::new();
    for (_, group) in &groups {
        let n = rows.len() + 1;
        let events = picked(m, group, &|_, _| true);
        let Some(words) = told_in_a_cell(m, group, &events, &mut quoted, n) else { continue };
        let named = law::official_short(m, group);
        let only_reported = law::reported(m, group);
        let articles = match (named.is_empty(), only_reported.is_empty()) {
            (false, _) => named,
            (true, false) => "见附页".to_owned(),
            (true, true) => "—".to_owned(),
        };
        reported.extend(only_reported.into_iter().map(|l| (n, l)));
        let grounds = group.iter().flat_map(|f| f.grounds()).map(|g| g.exhibit);
        rows.push(vec![
            vec![text(n.to_string())],
            vec![text(group[0].title())],
            words,
            exhibits(events.iter().map(|(_, _, e)| e.exhibit).chain(grounds)),
            vec![text(articles)],
        ]);
    }
    (rows, !quoted.is_empty(), reported)
}

/// One row an act.
pub(super) fn table(m: &Material) -> Vec<Block> {
    let (rows, quoted, reported) = acts(m);
    if rows.is_empty() {
        return nothing();
    }
    let old = rows.iter().any(|r| r[4].iter().any(|s| s.words().contains(law::OLD)));
    let head = ["序", "涉嫌的行为", "时间、次数和原话（摘）", "证据", "条款"].map(str::to_owned).to_vec();
    let mut blocks = vec![Block::Table(Table { head, widths: vec![6, 14, 45, 10, 25], rows })];
    let mut notes = vec!["表中引号内为原文，时间为北京时间".to_owned()];
    if m.pages.is_some() && quoted {
        notes.push("“证0001”一类是证据册里逐条的编号，每份证据在证据册的页码见《证据目录》".to_owned());
    }
    if old {
        notes.push("条款后注“旧”的，是行为当日有效、现在已有新文本的条文".to_owned());
    }
    if !reported.is_empty() {
        notes.push("另有据公开报道的规定，见附页".to_owned());
    }
    blocks.push(Block::Para(vec![text(format!("{}。", notes.join("；")))]));
    blocks
}

/// The sheet behind the letter: what the same rows touch that is known from reports only.
pub(super) fn reported(m: &Material) -> Vec<Block> {
    let (_, _, reported) = acts(m);
    if reported.is_empty() {
        return Vec::new();
    }
    let words = format!("以下据公开报道（未见官方全文，不作为法条引用），项号是“涉嫌的行为”表里的序号：{}。", law::by_item(reported));
    vec![Block::Heading(1, vec![text("附：据公开报道的规定")]), Block::Para(vec![text(words)])]
}

/// How often, by whom to whom; then the worst words: two contacts where the act may be a crime, else one.
fn told_in_a_cell<'a>(m: &Material<'a>, group: &[&'a Finding], events: &[(&'a Finding, usize, &'a EventRef)], quoted: &mut BTreeMap<(u32, u64, &'a str), usize>, n: usize) -> Option<Vec<Span>> {
    if events.is_empty() {
        return Some(counted(m, group, events)?.0);
    }
    let refs: Vec<&EventRef> = events.iter().map(|(_, _, e)| *e).collect();
    let mut words = Vec::new();
    // A single message says all of it itself.
    if !(distinct(&refs) == 1 && refs[0].worded) {
        words.push(text(format!("{}。", how_often(m, group, events, short_period(&refs)))));
    }
    let most = if *group[0].severity_ceiling() >= Severity::涉嫌犯罪 { 2 } else { 1 };
    let (mut fresh, mut above) = (0, Vec::new());
    for (f, i, e) in events.iter().filter(|(_, _, e)| e.worded) {
        let key = (e.exhibit, e.row, e.time.as_str());
        if let Some(at) = quoted.get(&key) {
            above.push(*at);
        } else if fresh < most
            && let Some(said) = one(m, f, *i, e)
        {
            quoted.insert(key, n);
            fresh += 1;
            words.extend(said);
        }
    }
    if fresh == 0 && !above.is_empty() {
        above.sort_unstable();
        above.dedup();
        let at: Vec<String> = above.iter().take(3).map(usize::to_string).collect();
        words.push(text(format!("原话见第{}项。", at.join("、"))));
    }
    Some(words)
}

/// One contact and its words, as short as a cell wants it. What was told or heard by a machine keeps the long form, which says so.
fn one(m: &Material, finding: &Finding, i: usize, event: &EventRef) -> Option<Vec<Span>> {
    let quotes: Vec<&str> = finding.quotes().iter().filter(|q| q.event as usize == i).map(|q| q.text.as_str()).collect();
    if event.exhibit == 0 || event.channel == "call" || event.reading != Reading::Stored || quotes.is_empty() {
        let mut words = contact(m, finding, event, &quotes)?;
        words.push(text("。"));
        return Some(words);
    }
    let number = m.pages.and_then(|p| p.get(&event.exhibit)).and_then(|p| p.numbers.get(&event.row)).map_or_else(String::new, |n| format!("（证{n:04}）"));
    let mut words = vec![text(format!("{}{}发给{}的{}{number}：", short_minute(&event.time), peer(event), whose(m, finding, event), channel_zh(event.channel)))];
    words.extend(quoted(&quotes));
    words.push(text("。"));
    Some(words)
}

/// 2026.1.5 14:03，as exact as the source.
fn short_minute(key: &str) -> String {
    let day = short_day(key);
    match Stamp::parse(key).filter(|_| key.len() > 10) {
        Some(s) => format!("{day} {:02}:{:02}，", s.second_of_day() / 3600, s.second_of_day() / 60 % 60),
        None => format!("{day}，"),
    }
}
