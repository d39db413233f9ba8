//! Bills that print the owner's number under 主叫号码 (or 被叫号码) in every row and the other side's in the column beside it, whoever
//! called: there the headings do not say who called, the column of the direction does.

use super::csv_columns::{Columns, Role};
use super::csv_kind::{android_kind, is_own, kind_of};
use super::csv_sides::Refusal;
use super::table::Row;
use crate::model::Direction;
use crate::number;
use std::collections::BTreeSet;

/// What the columns of callers and callees hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Labels {
    /// What their headings say.
    Plain,
    /// One of them the owner's number (its key) in every row, the other the other side's.
    Own(Role, String),
    /// One number in every row, and the direction contradicts the headings: nothing says whose it is.
    Muddled,
}

/// Where 被叫 stands beside a caller who is the same in every row, and 主叫 too, that caller is the owner: nobody calls himself. One
/// direction alone with many callees of one caller contradicts the heading as well, but then nothing tells whose number it is.
pub fn labels(columns: &Columns, sample: &[Row]) -> Labels {
    let (Some(from), Some(to), Some(way)) = (columns.of(Role::From), columns.of(Role::To), columns.of(Role::Direction)) else { return Labels::Plain };
    let (mut callers, mut callees, mut ways) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in sample {
        let (caller, callee, word) = (row.cell(from), row.cell(to), row.cell(way));
        let kind = if columns.android { android_kind(word, true) } else { kind_of(word) };
        let Some(direction) = kind.and_then(|k| k.direction) else { continue };
        // 我 and 本机 say by themselves who is meant.
        if caller.is_empty() || callee.is_empty() || is_own(caller) || is_own(callee) {
            continue;
        }
        callers.insert(number::key(caller));
        callees.insert(number::key(callee));
        ways.insert(direction == Direction::In);
    }
    let only = |numbers: &BTreeSet<String>| numbers.first().cloned().unwrap_or_default();
    match (callers.len(), callees.len(), ways.len()) {
        (1, 1, 2) => Labels::Muddled,
        (1, 2.., 2) => Labels::Own(Role::From, only(&callers)),
        (2.., 1, 2) => Labels::Own(Role::To, only(&callees)),
        // Two of them may be the two cards of one phone.
        (1, 3.., 1) if ways.contains(&true) => Labels::Muddled,
        (3.., 1, 1) if ways.contains(&false) => Labels::Muddled,
        _ => Labels::Plain,
    }
}

impl Labels {
    /// The direction and the other side of a row, where the headings do not say them; `None` where they do.
    pub fn sides<'r>(&self, columns: &Columns, row: &'r Row, direction: Option<Direction>) -> Option<Result<(Direction, &'r str), Refusal>> {
        const CHECK: &str = "请打开表格核对，把两列改名为“本机号码”和“对方号码”后重新加入；原件已保留";
        let (role, own) = match self {
            Labels::Plain => return None,
            Labels::Muddled => return Some(Err(("csv.own_number", "主叫号码或被叫号码每行都是同一个，却和呼叫类型矛盾，看不出哪个是本机，不猜测".to_owned(), CHECK))),
            Labels::Own(role, own) => (*role, own),
        };
        let of = |role| columns.of(role).map_or("", |at| row.cell(at));
        let (near, other) = if role == Role::From { (of(Role::From), of(Role::To)) } else { (of(Role::To), of(Role::From)) };
        Some(match direction {
            None => Err(("csv.no_direction", "看不出是收到还是发出：这份账单的主叫、被叫号码不代表方向，呼叫类型又没有写明，不猜测".to_owned(), CHECK)),
            Some(_) if number::key(near) != *own || number::key(other) == *own => Err(("csv.own_number", "这一行的本机号码和其余各行不同，看不出对方是谁".to_owned(), CHECK)),
            Some(direction) => Ok((direction, other)),
        })
    }

    /// What is said of it once.
    pub fn note(&self) -> Option<String> {
        let Labels::Own(role, own) = self else { return None };
        let (own_title, other) = if *role == Role::From { ("主叫号码", "被叫号码") } else { ("被叫号码", "主叫号码") };
        Some(format!("“{own_title}”一栏每行都是 {own}，呼叫类型却有主叫也有被叫：把它当作本机号码，“{other}”当作对方号码；请抽查几行"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[[&str; 3]]) -> (Labels, Vec<Result<(Direction, String), &'static str>>) {
        let titles: Vec<String> = ["主叫号码", "被叫号码", "呼叫类型", "起始时间"].map(str::to_owned).to_vec();
        let rows: Vec<Row> = rows.iter().map(|r| Row { offset: 0, cells: r.iter().chain(&["2026-01-09 10:00:00"]).map(|c| (*c).to_owned()).collect(), lossy: false, broken: false, ended: true, sheet: 0 }).collect();
        let mut columns = Columns::of_headings(&titles).expect("a bill");
        columns.settle(&titles, &rows, None);
        let labels = labels(&columns, &rows);
        let way = |r: &Row| kind_of(r.cell(2)).and_then(|k| k.direction);
        let sides = rows.iter().filter_map(|r| labels.sides(&columns, r, way(r))).map(|s| s.map(|(d, n)| (d, n.to_owned())).map_err(|r| r.0)).collect();
        (labels, sides)
    }

    const ME: &str = "13800000000";

    #[test]
    fn the_owner_under_callers_in_every_row() {
        let (labels, sides) = of(&[[ME, "13800000001", "被叫"], [ME, "95188", "主叫"], [ME, "13800000002", "国内"]]);
        assert_eq!(labels, Labels::Own(Role::From, ME.into()));
        assert_eq!(sides, [Ok((Direction::In, "13800000001".into())), Ok((Direction::Out, "95188".into())), Err("csv.no_direction")]);
        let (labels, sides) = of(&[["13800000001", ME, "被叫"], ["95188", ME, "主叫"]]);
        assert_eq!(labels, Labels::Own(Role::To, ME.into()));
        assert_eq!(sides, [Ok((Direction::In, "13800000001".into())), Ok((Direction::Out, "95188".into()))]);
    }

    #[test]
    fn headings_that_say_what_they_hold() {
        for rows in [
            &[["13800000001", ME, "被叫"], [ME, "95188", "主叫"]][..],
            // All calls of one side; the two cards of one phone.
            &[["13800000001", ME, "被叫"], ["95188", ME, "被叫"], ["95189", ME, "被叫"]],
            &[["95188", ME, "被叫"], ["95188", "13800000009", "被叫"]],
            &[["95188", ME, "被叫"]],
        ] {
            assert_eq!(of(rows), (Labels::Plain, vec![]), "{rows:?}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_not_guessed() {
        let refused = |rows: &[[&str; 3]]| of(rows).1.iter().all(|s| *s == Err("csv.own_number")) && of(rows).0 == Labels::Muddled;
        assert!(refused(&[[ME, "95188", "被叫"], [ME, "95188", "主叫"]]));
        assert!(refused(&[[ME, "95188", "被叫"], [ME, "13800000001", "被叫"], [ME, "13800000002", "被叫"]]));
    }
}
