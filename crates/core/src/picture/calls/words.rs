//! The words of a line in a list of calls, without the icon that stands before them.

use crate::picture::ground::apart;
use crate::picture::page::{Screen, Seen};
use crate::picture::text::{Piece, pieces, wide};
use crate::picture::{Glyph, Region};

fn line_pieces(screen: &Screen, line: &Seen) -> Vec<Piece> {
    let mut all = screen.sight.lines.get(line.index).map(|l| pieces(l, 0.42)).unwrap_or_default();
    // An arrow read as a Japanese letter, or as any sign before the number of a card, its gap to the words too narrow to be one.
    let glued = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| matches!(c, '\u{3041}'..='\u{30ff}') || c.is_ascii_alphanumeric() && chars.as_str().starts_with(['卡'])) && text.chars().count() > 1
    };
    // ... or the number of a card in its frame, read as one in a ring.
    let framed = |text: &str| text.starts_with(|c| ('①'..='⑳').contains(&c)) && text.chars().nth(1).is_some_and(wide);
    if let Some(first) = all.first_mut().filter(|p| glued(&p.text) || framed(&p.text)) {
        let next = screen.sight.lines.get(line.index).and_then(|l| l.glyphs.iter().filter(|g| !g.ch.is_whitespace()).nth(1)).map(|g| g.x - line.em * 0.5);
        first.text = first.text.chars().skip(1).collect::<String>().trim().to_owned();
        first.x = next.filter(|x| *x > first.x).unwrap_or(first.x + line.em);
    }
    if painted(screen, line)
        && let Some(last) = all.last_mut()
    {
        last.text.pop();
        last.text.truncate(last.text.trim_end().len());
        last.right -= line.em;
    }
    all.retain(|p| !p.text.is_empty());
    all
}

/// Whether the last sign of a line is an arrow read as a letter (`妈匕`): the only one in another ink than the words before it. A digit may be
/// a counter in a colour of its own.
fn painted(screen: &Screen, line: &Seen) -> bool {
    let Some(read) = screen.sight.lines.get(line.index) else { return false };
    let glyphs: Vec<&Glyph> = read.glyphs.iter().filter(|g| !g.ch.is_whitespace()).collect();
    let [first, .., last] = glyphs.as_slice() else { return false };
    let before = glyphs.get(glyphs.len() - 2).copied().unwrap_or(first);
    let half = (line.em * 0.32) as i32;
    let ink = |g: &Glyph| screen.ground.ink(Region { x: g.x as i32 - half, w: half * 2, ..line.at }, line.ground);
    let sign = last.ch.is_alphabetic();
    sign && last.score < 0.97 && apart(ink(first), ink(before)) < 45 && apart(ink(last), ink(first)) > 70
}

/// The pieces of a line without an icon at its head that was read as a letter.
pub(super) fn words_of(screen: &Screen, line: &Seen) -> Vec<Piece> {
    let mut all = line_pieces(screen, line);
    while all.len() > 1 && icon(&all[0].text, &all[1].text) {
        all.remove(0);
    }
    all
}

/// Whether a single sign before other words is an icon: no Chinese character, no letter a name would begin with.
fn icon(sign: &str, after: &str) -> bool {
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return false };
    let digits = after.chars().next().is_some_and(|c| c.is_ascii_digit());
    // The arrow before the number of a card.
    let card = after.strip_prefix('卡').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if card && sign.is_ascii_alphanumeric() {
        return true;
    }
    // The first letter of a word (`m` of `mobile`) is none, nor is the plus of a number abroad.
    if sign == '+' || sign.is_ascii_lowercase() && after.chars().next().is_some_and(|c| c.is_ascii_lowercase()) {
        return false;
    }
    (!wide(sign) || "刁乙卜丨亅丿".contains(sign)) && !(sign.is_ascii_uppercase() && !digits) && (!sign.is_ascii_digit() || digits || after.chars().all(|c| wide(c) || c == ' '))
}

/// A name and the small raised counter behind it, where the last digits of the line are clearly lower than what stands before them.
pub(super) fn raised(screen: &Screen, line: &Seen, name: &str) -> Option<(String, u32)> {
    let before = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[before.len()..];
    let count = digits.len();
    if !(1..=3).contains(&count) || before.trim().is_empty() {
        return None;
    }
    let glyphs: Vec<&Glyph> = screen.sight.lines.get(line.index)?.glyphs.iter().filter(|g| !g.ch.is_whitespace()).collect();
    let (head, tail) = glyphs.split_at_checked(glyphs.len().checked_sub(count)?)?;
    if !tail.iter().map(|g| g.ch).eq(digits.chars()) {
        return None;
    }
    let lowest = tail.iter().filter_map(|g| inked(screen, line, g.x)).max()?;
    let mut others: Vec<i32> = head.iter().filter(|g| g.ch.is_ascii_digit() || wide(g.ch)).filter_map(|g| inked(screen, line, g.x)).collect();
    others.sort_unstable();
    let usual = *others.get(others.len() / 2)?;
    let number: u32 = digits.parse().ok().filter(|n| *n >= 2)?;
    (lowest * 4 < usual * 3 && lowest * 5 > usual * 2).then(|| (before.trim_end().to_owned(), number))
}

/// A name and the raised counter behind it, read as such (`爸²`).
pub(super) fn superscript(name: &str) -> Option<(String, u32)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain = name.trim_end_matches(RAISED);
    let value = |c: char| RAISED.iter().position(|r| *r == c).unwrap_or(0) as u32;
    let number = name[plain.len()..].chars().fold(0u32, |sum, c| sum.saturating_mul(10).saturating_add(value(c)));
    (number >= 2 && !plain.trim().is_empty()).then(|| (plain.trim_end().to_owned(), number))
}

/// What a line of digits says behind the name: its first may be the end of the name read once more, where their boxes overlap.
pub(super) fn beyond(screen: &Screen, line: &Seen, name: &Seen, text: &str) -> String {
    let edge = name.at.right() as f32 - name.em * 0.25;
    let digits = text.len() > 1 && text.chars().all(|c| c.is_ascii_digit());
    let Some(read) = screen.sight.lines.get(line.index).filter(|_| digits && (line.at.x as f32) < edge) else { return text.to_owned() };
    let kept: String = read.glyphs.iter().filter(|g| g.x > edge && !g.ch.is_whitespace()).map(|g| g.ch).collect();
    if kept.is_empty() { text.to_owned() } else { kept }
}

/// How high the ink about a place of a line is, in pixels of the raster.
fn inked(screen: &Screen, line: &Seen, x: f32) -> Option<i32> {
    let half = (line.em * 0.18) as i32;
    let (mut top, mut bottom) = (i32::MAX, i32::MIN);
    let limit = (apart(line.ink, line.ground) / 3).max(24);
    screen.ground.each(Region { x: x as i32 - half, w: half * 2, ..line.at }, |_, y, _, colour| {
        if apart(colour, line.ground) > limit {
            (top, bottom) = (top.min(y as i32), bottom.max(y as i32));
        }
    });
    (bottom >= top).then(|| bottom - top + 1)
}
