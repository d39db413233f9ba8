//! Times and durations as people and spreadsheets write them. Nothing is guessed: what does not say a full date (or a
//! month and day with a year stated elsewhere) is no time.

use crate::time::{Day, Grain, Stamp, When, ZoneSource};
use regex::Regex;
use std::sync::LazyLock;

/// A year (and month) stated outside the row, such as in the file name `通话详单2026-01.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearHint {
    /// The year.
    pub year: i32,
    /// The month, when stated.
    pub month: Option<u32>,
}

static HINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)(20\d{2})(?:\s*[-_./年]?\s*(0[1-9]|1[0-2]|[1-9](?:\D|$)))?"));
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\S.*))?$")
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    // ASCII digits: `\d` knows those of every script, and a zone written with them would be none (found by fuzzing).
    pattern(r"^(凌晨|早上|上午|中午|下午|晚上|[AaPp][Mm])?\s*([0-9]{1,2})[:：时]([0-9]{1,2})(?:(?:[:：分]([0-9]{1,2})(?:\.([0-9]{1,9}))?秒?)|分)?\s*([AaPp][Mm])?\s*(Z|z|CST|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT)?$")
});
/// A day of the week beside a date: it adds nothing.
static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（]?(?:星期|礼拜|週|周)[一二三四五六日天][)）]?|[(（][一二三四五六日][)）]"));
static COMPACT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(20[0-9]{2})([0-9]{2})([0-9]{2})[T\s_-]+([0-9]\S.*)$"));
/// English names of months, and, as Java writes it, the year behind the clock.
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[A-Z][a-z]{2,8},?\s+)?(?:(?P<m1>[A-Z][a-z]{2,8})\.?\s+(?P<d1>[0-9]{1,2})|(?P<d2>[0-9]{1,2})\s+(?P<m2>[A-Z][a-z]{2,8})\.?),?\s+(?:(?P<y1>20[0-9]{2})(?:(?:,|\s+at)?\s+(?P<c1>[0-9].*))?|(?P<c2>[0-9]{1,2}:[0-9]{2}:[0-9]{2})\s+(?:[A-Z]{3}\s+)?(?P<y2>20[0-9]{2}))$")
});
/// The zone a heading states: `时间(UTC)`, `Date (GMT+0)`, `time_utc`.
static HEADED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^A-Z])(?:UTC|GMT)\s*([+-]\s*[0-9]{1,2}(?::?[0-9]{2})?)?(?:[^A-Z0-9]|$)"));
static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:(\d{1,4})\s*(?:小时|时|h|H))?\s*(?:(\d{1,5})\s*(?:分钟|分|m|min|'|′))?\s*(?:(\d{1,7})\s*(?:秒钟|秒|s|S|sec|''|″|\x22))?$")
});

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

impl YearHint {
    /// The first year of the text, with the month right behind it.
    pub fn find(text: &str) -> Option<YearHint> {
        let found = HINT.captures(text)?;
        let month = found.get(2).and_then(|m| m.as_str().trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok());
        Some(YearHint { year: found[1].parse().ok()?, month })
    }

    /// The first year of texts that head a table; the day a bill was asked for or printed only where no other is stated.
    pub fn of_period<'t>(texts: impl Iterator<Item = &'t str>) -> Option<YearHint> {
        let mut printed = None;
        for text in texts {
            let mut from = 0;
            for found in HINT.find_iter(text) {
                let (said, at) = (&text[from..found.start()], found.as_str());
                from = found.end();
                let Some(hint) = YearHint::find(at) else { continue };
                if !["打印", "导出", "生成", "下载", "查询时间", "查询日期", "制表", "querytime", "querydate", "systime"].iter().any(|w| said.to_lowercase().contains(w)) {
                    return Some(hint);
                }
                printed = printed.or(Some(hint));
            }
        }
        printed
    }

    /// The year of a row's month: a bill of January may begin with rows of December.
    fn year_of(self, month: u32) -> i32 {
        match self.month {
            Some(stated) if month > stated + 6 => self.year - 1,
            Some(stated) if stated > month + 6 => self.year + 1,
            _ => self.year,
        }
    }
}

