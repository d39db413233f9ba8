//! Messages of an iPhone or a Mac as web pages of imessage-exporter: a block a message, whose class says who sent it; answers stand
//! inside what they answer, and once more where they were sent.

use super::imessage_export::{Message, Talk, head};
use super::markup::{self, Markup, Token, attribute};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;

/// Messages as imessage-exporter's web page.
pub static FORMAT: Format = Format { id: "imessage_html", title: "iPhone 信息网页（imessage-exporter 导出）", version: 1, holds: Holds::Events, claims, read };

/// Bytes of one message kept.
const BODY: usize = 256 * 1024;
/// Deepest nesting followed.
const DEEP: usize = 200;

fn claims(probe: &Probe) -> Claim {
    if !markup::is_page(probe.head) {
        return Claim::No;
    }
    let head = String::from_utf8_lossy(probe.head);
    let has = |words: &[&str]| words.iter().any(|w| head.contains(w));
    let blocks = has(&["<div class=\"message\"", "<div class=\"announcement\""]) && has(&["<span class=\"timestamp\">"]);
    if blocks && has(&["<div class=\"sent ", "<div class=\"received\"", "<div class=\"announcement\""]) { Claim::Content } else { Claim::No }
}

/// What an open block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Reply,
    Message,
    /// A part of a message: words, an attachment, a card of an app.
    Part,
    /// Who liked it: no words.
    Mute,
    Announcement,
    Other,
}

/// Whose text a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Time,
    Sender,
    Words,
    Mute,
    Other,
}

/// A message being read, and how deep its block lies.
struct Open {
    message: Message,
    depth: usize,
    /// What stands in the place of the time.
    time: String,
    /// The next words stand behind `Edited … later`.
    edited: bool,
    /// Words begin a line of their own.
    fresh: bool,
}

impl Open {
    fn line(&mut self, text: &str) {
        self.words(text, true);
    }

    fn words(&mut self, text: &str, own_line: bool) {
        self.message.size += text.len();
        if self.message.size > BODY {
            self.message.lossy = true;
            return;
        }
        let fresh = std::mem::take(&mut self.fresh) || own_line || self.message.lines.is_empty();
        let mark = if std::mem::take(&mut self.edited) { "[编辑后] " } else { "" };
        let text = if fresh { text.trim_start() } else { text };
        match self.message.lines.last_mut().filter(|_| !fresh) {
            Some(last) => last.push_str(text),
            None => self.message.lines.push(format!("{mark}{text}")),
        }
    }
}

struct Reader<'h> {
    talk: Talk<'h>,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// The message, and the answers open inside it.
    open: Vec<Open>,
    /// Answers that ended, until the message does.
    answers: Vec<Message>,
    notice: Option<String>,
    stray: u64,
    /// The file ended within a block.
    cut: bool,
}

