//! One message, its acts and its row: offsets, tiers, verdicts, odd input.

use juzheng_core::rules::Tier;
use juzheng_core::screen::{ACTS, Act, Screen, Verdict, row, verdict};
use juzheng_core::words::{Recipient, Words};
use serde_json::{Value, json};

/// Acts with one firm word each, one with a weak word, and a helper that is no act.
fn small() -> Words {
    let file = |words: &str, more: &str| format!("title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [\"{words}\"]\n{more}\n");
    let files = [("insult", file("坏蛋", "")), ("visit_threat", file("上门", "weak = true")), ("impersonate_authority", file("公安局", "")), ("debt_fact", file("欠款", ""))];
    let files: Vec<(&str, &str)> = files.iter().map(|(stem, text)| (*stem, text.as_str())).collect();
    Words::load(&files).ok().unwrap()
}

fn rows(lines: &[u8]) -> (Vec<Value>, Vec<bool>) {
    let words = small();
    let mut screen = Screen::new(&words);
    let (mut out, mut read) = (Vec::new(), Vec::new());
    for (line, number) in lines.split(|b| *b == b'\n').zip(1..) {
        read.push(row::row(&mut screen, line, number, &mut out));
    }
    let text = String::from_utf8(out).unwrap();
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    (text.lines().map(|l| serde_json::from_str(l).unwrap()).collect(), read)
}

fn one(line: &str) -> Value {
    let (mut values, read) = rows(line.as_bytes());
    assert_eq!(read, [true], "{line}");
    values.remove(0)
}

#[test]
fn acts_are_the_ten_of_the_casebook() {
    assert!(ACTS.iter().all(|act| Words::embedded().family(act).is_some() && Act::named(act).is_some_and(|a| a.name() == *act)));
    assert_eq!(Act::all().count(), 10);
    assert_eq!(Act::named("debt_fact"), None);
}

