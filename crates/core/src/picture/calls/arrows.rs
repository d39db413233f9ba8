//! The small arrow a list of calls says the way of a call with.

use super::red;
use super::words::words_of;
use crate::picture::Region;
use crate::picture::clock::Label;
use crate::picture::ground::{Rgb, apart};
use crate::picture::page::{Screen, Seen};

/// The way a small arrow before a line points: its head lies above to the right (out) or below to the left (in). It stands
/// before the words of a line, maybe after the mark of a card, or in the margin before the row.
pub(super) fn arrow(screen: &Screen, row: &[&Seen], around: Region) -> Option<&'static str> {
    // A time at the left of the words is not the row's margin.
    let clock = |l: &Seen| Label::parse(&l.text).is_some_and(|t| t.has_clock()) && row.iter().any(|o| o.at.x > l.at.right());
    let from = row.iter().filter(|l| clock(l)).map(|l| l.at.right()).max().unwrap_or(0) + screen.part(0.01);
    let row: &[&Seen] = &row.iter().filter(|l| !clock(l)).copied().collect::<Vec<_>>();
    if red_before(screen, row, around, from) {
        return Some("missed");
    }
    // An arrow on a disc is looked for last: the disc may be the mark of a card.
    [false, true].into_iter().find_map(|discs| leading(screen, row, around, from, discs))
}

/// The first arrow before the words of a row, then in its margin, which begins at `from`; `discs`: those on round grounds too.
fn leading(screen: &Screen, row: &[&Seen], around: Region, from: i32, discs: bool) -> Option<&'static str> {
    let column = row.iter().map(|l| l.at.x).min()?;
    let leads = |line: &&&Seen| !row.iter().any(|o| o.at.x < line.at.x && o.at.overlap_y(line.at) * 2 > line.at.h.min(o.at.h));
    let before = row.iter().skip(1).chain(row.first()).filter(leads).find_map(|line| {
        let words = words_of(screen, line).first().map_or(line.at.x, |p| p.x as i32) - (line.em * 0.12) as i32;
        let from = column - screen.part(0.012);
        pointing(screen, Region { x: from, y: line.at.y, w: words - from, h: line.at.h }, discs)
    });
    // A face is higher than the words beside it, and the arrow sits on its lower edge.
    let air = screen.part(0.014);
    before.or_else(|| pointing(screen, Region { x: from, y: around.y - air, w: column - screen.part(0.01) - from, h: around.h + air * 2 }, discs))
}

/// Whether the one mark before the words of a row is red and of an arrow's size: so lists whose names keep their ink show missed calls.
fn red_before(screen: &Screen, row: &[&Seen], around: Region, from: i32) -> bool {
    let Some(column) = row.iter().map(|l| l.at.x).min() else { return false };
    let look = Region { x: from, y: around.y, w: column - screen.part(0.01) - from, h: around.h };
    if look.w < screen.part(0.03) {
        return false;
    }
    let ground = screen.ground.under(look).and_then(|a| screen.ground.areas.get(a)).map_or(screen.page, |a| a.colour);
    let unit = screen.w() / screen.ground.step();
    let span = |marks: &[(i32, i32)]| marks.iter().fold((i32::MAX, i32::MIN, i32::MAX, i32::MIN), |b, m| (b.0.min(m.0), b.1.max(m.0), b.2.min(m.1), b.3.max(m.1)));
    // No face (larger, filled), no dot of something unread (round and full), no border of a turned picture.
    let fits = |marks: &Vec<(i32, i32)>| {
        let (x0, x1, y0, y1) = span(marks);
        let (w, h) = ((x1 - x0 + 1) as f32, (y1 - y0 + 1) as f32);
        w >= unit * 0.018 && w.max(h) <= unit * 0.06 && w / h <= 2.4 && h / w <= 1.5 && marks.len() as f32 <= w * h * 0.62
    };
    let blobs: Vec<Vec<(i32, i32)>> = screen.ground.blobs(look, ground, 50).into_iter().filter(fits).collect();
    let [mark] = blobs.as_slice() else { return false };
    let (x0, x1, y0, y1) = span(mark);
    let part = |v: i32| (v as f32 * screen.ground.step()) as i32;
    let at = Region { x: part(x0), y: part(y0), w: part(x1 - x0 + 1), h: part(y1 - y0 + 1) };
    red(screen.ground.ink(at, ground), ground)
}

