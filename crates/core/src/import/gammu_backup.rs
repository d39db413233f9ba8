//! SMS backups of Gammu (`[SMSBackup000]` sections): `State`, `Number`, `Sent` or `DateTime`, words as hex of UTF-16 in `Text00` and on.
//! Its samples lack times now and then; such a message is listed and not dated.

use super::dates;
use super::text::{Lines, head};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Channel, Direction, Peer, Record, SkipKind};

/// Gammu's backup of messages.
pub static FORMAT: Format = Format { id: "gammu_backup", title: "Gammu 短信备份", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 64 * 1024;
const BODY: usize = 256 * 1024;

fn claims(probe: &Probe) -> Claim {
    if head(probe.head).lines().take(40).any(|l| l.trim().starts_with("[SMSBackup")) { Claim::Content } else { Claim::No }
}

#[derive(Default)]
struct Section {
    offset: u64,
    state: String,
    folder: String,
    number: String,
    time: String,
    words: Vec<u16>,
    lossy: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut lines = Lines::new(source.bytes, LINE);
    let mut open: Option<Section> = None;
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        let text = text.trim();
        if text.starts_with('[') {
            if let Some(section) = open.take() {
                end(section, source.tz_offset, harvest);
            }
            open = text.starts_with("[SMSBackup").then(|| Section { offset: line.offset, ..Section::default() });
            continue;
        }
        let (Some(section), Some((name, value))) = (&mut open, text.split_once('=')) else { continue };
        let value = value.trim().trim_matches('"');
        section.lossy |= lossy;
        match name.trim() {
            "State" => section.state = value.to_owned(),
            "Folder" => section.folder = value.to_owned(),
            "Number" if section.number.is_empty() => section.number = value.to_owned(),
            "Sent" | "DateTime" if section.time.is_empty() => section.time = value.to_owned(),
            name if name.starts_with("Text") => section.hex(value),
            _ => {}
        }
    }
    if let Some(section) = open.take() {
        end(section, source.tz_offset, harvest);
    }
    harvest.fold_duplicates();
    lines.finish(harvest);
}

impl Section {
    fn hex(&mut self, value: &str) {
        for unit in value.as_bytes().chunks(4) {
            match std::str::from_utf8(unit).ok().filter(|u| u.len() == 4).and_then(|u| u16::from_str_radix(u, 16).ok()) {
                Some(unit) if self.words.len() < BODY => self.words.push(if unit == 0 { 0xFFFD } else { unit }),
                _ => self.lossy = true,
            }
        }
    }
}

fn end(section: Section, tz_offset: Option<i32>, harvest: &mut Harvest) {
    let direction = match section.state.as_str() {
        "UnSent" => {
            harvest.skip(SkipKind::NotSent, "草稿或没有发出");
            return;
        }
        "Sent" => Direction::Out,
        "Read" | "UnRead" => Direction::In,
        _ if section.folder == "1" => Direction::In,
        other => {
            harvest.refuse("gammu.no_state", format!("状态“{}”看不出是收到还是发出", super::chat::short(other)), "请重新备份；其余短信照常读取");
            return;
        }
    };
    let time = section.time.replacen('T', "", 1);
    let digits: String = time.chars().take_while(char::is_ascii_digit).collect();
    // `20070605T135630`, perhaps with a zone behind it.
    let at = if digits.len() == 14 {
        let zone = &time[14..];
        dates::local(&format!("{}-{}-{} {}:{}:{}{zone}", &digits[..4], &digits[4..6], &digits[6..8], &digits[8..10], &digits[10..12], &digits[12..]), tz_offset)
    } else {
        None
    };
    let Some(at) = at else {
        let what = if section.time.is_empty() { "这条短信没有时间".to_owned() } else { format!("时间“{}”读不懂", super::chat::short(&section.time)) };
        harvest.refuse("row.bad_date", what, "请重新备份；其余短信照常读取");
        return;
    };
    let decoded = String::from_utf16_lossy(&section.words);
    let lossy = section.lossy || decoded.contains('\u{fffd}');
    let peer = Peer { raw: section.number, ..Peer::default() };
    let row = harvest.record(Record { row: 0, offset: section.offset, at, sent: None, channel: Channel::Sms, direction, peer, body: decoded, call: None, parts: Vec::new(), reading: Default::default() });
    if lossy {
        harvest.repaired(row, "这条短信里有无法识别的字节，已用“\u{fffd}”代替");
    }
}
