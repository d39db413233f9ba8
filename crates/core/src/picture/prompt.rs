//! A dialog that asks for a permission, and a page on which one of several answers is chosen. On both the answers stand below one another, and
//! an answer that stands there is not the one that was given.

use super::ground::colourful;
use super::page::{Page, PermitRow, Screen, Seen};
use super::permits::{is_state, title_permission};
use super::text::pattern;
use super::Region;
use regex::Regex;
use std::sync::LazyLock;

/// `是否允许“某某”访问您的通讯录？`, `“某某”想访问您的通讯录`, `Allow Foo to access your contacts?`.
static ASKS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    const WHAT: &str = "(通讯录|联系人|通话记录|短信|彩信|位置信息|位置|相机|摄像头|麦克风|照片|相册|存储空间|存储|电话|日历)";
    [
        pattern(&format!("(?:是否|要)允许[“\"「]?(.{{1,24}}?)[”\"」]?(?:访问|读取|获取|使用|拨打|发送|查看|管理).{{0,8}}?{WHAT}.{{0,16}}?[？?]")),
        pattern(&format!("[“\"「]([^“”\"「」]{{1,24}})[”\"」](?:想要?|请求|申请|要求|需要).{{0,4}}?(?:访问|读取|获取|使用|查看).{{0,8}}?{WHAT}")),
        pattern(r"(?i)allow\s*(.{1,24}?)\s*to\s*(?:access|read|view|send and view|make and manage).{0,10}?(contacts|call logs?|SMS messages|location|camera|microphone|photos|phone calls|calendar)"),
    ]
});
/// Answers of a dialog that are no state of a page.
static ANSWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(好|允许|拒绝|不允许|禁止|取消|允许完全访问|选择联系人|选择联系人…|继续|OK|Allow|Don.?t allow|Allow once|While using the app|Only this time)$"));
/// What such a row says of its state: the question stands on the screen, no answer does.
pub(super) const ASKED: &str = "弹窗询问";

/// Reads a dialog that asks for a permission; false when this is none.
pub(super) fn dialog(screen: &Screen, page: &mut Page) -> bool {
    let mut lines: Vec<&Seen> = screen.header.iter().chain(&screen.lines).filter(|l| !l.stray() || ANSWER.is_match(&l.text)).collect();
    lines.sort_by_key(|l| (l.at.y, l.at.x));
    let answers = lines.iter().filter(|l| is_answer(&l.text)).count();
    if answers < 2 {
        return false;
    }
    // The question is a line, or two to four of which the first is not full without the next.
    for from in 0..lines.len() {
        for count in 1..=4.min(lines.len() - from) {
            let part = &lines[from..from + count];
            if part.iter().any(|l| is_answer(&l.text)) {
                break;
            }
            let joined: String = part.iter().map(|l| l.text.as_str()).collect();
            let Some(found) = ASKS.iter().find_map(|a| a.captures(&joined)) else { continue };
            let at = part.iter().map(|l| l.at).reduce(Region::union).unwrap_or_default();
            let score = part.iter().map(|l| l.score).sum::<f32>() / part.len() as f32;
            page.permissions.push(PermitRow { app: Some(found[1].trim().to_owned()), permission: found[2].to_owned(), state: Some(ASKED.to_owned()), score: (score * 1000.0).round() / 1000.0, at, ..PermitRow::default() });
            page.rest.extend(lines.iter().enumerate().filter(|(n, _)| !(from..from + count).contains(n)).map(|(_, l)| l.remark()));
            return true;
        }
    }
    false
}

/// When an app last used what it may.
static LAST_USE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:过去|最近|上次).*(?:访问|使用)|^(?:今天|昨天|[0-9]+\s?(?:分钟|小时|天|周|个月)前).*(?:访问|使用)过?$|^(?:从未|未曾|未)(?:访问|使用)|^(?:访问|使用)(?:时间|于).*[0-9]"));

fn is_answer(text: &str) -> bool {
    ANSWER.is_match(text.trim()) || is_state(text)
}

/// The answers of a page on which one is chosen for one app and one permission, top to bottom; nothing when this is no such page: several
/// states below one another with no row between them, and none at the right edge.
pub(super) fn choices<'s>(screen: &Screen, title: &str, lines: &'s [Seen]) -> Vec<&'s Seen> {
    let states: Vec<&Seen> = lines.iter().filter(|l| is_state(&l.text)).collect();
    let (Some(first), Some(last)) = (states.first(), states.last()) else { return Vec::new() };
    let left = states.iter().all(|l| (l.at.x as f32) < screen.w() * 0.45 && (l.at.x - first.at.x).abs() < screen.part(0.03));
    let row_between = lines.iter().any(|l| l.at.y > first.at.y && l.at.y < last.at.y && !is_state(&l.text) && l.text.chars().count() <= 12);
    let one = title_permission(title).is_some() || lines.iter().any(|l| l.at.y < first.at.y && title_permission(&l.text).is_some());
    if states.len() >= 2 && left && !row_between && one { states } else { Vec::new() }
}

/// The row such a page means: the state of the one answer whose circle or tick is coloured; none where that is not plain to see.
pub(super) fn chosen(screen: &Screen, title: &str, lines: &[Seen], answers: &[&Seen], app: Option<String>) -> PermitRow {
    let coloured = |l: &Seen| -> u32 {
        let high = Region { y: l.at.y - l.at.h / 4, h: l.at.h * 3 / 2, ..l.at };
        let sides = [Region { x: screen.part(0.02), w: l.at.x - screen.part(0.03), ..high }, Region { x: screen.part(0.8), w: screen.part(0.17), ..high }];
        let mut count = 0;
        for side in sides.into_iter().filter(|s| s.w > 0) {
            screen.ground.each(side, |_, _, _, colour| count += u32::from(colourful(colour) > 60));
        }
        count
    };
    let mut marks: Vec<(u32, &&Seen)> = answers.iter().map(|l| (coloured(l), l)).collect();
    marks.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let plain = marks.first().zip(marks.get(1)).filter(|((most, _), (next, _))| *most >= 6 && *most > next * 3).map(|((_, line), _)| **line);
    let permission = title_permission(title).or_else(|| lines.iter().filter(|l| l.at.y < answers[0].at.y).find_map(|l| title_permission(&l.text))).unwrap_or_default();
    let at = answers.iter().map(|l| l.at).reduce(Region::union).unwrap_or_default();
    // When it was last used stands right under the name of the app.
    let name = lines.iter().find(|l| app.as_deref() == Some(l.text.as_str()));
    let under = |l: &&Seen| name.is_some_and(|n| (l.at.x - n.at.x).abs() < screen.part(0.03) && l.at.y >= n.at.mid_y() && l.at.y - n.at.bottom() < l.at.h) && LAST_USE.is_match(&l.text);
    let last = lines.iter().find(under).map(|l| l.text.trim().to_owned());
    PermitRow { app, permission, last, state: plain.map(|l| l.text.trim().to_owned()), score: answers[0].score, at, ..PermitRow::default() }
}
