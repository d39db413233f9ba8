//! Behaviour of typed accounts.

use super::*;
use crate::model::Direction;

fn told(line: &str) -> Option<Record> {
    match contact(line) {
        Told::Contact(found) => Some(found.record),
        _ => None,
    }
}

#[test]
fn a_second_contact_of_a_paragraph_is_told() {
    let only = |line: &str| matches!(contact(line), Told::Contact(found) if found.only);
    assert!(only("2026年1月5日，057100000000打电话给我，说要上门"));
    assert!(!only("2026年1月5日，057100000000打电话给我，我发短信给057100000000要求停止"));
}

#[test]
fn only_what_is_told_whole_is_a_contact() {
    let r = told("2026年1月7日晚上9:30，13800000001 打来电话，说“不还钱就找你全家”。").expect("a contact");
    assert_eq!((r.at.key().as_str(), r.channel, r.peer.raw.as_str(), r.body.as_str()), ("2026-01-07T21:30", Channel::Call, "13800000001", "不还钱就找你全家"));
    let r = told("2026-01-08 收到自称演示贷的短信，要我还钱").expect("a contact");
    assert_eq!((r.at.key().as_str(), r.peer.raw.as_str(), r.body.as_str()), ("2026-01-08", "演示贷", ""));
    let r = told("2026-01-09 21:30 微信好友“催收小王”发消息说“明天上门”。").expect("a contact");
    assert_eq!((r.at.key().as_str(), r.channel, r.peer.raw.as_str(), r.body.as_str()), ("2026-01-09T21:30", Channel::Im, "催收小王", "明天上门"));
    let r = told("2026年1月6日下午3:15接到一个电话，号码是057100000000，对方骂人").expect("a contact");
    assert_eq!((r.at.key().as_str(), r.peer.raw.as_str()), ("2026-01-06T15:15", "057100000000"));
    for line in ["他们经常打电话骂我", "2026年1月7日有人打来电话", "2026年13月7日 13800000001 打来电话", "2026年1月7日 13800000001", "2026年1月7日收到陌生人的短信", "2026年1月7日我欠95000元，给我打电话"] {
        assert!(told(line).is_none(), "{line}");
    }
}

#[test]
fn the_clause_says_the_way_and_the_direction() {
    let r = told("2026年1月5日21:03，057100000000打电话给我，说再不还就发短信给我妈，还要上门。").expect("a contact");
    assert_eq!((r.channel, r.direction, r.peer.also.as_slice()), (Channel::Call, Direction::In, [].as_slice()));
    let r = told("2026年1月5日晚上10点03分，我打电话给057100000000，要求不要联系我家人，对方没接。").expect("a contact");
    assert_eq!((r.channel, r.direction, r.peer.raw.as_str()), (Channel::Call, Direction::Out, "057100000000"));
    let r = told("2026年1月6日下午3:15，我妈王芳接到13800000001的电话，对方说“叫你儿子还钱”。").expect("a contact");
    assert_eq!((r.direction, r.peer.also.as_slice(), r.body.as_str()), (Direction::In, ["我妈王芳".to_owned()].as_slice(), "叫你儿子还钱"));
    let r = told("057100000000（某贷）于2026年1月5日9:03打电话给我").expect("a contact");
    assert_eq!((r.at.key().as_str(), r.peer.raw.as_str()), ("2026-01-05T09:03", "057100000000"));
    let r = told("2026年1月5日我的手机13800000009接到057100000000的来电，我拒接").expect("a contact");
    assert_eq!((r.peer.raw.as_str(), r.direction), ("057100000000", Direction::In));
}

#[test]
fn a_date_of_something_else_is_no_time_of_a_contact() {
    for line in [
        "2026年1月5日起，057100000000打电话给我",
        "2026年1月5日至2026年1月9日，057100000000打电话给我",
        "2026年1月5日我借了钱，后来057100000000打电话给我",
        "2025年12月1日借款，2026年1月5日057100000000打电话给我",
        "2026年1月5日之后057100000000打电话给我",
        "2026年1月5日我去上班，1月6日057100000000打电话给我",
    ] {
        assert!(matches!(contact(line), Told::Open), "{line}: {:?}", contact(line));
    }
}

#[test]
fn own_words_are_not_the_other_sides() {
    let r = told("2026年1月5日，057100000000打电话给我，我说“别再打了”，对方说“不还就上门”").expect("a contact");
    assert_eq!(r.body, "不还就上门");
    let r = told("2026年1月5日，我打电话给057100000000，对方说“不还就上门”").expect("a contact");
    assert_eq!(r.body, "");
    let r = told("2026年1月5日，我发短信给13800000001：“请不要联系我家人”，对方回复“休想”").expect("a contact");
    assert_eq!((r.direction, r.body.as_str()), (Direction::Out, "请不要联系我家人"));
}

