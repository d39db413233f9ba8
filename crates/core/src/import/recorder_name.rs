//! What recorders write into file names: when, with whom, which way. Names are local time without a zone unless they carry one.
//! The table holds only shapes that were seen; another recorder is another line.

#[path = "recorder_name/label.rs"]
mod label;

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

impl Said {
    /// Whether a number stands there with digits covered: nobody can be told by it.
    pub fn masked(&self) -> bool {
        let name = self.name.as_deref().unwrap_or_default();
        self.number.is_empty() && name.contains('*') && name.bytes().filter(u8::is_ascii_digit).count() >= 5
    }
}

/// Maker, shape. Groups: `y mo d h mi s` or two-digit `yy`; `zone`, `who`, `number`, `dir`.
const SHAPES: [(&str, &str); 16] = [
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
    ("三星", r"^(?:Call recording|通话录音|录音通话)[\s_]+(?P<who>.{1,60})_(?P<yy>[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})_(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // LineageOS：13800000001_260107_210003123，毫秒紧接在秒后面
    ("LineageOS", r"^(?P<who>.{1,60})_(?P<yy>[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})_(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})[0-9]{3}$"),
    // Cube ACR：2026-01-07 21-00-03 (phone) 姓名 (13800000001) ↙
    ("Cube ACR", r"^(?P<y>20[0-9]{2})-(?P<mo>[0-9]{2})-(?P<d>[0-9]{2}) (?P<h>[0-9]{2})-(?P<mi>[0-9]{2})-(?P<s>[0-9]{2}) \((?i:phone)\) (?P<who>.{1,60}?)(?: (?P<dir>[↙↗]))?$"),
    // 华为新机：通话录音 138… 20260107210000
    ("华为、荣耀", r"^通话录音[ _@]?(?P<who>[^_]{0,60}?)[ _](?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 小米、华为：134 1096 1780_20220425103455
    ("小米、华为", r"^(?P<who>[^@]{1,60})_(?P<y>20[0-9]{2})(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})(?P<s>[0-9]{2})$"),
    // 其余：时间在后、在前、在括号里，各部分之间是 _ - 或空格
    (OTHER, r"^(?:(?P<who>.{1,60}?)[_ @-]+)?(?P<y>20[0-9]{2})-?(?P<mo>[0-9]{2})-?(?P<d>[0-9]{2})[_ T-]?(?P<h>[0-9]{2})[-.]?(?P<mi>[0-9]{2})[-.]?(?P<s>[0-9]{2})$"),
    (OTHER, r"^(?P<y>20[0-9]{2})-?(?P<mo>[0-9]{2})-?(?P<d>[0-9]{2})[_ T-]?(?P<h>[0-9]{2})[-.]?(?P<mi>[0-9]{2})[-.]?(?P<s>[0-9]{2})[_ -]+(?P<who>.{1,60})$"),
    (OTHER, r"^(?P<who>.{1,60}?)[(（](?P<y>20[0-9]{2})-?(?P<mo>[0-9]{2})-?(?P<d>[0-9]{2})[_ T-]?(?P<h>[0-9]{2})[-.]?(?P<mi>[0-9]{2})[-.]?(?P<s>[0-9]{2})[)）]$"),
    // 一个词、时间、方向、号码：Call_20260107_210003_INCOMING_13800000001
    (
        OTHER,
        r"^(?i:call|callrecord|call[ _]?recording|rec|record|recording|通话录音|通话|录音)[_ -](?P<y>20[0-9]{2})-?(?P<mo>[0-9]{2})-?(?P<d>[0-9]{2})[_ T-]?(?P<h>[0-9]{2})[-.]?(?P<mi>[0-9]{2})[-.]?(?P<s>[0-9]{2})(?:[_ -](?P<dir>(?i:in|out|incoming|outgoing)|呼入|呼出|来电|去电))?[_ -](?P<number>\+?[0-9][0-9 -]{4,19})$",
    ),
    // 每一段之间都有下划线：姓名_2026_01_07_21_00_03、2026_01_07_21_00_03_13800000001
    (OTHER, r"^(?P<y>20[0-9]{2})[_.](?P<mo>[0-9]{1,2})[_.](?P<d>[0-9]{1,2})[_ -](?P<h>[0-9]{1,2})[_.](?P<mi>[0-9]{2})[_.](?P<s>[0-9]{2})[_ -]+(?P<who>.{1,60})$"),
    (OTHER, r"^(?P<who>.{1,60}?)[_ -](?P<y>20[0-9]{2})[_.](?P<mo>[0-9]{1,2})[_.](?P<d>[0-9]{1,2})[_ -](?P<h>[0-9]{1,2})[_.](?P<mi>[0-9]{2})[_.](?P<s>[0-9]{2})$"),
    // 1970年起的毫秒：13800000001_1767787203000
    (OTHER, r"^(?P<who>.{1,60}?)[_ -](?P<ms>1[4-9][0-9]{11})$"),
    // 到分钟为止：13800000001-2601072100
    (OTHER, r"^(?P<who>.{1,60})-(?P<yy>[1-4][0-9])(?P<mo>[0-9]{2})(?P<d>[0-9]{2})(?P<h>[0-9]{2})(?P<mi>[0-9]{2})$"),
];

/// Names many recorders write, none of them alone.
const OTHER: &str = "常见写法";
/// What a copy of a file has behind its name.
static COPY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:\s*[(（][0-9]{1,2}[)）]|\s*-\s*(?:副本|Copy)|_[0-9]{1,2})+$").expect("a pattern of this file"));
/// A name and a number behind it: `催收 13800000001`, `催收(13800000001)`, `催收 (13800000001 手机)`.
static BOTH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:(?P<name>.*?[^0-9+ (（-])[ (（]+|[(（])(?P<number>\+?[0-9][0-9 -]{4,19})(?:[)）]| [^0-9()（） ]{1,10}[)）])?$").expect("a pattern of this file"));
/// What a recorder calls its files, and that they are of calls.
const OF_CALLS: [&str; 6] = ["通话录音", "录音通话", "call recording", "callrecord", "通话", "call"];
const OF_SOUND: [&str; 12] = ["录音", "rec", "record", "recording", "audio", "aud", "voice", "sound", "vid", "video", "img", "录音机"];

static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| SHAPES.iter().map(|(maker, shape)| (*maker, Regex::new(shape).expect("a pattern of this file"))).collect());

