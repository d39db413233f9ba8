//! vCard 2.1 (versit 1996), 3.0 (RFC 2426) and 4.0 (RFC 6350) as Chinese phones write them. Only names and numbers are
//! kept; pictures are passed over without being held, so a book of any size is read in constant memory per card.

use super::text::{Encoding, Lines, head, is_han, person_name};
use super::vcard_text::{clean, number, split_unescaped, unescape, unquote, unbase64};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;

/// vCard address book.
pub static FORMAT: Format = Format { id: "vcard", title: "通讯录名片（vCard）", version: 2, holds: Holds::AddressBook, claims, read };

/// Longest line kept; pictures written on one line are longer and are not wanted.
const LINE: usize = 64 * 1024;
/// Longest value after unfolding.
const VALUE: usize = 64 * 1024;
/// Numbers of one card; more are no person's.
const NUMBERS: usize = 2000;
/// Cards inside cards (AGENT).
const DEPTH: usize = 8;

/// A message backup (vMessage) wraps its senders in cards: it is no address book. Cards quoted in other text are left to
/// the reader of that text.
fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let mut lines = text.lines().map(|l| l.trim().as_bytes()).filter(|l| !l.is_empty());
    let lower = probe.name.to_lowercase();
    let first = lines.clone().next().unwrap_or_default();
    match () {
        () if keyword(first, b"BEGIN:VCARD") => Claim::Content,
        () if lines.clone().any(|l| keyword(l, b"BEGIN:VMSG") || keyword(l, b"BEGIN:VENV")) => Claim::No,
        () if lines.any(|l| keyword(l, b"BEGIN:VCARD")) => Claim::Likely,
        () if lower.ends_with(".vcf") || lower.ends_with(".vcard") => Claim::Name,
        () => Claim::No,
    }
}

/// One card while it is read.
#[derive(Default)]
struct Open {
    formatted: String,
    structured: String,
    organisation: String,
    nickname: String,
    numbers: Vec<String>,
    lossy: bool,
    too_many: bool,
    /// The last property was AGENT with its card on the following lines.
    agent: bool,
    /// No BEGIN:VCARD was seen.
    headless: bool,
}

/// A property while its continuation lines come in.
struct Pending {
    bytes: Vec<u8>,
    quoted_printable: bool,
    cut: bool,
}

struct Reader<'h> {
    harvest: &'h mut Harvest,
    open: Option<Open>,
    outer: Vec<Open>,
    file: Encoding,
    /// vCard 2.1 keeps the blank of a folded line; 3.0 and 4.0 drop it.
    keeps_blank: bool,
    other_encoding: bool,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut lines = Lines::new(source.bytes, LINE);
    let mut reader =
        Reader { harvest, open: None, outer: Vec::new(), file: Encoding::Utf8, keeps_blank: false, other_encoding: false };
    let mut pending: Option<Pending> = None;
    let mut last_ended = true;
    let mut strange = 0u64;
    while let Some(mut line) = lines.next_line() {
        reader.file = lines.narrow();
        // Books joined by hand keep each its byte order mark.
        if line.bytes.starts_with(b"\xef\xbb\xbf") {
            line.bytes.drain(..3);
        }
        last_ended = line.ended;
        let folded = line.bytes.first().is_some_and(|b| matches!(b, b' ' | b'\t'));
        if let Some(property) = pending.as_mut() {
            let soft = property.quoted_printable && property.bytes.last() == Some(&b'=');
            // A soft break never swallows the end of the card: some writers leave a stray `=`.
            if (soft && !is_edge(&line.bytes)) || (folded && !line.bytes.trim_ascii().is_empty()) {
                let from = if soft {
                    property.bytes.pop();
                    0
                } else {
                    usize::from(!reader.keeps_blank)
                };
                property.append(&line.bytes[from..]);
                continue;
            }
        }
        if let Some(property) = pending.take() {
            reader.property(&property);
        }
        let trimmed = line.bytes.trim_ascii();
        if trimmed.is_empty() {
            continue;
        }
        if is_edge(trimmed) {
            reader.edge(trimmed);
        } else if trimmed.contains(&b':') {
            pending = Some(Pending::new(trimmed, line.cut));
        } else if reader.open.is_none() {
            strange += 1;
        }
    }
    let cut_tail = !last_ended && reader.open.is_some();
    if let Some(property) = pending.take()
        && !cut_tail
    {
        reader.property(&property);
    }
    reader.end_of_file(cut_tail);
    let other = reader.other_encoding;
    if strange > 0 {
        harvest.problem(Problem::new("vcard.stray_text", format!("有{strange}行不属于任何名片，没有读取"), "整个文件", "请核对原文件；如果是别的格式，请按那种格式导出"));
    }
    if other {
        harvest.note("部分名片与文件其余部分编码不同，已逐行识别");
    }
    lines.finish(harvest);
}

