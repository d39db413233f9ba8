//! The table of a loan's flows the user fills in or the lender's app exports: 日期,项目,方向,金额(元),状态,备注. Each row
//! is money that came in or is to go out; a lender's plan (期数,应还日期,应还合计 …) has no direction, for all of it is to be paid; a list people
//! keep for themselves (日期,类型,金额,备注) says it by the kind of each row. Amounts are kept as decimal text and never rounded. Columns that split the amount
//! (本金、利息、服务费、罚息 …) are kept beside it, as fields `principal`, `interest`, `fee.服务费`, `penalty.罚息`; further columns of money and days
//! (借款金额、到账金额) as they stand, as `other.借款金额`.

use super::dates::when;
use super::table::{Row, Table, excel_number, first_rows, heading, is_total};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::money::schedule::period;
use crate::model::{Entry, SkipKind};
use std::collections::BTreeMap;

/// Flows of a loan.
pub static FORMAT: Format = Format { id: "loan_schedule", title: "借还款明细表（CSV、Excel）", version: 6, holds: Holds::Entries, claims, read };

/// Field names with the headings they are known by.
const FIELDS: &[(&str, &[&str])] = &[
    ("date", &["日期", "还款日", "还款日期", "应还日期", "交易日期", "交易时间", "还款时间", "应还款日", "应还款日期", "到期日", "到期还款日", "记账日期", "date"]),
    ("item", &["项目", "期数", "期次", "还款期数", "期号", "摘要", "交易类型", "交易分类", "item"]),
    ("direction", &["方向", "收支", "收付", "direction"]),
    ("amount", &["金额", "金额元", "应还金额", "应还总额", "还款金额", "应还款金额", "本期应还", "本期应还金额", "应还合计", "应还总金额", "应还本息", "应还本息合计", "本期应还总额", "每期应还", "每期应还金额", "每期还款额", "月供", "交易金额", "amount"]),
    ("status", &["状态", "还款状态", "当前状态", "交易状态", "status"]),
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

/// Lines that may stand above the headings.
const ABOVE: usize = 20;
/// Rows looked at for a sign before the amount.
const SAMPLE: usize = 200;

/// Which way the money of a row went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A column says it.
    Said,
    /// A list of what is to be paid back: each row is paid.
    Schedule,
    /// One column of what came in, one of what went out.
    Two(usize, usize),
    /// The sign of the amount, where any row has one.
    Sign,
    /// The kind of each row: 放款 came in, 还款 and 服务费 went out.
    Kind,
}

/// Where what stands.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// In the order of [`FIELDS`].
    fields: [Option<usize>; 6],
    way: Way,
    /// Whether it lists an account's business with everybody, not a loan.
    account: bool,
}

fn columns(cells: &[String]) -> Option<Columns> {
    let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
    let mut columns = [None; 6];
    for (column, (_, names)) in columns.iter_mut().zip(FIELDS) {
        *column = headings.iter().position(|h| names.contains(&h.as_str()));
    }
    let at = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
    let named = |column: Option<usize>, words: &[&str]| column.is_some_and(|c| words.iter().any(|w| headings[c].contains(w)));
    let two = at(&["收入", "收入金额", "存入", "存入金额"]).zip(at(&["支出", "支出金额", "支取", "支取金额"]));
    let due = named(columns[0], &["还款", "应还"]) || named(columns[1], &["期"]);
    let parts = parts(cells).iter().any(|(field, _)| field == "principal" || field == "interest");
    columns[0]?;
    let kind = at(&["类型", "款项", "款项类型", "类别", "名目", "事项", "type"]).filter(|_| columns[1].is_none() && columns[2].is_none());
    let way = match () {
        () if columns[2].is_some() && columns[3].is_some() && columns[1].or(columns[4]).is_some() => Way::Said,
        () if columns[3].is_none() => two.map(|(received, paid)| Way::Two(received, paid))?,
        () if due && (parts || named(columns[3], &["还", "月供"])) => Way::Schedule,
        () if named(columns[3], &["交易金额"]) && columns[1].is_some() => Way::Sign,
        // 金额 alone: a column of money to be paid has said so above.
        () if kind.is_some() && named(columns[3], &["金额", "amount"]) => Way::Kind,
        () => return None,
    };
    if way == Way::Kind {
        columns[1] = kind;
    }
    let account = at(&["交易对方", "对方账号", "对方户名", "余额", "账户余额", "交易单号", "交易订单号"]).is_some();
    Some(Columns { fields: columns, way, account })
}

