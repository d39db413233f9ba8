//! Pictures, recordings and films by their first bytes; the name never decides.

use super::Probe;

/// Media type of a picture, a recording or a film; `None` for everything else.
pub fn kind(probe: &Probe) -> Option<&'static str> {
    let head = probe.head;
    let starts = |bytes: &[u8]| head.starts_with(bytes);
    let at = |offset: usize, bytes: &[u8]| head.get(offset..).is_some_and(|h| h.starts_with(bytes));
    Some(match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => "image/png",
        () if starts(b"\xff\xd8\xff") => "image/jpeg",
        () if starts(b"GIF87a") || starts(b"GIF89a") => "image/gif",
        () if starts(b"RIFF") && at(8, b"WEBP") => "image/webp",
        () if starts(b"BM") && at(6, &[0; 4]) => "image/bmp",
        () if starts(b"#!AMR\n") => "audio/amr",
        () if starts(b"#!AMR-WB\n") => "audio/amr-wb",
        () if starts(b"RIFF") && at(8, b"WAVE") => "audio/wav",
        () if starts(b"OggS") => "audio/ogg",
        () if starts(b"fLaC") => "audio/flac",
        () if at(4, b"ftyp") => brand(head.get(8..12)?),
        () if starts(b"ID3") || mpeg(head) => "audio/mpeg",
        () if adts(head) => "audio/aac",
        // WeChat's and QQ's own voice files.
        () if starts(b"\x02#!SILK_V3") || starts(b"#!SILK_V3") => "audio/silk",
        () => return None,
    })
}

/// Brands of ISO base media (ISO/IEC 14496-12, 3GPP TS 26.244).
fn brand(brand: &[u8]) -> &'static str {
    match brand {
        b"M4A " | b"M4B " => "audio/mp4",
        [b'3', b'g', ..] => "audio/3gpp",
        b"heic" | b"heix" | b"mif1" | b"heim" | b"heis" | b"hevc" => "image/heic",
        b"avif" => "image/avif",
        _ => "video/mp4",
    }
}

/// Two MPEG audio frames in a row: the sync word alone stands in any file.
fn mpeg(head: &[u8]) -> bool {
    crate::import::audio_frames::mpeg(head).is_some_and(|f| head.get(f.length..).and_then(crate::import::audio_frames::mpeg).is_some())
}

fn adts(head: &[u8]) -> bool {
    crate::import::audio_frames::adts(head).is_some_and(|f| head.get(f.length..).and_then(crate::import::audio_frames::adts).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide() {
        for (head, expect) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some("image/png")),
            (b"\0\0\0\x18ftyp3gp4", Some("audio/3gpp")),
            (b"\0\0\0\x18ftypM4A ", Some("audio/mp4")),
            (b"#!AMR\n", Some("audio/amr")),
            (b"RIFF\0\0\0\0WAVE", Some("audio/wav")),
            (b"\xff\xfb\x90\x00", None),
            (b"text", None),
            (b"", None),
        ] {
            assert_eq!(kind(&Probe { name: "x.jpg", head }), expect);
        }
    }
}
