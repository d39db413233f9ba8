//! Zip packages (PKWARE APPNOTE 6.3.10): stored and deflated members, zip64, names in UTF-8 or GBK. The central directory
//! decides what there is; a member whose bytes do not fit its check sum is told. Own reader: names come as bytes (the usual
//! libraries read unmarked Chinese names as code page 437), and nothing is allocated that the file only claims.

use super::container::{Bytes, Container, Walk, decoded};
use super::{Claim, Probe};
use crate::error::Problem;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read, SeekFrom};

/// Zip packages.
pub static CONTAINER: Container = Container { id: "zip", title: "ZIP 压缩包", version: 1, claims, walk };

/// Most bytes of a central directory that are read: 20,000 members with long names need a tenth.
const DIRECTORY: u64 = 64 << 20;
/// A comment behind the end record is at most this long.
const TAIL: u64 = 65_535 + 22;

fn claims(probe: &Probe) -> Claim {
    let head = probe.head;
    if !(head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08PK\x03\x04")) {
        return Claim::No;
    }
    // Programs, and documents that are zips by construction, are one file and not a package of files.
    let first = head.get(30..).unwrap_or_default();
    let document = [&b"[Content_Types].xml"[..], b"_rels/", b"mimetype", b"AndroidManifest.xml", b"META-INF/", b"docProps/", b"word/", b"xl/"].iter().any(|n| first.starts_with(n));
    let name = probe.name.to_ascii_lowercase();
    let program = [".apk", ".jar", ".docx", ".xlsx", ".pptx", ".epub", ".odt", ".ods", ".ipa", ".wps", ".et"].iter().any(|e| name.ends_with(e));
    if document || program { Claim::No } else { Claim::Content }
}

/// One member, as the central directory states it.
struct Item {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    offset: u64,
    /// Unix mode; zero where the maker wrote none.
    mode: u32,
    modified: Option<i64>,
}

fn walk(bytes: &mut dyn Bytes, walk: &mut Walk) {
    let (directory, lead) = match directory(bytes) {
        Ok(found) => found,
        Err(_) => return walk.problem(Problem::new("zip.no_directory", "压缩包没有目录，可能没有传完整", "整个文件", "请重新传送或重新打包；原件已保留并计入哈希")),
    };
    let mut rest = directory.as_slice();
    let mut whole = true;
    while rest.starts_with(b"PK\x01\x02") {
        let Some((item, after)) = item(rest) else {
            whole = false;
            break;
        };
        rest = after;
        if !one(bytes, walk, &item, lead) {
            return;
        }
    }
    if !whole || !(rest.is_empty() || rest.starts_with(b"PK\x06\x06") || rest.starts_with(b"PK\x05\x06")) {
        walk.problem(Problem::new("zip.directory_damaged", "压缩包的目录有损坏，后面的文件没有列出", "整个文件", "请重新打包；原件已保留并计入哈希"));
    }
}

fn one(bytes: &mut dyn Bytes, walk: &mut Walk, item: &Item, lead: u64) -> bool {
    let name = decoded(&item.name, walk);
    let kind = item.mode & 0o170_000;
    if name.ends_with('/') || name.ends_with('\\') || kind == 0o040_000 {
        return walk.passed();
    }
    if kind == 0o120_000 {
        return walk.refuse(&name, "container.link", "是一个链接，没有跟随", "请直接给出它指向的真实文件");
    }
    if !matches!(kind, 0 | 0o100_000) {
        return walk.refuse(&name, "container.device", "不是普通文件（设备或管道），没有取出", "请给出普通文件");
    }
    if item.flags & 1 != 0 {
        return walk.refuse(&name, "container.encrypted", "加了密码，打不开", "请用压缩软件输入密码解开，再把需要的文件加入");
    }
    if !matches!(item.method, 0 | 8) {
        let what = format!("用了不支持的压缩方法（编号{}）", item.method);
        return walk.refuse(&name, "zip.method", &what, "请用压缩软件解开，再把需要的文件加入");
    }
    match packed(bytes, item, lead) {
        Ok(packed) => {
            let unpacked: Box<dyn Read> = if item.method == 0 { Box::new(packed) } else { Box::new(DeflateDecoder::new(BufReader::with_capacity(64 * 1024, packed))) };
            let mut checked = Checked { inner: unpacked, crc: Crc::new(), left: item.size, expect: item.crc };
            walk.member(&name, item.modified, &mut checked)
        }
        Err(_) => walk.refuse(&name, "container.damaged", "目录里有它，内容却不在应在的位置", "请重新打包；整个包的哈希已登记"),
    }
}

