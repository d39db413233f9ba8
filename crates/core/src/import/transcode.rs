//! Bytes of another encoding as UTF-8, for readers that scan UTF-8, with the way back: where a tag of the UTF-8 stands in the file. UTF-8
//! passes through untouched, whatever its size; anything else goes through in small pieces.

use super::text::Encoding;
use super::{HEAD, Harvest};
use crate::error::Problem;
use encoding_rs::{Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Bytes decoded at once.
const PIECE: usize = 16 * 1024;
/// Tags whose places are kept: more than a reader that looks ahead holds. Older ones have been passed over.
const MARKS: usize = 512 * 1024;

/// What is known of the file, shared by the stream and its reader.
#[derive(Default)]
struct Known {
    /// Name of the encoding, when it is not UTF-8.
    name: Option<&'static str>,
    /// Characters that could not be decoded.
    lost: u64,
    /// Where each `<` stands in the UTF-8 and in the file.
    marks: VecDeque<(u64, u64)>,
}

/// The way back to the file.
#[derive(Clone)]
pub struct Places(Rc<RefCell<Known>>);

impl Places {
    /// Where the `<` at byte `at` of the UTF-8 stands in the file. Asked in the order of the file.
    pub fn of(&self, at: u64) -> u64 {
        let mut known = self.0.borrow_mut();
        if known.name.is_none() {
            return at;
        }
        while known.marks.front().is_some_and(|(out, _)| *out < at) {
            known.marks.pop_front();
        }
        known.marks.front().filter(|(out, _)| *out == at).map_or(at, |(_, place)| *place)
    }

    /// At the end of a reader: the encoding as a note, lost characters as a problem.
    pub fn finish(&self, harvest: &mut Harvest) {
        let known = self.0.borrow();
        if let Some(name) = known.name {
            harvest.note(format!("编码：{name}"));
        }
        if known.lost > 0 {
            let what = format!("有{}处字符无法按 {} 识别，以“\u{fffd}”代替", known.lost, known.name.unwrap_or("UTF-8"));
            harvest.problem(Problem::new("file.lossy", what, "整个文件", "原始字节已保留并计入哈希；引用有“\u{fffd}”的内容时请对照原件"));
        }
    }
}

/// The stream as UTF-8.
pub struct Utf8<'r> {
    head: Cursor<Vec<u8>>,
    input: &'r mut dyn Read,
    /// What reading the first bytes met; given after them.
    error: Option<io::Error>,
    other: Option<Other>,
    places: Places,
}

/// What decoding another encoding needs.
struct Other {
    decoder: Decoder,
    /// UTF-16: whether the high byte comes first.
    wide: Option<bool>,
    /// Bytes read and not yet decoded: half a unit of UTF-16.
    raw: Vec<u8>,
    /// Bytes of the file decoded so far, and of UTF-8 made so far.
    taken: u64,
    made: u64,
    /// Decoded and not yet given.
    out: String,
    given: usize,
    /// Where the `<` of the file stand that have not come out yet.
    tags: VecDeque<u64>,
    ended: bool,
}

/// Opens a stream: its first bytes tell the encoding, then the one it declares.
pub fn open(input: &mut dyn Read) -> (Utf8<'_>, Places) {
    let mut head = Vec::new();
    let error = (&mut *input).take(HEAD as u64).read_to_end(&mut head).err();
    let places = Places(Rc::default());
    let (found, mark) = encoding_of(&head);
    let other = found.map(|encoding| {
        places.0.borrow_mut().name = Some(encoding.name());
        let wide = (encoding == UTF_16BE || encoding == UTF_16LE).then_some(encoding == UTF_16BE);
        Other { decoder: encoding.new_decoder_without_bom_handling(), wide, raw: Vec::new(), taken: mark as u64, made: 0, out: String::new(), given: 0, tags: VecDeque::new(), ended: false }
    });
    let mut head = Cursor::new(head);
    if other.is_some() {
        head.set_position(mark as u64);
    }
    (Utf8 { head, input, error, other, places: places.clone() }, places)
}