#[test]
fn a_row_is_answered_with_quotes_and_places() {
    assert_eq!(
        one(r#"{"id":"甲","text":"𠀀😀。你这坏蛋，欠款","to":"borrower","channel":"sms"}"#),
        json!({"id":"甲","acts":[{"act":"insult","start":3,"end":7,"quote":"你这坏蛋","tier":"likely"}],"verdict":"block"})
    );
    assert_eq!(one(r#"{"id":7,"text":"明天上门"}"#)["verdict"], "review");
    assert_eq!(one(r#"{"id":null,"text":"欠款"}"#), json!({"id":null,"acts":[],"verdict":"pass"}));
    // Escapes, in the text and in the answer.
    let hostile = one(r#"{"id":"a\u202eb","text":"\u4f60\"\u0007\\坏\u200b蛋\u202e","to":null}"#);
    assert_eq!(hostile["id"], "a\u{202e}b");
    assert_eq!((hostile["acts"][0]["start"].as_u64(), hostile["acts"][0]["quote"].as_str()), (Some(0), Some("你\"\u{7}\\坏\u{200b}蛋")));
    // A number too long for a machine word comes back as it was.
    let mut out = Vec::new();
    assert!(row::row(&mut Screen::new(&small()), br#"{"id":123456789012345678901234567890,"text":""}"#, 1, &mut out));
    assert_eq!(String::from_utf8(out).unwrap(), "{\"id\":123456789012345678901234567890,\"acts\":[],\"verdict\":\"pass\"}\n");
}

#[test]
fn posing_as_an_authority_alone_is_possible_at_most() {
    let alone = one(r#"{"id":1,"text":"我是公安局的。欠款"}"#);
    assert_eq!((alone["acts"][0]["tier"].as_str(), alone["verdict"].as_str()), (Some("possible"), Some("review")));
    assert!(alone["notes"][0].as_str().unwrap().contains("核实"));
    let beside_weak = one(r#"{"id":1,"text":"我是公安局的。上门"}"#);
    assert_eq!(beside_weak["verdict"], "review");
    let beside_firm = one(r#"{"id":1,"text":"我是公安局的。坏蛋"}"#);
    assert_eq!((beside_firm["acts"][0]["act"].as_str(), beside_firm["acts"][0]["tier"].as_str()), (Some("impersonate_authority"), Some("likely")));
}

#[test]
fn the_night_is_a_note_and_never_an_act() {
    let note = |at: &str| one(&format!(r#"{{"id":1,"text":"你好","at":"{at}"}}"#)).get("notes").map(|n| n[0].as_str().unwrap().to_owned());
    for at in ["2026-03-01T22:00:00+08:00", "2026-03-01T07:59:59+08:00", "2026-03-01 23:10", "2026-03-01T00:00:00", "2026-03-01T14:00:00Z", "2026-03-01T23:59:59Z", "2026-03-01T22:00:00.250+08:00"] {
        assert!(note(at).is_some_and(|n| n.contains("夜间")), "{at}");
    }
    for at in ["2026-03-01T21:59:59+08:00", "2026-03-01T08:00:00+08:00", "2026-03-01 12:10", "2026-03-01T00:00:00Z", "2026-03-01T23:00:00+18:00"] {
        assert_eq!(note(at), None, "{at}");
    }
    for at in ["2026-03-01", "昨晚", "", "2026-03-01T29:00:00+08:00", "2026-03-01T23:71", "2026-13-01T23:00:00Z"] {
        assert!(note(at).is_some_and(|n| n.contains("看不懂")), "{at}");
    }
    let value = one(r#"{"id":1,"text":"你好","at":"2026-03-01T23:00"}"#);
    assert_eq!((&value["acts"], &value["verdict"]), (&json!([]), &json!("pass")));
}

#[test]
fn every_row_has_an_answer() {
    let (values, read) = rows(b"{\n[1]\n\"x\"\n{\"id\":\"k\"}\n{\"id\":\"k\",\"text\":5}\n{\"id\":\"k\",\"text\":\"\xff\xff\xff\xff\"}\n{\"text\":\"\\ud83d\xE5\x9D\x8F\xE8\x9B\x8B\",\"to\":\"x\",\"at\":1}\n{\"id\":1,\"text\":\"\\ud83d\\ude00\\\\ud83d\",\"to\":[]}");
    assert_eq!(read, [false, false, false, false, false, true, true, true]);
    assert_eq!(values.len(), 8);
    for (value, number) in values.iter().zip(1..).take(5) {
        let error = &value["error"];
        assert!(["code", "what", "where", "todo"].iter().all(|k| error[k].as_str().is_some_and(|v| !v.is_empty())), "{value}");
        assert_eq!(error["where"], format!("第 {number} 行"));
    }
    assert_eq!((&values[0]["id"], &values[3]["id"], &values[3]["verdict"]), (&Value::Null, &json!("k"), &json!("review")));
    assert_eq!(values[5]["verdict"], "review");
    assert_eq!((&values[6]["acts"][0]["start"], &values[6]["notes"].as_array().map(Vec::len)), (&json!(1), &Some(3)));
    assert_eq!(values[7]["verdict"], "pass");
}

#[test]
fn long_texts_are_read_whole() {
    let words = small();
    let mut screen = Screen::new(&words);
    for filler in ["天气晴。", "天气晴朗"] {
        let head = filler.repeat(100_000);
        let text = format!("{head}。坏蛋。{head}。坏蛋");
        let said: Vec<&str> = screen.read(&text, Recipient::Unknown).iter().map(|s| &text[s.start..s.end]).collect();
        assert_eq!(said, ["坏蛋", "坏蛋"]);
    }
}

#[test]
fn verdicts_follow_the_surest_act() {
    let words = small();
    let mut screen = Screen::new(&words);
    for (text, expected, tier) in [("", Verdict::Pass, None), ("上门", Verdict::Review, Some(Tier::Possible)), ("上门，坏蛋", Verdict::Block, Some(Tier::Likely))] {
        let said = screen.read(text, Recipient::Borrower);
        assert_eq!((verdict(said), said.iter().map(|s| s.tier).max()), (expected, tier), "{text}");
    }
}
