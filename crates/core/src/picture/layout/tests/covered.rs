//! A notification over the head of a page: what it says is none of the page, and what it covers is not made up.

use super::{Drawn, INK, PALE, calls, permissions};
use crate::picture::page::App;

const CARD: [u8; 3] = [243, 244, 247];

impl Drawn {
    /// A parcel has come: a card under the status bar, an icon, a title with its age, a line of words.
    fn notified(&mut self, words: &str) {
        self.fill(30, 116, 1020, 190, CARD);
        self.fill(60, 150, 110, 110, [240, 160, 70]);
        self.text("顺丰速运 现在", 204, 150, 36.0, INK);
        self.text(words, 204, 214, 38.0, INK);
    }
}

/// One app's permissions: the title is covered, the app's own name is not.
#[test]
fn a_notification_over_permissions_is_no_app() {
    let mut drawn = Drawn::new();
    drawn.text("权限管理", 160, 140, 56.0, INK);
    drawn.0.lines.pop(); // under the card
    drawn.notified("您的快件已到驿站，取件码6-2-0417，请及时领取");
    drawn.text("澄湖消金", 252, 400, 56.0, INK);
    drawn.text("版本 4.1.7", 252, 480, 36.0, PALE);
    for (i, (name, state)) in [("读取联系人", "始终允许"), ("读取通话记录", "不允许"), ("位置信息", "每次询问")].into_iter().enumerate() {
        drawn.text(name, 62, 640 + i as i32 * 160, 50.0, INK);
        drawn.text(state, 820, 640 + i as i32 * 160, 40.0, PALE);
    }
    let page = drawn.read();
    assert_eq!(permissions(&page), [(Some("澄湖消金"), "读取联系人", Some("始终允许"), None), (Some("澄湖消金"), "读取通话记录", Some("不允许"), None), (Some("澄湖消金"), "位置信息", Some("每次询问"), None)]);
    assert!(page.bubbles.is_empty());
}

/// Apps with switches: which permission they are about is covered, unless a sentence below says it.
#[test]
fn which_permission_is_covered_is_not_made_up() {
    for (below, permission) in [("已请求访问通讯录的应用程序将显示在此处。", "通讯录"), ("可以随时更改这些选项", "（名称被遮住的权限）")] {
        let mut drawn = Drawn::new();
        drawn.notified("明天 09:00 派出所做笔录，记得带身份证");
        for (i, (app, on)) in [("鹭汀分期", true), ("快递小蜂", false), ("同城拼车", true), ("青石地图", false)].into_iter().enumerate() {
            let y = 400 + i as i32 * 140;
            drawn.text(app, 160, y, 48.0, INK);
            drawn.fill(880, y - 6, 140, 84, if on { [52, 199, 89] } else { [200, 200, 204] });
        }
        drawn.text(below, 60, 1000, 36.0, PALE);
        let page = drawn.read();
        assert_eq!(page.app, App::Permission, "{below}");
        assert_eq!(permissions(&page), [("鹭汀分期", "开启"), ("快递小蜂", "关闭"), ("同城拼车", "开启"), ("青石地图", "关闭")].map(|(app, state)| (Some(app), permission, Some(state), None)), "{below}");
    }
}

/// A list of calls: the clock of the notification makes no call.
#[test]
fn a_notification_over_calls_is_no_call() {
    let mut drawn = Drawn::new();
    drawn.notified("您的订单预计12:40送达");
    for (i, (number, place, time)) in [("138 0000 0001", "福建 福州", "11:26"), ("0591-0000 0002", "福建 福州", "10:03"), ("138 0000 0003", "浙江 杭州", "昨天")].into_iter().enumerate() {
        let y = 380 + i as i32 * 170;
        drawn.text(number, 150, y, 48.0, INK);
        drawn.text(place, 150, y + 72, 36.0, PALE);
        drawn.text(time, 900, y + 20, 38.0, PALE);
    }
    drawn.text("拨号键盘", 160, 1900, 34.0, PALE);
    drawn.text("最近通话", 760, 1900, 34.0, INK);
    let page = drawn.read();
    assert_eq!(page.app, App::Calllog);
    let got: Vec<_> = calls(&page).into_iter().map(|c| (c.0, c.1)).collect();
    assert_eq!(got, [("138 0000 0001", Some("11:26")), ("0591-0000 0002", Some("10:03")), ("138 0000 0003", Some("昨天"))]);
}

