//! The write-ahead log (sqlite.org/fileformat2.html, section 4). A frame counts when its salts are the header's and the
//! running checksum over all frames so far fits; frames count up to the last one that ends a transaction. What comes
//! after is left over from before the last checkpoint (other salts) or was never committed.

use std::collections::BTreeMap;

const HEADER: usize = 32;
const FRAME: usize = 24;

/// What the log gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Frames whose checksums fit.
    pub frames: usize,
    /// Pages laid over the copy.
    pub applied: usize,
    /// Frames that fit but belong to no committed transaction.
    pub uncommitted: usize,
    /// The header is no header, or its checksum does not fit: nothing was used.
    pub damaged_head: bool,
    /// A frame with the right salts has a wrong checksum, or is cut.
    pub broken: bool,
}

/// Lays the committed frames over the image.
pub fn replay(image: &mut Vec<u8>, log: &[u8]) -> Story {
    let mut story = Story::default();
    // An empty log is what a clean checkpoint leaves.
    if log.is_empty() || log.iter().take(HEADER).all(|b| *b == 0) {
        return story;
    }
    let word = |at: usize| log.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let (Some(magic), Some(page), Some(sum)) = (word(0), word(8), word(24).zip(word(28))) else {
        story.damaged_head = true;
        return story;
    };
    let big = magic == 0x377f_0683;
    let page = if page == 1 { 65536 } else { page as usize };
    let mut running = checksum((0, 0), &log[..24], big);
    let fits_image = image.len() < 100 || page == page_of(image);
    if magic & !1 != 0x377f_0682 || !(512..=65536).contains(&page) || !page.is_power_of_two() || running != sum || !fits_image {
        story.damaged_head = true;
        return story;
    }
    let salts = &log[16..24];
    // Newest committed place of each page, and those of the transaction still open.
    let (mut settled, mut open): (BTreeMap<u32, usize>, BTreeMap<u32, usize>) = (BTreeMap::new(), BTreeMap::new());
    let mut size = None;
    let mut at = HEADER;
    while let Some(head) = log.get(at..at + FRAME) {
        if &head[8..16] != salts {
            break;
        }
        let Some(data) = log.get(at + FRAME..at + FRAME + page) else {
            story.broken = true;
            break;
        };
        running = checksum(checksum(running, &head[..8], big), data, big);
        let number = |i: usize| u32::from_be_bytes([head[i], head[i + 1], head[i + 2], head[i + 3]]);
        if running != (number(16), number(20)) || number(0) == 0 {
            story.broken = true;
            break;
        }
        story.frames += 1;
        story.uncommitted += 1;
        open.insert(number(0), at + FRAME);
        if number(4) != 0 {
            settled.append(&mut open);
            size = Some(number(4));
            story.uncommitted = 0;
        }
        at += FRAME + page;
    }
    let Some(size) = size else { return story };
    // A log can name any page number; no transaction makes the file longer than file and log together.
    let limit = image.len().div_ceil(page) + settled.len();
    image.resize((size as usize).min(limit) * page, 0);
    for (number, from) in settled {
        let start = (number as usize - 1) * page;
        if let (Some(to), Some(data)) = (image.get_mut(start..start + page), log.get(from..from + page)) {
            to.copy_from_slice(data);
            story.applied += 1;
        }
    }
    story
}

fn page_of(image: &[u8]) -> usize {
    match u16::from_be_bytes([image[16], image[17]]) {
        1 => 65536,
        n => usize::from(n),
    }
}

/// The checksum of section 4.1: pairs of 32-bit words, in the byte order the magic number tells.
fn checksum((mut a, mut b): (u32, u32), bytes: &[u8], big: bool) -> (u32, u32) {
    let word = |c: &[u8]| if big { u32::from_be_bytes([c[0], c[1], c[2], c[3]]) } else { u32::from_le_bytes([c[0], c[1], c[2], c[3]]) };
    for pair in bytes.chunks_exact(8) {
        a = a.wrapping_add(word(&pair[..4])).wrapping_add(b);
        b = b.wrapping_add(word(&pair[4..])).wrapping_add(a);
    }
    (a, b)
}
