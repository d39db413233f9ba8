//! WeChat chats as JSON of third-party exporters: chatlog (times with their zone), WeFlow (its own JSON, the same with its speakers in
//! a list of their own (arkme-json), and ChatLab's as JSON or one object a line), PyWxDump, MemoTrace/留痕 (the `.json` beside its web page). MemoTrace's other JSON, made to train a model, has numbers masked, sentences joined and no times: it is no
//! evidence and is refused with the reason.

use super::chat::{Chat, Kind, Said, by_file, is_notice, kind_of_code, kind_of_word, peer_name, words};
use super::quote::with_quote;
use super::dates::when;
use super::json_rows::{Kind as Piece, Rows, Wanted};
use super::html_text;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{SkipKind, When};
use crate::time::Stamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;

/// WeChat chat as JSON.
pub static FORMAT: Format = Format { id: "wechat_json", title: "微信聊天记录（chatlog、WeFlow、ChatLab、PyWxDump、留痕导出的 JSON）", version: 4, holds: Holds::Events, claims, read };

const WANTED: Wanted = Wanted::Named(&["messages", "items", SENDERS]);
/// The list of who speaks, which messages point into by number.
const SENDERS: &str = "senders";
/// How far into a file its own mark may stand.
const MARK: usize = 1024;

/// Whose shape a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Chatlog,
    WeFlow,
    MemoTrace,
    /// <https://github.com/hellodigua/ChatLab>: `timestamp` in seconds, `type` of its own; who the owner is says `meta.ownerId`.
    ChatLab,
    PyWxDump,
    /// An item of WeFlow's web page.
    Page,
    /// Made to train a model.
    Training,
}

fn shape(row: &Value) -> Option<Shape> {
    let has = |names: &[&str]| names.iter().all(|n| row.get(n).is_some());
    match () {
        () if has(&["talker", "isSelf", "time"]) => Some(Shape::Chatlog),
        () if has(&["createTime", "isSend"]) && (has(&["content"]) || has(&["localType"])) => Some(Shape::WeFlow),
        () if has(&["is_send", "timestamp"]) && (has(&["display_name"]) || has(&["displayname"])) => Some(Shape::MemoTrace),
        () if has(&["sender", "timestamp", "type"]) && (has(&["accountName"]) || has(&["content"])) => Some(Shape::ChatLab),
        () if has(&["MsgSvrID", "type_name", "is_sender", "msg"]) => Some(Shape::PyWxDump),
        () if has(&["i", "t", "s", "b"]) => Some(Shape::Page),
        () if has(&["instruction", "output", "history"]) || has(&["conversations"]) || has(&["role", "content"]) => Some(Shape::Training),
        () => None,
    }
}

fn claims(probe: &Probe) -> Claim {
    if super::table_other::kind(probe.head) != Some(super::table_other::Kind::Json) {
        return Claim::No;
    }
    if marked(probe.head) {
        return Claim::Content;
    }
    let mut bytes = probe.head;
    let mut rows = Rows::new(&mut bytes, WANTED);
    let first = std::iter::from_fn(|| rows.next_piece()).take(2000).filter(|p| p.kind == Piece::Row && p.key != SENDERS).take(3);
    let known = first.filter_map(|p| p.value()).any(|(v, _)| shape(&v).is_some() || v["messages"][0]["role"].is_string());
    if known { Claim::Content } else { Claim::No }
}

