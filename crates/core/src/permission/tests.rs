//! Tests of the permission records.

use super::report::{Report, report};
use super::texts::Texts;
use super::*;
use crate::import::{self, Harvest, Source};
use crate::law::Law;
use crate::time::Day;

fn read(format: &str, file: &str, text: &str) -> Harvest {
    let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
    let captured_at = Stamp::parse("2026-02-28T20:00:00+08:00");
    let mut source = Source { name: file, bytes: &mut text.as_bytes(), captured_at, tz_offset: Some(480), parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf };
    import::read(import::format(format).expect("a format"), &mut source)
}

fn of<'a>(file: &'a str, harvest: &'a Harvest) -> FileEntries<'a> {
    FileEntries { exhibit: None, file, entries: &harvest.entries }
}

const APPOPS: &str = "Current AppOps Service state:
  Uid u0a150:
    Package com.example.loan:
      READ_CONTACTS (allow):
          Access: [fg-s] 2025-04-10 12:28:09.001 (-324d7h31m50s999ms)
          Access: [bg-tpd] 2026-02-27 17:57:00.000 (-1d2h3m0s0ms) proxy[uid=10070, pkg=com.android.providers.contacts, attributionTag=null]
          Reject: [cch-s]2026-02-28 00:00:00.000 (-20h0m0s0ms)
      WRITE_CONTACTS (allow):
          Access: [fg-s] 2026-02-28 19:00:00.000 (-1h0m0s0ms)
      WAKE_LOCK (allow):
          Access: [fg-s] 2026-02-28 19:59:00.000 (-1m0s0ms)
      READ_SMS: ignore; time=+1d ago
  Uid 1000:
    Package com.example.system:
      READ_CONTACTS (allow):
          Access: [pers-s] 2026-02-28 18:00:00.000 (-2h0m0s0ms)
";

const PACKAGES: &str = "Packages:
  Package [com.example.loan] (1f):
    userId=10150
    firstInstallTime=2025-04-10 12:20:31
    User 0: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
        android.permission.READ_CALL_LOG: granted=false, flags=[ USER_SET|USER_FIXED]
        android.permission.READ_SMS: granted=false, flags=[ USER_SENSITIVE_WHEN_GRANTED]
    User 10: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=false
  Package [com.example.calm] (2f):
    userId=10151
    User 0: installed=true
      runtime permissions:
        android.permission.READ_CONTACTS: granted=false
";

