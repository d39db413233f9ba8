//! What people paste into a document of a word processor: a chat, a list of calls. Where the document is no letter, agreement or account, its
//! paragraphs are read as the same words in a text file would be, its tables as the same rows in a table would be.

use super::document::{self, Nature};
use super::{Format, Harvest, Source, inner, statement};
use crate::model::{Reading, SkipKind};

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

/// How often a mark of a picture stands in a document.
pub(super) fn count(bytes: &[u8], marks: &[&str]) -> usize {
    marks.iter().map(|mark| memchr::memmem::find_iter(bytes, mark.as_bytes()).count()).max().unwrap_or(0)
}

/// Reads a document by its blocks. `pictures` is how many it shows, which are not read.
pub(super) fn take(blocks: &[Block], pictures: usize, source: &mut Source, harvest: &mut Harvest) {
    if pictures > 0 {
        harvest.note(format!("文档里有{pictures}张图片，没有读取；图片是聊天、短信、通话的截图的，请把手机里的原截图（没有的，把图片从文档里另存出来）单独加入"));
    }
    let whole = text(blocks);
    let parts = Parts::of(blocks, source.name);
    let read = match document::nature(source.name, &whole) {
        Nature::Other => parts.read(source, harvest),
        // A table within an account is read as a table; what it is of, its headings say.
        Nature::Statement if parts.listed().is_some() => {
            statement::paragraphs(&parts.lines, harvest);
            let before = harvest.records.len();
            parts.table(source, harvest);
            harvest.records.iter_mut().skip(before).for_each(|r| r.reading = Reading::Stated);
            true
        }
        _ => false,
    };
    if read {
        harvest.note("文档里粘贴的聊天记录或清单，按同样的文字、表格读取；文档里的字可以改动，请同时保留手机和聊天软件里原来的记录");
    } else {
        document::take(&whole, source, harvest);
    }
}

/// A document's paragraphs as a text, and its tables as one table.
struct Parts {
    lines: String,
    rows: String,
    count: usize,
    as_text: String,
    as_table: String,
}

fn wanted(format: &Format) -> bool {
    !NEVER.contains(&format.id)
}

impl Parts {
    fn of(blocks: &[Block], name: &str) -> Parts {
        let mut parts = Parts { lines: String::new(), rows: String::new(), count: 0, as_text: inner::renamed(name, "txt"), as_table: inner::renamed(name, "csv") };
        for block in blocks {
            match block {
                Block::Line(line) => {
                    parts.lines += &line.replace('\0', "\u{fffd}");
                    parts.lines.push('\n');
                }
                Block::Row(cells) => {
                    let cells: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.trim().replace('\0', "\u{fffd}").replace('"', "\"\""))).collect();
                    parts.rows += &cells.join(",");
                    parts.rows.push('\n');
                    parts.count += 1;
                }
            }
        }
        parts
    }

    /// The format that claims the tables.
    fn listed(&self) -> Option<&'static Format> {
        if self.rows.is_empty() { None } else { inner::claimant(&self.as_table, self.rows.as_bytes(), wanted) }
    }

    fn table(&self, source: &mut Source, harvest: &mut Harvest) {
        if let Some(format) = inner::read(&self.as_table, self.lines.len() as u64, self.rows.as_bytes(), wanted, source, harvest) {
            harvest.note(format!("文档里的表格按“{}”读取", format.title));
        }
    }

    /// Reads chats and tables, and lists what stands beside them; whether there were any.
    fn read(&self, source: &mut Source, harvest: &mut Harvest) -> bool {
        let listed = self.listed().is_some();
        let said = inner::read(&self.as_text, 0, self.lines.as_bytes(), wanted, source, harvest);
        let beside = |what: &str, many: usize| format!("{what}{many}，没有认出是往来，没有读取");
        let paragraphs = self.lines.lines().filter(|l| !l.trim().is_empty()).count();
        match said {
            Some(format) => harvest.note(format!("文档里的文字按“{}”读取", format.title)),
            None if listed && paragraphs > 0 => {
                harvest.skip(SkipKind::NotContact, beside("表格之外的文字：段数", paragraphs));
            }
            None => {}
        }
        if listed {
            self.table(source, harvest);
        } else if said.is_some() && self.count > 0 {
            harvest.skip(SkipKind::NotContact, beside("文字之外的表格：行数", self.count));
        }
        said.is_some() || listed
    }
}
