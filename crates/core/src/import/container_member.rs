//! What a walk does with one member of a package: a harmless path, a name written in bytes, bytes that end at the limit.

use super::container::Walk;
use super::text::Encoding;
use std::io::{self, Read};

/// Longest path of a member, in bytes.
const PATH: usize = 1024;

/// Counts what is unpacked and ends it at the limit.
pub(super) struct Metered<'r> {
    pub(super) inner: &'r mut dyn Read,
    pub(super) taken: u64,
    pub(super) left: u64,
    pub(super) over: bool,
}

impl Read for Metered<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.over {
            return Err(io::Error::other("stopped"));
        }
        let n = self.inner.read(out)?;
        self.taken += n as u64;
        if self.taken > self.left {
            self.over = true;
            return Err(io::Error::other("stopped"));
        }
        Ok(n)
    }
}

/// Said once of a package whose members are named from a root.
pub(super) const ABSOLUTE: &str = "有的文件路径从根目录写起（如 /data/…、C:\\…），照包内的路径登记，没有写到别处";

/// A path that stays inside the package, and whether it was written from a root: `/` between parts, no drive, no `..`, no control
/// characters. Nothing is ever written under it; forensic tools pack whole systems from their root.
pub(super) fn safe(raw: &str) -> Result<(String, bool), &'static str> {
    let slashed = raw.replace('\\', "/");
    let drive = slashed.as_bytes().get(1) == Some(&b':') && slashed.as_bytes()[0].is_ascii_alphabetic();
    let absolute = drive || slashed.starts_with('/');
    let slashed = slashed.get(if drive { 2 } else { 0 }..).unwrap_or_default();
    if slashed.len() > PATH {
        return Err("路径太长，没有取出");
    }
    let mut parts = Vec::new();
    for part in slashed.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err("路径里有“..”，想跳出包外，没有取出"),
            part => parts.push(shown(part)),
        }
    }
    if parts.is_empty() { Err("没有文件名，没有取出") } else { Ok((parts.join("/"), absolute)) }
}

/// Control and direction characters cannot be part of a name that is shown.
pub(super) fn shown(raw: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    raw.chars().take(PATH).map(|c| if odd(c) { '\u{fffd}' } else { c }).collect()
}

/// A name written in bytes: UTF-8 where it is, else GB18030, which the note says.
pub fn decoded(raw: &[u8], walk: &mut Walk) -> String {
    match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            let (text, lossy) = Encoding::Gb18030.decode(raw);
            walk.note(if lossy { "有的文件名既不是 UTF-8 也不是 GB18030，读不出的字以 � 代替" } else { "有的文件名没有注明编码，按 GB18030 读出" });
            text
        }
    }
}
