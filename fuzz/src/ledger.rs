//! The ledger: any bytes; and chains that hold, of which one byte is changed.

use crate::heap;
use juzheng_core::digest::sha256;
use juzheng_core::model::ExhibitId;
use juzheng_core::vault::ledger::{Entry, Ledger, canonical};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Byte 0: 0..=127 the rest is a ledger, else the rest becomes the bodies of a ledger.
pub fn check(data: &[u8]) {
    let [how, rest @ ..] = data else { return };
    if *how < 128 { any(rest) } else { chain(usize::from(*how & 127), rest) }
}

fn parse(bytes: &[u8]) -> Ledger {
    let (ledger, peak) = heap::peak_of(|| Ledger::parse(PathBuf::from("ledger.jsonl"), bytes));
    // A line of one byte that does not hold costs a problem of some 300 bytes.
    assert!(peak <= (1 << 20) + 1024 * bytes.len(), "{peak} bytes of heap for a ledger of {}", bytes.len());
    ledger
}

fn any(bytes: &[u8]) {
    let ledger = parse(bytes);
    let whole = bytes.len() - ledger.half_line.len();
    assert_eq!(&bytes[whole..], ledger.half_line, "the half line is not the tail");
    assert!(whole == 0 || bytes[whole - 1] == b'\n');
    let lines = bytes[..whole].iter().filter(|b| **b == b'\n').count();
    // Each line is an entry or a problem; one that reads but does not hold is both.
    assert!(ledger.entries.len() <= lines && ledger.problems.len() <= lines && ledger.entries.len() + ledger.problems.len() >= lines);
    if ledger.problems.is_empty() {
        assert_eq!(rendered(&ledger.entries), bytes[..whole], "a ledger without problems is not what its entries say");
    }
    let last = ledger.entries.last().map_or(ExhibitId([0; 32]), |e| e.hash);
    assert_eq!(ledger.head(), last);
}

fn rendered(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        out.extend(canonical(&serde_json::to_value(entry).expect("an entry is plain data")).into_bytes());
        out.push(b'\n');
    }
    out
}

/// Lines of the input become bodies: JSON objects as they are, other text as a field.
fn chain(flip: usize, bytes: &[u8]) {
    let kinds = ["take", "fact", "derive", "review", "draft", "export", "withdraw"];
    let mut prev = ExhibitId([0; 32]);
    let mut out = Vec::new();
    for (i, line) in bytes.split(|b| *b == b'\n').enumerate() {
        let body = match serde_json::from_slice::<Value>(line) {
            Ok(Value::Object(object)) => Value::Object(object),
            _ => json!({ "text": String::from_utf8_lossy(line) }),
        };
        // What the ledger writes is what it reads: numbers that lose digits in RFC 8785 come back as they were written.
        let Ok(body) = serde_json::from_str::<Value>(&canonical(&body)) else { return };
        let kind = kinds[line.len() % kinds.len()];
        let mut entry = json!({ "seq": i + 1, "at": "2026-01-09T23:01:05+08:00", "kind": kind, "prev": prev, "body": body });
        prev = sha256(canonical(&entry).as_bytes());
        entry["hash"] = json!(prev);
        out.extend(canonical(&entry).into_bytes());
        out.push(b'\n');
    }
    let ledger = parse(&out);
    assert!(ledger.problems.is_empty() && ledger.half_line.is_empty(), "a chain that holds is called broken: {:?}", ledger.problems);
    assert_eq!(rendered(&ledger.entries), out);
    assert_eq!(ledger.head(), prev);
    let at = (flip * 7919 + bytes.len()) % out.len();
    out[at] ^= 1;
    let broken = parse(&out);
    assert!(!broken.problems.is_empty() || !broken.half_line.is_empty(), "byte {at} was changed and nothing is told");
    any(&out);
}
