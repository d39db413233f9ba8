//! Sees and hears. Reads screenshots: bytes of a picture to lines of text with their places, and a small copy of its colours. The only crate
//! that knows picture codecs and the neural networks (PP-OCRv6 detection and recognition, PP-OCR's orientation classifier),
//! which run in ONNX Runtime on this machine; nothing is fetched and nothing leaves it.
//!
//! What the lines mean is decided in [`juzheng_core::picture`].
//!
//! Recordings are decoded and, where a model of speech is given, written down by [`speech`].

pub mod decode;
mod detect;
mod pixels;
mod reach;
mod recognise;
mod runtime;
mod second;
pub mod speech;

use image::{RgbImage, imageops};
use juzheng_core::error::{Problem, Result};
use juzheng_core::picture::{Line, Sight, Turn};
use recognise::Alphabet;
use runtime::Model;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The models, as `scripts/fetch_assets.py` lays them down.
pub const MODELS: [&str; 3] = ["PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx", "ch_ppocr_mobile_v2.0_cls_mobile.onnx"];

/// Width of the small copy.
const RASTER: usize = 540;
/// Least tilt that is straightened, in degrees; a smaller one moves a line by less than a sixth of its height from one edge of
/// the screen to the other, and is no surer than the slopes it is taken from.
const TILT: f32 = 0.45;
/// Below this mean score a picture may lie on its head.
const DOUBT: f32 = 0.8;

/// The reader, its models loaded once.
pub struct Reader {
    find: Model,
    read: Model,
    /// Opened for the first picture that may lie on its head.
    turn: OnceLock<Result<Model>>,
    folder: PathBuf,
    alphabet: Alphabet,
    workers: usize,
}

/// The problem of a reader that cannot be opened, the same for every missing piece.
fn missing(folder: &Path, why: &str) -> Problem {
    Problem::new(
        "eyes.missing",
        format!("读不了截图：{why}"),
        format!("模型文件夹：{}", folder.display()),
        "请在源码目录运行 make assets 取得识别模型后再试；图片已按原样保存并计算哈希，以后可以再读",
    )
}

impl Reader {
    /// Loads the runtime and the models from one folder.
    ///
    /// # Errors
    /// `eyes.missing` when the shared library or a model is not there or does not open.
    pub fn open(folder: &Path) -> Result<Reader> {
        if let Some(absent) = MODELS.iter().find(|m| !folder.join(m).is_file()) {
            return Err(missing(folder, &format!("没有模型 {absent}")));
        }
        let workers = std::thread::available_parallelism().map_or(1, |n| n.get()).clamp(1, 4);
        // Side by side: opening one after the other takes as long as half a picture.
        let (find, read) = std::thread::scope(|scope| {
            let find = scope.spawn(|| Model::open(folder, MODELS[0], 1, workers));
            let read = Model::open(folder, MODELS[1], workers, 1);
            (find.join(), read)
        });
        let (find, read) = (find.map_err(|_| missing(folder, "模型打不开"))??, read?);
        let listed = read.custom("character").ok_or_else(|| missing(folder, "识别模型里没有字表"))?;
        Ok(Reader { find, read, turn: OnceLock::new(), folder: folder.to_owned(), alphabet: Alphabet::new(&listed), workers })
    }

    /// Reads one picture.
    ///
    /// # Errors
    /// The problems of [`decode::decode`], and `eyes.run` when the network fails.
    pub fn see(&self, bytes: &[u8]) -> Result<Sight> {
        let decoded = decode::decode(bytes)?;
        let (width, height) = (decoded.image.width() as i32, decoded.image.height() as i32);
        let mut turn = Turn { width, height, quarters: 0, degrees: 0.0 };
        let mut image = decoded.image;
        let mut found = detect::lines(&self.find, &image)?;
        let upright = found.iter().filter(|f| f.w > f.h * 1.5).count();
        let lying = found.iter().filter(|f| f.h > f.w * 1.5).count();
        if lying > upright {
            image = imageops::rotate90(&image);
            turn.quarters = 1;
            found = detect::lines(&self.find, &image)?;
        }
        if let Some(tilt) = detect::tilt(&found).filter(|t| t.abs() >= TILT && t.abs() < 20.0) {
            image = pixels::turned(&image, -tilt);
            turn.degrees = -tilt;
            found = detect::lines(&self.find, &image)?;
        }
        let mut lines = self.lines(&image, &found)?;
        if doubtful(&lines) && self.on_its_head(&image, &found)? {
            image = imageops::rotate180(&image);
            turn.quarters = (turn.quarters + 2) % 4;
            found = detect::lines(&self.find, &image)?;
            lines = self.lines(&image, &found)?;
        }
        let raster = pixels::raster(&image, RASTER);
        let mut sight = Sight { width: image.width() as i32, height: image.height() as i32, turn, lines, raster, exif: decoded.exif, mime: decoded.mime, ..Sight::default() };
        let gaps = juzheng_core::picture::calls::gaps(&sight);
        sight.marks = second::digits(&self.read, &self.alphabet, &image, &gaps, &sight.lines)?;
        Ok(sight)
    }

    fn lines(&self, image: &RgbImage, found: &[detect::Found]) -> Result<Vec<Line>> {
        recognise::lines(&self.read, &self.alphabet, image, found, self.workers)
    }

    /// Asks the orientation classifier about the longest lines.
    fn on_its_head(&self, image: &RgbImage, found: &[detect::Found]) -> Result<bool> {
        let mut longest: Vec<&detect::Found> = found.iter().collect();
        longest.sort_by(|a, b| b.w.total_cmp(&a.w));
        let turn = self.turn.get_or_init(|| Model::open(&self.folder, MODELS[2], 1, 1)).as_ref().map_err(Problem::clone)?;
        let (mut asked, mut turned) = (0, 0);
        for line in longest.into_iter().take(7) {
            let crop = pixels::scaled(image, (line.x, line.y, line.w.min(line.h * 4.0), line.h), (192, 48));
            let mut input = vec![0.0f32; 3 * 48 * 192];
            for (at, pixel) in crop.chunks_exact(3).enumerate() {
                for channel in 0..3 {
                    input[channel * 48 * 192 + at] = pixel[2 - channel] / 127.5 - 1.0;
                }
            }
            asked += 1;
            turned += i32::from(turn.run([1, 3, 48, 192], &input, |_, scores| scores.get(1).is_some_and(|s| *s > 0.9))?);
        }
        Ok(turned * 2 > asked)
    }
}

/// Whether what was read is so unsure that the picture may lie on its head.
fn doubtful(lines: &[Line]) -> bool {
    let letters: usize = lines.iter().map(|l| l.glyphs.len()).sum();
    letters > 0 && lines.iter().map(|l| l.score * l.glyphs.len() as f32).sum::<f32>() / (letters as f32) < DOUBT
}
