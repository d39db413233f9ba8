//! What is no message of its own: quotes on plates within a bubble or above its words, buttons, what an icon adds to a word.

use super::{BODY, Drawn, GREEN, INK, PALE, WHITE, told};
use crate::picture::page::Side;

const BLUE: [u8; 3] = [30, 110, 230];

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
