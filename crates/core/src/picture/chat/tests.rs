//! Conversations drawn by rectangles: what is told by place and colour, without a reader of letters.

mod faces;
mod quotes;

use crate::picture::page::{self, Kind, Page, Side};
use crate::picture::text::wide;
use crate::picture::{Glyph, Line, Raster, Region, Sight};

type Rgb = [u8; 3];
const PAGE: Rgb = [238, 238, 240];
const WHITE: Rgb = [255, 255, 255];
const GREEN: Rgb = [149, 236, 105];
const INK: Rgb = [20, 20, 22];
const PALE: Rgb = [150, 150, 155];
const BODY: f32 = 48.0;
const SMALL: f32 = 32.0;

/// A screen of 1080 × 2000 pixels, its raster half as large.
struct Drawn {
    rgb: Vec<u8>,
    lines: Vec<Line>,
}

impl Drawn {
    fn new(title: &str) -> Drawn {
        let mut drawn = Drawn { rgb: PAGE.repeat(540 * 1000), lines: Vec::new() };
        drawn.text("9:41", 60, 30, 40.0, INK);
        drawn.text(title, 400, 130, 52.0, INK);
        drawn
    }

    fn fill(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgb) {
        for row in y / 2..(y + h) / 2 {
            for column in x / 2..(x + w) / 2 {
                let at = (row * 540 + column) as usize * 3;
                self.rgb[at..at + 3].copy_from_slice(&colour);
            }
        }
    }

    /// A line with its upper left corner at a place; each letter is a small block of ink.
    fn text(&mut self, text: &str, x: i32, y: i32, em: f32, ink: Rgb) {
        let mut right = x as f32;
        let mut glyphs = Vec::new();
        for ch in text.chars() {
            let step = em * if wide(ch) { 1.0 } else if ch.is_ascii_digit() { 0.57 } else { 0.28 };
            glyphs.push(Glyph { ch, score: 0.99, x: right + step / 2.0 });
            if ch != ' ' {
                self.fill(right as i32 + 2, y + (em * 0.4) as i32, (step * 0.6) as i32, (em * 0.6) as i32, ink);
            }
            right += step;
        }
        self.lines.push(Line { text: text.into(), score: 0.99, glyphs, at: Region { x, y, w: right as i32 - x, h: (em / 0.68) as i32 } });
    }

    /// A bubble with one line.
    fn bubble(&mut self, text: &str, x: i32, y: i32, w: i32, colour: Rgb) {
        self.fill(x, y, w, 120, colour);
        self.text(text, x + 34, y + 26, BODY, INK);
    }

    fn sight(mut self) -> Sight {
        self.lines.sort_by_key(|l| (l.at.y, l.at.x));
        let raster = Raster { width: 540, height: 1000, step: 2000, rgb: self.rgb };
        Sight { width: 1080, height: 2000, lines: self.lines, raster, mime: "image/png", ..Sight::default() }
    }

    fn read(self) -> Page {
        page::read(&self.sight(), "")
    }
}

fn told(page: &Page) -> Vec<(Side, &str, Option<&str>, Option<&str>)> {
    page.bubbles.iter().map(|b| (b.side, b.text.as_str(), b.time.as_deref(), b.sender.as_deref())).collect()
}

#[test]
fn a_picture_among_the_messages_is_a_message_without_words() {
    let mut drawn = Drawn::new("王二的账单");
    drawn.bubble("明天记得把钱还上", 170, 400, 500, WHITE);
    drawn.fill(170, 560, 360, 420, [90, 120, 170]);
    drawn.fill(230, 620, 200, 200, [200, 160, 90]);
    drawn.bubble("这是谁拍的照片", 470, 1040, 440, GREEN);
    // An avatar is no picture.
    drawn.fill(30, 560, 116, 116, [70, 150, 120]);
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "明天记得把钱还上", None, None), (Side::Left, "", None, None), (Side::Right, "这是谁拍的照片", None, None)]);
    assert_eq!((page.bubbles[1].kind, page.bubbles[1].score), (Kind::Image, 1.0));
    assert!(page.bubbles[1].at.w >= 340 && page.bubbles[1].at.h >= 400, "{:?}", page.bubbles[1].at);
}

