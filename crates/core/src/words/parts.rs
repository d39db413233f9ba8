//! The parts of a text that the second opinion weighs each on its own: a long message says many things, and what it says in one
//! breath is drowned by the rest.

use super::fold::{Code, Folded, ends_clause, is_digit};

/// A clause shorter than this is none.
const CLAUSE: usize = 2;
/// A text nothing divides is looked at in stretches of so many characters, each beginning half a stretch after the one before.
const STRETCH: usize = 24;
/// From this length on.
const LONG: usize = 34;

/// The characters of a text with every number as one 0, and where each stands.
pub fn numbers_as_one(text: &[Code]) -> impl Iterator<Item = (usize, Code)> + '_ {
    let mut within = false;
    text.iter().enumerate().filter_map(move |(at, code)| {
        let again = std::mem::replace(&mut within, is_digit(*code)) && within;
        (!again).then_some((at, if within { 0x30 } else { *code }))
    })
}

/// Do the spaces of a text stand where a speaker drew breath? Transcripts put them where punctuation would stand; spaces between
/// single characters are evasion.
pub fn is_speech(folded: &Folded) -> bool {
    folded.spaces > 0 && folded.codes.len() / (folded.spaces as usize + 1) >= 4
}

/// The parts of a text: first place and one past the last, counted with every number as one. Every two neighbouring clauses of a text
/// that has three or more; stretches of a long text that has one; else none.
pub fn parts(folded: &Folded, out: &mut Vec<(usize, usize)>) {
    out.clear();
    let speech = is_speech(folded);
    let (mut from, mut len) = (0, 0);
    for (at, code) in numbers_as_one(&folded.codes) {
        let stop = ends_clause(code);
        if stop || speech && folded.edge[at] {
            if len >= from + CLAUSE {
                out.push((from, len));
            }
            from = len + usize::from(stop);
        }
        len += 1;
    }
    if len >= from + CLAUSE {
        out.push((from, len));
    }
    match out.len() {
        0 | 1 => {
            out.clear();
            if len > LONG {
                out.extend((0..=len - STRETCH).step_by(STRETCH / 2).map(|from| (from, from + STRETCH)));
            }
        }
        2 => out.clear(),
        clauses => {
            (1..clauses).for_each(|nth| out[nth - 1].1 = out[nth].1);
            out.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    fn told(text: &str) -> Vec<String> {
        let (heard, parts) = Words::embedded().heard(text);
        let heard: Vec<char> = heard.chars().collect();
        parts.into_iter().map(|(from, until)| heard[from..until].iter().collect()).collect()
    }

    #[test]
    fn neighbours_stand_together() {
        assert_eq!(told("今天还钱，不然去你家，后果自负。"), ["今天还钱，不然去你家", "不然去你家，后果自负"]);
        assert_eq!(told("今天还3000元，不然去你家，后果自负。")[0], "今天还0元，不然去你家");
        assert!(told("今天还钱，不然去你家").is_empty());
        assert!(told("今天还钱").is_empty());
        assert!(told("").is_empty());
        // One character between two marks is no clause.
        assert!(told("今天还钱，哦，不然去你家").is_empty());
    }

    #[test]
    fn breath_divides_speech() {
        assert_eq!(told("你听我说完 这个钱今天要还 不还我们就去你家里 你自己看").len(), 3);
        assert!(told("还 钱 啊 你 听 见 没 有 我 们 今 天 就 去 你 家").is_empty());
    }

    #[test]
    fn what_nothing_divides_is_looked_at_in_stretches() {
        let text = "甲乙丙丁戊己庚辛壬癸".repeat(6);
        let found = told(&text);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|part| part.chars().count() == 24));
    }
}
