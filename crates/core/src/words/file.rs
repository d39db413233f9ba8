//! Reads `casebook/words`. Every mistake is reported with its file, its line and how to mend it; none stops the search for others.

use super::fold::Fold;
use super::guard::{Context, Scope, SetId};
use super::pattern::{Node, Slots, parse};
use super::sounds::{self, Sounds};
use super::ways::alternatives;
use crate::error::Problem;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One family of words, or a part of one (`甲.乙.toml` belongs to `甲.toml`), as its file states it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyFile {
    /// What the family is called.
    pub title: String,
    /// What it covers, for the reader of the file.
    #[serde(rename = "means")]
    pub _means: String,
    /// Context lists of `_guards.toml` that silence the whole family.
    #[serde(rename = "except", default)]
    pub guards: Vec<String>,
    /// Ways of speaking.
    #[serde(default)]
    pub say: Vec<Say>,
    /// Invented sentences that must be found.
    #[serde(default)]
    pub fires: Vec<Example>,
    /// Invented sentences that must stay silent.
    #[serde(default)]
    pub silent: Vec<Example>,
}

/// One group of ways of speaking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// What they have in common.
    #[serde(default)]
    pub about: String,
    /// The patterns.
    pub words: Vec<String>,
    /// Who must have received the message: 本人, 第三人, 不明; all when absent.
    #[serde(default)]
    pub to: Vec<String>,
    /// One of these must be somewhere in the message.
    #[serde(default)]
    pub with: Vec<String>,
    /// One of these must be somewhere in the message when it is not known who received it; otherwise the finding is weak
    /// without them.
    #[serde(default)]
    pub with_unknown: Vec<String>,
    /// One of these must be in the same sentence.
    #[serde(default)]
    pub with_here: Vec<String>,
    /// None of these in the same sentence.
    #[serde(default)]
    pub unless: Vec<String>,
    /// None of these in the message.
    #[serde(default)]
    pub unless_all: Vec<String>,
    /// Lists of the family that do not apply to this group.
    #[serde(default)]
    pub free: Vec<String>,
    /// A weak signal.
    #[serde(default)]
    pub weak: bool,
    /// The second opinion never takes it back: nobody else speaks so.
    #[serde(default)]
    pub sure: bool,
}

/// An invented sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its words.
    pub text: String,
    /// Who received it; 本人 when absent.
    #[serde(default)]
    pub to: String,
    /// Words the quote must hold.
    #[serde(default)]
    pub quote: String,
    /// Why.
    #[serde(default)]
    pub why: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpellingFile {
    #[serde(default)]
    characters: Vec<String>,
    #[serde(default)]
    emoji: BTreeMap<String, String>,
    #[serde(default)]
    pinyin: BTreeMap<String, String>,
    #[serde(default)]
    written: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardFile {
    #[serde(rename = "means", default)]
    _means: String,
    scope: String,
    /// How far it reaches when the person who owes received the message; as `scope` when absent.
    to_borrower: Option<String>,
    words: Vec<String>,
    /// Words that take the list away when they stand anywhere in the message.
    #[serde(default)]
    but: Vec<String>,
}

/// Line (1-based) of the first mention of `needle` in `text`, as words.
fn place(file: &str, text: &str, needle: &str) -> String {
    let line = text.find(needle).map(|at| text[..at].matches('\n').count() + 1);
    match line {
        Some(line) => format!("casebook/words/{file}.toml 第 {line} 行「{needle}」"),
        None => format!("casebook/words/{file}.toml「{needle}」"),
    }
}

/// Reads one file as TOML; a failure becomes a problem and an absent value.
pub fn read<T: for<'de> Deserialize<'de>>(file: &str, text: &str, problems: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            problems.push(Problem::new(
                "words.toml",
                format!("词表写法有误：{}", error.message()),
                format!("casebook/words/{file}.toml 第 {line} 行"),
                "请对照同目录其他文件的写法修改：引号、方括号要成对，键名要用文件开头列出的那些",
            ));
            None
        }
    }
}

