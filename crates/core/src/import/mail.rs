//! One mail (RFC 5322, MIME) as rows: a letter with its attachments, a text message or call that SMS Backup+ filed as a mail, or
//! a WeChat chat somebody mailed. Shared by `eml` and `mbox`.

#[path = "mail/quoted.rs"]
mod quoted;

use super::{Harvest, PartSink, html_text, take_part, text};
use crate::model::{Call, Channel, Direction, Outcome, Part, Peer, Reading, Record, SkipKind, Stamp, When};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Longest mail read; what is longer is told and passed over.
pub const MAIL: usize = 64 << 20;
/// Longest body kept.
const BODY: usize = 1 << 20;
/// Most attachments of one mail.
const PARTS: usize = 500;

/// Takes one mail, whose bytes begin at `offset` of the source, as one row.
pub fn take(bytes: &[u8], offset: u64, harvest: &mut Harvest, sink: &mut PartSink) {
    let bytes = &readable(bytes);
    let parsed = MessageParser::default().parse(bytes);
    let Some(mail) = parsed.filter(|m| m.headers().len() > 0) else {
        harvest.refuse("mail.unreadable", "这一封邮件读不出来", "请从邮箱重新导出；原件已保留");
        return;
    };
    match header(&mail, "X-smssync-datatype").as_deref() {
        Some("SMS" | "MMS") => return backup_message(&mail, offset, harvest, sink),
        Some("CALLLOG") => return backup_call(&mail, offset, harvest),
        _ => {}
    }
    if cut(&mail, bytes) {
        harvest.problem(crate::error::Problem::new("mail.cut", "邮件没有到头就断了，正文或附件可能缺了后面的部分", format!("第{}行", harvest.next_row()), "请从邮箱重新导出；原件已保留并计入哈希"));
    }
    let body = words(&mail, harvest);
    if chat(&body) {
        let subject = clean(mail.subject().unwrap_or("微信聊天记录"));
        let row = harvest.skip(SkipKind::NotContact, format!("用邮件发出的微信聊天记录（{subject}），内容另作一份聊天记录读取"));
        match take_part(sink, "微信聊天记录.txt", "text/plain", &mut body.as_bytes()) {
            Ok(part) => harvest.attach(part),
            Err(_) => harvest.repaired(row, "聊天记录没有能够另存，没有读取"),
        }
        for part in attachments(&mail, harvest, row, sink) {
            harvest.attach(part);
        }
        return;
    }
    let Some(at) = when(&mail) else {
        harvest.refuse("row.bad_date", "邮件没有写明日期，或日期无法识别", "请从邮箱重新导出；原件已保留");
        return;
    };
    if mail.date().is_none() {
        note(harvest, "邮件没有写明发出时间（没有 Date），用的是邮件服务器最后收到的时间（Received）");
    }
    let subject = clean(mail.subject().unwrap_or(""));
    let (body, quotes) = quoted::split(&subject, &body);
    let text = match (subject.trim(), body.trim()) {
        ("", body) => body.to_owned(),
        (subject, "") => subject.to_owned(),
        (subject, body) => format!("{subject}\n{body}"),
    };
    let row = harvest.next_row();
    let parts = attachments(&mail, harvest, row, sink);
    if body.is_empty() && quotes.iter().any(|q| q.forwarded) {
        harvest.skip(SkipKind::NotContact, format!("转发的邮件（{subject}），转发人自己没有写字"));
        parts.into_iter().for_each(|part| harvest.attach(part));
        earlier(&quotes, harvest);
        return;
    }
    let out = sent_by_owner(&mail);
    let (raw, name) = if out { first_of(mail.to()).unwrap_or_else(|| from(&mail)) } else { from(&mail) };
    let also = others(&mail, &raw, out);
    harvest.record(Record {
        row: 0,
        offset,
        at,
        sent: None,
        channel: Channel::Letter,
        direction: if out { Direction::Out } else { Direction::In },
        peer: Peer { raw, name, also },
        body: text,
        call: None,
        parts,
        reading: Reading::Stored,
    });
    earlier(&quotes, harvest);
}

/// Lists the earlier mails inside one: whose words they are stands in the list, not in the letter.
fn earlier(quotes: &[quoted::Quoted], harvest: &mut Harvest) {
    for quote in quotes {
        let who = if quote.who.is_empty() { "没有写明是谁、什么时候写的".to_owned() } else { super::chat::short(&quote.who) };
        let words = super::chat::short(&quote.words);
        if quote.forwarded {
            let todo = "请让原信的收件人从自己的邮箱把原信下载为 eml，作为这个人的证据加入；转发的邮件原件已保留";
            harvest.refuse("mail.forwarded", format!("转发的来信（{who}）“{words}”不是转发人的话，没有当作往来"), todo);
        } else {
            harvest.skip(SkipKind::NotContact, format!("引用的来信（{who}）“{words}”不是这封信的话"));
            note(harvest, "邮件下面引用的来信没有当作这封信的话，已另行列出；原信请单独下载加入");
        }
    }
}

