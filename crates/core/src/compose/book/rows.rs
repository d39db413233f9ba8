//! The rows and pictures of one exhibit.

use super::{Cited, Picture, Row, Section, heading};
use crate::compose::Material;
use crate::compose::told::text;
use crate::draft::Block;
use crate::error::Result;
use crate::import::{self, Harvest, Holds};
use crate::model::{Call, Channel, Direction, Grain, Outcome, Record, Stamp, When};
use crate::normalise::peer_key;
use crate::picture::Region;
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
    whole_picture(case, exhibit, &harvest, cited, &mut section);
    let (total, left) = (harvest.records.len(), harvest.records.len() - printed.len());
    if left > 0 {
        section.opening.push(Block::Flush(vec![text(format!("本证据共有{total}条往来，印出{}条；其余{left}条是与其他号码的往来或者数量过多，没有印出，完整内容见原件。", printed.len()))]));
    }
    Ok(section)
}

fn row(record: &Record, owner: &str, number: u32, cited: bool) -> Row {
    let other = match (&record.peer.name, record.peer.raw.as_str()) {
        (_, "") => "隐藏号码".to_owned(),
        (Some(name), raw) if crate::normalise::naming::names(name, raw) => format!("{raw}（{name}）"),
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
            Some(size) => section.pictures.push(Picture { id: part.digest.sha256, caption, size, marks: Vec::new(), window: None }),
            None => section.closing.push(Block::Para(vec![text(format!("{caption}：不是能印出的图片，见原件。"))])),
        }
    }
}

/// Crops of one picture beyond this are left to the whole picture, where every cited place has its box.
const CROPS: usize = 40;

/// An exhibit that is itself a picture: whole, with a box round each cited place, then each cited place beside its words.
fn whole_picture(case: &Case, exhibit: &Exhibit, harvest: &Harvest, cited: &Cited, section: &mut Section) {
    let Some(size) = case.bytes(exhibit.digest.sha256).ok().as_deref().and_then(size) else { return };
    let picture = |caption, marks, window| Picture { id: exhibit.digest.sha256, caption, size, marks, window };
    let places: Vec<(u32, &str, [u32; 4], u8)> = section
        .rows
        .iter()
        .filter(|r| cited.rows.contains(&r.row))
        .filter_map(|r| harvest.seen.get(&r.row).and_then(|s| Some((r.number, r.body.as_str(), inside(s.region, size)?, s.confidence))))
        .collect();
    let marks: Vec<[u32; 4]> = places.iter().map(|p| p.2).collect();
    let boxes = if marks.is_empty() { "" } else { "（方框处为文书引用的内容，方框是排印时加的，不在原件上）" };
    let mut pictures = vec![picture(format!("证据{} {}{boxes}", exhibit.number, exhibit.name), marks, None)];
    for (number, words, mark, confidence) in places.iter().take(CROPS) {
        let caption = format!("证{number:04}　识别出的文字：{words}（机器识别，把握{confidence}%；与图不一致的，以图为准）");
        pictures.push(picture(caption, vec![*mark], Some(around(*mark, size))));
    }
    section.pictures.extend(pictures);
}

/// A region as it lies in the picture; `None` when it does not (the picture says it is to be turned, and is printed unturned).
fn inside(at: Region, (width, height): (u32, u32)) -> Option<[u32; 4]> {
    let [x, y, w, h] = [at.x, at.y, at.w, at.h].map(|v| u32::try_from(v).ok());
    let (x, y, w, h) = (x?, y?, w?, h?);
    (w > 0 && h > 0 && x.checked_add(w)? <= width && y.checked_add(h)? <= height).then_some([x, y, w, h])
}

/// The place with some of what stands round it: the message before and after help to find it.
fn around([x, y, w, h]: [u32; 4], (width, height): (u32, u32)) -> [u32; 4] {
    let pad = width / 14;
    let (left, top) = (x.saturating_sub(pad), y.saturating_sub(pad));
    [left, top, (x + w + pad).min(width) - left, (y + h + pad).min(height) - top]
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
    use super::{around, inside, size};
    use crate::picture::Region;

    #[test]
    fn a_crop_stays_within_its_picture() {
        let size = (1080, 2400);
        assert_eq!(inside(Region { x: 0, y: 2300, w: 500, h: 100 }, size), Some([0, 2300, 500, 100]));
        assert_eq!(around([0, 2300, 500, 100], size), [0, 2223, 577, 177]);
        for outside in [Region { x: 900, y: 0, w: 200, h: 10 }, Region { x: -1, y: 0, w: 5, h: 5 }, Region { x: 5, y: 5, w: 0, h: 5 }] {
            assert_eq!(inside(outside, size), None);
        }
    }

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
