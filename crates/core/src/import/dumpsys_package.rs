//! `adb shell dumpsys package`: which permissions each app has now, and when it was installed. Android does not keep when a
//! permission was granted (only `granted=` and flags stand here), so no entry says it. Rows are the `Package [name] (hash):`
//! blocks; the old versions under `Hidden system packages:` are listed skips.

use super::android_dump::{self, named, offset_text};
use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::error::Problem;
use crate::model::{Entry, SkipKind, When};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Packages and their permissions.
pub static FORMAT: Format = Format { id: "dumpsys_package", title: "安卓应用权限授予情况（dumpsys package）", version: 1, holds: Holds::Entries, claims, read };

static PACKAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Package \[([^\]\s]+)\] \([^)]*\):\s*$"));
static GRANT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Za-z0-9_.-]+): granted=(true|false)(?:, flags=\[([^\]]*)(\])?)?"));
static USER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*User (\d{1,6}):(.*)$"));
static PERMISSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)(?::.*)?$"));

/// Headings only `dumpsys package` has; in a whole one the packages come long after the first 64 KB.
const HEADINGS: &[&str] = &[
    "Database versions:", "Known Packages:", "Verifiers:", "Intent Filter Verifier:", "Domain verification status:", "Libraries:", "Features:", "Activity Resolver Table:",
    "Receiver Resolver Table:", "Service Resolver Table:", "Provider Resolver Table:", "Registered ContentProviders:", "Key Set Manager:", "Packages:", "Permissions:", "AppOp Permissions:",
];
/// Requested and install-time permissions that say something of other people's data; run-time ones are kept whole.
const TELLING: &[&str] = &[
    "READ_CONTACTS", "WRITE_CONTACTS", "GET_ACCOUNTS", "READ_CALL_LOG", "WRITE_CALL_LOG", "PROCESS_OUTGOING_CALLS", "READ_SMS", "RECEIVE_SMS", "SEND_SMS", "READ_PHONE_STATE",
    "READ_PHONE_NUMBERS",
];

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let headings = HEADINGS.iter().filter(|h| text.lines().any(|l| l.trim_end() == **h)).count();
    if headings >= 2 || text.lines().any(|l| PACKAGE.is_match(l)) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    android_dump::read(source, harvest);
}

/// Which list the present lines belong to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum List {
    #[default]
    None,
    Requested,
    Install,
    Runtime,
}

/// A package being read.
#[derive(Default)]
struct Open {
    fields: BTreeMap<String, String>,
    user: Option<String>,
    list: List,
    hidden: bool,
    lossy: bool,
    /// The text stops inside a line of this package that cannot be whole.
    cut: bool,
}

/// Reads packages line by line.
pub(super) struct Packages {
    /// When the text was made: what it says of permissions is so at that time.
    pub captured: Option<When>,
    zone: Option<i32>,
    hidden: bool,
    open: Option<Open>,
}

impl Packages {
    pub fn new(captured: Option<When>, zone: Option<i32>) -> Packages {
        Packages { captured, zone, hidden: false, open: None }
    }

    /// One line; whether it belongs to a package.
    pub fn line(&mut self, text: &str, ended: bool, lossy: bool, harvest: &mut Harvest) -> bool {
        if let Some(found) = PACKAGE.captures(text) {
            self.close(harvest);
            let mut open = Open { hidden: self.hidden, lossy, ..Open::default() };
            put(&mut open.fields, "package", &found[1]);
            self.open = Some(open);
            return true;
        }
        // Headings of the text stand at its edge with a capital (`Shared users:`), those inside a package do not. Lines of
        // `appops` pasted behind are never a package's.
        let top = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.trim_end().ends_with(':') && !text.starts_with("User ");
        if top || ["Access:", "Reject:", "Uid u"].iter().any(|k| text.trim_start().starts_with(k)) {
            self.close(harvest);
            self.hidden = text.trim_end() == "Hidden system packages:";
            return false;
        }
        let Some(open) = &mut self.open else { return false };
        let used = open.line(text, ended);
        open.lossy |= used && lossy;
        open.cut |= !ended && !used && !text.trim().is_empty();
        true
    }

    /// The package being read, if any, is over: it becomes a row.
    pub fn close(&mut self, harvest: &mut Harvest) {
        let Some(open) = self.open.take() else { return };
        let Open { mut fields, hidden, lossy, cut, .. } = open;
        if hidden {
            harvest.skip(SkipKind::NotContact, "系统自带应用更新前的旧版本，现在不在运行");
            return;
        }
        if let Some(zone) = self.zone {
            fields.insert("tz_offset".to_owned(), offset_text(zone));
        }
        let row = harvest.entry(Entry { row: 0, kind: "package".into(), at: self.captured, fields });
        if lossy {
            harvest.repaired(row, "这个应用的记录里有无法识别的字节，已用“\u{fffd}”代替");
        }
        if cut {
            let problem = Problem::new("package.cut", "文件在这个应用中间断开，它的权限可能不全", format!("第{row}行"), "请重新采集（adb shell dumpsys package）；读到的部分照常保留");
            harvest.problem(problem.at_row(row));
        }
    }
}

