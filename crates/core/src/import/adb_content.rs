//! What `adb shell content query --uri content://sms` (or `content://call_log/calls`) prints: `Row: 0 _id=1, address=…, body=…`.
//! Nothing is quoted, so words that look like the next column cannot be told from it: the reading is marked as lossy, and a
//! backup as XML or JSON is better evidence.

use super::csv_kind::android_kind;
use super::text::{self, Line, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Call, Channel, Outcome, Peer, Record, SkipKind, When};
use crate::number;
use crate::time::Stamp;
use regex::Regex;
use std::sync::LazyLock;

/// Rows of a content provider.
pub static FORMAT: Format = Format { id: "adb_content", title: "adb content query 输出的短信或通话", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
const BODY: usize = 256 * 1024;

/// Columns of Android's SMS and call tables and of what makers add; a comma before anything else belongs to the words.
const COLUMNS: &[&str] = &[
    "_id", "thread_id", "address", "person", "date", "date_sent", "protocol", "read", "status", "type", "reply_path_present", "subject", "body", "service_center", "locked", "error_code", "seen", "sub_id", "sim_id",
    "creator", "phone_id", "priority", "sim_slot", "hidden", "deletable", "network_type", "ipmsg_id", "group_id", "duration", "number", "name", "new", "numbertype", "numberlabel", "geocoded_location", "countryiso",
    "presentation", "subscription_id", "subscription_component_name", "features", "is_read", "data_usage", "transcription", "voicemail_uri", "lookup_uri", "matched_number", "normalized_number", "photo_id", "photo_uri",
    "formatted_number", "via_number", "post_dial_digits", "phone_account_address", "phone_account_hidden", "last_modified", "add_for_all_users", "call_screening_component_name", "call_screening_app_name", "block_reason",
    "missed_reason", "display_name", "data1", "data2", "data3", "mimetype", "contact_id", "raw_contact_id", "advanced_seen", "b2c_ttl", "b2c_numbers", "fake_cell_type", "url_risky_type", "favorite_date", "block_type",
    "bind_id", "mx_id", "mx_status", "mx_type", "out_time", "timed", "account", "sync_state", "marker", "source", "mx_id_v2", "mx_extension", "app_id", "msg_id", "callback_number", "reserved", "pri", "teleservice_id", "link_url",
];

static ROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^Row: (\d{1,9}) ([A-Za-z_][A-Za-z_0-9]*)=").expect("a pattern of this file"));

/// One row: its columns in the order of the output.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The line it begins on.
    pub line: Line,
    /// Column and value; `NULL` is no value.
    pub fields: Vec<(&'static str, String)>,
    /// Something of it could not be decoded, or was too long.
    pub lossy: bool,
}

impl Fields {
    /// The value of a column; empty where there is none.
    pub fn get(&self, column: &str) -> &str {
        self.fields.iter().find(|(name, _)| *name == column).map_or("", |(_, value)| value.as_str())
    }
}

/// Rows of the output of a query.
pub struct Rows<'a> {
    lines: Lines<'a>,
    /// First column of the first row: the others begin with it too.
    first: Option<String>,
    next: Option<Line>,
    expected: u64,
    /// Lines before the first row (the command, a warning of adb).
    pub before: u64,
}

impl<'a> Rows<'a> {
    /// Opens a stream.
    pub fn new(bytes: &'a mut dyn std::io::Read) -> Self {
        Rows { lines: Lines::new(bytes, LINE), first: None, next: None, expected: 0, before: 0 }
    }

    /// The next row.
    pub fn next_row(&mut self) -> Option<Fields> {
        let line = loop {
            // A line set aside was known to begin a row.
            if let Some(line) = self.next.take() {
                break line;
            }
            let line = self.lines.next_line()?;
            if self.begins(&line) {
                break line;
            }
            self.before += u64::from(!line.bytes.trim_ascii().is_empty());
        };
        let (mut text, mut lossy) = self.lines.text(&line);
        while let Some(more) = self.lines.next_line() {
            if self.begins(&more) {
                self.next = Some(more);
                break;
            }
            let (words, lost) = self.lines.text(&more);
            lossy |= lost;
            if text.len() + words.len() > BODY {
                lossy = true;
                continue;
            }
            text.push('\n');
            text.push_str(&words);
        }
        let start = text.find(' ').and_then(|at| text[at + 1..].find(' ').map(|n| at + 1 + n + 1)).unwrap_or(0);
        let fields = split(&text[start..]);
        Some(Fields { line, fields, lossy })
    }

    /// Whether a line begins a row: the next number, or again the first one (a second query), and the same first column.
    fn begins(&mut self, line: &Line) -> bool {
        let (text, _) = self.lines.text(line);
        let Some(found) = ROW.captures(&text) else { return false };
        let number: u64 = found[1].parse().unwrap_or(u64::MAX);
        let known = COLUMNS.contains(&&found[2]);
        let same = self.first.as_deref().is_none_or(|first| first == &found[2]);
        let begins = known && (number == self.expected && same || number == 0 || self.first.is_none());
        if begins {
            self.first = Some(found[2].to_owned());
            self.expected = number.saturating_add(1);
        }
        begins
    }

