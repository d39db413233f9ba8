//! The table of a loan's flows the user fills in or the lender's app exports: 日期,项目,方向,金额(元),状态,备注. Each row
//! is money that came in or is to go out; a lender's plan (期数,应还日期,应还合计 …) has no direction, for all of it is to be paid; a list people
//! keep for themselves (日期,类型,金额,备注) says it by the kind of each row. Amounts are kept as decimal text and never rounded. Columns that split the amount
//! (本金、利息、服务费、罚息 …) are kept beside it, as fields `principal`, `interest`, `fee.服务费`, `penalty.罚息`; further columns of money and days
//! (借款金额、到账金额) as they stand, as `other.借款金额`.

#[path = "loan_schedule/kinds.rs"]
mod kinds;
#[path = "loan_schedule/several.rs"]
mod several;

use self::kinds::{direction, no_payment, of_kind, state_of_note};
use super::dates::when;
use super::loan_columns::{Columns, FIELDS, Way, columns, joined, others, parts, unit};
use super::table::{Row, Table, excel_number, first_rows, is_total};
use super::table_footer::is_footer;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::money::schedule::period;
use crate::model::{Entry, SkipKind};
use std::collections::BTreeMap;

/// Flows of a loan.
pub static FORMAT: Format = Format { id: "loan_schedule", title: "借还款明细表（CSV、Excel）", version: 8, holds: Holds::Entries, claims, read };

const SHOW: &str = "请打开表格改正这一行后重新导入；其余行照常读取";

/// Lines that may stand above the headings.
const ABOVE: usize = 20;
/// Rows looked at for a sign before the amount.
const SAMPLE: usize = 200;

