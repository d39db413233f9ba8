//! What lies on a ground of its own and is no message: pills behind times, ranks and lines of the system, rows of buttons.

use super::sides::border;
use super::{Balloon, PLACEHOLDER, STATUS};
use crate::picture::Region;
use crate::picture::clock::Label;
use crate::picture::ground::{apart, colourful};
use crate::picture::page::{Page, Screen, Seen};
use crate::picture::text::{mended, wide};

/// A ground no higher than this many letters hugs its words; a bubble has air above and below them.
pub(super) const HUG: f32 = 1.85;

/// Lines of time in the middle of the screen, smaller than the words of messages: separators, on a pill of their own or not.
pub(super) fn between(screen: &Screen) -> Vec<usize> {
    let large = large(&screen.lines);
    let middle = |l: &Seen| (l.at.mid_x() as f32 - screen.w() / 2.0).abs() < screen.w() * 0.03;
    // A day alone is no message, whatever its size.
    let time = |l: &Seen| Label::parse(&l.text).is_some_and(|t| if t.has_clock() { l.em < large * 0.95 } else { t.has_day() && l.em < large * 1.1 });
    screen.lines.iter().filter(|l| middle(l) && time(l)).map(|l| l.index).collect()
}

/// Size of the larger letters among whole lines: those of messages, where names and times are smaller.
pub(in crate::picture) fn large(lines: &[Seen]) -> f32 {
    let mut sizes: Vec<f32> = lines.iter().filter(|l| !l.stray() && l.text.chars().filter(|c| wide(*c)).count() > 3).map(|l| l.em).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() * 2 / 3).copied().unwrap_or_else(|| lines.iter().map(|l| l.em).fold(0.0, f32::max))
}

/// A single letter with nothing beside it may have been found by its ground: its box says nothing of its size.
pub(in crate::picture) fn lone_letters(lines: &mut [Seen]) {
    let usual = large(lines);
    let letter = |l: &Seen| l.em > usual * 1.6 && l.text.chars().count() == 1 && l.text.chars().all(|c| c.is_ascii_alphanumeric());
    let beside = |i: usize| lines.iter().enumerate().any(|(o, other)| o != i && other.at.overlap_y(lines[i].at) > 0);
    let lone: Vec<usize> = (0..lines.len()).filter(|i| letter(&lines[*i]) && !beside(*i)).collect();
    lone.into_iter().for_each(|i| lines[i].em = usual);
}

/// Ranks in groups, as they stand behind names.
const RANKS: [&str; 10] = ["群主", "管理员", "新成员", "群管理", "新人", "游客", "业主", "村民", "成员", "萌新"];

/// Whether the ground of a line is a pill: it hugs letters smaller than those of messages, or holds such a line in the middle of the screen.
pub(super) fn small(screen: &Screen, at: Region, line: &Seen, size: f32) -> bool {
    let hugs = (at.h as f32) < line.em * if STATUS.is_match(line.text.trim()) { 2.1 } else { HUG } && line.em < size * 0.88 && (at.w as f32) < line.at.w as f32 + line.em * 2.4;
    let middle = |r: Region| (r.mid_x() as f32 - screen.w() / 2.0).abs() < screen.w() * 0.02;
    let notice = middle(at) && middle(line.at) && (at.h as f32) < line.em * 2.8 && line.em < size * 0.9 && (at.w as f32) < line.at.w as f32 + line.em * 4.0;
    hugs || notice
}

/// Whether a short line lies on a pill, as a rank beside a name does.
pub(super) fn on_plate(screen: &Screen, line: &Seen) -> bool {
    let middle = (line.at.mid_x() as f32 - screen.w() / 2.0).abs() < screen.w() * 0.045;
    !middle && line.text.chars().count() <= 8 && (line.at.w as f32) < screen.w() * 0.3 && plate(screen, line.at, 93)
}

