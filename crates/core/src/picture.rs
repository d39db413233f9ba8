//! What is seen in a screenshot, from lines and colours to bubbles, calls and permissions. Pure: the pixels are decoded and
//! the letters read outside ([`crate::world::Eyes`]); what they mean is decided here, by geometry and colour, never by the
//! fixed places of one phone's skin.
//!
//! ```text
//! Sight (lines with boxes, a small raster)
//!   │ ground::Ground     flat areas of one colour: page, bubbles, cards          → which area each line lies on
//!   │ page::read         app, theme, header, footer                              → Page
//!   ├ chat::bubbles      side, sender, kind, quote, separators, notices
//!   ├ calls::rows        number, time, direction, counter, label, mark
//!   └ permits::rows      app, permission, state, last use
//!   ▼ clock::resolve     今天 / 昨天 22:41 / 星期三 against the day of capture     → When, or why not
//! ```

pub mod banner;
pub mod calls;
pub mod chat;
pub mod clock;
pub mod ground;
pub mod inbox;
pub mod layout;
pub mod page;
pub mod permits;
pub mod prompt;
pub mod shape;
pub mod signs;
pub mod taken;
pub mod text;

use serde::{Deserialize, Serialize};

/// A rectangle in pixels of a picture, `x` to the right and `y` down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Region {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Region {
    /// One past the right edge.
    pub fn right(self) -> i32 {
        self.x.saturating_add(self.w)
    }

    /// One past the lower edge.
    pub fn bottom(self) -> i32 {
        self.y.saturating_add(self.h)
    }

    /// Twice the middle is spared: the middle, rounded down.
    pub fn mid_x(self) -> i32 {
        self.x.saturating_add(self.w / 2)
    }

    /// The middle, rounded down.
    pub fn mid_y(self) -> i32 {
        self.y.saturating_add(self.h / 2)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Region) -> Region {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Region { x, y, w: self.right().max(other.right()) - x, h: self.bottom().max(other.bottom()) - y }
    }

    /// Whether the point lies inside.
    pub fn holds(self, x: i32, y: i32) -> bool {
        x >= self.x && x < self.right() && y >= self.y && y < self.bottom()
    }

    /// Pixels of height both share; zero or less when they are apart.
    pub fn overlap_y(self, other: Region) -> i32 {
        self.bottom().min(other.bottom()) - self.y.max(other.y)
    }

    /// Pixels of width both share; zero or less when they are apart.
    pub fn overlap_x(self, other: Region) -> i32 {
        self.right().min(other.right()) - self.x.max(other.x)
    }
}

/// One character of a line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// The character.
    pub ch: char,
    /// How sure the reader is, 0 to 1.
    pub score: f32,
    /// Middle of the character in pixels of the picture.
    pub x: f32,
}

/// One line of text as the reader saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Mean of the characters' scores, 0 to 1.
    pub score: f32,
    /// Its characters, left to right.
    pub glyphs: Vec<Glyph>,
    /// Where it stands (in the upright, straightened picture), close to the ink.
    pub at: Region,
}

/// A small copy of the picture: three bytes a pixel, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raster {
    /// Width in its own pixels.
    pub width: usize,
    /// Height in its own pixels.
    pub height: usize,
    /// Picture pixels per raster pixel, in thousandths.
    pub step: u32,
    /// Red, green, blue.
    pub rgb: Vec<u8>,
}

/// How the picture was turned before it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turn {
    /// Size of the picture as it lies in the file (after its own orientation mark).
    pub width: i32,
    /// Height of the same.
    pub height: i32,
    /// Quarter turns clockwise that made it upright.
    pub quarters: u8,
    /// Degrees, clockwise, by which it was then straightened about its middle.
    pub degrees: f32,
}

impl Turn {
    /// A region of the upright, straightened picture in pixels of the picture as it lies in the file.
    pub fn back(self, at: Region) -> Region {
        let (w, h) = if self.quarters % 2 == 1 { (self.height, self.width) } else { (self.width, self.height) };
        let (sin, cos) = (-self.degrees.to_radians()).sin_cos();
        let (cx, cy) = (w as f32 / 2.0, h as f32 / 2.0);
        let corners = [(at.x, at.y), (at.right(), at.y), (at.x, at.bottom()), (at.right(), at.bottom())].map(|(x, y)| {
            let (dx, dy) = (x as f32 - cx, y as f32 - cy);
            let (x, y) = (cx + dx * cos - dy * sin, cy + dx * sin + dy * cos);
            match self.quarters % 4 {
                1 => (y, w as f32 - x),
                2 => (w as f32 - x, h as f32 - y),
                3 => (h as f32 - y, x),
                _ => (x, y),
            }
        });
        let fold = |pick: fn(&(f32, f32)) -> f32, most: i32| {
            let low = corners.iter().map(pick).fold(f32::MAX, f32::min);
            let high = corners.iter().map(pick).fold(f32::MIN, f32::max);
            ((low.floor() as i32).clamp(0, most), (high.ceil() as i32).clamp(0, most))
        };
        let ((x, right), (y, bottom)) = (fold(|c| c.0, self.width), fold(|c| c.1, self.height));
        Region { x, y, w: right - x, h: bottom - y }
    }
}

/// What the reader of pictures hands over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// Width of the upright, straightened picture.
    pub width: i32,
    /// Height of the same.
    pub height: i32,
    /// How it was turned.
    pub turn: Turn,
    /// Lines, top to bottom.
    pub lines: Vec<Line>,
    /// Digits read at a second look at a list of calls ([`calls::gaps`]).
    pub marks: Vec<Line>,
    /// Its colours.
    pub raster: Raster,
    /// The raw EXIF block, when there is one.
    pub exif: Option<Vec<u8>>,
    /// Media type: `image/png` …
    pub mime: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_goes_back_to_where_it_lies_in_the_file() {
        let at = Region { x: 10, y: 20, w: 30, h: 5 };
        let turn = |quarters, degrees| Turn { width: 100, height: 200, quarters, degrees };
        assert_eq!(turn(0, 0.0).back(at), at);
        assert_eq!(turn(2, 0.0).back(at), Region { x: 60, y: 175, w: 30, h: 5 });
        // Turned a quarter clockwise, the upper left corner was the lower left one.
        assert_eq!(turn(1, 0.0).back(at), Region { x: 20, y: 160, w: 5, h: 30 });
        let tilted = turn(0, 2.0).back(Region { x: 0, y: 95, w: 100, h: 10 });
        assert!(tilted.h >= 12 && tilted.h <= 15 && tilted.w == 100, "{tilted:?}");
    }
}
