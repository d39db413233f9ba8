//! Texts Android prints about itself, walked once: which part of the text a line belongs to, and which scanner it goes to.
//! `dumpsys appops`, `dumpsys package`, one behind the other in a file, or both inside a bug report (`dumpstate`).

use super::dates::local;
use super::dumpsys_appops::Appops;
use super::dumpsys_package::Packages;
use super::text::Lines;
use super::{Harvest, Source};
use crate::time::{When, offset_minutes};

const LINE: usize = 64 * 1024;
/// Longest uid, package, permission or tag; each is repeated in every entry under it, and none on Android is longer.
const NAME: usize = 512;

/// What the lines being read are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing has said so yet: a text of one service, or several pasted together.
    Any,
    Appops,
    Package,
    /// Another service or log of a bug report; its lines may look like ours and are not.
    Other,
}

/// Which parts a text had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// A part of `appops`.
    pub appops: bool,
    /// A part of `package`.
    pub package: bool,
}

/// Reads the whole text.
pub(super) fn read(source: &mut Source, harvest: &mut Harvest) -> Seen {
    let (mut captured, zone) = (source.captured_at.map(When::exact), source.tz_offset);
    let mut appops = Appops::new(source.name, captured, zone);
    let mut packages = Packages::new(captured, zone);
    let mut lines = Lines::new(source.bytes, LINE);
    let (mut part, mut seen) = (Part::Any, Seen::default());
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        if let Some(next) = part_of(&text) {
            packages.close(harvest);
            appops.over(harvest);
            seen.appops |= next == Part::Appops;
            seen.package |= next == Part::Package;
            part = next;
            if let Some(at) = text.strip_prefix("== dumpstate: ").and_then(|t| local(t.trim(), zone)) {
                // The phone's own word for when it wrote this; a stated time of capture stays.
                captured = captured.or(Some(at));
                (appops.captured, packages.captured) = (captured, captured);
            }
            continue;
        }
        if let Some(name) = text.strip_prefix("[persist.sys.timezone]: [") {
            timezone(name.trim_end().trim_end_matches(']'), zone, harvest);
        }
        let taken = part != Part::Appops && part != Part::Other && packages.line(&text, line.ended, lossy, harvest);
        if !taken && matches!(part, Part::Any | Part::Appops) {
            appops.line(&text, line.ended, lossy, harvest);
        }
    }
    packages.close(harvest);
    appops.finish(harvest);
    if harvest.rows() == 0 && harvest.problems.is_empty() && harvest.notes.is_empty() {
        harvest.note("这份文字里没有一条权限使用记录或应用记录；这不说明没有读取过");
    }
    lines.finish(harvest);
    seen
}

/// The part a heading opens, or `None` for a line that is no heading. Headings: those of `dumpsys` without a name, and of
/// `dumpstate` (`------ TITLE (command) ------`).
fn part_of(text: &str) -> Option<Part> {
    if let Some(service) = text.strip_prefix("DUMP OF SERVICE ") {
        // `CRITICAL`, `HIGH` may stand before the name.
        return Some(match service.trim_end().trim_end_matches(':').rsplit(' ').next() {
            Some("appops") => Part::Appops,
            Some("package") => Part::Package,
            _ => Part::Other,
        });
    }
    if text.starts_with("== dumpstate: ") || (text.starts_with("--------- ") && text.contains("was the duration of dumpsys")) {
        return Some(Part::Other);
    }
    let title = text.strip_prefix("------ ")?.trim_end().strip_suffix(" ------")?;
    Some(match () {
        () if title.contains("(dumpsys appops") => Part::Appops,
        () if title.contains("(dumpsys package") => Part::Package,
        () => Part::Other,
    })
}

/// A zone that is not China's makes every clock of the text another time than it seems.
fn timezone(name: &str, stated: Option<i32>, harvest: &mut Harvest) {
    let shown: String = name.chars().take(40).collect();
    if stated.is_none() && !shown.is_empty() && offset_minutes(&shown) != Some(480) {
        harvest.note(format!("手机时区设置为“{shown}”，不是东八区；没有说明时差，钟点仍按东八区读出"));
    }
}

/// A name that may stand in every entry; an endless one is left out, so that it is missing rather than wrong.
pub(super) fn named(text: &str) -> String {
    if text.len() <= NAME { text.to_owned() } else { String::new() }
}

/// An offset as entries carry it: `+0800`.
pub(super) fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_a_bug_report() {
        for (text, expect) in [
            ("DUMP OF SERVICE appops:", Some(Part::Appops)),
            ("DUMP OF SERVICE HIGH package:", Some(Part::Package)),
            ("DUMP OF SERVICE CRITICAL cpuinfo:", Some(Part::Other)),
            ("------ PACKAGE MANAGER (dumpsys package) ------", Some(Part::Package)),
            ("------ SYSTEM LOG (logcat -v threadtime) ------", Some(Part::Other)),
            ("--------- 0.002s was the duration of dumpsys appops, ending at: 2026-02-28 20:00:03", Some(Part::Other)),
            ("-------------------------------------------------------------------------------", None),
            ("  Package com.example.loan:", None),
        ] {
            assert!(part_of(text) == expect, "{text}");
        }
    }

    #[test]
    fn offsets_written_and_read() {
        for minutes in [480, -210, 0, 345] {
            assert_eq!(offset_minutes(&offset_text(minutes)), Some(minutes));
        }
    }
}