impl Open {
    /// One line of the package; whether something of it was kept, or a whole heading was understood. The last line of a
    /// text cut off is used only where its end shows that it is whole.
    fn line(&mut self, text: &str, ended: bool) -> bool {
        if let Some(found) = GRANT.captures(text).filter(|f| ended || f.get(3).is_none() || f.get(4).is_some()) {
            let flags: Vec<&str> = found.get(3).map_or("", |m| m.as_str()).split(['|', ' ']).filter(|f| !f.is_empty()).collect();
            let value = if flags.is_empty() { found[2].to_owned() } else { format!("{} {}", &found[2], flags.join("|")) };
            match (self.list, &self.user) {
                (List::Install, _) if telling(&found[1]) => put(&mut self.fields, &format!("install.{}", &found[1]), &value),
                (List::Runtime, Some(user)) => put(&mut self.fields, &format!("runtime.{user}.{}", &found[1]), &value),
                // Android 6 and 7 print them before the users.
                (List::Runtime, None) => put(&mut self.fields, &format!("runtime.0.{}", &found[1]), &value),
                _ => {}
            }
            return true;
        }
        if let Some(found) = USER.captures(text).filter(|_| ended) {
            self.list = List::None;
            self.user = Some(found[1].to_owned());
            if found[2].split_whitespace().any(|w| w == "installed=false") {
                put(&mut self.fields, &format!("user.{}.installed", &found[1]), "false");
            }
            return true;
        }
        let line = text.trim();
        match line {
            "requested permissions:" => self.list = List::Requested,
            "install permissions:" => self.list = List::Install,
            "runtime permissions:" => self.list = List::Runtime,
            _ if self.list == List::Requested && PERMISSION.is_match(line) && ended => {
                let name = line.split(':').next().unwrap_or_default();
                if telling(name) {
                    put(&mut self.fields, &format!("requested.{name}"), "true");
                }
            }
            _ => {
                if line.ends_with(':') || line.contains('=') {
                    self.list = List::None;
                }
                return self.attribute(line, ended);
            }
        }
        true
    }

    fn attribute(&mut self, line: &str, ended: bool) -> bool {
        let Some((key, value)) = line.split_once('=') else { return false };
        let name = match key {
            "userId" | "appId" => "uid",
            "versionName" => "version_name",
            "versionCode" => {
                for part in line.split(' ').filter(|_| ended) {
                    match part.split_once('=') {
                        Some(("versionCode", v)) => put(&mut self.fields, "version_code", v),
                        Some(("targetSdk", v)) => put(&mut self.fields, "target_sdk", v),
                        _ => {}
                    }
                }
                return ended;
            }
            "installerPackageName" => "installer",
            "firstInstallTime" => "first_install",
            "lastUpdateTime" => "last_update",
            "pkgFlags" | "flags" => {
                if value.split([' ', '[', ']']).any(|f| f == "SYSTEM" || f == "UPDATED_SYSTEM_APP") {
                    put(&mut self.fields, "system", "true");
                }
                return ended || value.ends_with(']');
            }
            _ => return false,
        };
        // `2026-01-0` of a cut text would still be a day; a whole time has 19 characters.
        let whole = ended || (matches!(name, "first_install" | "last_update") && value.len() == 19);
        if whole {
            match &self.user {
                // Android 13 and later write the installation per user.
                Some(user) if name == "first_install" => put(&mut self.fields, &format!("user.{user}.first_install"), value),
                _ => put(&mut self.fields, name, value),
            }
        }
        whole
    }
}

fn telling(permission: &str) -> bool {
    permission.strip_prefix("android.permission.").is_some_and(|p| TELLING.contains(&p))
}

/// The first value of a name stays; nothing and `null` are no value.
fn put(fields: &mut BTreeMap<String, String>, name: &str, value: &str) {
    let (name, value) = (named(name), named(value.trim()));
    if !name.is_empty() && !value.is_empty() && value != "null" {
        fields.entry(name).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
        let mut source = Source { name: "x.txt", bytes: &mut text.as_bytes(), captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf };
        read(&mut source, &mut harvest);
        harvest
    }

    const APP: &str = "Packages:\n  Package [a.b] (1f):\n    userId=10150\n    firstInstallTime=2026-01-09 23:01:05\n    User 0: ceDataInode=1 installed=true\n      runtime permissions:\n";

    #[test]
    fn separators_of_flags() {
        for flags in ["USER_SET|USER_FIXED", " USER_SET | USER_FIXED ", "USER_SET USER_FIXED"] {
            let h = read_text(&format!("{APP}        android.permission.READ_CONTACTS: granted=true, flags=[{flags}]\n"));
            assert_eq!(h.entries[0].fields["runtime.0.android.permission.READ_CONTACTS"], "true USER_SET|USER_FIXED", "{flags}");
            assert_eq!(h.problem_count(), 0);
        }
    }

    #[test]
    fn a_text_without_a_last_line_feed_is_whole_where_its_end_shows_it() {
        for (end, problems) in [
            ("        android.permission.READ_SMS: granted=false, flags=[ USER_SET]", 0),
            ("        android.permission.READ_SMS: granted=false", 0),
            ("        android.permission.READ_SMS: granted=false, flags=[ USER_", 1),
            ("        android.permission.READ_", 1),
            ("    lastUpdateTime=2026-01-09 23:01:05", 0),
            ("    lastUpdateTime=2026-01-0", 1),
            ("      ", 0),
        ] {
            let h = read_text(&format!("{APP}{end}"));
            assert_eq!((h.rows(), h.problem_count()), (1, problems), "{end}");
            assert!(h.entries[0].fields.get("last_update").is_none_or(|t| t.len() == 19));
        }
    }

    #[test]
    fn the_users_of_a_phone_are_kept_apart() {
        let grant = |user: u32, yes: bool| format!("    User {user}: installed=true\n      runtime permissions:\n        android.permission.READ_CONTACTS: granted={yes}, flags=[ USER_SET]\n");
        let h = read_text(&format!("Packages:\n  Package [a.b] (1f):\n{}{}", grant(0, false), grant(999, true)));
        let fields = &h.entries[0].fields;
        assert_eq!([&fields["runtime.0.android.permission.READ_CONTACTS"], &fields["runtime.999.android.permission.READ_CONTACTS"]], ["false USER_SET", "true USER_SET"]);
    }
}
