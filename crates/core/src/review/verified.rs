//! What an official place answered when somebody asked whether a message is genuine: 12368 about a case number, a bar
//! association about a lawyer, a number looked up. The answer is put beside the messages it is about, and no others.

use crate::facts::Facts;
use crate::facts::told::{Told, genuine};
use crate::normalise::Timeline;
use crate::number;
use crate::rules::Answer;
use serde_json::Value;
use std::collections::HashMap;

/// Keys that hold the answer, and keys that say when, by whom and where it was asked; the rest says what was asked about.
const ANSWER: [&str; 10] = ["result", "answer", "reply", "outcome", "status", "conclusion", "finding", "response", "verdict", "note"];
const ASKED: [&str; 15] = ["id", "at", "date", "time", "with", "by", "via", "asked", "asked_at", "channel", "kind", "type", "route", "reply_at", "method"];

/// Event → what was answered about it.
pub fn answers(facts: &Facts, timeline: &Timeline) -> HashMap<usize, Answer> {
    let mut found = HashMap::new();
    for told in Told::each("verifications", &facts.verifications) {
        let Some(answer) = answer(&told) else { continue };
        let about = about(&told);
        for (i, event) in timeline.events.iter().enumerate() {
            let words = event.words();
            let peer = &timeline.people.party(event.peer).key;
            let key = event.record.at.key();
            let meant = about.iter().any(|a| {
                let line = number::key(a);
                (a.chars().count() >= 2 && !a.is_ascii() && words.contains(a.as_str()))
                    || (a.len() >= 4 && a.is_ascii() && (words.contains(a.as_str()) || key.starts_with(a.as_str())))
                    || (!line.is_empty() && line == *peer)
                    || names(a).iter().any(|n| words.contains(n.as_str()))
            });
            if meant {
                // Two answers that differ: the one that doubts the message stands, and a person looks again.
                let known = found.entry(i).or_insert(answer);
                if answer == Answer::NotGenuine {
                    *known = answer;
                }
            }
        }
    }
    found
}

fn answer(told: &Told) -> Option<Answer> {
    let yes = told.flag(&["genuine", "found", "exists", "real", "valid", "verified", "confirmed", "result", "answer"]);
    let said = || ANSWER.iter().find_map(|k| genuine(told.value.get(*k)?.as_str()?));
    yes.or_else(said).map(|yes| if yes { Answer::Genuine } else { Answer::NotGenuine })
}

/// What was asked about: every other string of the item.
fn about(told: &Told) -> Vec<String> {
    let Value::Object(map) = told.value else { return Vec::new() };
    let mut all = Vec::new();
    for (_, value) in map.iter().filter(|(k, _)| !ANSWER.contains(&k.as_str()) && !ASKED.contains(&k.as_str())) {
        match value {
            Value::String(s) => all.push(s.trim().to_owned()),
            Value::Array(list) => all.extend(list.iter().filter_map(Value::as_str).map(|s| s.trim().to_owned())),
            _ => {}
        }
    }
    all.retain(|a| !a.is_empty());
    all
}

/// Case numbers, telephone numbers and long serial numbers inside a longer description.
fn names(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for open in ['（', '('] {
        if let Some((at, _)) = text.match_indices(open).find(|(at, _)| text[*at..].chars().skip(1).take(4).all(|c| c.is_ascii_digit()))
            && let Some(end) = text[at..].find('号')
        {
            all.push(text[at..at + end + '号'.len_utf8()].to_owned());
        }
    }
    all.extend(text.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() >= 7).map(str::to_owned));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_a_description() {
        assert_eq!(names("短信里的案号（2026）闽0102民初1234号"), ["（2026）闽0102民初1234号"]);
        assert_eq!(names("来电 13800009302 自称法院"), ["13800009302"]);
        assert!(names("某律师事务所").is_empty());
    }
}
