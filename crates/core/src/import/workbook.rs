//! Sheets of an Excel workbook as rows of text: `.xlsx` (ECMA-376, a ZIP of XML) here, `.xls` in `workbook_xls`. The readers
//! are our own: a workbook is evidence from strangers, and known libraries unfold it in memory without limit (one cell in the
//! last column is enough) or panic on a broken one. Here memory grows with the file, and nothing else does.

use super::markup::{Markup, Token, attribute};
use super::workbook_number::{Shown, built_in, midnights, number, shown};
use super::workbook_xls;
use crate::error::Problem;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Largest workbook read; bills have some hundred kilobytes.
pub const LARGEST: usize = 64 * 1024 * 1024;
/// Most bytes all parts of a workbook may unfold to, whatever its size.
const UNFOLDED: usize = 96 * 1024 * 1024;
/// How often its own size a workbook may unfold to.
const RATIO: usize = 64;
/// Columns read; the widest genuine export has 60.
const COLUMNS: u32 = 1024;

/// A cell's text.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Index into [`Book::strings`].
    Shared(u32),
    /// Text of its own.
    Text(Box<str>),
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// As the tab shows it.
    pub name: String,
    /// (row, column, text), ascending; both from 0.
    pub cells: Vec<(u32, u32, Cell)>,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Texts cells share.
    pub strings: Vec<Box<str>>,
    /// Its sheets, in order of the tabs.
    pub sheets: Vec<Sheet>,
    /// What went wrong, for people.
    pub problems: Vec<Problem>,
    /// Whether days count from 1904.
    pub since_1904: bool,
    /// Where the next row of each sheet begins.
    at: Vec<usize>,
}

/// Whether these first bytes are a workbook's (or any ZIP's or compound file's).
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&workbook_xls::MAGIC)
}

fn problem(code: &str, what: impl Into<String>, todo: &str) -> Problem {
    Problem::new(code, what, "整个工作簿", todo)
}

const AGAIN: &str = "请用表格软件打开后另存为 xlsx 或“CSV UTF-8”，再导入另存的文件；原文件也请保留";

impl Book {
    /// Reads a workbook. What cannot be read is told in `problems`.
    pub fn open(bytes: &[u8]) -> Book {
        let mut book = if bytes.starts_with(b"PK") { xlsx(bytes) } else { workbook_xls::read(bytes) };
        for sheet in &mut book.sheets {
            sheet.cells.sort_by_key(|c| (c.0, c.1));
            settle_midnights(sheet);
            let before = sheet.cells.len();
            sheet.cells.retain(|c| c.1 < COLUMNS);
            if sheet.cells.len() < before {
                book.problems.push(problem("workbook.wide", format!("工作表“{}”在第{COLUMNS}列以后还有内容，没有读取", sheet.name), "请核对原表；原件已保留"));
            }
        }
        book.at = vec![0; book.sheets.len()];
        book
    }

    /// The next row of a sheet that holds anything.
    pub fn next_row(&mut self, sheet: usize) -> Option<Vec<String>> {
        let cells = &self.sheets.get(sheet)?.cells;
        let start = *self.at.get(sheet)?;
        let row = cells.get(start)?.0;
        let end = start + cells[start..].iter().take_while(|c| c.0 == row).count();
        self.at[sheet] = end;
        let width = cells[start..end].last().map_or(0, |c| c.1 as usize + 1);
        let mut texts = vec![String::new(); width];
        for (_, column, cell) in &cells[start..end] {
            texts[*column as usize] = match cell {
                Cell::Shared(at) => self.strings.get(*at as usize).map_or(String::new(), |t| t.to_string()),
                Cell::Text(text) => text.to_string(),
            };
        }
        Some(texts)
    }
}

/// Settles the midnights of each column of a sheet.
fn settle_midnights(sheet: &mut Sheet) {
    let mut columns: BTreeMap<u32, Vec<&mut Box<str>>> = BTreeMap::new();
    for (_, column, cell) in &mut sheet.cells {
        if let Cell::Text(text) = cell {
            columns.entry(*column).or_default().push(text);
        }
    }
    columns.into_values().for_each(|cells| midnights(cells.into_iter()));
}

