//! WeChat chats as Markdown of WeFlow: what the chat is above, then `## 2026-01-09 23:01:05 名` over each message, punctuation
//! escaped. The owner is 我 between two people; in a group everybody stands under a name.

use super::chat::{Chat, Kind, Said, by_file, is_notice, kind_of_word, peer_name, short, words};
use super::dates::when;
use super::quote::quoting;
use super::text::{self, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;

/// WeChat chat as Markdown.
pub static FORMAT: Format = Format { id: "wechat_md", title: "微信聊天记录 Markdown（WeFlow 导出）", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
const BODY: usize = 256 * 1024;
/// What the program writes of itself above the messages.
const MARK: &str = "- 导出工具: WeFlow";
/// Lines in which that may stand.
const ABOVE: usize = 20;

fn claims(probe: &Probe) -> Claim {
    let text = text::head(probe.head).replace('\r', "\n");
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let titled = lines.next().is_some_and(|l| l.starts_with("# "));
    if titled && lines.take(ABOVE).any(|l| l == MARK) { Claim::Content } else { Claim::No }
}

/// Time and speaker of the line above a message. In words the `#` is escaped.
fn head(line: &str) -> Option<(String, String)> {
    let head = plain(line.strip_prefix("## ")?);
    let (day, rest) = head.trim().split_once(' ')?;
    let (clock, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let dated = day.len() == 10 && clock.len() == 8 && day.bytes().chain(clock.bytes()).all(|b| b.is_ascii_digit() || b == b'-' || b == b':');
    dated.then(|| (format!("{day} {clock}"), name.trim().to_owned()))
}

/// Markdown's escapes undone.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(chars.next_if(char::is_ascii_punctuation).unwrap_or('\\')),
            c => out.push(c),
        }
    }
    out
}

/// `[名](地址)`: both parts.
fn link(line: &str) -> Option<(String, &str)> {
    let (name, url) = line.strip_prefix('[')?.strip_suffix(')')?.rsplit_once("](")?;
    Some((plain(name), url))
}

/// The words under a head: what is quoted above them, pictures and links, and what was written.
fn said(lines: &[String]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut quote: Vec<String> = Vec::new();
    let mut written: Vec<String> = Vec::new();
    for line in lines {
        let line = line.trim_end();
        if let Some(quoted) = line.strip_prefix('>').filter(|_| written.iter().all(String::is_empty)) {
            quote.push(plain(quoted.trim_start()));
        } else if let Some((kind, _)) = line.strip_prefix('!').and_then(link) {
            parts.push(words(kind_of_word(&kind), ""));
        } else if let Some((name, url)) = link(line) {
            parts.push(match name.as_str() {
                "语音文件" => "[语音]".to_owned(),
                "视频文件" => "[视频]".to_owned(),
                _ if url.contains("://") => words(Kind::Other("分享"), &format!("{name} {url}")),
                _ => words(Kind::Other("文件"), &name),
            });
        } else {
            written.push(plain(line));
        }
    }
    let written = written.join("\n").trim().to_owned();
    if !written.is_empty() && !parts.contains(&written) {
        parts.push(written);
    }
    let own = parts.join("\n");
    if quote.is_empty() { own } else { quoting(&own, &quote.join("\n")) }
}

/// What stands above the messages.
#[derive(Default)]
struct About {
    name: String,
    account: String,
    group: Option<bool>,
    count: Option<u64>,
}

impl About {
    fn line(&mut self, line: &str) {
        if let Some(title) = line.strip_prefix("# ").filter(|_| self.name.is_empty()) {
            self.name = plain(title.trim());
        } else if let Some((what, value)) = line.strip_prefix("- ").and_then(|l| l.split_once(": ")) {
            let value = value.trim();
            match what {
                "会话ID" => value.trim_matches('`').clone_into(&mut self.account),
                "会话类型" => self.group = Some(value == "群聊"),
                "消息数量" => self.count = plain(value).parse().ok(),
                _ => {}
            }
        }
    }
}

