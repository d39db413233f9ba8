//! A person's own account (`陈述.txt`, `.md`, `.docx`): what happened, typed by them. Each paragraph is a row. A paragraph is a stated
//! contact only when it says the day, the way, the other side and who contacted whom (`statement_act`); everything else stays an
//! account. What they quote in quotation marks is read as words; their own sentences are not.

use super::dates::zh_day;
use super::statement_act::{PEER, Said, said};
use super::text::Lines;
use super::{Claim, Format, Harvest, Holds, Probe, Source, document};
use crate::model::{Call, Channel, Direction, Grain, Outcome, Peer, Reading, Record, SkipKind, When};
use regex::Regex;
use std::sync::LazyLock;

/// Own accounts.
pub static FORMAT: Format = Format { id: "statement", title: "本人陈述（文字）", version: 3, holds: Holds::Events, claims, read };

/// Longest paragraph kept.
const LINE: usize = 64 * 1024;
const STATED: &str = "这是本人陈述，不是设备上的记录；其中的往来按陈述对待";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?)\s*(?:[（(]?(?:周|星期).[）)]?)?\s*(凌晨|早上|上午|中午|下午|晚上|夜里)?\s*(?:([0-9]{1,2})\s*[:：点时]\s*([0-9]{1,2})?\s*分?(半)?)?").expect("a pattern of this file")
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|[^0-9])((?:\+?86[- ]?)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|106[0-9]{5,17}|9[56][0-9]{3,8}|400-?[0-9]{3}-?[0-9]{4})(?:[^0-9]|$)").expect("a pattern of this file"));
/// A name where a number might stand: 收到自称某贷的短信.
static FROM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:接到|收到)(?:了)?(?:自称)?(?:是)?([^，。；、☎\s]{2,20}?)(?:的|打来的|发来的|打的|发的)(?:电话|来电|短信|微信|信息|消息|律师函|催收函|函|信)").expect("a pattern of this file"));
/// A name in quotation marks, where the words before it say that it is one.
static NICK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:好友|昵称|网名|微信名|群友|微信号|名为|名叫|叫|自称)(?:是|为)?“([^“”，。；！？]{1,20})”").expect("a pattern of this file"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[“「『]([^”」』]{1,2000})[”」』]").expect("a pattern of this file"));
/// Words in brackets.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[（(]([^（）()]*)[）)]").expect("a pattern of this file"));
/// 接到一个电话，号码是☎: one clause.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[，,、]?(?:对方|来电|主叫)?(?:来电|手机|电话|微信)?(?:号码|号)(?:显示)?(?:是|为|：|:)?☎").expect("a pattern of this file"));
/// Behind a date: it is no day of one contact but the end or the beginning of a time.
static SPAN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[，,]?(?:起|开始|以来|以后|之后|后|之前|以前|前|至|~|～|—|期间|到\u{3}|到现在|到今|-)").expect("a pattern of this file"));
/// What turns to another time than the one stated.
static LATER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"后来|次日|第二天|隔天|隔日|[几数]天后|此后|之后|随后|至今|当晚|当夜|昨天|前一天|前天|明天|下周|今天|[0-9]{1,2}(?:[:：点时]|月[0-9])").expect("a pattern of this file"));
/// About then.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:左右|前后|许|上下|多)").expect("a pattern of this file"));
/// Words before a quotation that make it the writer's own: 我说“…”.
static MINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:于是|然后|便|就|当时)?(?:我|本人)(?:就|也|又|便|当时|马上|立即|跟他|对他|向他|[向对跟]对方)*(?:说|回答|回复|回|答|问|告诉|要求|表示|反问|解释|请求)|(?:回答|反问)[说道]?$").expect("a pattern of this file"));
/// Names that name nobody.
const NOBODY: [&str; 14] = ["陌生", "不明", "未知", "对方", "他们", "别人", "有人", "多个", "几个", "一个", "一条", "这样", "类似", "莫名"];
const OPEN: &str = "写了日期和联系方式，但看不出是谁联系谁，或者写的是没有发生、转述的事";

fn claims(probe: &Probe) -> Claim {
    let name = probe.name.to_ascii_lowercase();
    let text = super::text::head(probe.head);
    // Bytes that are no text are nobody's account, whatever they are called.
    if !(name.ends_with(".txt") || name.ends_with(".md")) || text.contains('\u{fffd}') {
        return Claim::No;
    }
    if document::nature(probe.name, &text) == document::Nature::Statement { Claim::Likely } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut lines = Lines::new(source.bytes, LINE);
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        let row = paragraph(text.trim(), line.offset, harvest);
        if let Some(row) = row.filter(|_| lossy) {
            harvest.repaired(row, "这一段里有读不出的字，以 � 代替");
        }
    }
    lines.finish(harvest);
}

