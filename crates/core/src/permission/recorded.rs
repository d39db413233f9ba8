//! Questions to the records: what was recorded of one permission and one package, first, last, before a day.

use super::{Permission, PermitKind, PermitRecord};
use crate::model::When;

/// The reading accesses on record of one permission by one package, in the order of time; those without a time come first.
pub fn accesses<'a>(records: &'a [PermitRecord], package: &str, permission: Permission) -> Vec<&'a PermitRecord> {
    let mut list: Vec<&PermitRecord> = records.iter().filter(|r| r.package == package && r.permission == permission && r.reads && r.kind.is_access()).collect();
    list.sort_by_key(|r| (r.at.map(|w| w.stamp), &r.origin));
    list
}

/// The last access on record: later ones than the capture are not known, and none may have been read.
pub fn last_recorded<'a>(records: &'a [PermitRecord], package: &str, permission: Permission) -> Option<&'a PermitRecord> {
    accesses(records, package, permission).into_iter().rfind(|r| r.at.is_some())
}

/// The earliest access on record: by then the permission had been used. **Not the first access**: earlier ones of the same
/// state were overwritten.
pub fn earliest_recorded<'a>(records: &'a [PermitRecord], package: &str, permission: Permission) -> Option<&'a PermitRecord> {
    accesses(records, package, permission).into_iter().find(|r| r.at.is_some())
}

/// Accesses on record that were before `limit` whatever the exactness of either time ([`When::surely_before`]). What is not
/// listed may still have happened.
pub fn recorded_before<'a>(records: &'a [PermitRecord], package: &str, permission: Permission, limit: When) -> Vec<&'a PermitRecord> {
    accesses(records, package, permission).into_iter().filter(|r| r.at.is_some_and(|at| at.surely_before(limit))).collect()
}

/// The last refusal on record.
pub fn last_refusal<'a>(records: &'a [PermitRecord], package: &str, permission: Permission) -> Option<&'a PermitRecord> {
    let refusals = records.iter().filter(|r| r.package == package && r.permission == permission && r.kind == PermitKind::LastReject);
    refusals.max_by_key(|r| (r.at.map(|w| w.stamp), &r.origin))
}
