//! What Apple's databases share: times that count from 2001, and text kept in a typedstream archive.

use crate::time::Stamp;

/// Seconds from 1970 to 2001-01-01T00:00:00Z.
const EPOCH: i64 = 978_307_200;
/// Above this a whole number of Apple's time is in nanoseconds: as seconds it would lie a thousand years ahead.
const NANOSECONDS: i64 = 100_000_000_000;

/// Seconds or nanoseconds since 2001.
pub fn cocoa(value: i64) -> Option<Stamp> {
    let ms = if value.unsigned_abs() > NANOSECONDS.unsigned_abs() { value / 1_000_000 } else { value.checked_mul(1000)? };
    // Nothing is 0: a missing time, not New Year of 2001.
    Some(Stamp(ms.checked_add(EPOCH * 1000)?)).filter(|s| value != 0 && s.plausible())
}

/// Seconds since 2001 with a fraction.
pub fn cocoa_seconds(value: f64) -> Option<Stamp> {
    if !value.is_finite() || value == 0.0 || value.abs() > 1e11 {
        return None;
    }
    Some(Stamp((value * 1000.0).round() as i64 + EPOCH * 1000)).filter(|s| s.plausible())
}

/// The words of an archived `NSAttributedString`, and whether bytes of them were no text. In such an archive the string is
/// the first value of the type `+` (bytes with their length before them); its length is one byte, or 0x81 and two, or 0x82
/// and four, little endian (NeXT typedstream, as `imessage` tools and pypush describe it).
pub fn typedstream(bytes: &[u8]) -> Option<(String, bool)> {
    const HEAD: &[u8] = b"\x04\x0bstreamtyped";
    if !bytes.starts_with(HEAD) {
        return None;
    }
    let at = memchr::memmem::find(bytes, b"\x84\x01+")? + 3;
    let (length, at) = match *bytes.get(at)? {
        0x81 => (usize::from(u16::from_le_bytes(bytes.get(at + 1..at + 3)?.try_into().ok()?)), at + 3),
        0x82 => (u32::from_le_bytes(bytes.get(at + 1..at + 5)?.try_into().ok()?) as usize, at + 5),
        n if n < 0x80 => (usize::from(n), at + 1),
        _ => return None,
    };
    let text = match bytes.get(at..at.checked_add(length)?) {
        Some(text) => text,
        // Shorter than it says: what stands before the mark of the next value (its type `iI`) is kept, and told as damaged.
        None => {
            let rest = bytes.get(at..)?;
            let text = &rest[..memchr::memmem::find(rest, b"\x86\x84\x02iI")?];
            return Some((String::from_utf8_lossy(text).replace('\0', "\u{fffd}"), true));
        }
    };
    let clean = std::str::from_utf8(text).is_ok() && memchr::memchr(0, text).is_none();
    Some((String::from_utf8_lossy(text).replace('\0', "\u{fffd}"), !clean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_nanoseconds() {
        // 2015-11-22 and 2019-08-29, as genuine databases hold them.
        assert_eq!(cocoa(469_908_586).map(|s| s.rfc3339()), Some("2015-11-23T02:09:46+08:00".into()));
        assert_eq!(cocoa(588_813_210_539_788_032).map(|s| s.day().to_string()), Some("2019-08-30".into()));
        assert_eq!(cocoa_seconds(588_813_210.5), Some(Stamp(1_567_120_410_500)));
        for none in [0, 1, -5_000_000_000, i64::MIN, i64::MAX, 99_999_999_999] {
            assert_eq!(cocoa(none).filter(|_| none != 1), None, "{none}");
        }
        assert!([f64::NAN, f64::INFINITY, 0.0, 1e300].iter().all(|v| cocoa_seconds(*v).is_none()));
    }

    fn archive(length: &[u8], text: &[u8]) -> Vec<u8> {
        [b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x08NSString\x01\x94\x84\x01+".as_slice(), length, text, b"\x86\x84\x02iI"].concat()
    }

    #[test]
    fn words_of_an_archive() {
        assert_eq!(typedstream(&archive(&[6], "还钱".as_bytes())), Some(("还钱".into(), false)));
        let long = "催".repeat(100);
        assert_eq!(typedstream(&archive(&[0x81, 0x2c, 0x01], long.as_bytes())), Some((long.clone(), false)));
        assert_eq!(typedstream(&archive(&[0x82, 0x2c, 0x01, 0, 0], long.as_bytes())), Some((long, false)));
        assert_eq!(typedstream(&archive(&[0], b"")), Some((String::new(), false)));
        assert_eq!(typedstream(&archive(&[2], b"\xff\0")), Some(("\u{fffd}\u{fffd}".into(), true)));
        // A length beyond the end: the words up to the next value, as damaged.
        assert_eq!(typedstream(&archive(&[0x81, 0x9d, 0], "还钱".as_bytes())), Some(("还钱".into(), true)));
        for bad in [&b"bplist00"[..], b"\x04\x0bstreamtyped\x84\x01+\x82\xff\xff\xff\xffx", &archive(&[0x85], b"x"), b"\x04\x0bstreamtyped\x84\x01+"] {
            assert_eq!(typedstream(bad), None);
        }
    }
}
