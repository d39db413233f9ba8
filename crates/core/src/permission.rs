//! What records of a phone say of permissions: which app was allowed what, and when it was last recorded using it. One shape
//! for what Android's `appops` and `package` services and the privacy report of iOS say, so that a rule can ask one question.
//!
//! What a record means, and what it does not:
//!
//! - **Last, never first.** Android keeps one time for each operation, attribution tag and process state: the last. A later
//!   access overwrites an earlier one, so the earliest time on record ([`earliest_recorded`]) is only the day *by which* an
//!   access had happened; the first may lie before it. A privacy report of iOS begins when the user turned it on, and keeps
//!   some days.
//! - **Noted, not read.** AOSP (`AppOps.md`) warns that an operation may be noted though no data was read. A record says the
//!   system noted an access; it never says how much was read, and never that anything left the phone.
//! - **A grant has no time.** `dumpsys package` says what is granted at the time of capture; [`PermitRecord::at`] of
//!   [`PermitKind::Granted`] and [`PermitKind::Denied`] is that time, not the day of granting. iOS keeps when a choice was last
//!   changed ([`PermitKind::ChoiceAllowed`], [`PermitKind::ChoiceDenied`]); the choice before it leaves no trace.
//! - **No record is no negative.** Android drops the records of an app that is removed.
//! - **The interval of iOS is the system's window** (about 45 seconds for contacts), not the time of reading. Only its
//!   beginning is a time of access.

mod counted;
mod recorded;
pub mod report;
pub mod texts;

pub use counted::{Counted, contacts_counted, counts};
pub use recorded::{accesses, earliest_recorded, last_recorded, last_refusal, recorded_before};

use crate::model::{Entry, ExhibitId, Stamp, When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an app may be allowed to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// The address book.
    Contacts,
    /// The list of calls.
    CallLog,
    /// Text messages.
    Sms,
    /// The phone's own number and state.
    PhoneState,
    /// The accounts on the phone; on Android in one group with contacts, but not the address book.
    Accounts,
    /// Where the phone is.
    Location,
    /// Camera.
    Camera,
    /// Microphone.
    Microphone,
    /// Photographs and files.
    Photos,
    /// Calendar.
    Calendar,
}

impl Permission {
    /// The permission behind an operation of `appops` (`READ_CONTACTS`) or a permission of `package`
    /// (`android.permission.READ_CONTACTS`), and whether it lets other people's data be read.
    pub fn of_android(name: &str) -> Option<(Permission, bool)> {
        Some(match name.strip_prefix("android.permission.").unwrap_or(name) {
            "READ_CONTACTS" => (Permission::Contacts, true),
            "WRITE_CONTACTS" => (Permission::Contacts, false),
            "READ_CALL_LOG" => (Permission::CallLog, true),
            // Sees numbers as they are dialled.
            "PROCESS_OUTGOING_CALLS" => (Permission::CallLog, true),
            "WRITE_CALL_LOG" => (Permission::CallLog, false),
            "READ_SMS" | "RECEIVE_SMS" | "RECEIVE_MMS" | "READ_ICC_SMS" => (Permission::Sms, true),
            "SEND_SMS" | "WRITE_SMS" | "WRITE_ICC_SMS" => (Permission::Sms, false),
            "READ_PHONE_STATE" | "READ_PHONE_NUMBERS" => (Permission::PhoneState, true),
            "GET_ACCOUNTS" => (Permission::Accounts, true),
            "FINE_LOCATION" | "COARSE_LOCATION" | "ACCESS_FINE_LOCATION" | "ACCESS_COARSE_LOCATION" | "ACCESS_BACKGROUND_LOCATION" => (Permission::Location, true),
            "CAMERA" => (Permission::Camera, true),
            "RECORD_AUDIO" => (Permission::Microphone, true),
            "READ_EXTERNAL_STORAGE" | "READ_MEDIA_IMAGES" | "READ_MEDIA_VIDEO" | "READ_MEDIA_VISUAL_USER_SELECTED" => (Permission::Photos, true),
            "WRITE_EXTERNAL_STORAGE" => (Permission::Photos, false),
            "READ_CALENDAR" => (Permission::Calendar, true),
            "WRITE_CALENDAR" => (Permission::Calendar, false),
            _ => return None,
        })
    }

