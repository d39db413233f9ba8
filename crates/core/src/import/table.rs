//! Rows of a table, whatever holds it: a delimited text file (RFC 4180 as people really write it: the delimiter is found,
//! quotes may hold line breaks, and a quote that never closes costs one row, not the rest of the file), an Excel workbook, the
//! tables of a web page, or a list of JSON objects. The bytes decide, not the name: carriers' sites hand out all of them as
//! `.xls`.

#[path = "table/parser.rs"]
mod parser;

use self::parser::Parser;
use super::csv_columns::Columns;
use super::table_other::Other;
use super::{Harvest, csv_abreast};
use super::text::{self, Line, Lines};
use std::collections::VecDeque;
use std::io::{Chain, Cursor, Read};

/// Longest line and longest quoted record.
const LIMIT: usize = 1024 * 1024;
/// Lines looked at to find the delimiter.
const SAMPLE: usize = 20;
/// Lines one quoted record may span before the quote is taken to be a slip.
const SPAN: usize = 500;
/// Lines that may be looked through in vain for closing quotes, in the whole table; after that a record spans at most
/// [`SHORT`]. A table whose every line opens a quote would else be read five hundred times over.
const PATIENCE: usize = 20_000;
const SHORT: usize = 8;

/// One record.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where its bytes begin in the source.
    pub offset: u64,
    /// Its cells, trimmed and freed of spreadsheet wrapping (`="…"`, a leading `'`).
    pub cells: Vec<String>,
    /// Something of it could not be decoded.
    pub lossy: bool,
    /// A quote was opened and never closed, or stands among quoted words.
    pub broken: bool,
    /// A line end followed; the last row of a cut file has none.
    pub ended: bool,
    /// Index of the sheet it stands on; 0 where there are none.
    pub sheet: u32,
}

impl Row {
    /// A cell, empty when the row has fewer.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Bytes whose beginning was looked at.
pub type Whole<'a> = Chain<Cursor<Vec<u8>>, &'a mut dyn Read>;

/// What the rows come from.
enum Origin<'a> {
    Lines(Lines<'a>),
    Other(Box<Other<'a>>),
}

/// Rows of a stream.
pub struct Table<'a> {
    origin: Origin<'a>,
    delimiter: char,
    /// Columns of the heading row, once known: tells a swallowed row from words.
    pub width: usize,
    back: VecDeque<Row>,
    /// Lines looked through in vain so far.
    vain: usize,
    /// Columns of lists that stand side by side.
    pub abreast: Vec<std::ops::Range<usize>>,
}

impl<'a> Table<'a> {
    /// Opens a table: what holds it is told by its first bytes. `whole` lends the room for them.
    pub fn new(bytes: &'a mut dyn Read, whole: &'a mut Option<Whole<'a>>) -> Self {
        let mut head = Vec::new();
        let error = (&mut *bytes).take(super::HEAD as u64).read_to_end(&mut head).err();
        let kind = super::table_other::kind(&head);
        let whole = whole.insert(Cursor::new(head).chain(bytes));
        let table = |origin| Table { origin, delimiter: ',', width: 0, back: VecDeque::new(), vain: 0, abreast: Vec::new() };
        if let Some(kind) = kind {
            return table(Origin::Other(Box::new(Other::new(kind, whole, error))));
        }
        let mut lines = Lines::new(whole, LIMIT);
        lines.failed(error);
        let mut sample = Vec::new();
        while sample.len() < SAMPLE
            && let Some(line) = lines.next_line()
        {
            sample.push(line);
        }
        let texts: Vec<String> = sample.iter().map(|l| lines.text(l).0).collect();
        let (delimiter, stated) = delimiter(texts.iter().map(String::as_str));
        lines.give_back(sample.into_iter().skip(usize::from(stated)));
        Table { delimiter, ..table(Origin::Lines(lines)) }
    }

    /// The name of a sheet, where rows stand on sheets.
    pub fn sheet_name(&self, sheet: u32) -> Option<&str> {
        match &self.origin {
            Origin::Lines(_) => None,
            Origin::Other(other) => other.sheet_name(sheet),
        }
    }

    /// The next row; empty lines are passed over.
    pub fn next_row(&mut self) -> Option<Row> {
        if let Some(row) = self.back.pop_front() {
            return Some(row);
        }
        let row = self.read_row()?;
        if self.abreast.is_empty() {
            return Some(row);
        }
        // Other headings end these lists.
        if Columns::of_headings(&row.cells).is_some() && csv_abreast::abreast(&row.cells).as_deref() != Some(&self.abreast) {
            self.abreast.clear();
            return Some(row);
        }
        self.back.extend(csv_abreast::rows(row, &self.abreast));
        self.back.pop_front()
    }