/// Whether a file says at its very beginning whose it is: pictures of the people may fill more than the head before the rows.
fn marked(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&head[..head.len().min(MARK)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.strip_prefix('{').map(str::trim_start).unwrap_or_default();
    ["\"weflow\"", "\"chatlab\""].iter().any(|m| first.strip_prefix(m).is_some_and(|r| r.trim_start().starts_with(':'))) || lines(text)
}

/// Whether a file is ChatLab's with one object a line.
fn lines(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').trim_start();
    first.starts_with("{\"_type\":") && first.lines().next().is_some_and(|l| l.contains("\"chatlab\""))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut head = Vec::new();
    let error = (&mut *source.bytes).take(MARK as u64).read_to_end(&mut head).err();
    let wanted = if lines(&String::from_utf8_lossy(&head)) { Wanted::Root } else { WANTED };
    if let Some(error) = &error {
        harvest.problem(Problem::io("文件开头", "读取文件", error));
    }
    let mut whole = std::io::Cursor::new(head).chain(&mut *source.bytes);
    let mut rows = Rows::new(&mut whole, wanted);
    messages(&mut rows, source.name, harvest, str::to_owned);
    rows.finish(harvest);
}

/// What stands of the chat before its messages.
#[derive(Default)]
struct About {
    names: Vec<(String, String)>,
    group: Option<bool>,
    /// Account of the owner.
    owner: Option<String>,
    /// Name and account of the speakers, by their number.
    senders: BTreeMap<i64, (String, String)>,
    /// Messages of a speaker whose number is not known where they stand.
    nameless: u64,
}

impl About {
    /// ChatLab's `meta`.
    fn meta(&mut self, meta: &Value) {
        let text = |name: &str| meta[name].as_str().map(str::trim).filter(|t| !t.is_empty()).map(without_nul);
        if let Some(name) = text("name") {
            self.names.push(("nickname".to_owned(), name));
        }
        self.owner = text("ownerId").or(self.owner.take());
        match text("type").as_deref() {
            Some("group") => self.group = Some(true),
            Some("private") => self.group = Some(false),
            _ => {}
        }
    }

    fn member(&mut self, key: &str, value: &Value) {
        let Some(text) = value.as_str().map(str::trim).filter(|t| !t.is_empty()) else { return };
        match key {
            "accountId" => self.member("wxid", value),
            "remark" | "displayName" | "nickname" | "wxid" if !self.names.iter().any(|(k, _)| k == key) => self.names.push((key.to_owned(), without_nul(text))),
            "type" if text.contains('群') => self.group = Some(true),
            "type" if text.contains("私聊") => self.group = Some(false),
            _ => {}
        }
    }

    /// Takes one of the list of speakers; `false` when it says nobody.
    fn sender(&mut self, row: &Value) -> bool {
        let text = |names: &[&str]| names.iter().filter_map(|n| row[*n].as_str()).map(str::trim).find(|t| !t.is_empty()).map(without_nul).unwrap_or_default();
        let Some(number) = row["senderID"].as_i64() else { return false };
        let (name, account) = (text(&["displayName", "groupNickname", "remark", "nickname"]), text(&["accountId", "wxid"]));
        // What the program writes where it knows no speaker.
        let account = if account == "unknown" { String::new() } else { account };
        let name = if name == "unknown" && account.is_empty() { String::new() } else { name };
        self.senders.insert(number, (name, account));
        true
    }

    fn account(&self) -> &str {
        self.names.iter().find(|(key, _)| key == "wxid").map_or("", |(_, name)| name.as_str())
    }

    fn name(&self) -> Option<&str> {
        ["remark", "displayName", "nickname", "wxid"].iter().find_map(|want| self.names.iter().find(|(key, _)| key == want)).map(|(_, name)| name.as_str())
    }
}

/// JSON may write a NUL as an escape.
pub fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Reads the rows of a list of messages; `plain` turns a text of the file into the words (a web page escapes them).
pub fn messages(rows: &mut Rows, name: &str, harvest: &mut Harvest, plain: fn(&str) -> String) {
    let stem = name.split(".html").next().unwrap_or(name);
    let stem = stem.strip_suffix(".json").or(stem.strip_suffix(".jsonl")).unwrap_or(stem);
    let (stem, called) = by_file(&format!("{stem}.json"));
    let mut about = About { group: called, ..About::default() };
    let mut training = false;
    let mut strangers = 0u64;
    let mut chat = Chat::new(harvest);
    if called != Some(true) {
        chat.called(&stem);
    }
    while let Some(piece) = rows.next_piece() {
        if piece.kind == Piece::Member {
            if let Some((value, _)) = piece.value() {
                match piece.within.as_str() {
                    "meta" => about.meta(&serde_json::json!({ piece.key: value })),
                    _ => about.member(&piece.key, &value),
                }
            }
            continue;
        }
        let Some((value, lossy)) = piece.value() else {
            if piece.key == SENDERS {
                strangers += 1;
                continue;
            }
            let what = match (piece.too_long, piece.whole) {
                (true, _) => "这一条超过8MB，没有读取",
                (_, true) => "这一条不是完整的 JSON",
                _ => "文件到这里中断，这一条没有写完",
            };
            chat.harvest.refuse("json.bad_row", what, "请重新导出完整的文件；其余各条照常读取");
            continue;
        };
        if piece.key == SENDERS {
            if !about.sender(&value) {
                strangers += 1;
            }
            continue;
        }
        if let Some(line @ ("header" | "member")) = value["_type"].as_str() {
            // What stands before the messages, a line each.
            if line == "header" {
                about.meta(&value["meta"]);
            }
            continue;
        }
        let shape = shape(&value);
        if shape == Some(Shape::Training) || value["messages"][0]["role"].is_string() {
            training = true;
            chat.harvest.skip(SkipKind::Refused, "训练用的对话，不是聊天记录原件");
            continue;
        }
        let Some(shape) = shape else {
            chat.harvest.refuse("json.unknown_row", "这一条不是认识的消息写法", "请用 chatlog、WeFlow 或留痕重新导出");
            continue;
        };
        message(shape, &value, piece.offset, lossy, &mut about, &stem, plain, &mut chat);
    }
    if training {
        chat.harvest.problem(Problem::new(
            "wechat.training_data",
            "这是留痕为训练模型导出的 JSON：号码已被软件打码，连续的话被合并，也没有时间，不能作为证据读取",
            "整个文件",
            "请在留痕里改选“CSV”或“HTML”重新导出；本文件已原样保存",
        ));
    }
    if strangers > 0 {
        chat.harvest.problem(Problem::new("wechat.senders", format!("发言人名单（senders）里有{strangers}项读不懂"), "发言人名单", "请用 WeFlow 重新导出；他们说的话照常列出，只是不知道是谁说的"));
    }
    if about.nameless > 0 {
        let what = format!("{}条消息的发言人编号在发言人名单（senders）里查不到，不知道是谁说的", about.nameless);
        chat.harvest.problem(Problem::new("wechat.no_sender", what, "整个文件", "请用 WeFlow 重新导出，不要改动文件里各部分的先后次序；这些消息的时间、文字照常列出"));
    }
    chat.finish();
}

#[allow(clippy::too_many_arguments, reason = "one private step of `messages`; a struct would only rename them")]
fn message(shape: Shape, row: &Value, offset: u64, lossy: bool, about: &mut About, stem: &str, plain: fn(&str) -> String, chat: &mut Chat) {
    let text = |name: &str| row[name].as_str().map(plain).map(|t| without_nul(&t)).unwrap_or_default();
    let number = |name: &str| row[name].as_i64().or_else(|| row[name].as_str()?.trim().parse().ok());
    let yes = |name: &str| row[name].as_bool().or_else(|| number(name).filter(|n| matches!(n, 0 | 1)).map(|n| n == 1));
    let epoch = |name: &str| number(name).map(|n| if n > 100_000_000_000 { n } else { n.saturating_mul(1000) }).map(|ms| When::exact(Stamp(ms))).filter(|w| w.stamp.plausible());
    let first = |names: &[&str]| names.iter().map(|n| text(n)).find(|t| !t.trim().is_empty()).unwrap_or_default();
    let (at, own, kind) = match shape {
        Shape::Chatlog => (when(&text("time"), None).or_else(|| epoch("time")), yes("isSelf"), kind_of_code(number("type").unwrap_or(1), number("subType").unwrap_or(0))),
        Shape::WeFlow => {
            let kind = match kind_of_word(&text("type")) {
                Kind::Other("其他类型") => kind_of_code(number("localType").unwrap_or(-1), 0),
                kind => kind,
            };
            (epoch("createTime").or_else(|| when(&text("formattedTime"), None)), yes("isSend"), kind)
        }
        Shape::ChatLab => (epoch("timestamp"), about.owner.as_ref().map(|owner| *owner == text("sender")), kind_of_chatlab(number("type").unwrap_or(0))),
        Shape::PyWxDump => (when(&text("CreateTime"), None).or_else(|| epoch("CreateTime")), yes("is_sender"), kind_of_word(&text("type_name"))),
        Shape::Page => (epoch("t"), yes("s"), Kind::Text),
        _ => (epoch("timestamp"), yes("is_send"), kind_of_code(number("type").unwrap_or(1), 0)),
    };
    let Some(at) = at else {
        chat.harvest.refuse("row.bad_date", "这一条没有读得懂的时间", "请重新导出；其余各条照常读取");
        return;
    };
    let body = match shape {
        Shape::Chatlog => {
            let title = row["contents"]["title"].as_str().map(without_nul).unwrap_or_default();
            Some(first(&["content"])).filter(|c| !c.is_empty()).unwrap_or(title)
        }
        Shape::WeFlow | Shape::ChatLab => first(&["content"]),
        Shape::PyWxDump => first(&["msg"]),
        Shape::Page => html_text::text(&without(&without(&first(&["b"]), "sender-name").0, "message-time").0).trim().to_owned(),
        _ => first(&["text", "voice_to_text", "display_content", "title", "file_name", "desc"]),
    };
    let body = words(kind, &body);
    let body = if shape == Shape::WeFlow && kind == Kind::Text && text("type").contains("引用") { with_quote(&body) } else { body };
    // Older pages of MemoTrace put the time between the messages as a row of its own.
    let kind = if shape == Shape::MemoTrace && number("type") == Some(0) { Kind::Notice } else { kind };
    let id = ["server_id", "seq", "localId", "platformMessageId", "MsgSvrID", "p"].iter().map(|n| if row[*n].is_null() { String::new() } else { without_nul(&row[*n].to_string()) }).find(|i| !i.is_empty()).unwrap_or_default();
    if kind == Kind::Notice || text("sender") == "系统消息" || shape == Shape::Page && is_notice(&body) {
        chat.notice(&body);
        return;
    }
    let (name, account) = match shape {
        Shape::Chatlog => (text("senderName"), text("sender")),
        Shape::WeFlow if row.get("senderID").is_some() => match row["senderID"].as_i64().and_then(|n| about.senders.get(&n)) {
            Some(known) => known.clone(),
            None => {
                about.nameless += u64::from(own != Some(true));
                (String::new(), String::new())
            }
        },
        Shape::WeFlow => (text("senderDisplayName"), text("senderUsername")),
        Shape::ChatLab => (first(&["groupNickname", "accountName"]), text("sender")),
        Shape::PyWxDump => (String::new(), text("talker")),
        // The page names the speakers of a group only.
        Shape::Page => (html_text::text(&without(&first(&["b"]), "sender-name").1).trim().to_owned(), String::new()),
        _ => (first(&["display_name", "displayname"]), String::new()),
    };
    let (room, group) = match shape {
        Shape::Chatlog if yes("isChatRoom") == Some(true) => (first(&["talkerName", "talker"]), Some(true)),
        // Between two people the chat is the other side, named as it names itself when it speaks.
        Shape::Chatlog => (peer_name(&text("talkerName"), &text("talker")), yes("isChatRoom")),
        Shape::PyWxDump => (text("room_name"), text("room_name").ends_with("@chatroom").then_some(true)),
        Shape::WeFlow if about.group == Some(false) => (peer_name(about.name().unwrap_or(stem), about.account()), about.group),
        _ => (about.name().unwrap_or(stem).to_owned(), about.group),
    };
    chat.said(Said { offset, at, own, name, account, chat: Some(room), group, body, lossy, id });
}

/// A piece of a page without its first block of this class, and what stands in that block.
fn without(html: &str, class: &str) -> (String, String) {
    let cut = || {
        let start = html.find(&format!("<div class=\"{class}\">"))?;
        let end = start + html[start..].find("</div>")?;
        Some((format!("{}{}", &html[..start], &html[end + 6..]), html[start..end].to_owned()))
    };
    cut().unwrap_or_else(|| (html.to_owned(), String::new()))
}

/// ChatLab's own codes of kinds.
fn kind_of_chatlab(code: i64) -> Kind {
    match code {
        0 | 25 => Kind::Text,
        1 => Kind::Other("图片"),
        2 => Kind::Other("语音"),
        3 => Kind::Other("视频"),
        4 => Kind::Other("文件"),
        5 => Kind::Other("表情"),
        7 | 24 => Kind::Other("分享"),
        8 => Kind::Other("位置"),
        20 => Kind::Other("红包"),
        21 => Kind::Other("转账"),
        23 => Kind::Other("音视频通话"),
        26 => Kind::Other("合并转发的聊天记录"),
        27 => Kind::Other("名片"),
        22 | 80 | 81 => Kind::Notice,
        _ => Kind::Other("其他类型"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_whose_it_is_before_its_rows() {
        for head in ["{\n  \"weflow\": {", "\u{feff}{\"chatlab\":{}", "{\"_type\":\"header\",\"chatlab\":{}}\n{"] {
            assert!(marked(head.as_bytes()), "{head}");
        }
        for head in ["", "{\"a\":\"weflow\"}", "[{\"weflow\":1}]", "{\"_type\":\"x\"}\n{\"chatlab\":1}"] {
            assert!(!marked(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn blocks_of_a_page() {
        let (rest, name) = without("<div class=\"sender-name\">甲</div><div>乙</div>", "sender-name");
        assert_eq!((rest.as_str(), html_text::text(&name).trim()), ("<div>乙</div>", "甲"));
        assert_eq!(without("<div>乙", "sender-name"), ("<div>乙".to_owned(), String::new()));
    }
}
