//! What newer phones keep beside the last access: counts of a span of time (`dumpsys appops --history`, since Android 10) and single
//! accesses of some days (`--include-discrete`, since Android 12). Shapes of AOSP: `HistoricalRegistry`, `DiscreteRegistry`
//! (12 to 15), `DiscreteOpsSqlRegistry` (16), `AppOpHistoryHelper` (later releases of 16): the latter two write a table, told by its
//! heading, whose columns change from release to release.

use super::{Appops, named, offset_text, pattern, put, refuse, state_zh, user_of};
use crate::import::Harvest;
use crate::import::dates::local;
use crate::model::{Entry, Grain, SkipKind, When};
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(begin|end) = (\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)\s*(?:\((-?[0-9dhms]+|-?0)\))?\s*$"));
static COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:\[([a-z]+)-([a-z|]+)\]|([a-z]+))\s*=\s*((?:access|reject|duration)=.*)$"));
static ATTRIBUTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Attribution:? (\S+?):?\s*$"));
static COUNTED_OP: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([A-Z][A-Z0-9_]*(?:\(\d+\))?):\s*$"));
static SINGLE_OP: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+([A-Z][A-Z0-9_]*(?:\(\d+\))?)\s*$"));
static SINGLE_UID: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Uid: (\d+)\s*$"));
static SINGLE_PACKAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Package: (\S+)\s*$"));
static DEVICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*Device: (\S+)\s*$"));
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*Access \[([a-z]+)-([a-z|]+)\] at (\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)(?:\s+for (\d+) milliseconds)?(?:\s+attribution flags=(\d+) with chainId=(\d+))?\s*$")
});
static WINDOWS: LazyLock<Regex> = LazyLock::new(|| pattern(r"SHORT_INTERVAL\(Aggregation Bucket\)=(\d{1,5}) Minutes?, LONG_INTERVAL\(Aggregation Bucket\)=(\d{1,5}) Minutes?"));

/// The usual word of the phone's own screen in `DEVICE_ID`.
const OWN_DEVICE: &str = "default:0";

/// What `list` of an entry says: accesses kept one by one, or those of some minutes together; without it the last of its state.
const SINGLES: &str = "singles";
const BUCKETS: &str = "buckets";

/// Which of the two kinds of history the lines belong to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    /// Counts of a span.
    Counts,
    /// Single accesses, as a tree.
    Singles,
    /// Rows under a heading.
    Table,
}

/// Where in the histories the present line stands.
#[derive(Default)]
pub(super) struct History {
    part: Part,
    /// The span, as the text writes it.
    begin: Option<String>,
    end: Option<String>,
    device: String,
    /// Columns of the table by their names.
    columns: Vec<String>,
    /// Minutes one row of a table stands for: of the short and the long list, and of the present one.
    buckets: (String, String),
    bucket: String,
    /// Rows of counts, of single accesses and of some minutes each that were read.
    counted: u64,
    singles: u64,
    bucketed: u64,
}

/// Whether a text begins a history, for the sniffer.
pub(super) fn heading(line: &str) -> bool {
    matches!(line.trim(), "AppOps Service state:" | "AppOps Uid Op State" | "AppOps Historical Service State:" | "Discrete accesses:") || columns(line).is_some() || SINGLE.is_match(line)
}

/// The columns of a table of accesses.
fn columns(line: &str) -> Option<Vec<String>> {
    let names: Vec<String> = line.trim().split('|').map(str::to_owned).collect();
    ["UID", "PACKAGE_NAME", "OP_NAME", "ACCESS_TIME"].iter().all(|w| names.iter().any(|n| n == w)).then_some(names)
}

impl Appops {
    /// A line of a history; whether it was one.
    pub(super) fn history_line(&mut self, text: &str, ended: bool, lossy: bool, harvest: &mut Harvest) -> bool {
        let line = text.trim();
        if ["Current AppOps Service state:", "AppOps Service state:"].contains(&line) {
            self.over(harvest);
        } else if line == "snapshot:" {
            (self.history.part, self.history.begin, self.history.end) = (Part::Counts, None, None);
            self.leave();
        } else if line.trim_end_matches(':') == "Discrete accesses" {
            self.history.part = Part::Singles;
            self.leave();
        } else if let Some(names) = columns(line) {
            (self.history.part, self.history.columns) = (Part::Table, names);
            self.leave();
        } else if let Some(found) = WINDOWS.captures(line) {
            self.history.buckets = (found[1].to_owned(), found[2].to_owned());
        } else if line.starts_with("----") && line.ends_with("----") {
            self.history.bucket = if line.contains("Aggregated") { self.history.buckets.1.clone() } else { self.history.buckets.0.clone() };
        } else if let Some(found) = SINGLE.captures(text) {
            self.single(&found, ended, lossy, harvest);
        } else if line.starts_with("Access [") && line.contains("] at ") {
            refuse(text, harvest);
        } else {
            return match self.history.part {
                Part::None => false,
                Part::Counts => self.counts_line(text, ended, lossy, harvest),
                Part::Singles => self.singles_line(text),
                Part::Table => self.table_line(text, ended, lossy, harvest),
            };
        }
        true
    }

