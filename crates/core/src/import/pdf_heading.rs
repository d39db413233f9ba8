//! The headings of a bill in a PDF: one line, or several where long headings are wrapped in their cells. The whole ones stand at the top of the
//! wrapped ones, at their foot, or in the middle of them; the lines are joined column by column.

use super::csv_columns::Columns;
use super::dates::when;
use super::pdf_table::{Cell, Line};
use super::table::heading;

/// A table has at least as many columns as [`Columns`] needs, and no more than this.
const WIDEST: usize = 40;
/// Most lines of one row of headings: three lines each way, set off against each other.
const TALLEST: usize = 6;

/// A row of headings: its columns, and the lines `start..end` it takes.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) cells: Vec<Cell>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whether line `n` stands close below the line above it.
fn close(lines: &[Line], n: usize) -> bool {
    let (above, line) = (&lines[n - 1], &lines[n]);
    line.page == above.page && above.y - line.y < 1.6 * above.size.max(line.size)
}

/// Whether line `n` is the second line of the headings above it: close below, without a figure (`（元）` under `实收通信费`).
pub(super) fn goes_on(lines: &[Line], n: usize) -> bool {
    close(lines, n) && lines[n].cells.iter().all(|c| !c.text.bytes().any(|b| b.is_ascii_digit()))
}

fn texts(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|c| c.text.clone()).collect()
}

/// A row of data may hold words that are headings too; a row of headings holds no time.
fn timeless(line: &Line) -> bool {
    line.cells.len() <= WIDEST && line.cells.iter().all(|c| when(&c.text, None).is_none())
}

/// Puts the cells of a further line under the columns above; `None` where one reaches over two of them, or two stand under one.
fn joined(columns: &[Cell], line: &Line) -> Option<Vec<Cell>> {
    let mut all = columns.to_vec();
    let mut taken: Vec<usize> = Vec::new();
    for cell in &line.cells {
        let under = |c: &Cell| cell.right.min(c.right) - cell.x.max(c.x) > 0.3 * (cell.right - cell.x).min(c.right - c.x);
        let mut columns = (0..columns.len()).filter(|at| under(&columns[*at]));
        match (columns.next(), columns.next()) {
            (None, _) => all.push(cell.clone()),
            (Some(at), None) if !taken.contains(&at) => {
                taken.push(at);
                let column = &mut all[at];
                column.text += cell.text.trim();
                (column.x, column.right) = (column.x.min(cell.x), column.right.max(cell.right));
            }
            _ => return None,
        }
    }
    (all.len() <= WIDEST).then_some(all)
}

/// The best headings that begin at line `n`: as many lines as give the most columns a meaning, with those below that only add to them (a unit).
fn from(lines: &[Line], n: usize) -> Option<(usize, Head)> {
    let first = lines.get(n).filter(|l| timeless(l))?;
    let mut cells = first.cells.clone();
    let mut best: Option<(usize, Head)> = None;
    let better = |known: usize, width: usize, best: &Option<(usize, Head)>| best.as_ref().is_none_or(|(most, head)| known > *most || known == *most && width == head.cells.len());
    for end in n + 1..=n + TALLEST {
        let mut sorted = cells.clone();
        sorted.sort_by(|a, b| a.x.total_cmp(&b.x));
        if let Some(known) = Columns::of_headings(&texts(&sorted)).map(|c| c.known()).filter(|known| better(*known, sorted.len(), &best)) {
            best = Some((known, Head { cells: sorted, start: n, end }));
        }
        // Figures of a row of data end the headings.
        let figures = |l: &Line| l.cells.iter().any(|c| c.text.bytes().filter(u8::is_ascii_digit).count() > 2);
        match lines.get(end).filter(|l| close(lines, end) && timeless(l) && !figures(l)).and_then(|l| joined(&cells, l)) {
            Some(more) => cells = more,
            None => break,
        }
    }
    best
}

/// The headings that begin at line `n` or, under words that stand close above them (the name of the list), a little below.
pub(super) fn titles(lines: &[Line], n: usize) -> Option<Head> {
    let (mut known, mut head) = from(lines, n)?;
    for start in n + 1..n + TALLEST {
        if start >= lines.len() || !close(lines, start) {
            break;
        }
        if let Some((more, other)) = from(lines, start).filter(|(more, other)| (*more, std::cmp::Reverse(other.end - other.start)) > (known, std::cmp::Reverse(head.end - head.start))) {
            (known, head) = (more, other);
        }
    }
    Some(head)
}

/// The headings at line `n`, of this list or of one of another kind (data a phone used).
pub(super) fn other_titles(lines: &[Line], n: usize) -> Option<Head> {
    let cells = &lines[n].cells;
    let other = || cells.len() <= WIDEST && Columns::is_other_list(&texts(cells));
    titles(lines, n).or_else(|| other().then(|| Head { cells: cells.clone(), start: n, end: n + 1 }))
}

/// The columns that hold the days: the first of that kind, and those of the same name where lists stand side by side.
pub(super) fn time_columns(columns: &[Cell]) -> Option<Vec<usize>> {
    let folded: Vec<String> = columns.iter().map(|c| heading(&c.text)).collect();
    let first = folded.iter().find(|h| h.contains("时间") || h.contains("日期"))?.clone();
    Some((0..folded.len()).filter(|at| folded[*at] == first).collect())
}
