//! Tags and text of HTML and XML, one after another, in constant memory. It checks nothing: web pages and spreadsheets'
//! parts are read as they are, a tag that never closes costs its own bytes and no more.

use super::Harvest;
use super::attr_text::{self, Repairs};
use super::text::Encoding;
use crate::error::Problem;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};

/// Longest tag and longest run of text kept; the rest is passed over and the token marked lossy.
const LIMIT: usize = 1024 * 1024;

/// One tag or run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<name …>`; `empty` for `<name …/>`.
    Open {
        /// Lower case, without prefix.
        name: String,
        /// All between the name and `>`, decoded, references as written.
        attributes: String,
        /// Whether the tag closes itself.
        empty: bool,
    },
    /// `</name>`.
    Close(String),
    /// Text with its references resolved; blanks as they stand.
    Text(String),
}

/// A token with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Where it begins in the source.
    pub offset: u64,
    /// What it is.
    pub token: Token,
    /// Something of it could not be decoded, or was too long.
    pub lossy: bool,
}

/// Tokens of a stream. Script, style and comments are passed over.
pub struct Markup<'a> {
    reader: BufReader<Chain<Cursor<Vec<u8>>, &'a mut dyn Read>>,
    encoding: Encoding,
    offset: u64,
    /// Element whose content is passed over.
    raw: Option<&'static str>,
    error: Option<std::io::Error>,
}

impl<'a> Markup<'a> {
    /// Opens a stream; the encoding is settled on its first bytes (a stated charset is believed only for UTF-8's sake: pages
    /// are re-saved without mending it).
    pub fn new(bytes: &'a mut dyn Read) -> Self {
        let mut head = Vec::new();
        let error = (&mut *bytes).take(super::HEAD as u64).read_to_end(&mut head).err();
        let start = if head.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        let stated = String::from_utf8_lossy(&head[..head.len().min(2048)]).to_lowercase();
        let guess = if ["charset=gb", "charset=\"gb"].iter().any(|w| stated.contains(w)) { Encoding::Gb18030 } else { Encoding::Utf8 };
        let encoding = Encoding::of_bytes(&head[start..]).unwrap_or(guess);
        let mut cursor = Cursor::new(head);
        cursor.set_position(start as u64);
        Markup { reader: BufReader::with_capacity(super::HEAD, cursor.chain(bytes)), encoding, offset: start as u64, raw: None, error }
    }

    /// Bytes up to and with `end`; what is beyond [`LIMIT`] is counted and left out. The flag says whether `end` was met.
    fn until(&mut self, end: u8, out: &mut Vec<u8>) -> (bool, bool) {
        let mut cut = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok([]) => return (false, cut),
                Ok(buffer) => buffer,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.error.get_or_insert(e);
                    return (false, cut);
                }
            };
            let (used, met) = memchr::memchr(end, buffer).map_or((buffer.len(), false), |at| (at + 1, true));
            let room = LIMIT.saturating_sub(out.len()).min(used);
            out.extend_from_slice(&buffer[..room]);
            cut |= room < used;
            self.offset += used as u64;
            self.reader.consume(used);
            if met {
                return (true, cut);
            }
        }
    }

    /// The next byte without taking it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.reader.fill_buf() {
                Ok(buffer) => return buffer.first().copied(),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.error.get_or_insert(e);
                    return None;
                }
            }
        }
    }

    fn text(&self, bytes: &[u8]) -> (String, bool) {
        let (decoded, lossy) = self.encoding.decode(bytes);
        let mut repairs = Repairs::default();
        let resolved = attr_text::decode(decoded.as_bytes(), &mut repairs);
        let text = if resolved.contains("&nbsp") { resolved.replace("&nbsp;", "\u{a0}") } else { resolved.into_owned() };
        (text, lossy || repairs.lost > 0)
    }

    /// The next token, or `None` at the end or at a read error (which [`Markup::finish`] reports).
    pub fn next_token(&mut self) -> Option<Placed> {
        loop {
            let offset = self.offset;
            let mut bytes = Vec::new();
            if self.peek()? != b'<' {
                // Text: up to the next tag, which stays.
                let (lossy, text) = self.run(&mut bytes);
                if self.raw.is_none() && !text.is_empty() {
                    return Some(Placed { offset, token: Token::Text(text), lossy });
                }
                continue;
            }
            let (closed, cut) = self.until(b'>', &mut bytes);
            if let Some(name) = self.raw {
                let end = bytes.iter().rposition(|b| *b == b'<').map_or(&bytes[..], |at| &bytes[at..]);
                if closed && end.len() > name.len() + 1 && end[1] == b'/' && end[2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
                    self.raw = None;
                }
                continue;
            }
            if bytes.starts_with(b"<!--") {
                while !bytes.ends_with(b"-->") {
                    bytes.drain(..bytes.len().saturating_sub(2));
                    if !self.until(b'>', &mut bytes).0 {
                        return None;
                    }
                }
                continue;
            }
            if bytes.starts_with(b"<![CDATA[") {
                let mut open = closed;
                while open && !bytes.ends_with(b"]]>") && bytes.len() < LIMIT {
                    open = self.until(b'>', &mut bytes).0;
                }
                let inner = bytes[9..].strip_suffix(b"]]>").unwrap_or(&bytes[9..]);
                let (text, lossy) = self.encoding.decode(inner);
                return Some(Placed { offset, token: Token::Text(text), lossy });
            }
            if !closed && bytes.len() < 2 {
                return None;
            }
            if let Some(placed) = self.tag(&bytes, offset, cut) {
                return Some(placed);
            }
        }
    }

    /// Text up to the next `<`, which stays in the stream.
    fn run(&mut self, bytes: &mut Vec<u8>) -> (bool, String) {
        let mut cut = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok([]) => break,
                Ok(buffer) => buffer,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.error.get_or_insert(e);
                    break;
                }
            };
            let at = memchr::memchr(b'<', buffer);
            let used = at.unwrap_or(buffer.len());
            let room = LIMIT.saturating_sub(bytes.len()).min(used);
            bytes.extend_from_slice(&buffer[..room]);
            cut |= room < used;
            self.offset += used as u64;
            self.reader.consume(used);
            if at.is_some() {
                break;
            }
        }
        let (text, lossy) = self.text(bytes);
        (lossy || cut, text)
    }

    /// A tag from its bytes, `<` first; `None` for a declaration.
    fn tag(&mut self, bytes: &[u8], offset: u64, cut: bool) -> Option<Placed> {
        let inner = bytes.strip_suffix(b">").unwrap_or(bytes);
        let inner = &inner[1..];
        let (closing, inner) = inner.strip_prefix(b"/").map_or((false, inner), |rest| (true, rest));
        let long = inner.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b':' | b'_' | b'-' | b'.')).unwrap_or(inner.len());
        let name = String::from_utf8_lossy(&inner[..long]).rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() {
            // `<!doctype`, `<?xml`, or a `<` of words: neither is read as a tag.
            let word = !matches!(bytes.get(1), Some(b'!' | b'?' | b'/'));
            return word.then(|| Placed { offset, token: Token::Text(self.encoding.decode(bytes).0), lossy: cut });
        }
        let token = if closing {
            Token::Close(name)
        } else {
            let (attributes, empty) = inner[long..].strip_suffix(b"/").map_or((&inner[long..], false), |rest| (rest, true));
            self.raw = ["script", "style"].into_iter().find(|raw| *raw == name && !empty);
            Token::Open { name, attributes: self.encoding.decode(attributes).0, empty }
        };
        Some(Placed { offset, token, lossy: cut })
    }

    /// The next line as it stands, without its end; for what follows a page in the same file.
    pub fn next_line(&mut self) -> Option<Vec<u8>> {
        self.peek()?;
        let mut line = Vec::new();
        self.until(b'\n', &mut line);
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Some(line)
    }

    /// At the end of a reader: the encoding as a note, an empty file and a read error as problems.
    pub fn finish(self, harvest: &mut Harvest) {
        harvest.note(format!("编码：{}", self.encoding.name()));
        ended(self.error, self.offset, harvest);
    }
}