    /// The permission behind a category of a privacy report of iOS.
    pub fn of_ios(category: &str) -> Option<Permission> {
        Some(match category {
            "contacts" => Permission::Contacts,
            "location" => Permission::Location,
            "camera" => Permission::Camera,
            "microphone" => Permission::Microphone,
            "photos" => Permission::Photos,
            "calendar" => Permission::Calendar,
            _ => return None,
        })
    }

    /// The permission a page of settings names in Chinese, and whether it lets data be read.
    pub fn of_shown(name: &str) -> Option<(Permission, bool)> {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
        let reads = !has(&["写入", "修改", "新建", "发送", "拨打", "删除"]) || has(&["读"]);
        let what = match name.as_str() {
            _ if has(&["通讯录", "联系人", "contacts"]) => Permission::Contacts,
            _ if has(&["通话记录", "call log"]) => Permission::CallLog,
            _ if has(&["短信", "彩信", "sms"]) => Permission::Sms,
            _ if has(&["通话状态", "电话状态", "识别码", "设备信息", "手机号"]) || name == "电话" || name == "phone" => Permission::PhoneState,
            _ if has(&["位置", "定位", "location"]) => Permission::Location,
            _ if has(&["相机", "摄像头", "camera"]) => Permission::Camera,
            _ if has(&["麦克风", "录音", "microphone"]) => Permission::Microphone,
            _ if has(&["照片", "相册", "存储", "媒体", "文件", "photos", "files"]) => Permission::Photos,
            _ if has(&["日历", "日程", "calendar"]) => Permission::Calendar,
            _ => return None,
        };
        Some((what, reads))
    }

    /// Whether it reaches other people: their names and numbers, what they said and when they called.
    pub fn of_others(self) -> bool {
        matches!(self, Permission::Contacts | Permission::CallLog | Permission::Sms)
    }
}

/// What a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PermitKind {
    /// The last access the system noted, of one operation, tag and process state (Android).
    LastAccess,
    /// The last access the system refused (Android).
    LastReject,
    /// An access the system noted; `at` is the beginning of its window (iOS).
    AccessInterval,
    /// Allowed at the time of capture.
    Granted,
    /// Not allowed at the time of capture.
    Denied,
    /// Allowed, whole or in part; `at` is when that choice was last changed (iOS).
    ChoiceAllowed,
    /// Not allowed; `at` is when that choice was last changed (iOS).
    ChoiceDenied,
}

impl PermitKind {
    /// An access happened, rather than a setting was found or an access refused.
    pub fn is_access(self) -> bool {
        matches!(self, PermitKind::LastAccess | PermitKind::AccessInterval)
    }

    /// A setting was found, as of the capture or of its last change.
    pub fn is_setting(self) -> bool {
        matches!(self, PermitKind::Granted | PermitKind::Denied | PermitKind::ChoiceAllowed | PermitKind::ChoiceDenied)
    }
}

/// Where a record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Origin {
    /// The exhibit, when the file is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<ExhibitId>,
    /// File name.
    pub file: String,
    /// 1-based row in it.
    pub row: u64,
    /// Row of the end of the interval, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_row: Option<u64>,
}

/// One statement of a phone about one permission of one app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PermitRecord {
    /// Package name or bundle id, as the source writes it; empty when the source does not name it (`appops get`).
    pub package: String,
    /// The Android user (0, or of a second space or a cloned app), when the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<u32>,
    /// What.
    pub permission: Permission,
    /// Whether the operation reads; `WRITE_CONTACTS` does not.
    pub reads: bool,
    /// What is said of it.
    pub kind: PermitKind,
    /// When: of an access or refusal, its time; of a setting, the time of capture. `None` when the source gives a relative
    /// time only and the time of capture is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    /// The relative time, as the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// Process state of an access (`fg`, `bg` …), flags of a setting (`USER_SET|…`), `end_only` of an interval whose beginning
    /// lies outside the report; empty when the source says none.
    pub state: String,
    /// Mode of the operation at the time of capture (`allow`, `ignore` …): a setting of its own beside the permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Package that read on the app's behalf (`com.android.providers.contacts`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
    /// The operation, permission or category as the source names it.
    pub op: String,
    /// How many accesses or refusals the record stands for, where the system puts those of some minutes together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// Where it stands.
    pub origin: Origin,
}

