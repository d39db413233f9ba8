//! A person's own account (`陈述.txt`, `.md`, `.docx`): what happened, typed by them. Each paragraph is a row. A paragraph is a stated
//! contact only when it says the day, the way and the other side; everything else stays an account. What they quote in quotation
//! marks is read as words; their own sentences are not.

use super::dates::zh_day;
use super::text::Lines;
use super::{Claim, Format, Harvest, Holds, Probe, Source, document};
use crate::model::{Call, Channel, Direction, Grain, Outcome, Peer, Reading, Record, SkipKind, When};
use regex::Regex;
use std::sync::LazyLock;

/// Own accounts.
pub static FORMAT: Format = Format { id: "statement", title: "本人陈述（文字）", version: 2, holds: Holds::Events, claims, read };

/// Longest paragraph kept.
const LINE: usize = 64 * 1024;
const STATED: &str = "这是本人陈述，不是设备上的记录；其中的往来按陈述对待";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?)\s*(?:[（(]?(?:周|星期).[）)]?)?\s*(凌晨|早上|上午|中午|下午|晚上|夜里)?\s*(?:([0-9]{1,2})\s*[:：点时]\s*([0-9]{1,2})?\s*分?(半)?)?").expect("a pattern of this file")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|[^0-9])((?:\+?86[- ]?)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|106[0-9]{5,17}|9[56][0-9]{3,8}|400-?[0-9]{3}-?[0-9]{4})(?:[^0-9]|$)").expect("a pattern of this file"));
static FROM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:接到|收到)(?:了)?(?:自称)?(?:是)?([^，。；、“”\s]{2,20}?)(?:的|打来的|发来的|打的|发的)(?:电话|来电|短信|微信|信息|消息|函|信)").expect("a pattern of this file"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[“「『]([^”」』]{1,2000})[”」』]").expect("a pattern of this file"));

fn claims(probe: &Probe) -> Claim {
    let name = probe.name.to_ascii_lowercase();
    let text = super::text::head(probe.head);
    // Bytes that are no text are nobody's account, whatever they are called.
    if !(name.ends_with(".txt") || name.ends_with(".md")) || text.contains('\u{fffd}') {
        return Claim::No;
    }
    if document::nature(probe.name, &text) == document::Nature::Statement { Claim::Likely } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut lines = Lines::new(source.bytes, LINE);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        let row = paragraph(text.trim(), line.offset, harvest);
        if let Some(row) = row.filter(|_| lossy) {
            harvest.repaired(row, "这一段里有读不出的字，以 � 代替");
        }
    }
    lines.finish(harvest);
}

/// Reads the paragraphs of an account that was taken out of another file.
pub(super) fn paragraphs(text: &str, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut offset = 0u64;
    for line in text.split('\n') {
        paragraph(line.trim(), offset, harvest);
        offset += line.len() as u64 + 1;
    }
}

fn paragraph(line: &str, offset: u64, harvest: &mut Harvest) -> Option<u64> {
    if line.is_empty() {
        return None;
    }
    Some(match contact(line) {
        Some(record) => harvest.record(Record { offset, ..record }),
        None => {
            let shown: String = line.chars().take(20).collect();
            harvest.skip(SkipKind::NotContact, format!("陈述“{shown}”：没有同时写明日期、方式和对方，只作陈述，不当作一次往来"))
        }
    })
}

fn contact(line: &str) -> Option<Record> {
    let date = DATE.captures(line)?;
    let day = zh_day(&date[1])?;
    let channel = channel(line)?;
    let raw = PHONE.captures(line).map(|c| c[1].to_owned()).or_else(|| FROM.captures(line).map(|c| c[1].to_owned()))?;
    let words: Vec<&str> = QUOTED.captures_iter(line).filter_map(|c| c.get(1)).map(|m| m.as_str()).collect();
    let call = (channel == Channel::Call).then_some(Call { seconds: None, outcome: Outcome::Unknown });
    Some(Record {
        row: 0,
        offset: 0,
        at: clock(&date).map_or(When::local(day, 0, Grain::Day), |second| When::local(day, second, Grain::Minute)),
        sent: None,
        channel,
        direction: Direction::In,
        peer: Peer { raw, name: None, also: Vec::new() },
        // What a call said is attached to the call, as for calls the facts tell of.
        body: words.join("\n"),
        call,
        parts: Vec::new(),
        reading: Reading::Stated,
    })
}

/// Seconds of the day, when an hour is written.
fn clock(date: &regex::Captures) -> Option<u32> {
    let hour: u32 = date.get(3)?.as_str().parse().ok()?;
    let minute: u32 = match (date.get(4), date.get(5)) {
        (Some(m), _) => m.as_str().parse().ok()?,
        (None, Some(_)) => 30,
        // "九点" is about nine, not nine sharp to the minute.
        (None, None) => return None,
    };
    let later = matches!(date.get(2).map(|m| m.as_str()), Some("下午" | "晚上" | "夜里")) && hour < 12;
    let hour = if later { hour + 12 } else { hour };
    (hour < 24 && minute < 60).then_some(hour * 3600 + minute * 60)
}

fn channel(line: &str) -> Option<Channel> {
    let has = |words: &[&str]| words.iter().any(|w| line.contains(w));
    Some(match () {
        () if has(&["短信"]) => Channel::Sms,
        () if has(&["微信", "QQ", "钉钉"]) => Channel::Im,
        () if has(&["电话", "来电", "打来", "拨打"]) => Channel::Call,
        () if has(&["上门", "来到我家", "到我单位", "到单位"]) => Channel::Visit,
        () if has(&["律师函", "催收函", "信函", "邮件"]) => Channel::Letter,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_told_whole_is_a_contact() {
        let r = contact("2026年1月7日晚上9:30，13800000001 打来电话，说“不还钱就找你全家”。").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.channel, r.peer.raw.as_str(), r.body.as_str()), ("2026-01-07T21:30", Channel::Call, "13800000001", "不还钱就找你全家"));
        let r = contact("2026-01-08 收到自称演示贷的短信，要我还钱").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.peer.raw.as_str(), r.body.as_str()), ("2026-01-08", "演示贷", ""));
        for line in ["他们经常打电话骂我", "2026年1月7日有人打来电话", "2026年13月7日 13800000001 打来电话", "2026年1月7日 13800000001"] {
            assert!(contact(line).is_none(), "{line}");
        }
    }
}
