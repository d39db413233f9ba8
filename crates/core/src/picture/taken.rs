//! When a picture was taken: what its name, its metadata and the case say, each told apart, never merged. The first that is
//! there counts: what the user states, then the name (phones write the moment of capture into it), then EXIF. The time of the
//! file system is not used: every copy changes it.

use super::text::pattern;
use crate::time::{Day, Stamp};
use regex::Regex;
use std::sync::LazyLock;

/// Where the time of capture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `captured_at` in the facts of the case.
    Stated,
    /// The file's own name.
    Name,
    /// EXIF DateTimeOriginal or DateTime.
    Exif,
}

impl Source {
    /// As a note says it.
    pub fn zh(self) -> &'static str {
        match self {
            Source::Stated => "案件中陈述的采集时间",
            Source::Name => "文件名中的时间",
            Source::Exif => "图片元数据（EXIF）中的时间",
        }
    }
}

/// The time of capture and every source that states one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The one that counts.
    pub at: Option<(Stamp, Source)>,
    /// All of them.
    pub all: Vec<(Stamp, Source)>,
}

static STAMPED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^0-9])(20[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12][0-9]|3[01])[-_ .T]*([01][0-9]|2[0-3])[-_.:]?([0-5][0-9])[-_.:]?([0-5][0-9])"));
static MILLIS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^0-9])(1[0-9]{12})(?:[^0-9]|$)"));
static CHINESE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日[^0-9]{0,3}([0-9]{1,2})[时点:：]([0-9]{1,2})(?:[分:：]([0-9]{1,2}))?"));

/// Gathers them. `Screenshot_2025-10-28-19-07-16-918_com.tencent.mm.jpg` and `Screenshot_20201024_161126_…` are what Xiaomi,
/// OPPO and Huawei write; a bare millisecond count (`mmexport…`) is when an app saved the file and is taken only for want of
/// better.
pub fn taken(name: &str, exif: Option<&[u8]>, stated: Option<Stamp>) -> Taken {
    let mut all = Vec::new();
    all.extend(stated.map(|s| (s, Source::Stated)));
    all.extend(of_name(name).map(|s| (s, Source::Name)));
    all.extend(exif.and_then(of_exif).map(|s| (s, Source::Exif)));
    Taken { at: all.first().copied(), all }
}

fn of_name(name: &str) -> Option<Stamp> {
    let found = STAMPED.captures(name).or_else(|| CHINESE.captures(name));
    let stamp = found.and_then(|found| {
        let number = |i: usize| found.get(i).map_or(Some(0), |m| m.as_str().parse::<u32>().ok());
        let day = Day::new(number(1)? as i32, number(2)?, number(3)?)?;
        let (h, m, s) = (number(4)?, number(5)?, number(6)?);
        (h < 24 && m < 60 && s < 60).then(|| Stamp::from_local(day, h * 3600 + m * 60 + s))
    });
    stamp.or_else(|| MILLIS.captures(name)?[1].parse().ok().map(Stamp)).filter(|s| s.plausible())
}

/// DateTimeOriginal (0x9003) or DateTime (0x0132) of a TIFF block (Exif 2.3, 4.6), with OffsetTimeOriginal (0x9011).
fn of_exif(bytes: &[u8]) -> Option<Stamp> {
    let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    let little = match bytes.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> { bytes.get(at..at + 2)?.try_into().ok().map(|b| if little { u16::from_le_bytes(b) } else { u16::from_be_bytes(b) }) };
    let long = |at: usize| -> Option<usize> { bytes.get(at..at + 4)?.try_into().ok().map(|b| (if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) }) as usize) };
    let field = |folder: usize, tag: u16| -> Option<usize> {
        let count = short(folder)?;
        (0..usize::from(count)).map(|i| folder + 2 + i * 12).find(|at| short(*at) == Some(tag))
    };
    let text = |at: usize| -> Option<String> {
        let (length, place) = (long(at + 4)?, at + 8);
        let from = if length <= 4 { place } else { long(place)? };
        let raw = bytes.get(from..from.checked_add(length.min(64))?)?;
        Some(String::from_utf8_lossy(raw).trim_end_matches('\0').trim().to_owned())
    };
    let first = long(4)?;
    let sub = field(first, 0x8769).and_then(|at| long(at + 8));
    let original = sub.and_then(|s| field(s, 0x9003)).and_then(text);
    let time = original.or_else(|| field(first, 0x0132).and_then(text))?;
    let (day, clock) = time.split_once(' ')?;
    let zone = sub.and_then(|s| field(s, 0x9011)).and_then(text).filter(|z| z.len() == 6 && z.is_ascii()).unwrap_or_default();
    Stamp::parse(&format!("{}T{clock}{zone}", day.replace(':', "-"))).filter(|s| s.plausible())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_phones_give() {
        for (name, expect) in [
            ("Screenshot_2026-08-02-00-47-16-106_com.tencent.mm.jpg", Some("2026-08-02T00:47:16+08:00")),
            ("Screenshot_20201024_161126_com.tencent.mm (1).jpg", Some("2020-10-24T16:11:26+08:00")),
            ("微信图片_20260805194012.png", Some("2026-08-05T19:40:12+08:00")),
            ("2026年8月5日 9点30分.png", Some("2026-08-05T09:30:00+08:00")),
            ("mmexport1754393999000.jpg", Some("2025-08-05T19:39:59+08:00")),
            ("IMG_0042.PNG", None),
            ("13800000001_202613.png", None),
        ] {
            assert_eq!(of_name(name).map(Stamp::rfc3339).as_deref(), expect, "{name}");
        }
    }

    #[test]
    fn exif_time_with_and_without_its_zone() {
        // A little-endian TIFF with one folder: DateTime.
        let mut tiff = b"II*\0\x08\0\0\0\x01\0\x32\x01\x02\0\x14\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
        tiff.extend(b"2026:08:05 19:40:12\0");
        assert_eq!(of_exif(&tiff).map(Stamp::rfc3339).as_deref(), Some("2026-08-05T19:40:12+08:00"));
        (0..tiff.len()).for_each(|end| assert_eq!(of_exif(&tiff[..end]).filter(|_| end < 44), None, "{end}"));
        assert_eq!(of_exif(b"II*\0\xff\xff\xff\xff"), None);
    }

    #[test]
    fn what_is_stated_counts_first_and_nothing_is_merged() {
        let stated = Stamp::parse("2026-08-06T10:00:00+08:00");
        let found = taken("Screenshot_20260805_194012.png", None, stated);
        assert_eq!(found.at, stated.map(|s| (s, Source::Stated)));
        assert_eq!(found.all.len(), 2);
        assert_eq!(taken("a.png", None, None), Taken::default());
    }
}
