//! Days and clocks as people write them in an account: 2026年1月5日晚上10点05分, 2026-01-05 10:05 PM, 1月5日 8:10（晚上）. A clock is one
//! only when hour and minute are told and mean one time; what is told less exactly is kept as written, so that it can be said.

use crate::import::dates::zh_day;
use crate::time::Day;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Parts of a day that may stand before or behind a clock.
pub(super) const PART: &str = "凌晨|后半夜|清晨|早晨|早上|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜晚|夜里|夜间|深夜|半夜|午夜|今晚|当晚|当夜";
/// The same in one character: only where a clock follows.
const SHORT: &str = "早|晚|夜";
const SMALL: &str = "二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九]";
const MINUTE: &str = "[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[一二三四五六七八九]";

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[0-9]{4}\s*[-/.年]\s*(?:[0-9]{1,2}|元)\s*[-/.月]\s*[0-9]{1,2}\s*[日号]?|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2}\s*年\s*(?:[一二三四五六七八九十]{1,2}|元)\s*月\s*[一二三四五六七八九十]{1,3}\s*[日号]")
});
/// What stands between a day and its clock, the part of the day, and the clock.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<gap>\s*(?:[（(]?(?:周|星期|礼拜)[一二三四五六日天][）)]?)?\s*(?:那天|当天|当日|这天|的)?\s*[，,]?\s*)(?P<about>大约|大概|约|差不多|接近|将近|快)?\s*(?:(?P<part>{PART}|[AaPp][Mm])|(?P<short>{SHORT}))?\s*(?P<clock>(?P<h>[0-9]{{1,2}})\s*[:：]\s*(?P<m>[0-9]{{1,2}})(?:(?P<s>\s*[:：]\s*[0-9]{{1,2}})|\s*分)?|(?P<hh>[0-9]{{1,2}}|{SMALL})\s*[点时點]钟?(?:\s*(?:(?P<quarter>[一1三3])刻|(?P<half>半)|(?P<sharp>整)|(?P<mm>[0-9]{{1,2}}|{MINUTE})\s*(?P<unit>分(?:\s*[0-9]{{1,2}}秒)?)?))?)?"
    ))
});
/// Behind a clock: about then, and the part of the day again.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:许|左右|前后|上下|来钟|多|几分|过后|出头)"));
static AGAIN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^\s*(?:[（(]\s*(?P<inside>{PART}|{SHORT}|[AaPp][Mm])\s*[）)]|(?P<bare>{PART}|[AaPp][Mm]))")));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// A day of an account with the clock beside it.
#[derive(Debug)]
pub(super) struct Time {
    /// Where it stands.
    pub at: Range<usize>,
    pub day: Day,
    /// Seconds of the day, when hour and minute are written and mean one time.
    pub second: Option<u32>,
    /// The clock as written, also where it is none (晚上10点, 22:10左右); empty when the day stands alone.
    pub written: String,
    /// No part of the day stands beside a clock of the first twelve hours: 8:10.
    pub bare: bool,
}

/// Every day a text writes.
pub(super) fn times(text: &str) -> Vec<Time> {
    let mut found: Vec<Time> = Vec::new();
    for day in DAY.find_iter(text) {
        if found.last().is_some_and(|last| last.at.end > day.start()) {
            continue;
        }
        // 1月8号码 is no 8号.
        let end = if day.as_str().ends_with('号') && text[day.end()..].starts_with(['码', '线']) { day.end() - '号'.len_utf8() } else { day.end() };
        let Some(on) = zh_day(text[day.start()..end].trim_end_matches('号')) else { continue };
        found.push(clocked(text, day.start(), end, on));
    }
    found
}

fn clocked(text: &str, start: usize, end: usize, day: Day) -> Time {
    let rest = &text[end..];
    let bare = Time { at: start..end, day, second: None, written: String::new(), bare: false };
    let Some(found) = CLOCK.captures(rest) else { return bare };
    let named = |name: &str| found.name(name).map(|m| m.as_str());
    let part = named("part").or(named("short").filter(|_| named("clock").is_some()));
    let Some((clock, mut to)) = (match named("clock") {
        Some(_) => reckoned(&found, rest),
        // 1月8日晚，☎…: told, and no clock; 1月8日晚饭 is another word.
        None => {
            let short = found.name("short").filter(|s| rest[s.end()..].starts_with(|c: char| matches!(c, '，' | ',') || c.is_whitespace() || c.is_ascii_digit()));
            found.name("part").or(short).map(|p| (Clock { hour: 24, minute: None }, p.end()))
        }
    }) else {
        return bare;
    };
    let Some(from) = [found.name("about"), found.name("part"), found.name("short"), found.name("clock")].into_iter().flatten().map(|m| m.start()).min() else { return bare };
    let mut about = named("about").is_some();
    let mut parts: Vec<String> = part.map(str::to_owned).into_iter().collect();
    // 22:10左右（晚上）: in either order.
    for _ in 0..3 {
        if let Some(found) = ABOUT.find(&rest[to..]).filter(|_| clock.hour < 24) {
            (about, to) = (true, to + found.end());
        }
        let again = AGAIN.captures(&rest[to..]).filter(|_| clock.hour < 24);
        // 8:10晚上9:20: the part belongs to what follows.
        let next = again.as_ref().is_some_and(|a| a.name("bare").is_some() && rest[to + a[0].len()..].trim_start().starts_with(|c: char| c.is_ascii_digit() || "零一二两三四五六七八九十".contains(c)) && !followed_by_number(&rest[to + a[0].len()..]));
        if let Some(again) = again.filter(|_| !next) {
            parts.extend(again.name("inside").or_else(|| again.name("bare")).map(|m| m.as_str().to_owned()));
            to += again[0].len();
        }
    }
    // Every part that stands beside it must mean the same.
    let second = match parts.split_first() {
        _ if about => None,
        None => second("", &clock),
        Some((one, others)) => second(one, &clock).filter(|s| others.iter().all(|other| second(other, &clock) == Some(*s))),
    };
    let written = rest[from..to].trim().to_owned();
    let bare = parts.is_empty() && (1..=12).contains(&clock.hour);
    Time { at: start..end + to, day, second, written, bare }
}

