//! Short words whose box was found too small: the search overlooks a thin first or last character (`二` of `二舅`) where only one or two
//! stand on a line. What stands close beside such a box, as wide as a character and no higher than it, is taken in and read once more.

use crate::detect::Found;
use image::RgbImage;

/// Characters of a line that is looked at again.
pub const SHORT: usize = 2;

/// The box with the one character beside it, on either side or both; `None` when nothing stands there that could be one.
pub fn wider(image: &RgbImage, found: &Found) -> Option<Found> {
    let size = found.h * 0.68;
    let left = beside(image, found, size, -1);
    let right = beside(image, found, size, 1);
    if left.is_none() && right.is_none() {
        return None;
    }
    let air = size * 0.2;
    let x = left.map_or(found.x, |edge| (edge - air).max(0.0));
    let end = right.map_or(found.x + found.w, |edge| (edge + air).min(image.width() as f32));
    Some(Found { x, w: end - x, ..*found })
}

/// The far edge of the character that stands beside a box on one side (`-1` left, `1` right).
fn beside(image: &RgbImage, found: &Found, size: f32, way: i32) -> Option<f32> {
    let (width, height) = (image.width() as i32, image.height() as i32);
    let (top, bottom) = (found.y as i32, ((found.y + found.h) as i32).min(height - 1));
    let apart = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0);
    let at = |x: i32, y: i32| image.get_pixel(x.clamp(0, width - 1) as u32, y.clamp(0, height - 1) as u32).0;
    // The ground: the colour along the upper edge of the box that most of it has.
    let mut edge: Vec<[u8; 3]> = (found.x as i32..(found.x + found.w) as i32).map(|x| at(x, top)).collect();
    edge.sort_unstable();
    let ground = *edge.get(edge.len() / 2)?;
    let contrast = (top..=bottom).flat_map(|y| (found.x as i32..(found.x + found.w) as i32).map(move |x| (x, y))).map(|(x, y)| apart(at(x, y), ground)).max()?;
    if contrast < 40 {
        return None;
    }
    let limit = (contrast / 3).max(18);
    let ink = |x: i32| (0..width).contains(&x) && (top..=bottom).any(|y| apart(at(x, y), ground) > limit);
    // A bubble's edge or a round picture goes on above and below.
    let high = |x: i32| [top - (found.h * 0.08) as i32 - 1, bottom + (found.h * 0.08) as i32 + 1].into_iter().any(|y| apart(at(x, y), ground) > limit);
    let mut x = if way < 0 { found.x as i32 } else { (found.x + found.w) as i32 };
    // From the last ink within the box outwards.
    let inwards = (found.h * 0.5) as i32;
    // Ink on the very edge is that of the next character.
    let start = if ink(x) {
        x
    } else {
        x -= way * (0..inwards).find(|d| ink(x - way * d)).unwrap_or(0);
        x + way * (1..=(size * 0.6) as i32).find(|d| ink(x + way * d) && !ink(x + way * (d - 1)))?
    };
    let most = (size * 1.2) as i32;
    let pause = (size * 0.16) as i32;
    let mut end = start;
    while (end - start).abs() <= most {
        let Some(next) = (1..=pause).find(|d| ink(end + way * d)) else { break };
        end += way * next;
    }
    let across = (end - start).abs();
    let clear = (1..=(size * 0.35) as i32).all(|d| !ink(end + way * d));
    let tall = (start.min(end)..=start.max(end)).any(high);
    (across as f32 > size * 0.45 && across <= most && clear && !tall).then_some(end as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    /// Bars of ink on a white ground: `(x, width)` each, 20 pixels high.
    fn drawn(bars: &[(u32, u32)], high: bool) -> RgbImage {
        RgbImage::from_fn(300, 80, |x, y| {
            let rows = if high { 0..80 } else { 30..50 };
            if bars.iter().any(|(from, wide)| (*from..from + wide).contains(&x)) && rows.contains(&y) { Rgb([30, 30, 30]) } else { Rgb([250, 250, 250]) }
        })
    }

    const BOX: Found = Found { x: 96.0, y: 22.0, w: 34.0, h: 36.0, slope: 0.0 };

    #[test]
    fn a_character_beside_the_box_is_taken_in() {
        let found = wider(&drawn(&[(72, 22), (100, 24)], false), &BOX).expect("two characters");
        assert!(found.x <= 72.0 && found.x > 60.0 && (found.x + found.w - 130.0).abs() < 0.1, "{found:?}");
        let right = wider(&drawn(&[(100, 24), (130, 22)], false), &BOX).expect("two characters");
        assert!(right.x == 96.0 && right.x + right.w >= 152.0, "{right:?}");
    }

    #[test]
    fn what_is_no_character_is_left_alone() {
        assert_eq!(wider(&drawn(&[(100, 24)], false), &BOX), None, "nothing beside it");
        assert_eq!(wider(&drawn(&[(20, 74), (100, 24)], false), &BOX), None, "a long bar");
        assert_eq!(wider(&drawn(&[(88, 4), (100, 24)], false), &BOX), None, "a thin line");
        assert_eq!(wider(&drawn(&[(40, 22), (100, 24)], false), &BOX), None, "too far away");
        let mut tall = drawn(&[(100, 24)], false);
        (0..80).for_each(|y| (72..94).for_each(|x| tall.put_pixel(x, y, Rgb([30, 30, 30]))));
        assert_eq!(wider(&tall, &BOX), None, "higher than the line");
    }
}
