//! An address book is other people's data. Its bytes are not copied; what stays is an index of salted hashes of its
//! numbers (so that a contacted number can be recognised) and the entries that events touch.
//!
//! Honest limit: a telephone number has few possibilities, so whoever holds the salt can try them all. The index
//! therefore never leaves the case folder; an exported bundle does not carry it (SHORTCOMINGS.md).

use crate::error::{Problem, Result};
use crate::import::Harvest;
use crate::model::{Card, ExhibitId};
use crate::number;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::collections::BTreeSet;

/// The index of one address book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Salt, hex.
    pub salt: String,
    /// Sorted salted hashes of all numbers, hex, 16 bytes each.
    pub numbers: Vec<String>,
    /// Entries that events or stated people touch.
    pub entries: Vec<Card>,
    /// Rows, entries with at least one number.
    pub cards: u64,
    /// Rows of the source that were skipped or refused, and troubles of the file; none holds a name or number.
    pub rows: u64,
    /// Problems of the reading.
    pub problems: Vec<Problem>,
}

impl Book {
    /// Indexes a harvest of cards. `touched` are the number keys of all events and stated people.
    pub fn index(harvest: &Harvest, salt: [u8; 16], touched: &BTreeSet<String>) -> Book {
        let salt: String = salt.iter().map(|b| format!("{b:02x}")).collect();
        let mut numbers = BTreeSet::new();
        let mut entries = Vec::new();
        for card in &harvest.cards {
            let keys: Vec<String> = card.numbers.iter().map(|n| number::key(n)).filter(|k| !k.is_empty()).collect();
            numbers.extend(keys.iter().map(|k| salted(&salt, k)));
            let hits: Vec<String> = card.numbers.iter().filter(|n| touched.contains(&number::key(n))).cloned().collect();
            if !hits.is_empty() {
                entries.push(Card { row: card.row, name: card.name.clone(), numbers: hits });
            }
        }
        Book { salt, numbers: numbers.into_iter().collect(), entries, cards: harvest.cards.len() as u64, rows: harvest.rows(), problems: harvest.problems.clone() }
    }

    /// Whether a number is in the address book.
    pub fn holds(&self, key: &str) -> bool {
        self.numbers.binary_search(&salted(&self.salt, key)).is_ok()
    }

    /// Name the address book gives a number, if events touched it when the book was read.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|c| c.numbers.iter().any(|n| number::key(n) == key)).map(|c| c.name.as_str())
    }

    /// Reads an index file.
    pub fn from_json(bytes: &[u8], id: ExhibitId) -> Result<Book> {
        serde_json::from_slice(bytes).map_err(|e| Problem::new("book.unreadable", format!("通讯录索引无法解析（{e}）"), format!("books/{id}.json"), "请重新加入一次这份通讯录"))
    }
}

fn salted(salt: &str, key: &str) -> String {
    let mut hash = sha2::Sha256::new();
    hash.update(salt.as_bytes());
    hash.update(b":");
    hash.update(key.as_bytes());
    hash.finalize()[..16].iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_touched_entries_keep_their_names() {
        let mut harvest = Harvest::default();
        harvest.card("姐姐".into(), vec!["138 0000 0002".into()]);
        harvest.card("同学".into(), vec!["13800000003".into(), "0591-00000001".into()]);
        let touched = BTreeSet::from(["13800000002".to_owned()]);
        let book = Book::index(&harvest, [7; 16], &touched);
        assert!(book.holds("13800000002") && book.holds("059100000001") && !book.holds("13800000009"));
        assert_eq!((book.name("13800000002"), book.name("13800000003")), (Some("姐姐"), None));
        let text = serde_json::to_string(&book).expect("JSON");
        assert!(!text.contains("同学") && !text.contains("13800000003"), "an untouched person must not be stored");
    }
}
