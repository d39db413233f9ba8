//! WeChat's own export: 多选 → 邮件/更多 → text. `A 和 B 在微信上的聊天记录如下，请查收。`, a rule of dashes for each day,
//! then `昵称␠␠HH:MM` above each message. Names are nicknames or remarks, times are local and to the minute. A mail may bring the
//! same lines as a web page.

#[path = "wechat_txt/owner.rs"]
mod owner;

use super::dates::when;
use super::markup::{self, Markup, Token};
use super::text::{self, Line, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Sides, Source};
use crate::error::Problem;
use crate::model::{Channel, Direction, Peer, Record, SkipKind, When};
use crate::time::{Day, Grain};
use regex::Regex;
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;
use std::sync::LazyLock;

/// WeChat chat as text.
pub static FORMAT: Format = Format { id: "wechat_txt", title: "微信聊天记录（自带导出的邮件文本、网页）", version: 4, holds: Holds::Events, claims, read };

/// Longest line kept.
const LINE: usize = 256 * 1024;
/// Longest message kept.
const BODY: usize = 256 * 1024;
/// Longest title line. Both names of a title stand in every message, and a title of many 和 can be divided in many ways.
const TITLE: usize = 1000;

static PRIVATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:以下是\s*)?(.+?)\s*[和與与]\s*(.+?)\s*在\s*(?:微信|WeChat)\s*上的聊天[记記][录錄](?:如下|[，,]\s*[请請]查收)"));
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:The )?(?:WeChat )?[Cc]hat history between (.+?) and (.+?)(?: (?:on|in) WeChat)? is as follows"));
static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^(?:(?:微信群|群聊|(?:WeChat|微信)\s*群[组組])\s*["“”「]?(.+?)["“”」]?\s*的聊天[记記][录錄]如下|(.+?)\s*(?:微信群上的聊天|的群聊)[记記][录錄]如下)"#));
/// Greedy: nicknames may hold double blanks and times of their own, so the last run of blanks decides.
static HEADER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*\S)[ \u{a0}\u{3000}]{2,}((?:(?:凌晨|早上|上午|中午|下午|晚上)\s?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)\s*$"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s—―─－–-]*[—―─－–-]{2}[\s—―─－–-]*(\d{2,4}\s*[-/.年].{2,18}?)[\s—―─－–-]*[—―─－–-]{2}[\s—―─－–-]*$"));
static SPACED_RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[—―─]\s*){2,}(\d{4}\s*[-/.年].{2,12}?)\s*(?:[—―─]\s*){2,}$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn title(line: &str) -> bool {
    let line = line.trim();
    line.len() <= TITLE && (PRIVATE.is_match(line) || ENGLISH.is_match(line) || GROUP.is_match(line))
}

/// The date of a rule line; `Some(None)` when the line is a rule but its date does not exist.
fn rule(line: &str) -> Option<Option<Day>> {
    if !line.trim_start().starts_with(['-', '—', '―', '─', '－', '–']) {
        return None;
    }
    let found = RULE.captures(line).or_else(|| SPACED_RULE.captures(line))?;
    let text: String = found[1].chars().filter(|c| !c.is_whitespace()).collect();
    Some(when(&text, None).filter(|w| w.grain == Grain::Day).map(When::day))
}

/// The next line a page shows: where it begins, its text, whether something was lost.
fn next_shown(markup: &mut Markup) -> Option<(u64, String, bool)> {
    let (mut start, mut text, mut lossy) = (None, String::new(), false);
    loop {
        let Some(placed) = markup.next_token() else {
            return start.filter(|_| !text.trim().is_empty()).map(|offset| (offset, text, lossy));
        };
        let breaks = match &placed.token {
            Token::Open { name, .. } | Token::Close(name) => markup::breaks(name),
            Token::Text(words) => {
                start.get_or_insert(placed.offset);
                lossy |= placed.lossy;
                // Two blanks stand before a clock: they are kept, unlike a page's reader would.
                text.extend(words.chars().map(|c| if matches!(c, '\r' | '\n' | '\t') { ' ' } else if c == '\0' { '\u{fffd}' } else { c }));
                text.len() > LINE
            }
        };
        if breaks && !text.trim().is_empty() {
            return Some((start.unwrap_or(placed.offset), text, lossy));
        }
        if breaks {
            (start, lossy) = (None, false);
            text.clear();
        }
    }
}

/// The lines the beginning of a page shows.
fn page(mut head: &[u8]) -> String {
    let mut markup = Markup::new(&mut head);
    std::iter::from_fn(|| next_shown(&mut markup)).take(400).map(|l| l.1 + "\n").collect()
}

