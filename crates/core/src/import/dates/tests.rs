use super::*;

fn key(text: &str) -> Option<String> {
    when(text, None).map(When::key)
}

#[test]
fn times_people_write() {
    for (text, expect) in [
        ("2026/1/9 23:01", "2026-01-09T23:01"),
        ("2026-01-09 23:01:05", "2026-01-09T23:01:05+08:00"),
        ("2026年1月9日 下午11:01:05", "2026-01-09T23:01:05+08:00"),
        ("2026年1月9日23时1分", "2026-01-09T23:01"),
        ("2026/1/9 11:01 PM", "2026-01-09T23:01"),
        ("2026/1/9 上午 12:30", "2026-01-09T00:30"),
        ("2026-01-09T15:01:05Z", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 17:01:05.250+02:00", "2026-01-09T23:01:05+08:00"),
        ("20260109230105", "2026-01-09T23:01:05+08:00"),
        ("1767970865", "2026-01-09T23:01:05+08:00"),
        ("1767970865000", "2026-01-09T23:01:05+08:00"),
        ("2026.1.9", "2026-01-09"),
        ("20260109 23:01:05", "2026-01-09T23:01:05+08:00"),
        ("20260109 230105", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 90105", "2026-01-09T09:01:05+08:00"),
        ("2026-01-09 23:01:05 星期五", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 23:01:05 (五)", "2026-01-09T23:01:05+08:00"),
        ("２０２６-０１-０９　２３：０１：０５", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09(周五) 23:01:05", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 15:01:05 UTC", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 23:01:05 GMT+08:00", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 16:01:05 UTC+1", "2026-01-09T23:01:05+08:00"),
        ("2026-01-09 23:01:05 CST", "2026-01-09T23:01:05+08:00"),
        ("1767970865000123", "2026-01-09T23:01:05+08:00"),
        ("Jan 9, 2026 11:01:05 PM", "2026-01-09T23:01:05+08:00"),
        ("Friday, January 9, 2026 at 11:01 PM", "2026-01-09T23:01"),
        ("9 Jan 2026", "2026-01-09"),
        ("Fri Jan 09 23:01:05 CST 2026", "2026-01-09T23:01:05+08:00"),
    ] {
        assert_eq!(key(text).as_deref(), Some(expect), "{text}");
    }
    assert_eq!(when("1767970865", None).map(|w| w.zone), Some(ZoneSource::Source));
    assert_eq!(when("2026/1/9 23:01", None).map(|w| w.zone), Some(ZoneSource::Assumed));
}

#[test]
fn what_is_no_full_time_is_none() {
    for text in ["", "01-09 23:01:05", "1/9/2026 23:01", "2026-02-30 10:00", "2026-01-09 24:00", "23:01.0", "46031.95", "########", "昨天", "晚上", "2026-01-09 10:00+0٨:٠٠", "2026-01-09 10:00+٠٨:٠٠", "1970-01-01 08:00:00", "2026-1-9 晚上12:00", "2026-01-09 246000", "2026-1-0991233", "Foo 9, 2026", "Jan 9", "20261309 10:00:00", "2026-01-09 10:00 GMT+99"] {
        assert_eq!(key(text), None, "{text}");
    }
}

#[test]
fn a_year_comes_only_from_where_it_is_stated() {
    let hint = YearHint::find("联通通话详单2026-01.csv");
    assert_eq!(hint, Some(YearHint { year: 2026, month: Some(1) }));
    assert_eq!(when("12-31 23:00:00", hint).map(When::key).as_deref(), Some("2025-12-31T23:00:00+08:00"));
    assert_eq!(when("01-09 23:00:00", hint).map(When::key).as_deref(), Some("2026-01-09T23:00:00+08:00"));
    assert_eq!(YearHint::find("详单202512"), Some(YearHint { year: 2025, month: Some(12) }));
    assert_eq!(YearHint::find("2026年3月语音通信"), Some(YearHint { year: 2026, month: Some(3) }));
    assert_eq!(YearHint::find("13820260000"), None);
    let period = |text: &str| YearHint::of_period(std::iter::once(text)).map(|h| (h.year, h.month));
    assert_eq!(period("打印时间：2026-07-03 10:00 账期：2025年12月"), Some((2025, Some(12))));
    assert_eq!(period("查询日期：2026-07-03"), Some((2026, Some(7))));
    assert_eq!(period("客户：张一"), None);
}

#[test]
fn days_in_letters_and_accounts() {
    for text in ["2026年1月7日", "二〇二六年一月七日", "2026-01-07"] {
        assert_eq!(zh_day(text), Day::new(2026, 1, 7), "{text}");
    }
    for text in ["1012-01-08", "2126年1月8日", "2026年13月1日"] {
        assert_eq!(zh_day(text), None, "{text}");
    }
}

#[test]
fn a_stated_zone_replaces_the_assumed_one() {
    let abroad = local("2026-01-09 17:01:05", Some(120)).expect("a time");
    assert_eq!((abroad.key().as_str(), abroad.zone), ("2026-01-09T23:01:05+08:00", ZoneSource::Source));
    assert_eq!(local("2026-01-09 17:01:05+08:00", Some(120)).map(When::key).as_deref(), Some("2026-01-09T17:01:05+08:00"));
    assert_eq!(local("2026-01-09 17:01:05", None), when("2026-01-09 17:01:05", None));
}

#[test]
fn zones_headings_state() {
    for (heading, expect) in [("时间(UTC)", Some(0)), ("Date (UTC)", Some(0)), ("发送时间(GMT+0)", Some(0)), ("时间(UTC+8)", Some(480)), ("time_utc", Some(0)), ("Time [GMT-04:00]", Some(-240)), ("时间（世界时）", Some(0)), ("时间", None), ("outcome", None), ("时间(北京时间)", None)] {
        assert_eq!(zone_of_heading(heading), expect, "{heading}");
    }
}

#[test]
fn durations_carriers_write() {
    for (text, expect) in [("9秒", 9), ("2分32秒", 152), ("7分0秒", 420), ("1小时2分3秒", 3723), ("1时2分", 3720), ("00:02:32", 152), ("02:32", 152), ("89", 89), ("89s", 89), ("2分钟", 120), ("2'32\"", 152)] {
        assert_eq!(seconds(text, 1), Some(expect), "{text}");
    }
    assert_eq!(seconds("3", 60), Some(180));
    for (text, unit, expect) in [("1,265", 1, Some(1265)), ("1,265秒", 1, Some(1265)), ("1.5", 60, Some(90)), ("1.5分钟", 1, Some(90)), ("1.5", 1, None), ("1.30", 60, None), ("1,26", 1, None), ("99999.9小时", 1, Some(359_999_640))] {
        assert_eq!(seconds(text, unit), expect, "{text}");
    }
    for text in ["", "-1", "abc", "1:2:3:4", "99999999999", "0:99"] {
        assert_eq!(seconds(text, 1), None, "{text}");
    }
}
