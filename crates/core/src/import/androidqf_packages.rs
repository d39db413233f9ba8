//! `packages.json` of androidqf: the packages of a phone, with who installed each. It says nothing of permissions; those stand in the
//! `dumpsys` files beside it.

use super::json_rows::{Rows, Wanted};
use super::table_other::{Kind, kind};
use super::wechat_json::without_nul;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::Entry;
use serde_json::Value;
use std::collections::BTreeMap;

/// androidqf's list of packages.
pub static FORMAT: Format = Format { id: "androidqf_packages", title: "androidqf 的应用清单（packages.json）", version: 1, holds: Holds::Entries, claims, read };

fn is_package(row: &Value) -> bool {
    row["name"].is_string() && ["installer", "third_party", "system", "uid"].iter().filter(|n| row.get(**n).is_some()).count() >= 3
}

fn claims(probe: &Probe) -> Claim {
    if kind(probe.head) != Some(Kind::Json) {
        return Claim::No;
    }
    let mut bytes = probe.head;
    let first = Rows::new(&mut bytes, Wanted::Root).next_piece().and_then(|p| p.value());
    let known = first.is_some_and(|(v, _)| is_package(&v));
    // The certificates of a first package may fill the head.
    let named = probe.name.eq_ignore_ascii_case("packages.json") && ["\"name\"", "\"files\"", "\"local_name\""].iter().all(|w| memchr::memmem::find(probe.head, w.as_bytes()).is_some());
    match () {
        () if known => Claim::Content,
        () if named => Claim::Likely,
        () => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let captured = source.captured_at.map(crate::time::When::exact);
    let mut rows = Rows::new(source.bytes, Wanted::Root);
    while let Some(piece) = rows.next_piece() {
        let Some((row, lossy)) = piece.value().filter(|(v, _)| is_package(v)) else {
            let what = if piece.whole { "这一条不是认识的应用写法" } else { "文件到这里中断，这一条没有写完" };
            harvest.refuse("json.bad_row", what, "请重新采集完整的文件；其余各条照常读取");
            continue;
        };
        let mut fields = BTreeMap::new();
        let text = |name: &str| row[name].as_str().map(|t| without_nul(t.trim())).filter(|t| !t.is_empty() && t != "null");
        fields.insert("package".to_owned(), text("name").unwrap_or_default());
        fields.extend(text("installer").map(|t| ("installer".to_owned(), t)));
        fields.extend(row["uid"].as_i64().map(|u| ("uid".to_owned(), u.to_string())));
        for flag in ["disabled", "system", "third_party"] {
            if row[flag] == true {
                fields.insert(flag.to_owned(), "true".to_owned());
            }
        }
        let taken = harvest.entry(Entry { row: 0, kind: "installed_app".into(), at: captured, fields });
        if lossy {
            harvest.repaired(taken, "这个应用的记录里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }
    rows.finish(harvest);
}