/// A full day in digits or Chinese numerals: `2026年1月7日`, `2026-01-07`, `二〇二六年一月七日`, `2026年元月7日`. Blanks inside do not matter.
pub fn zh_day(text: &str) -> Option<Day> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut parts = text.split(['年', '月', '日', '-', '/', '.']).filter(|p| !p.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digit = |c: char| if matches!(c, '○' | 'O' | 'o' | '零') { Some(0) } else { "〇一二三四五六七八九".chars().position(|n| n == c).map(|n| n as u32).or_else(|| c.to_digit(10)) };
    let year = year.chars().map(digit).try_fold(0u32, |n, d| Some(n * 10 + d?)).filter(|_| year.chars().count() == 4)?;
    let small = |text: &str| -> Option<u32> {
        if let Ok(n) = text.parse() {
            return Some(n);
        }
        match text.split_once('十') {
            Some((tens, ones)) => {
                let tens = if tens.is_empty() { 1 } else { tens.chars().next().and_then(digit)? };
                let ones = if ones.is_empty() { 0 } else { ones.chars().next().and_then(digit)? };
                Some(tens * 10 + ones)
            }
            None => text.chars().next().and_then(digit).filter(|_| text.chars().count() == 1),
        }
    };
    // A slip of the pen (1012 for 2012) is no day: the time of no other file is believed there either.
    // 元月 is January.
    let month = if month == "元" { 1 } else { small(month)? };
    Day::new(year as i32, month, small(day)?).filter(|_| (2000..2100).contains(&year))
}

/// When the text says; `None` when it says no full time. Local times are taken as +08:00 and marked so.
pub fn when(text: &str, hint: Option<YearHint>) -> Option<When> {
    let narrow = text.contains(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')).then(|| narrowed(text));
    let text = narrow.as_deref().unwrap_or(text).trim();
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    if let Some(when) = plain(text.as_bytes()) {
        return when.stamp.plausible().then_some(when);
    }
    let weekday = text.contains(['期', '拜', '周', '週', '(', '（']).then(|| WEEKDAY.replace(text, " ").trim().to_owned());
    let text = weekday.as_deref().unwrap_or(text);
    if let Some(found) = COMPACT.captures(text) {
        let number = |i: usize| found[i].parse::<u32>().ok();
        return clock(Day::new(number(1)? as i32, number(2)?, number(3)?)?, found[4].trim()).filter(|w| w.stamp.plausible());
    }
    if text.contains(|c: char| c.is_ascii_lowercase()) && ENGLISH.is_match(text) {
        return english(text);
    }
    let found = DATE.captures(text)?;
    let (month, day): (u32, u32) = (found[2].parse().ok()?, found[3].parse().ok()?);
    let year = match found.get(1) {
        Some(year) => year.as_str().parse().ok()?,
        None => hint?.year_of(month),
    };
    let day = Day::new(year, month, day)?;
    let when = match found.get(4) {
        None => When::local(day, 0, Grain::Day),
        Some(rest) => {
            let bare = rest.as_str().bytes().all(|b| b.is_ascii_digit());
            // A clock of digits alone begins behind a blank, or it would be part of the date.
            if bare && !text[..rest.start()].ends_with(|c: char| c.is_whitespace() || c == 'T') {
                return None;
            }
            clock(day, rest.as_str().trim())?
        }
    };
    when.stamp.plausible().then_some(when)
}

/// Letters and digits of full width as the narrow ones they stand for.
fn narrowed(text: &str) -> String {
    text.chars().map(|c| if c == '\u{3000}' { ' ' } else { Some(c).filter(|c| matches!(c, '\u{ff01}'..='\u{ff5e}')).and_then(|c| char::from_u32(c as u32 - 0xfee0)).unwrap_or(c) }).collect()
}

/// As [`when`], of a phone whose clock was `tz_offset` minutes ahead of UTC: what it writes without a zone is read in that
/// zone, and no longer marked as assumed.
pub fn local(text: &str, tz_offset: Option<i32>) -> Option<When> {
    Some(in_zone(when(text, None)?, tz_offset)).filter(|at| at.stamp.plausible())
}

/// A time of a place `tz_offset` minutes ahead of UTC, where it says no zone itself.
pub fn in_zone(mut at: When, tz_offset: Option<i32>) -> When {
    if let Some(minutes) = tz_offset.filter(|_| at.zone == ZoneSource::Assumed && at.grain != Grain::Day) {
        at.stamp.0 += i64::from(480 - minutes) * 60_000;
        at.zone = ZoneSource::Source;
    }
    at
}

/// The minutes ahead of UTC a heading states: `时间(UTC)` 0, `发送时间(GMT+8)` 480.
pub fn zone_of_heading(heading: &str) -> Option<i32> {
    if ["世界时", "格林尼治", "格林威治"].iter().any(|w| heading.contains(w)) {
        return Some(0);
    }
    let upper = heading.to_ascii_uppercase();
    let found = HEADED.captures(&upper)?;
    found.get(1).map_or(Some(0), |z| minutes_of(z.as_str()))
}

/// Minutes of `+8`, `+08`, `+0800`, `-04:00`.
fn minutes_of(zone: &str) -> Option<i32> {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        0 => (0, 0),
        1 | 2 => (digits.parse().ok()?, 0),
        _ => digits.split_at_checked(digits.len() - 2).and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)))?,
    };
    let sign = if zone.trim_start().starts_with('-') { -1 } else { 1 };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// `Jan 5, 2026 9:12:33 AM`, `5 January 2026`, `Mon Jan 05 21:03:11 CST 2026`: months by name leave no doubt about the order.
