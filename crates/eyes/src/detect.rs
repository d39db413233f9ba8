//! Where text stands: a differentiable-binarisation network (DB, Liao et al. 2020) on a picture scaled so that its letters are
//! about as high as the network likes, with bands of rows that hold nothing left out.

use crate::pixels;
use crate::runtime::Model;
use image::RgbImage;
use juzheng_core::error::Result;

/// Width to which a picture in portrait is scaled for the search: body text of a phone becomes 20 to 24 pixels high.
const SEARCH_WIDTH: f32 = 608.0;
/// A probability above this is ink.
const INK: f32 = 0.3;
/// A box whose mean probability is below this is no text.
const SURE: f32 = 0.5;
/// By how much a shrunken box grows back: area × this / circumference on each side.
const GROW: f32 = 1.6;
/// Height of one search in scaled pixels: long screenshots go through in pieces, so that memory stays small.
const PIECE: usize = 1600;
/// Rows shared by two neighbouring pieces.
const SHARED: usize = 96;

/// A box in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
    /// Rise of its middle line per pixel to the right; 0 for a line too short to say.
    pub slope: f32,
}

/// Finds the lines.
pub fn lines(model: &Model, image: &RgbImage) -> Result<Vec<Found>> {
    let (width, height) = (image.width() as f32, image.height() as f32);
    let scale = (SEARCH_WIDTH / width.min(height * 1.2)).min(2.0);
    let w = ((width * scale / 32.0).round() as usize).max(1) * 32;
    let h = ((height * scale).round() as usize).max(32);
    let small = pixels::scaled(image, (0.0, 0.0, width, height), (w, h));
    let kept = busy_rows(&small, w, h);
    let mut found: Vec<Found> = Vec::new();
    let mut start = 0;
    while start < kept.len() {
        let end = (start + PIECE).min(kept.len());
        let piece = &kept[start..end];
        let rows = piece.len().div_ceil(32) * 32;
        let mut input = vec![0.0f32; 3 * rows * w];
        for row in 0..rows {
            let from = &small[piece[row.min(piece.len() - 1)] * w * 3..][..w * 3];
            for (x, pixel) in from.chunks_exact(3).enumerate() {
                // The network learnt on blue, green, red.
                for channel in 0..3 {
                    input[(channel * rows + row) * w + x] = pixel[2 - channel] / 127.5 - 1.0;
                }
            }
        }
        let boxes = model.run([1, 3, rows, w], &input, |_, map| boxes(map, w, rows))?;
        let (fx, fy) = (width / w as f32, height / h as f32);
        let last = end == kept.len();
        for b in boxes {
            // A line in the shared rows belongs to the piece that holds it away from its edge.
            let middle = b.y + b.h / 2.0;
            if (!last && middle >= (piece.len() - SHARED / 2) as f32) || (start > 0 && middle < (SHARED / 2) as f32) {
                continue;
            }
            let row = |y: f32| piece.get((y.max(0.0) as usize).min(piece.len() - 1)).map_or(0.0, |r| *r as f32 + y.max(0.0).fract());
            let (top, bottom) = (row(b.y), row(b.y + b.h));
            let (x, right) = ((b.x * fx).max(0.0), ((b.x + b.w) * fx).min(width));
            let (y, bottom) = ((top * fy).max(0.0), (bottom * fy).min(height));
            if right - x > 3.0 && bottom - y > 3.0 {
                found.push(Found { x, y, w: right - x, h: bottom - y, slope: b.slope * fy / fx });
            }
        }
        if last {
            break;
        }
        start = end - SHARED;
    }
    found.sort_by(|a, b| (a.y, a.x).partial_cmp(&(b.y, b.x)).unwrap_or(std::cmp::Ordering::Equal));
    Ok(found)
}

/// Rows worth searching: a run of rows in which nothing changes from left to right is cut down to a short margin.
fn busy_rows(small: &[f32], w: usize, h: usize) -> Vec<usize> {
    const MARGIN: usize = 16;
    let busy: Vec<bool> = (0..h)
        .map(|y| {
            let row = &small[y * w * 3..][..w * 3];
            row.chunks_exact(3).zip(row.chunks_exact(3).skip(2)).any(|(a, b)| (a[0] - b[0]).abs().max((a[1] - b[1]).abs()).max((a[2] - b[2]).abs()) > 14.0)
        })
        .collect();
    (0..h).filter(|y| busy[y.saturating_sub(MARGIN)..(y + MARGIN + 1).min(h)].contains(&true)).collect()
}

