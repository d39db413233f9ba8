//! Tables that are no delimited text: an Excel workbook, the tables of a web page, a list of JSON objects. Each gives rows of
//! cells; a JSON list gives its names as a heading row first.

use super::json_rows::{Kind as PieceKind, Piece, Rows, Wanted};
use super::markup;
use super::page_rows::{self, CELLS, PageRows};
use super::table::{Row, clean};
use super::workbook::{self, Book};
use super::{HEAD, Harvest};
use crate::error::Problem;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::Read;

/// What holds a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An Excel workbook.
    Workbook,
    /// A web page.
    Page,
    /// A workbook as Excel 2003 writes XML.
    Sheets,
    /// JSON.
    Json,
}

/// Objects of a JSON list whose names make the columns.
const SAMPLE: usize = 200;
/// Most dates kept that stand beside a JSON list.
const BESIDE: usize = 8;
/// Most names of a JSON list.
const NAMES: usize = 200;

/// What the first bytes hold, if it is no delimited text.
pub fn kind(head: &[u8]) -> Option<Kind> {
    if workbook::is_workbook(head) {
        return Some(Kind::Workbook);
    }
    if markup::is_page(head) {
        return Some(Kind::Page);
    }
    if page_rows::is_sheets(head) {
        return Some(Kind::Sheets);
    }
    let start = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head).trim_ascii_start();
    let json = match start {
        [b'{', rest @ ..] => matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]),
        [b'[', rest @ ..] => matches!(rest.trim_ascii_start(), [b'{' | b'[' | b']', ..]),
        _ => false,
    };
    json.then_some(Kind::Json)
}

/// Rows of such a table.
pub struct Other<'a> {
    from: From<'a>,
    /// Rows given so far; a workbook's rows are told by it, since their place in a packed file says nothing.
    given: u64,
    error: Option<std::io::Error>,
}

