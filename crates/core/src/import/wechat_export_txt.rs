//! WeChat chats as text of third-party exporters: MemoTrace/留痕 (`2024-01-01 12:00:00 名` above each message), chatlog
//! (`名(wxid) 01-02 15:04:05`, without a year or even a day unless the user asked for one), WechatExporter (`名 (时间):内容`), WeFlow
//! (`2024-01-01 12:00:00 '名'`, the owner as 我 between two people, by a name as everybody in a group). MemoTrace's text for AI masks numbers and has no times: it is no evidence and is refused with the reason.

use super::chat::{Chat, Said, by_file, is_notice};
use super::dates::{YearHint, when};
use super::quote::with_quote;
use super::text::{self, Line, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{SkipKind, When};
use regex::Regex;
use std::sync::LazyLock;

/// WeChat chat as an exporter's text.
pub static FORMAT: Format = Format { id: "wechat_export_txt", title: "微信聊天记录文本（留痕、chatlog、WechatExporter、WeFlow 等导出）", version: 5, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
const BODY: usize = 256 * 1024;
/// Lines that are no message before the first one.
const ABOVE: usize = 3;

static MEMOTRACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(?: (\S.{0,200}))?$"));
static CHATLOG: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\S.{0,200}?)(?: \[(.{1,300})\])? ((?:(?:\d{4}-)?\d{2}-\d{2} )?\d{2}:\d{2}:\d{2})$"));
/// An account as chatlog writes it, alone or behind a name.
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\()(?:wxid_[A-Za-z0-9]+|gh_[a-z0-9]+|我)\)?$"));
static EXPORTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\S.{0,200}?)\s*[(（](\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]\d{1,2}:\d{2}(?::\d{2})?)[)）]\s*[:：](.*)$"));
/// `[2026-01-07 21:00:03] 名: 内容`: chatlog's web pages and others; WhatsApp's own export on an iPhone.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\x{200e}?\[(\d{4}[-/.]\d{1,2}[-/.]\d{1,2},? (?:上午|下午|中午|凌晨|晚上)?\d{1,2}:\d{2}(?::\d{2})?)\] (\S.{0,120}?)(?:: ?|：)(.*)$"));
/// What a program's own log writes in the place of a name.
static OF_A_PROGRAM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z][A-Z ]*$|^(?i:info|warn|warning|error|debug|trace|fatal|notice)\b"));
static FOR_AI: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\*{20}(\d{4}-\d{2}-\d{2})\*{20}$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    MemoTrace,
    Chatlog,
    Exporter,
    Bracketed,
    ForAi,
}

/// The head of a message.
struct Head<'t> {
    name: &'t str,
    time: &'t str,
    chat: Option<&'t str>,
    /// Words on the same line.
    rest: &'t str,
}

fn head<'t>(shape: Shape, line: &'t str) -> Option<Head<'t>> {
    let text = |m: Option<regex::Match<'t>>| m.map_or("", |m| m.as_str());
    match shape {
        Shape::MemoTrace => MEMOTRACE.captures(line).map(|f| Head { time: text(f.get(1)), name: text(f.get(2)).trim(), chat: None, rest: "" }),
        // A quoted message stands behind `> `, head and all.
        Shape::Chatlog => CHATLOG.captures(line).filter(|_| !line.starts_with('>')).map(|f| Head { name: text(f.get(1)), chat: f.get(2).map(|m| m.as_str()), time: text(f.get(3)), rest: "" }),
        Shape::Exporter => EXPORTER.captures(line).map(|f| Head { name: text(f.get(1)), time: text(f.get(2)), chat: None, rest: text(f.get(3)) }),
        Shape::Bracketed => BRACKETED.captures(line).filter(|f| !OF_A_PROGRAM.is_match(&f[2])).map(|f| Head { name: text(f.get(2)), time: text(f.get(1)), chat: None, rest: text(f.get(3)) }),
        Shape::ForAi => None,
    }
}

/// The shape the first lines have: a head at once, and, for chatlog, an account behind the first name.
fn shape<'t>(mut lines: impl Iterator<Item = &'t str>) -> Option<Shape> {
    let first = lines.find(|l| !l.trim().is_empty())?;
    let first = first.trim_end();
    // When it was written and how many messages there are may stand above.
    if std::iter::once(first).chain(lines.filter(|l| !l.trim().is_empty()).take(ABOVE)).any(|l| head(Shape::Bracketed, l.trim_end()).is_some()) {
        return Some(Shape::Bracketed);
    }
    match () {
        () if FOR_AI.is_match(first) => Some(Shape::ForAi),
        () if MEMOTRACE.is_match(first) => Some(Shape::MemoTrace),
        () if EXPORTER.is_match(first) => Some(Shape::Exporter),
        // A clock alone stands in QQ's copied windows too, a name in brackets in any list.
        () => CHATLOG.captures(first).filter(|f| ACCOUNT.is_match(&f[1]) || f[3].contains('-') && (f[1].ends_with(')') || f.get(2).is_some())).map(|_| Shape::Chatlog),
    }
}

