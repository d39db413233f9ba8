//! A page as browsers save it in one file (`.mhtml`, `.mht`; MIME by RFC 2557): Chrome, Edge and Android's browsers, Internet Explorer, Word. By its
//! outer form it is a mail, but nobody sent it and nobody received it. The page inside is read as a page of its own kind: a bill, a chat, a letter.

use super::mail::{MAIL, decoded};
use super::pdf::whole;
use super::{Claim, Format, Harvest, Holds, Probe, Source, inner, qq_mht};
use crate::error::Problem;
use crate::model::SkipKind;
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// Pages saved in one file.
pub static FORMAT: Format = Format { id: "mht_page", title: "浏览器保存的网页（mhtml、mht）", version: 1, holds: Holds::Events, claims, read };

/// Most pages (frames) of one file.
const PAGES: usize = 50;
/// Headers of mails that were sent to somebody.
const SENT: [&str; 9] = ["to", "cc", "bcc", "received", "return-path", "message-id", "delivered-to", "reply-to", "x-smssync-datatype"];

fn claims(probe: &Probe) -> Claim {
    if (qq_mht::FORMAT.claims)(probe) != Claim::No || !saved(probe) { Claim::No } else { Claim::Content }
}

/// Whether a message of parts that belong together (a page and its pictures) is addressed to nobody.
fn saved(probe: &Probe) -> bool {
    let head = String::from_utf8_lossy(&probe.head[..probe.head.len().min(16 * 1024)]);
    let (top, rest) = head.split_once("\r\n\r\n").or_else(|| head.split_once("\n\n")).unwrap_or((&head, ""));
    let top = top.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    let mut fields = Vec::new();
    for line in top.lines() {
        let Some((name, value)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        fields.push((name.to_ascii_lowercase(), value.trim().to_ascii_lowercase()));
    }
    let of = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let lower = probe.name.to_ascii_lowercase();
    let named = lower.ends_with(".mht") || lower.ends_with(".mhtml");
    let kind = of("content-type").unwrap_or_default();
    let page = kind.starts_with("multipart/related") || named && kind.starts_with("text/html");
    let placed = of("snapshot-content-location").is_some() || rest.to_ascii_lowercase().contains("content-location:");
    page && (placed || named) && !SENT.iter().any(|s| of(s).is_some())
}

/// The line that ends such a file.
fn boundary(bytes: &[u8]) -> Option<String> {
    let headers = MessageParser::default().parse_headers(bytes)?;
    headers.content_type()?.attribute("boundary").map(|b| format!("--{b}--"))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(mut bytes) = whole(source, MAIL, harvest) else { return };
    if let Some(end) = boundary(&bytes).filter(|end| memchr::memmem::rfind(&bytes, end.as_bytes()).is_none()) {
        harvest.problem(Problem::new("mhtml.cut", "网页文件没有到头就断了，后面的内容可能缺失", "文件末尾", "请在浏览器里重新保存；读到的部分已列出，原件已保留"));
        // Up to its last whole line the page can be decoded, once it has an end.
        bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1));
        bytes.extend_from_slice(format!("\r\n{end}\r\n").as_bytes());
    }
    let Some(message) = MessageParser::default().parse(&bytes) else {
        harvest.refuse("mhtml.unreadable", "这个网页文件读不出来，可能损坏", "请在浏览器里重新保存；原件已保留");
        return;
    };
    let name = inner::renamed(source.name, "html");
    let pages = message.parts.iter().filter(|p| matches!(p.body, PartType::Html(_)));
    let (mut read, mut left) = (0, 0);
    for page in pages.take(PAGES) {
        let held = harvest.rows();
        let bytes = decoded(&message, page);
        let wanted = |f: &super::Format| !matches!(f.id, "mht_page" | "eml" | "mbox" | "qq_mht");
        match inner::read(&name, u64::from(page.offset_body), &bytes, wanted, source, harvest) {
            Some(format) => {
                read += 1;
                harvest.note(format!("这是浏览器保存的网页文件，里面的网页按“{}”读取，共{}行", format.title, harvest.rows() - held));
            }
            None => left += 1,
        }
    }
    if read == 0 {
        harvest.skip(SkipKind::NotContact, "浏览器保存的网页，里面没有认出能读的内容");
        harvest.problem(Problem::new(
            "mhtml.unread",
            "这是浏览器保存的网页文件，里面没有认出通话短信清单、聊天记录、函件或协议，没有读取内容",
            "整个文件",
            "请在电脑的浏览器里打开它，另存为“网页，仅 HTML”或打印成 PDF 后加入；详单请在网站上下载 Excel；也可以截图加入；原件已保留",
        ));
    } else if left > 0 {
        harvest.note(format!("网页里另有{left}个框架页没有认出内容，没有读取"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::claimant;

    #[test]
    fn a_page_is_no_mail_and_a_mail_no_page() {
        let claim = |name: &str, text: &str| claimant(&Probe { name, head: text.as_bytes() }).map(|f| f.id);
        let page = "Content-Type: text/html\r\nContent-Location: https://a.example/\r\n\r\n<html></html>";
        let blink = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: a\r\nDate: Mon, 5 Jan 2026 13:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b\"\r\n\r\n--b\r\n";
        assert_eq!(claim("a.mhtml", &format!("{blink}{page}")), Some("mht_page"));
        assert_eq!(claim("无后缀", &format!("{blink}{page}")), Some("mht_page"));
        let word = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n";
        assert_eq!(claim("a.mht", &format!("{word}{page}")), Some("mht_page"));
        let mail = "From: a@a.example\r\nTo: b@b.example\r\nDate: Mon, 5 Jan 2026 13:00:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n";
        assert_eq!(claim("a.eml", &format!("{mail}{page}")), Some("eml"));
    }
}
