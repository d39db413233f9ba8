//! The rows and pictures of one exhibit.

use super::{Cited, Picture, Row, Section, heading};
use crate::compose::Material;
use crate::compose::told::text;
use crate::draft::Block;
use crate::error::Result;
use crate::import::{self, Harvest, Holds};
use crate::model::{Call, Channel, Direction, Grain, Outcome, Record, Stamp, When};
use crate::normalise::peer_key;
use crate::vault::{Case, Exhibit};
use std::collections::BTreeSet;

/// Beyond so many rows of a conversation only the cited ones and their neighbours are printed.
const MOST: usize = 4000;

/// Contacts for the charts: (instant, other side, custodian), so that a bill and a log count a call once.
pub(super) struct Tally<'t> {
    pub(super) calls: &'t mut BTreeSet<(Stamp, String, Option<String>)>,
    pub(super) texts: &'t mut BTreeSet<(Stamp, String, Option<String>)>,
}

pub(super) fn section(case: &mut Case, m: &Material, exhibit: &Exhibit, cited: &Cited, first: u32, tally: &mut Tally) -> Result<Section> {
    let mut section = Section { exhibit: exhibit.number, opening: heading(m, exhibit, &cited.acts), ..Section::default() };
    let remark = |words: String| Block::Para(vec![text(words)]);
    let format = exhibit.reading.as_ref().and_then(|r| r.format.as_deref()).and_then(import::format);
    if format.is_some_and(|f| f.holds == Holds::AddressBook) || !exhibit.kept {
        section.closing.push(remark("本证据含他人信息，只登记哈希，不印内容；需要时当面核对。".into()));
        return Ok(section);
    }
    let harvest = case.harvest(exhibit)?;
    let conversation: Vec<&Record> = harvest.records.iter().filter(|r| cited.rows.contains(&r.row) || cited.peers.contains(&peer_key(&r.peer.raw))).collect();
    let near: BTreeSet<u64> = cited.rows.iter().flat_map(|r| r.saturating_sub(1)..=r + 1).collect();
    let printed: Vec<&Record> = if conversation.len() > MOST { conversation.iter().filter(|r| near.contains(&r.row)).copied().collect() } else { conversation.clone() };
    let mut printed = printed;
    // Some exports list the newest first: a reader wants the order of time.
    printed.sort_by_key(|r| (r.at.stamp, r.row));
    let owner = exhibit.custodian.as_deref().and_then(|id| m.facts.person(id)).map_or_else(|| "手机主人".to_owned(), |p| m.name(p));
    let mut number = first;
    for record in &printed {
        section.rows.push(row(record, &owner, number, cited.rows.contains(&record.row)));
        pictures(case, record, number, &mut section);
        number += 1;
    }
    for record in conversation.iter().filter(|r| r.direction == Direction::In && r.at.grain != Grain::Day) {
        let line = (record.at.stamp, peer_key(&record.peer.raw), exhibit.custodian.clone());
        match record.channel {
            // A bill has seconds, a phone's log milliseconds, and both may be a little apart: a minute tells calls apart.
            Channel::Call => drop(tally.calls.insert((Stamp(line.0.0 / 60_000 * 60_000), line.1, line.2))),
            Channel::Sms | Channel::Mms | Channel::Im => drop(tally.texts.insert(line)),
            _ => {}
        }
    }
    entries(&harvest, cited, &mut number, &mut section);
    whole_picture(case, exhibit, &mut section);
    let (total, left) = (harvest.records.len(), harvest.records.len() - printed.len());
    if left > 0 {
        section.closing.push(remark(format!("本证据共有{total}条往来，印出{}条；其余{left}条是与其他号码的往来或者数量过多，没有印出，完整内容见原件。", printed.len())));
    }
    Ok(section)
}

fn row(record: &Record, owner: &str, number: u32, cited: bool) -> Row {
    let other = match (&record.peer.name, record.peer.raw.as_str()) {
        (_, "") => "隐藏号码".to_owned(),
        (Some(name), raw) if !name.is_empty() && !matches!(name.as_str(), "(未知)" | "(Unknown)" | "null") => format!("{raw}（{name}）"),
        (_, raw) => raw.to_owned(),
    };
    let sent = record.direction == Direction::Out;
    Row {
        number,
        row: record.row,
        time: when(&record.at),
        direction: if sent { "发" } else { "收" },
        sender: if sent { format!("{owner} → {other}") } else { other },
        body: match (&record.call, record.body.as_str()) {
            (Some(call), "") => call_zh(call),
            (Some(call), words) => format!("{}；文字：{words}", call_zh(call)),
            (None, "") => "（无文字）".to_owned(),
            (None, words) => words.to_owned(),
        },
        attachment: record.parts.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join("、"),
        cited,
    }
}

