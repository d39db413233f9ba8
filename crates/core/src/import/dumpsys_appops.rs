//! `adb shell dumpsys appops`: when an app last read the contacts. Android keeps only the last access and the last
//! rejection for each attribution tag and process state (AOSP `AppOps.md`), never a full history, and not the day the
//! permission was granted. Rows are the `Access:` and `Reject:` lines; of `cmd appops get`, the `time=` and
//! `rejectTime=` statements, whose times are relative to the capture.

use super::dates::when;
use super::text::{Lines, head};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::{Entry, When};
use crate::time::Stamp;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Permission records of Android.
pub static FORMAT: Format = Format { id: "dumpsys_appops", title: "安卓权限使用记录（appops）", version: 1, holds: Holds::Entries, claims, read };

const LINE: usize = 64 * 1024;
/// Longest uid, package, permission or tag; each is repeated in every entry under it, and none on Android is longer.
const NAME: usize = 512;
/// Clock of the phone and stated capture may differ by this much before it is said.
const DRIFT_MS: i64 = 5 * 60_000;

static PACKAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Package (\S+?):\s*$"));
static UID: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Uid (u\d+[a-z]+\d+|\d+):\s*$"));
static OP: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Z][A-Z0-9_]+) \(([a-z]+)(?: / switch ([A-Z0-9_]+)=([a-z]+))?\):\s*$"));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(\S+)=\[\s*$"));
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(Access|Reject):\s*(?:\[([a-z]+)-([a-z]+)\])?\s*(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)?\s*(?:\((-?[0-9dhms]+|-?0)\))?\s*(.*)$")
});
static DURATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"duration=\+?([0-9dhms]+)"));
static PROXY: LazyLock<Regex> = LazyLock::new(|| pattern(r"proxy\[([^\]]*)\]?"));
static GET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(Uid mode: )?([A-Z][A-Z0-9_]+): (allow|ignore|deny|default|foreground|ask)((?:; .*)?)$"));
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([+-]?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$"));

/// A pattern written in this file.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

fn claims(probe: &Probe) -> Claim {
    let text = head(probe.head);
    let event = |l: &str| l.trim_start().starts_with("Access: [") || l.trim_start().starts_with("Reject: [");
    let dump = text.lines().any(|l| l.trim() == "Current AppOps Service state:") || (text.lines().any(event) && text.lines().any(|l| OP.is_match(l)));
    let get = text.lines().filter(|l| !l.trim().is_empty()).take(3).any(|l| GET.captures(l).is_some_and(|f| f[4].contains("ago") || f.get(1).is_some()));
    if dump || get { Claim::Content } else { Claim::No }
}

/// Where the present line stands.
#[derive(Default)]
struct Scope {
    uid: String,
    package: String,
    op: String,
    mode: String,
    switch: String,
    tag: String,
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let captured = source.captured_at;
    let mut lines = Lines::new(source.bytes, LINE);
    let mut scope = Scope::default();
    let mut drift: Option<(i64, u64)> = None;
    while let Some(line) = lines.next_line() {
        let (text, lossy) = lines.text(&line);
        if let Some(found) = EVENT.captures(&text) {
            let whole = line.ended || found.get(5).is_some();
            event(&scope, &found, whole, lossy, captured, &mut drift, harvest);
        } else if text.trim_start().starts_with("Access:") || text.trim_start().starts_with("Reject:") {
            refuse(&text, harvest);
        } else if let Some(found) = UID.captures(&text) {
            scope = Scope { uid: named(&found[1]), ..Scope::default() };
        } else if let Some(found) = PACKAGE.captures(&text) {
            scope = Scope { uid: std::mem::take(&mut scope.uid), package: named(&found[1]), ..Scope::default() };
        } else if let Some(found) = OP.captures(&text) {
            let switch = found.get(3).map_or(String::new(), |s| format!("{}={}", s.as_str(), &found[4]));
            (scope.op, scope.mode, scope.switch, scope.tag) = (named(&found[1]), named(&found[2]), named(&switch), String::new());
        } else if let Some(found) = TAG.captures(&text).filter(|_| !scope.op.is_empty()) {
            scope.tag = if &found[1] == "null" { String::new() } else { named(&found[1]) };
        } else if text.trim() == "]" {
            scope.tag.clear();
        } else if let Some(found) = GET.captures(&text) {
            get_line(&found, captured, harvest);
        }
    }
    if let Some((ms, rows)) = drift {
        harvest.note(format!("有{rows}行的钟点与采集时间推算的相差约{}分钟：手机时区可能不是东八区，或采集时间填得不准", ms / 60_000));
    }
    lines.finish(harvest);
}

/// A name that may stand in every entry; an endless one is left out, so that it is missing rather than wrong.
fn named(text: &str) -> String {
    if text.len() <= NAME { text.to_owned() } else { String::new() }
}

fn refuse(text: &str, harvest: &mut Harvest) {
    let shown: String = text.trim().chars().take(60).collect();
    harvest.refuse("appops.bad_line", format!("这一行读不懂：{shown}"), "请重新采集（adb shell dumpsys appops）；原件已保留");
}

fn event(scope: &Scope, found: &regex::Captures, whole: bool, lossy: bool, captured: Option<Stamp>, drift: &mut Option<(i64, u64)>, harvest: &mut Harvest) {
    let text = |i: usize| found.get(i).map_or("", |m| m.as_str());
    let Some(at) = when(text(4), None).filter(|_| whole) else {
        refuse(found.get(0).map_or("", |m| m.as_str()), harvest);
        return;
    };
    if scope.op.is_empty() {
        harvest.refuse("appops.no_op", "这一行之前没有权限名称，不知道是哪一项权限", "文件开头可能被截断，请重新采集");
        return;
    }
    if let (Some(captured), Some(back)) = (captured, relative(text(5))) {
        let apart = (captured.0 + back - at.stamp.0).abs();
        if apart > DRIFT_MS {
            *drift = Some((apart, drift.map_or(1, |(_, n)| n + 1)));
        }
    }
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() && value != "null" {
            fields.insert(name.to_owned(), value.to_owned());
        }
    };
    put("uid", &scope.uid);
    put("package", &scope.package);
    put("op", &scope.op);
    put("mode", &scope.mode);
    put("switch", &scope.switch);
    put("tag", &scope.tag);
    put("state", text(2));
    put("state_zh", state_zh(text(2)));
    put("flag", text(3));
    put("time", text(4));
    put("relative", text(5));
    let rest = text(6);
    put("duration", DURATION.captures(rest).as_ref().map_or("", |d| d.get(1).map_or("", |m| m.as_str())));
    if let Some(proxy) = PROXY.captures(rest) {
        for part in proxy[1].split(',') {
            match part.trim().split_once('=') {
                Some(("uid", v)) => put("proxy_uid", v),
                Some(("pkg", v)) => put("proxy_package", v),
                Some(("attributionTag", v)) => put("proxy_tag", v),
                _ => {}
            }
        }
    }
    let kind = if &found[1] == "Access" { "permission_access" } else { "permission_reject" };
    let row = harvest.entry(Entry { row: 0, kind: kind.into(), at: Some(at), fields });
    if lossy {
        harvest.repaired(row, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
    }
}

/// `READ_CONTACTS: allow; time=+1h ago; rejectTime=+2d ago`: two rows at most. Without the time of capture only the
/// relative time is known.
fn get_line(found: &regex::Captures, captured: Option<Stamp>, harvest: &mut Harvest) {
    for part in found[4].split(';').map(str::trim) {
        let (kind, ago) = match part.split_once('=') {
            Some(("time", ago)) => ("permission_access", ago),
            Some(("rejectTime", ago)) => ("permission_reject", ago),
            _ => continue,
        };
        let Some(back) = ago.split(" ago").next().and_then(|a| relative(a.trim())) else {
            refuse(part, harvest);
            continue;
        };
        let fields = [("op", &found[2]), ("mode", &found[3]), ("relative", ago)].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let at = captured.map(|c| When::exact(Stamp(c.0 - back.abs())));
        if at.is_some_and(|w| !w.stamp.plausible()) {
            // Decades ago: the phone's clock was wrong when it happened.
            refuse(part, harvest);
            continue;
        }
        harvest.entry(Entry { row: 0, kind: kind.into(), at, fields: fields.into() });
    }
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
mod tests {
    use super::*;

    #[test]
    fn relative_times() {
        assert_eq!(relative("-324d7h31m50s999ms"), Some(-(324 * 86_400_000 + 7 * 3_600_000 + 31 * 60_000 + 50_999)));
        assert_eq!(relative("+1s200ms"), Some(1200));
        assert_eq!(relative("0"), Some(0));
        assert_eq!(relative("+"), None);
        assert_eq!(relative("-999999999999999999d"), None);
    }

    fn harvest(text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
        let captured_at = Stamp::parse("2026-03-01T00:00:00+08:00");
        read(&mut Source { name: "x.txt", bytes: &mut text.as_bytes(), captured_at, parts: &mut parts }, &mut harvest);
        harvest
    }

    #[test]
    fn decades_ago_is_refused() {
        let h = harvest("READ_SMS: allow; time=+9999d ago; rejectTime=+1d ago\n");
        assert_eq!((h.entries.len(), h.skips.len(), h.problem_count()), (1, 1, 1));
    }

    #[test]
    fn an_endless_name_is_left_out_of_every_entry() {
        let event = "Access: [fg-s] 2026-01-09 23:01:05.001 (-1d)\n";
        let h = harvest(&format!("Package a.b:\nREAD_SMS (allow):\n{}=[\n{}Package {}:\n{event}", "t".repeat(NAME + 1), event.repeat(2), "p".repeat(NAME + 1)));
        assert_eq!((h.entries.len(), h.problems[0].code.as_str()), (2, "appops.no_op"));
        assert!(h.entries.iter().all(|e| !e.fields.contains_key("tag") && e.fields["package"] == "a.b"));
    }

    #[test]
    fn a_rejection_has_no_blank_before_its_time() {
        let found = EVENT.captures("          Reject: [fg-s]2021-05-19 22:02:52.054 (-314d1h25m2s33ms)").expect("a rejection");
        assert_eq!([&found[1], &found[2], &found[3], &found[4]], ["Reject", "fg", "s", "2021-05-19 22:02:52.054"]);
    }
}
