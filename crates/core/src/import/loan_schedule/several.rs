//! Whether a table lists the flows of more than one loan: what several cost together is the cost of none of them.

use super::super::table::{Row, Table, heading, is_total};
use super::short;
use crate::error::Problem;

/// Headings of what names one loan.
const LOAN: [&str; 19] = ["借据号", "借据编号", "借据", "借据号码", "合同号", "合同编号", "合同号码", "贷款合同号", "贷款合同编号", "借款合同号", "借款合同编号", "借款编号", "贷款编号", "借款单号", "借款订单号", "贷款账号", "协议编号", "loanid", "loanno"];
/// Headings that may name a loan or each single payment.
const ORDER: [&str; 6] = ["订单号", "订单编号", "单号", "编号", "orderid", "orderno"];
/// Rows looked at; nobody pays back more often.
const MOST: usize = 5000;

/// What is told where the rows name several loans; the rows are given back.
pub(super) fn loans(titles: &Row, table: &mut Table) -> Option<Problem> {
    let headings: Vec<String> = titles.cells.iter().map(|c| heading(c)).collect();
    let at = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
    let (column, order) = at(&LOAN).map(|c| (c, false)).or_else(|| Some((at(&ORDER)?, true)))?;
    let mut rows: Vec<Row> = Vec::new();
    while rows.len() < MOST
        && let Some(row) = table.next_row()
    {
        rows.push(row);
    }
    let mut loans: Vec<(String, usize)> = Vec::new();
    for row in rows.iter().filter(|r| !is_total(r) && r.cells.iter().filter(|c| !c.is_empty()).count() > 2 && !r.cell(column).is_empty()) {
        match loans.iter_mut().find(|(name, _)| name == row.cell(column)) {
            Some((_, count)) => *count += 1,
            None => loans.push((row.cell(column).to_owned(), 1)),
        }
    }
    table.give_back(rows.into_iter());
    // A number of each payment's own names no loan.
    if loans.len() < 2 || order && loans.iter().all(|(_, count)| *count == 1) {
        return None;
    }
    let named: Vec<String> = loans.iter().take(4).map(|(name, _)| short(name)).collect();
    Some(Problem::new(
        "loan.several",
        format!("“{}”一栏有{}个不同的值（{}{}），不止一笔借款：合在一起算出的成本不是任何一笔的，没有读取", short(titles.cell(column)), loans.len(), named.join("、"), if loans.len() > 4 { "……" } else { "" }),
        "整个表格",
        "请按这一栏把表格分成几个，每笔借款一个（放款、还款、各种费用都放在同一个里），再分别加入；原件已保留",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn several(text: &str) -> Option<Problem> {
        let mut bytes = text.as_bytes();
        let mut whole = None;
        let mut table = Table::new(&mut bytes, &mut whole);
        let titles = table.next_row().expect("headings");
        let told = loans(&titles, &mut table);
        assert_eq!(std::iter::from_fn(|| table.next_row()).count() + 1, text.lines().count(), "rows are given back");
        told
    }

    #[test]
    fn one_loan_or_several() {
        assert_eq!(several("借据号,日期,类型,金额\nA1,2026-01-05,放款,1\nB2,2026-02-05,还款,1\n").map(|p| p.code).as_deref(), Some("loan.several"));
        assert!(several("借据号,日期,类型,金额\nA1,2026-01-05,放款,1\nA1,2026-02-05,还款,1\n合计,,,2\n").is_none());
        assert!(several("订单号,日期,类型,金额\n1,2026-01-05,放款,1\n2,2026-02-05,还款,1\n").is_none(), "one of each payment");
        assert!(several("订单号,日期,类型,金额\n1,2026-01-05,放款,1\n1,2026-02-05,还款,1\n2,2026-02-05,放款,1\n").is_some());
        assert!(several("日期,类型,金额\n2026-01-05,放款,1\n").is_none());
    }
}
