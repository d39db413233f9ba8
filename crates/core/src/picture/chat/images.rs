//! Messages without words: pictures and stickers. What stands between the messages on a flat page, is no line and no bubble, is as large as
//! a picture and begins at the edge the messages of a side share.

use super::Balloon;
use crate::picture::Region;
use crate::picture::page::{Kind, Screen, Seen, Side};
use std::collections::BTreeSet;

/// Raster pixels a side of the squares pictures are looked for in.
const GRAIN: usize = 4;

/// Adds the pictures, and puts all messages in order again.
pub(super) fn images(screen: &Screen, boxes: &mut Vec<Balloon>) {
    let Some(page) = screen.whole.filter(|area| screen.ground.share(*area) >= 25) else { return };
    let edges = |side: Side| -> Vec<i32> { boxes.iter().filter(|b| b.side == side).map(|b| if side == Side::Left { b.at.x } else { b.at.right() }).collect() };
    let (left, right) = (edges(Side::Left), edges(Side::Right));
    if left.is_empty() && right.is_empty() {
        return;
    }
    let found: Vec<Balloon> = pieces(screen, page, boxes).into_iter().filter_map(|at| {
        let close = |edges: &[i32], v: i32| edges.iter().any(|e| (e - v).abs() < screen.part(0.025));
        let lean = screen.sight.width - at.right() - at.x;
        let side = match (close(&left, at.x), close(&right, at.right())) {
            (true, false) => Side::Left,
            (false, true) => Side::Right,
            // Only one side has written: the other's picture leans away from it.
            (false, false) if right.is_empty() && -lean > screen.part(0.12) => Side::Right,
            (false, false) if left.is_empty() && lean > screen.part(0.12) => Side::Left,
            _ => return None,
        };
        let colour = screen.ground.mean(at).unwrap_or(screen.page);
        Some(Balloon { at, colour, lines: Vec::new(), side, kind: Kind::Image, label: None, sender: None, quote: None, text: Some(String::new()) })
    }).collect();
    boxes.extend(found);
    boxes.sort_by_key(|b| (b.at.y, b.at.x));
}

/// Pieces of the size of pictures that are neither page nor bubble and hold no line.
fn pieces(screen: &Screen, page: usize, boxes: &[Balloon]) -> Vec<Region> {
    let (w, step) = (screen.w(), screen.ground.step());
    let top = screen.header.iter().map(|l| l.at.bottom()).max().unwrap_or(0);
    let taken = |at: Region| boxes.iter().any(|b| b.at.overlap_x(at) > 0 && b.at.overlap_y(at) > 0);
    let mut squares: std::collections::BTreeMap<(usize, usize), (u32, u32)> = std::collections::BTreeMap::new();
    let zone = Region { x: 0, y: top, w: screen.sight.width, h: screen.sight.height - top };
    screen.ground.each(zone, |x, y, area, _| {
        let square = squares.entry((x / GRAIN, y / GRAIN)).or_default();
        *square = (square.0 + 1, square.1 + u32::from(area as usize != page));
    });
    let cell = GRAIN as f32 * step;
    let place = |x: usize, y: usize| Region { x: (x as f32 * cell) as i32, y: (y as f32 * cell) as i32, w: cell as i32, h: cell as i32 };
    let mut left: BTreeSet<(usize, usize)> = squares.iter().filter(|(_, (all, other))| other * 2 > *all).map(|(at, _)| *at).filter(|(x, y)| !taken(place(*x, *y))).collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut piece, mut next) = (vec![first], 0);
        while let Some((x, y)) = piece.get(next).copied() {
            next += 1;
            for near in [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)] {
                if left.remove(&near) {
                    piece.push(near);
                }
            }
        }
        let at = piece.iter().map(|(x, y)| place(*x, *y)).reduce(Region::union).unwrap_or_default();
        let filled = piece.len() as f32 * cell * cell / (at.w.max(1) as f32 * at.h.max(1) as f32);
        let size = |v: i32, most: f32| v as f32 > w * 0.15 && (v as f32) < w * most;
        let inside = at.x > screen.part(0.02) && at.right() < screen.part(0.98) && at.y > top && at.bottom() < screen.sight.height - screen.part(0.01);
        let words = |l: &Seen| !l.stray() && at.holds(l.at.mid_x(), l.at.mid_y());
        if filled > 0.7 && size(at.w, 0.75) && size(at.h, 1.6) && inside && !screen.lines.iter().any(words) {
            found.push(at);
        }
    }
    found.sort();
    found
}
