//! Heads that name the page one came from, cards that are headed by apps, messages whose ground is that of the page.

use super::{Drawn, INK, PALE, WHITE, calls, permissions};
use crate::picture::page::{App, Kind, Side};

const NIGHT: [u8; 3] = [0, 0, 0];
const BLUE: [u8; 3] = [10, 132, 255];

/// Settings of an iPhone: the arrow back names the page before, longer than the title in the middle.
#[test]
fn the_title_stands_in_the_middle_beside_the_page_before() {
    let mut drawn = Drawn::new();
    drawn.fill(0, 0, 1080, 2000, NIGHT);
    drawn.text("21:56", 80, 30, 40.0, WHITE);
    drawn.text("隐私与安全性", 70, 140, 48.0, BLUE);
    drawn.text("通讯录", 468, 140, 48.0, WHITE);
    for (i, (app, on)) in [("鹭汀分期", true), ("快递小蜂", false), ("同城拼车", true)].into_iter().enumerate() {
        let y = 360 + i as i32 * 140;
        drawn.text(app, 160, y, 48.0, WHITE);
        drawn.fill(880, y - 6, 140, 84, if on { [52, 199, 89] } else { [70, 70, 74] });
    }
    let page = drawn.read();
    assert_eq!(page.app, App::Permission);
    assert_eq!(permissions(&page), [(Some("鹭汀分期"), "通讯录", Some("开启"), None), (Some("快递小蜂"), "通讯录", Some("关闭"), None), (Some("同城拼车"), "通讯录", Some("开启"), None)]);
}

/// 权限访问记录: tabs, then cards; under the name of each app how often in all, then each permission with its time.
#[test]
fn cards_of_apps_head_the_permissions_they_used() {
    let mut drawn = Drawn::new();
    drawn.text("权限访问记录", 160, 130, 56.0, INK);
    drawn.text("按应用", 60, 260, 42.0, BLUE);
    drawn.text("按权限", 260, 260, 42.0, PALE);
    let cards: [(&str, &str, &[(&str, &str)]); 2] = [("鹭汀分期", "共访问 47 次", &[("联系人", "今天 18:02"), ("通话记录", "今天 07:26")]), ("快递小蜂", "共访问6次", &[("位置信息", "今天 12:14"), ("相机", "昨天 09:33")])];
    let mut y = 380;
    let mut wanted = Vec::new();
    for (app, tally, rows) in cards {
        drawn.text(app, 220, y, 48.0, INK);
        drawn.text(tally, 220, y + 70, 34.0, PALE);
        y += 170;
        for (permission, time) in rows {
            drawn.text(permission, 220, y, 46.0, INK);
            drawn.text(time, 760, y, 40.0, PALE);
            wanted.push((Some(app), *permission, None, Some(*time)));
            y += 130;
        }
    }
    assert_eq!(permissions(&drawn.read()), wanted);
}

/// Sections of one app's report are no apps, though one of them heads the permissions.
#[test]
fn a_section_of_a_report_is_no_app() {
    let mut drawn = Drawn::new();
    drawn.text("权限使用记录", 330, 130, 56.0, INK);
    drawn.text("青禾易借", 430, 300, 56.0, INK);
    drawn.text("传感器", 60, 460, 40.0, PALE);
    for (i, (permission, time)) in [("通讯录", "18:02"), ("照片", "12:47")].into_iter().enumerate() {
        drawn.text(permission, 60, 560 + i as i32 * 130, 46.0, INK);
        drawn.text(time, 880, 560 + i as i32 * 130, 40.0, PALE);
    }
    drawn.text("联网活动", 60, 860, 40.0, PALE);
    let page = drawn.read();
    assert!(page.permissions.iter().all(|p| p.app.as_deref() == Some("青禾易借")), "{:?}", permissions(&page));
}

