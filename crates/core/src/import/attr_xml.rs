//! A streaming scanner for XML whose facts all sit in attributes (SMS Backup & Restore, call logs, WeFlow lists).
//!
//! Why not an XML library: genuine exports break XML 1.0 (emoji as two surrogate references, `&#0;`), reach 16 GB with
//! single attributes of hundreds of megabytes, and stop in the middle of a tag. A conforming reader refuses them; this
//! one reads on in constant memory and says what it could not keep. It never fails: the worst token is a broken tag.

use memchr::memchr2;
use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

/// Bytes held at once.
const BUFFER: usize = 256 * 1024;
/// Longest attribute value kept; longer ones are cut there and reported. A text message is far below it.
const VALUE_LIMIT: usize = 1024 * 1024;
/// Most attributes of one tag; the rest are ignored (the widest genuine export has 60).
const ATTRIBUTE_LIMIT: usize = 512;
/// Most bytes of one tag kept in all: 512 values of a megabyte, or a file that is one endless tag, must not fill memory.
const TAG_LIMIT: usize = 4 * VALUE_LIMIT;

/// What came next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// An opening (or self-closing) tag; its name and attributes are in the scanner.
    Open {
        /// `<x/>`.
        closed: bool,
        /// Byte offset of `<` in the stream.
        offset: u64,
    },
    /// A tag that never ends as a tag should: another tag begins inside it, or the file stops.
    Broken {
        /// Byte offset of `<` in the stream.
        offset: u64,
        /// The file stops here.
        cut: bool,
    },
    /// A closing tag; its name is in the scanner.
    Close,
    /// The end, or a read error (kept in `Scanner::error`).
    Eof,
}

/// Pulls tags out of a byte stream.
pub struct Scanner<'r> {
    input: &'r mut dyn Read,
    buf: Vec<u8>,
    at: usize,
    end: usize,
    base: u64,
    eof: bool,
    /// The read error that ended the stream early, if one did.
    pub error: Option<io::Error>,
    scratch: Vec<u8>,
    name: Range<usize>,
    attributes: Vec<(Range<usize>, Range<usize>)>,
    too_long: bool,
}

/// Called with the attributes so far and the raw bytes of a value that is to be streamed, not kept.
pub type Streamed<'a> = dyn FnMut(&Attributes, &mut dyn Read) + 'a;

/// The attributes of the current tag.
pub struct Attributes<'s> {
    scratch: &'s [u8],
    list: &'s [(Range<usize>, Range<usize>)],
}

