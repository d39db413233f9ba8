//! The value of an attribute as a stream: it may be longer than memory.

use super::Scanner;
use memchr::memchr2;
use std::io::{self, Read};

/// What ended a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueEnd {
    Quote,
    Tag,
    Eof,
}

/// The bytes of one value, to the quote, to a tag that begins inside it, or to the end of the file.
pub(super) struct Value<'s, 'r> {
    pub(super) scanner: &'s mut Scanner<'r>,
    pub(super) quote: u8,
    pub(super) ended: Option<ValueEnd>,
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
