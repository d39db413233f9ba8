//! SMS Backup & Restore (com.riteshsahu.SMSBackupRestore): `sms-*.xml` and `calls-*.xml`, by far the commonest export.
//! Streams files of any size; `count` is never trusted; drafts and failed sends are no contact.

use super::attr_text::{Base64, Repairs, decode};
use super::attr_xml::{Attributes, Scanner, Token};
use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source, transcode};
use crate::error::Problem;
use crate::model::{Call, Channel, Direction, Outcome, Part, Peer, Reading, Record, SkipKind};
use crate::time::{Stamp, When};
use std::borrow::Cow;

#[path = "sms_backup_restore/mms.rs"]
mod mms;
use mms::{Mms, flush, part};

/// The format.
pub static FORMAT: Format = Format {
    id: "sms_backup_restore",
    title: "SMS Backup & Restore 短信/通话备份（XML）",
    version: 4,
    holds: Holds::Events,
    claims,
    read,
};

fn claims(probe: &Probe) -> Claim {
    // UTF-16 has a zero beside every letter of a tag.
    let wide = memchr::memchr(0, &probe.head[..probe.head.len().min(64)]).is_some().then(|| head(probe.head));
    let bytes = wide.as_deref().map_or(probe.head, str::as_bytes);
    let has = |tag: &[u8]| memchr::memmem::find(bytes, tag).is_some();
    if has(b"<smses") || has(b"<calls") {
        Claim::Content
    } else if (has(b"<sms ") && has(b"address=")) || (has(b"<call ") && has(b"number=")) {
        Claim::Likely
    } else {
        Claim::No
    }
}

enum Refusal {
    Skip(SkipKind, String),
    Problem(&'static str, String, &'static str),
}

const EXPORT_AGAIN: &str = "原件已保留；如这一行要紧，请在手机上截图该条记录，或重新导出后再加入";

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    let parts_sink = &mut *source.parts;
    let (mut bytes, places) = transcode::open(source.bytes);
    let mut scanner = Scanner::new(&mut bytes);
    let mut stated: Option<u64> = None;
    let mut mms: Option<Mms> = None;
    let (mut joined, mut closed_root, mut any_root) = (0u64, false, false);
    loop {
        // A part's `data` is decoded as it streams by, straight into the sink.
        let mut taken: Option<Result<Part, ()>> = None;
        let mut data = |attributes: &Attributes, raw: &mut dyn std::io::Read| {
            let mut bytes = Base64::new(raw);
            let mime = text(attributes, "ct", &mut Repairs::default());
            let file = [text(attributes, "cl", &mut Repairs::default()), text(attributes, "name", &mut Repairs::default()), text(attributes, "fn", &mut Repairs::default())]
                .into_iter()
                .find(|n| !n.is_empty())
                .unwrap_or_else(|| "附件".to_owned());
            let part = super::take_part(parts_sink, &file, &mime, &mut bytes);
            taken = Some(match part {
                Ok(part) if !bytes.damaged && part.digest.size > 0 => Ok(part),
                _ => Err(()),
            });
        };
        let token = scanner.next("data", &mut data);
        match token {
            Token::Eof => break,
            Token::Close => match scanner.name() {
                b"mms" => flush(&mut mms, harvest, &mut joined),
                b"smses" | b"calls" => closed_root = true,
                _ => {}
            },
            Token::Open { closed, offset } => {
                let offset = places.of(offset);
                let attributes = scanner.attributes();
                match scanner.name() {
                    b"smses" | b"calls" => {
                        any_root = true;
                        stated = text(&attributes, "count", &mut Repairs::default()).parse().ok();
                        closed_root |= closed;
                    }
                    b"sms" => {
                        flush(&mut mms, harvest, &mut joined);
                        let mut repairs = Repairs::default();
                        let outcome = if scanner.too_long() { Err(too_long()) } else { sms(&attributes, offset, &mut repairs) };
                        take(outcome, repairs, harvest, &mut joined);
                    }
                    b"call" => {
                        flush(&mut mms, harvest, &mut joined);
                        let mut repairs = Repairs::default();
                        let outcome = if scanner.too_long() { Err(too_long()) } else { call(&attributes, offset, &mut repairs) };
                        take(outcome, repairs, harvest, &mut joined);
                    }
                    b"mms" => {
                        flush(&mut mms, harvest, &mut joined);
                        let mut repairs = Repairs::default();
                        let outcome = mms_head(&attributes, offset, &mut repairs);
                        let subject = mms::subject(&attributes, &mut repairs);
                        mms = Some(Mms { outcome, texts: subject.into_iter().collect(), repairs, ..Mms::default() });
                        if closed {
                            flush(&mut mms, harvest, &mut joined);
                        }
                    }
                    b"part" => {
                        if let Some(m) = mms.as_mut() {
                            part(m, &attributes, taken);
                        }
                    }
                    b"addr" => {
                        if let Some(m) = mms.as_mut() {
                            m.addr(&attributes);
                        }
                    }
                    _ => {}
                }
            }
            Token::Broken { cut, .. } => match scanner.name() {
                b"sms" | b"call" | b"mms" => {
                    flush(&mut mms, harvest, &mut joined);
                    broken(harvest, cut);
                }
                b"part" | b"addr" => {
                    if mms.take().is_some() {
                        broken(harvest, cut);
                    }
                }
                _ => {}
            },
        }
    }
    if mms.take().is_some() {
        broken(harvest, true);
    } else if any_root && !closed_root && harvest.skips.last().is_none_or(|s| s.row != harvest.rows() || s.kind != SkipKind::Refused) {
        harvest.problem(Problem::new(
            "file.cut",
            "文件结尾不完整（缺少结束标记），末尾的记录可能已经丢失",
            format!("{name} 的末尾"),
            "已读出的记录照常使用；请在手机上重新导出完整的备份再加入",
        ));
    }
    if let Some(error) = scanner.error.take() {
        harvest.problem(Problem::io(format!("文件 {name}"), "读取备份", &error));
    }
    places.finish(harvest);
    if joined > 0 {
        harvest.note(format!("合并了{joined}处被拆成两半的表情符号引用（内容无损失）"));
    }
    if let Some(count) = stated.filter(|c| *c != harvest.rows()) {
        harvest.note(format!("备份自称有{count}条，实际读到{}条；以实际为准", harvest.rows()));
    }
    harvest.fold_duplicates();
}

