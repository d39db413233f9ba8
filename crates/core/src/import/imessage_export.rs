//! What imessage-exporter's text and web pages share: its English times, who spoke to whom, and lines that are no words.

use super::dates::local;
use super::{Harvest, Sides};
use crate::error::Problem;
use crate::model::{Channel, Direction, Peer, Record, SkipKind};
use regex::Regex;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// A time and what stands behind it: when it was read, or a notice.
static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}), (\d{4}) {1,2}(\d{1,2}:\d{2}:\d{2} [AP]M)(?: (.*))?$"));
/// The beginning of one.
static BEGUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d[\d ,:]*[AP]?M?(?: \(.*)?)?$|^(?:Ja?|Fe?|Ma?|Ap?|Ju|Au?|Se?|Oc?|No?|De?)$"));
static READ: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(Read by (.+) after .+\)$"));
static EDIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^Edited .{1,60} later: ?(.*)$"));
static TAPBACK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:\S.{0,40} by \S.*|.*Sticker from \S.*)$"));
static UNSENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\S.{0,60} (?:deleted a message\.|unsent (?:a message|this message part).{0,80})$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// What stands above a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The time as our readers of times take it.
    pub time: String,
    /// Behind the time: a notice, or nothing.
    pub notice: String,
    /// It was read by somebody else than its owner: the owner sent it.
    pub own: Option<bool>,
}

/// The time a line begins with.
pub fn head(line: &str) -> Option<Head> {
    let found = DATE.captures(line.trim_end())?;
    let month = 1 + ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].iter().position(|m| *m == &found[1])?;
    let behind = found.get(5).map_or("", |m| m.as_str()).trim();
    let read = READ.captures(behind).map(|f| f[1].to_owned());
    let own = read.as_deref().map(|who| who == "them");
    Some(Head { time: format!("{}-{month:02}-{} {}", &found[3], &found[2], &found[4]), notice: if read.is_some() { String::new() } else { behind.to_owned() }, own })
}

/// Whether a line is the beginning of a time.
pub fn begins(line: &str) -> bool {
    BEGUN.is_match(line.trim())
}

/// A message of the file.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// Where it begins.
    pub offset: u64,
    /// As [`Head::time`].
    pub time: String,
    /// Whether the owner sent it, where the file says.
    pub own: Option<bool>,
    /// Who speaks, as written.
    pub who: String,
    /// The lines below.
    pub lines: Vec<String>,
    /// It stands below the message it answers, and a second time where it was sent.
    pub inside: bool,
    /// Bytes of the lines, kept or not.
    pub size: usize,
    /// Something could not be read.
    pub lossy: bool,
}

/// Words of a message, and what its lines say besides.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    body: String,
    answers: bool,
    deleted: bool,
    unsent: bool,
}

/// A line that is an attachment: its kind by its ending.
fn attachment(line: &str) -> Option<String> {
    if matches!(line, "Attachment missing!" | "Attachment does not exist!") {
        return Some("[附件缺失]".to_owned());
    }
    if let Some(file) = line.strip_prefix("Click to download ") {
        return Some(format!("[文件] {file}"));
    }
    if line.starts_with("Sticker from ") || line.contains(" Sticker from ") && line.contains('/') {
        return Some("[表情]".to_owned());
    }
    let rooted = ["attachments/", "/", "~/", "Library/"].iter().any(|root| line.starts_with(root));
    let (_, file) = line.rsplit_once('/').filter(|_| rooted && !line.contains("://"))?;
    let (_, end) = file.rsplit_once('.').filter(|(name, end)| !name.is_empty() && (2..6).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    let kind = match end.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "heic" | "heif" | "webp" | "tiff" => "图片",
        "mov" | "mp4" | "m4v" | "3gp" => "视频",
        "caf" | "amr" | "m4a" | "mp3" | "wav" => "语音",
        _ => "文件",
    };
    Some(format!("[{kind}] {file}"))
}

