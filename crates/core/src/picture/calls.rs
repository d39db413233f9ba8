//! A list of calls: rows of a number or name with smaller lines under it and a time beside or below.

mod arrows;
mod detail;
mod glance;
mod marks;
#[cfg(test)]
mod tests;
mod words;

use super::clock::Label;
use super::ground::{Rgb, apart};
use super::layout::icon_letter;
use super::page::{CallRow, Page, Screen, Seen};
use super::text::pattern;
use super::Region;
use arrows::{arrow, arrow_after, arrow_before};
use detail::detail;
pub(super) use glance::{is_call_line, listed};
pub use marks::{Gap, gaps};
use words::words_of;
use regex::Regex;
use std::sync::LazyLock;

static MISSED: LazyLock<Regex> = LazyLock::new(|| pattern(r"未接|响铃|已错过|Missed"));
static OUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"去电|呼出|拨出|已拨|拨打|主叫|Outgoing"));
static IN: LazyLock<Regex> = LazyLock::new(|| pattern(r"来电|呼入|已接|接听|被叫|Incoming"));
/// An own call nobody took.
static NOT_THROUGH: LazyLock<Regex> = LazyLock::new(|| pattern(r"未接通|未拨通|对方未接|无人接听"));
static REJECTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"已?拒接|已挂断|已拦截|拦截"));
static DURATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:通话|响铃|时长|通话时长)?\s*(?:[0-9]{1,2}\s*(?:小时|时))?\s*(?:[0-9]{1,3}\s*(?:分钟|分))?\s*(?:[0-9]{1,4}\s*秒)?(?:钟)?$|^(?:响铃|振铃)\s*[0-9]+\s*[声秒次].{0,2}$|^(未接通|未接听|无人接听|已挂断|拒接|已拒接|未拨通)$|^[0-9]{1,2}:[0-9]{2}:[0-9]{2}$"));
static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"骚扰|诈骗|催收|推销|推广|广告|中介|疑似|标记|欺诈|外卖|快递|高频|可疑|Spam|房产|(?:保险|贷款|金融)理财"));
/// How often, behind a name: `(5)`, `（5次）`, `×5`; a single sign behind it is an icon.
static COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\s*[(（\[]\s*(?P<n>[0-9]{1,3})\s*次?\s*[)）\]]|\s*[×✕]\s*(?P<x>[0-9]{1,3})|\s[xX]\s?(?P<l>[0-9]{1,3}))(?:\s+\S)?\s*$"));
/// What a row says of the way of a call and nothing else.
static WAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(未接来电|未接|来电|去电|呼出|呼入|已接|已接来电|拨出|拒接|已拒接|已拒接来电|(?:呼入|呼出|拨入|拨出|打入|打出|未接|已接|接听|已接听|已取消|取消的?)(?:的)?(?:电话|来电|呼叫|通话)|响铃.*|Missed|Incoming|Outgoing)$"));
/// The way of a call and how long it was or rang, the gap between the two too narrow to be seen: `未接来电响铃3声`, `来电1分26秒`.
static WAY_LENGTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(未接来电|未接|来电|去电|呼出|呼入|已接来电|已接|拨出|(?:呼入|呼出|拨入|拨出|打入|打出|未接|已接)(?:电话|来电))\s*[|｜·•，,]?\s*((?:响铃|振铃)\s*[0-9]+\s*[声秒次]|(?:[0-9]{1,2}\s*小时)?\s*(?:[0-9]{1,3}\s*(?:分钟|分))?\s*(?:[0-9]{1,4}\s*秒)?钟?|未接通|未拨通|无人接听)$"));
/// What heads the calls of one number.
static HEADS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(通话记录|通话详情|最近通话|全部通话|通话历史)$"));
/// Headings that are no day.
static OLDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(更早|更早以前|较早|以前|本周|上周|上个月|本月|更早之前|Older|Earlier)$"));
/// A whole number: what follows it on its line can only be a counter.
static COMPLETE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:(?:\+?86\s?)?1[0-9]{2}[\s\-]?[0-9]{4}[\s\-]?[0-9]{4}|0[0-9]{2,3}[\s\-]?[0-9]{3,4}\s?[0-9]{4}|[48]00[\s\-]?[0-9]{3}[\s\-]?[0-9]{4}|[0-9]{5,6}|1[0-9]{7,}|[^0-9+]+.*)$"));
static BARE_COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(（×✕]?\s*([0-9]{1,3})\s*次?\s*[)）]?$"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?[0-9*][0-9*\s\-–]{2,}$"));
/// A number of full length followed by a counter: a mobile number (with or without +86), an area code with seven or eight digits.
static NUMBER_THEN_COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^((?:\+?86\s?)?1[0-9]{2}[\s\-]?[0-9]{4}[\s\-]?[0-9]{4}|0[0-9]{2,3}[\s\-]?(?:[0-9]{4}\s?[0-9]{4}|[0-9]{3}\s[0-9]{4})|[48]00[\s\-]?[0-9]{3}[\s\-]?[0-9]{4})\s*([0-9]{1,3})\s*次?$"));
static NAV: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(收藏|最近|最近通话|联系人|拨号|拨号键盘|语音信箱|个人收藏|键盘|通话|电话|黄页|营业厅|我的|全部|所有通话|全部通话|未接来电|未接|编辑|完成|搜索.*|陌生号码|生活|服务|管理|清除|骚扰拦截|回拨|回电|短信|发短信|标记|拉黑|加入黑名单|Recents|Favou?rites|Contacts|Keypad|Voicemail|Missed|All|Edit|Phone)$"));
static PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^{PROVINCE}[\s一-龥]{{0,6}}$")));
/// How the place of a number begins.
const PROVINCE: &str = "(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|全国|手机|未知)";
static BLANKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+"));
static RING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(响铃|振铃)"));

