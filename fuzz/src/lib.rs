//! What every fuzz target checks. A format is read several ways from the same bytes, and the harvests must be equal,
//! whole, and point into the file: far more than "no panic".
//!
//! Input of a format target: byte 0 = how the bytes arrive, byte 1 = which of the target's names, the rest = the file. What
//! follows the word of [`LOG`] is the file's `-wal`.

pub mod containers;
pub mod heap;
pub mod ledger;
pub mod words;

use juzheng_core::import::{self, Beside, Format, HEAD, Harvest, Probe, Source};
use juzheng_core::model::{Direction, Reading, Record, SkipKind};
use juzheng_core::time::Stamp;
use juzheng_core::vault::cache;
use std::io::{self, Read};

/// Capture time handed to formats with relative times: 2026-03-01T00:00:00+08:00.
const CAPTURED: Stamp = Stamp(1_772_294_400_000);
/// A reader may hold this much whatever the file is (buffers, compiled patterns met for the first time) …
const HELD: usize = 24 << 20;
/// … and this much for each byte of it. A row of two bytes that is refused costs about 700: a skip and a problem, each
/// with Chinese words, in vectors that double.
const HELD_PER_BYTE: usize = 1024;

/// Stands between a database and its log.
const LOG: &[u8] = b"<-wal->";

/// Formats whose rows do not lie in the file in order, or not as bytes of it: databases, and what is packed.
fn unordered(id: &str) -> bool {
    (id.starts_with("android_") || id.starts_with("ios_") || id == "sqlite_db") && id != "ios_app_privacy_report"
}

/// Formats whose rows lie packed in the file: more may come out than went in, within the reader's own limits.
fn packed(id: &str) -> bool {
    id == "android_sms_backup"
}

/// How the bytes of a file arrive, told by byte 0.
struct Manner {
    /// Most bytes of one read: 1 to 7.
    step: usize,
    /// What else is out of the ordinary.
    twist: Twist,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Twist {
    None,
    /// The reads are interrupted by signals.
    Interrupted,
    /// Nobody said when the file was captured.
    NoCapture,
    /// Parts cannot be stored.
    NoSink,
    /// The disk fails half way.
    Error,
    /// The ASCII lines the file begins with come again and again, past [`HEAD`], before the file.
    LateWords,
    /// The whole file comes again and again, past [`HEAD`].
    Long,
}

impl Manner {
    fn of(byte: u8) -> Manner {
        let twist = match byte >> 3 {
            0..=5 => Twist::None,
            6..=11 => Twist::Interrupted,
            12..=17 => Twist::NoCapture,
            18..=23 => Twist::NoSink,
            24..=28 => Twist::Error,
            29 | 30 => Twist::LateWords,
            _ => Twist::Long,
        };
        // Long files come in larger steps: their seams are what matters, not each byte of 64 KB.
        let size = if matches!(twist, Twist::LateWords | Twist::Long) { 1021 } else { 1 };
        Manner { step: (1 + usize::from(byte & 7) % 7) * size, twist }
    }

    fn file(&self, bytes: &[u8]) -> Vec<u8> {
        let repeated = |part: &[u8]| part.iter().copied().cycle().take(part.len() * (HEAD / part.len() + 1)).collect::<Vec<u8>>();
        match self.twist {
            Twist::Long if bytes.len() >= 24 => repeated(bytes),
            Twist::LateWords => {
                let ascii = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len());
                let lines = bytes[..ascii].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
                if lines < 8 { bytes.to_vec() } else { [repeated(&bytes[..lines]), bytes.to_vec()].concat() }
            }
            _ => bytes.to_vec(),
        }
    }
}

/// Gives at most `step` bytes a read.
struct Drip<'a> {
    rest: &'a [u8],
    step: usize,
    /// Every third read is interrupted.
    interrupted: bool,
    /// At the end comes an error, not the end.
    fails: bool,
    /// The error was met: a reader that needs no more than the head never learns of it.
    failed: bool,
    reads: usize,
}

impl Read for Drip<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        if self.interrupted && self.reads % 3 == 1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        if self.fails && self.rest.is_empty() {
            self.failed = true;
            return Err(io::Error::other("disk"));
        }
        let n = self.rest.len().min(out.len()).min(self.step);
        out[..n].copy_from_slice(&self.rest[..n]);
        self.rest = &self.rest[n..];
        Ok(n)
    }
}

