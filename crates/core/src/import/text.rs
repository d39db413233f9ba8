//! Lines of text out of bytes of unknown encoding, in constant memory, each with its place in the source.
//!
//! Order of evidence: byte order mark; strict UTF-8; GB18030-2022 (a superset of GBK and GB2312). What cannot be
//! decoded becomes U+FFFD and is said so. A NUL becomes U+FFFD too: no text a person wrote holds one.

use super::{Harvest, blank};
use crate::error::Problem;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Chain, Cursor, Read};

/// How the bytes of a file are to be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030 and its subsets GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Name for a note.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }

    /// The encoding of a byte order mark, and its length.
    fn of_mark(head: &[u8]) -> Option<(Encoding, usize)> {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
            _ => None,
        }
    }

    /// UTF-16 without a mark: ASCII letters, digits and separators leave pairs with a zero byte on one side.
    pub fn of_zeros(head: &[u8]) -> Option<Encoding> {
        let pairs = head[..head.len().min(4096)].chunks_exact(2);
        let all = pairs.len();
        let ascii = |b: u8| matches!(b, b'\t' | b'\r' | b'\n' | b' '..=b'~');
        let (mut low_first, mut high_first) = (0usize, 0usize);
        for pair in pairs {
            low_first += usize::from(pair[1] == 0 && ascii(pair[0]));
            high_first += usize::from(pair[0] == 0 && ascii(pair[1]));
        }
        match () {
            () if low_first >= 3 && low_first * 16 > all && low_first > 2 * high_first => Some(Encoding::Utf16Le),
            () if high_first >= 3 && high_first * 16 > all && high_first > 2 * low_first => Some(Encoding::Utf16Be),
            () => None,
        }
    }

    /// UTF-8 or GB18030; `None` when all is ASCII. A few damaged bytes do not turn UTF-8 into GB18030: of GBK pairs
    /// read as UTF-8 about one in seven passes, so the majority decides; and GB18030 must fit better than UTF-8.
    pub fn of_bytes(bytes: &[u8]) -> Option<Encoding> {
        if bytes.is_ascii() {
            return None;
        }
        let (mut good, mut bad) = (0usize, 0usize);
        for chunk in bytes.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        if bad == 0 || good > bad {
            return Some(Encoding::Utf8);
        }
        let wrong = GB18030.decode_without_bom_handling(bytes).0.matches('\u{fffd}').count();
        Some(if wrong < bad { Encoding::Gb18030 } else { Encoding::Utf8 })
    }

    /// Decodes; the flag says whether something was lost.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        let (text, lossy) = match self {
            Encoding::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), false),
                Err(_) => (String::from_utf8_lossy(bytes).into_owned(), true),
            },
            Encoding::Gb18030 => owned(GB18030.decode_without_bom_handling(bytes)),
            Encoding::Utf16Le => owned(UTF_16LE.decode_without_bom_handling(bytes)),
            Encoding::Utf16Be => owned(UTF_16BE.decode_without_bom_handling(bytes)),
        };
        if text.contains('\0') { (text.replace('\0', "\u{fffd}"), true) } else { (text, lossy) }
    }
}

fn owned((text, lossy): (std::borrow::Cow<str>, bool)) -> (String, bool) {
    (text.into_owned(), lossy)
}

/// The text of a file's first bytes, for a format's `claims`. A character cut by the end is left out.
pub fn head(bytes: &[u8]) -> String {
    let (encoding, mark) = Encoding::of_mark(bytes)
        .or_else(|| Encoding::of_zeros(bytes).map(|e| (e, 0)))
        .unwrap_or_else(|| (Encoding::of_bytes(bytes).unwrap_or(Encoding::Utf8), 0));
    let mut text = encoding.decode(&bytes[mark..]).0;
    if text.ends_with('\u{fffd}') {
        text.pop();
    }
    text
}

/// One line of the source, without its line end.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where its bytes begin in the source.
    pub offset: u64,
    /// UTF-8 or GB18030 bytes (UTF-16 is already turned into UTF-8).
    pub bytes: Vec<u8>,
    /// Whether decoding UTF-16 lost something.
    pub lossy: bool,
    /// Whether a line end followed; the last line of a cut file has none.
    pub ended: bool,
    /// Whether bytes beyond the reader's limit were left out.
    pub cut: bool,
}

/// Fills every buffer it is given. How much a read returns depends on where the bytes come from (a file, an archive); what
/// is seen when the encoding is decided must not, or the same bytes would read differently.
struct Full<'a> {
    bytes: &'a mut dyn Read,
    error: Option<std::io::Error>,
}

impl Read for Full<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut filled = 0;
        while filled < out.len() {
            match self.bytes.read(&mut out[filled..]) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) if filled == 0 => return Err(e),
                Err(e) => {
                    // What came before the failure is evidence: it is given first, the failure with the next read.
                    self.error = Some(e);
                    break;
                }
            }
        }
        Ok(filled)
    }
}