/// Whether hardly anything behind letters has the colour of what is above them. Letters alone leave much of it.
fn plate(screen: &Screen, at: Region, least: u32) -> bool {
    let above = Region { y: at.y - at.h * 2 / 5, h: at.h / 4, ..at };
    let inner = Region { x: at.x + at.w / 12, y: at.y + at.h / 5, w: at.w - at.w / 6, h: at.h - at.h * 2 / 5 };
    let Some(page) = screen.ground.mean(above) else { return false };
    screen.ground.marked(above, page, 12) < 20 && screen.ground.marked(inner, page, 12) > least
}

/// The words of a line that do not lie on a pill: a name without the rank beside it.
pub(super) fn name_alone(screen: &Screen, line: &Seen) -> String {
    let Some(raw) = screen.sight.lines.get(line.index) else { return line.text.clone() };
    let half = line.em / 2.0;
    let plain: Vec<bool> = raw.glyphs.iter().map(|g| g.ch != ' ' && !plate(screen, Region { x: (g.x - half) as i32, y: line.at.y, w: line.em as i32, h: line.at.h }, 86)).collect();
    // From the first to the last letter on the page; one between them is no pill.
    let (Some(first), Some(last)) = (plain.iter().position(|p| *p), plain.iter().rposition(|p| *p)) else { return line.text.clone() };
    // Dense letters leave little of the page, two of them and the gap between them some.
    let span = |from: usize, to: usize| Region { x: (raw.glyphs[from].x - half * 0.8) as i32, w: (raw.glyphs[to].x - raw.glyphs[from].x + half * 1.6) as i32, ..line.at };
    let pill = |from: usize, to: usize| {
        let letters: Vec<usize> = (from..=to).filter(|i| raw.glyphs[*i].ch != ' ').collect();
        letters.len() > 1 && plate(screen, span(letters[0], letters[letters.len() - 1]), 95)
    };
    let (first, last) = (if first > 0 && pill(0, first - 1) { first } else { 0 }, if last + 1 < plain.len() && pill(last + 1, plain.len() - 1) { last } else { plain.len() - 1 });
    let aside = plain.len() - (last + 1 - first);
    let kept: String = if aside < 2 { line.text.clone() } else { raw.glyphs[first..=last].iter().map(|g| g.ch).collect() };
    // The edge of a pill may be read as a bracket.
    let kept = kept.trim().trim_end_matches(['(', '（', '[', '【', '|', '｜', '·', ' ']);
    // A rank without a pill has an ink of its own.
    let ranked = RANKS.iter().find_map(|r| kept.strip_suffix(r)).map(str::trim_end).filter(|n| n.chars().count() > 1);
    let part = |from: f32, to: f32| screen.ground.ink(Region { x: from as i32, w: (to - from) as i32, ..line.at }, line.ground);
    let own_ink = |name: &str| {
        let edge = raw.glyphs.get(name.chars().count()).map_or(0.0, |g| g.x - half);
        apart(part(line.at.x as f32, edge), part(edge, line.at.right() as f32)) > 40
    };
    let kept = ranked.filter(|n| own_ink(n)).unwrap_or(kept);
    // ... and the same before the name, parted from it by a blank.
    let led = RANKS.iter().find_map(|r| kept.strip_prefix(r)).filter(|n| n.starts_with(' ')).map(str::trim_start).filter(|n| n.chars().count() > 1);
    let led_ink = |name: &str| {
        let first = raw.glyphs.iter().filter(|g| g.ch != ' ').nth(kept.chars().filter(|c| *c != ' ').count() - name.chars().filter(|c| *c != ' ').count());
        let edge = first.map_or(0.0, |g| g.x - half);
        apart(part(line.at.x as f32, edge), part(edge, line.at.right() as f32)) > 40
    };
    let kept = led.filter(|n| led_ink(n)).unwrap_or(kept);
    // ... or any short word before it whose ink is coloured where the name's is not.
    let tagged = kept.split_once(' ').filter(|(tag, name)| tag.chars().count() <= 4 && tag.chars().all(wide) && name.trim().chars().count() > 1).map(|(_, name)| name.trim_start());
    let coloured = |name: &str| {
        let first = raw.glyphs.iter().filter(|g| g.ch != ' ').nth(kept.chars().filter(|c| *c != ' ').count() - name.chars().filter(|c| *c != ' ').count());
        let edge = first.map_or(0.0, |g| g.x - half);
        colourful(part(line.at.x as f32, edge)) > colourful(part(edge, line.at.right() as f32)).saturating_add(50)
    };
    let kept = tagged.filter(|n| coloured(n)).unwrap_or(kept);
    if kept.is_empty() { line.text.clone() } else { mended(kept) }
}

