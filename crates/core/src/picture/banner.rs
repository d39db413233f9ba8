//! A notification laid over the head of a page: what it says is no part of the page, and what it half covers cannot be read.

use super::Region;
use super::ground::{Ground, Rgb, apart, colourful};
use super::page::Seen;
use super::text::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// What a notification says of its age, behind its title.
static AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(现在|刚刚|刚才|[0-9]+ ?(秒|分钟|分|小时)前|^now)$"));

/// Where a notification lies: a card nearly as wide as the screen, close under the status bar, with an icon at its left and two
/// or more rows of words one under the other. `top`: where the status bar ends; without one (a cut picture) the card must say its age.
pub(super) fn find(ground: &Ground, seen: &[Seen], page: Rgb, top: Option<i32>, (w, h): (f32, f32)) -> Option<Region> {
    let (status, top) = (top.is_some(), top.unwrap_or(0));
    let mut cards: Vec<usize> = seen.iter().filter(|l| (l.at.y as f32) < w * 0.35).filter_map(|l| l.area).collect();
    cards.sort_unstable();
    cards.dedup();
    cards.into_iter().find_map(|card| {
        let area = &ground.areas[card];
        let at = area.at;
        let shape = (w * 0.86..w * 0.995).contains(&(at.w as f32)) && (w * 0.1..w * 0.32).contains(&(at.h as f32)) && (at.bottom() as f32) < h * 0.3;
        let close = at.y - top < (w * 0.075) as i32 && at.bottom() > top + (w * 0.1) as i32;
        if !shape || !close || apart(area.colour, page) <= 3 && at.x <= 2 {
            return None;
        }
        let inside: Vec<&Seen> = seen.iter().filter(|l| l.at.mid_y() > at.y && l.at.mid_y() < at.bottom() && l.at.mid_x() > at.x && l.at.mid_x() < at.right()).collect();
        // A page's own head above it: then it is a card of the page.
        if seen.iter().any(|l| !l.stray() && l.at.y >= top && l.at.bottom() <= at.y + (l.em * 0.2) as i32 && l.at.h as f32 > l.em * 0.5) {
            return None;
        }
        let first = inside.iter().filter(|l| l.text.chars().count() > 1).min_by_key(|l| (l.at.y, l.at.x))?;
        let left = first.at.x;
        let under = |l: &&&Seen| l.at.y > first.at.mid_y() && (l.at.x - left).abs() < (w * 0.02) as i32 && l.em < first.em * 1.2;
        let rows = inside.iter().filter(under).count();
        let aged = inside.iter().any(|l| AGE.is_match(l.text.trim()));
        let icon = Region { x: at.x + (w * 0.01) as i32, y: at.y + at.h / 6, w: left - at.x - (w * 0.02) as i32, h: at.h * 2 / 3 };
        (rows >= 1 && icon.w as f32 > w * 0.05 && (aged || status && has_icon(ground, icon, area.colour))).then_some(at)
    })
}

/// Whether at least a third of a place is painted in colours the card has not.
fn has_icon(ground: &Ground, at: Region, card: Rgb) -> bool {
    let (mut all, mut painted) = (0u32, 0u32);
    ground.each(at, |_, _, _, colour| {
        all += 1;
        painted += u32::from(apart(colour, card) > 40 && colourful(colour) > 30);
    });
    painted * 3 > all
}

/// Whether a line lies under the notification or is cut by its lower edge.
pub(super) fn covers(banner: Region, line: &Seen) -> bool {
    let (gap, high) = ((line.at.y - banner.bottom()) as f32, line.at.h as f32);
    let cut = gap < line.em * 0.08 && high < line.em * 1.06 || gap < line.em * 0.35 && high < line.em * 0.8;
    line.at.mid_y() <= banner.bottom() || cut
}
