//! What bounds a harvest: how many rows of one file are taken, how many problems of one kind are listed.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::rc::Rc;

/// Problems of single rows of one code that are listed; a file of a million broken rows has one problem, not a million.
pub const ALIKE: usize = 2000;

/// Most rows taken from one file. No phone holds as many messages; a file made to fill memory would. What lies behind is told.
pub const ROWS: u64 = 1_200_000;

/// Whether a harvest is full, known to the stream it is read from. Not part of what was read: equal to any other.
#[derive(Clone, Debug, Default)]
pub(super) struct Full(pub(super) Rc<Cell<bool>>);

impl PartialEq for Full {
    fn eq(&self, _: &Full) -> bool {
        true
    }
}

impl Eq for Full {}

/// A stream that ends when the harvest is full.
pub(super) struct Until<'a> {
    pub(super) bytes: &'a mut dyn Read,
    pub(super) full: Full,
}

impl Read for Until<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.full.0.get() { Ok(0) } else { self.bytes.read(buffer) }
    }
}

/// Counts kept while reading. Not part of what was read: equal to any other.
#[derive(Clone, Debug, Default)]
pub(super) struct Alike(pub(super) BTreeMap<String, usize>);

impl PartialEq for Alike {
    fn eq(&self, _: &Alike) -> bool {
        true
    }
}

impl Eq for Alike {}

#[cfg(test)]
mod tests {
    use super::super::{Claim, Format, Harvest, Holds, Source, read};
    use super::*;
    use crate::model::SkipKind;

    /// A row a byte, and what readers say of the end of their file.
    static BYTES: Format = Format {
        id: "bytes",
        title: "",
        version: 1,
        holds: Holds::Events,
        claims: |_| Claim::No,
        read: |source: &mut Source, harvest: &mut Harvest| {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = source.bytes.read(&mut buffer) {
                for _ in &buffer[..read] {
                    let row = harvest.skip(SkipKind::NotContact, "");
                    harvest.repaired(row, "一处");
                }
            }
            harvest.problem(crate::error::Problem::new("file.cut", "断了", "末尾", "再来"));
        },
    };

    #[test]
    fn a_file_of_too_many_rows_is_read_up_to_a_row_and_told() {
        for (rows, full) in [(ROWS, false), (ROWS + 5000, true)] {
            let mut bytes = std::io::repeat(b'x').take(rows);
            let mut source = Source { name: "a", bytes: &mut bytes, captured_at: None, tz_offset: None, parts: &mut |_, _| Err(io::ErrorKind::Other.into()), beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf };
            let harvest = read(&BYTES, &mut source);
            assert!(harvest.adds_up());
            assert_eq!((harvest.rows(), harvest.full()), (rows.min(ROWS), full));
            let whole: Vec<_> = harvest.problems.iter().filter(|p| p.row.is_none()).map(|p| p.code.as_str()).collect();
            assert_eq!(whole, [if full { "file.too_many_rows" } else { "file.cut" }]);
            assert_eq!(harvest.problems.iter().filter_map(|p| p.row).max(), Some(ALIKE as u64 + 1));
        }
    }
}
