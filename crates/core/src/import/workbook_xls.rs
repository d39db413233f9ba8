//! `.xls`: a compound file ([MS-CFB]) that holds a stream of BIFF8 records ([MS-XLS]). Texts and numbers of the cells, nothing
//! else. Every length is checked against what is there; every chain of sectors is walked at most as far as the file is long.

use super::text::Encoding;
use super::workbook::{Book, Cell, Sheet};
use super::workbook_number::{Shown, built_in, number, shown};
use crate::error::Problem;
use std::collections::BTreeMap;

/// First bytes of a compound file.
pub const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const TODO: &str = "请用表格软件打开后另存为 xlsx 或“CSV UTF-8”，再导入另存的文件；原文件也请保留";

fn problem(code: &str, what: &str) -> Problem {
    Problem::new(code, what, "整个工作簿", TODO)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Book {
    let mut book = Book::default();
    match stream(bytes) {
        Some(records) => Biff { bytes: &records, book: &mut book, formats: BTreeMap::new(), styles: Vec::new(), since_1904: false, wide: true }.read(),
        None => book.problems.push(problem("workbook.damaged", "这个文件里找不到 Excel 工作表（可能损坏，或是 Word 等别的文件）")),
    }
    book
}

/// The stream `Workbook` (or `Book`, as Excel 95 names it) of a compound file.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let shift = u32::from(u16_at(bytes, 30)?);
    let mini_shift = u32::from(u16_at(bytes, 32)?);
    if !(7..=14).contains(&shift) || !(4..=shift).contains(&mini_shift) {
        return None;
    }
    let size = 1usize << shift;
    let sector = |n: u32| -> Option<&[u8]> {
        let start = (n as usize).checked_add(1)?.checked_mul(size)?;
        bytes.get(start..bytes.len().min(start.checked_add(size)?)).filter(|s| !s.is_empty())
    };
    let most = bytes.len() / size + 1;
    // Which sectors hold the allocation table: 109 in the header, further ones in a chain of their own.
    let mut tables: Vec<u32> = (0..109).filter_map(|i| u32_at(bytes, 76 + 4 * i)).take_while(|n| *n < 0xFFFF_FFFA).collect();
    let mut next = u32_at(bytes, 68)?;
    // As often as there are sectors: a chain may run in a circle.
    for _ in 0..most {
        let Some(list) = Some(next).filter(|n| *n < 0xFFFF_FFFA && tables.len() < most).and_then(sector) else { break };
        let entries = size / 4 - 1;
        tables.extend((0..entries).filter_map(|i| u32_at(list, 4 * i)).take_while(|n| *n < 0xFFFF_FFFA));
        next = u32_at(list, 4 * entries).unwrap_or(u32::MAX);
    }
    tables.truncate(most);
    let table: Vec<u32> = tables.iter().filter_map(|n| sector(*n)).flat_map(|s| s.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))).collect();
    let chain = |start: u32, table: &[u32], most: usize| -> Vec<u32> {
        let mut list = Vec::new();
        let mut at = start;
        while at < 0xFFFF_FFFA && list.len() <= most {
            list.push(at);
            at = table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        list
    };
    let whole = |start: u32| -> Vec<u8> { chain(start, &table, most).into_iter().filter_map(sector).flatten().copied().collect() };
    let directory = whole(u32_at(bytes, 48)?);
    let entry = |name: &str| {
        directory.chunks_exact(128).find(|e| {
            let units: Vec<u16> = e[..64].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).take_while(|u| *u != 0).collect();
            String::from_utf16_lossy(&units).eq_ignore_ascii_case(name)
        })
    };
    let found = entry("Workbook").or_else(|| entry("Book"))?;
    let (start, length) = (u32_at(found, 116)?, u32_at(found, 120)? as usize);
    let mut records = if length < u32_at(bytes, 56)? as usize {
        let root = entry("Root Entry").or_else(|| directory.chunks_exact(128).next())?;
        let mini = whole(u32_at(root, 116)?);
        let mini_table: Vec<u32> = whole(u32_at(bytes, 60)?).chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
        let small = 1usize << mini_shift;
        let parts = chain(start, &mini_table, mini.len() / small + 1);
        parts.into_iter().filter_map(|n| mini.get(n as usize * small..(n as usize + 1) * small)).flatten().copied().collect()
    } else {
        whole(start)
    };
    records.truncate(length);
    (!records.is_empty()).then_some(records)
}

