//! Plain sound in RIFF/WAVE: PCM of 8, 16, 24 and 32 bits, floats, G.711. Everything else in a WAVE is told, not decoded.

use super::decode::{Sink, undecoded};
use juzheng_core::error::Result;

/// Frames handed on at once.
const BATCH: usize = 8192;

/// How one sample is written.
#[derive(Clone, Copy)]
enum Sample {
    Unsigned8,
    Signed(usize),
    Float32,
    Float64,
    ALaw,
    MuLaw,
}

impl Sample {
    /// By the format tag and the bits of a sample (RFC 2361; Microsoft's `WAVEFORMATEXTENSIBLE` names the tag in its GUID).
    fn of(tag: u16, bits: u16) -> Option<Sample> {
        Some(match (tag, bits) {
            (1, 8) => Sample::Unsigned8,
            (1, 16 | 24 | 32) => Sample::Signed(usize::from(bits / 8)),
            (3, 32) => Sample::Float32,
            (3, 64) => Sample::Float64,
            (6, 8) => Sample::ALaw,
            (7, 8) => Sample::MuLaw,
            _ => return None,
        })
    }

    fn size(self) -> usize {
        match self {
            Sample::Unsigned8 | Sample::ALaw | Sample::MuLaw => 1,
            Sample::Signed(n) => n,
            Sample::Float32 => 4,
            Sample::Float64 => 8,
        }
    }

    fn value(self, b: &[u8]) -> f32 {
        match (self, b) {
            (Sample::Unsigned8, [v, ..]) => (f32::from(*v) - 128.0) / 128.0,
            (Sample::Signed(2), [a, b, ..]) => f32::from(i16::from_le_bytes([*a, *b])) / 32_768.0,
            (Sample::Signed(3), [a, b, c, ..]) => (i32::from_le_bytes([0, *a, *b, *c]) >> 8) as f32 / 8_388_608.0,
            (Sample::Signed(4), [a, b, c, d, ..]) => i32::from_le_bytes([*a, *b, *c, *d]) as f32 / 2_147_483_648.0,
            (Sample::Float32, [a, b, c, d, ..]) => finite(f32::from_le_bytes([*a, *b, *c, *d])),
            (Sample::Float64, [a, b, c, d, e, f, g, h]) => finite(f64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]) as f32),
            (Sample::ALaw, [v, ..]) => a_law(*v),
            (Sample::MuLaw, [v, ..]) => mu_law(*v),
            _ => 0.0,
        }
    }
}

fn finite(v: f32) -> f32 {
    if v.is_finite() { v.clamp(-1.0, 1.0) } else { 0.0 }
}

/// ITU-T G.711, A-law.
fn a_law(byte: u8) -> f32 {
    let v = byte ^ 0x55;
    let (segment, low) = (i32::from(v >> 4 & 7), i32::from(v & 15));
    let size = if segment == 0 { low << 4 | 8 } else { (low << 4 | 0x108) << (segment - 1) };
    (if v & 0x80 == 0 { -size } else { size }) as f32 / 32_768.0
}

/// ITU-T G.711, µ-law.
fn mu_law(byte: u8) -> f32 {
    let v = !byte;
    let size = ((i32::from(v & 15) << 3 | 0x84) << (v >> 4 & 7)) - 0x84;
    (if v & 0x80 != 0 { -size } else { size }) as f32 / 32_768.0
}

/// Decodes the `data` of a WAVE; one whose size is wrong is read to the end of the file.
///
/// # Errors
/// `speech.codec` for an encoding this file does not know, and a file without sound.
pub fn decode(bytes: &[u8], sink: &mut Sink) -> Result<()> {
    let (mut at, mut format) = (12usize, None);
    while let Some(head) = bytes.get(at..at + 8) {
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let body = bytes.get(at + 8..).unwrap_or_default();
        match &head[..4] {
            b"fmt " if size >= 16 && body.len() >= 16 => {
                let u16_at = |i: usize| body.get(i..i + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
                let tag = if u16_at(0) == 0xfffe { u16_at(24) } else { u16_at(0) };
                format = Some((tag, usize::from(u16_at(2)), u32::from_le_bytes([body[4], body[5], body[6], body[7]]), u16_at(14)));
            }
            b"data" => {
                let Some((tag, channels, rate, bits)) = format else { break };
                let sample = Sample::of(tag, bits).filter(|_| channels > 0).ok_or_else(|| undecoded(&format!("WAVE 编码 {tag}")))?;
                let step = sample.size();
                let mut frames = Vec::with_capacity(BATCH);
                for frame in body[..size.min(body.len())].chunks_exact(step * channels) {
                    frames.push(frame.chunks_exact(step).map(|b| sample.value(b)).sum::<f32>() / channels as f32);
                    if frames.len() == BATCH {
                        sink.take(rate, &frames)?;
                        frames.clear();
                    }
                }
                return sink.take(rate, &frames);
            }
            _ => {}
        }
        at = at.saturating_add(8 + size + (size & 1));
    }
    Err(undecoded("没有声音数据的 WAVE"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companded_samples_are_those_of_the_recommendation() {
        // The ends and the smallest steps of both laws, as G.711 tables 1a to 2b decode them (13 and 14 bits, scaled to 16).
        let scaled = |v: f32| (v * 32_768.0) as i32;
        assert_eq!([0xd5, 0x55, 0xaa, 0x2a].map(|b| scaled(a_law(b))), [8, -8, 32_256, -32_256]);
        assert_eq!([0xff, 0x7f, 0x80, 0x00].map(|b| scaled(mu_law(b))), [0, 0, 32_124, -32_124]);
    }

    #[test]
    fn samples_of_every_width_mean_the_same() {
        assert_eq!(Sample::of(1, 8).map(|s| s.value(&[192])), Some(0.5));
        assert_eq!(Sample::of(1, 16).map(|s| s.value(&[0, 0x40])), Some(0.5));
        assert_eq!(Sample::of(1, 24).map(|s| s.value(&[0, 0, 0xc0])), Some(-0.5));
        assert_eq!(Sample::of(1, 32).map(|s| s.value(&[0, 0, 0, 0x40])), Some(0.5));
        assert_eq!(Sample::of(3, 32).map(|s| s.value(&f32::NAN.to_le_bytes())), Some(0.0));
        assert_eq!(Sample::of(3, 64).map(|s| s.value(&0.5f64.to_le_bytes())), Some(0.5));
        assert!(Sample::of(0x11, 4).is_none(), "IMA ADPCM");
    }
}
