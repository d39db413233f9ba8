//! Which app a conversation is of, from what only one of them shows.

use super::sides::avatar;
use super::{Balloon, NUMBERLIKE};
use crate::picture::Region;
use crate::picture::ground::{Rgb, apart};
use crate::picture::page::{App, Remark, Screen, Side};

/// The app, from what only one of them shows.
pub(super) fn app(screen: &Screen, boxes: &[Balloon], peer: Option<&str>, placeholder: &str, rest: &[Remark]) -> App {
    let own: Vec<&Balloon> = boxes.iter().filter(|b| b.side == Side::Right).collect();
    let others: Vec<&Balloon> = boxes.iter().filter(|b| b.side == Side::Left).collect();
    let right_avatars = own.iter().filter(|b| avatar(screen, b, Side::Right)).count() * 2 > own.len();
    let left_avatars = others.iter().filter(|b| avatar(screen, b, Side::Left)).count() * 2 > others.len();
    if placeholder.contains(['短', '信']) && !right_avatars || peer.is_some_and(|p| NUMBERLIKE.is_match(p)) && !right_avatars {
        return App::Sms;
    }
    let green = |c: Rgb| c[1] > c[0].saturating_add(20) && c[1] > c[2].saturating_add(20);
    let read_marks = rest.iter().any(|r| r.text.contains("已读") || r.text.contains("未读"));
    if (right_avatars || own.is_empty() && left_avatars) && own.iter().any(|b| green(b.colour)) {
        return App::Wechat;
    }
    if right_avatars || (own.is_empty() && left_avatars) {
        let square = boxes.iter().filter_map(|b| corners(screen, b)).fold((0, 0), |(square, round), s| if s { (square + 1, round) } else { (square, round + 1) });
        return match (square.0 > square.1, read_marks) {
            (true, false) => App::Wechat,
            (_, true) => App::Dingtalk,
            (false, false) => App::Qq,
        };
    }
    if boxes.is_empty() {
        return App::Unknown;
    }
    // A group whose owner has no picture; one's own messages in the others' places.
    let group = others.iter().filter(|b| b.sender.is_some()).count() > 1;
    if left_avatars && (read_marks || group) { App::Feishu } else { App::Sms }
}

/// Whether the avatar beside a bubble has corners; `None` without one.
fn corners(screen: &Screen, b: &Balloon) -> Option<bool> {
    if !avatar(screen, b, b.side) {
        return None;
    }
    let (from, to) = match b.side {
        Side::Left => (screen.part(0.008), b.at.x - screen.part(0.018)),
        Side::Right => (b.at.right() + screen.part(0.018), screen.part(0.992)),
    };
    let look = Region { x: from, y: b.at.y - screen.part(0.07), w: to - from, h: screen.part(0.2) };
    let (mut x0, mut x1, mut y0, mut y1) = (usize::MAX, 0, usize::MAX, 0);
    let mut marks = Vec::new();
    screen.ground.each(look, |x, y, _, colour| {
        if apart(colour, screen.page) > 24 {
            (x0, x1, y0, y1) = (x0.min(x), x1.max(x), y0.min(y), y1.max(y));
            marks.push((x, y));
        }
    });
    let side = x1.checked_sub(x0).filter(|s| *s >= 8)?;
    let height = y1.checked_sub(y0)?;
    if height > side * 5 / 4 || height * 5 / 4 < side {
        return None;
    }
    // A circle leaves the corner squares of a seventh of its width empty but for a tenth.
    let edge = (side / 8).max(2);
    let filled = marks.iter().filter(|(x, y)| (*x < x0 + edge || *x > x1 - edge) && (*y < y0 + edge || *y > y1 - edge)).count();
    Some(filled * 2 > 4 * edge * edge)
}
