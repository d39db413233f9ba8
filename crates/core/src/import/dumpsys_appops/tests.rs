//! Tests of the permission records.

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
    harvest_of("x.txt", text, None)
}

fn harvest_of(name: &str, text: &str, tz_offset: Option<i32>) -> Harvest {
    let mut harvest = Harvest::default();
    let mut parts = |_: &str, _: &mut dyn std::io::Read| Err(std::io::Error::other("no parts here"));
    let captured_at = Stamp::parse("2026-03-01T00:00:00+08:00");
    read(&mut Source { name, bytes: &mut text.as_bytes(), captured_at, tz_offset, parts: &mut parts, beside: &[], eyes: &crate::world::Blind, ears: &crate::world::Deaf }, &mut harvest);
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
    let h = harvest(&format!("Package a.b:\nREAD_SMS (allow):\n{}=[\n{}Package {}:\n{event}", "t".repeat(513), event.repeat(2), "p".repeat(513)));
    assert_eq!((h.entries.len(), h.problems[0].code.as_str()), (2, "appops.no_op"));
    assert!(h.entries.iter().all(|e| !e.fields.contains_key("tag") && e.fields["package"] == "a.b"));
}

#[test]
fn a_rejection_has_no_blank_before_its_time() {
    let found = EVENT.captures("          Reject: [fg-s]2021-05-19 22:02:52.054 (-314d1h25m2s33ms)").expect("a rejection");
    assert_eq!([&found[1], &found[2], &found[3], &found[5]], ["Reject", "fg", "s", "2021-05-19 22:02:52.054"]);
}

#[test]
fn the_shape_of_android_9_and_of_both_flags() {
    let h = harvest("Package a.b:\n  READ_CONTACTS (allow):\n    Access: fg = 2026-01-09 23:01:05 (-1d)\n    Access: [top-s|tp] 2026-01-09 23:01:06.001 (-1d)\n");
    let states: Vec<&str> = h.entries.iter().map(|e| e.fields["state"].as_str()).collect();
    assert_eq!((states, h.entries[1].fields["flag"].as_str(), h.problem_count()), (vec!["fg", "top"], "s|tp", 0));
}

#[test]
fn a_relative_time_is_no_more_exact_than_it_says() {
    for (ago, expect) in [
        ("+1d2h3m4s5ms", "2026-02-27T21:56:55+08:00"),
        ("+1d2h3m", "2026-02-27T21:57"),
        ("+2h", "2026-02-28"),
        ("+2d", "2026-02-27"),
        ("0", "2026-03-01T00:00:00+08:00"),
    ] {
        let h = harvest(&format!("READ_SMS: allow; time={ago} ago\n"));
        assert_eq!(h.entries[0].at.map(When::key).as_deref(), Some(expect), "{ago}");
    }
}

#[test]
fn older_phones_write_statements_under_a_package() {
    let h = harvest("Current AppOps Service state:\n  Uid u10a150:\n    Package a.b:\n      READ_CALL_LOG: mode=1; time=+1d2h3m4s5ms ago; rejectTime=+1m0s0ms ago; duration=+59ms\n      LEGACY_STORAGE: mode=0\n");
    let fields = |i: usize, name: &str| h.entries[i].fields.get(name).cloned().unwrap_or_default();
    assert_eq!(h.entries.iter().map(|e| e.kind.as_str()).collect::<Vec<_>>(), ["permission_access", "permission_reject"]);
    assert_eq!([fields(0, "user"), fields(0, "package"), fields(0, "mode"), fields(0, "duration"), fields(1, "duration")], ["10", "a.b", "ignore", "59ms", ""]);
    // A mode is a row of its own only where no record carries it.
    let h = harvest("Current AppOps Service state:\n  Uid u0a150:\n    Package a.b:\n      READ_CALL_LOG (ignore):\n      READ_CONTACTS (ignore):\n        null=[\n          Reject: [fg-s]2026-08-10 11:02:40.005 (-51d7h57m19s995ms)\n        ]\n    Package c.d:\n      READ_SMS (ignore):\n");
    assert_eq!(h.entries.iter().map(|e| (e.kind.as_str(), e.fields["op"].as_str(), e.fields["package"].as_str())).collect::<Vec<_>>(), [("permission_mode", "READ_CALL_LOG", "a.b"), ("permission_reject", "READ_CONTACTS", "a.b"), ("permission_mode", "READ_SMS", "c.d")]);
}