impl<'s> Attributes<'s> {
    /// Raw bytes of an attribute.
    pub fn raw(&self, name: &str) -> Option<&'s [u8]> {
        self.list.iter().find(|(n, _)| &self.scratch[n.clone()] == name.as_bytes()).map(|(_, v)| &self.scratch[v.clone()])
    }

    /// Whether the tag has no attribute at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'r> Scanner<'r> {
    /// Starts at the first byte of `input`.
    pub fn new(input: &'r mut dyn Read) -> Self {
        Scanner {
            input,
            buf: vec![0; BUFFER],
            at: 0,
            end: 0,
            base: 0,
            eof: false,
            error: None,
            scratch: Vec::new(),
            name: 0..0,
            attributes: Vec::new(),
            too_long: false,
        }
    }

    /// Name of the current tag.
    pub fn name(&self) -> &[u8] {
        &self.scratch[self.name.clone()]
    }

    /// Attributes of the current tag.
    pub fn attributes(&self) -> Attributes<'_> {
        Attributes { scratch: &self.scratch, list: &self.attributes }
    }

    /// Whether a value of the current tag was cut at the limit.
    pub fn too_long(&self) -> bool {
        self.too_long
    }

    /// The next tag. A value of the attribute `stream_name` is handed to `streamed` instead of being kept.
    pub fn next(&mut self, stream_name: &str, streamed: &mut Streamed) -> Token {
        loop {
            // Text between tags carries nothing in this dialect.
            match memchr::memchr(b'<', &self.buf[self.at..self.end]) {
                Some(i) => self.at += i,
                None => {
                    self.at = self.end;
                    if !self.fill() {
                        return Token::Eof;
                    }
                    continue;
                }
            }
            let offset = self.base + self.at as u64;
            self.bump();
            match self.peek() {
                None => {
                    self.clear();
                    return Token::Broken { offset, cut: true };
                }
                Some(b'?') => self.skip_past(b"?>"),
                Some(b'!') => {
                    if self.looking_at(b"!--") {
                        self.skip_past(b"-->");
                    } else {
                        self.skip_past(b">");
                    }
                }
                Some(b'/') => {
                    self.bump();
                    self.clear();
                    self.read_name();
                    self.skip_past(b">");
                    return Token::Close;
                }
                Some(c) if is_name_byte(c) => return self.tag(offset, stream_name, streamed),
                Some(_) => {}
            }
        }
    }

    fn tag(&mut self, offset: u64, stream_name: &str, streamed: &mut Streamed) -> Token {
        self.clear();
        self.read_name();
        loop {
            self.skip_space();
            match self.peek() {
                None => return Token::Broken { offset, cut: true },
                Some(b'>') => {
                    self.bump();
                    return Token::Open { closed: false, offset };
                }
                Some(b'/') => {
                    self.bump();
                    if self.peek() == Some(b'>') {
                        self.bump();
                        return Token::Open { closed: true, offset };
                    }
                }
                Some(b'<') => return Token::Broken { offset, cut: false },
                Some(c) if is_name_byte(c) => {
                    let name = self.read_word();
                    self.skip_space();
                    if self.peek() != Some(b'=') {
                        continue;
                    }
                    self.bump();
                    self.skip_space();
                    let Some(quote @ (b'"' | b'\'')) = self.peek() else { continue };
                    self.bump();
                    let streaming = !stream_name.is_empty() && &self.scratch[name.clone()] == stream_name.as_bytes();
                    let ended = if streaming { self.stream_value(quote, streamed) } else { self.read_value(name, quote) };
                    match ended {
                        ValueEnd::Quote => {}
                        ValueEnd::Tag => return Token::Broken { offset, cut: false },
                        ValueEnd::Eof => return Token::Broken { offset, cut: true },
                    }
                }
                Some(_) => self.bump(),
            }
        }
    }

    fn read_value(&mut self, name: Range<usize>, quote: u8) -> ValueEnd {
        let from = self.scratch.len();
        let ended = loop {
            let window = &self.buf[self.at..self.end];
            let stop = memchr2(quote, b'<', window);
            let take = stop.unwrap_or(window.len());
            let room = VALUE_LIMIT.saturating_sub(self.scratch.len() - from).min(TAG_LIMIT.saturating_sub(self.scratch.len()));
            self.too_long |= take > room;
            self.scratch.extend_from_slice(&window[..take.min(room)]);
            self.at += take;
            match stop {
                Some(_) if self.buf[self.at] == quote => {
                    self.bump();
                    break ValueEnd::Quote;
                }
                Some(_) if self.tag_begins_here() => break ValueEnd::Tag,
                Some(_) => {
                    match room > take {
                        true => self.scratch.push(b'<'),
                        false => self.too_long = true,
                    }
                    self.bump();
                }
                None if self.fill() => {}
                None => break ValueEnd::Eof,
            }
        };
        if self.attributes.len() < ATTRIBUTE_LIMIT {
            self.attributes.push((name, from..self.scratch.len()));
        }
        ended
    }

    fn stream_value(&mut self, quote: u8, streamed: &mut Streamed) -> ValueEnd {
        // The attributes so far move out so that the value can borrow the scanner mutably.
        let scratch = std::mem::take(&mut self.scratch);
        let list = std::mem::take(&mut self.attributes);
        let mut value = Value { scanner: self, quote, ended: None };
        streamed(&Attributes { scratch: &scratch, list: &list }, &mut value);
        // Whatever the sink left unread is skipped, in constant memory.
        let mut rest = [0u8; 4096];
        while value.ended.is_none() {
            if !matches!(value.read(&mut rest), Ok(n) if n > 0) {
                break;
            }
        }
        let ended = value.ended.unwrap_or(ValueEnd::Eof);
        self.scratch = scratch;
        self.attributes = list;
        ended
    }

    /// `<` inside a value is illegal XML, but seen. It ends the value only when a tag of this dialect begins there.
    fn tag_begins_here(&mut self) -> bool {
        [&b"<sms "[..], b"<sms/", b"<mms ", b"<call ", b"<part ", b"<addr ", b"<parts", b"<addrs", b"</smses", b"</calls", b"</mms", b"</parts"]
            .iter()
            .any(|tag| self.looking_at(tag))
    }

    fn clear(&mut self) {
        self.scratch.clear();
        self.attributes.clear();
        self.name = 0..0;
        self.too_long = false;
    }

    fn read_name(&mut self) {
        self.name = self.read_word();
    }

    fn read_word(&mut self) -> Range<usize> {
        let from = self.scratch.len();
        loop {
            let window = &self.buf[self.at..self.end];
            let take = window.iter().position(|c| !NAME_BYTES[usize::from(*c)]).unwrap_or(window.len());
            let room = NAME_LIMIT.saturating_sub(self.scratch.len() - from).min(TAG_LIMIT.saturating_sub(self.scratch.len()));
            self.scratch.extend_from_slice(&window[..take.min(room)]);
            self.at += take;
            if self.at < self.end || !self.fill() {
                return from..self.scratch.len();
            }
        }
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn skip_past(&mut self, end: &[u8]) {
        loop {
            match memchr::memchr(end[0], &self.buf[self.at..self.end]) {
                Some(i) => {
                    self.at += i;
                    if self.looking_at(end) {
                        self.at += end.len();
                        return;
                    }
                    self.at += 1;
                }
                None => {
                    self.at = self.end;
                    if !self.fill() {
                        return;
                    }
                }
            }
        }
    }

    #[inline]
    fn peek(&mut self) -> Option<u8> {
        if self.at == self.end && !self.fill() {
            return None;
        }
        Some(self.buf[self.at])
    }

    #[inline]
    fn bump(&mut self) {
        self.at += 1;
    }

    fn looking_at(&mut self, bytes: &[u8]) -> bool {
        while self.end - self.at < bytes.len() && self.fill() {}
        self.buf[self.at..self.end].starts_with(bytes)
    }

    /// Reads more behind what is unread; false at the end of the stream.
    fn fill(&mut self) -> bool {
        if self.eof {
            return false;
        }
        self.buf.copy_within(self.at..self.end, 0);
        self.base += self.at as u64;
        self.end -= self.at;
        self.at = 0;
        loop {
            match self.input.read(&mut self.buf[self.end..]) {
                Ok(0) => {
                    self.eof = true;
                    return false;
                }
                Ok(n) => {
                    self.end += n;
                    return true;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.error = Some(e);
                    self.eof = true;
                    return false;
                }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueEnd {
    Quote,
    Tag,
    Eof,
}

struct Value<'s, 'r> {
    scanner: &'s mut Scanner<'r>,
    quote: u8,
    ended: Option<ValueEnd>,
}

impl Read for Value<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ended.is_some() || out.is_empty() {
            return Ok(0);
        }
        let s = &mut *self.scanner;
        if s.at == s.end && !s.fill() {
            self.ended = Some(ValueEnd::Eof);
            return Ok(0);
        }
        let window = &s.buf[s.at..s.end];
        let stop = memchr2(self.quote, b'<', window);
        let take = stop.unwrap_or(window.len()).min(out.len());
        if take > 0 {
            out[..take].copy_from_slice(&window[..take]);
            s.at += take;
            return Ok(take);
        }
        if s.buf[s.at] == self.quote {
            s.at += 1;
            self.ended = Some(ValueEnd::Quote);
        } else {
            self.ended = Some(ValueEnd::Tag);
        }
        Ok(0)
    }
}

/// Longest name kept; the rest of a longer one is passed over.
const NAME_LIMIT: usize = 256;

/// Which bytes a name is made of: names are a third of such a file, so they are told by a look into a table.
const NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut c = 0;
    while c < 256 {
        table[c] = (c as u8).is_ascii_alphanumeric() || matches!(c as u8, b'_' | b'-' | b':' | b'.') || c >= 0x80;
        c += 1;
    }
    table
};

fn is_name_byte(c: u8) -> bool {
    NAME_BYTES[usize::from(c)]
}

/// What decoding a value had to do beyond plain references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Surrogate pairs written as two references and joined: nothing lost.
    pub joined: u32,
    /// Characters that had to become U+FFFD: lone surrogates, NUL, bytes that are no UTF-8.
    pub lost: u32,
}

