//! Which screen it is, and its reading as a whole.

use super::ground::{Ground, Rgb, apart, bright};
use super::text::{em, pattern, words};
use super::{Region, Sight, banner, calls, chat, inbox, layout, permits, prompt, signs};
use regex::Regex;
use std::sync::LazyLock;

pub use super::shape::{App, Bubble, CallRow, Kind, Page, PermitRow, Remark, Side, Theme};

/// A line with what the colours say of it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Index in the sight.
    pub index: usize,
    /// The words.
    pub text: String,
    /// Where.
    pub at: Region,
    /// Size of its letters.
    pub em: f32,
    /// Area it lies on.
    pub area: Option<usize>,
    /// Colour of that area.
    pub ground: Rgb,
    /// Colour of its letters.
    pub ink: Rgb,
    /// Score.
    pub score: f32,
}

impl Seen {
    /// A stray mark: an icon taken for a letter or two.
    pub fn stray(&self) -> bool {
        let count = self.text.chars().filter(|c| !c.is_whitespace()).count();
        count == 0 || (count <= 2 && self.score < 0.6) || (count <= 4 && self.score < 0.4) || (count == 1 && self.score < 0.8)
    }

    /// As a remark.
    pub fn remark(&self) -> Remark {
        Remark { text: self.text.clone(), time_context: None, at: self.at }
    }
}

/// What the readers of screens share.
pub(super) struct Screen<'a> {
    /// The sight.
    pub sight: &'a Sight,
    /// Its areas.
    pub ground: Ground<'a>,
    /// Lines below the status bar and header, top to bottom.
    pub lines: Vec<Seen>,
    /// Lines of the header: title first.
    pub header: Vec<Seen>,
    /// Colour of the page.
    pub page: Rgb,
    /// Area of the page, when it is most of the screen.
    pub whole: Option<usize>,
    /// The status bar shows its time.
    pub clock: bool,
    /// A notification lies over the head, which is not seen.
    pub banner: bool,
}

impl Screen<'_> {
    /// Width in pixels.
    pub fn w(&self) -> f32 {
        self.sight.width as f32
    }

    /// A length in widths of the screen, in pixels.
    pub fn part(&self, of_width: f32) -> i32 {
        (self.w() * of_width) as i32
    }

    /// Whether a line lies on an area as wide as the screen (the page, a bar), not on a bubble.
    pub fn on_page(&self, line: &Seen) -> bool {
        let wide = |a: &super::ground::Area| a.at.w as f32 > self.w() * 0.93 || (a.at.w as f32 > self.w() * 0.7 && a.at.h as f32 > self.sight.height as f32 * 0.6);
        line.area.is_none_or(|a| Some(a) == self.whole || self.ground.areas.get(a).is_none_or(wide))
    }
}

static CLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{1,2}[:：][0-9]{2}[●•·.]?$"));
static PERMISSION_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"权限|隐私|照明弹|应用行为|访问记录|使用记录|使用情况|访问情况|敏感|(?i:permissions?$|privacy dashboard)"));
static APPINFO_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(应用信息|应用详情|App ?信息|应用程序信息|应用管理|应用详细信息|App info)$"));
static VERSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(版本|版本号|Version)[\s:：]*[0-9]"));
static CALL_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(通话|电话|最近通话|通话记录|通话详情|来电详情|拨号|未接来电|未接|所有通话|全部通话|最近|个人收藏|语音信箱|拨号键盘|收藏|联系人|黄页|营业厅|编辑|搜索联系人.*|全部|Recents|Recent calls|Call history|Favou?rites|Contacts|Keypad|Voicemail|Missed|Phone)$"));
static DIALLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+?[0-9][0-9\s\-*]{4,}(\s*[(（]?[0-9]{1,3}[)）]?)?$"));
static RECORD_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"聊天记录$"));

