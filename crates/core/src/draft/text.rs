//! A paper as plain text (UTF-8, line feeds): for reading on any phone and for pasting into a web form.

use super::words::{bullet, shown, span};
use super::{Block, Draft, Span, Table};

/// Columns of a line the title is centred in and signatures are moved right in; a Chinese character takes two.
const LINE: usize = 72;

/// The paper as plain text. Nothing but white space and the `｜` between table cells is added to [`super::words`].
pub fn text(draft: &Draft) -> String {
    let mut out = String::new();
    lines(&mut out, &shown(&draft.title), |l| LINE.saturating_sub(width(l)) / 2, " ");
    for line in &draft.imprint {
        lines(&mut out, &shown(line), |l| LINE.saturating_sub(width(l)) / 2, " ");
    }
    out.push('\n');
    for block in &draft.blocks {
        match block {
            Block::Heading(_, spans) => {
                out.push('\n');
                lines(&mut out, &run(spans), |_| 0, "");
            }
            Block::Para(spans) => {
                out.push_str("　　");
                lines(&mut out, &run(spans), |_| 0, "");
            }
            Block::Flush(spans) | Block::Small(spans) => lines(&mut out, &run(spans), |_| 0, ""),
            Block::Quote(spans) => lines(&mut out, &run(spans), |_| 4, "　"),
            Block::Items(items) => {
                for (i, spans) in items.iter().enumerate() {
                    out.push_str("　　");
                    lines(&mut out, &(bullet(i) + &run(spans)), |_| 0, "");
                }
            }
            Block::Table(table) => rows(&mut out, table),
            Block::Sign(signers) => {
                out.push('\n');
                for spans in signers {
                    lines(&mut out, &run(spans), |l| LINE.saturating_sub(width(l)), " ");
                }
            }
            Block::PageBreak => out.push_str("\n\n"),
        }
    }
    out
}

/// A table: one line a row; a line break inside a cell becomes a space, so that a row stays a row.
fn rows(out: &mut String, table: &Table) {
    out.push('\n');
    if !table.head.is_empty() {
        row(out, table.head.iter().map(|cell| shown(cell)));
    }
    for cells in &table.rows {
        row(out, cells.iter().map(|cell| run(cell)));
    }
    out.push('\n');
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|cell| cell.replace('\n', " ")).collect();
    out.push_str(&cells.join(" ｜ "));
    out.push('\n');
}

fn run(spans: &[Span]) -> String {
    spans.iter().map(span).collect()
}

/// Writes `words` line by line, each moved in by as many `pad` as `indent` says for it.
fn lines(out: &mut String, words: &str, indent: impl Fn(&str) -> usize, pad: &str) {
    for line in words.split('\n') {
        out.push_str(&pad.repeat(indent(line)));
        out.push_str(line);
        out.push('\n');
    }
}

/// Columns a line takes on a screen: East Asian characters two, others one.
fn width(line: &str) -> usize {
    line.chars().map(|c| if u32::from(c) >= 0x2E80 { 2 } else { 1 }).sum()
}