/// Reads the paragraphs of an account that was taken out of another file.
pub(super) fn paragraphs(text: &str, harvest: &mut Harvest) {
    harvest.note(STATED);
    let mut offset = 0u64;
    for line in text.split('\n') {
        paragraph(line.trim(), offset, harvest);
        offset += line.len() as u64 + 1;
    }
}

fn paragraph(line: &str, offset: u64, harvest: &mut Harvest) -> Option<u64> {
    if line.is_empty() {
        return None;
    }
    let shown: String = line.chars().take(20).collect();
    Some(match contact(line) {
        Told::Contact(record, only) => {
            if !only {
                harvest.note(format!("陈述“{shown}”这一段可能写了不止一次往来，只取了第一次；有几次就写几段"));
            }
            harvest.record(Record { offset, ..*record })
        }
        Told::Open => harvest.skip(SkipKind::NotContact, format!("陈述“{shown}”：{OPEN}，只作陈述，不当作一次往来；要当作往来，请另起一段，写成“2026年1月5日21:03，138…打电话给我”或“……我打电话给138…”")),
        Told::Account => harvest.skip(SkipKind::NotContact, format!("陈述“{shown}”：没有同时写明日期、方式和对方，只作陈述，不当作一次往来")),
    })
}

/// What a paragraph tells.
#[derive(Debug)]
enum Told {
    /// One contact; whether it is the only one of the paragraph.
    Contact(Box<Record>, bool),
    /// A contact of which it stays open who reached whom.
    Open,
    /// Something else.
    Account,
}

/// A paragraph with its dates, numbers and quotations taken out and marked.
struct Marked {
    text: String,
    /// Numbers and names, in the order of their [`PEER`]s; whether it is a number.
    peers: Vec<(String, bool)>,
    /// Quoted words, with the words of the clause before them.
    quotes: Vec<(String, String)>,
}

/// Stands for the first date, for further ones and for quoted words.
const FIRST: char = '\u{2}';
const FURTHER: char = '\u{3}';
const QUOTE: char = '\u{4}';

fn marked(line: &str) -> Marked {
    let mut line: String = line.chars().map(|c| if "\u{2}\u{3}\u{4}☎".contains(c) { ' ' } else { c }).collect();
    let mut nick = None;
    let names = line.replace(['「', '『'], "“").replace(['」', '』'], "”");
    // A name in quotation marks is no quotation.
    if let Some(found) = NICK.captures(&names).and_then(|c| c.get(1)) {
        nick = Some(found.as_str().to_owned());
        line = format!("{}{PEER}{}", &names[..found.start() - '“'.len_utf8()], &names[found.end() + '”'.len_utf8()..]);
    }
    let mut quotes = Vec::new();
    let mut text = String::new();
    let mut from = 0;
    for quote in QUOTED.captures_iter(&line) {
        let (Some(all), Some(words)) = (quote.get(0), quote.get(1)) else { continue };
        text += &line[from..all.start()];
        let clause = text.rsplit(['。', '；', '！', '？', QUOTE]).next().unwrap_or("").trim_end_matches(['：', ':', '，', ',']);
        let clause = clause.rsplit(['，', ',']).next().unwrap_or("");
        quotes.push((words.as_str().to_owned(), clause.to_owned()));
        text.push(QUOTE);
        from = all.end();
    }
    text += &line[from..];
    let mut first = true;
    let text = DATE.replace_all(&text, |date: &regex::Captures| {
        if zh_day(&date[1]).is_none() {
            return date[0].to_owned();
        }
        if std::mem::replace(&mut first, false) { FIRST.to_string() } else { FURTHER.to_string() }
    });
    let (mut out, mut at) = (String::new(), 0);
    let mut peers: Vec<(String, bool)> = Vec::new();
    let mut pass = |part: &str, out: &mut String, peers: &mut Vec<(String, bool)>| {
        if part.contains(PEER) {
            peers.extend(nick.take().map(|name| (name, false)));
        }
        *out += part;
    };
    while let Some(number) = PHONE.captures_at(&text, at).and_then(|c| c.get(1)) {
        pass(&text[at..number.start()], &mut out, &mut peers);
        at = number.end();
        // 95000元 is no line.
        if text[at..].trim_start().starts_with(['元', '块', '万', '条', '天']) {
            out += number.as_str();
            continue;
        }
        peers.push((number.as_str().to_owned(), true));
        out.push(PEER);
    }
    pass(&text[at..], &mut out, &mut peers);
    let out: String = out.split_whitespace().collect();
    let out = ASIDE.replace_all(&out, |aside: &regex::Captures| aside[1].chars().filter(|c| *c == PEER).collect::<String>());
    let mut out = NUMBERED.replace_all(&out, "☎").into_owned();
    if peers.is_empty()
        && let Some(name) = FROM.captures(&out).and_then(|c| c.get(1))
        && !NOBODY.iter().any(|w| name.as_str().contains(w))
        && !name.as_str().contains(['我', '他', '她', '没', QUOTE, FIRST, FURTHER])
    {
        peers.push((name.as_str().to_owned(), false));
        out = format!("{}{PEER}{}", &out[..name.start()], &out[name.end()..]);
    }
    Marked { text: out, peers, quotes }
}

