//! PDF: letters, agreements and other documents by their text layer, one row; carriers' bills by the places of their words, a row a line.

use super::{Claim, Format, Harvest, Holds, Probe, Source, document, pdf_table, pdf_text};
use crate::error::Problem;
use std::io::Read;

/// PDF documents.
pub static FORMAT: Format = Format { id: "pdf", title: "PDF（函件、协议、运营商详单的文字层）", version: 5, holds: Holds::Events, claims, read };

fn claims(probe: &Probe) -> Claim {
    // ISO 32000 Annex H: the header stands within the first 1,024 bytes.
    if memchr::memmem::find(&probe.head[..probe.head.len().min(1024)], b"%PDF-").is_some() { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, pdf_text::FILE, harvest) else { return };
    // ISO 32000-1 7.5.5: the last line is the end mark.
    if memchr::memmem::rfind(&bytes[bytes.len().saturating_sub(2048)..], b"%%EOF").is_none() {
        harvest.problem(Problem::new("pdf.cut", "PDF 没有结尾标记，可能没有传完整", "文件末尾", "请重新下载或重新传送；读到的部分已列出，原件已保留"));
    }
    match pdf_text::layer(bytes) {
        Err(problem) => harvest.problem(problem),
        Ok(layer) => {
            if layer.cut {
                harvest.note("PDF 太长，只读了前面的部分");
            }
            if layer.unknown > 0 {
                harvest.problem(Problem::new("pdf.unknown_letters", format!("有{}个字没有写明是什么字，以 � 代替", layer.unknown), "整个文件", "引用前请对照原件；也可以截图加入"));
            }
            if pdf_table::take(&layer, source, harvest) {
                return;
            }
            document::take(&layer.text(), source, harvest);
        }
    }
}

/// The whole of a small file; tells an empty one, a failing disk and one that is too large.
pub(super) fn whole(source: &mut Source, limit: usize, harvest: &mut Harvest) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Err(e) = (&mut *source.bytes).take(limit as u64 + 1).read_to_end(&mut bytes) {
        harvest.problem(Problem::io(format!("第{}字节之后", bytes.len()), "读取文件", &e));
    }
    if bytes.len() > limit {
        harvest.problem(Problem::new("document.too_large", format!("文件大于 {} MB，没有读取", limit >> 20), "整个文件", "请只取有关的几页另存后加入；原件已保留"));
        return None;
    }
    if bytes.is_empty() {
        harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请重新下载或重新传送"));
        return None;
    }
    Some(bytes)
}