impl Reader<'_> {
    fn token(&mut self, offset: u64, token: Token, lossy: bool) {
        match token {
            Token::Open { name, attributes, empty } => self.opened(offset, &name, &attributes, empty),
            Token::Close(name) if name == "div" => self.closed(),
            Token::Close(name) if name == "span" => {
                self.spans.pop();
            }
            Token::Text(text) => self.text(&text, lossy),
            _ => {}
        }
    }

    fn opened(&mut self, offset: u64, name: &str, attributes: &str, empty: bool) {
        // A tag in which the file ends says half of what it is.
        if attributes.matches('"').count() % 2 == 1 {
            return;
        }
        let class = attribute(attributes, "class").unwrap_or_default();
        let first = class.split_whitespace().next().unwrap_or_default();
        match name {
            "div" if !empty && self.blocks.len() < DEEP => {
                let block = match first {
                    "reply" => Block::Reply,
                    "message" => Block::Message,
                    "message_part" | "attachment" | "sticker" | "app" | "edited" => Block::Part,
                    "reactions" | "tapbacks" | "reaction" | "tapback" => Block::Mute,
                    "announcement" => Block::Announcement,
                    _ => Block::Other,
                };
                match block {
                    Block::Message => self.begin(offset),
                    Block::Announcement => {
                        self.end();
                        self.notice = Some(String::new());
                    }
                    Block::Part => self.fresh(),
                    _ => {}
                }
                if let Some(open) = self.open.last_mut().filter(|o| o.message.own.is_none()) {
                    match first {
                        "sent" => open.message.own = Some(true),
                        "received" => open.message.own = Some(false),
                        _ => {}
                    }
                }
                self.blocks.push(block);
            }
            "span" if !empty && self.spans.len() < DEEP => {
                let span = match first {
                    "timestamp" => Span::Time,
                    "sender" => Span::Sender,
                    "bubble" | "subject" | "deleted" | "reply_context" | "shareplay" | "attachment_error" | "transcription" | "unsent" => Span::Words,
                    "reply_anchor" | "expressive" | "reaction" | "tapback" => Span::Mute,
                    _ => Span::Other,
                };
                if span == Span::Words {
                    self.fresh();
                }
                self.spans.push(span);
            }
            "img" | "audio" | "source" | "a" if self.in_part() => {
                let link = attribute(attributes, if name == "a" { "href" } else { "src" }).unwrap_or_default().to_owned();
                let wanted = if name == "a" { link.starts_with("http") } else { !link.is_empty() && !link.contains("://") };
                if let Some(open) = self.open.last_mut().filter(|o| wanted && o.message.lines.last() != Some(&link)) {
                    open.line(&link);
                    open.fresh = true;
                }
            }
            _ if markup::breaks(name) && self.in_part() => self.fresh(),
            _ => {}
        }
    }

    fn fresh(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.fresh = true;
        }
    }

    /// Whether what comes belongs to a part of the message that is open.
    fn in_part(&self) -> bool {
        let inner = self.blocks.iter().rposition(|b| *b == Block::Message).map_or(0, |at| at + 1);
        self.blocks[inner..].contains(&Block::Part) && !self.blocks[inner..].contains(&Block::Mute)
    }

    fn begin(&mut self, offset: u64) {
        let inside = self.blocks.last() == Some(&Block::Reply) && !self.open.is_empty();
        if !inside {
            self.end();
        }
        self.spans.clear();
        let message = Message { offset, inside, ..Message::default() };
        self.open.push(Open { message, depth: self.blocks.len(), time: String::new(), edited: false, fresh: true });
    }

    fn closed(&mut self) {
        if self.blocks.pop() == Some(Block::Announcement)
            && let Some(text) = self.notice.take()
        {
            let text = markup::shown(text.trim());
            self.talk.notice(&head(text.trim()).map_or_else(|| text.clone(), |h| h.notice));
        }
        while let Some(done) = self.open.pop_if(|o| o.message.inside && self.blocks.len() <= o.depth) {
            self.answers.push(finished(done));
        }
    }

    fn text(&mut self, text: &str, lossy: bool) {
        if let Some(notice) = &mut self.notice {
            notice.push_str(text);
            return;
        }
        let (span, part) = (self.spans.iter().rev().find(|s| **s != Span::Other).copied(), self.in_part());
        let muted = self.blocks.iter().rev().take_while(|b| **b != Block::Message).any(|b| *b == Block::Mute);
        let Some(open) = self.open.last_mut() else {
            self.stray += u64::from(!text.trim().is_empty());
            return;
        };
        open.message.lossy |= lossy && !text.trim().is_empty();
        match span {
            _ if muted => {}
            Some(Span::Time) if open.message.who.trim().is_empty() => open.time.push_str(text),
            Some(Span::Time) => open.edited |= text.trim().starts_with("Edited"),
            Some(Span::Sender) => open.message.who.push_str(text),
            Some(Span::Mute) => {}
            Some(Span::Words) => open.words(text, false),
            _ if part && !text.trim().is_empty() => {
                let shown = markup::shown(text.trim());
                open.words(&shown, false);
            }
            _ => {}
        }
    }

    /// Ends the message that is open, and the answers inside it.
    fn end(&mut self) {
        let mut open = std::mem::take(&mut self.open).into_iter();
        let first = open.next().map(finished);
        let answers = std::mem::take(&mut self.answers).into_iter().chain(open.map(finished));
        let mut all: Vec<Message> = first.into_iter().chain(answers).collect();
        // Inner ones end first.
        all.sort_by_key(|m| m.offset);
        for message in all {
            if message.time.is_empty() || message.who.trim().is_empty() || self.cut && message.lines.is_empty() {
                self.talk.harvest.refuse("row.truncated", "这一条没有读得懂的时间或发送人，可能没有写完", "请重新导出完整的文件；原件已保留");
            } else {
                self.talk.say(message);
            }
        }
    }
}

/// A message with its time read.
fn finished(open: Open) -> Message {
    let mut message = open.message;
    if let Some(found) = head(markup::shown(&open.time).trim()) {
        message.time = found.time;
        message.own = message.own.or(found.own);
    }
    message.who = markup::shown(message.who.trim());
    // What a page wraps around words is no line of them.
    message.lines = message.lines.iter().flat_map(|l| l.lines()).map(|l| l.trim_end().to_owned()).collect();
    message
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (name, tz_offset) = (source.name.to_owned(), source.tz_offset);
    let mut markup = Markup::new(source.bytes);
    let mut reader = Reader { talk: Talk::new(&name, tz_offset, harvest), blocks: Vec::new(), spans: Vec::new(), open: Vec::new(), answers: Vec::new(), notice: None, stray: 0, cut: false };
    while let Some(placed) = markup.next_token() {
        reader.token(placed.offset, placed.token, placed.lossy);
    }
    if let Some(cut) = reader.notice.take() {
        reader.talk.notice(&cut);
    }
    reader.cut = !reader.blocks.is_empty();
    reader.end();
    if reader.stray > 0 {
        let todo = "请核对原文件开头是否被截断";
        reader.talk.harvest.problem(Problem::new("imessage.stray_text", format!("有{}处文字不属于任何消息", reader.stray), "文件开头", todo));
    }
    reader.talk.finish();
    markup.finish(harvest);
}
