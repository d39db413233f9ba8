//! `adb shell dumpsys appops` and `adb shell appops get <package>`: when an app last read the contacts. Android keeps only the
//! last access and the last rejection for each attribution tag and process state (AOSP `AppOps.md`; before Android 9 one of
//! each for an operation), and not the day the permission was granted. Rows are the `Access:` and `Reject:` lines (Android 9
//! writes the second state under the first without the word), the `time=` and `rejectTime=` statements of older phones and of
//! `get`, relative to the capture, modes of reading operations that say more than the usual, and what `history.rs` reads.

#[path = "dumpsys_appops/history.rs"]
mod history;
#[path = "dumpsys_appops/modes.rs"]
mod modes;

use super::android_dump::{self, named, offset_text};
use super::dates::local;
use super::text::head;
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Entry, Grain, When};
use crate::time::Stamp;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Permission records of Android.
pub static FORMAT: Format = Format { id: "dumpsys_appops", title: "安卓权限使用记录（appops）", version: 5, holds: Holds::Entries, claims, read };

/// What `appops get` answers where it keeps nothing.
const NOTHING: &str = "No operations.";
/// Clock of the phone and stated capture may differ by this much before it is said.
const DRIFT_MS: i64 = 5 * 60_000;

static PACKAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Package (\S+?):\s*$"));
static UID: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Uid (u\d+[a-z]+\d+|\d+):\s*$"));
// `MIUIOP(10021)`: operations Xiaomi added have numbers.
static OP: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Z][A-Z0-9_]*(?:\(\d+\))?) \(([a-z]+)(?: / switch ([A-Z0-9_]+)=([a-z]+))?\):\s*$"));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(\S+)=\[\s*$"));
// `[fg-s] 2026-…` since Android 10, without the blank after a rejection; `fg = 2026-…` in Android 9.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(Access|Reject):\s*(?:\[([a-z]+)-([a-z|]+)\]|([a-z]+)\s*=)?\s*(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)?\s*(?:\((-?[0-9dhms]+|-?0)\))?\s*(.*)$")
});
// `READ_CONTACTS (allow): time=+3h ago`: what `get` writes, with the mode in brackets.
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Z][A-Z0-9_]*(?:\(\d+\))?) \(([a-z]+)[^)]*\):\s+((?:time|rejectTime|duration)=.*)$"));
// Android 9: the other states of the same word stand under it alone.
static ALSO: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(pers|top|fgsvcl?|bfgs|fg|bg|cch)\s*=\s*(\S.*)$"));
static DURATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"duration=\+?([0-9dhms]+)"));
static PROXY: LazyLock<Regex> = LazyLock::new(|| pattern(r"proxy\[([^\]]*)\]?"));
static GET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(Uid mode: )?([A-Z][A-Z0-9_]*(?:\(\d+\))?): (?:mode=)?(allow|ignore|deny|default|foreground|ask|\d{1,2})((?:; .*)?)$"));
static COMMAND: LazyLock<Regex> = LazyLock::new(|| pattern(r"appops get (?:--uid )?(?:--user (\d{1,6}) )?([A-Za-z]\w*(?:\.\w+)+)"));
static NAMED_FILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:(?:cmd|dumpsys|adb|shell)[_ -])*(?:appops[_ -])?(?:get[_ -])?([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+)\.(?:txt|log)$"));
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([+-]?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let event = |l: &str| ["Access: [", "Reject: ["].iter().any(|k| l.trim_start().starts_with(k)) || EVENT.captures(l).is_some_and(|f| f.get(5).is_some());
    let dump = text.lines().any(|l| l.trim() == "Current AppOps Service state:" || history::heading(l)) || (text.lines().any(event) && text.lines().any(|l| OP.is_match(l)));
    let get = text.lines().filter(|l| !l.trim().is_empty()).take(12).any(|l| GET.captures(l).is_some_and(|f| f[4].contains("ago") || f.get(1).is_some()));
    // The whole answer of `appops get` where nothing is on record.
    let none = text.len() < 400 && text.lines().any(|l| l.trim() == NOTHING);
    if dump || get || none { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    android_dump::read(source, harvest);
}

/// Where the present line stands.
#[derive(Default)]
struct Scope {
    uid: String,
    user: String,
    package: String,
    op: String,
    mode: String,
    switch: String,
    tag: String,
    /// Modes of the uid that stand before its packages, and whether a package came.
    modes: Vec<(String, String)>,
    told: bool,
}

/// Reads permission records line by line.
pub(super) struct Appops {
    /// When the text was made, if known.
    pub captured: Option<When>,
    zone: Option<i32>,
    /// The package `appops get` was asked for: its output does not name it. Of the command above it, or of the file's name.
    asked: (String, String),
    asked_by_name: bool,
    scope: Scope,
    /// Greatest distance of clock and capture met, and in how many rows.
    drift: Option<(i64, u64)>,
    running: u64,
    nothing: bool,
    /// `Access:` or `Reject:` of the line before.
    before: Option<&'static str>,
    history: history::History,
    /// A mode of a package that no record has followed yet.
    pending: Option<(BTreeMap<String, String>, bool)>,
}

impl Appops {
    pub fn new(file: &str, captured: Option<When>, zone: Option<i32>) -> Appops {
        let asked = NAMED_FILE.captures(file).map_or(String::new(), |f| named(&f[1]));
        Appops { captured, zone, asked: (asked, String::new()), asked_by_name: true, scope: Scope::default(), drift: None, running: 0, nothing: false, before: None, history: history::History::default(), pending: None }
    }

    /// The part of a bug report is over: what follows stands under no package of it.
    pub fn over(&mut self, harvest: &mut Harvest) {
        self.mode_alone(harvest);
        self.close_uid(harvest);
        self.leave();
        self.history_over();
    }

    fn leave(&mut self) {
        self.scope = Scope::default();
    }

    /// A uid without a package: its modes are told of the uid alone.
    fn close_uid(&mut self, harvest: &mut Harvest) {
        if !self.scope.told && self.scope.package.is_empty() {
            self.uid_modes(false, harvest);
        }
    }

    pub fn line(&mut self, text: &str, ended: bool, lossy: bool, harvest: &mut Harvest) {
        let before = self.before.take();
        if text.trim_start().starts_with("Access:") || text.trim_start().starts_with("Reject:") {
            self.before = Some(if text.trim_start().starts_with("Access:") { "Access:" } else { "Reject:" });
        } else if let (Some(word), Some(found)) = (before, ALSO.captures(text)) {
            self.before = before;
            let line = format!("{word} {} = {}", &found[1], &found[2]);
            match EVENT.captures(&line) {
                Some(found) => self.event(&found, ended || found.get(6).is_some(), lossy, harvest),
                None => refuse(text, harvest),
            }
            return;
        }
        if self.history_line(text, ended, lossy, harvest) {
            return;
        }
        if let Some(found) = EVENT.captures(text) {
            self.event(&found, ended || found.get(6).is_some(), lossy, harvest);
        } else if self.before.is_some() {
            refuse(text, harvest);
        } else if let Some(found) = UID.captures(text) {
            self.mode_alone(harvest);
            self.close_uid(harvest);
            self.scope = Scope { uid: named(&found[1]), user: user_of(&found[1]), ..Scope::default() };
        } else if let Some(found) = PACKAGE.captures(text) {
            self.mode_alone(harvest);
            let of = std::mem::take(&mut self.scope);
            self.scope = Scope { uid: of.uid, user: of.user, modes: of.modes, told: true, package: named(&found[1]), ..Scope::default() };
            self.uid_modes(lossy, harvest);
        } else if let Some(found) = OP.captures(text) {
            self.mode_alone(harvest);
            let scope = &mut self.scope;
            let switch = found.get(3).map_or(String::new(), |s| format!("{}={}", s.as_str(), &found[4]));
            (scope.op, scope.mode, scope.switch, scope.tag) = (named(&found[1]), named(&found[2]), named(&switch), String::new());
            self.mode("package", &found[1], &found[2], lossy, harvest);
        } else if let Some(found) = TAG.captures(text).filter(|_| !self.scope.op.is_empty()) {
            self.scope.tag = if &found[1] == "null" { String::new() } else { named(&found[1]) };
        } else if text.trim() == "]" {
            self.scope.tag.clear();
        } else if let Some(found) = BRACKETS.captures(text) {
            let line = format!("{}: {}; {}", &found[1], &found[2], &found[3]);
            if let Some(found) = GET.captures(&line) {
                self.statements(&found, ended, lossy, harvest);
            }
        } else if let Some(found) = GET.captures(text) {
            self.statements(&found, ended, lossy, harvest);
        } else if text.trim() == NOTHING {
            self.nothing = true;
        } else if text.trim_start().starts_with("Running start at:") && !self.scope.op.is_empty() {
            self.running += 1;
        } else if let Some(found) = COMMAND.captures(text) {
            self.asked = (named(&found[2]), found.get(1).map_or(String::new(), |m| m.as_str().to_owned()));
            (self.asked_by_name, self.scope) = (false, Scope::default());
        }
    }

    /// What concerns the whole text.
    pub fn finish(&mut self, harvest: &mut Harvest) {
        self.mode_alone(harvest);
        self.close_uid(harvest);
        self.history_finish(harvest);
        if let Some((ms, rows)) = self.drift {
            harvest.note(format!("有{rows}行的钟点与采集时间推算的相差约{}分钟：手机时区可能不是东八区，或采集时间填得不准", ms / 60_000));
        }
        if self.running > 0 {
            harvest.note(format!("采集时有{}项权限正在使用中", self.running));
        }
        if self.nothing && harvest.entries.is_empty() {
            harvest.note("手机回答“没有操作记录”（No operations）：应用卸载后记录会一同删除，久了也会清掉；这不说明没有读取过");
        }
        if self.asked_by_name && harvest.entries.iter().any(|e| e.fields.get("package_from").is_some_and(|f| f == "file_name")) {
            harvest.note(format!("内容里没有应用包名，按文件名记为 {}", self.asked.0));
        }
    }

    /// The fields every row has.
    fn fields(&self, op: &str, mode: &str) -> BTreeMap<String, String> {
        let mut fields = BTreeMap::new();
        let scope = &self.scope;
        for (name, value) in [("uid", &scope.uid), ("user", &scope.user), ("package", &scope.package), ("switch", &scope.switch), ("tag", &scope.tag)] {
            put(&mut fields, name, value);
        }
        put(&mut fields, "op", op);
        put(&mut fields, "mode", modes::name(mode));
        if scope.package.is_empty() && !self.asked.0.is_empty() {
            put(&mut fields, "package", &self.asked.0);
            put(&mut fields, "user", &self.asked.1);
            put(&mut fields, "package_from", if self.asked_by_name { "file_name" } else { "command" });
        }
        fields
    }

    fn event(&mut self, found: &regex::Captures, whole: bool, lossy: bool, harvest: &mut Harvest) {
        let text = |i: usize| found.get(i).map_or("", |m| m.as_str());
        let Some(at) = local(text(5), self.zone).filter(|_| whole) else {
            refuse(found.get(0).map_or("", |m| m.as_str()), harvest);
            return;
        };
        if self.scope.op.is_empty() {
            harvest.refuse("appops.no_op", "这一行之前没有权限名称，不知道是哪一项权限", "文件开头可能被截断，请重新采集");
            return;
        }
        if let Some(back) = relative(text(6)) {
            self.compare(at, back);
        }
        let mut fields = self.fields(&self.scope.op, &self.scope.mode);
        let state = if text(2).is_empty() { text(4) } else { text(2) };
        for (name, value) in [("state", state), ("state_zh", state_zh(state)), ("flag", text(3)), ("time", text(5)), ("relative", text(6))] {
            put(&mut fields, name, value);
        }
        if let Some(zone) = self.zone {
            put(&mut fields, "tz_offset", &offset_text(zone));
        }
        let rest = text(7);
        put(&mut fields, "duration", DURATION.captures(rest).as_ref().map_or("", |d| d.get(1).map_or("", |m| m.as_str())));
        if let Some(proxy) = PROXY.captures(rest) {
            for part in proxy[1].split(',') {
                match part.trim().split_once('=') {
                    Some(("uid", v)) => put(&mut fields, "proxy_uid", v),
                    Some(("pkg", v)) => put(&mut fields, "proxy_package", v),
                    Some(("attributionTag", v)) => put(&mut fields, "proxy_tag", v),
                    _ => {}
                }
            }
        }
        let kind = if &found[1] == "Access" { "permission_access" } else { "permission_reject" };
        self.pending = None;
        let row = harvest.entry(Entry { row: 0, kind: kind.into(), at: Some(at), fields });
        if lossy {
            harvest.repaired(row, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }

    /// Whether the clock agrees with the stated capture.
    fn compare(&mut self, at: When, back: i64) {
        let apart = self.captured.map_or(0, |captured| (captured.stamp.0 + back - at.stamp.0).abs());
        if apart > DRIFT_MS {
            self.drift = Some(self.drift.map_or((apart, 1), |(most, n)| (most.max(apart), n + 1)));
        }
    }

    /// `READ_CONTACTS: allow; time=+1h ago; rejectTime=+2d ago; duration=+2s`: two rows at most. Without the time of capture
    /// only the relative time is known.
    fn statements(&mut self, found: &regex::Captures, ended: bool, lossy: bool, harvest: &mut Harvest) {
        let of_uid = found.get(1).is_some() || (!self.scope.uid.is_empty() && self.scope.package.is_empty());
        if of_uid && !self.scope.uid.is_empty() {
            self.scope.modes.push((named(&found[2]), named(&found[3])));
        } else if ended || !found[4].is_empty() {
            self.mode(if of_uid { "uid" } else { "package" }, &found[2], &found[3], lossy, harvest);
        }
        let duration = DURATION.captures(&found[4]).map_or(String::new(), |d| d[1].to_owned());
        let running = found[4].ends_with("(running)");
        for part in found[4].split(';').map(str::trim) {
            let (kind, ago) = match part.split_once('=') {
                Some(("time", ago)) => ("permission_access", ago),
                Some(("rejectTime", ago)) => ("permission_reject", ago),
                _ => continue,
            };
            let back = ago.split_once(" ago").and_then(|(a, _)| relative(a.trim()).map(|ms| (ms, grain(a))));
            // A line cut off may have lost digits, but not before the word that ends the statement.
            let Some((back, grain)) = back.or_else(|| relative(ago.trim()).filter(|_| ended).map(|ms| (ms, grain(ago)))) else {
                refuse(part, harvest);
                continue;
            };
            let at = self.captured.map(|c| since(c, back, grain));
            if at.is_some_and(|w| !w.stamp.plausible()) {
                // Decades ago: the phone's clock was wrong when it happened.
                refuse(part, harvest);
                continue;
            }
            let mut fields = self.fields(&found[2], &found[3]);
            put(&mut fields, "relative", ago);
            if kind == "permission_access" {
                put(&mut fields, "duration", if running { "" } else { &duration });
                put(&mut fields, "running", if running { "true" } else { "" });
            }
            self.pending = None;
            let row = harvest.entry(Entry { row: 0, kind: kind.into(), at, fields });
            if lossy {
                harvest.repaired(row, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
            }
        }
    }
}

fn put(fields: &mut BTreeMap<String, String>, name: &str, value: &str) {
    if !value.is_empty() && value != "null" {
        fields.insert(name.to_owned(), value.to_owned());
    }
}

fn refuse(text: &str, harvest: &mut Harvest) {
    let shown: String = text.trim().chars().take(60).collect();
    harvest.refuse("appops.bad_line", format!("这一行读不懂：{shown}"), "请重新采集（adb shell dumpsys appops）；原件已保留");
}

/// The Android user a uid belongs to: `u10a150` and 1010150 → 10 (AOSP `UserHandle`: 100000 uids a user).
fn user_of(uid: &str) -> String {
    let digits = |t: &str| t.chars().take_while(char::is_ascii_digit).collect::<String>();
    match uid.strip_prefix('u') {
        Some(rest) => digits(rest),
        None => uid.parse::<u64>().map_or(String::new(), |n| (n / 100_000).to_string()),
    }
}

/// How exact a relative time is: `+1h2m` does not say the second, `+1h` not even the minute.
fn grain(ago: &str) -> Grain {
    let text = ago.trim().trim_end_matches("ms");
    match text.chars().last() {
        Some('m') => Grain::Minute,
        Some('h' | 'd') => Grain::Day,
        _ => Grain::Second,
    }
}

/// The time so long before the capture, cut to its grain.
fn since(captured: When, back: i64, grain: Grain) -> When {
    let at = Stamp(captured.stamp.0 - back.abs());
    let stamp = match grain {
        Grain::Second => at,
        Grain::Minute => Stamp::from_local(at.day(), at.second_of_day() / 60 * 60),
        Grain::Day => Stamp::from_local(at.day(), 0),
    };
    When { stamp, grain, zone: captured.zone }
}

/// `-22d4h22m19s762ms` in milliseconds, with its sign.
fn relative(text: &str) -> Option<i64> {
    if text == "0" {
        return Some(0);
    }
    let found = RELATIVE.captures(text).filter(|_| text.contains(|c: char| c.is_ascii_digit()))?;
    let mut sum = 0i64;
    for (i, unit) in [(2, 86_400_000i64), (3, 3_600_000), (4, 60_000), (5, 1000), (6, 1)] {
        let number: i64 = found.get(i).map_or(Some(0), |m| m.as_str().parse().ok())?;
        sum = sum.checked_add(number.checked_mul(unit)?)?;
    }
    (sum < 40 * 365 * 86_400_000).then_some(if found[1].starts_with('-') { -sum } else { sum })
}

/// Process states of AOSP's AppOps dump.
fn state_zh(state: &str) -> &'static str {
    match state {
        "pers" => "常驻进程",
        "top" => "正在屏幕上使用",
        "fgsvcl" | "fgsvc" => "前台服务",
        "bfgs" | "fg" => "前台",
        "bg" => "后台",
        "cch" => "后台缓存",
        _ => "",
    }
}

#[cfg(test)]
#[path = "dumpsys_appops/tests.rs"]
mod tests;
