//! A review of the bundled case: by its answers, by its schema, twice the same; and of the developer cases when present.

use crate::demo::{case_of, folder, reviewed};
use crate::rule_examples::casebook;
use juzheng_core::model::{Direction, Stamp};
use juzheng_core::result::{Review, review};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const TWELVE: [&str; 12] = [
    "third_party_collection", "third_party_disclosure", "contact_after_refusal", "mass_contact_blast", "night_collection", "night_disturbance_third_party",
    "excessive_connected_calls", "call_bombing", "threat_violence", "insult", "threat_exposure", "impersonate_authority",
];

type Key = (String, String, String);

fn key(e: &Value) -> Key {
    let text = |k: &str| e[k].as_str().unwrap_or_default().to_owned();
    (text("file"), text("time"), text("peer"))
}

/// Compares a review with an answer sheet, for the rules alive. Returns every difference.
fn differences(expected: &Value, review: &Review) -> Vec<String> {
    let mut wrong = Vec::new();
    let result = serde_json::to_value(review).unwrap();
    if expected["events_total"] != result["events_total"] {
        wrong.push(format!("events_total {} instead of {}", result["events_total"], expected["events_total"]));
    }
    for (file, figures) in expected["by_file"].as_object().unwrap() {
        for k in ["rows", "events", "problems"] {
            if result["by_file"][file][k] != figures[k] {
                wrong.push(format!("{file} {k}: {} instead of {}", result["by_file"][file][k], figures[k]));
            }
        }
    }
    let findings = result["findings"].as_array().unwrap();
    let mut by_rule: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for f in expected["findings"].as_array().unwrap() {
        by_rule.entry(f["rule"].as_str().unwrap()).or_default().push(f);
    }
    let all = |v: &Value, k: &str| v[k].as_array().cloned().unwrap_or_default();
    for (rule, sheets) in by_rule.into_iter().filter(|(r, _)| TWELVE.contains(r)) {
        let mine: Vec<&Value> = findings.iter().filter(|f| f["rule"] == rule).collect();
        let got: BTreeSet<Key> = mine.iter().flat_map(|f| all(f, "events")).map(|e| key(&e)).collect();
        let must: BTreeSet<Key> = sheets.iter().flat_map(|f| all(f, "events")).map(|e| key(&e)).collect();
        let may: BTreeSet<Key> = sheets.iter().flat_map(|f| all(f, "tolerated_events")).map(|e| key(&e)).collect();
        wrong.extend(must.difference(&got).map(|k| format!("{rule} missed {k:?}")));
        if sheets[0]["unit"] == "event" {
            wrong.extend(got.iter().filter(|k| !must.contains(*k) && !may.contains(*k)).map(|k| format!("{rule} false {k:?}")));
        } else {
            let (low, high): (u64, u64) = sheets.iter().fold((0, 0), |(l, h), s| (l + s["min"].as_u64().unwrap(), h + s["max"].as_u64().unwrap()));
            if !(low..=high).contains(&(mine.len() as u64)) {
                wrong.push(format!("{rule}: {} findings instead of {low}..{high}", mine.len()));
            }
        }
        for sheet in sheets {
            for event in all(sheet, "events") {
                let law: Vec<Value> = mine.iter().filter(|f| all(f, "events").iter().any(|e| key(e) == key(&event))).flat_map(|f| all(f, "law")).collect();
                let has = |want: &Value| {
                    law.iter().any(|l| l["law"] == want["law"] && (want["article"].is_null() || l["article"] == want["article"]) && (want["version_from"].is_null() || l["version_from"] == want["version_from"]))
                };
                if law.is_empty() {
                    continue;
                }
                wrong.extend(all(sheet, "law_must_include").iter().filter(|w| !has(w)).map(|w| format!("{rule} {:?} lacks {w}", key(&event))));
                wrong.extend(all(sheet, "law_must_not_include").iter().filter(|w| has(w)).map(|w| format!("{rule} {:?} must not cite {w}", key(&event))));
            }
        }
    }
    for rule in all(expected, "absent_rules").iter().filter_map(Value::as_str).filter(|r| TWELVE.contains(r)) {
        wrong.extend(findings.iter().filter(|f| f["rule"] == rule).map(|f| format!("{rule} must be absent: {}", f["events"][0])));
    }
    let clean: BTreeMap<Key, Value> = all(expected, "clean_events").into_iter().map(|e| (key(&e), e["why"].clone())).collect();
    for f in findings.iter().filter(|f| TWELVE.contains(&f["rule"].as_str().unwrap())) {
        wrong.extend(all(f, "events").iter().filter_map(|e| Some(format!("clean event flagged as {}: {:?} {}", f["rule"], key(e), clean.get(&key(e))?))));
    }
    let routes: Vec<&str> = review.routes.iter().map(String::as_str).collect();
    wrong.extend(all(expected, "routes_must_include").iter().filter_map(Value::as_str).filter(|r| !routes.contains(r)).map(|r| format!("route missing: {r}")));
    wrong.extend(all(expected, "routes_must_exclude").iter().filter_map(Value::as_str).filter(|r| routes.contains(r)).map(|r| format!("route must not be offered: {r}")));
    wrong
}