fn read(format: &Format, name: &str, bytes: &mut dyn Read, beside: &[Beside], twist: Twist) -> Harvest {
    let captured_at = (twist != Twist::NoCapture).then_some(CAPTURED);
    let mut parts = |_: &str, part: &mut dyn Read| {
        if twist == Twist::NoSink { Err(io::Error::other("full")) } else { juzheng_core::digest::of(part) }
    };
    // A phone set to another zone, whenever its reads are interrupted: both ways of reading clocks are reached.
    let tz_offset = (twist == Twist::Interrupted).then_some(-210);
    import::read(format, &mut Source { name, bytes, captured_at, tz_offset, parts: &mut parts, beside, eyes: &juzheng_core::world::Blind, ears: &juzheng_core::world::Deaf })
}

/// The body of a format's target.
pub fn format(id: &str, names: &[&str], data: &[u8]) {
    let [how, which, bytes @ ..] = data else { return };
    let format = import::format(id).expect("a registered format");
    check(format, names[usize::from(*which) % names.len()], *how, bytes);
}

/// The body of the picture target: bytes 0 and 1 = size, then lines (place, length, words) until a zero, the rest colours.
pub fn picture(data: &[u8]) {
    use juzheng_core::picture::{Glyph, Line, Raster, Region, Sight, Turn};
    let [across, down, rest @ ..] = data else { return };
    let (width, height) = (i32::from(*across) * 9 + 1, i32::from(*down) * 19 + 1);
    let mut lines = Vec::new();
    let mut rest = rest;
    while let [x, y, h, length, tail @ ..] = rest {
        let (words, after) = tail.split_at((usize::from(*length) % 40).min(tail.len()));
        rest = after;
        if words.is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(words).into_owned();
        let (x, y, h) = (i32::from(*x) * 9, i32::from(*y) * 19, i32::from(*h) + 1);
        let glyphs: Vec<Glyph> = text.chars().enumerate().map(|(i, ch)| Glyph { ch, score: f32::from(*length) / 255.0, x: (x + i as i32 * h) as f32 }).collect();
        let at = Region { x, y, w: glyphs.len() as i32 * h, h };
        lines.push(Line { text, score: f32::from(*length) / 255.0, glyphs, at });
    }
    let (w, h) = (usize::from(*across) / 4 + 1, usize::from(*down) / 4 + 1);
    let rgb: Vec<u8> = (0..w * h * 3).map(|i| if rest.is_empty() { 255 } else { rest[i / 24 % rest.len()] }).collect();
    let turn = Turn { width, height, quarters: across % 4, degrees: f32::from(*down) / 64.0 - 2.0 };
    // What a second look would have read: the short ones among the lines.
    let marks = lines.iter().filter(|line| line.glyphs.len() <= 2).cloned().collect();
    let sight = Sight { width, height, turn, lines, marks, raster: Raster { width: w, height: h, step: (width * 1000 / w as i32) as u32, rgb }, exif: Some(rest.to_vec()), mime: "image/png" };
    for (name, captured) in [("Screenshot_20260805_194000.png", None), ("a.png", Some(CAPTURED)), ("a.png", None)] {
        let mut harvest = Harvest::default();
        import::screenshot::fill(&sight, name, captured, &mut harvest);
        assert!(harvest.adds_up());
        assert!(harvest.seen.keys().all(|row| (1..=harvest.rows()).contains(row)), "a place of a row that is none");
        assert!(harvest.seen.values().all(|s| s.region.x >= 0 && s.region.y >= 0 && s.region.right() <= width && s.region.bottom() <= height), "a place outside the picture");
        assert!(harvest.records.iter().all(|r| r.at.stamp.plausible()));
        let mut bytes = Vec::new();
        let id = cache::write(&mut bytes, &harvest).expect("memory");
        assert_eq!(Some(&harvest), cache::read(&bytes[..], bytes.len() as u64, id).as_ref());
    }
}

/// The body of the claimant target: byte 0 = how, byte 1 = length of the name, the name, the file.
pub fn claimant(data: &[u8]) {
    let [how, length, rest @ ..] = data else { return };
    let (name, bytes) = rest.split_at((usize::from(*length) % 48).min(rest.len()));
    // No system allows a NUL in a name.
    let name = String::from_utf8_lossy(name).replace('\0', "");
    let head = &bytes[..bytes.len().min(HEAD)];
    let probe = Probe { name: &name, head };
    let Some(format) = import::claimant(&probe) else { return };
    assert_eq!(import::claimant(&probe).map(|f| f.id), Some(format.id), "claimed otherwise the second time");
    check(format, &name, *how, bytes);
}

