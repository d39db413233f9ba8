//! DOCX (ECMA-376): the running text of letters, agreements and statements. One row, or one a paragraph for a statement.

use super::html_text::entity;
use super::pdf::whole;
use super::{Claim, Format, Harvest, Holds, Probe, Source, document, zip};
use crate::error::Problem;
use std::io::Cursor;

/// Word documents.
pub static FORMAT: Format = Format { id: "docx", title: "Word 文档（docx）", version: 3, holds: Holds::Events, claims, read };

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
    match text(&bytes) {
        Some(text) => document::take(&text, source, harvest),
        None => harvest.problem(Problem::new("docx.damaged", "Word 文档里读不出正文，可能损坏或加了密码", "整个文件", "请用 Word 或 WPS 打开后另存，再加入；原件已保留")),
    }
}

/// The running text: a line a paragraph, of a table a line a row.
pub fn text(bytes: &[u8]) -> Option<String> {
    let xml = zip::member(&mut Cursor::new(bytes), "word/document.xml", TEXT)?;
    let xml = String::from_utf8_lossy(&xml);
    let mut out = String::new();
    let (mut rest, mut word) = (&*xml, false);
    // Depth of rows: what ends inside one is parted by a tab.
    let mut row = 0usize;
    while let Some(at) = rest.find('<') {
        if word {
            decode(&mut out, &rest[..at]);
        }
        let end = rest[at..].find('>')? + at;
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/', '\t', '\r', '\n']).next().unwrap_or("");
        let (opens, empty) = (!tag.starts_with('/'), tag.ends_with('/'));
        match name.rsplit(':').next().unwrap_or(name) {
            "t" => word = opens && !empty,
            "tab" if opens => out.push('\t'),
            "br" | "cr" if opens => out.push(if row > 0 { ' ' } else { '\n' }),
            "tr" if opens && !empty => row += 1,
            "tr" if !opens => {
                row = row.saturating_sub(1);
                if row == 0 {
                    out.truncate(out.trim_end_matches('\t').len());
                    out.push('\n');
                }
            }
            "p" if (!opens || empty) && row > 0 => out.push('\t'),
            "p" if !opens || empty => out.push('\n'),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    Some(out)
}

fn decode(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (read, length) = entity(&rest[at..]);
        out.push(read.unwrap_or('&'));
        rest = &rest[at + length..];
    }
    out.push_str(rest);
}
