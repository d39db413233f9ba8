//! The answer to "what could this app read, when was it last recorded reading, and what does closing the permission change":
//! records and texts put together for one day. Pure; the day comes from the caller.

use super::texts::Texts;
use super::{Counted, FileEntries, Origin, Permission, PermitKind, PermitRecord, accesses, counts, earliest_recorded, last_recorded, last_refusal, records};
use crate::law::{Citation, Law, Wanted};
use crate::model::When;
use crate::time::Day;
use serde::Serialize;
use std::collections::BTreeSet;

/// Everything `juzheng permissions` says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The day of asking; advice cites the law of this day.
    pub day: Day,
    /// Heading.
    pub title: String,
    /// Apps that have, had or asked for a permission that reaches other people; those of the system last.
    pub apps: Vec<App>,
    /// What the records cannot show.
    pub limits: Vec<String>,
    /// What to do, and what it changes.
    pub answers: Vec<Advice>,
}

/// One app.
#[derive(Clone, Debug, Serialize)]
pub struct App {
    /// Package name or bundle id; empty when no source names it.
    pub package: String,
    /// Part of the phone's own system, as its package record or its uid says.
    pub system: bool,
    /// Its installations, as recorded.
    pub installed: Vec<Installed>,
    /// One for each permission that reaches other people and is on record.
    pub permissions: Vec<Line>,
}

/// When an app came onto the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Installed {
    /// Android user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<u32>,
    /// First installation; a permission cannot have been granted before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<When>,
    /// Last update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<When>,
    /// Which app installed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installer: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// One permission of one app.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Which.
    pub permission: Permission,
    /// Chinese name.
    pub name: String,
    /// What it lets an app see.
    pub reaches: String,
    /// Settings found, newest first; of reading operations only.
    pub settings: Vec<PermitRecord>,
    /// The last reading on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_read: Option<PermitRecord>,
    /// The earliest reading on record, when it is another one: by then the permission had been used; not the first reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_read: Option<PermitRecord>,
    /// How many readings are on record.
    pub reads_on_record: usize,
    /// How often in spans of time, as the system counted; none of these has a time of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<Counted>,
    /// Readings on record with a relative time only, because nobody said when the text was made.
    pub reads_without_time: Vec<PermitRecord>,
    /// The last refusal on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_refusal: Option<PermitRecord>,
    /// Provisions on reading, as of the day of the last reading on record.
    pub law: Vec<Citation>,
}

/// One piece of advice with its provisions as of the day of asking.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// Stable id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// The advice.
    pub says: String,
    /// What it rests on.
    pub law: Vec<Citation>,
}

/// Puts together what the files say, for the day of asking. With `only`, these packages and no others, whatever they have.
pub fn report<'a>(files: impl IntoIterator<Item = FileEntries<'a>>, only: &[String], texts: &Texts, law: &Law, day: Day) -> Report {
    let files: Vec<FileEntries> = files.into_iter().collect();
    let (all, counted) = (records(files.iter().copied()), counts(files.iter().copied()));
    let wanted = |p: &str| only.is_empty() || only.iter().any(|o| o == p);
    let packages: BTreeSet<&str> = all.iter().map(|r| r.package.as_str()).chain(counted.iter().map(|c| c.package.as_str())).filter(|p| wanted(p)).collect();
    let mut apps: Vec<App> = packages
        .into_iter()
        .map(|package| {
            let (system, installed) = installations(&files, package);
            let permissions = texts.permissions.iter().filter_map(|about| line((&all, &counted), package, about.key, !only.is_empty(), texts, law)).collect();
            App { package: package.to_owned(), system, installed, permissions }
        })
        .filter(|app| !app.permissions.is_empty())
        .collect();
    apps.sort_by_key(|app| app.system);
    let answers = texts.answers.iter().map(|a| Advice { id: a.id.clone(), title: a.title.clone(), says: a.says.clone(), law: cited(law, &a.cites, day) }).collect();
    Report { day, title: texts.title.clone(), apps, limits: texts.limits.clone(), answers }
}

