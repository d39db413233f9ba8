//! What Android's telephony app puts into a backup by `adb backup`: `d_f/000000_sms_backup` and `…_mms_backup`, a JSON array
//! in zlib, every value a string (AOSP `TelephonyBackupAgent`). Calls are not in such a backup.

use super::android_rows::{Mms, Refusal, address, mms, sms, take};
use super::{Claim, Format, Harvest, Holds, Probe, Source, inflate};
use crate::error::Problem;
use crate::model::Record;
use flate2::read::ZlibDecoder;
use serde_json::Value;
use std::io::Read;

/// Messages inside an `adb` backup.
pub static FORMAT: Format = Format { id: "android_sms_backup", title: "安卓系统备份里的短信（sms_backup、mms_backup）", version: 2, holds: Holds::Events, claims, read };

/// Most bytes of JSON, and most rows: the app itself writes a new file every thousand messages. A few bytes of zlib can unpack
/// to millions of rows that are none.
const LARGEST: u64 = 16 << 20;
const ROWS: u64 = 20_000;
const CUT: &str = "请在手机上重新备份；已读出的记录照常使用";

fn claims(probe: &Probe) -> Claim {
    // Deflate with a window of 32 KB, checked header (RFC 1950).
    let [0x78, flags, ..] = probe.head else { return Claim::No };
    if (0x7800 + u16::from(*flags)) % 31 != 0 {
        return Claim::No;
    }
    let mut start = Vec::new();
    // A head that ends in the middle of the stream is an error at the end, after what could be unpacked.
    let _ = ZlibDecoder::new(probe.head).take(4096).read_to_end(&mut start);
    let start = String::from_utf8_lossy(&start);
    let array = start.trim_start().strip_prefix('[').map(str::trim_start);
    let ours = |t: &str| ["\"address\"", "\"body\"", "\"mms_addresses\"", "\"mms_body\"", "\"m_type\"", "\"recipients\"", "\"date_sent\""].iter().filter(|k| t.contains(*k)).count() >= 2;
    match array {
        Some(t) if t.starts_with('{') && ours(t) => Claim::Content,
        Some(t) if t.starts_with(']') && (probe.name.ends_with("_sms_backup") || probe.name.ends_with("_mms_backup")) => Claim::Content,
        _ => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (text, error) = inflate::all(&mut *source.bytes, LARGEST as usize + 1);
    let mut cut = error.is_some();
    // What stands behind the stream is nothing, but the whole file must be readable.
    let error = error.or_else(|| std::io::copy(&mut *source.bytes, &mut std::io::sink()).err());
    if let Some(error) = error {
        let place = format!("文件 {}", source.name);
        // What cannot be unpacked is damage of the file; all else is the disk's.
        harvest.problem(match error.kind() {
            std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                Problem::new("file.cut", "压缩的内容已损坏或不完整，后面的没有读到", place, CUT)
            }
            _ => Problem::io(place, "读取备份", &error),
        });
    }
    if text.len() as u64 > LARGEST {
        harvest.problem(Problem::new("file.too_large", format!("解开后超过{}MB，没有读取", LARGEST >> 20), source.name, CUT));
        return;
    }
    let Some(open) = text.iter().position(|b| !b.is_ascii_whitespace()).filter(|i| text[*i] == b'[') else {
        if !cut {
            harvest.problem(Problem::new("file.not_list", "内容不是一列记录", source.name, CUT));
        }
        return;
    };
    let mut at = open + 1;
    loop {
        if harvest.rows() >= ROWS {
            harvest.problem(Problem::new("file.too_large", format!("一个文件里超过{ROWS}条，后面的没有读取"), source.name, CUT));
            break;
        }
        at += text[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b',').count();
        match text.get(at) {
            Some(b']') => break,
            Some(_) => {}
            None if cut => break,
            None => {
                harvest.problem(Problem::new("file.cut", "文件结尾不完整，末尾的记录可能已经丢失", source.name, CUT));
                break;
            }
        }
        match end_of(&text[at..]) {
            Some(length) => {
                row(&text[at..at + length], at as u64, harvest);
                at += length;
            }
            None => {
                harvest.refuse("row.cut", "记录在文件末尾被截断", CUT);
                cut = true;
                at = text.len();
            }
        }
    }
    harvest.fold_duplicates();
}

/// Length of the value that begins here: an object to its own closing bracket, anything else up to the next comma.
fn end_of(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'{') {
        return bytes.iter().position(|b| matches!(b, b',' | b']')).filter(|n| *n > 0).or((!bytes.is_empty()).then_some(bytes.len()));
    }
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for (i, b) in bytes.iter().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn row(bytes: &[u8], offset: u64, harvest: &mut Harvest) {
    let clean = std::str::from_utf8(bytes).is_ok();
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(&String::from_utf8_lossy(bytes)) else {
        harvest.refuse("row.broken", "记录的写法不完整，无法读出", CUT);
        return;
    };
    let mut nul = false;
    let mut text = |name: &str| {
        let value = fields.get(name).and_then(Value::as_str).unwrap_or("");
        // JSON may write a NUL as an escape; it is no word of anybody.
        nul |= value.contains('\0');
        value.replace('\0', "\u{fffd}")
    };
    let number = |name: &str| fields.get(name).and_then(|v| v.as_i64().or_else(|| v.as_str()?.trim().parse().ok()));
    let outcome: Result<Record, Refusal> = if fields.contains_key("msg_box") || fields.contains_key("m_type") {
        let mut message = Mms { kind: number("m_type"), folder: number("msg_box"), date: number("date"), date_sent: number("date_sent"), ..Mms::default() };
        let words = [super::android_rows::subject(&text("sub")), text("mms_body")];
        message.body = words.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
        for one in fields.get("mms_addresses").and_then(Value::as_array).into_iter().flatten() {
            address(&mut message, one["type"].as_i64(), &one["address"].as_str().unwrap_or("").replace('\0', "\u{fffd}"));
        }
        mms(offset, message)
    } else {
        sms(offset, number("type"), number("date"), number("date_sent"), &text("address"), text("body"))
    };
    take(outcome, nul || !clean, harvest);
}