    /// Notes and problems of the file as a whole.
    pub fn finish(self, harvest: &mut Harvest) {
        self.lines.finish(harvest);
    }
}

/// `a=1, b=2` at the commas before a column not met yet.
fn split(text: &str) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for piece in text.split(", ") {
        let column = piece.split_once('=').and_then(|(name, value)| Some((COLUMNS.iter().find(|c| **c == name)?, value)));
        match (column.filter(|(name, _)| !fields.iter().any(|(n, _)| n == *name)), fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name, value.to_owned())),
            (None, Some((_, words))) => {
                words.push_str(", ");
                words.push_str(piece);
            }
            (None, None) => {}
        }
    }
    for (_, value) in fields.iter_mut().filter(|(_, value)| value == "NULL") {
        value.clear();
    }
    fields
}

/// What the rows of an output are: messages or calls, a phone book's, or neither.
pub fn holds(head: &[u8]) -> Option<Holds> {
    let text = text::head(head);
    let line = text.lines().take(40).find(|l| ROW.is_match(l))?;
    let has = |column: &str| line.contains(&format!(" {column}="));
    match () {
        () if has("body") && has("address") || has("number") && has("duration") => Some(Holds::Events),
        () if has("display_name") && (has("data1") || has("number")) => Some(Holds::AddressBook),
        () => None,
    }
}

fn claims(probe: &Probe) -> Claim {
    if holds(probe.head) == Some(Holds::Events) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut rows = Rows::new(source.bytes);
    while let Some(row) = rows.next_row() {
        match record(&row) {
            Ok(Some(record)) => {
                let taken = harvest.record(record);
                if row.lossy {
                    harvest.repaired(taken, "这一行里有无法识别的字节，或文字过长，没有完整采用");
                }
            }
            Ok(None) => {
                harvest.skip(SkipKind::NotSent, "草稿或没有发出");
            }
            Err(what) => {
                harvest.refuse("adb.incomplete", what, "请重新查询并保存完整的输出；其余行照常读取");
            }
        }
    }
    if harvest.rows() > 0 {
        harvest.note("adb 输出的文字没有引号，内容里的逗号、换行与下一栏可能分不清；请尽量另用备份软件导出 XML 或 JSON 互相核对");
    }
    if rows.before > 0 {
        harvest.note(format!("有{}行不属于任何一条记录（命令或提示），不计入行数", rows.before));
    }
    harvest.fold_duplicates();
    rows.finish(harvest);
}

/// A message or call; `None` for a draft.
fn record(row: &Fields) -> Result<Option<Record>, String> {
    let call = row.get("body").is_empty() && !row.get("duration").is_empty() && !row.get("number").is_empty() || row.fields.iter().any(|(n, _)| *n == "duration");
    let number = if call { row.get("number") } else { row.get("address") };
    let time = row.get("date").trim();
    let at = time.parse::<i64>().ok().map(|ms| When::exact(Stamp(ms))).filter(|w| w.stamp.plausible());
    let Some(at) = at else {
        return Err(if time.is_empty() { "这一行没有时间（date）".to_owned() } else { format!("时间“{}”读不懂", super::chat::short(time)) });
    };
    let Some(kind) = android_kind(row.get("type").trim(), call) else {
        return Err(format!("类型“{}”不认识，看不出是收到还是发出", super::chat::short(row.get("type"))));
    };
    let Some(direction) = kind.direction else { return Ok(None) };
    let sent = row.get("date_sent").parse::<i64>().ok().map(Stamp).filter(|s| s.plausible() && *s <= at.stamp);
    let name = Some(row.get("name").trim()).filter(|n| !n.is_empty()).map(str::to_owned);
    let seconds = row.get("duration").trim().parse::<u32>().ok();
    let outcome = kind.outcome.unwrap_or(if seconds > Some(0) { Outcome::Answered } else { Outcome::Unknown });
    let hidden = number::kind(number) == number::NumberKind::Hidden;
    Ok(Some(Record {
        row: 0,
        offset: row.line.offset,
        at,
        sent: if call { None } else { sent },
        channel: if call { kind.channel.unwrap_or(Channel::Call) } else { Channel::Sms },
        direction,
        peer: Peer { raw: if hidden { String::new() } else { number.trim().to_owned() }, name, also: Vec::new() },
        body: if call { String::new() } else { row.get("body").to_owned() },
        call: call.then_some(Call { seconds, outcome }),
        parts: Vec::new(),
        reading: Default::default(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_new_column_ends_a_value() {
        let fields = split("_id=1, address=1069000090011, body=你好, 再不还款, body=假的, x=1\n第二行, type=1, person=NULL");
        assert_eq!(fields, [("_id", "1".into()), ("address", "1069000090011".into()), ("body", "你好, 再不还款, body=假的, x=1\n第二行".into()), ("type", "1".into()), ("person", String::new())]);
        assert_eq!(split("_id=1, "), [("_id", "1, ".into())]);
        assert_eq!(split(", , 中, 文"), []);
    }
}