#[test]
fn a_time_at_the_end_of_a_bubble_is_no_words_of_it() {
    let mut drawn = Drawn::new("催收信息");
    drawn.text("昨天", 500, 290, SMALL, PALE);
    drawn.fill(60, 400, 560, 120, WHITE);
    drawn.text("随便你怎么说吧", 94, 426, BODY, INK);
    drawn.text("11:08", 500, 450, SMALL, PALE);
    drawn.fill(300, 600, 720, 180, GREEN);
    drawn.text("我已经保存证据并报警", 334, 620, BODY, INK);
    drawn.text("14:51 √√", 860, 710, SMALL, PALE);
    // The same size as the words: part of what was said.
    drawn.bubble("今天之前还清到12:30", 60, 860, 700, WHITE);
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "随便你怎么说吧", Some("11:08"), None), (Side::Right, "我已经保存证据并报警", Some("14:51"), None), (Side::Left, "今天之前还清到12:30", None, None)]);
}

#[test]
fn names_within_bubbles_and_times_behind_names_are_found() {
    let mut inside = Drawn::new("业主交流");
    for (name, words, y) in [("外访零八", "请各位邻居转告一声", 400), ("五楼小雪", "这是发广告的吧各位", 660), ("楼长老唐", "已经向物业举报他了", 920)] {
        inside.fill(170, y, 560, 200, WHITE);
        inside.text(name, 204, y + 20, SMALL * 1.1, [200, 90, 60]);
        inside.text(words, 204, y + 100, BODY, INK);
    }
    let page = inside.read();
    let senders: Vec<_> = page.bubbles.iter().map(|b| (b.sender.as_deref(), b.text.as_str())).collect();
    assert_eq!(senders, [(Some("外访零八"), "请各位邻居转告一声"), (Some("五楼小雪"), "这是发广告的吧各位"), (Some("楼长老唐"), "已经向物业举报他了")]);

    let mut above = Drawn::new("清收协作");
    above.text("9月6日 星期日", 440, 290, SMALL, PALE);
    above.text("外访零八 14:52", 176, 380, SMALL, PALE);
    above.bubble("请各位邻居转告一声", 170, 430, 560, WHITE);
    above.text("楼长老唐 群主", 176, 620, SMALL, PALE);
    above.text("14:55", 480, 620, SMALL, PALE);
    above.bubble("已经向物业举报他了", 170, 670, 560, WHITE);
    above.text("17:55", 810, 860, SMALL, PALE);
    above.bubble("我已经报警了", 500, 910, 400, GREEN);
    let page = above.read();
    let expect = [(Side::Left, "请各位邻居转告一声", Some("14:52"), Some("外访零八")), (Side::Left, "已经向物业举报他了", Some("14:55"), Some("楼长老唐")), (Side::Right, "我已经报警了", Some("17:55"), None)];
    assert_eq!(told(&page), expect);
    assert_eq!(page.separators.len(), 1, "{:?}", page.separators);
}

#[test]
fn wide_bubbles_of_two_colours_are_of_two_sides() {
    let mut drawn = Drawn::new("二姨夫");
    // Those of one side begin at one edge, those of the other end at one; no margin says whose they are.
    drawn.bubble("老同学你表弟在我们这边有一笔", 150, 400, 760, WHITE);
    drawn.bubble("我没有同意做联系人请你删除", 200, 560, 730, GREEN);
    drawn.bubble("删除可以你先让他本人回电话", 150, 720, 720, WHITE);
    drawn.bubble("再打我就去金融监管部门投诉你", 170, 880, 760, GREEN);
    let sides: Vec<Side> = drawn.read().bubbles.iter().map(|b| b.side).collect();
    assert_eq!(sides, [Side::Left, Side::Right, Side::Left, Side::Right]);
}

#[test]
fn a_quoted_message_is_not_the_words_of_who_quotes_it() {
    let mut drawn = Drawn::new("信贷老邱");
    drawn.bubble("张先生的事你知道吧", 170, 400, 560, WHITE);
    drawn.fill(170, 580, 560, 220, WHITE);
    drawn.text("我不知道别问我", 210, 600, SMALL, PALE);
    drawn.text("那你就替他还钱", 204, 690, BODY, INK);
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| (b.text.as_str(), b.quote.as_deref())).collect::<Vec<_>>(), [("张先生的事你知道吧", None), ("那你就替他还钱", Some("我不知道别问我"))]);
}

#[test]
fn a_rank_on_a_pill_of_its_own_is_no_part_of_the_name() {
    let mut drawn = Drawn::new("七栋业主(86)");
    for (y, name) in [(380, "云杉李姐"), (640, "楼下老田")] {
        drawn.text(name, 176, y, SMALL, PALE);
        drawn.fill(320, y + 6, 150, 44, [90, 120, 190]);
        drawn.text("新来的", 340, y + 8, SMALL * 0.9, WHITE);
        drawn.bubble("请各位邻居转告一声", 170, y + 60, 560, WHITE);
    }
    let page = drawn.read();
    let want = |name| (Side::Left, "请各位邻居转告一声", None, Some(name));
    assert_eq!(told(&page), [want("云杉李姐"), want("楼下老田")]);
}