/// Tells a read error, or an empty file.
pub fn ended(error: Option<std::io::Error>, offset: u64, harvest: &mut Harvest) {
    if let Some(error) = error {
        harvest.problem(Problem::io(format!("第{offset}字节之后"), "读取文件", &error));
    } else if offset == 0 {
        harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请在手机上重新导出；空文件不能说明没有记录"));
    }
}

/// The value of an attribute: `class="a b"`, `class='a'` or `class=a`.
pub fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            // A `=` alone would never get shorter otherwise.
            rest = if end == 0 { after.get(1..).unwrap_or_default() } else { after };
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if key.rsplit(':').next().unwrap_or(key).eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

/// Elements that begin a line of their own when a page is shown.
pub fn breaks(name: &str) -> bool {
    matches!(name, "br" | "div" | "p" | "tr" | "li" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "body" | "hr" | "dd" | "dt" | "center" | "section")
}

/// Text as a page shows it: line ends and runs of blanks become one blank, a no-break blank stays.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' if out.ends_with(' ') => {}
            ' ' | '\t' | '\r' | '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Whether the first bytes are a web page's.
pub fn is_page(head: &[u8]) -> bool {
    let start = super::text::head(&head[..head.len().min(4096)]);
    let start = start.trim_start().to_ascii_lowercase();
    ["<html", "<!doctype html", "<table", "<meta", "<body", "<div", "<head"].iter().any(|w| start.starts_with(w)) || (start.starts_with("<?xml") && start.contains("<html")) || (start.starts_with("<!--") && start.contains("<html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(mut bytes: &[u8]) -> Vec<Token> {
        let mut markup = Markup::new(&mut bytes);
        std::iter::from_fn(|| markup.next_token().map(|p| p.token)).collect()
    }

    fn open(name: &str, attributes: &str, empty: bool) -> Token {
        Token::Open { name: name.into(), attributes: attributes.into(), empty }
    }

    #[test]
    fn tags_text_and_what_is_passed_over() {
        let page = "<!DOCTYPE html><!-- <b> --><P class='x'>甲&nbsp;&amp;乙&#128516;<br/>1 < 2<script>if (a<b) {'</p>'}</script></P><![CDATA[<原文>]]>";
        let want = [open("p", " class='x'", false), Token::Text("甲\u{a0}&乙\u{1f604}".into()), open("br", "", true), Token::Text("1 ".into())];
        assert_eq!(tokens(page.as_bytes())[..4], want);
        assert_eq!(tokens(page.as_bytes()).last(), Some(&Token::Text("<原文>".into())));
        let gbk = encoding_rs::GB18030.encode("<td>被叫</td><td>催收通知内容</td>").0.into_owned();
        assert_eq!(tokens(&gbk)[1], Token::Text("被叫".into()));
    }

    #[test]
    fn attributes_in_any_quotes() {
        let text = " r:id=\"rId1\" class=a  style='color:red' = x= disabled";
        for (name, value) in [("id", Some("rId1")), ("class", Some("a")), ("style", Some("color:red")), ("none", None)] {
            assert_eq!(attribute(text, name), value, "{name}");
        }
    }

    #[test]
    fn what_never_closes_ends() {
        for bytes in [&b"<"[..], b"<!--", b"<![CDATA[x", b"<script>a<b", b"<a", b"a<"] {
            assert!(tokens(bytes).len() <= 2, "{bytes:?}");
        }
    }
}
