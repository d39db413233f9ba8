//! Fonts of a PDF (ISO 32000-1, 9.6 to 9.10): which letters its codes mean, by ToUnicode or by the Chinese encodings that say it by their name,
//! and how far they reach on the page.

use super::pdf_text::unpacked;
use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_16BE, WINDOWS_1252};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::collections::BTreeMap;

/// How a font's codes become letters, and how wide they are.
pub struct Font {
    unicode: Option<CMap>,
    /// Letters by an encoding whose name says which; `None` for codes without a stated meaning.
    encoding: Option<&'static Encoding>,
    /// Two bytes a code where ToUnicode is used.
    wide: bool,
    widths: Widths,
}

/// Widths of a font's letters, in parts of its height.
#[derive(Default)]
struct Widths {
    /// By code or, in a composite font, by the letter's number (CID).
    known: BTreeMap<u32, f64>,
    /// Runs of numbers of one width.
    runs: Vec<(u32, u32, f64)>,
    /// Every other letter of a composite font (DW).
    other: Option<f64>,
    /// Composite, where the numbers of ASCII letters in its character collection are 1 to 95.
    proportional: bool,
    composite: bool,
}

/// Most widths kept of a font.
const WIDTHS: usize = 70_000;

impl Widths {
    fn of(dict: &Dict, composite: bool, encoding: &str) -> Widths {
        let mut widths = Widths { composite, ..Widths::default() };
        let fits = |w: f64| (w.is_finite() && (0.0..=5000.0).contains(&w)).then_some(w / 1000.0);
        if !composite {
            let first = dict.get::<Number>("FirstChar").map_or(0.0, |n| n.as_f64()).max(0.0) as u32;
            for (n, width) in dict.get::<Array>("Widths").iter().flat_map(|a| a.iter::<Number>()).take(256).enumerate() {
                widths.known.extend(fits(width.as_f64()).map(|w| (first + n as u32, w)));
            }
            return widths;
        }
        let Some(inner) = dict.get::<Array>("DescendantFonts").and_then(|a| a.iter::<Dict>().next()) else { return widths };
        widths.other = fits(inner.get::<Number>("DW").map_or(1000.0, |n| n.as_f64()));
        // The Unicode encodings and those marked p hold proportional letters; GBK-EUC-H and its like half-width ones.
        widths.proportional = ["UCS2", "UTF16", "GBKp", "GBpc"].iter().any(|p| encoding.contains(p));
        let list: Vec<Object> = inner.get::<Array>("W").map(|a| a.iter::<Object>().take(WIDTHS).collect()).unwrap_or_default();
        let mut at = 0;
        while let Some(Object::Number(first)) = list.get(at) {
            let first = first.as_f64().clamp(0.0, 65_535.0) as u32;
            match (list.get(at + 1), list.get(at + 2)) {
                (Some(Object::Array(each)), _) => {
                    let room = WIDTHS.saturating_sub(widths.known.len());
                    for (n, width) in each.iter::<Number>().take(room).enumerate() {
                        widths.known.extend(fits(width.as_f64()).map(|w| (first + n as u32, w)));
                    }
                    at += 2;
                }
                (Some(Object::Number(last)), Some(Object::Number(width))) => {
                    widths.runs.extend(fits(width.as_f64()).map(|w| (first, last.as_f64().clamp(0.0, 65_535.0) as u32, w)));
                    at += 3;
                }
                _ => break,
            }
        }
        widths
    }

    /// The width of a code of `length` bytes; nothing when the font does not say.
    fn width(&self, code: u32, length: usize, encoding: Option<&'static Encoding>) -> Option<f64> {
        let number = match encoding {
            _ if !self.composite => Some(code),
            None => Some(code),
            Some(_) if (0x20..0x7f).contains(&code) => {
                if !self.proportional {
                    return Some(0.5);
                }
                Some(code - 0x1f)
            }
            // Which number another letter has, only the character map knows: as wide as all others.
            Some(_) => None,
        };
        let said = number.and_then(|n| self.known.get(&n).copied().or_else(|| self.runs.iter().find(|(from, to, _)| (*from..=*to).contains(&n)).map(|(.., w)| *w)));
        said.or(self.other.filter(|_| self.composite && (length == 2 || self.proportional)))
    }
}

impl Font {
    /// A font of a page's resources.
    pub fn of(dict: &Dict) -> Font {
        let unicode = dict.get::<Stream>("ToUnicode").map(|s| unpacked(&s)).and_then(|b| CMap::parse(&b, |_| None));
        let composite = dict.get::<Name>("Subtype").is_some_and(|n| n.as_str() == "Type0");
        let name = dict.get::<Name>("Encoding").map(|n| n.as_str().to_owned()).unwrap_or_default();
        let has = |parts: &[&str]| parts.iter().any(|p| name.contains(p));
        let encoding = match () {
            () if !composite => Some(WINDOWS_1252),
            () if has(&["UCS2", "UTF16"]) => Some(UTF_16BE),
            () if has(&["GBK", "GB-EUC", "GBpc", "GBT"]) => Some(GB18030),
            () if has(&["B5", "HKscs"]) => Some(BIG5),
            () if has(&["RKSJ"]) => Some(SHIFT_JIS),
            () => None,
        };
        let widths = Widths::of(dict, composite, &name);
        Font { unicode, encoding, wide: composite && encoding.is_none_or(|e| e == UTF_16BE), widths }
    }

    /// Bytes of the code that begins here.
    fn length(&self, first: u8) -> usize {
        if self.wide || self.encoding.is_some_and(|e| e != WINDOWS_1252 && e != UTF_16BE) && first >= 0x81 { 2 } else { 1 }
    }

    /// How far these codes reach in parts of the height, how many they are and how many of them are single blanks (which `Tw` widens);
    /// nothing when the font does not say the width of one.
    pub fn advance(&self, bytes: &[u8]) -> Option<(f64, usize, usize)> {
        let (mut all, mut codes, mut blanks, mut rest) = (0.0, 0, 0, bytes);
        while let Some(first) = rest.first() {
            let length = self.length(*first).min(rest.len());
            let code = rest[..length].iter().fold(0u32, |n, b| n << 8 | u32::from(*b));
            all += self.widths.width(code, length, self.encoding)?;
            codes += 1;
            blanks += usize::from(length == 1 && code == 0x20);
            rest = &rest[length..];
        }
        Some((all, codes, blanks))
    }

    /// The letters of these codes.
    pub fn text(&self, bytes: &[u8], unknown: &mut u64) -> String {
        let Some(map) = &self.unicode else {
            let Some(encoding) = self.encoding else {
                *unknown += bytes.len() as u64 / 2;
                return "\u{fffd}".repeat(bytes.len() / 2);
            };
            return encoding.decode_without_bom_handling(bytes).0.into_owned();
        };
        let mut out = String::new();
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let length = self.length(*first);
            let code = rest.iter().take(length).fold(0u32, |n, b| n << 8 | u32::from(*b));
            match map.lookup_bf_string(code) {
                Some(BfString::Char(c)) => out.push(c),
                Some(BfString::String(s)) => out += &s,
                None => match self.encoding.filter(|e| !self.wide || *e == UTF_16BE) {
                    Some(encoding) => out += &encoding.decode_without_bom_handling(&rest[..length.min(rest.len())]).0,
                    None => {
                        *unknown += 1;
                        out.push('\u{fffd}');
                    }
                },
            }
            rest = &rest[length.min(rest.len())..];
        }
        out
    }
}