/// Reads a screen. `name` is the file's own name, which on some phones names the app.
pub fn read(sight: &Sight, name: &str) -> Page {
    let screen = Screen::new(sight);
    let mut page = Page { theme: if bright(screen.page) < 110 { Theme::Dark } else { Theme::Light }, ..Page::default() };
    let all: Vec<&Seen> = screen.header.iter().chain(&screen.lines).collect();
    let states = all.iter().filter(|l| permits::is_state(&l.text)).count();
    let pills = permits::switches(&screen);
    let (named, switches) = permits::named(&screen, &pills);
    let permission_title = screen.header.iter().any(|l| PERMISSION_TITLE.is_match(&l.text) || APPINFO_TITLE.is_match(&l.text));
    let about_one = screen.header.first().is_some_and(|l| permits::title_permission(&l.text).is_some());
    let permission_names = all.iter().filter(|l| permits::is_permission(&l.text)).count();
    let numbers = all.iter().filter(|l| DIALLED.is_match(&l.text)).count();
    let call_words = all.iter().filter(|l| CALL_WORDS.is_match(&l.text)).count();
    let call_marks = screen.lines.iter().filter(|l| calls::is_call_line(&l.text)).count();
    let bubbles = chat::count(&screen);
    // A head that is covered says nothing: the page must say it in its rows.
    let untitled = screen.banner && (permission_names >= 3 || bubbles < 2 && (states >= 2 || permits::abreast(&pills, screen.w()) >= 3));
    if prompt::dialog(&screen, &mut page) {
        page.app = App::Permission;
    } else if (permission_title && states + switches + permission_names + permits::uses(&screen) >= 1) || (about_one && states + switches >= 2) || (permission_names >= 2 && states + named >= 2) || untitled || permits::dated(&screen) >= 3 {
        let about_app = (!screen.header.iter().any(|l| permits::managed(&l.text)) && all.iter().any(|l| VERSION.is_match(&l.text))) || screen.header.iter().any(|l| APPINFO_TITLE.is_match(&l.text));
        page.app = if about_app { App::Appinfo } else { App::Permission };
        permits::read(&screen, &mut page);
    } else if (call_words >= 2 && numbers + call_marks >= 1 && (bubbles < 3 || call_marks >= 2)) || (call_words >= 1 && bubbles < 2 && numbers + call_marks >= 3) || calls::listed(&screen, bubbles) {
        page.app = App::Calllog;
        calls::read(&screen, &mut page);
    } else if screen.header.iter().any(|l| RECORD_TITLE.is_match(&l.text)) || (bubbles < 2 && inbox::rows(&screen) >= 3) {
        inbox::read(&screen, &mut page);
    } else {
        chat::read(&screen, &mut page);
    }
    if !page.bubbles.is_empty() || !page.calls.is_empty() || !page.permissions.is_empty() {
        page.signs = signs::of(sight, &page, screen.clock);
    }
    if let Some(app) = App::of_file(name).filter(|_| !page.bubbles.is_empty()) {
        page.app = app;
    }
    page
}

/// Whether an area is a card laid over the upper part of the screen.
fn on_banner(area: &super::ground::Area, page: Rgb, w: f32, h: f32) -> bool {
    area.at.w as f32 > w * 0.86 && (area.at.w as f32) < w * 0.99 && area.at.bottom() < (h * 0.3) as i32 && area.at.h as f32 > w * 0.08 && (apart(area.colour, page) > 3 || area.at.x > 2)
}

