//! A conversation: bubbles with their side, sender and time, and the lines between them. Everything is decided by where a line
//! lies (which flat area, which margin, what stands above and below), so a skin never seen before reads like a known one.

mod app;
mod cards;
mod images;
mod plates;
mod rescue;
mod sides;
#[cfg(test)]
mod tests;

use super::Region;
use super::clock::Label;
use super::layout::{self, icon_letter};
use super::ground::{Rgb, apart};
use super::page::{Bubble, Kind, Page, Remark, Screen, Seen, Side};
use super::text::pattern;
use app::app;
use cards::{cards, said_above, whole};
pub(super) use plates::{large, lone_letters};
use plates::{between, name_alone, on_plate};
use rescue::rescue;
use regex::Regex;
use std::sync::LazyLock;

/// A bubble while it is put together.
#[derive(Clone, Debug)]
struct Balloon {
    at: Region,
    colour: Rgb,
    lines: Vec<Seen>,
    side: Side,
    kind: Kind,
    label: Option<String>,
    sender: Option<String>,
    quote: Option<String>,
    text: Option<String>,
}

static STATUS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(复制验证码|已读|未读|已送达|送达|已发送|发送失败|[0-9]+人(已读|未读)|全部已读|信息|短信|短信/彩信|短信·RCS|(?:信息|短信)\s?[·•・]\s?(?:短信|彩信|RCS)|RCS.{0,4}|iMessage.*|卡\s?[12]|SIM\s?[12]|中国(联通|移动|电信|广电))$"));
static CARRIER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[·•|｜]?\s*(中国)?(联通|移动|电信|广电)(\s*[45]G)?\s*$|\s*[·•|｜]?\s*(SIM|卡)\s*[12一二]\s*$|^\s*(SIM|卡)\s*[12一二]\s*[·•|｜]?"));
/// Ticks behind a time of day, which a reader takes for letters, or the number of the card in its frame.
static TICKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]{1,2}[:：][0-9]{2})(?:\s*[√✓✔∨vVWw/\\〃]{1,2}){1,3}$|([0-9]{1,2}[:：][0-9]{2})\s+[12①②][)）\]]?$"));
static DELIVERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[·•|｜]?\s*(已送达|已发送|已读|未读|送达)\s*$"));
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[十+＋\s]*(编辑短信|短信|发短信|信息|发信息|短信/彩信|短信或彩信|(?:短信|信息)\s?[·•・]\s?(?:RCS|短信|信息|(?:卡|SIM)\s?[12]|(?:中国)?(?:移动|联通|电信|广电))|输入短信.*|输入信息.*|iMessage.*|发送短信|按住.?说话|按住.*|发送|输入消息.*|发消息.*|发送消息.*|发个消息.*|请输入.*|说点什么.*|聊点.*|增强型信息|RCS.*|文字信息|新信息|编辑信息|写短信|写信息|写消息|发送给.*|Hold to Talk|Message|Text [Mm]essage.*)\s*[曰日①⊙Q]?$"));
static NUMBERLIKE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?[0-9][0-9\s\-]{3,}$"));
static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(（][0-9]{1,4}[)）]$"));
/// The pill that tells of messages above or below the screen; it lies over them.
static UNREAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^.{0,2}?[0-9]{1,4}\+?\s?条(?:新|未读)消息.{0,2}$|^.{0,2}有人@我.{0,2}$|^.{0,2}[0-9]{1,4} new messages?.{0,2}$"));
/// A pill beside the name of somebody in a group: his rank.
static BADGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[Ll][Vv]\.?\s?[0-9]{1,3}(?:\s(?:潜水|冒泡|吐槽|活跃|话痨|畅聊|传说|群主|管理员|达人|新人|小白|元老))?|群主|管理员|[0-9]{1,3}级|S?VIP\s?[0-9]*)$"));
/// The same on one line with the name.
static RANKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[Ll][Vv]\.?\s?[0-9]{1,3}|群主|管理员|[0-9]{1,3}级|S?VIP\s?[0-9]*)\s+"));
static RANK_BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+(?:[Ll][Vv]\.?\s?[0-9]{1,3}|群主|管理员|[0-9]{1,3}级|S?VIP\s?[0-9]*)$"));
/// How a quoted message begins: the name of who wrote it.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^：:]{1,16}[：:].*[^0-9：:]"));
static NAME_CLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*\S)\s+((?:(?:凌晨|早上|上午|中午|下午|晚上)\s?)?[0-9]{1,2}[:：][0-9]{2})$"));
/// The whole date and time behind a name, or before it where one's own messages have it at the right.
static NAME_DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?\S)?\s*(20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})\s*([0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)(?:\s*(\S{1,8}))?$"));
static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[@＠]"));

/// How many areas look like bubbles: what tells a conversation from a list.
pub(super) fn count(screen: &Screen) -> usize {
    let (boxes, _) = boxes(screen);
    // The frame of a mark in a list hugs its letters; a row between hairlines is as wide as the page.
    boxes.iter().filter(|b| !b.lines.iter().all(|l| icon_letter(l, &screen.lines))).filter(|b| (b.at.w as f32) < screen.w() * 0.86 && b.at.h as f32 > b.lines.iter().map(|l| l.em).fold(0.0, f32::max) * plates::HUG).count()
}

/// Reads a conversation.
pub(super) fn read(screen: &Screen, page: &mut Page) {
    page.peer = screen.header.first().map(|l| layout::without_firm(&l.text));
    let (mut boxes, mut loose) = boxes(screen);
    let body = body(&boxes);
    halves(screen, &mut boxes, &mut loose, page);
    rescue(screen, &mut boxes, &mut loose, body);
    plates::buttons(screen, &mut boxes, page);
    sides::sides(screen, &mut boxes);
    cards::quotes_on_plates(&mut boxes);
    cards::names_inside(&mut boxes);
    cards(screen, &mut boxes, body);
    images::images(screen, &mut boxes);
    let placeholder = foot(screen, &mut loose, page);
    let mut separators: Vec<Remark> = Vec::new();
    let mut notices: Vec<Remark> = Vec::new();
    loose.sort_by_key(|l| (l.at.y, l.at.x));
    plates::mend_notices(screen, &mut loose, body);
    for line in loose {
        place(screen, line, body, &mut boxes, &mut separators, &mut notices, page);
    }
    page.app = app(screen, &boxes, page.peer.as_deref(), &placeholder, &page.rest);
    finish(boxes, separators, notices, page);
    cut(screen, page);
}

/// Lines gathered by the area they lie on, and those on the page.
fn boxes(screen: &Screen) -> (Vec<Balloon>, Vec<Seen>) {
    let mut boxes: Vec<(usize, Balloon)> = Vec::new();
    let mut loose = Vec::new();
    let between = between(screen);
    let size = large(&screen.lines);
    for line in &screen.lines {
        if UNREAD.is_match(line.text.trim()) {
            loose.push(line.clone());
            continue;
        }
        let area = line.area.filter(|_| !screen.on_page(line) && !between.contains(&line.index)).map(|i| (i, screen.ground.areas[i]));
        match area.filter(|(_, a)| bubble_like(screen, a.at, line) && !plates::small(screen, a.at, line, size)) {
            None => loose.push(line.clone()),
            Some((index, area)) => match boxes.iter_mut().find(|(i, _)| *i == index) {
                Some((_, found)) => found.lines.push(line.clone()),
                None => boxes.push((index, Balloon::new(area.at, area.colour, line.clone()))),
            },
        }
    }
    let mut boxes: Vec<Balloon> = boxes.into_iter().map(|(_, b)| b).collect();
    // A round button is no bubble, nor is the field one writes in.
    let low = |b: &Balloon, part: f32| screen.sight.height as f32 > screen.w() * 1.3 && b.at.mid_y() as f32 > screen.sight.height as f32 - screen.w() * part;
    let solid: Vec<(Region, Rgb)> = boxes.iter().filter(|b| !b.lines.iter().all(Seen::stray)).map(|b| (b.at, b.colour)).collect();
    // One letter the reader is unsure of stands on a ground like those of other messages, at the same edge.
    let kin = |b: &Balloon| solid.iter().any(|(at, colour)| apart(*colour, b.colour) <= 8 && ((at.x - b.at.x).abs() < screen.part(0.012) || (at.right() - b.at.right()).abs() < screen.part(0.012)));
    boxes.retain(|b| {
        let stray = b.lines.iter().all(Seen::stray);
        let short = b.lines.iter().all(|l| l.text.chars().count() <= 2);
        let button = short && ((b.at.w as f32) < screen.w() * 0.085 || low(b, 0.2));
        let field = low(b, 0.3) && b.lines.iter().all(|l| PLACEHOLDER.is_match(&l.text) || l.stray());
        let badge = b.lines.len() == 1 && BADGE.is_match(b.lines[0].text.trim());
        let keep = !button && !field && !badge && (!stray || b.at.w as f32 > screen.w() * 0.2 || (kin(b) && b.lines[0].text.chars().all(char::is_alphanumeric)));
        if !keep {
            loose.extend(b.lines.iter().cloned());
        }
        keep
    });
    boxes.sort_by_key(|b| (b.at.y, b.at.x));
    (boxes, loose)
}

fn bubble_like(screen: &Screen, at: Region, line: &Seen) -> bool {
    // A bubble holds the whole line, with air on both sides, and is higher than it.
    let inside = at.x <= line.at.x + line.at.h / 3 && at.right() >= line.at.right() - line.at.h / 3 && at.y <= line.at.mid_y() && at.bottom() >= line.at.mid_y();
    inside && at.h as f32 >= line.em * 1.25 && at.w as f32 <= screen.w() * 0.93 && at.w as f32 >= line.em * 1.2
}

/// Lines cut through by the edge of the picture: half letters are no words.
fn halves(screen: &Screen, boxes: &mut Vec<Balloon>, loose: &mut Vec<Seen>, page: &mut Page) {
    let mut heights: Vec<i32> = screen.lines.iter().filter(|l| !l.stray()).map(|l| l.at.h).collect();
    heights.sort_unstable();
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(0);
    let (edge, foot) = (screen.part(0.006), screen.sight.height - screen.part(0.006));
    let half = |l: &Seen| (l.at.y <= edge || l.at.bottom() >= foot) && (l.score < 0.9 || l.at.h * 10 < usual * 8);
    // ... or by the head or foot of the screen, which ends the ground the line lies on: no air above or below it.
    let ground = |l: &Seen| boxes.iter().find(|b| b.lines.iter().any(|o| o.index == l.index)).map(|b| b.at);
    let covered = |l: &Seen| l.at.h * 10 < usual * 8 && ground(l).is_some_and(|at| l.at.bottom() >= at.bottom() - 2 || l.at.y <= at.y + 2) && l.text.chars().any(super::text::wide);
    let gone: Vec<&Seen> = screen.lines.iter().filter(|l| half(l) || covered(l)).collect();
    for line in gone {
        loose.retain(|l| l.index != line.index);
        boxes.iter_mut().for_each(|b| b.lines.retain(|l| l.index != line.index));
        page.rest.push(line.remark());
        page.oddities.push("截图上缘或下缘切断了一行字，没有读".into());
    }
    boxes.retain(|b| !b.lines.is_empty());
}

/// Size of the letters in most bubbles. Each counts once, by its larger lines: times, quotes and what stands small on cards are many lines.
fn body(boxes: &[Balloon]) -> f32 {
    let size = |b: &Balloon, words: bool| -> Option<f32> {
        let sizes: Vec<f32> = b.lines.iter().filter(|l| !l.stray() && (!words || l.text.chars().filter(|c| super::text::wide(*c)).count() > 2 && Label::parse(&shown(&l.text)).is_none())).map(|l| l.em).collect();
        let most = sizes.iter().copied().fold(0.0, f32::max);
        let larger: Vec<f32> = sizes.into_iter().filter(|s| *s > most * 0.9).collect();
        (!larger.is_empty()).then(|| larger.iter().sum::<f32>() / larger.len() as f32)
    };
    let sizes = |words: bool| -> Vec<f32> { boxes.iter().filter_map(|b| size(b, words)).collect() };
    let mut sizes = Some(sizes(true)).filter(|s| s.len() > 1).unwrap_or_else(|| sizes(false));
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

impl Balloon {
    fn new(at: Region, colour: Rgb, line: Seen) -> Balloon {
        Balloon { at, colour, lines: vec![line], side: Side::Left, kind: Kind::Text, label: None, sender: None, quote: None, text: None }
    }
}
/// Takes the input bar's lines out; gives back its words, which tell the app.
fn foot(screen: &Screen, loose: &mut Vec<Seen>, page: &mut Page) -> String {
    let height = screen.sight.height as f32;
    let mut words = String::new();
    loose.retain(|l| {
        let low = height > screen.w() * 1.3 && l.at.mid_y() as f32 > height - screen.w() * 0.3;
        if low && PLACEHOLDER.is_match(&l.text) {
            words.push_str(&l.text);
        }
        let out = (low && (PLACEHOLDER.is_match(&l.text) || l.text.chars().count() <= 2)) || l.stray();
        if out && !l.stray() {
            page.rest.push(l.remark());
        }
        !out
    });
    words
}

/// A label as it is meant: without the carrier, the card, the ticks of a message that arrived.
fn shown(text: &str) -> String {
    CARRIER.replace_all(&TICKS.replace(text.trim(), "$1$2"), "").trim().to_owned()
}

/// Finds the place of a line on the page.
fn place(screen: &Screen, line: Seen, body: f32, boxes: &mut [Balloon], separators: &mut Vec<Remark>, notices: &mut Vec<Remark>, page: &mut Page) {
    let w = screen.w();
    let text = shown(&line.text);
    let alone = !screen.lines.iter().any(|l| l.index != line.index && !l.stray() && l.at.right() <= line.at.x && l.at.overlap_y(line.at) * 2 > line.at.h.min(l.at.h));
    let centred = alone && (line.at.mid_x() as f32 - w / 2.0).abs() < w * 0.045;
    let above = boxes.iter().rposition(|b| b.at.mid_y() < line.at.mid_y());
    let below = boxes.iter().position(|b| b.at.y + screen.part(0.01) > line.at.mid_y());
    // Date, time and name over one's own message, all in one line.
    let own = NAME_DATE.captures(&text).filter(|found| found.get(1).is_none()).and_then(|found| Some((format!("{} {}", &found[2], &found[3]), found.get(4)?.as_str().to_owned())));
    if let Some((at, name)) = own
        && let Some(b) = below.map(|i| &mut boxes[i]).filter(|b| b.side == Side::Right && b.label.is_none() && (line.at.right() - b.at.right()).abs() < screen.part(0.08) && b.at.y - line.at.bottom() < screen.part(0.04))
    {
        (b.label, b.sender) = (Some(at), Some(name));
        return;
    }
    let label = Label::parse(&DELIVERED.replace(&text, "")).filter(|t| t.has_clock() || t.has_day());
    if label.is_some() {
        // Beside a bubble, or close under it and not yet labelled.
        // The words themselves are surer than a bubble's edge, which may have been guessed.
        let beside = boxes.iter().position(|b| {
            let (first, last) = b.lines.iter().fold((b.at.right(), b.at.x), |(a, z), l| (a.min(l.at.x), z.max(l.at.right())));
            b.at.overlap_y(line.at) * 3 > line.at.h && (line.at.x >= last.min(b.at.right()) - screen.part(0.01) || line.at.right() <= first.max(b.at.x) + screen.part(0.01))
        });
        let under = above.filter(|i| {
            let b = &boxes[*i];
            let gap = line.at.y - b.at.bottom();
            let aligned = match b.side {
                Side::Left => (line.at.x - b.at.x).abs() < screen.part(0.08),
                Side::Right => (line.at.right() - b.at.right()).abs() < screen.part(0.08),
            };
            let within = gap < screen.part(0.026) && line.at.x >= b.at.x - screen.part(0.01) && line.at.right() <= b.at.right() + screen.part(0.02);
            gap < screen.part(0.045) && (aligned || within) && b.label.is_none() && !(centred && b.at.w as f32 > w * 0.6) && line.em < body * 0.95
        });
        // On the line of the name above a bubble, or alone above one's own: nearer to what stands below than to what stands above.
        let over = below.filter(|i| {
            let b = &boxes[*i];
            let (gap, before) = (b.at.y - line.at.bottom(), above.map_or(i32::MAX, |a| line.at.y - boxes[a].at.bottom()));
            let at_edge = match b.side {
                Side::Left => screen.lines.iter().any(|l| l.index != line.index && l.at.overlap_y(line.at) * 2 > line.at.h && l.at.right() <= line.at.x + screen.part(0.01) && (l.at.x - b.at.x).abs() < screen.part(0.06)),
                Side::Right => (line.at.right() - b.at.right()).abs() < screen.part(0.06),
            };
            !centred && at_edge && gap < screen.part(0.035) && gap > -screen.part(0.02) && gap < before && line.em < body * 0.93 && !label.as_ref().is_some_and(Label::has_day)
        });
        if let Some(index) = over.filter(|i| beside.is_none() && boxes[*i].label.is_none()) {
            boxes[index].label = Some(text);
            return;
        }
        match beside.or(under) {
            Some(index) if boxes[index].label.is_none() => boxes[index].label = Some(text),
            _ => {
                // A time of day alone that does not stand in the middle belongs to a message: a separator would say the day, or be centred.
                let near = above.filter(|i| !centred && !label.as_ref().is_some_and(Label::has_day) && boxes[*i].label.is_none() && line.at.y - boxes[*i].at.bottom() < screen.part(0.08));
                // ... or to one that is cut off above.
                let of_hidden = !centred && above.is_none() && screen.header.is_empty() && !label.as_ref().is_some_and(Label::has_day) && line.at.mid_y() < screen.part(0.08);
                match near {
                    Some(index) => boxes[index].label = Some(text),
                    None if of_hidden => page.rest.push(line.remark()),
                    None => separators.push(Remark { text, time_context: None, at: line.at }),
                }
            }
        }
        return;
    }
    if STATUS.is_match(&line.text) || STATUS.is_match(text.trim_start_matches(['√', '✓', '✔', ' '])) || text.is_empty() || BADGE.is_match(line.text.trim()) || on_plate(screen, &line) || UNREAD.is_match(line.text.trim()) {
        return page.rest.push(line.remark());
    }
    // A name may stand behind the pill of a rank.
    let badge = screen.lines.iter().filter(|l| (BADGE.is_match(l.text.trim()) || on_plate(screen, l)) && l.at.overlap_y(line.at) * 2 > l.at.h && l.at.mid_x() < line.at.x).map(|l| l.at.x).min();
    let start = badge.unwrap_or(line.at.x).min(line.at.x);
    let over = below.filter(|i| {
        let b = &boxes[*i];
        let gap = b.at.y - line.at.bottom();
        b.side == Side::Left && gap < screen.part(0.04) && gap > -screen.part(0.02) && (start - b.at.x).abs() < screen.part(0.06) && line.em < body * 0.93
    });
    if let Some(index) = over
        && boxes[index].sender.is_none()
    {
        let (name, clock) = named(&name_alone(screen, &line));
        boxes[index].label = boxes[index].label.take().or(clock);
        boxes[index].sender = Some(name);
        return;
    }
    // A quoted message whose ground the colours do not show, and its further lines.
    let quoted = above.filter(|i| {
        let b = &boxes[*i];
        let (gap, edge) = (line.at.y - b.at.bottom(), if b.side == Side::Left { line.at.x - b.at.x } else { line.at.right() - b.at.right() });
        let goes_on = b.quote.is_some() && gap < (line.em * 0.6) as i32;
        line.em < body * 0.88 && gap < screen.part(0.055) && edge.abs() < screen.part(0.055) && (goes_on || (b.quote.is_none() && (QUOTED.is_match(&line.text) || said_above(&boxes[..*i], &line.text))))
    });
    if let Some(index) = quoted {
        let b = &mut boxes[index];
        b.quote = Some(format!("{}{}", b.quote.take().unwrap_or_default(), line.text));
        b.at = b.at.union(line.at);
        return;
    }
    // What a machine heard in the voice message above.
    if let Some(b) = above.map(|i| &mut boxes[i]).filter(|b| b.kind == Kind::Voice && line.em < body && line.at.y - b.at.bottom() < screen.part(0.045) && (line.at.x - b.at.x).abs() < screen.part(0.06)) {
        let glue = if b.text.as_deref().is_some_and(|t| t.contains('\n')) { "" } else { "\n" };
        b.text = Some(format!("{}{glue}{}", b.text.take().unwrap_or_default(), line.text));
        b.at = b.at.union(line.at);
        b.lines.push(line);
        return;
    }
    // The second line of a notice.
    if centred && let Some(last) = notices.last_mut().filter(|n| {
        let gap = line.at.y - n.at.bottom();
        n.at.w as f32 > w * 0.5 && line.at.w <= n.at.w && gap > -line.at.h / 2 && gap < (line.em * 0.7) as i32 && (n.at.mid_x() - line.at.mid_x()).abs() < screen.part(0.04)
    }) {
        last.text.push_str(&line.text);
        last.at = last.at.union(line.at);
        return;
    }
    if centred || (line.at.w as f32 > w * 0.5 && line.em < body * 0.93) {
        return notices.push(Remark { text: line.text, time_context: None, at: line.at });
    }
    page.rest.push(line.remark());
}

/// The name in a line above a bubble, without the pill of a rank before or behind it, and the time of day behind it.
fn named(text: &str) -> (String, Option<String>) {
    let mut name = text.trim();
    let whole = NAME_DATE.captures(name).filter(|found| found.get(4).is_none()).and_then(|found| Some((found.get(1)?.as_str(), format!("{} {}", &found[2], &found[3]))));
    let clock = whole.or_else(|| NAME_CLOCK.captures(name).and_then(|found| Some((found.get(1)?.as_str(), found.get(2)?.as_str().to_owned()))));
    if let Some((before, _)) = &clock {
        name = before.trim();
    }
    let plain = RANKED.replace(name, "").into_owned();
    let plain = RANK_BEHIND.replace(&plain, "").trim().to_owned();
    (if plain.is_empty() { name.to_owned() } else { plain }, clock.map(|(_, at)| at))
}

/// Puts messages and lines between them in order and gives each its time.
fn finish(boxes: Vec<Balloon>, mut separators: Vec<Remark>, mut notices: Vec<Remark>, page: &mut Page) {
    separators.sort_by_key(|s| s.at.y);
    let context = |y: i32| separators.iter().rev().find(|s| s.at.y < y).cloned();
    let mut bubbles: Vec<Bubble> = Vec::new();
    for b in boxes {
        let text = b.text.unwrap_or_else(|| whole(&b.lines));
        if text.is_empty() && b.kind != Kind::Image {
            continue;
        }
        let above = context(b.at.y + b.at.h / 2);
        let last = bubbles.last().map_or(i32::MIN, |l: &Bubble| l.at.y);
        let direct = above.as_ref().filter(|s| s.at.y > last).map(|s| s.text.clone());
        // A picture has no words to be unsure of.
        let score = if b.lines.is_empty() { 1.0 } else { b.lines.iter().map(|l| l.score).sum::<f32>() / b.lines.len() as f32 };
        let score = (score * 1000.0).round() / 1000.0;
        bubbles.push(Bubble { side: b.side, kind: b.kind, text, time: b.label.or(direct), time_context: above.map(|s| s.text), sender: b.sender, quote: b.quote, listed: false, score, at: b.at });
    }
    // A name above a bubble is a sender only where the screen names several, or says it is a group.
    let named = bubbles.iter().filter(|b| b.sender.is_some()).count();
    let group = page.peer.as_deref().is_some_and(|p| GROUP.is_match(p) || p.contains('群'));
    if !group && named * 2 < bubbles.iter().filter(|b| b.side == Side::Left).count() {
        for b in &mut bubbles {
            if let Some(name) = b.sender.take() {
                page.rest.push(Remark { text: name, time_context: None, at: b.at });
            }
        }
    }
    bubbles.iter_mut().filter_map(|b| b.sender.as_mut()).for_each(|s| {
        if let Some(at) = s.find('@').filter(|at| *at > 0 && ORGANISATION.is_match(&s[*at..])) {
            *s = s[..at].trim().to_owned();
        }
    });
    for notice in &mut notices {
        notice.time_context = context(notice.at.y).map(|s| s.text);
    }
    notices.sort_by_key(|n| n.at.y);
    page.notices = notices;
    page.bubbles = bubbles;
    page.separators = separators;
}

/// What looks cut off: words that touch the edge of the picture, or half letters at the top or foot.
fn cut(screen: &Screen, page: &mut Page) {
    let (w, h) = (screen.sight.width, screen.sight.height);
    for b in &page.bubbles {
        if b.at.y <= 2 || b.at.bottom() >= h - 2 {
            page.oddities.push("截图上缘或下缘切断了一条消息，这条消息可能还有没截到的部分".into());
        }
        if b.at.x <= 1 && b.side == Side::Left || b.at.right() >= w - 1 && b.side == Side::Right {
            page.oddities.push("截图左缘或右缘切断了消息".into());
        }
    }
    if screen.header.is_empty() && !page.bubbles.is_empty() {
        page.oddities.push("截图里没有看到对话的标题，无法从画面得知对方是谁".into());
    }
    page.oddities.sort();
    page.oddities.dedup();
}
