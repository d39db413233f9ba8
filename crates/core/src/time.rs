//! Instants, days and how exactly a source knows them. China has kept one zone, UTC+8, without summer time since
//! 1991-09-15; everything shown is +08:00, whatever the machine's own zone. Never reads a clock.

use serde::{Deserialize, Serialize};
use std::fmt;

const DAY_MS: i64 = 86_400_000;
/// UTC+8 in milliseconds.
const SHANGHAI_MS: i64 = 8 * 3_600_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamp(pub i64);

/// A civil day in Shanghai; shown `2026-01-07`. Ordered by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Days since 1970-01-01.
    pub number: i32,
}

/// How exact a time is. Nothing is shown more exact than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// To the second (or finer).
    Second,
    /// To the minute.
    Minute,
    /// To the day.
    Day,
}

/// Where the zone comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneSource {
    /// The source stores an instant (epoch) or writes its own offset.
    Source,
    /// The source writes local time without zone; +08:00 is assumed and said so.
    Assumed,
}

/// When something happened, as exactly as the source knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// The instant, or the first instant of the minute or day.
    pub stamp: Stamp,
    /// How exact.
    pub grain: Grain,
    /// Where the zone comes from.
    pub zone: ZoneSource,
}

impl Stamp {
    /// 2000-01-01 to 2099-12-31: outside it a phone's clock is not believed.
    pub fn plausible(self) -> bool {
        (946_656_000_000..4_102_416_000_000).contains(&self.0)
    }

    /// The civil day in Shanghai.
    pub fn day(self) -> Day {
        Day { number: (self.0 + SHANGHAI_MS).div_euclid(DAY_MS) as i32 }
    }

    /// Seconds since midnight in Shanghai.
    pub fn second_of_day(self) -> u32 {
        ((self.0 + SHANGHAI_MS).rem_euclid(DAY_MS) / 1000) as u32
    }

    /// From a Shanghai wall clock.
    pub fn from_local(day: Day, second_of_day: u32) -> Stamp {
        Stamp(i64::from(day.number) * DAY_MS + i64::from(second_of_day) * 1000 - SHANGHAI_MS)
    }

    /// RFC 3339 in +08:00, to the second: `2026-01-07T15:00:00+08:00`.
    pub fn rfc3339(self) -> String {
        let s = self.second_of_day();
        format!("{}T{:02}:{:02}:{:02}+08:00", self.day(), s / 3600, s / 60 % 60, s % 60)
    }

    /// Reads RFC 3339 (any offset) or, without offset, as Shanghai time. Seconds may be missing.
    pub fn parse(text: &str) -> Option<Stamp> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        let day = Day::parse(day)?;
        if rest.is_empty() {
            return Some(Stamp::from_local(day, 0));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let zone_at = rest.find(['Z', 'z', '+']).or_else(|| rest.rfind('-'));
        let (clock, zone) = zone_at.map_or((rest, ""), |i| rest.split_at(i));
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let millis: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
        let seconds = clock_seconds(clock)?;
        let offset_ms = match zone {
            "" => SHANGHAI_MS,
            "Z" | "z" => 0,
            _ => {
                let sign = if zone.starts_with('-') { -1 } else { 1 };
                let digits = zone[1..].replace(':', "");
                let (h, m) = (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..).filter(|m| !m.is_empty()).map_or(Some(0), |m| m.parse::<i64>().ok())?);
                sign * (h * 3_600_000 + m * 60_000)
            }
        };
        Some(Stamp(i64::from(day.number) * DAY_MS + i64::from(seconds) * 1000 + millis - offset_ms))
    }
}

