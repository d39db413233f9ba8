//! Sentences that state a fact. [`told`] is the only maker, and it takes [`Sources`], which cannot be empty: a sentence
//! without an exhibit or a named speaker cannot be written. What the client saw and what somebody told are kept apart.

use super::Material;
use super::slots::client;
use crate::draft::Span;
use crate::facts::Person;
use crate::model::{Reading, Stamp};
use crate::normalise::stated;
use crate::review::finding::{EventRef, Finding, Ground, Quote};
use std::collections::BTreeSet;

/// Where a sentence comes from. Made only by the functions below; never empty.
#[derive(Clone, Debug)]
pub struct Sources(From);

#[derive(Clone, Debug)]
enum From {
    Exhibits(BTreeSet<u32>),
    /// The client's own statement.
    Own,
    /// Somebody told the client: the name as papers show it.
    Told(String),
}

impl Sources {
    /// Exhibits; none when there is no number.
    pub fn exhibits(numbers: impl IntoIterator<Item = u32>) -> Option<Sources> {
        let numbers: BTreeSet<u32> = numbers.into_iter().filter(|n| *n > 0).collect();
        (!numbers.is_empty()).then_some(Sources(From::Exhibits(numbers)))
    }

    /// The client's own statement.
    pub fn own() -> Sources {
        Sources(From::Own)
    }

    /// Of these events; a statement only when no exhibit stands behind any of them.
    pub fn of(m: &Material, events: &[&EventRef]) -> Option<Sources> {
        let first = events.first()?;
        Sources::exhibits(events.iter().map(|e| e.exhibit)).or_else(|| {
            let by = teller(m, first).filter(|p| client(m).is_none_or(|c| c.id != p.id));
            Some(by.map_or_else(Sources::own, |p| Sources(From::Told(m.name(p)))))
        })
    }

    /// Of these grounds; a statement only when none of them is a row of an exhibit.
    pub fn grounds(grounds: &[&Ground]) -> Option<Sources> {
        grounds.first()?;
        Sources::exhibits(grounds.iter().map(|g| g.exhibit)).or(Some(Sources::own()))
    }
}

/// A factual sentence with its source: the only maker of one.
pub fn told(mut words: Vec<Span>, sources: &Sources) -> Vec<Span> {
    match &sources.0 {
        From::Exhibits(numbers) => words.push(Span::Exhibits(numbers.iter().copied().collect())),
        From::Own => words.push(text("（据当事人陈述，尚无设备记录）")),
        From::Told(name) => words.push(text(format!("（据{name}告知，尚无设备记录）"))),
    }
    words.push(text("。"));
    words
}

/// Plain words.
pub(super) fn text(words: impl Into<String>) -> Span {
    Span::Text(words.into())
}

/// Who told of a stated contact: the person contacted.
pub(super) fn teller<'m>(m: &Material<'m>, event: &EventRef) -> Option<&'m Person> {
    if event.exhibit != 0 {
        return None;
    }
    let harvest = stated::harvest(m.facts);
    let record = harvest.records.iter().find(|r| r.row == event.row)?;
    m.facts.person(record.peer.also.first()?)
}

/// Whose phone it was.
pub(super) fn owner<'m>(m: &Material<'m>, finding: &Finding, event: &EventRef) -> Option<&'m Person> {
    // A typed account may tell of somebody else who was reached: the custodian is only who wrote it.
    let is_recipient = |id: &str| m.facts.person(id).is_some_and(|p| p.name == finding.recipient());
    let own = m.review.exhibits.iter().find(|e| e.number == event.exhibit);
    let exhibit = own.filter(|e| event.reading != Reading::Stated || e.custodian.as_deref().is_some_and(is_recipient));
    exhibit.and_then(|e| e.custodian.as_deref()).and_then(|id| m.facts.person(id)).or_else(|| teller(m, event)).or_else(|| m.facts.persons.iter().find(|p| p.name == finding.recipient()))
}