fn claims(probe: &Probe) -> Claim {
    let text = text::head(probe.head);
    let lower = probe.name.to_lowercase();
    let named = lower.ends_with(".txt") || !lower.contains('.');
    // A list of times and words may be many things: two heads at least, or one that could be nothing else.
    let lines = || text.lines().map(str::trim_end);
    match shape(lines()) {
        Some(Shape::ForAi) => Claim::Content,
        Some(shape) if named => {
            let heads = lines().take(400).filter(|l| head(shape, l).is_some()).take(3).count();
            if heads > 1 || !matches!(shape, Shape::MemoTrace | Shape::Bracketed) { Claim::Content } else { Claim::Likely }
        }
        _ => Claim::No,
    }
}

struct Message {
    line: Line,
    at: Option<When>,
    time: String,
    name: String,
    account: String,
    chat: Option<String>,
    own: Option<bool>,
    body: String,
    lossy: bool,
    cut: bool,
    /// WeFlow's.
    quoted: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let (stem, called) = by_file(source.name);
    let day = super::qq_txt::day_in_name(source.name);
    let hint = YearHint::find(source.name);
    let mut lines = Lines::new(source.bytes, LINE);
    let (mut ahead, mut words) = (Vec::new(), 0);
    while ahead.len() < 50
        && let Some(line) = lines.next_line()
    {
        let blank = line.bytes.trim_ascii().is_empty();
        ahead.push(line);
        words += usize::from(!blank);
        if words > ABOVE {
            break;
        }
    }
    let texts: Vec<String> = ahead.iter().map(|l| lines.text(l).0).collect();
    let shape = shape(texts.iter().map(String::as_str)).unwrap_or(Shape::MemoTrace);
    lines.give_back(ahead.into_iter());
    if shape == Shape::ForAi {
        refuse_all(&mut lines, harvest);
        lines.finish(harvest);
        return;
    }
    let mut chat = Chat::new(harvest);
    if called != Some(true) {
        chat.called(&stem);
    }
    let mut open: Option<Message> = None;
    let (mut stray, mut year, mut day_taken, mut marked) = (0u64, false, false, false);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        let text = text.trim_end();
        if let Some(found) = head(shape, text) {
            end(open.take(), shape, (&stem, called), &mut chat);
            let clock_only = !found.time.contains(['-', '/', '.', '年']);
            let at = match day.filter(|_| clock_only) {
                Some(day) => when(&format!("{day} {}", found.time), None),
                None => when(found.time, hint),
            };
            day_taken |= clock_only && at.is_some();
            year |= at.is_some() && !clock_only && when(found.time, None).is_none();
            let (name, account) = match found.name.strip_suffix(')').and_then(|n| n.rsplit_once('(')) {
                Some((name, account)) if shape == Shape::Chatlog => (name.trim(), account),
                _ if shape == Shape::Chatlog && found.name.starts_with("wxid_") => ("", found.name),
                _ => (found.name, ""),
            };
            // WeFlow puts names in quotes and calls the owner 我.
            let quoted = name.strip_prefix('\'').and_then(|n| n.strip_suffix('\'')).filter(|n| shape == Shape::MemoTrace && !n.is_empty());
            let name = quoted.unwrap_or(name);
            // Older MemoTrace writes 你 for the owner.
            let own = (shape == Shape::Chatlog && account == "我" || name == "我") && (shape == Shape::Chatlog || quoted.is_some()) || shape == Shape::MemoTrace && name == "你";
            let own = own || shape == Shape::Bracketed && name == "我";
            // In a group the owner too stands under a name.
            let other = quoted.is_some() && !own && called == Some(false);
            marked |= quoted.is_some() && own;
            open = Some(Message {
                line, at, time: found.time.to_owned(), name: name.to_owned(), account: if own { String::new() } else { account.to_owned() }, chat: found.chat.map(str::to_owned), own: (own || other).then_some(own), body: found.rest.trim().to_owned(), lossy, cut: false, quoted: quoted.is_some(),
            });
        } else if let Some(message) = &mut open {
            message.lossy |= lossy;
            if message.body.len() + text.len() > BODY {
                message.cut = true;
            } else {
                message.body.push('\n');
                message.body.push_str(text);
            }
        } else if !text.trim().is_empty() {
            stray += 1;
        }
    }
    end(open.take(), shape, (&stem, called), &mut chat);
    if stray > 0 {
        chat.harvest.problem(Problem::new("wechat.stray_text", format!("第一条消息之前有{stray}行文字不属于任何消息"), "文件开头", "请核对原文件开头是否被截断"));
    }
    if marked {
        chat.owner_is_marked();
    }
    chat.finish();
    if let Some(day) = day.filter(|_| day_taken) {
        harvest.note(format!("消息只有钟点，日期按文件名里的{}补上；跨过零点的消息请自行核对", day.zh()));
    }
    if let Some(hint) = hint.filter(|_| year) {
        harvest.note(format!("消息时间没有年份，按文件名里的{}年补上；如果不对，请改文件名后重新导入", hint.year));
    }
    lines.finish(harvest);
}

