//! Lists of calls drawn by rectangles: which digit that stands alone is a counter.

use super::gaps;
use crate::picture::text::wide;
use crate::picture::page::App;
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

#[test]
fn a_counter_read_over_the_end_of_a_number_or_as_a_raised_sign_is_told() {
    let mut drawn = Drawn::new();
    let at = drawn.0.lines.iter().find(|l| l.text == "0797-0000 218").expect("a row").at;
    drawn.text("812", at.right() - 26, at.y - 4, 34.0, INK);
    assert_eq!(drawn.counts(), with([1, 1, 12, 1]), "the first digit is the number's last");
    let mut raised = Drawn::new();
    let name = raised.0.lines.iter().position(|l| l.text == "谭师傅").expect("a row");
    let sign = raised.laid("²", raised.0.lines[name].at.right() + 2, 600, 26.0, INK, 0.9);
    raised.0.lines[name].text.push('²');
    raised.0.lines[name].glyphs.extend(sign.glyphs);
    assert_eq!(raised.counts(), with([1, 2, 1, 1]));
}

impl Drawn {
    /// A row whose smaller line begins with an arrow and is read from `x` on.
    fn sign(&mut self, row: i32, x: i32, shape: fn(i32, i32) -> bool, ink: Rgb) {
        let y = 400 + row * 200 + 86;
        for (dx, dy) in (0..15).flat_map(|dx| (0..15).map(move |dy| (dx, dy))).filter(|(dx, dy)| shape(*dx, *dy)) {
            self.fill(Region { x: x + dx * 2, y: y + dy * 2, w: 2, h: 2 }, ink);
        }
    }

    fn ways(&self) -> Vec<String> {
        page::read(&self.0, "").calls.into_iter().filter_map(|c| c.direction).collect()
    }
}

/// An arrow up to the right: a diagonal with its head.
fn up(x: i32, y: i32) -> bool {
    (x + y - 14).abs() <= 1 || y <= 1 && x > 5 || x >= 13 && y < 9
}

#[test]
fn an_arrow_before_the_number_of_a_card_is_seen_through_its_frame() {
    const GREY: Rgb = [140, 142, 148];
    let mut drawn = Drawn::new();
    for line in drawn.0.lines.iter_mut().filter(|l| l.text == "江西赣州" && l.at.y == 476) {
        // The reader took arrow, frame and place for one line.
        line.text.insert(0, '②');
        line.glyphs.iter_mut().for_each(|g| g.x += 100.0);
        line.glyphs.insert(0, Glyph { ch: '②', score: 0.8, x: 78.0 });
        line.at.w += 100;
    }
    drawn.fill(Region { x: 50, y: 470, w: 200, h: 60 }, [255; 3]);
    drawn.sign(0, 62, up, GREY);
    drawn.sign(0, 110, |x, y| x < 2 || y < 2 || x > 12 || y > 12 || x == 7 && (4..11).contains(&y), GREY);
    assert_eq!(drawn.ways(), ["out", "in", "in", "in"]);
}

#[test]
fn a_red_arrow_beside_a_name_in_plain_ink_is_a_missed_call() {
    let mut drawn = Drawn::new();
    for line in &mut drawn.0.lines {
        if line.at.y >= 400 && line.at.x == 60 {
            line.at.x += 100;
            line.glyphs.iter_mut().for_each(|g| g.x += 100.0);
        }
    }
    drawn.fill(Region { x: 0, y: 380, w: 850, h: 900 }, [255; 3]);
    drawn.sign(1, 60, up, [226, 58, 50]);
    drawn.sign(2, 60, up, [140, 142, 148]);
    assert_eq!(drawn.ways(), ["in", "missed", "out", "in"]);
}

#[test]
fn a_cut_list_of_names_is_still_a_list_of_calls() {
    let blank = Drawn(Sight { width: 1080, height: 900, raster: Raster { width: 540, height: 450, step: 2000, rgb: vec![255; 540 * 450 * 3] }, mime: "image/png", ..Sight::default() });
    let list = |lower: [&str; 3]| {
        let mut drawn = Drawn(blank.0.clone());
        for (i, name) in ["谭师傅", "子涵妈妈", "孟主任"].iter().enumerate() {
            let y = 40 + i as i32 * 220;
            drawn.fill(Region { x: 40, y, w: 110, h: 110 }, [120, 150, 180]);
            drawn.text(name, 190, y, 50.0, INK);
            drawn.text(lower[i], 190, y + 76, 36.0, INK);
            drawn.text("昨天", 930, y + 40, 36.0, INK);
        }
        page::read(&drawn.0, "")
    };
    let calls = list(["湖北宜昌", "广东东莞", "湖北武汉"]);
    assert_eq!((calls.app, calls.calls.len(), calls.bubbles.len()), (App::Calllog, 3, 0));
    assert_eq!(list(["来电·下午1:26", "去电·周日", "未接来电·上午11:20"]).calls.len(), 3);
    assert_ne!(list(["在吗", "好的", "[语音通话]"]).app, App::Calllog, "conversations");
}
