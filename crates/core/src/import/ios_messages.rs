//! Messages of an iPhone or Mac: `sms.db`, `chat.db`. Text messages and iMessage lie in one table; the channel is told by
//! `service`. Times count from 2001-01-01 UTC, in seconds until iOS 10, in nanoseconds since. Newer systems leave `text`
//! empty and keep the words in `attributedBody` (a typedstream archive). The tables of chats may be missing.

#[path = "ios_messages/later.rs"]
mod later;

use super::android_rows::{Refusal, message, take};
use super::apple::{cocoa, typedstream};
use super::row_ids::RowIds;
use super::sqlite::{BOOKS, Database, Looks, Row, claim, open, read_rows};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Channel, Direction, Peer, Record, SkipKind};
use later::Later;
use crate::time::When;
use std::collections::{BTreeMap, BTreeSet};

/// The message store of Apple's systems.
pub static FORMAT: Format = Format { id: "ios_messages", title: "苹果信息数据库（sms.db、chat.db）", version: 5, holds: Holds::Events, claims, read };

/// Name of `HomeDomain-Library/SMS/sms.db` inside a backup.
const IN_BACKUP: &str = "3d0d7e5fb2ce288813306e4d4636395e047a3d28";

fn claims(probe: &Probe) -> Claim {
    claim(probe, &Looks { tables: &["message", "handle"], not: &BOOKS, names: &["sms.db", "chat.db", IN_BACKUP] })
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    // Huawei's backups call Android's messages `sms.db` too (table `sms_tb`).
    if let Some(database) = open(source, harvest)
        && !read_tables(&database, harvest)
        && !super::android_mmssms::read_tables(&database, harvest)
    {
        harvest.problem(super::sqlite_db::no_table(&database, &name));
    }
}

/// What other tables say of messages.
#[derive(Default)]
struct Beside {
    /// Handle id → number or mail address.
    handles: BTreeMap<i64, String>,
    /// Chat id → (members, what the chat itself is called: the number of a chat of two).
    chats: BTreeMap<i64, (Vec<String>, String)>,
    /// Message id → chat id.
    chat_of: BTreeMap<i64, i64>,
    /// Message id → attachments, with their paths where they are given.
    files: BTreeMap<i64, Vec<Option<String>>>,
    /// Messages deleted on the phone that lie in its "recently deleted" (since iOS 16).
    deleted: BTreeSet<i64>,
    /// Parts of messages deleted in the same way (a picture, a piece of the words).
    parts: u64,
    lost: u64,
}

/// Reads the table of messages; false when there is none.
pub(super) fn read_tables(database: &Database, harvest: &mut Harvest) -> bool {
    let Some(table) = database.table_with("message", &["handle_id", "date", "is_from_me"]) else { return false };
    let beside = gather(database);
    let (mut ids, mut files, mut wordless) = (RowIds::default(), 0, 0u64);
    let mut later = Later::default();
    let lost = read_rows(database, table, harvest, &mut |row, harvest| {
        let (mut archive_unread, mut damaged) = (false, false);
        let outcome = one(&row, &beside, &mut archive_unread, &mut damaged);
        ids.row(row.rowid, outcome.as_ref().ok().map(|r| r.at.stamp));
        let attachments = beside.files.get(&row.rowid).map_or(&[][..], Vec::as_slice);
        let attached = attachments.len();
        if let Ok(record) = &outcome {
            files += attached;
            let deleted = beside.deleted.contains(&row.rowid);
            let taken_back = later.look(&row, harvest.rows() + 1, record.body.is_empty() && attached == 0 && !archive_unread, deleted);
            wordless += u64::from(record.body.is_empty() && attached == 0 && !taken_back);
        }
        let fine = outcome.is_ok();
        take(outcome, damaged, harvest);
        let paths: Vec<String> = attachments.iter().flatten().cloned().collect();
        if fine && !paths.is_empty() {
            harvest.tied.insert(harvest.rows(), paths);
        }
        if fine && archive_unread {
            harvest.repaired(harvest.rows(), "正文只存在苹果的归档格式里，没能取出");
        }
    });
    ids.tell(&table.name, super::android_mmssms::given(database, table), lost, harvest);
    if files > 0 {
        harvest.note(format!("消息里有{files}个附件，附件本身不在数据库里"));
    }
    later.tell(beside.parts, harvest);
    if wordless > 0 {
        harvest.note(format!("有{wordless}条消息没有文字也没有附件（可能被撤回，或内容没有同步下来），仍按往来列出"));
    }
    if beside.lost > 0 {
        harvest.note(format!("对方号码、群聊或附件的表有{}处损坏，有的消息可能缺对方", beside.lost));
    }
    harvest.fold_duplicates();
    true
}