/// A remark made once a file.
fn note(harvest: &mut Harvest, text: &str) {
    if !harvest.notes.iter().any(|n| n == text) {
        harvest.note(text);
    }
}

/// Who else got it, as its heads say. With one address under To it is whose mailbox this is; of several, any may be, unless the mailbox
/// left its own mark, and all are listed.
fn others(mail: &Message, peer: &str, out: bool) -> Vec<String> {
    let own = header(mail, "Delivered-To").or_else(|| header(mail, "X-Original-To")).unwrap_or_default().trim().trim_matches(['<', '>']).to_lowercase();
    let of = |list: Option<&mail_parser::Address>| list.into_iter().flat_map(|a| a.iter()).filter_map(|a| a.address()).map(clean).collect::<Vec<_>>();
    let to = of(mail.to());
    let to = if to.len() > 1 || out { to } else { Vec::new() };
    let mut seen = std::collections::BTreeSet::from([peer.to_lowercase(), own]);
    to.into_iter().chain(of(mail.cc())).chain(of(mail.bcc())).filter(|a| seen.insert(a.to_lowercase())).take(50).collect()
}

/// A mail whose headers hold Chinese as it is, in the encoding of its words (older programs write them so): they are turned into
/// UTF-8, the rest stays.
fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    // The first empty line, however its end and that of the line before are written: what follows is no header.
    let empty = |at: &usize| bytes[at + 1..].starts_with(b"\n") || bytes[at + 1..].starts_with(b"\r\n");
    let end = memchr::memchr_iter(b'\n', bytes).find(empty).map_or(bytes.len(), |at| at + 1);
    let (head, rest) = bytes.split_at(end);
    if let Ok(text) = std::str::from_utf8(head) {
        return match known_labels(text) {
            Some(head) => [head.as_bytes(), rest].concat().into(),
            None => bytes.into(),
        };
    }
    let lower = String::from_utf8_lossy(head).to_ascii_lowercase();
    let stated = lower.split_once("charset=").map(|(_, rest)| rest.trim_start_matches('"').split(['"', ';', '\r', '\n', ' ']).next().unwrap_or_default().to_owned());
    let encoding = stated.and_then(|c| encoding_rs::Encoding::for_label(c.as_bytes())).filter(|e| *e != encoding_rs::UTF_8).unwrap_or(encoding_rs::GB18030);
    match encoding.decode_without_bom_handling_and_without_replacement(head) {
        Some(text) => [text.as_bytes(), rest].concat().into(),
        None => bytes.into(),
    }
}

/// The names programs give the encodings of Chinese where no register knows them (Python writes `eucgb2312_cn`), as ones a reader
/// knows; `None` where there is none of them.
fn known_labels(head: &str) -> Option<String> {
    const NAMES: [&str; 8] = ["eucgb2312_cn", "euc-cn", "euccn", "euc_cn", "cp936", "ms936", "windows-936", "gb_2312"];
    let lower = head.to_ascii_lowercase();
    if !NAMES.iter().any(|n| lower.contains(n)) {
        return None;
    }
    let mut out = head.to_owned();
    for name in NAMES {
        for before in ["=?", "charset=", "charset=\""] {
            for after in ["?", "\"", ";", "\r", "\n"] {
                let wanted = format!("{before}{name}{after}");
                while let Some(at) = out.to_ascii_lowercase().find(&wanted) {
                    out.replace_range(at + before.len()..at + before.len() + name.len(), "gb18030");
                }
            }
        }
    }
    Some(out)
}

/// A message SMS Backup+ filed as a mail: the headers say what it was, the body is its words.
fn backup_message(mail: &Message, offset: u64, harvest: &mut Harvest, sink: &mut PartSink) {
    let number = |name: &str| header(mail, name).and_then(|v| v.trim().parse::<i64>().ok());
    let Some(at) = number("X-smssync-date").map(Stamp).filter(|s| s.plausible()) else {
        harvest.refuse("row.bad_date", "短信没有写明时间，或时间无法识别", "请重新备份；原件已保留");
        return;
    };
    // `type` of Android's SMS provider.
    let direction = match number("X-smssync-type") {
        Some(1) => Direction::In,
        Some(2) => Direction::Out,
        Some(kind @ 3..=6) => {
            let why = if kind == 3 { "草稿，没有发出" } else { "没有发出，或发送失败" };
            harvest.skip(SkipKind::NotSent, why);
            return;
        }
        _ => {
            harvest.refuse("row.no_direction", "没有写明是收到还是发出", "请重新备份；原件已保留");
            return;
        }
    };
    let multimedia = header(mail, "X-smssync-datatype").as_deref() == Some("MMS");
    let row = harvest.next_row();
    let parts = attachments(mail, harvest, row, sink);
    let body = words(mail, harvest).trim_end().to_owned();
    harvest.record(Record {
        row: 0,
        offset,
        at: When::exact(at),
        sent: None,
        channel: if multimedia { Channel::Mms } else { Channel::Sms },
        direction,
        peer: Peer { raw: header(mail, "X-smssync-address").unwrap_or_default().trim().to_owned(), name: None, also: Vec::new() },
        body,
        call: None,
        parts,
        reading: Reading::Stored,
    });
}

