//! Rich Text Format (Microsoft's specification 1.9.1), as WordPad, WPS and Word save it, also under the name `.doc`: letters, agreements, statements, and
//! what was pasted into one. Words are bytes of a code page (`\'c2\'c9`, by the document or by the font) or numbered characters (`\u24459?`).

use super::pasted::{self, Block};
use super::pdf::whole;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};
use std::collections::BTreeMap;

/// Rich texts.
pub static FORMAT: Format = Format { id: "rtf", title: "RTF 文档（写字板、WPS、Word）", version: 1, holds: Holds::Events, claims, read };

const FILE: usize = 64 << 20;
/// Groups within groups.
const DEPTH: usize = 200;
/// Most fonts told apart.
const FONTS: usize = 5000;
/// Groups whose words are no part of the text.
const ASIDE: [&str; 26] = [
    "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "object", "fldinst", "nonshppict", "sp", "listtable", "listoverridetable", "rsidtbl",
    "themedata", "datastore", "annotation", "atnid", "atnauthor", "bkmkstart", "shprslt",
];

fn claims(probe: &Probe) -> Claim {
    if probe.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(probe.head).starts_with(b"{\\rtf") { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let Some(bytes) = whole(source, FILE, harvest) else { return };
    let (blocks, closed) = blocks(&bytes);
    if !closed {
        harvest.problem(Problem::new("rtf.cut", "RTF 文档没有到头就断了，后面的内容可能缺失", "文件末尾", "请重新传送或用 Word、WPS 打开后另存；读到的部分已列出，原件已保留"));
    }
    // Each is told a second time for old programs.
    let pictures = pasted::count(&bytes, &["{\\pict"]).saturating_sub(pasted::count(&bytes, &["{\\nonshppict"]));
    pasted::take(&blocks, pictures, source, harvest);
}

/// The running text.
pub fn text(bytes: &[u8]) -> String {
    pasted::text(&blocks(bytes).0)
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct State {
    shown: bool,
    /// In the table of fonts.
    fonts: bool,
    hidden: bool,
    /// In a row of a table.
    cell: bool,
    /// How many fallback bytes follow a numbered character.
    fallback: usize,
    page: &'static Encoding,
}

struct Reader {
    state: State,
    stack: Vec<State>,
    /// Code page of the document, and those of its fonts.
    page: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    font: i32,
    /// Bytes not yet decoded, the first half of a character beyond 16 bits, and fallback bytes still to pass over.
    bytes: Vec<u8>,
    high: Option<u16>,
    pass: usize,
    line: String,
    cells: Vec<String>,
    blocks: Vec<Block>,
}

/// Paragraphs and rows in their order, and whether the outermost group ends.
fn blocks(bytes: &[u8]) -> (Vec<Block>, bool) {
    let state = State { shown: true, fonts: false, hidden: false, cell: false, fallback: 1, page: WINDOWS_1252 };
    let mut reader = Reader { state, stack: Vec::new(), page: WINDOWS_1252, fonts: BTreeMap::new(), font: 0, bytes: Vec::new(), high: None, pass: 0, line: String::new(), cells: Vec::new(), blocks: Vec::new() };
    let mut at = 0;
    // The first word of a group says what the group is; `\*` marks one a reader may pass over.
    let (mut first, mut marked) = (false, false);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' => {
                reader.flush();
                if reader.stack.len() < DEPTH {
                    reader.stack.push(reader.state);
                }
                (first, marked, reader.pass) = (true, false, 0);
            }
            b'}' => {
                reader.flush();
                reader.state = reader.stack.pop().unwrap_or(reader.state);
                (first, reader.pass) = (false, 0);
            }
            b'\r' | b'\n' => {}
            b'\\' => {
                let Some(next) = bytes.get(at) else { break };
                if *next == b'\'' {
                    let hex = bytes.get(at + 1..at + 3).and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
                    at += 1 + if hex.is_some() { 2 } else { 0 };
                    reader.byte(hex.unwrap_or(b'?'));
                    first = false;
                } else if next.is_ascii_alphabetic() {
                    let end = at + bytes[at..].iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
                    let word = String::from_utf8_lossy(&bytes[at..end]).into_owned();
                    let digits = bytes[end..].iter().take(11).enumerate().take_while(|(n, b)| b.is_ascii_digit() || *n == 0 && **b == b'-').count();
                    let number = std::str::from_utf8(&bytes[end..end + digits]).ok().and_then(|n| n.parse::<i32>().ok());
                    at = end + digits;
                    at += usize::from(bytes.get(at) == Some(&b' '));
                    reader.flush_unless_character(&word);
                    if word == "bin" {
                        at = at.saturating_add(number.unwrap_or(0).max(0) as usize);
                    } else if first && (marked && word != "shpinst" || ASIDE.contains(&word.as_str())) {
                        reader.state.shown = false;
                    } else {
                        reader.word(&word, number);
                    }
                    first = false;
                } else {
                    at += 1;
                    match next {
                        b'*' => marked = true,
                        b'~' => reader.put(' '),
                        b'_' => reader.put('-'),
                        b'\\' | b'{' | b'}' => reader.byte(*next),
                        b'\r' | b'\n' => reader.word("par", None),
                        b'\t' => reader.put('\t'),
                        _ => {}
                    }
                }
            }
            _ => {
                reader.byte(*byte);
                first = false;
            }
        }
    }
    reader.flush();
    if !reader.cells.is_empty() {
        reader.word("row", None);
    }
    if !reader.line.is_empty() {
        reader.word("par", None);
    }
    (reader.blocks, reader.stack.is_empty())
}

