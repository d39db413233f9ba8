//! Counts: by act, by number, by day and hour.

use super::facts::{distinct, picked};
use super::{contacts, scope};
use crate::compose::{Material, Reader, View};
use crate::compose::told::{Sources, channel_zh, day_zh, owner, text, told, unstopped};
use crate::draft::{Block, Span, Table};
use crate::facts::Person;
use crate::model::Stamp;
use crate::review::finding::{EventRef, Finding};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn exhibits(numbers: impl Iterator<Item = u32>) -> Vec<Span> {
    let numbers: BTreeSet<u32> = numbers.filter(|n| *n > 0).collect();
    vec![text(if numbers.is_empty() { "陈述".to_owned() } else { numbers.iter().map(|n| format!("证据{n}")).collect::<Vec<_>>().join("、") })]
}

pub(super) fn peer(event: &EventRef) -> String {
    if event.peer.is_empty() { "隐藏号码".to_owned() } else { event.peer.clone() }
}

/// The days of findings without contacts.
fn days(group: &[&Finding]) -> String {
    group.iter().flat_map(|f| f.grounds()).filter_map(|g| g.at.as_deref()).min().map_or_else(|| "—".to_owned(), short_day)
}

/// 2026.1.5: a day in a narrow cell.
pub(super) fn short_day(key: &str) -> String {
    Stamp::parse(key).map_or_else(|| key.to_owned(), |s| s.day().to_string().split('-').map(|part| part.trim_start_matches('0').to_owned()).collect::<Vec<_>>().join("."))
}

pub(super) fn short_period(events: &[&EventRef]) -> String {
    let first = short_day(events.iter().map(|e| e.time.as_str()).min().unwrap_or(""));
    let last = short_day(events.iter().map(|e| e.time.as_str()).max().unwrap_or(""));
    if first == last { first } else { format!("{first}—{last}") }
}

/// One row an act: how often, when, on which exhibits. How sure a finding is, is for the client and stands in the review.
pub(super) fn findings_table(m: &Material) -> Block {
    let rows = scope(m)
        .into_iter()
        .map(|(_, group)| {
            let events: Vec<&EventRef> = picked(m, &group, &|_, _| true).into_iter().map(|(_, _, e)| e).collect();
            let grounds = group.iter().flat_map(|f| f.grounds());
            vec![
                vec![text(group[0].title())],
                vec![text(if events.is_empty() { "—".to_owned() } else { distinct(&events).to_string() })],
                vec![text(if events.is_empty() { days(&group) } else { short_period(&events) })],
                exhibits(events.iter().map(|e| e.exhibit).chain(grounds.map(|g| g.exhibit))),
            ]
        })
        .collect();
    Block::Table(Table { head: ["涉嫌行为", "次数", "期间", "证据"].map(str::to_owned).to_vec(), widths: vec![44, 7, 30, 19], rows })
}

/// Whether a contact came between 22:00 and 08:00; unknown where the source knows the day only.
fn night(event: &EventRef) -> Option<bool> {
    let hour = hour(event)?;
    Some(!(8..22).contains(&hour))
}

fn hour(event: &EventRef) -> Option<u32> {
    (event.time.len() > 10).then(|| Stamp::parse(&event.time).map(|s| s.second_of_day() / 3600)).flatten()
}

