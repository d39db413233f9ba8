//! `users.json`, which PyWxDump writes beside its tables of a chat: who is behind an account. The tables name accounts only
//! (`wxid_…`); `normalise` puts the names beside them. Only people of the chat stand in it, so it is no address book.

use super::pdf::whole;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{Entry, SkipKind, When};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The table of users.
pub static FORMAT: Format = Format { id: "wechat_users", title: "微信账号与昵称对照（PyWxDump 的 users.json）", version: 1, holds: Holds::Entries, claims, read };

/// Kind of an entry; fields: `account`, and `remark`, `nickname`, `alias` where they are given.
pub const ENTRY: &str = "wechat_user";

/// Largest file read; one user takes half a kilobyte.
const FILE: usize = 8 << 20;
/// Fields kept: as written there → as kept.
const KEPT: [(&str, &str); 3] = [("remark", "remark"), ("nickname", "nickname"), ("account", "alias")];

fn claims(probe: &Probe) -> Claim {
    let start = probe.head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(probe.head).trim_ascii_start();
    let has = |word: &str| memchr::memmem::find(probe.head, word.as_bytes()).is_some();
    let named = probe.name.to_ascii_lowercase().ends_with("users.json");
    if named && start.starts_with(b"{") && has("\"wxid\"") && has("\"nickname\"") { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    let text = String::from_utf8_lossy(&bytes);
    let users = match serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}')) {
        Ok(users) => users,
        Err(e) => {
            harvest.problem(Problem::new("json.damaged", format!("不是完整的 JSON（{e}），没有读取"), "整个文件", "请重新导出完整的文件；聊天内容照常读取，只是没有昵称"));
            return;
        }
    };
    for (key, user) in users {
        let field = |name: &str| user.get(name).and_then(Value::as_str).map(|t| t.trim().replace('\0', "\u{fffd}")).filter(|t| !t.is_empty());
        let account = field("wxid").unwrap_or_else(|| key.trim().replace('\0', "\u{fffd}"));
        let mut fields: BTreeMap<String, String> = KEPT.iter().filter_map(|(from, to)| Some(((*to).to_owned(), field(from)?))).collect();
        if account.is_empty() || fields.is_empty() {
            harvest.skip(SkipKind::NotContact, "没有账号或昵称");
            continue;
        }
        fields.insert("account".to_owned(), account);
        harvest.entry(Entry { row: 0, kind: ENTRY.to_owned(), at: source.captured_at.map(When::exact), fields });
    }
}
