//! Android backups (`adb backup`, `.ab`; inside Xiaomi's `.bak` behind a header of its own): four lines of
//! text, then a tar, usually in zlib, possibly in AES-256. AOSP `BackupManagerService` / `PasswordUtils`, versions 1 to 5.

use super::container::{Bytes, Container, Walk};
use super::secret::{Decrypting, MOST_ROUNDS, Password, pbkdf2_sha1, unpadded};
use super::{Claim, Probe, tar};
use crate::error::Problem;
use flate2::bufread::ZlibDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// Android backups, plain and encrypted.
pub static CONTAINER: Container = Container { id: "adb_backup", title: "安卓系统备份（.ab，小米 .bak）", version: 1, claims, walk };

fn claims(probe: &Probe) -> Claim {
    if begins(probe.head).is_some() { Claim::Content } else { Claim::No }
}

fn walk(bytes: &mut dyn Bytes, walk: &mut Walk) {
    const AGAIN: &str = "请重新备份后再加入；原件的哈希已登记";
    let whole = "整个文件";
    let password = walk.password();
    match open(bytes, password.as_ref()) {
        Ok((outside, mut inside)) => {
            if let Some(maker) = &outside.maker {
                walk.note(&format!("厂商写在备份前面的应用名：{maker}"));
            }
            if outside.encrypted {
                walk.note("备份是加密的，已用给出的密码解开；密码没有保存");
            }
            tar::stream(&mut *inside, walk);
        }
        Err(Locked::NoPassword) => {
            let todo = "请把密码写进一个文本文件，用 --password-file 文件 再加入一次（密码不会保存）；或在手机上重新备份，不设密码";
            walk.problem(Problem::new("backup.password", "这份备份是加密的，没有给出密码，里面的内容没有读取", whole, todo));
        }
        Err(Locked::WrongPassword) => walk.problem(Problem::new("backup.wrong_password", "密码不对，备份没有解开", whole, "请核对备份时设的密码（不一定是锁屏密码）；原件的哈希已登记")),
        Err(Locked::Header) => walk.problem(Problem::new("backup.header", "备份的开头不合格式，没有读取", whole, AGAIN)),
        Err(Locked::Io(e)) => walk.problem(Problem::io(whole, "读取备份", &e)),
    }
}

/// First line of every such backup.
pub const MAGIC: &[u8] = b"ANDROID BACKUP\n";
/// A maker's header before it is no longer than this.
const BEFORE: usize = 4096;
/// Longest line of the header: a key of 96 bytes in hex, and room.
const LINE: u64 = 1024;

/// Why a backup cannot be opened.
#[derive(Debug)]
pub enum Locked {
    /// It is encrypted and no password was given.
    NoPassword,
    /// The password is not the one it was made with.
    WrongPassword,
    /// The header is not as it should be.
    Header,
    /// The disk.
    Io(io::Error),
}

impl From<io::Error> for Locked {
    fn from(error: io::Error) -> Self {
        Locked::Io(error)
    }
}

/// Whether these first bytes are such a backup, and where in them it begins.
pub fn begins(head: &[u8]) -> Option<usize> {
    if head.starts_with(MAGIC) {
        return Some(0);
    }
    if !head.starts_with(b"MIUI BACKUP\n") {
        return None;
    }
    memchr::memmem::find(&head[..head.len().min(BEFORE)], MAGIC)
}

/// What was found outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Version of the format.
    pub version: u32,
    /// Whether it was encrypted.
    pub encrypted: bool,
    /// What a maker wrote before it: package and name of the app.
    pub maker: Option<String>,
}

/// The tar inside, decrypted and unpacked as it is read.
pub fn open<'r>(bytes: &'r mut dyn Read, password: Option<&Password>) -> Result<(Outside, Box<dyn Read + 'r>), Locked> {
    let mut bytes = BufReader::with_capacity(64 * 1024, bytes);
    let maker = before(&mut bytes)?;
    let version: u32 = line(&mut bytes)?.parse().ok().filter(|v| (1..=5).contains(v)).ok_or(Locked::Header)?;
    let packed = match line(&mut bytes)?.as_str() {
        "0" => false,
        "1" => true,
        _ => return Err(Locked::Header),
    };
    let encrypted = match line(&mut bytes)?.as_str() {
        "none" => false,
        "AES-256" => true,
        _ => return Err(Locked::Header),
    };
    let outside = Outside { version, encrypted, maker };
    let plain: Box<dyn Read + 'r> = if encrypted {
        let (key, iv) = master_key(&mut bytes, version, password)?;
        Box::new(Decrypting::new(bytes, &key, &iv))
    } else {
        Box::new(bytes)
    };
    Ok((outside, if packed { Box::new(ZlibDecoder::new(BufReader::with_capacity(64 * 1024, plain))) } else { plain }))
}