impl<'a> Screen<'a> {
    /// Lines with their colours, the status bar taken off, the header set apart.
    pub fn new(sight: &'a Sight) -> Screen<'a> {
        let ground = Ground::new(&sight.raster);
        let w = sight.width as f32;
        let page = ground.page().map_or([255; 3], |i| ground.areas[i].colour);
        let whole = ground.page().filter(|i| ground.areas[*i].at.w as f32 > w * 0.7);
        let mut seen: Vec<Seen> = Vec::with_capacity(sight.lines.len());
        for (index, line) in sight.lines.iter().enumerate() {
            let area = ground.under(line.at);
            let colour = area.map_or(page, |a| ground.areas[a].colour);
            seen.push(Seen { index, text: words(line), at: line.at, em: em(line), area, ground: colour, ink: ground.ink(line.at, colour), score: line.score });
        }
        super::chat::lone_letters(&mut seen);
        // The clock of the phone; not that of the first message or row of a cut picture, which stands beside or under larger words, at the right edge beside a name of nearly its size.
        let larger = |l: &Seen, c: &Seen| l.em > c.em * if c.at.x as f32 > w * 0.6 { 1.05 } else { 1.12 };
        let words_beside = |c: &Seen| seen.iter().any(|l| l.at.mid_y() <= c.at.bottom() && larger(l, c) && !l.stray() && (l.text.chars().count() > 3 && (l.at.x as f32) < w * 0.45 || l.text.chars().filter(|c| super::text::wide(*c)).count() > 1));
        // ... nor the first of a column of times at the right.
        let column = |c: &Seen| c.at.x as f32 > w * 0.5 && seen.iter().filter(|l| l.index != c.index && CLOCK.is_match(&l.text) && ((l.at.right() - c.at.right()) as f32).abs() < w * 0.02).count() >= 2;
        let clock = seen.iter().find(|l| (l.at.mid_y() as f32) < w * 0.12 && CLOCK.is_match(&l.text) && !words_beside(l) && !column(l));
        let status = clock.map(|l| l.at);
        seen.retain(|l| status.is_none_or(|s| l.at.mid_y() > s.bottom()));
        let top = status.map_or(0, |s| s.bottom());
        let icons: Vec<usize> = seen.iter().filter(|l| layout::arrow_back(l, &seen, top, w) || layout::file_icon(l, &seen)).map(|l| l.index).collect();
        seen.retain(|l| !icons.contains(&l.index));
        let banner = banner::find(&ground, &seen, page, status.map(|s| s.bottom()), (w, sight.height as f32));
        if let Some(banner) = banner {
            seen.retain(|l| !banner::covers(banner, l));
            return Screen { sight, ground, lines: seen, header: Vec::new(), page, whole, clock: status.is_some(), banner: true };
        }
        let limit = top + (w * if status.is_some() { 0.19 } else { 0.14 }) as i32;
        // The title: the largest and longest line near the top that lies on no bubble.
        let on_bubble = |l: &Seen| l.area.is_some_and(|a| (ground.areas[a].at.w as f32) < w * 0.88 && apart(ground.areas[a].colour, page) > 5 && ground.areas[a].at.h as f32 > w * 0.05);
        let weight = |l: &&Seen| (l.em * (l.text.chars().count().min(6) as f32).sqrt()) as i32;
        let label = |l: &Seen| super::clock::Label::parse(&l.text).is_some_and(|t| t.has_clock() || t.has_day());
        // Without a status bar the picture may begin anywhere: only what stands alone in the middle is a title; nor is what stands under a larger line.
        let alone = |l: &Seen| {
            let middle = (l.at.mid_x() as f32 - w / 2.0).abs() < w * 0.06 && (l.at.w as f32) < w * 0.6 && l.at.y > 2;
            middle && !seen.iter().any(|o| o.index != l.index && o.at.y >= l.at.bottom() && o.at.y - l.at.bottom() < (l.em * 0.6) as i32)
        };
        let below = |l: &Seen| seen.iter().any(|o| o.index != l.index && !o.stray() && o.em > l.em * 1.2 && o.at.mid_y() < l.at.y && l.at.y - o.at.bottom() < (o.em * 0.5) as i32 && o.at.overlap_x(l.at) > 0 && o.at.mid_y() < limit);
        // ... or in the corner beside the arrow back, on the flat page, in letters no smaller than those of messages.
        let sizes = super::chat::large(&seen);
        let flat = whole.is_some_and(|a| ground.share(a) >= 25);
        let corner = |l: &Seen| flat && l.area.is_some_and(|a| Some(a) == whole || ground.areas[a].at.w as f32 > w * 0.93) && l.em >= sizes * 0.98 && l.at.y > 2 && (l.at.x as f32) < w * 0.25 && l.at.mid_y() < (w * 0.1) as i32 && !seen.iter().any(|o| o.at.y < l.at.y - l.at.h / 2);
        let may = |l: &Seen| l.at.mid_y() < limit && !l.stray() && !on_bubble(l) && !label(l) && !layout::unread(l, w) && !VERSION.is_match(&l.text) && !below(l) && (status.is_some() || alone(l) || corner(l));
        let title = seen.iter().filter(|l| may(l)).max_by_key(weight);
        // The first row of a list is no title for being longer than the one above it.
        let over = title.and_then(|t| seen.iter().find(|l| may(l) && l.em >= t.em * 0.97 && l.text.chars().all(super::text::wide) && l.text.chars().count() > 1 && l.at.bottom() < t.at.y && t.at.x > l.at.x));
        let title = title.map(|t| layout::middle_title(t, seen.iter().filter(|l| may(l)), w));
        let title = layout::under_face(&seen, top, w).or(over).or(title).or_else(|| layout::under_picture(&seen, &ground, top, w)).or_else(|| layout::large_title(&seen, top, w)).cloned().map(|mut t| {
            t.text = layout::bare_title(&t.text);
            t
        });
        let mut header = Vec::new();
        if let Some(title) = title {
            // Beside it: buttons; under it, smaller: what the app says of the other side.
            let beside = |l: &Seen| l.at.overlap_y(title.at) * 2 > l.at.h.min(title.at.h) || l.at.mid_y() < title.at.y;
            let under = |l: &Seen| l.at.y - title.at.bottom() < (title.em * 0.3) as i32 && l.em < title.em * 0.85 && l.at.overlap_x(title.at) > 0 && !label(l) && l.at.mid_y() < limit + (w * 0.05) as i32;
            header.push(title.clone());
            // A banner laid over the head: all of its lines.
            let banner = title.area.filter(|a| on_banner(&ground.areas[*a], page, w, sight.height as f32));
            seen.retain(|l| {
                let part = l.index == title.index || beside(l) || under(l) || (banner.is_some() && l.area == banner);
                if part && l.index != title.index && !l.stray() {
                    header.push(l.clone());
                }
                !part
            });
        }
        Screen { sight, ground, lines: seen, header, page, whole, clock: status.is_some(), banner: false }
    }
}
