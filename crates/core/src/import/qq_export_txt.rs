//! QQ chats as text of qq-chat-exporter (V4, V5): what the chat is above, then name, time, words and what hangs on them, a line each,
//! blank lines between messages. Who the owner is it does not say: between two people it is who the chat is not named for.

use super::chat::{Chat, Said, is_notice};
use super::dates::when;
use super::quote::quoting;
use super::text::{self, Line, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use regex::Regex;
use std::collections::VecDeque;
use std::sync::LazyLock;

/// QQ chat as qq-chat-exporter's text.
pub static FORMAT: Format = Format { id: "qq_export_txt", title: "QQ聊天记录文本（qq-chat-exporter 导出）", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
const BODY: usize = 256 * 1024;
/// The first line names the program.
const MARK: &str = "[QQChatExporter V";
/// The title in its frame.
const TITLE: &str = "QQ聊天记录导出文件";
/// Lines a name may fill, and its number above it.
const NAME: usize = 4;

/// A time as the program may be told to write it: whole, the day, the clock, or how long ago.
static TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^时间: (\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?|\d{2}:\d{2}:\d{2}|\d+(?:天|小时|分钟)前|刚刚|)$"));
static REPLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^回复: (?:\d{2}-\d{2} \d{2}:\d{2} ?)?(.*?) - (.*)$"));
static FILES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^资源: (\d{1,4}) 个文件$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn claims(probe: &Probe) -> Claim {
    let text = text::head(probe.head).replace('\r', "\n");
    let mut lines = text.lines().map(|l| l.trim().trim_start_matches('\u{feff}')).filter(|l| !l.is_empty()).take(8);
    if lines.any(|l| l.starts_with(MARK) || l == TITLE) { Claim::Content } else { Claim::No }
}

/// A line with its words.
struct Read {
    line: Line,
    text: String,
    lossy: bool,
}

/// Lines, some of them looked at ahead.
struct Ahead<'a> {
    lines: Lines<'a>,
    ready: VecDeque<Read>,
}

impl Ahead<'_> {
    fn peek(&mut self, at: usize) -> Option<&Read> {
        while self.ready.len() <= at {
            let line = self.lines.next_line()?;
            let (text, lossy) = self.lines.text(&line);
            self.ready.push_back(Read { line, text: text.trim_end().to_owned(), lossy });
        }
        self.ready.get(at)
    }

    fn text(&mut self, at: usize) -> Option<&str> {
        self.peek(at).map(|r| r.text.as_str())
    }

    fn take(&mut self) -> Option<Read> {
        self.peek(0)?;
        self.ready.pop_front()
    }

    /// Lines of the head that stands here: a name that ends in a colon, a time, and words or a kind behind it. A file may be cut
    /// behind the time.
    fn head(&mut self) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.text(at).is_none_or(|t| t.trim().is_empty()) || at > NAME {
                return None;
            }
            if at > 0 && self.text(at).is_some_and(|t| TIME.is_match(t)) {
                break;
            }
            at += 1;
        }
        let named = self.text(at - 1).is_some_and(|t| t.ends_with(':'));
        let follows = self.text(at + 1).is_none_or(|t| t.starts_with("内容: ") || t == "内容:" || t.starts_with("类型: "));
        (named && follows).then_some(at + 1)
    }

    /// Whether the file's last frame stands here.
    fn foot(&mut self) -> bool {
        let rule = |t: Option<&str>| t.is_some_and(|t| t.len() >= 20 && t.bytes().all(|b| b == b'='));
        rule(self.text(0)) && self.text(1).is_some_and(|t| t.trim() == "导出完成") && rule(self.text(2))
    }
}

/// What stands above the messages.
#[derive(Default)]
struct About {
    name: String,
    group: Option<bool>,
    count: Option<u64>,
}

impl About {
    fn line(&mut self, line: &str) {
        let Some((what, value)) = line.split_once(": ").map(|(w, v)| (w, v.trim())) else { return };
        match what {
            "聊天名称" if value != "未知聊天" => value.clone_into(&mut self.name),
            "聊天类型" => {
                self.group = match value {
                    "群聊" => Some(true),
                    "私聊" | "临时会话" => Some(false),
                    _ => None,
                };
            }
            "消息总数" => self.count = value.parse().ok(),
            _ => {}
        }
    }
}