fn contact(line: &str) -> Told {
    let Some((date, day)) = DATE.captures_iter(line).find_map(|date| zh_day(&date[1]).map(|day| (date, day))) else { return Told::Account };
    let marked = marked(line);
    let Some((before, behind)) = marked.text.split_once(FIRST) else { return Told::Account };
    let stops = ['，', '。', '；', '！', '？', ',', ';', '!', '?', '：', ':'];
    let lead = before.rsplit(stops).next().unwrap_or("");
    let mut open = false;
    let mut met = before[..before.len() - lead.len()].matches(PEER).count();
    if SPAN.is_match(behind) {
        return if marked.peers.is_empty() { Told::Account } else { Told::Open };
    }
    let about = ABOUT.is_match(behind) || lead.ends_with(['约', '概']);
    let whole = format!("{lead}{}", behind.trim_start_matches("左右"));
    let mut clauses = whole.split(stops).enumerate();
    while let Some((n, clause)) = clauses.next() {
        let late = clause.contains(FURTHER) || n > 0 && LATER.is_match(clause);
        let here = clause.matches(PEER).count();
        match said(clause, |i| marked.peers.get(met + i).is_some_and(|p| p.1)) {
            Said::Act(_) | Said::Unclear if late => open = true,
            Said::Act(act) => {
                let Some((raw, _)) = marked.peers.get(met + act.peer) else { return Told::Open };
                let call = (act.channel == Channel::Call).then_some(Call { seconds: None, outcome: if act.rejected { Outcome::Rejected } else { Outcome::Unknown } });
                let clock = clock(&date).filter(|_| !about);
                let only = clauses.all(|(_, clause)| said(clause, |_| true) == Said::Nothing);
                let record = Record {
                    row: 0,
                    offset: 0,
                    at: clock.map_or(When::local(day, 0, Grain::Day), |second| When::local(day, second, Grain::Minute)),
                    sent: None,
                    channel: act.channel,
                    direction: act.direction,
                    // Who was reached, if not the writer: resolved with the people of the case.
                    peer: Peer { raw: raw.clone(), name: None, also: act.to.into_iter().collect() },
                    // What a call said is attached to the call, as for calls the facts tell of.
                    body: words(&marked, act.channel, act.direction),
                    call,
                    parts: Vec::new(),
                    reading: Reading::Stated,
                };
                return Told::Contact(Box::new(record), only);
            }
            Said::Unclear => open = true,
            Said::Nothing => {}
        }
        if late {
            break;
        }
        met += here;
    }
    if open { Told::Open } else { Told::Account }
}

/// The quoted words that the one who made contact said or wrote: of what was said in the writer's own call, nobody can tell whose it is.
fn words(marked: &Marked, channel: Channel, direction: Direction) -> String {
    let mine = |clause: &str| MINE.is_match(clause);
    let of = |quote: &&(String, String)| match direction {
        Direction::In => !mine(&quote.1),
        Direction::Out => channel != Channel::Call && (mine(&quote.1) || !["对方", "他", "她", "客服", "其"].iter().any(|w| quote.1.contains(w))),
    };
    marked.quotes.iter().filter(of).map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("\n")
}

