//! DOCX (ECMA-376): the running text of letters, agreements and statements, one row, or one a paragraph for a statement; chats and tables that were
//! pasted into one, row by row.

use super::pdf::whole;
use super::word_xml::{Dialect, blocks};
use super::{Claim, Format, Harvest, Holds, Probe, Source, pasted, zip};
use crate::error::Problem;
use std::io::Cursor;

/// Word documents.
pub static FORMAT: Format = Format { id: "docx", title: "Word 文档（docx）", version: 4, holds: Holds::Events, claims, read };

const FILE: usize = 64 << 20;
const TEXT: u64 = 32 << 20;

fn claims(probe: &Probe) -> Claim {
    let zip = probe.head.starts_with(b"PK\x03\x04");
    let inside = memchr::memmem::find(probe.head, b"word/").is_some();
    let named = probe.name.to_ascii_lowercase().ends_with(".docx");
    match () {
        () if zip && inside && memchr::memmem::find(probe.head, b"xl/workbook").is_none() => Claim::Content,
        () if zip && named => Claim::Likely,
        () => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    match parts(&bytes) {
        Some((blocks, pictures)) => pasted::take(&blocks, pictures, source, harvest),
        None => harvest.problem(Problem::new("docx.damaged", "Word 文档里读不出正文，可能损坏或加了密码", "整个文件", "请用 Word 或 WPS 打开后另存，再加入；原件已保留")),
    }
}

/// Paragraphs and rows, and how many pictures stand among them.
fn parts(bytes: &[u8]) -> Option<(Vec<pasted::Block>, usize)> {
    let xml = zip::member(&mut Cursor::new(bytes), "word/document.xml", TEXT)?;
    let blocks = blocks(&String::from_utf8_lossy(&xml), Dialect::Word)?;
    Some((blocks, pasted::count(&xml, &["<a:blip ", "<v:imagedata "])))
}

/// The running text: a line a paragraph, of a table a line a row.
pub fn text(bytes: &[u8]) -> Option<String> {
    parts(bytes).map(|(blocks, _)| pasted::text(&blocks))
}
