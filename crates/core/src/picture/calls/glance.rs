//! Whether a screen is a list of calls, from its rows alone: its head may be cut off.

use super::{DURATION, IN, MARK, MISSED, OUT, PLACE, RING};
use crate::picture::clock::Label;
use crate::picture::page::{Screen, Seen};
use crate::picture::text::pattern;
use regex::Regex;
use std::sync::LazyLock;

static DIALLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?[0-9][0-9\s\-*]{4,}(\s*[(（×]?\s?[0-9]{1,3}次?[)）]?)?$"));

/// Whether a line says something only a list of calls says.
pub(in crate::picture) fn is_call_line(text: &str) -> bool {
    let short = text.chars().count() <= 24;
    short && (MISSED.is_match(text) || OUT.is_match(text) || IN.is_match(text) || (MARK.is_match(text) && text.chars().count() <= 14)) || RING.is_match(text)
}

/// Whether two numbers or more stand at the left, with times, and with at least as much of what only such lists say: the place of a
/// number, how long a call was, what became of it. Faces and grounds may look like messages (`bubbles`); a time at the right of nearly
/// every number does not stand beside messages, and then half as much is enough.
pub(in crate::picture) fn listed(screen: &Screen, bubbles: usize) -> bool {
    let all: Vec<&Seen> = screen.header.iter().chain(&screen.lines).filter(|l| !l.stray()).collect();
    let numbers: Vec<&&Seen> = all.iter().filter(|l| (l.at.x as f32) < screen.w() * 0.45 && DIALLED.is_match(&l.text)).collect();
    let times = all.iter().filter(|l| Label::take(&l.text).0 != Label::default()).count();
    let word = |t: &str| PLACE.is_match(t) || (!t.is_empty() && DURATION.is_match(t));
    let told = |text: &str| is_call_line(text) || PLACE.is_match(text) || text.split([' ', '·', '|']).any(word);
    let said = all.iter().filter(|l| l.text.chars().count() <= 24 && told(l.text.trim())).count();
    if numbers.len() < 2 || times < 2 {
        return false;
    }
    let right: Vec<&&Seen> = all.iter().filter(|l| l.at.x as f32 > screen.w() * 0.55 && Label::parse(l.text.trim_end_matches([' ', '>', '›'])).is_some()).collect();
    let beside = |n: &&&&Seen| right.iter().any(|t| (t.at.mid_y() - n.at.mid_y()).abs() < (n.at.h * 3) / 2);
    let columned = right.len() >= 3 && numbers.iter().filter(beside).count() * 4 >= numbers.len() * 3;
    (bubbles < 2 && said >= numbers.len()) || (columned && said >= (numbers.len() / 2).max(2))
}
