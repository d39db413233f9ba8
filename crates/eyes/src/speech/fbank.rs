//! What the network hears: logarithms of mel energies, 80 every 10 ms, as Kaldi computes them (Povey et al. 2011; `compute-fbank-feats` with a
//! Hamming window and no dither), seven of them side by side every 60 ms ("lower frame rate", Pundak and Sainath 2016).

use std::f32::consts::PI;

/// Mel bands.
pub const BANDS: usize = 80;
/// Samples of one window: 25 ms.
const WINDOW: usize = 400;
/// Samples from one window to the next: 10 ms.
const SHIFT: usize = 160;
/// Points of the transform.
const POINTS: usize = 512;
/// Lowest frequency of the lowest band.
const LOWEST: f32 = 20.0;
const RATE: f32 = 16_000.0;

fn mel(hertz: f32) -> f32 {
    1127.0 * (1.0 + hertz / 700.0).ln()
}

/// Window, twiddles and bands, computed once.
pub struct Fbank {
    window: Vec<f32>,
    twiddles: Vec<(f32, f32)>,
    /// First point and weights of each band.
    bands: Vec<(usize, Vec<f32>)>,
}

impl Fbank {
    /// Bands from 20 Hz to 8 kHz.
    pub fn new() -> Fbank {
        let window = (0..WINDOW).map(|n| 0.54 - 0.46 * (2.0 * PI * n as f32 / (WINDOW - 1) as f32).cos()).collect();
        let twiddles = (0..POINTS / 2).map(|n| (2.0 * std::f64::consts::PI * n as f64 / POINTS as f64).sin_cos()).map(|(s, c)| (c as f32, -s as f32)).collect();
        let (low, high) = (mel(LOWEST), mel(RATE / 2.0));
        let step = (high - low) / (BANDS + 1) as f32;
        let bands = (0..BANDS)
            .map(|band| {
                let left = low + band as f32 * step;
                let (centre, right) = (left + step, left + 2.0 * step);
                let weight = |point: usize| {
                    let m = mel(point as f32 * RATE / POINTS as f32);
                    if m <= left || m >= right { 0.0 } else if m <= centre { (m - left) / (centre - left) } else { (right - m) / (right - centre) }
                };
                let first = (0..POINTS / 2).find(|p| weight(*p) > 0.0).unwrap_or(0);
                (first, (first..POINTS / 2).map(weight).take_while(|w| *w > 0.0).collect())
            })
            .collect();
        Fbank { window, twiddles, bands }
    }

    /// Frames of a piece of sound, `BANDS` values each; samples are between -1 and 1 times `scale`. Only whole windows count.
    pub fn frames(&self, samples: &[f32], scale: f32) -> Vec<f32> {
        let count = if samples.len() < WINDOW { 0 } else { 1 + (samples.len() - WINDOW) / SHIFT };
        let mut out = Vec::with_capacity(count * BANDS);
        let mut points = [(0.0f32, 0.0f32); POINTS];
        let mut frame = [0.0f32; WINDOW];
        for n in 0..count {
            for (to, from) in frame.iter_mut().zip(&samples[n * SHIFT..]) {
                *to = from * scale;
            }
            let mean = frame.iter().sum::<f32>() / WINDOW as f32;
            frame.iter_mut().for_each(|v| *v -= mean);
            // Pre-emphasis, from the end so that each sample still meets the one before it.
            for i in (1..WINDOW).rev() {
                frame[i] -= 0.97 * frame[i - 1];
            }
            frame[0] -= 0.97 * frame[0];
            points.fill((0.0, 0.0));
            for ((to, v), w) in points.iter_mut().zip(&frame).zip(&self.window) {
                to.0 = v * w;
            }
            self.transform(&mut points);
            for (first, weights) in &self.bands {
                let energy: f32 = weights.iter().zip(&points[*first..]).map(|(w, (re, im))| w * (re * re + im * im)).sum();
                out.push(energy.max(f32::EPSILON).ln());
            }
        }
        out
    }

    /// Fast Fourier transform in place (Cooley and Tukey 1965), radix 2.
    fn transform(&self, points: &mut [(f32, f32); POINTS]) {
        for i in 0..POINTS {
            let j = i.reverse_bits() >> (usize::BITS - POINTS.trailing_zeros());
            if i < j {
                points.swap(i, j);
            }
        }
        let mut size = 2;
        while size <= POINTS {
            let (half, stride) = (size / 2, POINTS / size);
            for start in (0..POINTS).step_by(size) {
                for k in 0..half {
                    let (c, s) = self.twiddles[k * stride];
                    let (a, b) = (points[start + k], points[start + k + half]);
                    let t = (b.0 * c - b.1 * s, b.0 * s + b.1 * c);
                    points[start + k] = (a.0 + t.0, a.1 + t.1);
                    points[start + k + half] = (a.0 - t.0, a.1 - t.1);
                }
            }
            size *= 2;
        }
    }
}

/// `size` frames side by side, every `shift` frames, the first and the last repeated at the ends, as the model learnt it (FunASR's
/// `apply_lfr`; sherpa-onnx since 2.0).
pub fn stacked(frames: &[f32], size: usize, shift: usize) -> Vec<f32> {
    let count = frames.len() / BANDS;
    if size == 0 || shift == 0 || count == 0 {
        return Vec::new();
    }
    let before = (size - 1) / 2;
    let frame = |at: usize| &frames[at.saturating_sub(before).min(count - 1) * BANDS..][..BANDS];
    (0..count.div_ceil(shift)).flat_map(|n| (0..size).flat_map(move |k| frame(n * shift + k))).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_those_of_kaldi() {
        // A sweep from 100 Hz to 4 kHz; kaldi-native-fbank 1.23 gave these values (dither 0, Hamming, snip_edges).
        let sweep = |t: f64| (2.0 * std::f64::consts::PI * (100.0 * t + 7800.0 * t * t)).sin() * 0.5;
        let samples: Vec<f32> = (0..4000).map(|n| sweep(f64::from(n) / 16_000.0) as f32).collect();
        let frames = Fbank::new().frames(&samples, 32_768.0);
        assert_eq!(frames.len(), 23 * BANDS);
        for (frame, band, expect) in EXPECT {
            let found = frames[frame * BANDS + band];
            assert!((found - expect).abs() < 0.01, "frame {frame} band {band}: {found}, not {expect}");
        }
    }

    const EXPECT: [(usize, usize, f32); 12] = [
        (0, 0, 16.5049),
        (0, 5, 20.2682),
        (0, 40, 11.6924),
        (0, 79, 10.3261),
        (7, 10, 15.1990),
        (7, 30, 21.5602),
        (7, 79, 11.4687),
        (15, 0, 13.6195),
        (15, 33, 15.7863),
        (22, 50, 17.1604),
        (22, 60, 24.0897),
        (22, 79, 16.8702),
    ];

    #[test]
    fn seven_frames_every_six() {
        let frames: Vec<f32> = (0..20 * BANDS).map(|n| (n / BANDS) as f32).collect();
        let stacked = stacked(&frames, 7, 6);
        let rows: Vec<Vec<f32>> = stacked.chunks(7 * BANDS).map(|row| row.iter().step_by(BANDS).copied().collect()).collect();
        let expect = [[0., 0., 0., 0., 1., 2., 3.], [3., 4., 5., 6., 7., 8., 9.], [9., 10., 11., 12., 13., 14., 15.], [15., 16., 17., 18., 19., 19., 19.]];
        assert_eq!(rows, expect);
        assert!(super::stacked(&[], 7, 6).is_empty());
    }
}
