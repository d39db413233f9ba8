//! Messages and calls as JSON: Fossify/Simple SMS Messenger (an array), SMS Import/Export (an array, or one object a line, with the
//! columns of Android's own tables and further ones whose names begin with `__`), QKSMS and QUIK (an object whose `messages` are
//! the rows, names in camel case), Termux (`termux-sms-list`, `termux-call-log`: words for the boxes, local times). MMS times are seconds
//! in SMS Import/Export and Fossify.

use super::android_rows::Refusal;
use super::attr_text::Base64;
use super::csv_kind::{Kind as Told, android_kind};
use super::dates;
use super::json_rows::{self, Piece, Rows, Wanted};
use super::wechat_json::without_nul;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Call, Channel, Direction, Outcome, Part, Peer, Record, SkipKind, When};
use crate::number;
use crate::time::Stamp;
use serde_json::Value;
use std::io::Read;

/// How much of a file says where its rows stand.
const HEAD: usize = 256;

/// Messages and calls as JSON.
pub static FORMAT: Format = Format { id: "sms_json", title: "短信或通话 JSON（SMS Import/Export、Fossify 短信、QKSMS/QUIK、Termux）", version: 4, holds: Holds::Events, claims, read };

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sms,
    Mms,
    Call,
}

fn kind(row: &Value) -> Option<Kind> {
    let has = |names: &[&str]| names.iter().all(|n| row.get(n).is_some());
    match () {
        () if has(&["msg_box", "date"]) || text(&row["backupType"]).eq_ignore_ascii_case("mms") => Some(Kind::Mms),
        () if has(&["address", "date", "type"]) && (has(&["body"]) || has(&["protocol"]) || has(&["date_sent"])) => Some(Kind::Sms),
        () if has(&["number", "date", "type", "duration"]) => Some(Kind::Call),
        // Termux: `received` beside the words, `phone_number` of a call.
        () if has(&["received", "type", "body"]) && (has(&["number"]) || has(&["address"])) => Some(Kind::Sms),
        () if has(&["phone_number", "date", "type", "duration"]) => Some(Kind::Call),
        // Fossify's telephone: seconds since 1970.
        () if has(&["phoneNumber", "startTS", "type", "duration"]) => Some(Kind::Call),
        () => None,
    }
}

fn claims(probe: &Probe) -> Claim {
    if super::table_other::kind(probe.head) != Some(super::table_other::Kind::Json) {
        return Claim::No;
    }
    let mut bytes = probe.head;
    let mut rows = Rows::new(&mut bytes, wanted(probe.head));
    let known = std::iter::from_fn(|| rows.next_piece()).take(3).filter_map(|p| p.value()).any(|(v, _)| kind(&v).is_some());
    if known { Claim::Content } else { Claim::No }
}

/// Where the rows stand: QKSMS writes their number before them.
fn wanted(head: &[u8]) -> Wanted {
    let start: String = String::from_utf8_lossy(&head[..head.len().min(HEAD)]).chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    if start.starts_with("{\"messageCount\":") || start.starts_with("{\"messages\":[") { Wanted::Named(&["messages"]) } else { Wanted::Root }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut head = Vec::new();
    if let Err(error) = (&mut *source.bytes).take(HEAD as u64).read_to_end(&mut head) {
        harvest.problem(crate::error::Problem::io(format!("文件 {}", source.name), "读取", &error));
    }
    let mut bytes = head.as_slice().chain(&mut *source.bytes);
    let mut rows = Rows::new(&mut bytes, wanted(&head));
    let mut stated = None;
    while let Some(piece) = rows.next_piece() {
        if piece.kind == json_rows::Kind::Row {
            row(&piece, harvest, &mut *source.parts);
        } else if piece.key == "messageCount" {
            stated = piece.value().and_then(|(v, _)| v.as_u64());
        }
    }
    if let Some(stated) = stated.filter(|n| *n != harvest.rows()) {
        harvest.note(format!("文件自己说有{stated}条，实际读到{}条", harvest.rows()));
    }
    harvest.fold_duplicates();
    rows.finish(harvest);
}

