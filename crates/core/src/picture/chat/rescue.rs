//! Messages whose ground the colours do not show.

use super::cards::{VOICE, whole};
use super::plates::{abreast, large};
use super::{BADGE, Balloon, PLACEHOLDER, STATUS, UNREAD, shown};
use crate::picture::Region;
use crate::picture::clock::Label;
use crate::picture::ground::apart;
use crate::picture::page::{Screen, Seen};

/// Whether a line is the name over a bubble: short, at its edge, smaller and paler than its words, and nearer to it than to what stands above.
fn name_over(screen: &Screen, boxes: &[Balloon], line: &Seen) -> bool {
    let Some(b) = boxes.iter().find(|b| b.at.y + screen.part(0.01) > line.at.mid_y()) else { return false };
    let Some(words) = b.lines.iter().filter(|l| !l.stray()).max_by_key(|l| l.text.chars().count()) else { return false };
    let strength = |l: &Seen| u32::from(apart(l.ink, l.ground));
    let gap = b.at.y - line.at.bottom();
    let before = boxes.iter().rfind(|o| o.at.mid_y() < line.at.mid_y()).map_or(i32::MAX, |o| line.at.y - o.at.bottom());
    let close = gap < screen.part(0.03) && gap > -screen.part(0.02) && gap < before && (line.at.x - b.at.x).abs() < screen.part(0.03);
    close && line.text.chars().count() <= 12 && line.em < words.em * 0.95 && strength(line) * 4 < strength(words) * 3
}

/// Lines whose bubble the colours do not show (noise, a picture of a screen): neighbours of the same size and margin become
/// one, when they do not stand in the middle like a notice.
pub(super) fn rescue(screen: &Screen, boxes: &mut Vec<Balloon>, loose: &mut Vec<Seen>, body: f32) {
    let w = screen.w();
    let body = if body > 0.0 { body } else { large(loose) };
    let mut runs: Vec<Vec<Seen>> = Vec::new();
    loose.sort_by_key(|l| (l.at.y, l.at.x));
    let pair = abreast(screen, loose);
    loose.retain(|line| {
        let centred = (line.at.mid_x() as f32 - w / 2.0).abs() < w * 0.05 && (line.at.w as f32) < w * 0.55 && line.em < body * 0.95;
        let full = screen.sight.height as f32 > w * 1.5;
        let foot = full && line.at.mid_y() as f32 > screen.sight.height as f32 - w * 0.2;
        // A line may have been read in two parts.
        let same = |last: &Seen| line.at.overlap_y(last.at) * 3 > line.at.h.min(last.at.h) * 2 && (line.at.x - last.at.right()).abs() < (line.em * 0.8) as i32;
        let near = |run: &Vec<Seen>| {
            let edge = run.iter().map(|l| l.at.x).min().unwrap_or(0);
            run.last().is_some_and(|last| same(last) || line.at.y - last.at.bottom() < (line.em * 0.62) as i32 && (line.at.x - edge).abs() < (line.em * 1.1) as i32)
        };
        let goes_on = runs.iter().any(near);
        // What a machine heard in a voice message stands under it in smaller letters.
        let heard = boxes.iter().any(|b| b.at.y < line.at.y && line.at.y - b.at.bottom() < screen.part(0.06) && (line.at.x - b.at.x).abs() < screen.part(0.08) && VOICE.is_match(&whole(&b.lines)))
            || runs.iter().any(|run| run.last().is_some_and(|l| VOICE.is_match(&l.text) && line.at.y - l.at.bottom() < screen.part(0.09) && (line.at.x - l.at.x).abs() < screen.part(0.08)));
        // A single letter has a low box; its edge is that of other messages.
        let letter = line.text.chars().count() == 1 && line.text.chars().all(|c| c.is_ascii_alphanumeric()) && screen.lines.iter().any(|l| l.at.w > line.at.w * 2 && l.em >= body * 0.88 && ((l.at.x - line.at.x).abs() < screen.part(0.012) || (l.at.right() - line.at.right()).abs() < screen.part(0.012)));
        let voice = VOICE.is_match(&line.text);
        let least = if voice { 0.55 } else if goes_on || heard || letter { 0.72 } else { 0.88 };
        let ordinary = line.em >= body * least && line.em <= body * 1.25 && !line.stray() && Label::parse(&shown(&line.text)).is_none() && !STATUS.is_match(&line.text) && !BADGE.is_match(line.text.trim()) && !(full && line.at.mid_y() as f32 > screen.sight.height as f32 - w * 0.3 && PLACEHOLDER.is_match(&line.text)) && !UNREAD.is_match(line.text.trim());
        if centred || foot || !ordinary || pair.contains(&line.index) || name_over(screen, boxes, line) {
            return true;
        }
        match runs.iter_mut().find(|run| near(run)) {
            Some(run) => run.push(line.clone()),
            None => runs.push(vec![line.clone()]),
        }
        false
    });
    for run in runs {
        let around = run.iter().map(|l| l.at).reduce(Region::union).unwrap_or_default();
        // A line of a bubble already found, missed by its area (an icon beside it, a cut edge).
        if let Some(host) = boxes.iter_mut().find(|b| b.at.overlap_y(around) > around.h / 2 && b.at.x <= around.mid_x() && b.at.right() >= around.mid_x()) {
            host.lines.extend(run);
            host.lines.sort_by_key(|l| (l.at.y, l.at.x));
            continue;
        }
        let pad = (body * 0.55) as i32;
        let at = Region { x: around.x - pad, y: around.y - pad / 2, w: around.w + 2 * pad, h: around.h + pad };
        let colour = run[0].ground;
        let mut found = Balloon::new(at, colour, run[0].clone());
        found.lines = run;
        boxes.push(found);
    }
    boxes.sort_by_key(|b| (b.at.y, b.at.x));
}
