//! What is no message of its own: quotes on plates within a bubble or above its words, buttons, what an icon adds to a word.

use super::{BODY, Drawn, GREEN, INK, PALE, SMALL, WHITE, told};
use crate::picture::page::{Kind, Side};

const BLUE: [u8; 3] = [30, 110, 230];

fn quoted(drawn: Drawn) -> Vec<(String, Option<String>)> {
    drawn.read().bubbles.into_iter().map(|b| (b.text, b.quote)).collect()
}

/// The plate of a quote lies within the bubble that answers it.
#[test]
fn a_quote_on_a_plate_within_the_bubble_is_no_message() {
    let mut drawn = Drawn::new("阿杜");
    drawn.bubble("说你欠他们公司八千多", 170, 400, 600, WHITE);
    drawn.fill(286, 600, 608, 224, BLUE);
    drawn.fill(322, 630, 534, 80, [70, 140, 240]);
    drawn.text("阿杜：说你欠他们公司八千多", 340, 644, SMALL * 1.1, WHITE);
    drawn.text("别理他们", 320, 734, BODY, WHITE);
    assert_eq!(quoted(drawn), [("说你欠他们公司八千多".into(), None), ("别理他们".into(), Some("阿杜：说你欠他们公司八千多".into()))]);
}

/// The last line is short and its letters seem smaller than they are; the quote is set in behind a bar.
#[test]
fn a_short_last_line_does_not_hide_the_quote_above_it() {
    let mut drawn = Drawn::new("程一诺");
    drawn.bubble("躲得过初一躲不过十五", 170, 400, 600, WHITE);
    drawn.fill(324, 600, 720, 330, [207, 224, 255]);
    drawn.text("回复程一诺：躲得过初一", 384, 620, 40.0, [90, 100, 120]);
    drawn.text("躲不过十五", 384, 680, 40.0, [90, 100, 120]);
    drawn.text("纸条帮我收好监控也请物业", 357, 760, BODY, INK);
    drawn.text("留七天", 357, 840, BODY * 0.84, INK);
    assert_eq!(quoted(drawn)[1], ("纸条帮我收好监控也请物业留七天".into(), Some("回复程一诺：躲得过初一躲不过十五".into())));
}

/// Hardly smaller, but set in, paler and led by a name.
#[test]
fn a_quote_that_is_set_in_and_pale_need_not_be_much_smaller() {
    let mut drawn = Drawn::new("前台小雅");
    drawn.bubble("今天又来电一次要你工资卡号", 100, 400, 700, WHITE);
    drawn.fill(250, 600, 707, 240, [28, 73, 133]);
    drawn.text("前台小雅：今天又来电一次", 309, 620, BODY * 0.86, [165, 186, 214]);
    drawn.text("要你工资卡号", 307, 680, BODY * 0.82, [165, 186, 214]);
    drawn.text("没有给吧", 276, 754, BODY * 0.93, WHITE);
    assert_eq!(quoted(drawn)[1], ("没有给吧".into(), Some("前台小雅：今天又来电一次要你工资卡号".into())));
}

/// The button that sends names the card; it stands beside the field one writes in.
#[test]
fn the_button_beside_the_field_is_no_message() {
    let mut drawn = Drawn::new("老段");
    drawn.bubble("短信截图发我", 170, 400, 420, WHITE);
    drawn.fill(150, 1840, 600, 110, WHITE);
    drawn.text("发短信", 184, 1860, BODY, PALE);
    drawn.fill(822, 1840, 216, 110, [226, 227, 229]);
    drawn.text("卡1发送", 848, 1865, 40.0, INK);
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "短信截图发我", None, None)]);
    assert!(page.rest.iter().any(|r| r.text == "卡1发送"), "what is no message is listed");
}

/// A strip under the head says that both are no friends; its button is no answer. Nor is the one under a code.
#[test]
fn a_button_on_a_strip_and_one_under_a_code_are_no_messages() {
    let mut drawn = Drawn::new("用户8840");
    drawn.fill(0, 280, 1080, 130, [210, 212, 218]);
    drawn.text("对方还不是你的朋友", 70, 310, 40.0, PALE);
    drawn.fill(846, 306, 162, 78, [250, 60, 90]);
    drawn.text("回关", 877, 316, 40.0, WHITE);
    drawn.bubble("您的验证码是五八三九二零", 48, 600, 700, WHITE);
    drawn.fill(52, 740, 278, 78, WHITE);
    drawn.text("复制验证码", 86, 750, 41.0, BLUE);
    drawn.bubble("我没有借过钱", 560, 960, 400, GREEN);
    let page = drawn.read();
    assert_eq!(told(&page), [(Side::Left, "您的验证码是五八三九二零", None, None), (Side::Right, "我没有借过钱", None, None)]);
}

/// A card with the name of a file and its size is no link.
#[test]
fn a_card_of_a_file_is_a_file() {
    let mut drawn = Drawn::new("周予");
    for (y, name, size) in [(400, "快递面单扫描.pdf", "1.1 MB"), (700, "通话记录汇总", "1.1 MB")] {
        drawn.fill(178, y, 652, 202, WHITE);
        drawn.text(name, 213, y + 30, BODY, INK);
        drawn.text(size, 213, y + 110, SMALL, PALE);
    }
    drawn.bubble("就是一直打我家人的那个号", 364, 1000, 674, GREEN);
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| (b.kind, b.text.as_str())).collect::<Vec<_>>(), [(Kind::File, "快递面单扫描.pdf\n1.1 MB"), (Kind::Link, "通话记录汇总\n1.1 MB"), (Kind::Text, "就是一直打我家人的那个号")]);
}

/// A quote under the words, and under it, at the same edge, that the message was read.
#[test]
fn the_tick_under_a_quote_is_no_part_of_it() {
    let mut drawn = Drawn::new("乔一帆");
    drawn.bubble("他们还打了总机三次", 170, 400, 560, WHITE);
    drawn.bubble("谢谢你一帆", 560, 600, 480, GREEN);
    drawn.text("乔一帆：他们还打了总机三次", 600, 736, SMALL, PALE);
    drawn.text("√已读", 952, 790, SMALL, PALE);
    assert_eq!(quoted(drawn)[1], ("谢谢你一帆".into(), Some("乔一帆：他们还打了总机三次".into())));
}

/// The icon before what became of a call may be read as a letter.
#[test]
fn an_icon_read_as_a_letter_does_not_hide_a_call() {
    let mut drawn = Drawn::new("小付");
    drawn.fill(168, 400, 298, 118, WHITE);
    drawn.text("G", 204, 424, BODY, INK);
    drawn.text("已取消", 278, 424, BODY, INK);
    drawn.bubble("电话不接是吧", 170, 600, 400, WHITE);
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| (b.kind, b.text.as_str())).collect::<Vec<_>>(), [(Kind::Call, "已取消"), (Kind::Text, "电话不接是吧")]);
}