/// One part of the package, unfolded; `left` is what may still be unfolded.
fn part(zip: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str, left: &mut usize, book: &mut Book) -> Option<Vec<u8>> {
    // Some writers begin the names with a slash or use backslashes.
    let found = zip.file_names().position(|n| n.is_ok_and(|n| n.trim_start_matches('/').replace('\\', "/").eq_ignore_ascii_case(name)))?;
    let file = match zip.by_index(found) {
        Ok(file) => file,
        Err(_) => {
            book.problems.push(problem("workbook.damaged", format!("工作簿里的 {name} 损坏或有密码，没有读取"), AGAIN));
            return None;
        }
    };
    let mut bytes = Vec::new();
    let read = file.take(*left as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > *left {
        bytes.clear();
        book.problems.push(problem("workbook.unfolds", format!("工作簿里的 {name} 解压后过大，没有读取"), AGAIN));
        return None;
    }
    if read.is_err() {
        book.problems.push(problem("workbook.damaged", format!("工作簿里的 {name} 不完整，只读到一部分"), AGAIN));
    }
    *left -= bytes.len();
    Some(bytes)
}

fn xlsx(bytes: &[u8]) -> Book {
    let mut book = Book::default();
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        book.problems.push(problem("workbook.damaged", "工作簿不完整或损坏，没有读取", AGAIN));
        return book;
    };
    let mut left = (2 * 1024 * 1024 + bytes.len().saturating_mul(RATIO)).min(UNFOLDED);
    let Some(index) = part(&mut zip, "xl/workbook.xml", &mut left, &mut book) else {
        book.problems.push(problem("workbook.none", "这个压缩包里没有 Excel 工作表", "如果是打包的证据，请解压后逐个导入"));
        return book;
    };
    let targets = part(&mut zip, "xl/_rels/workbook.xml.rels", &mut left, &mut book).map(|b| relations(&b)).unwrap_or_default();
    let styles = part(&mut zip, "xl/styles.xml", &mut left, &mut book).map(|b| styles(&b)).unwrap_or_default();
    book.strings = part(&mut zip, "xl/sharedStrings.xml", &mut left, &mut book).map(|b| shared(&b)).unwrap_or_default();
    let (sheets, since_1904) = sheets(&index);
    book.since_1904 = since_1904;
    for (n, (name, id)) in sheets.into_iter().enumerate() {
        let target = targets.get(&id).cloned().unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", n + 1));
        let Some(bytes) = part(&mut zip, &target, &mut left, &mut book) else { continue };
        let cells = cells(&bytes, &styles, since_1904);
        book.sheets.push(Sheet { name, cells });
    }
    book
}

/// The first sheet of parts at hand, for a look at its headings.
pub fn of_parts(parts: &[(String, Vec<u8>)]) -> Option<Book> {
    let part = |name: &str| parts.iter().find(|p| p.0.eq_ignore_ascii_case(name)).map(|p| p.1.as_slice());
    let cells = cells(part("xl/worksheets/sheet1.xml")?, &part("xl/styles.xml").map(styles).unwrap_or_default(), false);
    let strings = part("xl/sharedStrings.xml").map(shared).unwrap_or_default();
    let mut sheet = Sheet { name: String::new(), cells };
    settle_midnights(&mut sheet);
    Some(Book { strings, sheets: vec![sheet], problems: Vec::new(), since_1904: false, at: vec![0] })
}

/// Relation id → path inside the package.
fn relations(mut bytes: &[u8]) -> BTreeMap<String, String> {
    let mut markup = Markup::new(&mut bytes);
    let mut found = BTreeMap::new();
    while let Some(placed) = markup.next_token() {
        let Token::Open { name, attributes, .. } = placed.token else { continue };
        if name == "relationship"
            && let (Some(id), Some(target)) = (attribute(&attributes, "id"), attribute(&attributes, "target"))
        {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            found.insert(id.to_owned(), path);
        }
    }
    found
}

/// (name, relation id) of each sheet, and whether days count from 1904.
fn sheets(mut bytes: &[u8]) -> (Vec<(String, String)>, bool) {
    let mut markup = Markup::new(&mut bytes);
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    while let Some(placed) = markup.next_token() {
        let Token::Open { name, attributes, .. } = placed.token else { continue };
        if name == "sheet" && sheets.len() < 256 {
            let text = |n: &str| attribute(&attributes, n).map(resolved).unwrap_or_default();
            // `id` is also the end of `sheetId`'s name, not of its prefix: attribute() compares whole names.
            sheets.push((text("name"), text("id")));
        } else if name == "workbookpr" {
            since_1904 = matches!(attribute(&attributes, "date1904"), Some("1" | "true"));
        }
    }
    (sheets, since_1904)
}

