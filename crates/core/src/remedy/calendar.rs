//! Working days: the State Council's schedule of each year as dated data (`casebook/numbers/holidays.toml`). A year nobody
//! has entered is not known: no working day is counted into it.

use crate::error::Problem;
use crate::law::Grade;
use crate::model::Day;
use serde::Deserialize;

/// The schedules, by year.
#[derive(Clone, Debug)]
pub struct Calendar {
    years: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "title")]
    _title: String,
    year: Vec<Year>,
}

/// One year's schedule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Which.
    pub year: i32,
    /// Days of rest.
    pub off: Vec<Rest>,
    /// Saturdays and Sundays that are worked.
    pub work: Vec<Day>,
    /// The instrument.
    pub instrument: String,
    /// Where it was read.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
    /// Last day a human checked it.
    pub checked_on: Day,
}

/// A holiday with the days off around it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// 春节 …
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

/// A year without a schedule was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownYear(pub i32);

impl UnknownYear {
    /// As told to the user.
    pub fn zh(self) -> String {
        format!("规则库没有收录{}年的放假和调休安排，这个以工作日计算的期限没有算出来；请对照国务院办公厅当年的通知自己数", self.0)
    }
}

/// 0 Monday … 6 Sunday.
pub fn weekday(day: Day) -> i32 {
    // 1970-01-01 was a Thursday.
    (day.number + 3).rem_euclid(7)
}

/// 星期一 …
pub fn weekday_zh(day: Day) -> &'static str {
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"][weekday(day) as usize]
}

impl Calendar {
    /// Loads `holidays` from (stem, text) files.
    ///
    /// # Errors
    /// A missing or unreadable file, years not rising, days outside their year, a worked day that is no weekend or is off.
    pub fn load(files: &[(&str, &str)]) -> Result<Calendar, Vec<Problem>> {
        let wrong = |what: String| Problem::new("numbers.holidays", what, "casebook/numbers/holidays.toml", "请对照国务院办公厅关于当年部分节假日安排的通知改正");
        let Some((_, text)) = files.iter().find(|(stem, _)| *stem == "holidays") else { return Err(vec![wrong("没有这个文件".to_owned())]) };
        let file: File = toml::from_str(text).map_err(|e| {
            let problem = wrong(format!("写法不对：{}", e.message()));
            vec![Problem { place: format!("{}{}", problem.place, crate::casebook::lines::of(&e, text, 0)), ..problem }]
        })?;
        let mut problems = Vec::new();
        for pair in file.year.windows(2) {
            if pair[1].year != pair[0].year + 1 {
                problems.push(wrong(format!("{}年之后应当是下一年，写的是{}年", pair[0].year, pair[1].year)));
            }
        }
        for year in &file.year {
            let inside = |d: Day| d.civil().0 == year.year;
            for rest in &year.off {
                // The days off of a new year may begin in the old one, and those of December end in the next.
                if rest.from > rest.until || !(inside(rest.from) || inside(rest.until)) || rest.until.number - rest.from.number > 9 {
                    problems.push(wrong(format!("{}年“{}”的起止日不对", year.year, rest.name)));
                }
            }
            for day in &year.work {
                if !inside(*day) || weekday(*day) < 5 || year.off.iter().any(|r| (r.from..=r.until).contains(day)) {
                    problems.push(wrong(format!("调休上班日 {day} 不是本年的周末，或者同时写成了放假")));
                }
            }
            if year.off.len() < 6 || year.instrument.is_empty() || year.source.is_empty() {
                problems.push(wrong(format!("{}年的节日不全，或者没有写文号、来源", year.year)));
            }
        }
        if problems.is_empty() { Ok(Calendar { years: file.year }) } else { Err(problems) }
    }

    /// Whether it is a working day.
    ///
    /// # Errors
    /// The year's schedule is not known.
    pub fn works(&self, day: Day) -> Result<bool, UnknownYear> {
        let number = day.civil().0;
        let year = self.years.iter().find(|y| y.year == number).ok_or(UnknownYear(number))?;
        let off = self.years.iter().flat_map(|y| &y.off).any(|r| (r.from..=r.until).contains(&day));
        Ok(!off && (weekday(day) < 5 || year.work.contains(&day)))
    }

    /// The day so many working days later; the day it starts from is not counted.
    ///
    /// # Errors
    /// It reaches into a year whose schedule is not known.
    pub fn later(&self, from: Day, working: i32) -> Result<Day, UnknownYear> {
        let (mut day, mut left) = (from, working);
        while left > 0 {
            day = day.plus(1);
            left -= i32::from(self.works(day)?);
        }
        Ok(day)
    }

    /// The day itself when it is worked, else the next that is.
    ///
    /// # Errors
    /// It reaches into a year whose schedule is not known.
    pub fn roll(&self, day: Day) -> Result<Day, UnknownYear> {
        let mut day = day;
        while !self.works(day)? {
            day = day.plus(1);
        }
        Ok(day)
    }

    /// The years that are known.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.iter()
    }
}
