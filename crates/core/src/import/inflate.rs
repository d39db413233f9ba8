//! Unpacking zlib (RFC 1950) so that the same bytes always give the same, however they arrive: a reader that fails in the middle of a buffer loses
//! what it had unpacked into it, and how much that is hangs on how many bytes each read brought.

use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// Bytes taken from the source and unpacked at once.
const PIECE: usize = 32 * 1024;

/// Everything up to `limit` bytes that can be unpacked, and what ended it early: `InvalidData` for damage, `UnexpectedEof` for a stream
/// that stops, or what reading the source met. What stands behind the stream is left in the source as far as it was not read ahead.
pub fn all(input: &mut dyn Read, limit: usize) -> (Vec<u8>, Option<io::Error>) {
    let (mut zlib, mut text) = (Decompress::new(true), Vec::new());
    let mut packed = Vec::with_capacity(PIECE);
    let mut out = vec![0u8; PIECE];
    loop {
        packed.clear();
        // A full piece each time, so that nothing hangs on the size of a read.
        let error = (&mut *input).take(PIECE as u64).read_to_end(&mut packed).err();
        let mut rest = &packed[..];
        loop {
            let (taken, made) = (zlib.total_in(), zlib.total_out());
            let flush = if packed.len() < PIECE { FlushDecompress::Finish } else { FlushDecompress::None };
            let status = zlib.decompress(rest, &mut out, flush);
            let (taken, made) = ((zlib.total_in() - taken) as usize, (zlib.total_out() - made) as usize);
            text.extend_from_slice(&out[..made.min(limit.saturating_sub(text.len()))]);
            rest = &rest[taken.min(rest.len())..];
            match status {
                Ok(Status::StreamEnd) => return (text, error),
                Err(e) if made == 0 || error.is_none() => return (text, Some(error.unwrap_or_else(|| io::Error::new(io::ErrorKind::InvalidData, e)))),
                _ if text.len() >= limit => return (text, error),
                _ if taken == 0 && made == 0 => break,
                _ => {}
            }
        }
        if let Some(error) = error {
            return (text, Some(error));
        }
        if packed.len() < PIECE {
            return (text, Some(io::ErrorKind::UnexpectedEof.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// Reads a few bytes at a time.
    struct Drops<'b>(&'b [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let some = self.1.min(out.len()).min(self.0.len());
            out[..some].copy_from_slice(&self.0[..some]);
            self.0 = &self.0[some..];
            Ok(some)
        }
    }

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(text).expect("memory does not fail");
        zlib.finish().expect("memory does not fail")
    }

    #[test]
    fn the_same_bytes_give_the_same_however_they_arrive() {
        let text: Vec<u8> = (0..40_000u32).flat_map(|n| format!("{{\"address\":\"1380000{n}\"}},").into_bytes()).collect();
        let good = packed(&text);
        assert_eq!(all(&mut &good[..], usize::MAX).0, text);
        assert_eq!(all(&mut &good[..], 100).0, text[..100]);
        for bad in [good[..good.len() / 2].to_vec(), { let mut b = good.clone(); b[good.len() / 2] ^= 0x55; b }, { let mut b = good.clone(); let end = b.len() - 1; b[end] ^= 1; b }, vec![0x78], Vec::new()] {
            let (whole, error) = all(&mut &bad[..], usize::MAX);
            assert!(error.is_some());
            for step in [1, 7, 4096] {
                assert_eq!(all(&mut Drops(&bad, step), usize::MAX).0, whole, "in steps of {step}");
            }
        }
    }
}
