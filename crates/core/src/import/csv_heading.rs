//! Where the headings of a table of messages or calls stand: in one row, or in two that belong together.

use super::csv_columns::Columns;
use super::dates::YearHint;
use super::table::{Row, Table};
use super::{Harvest, bill_bare};
use crate::error::Problem;
use crate::model::SkipKind;

const OTHER_SHEET: &str = "这张工作表不是通话或短信，没有读取";
const UNKNOWN: &str = "表头认不出来，没有读取";

/// Whether any row is a heading row, two of them together are, or all have a shape known without one.
pub fn headed(rows: &[Vec<String>]) -> bool {
    rows.iter().any(|r| Columns::of_headings(r).is_some()) || bill_bare::headings(rows.iter()).is_some() || rows.windows(2).any(|two| together(&two[0], &two[1]).is_some_and(|r| Columns::of_headings(&r).is_some()))
}

/// Headings in two rows: a title over several columns above, their own below, and cells that reach over both.
pub fn together(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let digits = |cells: &[String]| cells.iter().any(|c| c.bytes().filter(u8::is_ascii_digit).count() > 2);
    let several = |cells: &[String]| cells.iter().filter(|c| !c.is_empty()).count() > 1;
    if digits(upper) || digits(lower) || !several(upper) || !several(lower) {
        return None;
    }
    let cell = |cells: &[String], at: usize| cells.get(at).filter(|c| !c.is_empty()).cloned();
    Some((0..upper.len().max(lower.len())).map(|at| cell(lower, at).or_else(|| cell(upper, at)).unwrap_or_default()).collect())
}

/// Rows looked at for the headings; bills begin with a few lines of their own.
const PREAMBLE: usize = 20;

/// What was found on the way to the headings.
#[derive(Default)]
pub struct Search {
    /// The columns, their titles and their sheet; nothing when no row holds headings.
    pub heading: Option<(Columns, Vec<String>, u32)>,
    /// Rows above them.
    pub before: Vec<Row>,
    /// Rows of sheets that hold no headings of this kind: a cover, prices, the data a phone used.
    passed: u64,
    /// The first row of the first of these sheets.
    first: Option<Row>,
    /// What they say of the year.
    said: Option<YearHint>,
}

impl Search {
    /// Looks through the first rows of a table, of a workbook sheet after sheet.
    pub fn of(table: &mut Table) -> Search {
        let mut search = Search::default();
        while let Some(row) = table.next_row() {
            if search.before.last().is_some_and(|b| b.sheet != row.sheet) {
                search.pass();
            }
            if search.before.len() >= PREAMBLE {
                if table.workbook().is_none() {
                    table.give_back(std::iter::once(row));
                    break;
                }
                search.passed += 1;
                continue;
            }
            if let Some(columns) = Columns::of_headings(&row.cells) {
                search.heading = Some((columns, row.cells, row.sheet));
                break;
            }
            let both = search.before.last().and_then(|b| together(&b.cells, &row.cells));
            if let Some((columns, cells)) = both.and_then(|cells| Some((Columns::of_headings(&cells)?, cells))) {
                search.before.pop();
                search.heading = Some((columns, cells, row.sheet));
                break;
            }
            search.before.push(row);
        }
        search
    }

    /// The sheet so far is none of messages or calls.
    fn pass(&mut self) {
        self.said = self.hint();
        self.passed += self.before.len() as u64;
        self.first = self.first.take().or(self.before.drain(..).next());
        self.before.clear();
    }

    /// The year the rows above the headings state.
    pub fn hint(&self) -> Option<YearHint> {
        let cells = || self.before.iter().flat_map(|r| &r.cells).map(String::as_str);
        YearHint::of_period(cells()).or(self.said)
    }

    /// Lists the rows of sheets that are none of messages or calls.
    pub fn list_passed(&mut self, harvest: &mut Harvest) {
        for _ in 0..std::mem::take(&mut self.passed) {
            harvest.skip(SkipKind::NotContact, OTHER_SHEET);
        }
    }

    /// Without recognised headings nothing is read: one problem, and every row listed.
    pub fn refuse_all(mut self, table: &mut Table, harvest: &mut Harvest) {
        // The row that should have been the headings counts as such.
        let first = self.first.take().inspect(|_| self.passed -= 1);
        let mut rows = self.before.into_iter();
        let first = first.or_else(|| rows.next());
        let seen = first.map(|r| r.cells.iter().take(12).map(|c| c.chars().take(20).collect()).collect::<Vec<String>>().join("，"));
        for _ in 0..self.passed {
            harvest.skip(SkipKind::Refused, UNKNOWN);
        }
        while let Some(_row) = rows.next().or_else(|| table.next_row()) {
            harvest.skip(SkipKind::Refused, UNKNOWN);
        }
        if let Some(mut seen) = seen {
            if !seen.contains(char::is_alphanumeric) {
                seen = "第一行没有可读的字".to_owned();
            }
            let todo = if super::loan_columns::money(&seen) {
                "这像是收付款的表格。请让第一行写明列名：日期,类型,金额,备注（类型写放款、还款、服务费、罚息、退款），或日期,项目,方向,金额(元),状态,备注，或日期,摘要,收入,支出；每笔各占一行"
            } else {
                "请让第一行写明列名：至少要有“时间”“对方号码”，以及“内容”“方向”“时长”之一；微信导出的表格请改用聊天软件自带的导出"
            };
            harvest.problem(Problem::new(
                "csv.headings",
                format!("认不出表头（{seen}），整个表格没有读取"),
                "第一行",
                todo,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_two_rows() {
        let row = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let (upper, lower) = (row("序号,通话,,,对方号码,呼叫类型"), row(",起始时间,通话时长,通话地点,,"));
        assert_eq!(together(&upper, &lower), Some(row("序号,起始时间,通话时长,通话地点,对方号码,呼叫类型")));
        assert!(headed(&[row("语音详单"), upper.clone(), lower]));
        assert!(!headed(&[upper.clone(), row("1,2026-01-09 10:00:00,9秒,上海,13800000001,主叫")]));
        assert_eq!(together(&row("语音详单"), &upper), None);
    }
}
