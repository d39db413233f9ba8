//! Pages drawn by rectangles, in layouts that mislead: letters on icons, tabs, lines of time, pages of one number, large titles.

mod covered;
mod heads;
mod icons;

use crate::picture::page::{self, App, Page, Side};
use crate::picture::text::wide;
use crate::picture::{Glyph, Line, Raster, Region, Sight};

type Rgb = [u8; 3];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 20, 22];
const PALE: Rgb = [140, 140, 145];
const ICON: Rgb = [150, 110, 160];

/// A white screen of 1080 × 2000 pixels, its raster half as large.
struct Drawn(Sight);

impl Drawn {
    fn new() -> Drawn {
        let raster = Raster { width: 540, height: 1000, step: 2000, rgb: WHITE.repeat(540 * 1000) };
        let mut drawn = Drawn(Sight { width: 1080, height: 2000, raster, mime: "image/png", ..Sight::default() });
        drawn.text("19:41", 60, 30, 40.0, INK);
        drawn
    }

    fn fill(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgb) {
        for row in y / 2..(y + h) / 2 {
            for column in x / 2..(x + w) / 2 {
                let pixel = (row * 540 + column) as usize * 3;
                self.0.raster.rgb[pixel..pixel + 3].copy_from_slice(&colour);
            }
        }
    }

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
        self.0.lines.push(Line { text: text.into(), score: 0.99, glyphs, at: Region { x, y, w: right as i32 - x, h: (em / 0.68) as i32 } });
    }

    /// A square icon with a letter on it.
    fn icon(&mut self, letter: &str, x: i32, y: i32) {
        self.fill(x, y, 100, 100, ICON);
        self.text(letter, x + 28, y + 20, 40.0, WHITE);
    }

    fn read(mut self) -> Page {
        self.0.lines.sort_by_key(|l| (l.at.y, l.at.x));
        page::read(&self.0, "")
    }
}

fn calls(page: &Page) -> Vec<(&str, Option<&str>, Option<&str>, u32)> {
    page.calls.iter().map(|c| (c.number.as_str(), c.time.as_deref(), c.direction.as_deref(), c.count)).collect()
}

fn permissions(page: &Page) -> Vec<(Option<&str>, &str, Option<&str>, Option<&str>)> {
    page.permissions.iter().map(|p| (p.app.as_deref(), p.permission.as_str(), p.state.as_deref(), p.last.as_deref())).collect()
}

/// 应用行为记录: an icon with the first letter of the app, what it did, the time and the state at the right; tabs above, one of them a state.
#[test]
fn letters_on_icons_and_tabs_are_no_rows() {
    let mut drawn = Drawn::new();
    drawn.text("应用行为记录", 200, 130, 56.0, INK);
    for (i, tab) in ["全部", "敏感行为", "已拒绝"].iter().enumerate() {
        drawn.text(tab, 90 + i as i32 * 220, 270, 44.0, PALE);
    }
    for (i, (app, did, time, state)) in [("岚桥花", "读取联系人", "18:02", "已允许"), ("短视频", "读取剪贴板", "15:37", "已拒绝"), ("相册", "读取联系人", "08:49", "已允许")].into_iter().enumerate() {
        let y = 420 + i as i32 * 200;
        drawn.icon(&app.chars().take(1).collect::<String>(), 80, y + 10);
        drawn.text(app, 240, y, 48.0, INK);
        drawn.text(did, 240, y + 76, 38.0, PALE);
        drawn.text(time, 900, y, 38.0, PALE);
        drawn.text(state, 900, y + 70, 34.0, INK);
    }
    let page = drawn.read();
    let wanted = [(Some("岚桥花"), "读取联系人", Some("已允许"), Some("18:02")), (Some("短视频"), "读取剪贴板", Some("已拒绝"), Some("15:37")), (Some("相册"), "读取联系人", Some("已允许"), Some("08:49"))];
    assert_eq!(permissions(&page), wanted);
}

/// The page of one permission's uses, its large title low, the times on the left of a line.
#[test]
fn a_large_title_that_lies_low_heads_its_page() {
    let mut drawn = Drawn::new();
    drawn.text("通讯录使用情况", 60, 300, 78.0, INK);
    for (i, (time, app)) in [("18:02", "岚桥花"), ("17:20", "微聊"), ("12:00", "岚桥花")].into_iter().enumerate() {
        let y = 560 + i as i32 * 180;
        drawn.text(time, 60, y + 10, 42.0, INK);
        drawn.icon(&app.chars().take(1).collect::<String>(), 330, y - 15);
        drawn.text(app, 480, y, 48.0, INK);
    }
    let page = drawn.read();
    assert_eq!(page.app, App::Permission);
    assert_eq!(permissions(&page), [(Some("岚桥花"), "通讯录", None, Some("18:02")), (Some("微聊"), "通讯录", None, Some("17:20")), (Some("岚桥花"), "通讯录", None, Some("12:00"))]);
}