    /// The list of present operations begins, or another service: no history goes on.
    pub(super) fn history_over(&mut self) {
        self.history.part = Part::None;
        self.history.device.clear();
    }

    /// What concerns the histories of the whole text.
    pub(super) fn history_finish(&self, harvest: &mut Harvest) {
        if self.history.counted > 0 {
            harvest.note(format!("有{}行是系统按一段时间统计的次数：只知道在这段时间里，不知道是哪一刻；系统会合并旧的时段", self.history.counted));
        }
        if self.history.singles > 0 {
            harvest.note(format!("有{}行是系统逐次留下的使用记录，只保留最近几天，而且不是每一项权限都逐次记", self.history.singles));
        }
        if self.history.bucketed > 0 {
            harvest.note(format!("有{}行是系统按几分钟一格合并的使用记录：时间是这一格里的，次数写在后面", self.history.bucketed));
        }
    }

    fn counts_line(&mut self, text: &str, ended: bool, lossy: bool, harvest: &mut Harvest) -> bool {
        if let Some(found) = SPAN.captures(text).filter(|_| ended) {
            let at = local(&found[2], self.zone);
            if let (Some(at), Some(back)) = (at, found.get(3).and_then(|m| super::relative(m.as_str()))) {
                self.compare(at, back);
            }
            *(if &found[1] == "begin" { &mut self.history.begin } else { &mut self.history.end }) = at.map(|_| found[2].to_owned());
        } else if let Some(found) = ATTRIBUTION.captures(text) {
            self.scope.tag = tag(&found[1]);
        } else if let Some(found) = COUNTED_OP.captures(text) {
            self.scope.op = named(&found[1]);
        } else if let Some(found) = COUNT.captures(text) {
            self.counted(&found, ended, lossy, harvest);
        } else {
            return false;
        }
        true
    }

    fn counted(&mut self, found: &Captures, ended: bool, lossy: bool, harvest: &mut Harvest) {
        let text = |i: usize| found.get(i).map_or("", |m| m.as_str());
        let (Some(begin), Some(end), true) = (self.history.begin.clone(), self.history.end.clone(), ended && !self.scope.op.is_empty()) else {
            refuse(text(0), harvest);
            return;
        };
        let mut fields = self.fields(&self.scope.op, "");
        let state = if text(1).is_empty() { text(3) } else { text(1) };
        for (name, value) in [("state", state), ("state_zh", state_zh(state)), ("flag", text(2)), ("begin", &begin), ("end", &end)] {
            put(&mut fields, name, value);
        }
        for part in text(4).split(',').map(str::trim) {
            match part.split_once('=') {
                Some(("access", n)) if number(n) => put(&mut fields, "accesses", n),
                Some(("reject", n)) if number(n) => put(&mut fields, "rejects", n),
                Some(("duration", d)) => put(&mut fields, "duration", d.trim_start_matches('+')),
                _ => {
                    refuse(text(0), harvest);
                    return;
                }
            }
        }
        self.history.counted += 1;
        self.entry("permission_count", None, fields, lossy, harvest);
    }

    fn singles_line(&mut self, text: &str) -> bool {
        if let Some(found) = SINGLE_UID.captures(text) {
            self.leave();
            (self.scope.uid, self.scope.user) = (named(&found[1]), user_of(&found[1]));
        } else if let Some(found) = SINGLE_PACKAGE.captures(text) {
            (self.scope.package, self.scope.op) = (named(&found[1]), String::new());
        } else if let Some(found) = DEVICE.captures(text) {
            self.history.device = named(&found[1]);
        } else if let Some(found) = ATTRIBUTION.captures(text) {
            self.scope.tag = tag(&found[1]);
        } else if let Some(found) = SINGLE_OP.captures(text) {
            (self.scope.op, self.scope.tag) = (named(&found[1]), String::new());
            self.history.device.clear();
        } else {
            return false;
        }
        true
    }

