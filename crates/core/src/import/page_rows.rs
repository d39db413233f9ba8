//! Rows of the tables of a web page, and of the workbooks Excel 2003 writes as XML (SpreadsheetML), which look alike: `Row` and `Cell` instead of
//! `tr` and `td`, with the data in an element of their own.

use super::markup::{self, Markup, Token};
use super::table::{Row, clean};
use super::table_other::without_nul;
use std::io::Read;

/// Longest row.
const ROW: usize = 1024 * 1024;
/// Most cells of a row.
pub(super) const CELLS: usize = 2000;
/// Most sheets of a workbook.
const SHEETS: usize = 256;

/// Whether the first bytes are a workbook's that Excel 2003 wrote as XML.
pub(super) fn is_sheets(head: &[u8]) -> bool {
    let start = super::text::head(&head[..head.len().min(4096)]);
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    (start.starts_with("<?xml") || start.starts_with("<Workbook") || start.starts_with("<ss:Workbook")) && start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("Workbook")
}

/// A day or a clock as such a workbook stores it: a day alone is written as its midnight, a clock alone as of the day before all days.
fn plain_time(text: &str) -> &str {
    let text = text.trim();
    let Some((day, clock)) = text.split_once('T').filter(|(day, _)| day.len() == 10) else { return text };
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    match (day, clock) {
        ("1899-12-31" | "1899-12-30" | "1904-01-01", clock) => clock,
        (day, "00:00:00") => day,
        _ => text,
    }
}

/// Rows of the tables of a page. A table inside a cell gives rows of its own.
pub(super) struct PageRows<'a> {
    pub(super) markup: Markup<'a>,
    row: Option<Row>,
    /// Cells that reach down from rows above: column, rows still to come, text.
    down: Vec<(usize, u32, String)>,
    /// Those that begin in this row: column, rows below.
    begun: Vec<(usize, u32)>,
    /// Column of the open cell, and whether the row holds words of its own.
    at: usize,
    own: bool,
    /// Whether a cell is open, and how much the row holds.
    open: bool,
    size: usize,
    /// A workbook as XML: the names of its sheets, whether a remark is open, whether the data are a time.
    xml: bool,
    pub(super) sheets: Vec<String>,
    remark: bool,
    time: bool,
}

impl<'a> PageRows<'a> {
    pub(super) fn new(bytes: &'a mut dyn Read, xml: bool) -> Self {
        PageRows { xml, sheets: Vec::new(), remark: false, time: false, markup: Markup::new(bytes), row: None, down: Vec::new(), begun: Vec::new(), at: 0, own: false, open: false, size: 0 }
    }

    pub(super) fn next_row(&mut self) -> Option<Row> {
        loop {
            let Some(placed) = self.markup.next_token() else {
                // A page cut off inside a row: what stands of it is given, and told as incomplete.
                return self.end().map(|row| Row { ended: false, ..row });
            };
            match placed.token {
                Token::Open { name, attributes, empty } if self.xml => {
                    if let Some(row) = self.open_xml(&name, &attributes, empty, placed.offset) {
                        return Some(row);
                    }
                }
                Token::Close(name) if self.xml => match name.as_str() {
                    "data" => self.end_data(),
                    "comment" => self.remark = false,
                    "row" | "table" => {
                        if let Some(row) = self.end() {
                            return Some(row);
                        }
                    }
                    _ => {}
                },
                Token::Open { name, attributes, .. } => match name.as_str() {
                    "table" => self.down.clear(),
                    "tr" => {
                        let before = self.end();
                        self.row = Some(Row { offset: placed.offset, cells: Vec::new(), lossy: false, broken: false, ended: true, sheet: 0 });
                        if before.is_some() {
                            return before;
                        }
                    }
                    "td" | "th" => {
                        let span = |name: &str| markup::attribute(&attributes, name).and_then(|v| v.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000);
                        self.cell(span("colspan") as usize, span("rowspan"));
                    }
                    name if markup::breaks(name) => self.push("\n", false),
                    _ => {}
                },
                Token::Close(name) => match name.as_str() {
                    "td" | "th" => self.open = false,
                    "tr" | "table" => {
                        if let Some(row) = self.end() {
                            return Some(row);
                        }
                    }
                    _ => {}
                },
                Token::Text(text) => self.push(&text, placed.lossy),
            }
        }
    }