struct Message {
    offset: u64,
    name: String,
    time: String,
    lines: Vec<String>,
    size: usize,
    lossy: bool,
    cut: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut ahead = Ahead { lines: Lines::new(source.bytes, LINE), ready: VecDeque::new() };
    let mut about = About::default();
    let mut chat = Chat::new(harvest);
    let mut open: Option<Message> = None;
    // A head stands behind a blank line only.
    let (mut gap, mut met, mut footed) = (true, 0u64, false);
    while ahead.peek(0).is_some() {
        if gap && ahead.foot() {
            footed = true;
            break;
        }
        if let Some(count) = if gap { ahead.head() } else { None } {
            end(open.take(), &about, &mut chat);
            met += 1;
            let head: Vec<Read> = (0..count).filter_map(|_| ahead.take()).collect();
            let offset = head.first().map_or(0, |r| r.line.offset);
            let texts: Vec<&str> = head.iter().map(|r| r.text.as_str()).collect();
            let (time, name) = texts.split_last().map_or(("", &[][..]), |(t, n)| (*t, n));
            let numbered = name.len() > 1 && name[0].strip_prefix('[').and_then(|n| n.strip_suffix(']')).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
            let name = name[usize::from(numbered)..].join(" ");
            let lossy = head.iter().any(|r| r.lossy);
            open = Some(Message { offset, name: name.strip_suffix(':').unwrap_or(&name).trim().to_owned(), time: time.trim_start_matches("时间:").trim().to_owned(), lines: Vec::new(), size: 0, lossy, cut: false });
            gap = false;
            continue;
        }
        let Some(line) = ahead.take() else { break };
        gap = line.text.trim().is_empty();
        match &mut open {
            Some(message) => {
                message.lossy |= line.lossy;
                message.size += line.text.len() + 1;
                if message.size > BODY {
                    message.cut = true;
                } else {
                    message.lines.push(line.text);
                }
            }
            None => about.line(&line.text),
        }
    }
    let cut = open.as_mut().filter(|_| !footed).and_then(|message| cut(&mut message.lines));
    end(open.take(), &about, &mut chat);
    if let Some(cut) = cut {
        chat.harvest.refuse("row.truncated", format!("文件在“{}”处中断，这一条没有写完", super::chat::short(&cut)), "请重新导出完整的文件；原件已保留");
    }
    while ahead.take().is_some() {}
    let stated = about.count.filter(|count| *count != met);
    if stated.is_some() || !footed && met > 0 {
        let what = stated.map_or_else(|| "文件没有写完，末尾的“导出完成”不见了".to_owned(), |count| format!("文件开头写着共{count}条消息，读到{met}条"));
        chat.harvest.problem(Problem::new("qq.count", what, "整个文件", "文件可能被截断或改动过，或者有消息的文字与格式相同，请重新导出后核对；读到的照常列出"));
    }
    if about.group == Some(false) && !about.name.is_empty() {
        chat.between_two(&about.name);
    }
    chat.finish();
    ahead.lines.finish(harvest);
}

/// Takes the beginning of a head away from the words before it, where the file ends in it: two blank lines part the messages.
fn cut(lines: &mut Vec<String>) -> Option<String> {
    let gap = lines.iter().rposition(|l| l.trim().is_empty()).filter(|at| *at > 0 && lines[at - 1].trim().is_empty() && lines.len() - at <= NAME)?;
    let begun = lines.split_off(gap + 1).join(" ");
    (!begun.trim().is_empty()).then_some(begun)
}

/// The words below a head: what hangs on them is no word of the speaker.
fn said(lines: &[String]) -> String {
    let lines = lines.iter().map(String::as_str).filter(|l| !l.starts_with("类型: ")).collect::<Vec<_>>();
    let mut text = lines.join("\n").trim().to_owned();
    text = text.strip_prefix("内容:").map_or(text.clone(), |t| t.trim().to_owned());
    let mut quote = None;
    if let Some((at, (who, words))) = last(&text, |line| REPLY.captures(line).map(|f| (f[1].trim().to_owned(), f[2].to_owned()))) {
        let rest = text[at..].split_once('\n').map_or("", |(_, rest)| rest);
        let words = if rest.is_empty() { words } else { format!("{words}\n{rest}") };
        quote = Some(if who.is_empty() { words } else { format!("{who}：{words}") });
        text.truncate(at);
    }
    // Who is called by name stands in the words too, behind an @.
    if let Some((at, names)) = last(text.trim_end(), |line| line.strip_prefix("提及: ").map(str::to_owned))
        && names.split(", ").all(|n| text[..at].contains(n.trim_start_matches('@')))
        && !text[at..].trim_end().contains('\n')
    {
        text.truncate(at);
    }
    let mut kinds: Vec<String> = Vec::new();
    if let Some((at, count)) = last(text.trim_end(), |line| FILES.captures(line).and_then(|f| f[1].parse::<usize>().ok())) {
        let files: Vec<&str> = text[at..].trim_end().lines().skip(1).collect();
        if files.len() == count && files.iter().all(|f| f.starts_with("  - ")) {
            kinds = files.iter().map(|f| kind(f[4..].split(':').next().unwrap_or_default()).to_owned()).collect();
            text.truncate(at);
        }
    }
    let mut text = text.trim().to_owned();
    if let Some(only) = text.strip_prefix('[').and_then(|t| t.strip_suffix("消息]")).filter(|t| !t.is_empty() && t.split('、').all(|k| kind(k) != k)) {
        text = only.split('、').map(|k| format!("[{}]", kind(k))).collect();
    } else if !text.contains('[') {
        for kind in kinds {
            text = format!("{text}\n[{kind}]").trim().to_owned();
        }
    }
    quote.map_or(text.clone(), |quote| quoting(&text, &quote))
}

