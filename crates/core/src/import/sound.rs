//! Length, codec and wholeness of recordings, from their headers and frames; constant memory, no decoding (only plain PCM is looked
//! into, for silence). What a header claims and what is there are told apart.

use super::audio_frames::{adts, amr, mpeg};
use super::sound_mp4::mp4;
use std::io::{self, BufReader, Read};

/// What a recording is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sound {
    /// Codec, e.g. `AMR-NB`.
    pub codec: &'static str,
    /// Milliseconds, as counted or stated; none where neither is possible.
    pub millis: Option<u64>,
    /// Samples a second.
    pub rate: Option<u32>,
    /// Channels.
    pub channels: Option<u32>,
    /// Whether the file ends before it should.
    pub cut: bool,
    /// Share of the recording that is silent, 0 to 1, where it can be told without decoding.
    pub silent: Option<f64>,
}

/// Reads the recording's structure; `None` when it is none this file knows.
pub fn read(bytes: &mut dyn Read) -> io::Result<Option<Sound>> {
    let mut reader = BufReader::with_capacity(64 * 1024, bytes);
    // A first read may give a few bytes only: the magic is read whole, then chained back.
    let mut magic = vec![0u8; 12];
    let got = fill(&mut reader, &mut magic)?;
    magic.truncate(got);
    let mut whole = BufReader::with_capacity(64 * 1024, io::Cursor::new(magic.clone()).chain(reader));
    Ok(match () {
        () if magic.starts_with(b"#!AMR\n") => Some(speech(&mut whole, 6, false)?),
        () if magic.starts_with(b"#!AMR-WB\n") => Some(speech(&mut whole, 9, true)?),
        () if magic.starts_with(b"RIFF") && magic.get(8..12) == Some(b"WAVE") => wave(&mut whole)?,
        () if magic.starts_with(b"OggS") => ogg(&mut whole)?,
        () if magic.starts_with(b"fLaC") => flac(&mut whole)?,
        () if magic.get(4..8) == Some(b"ftyp") => mp4(&mut whole)?,
        () => frames(&mut whole)?,
    })
}