/// Reads a file every way and checks what was read.
fn check(format: &Format, name: &str, how: u8, bytes: &[u8]) {
    let manner = Manner::of(how);
    let split = bytes.windows(LOG.len()).position(|w| w == LOG).filter(|_| unordered(format.id));
    let (bytes, log) = split.map_or((bytes, &[][..]), |at| (&bytes[..at], &bytes[at + LOG.len()..]));
    let beside: Vec<Beside> = split.map(|_| Beside { name: format!("{name}-wal"), bytes: log.to_vec() }).into_iter().collect();
    let bytes = manner.file(bytes);
    let (whole, peak) = heap::peak_of(|| read(format, name, &mut &bytes[..], &beside, manner.twist));
    let held = if packed(format.id) { 4 * HELD } else { HELD };
    assert!(peak <= held + HELD_PER_BYTE * (bytes.len() + log.len()), "{}: {peak} bytes of heap for a file of {}", format.id, bytes.len());
    let mut drip = Drip { rest: &bytes, step: manner.step, interrupted: manner.twist == Twist::Interrupted, fails: false, failed: false, reads: 0 };
    let dripped = read(format, name, &mut drip, &beside, manner.twist);
    assert!(whole == dripped, "{}: read otherwise in steps of {}:\n{whole:?}\n{dripped:?}", format.id, manner.step);
    let whole_bytes = [&bytes[..], log].concat();
    harvest(format, &whole, &whole_bytes, manner.twist != Twist::NoCapture);
    if manner.twist == Twist::Error {
        let half = &bytes[..bytes.len() / 2];
        let mut failing = Drip { rest: half, step: 4096, interrupted: false, fails: true, failed: false, reads: 0 };
        let cut = read(format, name, &mut failing, &beside, manner.twist);
        harvest(format, &cut, &[half, log].concat(), true);
        assert!(!failing.failed || cut.problems.iter().any(|p| p.code == "io"), "{}: a failing disk is not told", format.id);
    }
}

/// What holds for every harvest of any file.
fn harvest(format: &Format, harvest: &Harvest, bytes: &[u8], captured: bool) {
    let id = format.id;
    assert!(harvest.adds_up(), "{id}: rows do not add up");
    let rows = harvest.rows();
    // A workbook is packed: its bytes say little of what it holds.
    let packed = packed(id) || bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf]);
    // An empty file may be refused as one row.
    assert!(packed || rows <= bytes.len().max(1) as u64, "{id}: more rows than bytes");
    // Every row is exactly one of the four, and each list is in the order of the source.
    let lists = [
        harvest.records.iter().map(|r| r.row).collect::<Vec<_>>(),
        harvest.cards.iter().map(|c| c.row).collect(),
        harvest.entries.iter().map(|e| e.row).collect(),
        harvest.skips.iter().map(|s| s.row).collect(),
    ];
    assert!(lists.iter().all(|l| l.is_sorted()), "{id}: rows out of order");
    let mut all = lists.concat();
    all.sort_unstable();
    assert!(all.iter().copied().eq(1..=rows), "{id}: a row is missing or twice");
    records(id, &harvest.records, bytes);
    for card in &harvest.cards {
        std::iter::once(&card.name).chain(&card.numbers).for_each(|t| text(id, t));
    }
    for entry in &harvest.entries {
        assert!(!entry.kind.is_empty(), "{id}: an entry of no kind");
        assert!(entry.at.is_none_or(|w| w.stamp.plausible()), "{id}: entry of an implausible time {:?}", entry.at);
        // Where a file may say no time (the list of a backup's files, an old choice) none is invented.
        let undated = ["ios_manifest", "ios_tcc", "ios_backup_info", "sqlite_db", "screenshot", "recording", "pdf", "docx", "odt", "rtf", "html_page", "mht_page", "document_txt", "statement", "transcript"].contains(&id);
        // A count is of a stretch of time, told by its ends.
        let stretch = entry.kind == "permission_count" && entry.fields.contains_key("begin") && entry.fields.contains_key("end");
        assert!(entry.at.is_some() || undated || stretch || !captured, "{id}: an entry without a time");
        entry.fields.values().for_each(|t| text(id, t));
    }
    for skip in &harvest.skips {
        assert!(!skip.why.is_empty(), "{id}: a skip without a reason");
        text(id, &skip.why);
    }
    for problem in &harvest.problems {
        let said = [&problem.code, &problem.what, &problem.place, &problem.todo];
        assert!(said.iter().all(|t| !t.is_empty()), "{id}: a problem without all its parts: {problem:?}");
        said.iter().for_each(|t| text(id, t));
        assert!(problem.row.is_none_or(|r| (1..=rows).contains(&r)), "{id}: a problem of a row that is none: {problem:?}");
    }
    let refused = harvest.skips.iter().any(|s| s.kind == SkipKind::Refused);
    assert!(!refused || harvest.problem_count() > 0, "{id}: rows are refused and no problem says why");
    harvest.notes.iter().for_each(|t| text(id, t));
    if rows > 300 {
        return; // of long files this would be most of the time
    }
    let json = serde_json::to_string(harvest).expect("a harvest is plain data");
    assert!(serde_json::from_str::<Harvest>(&json).is_ok_and(|back| back == *harvest), "{id}: the cache would read back otherwise");
}

