//! How far a quotation reaches. Detectors point at clauses; a reader wants words that are not cut within a bracket, and what stands
//! side by side in the message as one quotation.

/// Brackets, opening and closing.
const PAIRS: [(char, char); 9] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('《', '》'), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];
/// A bracket whose other half is farther away than so many characters is left open.
const FAR: usize = 40;
/// Marks between two quotations that are read on as one.
const BETWEEN: usize = 4;
/// What hangs on a bracket, as 澜0591民催字第3317号 on （2025）, is quoted with it when it is no longer than this.
const HANGS: usize = 24;

/// The spans (byte offsets of `text`) as they are quoted: overlapping ones and ones with nothing but marks between them are one, none
/// begins or ends within a bracket.
pub(super) fn readable(text: &str, mut spans: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    spans.retain(|(start, end)| start < end && text.get(*start..*end).is_some());
    for span in &mut spans {
        *span = whole(text, *span);
    }
    spans.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 || adjoin(&text[last.1..start]) => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The marks that follow, up to the next letter or digit; empty when there are more than [`BETWEEN`] or a line ends.
pub(super) fn marks_after(text: &str, end: usize) -> &str {
    let rest = &text[end..];
    let marks = &rest[..rest.find(char::is_alphanumeric).unwrap_or(rest.len())];
    if adjoin(marks) { marks } else { "" }
}

fn adjoin(marks: &str) -> bool {
    marks.chars().count() <= BETWEEN && !marks.contains('\n') && !marks.chars().any(char::is_alphanumeric)
}

/// The span widened to the other half of each bracket it holds one half of.
fn whole(text: &str, (mut start, mut end): (usize, usize)) -> (usize, usize) {
    for (open, close) in PAIRS {
        let held = &text[start..end];
        let (mut depth, mut missing) = (0usize, 0usize);
        for c in held.chars() {
            if c == open {
                depth += 1;
            } else if c == close && depth > 0 {
                depth -= 1;
            } else if c == close {
                missing += 1;
            }
        }
        let near = |at: usize, far: usize| text[at.min(far)..at.max(far)].chars().count() <= FAR && !text[at.min(far)..at.max(far)].contains('\n');
        if depth > 0
            && let Some(at) = text[end..].find(close).map(|n| end + n + close.len_utf8()).filter(|at| near(end, *at))
        {
            end = at;
        }
        if missing > 0
            && let Some(at) = text[..start].rfind(open).filter(|at| near(start, *at))
        {
            start = at;
        }
    }
    read_on(text, (start, end))
}

/// 案号 alone says nothing: what stands in round brackets right behind or before the span, and what hangs on the bracket, belong to it.
fn read_on(text: &str, (mut start, mut end): (usize, usize)) -> (usize, usize) {
    let short = |part: &str, most: usize| part.chars().count() <= most && !part.contains('\n');
    let rest = &text[end..];
    if let Some(at) = rest.find(['）', ')']).filter(|at| rest.starts_with(['（', '(']) && short(&rest[..*at], FAR)) {
        end += at + rest[at..].chars().next().map_or(0, char::len_utf8);
    }
    if text[..end].ends_with(['）', ')']) {
        let hanging = &text[end..];
        let hanging = &hanging[..hanging.find(|c: char| !c.is_alphanumeric()).unwrap_or(hanging.len())];
        end += if short(hanging, HANGS) { hanging.len() } else { 0 };
    }
    let before = &text[..start];
    if let Some(at) = before.rfind(['（', '(']).filter(|at| before.ends_with(['）', ')']) && short(&before[*at..], FAR)) {
        let hanging = &text[..at];
        let from = hanging.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |n| n + hanging[n..].chars().next().map_or(0, char::len_utf8));
        start = if short(&hanging[from..], HANGS) { from } else { at };
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, clauses: &[&str]) -> Vec<String> {
        let spans = clauses.iter().map(|c| text.find(c).map(|at| (at, at + c.len())).unwrap()).collect();
        readable(text, spans).into_iter().map(|(a, b)| text[a..b].to_owned()).collect()
    }

    #[test]
    fn a_quotation_is_not_cut_within_a_bracket() {
        let text = "你与某某小贷一案已立案，案号（2025）澜0591民催字第3317号，限你24小时内到案，逾期拘传。";
        for part in ["案号", "案号（2025", "澜0591民催字第3317号"] {
            assert_eq!(quoted(text, &[part]), ["案号（2025）澜0591民催字第3317号"], "{part}");
        }
        assert_eq!(quoted(text, &["2025）澜0591民催字第3317号"]), ["（2025）澜0591民催字第3317号"]);
        assert_eq!(quoted(text, &["已立案", "案号（2025", "澜0591民催字第3317号"]), ["已立案，案号（2025）澜0591民催字第3317号"]);
        assert_eq!(quoted("【某某法院】张一：你已被立案", &["某某法院】张一", "你已被立案"]), ["【某某法院】张一：你已被立案"]);
    }

    #[test]
    fn what_is_far_apart_stays_apart() {
        assert_eq!(quoted("还钱，不然找你妈，今天周五，打断你的腿", &["不然找你妈", "打断你的腿"]), ["不然找你妈", "打断你的腿"]);
        assert_eq!(quoted("还钱\n打断你的腿", &["还钱", "打断你的腿"]), ["还钱", "打断你的腿"]);
        assert_eq!(quoted("（还钱", &["（还钱"]), ["（还钱"], "the other half is nowhere");
        assert_eq!(marks_after("甲。”，乙", 3), "。”，");
        assert_eq!(marks_after("甲\n乙", 3), "");
        assert_eq!(marks_after("甲", 3), "");
    }
}
