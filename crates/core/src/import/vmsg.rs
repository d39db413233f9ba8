//! vMessage (IrMC 1.1): `.vmsg` of ZTE, MTK and Lumia phones, `.vmg` of Nokia (often UTF-16, one message a file). A message names the
//! other side in a vCard of its own, its box, a local time, and words that may be quoted-printable or base64.

use super::attr_text::Base64;
use super::dates;
use super::text::{Encoding, Line, Lines, head};
use super::vcard_text::{number, unquote};
use super::{Claim, Format, Harvest, Holds, Probe, Source, take_part};
use crate::model::{Channel, Direction, Part, Peer, Record, SkipKind, When};
use std::io::{Cursor, Read};

/// Messages of older phones.
pub static FORMAT: Format = Format { id: "vmsg", title: "手机短信备份（vmsg、vmg）", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 512 * 1024;
const BODY: usize = 256 * 1024;
/// Largest attachment stored, as base64.
const PICTURE: usize = 8 * 1024 * 1024;

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    if text.lines().take(20).any(|l| l.trim().eq_ignore_ascii_case("BEGIN:VMSG")) { Claim::Content } else { Claim::No }
}

#[derive(Default)]
struct Message {
    offset: u64,
    numbers: Vec<String>,
    name: String,
    out: Option<bool>,
    draft: bool,
    time: String,
    body: Option<String>,
    /// Words without a name of their own, in Nokia's files.
    free: String,
    parts: Vec<Part>,
    mms: bool,
    lossy: bool,
    cut: bool,
    /// Inside VBODY, behind its last named line.
    words: bool,
    /// Of the attachment being read.
    part_name: String,
    part_mime: String,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut lines = Lines::new(source.bytes, LINE);
    let mut message: Option<Message> = None;
    let mut stray = 0u64;
    let mut next: Option<Line> = None;
    while let Some(line) = next.take().or_else(|| lines.next_line()) {
        let (text, mut lossy) = lines.text(&line);
        let mut text = text.trim_end().to_owned();
        let upper = text.trim().to_ascii_uppercase();
        if upper == "BEGIN:VMSG" {
            if let Some(open) = message.take() {
                end(open, false, source.tz_offset, harvest);
            }
            message = Some(Message { offset: line.offset, ..Message::default() });
            continue;
        }
        let Some(open) = &mut message else {
            stray += u64::from(!text.trim().is_empty());
            continue;
        };
        if upper == "END:VMSG" {
            if let Some(open) = message.take() {
                end(open, true, source.tz_offset, harvest);
            }
            continue;
        }
        // A soft break of quoted-printable: the value goes on with the next line.
        let quoted = upper.split(':').next().is_some_and(|n| n.contains("QUOTED-PRINTABLE"));
        while quoted && text.ends_with('=') {
            let Some(more) = lines.next_line() else { break };
            let (words, lost) = lines.text(&more);
            if words.trim().to_ascii_uppercase().starts_with("END:V") {
                next = Some(more);
                break;
            }
            text.pop();
            lossy |= lost;
            if text.len() < LINE {
                text.push_str(words.trim_end());
            }
        }
        open.lossy |= lossy;
        open.line(&text, source.parts, harvest);
    }
    if let Some(open) = message.take() {
        end(open, false, source.tz_offset, harvest);
    }
    if stray > 0 {
        harvest.note(format!("有{stray}行文字不属于任何一条短信，不计入行数"));
    }
    harvest.fold_duplicates();
    lines.finish(harvest);
}

/// A line's name, its parameters and its value; `None` for a line without a name.
fn named(text: &str) -> Option<(String, String, &str)> {
    let (name, value) = text.split_once(':')?;
    let (name, parameters) = name.split_once(';').unwrap_or((name, ""));
    let plain = !name.is_empty() && name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| (name.to_ascii_uppercase(), parameters.to_ascii_uppercase(), value))
}