/// Contacts by recipient: calls, messages, day, night, numbers.
pub(super) fn counts(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<String, Vec<&EventRef>> = BTreeMap::new();
    for (finding, event) in contacts(m) {
        let who = owner(m, finding, event).map_or_else(|| "未写明的人".to_owned(), |p| m.introduced(p));
        by.entry(who).or_default().push(event);
    }
    if by.is_empty() {
        return vec![Block::Para(vec![text("记录里没有可以统计的联系。")])];
    }
    let row = |who: String, events: &[&EventRef]| -> Vec<Vec<Span>> {
        let of = |test: &dyn Fn(&EventRef) -> bool| events.iter().filter(|e| test(e)).count().to_string();
        let numbers: BTreeSet<String> = events.iter().map(|e| peer(e)).collect();
        vec![
            vec![text(who)],
            vec![text(events.len().to_string())],
            vec![text(of(&|e| e.channel == "call"))],
            vec![text(of(&|e| e.channel != "call"))],
            vec![text(of(&|e| night(e) == Some(true)))],
            vec![text(numbers.len().to_string())],
            exhibits(events.iter().map(|e| e.exhibit)),
        ]
    };
    let mut rows: Vec<_> = by.iter().map(|(who, events)| row(who.clone(), events)).collect();
    let all: Vec<&EventRef> = by.values().flatten().copied().collect();
    rows.push(row("合计".into(), &all));
    let head = ["联系的对象", "次数", "其中电话", "其中文字等", "22时至8时", "号码数", "证据"].map(str::to_owned).to_vec();
    let table = Block::Table(Table { head, widths: vec![30, 9, 11, 12, 13, 10, 15], rows });
    let of = match (m.reader(), m.front.and_then(|f| f.since)) {
        (Reader::Police, None) => "只统计本材料所列行为涉及的联系，与案情简介口径一致".to_owned(),
        (_, Some(day)) => format!("只统计{}起被列为涉嫌行为的联系", day.zh()),
        _ => "只统计被列为涉嫌行为的联系".to_owned(),
    };
    vec![table, Block::Para(vec![text(format!("{of}，同一次联系只计一次；时间为北京时间。"))])]
}

/// Contacts by day, in four parts of the day: how dense it was. The chart by hour stands in the exhibit book.
pub(super) fn density(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    let all = contacts(m);
    for (_, event) in &all {
        let part = match hour(event) {
            None => 4,
            Some(0..=7) => 0,
            Some(8..=11) => 1,
            Some(12..=21) => 2,
            Some(_) => 3,
        };
        by.entry(event.time.get(..10).unwrap_or(&event.time).to_owned()).or_default()[part] += 1;
    }
    let mut days: Vec<(&String, &[usize; 5])> = by.iter().collect();
    let total = days.len();
    // The densest days, shown in order of time.
    days.sort_by_key(|(day, counts)| (std::cmp::Reverse(counts.iter().sum::<usize>()), (*day).clone()));
    days.truncate(20);
    days.sort();
    if days.is_empty() {
        return Vec::new();
    }
    let cell = |n: usize| vec![text(if n == 0 { "—".to_owned() } else { n.to_string() })];
    let rows = days
        .iter()
        .map(|(day, c)| {
            let mut row = vec![vec![text(day_zh(day))]];
            row.extend(c.iter().map(|n| cell(*n)));
            row.push(cell(c.iter().sum()));
            row
        })
        .collect();
    let head = ["日期", "0—8时", "8—12时", "12—22时", "22—24时", "时刻不明", "合计"].map(str::to_owned).to_vec();
    let mut blocks = vec![Block::Table(Table { head, widths: vec![28, 12, 12, 12, 12, 12, 12], rows })];
    if total > 20 {
        blocks.push(Block::Para(vec![text(format!("共{total}天有联系，表中是次数最多的20天。"))]));
    }
    blocks
}

/// The number that was called or written to; of other people the middle is left out, as everywhere in what is handed in.
fn own_number(m: &Material, person: &Person) -> String {
    let Some(number) = person.numbers.first().filter(|n| !n.is_empty()) else { return String::new() };
    let chars: Vec<char> = number.chars().collect();
    match m.view {
        _ if m.is_client(person) => format!("（{number}）"),
        View::Full => String::new(),
        View::Masked if chars.len() >= 9 => format!("（{}****{}）", chars[..3].iter().collect::<String>(), chars[chars.len() - 4..].iter().collect::<String>()),
        View::Masked => String::new(),
    }
}