fn broken(harvest: &mut Harvest, cut: bool) {
    if cut {
        harvest.refuse("row.cut", "记录在文件末尾被截断", "请在手机上重新导出完整的备份再加入；已读出的记录照常使用");
    } else {
        harvest.refuse("row.broken", "记录的写法不完整，无法读出", EXPORT_AGAIN);
    }
}

fn too_long() -> Refusal {
    Refusal::Problem("row.too_long", "记录里有超过1MB的文字，不像短信".into(), EXPORT_AGAIN)
}

fn take(outcome: Result<Record, Refusal>, repairs: Repairs, harvest: &mut Harvest, joined: &mut u64) {
    *joined += u64::from(repairs.joined);
    match outcome {
        Ok(record) => {
            let row = harvest.record(record);
            if repairs.lost > 0 {
                harvest.repaired(row, format!("有{}处字符已损坏，以“\u{fffd}”代替", repairs.lost));
            }
        }
        Err(Refusal::Skip(kind, why)) => {
            harvest.skip(kind, why);
        }
        Err(Refusal::Problem(code, what, todo)) => {
            harvest.refuse(code, what, todo);
        }
    }
}

/// An attribute as text; empty when missing or the literal `null` the app writes for nothing.
fn text(attributes: &Attributes, name: &str, repairs: &mut Repairs) -> String {
    shown(attributes, name, repairs).into_owned()
}

/// The same without a copy, for values that are only looked at.
fn shown<'a>(attributes: &Attributes<'a>, name: &str, repairs: &mut Repairs) -> Cow<'a, str> {
    match attributes.raw(name) {
        None | Some(b"null") => Cow::Borrowed(""),
        Some(raw) => decode(raw, repairs),
    }
}

fn when(attributes: &Attributes) -> Result<When, Refusal> {
    let raw = shown(attributes, "date", &mut Repairs::default());
    let value: Option<i64> = raw.trim().parse().ok();
    // Milliseconds; some forks of the app write seconds, ten digits instead of thirteen.
    let stamp = value.map(Stamp).filter(|s| s.plausible()).or_else(|| value.and_then(|v| v.checked_mul(1000)).map(Stamp).filter(|s| s.plausible()));
    stamp.map(When::exact).ok_or_else(|| {
        let shown = if raw.is_empty() { "缺少日期".to_owned() } else { format!("日期“{}”无法识别", clip(&raw)) };
        Refusal::Problem("row.bad_date", shown, EXPORT_AGAIN)
    })
}

/// The beginning of what was found, for a problem; a NUL would cut the words short in other programs.
fn clip(text: &str) -> String {
    text.chars().take(24).map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect()
}

fn sent(attributes: &Attributes, at: When) -> Option<Stamp> {
    let stamp = Stamp(shown(attributes, "date_sent", &mut Repairs::default()).parse().ok()?);
    (stamp.plausible() && stamp <= at.stamp).then_some(stamp)
}

fn peer(attributes: &Attributes, key: &str, repairs: &mut Repairs) -> Peer {
    let name = shown(attributes, "contact_name", repairs);
    let known = !matches!(&*name, "" | "(Unknown)" | "(unknown)" | "(未知)" | "（未知）" | "Unknown" | "未知");
    Peer { raw: shown(attributes, key, repairs).trim().to_owned(), name: known.then(|| name.into_owned()), also: vec![] }
}

fn not_sent(box_: &[u8]) -> Option<&'static str> {
    match box_ {
        b"3" => Some("草稿，没有发出"),
        b"4" => Some("在发件箱里，没有发出"),
        b"5" => Some("发送失败"),
        b"6" => Some("排队中，没有发出"),
        _ => None,
    }
}

