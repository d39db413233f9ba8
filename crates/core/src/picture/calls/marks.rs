//! Counters of repeated calls that the search for text overlooks: one digit in a ring, on a small ground, or alone beside a name. Where such
//! a list is seen, the reader of pictures is asked to look again between its words ([`gaps`]); what it reads there counts only where a counter
//! stands in such lists, and never where it may be the mark of a card or another icon ([`count`]).

use super::{BARE_COUNT, uncircled};
use crate::picture::page::{self, App, CallRow, Screen};
use crate::picture::{Line, Region, Sight};

/// A row to look at again: digits of about the size of its letters, or smaller, beside its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// From the begin of the name to the right edge of the screen.
    pub at: Region,
    /// Size of the name's letters.
    pub em: f32,
}

/// The rows of a list of calls that show no counter yet; none on any other screen.
pub fn gaps(sight: &Sight) -> Vec<Gap> {
    let page = page::read(sight, "");
    if page.app != App::Calllog {
        return Vec::new();
    }
    let gap = |call: &CallRow| {
        let em = call.head.h as f32 * 0.68;
        let air = (em * 0.3) as i32;
        let (top, bottom) = (call.at.y.min(call.head.y) - air, call.at.bottom().max(call.head.bottom()) + air);
        Gap { at: Region { x: call.head.x, y: top, w: sight.width - call.head.x, h: bottom - top }, em }
    };
    page.calls.iter().filter(|c| c.count == 1 && c.head.h > 0).map(gap).collect()
}

/// Where a mark stands in its row.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// On the height of the name.
    Name,
    /// In the right column.
    Right,
}

/// Sets the counters that stand alone: those read at the second look, and those the search for text found without a name beside them.
pub(super) fn count(screen: &Screen, calls: &mut [CallRow]) {
    let second = &screen.sight.marks;
    let found = screen.sight.lines.iter().filter(|line| line.score > 0.85 && !slanting(screen, line) && !second.iter().any(|m| m.at.overlap_x(line.at) > 0 && m.at.overlap_y(line.at) > 0));
    let all: Vec<(usize, Place, u32, i32)> = second.iter().chain(found).filter_map(|mark| {
        let (row, place) = calls.iter().enumerate().find_map(|(i, call)| Some((i, place(screen, call, mark)?)))?;
        let number = behind(mark, calls[row].head, &uncircled(&mark.text));
        let number = BARE_COUNT.captures(&number)?.get(1)?.as_str().parse().ok()?;
        Some((row, place, number, mark.at.x))
    }).collect();
    // What stands alike in nearly every row is an icon.
    let alike = |m: &(usize, Place, u32, i32)| {
        let same = all.iter().filter(|o| o.2 == m.2 && (o.3 - m.3).abs() < screen.part(0.02)).count();
        same >= 3 && same * 4 >= calls.len() * 3
    };
    let marks: Vec<_> = all.iter().filter(|m| !alike(m)).copied().collect();
    for place in [Place::Name, Place::Right] {
        let here: Vec<(usize, u32)> = marks.iter().filter(|m| m.1 == place).map(|m| (m.0, m.2)).collect();
        // A counter never says one: these are numbers of cards.
        if here.iter().any(|m| m.1 < 2) {
            continue;
        }
        for (row, number) in &here {
            let once = here.iter().filter(|m| m.0 == *row).count() == 1;
            if let Some(call) = calls.get_mut(*row).filter(|c| c.count == 1 && once) {
                call.count = *number;
            }
        }
    }
}

/// What digits say behind a name: the first may be the name's end read once more, where their boxes overlap.
fn behind(mark: &Line, name: Region, text: &str) -> String {
    let edge = (name.right() - name.h / 5) as f32;
    if (mark.at.x as f32) >= edge || text.len() < 2 || !text.chars().all(|c| c.is_ascii_digit()) || mark.at.overlap_y(name) <= 0 {
        return text.to_owned();
    }
    let kept: String = mark.glyphs.iter().filter(|g| g.x > edge && !g.ch.is_whitespace()).map(|g| g.ch).collect();
    if kept.is_empty() { text.to_owned() } else { kept }
}

/// An arrow is read as a 7, and is as wide as it is high.
fn slanting(screen: &Screen, line: &Line) -> bool {
    let ground = screen.ground.under(line.at).and_then(|a| screen.ground.areas.get(a)).map_or(screen.page, |a| a.colour);
    let blobs = screen.ground.blobs(line.at, ground, 50);
    let bounds = |marks: &[(i32, i32)], pick: fn(&(i32, i32)) -> i32| marks.iter().map(pick).max().unwrap_or(0) - marks.iter().map(pick).min().unwrap_or(0) + 1;
    line.text == "7" && blobs.iter().max_by_key(|b| b.len()).is_none_or(|b| bounds(b, |m| m.0) * 20 > bounds(b, |m| m.1) * 17)
}

fn place(screen: &Screen, call: &CallRow, mark: &Line) -> Option<Place> {
    let middle = mark.at.mid_y();
    let right = mark.at.x as f32 > screen.w() * 0.5 && middle >= call.at.y && middle < call.at.bottom();
    let level = call.head.h > 0 && middle > call.head.y && middle < call.head.bottom();
    let close = (-call.head.h / 2..screen.part(0.12)).contains(&(mark.at.x - call.head.right()));
    if level && close { Some(Place::Name) } else { right.then_some(Place::Right) }
}
