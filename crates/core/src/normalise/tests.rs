use super::people::{Role, Standing};
use super::*;
use crate::import::Seen;
use crate::model::{Call, Grain, Outcome, Peer, Reading, When};
use serde_json::json;

fn facts() -> Facts {
    let value = json!({
        "client": "p1", "borrower": "p1",
        "persons": [
            { "id": "p1", "name": "张一", "obligation": "debtor", "numbers": ["13800000001"] },
            { "id": "p2", "name": "李保", "obligation": "guarantor", "numbers": ["13800000002"], "guarantees": ["LOAN-A"] },
            { "id": "p3", "name": "王友", "obligation": "none", "numbers": ["13800000003"] },
        ],
        "lenders": [{ "id": "a", "name": "甲小额贷款有限公司", "numbers": ["059100000001"] }, { "id": "b", "name": "乙消费金融有限公司", "numbers": ["059100000002"] }],
        "loans": [{ "id": "LOAN-A", "lender": "a", "debtor": "p1" }, { "id": "LOAN-B", "lender": "b", "debtor": "p1" }],
        "reports": [
            { "id": "r1", "person": "p3", "at": "2026-01-08T22:35:00+08:00", "channel": "call", "peer": "0591-0000 0001", "text": "说你欠钱" },
            { "to": "p3", "date": "2026-01-09", "channel": "wechat", "from": "催收小王", "said": "还钱" },
            { "person": "p3", "at": "不记得", "text": "x" },
        ],
        "visits": [{ "at": "2026-01-10T09:00", "by": "a", "what": "两人上门，扬言再不还就天天来", "counts_as_event": true }, { "at": "2026-01-11", "by": "a", "counts_as_event": false }],
        "call_notes": [{ "at": "2026-01-07T15:00:30+08:00", "peer": "059100000001", "text": "今天不还就告诉你单位" }],
    });
    Facts::from_value(&value, "test").expect("valid")
}

fn call(number: &str, at: Stamp, seconds: u32) -> Record {
    Record {
        row: 0,
        offset: 0,
        at: When::exact(at),
        sent: None,
        channel: Channel::Call,
        direction: Direction::In,
        peer: Peer { raw: number.into(), ..Peer::default() },
        body: String::new(),
        call: Some(Call { seconds: Some(seconds), outcome: if seconds > 0 { Outcome::Answered } else { Outcome::Missed } }),
        parts: vec![],
        reading: Reading::Stored,
    }
}

fn input(exhibit: u32, carrier: bool, records: Vec<Record>) -> Input {
    let mut harvest = Harvest::default();
    if carrier {
        harvest.note("carrier-bill");
    }
    records.into_iter().for_each(|r| {
        harvest.record(r);
    });
    Input { exhibit, file: format!("{exhibit}.x"), custodian: Some("p1".into()), harvest }
}

fn at(text: &str) -> Stamp {
    Stamp::parse(text).expect("a time")
}

#[test]
fn contacts_stand_by_time_then_file_then_row() {
    let t = at("2026-01-07T15:00:00+08:00").0;
    // Two files, neither in order, with equal times in both.
    let rows = |seed: i64| (0..200i64).map(|n| call(&format!("1380000{seed}{n:03}"), Stamp(t + n * seed % 61 * 1000), 5)).collect::<Vec<_>>();
    let line = timeline(&facts(), &[], vec![input(1, false, rows(7)), input(2, false, rows(9))]);
    let keys: Vec<_> = line.events.iter().map(|e| (e.record.at.stamp, e.file, e.record.row)).collect();
    assert!(keys.is_sorted());
    assert_eq!(keys.len(), 400);
    let numbers: std::collections::BTreeSet<_> = line.events.iter().map(|e| &e.record.peer.raw).collect();
    assert_eq!(numbers.len(), 400);
}

#[test]
fn a_table_is_a_bill_when_whoever_handed_it_in_says_so() {
    let t = at("2026-01-07T15:00:00+08:00");
    for (kind, joined) in [("carrier_ctcc_csv", 1), ("移动详单", 1), ("screenshot", 0), ("", 0)] {
        let mut facts = facts();
        facts.files.push(crate::facts::FileFact { name: "2.x".into(), kind: Some(kind.into()), ..Default::default() });
        let line = timeline(&facts, &[], vec![input(1, false, vec![call("059100000001", t, 30)]), input(2, false, vec![call("059100000001", Stamp(t.0 + 20_000), 30)])]);
        assert_eq!(line.twins, joined, "{kind}");
    }
}

