//! QQ's own text: the message manager's export (24 or 12 hours, re-saved as GBK, chats listed a second time under 最近联系人), and
//! what is copied out of a chat window (US order of dates on an English system, or a clock without any date).

#[path = "qq_txt/nt.rs"]
mod nt;

use super::chat::{Chat, Said, names_in};
use super::dates::when;
use super::text::{self, Lines};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{Skip, SkipKind, When};
use crate::time::{Day, Grain};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// QQ chat as text.
pub static FORMAT: Format = Format { id: "qq_txt", title: "QQ聊天记录文本（消息管理器导出、窗口复制）", version: 5, holds: Holds::Events, claims, read };

const LINE: usize = 256 * 1024;
const BODY: usize = 256 * 1024;
/// The first line of the message manager's export.
const TITLE: &str = "消息记录（此消息记录为文本格式，不支持重新导入）";
/// The same of the traditional version.
const TITLE_HANT: &str = "消息記錄（此消息記錄為文本格式，不支持重新導入）";

static MANAGED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^((?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}) (?:(?:上午|下午) ?)?\d{1,2}:\d{2}:\d{2}(?: [AaPp][Mm])?) (\S.{0,300})$"));
static COPIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\S.{0,200}?) +(?:(\d{1,2}/\d{1,2}/\d{4} |\d{4}[-/]\d{1,2}[-/]\d{1,2} |\d{4}年\d{1,2}月\d{1,2}日 ?))?((?:(?:凌晨|早上|上午|中午|下午|晚上) ?)?\d{1,2}:\d{2}:\d{2}(?: [AaPp][Mm])?)\s*$"));
/// The same without seconds, as WeChat on phones and Macs copies it: only with the whole date.
static COPIED_MINUTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([^\s：:，。！？][^：:，。！？]{0,60}?) +(\d{4}[-/]\d{1,2}[-/]\d{1,2} |\d{4}年\d{1,2}月\d{1,2}日 ?)((?:(?:凌晨|早上|上午|中午|下午|晚上) ?)?\d{1,2}:\d{2})\s*$"));
static DAY_IN_NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)(20\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?:\D|$)"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// The day a file is named for.
pub fn day_in_name(name: &str) -> Option<Day> {
    let found = DAY_IN_NAME.captures(name)?;
    Day::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?)
}

fn claims(probe: &Probe) -> Claim {
    // Lines may end in a lone CR.
    let text = text::head(probe.head).replace('\r', "\n");
    if text.lines().take(20).any(|l| [TITLE, TITLE_HANT].contains(&l.trim())) {
        return Claim::Content;
    }
    let lower = probe.name.to_lowercase();
    if !(lower.ends_with(".txt") || !lower.contains('.')) {
        return Claim::No;
    }
    if minutes(&text) || nt::any(&text) {
        return Claim::Likely;
    }
    // A copied window begins with a head; elsewhere a line may end in a clock by chance.
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let first = lines.next().is_some_and(|l| COPIED.is_match(l));
    let more = lines.take(300).filter(|l| COPIED.is_match(l)).count();
    if first && more > 0 { Claim::Likely } else { Claim::No }
}

/// Whether a text is messages under heads without seconds: a head begins every message, its words follow, a blank line ends it. A list of
/// notes that end in times has no words below them.
fn minutes(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).take(300).collect();
    let blocks: Vec<&[&str]> = lines.split(|l| l.is_empty()).filter(|b| !b.is_empty()).collect();
    let said = |block: &&&[&str]| COPIED_MINUTE.is_match(block[0]) && block.len() > 1 && !COPIED_MINUTE.is_match(block[1]);
    blocks.first().is_some_and(|b| said(&b)) && blocks.iter().filter(said).count() > 1
}

/// The messages of one chat of a file, until it is known who is who.
pub struct Talk {
    /// 消息对象: the group or the other side.
    object: String,
    group: bool,
    /// 最近联系人: the same messages stand under their own group too.
    recent: bool,
    items: Vec<Item>,
}

/// A row of a chat; all wait for its end, so that rows keep the order of the file.
enum Item {
    Said(Box<Said>),
    Notice(String),
    Refused(&'static str, String, &'static str),
}

impl Talk {
    /// A chat of this object in this group of the contact list.
    pub fn new(folder: &str, object: &str) -> Talk {
        let recent = [folder, object].iter().any(|t| t.contains("最近联系人"));
        let group = ["群", "讨论组", "多人聊天"].iter().any(|w| folder.contains(w));
        Talk { object: if object.contains("最近联系人") { String::new() } else { object.trim().to_owned() }, group, recent, items: Vec::new() }
    }