fn backup_call(mail: &Message, offset: u64, harvest: &mut Harvest) {
    let number = |name: &str| header(mail, name).and_then(|v| v.trim().parse::<i64>().ok());
    let Some(at) = number("X-smssync-date").map(Stamp).filter(|s| s.plausible()) else {
        harvest.refuse("row.bad_date", "通话没有写明时间，或时间无法识别", "请重新备份；原件已保留");
        return;
    };
    let seconds = number("X-smssync-duration").and_then(|s| u32::try_from(s).ok());
    // `type` of Android's call log.
    let (direction, outcome) = match number("X-smssync-type") {
        Some(1) => (Direction::In, if seconds.is_some_and(|s| s > 0) { Outcome::Answered } else { Outcome::Unknown }),
        Some(2) => (Direction::Out, if seconds.is_some_and(|s| s > 0) { Outcome::Answered } else { Outcome::Unknown }),
        Some(3) => (Direction::In, Outcome::Missed),
        Some(5) => (Direction::In, Outcome::Rejected),
        Some(6) => (Direction::In, Outcome::Blocked),
        _ => {
            harvest.refuse("row.no_direction", "没有写明是打进还是打出", "请重新备份；原件已保留");
            return;
        }
    };
    harvest.record(Record {
        row: 0,
        offset,
        at: When::exact(at),
        sent: None,
        channel: Channel::Call,
        direction,
        peer: Peer { raw: header(mail, "X-smssync-address").unwrap_or_default().trim().to_owned(), name: None, also: Vec::new() },
        body: String::new(),
        call: Some(Call { seconds, outcome }),
        parts: Vec::new(),
        reading: Reading::Stored,
    });
}

/// A mail of several parts ends with its boundary and two hyphens.
fn cut(mail: &Message, bytes: &[u8]) -> bool {
    let boundary = mail.content_type().filter(|t| t.ctype() == "multipart").and_then(|t| t.attribute("boundary"));
    boundary.is_some_and(|b| memchr::memmem::rfind(bytes, format!("--{b}--").as_bytes()).is_none())
}

/// Whether a body is a chat WeChat put together: its own first line says so (formats as in `wechat_txt`).
fn chat(body: &str) -> bool {
    body.lines().filter(|l| !l.trim().is_empty()).take(6).any(|l| l.contains("在微信上的聊天记录如下") || l.contains("微信群上的聊天记录如下"))
}

/// The instant of the `Date` header, else of the newest `Received`.
fn when(mail: &Message) -> Option<When> {
    let date = mail.date().cloned().or_else(|| mail.received().and_then(|r| r.date()))?;
    let valid = (1..=12).contains(&date.month) && (1..=31).contains(&date.day) && date.hour < 24 && date.minute < 60 && date.second <= 60 && (1970..2200).contains(&date.year);
    Some(When::exact(Stamp(date.to_timestamp() * 1000))).filter(|w| valid && w.stamp.plausible())
}

fn from(mail: &Message) -> (String, Option<String>) {
    first_of(mail.from()).or_else(|| first_of(mail.sender())).unwrap_or_default()
}

/// Address and name of the first one named.
fn first_of(list: Option<&mail_parser::Address>) -> Option<(String, Option<String>)> {
    let first = list?.first()?;
    let address = first.address().map(clean).unwrap_or_default();
    let name = first.name().map(clean).filter(|n| !n.is_empty() && *n != address);
    Some(if address.is_empty() { (name.unwrap_or_default(), None) } else { (address, name) })
}

/// Mail programs mark what the account itself sent; without a mark it came in.
fn sent_by_owner(mail: &Message) -> bool {
    let labels = header(mail, "X-Gmail-Labels").or_else(|| header(mail, "X-Folder")).unwrap_or_default();
    labels.split([',', '/', '\\']).map(|l| l.trim().trim_matches('"')).any(|l| matches!(l, "Sent" | "Sent Messages" | "Sent Items" | "已发邮件" | "已发送" | "已发送邮件"))
}

