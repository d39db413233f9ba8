//! What happened to messages after they were sent: edited, taken back, deleted (since iOS 16). `message_summary_info` keeps the
//! words before each edit; of what was taken back no words are kept. All of it is told as it stands: people edit and take back for
//! many reasons.

use crate::import::Harvest;
use crate::import::apple::{cocoa_seconds, typedstream};
use crate::import::sqlite::Row;
use crate::time::{Stamp, When};
use plist::{Dictionary, Value};
use std::io::Cursor;

/// Longest summary that is read; genuine ones have some kilobytes.
const SUMMARY: usize = 256 * 1024;
/// Earlier words that are told, and how much of each.
const TOLD: usize = 50;
const LONG: usize = 500;

/// Counts, and the words of before.
#[derive(Default)]
pub(super) struct Later {
    edited: u64,
    /// Edited, and the words of before are not in the database.
    without: u64,
    retracted: u64,
    partly: u64,
    deleted: u64,
    versions: Vec<(u64, Vec<(Option<Stamp>, String)>)>,
    untold: u64,
}

impl Later {
    /// Whether the whole message was taken back. `row_number` is the row it becomes; `empty` says that it has neither words nor files.
    pub(super) fn look(&mut self, row: &Row, row_number: u64, empty: bool, deleted: bool) -> bool {
        let set = |column: &str| row.int(column).is_some_and(|t| t > 0);
        let edited = set("date_edited");
        let summary = if edited { row.blob("message_summary_info").and_then(|b| dictionary(&b)) } else { None };
        let taken = summary.as_ref().and_then(|s| s.get("rp")?.as_array()).is_some_and(|parts| !parts.is_empty());
        // A message taken back keeps its day of editing; the column of its own is not always filled.
        let retracted = set("date_retracted") || (edited && empty);
        self.deleted += u64::from(deleted);
        self.retracted += u64::from(retracted);
        if retracted {
            return true;
        }
        self.partly += u64::from(taken);
        let versions = summary.as_ref().map_or_else(Vec::new, before);
        if !versions.is_empty() {
            self.edited += 1;
            if self.versions.len() < TOLD { self.versions.push((row_number, versions)) } else { self.untold += 1 }
        } else if edited && !taken {
            self.edited += 1;
            self.without += 1;
        }
        false
    }

    pub(super) fn tell(&self, parts: u64, harvest: &mut Harvest) {
        if self.retracted > 0 {
            harvest.note(format!("有{}条消息发出后被撤回，撤回的文字库里没有，仍按往来列出", self.retracted));
        }
        if self.partly > 0 {
            harvest.note(format!("有{}条消息发出后撤回了其中一部分，这里是余下的文字", self.partly));
        }
        if self.edited > 0 {
            let how = match self.without {
                0 => "改之前的文字见下",
                n if n == self.edited => "原来的文字请在手机上点“已编辑”查看并截图",
                _ => "库里有改之前文字的见下，其余请在手机上点“已编辑”查看并截图",
            };
            harvest.note(format!("有{}条消息发出后被编辑过，这里是最后一次编辑后的文字；{how}", self.edited));
        }
        for (row, versions) in &self.versions {
            let each: Vec<String> = versions.iter().map(|(at, text)| format!("{}“{text}”", at.map_or(String::new(), |s| format!("{}写的是", When::exact(s).zh())))).collect();
            harvest.note(format!("第{row}行编辑之前：{}", each.join("；")));
        }
        if self.untold > 0 {
            harvest.note(format!("另有{}条编辑之前的文字没有一一列出", self.untold));
        }
        if self.deleted > 0 {
            harvest.note(format!("有{}条消息在手机的“最近删除”里（已删除、尚未清除），仍按往来列出；需要的请尽快在手机上恢复，三十天左右会自动清除", self.deleted));
        }
        if parts > 0 {
            harvest.note(format!("另有{parts}处是从消息里单独删掉的图片或片段，在“最近删除”里，没有读出"));
        }
    }
}

fn dictionary(bytes: &[u8]) -> Option<Dictionary> {
    if bytes.len() > SUMMARY {
        return None;
    }
    Value::from_reader(Cursor::new(bytes)).ok()?.into_dictionary()
}

/// The words before the last edit, oldest first: `ec` has the versions of each part, the last of them being the present one.
fn before(summary: &Dictionary) -> Vec<(Option<Stamp>, String)> {
    let Some(parts) = summary.get("ec").and_then(Value::as_dictionary) else { return Vec::new() };
    let mut all = Vec::new();
    for versions in parts.values().filter_map(Value::as_array).filter(|v| v.len() > 1) {
        for version in &versions[..versions.len() - 1] {
            let Some(version) = version.as_dictionary() else { continue };
            let at = version.get("d").and_then(Value::as_real).and_then(cocoa_seconds);
            if let Some((text, _)) = version.get("t").and_then(Value::as_data).and_then(typedstream).filter(|(t, _)| !t.trim().is_empty()) {
                all.push((at, text.replace('\u{fffc}', "").chars().take(LONG).collect()));
            }
        }
    }
    all.truncate(TOLD);
    all
}