/// Boxes of a probability map: connected ink, judged and grown back.
fn boxes(map: &[f32], w: usize, h: usize) -> Vec<Found> {
    let mut seen = vec![false; w * h];
    let mut stack = Vec::new();
    let mut out = Vec::new();
    for start in 0..w * h {
        if seen[start] || map[start] <= INK {
            continue;
        }
        let (mut x0, mut x1, mut y0, mut y1) = (w, 0, h, 0);
        let (mut count, mut sum) = (0f64, 0f64);
        // Moments for the slope of the middle line.
        let (mut sx, mut sy, mut sxx, mut sxy) = (0f64, 0f64, 0f64, 0f64);
        seen[start] = true;
        stack.push(start);
        while let Some(at) = stack.pop() {
            let (x, y) = (at % w, at / w);
            (x0, x1, y0, y1) = (x0.min(x), x1.max(x), y0.min(y), y1.max(y));
            count += 1.0;
            sum += f64::from(map[at]);
            (sx, sy, sxx, sxy) = (sx + x as f64, sy + y as f64, sxx + (x * x) as f64, sxy + (x * y) as f64);
            for ny in y.saturating_sub(1)..=(y + 1).min(h - 1) {
                for nx in x.saturating_sub(1)..=(x + 1).min(w - 1) {
                    let near = ny * w + nx;
                    if !seen[near] && map[near] > INK {
                        seen[near] = true;
                        stack.push(near);
                    }
                }
            }
        }
        let (bw, bh) = ((x1 - x0 + 1) as f32, (y1 - y0 + 1) as f32);
        if bw.min(bh) < 3.0 || sum / count < f64::from(SURE) {
            continue;
        }
        let spread = count * sxx - sx * sx;
        let slope = if bw > 5.0 * bh && spread > 0.0 { ((count * sxy - sx * sy) / spread) as f32 } else { 0.0 };
        let grow = bw * bh * GROW / (2.0 * (bw + bh));
        out.push(Found { x: x0 as f32 - grow, y: y0 as f32 - grow, w: bw + 2.0 * grow, h: bh + 2.0 * grow, slope });
    }
    out
}

/// Degrees, clockwise, by which the lines lie turned: the median slope weighted by length; `None` when too few say, or when
/// they do not agree (a single line seldom says better than half a degree).
pub fn tilt(found: &[Found]) -> Option<f32> {
    let mut slopes: Vec<(f32, f32)> = found.iter().filter(|f| f.slope != 0.0).map(|f| (f.slope, f.w)).collect();
    slopes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole: f32 = slopes.iter().map(|s| s.1).sum();
    let mut passed = 0.0;
    let middle = slopes.iter().find(|s| {
        passed += s.1;
        passed >= whole / 2.0
    })?;
    let agree: f32 = slopes.iter().filter(|s| (s.0 - middle.0).abs() < 0.009).map(|s| s.1).sum();
    (slopes.len() >= 3 && agree > whole * 0.6).then(|| middle.0.atan().to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connected_ink_becomes_a_box_grown_back() {
        let (w, h) = (64, 40);
        let mut map = vec![0.0; w * h];
        (10..16).for_each(|y| (8..50).for_each(|x| map[y * w + x] = 0.9));
        (30..32).for_each(|y| (8..10).for_each(|x| map[y * w + x] = 0.9));
        let found = boxes(&map, w, h);
        assert_eq!(found.len(), 1, "a speck is no line");
        assert!(found[0].y < 7.0 && found[0].y + found[0].h > 19.0 && found[0].x < 5.0 && found[0].x + found[0].w > 53.0, "{found:?}");
    }

    #[test]
    fn rows_that_hold_nothing_are_left_out() {
        let (w, h) = (32, 300);
        let mut small = vec![200.0; w * h * 3];
        (100..110).for_each(|y| small[(y * w + 5) * 3] = 0.0);
        let rows = busy_rows(&small, w, h);
        assert_eq!((rows.first(), rows.last()), (Some(&84), Some(&125)));
    }

    #[test]
    fn tilt_is_the_slope_most_lines_share() {
        let line = |slope| Found { x: 0.0, y: 0.0, w: 100.0, h: 10.0, slope };
        assert_eq!(tilt(&[line(0.0), line(0.1)]), None);
        let degrees = tilt(&[line(0.035), line(0.035), line(0.034), line(0.5)]).expect("four lines");
        assert!((degrees - 2.0).abs() < 0.01, "{degrees}");
    }
}
