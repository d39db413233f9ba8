//! A streaming scanner for XML whose facts all sit in attributes (SMS Backup & Restore, call logs, WeFlow lists).
//!
//! Why not an XML library: genuine exports break XML 1.0 (emoji as two surrogate references, `&#0;`), reach 16 GB with
//! single attributes of hundreds of megabytes, and stop in the middle of a tag. A conforming reader refuses them; this
//! one reads on in constant memory and says what it could not keep. It never fails: the worst token is a broken tag.

use memchr::memchr2;
use std::io::{self, Read};
use std::ops::Range;
use value::{Value, ValueEnd};

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
                    if room > take {
                        self.scratch.push(b'<');
                    } else {
                        self.too_long = true;
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

#[path = "attr_xml/value.rs"]
mod value;
#[cfg(test)]
#[path = "attr_xml/tests.rs"]
mod tests;
