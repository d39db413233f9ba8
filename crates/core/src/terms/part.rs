//! Sentences of an agreement, their parts, and what denies one of them.

use regex::Regex;
use std::sync::LazyLock;

/// Longest sentence read, in bytes; what runs on without a stop is cut there.
const SENTENCE: usize = 3000;

/// What says that the words behind it are not done.
pub(super) static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"不会|绝不|决不|从不|承诺不|保[证]不|不(?:再)?(?:收集|读取|获取|采集|上传|访问|提取|保存|存储|共享|分享|转让|披露|出售|泄露|联系|收取|另收|要求|公开|向)|无需(?:您)?(?:提供|支付|填写|缴纳)|免收").expect("a pattern of this file")
});

/// The parts of a sentence, between commas and before 但.
pub(super) fn parts(sentence: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in sentence.split_inclusive(['，', ',', '：', ':']) {
        let mut from = 0;
        parts.extend(part.match_indices('但').filter(|(at, _)| !part[*at..].starts_with("但不限")).map(|(at, _)| {
            let piece = &part[from..at];
            from = at;
            piece
        }));
        parts.push(&part[from..]);
    }
    parts
}

/// One sentence: its words, the byte and the line where they begin.
pub(super) struct Sentence<'t> {
    pub words: &'t str,
    pub start: usize,
    pub line: usize,
}

/// Sentences by their stops; a line end is a stop only where a sentence ends anyway or the line is a heading, since text layers
/// break lines in the middle of sentences.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let (mut start, mut line, mut begun) = (0, 1, 1);
    let mut push = |from: usize, to: usize, line: usize| {
        let raw = &text[from..to];
        let words = raw.trim();
        if !words.is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            found.push(Sentence { words, start: from + lead, line: line + raw[..lead].matches('\n').count() });
        }
    };
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let stop = match c {
            '。' | '；' | ';' | '！' | '!' | '？' | '?' => true,
            '\n' => {
                line += 1;
                let rest = text[next..].trim_start_matches([' ', '\t', '\u{3000}', '\r']);
                rest.starts_with('\n') || rest.is_empty() || number(rest.lines().next().unwrap_or("")).is_some() || text[start..at].trim().chars().count() < 16
            }
            _ => next - start >= SENTENCE,
        };
        if stop {
            push(start, next, begun);
            (start, begun) = (next, line);
        }
    }
    push(start, text.len(), begun);
    found
}

/// The number a clause begins with: `第五条`, `三、`, `（二）`, `4.2`.
pub(super) fn number(words: &str) -> Option<String> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*(第[一二三四五六七八九十百零0-9]{1,5}[条章节款]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|[0-9]{1,2}[.、])").expect("a pattern of this file"));
    NUMBER.captures(words).map(|c| c[1].trim_end_matches(['、', '.']).to_owned())
}