fn row(piece: &Piece, harvest: &mut Harvest, parts: &mut super::PartSink) {
    let Some((value, lossy)) = piece.value() else {
        let what = match (piece.too_long, piece.whole) {
            (true, _) => "这一条超过8MB（多半带有大附件），没有读取",
            (_, true) => "这一条不是完整的 JSON",
            _ => "文件到这里中断，这一条没有写完",
        };
        harvest.refuse("json.bad_row", what, "请重新导出完整的文件；其余各条照常读取");
        return;
    };
    let Some(kind) = kind(&value) else {
        harvest.refuse("json.unknown_row", "这一条不是认识的短信或通话写法", "请重新导出；其余各条照常读取");
        return;
    };
    match record(kind, &value, piece.offset) {
        Ok(mut record) => {
            let (mut taken, mut damaged) = (Vec::new(), false);
            if kind == Kind::Mms {
                (taken, damaged) = attachments(&value, parts);
            }
            record.parts = taken;
            let taken = harvest.record(record);
            if lossy {
                harvest.repaired(taken, "这一条里有无法识别的字节，已用“\u{fffd}”代替");
            } else if damaged {
                harvest.repaired(taken, "附件的编码已损坏，没能取出附件");
            }
        }
        Err(Refusal::Skip(kind, why)) => {
            harvest.skip(kind, why);
        }
        Err(Refusal::Problem(code, what)) => {
            harvest.refuse(code, what, "请重新导出；其余各条照常读取");
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) if text != "null" => without_nul(text),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Milliseconds since 1970, whether the value counts them or seconds.
fn instant(value: &Value) -> Option<Stamp> {
    let number: i64 = text(value).trim().parse().ok()?;
    Some(Stamp(if number.abs() < 100_000_000_000 { number.checked_mul(1000)? } else { number })).filter(|s| s.plausible())
}

/// When a row was: an instant, or the local time Termux writes.
fn moment(row: &Value) -> Option<When> {
    let instant = [&row["date"], &row["startTS"]].into_iter().find_map(instant).map(When::exact);
    instant.or_else(|| [&row["received"], &row["date"]].into_iter().find_map(|v| dates::when(v.as_str().filter(|t| t.contains([':', 'T']))?, None)))
}

/// What the box or the kind of a row says: Android's numbers, or Termux's words for them.
fn box_of(code: &str, call: bool) -> Option<Told> {
    let word = |direction, outcome, channel| Some(Told { direction, outcome, channel });
    use Direction::{In, Out};
    match (code.to_ascii_lowercase().as_str(), call) {
        ("inbox", false) => word(Some(In), None, None),
        ("sent", false) => word(Some(Out), None, None),
        ("draft" | "failed" | "outbox" | "queued", false) => word(None, None, None),
        ("incoming", true) => word(Some(In), Some(Outcome::Answered), None),
        ("outgoing", true) => word(Some(Out), None, None),
        ("missed", true) => word(Some(In), Some(Outcome::Missed), None),
        ("rejected", true) => word(Some(In), Some(Outcome::Rejected), None),
        ("blocked", true) => word(Some(In), Some(Outcome::Blocked), None),
        ("voicemail", true) => word(Some(In), Some(Outcome::Missed), Some(Channel::VoiceMail)),
        _ => android_kind(code, call),
    }
}

fn record(kind: Kind, row: &Value, offset: u64) -> Result<Record, Refusal> {
    let problem = |code, what: &str| Refusal::Problem(code, what.to_owned());
    let at = moment(row).filter(|at| at.stamp.plausible()).ok_or_else(|| problem("row.bad_date", "这一条没有读得懂的时间"))?;
    // 128 sent, 130 announced, 132 fetched; reports of delivery and of reading carry nobody's words.
    if let Some(report) = text(&row["m_type"]).trim().parse::<i64>().ok().filter(|k| kind == Kind::Mms && (128..=151).contains(k) && !matches!(k, 128 | 130 | 132)) {
        return Err(Refusal::Skip(SkipKind::NotContact, format!("彩信的送达或阅读报告（类型{report}），不是一条消息")));
    }
    let code = text(if kind == Kind::Mms { &row["msg_box"] } else { &row["type"] });
    let call = kind == Kind::Call;
    let known = box_of(code.trim(), call).ok_or_else(|| problem("row.no_direction", &format!("类型“{}”不认识，看不出是收到还是发出", super::chat::short(&code))))?;
    let Some(direction) = known.direction else { return Err(Refusal::Skip(SkipKind::NotSent, "草稿或没有发出".to_owned())) };
    let sent = instant(&row["date_sent"]).or_else(|| instant(&row["dateSent"])).filter(|s| *s <= at.stamp);
    let first = |names: &[&str]| names.iter().map(|n| text(&row[*n])).find(|t| !t.trim().is_empty());
    let mut name = first(&["__display_name", "name", "contact_name"]).filter(|n| n != "UNKNOWN_CALLER");
    let mut also = Vec::new();
    let (mut raw, body) = match kind {
        Kind::Sms => {
            // Termux names who wrote a received message.
            name = name.or_else(|| first(&["sender"]).filter(|_| direction == Direction::In && row["received"].is_string()));
            (first(&["address", "number"]).unwrap_or_default(), text(&row["body"]))
        }
        Kind::Call => (first(&["number", "phoneNumber", "phone_number"]).unwrap_or_default(), String::new()),
        Kind::Mms => {
            let (mut people, body) = mms(row, direction);
            let (raw, its) = if people.is_empty() { Default::default() } else { people.remove(0) };
            name = its;
            also = people.into_iter().map(|(number, _)| number).collect();
            (raw, body)
        }
    };
    if number::kind(&raw) == number::NumberKind::Hidden {
        raw.clear();
    }
    // A caller may withhold the number; nobody writes without one.
    if raw.trim().is_empty() && !call {
        return Err(problem("row.no_peer", if kind == Kind::Mms { "这条彩信没有写明是谁发的或发给谁" } else { "这条短信没有对方号码" }));
    }
    also.retain(|n| *n != raw);
    let length = text(&row["duration"]);
    let seconds = length.trim().parse::<u32>().ok().or_else(|| dates::seconds(length.trim(), 1).filter(|_| length.contains(':')));
    let outcome = known.outcome.unwrap_or(if seconds > Some(0) { Outcome::Answered } else { Outcome::Unknown });
    Ok(Record {
        row: 0,
        offset,
        at,
        sent: if call { None } else { sent },
        channel: match kind {
            Kind::Sms => Channel::Sms,
            Kind::Mms => Channel::Mms,
            Kind::Call => known.channel.unwrap_or(Channel::Call),
        },
        direction,
        peer: Peer { name: name.filter(|_| !raw.is_empty()), raw, also },
        body,
        call: call.then_some(Call { seconds, outcome }),
        parts: Vec::new(),
        reading: Default::default(),
    })
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().map_or_else(|| vec![value.clone()], Clone::clone)
}

/// Attachments Fossify writes into the row itself, in base64; and whether one could not be decoded.
fn attachments(row: &Value, sink: &mut super::PartSink) -> (Vec<Part>, bool) {
    let (mut parts, mut damaged) = (Vec::new(), false);
    for part in list(&row["parts"]) {
        let (Some(data), mime) = (part["data"].as_str().filter(|d| !d.is_empty()), text(&part["ct"])) else { continue };
        if mime.starts_with("text/") || mime == "application/smil" {
            continue;
        }
        let file = ["cl", "name", "fn"].iter().map(|n| text(&part[*n])).find(|n| !n.is_empty()).unwrap_or_else(|| "附件".to_owned());
        let mut raw = data.as_bytes();
        let mut bytes = Base64::new(&mut raw);
        match super::take_part(sink, &file, &mime, &mut bytes) {
            Ok(part) if !bytes.damaged && part.digest.size > 0 => parts.push(part),
            _ => damaged = true,
        }
    }
    (parts, damaged)
}

/// The other sides and the words of an MMS.
fn mms(row: &Value, direction: Direction) -> (Vec<(String, Option<String>)>, String) {
    let address = |value: &Value| (value.as_str().map(without_nul).unwrap_or_else(|| text(&value["address"])), Some(text(&value["__display_name"])).filter(|n| !n.trim().is_empty()));
    // PduHeaders: 137 From, 151 To, 130 CC.
    let of = |kinds: &[&str]| list(&row["addresses"]).iter().chain(&list(&row["__addresses"])).filter(|a| kinds.contains(&text(&a["type"]).as_str())).map(address).collect::<Vec<_>>();
    let mut people = match direction {
        Direction::In => [list(&row["__sender_address"]).iter().map(address).collect(), of(&["137"])].concat(),
        Direction::Out => [list(&row["__recipient_addresses"]).iter().map(address).collect(), of(&["151", "130", "129"])].concat(),
    };
    people.retain(|(number, _)| !number.trim().is_empty() && number != "insert-address-token");
    let mut seen = std::collections::BTreeSet::new();
    people.retain(|(number, _)| seen.insert(number.clone()));
    let mut words = vec![super::android_rows::subject(&text(&row["sub"]))];
    for part in list(&row["parts"]).iter().chain(&list(&row["__parts"])) {
        let mime = [&part["contentType"], &part["ct"]].iter().map(|v| text(v)).find(|t| !t.is_empty()).unwrap_or_default();
        match mime.as_str() {
            "" | "application/smil" => {}
            _ if mime.starts_with("text/") && part["text"].is_string() => words.push(text(&part["text"])),
            _ if mime.starts_with("image/") => words.push("[图片]".to_owned()),
            _ => words.push("[附件]".to_owned()),
        }
    }
    words.retain(|w| !w.trim().is_empty());
    (people, words.join("\n"))
}