    /// Takes a message, whose speaker is written `昵称(QQ号)`, `昵称<邮箱>` or by nickname alone.
    pub fn say(&mut self, offset: u64, at: When, speaker: &str, body: String, lossy: bool) {
        let (name, account) = speaker_of(speaker);
        let chat = (!self.object.is_empty()).then(|| self.object.clone());
        self.items.push(Item::Said(Box::new(Said { offset, at, own: None, name, account, chat, group: Some(self.group), body, lossy, id: String::new() })));
    }

    /// Takes a notice of the app.
    pub fn notice(&mut self, text: String) {
        self.items.push(Item::Notice(text));
    }

    /// Takes a row that cannot be read: code, what, what to do.
    pub fn refuse(&mut self, code: &'static str, what: String, todo: &'static str) {
        self.items.push(Item::Refused(code, what, todo));
    }

    /// Hands the messages over. Between two people, who is not the one the chat is named for is the owner of the account.
    pub fn end(self, chat: &mut Chat, recent: &mut BTreeSet<u64>) {
        let key = |s: &Said| super::chat::peer_name(&s.name, &s.account);
        let is_object = |raw: &str| names_in(raw).any(|n| names_in(&self.object).any(|m| m == n));
        let speakers: BTreeSet<String> = self.items.iter().filter_map(|i| if let Item::Said(said) = i { Some(key(said)) } else { None }).collect();
        let others = speakers.iter().filter(|s| !is_object(s)).count();
        let two = !self.group && !self.object.is_empty() && others == 1 && speakers.len() == 2;
        for item in self.items {
            match item {
                Item::Said(mut said) => {
                    if two {
                        said.own = Some(!is_object(&key(&said)));
                    }
                    let row = chat.said(*said);
                    if self.recent {
                        recent.insert(row);
                    }
                }
                Item::Notice(text) => chat.notice(&text),
                Item::Refused(code, what, todo) => {
                    chat.harvest.refuse(code, what, todo);
                }
            }
        }
    }
}

/// Nickname (without a group's titles) and account of a speaker.
fn speaker_of(text: &str) -> (String, String) {
    let text = text.trim();
    let parts = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')).or_else(|| text.strip_suffix('>').and_then(|t| t.rsplit_once('<')));
    let (name, account) = parts.filter(|(_, a)| !a.is_empty() && !a.contains(char::is_whitespace)).unwrap_or((text, ""));
    let bare = name.strip_prefix('【').and_then(|n| n.split_once('】')).map(|(_, rest)| rest.trim()).filter(|n| !n.is_empty());
    (bare.unwrap_or(name).trim().to_owned(), account.to_owned())
}

/// Whether a speaker is QQ itself.
pub fn is_system(speaker: &str) -> bool {
    let (name, account) = speaker_of(speaker);
    name == "系统消息" || matches!(account.as_str(), "10000" | "1000000") || name == "系统消息(10000)"
}

/// Folds what stands under 最近联系人 and under its own group.
pub fn fold_recent(recent: &BTreeSet<u64>, harvest: &mut Harvest) {
    if recent.is_empty() {
        return;
    }
    let key = |r: &crate::model::Record| (r.at.stamp, r.body.clone());
    let mut elsewhere: BTreeMap<_, Vec<(u64, String)>> = BTreeMap::new();
    for record in harvest.records.iter().filter(|r| !recent.contains(&r.row)) {
        elsewhere.entry(key(record)).or_default().push((record.row, record.peer.raw.clone()));
    }
    let mut skips: Vec<Skip> = Vec::new();
    harvest.records.retain(|r| {
        // Under 最近联系人 the chat may be unnamed: the same words in the same second are the same message unless another person
        // is named.
        let twin = recent.contains(&r.row).then(|| elsewhere.get_mut(&key(r))).flatten().and_then(|rows| {
            let at = rows.iter().position(|(_, raw)| *raw == r.peer.raw).or_else(|| (rows.len() == 1).then_some(0))?;
            Some(rows.remove(at).0)
        });
        if let Some(twin) = twin {
            skips.push(Skip { row: r.row, kind: SkipKind::Duplicate, why: format!("“最近联系人”里重复列出，与第{twin}行相同") });
        }
        twin.is_none()
    });
    if !skips.is_empty() {
        harvest.note(format!("“最近联系人”里重复列出的{}条消息没有重复计入", skips.len()));
        harvest.skips.append(&mut skips);
        harvest.skips.sort_by_key(|s| s.row);
    }
}

/// English Windows writes month, day, year; a first field that is no month makes the order unknown. `None` for another shape.
fn american(day: &str, clock: &str) -> Option<Option<When>> {
    let fields: Vec<&str> = day.split('/').collect();
    let [month, day, year] = fields[..] else { return None };
    (year.len() == 4).then(|| when(&format!("{year}-{month}-{day} {clock}"), None))
}

struct Message {
    offset: u64,
    line: u64,
    speaker: String,
    time: String,
    at: Option<When>,
    body: String,
    lossy: bool,
    cut: bool,
}