/// What the name of a recording (without folders) says; `None` when it has no known shape.
pub fn said(name: &str) -> Option<Said> {
    let stem = stem(name);
    let read = |stem: &str| PATTERNS.iter().find_map(|(maker, pattern)| one(maker, &pattern.captures(stem)?));
    let ended = |stem: &str| {
        let (stem, way) = WAYS.iter().find_map(|(word, way)| Some((stem.strip_suffix(word)?.strip_suffix(['-', '_', ' '])?, *way)))?;
        Some(Said { direction: Some(way), ..read(stem)? })
    };
    let whole = |stem: &str| read(stem).or_else(|| read(&COPY.replace(stem, ""))).or_else(|| ended(stem));
    whole(stem).or_else(|| {
        // A note somebody put behind everything else: only where what stands before it names the other side.
        let mut rest = stem;
        for _ in 0..3 {
            let (before, note) = label::behind(rest)?;
            rest = before;
            if let Some(said) = whole(rest).filter(|s| !s.number.is_empty() || s.name.is_some()) {
                return Some(Said { name: said.name.or_else(|| label::telling(note)), ..said });
            }
        }
        None
    })
}

/// Which way a call went, written behind everything else.
const WAYS: [(&str, Direction); 8] = [
    ("呼入", Direction::In),
    ("来电", Direction::In),
    ("in", Direction::In),
    ("incoming", Direction::In),
    ("呼出", Direction::Out),
    ("去电", Direction::Out),
    ("out", Direction::Out),
    ("outgoing", Direction::Out),
];

/// Whom the words around a time name.
#[derive(Default)]
struct Who {
    number: String,
    name: Option<String>,
    direction: Option<Direction>,
    /// A word says that it is a call.
    call: bool,
}