/// The page of one number, way and length run together; and the words an iPhone has for the way.
#[test]
fn the_way_of_a_call_may_be_run_together_with_its_length() {
    let mut drawn = Drawn::new();
    drawn.text("138 0000 0001", 290, 280, 60.0, INK);
    drawn.text("福建 福州", 290, 370, 38.0, PALE);
    drawn.text("今天", 60, 500, 44.0, PALE);
    for (i, (way, time)) in [("未接来电响铃3声", "上午8:40"), ("来电1分26秒", "上午8:02"), ("去电 33秒", "上午7:29"), ("呼入电话", "上午7:01"), ("呼出电话", "上午6:58")].into_iter().enumerate() {
        drawn.text(way, 140, 620 + i as i32 * 150, 46.0, INK);
        drawn.text(time, 850, 620 + i as i32 * 150, 40.0, PALE);
    }
    let page = drawn.read();
    let got: Vec<_> = page.calls.iter().map(|c| (c.time.as_deref(), c.direction.as_deref(), c.duration.as_deref())).collect();
    assert_eq!(got, [
        (Some("上午8:40"), Some("missed"), Some("响铃3声")),
        (Some("上午8:02"), Some("in"), Some("1分26秒")),
        (Some("上午7:29"), Some("out"), Some("33秒")),
        (Some("上午7:01"), Some("in"), None),
        (Some("上午6:58"), Some("out"), None),
    ]);
    assert!(page.calls.iter().all(|c| c.number == "138 0000 0001"));
}

/// Cards of calls with a tinted round button each: lines that say way and time and nothing else tell the list from a conversation.
#[test]
fn round_buttons_beside_calls_are_no_messages() {
    let mut drawn = Drawn::new();
    drawn.text("搜索联系人", 185, 140, 44.0, PALE);
    for (i, (name, place, way)) in [("138 0000 0001", "福建福州", "未接来电 · 8:12"), ("骆明远", "手机", "去电 · 7:05"), ("0591-0000 0002", "福建福州", "来电 · 6:17"), ("小梅", "手机", "未接来电 · 6:01")].into_iter().enumerate() {
        let y = 300 + i as i32 * 260;
        drawn.text(name, 230, y, 48.0, INK);
        drawn.text(place, 230, y + 74, 36.0, PALE);
        drawn.text(way, 230, y + 134, 36.0, PALE);
        drawn.fill(880, y + 30, 120, 120, [214, 226, 251]);
        drawn.text("G", 915, y + 60, 44.0, INK);
    }
    let page = drawn.read();
    assert_eq!(page.app, App::Calllog);
    let got: Vec<_> = calls(&page).into_iter().map(|c| (c.0, c.2)).collect();
    assert_eq!(got, [("138 0000 0001", Some("missed")), ("骆明远", Some("out")), ("0591-0000 0002", Some("in")), ("小梅", Some("missed"))]);
}

/// An iPhone's privacy report of one app: what it read at the left, when at the right.
#[test]
fn uses_of_one_app_are_rows() {
    let mut drawn = Drawn::new();
    drawn.text("澄湖消金", 450, 140, 48.0, INK);
    for (i, (what, when)) in [("通讯录", "今天 14:02"), ("照片", "昨天 22:18"), ("位置", "星期三 18:37")].into_iter().enumerate() {
        drawn.text(what, 160, 360 + i as i32 * 140, 46.0, INK);
        drawn.text(when, 780, 360 + i as i32 * 140, 40.0, PALE);
    }
    drawn.text("此处显示过去7天内该App访问您的数据或传感器的时间。", 60, 860, 34.0, PALE);
    let page = drawn.read();
    assert_eq!(page.app, App::Permission);
    assert_eq!(permissions(&page), [("通讯录", "今天 14:02"), ("照片", "昨天 22:18"), ("位置", "星期三 18:37")].map(|(what, when)| (Some("澄湖消金"), what, None, Some(when))));
}