/// The encoding of a file that is not UTF-8, and the length of its mark.
fn encoding_of(head: &[u8]) -> (Option<&'static encoding_rs::Encoding>, usize) {
    match head {
        [0xFF, 0xFE, ..] => return (Some(UTF_16LE), 2),
        [0xFE, 0xFF, ..] => return (Some(UTF_16BE), 2),
        _ => {}
    }
    match Encoding::of_zeros(head) {
        Some(Encoding::Utf16Le) => return (Some(UTF_16LE), 0),
        Some(Encoding::Utf16Be) => return (Some(UTF_16BE), 0),
        _ => {}
    }
    // A character cut by the end is no sign of another encoding, and one damaged place is damage.
    let whole = match std::str::from_utf8(head) {
        Err(e) if e.error_len().is_none() => &head[..e.valid_up_to()],
        _ => head,
    };
    let damaged = whole.utf8_chunks().filter(|c| !c.invalid().is_empty()).take(2).count();
    let found = match Encoding::of_bytes(whole).filter(|e| *e == Encoding::Utf8 || damaged > 1) {
        Some(Encoding::Utf8) => None,
        // Bytes that are no UTF-8: what the file declares, if that fits as well as GB18030 does.
        Some(_) => Some(declared(whole).filter(|e| *e != UTF_8 && !e.decode_without_bom_handling(whole).1).unwrap_or(GB18030)),
        None if !whole.is_ascii() => None,
        None => declared(whole).filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE),
    };
    (found, 0)
}

/// The encoding the XML declaration names.
fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let line = &head[..memchr::memchr(b'>', head)?];
    let at = memchr::memmem::find(line, b"encoding=")? + b"encoding=".len();
    let quote = *line.get(at)?;
    let name = line.get(at + 1..)?.split(|b| *b == quote).next()?;
    encoding_rs::Encoding::for_label(name).filter(|e| e.is_ascii_compatible() || *e == UTF_16LE || *e == UTF_16BE)
}

impl Read for Utf8<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(other) = &mut self.other else { return next(&mut self.head, &mut self.error, self.input, out) };
        while other.given >= other.out.len() && !other.ended {
            let mut piece = [0u8; PIECE];
            let read = next(&mut self.head, &mut self.error, self.input, &mut piece)?;
            other.decode(&piece[..read], &mut self.places.0.borrow_mut());
        }
        let rest = &other.out.as_bytes()[other.given..];
        let some = rest.len().min(out.len());
        out[..some].copy_from_slice(&rest[..some]);
        other.given += some;
        Ok(some)
    }
}

/// The next bytes of the file: its first ones, what reading them met, then the others.
fn next(head: &mut Cursor<Vec<u8>>, error: &mut Option<io::Error>, input: &mut dyn Read, out: &mut [u8]) -> io::Result<usize> {
    match head.read(out)? {
        0 if !out.is_empty() => match error.take() {
            Some(error) => Err(error),
            None => input.read(out),
        },
        some => Ok(some),
    }
}

