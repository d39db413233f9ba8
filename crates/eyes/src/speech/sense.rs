//! SenseVoice-small (An et al. 2024) as sherpa-onnx exports it: one network from frames to a score of every token every 60 ms, read by CTC. The
//! model's own metadata say how frames are stacked and brought to their mean, and which numbers mean a language.

use super::fbank::{BANDS, Fbank, stacked};
use super::{RATE, missing};
use crate::runtime;
use juzheng_core::error::{Problem, Result};
use juzheng_core::hearing::{Heard, Word};
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Mutex;

/// Tokens in front of the words: language, mood, kind of sound, manner of writing.
const TAGS: usize = 4;
/// Longest text of tokens that is read.
const TOKENS: u64 = 16 << 20;

/// The model, loaded once.
pub struct Sense {
    session: Mutex<Session>,
    tokens: Vec<String>,
    fbank: Fbank,
    name: String,
    size: usize,
    shift: usize,
    blank: usize,
    language: i32,
    manner: i32,
    /// Factor of samples before the frames.
    scale: f32,
    negative_mean: Vec<f32>,
    inverse_deviation: Vec<f32>,
}

impl Sense {
    /// Loads model and tokens from `folder`.
    pub fn open(folder: &Path, library: &Path) -> Result<Sense> {
        let failed = |why: String| missing(folder, &why);
        let file = ["model.onnx", "model.int8.onnx"].into_iter().find(|f| folder.join(f).is_file()).ok_or_else(|| failed("没有 model.onnx，也没有 model.int8.onnx".into()))?;
        let tokens = folder.join("tokens.txt");
        if fs::metadata(&tokens).map_or(TOKENS, |m| m.len()) >= TOKENS {
            return Err(failed("没有字表 tokens.txt，或者它太大".into()));
        }
        let tokens = tokens_of(&String::from_utf8_lossy(&fs::read(&tokens).map_err(|e| failed(format!("tokens.txt 读不出（{e}）")))?));
        let runtime = if runtime::library(library).is_some() { library } else { folder };
        let environment = runtime::environment(runtime).map_err(|why| failed(why.to_owned()))?;
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).clamp(1, 4);
        let told = |e: &dyn std::fmt::Display| failed(format!("{file}：{e}"));
        let builder = Session::builder(environment).map_err(|e| told(&e))?;
        let builder = builder.with_optimization_level(GraphOptimizationLevel::Level3).map_err(|e| told(&e))?;
        let builder = builder.with_intra_threads(threads).map_err(|e| told(&e))?;
        let builder = builder.with_intra_op_spinning(false).map_err(|e| told(&e))?;
        let mut builder = builder.with_execution_providers([ort::ep::CPU::default().with_arena_allocator(false).build()]).map_err(|e| told(&e))?;
        let session = builder.commit_from_file(folder.join(file)).map_err(|e| told(&e))?;
        let custom = |key: &str| session.metadata().ok().and_then(|m| m.custom(key));
        let number = |key: &str| custom(key).and_then(|v| v.trim().parse::<i32>().ok()).ok_or_else(|| failed(format!("模型没有写明 {key}，不是 sherpa-onnx 导出的 SenseVoice")));
        let natural = |key: &str| number(key).and_then(|v| usize::try_from(v).ok().filter(|v| (1..=64).contains(v)).ok_or_else(|| failed(format!("模型的 {key} 不合理"))));
        let (size, shift) = (natural("lfr_window_size")?, natural("lfr_window_shift")?);
        let floats = |key: &str| {
            let list: Vec<f32> = custom(key).unwrap_or_default().split(',').filter_map(|v| v.trim().parse().ok()).collect();
            if list.len() == size * BANDS { Ok(list) } else { Err(failed(format!("模型的 {key} 不是 {} 个数", size * BANDS))) }
        };
        let (negative_mean, inverse_deviation) = (floats("neg_mean")?, floats("inv_stddev")?);
        let (language, manner) = (number("lang_auto")?, number("with_itn")?);
        let scale = if number("normalize_samples")? == 0 { 32_768.0 } else { 1.0 };
        let blank = number("blank_id").ok().and_then(|b| usize::try_from(b).ok()).unwrap_or(0);
        let digest = File::open(folder.join(file)).and_then(|mut f| juzheng_core::digest::of(&mut f)).map_err(|e| told(&e))?;
        let kind = custom("model_type").unwrap_or_else(|| "sense_voice_ctc".into());
        let name = format!("{kind}，模型 SHA-256 {}", &digest.sha256.to_string()[..16]);
        Ok(Sense { session: Mutex::new(session), tokens, fbank: Fbank::new(), name, size, shift, blank, language, manner, scale, negative_mean, inverse_deviation })
    }

    /// Kind of model and the beginning of its hash.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Hears one piece that begins at sample `start` and adds its words.
    pub fn hear(&self, start: u64, piece: &[f32], heard: &mut Heard) -> Result<()> {
        let failed = |e: String| Problem::new("speech.run", format!("听写时出错（{e}）"), "录音内容", "原件已保留；请关闭别的程序腾出内存后再试一次，或换一个模型");
        let mut input = stacked(&self.fbank.frames(piece, self.scale), self.size, self.shift);
        let width = self.size * BANDS;
        let count = input.len() / width;
        if count == 0 {
            return Ok(());
        }
        for frame in input.chunks_exact_mut(width) {
            for ((v, mean), deviation) in frame.iter_mut().zip(&self.negative_mean).zip(&self.inverse_deviation) {
                *v = (*v + mean) * deviation;
            }
        }
        let (length, language, manner) = ([count as i32], [self.language], [self.manner]);
        let told = |e: ort::Error| failed(e.to_string());
        let x = TensorRef::from_array_view(([1usize, count, width], input.as_slice())).map_err(told)?;
        let one = |v: &'static str| move |e: ort::Error| failed(format!("{v}：{e}"));
        let length = TensorRef::from_array_view(([1usize], &length[..])).map_err(one("x_length"))?;
        let language = TensorRef::from_array_view(([1usize], &language[..])).map_err(one("language"))?;
        let manner = TensorRef::from_array_view(([1usize], &manner[..])).map_err(one("text_norm"))?;
        let mut session = self.session.lock().map_err(|e| failed(e.to_string()))?;
        let outputs = session.run(ort::inputs![x, length, language, manner]).map_err(told)?;
        let (shape, scores) = outputs[0].try_extract_tensor::<f32>().map_err(told)?;
        let classes = shape.last().and_then(|c| usize::try_from(*c).ok()).unwrap_or(0);
        if classes == 0 || classes > self.tokens.len() {
            return Err(failed(format!("模型有 {classes} 个字，字表有 {} 个", self.tokens.len())));
        }
        let began = start * 1000 / u64::from(RATE);
        for (frame, class, score) in best(scores, classes, self.blank) {
            let token = self.tokens[class].as_str();
            let tag = token.strip_prefix("<|").and_then(|t| t.strip_suffix("|>"));
            if frame < TAGS || tag.is_some() {
                if frame == 0 && heard.language.is_none() {
                    heard.language = tag.map(str::to_owned);
                }
                continue;
            }
            let at = began + (frame - TAGS) as u64 * self.shift as u64 * 10;
            put(&mut heard.words, u32::try_from(at).unwrap_or(u32::MAX), score, token);
        }
        Ok(())
    }
}