/// Puts together the parts of a small line in the middle of the screen that a picture among its words (a face in a name) parted.
pub(super) fn mend_notices(screen: &Screen, loose: &mut Vec<Seen>, body: f32) {
    let small = |l: &Seen| l.em < body * 0.93 && !l.stray() && Label::parse(&l.text).is_none();
    let middle = |at: Region| (at.mid_x() as f32 - screen.w() / 2.0).abs() < screen.w() * 0.04;
    let parts = |a: &Seen, b: &Seen| {
        let level = a.at.overlap_y(b.at) * 3 > a.at.h.min(b.at.h) * 2;
        let gap = (b.at.x - a.at.right()) as f32;
        small(a) && small(b) && level && gap < a.em * 1.6 && gap > -a.em * 0.8 && b.at.x > a.at.x && !middle(a.at) && middle(a.at.union(b.at))
    };
    for at in 0..loose.len() {
        let Some(next) = loose.iter().position(|l| parts(&loose[at], l)) else { continue };
        let (text, region) = (loose[next].text.clone(), loose[next].at);
        loose[at].text.push_str(&text);
        loose[at].at = loose[at].at.union(region);
        loose[next].text.clear();
    }
    loose.retain(|l| !l.text.is_empty());
}

/// Lines that stand side by side in short words: buttons. Messages never do.
pub(super) fn abreast(screen: &Screen, lines: &[Seen]) -> Vec<usize> {
    let word = |l: &&Seen| !l.stray() && l.text.chars().count() <= 9 && l.text.chars().any(wide) && Label::parse(&l.text).is_none();
    let words: Vec<&Seen> = lines.iter().filter(word).collect();
    let beside = |a: &Seen, b: &Seen| a.index != b.index && a.at.overlap_y(b.at) * 3 > a.at.h.min(b.at.h) * 2 && a.at.overlap_x(b.at) < -screen.part(0.06) && a.em < b.em * 1.15 && b.em < a.em * 1.15;
    words.iter().filter(|a| words.iter().any(|b| beside(a, b))).map(|l| l.index).collect()
}

/// Whether a box lies on a strip as wide as the screen that is not the page: a button of what the app says there.
fn on_strip(screen: &Screen, b: &Balloon) -> bool {
    let beside = [b.at.x - screen.part(0.015), b.at.right() + screen.part(0.015)].map(|x| screen.ground.at(x, b.at.mid_y()));
    let strip = |area: usize| screen.ground.areas.get(area).is_some_and(|a| a.at.w as f32 > screen.w() * 0.8 && (a.at.h as f32) < screen.w() * 0.22 && a.at.h > b.at.h && a.at.y <= b.at.y && a.at.bottom() >= b.at.bottom());
    beside[0].is_some() && beside[0] == beside[1] && beside[0] != screen.whole && beside[0].is_some_and(strip)
}

