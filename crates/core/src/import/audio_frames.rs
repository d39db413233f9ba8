//! Frames of compressed sound: the few header bits that give length and duration. No decoding.

/// One frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Bytes to the next frame.
    pub length: usize,
    /// Samples it holds, per channel.
    pub samples: u32,
    /// Samples a second.
    pub rate: u32,
    /// Channels.
    pub channels: u32,
}

/// The MPEG audio frame (ISO/IEC 11172-3, 13818-3) that begins here.
pub fn mpeg(bytes: &[u8]) -> Option<Frame> {
    let [a, b, c, d] = *bytes.first_chunk()?;
    if a != 0xff || b & 0xe0 != 0xe0 {
        return None;
    }
    // Versions: 3 = MPEG-1, 2 = MPEG-2, 0 = MPEG-2.5; layers: 3 = I, 2 = II, 1 = III.
    let (version, layer) = (b >> 3 & 3, b >> 1 & 3);
    if version == 1 || layer == 0 {
        return None;
    }
    const RATES: [[u32; 15]; 5] = [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let table = match (version, layer) {
        (3, 3) => 0,
        (3, 2) => 1,
        (3, _) => 2,
        (_, 3) => 3,
        _ => 4,
    };
    let kilobits = *RATES[table].get(usize::from(c >> 4)).filter(|k| **k > 0)?;
    let rate = *[44_100, 48_000, 32_000].get(usize::from(c >> 2 & 3))? >> match version {
        3 => 0,
        2 => 1,
        _ => 2,
    };
    let padding = u32::from(c >> 1 & 1);
    let (samples, length) = match (layer, version) {
        (3, _) => (384, (12_000 * kilobits / rate + padding) * 4),
        (1, 0 | 2) => (576, 72_000 * kilobits / rate + padding),
        _ => (1152, 144_000 * kilobits / rate + padding),
    };
    Some(Frame { length: length as usize, samples, rate, channels: if d >> 6 == 3 { 1 } else { 2 } })
}

/// The ADTS frame (AAC, ISO/IEC 13818-7) that begins here.
pub fn adts(bytes: &[u8]) -> Option<Frame> {
    let head: [u8; 7] = *bytes.first_chunk()?;
    if head[0] != 0xff || head[1] & 0xf6 != 0xf0 {
        return None;
    }
    let rate = *[96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350].get(usize::from(head[2] >> 2 & 15))?;
    let channels = u32::from(head[2] & 1) << 2 | u32::from(head[3] >> 6);
    let length = usize::from(head[3] & 3) << 11 | usize::from(head[4]) << 3 | usize::from(head[5] >> 5);
    let blocks = u32::from(head[6] & 3) + 1;
    (length >= 7).then_some(Frame { length, samples: 1024 * blocks, rate, channels })
}

/// Bytes of an AMR frame after its first (3GPP TS 26.101 A.1), by the frame type in that byte; `wide` is AMR-WB (TS 26.201).
/// `None` for types that do not exist.
pub fn amr(first: u8, wide: bool) -> Option<usize> {
    const NARROW: [Option<usize>; 16] = [Some(12), Some(13), Some(15), Some(17), Some(19), Some(20), Some(26), Some(31), Some(5), Some(6), Some(5), Some(5), None, None, None, Some(0)];
    const WIDE: [Option<usize>; 16] = [Some(17), Some(23), Some(32), Some(36), Some(40), Some(46), Some(50), Some(58), Some(60), Some(5), None, None, None, None, Some(0), Some(0)];
    // The first bit and the last two are padding and zero.
    if first & 0x83 != 0 {
        return None;
    }
    (if wide { WIDE } else { NARROW })[usize::from(first >> 3 & 15)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_known_headers() {
        // MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes.
        assert_eq!(mpeg(&[0xff, 0xfb, 0x90, 0x00]), Some(Frame { length: 417, samples: 1152, rate: 44_100, channels: 2 }));
        // MPEG-2 layer III, 32 kbit/s, 16 kHz, mono.
        assert_eq!(mpeg(&[0xff, 0xf3, 0x48, 0xc0]), Some(Frame { length: 144, samples: 576, rate: 16_000, channels: 1 }));
        assert_eq!(mpeg(&[0xff, 0xff, 0xff, 0xff]), None);
        assert_eq!(mpeg(&[0xff, 0xfb]), None);
        assert_eq!(adts(&[0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]), Some(Frame { length: 16, samples: 1024, rate: 44_100, channels: 2 }));
        assert_eq!((amr(0x3c, false), amr(0x04, false), amr(0x7c, true), amr(0x65, false)), (Some(31), Some(12), Some(0), None));
    }
}