struct Message {
    offset: u64,
    time: String,
    name: String,
    lines: Vec<String>,
    size: usize,
    lossy: bool,
    cut: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (stem, called) = by_file(source.name);
    let mut lines = Lines::new(source.bytes, LINE);
    let mut about = About::default();
    let mut chat = Chat::new(harvest);
    let mut open: Option<Message> = None;
    let (mut met, mut marked, mut began, mut stray) = (0u64, false, false, 0u64);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        if let Some((time, name)) = head(&text) {
            if !began && about.name.is_empty() {
                about.name.clone_from(&stem);
            }
            about.group = about.group.or(called);
            began = true;
            met += 1;
            end(open.take(), &about, &mut marked, &mut chat);
            open = Some(Message { offset: line.offset, time, name, lines: Vec::new(), size: 0, lossy, cut: false });
        } else if began && text.starts_with('#') {
            // Words never begin so: a head that was cut, or changed by hand.
            end(open.take(), &about, &mut marked, &mut chat);
            met += 1;
            chat.harvest.refuse("row.truncated", format!("这一条的开头“{}”读不出时间，可能没有写完", short(&plain(&text))), "请重新导出完整的文件；原件已保留");
        } else if let Some(message) = &mut open {
            message.lossy |= lossy;
            message.size += text.len() + 1;
            if message.size > BODY {
                message.cut = true;
            } else {
                message.lines.push(text);
            }
        } else if !began {
            about.line(text.trim());
        } else {
            stray += u64::from(!text.trim().is_empty());
        }
    }
    if stray > 0 {
        chat.harvest.problem(Problem::new("wechat.stray_text", format!("有{stray}行文字在读不出时间的标题下面，不知道是谁说的，没有读取"), "整个文件", "请重新导出；原件已保留"));
    }
    end(open.take(), &about, &mut marked, &mut chat);
    if let Some(count) = about.count.filter(|count| *count != met) {
        let what = format!("文件开头写着共{count}条消息，只读到{met}条");
        chat.harvest.problem(Problem::new("wechat.count", what, "整个文件", "文件可能被截断或改动过，请重新导出；读到的照常列出"));
    }
    if marked {
        chat.owner_is_marked();
    }
    chat.finish();
    lines.finish(harvest);
}

fn end(message: Option<Message>, about: &About, marked: &mut bool, chat: &mut Chat) {
    let Some(message) = message else { return };
    // A name of several lines goes on until the blank line under the head.
    let gap = message.lines.iter().position(|l| l.trim().is_empty()).filter(|at| *at > 0 && message.lines[*at..].iter().any(|l| !l.trim().is_empty()));
    let (more, below) = message.lines.split_at(gap.unwrap_or(0));
    let name = more.iter().fold(message.name.clone(), |name, line| format!("{name} {}", plain(line.trim())));
    let body = said(below);
    // Of a message without words its kind is written.
    if body.is_empty() {
        chat.harvest.refuse("row.truncated", "这一条没有写完", "请重新导出完整的文件；原件已保留");
        return;
    }
    if is_notice(&body) || matches!(body.as_str(), "[系统消息]" | "[拍一拍消息]") {
        chat.notice(&body);
        return;
    }
    let Some(at) = when(&message.time, None) else {
        chat.harvest.refuse("row.bad_date", format!("时间“{}”不存在", message.time), "请重新导出；其余各条照常读取");
        return;
    };
    let own = match (name.as_str(), about.group) {
        ("我", Some(true)) => None,
        ("我", _) => {
            *marked = true;
            Some(true)
        }
        (_, Some(false)) => Some(false),
        _ => None,
    };
    let room = if about.group == Some(true) { about.name.clone() } else { peer_name(&about.name, &about.account) };
    // Between two people the account above is the other side's.
    let account = if own == Some(false) { about.account.clone() } else { String::new() };
    let row = chat.said(Said { offset: message.offset, at, own, name, account, chat: Some(room), group: about.group, body, lossy: message.lossy, id: String::new() });
    if message.cut {
        chat.harvest.repaired(row, "这条消息过长，后面的文字没有采用");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_words_that_look_like_heads() {
        assert_eq!(head("## 2026\\-01\\-09 23:01:05 王\\[法务\\]: 部"), Some(("2026-01-09 23:01:05".into(), "王[法务]: 部".into())));
        assert_eq!(head("## 2026\\-01\\-09 23:01:05"), Some(("2026-01-09 23:01:05".into(), String::new())));
        for line in ["\\#\\# 2026\\-01\\-09 23:01:05 王", "## 还款安排", "# 2026-01-09 23:01:05 王", "## 2026-01-09 王"] {
            assert_eq!(head(line), None, "{line}");
        }
    }

    #[test]
    fn words_of_a_message() {
        let said = |text: &str| said(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        for (text, expect) in [
            ("\n还\\*钱\\\n", "还*钱\\"),
            ("\n> 张三: 还钱\n> 快\n\n下周\n", "下周\n〔引用：张三: 还钱\n快〕"),
            ("\n![图片消息](media/1.jpg)\n", "[图片]"),
            ("\n[语音文件](media/1.wav)\n\n\\[语音转文字\\] 还钱\n", "[语音]\n[语音转文字] 还钱"),
            ("\n[律师函\\.pdf](files/a.pdf)\n\n\\[文件\\] 律师函\\.pdf\n", "[文件] 律师函.pdf"),
            ("\n[还款链接](https://x.cn/a)\n", "[分享] 还款链接 https://x.cn/a"),
            ("\n\\> 不是引用\n", "> 不是引用"),
        ] {
            assert_eq!(said(text), expect, "{text}");
        }
    }
}
