//! When a row of a table was: its day, its clock beside it, a day that stands above.

use super::super::csv_columns::Role;
use super::super::csv_sides::Refusal;
use super::super::dates::{YearHint, in_zone, when};
use super::super::table::{Row, excel_number};
use super::super::workbook_number::serial;
use super::Reader;
use crate::model::{When, ZoneSource};
use crate::time::Grain;

const SHOW: &str = "请打开表格核对这一行；原件已保留，其余行照常读取";

impl Reader<'_> {
    pub(super) fn when(&mut self, row: &Row) -> Result<When, Refusal> {
        let day = self.text(row, Role::Time).unwrap_or_default();
        let clock = self.columns.clock.map_or("", |at| row.cell(at));
        if !day.is_empty() && self.columns.clock.is_some() {
            day.clone_into(&mut self.day);
        }
        let half = self.columns.diary.half(row, if clock.is_empty() { day.rsplit(char::is_whitespace).next().unwrap_or_default() } else { clock })?;
        // 下午 in a column of its own goes before the clock, unless that says it itself.
        let halved = |clock: &str| if half.is_empty() || !clock.starts_with(|c: char| c.is_ascii_digit()) { clock.to_owned() } else { format!("{half}{clock}") };
        let is_clock = |text: &str| when(&format!("2026-01-01 {text}"), None).is_some_and(|w| w.grain != Grain::Day);
        let text = match clock {
            // The day stands above, in a cell over several rows or in a row of its own.
            clock if !clock.is_empty() && day.is_empty() && !self.day.is_empty() && is_clock(clock) => {
                self.carried += 1;
                format!("{} {}", self.day, halved(clock))
            }
            "" if self.columns.clock.is_none() && !self.day.is_empty() && when(day, self.hint).is_none() && is_clock(day) => {
                self.carried += 1;
                format!("{} {}", self.day, halved(day))
            }
            "" => match self.workbook.and_then(|since_1904| serial(day, since_1904)) {
                Some(time) => {
                    self.serials += 1;
                    time
                }
                None => match day.split_once(char::is_whitespace).filter(|_| !half.is_empty()) {
                    Some((day, clock)) => format!("{day} {}", halved(clock.trim())),
                    None => day.to_owned(),
                },
            },
            clock => format!("{day} {}", halved(clock)),
        };
        if let Some(at) = when(&text, self.hint).map(|at| in_zone(at, self.columns.zone)).filter(|at| at.stamp.plausible()) {
            if let Some(hint) = self.hint.filter(|_| !self.year_taken && when(&text, None).is_none()) {
                self.year_taken = true;
                let month = hint.month.map_or(String::new(), |m| format!("{m}月"));
                let note = format!("表中日期没有年份，按文件名、工作表名或表头说明中的“{}年{month}”补上；如果不对，请把文件名改成带年月的再导入", hint.year);
                if !self.harvest.notes.contains(&note) {
                    self.harvest.note(note);
                }
            }
            if self.columns.beside.zoneless && at.zone == ZoneSource::Assumed && at.grain != Grain::Day {
                return Err(("csv.no_zone", "这种报告的时间没有写时区，可能是世界时，也可能是制作报告的电脑的时间，不猜测".to_owned(), "请用新版的 ALEAPP 重新制作报告（时间后面带 +00:00），或直接加入手机的通话记录"));
            }
            return Ok(at);
        }
        let shown: String = text.chars().take(30).collect();
        if when(&text, Some(YearHint { year: 2026, month: None })).is_some() {
            return Err(("csv.no_year", format!("时间“{shown}”没有年份，不猜测"), "请把文件名改成带年月的，例如“详单2026-01.csv”，再重新导入"));
        }
        if excel_number(&text) || text.starts_with('#') || (text.contains('.') && text.parse::<f64>().is_ok()) {
            return Err(("csv.excel_time", format!("时间“{shown}”被 Excel 改写过，读不出来"), "请用没有经过 Excel 另存的原始文件"));
        }
        Err(("row.bad_date", if text.is_empty() { "这一行没有时间".to_owned() } else { format!("时间“{shown}”读不懂") }, SHOW))
    }
}
