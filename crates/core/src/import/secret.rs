//! Opening what the owner's own password locked: keys from a password, keys wrapped in keys, and files in AES-CBC, as
//! Android and Apple use them. Reading only; the arithmetic is RustCrypto's.

use aes::Aes256;
use aes_kw::KwAes256;
use cbc::Decryptor;
use cbc::cipher::{BlockModeDecrypt, KeyInit, KeyIvInit};
use std::io::{self, Read};

/// Length of a block of AES.
const BLOCK: usize = 16;
/// Most rounds a header may ask for: Apple asks for ten million. Far more is a file made to keep us busy.
pub const MOST_ROUNDS: u32 = 40_000_000;

/// A password as typed. Shown nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// From text as typed.
    pub fn new(text: impl Into<String>) -> Password {
        Password(text.into())
    }

    /// Its characters.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// PBKDF2 with HMAC-SHA-1 (RFC 8018).
pub fn pbkdf2_sha1(password: &[u8], salt: &[u8], rounds: u32) -> [u8; 32] {
    pbkdf2::pbkdf2_hmac_array::<sha1::Sha1, 32>(password, salt, rounds.max(1))
}

/// PBKDF2 with HMAC-SHA-256 (RFC 8018).
pub fn pbkdf2_sha256(password: &[u8], salt: &[u8], rounds: u32) -> [u8; 32] {
    pbkdf2::pbkdf2_hmac_array::<sha2::Sha256, 32>(password, salt, rounds.max(1))
}

/// A key of 32 bytes out of its wrapping (RFC 3394); `None` when the wrapping key is not the right one.
pub fn unwrap(key: &[u8; 32], wrapped: &[u8]) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if wrapped.len() != out.len() + 8 {
        return None;
    }
    KwAes256::new(key.into()).unwrap_key(wrapped, &mut out).ok()?;
    Some(out)
}

/// Decrypts whole blocks in place, without looking at any padding; a rest shorter than a block is cut off.
pub fn decrypt(key: &[u8; 32], iv: &[u8; BLOCK], bytes: &mut Vec<u8>) {
    bytes.truncate(bytes.len() / BLOCK * BLOCK);
    let mut cipher = Decryptor::<Aes256>::new(key.into(), iv.into());
    for block in bytes.chunks_exact_mut(BLOCK) {
        if let Ok(block) = block.try_into() {
            cipher.decrypt_block(block);
        }
    }
}

/// Removes padding after PKCS #7; `None` when there is none, as after a wrong key.
pub fn unpadded(bytes: &[u8]) -> Option<&[u8]> {
    let count = usize::from(*bytes.last()?);
    let keep = bytes.len().checked_sub(count)?;
    ((1..=BLOCK).contains(&count) && bytes[keep..].iter().all(|b| usize::from(*b) == count)).then(|| &bytes[..keep])
}

/// A stream in AES-256-CBC with PKCS #7 padding.
pub struct Decrypting<R> {
    inner: R,
    cipher: Decryptor<Aes256>,
    /// Decrypted and not yet given out.
    ready: Vec<u8>,
    given: usize,
    /// The next chunk, held back until it is known whether it is the last.
    next: Vec<u8>,
    begun: bool,
    done: bool,
}

const CHUNK: usize = 4096 * BLOCK;

impl<R: Read> Decrypting<R> {
    /// Decrypts from where the stream stands.
    pub fn new(inner: R, key: &[u8; 32], iv: &[u8; BLOCK]) -> Self {
        Decrypting { inner, cipher: Decryptor::<Aes256>::new(key.into(), iv.into()), ready: vec![], given: 0, next: vec![], begun: false, done: false }
    }

    fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = Vec::new();
        (&mut self.inner).take(CHUNK as u64).read_to_end(&mut chunk)?;
        Ok(chunk)
    }

    fn refill(&mut self) -> io::Result<()> {
        if !self.begun {
            self.next = self.chunk()?;
            self.begun = true;
        }
        let mut now = std::mem::take(&mut self.next);
        self.next = if now.len() == CHUNK { self.chunk()? } else { vec![] };
        let last = self.next.is_empty();
        let whole = now.len().is_multiple_of(BLOCK) && !now.is_empty();
        now.truncate(now.len() / BLOCK * BLOCK);
        for block in now.chunks_exact_mut(BLOCK) {
            if let Ok(block) = block.try_into() {
                self.cipher.decrypt_block(block);
            }
        }
        if last {
            self.done = true;
            match unpadded(&now).map(<[u8]>::len) {
                Some(length) if whole => now.truncate(length),
                // Cut short: what could be decrypted is given, then the error.
                _ => self.given = usize::MAX,
            }
        }
        self.ready = now;
        Ok(())
    }
}

