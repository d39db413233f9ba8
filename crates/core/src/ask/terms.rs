//! A question as terms: spelling folded, words that mean the same made one, pairs of neighbouring characters taken.
//!
//! Chinese is not written with blanks, and what users type is full of slips; pairs of characters need no dictionary and forgive one
//! wrong character. Kinds of things (relatives, hours of the night, courts) join what no pair of characters joins. Numbers and Latin words stand for themselves (12378, juzheng).

use crate::words::Words;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Parts of a text between which no pair of characters is formed.
const BREAK: char = '\n';

/// `casebook/answers/_synonyms.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SynonymsFile {
    /// Each group: the word used, then the others.
    same: Vec<Vec<String>>,
    /// Words that say nothing.
    filler: Vec<String>,
    /// Kinds of things: a name, and words of the kind. Unlike `same`, the word itself stays: 嫂子 is not 舅舅, but either is a relative.
    #[serde(default)]
    kind: BTreeMap<String, Vec<String>>,
}

/// Words that mean the same to whoever looks for an answer. Replacements by first character, the longest first.
pub(super) struct Synonyms<'a> {
    words: &'a Words,
    by_first: BTreeMap<char, Vec<(Vec<char>, String)>>,
    /// Words of kinds by their first letter, each with the term of its kind.
    kinds: BTreeMap<char, Vec<(String, Term)>>,
}

/// A term: one character, two neighbouring ones, a whole run of digits and Latin letters, or a kind of things. Thousands of texts are
/// taken apart before the first question is answered: a number costs nothing to keep and compare.
pub(super) type Term = u64;

/// The mark of a kind; no character and no pair reaches so high.
const KIND: Term = 1 << 62;
/// The mark of a run.
const RUN: Term = 1 << 63;

/// Whether a term is a kind of things and not the letters of a text.
pub(super) fn is_kind(term: Term) -> bool {
    term & (RUN | KIND) == KIND
}

/// The term of a run: its letters mixed (FNV-1a), as it may be of any length.
fn run(letters: &[char]) -> Term {
    let mixed = letters.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(*c)).wrapping_mul(0x0000_0100_0000_01b3));
    mixed | RUN
}

impl<'a> Synonyms<'a> {
    pub fn new(file: &SynonymsFile, words: &'a Words) -> Synonyms<'a> {
        let mut by_first: BTreeMap<char, Vec<(Vec<char>, String)>> = BTreeMap::new();
        let mut add = |written: &str, means: String| {
            let folded: Vec<char> = words.plain(written).chars().collect();
            if let Some(first) = folded.first() {
                by_first.entry(*first).or_default().push((folded, means));
            }
        };
        for group in &file.same {
            let Some((means, others)) = group.split_first() else { continue };
            let means = words.plain(means);
            // The word itself too: a longer word must win over a shorter one inside it.
            add(&means.clone(), means.clone());
            others.iter().for_each(|o| add(o, means.clone()));
        }
        file.filler.iter().for_each(|f| add(f, BREAK.to_string()));
        for list in by_first.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
            list.dedup_by(|a, b| a.0 == b.0);
        }
        let mut kinds: BTreeMap<char, Vec<(String, Term)>> = BTreeMap::new();
        for (word, n) in file.kind.values().zip(0..).flat_map(|(list, n)| list.iter().map(move |w| (words.plain(w), n))) {
            if let Some(first) = word.chars().next() {
                kinds.entry(first).or_default().push((word, KIND | n));
            }
        }
        Synonyms { words, by_first, kinds }
    }

    /// The terms of a text: its letters rewritten, and the kinds of things it names.
    pub fn terms(&self, text: &str) -> Terms {
        let mut found = terms(&self.rewrite(text));
        let folded = self.words.plain(text);
        for (at, first) in folded.char_indices() {
            let here = self.kinds.get(&first).into_iter().flatten().filter(|(word, _)| folded[at..].starts_with(word.as_str()));
            found.extend(here.map(|(_, kind)| *kind));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The text folded, with one word for what means the same, and breaks where nothing is said.
    pub fn rewrite(&self, text: &str) -> String {
        let parts: Vec<String> = text.split(|c: char| c.is_whitespace() || is_stop(c)).map(|part| self.replace(&self.words.plain(part))).collect();
        parts.join(&BREAK.to_string())
    }

    fn replace(&self, folded: &str) -> String {
        let chars: Vec<char> = folded.chars().collect();
        let mut out = String::with_capacity(folded.len());
        let mut i = 0;
        while i < chars.len() {
            let list = self.by_first.get(&chars[i]).map_or(&[][..], Vec::as_slice);
            // 315 must not be read out of 13150000000.
            let whole = |len: usize| !(chars[i].is_ascii_alphanumeric() && (i > 0 && chars[i - 1].is_ascii_alphanumeric() || chars.get(i + len).is_some_and(char::is_ascii_alphanumeric)));
            match list.iter().find(|(word, _)| chars[i..].starts_with(word) && whole(word.len())) {
                Some((word, means)) => {
                    out += means;
                    i += word.len();
                }
                None => {
                    out.push(chars[i]);
                    i += 1;
                }
            }
        }
        out
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '、' | ',' | '!' | '?' | ';' | '…' | '“' | '”' | '（' | '）' | '(' | ')' | '"')
}

/// The sentences of a question, for one that tells a story or asks two things.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(|c: char| matches!(c, '。' | '！' | '？' | '；' | '，' | '!' | '?' | ';' | ',' | '\n' | ' ' | '…')).map(str::trim).filter(|p| p.chars().count() >= 4).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The terms of a text, each once, in the order of their numbers.
pub(super) type Terms = Vec<Term>;

/// Terms of rewritten text, as they come: single Han characters, pairs of them, whole runs of digits and Latin letters.
fn terms(rewritten: &str) -> Terms {
    let chars: Vec<char> = rewritten.chars().collect();
    let mut found = Terms::with_capacity(2 * chars.len() + 4);
    let mut i = 0;
    while i < chars.len() {
        if is_han(chars[i]) {
            found.push(chars[i].into());
            if let Some(next) = chars.get(i + 1).copied().filter(|c| is_han(*c)) {
                found.push(Term::from(chars[i]) << 32 | Term::from(next));
            }
            i += 1;
        } else if chars[i].is_ascii_alphanumeric() {
            let end = chars[i..].iter().position(|c| !c.is_ascii_alphanumeric()).map_or(chars.len(), |n| i + n);
            found.push(run(&chars[i..end]));
            i = end;
        } else {
            i += 1;
        }
    }
    found
}