/// Everything the patterns lean on.
pub struct Base {
    /// Folding tables.
    pub fold: Fold,
    /// Slots.
    pub slots: Slots,
    /// Context lists being gathered.
    pub context: Context,
    /// Named lists of `_guards.toml`.
    pub named: BTreeMap<String, SetId>,
    /// Unnamed lists already seen.
    seen: BTreeMap<(Vec<String>, u8), SetId>,
    /// Context words already read: the numbers of their patterns.
    read: BTreeMap<String, Vec<usize>>,
}

/// How letters are spelt: `_spelling`, `_homophones`.
pub fn spelling(files: &[(&str, &str)], problems: &mut Vec<Problem>) -> Fold {
    let text = files.iter().find(|(s, _)| *s == "_spelling").map_or("", |(_, t)| *t);
    let file: SpellingFile = read("_spelling", text, problems).unwrap_or_default();
    let sounds = files.iter().find(|(s, _)| *s == sounds::STEM).map_or_else(Sounds::default, |(_, text)| Sounds::load(text, file.written.values().flatten().map(String::as_str), problems));
    spelling_tables(&file, sounds)
}

impl Base {
    /// Reads `_spelling`, `_slots` and `_guards`.
    pub fn new(files: &[(&str, &str)], problems: &mut Vec<Problem>) -> Base {
        let text_of = |stem: &str| files.iter().find(|(s, _)| *s == stem).map_or("", |(_, t)| *t);
        let fold = spelling(files, problems);
        let slots = read_slots(text_of("_slots"), &fold, problems);
        let mut base = Base { fold, slots, context: Context::default(), named: BTreeMap::new(), seen: BTreeMap::new(), read: BTreeMap::new() };
        let text = text_of("_guards");
        let guards: BTreeMap<String, GuardFile> = read("_guards", text, problems).unwrap_or_default();
        for (name, guard) in guards {
            let Some(scope) = Scope::parse(&guard.scope) else {
                problems.push(Problem::new("words.scope", format!("不认识的范围「{}」", guard.scope), place("_guards", text, &guard.scope), "范围只能写：分句、整句、整条"));
                continue;
            };
            let set = base.context.open();
            for words in &guard.words {
                base.context_pattern("_guards", text, set, words, problems);
            }
            let to_borrower = guard.to_borrower.as_deref().and_then(Scope::parse).unwrap_or(scope);
            let but = (!guard.but.is_empty()).then(|| base.context.open());
            if let Some(but) = but {
                guard.but.iter().for_each(|words| base.context_pattern("_guards", text, but, words, problems));
            }
            base.named.insert(name, SetId { set, scope, to_borrower, but });
        }
        base
    }

    /// Reads one pattern.
    pub fn pattern(&self, file: &str, text: &str, words: &str, problems: &mut Vec<Problem>) -> Vec<Vec<Node>> {
        parse(words, &self.fold, &self.slots).unwrap_or_else(|what| {
            problems.push(Problem::new("words.pattern", what, place(file, text, words), "请改正这个说法；写法见 casebook/words/README.md"));
            Vec::new()
        })
    }

    fn context_pattern(&mut self, file: &str, text: &str, set: usize, words: &str, problems: &mut Vec<Problem>) {
        if let Some(patterns) = self.read.get(words) {
            patterns.iter().for_each(|p| self.context.share(set, *p));
            return;
        }
        let (mut added, before) = (Vec::new(), problems.len());
        for nodes in self.pattern(file, text, words, problems) {
            match self.context.add(set, nodes) {
                Some(pattern) => added.push(pattern),
                None => problems.push(no_anchor(file, text, words)),
            }
        }
        if problems.len() == before {
            self.read.insert(words.to_owned(), added); // a mistake is reported wherever it stands
        }
    }

    /// The list for `words` (patterns, or `@名` for a list of `_guards.toml`); named ones keep their own scope.
    pub fn lists(&mut self, file: &str, text: &str, words: &[String], scope: Scope, problems: &mut Vec<Problem>) -> Vec<SetId> {
        let mut out = Vec::new();
        let (named, plain): (Vec<&String>, Vec<&String>) = words.iter().partition(|w| w.starts_with('@'));
        for name in named {
            out.extend(self.guard(file, text, name.trim_start_matches('@'), problems));
        }
        if !plain.is_empty() {
            let key = (plain.iter().map(|w| (*w).clone()).collect::<Vec<_>>(), scope as u8);
            let id = match self.seen.get(&key) {
                Some(id) => *id,
                None => {
                    let set = self.context.open();
                    for words in plain {
                        self.context_pattern(file, text, set, words, problems);
                    }
                    let id = SetId { set, scope, to_borrower: scope, but: None };
                    self.seen.insert(key, id);
                    id
                }
            };
            out.push(id);
        }
        out
    }