/// A letter of many lines, the ground of its bubble that of the page; a message of the owner below; the card's number behind each time.
#[test]
fn a_long_letter_is_one_message_and_a_time_keeps_no_card() {
    let mut drawn = Drawn::new();
    drawn.text("162 0000 5531", 220, 130, 56.0, INK);
    let lines = ["我方受鹭汀分期委托就您拖欠的借", "款本金及相应息费进行催告请于收", "到本短信之日起三日内还清逾期我", "方将依法采取包括但不限于起诉等"];
    for (i, line) in lines.iter().enumerate() {
        // Now and then a box is lower than its letters: the gap is more than four ninths of them.
        drawn.text(line, 90, 400 + i as i32 * 96, 50.0, INK);
    }
    drawn.text("下午8:17 1", 60, 800, 34.0, PALE);
    drawn.fill(420, 940, 620, 120, [207, 226, 254]);
    drawn.text("请报一下公司全称", 460, 964, 50.0, INK);
    drawn.text("下午8:18 1", 880, 1074, 34.0, PALE);
    let page = drawn.read();
    let told: Vec<_> = page.bubbles.iter().map(|b| (b.side, b.text.as_str(), b.time.as_deref())).collect();
    assert_eq!(told, [(Side::Left, lines.concat().as_str(), Some("下午8:17")), (Side::Right, "请报一下公司全称", Some("下午8:18"))]);
}

/// A conversation in which a line is the name of a permission, and the field one writes in has a round end: no page of permissions.
#[test]
fn a_message_that_ends_on_the_name_of_a_permission_is_a_message() {
    let mut drawn = Drawn::new();
    drawn.fill(0, 0, 1080, 2000, [240, 242, 244]);
    drawn.text("21:25", 60, 30, 40.0, INK);
    drawn.text("162 0000 5531", 220, 130, 56.0, INK);
    for (i, (first, second)) in [("你是他姐吧让他给我回个", "电话"), ("号码停机了改发到他的", "短信"), ("他不接就打到公司前台", "电话")].into_iter().enumerate() {
        let y = 360 + i as i32 * 400;
        drawn.fill(200, y, 660, 240, WHITE);
        drawn.text(first, 240, y + 30, 50.0, INK);
        drawn.text(second, 240, y + 130, 50.0, INK);
        drawn.fill(880, y + 30, 130, 70, [200, 202, 206]);
    }
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().filter(|b| b.kind == Kind::Text).count(), 3, "{:?}", page.permissions);
}

/// What the small line of a call says without a blank anyone could see, and what is no place.
#[test]
fn a_place_ends_where_the_length_or_the_mark_begins() {
    let mut drawn = Drawn::new();
    drawn.text("通话记录", 120, 130, 56.0, INK);
    for (i, (number, small)) in [("193 0000 2722", "江苏 苏州14分52秒"), ("400-000-0162", "客服热线响铃4声"), ("165 0000 2167", "虚拟运营商骚扰电话"), ("0571–0000 7913", "HD")].into_iter().enumerate() {
        let y = 400 + i as i32 * 200;
        drawn.text(number, 90, y, 50.0, INK);
        drawn.text(small, 90, y + 76, 38.0, PALE);
        drawn.text("17:14", 900, y, 38.0, PALE);
    }
    let page = drawn.read();
    assert_eq!(calls(&page).into_iter().map(|c| c.0).collect::<Vec<_>>(), ["193 0000 2722", "400-000-0162", "165 0000 2167", "0571-0000 7913"]);
    let small: Vec<_> = page.calls.iter().map(|c| (c.label.as_deref(), c.duration.as_deref(), c.mark.as_deref())).collect();
    assert_eq!(small, [(Some("江苏 苏州"), Some("14分52秒"), None), (Some("客服热线"), Some("响铃4声"), None), (Some("虚拟运营商"), None, Some("骚扰电话")), (None, None, None)]);
}