impl Pending {
    fn new(line: &[u8], cut: bool) -> Self {
        let colon = colon(line).unwrap_or(0);
        let head = line[..colon].to_ascii_uppercase();
        let quoted_printable = memchr::memmem::find(&head, b"QUOTED-PRINTABLE").is_some();
        // Of a property nobody reads only the head is kept: the picture itself never is.
        if wanted(&head) {
            return Pending { bytes: line.to_vec(), quoted_printable, cut };
        }
        // ... and whether a soft break follows: the next line belongs to it, whatever it looks like.
        let mut bytes = line[..colon + 1].to_vec();
        bytes.extend((quoted_printable && line.last() == Some(&b'=')).then_some(b'='));
        Pending { bytes, quoted_printable, cut: true }
    }

    fn append(&mut self, more: &[u8]) {
        if !self.cut && self.bytes.len() + more.len() <= VALUE {
            self.bytes.extend_from_slice(more);
        } else {
            self.cut = true;
            // Whether a soft break follows still has to be seen.
            if self.quoted_printable && more.last() == Some(&b'=') {
                self.bytes.push(b'=');
            }
        }
    }
}

impl Reader<'_> {
    fn edge(&mut self, line: &[u8]) {
        if keyword(line, b"END:VCARD") {
            match self.open.take() {
                Some(card) => {
                    let headless = card.headless;
                    let row = self.emit(card);
                    if headless {
                        self.trouble("vcard.no_begin", "这张名片缺少开头（BEGIN:VCARD），已读出能读的部分", row);
                    }
                    self.open = self.outer.pop();
                }
                None => self.harvest.problem(Problem::new("vcard.stray_end", "有一个名片结尾没有对应的开头", format!("第{}张名片之后", self.harvest.rows()), "请核对原文件开头是否被截断")),
            }
            return;
        }
        match self.open.take() {
            Some(mut card) if card.agent && self.outer.len() < DEPTH => {
                card.agent = false;
                self.outer.push(card);
            }
            Some(card) if card.headless => {
                let row = self.emit(card);
                self.trouble("vcard.no_begin", "这张名片缺少开头和结尾，已读出能读的部分", row);
            }
            Some(card) => {
                let row = self.emit(card);
                self.trouble("vcard.unclosed", "这张名片没有结尾（END:VCARD），已读出能读的部分", row);
            }
            None => {}
        }
        self.open = Some(Open::default());
        self.keeps_blank = false;
    }

    fn end_of_file(&mut self, cut_tail: bool) {
        let mut rest: Vec<Open> = self.open.take().into_iter().collect();
        rest.extend(self.outer.drain(..).rev());
        for card in rest {
            let row = self.emit(card);
            let what = if cut_tail { "文件到这里中断，这张名片不完整；最后没有写完的一行没有采用" } else { "文件结束时这张名片还没有结尾，已读出能读的部分" };
            self.trouble("vcard.truncated", what, row);
        }
    }

    fn trouble(&mut self, code: &str, what: &str, row: u64) {
        self.harvest.problem(Problem::new(code, what, format!("第{row}张名片"), "请在手机上重新导出通讯录；原件已保留").at_row(row));
    }

    fn emit(&mut self, card: Open) -> u64 {
        let name = [card.formatted, card.structured, card.organisation, card.nickname].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
        let row = self.harvest.card(name, card.numbers);
        if card.lossy {
            self.harvest.repaired(row, "名片里有无法识别的字节，已用“\u{fffd}”代替");
        }
        if card.too_many {
            self.harvest.repaired(row, format!("一张名片的号码超过{NUMBERS}个，其余没有采用"));
        }
        row
    }

    fn property(&mut self, property: &Pending) {
        let Some(colon) = colon(&property.bytes) else { return };
        let (head, value) = (property.bytes[..colon].to_ascii_uppercase(), &property.bytes[colon + 1..]);
        let head = String::from_utf8_lossy(&head);
        let mut params = head.split(';');
        let name = params.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or(name).trim();
        let charset = params.clone().find_map(|p| p.trim().strip_prefix("CHARSET=").map(|c| c.trim_matches('"').to_owned()));
        if self.open.is_none() {
            // The head of the file is gone: a name or number still tells of a card.
            if !matches!(name, "N" | "FN" | "TEL" | "ORG") {
                return;
            }
            self.open = Some(Open { headless: true, ..Open::default() });
        }
        if name == "VERSION" {
            self.keeps_blank = value.trim_ascii() == b"2.1";
        }
        let is_agent = name == "AGENT" && value.trim_ascii().is_empty();
        if let Some(open) = self.open.as_mut() {
            open.agent = is_agent;
        }
        let filled = self.open.as_ref().is_some_and(|open| match name {
            "FN" => !open.formatted.is_empty(),
            "N" => !open.structured.is_empty(),
            "ORG" => !open.organisation.is_empty(),
            "NICKNAME" => !open.nickname.is_empty(),
            _ => false,
        });
        if !wanted(head.as_bytes()) || name == "VERSION" || filled {
            return;
        }
        let raw = if property.quoted_printable { unquote(value) } else { unbase64(&head, value) };
        let (text, lossy) = self.decode(&raw, charset.as_deref());
        let lossy = lossy || property.cut;
        let Some(open) = self.open.as_mut() else { return };
        open.lossy |= lossy;
        let fields = split_unescaped(&text);
        let field = |i: usize| fields.get(i).map_or("", String::as_str).trim();
        match name {
            "FN" => open.formatted = clean(&unescape(&text)),
            "N" => open.structured = clean(&person_name(field(0), field(1), field(2))),
            "ORG" => {
                open.organisation = fields.iter().map(|f| f.trim()).filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" ");
            }
            "NICKNAME" => open.nickname = clean(&unescape(&text)),
            "TEL" => {
                let number = number(&unescape(&text));
                if open.numbers.len() >= NUMBERS {
                    open.too_many = true;
                } else if !number.is_empty() && !open.numbers.contains(&number) {
                    open.numbers.push(number);
                }
            }
            _ => {}
        }
    }

    /// A declared character set is believed when it fits; then UTF-8 when it is plain; then the file's.
    fn decode(&mut self, bytes: &[u8], charset: Option<&str>) -> (String, bool) {
        let declared = charset.and_then(|c| encoding_rs::Encoding::for_label(c.as_bytes()));
        if let Some(declared) = declared
            && let Some(text) = declared.decode_without_bom_handling_and_without_replacement(bytes)
        {
            return (text.replace('\0', "\u{fffd}"), bytes.contains(&0));
        }
        // Chinese characters that are strictly UTF-8 are no accident: GBK pairs hardly ever make such a run of threes.
        if let Ok(text) = std::str::from_utf8(bytes)
            && text.chars().any(is_han)
        {
            self.other_encoding |= self.file != Encoding::Utf8;
            return (text.replace('\0', "\u{fffd}"), bytes.contains(&0));
        }
        let (text, lossy) = self.file.decode(bytes);
        if lossy && self.file == Encoding::Utf8 && Encoding::of_bytes(bytes) == Some(Encoding::Gb18030) {
            let (text, lossy) = Encoding::Gb18030.decode(bytes);
            self.other_encoding |= !lossy;
            return (text, lossy);
        }
        (text, lossy)
    }
}

