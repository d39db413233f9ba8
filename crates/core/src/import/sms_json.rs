//! Messages and calls as JSON: Fossify/Simple SMS Messenger (an array), SMS Import/Export (an array, or one object a line, with the
//! columns of Android's own tables and further ones whose names begin with `__`), QKSMS and QUIK (an object whose `messages` are
//! the rows, names in camel case). MMS times are seconds in SMS Import/Export.

use super::csv_kind::android_kind;
use super::json_rows::{self, Piece, Rows, Wanted};
use super::wechat_json::without_nul;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Call, Channel, Direction, Outcome, Peer, Record, SkipKind, When};
use crate::number;
use crate::time::Stamp;
use serde_json::Value;
use std::io::Read;

/// How much of a file says where its rows stand.
const HEAD: usize = 256;

/// Messages and calls as JSON.
pub static FORMAT: Format = Format { id: "sms_json", title: "短信或通话 JSON（SMS Import/Export、Fossify 短信、QKSMS/QUIK）", version: 3, holds: Holds::Events, claims, read };

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
        () if has(&["msg_box", "date"]) || row["backupType"] == "mms" => Some(Kind::Mms),
        () if has(&["address", "date", "type"]) && (has(&["body"]) || has(&["protocol"]) || has(&["date_sent"])) => Some(Kind::Sms),
        () if has(&["number", "date", "type", "duration"]) => Some(Kind::Call),
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
            row(&piece, harvest);
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

fn row(piece: &Piece, harvest: &mut Harvest) {
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
        Ok(Some(record)) => {
            let taken = harvest.record(record);
            if lossy {
                harvest.repaired(taken, "这一条里有无法识别的字节，已用“\u{fffd}”代替");
            }
        }
        Ok(None) => {
            harvest.skip(SkipKind::NotSent, "草稿或没有发出");
        }
        Err((code, what)) => {
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

/// The event; `None` for a draft or a message that was not sent.
fn record(kind: Kind, row: &Value, offset: u64) -> Result<Option<Record>, (&'static str, String)> {
    let at = instant(&row["date"]).or_else(|| instant(&row["startTS"])).map(When::exact).ok_or(("row.bad_date", "这一条没有读得懂的时间".to_owned()))?;
    let code = text(if kind == Kind::Mms { &row["msg_box"] } else { &row["type"] });
    let known = android_kind(code.trim(), kind == Kind::Call).ok_or_else(|| ("row.no_direction", format!("类型“{}”不认识，看不出是收到还是发出", super::chat::short(&code))))?;
    let Some(direction) = known.direction else { return Ok(None) };
    let sent = instant(&row["date_sent"]).or_else(|| instant(&row["dateSent"])).filter(|s| *s <= at.stamp);
    let mut also = Vec::new();
    let (mut raw, body) = match kind {
        Kind::Sms => (text(&row["address"]), text(&row["body"])),
        Kind::Call => (Some(text(&row["number"])).filter(|n| !n.is_empty()).unwrap_or_else(|| text(&row["phoneNumber"])), String::new()),
        Kind::Mms => {
            let (mut people, body) = mms(row, direction);
            let raw = if people.is_empty() { String::new() } else { people.remove(0) };
            also = people;
            (raw, body)
        }
    };
    if number::kind(&raw) == number::NumberKind::Hidden {
        raw.clear();
    }
    also.retain(|n| *n != raw);
    let seconds = text(&row["duration"]).parse::<u32>().ok();
    let outcome = known.outcome.unwrap_or(if seconds > Some(0) { Outcome::Answered } else { Outcome::Unknown });
    let name = [&row["__display_name"], &row["name"], &row["contact_name"]].iter().map(|v| text(v)).find(|n| !n.trim().is_empty());
    let call = kind == Kind::Call;
    Ok(Some(Record {
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
        peer: Peer { raw, name: name.filter(|_| kind != Kind::Mms), also },
        body,
        call: call.then_some(Call { seconds, outcome }),
        parts: Vec::new(),
        reading: Default::default(),
    }))
}

/// The other sides and the words of an MMS.
fn mms(row: &Value, direction: Direction) -> (Vec<String>, String) {
    let list = |value: &Value| value.as_array().map_or_else(|| vec![value.clone()], Clone::clone);
    let address = |value: &Value| value.as_str().map(without_nul).unwrap_or_else(|| text(&value["address"]));
    // PduHeaders: 137 From, 151 To, 130 CC.
    let of = |kinds: &[&str]| list(&row["addresses"]).iter().chain(&list(&row["__addresses"])).filter(|a| kinds.contains(&text(&a["type"]).as_str())).map(address).collect::<Vec<_>>();
    let mut people = match direction {
        Direction::In => [list(&row["__sender_address"]).iter().map(address).collect(), of(&["137"])].concat(),
        Direction::Out => [list(&row["__recipient_addresses"]).iter().map(address).collect(), of(&["151", "130"])].concat(),
    };
    people.retain(|p| !p.trim().is_empty() && p != "insert-address-token");
    let mut seen = std::collections::BTreeSet::new();
    people.retain(|p| seen.insert(p.clone()));
    let mut words = vec![super::android_rows::subject(&text(&row["sub"]))];
    for part in list(&row["parts"]).iter().chain(&list(&row["__parts"])) {
        let mime = [&part["contentType"], &part["ct"]].iter().map(|v| text(v)).find(|t| !t.is_empty()).unwrap_or_default();
        match mime.as_str() {
            "text/plain" => words.push(text(&part["text"])),
            "" | "application/smil" => {}
            _ if mime.starts_with("image/") => words.push("[图片]".to_owned()),
            _ => words.push("[附件]".to_owned()),
        }
    }
    words.retain(|w| !w.trim().is_empty());
    (people, words.join("\n"))
}
