//! What lies inside another file (a page in `.mhtml`, words pasted into a document): read by the format that would claim it as a file of its own.

use super::{Claim, FORMATS, Format, HEAD, Harvest, Holds, Probe, Source, is_mark};

/// The format that would claim these bytes as a file of this name, of those `wanted` lets. Address books are never among them: the file around
/// them is kept.
pub(super) fn claimant(name: &str, bytes: &[u8], wanted: impl Fn(&Format) -> bool) -> Option<&'static Format> {
    let probe = Probe { name, head: &bytes[..bytes.len().min(HEAD)] };
    let mut best: Option<(&'static Format, Claim)> = None;
    for format in FORMATS.iter().copied().filter(|f| f.holds != Holds::AddressBook && wanted(f)) {
        let claim = (format.claims)(&probe);
        if claim >= Claim::Likely && claim > best.map_or(Claim::No, |(_, c)| c) {
            best = Some((format, claim));
        }
    }
    best.map(|(format, _)| format)
}

/// Reads bytes that were taken out of a file, where a format claims them; says which. `base` is where they begin in the file.
pub(super) fn read(name: &str, base: u64, bytes: &[u8], wanted: impl Fn(&Format) -> bool, source: &mut Source, harvest: &mut Harvest) -> Option<&'static Format> {
    let format = claimant(name, bytes, wanted)?;
    let mut stream = bytes;
    let mut inside = Source { name, bytes: &mut stream, captured_at: source.captured_at, tz_offset: source.tz_offset, parts: &mut *source.parts, beside: &[], eyes: source.eyes, ears: source.ears };
    let held = harvest.records.len();
    let before = std::mem::take(&mut harvest.notes);
    (format.read)(&mut inside, harvest);
    // Marks stand first; how this text between is encoded says nothing of the file.
    let (marks, notes): (Vec<String>, Vec<String>) = std::mem::take(&mut harvest.notes).into_iter().filter(|n| !n.starts_with("编码：")).partition(|n| is_mark(n));
    harvest.notes = marks.into_iter().chain(before).chain(notes).collect();
    harvest.records.iter_mut().skip(held).for_each(|r| r.offset += base);
    Some(format)
}

/// A file's name with another ending.
pub(super) fn renamed(name: &str, ending: &str) -> String {
    format!("{}.{ending}", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
