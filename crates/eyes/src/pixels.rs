//! Scaling, turning and cropping, the same on every machine.

use image::{Rgb, RgbImage};
use juzheng_core::picture::Raster;

/// One axis of a resampling: for each target pixel the first source pixel and its weights.
struct Axis {
    taps: Vec<(usize, Vec<f32>)>,
}

impl Axis {
    /// A triangle filter from `from..from+length` source pixels (fractional) to `to` pixels, never narrower than one source
    /// pixel: scaling down averages, scaling up interpolates.
    fn new(from: f32, length: f32, to: usize, size: usize) -> Axis {
        let scale = length / to as f32;
        let support = scale.max(1.0);
        let taps = (0..to).map(|i| {
            let middle = from + (i as f32 + 0.5) * scale - 0.5;
            let first = (middle - support).ceil().max(0.0) as usize;
            let last = ((middle + support).floor().max(0.0) as usize).min(size - 1);
            let first = first.min(last);
            let mut weights: Vec<f32> = (first..=last).map(|p| (1.0 - (p as f32 - middle).abs() / support).max(0.0)).collect();
            let sum: f32 = weights.iter().sum();
            if sum > 0.0 { weights.iter_mut().for_each(|w| *w /= sum) } else { weights = vec![0.0; last - first + 1]; weights[0] = 1.0 }
            (first, weights)
        });
        Axis { taps: taps.collect() }
    }
}

/// A part of a picture (`x`, `y`, `w`, `h`, fractional) scaled to `to` pixels: three values a pixel, 0 to 255.
pub fn scaled(image: &RgbImage, (x, y, w, h): (f32, f32, f32, f32), to: (usize, usize)) -> Vec<f32> {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let (across, down) = (Axis::new(x, w, to.0, width), Axis::new(y, h, to.1, height));
    let raw = image.as_raw();
    let top = down.taps.first().map_or(0, |t| t.0);
    let bottom = down.taps.iter().map(|t| t.0 + t.1.len()).max().unwrap_or(0);
    let mut rows = vec![0.0f32; (bottom - top) * to.0 * 3];
    for (row, line) in rows.chunks_exact_mut(to.0 * 3).enumerate() {
        let source = &raw[(top + row) * width * 3..][..width * 3];
        for (pixel, (first, weights)) in line.chunks_exact_mut(3).zip(&across.taps) {
            for (from, weight) in source[first * 3..].chunks_exact(3).zip(weights) {
                pixel[0] += f32::from(from[0]) * weight;
                pixel[1] += f32::from(from[1]) * weight;
                pixel[2] += f32::from(from[2]) * weight;
            }
        }
    }
    let mut out = vec![0.0f32; to.0 * to.1 * 3];
    for (line, (first, weights)) in out.chunks_exact_mut(to.0 * 3).zip(&down.taps) {
        for (weight, source) in weights.iter().zip(rows[(first - top) * to.0 * 3..].chunks_exact(to.0 * 3)) {
            line.iter_mut().zip(source).for_each(|(o, s)| *o += s * weight);
        }
    }
    out
}

/// The small copy the meaning is decided on: at most `most` pixels wide.
pub fn raster(image: &RgbImage, most: usize) -> Raster {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let scale = (most as f32 / width as f32).min(1.0);
    let (w, h) = (((width as f32 * scale).round() as usize).max(1), ((height as f32 * scale).round() as usize).max(1));
    let rgb = if scale >= 1.0 {
        image.as_raw().clone()
    } else {
        boxed(image, w, h)
    };
    Raster { width: w, height: h, step: (width as f32 / w as f32 * 1000.0).round() as u32, rgb }
}

/// Scaled down by the mean of the pixels each target pixel covers: a hairline stays a step in colour.
fn boxed(image: &RgbImage, w: usize, h: usize) -> Vec<u8> {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let raw = image.as_raw();
    let mut out = Vec::with_capacity(w * h * 3);
    for row in 0..h {
        let (y0, y1) = (row * height / h, ((row + 1) * height / h).max(row * height / h + 1));
        for column in 0..w {
            let (x0, x1) = (column * width / w, ((column + 1) * width / w).max(column * width / w + 1));
            let mut sum = [0u32; 3];
            for y in y0..y1 {
                for pixel in raw[(y * width + x0) * 3..(y * width + x1) * 3].chunks_exact(3) {
                    sum.iter_mut().zip(pixel).for_each(|(s, p)| *s += u32::from(*p));
                }
            }
            let count = ((y1 - y0) * (x1 - x0)) as u32;
            out.extend(sum.map(|s| ((s + count / 2) / count) as u8));
        }
    }
    out
}

/// The picture turned clockwise by `degrees` about its middle, same size; what comes from outside repeats the edge.
pub fn turned(image: &RgbImage, degrees: f32) -> RgbImage {
    let (width, height) = (image.width(), image.height());
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (width as f32 / 2.0 - 0.5, height as f32 / 2.0 - 0.5);
    let raw = image.as_raw();
    let at = |x: i32, y: i32| {
        let (x, y) = (x.clamp(0, width as i32 - 1) as usize, y.clamp(0, height as i32 - 1) as usize);
        let from = (y * width as usize + x) * 3;
        [raw[from], raw[from + 1], raw[from + 2]].map(f32::from)
    };
    let mut out = RgbImage::new(width, height);
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let (sx, sy) = (cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
        let (x0, y0) = (sx.floor(), sy.floor());
        let (fx, fy) = (sx - x0, sy - y0);
        let (x0, y0) = (x0 as i32, y0 as i32);
        let (a, b, c, d) = (at(x0, y0), at(x0 + 1, y0), at(x0, y0 + 1), at(x0 + 1, y0 + 1));
        let mix = |i: usize| ((a[i] * (1.0 - fx) + b[i] * fx) * (1.0 - fy) + (c[i] * (1.0 - fx) + d[i] * fx) * fy + 0.5) as u8;
        *pixel = Rgb([mix(0), mix(1), mix(2)]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_keeps_a_flat_colour_and_the_mean() {
        let flat = RgbImage::from_pixel(37, 23, Rgb([10, 20, 30]));
        assert!(scaled(&flat, (1.5, 2.0, 30.0, 20.0), (50, 9)).chunks_exact(3).all(|p| (p[0] - 10.0).abs() < 0.01 && (p[2] - 30.0).abs() < 0.01));
        let stripes = RgbImage::from_fn(40, 40, |x, _| Rgb([if x % 2 == 0 { 0 } else { 200 }; 3]));
        let small = raster(&stripes, 20);
        assert_eq!((small.width, small.height, small.step), (20, 20, 2000));
        assert!(small.rgb.iter().all(|v| *v == 100));
    }

    #[test]
    fn turning_there_and_back_is_nearly_nothing() {
        let smooth = RgbImage::from_fn(120, 90, |x, y| Rgb([(x * 2) as u8, (y * 2) as u8, 77]));
        let back = turned(&turned(&smooth, 3.0), -3.0);
        for (x, y) in [(60, 45), (30, 30), (90, 60)] {
            let (a, b) = (smooth.get_pixel(x, y).0, back.get_pixel(x, y).0);
            assert!(a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 2), "{a:?} {b:?}");
        }
    }
}