#[test]
fn an_hour_that_may_be_two_is_none() {
    for (text, key) in [
        ("2026年1月5日晚上12点10分", "2026-01-05"),
        ("2026年1月5日夜里2点10分", "2026-01-05"),
        ("2026年1月5日凌晨12点10分", "2026-01-05T00:10"),
        ("2026年1月5日中午1点20分", "2026-01-05T13:20"),
        ("2026年1月5日晚上8点半", "2026-01-05T20:30"),
        ("2026年1月5日晚上10点30分左右", "2026-01-05"),
    ] {
        assert_eq!(told(&format!("{text}，057100000000打电话给我")).map(|r| r.at.key()).as_deref(), Some(key), "{text}");
    }
}

/// Direction, who is the other side, who was reached.
fn sides(line: &str) -> Option<(Direction, String, Option<String>)> {
    told(line).map(|r| (r.direction, r.peer.raw, r.peer.also.into_iter().next()))
}

#[test]
fn who_acts_may_stand_in_the_clause_before() {
    for line in [
        "2026年3月8日20:00，057100000000联系不上我，就打13900000002找我。",
        "2026年3月8日20:00，057100000000先打13700000008没人接，又打13900000002。",
        "2026年3月8日20:00，又给13900000002打电话。",
        "2026年3月8日20:00，057100000000打不通我的电话，就给13900000002打电话。",
        "2026年3月8日20:00，057100000000因我未接，转而拨打13900000002。",
        "2026年3月8日20:00，催收员很生气，打了13900000002。",
        "2026年3月8日20:00，我妈在家做饭，接到13900000002的电话。",
        "2026年3月8日20:00，我妈在家，057100000000打来电话。",
        "2026年3月8日20:00，王芳在上班，接到057100000000的电话。",
        "2026年3月8日20:00，连续拨打13900000002。",
    ] {
        assert!(matches!(contact(line), Told::Open), "{line}: {:?}", contact(line));
    }
    assert!(told("2026年3月8日20:00，057100000000说再不还钱，就给我妈打电话。").is_none());
    assert!(told("2026年3月8日20:00，057100000000说打不通我的电话，就给我妈打电话。").is_none());
    let caller = "057100000000".to_owned();
    for (line, to) in [
        ("2026年3月8日20:00，057100000000打不通我的电话，就给我妈打电话。", Some("我妈")),
        ("2026年3月8日20:00，057100000000打我妈妈电话。", Some("我妈妈")),
        ("2026年3月8日20:00，057100000000给我妻子李红13900000002打电话，说我欠钱。", Some("我妻子李红")),
        ("2026年3月8日20:00，057100000000打我妻子李红13900000002的电话。", Some("我妻子李红")),
        ("2026年3月8日20:00，057100000000打我电话，我没接。", None),
        ("2026年3月8日20:00，我正在开会，接到057100000000的电话。", None),
        ("2026年3月8日20:00，开会时，接到057100000000的电话。", None),
        ("2026年3月8日20:00，057100000000打电话给13900000009以外的人，我没接。", None),
    ] {
        let expect = (line.contains("以外")).then_some(None).unwrap_or(Some((Direction::In, caller.clone(), to.map(str::to_owned))));
        assert_eq!(sides(line), expect, "{line}");
    }
    assert_eq!(sides("2026年3月8日20:00，我看到短信，就拨打057100000000。").map(|s| s.0), Some(Direction::Out));
    let found = |line: &str| matches!(contact(line), Told::Contact(found) if !found.only);
    assert!(found("2026年3月8日20:00，057100000000打我电话没人接，又打13900000002。"));
    assert!(found("2026年3月8日20:00，057100000000打我电话，又给我妈打了电话。"));
}

#[test]
fn words_of_another_contact_are_not_put_in_this_ones_mouth() {
    let body = |line: &str| match contact(line) {
        Told::Contact(found) => (found.record.body.clone(), found.unheard),
        other => panic!("{line}: {other:?}"),
    };
    for (line, words, left) in [
        ("2026年3月8日20:00，接到057100000000来电，没接，之后收到短信“明天去你家”。", "", true),
        ("2026年3月8日20:00，接到057100000000来电，随后收到10690000001短信“明天去你家”。", "", true),
        ("2026年3月8日20:00，接到057100000000来电，我没接，他发来短信“明天去你家”。", "", true),
        ("2026年3月8日20:00，拒接了057100000000的电话，“明天去你家”。", "", true),
        ("2026年3月8日20:00，057100000000打电话给我，我妈说“别理他”，", "", true),
        ("2026年3月8日20:00，057100000000打电话给我，我说“别打了”，对方说“就打”。", "就打", false),
        ("2026年3月8日20:00，057100000000打电话给我，接着说“就打”。", "就打", false),
        ("2026年3月8日20:00，收到10690000001短信：“明天去你家”，10分钟后又收到“等着”。", "明天去你家", true),
        ("2026年3月8日20:00，我发短信给10690000001要求停止，收到回复“休想”。", "", true),
        ("2026年3月8日20:00，我发短信给10690000001，内容是“请停止”。", "请停止", false),
        ("2026年3月8日20:00，057100000000（标记为“骚扰电话”）打电话给我，说“还钱”。", "还钱", false),
    ] {
        assert_eq!(body(line), (words.to_owned(), left), "{line}");
    }
}

