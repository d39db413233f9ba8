//! The words of a paper, block by block: the common truth every written form is held to, and the one place where
//! hostile text is made harmless before any form's own escaping.

use super::{Block, Draft, Span};

/// The words of a paper in reading order, one entry a paragraph or table cell: title, imprint lines, then the blocks.
/// Items carry their number (`1. `); page breaks have no words. A line feed inside an entry is a line break.
pub fn words(draft: &Draft) -> Vec<String> {
    let mut out = vec![shown(&draft.title)];
    out.extend(draft.imprint.iter().map(|line| shown(line)));
    for block in &draft.blocks {
        match block {
            Block::Heading(_, spans) | Block::Para(spans) | Block::Flush(spans) | Block::Quote(spans) | Block::Small(spans) => {
                out.push(run(spans));
            }
            Block::Items(items) => {
                out.extend(items.iter().enumerate().map(|(i, spans)| bullet(i) + &run(spans)));
            }
            Block::Table(table) => {
                out.extend(table.head.iter().map(|cell| shown(cell)));
                out.extend(table.rows.iter().flatten().map(|cell| run(cell)));
            }
            Block::Sign(lines) => out.extend(lines.iter().map(|spans| run(spans))),
            Block::PageBreak => {}
        }
    }
    out
}

/// From so many ASCII characters on a run (a telephone number, a rule to write on) leaves a gap at the end of the line before.
pub(super) const UNBROKEN: usize = 7;
/// From so many on a run (a hash, a link) may break.
pub(super) const LONG: usize = 27;

/// Whether a paragraph is better not justified.
pub(super) fn ragged(spans: &[Span]) -> bool {
    spans.iter().any(|s| matches!(s, Span::Blank(_)) || s.words().split(|c: char| !c.is_ascii_graphic()).any(|run| run.len() >= UNBROKEN))
}

/// The number in front of item `index` (0-based): `1. `.
pub fn bullet(index: usize) -> String {
    format!("{}. ", index + 1)
}

/// The words of one span as every form shows them: [`Span::words`] made harmless.
pub fn span(span: &Span) -> String {
    shown(&span.words())
}

fn run(spans: &[Span]) -> String {
    spans.iter().map(span).collect()
}

/// Makes hostile text harmless without hiding that it was there. Every line end (CR LF, CR, VT, FF, NEL, LS, PS)
/// becomes one line feed, a tab four spaces, and every character that cannot be seen but can change what is seen
/// (controls, bidi controls, zero-width and tag characters, noncharacters) its code point in words: `〔U+202E〕`.
/// Applying it twice changes nothing more.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.push('\n');
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if unseen(c) => out.push_str(&code_point(c)),
            c => out.push(c),
        }
    }
    out
}

/// A character told by its code point: `〔U+202E〕`.
pub fn code_point(c: char) -> String {
    format!("〔U+{:04X}〕", u32::from(c))
}

/// Characters that show nothing themselves but hide, reorder or break what is shown. ZWJ and variation selectors stay:
/// emoji are made of them. Bidi controls after UAX #9; noncharacters after Unicode 23.7 (XML 1.0 forbids two of them).
fn unseen(c: char) -> bool {
    let n = u32::from(c);
    c.is_control()
        || matches!(n,
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180E
            | 0x200B | 0x200C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x206F
            | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xFDD0..=0xFDEF | 0xE0000..=0xE0FFF)
        || n & 0xFFFE == 0xFFFE
}

/// Columns a table needs: its widest row, heading and widths included.
pub(super) fn columns(table: &super::Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.head.len(), table.widths.len(), 1]).max().unwrap_or(1)
}

/// Widths of a table's columns in parts of `total`, all at least 1 and together exactly `total`. A missing width counts
/// as the mean of those given.
pub(super) fn shares(table: &super::Table, total: u32) -> Vec<u32> {
    let count = columns(table);
    let given: u64 = table.widths.iter().map(|w| u64::from(*w).max(1)).sum();
    let mean = if table.widths.is_empty() { 1 } else { (given / table.widths.len() as u64).max(1) };
    let parts: Vec<u64> = (0..count).map(|i| table.widths.get(i).map_or(mean, |w| u64::from(*w).max(1))).collect();
    let sum: u64 = parts.iter().sum();
    let mut shares: Vec<u32> = parts.iter().map(|p| ((p * u64::from(total) / sum) as u32).max(1)).collect();
    let used: u32 = shares.iter().sum();
    // Rounding down leaves a few units; the widest column takes them.
    if let Some(widest) = shares.iter_mut().max() {
        *widest = (*widest + total).saturating_sub(used).max(1);
    }
    shares
}

/// Whether a row is short enough to be kept on one page: a long one must be allowed to break, or it would run off it.
pub(super) fn row_keeps(cells: &[Vec<Span>]) -> bool {
    cells.iter().all(|cell| cell.iter().map(|s| s.words().chars().count()).sum::<usize>() <= 240)
}

/// Whether a table is set in the smaller of its two sizes (10.5pt, otherwise 12pt): one of many columns, and one of four that is long.
pub(super) fn small(table: &super::Table) -> bool {
    columns(table) > 4 || columns(table) == 4 && table.rows.len() > 8
}

/// Whether a line leads to what comes next, so that the two are not parted by the end of a page: the last before a signature, a short
/// one before a table.
pub(super) fn leads(block: &super::Block, next: Option<&super::Block>) -> bool {
    let (super::Block::Para(spans) | super::Block::Flush(spans)) = block else { return false };
    match next {
        Some(super::Block::Sign(_)) => true,
        Some(super::Block::Table(_)) => spans.iter().map(|s| s.words().chars().count()).sum::<usize>() <= 60,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Table;

    #[test]
    fn hostile_characters_are_told_not_hidden() {
        assert_eq!(shown("a\u{202E}b\u{0}c\u{FEFF}"), "a〔U+202E〕b〔U+0000〕c〔U+FEFF〕");
        assert_eq!(shown("一\r\n二\r三\u{2028}四\t五"), "一\n二\n三\n四    五");
        assert_eq!(shown("👨\u{200D}👩\u{FE0F}"), "👨\u{200D}👩\u{FE0F}");
        assert_eq!(shown("\u{10FFFF}"), "〔U+10FFFF〕");
    }

    #[test]
    fn shares_fill_the_line_whatever_the_widths() {
        let table =
            |widths: &[u16], n: usize| Table { head: vec![String::new(); n], widths: widths.to_vec(), rows: vec![] };
        for (widths, n) in [(&[][..], 3), (&[0, 0][..], 2), (&[1, 65535][..], 4), (&[3, 5, 7][..], 3)] {
            let s = shares(&table(widths, n), 8844);
            assert_eq!(s.len(), n.max(widths.len()));
            assert_eq!(s.iter().sum::<u32>(), 8844, "{widths:?}");
        }
    }
}
