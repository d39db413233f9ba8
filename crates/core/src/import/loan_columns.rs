//! The headings of a loan's tables: which column says what, which way the money of a row went, in which unit amounts stand. Headings
//! in two rows are joined: 应还 above 本金 is 应还本金.

use super::table::heading;

/// Field names with the headings they are known by.
pub(super) const FIELDS: &[(&str, &[&str])] = &[
    ("date", &["日期", "还款日", "还款日期", "应还日期", "交易日期", "交易时间", "还款时间", "应还款日", "应还款日期", "到期日", "到期还款日", "记账日期", "记账日", "交易创建时间", "入账时间", "扣款日期", "date"]),
    ("item", &["项目", "期数", "期次", "还款期数", "还款期次", "期号", "商品说明", "商品名称", "商品", "摘要", "交易类型", "交易分类", "item"]),
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

/// Most columns whose headings are joined; plans have a dozen.
const WIDEST: usize = 200;

/// Which way the money of a row went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A column says it.
    Said,
    /// A list of what is to be paid back: each row is paid.
    Schedule,
    /// One column of what came in, one of what went out.
    Two(usize, usize),
    /// 借方 and 贷方, in this order: which of them came in, the rows must tell, for the books of a bank and of its customer differ.
    Ledger(usize, usize),
    /// The sign of the amount, where any row has one.
    Sign,
    /// The kind of each row: 放款 came in, 还款 and 服务费 went out.
    Kind,
}

/// Where what stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// In the order of [`FIELDS`].
    pub fields: [Option<usize>; 6],
    pub way: Way,
    /// Whether it lists an account's business with everybody, not a loan.
    pub account: bool,
}

/// The columns of a heading row; `None` when it is none of a loan.
pub(super) fn columns(cells: &[String]) -> Option<Columns> {
    let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
    let mut columns = [None; 6];
    for (column, (_, names)) in columns.iter_mut().zip(FIELDS) {
        *column = headings.iter().position(|h| names.contains(&h.as_str()));
    }
    let at = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
    let named = |column: Option<usize>, words: &[&str]| column.is_some_and(|c| words.iter().any(|w| headings[c].contains(w)));
    let two = at(&["收入", "收入金额", "存入", "存入金额"]).zip(at(&["支出", "支出金额", "支取", "支取金额"]));
    let ledger = at(&["借方", "借方金额", "借方发生额"]).zip(at(&["贷方", "贷方金额", "贷方发生额"]));
    // What was bought says more than 商户消费 does.
    columns[1] = at(&["商品说明", "商品名称", "商品"]).or(columns[1]);
    let due = named(columns[0], &["还款", "应还"]) || named(columns[1], &["期"]);
    let parts = parts(cells).iter().any(|(field, _)| field == "principal" || field == "interest");
    let kind = at(&["类型", "款项", "款项类型", "类别", "名目", "事项", "type"]).filter(|_| columns[1].is_none() && columns[2].is_none());
    // 时间 alone says little: it is the day where the rows have kinds, which must then speak of a loan.
    columns[0] = columns[0].or_else(|| kind.and(at(&["时间"])));
    columns[0]?;
    let way = match () {
        () if columns[2].is_some() && columns[3].is_some() && columns[1].or(columns[4]).is_some() => Way::Said,
        () if columns[3].is_none() => two.map(|(received, paid)| Way::Two(received, paid)).or(ledger.map(|(debit, credit)| Way::Ledger(debit, credit)))?,
        () if due && (parts || named(columns[3], &["还", "月供"])) => Way::Schedule,
        () if named(columns[3], &["交易金额"]) && columns[1].is_some() => Way::Sign,
        // 金额 alone: a column of money to be paid has said so above.
        () if kind.is_some() && named(columns[3], &["金额", "amount"]) => Way::Kind,
        () => return None,
    };
    if way == Way::Kind {
        columns[1] = kind;
    }
    // 余额 of a plan is what is left to pay.
    let account = way != Way::Schedule && at(&["交易对方", "对方账号", "对方户名", "余额", "账户余额", "交易单号", "交易订单号"]).is_some();
    Some(Columns { fields: columns, way, account })
}

/// (field, column) of every column that is a part of the amount.
pub(super) fn parts(cells: &[String]) -> Vec<(String, usize)> {
    let named = |h: &str| PARTS.iter().find(|(_, names)| names.contains(&h)).map(|(field, _)| if field.ends_with('.') { format!("{field}{h}") } else { (*field).to_owned() });
    cells.iter().enumerate().filter_map(|(column, cell)| Some((named(&heading(cell))?, column))).collect()
}

