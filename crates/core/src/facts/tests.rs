use super::*;
use serde_json::json;

fn stated() -> Stated {
    Stated { by: "张一".into(), at: "2026-03-01T10:00:00+08:00".into() }
}

#[test]
fn facts_survive_case_toml_and_carry_who_said_them() {
    let value = json!({
        "case": "x", "borrower": "p1", "reply": null, "reserved_contacts": ["p2"],
        "persons": [{"id": "p1", "name": "张一", "obligation": "debtor", "numbers": ["13800000001"]}, {"id": "p2", "name": "李二", "minor_age": 12}],
        "lenders": [{"id": "l", "name": "某某小额贷款有限公司", "licence": "小额贷款公司"}],
        "loans": [{"id": "A-1", "lender": "l", "principal": 10000.0, "settled_on": null, "contract_date": "2025-04-10"}],
        "app": {"package": "com.example", "blocked_without_contacts": false},
    });
    let mut book = FactBook::default();
    book.absorb(value.as_object().expect("an object"), &stated());
    let text = book.to_toml();
    let again = FactBook::from_toml(&text, "case.toml").expect("reads back");
    assert_eq!(again.to_toml(), text);
    let facts = again.facts("case.toml").expect("valid");
    assert_eq!(facts.persons[1].minor(), Some(12));
    assert_eq!(facts.loans[0].contract_date, Day::new(2025, 4, 10));
    assert_eq!(facts.app.as_ref().map(|a| a["package"].clone()), Some(json!("com.example")));
    assert_eq!(text.matches("stated_by = \"张一\"").count(), 8, "{text}");
}

#[test]
fn one_by_one() {
    let mut book = FactBook::default();
    book.push("persons", json!({"id": "p1", "name": "张一"}).as_object().cloned().expect("an object"), &stated());
    book.set("persons.p1.obligation", json!("debtor"), &stated()).expect("sets");
    book.set("borrower", json!("p1"), &stated()).expect("sets");
    assert_eq!(book.facts("case.toml").expect("valid").person("p1").and_then(|p| p.obligation.clone()).as_deref(), Some("debtor"));
    assert!(book.set("persons.nobody.name", json!("x"), &stated()).is_err());
    book.remove("persons.1").expect("removes");
    assert!(book.facts("case.toml").is_err(), "borrower points nowhere now");
}

#[test]
fn a_bad_fact_says_what_and_where() {
    let bad = Facts::from_value(&json!({"refusals": [{"person": "p9", "at": "2026-01-01"}]}), "facts.json").expect_err("no such person");
    assert_eq!((bad.code.as_str(), bad.place.as_str()), ("facts.reference", "facts.json"));
    let bad = FactBook::from_toml("a = 1\nb = = 2\n", "case.toml").expect_err("no TOML");
    assert!(bad.place.contains("第2行"), "{bad}");
}
