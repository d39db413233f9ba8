//! Where the headings of a table of messages or calls stand: in one row, or in two that belong together.

use super::csv_columns::Columns;

/// Whether any row is a heading row, or two of them together are.
pub fn headed(rows: &[Vec<String>]) -> bool {
    rows.iter().any(|r| Columns::of_headings(r).is_some()) || rows.windows(2).any(|two| together(&two[0], &two[1]).is_some_and(|r| Columns::of_headings(&r).is_some()))
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