/// (field, column) of the columns of money and days that are neither: 借款金额 and 到账金额 beside 还款金额.
pub(super) fn others(columns: &Columns, parts: &[(String, usize)], cells: &[String]) -> Vec<(String, usize)> {
    let two = if let Way::Two(a, b) | Way::Ledger(a, b) = columns.way { vec![a, b] } else { vec![] };
    let taken = |at: usize| columns.fields.contains(&Some(at)) || parts.iter().any(|(_, column)| *column == at) || two.contains(&at);
    let tells = |h: &str| ["金额", "本金", "到账", "借款", "放款", "日期", "时间", "总额", "实还"].iter().any(|w| h.contains(w));
    cells.iter().enumerate().filter(|(at, _)| !taken(*at)).map(|(at, cell)| (heading(cell), at)).filter(|(h, _)| tells(h)).map(|(h, at)| (format!("other.{h}"), at)).collect()
}


/// Headings in two rows as one: a title over several columns goes before those below it where that is a known heading.
pub(super) fn joined(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    if upper.len().max(lower.len()) > WIDEST {
        return None;
    }
    let plain = super::csv_heading::together(upper, lower)?;
    let mut title = "";
    let cells = plain.iter().enumerate().map(|(at, alone)| {
        let above = upper.get(at).map_or("", String::as_str);
        let below = lower.get(at).map_or("", String::as_str);
        if !above.is_empty() {
            title = above;
        } else if below.is_empty() {
            title = "";
        }
        let both = format!("{title}{below}");
        let known = heading(&both);
        let is_known = FIELDS.iter().chain(PARTS).any(|(_, names)| names.contains(&known.as_str()));
        // 实还 above 日期 is no 日期 of what is due.
        if is_known || !below.is_empty() && !title.is_empty() && above != below { both } else { alone.clone() }
    });
    Some(cells.collect())
}

/// What an amount's heading says of its unit: how many yuan one of it is, as (times, of). `Err` for money other than yuan.
pub(super) fn unit(title: &str) -> Result<(u32, u32), String> {
    let bare: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let inside = bare.split_once(['(', '（', '[', '【', '/', '_', '：', ':']).map_or("", |(_, unit)| unit).trim_start_matches("单位").trim_start_matches(['：', ':']).trim_end_matches([')', '）', ']', '】']);
    if ["美元", "港币", "港元", "欧元", "日元", "USD", "HKD", "USDT", "EUR"].iter().any(|c| inside.to_uppercase().contains(c)) {
        return Err(inside.to_owned());
    }
    Ok(match inside.trim_start_matches("人民币") {
        "万" | "万元" => (10_000, 1),
        "千" | "千元" => (1000, 1),
        "百元" => (100, 1),
        "角" => (1, 10),
        "分" => (1, 100),
        _ => (1, 1),
    })
}

/// Whether headings speak of money, and not of calls or messages.
pub(super) fn money(titles: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| titles.contains(w));
    has(&["金额", "本金", "利息", "月供", "还款", "应还", "余额", "借方", "贷方", "收支", "收/支", "支出"]) && !has(&["对方号码", "主叫", "被叫", "通话", "呼叫", "短信"])
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("时间,类型,金额,状态", Way::Kind),
            ("还款期次,到期日,月供,本金,利息,余额", Way::Schedule),
            ("记账日,起息日,交易类型,借方,贷方,余额", Way::Ledger(3, 4)),
            ("交易创建时间,交易对方,商品名称,金额（元）,收/支,交易状态", Way::Said),
        ] {
            assert_eq!(columns(&titles(line)).map(|c| c.way), Some(way), "{line}");
        }
        for line in ["时间,号码,方向,内容", "日期,金额,备注", "交易时间,金额,摘要", "期数,日期,金额", "日期,摘要,金额,余额"] {
            assert!(columns(&titles(line)).is_none(), "{line}");
        }
    }

    #[test]
    fn headings_in_two_rows_are_joined() {
        let row = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let both = joined(&row("期数,应还,,,,状态"), &row(",日期,本金,利息,合计,")).expect("headings");
        assert_eq!(both, row("期数,应还日期,应还本金,应还利息,应还合计,状态"));
        assert_eq!(columns(&both).map(|c| c.way), Some(Way::Schedule));
        let both = joined(&row("期次,应还,,实还,"), &row(",日期,金额,日期,金额")).expect("headings");
        assert_eq!(both, row("期次,应还日期,应还金额,实还日期,实还金额"));
    }

    #[test]
    fn units_stand_in_headings() {
        for (title, expect) in [("金额(万元)", (10_000, 1)), ("金额（分）", (1, 100)), ("金额(元)", (1, 1)), ("应还金额（单位：万元）", (10_000, 1)), ("金额/千元", (1000, 1)), ("金额", (1, 1)), ("还款金额(含利息)", (1, 1)), ("金额(人民币元)", (1, 1))] {
            assert_eq!(unit(title), Ok(expect), "{title}");
        }
        assert!(unit("金额(美元)").is_err());
    }
}
