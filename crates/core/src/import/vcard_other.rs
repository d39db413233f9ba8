//! Address books in vCard's other two spellings: jCard (JSON, RFC 7095) and xCard (XML, RFC 6351). A person is a card, its numbers are
//! those of `tel`; a name is `fn`, else put together from `n`.

use super::json_rows::{Piece, Rows, Wanted};
use super::markup::{Markup, Token};
use super::text::person_name;
use super::vcard_text::{clean, number};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use serde_json::Value;
use std::io::Read;

/// jCard and xCard.
pub static FORMAT: Format = Format { id: "vcard_other", title: "通讯录名片（jCard、xCard）", version: 1, holds: Holds::AddressBook, claims, read };

/// Most numbers of a card.
const NUMBERS: usize = 200;

fn is_json(head: &[u8]) -> bool {
    let dense: Vec<u8> = head.iter().filter(|b| !b.is_ascii_whitespace()).take(16).copied().collect();
    let dense = dense.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&dense);
    [&b"[\"vcard\",["[..], b"[[\"vcard\",["].iter().any(|mark| dense.starts_with(mark))
}

fn is_xml(head: &[u8]) -> bool {
    let has = |word: &str| memchr::memmem::find(head, word.as_bytes()).is_some();
    has("urn:ietf:params:xml:ns:vcard-4.0") && has("vcard")
}

fn claims(probe: &Probe) -> Claim {
    if is_json(probe.head) || is_xml(probe.head) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut head = Vec::new();
    let error = (&mut *source.bytes).take(super::HEAD as u64).read_to_end(&mut head).err();
    if let Some(error) = &error {
        harvest.problem(crate::error::Problem::io("文件开头", "读取文件", error));
    }
    let json = is_json(&head);
    let mut whole = std::io::Cursor::new(head).chain(&mut *source.bytes);
    if json { read_json(&mut whole, harvest) } else { read_xml(&mut whole, harvest) }
}

/// A person being read.
#[derive(Default)]
struct Person {
    shown: String,
    family: String,
    given: String,
    middle: String,
    numbers: Vec<String>,
    lossy: bool,
}

impl Person {
    fn take(self, harvest: &mut Harvest) {
        let put = person_name(&self.family, &self.given, &self.middle);
        let name = if self.shown.is_empty() { put } else { self.shown };
        let row = harvest.card(clean(&name), self.numbers);
        if self.lossy {
            harvest.repaired(row, "这张名片里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }

    fn number(&mut self, text: &str) {
        let number = clean(&number(text));
        if !number.is_empty() && self.numbers.len() < NUMBERS && !self.numbers.contains(&number) {
            self.numbers.push(number);
        }
    }
}

fn read_json(bytes: &mut dyn Read, harvest: &mut Harvest) {
    let mut rows = Rows::new(bytes, Wanted::Root);
    while let Some(piece) = rows.next_piece() {
        match piece.value() {
            Some((Value::String(word), _)) if word == "vcard" => {}
            // `["vcard", […]]` in a list of several.
            Some((Value::Array(list), lossy)) if list.first().is_some_and(|w| w == "vcard") => properties(list.get(1).unwrap_or(&Value::Null), lossy, harvest),
            Some((list @ Value::Array(_), lossy)) => properties(&list, lossy, harvest),
            _ => refuse(&piece, harvest),
        }
    }
    rows.finish(harvest);
}

fn refuse(piece: &Piece, harvest: &mut Harvest) {
    let what = if piece.whole { "这一条不是认识的名片写法" } else { "文件到这里中断，这张名片没有写完" };
    harvest.refuse("json.bad_row", what, "请重新导出完整的通讯录；其余名片照常读取");
}

/// A property is `[name, parameters, type, value, …]`.
fn properties(list: &Value, lossy: bool, harvest: &mut Harvest) {
    let text = |value: &Value| value.as_str().map(|t| t.replace('\0', "\u{fffd}")).unwrap_or_default();
    let mut person = Person { lossy, ..Person::default() };
    for property in list.as_array().into_iter().flatten() {
        let value = &property[3];
        match property[0].as_str().unwrap_or_default().to_ascii_lowercase().as_str() {
            "fn" if person.shown.is_empty() => person.shown = text(value),
            "n" => (person.family, person.given, person.middle) = (text(&value[0]), text(&value[1]), text(&value[2])),
            "tel" => person.number(&text(value)),
            _ => {}
        }
    }
    person.take(harvest);
}

fn read_xml(bytes: &mut dyn Read, harvest: &mut Harvest) {
    let mut markup = Markup::new(bytes);
    let mut person: Option<Person> = None;
    // Names of the elements open below the card.
    let mut path: Vec<String> = Vec::new();
    let mut tel = String::new();
    while let Some(placed) = markup.next_token() {
        match placed.token {
            Token::Open { name, empty, .. } if name == "vcard" => {
                if let Some(cut) = person.take() {
                    cut.take(harvest);
                }
                path.clear();
                person = Some(Person::default());
                if empty {
                    person.take().unwrap_or_default().take(harvest);
                }
            }
            Token::Open { name, empty: false, .. } if person.is_some() && path.len() < 16 => {
                if path.is_empty() {
                    tel.clear();
                }
                path.push(name);
            }
            Token::Open { .. } => {}
            Token::Close(name) if name == "vcard" => {
                if let Some(person) = person.take() {
                    person.take(harvest);
                }
            }
            Token::Close(name) => {
                let Some(at) = path.iter().rposition(|n| *n == name) else { continue };
                path.truncate(at);
                if let Some(person) = person.as_mut().filter(|_| path.is_empty() && name == "tel") {
                    person.number(&std::mem::take(&mut tel));
                }
            }
            Token::Text(text) => {
                let Some(person) = &mut person else { continue };
                let text = text.replace('\0', "\u{fffd}");
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                let into = match names.as_slice() {
                    ["fn", "text"] => &mut person.shown,
                    ["n", "surname"] => &mut person.family,
                    ["n", "given"] => &mut person.given,
                    ["n", "additional"] => &mut person.middle,
                    ["tel", "uri" | "text"] => &mut tel,
                    _ => continue,
                };
                person.lossy |= placed.lossy;
                if into.len() < 4096 {
                    into.push_str(&text);
                }
            }
        }
    }
    if let Some(cut) = person {
        let row = harvest.next_row();
        cut.take(harvest);
        harvest.repaired(row, "文件到这里中断，这张名片可能不全");
    }
    markup.finish(harvest);
}
