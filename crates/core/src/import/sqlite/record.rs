//! One row's values (sqlite.org/fileformat2.html, section 2.1). Values borrow from the database where they can.

use super::Table;
use std::borrow::Cow;

/// How text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    pub(super) fn of(number: u32) -> Encoding {
        match number {
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        }
    }
}

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; the flag tells that bytes were no text and were replaced by U+FFFD (a NUL too).
    Text(Cow<'a, str>, bool),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Its table.
    pub table: &'a Table,
    /// Row id; 0 in a table without.
    pub rowid: i64,
    /// Where the cell begins in the database file (with its log laid over it).
    pub offset: u64,
    pub(super) values: Vec<Value<'a>>,
}

impl<'a> Row<'a> {
    /// The value of a column; `Null` when the table has none of this name or the row is older than the column.
    pub fn value(&self, column: &str) -> Value<'a> {
        let Some(column) = self.table.column(column) else { return Value::Null };
        if column.rowid {
            return Value::Int(self.rowid);
        }
        column.stored.and_then(|i| self.values.get(i)).cloned().unwrap_or(Value::Null)
    }

    /// Text, or a number written as text; `None` for nothing and for bytes that are no UTF-8.
    pub fn text(&self, column: &str) -> Option<Cow<'a, str>> {
        match self.value(column) {
            Value::Text(text, _) => Some(text),
            Value::Int(n) => Some(n.to_string().into()),
            Value::Real(n) if n.is_finite() => Some(n.to_string().into()),
            Value::Blob(bytes) => match bytes {
                Cow::Borrowed(b) => std::str::from_utf8(b).ok().filter(|t| !t.contains('\0')).map(Cow::Borrowed),
                Cow::Owned(b) => String::from_utf8(b).ok().filter(|t| !t.contains('\0')).map(Cow::Owned),
            },
            _ => None,
        }
    }

    /// A whole number, also one stored as text or as a floating-point number.
    pub fn int(&self, column: &str) -> Option<i64> {
        match self.value(column) {
            Value::Int(n) => Some(n),
            // Beyond 2^63 the cast would saturate; such a number is none of ours.
            Value::Real(n) if n.is_finite() && n.abs() < 9.2e18 => Some(n as i64),
            Value::Text(text, _) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A number with its fraction.
    pub fn real(&self, column: &str) -> Option<f64> {
        match self.value(column) {
            Value::Int(n) => Some(n as f64),
            Value::Real(n) if n.is_finite() => Some(n),
            Value::Text(text, _) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }

    /// Bytes.
    pub fn blob(&self, column: &str) -> Option<Cow<'a, [u8]>> {
        match self.value(column) {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether any text of these columns had bytes that are no text.
    pub fn damaged(&self, columns: &[&str]) -> bool {
        columns.iter().any(|c| matches!(self.value(c), Value::Text(_, true)))
    }
}

/// A variable-length integer; moves `at` behind it.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut value: u64 = 0;
    for i in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if i == 8 {
            return Some(((value << 8) | u64::from(byte)) as i64);
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some(value as i64);
        }
    }
    None
}

/// The values of a record; `None` when it does not hold together.
pub(super) fn values(payload: Cow<[u8]>, encoding: Encoding) -> Option<Vec<Value>> {
    let mut at = 0;
    let head = usize::try_from(varint(&payload, &mut at)?).ok().filter(|h| *h >= at && *h <= payload.len())?;
    let mut body = head;
    let mut values = Vec::new();
    while at < head {
        let kind = varint(&payload[..head], &mut at)?;
        let (start, size) = (body, size_of(kind)?);
        body = body.checked_add(size).filter(|end| *end <= payload.len())?;
        values.push(value(&payload, start..body, kind, encoding)?);
    }
    Some(values)
}

fn size_of(kind: i64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        n @ 1..=4 => n as usize,
        5 => 6,
        6 | 7 => 8,
        n if n >= 12 => usize::try_from((n - 12) / 2).ok()?,
        _ => return None,
    })
}

fn value<'a>(payload: &Cow<'a, [u8]>, range: std::ops::Range<usize>, kind: i64, encoding: Encoding) -> Option<Value<'a>> {
    let bytes = &payload[range.clone()];
    Some(match kind {
        0 => Value::Null,
        8 => Value::Int(0),
        9 => Value::Int(1),
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        1..=6 => {
            let negative = bytes.first().is_some_and(|b| *b >= 0x80);
            Value::Int(bytes.iter().fold(if negative { -1i64 } else { 0 }, |n, b| (n << 8) | i64::from(*b)))
        }
        n if n % 2 == 0 => Value::Blob(match payload {
            Cow::Borrowed(all) => Cow::Borrowed(&all[range]),
            Cow::Owned(_) => Cow::Owned(bytes.to_vec()),
        }),
        _ => match encoding {
            Encoding::Utf8 => {
                let lent: Cow<'a, [u8]> = match payload {
                    Cow::Borrowed(all) => Cow::Borrowed(&all[range]),
                    Cow::Owned(_) => Cow::Owned(bytes.to_vec()),
                };
                utf8(lent)
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let units = bytes.chunks_exact(2).map(|c| if encoding == Encoding::Utf16Le { u16::from_le_bytes([c[0], c[1]]) } else { u16::from_be_bytes([c[0], c[1]]) });
                let mut lossy = bytes.len() % 2 == 1;
                let text: String = char::decode_utf16(units).map(|c| c.ok().filter(|c| *c != '\0').unwrap_or_else(|| { lossy = true; '\u{fffd}' })).collect();
                Value::Text(text.into(), lossy)
            }
        },
    })
}

fn utf8(bytes: Cow<[u8]>) -> Value {
    // A NUL would cut the words short in other programs.
    let clean = std::str::from_utf8(&bytes).is_ok() && memchr::memchr(0, &bytes).is_none();
    match bytes {
        Cow::Borrowed(b) if clean => Value::Text(String::from_utf8_lossy(b), false),
        other => {
            let text = String::from_utf8_lossy(&other).replace('\0', "\u{fffd}");
            Value::Text(text.into(), !clean)
        }
    }
}