/// Takes out boxes that stand side by side in the lower part of the screen (buttons above the field one writes in), and pictures beside
/// messages on which a name is written.
pub(super) fn buttons(screen: &Screen, boxes: &mut Vec<Balloon>, page: &mut Page) {
    let short = |b: &Balloon, most: usize| b.lines.iter().all(|l| l.text.chars().count() <= most) && b.lines.windows(2).all(|l| l[0].at.overlap_y(l[1].at) > 0);
    let low = |b: &Balloon| screen.sight.height as f32 > screen.w() * 1.3 && b.at.mid_y() as f32 > screen.sight.height as f32 - screen.w() * 0.5;
    let level = |a: &Balloon, b: &Balloon| a.at != b.at && a.at.overlap_y(b.at) * 3 > a.at.h.min(b.at.h) * 2 && a.at.overlap_x(b.at) <= 0;
    // Three and more are buttons wherever they stand.
    let abreast = |a: &Balloon| boxes.iter().filter(|b| level(a, b) && short(b, 6)).count();
    let square = |b: &Balloon| b.at.w * 6 > b.at.h * 5 && b.at.h * 6 > b.at.w * 5 && b.at.w as f32 > screen.w() * 0.06 && (b.at.w as f32) < screen.w() * 0.15;
    // A straightened picture has a border of what lay around the screen.
    let from = |b: &Balloon| b.at.x - border(screen, b.at.mid_y()).0;
    let edge = |b: &Balloon| from(b) < screen.part(0.06) || border(screen, b.at.mid_y()).1 - b.at.right() < screen.part(0.06);
    let face: Vec<bool> = boxes.iter().map(|a| square(a) && edge(a) && short(a, 3) && boxes.iter().any(|b| a.at != b.at && a.at.overlap_y(b.at) > 0 && a.at.overlap_x(b.at) <= 0 && a.at.overlap_x(b.at) > -screen.part(0.08))).collect();
    // Pictures with names stand in a column of their own: what is said on the left begins beside them.
    let short_left = |b: &Balloon| short(b, 3) && from(b) < screen.part(0.06) && (b.at.w as f32) < screen.w() * 0.16;
    let faces = boxes.iter().filter(|b| short_left(b)).map(|b| b.at.right()).max().unwrap_or(0);
    let said: Vec<&Balloon> = boxes.iter().filter(|b| !short_left(b) && (b.at.x as f32) < screen.w() * 0.3 && b.at.w as f32 > screen.w() * 0.2).collect();
    let column = said.len() > 1 && said.iter().all(|b| b.at.x >= faces - screen.part(0.01));
    let face: Vec<bool> = boxes.iter().zip(face).map(|(b, face)| face || column && short_left(b)).collect();
    // The face beside a short message is no button beside it; buttons are alike.
    let alike = |a: &Balloon, b: &Balloon| a.at.w * 10 < b.at.w * 14 && b.at.w * 10 < a.at.w * 14;
    let beside = |a: &Balloon| boxes.iter().zip(&face).any(|(b, face)| level(a, b) && low(b) && short(b, 9) && (!face || alike(a, b)));
    let row: Vec<bool> = boxes.iter().map(|a| low(a) && short(a, 9) && beside(a) || short(a, 6) && abreast(a) >= 2).collect();
    // The icon on a card lies within it.
    let within = |a: &Balloon, b: &Balloon| a.at != b.at && a.at.x >= b.at.x && a.at.right() <= b.at.right() && a.at.y >= b.at.y && a.at.bottom() <= b.at.bottom();
    let icon: Vec<bool> = boxes.iter().map(|a| short(a, 1) && square(a) && boxes.iter().any(|b| within(a, b))).collect();
    // What stands beside the field one writes in sends what is written there.
    let field = |b: &Balloon| screen.lines.iter().any(|l| PLACEHOLDER.is_match(&l.text) && b.lines.iter().all(|o| o.index != l.index) && l.at.overlap_y(b.at) * 3 > l.at.h * 2);
    let send: Vec<bool> = boxes.iter().map(|b| low(b) && short(b, 6) && field(b)).collect();
    let mut at = 0;
    boxes.retain(|b| {
        at += 1;
        let out = row[at - 1] || face[at - 1] || icon[at - 1] || send[at - 1] || on_strip(screen, b) && short(b, 6);
        if out {
            page.rest.extend(b.lines.iter().map(Seen::remark));
        }
        !out
    });
}
