//! Two things newer systems keep beside the last access: how often in a span of time, and what an operation may do now.

use super::{FileEntries, Origin, Permission, PermitKind, PermitRecord};
use crate::model::{Entry, When};
use serde::Serialize;

/// How often the system noted accesses in a span of time (Android, `dumpsys appops --history`). Not one of them has a time of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Package name.
    pub package: String,
    /// The Android user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<u32>,
    /// What.
    pub permission: Permission,
    /// Whether the operation reads.
    pub reads: bool,
    /// Beginning of the span.
    pub begin: When,
    /// Its end.
    pub end: When,
    /// Accesses noted in it.
    pub accesses: u64,
    /// Accesses refused in it.
    pub rejects: u64,
    /// Process state (`fg`, `bg` …).
    pub state: String,
    /// Where it stands.
    pub origin: Origin,
}

/// Every count in these files, by package, permission, span and state.
pub fn counts<'a>(files: impl IntoIterator<Item = FileEntries<'a>>) -> Vec<Counted> {
    let mut all: Vec<Counted> = files.into_iter().flat_map(|file| file.entries.iter().filter_map(move |e| count(&file, e))).collect();
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all
}

fn key(c: &Counted) -> (&str, Option<u32>, Permission, crate::model::Stamp, &str, &Origin) {
    (&c.package, c.user, c.permission, c.begin.stamp, &c.state, &c.origin)
}

fn count(file: &FileEntries, entry: &Entry) -> Option<Counted> {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    let (permission, reads) = Permission::of_android(field("op")).filter(|_| entry.kind == "permission_count")?;
    let (begin, end) = span(entry)?;
    let number = |name: &str| field(name).parse().unwrap_or(0);
    Some(Counted {
        package: field("package").to_owned(),
        user: field("user").parse().ok(),
        permission,
        reads,
        begin,
        end,
        accesses: number("accesses"),
        rejects: number("rejects"),
        state: field("state").to_owned(),
        origin: origin(file, entry),
    })
}

/// The ends of the span of time a count is of.
fn span(entry: &Entry) -> Option<(When, When)> {
    let zone = entry.fields.get("tz_offset").and_then(|z| crate::time::offset_minutes(z));
    let time = |name: &str| crate::import::dates::local(entry.fields.get(name)?, zone);
    Some((time("begin")?, time("end")?))
}

/// How often the address book was read in which span of time, where the entry is a count of that and it was.
pub fn contacts_counted(entry: &Entry) -> Option<(When, When, u64)> {
    let counted = entry.kind == "permission_count" && Permission::of_android(entry.fields.get("op")?) == Some((Permission::Contacts, true));
    let times = entry.fields.get("accesses").and_then(|n| n.parse().ok()).filter(|n| counted && *n > 0)?;
    let (begin, end) = span(entry)?;
    Some((begin, end, times))
}

/// The mode of an operation as a setting; `ask` decides nothing beforehand.
pub(super) fn mode(file: &FileEntries, entry: &Entry) -> Option<PermitRecord> {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    let (permission, reads) = Permission::of_android(field("op"))?;
    // A uid alone is no app: several may share it.
    if field("package").is_empty() && !field("uid").is_empty() {
        return None;
    }
    Some(PermitRecord {
        package: field("package").to_owned(),
        user: field("user").parse().ok(),
        permission,
        reads,
        kind: match field("mode") {
            "allow" | "foreground" => PermitKind::Granted,
            "ignore" | "deny" => PermitKind::Denied,
            _ => return None,
        },
        at: entry.at,
        relative: None,
        state: String::new(),
        mode: Some(field("mode").to_owned()),
        proxy: None,
        op: field("op").to_owned(),
        times: None,
        origin: origin(file, entry),
    })
}

fn origin(file: &FileEntries, entry: &Entry) -> Origin {
    Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None }
}
