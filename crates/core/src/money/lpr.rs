//! The one-year loan prime rate as dated data: `casebook/numbers/lpr.toml`. A month nobody has entered is not known; the
//! last known value is never carried forward past the day the next one was due.

use crate::error::Problem;
use crate::law::Grade;
use crate::model::Day;
use rust_decimal::Decimal;
use serde::Deserialize;

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Day of publication; in force from then until the next.
    pub on: Day,
    /// One-year rate in percent: 3.45.
    pub percent: Decimal,
    /// How well it is known. B: several public copies agree; C: one report or inferred from one; D: not seen.
    pub grade: Grade,
}

/// Every publication since 2019-08-20, without a gap.
#[derive(Clone, Debug)]
pub struct Lpr {
    publications: Vec<Publication>,
    known_until: Day,
    source: String,
    checked_on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    title: String,
    source: String,
    checked_on: Day,
    known_until: Day,
    published: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    on: Day,
    percent: String,
    grade: Grade,
}

/// Why there is no rate for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Before 2019-08-20 there was no such rate.
    Before,
    /// The table ends before that day; the last value it has is given for orientation only.
    After(Publication),
}

impl Lpr {
    /// The table that was built in.
    ///
    /// # Errors
    /// Every mistake of the file.
    pub fn embedded() -> Result<Lpr, Vec<Problem>> {
        Lpr::load(crate::casebook::NUMBERS)
    }

    /// Loads the table from (stem, text) files; `lpr` must be among them.
    ///
    /// # Errors
    /// A missing or unreadable file, days not rising, a month left out, a rate that is no rate.
    pub fn load(files: &[(&str, &str)]) -> Result<Lpr, Vec<Problem>> {
        let wrong = |what: String| Problem::new("numbers.lpr", what, "casebook/numbers/lpr.toml", "请对照全国银行间同业拆借中心的公告改正");
        let Some((_, text)) = files.iter().find(|(stem, _)| *stem == "lpr") else { return Err(vec![wrong("没有这个文件".to_owned())]) };
        let raw: Raw = toml::from_str(text).map_err(|e| {
            let problem = wrong(format!("写法不对：{}", e.message()));
            vec![Problem { place: format!("{}{}", problem.place, crate::casebook::lines::of(&e, text, 0)), ..problem }]
        })?;
        let mut problems = Vec::new();
        let mut publications: Vec<Publication> = Vec::new();
        for row in &raw.published {
            match row.percent.parse::<Decimal>() {
                // The centre rounds to 0.05 points.
                Ok(percent) if percent > Decimal::ZERO && percent < Decimal::from(20) && (percent % Decimal::new(5, 2)).is_zero() => publications.push(Publication { on: row.on, percent, grade: row.grade }),
                _ => problems.push(wrong(format!("{} 的利率“{}”不对", row.on, row.percent))),
            }
        }
        for pair in publications.windows(2) {
            if month(pair[1].on) != month(pair[0].on) + 1 {
                problems.push(wrong(format!("{} 之后应当是下一个月，写的是 {}", pair[0].on, pair[1].on)));
            }
        }
        match (publications.first(), publications.last()) {
            (Some(first), Some(last)) if Some(first.on) == Day::new(2019, 8, 20) && last.on <= raw.known_until && month(raw.known_until) <= month(last.on) + 1 => {}
            _ => problems.push(wrong("应当从 2019-08-20 开始；known_until 应当在最后一次公布之后、下一次公布之前".to_owned())),
        }
        if raw.title.is_empty() || raw.source.is_empty() {
            problems.push(wrong("title 和 source 不能空".to_owned()));
        }
        if problems.is_empty() { Ok(Lpr { publications, known_until: raw.known_until, source: raw.source, checked_on: raw.checked_on }) } else { Err(problems) }
    }

    /// The publication in force on a day.
    ///
    /// # Errors
    /// [`Unknown`]: before the first, or after the table ends.
    pub fn on(&self, day: Day) -> Result<&Publication, Unknown> {
        let found = self.publications.iter().rev().find(|p| p.on <= day).ok_or(Unknown::Before)?;
        if day > self.known_until { Err(Unknown::After(found.clone())) } else { Ok(found) }
    }

    /// Every publication, in order.
    pub fn publications(&self) -> &[Publication] {
        &self.publications
    }

    /// Last day the table answers for.
    pub fn known_until(&self) -> Day {
        self.known_until
    }

    /// Where the figures come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// When they were last checked.
    pub fn checked_on(&self) -> Day {
        self.checked_on
    }
}

fn month(day: Day) -> i32 {
    let (year, month, _) = day.civil();
    year * 12 + month as i32
}