fn answers(folder: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap()
}

#[test]
fn the_bundled_case_answers_as_planted() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = reviewed(&dir.path().join("case"));
    let wrong = differences(&answers(&folder()), &review);
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn developer_cases_when_present() {
    let shared = std::env::var_os("JUZHENG_SHARED").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(shared.join("eval/cases")) else {
        eprintln!("no developer cases beside the repository: skipped");
        return;
    };
    let mut wrong = Vec::new();
    for folder in entries.flatten().map(|e| e.path()).filter(|p| p.join("expected.json").exists()) {
        let dir = tempfile::tempdir().unwrap();
        let mut case = case_of(&folder, &dir.path().join("case")).unwrap();
        let review = review(&mut case, casebook(), &mut |_, _| {}).unwrap();
        wrong.extend(differences(&answers(&folder), &review).into_iter().map(|w| format!("{}: {w}", folder.file_name().unwrap().to_string_lossy())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_result_keeps_its_schema() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = reviewed(&dir.path().join("case"));
    let schema: Value = serde_json::from_str(include_str!("../../../../docs/review.schema.json")).unwrap();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("review.schema.json", schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile("review.schema.json", &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
    let value = serde_json::to_value(&review).unwrap();
    assert!(value["findings"].as_array().is_some_and(|f| f.len() > 10));
    if let Err(e) = schemas.validate(&value, index) {
        panic!("{e:#}");
    }
    // The schema is no rubber stamp: a finding without law, an event without time and a stranger field are refused.
    for path in ["/findings/0/law", "/findings/0/events/0/time", "/findings/0/not_proven", "/generated_from"] {
        let mut bad = value.clone();
        *bad.pointer_mut(path).unwrap() = if path.ends_with("law") { serde_json::json!([]) } else { "".into() };
        assert!(schemas.validate(&bad, index).is_err(), "{path} may be empty");
    }
}

#[test]
fn rows_are_events_entries_or_listed_skips() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = reviewed(&dir.path().join("case"));
    for (file, f) in &review.by_file {
        assert_eq!(f.rows, f.events + f.entries + f.skips.len() as u64, "{file}");
    }
}

#[test]
fn quotes_are_the_exact_words_of_their_event() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    let mut bodies: BTreeMap<(u32, u64), String> = BTreeMap::new();
    for exhibit in case.exhibits().iter().filter(|e| e.kept) {
        for record in case.harvest(exhibit).unwrap().records {
            assert!(record.direction == Direction::In || record.direction == Direction::Out);
            bodies.insert((exhibit.number, record.row), record.body);
        }
    }
    let mut checked = 0;
    for finding in &review.findings {
        for quote in finding.quotes() {
            let event = &finding.events()[quote.event as usize];
            let Some(body) = bodies.get(&(event.exhibit, event.row)).filter(|b| !b.is_empty()) else { continue };
            let words: String = body.chars().skip(quote.start as usize).take((quote.end - quote.start) as usize).collect();
            assert_eq!(words, quote.text, "{}", finding.id());
            checked += 1;
        }
        for event in finding.events() {
            assert!(Stamp::parse(&event.time).is_some());
        }
    }
    assert!(checked > 20, "only {checked} quotes were checked");
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, first) = reviewed(&dir.path().join("case"));
    let again = review(&mut case, casebook(), &mut |_, _| {}).unwrap();
    assert_eq!(serde_json::to_string(&first).unwrap(), serde_json::to_string(&again).unwrap());
    // Deleting the cache loses nothing.
    std::fs::remove_dir_all(dir.path().join("case/derived")).unwrap();
    let without = review(&mut case, casebook(), &mut |_, _| {}).unwrap();
    assert_eq!(serde_json::to_string(&first).unwrap(), serde_json::to_string(&without).unwrap());
}

#[test]
fn what_could_not_be_judged_says_what_would_settle_it() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = reviewed(&dir.path().join("case"));
    let found: BTreeSet<&str> = review.findings.iter().map(|f| f.rule()).collect();
    for undecided in &review.undecided {
        assert!(!found.contains(undecided.rule.as_str()), "{} was found and is called undecided", undecided.rule);
        assert!(casebook().rules.iter().any(|r| r.id == undecided.rule && undecided.needs.iter().all(|n| r.needs.contains(&n.id))));
    }
}

#[test]
fn numbers_of_one_campaign_stand_together() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = reviewed(&dir.path().join("case"));
    assert!(!review.senders.is_empty());
    let mut seen = BTreeSet::new();
    for cluster in &review.senders {
        assert!(cluster.numbers.len() >= 2 && !cluster.because.is_empty());
        for number in &cluster.numbers {
            assert!(seen.insert(number.number.clone()), "{} stands in two clusters", number.number);
        }
    }
    // Two numbers of the bundled lender send under one signature; the courier is not among them.
    assert!(review.senders.iter().any(|c| c.lender.as_deref() == Some("hd") && c.numbers.iter().any(|n| n.number == "1069000071801")));
    assert!(!seen.contains("1069000061101"));
}