struct Reader<'h> {
    chat: Chat<'h>,
    talk: Talk,
    folder: String,
    recent: BTreeSet<u64>,
    message: Option<Message>,
    stray: u64,
    /// The message manager's export; else a copied window.
    managed: bool,
    /// Heads without seconds: the first one decides for the file.
    minute: Option<bool>,
    /// A head may follow: nothing yet, a blank line or a rule stood before.
    open: bool,
    /// Who spoke so far, as written.
    speakers: BTreeSet<String>,
    day: Option<Day>,
    day_taken: bool,
    year_taken: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let day = day_in_name(source.name);
    let stem = source.name.rsplit_once('.').map_or(source.name, |(stem, _)| stem).trim();
    let mut lines = Lines::new(source.bytes, LINE);
    let mut reader = Reader { chat: Chat::new(harvest), talk: Talk::new("", stem), folder: String::new(), recent: BTreeSet::new(), message: None, stray: 0, managed: false, minute: None, open: true, speakers: BTreeSet::new(), day, day_taken: false, year_taken: false };
    let mut number = 0;
    while let Some(line) = lines.next_line() {
        number += 1;
        let (text, lossy) = lines.text(&line);
        reader.line(line.offset, text.trim_end(), lossy, number);
    }
    if !reader.managed {
        // Copied out of a window: only the file names the chat.
        reader.chat.called(stem);
    }
    reader.finish();
    lines.finish(harvest);
}