/// Calls along a line of time: the time stands at the left of name and place, between the two.
#[test]
fn a_time_at_the_left_is_the_time_of_its_row() {
    let mut drawn = Drawn::new();
    drawn.text("通话记录", 120, 130, 56.0, INK);
    for (i, (time, name, place)) in [("18:44", "199 0000 6051 (5)", "江西 赣州"), ("17:20", "阿哲", "江西 南昌"), ("11:06", "12378", "投诉热线"), ("10:02", "0797-0000 3318 (2)", "江西 赣州")].into_iter().enumerate() {
        let y = 400 + i as i32 * 200;
        drawn.text(time, 60, y + 30, 42.0, PALE);
        drawn.text(name, 330, y, 50.0, INK);
        drawn.text(place, 330, y + 76, 38.0, PALE);
    }
    let page = drawn.read();
    let told: Vec<_> = calls(&page).into_iter().map(|(name, time, _, count)| (name, time, count)).collect();
    assert_eq!(told, [("199 0000 6051", Some("18:44"), 5), ("阿哲", Some("17:20"), 1), ("12378", Some("11:06"), 1), ("0797-0000 3318", Some("10:02"), 2)]);
}

/// The page of one number: rows begin with the way of the call, the time stands at the right.
#[test]
fn a_page_of_one_number_gives_its_rows_that_number() {
    let mut drawn = Drawn::new();
    drawn.text("199 0000 6051", 330, 520, 72.0, INK);
    for (i, (way, time)) in [("未接来电", "18:44"), ("来电", "12:03"), ("去电", "09:10")].into_iter().enumerate() {
        let y = 920 + i as i32 * 160;
        drawn.text(way, 130, y, 48.0, INK);
        drawn.text(time, 900, y, 46.0, INK);
    }
    let page = drawn.read();
    let number = "199 0000 6051";
    let rows: Vec<_> = calls(&page).into_iter().filter(|c| c.1.is_some()).collect();
    assert_eq!(rows, [(number, Some("18:44"), Some("missed"), 1), (number, Some("12:03"), Some("in"), 1), (number, Some("09:10"), Some("out"), 1)]);
}

/// The chat of a lender's own app: name, date and time in one line over each message; buttons abreast above all.
#[test]
fn a_line_of_name_and_date_tells_whose_and_when() {
    let mut drawn = Drawn::new();
    drawn.fill(0, 0, 1080, 2000, [240, 240, 242]);
    drawn.text("19:41", 60, 30, 40.0, INK);
    drawn.text("在线客服", 430, 130, 52.0, INK);
    for (i, chip) in ["提前结清", "账单明细", "投诉建议"].iter().enumerate() {
        drawn.fill(40 + i as i32 * 260, 270, 230, 84, WHITE);
        drawn.text(chip, 75 + i as i32 * 260, 285, 38.0, INK);
    }
    for (y, name, words) in [(480, "小岚2026-07-10 10:12:23", "请问有什么可以帮您的"), (920, "客服八 2026-07-10 10:32:06", "您的投诉已经登记完毕")] {
        drawn.text(name, 170, y, 34.0, PALE);
        drawn.fill(170, y + 60, 640, 120, WHITE);
        drawn.text(words, 204, y + 86, 48.0, INK);
    }
    drawn.text("2026-07-10 10:14:27 我", 530, 700, 34.0, PALE);
    drawn.fill(330, 760, 590, 120, [255, 228, 214]);
    drawn.text("请停止联系我的家人", 364, 786, 48.0, INK);
    let page = drawn.read();
    let told: Vec<_> = page.bubbles.iter().map(|b| (b.side, b.text.as_str(), b.time.as_deref(), b.sender.as_deref())).collect();
    let wanted = [
        (Side::Left, "请问有什么可以帮您的", Some("2026-07-10 10:12:23"), Some("小岚")),
        (Side::Right, "请停止联系我的家人", Some("2026-07-10 10:14:27"), Some("我")),
        (Side::Left, "您的投诉已经登记完毕", Some("2026-07-10 10:32:06"), Some("客服八")),
    ];
    assert_eq!(told, wanted);
}

