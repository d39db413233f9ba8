//! Icons taken for letters: the arrow back over a large title, the kind of a file on its picture; and records with the day above.

use super::{Drawn, INK, PALE, WHITE, permissions};
use crate::picture::page::{App, Kind, Side};

/// Android's page of one permission: the arrow back is read as a letter, the title lies low, a sentence under it tells what the permission allows.
#[test]
fn the_arrow_back_is_no_title() {
    let mut drawn = Drawn::new();
    drawn.text("个", 62, 125, 46.0, INK);
    drawn.text("联系人", 58, 278, 80.0, INK);
    drawn.text("具有此权限的应用可以读取、创建或修改您的联系", 66, 400, 40.0, PALE);
    drawn.text("人列表", 66, 460, 40.0, PALE);
    let mut y = 560;
    for (state, apps) in [("允许", [("澄湖消金", Some("过去24小时内访问过")), ("云笺借条", Some("过去7天内访问过"))]), ("不允许", [("迅羽速递", None), ("青石地图", None)])] {
        drawn.text(state, 62, y, 48.0, INK);
        y += 110;
        for (app, last) in apps {
            drawn.text(app, 222, y, 50.0, INK);
            if let Some(last) = last {
                drawn.text(last, 222, y + 76, 36.0, PALE);
            }
            y += 180;
        }
    }
    let page = drawn.read();
    assert_eq!(page.app, App::Permission);
    assert_eq!(permissions(&page), [
        (Some("澄湖消金"), "联系人", Some("允许"), Some("过去24小时内访问过")),
        (Some("云笺借条"), "联系人", Some("允许"), Some("过去7天内访问过")),
        (Some("迅羽速递"), "联系人", Some("不允许"), None),
        (Some("青石地图"), "联系人", Some("不允许"), None),
    ]);
}

/// Android's page of one app and one permission: the answer that is marked, and when the app last used it, under its name.
#[test]
fn the_last_use_under_the_name_of_an_app_is_that_of_the_answer() {
    let mut drawn = Drawn::new();
    drawn.text("联系人权限", 66, 280, 78.0, INK);
    drawn.text("松果快贷", 251, 424, 50.0, INK);
    drawn.text("过去 24 小时内访问过", 253, 500, 38.0, PALE);
    drawn.text("此应用的联系人访问权限", 76, 626, 40.0, PALE);
    drawn.text("允许", 181, 746, 50.0, INK);
    drawn.text("不允许", 181, 898, 50.0, INK);
    drawn.fill(76, 900, 60, 60, [40, 90, 220]);
    assert_eq!(permissions(&drawn.read()), [(Some("松果快贷"), "联系人", Some("不允许"), Some("过去 24 小时内访问过"))]);
}

/// A line of time with a dot before each card, and a stroke on an icon: neither is an app or a permission.
#[test]
fn dots_and_signs_on_icons_are_no_rows() {
    let mut drawn = Drawn::new();
    drawn.text("隐私访问记录", 160, 130, 56.0, INK);
    drawn.text("今天", 60, 260, 40.0, PALE);
    for (i, (time, sign, app, did)) in [("20:41", "●", "松果快贷", "读取联系人"), ("17:08", "●", "青柠外卖", "获取位置信息"), ("09:33", "1", "星桥金服", "读取通话记录")].into_iter().enumerate() {
        let y = 360 + i as i32 * 200;
        drawn.text(time, 60, y + 30, 40.0, PALE);
        drawn.text(sign, 230, y + 30, 40.0, INK);
        drawn.text(app, 420, y, 48.0, INK);
        drawn.text(did, 420, y + 76, 40.0, PALE);
    }
    let wanted = [("松果快贷", "读取联系人", "20:41"), ("青柠外卖", "获取位置信息", "17:08"), ("星桥金服", "读取通话记录", "09:33")].map(|(app, did, time)| (Some(app), did, None, Some(time)));
    assert_eq!(permissions(&drawn.read()), wanted);
}

/// One app's permissions on Android: a state under a name may be a sentence.
#[test]
fn a_state_under_a_name_may_be_a_sentence() {
    let mut drawn = Drawn::new();
    drawn.text("个", 62, 125, 46.0, INK);
    drawn.text("应用权限", 58, 278, 80.0, INK);
    drawn.text("澄湖消金", 252, 440, 56.0, INK);
    drawn.text("已允许", 62, 600, 46.0, INK);
    drawn.text("通话记录", 62, 700, 50.0, INK);
    drawn.text("位置信息", 62, 860, 50.0, INK);
    drawn.text("仅在使用该应用时", 62, 936, 38.0, PALE);
    drawn.text("不允许", 62, 1060, 46.0, INK);
    drawn.text("短信", 62, 1160, 50.0, INK);
    let page = drawn.read();
    assert_eq!(permissions(&page), [(Some("澄湖消金"), "通话记录", Some("已允许"), None), (Some("澄湖消金"), "位置信息", Some("仅在使用该应用时"), None), (Some("澄湖消金"), "短信", Some("不允许"), None)]);
}

/// A file in a chat: its kind on the picture and its size are no messages of their own.
#[test]
fn the_kind_of_a_file_on_its_picture_is_no_message() {
    let mut drawn = Drawn::new();
    drawn.fill(0, 0, 1080, 2000, [236, 237, 240]);
    drawn.text("19:41", 60, 30, 40.0, INK);
    drawn.text("调解小组(12)", 380, 130, 52.0, INK);
    drawn.text("老班", 190, 300, 34.0, PALE);
    drawn.fill(180, 350, 620, 220, WHITE);
    drawn.text("投诉模板.pdf", 214, 386, 46.0, INK);
    drawn.fill(670, 390, 100, 130, [217, 72, 60]);
    drawn.text("PDF", 690, 430, 40.0, WHITE);
    drawn.text("216KB", 214, 496, 34.0, PALE);
    drawn.text("阿鹏", 190, 700, 34.0, PALE);
    drawn.fill(180, 750, 560, 120, WHITE);
    drawn.text("收到，今晚就填好发你", 214, 776, 46.0, INK);
    let page = drawn.read();
    assert!(page.bubbles.iter().all(|b| b.text != "PDF"), "{:?}", page.bubbles);
    assert_eq!(page.bubbles.iter().filter(|b| b.side == Side::Left && b.kind == Kind::Text).map(|b| b.text.as_str()).next_back(), Some("收到，今晚就填好发你"));
}

/// A forwarded record: the day stands alone above what was said on it.
#[test]
fn the_day_above_a_record_is_its_day() {
    let mut drawn = Drawn::new();
    drawn.text("群聊的聊天记录", 360, 130, 52.0, INK);
    drawn.text("2026年9月24日", 400, 260, 36.0, PALE);
    for (i, (name, time, words)) in [("阿远", "17:52", "谁的亲戚啊，天天打我电话"), ("小琴", "17:53", "我也有，号码都一样"), ("班长", "18:06", "都别回应，先截图")].into_iter().enumerate() {
        let y = 380 + i as i32 * 220;
        drawn.text(name, 200, y, 36.0, PALE);
        drawn.text(time, 920, y, 36.0, PALE);
        drawn.text(words, 200, y + 70, 46.0, INK);
    }
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| (b.time.as_deref(), b.time_context.as_deref(), b.listed)).collect::<Vec<_>>(), [(Some("17:52"), Some("2026年9月24日"), false), (Some("17:53"), Some("2026年9月24日"), false), (Some("18:06"), Some("2026年9月24日"), false)]);
    assert_eq!(page.separators.len(), 1);
}