/// One contact as a sentence without its source: when, who to whom, in which words, from whose mouth. `None` for a told
/// contact without words.
pub(super) fn contact(m: &Material, finding: &Finding, event: &EventRef, quotes: &[&str]) -> Option<Vec<Span>> {
    let to = whose(m, finding, event);
    let peer = if event.peer.is_empty() { "隐藏号码".to_owned() } else { event.peer.clone() };
    let (when, channel) = (minute_zh(&event.time), channel_zh(event.channel));
    let telling = event.exhibit == 0;
    let other = telling && teller(m, event).is_some_and(|p| client(m).is_none_or(|c| c.id != p.id));
    let me = m.me();
    let mut words = Vec::new();
    match (telling, other, event.channel) {
        (true, true, _) => words.push(text(format!("{to}告知{me}：{when}接到{peer}的{channel}，其转述为"))),
        (true, false, _) => words.push(text(format!("{when}，{peer}对{me}{}，{me}的记述为", verb(event.channel)))),
        // A typed account is no record of the call it tells of.
        (_, _, "call") if event.reading == Reading::Stated && quotes.is_empty() => words.push(text(format!("据书面陈述，{when}，{to}接到{peer}的来电"))),
        (_, _, "call") if event.reading == Reading::Stated => words.push(text(format!("据书面陈述，{when}，{to}接到{peer}的来电，通话内容为"))),
        (_, _, _) if event.reading == Reading::Stated => words.push(text(format!("据书面陈述，{when}，{to}收到{peer}发来的{channel}，称"))),
        (_, _, "call") if quotes.is_empty() => words.push(text(format!("{when}，{to}的手机接到{peer}的来电"))),
        (_, _, "call") if event.reading == Reading::Heard => words.push(text(format!("{when}，{to}的手机接到{peer}的来电（通话有记录），机器听写的通话内容为"))),
        (_, _, "call") => words.push(text(format!("{when}，{to}的手机接到{peer}的来电（通话有记录），通话内容据陈述为"))),
        _ => words.push(text(format!("{when}，{to}收到{peer}发来的{channel}，称"))),
    }
    words.extend(quoted(quotes));
    if quotes.is_empty() && telling {
        return None;
    }
    if !event.files.is_empty() {
        words.push(text(format!("（附{}）", event.files.join("、"))));
    }
    if !telling && !matches!(event.reading, Reading::Stored | Reading::Stated) {
        words.push(text("（文字由图片或录音识别，需与原件核对）"));
    }
    Some(words)
}

/// Quotations side by side. The stop at the end of a message is not quoted: the sentence goes on.
pub(super) fn quoted(quotes: &[&str]) -> Vec<Span> {
    let mut words = Vec::new();
    for (n, quote) in quotes.iter().enumerate() {
        if n > 0 {
            words.push(text("，"));
        }
        words.push(Span::Quote(unstopped(quote).to_owned()));
    }
    words
}

/// Words without the full stop, comma or semicolon they end with.
pub(super) fn unstopped(words: &str) -> &str {
    let bare = words.trim_end().trim_end_matches(['。', '，', '；', '、', ',', ';']);
    if bare.is_empty() { words } else { bare }
}

/// The same with the words of one finding and with its source.
pub(super) fn sentence(m: &Material, finding: &Finding, i: usize, event: &EventRef) -> Option<Vec<Span>> {
    let quotes: Vec<&str> = finding.quotes().iter().filter(|q| q.event as usize == i).map(|q: &Quote| q.text.as_str()).collect();
    Some(told(contact(m, finding, event, &quotes)?, &Sources::of(m, &[event])?))
}

/// Whose phone it was, as this paper names them.
pub(super) fn whose(m: &Material, finding: &Finding, event: &EventRef) -> String {
    owner(m, finding, event).map_or_else(|| "他人".to_owned(), |p| m.who(p))
}


/// 白若兰 → 白某某: third parties are masked in papers; the exhibits keep the full text.
pub fn masked_name(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => std::iter::once(first).chain(chars.map(|_| '某')).collect(),
        None => "某人".to_owned(),
    }
}

/// The channel as a thing one receives.
pub(super) fn channel_zh(id: &str) -> &'static str {
    match id {
        "sms" => "短信",
        "mms" => "彩信",
        "call" => "电话",
        "im" => "即时通信信息",
        "voice_mail" => "语音留言",
        "visit" => "上门",
        "post" => "公开发布的内容",
        _ => "信函",
    }
}

fn verb(channel: &str) -> &'static str {
    match channel {
        "call" => "来电",
        "visit" => "上门",
        "post" => "公开发布内容",
        _ => "发来信息",
    }
}

/// `2026-01-07T15:00:00+08:00` → `2026年1月7日15时00分00秒`, cut to what the source knows.
pub fn when_zh(key: &str) -> String {
    let Some(stamp) = Stamp::parse(key) else { return key.to_owned() };
    let s = stamp.second_of_day();
    match key.len() {
        0..=10 => stamp.day().zh(),
        11..=16 => format!("{}{:02}时{:02}分", stamp.day().zh(), s / 3600, s / 60 % 60),
        _ => format!("{}{:02}时{:02}分{:02}秒", stamp.day().zh(), s / 3600, s / 60 % 60, s % 60),
    }
}

/// The same to the minute: what a letter needs; the seconds stand in the exhibits.
pub(super) fn minute_zh(key: &str) -> String {
    when_zh(key.get(..16).unwrap_or(key))
}

/// The day of a time key.
pub(super) fn day_zh(key: &str) -> String {
    Stamp::parse(key).map_or_else(|| key.to_owned(), |s| s.day().zh())
}