    /// The list of `_guards.toml` called `name`.
    pub fn guard(&self, file: &str, text: &str, name: &str, problems: &mut Vec<Problem>) -> Option<SetId> {
        let found = self.named.get(name).copied();
        if found.is_none() {
            problems.push(Problem::new("words.guard", format!("没有叫「{name}」的除外"), place(file, text, name), "请在 _guards.toml 里加上它，或改成那里已有的名字"));
        }
        found
    }
}

/// The problem of a pattern the prefilter cannot find.
pub fn no_anchor(file: &str, text: &str, words: &str) -> Problem {
    Problem::new("words.anchor", "说法里没有固定的词，无法查找", place(file, text, words), "请至少写一个一定会出现的词，最好两个字以上")
}

fn read_slots(text: &str, fold: &Fold, problems: &mut Vec<Problem>) -> Slots {
    let mut left: BTreeMap<String, Vec<String>> = read("_slots", text, problems).unwrap_or_default();
    let mut slots = Slots::new();
    loop {
        let before = left.len();
        let mut errors = Vec::new();
        left.retain(|name, words| {
            let ways: Result<Vec<Vec<Vec<Node>>>, (String, String)> =
                words.iter().map(|w| parse(w, fold, &slots).map_err(|e| (w.clone(), e))).collect();
            match ways.map(|w| w.concat()) {
                Ok(ways) => {
                    slots.insert(name.clone(), vec![alternatives(ways)]);
                    false
                }
                Err(error) => {
                    errors.push(error);
                    true
                }
            }
        });
        if left.is_empty() {
            return slots;
        }
        if left.len() == before {
            for (words, what) in errors {
                problems.push(Problem::new("words.slot", what, place("_slots", text, &words), "请改正这个词；槽可以引用别的槽，但不能互相引用"));
            }
            return slots;
        }
    }
}

fn spelling_tables(file: &SpellingFile, sounds: Sounds) -> Fold {
    let mut pairs = Vec::new();
    for run in &file.characters {
        let chars: Vec<char> = run.chars().filter(|c| !c.is_whitespace()).collect();
        pairs.extend(chars.chunks_exact(2).map(|p| (p[0], p[1])));
    }
    let emoji: Vec<(char, String)> =
        file.emoji.iter().flat_map(|(faces, word)| faces.chars().filter(|c| *c != '\u{FE0F}').map(|c| (c, word.clone())).collect::<Vec<_>>()).collect();
    let mut written: Vec<(String, String)> = Vec::new();
    for (word, others) in &file.written {
        written.extend(others.iter().map(|o| (o.clone(), word.clone())));
    }
    for (word, syllables) in &file.pinyin {
        let han: Vec<char> = word.chars().collect();
        let said: Vec<&str> = syllables.split_whitespace().collect();
        if han.len() == said.len() {
            mixed(word, &han, &said, &mut written);
        }
    }
    Fold::new(&pairs, &emoji, &written, sounds)
}

/// Every mixture of characters, syllables and initials of a word. Initials alone count from three on: two letters mean too much.
fn mixed(word: &str, han: &[char], said: &[&str], out: &mut Vec<(String, String)>) {
    let n = u32::try_from(han.len()).unwrap_or(0).min(5);
    for choice in 1..3usize.pow(n) {
        let (mut text, mut initials, mut rest) = (String::new(), 0, choice);
        for at in 0..n as usize {
            match rest % 3 {
                0 => text.push(han[at]),
                1 => text += said[at],
                _ => {
                    initials += 1;
                    text.extend(said[at].chars().next());
                }
            }
            rest /= 3;
        }
        if initials < n || n >= 3 {
            out.push((text, word.to_owned()));
        }
    }
}
