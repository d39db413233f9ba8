//! Plain text that is a letter or an agreement, by its title. One row.

use super::html_page::plain;
use super::pdf::whole;
use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source, document};

/// Letters and agreements as text.
pub static FORMAT: Format = Format { id: "document_txt", title: "文字文件（协议、函件）", version: 3, holds: Holds::Events, claims, read };

const FILE: usize = 16 << 20;

fn claims(probe: &Probe) -> Claim {
    let name = probe.name.to_ascii_lowercase();
    if !(name.ends_with(".txt") || name.ends_with(".md")) {
        return Claim::No;
    }
    match document::nature(probe.name, &head(probe.head)) {
        document::Nature::Letter | document::Nature::Agreement => Claim::Likely,
        _ => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    document::take(&plain(&bytes), source, harvest);
}