/// Decodes a raw attribute value: references resolved, surrogate pairs joined (decimal or hex, mixed), unknown
/// references left as written.
pub fn decode<'v>(raw: &'v [u8], repairs: &mut Repairs) -> Cow<'v, str> {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let text = String::from_utf8_lossy(raw).into_owned();
            repairs.lost += 1;
            Cow::Owned(text)
        }
    };
    let text = match memchr::memchr(0, raw) {
        None => text,
        Some(_) => {
            repairs.lost += 1;
            Cow::Owned(text.replace('\0', "\u{fffd}"))
        }
    };
    if memchr::memchr(b'&', raw).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    let mut high: Option<u32> = None;
    while let Some(i) = rest.find('&') {
        if i > 0 {
            lone(&mut high, &mut out, repairs);
            out.push_str(&rest[..i]);
        }
        rest = &rest[i..];
        let Some((reference, after)) = reference(rest) else {
            lone(&mut high, &mut out, repairs);
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        rest = after;
        match (reference, high) {
            (low @ 0xDC00..=0xDFFF, Some(h)) => {
                high = None;
                out.extend(char::from_u32(0x10000 + ((h - 0xD800) << 10) + (low - 0xDC00)));
                repairs.joined += 1;
            }
            (h @ 0xD800..=0xDBFF, _) => {
                lone(&mut high, &mut out, repairs);
                high = Some(h);
            }
            (code, _) => {
                lone(&mut high, &mut out, repairs);
                match char::from_u32(code).filter(|c| *c != '\0') {
                    Some(c) => out.push(c),
                    None => {
                        out.push('\u{fffd}');
                        repairs.lost += 1;
                    }
                }
            }
        }
    }
    lone(&mut high, &mut out, repairs);
    out.push_str(rest);
    Cow::Owned(out)
}

