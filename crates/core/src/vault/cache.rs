//! A reading on disk, written and read without a copy of the whole. Records are nearly all of it and are kept in a form of their own;
//! the rest is JSON. The ledger binds it by hash: what does not match is not believed, and the exhibit is read again.
//!
//! After [`MAGIC`] come blocks of at most [`BLOCK`] records: two lengths, then the fixed part of each record, then the words of all.
//! A block of no records ends them; behind it stands the harvest without records, as JSON. Numbers are LEB128; what mostly grows
//! is the difference to the record before.

use crate::digest;
use crate::import::Harvest;
use crate::model::{Call, Channel, Direction, ExhibitId, Grain, Outcome, Part, Peer, Reading, Record, Stamp, When, ZoneSource};
use sha2::Digest as _;
use std::io::{self, BufWriter, Read, Write};

/// First bytes of a cache: what it is, and the version of its form.
pub const MAGIC: &[u8; 8] = b"JZCACHE1";
/// Records of one block.
const BLOCK: usize = 1024;
/// Bytes written at once.
const BUFFER: usize = 256 * 1024;

const CHANNELS: [Channel; 8] = [Channel::Sms, Channel::Mms, Channel::Call, Channel::Im, Channel::VoiceMail, Channel::Visit, Channel::Post, Channel::Letter];
const GRAINS: [Grain; 3] = [Grain::Second, Grain::Minute, Grain::Day];
const READINGS: [Reading; 4] = [Reading::Stored, Reading::Ocr, Reading::Heard, Reading::Stated];
const OUTCOMES: [Outcome; 5] = [Outcome::Answered, Outcome::Missed, Outcome::Rejected, Outcome::Blocked, Outcome::Unknown];

/// Writes a reading and returns the SHA-256 of what was written.
pub fn write<W: Write>(out: W, harvest: &Harvest) -> io::Result<ExhibitId> {
    let mut out = BufWriter::with_capacity(BUFFER, digest::Through::new(out));
    out.write_all(MAGIC)?;
    let (mut fixed, mut words, mut last) = (Vec::new(), Vec::new(), Last::default());
    for block in harvest.records.chunks(BLOCK) {
        fixed.clear();
        words.clear();
        for record in block {
            put(record, &mut last, &mut fixed, &mut words)?;
        }
        for length in [block.len(), fixed.len(), words.len()] {
            out.write_all(&u32::try_from(length).map_err(io::Error::other)?.to_le_bytes())?;
        }
        out.write_all(&fixed)?;
        out.write_all(&words)?;
    }
    out.write_all(&[0; 12])?;
    serde_json::to_writer(&mut out, &harvest.without_records())?;
    out.into_inner()?.finish()
}

/// Reads a cache of `size` bytes. `None` when it is none of ours, broken, or not what `expected` says.
pub fn read(mut from: impl Read, size: u64, expected: ExhibitId) -> Option<Harvest> {
    let mut sha = sha2::Sha256::new();
    let mut left = size;
    let mut buffer = Vec::new();
    let mut take = |length: u64, buffer: &mut Vec<u8>| -> Option<()> {
        left = left.checked_sub(length)?;
        buffer.resize(usize::try_from(length).ok()?, 0);
        from.read_exact(buffer).ok()?;
        sha.update(&buffer[..]);
        if left == 0 && ExhibitId(sha.finalize_reset().into()) != expected {
            return None;
        }
        Some(())
    };
    take(8, &mut buffer)?;
    if buffer != MAGIC {
        return None;
    }
    let (mut records, mut last, mut used) = (Vec::new(), Last::default(), 8u64);
    loop {
        take(12, &mut buffer)?;
        let length = |at: usize| buffer.get(at..at + 4).and_then(|b| Some(u32::from_le_bytes(b.try_into().ok()?)));
        let (count, fixed, words) = (length(0)?, length(4)?, length(8)?);
        used += 12 + u64::from(fixed) + u64::from(words);
        if count == 0 {
            break;
        }
        take(u64::from(fixed) + u64::from(words), &mut buffer)?;
        let (fixed, words) = buffer.split_at(fixed as usize);
        let mut block = Block { fixed, words: simdutf8::basic::from_utf8(words).ok()? };
        // A record takes some bytes: a count that cannot be true reserves nothing.
        records.reserve((count as usize).min(fixed.len()));
        for _ in 0..count {
            records.push(block.record(&mut last)?);
        }
    }
    take(size.checked_sub(used)?, &mut buffer)?;
    let mut harvest: Harvest = serde_json::from_str(simdutf8::basic::from_utf8(&buffer).ok()?).ok()?;
    harvest.records = records;
    harvest.adds_up().then_some(harvest)
}

