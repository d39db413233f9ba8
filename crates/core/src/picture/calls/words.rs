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
    if let Some(first) = all.first_mut().filter(|p| glued(&p.text)) {
        first.text = first.text.chars().skip(1).collect::<String>().trim().to_owned();
        first.x += line.em;
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
    let sign = last.ch.is_alphanumeric() && !last.ch.is_ascii_digit() && !('①'..='⑳').contains(&last.ch);
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
    // The first letter of a word (`m` of `mobile`) is none, nor is the plus of a number abroad.
    if sign == '+' || sign.is_ascii_lowercase() && after.chars().next().is_some_and(|c| c.is_ascii_lowercase()) {
        return false;
    }
    (!wide(sign) || "刁乙卜丨亅丿".contains(sign)) && !(sign.is_ascii_uppercase() && !digits) && (!sign.is_ascii_digit() || digits || after.chars().all(wide))
}
