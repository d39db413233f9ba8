//! The table of a loan's flows the user fills in or the lender's app exports: 日期,项目,方向,金额(元),状态,备注. Each row
//! is money that came in or is to go out; a lender's plan (期数,应还日期,应还合计 …) has no direction, for all of it is to be paid. Amounts are kept as decimal text and never rounded. Columns that split the amount
//! (本金、利息、服务费、罚息 …) are kept beside it, as fields `principal`, `interest`, `fee.服务费`, `penalty.罚息`.

use super::dates::when;
use super::table::{Row, Table, excel_number, first_rows, heading, is_total};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{Entry, SkipKind};
use std::collections::BTreeMap;

/// Flows of a loan.
pub static FORMAT: Format = Format { id: "loan_schedule", title: "借还款明细表（CSV、Excel）", version: 4, holds: Holds::Entries, claims, read };

/// Field names with the headings they are known by.
const FIELDS: &[(&str, &[&str])] = &[
    ("date", &["日期", "还款日", "还款日期", "应还日期", "应还款日", "应还款日期", "到期日", "到期还款日", "交易日期", "date"]),
    ("item", &["项目", "期数", "期次", "期号", "摘要", "item"]),
    ("direction", &["方向", "收支", "收付", "direction"]),
    ("amount", &["金额", "金额元", "应还金额", "应还合计", "应还总额", "应还总金额", "应还本息", "应还本息合计", "本期应还", "本期应还金额", "本期应还总额", "每期应还", "每期应还金额", "每期还款额", "月供", "amount"]),
    ("status", &["状态", "还款状态", "status"]),
    ("note", &["备注", "说明", "note"]),
];
/// Parts of the amount, where a table has columns for them; the heading is kept for fees and penalties, of which there may
/// be several.
const PARTS: &[(&str, &[&str])] = &[
    ("principal", &["本金", "应还本金", "剩余应还本金"]),
    ("interest", &["利息", "应还利息"]),
    ("fee.", &["费用", "应还费用", "服务费", "担保费", "融资担保费", "手续费", "会员费", "保险费", "咨询费", "管理费", "增信服务费"]),
    ("penalty.", &["罚息", "应还罚息", "违约金", "滞纳金", "逾期费用"]),
];
const SHOW: &str = "请打开表格改正这一行后重新导入；其余行照常读取";

/// Column of each field, in the order of [`FIELDS`].
type Columns = [Option<usize>; 6];

fn columns(cells: &[String]) -> Option<Columns> {
    let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
    let mut columns = [None; 6];
    for (column, (_, names)) in columns.iter_mut().zip(FIELDS) {
        *column = headings.iter().position(|h| names.contains(&h.as_str()));
    }
    let flows = columns[2].is_some() && columns[1].or(columns[4]).is_some();
    (columns[0].is_some() && columns[3].is_some_and(|at| flows || columns[2].is_none() && columns[1].is_some() && due(&headings[at]))).then_some(columns)
}

/// Whether a heading says that the money is what the borrower has to pay: such a table is a lender's plan and needs no direction.
fn due(heading: &str) -> bool {
    heading.contains("应还") || ["月供", "每期还款额"].contains(&heading)
}