/// What is on record of one permission; `None` when nothing is, or only that the app never got it and never was refused.
fn line((all, counted): (&[PermitRecord], &[Counted]), package: &str, permission: Permission, whatever: bool, texts: &Texts, law: &Law) -> Option<Line> {
    let about = texts.about(permission)?;
    let own = all.iter().filter(|r| r.package == package && r.permission == permission);
    let mut settings: Vec<PermitRecord> = own.clone().filter(|r| r.reads && r.kind.is_setting()).cloned().collect();
    settings.sort_by(|a, b| (b.at.map(|w| w.stamp), &a.user, &a.op, &a.origin).cmp(&(a.at.map(|w| w.stamp), &b.user, &b.op, &b.origin)));
    let telling = |r: &PermitRecord| match r.kind {
        PermitKind::Denied => r.state.contains("USER_SET") || r.state.contains("USER_FIXED"),
        _ => true,
    };
    let counted: Vec<Counted> = counted.iter().filter(|c| c.package == package && c.permission == permission && c.reads).cloned().collect();
    if counted.is_empty() && (own.clone().next().is_none() || !(whatever || own.clone().any(telling))) {
        return None;
    }
    let reads = accesses(all, package, permission);
    let last_read = last_recorded(all, package, permission).cloned();
    let earliest_read = earliest_recorded(all, package, permission).cloned().filter(|e| last_read.as_ref() != Some(e));
    let law = last_read.as_ref().and_then(|r| r.at).map_or_else(Vec::new, |at| cited(law, &about.reading, at.day()));
    Some(Line {
        permission,
        name: about.name.clone(),
        reaches: about.reaches.clone(),
        settings,
        counted,
        earliest_read,
        reads_on_record: reads.len(),
        reads_without_time: reads.into_iter().filter(|r| r.at.is_none()).cloned().collect(),
        last_read,
        last_refusal: last_refusal(all, package, permission).cloned(),
        law,
    })
}

/// The provisions in force that day; one that was not is left out, not replaced.
fn cited(law: &Law, wanted: &[Wanted], day: Day) -> Vec<Citation> {
    wanted.iter().filter_map(|w| law.cite(w, day).ok()).collect()
}

/// Whether a package belongs to the system, and its installations.
fn installations(files: &[FileEntries], package: &str) -> (bool, Vec<Installed>) {
    let (mut system, mut list) = (false, Vec::new());
    for file in files {
        for entry in file.entries.iter().filter(|e| e.fields.get("package").is_some_and(|p| p == package)) {
            let field = |name: &str| entry.fields.get(name).map(String::as_str);
            // Uids below 10000 are the system's own (AOSP `Process.FIRST_APPLICATION_UID`).
            let low = field("uid").and_then(|u| u.parse::<u64>().ok()).is_some_and(|u| u % 100_000 < 10_000);
            system |= low || field("system") == Some("true");
            if entry.kind != "package" {
                continue;
            }
            let zone = field("tz_offset").and_then(crate::time::offset_minutes);
            let time = |text: Option<&str>| text.and_then(|t| crate::import::dates::local(t, zone));
            let origin = Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None };
            let made = |user: Option<u32>, first: Option<&str>| Installed { user, first: time(first), updated: time(field("last_update")), installer: field("installer").map(str::to_owned), origin: origin.clone() };
            // An app that is not there for a user stands there with a day of 1970.
            let there = |user: u32| field(&format!("user.{user}.installed")) != Some("false");
            let users = entry.fields.iter().filter_map(|(k, v)| Some((k.strip_prefix("user.")?.strip_suffix(".first_install")?.parse().ok()?, v.as_str()))).filter(|(u, _)| there(*u));
            let before = list.len();
            list.extend(users.map(|(user, first)| made(Some(user), Some(first))));
            if list.len() == before {
                list.push(made(None, field("first_install")));
            }
        }
    }
    list.retain(|i: &Installed| i.first.is_some() || i.updated.is_some() || i.installer.is_some());
    (system, list)
}