/// Fills `out` as far as there are bytes.
pub(super) fn fill(from: &mut dyn Read, out: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < out.len() {
        match from.read(&mut out[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

/// Passes over bytes; returns how many there were.
pub(super) fn skip(from: &mut dyn Read, n: u64) -> io::Result<u64> {
    io::copy(&mut from.take(n), &mut io::sink())
}

/// AMR (RFC 4867 §5): frames of 20 ms. Frame types 8 to 15 carry no speech.
fn speech(from: &mut dyn Read, magic: u64, wide: bool) -> io::Result<Sound> {
    skip(from, magic)?;
    let (mut count, mut quiet, mut cut) = (0u64, 0u64, false);
    let mut first = [0u8; 1];
    while fill(from, &mut first)? == 1 {
        let Some(length) = amr(first[0], wide) else {
            cut = true;
            break;
        };
        if skip(from, length as u64)? < length as u64 {
            cut = true;
            break;
        }
        count += 1;
        quiet += u64::from(first[0] >> 3 & 15 >= if wide { 9 } else { 8 });
    }
    Ok(Sound {
        codec: if wide { "AMR-WB" } else { "AMR-NB" },
        millis: Some(count * 20),
        rate: Some(if wide { 16_000 } else { 8_000 }),
        channels: Some(1),
        cut,
        silent: (count > 0).then(|| quiet as f64 / count as f64),
    })
}

/// WAVE: `fmt ` and `data`; 8- and 16-bit PCM is looked into.
fn wave(from: &mut dyn Read) -> io::Result<Option<Sound>> {
    skip(from, 12)?;
    let mut format = None;
    let mut head = [0u8; 8];
    while fill(from, &mut head)? == 8 {
        let size = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        match &head[..4] {
            b"fmt " if (16..=4096).contains(&size) => {
                let mut body = vec![0u8; size as usize + (size & 1) as usize];
                fill(from, &mut body)?;
                let u16_at = |at: usize| u16::from_le_bytes([body[at], body[at + 1]]);
                let u32_at = |at: usize| u32::from_le_bytes([body[at], body[at + 1], body[at + 2], body[at + 3]]);
                format = Some((u16_at(0), u32::from(u16_at(2)), u32_at(4), u32_at(8), u16_at(14)));
            }
            b"data" => {
                let Some((tag, channels, rate, per_second, bits)) = format else { return Ok(None) };
                let mut silence = Silence::of(tag, bits, rate, channels);
                let mut body = from.take(size);
                let mut chunk = vec![0u8; 64 * 1024];
                let mut there = 0u64;
                loop {
                    let n = fill(&mut body, &mut chunk)?;
                    if n == 0 {
                        break;
                    }
                    there += n as u64;
                    if let Some(silence) = &mut silence {
                        silence.take(&chunk[..n]);
                    }
                }
                let codec = match tag {
                    1 | 0xfffe => "PCM",
                    6 => "G.711 A",
                    7 => "G.711 µ",
                    0x11 => "IMA ADPCM",
                    0x31 => "GSM 06.10",
                    _ => "WAVE",
                };
                // A recorder killed in the middle leaves the size at 0 or at its largest.
                let cut = there < size && size != u64::from(u32::MAX);
                return Ok(Some(Sound {
                    codec,
                    millis: (there * 1000).checked_div(u64::from(per_second)),
                    rate: Some(rate),
                    channels: Some(channels),
                    cut,
                    silent: silence.and_then(Silence::share),
                }));
            }
            _ => {
                let padded = size + (size & 1);
                if skip(from, padded)? < padded {
                    break;
                }
            }
        }
    }
    Ok(format.map(|(_, channels, rate, ..)| Sound { codec: "WAVE", rate: Some(rate), channels: Some(channels), cut: true, ..Sound::default() }))
}

/// Tenths of a second whose loudest sample stays under 1 % of full scale (-40 dB).
struct Silence {
    wide: bool,
    window: usize,
    seen: usize,
    loudest: u32,
    quiet: u64,
    windows: u64,
    odd: Option<u8>,
}

impl Silence {
    fn of(tag: u16, bits: u16, rate: u32, channels: u32) -> Option<Silence> {
        let window = (rate as usize / 10).checked_mul(channels as usize)?;
        (tag == 1 && matches!(bits, 8 | 16) && window > 0).then_some(Silence { wide: bits == 16, window, seen: 0, loudest: 0, quiet: 0, windows: 0, odd: None })
    }

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let level = if self.wide {
                match self.odd.take() {
                    None => {
                        self.odd = Some(*byte);
                        continue;
                    }
                    Some(low) => u32::from(i16::from_le_bytes([low, *byte]).unsigned_abs()),
                }
            } else {
                u32::from(byte.abs_diff(128)) << 8
            };
            self.loudest = self.loudest.max(level);
            self.seen += 1;
            if self.seen == self.window {
                self.windows += 1;
                self.quiet += u64::from(self.loudest < 328);
                (self.seen, self.loudest) = (0, 0);
            }
        }
    }

    fn share(self) -> Option<f64> {
        (self.windows > 0).then(|| self.quiet as f64 / self.windows as f64)
    }
}

/// Ogg (RFC 3533): the last page's position is the length. Opus counts at 48 kHz less its pre-skip (RFC 7845).
fn ogg(from: &mut dyn Read) -> io::Result<Option<Sound>> {
    let (mut codec, mut rate, mut channels, mut preskip, mut clock) = ("Ogg", None, None, 0u64, None);
    let (mut last, mut ended, mut cut, mut first) = (0u64, false, false, true);
    loop {
        let mut head = [0u8; 27];
        let got = fill(from, &mut head)?;
        if got == 0 {
            break;
        }
        if got < 27 || &head[..4] != b"OggS" {
            cut = true;
            break;
        }
        let mut sizes = vec![0u8; usize::from(head[26])];
        let complete = fill(from, &mut sizes)? == sizes.len();
        let size: usize = sizes.iter().map(|s| usize::from(*s)).sum();
        let mut body = vec![0u8; size];
        if !complete || fill(from, &mut body)? < size {
            cut = true;
            break;
        }
        if first {
            first = false;
            if body.starts_with(b"OpusHead") && body.len() >= 16 {
                (codec, channels, preskip, clock) = ("Opus", Some(u32::from(body[9])), u64::from(u16::from_le_bytes([body[10], body[11]])), Some(48_000));
                rate = Some(u32::from_le_bytes([body[12], body[13], body[14], body[15]]));
            } else if body.starts_with(b"\x01vorbis") && body.len() >= 16 {
                let hertz = u32::from_le_bytes([body[12], body[13], body[14], body[15]]);
                (codec, channels, rate, clock) = ("Vorbis", Some(u32::from(body[11])), Some(hertz), Some(hertz));
            }
        }
        let position = u64::from_le_bytes([head[6], head[7], head[8], head[9], head[10], head[11], head[12], head[13]]);
        if position != u64::MAX {
            last = position;
        }
        ended |= head[5] & 4 != 0;
    }
    let millis = clock.filter(|c| *c > 0).and_then(|c| last.saturating_sub(preskip).checked_mul(1000).map(|m| m / u64::from(c)));
    Ok(Some(Sound { codec, millis, rate, channels, cut: cut || !ended, silent: None }))
}

/// FLAC (RFC 9639): STREAMINFO says the number of samples.
fn flac(from: &mut dyn Read) -> io::Result<Option<Sound>> {
    let mut head = [0u8; 42];
    if fill(from, &mut head)? < 42 {
        return Ok(Some(Sound { codec: "FLAC", cut: true, ..Sound::default() }));
    }
    let b = &head[18..26];
    let rate = u32::from(b[0]) << 12 | u32::from(b[1]) << 4 | u32::from(b[2] >> 4);
    let channels = u32::from(b[2] >> 1 & 7) + 1;
    let samples = u64::from(b[3] & 15) << 32 | u64::from(u32::from_be_bytes([b[4], b[5], b[6], b[7]]));
    let millis = (samples > 0).then(|| samples * 1000).and_then(|m| m.checked_div(u64::from(rate)));
    Ok(Some(Sound { codec: "FLAC", millis, rate: Some(rate), channels: Some(channels), cut: false, silent: None }))
}

/// MPEG audio or ADTS: every frame is counted, tags are passed over.
fn frames(from: &mut dyn Read) -> io::Result<Option<Sound>> {
    let mut window = Vec::new();
    let (mut count, mut samples, mut shape, mut lost, mut cut) = (0u64, 0u64, None, 0u64, false);
    let mut codec = "MP3";
    loop {
        let more = (&mut *from).take(64 * 1024 - window.len().min(32 * 1024) as u64).read_to_end(&mut window)?;
        let last = more == 0;
        let mut at = 0;
        while at < window.len() {
            let rest = &window[at..];
            if rest.len() < 10 && !last {
                break;
            }
            if count == 0 && rest.starts_with(b"ID3") && rest.len() >= 10 {
                let size = rest[6..10].iter().fold(0u64, |n, b| n << 7 | u64::from(b & 0x7f)) + 10;
                let held = rest.len() as u64;
                if size >= held {
                    cut |= skip(from, size - held)? < size - held;
                    at = window.len();
                } else {
                    at += size as usize;
                }
                continue;
            }
            if rest.starts_with(b"TAG") && last && rest.len() <= 128 {
                break;
            }
            let frame = mpeg(rest).or_else(|| adts(rest)).filter(|f| shape.is_none_or(|(rate, _)| rate == f.rate));
            match frame {
                Some(f) if at + f.length <= window.len() => {
                    if count == 0 && adts(rest).is_some() && mpeg(rest).is_none() {
                        codec = "AAC";
                    }
                    shape.get_or_insert((f.rate, f.channels));
                    (count, samples) = (count + 1, samples + u64::from(f.samples));
                    at += f.length;
                }
                Some(_) if !last => break,
                Some(_) => {
                    cut = true;
                    at = window.len();
                }
                None => {
                    (lost, at) = (lost + 1, at + 1);
                    if count == 0 && lost > 64 * 1024 {
                        return Ok(None);
                    }
                }
            }
        }
        window.drain(..at.min(window.len()));
        if last {
            break;
        }
    }
    let Some((rate, channels)) = shape else { return Ok(None) };
    // One frame alone may be chance.
    Ok((count > 1).then(|| Sound { codec, millis: Some(samples * 1000 / u64::from(rate)), rate: Some(rate), channels: Some(channels), cut, silent: None }))
}