/// Neighbours on a platform belong together, unless they speak for different lenders.
#[test]
fn neighbours_that_speak_for_two_lenders_are_not_joined() {
    use juzheng_core::model::{Channel, Direction, Peer, Reading, Record, Stamp, When};
    use juzheng_core::normalise::{Input, timeline};
    let facts = juzheng_core::facts::Facts::from_value(&serde_json::json!({
        "client": "p_1", "borrower": "p_1",
        "persons": [{ "id": "p_1", "name": "张一", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] }],
        "lenders": [{ "id": "l_1", "name": "某某小额贷款有限公司", "numbers": ["1069000043011"] }, { "id": "l_2", "name": "南屏银行", "numbers": ["1069000043016"] }],
    }), "senders").unwrap();
    let clusters = |numbers: &[(&str, &str)]| -> Vec<Vec<String>> {
        let mut harvest = juzheng_core::import::Harvest::default();
        for (number, words) in numbers {
            harvest.record(Record {
                row: 1, offset: 0, at: When::exact(Stamp::parse("2026-02-10T10:03:00+08:00").unwrap()), sent: None, channel: Channel::Sms, direction: Direction::In,
                peer: Peer { raw: (*number).into(), name: None, also: vec![] }, body: (*words).into(), call: None, parts: vec![], reading: Reading::Stored,
            });
        }
        let inputs = vec![Input { exhibit: 1, file: "1.xml".into(), custodian: Some("p_1".into()), harvest }];
        let outcome = juzheng_core::review::review(&facts, &timeline(&facts, &[], inputs), casebook(), juzheng_core::time::Day::new(2026, 3, 20).unwrap());
        outcome.senders.iter().map(|c| c.numbers.iter().map(|n| n.number.clone()).collect()).collect()
    };
    assert_eq!(clusters(&[("1069000043011", "您的借款已逾期，请处理"), ("1069000043016", "您的账单已逾期，请尽快还款")]), Vec::<Vec<String>>::new());
    assert_eq!(clusters(&[("1069000043011", "您的借款已逾期，请处理"), ("1069000043014", "张一你这个老赖，再不还钱打断你的腿")]), [["1069000043011", "1069000043014"].map(str::to_owned)]);
}

/// Who looks an ended article up today finds something else: the finding says what became of it, by the day the case looks
/// back from, and says nothing of articles still in force.
#[test]
fn a_finding_tells_that_the_law_has_changed_since() {
    let dir = tempfile::tempdir().unwrap();
    let (_, review) = crate::demo::reviewed(&dir.path().join("case"));
    let as_of = review.as_of.to_string();
    let (mut changed, mut standing) = (0, 0);
    for law in review.findings.iter().flat_map(|f| f.law()) {
        let ended = law.version_until.as_ref().is_some_and(|until| *until < as_of);
        assert_eq!(law.changed_since.is_some(), ended, "{} of {}", law.display, law.version_from);
        match &law.changed_since {
            Some(told) => {
                changed += 1;
                assert!(told.starts_with("此后（") && told.contains("起）"), "{told}");
                if law.display.starts_with("《中华人民共和国治安管理处罚法》第四十二条") {
                    assert_eq!(told, "此后（2026-01-01起）条文改为第五十条，文字有变化");
                }
            }
            None => standing += 1,
        }
    }
    assert!(changed > 0 && standing > 0, "{changed} changed, {standing} standing");
}
