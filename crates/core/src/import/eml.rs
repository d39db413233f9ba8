//! A mail as a file (`.eml`): what webmail calls "export" or "download". One row.

use super::{Claim, Format, Harvest, Holds, Probe, Source, mail, mbox};
use crate::error::Problem;
use std::io::Read;

/// Single mails.
pub static FORMAT: Format = Format { id: "eml", title: "邮件（eml）", version: 6, holds: Holds::Events, claims, read };

fn claims(probe: &Probe) -> Claim {
    // A chat saved as one page (`.mht`) is a mail by its outer form.
    let chat = (super::qq_mht::FORMAT.claims)(probe) != Claim::No;
    // So is a page a browser saved; nobody sent it.
    let page = (super::mht_page::FORMAT.claims)(probe) != Claim::No;
    if chat || page || mbox::begins(probe.head) || !looks(probe.head) { Claim::No } else { Claim::Content }
}

/// Whether header lines stand at the beginning: each `Name: value`, with at least two that only mails have.
pub(super) fn looks(head: &[u8]) -> bool {
    const ONLY_MAIL: [&str; 12] = ["received", "return-path", "from", "to", "subject", "message-id", "mime-version", "date", "content-type", "delivered-to", "x-smssync-datatype", "reply-to"];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut known: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for (nth, line) in head.split(|b| *b == b'\n').take(200).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if nth == 0 {
                return false;
            }
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { return false };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_') {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        known.extend(ONLY_MAIL.iter().copied().find(|n| *n == name));
    }
    known.len() >= 3 && (known.contains("from") || known.contains("x-smssync-datatype"))
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut bytes = Vec::new();
    let got = (&mut *source.bytes).take(mail::MAIL as u64 + 1).read_to_end(&mut bytes);
    if let Err(e) = got {
        harvest.problem(Problem::io(format!("第{}字节之后", bytes.len()), "读取文件", &e));
    } else if bytes.is_empty() {
        harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请从邮箱重新导出"));
        return;
    }
    if bytes.len() > mail::MAIL {
        harvest.refuse("mail.too_large", "邮件大于 64 MB，没有读取", "请把附件单独下载后加入；原件已保留");
        return;
    }
    if !bytes.is_empty() {
        mail::take(&bytes, 0, harvest, source.parts);
        let named: Vec<String> = harvest.parts().take(8).map(|p| format!("“{}”", p.name)).collect();
        let all = harvest.parts().count();
        if all > 0 {
            let more = if all > named.len() { "等" } else { "" };
            harvest.note(format!("邮件里还有{all}个附件：{}{more}；用 juzheng add 加入案件时，每个附件另作一份证据收下并读取", named.join("、")));
        }
    }
}
