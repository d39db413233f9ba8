//! Rows of a table that have more cells than headings, or end before they are whole.

use super::csv_columns::{Columns, Role};
use super::csv_sides::Refusal;
use super::table::Row;

/// A row with more cells than headings: separators inside unquoted words of the last column are put back.
pub fn fit(columns: &Columns, delimiter: char, row: &mut Row) -> Result<(), Refusal> {
    let width = columns.width();
    while row.cells.len() > width && row.cells.last().is_some_and(String::is_empty) {
        row.cells.pop();
    }
    if row.cells.len() <= width {
        return Ok(());
    }
    if columns.of(Role::Body) != Some(width - 1) {
        return Err(("csv.columns", format!("这一行有{}列，表头只有{width}列，对不上", row.cells.len()), "请打开表格核对这一行；内容里的逗号应当用引号包住"));
    }
    let rest = row.cells.split_off(width - 1);
    row.cells.push(rest.join(&delimiter.to_string()));
    Ok(())
}

/// A number or time cut short by the end of the file is still a number or time: it is not used.
pub fn whole(columns: &Columns, row: &Row) -> Result<(), Refusal> {
    let last = row.cells.len().saturating_sub(1);
    let cut = !row.ended && !row.broken && last + 1 < columns.width();
    if cut && columns.of(Role::Body) != Some(last) {
        return Err(("row.truncated", "文件到这里中断，这一行没有写完".to_owned(), "请重新导出完整的文件；原件已保留"));
    }
    Ok(())
}