impl Other {
    fn decode(&mut self, piece: &[u8], known: &mut Known) {
        self.ended = piece.is_empty();
        self.raw.extend_from_slice(piece);
        let whole = if self.wide.is_some() && !self.ended { self.raw.len() & !1 } else { self.raw.len() };
        let raw = &self.raw[..whole];
        match self.wide {
            // In GB18030 and every other encoding taken here, the byte `<` is never part of another character.
            None => self.tags.extend(memchr::memchr_iter(b'<', raw).map(|at| self.taken + at as u64)),
            Some(high_first) => {
                let tag = if high_first { [0, b'<'] } else { [b'<', 0] };
                self.tags.extend(raw.chunks_exact(2).enumerate().filter(|(_, unit)| **unit == tag).map(|(n, _)| self.taken + 2 * n as u64));
            }
        }
        self.out.clear();
        self.given = 0;
        self.out.reserve(self.decoder.max_utf8_buffer_length(whole).unwrap_or(4 * whole + 16));
        let (_, _, bad) = self.decoder.decode_to_string(raw, &mut self.out, self.ended);
        if bad {
            known.lost += self.out.matches('\u{fffd}').count() as u64;
        }
        for at in memchr::memchr_iter(b'<', self.out.as_bytes()) {
            let Some(place) = self.tags.pop_front() else { break };
            if known.marks.len() >= MARKS {
                known.marks.pop_front();
            }
            known.marks.push_back((self.made + at as u64, place));
        }
        self.taken += whole as u64;
        self.made += self.out.len() as u64;
        self.raw.drain(..whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one byte at a time, so that nothing hangs on how much a read brings.
    struct Drops<'b>(&'b [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first().filter(|_| !out.is_empty()) else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn read(bytes: &[u8]) -> (String, Vec<u64>, u64) {
        let mut input = Drops(bytes);
        let (mut stream, places) = open(&mut input);
        let mut out = String::new();
        stream.read_to_string(&mut out).expect("memory does not fail");
        let tags = out.match_indices('<').map(|(at, _)| places.of(at as u64)).collect();
        let lost = places.0.borrow().lost;
        (out, tags, lost)
    }

    fn wide(text: &str, high_first: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if high_first { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn text_and_tags_keep_their_places_in_every_encoding() {
        let text = "<?xml version='1.0' encoding='GBK'?><a b='还款，张一😀'/><c/>";
        let gbk = GB18030.encode(text).0.into_owned();
        let at = |bytes: &[u8]| memchr::memchr_iter(b'<', bytes).map(|p| p as u64).collect::<Vec<_>>();
        assert_eq!(read(text.as_bytes()), (text.to_owned(), at(text.as_bytes()), 0));
        assert_eq!(read(&gbk), (text.to_owned(), at(&gbk), 0));
        let units: Vec<u64> = text.encode_utf16().enumerate().filter(|(_, u)| *u == u16::from(b'<')).map(|(n, _)| 2 * n as u64).collect();
        for high_first in [false, true] {
            let bare = wide(text, high_first);
            assert_eq!(read(&bare), (text.to_owned(), units.clone(), 0));
            let marked = [wide("\u{feff}", high_first), bare].concat();
            assert_eq!(read(&marked), (text.to_owned(), units.iter().map(|u| u + 2).collect(), 0));
        }
    }

    #[test]
    fn the_bytes_decide_before_the_declaration() {
        let text = "<?xml encoding='GBK'?><a b='张一'/>";
        assert_eq!(read(text.as_bytes()).0, text, "declared GBK, written UTF-8");
        let big5 = encoding_rs::BIG5.encode("<?xml encoding='Big5'?><a b='請還款'/>").0.into_owned();
        assert_eq!(read(&big5).0, "<?xml encoding='Big5'?><a b='請還款'/>");
    }

    #[test]
    fn a_cut_or_damaged_character_is_no_other_encoding() {
        let text = "<a b='还款'/>".as_bytes();
        for cut in 0..text.len() {
            assert!(encoding_of(&text[..cut]).0.is_none(), "cut at {cut}");
        }
        assert!(encoding_of(b"<a b='\xff'/>").0.is_none());
    }

    #[test]
    fn what_cannot_be_decoded_is_counted_and_moves_no_tag() {
        let mut bytes = GB18030.encode("<a b='还款还款还款'/>").0.into_owned();
        bytes.extend_from_slice(b"\x81<c/>");
        let (out, tags, lost) = read(&bytes);
        assert_eq!((out.as_str(), lost), ("<a b='还款还款还款'/>\u{fffd}<c/>", 1));
        assert_eq!(tags[1], bytes.len() as u64 - 4);
        let odd = [&wide("\u{feff}<a/>", false)[..], b"<"].concat();
        assert_eq!(read(&odd).2, 1);
    }
}
