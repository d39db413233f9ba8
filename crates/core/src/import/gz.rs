//! Gzip (RFC 1952): one file, or a tar (`.tgz`), whose members then stand directly in the gz.

use super::container::{Bytes, Container, Walk, base, decoded};
use super::{Claim, HEAD, Probe, tar};
use flate2::bufread::MultiGzDecoder;
use std::io::{BufReader, Read};

/// Gzip files.
pub static CONTAINER: Container = Container { id: "gz", title: "GZ、TGZ 压缩文件", version: 1, claims, walk };

fn claims(probe: &Probe) -> Claim {
    // Magic, the only method there is, and no reserved flag.
    if matches!(probe.head, [0x1f, 0x8b, 8, flags, ..] if flags & 0xe0 == 0) { Claim::Content } else { Claim::No }
}

fn walk(bytes: &mut dyn Bytes, walk: &mut Walk) {
    let mut unpacked = MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, bytes));
    let mut head = Vec::new();
    let first = (&mut unpacked).take(HEAD as u64).read_to_end(&mut head);
    let named = unpacked.header().and_then(|h| h.filename()).map(<[u8]>::to_vec);
    if tar::begins(&head) {
        return tar::stream(&mut head.as_slice().chain(unpacked), walk);
    }
    let name = named.filter(|n| !n.is_empty()).map(|n| base(&decoded(&n, walk).replace('\\', "/")).to_owned());
    let name = name.filter(|n| !n.is_empty()).unwrap_or_else(|| stem(walk.name()));
    if let Err(e) = first {
        // The failure comes where it came: behind what was read.
        walk.member(&name, None, &mut head.as_slice().chain(Failing(Some(e))));
        return;
    }
    walk.member(&name, None, &mut head.as_slice().chain(unpacked));
}

fn stem(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let cut = [".gz", ".gzip"].iter().find(|e| lower.ends_with(*e)).map_or(0, |e| e.len());
    let stem = &name[..name.len() - cut];
    if stem.is_empty() { "内容".to_owned() } else { stem.to_owned() }
}

struct Failing(Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