fn lone(high: &mut Option<u32>, out: &mut String, repairs: &mut Repairs) {
    if high.take().is_some() {
        out.push('\u{fffd}');
        repairs.lost += 1;
    }
}

/// The code point of the reference `text` begins with, and what follows it.
fn reference(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let (name, after) = (&text[1..end], &text[end + 1..]);
    let code = match name {
        "amp" => u32::from('&'),
        "lt" => u32::from('<'),
        "gt" => u32::from('>'),
        "quot" => u32::from('"'),
        "apos" => u32::from('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            }
        }
    };
    Some((code, after))
}

/// Base64 (RFC 4648 §4) from a raw attribute value, tolerant of line breaks and their references (`&#10;`).
pub struct Base64<'r> {
    raw: &'r mut dyn Read,
    out: Vec<u8>,
    given: usize,
    bits: u32,
    have: u32,
    in_reference: bool,
    padded: bool,
    /// A byte that is no base64 was met; what was decoded before it was given out.
    pub damaged: bool,
}

impl<'r> Base64<'r> {
    /// Decodes `raw` as it is read.
    pub fn new(raw: &'r mut dyn Read) -> Self {
        Base64 { raw, out: Vec::new(), given: 0, bits: 0, have: 0, in_reference: false, padded: false, damaged: false }
    }
}

