//! Packages we cannot open: 7z, RAR, xz, bzip2, zstd. They are kept and hashed, and it is said how to open them.

use super::container::{Bytes, Container, Walk};
use super::{Claim, Probe};
use crate::error::Problem;

/// Packages that are kept, not opened.
pub static CONTAINER: Container = Container { id: "archive_other", title: "7z、RAR、xz、bz2、zst 压缩包（只保存，不打开）", version: 1, claims, walk };

const MAGIC: [(&[u8], &str); 6] =
    [(b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07\x00", "RAR"), (b"Rar!\x1a\x07\x01\x00", "RAR"), (b"\xfd7zXZ\0", "xz"), (b"BZh", "bzip2"), (b"\x28\xb5\x2f\xfd", "zstd")];

fn name(head: &[u8]) -> Option<&'static str> {
    let (_, name) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic))?;
    // "BZh" may begin a text: a size digit and the block magic (digits of pi) follow.
    if *name == "bzip2" && !(head.get(3).is_some_and(u8::is_ascii_digit) && head.get(4..10).is_some_and(|m| m == b"1AY&SY" || m == b"\x17\x72\x45\x38\x50\x90")) { None } else { Some(name) }
}

fn claims(probe: &Probe) -> Claim {
    if name(probe.head).is_some() { Claim::Content } else { Claim::No }
}

fn walk(bytes: &mut dyn Bytes, walk: &mut Walk) {
    let mut head = [0u8; 16];
    let n = std::io::Read::read(bytes, &mut head).unwrap_or(0);
    let name = name(&head[..n]).unwrap_or("压缩");
    walk.problem(Problem::new(
        "container.other",
        format!("这是 {name} 压缩包，本软件不打开这一种"),
        "整个文件",
        "请用压缩软件解开（如电脑自带的解压、7-Zip、WinRAR），再把里面的文件或文件夹加入；原包已计算哈希并登记",
    ));
}
