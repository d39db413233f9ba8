//! Messages of an iPhone or a Mac as text of imessage-exporter: a time, a sender, the words, a blank line; answers stand indented below
//! what they answer, and once more where they were sent.

use super::imessage_export::{Head, Message, Talk, begins, head};
use super::text::{self, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;

/// Messages as imessage-exporter's text.
pub static FORMAT: Format = Format { id: "imessage_txt", title: "iPhone 信息文本（imessage-exporter 导出）", version: 1, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
/// Bytes of one message kept.
const BODY: usize = 256 * 1024;
/// What an answer is indented by.
const INDENT: &str = "    ";

fn claims(probe: &Probe) -> Claim {
    let lower = probe.name.to_lowercase();
    if !(lower.ends_with(".txt") || !lower.contains('.')) {
        return Claim::No;
    }
    let text = text::head(probe.head).replace("\r\n", "\n").replace('\r', "\n");
    // It begins with a time at once: a message's, with a sender below, or a notice.
    let mut lines = text.lines().map(|l| l.trim_end().trim_start_matches('\u{feff}')).skip_while(|l| l.is_empty());
    let Some(first) = lines.next().and_then(head) else { return Claim::No };
    if !first.notice.is_empty() || lines.next().is_some_and(|l| !l.is_empty()) { Claim::Content } else { Claim::No }
}

/// What is being read: a message, and answers below it.
#[derive(Default)]
struct Open {
    message: Option<Message>,
    answers: Vec<Message>,
    /// Lines go to the last answer.
    inside: bool,
}

impl Open {
    fn begin(&mut self, offset: u64, head: Head, inside: bool, lossy: bool) {
        let message = Message { offset, time: head.time, own: head.own, inside, lossy, ..Message::default() };
        if inside {
            self.answers.push(message);
        } else {
            self.message = Some(message);
        }
        self.inside = inside;
    }

    fn current(&mut self) -> Option<&mut Message> {
        if self.inside { self.answers.last_mut() } else { self.message.as_mut() }
    }

    /// Takes the beginning of a time away from the words before it, where the file ends in it.
    fn cut(&mut self) -> Option<String> {
        let lines = &mut self.current()?.lines;
        let behind_gap = lines.len() > 1 && lines[lines.len() - 2].trim().is_empty();
        lines.pop_if(|last| (behind_gap || last.starts_with(INDENT)) && begins(last))
    }

    fn end(&mut self, talk: &mut Talk) {
        for message in self.message.take().into_iter().chain(self.answers.drain(..)) {
            // Behind the sender there is a line at least, if only a blank one: without it the name may be cut.
            if message.who.is_empty() || message.lines.is_empty() {
                talk.harvest.refuse("row.truncated", "这一条只有时间，没有写完", "请重新导出完整的文件；原件已保留");
            } else {
                talk.say(message);
            }
        }
        self.inside = false;
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (name, tz_offset) = (source.name.to_owned(), source.tz_offset);
    let mut lines = Lines::new(source.bytes, LINE);
    let mut talk = Talk::new(&name, tz_offset, harvest);
    let mut open = Open::default();
    // A head of its own stands behind a blank line only.
    let (mut gap, mut sender, mut stray) = (true, false, 0u64);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        let text = text.trim_end().trim_start_matches('\u{feff}');
        let blank = text.trim().is_empty();
        let inner = text.strip_prefix(INDENT);
        if std::mem::take(&mut sender) && !blank {
            if let Some(message) = open.current() {
                message.who = text.trim().to_owned();
                message.lossy |= lossy;
            }
        } else if let Some(found) = if gap { head(text) } else { None } {
            open.end(&mut talk);
            if found.notice.is_empty() {
                open.begin(line.offset, found, false, lossy);
                sender = true;
            } else {
                talk.notice(&found.notice);
            }
        } else if let Some(found) = inner.filter(|_| open.message.is_some()).and_then(head).filter(|h| h.notice.is_empty()) {
            open.begin(line.offset, found, true, lossy);
            sender = true;
        } else {
            if open.inside && gap && inner.is_none() && !blank {
                // Behind the answer the message goes on.
                open.inside = false;
            }
            let inside = open.inside;
            match open.current() {
                Some(message) => {
                    message.lossy |= lossy;
                    message.size += text.len() + 1;
                    if message.size <= BODY {
                        message.lines.push(inner.filter(|_| inside).unwrap_or(text).to_owned());
                    } else {
                        message.lossy = true;
                    }
                }
                None => stray += u64::from(!blank),
            }
        }
        gap = blank;
    }
    let cut = open.cut();
    open.end(&mut talk);
    if let Some(cut) = cut {
        talk.harvest.refuse("row.truncated", format!("文件在“{cut}”处中断，这一条没有写完"), "请重新导出完整的文件；原件已保留");
    }
    if stray > 0 {
        talk.harvest.problem(Problem::new("imessage.stray_text", format!("有{stray}行文字不属于任何消息"), "文件开头", "请核对原文件开头是否被截断"));
    }
    talk.finish();
    lines.finish(harvest);
}
