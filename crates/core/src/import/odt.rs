//! OpenDocument text (`.odt`, ISO/IEC 26300) of LibreOffice and WPS: letters, agreements, statements, and what was pasted into one.

use super::pdf::whole;
use super::word_xml::{Dialect, blocks};
use super::{Claim, Format, Harvest, Holds, Probe, Source, pasted, zip};
use crate::error::Problem;
use std::io::Cursor;

/// OpenDocument texts.
pub static FORMAT: Format = Format { id: "odt", title: "OpenDocument 文档（odt）", version: 1, holds: Holds::Events, claims, read };

const FILE: usize = 64 << 20;
const TEXT: u64 = 32 << 20;

fn claims(probe: &Probe) -> Claim {
    // The first member states the kind, packed with nothing (part 2, 3.3).
    let start = &probe.head[..probe.head.len().min(200)];
    let stated = memchr::memmem::find(start, b"application/vnd.oasis.opendocument.text").is_some();
    if probe.head.starts_with(b"PK\x03\x04") && stated { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    match parts(&bytes) {
        Some((blocks, pictures)) => pasted::take(&blocks, pictures, source, harvest),
        None => harvest.problem(Problem::new("odt.damaged", "OpenDocument 文档里读不出正文，可能损坏或加了密码", "整个文件", "请用 LibreOffice 或 WPS 打开后另存，再加入；原件已保留")),
    }
}

/// Paragraphs and rows, and how many pictures stand among them.
fn parts(bytes: &[u8]) -> Option<(Vec<pasted::Block>, usize)> {
    let xml = zip::member(&mut Cursor::new(bytes), "content.xml", TEXT)?;
    let blocks = blocks(&String::from_utf8_lossy(&xml), Dialect::Open)?;
    Some((blocks, pasted::count(&xml, &["<draw:image "])))
}

/// The running text: a line a paragraph, of a table a line a row.
pub fn text(bytes: &[u8]) -> Option<String> {
    parts(bytes).map(|(blocks, _)| pasted::text(&blocks))
}
