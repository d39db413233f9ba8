//! Tar packages (POSIX.1-2001 pax, ustar, GNU, the old form), as a stream: also what lies inside a gz or an Android backup.

use super::container::{Container, Walk, decoded};
use super::{Claim, Probe};
use crate::error::Problem;
use std::io::{self, Read};

/// Tar packages.
pub static CONTAINER: Container = Container { id: "tar", title: "TAR 打包文件", version: 1, claims, walk: |bytes, walk| stream(bytes, walk) };

const BLOCK: usize = 512;
/// Longest GNU name or pax header.
const HEADER: u64 = 64 * 1024;

fn claims(probe: &Probe) -> Claim {
    if begins(probe.head) { Claim::Content } else { Claim::No }
}

/// Whether these bytes begin a tar: the sum of the header is the proof, older tars have no magic word.
pub fn begins(head: &[u8]) -> bool {
    head.first_chunk().is_some_and(|block| block[0] != 0 && sum_holds(block))
}

fn sum_holds(block: &[u8; BLOCK]) -> bool {
    let Some(stated) = octal(&block[148..156]) else { return false };
    let sum = block.iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { u64::from(b' ') } else { u64::from(*b) }).sum::<u64>();
    stated == sum
}

/// Walks a tar from where the stream stands.
pub fn stream(bytes: &mut (impl Read + ?Sized), walk: &mut Walk) {
    // Name, size and time that an extended header states for the next member.
    let (mut long, mut pax_size, mut pax_time) = (None::<Vec<u8>>, None, None);
    loop {
        let mut block = [0u8; BLOCK];
        match fill(bytes, &mut block) {
            Ok(BLOCK) => {}
            Ok(0) => return walk.problem(Problem::new("tar.no_end", "打包文件没有结尾标记，后面可能还有内容没有传来", "文件末尾", "请对照原来的大小，必要时重新打包；原件已保留并计入哈希")),
            Ok(_) => return walk.problem(cut()),
            Err(e) => return walk.problem(broken(&e)),
        }
        if block.iter().all(|b| *b == 0) {
            return;
        }
        if !sum_holds(&block) {
            return walk.problem(Problem::new("tar.header", "打包文件里有一处文件头损坏，后面的没有读取", "整个文件", "请重新打包；原件已保留并计入哈希"));
        }
        let size = pax_size.take().or_else(|| number(&block[124..136])).unwrap_or(0);
        let padded = size.div_ceil(BLOCK as u64) * BLOCK as u64;
        let mut body = bytes.take(padded);
        match block[156] {
            b'L' | b'x' | b'g' | b'K' => {
                let mut text = Vec::new();
                if let Err(e) = (&mut body).take(HEADER.min(size)).read_to_end(&mut text) {
                    return walk.problem(broken(&e));
                }
                match block[156] {
                    b'L' => long = Some(text.into_iter().take_while(|b| *b != 0).collect()),
                    b'x' => pax(&text, &mut long, &mut pax_size, &mut pax_time),
                    _ => {}
                }
                if !walk.passed() {
                    return;
                }
            }
            kind => {
                let name = long.take().unwrap_or_else(|| plain_name(&block));
                let name = decoded(&name, walk);
                let modified = pax_time.take().or_else(|| number(&block[136..148]).and_then(|s| i64::try_from(s).ok()?.checked_mul(1000))).filter(|t| *t > 0);
                let on = match kind {
                    b'5' => walk.passed(),
                    b'1' | b'2' => walk.refuse(&name, "container.link", "是一个链接，没有跟随", "请直接给出它指向的真实文件"),
                    b'3' | b'4' | b'6' => walk.refuse(&name, "container.device", "不是普通文件（设备或管道），没有取出", "请给出普通文件"),
                    _ if name.ends_with('/') => walk.passed(),
                    _ => {
                        let mut exact = Exact { inner: &mut body, left: size };
                        walk.member(&name, modified, &mut exact)
                    }
                };
                if !on {
                    return;
                }
            }
        }
        // What the member's reader left, and the padding.
        if let Err(e) = io::copy(&mut body, &mut io::sink()) {
            return walk.problem(broken(&e));
        }
        if body.limit() > 0 {
            return walk.problem(cut());
        }
    }
}

/// Exactly so many bytes: fewer are an error, not an end.
struct Exact<'r, R: Read> {
    inner: &'r mut R,
    left: u64,
}

impl<R: Read> Read for Exact<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let room = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let n = self.inner.read(&mut out[..room])?;
        self.left -= n as u64;
        if n == 0 && room > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(n) }
    }
}

fn fill(bytes: &mut (impl Read + ?Sized), block: &mut [u8; BLOCK]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < BLOCK {
        match bytes.read(&mut block[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

fn plain_name(block: &[u8; BLOCK]) -> Vec<u8> {
    let text = |range: &[u8]| range.iter().copied().take_while(|b| *b != 0).collect::<Vec<u8>>();
    let name = text(&block[..100]);
    let prefix = text(&block[345..500]);
    // GNU tars use the place of the prefix for other things and write "ustar  ".
    if &block[257..263] == b"ustar\0" && !prefix.is_empty() { [prefix, b"/".to_vec(), name].concat() } else { name }
}

/// A number: octal digits, or 256-based when the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 == 0 {
        return octal(field);
    }
    let value = field[1..].iter().try_fold(u64::from(field[0] & 0x7f), |n, b| n.checked_mul(256)?.checked_add(u64::from(*b)))?;
    Some(value).filter(|n| *n < 1 << 62)
}

fn octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if text.is_empty() { None } else { u64::from_str_radix(text, 8).ok() }
}

/// `<length> <key>=<value>\n` records.
fn pax(mut text: &[u8], path: &mut Option<Vec<u8>>, size: &mut Option<u64>, time: &mut Option<i64>) {
    while let Some(space) = memchr::memchr(b' ', text) {
        let length = std::str::from_utf8(&text[..space]).ok().and_then(|n| n.parse::<usize>().ok());
        let Some(record) = length.filter(|l| *l > space + 1).and_then(|l| text.get(space + 1..l)) else { return };
        if let Some(equals) = memchr::memchr(b'=', record) {
            let value = record[equals + 1..].strip_suffix(b"\n").unwrap_or(&record[equals + 1..]);
            let number = |v: &[u8]| std::str::from_utf8(v).ok().and_then(|v| v.split('.').next()?.parse::<u64>().ok());
            match &record[..equals] {
                b"path" => *path = Some(value.to_vec()),
                b"size" => *size = number(value).filter(|n| *n < 1 << 62),
                b"mtime" => *time = number(value).and_then(|s| i64::try_from(s).ok()?.checked_mul(1000)),
                _ => {}
            }
        }
        text = &text[length.unwrap_or(text.len())..];
    }
}

fn cut() -> Problem {
    Problem::new("tar.cut", "打包文件没有到头就断了", "文件末尾", "请重新传送或重新打包；读到的部分已列出，原件已保留并计入哈希")
}

fn broken(error: &io::Error) -> Problem {
    Problem::new("tar.unreadable", format!("打包文件读到一半读不下去（{error}）"), "整个文件", "请重新传送或重新打包；读到的部分已列出，原件已保留并计入哈希")
}
