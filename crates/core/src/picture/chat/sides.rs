//! Whose side of the screen each bubble is on.

use super::Balloon;
use crate::picture::Region;
use crate::picture::ground::{Rgb, apart, colourful};
use crate::picture::page::{Screen, Side};

/// Side by margin where it is plain; the others by the colour the plain ones of each side have, then by the edge they share.
pub(super) fn sides(screen: &Screen, boxes: &mut [Balloon]) {
    let w = screen.w();
    let lean = |b: &Balloon| {
        let (left, right) = border(screen, b.at.mid_y());
        ((right - b.at.right()) - (b.at.x - left)) as f32 / w
    };
    // The edge most bubbles of a side share.
    let edge = |values: Vec<i32>| -> Option<i32> {
        let near = |v: i32| values.iter().filter(|o| (**o - v).abs() <= screen.part(0.012)).count();
        values.iter().copied().max_by_key(|v| (near(*v), -*v))
    };
    let left = edge(boxes.iter().filter(|b| lean(b) > 0.12).map(|b| b.at.x).collect());
    let right = edge(boxes.iter().filter(|b| lean(b) < -0.12).map(|b| -b.at.right()).collect()).map(|v| -v);
    let mean = |which: &dyn Fn(f32) -> bool| -> Option<Rgb> {
        let of: Vec<Rgb> = boxes.iter().filter(|b| which(lean(b))).map(|b| b.colour).collect();
        let count = of.len() as u32;
        (count > 0).then(|| [0, 1, 2].map(|i| (of.iter().map(|c| u32::from(c[i])).sum::<u32>() / count) as u8))
    };
    let (mut of_left, mut of_right) = (mean(&|l| l > 0.2), mean(&|l| l < -0.2));
    if (of_left.is_none() || of_right.is_none())
        && let Some((l, r)) = two_colours(screen, boxes)
    {
        let two = |b: &mut Balloon| b.side = if apart(b.colour, l) <= apart(b.colour, r) { Side::Left } else { Side::Right };
        if boxes.iter().all(|b| apart(b.colour, l).min(apart(b.colour, r)) < 24) {
            return boxes.iter_mut().for_each(two);
        }
        (of_left, of_right) = (Some(l), Some(r));
    }
    let others_off = of_left.is_some_and(|l| boxes.iter().filter(|o| apart(o.colour, l) > 60 && lean(o) < 0.0).count() > 1);
    let sides: Vec<Side> = boxes
        .iter()
        .map(|b| {
            let lean = lean(b);
            if lean.abs() > 0.2 {
                return if lean > 0.0 { Side::Left } else { Side::Right };
            }
            if let (Some(l), Some(r)) = (of_left, of_right)
                && apart(l, r) > 30
                && apart(b.colour, l).min(apart(b.colour, r)) < 24
                && apart(b.colour, l).abs_diff(apart(b.colour, r)) > 20
            {
                return if apart(b.colour, l) < apart(b.colour, r) { Side::Left } else { Side::Right };
            }
            // On a picture as background every margin looks as if something stood there.
            let flat = screen.whole.is_some_and(|area| screen.ground.share(area) >= 25);
            if let (false, Some(l), None) = (flat, of_left, of_right)
                && apart(b.colour, l) > 60
            {
                return Side::Right;
            }
            let avatar = (flat && avatar(screen, b, Side::Left), flat && avatar(screen, b, Side::Right));
            match avatar {
                (true, false) => return Side::Left,
                (false, true) => return Side::Right,
                _ => {}
            }
            // Bubbles of one side are known, and this one is of another colour altogether.
            match (of_left, of_right) {
                (Some(l), None) if apart(b.colour, l) > 60 => return Side::Right,
                (None, Some(r)) if apart(b.colour, r) > 60 => return Side::Left,
                // ... or of just that colour, where the other side plainly writes in another.
                (Some(l), None) if others_off && apart(b.colour, l) <= 4 => return Side::Left,
                _ => {}
            }
            if let (Some(l), Some(r)) = (of_left, of_right)
                && apart(l, r) > 14
                // A card of a colour neither side writes in says nothing by it.
                && apart(b.colour, l).min(apart(b.colour, r)) < 60
            {
                return if apart(b.colour, l) <= apart(b.colour, r) { Side::Left } else { Side::Right };
            }
            let off = |edge: Option<i32>, at: i32| edge.map_or(i32::MAX, |e| (e - at).abs());
            // Wide bubbles of big letters lean little; but those of one side share its edge.
            let apart_from = |edge: Option<i32>, at: i32| edge.is_some_and(|e| (e - at).abs() > screen.part(0.035));
            match (left, right) {
                (Some(_), None) if apart_from(left, b.at.x) && lean < -0.02 => return Side::Right,
                (None, Some(_)) if apart_from(right, b.at.right()) && lean > 0.02 => return Side::Left,
                _ => {}
            }
            match off(left, b.at.x).cmp(&off(right, b.at.right())) {
                std::cmp::Ordering::Less => Side::Left,
                std::cmp::Ordering::Greater => Side::Right,
                // Nothing to compare with: an owner's bubble is nearly always coloured.
                std::cmp::Ordering::Equal if colourful(b.colour) > 40 => Side::Right,
                std::cmp::Ordering::Equal => if lean >= 0.0 { Side::Left } else { Side::Right },
            }
        })
        .collect();
    boxes.iter_mut().zip(sides).for_each(|(b, s)| b.side = s);
}