fn claims(probe: &Probe) -> Claim {
    let text = if markup::is_page(probe.head) { page(probe.head) } else { text::head(probe.head) };
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    if lines.clone().take(6).any(title) {
        return Claim::Content;
    }
    // The title may be lost in copying: a rule and, right below it, a header.
    let ruled = lines.clone().take(200).any(|l| rule(l).is_some());
    let headed = lines.by_ref().skip_while(|l| rule(l).is_none()).nth(1).is_some_and(|l| HEADER.is_match(l));
    if ruled && headed { Claim::Likely } else { Claim::No }
}

/// Who talks with whom.
enum Chat {
    /// Nothing was said about it.
    Unknown,
    /// Ways to read the title as two names; more than one when a name holds ` 和 `.
    Private(Vec<(String, String)>),
    /// A group of this name.
    Group(String),
}

struct Message {
    offset: u64,
    line: u64,
    nickname: String,
    clock: String,
    body: String,
    lossy: bool,
    cut: bool,
}

struct Reader<'h> {
    harvest: &'h mut Harvest,
    chat: Chat,
    day: Option<Day>,
    message: Option<Message>,
    /// How often a nickname heads a message, and the line of the first; tells a header from words that look like one.
    heads: BTreeMap<String, (u64, u64)>,
    stray: u64,
    /// Lines shaped like a header that were taken as words.
    like_heads: Vec<u64>,
    /// Messages whose words the export did not write.
    unshown: u64,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut start = Vec::new();
    let error = source.bytes.take(super::HEAD as u64).read_to_end(&mut start).err();
    let is_page = markup::is_page(&start);
    let mut whole = std::io::Cursor::new(start).chain(&mut *source.bytes);
    if is_page {
        let mut markup = Markup::new(&mut whole);
        let mut reader = Reader::new(harvest);
        let mut number = 0;
        while let Some((offset, text, lossy)) = next_shown(&mut markup) {
            number += 1;
            reader.line(offset, &text.replace('\u{a0}', " "), lossy, number, true);
        }
        reader.finish();
        harvest.fold_duplicates();
        if let Some(error) = error {
            harvest.problem(Problem::io("文件开头", "读取文件", &error));
        }
        markup.finish(harvest);
        return;
    }
    let mut lines = Lines::new(&mut whole, LINE);
    lines.failed(error);
    let mut reader = Reader::new(harvest);
    let mut number = 0u64;
    let mut blank_before = true;
    let mut ahead: VecDeque<Line> = VecDeque::new();
    while let Some(line) = ahead.pop_front().or_else(|| lines.next_line()) {
        number += 1;
        if ahead.is_empty() {
            ahead.extend(lines.next_line());
        }
        let blank_after = ahead.front().is_none_or(|l| l.bytes.trim_ascii().is_empty());
        let (text, lossy) = lines.text(&line);
        reader.line(line.offset, &text, lossy, number, blank_before && blank_after);
        blank_before = text.trim().is_empty();
    }
    reader.finish();
    harvest.fold_duplicates();
    lines.finish(harvest);
}

impl<'h> Reader<'h> {
    fn new(harvest: &'h mut Harvest) -> Self {
        Reader { harvest, chat: Chat::Unknown, day: None, message: None, heads: BTreeMap::new(), stray: 0, like_heads: Vec::new(), unshown: 0 }
    }

    fn line(&mut self, offset: u64, text: &str, lossy: bool, number: u64, apart: bool) {
        let text = self.unglued(text);
        let trimmed = text.trim();
        if matches!(self.chat, Chat::Unknown) && self.message.is_none() && title(trimmed) {
            self.title(trimmed);
        } else if let Some(day) = rule(text) {
            self.end_message();
            self.day = day;
            if day.is_none() {
                self.harvest.problem(Problem::new("wechat.bad_day", format!("日期行“{trimmed}”的日期不存在"), format!("第{number}行"), "这一天之后的消息无法确定日期，已逐条列出；请重新导出聊天记录"));
            }
        } else if let Some((nickname, clock)) = self.header(text, number, apart) {
            self.end_message();
            let seen = self.heads.entry(nickname.clone()).or_insert((0, number));
            seen.0 += 1;
            self.message = Some(Message { offset, line: number, nickname, clock, body: String::new(), lossy, cut: false });
        } else if let Some(message) = self.message.as_mut() {
            message.lossy |= lossy;
            if message.body.len() + text.len() > BODY {
                message.cut = true;
            } else {
                message.body.push_str(text.trim_end());
                message.body.push('\n');
            }
        } else if !trimmed.is_empty() && !trimmed.eq_ignore_ascii_case("Dear:") {
            self.stray += 1;
        }
    }