/// The entries of one file.
#[derive(Clone, Copy, Debug)]
pub struct FileEntries<'a> {
    /// The exhibit, when the file is one.
    pub exhibit: Option<ExhibitId>,
    /// File name.
    pub file: &'a str,
    /// What was read from it; entries of other kinds are passed over.
    pub entries: &'a [Entry],
}

/// Every statement about a permission in these files, by package, permission, kind, time and place.
pub fn records<'a>(files: impl IntoIterator<Item = FileEntries<'a>>) -> Vec<PermitRecord> {
    let mut all = Vec::new();
    for file in files {
        of_file(&file, &mut all);
    }
    all.sort_by(|a, b| key(a).cmp(&key(b)));
    all
}

fn key(r: &PermitRecord) -> (&str, Option<u32>, Permission, PermitKind, Option<Stamp>, &Origin, &str) {
    (&r.package, r.user, r.permission, r.kind, r.at.map(|w| w.stamp), &r.origin, &r.op)
}

fn of_file(file: &FileEntries, all: &mut Vec<PermitRecord>) {
    // Open intervals by app and identifier: index into `all`.
    let mut open: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for entry in file.entries {
        let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
        let (identifier, package) = (field("identifier"), field("package"));
        match entry.kind.as_str() {
            "permission_access_end" if open.contains_key(&(package, identifier)) => {
                if let Some(at) = open.remove(&(package, identifier)) {
                    all[at].origin.end_row = Some(entry.row);
                }
            }
            "permission_access" | "permission_reject" | "permission_access_end" => {
                let Some(record) = access(file, entry) else { continue };
                if entry.kind == "permission_access" && field("interval") == "intervalBegin" && !identifier.is_empty() {
                    open.insert((package, identifier), all.len());
                }
                all.push(record);
            }
            "permission_choice" => all.extend(choice(file, entry)),
            "permission_mode" => all.extend(counted::mode(file, entry)),
            "permission_shown" => shown(file, entry, all),
            "package" => settings(file, entry, all),
            _ => {}
        }
    }
}

/// The permission an entry of an access or refusal is about, and whether the operation reads.
pub fn of_entry(entry: &Entry) -> Option<(Permission, bool)> {
    if entry.kind == "permission_shown" {
        return Permission::of_shown(entry.fields.get("permission")?);
    }
    match entry.fields.get("category") {
        Some(category) => Permission::of_ios(category).map(|p| (p, true)),
        None => Permission::of_android(entry.fields.get("op")?),
    }
}

fn access(file: &FileEntries, entry: &Entry) -> Option<PermitRecord> {
    let field = |name: &str| entry.fields.get(name).map(String::as_str);
    let ios = field("category");
    let (permission, reads) = of_entry(entry)?;
    let kind = match (entry.kind.as_str(), ios) {
        ("permission_reject", _) => PermitKind::LastReject,
        (_, Some(_)) => PermitKind::AccessInterval,
        _ => PermitKind::LastAccess,
    };
    let state = if entry.kind == "permission_access_end" { "end_only" } else { field("state").unwrap_or_default() };
    Some(PermitRecord {
        package: field("package").unwrap_or_default().to_owned(),
        user: field("user").and_then(|u| u.parse().ok()),
        permission,
        reads,
        kind,
        at: entry.at,
        relative: field("relative").map(str::to_owned),
        state: state.to_owned(),
        mode: field("mode").map(str::to_owned),
        proxy: field("proxy_package").map(str::to_owned),
        op: ios.or_else(|| field("op")).unwrap_or_default().to_owned(),
        times: field("accesses").or_else(|| field("rejects")).and_then(|n| n.parse().ok()),
        origin: Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None },
    })
}

