//! Times a screen shows — `昨天 22:41`, `星期三`, `7月30日 周四`, `上午9:17`, `5分钟前` — against the time the picture was taken.
//! What the screen leaves open stays open: without a day of capture a relative time is no time.

use super::text::pattern;
use crate::time::{Day, Grain, Stamp, When};
use regex::Regex;
use std::sync::LazyLock;

/// The parts a label shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    day: Option<Shown>,
    /// Seconds of the day and exactness.
    clock: Option<(u32, Grain)>,
    /// Minutes before the capture.
    ago: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Days before the capture.
    Back(i32),
    /// Monday is 0.
    Weekday(i32),
    /// Month and day.
    MonthDay(u32, u32),
    /// A full date.
    Date(Day),
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:([0-9]{4})\s*[年/.-]\s*)?([0-9]{1,2})\s*[月/.-]\s*([0-9]{1,2})\s*日?")
});
static CLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|深夜|半夜|[AaPp][Mm])?\s*([0-9]{1,2})\s*[:：]\s*([0-9]{2})(?:[:：]([0-9]{2}))?\s*([AaPp][Mm])?"));
static AGO: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]{1,2})\s*(分钟|小时)前"));
/// Days and months of an English system: `Friday 5:26 PM`, `Sun, Jul 5`, `5 July 2026`.
static ENGLISH_DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r)?\b\.?"));
static ENGLISH_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s*([0-9]{1,2})|([0-9]{1,2})\s*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\b(?:,?\s*(20[0-9]{2})\b)?")
});
/// `7/13/26`: which comes first, day or month, only a number above twelve tells.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})\b"));
static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:星期|周|礼拜)([一二三四五六日天—–－ー])"));
/// What may stand in a time label besides its parts.
static FILLER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[\s·•,，.。、|｜（）()\-—]|\bat\b)*$"));

impl Label {
    /// The time a text shows and nothing else; `None` when it says anything more than a time.
    pub fn parse(text: &str) -> Option<Label> {
        let (label, rest) = Label::take(text);
        (label != Label::default() && FILLER.is_match(&rest)).then_some(label)
    }

    /// The time somewhere in a text, and what is left of it.
    pub fn take(text: &str) -> (Label, String) {
        let mut rest = text.to_owned();
        let mut label = Label::default();
        if let Some(found) = AGO.captures(&rest) {
            let count: i64 = found[1].parse().unwrap_or(0);
            label.ago = Some(if &found[2] == "小时" { count * 60 } else { count });
            rest = AGO.replace(&rest, " ").into_owned();
        } else if rest.contains("刚刚") {
            label.ago = Some(0);
            rest = rest.replacen("刚刚", " ", 1);
        }
        if let Some(found) = CLOCK.captures(&rest) {
            let range = found.get(0).map_or(0..0, |m| m.range());
            if let Some(clock) = clock(&found) {
                label.clock = Some(clock);
                rest.replace_range(range, " ");
            }
        }
        if let Some((day, range)) = english(&rest) {
            label.day = day;
            rest.replace_range(range, " ");
        } else if let Some(found) = DATE.captures(&rest) {
            let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
            let range = found.get(0).map_or(0..0, |m| m.range());
            let day = match (number(1), number(2), number(3)) {
                (Some(year), Some(month), Some(day)) => Day::new(year as i32, month, day).map(Shown::Date),
                (None, Some(month @ 1..=12), Some(day @ 1..=31)) => Some(Shown::MonthDay(month, day)),
                _ => None,
            };
            if day.is_some() {
                label.day = day;
                rest.replace_range(range, " ");
            }
        }
        for (word, back) in [("今天", 0), ("昨天", 1), ("前天", 2), ("今日", 0), ("昨日", 1), ("Today", 0), ("Yesterday", 1)] {
            if label.day.is_none() && rest.contains(word) {
                label.day = Some(Shown::Back(back));
                rest = rest.replacen(word, " ", 1);
            } else if label.day.is_some() && rest.trim() == word {
                // 今天 6月19日: said twice.
                rest.clear();
            }
        }
        if let Some(found) = WEEKDAY.captures(&rest) {
            let day = "一二三四五六日天—–－ー".chars().position(|c| found[1].starts_with(c)).map_or(6, |at| [0, 1, 2, 3, 4, 5, 6, 6, 0, 0, 0, 0][at]) as i32;
            label.day = label.day.or(Some(Shown::Weekday(day)));
            rest = WEEKDAY.replace(&rest, " ").into_owned();
        } else if let Some(found) = ENGLISH_DAY.captures(&rest).filter(|_| label != Label::default() || rest.trim().ends_with("day")) {
            let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().position(|d| found[1].eq_ignore_ascii_case(d)).unwrap_or(0) as i32;
            label.day = label.day.or(Some(Shown::Weekday(day)));
            rest = ENGLISH_DAY.replace(&rest, " ").into_owned();
        }
        (label, rest)
    }

    /// Whether it shows an hour and minute.
    pub fn has_clock(&self) -> bool {
        self.clock.is_some()
    }