/// The words among the lines below a head.
fn words(lines: &[String]) -> Words {
    let mut found = Words::default();
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    let (mut unsent, mut edits) = (false, false);
    while at < lines.len() {
        let line = lines[at].trim_end();
        at += 1;
        match line {
            "This message was deleted from the conversation!" if kept.is_empty() => found.deleted = true,
            "This message responded to an earlier message." if lines[at..].iter().all(|l| l.trim().is_empty()) => found.answers = true,
            "Reactions:" | "Tapbacks:" => {
                let count = lines[at..].iter().take_while(|l| TAPBACK.is_match(l)).count();
                if count == 0 {
                    kept.push(line.to_owned());
                }
                at += count;
            }
            _ if UNSENT.is_match(line) && kept.iter().all(|l| l.trim().is_empty()) && lines[at..].iter().all(|l| l.trim().is_empty()) => unsent = true,
            _ => match EDIT.captures(line) {
                Some(edit) => {
                    edits = true;
                    kept.push(format!("[编辑后] {}", &edit[1]));
                }
                None => kept.push(attachment(line).unwrap_or_else(|| line.to_owned())),
            },
        }
    }
    if edits && let Some(first) = kept.iter_mut().find(|l| !l.is_empty()) {
        // The first wording stands behind its own time.
        if let Some(original) = head(first).map(|h| h.notice) {
            *first = original;
        }
    }
    found.unsent = unsent;
    found.body = kept.join("\n").trim().replace('\u{fffc}', "");
    found
}

/// Takes the messages of one file.
pub struct Talk<'h> {
    /// Where they go.
    pub harvest: &'h mut Harvest,
    tz_offset: Option<i32>,
    /// Who the file is named for: the other sides, or the name of a group.
    named: Vec<String>,
    /// Answers listed below what they answer.
    inside: HashSet<(i64, String, String)>,
    deleted: u64,
    /// Messages whose sender the file does not mark as the owner or another, by row.
    open: Vec<(u64, String)>,
    marked: bool,
}