/// The colours of both sides where no margin tells them apart (big letters, a picture as ground): nearly all bubbles have one of two colours, and
/// those of one begin at one edge while those of the other end at one.
fn two_colours(screen: &Screen, boxes: &[Balloon]) -> Option<(Rgb, Rgb)> {
    let mut groups: Vec<(Rgb, Vec<Region>)> = Vec::new();
    for b in boxes {
        match groups.iter_mut().find(|g| apart(g.0, b.colour) < 24) {
            Some(g) => g.1.push(b.at),
            None => groups.push((b.colour, vec![b.at])),
        }
    }
    groups.sort_by_key(|g| std::cmp::Reverse(g.1.len()));
    let (a, b) = (groups.first()?, groups.get(1)?);
    if (a.1.len() + b.1.len()) * 5 < boxes.len() * 4 || apart(a.0, b.0) < 28 {
        return None;
    }
    let spread = |group: &[Region], of: fn(&Region) -> i32| {
        let all = || group.iter().map(of);
        all().max().unwrap_or(0) - all().min().unwrap_or(0)
    };
    // Bubbles that are all equally wide share both edges and say nothing: the other edges must differ, plainly.
    let sides = |l: &[Region], r: &[Region]| {
        let shared = spread(l, |at| at.x).max(spread(r, |at| at.right())) < screen.part(0.012);
        shared && spread(l, |at| at.right()).max(spread(r, |at| at.x)) > screen.part(0.025)
    };
    match (sides(&a.1, &b.1), sides(&b.1, &a.1)) {
        (true, false) => Some((a.0, b.0)),
        (false, true) => Some((b.0, a.0)),
        _ => None,
    }
}

/// Where the screen begins and ends at a height. A picture that was straightened has a border of what lay around it: what differs from the page
/// from the very edge on, up to a tenth of the width.
pub(super) fn border(screen: &Screen, y: i32) -> (i32, i32) {
    let end = screen.sight.width;
    if screen.sight.turn.degrees == 0.0 {
        return (0, end);
    }
    let most = screen.part(0.1);
    let other = |x: i32| screen.ground.colour(x, y).is_some_and(|c| apart(c, screen.page) > 24);
    let step = (screen.ground.step() as usize).max(1);
    let left = (0..most).step_by(step).find(|x| !other(*x)).unwrap_or(0);
    let right = (0..most).step_by(step).find(|x| !other(end - 1 - x)).unwrap_or(0);
    (left, end - right)
}

/// Whether something stands in the outer margin beside a bubble.
pub(super) fn avatar(screen: &Screen, b: &Balloon, side: Side) -> bool {
    let (from, to) = match side {
        Side::Left => (screen.part(0.015), b.at.x - screen.part(0.02)),
        Side::Right => (b.at.right() + screen.part(0.02), screen.part(0.985)),
    };
    let (left, right) = border(screen, b.at.mid_y());
    let (from, to) = (from.max(left + screen.part(0.01)), to.min(right - screen.part(0.01)));
    let h = b.at.h.min(screen.part(0.11));
    let strip = |y: i32| Region { x: from, y, w: to - from, h };
    // It may stand beside the name over the bubble.
    let named = b.sender.is_some() && screen.ground.marked(strip(b.at.y - screen.part(0.06)), screen.page, 28) > 25;
    to - from > screen.part(0.05) && (named || screen.ground.marked(strip(b.at.y), screen.page, 28) > 25 || screen.ground.marked(strip(b.at.bottom() - h), screen.page, 28) > 25)
}