    /// Whether it shows a day.
    pub fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// This label with the day of another where it shows none.
    #[must_use]
    pub fn within(&self, context: &Label) -> Label {
        Label { day: self.day.or(context.day), clock: self.clock, ago: self.ago }
    }

    /// The instant, counted from the time of capture. A day without a clock keeps the grain of a day.
    ///
    /// - A time without a day is of the day of capture (a phone leaves out today's date), unless that lies in the future.
    /// - A weekday is the last such day before the capture, at most a week back.
    /// - A month and day without a year is the last such day not after the capture: phones leave out the current year only,
    ///   some keep it out for a year back.
    pub fn when(&self, taken: Option<Stamp>) -> Option<When> {
        let here = taken.map(Stamp::day);
        if let Some(minutes) = self.ago {
            let stamp = Stamp(taken?.0 - minutes * 60_000);
            let local = When::local(stamp.day(), stamp.second_of_day() / 60 * 60, Grain::Minute);
            return Some(local);
        }
        let day = match self.day {
            Some(Shown::Date(day)) => day,
            Some(Shown::Back(days)) => here?.plus(-days),
            Some(Shown::Weekday(weekday)) => {
                // 1970-01-01 was a Thursday.
                let today = (here?.number + 3).rem_euclid(7);
                here?.plus(-(today - weekday).rem_euclid(7))
            }
            Some(Shown::MonthDay(month, day)) => {
                let year = here?.civil().0;
                let this = Day::new(year, month, day);
                this.filter(|d| *d <= here.unwrap_or(*d)).or_else(|| Day::new(year - 1, month, day))?
            }
            None => {
                let taken = taken?;
                let (seconds, _) = self.clock?;
                if seconds > taken.second_of_day() + 60 { taken.day().plus(-1) } else { taken.day() }
            }
        };
        let when = match self.clock {
            Some((seconds, grain)) => When::local(day, seconds, grain),
            None => When::local(day, 0, Grain::Day),
        };
        when.stamp.plausible().then_some(when)
    }
}

impl super::page::Bubble {
    /// What the screen says of its time: its own label under the day of the separator above, else that separator.
    pub fn label(&self) -> Option<Label> {
        let context = self.time_context.as_deref().and_then(Label::parse);
        let own = self.time.as_deref().map(|t| Label::take(t).0);
        // A time of day at a message stands under the day above. Where that line is not on the picture, the day is not known; in a list
        // of conversations such a time is today's.
        let lost = context.is_none() && !self.listed && own.as_ref().is_some_and(|l| l.has_clock() && !l.has_day());
        under(own.filter(|_| !lost), context)
    }
}

impl super::page::CallRow {
    /// What the screen says of its time: the row's own label under its heading, else the heading.
    pub fn label(&self) -> Option<Label> {
        let section = self.section.as_deref().and_then(Label::parse);
        let own = self.time.as_deref().map(|t| Label::take(t).0);
        under(own, section)
    }
}

/// A label without a day stands under the line above it.
fn under(own: Option<Label>, above: Option<Label>) -> Option<Label> {
    match (own, &above) {
        (Some(own), Some(above)) => Some(own.within(above)),
        (own, _) => own.or(above),
    }
}

/// The day of an English system, and where it stands; no day where its order is open.
fn english(text: &str) -> Option<(Option<Shown>, std::ops::Range<usize>)> {
    if let Some(found) = SHORT_YEAR.captures(text) {
        let number = |i: usize| found[i].parse::<u32>().unwrap_or(0);
        let day = match (number(1), number(2)) {
            (month @ 1..=12, day @ 13..=31) | (day @ 13..=31, month @ 1..=12) => Day::new(2000 + number(3) as i32, month, day),
            (month @ 1..=12, day) if month == day => Day::new(2000 + number(3) as i32, month, day),
            _ => None,
        };
        return Some((day.map(Shown::Date), found.get(0)?.range()));
    }
    let found = ENGLISH_DATE.captures(text)?;
    let name = found.get(1).or(found.get(4))?.as_str().to_ascii_lowercase();
    let month = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].iter().position(|m| *m == name)? as u32 + 1;
    let day: u32 = found.get(2).or(found.get(3))?.as_str().parse().ok().filter(|d| (1..=31).contains(d))?;
    let shown = match found.get(5).and_then(|y| y.as_str().parse().ok()) {
        Some(year) => Shown::Date(Day::new(year, month, day)?),
        None => Shown::MonthDay(month, day),
    };
    Some((Some(shown), found.get(0)?.range()))
}

