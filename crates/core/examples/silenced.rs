//! For scripts/witness.py: which line does a spoilt lexicon speak of that the whole one leaves alone?
//!
//! `silenced FOLDER POOL`: the folder of words, and a file of JSON objects a line (`text`, `to`). On standard input a JSON object a
//! line: `file` (stem) and its spoilt `text`. For each one object is written: the `family` that now speaks, and the first line of
//! the pool that shows it, or nothing.

use juzheng_core::screen::recipient;
use juzheng_core::words::{Recipient, Scratch, Words};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, Write};

/// The families that speak in a text, by the lexicon alone.
fn speaking(words: &Words, text: &str, to: Recipient, scratch: &mut Scratch) -> BTreeSet<String> {
    words.scan_lexicon(text, to, scratch).iter().map(|hit| words.name(hit.family).to_owned()).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [folder, pool] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "silenced FOLDER POOL")?;
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        // The second opinion has no part in this.
        if path.extension().is_some_and(|e| e == "toml") && stem != "_second" {
            files.push((stem, std::fs::read_to_string(&path)?));
        }
    }
    files.sort();
    let load = |spoilt: Option<(&str, &str)>| {
        let list: Vec<(&str, &str)> = files.iter().map(|(stem, text)| (&**stem, spoilt.filter(|(s, _)| s == stem).map_or(&**text, |(_, t)| t))).collect();
        Words::load(&list)
    };
    let whole = load(None).map_err(|problems| format!("{problems:#?}"))?;
    let mut scratch = Scratch::default();
    let mut lines: Vec<(String, String, Recipient, BTreeSet<String>)> = Vec::new();
    for line in std::fs::read_to_string(pool)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let (text, name) = (row["text"].as_str().unwrap_or_default(), row["to"].as_str().unwrap_or_default());
        let to = recipient(name).unwrap_or(Recipient::Unknown);
        let spoken = speaking(&whole, text, to, &mut scratch);
        lines.push((text.to_owned(), name.to_owned(), to, spoken));
    }
    for line in std::io::stdin().lock().lines() {
        let spoilt: Value = serde_json::from_str(&line?)?;
        let part = |name: &str| spoilt[name].as_str().unwrap_or_default();
        let found = match load(Some((part("file"), part("text")))) {
            Ok(words) => lines
                .iter()
                .find_map(|(text, name, to, before)| {
                    let now = speaking(&words, text, *to, &mut scratch);
                    now.difference(before).next().map(|family| json!({"family": family, "to": name, "text": text}))
                })
                // What falls silent instead is told by `juzheng casebook check` too, from the files' own examples.
                .or_else(|| (!words.check_examples().is_empty()).then(|| json!({"family": Value::Null}))),
            // What cannot be loaded is told by `juzheng casebook check`.
            Err(_) => Some(json!({"family": Value::Null})),
        };
        writeln!(std::io::stdout(), "{}", found.unwrap_or(json!({})))?;
    }
    Ok(())
}