/// One row a number: who got it, how, how often, when, one exact text.
pub(super) fn numbers(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<String, Vec<(&Finding, &EventRef)>> = BTreeMap::new();
    for (finding, event) in contacts(m).into_iter().filter(|(_, e)| ["sms", "mms", "call", "voice_mail"].contains(&e.channel)) {
        by.entry(peer(event)).or_default().push((finding, event));
    }
    let mut list: Vec<_> = by.into_iter().collect();
    list.sort_by_key(|(number, events)| (std::cmp::Reverse(events.len()), number.clone()));
    let rows = list
        .into_iter()
        .map(|(number, events)| {
            let to: BTreeSet<String> = events.iter().filter_map(|(f, e)| owner(m, f, e)).map(|p| format!("{}{}", m.introduced(p), own_number(m, p))).collect();
            let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
            events.iter().for_each(|(_, e)| *channels.entry(channel_zh(e.channel)).or_default() += 1);
            let channels: Vec<String> = channels.into_iter().map(|(what, n)| format!("{what}{n}次")).collect();
            let refs: Vec<&EventRef> = events.iter().map(|(_, e)| *e).collect();
            // The longest quotation of the gravest act: a bare signature tells nobody anything.
            let words = events.iter().find_map(|(f, e)| {
                let i = f.events().iter().position(|x| x == *e)?;
                f.quotes().iter().filter(|q| q.event as usize == i).max_by_key(|q| (q.text.chars().count(), std::cmp::Reverse(q.start))).map(|q| unstopped(&q.text).to_owned())
            });
            vec![
                vec![text(number)],
                vec![text(to.into_iter().collect::<Vec<_>>().join("、"))],
                vec![text(channels.join("、"))],
                vec![text(short_period(&refs))],
                vec![words.map_or_else(|| text("（来电，无文字）"), Span::Quote)],
                exhibits(refs.iter().map(|e| e.exhibit)),
            ]
        })
        .collect();
    let head = ["发送方号码", "接收的人和号码", "方式和次数", "期间", "内容（一条）", "证据"].map(str::to_owned).to_vec();
    vec![Block::Table(Table { head, widths: vec![20, 18, 13, 17, 22, 10], rows })]
}

/// Numbers that belong together: leads for whoever can look up their holders.
pub(super) fn clues(m: &Material) -> Vec<Block> {
    let all: Vec<&EventRef> = scope(m).into_iter().flat_map(|(_, g)| g).flat_map(|f| f.events()).collect();
    let numbers: BTreeSet<String> = all.iter().filter(|e| !e.peer.is_empty() && ["sms", "mms", "call", "voice_mail"].contains(&e.channel)).map(|e| e.peer.clone()).collect();
    let Some(sources) = Sources::of(m, &all).filter(|_| !numbers.is_empty()) else {
        return vec![Block::Para(vec![text("暂无其他线索。")])];
    };
    let listed: Vec<&str> = numbers.iter().take(30).map(String::as_str).collect();
    let more = if numbers.len() > 30 { format!("等{}个", numbers.len()) } else { String::new() };
    // Who is reported stands further up with all numbers; they are listed here only when nobody is known.
    let first = if m.facts.lenders.is_empty() { format!("涉及的号码：{}{more}", listed.join("、")) } else { format!("涉及的号码共{}个，已在前面逐一列出", numbers.len()) };
    let mut blocks = vec![Block::Para(told(vec![text(first)], &sources))];
    for cluster in &m.review.senders {
        let names: Vec<&str> = cluster.numbers.iter().take(12).map(|n| n.number.as_str()).collect();
        let exhibits = all.iter().filter(|e| names.contains(&e.peer.as_str())).map(|e| e.exhibit);
        let Some(sources) = Sources::exhibits(exhibits) else { continue };
        blocks.push(Block::Para(told(vec![text(format!("以下号码看来属于同一来源（线索，不是认定）：{}；理由：{}", names.join("、"), cluster.because.join("；")))], &sources)));
    }
    blocks.push(Block::Para(vec![text("请在职权范围内查明上述号码的持有人和使用人。")]));
    blocks
}
