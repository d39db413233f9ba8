//! QQ chats as JSON of qq-chat-exporter: `metadata`, `chatInfo`, `messages`. Times carry their zone; who is the owner is told by
//! `chatInfo.selfUin` or `selfUid` where the version writes them.

use super::chat::{Chat, Said};
use super::dates::when;
use super::json_rows::{Kind as Piece, Rows, Wanted};
use super::wechat_json::without_nul;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::When;
use crate::time::Stamp;
use serde_json::Value;

/// QQ chat as JSON.
pub static FORMAT: Format = Format { id: "qq_json", title: "QQ聊天记录（qq-chat-exporter 导出的 JSON）", version: 1, holds: Holds::Events, claims, read };

const WANTED: Wanted = Wanted::Named(&["messages"]);

fn is_message(row: &Value) -> bool {
    row["sender"].is_object() && (row.get("timestamp").is_some() || row.get("time").is_some()) && row.get("content").is_some()
}

fn claims(probe: &Probe) -> Claim {
    if super::table_other::kind(probe.head) != Some(super::table_other::Kind::Json) {
        return Claim::No;
    }
    let mut bytes = probe.head;
    let mut rows = Rows::new(&mut bytes, WANTED);
    let mut about = false;
    while let Some(piece) = rows.next_piece() {
        about |= piece.within == "chatInfo";
        if piece.kind == Piece::Row {
            let message = piece.value().is_some_and(|(v, _)| is_message(&v));
            return if message { Claim::Content } else { Claim::No };
        }
    }
    // Statistics may fill the head before the first message.
    if about && String::from_utf8_lossy(probe.head).contains("QQChatExporter") { Claim::Content } else { Claim::No }
}

/// What stands of the chat before its messages.
#[derive(Default)]
struct About {
    name: Option<String>,
    group: Option<bool>,
    own: Vec<String>,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut rows = Rows::new(source.bytes, WANTED);
    let mut about = About::default();
    let mut chat = Chat::new(harvest);
    while let Some(piece) = rows.next_piece() {
        if piece.kind == Piece::Member {
            let text = piece.value().and_then(|(v, _)| v.as_str().map(without_nul).or_else(|| v.as_i64().map(|n| n.to_string())));
            match (piece.within.as_str(), piece.key.as_str(), text) {
                ("chatInfo", "name", Some(text)) => about.name = Some(text),
                ("chatInfo", "type", Some(text)) => about.group = Some(text == "group"),
                ("chatInfo" | "metadata", "selfUin" | "selfUid", Some(text)) if !text.is_empty() && text != "0" => about.own.push(text),
                _ => {}
            }
            continue;
        }
        match piece.value().filter(|(v, _)| is_message(v)) {
            Some((row, lossy)) => message(&row, piece.offset, lossy, &about, &mut chat),
            None => {
                let what = match (piece.too_long, piece.whole) {
                    (true, _) => "这一条超过8MB，没有读取",
                    (_, true) => "这一条不是认识的消息写法",
                    _ => "文件到这里中断，这一条没有写完",
                };
                chat.harvest.refuse("json.bad_row", what, "请重新导出完整的文件；其余各条照常读取");
            }
        }
    }
    chat.finish();
    rows.finish(harvest);
}

fn message(row: &Value, offset: u64, lossy: bool, about: &About, chat: &mut Chat) {
    let text = |value: &Value| value.as_str().map(without_nul).or_else(|| value.as_i64().map(|n| n.to_string())).unwrap_or_default();
    let first = |values: &[&Value]| values.iter().map(|v| text(v)).find(|t| !t.trim().is_empty() && t != "0").unwrap_or_default();
    let content = &row["content"];
    let mut body = match content.as_str() {
        Some(words) => without_nul(words),
        None => text(&content["text"]),
    };
    if body.trim().is_empty() {
        let kind = content["resources"][0]["type"].as_str().or(content["elements"][0]["type"].as_str()).unwrap_or_default();
        let word = match kind {
            "image" | "pic" => "图片",
            "video" => "视频",
            "voice" | "audio" | "ptt" => "语音",
            "file" => "文件",
            "face" | "emoji" | "market_face" => "表情",
            _ => "其他类型",
        };
        body = format!("[{word}]");
    }
    let yes = |names: &[&str]| names.iter().any(|n| row[*n].as_bool() == Some(true));
    if yes(&["isSystemMessage", "system"]) {
        chat.notice(&body);
        return;
    }
    if yes(&["isRecalled", "recalled"]) {
        body = format!("[已撤回] {body}");
    }
    let time = first(&[&row["timestamp"], &row["time"]]);
    let at = when(&time, None).or_else(|| row["timestamp"].as_f64().map(|n| When::exact(Stamp(if n > 1e11 { n } else { n * 1000.0 } as i64))).filter(|w| w.stamp.plausible()));
    let Some(at) = at else {
        let shown: String = time.chars().take(30).collect();
        chat.harvest.refuse("row.bad_date", if shown.is_empty() { "这一条没有时间".to_owned() } else { format!("时间“{shown}”读不懂") }, "请重新导出；其余各条照常读取");
        return;
    };
    let (sender, raw) = (&row["sender"], &row["rawMessage"]);
    let name = first(&[&raw["sendMemberName"], &sender["groupCard"], &sender["remark"], &raw["sendNickName"], &sender["nickname"], &sender["name"]]);
    let account = first(&[&sender["uin"], &raw["senderUin"], &sender["uid"], &raw["senderUid"]]);
    let own = (!about.own.is_empty()).then(|| [&sender["uin"], &sender["uid"], &raw["senderUin"], &raw["senderUid"]].iter().any(|v| about.own.contains(&text(v))));
    chat.said(Said { offset, at, own, name, account, chat: about.name.clone(), group: about.group, body: body.trim().to_owned(), lossy });
}