#[test]
fn a_doubtful_or_corrected_day_is_no_day() {
    for line in [
        "我记不清是2026年1月8日还是9日22:10，057100000000打电话给我。",
        "2026年1月8日或9日22:10，057100000000打电话给我。",
        "2026年1月8日、9日，057100000000都打电话给我。",
        "自2026年1月8日逾期后，057100000000打电话给我。",
        "2026年1月8日逾期后，057100000000打电话给我。",
        "2026年1月5日22:10，057100000000打电话给我（更正：应为1月6日上午10:10）。",
        "2026年1月5日22:10，057100000000打电话给我，不对，是上午10:10。",
        "好像2026年1月5日22:10，057100000000打电话给我。",
        "2026年1月20日左右，057100000000打电话给我。",
        "2026年1月5日22:10，057100000000打电话给我，具体日期记不清了。",
        "大概2026年1月5日，057100000000打电话给我。",
    ] {
        assert!(matches!(contact(line), Told::Doubtful), "{line}: {:?}", contact(line));
    }
    // What is not sure is something else.
    for line in ["2026年1月5日22:10，057100000000打电话给我，说了什么记不清了。", "2026年1月5日下班后，057100000000打电话给我。"] {
        assert!(told(line).is_some(), "{line}: {:?}", contact(line));
    }
}

#[test]
fn a_clock_that_is_none_is_told() {
    let vague = |line: &str| match contact(line) {
        Told::Contact(found) => (found.record.at.key(), found.vague),
        other => panic!("{line}: {other:?}"),
    };
    for (line, key, said) in [
        ("2026年1月5日晚上10点，057100000000打电话给我", "2026-01-05", Some("晚上10点")),
        ("2026年1月5日8:10（晚上），057100000000打电话给我", "2026-01-05T20:10", None),
        ("2026年1月5日8:10，057100000000晚上打电话给我", "2026-01-05", Some("8:10")),
        ("2026年1月5日8:10，057100000000打电话给我，晚上又打", "2026-01-05T08:10", None),
        ("晚上，2026年1月5日20:10，057100000000打电话给我", "2026-01-05T20:10", None),
        ("约2026年1月5日20:10，057100000000打电话给我", "2026-01-05", Some("20:10")),
        ("2026年1月5日20:10或者21:10，057100000000打电话给我", "2026-01-05", Some("20:10")),
        ("2026年1月5日，057100000000打电话给我", "2026-01-05", None),
    ] {
        assert_eq!(vague(line), (key.to_owned(), said.map(str::to_owned)), "{line}");
    }
    assert!(matches!(contact("2026年1月5日21:00、21:05、21:10，057100000000打电话给我"), Told::Contact(found) if !found.only));
    assert!(matches!(contact("2026年1月5日8:10，057100000000打电话给我，晚上10:20又打"), Told::Contact(found) if !found.only));
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (written, raw) in [
        ("0571 88880000", "057188880000"),
        ("（0571）88880000", "057188880000"),
        ("(0571) 8888 0000", "057188880000"),
        ("0571-8888-0000", "057188880000"),
        ("138 0000 0001", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("+86 571 88880000", "057188880000"),
        ("+86 138 0000 0001", "13800000001"),
        ("400 800 0001", "4008000001"),
    ] {
        assert_eq!(sides(&format!("2026年1月5日20:10，{written}打电话给我")).map(|s| s.1).as_deref(), Some(raw), "{written}");
        assert_eq!(sides(&format!("2026-01-05 20:10 接到 {written} 的电话")).map(|s| s.1).as_deref(), Some(raw), "{written}");
    }
    for line in ["2026年1月5日20:10，057100000000至057100000009轮番打电话给我", "2026年1月5日20:10，我还了1380 0000元，没有人打电话给我", "2026年1月5日20:10打电话给我的人身份证号330106199001011234"] {
        assert!(told(line).is_none(), "{line}");
    }
}

#[test]
fn an_item_of_a_list_is_read_as_a_paragraph_and_another_writer_is_told() {
    let mut harvest = Harvest::default();
    paragraphs("1、2026年1月5日21:30 接到 057100000000 电话，内容：威胁上门\n（2）2026年1月6日08:10 拨打057100000000\n我叫陈芳，是张一的母亲，电话13900000002。\n我的朋友是张一的同事。", &mut harvest);
    let read: Vec<(String, Direction)> = harvest.records.iter().map(|r| (r.at.key(), r.direction)).collect();
    assert_eq!(read, [("2026-01-05T21:30".to_owned(), Direction::In), ("2026-01-06T08:10".to_owned(), Direction::Out)]);
    assert_eq!((harvest.notes.iter().filter(|n| n.contains("--from")).count(), harvest.adds_up()), (1, true));
}
