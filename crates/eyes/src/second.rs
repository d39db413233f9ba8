//! A second look between the words of a list of calls: the search for text overlooks a digit that stands alone, in a ring or on a small ground.
//! Ink in pieces of a digit's size is cut out, laid on a clean ground with air around it, and read in three sizes; it is a digit where two
//! readings say the same.

use crate::detect::Found;
use crate::recognise::{self, Alphabet};
use crate::runtime::Model;
use image::{Rgb, RgbImage};
use juzheng_core::error::Result;
use juzheng_core::picture::calls::Gap;
use juzheng_core::picture::{Line, Region};

/// A reading below this is none.
const SURE: f32 = 0.6;
/// Heights of the box around a digit, in heights of the digit: three readings.
const AIR: [f32; 3] = [1.35, 1.55, 1.9];
/// Pieces of ink looked at in a row; a row full of specks is a picture.
const MOST: usize = 24;

/// Connected ink.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ink {
    x: i32,
    y: i32,
    w: i32,
    h: i32,
    count: i32,
    /// What it lies on.
    ground: [u8; 3],
}

impl Ink {
    /// Two or three digits whose feet run into each other.
    fn touching(self) -> bool {
        self.w > self.h && self.w * 5 <= self.h * 11 && self.count * 2 < self.w * self.h
    }

    fn holds(self, other: Ink) -> bool {
        other.x > self.x && other.y > self.y && other.x + other.w < self.x + self.w && other.y + other.h < self.y + self.h
    }
}

/// Digits beside the words of the rows.
pub fn digits(model: &Model, alphabet: &Alphabet, image: &RgbImage, gaps: &[Gap], lines: &[Line]) -> Result<Vec<Line>> {
    let mut out: Vec<Line> = Vec::new();
    for gap in gaps {
        for group in groups(image, gap, lines) {
            if let Some(line) = agreed(model, alphabet, image, &group)? {
                out.push(line);
            }
        }
    }
    out.sort_by_key(|l| (l.at.y, l.at.x));
    out.dedup_by_key(|l| l.at);
    Ok(out)
}

/// Pieces of a digit's size beside the words of a row; digits side by side are one group. What a packed picture smears between letters joins them:
/// only what is darker is taken where that shows more.
fn groups(image: &RgbImage, gap: &Gap, lines: &[Line]) -> Vec<Vec<Ink>> {
    let mut out = darker(image, gap, lines, 22);
    let apart = |group: &Vec<Ink>, of: &[Vec<Ink>]| group.iter().all(|d| of.iter().flatten().all(|o| d.x >= o.x + o.w || o.x >= d.x + d.w));
    let more: Vec<Vec<Ink>> = darker(image, gap, lines, 60).into_iter().filter(|g| apart(g, &out)).collect();
    out.extend(more);
    out
}