impl Reader<'_> {
    fn line(&mut self, offset: u64, text: &str, lossy: bool, line: u64) {
        let trimmed = text.trim();
        let open = std::mem::replace(&mut self.open, trimmed.is_empty() || trimmed.starts_with("====") || trimmed.starts_with("消息对象") || trimmed.starts_with("消息對象"));
        if [TITLE, TITLE_HANT].contains(&trimmed) {
            self.managed = true;
        } else if let Some(folder) = trimmed.strip_prefix("消息分组:").or(trimmed.strip_prefix("消息分組:")).filter(|_| self.managed) {
            self.end_talk("", "");
            self.folder = folder.trim().to_owned();
        } else if let Some(object) = trimmed.strip_prefix("消息对象:").or(trimmed.strip_prefix("消息對象:")).filter(|_| self.managed) {
            let folder = self.folder.clone();
            self.end_talk(&folder, object);
        } else if self.managed && trimmed.len() >= 32 && trimmed.bytes().all(|b| b == b'=') {
            // A rule around the names.
        } else if let Some((speaker, time, at)) = self.head(text, open) {
            self.end_message();
            self.message = Some(Message { offset, line, speaker, time, at, body: String::new(), lossy, cut: false });
        } else if let Some(message) = &mut self.message {
            message.lossy |= lossy;
            if message.body.len() + text.len() > BODY {
                message.cut = true;
            } else {
                message.body.push_str(text);
                message.body.push('\n');
            }
        } else if !trimmed.is_empty() {
            self.stray += 1;
        }
    }

    /// Speaker, time as written, and time.
    fn head(&mut self, text: &str, open: bool) -> Option<(String, String, Option<When>)> {
        if self.managed {
            let found = MANAGED.captures(text)?;
            let (time, speaker) = (&found[1], &found[2]);
            // Words may begin with a time too: within a message only who has an account, or has spoken, begins another.
            if !open && speaker_of(speaker).1.is_empty() && !self.speakers.contains(speaker) {
                return None;
            }
            self.speakers.insert(speaker.to_owned());
            let (day, clock) = time.split_once(' ')?;
            return Some((speaker.to_owned(), time.to_owned(), american(day, clock).unwrap_or_else(|| when(time, None))));
        }
        if let Some((speaker, day, clock)) = nt::head(text) {
            let at = nt::dated(&day, &clock, self.day);
            self.year_taken |= at.is_some();
            return Some((speaker, format!("{day} {clock}"), at));
        }
        let minute = self.minute.unwrap_or_else(|| open && !COPIED.is_match(text) && COPIED_MINUTE.is_match(text));
        let found = if minute { COPIED_MINUTE.captures(text).filter(|_| open)? } else { COPIED.captures(text)? };
        self.minute = Some(minute);
        let clock = &found[3];
        let day = found.get(2).map(|d| d.as_str().trim());
        let time = day.map_or(clock.to_owned(), |d| format!("{d} {clock}"));
        let at = match day {
            Some(day) => american(day, clock).unwrap_or_else(|| when(&time, None)),
            None => {
                let at = self.day.and_then(|d| when(&format!("{d} {clock}"), None));
                self.day_taken |= at.is_some();
                at
            }
        };
        let grain = if minute { Grain::Minute } else { Grain::Second };
        // The newer QQ puts a colon behind the name.
        let speaker = found[1].strip_suffix(':').filter(|n| !n.is_empty()).unwrap_or(&found[1]).to_owned();
        Some((speaker, time, at.filter(|a| a.grain == grain)))
    }

    fn end_message(&mut self) {
        let Some(message) = self.message.take() else { return };
        let body = message.body.trim_matches(['\n', '\r', ' ', '\u{a0}']).to_owned();
        if is_system(&message.speaker) || super::chat::is_notice(&body) {
            self.talk.notice(body);
            return;
        }
        let Some(at) = message.at else {
            let clock_only = !message.time.contains(['/', '-', '年']);
            let (code, what, todo) = if nt::head(&format!("x: {}", message.time)).is_some() {
                ("qq.no_year", format!("“{}”没有写年份，按文件名也定不下是哪一年", message.time), "请把文件名改成带复制那一天年月日的（例如“QQ 2026-01-09.txt”，不早于最后一条消息）再导入；年份按它往前推")
            } else if clock_only {
                ("qq.no_day", format!("“{}”只有钟点，没有日期，不知道是哪一天", message.time), "请用消息管理器导出，或把文件名改成带年月日的（例如“QQ 2026-01-09.txt”）再导入")
            } else {
                ("row.bad_date", format!("时间“{}”不存在，或看不出年月日的顺序", message.time), "请用消息管理器重新导出；原件已保留")
            };
            self.talk.refuse(code, what, todo);
            return;
        };
        let lossy = message.lossy || message.cut;
        self.talk.say(message.offset, at, &message.speaker, body, lossy);
        if message.cut {
            self.chat.harvest.note(format!("第{}行起的消息过长，后面的文字没有采用", message.line));
        }
    }

    fn end_talk(&mut self, folder: &str, object: &str) {
        self.end_message();
        std::mem::replace(&mut self.talk, Talk::new(folder, object)).end(&mut self.chat, &mut self.recent);
    }

    fn finish(mut self) {
        self.end_talk("", "");
        if self.stray > 0 {
            self.chat.harvest.problem(Problem::new("qq.stray_text", format!("第一条消息之前有{}行文字不属于任何消息", self.stray), "文件开头", "请核对原文件开头是否被截断"));
        }
        if let Some(day) = self.day.filter(|_| self.day_taken) {
            self.chat.harvest.note(format!("复制的文字只有钟点，日期按文件名里的{}补上；跨过零点的消息请自行核对", day.zh()));
        }
        if let Some(day) = self.day.filter(|_| self.year_taken) {
            self.chat.harvest.note(format!("复制的文字只有月日，没有年份；文件名里的{}当作复制的日子，年份取不晚于这一天的最近一年，请核对", day.zh()));
        }
        if self.minute == Some(true) {
            self.chat.harvest.note("复制的文字只到分，没有秒");
        }
        fold_recent(&self.recent, self.chat.harvest);
        self.chat.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_copied_windows() {
        for (line, expect) in [
            ("王二 2026/1/9 下午 11:01:05", ("王二", "2026/1/9 ", "下午 11:01:05")),
            ("王二 2026年1月9日 23:01:05", ("王二", "2026年1月9日 ", "23:01:05")),
            ("王二 1/9/2026 11:01:05 PM", ("王二", "1/9/2026 ", "11:01:05 PM")),
            ("王 二 23:01:05", ("王 二", "", "23:01:05")),
        ] {
            let found = COPIED.captures(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&found[1], found.get(2).map_or("", |m| m.as_str()), &found[3]), expect, "{line}");
        }
    }

    #[test]
    fn heads_without_seconds_begin_blocks() {
        assert!(minutes("王二 2026年1月9日 23:01\n还钱\n\n张一 2026年1月9日 23:05\n好\n"));
        assert!(minutes("王二 2026-01-09 23:01\n还钱\n\n张一 2026-01-09 下午 3:05\n好\n"));
        for text in ["还款 2026-01-09 23:01\n到期 2026-02-09 23:01\n", "开会 2026-01-09 23:01\n\n开会 2026-01-10 23:01\n", "王二 23:01\n还钱\n\n张一 23:05\n好\n", "提醒：还款 2026-01-09 23:01\n还钱\n\n提醒：还款 2026-02-09 23:01\n还钱\n"] {
            assert!(!minutes(text), "{text}");
        }
    }

    #[test]
    fn speakers_of_every_shape() {
        for (text, name, account) in [("张一(10001)", "张一", "10001"), ("【管理员】张(一)(10001)", "张(一)", "10001"), ("王二<w@example.com>", "王二", "w@example.com"), ("李三", "李三", ""), ("【群主】", "【群主】", "")] {
            assert_eq!(speaker_of(text), (name.to_owned(), account.to_owned()), "{text}");
        }
        assert!(is_system("系统消息(10000)") && !is_system("张一(10001)"));
    }
}