    fn read_row(&mut self) -> Option<Row> {
        loop {
            let lines = match &mut self.origin {
                Origin::Lines(lines) => lines,
                Origin::Other(other) => return other.next_row(),
            };
            let line = lines.next_line()?;
            let (text, lossy) = lines.text(&line);
            if text.trim().is_empty() {
                continue;
            }
            return Some(self.row(line, &text, lossy));
        }
    }

    /// Gives rows back; they come again, in order.
    pub fn give_back(&mut self, rows: impl DoubleEndedIterator<Item = Row>) {
        for row in rows.rev() {
            self.back.push_front(row);
        }
    }

    /// Of a workbook, which stores days as numbers: whether they count from 1904.
    pub fn workbook(&self) -> Option<bool> {
        match &self.origin {
            Origin::Lines(_) => None,
            Origin::Other(other) => other.workbook(),
        }
    }

    /// What stands beside the rows of a JSON list and may tell their year: `startDate 20260101`.
    pub fn beside(&self) -> &[String] {
        match &self.origin {
            Origin::Lines(_) => &[],
            Origin::Other(other) => other.beside(),
        }
    }

    /// The delimiter found.
    pub fn delimiter(&self) -> char {
        self.delimiter
    }

    /// Notes and problems of the file as a whole.
    pub fn finish(self, harvest: &mut Harvest) {
        match self.origin {
            Origin::Lines(lines) => lines.finish(harvest),
            Origin::Other(other) => other.finish(harvest),
        }
    }

    fn row(&mut self, line: Line, text: &str, lossy: bool) -> Row {
        let mut row = Row { offset: line.offset, cells: Vec::new(), lossy, broken: false, ended: line.ended, sheet: 0 };
        let Origin::Lines(lines) = &mut self.origin else { return row };
        let mut parser = Parser::new(self.delimiter);
        parser.feed(text);
        let mut swallowed: Vec<Line> = Vec::new();
        let mut size = line.bytes.len();
        let mut like_rows = 0;
        let span = if self.vain < PATIENCE { SPAN } else { SHORT };
        while parser.quoted {
            let more = (swallowed.len() < span && size < LIMIT).then(|| lines.next_line()).flatten();
            let Some(more) = more else {
                row.broken = true;
                break;
            };
            let (text, lossy) = lines.text(&more);
            row.lossy |= lossy;
            row.ended = more.ended;
            size += more.bytes.len();
            like_rows += usize::from(text.matches(self.delimiter).count() + 1 >= self.width.max(2));
            parser.feed("\n");
            parser.feed(&text);
            swallowed.push(more);
        }
        if row.broken && (like_rows > 0 || swallowed.len() >= span || size >= LIMIT) {
            // A slip of the pen: read this line alone, its quotes as letters, and the others again.
            self.vain += swallowed.len();
            lines.give_back(swallowed.into_iter());
            parser = Parser::new(self.delimiter);
            parser.literal = true;
            parser.feed(text);
            (row.lossy, row.ended) = (lossy, line.ended);
        }
        row.broken |= parser.stray;
        row.cells = parser.finish();
        row
    }
}

/// A cell without the wrapping spreadsheets and exporters put around numbers.
pub fn clean(cell: &str) -> String {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|c| c.strip_suffix('"')) {
        return inner.trim().to_owned();
    }
    match cell.strip_prefix('\'') {
        Some(number) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'+') => number.to_owned(),
        _ => cell.to_owned(),
    }
}

/// The delimiter most lines have, and whether a first line `sep=;` states it.
fn delimiter<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> (char, bool) {
    if let Some(stated) = texts.clone().next().and_then(|t| t.trim().strip_prefix("sep=")).and_then(|s| s.chars().next()) {
        return (stated, true);
    }
    let mut best = (',', (0, 0));
    for candidate in [',', '\t', ';', '|'] {
        let counts = texts.clone().map(|t| t.matches(candidate).count()).filter(|n| *n > 0);
        let score = (counts.clone().count(), counts.sum());
        if score > best.1 {
            best = (candidate, score);
        }
    }
    (best.0, false)
}

/// Heading rows a format's `claims` may look at: the first rows of the file's head.
pub fn first_rows(head: &[u8]) -> Vec<Vec<String>> {
    if let Some(kind) = super::table_other::kind(head) {
        return super::table_other::first_rows(kind, head, SAMPLE);
    }
    let text = text::head(head);
    let lines = text.lines().filter(|l| !l.trim().is_empty()).take(SAMPLE);
    let (delimiter, stated) = delimiter(lines.clone());
    lines
        .skip(usize::from(stated))
        .map(|line| {
            let mut parser = Parser::new(delimiter);
            parser.feed(line);
            parser.finish()
        })
        .collect()
}

