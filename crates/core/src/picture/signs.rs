//! What on a screen is unusual: signs that it may have been cropped, scaled or edited. Each is weak, each has harmless causes, and
//! what was edited well shows none; they are told so that somebody compares with the original, never as a verdict.

use super::page::{Kind, Page, Side};
use super::{Raster, Region, Sight};

/// Widths of phone screens, in pixels, of the makers sold in China since about 2016, and of the sizes chat apps scale to.
const WIDTHS: [i32; 24] = [540, 640, 720, 750, 828, 886, 1080, 1125, 1170, 1172, 1179, 1200, 1206, 1216, 1220, 1224, 1240, 1242, 1256, 1260, 1264, 1284, 1290, 1320];
/// Larger ones.
const WIDE: [i32; 6] = [1344, 1368, 1440, 1600, 2160, 1344];

/// The signs, each a Chinese line.
pub(super) fn of(sight: &Sight, page: &Page, clock: bool) -> Vec<String> {
    let mut signs = Vec::new();
    let (w, h) = (sight.width, sight.height);
    // A straightened photograph has a size of its own.
    let straight = sight.turn.degrees == 0.0;
    if straight && !WIDTHS.contains(&w) && !WIDE.contains(&w) {
        signs.push(format!("图片宽{w}像素，不是常见手机截图的宽度（裁剪、缩放、转发压缩都会这样）"));
    }
    if straight && !clock && h > w * 3 / 2 {
        signs.push("画面顶部没有认出手机状态栏的时间（裁剪、长截图或全屏界面都会这样）".into());
    }
    for side in [Side::Left, Side::Right] {
        let plain: Vec<_> = page.bubbles.iter().filter(|b| b.side == side && b.kind == Kind::Text).collect();
        let fills: Vec<[u8; 3]> = plain.iter().filter_map(|b| fill(&sight.raster, b.at)).collect();
        if fills.len() == plain.len()
            && let Some(odd) = odd_one(&fills)
        {
            let words: String = plain[odd].text.chars().take(12).collect();
            signs.push(format!("消息“{words}”的气泡底色与同侧其他消息不同（长按选中、渐变主题也会这样）"));
        }
    }
    signs
}

/// The colour most of a bubble's upper edge has: above its words and below its corner.
fn fill(raster: &Raster, at: Region) -> Option<[u8; 3]> {
    let step = raster.step.max(1) as f32 / 1000.0;
    let of = |v: i32| (v as f32 / step) as usize;
    let y = of(at.y) + (of(at.h) / 12).clamp(2, 6);
    let (from, to) = (of(at.x) + of(at.w) / 3, of(at.x) + of(at.w) * 2 / 3);
    let mut seen: Vec<[u8; 3]> = (from..to).filter(|x| *x < raster.width && y < raster.height).filter_map(|x| {
        let at = (y * raster.width + x) * 3;
        raster.rgb.get(at..at + 3).map(|c| [c[0], c[1], c[2]])
    }).collect();
    seen.sort_unstable();
    seen.get(seen.len() / 2).copied()
}

/// The one colour that stands apart where all others, at least three, are the same.
fn odd_one(fills: &[[u8; 3]]) -> Option<usize> {
    let apart = |a: [u8; 3], b: [u8; 3]| super::ground::apart(a, b);
    (0..fills.len()).find(|odd| {
        let others: Vec<[u8; 3]> = fills.iter().enumerate().filter(|(i, _)| i != odd).map(|(_, c)| *c).collect();
        others.len() >= 3 && others.iter().all(|c| apart(*c, others[0]) <= 3) && apart(fills[*odd], others[0]) > 12
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_colour_apart_from_three_equal_ones_is_odd() {
        let (white, grey) = ([255, 255, 255], [238, 238, 240]);
        assert_eq!(odd_one(&[white, white, grey, white]), Some(2));
        assert_eq!(odd_one(&[white, grey, white]), None, "too few to say");
        assert_eq!(odd_one(&[[10, 90, 250], [20, 100, 250], [30, 110, 250], [60, 140, 250]]), None, "a gradient");
    }
}
