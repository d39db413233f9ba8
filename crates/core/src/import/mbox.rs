//! Many mails in one file (`.mbox`, RFC 4155): Google Takeout, Thunderbird, Apple Mail. A row a mail; one mail is held at a time.

use super::{Claim, Format, Harvest, Holds, Probe, Source, eml, mail};
use crate::error::Problem;
use std::io::{BufRead, BufReader};

/// Mail folders.
pub static FORMAT: Format = Format { id: "mbox", title: "邮件文件夹（mbox）", version: 4, holds: Holds::Events, claims, read };

fn claims(probe: &Probe) -> Claim {
    let first = probe.head.iter().position(|b| *b == b'\n').map_or(probe.head.len(), |i| i + 1);
    if begins(probe.head) && eml::looks(&probe.head[first..]) { Claim::Content } else { Claim::No }
}

/// `From sender date`: the line that stands before each mail.
pub(super) fn begins(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let end = rest.iter().take(300).position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len().min(300));
    let line = &rest[..end];
    // A sentence may begin with "From"; the date ends in a year and holds a clock.
    let clock = line.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    let year = line.split(|b| *b == b' ').any(|w| w.len() == 4 && w.iter().all(u8::is_ascii_digit) && (w.starts_with(b"19") || w.starts_with(b"20")));
    clock && year
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut reader = BufReader::with_capacity(64 * 1024, &mut *source.bytes);
    let (mut mail, mut start, mut offset, mut blank, mut long) = (Vec::new(), 0u64, 0u64, true, false);
    let mut line = Vec::new();
    loop {
        line.clear();
        let got = match std::io::Read::take(&mut reader, 1 << 20).read_until(b'\n', &mut line) {
            Ok(n) => n,
            Err(e) => {
                harvest.problem(Problem::io(format!("第{offset}字节之后"), "读取文件", &e));
                0
            }
        };
        let next = got == 0 || blank && begins(&line);
        if next && offset > start {
            if long {
                harvest.refuse("mail.too_large", "这一封邮件大于 64 MB，没有读取", "请把附件单独下载后加入；原件已保留");
            } else if !mail.is_empty() {
                mail::take(&mail, start, harvest, source.parts);
            }
            mail.clear();
            long = false;
        }
        if got == 0 {
            break;
        }
        if next {
            start = offset;
        } else if mail.len() + line.len() > mail::MAIL {
            long = true;
        } else {
            // ">From " is how a body line that begins so is kept apart (mboxrd).
            let quoted = line.iter().position(|b| *b != b'>').is_some_and(|i| i > 0 && line[i..].starts_with(b"From "));
            mail.extend_from_slice(&line[usize::from(quoted)..]);
        }
        blank = matches!(line.as_slice(), b"\n" | b"\r\n");
        offset += got as u64;
    }
    if offset == 0 {
        harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请从邮箱重新导出"));
    }
}