fn interval(kind: &str, identifier: &str, second: u32) -> String {
    format!(r#"{{"type":"access","category":"contacts","accessor":{{"identifier":"com.example.ios","identifierType":"bundleID"}},"identifier":"{identifier}","kind":"{kind}","timeStamp":"2026-02-26T21:00:{second:02}.120+08:00"}}"#) + "\n"
}

#[test]
fn the_last_reading_is_asked_for_by_one_call() {
    let harvest = read("dumpsys_appops", "a.txt", APPOPS);
    let all = records([of("a.txt", &harvest)]);
    let last = last_recorded(&all, "com.example.loan", Permission::Contacts).expect("a reading");
    assert_eq!((last.at.map(When::key).as_deref(), last.state.as_str(), last.proxy.as_deref(), last.origin.row), (Some("2026-02-27T17:57:00+08:00"), "bg", Some("com.android.providers.contacts"), 2));
    let earliest = earliest_recorded(&all, "com.example.loan", Permission::Contacts).expect("a reading");
    assert_eq!(earliest.at.map(When::key).as_deref(), Some("2025-04-10T12:28:09+08:00"));
    assert_eq!(last_refusal(&all, "com.example.loan", Permission::Contacts).and_then(|r| r.at).map(When::key).as_deref(), Some("2026-02-28T00:00:00+08:00"));
    assert!(last_recorded(&all, "com.example.loan", Permission::CallLog).is_none() && last_recorded(&all, "com.example", Permission::Contacts).is_none());
    assert!(all.iter().all(|r| r.op != "WAKE_LOCK"));
}

#[test]
fn writing_is_no_reading() {
    let harvest = read("dumpsys_appops", "a.txt", APPOPS);
    let all = records([of("a.txt", &harvest)]);
    let write = all.iter().find(|r| r.op == "WRITE_CONTACTS").expect("a record");
    assert!(!write.reads && write.permission == Permission::Contacts);
    assert_eq!(accesses(&all, "com.example.loan", Permission::Contacts).len(), 2);
}

#[test]
fn before_a_moment_means_before_it_whatever_the_grain() {
    let harvest = read("dumpsys_appops", "a.txt", APPOPS);
    let all = records([of("a.txt", &harvest)]);
    let count = |permission, text: &str| recorded_before(&all, "com.example.loan", permission, When::exact(Stamp::parse(text).expect("a time"))).len();
    assert_eq!(count(Permission::Contacts, "2025-04-10T12:30:00+08:00"), 1);
    assert_eq!(count(Permission::Contacts, "2025-04-10T12:28:09+08:00"), 0);
    // `+1d ago` is known to the day only.
    assert_eq!(count(Permission::Sms, "2026-02-27T23:59:00+08:00"), 0);
    assert_eq!(count(Permission::Sms, "2026-02-28T00:00:00+08:00"), 1);
}

#[test]
fn a_setting_bears_the_time_of_capture_and_its_user() {
    let harvest = read("dumpsys_package", "p.txt", PACKAGES);
    let all = records([of("p.txt", &harvest)]);
    let settings: Vec<_> = all.iter().filter(|r| r.package == "com.example.loan").map(|r| (r.user, r.permission, r.kind, r.state.as_str())).collect();
    assert_eq!(
        settings,
        [
            (Some(0), Permission::Contacts, PermitKind::Granted, "USER_SET"),
            (Some(0), Permission::CallLog, PermitKind::Denied, "USER_SET|USER_FIXED"),
            (Some(0), Permission::Sms, PermitKind::Denied, "USER_SENSITIVE_WHEN_GRANTED"),
            (Some(10), Permission::Contacts, PermitKind::Denied, ""),
        ]
    );
    assert!(all.iter().all(|r| r.at.map(When::key).as_deref() == Some("2026-02-28T20:00:00+08:00")));
}

#[test]
fn an_interval_is_one_record_of_two_rows_and_a_lone_end_is_one_too() {
    let text = [interval("intervalEnd", "A", 0), interval("intervalBegin", "B", 1), interval("intervalEnd", "B", 45), interval("event", "C", 50)].concat();
    let harvest = read("ios_app_privacy_report", "r.ndjson", &text);
    let all = records([of("r.ndjson", &harvest)]);
    let shown: Vec<_> = all.iter().map(|r| (r.kind, r.state.as_str(), r.origin.row, r.origin.end_row, r.at.map(|w| w.stamp.second_of_day() % 60))).collect();
    let kind = PermitKind::AccessInterval;
    assert_eq!(shown, [(kind, "end_only", 1, None, Some(0)), (kind, "", 2, Some(3), Some(1)), (kind, "", 4, None, Some(50))]);
}

#[test]
fn a_permission_closed_for_an_old_app_is_not_granted_and_an_absent_app_has_no_settings() {
    let text = "Packages:\n  Package [a.b] (1f):\n    lastUpdateTime=2026-01-05 09:00:00\n    User 0: installed=true\n      firstInstallTime=2026-01-04 18:00:00.123\n      runtime permissions:\n        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET|REVOKED_COMPAT]\n    User 999: installed=false\n      firstInstallTime=1970-01-01 08:00:00\n      runtime permissions:\n        android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]\n";
    let harvest = read("dumpsys_package", "p.txt", text);
    let settings: Vec<_> = records([of("p.txt", &harvest)]).into_iter().map(|r| (r.user, r.kind)).collect();
    assert_eq!(settings, [(Some(0), PermitKind::Denied)]);
    let law = Law::embedded().expect("the casebook");
    let report = report([of("p.txt", &harvest)], &[], &Texts::embedded(&law).expect("the texts"), &law, Day::parse("2026-11-22").expect("a day"));
    let installed: Vec<_> = report.apps[0].installed.iter().map(|i| (i.user, i.first.map(When::key))).collect();
    assert_eq!(installed, [(Some(0), Some("2026-01-04T18:00:00+08:00".to_owned()))]);
}

#[test]
fn counts_stand_beside_the_readings_and_have_no_time_of_their_own() {
    let text = "Current AppOps Service state:\n    snapshot:\n      begin = 2026-02-28 17:15:00.000  (-2h45m0s0ms)\n      end = 2026-02-28 19:45:00.000  (-15m0s0ms)\n      Uid u0a150:\n        Package a.b:\n          Attribution null:\n            READ_CONTACTS:\n              [bg-s] = access=3, reject=1\n            WRITE_CONTACTS:\n              [bg-s] = access=9\n";
    let harvest = read("dumpsys_appops", "h.txt", text);
    assert!(records([of("h.txt", &harvest)]).is_empty());
    let law = Law::embedded().expect("the casebook");
    let report = report([of("h.txt", &harvest)], &[], &Texts::embedded(&law).expect("the texts"), &law, Day::parse("2026-11-22").expect("a day"));
    let line = &report.apps[0].permissions[0];
    let counted: Vec<_> = line.counted.iter().map(|c| (c.begin.key(), c.end.key(), c.accesses, c.rejects, c.state.as_str())).collect();
    assert_eq!(counted, [("2026-02-28T17:15:00+08:00".to_owned(), "2026-02-28T19:45:00+08:00".to_owned(), 3, 1, "bg")]);
    assert_eq!((line.reads_on_record, line.last_read.is_none(), line.law.len()), (0, true, 0));
}

#[test]
fn a_mode_is_a_setting_and_ask_decides_nothing() {
    let harvest = read("dumpsys_appops", "appops_get_a.b.txt", "Uid mode: READ_CONTACTS: ignore\nUid mode: READ_CALL_LOG: allow\nREAD_CONTACTS: allow\nREAD_SMS: ask\nCAMERA: ignore\n");
    let shown: Vec<_> = records([of("a.txt", &harvest)]).into_iter().map(|r| (r.package, r.permission, r.kind, r.mode)).collect();
    let mode = |m: &str| Some(m.to_owned());
    assert_eq!(shown, [("a.b".to_owned(), Permission::Contacts, PermitKind::Denied, mode("ignore")), ("a.b".to_owned(), Permission::CallLog, PermitKind::Granted, mode("allow"))]);
    assert_eq!(harvest.rows(), 3, "what is asked each time is a row all the same");
}

fn whole(only: &[&str], day: &str) -> Report {
    let law = Law::embedded().expect("the casebook");
    let texts = Texts::embedded(&law).expect("the texts");
    let (a, p) = (read("dumpsys_appops", "a.txt", APPOPS), read("dumpsys_package", "p.txt", PACKAGES));
    let only: Vec<String> = only.iter().map(|s| (*s).to_owned()).collect();
    report([of("a.txt", &a), of("p.txt", &p)], &only, &texts, &law, Day::parse(day).expect("a day"))
}

#[test]
fn the_report_lists_who_has_had_or_was_refused() {
    let shown: Vec<_> = whole(&[], "2026-11-22").apps.into_iter().map(|a| (a.package, a.system, a.permissions.iter().map(|l| l.permission).collect::<Vec<_>>())).collect();
    assert_eq!(
        shown,
        [
            ("com.example.loan".to_owned(), false, vec![Permission::Contacts, Permission::CallLog, Permission::Sms]),
            ("com.example.system".to_owned(), true, vec![Permission::Contacts]),
        ]
    );
    assert_eq!(whole(&["com.example.calm"], "2026-11-22").apps.len(), 1, "asked for by name");
}

#[test]
fn law_is_of_the_day_of_reading_and_advice_of_the_day_of_asking() {
    let report = whole(&["com.example.loan"], "2026-11-22");
    let line = &report.apps[0].permissions[0];
    assert!(!line.law.is_empty() && line.law.iter().all(|c| c.on() == Day::parse("2026-02-27").expect("a day")));
    assert!(report.answers.iter().flat_map(|a| &a.law).all(|c| c.on() == report.day));
    assert_eq!(report.apps[0].installed[0].first.map(When::key).as_deref(), Some("2025-04-10T12:20:31+08:00"));
    // Before the statute there is nothing to cite, and nothing is put in its place.
    assert!(whole(&[], "2020-01-01").answers.iter().all(|a| a.law.is_empty()));
    let answers: Vec<_> = report.answers.iter().map(|a| (a.id.as_str(), a.law.len())).collect();
    assert_eq!(answers, [("evidence_first", 0), ("closing_changes", 2), ("closing_does_not_change", 3), ("no_breach", 6), ("ask_deletion", 4)]);
}

#[test]
fn nothing_says_uploaded() {
    let report = serde_json::to_string(&whole(&[], "2026-11-22")).expect("plain data");
    for word in ["上传", "首次读取", "第一次读取通讯录是", "证明", "一定", "保证"] {
        assert!(!report.contains(word), "{word}");
    }
}

#[test]
fn a_wrong_text_is_told() {
    let law = Law::embedded().expect("the casebook");
    let (stem, text) = crate::casebook::ANSWERS.iter().find(|(stem, _)| *stem == texts::FILE).expect("the file");
    for (from, to) in [("civil_code/992", "civil_code/9920"), ("key = \"sms\"", "key = \"call_log\""), ("title = ", "titel = ")] {
        let broken = text.replacen(from, to, 1);
        assert!(broken != *text && Texts::load(&[(stem, &broken)], &law).is_err_and(|p| !p.is_empty()), "{from}");
    }
    assert!(Texts::load(&[], &law).is_err());
}

#[test]
fn a_page_of_permissions_in_a_screenshot_says_setting_and_last_use() {
    let entry = |fields: &[(&str, &str)], at: Option<&str>| Entry {
        row: 3,
        kind: "permission_shown".into(),
        at: at.and_then(Stamp::parse).map(When::exact),
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    };
    let of = |entry: Entry| records([FileEntries { exhibit: None, file: "a.png", entries: &[entry] }]).into_iter().map(|r| (r.package, r.permission, r.reads, r.kind, r.at.is_some())).collect::<Vec<_>>();
    let used = [("app", "流萤借款"), ("permission", "读取联系人"), ("state", "始终允许"), ("last", "昨天 22:10")];
    let app = || "流萤借款".to_owned();
    assert_eq!(
        of(entry(&used, Some("2026-08-04T22:10:00+08:00"))),
        [(app(), Permission::Contacts, true, PermitKind::LastAccess, true), (app(), Permission::Contacts, true, PermitKind::Granted, false)]
    );
    // Without a time of the picture the use has no time, and is no access.
    assert_eq!(of(entry(&used, None)), [(app(), Permission::Contacts, true, PermitKind::Granted, false)]);
    let refused = [("app", "流萤借款"), ("permission", "通话记录"), ("state", "不允许"), ("last", "从未使用")];
    assert_eq!(of(entry(&refused, Some("2026-08-04T22:10:00+08:00"))), [(app(), Permission::CallLog, true, PermitKind::Denied, false)]);
    assert!(of(entry(&[("app", "流萤借款"), ("permission", "悬浮窗"), ("state", "关闭")], None)).is_empty(), "reaches nobody's data");
}
