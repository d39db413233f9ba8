//! The objects of a JSON file, one after another, in constant memory: the elements of the arrays that hold rows, and what
//! stands beside them. A broken element costs itself; a file that was cut off gives what stands before the cut.

use super::text::Encoding;
use std::io::{BufRead, BufReader, Read};

/// Longest row kept; a longer one is passed over and marked.
const ROW: usize = 8 * 1024 * 1024;
/// Longest value kept that is no row (a chat's own data, avatars).
const MEMBER: usize = 64 * 1024;
/// Deepest object looked into.
const DEEP: usize = 8;

/// What a piece of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An element of an array of rows.
    Row,
    /// The value of an object's member, no array of rows.
    Member,
}

/// One value of the file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Row or member.
    pub kind: Kind,
    /// Name of the array, or of the member; empty at the root.
    pub key: String,
    /// Name of the object it stands in; empty at the root.
    pub within: String,
    /// Where it begins in the source.
    pub offset: u64,
    /// Its bytes, nothing when it was too long.
    pub bytes: Vec<u8>,
    /// It was longer than what is kept.
    pub too_long: bool,
    /// It ended before the file did.
    pub whole: bool,
    /// It may be written as a script writes it ([`Rows::script`]).
    script: bool,
}

/// A value as a web page's script writes it, as JSON: names without quotes, texts in single quotes, a comma behind the last.
fn from_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {
                out.push('"');
                while let Some(inner) = chars.next() {
                    match inner {
                        _ if inner == c => break,
                        '\\' => match chars.next() {
                            // JSON knows these escapes only; any other letter stands for itself.
                            Some(e @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', e]),
                            Some('\n') | None => {}
                            Some(e) => out.push(e),
                        },
                        '"' => out.push_str("\\\""),
                        c if c < ' ' => out += &format!("\\u{:04x}", u32::from(c)),
                        c => out.push(c),
                    }
                }
                out.push('"');
            }
            c if c.is_ascii_alphabetic() || c == '_' || c == '$' => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$')) {
                    word.push(c);
                }
                let json = match word.as_str() {
                    "true" | "false" | "null" => word,
                    "True" => "true".to_owned(),
                    "False" => "false".to_owned(),
                    "None" | "undefined" => "null".to_owned(),
                    _ => format!("\"{word}\""),
                };
                out += &json;
            }
            '}' | ']' => {
                let kept = out.trim_end();
                out.truncate(kept.strip_suffix(',').unwrap_or(kept).len());
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

impl Piece {
    /// The value, when it is one. Bytes that are no UTF-8 are tried as GB18030; the flag says whether something was lost.
    pub fn value(&self) -> Option<(serde_json::Value, bool)> {
        let (text, lossy) = match std::str::from_utf8(&self.bytes) {
            Ok(text) => (std::borrow::Cow::Borrowed(text), false),
            Err(_) => {
                let (text, lossy) = Encoding::of_bytes(&self.bytes).unwrap_or(Encoding::Utf8).decode(&self.bytes);
                (text.into(), lossy)
            }
        };
        let value = serde_json::from_str(&text).ok().or_else(|| self.script.then(|| serde_json::from_str(&from_script(&text)).ok()).flatten());
        Some((value?, lossy))
    }
}

/// Which arrays hold rows.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// Those of these names, and one at the root.
    Named(&'static [&'static str]),
    /// Every array whose first element is an object or an array.
    Any,
    /// Whatever stands at the root: the elements of an array, or objects one after another (ndjson).
    Root,
}

enum Frame {
    Object(String),
    Rows(String),
}

/// Pieces of a stream.
pub struct Rows<'a> {
    reader: BufReader<&'a mut dyn Read>,
    wanted: Wanted,
    frames: Vec<Frame>,
    offset: u64,
    error: Option<std::io::Error>,
    script: bool,
}

impl<'a> Rows<'a> {
    /// Opens a stream.
    pub fn new(bytes: &'a mut dyn Read, wanted: Wanted) -> Self {
        Rows { reader: BufReader::with_capacity(super::HEAD, bytes), wanted, frames: Vec::new(), offset: 0, error: None, script: false }
    }

    /// The rows stand in a script and may be written as scripts write them: single quotes, names without quotes.
    pub fn script(&mut self) {
        self.script = true;
    }

