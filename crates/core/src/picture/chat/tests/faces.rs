//! Whose words they are: faces, names over bubbles, titles under a picture, sides told by few signs.

use super::{Drawn, GREEN, INK, PALE, SMALL, WHITE, told};

const FACE: [u8; 3] = [90, 150, 150];

/// An iPhone: the name stands under a round picture, lower than titles elsewhere; the first line of the conversation says how it was sent.
#[test]
fn the_name_under_a_picture_in_the_head_is_the_title() {
    let mut drawn = Drawn::new("");
    drawn.lines.truncate(1);
    drawn.fill(480, 150, 120, 120, FACE);
    drawn.text("3", 110, 190, 30.0, INK);
    drawn.text("95000", 480, 290, 36.0, INK);
    drawn.text("信息", 505, 400, SMALL, PALE);
    drawn.text("1月3日 周六 21:03", 400, 450, SMALL, PALE);
    drawn.bubble("您的贷款已逾期两期", 40, 540, 560, WHITE);
    drawn.bubble("我想申请个性化分期", 500, 720, 540, GREEN);
    let page = drawn.read();
    assert_eq!((page.peer.as_deref(), page.notices.len()), (Some("95000"), 0));
    assert_eq!(told(&page).len(), 2);
}
