//! Carriers' bills as PDF: rows and columns by the places of the words. Only a page whose headings are recognised
//! ([`super::csv_columns`]) is a table; what stands on a row's line, or is wrapped above or below it, belongs to the row. The rows are then
//! read as any other table of calls is.

use super::csv_kind::states_way;
use super::csv_table;
use super::dates::{YearHint, when};
use super::pdf_heading::{goes_on, other_titles, time_columns, titles};
use super::pdf_text::{Layer, Span};
use super::table::heading;
use super::{Harvest, Source};
use crate::error::Problem;
use crate::number::{self, NumberKind};

/// Lines above the headings that may say the year.
const ABOVE: usize = 5;
/// Words that stand together, and where.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) x: f64,
    pub(super) right: f64,
    pub(super) text: String,
}

/// Cells of one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) cells: Vec<Cell>,
}

/// Reads the bill into the harvest; false when this is none.
pub fn take(layer: &Layer, source: &mut Source, harvest: &mut Harvest) -> bool {
    let lines = lines(&layer.spans);
    let Some(first) = (0..lines.len()).find_map(|n| titles(&lines, n)).map(|head| head.start) else {
        let named = ["详单", "话单"].iter().any(|w| source.name.contains(w));
        if named && lines.len() > 2 || lines.iter().filter(|l| like_a_call(l)).count() >= LIKE_A_BILL {
            harvest.problem(Problem::new("pdf.bill", "像是运营商详单，但认不出表头，没有当作通话读取", "整个文件", "请改用运营商网站或营业厅导出的 Excel、CSV 详单再加入；原件已保留"));
        }
        return false;
    };
    let Some(table) = grid(&lines, first) else { return false };
    if table.rows.is_empty() && table.beside > 0 {
        harvest.problem(Problem::new("pdf.bill_rows", "认出了详单的表头，但一行通话也没有读出", "整个文件", "请改用运营商网站或营业厅导出的 Excel、CSV 详单再加入；原件已保留"));
    }
    let mut text = String::new();
    let said = lines[..first].iter().map(|l| joined(l, " ")).filter(|t| YearHint::find(t).is_some()).take(ABOVE).map(|t| vec![t]);
    for row in said.chain(std::iter::once(table.titles)).chain(table.rows) {
        let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
        text += &cells.join(",");
        text.push('\n');
    }
    harvest.note("按 PDF 里文字的位置还原成表格；跨行的格子已拼接，引用前请对照原件");
    if table.beside > 0 {
        harvest.note(format!("表格之外的文字有{}行（页眉、页脚、说明），不计入行数", table.beside));
    }
    let mut bytes = text.as_bytes();
    let mut rows = Source { name: source.name, bytes: &mut bytes, captured_at: source.captured_at, tz_offset: source.tz_offset, parts: &mut *source.parts, beside: &[], eyes: source.eyes, ears: source.ears };
    // The mark of a bill must stand first among the notes.
    let notes = std::mem::take(&mut harvest.notes);
    (csv_table::FORMAT.read)(&mut rows, harvest);
    // How this text between is encoded says nothing of the file.
    harvest.notes.retain(|n| !n.starts_with("编码："));
    harvest.notes.extend(notes);
    true
}