struct Biff<'a> {
    bytes: &'a [u8],
    book: &'a mut Book,
    formats: BTreeMap<u16, Shown>,
    styles: Vec<u16>,
    since_1904: bool,
    /// BIFF8: texts are UTF-16; before, bytes of the machine's code page.
    wide: bool,
}

/// A record: kind, its first bytes, and where the next one begins.
fn record(bytes: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let (kind, length) = (u16_at(bytes, at)?, usize::from(u16_at(bytes, at + 2)?));
    let end = (at + 4 + length).min(bytes.len());
    Some((kind, &bytes[at + 4..end], at + 4 + length))
}

impl Biff<'_> {
    fn read(&mut self) {
        let mut places: Vec<(String, usize)> = Vec::new();
        let mut at = 0;
        while let Some((kind, data, next)) = record(self.bytes, at) {
            match kind {
                0x0809 if at == 0 => self.wide = u16_at(data, 0) == Some(0x0600),
                0x0022 => {
                    self.since_1904 = u16_at(data, 0) == Some(1);
                    self.book.since_1904 = self.since_1904;
                }
                0x002F => {
                    self.book.problems.push(problem("workbook.encrypted", "这个工作簿有打开密码，没有读取"));
                    return;
                }
                // BOUNDSHEET: place, visibility, kind (0 = cells), name.
                0x0085 if data.get(5) == Some(&0) && places.len() < 256 => {
                    if let (Some(place), Some((name, _))) = (u32_at(data, 0), self.text(data, 6, 1)) {
                        places.push((name, place as usize));
                    }
                }
                0x041E if self.wide => {
                    if let (Some(id), Some((code, _))) = (u16_at(data, 0), self.text(data, 2, 2)) {
                        self.formats.insert(id, shown(&code));
                    }
                }
                0x00E0 => self.styles.push(u16_at(data, 2).unwrap_or(0)),
                0x00FC => self.shared(at),
                0x000A => break,
                _ => {}
            }
            at = next;
        }
        // A cell takes more than two bytes, and sheets that lie over each other add nothing.
        let mut most = self.bytes.len() / 2;
        for (name, place) in places {
            let cells = self.cells(place, most);
            most = most.saturating_sub(cells.len());
            self.book.sheets.push(Sheet { name, cells });
        }
        if self.book.sheets.is_empty() && self.book.problems.is_empty() {
            self.book.problems.push(problem("workbook.damaged", "工作簿里没有可以读取的工作表"));
        }
    }

    /// A text with a length of `width` bytes in characters, and where it ends.
    fn text(&self, data: &[u8], at: usize, width: usize) -> Option<(String, usize)> {
        let length = if width == 1 { usize::from(*data.get(at)?) } else { usize::from(u16_at(data, at)?) };
        let at = at + width;
        if !self.wide {
            let bytes = data.get(at..at + length)?;
            return Some((Encoding::of_bytes(bytes).unwrap_or(Encoding::Utf8).decode(bytes).0, at + length));
        }
        let flags = *data.get(at)?;
        let (mut at, mut skip) = (at + 1, 0);
        if flags & 8 != 0 {
            skip += 4 * usize::from(u16_at(data, at)?);
            at += 2;
        }
        if flags & 4 != 0 {
            skip += u32_at(data, at)? as usize;
            at += 4;
        }
        let size = if flags & 1 == 1 { 2 * length } else { length };
        let units = data.get(at..(at + size).min(data.len()))?;
        Some((characters(units, flags & 1 == 1), at + size + skip))
    }

    /// The table of shared texts, which runs on over CONTINUE records; characters cut by the end of one go on in the next
    /// behind a new flag.
    fn shared(&mut self, at: usize) {
        let mut segments: Vec<&[u8]> = Vec::new();
        let mut at = at;
        while let Some((kind, data, next)) = record(self.bytes, at) {
            if !segments.is_empty() && kind != 0x003C {
                break;
            }
            segments.push(data);
            at = next;
        }
        let total = segments.first().and_then(|s| u32_at(s, 4)).unwrap_or(0);
        let mut cursor = Cursor { segments, segment: 0, at: 8 };
        for _ in 0..total {
            let Some(text) = cursor.text() else { break };
            self.book.strings.push(text.into_boxed_str());
        }
    }

    fn cells(&self, place: usize, most: usize) -> Vec<(u32, u32, Cell)> {
        let mut cells = Vec::new();
        let mut at = place;
        let (mut depth, mut formula) = (0, None);
        while let Some((kind, data, next)) = record(self.bytes, at) {
            let place = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
            let style = |at: usize| u16_at(data, at).and_then(|s| self.styles.get(usize::from(s))).map_or(Shown::Number, |f| self.formats.get(f).copied().unwrap_or_else(|| built_in(u32::from(*f))));
            let shown = |value: f64, style: Shown| Cell::Text(number(&format!("{value}"), style, self.since_1904).into());
            let mut found = None;
            match kind {
                0x0809 => depth += 1,
                0x000A => depth -= 1,
                0x00FD => found = u32_at(data, 6).map(Cell::Shared),
                0x0204 | 0x00D6 => found = self.text(data, 6, 2).map(|(t, _)| Cell::Text(t.into())),
                0x0203 => found = data.get(6..14).and_then(|b| b.try_into().ok()).map(|b| shown(f64::from_le_bytes(b), style(4))),
                0x027E => found = u32_at(data, 6).map(|rk| shown(rk_number(rk), style(4))),
                0x00BD => {
                    // MULRK: row, first column, (style, number) …, last column.
                    if let Some((row, first)) = place() {
                        for (n, pair) in data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6).enumerate() {
                            let rk = u32::from_le_bytes([pair[2], pair[3], pair[4], pair[5]]);
                            cells.push((row, first + n as u32, shown(rk_number(rk), style(4 + 6 * n))));
                        }
                    }
                }
                0x0006 => match data.get(6..14) {
                    // A formula whose result is text is followed by it.
                    Some([0, _, _, _, _, _, 0xFF, 0xFF]) => formula = place(),
                    Some([.., 0xFF, 0xFF]) | None => {}
                    Some(bytes) => found = bytes.try_into().ok().map(|b| shown(f64::from_le_bytes(b), style(4))),
                },
                0x0207 => {
                    if let (Some((row, column)), Some((text, _))) = (formula.take(), self.text(data, 0, 2)) {
                        cells.push((row, column, Cell::Text(text.into())));
                    }
                }
                _ => {}
            }
            if let (Some((row, column)), Some(cell)) = (place(), found)
                && !matches!(&cell, Cell::Text(t) if t.is_empty())
            {
                cells.push((row, column, cell));
            }
            if depth <= 0 || cells.len() >= most {
                break;
            }
            at = next;
        }
        cells
    }
}