fn darker(image: &RgbImage, gap: &Gap, lines: &[Line], least: i32) -> Vec<Vec<Ink>> {
    let whole = Region { x: 0, y: 0, w: image.width() as i32, h: image.height() as i32 };
    let Some(at) = within(gap.at, whole) else { return Vec::new() };
    let Some((ground, noise)) = ground(image, at, None) else { return Vec::new() };
    let pieces = ink(image, at, ground, limit(noise, least));
    let small = |p: &Ink| p.w as f32 <= gap.em * 2.6 && p.h as f32 <= gap.em * 1.7 && p.h as f32 >= gap.em * 0.3;
    // One or two signs that are no Chinese ones may be a ring with its digit, read as another sign.
    let words = |l: &&Line| (l.text.chars().count() > 2 && !(l.text.len() == 3 && l.text.chars().all(|c| c.is_ascii_digit()))) || l.text.chars().any(juzheng_core::picture::text::wide);
    // A box reaches beyond its last letter: a raised counter may stand there.
    let end = |l: &Line| {
        let half = |ch: char| gap.em * if juzheng_core::picture::text::wide(ch) { 0.62 } else { 0.5 };
        let ink = l.glyphs.iter().rfind(|g| !g.ch.is_whitespace()).map_or(l.at.right(), |g| (g.x + half(g.ch)) as i32);
        Region { w: (l.at.right().min(ink) - l.at.x).max(1), ..l.at }
    };
    let free = |p: &Ink| !lines.iter().filter(words).any(|l| if l.at.overlap_y(gap.at) > 0 && p.h as f32 <= gap.em * 0.8 { end(l) } else { l.at }.holds(p.x + p.w / 2, p.y + p.h / 2));
    let shapes: Vec<Ink> = pieces.into_iter().filter(|p| small(p) && free(p)).collect();
    if shapes.len() > MOST {
        return Vec::new();
    }
    let mut digits: Vec<Ink> = Vec::new();
    // A bold 8 fills its box too, but is narrower and lower than a ground a digit lies on.
    let slim = |s: &Ink| s.w * 5 < s.h * 4 && (s.h as f32) < gap.em * 0.75;
    let full = |s: &Ink| s.count * 10 > s.w * s.h * 6 && !slim(s);
    // The bowl of a digit on a small ground shows that ground: it is no piece of its own.
    let bowl = |s: &Ink| shapes.iter().any(|o| full(o) && o.holds(*s));
    for shape in shapes.iter().filter(|s| !bowl(s)) {
        // A small ground of its own: what is written on it differs from it, not from the page. A bold digit is as full, and nothing lies on it.
        let inner = Region { x: shape.x, y: shape.y, w: shape.w, h: shape.h };
        let own = full(shape).then(|| self::ground(image, inner, Some((ground, limit(noise, 22))))).flatten().filter(|(own, _)| apart(*own, ground) > limit(noise, 10));
        let mut written = own.map_or_else(Vec::new, |(own, noise)| ink(image, inner, own, limit(noise, 40)));
        written.retain(|p| shape.holds(*p));
        if written.is_empty() {
            written.push(*shape);
        }
        digits.extend(written);
    }
    // A ring around others is no digit.
    let rings: Vec<Ink> = digits.clone();
    digits.retain(|d| !rings.iter().any(|r| d.holds(*r)));
    digits.retain(|d| {
        let (w, h) = (d.w as f32, d.h as f32);
        h >= gap.em * 0.34 && h <= gap.em && (w <= h * 0.85 || d.touching()) && w >= h * 0.12 && d.count * 12 > d.w * d.h && d.h >= 7
    });
    digits.sort_by_key(|d| d.x);
    let mut groups: Vec<Vec<Ink>> = Vec::new();
    for digit in digits {
        let joins = |last: &Ink| !digit.touching() && !last.touching() && digit.x - (last.x + last.w) <= digit.h / 3 && digit.x > last.x && (digit.h - last.h).abs() * 6 <= digit.h && (digit.y - last.y).abs() * 6 <= digit.h;
        match groups.iter_mut().find(|g| g.len() < 3 && g.last().is_some_and(joins)) {
            Some(group) => group.push(digit),
            None => groups.push(vec![digit]),
        }
    }
    groups
}

/// The digits two of the readings agree on.
fn agreed(model: &Model, alphabet: &Alphabet, image: &RgbImage, group: &[Ink]) -> Result<Option<Line>> {
    let (Some(x), Some(y)) = (group.iter().map(|d| d.x).min(), group.iter().map(|d| d.y).min()) else { return Ok(None) };
    let right = group.iter().map(|d| d.x + d.w).max().unwrap_or(x);
    let bottom = group.iter().map(|d| d.y + d.h).max().unwrap_or(y);
    let at = Region { x, y, w: right - x, h: bottom - y };
    let mut read: Vec<Line> = Vec::new();
    for air in AIR {
        let clean = laid(image, group, at, air);
        let found = Found { x: 0.0, y: 0.0, w: clean.width() as f32, h: clean.height() as f32, slope: 0.0 };
        let line = recognise::one(model, alphabet, &clean, &found)?;
        let (least, most) = if group.iter().any(|d| d.touching()) { (2, 3) } else { (group.len(), group.len()) };
        read.extend(line.filter(|l| l.score >= SURE && (least..=most).contains(&l.text.chars().count())));
    }
    // A letter a digit is taken for in small pictures seconds it, and says nothing alone.
    let said = read.iter().find(|l| l.text.chars().all(|c| c.is_ascii_digit()) && read.iter().filter(|o| o.text.chars().map(alike).eq(l.text.chars())).count() >= 2).cloned();
    Ok(said.map(|line| {
        let count = line.glyphs.len().max(1) as f32;
        let glyphs = line.glyphs.into_iter().enumerate().map(|(i, mut glyph)| {
            glyph.x = at.x as f32 + at.w as f32 * (i as f32 + 0.5) / count;
            glyph
        });
        Line { at, glyphs: glyphs.collect(), ..line }
    }))
}

