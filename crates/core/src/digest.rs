//! SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016) of a stream, in one pass and constant memory.

use crate::model::{Digest, ExhibitId, Sm3};
use sha2::Digest as _;
use std::io::{self, Read, Write};

/// Reads to the end and returns both digests and the length.
pub fn of(bytes: &mut dyn Read) -> io::Result<Digest> {
    copy(bytes, &mut io::sink())
}

/// Both digests of bytes that pass by in pieces.
#[derive(Default)]
pub struct Running {
    sha: sha2::Sha256,
    sm3: sm3::Sm3,
    size: u64,
}

impl Running {
    /// The next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
        self.sm3.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// The digests of all that passed.
    pub fn finish(self) -> Digest {
        Digest { sha256: ExhibitId(self.sha.finalize().into()), sm3: Sm3(self.sm3.finalize().into()), size: self.size }
    }
}

/// Copies a stream while digesting it.
pub fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<Digest> {
    let mut running = Running::default();
    let mut chunk = vec![0u8; 128 * 1024];
    loop {
        let n = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        running.update(&chunk[..n]);
        to.write_all(&chunk[..n])?;
    }
    Ok(running.finish())
}

/// SHA-256 of bytes in memory.
pub fn sha256(bytes: &[u8]) -> ExhibitId {
    ExhibitId(sha2::Sha256::digest(bytes).into())
}

/// A reader that digests what passes through it.
pub struct Tee<'r> {
    inner: &'r mut dyn Read,
    sha: sha2::Sha256,
    size: u64,
}

impl<'r> Tee<'r> {
    /// Digests what is read from `inner`.
    pub fn new(inner: &'r mut dyn Read) -> Self {
        Tee { inner, sha: sha2::Sha256::new(), size: 0 }
    }

    /// Reads what is left and returns the SHA-256 of all that passed.
    pub fn finish(mut self) -> io::Result<ExhibitId> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(ExhibitId(self.sha.finalize().into()))
    }
}

impl Read for Tee<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.sha.update(&out[..n]);
        self.size += n as u64;
        Ok(n)
    }
}

/// A writer that digests what passes through it, so that something large is never whole in memory.
pub struct Through<W: Write> {
    inner: W,
    sha: sha2::Sha256,
}

impl<W: Write> Through<W> {
    /// Digests what is written to `inner`.
    pub fn new(inner: W) -> Self {
        Through { inner, sha: sha2::Sha256::new() }
    }

    /// Flushes and returns the SHA-256 of all that passed.
    pub fn finish(mut self) -> io::Result<ExhibitId> {
        self.inner.flush()?;
        Ok(ExhibitId(self.sha.finalize().into()))
    }
}

impl<W: Write> Write for Through<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.sha.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        let d = of(&mut &b"abc"[..]).expect("memory");
        assert_eq!(d.sha256.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(d.sm3.to_string(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(d.size, 3);
        let mut kept = Vec::new();
        let mut through = Through::new(&mut kept);
        through.write_all(b"a").and_then(|()| through.write_all(b"bc")).expect("memory");
        assert_eq!(through.finish().expect("memory"), d.sha256);
        assert_eq!(kept, b"abc");
    }
}