/// `2026-01-07 15:00:00`, cut to what the source knows.
fn when(at: &When) -> String {
    at.key().trim_end_matches("+08:00").replace('T', " ")
}

fn call_zh(call: &Call) -> String {
    let outcome = match call.outcome {
        Outcome::Answered => "已接通",
        Outcome::Missed => "未接",
        Outcome::Rejected => "拒接",
        Outcome::Blocked => "被拦截",
        Outcome::Unknown => "是否接通来源未写明",
    };
    match call.seconds {
        Some(s) if s > 0 => format!("通话：{outcome}，{s}秒"),
        _ => format!("通话：{outcome}"),
    }
}

/// Recorded accesses, payments and other typed rows findings rest on.
fn entries(harvest: &Harvest, cited: &Cited, number: &mut u32, section: &mut Section) {
    for entry in harvest.entries.iter().filter(|e| cited.rows.contains(&e.row)) {
        let fields: Vec<String> = entry.fields.iter().map(|(k, v)| format!("{k}：{v}")).collect();
        section.rows.push(Row {
            number: *number,
            row: entry.row,
            time: entry.at.map_or_else(|| "—".to_owned(), |w| when(&w)),
            direction: "—",
            sender: entry.kind.clone(),
            body: fields.join("；"),
            attachment: String::new(),
            cited: true,
        });
        *number += 1;
    }
}

/// Pictures a message carries.
fn pictures(case: &Case, record: &Record, number: u32, section: &mut Section) {
    for part in record.parts.iter().filter(|p| p.mime.starts_with("image/")) {
        let caption = format!("证{number:04}的附件 {}", part.name);
        match case.bytes(part.digest.sha256).ok().as_deref().and_then(size) {
            Some(size) => section.pictures.push(Picture { id: part.digest.sha256, caption, size, region: None }),
            None => section.closing.push(Block::Para(vec![text(format!("{caption}：不是能印出的图片，见原件。"))])),
        }
    }
}

/// An exhibit that is itself a picture.
fn whole_picture(case: &Case, exhibit: &Exhibit, section: &mut Section) {
    if let Some(size) = case.bytes(exhibit.digest.sha256).ok().as_deref().and_then(size) {
        let caption = format!("证据{} {}", exhibit.number, exhibit.name);
        section.pictures.push(Picture { id: exhibit.digest.sha256, caption, size, region: None });
    }
}

/// More pixels than a screenshot or a photograph has: not decoded.
const PIXELS: u64 = 80_000_000;

/// Width and height of a PNG or JPEG, from its head; `None` for anything else or more than [`PIXELS`].
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize, n: usize| -> Option<u32> { Some(bytes.get(at..at + n)?.iter().fold(0, |v, b| v << 8 | u32::from(*b))) };
    let found = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
        (big(16, 4)?, big(20, 4)?)
    } else if bytes.starts_with(b"\xff\xd8") {
        let mut at = 2;
        loop {
            if bytes.get(at) != Some(&0xff) {
                return None;
            }
            let marker = *bytes.get(at + 1)?;
            match marker {
                0xff => at += 1,
                0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => break (big(at + 7, 2)?, big(at + 5, 2)?),
                _ => at += 2 + big(at + 2, 2)? as usize,
            }
        }
    } else {
        return None;
    };
    (found.0 > 0 && found.1 > 0 && u64::from(found.0) * u64::from(found.1) <= PIXELS).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_from_the_head_only() {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 4, 56, 0, 0, 9, 96]].concat();
        assert_eq!(size(&png), Some((1080, 2400)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 32, 3];
        assert_eq!(size(&jpeg), Some((32, 16)));
        let bomb = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 1, 0, 0, 0, 1, 0, 0]].concat();
        for bad in [&bomb[..], &png[..18], &jpeg[..12], b"", b"\x89PNG\r\n\x1a\nfake picture bytes"] {
            assert_eq!(size(bad), None);
        }
    }
}