impl Message {
    fn line(&mut self, text: &str, parts: &mut super::PartSink, harvest: &mut Harvest) {
        let known = named(text.trim()).filter(|(name, ..)| {
            name.starts_with("X-") || ["BEGIN", "END", "VERSION", "TEL", "N", "FN", "DATE", "SUBJECT", "TEXT", "FROM", "TO"].contains(&name.as_str())
        });
        let Some((name, parameters, value)) = known else {
            if self.words && self.free.len() + text.len() <= BODY {
                self.free.push_str(text);
                self.free.push('\n');
            } else if self.words {
                self.cut = true;
            }
            return;
        };
        let value = value.trim();
        match name.as_str() {
            "BEGIN" => {
                self.words = value.eq_ignore_ascii_case("VBODY");
                if value.eq_ignore_ascii_case("VPART") {
                    (self.mms, self.part_name, self.part_mime) = (true, String::new(), String::new());
                }
            }
            "END" => self.words = false,
            "TEL" => {
                let number = number(value);
                if !number.is_empty() && !self.numbers.contains(&number) {
                    self.numbers.push(number);
                }
            }
            "FN" if self.name.is_empty() => self.name = self.decoded(&parameters, value),
            "X-BOX" | "X-IRMC-BOX" | "X-FOLDER" => {
                let value = value.to_ascii_uppercase();
                self.draft = ["DRAFT", "OUTBOX", "FAIL", "UNSENT"].iter().any(|w| value.contains(w));
                self.out = if value.contains("SEN") || self.draft { Some(true) } else { value.contains("IN").then_some(false) };
            }
            "X-MESSAGE-TYPE" | "X-MTI" => match value.to_ascii_uppercase().as_str() {
                "DELIVER" => self.out = Some(false),
                "SUBMIT" | "STORED" => self.out = Some(true),
                "MMS" => self.mms = true,
                _ => {}
            },
            "X-TYPE" => self.mms |= value.eq_ignore_ascii_case("MMS"),
            "DATE" => self.time = value.to_owned(),
            "X-NOK-DT" | "X-SS-DT" | "X-DATE" if self.time.is_empty() => self.time = value.to_owned(),
            "SUBJECT" | "TEXT" | "X-BODY-CONTENTS" => {
                let words = self.decoded(&parameters, value);
                match &mut self.body {
                    Some(body) if !words.is_empty() => {
                        body.push('\n');
                        body.push_str(&words);
                    }
                    Some(_) => {}
                    None => self.body = Some(words),
                }
            }
            "X-MMS-PART-CONTENT-TYPE" => self.part_mime = value.chars().take(100).collect(),
            "X-MMS-PART-NAME" => self.part_name = value.chars().take(200).collect(),
            "X-MMS-PART-DATA" if value.len() <= PICTURE => self.part(value, parts, harvest),
            "X-MMS-PART-DATA" => self.cut = true,
            _ => {}
        }
    }

    fn decoded(&mut self, parameters: &str, value: &str) -> String {
        let bytes = if parameters.contains("QUOTED-PRINTABLE") {
            unquote(value.as_bytes())
        } else if parameters.contains("BASE64") {
            let mut out = Vec::new();
            let mut from = Cursor::new(value.as_bytes().to_vec());
            let mut decoder = Base64::new(&mut from);
            let read = decoder.read_to_end(&mut out);
            self.lossy |= read.is_err() || decoder.damaged;
            out
        } else {
            return value.replace('\0', "\u{fffd}");
        };
        let (text, lossy) = Encoding::of_bytes(&bytes).unwrap_or(Encoding::Utf8).decode(&bytes);
        self.lossy |= lossy;
        text
    }

    fn part(&mut self, value: &str, parts: &mut super::PartSink, harvest: &mut Harvest) {
        // The words of a picture message are a part too.
        if self.part_mime.starts_with("text/") {
            let words = self.decoded("BASE64", value);
            self.body.get_or_insert_with(String::new).push_str(&words);
            return;
        }
        if self.part_mime.contains("smil") || value.is_empty() {
            return;
        }
        let name = if self.part_name.is_empty() { format!("附件{}", self.parts.len() + 1) } else { self.part_name.clone() };
        let mut from = Cursor::new(value.as_bytes().to_vec());
        let mut decoder = Base64::new(&mut from);
        match take_part(parts, &name, &self.part_mime, &mut decoder) {
            Ok(part) if part.digest.size > 0 => self.parts.push(part),
            Ok(_) => self.lossy = true,
            Err(error) => harvest.problem(crate::error::Problem::io(name, "保存彩信附件", &error)),
        }
    }
}