/// Passes over a maker's header: `MIUI BACKUP`, a version, the package with its name, two numbers.
fn before(bytes: &mut impl BufRead) -> Result<Option<String>, Locked> {
    let (mut passed, mut maker) = (0, None);
    loop {
        let mut raw = Vec::new();
        bytes.by_ref().take(LINE).read_until(b'\n', &mut raw)?;
        if raw == MAGIC {
            return Ok(maker);
        }
        passed += raw.len();
        if raw.is_empty() || passed > BEFORE {
            return Err(Locked::Header);
        }
        let text = String::from_utf8_lossy(&raw).trim().replace('\0', "\u{fffd}");
        if maker.is_none() && text.contains('.') {
            maker = Some(text);
        }
    }
}

fn line(bytes: &mut impl BufRead) -> Result<String, Locked> {
    let mut raw = Vec::new();
    bytes.take(LINE).read_until(b'\n', &mut raw)?;
    raw.pop_if(|b| *b == b'\n').ok_or(Locked::Header)?;
    String::from_utf8(raw).map_err(|_| Locked::Header)
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit());
    digits.then(|| (0..text.len()).step_by(2).filter_map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect())
}

/// Five more lines: salt, salt of the checksum, rounds, vector, and the key of the files in the key of the password.
fn master_key(bytes: &mut impl BufRead, version: u32, password: Option<&Password>) -> Result<([u8; 32], [u8; 16]), Locked> {
    let mut field = || hex(&line(bytes)?).ok_or(Locked::Header);
    let (salt, check_salt) = (field()?, field()?);
    let rounds: u32 = line(bytes)?.parse().ok().filter(|r| (1..=MOST_ROUNDS).contains(r)).ok_or(Locked::Header)?;
    let mut field = || hex(&line(bytes)?).ok_or(Locked::Header);
    let (iv, mut blob) = (field()?, field()?);
    let iv: [u8; 16] = iv.try_into().map_err(|_| Locked::Header)?;
    let password = password.ok_or(Locked::NoPassword)?;
    let units: Vec<u16> = password.text().encode_utf16().collect();
    let key = pbkdf2_sha1(&characters(&units, version), &salt, rounds);
    super::secret::decrypt(&key, &iv, &mut blob);
    // Length and vector, length and key, length and checksum. After a wrong password it is noise.
    let mut rest = unpadded(&blob).ok_or(Locked::WrongPassword)?;
    let mut piece = |expected: usize| -> Option<&[u8]> {
        let (length, tail) = rest.split_first()?;
        let (piece, tail) = tail.split_at_checked(usize::from(*length))?;
        rest = tail;
        (piece.len() == expected).then_some(piece)
    };
    let pieces = (|| Some((piece(16)?, piece(32)?, piece(32)?)))();
    let (master_iv, master, check) = pieces.ok_or(Locked::WrongPassword)?;
    // Java makes characters of the key's bytes, sign and all, and derives the checksum from those.
    let units: Vec<u16> = master.iter().map(|b| i16::from(*b as i8) as u16).collect();
    if pbkdf2_sha1(&characters(&units, version), &check_salt, rounds) != check {
        return Err(Locked::WrongPassword);
    }
    let (Ok(key), Ok(iv)) = (master.try_into(), master_iv.try_into()) else { return Err(Locked::Header) };
    Ok((key, iv))
}

/// Characters as the key derivation takes them: since version 2 in UTF-8, before that the low eight bits of each.
fn characters(units: &[u16], version: u32) -> Vec<u8> {
    if version < 2 { units.iter().map(|u| *u as u8).collect() } else { String::from_utf16_lossy(units).into_bytes() }
}

