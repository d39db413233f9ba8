//! What an operation may do now: the mode of a package and, since Android 10, of a whole uid, which stands above it. A mode is the
//! setting of the day of capture, never a use.

use super::{Appops, put};
use crate::import::Harvest;
use crate::permission::Permission;

impl Appops {
    /// The modes of a uid stand before its packages: they are told of each of them, or of the uid alone.
    pub(super) fn uid_modes(&mut self, lossy: bool, harvest: &mut Harvest) {
        for (op, mode) in self.scope.modes.clone() {
            self.mode("uid", &op, &mode, lossy, harvest);
        }
    }

    /// What may be done now, as a setting of its own: of reading operations on other people's data only. Of a package it is a row only
    /// where no record follows that carries it.
    pub(super) fn mode(&mut self, scope: &str, op: &str, mode: &str, lossy: bool, harvest: &mut Harvest) {
        self.mode_alone(harvest);
        if !telling(op, mode, scope == "uid") {
            return;
        }
        let mut fields = self.fields(op, mode);
        put(&mut fields, "scope", scope);
        if scope == "package" {
            self.pending = Some((fields, lossy));
        } else {
            self.entry("permission_mode", self.captured, fields, lossy, harvest);
        }
    }

    /// The mode of a package that no record followed.
    pub(super) fn mode_alone(&mut self, harvest: &mut Harvest) {
        if let Some((fields, lossy)) = self.pending.take() {
            self.entry("permission_mode", self.captured, fields, lossy, harvest);
        }
    }
}

/// Whether a mode is a setting worth a row of its own: an operation that reads other people's data; of a package only what differs
/// from the usual (`allow`), which says nothing where the permission itself is asked for.
fn telling(op: &str, mode: &str, of_uid: bool) -> bool {
    let reads = Permission::of_android(op).is_some_and(|(p, reads)| reads && p.of_others());
    reads && match name(mode) {
        "ignore" | "deny" | "foreground" | "ask" => true,
        "allow" => of_uid,
        _ => false,
    }
}

/// Modes older phones write as numbers (AOSP `AppOpsManager.MODE_*`).
pub(super) fn name(mode: &str) -> &str {
    match mode {
        "0" => "allow",
        "1" => "ignore",
        "2" => "deny",
        "3" => "default",
        "4" => "foreground",
        other => other,
    }
}