impl<'h> Talk<'h> {
    /// A file without messages yet.
    pub fn new(name: &str, tz_offset: Option<i32>, harvest: &'h mut Harvest) -> Self {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
        // A group with a name has its number behind it.
        let stem = stem.rsplit_once(" - ").filter(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())).map_or(stem, |(name, _)| name);
        let named = stem.split(", ").filter(|n| !n.starts_with("and ")).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty() && n != "orphaned").collect();
        Talk { harvest, tz_offset, named, inside: HashSet::new(), deleted: 0, open: Vec::new(), marked: false }
    }

    /// One notice of the app.
    pub fn notice(&mut self, text: &str) {
        self.harvest.skip(SkipKind::NotContact, format!("系统提示：{}", super::chat::short(text)));
    }

    /// One message.
    pub fn say(&mut self, message: Message) {
        let Words { body, answers, deleted, unsent } = words(&message.lines);
        if unsent {
            self.notice(&format!("{}撤回了一条消息", message.who));
            return;
        }
        let Some(at) = local(&message.time, self.tz_offset) else {
            self.harvest.refuse("row.bad_date", format!("时间“{}”不存在", message.time), "请重新导出；其余各条照常读取");
            return;
        };
        let who = message.who.trim().to_owned();
        let key = (at.stamp.0, who.clone(), body.clone());
        if answers && !message.inside && self.inside.remove(&key) {
            self.harvest.skip(SkipKind::Duplicate, "这条回复已在它所回复的消息下面列出");
            return;
        }
        if message.inside {
            self.inside.insert(key);
        }
        let own = if who == "Me" { Some(true) } else { message.own };
        self.marked |= who == "Me";
        self.deleted += u64::from(deleted);
        let direction = if own == Some(true) { Direction::Out } else { Direction::In };
        let raw = if own == Some(true) || who == "Unknown" { String::new() } else { who.clone() };
        let channel = if raw.contains('@') { Channel::Im } else { Channel::Sms };
        let peer = Peer { raw, name: None, also: Vec::new() };
        let row = self.harvest.record(Record { row: 0, offset: message.offset, at, sent: None, channel, direction, peer, body, call: None, parts: Vec::new(), reading: Default::default() });
        if own.is_none() {
            self.open.push((row, who));
        }
        if message.lossy {
            self.harvest.repaired(row, "这条消息里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }

    /// Says to whom the owner's messages went, and what stayed open. Call once, at the end.
    pub fn finish(self) {
        let Talk { harvest, named, deleted, open, marked, .. } = self;
        if harvest.records.is_empty() {
            return;
        }
        // The program may be told to call the owner by a name: between two people it is who the file is not named for.
        let speakers: BTreeSet<&str> = open.iter().map(|(_, who)| who.as_str()).collect();
        let strangers: Vec<&str> = speakers.iter().copied().filter(|s| !named.iter().any(|n| n == s)).collect();
        let own = match (marked, &named[..], &strangers[..]) {
            (false, [other], [own]) if speakers.len() == 2 && speakers.contains(other.as_str()) => Some((*own).to_owned()),
            _ => None,
        };
        if let Some(own) = &own {
            let rows: HashSet<u64> = open.iter().filter(|(_, who)| who == own).map(|(row, _)| *row).collect();
            for record in harvest.records.iter_mut().filter(|r| rows.contains(&r.row)) {
                record.direction = Direction::Out;
                record.peer.raw.clear();
            }
            harvest.note(format!("文件名写的是对方“{}”，另一个说话的“{own}”当作持有人本人", named[0]));
        } else if !marked && !strangers.is_empty() && harvest.records.iter().all(|r| r.direction == Direction::In) {
            harvest.sides = Sides::Named;
            harvest.note("文件里没有写作 Me 的人，哪些是持有人本人发出的没有写明，都按收到列出；请不要用 --custom-name 重新导出");
        }
        let others: BTreeSet<String> = harvest.records.iter().filter(|r| r.direction == Direction::In).map(|r| r.peer.raw.clone()).filter(|r| !r.is_empty()).collect();
        let to: Vec<String> = if others.len() == 1 && named.len() < 2 { others.iter().cloned().collect() } else { named.clone() };
        let several = others.len() > 1 || named.len() > 1;
        for record in &mut harvest.records {
            if record.peer.raw.is_empty() && record.direction == Direction::In {
                // Whoever the program knew no name of is nobody of the file's name for certain.
                record.peer.also.clone_from(&named);
            } else if record.peer.raw.is_empty() {
                record.peer.raw = to.first().cloned().unwrap_or_default();
                record.peer.also = to.iter().skip(1).cloned().collect();
            } else if several {
                record.peer.also = named.iter().filter(|n| **n != record.peer.raw).cloned().collect();
            }
            if record.peer.raw.contains('@') {
                record.channel = Channel::Im;
            }
        }
        harvest.note("导出的文件没有写明每条是短信还是 iMessage：对方是邮箱地址的按即时消息列出，其余按短信列出");
        if deleted > 0 {
            harvest.note(format!("有{deleted}条消息曾在手机上被删除，导出时还在"));
        }
        if harvest.records.iter().any(|r| r.peer.raw.is_empty()) {
            let todo = "请保留导出时的文件名（它写着对方的号码），或从手机备份重新导出";
            harvest.problem(Problem::new("row.no_peer", "有的消息没有写明对方是谁（发送人写作 Unknown，或文件名里没有）", "整个文件", todo));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_what_stands_behind_them() {
        let of = |line: &str| head(line).map(|h| (h.time, h.notice, h.own));
        assert_eq!(of("May 17, 2022  5:29:42 PM"), Some(("2022-05-17 5:29:42 PM".into(), String::new(), None)));
        assert_eq!(of("Jan 09, 2026 11:01:05 PM (Read by them after 1 hour, 49 seconds)"), Some(("2026-01-09 11:01:05 PM".into(), String::new(), Some(true))));
        assert_eq!(of("Jan 09, 2026 11:01:05 PM (Read by you after 5 seconds)").and_then(|h| h.2), Some(false));
        assert_eq!(of("Jan 09, 2026 11:01:05 PM You renamed the conversation to 群").map(|h| h.1), Some("You renamed the conversation to 群".into()));
        for line in ["May 17, 2022 5:29 PM", "May 17, 2022", " May 17, 2022  5:29:42 PM", "17 May 2022 5:29:42 PM"] {
            assert_eq!(head(line), None, "{line}");
        }
    }

    #[test]
    fn words_among_the_lines() {
        let words = |text: &str| words(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        for (text, expect) in [
            ("还钱\n今天\n\n", "还钱\n今天"),
            ("attachments/12/IMG_1.HEIC\n", "[图片] IMG_1.HEIC"),
            ("Attachment missing!", "[附件缺失]"),
            ("https://x.cn/a.png", "https://x.cn/a.png"),
            ("还钱\nTapbacks:\nLoved by Me\nLiked by 13800000001\n\n", "还钱"),
            ("Reactions:\n没有", "Reactions:\n没有"),
            ("Jan 09, 2026 11:01:05 PM 还前\nEdited 5 seconds later: 还钱", "还前\n[编辑后] 还钱"),
        ] {
            assert_eq!(words(text).body, expect, "{text}");
        }
        assert!(words("好\nThis message responded to an earlier message.\n").answers && words("This message was deleted from the conversation!\n好").deleted);
        assert!(words("They unsent this message part 5 seconds after sending!").unsent && words("You deleted a message.").unsent && !words("好\nYou deleted a message.").unsent);
    }
}
