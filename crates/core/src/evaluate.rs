//! How right is the reader of words, on messages that people have labelled? Counts, intervals and every miss with its
//! text; it never says why, and a figure is about the set it was measured on.

use crate::error::Problem;
use crate::rules::Tier;
use crate::screen::{Act, Screen, recipient};
use crate::words::Recipient;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One labelled message.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// Its name in its set.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Who received it.
    pub to: Recipient,
    /// What it commits, with the bytes of the quotes where the set has quotes.
    pub acts: BTreeMap<Act, Vec<Range<usize>>>,
    /// The part of the set it belongs to (`train`, `dev`, `test`), when the set has parts.
    pub split: Option<String>,
    /// Its labeller was not sure; such messages are not counted.
    pub doubtful: bool,
}

/// Labels of other sets that mean one of our acts.
const ALSO: [(&str, &str); 2] = [("home_visit_threat", "visit_threat"), ("personal_account_payment", "private_payee")];

impl Labelled {
    /// Reads one line. Two shapes: `acts` with `spans` (quotes by act) and `to`; or `labels` and `addressed_to`, where
    /// labels that are no act count as none. What cannot be used of the line is told beside it.
    pub fn read(line: &str, place: &str) -> Result<(Labelled, Vec<Problem>), Problem> {
        let bad = |what: String| Problem::new("evaluate.line", what, place, "请对照 docs/accuracy.md 里标注文件的写法修改这一行");
        let value: Value = serde_json::from_str(line).map_err(|e| bad(format!("不是一行 JSON：{e}")))?;
        let word = |key: &str| value[key].as_str().map(str::to_owned);
        let Some(text) = word("text") else { return Err(bad("没有 text".to_owned())) };
        let to = word("to").or_else(|| word("addressed_to")).unwrap_or_else(|| "unknown".to_owned());
        let Some(to) = recipient(&to) else { return Err(bad(format!("收件人「{to}」不认识，只能是 borrower、third_party、unknown"))) };
        let (labels, strict) = match (value["acts"].as_array(), value["labels"].as_array()) {
            (Some(acts), _) => (acts, true),
            (None, Some(labels)) => (labels, false),
            (None, None) => return Err(bad("没有 acts，也没有 labels".to_owned())),
        };
        let (mut acts, mut problems) = (BTreeMap::new(), Vec::new());
        for label in labels.iter().filter_map(Value::as_str) {
            let name = ALSO.iter().find(|(theirs, _)| *theirs == label).map_or(label, |(_, ours)| ours);
            match Act::named(name) {
                Some(act) => {
                    acts.insert(act, quotes(&value["spans"][label], &text, place, &mut problems));
                }
                None if strict => problems.push(bad(format!("没有叫「{label}」的行为"))),
                None => {}
            }
        }
        let doubtful = value["doubtful"].as_bool().unwrap_or(false);
        Ok((Labelled { id: word("id").unwrap_or_default(), text, to, acts, split: word("split"), doubtful }, problems))
    }
}

/// Where the quotes stand in the text.
fn quotes(spans: &Value, text: &str, place: &str, problems: &mut Vec<Problem>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for quote in spans.as_array().into_iter().flatten().filter_map(Value::as_str).filter(|q| !q.is_empty()) {
        match text.find(quote) {
            Some(at) => out.push(at..at + quote.len()),
            None => problems.push(Problem::new("evaluate.span", format!("原文里没有引文「{quote}」"), place, "请把 spans 里的话改成与 text 一字不差")),
        }
    }
    out
}

/// Counts of one act, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// Rightly found.
    pub tp: usize,
    /// Wrongly found.
    pub fp: usize,
    /// Not found.
    #[serde(rename = "fn")]
    pub missed: usize,
    /// Rightly found messages whose set has quotes for the act.
    pub quoted: usize,
    /// Of those, quotes that share at least half of their characters with the labelled ones (IoU ≥ 0.5).
    pub agree: usize,
    /// Sum of the IoU of those.
    pub iou: f64,
}

impl Cell {
    fn add(&mut self, other: &Cell) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.missed += other.missed;
        self.quoted += other.quoted;
        self.agree += other.agree;
        self.iou += other.iou;
    }

    /// Share of what was found that is right; `None` when nothing was found.
    pub fn precision(&self) -> Option<f64> {
        share(self.tp, self.tp + self.fp)
    }

    /// Share of what is there that was found; `None` when nothing is there.
    pub fn recall(&self) -> Option<f64> {
        share(self.tp, self.tp + self.missed)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.tp, 2 * self.tp + self.fp + self.missed)
    }

    /// Wilson intervals of precision and recall.
    pub fn intervals(&self) -> [(f64, f64); 2] {
        [wilson(self.tp, self.tp + self.fp), wilson(self.tp, self.tp + self.missed)]
    }
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// Wilson score interval at 95 % for `hits` of `of` (E. B. Wilson, 1927).
pub fn wilson(hits: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, p, z) = (of as f64, hits as f64 / of as f64, 1.959_964_f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// An act found where none is, or not found where one is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wrong {
    /// The message's name.
    pub id: String,
    /// The act.
    pub act: Act,
    /// The message.
    pub text: String,
    /// Of a false alarm what was quoted, of a miss what should have been.
    pub quotes: Vec<String>,
    /// Of a false alarm, how sure it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
}