/// What writes the samples of the tests: the same layout, from AOSP's description.
#[cfg(test)]
pub mod testing {
    use super::characters;
    use crate::import::secret::pbkdf2_sha1;
    use crate::import::secret::testing::encrypt;
    use std::io::Write;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02X}")).collect()
    }

    /// A backup of a tar.
    pub fn backup(tar: &[u8], version: u32, packed: bool, password: Option<&str>) -> Vec<u8> {
        let body = if packed {
            let mut z = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::default());
            z.write_all(tar).and_then(|()| z.finish()).expect("memory")
        } else {
            tar.to_vec()
        };
        let mut out = format!("ANDROID BACKUP\n{version}\n{}\n", u8::from(packed)).into_bytes();
        let Some(password) = password else { return [out, b"none\n".to_vec(), body].concat() };
        let (salt, check_salt, iv, master, master_iv, rounds) = ([1; 64], [2; 64], [3; 16], [0x9d; 32], [5; 16], 20);
        let units = |bytes: &[u8]| bytes.iter().map(|b| i16::from(*b as i8) as u16).collect::<Vec<_>>();
        let check = pbkdf2_sha1(&characters(&units(&master), version), &check_salt, rounds);
        let key = pbkdf2_sha1(&characters(&password.encode_utf16().collect::<Vec<_>>(), version), &salt, rounds);
        let blob = [&[16][..], &master_iv, &[32], &master, &[32], &check].concat();
        let blob = encrypt(&key, &iv, &blob, true);
        out.extend(format!("AES-256\n{}\n{}\n{rounds}\n{}\n{}\n", hex(&salt), hex(&check_salt), hex(&iv), hex(&blob)).bytes());
        [out, encrypt(&master, &master_iv, &body, true)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::backup;
    use super::*;

    fn whole(bytes: &[u8], password: Option<&str>) -> Result<Vec<u8>, String> {
        let mut bytes = bytes;
        let password = password.map(Password::new);
        let (_, mut inside) = open(&mut bytes, password.as_ref()).map_err(|l| format!("{l:?}"))?;
        let mut out = Vec::new();
        inside.read_to_end(&mut out).map_err(|e| e.kind().to_string())?;
        Ok(out)
    }

    #[test]
    fn every_kind_opens_with_its_password_only() {
        let tar: Vec<u8> = (0..100_000u32).map(|i| i.wrapping_mul(i) as u8).collect();
        for version in [1, 2, 5] {
            for packed in [false, true] {
                for password in [None, Some("secret"), Some("密码123")] {
                    let made = backup(&tar, version, packed, password);
                    assert_eq!(begins(&made), Some(0));
                    assert!(whole(&made, password) == Ok(tar.clone()), "{version} {packed} {password:?}");
                    if password.is_some() {
                        assert_eq!(whole(&made, None).err().as_deref(), Some("NoPassword"));
                        assert_eq!(whole(&made, Some("Secret")).err().as_deref(), Some("WrongPassword"));
                        assert!(whole(&made[..made.len() - 5], password).is_err(), "cut");
                    }
                }
            }
        }
    }

    #[test]
    fn a_makers_header_is_passed_over() {
        let made = [b"MIUI BACKUP\n2\ncom.android.mms \xe7\x9f\xad\xe4\xbf\xa1\n-1\n0\n".as_slice(), &backup(b"tar", 2, true, None)].concat();
        assert_eq!(begins(&made), Some(made.len() - backup(b"tar", 2, true, None).len()));
        let mut bytes = &made[..];
        let (outside, _) = open(&mut bytes, None).expect("opens");
        assert_eq!(outside.maker.as_deref(), Some("com.android.mms 短信"));
        assert_eq!(whole(&made, None), Ok(b"tar".to_vec()));
    }

    #[test]
    fn what_is_no_header_is_told() {
        for bad in ["", "ANDROID BACKUP\n", "ANDROID BACKUP\n9\n1\nnone\n", "ANDROID BACKUP\n1\n2\nnone\n", "ANDROID BACKUP\n1\n1\nDES\n", "ANDROID BACKUP\n3\n1\nAES-256\nzz\n", "MIUI BACKUP\n2\n"] {
            assert_eq!(whole(bad.as_bytes(), Some("x")).err().as_deref(), Some("Header"), "{bad}");
        }
        let endless = format!("ANDROID BACKUP\n1\n1\nAES-256\n00\n00\n{}\n", u32::MAX);
        assert_eq!(whole(endless.as_bytes(), Some("x")).err().as_deref(), Some("Header"));
    }
}
