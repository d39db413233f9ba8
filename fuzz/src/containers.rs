//! The body of the containers target: whatever a package holds, every member has a row, no path leads out, the limits hold, and the
//! same bytes are walked the same way twice. Byte 0 = which kind is forced (or none), the rest = the file.

use juzheng_core::digest;
use juzheng_core::import::container::{Bytes, Door, Kind, Limits, Member, walk_within};
use juzheng_core::import::{CONTAINERS, HEAD, Probe};
use juzheng_core::model::Digest;
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};

const LIMITS: Limits = Limits { members: 100, unpacked: 8 << 20, bomb_from: 1 << 20, bomb_ratio: 200 };

#[derive(Default)]
struct Look {
    paths: BTreeSet<String>,
    bytes: u64,
}

impl Door for Look {
    fn member(&mut self, member: &Member, bytes: &mut dyn Read) -> io::Result<Digest> {
        assert!(!member.path.starts_with('/') && !member.path.split('/').any(|p| p == ".." || p.is_empty()), "{}", member.path);
        assert!(!member.path.chars().any(char::is_control), "{:?}", member.path);
        let digest = digest::of(bytes)?;
        self.bytes += digest.size;
        assert!(self.paths.insert(member.path.clone()), "{} twice", member.path);
        Ok(digest)
    }

    fn spool(&mut self, bytes: &mut dyn Read) -> io::Result<(Digest, Box<dyn Bytes>)> {
        let mut held = Vec::new();
        bytes.read_to_end(&mut held)?;
        Ok((digest::of(&mut held.as_slice())?, Box::new(Cursor::new(held))))
    }
}

/// Walks the bytes as the kind they claim to be, or as a forced one.
pub fn check(data: &[u8]) {
    let [which, bytes @ ..] = data else { return };
    let claimed = match Kind::of(&Probe { name: "x.zip", head: &bytes[..bytes.len().min(HEAD)] }) {
        Kind::Container(container) => Some(container),
        _ => None,
    };
    let Some(container) = CONTAINERS.get(usize::from(*which)).copied().or(claimed) else { return };
    let mut first = Look::default();
    let listing = walk_within(LIMITS, container, "x.zip", &mut Cursor::new(bytes), &mut first);
    assert!(listing.adds_up() && listing.rows() <= LIMITS.members);
    assert!(first.bytes <= LIMITS.unpacked);
    let mut second = Look::default();
    assert!(walk_within(LIMITS, container, "x.zip", &mut Cursor::new(bytes), &mut second) == listing, "walked otherwise the second time");
}
