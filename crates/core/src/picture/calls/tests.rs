//! Lists of calls drawn by rectangles: which digit that stands alone is a counter.

use super::gaps;
use crate::picture::text::wide;
use crate::picture::{Glyph, Line, Raster, Region, Sight, page};

type Rgb = [u8; 3];
const INK: Rgb = [20, 20, 22];
const GREEN: Rgb = [40, 170, 90];
const ROWS: [(&str, &str); 4] = [("166 0000 3127", "18:06"), ("谭师傅", "16:39"), ("0797-0000 218", "15:02"), ("166 0000 3128", "09:10")];

/// A white screen of 1080 × 2000 pixels with four rows, its raster half as large.
struct Drawn(Sight);

impl Drawn {
    fn new() -> Drawn {
        let raster = Raster { width: 540, height: 1000, step: 2000, rgb: vec![255; 540 * 1000 * 3] };
        let mut drawn = Drawn(Sight { width: 1080, height: 2000, raster, mime: "image/png", ..Sight::default() });
        drawn.text("19:41", 60, 30, 40.0, INK);
        drawn.text("最近通话", 400, 130, 52.0, INK);
        for (i, (name, time)) in ROWS.iter().enumerate() {
            let y = 400 + i as i32 * 200;
            drawn.text(name, 60, y, 50.0, INK);
            drawn.text("江西赣州", 60, y + 76, 36.0, INK);
            drawn.text(time, 900, y + 20, 36.0, INK);
        }
        drawn
    }

    fn fill(&mut self, at: Region, colour: Rgb) {
        for row in at.y / 2..at.bottom() / 2 {
            for column in at.x / 2..at.right() / 2 {
                let pixel = (row * 540 + column) as usize * 3;
                self.0.raster.rgb[pixel..pixel + 3].copy_from_slice(&colour);
            }
        }
    }

    fn text(&mut self, text: &str, x: i32, y: i32, em: f32, ink: Rgb) {
        let line = self.laid(text, x, y, em, ink, 0.99);
        self.0.lines.push(line);
    }

    fn laid(&mut self, text: &str, x: i32, y: i32, em: f32, ink: Rgb, score: f32) -> Line {
        let mut right = x as f32;
        let mut glyphs = Vec::new();
        for ch in text.chars() {
            let step = em * if wide(ch) { 1.0 } else if ch.is_ascii_digit() { 0.57 } else { 0.28 };
            glyphs.push(Glyph { ch, score, x: right + step / 2.0 });
            if ch != ' ' {
                self.fill(Region { x: right as i32 + 2, y: y + (em * 0.4) as i32, w: (step * 0.6) as i32, h: (em * 0.6) as i32 }, ink);
            }
            right += step;
        }
        Line { text: text.into(), score, glyphs, at: Region { x, y, w: right as i32 - x, h: (em / 0.68) as i32 } }
    }

    /// A digit read at the second look.
    fn mark(&mut self, digit: &str, x: i32, y: i32) {
        let line = self.laid(digit, x, y, 30.0, INK, 0.99);
        self.0.marks.push(line);
    }

    fn counts(&self) -> Vec<(String, u32)> {
        page::read(&self.0, "").calls.into_iter().map(|c| (c.number, c.count)).collect()
    }
}

fn with(counts: [u32; 4]) -> Vec<(String, u32)> {
    ROWS.iter().zip(counts).map(|((name, _), n)| ((*name).to_owned(), n)).collect()
}

#[test]
fn a_digit_beside_a_name_or_before_the_time_is_a_counter() {
    let mut drawn = Drawn::new();
    assert_eq!(drawn.counts(), with([1, 1, 1, 1]));
    drawn.mark("5", 440, 410);
    drawn.mark("12", 460, 810);
    assert_eq!(drawn.counts(), with([5, 1, 12, 1]));
    let mut right = Drawn::new();
    right.mark("3", 830, 425);
    right.text("7", 830, 825, 36.0, INK);
    assert_eq!(right.counts(), with([3, 1, 7, 1]), "the second was found by the search for text");
}

#[test]
fn the_number_of_a_card_and_an_icon_alike_in_every_row_are_none() {
    let mut cards = Drawn::new();
    (0..4).for_each(|i| cards.mark(["2", "1", "2", "2"][i as usize], 830, 425 + i * 200));
    assert_eq!(cards.counts(), with([1, 1, 1, 1]), "a counter never says one");
    let mut icons = Drawn::new();
    (0..4).for_each(|i| icons.mark("6", 440, 410 + i * 200));
    assert_eq!(icons.counts(), with([1, 1, 1, 1]));
    let mut below = Drawn::new();
    below.mark("4", 300, 486);
    assert_eq!(below.counts(), with([1, 1, 1, 1]), "behind the place");
}

#[test]
fn only_rows_without_a_counter_of_a_list_of_calls_are_looked_at_again() {
    let mut drawn = Drawn::new();
    assert_eq!(gaps(&drawn.0).len(), 4);
    drawn.mark("5", 440, 410);
    let again = gaps(&drawn.0);
    assert_eq!((again.len(), again[0].at.x), (3, 60));
    assert!(gaps(&Sight::default()).is_empty());
}

#[test]
fn a_sign_behind_a_name_in_another_ink_is_an_arrow() {
    let mut drawn = Drawn::new();
    let name = drawn.0.lines.iter().position(|l| l.text == "谭师傅").expect("a row");
    let at = drawn.0.lines[name].at;
    let arrow = drawn.laid("匕", at.right() + 8, at.y, 50.0, GREEN, 0.7);
    let line = &mut drawn.0.lines[name];
    line.text.push('匕');
    line.glyphs.extend(arrow.glyphs);
    line.at = line.at.union(arrow.at);
    assert_eq!(drawn.counts(), with([1, 1, 1, 1]));
}