/// Numbers, names and ways, between them `_` or `@`: `呼入_13800000001`, `催收_13800000001`, `REC_13800000001`.
fn who(text: &str) -> Who {
    let mut who = Who::default();
    for part in text.split(['_', '@']) {
        let mut part = part.trim_matches([' ', '-']);
        if let Some(rest) = OF_CALLS.iter().find_map(|w| part.get(..w.len()).filter(|p| p.eq_ignore_ascii_case(w)).map(|_| &part[w.len()..])).filter(|rest| rest.is_empty() || rest.starts_with([' ', '-'])) {
            who.call = true;
            part = rest.trim_matches([' ', '-']);
        }
        if let Some(rest) = part.strip_prefix('与').or(part.strip_prefix('和')).and_then(|p| p.strip_suffix("的通话").or(p.strip_suffix("的通话录音"))) {
            who.call = true;
            part = rest.trim_matches(['“', '”', '"', ' ']);
        }
        let lower = part.to_lowercase();
        match lower.as_str() {
            "" => {}
            "呼入" | "来电" | "接听" | "in" | "incoming" => who.direction = Some(Direction::In),
            "呼出" | "去电" | "拨出" | "out" | "outgoing" => who.direction = Some(Direction::Out),
            word if label::nobody(word) => who.call = true,
            word if OF_SOUND.contains(&word) => {}
            // The number of a copy.
            word if word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit()) => {}
            _ if is_number(part) => {
                if who.number.is_empty() {
                    who.number = part.to_owned();
                }
            }
            _ if let Some(labelled) = label::split(part) => {
                if who.number.is_empty() {
                    who.number = labelled.number;
                }
                who.direction = who.direction.or(labelled.direction);
                who.name = who.name.or(labelled.name);
            }
            _ => {
                let (name, number) = BOTH.captures(part).map_or((part, ""), |f| (f.name("name").map_or("", |m| m.as_str()), f.name("number").map_or("", |m| m.as_str())));
                if who.number.is_empty() {
                    who.number = number.trim().to_owned();
                }
                // What stands behind a number, or alone, may be a note of what was said.
                let noted = number.is_empty() && (label::is_note(name) || !who.number.is_empty() && name.chars().count() > 12);
                who.name = who.name.or(Some(label::bare(name).to_owned()).filter(|n| !n.is_empty() && !noted && !label::nobody(&n.to_lowercase())));
            }
        }
    }
    who.call |= who.direction.is_some() || !who.number.is_empty();
    who
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-')) && number::key(text).len() >= 3
}

/// A name without its last ending.
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').filter(|(s, _)| !s.is_empty()).map_or(name, |(s, _)| s)
}