/// `H:MM` or `HH:MM:SS` to seconds of the day.
pub fn clock_seconds(text: &str) -> Option<u32> {
    let mut fields = text.trim().split(':');
    let hour: u32 = fields.next()?.parse().ok()?;
    let minute: u32 = fields.next()?.parse().ok()?;
    let second: u32 = fields.next().map_or(Some(0), |s| s.parse().ok())?;
    (fields.next().is_none() && hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

/// Minutes ahead of UTC: `+0800`, `+08:00`, `+8`, `Z`, or `Asia/Shanghai` (what a phone in China calls its zone). No
/// other zone name is known: most have summer time, which one number cannot say.
pub fn offset_minutes(text: &str) -> Option<i32> {
    let text = text.trim();
    match text {
        "Z" | "z" | "UTC" | "GMT" => return Some(0),
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Harbin" | "PRC" => return Some(480),
        _ => {}
    }
    let (sign, rest) = text.strip_prefix('+').map(|r| (1, r)).or_else(|| text.strip_prefix('-').map(|r| (-1, r)))?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(pair) => pair,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    let number = |t: &str, most: i32| (t.len() <= 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i32>().ok()).flatten().filter(|n| *n <= most);
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

impl Day {
    /// A day of the Gregorian calendar, if it exists.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let date = jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let number = date.since((jiff::Unit::Day, epoch)).ok()?.get_days();
        Some(Day { number })
    }

    /// `2026-01-07`, `2026/1/7` or `2026年1月7日`.
    pub fn parse(text: &str) -> Option<Day> {
        let text = text.trim().trim_end_matches('日');
        let mut fields = text.split(['-', '/', '年', '月', '.']);
        let year = fields.next()?;
        let (month, day) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        (year.len() == 4 && fields.next().is_none()).then_some(())?;
        Day::new(year.parse().ok()?, month, day)
    }

    /// (year, month, day).
    pub fn civil(self) -> (i32, u32, u32) {
        // Days-from-civil inverted (Howard Hinnant, "chrono-compatible low-level date algorithms"): exact for all i32
        // days in range, and ten times faster than a calendar library on a million rows.
        let z = self.number + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        (yoe + era * 400 + i32::from(month <= 2), month as u32, (doy - (153 * mp + 2) / 5 + 1) as u32)
    }

    /// The day `days` later.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        Day { number: self.number + days }
    }

    /// `2026年1月7日`, as papers print it.
    pub fn zh(self) -> String {
        let (y, m, d) = self.civil();
        format!("{y}年{m}月{d}日")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Day::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a date (YYYY-MM-DD): {text}")))
    }
}

impl When {
    /// An instant the source stores exactly.
    pub fn exact(stamp: Stamp) -> When {
        When { stamp, grain: Grain::Second, zone: ZoneSource::Source }
    }

    /// A Shanghai wall-clock time the source writes without a zone.
    pub fn local(day: Day, second_of_day: u32, grain: Grain) -> When {
        When { stamp: Stamp::from_local(day, second_of_day), grain, zone: ZoneSource::Assumed }
    }

    /// The civil day in Shanghai.
    pub fn day(self) -> Day {
        self.stamp.day()
    }

    /// The latest instant it may stand for: the end of its minute or day.
    pub fn latest(self) -> Stamp {
        let length = match self.grain {
            Grain::Second => 0,
            Grain::Minute => 60_000 - 1,
            Grain::Day => DAY_MS - 1,
        };
        Stamp(self.stamp.0 + length)
    }

    /// Earlier whatever the exactness of either: an event of 12:30 is not before one of 12:30:20.
    pub fn surely_before(self, other: When) -> bool {
        self.latest() < other.stamp
    }

    /// Key used across the product and in results: second → `2026-01-07T15:00:00+08:00`, minute → `2026-01-09T23:01`,
    /// day → `2026-01-09`.
    pub fn key(self) -> String {
        let full = self.stamp.rfc3339();
        match self.grain {
            Grain::Second => full,
            Grain::Minute => full[..16].to_owned(),
            Grain::Day => full[..10].to_owned(),
        }
    }

    /// `2026年1月7日 15:00:00`, cut to the grain.
    pub fn zh(self) -> String {
        let s = self.stamp.second_of_day();
        let day = self.day().zh();
        match self.grain {
            Grain::Second => format!("{day} {:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60),
            Grain::Minute => format!("{day} {:02}:{:02}", s / 3600, s / 60 % 60),
            Grain::Day => day,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shanghai_wall_clock_both_ways() {
        let stamp = Stamp(1_767_769_200_422);
        assert_eq!(stamp.rfc3339(), "2026-01-07T15:00:00+08:00");
        assert_eq!(Stamp::parse("2026-01-07T15:00:00+08:00"), Some(Stamp(1_767_769_200_000)));
        assert_eq!(Stamp::parse("2026-01-07T07:00:00Z"), Some(Stamp(1_767_769_200_000)));
        assert_eq!(Stamp::parse("2026-01-07 15:00"), Some(Stamp(1_767_769_200_000)));
        assert_eq!(Stamp::parse("2026-01-07T02:00:00.5-05:00"), Some(Stamp(1_767_769_200_500)));
        assert_eq!(Stamp::parse("2026-02-30T00:00:00Z"), None);
        assert_eq!(Stamp::parse("2026-01-07T25:00"), None);
    }

    #[test]
    fn before_beyond_the_exactness_of_either() {
        let at = |grain, second| When::local(Day { number: 20_000 }, second, grain);
        let noon = at(Grain::Second, 43_200);
        for (earlier, expect) in [(at(Grain::Second, 43_199), true), (noon, false), (at(Grain::Minute, 43_140), true), (at(Grain::Minute, 43_200), false), (at(Grain::Day, 0), false)] {
            assert_eq!(earlier.surely_before(noon), expect, "{earlier:?}");
        }
        assert!(!noon.surely_before(at(Grain::Day, 0)));
    }

    #[test]
    fn offsets_of_a_clock() {
        for (text, expect) in [("+0800", Some(480)), ("+08:00", Some(480)), ("+8", Some(480)), ("-0330", Some(-210)), ("Z", Some(0)), ("Asia/Shanghai", Some(480))] {
            assert_eq!(offset_minutes(text), expect, "{text}");
        }
        for text in ["", "+", "0800", "+25", "+08:60", "+٠٨", "America/New_York", "+080"] {
            assert_eq!(offset_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn civil_agrees_with_the_calendar_library() {
        for number in (-40_000..80_000).step_by(13) {
            let day = Day { number };
            let (y, m, d) = day.civil();
            assert_eq!(Day::new(y, m, d), Some(day));
        }
    }

    #[test]
    fn a_time_is_never_more_exact_than_its_source() {
        let day = Day::parse("2026年1月9日").expect("a date");
        assert_eq!(When::local(day, 23 * 3600 + 60, Grain::Minute).key(), "2026-01-09T23:01");
        assert_eq!(When::local(day, 0, Grain::Day).zh(), "2026年1月9日");
    }
}
