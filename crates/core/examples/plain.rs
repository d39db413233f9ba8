//! For whoever trains the second opinion (`scripts/train_second.py`): reads a JSON object a line (`text`, `to`) and adds `plain`, the text
//! as the reader of words spells it, `heard`, the same with every number as one, `parts`, what of it is weighed on its own, and `lexicon`, the acts the lexicon alone finds (1 weak, 2 firm). So training and use see the same
//! characters.

use juzheng_core::screen::recipient;
use juzheng_core::words::{Recipient, Scratch, Words};
use serde_json::{Map, Value};
use std::io::{BufRead, BufWriter, Write};

fn main() -> std::io::Result<()> {
    let words = Words::embedded();
    let mut scratch = Scratch::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let mut row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let to = row["to"].as_str().and_then(recipient).unwrap_or(Recipient::Unknown);
        let mut found: Map<String, Value> = Map::new();
        for hit in words.scan_lexicon(&text, to, &mut scratch) {
            let tier = if hit.weak { 1 } else { 2 };
            let held = found.entry(words.name(hit.family)).or_insert_with(|| Value::from(0));
            *held = Value::from(tier.max(held.as_i64().unwrap_or(0)));
        }
        let (frame, hush) = words.frame_and_hush(&text, to, &mut scratch);
        row["frame"] = Value::from(frame);
        row["hush"] = Value::from(hush);
        row["plain"] = Value::from(words.plain(&text));
        let (heard, parts) = words.heard(&text);
        row["heard"] = Value::from(heard);
        row["parts"] = parts.iter().map(|(from, until)| Value::from(vec![*from, *until])).collect();
        row["lexicon"] = Value::Object(found);
        writeln!(out, "{row}")?;
    }
    Ok(())
}
