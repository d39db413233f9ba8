//! What is copied out of a window of the newer QQ (QQNT): `昵称: 11-07 13:46:54` above the words, the year left out (the shape a public
//! parser of such text states). The year is told by the day in the file's name, when that is the day of copying.

use super::pattern;
use crate::import::dates::when;
use crate::model::When;
use crate::time::{Day, Grain};
use regex::Regex;
use std::sync::LazyLock;

static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\S.{0,200}?): +(\d{2}-\d{2}) +(\d{2}:\d{2}:\d{2})\s*$"));
/// A message of the days right after the one in the name is of this year, in a file that is not named for the day of copying, or of the
/// year before: nobody can tell.
const UNSURE: i32 = 31;

/// Whether a text holds such heads.
pub fn any(text: &str) -> bool {
    text.lines().take(300).filter(|l| HEAD.is_match(l)).take(2).count() > 1
}

/// Speaker, day and clock of a head.
pub fn head(line: &str) -> Option<(String, String, String)> {
    HEAD.captures(line).map(|f| (f[1].to_owned(), f[2].to_owned(), f[3].to_owned()))
}

/// The time of a head without a year, in a text copied on a day: the last such day that is not after it.
pub fn dated(day: &str, clock: &str, copied: Option<Day>) -> Option<When> {
    let copied = copied?;
    let of = |year: i32| when(&format!("{year}-{day} {clock}"), None).filter(|w| w.grain == Grain::Second);
    let late = |at: &When| at.day().number - copied.number;
    let years = copied.civil().0 - 1..=copied.civil().0 + 1;
    if years.clone().filter_map(of).any(|at| (1..=UNSURE).contains(&late(&at))) {
        return None;
    }
    years.rev().filter_map(of).find(|at| late(at) <= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_day_without_one() {
        let key = |day: &str, copied: (i32, u32, u32)| dated(day, "23:59:07", Day::new(copied.0, copied.1, copied.2)).map(|w| w.day().to_string());
        assert_eq!(key("01-05", (2026, 1, 6)).as_deref(), Some("2026-01-05"));
        assert_eq!(key("01-06", (2026, 1, 6)).as_deref(), Some("2026-01-06"));
        assert_eq!(key("12-31", (2026, 1, 6)).as_deref(), Some("2025-12-31"));
        assert_eq!(key("02-01", (2026, 11, 23)).as_deref(), Some("2026-02-01"));
        for (day, copied) in [("01-07", (2026, 1, 6)), ("12-20", (2026, 11, 23)), ("02-30", (2026, 11, 23)), ("01-02", (2025, 12, 28))] {
            assert_eq!(key(day, copied), None, "{day}");
        }
        assert_eq!(dated("01-05", "21:00:00", None), None);
    }

    #[test]
    fn heads() {
        assert_eq!(head("王 二: 12-31 23:59:07"), Some(("王 二".into(), "12-31".into(), "23:59:07".into())));
        for line in ["王二 12-31 23:59:07", "王二: 23:59:07", "王二: 12-31 23:59", ": 12-31 23:59:07"] {
            assert_eq!(head(line), None, "{line}");
        }
    }
}