/// The same before a line of the right column.
pub(super) fn arrow_before(screen: &Screen, line: &Seen) -> Option<&'static str> {
    let words = words_of(screen, line).first().map_or(line.at.x, |p| p.x as i32);
    let look = Region { x: line.at.x - screen.part(0.085), y: line.at.y, w: words - line.at.x + screen.part(0.085), h: line.at.h };
    pointing(screen, look, true)
}

/// The same close behind the name of a row.
pub(super) fn arrow_after(screen: &Screen, line: &Seen) -> Option<&'static str> {
    let from = words_of(screen, line).last().map_or(line.at.right(), |p| p.right as i32) + (line.em * 0.1) as i32;
    pointing(screen, Region { x: from, y: line.at.y, w: screen.part(0.075), h: line.at.h }, true)
}

/// The first arrow among the marks of a region; `discs`: on round grounds of their own too.
fn pointing(screen: &Screen, look: Region, discs: bool) -> Option<&'static str> {
    if look.w < screen.part(0.012) || look.h < screen.part(0.015) {
        return None;
    }
    let ground = screen.ground.under(look).and_then(|a| screen.ground.areas.get(a)).map_or(screen.page, |a| a.colour);
    // A thin arrow in a small picture is pale: where nothing plain is seen, what is paler.
    [50, 30].into_iter().find_map(|limit| {
        let mut blobs = screen.ground.blobs(look, ground, limit);
        // A frame around the number of a card, and that number, are no arrows.
        let frames: Vec<(usize, usize)> = (0..blobs.len()).flat_map(|a| (0..blobs.len()).map(move |b| (a, b))).filter(|(a, b)| a != b && within(&blobs[*a], &blobs[*b])).collect();
        let mut at = 0;
        blobs.retain(|_| {
            at += 1;
            !frames.iter().any(|(a, b)| *a == at - 1 || *b == at - 1)
        });
        blobs.sort_by_key(|b| b.iter().map(|m| m.0).min());
        blobs.iter().rev().find_map(|marks| leaning(screen, marks, discs))
    })
}

/// Whether marks lie within the extent of others.
fn within(inner: &[(i32, i32)], outer: &[(i32, i32)]) -> bool {
    let span = |marks: &[(i32, i32)]| {
        let bounds = |pick: fn(&(i32, i32)) -> i32| (marks.iter().map(pick).min().unwrap_or(0), marks.iter().map(pick).max().unwrap_or(0));
        (bounds(|m| m.0), bounds(|m| m.1))
    };
    let (((x0, x1), (y0, y1)), ((a0, a1), (b0, b1))) = (span(inner), span(outer));
    x0 > a0 && x1 < a1 && y0 > b0 && y1 < b1
}

fn leaning(screen: &Screen, marks: &[(i32, i32)], discs: bool) -> Option<&'static str> {
    if marks.len() < 8 {
        return None;
    }
    let bounds = |pick: fn(&(i32, i32)) -> i32| (marks.iter().map(pick).min().unwrap_or(0) as f32, marks.iter().map(pick).max().unwrap_or(0) as f32);
    let ((x0, x1), (y0, y1)) = (bounds(|m| m.0), bounds(|m| m.1));
    let (w, h) = (x1 - x0 + 1.0, y1 - y0 + 1.0);
    let least = screen.w() * 0.03 / screen.ground.step();
    if (0.8..1.25).contains(&(w / h)) && w >= least && w <= least * 2.5 && marks.len() as f32 > w * h * 0.6 {
        return if discs { on_disc(screen, Region { x: x0 as i32, y: y0 as i32, w: w as i32, h: h as i32 }) } else { None };
    }
    // A round picture in the margin is larger, and no arrow fills its square.
    let most = screen.w() * 0.06 / screen.ground.step();
    let full = marks.len() as f32 / (w * h);
    // A small thick one is blurred into a block: its strokes are darker than what lies between them.
    if w.max(h) <= least * 0.7 && w >= 5.0 && (0.7..1.4).contains(&(w / h)) && (0.5..0.92).contains(&full) {
        return leans(marks).or_else(|| shaded(screen, marks));
    }
    if w / h > 1.8 || h / w > 1.8 || w < 4.0 || w > most || full > 0.75 {
        return None;
    }
    leans(marks)
}