/// The words of a mail: its plain text, else its page without tags.
fn words(mail: &Message, harvest: &mut Harvest) -> String {
    let mut text = String::new();
    for id in &mail.text_body {
        match mail.part(*id).map(|p| (p, &p.body)) {
            Some((part, PartType::Text(words))) => text += &unmarked(mail, part, words, harvest),
            Some((part, PartType::Html(words))) => text += &html_text::text(&unmarked(mail, part, words, harvest)),
            _ => {}
        }
    }
    if text.trim().is_empty() {
        for id in &mail.html_body {
            if let Some((part, PartType::Html(words))) = mail.part(*id).map(|p| (p, &p.body)) {
                text += &html_text::text(&unmarked(mail, part, words, harvest));
            }
        }
    }
    let mut text = clean(&text.replace("\r\n", "\n"));
    if text.len() > BODY {
        let end = (0..=BODY).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// The words of a part whose encoding is not stated, or stated as one it is not: guessed as that of any text is.
fn unmarked<'m>(mail: &'m Message, part: &'m MessagePart, words: &'m str, harvest: &mut Harvest) -> Cow<'m, str> {
    let stated = part.content_type().and_then(|t| t.attribute("charset")).unwrap_or_default().to_ascii_lowercase();
    if !matches!(stated.as_str(), "" | "us-ascii" | "ascii" | "utf-8" | "utf8" | "8bit" | "default" | "unknown" | "x-unknown") {
        return words.into();
    }
    let raw = decoded(mail, part);
    if text::Encoding::of_bytes(&raw) != Some(text::Encoding::Gb18030) {
        return words.into();
    }
    note(harvest, "邮件没有写明正文的编码，或写错了，按 GB18030 读取");
    encoding_rs::GB18030.decode_without_bom_handling(&raw).0.into_owned().into()
}

fn attachments(mail: &Message, harvest: &mut Harvest, row: u64, sink: &mut PartSink) -> Vec<Part> {
    let mut parts = Vec::new();
    for (nth, part) in mail.attachments().take(PARTS).enumerate() {
        let mime = part.content_type().map_or_else(|| "application/octet-stream".to_owned(), |t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or("octet-stream")));
        let fallback = || format!("附件{}{}", nth + 1, if part.is_message() { ".eml" } else { "" });
        let name = part.attachment_name().map(|n| clean(n).replace(['/', '\\'], "_")).filter(|n| !n.trim().is_empty()).unwrap_or_else(fallback);
        let contents = decoded(mail, part);
        if contents.is_empty() {
            continue;
        }
        match take_part(sink, &name, &clean(&mime), &mut &contents[..]) {
            Ok(part) => parts.push(part),
            Err(_) => harvest.problem(crate::error::Problem::new("part.not_stored", format!("附件“{name}”没有能够保存"), format!("第{row}行"), "请检查磁盘空间后再加入一次")),
        }
    }
    parts
}

/// The bytes as they were attached: a text part is not turned into another encoding.
pub(super) fn decoded<'m>(mail: &'m Message, part: &'m MessagePart) -> Cow<'m, [u8]> {
    let raw = mail.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let (PartType::Text(_) | PartType::Html(_), Some(raw)) = (&part.body, raw) else { return part.contents().into() };
    let decoded = match part.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => return raw.into(),
    };
    decoded.map_or_else(|| part.contents().into(), Cow::from)
}

fn header(mail: &Message, name: &str) -> Option<String> {
    match mail.header(name)? {
        HeaderValue::Text(text) => Some(clean(text)),
        HeaderValue::TextList(list) => Some(clean(&list.join(","))),
        _ => mail.header_raw(name).map(|r| clean(r.trim())),
    }
}

/// A NUL is no word of anybody.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_the_encoding_of_the_words() {
        let text = "Subject: 律师函\r\nContent-Type: text/plain; charset=\"gbk\"\r\n\r\n";
        let (raw, ..) = encoding_rs::GBK.encode(text);
        let mut mail = raw.to_vec();
        mail.extend([0xD5, 0xC5]);
        let read = readable(&mail);
        assert_eq!((&read[..text.len()], &read[text.len()..]), (text.as_bytes(), &[0xD5, 0xC5][..]));
        assert_eq!(&*readable(text.as_bytes()), text.as_bytes());
        // Lines that end otherwise than the empty one: the words keep their own encoding all the same.
        for gap in ["\n\n", "\n\r\n", "\r\n\n", "\r\n\r\n"] {
            let mail = [encoding_rs::GBK.encode("Subject: 律师函").0.as_ref(), gap.as_bytes(), &[0xD5, 0xC5], b"\r\n\r\n", &[0xD5]].concat();
            assert!(readable(&mail).ends_with(&[0xD5, 0xC5, 13, 10, 13, 10, 0xD5]), "{gap:?}");
        }
    }
}