/// Reads the list.
pub(super) fn read(screen: &Screen, page: &mut Page) {
    let w = screen.w();
    let floor = floor(screen);
    let mut lines: Vec<&Seen> = Vec::new();
    for line in screen.header.iter().chain(&screen.lines) {
        let nav = NAV.is_match(&line.text) && Label::parse(&line.text).is_none() && !has_row_shape(screen, line);
        if line.at.mid_y() >= floor || nav || stray(line) || icon_letter(line, &screen.lines) {
            if !line.stray() {
                page.rest.push(line.remark());
            }
        } else {
            lines.push(line);
        }
    }
    lines.sort_by_key(|l| (l.at.y, l.at.x));
    // The left column begins where most lines begin.
    let Some(left) = column(screen, &lines) else { return };
    let title = of_one(screen, &lines);
    let mut section: Option<String> = None;
    let mut rows: Vec<(Vec<&Seen>, Option<String>)> = Vec::new();
    let mut right: Vec<&Seen> = Vec::new();
    for line in &lines {
        // An arrow in the margin before the row, or before its words.
        let small = line.text.chars().count() <= 2 && Label::parse(&line.text).is_none() && !OLDER.is_match(&line.text);
        if small && (line.at.right() <= left || icon_before_words(screen, line, &lines)) {
            continue;
        }
        let far = line.at.x as f32 > w * 0.55;
        if far {
            right.push(line);
            continue;
        }
        let day = Label::parse(&line.text).is_some_and(|l| l.has_day() && !l.has_clock()) || OLDER.is_match(&line.text);
        let alone = !lines.iter().any(|o| o.index != line.index && o.at.overlap_y(line.at) * 3 > line.at.h);
        if day && alone && !close_above(&rows, line) {
            section = Some(line.text.clone());
            rows.push((Vec::new(), section.clone()));
            continue;
        }
        // What heads the rows on the page of one number is none of the first.
        let headed = title.is_some() && rows.last().is_some_and(|(row, _)| row.len() == 1 && HEADS.is_match(row[0].text.trim()));
        let starts = headed || rows.last().is_none_or(|(row, _)| row.iter().rfind(|l| !BARE_COUNT.is_match(&l.text)).or(row.last()).is_none_or(|last| new_row(screen, row, last, line)));
        if starts {
            rows.push((vec![line], section.clone()));
        } else if let Some((row, _)) = rows.last_mut() {
            row.push(line);
        }
    }
    for (row, section) in rows.iter().filter(|(row, _)| !row.is_empty()) {
        let around = row.iter().map(|l| l.at).reduce(Region::union).unwrap_or_default();
        let beside: Vec<&Seen> = right.iter().copied().filter(|r| r.at.mid_y() >= around.y - around.h / 6 && r.at.mid_y() <= around.bottom() + around.h / 6).collect();
        match one(screen, row, &beside, around, title) {
            Some(mut call) => {
                call.section.clone_from(section);
                page.calls.push(call);
            }
            None => page.rest.extend(row.iter().map(|l| l.remark())),
        }
    }
    // On the page of one number every row is one call.
    if title.is_none() {
        marks::count(screen, &mut page.calls);
    }
}

