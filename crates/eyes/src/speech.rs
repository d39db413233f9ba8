//! Hears recordings: bytes to samples ([`decode`]), samples to frames (`fbank`), frames to words with their seconds (`sense`). The model
//! is the user's own: nothing is fetched, nothing leaves the machine. Without one only the silence of a recording is measured.

mod decode;
mod fbank;
mod resample;
mod sense;
mod wave;

use decode::RATE;
use juzheng_core::error::{Problem, Result};
use juzheng_core::hearing::Heard;
use sense::Sense;
use std::path::Path;

/// A piece handed to the network is at most this long: it learnt on pieces of up to thirty seconds.
const PIECE: usize = 20 * RATE as usize;
/// The cut is made at the quietest tenth of a second of the last part of a piece.
const SEARCH: usize = 8 * RATE as usize;
/// A tenth of a second.
const TENTH: usize = RATE as usize / 10;
/// A tenth whose loudest sample stays below is silent: 1 % of full scale, -40 dB.
const QUIET: f32 = 0.01;
/// A piece whose loudest sample stays below holds nothing but the noise of a converter.
const NOTHING: f32 = 0.001;

/// The listener, with or without a model.
pub struct Listener {
    model: Option<Sense>,
}

impl Listener {
    /// Decodes only.
    pub fn deaf() -> Listener {
        Listener { model: None }
    }

    /// Loads a model: `folder` holds `model.onnx` or `model.int8.onnx` and `tokens.txt`, as sherpa-onnx lays out SenseVoice; the runtime
    /// lies in `runtime` or beside the model.
    ///
    /// # Errors
    /// `speech.missing` when a piece is not there, does not open, or is no model of this kind.
    pub fn open(folder: &Path, runtime: &Path) -> Result<Listener> {
        Ok(Listener { model: Some(Sense::open(folder, runtime)?) })
    }

    /// Hears one recording.
    ///
    /// # Errors
    /// With a model: `speech.codec` when it cannot be decoded, `speech.run` when the network fails. Without: none.
    pub fn hear(&self, bytes: &[u8]) -> Result<Heard> {
        let mut heard = Heard { model: self.model.as_ref().map(|m| m.name().to_owned()), ..Heard::default() };
        let mut silence = Silence::default();
        let mut pieces = Pieces::default();
        let decoded = decode::decode(bytes, &mut |samples| {
            silence.take(samples);
            match &self.model {
                Some(model) => pieces.take(samples, &mut |start, piece| model.hear(start, piece, &mut heard)),
                None => Ok(()),
            }
        });
        match (decoded, &self.model) {
            (Ok(problems), Some(model)) => {
                pieces.rest(&mut |start, piece| model.hear(start, piece, &mut heard))?;
                heard.problems = problems;
            }
            (Err(problem), Some(_)) => return Err(problem),
            // Nobody asked for words: the structure of the file has been told already.
            (_, None) => {}
        }
        heard.silent = silence.share();
        Ok(heard)
    }
}

/// The problem of a model that cannot be opened.
fn missing(folder: &Path, why: &str) -> Problem {
    Problem::new(
        "speech.missing",
        format!("语音模型打不开：{why}"),
        format!("模型文件夹：{}", folder.display()),
        "请给出 SenseVoice 的 ONNX 模型文件夹（里面有 model.onnx 或 model.int8.onnx，以及 tokens.txt，见 docs/speech.md）；运行库用 make assets 取得。录音已按原样保留，以后可以再加入一次",
    )
}

/// Tenths of a second that are silent.
#[derive(Default)]
struct Silence {
    seen: usize,
    loudest: f32,
    quiet: u64,
    tenths: u64,
}

impl Silence {
    fn take(&mut self, samples: &[f32]) {
        for sample in samples {
            self.loudest = self.loudest.max(sample.abs());
            self.seen += 1;
            if self.seen == TENTH {
                self.tenths += 1;
                self.quiet += u64::from(self.loudest < QUIET);
                (self.seen, self.loudest) = (0, 0.0);
            }
        }
    }

    fn share(&self) -> Option<f64> {
        (self.tenths > 0).then(|| self.quiet as f64 / self.tenths as f64)
    }
}

/// Cuts sound into pieces, at quiet places.
#[derive(Default)]
struct Pieces {
    held: Vec<f32>,
    /// Where the first held sample stands.
    start: u64,
}

type Then<'t> = dyn FnMut(u64, &[f32]) -> Result<()> + 't;

impl Pieces {
    fn take(&mut self, samples: &[f32], then: &mut Then) -> Result<()> {
        self.held.extend_from_slice(samples);
        while self.held.len() >= PIECE {
            let from = PIECE - SEARCH;
            let energy = |n: usize| self.held[n..n + TENTH].iter().map(|v| v * v).sum::<f32>();
            let quietest = (from..=PIECE - TENTH).step_by(TENTH).min_by(|a, b| energy(*a).total_cmp(&energy(*b))).unwrap_or(PIECE - TENTH);
            self.give(quietest + TENTH / 2, then)?;
        }
        Ok(())
    }

    fn rest(&mut self, then: &mut Then) -> Result<()> {
        self.give(self.held.len(), then)
    }

    fn give(&mut self, count: usize, then: &mut Then) -> Result<()> {
        let piece: Vec<f32> = self.held.drain(..count).collect();
        let start = self.start;
        self.start += count as u64;
        if piece.iter().any(|v| v.abs() >= NOTHING) { then(start, &piece) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_is_cut_where_it_is_quiet_and_nothing_is_lost() {
        let second = RATE as usize;
        // Loud, with a pause at 15.0 to 15.3 s; 50 s in all.
        let sound: Vec<f32> = (0..50 * second).map(|n| if (15 * second..15 * second + 4800).contains(&n) { 0.0001 } else { 0.3 }).collect();
        let (mut pieces, mut given) = (Pieces::default(), Vec::new());
        let mut note = |start: u64, piece: &[f32]| {
            given.push((start, piece.len()));
            Ok(())
        };
        sound.chunks(7777).for_each(|c| pieces.take(c, &mut note).expect("cut"));
        pieces.rest(&mut note).expect("cut");
        assert_eq!(given[0], (0, 15 * second + TENTH / 2));
        assert!(given.windows(2).all(|w| w[0].0 + w[0].1 as u64 == w[1].0), "{given:?}");
        assert_eq!(given.iter().map(|g| g.1).sum::<usize>(), sound.len());
        assert!(given.iter().all(|g| g.1 <= PIECE));
    }
}