/// The digit a letter may be.
fn alike(ch: char) -> char {
    match ch {
        'S' | 's' | '§' => '5',
        'Z' | 'z' => '2',
        'B' => '8',
        'b' => '6',
        'g' | 'q' => '9',
        _ => ch,
    }
}

/// The ink alone on its ground, with air around.
fn laid(image: &RgbImage, group: &[Ink], at: Region, air: f32) -> RgbImage {
    let pad = ((at.h as f32 * (air - 1.0)) / 2.0).round().max(2.0) as i32;
    let wide = pad + at.h / 3;
    let ground = group.first().map_or([255; 3], |g| g.ground);
    RgbImage::from_fn((at.w + wide * 2) as u32, (at.h + pad * 2) as u32, |x, y| {
        let (x, y) = (at.x + x as i32 - wide, at.y + y as i32 - pad);
        let near = group.iter().any(|g| x >= g.x - 1 && x <= g.x + g.w && y >= g.y - 1 && y <= g.y + g.h);
        let inside = x >= 0 && y >= 0 && x < image.width() as i32 && y < image.height() as i32;
        if near && inside { *image.get_pixel(x as u32, y as u32) } else { Rgb(ground) }
    })
}

fn within(at: Region, whole: Region) -> Option<Region> {
    let (x, y) = (at.x.max(whole.x), at.y.max(whole.y));
    let (right, bottom) = (at.right().min(whole.right()), at.bottom().min(whole.bottom()));
    (right - x > 8 && bottom - y > 8).then_some(Region { x, y, w: right - x, h: bottom - y })
}

fn apart(a: [u8; 3], b: [u8; 3]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(a.abs_diff(b))).max().unwrap_or(0)
}

/// Ink differs from its ground by more than this, and by more than the picture's noise.
fn limit(noise: i32, least: i32) -> i32 {
    (noise * 4).clamp(least, 70)
}

/// The colour most of a region has, and how much its pixels differ from that, in the middle; those near another colour may be left out.
fn ground(image: &RgbImage, at: Region, but: Option<([u8; 3], i32)>) -> Option<([u8; 3], i32)> {
    let mut shares: std::collections::BTreeMap<[u8; 3], ([u32; 3], u32)> = std::collections::BTreeMap::new();
    let all = (at.y..at.bottom()).flat_map(move |y| (at.x..at.right()).map(move |x| image.get_pixel(x as u32, y as u32).0));
    let pixels: Vec<[u8; 3]> = all.filter(|p| but.is_none_or(|(colour, limit)| apart(*p, colour) > limit)).collect();
    for pixel in &pixels {
        let share = shares.entry(pixel.map(|c| c / 16)).or_default();
        share.0.iter_mut().zip(*pixel).for_each(|(s, c)| *s += u32::from(c));
        share.1 += 1;
    }
    let (sum, count) = shares.values().max_by_key(|s| s.1)?;
    let colour = sum.map(|s| (s / count) as u8);
    let mut off: Vec<i32> = pixels.iter().map(|p| apart(*p, colour)).collect();
    let middle = off.len() / 2;
    Some((colour, *off.select_nth_unstable(middle).1))
}