/// Characters arrows and round buttons are taken for.
const ICONS: &str = "人入口日回田曰目一二三丨卜十刁乙了丁亅丿厂不区〇";

/// Whether a mark stands close before longer words on its height: an icon read as a letter.
fn icon_before_words(screen: &Screen, line: &Seen, lines: &[&Seen]) -> bool {
    let wide = line.text.chars().any(super::text::wide) && line.score > 0.9;
    let before = |o: &&&Seen| o.at.overlap_y(line.at) * 2 > line.at.h.min(o.at.h) && o.at.x >= line.at.mid_x() && o.at.x - line.at.right() < screen.part(0.08) && (o.text.chars().count() > 2 || o.text.chars().all(super::text::wide));
    !wide && (line.at.x as f32) < screen.w() * 0.4 && lines.iter().find(before).is_some_and(|o| !BARE_COUNT.is_match(&o.text))
}

/// A name of one character (妈), none of those icons are taken for.
fn lone(line: &Seen) -> bool {
    let mut chars = line.text.trim().chars();
    matches!((chars.next(), chars.next()), (Some(c @ '\u{4e00}'..='\u{9fff}'), None) if line.score > 0.7 && !ICONS.contains(c))
}

/// Marks of a list: arrows, round buttons.
fn stray(line: &Seen) -> bool {
    if lone(line) {
        return false;
    }
    let count = line.text.chars().filter(|c| !c.is_whitespace()).count();
    line.stray() || (count == 1 && !line.text.chars().all(|c| c.is_ascii_digit())) || line.text == "(i)" || line.text == "Q"
}

/// A word of the navigation bar that heads a row of its own (a contact called 服务) has a line right under it.
fn has_row_shape(screen: &Screen, line: &Seen) -> bool {
    // The way of a call, its time beside it.
    if says_way(&line.text) && beside(screen, line) {
        return true;
    }
    // What a call was, under its time.
    let above = |o: &Seen| (o.at.x - line.at.x).abs() < screen.part(0.03) && line.at.y > o.at.mid_y() && line.at.y - o.at.bottom() < (line.em * 0.6) as i32;
    if screen.lines.iter().any(|o| o.index != line.index && above(o) && Label::parse(&o.text).is_some_and(|t| t.has_clock())) {
        return true;
    }
    // ... or under a name, with a time at the right between the two.
    let named = |o: &Seen| o.em > line.em * 1.12 && (o.at.x - line.at.x).abs() < screen.part(0.03) && line.at.y > o.at.mid_y() && line.at.y - o.at.bottom() < (line.em * 0.8) as i32;
    let between = |o: &Seen, t: &Seen| t.at.x as f32 > screen.w() * 0.55 && t.at.mid_y() >= o.at.y && t.at.mid_y() <= line.at.bottom() && Label::parse(&t.text).is_some();
    if screen.lines.iter().any(|o| named(o) && screen.lines.iter().any(|t| between(o, t))) {
        return true;
    }
    screen.lines.iter().any(|o| o.at.y >= line.at.mid_y() && o.at.y - line.at.bottom() < (line.em * 0.6) as i32 && (o.at.x - line.at.x).abs() < screen.part(0.03) && o.index != line.index && !NAV.is_match(&o.text))
        && screen.lines.iter().any(|o| o.at.x as f32 > screen.w() * 0.6 && o.at.overlap_y(line.at) > 0)
}