/// Tokens by number: `符号 编号`, a line each; a symbol may itself hold blanks.
fn tokens_of(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let Some((symbol, number)) = line.trim_end_matches('\r').rsplit_once([' ', '\t']) else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        // Numbers go up by one; one far off is no list of tokens.
        if number > all.len() + 1000 {
            continue;
        }
        if all.len() <= number {
            all.resize(number + 1, String::new());
        }
        all[number] = symbol.to_owned();
    }
    all
}

/// The likeliest token of each frame, repeats and blanks dropped (CTC, Graves et al. 2006): first frame, token, best probability.
fn best(scores: &[f32], classes: usize, blank: usize) -> Vec<(usize, usize, f32)> {
    let mut out: Vec<(usize, usize, f32)> = Vec::new();
    let mut before = blank;
    for (frame, scores) in scores.chunks_exact(classes).enumerate() {
        let (class, most) = scores.iter().enumerate().fold((blank, f32::MIN), |best, (i, s)| if *s > best.1 { (i, *s) } else { best });
        if class != blank {
            let sure = 1.0 / scores.iter().map(|s| (s - most).exp()).sum::<f32>();
            match out.last_mut() {
                Some(last) if class == before => last.2 = last.2.max(sure),
                _ => out.push((frame, class, sure)),
            }
        }
        before = class;
    }
    out
}

/// A token becomes a word, or goes on with the one before: pieces of foreign words have no `▁` in front.
fn put(words: &mut Vec<Word>, at: u32, score: f32, token: &str) {
    let (apart, text) = match token.strip_prefix('▁') {
        Some(text) => (true, text),
        None => (false, token),
    };
    // What a model says goes into evidence's words: no control characters.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.is_empty() {
        return;
    }
    let letters = |t: &str| t.chars().all(|c| c.is_ascii_alphanumeric() || c == '\'');
    match words.last_mut() {
        Some(last) if !apart && letters(&text) && letters(last.text.trim_start()) && at.saturating_sub(last.at) < 2000 => {
            last.text.push_str(&text);
            last.score = last.score.min(score);
        }
        _ => {
            let blank = apart && !words.is_empty() && letters(&text);
            words.push(Word { at, score, text: if blank { format!(" {text}") } else { text } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_by_their_numbers() {
        assert_eq!(tokens_of("<blk> 0\n还 2\r\n钱 1\nx y 3\nbad\n9 99999999\n"), ["<blk>", "钱", "还", "x y"]);
    }

    #[test]
    fn repeats_and_blanks_fall_away() {
        let frame = |class: usize| (0..3).map(move |i| if i == class { 8.0f32 } else { 0.0 });
        let scores: Vec<f32> = [0, 1, 1, 0, 1, 2, 2].into_iter().flat_map(frame).collect();
        let found = best(&scores, 3, 0);
        assert_eq!(found.iter().map(|f| (f.0, f.1)).collect::<Vec<_>>(), [(1, 1), (4, 1), (5, 2)]);
        assert!(found.iter().all(|f| f.2 > 0.99));
    }

    #[test]
    fn pieces_of_a_foreign_word_are_one_word() {
        let mut words = Vec::new();
        for (at, token) in [(0, "还"), (60, "▁to"), (120, "day"), (180, "▁"), (240, "钱"), (300, "1"), (360, "0"), (420, "\u{7}")] {
            put(&mut words, at, 0.5, token);
        }
        assert_eq!(words.iter().map(|w| (w.at, w.text.as_str())).collect::<Vec<_>>(), [(0, "还"), (60, " today"), (240, "钱"), (300, "10")]);
    }
}