impl Read for Base64<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() {
            let mut chunk = [0u8; 8192];
            let n = self.raw.read(&mut chunk)?;
            if n == 0 {
                // A lone 6-bit rest cannot be a byte: the value was cut.
                self.damaged |= self.have >= 6;
                return Ok(0);
            }
            self.out.clear();
            self.given = 0;
            for &c in &chunk[..n] {
                if self.in_reference {
                    self.in_reference = c != b';';
                    continue;
                }
                let six = match c {
                    b'A'..=b'Z' => c - b'A',
                    b'a'..=b'z' => c - b'a' + 26,
                    b'0'..=b'9' => c - b'0' + 52,
                    b'+' | b'-' => 62,
                    b'/' | b'_' => 63,
                    b'=' => {
                        self.padded = true;
                        self.have = 0;
                        continue;
                    }
                    b'&' => {
                        self.in_reference = true;
                        continue;
                    }
                    c if c.is_ascii_whitespace() => continue,
                    _ => {
                        self.damaged = true;
                        continue;
                    }
                };
                if self.padded || self.damaged {
                    self.damaged = true;
                    continue;
                }
                self.bits = self.bits << 6 | u32::from(six);
                self.have += 6;
                if self.have >= 8 {
                    self.have -= 8;
                    self.out.push((self.bits >> self.have) as u8);
                    self.bits &= (1 << self.have) - 1;
                }
            }
        }
        let n = to.len().min(self.out.len() - self.given);
        to[..n].copy_from_slice(&self.out[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> (String, Repairs) {
        let mut repairs = Repairs::default();
        let text = decode(raw.as_bytes(), &mut repairs).into_owned();
        (text, repairs)
    }

    #[test]
    fn references_as_the_app_writes_them() {
        assert_eq!(decoded("a&amp;b&lt;&gt;&quot;&apos;&#10;"), ("a&b<>\"'\n".into(), Repairs::default()));
        assert_eq!(decoded("&#55357;&#56832;"), ("😀".into(), Repairs { joined: 1, lost: 0 }));
        assert_eq!(decoded("&#xD83D;&#xdcaa;!"), ("💪!".into(), Repairs { joined: 1, lost: 0 }));
        assert_eq!(decoded("&#xD83D;&#56490;"), ("💪".into(), Repairs { joined: 1, lost: 0 }));
        assert_eq!(decoded("&#55357;x&#56832;&#0;"), ("\u{fffd}x\u{fffd}\u{fffd}".into(), Repairs { joined: 0, lost: 3 }));
        assert_eq!(decoded("&#55357;&#55357;&#56832;"), ("\u{fffd}😀".into(), Repairs { joined: 1, lost: 1 }));
        assert_eq!(decoded("R&D &nosuch; &"), ("R&D &nosuch; &".into(), Repairs::default()));
        // A bare NUL beside a reference (found by fuzzing).
        assert_eq!(decoded("a\0&amp;"), ("a\u{fffd}&".into(), Repairs { joined: 0, lost: 1 }));
    }

    #[test]
    fn base64_ignores_breaks_and_tells_damage() {
        let mut raw: &[u8] = b"aGVs&#10;bG8=\n";
        let mut reader = Base64::new(&mut raw);
        let mut out = String::new();
        reader.read_to_string(&mut out).expect("memory");
        assert_eq!((out.as_str(), reader.damaged), ("hello", false));
        let mut raw: &[u8] = b"aGV*sbG8=";
        let mut reader = Base64::new(&mut raw);
        let mut out = Vec::new();
        reader.read_to_end(&mut out).expect("memory");
        assert!(reader.damaged);
    }

    #[test]
    fn a_reference_may_straddle_any_read() {
        struct Drip<'a>(&'a [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let n = self.0.len().min(out.len()).min(1);
                out[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let mut drip = Drip("<sms body=\"&#55357;&#56832;<b>\" type='1'/><sms body=\"cut <sms a='1'/>".as_bytes());
        let mut scanner = Scanner::new(&mut drip);
        assert_eq!(scanner.next("", &mut |_, _| {}), Token::Open { closed: true, offset: 0 });
        let mut repairs = Repairs::default();
        assert_eq!(decode(scanner.attributes().raw("body").expect("body"), &mut repairs), "😀<b>");
        assert!(matches!(scanner.next("", &mut |_, _| {}), Token::Broken { cut: false, .. }));
        assert!(matches!(scanner.next("", &mut |_, _| {}), Token::Open { closed: true, .. }));
        assert_eq!(scanner.attributes().raw("a"), Some(&b"1"[..]));
        assert_eq!(scanner.next("", &mut |_, _| {}), Token::Eof);
    }
}