#[test]
fn buttons_above_the_field_are_no_messages_and_a_line_of_the_system_on_a_pill_is_none() {
    let mut drawn = Drawn::new("服务中心");
    drawn.bubble("先生您的账单已经逾期", 170, 400, 620, WHITE);
    drawn.fill(380, 570, 330, 70, WHITE);
    drawn.text("对方撤回了一条消息", 400, 580, SMALL, PALE);
    drawn.bubble("我上周已经还了", 500, 700, 460, GREEN);
    for (x, word) in [(60, "我要还款"), (330, "账单查询"), (600, "转人工台")] {
        drawn.fill(x, 1760, 220, 80, WHITE);
        drawn.text(word, x + 30, 1775, SMALL * 1.1, INK);
    }
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "先生您的账单已经逾期", None, None), (Side::Right, "我上周已经还了", None, None)]);
    assert_eq!(page.notices.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["对方撤回了一条消息"]);
    assert!(page.rest.iter().any(|r| r.text == "账单查询"), "what is no message is listed");
}

#[test]
fn a_list_of_calls_cut_above_its_rows_is_still_one_and_a_name_may_be_one_character() {
    let mut drawn = Drawn { rgb: PAGE.repeat(540 * 1000), lines: Vec::new() };
    for (y, number, under, at) in [(20, "138 0000 0001", "湖南 长沙", "11:03"), (220, "妈", "上海", "昨天"), (420, "139 0000 0002", "疑似催收", "昨天"), (620, "021-0000 0003", "未接来电", "周日")] {
        drawn.text(number, 60, y, BODY, INK);
        drawn.text(under, 60, y + 80, SMALL, PALE);
        drawn.text(at, 880, y + 30, SMALL, PALE);
    }
    let page = drawn.read();
    assert!(page.bubbles.is_empty(), "{:?}", page.bubbles);
    let rows: Vec<_> = page.calls.iter().map(|c| (c.number.as_str(), c.time.as_deref())).collect();
    assert_eq!(rows, [("138 0000 0001", Some("11:03")), ("妈", Some("昨天")), ("139 0000 0002", Some("昨天")), ("021-0000 0003", Some("周日"))]);
}

#[test]
fn what_a_machine_heard_belongs_to_the_voice_message_and_the_next_message_does_not() {
    let mut drawn = Drawn::new("云杉小廖");
    drawn.bubble("18\"", 170, 400, 240, WHITE);
    drawn.fill(170, 528, 620, 100, WHITE);
    drawn.text("再这样我就去你厂里找主任", 204, 548, SMALL * 1.2, INK);
    drawn.bubble("没有义务告诉你是谁", 170, 664, 560, WHITE);
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "18\"\n再这样我就去你厂里找主任", None, None), (Side::Left, "没有义务告诉你是谁", None, None)]);
}

#[test]
fn a_quote_without_a_name_is_known_by_what_was_said_above() {
    let mut drawn = Drawn::new("同学群(52)");
    drawn.bubble("你从哪里拿到这个群的？", 400, 300, 640, GREEN);
    drawn.bubble("你通讯录里有啊", 60, 480, 420, WHITE);
    drawn.fill(60, 612, 420, 60, [226, 226, 228]);
    drawn.text("你从哪里拿到这个群的", 80, 616, SMALL, PALE);
    // As small, and never said: words of its own.
    drawn.bubble("那就这样吧各位", 60, 800, 420, WHITE);
    drawn.fill(60, 932, 420, 60, [226, 226, 228]);
    drawn.text("别的群里转来的话", 80, 936, SMALL, PALE);
    let page = drawn.read();
    let quotes: Vec<_> = page.bubbles.iter().map(|b| (b.text.as_str(), b.quote.as_deref())).collect();
    assert_eq!(quotes[1], ("你通讯录里有啊", Some("你从哪里拿到这个群的")));
    assert_eq!(quotes[2], ("那就这样吧各位", None));
}

#[test]
fn the_time_of_a_message_cut_off_above_is_no_separator() {
    let mut drawn = Drawn::new("");
    drawn.lines.clear();
    drawn.rgb = PAGE.repeat(540 * 1000);
    drawn.text("13:33 · 卡1", 60, 14, SMALL, PALE);
    drawn.bubble("下午四点之前给我回电话", 60, 120, 640, WHITE);
    drawn.bubble("请出示委托书和工号", 480, 320, 540, GREEN);
    let page = drawn.read();
    assert_eq!((page.separators.len(), page.bubbles[0].time.as_deref(), page.bubbles[1].time_context.as_deref()), (0, None, None));
}
