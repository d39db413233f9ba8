//! One row of `juzheng screen`: a line of JSON in, a line of JSON out. A line that cannot be read becomes a line that says so.

use super::{Said, Screen, Verdict, recipient, verdict};
use crate::error::Problem;
use crate::rules::Tier;
use crate::time::Stamp;
use crate::words::Recipient;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::Write;

/// What a line says, where it is as it should be; anything else goes the slow way.
#[derive(Deserialize)]
struct Plain<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    to: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    at: Option<Cow<'a, str>>,
}

/// Reads one line (without its line feed) and appends the answer with one. `number` is the line's, counted from 1.
/// `false` when the line could not be read.
pub fn row(screen: &mut Screen<'_>, line: &[u8], number: u64, out: &mut Vec<u8>) -> bool {
    // A plain line is read without copying its text. `Cow<str>` of serde copies only what holds escapes. What is known to be
    // UTF-8 is not checked again string by string.
    let plain = match simdutf8::basic::from_utf8(line) {
        Ok(line) => serde_json::from_str::<Plain<'_>>(line),
        Err(_) => serde_json::from_slice(line),
    };
    if let Ok(Plain { id, text, to, at }) = plain {
        answer(screen, id.get(), &text, to.as_deref(), at.as_deref(), &[], out);
        return true;
    }
    match odd(line, number) {
        Ok(Odd { id, text: Some(text), to, at, notes }) => {
            answer(screen, &id, &text, to.as_deref(), at.as_deref(), &notes, out);
            true
        }
        Ok(Odd { id, text: None, .. }) => {
            let what = "没有 text，或 text 不是文字";
            refused(&id, &bad(number, what), ",\"acts\":[],\"verdict\":\"review\"", out);
            false
        }
        Err(problem) => {
            refused("null", &problem, "", out);
            false
        }
    }
}

/// The answer to a line that is not read at all: too long.
pub fn too_long(number: u64, most: usize, out: &mut Vec<u8>) {
    refused("null", &bad(number, &format!("这一行超过 {} MB", most >> 20)), "", out);
}

fn bad(number: u64, what: &str) -> Problem {
    Problem::new("screen.line", what, format!("第 {number} 行"), "每行应是一个 JSON 对象，至少有 id 和 text；请改正这一行后再试")
}

fn refused(id: &str, problem: &Problem, more: &str, out: &mut Vec<u8>) {
    let error = serde_json::to_string(problem).unwrap_or_default();
    put(out, &format!("{{\"id\":{id}{more},\"error\":{error}}}\n"));
}

/// A line that is not plain: fields of another type, lone surrogates, bytes that are no UTF-8.
struct Odd {
    /// As JSON.
    id: String,
    text: Option<String>,
    to: Option<String>,
    at: Option<String>,
    notes: Vec<&'static str>,
}

fn odd(line: &[u8], number: u64) -> Result<Odd, Problem> {
    let mut notes = Vec::new();
    let text = String::from_utf8_lossy(line);
    if matches!(text, Cow::Owned(_)) {
        notes.push("有不是 UTF-8 的字节，已按缺字处理");
    }
    let parsed = serde_json::from_str::<Value>(&text).or_else(|error| {
        let whole = paired(&text).ok_or(error)?;
        notes.push("有不成对的代理码位，已按缺字处理");
        serde_json::from_str(&whole)
    });
    let value = match parsed {
        Ok(Value::Object(value)) => value,
        Ok(_) => return Err(bad(number, "不是一个 JSON 对象")),
        Err(error) => return Err(bad(number, &format!("不是一行 JSON（第 {} 个字节附近）", error.column()))),
    };
    let mut word = |key: &str, note: &'static str| match value.get(key) {
        None | Some(Value::Null) => None,
        Some(Value::String(word)) => Some(word.clone()),
        Some(_) => {
            notes.push(note);
            None
        }
    };
    let (to, at) = (word("to", UNKNOWN_TO), word("at", UNKNOWN_AT));
    let id = value.get("id").unwrap_or(&Value::Null).to_string();
    Ok(Odd { id, text: value.get("text").and_then(Value::as_str).map(str::to_owned), to, at, notes })
}

/// The line with every escape of a lone surrogate (a cut emoji) as U+FFFD; `None` when there is none.
fn paired(line: &str) -> Option<String> {
    let unit = |at: usize| {
        let code = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(code, 16).ok()
    };
    let (mut out, mut at, mut changed) = (String::with_capacity(line.len()), 0, false);
    while let Some(c) = line[at..].chars().next() {
        let len = match (c, unit(at)) {
            ('\\', Some(0xD800..=0xDBFF)) if unit(at + 6).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) => 12,
            ('\\', Some(0xD800..=0xDFFF)) => {
                out += "\\ufffd";
                (at, changed) = (at + 6, true);
                continue;
            }
            ('\\', _) => 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
            _ => c.len_utf8(),
        };
        out += &line[at..at + len];
        at += len;
    }
    changed.then_some(out)
}

const UNKNOWN_TO: &str = "收件人不认识（只能是 borrower、third_party、unknown），按不明处理";
const UNKNOWN_AT: &str = "时间看不懂，没有使用";
const NIGHT: &str = "发送时间在夜间（22:00 至次日 8:00）";
const AUTHORITY: &str = "单凭文字分不出真假机关，请向该机关公布的电话核实";
const SECOND: &str = "带 why 的一项只是用字的统计看着像，词表里没有这种说法，请人看过再定";
const UNREADABLE: &str = "文字大半无法辨认，请看原件";