/// A heading for comparison: lower case, without blanks, quotes, units in brackets and punctuation.
pub fn heading(cell: &str) -> String {
    let cell = cell.split(['(', '（', '[', '【']).next().unwrap_or_default();
    cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a spreadsheet turned a long number into 1.38E+10: the digits are gone for good.
pub fn excel_number(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once(['e', 'E']) else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    mantissa.split('.').count() <= 2 && mantissa.split('.').all(digits) && digits(exponent.trim_start_matches('+'))
}

/// Whether a row is a total, not a contact: its first cell says so and nothing else (`合计`, `共计：12条`, `总计通话时长 3分`). Only
/// for rows without a time of their own: words of a message (`共计欠款5000元`) and names begin so too.
pub fn is_total(row: &Row) -> bool {
    const WORDS: [&str; 7] = ["本页合计", "合计", "小计", "总计", "共计", "汇总", "total"];
    const OF: [&str; 18] = ["", "金额", "费用", "话费", "通话费", "通话", "短信", "通话时长", "时长", "次数", "通话次数", "条数", "笔数", "本金", "利息", "应还", "应还金额", "还款"];
    let first = row.cells.iter().find(|c| !c.is_empty()).map_or("", String::as_str).to_lowercase();
    let Some(rest) = WORDS.iter().find_map(|w| first.strip_prefix(w)) else { return false };
    let label = rest.split(|c: char| c.is_numeric() || matches!(c, ':' | '：' | '(' | '（' | '¥' | '￥' | '-')).next().unwrap_or_default();
    OF.contains(&label.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(mut bytes: &[u8]) -> Vec<Row> {
        let mut whole = None;
        let mut table = Table::new(&mut bytes, &mut whole);
        table.width = 3;
        std::iter::from_fn(|| table.next_row()).collect()
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        rows(bytes).into_iter().map(|r| r.cells).collect()
    }

    #[test]
    fn quotes_hold_separators_line_breaks_and_quotes() {
        assert_eq!(cells(b"a,b,c\n1,\"x, \"\"y\"\"\r\n\r\nz\",3\n"), [["a", "b", "c"].map(str::to_owned), ["1", "x, \"y\"\n\nz", "3"].map(str::to_owned)]);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let all = rows(b"a,b,c\n1,\"x,3\n4,5,6\n");
        assert_eq!(all.iter().map(|r| (r.cell(1), r.broken)).collect::<Vec<_>>(), [("b", false), ("\"x", true), ("5", false)]);
        let cut = rows(b"a,b,c\n1,2,\"words that\nend here");
        assert_eq!((cut[1].cell(2), cut[1].broken, cut[1].ended), ("words that\nend here", true, false));
    }

    #[test]
    fn quotes_open_in_every_line_cost_bounded_time() {
        let bytes = b"x\",\"\n".repeat(5000);
        let mut bytes = bytes.as_slice();
        let mut whole = None;
        let mut table = Table::new(&mut bytes, &mut whole);
        table.width = 2;
        assert_eq!(std::iter::from_fn(|| table.next_row()).filter(|r| r.broken).count(), 5000);
        assert!(table.vain <= PATIENCE + SPAN + SHORT * 5000, "{} lines looked through", table.vain);
    }

    #[test]
    fn totals_and_words_that_begin_so() {
        let total = |cell: &str| is_total(&Row { offset: 0, cells: vec![String::new(), cell.to_owned(), "1".to_owned()], lossy: false, broken: false, ended: true, sheet: 0 });
        for cell in ["合计", "共计：12条", "Total", "TOTAL: 3", "总计通话时长：3分", "合计 5", "小计(元)", "本页合计"] {
            assert!(total(cell), "{cell}");
        }
        for cell in ["共计欠款5000元，今日必须还清", "合计逾期3天", "总计，你好", "小计算", "2026-01-05", ""] {
            assert!(!total(cell), "{cell}");
        }
    }

    #[test]
    fn separators_and_wrapping() {
        assert_eq!(cells(b"a\tb,x\n=\"001\"\t'13800000000\n"), [["a", "b,x"].map(str::to_owned), ["001", "13800000000"].map(str::to_owned)]);
        assert_eq!(cells(b"sep=;\na;b\n"), [["a", "b"].map(str::to_owned)]);
        assert_eq!(rows("\u{feff}时间;号码".as_bytes())[0].cells, ["时间", "号码"]);
    }

    #[test]
    fn numbers_spoilt_by_spreadsheets() {
        assert!(["7.43727E+18", "1.38E+10", "1E+10"].iter().all(|c| excel_number(c)));
        assert!(!["13800000000", "E", "1.2.3E5", "abcE5", ""].iter().any(|c| excel_number(c)));
    }
}