/// Where a dial pad or a navigation bar begins.
fn floor(screen: &Screen) -> i32 {
    let h = screen.sight.height;
    let mut pad: Vec<&Seen> = screen.lines.iter().filter(|l| !l.stray() && l.at.y > h / 3 && l.text.chars().count() <= 6 && l.text.chars().next().is_some_and(|c| c.is_ascii_digit() || c == '*') && l.text.chars().filter(char::is_ascii_digit).count() == 1).collect();
    // A pad's digits are of one size.
    let mut sizes: Vec<i32> = pad.iter().map(|l| l.at.h).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    pad.retain(|l| l.at.h * 4 > usual * 3 && l.at.h * 3 < usual * 4);
    let columns = [0.2, 0.5, 0.8].iter().filter(|c| pad.iter().any(|l| (l.at.mid_x() as f32 / screen.w() - **c).abs() < 0.13)).count();
    if pad.len() >= 5 && columns == 3 {
        // Nothing else of a row is one digit in three columns at equal steps.
        return pad.iter().map(|l| l.at.y).min().unwrap_or(h);
    }
    let bar: Vec<&Seen> = screen.lines.iter().filter(|l| l.at.y as f32 > h as f32 - screen.w() * 0.3 && NAV.is_match(&l.text)).collect();
    if bar.len() >= 2 { bar.iter().map(|l| l.at.y - l.at.h / 2).min().unwrap_or(h) } else { h }
}

fn column(screen: &Screen, lines: &[&Seen]) -> Option<i32> {
    let starts: Vec<i32> = lines.iter().filter(|l| (l.at.x as f32) < screen.w() * 0.4 && Label::parse(&l.text).is_none_or(|t| t.has_clock())).map(|l| l.at.x).collect();
    let near = |v: i32| starts.iter().filter(|o| (**o - v).abs() <= screen.part(0.02)).count();
    starts.iter().copied().max_by_key(|v| (near(*v), -*v))
}

fn close_above(rows: &[(Vec<&Seen>, Option<String>)], line: &Seen) -> bool {
    rows.last().and_then(|(row, _)| row.last()).is_some_and(|last| line.at.y - last.at.bottom() < (line.em * 0.55) as i32 && line.em < last.em * 1.15)
}

/// A new row begins after a wide gap, or with larger letters after smaller ones.
fn new_row(screen: &Screen, row: &[&Seen], last: &Seen, line: &Seen) -> bool {
    if last.at.overlap_y(line.at) * 2 > line.at.h.min(last.at.h) {
        return false;
    }
    let gap = line.at.y - last.at.bottom();
    let first = row[0].em;
    gap > screen.part(0.028).max((line.em * 0.5) as i32) || (row.len() > 1 && line.em > last.em * 1.12 && (line.em - first).abs() < first * 0.12 && gap > screen.part(0.012)) || (gap > screen.part(0.012) && NUMBER.is_match(COUNT.replace(&line.text, "").trim()) && row.len() > 1)
}

/// Whether a time of day stands on the height of a line.
fn beside(screen: &Screen, line: &Seen) -> bool {
    screen.lines.iter().any(|o| o.index != line.index && o.at.overlap_y(line.at) * 2 > line.at.h.min(o.at.h) && Label::parse(words_of(screen, o).last().map_or("", |p| p.text.as_str())).is_some_and(|l| l.has_clock()))
}

