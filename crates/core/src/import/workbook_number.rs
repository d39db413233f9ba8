//! Numbers of a workbook as its sheets show them: days and clocks are stored as numbers, and only the format of the cell says so.

use crate::time::Day;

/// How a number is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a number.
    Number,
    /// As a day.
    Day,
    /// As a clock, with or without its day.
    Time,
    /// As a length of time, `[h]:mm:ss`.
    Length,
}

/// How a number format shows a number, by its code.
pub fn shown(code: &str) -> Shown {
    let (mut plain, mut quoted, mut skip) = (String::new(), false, false);
    for c in code.chars() {
        match c {
            _ if skip => skip = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => skip = true,
            _ if !quoted => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if ["[h", "[m", "[s"].iter().any(|w| plain.contains(w)) {
        return Shown::Length;
    }
    let mut depth = 0;
    let bare: String = plain
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '[');
            let keep = depth == 0;
            depth -= i32::from(*c == ']');
            keep
        })
        .collect();
    if bare.contains("general") || bare.contains('#') || bare.contains('0') && !bare.contains("ss.0") {
        return Shown::Number;
    }
    match () {
        () if bare.contains(['h', 's', '时']) => Shown::Time,
        () if bare.contains(['y', 'd', '年', '月', '日']) => Shown::Day,
        () => Shown::Number,
    }
}

/// How a built-in number format shows a number (ECMA-376 §18.8.30, with the ones Chinese Excel adds).
pub fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        18..=22 | 32..=35 | 45 | 47 | 55 | 56 => Shown::Time,
        46 => Shown::Length,
        _ => Shown::Number,
    }
}

/// Behind a day that is shown with a clock and lies at midnight: a call at midnight, or a day alone in a cell made for both.
/// [`midnights`] settles it.
const MIDNIGHT: char = '\u{1}';

/// Settles the midnights of one column: where another of its cells has a clock, midnight is a time; where none has, only days were stored.
pub fn midnights<'c>(cells: impl Iterator<Item = &'c mut Box<str>>) {
    let (mut open, mut clocks) = (Vec::new(), false);
    for cell in cells {
        if cell.ends_with(MIDNIGHT) {
            open.push(cell);
        } else {
            // 2026-01-09 23:01:05, as `number` writes it.
            clocks |= cell.len() == 19 && cell.as_bytes()[10] == b' ' && cell.ends_with(|c: char| c.is_ascii_digit()) && cell.matches(':').count() == 2;
        }
    }
    for cell in open {
        let day = cell.trim_end_matches(MIDNIGHT);
        *cell = if clocks { format!("{day} 00:00:00").into() } else { day.into() };
    }
}

/// A number as the sheet would show it: a time is written out, to the second; other numbers stand as they are stored.
pub fn number(text: &str, shown: Shown, since_1904: bool) -> String {
    let Some(value) = text.parse::<f64>().ok().filter(|v| v.is_finite()) else { return text.to_owned() };
    match shown {
        Shown::Day | Shown::Time if (0.0..2_958_466.0).contains(&value) => {
            let seconds = (value * 86_400.0).round() as i64;
            let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
            let time = format!("{:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60);
            if value < 1.0 {
                return time;
            }
            // Day 60 of the 1900 system is a day that never was.
            let since = if since_1904 { -24_107 } else { -25_569 };
            let day = Day { number: (days + since) as i32 }.to_string();
            match (clock, shown) {
                (0, Shown::Time) => format!("{day}{MIDNIGHT}"),
                (0, _) => day,
                _ => format!("{day} {time}"),
            }
        }
        Shown::Length if (0.0..10_000.0).contains(&value) => {
            let seconds = (value * 86_400.0).round() as i64;
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        // 13800000001.0 and 1.3800000001E10 are ways to store a whole number: all its digits are there.
        _ if value.fract() == 0.0 && value.abs() < 9e15 => format!("{value:.0}"),
        _ => text.to_owned(),
    }
}

/// A number that stands where a time should, as that time: a day of this century with a fraction. A whole number may be anything.
pub fn serial(text: &str, since_1904: bool) -> Option<String> {
    let days = text.parse::<f64>().ok().filter(|_| text.contains('.'))? + if since_1904 { 1462.0 } else { 0.0 };
    (36_526.0..73_051.0).contains(&days).then(|| number(text, Shown::Day, since_1904))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_a_sheet_shows_them() {
        for (text, shown, expect) in [
            ("46031.9590856481", Shown::Time, "2026-01-09 23:01:05"),
            ("46031", Shown::Day, "2026-01-09"),
            ("46031", Shown::Time, "2026-01-09\u{1}"),
            ("0.00175925925925926", Shown::Time, "00:02:32"),
            ("1.0018518518", Shown::Length, "24:02:40"),
            ("1.3800000001E10", Shown::Number, "13800000001"),
            ("89.0", Shown::Number, "89"),
            ("0.15", Shown::Number, "0.15"),
            ("1e400", Shown::Time, "1e400"),
        ] {
            assert_eq!(number(text, shown, false), expect, "{text}");
        }
        assert_eq!(number("44569", Shown::Day, true), "2026-01-09");
    }

    #[test]
    fn midnight_is_a_time_among_times_and_a_day_among_days() {
        let of = |numbers: &[&str]| {
            let mut cells: Vec<Box<str>> = numbers.iter().map(|n| number(n, Shown::Time, false).into()).collect();
            midnights(cells.iter_mut());
            cells.join(",")
        };
        assert_eq!(of(&["46031", "46031.5", "words"]), "2026-01-09 00:00:00,2026-01-09 12:00:00,words");
        assert_eq!(of(&["46031", "46032"]), "2026-01-09,2026-01-10");
    }

    #[test]
    fn times_stored_without_a_format() {
        assert_eq!(serial("46031.9590856481", false).as_deref(), Some("2026-01-09 23:01:05"));
        assert_eq!(serial("44569.9590856481", true).as_deref(), Some("2026-01-09 23:01:05"));
        for text in ["46031", "1.5", "13800000001.5", "2026.1.9", ""] {
            assert_eq!(serial(text, false), None, "{text}");
        }
    }

    #[test]
    fn codes_of_times_and_of_numbers() {
        for (code, expect) in [
            ("yyyy/m/d h:mm", Shown::Time),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shown::Day),
            ("[h]:mm:ss", Shown::Length),
            ("0.00_);[Red]\\(0.00\\)", Shown::Number),
            ("General", Shown::Number),
            ("#,##0.00\"元\"", Shown::Number),
            ("@", Shown::Number),
        ] {
            assert_eq!(shown(code), expect, "{code}");
        }
    }
}