    /// An element of a workbook as XML; the row before, where a row begins.
    fn open_xml(&mut self, name: &str, attributes: &str, empty: bool, offset: u64) -> Option<Row> {
        let number = |name: &str| markup::attribute(attributes, name).and_then(|v| v.trim().parse::<u32>().ok()).unwrap_or(0).min(CELLS as u32);
        match name {
            "worksheet" if self.sheets.len() < SHEETS => {
                self.down.clear();
                self.sheets.push(markup::attribute(attributes, "name").unwrap_or_default().to_owned());
            }
            "row" if !empty => {
                let before = self.end();
                let sheet = self.sheets.len().saturating_sub(1) as u32;
                self.row = Some(Row { offset, cells: Vec::new(), lossy: false, broken: false, ended: true, sheet });
                return before;
            }
            "cell" => {
                self.fill();
                // Cells left out before this one: its place is stated.
                if let Some(row) = self.row.as_mut() {
                    row.cells.resize(row.cells.len().max((number("Index") as usize).saturating_sub(1)), String::new());
                }
                self.cell(number("MergeAcross") as usize + 1, number("MergeDown") + 1);
                self.open = false;
            }
            "comment" => self.remark = !empty,
            "data" => {
                self.open = !empty && !self.remark && self.row.as_ref().is_some_and(|r| self.at < r.cells.len());
                self.time = markup::attribute(attributes, "Type") == Some("DateTime");
            }
            _ => {}
        }
        None
    }

    /// The data of a cell end.
    fn end_data(&mut self) {
        if let Some(cell) = self.row.as_mut().and_then(|r| r.cells.get_mut(self.at)).filter(|_| self.open && self.time) {
            *cell = plain_time(cell).to_owned();
        }
        self.open = false;
    }

    /// Opens a cell; one over several columns stands in the first of them, one over several rows in each.
    fn cell(&mut self, columns: usize, rows: u32) {
        self.fill();
        let Some(row) = self.row.as_mut().filter(|r| r.cells.len() < CELLS) else { return };
        (self.open, self.at) = (true, row.cells.len());
        row.cells.resize((self.at + columns).min(CELLS), String::new());
        if rows > 1 {
            self.begun.extend((self.at..row.cells.len()).map(|at| (at, rows - 1)));
        }
    }

    /// Puts in what reaches down from above.
    fn fill(&mut self) {
        let Some(row) = self.row.as_mut() else { return };
        while let Some((_, left, text)) = self.down.iter_mut().find(|(at, left, _)| *at == row.cells.len() && *left > 0).filter(|_| row.cells.len() < CELLS) {
            *left -= 1;
            self.size += text.len();
            row.cells.push(if self.size > ROW { String::new() } else { text.clone() });
        }
    }

    fn push(&mut self, text: &str, lossy: bool) {
        let Some(row) = self.row.as_mut().filter(|_| self.open) else { return };
        if self.size + text.len() > ROW {
            row.lossy = true;
            return;
        }
        self.size += text.len();
        row.lossy |= lossy;
        self.own |= !text.trim().is_empty();
        if let Some(cell) = row.cells.get_mut(self.at) {
            cell.push_str(&if text == "\n" { "\n".to_owned() } else { markup::shown(text) });
        }
    }

    /// The row read so far, if it holds anything.
    fn end(&mut self) -> Option<Row> {
        self.fill();
        (self.open, self.size) = (false, 0);
        let mut row = self.row.take()?;
        row.cells.iter_mut().for_each(|c| *c = clean(&without_nul(&c.replace('\u{a0}', " "))));
        // What a short row did not reach passes it by.
        self.down.iter_mut().filter(|(at, ..)| *at >= row.cells.len()).for_each(|(_, left, _)| *left = left.saturating_sub(1));
        self.down.retain(|(_, left, _)| *left > 0);
        let begun = std::mem::take(&mut self.begun);
        self.down.extend(begun.into_iter().filter(|_| row.cells.len() < CELLS).map(|(at, left)| (at, left, row.cell(at).to_owned())));
        (std::mem::take(&mut self.own) && !row.is_blank()).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_as_xml() {
        let page = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="2026年1月"><Table>
            <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">时间</Data><Comment><ss:Data>备注</ss:Data></Comment></Cell><Cell><Data ss:Type="String">号码</Data></Cell></Row>
            <Row><Cell><Data ss:Type="DateTime">2026-01-09T23:01:05.000</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">95188</Data></Cell></Row>
            <Row/><Row><Cell><Data ss:Type="DateTime">2026-01-09T00:00:00.000</Data></Cell><Cell/><Cell><Data ss:Type="DateTime">1899-12-31T09:03:07.000</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        assert!(is_sheets(page.as_bytes()) && !is_sheets(b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"));
        let mut bytes = page.as_bytes();
        let mut rows = PageRows::new(&mut bytes, true);
        let all: Vec<String> = std::iter::from_fn(|| rows.next_row()).map(|r| r.cells.join(",")).collect();
        assert_eq!(all, ["时间,,号码", "2026-01-09T23:01:05.000,,95188", "2026-01-09,,09:03:07"]);
        assert_eq!(rows.sheets, ["2026年1月"]);
    }
}
