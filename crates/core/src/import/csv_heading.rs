//! Where the headings of a table of messages or calls stand: in one row, or in two that belong together.

use super::csv_columns::Columns;
use super::table::{Row, Table};
use super::{Harvest, bill_bare};
use crate::error::Problem;
use crate::model::SkipKind;

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

/// Without recognised headings nothing is read: one problem, and every row listed.
pub fn refuse_all(before: Vec<Row>, table: &mut Table, harvest: &mut Harvest) {
    let seen = before.first().map(|r| r.cells.iter().take(12).map(|c| c.chars().take(20).collect()).collect::<Vec<String>>().join("，"));
    let mut rows = before.into_iter().skip(1);
    while let Some(_row) = rows.next().or_else(|| table.next_row()) {
        harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
    }
    if let Some(seen) = seen {
        harvest.problem(Problem::new(
            "csv.headings",
            format!("认不出表头（{seen}），整个表格没有读取"),
            "第一行",
            "请让第一行写明列名：至少要有“时间”“对方号码”，以及“内容”“方向”“时长”之一；微信导出的表格请改用聊天软件自带的导出",
        ));
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