fn english(text: &str) -> Option<When> {
    const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let found = ENGLISH.captures(text)?;
    let one = |a: &str, b: &str| found.name(a).or_else(|| found.name(b)).map(|m| m.as_str());
    let name = one("m1", "m2")?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| *m == name || name.len() == 3 && m.starts_with(&name) || name == "sept" && *m == "september")? as u32 + 1;
    let day = Day::new(one("y1", "y2")?.parse().ok()?, month, one("d1", "d2")?.parse().ok()?)?;
    let at = match one("c1", "c2") {
        None => When::local(day, 0, Grain::Day),
        Some(rest) => clock(day, rest.trim())?,
    };
    at.stamp.plausible().then_some(at)
}

/// `2026-01-09 23:01:05`, the commonest form, read without the patterns: tables hold millions of them.
fn plain(text: &[u8]) -> Option<When> {
    let [y1, y2, y3, y4, b'-' | b'/', m1, m2, b'-' | b'/', d1, d2, b' ' | b'T', h1, h2, b':', i1, i2, b':', s1, s2] = text else { return None };
    let number = |digits: &[&u8]| digits.iter().try_fold(0u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(**d - b'0')));
    let day = Day::new(number(&[y1, y2, y3, y4])?.try_into().ok()?, number(&[m1, m2])?, number(&[d1, d2])?)?;
    let (h, m, s) = (number(&[h1, h2])?, number(&[i1, i2])?, number(&[s1, s2])?);
    (h < 24 && m < 60 && s < 60).then(|| When::local(day, h * 3600 + m * 60 + s, Grain::Second))
}