/// Words of the text made for AI: each line is listed, none is read.
fn refuse_all(lines: &mut Lines, harvest: &mut Harvest) {
    while let Some(line) = lines.next_line() {
        if !line.bytes.trim_ascii().is_empty() {
            harvest.skip(SkipKind::Refused, "“AI 文本”不是聊天记录原件");
        }
    }
    harvest.problem(Problem::new(
        "wechat.ai_text",
        "这是留痕导出的“AI 文本”：号码已被软件打码，每条消息也没有时间，不能作为证据读取",
        "整个文件",
        "请在留痕里改选“CSV”“TXT”或“HTML”重新导出；本文件已原样保存",
    ));
}

fn end(message: Option<Message>, shape: Shape, (stem, called): (&str, Option<bool>), chat: &mut Chat) {
    let Some(message) = message else { return };
    let body = message.body.trim_matches(['\n', '\r', ' ', '\u{a0}']).to_owned();
    // MemoTrace names nobody above a notice; chatlog calls the speaker 系统消息.
    if message.name.is_empty() && message.account.is_empty() && !message.own.unwrap_or(false) || message.name == "系统消息" || is_notice(&body) {
        chat.notice(&body);
        return;
    }
    let body = if message.quoted { with_quote(&body) } else { body };
    let Some(at) = message.at else {
        if !message.time.contains(['-', '/', '.', '年']) {
            chat.harvest.refuse("wechat.no_day", format!("“{}”只有钟点，没有日期，不知道是哪一天", message.time), "请在 chatlog 里选带年月日的时间格式重新导出，或把文件名改成带年月日的（例如“聊天 2026-01-09.txt”）再导入");
        } else if when(&message.time, Some(YearHint { year: 2026, month: None })).is_some() {
            chat.harvest.refuse("wechat.no_year", format!("时间“{}”没有年份，不猜测", message.time), "请在 chatlog 里选带年份的时间格式重新导出，或把文件名改成带年份的再导入");
        } else {
            chat.harvest.refuse("row.bad_date", format!("时间“{}”不存在", message.time), "请重新导出；其余各条照常读取");
        }
        return;
    };
    let group = message.chat.is_some().then_some(true).or(called);
    let chat_name = message.chat.or_else(|| (shape != Shape::Exporter || !stem.is_empty()).then(|| stem.to_owned()));
    let row = chat.said(Said { offset: message.line.offset, at, own: message.own, name: message.name, account: message.account, chat: chat_name, group, body, lossy: message.lossy, id: String::new() });
    if message.cut {
        chat.harvest.repaired(row, "这条消息过长，后面的文字没有采用");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_text_it_is() {
        for (line, expect) in [
            ("2026-01-09 23:01:05 张一", Some(Shape::MemoTrace)),
            ("张一(wxid_1) 01-09 23:01:05", Some(Shape::Chatlog)),
            ("张一(wxid_1) [还款群(1@chatroom)] 2026-01-09 23:01:05", Some(Shape::Chatlog)),
            ("张一 (2026-01-09 23:01:05):在吗", Some(Shape::Exporter)),
            ("********************2026-01-09********************", Some(Shape::ForAi)),
            ("张一  23:01", None),
            ("开会 01-09 23:01:05", None),
            ("张一(wxid_1a) 23:01:05", Some(Shape::Chatlog)),
            ("wxid_1a 2026-01-09 23:01:05", Some(Shape::Chatlog)),
            ("张一(10001) 23:01:05", None),
        ] {
            assert_eq!(shape([line].into_iter()), expect, "{line}");
        }
    }
}
