//! What recorders write into file names: when, with whom, which way. Names are local time without a zone unless they carry one.
//! The table holds only shapes that were seen; another recorder is another line.

use crate::model::{Direction, Grain, When};
use crate::number;
use crate::time::{Day, Stamp, ZoneSource, offset_minutes};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whose recorder writes such names.
    pub maker: &'static str,
    /// When the recording began.
    pub at: When,
    /// The other side's number, or empty.
    pub number: String,
    /// The name the recorder gives the other side.
    pub name: Option<String>,
    /// Which way, if the name says.
    pub direction: Option<Direction>,
}

/// Maker, shape. Groups: `y mo d h mi s` or two-digit `yy`; `zone`, `who`, `number`, `dir`.
const SHAPES: [(&str, &str); 6] = [
    // BCR: 20230414_215701.088-0400_in_13800000001_姓名
    (
        "BCR",
        r"^(?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})_(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})(?:\.[0-9]{1,3})?(?P<zone>[+-][0-9]{4})(?:_(?P<dir>in|out|conference))?(?:_sim[0-9])?(?:_(?P<number>\+?[0-9 -]{3,20}))?(?:_(?P<who>.+))?$",
    ),
    // 小米：通话录音@姓名(13800000001)_20260107210000；也有没有前缀的
    ("小米", r"^(?:通话录音@)?(?P<who>[^@]{0,60}?)[(（](?P<number>[+0-9 -]{3,20})[)）]_(?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 华为、荣耀：姓名@13800000001_20260107210000
    ("华为、荣耀", r"^(?P<who>[^@]{0,60})@(?P<number>[+0-9 -]{3,20})_(?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 三星：Call recording 13800000001_260107_210000、通话录音 姓名_260107_210000
    ("三星", r"^(?:Call recording|通话录音)\s+(?P<who>.{1,60})_(?P<yy>[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})_(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 华为新机：通话录音 138… 20260107210000
    ("华为、荣耀", r"^通话录音[ _@]?(?P<who>[^_]{0,60}?)[ _](?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 小米、华为：134 1096 1780_20220425103455
    ("小米、华为", r"^(?P<who>[^@]{1,60})_(?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
];

static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| SHAPES.iter().map(|(maker, shape)| (*maker, Regex::new(shape).expect("a pattern of this file"))).collect());

/// What the name of a recording (without folders) says; `None` when it has no known shape.
pub fn said(name: &str) -> Option<Said> {
    let stem = stem(name);
    // Copies: "… (1)".
    let stem = stem.rsplit_once(" (").filter(|(_, n)| n.strip_suffix(')').is_some_and(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))).map_or(stem, |(s, _)| s);
    PATTERNS.iter().find_map(|(maker, pattern)| one(maker, &pattern.captures(stem)?))
}

/// A name without its last ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').filter(|(s, _)| !s.is_empty()).map_or(name, |(s, _)| s)
}

fn one(maker: &'static str, found: &Captures) -> Option<Said> {
    let n = |key: &str| found.name(key).and_then(|m| m.as_str().parse::<u32>().ok());
    let year = n("y").or_else(|| n("yy").map(|y| 2000 + y))?;
    let day = Day::new(year as i32, n("mo")?, n("d")?)?;
    let (hour, minute, second) = (n("h")?, n("mi")?, n("s")?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let clock = hour * 3600 + minute * 60 + second;
    let at = match found.name("zone").and_then(|z| offset_minutes(z.as_str())) {
        Some(offset) => When { stamp: Stamp(Stamp::from_local(day, clock).0 + i64::from(480 - offset) * 60_000), grain: Grain::Second, zone: ZoneSource::Source },
        None => When::local(day, clock, Grain::Second),
    };
    let who = found.name("who").map(|m| m.as_str().trim().to_owned()).filter(|w| !w.is_empty());
    let number = found.name("number").map(|m| m.as_str().trim().to_owned());
    // A recorder that knows no name writes the number in its place.
    let (number, name) = match (number, who) {
        (Some(number), Some(who)) if number::key(&who) == number::key(&number) => (number, None),
        (Some(number), who) => (number, who),
        (None, Some(who)) if who.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-')) && number::key(&who).len() >= 3 => (who, None),
        (None, who) => (String::new(), who),
    };
    let direction = match found.name("dir").map(|m| m.as_str()) {
        Some("in") => Some(Direction::In),
        Some("out") => Some(Direction::Out),
        _ => None,
    };
    at.stamp.plausible().then_some(Said { maker, at, number, name, direction })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_recorders() {
        for (file, maker, at, number, name) in [
            ("通话录音@催收(13800000001)_20260107210003.mp3", "小米", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("138 0000 0001_20260107210003.mp3", "小米、华为", "2026-01-07T21:00:03+08:00", "138 0000 0001", None),
            ("13800000001@13800000001_20260107210003.amr", "华为、荣耀", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("Call recording 张一_260107_210003.m4a", "三星", "2026-01-07T21:00:03+08:00", "", Some("张一")),
            ("通话录音 13800000001 20260107210003.m4a", "华为、荣耀", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("20260107_090003.088-0400_in_13800000001.oga", "BCR", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("通话录音@催收(13800000001)_20260107210003 (1).mp3", "小米", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
        ] {
            let said = said(file).unwrap_or_else(|| panic!("{file}"));
            assert_eq!((said.maker, said.at.key().as_str(), said.number.as_str(), said.name.as_deref()), (maker, at, number, name), "{file}");
        }
        assert_eq!(said("20260107_090003.088-0400_in_1.oga").and_then(|s| s.direction), Some(Direction::In));
        for file in ["录音001.m4a", "通话录音@催收(138)_20261307210003.mp3", "x_20260107250000.mp3", ""] {
            assert_eq!(said(file), None, "{file}");
        }
    }
}