/// Seconds of the day, when an hour and a minute are written and mean one time.
fn clock(date: &regex::Captures) -> Option<u32> {
    let hour: u32 = date.get(3)?.as_str().parse().ok()?;
    let minute: u32 = match (date.get(4), date.get(5)) {
        (Some(m), _) => m.as_str().parse().ok()?,
        (None, Some(_)) => 30,
        // "九点" is about nine, not nine sharp to the minute.
        (None, None) => return None,
    };
    let hour = match (date.get(2).map(|m| m.as_str()), hour) {
        (Some("下午"), 1..12) | (Some("晚上" | "夜里"), 6..12) | (Some("中午"), 1..3) => hour + 12,
        // 晚上12:10 and 夜里2:10 may be of this day's beginning or of its end.
        (Some("晚上" | "夜里"), 12 | 0..6) => return None,
        (Some("凌晨" | "早上" | "上午"), 12) => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some(hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Option<Record> {
        match contact(line) {
            Told::Contact(record, _) => Some(*record),
            _ => None,
        }
    }

    #[test]
    fn a_second_contact_of_a_paragraph_is_told() {
        let only = |line: &str| matches!(contact(line), Told::Contact(_, true));
        assert!(only("2026年1月5日，057100000000打电话给我，说要上门"));
        assert!(!only("2026年1月5日，057100000000打电话给我，我发短信给057100000000要求停止"));
    }

    #[test]
    fn only_what_is_told_whole_is_a_contact() {
        let r = told("2026年1月7日晚上9:30，13800000001 打来电话，说“不还钱就找你全家”。").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.channel, r.peer.raw.as_str(), r.body.as_str()), ("2026-01-07T21:30", Channel::Call, "13800000001", "不还钱就找你全家"));
        let r = told("2026-01-08 收到自称演示贷的短信，要我还钱").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.peer.raw.as_str(), r.body.as_str()), ("2026-01-08", "演示贷", ""));
        let r = told("2026-01-09 21:30 微信好友“催收小王”发消息说“明天上门”。").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.channel, r.peer.raw.as_str(), r.body.as_str()), ("2026-01-09T21:30", Channel::Im, "催收小王", "明天上门"));
        let r = told("2026年1月6日下午3:15接到一个电话，号码是057100000000，对方骂人").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.peer.raw.as_str()), ("2026-01-06T15:15", "057100000000"));
        for line in ["他们经常打电话骂我", "2026年1月7日有人打来电话", "2026年13月7日 13800000001 打来电话", "2026年1月7日 13800000001", "2026年1月7日收到陌生人的短信", "2026年1月7日我欠95000元，给我打电话"] {
            assert!(told(line).is_none(), "{line}");
        }
    }

    #[test]
    fn the_clause_says_the_way_and_the_direction() {
        let r = told("2026年1月5日21:03，057100000000打电话给我，说再不还就发短信给我妈，还要上门。").expect("a contact");
        assert_eq!((r.channel, r.direction, r.peer.also.as_slice()), (Channel::Call, Direction::In, [].as_slice()));
        let r = told("2026年1月5日晚上10点03分，我打电话给057100000000，要求不要联系我家人，对方没接。").expect("a contact");
        assert_eq!((r.channel, r.direction, r.peer.raw.as_str()), (Channel::Call, Direction::Out, "057100000000"));
        let r = told("2026年1月6日下午3:15，我妈王芳接到13800000001的电话，对方说“叫你儿子还钱”。").expect("a contact");
        assert_eq!((r.direction, r.peer.also.as_slice(), r.body.as_str()), (Direction::In, ["我妈王芳".to_owned()].as_slice(), "叫你儿子还钱"));
        let r = told("057100000000（某贷）于2026年1月5日9:03打电话给我").expect("a contact");
        assert_eq!((r.at.key().as_str(), r.peer.raw.as_str()), ("2026-01-05T09:03", "057100000000"));
        let r = told("2026年1月5日我的手机13800000009接到057100000000的来电，我拒接").expect("a contact");
        assert_eq!((r.peer.raw.as_str(), r.direction), ("057100000000", Direction::In));
    }

    #[test]
    fn a_date_of_something_else_is_no_time_of_a_contact() {
        for line in [
            "2026年1月5日起，057100000000打电话给我",
            "2026年1月5日至2026年1月9日，057100000000打电话给我",
            "2026年1月5日我借了钱，后来057100000000打电话给我",
            "2025年12月1日借款，2026年1月5日057100000000打电话给我",
            "2026年1月5日之后057100000000打电话给我",
            "2026年1月5日我去上班，1月6日057100000000打电话给我",
        ] {
            assert!(matches!(contact(line), Told::Open), "{line}: {:?}", contact(line));
        }
    }

    #[test]
    fn own_words_are_not_the_other_sides() {
        let r = told("2026年1月5日，057100000000打电话给我，我说“别再打了”，对方说“不还就上门”").expect("a contact");
        assert_eq!(r.body, "不还就上门");
        let r = told("2026年1月5日，我打电话给057100000000，对方说“不还就上门”").expect("a contact");
        assert_eq!(r.body, "");
        let r = told("2026年1月5日，我发短信给13800000001：“请不要联系我家人”，对方回复“休想”").expect("a contact");
        assert_eq!((r.direction, r.body.as_str()), (Direction::Out, "请不要联系我家人"));
    }

    #[test]
    fn an_hour_that_may_be_two_is_none() {
        for (text, key) in [
            ("2026年1月5日晚上12点10分", "2026-01-05"),
            ("2026年1月5日夜里2点10分", "2026-01-05"),
            ("2026年1月5日凌晨12点10分", "2026-01-05T00:10"),
            ("2026年1月5日中午1点20分", "2026-01-05T13:20"),
            ("2026年1月5日晚上8点半", "2026-01-05T20:30"),
            ("2026年1月5日晚上10点30分左右", "2026-01-05"),
        ] {
            assert_eq!(told(&format!("{text}，057100000000打电话给我")).map(|r| r.at.key()).as_deref(), Some(key), "{text}");
        }
    }
}