/// What one set of messages says about the reader.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Messages counted.
    pub messages: usize,
    /// Messages not counted because their label is doubtful.
    pub doubtful: usize,
    /// Messages that commit nothing, and how many of them were found to.
    pub lawful: (usize, usize),
    /// Counts by act, in the order of [`crate::screen::ACTS`].
    pub acts: BTreeMap<Act, Cell>,
    /// Acts not found.
    pub misses: Vec<Wrong>,
    /// Acts wrongly found.
    pub false_alarms: Vec<Wrong>,
}

impl Report {
    /// A report on no message yet.
    pub fn new() -> Report {
        Report { acts: Act::all().map(|a| (a, Cell::default())).collect(), ..Report::default() }
    }

    /// Reads one message and counts it.
    pub fn count(&mut self, screen: &mut Screen<'_>, message: &Labelled) {
        if message.doubtful {
            self.doubtful += 1;
            return;
        }
        self.messages += 1;
        let said = screen.read(&message.text, message.to);
        if message.acts.is_empty() {
            self.lawful.0 += 1;
            self.lawful.1 += usize::from(!said.is_empty());
        }
        for act in Act::all() {
            let found: Vec<Range<usize>> = said.iter().filter(|s| s.act == act).map(|s| s.start..s.end).collect();
            let cell = self.acts.entry(act).or_default();
            let wrong = |ranges: &[Range<usize>], tier| {
                let quotes = ranges.iter().map(|r| message.text[r.clone()].to_owned()).collect();
                Wrong { id: message.id.clone(), act, text: message.text.clone(), quotes, tier }
            };
            match (message.acts.get(&act), found.is_empty()) {
                (Some(labelled), false) => {
                    cell.tp += 1;
                    if let Some(iou) = overlap(&message.text, &found, labelled) {
                        cell.quoted += 1;
                        cell.agree += usize::from(iou >= 0.5);
                        cell.iou += iou;
                    }
                }
                (Some(labelled), true) => {
                    cell.missed += 1;
                    self.misses.push(wrong(labelled, None));
                }
                (None, false) => {
                    cell.fp += 1;
                    let tier = said.iter().filter(|s| s.act == act).map(|s| s.tier).max();
                    self.false_alarms.push(wrong(&found, tier));
                }
                (None, true) => {}
            }
        }
    }

    /// All acts together, each find counting alike (micro).
    pub fn micro(&self) -> Cell {
        let mut all = Cell::default();
        self.acts.values().for_each(|cell| all.add(cell));
        all
    }

    /// Adds what another set showed.
    pub fn join(&mut self, other: &Report) {
        self.messages += other.messages;
        self.doubtful += other.doubtful;
        self.lawful = (self.lawful.0 + other.lawful.0, self.lawful.1 + other.lawful.1);
        for (act, cell) in &other.acts {
            self.acts.entry(*act).or_default().add(cell);
        }
        self.misses.extend(other.misses.iter().cloned());
        self.false_alarms.extend(other.false_alarms.iter().cloned());
    }
}

/// Characters in both, of characters in either (IoU); `None` when the set has no quotes.
fn overlap(text: &str, found: &[Range<usize>], labelled: &[Range<usize>]) -> Option<f64> {
    let marked = |ranges: &[Range<usize>]| -> BTreeSet<usize> {
        text.char_indices().map(|(at, _)| at).filter(|at| ranges.iter().any(|r| r.contains(at))).collect()
    };
    let (found, labelled) = (marked(found), marked(labelled));
    share(found.intersection(&labelled).count(), if labelled.is_empty() { 0 } else { found.union(&labelled).count() })
}

/// What ordinary messages, which commit nothing, say about the reader.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Innocent {
    /// Lines read; empty ones are not.
    pub lines: usize,
    /// Lines in which an act was found.
    pub wrong: usize,
    /// Each of them: line number (1-based), acts and words.
    pub false_alarms: Vec<Wrong>,
}

impl Innocent {
    /// Reads one line.
    pub fn count(&mut self, screen: &mut Screen<'_>, number: usize, text: &str, to: Recipient) {
        if text.trim().is_empty() {
            return;
        }
        self.lines += 1;
        let said = screen.read(text, to);
        self.wrong += usize::from(!said.is_empty());
        for s in said {
            let quotes = vec![text[s.start..s.end].to_owned()];
            self.false_alarms.push(Wrong { id: number.to_string(), act: s.act, text: text.to_owned(), quotes, tier: Some(s.tier) });
        }
    }

    /// Wrong lines in ten thousand, with the Wilson interval.
    pub fn per_ten_thousand(&self) -> (f64, (f64, f64)) {
        let (low, high) = wilson(self.wrong, self.lines);
        (share(self.wrong, self.lines).unwrap_or(0.0) * 1e4, (low * 1e4, high * 1e4))
    }
}