/// What the next record is told apart from.
#[derive(Default)]
struct Last {
    row: u64,
    offset: u64,
    at: i64,
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Small whatever its sign.
fn signed(out: &mut Vec<u8>, value: i64) {
    number(out, (value << 1 ^ value >> 63) as u64);
}

fn place<T: PartialEq>(list: &[T], one: T) -> u8 {
    list.iter().position(|o| *o == one).unwrap_or(0) as u8 // every one is in its list
}

fn put(record: &Record, last: &mut Last, fixed: &mut Vec<u8>, words: &mut Vec<u8>) -> io::Result<()> {
    let Record { row, offset, at, sent, channel, direction, peer, body, call, parts, reading } = record;
    let zone = u8::from(at.zone == ZoneSource::Assumed);
    fixed.push(place(&CHANNELS, *channel) | u8::from(*direction == Direction::Out) << 3 | place(&GRAINS, at.grain) << 4 | zone << 6);
    let seconds = call.and_then(|c| c.seconds);
    let has = [sent.is_some(), peer.name.is_some(), !peer.also.is_empty() || !parts.is_empty(), call.is_some(), seconds.is_some()];
    fixed.push(has.iter().rev().fold(0, |all, has| all << 1 | u8::from(*has)) << 2 | place(&READINGS, *reading));
    signed(fixed, row.wrapping_sub(last.row) as i64);
    signed(fixed, offset.wrapping_sub(last.offset) as i64);
    signed(fixed, at.stamp.0.wrapping_sub(last.at));
    *last = Last { row: *row, offset: *offset, at: at.stamp.0 };
    if let Some(sent) = sent {
        signed(fixed, at.stamp.0.wrapping_sub(sent.0));
    }
    let mut text = |text: &str, fixed: &mut Vec<u8>| {
        number(fixed, text.len() as u64);
        words.extend_from_slice(text.as_bytes());
    };
    text(&peer.raw, fixed);
    text(body, fixed);
    if let Some(name) = &peer.name {
        text(name, fixed);
    }
    if has[2] {
        text(&serde_json::to_string(&(&peer.also, parts))?, fixed);
    }
    if let Some(call) = call {
        fixed.push(place(&OUTCOMES, call.outcome));
    }
    if let Some(seconds) = seconds {
        number(fixed, u64::from(seconds));
    }
    Ok(())
}

/// What is left of a block.
struct Block<'b> {
    fixed: &'b [u8],
    words: &'b str,
}