fn is_edge(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    keyword(line, b"BEGIN:VCARD") || keyword(line, b"END:VCARD")
}

fn keyword(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Properties a card is made of here.
fn wanted(head: &[u8]) -> bool {
    let name = head.split(|b| *b == b';').next().unwrap_or_default();
    let name = name.rsplit(|b| *b == b'.').next().unwrap_or_default().trim_ascii();
    matches!(name, b"N" | b"FN" | b"TEL" | b"ORG" | b"NICKNAME" | b"VERSION")
}

/// The colon that ends the property's head; one inside a quoted parameter is none.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let outside = line.iter().position(|b| {
        quoted ^= *b == b'"';
        !quoted && *b == b':'
    });
    outside.or_else(|| memchr::memchr(b':', line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{claimant, format, read as read_with};

    fn harvest(bytes: &[u8]) -> Harvest {
        let mut bytes = bytes;
        let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
        let mut source = Source { name: "x.vcf", bytes: &mut bytes, captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf };
        read_with(format("vcard").expect("registered"), &mut source)
    }

    #[test]
    fn content_decides_and_the_name_only_breaks_ties() {
        let claim = |name, head| claimant(&Probe { name, head }).map(|f| f.id);
        assert_eq!(claim("x.txt", b"\xef\xbb\xbfbegin:vcard\r\nVERSION:3.0".as_slice()), Some("vcard"));
        assert_eq!(claim("x.txt", b"text about BEGIN:VCARD"), None);
        assert_eq!(claim("x.vmg", b"BEGIN:VMSG\r\nVERSION:1.1\r\nBEGIN:VCARD\r\nTEL:13800001000\r\nEND:VCARD\r\n"), Some("vmsg"));
    }

    #[test]
    fn joined_books_keep_their_marks() {
        let h = harvest("\u{feff}BEGIN:VCARD\nFN:甲\nEND:VCARD\n\u{feff}BEGIN:VCARD\nFN:乙\nEND:VCARD\n".as_bytes());
        assert_eq!((h.rows(), h.problem_count()), (2, 0));
    }

    #[test]
    fn a_stray_equal_sign_does_not_swallow_the_card() {
        let h = harvest(b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:Ann=\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n");
        assert_eq!(h.cards.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Ann", "Bob"]);
        assert_eq!(h.problem_count(), 0);
    }

    #[test]
    fn a_note_on_several_lines_is_no_number() {
        let h = harvest(b"BEGIN:VCARD\nFN:Ann\nNOTE;ENCODING=QUOTED-PRINTABLE:call=\nTEL:13800001000=\nFN:x\nTEL:13800001001\nEND:VCARD\n");
        assert_eq!((h.cards[0].numbers.as_slice(), h.problem_count()), (["13800001001".to_owned()].as_slice(), 0));
    }

    #[test]
    fn a_nul_is_never_kept() {
        let h = harvest("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E=00b\nEND:VCARD\n".as_bytes());
        assert_eq!((h.cards[0].name.as_str(), h.problem_count()), ("李\u{fffd}b", 1));
    }

    #[test]
    fn a_picture_of_any_size_is_passed_over() {
        let mut card = b"BEGIN:VCARD\nFN:Ann\nPHOTO;ENCODING=b:".to_vec();
        card.resize(card.len() + 3 * LINE, b'A');
        card.extend_from_slice(b"\nTEL:13800001000\nEND:VCARD\n");
        let h = harvest(&card);
        assert_eq!((h.cards[0].numbers.as_slice(), h.problem_count()), (["13800001000".to_owned()].as_slice(), 0));
    }

    #[test]
    fn quoted_printable_keeps_what_is_no_escape() {
        assert_eq!(unquote(b"a=41=zz=4"), b"aA=zz=4");
        assert_eq!(unquote(b"end="), b"end");
    }
}