impl<R: Read> Read for Decrypting<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let broken = self.given == usize::MAX;
            let from = if broken { 0 } else { self.given };
            let rest = &self.ready[from..];
            if !rest.is_empty() {
                let n = rest.len().min(out.len());
                out[..n].copy_from_slice(&rest[..n]);
                if broken {
                    self.ready.drain(..n);
                } else {
                    self.given += n;
                }
                return Ok(n);
            }
            if broken {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if self.done {
                return Ok(0);
            }
            self.given = 0;
            self.refill()?;
        }
    }
}

/// What writes the samples of the tests.
#[cfg(test)]
pub mod testing {
    use super::{Aes256, BLOCK, KwAes256};
    use cbc::Encryptor;
    use cbc::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit};

    /// AES-256-CBC, with PKCS #7 padding when asked.
    pub fn encrypt(key: &[u8; 32], iv: &[u8; BLOCK], bytes: &[u8], pad: bool) -> Vec<u8> {
        let mut all = bytes.to_vec();
        let missing = BLOCK - all.len() % BLOCK;
        if pad || missing < BLOCK {
            all.extend(std::iter::repeat_n(missing as u8, missing));
        }
        let mut cipher = Encryptor::<Aes256>::new(key.into(), iv.into());
        all.chunks_exact_mut(BLOCK).for_each(|b| cipher.encrypt_block(b.try_into().expect("a block")));
        all
    }

    /// RFC 3394.
    pub fn wrap(key: &[u8; 32], inner: &[u8; 32]) -> Vec<u8> {
        let mut out = [0; 40];
        KwAes256::new(key.into()).wrap_key(inner, &mut out).expect("room").to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{encrypt, wrap};
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("hex")).collect()
    }

    #[test]
    fn published_vectors() {
        // RFC 3394 4.6: 256 bits of key data with a 256-bit key.
        let key: [u8; 32] = hex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F").try_into().expect("32");
        let wrapped = hex("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");
        assert_eq!(unwrap(&key, &wrapped).map(|k| k.to_vec()), Some(hex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")));
        assert_eq!(unwrap(&[0; 32], &wrapped), None);
        assert_eq!(unwrap(&key, &wrapped[..32]), None);
        // RFC 6070: the first 20 bytes.
        assert_eq!(pbkdf2_sha1(b"password", b"salt", 2)[..20], hex("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"));
        // NIST SP 800-38A F.2.6, first block.
        let key: [u8; 32] = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4").try_into().expect("32");
        let mut block = hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6");
        decrypt(&key, &core::array::from_fn(|i| i as u8), &mut block);
        assert_eq!(block, hex("6bc1bee22e409f96e93d7e117393172a"));
    }

    #[test]
    fn streams_of_every_length_come_back() {
        let (key, iv) = ([7; 32], [9; 16]);
        for length in [0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let plain: Vec<u8> = (0..length).map(|i| i as u8).collect();
            let secret = encrypt(&key, &iv, &plain, true);
            let mut back = Vec::new();
            Decrypting::new(&secret[..], &key, &iv).read_to_end(&mut back).expect("whole");
            assert!(back == plain, "{length}");
            // Cut anywhere it is an error, after what could be read.
            let mut back = Vec::new();
            assert!(Decrypting::new(&secret[..secret.len() - 1], &key, &iv).read_to_end(&mut back).is_err(), "{length}");
            assert!(plain.starts_with(&back) || back.starts_with(&plain[..plain.len() / 16 * 16]), "{length}");
        }
        assert_eq!(unwrap(&key, &wrap(&key, &[3; 32])), Some([3; 32]));
        assert_eq!(format!("{:?}", Password::new("秘密")), "Password(…)");
    }
}