enum From<'a> {
    Book { book: Book, sheet: usize, empty: bool },
    Page(PageRows<'a>),
    Json { rows: Rows<'a>, names: Vec<String>, ahead: VecDeque<Piece>, opened: bool, bad: u64, beside: Vec<String> },
}

impl<'a> Other<'a> {
    /// Opens a table. `error` is what reading its first bytes met.
    pub fn new(kind: Kind, bytes: &'a mut dyn Read, mut error: Option<std::io::Error>) -> Self {
        let from = match kind {
            Kind::Workbook => {
                let mut all = Vec::new();
                if let Err(e) = bytes.take(workbook::LARGEST as u64 + 1).read_to_end(&mut all) {
                    error.get_or_insert(e);
                }
                let mut book = Book::default();
                if all.len() > workbook::LARGEST {
                    let size = workbook::LARGEST / 1024 / 1024;
                    book.problems.push(Problem::new("workbook.too_big", format!("工作簿超过{size}MB，没有读取"), "整个工作簿", "原件已保留；请用表格软件另存为“CSV UTF-8”后再导入，CSV 没有大小限制"));
                } else if error.is_none() {
                    book = Book::open(&all);
                }
                From::Book { book, sheet: 0, empty: all.is_empty() }
            }
            Kind::Page | Kind::Sheets => From::Page(PageRows::new(bytes, kind == Kind::Sheets)),
            Kind::Json => From::Json { rows: Rows::new(bytes, Wanted::Any), names: Vec::new(), ahead: VecDeque::new(), opened: false, bad: 0, beside: Vec::new() },
        };
        Other { from, given: 0, error }
    }

    /// The name of a sheet.
    pub fn sheet_name(&self, sheet: u32) -> Option<&str> {
        match &self.from {
            From::Book { book, .. } => book.sheets.get(sheet as usize).map(|s| s.name.as_str()),
            From::Page(rows) => rows.sheets.get(sheet as usize).map(String::as_str),
            From::Json { .. } => None,
        }
    }

    /// Of a workbook: whether its days count from 1904.
    pub fn workbook(&self) -> Option<bool> {
        if let From::Book { book, .. } = &self.from { Some(book.since_1904) } else { None }
    }

    /// Dates that stand beside a JSON list, each with its name.
    pub fn beside(&self) -> &[String] {
        if let From::Json { beside, .. } = &self.from { beside } else { &[] }
    }

    /// The next row that holds anything.
    pub fn next_row(&mut self) -> Option<Row> {
        let row = match &mut self.from {
            From::Book { book, sheet, .. } => loop {
                if *sheet >= book.sheets.len() {
                    break None;
                }
                match book.next_row(*sheet) {
                    Some(cells) => {
                        let cells: Vec<String> = cells.iter().map(|c| clean(&without_nul(c))).collect();
                        let lossy = cells.iter().any(|c| c.contains('\u{fffd}'));
                        break Some(Row { offset: self.given, cells, lossy, broken: false, ended: true, sheet: *sheet as u32 });
                    }
                    None => *sheet += 1,
                }
            },
            From::Page(rows) => rows.next_row(),
            From::Json { rows, names, ahead, opened, bad, beside } => {
                if !*opened {
                    *opened = true;
                    while ahead.len() < SAMPLE
                        && let Some(piece) = rows.next_piece()
                    {
                        if piece.kind == PieceKind::Row {
                            ahead.push_back(piece);
                        } else if let Some((value @ (Value::String(_) | Value::Number(_)), _)) = piece.value().filter(|_| tells_time(&piece.key) && beside.len() < BESIDE) {
                            beside.push(format!("{} {}", piece.key, value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
                        }
                    }
                    *names = names_of(ahead.iter());
                    if let Some(first) = ahead.front().filter(|_| !names.is_empty()) {
                        return Some(Row { offset: first.offset, cells: names.clone(), lossy: false, broken: false, ended: true, sheet: 0 });
                    }
                }
                let piece = ahead.pop_front().or_else(|| std::iter::from_fn(|| rows.next_piece()).find(|p| p.kind == PieceKind::Row));
                piece.map(|piece| json_row(&piece, names, bad))
            }
        };
        self.given += u64::from(row.is_some());
        row
    }

    /// Notes and problems of the file as a whole.
    pub fn finish(self, harvest: &mut Harvest) {
        let error = self.error;
        match self.from {
            From::Book { book, empty, .. } => {
                book.problems.into_iter().for_each(|p| harvest.problem(p));
                markup::ended(error, u64::from(!empty), harvest);
            }
            From::Page(rows) => {
                if let Some(error) = error {
                    harvest.problem(Problem::io("文件开头", "读取文件", &error));
                } else if self.given == 0 {
                    harvest.problem(Problem::new("page.no_table", "这个文件是一个网页，里面没有表格（可能是登录超时或出错的页面），没有读出内容", "整个文件", "请重新登录后再下载一次；原件已保留，它不能说明没有记录"));
                }
                rows.markup.finish(harvest);
            }
            From::Json { rows, bad, .. } => {
                if let Some(error) = error {
                    harvest.problem(Problem::io("文件开头", "读取文件", &error));
                }
                if bad > 0 {
                    harvest.problem(Problem::new("json.bad_rows", format!("有{bad}项不是完整的 JSON，没有读出内容"), "整个文件", "请重新导出完整的文件；其余各项照常读取"));
                }
                rows.finish(harvest);
            }
        }
    }
}

/// Whether a value of this name may say of which days a list is.
fn tells_time(name: &str) -> bool {
    let name = name.to_lowercase();
    ["date", "month", "cycle", "period", "time", "月", "日期", "账期"].iter().any(|w| name.contains(w))
}

pub(super) fn without_nul(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// Names of the members, in the order they are first met.
fn names_of<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces {
        let Some((Value::Object(members), _)) = piece.value() else { continue };
        for name in members.keys() {
            if names.len() < NAMES && !names.contains(name) {
                names.push(without_nul(name).into_owned());
            }
        }
    }
    names
}

fn json_row(piece: &Piece, names: &[String], bad: &mut u64) -> Row {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => clean(&without_nul(text)),
        other => other.to_string(),
    };
    let mut row = Row { offset: piece.offset, cells: Vec::new(), lossy: false, broken: false, ended: piece.whole, sheet: 0 };
    match piece.value() {
        Some((Value::Object(members), lossy)) => {
            row.lossy = lossy;
            row.cells = names.iter().map(|n| members.get(n).map(text).unwrap_or_default()).collect();
        }
        Some((Value::Array(items), lossy)) => {
            row.lossy = lossy;
            row.cells = items.iter().take(CELLS).map(text).collect();
        }
        Some((value, lossy)) => {
            row.lossy = lossy;
            row.cells = vec![text(&value)];
        }
        None => {
            *bad += 1;
            row.broken = piece.whole;
            row.cells = vec![String::new()];
        }
    }
    row
}

/// First rows, of what the head of a file shows.
pub fn first_rows(kind: Kind, head: &[u8], most: usize) -> Vec<Vec<String>> {
    if kind == Kind::Workbook && head.len() >= HEAD {
        return head_of_xlsx(head, most);
    }
    let mut bytes = head;
    let mut other = Other::new(kind, &mut bytes, None);
    std::iter::from_fn(|| other.next_row()).take(most).map(|r| r.cells).collect()
}

/// First rows of a workbook of which only the beginning is at hand: the parts that lie there whole. Excel writes the first
/// sheet before the shared texts; those of the headings come first among them.
fn head_of_xlsx(head: &[u8], most: usize) -> Vec<Vec<String>> {
    let mut bytes = head;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    while let Ok(Some(mut file)) = zip::read::read_zipfile_from_stream(&mut bytes) {
        let name = file.name().map(|n| n.into_owned()).unwrap_or_default();
        let mut part = Vec::new();
        // A part cut off by the end of the head gives what there is of it.
        let _ = (&mut file).take(4 * HEAD as u64).read_to_end(&mut part);
        parts.push((name, part));
        if parts.len() > 64 {
            break;
        }
    }
    workbook::of_parts(&parts).map_or_else(Vec::new, |mut book| std::iter::from_fn(|| book.next_row(0)).take(most).map(|cells| cells.iter().map(|c| clean(c)).collect()).collect())
}
