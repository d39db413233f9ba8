//! What people paste into a document of a word processor: a chat, a list of calls. Where the document is no letter, agreement or account, its
//! paragraphs are read as the same words in a text file would be, its tables as the same rows in a table would be.

use super::document::{self, Nature};
use super::{Harvest, Source, inner};
use crate::model::SkipKind;

/// A part of a document, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Line(String),
    /// A row of a table, by its cells.
    Row(Vec<String>),
}

/// Readers that never read what lies in a document: their files are known by a name or a title the document would have itself.
const NEVER: [&str; 4] = ["statement", "document_txt", "html_page", "mht_page"];

/// The running text: a line a paragraph, of a table a line a row.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Line(line) => out += line,
            Block::Row(cells) => out += cells.join("\t").replace('\n', "\t").trim_end_matches('\t'),
        }
        out.push('\n');
    }
    out
}

/// Reads a document by its blocks.
pub(super) fn take(blocks: &[Block], source: &mut Source, harvest: &mut Harvest) {
    let whole = text(blocks);
    if document::nature(source.name, &whole) == Nature::Other && inside(blocks, source, harvest) {
        harvest.note("文档里粘贴的聊天记录或清单，按同样的文字、表格读取；文档里的字可以改动，请同时保留手机和聊天软件里原来的记录");
        return;
    }
    document::take(&whole, source, harvest);
}

/// Reads chats and tables of a document, and lists the paragraphs beside them; whether there were any.
fn inside(blocks: &[Block], source: &mut Source, harvest: &mut Harvest) -> bool {
    let mut lines = String::new();
    let mut rows = String::new();
    for block in blocks {
        match block {
            Block::Line(line) => lines = lines + &line.replace('\0', "\u{fffd}") + "\n",
            Block::Row(cells) => {
                let cells: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.trim().replace('\0', "\u{fffd}").replace('"', "\"\""))).collect();
                rows = rows + &cells.join(",") + "\n";
            }
        }
    }
    let wanted = |f: &super::Format| !NEVER.contains(&f.id);
    let (as_text, as_table) = (inner::renamed(source.name, "txt"), inner::renamed(source.name, "csv"));
    let said = inner::read(&as_text, 0, lines.as_bytes(), wanted, source, harvest);
    let listed = if rows.is_empty() { None } else { inner::read(&as_table, lines.len() as u64, rows.as_bytes(), wanted, source, harvest) };
    let read = [said, listed];
    for format in read.iter().flatten() {
        harvest.note(format!("文档里的内容按“{}”读取", format.title));
    }
    let beside = |what: &str, many: usize| format!("{what}{many}，没有认出是往来，没有读取");
    if read.iter().any(Option::is_some) {
        let paragraphs = lines.lines().filter(|l| !l.trim().is_empty()).count();
        if said.is_none() && paragraphs > 0 {
            harvest.skip(SkipKind::NotContact, beside("表格之外的文字：段数", paragraphs));
        }
        if listed.is_none() && !rows.is_empty() {
            harvest.skip(SkipKind::NotContact, beside("文字之外的表格：行数", blocks.iter().filter(|b| matches!(b, Block::Row(_))).count()));
        }
    }
    read.iter().any(Option::is_some)
}
