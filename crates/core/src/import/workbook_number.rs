//! Numbers of a workbook as its sheets show them: days and clocks are stored as numbers, and only the format of the cell says so.

use crate::time::Day;

/// How a number is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a number.
    Number,
    /// As a day, a time or both.
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
    if bare.contains(['y', 'd', 'h', 's', '年', '月', '日', '时']) { Shown::Time } else { Shown::Number }
}

/// How a built-in number format shows a number (ECMA-376 §18.8.30, with the ones Chinese Excel adds).
pub fn built_in(id: u32) -> Shown {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Time,
        46 => Shown::Length,
        _ => Shown::Number,
    }
}

/// A number as the sheet would show it: a time is written out, to the second; other numbers stand as they are stored.
pub fn number(text: &str, shown: Shown, since_1904: bool) -> String {
    let Some(value) = text.parse::<f64>().ok().filter(|v| v.is_finite()) else { return text.to_owned() };
    match shown {
        Shown::Time if (0.0..2_958_466.0).contains(&value) => {
            let seconds = (value * 86_400.0).round() as i64;
            let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
            let time = format!("{:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60);
            if value < 1.0 {
                return time;
            }
            // Day 60 of the 1900 system is a day that never was.
            let since = if since_1904 { -24_107 } else { -25_569 };
            let day = Day { number: (days + since) as i32 }.to_string();
            if clock == 0 { day } else { format!("{day} {time}") }
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
    (36_526.0..73_051.0).contains(&days).then(|| number(text, Shown::Time, since_1904))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_a_sheet_shows_them() {
        for (text, shown, expect) in [
            ("46031.9590856481", Shown::Time, "2026-01-09 23:01:05"),
            ("46031", Shown::Time, "2026-01-09"),
            ("0.00175925925925926", Shown::Time, "00:02:32"),
            ("1.0018518518", Shown::Length, "24:02:40"),
            ("1.3800000001E10", Shown::Number, "13800000001"),
            ("89.0", Shown::Number, "89"),
            ("0.15", Shown::Number, "0.15"),
            ("1e400", Shown::Time, "1e400"),
        ] {
            assert_eq!(number(text, shown, false), expect, "{text}");
        }
        assert_eq!(number("44569", Shown::Time, true), "2026-01-09");
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
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shown::Time),
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