fn direction(attributes: &Attributes, key: &str) -> Result<Direction, Refusal> {
    match attributes.raw(key) {
        Some(b"1") => Ok(Direction::In),
        Some(b"2") => Ok(Direction::Out),
        Some(other) => Err(match not_sent(other) {
            Some(why) => Refusal::Skip(SkipKind::NotSent, why.to_owned()),
            None => Refusal::Problem("row.no_direction", format!("收发类型“{}”无法识别", clip(&String::from_utf8_lossy(other))), EXPORT_AGAIN),
        }),
        None => Err(Refusal::Problem("row.no_direction", "没有写明是收到还是发出".into(), EXPORT_AGAIN)),
    }
}

fn sms(attributes: &Attributes, offset: u64, repairs: &mut Repairs) -> Result<Record, Refusal> {
    if attributes.is_empty() {
        return Err(Refusal::Problem("row.empty", "空记录，没有任何内容".into(), EXPORT_AGAIN));
    }
    let direction = direction(attributes, "type")?;
    let at = when(attributes)?;
    let peer = peer(attributes, "address", repairs);
    if peer.raw.is_empty() {
        return Err(Refusal::Problem("row.no_peer", "短信没有对方号码".into(), EXPORT_AGAIN));
    }
    let body = text(attributes, "body", repairs);
    Ok(Record { row: 0, offset, at, sent: sent(attributes, at), channel: Channel::Sms, direction, peer, body, call: None, parts: vec![], reading: Reading::Stored })
}

fn mms_head(attributes: &Attributes, offset: u64, repairs: &mut Repairs) -> Result<Record, Refusal> {
    if attributes.is_empty() {
        return Err(Refusal::Problem("row.empty", "空记录，没有任何内容".into(), EXPORT_AGAIN));
    }
    // 128 sent, 130 announced, 132 fetched; reports of delivery and of reading carry nobody's words.
    if let Some(kind) = shown(attributes, "m_type", repairs).trim().parse::<i64>().ok().filter(|k| (128..=151).contains(k) && !matches!(k, 128 | 130 | 132)) {
        return Err(Refusal::Skip(SkipKind::NotContact, format!("彩信的送达或阅读报告（类型{kind}），不是一条消息")));
    }
    let direction = direction(attributes, "msg_box")?;
    let at = when(attributes)?;
    // `date_sent` of an mms is in milliseconds or (provider column copied) in seconds; seconds are not plausible here.
    let peer = peer(attributes, "address", repairs);
    Ok(Record { row: 0, offset, at, sent: sent(attributes, at), channel: Channel::Mms, direction, peer, body: String::new(), call: None, parts: vec![], reading: Reading::Stored })
}

fn call(attributes: &Attributes, offset: u64, repairs: &mut Repairs) -> Result<Record, Refusal> {
    if attributes.is_empty() {
        return Err(Refusal::Problem("row.empty", "空记录，没有任何内容".into(), EXPORT_AGAIN));
    }
    let at = when(attributes)?;
    let mut peer = peer(attributes, "number", repairs);
    let withheld = matches!(attributes.raw("presentation"), Some(b"2" | b"3" | b"4"));
    if peer.raw.is_empty() && !withheld {
        return Err(Refusal::Problem("row.no_peer", "通话没有对方号码，也没有标明对方隐藏号码".into(), EXPORT_AGAIN));
    }
    // -1 and -2 are what Android writes in place of a number that was withheld.
    if matches!(peer.raw.as_str(), "-1" | "-2" | "-3") {
        peer.raw.clear();
    }
    let seconds: Option<u32> = shown(attributes, "duration", repairs).trim().parse().ok();
    let (direction, channel, outcome) = match attributes.raw("type") {
        Some(b"1") => (Direction::In, Channel::Call, Outcome::Answered),
        Some(b"2") => (Direction::Out, Channel::Call, if seconds.unwrap_or(0) > 0 { Outcome::Answered } else { Outcome::Unknown }),
        Some(b"3") => (Direction::In, Channel::Call, Outcome::Missed),
        Some(b"4") => (Direction::In, Channel::VoiceMail, Outcome::Missed),
        Some(b"5") => (Direction::In, Channel::Call, Outcome::Rejected),
        Some(b"6") => (Direction::In, Channel::Call, Outcome::Blocked),
        Some(b"7") => (Direction::In, Channel::Call, Outcome::Answered),
        other => {
            let shown = other.map_or_else(|| "没有写明呼入还是呼出".to_owned(), |o| format!("通话类型“{}”无法识别", clip(&String::from_utf8_lossy(o))));
            return Err(Refusal::Problem("row.no_direction", shown, EXPORT_AGAIN));
        }
    };
    Ok(Record { row: 0, offset, at, sent: None, channel, direction, peer, body: String::new(), call: Some(Call { seconds, outcome }), parts: vec![], reading: Reading::Stored })
}

#[cfg(test)]
#[path = "sms_backup_restore/tests.rs"]
mod tests;