/// Lines of a file: runs on one baseline, joined where no gap is between them.
fn lines(spans: &[Span]) -> Vec<Line> {
    let mut order: Vec<&Span> = spans.iter().filter(|s| [s.x, s.right, s.y, s.size].iter().all(|v| v.is_finite() && v.abs() < 1e6)).collect();
    order.sort_by(|a, b| a.page.cmp(&b.page).then(b.y.total_cmp(&a.y)).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<(Line, Vec<&Span>)> = Vec::new();
    for span in order {
        match lines.last_mut() {
            Some((line, all)) if line.page == span.page && (line.y - span.y).abs() <= 0.3 * line.size.max(span.size) => all.push(span),
            _ => lines.push((Line { page: span.page, y: span.y, size: span.size, cells: Vec::new() }, vec![span])),
        }
    }
    let cells = |(mut line, mut all): (Line, Vec<&Span>)| {
        all.sort_by(|a, b| a.x.total_cmp(&b.x));
        for span in all {
            match line.cells.last_mut() {
                // A blank's width or less: one cell. Lines of a table keep columns further apart.
                Some(cell) if span.x - cell.right <= 0.35 * span.size => {
                    cell.text += &span.text;
                    cell.right = cell.right.max(span.right);
                }
                _ => line.cells.push(Cell { x: span.x, right: span.right, text: span.text.clone() }),
            }
        }
        // Several blanks in one run stand for a gap between columns.
        line.cells = line.cells.iter().flat_map(split).collect();
        line
    };
    lines.into_iter().map(cells).filter(|l| !l.cells.is_empty()).collect()
}

/// Parts of a cell that two or more blanks hold apart, each with its place.
fn split(cell: &Cell) -> Vec<Cell> {
    let wide = |c: char| if (c as u32) < 0x2e80 { 0.5 } else { 1.0 };
    let whole: f64 = cell.text.chars().map(wide).sum::<f64>().max(1e-6);
    let (mut out, mut passed, mut start) = (Vec::<Cell>::new(), 0.0, 0.0);
    let (mut word, mut blanks) = (String::new(), 0);
    let place = |at: f64| cell.x + (cell.right - cell.x) * at / whole;
    let mut end = 0.0;
    for c in cell.text.chars() {
        if c == ' ' || c == '\u{3000}' {
            blanks += 1;
        } else {
            if blanks >= 2 && !word.is_empty() {
                out.push(Cell { x: place(start), right: place(end), text: std::mem::take(&mut word) });
            }
            if word.is_empty() {
                start = passed;
            } else if blanks == 1 {
                word.push(' ');
            }
            word.push(c);
            blanks = 0;
            end = passed + wide(c);
        }
        passed += wide(c);
    }
    if !word.is_empty() {
        out.push(Cell { x: place(start), right: place(end), text: word });
    }
    out
}

/// Lines that look like calls before a file without known headings is told to look like a bill.
const LIKE_A_BILL: usize = 3;

/// Whether a line holds a time of day and a telephone number in cells of their own, and little else: sentences hold more words.
fn like_a_call(line: &Line) -> bool {
    let timed = line.cells.iter().any(|c| c.text.contains(':') && (when(&c.text, Some(YearHint { year: 2026, month: None })).is_some() || when(&format!("2026-01-01 {}", c.text), None).is_some()));
    let numbered = line.cells.iter().any(|c| matches!(number::kind(&c.text), NumberKind::Mobile | NumberKind::Landline | NumberKind::Service95 | NumberKind::Service400 | NumberKind::Sms106));
    line.cells.len() >= 3 && timed && numbered && line.cells.iter().all(|c| c.text.chars().count() < 30)
}

fn joined(line: &Line, between: &str) -> String {
    line.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(between)
}

struct Grid {
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Lines that belong to no row.
    beside: usize,
}

/// Rows below the headings at line `first`, page after page.
fn grid(lines: &[Line], first: usize) -> Option<Grid> {
    let head = titles(lines, first)?;
    let (mut columns, mut at) = (head.cells, head.end);
    let names: Vec<String> = columns.iter().map(|c| c.text.clone()).collect();
    let mut times = time_columns(&columns)?;
    let hint = Some(YearHint { year: 2026, month: None });
    let mut grid = Grid { titles: names, rows: Vec::new(), beside: 0 };
    // Lines of a page, with their cells under the columns; the row each belongs to is settled page by page.
    let mut page: Vec<(&Line, Vec<String>)> = Vec::new();
    let mut below_titles = at;
    while at <= lines.len() {
        let line = lines.get(at);
        if page.first().is_some_and(|(l, _)| line.is_none_or(|n| n.page != l.page)) {
            settle(&mut page, &times, hint, &mut grid);
        }
        let Some(line) = line else { break };
        if at == below_titles && goes_on(lines, at) {
            at += 1;
            continue;
        }
        match other_titles(lines, at).and_then(|t| Some((time_columns(&t.cells)?, t))) {
            // The same headings on the next page, perhaps elsewhere; or those of another list, such as messages below calls, which
            // the reader of the rows has to see.
            Some((clocks, again)) => {
                page.extend(lines[at..again.start].iter().map(|l| (l, under(l, &columns))));
                settle(&mut page, &times, hint, &mut grid);
                let texts = |cells: &[Cell]| cells.iter().map(|c| heading(&c.text)).collect::<Vec<_>>();
                if texts(&again.cells) != texts(&columns) {
                    grid.rows.push(again.cells.iter().map(|c| c.text.clone()).collect());
                }
                (times, columns, at) = (clocks, again.cells, again.end);
                below_titles = at;
            }
            None => {
                page.push((line, under(line, &columns)));
                at += 1;
            }
        }
    }
    Some(grid)
}

/// The cells of a line, each under the column it overlaps most, or else the nearest.
fn under(line: &Line, columns: &[Cell]) -> Vec<String> {
    let mut row = vec![String::new(); columns.len()];
    for cell in &line.cells {
        let overlap = |c: &Cell| cell.right.min(c.right) - cell.x.max(c.x);
        let best = (0..columns.len()).max_by(|a, b| overlap(&columns[*a]).total_cmp(&overlap(&columns[*b]))).unwrap_or(0);
        if !row[best].is_empty() {
            row[best].push(' ');
        }
        row[best] += cell.text.trim();
    }
    row
}

/// Lines with a day begin rows, and lines with a clock that say who called: their day stands in a row above. The others of the page belong to
/// the nearest of them, if it is near.
fn settle(page: &mut Vec<(&Line, Vec<String>)>, times: &[usize], hint: Option<YearHint>, grid: &mut Grid) {
    let clock = |cell: &str| cell.contains(':') && when(&format!("2026-01-01 {cell}"), None).is_some();
    let begins = |cells: &[String]| times.iter().any(|time| when(&cells[*time], hint).is_some() || clock(&cells[*time]) && cells.iter().any(|c| states_way(c)));
    let dated: Vec<usize> = (0..page.len()).filter(|n| begins(&page[*n].1)).collect();
    let mut gaps: Vec<f64> = dated.windows(2).map(|w| page[w[0]].0.y - page[w[1]].0.y).collect();
    gaps.sort_by(f64::total_cmp);
    let mut rows: Vec<Vec<String>> = dated.iter().map(|n| page[*n].1.clone()).collect();
    let other = || (0..page.len()).filter(|n| !dated.contains(n));
    // Lines above their row from the nearest upwards, lines below it downwards: words join in the order they are read.
    for (n, upwards) in other().rev().map(|n| (n, true)).chain(other().map(|n| (n, false))) {
        let (line, cells) = &page[n];
        let distance = |d: usize| (page[dated[d]].0.y - line.y).abs();
        let nearest = (0..dated.len()).min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        // Half a row's height; a page of one row has its letters to go by.
        let reach = gaps.get(gaps.len() / 2).map_or(1.8 * line.size, |g| 0.75 * g);
        let total = cells.iter().any(|c| ["合计", "小计", "总计", "共计"].iter().any(|w| c.starts_with(w)));
        match nearest.filter(|d| distance(*d) <= reach && !total) {
            Some(row) => {
                let above = line.y > page[dated[row]].0.y;
                if above != upwards {
                    continue;
                }
                for (to, more) in rows[row].iter_mut().zip(cells).filter(|(_, m)| !m.is_empty()) {
                    let clock = when(to, hint).is_some() || more.contains(':');
                    let between = if clock && !to.is_empty() { " " } else { "" };
                    *to = if above { format!("{more}{between}{to}") } else { format!("{to}{between}{more}") };
                }
            }
            None => grid.beside += usize::from(!upwards),
        }
    }
    grid.rows.append(&mut rows);
    page.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(x: f64, y: f64, text: &str) -> Span {
        let width: f64 = text.chars().map(|c| if (c as u32) < 0x2e80 { 4.0 } else { 8.0 }).sum();
        Span { page: 0, x, right: x + width, y, size: 8.0, text: text.into() }
    }

    const HEAD: [(f64, &str); 5] = [(40.0, "起始时间"), (150.0, "通信地点"), (220.0, "通信方式"), (290.0, "对方号码"), (380.0, "通信时长")];

    fn table(rows: &[Span]) -> Option<Grid> {
        let mut spans: Vec<Span> = HEAD.iter().map(|(x, t)| span(*x, 700.0, t)).collect();
        spans.extend_from_slice(rows);
        let lines = lines(&spans);
        grid(&lines, (0..lines.len()).find_map(|n| titles(&lines, n))?.start)
    }

    fn row(y: f64, time: &str, number: &str) -> Vec<Span> {
        vec![span(30.0, y, time), span(155.0, y, "福建"), span(225.0, y, "被叫"), span(280.0, y, number), span(385.0, y, "65秒")]
    }

    #[test]
    fn cells_stand_under_their_headings_whatever_the_order_of_writing() {
        let mut rows = [row(680.0, "2026-01-09 10:00:00", "13800000001"), row(664.0, "2026-01-09 11:00:00", "13800000002")].concat();
        rows.reverse();
        let grid = table(&rows).expect("a table");
        assert_eq!(grid.rows, [["2026-01-09 10:00:00", "福建", "被叫", "13800000001", "65秒"], ["2026-01-09 11:00:00", "福建", "被叫", "13800000002", "65秒"]]);
        assert_eq!(grid.beside, 0);
    }

    #[test]
    fn wrapped_cells_join_their_row_and_totals_and_footers_do_not() {
        let mut rows = [row(680.0, "2026-01-09", "13800000001"), row(650.0, "2026-01-09", "13800000002"), row(620.0, "2026-01-10", "13800000003")].concat();
        rows.extend([span(30.0, 671.0, "10:00:00"), span(30.0, 641.0, "11:00:00"), span(155.0, 641.0, "泉州"), span(30.0, 611.0, "12:00:00"), span(30.0, 600.0, "合计"), span(250.0, 40.0, "第1页")]);
        let grid = table(&rows).expect("a table");
        let first: Vec<&str> = grid.rows.iter().map(|r| r[0].as_str()).collect();
        assert_eq!(first, ["2026-01-09 10:00:00", "2026-01-09 11:00:00", "2026-01-10 12:00:00"]);
        assert_eq!((grid.rows[1][1].as_str(), grid.beside), ("福建泉州", 2));
    }

    #[test]
    fn blanks_hold_columns_of_one_run_apart() {
        let one = Cell { x: 0.0, right: 80.0, text: "甲 乙   丙".into() };
        let parts: Vec<(String, f64)> = split(&one).into_iter().map(|c| (c.text, c.x.round())).collect();
        assert_eq!(parts, [("甲 乙".to_owned(), 0.0), ("丙".to_owned(), 64.0)]);
    }

    #[test]
    fn headings_wrapped_in_their_cells_are_whole() {
        let of = |heads: &[(f64, f64, &str)]| {
            let mut spans: Vec<Span> = heads.iter().map(|(x, y, t)| span(*x, *y, t)).collect();
            spans.extend(row(650.0, "2026-01-09 10:00:00", "13800000001"));
            let lines = lines(&spans);
            let grid = grid(&lines, (0..lines.len()).find_map(|n| titles(&lines, n))?.start)?;
            Some((grid.titles.join(","), grid.rows.len(), grid.beside))
        };
        let whole = "起始时间,通信地点,通信方式,对方号码,通信时长";
        let one = |y: f64| vec![(40.0, y, "起始时间"), (150.0, y, "通信地点"), (290.0, y, "对方号码")];
        let two = |upper: f64, lower: f64| vec![(220.0, upper, "通信"), (220.0, lower, "方式"), (380.0, upper, "通信"), (380.0, lower, "时长")];
        // Whole headings at the top, at the foot, or in the middle of the wrapped ones; a name of the list close above.
        for all in [[one(700.0), two(700.0, 690.0)].concat(), [one(690.0), two(700.0, 690.0)].concat(), [one(695.0), two(700.0, 690.0)].concat()] {
            assert_eq!(of(&all), Some((whole.to_owned(), 1, 0)));
            let titled = [vec![(40.0, 711.0, "语音详单")], all].concat();
            assert_eq!(of(&titled).map(|(t, rows, _)| (t, rows)), Some((whole.to_owned(), 1)));
        }
    }

    #[test]
    fn lists_side_by_side_keep_the_longer_one() {
        let mut spans: Vec<Span> = Vec::new();
        for x in [0.0, 500.0] {
            spans.extend(HEAD.iter().map(|(at, t)| span(x + at, 700.0, t)));
        }
        let shifted = |x: f64, row: Vec<Span>| row.into_iter().map(move |s| Span { x: s.x + x, right: s.right + x, ..s });
        spans.extend(row(680.0, "2026-01-09 10:00:00", "13800000001"));
        spans.extend(shifted(500.0, row(680.0, "2026-01-09 11:00:00", "13800000002")));
        spans.extend(shifted(500.0, row(664.0, "2026-01-09 12:00:00", "13800000003")));
        let lines = lines(&spans);
        let grid = grid(&lines, 0).expect("a table");
        assert_eq!(grid.rows.iter().map(|r| (r[0].as_str(), r[5].as_str())).collect::<Vec<_>>(), [("2026-01-09 10:00:00", "2026-01-09 11:00:00"), ("", "2026-01-09 12:00:00")]);
    }

    #[test]
    fn letters_without_headings_are_no_table() {
        assert!(table(&[]).is_some_and(|g| g.rows.is_empty()));
        let letter = [span(40.0, 700.0, "律师函"), span(40.0, 680.0, "2026-01-09 10:00:00 13800000001")];
        let lines = lines(&letter);
        assert!((0..lines.len()).all(|n| titles(&lines, n).is_none()));
        assert!(!lines.iter().any(like_a_call));
        let rows: Vec<Span> = row(680.0, "2026-01-09 10:00:00", "13800000001");
        assert!(super::lines(&rows).iter().all(like_a_call));
    }
}