#[test]
fn a_bill_row_joins_the_call_up_to_a_minute_before_it() {
    let log = at("2026-01-07T15:00:00.640+08:00");
    for (bill, joined) in [("15:00:00", 1), ("15:01:00", 1), ("15:01:01", 0), ("14:59:59", 0)] {
        let bill = at(&format!("2026-01-07T{bill}+08:00"));
        let t = timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", log, 15)]), input(2, true, vec![call("059100000001", bill, 15)])]);
        assert_eq!((t.twins, t.events.len()), (joined, 2 - joined as usize), "bill at {}", bill.rfc3339());
        if joined == 1 {
            assert_eq!(t.events[0].twins(), [(1, 1)], "the bill's row stays named");
        }
    }
    // Two bill rows cannot both be the one call; another number is another call.
    let rows = vec![call("059100000001", log, 15), call("059100000001", Stamp(log.0 + 20_000), 15), call("059100000002", Stamp(log.0 + 1000), 15)];
    let t = timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", log, 15)]), input(2, true, rows)]);
    assert_eq!((t.twins, t.events.len()), (1, 3));
}

#[test]
fn the_same_call_in_two_exports_of_one_phone_is_one() {
    let when = at("2026-01-07T15:00:00+08:00");
    let t = timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", when, 15)]), input(2, false, vec![call("+86 591 0000 0001", when, 15)])]);
    assert_eq!((t.repeats, t.events.len()), (1, 1));
    let mut other = input(2, false, vec![call("059100000001", when, 15)]);
    other.custodian = Some("p3".into());
    let t = timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", when, 15)]), other]);
    assert_eq!((t.repeats, t.events.len()), (0, 2), "two phones, two contacts");
}