    /// The line without what stands for a picture that was not found, where a rule or a head of a known speaker follows it. Each is a
    /// message of which nothing is known.
    fn unglued<'t>(&mut self, text: &'t str) -> &'t str {
        let (count, rest) = owner::unglued(text);
        let known = |name: &str| self.heads.contains_key(name) || matches!(&self.chat, Chat::Private(ways) if ways.iter().any(|w| w.0 == name || w.1 == name));
        let whole = HEADER.captures(text).is_some_and(|c| known(c[1].trim()));
        if count == 0 || whole || !(rule(rest).is_some() || HEADER.captures(rest).is_some_and(|c| known(c[1].trim()))) {
            return text;
        }
        self.end_message();
        (0..count).for_each(|_| self.lost_picture());
        rest
    }

    fn title(&mut self, line: &str) {
        if let Some(found) = PRIVATE.captures(line).or_else(|| ENGLISH.captures(line)) {
            let (from, to) = (found.get(1).map_or(0, |m| m.start()), found.get(2).map_or(0, |m| m.end()));
            let both = line[from..to].trim();
            // Blanks stand around the word, except where a version writes none.
            let words: &[&str] = if both.contains(" 和 ") { &[" 和 "] } else { &["和", "與", "与", " and "] };
            let ways = words.iter().flat_map(|w| both.match_indices(w)).map(|(at, sep)| (both[..at].trim().to_owned(), both[at + sep.len()..].trim().to_owned()));
            self.chat = Chat::Private(ways.filter(|(a, b)| !a.is_empty() && !b.is_empty()).collect());
            self.harvest.note(format!("标题：{line}"));
        } else if let Some(found) = GROUP.captures(line) {
            let name = found.get(1).or(found.get(2)).map_or("", |m| m.as_str());
            self.chat = Chat::Group(name.to_owned());
            self.harvest.note(format!("群聊：{name}"));
        }
    }

    /// The nickname and clock of a header. Between two named people only their names head a message; where the title
    /// uses other names than the messages, a line that stands apart as headers do.
    fn header(&mut self, text: &str, number: u64, apart: bool) -> Option<(String, String)> {
        if !text.contains(':') {
            return None;
        }
        let found = HEADER.captures(text)?;
        let (nickname, clock) = (found[1].trim().to_owned(), found[2].to_owned());
        let Chat::Private(ways) = &mut self.chat else { return Some((nickname, clock)) };
        let fits = |way: &(String, String)| way.0 == nickname || way.1 == nickname;
        if ways.iter().any(fits) {
            ways.retain(fits);
            return Some((nickname, clock));
        }
        // Only once both have spoken under the title's names is a third name surely none.
        let both = ways.iter().any(|(a, b)| self.heads.contains_key(a) && self.heads.contains_key(b));
        if apart && !both {
            return Some((nickname, clock));
        }
        self.like_heads.push(number);
        None
    }

    fn end_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        let shown: String = message.nickname.chars().take(20).collect();
        let Some(at) = self.day.and_then(|d| when(&format!("{d} {}", message.clock), None)) else {
            let what = if self.day.is_none() { format!("“{shown}  {}”之前没有日期行，不知道是哪一天", message.clock) } else { format!("时间“{}”不存在", message.clock) };
            self.harvest.refuse("row.bad_date", what, "请重新导出完整的聊天记录；原件已保留");
            return;
        };
        let raw = message.nickname;
        let mut body = message.body.trim_matches(['\n', '\r', ' ', '\u{a0}']).to_owned();
        if body == owner::NOTHING {
            self.unshown += 1;
            body = super::chat::words(super::chat::Kind::Other("其他类型"), "");
        }
        let also = if let Chat::Group(name) = &self.chat { vec![name.trim().to_owned()] } else { Vec::new() };
        let peer = Peer { also: also.into_iter().filter(|g| !g.is_empty() && *g != raw).collect(), raw, name: None };
        let row = self.harvest.record(Record {
            row: 0, offset: message.offset, at, sent: None, channel: Channel::Im, direction: Direction::In, peer, body, call: None, parts: Vec::new(), reading: Default::default(),
        });
        if message.lossy || message.cut {
            let what = if message.cut { "这条消息过长，后面的文字没有采用" } else { "这条消息里有无法识别的字节，已用“\u{fffd}”代替" };
            self.harvest.repaired(row, format!("{what}（第{}行起）", message.line));
        }
    }

    /// What stands for pictures that were not found, where no head follows it any more, and before the first head of a speaker.
    fn unglue_ends(&mut self) {
        let mut lost = 0;
        if let Some(message) = &mut self.message {
            let body = message.body.trim_end();
            if let Some(words) = body.strip_suffix(owner::NOTHING).filter(|w| w.ends_with("\n\n")) {
                message.body = words.to_owned();
                lost += 1;
            }
        }
        self.end_message();
        lost += owner::unglue_names(&mut self.heads, self.harvest);
        (0..lost).for_each(|_| self.lost_picture());
    }

    fn lost_picture(&mut self) {
        self.harvest.skip(SkipKind::NotContact, "一条图片消息，手机上已没有图片，微信没有导出它的发言人、时间和内容");
        self.unshown += 1;
    }

    fn finish(&mut self) {
        self.unglue_ends();
        if self.stray > 0 {
            self.harvest.problem(Problem::new("wechat.stray_text", format!("第一条消息之前有{}行文字不属于任何消息", self.stray), "文件开头", "请核对原文件开头是否被截断"));
        }
        if self.unshown > 0 {
            self.harvest.note(format!("有{}条消息微信只写了“null”（图片已不在手机上，或是不能用文字表示的种类），内容没有导出；请在手机上核对并截屏", self.unshown));
        }
        let named: Vec<String> = match &self.chat {
            Chat::Private(ways) => {
                if let Some((first, second)) = ways.first() {
                    owner::settle(first, second, &self.heads, self.harvest);
                }
                ways.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect()
            }
            _ => {
                self.harvest.note("导出文字没有写明哪一个昵称是本人，与案件里持有人的姓名、昵称相同的算本人发出，其余暂按收到列出");
                if !self.harvest.records.is_empty() {
                    self.harvest.sides = Sides::Named;
                }
                Vec::new()
            }
        };
        if let Some(first) = self.like_heads.first() {
            self.harvest.note(format!("有{}行像是发言人和时间，但名字不在标题里，当作消息正文（第一处在第{first}行）", self.like_heads.len()));
        }
        // One speaker who is not in the title is the other side under its remark.
        let strangers = self.heads.keys().filter(|name| !named.contains(name)).count();
        if !named.is_empty() && strangers > 1 {
            for (name, (times, _)) in self.heads.iter().filter(|(name, (times, _))| *times > 1 && !named.contains(name)).take(5) {
                self.harvest.note(format!("“{name}”发言{times}次，但不在标题里，暂按收到列出；如果是本人，请更正"));
            }
        }
        // In a group everybody may speak once; only where others speak often is a single one doubtful.
        let doubtful: Vec<_> = self.heads.iter().filter(|(name, (times, _))| *times == 1 && !named.contains(name)).take(5).collect();
        if self.heads.len() > doubtful.len() || matches!(self.chat, Chat::Private(_)) {
            for (name, (_, line)) in doubtful {
                self.harvest.note(format!("第{line}行的“{name}”只出现一次，可能是消息正文而不是发言人，请核对"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_many_shapes() {
        for (line, expect) in [
            ("—————  2018-09-03  —————", "2018-09-03"),
            ("—————  2025-10-7  —————", "2025-10-07"),
            ("———— 2026年4月8日 ————", "2026-04-08"),
            ("—————  2026/04/07  —————", "2026-04-07"),
            ("— —  2020-2-21  — —", "2020-02-21"),
            ("—————  2026-01-05 星期一  —————", "2026-01-05"),
        ] {
            assert_eq!(rule(line).flatten().map(|d| d.to_string()).as_deref(), Some(expect), "{line}");
        }
        assert_eq!(rule("—————  2026-02-30  —————"), Some(None));
        for line in ["2026-01-01", "—————", "-- 签名 --", "电话 010-0000-0000"] {
            assert_eq!(rule(line), None, "{line}");
        }
    }

    #[test]
    fn an_endless_title_is_none() {
        assert!(title("甲 和 乙 在微信上的聊天记录如下，请查收。"));
        for line in ["甲和乙在微信上的聊天记录如下，请查收。", "甲 與 乙 在 WeChat 上的聊天記錄如下，請查收。", "以下是甲和乙在微信上的聊天記錄，請查收。", "The chat history between A and B on WeChat is as follows. Please check.", "微信群“還款群”的聊天記錄如下：", "WeChat群組「還款群」的聊天記錄如下："] {
            assert!(title(line), "{line}");
        }
        assert!(!title("甲和乙在微信上的聊天记录我都有"));
        assert!(!title(&format!("{}在微信上的聊天记录如下", "甲 和 ".repeat(1000))));
    }

    #[test]
    fn the_last_run_of_blanks_makes_a_header() {
        let header = |line| HEADER.captures(line).map(|f| (f[1].to_owned(), f[2].to_owned()));
        assert_eq!(header("A  (乙）  18:44"), Some(("A  (乙）".into(), "18:44".into())));
        assert_eq!(header("某某11:00-20:00  17:34 "), Some(("某某11:00-20:00".into(), "17:34".into())));
        assert_eq!(header("某某  下午9:03"), Some(("某某".into(), "下午9:03".into())));
        assert_eq!(header("某某  9:03 PM"), Some(("某某".into(), "9:03 PM".into())));
        assert_eq!(header("只有一个空格 12:00"), None);
    }
}