#[test]
fn a_stated_zone_moves_clocks_and_not_relative_times() {
    let text = "Package a.b:\n  READ_CONTACTS (allow):\n    Access: [fg-s] 2026-02-28 14:00:00.000 (-2h0m0s0ms)\n  READ_SMS: allow; time=+2h0m0s0ms ago\n";
    let h = harvest_of("x.txt", text, Some(0));
    let keys: Vec<String> = h.entries.iter().filter_map(|e| e.at).map(When::key).collect();
    assert_eq!((keys, h.notes.len()), (vec!["2026-02-28T22:00:00+08:00".to_owned(); 2], 0));
    assert_eq!(harvest(text).notes, ["有1行的钟点与采集时间推算的相差约480分钟：手机时区可能不是东八区，或采集时间填得不准"]);
}

#[test]
fn the_package_asked_for_comes_from_the_command_or_the_name() {
    let of = |name: &str, text: &str| harvest_of(name, text, None).entries[0].fields.get("package").cloned();
    let line = "READ_SMS: allow; time=+1s0ms ago\n";
    assert_eq!(of("appops_get_com.a_b.c.txt", line).as_deref(), Some("com.a_b.c"));
    assert_eq!(of("com.example.loan.txt", line).as_deref(), Some("com.example.loan"));
    assert_eq!(of("appops.txt", line), None);
    assert_eq!(of("采集.txt", &format!("$ adb shell cmd appops get --user 10 com.example.loan\n{line}")).as_deref(), Some("com.example.loan"));
}

#[test]
fn users_of_uids() {
    for (uid, user) in [("u0a150", "0"), ("u10a150", "10"), ("1010150", "10"), ("10150", "0"), ("u999i3", "999"), ("99999999999999999999", "")] {
        assert_eq!(user_of(uid), user, "{uid}");
    }
}

#[test]
fn android_9_writes_further_states_without_the_word() {
    let h = harvest("Package a.b:\n  READ_CONTACTS (allow):\n    Access: fg    = 2026-01-09 23:01:05.001 (-1d)\n            bg    = 2026-01-09 23:01:06.001 (-1d)\n    Reject: top   = 2026-01-09 23:01:07.001 (-1d)\n            cch   = never\n    duration=+2ms\n            fg    = 2026-01-09 23:01:08.001 (-1d)\n");
    let shown: Vec<_> = h.entries.iter().map(|e| (e.kind.as_str(), e.fields["state"].as_str())).collect();
    assert_eq!(shown, [("permission_access", "fg"), ("permission_access", "bg"), ("permission_reject", "top")]);
    assert_eq!((h.skips.len(), h.rows()), (1, 4));
}

#[test]
fn a_history_cut_anywhere_adds_up() {
    let text = "AppOps Historical Service State:\n    snapshot:\n      begin = 2026-02-28 17:15:00.000  (-2h45m0s0ms)\n      end = 2026-02-28 19:45:00.000  (-15m0s0ms)\n      Uid u0a1:\n        Package a.b:\n          Attribution null:\n            READ_CONTACTS:\n              [bg-s] = access=3\nDiscrete accesses: \n  Uid: 10001\n    Package: a.b\n      READ_SMS\n        Device: default:0\n          Attribution: null\n            Access [bg-s] at 2026-02-28 03:00:00.456 for 60000 milliseconds \nUID|PACKAGE_NAME|DEVICE_ID|OP_NAME|ATTRIBUTION_TAG|UID_STATE|OP_FLAGS|ATTR_FLAGS|CHAIN_ID|ACCESS_TIME|DURATION\n10001|a.b|default:0|READ_SMS|null|bg|s|0|-1|2026-02-28 19:58:00.001|-1\n";
    for end in 0..=text.len() {
        let h = harvest(&text[..end]);
        assert!(h.adds_up() && h.rows() <= 3, "{end}");
        // What is cut is never read as another time or another number.
        assert!(h.entries.iter().all(|e| [None, Some("2026-02-28 03:00:00.456"), Some("2026-02-28 19:58:00.001")].contains(&e.fields.get("time").map(String::as_str))), "{end}");
        assert!(h.entries.iter().all(|e| e.fields.get("accesses").is_none_or(|n| n == "3")), "{end}");
    }
    assert_eq!(harvest(text).entries.len(), 3);
}
