//! Reading a file the way the product does, for tests.

use juzheng_core::import::{self, Beside, Format, Harvest, Probe, Source};
use juzheng_core::model::{Digest, ExhibitId, Sm3};
use juzheng_core::time::Stamp;
use sha2::Digest as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Hashes a part as the vault would, without storing it.
pub fn hash_part(_name: &str, bytes: &mut dyn Read) -> io::Result<Digest> {
    let mut all = Vec::new();
    bytes.read_to_end(&mut all)?;
    Ok(Digest { sha256: ExhibitId(sha2::Sha256::digest(&all).into()), sm3: Sm3(sm3::Sm3::digest(&all).into()), size: all.len() as u64 })
}

/// The format that claims these bytes.
pub fn claimant(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    import::claimant(&Probe { name, head: &bytes[..bytes.len().min(import::HEAD)] })
}

/// Reads bytes with a format.
pub fn read(format: &Format, name: &str, bytes: &[u8], captured_at: Option<Stamp>) -> Harvest {
    read_in_zone(format, name, bytes, captured_at, None)
}

/// The same, of a phone whose clock was so many minutes ahead of UTC.
pub fn read_in_zone(format: &Format, name: &str, bytes: &[u8], captured_at: Option<Stamp>, tz_offset: Option<i32>) -> Harvest {
    read_beside(format, name, bytes, &[], captured_at, tz_offset)
}

/// The same, with the files beside it.
pub fn read_beside(format: &Format, name: &str, mut bytes: &[u8], beside: &[Beside], captured_at: Option<Stamp>, tz_offset: Option<i32>) -> Harvest {
    let mut parts = hash_part;
    let mut source = Source { name, bytes: &mut bytes, captured_at, tz_offset, parts: &mut parts, beside, eyes: &juzheng_core::world::Blind, ears: &juzheng_core::world::Deaf };
    import::read(format, &mut source)
}

/// Files beside this one that belong to it: `-wal`, `-journal`.
pub fn beside(path: &Path) -> Vec<Beside> {
    let each = ["-wal", "-journal"].iter().filter_map(|end| {
        let name = format!("{}{end}", name(path));
        Some(Beside { bytes: std::fs::read(path.with_file_name(&name)).ok()?, name })
    });
    each.collect()
}

/// All files under a folder, in name order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Last part of a path, as text.
pub fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