fn claims(probe: &Probe) -> Claim {
    let rows = first_rows(probe.head);
    let alone = |n: usize| columns(&rows[n]);
    let both = |n: usize| columns(&joined(rows.get(n.checked_sub(1)?)?, &rows[n])?);
    let headed = (0..rows.len().min(ABOVE + 1)).find_map(|n| Some((n, alone(n).or_else(|| both(n))?)));
    match headed {
        // Many a table has 日期, 类型 and 金额: it is a loan's where its rows speak of one.
        Some((n, columns)) if columns.way == Way::Kind => {
            let speaks = |r: &Vec<String>| columns.fields[1].and_then(|c| r.get(c)).is_some_and(|t| of_kind(t.trim()).is_some() || no_payment(t.trim()).is_some());
            let (told, all) = (rows.iter().skip(n + 1).filter(|r| speaks(r)).count(), rows.iter().skip(n + 1).filter(|r| r.iter().any(|c| !c.trim().is_empty())).count());
            if told > 0 && told * 2 >= all { Claim::Content } else { Claim::No }
        }
        Some(_) => Claim::Content,
        None => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let mut before = 0;
    let (mut titles, mut upper, mut stated) = (None, None, None);
    let mut found = None;
    while before <= ABOVE
        && let Some(row) = table.next_row()
    {
        found = columns(&row.cells);
        if found.is_some() {
            titles = Some(row);
            break;
        }
        // 应还 above 日期、本金、利息: two rows are the headings.
        let both = upper.and_then(|u: Row| joined(&u.cells, &row.cells));
        if let Some(cells) = both.filter(|cells| columns(cells).is_some()) {
            found = columns(&cells);
            titles = Some(Row { cells, ..row });
            before -= 1;
            break;
        }
        // 单位：万元 above the headings.
        let mut units = row.cells.iter().filter(|c| c.contains("单位") && c.chars().count() < 20).filter_map(|c| unit(c).ok()).filter(|u| *u != (1, 1));
        stated = units.next_back().or(stated);
        upper = Some(row);
        before += 1;
    }
    let (Some(mut columns), Some(titles)) = (found, titles) else {
        if before == 0 {
            table.finish(harvest);
            return;
        }
        (1..before).for_each(|_| {
            harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
        });
        refuse_all(&mut table, "表头认不出来，没有读取", harvest);
        harvest.problem(Problem::new("csv.headings", "认不出借还款明细的表头", "第一行", "第一行应当是：日期,项目,方向,金额(元),状态,备注"));
        table.finish(harvest);
        return;
    };
    table.width = titles.cells.len();
    let units = match units(&columns, &titles, stated, harvest) {
        Ok(units) => units,
        Err(problem) => {
            refuse_all(&mut table, "金额不是人民币，没有读取", harvest);
            harvest.problem(problem);
            table.finish(harvest);
            return;
        }
    };
    let mut parts = parts(&titles.cells);
    let others = others(&columns, &parts, &titles.cells);
    if !others.is_empty() {
        let named: Vec<String> = others.iter().take(8).map(|(_, at)| format!("“{}”", short(titles.cell(*at)))).collect();
        harvest.note(format!("{}没有算进这一行的金额，原样留在旁边；一行里既有借款又有还款的，请分成两行", named.join("")));
    }
    parts.extend(others);
    if before > 0 {
        harvest.note(format!("表头之前有{before}行说明，不计入行数"));
    }
    if columns.account {
        harvest.problem(Problem::new("loan.account", "这像是一个账户与各方的收支，不只是这笔借款：每一行都按借还款列出", "整个表格", "请只保留与这笔借款有关的行（放款、还款、扣款）后重新导入，否则算出的借还款数额不对"));
    }
    if columns.way == Way::Schedule {
        harvest.note("表中没有收付方向，按还款计划读：每一行都是应还或已还");
    }
    if let Way::Ledger(debit, credit) = columns.way {
        let sample = sample(&mut table);
        match ledger(debit, credit, columns.fields[1], &sample) {
            Some(way) => {
                let side = if way == Way::Two(credit, debit) { "贷方" } else { "借方" };
                harvest.note(format!("按摘要里的放款、还款判断：{side}一栏是收到的钱，另一栏是支付的钱；请抽查几行"));
                columns.way = way;
                table.give_back(sample.into_iter());
            }
            None => {
                table.give_back(sample.into_iter());
                refuse_all(&mut table, "看不出借方、贷方哪一栏是收到的钱，没有读取", harvest);
                harvest.problem(Problem::new("loan.debit_credit", "看不出借方、贷方哪一栏是收到的钱（银行的账和客户的账写法相反，摘要里又没有写明放款、还款）", "表头", "请把这两栏的列名改成“收入”“支出”，或在摘要里写明放款、还款，再导入"));
                table.finish(harvest);
                return;
            }
        }
    }
    if columns.way == Way::Sign {
        let sample = sample(&mut table);
        // Without any sign the amounts say nothing of the way.
        if !sample.iter().any(|r| columns.fields[3].is_some_and(|at| r.cell(at).starts_with(['-', '−']))) {
            // 交易类型 may say it: 借款, 自动还款.
            let told = |r: &&Row| columns.fields[1].is_some_and(|at| of_kind(r.cell(at)).is_some());
            let kinds = columns.fields[1].is_some_and(|at| titles.cell(at).contains("类"));
            columns.way = if columns.fields[2].is_none() && kinds && sample.iter().any(|r| told(&r)) { Way::Kind } else { Way::Said };
        }
        table.give_back(sample.into_iter());
    }
    if let Some(problem) = several::loans(&titles, &mut table) {
        refuse_all(&mut table, "一张表里不止一笔借款，没有读取", harvest);
        harvest.problem(problem);
        table.finish(harvest);
        return;
    }
    while let Some(row) = table.next_row() {
        if row.is_blank() {
            harvest.skip(SkipKind::NotContact, "空行");
        } else if is_total(&row) && when(columns.fields[0].map_or("", |c| row.cell(c)), None).is_none() {
            harvest.skip(SkipKind::NotContact, "合计行");
        } else if is_footer(&row) && when(columns.fields[0].map_or("", |c| row.cell(c)), None).is_none() {
            harvest.skip(SkipKind::NotContact, format!("表尾说明：{}", short(row.cells.iter().find(|c| !c.is_empty()).map_or("", String::as_str))));
        } else {
            match entry(&columns, &parts, &units, &row, table.width) {
                Ok(entry) => {
                    let number = harvest.entry(entry);
                    if row.lossy {
                        harvest.repaired(number, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
                    }
                }
                Err((code, what)) => {
                    let todo = columns.fields[1].and_then(|c| no_payment(row.cell(c))).filter(|_| code == "loan.no_payment").map_or(SHOW, |n| n.1);
                    harvest.refuse(code, what, todo);
                }
            }
        }
    }
    table.finish(harvest);
}

/// Lists every row that is left.
fn refuse_all(table: &mut Table, why: &str, harvest: &mut Harvest) {
    while table.next_row().is_some() {
        harvest.skip(SkipKind::Refused, why);
    }
}

/// The first rows, to be given back.
fn sample(table: &mut Table) -> Vec<Row> {
    let mut sample: Vec<Row> = Vec::new();
    while sample.len() < SAMPLE
        && let Some(row) = table.next_row()
    {
        sample.push(row);
    }
    sample
}

/// Which of 借方 and 贷方 came in, by the rows whose words tell; all of them must agree.
fn ledger(debit: usize, credit: usize, item: Option<usize>, sample: &[Row]) -> Option<Way> {
    let has = |row: &Row, at: usize| amount(row.cell(at), (1, 1)).is_some_and(|a| a.bytes().any(|b| matches!(b, b'1'..=b'9')));
    let ways = sample.iter().filter_map(|row| {
        let way = of_kind(row.cell(item?)).filter(|_| has(row, debit) != has(row, credit))?;
        Some((way == "收到") == has(row, credit))
    });
    let (mut credited, mut debited) = (0, 0);
    ways.for_each(|credit_in| if credit_in { credited += 1 } else { debited += 1 });
    match (credited, debited) {
        (1.., 0) => Some(Way::Two(credit, debit)),
        (0, 1..) => Some(Way::Two(debit, credit)),
        _ => None,
    }
}

/// The unit of each column, by its heading; said once where it is not yuan.
fn units(columns: &Columns, titles: &Row, stated: Option<(u32, u32)>, harvest: &mut Harvest) -> Result<Vec<(u32, u32)>, Problem> {
    let mut units = Vec::new();
    for (at, title) in titles.cells.iter().enumerate() {
        let money = columns.fields[3] == Some(at) || matches!(columns.way, Way::Two(a, b) | Way::Ledger(a, b) if a == at || b == at);
        let unit = match unit(title) {
            Ok((1, 1)) if !title.contains('元') => stated.unwrap_or((1, 1)),
            Ok(unit) => unit,
            Err(currency) if money => {
                return Err(Problem::new("loan.currency", format!("金额的单位是“{}”，不是人民币", short(&currency)), "表头", "请按实际结算的人民币数额填写，列名写“金额(元)”，再导入；原件已保留"));
            }
            Err(_) => (1, 1),
        };
        if unit != (1, 1) && money {
            harvest.note(format!("“{}”一栏已按表上写的单位换算成元", short(title)));
        }
        units.push(unit);
    }
    Ok(units)
}

fn entry(columns: &Columns, parts: &[(String, usize)], units: &[(u32, u32)], row: &Row, width: usize) -> Result<Entry, (&'static str, String)> {
    if row.cells.len() > width && row.cells[width..].iter().any(|c| !c.is_empty()) {
        return Err(("csv.columns", format!("这一行的列数比表头多（金额里的逗号要用引号包住）：{}列", row.cells.len())));
    }
    if row.broken || (!row.ended && row.cells.len() < width) {
        // An amount cut short is still a number: nothing of such a row is used.
        return Err(("row.truncated", "这一行没有写完（文件被截断，或引号没有闭合）".to_owned()));
    }
    let cell = |at: usize| columns.fields[at].map_or("", |c| row.cell(c));
    let date = when(cell(0), None).ok_or_else(|| ("row.bad_date", format!("日期“{}”读不懂", short(cell(0)))))?;
    let money = |column: usize| Some(row.cell(column)).filter(|c| amount(c, (1, 1)).is_none_or(|a| a.bytes().any(|b| matches!(b, b'1'..=b'9'))) && !matches!(*c, "" | "-" | "--" | "/"));
    let mut unit_of = columns.fields[3];
    let (way, written) = match columns.way {
        Way::Schedule => (Some("支付"), cell(3)),
        // 不计收支: what was done is said by the state, 放款成功 or 还款成功.
        Way::Said => (direction(cell(2)).or_else(|| of_kind(cell(4)).filter(|_| matches!(cell(2), "不计收支" | "其他" | "/"))), cell(3)),
        Way::Two(received, paid) => match (money(received), money(paid)) {
            (Some(text), None) => {
                unit_of = Some(received);
                (Some("收到"), text)
            }
            (None, Some(text)) => {
                unit_of = Some(paid);
                (Some("支付"), text.trim_start_matches(['-', '−']))
            }
            _ => (None, ""),
        },
        Way::Ledger(..) => (None, ""),
        // A minus before what went out anyway says nothing new.
        Way::Kind => (of_kind(cell(1)), cell(3).trim_start_matches(['-', '−', '+'])),
        Way::Sign => match cell(3).strip_prefix(['-', '−']) {
            Some(text) => (Some("支付"), text),
            None => (Some("收到"), cell(3).trim_start_matches('+')),
        },
    };
    if columns.way != Way::Schedule
        && let Some((why, _)) = no_payment(cell(1))
        && (columns.way == Way::Kind || kinds::names_charge(cell(1)))
    {
        return Err(("loan.no_payment", format!("“{}”{why}，没有计入", short(cell(1)))));
    }
    let way = way.ok_or_else(|| match columns.way {
        Way::Kind => ("loan.bad_kind", format!("类型“{}”看不出是收到还是支付（如 放款、还款、服务费、罚息、退款）", short(cell(1)))),
        Way::Two(..) => ("loan.bad_direction", "收入、支出两栏都空着或都填了，看不出这一笔是收到还是支付".to_owned()),
        _ if columns.fields[2].is_none() => ("loan.bad_direction", "表里没有“方向”一列，金额前也没有正负号，看不出这一笔是收到还是支付".to_owned()),
        _ => ("loan.bad_direction", format!("方向“{}”应当是“收到”或“支付”", short(cell(2)))),
    })?;
    if excel_number(written) {
        return Err(("csv.excel_number", format!("金额“{}”被 Excel 改成了科学计数法", short(written))));
    }
    let unit = |column: usize| units.get(column).copied().unwrap_or((1, 1));
    let amount = amount(written, unit_of.map_or((1, 1), unit)).ok_or_else(|| ("loan.bad_amount", format!("金额“{}”读不懂", short(written))))?;
    let mut fields: BTreeMap<String, String> = FIELDS.iter().enumerate().map(|(at, (name, _))| ((*name).to_owned(), cell(at).to_owned())).collect();
    fields.insert("date".into(), date.day().to_string());
    if columns.way == Way::Kind && period(cell(1)).is_none() && period(cell(5)).is_some() {
        // 还款 | 第3期: the number stands in the note.
        fields.insert("item".into(), format!("{} {}", cell(1), cell(5)));
    }
    if columns.way != Way::Schedule && cell(4).is_empty() && let Some(state) = state_of_note(cell(5)) {
        // A list without a column of states tells in the note what became of the row.
        fields.insert("status".into(), state.to_owned());
    }
    fields.insert("direction".into(), way.to_owned());
    fields.insert("amount".into(), amount);
    if columns.way == Way::Schedule {
        // What is not paid yet is due: its state takes nothing away.
        fields.insert("plan".into(), "是".into());
    }
    for (field, column) in parts.iter().filter(|p| !row.cell(p.1).is_empty()) {
        // What is no amount is kept as it stands: the row's money is in its own column.
        let text = row.cell(*column);
        fields.insert(field.clone(), self::amount(text, if field.starts_with("other.") { (1, 1) } else { unit(*column) }).unwrap_or_else(|| text.to_owned()));
    }
    Ok(Entry { row: 0, kind: "loan_flow".into(), at: Some(date), fields })
}

/// A decimal amount of yuan without sign, currency and thousands separators: `¥1,033.33元` → `1033.33`. One of the column's unit is
/// `times` / `of` yuan, where the cell itself does not say 元.
fn amount(text: &str, (times, of): (u32, u32)) -> Option<String> {
    let yuan = text.trim().ends_with('元');
    let bare = text.trim().trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',') && first.len() <= 3 && groups.all(|g| g.len() == 3);
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let plain: String = whole.chars().filter(|c| *c != ',').collect();
    let right = digits(&plain) && digits(first) && digits(fraction) && (grouped || !whole.contains(',')) && plain.len() <= 12 && fraction.len() <= 6;
    let plain = right.then(|| bare.replace(',', ""))?;
    if yuan || times == of {
        return Some(plain);
    }
    let exact = plain.parse::<rust_decimal::Decimal>().ok()?.checked_mul(times.into())?.checked_div(of.into())?;
    Some(exact.normalize().to_string())
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
            assert_eq!(amount(text, (1, 1)).as_deref(), Some(expect), "{text}");
        }
        for text in ["", "-5", "1,03.3", "1.2.3", "一千", "1033.", ".5", "1,,000", "9999999999999"] {
            assert_eq!(amount(text, (1, 1)), None, "{text}");
        }
    }

    #[test]
    fn a_list_of_ones_own_is_a_loans_only_if_its_rows_say_so() {
        let claim = |text: &str| claims(&Probe { head: text.as_bytes(), name: "l.csv" });
        assert_eq!(claim("日期,类型,金额,备注\n2026-01-05,放款,8500,\n2026-02-05,还款,1000,第1期\n"), Claim::Content);
        assert_eq!(claim("日期,类型,金额,备注\n2026-01-05,餐饮,35,\n2026-01-06,交通,4,\n"), Claim::No);
    }

    #[test]
    fn amounts_in_the_unit_of_their_heading() {
        for (text, unit, expect) in [("1", (10_000, 1), "10000"), ("0.1033", (10_000, 1), "1033"), ("103300", (1, 100), "1033"), ("103,333", (1, 100), "1033.33"), ("8000元", (10_000, 1), "8000")] {
            assert_eq!(amount(text, unit).as_deref(), Some(expect), "{text}");
        }
    }
}
