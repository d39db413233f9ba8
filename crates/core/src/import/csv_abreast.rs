//! Lists printed side by side: the same headings once more to the right of themselves. Each line then holds a row of each list.

use super::Harvest;
use super::csv_columns::Columns;
use super::table::{Row, Table, heading};
use crate::error::Problem;
use std::ops::Range;

/// Most lists side by side.
const MOST: usize = 6;

/// The columns of each list, where the headings are those of one list several times over.
pub fn abreast(titles: &[String]) -> Option<Vec<Range<usize>>> {
    let folded: Vec<String> = titles.iter().map(|t| heading(t)).collect();
    let first = folded.iter().position(|t| !t.is_empty())?;
    let starts: Vec<usize> = (first..folded.len()).filter(|at| folded[*at] == folded[first]).collect();
    if !(2..=MOST).contains(&starts.len()) {
        return None;
    }
    // Empty columns between two lists belong to neither.
    let parts: Vec<Range<usize>> = starts
        .iter()
        .enumerate()
        .map(|(n, start)| {
            let end = starts.get(n + 1).copied().unwrap_or(folded.len());
            let filled = folded[*start..end].iter().rposition(|t| !t.is_empty()).map_or(0, |last| last + 1);
            *start..start + filled
        })
        .collect();
    let same = parts.iter().all(|p| folded[p.clone()] == folded[parts[0].clone()]);
    (same && Columns::of_headings(&titles[parts[0].clone()]).is_some()).then_some(parts)
}

/// The columns of one list, where the headings are of several; the table then gives a row of each. What is not read is told.
pub fn one(columns: Columns, titles: Vec<String>, table: &mut Table, harvest: &mut Harvest) -> (Columns, Vec<String>) {
    if abreast(&titles).is_none()
        && let Some(at) = another_beside(&titles)
        && let Some(left) = Columns::of_headings(&titles[..at])
    {
        harvest.problem(Problem::new("csv.beside", "这个表格左右并排着两份不同的清单，只读了左边的一份，右边的没有读取", "表头", "请把右边的清单剪切到另一个文件，再一并加入；原件已保留"));
        table.abreast = std::iter::once(0..at).collect();
        return (left, titles[..at].to_vec());
    }
    let Some((parts, first)) = abreast(&titles).and_then(|parts| Some((parts.clone(), titles.get(parts[0].clone())?.to_vec()))) else { return (columns, titles) };
    let Some(one) = Columns::of_headings(&first) else { return (columns, titles) };
    harvest.note(format!("表头左右并排重复了{}次：每一行按从左到右的{}份清单分别读取", parts.len(), parts.len()));
    table.abreast = parts;
    (one, first)
}

/// The empty column between two lists with headings of their own that are not alike: only the left one is read.
fn another_beside(titles: &[String]) -> Option<usize> {
    titles.iter().enumerate().find(|(at, t)| t.is_empty() && Columns::of_headings(&titles[..*at]).is_some() && Columns::of_headings(&titles[at + 1..]).is_some()).map(|(at, _)| at)
}

/// A row of each list, from left to right; lists that ended above have none. Where each begins in the file is known for the line only:
/// the second is put a byte further, the third two, still within it.
pub fn rows(row: Row, parts: &[Range<usize>]) -> Vec<Row> {
    let last = parts.len() - 1;
    let cells = |n: usize, p: &Range<usize>| {
        // What stands beyond the last list stays with it, so that a row too long is told.
        let end = if n == last && last > 0 { row.cells.len() } else { p.end.min(row.cells.len()) };
        row.cells.get(p.start..end.max(p.start)).unwrap_or_default().to_vec()
    };
    let mut all: Vec<Row> = parts.iter().enumerate().map(|(n, p)| Row { offset: row.offset + n as u64, cells: cells(n, p), ended: row.ended || row.cells.len() > p.end, ..row.clone() }).collect();
    if all.iter().any(|r| !r.is_blank()) {
        all.retain(|r| !r.is_blank());
    } else {
        all.truncate(1);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_same_headings_again() {
        let of = |line: &str| abreast(&split(line));
        assert_eq!(of("起始时间,呼叫类型,对方号码,,起始时间,呼叫类型,对方号码,"), Some(vec![0..3, 4..7]));
        assert_eq!(of("时间,号码,内容,时间,号码,内容,时间,号码,内容"), Some(vec![0..3, 3..6, 6..9]));
        for line in ["起始时间,呼叫类型,对方号码", "时间,号码,内容,时间", "时间,号码,内容,时间,号码,时长", "日期,日期,号码,内容", ""] {
            assert_eq!(of(line), None, "{line}");
        }
        assert_eq!(another_beside(&split("起始时间,呼叫类型,对方号码,,发送时间,对方号码,短信内容")), Some(3));
        assert_eq!(another_beside(&split("起始时间,呼叫类型,对方号码,,备注")), None);
    }

    #[test]
    fn every_half_is_a_row() {
        let row = |line: &str| Row { offset: 7, cells: split(line), lossy: false, broken: false, ended: true, sheet: 0 };
        let parts = [0..2, 3..5];
        let of = |line: &str| rows(row(line), &parts).into_iter().map(|r| r.cells.join(",")).collect::<Vec<_>>();
        assert_eq!(of("a,b,,c,d"), ["a,b", "c,d"]);
        assert_eq!(of("a,b,,,"), ["a,b"]);
        assert_eq!(of(",,,c,d"), ["c,d"]);
        assert_eq!(of("a,b"), ["a,b"]);
        assert_eq!(of("a,b,,c,d,e"), ["a,b", "c,d,e"]);
        assert_eq!(of(",,,,").len(), 1);
        let left: Vec<String> = rows(row("a,b,,c,d"), &[Range { start: 0, end: 2 }]).into_iter().map(|r| r.cells.join(",")).collect();
        assert_eq!(left, ["a,b"], "words of another list are not this one's");
    }
}