/// The number a page of its calls is about: it stands once, above, and the rows begin with their times or with the way of each.
fn of_one<'s>(screen: &Screen, lines: &[&'s Seen]) -> Option<&'s Seen> {
    let timed = |l: &&&Seen| (l.at.x as f32) < screen.w() * 0.5 && Label::parse(&l.text).is_some_and(|t| t.has_clock() && t.has_day());
    let mut numbers = lines.iter().filter(|l| NUMBER.is_match(COUNT.replace(&l.text, "").trim()) && Label::parse(&l.text).is_none());
    let (Some(title), None) = (numbers.next(), numbers.next()) else { return None };
    // ... or with the way of each, the time at the right.
    let way = |l: &&&Seen| (l.at.x as f32) < screen.w() * 0.4 && says_way(&l.text) && beside(screen, l);
    let below: Vec<&&Seen> = lines.iter().filter(|l| timed(l) || way(l)).filter(|l| l.at.y > title.at.bottom()).collect();
    (below.len() >= 2 && below.iter().all(|l| l.em < title.em)).then_some(*title)
}

/// Reads one row; `title` is the number a page of one number's calls is about.
fn one(screen: &Screen, row: &[&Seen], beside: &[&Seen], around: Region, title: Option<&Seen>) -> Option<CallRow> {
    // The leftmost line of the first row: what stands higher by a pixel may be the mark behind the name.
    // A time before it, as rows on a line of time have it, is none of its words.
    let level = |l: &&&Seen| l.at.overlap_y(row[0].at) * 2 > l.at.h.min(row[0].at.h);
    let clock = |l: &Seen| Label::parse(&l.text).is_some_and(|t| t.has_clock());
    let first = row.iter().filter(level).min_by_key(|l| (clock(l), l.at.x)).copied().unwrap_or(row[0]);
    let mut head: Vec<&&Seen> = row.iter().filter(|l| l.at.overlap_y(first.at) * 2 > l.at.h.min(first.at.h)).collect();
    head.sort_by_key(|l| (l.index != first.index, l.at.x));
    let mut call = CallRow { count: 1, at: beside.iter().fold(around, |a, l| a.union(l.at)), head: first.at, ..CallRow::default() };
    let all: Vec<&Seen> = row.iter().chain(beside).copied().collect();
    let (mut name, mut direction) = (String::new(), None);
    for (index, line) in head.iter().enumerate() {
        for piece in words_of(screen, line) {
            let text = piece.text.as_str();
            let plain = if index > 0 { words::beyond(screen, line, first, &uncircled(text)) } else { uncircled(text) };
            match BARE_COUNT.captures(&plain) {
                Some(count) if COMPLETE.is_match(&name) && line.at.x >= first.at.x => call.count = count[1].parse().unwrap_or(1),
                _ if name.is_empty() => name = text.to_owned(),
                _ if title.is_some() && WAY.is_match(text) => direction = direction_of(text),
                _ if title.is_some() && DURATION.is_match(text) => call.duration = Some(text.to_owned()),
                _ if MARK.is_match(text) => call.mark = Some(text.to_owned()),
                _ if Label::parse(text).is_some() => call.time = Some(text.to_owned()),
                _ if index == 0 => name = format!("{name} {text}"),
                _ => {}
            }
        }
    }
    if let Some(title) = title {
        let way = says_way(&first.text);
        if row.iter().any(|l| l.index == title.index) || !way && Label::parse(&first.text).is_none_or(|l| !l.has_clock()) {
            return None;
        }
        if !way {
            call.time = Some(first.text.trim().to_owned());
        }
        let length = WAY_LENGTH.captures(first.text.trim()).map(|told| told[2].trim().to_owned()).filter(|length| !length.is_empty());
        call.duration = length.or(call.duration);
        name.clone_from(&title.text);
        direction = if way { direction_of(&first.text) } else { direction };
    }
    if let Some((shorter, number)) = words::superscript(&name).or_else(|| words::raised(screen, first, &name)) {
        (name, call.count) = (shorter, number);
    } else if let Some(count) = COUNT.captures(&name) {
        call.count = ["n", "x", "l"].iter().find_map(|g| count.name(g)?.as_str().parse().ok()).unwrap_or(1);
        name = COUNT.replace(&name, "").into_owned();
    } else if let Some(found) = NUMBER_THEN_COUNT.captures(&name).filter(|_| call.count == 1) {
        call.count = found[2].parse().unwrap_or(1);
        name = found[1].to_owned();
    }
    call.number = BLANKS.replace_all(name.trim_end_matches([' ', '(', '（']).trim(), " ").into_owned();
    if NUMBER.is_match(&call.number) {
        call.number = call.number.replace('–', "-");
    }
    // Whose a row is that names its way alone cannot be told.
    if call.number.is_empty() || Label::parse(&call.number).is_some_and(|l| l.has_clock()) || WAY.is_match(&call.number) {
        return None;
    }
    for line in row.iter().filter(|l| !head.iter().any(|h| h.index == l.index)).chain(beside) {
        direction = direction.or_else(|| direction_of(&line.text));
        detail(screen, line, &mut call);
    }
    // The name's own ink: a mark on the same line may be red while the name is not.
    let part = words_of(screen, first).first().map_or(first.at, |p| Region { x: p.x as i32, w: (p.right - p.x) as i32, ..first.at });
    let red = red(if part.w < first.at.w * 3 / 4 { screen.ground.ink(part, first.ground) } else { first.ink }, first.ground);
    call.direction = match direction {
        Some(told) => Some(told.to_owned()),
        None if red => Some("missed".into()),
        None => arrow(screen, row, around).or_else(|| beside.iter().find_map(|l| arrow_before(screen, l))).or_else(|| arrow_after(screen, first)).map(str::to_owned).or(Some("in".into())),
    };
    // What the phone kept away nobody took; a tab among others says nothing of the rows.
    let alone = screen.header.iter().filter(|l| l.text.chars().filter(|c| super::text::wide(*c)).count() > 1).count() == 1;
    if alone && call.direction.as_deref() == Some("in") && screen.header[0].text.contains("拦截") {
        call.direction = Some("missed".into());
    }
    let score = all.iter().map(|l| l.score).sum::<f32>() / all.len().max(1) as f32;
    call.score = (score * 1000.0).round() / 1000.0;
    // A row shows a time, a number, or what a call line says; otherwise it is none.
    (call.time.is_some() || NUMBER.is_match(&call.number) || call.duration.is_some() || call.mark.is_some()).then_some(call)
}

/// A counter on a round ground, read as a circled digit.
fn uncircled(text: &str) -> String {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(one @ '①'..='⑳'), None) => (one as u32 - '①' as u32 + 1).to_string(),
        _ => text.to_owned(),
    }
}

fn direction_of(text: &str) -> Option<&'static str> {
    if NOT_THROUGH.is_match(text) || OUT.is_match(text) {
        return Some("out");
    }
    if MISSED.is_match(text) || REJECTED.is_match(text) {
        return Some("missed");
    }
    // 骚扰来电 is what the phone calls the number, not which way the call went.
    (IN.is_match(text) && !MARK.is_match(text)).then_some("in")
}

/// Whether a line says the way of a call, and at most how long it was.
fn says_way(text: &str) -> bool {
    WAY.is_match(text.trim()) || WAY_LENGTH.is_match(text.trim())
}

/// Red letters: what every maker writes a missed call in.
fn red(ink: Rgb, ground: Rgb) -> bool {
    apart(ink, ground) > 30 && ink[0] > 120 && i32::from(ink[0]) - i32::from(ink[1].max(ink[2])) > 60
}

fn wide_word(text: &str) -> bool {
    text.chars().all(super::text::wide)
}
