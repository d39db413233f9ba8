//! Whose words they are: faces, names over bubbles, titles under a picture, sides told by few signs.

use super::{BODY, Drawn, GREEN, INK, PAGE, PALE, SMALL, WHITE, told};
use crate::picture::page::{self, App, Side};

const FACE: [u8; 3] = [90, 150, 150];
const PALE_BLUE: [u8; 3] = [190, 214, 255];
const GREY: [u8; 3] = [226, 227, 229];

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

/// A straightened photograph: what lay around the screen is a border, the faces with names stand further in.
#[test]
fn faces_with_names_beside_a_border_are_no_messages() {
    let mut drawn = Drawn::new("综合管理部(46)");
    drawn.fill(0, 0, 46, 2000, [60, 55, 50]);
    drawn.fill(1040, 0, 40, 2000, [60, 55, 50]);
    for (y, name, words) in [(400, "苏敏", "遇到请记录时间和号码"), (900, "吴昊", "没事注意安全")] {
        drawn.fill(78, y, 100, 100, FACE);
        drawn.text(name, 92, y + 24, 36.0, WHITE);
        drawn.text(name, 206, y, SMALL, PALE);
        drawn.bubble(words, 206, y + 60, 540, WHITE);
    }
    drawn.fill(916, 660, 100, 100, FACE);
    drawn.text("承志", 930, 684, 36.0, WHITE);
    drawn.bubble("给大家添麻烦了", 400, 660, 480, GREEN);
    let mut sight = drawn.sight();
    sight.turn.degrees = -2.0;
    let page = page::read(&sight, "");
    assert_eq!(told(&page), [(Side::Left, "遇到请记录时间和号码", None, Some("苏敏")), (Side::Right, "给大家添麻烦了", None, None), (Side::Left, "没事注意安全", None, Some("吴昊"))]);
}

/// The last message on the screen is short, and so is the name on the face beside it.
#[test]
fn a_short_message_beside_a_face_low_on_the_screen_is_a_message() {
    let mut drawn = Drawn::new("华东办公室(29)");
    drawn.bubble("刚又来一个开口就骂", 166, 900, 640, WHITE);
    drawn.fill(40, 900, 104, 104, FACE);
    drawn.text("许沫", 56, 924, 36.0, WHITE);
    drawn.bubble("收到", 690, 1600, 200, GREEN);
    drawn.fill(936, 1600, 104, 104, FACE);
    drawn.text("景川", 950, 1624, 36.0, WHITE);
    assert_eq!(told(&drawn.read()), [(Side::Left, "刚又来一个开口就骂", None, None), (Side::Right, "收到", None, None)]);
}

/// Bubbles of others nearly as wide as the screen, two pale colours, the faces beside the names above; one's own has no picture.
#[test]
fn two_pale_colours_that_share_an_edge_each_are_two_sides() {
    let mut drawn = Drawn::new("异常来函处理");
    for (y, name, words) in [(360, "法务周予", "法务收到一封律师函落款查无此所"), (820, "行政白露", "快递单号查到了寄件点在长沙")] {
        drawn.fill(40, y, 100, 100, FACE);
        drawn.text(name, 180, y, SMALL, PALE);
        drawn.bubble(words, 174, y + 66, 786, GREY);
    }
    drawn.bubble("谢谢周律需要我配合", 464, 610, 574, PALE_BLUE);
    drawn.bubble("就是那个号", 664, 1080, 374, PALE_BLUE);
    let page = drawn.read();
    assert_eq!(told(&page), [
        (Side::Left, "法务收到一封律师函落款查无此所", None, Some("法务周予")),
        (Side::Right, "谢谢周律需要我配合", None, None),
        (Side::Left, "快递单号查到了寄件点在长沙", None, Some("行政白露")),
        (Side::Right, "就是那个号", None, None),
    ]);
    assert_eq!(page.app, App::Feishu);
}

/// A card of a colour nobody writes in stands where the others' cards do.
#[test]
fn a_card_of_a_third_colour_is_told_by_its_edge() {
    let orange = [247, 154, 64];
    let mut drawn = Drawn::new("老段水果");
    drawn.fill(184, 340, 660, 180, orange);
    drawn.text("拿去周转", 340, 370, BODY, WHITE);
    drawn.text("微信转账", 214, 460, 34.0, WHITE);
    drawn.bubble("这钱我打欠条给你", 420, 600, 480, GREEN);
    drawn.bubble("不急先拿着用", 170, 800, 400, WHITE);
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| b.side).collect::<Vec<_>>(), [Side::Left, Side::Right, Side::Left]);
}

/// Cards hold many small lines: they do not make names and lines of the system as large as messages.
#[test]
fn small_lines_on_cards_do_not_make_names_messages() {
    let mut drawn = Drawn::new("邻里群(118)");
    drawn.text("二单元老蒋", 176, 340, SMALL * 1.15, PALE);
    drawn.fill(170, 400, 640, 340, WHITE);
    drawn.text("平安顺遂和老蒋的聊天记", 204, 420, BODY, INK);
    for (i, line) in ["平安顺遂 大哥我是新搬来的", "二单元老蒋 哪一户的呢", "平安顺遂 拉我进群吧谢谢", "聊天记录共三条"].iter().enumerate() {
        drawn.text(line, 204, 500 + i as i32 * 58, SMALL * 1.1, PALE);
    }
    drawn.text("平安顺遂已被群主移出群聊", 310, 800, SMALL * 1.1, PALE);
    drawn.text("物业小宋", 176, 900, SMALL * 1.15, PALE);
    drawn.bubble("电梯里的单子我都撕了", 170, 960, 560, WHITE);
    drawn.bubble("谢谢我已经报警了", 420, 1140, 480, GREEN);
    let page = drawn.read();
    let said: Vec<_> = page.bubbles.iter().map(|b| (b.side, b.sender.as_deref())).collect();
    assert_eq!(said, [(Side::Left, Some("二单元老蒋")), (Side::Left, Some("物业小宋")), (Side::Right, None)]);
    assert_eq!(page.notices.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["平安顺遂已被群主移出群聊"]);
}

/// A name whose letters look nearly as large as the words, paler than they are, stands over its bubble.
#[test]
fn a_pale_line_close_over_a_bubble_is_a_name() {
    let mut drawn = Drawn::new("综合管理部(46)");
    for (y, name, words) in [(400, "前台小雅", "今天又来电一次要工资卡号"), (700, "人事苏敏", "遇到请记录时间和号码")] {
        drawn.text(name, 206, y, BODY * 0.9, PALE);
        drawn.bubble(words, 200, y + 76, 680, WHITE);
    }
    let senders: Vec<_> = drawn.read().bubbles.into_iter().map(|b| b.sender).collect();
    assert_eq!(senders, [Some("前台小雅".into()), Some("人事苏敏".into())]);
}

/// Noise hides the ground of a bubble of one digit and of a short voice message; both begin where other messages do.
#[test]
fn a_digit_and_a_voice_message_whose_ground_is_not_seen_are_messages() {
    let mut drawn = Drawn::new("永不散");
    drawn.bubble("学校让把记录交一份", 170, 400, 560, WHITE);
    drawn.fill(170, 700, 200, 100, PAGE);
    drawn.text("8\"", 204, 720, BODY * 0.62, INK);
    drawn.bubble("我整理好发群文件", 420, 900, 480, GREEN);
    drawn.text("6", 204, 1120, BODY * 0.8, INK);
    let page = drawn.read();
    assert_eq!(page.bubbles.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["学校让把记录交一份", "8\"", "我整理好发群文件", "6"]);
}