#[test]
fn the_same_message_to_the_second_and_to_the_minute_is_one() {
    let sms = |number: &str, at: When, body: &str| Record { at, channel: Channel::Sms, body: body.into(), call: None, ..call(number, at.stamp, 0) };
    let second = |text: &str| When::exact(at(text));
    let minute = |text: &str| When { grain: Grain::Minute, ..When::exact(at(text)) };
    let exact = || input(1, false, vec![sms("1069000000001", second("2026-01-05T23:03:07.250+08:00"), "还钱")]);
    for (rough, left) in [
        (sms("1069 0000 00001", minute("2026-01-05T23:03:00+08:00"), "还钱"), 1),
        (sms("1069000000001", minute("2026-01-05T23:04:00+08:00"), "还钱"), 2),
        (sms("1069000000001", minute("2026-01-05T23:03:00+08:00"), "快还钱"), 2),
        (sms("1069000000002", minute("2026-01-05T23:03:00+08:00"), "还钱"), 2),
    ] {
        let t = timeline(&facts(), &[], vec![input(2, false, vec![rough.clone()]), exact()]);
        assert_eq!((t.events.len(), t.repeats), (left, 2 - left as u64), "{rough:?}");
        assert!(left == 2 || t.events[0].record.at.grain == Grain::Second && t.events[0].twins() == [(0, 1)]);
    }
    // Two in one list are two: only one of them is the other's.
    let twice = input(2, false, vec![sms("1069000000001", minute("2026-01-05T23:03:00+08:00"), "还钱"), sms("1069000000001", minute("2026-01-05T23:03:00+08:00"), "还钱")]);
    assert_eq!(timeline(&facts(), &[], vec![exact(), twice]).events.len(), 2);
    // Calls have no words.
    let rough = Record { at: minute("2026-01-05T23:03:00+08:00"), ..call("059100000001", at("2026-01-05T23:03:00+08:00"), 65) };
    assert_eq!(timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", at("2026-01-05T23:03:07+08:00"), 65)]), input(2, false, vec![rough])]).events.len(), 2);
}

#[test]
fn a_guarantor_is_one_only_for_his_loan() {
    let facts = facts();
    let mut people = People::new(&facts, &[]);
    let (guarantor, friend, borrower) = (people.custodian(Some("p2")), people.custodian(Some("p3")), people.custodian(Some("p1")));
    assert_eq!(people.standing(guarantor, &facts, Some("a")), Standing::Guarantor);
    assert_eq!(people.standing(guarantor, &facts, Some("b")), Standing::ThirdParty);
    assert_eq!(people.standing_for(guarantor, &facts, &["LOAN-B"]), Standing::ThirdParty);
    assert_eq!(people.standing(borrower, &facts, Some("b")), Standing::Borrower);
    assert_eq!(people.standing(friend, &facts, None), Standing::ThirdParty);
    let peer = |people: &mut People, raw: &str, name: Option<&str>| {
        let id = people.peer(&Peer { raw: raw.into(), name: name.map(str::to_owned), also: vec![] }, borrower);
        people.party(id).role
    };
    assert_eq!(peer(&mut people, "0591-00000001", None), Role::Lender(0));
    assert_eq!(peer(&mut people, "王友", None), Role::Person);
    assert_eq!(peer(&mut people, "13800000777", Some("老同学")), Role::Contact);
    assert_eq!(peer(&mut people, "13800000778", Some("催收骚扰")), Role::Unknown);
    assert_eq!(peer(&mut people, "12368", None), Role::Other);
    assert_eq!(peer(&mut people, "13800000779", None), Role::Unknown);
}

#[test]
fn statements_become_contacts_of_the_person_they_are_about() {
    let facts = facts();
    let told = stated::harvest(&facts);
    assert!(told.adds_up());
    assert_eq!((told.rows(), told.records.len(), told.problems.len()), (4, 3, 1));
    let keys: Vec<(String, &str, &str)> = told.records.iter().map(|r| (r.at.key(), r.peer.raw.as_str(), r.peer.also[0].as_str())).collect();
    assert_eq!(keys[0], ("2026-01-08T22:35:00+08:00".into(), "0591-0000 0001", "p3"));
    assert_eq!(keys[1], ("2026-01-09".into(), "催收小王", "p3"));
    assert_eq!(keys[2], ("2026-01-10T09:00".into(), "a", "p1"));
    assert!(told.records[2].body.is_empty(), "an account of a visit is not the collector's words");
    assert!(told.records.iter().all(|r| r.reading == Reading::Stated));
}

#[test]
fn what_was_said_in_a_call_stands_beside_it() {
    let t = timeline(&facts(), &[], vec![input(1, false, vec![call("059100000001", at("2026-01-07T15:00:00+08:00"), 15), call("059100000002", at("2026-01-07T15:00:30+08:00"), 15)])]);
    assert_eq!(t.events[0].words(), "今天不还就告诉你单位");
    assert_eq!(t.events[1].words(), "");
}

#[test]
fn a_person_who_tells_comes_before_a_machine_that_heard() {
    let heard = |text: &str| {
        let word = crate::hearing::Word { at: 1000, score: 0.9, text: text.to_owned() };
        crate::hearing::entry(&crate::hearing::Heard { words: vec![word], ..Default::default() }, None).expect("a word")
    };
    let recording = |exhibit: u32, begins: &str, words: &str| {
        let mut input = input(exhibit, false, vec![call("059100000001", at(begins), 15)]);
        input.harvest.notes.insert(0, crate::import::recording::NOTE.to_owned());
        input.harvest.entry(heard(words));
        input
    };
    // The first call has a note of the user's, the second was logged by the phone too.
    let log = input(3, false, vec![call("059100000001", at("2026-01-08T15:00:00+08:00"), 20)]);
    let t = timeline(&facts(), &[], vec![recording(1, "2026-01-07T15:00:00+08:00", "甲"), recording(2, "2026-01-08T15:00:02+08:00", "乙"), log]);
    let said: Vec<(u32, &str, bool)> = t.events.iter().filter(|e| e.record.channel == Channel::Call && t.files[e.file as usize].exhibit > 0).map(|e| (t.files[e.file as usize].exhibit, e.words(), e.heard())).collect();
    assert_eq!(said, [(1, "今天不还就告诉你单位", false), (3, "（机器听写，须核对）\n[00:01] 乙", true)]);
}

#[test]
fn names_of_accounts_come_from_the_table_beside() {
    let user = |account: &str, nickname: &str| {
        let fields = [("account", account), ("nickname", nickname)].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        Entry { row: 0, kind: crate::import::wechat_users::ENTRY.to_owned(), at: None, fields }
    };
    let chat = |exhibit: u32, file: &str| {
        let mut record = call("wxid_w2", at("2026-01-09T20:00:00+08:00"), 0);
        (record.channel, record.call, record.body) = (Channel::Im, None, format!("还钱{exhibit}"));
        Input { file: file.to_owned(), ..input(exhibit, false, vec![record]) }
    };
    let mut users = Input { file: "微信/users.json".to_owned(), ..input(1, false, vec![]) };
    users.harvest.entry(user("wxid_w2", "王二"));
    let t = timeline(&facts(), &[], vec![users, chat(2, "微信/wxid_w2_0_1.csv"), chat(3, "别处/wxid_w2_0_1.csv")]);
    let peers: Vec<&str> = t.events.iter().map(|e| e.record.peer.raw.as_str()).collect();
    assert_eq!(peers, ["王二(wxid_w2)", "wxid_w2"], "a table speaks for its own folder");
}

/// A screenshot: its messages from top to bottom; without a time the message is an entry.
fn screenshot(exhibit: u32, lines: &[(Direction, &str, Option<&str>)]) -> Input {
    use crate::picture::Region;
    let mut harvest = Harvest::default();
    for (n, (direction, text, time)) in lines.iter().enumerate() {
        let peer = "催收小王".to_owned();
        let row = match time {
            Some(time) => harvest.record(Record {
                at: When::local(at(time).day(), at(time).second_of_day(), Grain::Minute),
                channel: Channel::Im,
                direction: *direction,
                peer: Peer { raw: peer, ..Peer::default() },
                body: (*text).to_owned(),
                call: None,
                reading: Reading::Ocr,
                ..call("", at(time), 0)
            }),
            None => {
                let way = if *direction == Direction::Out { "out" } else { "in" };
                let fields = [("peer", peer.as_str()), ("direction", way), ("text", *text)].map(|(k, v)| (k.to_owned(), v.to_owned()));
                harvest.entry(Entry { row: 0, kind: "message_undated".into(), at: None, fields: fields.into() })
            }
        };
        harvest.seen.insert(row, Seen { region: Region { x: 10, y: 100 * n as i32, w: 300, h: 80 }, confidence: 97 });
    }
    Input { exhibit, file: format!("{exhibit}.png"), custodian: Some("p1".into()), harvest }
}

#[test]
fn screenshots_that_overlap_are_one_conversation() {
    use Direction::{In, Out};
    let (first, later) = (Some("2026-01-07T22:41:00+08:00"), Some("2026-01-08T08:03:00+08:00"));
    let one = || screenshot(1, &[(In, "你再不还钱就通知你单位", first), (Out, "请不要联系我单位", first), (In, "今天晚上十二点之前必须到账", first)]);
    // The second screen was scrolled on: no line of time above, one letter read otherwise, then a message of its own and a new day.
    let two = || screenshot(2, &[(Out, "请不要联系我单位", None), (In, "今天晚上十二点之前心须到账", None), (In, "听见没有", None), (In, "早上好", later)]);
    for inputs in [vec![one(), two()], vec![two(), one()]] {
        let timeline = timeline(&facts(), &[], inputs);
        let got: Vec<(String, &str, usize)> = timeline.events.iter().map(|e| (e.record.at.key(), e.record.body.as_str(), e.twins().len())).collect();
        let keys: Vec<&str> = got.iter().map(|g| g.0.as_str()).collect();
        assert_eq!(keys, ["2026-01-07T22:41", "2026-01-07T22:41", "2026-01-07T22:41", "2026-01-07T22:41", "2026-01-08T08:03"], "{got:?}");
        assert_eq!(got.iter().map(|g| g.2).sum::<usize>(), 2, "two messages stand on both");
        assert!(timeline.entries.is_empty(), "nothing is left without a time");
        assert_eq!((timeline.overlaps.len(), timeline.overlaps[0].shared, timeline.repeats), (1, 2, 2));
    }
}

#[test]
fn rows_of_calls_on_two_screens_are_one_with_their_counters() {
    // A list of calls: a row known to the minute with its counter, one known to the day.
    let list = |exhibit: u32, counter: &str| {
        let mut one = input(exhibit, false, vec![]);
        let row = one.harvest.record(Record { at: When::local(at("2026-01-09T13:08:00+08:00").day(), 13 * 3600 + 8 * 60, Grain::Minute), reading: Reading::Ocr, ..call("02100007788", at("2026-01-09T13:08:00+08:00"), 0) });
        let fields = [("count", counter), ("of_row", &row.to_string()), ("peer", "02100007788")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        one.harvest.entry(Entry { row: 0, kind: "call_repeats".into(), at: None, fields: fields.into() });
        one.harvest.record(Record { at: When::local(at("2026-01-08T00:00:00+08:00").day(), 0, Grain::Day), reading: Reading::Ocr, ..call("13800000004", at("2026-01-08T00:00:00+08:00"), 0) });
        one
    };
    let same = timeline(&facts(), &[], vec![list(1, "3"), list(2, "3")]);
    assert_eq!((same.events.len(), same.entries.len(), same.repeats), (2, 1, 2));
    let grown = timeline(&facts(), &[], vec![list(1, "3"), list(2, "5")]);
    assert_eq!((grown.events.len(), grown.entries.len()), (2, 2), "a counter that differs says something else");
}

#[test]
fn the_same_words_sent_again_stay_two() {
    use Direction::In;
    let day = |d: u32| format!("2026-01-0{d}T22:41:00+08:00");
    let (a, b) = (day(7), day(8));
    let lines = |time: &'static str| [(In, "今天必须还钱", Some(time)), (In, "别装死，赶紧还钱", Some(time))];
    let inputs = vec![screenshot(1, &lines(Box::leak(a.into_boxed_str()))), screenshot(2, &lines(Box::leak(b.into_boxed_str())))];
    let timeline = timeline(&facts(), &[], inputs);
    assert_eq!((timeline.events.len(), timeline.overlaps.len(), timeline.repeats), (4, 0, 0), "times differ");
    // One short message in common is no run.
    let short = vec![screenshot(1, &[(In, "还钱", None)]), screenshot(2, &[(In, "还钱", None), (In, "快点", None)])];
    assert_eq!(super::timeline(&facts(), &[], short).overlaps.len(), 0);
}

#[test]
fn what_a_message_quotes_is_no_word_of_it() {
    let first = Some("2026-01-07T22:41:00+08:00");
    let quoting = "把个人信息删掉\n〔引用：外访零八：楼上张一欠钱不还〕";
    let timeline = timeline(&facts(), &[], vec![screenshot(1, &[(Direction::In, quoting, first), (Direction::In, "随便你〔引用：没有说完", first)])]);
    let words: Vec<(&str, &str)> = timeline.events.iter().map(|e| (e.words(), e.record.body.as_str())).collect();
    assert_eq!(words, [("把个人信息删掉", quoting), ("随便你〔引用：没有说完", "随便你〔引用：没有说完")]);
}

/// A relative's account that came with the client's files speaks of the relative's phone.
#[test]
fn a_typed_account_is_of_the_one_it_says_it_is_of() {
    let mut value = serde_json::to_value(facts()).expect("facts");
    let person = |id: &str, name: &str, relation: &str| json!({ "id": id, "name": name, "relation_to_borrower": relation, "numbers": [] });
    value["persons"].as_array_mut().expect("persons").extend([person("p4", "白若溪", "sister"), person("p5", "张小", "弟弟")]);
    let facts = Facts::from_value(&value, "test").expect("valid");
    let of = |custodian: &str, marks: &[&str]| {
        let mut harvest = Harvest::default();
        marks.iter().for_each(|m| harvest.note(format!("{}{m}", crate::import::statement::writer::MARK)));
        stated::writer(&facts, Some(custodian), &harvest).map(str::to_owned)
    };
    assert_eq!(of("p1", &["白若溪"]).as_deref(), Some("p4"));
    assert_eq!(of("p1", &["借款人的姐姐"]).as_deref(), Some("p4"));
    assert_eq!(of("p1", &["张一的姐姐", "白若溪"]).as_deref(), Some("p4"));
    assert_eq!(of("p1", &["借款人的弟弟"]).as_deref(), Some("p5"));
    for marks in [&["借款人的哥哥"][..], &["李四的姐姐"], &["张一"], &["白若溪", "张小"], &["借款人的母亲"], &["无此人"], &[]] {
        assert_eq!(of("p1", marks), None, "{marks:?}");
    }
    assert_eq!(of("p3", &["白若溪"]), None, "who handed it in said whose it is");
    let mut told = input(1, false, vec![Record { reading: Reading::Stated, ..call("057100000000", Stamp(1_767_769_200_000), 0) }]);
    told.custodian = Some("p1".into());
    told.harvest.note(format!("{}白若溪", crate::import::statement::writer::MARK));
    let timeline = timeline(&facts, &[], vec![told]);
    let event = timeline.events.iter().find(|e| e.file == 0 && e.record.peer.raw == "057100000000").expect("the call");
    assert_eq!(timeline.people.party(event.owner).name.as_deref(), Some("白若溪"));
}