fn claims(probe: &Probe) -> Claim {
    let headed = first_rows(probe.head).first().is_some_and(|r| columns(r).is_some());
    if headed { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let Some(titles) = table.next_row() else {
        table.finish(harvest);
        return;
    };
    let Some(columns) = columns(&titles.cells) else {
        while table.next_row().is_some() {
            harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
        }
        harvest.problem(Problem::new("csv.headings", "认不出借还款明细的表头", "第一行", "第一行应当是：日期,项目,方向,金额(元),状态,备注"));
        table.finish(harvest);
        return;
    };
    table.width = titles.cells.len();
    let parts = parts(&titles.cells);
    while let Some(row) = table.next_row() {
        if row.is_blank() {
            harvest.skip(SkipKind::NotContact, "空行");
        } else if is_total(&row) {
            harvest.skip(SkipKind::NotContact, "合计行");
        } else {
            match entry(&columns, &parts, &row, table.width) {
                Ok(entry) => {
                    let number = harvest.entry(entry);
                    if row.lossy {
                        harvest.repaired(number, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
                    }
                }
                Err((code, what)) => {
                    harvest.refuse(code, what, SHOW);
                }
            }
        }
    }
    table.finish(harvest);
}

/// (field, column) of every column that is a part of the amount.
fn parts(cells: &[String]) -> Vec<(String, usize)> {
    let named = |h: &str| PARTS.iter().find(|(_, names)| names.contains(&h)).map(|(field, _)| if field.ends_with('.') { format!("{field}{h}") } else { (*field).to_owned() });
    cells.iter().enumerate().filter_map(|(column, cell)| Some((named(&heading(cell))?, column))).collect()
}

fn entry(columns: &Columns, parts: &[(String, usize)], row: &Row, width: usize) -> Result<Entry, (&'static str, String)> {
    if row.cells.len() > width && row.cells[width..].iter().any(|c| !c.is_empty()) {
        return Err(("csv.columns", format!("这一行的列数比表头多（金额里的逗号要用引号包住）：{}列", row.cells.len())));
    }
    if row.broken || (!row.ended && row.cells.len() < width) {
        // An amount cut short is still a number: nothing of such a row is used.
        return Err(("row.truncated", "这一行没有写完（文件被截断，或引号没有闭合）".to_owned()));
    }
    let cell = |at: usize| columns[at].map_or("", |c| row.cell(c));
    let date = when(cell(0), None).ok_or_else(|| ("row.bad_date", format!("日期“{}”读不懂", short(cell(0)))))?;
    let way = if columns[2].is_none() { Some("支付") } else { direction(cell(2)) };
    let way = way.ok_or_else(|| ("loan.bad_direction", format!("方向“{}”应当是“收到”或“支付”", short(cell(2)))))?;
    if excel_number(cell(3)) {
        return Err(("csv.excel_number", format!("金额“{}”被 Excel 改成了科学计数法", short(cell(3)))));
    }
    let amount = amount(cell(3)).ok_or_else(|| ("loan.bad_amount", format!("金额“{}”读不懂", short(cell(3)))))?;
    let mut fields: BTreeMap<String, String> = FIELDS.iter().enumerate().map(|(at, (name, _))| ((*name).to_owned(), cell(at).to_owned())).collect();
    fields.insert("date".into(), date.day().to_string());
    fields.insert("direction".into(), way.to_owned());
    fields.insert("amount".into(), amount);
    for (field, column) in parts.iter().filter(|p| !row.cell(p.1).is_empty()) {
        // What is no amount is kept as it stands: the row's money is in its own column.
        let text = row.cell(*column);
        fields.insert(field.clone(), self::amount(text).unwrap_or_else(|| text.to_owned()));
    }
    Ok(Entry { row: 0, kind: "loan_flow".into(), at: Some(date), fields })
}

/// 收到 (the lender paid out) or 支付 (the borrower pays).
fn direction(text: &str) -> Option<&'static str> {
    match text {
        "收到" | "收入" | "收" | "放款" | "到账" | "入账" | "in" => Some("收到"),
        "支付" | "支出" | "付" | "还款" | "扣款" | "付款" | "out" => Some("支付"),
        _ => None,
    }
}

/// A decimal amount of yuan without sign, currency and thousands separators: `¥1,033.33元` → `1033.33`.
fn amount(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',') && first.len() <= 3 && groups.all(|g| g.len() == 3);
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let plain: String = whole.chars().filter(|c| *c != ',').collect();
    let right = digits(&plain) && digits(first) && digits(fraction) && (grouped || !whole.contains(',')) && plain.len() <= 12 && fraction.len() <= 6;
    right.then(|| bare.replace(',', ""))
}

fn short(text: &str) -> String {
    text.chars().take(30).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_kept_to_the_digit() {
        for (text, expect) in [("1033.33", "1033.33"), ("¥1,033.30元", "1033.30"), ("10000", "10000"), ("0.00", "0.00"), ("12,345,678.9", "12345678.9")] {
            assert_eq!(amount(text).as_deref(), Some(expect), "{text}");
        }
        for text in ["", "-5", "1,03.3", "1.2.3", "一千", "1033.", ".5", "1,,000", "9999999999999"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn parts_of_the_amount_are_kept() {
        let cells = ["期数", "应还本金(元)", "服务费", "担保费", "罚息", "备注"].map(str::to_owned);
        let named: Vec<_> = parts(&cells).into_iter().map(|p| p.0).collect();
        assert_eq!(named, ["principal", "fee.服务费", "fee.担保费", "penalty.罚息"]);
    }

    #[test]
    fn the_headings_make_the_table() {
        let titles = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(columns(&titles("日期,项目,方向,金额(元),状态,备注")).is_some());
        assert!(columns(&titles("时间,号码,方向,内容")).is_none());
        // A lender's plan; what only has dates and amounts may be anything.
        assert!(columns(&titles("期数,应还日期,应还本金,应还利息,服务费,应还合计")).is_some());
        assert!(columns(&titles("期次,还款日,月供")).is_some());
        assert!(columns(&titles("期数,日期,金额")).is_none());
        assert!(columns(&titles("日期,摘要,金额,余额")).is_none());
    }
}