/// Whether a telephone number follows, not a clock.
fn followed_by_number(rest: &str) -> bool {
    rest.trim_start().chars().take_while(char::is_ascii_digit).count() > 2
}

struct Clock {
    hour: u32,
    minute: Option<u32>,
}

/// Hour and minute as written, and where they end. Digits of a number behind an hour are no minute: 晚上10点13800000001打来.
fn reckoned(found: &Captures, rest: &str) -> Option<(Clock, usize)> {
    let named = |name: &str| found.name(name);
    let digit_at = |at: usize| rest[at..].starts_with(|c: char| c.is_ascii_digit());
    if let (Some(h), Some(m)) = (named("h"), named("m")) {
        let end = match named("s") {
            Some(s) if digit_at(s.end()) => m.end(),
            _ => named("clock")?.end(),
        };
        // One digit of minutes and then more digits is a number.
        let minute = m.as_str().parse().ok().filter(|_| m.len() == 2 || !digit_at(m.end()));
        return Some((Clock { hour: h.as_str().parse().ok()?, minute: Some(minute?) }, end));
    }
    let h = named("hh")?;
    let hour = small(h.as_str())?;
    let bare_end = h.end() + rest[h.end()..].len() - rest[h.end()..].trim_start().len();
    let bare_end = bare_end + rest[bare_end..].chars().next().map_or(0, char::len_utf8);
    let bare_end = bare_end + if rest[bare_end..].starts_with('钟') { '钟'.len_utf8() } else { 0 };
    let end = named("clock")?.end();
    let minute = match (named("mm"), named("quarter")) {
        (Some(m), _) => {
            let counted = rest[m.end()..].trim_start().starts_with(['几', '多', '来', '个', '次', '人', '通', '条', '名', '位', '至', '到']);
            let numeral = !m.as_str().starts_with(|c: char| c.is_ascii_digit());
            let alone = named("unit").is_none();
            // 十点三人打来, 十点二十几.
            if digit_at(m.end()) || alone && (counted || numeral && m.as_str().chars().count() == 1 && !m.as_str().contains('十')) {
                return Some((Clock { hour, minute: None }, bare_end));
            }
            Some(small(m.as_str())?)
        }
        (None, Some(quarter)) => Some(if matches!(quarter.as_str(), "三" | "3") { 45 } else { 15 }),
        (None, None) if named("half").is_some() => Some(30),
        (None, None) if named("sharp").is_some() => Some(0),
        // 九点 is about nine, not nine sharp to the minute.
        (None, None) => None,
    };
    Some((Clock { hour, minute }, end))
}

/// 5, 十一, 二十, 零五.
fn small(text: &str) -> Option<u32> {
    if let Ok(n) = text.parse() {
        return Some(n);
    }
    let digit = |text: &str| match text {
        "" => Some(0),
        "两" => Some(2),
        _ => text.chars().last().and_then(|c| "零一二三四五六七八九".chars().position(|n| n == c)).map(|n| n as u32),
    };
    match text.replace('〇', "零").split_once('十') {
        Some((tens, ones)) => Some(if tens.is_empty() { 10 } else { 10 * digit(tens)? } + digit(ones)?),
        None => digit(&text.replace('〇', "零")),
    }
}