fn one(maker: &'static str, found: &Captures) -> Option<Said> {
    let n = |key: &str| found.name(key).and_then(|m| m.as_str().parse::<u32>().ok());
    let at = match found.name("ms").and_then(|m| m.as_str().parse().ok()) {
        Some(ms) => When::exact(Stamp(ms)),
        None => {
            let year = n("y").or_else(|| n("yy").map(|y| 2000 + y))?;
            let day = Day::new(year as i32, n("mo")?, n("d")?)?;
            let (hour, minute, second) = (n("h")?, n("mi")?, n("s").unwrap_or(0));
            if hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            let clock = hour * 3600 + minute * 60 + second;
            match found.name("zone").and_then(|z| offset_minutes(z.as_str())) {
                Some(offset) => When { stamp: Stamp(Stamp::from_local(day, clock).0 + i64::from(480 - offset) * 60_000), grain: Grain::Second, zone: ZoneSource::Source },
                None => When::local(day, clock, if found.name("s").is_some() { Grain::Second } else { Grain::Minute }),
            }
        }
    };
    let split = found.name("who").filter(|_| found.name("number").is_none()).map(|m| self::who(m.as_str())).unwrap_or_default();
    if matches!(maker, OTHER | "小米、华为") && !split.call && split.name.is_none() && found.name("number").is_none() && !found.get(0).is_some_and(|m| m.as_str().contains("通话")) {
        // A time and nothing else: any recording, any picture.
        return None;
    }
    let who = found.name("who").map(|m| m.as_str().trim().to_owned()).filter(|w| !w.is_empty());
    let number = found.name("number").map(|m| m.as_str().trim().to_owned());
    // A recorder that knows no name writes the number in its place.
    let (number, name) = match (number, who) {
        (Some(number), Some(who)) if number::key(&who) == number::key(&number) => (number, None),
        (Some(number), who) => (number, who.map(|w| label::bare(&w).to_owned()).filter(|w| !w.is_empty() && !label::nobody(&w.to_lowercase()))),
        (None, _) => (split.number, split.name),
    };
    let direction = match found.name("dir").map(|m| m.as_str().to_lowercase()).as_deref() {
        Some("in" | "incoming" | "呼入" | "来电" | "↙") => Some(Direction::In),
        Some("out" | "outgoing" | "呼出" | "去电" | "↗") => Some(Direction::Out),
        _ => split.direction,
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
            ("通话录音@催收(13800000001)_20260107210003(1).mp3", "小米", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("通话录音@催收(13800000001)_20260107210003 - 副本.mp3", "小米", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("通话录音@催收(13800000001)_20260107210003_1.mp3", "小米", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("呼入_13800000001_20260107210003.mp3", "小米、华为", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("催收_13800000001_20260107210003.mp3", "小米、华为", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("REC_13800000001_20260107210003.mp3", "小米、华为", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("13800000001_20260107_210003.mp3", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("20260107_210003_13800000001.m4a", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("13800000001 2026-01-07 21-00-03.m4a", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("催收 13800000001 2026-01-07 21-00-03.amr", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("张三_2026-06-10_17-30-22.m4a", "常见写法", "2026-06-10T17:30:22+08:00", "", Some("张三")),
            ("通话录音-20260610-173005.m4a", "常见写法", "2026-06-10T17:30:05+08:00", "", None),
            ("13800000001(20260107210003).m4a", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("张三_2026_06_10_17_30_22.amr", "常见写法", "2026-06-10T17:30:22+08:00", "", Some("张三")),
            ("record_13800000001_1767790803000.m4a", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("通话录音-13800000001-20260107210003-呼出.mp3", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("+8613800000001_260107_210003577.m4a", "LineageOS", "2026-01-07T21:00:03+08:00", "+8613800000001", None),
            ("催收 (13800000001 手机) 2026-01-07_210003_out.m4a", "常见写法", "2026-01-07T21:00:03+08:00", "13800000001", Some("催收")),
            ("2026-01-07 21-00-03 (phone) 催收 (0571 0000 0001) ↙.m4a", "Cube ACR", "2026-01-07T21:00:03+08:00", "0571 0000 0001", Some("催收")),
            ("2026-01-07 21-00-03 (phone) 13800000001 ↗.m4a", "Cube ACR", "2026-01-07T21:00:03+08:00", "13800000001", None),
            ("13800000001-2601072100.mp3", "常见写法", "2026-01-07T21:00", "13800000001", None),
        ] {
            let said = said(file).unwrap_or_else(|| panic!("{file}"));
            assert_eq!((said.maker, said.at.key().as_str(), said.number.as_str(), said.name.as_deref()), (maker, at, number, name), "{file}");
        }
        assert_eq!(said("20260107_090003.088-0400_in_1.oga").and_then(|s| s.direction), Some(Direction::In));
        assert_eq!(["呼出_13800000001_20260107210003.mp3", "13800000001_呼入_20260107210003.mp3", "通话录音-13800000001-20260107210003-呼出.mp3"].map(|f| said(f).and_then(|s| s.direction)), [Some(Direction::Out), Some(Direction::In), Some(Direction::Out)]);
        assert_eq!(["2026-01-07 21-00-03 (phone) 催收 (13800000001) ↙.m4a", "2026-01-07 21-00-03 (phone) 13800000001 ↗.m4a", "催收 (13800000001 手机) 2026-01-07_210003_out.m4a"].map(|f| said(f).and_then(|s| s.direction)), [Some(Direction::In), Some(Direction::Out), Some(Direction::Out)]);
        assert!(said("138****0001_20260107210003.mp3").is_some_and(|s| s.masked()) && !said("催*收_20260107210003.mp3").is_some_and(|s| s.masked()));
        for file in ["录音_20260107_210003.m4a", "REC_20260107_210003.wav", "20260107_210003.m4a", "mmexport1767790803000.m4a", "REC_1767790803000.m4a", "VID_20260107_210003.mp4", "录音001.m4a", "通话录音@催收(138)_20261307210003.mp3", "x_20260107250000.mp3", ""] {
            assert_eq!(said(file), None, "{file}");
        }
    }
}
