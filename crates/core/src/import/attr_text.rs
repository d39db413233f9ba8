//! What stands in the attributes `attr_xml` hands out: references resolved, emoji repaired, attachments decoded.

use std::borrow::Cow;
use std::io::{self, Read};

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
    let text = match simdutf8::basic::from_utf8(raw) {
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
