//! Rows that stand twice in one file.

use super::Harvest;
use crate::model::{Skip, SkipKind};

impl Harvest {
    /// Folds rows identical to an earlier one of the same file; each becomes a listed skip. Call once, at the end of
    /// a reader. Two rows are identical when channel, direction, peer (with the chat), time, words and call facts are,
    /// and the time is known to the second.
    pub fn fold_duplicates(&mut self) {
        let mut seen = std::collections::HashMap::with_capacity(self.records.len());
        let mut skips = Vec::new();
        self.records.retain(|r| {
            // Two equal messages of one minute or day may well be two.
            if r.at.grain != crate::time::Grain::Second {
                return true;
            }
            use std::hash::{Hash, Hasher};
            let mut h = std::hash::DefaultHasher::new();
            (r.channel, r.direction, r.at.stamp, &r.peer.raw, &r.peer.also, &r.body).hash(&mut h);
            r.call.map(|c| (c.seconds, c.outcome)).hash(&mut h);
            r.parts.iter().for_each(|p| p.digest.sha256.hash(&mut h));
            // 64 bits over at most some millions of rows: a false fold has probability below 1e-6, and a folded row
            // stays listed with the row it repeats, so it can be checked.
            match seen.entry(h.finish()) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    skips.push(Skip { row: r.row, kind: SkipKind::Duplicate, why: format!("与第{}行完全相同", first.get()) });
                    false
                }
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(r.row);
                    true
                }
            }
        });
        if !skips.is_empty() {
            self.skips.append(&mut skips);
            self.skips.sort_by_key(|s| s.row);
        }
    }
}