/// `23:01`, `下午 11:01:02`, `11:01 PM`, `23:01:02.5+08:00` of a day.
fn clock(day: Day, text: &str) -> Option<When> {
    if matches!(text.len(), 5 | 6) && text.bytes().all(|b| b.is_ascii_digit()) {
        // 091233, and what a spreadsheet left of it.
        let digits: u32 = text.parse().ok()?;
        let (h, m, s) = (digits / 10_000, digits / 100 % 100, digits % 100);
        return (h < 24 && m < 60 && s < 60).then(|| When::local(day, h * 3600 + m * 60 + s, Grain::Second));
    }
    let found = CLOCK.captures(text)?;
    let number = |i: usize| found.get(i).map_or(Some(0), |m| m.as_str().parse::<u32>().ok());
    let (mut hour, minute, second) = (number(2)?, number(3)?, number(4)?);
    let half = found.get(1).or(found.get(6)).map(|m| m.as_str().to_ascii_lowercase());
    match half.as_deref() {
        Some("下午" | "晚上" | "pm") if (1..12).contains(&hour) => hour += 12,
        Some("中午") if hour < 3 => hour += 12,
        // 晚上12:00 may be either midnight.
        Some("晚上") if hour == 12 => return None,
        Some("凌晨" | "上午" | "早上" | "am") if hour == 12 => hour = 0,
        _ => {}
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let grain = if found.get(4).is_some() { Grain::Second } else { Grain::Minute };
    let mut when = When::local(day, hour * 3600 + minute * 60 + second, grain);
    if let Some(fraction) = found.get(5) {
        when.stamp.0 += format!("{:0<3}", fraction.as_str()).get(..3)?.parse::<i64>().ok()?;
    }
    // CST is China's as well as America's: it states nothing.
    if let Some(zone) = found.get(7).map(|m| m.as_str()).filter(|z| *z != "CST") {
        when.stamp.0 += 8 * 3_600_000 - i64::from(minutes_of(zone.trim_start_matches(['U', 'T', 'C', 'G', 'M']))?) * 60_000;
        when.zone = ZoneSource::Source;
    }
    Some(when)
}

/// Epoch seconds (10 digits), milliseconds (13) or microseconds (16), `yyyyMMddHHmmss` or `yyyyMMdd`.
fn digits(text: &str) -> Option<When> {
    let number: i64 = text.parse().ok()?;
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let when = match text.len() {
        10 => When::exact(Stamp(number * 1000)),
        13 => When::exact(Stamp(number)),
        16 => When::exact(Stamp(number / 1000)),
        8 | 14 => {
            let day = Day::new(part(0, 4)? as i32, part(4, 6)?, part(6, 8)?)?;
            if text.len() == 8 {
                When::local(day, 0, Grain::Day)
            } else {
                let (h, m, s) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
                (h < 24 && m < 60 && s < 60).then(|| When::local(day, h * 3600 + m * 60 + s, Grain::Second))?
            }
        }
        _ => return None,
    };
    when.stamp.plausible().then_some(when)
}

/// Unit of a column headed `时长(时:分)`: `1:05` is an hour and five minutes, a bare number says nothing.
pub const HOURS: u32 = 3600;

/// Digits in groups of three: 1,265.
static GROUPED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,3}(?:,[0-9]{3})+(?:\D*)$"));
/// One place behind the point, of minutes or hours: 1.5分钟. Two may be seconds written behind a point.
static TENTHS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([0-9]{1,5})\.([0-9])\s*(分钟|分|min|小时|h)?$"));

/// Seconds of a duration: `89`, `1,265`, `9秒`, `2分32秒`, `1小时2分3秒`, `1.5分钟`, `00:02:32`, `02:32`. A bare number counts `unit` seconds.
pub fn seconds(text: &str, unit: u32) -> Option<u32> {
    let narrow = text.contains(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')).then(|| narrowed(text));
    let text = narrow.as_deref().unwrap_or(text).trim();
    let grouped = GROUPED.is_match(text).then(|| text.replace(',', ""));
    let text = grouped.as_deref().unwrap_or(text);
    // 65.0 is how a spreadsheet writes 65.
    let whole = text.split_once('.').filter(|(_, part)| !part.is_empty() && part.bytes().all(|b| b == b'0')).map_or(text, |(whole, _)| whole);
    if let Ok(number) = whole.parse::<u32>() {
        return if unit == HOURS { None } else { number.checked_mul(unit) };
    }
    if let Some(found) = TENTHS.captures(text) {
        let unit = match found.get(3).map(|m| m.as_str()) {
            Some("小时" | "h") => 3600,
            Some(_) => 60,
            // 1.5 under 时:分 says neither.
            None if unit == HOURS => return None,
            None => unit,
        };
        let tenths = found[1].parse::<u32>().ok()? * 10 + found[2].parse::<u32>().ok()?;
        return (unit >= 60).then(|| tenths * (unit / 10));
    }
    if text.contains([':', '：']) {
        let fields: Vec<u32> = text.split([':', '：']).map(|f| f.trim().parse().ok()).collect::<Option<_>>()?;
        return match fields[..] {
            [h, m, s] if m < 60 && s < 60 => h.checked_mul(3600)?.checked_add(m * 60 + s),
            [h, m] if unit == HOURS && m < 60 => h.checked_mul(3600)?.checked_add(m * 60),
            [_, _] if unit == HOURS => None,
            [m, s] if s < 60 => m.checked_mul(60)?.checked_add(s),
            _ => None,
        };
    }
    let found = DURATION.captures(text).filter(|_| !text.is_empty())?;
    let number = |i: usize| found.get(i).map_or(Some(0), |m| m.as_str().parse::<u32>().ok());
    number(1)?.checked_mul(3600)?.checked_add(number(2)?.checked_mul(60)?)?.checked_add(number(3)?)
}

#[cfg(test)]
#[path = "dates/tests.rs"]
mod tests;