/// The encoding of a Windows code page.
fn page_of(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        936 | 54936 => GB18030,
        950 => BIG5,
        65001 => UTF_8,
        1252 => WINDOWS_1252,
        _ => return None,
    })
}

impl Reader {
    /// A byte of a code page; also a character of ASCII, which may be the second half of one.
    fn byte(&mut self, byte: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else if self.visible() {
            self.bytes.push(byte);
        }
    }

    fn visible(&self) -> bool {
        self.state.shown && !self.state.hidden && !self.state.fonts
    }

    fn put(&mut self, c: char) {
        self.flush();
        if self.visible() {
            self.line.push(if c == '\0' { '\u{fffd}' } else { c });
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let (words, _) = self.state.page.decode_without_bom_handling(&self.bytes);
            self.line += &words.replace('\0', "\u{fffd}");
            self.bytes.clear();
        }
    }

    /// What stands before a control word is decoded by the code page before it; the halves of a character stand together.
    fn flush_unless_character(&mut self, word: &str) {
        self.flush();
        if word != "u" && self.high.take().is_some() {
            self.put('\u{fffd}');
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "ansicpg" => {
                self.page = number.and_then(page_of).unwrap_or(self.page);
                self.state.page = self.page;
            }
            "fonttbl" => self.state.fonts = true,
            "f" if self.state.fonts => self.font = number.unwrap_or(0),
            "fcharset" if self.fonts.len() < FONTS => {
                let page = match number {
                    Some(134) => GB18030,
                    Some(136) => BIG5,
                    _ => return,
                };
                self.fonts.insert(self.font, page);
            }
            "f" => self.state.page = number.and_then(|n| self.fonts.get(&n)).copied().unwrap_or(self.page),
            "plain" => (self.state.page, self.state.hidden) = (self.page, false),
            "uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 8) as usize,
            "u" => {
                self.unit(number.unwrap_or(0xfffd) as u16);
                self.pass = self.state.fallback;
            }
            "v" | "deleted" => self.state.hidden = on,
            "pard" => self.state.cell = false,
            "intbl" => self.state.cell = on,
            "par" | "sect" | "page" if self.visible() => {
                if self.state.cell {
                    self.line.push('\n');
                } else {
                    let line = std::mem::take(&mut self.line);
                    self.blocks.push(Block::Line(line));
                }
            }
            "cell" if self.visible() => {
                let cell = std::mem::take(&mut self.line);
                self.cells.push(cell.trim_end_matches('\n').to_owned());
            }
            "row" if self.visible() && !self.cells.is_empty() => self.blocks.push(Block::Row(std::mem::take(&mut self.cells))),
            "line" | "nestcell" => self.put(if self.state.cell { ' ' } else { '\n' }),
            "tab" => self.put('\t'),
            "emdash" => self.put('—'),
            "endash" => self.put('–'),
            "lquote" => self.put('‘'),
            "rquote" => self.put('’'),
            "ldblquote" => self.put('“'),
            "rdblquote" => self.put('”'),
            "bullet" => self.put('•'),
            "emspace" | "enspace" | "qmspace" => self.put(' '),
            _ => {}
        }
    }

    /// One unit of UTF-16.
    fn unit(&mut self, unit: u16) {
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        for c in char::decode_utf16(units) {
            self.put(c.unwrap_or('\u{fffd}'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<String> {
        let show = |block| match block {
            Block::Line(line) => line,
            Block::Row(cells) => cells.join("|"),
        };
        blocks(bytes).0.into_iter().map(show).collect()
    }

    #[test]
    fn words_by_code_page_font_and_number() {
        assert_eq!(shown(br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce;}}\f0 \'c2\'c9\'ca\'a6\'ba\'af\par 2026\'c4\'ea}"), ["律师函", "2026年"]);
        assert_eq!(shown(br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset134 SimSun;}}\f0 a\f1 \'c2\'c9\f0 \'e9\par}"), ["a律é"]);
        assert_eq!(shown(br"{\rtf1\uc1 \u24459?\u24072?{\uc2\u20989\'ba\'af}x\par \u-10179?\u-8704?}"), ["律师函x", "😀"]);
        assert_eq!(shown(&[b"{\\rtf1\\ansicpg936 ".as_slice(), &GB18030.encode("直接写的").0, b"}"].concat()), ["直接写的"]);
    }

    #[test]
    fn what_is_not_shown_is_not_read() {
        assert_eq!(shown(br"{\rtf1{\info{\title x}}{\*\generator y;}{\header z}{\pict\bin3 {{{}a{\v hidden}{\deleted gone}\{b\}\par}"), ["a{b}"]);
        assert_eq!(shown(br"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par"), ["link"]);
    }

    #[test]
    fn rows_of_tables() {
        assert_eq!(shown(br"{\rtf1 before\par\trowd\cellx1\cellx2\pard\intbl a\par b\cell c\cell\row\pard after\par}"), ["before", "a\nb|c", "after"]);
    }

    #[test]
    fn damage_ends() {
        for bytes in [&b"{\\rtf1"[..], b"{\\rtf1 \\", b"{\\rtf1 \\'", b"{\\rtf1 \\'c", b"{\\rtf1\\bin99999999999 x", b"{\\rtf1\\u-99999999999 }}}}", b"{\\rtf1\\bin-5 x}"] {
            shown(bytes);
        }
        shown(&b"{".repeat(100_000));
    }
}