/// An arrow on a small round ground of its own; the square around it in pixels of the raster.
fn on_disc(screen: &Screen, disc: Region) -> Option<&'static str> {
    let step = screen.ground.step();
    let part = |v: i32| (v as f32 * step) as i32;
    let mut pixels: Vec<(i32, i32, Rgb)> = Vec::new();
    screen.ground.each(Region { x: part(disc.x), y: part(disc.y), w: part(disc.w), h: part(disc.h) }, |x, y, _, colour| pixels.push((x as i32, y as i32, colour)));
    // Nearer to the middle than the edge of the disc.
    let near = |x: i32, y: i32| (x - disc.mid_x()).pow(2) + (y - disc.mid_y()).pow(2) < (disc.w * 2 / 5).pow(2);
    pixels.retain(|(x, y, _)| near(*x, *y));
    let mut shares: std::collections::BTreeMap<Rgb, u32> = std::collections::BTreeMap::new();
    pixels.iter().for_each(|p| *shares.entry(p.2.map(|c| c / 32)).or_default() += 1);
    let ground = shares.iter().max_by_key(|s| s.1)?.0.map(|c| c * 32 + 16);
    let marks: Vec<(i32, i32)> = pixels.iter().filter(|p| apart(p.2, ground) > 70).map(|p| (p.0, p.1)).collect();
    let drawn = marks.len() >= 8 && marks.len() * 5 < pixels.len() * 3;
    // Red is the disc of a call nobody took, whatever its arrow.
    if drawn && red(ground, screen.page) {
        return Some("missed");
    }
    drawn.then(|| leans(&marks)).flatten()
}

/// The way marks lean when each counts by how dark it is.
fn shaded(screen: &Screen, marks: &[(i32, i32)]) -> Option<&'static str> {
    let (x0, x1, y0, y1) = marks.iter().fold((i32::MAX, i32::MIN, i32::MAX, i32::MIN), |b, m| (b.0.min(m.0), b.1.max(m.0), b.2.min(m.1), b.3.max(m.1)));
    let step = screen.ground.step();
    let part = |v: i32| (v as f32 * step) as i32;
    let look = Region { x: part(x0 - 1), y: part(y0 - 1), w: part(x1 - x0 + 3), h: part(y1 - y0 + 3) };
    let ground = screen.ground.under(look).and_then(|a| screen.ground.areas.get(a)).map_or(screen.page, |a| a.colour);
    let (mut lean, mut sum) = (0.0, 0.0);
    let (w, h) = ((x1 - x0 + 1) as f32, (y1 - y0 + 1) as f32);
    screen.ground.each(look, |x, y, _, colour| {
        let dark = f32::from(apart(colour, ground)).powi(2);
        lean += dark * ((x as f32 - (x0 + x1) as f32 / 2.0) / w - (y as f32 - (y0 + y1) as f32 / 2.0) / h);
        sum += dark;
    });
    let lean = if sum > 0.0 { lean / sum } else { 0.0 };
    if lean > 0.05 {
        Some("out")
    } else if lean < -0.05 {
        Some("in")
    } else {
        None
    }
}

fn leans(marks: &[(i32, i32)]) -> Option<&'static str> {
    let bounds = |pick: fn(&(i32, i32)) -> i32| (marks.iter().map(pick).min().unwrap_or(0) as f32, marks.iter().map(pick).max().unwrap_or(0) as f32);
    let ((x0, x1), (y0, y1)) = (bounds(|m| m.0), bounds(|m| m.1));
    let (w, h) = (x1 - x0 + 1.0, y1 - y0 + 1.0);
    let lean = marks.iter().map(|(x, y)| (*x as f32 - (x0 + x1) / 2.0) / w - (*y as f32 - (y0 + y1) / 2.0) / h).sum::<f32>() / marks.len() as f32;
    if lean > 0.06 {
        Some("out")
    } else if lean < -0.06 {
        Some("in")
    } else {
        None
    }
}
