//! What a machine heard in a recording. The sound is decoded and the speech recognised outside ([`crate::world::Ears`]); how its
//! words become lines with their seconds, and how they stand in a harvest, is decided here. Nothing a machine heard is ever
//! more than a lead: it may be wrong in every word, and each use says so.

use crate::error::Problem;
use crate::model::Entry;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Kind of the entry; fields: `lines`, `text` (each line with its second), `words` (JSON: milliseconds, score in hundredths, word),
/// `model`, `language`.
pub const ENTRY: &str = "heard";
/// Said of every machine transcript, wherever it is shown.
pub const MARK: &str = "机器听写，须核对";

/// A pause this long begins a new line, in milliseconds.
const PAUSE: u32 = 800;
/// A line is at most this long, in characters.
const LINE: usize = 60;

/// One word, or one Chinese character.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Where it begins, in milliseconds of the recording.
    pub at: u32,
    /// How sure the machine was, 0 to 1.
    pub score: f32,
    /// The word; a leading blank where it stands apart from the one before.
    pub text: String,
}

/// What was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// Share of the recording whose sound stays under 1 % of full scale, 0 to 1; none where nothing was decoded.
    pub silent: Option<f64>,
    /// Words in the order of their times.
    pub words: Vec<Word>,
    /// The model that heard them; none where only the sound was decoded.
    pub model: Option<String>,
    /// Language the model took it for, as it names it.
    pub language: Option<String>,
    /// What was lost on the way.
    pub problems: Vec<Problem>,
}

/// Lines with their times in front: `[01:05] 说的话`. A line ends at a pause, after a mark of punctuation, or when it grows long.
pub fn lines(words: &[Word]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut last, mut ended, mut length) = (0u32, true, 0usize);
    for word in words {
        let stop = word.text.trim_matches(['。', '！', '？', '!', '?', '.']).is_empty();
        if (ended && !stop) || word.at.saturating_sub(last) >= PAUSE || length >= LINE {
            out.push(format!("[{:02}:{:02}] {}", word.at / 60_000, word.at / 1000 % 60, word.text.trim_start()));
            length = 0;
        } else if let Some(line) = out.last_mut() {
            line.push_str(&word.text);
        }
        length += word.text.chars().count();
        (last, ended) = (word.at, stop);
    }
    out
}

/// The entry of a machine transcript; `None` when nothing was heard.
pub fn entry(heard: &Heard, at: Option<crate::model::When>) -> Option<Entry> {
    if heard.words.is_empty() {
        return None;
    }
    let lines = lines(&heard.words);
    let mut words = String::from("[");
    for (n, word) in heard.words.iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let hundredths = (word.score * 100.0).round().clamp(0.0, 100.0) as u8;
        // A string of this product's own making: writing to it cannot fail.
        let _ = write!(words, "{comma}[{},{hundredths},{}]", word.at, serde_json::Value::from(word.text.as_str()));
    }
    words.push(']');
    let mut fields = BTreeMap::from([("lines".to_owned(), lines.len().to_string()), ("text".to_owned(), lines.join("\n")), ("words".to_owned(), words), ("mark".to_owned(), MARK.to_owned())]);
    fields.extend(heard.model.clone().map(|m| ("model".to_owned(), m)));
    fields.extend(heard.language.clone().map(|l| ("language".to_owned(), l)));
    Some(Entry { row: 0, kind: ENTRY.to_owned(), at, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(at: u32, text: &str) -> Word {
        Word { at, score: 0.904, text: text.into() }
    }

    #[test]
    fn a_pause_or_a_stop_begins_a_line() {
        let words = [word(360, "还"), word(600, "钱"), word(720, "。"), word(900, "你"), word(1100, "好"), word(65_000, " ok"), word(65_200, " now")];
        assert_eq!(lines(&words), ["[00:00] 还钱。", "[00:00] 你好", "[01:05] ok now"]);
        let long: Vec<Word> = (0..130).map(|n| word(n * 100, "话")).collect();
        assert_eq!(lines(&long).iter().map(|l| l.chars().count()).collect::<Vec<_>>(), [68, 68, 18], "a line is not endless");
    }

    #[test]
    fn the_entry_keeps_each_word_with_its_second_and_score() {
        assert!(entry(&Heard::default(), None).is_none());
        let entry = entry(&Heard { words: vec![word(360, "还"), word(600, "\"钱")], model: Some("m".into()), ..Heard::default() }, None).expect("words");
        assert_eq!(entry.fields["words"], r#"[[360,90,"还"],[600,90,"\"钱"]]"#);
        assert_eq!((entry.fields["mark"].as_str(), entry.fields["text"].as_str()), (MARK, "[00:00] 还\"钱"));
    }
}