impl<'b> Block<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.fixed.split_first()?;
        self.fixed = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let value = self.number()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.words.split_at_checked(length)?;
        self.words = rest;
        Some(text)
    }

    fn record(&mut self, last: &mut Last) -> Option<Record> {
        let (what, how) = (self.byte()?, self.byte()?);
        let has = |bit: u8| how >> (bit + 2) & 1 == 1;
        let row = last.row.wrapping_add(self.signed()? as u64);
        let offset = last.offset.wrapping_add(self.signed()? as u64);
        let stamp = last.at.wrapping_add(self.signed()?);
        *last = Last { row, offset, at: stamp };
        let sent = if has(0) { Some(Stamp(stamp.wrapping_sub(self.signed()?))) } else { None };
        let (raw, body) = (self.text()?.to_owned(), self.text()?.to_owned());
        let name = if has(1) { Some(self.text()?.to_owned()) } else { None };
        let (also, parts): (Vec<String>, Vec<Part>) = if has(2) { serde_json::from_str(self.text()?).ok()? } else { Default::default() };
        let outcome = if has(3) { Some(*OUTCOMES.get(usize::from(self.byte()?))?) } else { None };
        let seconds = if has(4) { Some(u32::try_from(self.number()?).ok()?) } else { None };
        Some(Record {
            row,
            offset,
            at: When {
                stamp: Stamp(stamp),
                grain: *GRAINS.get(usize::from(what >> 4 & 3))?,
                zone: if what >> 6 & 1 == 1 { ZoneSource::Assumed } else { ZoneSource::Source },
            },
            sent,
            channel: CHANNELS[usize::from(what & 7)],
            direction: if what >> 3 & 1 == 1 { Direction::Out } else { Direction::In },
            peer: Peer { raw, name, also },
            body,
            call: outcome.map(|outcome| Call { seconds, outcome }),
            parts,
            reading: READINGS[usize::from(how & 3)],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::sha256;
    use crate::model::{Skip, SkipKind};

    fn harvest() -> Harvest {
        let mut harvest = Harvest::default();
        let at = |n: i64, grain| When { stamp: Stamp(1_700_000_000_000 - n * 977), grain, zone: if n % 2 == 0 { ZoneSource::Source } else { ZoneSource::Assumed } };
        let part = Part { digest: digest::of(&mut &b"picture"[..]).expect("memory"), name: "图.jpg".into(), mime: "image/jpeg".into() };
        for n in 0..3000i64 {
            let call = (n % 5 == 0).then(|| Call { seconds: (n % 10 == 0).then_some(n as u32), outcome: OUTCOMES[n as usize % 5] });
            harvest.record(Record {
                row: 0,
                offset: (n as u64 * 7919) % 100_000,
                at: at(n, GRAINS[n as usize % 3]),
                sent: (n % 3 == 0).then_some(Stamp(i64::MIN + n)),
                channel: CHANNELS[n as usize % 8],
                direction: if n % 4 == 0 { Direction::Out } else { Direction::In },
                peer: Peer { raw: format!("1380000{n:04}"), name: (n % 7 == 0).then(|| "张一".into()), also: if n % 11 == 0 { vec!["王二".into(), String::new()] } else { vec![] } },
                body: "再不还钱\u{0}😀\n".repeat(n as usize % 4),
                call,
                parts: if n % 13 == 0 { vec![part.clone()] } else { vec![] },
                reading: READINGS[n as usize % 4],
            });
            if n % 100 == 0 {
                harvest.skip(SkipKind::Duplicate, "与第1行完全相同");
            }
        }
        harvest.note("合并了3处");
        harvest
    }

    fn written(harvest: &Harvest) -> (Vec<u8>, ExhibitId) {
        let mut bytes = Vec::new();
        let id = write(&mut bytes, harvest).expect("memory");
        assert_eq!(id, sha256(&bytes));
        (bytes, id)
    }

    #[test]
    fn what_is_written_is_read() {
        for harvest in [harvest(), Harvest::default()] {
            let (bytes, id) = written(&harvest);
            assert_eq!(read(&bytes[..], bytes.len() as u64, id), Some(harvest));
        }
        let skips: Vec<Skip> = harvest().skips;
        assert_eq!(skips.len(), 30);
    }

    #[test]
    fn what_is_not_what_was_written_is_not_believed() {
        let (bytes, id) = written(&harvest());
        let size = bytes.len() as u64;
        assert_eq!(read(&bytes[..], size, ExhibitId([7; 32])), None);
        assert_eq!(read(&bytes[..bytes.len() - 1], size - 1, id), None);
        assert_eq!(read(&bytes[..], size - 1, id), None);
        assert_eq!(read(&bytes[..], size + 1, id), None);
        assert_eq!(read(&b"{\"rows\":0,\"records\":[]}"[..], 23, sha256(b"{\"rows\":0,\"records\":[]}")), None);
        // Whatever one byte is changed to, nothing is read and nothing panics; also where the hash is right for what lies there.
        for at in (0..bytes.len()).step_by(bytes.len() / 97).chain(0..40) {
            let mut other = bytes.clone();
            other[at] ^= 0xA5;
            assert_eq!(read(&other[..], size, id), None);
            let _ = read(&other[..], size, sha256(&other));
        }
    }
}
