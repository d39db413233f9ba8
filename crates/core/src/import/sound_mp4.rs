//! Recordings in boxes (m4a, 3gp, mp4): length, codec and wholeness.

use super::sound::{Sound, fill, skip};
use std::io::{self, Read};

/// ISO base media (m4a, 3gp, mp4): `moov/mvhd` for the length, `stsd` for the codec; `mdat` must be whole.
pub(super) fn mp4(from: &mut dyn Read) -> io::Result<Option<Sound>> {
    const MOOV: u64 = 16 << 20;
    let mut sound = Sound { codec: "MP4", ..Sound::default() };
    let mut found = false;
    loop {
        let mut head = [0u8; 8];
        let got = fill(from, &mut head)?;
        if got == 0 {
            break;
        }
        if got < 8 {
            sound.cut = true;
            break;
        }
        let mut size = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        let mut header = 8;
        if size == 1 {
            let mut long = [0u8; 8];
            if fill(from, &mut long)? < 8 {
                sound.cut = true;
                break;
            }
            (size, header) = (u64::from_be_bytes(long), 16);
        }
        if size == 0 {
            // To the end of the file.
            skip(from, u64::MAX)?;
            break;
        }
        let Some(body) = size.checked_sub(header) else {
            sound.cut = true;
            break;
        };
        if &head[4..8] == b"moov" && body <= MOOV {
            let mut moov = Vec::new();
            from.take(body).read_to_end(&mut moov)?;
            sound.cut |= (moov.len() as u64) < body;
            found = true;
            movie(&moov, &mut sound, 0);
        } else if skip(from, body)? < body {
            sound.cut = true;
            break;
        }
    }
    sound.cut |= !found;
    Ok(Some(sound))
}

/// Boxes of a `moov`.
fn movie(mut bytes: &[u8], sound: &mut Sound, depth: u32) {
    while bytes.len() >= 8 {
        let size = (u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize).min(bytes.len());
        if size < 8 {
            return;
        }
        let body = &bytes[8..size];
        let u32_at = |at: usize| body.get(at..).and_then(|b| b.first_chunk()).map(|b| u32::from_be_bytes(*b));
        let u64_at = |at: usize| body.get(at..).and_then(|b| b.first_chunk()).map(|b| u64::from_be_bytes(*b));
        match &bytes[4..8] {
            b"mvhd" => {
                let (scale, length) = if body.first() == Some(&1) { (u32_at(20), u64_at(24)) } else { (u32_at(12), u32_at(16).map(u64::from)) };
                if let (Some(scale), Some(length)) = (scale.filter(|s| *s > 0), length.filter(|l| *l > 0 && *l < u64::MAX / 1000)) {
                    sound.millis = Some(length * 1000 / u64::from(scale));
                }
            }
            b"stsd" => {
                if let Some(entry) = body.get(8..).filter(|e| e.len() >= 36) {
                    let codec = match &entry[4..8] {
                        b"samr" => Some("AMR-NB"),
                        b"sawb" => Some("AMR-WB"),
                        b"mp4a" => Some("AAC"),
                        b"alac" => Some("ALAC"),
                        b"Opus" => Some("Opus"),
                        b"fLaC" => Some("FLAC"),
                        _ => None,
                    };
                    if let Some(codec) = codec {
                        sound.codec = codec;
                        // 3GPP TS 26.244 writes 2 for AMR whatever it is; AMR has one.
                        sound.channels = Some(if codec.starts_with("AMR") { 1 } else { u32::from(u16::from_be_bytes([entry[24], entry[25]])) });
                        // 16.16 fixed; high rates do not fit and read 0.
                        sound.rate = Some(u32::from(u16::from_be_bytes([entry[32], entry[33]]))).filter(|r| *r > 0);
                    }
                }
            }
            b"trak" | b"mdia" | b"minf" | b"stbl" if depth < 8 => movie(body, sound, depth + 1),
            _ => {}
        }
        bytes = &bytes[size..];
    }
}
