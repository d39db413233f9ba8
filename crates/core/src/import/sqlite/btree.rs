//! Walks the pages of one table (sqlite.org/fileformat2.html, sections 1.6 and 2). Whatever the bytes say, it ends: each
//! page is visited once, the cells of a page together are no longer than the page, an overflow page belongs to one cell.

use super::record::{self, Row, varint};
use super::{Database, Table};
use std::borrow::Cow;

/// What could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// One row.
    Cell {
        /// Page, from 1.
        page: u32,
        /// Place of the cell in its page, from 1.
        cell: usize,
    },
    /// A page with all its rows, or the pages below it.
    Page {
        /// Page, from 1.
        number: u32,
        /// The file ends before it.
        missing: bool,
    },
}

impl Lost {
    /// In Chinese.
    pub fn zh(self) -> String {
        match self {
            Lost::Cell { page, cell } => format!("第{page}页第{cell}格"),
            Lost::Page { number, missing: true } => format!("第{number}页在文件之外，文件不完整"),
            Lost::Page { number, missing: false } => format!("第{number}页内容不合格式"),
        }
    }
}

/// A page of an ordinary table or of one `WITHOUT ROWID`, inner or leaf.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    leaf: bool,
    index: bool,
}

struct Walk<'a, 'f> {
    database: &'a Database,
    table: &'a Table,
    seen: Vec<bool>,
    each: &'f mut dyn FnMut(Row<'a>),
    lost: &'f mut dyn FnMut(Lost),
}

pub(super) fn walk<'a>(database: &'a Database, table: &'a Table, each: &mut dyn FnMut(Row<'a>), lost: &mut dyn FnMut(Lost)) {
    let seen = vec![false; database.pages() + 1];
    let mut walk = Walk { database, table, seen, each, lost };
    walk.run();
}

/// What is still to be visited: a page, or the row of an inner page between two children.
enum Step {
    Page(u32),
    Row { page: u32, cell: usize },
}

impl<'a> Walk<'a, '_> {
    fn run(&mut self) {
        let mut todo = vec![Step::Page(self.table.root)];
        while let Some(step) = todo.pop() {
            match step {
                Step::Page(number) => self.page(number, &mut todo),
                Step::Row { page, cell } => {
                    let mut budget = self.database.usable;
                    self.cell(page, cell, Kind { leaf: false, index: true }, &mut budget);
                }
            }
        }
    }

    fn mark(&mut self, number: u32) -> bool {
        match self.seen.get_mut(number as usize) {
            Some(seen) => !std::mem::replace(seen, true),
            None => false,
        }
    }

    fn page(&mut self, number: u32, todo: &mut Vec<Step>) {
        let database = self.database;
        let Some(bytes) = database.page(number) else { return (self.lost)(Lost::Page { number, missing: number != 0 }) };
        let bad = Lost::Page { number, missing: false };
        if !self.mark(number) {
            return (self.lost)(bad);
        }
        let head = head_at(number);
        let kind = match bytes[head] {
            2 => Kind { leaf: false, index: true },
            5 => Kind { leaf: false, index: false },
            10 => Kind { leaf: true, index: true },
            13 => Kind { leaf: true, index: false },
            _ => return (self.lost)(bad),
        };
        let cells = usize::from(u16::from_be_bytes([bytes[head + 3], bytes[head + 4]]));
        let pointers = head + if kind.leaf { 8 } else { 12 };
        if kind.index != self.table.without_rowid || pointers + 2 * cells > database.usable {
            return (self.lost)(bad);
        }
        if kind.leaf {
            let mut budget = database.usable;
            (0..cells).for_each(|cell| self.cell(number, cell, kind, &mut budget));
            return;
        }
        // Children from left to right; in a table WITHOUT ROWID the row of the cell comes after its left child.
        let right = u32::from_be_bytes([bytes[head + 8], bytes[head + 9], bytes[head + 10], bytes[head + 11]]);
        todo.push(Step::Page(right));
        for cell in (0..cells).rev() {
            let at = usize::from(u16::from_be_bytes([bytes[pointers + 2 * cell], bytes[pointers + 2 * cell + 1]]));
            let Some(left) = bytes.get(at..at + 4) else {
                (self.lost)(Lost::Cell { page: number, cell: cell + 1 });
                continue;
            };
            if kind.index {
                todo.push(Step::Row { page: number, cell });
            }
            todo.push(Step::Page(u32::from_be_bytes([left[0], left[1], left[2], left[3]])));
        }
    }

    fn cell(&mut self, number: u32, cell: usize, kind: Kind, budget: &mut usize) {
        match self.payload(number, cell, kind, budget) {
            Some((row, offset, payload)) => match record::values(payload, self.database.encoding) {
                Some(values) => (self.each)(Row { table: self.table, rowid: row, offset, values }),
                None => (self.lost)(Lost::Cell { page: number, cell: cell + 1 }),
            },
            None => (self.lost)(Lost::Cell { page: number, cell: cell + 1 }),
        }
    }

    /// Row id, place in the file and payload of a cell.
    fn payload(&mut self, number: u32, cell: usize, kind: Kind, budget: &mut usize) -> Option<(i64, u64, Cow<'a, [u8]>)> {
        let database = self.database;
        let bytes = &database.page(number)?[..database.usable];
        let pointer = head_at(number) + if kind.leaf { 8 } else { 12 } + 2 * cell;
        let start = usize::from(u16::from_be_bytes([*bytes.get(pointer)?, *bytes.get(pointer + 1)?]));
        let mut at = start + if kind.leaf { 0 } else { 4 };
        let length = usize::try_from(varint(bytes, &mut at)?).ok()?;
        let row = if kind.index { 0 } else { varint(bytes, &mut at)? };
        let (local, whole) = local_size(length, database.usable, kind.index);
        let mine = bytes.get(at..at.checked_add(local)?)?;
        *budget = budget.checked_sub(local)?;
        let offset = (u64::from(number) - 1) * database.page as u64 + start as u64;
        if whole {
            return Some((row, offset, Cow::Borrowed(mine)));
        }
        // The rest lies in a chain of overflow pages.
        if length > database.image.len() {
            return None;
        }
        let mut payload = mine.to_vec();
        let next = |bytes: &[u8], at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let mut page = next(bytes, at + local)?;
        while payload.len() < length {
            let bytes = database.page(page)?;
            if !self.mark(page) {
                return None;
            }
            let take = (length - payload.len()).min(database.usable - 4);
            payload.extend_from_slice(&bytes[4..4 + take]);
            page = next(bytes, 0)?;
        }
        Some((row, offset, Cow::Owned(payload)))
    }
}

/// The first page begins with the header of the file.
fn head_at(number: u32) -> usize {
    if number == 1 { 100 } else { 0 }
}

/// How much of a payload lies in the page itself, and whether that is the whole (section 1.6, `U`, `P`, `M`, `K`).
fn local_size(length: usize, usable: usize, index: bool) -> (usize, bool) {
    let most = if index { (usable - 12) * 64 / 255 - 23 } else { usable - 35 };
    if length <= most {
        return (length, true);
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let size = least + (length - least) % (usable - 4);
    (if size <= most { size } else { least }, false)
}