/// A number packed into four bytes: an integer or the upper half of a float, perhaps times a hundred.
fn rk_number(rk: u32) -> f64 {
    let value = if rk & 2 != 0 { f64::from((rk as i32) >> 2) } else { f64::from_bits(u64::from(rk & 0xFFFF_FFFC) << 32) };
    if rk & 1 != 0 { value / 100.0 } else { value }
}

fn characters(bytes: &[u8], wide: bool) -> String {
    if wide {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    bytes.iter().map(|b| char::from(*b)).collect()
}

/// Bytes over several records.
struct Cursor<'a> {
    segments: Vec<&'a [u8]>,
    segment: usize,
    at: usize,
}

impl Cursor<'_> {
    /// Whether bytes are left in this segment; moves to the next one when not.
    fn here(&mut self) -> Option<usize> {
        loop {
            let left = self.segments.get(self.segment)?.len().saturating_sub(self.at);
            if left > 0 {
                return Some(left);
            }
            (self.segment, self.at) = (self.segment + 1, 0);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        self.here()?;
        let byte = *self.segments.get(self.segment)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0usize, |n, i| Some(n | usize::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.here()?.min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        let mut length = self.number(2)?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { 4 * self.number(2)? } else { 0 };
        let more = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut text = String::new();
        while length > 0 {
            let fresh = self.segments.get(self.segment).is_none_or(|s| self.at >= s.len());
            let left = self.here()?;
            if fresh {
                // The rest of the characters comes behind a flag of its own.
                flags = flags & !1 | self.byte()? & 1;
                continue;
            }
            let wide = flags & 1 == 1;
            let size = if wide { 2 } else { 1 };
            let take = (left / size).min(length);
            if take == 0 {
                self.at += left;
                continue;
            }
            let bytes = self.segments.get(self.segment)?.get(self.at..self.at + take * size)?;
            text.push_str(&characters(bytes, wide));
            self.at += take * size;
            length -= take;
        }
        self.skip(runs)?;
        self.skip(more)?;
        Some(text)
    }
}