fn answer(screen: &mut Screen<'_>, id: &str, text: &str, to: Option<&str>, at: Option<&str>, odd: &[&'static str], out: &mut Vec<u8>) {
    let mut notes: Vec<&str> = odd.to_vec();
    let to = to.map_or(Some(Recipient::Unknown), recipient).unwrap_or_else(|| {
        notes.push(UNKNOWN_TO);
        Recipient::Unknown
    });
    match at.map(night) {
        Some(None) => notes.push(UNKNOWN_AT),
        Some(Some(true)) => notes.push(NIGHT),
        _ => {}
    }
    screen.read(text, to);
    let screen = &*screen;
    let said = screen.said();
    let mut verdict = verdict(said);
    if verdict == Verdict::Pass && unreadable(text) {
        verdict = Verdict::Review;
        notes.push(UNREADABLE);
    }
    if said.iter().any(|s| s.alone) {
        notes.push(SECOND);
    }
    if said.iter().any(|s| s.act.name() == "impersonate_authority" && s.tier == Tier::Possible) {
        notes.push(AUTHORITY);
    }
    out.extend_from_slice(b"{\"id\":");
    put(out, id);
    out.extend_from_slice(b",\"acts\":[");
    let mut place = Place { text, byte: 0, chars: 0 };
    for (nth, Said { act, start, end, tier, alone }) in said.iter().enumerate() {
        let tier = match tier {
            Tier::Possible => "possible",
            Tier::Likely => "likely",
            Tier::Proven => "proven",
        };
        let (from, to) = (place.of(*start), place.of(*end));
        let comma = if nth > 0 { "," } else { "" };
        let _ = write!(out, "{comma}{{\"act\":\"{}\",\"start\":{from},\"end\":{to},\"quote\":", act.name()); // a Vec takes everything
        quoted(out, &text[*start..*end]);
        let _ = write!(out, ",\"tier\":\"{tier}\"");
        if *alone {
            for (nth, run) in screen.why(*act).iter().enumerate() {
                out.extend_from_slice(if nth > 0 { b"," } else { b",\"why\":[" });
                quoted(out, run);
            }
            out.extend_from_slice(if screen.why(*act).is_empty() { b"" } else { b"]" });
        }
        out.push(b'}');
    }
    out.extend_from_slice(match verdict {
        Verdict::Pass => b"],\"verdict\":\"pass\"".as_slice(),
        Verdict::Review => b"],\"verdict\":\"review\"",
        Verdict::Block => b"],\"verdict\":\"block\"",
    });
    if !notes.is_empty() {
        out.extend_from_slice(b",\"notes\":[");
        for (nth, note) in notes.iter().enumerate() {
            out.extend_from_slice(if nth > 0 { b"," } else { b"" });
            quoted(out, note);
        }
        out.push(b']');
    }
    out.extend_from_slice(b"}\n");
}

/// Counts characters up to a byte; asked mostly for growing places, it goes on from the last.
struct Place<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl Place<'_> {
    fn of(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        // A character has one byte that does not go on another.
        self.chars += self.text.as_bytes()[self.byte..byte].iter().filter(|b| **b & 0xC0 != 0x80).count();
        self.byte = byte;
        self.chars
    }
}

/// More than a quarter of the characters are replacement marks: mojibake, or a broken export.
fn unreadable(text: &str) -> bool {
    let lost = text.matches('\u{FFFD}').count();
    lost > 0 && lost * 4 > text.chars().count()
}

/// Does the time lie in the night, 22:00 to 8:00 in Shanghai? `None` when it cannot be read or is only a day.
fn night(at: &str) -> Option<bool> {
    let hour = match *at.as_bytes() {
        // The common case, without a calendar: 2026-03-01T23:05…, in +08:00 or without zone.
        [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b' ', h1 @ b'0'..=b'2', h2 @ b'0'..=b'9', b':', ref rest @ ..] if at[..10].bytes().all(|b| b == b'-' || b.is_ascii_digit()) && local(rest) => {
            u32::from(h1 - b'0') * 10 + u32::from(h2 - b'0')
        }
        _ if at.trim().len() <= 10 => return None,
        _ => Stamp::parse(at)?.second_of_day() / 3600,
    };
    (hour < 24).then_some(!(8..22).contains(&hour))
}

/// Minutes and seconds, then +08:00 or nothing.
fn local(rest: &[u8]) -> bool {
    let rest = rest.strip_suffix(b"+08:00").unwrap_or(rest);
    (rest.len() == 2 || rest.len() == 5) && rest.iter().enumerate().all(|(at, b)| if at == 2 { *b == b':' } else { b.is_ascii_digit() && (at % 3 == 1 || *b < b'6') })
}

/// A JSON string.
fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for c in text.chars() {
        match c {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            c => shown(out, c),
        }
    }
    out.push(b'"');
}

/// JSON as it is.
fn put(out: &mut Vec<u8>, json: &str) {
    json.chars().for_each(|c| if c == '\n' { out.push(b'\n') } else { shown(out, c) });
}

/// A character; what could drive a terminal (controls, direction marks) as an escape, which is the same value.
fn shown(out: &mut Vec<u8>, c: char) {
    if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}') {
        let _ = write!(out, "\\u{:04x}", u32::from(c)); // a Vec takes everything
    } else {
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}
