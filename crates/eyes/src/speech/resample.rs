//! From any rate to another: a windowed sinc (Smith, "Digital Audio Resampling"), cut off below the lower of the two rates.

use std::f64::consts::PI;

/// Zero crossings of the filter on each side.
const SIDE: f64 = 16.0;

/// A stream of samples on its way from one rate to another.
pub struct Resampler {
    from: u32,
    to: u32,
    /// Filter by phase: `to / g` phases of `width` taps each.
    taps: Vec<Vec<f32>>,
    half: usize,
    /// Samples kept, the first of which stands at `base` in the source; `half` zeros stand before the first.
    held: Vec<f32>,
    base: i64,
    /// Samples given so far.
    given: u64,
    taken: u64,
}

fn divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { divisor(b, a % b) }
}

impl Resampler {
    /// From and to samples a second.
    pub fn new(from: u32, to: u32) -> Resampler {
        let phases = to / divisor(from, to);
        // In cycles a source sample; a twentieth is left for the filter's slope.
        let cut = 0.5 * 0.95 * f64::from(to.min(from)) / f64::from(from);
        let half = (SIDE / (2.0 * cut)).ceil() as usize;
        let taps = (0..phases)
            .map(|phase| {
                let shift = f64::from(phase) / f64::from(phases);
                let mut row: Vec<f64> = (0..2 * half)
                    .map(|k| {
                        let x = k as f64 - (half as f64 - 1.0) - shift;
                        let sinc = if x == 0.0 { 1.0 } else { (2.0 * PI * cut * x).sin() / (2.0 * PI * cut * x) };
                        let window = if x.abs() >= half as f64 { 0.0 } else { 0.5 + 0.5 * (PI * x / half as f64).cos() };
                        sinc * window
                    })
                    .collect();
                let sum: f64 = row.iter().sum();
                row.iter_mut().for_each(|v| *v /= sum);
                row.into_iter().map(|v| v as f32).collect()
            })
            .collect();
        Resampler { from, to, taps, half, held: vec![0.0; half], base: -(half as i64), given: 0, taken: 0 }
    }

    /// Samples a second it takes.
    pub fn rate(&self) -> u32 {
        self.from
    }

    /// The samples that can be given now.
    pub fn push(&mut self, samples: &[f32]) -> Vec<f32> {
        self.taken += samples.len() as u64;
        if self.from == self.to {
            return samples.to_vec();
        }
        self.held.extend_from_slice(samples);
        let mut out = Vec::with_capacity(samples.len() * self.to as usize / self.from as usize + 1);
        loop {
            let exact = self.given * u64::from(self.from);
            let (whole, rest) = ((exact / u64::from(self.to)) as i64, exact % u64::from(self.to));
            let phase = (rest * self.taps.len() as u64 / u64::from(self.to)) as usize;
            let first = whole - (self.half as i64 - 1) - self.base;
            let Some(window) = usize::try_from(first).ok().and_then(|f| self.held.get(f..f + 2 * self.half)) else { break };
            out.push(window.iter().zip(&self.taps[phase]).map(|(a, b)| a * b).sum());
            self.given += 1;
        }
        let next = (self.given * u64::from(self.from) / u64::from(self.to)) as i64 - (self.half as i64 - 1);
        let spare = (next - self.base).clamp(0, self.held.len() as i64);
        self.held.drain(..spare as usize);
        self.base += spare;
        out
    }

    /// The end: as many samples as the sound is long.
    pub fn finish(mut self) -> Vec<f32> {
        let (taken, wanted) = (self.taken, self.taken * u64::from(self.to) / u64::from(self.from));
        if self.from == self.to {
            return Vec::new();
        }
        let mut out = self.push(&vec![0.0; self.half + 1]);
        let over = self.given.saturating_sub(wanted.max(self.given - out.len() as u64));
        debug_assert!(taken <= self.taken);
        out.truncate(out.len() - over as usize);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hertz: f64, seconds: f64) -> Vec<f32> {
        (0..(f64::from(rate) * seconds) as usize).map(|n| (2.0 * PI * hertz * n as f64 / f64::from(rate)).sin() as f32).collect()
    }

    #[test]
    fn a_tone_stays_the_tone_whatever_the_steps() {
        for from in [8_000, 11_025, 22_050, 44_100, 48_000] {
            let source = tone(from, 1000.0, 0.5);
            let mut resampler = Resampler::new(from, 16_000);
            let mut out = Vec::new();
            for piece in source.chunks(1237) {
                out.extend(resampler.push(piece));
            }
            out.extend(resampler.finish());
            assert_eq!(out.len(), 8000 - usize::from(source.len() * 16_000 % from as usize != 0 && (source.len() * 16_000 / from as usize) < 8000), "{from}");
            let expect = tone(16_000, 1000.0, 0.5);
            let worst = out.iter().zip(&expect).skip(200).take(7600).map(|(a, b)| (a - b).abs()).fold(0.0f32, f32::max);
            assert!(worst < 0.01, "{from}: {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_hold_is_gone() {
        let mut resampler = Resampler::new(48_000, 16_000);
        let out = resampler.push(&tone(48_000, 11_000.0, 0.5));
        assert!(out[300..].iter().all(|v| v.abs() < 0.01));
    }
}