fn records(id: &str, records: &[Record], bytes: &[u8]) {
    let mut last = None;
    // Places in these are places in the text that was taken out of the file.
    let unpacked = ["docx", "odt", "rtf", "pdf", "html_page", "mht_page", "document_txt"].contains(&id);
    for record in records {
        let at = record.offset as usize;
        // Rows of a database lie in its pages as they were written.
        if !unordered(id) {
            assert!(last < Some(at), "{id}: offset {at} comes twice or out of order");
            last = Some(at);
        }
        // Rows of a packed workbook are counted; a page that is encoded as a whole (qq_mht) is placed as it reads.
        if unpacked || unordered(id) || bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf]) || id == "qq_mht" {
            record_itself(id, record, bytes);
            continue;
        }
        // The name of an empty recording tells of a call.
        if bytes.is_empty() && at == 0 {
            continue;
        }
        assert!(at < bytes.len(), "{id}: offset {at} is outside the file of {}", bytes.len());
        if id == "sms_backup_restore" {
            // UTF-16 with the high byte first has a zero before it.
            assert!(bytes[at] == b'<' || bytes[at..].starts_with(b"\0<"), "{id}: offset {at} is no tag");
        } else {
            // Rows of pages and of JSON begin where their tag, bracket or value does.
            let page = matches!(bytes[at], b'<' | b'{' | b'[') || matches!(id, "wechat_txt" | "csv_table" | "harassed_list" | "wechat_html");
            let begins = page || at == 0 || matches!(bytes[at - 1], b'\n' | b'\r') || (at >= 2 && bytes[at - 2..at] == *b"\n\0") || (at <= 3 && bytes[0] >= 0xef);
            assert!(begins, "{id}: offset {at} is no beginning of a line");
        }
        record_itself(id, record, bytes);
    }
}

/// What holds for a record wherever it lies.
fn record_itself(id: &str, record: &Record, bytes: &[u8]) {
    assert!(record.at.stamp.plausible(), "{id}: implausible time {:?}", record.at);
    assert!(record.sent.is_none_or(|s| s.plausible() && s <= record.at.stamp), "{id}: sent at {:?}, received {:?}", record.sent, record.at);
    assert!(record.call.is_none() || record.body.is_empty() || record.reading == Reading::Stated, "{id}: a call with words");
    assert!(matches!(record.direction, Direction::In | Direction::Out));
    [&record.peer.raw, &record.body].into_iter().chain(&record.peer.name).chain(&record.peer.also).for_each(|t| text(id, t));
    assert!(!record.peer.also.contains(&record.peer.raw), "{id}: the peer is beside itself");
    for part in &record.parts {
        assert!(part.digest.size > 0 && part.digest.size <= bytes.len() as u64, "{id}: a part of {} bytes", part.digest.size);
        text(id, &part.name);
        text(id, &part.mime);
    }
}

/// Text is UTF-8 by its type; a NUL would cut it short in other programs and is no word of anybody.
fn text(id: &str, text: &str) {
    assert!(!text.contains('\0'), "{id}: a NUL in {text:?}");
}