/// Lines of a stream, never holding more than one line (up to a limit) and a buffer.
pub struct Lines<'a> {
    reader: BufReader<Chain<Cursor<Vec<u8>>, Full<'a>>>,
    encoding: Option<Encoding>,
    /// Line end of files without any line feed (old Mac) is CR.
    newline: u8,
    limit: usize,
    offset: u64,
    error: Option<std::io::Error>,
    back: VecDeque<Line>,
    /// Whether anything but blanks was met.
    words: bool,
}

impl<'a> Lines<'a> {
    /// Lines of at most `limit` bytes; the rest of a longer line is passed over and the line marked `cut`.
    pub fn new(bytes: &'a mut dyn Read, limit: usize) -> Self {
        let mut head = Vec::new();
        let error = (&mut *bytes).take(super::HEAD as u64).read_to_end(&mut head).err();
        let mark = Encoding::of_mark(&head);
        let encoding = mark.map(|(e, _)| e).or_else(|| Encoding::of_zeros(&head)).or_else(|| Encoding::of_bytes(&head));
        let wide = matches!(encoding, Some(Encoding::Utf16Le | Encoding::Utf16Be));
        let newline = if !wide && head.contains(&b'\r') && !head.contains(&b'\n') { b'\r' } else { b'\n' };
        let skip = mark.map_or(0, |(_, n)| n);
        let mut start = Cursor::new(head);
        start.set_position(skip as u64);
        let reader = BufReader::with_capacity(super::HEAD, start.chain(Full { bytes, error: None }));
        Lines { reader, encoding, newline, limit: limit & !1, offset: skip as u64, error, back: VecDeque::new(), words: false }
    }

    /// A read error met before the lines were opened.
    pub fn failed(&mut self, error: Option<std::io::Error>) {
        if self.error.is_none() {
            self.error = error;
        }
    }

    /// The next line, or `None` at the end or at a read error (which [`Lines::finish`] reports).
    pub fn next_line(&mut self) -> Option<Line> {
        if let Some(line) = self.back.pop_front() {
            return Some(line);
        }
        let wide = self.encoding.filter(|e| matches!(e, Encoding::Utf16Le | Encoding::Utf16Be)).map(|e| e == Encoding::Utf16Be);
        let start = self.offset;
        let mut line = Line { offset: start, bytes: Vec::new(), lossy: false, ended: false, cut: false };
        let (mut taken, mut last) = (0usize, 0u8);
        while !line.ended {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.error.get_or_insert(e);
                    break;
                }
            };
            if buffer.is_empty() {
                break;
            }
            let (used, ended) = match wide {
                None => match memchr::memchr(self.newline, buffer) {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), false),
                },
                Some(high_first) => wide_line(buffer, taken, high_first, last),
            };
            let room = self.limit.saturating_sub(line.bytes.len()).min(used);
            line.bytes.extend_from_slice(&buffer[..room]);
            line.cut |= room < used;
            line.ended = ended;
            taken += used;
            last = buffer[used - 1];
            self.reader.consume(used);
        }
        self.offset += taken as u64;
        if taken == 0 {
            return None;
        }
        self.words |= !blank::is_blank(&line.bytes);
        if let (Some(_), Some(encoding)) = (wide, self.encoding) {
            let (text, lossy) = encoding.decode(&line.bytes);
            line.bytes = text.into_bytes();
            line.lossy = lossy;
        }
        if line.ended && !line.cut && line.bytes.last() == Some(&self.newline) {
            line.bytes.pop();
        }
        if line.bytes.last() == Some(&b'\r') {
            line.bytes.pop();
        }
        if self.encoding.is_none() && !line.bytes.is_ascii() {
            let mut sample = line.bytes.clone();
            sample.push(b'\n');
            sample.extend_from_slice(self.reader.buffer());
            self.encoding = Encoding::of_bytes(&sample);
        }
        Some(line)
    }

    /// Gives lines back; they come again, in order, before the rest.
    pub fn give_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.back.push_front(line);
        }
    }

    /// The line as text; the flag says whether something was lost.
    pub fn text(&self, line: &Line) -> (String, bool) {
        let (text, lossy) = self.narrow().decode(&line.bytes);
        (text, lossy || line.lossy || line.cut)
    }

    /// The encoding of [`Line::bytes`]: UTF-8 or GB18030.
    pub fn narrow(&self) -> Encoding {
        match self.encoding {
            Some(Encoding::Gb18030) => Encoding::Gb18030,
            _ => Encoding::Utf8,
        }
    }

    /// At the end of a reader: the encoding as a note, an empty file and a read error as problems.
    pub fn finish(self, harvest: &mut Harvest) {
        if let Some(encoding) = self.encoding {
            harvest.note(format!("编码：{}", encoding.name()));
        }
        if let Some(error) = &self.error {
            harvest.problem(Problem::io(format!("第{}字节之后", self.offset), "读取文件", error));
        } else if self.offset == 0 {
            harvest.problem(Problem::new("file.empty", "文件是空的", "整个文件", "请在手机上重新导出；空文件不能说明没有记录"));
        } else if !self.words {
            harvest.problem(blank::problem());
        }
    }
}

