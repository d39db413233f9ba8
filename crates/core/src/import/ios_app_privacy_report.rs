//! iOS App Privacy Report (`App_Privacy_Report_v4_….ndjson`): which app touched the contacts, and when. Rows are lines. The
//! beginning and the end of an access are two rows; the time between them is the system's own window (about 45 seconds for
//! contacts, whatever the app did), so nothing is said of how long or how much was read. Network lines say only that an
//! address was reached and are listed skips. The report knows nothing from before the user turned it on.

use super::dates::when;
use super::text::{Lines, head};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Entry, SkipKind};
use serde_json::Value;
use std::collections::BTreeMap;

/// App privacy reports of iOS 15 and later.
pub static FORMAT: Format = Format { id: "ios_app_privacy_report", title: "苹果“App隐私报告”（ndjson）", version: 2, holds: Holds::Entries, claims, read };

const LINE: usize = 64 * 1024;
/// Longest identifier that is copied into an entry.
const NAME: usize = 512;

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(8);
    if lines.filter_map(|l| serde_json::from_str::<Value>(l).ok()).any(|v| Kind::of(&v) != Kind::Unknown) { Claim::Content } else { Claim::No }
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Access,
    Network,
    Unknown,
}

impl Kind {
    fn of(value: &Value) -> Kind {
        match value["type"].as_str() {
            Some("access") if !value["accessor"].is_null() || !text(value, "category").is_empty() => Kind::Access,
            Some("networkActivity") if value["bundleID"].is_string() || value["domain"].is_string() => Kind::Network,
            // The first shape of iOS 15 has a stream in place of type and category.
            None if text(value, "stream").starts_with("com.apple.privacy.accounting") => Kind::Access,
            _ => Kind::Unknown,
        }
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or("")
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut lines = Lines::new(source.bytes, LINE);
    let mut others: BTreeMap<&'static str, u64> = BTreeMap::new();
    while let Some(line) = lines.next_line() {
        let (words, lossy) = lines.text(&line);
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(words) else {
            let why = if line.ended { "这一行不是完整的 JSON" } else { "最后一行没有写完" };
            harvest.refuse("ios.bad_line", why, "请在手机上重新导出 App 隐私报告；其余行照常读取");
            continue;
        };
        match Kind::of(&value) {
            Kind::Access => access(&value, lossy, harvest),
            Kind::Network => {
                harvest.skip(SkipKind::NotContact, "网络连接记录：只说明连过某个网址，看不出传了什么");
                *others.entry("网络连接").or_default() += 1;
            }
            Kind::Unknown => {
                harvest.skip(SkipKind::NotContact, "不是数据访问记录");
                *others.entry("其他").or_default() += 1;
            }
        }
    }
    for (what, rows) in others {
        harvest.note(format!("{what}{rows}行，没有作为权限记录读取"));
    }
    lines.finish(harvest);
}

fn access(value: &Value, lossy: bool, harvest: &mut Harvest) {
    let number = ["timeStamp", "timestamp"].iter().find_map(|n| value[*n].as_i64()).map(|n| n.to_string());
    let stamp = [text(value, "timeStamp"), text(value, "timestamp")].into_iter().find(|t| !t.is_empty()).or(number.as_deref()).unwrap_or("");
    // Programs that pass a report on may have written the app as a bare text.
    let package = value["accessor"].as_str().unwrap_or_else(|| text(&value["accessor"], "identifier"));
    let category = category(value);
    if category.is_empty() || package.is_empty() {
        harvest.refuse("ios.incomplete", "这一行没有写是哪个应用或哪一类数据", "请在手机上重新导出 App 隐私报告；其余行照常读取");
        return;
    }
    let Some(at) = when(stamp, None) else {
        let shown: String = stamp.chars().take(40).collect::<String>().replace('\0', "\u{fffd}");
        harvest.refuse("ios.bad_date", format!("时间“{shown}”读不懂"), "请在手机上重新导出 App 隐私报告；其余行照常读取");
        return;
    };
    let kind = match text(value, "kind") {
        "intervalEnd" => "permission_access_end",
        _ => "permission_access",
    };
    let mut fields = BTreeMap::new();
    let source = [("package", package), ("category", category), ("interval", text(value, "kind")), ("identifier", text(value, "identifier")), ("time", stamp)];
    for (name, value) in source.into_iter().filter(|(_, v)| !v.is_empty() && v.len() <= NAME) {
        // JSON may write a NUL as an escape.
        fields.insert(name.to_owned(), value.replace('\0', "\u{fffd}"));
    }
    let row = harvest.entry(Entry { row: 0, kind: kind.into(), at: Some(at), fields });
    if lossy {
        harvest.repaired(row, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
    }
}

/// `contacts`, in the words of the present shape; the first shape names the service.
fn category(value: &Value) -> &str {
    match text(value, "category") {
        "" => match text(value, "tccService") {
            "kTCCServiceAddressBook" => "contacts",
            "kTCCServicePhotos" => "photos",
            "kTCCServiceCamera" => "camera",
            "kTCCServiceMicrophone" => "microphone",
            "" => text(value, "stream").rsplit('.').next().unwrap_or(""),
            service => service,
        },
        category => category,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read_text(text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
        let mut source = Source { name: "x.ndjson", bytes: &mut text.as_bytes(), captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf };
        read(&mut source, &mut harvest);
        harvest
    }

    #[test]
    fn a_time_keeps_its_own_zone() {
        let line = json!({ "type": "access", "category": "contacts", "accessor": { "identifier": "a.b", "identifierType": "bundleID" }, "identifier": "U", "kind": "intervalBegin", "timeStamp": "2026-01-09T17:01:05.361+02:00" });
        let h = read_text(&line.to_string());
        let at = h.entries[0].at.expect("a time");
        assert_eq!((at.key().as_str(), at.zone), ("2026-01-09T23:01:05+08:00", crate::time::ZoneSource::Source));
    }

    #[test]
    fn a_hostile_line_is_a_row_and_no_more() {
        for line in ["[]", "0", "\"x\"", &"[".repeat(5000), "{\"type\":\"access\"}", "{\"type\":\"access\",\"accessor\":{}}", "{\"type\":\"access\",\"category\":\"contacts\",\"accessor\":{\"identifier\":\"a\\u0000b\"},\"timeStamp\":\"2026-01-09T17:01:05Z\"}", "{\"type\":\"access\",\"category\":\"contacts\",\"accessor\":{\"identifier\":\"a\"},\"timeStamp\":\"2026-01-09T17:01:\\u0000Z\"}"] {
            let h = read_text(line);
            assert!(h.rows() == 1 && h.adds_up(), "{line}");
            // The last was found by fuzzing: a problem quoted the NUL.
            assert!(!format!("{h:?}").contains("\\0"), "{h:?}");
        }
    }
}
