//! Was the address book the source: the figure, its tier, and its silence where there is nothing to compare.

use crate::rule_examples::casebook;
use juzheng_core::facts::Facts;
use juzheng_core::import::Harvest;
use juzheng_core::model::{Channel, Direction, Entry, Peer, Reading, Record, Stamp, When};
use juzheng_core::normalise::{AddressBook, Input, timeline};
use juzheng_core::review::review;
use juzheng_core::review::source::SourceStudy;
use juzheng_core::rules::Tier;
use juzheng_core::time::Day;
use juzheng_core::vault::book::Book;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const LENDER: &str = "1069000000011";

fn number(n: usize) -> String {
    format!("1380000{n:04}")
}

/// `contacted` of the acquaintances 1..=14 got a message; 1..=6 are in the address book.
fn study(contacted: &[usize], reserved: &[&str], outside: bool, read: Option<&str>) -> Vec<SourceStudy> {
    let mut persons = vec![json!({ "id": "me", "name": "张一", "obligation": "debtor", "numbers": ["13900000001"] })];
    for n in (1..=14).filter(|n| outside || *n <= 6) {
        persons.push(json!({ "id": format!("p{n}"), "name": format!("友{n}"), "obligation": "none", "numbers": [number(n)] }));
    }
    let facts = json!({ "client": "me", "borrower": "me", "persons": persons, "reserved_contacts": reserved, "app": { "package": "com.example" },
                        "lenders": [{ "id": "l", "name": "某某小额贷款有限公司", "licence": "小额贷款公司", "numbers": [LENDER] }], "loans": [{ "id": "A-1", "lender": "l", "debtor": "me" }] });
    let facts = Facts::from_value(&facts, "test").unwrap();
    let mut inputs = Vec::new();
    for n in contacted {
        let mut harvest = Harvest::default();
        harvest.record(Record {
            row: 0,
            offset: 0,
            at: When::exact(Stamp::parse("2026-02-01T10:00:00+08:00").unwrap()),
            sent: None,
            channel: Channel::Sms,
            direction: Direction::In,
            peer: Peer { raw: LENDER.into(), ..Peer::default() },
            body: "请转告张一回电".into(),
            call: None,
            parts: vec![],
            reading: Reading::Stored,
        });
        inputs.push(Input { exhibit: *n as u32, file: format!("{n}.xml"), custodian: Some(format!("p{n}")), harvest });
    }
    let mut records = Harvest::default();
    if let Some(read) = read {
        let fields = BTreeMap::from([("op".to_owned(), "READ_CONTACTS".to_owned()), ("package".to_owned(), "com.example".to_owned())]);
        records.entry(Entry { row: 0, kind: "permission_access".into(), at: Some(When::exact(Stamp::parse(read).unwrap())), fields });
    }
    inputs.push(Input { exhibit: 90, file: "appops.txt".into(), custodian: Some("me".into()), harvest: records });
    let mut cards = Harvest::default();
    (1..=6).for_each(|n| {
        cards.card(String::new(), vec![number(n)]);
    });
    let book = AddressBook { book: Book::index(&cards, [1; 16], &BTreeSet::new()), exhibit: 91, file: "contacts.vcf".into(), custodian: Some("me".into()) };
    let timeline = timeline(&facts, &[book], inputs);
    review(&facts, &timeline, casebook(), Day::new(2026, 3, 1).unwrap()).address_book
}

#[test]
fn all_six_from_the_book_is_one_in_3003() {
    let found = study(&[1, 2, 3, 4, 5, 6], &[], true, Some("2026-01-01T09:00:00+08:00"));
    assert_eq!(found.len(), 1);
    let s = &found[0];
    assert_eq!((s.in_book, s.outside, s.contacted_in_book, s.contacted_outside, s.given), (6, 8, 6, 0, 0));
    assert!((s.probability.unwrap() - 1.0 / 3003.0).abs() < 1e-12);
    assert_eq!(s.tier, Tier::Likely);
    assert!(s.last_read.is_some() && s.says.contains("3003分之一") && s.assumptions.len() >= 3);
}

#[test]
fn it_stays_weak_without_a_reading_a_comparison_or_an_overlap() {
    // No recorded reading before the contact: never likely.
    assert_eq!(study(&[1, 2, 3, 4, 5, 6], &[], true, None)[0].tier, Tier::Possible);
    assert_eq!(study(&[1, 2, 3, 4, 5, 6], &[], true, Some("2026-02-01T10:00:01+08:00"))[0].tier, Tier::Possible);
    // Nobody outside the book: no figure.
    let alone = study(&[1, 2, 3], &[], false, Some("2026-01-01T09:00:00+08:00"));
    assert_eq!((alone[0].probability, alone[0].tier), (None, Tier::Possible));
    // As many outside as inside: nothing unusual.
    let mixed = study(&[1, 2, 7, 8, 9, 10], &[], true, Some("2026-01-01T09:00:00+08:00"));
    assert!(mixed[0].probability.unwrap() > 0.5 && mixed[0].tier == Tier::Possible);
    // The contacts the borrower gave are not counted.
    let given = study(&[1, 2, 3], &["p1", "p2"], true, Some("2026-01-01T09:00:00+08:00"));
    assert_eq!((given[0].given, given[0].contacted_in_book, given[0].tier), (2, 1, Tier::Possible));
    assert!(study(&[1], &["p1"], true, None).is_empty());
}
