//! A name beside a number makes it an acquaintance's, whose words are not judged: a label that says there is no name must not, and what
//! was set aside is told.

use crate::rule_examples::casebook;
use juzheng_core::error::Problem;
use juzheng_core::facts::Facts;
use juzheng_core::import::Harvest;
use juzheng_core::model::{Channel, Direction, Peer, Reading, Record, Stamp, When};
use juzheng_core::normalise::{Input, timeline};
use juzheng_core::review::review;
use juzheng_core::time::Day;
use serde_json::json;

const THREAT: &str = "张一你今天再不还钱我就去你家找你爸妈，让你全村都知道";

/// How many kinds of findings, and what is told, when this number sends these words under this name.
fn sent(name: Option<&str>, words: &str) -> (usize, Vec<Problem>) {
    let facts = Facts::from_value(&json!({
        "client": "p_1", "borrower": "p_1",
        "persons": [{ "id": "p_1", "name": "张一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] }],
        "lenders": [{ "id": "l_1", "name": "某某小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["1069000000011"] }],
        "loans": [{ "id": "L-1", "lender": "l_1", "debtor": "p_1" }],
    }), "acquaintances").unwrap();
    let mut harvest = Harvest::default();
    harvest.record(Record {
        row: 1,
        offset: 0,
        at: When::exact(Stamp::parse("2026-02-10T23:03:00+08:00").unwrap()),
        sent: None,
        channel: Channel::Sms,
        direction: Direction::In,
        peer: Peer { raw: "13800000222".into(), name: name.map(str::to_owned), also: vec![] },
        body: words.into(),
        call: None,
        parts: vec![],
        reading: Reading::Stored,
    });
    let inputs = vec![Input { exhibit: 1, file: "1.xml".into(), custodian: Some("p_1".into()), harvest }];
    let outcome = review(&facts, &timeline(&facts, &[], inputs), casebook(), Day::new(2026, 3, 20).unwrap());
    (outcome.findings.len(), outcome.problems.into_iter().filter(|p| p.code == "peer.acquaintance").collect())
}

#[test]
fn a_label_without_a_name_leaves_a_stranger_a_stranger() {
    let (found, told) = sent(None, THREAT);
    assert!(found >= 2 && told.is_empty(), "{found}");
    for label in ["未知", "Unknown", "陌生号码", "-", "13800000222", "+86 138 0000 0222", "催收小王"] {
        assert_eq!(sent(Some(label), THREAT), (found, vec![]), "{label}");
    }
}

#[test]
fn what_an_acquaintance_sent_is_set_aside_and_told() {
    let (found, told) = sent(Some("小李"), THREAT);
    assert_eq!((found, told.len()), (0, 1));
    assert!(told[0].place.contains("13800000222（小李）1条"), "{}", told[0].place);
    assert_eq!(sent(Some("小李"), "【某某小贷】您的借款已逾期，请立即处理。").1.len(), 1);
    for own in ["晚上回来吃饭吗，我买了排骨", "你欠我的火锅什么时候请", "我这月信用卡还款不够，借我五百"] {
        assert_eq!(sent(Some("小李"), own), (0, vec![]), "{own}");
    }
}