    /// Passes over everything up to and with these bytes; `false` when they do not come.
    pub fn seek(&mut self, marker: &[u8]) -> bool {
        let mut met = 0;
        while met < marker.len() {
            let Some(byte) = self.take() else { return false };
            // The markers used have no part that repeats their beginning, so no further bookkeeping is needed.
            met = if byte == marker[met] { met + 1 } else { usize::from(byte == marker[0]) };
        }
        true
    }

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

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.reader.consume(1);
        self.offset += 1;
        Some(byte)
    }

    /// The next byte that is no blank and no separator, left in the stream.
    fn next_token(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' | b';' | 0xEF | 0xBB | 0xBF) {
                return Some(byte);
            }
            self.take();
        }
    }

    /// The next piece, or `None` at the end or at a read error (which [`Rows::finish`] gives).
    pub fn next_piece(&mut self) -> Option<Piece> {
        loop {
            let byte = self.next_token()?;
            match (self.frames.last(), byte) {
                (_, b'}' | b']') => {
                    self.take();
                    self.frames.pop();
                }
                (Some(Frame::Rows(key)), _) => {
                    let key = key.clone();
                    return Some(self.value(Kind::Row, key));
                }
                (Some(Frame::Object(_)), b'"') => {
                    let name = self.value(Kind::Member, String::new());
                    let key = name.value().and_then(|(v, _)| v.as_str().map(str::to_owned)).unwrap_or_default();
                    if self.next_token().is_none() {
                        return None;
                    }
                    if let Some(piece) = self.member(key) {
                        return Some(piece);
                    }
                }
                (Some(Frame::Object(_)), _) => {
                    // No name where one should stand: passed over.
                    self.take();
                }
                (None, _) => {
                    if let Some(piece) = self.member(String::new()) {
                        return Some(piece);
                    }
                }
            }
        }
    }

    /// What stands behind a name: an object or array to look into, or a piece.
    fn member(&mut self, key: String) -> Option<Piece> {
        let byte = self.peek()?;
        match byte {
            b'{' if matches!(self.wanted, Wanted::Root) => Some(self.value(Kind::Row, key)),
            b'{' if self.frames.len() < DEEP => {
                self.take();
                self.frames.push(Frame::Object(key));
                None
            }
            b'[' if self.frames.len() < DEEP && self.may_hold_rows(&key) => {
                let mut piece = self.piece(Kind::Member, key.clone());
                self.take();
                if !matches!(self.wanted, Wanted::Any) || self.next_token().is_none_or(|b| matches!(b, b'{' | b'[' | b']')) {
                    self.frames.push(Frame::Rows(key));
                    return None;
                }
                piece.bytes.push(b'[');
                Some(self.rest(piece, 1))
            }
            _ => Some(self.value(Kind::Member, key)),
        }
    }

    /// Whether an array of this name may hold rows.
    fn may_hold_rows(&self, key: &str) -> bool {
        match self.wanted {
            Wanted::Named(names) => self.frames.is_empty() || names.contains(&key),
            Wanted::Any => true,
            Wanted::Root => self.frames.is_empty(),
        }
    }

    /// Takes one value, whatever it is.
    fn value(&mut self, kind: Kind, key: String) -> Piece {
        let piece = self.piece(kind, key);
        self.rest(piece, 0)
    }

    fn piece(&self, kind: Kind, key: String) -> Piece {
        let within = self.frames.iter().rev().find_map(|f| if let Frame::Object(name) = f { Some(name.clone()) } else { None }).unwrap_or_default();
        Piece { kind, key, within, offset: self.offset, bytes: Vec::new(), too_long: false, whole: false, script: self.script }
    }

    /// Takes the rest of a value of which `depth` brackets are open.
    fn rest(&mut self, mut piece: Piece, mut depth: u64) -> Piece {
        let limit = if piece.kind == Kind::Row { ROW } else { MEMBER };
        // The mark that closes the text being passed, if one is open.
        let (mut quoted, mut escaped): (Option<u8>, bool) = (None, false);
        'all: loop {
            let buffer = match self.reader.fill_buf() {
                Ok([]) => break,
                Ok(buffer) => buffer,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.error.get_or_insert(e);
                    break;
                }
            };
            let mut used = 0;
            let mut done = false;
            for &byte in buffer {
                let plain = quoted.is_none() && depth == 0 && used + piece.bytes.len() > 0;
                if plain && matches!(byte, b',' | b'}' | b']' | b'\n') {
                    // A number or a word ends before what follows it.
                    done = true;
                    break;
                }
                used += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted.is_some() => escaped = true,
                    _ if quoted == Some(byte) => {
                        quoted = None;
                        done = depth == 0;
                    }
                    _ if quoted.is_some() => {}
                    b'"' => quoted = Some(byte),
                    b'\'' if self.script => quoted = Some(byte),
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        done = depth == 0;
                    }
                    _ => {}
                }
                if done {
                    break;
                }
            }
            if piece.bytes.len() + used > limit {
                // One byte stays, so that the value is known to have begun.
                piece.too_long = true;
                piece.bytes = vec![b' '];
            } else if !piece.too_long {
                piece.bytes.extend_from_slice(&buffer[..used]);
            }
            self.offset += used as u64;
            self.reader.consume(used);
            if done {
                piece.whole = true;
                break 'all;
            }
        }
        piece
    }

    /// Where reading stands, in bytes.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// At the end of a reader: an empty file and a read error as problems.
    pub fn finish(self, harvest: &mut super::Harvest) {
        super::markup::ended(self.error, self.offset, harvest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, wanted: Wanted) -> Vec<(Kind, String, String, bool)> {
        let mut bytes = text.as_bytes();
        let mut rows = Rows::new(&mut bytes, wanted);
        std::iter::from_fn(|| rows.next_piece()).map(|p| (p.kind, p.key.clone(), String::from_utf8_lossy(&p.bytes).into_owned(), p.whole)).collect()
    }

    fn piece(kind: Kind, key: &str, text: &str, whole: bool) -> (Kind, String, String, bool) {
        (kind, key.into(), text.into(), whole)
    }

    #[test]
    fn rows_and_what_stands_beside_them() {
        let text = "\u{feff}{\"session\":{\"name\":\"甲\"},\"n\":1,\"messages\":[{\"a\":\"]}\\\"\"}, 2 ,[3]],\"end\":null}";
        let all = pieces(text, Wanted::Named(&["messages"]));
        assert_eq!(all, [piece(Kind::Member, "name", "\"甲\"", true), piece(Kind::Member, "n", "1", true), piece(Kind::Row, "messages", "{\"a\":\"]}\\\"\"}", true), piece(Kind::Row, "messages", "2 ", true), piece(Kind::Row, "messages", "[3]", true), piece(Kind::Member, "end", "null", true)]);
    }

    #[test]
    fn any_array_of_objects_is_found_and_others_are_not() {
        let all = pieces("{\"x\":[1,2],\"pageMap\":{\"result\":[{\"a\":1}]}}", Wanted::Any);
        assert_eq!(all, [piece(Kind::Member, "x", "[1,2]", true), piece(Kind::Row, "result", "{\"a\":1}", true)]);
        assert_eq!(pieces("[{},{}]", Wanted::Any).len(), 2);
    }

    #[test]
    fn a_list_in_a_script_is_read_as_scripts_write_it() {
        let text = r#"const m = [{ type:1, text: 'it\'s "还钱" }',is_send:False,avatar_path:'',},{"type":1,"text":"don't","a":null},]"#;
        let mut bytes = text.as_bytes();
        let mut rows = Rows::new(&mut bytes, Wanted::Named(&[]));
        assert!(rows.seek(b"const m = "));
        rows.script();
        let values: Vec<_> = std::iter::from_fn(|| rows.next_piece()).map(|p| p.value().expect("a value").0).collect();
        assert_eq!(values, [serde_json::json!({"type": 1, "text": "it's \"还钱\" }", "is_send": false, "avatar_path": ""}), serde_json::json!({"type": 1, "text": "don't", "a": null})]);
        // Elsewhere a single quote is no quote.
        assert_eq!(pieces("[{a:'x'}]", Wanted::Root).len(), 1);
    }

    #[test]
    fn a_cut_file_gives_what_stands_before_the_cut() {
        assert_eq!(pieces("[{\"a\":1},{\"a\":\"x", Wanted::Any), [piece(Kind::Row, "", "{\"a\":1}", true), piece(Kind::Row, "", "{\"a\":\"x", false)]);
        for text in ["[", "{", "{\"a\"", "{\"a\":", "]]}}", "{\"a\":]", "{x:1}", ",:"] {
            assert!(pieces(text, Wanted::Any).len() < 3, "{text}");
        }
    }

    #[test]
    fn an_endless_value_is_passed_over() {
        let text = format!("[{{\"a\":\"{}\"}},{{\"a\":1}}]", "x".repeat(ROW));
        let mut bytes = text.as_bytes();
        let mut rows = Rows::new(&mut bytes, Wanted::Any);
        let (first, second) = (rows.next_piece().expect("a row"), rows.next_piece().expect("a row"));
        assert!(first.too_long && first.bytes.len() < 2 && !second.too_long);
    }
}