    fn single(&mut self, found: &Captures, ended: bool, lossy: bool, harvest: &mut Harvest) {
        let text = |i: usize| found.get(i).map_or("", |m| m.as_str());
        // A line without its end may have lost digits of its time, or more.
        let Some(at) = local(text(3), self.zone).filter(|_| ended && !self.scope.op.is_empty()) else {
            refuse(text(0), harvest);
            return;
        };
        let mut fields = self.fields(&self.scope.op, "");
        let duration = found.get(4).map_or(String::new(), |ms| format!("{}ms", ms.as_str()));
        let all = [("state", text(1)), ("state_zh", state_zh(text(1))), ("flag", text(2)), ("time", text(3)), ("duration", &duration), ("attribution_flags", text(5)), ("chain", text(6))];
        for (name, value) in all {
            put(&mut fields, name, value);
        }
        let device = self.history.device.clone();
        self.device(&device, &mut fields);
        put(&mut fields, "list", SINGLES);
        self.history.singles += 1;
        self.entry("permission_access", Some(at), fields, lossy, harvest);
    }

    /// A row of a table; one that has both accesses and refusals becomes two.
    fn table_line(&mut self, text: &str, ended: bool, lossy: bool, harvest: &mut Harvest) -> bool {
        let cells: Vec<&str> = text.trim().split('|').collect();
        if cells.len() < 2 || !number(cells[0]) {
            // Blank, or another list: the table is over.
            self.history_over();
            return false;
        }
        let cell = |name: &str| self.history.columns.iter().position(|c| c == name).and_then(|i| cells.get(i)).map_or("", |c| c.trim());
        let at = local(cell("ACCESS_TIME"), self.zone).filter(|_| ended && cells.len() == self.history.columns.len());
        let (Some(at), false) = (at, cell("OP_NAME").is_empty()) else {
            refuse(text, harvest);
            return true;
        };
        let mut fields = BTreeMap::new();
        let state = cell("UID_STATE");
        let duration = cell("DURATION");
        let duration = if number(duration) && duration != "0" { format!("{duration}ms") } else { String::new() };
        let all = [
            ("uid", named(cell("UID"))), ("user", user_of(cell("UID"))), ("package", named(cell("PACKAGE_NAME"))), ("op", named(cell("OP_NAME"))), ("tag", named(cell("ATTRIBUTION_TAG"))),
            ("state", named(state)), ("state_zh", state_zh(state).to_owned()), ("flag", named(cell("OP_FLAGS"))), ("time", cell("ACCESS_TIME").to_owned()), ("duration", duration),
        ];
        for (name, value) in &all {
            put(&mut fields, name, value);
        }
        self.device(cell("DEVICE_ID"), &mut fields);
        if !self.history.columns.iter().any(|c| c == "ACCESS_COUNTS") {
            put(&mut fields, "list", SINGLES);
            self.history.singles += 1;
            self.entry("permission_access", Some(at), fields, lossy, harvest);
            return true;
        }
        // A row stands for all of its minutes; a time on the full minute may be only their beginning.
        put(&mut fields, "list", BUCKETS);
        put(&mut fields, "bucket_minutes", &self.history.bucket);
        let at = When { grain: if at.stamp.second_of_day() % 60 == 0 { Grain::Minute } else { at.grain }, ..at };
        let counts = [("permission_access", "accesses", cell("ACCESS_COUNTS")), ("permission_reject", "rejects", cell("REJECT_COUNTS"))].map(|(kind, name, n)| (kind, name, n.to_owned()));
        if counts.iter().any(|(.., n)| !number(n)) {
            refuse(text, harvest);
            return true;
        }
        if counts.iter().all(|(.., n)| n.trim_matches('0').is_empty()) {
            harvest.skip(SkipKind::NotContact, "这一行只有时长，没有次数：是前面一次使用的延续");
            return true;
        }
        for (kind, name, n) in counts.iter().filter(|(.., n)| !n.trim_matches('0').is_empty()) {
            let mut own = fields.clone();
            put(&mut own, name, n);
            self.history.bucketed += 1;
            self.entry(kind, Some(at), own, lossy, harvest);
        }
        true
    }

    /// The device an access was on, where it is not the phone itself.
    fn device(&self, id: &str, fields: &mut BTreeMap<String, String>) {
        if id != OWN_DEVICE {
            put(fields, "device", &named(id));
        }
    }

    /// An entry with what every row of a dated text has.
    pub(super) fn entry(&self, kind: &str, at: Option<When>, mut fields: BTreeMap<String, String>, lossy: bool, harvest: &mut Harvest) {
        if let Some(zone) = self.zone {
            put(&mut fields, "tz_offset", &offset_text(zone));
        }
        let row = harvest.entry(Entry { row: 0, kind: kind.into(), at, fields });
        if lossy {
            harvest.repaired(row, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }
}

fn tag(text: &str) -> String {
    if text == "null" { String::new() } else { named(text) }
}

fn number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit())
}