fn gather(database: &Database) -> Beside {
    let mut beside = Beside::default();
    let mut lost = 0;
    if let Some(table) = database.table_with("handle", &["id"]) {
        let list = &mut beside.handles;
        database.rows(table, &mut |row| list.extend(row.text("id").map(|id| (row.rowid, id.trim().to_owned()))), &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("chat", &["chat_identifier"]) {
        let list = &mut beside.chats;
        let mut each = |row: Row| {
            list.insert(row.rowid, (vec![], row.text("chat_identifier").unwrap_or_default().trim().to_owned()));
        };
        database.rows(table, &mut each, &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("chat_handle_join", &["chat_id", "handle_id"]) {
        let (chats, handles) = (&mut beside.chats, &beside.handles);
        let mut each = |row: Row| {
            if let (Some((members, _)), Some(who)) = (row.int("chat_id").and_then(|c| chats.get_mut(&c)), row.int("handle_id").and_then(|h| handles.get(&h)))
                && !members.contains(who)
            {
                members.push(who.clone());
            }
        };
        database.rows(table, &mut each, &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("chat_message_join", &["chat_id", "message_id"]) {
        let list = &mut beside.chat_of;
        database.rows(table, &mut |row| list.extend(row.int("message_id").zip(row.int("chat_id"))), &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("chat_recoverable_message_join", &["chat_id", "message_id"]) {
        let (chat_of, deleted) = (&mut beside.chat_of, &mut beside.deleted);
        let mut each = |row: Row| {
            if let Some((message, chat)) = row.int("message_id").zip(row.int("chat_id")) {
                chat_of.entry(message).or_insert(chat);
                deleted.insert(message);
            }
        };
        database.rows(table, &mut each, &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("recoverable_message_part", &["message_id"]) {
        let parts = &mut beside.parts;
        database.rows(table, &mut |_| *parts += 1, &mut |_| lost += 1);
    }
    let mut paths: BTreeMap<i64, String> = BTreeMap::new();
    if let Some(table) = database.table_with("attachment", &["filename"]) {
        database.rows(table, &mut |row| paths.extend(row.text("filename").and_then(|f| Some((row.rowid, in_backup(&f)?)))), &mut |_| lost += 1);
    }
    if let Some(table) = database.table_with("message_attachment_join", &["message_id"]) {
        let list = &mut beside.files;
        let mut each = |row: Row| {
            if let Some(of) = row.int("message_id") {
                let path = row.int("attachment_id").and_then(|a| paths.get(&a)).cloned();
                list.entry(of).or_default().push(path);
            }
        };
        database.rows(table, &mut each, &mut |_| lost += 1);
    }
    beside.lost = lost;
    beside
}

/// Where a backup keeps an attachment: `~/Library/SMS/Attachments/…` on the phone is `MediaDomain/Library/SMS/Attachments/…` in it.
fn in_backup(filename: &str) -> Option<String> {
    let at = filename.find("Library/SMS/Attachments/")?;
    let path: String = filename[at..].chars().filter(|c| !c.is_control()).take(500).collect();
    Some(format!("MediaDomain/{path}"))
}

fn one(row: &Row, beside: &Beside, archive_unread: &mut bool, damaged: &mut bool) -> Result<Record, Refusal> {
    let no = |why: &str| Err(Refusal::Skip(SkipKind::NotContact, why.to_owned()));
    if row.int("item_type").is_some_and(|t| t != 0) {
        return no("群聊改名、进出、共享位置等系统提示，不是消息");
    }
    // 2000 to 3007: a reaction to another message, put on or taken off. 4000: a vote in a poll (iOS 26).
    match row.int("associated_message_type") {
        Some(2000..4000) => return no("对某条消息的点按回应，不是单独的消息"),
        Some(4000) => return no("对某个投票的选择，不是单独的消息"),
        _ => {}
    }
    let mine = row.int("is_from_me").is_some_and(|m| m != 0);
    let direction = if mine { Direction::Out } else { Direction::In };
    if mine && row.int("error").is_some_and(|e| e != 0) && row.int("is_sent") != Some(1) {
        return Err(Refusal::Skip(SkipKind::NotSent, "发送失败".into()));
    }
    // "Send later" (iOS 18): the row is there before the message goes, with the day it is meant for.
    if mine && row.int("schedule_type").is_some_and(|t| t > 0) && row.int("is_sent") == Some(0) {
        return Err(Refusal::Skip(SkipKind::NotSent, "设为“稍后发送”，备份时还没有发出".into()));
    }
    let at = row.int("date").and_then(cocoa).ok_or_else(|| Refusal::Problem("row.bad_date", row.int("date").map_or_else(|| "缺少日期".to_owned(), |d| format!("日期“{d}”无法识别"))))?;
    let peer = peer(row, direction, beside);
    if peer.raw.is_empty() {
        return Err(Refusal::Problem("row.no_peer", "消息没有对方号码或账号".into()));
    }
    // `iMessage`, and `iMessageLite` by satellite, are Apple's own.
    let service = row.text("service").unwrap_or_default();
    let channel = if ["sms", "rcs", "satellitesms", ""].iter().any(|s| service.trim().eq_ignore_ascii_case(s)) { Channel::Sms } else { Channel::Im };
    let mut body = row.text("text").unwrap_or_default().into_owned();
    *damaged = row.damaged(&["text"]);
    if body.is_empty()
        && let Some(archive) = row.blob("attributedBody").filter(|b| !b.is_empty())
    {
        match typedstream(&archive) {
            Some((text, lossy)) => (body, *damaged) = (text, lossy),
            None => *archive_unread = true,
        }
    }
    // U+FFFC holds the place of an attachment in the words; it is nobody's word.
    let mut body = body.replace('\u{fffc}', "");
    if let Some(subject) = row.text("subject").filter(|s| !s.trim().is_empty()) {
        body = if body.is_empty() { subject.into_owned() } else { format!("{subject}\n{body}") };
    }
    Ok(message(row.offset, channel, direction, When::exact(at), None, peer, body))
}

/// The other side: of a received message its sender, of a sent one those of the chat.
fn peer(row: &Row, direction: Direction, beside: &Beside) -> Peer {
    let handle = row.int("handle_id").and_then(|h| beside.handles.get(&h)).cloned();
    let chat = beside.chat_of.get(&row.rowid).and_then(|c| beside.chats.get(c));
    let members: &[String] = chat.map_or(&[], |(m, _)| m);
    let raw = match direction {
        Direction::Out if members.len() > 1 => members[0].clone(),
        _ => handle.or_else(|| members.first().cloned()).or_else(|| chat.map(|(_, name)| name.clone())).unwrap_or_default(),
    };
    let also = members.iter().filter(|m| **m != raw).cloned().collect();
    Peer { raw, name: None, also }
}
