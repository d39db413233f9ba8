//! Whether a screen is a list of calls, from its rows alone: its head may be cut off.

use super::{DURATION, IN, MARK, MISSED, OUT, PLACE, RING, WAY, beside, says_way};
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
    if times < 2 {
        return false;
    }
    if of_ways(screen, &all) {
        return true;
    }
    let right: Vec<&&Seen> = all.iter().filter(|l| l.at.x as f32 > screen.w() * 0.55 && Label::parse(l.text.trim_end_matches([' ', '>', '›'])).is_some()).collect();
    if of_names(screen, &all, &right) {
        return true;
    }
    if numbers.len() < 2 {
        return false;
    }
    let beside = |n: &&&&Seen| right.iter().any(|t| (t.at.mid_y() - n.at.mid_y()).abs() < (n.at.h * 3) / 2);
    let columned = right.len() >= 3 && numbers.iter().filter(beside).count() * 4 >= numbers.len() * 3;
    (bubbles < 2 && said >= numbers.len()) || (columned && said >= (numbers.len() / 2).max(2))
}

/// The same by lines that say the way of a call and its time and nothing else (未接来电 · 21:44), or have the time beside them, three or more at one edge.
fn of_ways(screen: &Screen, all: &[&Seen]) -> bool {
    let way = |line: &Seen| {
        let (label, rest) = Label::take(line.text.trim());
        let dots = |c: char| c.is_whitespace() || matches!(c, '·' | '•' | '・' | '|' | '，' | ',');
        (label.has_clock() || label.has_day()) && WAY.is_match(rest.trim_matches(dots)) && line.text.trim().contains(dots) || says_way(&line.text) && beside(screen, line)
    };
    let edges: Vec<i32> = all.iter().filter(|l| (l.at.x as f32) < screen.w() * 0.4 && way(l)).map(|l| l.at.x).collect();
    edges.iter().any(|x| edges.iter().filter(|o| (**o - x).abs() < screen.part(0.02)).count() >= 3)
}

/// The same by smaller lines alone, where names stand for nearly all numbers or times stand under them: lines that say nothing but what only such lists say stand right under larger
/// names, all at one edge, with a time at the right of the row or in that line.
fn of_names(screen: &Screen, all: &[&Seen], right: &[&&Seen]) -> bool {
    let only = |line: &Seen| -> Option<bool> {
        let (label, rest) = Label::take(line.text.trim_matches(|c: char| !c.is_alphanumeric()));
        let words: Vec<&str> = rest.split(|c: char| c.is_whitespace() || matches!(c, '·' | '•' | '|' | '，')).filter(|w| w.chars().count() > 1).collect();
        let one = |w: &&str| WAY.is_match(w) || PLACE.is_match(w) || DURATION.is_match(w) || (MARK.is_match(w) && w.chars().count() <= 8);
        let place = PLACE.is_match(rest.trim());
        let way = words.iter().any(|w| WAY.is_match(w));
        (!words.is_empty() && (words.iter().all(one) || place)).then_some(way && (label.has_clock() || label.has_day()))
    };
    let under = |line: &Seen| all.iter().find(|n| n.em > line.em * 1.12 && (n.at.x - line.at.x).abs() < screen.part(0.08) && n.at.bottom() <= line.at.mid_y() && line.at.y - n.at.bottom() < (line.em * 0.8) as i32).copied();
    let timed = |name: &Seen, line: &Seen| right.iter().any(|t| t.at.mid_y() >= name.at.y && t.at.mid_y() <= line.at.bottom());
    let rows: Vec<&Seen> = all.iter().filter_map(|l| only(l).map(|dated| (dated, *l))).filter_map(|(dated, line)| under(line).filter(|name| dated || timed(name, line))).collect();
    let edge = |x: i32| rows.iter().filter(|r| (r.at.x - x).abs() < screen.part(0.02)).count();
    rows.iter().any(|r| (r.at.x as f32) < screen.w() * 0.4 && edge(r.at.x) >= 3)
}
