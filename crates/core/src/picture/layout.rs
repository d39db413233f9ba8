//! What the layouts of many phones have in common: letters on icons, large titles that lie lower than others.

#[cfg(test)]
mod tests;

use super::Region;
use super::clock::Label;
use super::ground::Ground;
use super::page::Seen;

/// Whether a line is the one letter on the icon of what stands beside or under it: the first of its name.
pub(super) fn icon_letter(line: &Seen, lines: &[Seen]) -> bool {
    let mut chars = line.text.trim().chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else { return false };
    let near = |o: &Seen| {
        let beside = o.at.x >= line.at.right() && o.at.x - line.at.right() < line.at.h * 3 && o.at.y < line.at.bottom() + line.at.h && o.at.bottom() > line.at.y - line.at.h;
        let under = (o.at.mid_x() - line.at.mid_x()).abs() < line.at.h / 2 && o.at.y >= line.at.mid_y() && o.at.y - line.at.bottom() < line.at.h * 2;
        beside || under
    };
    super::text::wide(letter) && lines.iter().any(|o| o.index != line.index && o.text.chars().count() > 1 && o.text.starts_with(letter) && near(o))
}

/// Whether a line is the arrow back, taken for a letter: alone in the corner over a large title at the left.
pub(super) fn arrow_back(line: &Seen, seen: &[Seen], top: i32, w: f32) -> bool {
    let one = line.text.trim().chars().count() == 1 && !line.text.trim().chars().all(|c| c.is_ascii_digit());
    let corner = (line.at.right() as f32) < w * 0.15 && line.at.y >= top && line.at.mid_y() < top + (w * 0.2) as i32;
    let alone = !seen.iter().any(|o| o.index != line.index && o.at.overlap_y(line.at) * 2 > o.at.h.min(line.at.h) && (o.at.x as f32) < w * 0.6);
    let title = |o: &&Seen| o.at.y >= line.at.bottom() && o.at.y - line.at.bottom() < (w * 0.3) as i32 && (o.at.x as f32) < w * 0.15 && o.text.chars().count() > 1 && o.em > line.em * 1.05;
    one && corner && alone && seen.iter().filter(|o| o.at.y >= line.at.bottom()).min_by_key(|o| o.at.y).as_ref().is_some_and(title)
}

/// Whether a line is the kind of a file written on its picture, on a card with the file's size at the left.
pub(super) fn file_icon(line: &Seen, seen: &[Seen]) -> bool {
    const KINDS: [&str; 16] = ["PDF", "DOC", "DOCX", "XLS", "XLSX", "PPT", "PPTX", "TXT", "ZIP", "RAR", "MP3", "M4A", "AMR", "WAV", "MP4", "W"];
    let size = |o: &Seen| {
        let figure = o.text.trim_end_matches(['B', 'b']).trim_end_matches(['K', 'M', 'G', 'k']).trim();
        figure.len() < o.text.len() && figure.parse::<f32>().is_ok()
    };
    let near = |o: &Seen| o.at.right() < line.at.x && (o.at.mid_y() - line.at.mid_y()).abs() < line.at.h * 4;
    KINDS.contains(&line.text.trim()) && seen.iter().any(|o| o.index != line.index && size(o) && near(o))
}

/// The large title of a page whose head is otherwise empty: the largest line, at the left, with nothing but icons above it.
pub(super) fn large_title(seen: &[Seen], top: i32, w: f32) -> Option<&Seen> {
    let mut sizes: Vec<f32> = seen.iter().filter(|l| !l.stray()).map(|l| l.em).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied()?;
    let first = seen.iter().filter(|l| !l.stray() && l.text.chars().count() > 1).min_by_key(|l| l.at.y)?;
    let low = first.at.mid_y() < top + (w * 0.4) as i32 && (first.at.x as f32) < w * 0.2;
    (low && seen.len() > 3 && first.em > usual * 1.4 && seen.iter().all(|l| l.em <= first.em || l.stray()) && Label::parse(&first.text).is_none()).then_some(first)
}

/// The number of what is unread elsewhere, beside the arrow back.
pub(super) fn unread(line: &Seen, w: f32) -> bool {
    let digits = line.text.trim().trim_end_matches('+');
    (line.at.right() as f32) < w * 0.25 && (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
}

/// The name under a round picture in the middle of the head that shows its first letter.
pub(super) fn under_face(seen: &[Seen], top: i32, w: f32) -> Option<&Seen> {
    let middle = |l: &Seen| (l.at.mid_x() as f32 - w / 2.0).abs() < w * 0.05;
    let face = |l: &&Seen| middle(l) && l.at.mid_y() < top + (w * 0.2) as i32 && icon_letter(l, seen);
    let letter = seen.iter().find(face)?;
    let head = letter.text.trim();
    seen.iter().find(|o| o.index != letter.index && middle(o) && o.text.chars().count() > 1 && o.text.starts_with(head) && o.at.y >= letter.at.mid_y() && o.at.y < top + (w * 0.3) as i32)
}

/// The name under a picture in the middle of the head, the first line of all.
pub(super) fn under_picture<'s>(seen: &'s [Seen], ground: &Ground, top: i32, w: f32) -> Option<&'s Seen> {
    let first = seen.iter().filter(|l| !l.stray() && !unread(l, w)).min_by_key(|l| l.at.y)?;
    let part = |of: f32| (w * of) as i32;
    let middle = (first.at.mid_x() - part(0.5)).abs() < part(0.03) && first.at.w < part(0.5) && first.at.y > top + part(0.08) && first.at.y < top + part(0.24);
    let strip = |from: f32, to: f32| Region { x: part(from), y: first.at.y - part(0.11), w: part(to - from), h: part(0.08) };
    let bar = ground.colour(part(0.3), first.at.mid_y())?;
    let marked = |from: f32, to: f32| ground.marked(strip(from, to), bar, 16);
    (middle && Label::parse(&first.text).is_none() && marked(0.45, 0.55) > 35 && marked(0.3, 0.4) < 8 && marked(0.6, 0.7) < 8).then_some(first)
}

/// The title in the middle of a head whose left end names the page one came from, beside the arrow back.
pub(super) fn middle_title<'s>(title: &'s Seen, others: impl Iterator<Item = &'s Seen>, w: f32) -> &'s Seen {
    let level = |l: &Seen| l.index != title.index && l.at.overlap_y(title.at) * 2 > l.at.h.min(title.at.h);
    let middle = |l: &&Seen| level(l) && l.em > title.em * 0.85 && l.at.x > title.at.right() && (l.at.mid_x() as f32 - w / 2.0).abs() < w * 0.05 && l.text.chars().count() > 1;
    let from = (title.at.x as f32) < w * 0.16 && (title.at.right() as f32) < w * 0.45;
    others.into_iter().find(|l| from && middle(l)).unwrap_or(title)
}

/// A name in a head without the firm behind it: `顾专员@恒信`.
pub(super) fn without_firm(title: &str) -> String {
    match title.split_once(" @").or_else(|| title.split_once(" ＠")) {
        Some((name, firm)) if !name.trim().is_empty() && !firm.contains('.') => name.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// A title without the arrow back before it, the number of what is unread, and the arrow behind it, which may be read as a bracket.
pub(super) fn bare_title(text: &str) -> String {
    let bare = text.trim_start_matches(['<', '〈', 'く', '‹', '《', '←', '＜', ' ']).trim_start_matches("99+").trim_start().trim_end_matches(['>', '›', '〉', '＞', ' ']);
    if bare.contains(['(', '（']) { bare.to_owned() } else { bare.trim_end_matches([')', '）']).to_owned() }
}