/// Round pictures with two letters of a name beside what each says; the same words as a message begin where messages do.
#[test]
fn pictures_with_names_are_no_messages() {
    let mut drawn = Drawn::new();
    drawn.text("综合部工作群", 380, 130, 52.0, INK);
    for (i, words) in ["姐，有两个男的找你", "保安已经请他们走了", "监控已申请"].iter().enumerate() {
        let y = 420 + i as i32 * 320;
        drawn.fill(36, y, 130, 104, ICON);
        drawn.text("一诺", 60, y + 26, 40.0, WHITE);
        drawn.fill(190, y + 20, 560, 120, [225, 226, 230]);
        drawn.text(words, 224, y + 46, 48.0, INK);
    }
    let said: Vec<String> = drawn.read().bubbles.into_iter().map(|b| b.text).collect();
    assert_eq!(said, ["姐，有两个男的找你", "保安已经请他们走了", "监控已申请"]);
}

/// A table of one number's calls: day and time, way, length.
#[test]
fn the_way_of_a_call_may_stand_in_a_column() {
    let mut drawn = Drawn::new();
    drawn.text("173 0000 2946", 60, 300, 72.0, INK);
    for (i, (time, way, long)) in [("03-27 18:52", "未接来电", "响铃6秒"), ("03-26 20:44", "来电", "1分20秒"), ("03-23 07:30", "去电", "35秒")].into_iter().enumerate() {
        let y = 560 + i as i32 * 130;
        drawn.text(time, 60, y, 42.0, INK);
        drawn.text(way, 430, y, 42.0, INK);
        drawn.text(long, 800, y, 42.0, INK);
    }
    let page = drawn.read();
    let number = "173 0000 2946";
    assert_eq!(calls(&page), [(number, Some("03-27 18:52"), Some("missed"), 1), (number, Some("03-26 20:44"), Some("in"), 1), (number, Some("03-23 07:30"), Some("out"), 1)]);
}

/// Cards of apps with what each did: the time before it, the state behind it; the day above the cards.
#[test]
fn each_app_heads_what_it_did() {
    let mut drawn = Drawn::new();
    drawn.text("权限使用记录", 160, 130, 56.0, INK);
    drawn.text("今天", 70, 280, 44.0, INK);
    let rows = [("青禾易借", "18:02", "读取联系人", "已允许"), ("青橙短视频", "16:31", "使用麦克风", "已阻止"), ("万里出行", "12:47", "获取位置信息", "已允许")];
    for (i, (app, time, did, state)) in rows.into_iter().enumerate() {
        let y = 400 + i as i32 * 300;
        drawn.text(app, 220, y, 48.0, INK);
        drawn.text(time, 220, y + 130, 40.0, PALE);
        drawn.text(did, 380, y + 130, 42.0, INK);
        drawn.text(state, 880, y + 130, 40.0, INK);
    }
    let page = drawn.read();
    let wanted = rows.map(|(app, time, did, state)| (Some(app), did, Some(state), Some(time)));
    assert_eq!(permissions(&page), wanted);
    assert!(page.permissions.iter().all(|p| p.section.as_deref() == Some("今天")));
}

/// A list of what a bank or a phone sends: the first letter of each name on its picture.
#[test]
fn a_list_of_conversations_with_letters_on_its_pictures_is_one() {
    let mut drawn = Drawn::new();
    drawn.text("消息中心", 430, 130, 52.0, INK);
    let rows = [("账单提醒", "18:20", "您本期账单已出"), ("逾期通知", "09:02", "您的消费贷已逾期四天"), ("贷后服务", "昨天", "专员将于今日联系您"), ("安全中心", "周四", "检测到新设备登录")];
    for (i, (name, time, words)) in rows.into_iter().enumerate() {
        let y = 300 + i as i32 * 260;
        drawn.icon(&name.chars().take(1).collect::<String>(), 48, y + 20);
        drawn.text(name, 216, y, 48.0, INK);
        drawn.text(time, 920, y + 6, 38.0, PALE);
        drawn.text(words, 216, y + 86, 42.0, PALE);
    }
    let page = drawn.read();
    let told: Vec<_> = page.bubbles.iter().map(|b| (b.sender.as_deref(), b.time.as_deref(), b.text.as_str())).collect();
    assert_eq!(told, rows.map(|(name, time, words)| (Some(name), Some(time), words)));
}
