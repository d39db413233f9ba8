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

/// A call the network passed on (呼叫转移, 前转) was made by nobody of the two.
pub fn passed_on(columns: &Columns, row: &Row) -> Result<(), Refusal> {
    let told = |at: usize| [Role::Body, Role::Name].iter().all(|r| columns.of(*r) != Some(at));
    let passed = |text: &str| {
        let text = ["无条件", "遇忙", "无应答", "不可及", "呼叫"].iter().fold(text.trim(), |t, w| t.strip_prefix(w).unwrap_or(t));
        matches!(text, "前转" | "呼转" | "转移" | "转接" | "呼叫转移" | "呼叫前转" | "前转呼叫" | "呼转呼叫")
    };
    match row.cells.iter().enumerate().find(|(at, cell)| told(*at) && passed(cell)) {
        Some((_, cell)) => Err(("csv.no_direction", format!("这一行是“{cell}”，由网络转出，不是本人拨打，也看不出是谁打来的"), "请保留手机自己的通话记录；原件已保留，其余行照常读取")),
        None => Ok(()),
    }
}

/// Whether a row is what carriers print above a list, such as that of a further month: `客户姓名：张三`, `查询时段：…`.
pub fn states_owner(row: &Row) -> bool {
    const LABELS: [&str; 16] = ["客户姓名", "客户名称", "用户姓名", "用户名称", "机主姓名", "机主", "姓名", "客户号码", "用户号码", "手机号码", "本机号码", "查询时段", "查询时间", "起止时间", "账期", "品牌"];
    let label = |cell: &str| cell.split_once(['：', ':']).is_some_and(|(label, value)| LABELS.contains(&label.trim()) && value.chars().count() <= 40);
    let mut filled = row.cells.iter().filter(|c| !c.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|c| label(c))
}
