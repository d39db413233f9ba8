//! Recordings to samples: one channel, 16 kHz. WAVE is read here ([`super::wave`]), MP3, AAC, ALAC, FLAC and Vorbis by symphonia. AMR,
//! Opus and SILK are not decoded by anything in this program, and that is said.

use super::resample::Resampler;
use super::wave;
use juzheng_core::error::{Problem, Result};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::meta::MetadataOptions;

/// Samples a second after decoding.
pub const RATE: u32 = 16_000;
/// Longest recording that is decoded, in seconds: the limit for a small file that claims to be endless.
const LONGEST: u64 = 8 * 3600;
/// Broken packets in a row after which the rest is given up.
const BROKEN: usize = 64;

/// The problem of sound nobody here decodes.
pub fn undecoded(what: &str) -> Problem {
    Problem::new("speech.codec", format!("这种录音还不能解码，没有听写（{what}）"), "录音内容", "请用播放器或手机自带的功能另存为 WAV、MP3 或 M4A，与原件一起加入；原件已按原样保留")
}

fn broken(why: &str) -> Problem {
    Problem::new("speech.broken", format!("录音有解不开的地方，听写到此为止（{why}）"), "录音内容", "请用播放器试听原件；能播放的话请重新传送一次。原件已按原样保留")
}

/// Where decoded sound goes: brought to one rate, handed on in order.
pub struct Sink<'a> {
    resampler: Option<Resampler>,
    frames: u64,
    then: &'a mut dyn FnMut(&[f32]) -> Result<()>,
}

impl<'a> Sink<'a> {
    /// Hands samples at [`RATE`] to `then`.
    pub fn new(then: &'a mut dyn FnMut(&[f32]) -> Result<()>) -> Sink<'a> {
        Sink { resampler: None, frames: 0, then }
    }

    /// Mono samples at `rate`.
    ///
    /// # Errors
    /// A rate no recorder uses, a rate that changes midway, a recording without end, and what `then` says.
    pub fn take(&mut self, rate: u32, samples: &[f32]) -> Result<()> {
        if !(4_000..=384_000).contains(&rate) {
            return Err(undecoded(&format!("{rate} Hz")));
        }
        let resampler = match &mut self.resampler {
            Some(r) if r.rate() == rate => r,
            Some(_) => return Err(broken("中途改变了采样率")),
            none => none.insert(Resampler::new(rate, RATE)),
        };
        self.frames += samples.len() as u64;
        if self.frames / u64::from(rate) > LONGEST {
            return Err(broken("超过八小时"));
        }
        let out = resampler.push(samples);
        (self.then)(&out)
    }

    /// The samples still held back.
    fn finish(mut self) -> Result<()> {
        let rest = self.resampler.take().map(Resampler::finish).unwrap_or_default();
        (self.then)(&rest)
    }
}

/// Decodes a recording. What was decoded before a damage has been handed on; the damage is among the problems returned.
///
/// # Errors
/// `speech.codec` when nothing of it can be decoded.
pub fn decode(bytes: &[u8], then: &mut dyn FnMut(&[f32]) -> Result<()>) -> Result<Vec<Problem>> {
    let mut sink = Sink::new(then);
    let ended = match bytes {
        _ if bytes.starts_with(b"#!AMR") => return Err(undecoded("AMR")),
        _ if bytes.get(28..36) == Some(b"OpusHead") => return Err(undecoded("Opus")),
        _ if bytes.starts_with(b"RIFF") => wave::decode(bytes, &mut sink),
        // A foreign decoder and a stranger's file: should it panic, the recording is told as broken.
        _ => catch_unwind(AssertUnwindSafe(|| packed(bytes, &mut sink))).unwrap_or_else(|_| Err(broken("解码器出错"))),
    };
    let heard = sink.frames > 0;
    sink.finish()?;
    match ended {
        Ok(()) => Ok(Vec::new()),
        Err(problem) if heard => Ok(vec![problem]),
        Err(problem) => Err(problem),
    }
}

/// Bytes in memory as symphonia wants them.
struct Memory(Cursor<Vec<u8>>);

impl std::io::Read for Memory {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buf)
    }
}

impl std::io::Seek for Memory {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

impl MediaSource for Memory {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.0.get_ref().len() as u64)
    }
}

fn packed(bytes: &[u8], sink: &mut Sink) -> Result<()> {
    let stream = MediaSourceStream::new(Box::new(Memory(Cursor::new(bytes.to_vec()))), Default::default());
    let mut format = symphonia::default::get_probe().probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default()).map_err(|e| undecoded(&e.to_string()))?;
    let track = format.default_track(TrackType::Audio).ok_or_else(|| undecoded("没有声音"))?;
    let (id, parameters) = (track.id, track.codec_params.clone());
    let parameters = parameters.as_ref().and_then(|p| p.audio()).ok_or_else(|| undecoded("没有声音"))?;
    let mut decoder = symphonia::default::get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default()).map_err(|_| undecoded("编码不认得，如 AMR、Opus"))?;
    let (mut mixed, mut whole) = (Vec::new(), Vec::<f32>::new());
    let mut lost = 0;
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(Error::IoError(e)) if e.kind() == std::io::ErrorKind::UnexpectedEof => break,
            Err(e) => return Err(broken(&e.to_string())),
        };
        if packet.track_id != id {
            continue;
        }
        let sound = match decoder.decode(&packet) {
            Ok(sound) => sound,
            Err(Error::DecodeError(why)) => {
                lost += 1;
                if lost >= BROKEN {
                    return Err(broken(why));
                }
                continue;
            }
            Err(e) => return Err(broken(&e.to_string())),
        };
        lost = 0;
        let (rate, channels) = (sound.spec().rate(), sound.spec().channels().count().max(1));
        whole.resize(sound.samples_interleaved(), 0.0);
        sound.copy_to_slice_interleaved(&mut whole);
        mixed.clear();
        mixed.extend(whole.chunks_exact(channels).map(|f| f.iter().sum::<f32>() / channels as f32));
        sink.take(rate, &mixed)?;
    }
    if lost > 0 { Err(broken("末尾的数据损坏")) } else { Ok(()) }
}