/// 应用行为记录 as some phones show it: the hour in the margin, between the heights of the app and of what it did; the date said twice above.
#[test]
fn an_hour_in_the_margin_parts_no_row() {
    let mut drawn = Drawn::new();
    drawn.text("应用行为记录", 200, 130, 56.0, INK);
    drawn.text("今天6月19日", 100, 300, 40.0, PALE);
    for (i, (app, did, time, state)) in [("榆舟钱包", "读取联系人", "20:40", "已允许"), ("快跑配送", "获取位置信息", "18:22", "已拒绝")].into_iter().enumerate() {
        let y = 420 + i as i32 * 180;
        drawn.text(app, 380, y, 46.0, INK);
        drawn.text(time, 100, y + 26, 44.0, INK);
        drawn.text(state, 860, y + 26, 44.0, INK);
        drawn.text(did, 380, y + 70, 38.0, PALE);
    }
    let page = drawn.read();
    assert_eq!(permissions(&page), [(Some("榆舟钱包"), "读取联系人", Some("已允许"), Some("20:40")), (Some("快跑配送"), "获取位置信息", Some("已拒绝"), Some("18:22"))]);
    assert!(page.permissions.iter().all(|p| p.section.as_deref() == Some("今天6月19日")));
}

/// The head of a list is cut off; the frame of the card before each time is read as its digit.
#[test]
fn the_card_before_a_time_is_no_part_of_it() {
    let mut drawn = Drawn::new();
    for (i, (name, small, time)) in [("0731-0000 6620 (3)", "湖南 长沙", "2下午2:31"), ("171 0000 9046 (11)", "虚拟运营商", "2下午9:57"), ("192 0000 8167", "湖南 株洲", "1下午4:44")].into_iter().enumerate() {
        let y = 400 + i as i32 * 200;
        drawn.text(name, 170, y, 50.0, INK);
        drawn.text(small, 170, y + 76, 38.0, PALE);
        drawn.text(time, 780, y + 30, 40.0, PALE);
    }
    let page = drawn.read();
    assert_eq!(page.app, App::Calllog);
    assert_eq!(calls(&page).into_iter().map(|(name, time, _, count)| (name, time, count)).collect::<Vec<_>>(), [("0731-0000 6620", Some("下午2:31"), 3), ("171 0000 9046", Some("下午9:57"), 11), ("192 0000 8167", Some("下午4:44"), 1)]);
}

/// A notice parted by a face in a name is one; a level beside a name is no name; the button that sends is no message.
#[test]
fn a_notice_is_put_together_and_a_level_is_no_name() {
    let mut drawn = Drawn::new();
    drawn.fill(0, 0, 1080, 2000, [236, 237, 240]);
    drawn.text("21:07", 60, 30, 40.0, INK);
    drawn.text("机电18级3班(45)", 330, 130, 52.0, INK);
    drawn.text("你领取了“小琴", 350, 300, 34.0, PALE);
    drawn.text("”的红包", 590, 300, 34.0, PALE);
    for (i, (level, name, words)) in [("LV63 管理员", "班长大人", "兄弟没事吧我全截图了"), ("LV46 话痨", "阿远远", "我也收到了都留着呢")].into_iter().enumerate() {
        let y = 480 + i as i32 * 320;
        drawn.text(level, 190, y, 30.0, WHITE);
        drawn.text(name, 380, y, 34.0, PALE);
        drawn.fill(180, y + 60, 640, 120, WHITE);
        drawn.text(words, 214, y + 86, 48.0, INK);
    }
    drawn.text("发送", 900, 1810, 44.0, PALE);
    let page = drawn.read();
    assert_eq!(page.notices.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["你领取了“小琴”的红包"]);
    let told: Vec<_> = page.bubbles.iter().map(|b| (b.sender.as_deref(), b.text.as_str())).collect();
    assert_eq!(told, [(Some("班长大人"), "兄弟没事吧我全截图了"), (Some("阿远远"), "我也收到了都留着呢")]);
}
