//! A saved web page that is a letter or an agreement (the privacy policy of an app). Chats and tables as pages have readers of
//! their own. One row.

use super::pdf::whole;
use super::text::{Encoding, head};
use super::{Claim, Format, Harvest, Holds, Probe, Source, document, html_text};

/// Web pages.
pub static FORMAT: Format = Format { id: "html_page", title: "网页（协议、函件）", version: 3, holds: Holds::Events, claims, read };

const FILE: usize = 32 << 20;

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let start = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
    if !(start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<html")) {
        return Claim::No;
    }
    match document::nature(probe.name, &html_text::text(&text)) {
        document::Nature::Other => Claim::No,
        _ => Claim::Content,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    document::take(&page_text(&bytes), source, harvest);
}

/// The words of a page given as bytes.
pub fn page_text(bytes: &[u8]) -> String {
    html_text::text(&plain(bytes))
}

/// Bytes as text, by mark, by zeros, or by what fits.
pub fn plain(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Encoding::Utf16Le.decode(rest).0,
        [0xfe, 0xff, rest @ ..] => Encoding::Utf16Be.decode(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => Encoding::Utf8.decode(rest).0,
        _ => Encoding::of_bytes(bytes).unwrap_or(Encoding::Utf8).decode(bytes).0,
    }
}
