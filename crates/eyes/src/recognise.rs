//! What a line says: one line a run (no padding to a common width), as many runs side by side as there are sessions, the
//! longest first.

use crate::detect::Found;
use crate::pixels;
use crate::reach;
use crate::runtime::Model;
use image::RgbImage;
use juzheng_core::error::Result;
use juzheng_core::picture::{Glyph, Line, Region};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Height the network reads lines at.
const HEIGHT: usize = 48;
/// Widest line read in one piece, in pixels at that height.
const WIDEST: usize = 2400;

/// The network's alphabet: index 0 is the blank, the last a space.
pub struct Alphabet(Vec<char>);

impl Alphabet {
    /// From the text the model carries, a character a line.
    pub fn new(listed: &str) -> Alphabet {
        let mut all = vec!['\0'];
        all.extend(listed.split('\n').map(|l| l.trim_end_matches('\r')).filter(|l| !l.is_empty()).map(|l| l.chars().next().unwrap_or(' ')));
        all.push(' ');
        Alphabet(all)
    }

    /// How many classes the network must have.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Reads every box. Boxes that hold no text are left out; the order is kept.
pub fn lines(model: &Model, alphabet: &Alphabet, image: &RgbImage, found: &[Found], workers: usize) -> Result<Vec<Line>> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|a, b| (found[*b].w / found[*b].h).total_cmp(&(found[*a].w / found[*a].h)).then(a.cmp(b)));
    let next = AtomicUsize::new(0);
    let read: Mutex<Vec<(usize, Result<Option<Line>>)>> = Mutex::new(Vec::with_capacity(found.len()));
    std::thread::scope(|scope| {
        for _ in 0..workers.min(found.len().max(1)) {
            scope.spawn(|| {
                while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let line = one(model, alphabet, image, &found[*index]).and_then(|line| again(model, alphabet, image, &found[*index], line));
                    if let Ok(mut all) = read.lock() {
                        all.push((*index, line));
                    }
                }
            });
        }
    });
    let mut read = read.into_inner().unwrap_or_default();
    read.sort_by_key(|(index, _)| *index);
    read.into_iter().filter_map(|(_, line)| line.transpose()).collect()
}

/// A line of one or two characters is read once more with what stands close beside it, and is that longer word where it is a sure one.
fn again(model: &Model, alphabet: &Alphabet, image: &RgbImage, found: &Found, line: Option<Line>) -> Result<Option<Line>> {
    let count = |l: &Line| l.text.chars().filter(|c| !c.is_whitespace()).count();
    let chinese = |l: &Line| l.text.chars().all(|c| matches!(c as u32, 0x3400..=0x9FFF));
    let Some(short) = line.as_ref().filter(|l| count(l) <= reach::SHORT && chinese(l)) else { return Ok(line) };
    let Some(wider) = reach::wider(image, found) else { return Ok(line) };
    let longer = one(model, alphabet, image, &wider)?.filter(|l| count(l) > count(short) && chinese(l) && l.glyphs.iter().all(|g| g.score > 0.8));
    Ok(longer.or(line))
}

/// Reads one box.
pub fn one(model: &Model, alphabet: &Alphabet, image: &RgbImage, found: &Found) -> Result<Option<Line>> {
    let width = ((found.w / found.h * HEIGHT as f32).ceil() as usize).clamp(16, WIDEST);
    // The network halves the width three times.
    let padded = width.div_ceil(8) * 8;
    let crop = pixels::scaled(image, (found.x, found.y, found.w, found.h), (width, HEIGHT));
    let mut input = vec![0.0f32; 3 * HEIGHT * padded];
    for (at, pixel) in crop.chunks_exact(3).enumerate() {
        let (x, y) = (at % width, at / width);
        for channel in 0..3 {
            input[(channel * HEIGHT + y) * padded + x] = pixel[2 - channel] / 127.5 - 1.0;
        }
    }
    let scale = found.w / width as f32 * padded as f32;
    let glyphs = model.run([1, 3, HEIGHT, padded], &input, |shape, values| {
        let (columns, classes) = (shape.get(1).copied().unwrap_or(0) as usize, shape.get(2).copied().unwrap_or(0) as usize);
        decode(values, columns, classes, alphabet, |column| found.x + (column as f32 + 0.5) / columns as f32 * scale)
    })?;
    if glyphs.iter().all(|g| g.ch == ' ') {
        return Ok(None);
    }
    let text: String = glyphs.iter().map(|g| g.ch).collect();
    let score = glyphs.iter().map(|g| g.score).sum::<f32>() / glyphs.len() as f32;
    let at = Region { x: found.x.round() as i32, y: found.y.round() as i32, w: found.w.round() as i32, h: found.h.round() as i32 };
    Ok(Some(Line { text: text.trim().to_owned(), score, glyphs, at }))
}

/// The likeliest character of each column, repeats and blanks dropped (CTC, Graves et al. 2006). A character seen in several
/// columns keeps its best score and its middle.
fn decode(values: &[f32], columns: usize, classes: usize, alphabet: &Alphabet, place: impl Fn(f32) -> f32) -> Vec<Glyph> {
    if classes == 0 || alphabet.len() != classes {
        return Vec::new();
    }
    let mut glyphs: Vec<Glyph> = Vec::new();
    let (mut before, mut first) = (0usize, 0usize);
    for (column, scores) in values.chunks_exact(classes).take(columns).enumerate() {
        let best = scores.iter().copied().fold(f32::MIN, f32::max);
        let class = scores.iter().position(|s| *s == best).unwrap_or(0);
        if class == 0 {
            before = 0;
            continue;
        }
        if class == before {
            if let Some(last) = glyphs.last_mut() {
                last.score = last.score.max(best);
                last.x = place((first + column) as f32 / 2.0);
            }
            continue;
        }
        (before, first) = (class, column);
        glyphs.push(Glyph { ch: alphabet.0[class], score: best, x: place(column as f32) });
    }
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_and_blanks_fall_away() {
        let alphabet = Alphabet::new("甲\n乙\n");
        assert_eq!(alphabet.len(), 4);
        let column = |class: usize| (0..4).map(move |i| if i == class { 0.9 } else { 0.03 });
        let values: Vec<f32> = [1, 1, 0, 1, 2, 3].into_iter().flat_map(column).collect();
        let glyphs = decode(&values, 6, 4, &alphabet, |c| c);
        assert_eq!(glyphs.iter().map(|g| g.ch).collect::<String>(), "甲甲乙 ");
        assert_eq!(glyphs[0].x, 0.5);
        assert!(decode(&values, 6, 3, &alphabet, |c| c).is_empty(), "an alphabet of another model");
    }
}