/// How many bytes of `buffer` belong to the present UTF-16 line and whether they end it. `taken` bytes of the line were
/// consumed before, the last of them `last`.
fn wide_line(buffer: &[u8], taken: usize, high_first: bool, mut last: u8) -> (usize, bool) {
    let line_feed = if high_first { (0, b'\n') } else { (b'\n', 0) };
    for (i, byte) in buffer.iter().enumerate() {
        if (taken + i) % 2 == 1 && (last, *byte) == line_feed {
            return (i + 1, true);
        }
        last = *byte;
    }
    (buffer.len(), false)
}

/// A person's name from its parts, in the order its script uses: 李 + 墨白 → 李墨白; Min + Park → Min Park.
pub fn person_name(family: &str, given: &str, middle: &str) -> String {
    let parts = [family.trim(), middle.trim(), given.trim()];
    if parts.iter().any(|p| p.chars().any(is_han)) {
        return parts.concat();
    }
    let western = [parts[2], parts[1], parts[0]];
    western.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Whether a character is a Chinese character (the CJK blocks of Unicode).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut bytes: &[u8], limit: usize) -> Vec<(u64, String, bool)> {
        let mut lines = Lines::new(&mut bytes, limit);
        std::iter::from_fn(|| {
            let line = lines.next_line()?;
            let (text, lossy) = lines.text(&line);
            Some((line.offset, text, lossy))
        })
        .collect()
    }

    fn utf16(text: &str, high_first: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if high_first { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_reads_the_same_words() {
        let text = "第一行,催收\r\n第二行 \u{10a0a}\u{0a0d}\u{0d0a}\n\n尾";
        let expect = ["第一行,催收", "第二行 \u{10a0a}\u{0a0d}\u{0d0a}", "", "尾"];
        let gb = GB18030.encode(text).0.into_owned();
        for bytes in [text.as_bytes().to_vec(), ["\u{feff}", text].concat().into_bytes(), gb, utf16(&format!("\u{feff}{text}"), false), utf16(&format!("\u{feff}{text}"), true), utf16(&format!("ascii,ascii\n{text}"), false)] {
            let read = lines(&bytes, 1000);
            let words: Vec<&str> = read.iter().map(|(_, t, _)| t.as_str()).filter(|t| *t != "ascii,ascii").collect();
            assert_eq!(words, expect);
            assert!(read.iter().all(|(_, _, lossy)| !lossy));
        }
    }

    #[test]
    fn offsets_are_those_of_the_source() {
        assert_eq!(lines("\u{feff}a\r\n中\nb".as_bytes(), 100).iter().map(|l| l.0).collect::<Vec<_>>(), [3, 6, 10]);
        assert_eq!(lines(&utf16("\u{feff}a\n中\nb", false), 100).iter().map(|l| l.0).collect::<Vec<_>>(), [2, 6, 10]);
    }

    #[test]
    fn a_late_first_chinese_character_still_decides() {
        let mut bytes = b"ascii line\n".repeat(10_000);
        bytes.extend_from_slice(&GB18030.encode("催收短信内容\n一\n").0);
        let read = lines(&bytes, 100);
        assert_eq!(read[10_000..].iter().map(|l| l.1.as_str()).collect::<Vec<_>>(), ["催收短信内容", "一"]);
    }

    /// Found by fuzzing: 一 in GBK is also a letter in UTF-8, so what was seen beyond its line decided.
    #[test]
    fn the_same_bytes_read_the_same_however_they_arrive() {
        struct Drip<'a>(&'a [u8], usize);
        impl Read for Drip<'_> {
            fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
                let (n, step) = (self.0.len().min(out.len()), self.1);
                (&self.0[..n.min(step)]).read(out).inspect(|n| self.0 = &self.0[*n..])
            }
        }
        let mut bytes = b"ascii line\n".repeat(10_000);
        bytes.extend_from_slice(&GB18030.encode("一\n催收短信内容\n").0);
        for step in [1, 7, 4096, usize::MAX] {
            let mut drip = Drip(&bytes, step);
            let mut lines = Lines::new(&mut drip, 100);
            let words: Vec<String> = std::iter::from_fn(|| lines.next_line().map(|l| lines.text(&l).0)).skip(10_000).collect();
            assert_eq!(words, ["一", "催收短信内容"], "in steps of {step}");
        }
    }

    #[test]
    fn damage_is_said_and_kept_small() {
        assert_eq!(lines(b"plain \xff byte\nnext", 100), [(0, "plain \u{fffd} byte".to_owned(), true), (13, "next".to_owned(), false)]);
        assert_eq!(lines(b"nul\0", 100), [(0, "nul\u{fffd}".to_owned(), true)]);
        assert_eq!(lines(b"0123456789\nx", 4), [(0, "0123".to_owned(), true), (11, "x".to_owned(), false)]);
        assert_eq!(lines(&[0xff, 0xfe, b'a', 0, b'b'], 100), [(2, "a\u{fffd}".to_owned(), true)]);
    }

    #[test]
    fn names_in_the_order_of_their_script() {
        assert_eq!(person_name("李", "墨白", ""), "李墨白");
        assert_eq!(person_name("Park", "Min", ""), "Min Park");
        assert_eq!(person_name("", "", ""), "");
    }
}
