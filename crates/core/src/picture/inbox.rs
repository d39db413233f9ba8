//! Lists of conversations, and forwarded chat records: a name and a time on one line, the words under it.

use super::clock::Label;
use super::Region;
use super::layout::icon_letter;
use super::page::{App, Bubble, Kind, Page, Screen, Seen, Side};
use super::text::{joined, pattern};
use regex::Regex;
use std::sync::LazyLock;

static RECORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"聊天记录$"));
static SMS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(信息|短信|Messages|短信息|所有信息|通知信息|骚扰短信|拦截记录)"));
static COUNTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-9]{1,2}|99\+|[①-⑳])$"));
static LED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,2}(?:[^0-9]|$)"));
static NAV: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(微信|通讯录|发现|我|消息|联系人|动态|搜索.*|通知短信|个人|频道|工作台|日历|文档|全部|未读|信息|对话|编辑)$"));

/// Rows: lines on the left with a time at the right edge of the same height.
pub(super) fn rows(screen: &Screen) -> usize {
    heads(screen).len()
}

fn heads<'a>(screen: &'a Screen) -> Vec<(&'a Seen, &'a Seen)> {
    let w = screen.w();
    let mut found = Vec::new();
    for time in &screen.lines {
        let edge = time.at.right() as f32 > w * 0.88 && time.at.x as f32 > w * 0.6;
        if !edge || Label::parse(&time.text).is_none() {
            continue;
        }
        let row = |l: &&Seen| l.index != time.index && (l.at.x as f32) < w * 0.5 && l.at.overlap_y(time.at) * 2 > time.at.h.min(l.at.h) && !l.stray() && !icon_letter(l, &screen.lines);
        // How many messages are unread stands on the picture before the name.
        let name = screen.lines.iter().filter(row).find(|l| !COUNTER.is_match(&l.text)).or_else(|| screen.lines.iter().find(row));
        if let Some(name) = name {
            found.push((name, time));
        }
    }
    found.sort_by_key(|(n, _)| n.at.y);
    found
}

/// Reads the rows as messages of the other side, each with its sender.
pub(super) fn read(screen: &Screen, page: &mut Page) {
    let title = screen.header.first().map(|l| l.text.clone());
    let record = title.as_deref().is_some_and(|t| RECORD.is_match(t));
    page.app = match title.as_deref() {
        _ if record => App::Wechat,
        Some(t) if t.starts_with("微信") => App::Wechat,
        Some(t) if SMS.is_match(t) => App::Sms,
        Some(t) if t.starts_with("消息") => App::Qq,
        _ => App::Sms,
    };
    page.peer = title;
    let heads = heads(screen);
    let mut used: Vec<usize> = heads.iter().flat_map(|(n, t)| [n.index, t.index]).collect();
    // In a forwarded record the day stands alone above what was said on it.
    let day = |l: &&Seen| Label::parse(&l.text).is_some_and(|t| t.has_day() && !t.has_clock());
    let days: Vec<&Seen> = if record { screen.lines.iter().filter(|l| !used.contains(&l.index)).filter(day).collect() } else { Vec::new() };
    used.extend(days.iter().map(|l| l.index));
    page.separators.extend(days.iter().map(|l| l.remark()));
    for (i, (name, time)) in heads.iter().enumerate() {
        let end = heads.get(i + 1).map_or(i32::MAX, |(n, _)| n.at.y);
        let mut words: Vec<Seen> = Vec::new();
        let mut bottom = name.at.bottom();
        for line in screen.lines.iter().filter(|l| l.at.y >= name.at.mid_y() && l.at.mid_y() < end && !used.contains(&l.index)) {
            let mut line = line.clone();
            // The same counter, read as one line with the words beside it.
            let led = line.at.x < name.at.x - (line.em * 0.6) as i32 && name.at.x - line.at.x < screen.part(0.12) && LED.is_match(&line.text);
            if led {
                line.text = line.text.trim_start_matches(|c: char| c.is_ascii_digit()).trim().to_owned();
                line.at = Region { x: name.at.x, w: line.at.right() - name.at.x, ..line.at };
            }
            let aligned = (line.at.x - name.at.x).abs() < screen.part(0.06);
            if !aligned || line.stray() || line.at.y - bottom > (line.em * 1.5) as i32 || NAV.is_match(&line.text) && line.at.y - bottom > (line.em * 0.8) as i32 {
                continue;
            }
            bottom = line.at.bottom();
            words.push(line);
        }
        used.extend(words.iter().map(|l| l.index));
        if words.is_empty() {
            continue;
        }
        let at = words.iter().fold(name.at.union(time.at), |a, l| a.union(l.at));
        let score = words.iter().map(|l| l.score).sum::<f32>() / words.len() as f32;
        let context = days.iter().rfind(|l| l.at.mid_y() < name.at.y).map(|l| l.text.clone());
        page.bubbles.push(Bubble {
            side: Side::Left,
            kind: Kind::Text,
            text: joined(words.iter().map(|l| l.text.as_str())),
            time: Some(time.text.clone()),
            listed: context.is_none(),
            time_context: context,
            sender: Some(name.text.clone()),
            quote: None,
            score: (score * 1000.0).round() / 1000.0,
            at,
        });
    }
    page.rest.extend(screen.lines.iter().filter(|l| !used.contains(&l.index) && !l.stray()).map(Seen::remark));
}