fn claims(probe: &Probe) -> Claim {
    let rows = first_rows(probe.head);
    let headed = rows.iter().take(ABOVE + 1).enumerate().find_map(|(n, r)| Some((n, columns(r)?)));
    match headed {
        // Many a table has 日期, 类型 and 金额: it is a loan's where its rows speak of one.
        Some((n, columns)) if columns.way == Way::Kind => {
            let speaks = |r: &Vec<String>| columns.fields[1].and_then(|c| r.get(c)).is_some_and(|t| matches!(of_kind(t.trim()), Some(_)));
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
    let mut titles = None;
    let mut found = None;
    while before <= ABOVE
        && let Some(row) = table.next_row()
    {
        found = columns(&row.cells);
        if found.is_some() {
            titles = Some(row);
            break;
        }
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
        while table.next_row().is_some() {
            harvest.skip(SkipKind::Refused, "表头认不出来，没有读取");
        }
        harvest.problem(Problem::new("csv.headings", "认不出借还款明细的表头", "第一行", "第一行应当是：日期,项目,方向,金额(元),状态,备注"));
        table.finish(harvest);
        return;
    };
    table.width = titles.cells.len();
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
    if columns.way == Way::Sign {
        let mut sample: Vec<Row> = Vec::new();
        while sample.len() < SAMPLE
            && let Some(row) = table.next_row()
        {
            sample.push(row);
        }
        // Without any sign the amounts say nothing of the way.
        if !sample.iter().any(|r| columns.fields[3].is_some_and(|at| r.cell(at).starts_with(['-', '−']))) {
            columns.way = Way::Said;
        }
        table.give_back(sample.into_iter());
    }
    while let Some(row) = table.next_row() {
        if row.is_blank() {
            harvest.skip(SkipKind::NotContact, "空行");
        } else if is_total(&row) && when(columns.fields[0].map_or("", |c| row.cell(c)), None).is_none() {
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

/// (field, column) of the columns of money and days that are neither: 借款金额 and 到账金额 beside 还款金额.
fn others(columns: &Columns, parts: &[(String, usize)], cells: &[String]) -> Vec<(String, usize)> {
    let two = if let Way::Two(received, paid) = columns.way { vec![received, paid] } else { vec![] };
    let taken = |at: usize| columns.fields.contains(&Some(at)) || parts.iter().any(|(_, column)| *column == at) || two.contains(&at);
    let tells = |h: &str| ["金额", "本金", "到账", "借款", "放款", "日期", "时间", "总额", "实还"].iter().any(|w| h.contains(w));
    cells.iter().enumerate().filter(|(at, _)| !taken(*at)).map(|(at, cell)| (heading(cell), at)).filter(|(h, _)| tells(h)).map(|(h, at)| (format!("other.{h}"), at)).collect()
}

fn entry(columns: &Columns, parts: &[(String, usize)], row: &Row, width: usize) -> Result<Entry, (&'static str, String)> {
    if row.cells.len() > width && row.cells[width..].iter().any(|c| !c.is_empty()) {
        return Err(("csv.columns", format!("这一行的列数比表头多（金额里的逗号要用引号包住）：{}列", row.cells.len())));
    }
    if row.broken || (!row.ended && row.cells.len() < width) {
        // An amount cut short is still a number: nothing of such a row is used.
        return Err(("row.truncated", "这一行没有写完（文件被截断，或引号没有闭合）".to_owned()));
    }
    let cell = |at: usize| columns.fields[at].map_or("", |c| row.cell(c));
    let date = when(cell(0), None).ok_or_else(|| ("row.bad_date", format!("日期“{}”读不懂", short(cell(0)))))?;
    let money = |column: usize| Some(row.cell(column)).filter(|c| amount(c).is_none_or(|a| a.bytes().any(|b| matches!(b, b'1'..=b'9'))) && !matches!(*c, "" | "-" | "--" | "/"));
    let (way, written) = match columns.way {
        Way::Schedule => (Some("支付"), cell(3)),
        Way::Said => (direction(cell(2)), cell(3)),
        Way::Two(received, paid) => match (money(received), money(paid)) {
            (Some(text), None) => (Some("收到"), text),
            (None, Some(text)) => (Some("支付"), text.trim_start_matches(['-', '−'])),
            _ => (None, ""),
        },
        // A minus before what went out anyway says nothing new.
        Way::Kind => (of_kind(cell(1)), cell(3).trim_start_matches(['-', '−', '+'])),
        Way::Sign => match cell(3).strip_prefix(['-', '−']) {
            Some(text) => (Some("支付"), text),
            None => (Some("收到"), cell(3).trim_start_matches('+')),
        },
    };
    let way = way.ok_or_else(|| match columns.way {
        Way::Kind => ("loan.bad_kind", format!("类型“{}”看不出是收到还是支付（如 放款、还款、服务费、罚息、退款）", short(cell(1)))),
        _ => ("loan.bad_direction", format!("方向“{}”应当是“收到”或“支付”", short(cell(2)))),
    })?;
    if excel_number(written) {
        return Err(("csv.excel_number", format!("金额“{}”被 Excel 改成了科学计数法", short(written))));
    }
    let amount = amount(written).ok_or_else(|| ("loan.bad_amount", format!("金额“{}”读不懂", short(written))))?;
    let mut fields: BTreeMap<String, String> = FIELDS.iter().enumerate().map(|(at, (name, _))| ((*name).to_owned(), cell(at).to_owned())).collect();
    fields.insert("date".into(), date.day().to_string());
    if columns.way == Way::Kind && period(cell(1)).is_none() && period(cell(5)).is_some() {
        // 还款 | 第3期: the number stands in the note.
        fields.insert("item".into(), format!("{} {}", cell(1), cell(5)));
    }
    fields.insert("direction".into(), way.to_owned());
    fields.insert("amount".into(), amount);
    for (field, column) in parts.iter().filter(|p| !row.cell(p.1).is_empty()) {
        // What is no amount is kept as it stands: the row's money is in its own column.
        let text = row.cell(*column);
        fields.insert(field.clone(), self::amount(text).unwrap_or_else(|| text.to_owned()));
    }
    Ok(Entry { row: 0, kind: "loan_flow".into(), at: Some(date), fields })
}

/// The same by the kind of a row of somebody's own list.
fn of_kind(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    // 放款手续费 and 借款利息 are paid; 退还服务费 comes back.
    match () {
        () if has(&["退款", "退费", "退还", "退回", "返还"]) => Some("收到"),
        () if has(&["还款", "还本", "还息", "还清", "归还", "已还", "利息", "本金", "本息", "费", "罚息", "违约金", "滞纳金", "月供", "扣款", "代扣", "结清", "砍头息", "预扣", "保证金"]) => Some("支付"),
        () if has(&["放款", "到账", "借款", "下款", "借入", "提现", "发放"]) => Some("收到"),
        () => direction(text),
    }
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
    fn columns_that_are_no_part_of_the_amount_are_kept() {
        let cells = ["借款时间", "借款金额(元)", "还款时间", "还款金额(元)", "手续费", "平台"].map(str::to_owned);
        let found = columns(&cells).expect("a schedule");
        let named: Vec<_> = others(&found, &parts(&cells), &cells).into_iter().map(|p| p.0).collect();
        assert_eq!(named, ["other.借款时间", "other.借款金额"]);
    }

    #[test]
    fn the_kind_of_a_row_says_the_way() {
        for (text, way) in [("放款", "收到"), ("到账", "收到"), ("借款", "收到"), ("还款", "支付"), ("服务费", "支付"), ("放款手续费", "支付"), ("退还会员费", "收到"), ("罚息", "支付"), ("还款利息", "支付")] {
            assert_eq!(of_kind(text), Some(way), "{text}");
        }
        assert_eq!([of_kind("餐饮"), of_kind(""), of_kind("工资")], [None; 3]);
    }

    #[test]
    fn a_list_of_ones_own_is_a_loans_only_if_its_rows_say_so() {
        let claim = |text: &str| claims(&Probe { head: text.as_bytes(), name: "l.csv" });
        assert_eq!(claim("日期,类型,金额,备注\n2026-01-05,放款,8500,\n2026-02-05,还款,1000,第1期\n"), Claim::Content);
        assert_eq!(claim("日期,类型,金额,备注\n2026-01-05,餐饮,35,\n2026-01-06,交通,4,\n"), Claim::No);
    }

    #[test]
    fn the_headings_make_the_table() {
        let titles = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(columns(&titles("日期,项目,方向,金额(元),状态,备注")).is_some());
        for (line, way) in [
            ("期数,还款日,应还金额,应还本金,应还利息,状态", Way::Schedule),
            ("期次,应还日期,应还总额,本金,利息,担保费,还款状态", Way::Schedule),
            ("交易日期,摘要,收入,支出,余额", Way::Two(2, 3)),
            ("交易时间,交易类型,收/支,金额(元),交易对方,备注", Way::Said),
            ("交易日期,交易金额,摘要", Way::Sign),
            ("期数,应还日期,应还本金,应还利息,服务费,应还合计", Way::Schedule),
            ("期次,还款日,月供", Way::Schedule),
            ("日期,类型,金额,备注", Way::Kind),
            ("日期,款项,金额(元)", Way::Kind),
        ] {
            assert_eq!(columns(&titles(line)).map(|c| c.way), Some(way), "{line}");
        }
        for line in ["时间,号码,方向,内容", "日期,金额,备注", "交易时间,金额,摘要", "期数,日期,金额", "日期,摘要,金额,余额"] {
            assert!(columns(&titles(line)).is_none(), "{line}");
        }
    }
}