/// The program's word for a kind of file.
fn kind(word: &str) -> &str {
    match word {
        "image" => "图片",
        "video" => "视频",
        "audio" => "语音",
        "file" => "文件",
        other => other,
    }
}

/// The last line that is something, and where it begins.
fn last<T>(text: &str, what: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    let mut end = text.len();
    loop {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        if let Some(found) = what(text[start..].lines().next().unwrap_or_default()) {
            return Some((start, found));
        }
        if start == 0 {
            return None;
        }
        end = start - 1;
    }
}

fn end(message: Option<Message>, about: &About, chat: &mut Chat) {
    let Some(message) = message else { return };
    if !message.lines.iter().any(|l| l.starts_with("内容:")) {
        chat.harvest.refuse("row.truncated", "这一条没有写完", "请重新导出完整的文件；原件已保留");
        return;
    }
    let body = said(&message.lines);
    let (name, account) = match message.name.as_str() {
        // Who has no name stands by QQ's inner number.
        uid if uid.starts_with("u_") => (String::new(), uid.to_owned()),
        name => (name.to_owned(), String::new()),
    };
    let called_back = body.strip_prefix(message.name.as_str()).is_some_and(|rest| rest.trim_start().starts_with("撤回了") && !rest.contains('\n'));
    if body == "[系统消息]" || super::qq_txt::is_system(&message.name) || is_notice(&body) || called_back && !message.name.is_empty() {
        chat.notice(&body);
        return;
    }
    let Some(at) = when(&message.time, None) else {
        let (what, todo) = ("时间“{}”看不出是哪一天哪一刻", "请在 qq-chat-exporter 里选“完整”的时间格式重新导出，或导出 JSON；原件已保留");
        chat.harvest.refuse("row.bad_date", what.replace("{}", &message.time), todo);
        return;
    };
    let room = Some(about.name.clone()).filter(|n| !n.is_empty());
    let row = chat.said(Said { offset: message.offset, at, own: None, name, account, chat: room, group: about.group, body, lossy: message.lossy, id: String::new() });
    if message.cut {
        chat.harvest.repaired(row, "这条消息过长，后面的文字没有采用");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_what_hangs_on_them() {
        let said = |text: &str| said(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        for (text, expect) in [
            ("内容: 还钱\n今天\n\n\n", "还钱\n今天"),
            ("类型: text\n内容: 还钱", "还钱"),
            ("内容: [image、video消息]\n资源: 2 个文件\n  - image: a.jpg\n  - video: b.mp4", "[图片][视频]"),
            ("内容: 看\n资源: 1 个文件\n  - image: a.jpg", "看\n[图片]"),
            ("内容: 资源: 1 个文件\n还有", "资源: 1 个文件\n还有"),
            ("内容: @张一 还钱\n提及: 张一", "@张一 还钱"),
            ("内容: 还钱\n提及: 你单位", "还钱\n提及: 你单位"),
            ("内容: 好的\n回复: 01-09 23:01 张三 - 还钱\n快", "好的\n〔引用：张三：还钱\n快〕"),
            ("内容: 回复: 晚点", "回复: 晚点"),
            ("内容:", ""),
        ] {
            assert_eq!(said(text), expect, "{text}");
        }
    }

    #[test]
    fn only_a_whole_head_begins_a_message() {
        let head = |text: &str| {
            let mut bytes = text.as_bytes();
            Ahead { lines: Lines::new(&mut bytes, LINE), ready: VecDeque::new() }.head()
        };
        for (text, expect) in [
            ("王二:\n时间: 2026-01-09 23:01:05\n内容: x", Some(2)),
            ("[3]\n王\n二:\n时间: 2026-01-09 23:01:05\n类型: text\n内容: x", Some(4)),
            ("王二:\n时间: 2026-01-09 23:01:05", Some(2)),
            ("通知:\n时间: 2026-01-09 23:01:05\n地点: 法院", None),
            ("通知:\n时间: 明天\n内容: 还钱", None),
            ("通知\n时间: 2026-01-09 23:01:05\n内容: x", None),
        ] {
            assert_eq!(head(text), expect, "{text}");
        }
    }
}