fn resolved(text: &str) -> String {
    super::attr_text::decode(text.as_bytes(), &mut super::attr_text::Repairs::default()).into_owned()
}

/// Shared strings; the reading aid of Japanese and Chinese texts (`rPh`) is no part of the words.
fn shared(mut bytes: &[u8]) -> Vec<Box<str>> {
    let mut markup = Markup::new(&mut bytes);
    let (mut strings, mut text, mut inside, mut aid) = (Vec::new(), String::new(), false, false);
    while let Some(placed) = markup.next_token() {
        match placed.token {
            Token::Open { name, empty, .. } => match name.as_str() {
                "si" if empty => strings.push(Box::default()),
                "t" => inside = !empty,
                "rph" => aid = !empty,
                _ => {}
            },
            Token::Close(name) => match name.as_str() {
                "si" => strings.push(std::mem::take(&mut text).into_boxed_str()),
                "t" => inside = false,
                "rph" => aid = false,
                _ => {}
            },
            Token::Text(words) if inside && !aid => text.push_str(&words),
            Token::Text(_) => {}
        }
    }
    strings
}

/// For each cell style, how it shows numbers.
fn styles(mut bytes: &[u8]) -> Vec<Shown> {
    let mut markup = Markup::new(&mut bytes);
    let mut codes: BTreeMap<u32, Shown> = BTreeMap::new();
    let (mut styles, mut inside) = (Vec::new(), false);
    while let Some(placed) = markup.next_token() {
        match placed.token {
            Token::Open { name, attributes, .. } => {
                let number = |n: &str| attribute(&attributes, n).and_then(|v| v.parse::<u32>().ok());
                match name.as_str() {
                    "numfmt" => {
                        if let (Some(id), Some(code)) = (number("numFmtId"), attribute(&attributes, "formatCode")) {
                            codes.insert(id, shown(&resolved(code)));
                        }
                    }
                    "cellxfs" => inside = true,
                    "xf" if inside => {
                        let id = number("numFmtId").unwrap_or(0);
                        styles.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                }
            }
            Token::Close(name) if name == "cellxfs" => inside = false,
            _ => {}
        }
    }
    styles
}

/// Cells of a sheet.
fn cells(mut bytes: &[u8], styles: &[Shown], since_1904: bool) -> Vec<(u32, u32, Cell)> {
    let mut markup = Markup::new(&mut bytes);
    let mut cells = Vec::new();
    let (mut row, mut column) = (0u32, 0u32);
    let (mut kind, mut style, mut text, mut inside) = (String::new(), 0usize, String::new(), false);
    while let Some(placed) = markup.next_token() {
        match placed.token {
            Token::Open { name, attributes, empty } => match name.as_str() {
                "row" => {
                    row = attribute(&attributes, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                    column = 0;
                }
                "c" => {
                    (row, column) = attribute(&attributes, "r").and_then(place).unwrap_or((row, column + 1));
                    kind = attribute(&attributes, "t").unwrap_or("n").to_owned();
                    style = attribute(&attributes, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    text.clear();
                }
                "v" | "t" => inside = !empty,
                _ => {}
            },
            Token::Close(name) => match name.as_str() {
                "v" | "t" => inside = false,
                "c" if !text.trim().is_empty() => {
                    let shown = styles.get(style).copied().unwrap_or(Shown::Number);
                    let cell = match kind.as_str() {
                        "s" => text.trim().parse().map(Cell::Shared).unwrap_or_else(|_| Cell::Text(text.as_str().into())),
                        "n" => Cell::Text(number(text.trim(), shown, since_1904).into()),
                        _ => Cell::Text(text.as_str().into()),
                    };
                    cells.push((row, column, cell));
                    text.clear();
                }
                _ => {}
            },
            Token::Text(words) if inside => text.push_str(&words),
            Token::Text(_) => {}
        }
    }
    // Columns count from 1 in a sheet and from 0 here.
    cells.iter_mut().for_each(|c| c.1 = c.1.saturating_sub(1));
    cells
}

/// `AB12` → (12, 28).
fn place(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text[..letters].bytes().try_fold(0u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1))?;
    Some((text[letters..].parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_cells() {
        assert_eq!(place("AB12"), Some((12, 28)));
        assert_eq!(place("12"), Some((12, 0)));
        assert_eq!(place("ZZZZZZZZZ1"), None);
    }
}