/// A dated choice of iOS (`TCC.db`).
fn choice(file: &FileEntries, entry: &Entry) -> Option<PermitRecord> {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    Some(PermitRecord {
        package: field("package").to_owned(),
        user: None,
        permission: Permission::of_ios(field("category"))?,
        reads: field("reads") != "false",
        kind: if field("choice") == "denied" { PermitKind::ChoiceDenied } else { PermitKind::ChoiceAllowed },
        at: entry.at,
        relative: None,
        state: if field("choice") == "limited" { "limited".into() } else { String::new() },
        mode: None,
        proxy: None,
        op: field("service").to_owned(),
        times: None,
        origin: Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None },
    })
}

/// Whether a row of a screenshot shows a last use, and when: a refused one is none.
pub fn shown_use(entry: &Entry) -> Option<When> {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    let refused = field("state").contains(['拒', '禁']) && field("section").contains(['记', '天']);
    let none = ["未", "从未", "从不", "没有"].iter().any(|w| field("last").starts_with(w));
    entry.at.filter(|_| entry.kind == "permission_shown" && !field("last").is_empty() && !refused && !none)
}

/// What a page of permissions in a screenshot says: the setting, as of the day the picture was taken (not known here), and the last
/// use it shows. The name is that on the screen, not a package.
fn shown(file: &FileEntries, entry: &Entry, all: &mut Vec<PermitRecord>) {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
    let Some((permission, reads)) = Permission::of_shown(field("permission")) else { return };
    let record = |kind, at| PermitRecord {
        package: field("app").to_owned(),
        user: None,
        permission,
        reads,
        kind,
        at,
        relative: None,
        state: field("state").to_owned(),
        mode: None,
        proxy: None,
        op: field("permission").to_owned(),
        times: None,
        origin: Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None },
    };
    let state = field("state").to_lowercase();
    if ["not allow", "don't", "don’t", "denied", "none", "拒", "禁", "不允许", "关", "无", "未授权"].iter().any(|w| state.contains(w)) {
        all.push(record(PermitKind::Denied, None));
    } else if ["allow", "full access", "limited", "允许", "开", "完全", "受限", "有限", "部分", "已授权", "所选"].iter().any(|w| state.contains(w)) {
        all.push(record(PermitKind::Granted, None));
    }
    all.extend(shown_use(entry).map(|at| record(PermitKind::LastAccess, Some(at))));
}

/// The settings of a package: `runtime.<user>.<permission>` and `install.<permission>`, `true|false` and flags.
fn settings(file: &FileEntries, entry: &Entry, all: &mut Vec<PermitRecord>) {
    for (name, value) in &entry.fields {
        let (user, op) = match name.split_once('.') {
            Some(("runtime", rest)) => match rest.split_once('.') {
                Some((user, op)) => (user.parse().ok(), op),
                None => continue,
            },
            Some(("install", op)) => (None, op),
            _ => continue,
        };
        let Some((permission, reads)) = Permission::of_android(op) else { continue };
        let (granted, flags) = value.split_once(' ').unwrap_or((value, ""));
        // An app that is not there for a user has nothing; what stands there is what it would get.
        if user.is_some_and(|u: u32| entry.fields.get(&format!("user.{u}.installed")).is_some_and(|i| i == "false")) {
            continue;
        }
        // To an app of before Android 6 a permission stays granted, and gives nothing, once the user has closed it.
        let closed = flags.split('|').any(|f| f == "REVOKED_COMPAT");
        all.push(PermitRecord {
            package: entry.fields.get("package").cloned().unwrap_or_default(),
            user,
            permission,
            reads,
            kind: if granted == "true" && !closed { PermitKind::Granted } else { PermitKind::Denied },
            at: entry.at,
            relative: None,
            state: flags.to_owned(),
            mode: None,
            proxy: None,
            op: op.to_owned(),
            times: None,
            origin: Origin { exhibit: file.exhibit, file: file.file.to_owned(), row: entry.row, end_row: None },
        });
    }
}

#[cfg(test)]
#[path = "permission/tests.rs"]
mod tests;