fn clock(found: &regex::Captures) -> Option<(u32, Grain)> {
    let number = |i: usize| found.get(i).map_or(Some(0), |m| m.as_str().parse::<u32>().ok());
    let (mut hour, minute, second) = (number(2)?, number(3)?, number(4)?);
    let half = found.get(1).or(found.get(5)).map(|m| m.as_str().to_ascii_lowercase());
    match half.as_deref() {
        Some("下午" | "傍晚" | "pm") if (1..12).contains(&hour) => hour += 12,
        // 晚上12:30 begins the next day and 晚上1:30 lies in it: which day is meant stays open, the hour does not.
        Some("晚上" | "深夜" | "半夜") if (5..12).contains(&hour) => hour += 12,
        Some("晚上" | "深夜" | "半夜" | "凌晨" | "上午" | "早上" | "清晨" | "am") if hour == 12 => hour = 0,
        Some("中午") if hour < 3 => hour += 12,
        _ => {}
    }
    let grain = if found.get(4).is_some() { Grain::Second } else { Grain::Minute };
    (hour < 24 && minute < 60 && second < 60).then_some((hour * 3600 + minute * 60 + second, grain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str, taken: &str) -> Option<String> {
        Label::parse(text)?.when(Stamp::parse(taken)).map(When::key)
    }

    #[test]
    fn labels_against_the_capture() {
        // 2026-08-05 is a Wednesday.
        let taken = "2026-08-05T19:40:00+08:00";
        for (text, expect) in [
            ("19:26", "2026-08-05T19:26"),
            ("23:50", "2026-08-04T23:50"),
            ("晚上7:26", "2026-08-05T19:26"),
            ("昨天 22:41", "2026-08-04T22:41"),
            ("昨天 · 16:20", "2026-08-04T16:20"),
            ("星期四 18:09", "2026-07-30T18:09"),
            ("周三 08:00", "2026-08-05T08:00"),
            ("7月30日 周四", "2026-07-30"),
            ("8月4日 10:11", "2026-08-04T10:11"),
            ("8-4 09:17", "2026-08-04T09:17"),
            ("12月30日 上午9:05", "2025-12-30T09:05"),
            ("2026/7/28 21:36", "2026-07-28T21:36"),
            ("2025年12月1日 下午3:04", "2025-12-01T15:04"),
            ("上午12:05", "2026-08-05T00:05"),
            ("5分钟前", "2026-08-05T19:35"),
            ("刚刚", "2026-08-05T19:40"),
            ("昨天", "2026-08-04"),
            ("Yesterday 5:26 PM", "2026-08-04T17:26"),
            ("Friday 5:26 PM", "2026-07-31T17:26"),
            ("Sunday", "2026-08-02"),
            ("Sun, Jul 5 at 9:36 AM", "2026-07-05T09:36"),
            ("Jul 5, 2025 9:36 AM", "2025-07-05T09:36"),
            ("7/13/26", "2026-07-13"),
        ] {
            assert_eq!(key(text, taken).as_deref(), Some(expect), "{text}");
        }
    }

    #[test]
    fn a_time_at_a_message_without_the_day_above_it_is_no_time() {
        use crate::picture::page::{Bubble, Kind, Side};
        let bubble = |time: &str, above: Option<&str>, listed: bool| Bubble {
            side: Side::Left,
            kind: Kind::Text,
            text: "还钱".into(),
            time: Some(time.into()),
            time_context: above.map(str::to_owned),
            sender: Some("王二".into()),
            quote: None,
            listed,
            score: 1.0,
            at: Default::default(),
        };
        let taken = Stamp::parse("2026-08-05T19:40:00+08:00");
        let key = |b: Bubble| b.label().and_then(|l| l.when(taken)).map(When::key);
        assert_eq!(key(bubble("13:20", None, false)), None);
        assert_eq!(key(bubble("13:20", Some("8月3日"), false)).as_deref(), Some("2026-08-03T13:20"));
        assert_eq!(key(bubble("13:20", Some("13:20"), false)).as_deref(), Some("2026-08-05T13:20"), "a separator of today");
        assert_eq!(key(bubble("13:20", None, true)).as_deref(), Some("2026-08-05T13:20"), "a row of a list");
    }

    #[test]
    fn what_is_more_than_a_time_or_needs_a_capture_is_none() {
        for text in ["明天开庭", "最后通牒！！22:30前", "", "15\"", "2026年13月1日", "306室", "7/9/26", "May I", "Monday meeting", "Sun"] {
            assert_eq!(Label::parse(text), None, "{text}");
        }
        for text in ["昨天 22:41", "星期三", "19:26", "8月4日 10:11", "刚刚"] {
            assert_eq!(Label::parse(text).expect("a label").when(None), None, "{text}");
        }
        assert_eq!(Label::parse("2026/7/28 21:36").and_then(|l| l.when(None)).map(When::key).as_deref(), Some("2026-07-28T21:36"));
    }

    #[test]
    fn a_clock_takes_the_day_of_the_line_above() {
        let (context, label) = (Label::parse("7月30日 周四").expect("a day"), Label::parse("上午10:15").expect("a clock"));
        assert_eq!(label.within(&context).when(Stamp::parse("2026-08-02T20:00:00+08:00")).map(When::key).as_deref(), Some("2026-07-30T10:15"));
        assert_eq!(Label::take("未接来电 · 5分钟前").1.trim(), "未接来电 ·");
    }
}