/// The packed bytes of a member: behind its local header, whose own lengths of name and extra field count.
fn packed<'b>(bytes: &'b mut dyn Bytes, item: &Item, lead: u64) -> io::Result<io::Take<&'b mut dyn Bytes>> {
    let bad = || io::Error::from(io::ErrorKind::InvalidData);
    let at = item.offset.checked_add(lead).ok_or_else(bad)?;
    bytes.seek(SeekFrom::Start(at))?;
    let mut head = [0u8; 30];
    bytes.read_exact(&mut head)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(bad());
    }
    let skip = i64::from(u16_at(&head, 26)) + i64::from(u16_at(&head, 28));
    bytes.seek(SeekFrom::Current(skip))?;
    Ok(bytes.take(item.packed))
}

/// Exactly the stated length with the stated CRC-32, or an error at the end.
struct Checked<'b> {
    inner: Box<dyn Read + 'b>,
    crc: Crc,
    left: u64,
    expect: u32,
}

impl Read for Checked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.crc.update(&out[..n]);
        let damaged = match self.left.checked_sub(n as u64) {
            Some(left) => {
                self.left = left;
                n == 0 && !out.is_empty() && (left > 0 || self.crc.sum() != self.expect)
            }
            None => true,
        };
        if damaged { Err(io::ErrorKind::InvalidData.into()) } else { Ok(n) }
    }
}

/// The bytes of the central directory, and how many bytes stand before the package (a self-extracting program).
fn directory(bytes: &mut dyn Bytes) -> io::Result<(Vec<u8>, u64)> {
    let bad = || io::Error::from(io::ErrorKind::InvalidData);
    let size = bytes.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(TAIL);
    bytes.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    (&mut *bytes).take(TAIL).read_to_end(&mut tail)?;
    let at = memchr::memmem::rfind(&tail, b"PK\x05\x06").filter(|at| tail.len() - at >= 22).ok_or_else(bad)?;
    let end = &tail[at..];
    let (mut length, mut offset) = (u64::from(u32_at(end, 12)), u64::from(u32_at(end, 16)));
    let mut before = start + at as u64;
    if (length == 0xffff_ffff || offset == 0xffff_ffff || u16_at(end, 10) == 0xffff)
        && let Some(locator) = at.checked_sub(20).map(|l| &tail[l..at]).filter(|l| l.starts_with(b"PK\x06\x07"))
    {
        before = u64_at(locator, 8);
        bytes.seek(SeekFrom::Start(before))?;
        let mut record = [0u8; 56];
        bytes.read_exact(&mut record)?;
        if !record.starts_with(b"PK\x06\x06") {
            return Err(bad());
        }
        (length, offset) = (u64_at(&record, 40), u64_at(&record, 48));
    }
    // Offsets count from the package's own beginning.
    let stands = before.checked_sub(length).ok_or_else(bad)?;
    let lead = stands.checked_sub(offset).ok_or_else(bad)?;
    bytes.seek(SeekFrom::Start(stands))?;
    let mut directory = Vec::new();
    bytes.take(length.min(DIRECTORY)).read_to_end(&mut directory)?;
    Ok((directory, lead))
}

/// The first item of a directory and what follows it.
fn item(rest: &[u8]) -> Option<(Item, &[u8])> {
    let head = rest.get(..46)?;
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(head, at)));
    let body = rest.get(46..46 + name + extra + comment)?;
    let (name, extra) = (&body[..name], &body[name..name + extra]);
    let mut item = Item {
        name: name.to_vec(),
        flags: u16_at(head, 8),
        method: u16_at(head, 10),
        crc: u32_at(head, 16),
        packed: u64::from(u32_at(head, 20)),
        size: u64::from(u32_at(head, 24)),
        offset: u64::from(u32_at(head, 42)),
        // Host 3 is Unix: the mode stands in the upper half of the external attributes.
        mode: if head[5] == 3 { u32_at(head, 38) >> 16 } else { 0 },
        modified: None,
    };
    extras(extra, &mut item);
    Some((item, &rest[46 + body.len()..]))
}

/// Extra fields: zip64 sizes (1), Unix time (0x5455), the name in UTF-8 (0x7075).
fn extras(mut extra: &[u8], item: &mut Item) {
    while extra.len() >= 4 {
        let (id, length) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let Some(data) = extra.get(4..4 + length) else { return };
        match id {
            1 => {
                let mut numbers = data.chunks_exact(8).map(|c| u64_at(c, 0));
                for value in [&mut item.size, &mut item.packed, &mut item.offset] {
                    if *value == 0xffff_ffff {
                        *value = numbers.next().unwrap_or(*value);
                    }
                }
            }
            0x5455 if data.len() >= 5 && data[0] & 1 != 0 => item.modified = Some(i64::from(u32_at(data, 1) as i32) * 1000),
            0x7075 if data.len() > 5 && std::str::from_utf8(&data[5..]).is_ok() => {
                let mut crc = Crc::new();
                crc.update(&item.name);
                // Stale when another tool renamed the member since.
                if crc.sum() == u32_at(data, 1) {
                    item.name = data[5..].to_vec();
                }
            }
            _ => {}
        }
        extra = &extra[4 + length..];
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u16::from_le_bytes(*b))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u64::from_le_bytes(*b))
}