fn end(mut message: Message, whole: bool, tz_offset: Option<i32>, harvest: &mut Harvest) {
    if !whole {
        harvest.refuse("row.truncated", "这条短信没有写完（没有 END:VMSG）", "请重新导出完整的文件；原件已保留");
        return;
    }
    if message.draft {
        harvest.skip(SkipKind::NotSent, "草稿或没有发出");
        return;
    }
    let body = message.body.take().filter(|b| !b.is_empty()).unwrap_or_else(|| message.free.trim_matches(['\r', '\n', ' ']).to_owned());
    let Some(at) = time(&message.time, tz_offset) else {
        let shown: String = message.time.chars().take(30).collect();
        harvest.refuse("row.bad_date", if shown.is_empty() { "这条短信没有时间".to_owned() } else { format!("时间“{shown}”读不懂") }, "请重新导出；其余短信照常读取");
        return;
    };
    let Some(out) = message.out else {
        harvest.refuse("vmsg.no_box", "这条短信没有写明在收件箱还是发件箱，不猜测收发", "请重新导出；其余短信照常读取");
        return;
    };
    let mut numbers = message.numbers.into_iter();
    let raw = numbers.next().unwrap_or_default();
    let name = Some(message.name).filter(|n| !n.is_empty() && *n != raw);
    let taken = harvest.record(Record {
        row: 0,
        offset: message.offset,
        at,
        sent: None,
        channel: if message.mms { Channel::Mms } else { Channel::Sms },
        direction: if out { Direction::Out } else { Direction::In },
        peer: Peer { raw, name, also: numbers.collect() },
        body,
        call: None,
        parts: message.parts,
        reading: Default::default(),
    });
    if message.cut {
        harvest.repaired(taken, "这条短信过长，后面的部分没有采用");
    } else if message.lossy {
        harvest.repaired(taken, "这条短信里有无法识别的字节，已用“\u{fffd}”代替");
    }
}

/// `2018/01/29 13:14:17`, `2013.4.3.23.5.9` or `20130403T230509Z`.
fn time(text: &str, tz_offset: Option<i32>) -> Option<When> {
    let fields: Vec<&str> = text.trim().split('.').collect();
    if let [year, month, day, hour, minute, second] = fields[..] {
        return dates::local(&format!("{year}-{month}-{day} {hour}:{minute:0>2}:{second:0>2}"), tz_offset);
    }
    let (compact, zulu) = text.trim().strip_suffix('Z').map_or((text.trim(), ""), |t| (t, "Z"));
    if let Some((day, clock)) = compact.split_once('T')
        && day.len() == 8
        && clock.len() == 6
        && [day, clock].iter().all(|t| t.bytes().all(|b| b.is_ascii_digit()))
    {
        return dates::local(&format!("{}-{}-{} {}:{}:{}{zulu}", &day[..4], &day[4..6], &day[6..], &clock[..2], &clock[2..4], &clock[4..]), tz_offset);
    }
    dates::local(text, tz_offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_three_makers() {
        for (text, expect) in [("2018/01/29 13:14:17", "2018-01-29T13:14:17+08:00"), ("2013.4.3.23.5.9", "2013-04-03T23:05:09+08:00"), ("20130403T150509Z", "2013-04-03T23:05:09+08:00"), ("20130403T230509", "2013-04-03T23:05:09+08:00")] {
            assert_eq!(time(text, None).map(When::key).as_deref(), Some(expect), "{text}");
        }
        assert_eq!(time("2013.4.3", None).map(|w| w.key()).as_deref(), Some("2013-04-03"));
        assert_eq!(time("", None), None);
    }
}
