//! The words of a line in a list of calls, without the icon that stands before them.

use crate::picture::page::{Screen, Seen};
use crate::picture::text::{Piece, pieces, wide};

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
    all
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
