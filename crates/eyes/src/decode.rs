//! Bytes to pixels: PNG, JPEG and WebP, the picture's own orientation mark obeyed, hostile sizes refused before anything is
//! allocated.

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use juzheng_core::error::{Problem, Result};
use std::io::Cursor;

/// Pixels of a picture that is still read: a screenshot of forty screens. At three bytes a pixel, a quarter of a gigabyte.
pub const MOST_PIXELS: u64 = 80_000_000;

/// Longest side.
const MOST_SIDE: u32 = 65_000;

/// A decoded picture.
pub struct Decoded {
    /// Its pixels, upright as its own mark says.
    pub image: RgbImage,
    /// The raw EXIF block.
    pub exif: Option<Vec<u8>>,
    /// Media type.
    pub mime: &'static str,
}

/// Decodes a picture; what lies beneath transparency is white.
///
/// # Errors
/// `picture.kind`, `picture.too_big` and `picture.broken`, all told for the reader of the paper.
pub fn decode(bytes: &[u8]) -> Result<Decoded> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| broken(&e.to_string()))?;
    let mime = match reader.format() {
        Some(ImageFormat::Png) => "image/png",
        Some(ImageFormat::Jpeg) => "image/jpeg",
        Some(ImageFormat::WebP) => "image/webp",
        _ => return Err(Problem::new("picture.kind", "这种图片还读不了", "图片开头", "请在手机或电脑上另存为 PNG 或 JPG 后再加入；原件也请保留")),
    };
    let mut reader = reader;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(400 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| broken(&e.to_string()))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > 8 * MOST_PIXELS {
        return Err(Problem::new("picture.too_big", format!("图片太大（{width}×{height} 像素），没有读取"), "图片大小", "请把长截图分成几张再加入；原件也请保留"));
    }
    let exif = decoder.exif_metadata().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| broken(&e.to_string()))?;
    picture.apply_orientation(orientation);
    Ok(Decoded { image: opaque(picture), exif, mime })
}

fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut out = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in out.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = from.0.map(u32::from);
        to.0 = [r, g, b].map(|c| ((c * a + 255 * (255 - a)) / 255) as u8);
    }
    out
}

fn broken(why: &str) -> Problem {
    Problem::new("picture.broken", format!("图片不完整或已损坏（{why}）"), "图片内容", "请从手机重新导出这张截图；原件已按原样保留")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        RgbImage::from_pixel(width, height, image::Rgb([7, 8, 9])).write_to(&mut out, ImageFormat::Png).expect("a picture");
        out.into_inner()
    }

    #[test]
    fn a_picture_cut_off_anywhere_is_told() {
        let whole = png(40, 30);
        assert_eq!(decode(&whole).expect("whole").image.dimensions(), (40, 30));
        for end in 0..whole.len() - 12 {
            let problem = decode(&whole[..end]).err().unwrap_or_else(|| panic!("{end} bytes were a picture"));
            assert!(problem.code.starts_with("picture."), "{problem}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        // The header of a small picture, changed to claim 60000 × 60000; its checksum made right again.
        let mut bytes = png(4, 4);
        bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let crc = bytes[12..29].iter().fold(!0u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 }));
        bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
        assert_eq!(decode(&bytes).err().map(|p| p.code).as_deref(), Some("picture.too_big"));
    }
}