/// Connected pixels that differ from a ground.
fn ink(image: &RgbImage, at: Region, ground: [u8; 3], limit: i32) -> Vec<Ink> {
    let (w, h) = (at.w as usize, at.h as usize);
    let mut left: Vec<bool> = (0..w * h).map(|i| apart(image.get_pixel((at.x as usize + i % w) as u32, (at.y as usize + i / w) as u32).0, ground) > limit).collect();
    let mut out = Vec::new();
    let mut stack = Vec::new();
    for start in 0..w * h {
        if !std::mem::take(&mut left[start]) {
            continue;
        }
        stack.push(start);
        let (mut x0, mut x1, mut y0, mut y1, mut count) = (w, 0, h, 0, 0);
        while let Some(i) = stack.pop() {
            let (x, y) = (i % w, i / w);
            (x0, x1, y0, y1, count) = (x0.min(x), x1.max(x), y0.min(y), y1.max(y), count + 1);
            for ny in y.saturating_sub(1)..=(y + 1).min(h - 1) {
                for nx in x.saturating_sub(1)..=(x + 1).min(w - 1) {
                    if std::mem::take(&mut left[ny * w + nx]) {
                        stack.push(ny * w + nx);
                    }
                }
            }
        }
        out.push(Ink { x: at.x + x0 as i32, y: at.y + y0 as i32, w: (x1 - x0 + 1) as i32, h: (y1 - y0 + 1) as i32, count, ground });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: Gap = Gap { at: Region { x: 10, y: 10, w: 280, h: 60 }, em: 40.0 };

    /// A white page with dark blocks `(x, y, w, h)`.
    fn drawn(blocks: &[(u32, u32, u32, u32)]) -> RgbImage {
        let mut page = RgbImage::from_pixel(300, 80, Rgb([255; 3]));
        blocks.iter().for_each(|(x, y, w, h)| (*y..y + h).for_each(|y| (*x..x + w).for_each(|x| page.put_pixel(x, y, Rgb([30; 3])))));
        page
    }

    fn boxes(page: &RgbImage, lines: &[Line]) -> Vec<Vec<(i32, i32)>> {
        groups(page, &GAP, lines).iter().map(|g| g.iter().map(|d| (d.x, d.w)).collect()).collect()
    }

    #[test]
    fn ink_of_the_size_of_digits_is_found_alone_in_a_ring_and_on_a_ground() {
        assert_eq!(boxes(&drawn(&[(100, 30, 14, 24)]), &[]), [[(100, 14)]]);
        let ring = drawn(&[(90, 20, 44, 3), (90, 61, 44, 3), (90, 20, 3, 44), (131, 20, 3, 44), (105, 30, 14, 24)]);
        assert_eq!(boxes(&ring, &[]), [[(105, 14)]]);
        let mut plate = drawn(&[(90, 20, 60, 44)]);
        (30..54).for_each(|y| (110..124).for_each(|x| plate.put_pixel(x, y, Rgb([250; 3]))));
        assert_eq!(boxes(&plate, &[]), [[(110, 14)]]);
        assert_eq!(boxes(&drawn(&[(100, 30, 12, 24), (116, 30, 14, 24)]), &[]), [[(100, 12), (116, 14)]], "two digits of one number");
    }

    #[test]
    fn words_and_what_is_no_digit_are_left_alone() {
        let word = Line { text: "妈".into(), score: 1.0, glyphs: Vec::new(), at: Region { x: 95, y: 20, w: 30, h: 40 } };
        assert!(boxes(&drawn(&[(100, 30, 14, 24)]), &[word]).is_empty());
        assert!(boxes(&drawn(&[(100, 30, 60, 4)]), &[]).is_empty(), "a hairline");
        assert!(boxes(&drawn(&[(100, 12, 50, 56)]), &[]).is_empty(), "a picture");
    }

    #[test]
    fn a_bold_digit_is_no_ground_and_digits_run_together_are_one_piece() {
        // An 8: full but for two bowls.
        let mut eight = drawn(&[(100, 20, 18, 28)]);
        [24, 36].iter().for_each(|y| (*y..y + 7).for_each(|y| (106..112).for_each(|x| eight.put_pixel(x, y, Rgb([255; 3])))));
        assert_eq!(boxes(&eight, &[]), [[(100, 18)]]);
        let run = drawn(&[(100, 20, 6, 24), (100, 42, 34, 3), (126, 20, 6, 24)]);
        assert_eq!(boxes(&run, &[]), [[(100, 34)]]);
    }

    #[test]
    fn a_raised_digit_over_the_end_of_a_line_s_box_is_looked_at() {
        let glyphs = vec![juzheng_core::picture::Glyph { ch: '8', score: 1.0, x: 60.0 }];
        let name = Line { text: "0797-0000 218".into(), score: 1.0, glyphs, at: Region { x: 12, y: 12, w: 110, h: 56 } };
        assert_eq!(boxes(&drawn(&[(100, 20, 12, 20)]), std::slice::from_ref(&name)), [[(100, 12)]]);
        assert!(boxes(&drawn(&[(60, 20, 12, 20)]), &[name]).is_empty(), "the last digit itself");
    }
}