/// Seconds of the day; `None` where the words and the hour do not mean one time of this day.
fn second(part: &str, clock: &Clock) -> Option<u32> {
    let (hour, minute) = (clock.hour, clock.minute?);
    let hour = match (part.to_ascii_lowercase().as_str(), hour) {
        ("", 0..24) => hour,
        ("am", 12) | ("凌晨", 12) => 0,
        ("am", 0..12) | ("凌晨", 0..=6) => hour,
        // 上午12:10 is noon to one writer and the first minutes of the day to a telephone's clock.
        ("上午", 0..12) | ("早上" | "早晨" | "早", 3..12) | ("清晨", 3..=9) => hour,
        ("中午" | "正午" | "午间", 11..=14) => hour,
        ("中午" | "正午" | "午间", 1..=2) => hour + 12,
        ("下午" | "午后" | "pm", 12..24) => hour,
        ("下午" | "午后" | "pm", 1..12) => hour + 12,
        ("傍晚", 4..=8) => hour + 12,
        ("傍晚", 16..=20) => hour,
        // 晚上12:10 and 夜里2:10 may be of this day's beginning or of its end.
        ("晚上" | "晚间" | "夜晚" | "晚" | "今晚" | "当晚" | "当夜", 6..12) => hour + 12,
        ("夜里" | "夜间" | "深夜" | "半夜" | "午夜" | "夜", 8..12) => hour + 12,
        ("晚上" | "晚间" | "夜晚" | "晚" | "今晚" | "当晚" | "当夜" | "夜里" | "夜间" | "深夜" | "半夜" | "午夜" | "夜", 18..24) => hour,
        _ => return None,
    };
    (minute < 60).then_some(hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> (Option<String>, String) {
        let all = times(text);
        let time = all.first().expect("a day");
        (time.second.map(|s| format!("{:02}:{:02}", s / 3600, s / 60 % 60)), text[time.at.end..].to_owned())
    }

    #[test]
    fn a_clock_is_the_one_meant() {
        for (text, clock) in [
            ("8:10（晚上）", "20:10"), ("8点10分（晚）", "20:10"), ("10:10(夜里)", "22:10"), ("10:10晚上", "22:10"), ("08:10PM", "20:10"), ("8:10 PM", "20:10"), ("PM 8:10", "20:10"), ("12:10 AM", "00:10"), ("12:10 pm", "12:10"),
            ("22时10分", "22:10"), ("晚8:10", "20:10"), ("晚20:10", "20:10"), ("夜10:10", "22:10"), ("当晚10:10", "22:10"), ("早8:10", "08:10"), ("清晨6:10", "06:10"), ("傍晚6点10分", "18:10"), ("晚22点10分", "22:10"), ("的20:00", "20:00"), ("，20:00", "20:00"),
            ("晚上十点二十", "22:20"), ("下午两点一刻", "14:15"), ("晚上10点40", "22:40"), ("晚上10点整", "22:00"), ("晚上八点半", "20:30"), ("（周四）20点10分", "20:10"), ("中午1点20分", "13:20"), ("中午11:50", "11:50"), ("20:00:15", "20:00"), ("凌晨12点10分", "00:10"), ("下午12点10分", "12:10"), ("下午13:10", "13:10"), ("上午0:10", "00:10"), ("上午9:03", "09:03"), ("晚上10:10（晚上）", "22:10"), ("零时十分", "00:10"),
        ] {
            assert_eq!(key(&format!("2026年1月5日{text}，☎")), (Some(clock.to_owned()), "，☎".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_less_than_a_minute_or_may_be_two_times_is_kept_as_written() {
        for text in [
            "晚上10点", "22时", "22时许", "晚上10点多", "22:10左右", "22时10分许", "大约22:10", "上午12点10分", "早上12:10", "晚上12点10分", "夜里2点10分", "半夜1点10分", "后半夜3点10分", "上午20:10", "傍晚10:10", "10:10AM（晚上）", "晚上", "晚", "下午5点多", "晚上十点", "25:10", "8:70",
        ] {
            let line = format!("2026年1月5日{text}，☎");
            let time = times(&line).remove(0);
            assert_eq!((time.second, time.written.as_str(), &line[time.at.end..]), (None, text, "，☎"), "{text}");
        }
    }

    #[test]
    fn digits_of_a_number_are_no_minutes() {
        assert_eq!(key("2026年1月5日晚上10点13800000001打来"), (None, "13800000001打来".to_owned()));
        assert_eq!(key("2026年1月5日22:1013800000001打来"), (Some("22:10".to_owned()), "13800000001打来".to_owned()));
        assert_eq!(key("2026年1月5日22:10：057100000000打来").1, "：057100000000打来");
        assert_eq!(key("2026年1月5日十点三人打来"), (None, "三人打来".to_owned()));
        assert_eq!(key("2026年1月5日20:10晚上9:20又打").1, "晚上9:20又打");
        assert_eq!(key("2026年1月5日8:10晚上13800000001打来"), (Some("20:10".to_owned()), "13800000001打来".to_owned()));
        assert_eq!(key("2026年1月5日晚饭后☎"), (None, "晚饭后☎".to_owned()));
        assert_eq!(key("2026年1月5号码是"), (None, "号码是".to_owned()));
        assert_eq!(key("二〇二六年一月八日晚上八点十分☎").0.as_deref(), Some("20:10"));
    }
}
