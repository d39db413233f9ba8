//! The route table by brute force, working days and terms by hand.

mod calendar_file;
mod desks;
mod holdings;
mod judgments;
mod shapes;
mod variants;

use super::calendar::{Calendar, UnknownYear, weekday};
use super::deadline::{Book, Due, due};
use super::door::{Cause, Door, State};
use super::log::{self, Back, Note};
use super::{Scene, Who, doors, ics};
use crate::casebook::Casebook;
use crate::facts::{FactBook, Facts, Stated};
use crate::model::{Day, ExhibitId, Stamp};
use crate::review::finding::Finding;
use crate::rules::examples;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn casebook() -> &'static Casebook {
    static CASEBOOK: OnceLock<Casebook> = OnceLock::new();
    CASEBOOK.get_or_init(|| Casebook::embedded().unwrap_or_else(|p| panic!("{p:#?}")))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Each rule's own example that fires: a real finding of each kind.
fn samples() -> &'static [Finding] {
    static FOUND: OnceLock<Vec<Finding>> = OnceLock::new();
    FOUND.get_or_init(|| {
        casebook()
            .rules
            .iter()
            .filter_map(|rule| rule.fires.iter().find_map(|e| examples::findings(e, casebook()).ok()?.into_iter().find(|f| f.rule() == rule.id)))
            .collect()
    })
}

const ROLES: [Who; 5] = Who::ALL;
const LICENCES: [Option<&str>; 10] = [Some("银行"), Some("消费金融公司"), Some("信托公司"), Some("汽车金融公司"), Some("小额贷款公司"), Some("融资担保公司"), Some("典当行"), Some("保险公司"), Some("无牌照"), None];

/// A case of this role and lender, after these steps.
fn facts(who: Who, licence: Option<&str>, steps: &Value) -> Facts {
    let (client, obligation, relation) = match who {
        Who::Borrower => ("p_1", "debtor", "self"),
        Who::Guarantor => ("p_c", "guarantor", "cousin"),
        Who::ThirdParty => ("p_c", "none", "friend"),
        Who::Employer => ("p_c", "none", "employer"),
        Who::Company => ("p_1", "debtor", "self"),
    };
    let mut value = json!({
        "client": client, "borrower": "p_1",
        "persons": [{ "id": "p_1", "name": if who == Who::Company { "张一贸易有限公司" } else { "张一" }, "obligation": "debtor" }, { "id": "p_c", "name": "王二", "obligation": obligation, "relation_to_borrower": relation }],
        "lenders": [{ "id": "l_1", "name": "某某金融有限公司", "licence": licence }],
    });
    value.as_object_mut().unwrap().extend(steps.as_object().unwrap().clone());
    Facts::from_value(&value, "test").unwrap()
}

fn prior_steps() -> Vec<Value> {
    vec![
        json!({}),
        json!({ "complaints": [{ "route": "lender_complaint", "to": "l_1", "at": "2026-03-01" }] }),
        json!({ "complaints": [{ "route": "lender_complaint", "to": "l_1", "at": "2026-01-01", "reply_at": "2026-01-10", "reply": "已处理" }], "requests": [{ "kind": "data_copy", "at": "2026-01-02", "to": "l_1", "reply_at": "2026-01-20", "reply": "拒绝提供", "refused": true }] }),
        // Silent past its term, a regulator that passed it on, a police that did not take it up.
        json!({ "complaints": [{ "route": "lender_complaint", "to": "l_1", "at": "2025-12-01" }, { "route": "nfra_12378_report", "at": "2026-01-05", "reply_at": "2026-01-20", "reply": "不予受理", "refused": true }, { "route": "police", "at": "2026-02-02", "reply_at": "2026-02-05", "reply": "不予立案", "refused": true }] }),
        // Withdrawn consent that was not heeded, an association that was written to.
        json!({ "requests": [{ "kind": "consent_withdrawal", "at": "2026-01-02", "to": "l_1" }, { "kind": "deletion", "at": "2026-01-02", "to": "l_1" }], "complaints": [{ "route": "nifa_report", "at": "2026-02-20" }, { "route": "telecom_12321", "at": "2026-02-20", "reply_at": "2026-02-28", "reply": "已转办" }] }),
        // Everything at once, and not all of it in order.
        json!({ "complaints": [{ "route": "lender_complaint", "at": "2026-03-09" }, { "route": "lender_complaint", "at": "2026-01-01", "reply_at": "2026-02-01", "reply": "不属实" }, { "route": "nfra_12378_complaint", "at": "2026-02-02" }, { "route": "local_financial_authority", "at": "2026-02-02" }, { "route": "court_injunction", "at": "2026-03-08" }, { "route": "gov_12345", "at": "2026-03-01" }] }),
        json!({ "complaints": [{ "route": "court", "at": "2026-02-01" }, { "route": "police", "at": "2026-02-02" }, { "route": "telecom_operator", "at": "2026-01-02" }] }),
    ]
}

const NOW: &str = "2026-03-10";

#[test]
fn every_rule_has_a_finding_to_try() {
    let found: BTreeSet<&str> = samples().iter().map(Finding::rule).collect();
    let all: BTreeSet<&str> = casebook().rules.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(found, all);
}

#[test]
fn no_dead_end_no_forbidden_door_whatever_the_case() {
    let routes = &casebook().routes.desks;
    let mut tried = 0;
    for who in ROLES {
        for licence in LICENCES {
            for steps in prior_steps() {
                let facts = facts(who, licence, &steps);
                for finding in samples().iter().map(Some).chain([None]) {
                    let findings: Vec<Finding> = finding.into_iter().map(|f| f.clone()).collect();
                    let scene = Scene::new(&facts, &findings, routes, day(NOW));
                    let doors = doors(&scene, routes);
                    let rule = finding.map_or("", |f| f.rule());
                    let told = || format!("{who:?} {licence:?} {rule} {steps}");
                    tried += 1;
                    check(&doors, who, licence, rule, &told());
                    let again = super::doors(&Scene::new(&facts, &findings, routes, day(NOW)), routes);
                    assert_eq!(doors, again, "{}", told());
                }
            }
        }
    }
    assert!(tried > 14_000, "{tried}");
}

fn check(doors: &[Door], who: Who, licence: Option<&str>, rule: &str, told: &str) {
    let open = |id: &str| doors.iter().any(|d| d.id == id && d.open);
    let door = |id: &str| doors.iter().find(|d| d.id == id).unwrap();
    assert_eq!(doors.len(), casebook().routes.desks.len(), "{told}");
    // A human being answers, whatever the case.
    assert!(open("legal_aid_12348"), "{told}");
    // Every shut door says why, and no open one is said to be shut.
    for d in doors {
        assert!(d.because.chars().count() >= 6, "{told} {d:?}");
        assert_eq!(d.open, d.state != State::Shut, "{told} {d:?}");
        assert_eq!(!d.open, !matches!(d.cause, Cause::Open | Cause::Step | Cause::Before) || (d.cause == Cause::Before && d.state == State::Shut), "{told} {d:?}");
    }
    // Complaints at 12378 are for who bought something, from a lender it supervises.
    let supervised = matches!(licence, Some("银行" | "消费金融公司" | "信托公司" | "汽车金融公司"));
    assert!(!open("nfra_12378_complaint") || (who == Who::Borrower && supervised), "{told}");
    assert!(!open("nfra_12378_report") || supervised, "{told}");
    assert!(!open("local_financial_authority") || matches!(licence, Some("小额贷款公司" | "融资担保公司" | "典当行")), "{told}");
    if !rule.is_empty() && supervised {
        assert!(open("nfra_12378_report"), "{told}");
    }
    if !rule.is_empty() && licence == Some("小额贷款公司") {
        assert!(open("local_financial_authority"), "{told}");
    }
    // Nobody who knows no licence is told that the lender has none.
    if licence.is_none() && !rule.is_empty() && who == Who::Borrower {
        assert_eq!(door("nfra_12378_complaint").cause, Cause::LicenceUnknown, "{told}");
    }
    // The credit bureau is not for harassment, 12315 not for collection.
    assert!(!open("pboc_credit_objection") || rule == "credit_objection_overdue", "{told}");
    assert!(!open("market_12315") && !open("consumer_association"), "{told}");
    // An employer has neither privacy nor personal information; who owes nothing does not negotiate.
    if matches!(who, Who::Employer | Who::Company) {
        assert!(["court", "pi_request", "court_pi_request", "court_internet", "police_no_contact_order"].iter().all(|id| !open(id)), "{told}");
    }
    assert_eq!(open("negotiate"), matches!(who, Who::Borrower | Who::Guarantor | Who::Company), "{told}");
    // Who was merely told of a debt was not slandered.
    assert!(!(matches!(who, Who::ThirdParty | Who::Employer) && rule == "third_party_disclosure" && open("court_reputation")), "{told}");
    // Internet courts only where the city is known to be one of three.
    assert!(!open("court_internet"), "{told}");
    // The association of internet finance before court, not after.
    if told.contains("\"court\"") {
        assert!(!open("nifa_report"), "{told}");
    }
    // A suit over access needs a request first; damages do not.
    assert!(!open("court_pi_request") || told.contains("refused") || told.contains("deletion"), "{told}");
    assert!(!open("telecom_12300") || told.contains("telecom_operator"), "{told}");
    if rule.is_empty() {
        assert!(doors.iter().filter(|d| d.open).all(|d| matches!(d.id.as_str(), "legal_aid_12348" | "negotiate" | "lender_complaint") || d.state != State::Open), "{told}");
    }
    // Order: urgent first, then by state; shut doors last.
    assert!(doors.windows(2).all(|w| w[0].state <= w[1].state), "{told}");
}

#[test]
fn a_step_moves_the_doors() {
    let routes = &casebook().routes.desks;
    let finding: Vec<Finding> = samples().iter().filter(|f| f.rule() == "third_party_disclosure").map(|f| f.clone()).collect();
    let state = |steps: Value, on: &str, id: &str| {
        let facts = facts(Who::Borrower, Some("银行"), &steps);
        let scene = Scene::new(&facts, &finding, routes, day(on));
        doors(&scene, routes).into_iter().find(|d| d.id == id).unwrap()
    };
    let sent = || json!({ "complaints": [{ "route": "lender_complaint", "to": "某某金融客服", "at": "2026-02-20" }] });
    assert_eq!(state(json!({}), "2026-02-28", "nfra_12378_complaint").state, State::Later);
    assert_eq!(state(sent(), "2026-02-28", "lender_complaint").state, State::Waiting);
    assert_eq!(state(sent(), "2026-02-28", "nfra_12378_complaint").state, State::Later);
    // The fifteenth day is still in time, the sixteenth is silence.
    assert_eq!(state(sent(), "2026-03-07", "nfra_12378_complaint").state, State::Later);
    let next = state(sent(), "2026-03-08", "nfra_12378_complaint");
    assert!(next.state == State::Open && next.because.contains("complaints.1"), "{next:?}");
    assert_eq!(state(sent(), "2026-03-08", "lender_complaint").state, State::Done);
    // An answer moves at once; an acknowledgement does not.
    let replied = |reply: &str| json!({ "complaints": [{ "route": "lender_complaint", "to": "某某金融客服", "at": "2026-02-20", "reply_at": "2026-02-22", "reply": reply }] });
    assert_eq!(state(replied("经核实，催收符合规定"), "2026-02-23", "nfra_12378_complaint").state, State::Open);
    assert_eq!(state(replied("已收到，请耐心等待"), "2026-02-23", "nfra_12378_complaint").state, State::Later);
    // Another lender's silence moves nothing.
    let other = json!({ "lenders": [{ "id": "l_1", "name": "某某金融有限公司", "licence": "银行" }, { "id": "l_2", "name": "另一家银行", "licence": "银行" }], "complaints": [{ "route": "lender_complaint", "to": "l_2", "at": "2026-01-01" }] });
    assert_eq!(state(other, "2026-03-08", "nfra_12378_complaint").state, State::Later);
    // A request that was answered opens no suit over it; a refused one does.
    let asked = |reply: &str| json!({ "requests": [{ "kind": "查阅", "to": "l_1", "at": "2026-02-01", "reply_at": "2026-02-10", "reply": reply }] });
    assert_eq!(state(asked("副本已寄出"), "2026-03-08", "court_pi_request").cause, Cause::Before);
    for refusal in ["拒绝", "不予删除", "通讯录无法删除，敬请谅解", "我司没有义务向您提供", "录音不便提供"] {
        assert!(state(asked(refusal), "2026-03-08", "court_pi_request").open, "{refusal}");
    }
}

#[test]
fn the_internet_court_knows_its_cities() {
    let routes = &casebook().routes.desks;
    let finding: Vec<Finding> = samples().iter().filter(|f| f.rule() == "forced_contacts_permission").map(|f| f.clone()).collect();
    let door = |city: Option<&str>| {
        let mut facts = facts(Who::Borrower, Some("银行"), &json!({}));
        if let Some(city) = city {
            facts.persons[0].extra.insert("city".into(), json!(city));
        }
        doors(&Scene::new(&facts, &finding, routes, day(NOW)), routes).into_iter().find(|d| d.id == "court_internet").unwrap()
    };
    assert!(door(Some("杭州市西湖区")).open);
    assert_eq!(door(Some("成都")).cause, Cause::Place);
    assert_eq!(door(None).cause, Cause::PlaceUnknown);
}

#[test]
fn working_days_by_hand() {
    let calendar = &casebook().calendar;
    for (text, works) in [
        ("2025-01-26", true), // a Sunday worked for the Spring Festival
        ("2025-01-28", false),
        ("2025-10-08", false),
        ("2025-10-09", true),
        ("2025-10-11", true),
        ("2026-02-14", true),
        ("2026-02-23", false),
        ("2026-02-24", true),
        ("2026-02-28", true),
        ("2026-09-20", true),
        ("2026-10-10", true),
        ("2026-11-22", false), // a Sunday
    ] {
        assert_eq!(calendar.works(day(text)), Ok(works), "{text}");
    }
    // From Friday 13 February 2026: 14 (worked), 24, 25, 26, 27, 28 (worked), 2 March.
    assert_eq!(calendar.later(day("2026-02-13"), 7), Ok(day("2026-03-02")));
    assert_eq!(calendar.roll(day("2026-02-15")), Ok(day("2026-02-24")));
    // 2027 is not known: nothing is counted into it.
    assert_eq!(calendar.later(day("2026-12-25"), 15), Err(UnknownYear(2027)));
    assert_eq!(calendar.works(day("2024-12-31")), Err(UnknownYear(2024)));
    assert_eq!(weekday(day("2026-11-22")), 6);
    // The official schedules: 28 days off beside plain weekends in 2025 and 2026 each balance the worked weekends.
    for (year, rest, worked) in [(2025, 28, 5), (2026, 33, 6)] {
        let y = calendar.years().find(|y| y.year == year).unwrap();
        let days: i32 = y.off.iter().map(|r| r.until.number - r.from.number + 1).sum();
        assert_eq!((days, y.work.len()), (rest, worked), "{year}");
    }
}

#[test]
fn a_spoilt_schedule_is_told() {
    let text = include_str!("../../../../casebook/numbers/holidays.toml");
    let of = |text: &str| Calendar::load(&[("holidays", text)]).map(drop).map_err(|p| p.into_iter().map(|p| p.what).collect::<Vec<_>>().join("；"));
    assert_eq!(of(text), Ok(()));
    assert!(of(&text.replace("\"2026-02-14\"", "\"2026-02-12\"")).unwrap_err().contains("2026-02-12"));
    assert!(of(&text.replace("year = 2026", "year = 2027")).is_err());
    assert!(of(&text.replace("until = \"2026-02-23\"", "until = \"2026-02-12\"")).unwrap_err().contains("春节"));
    assert!(Calendar::load(&[]).is_err());
}

fn terms(facts: &Facts, findings: &[Finding], on: &str) -> Vec<Due> {
    let book = casebook();
    let scene = Scene::new(facts, findings, &book.routes.desks, day(on));
    due(&scene, &Book { routes: &book.routes.desks, rules: &book.routes.deadlines, vanishes: &book.routes.vanishes, law: &book.law, calendar: &book.calendar })
}

#[test]
fn terms_by_hand() {
    let finding: Vec<Finding> = samples().iter().filter(|f| f.rule() == "threat_violence").map(|f| f.clone()).collect();
    let (_, last) = super::span(finding.iter()).unwrap();
    assert_eq!(last, day("2026-03-02"), "the day of the rule's example");
    let steps = json!({
        "complaints": [
            { "route": "lender_complaint", "to": "l_1", "at": "2026-02-20" },
            { "route": "nifa_report", "at": "2026-02-13" },
            { "route": "court", "at": "2026-02-09", "reply_at": "2026-02-06", "reply": "判决" },
            { "route": "police", "at": "2026-03-03" },
        ]
    });
    let all = terms(&facts(Who::Borrower, Some("银行"), &steps), &finding, NOW);
    let get = |id: &str| all.iter().find(|d| d.id.starts_with(id)).unwrap_or_else(|| panic!("{id} in {:?}", all.iter().map(|d| &d.id).collect::<Vec<_>>()));
    assert_eq!(get("lender_complaint.answer/complaints.1").last_day, Some(day("2026-03-07")));
    assert_eq!(get("lender_complaint.answer/complaints.1").days_left, Some(-3));
    // Fifteen working days from 13 February, over the Spring Festival.
    assert_eq!(get("nifa_report.check").last_day, Some(day("2026-03-12")));
    assert_eq!(get("limitation/l_1").last_day, Some(day("2029-03-02")));
    let police = get("police_six_months/l_1");
    assert_eq!((police.last_day, police.basis.len()), (Some(day("2026-09-02")), 1));
    assert!(police.basis[0].contains("第二十五条"), "{police:?}");
    assert_eq!(get("police.handle").last_day, Some(day("2026-04-02")));
    // Fifteen days from 6 February end on Saturday the 21st, inside the festival: the law moves the end to the 24th.
    let appeal = get("court.appeal");
    assert_eq!((appeal.last_day, appeal.rolled_to), (Some(day("2026-02-21")), Some(day("2026-02-24"))));
    // Sorted, ids unique.
    assert!(all.windows(2).all(|w| w[1].last_day.is_none() || w[0].last_day <= w[1].last_day));
    assert_eq!(all.iter().map(|d| &d.id).collect::<BTreeSet<_>>().len(), all.len());
    // A working-day term that reaches an unknown year is told, not guessed.
    let late = json!({ "complaints": [{ "route": "nifa_report", "at": "2026-12-20" }] });
    let all = terms(&facts(Who::Borrower, Some("消费金融公司"), &late), &finding, "2026-12-21");
    let check = all.iter().find(|d| d.id.starts_with("nifa_report.check")).unwrap();
    assert!(check.last_day.is_none() && check.note.as_ref().unwrap().contains("2027"), "{check:?}");
}

#[test]
fn what_is_logged_is_what_rules_and_doors_read() {
    let routes = &casebook().routes;
    let stated = Stated { by: "张一".into(), at: "2026-03-10T09:00:00+08:00".into() };
    let mut book = FactBook::default();
    let value = json!({ "client": "p_1", "borrower": "p_1", "persons": [{ "id": "p_1", "name": "张一" }], "lenders": [{ "id": "l_1", "name": "某某银行", "licence": "银行" }] });
    book.absorb(value.as_object().unwrap(), &stated);
    let read = |book: &FactBook| book.facts("test").unwrap();
    let note = |on: &str, words: Option<&str>| Note { day: Some(day(on)), words: words.map(str::to_owned), ..Note::default() };
    for (word, route, kind) in [("12378", "nfra_12378_complaint", None), ("客服", "lender_complaint", None), ("110", "police", None), ("征信异议", "pboc_credit_objection", Some("credit_objection")), ("撤回同意", "pi_request", Some("withdraw_consent"))] {
        let facts = read(&book);
        let target = log::target(word, &facts, routes).unwrap();
        assert_eq!((target.route.id.as_str(), target.kind), (route, kind), "{word}");
        log::sent(&mut book, &facts, &target, &note("2026-02-01", None), &stated);
    }
    let facts = read(&book);
    assert_eq!((facts.complaints.len(), facts.requests.len()), (3, 2));
    assert_eq!(facts.complaints[1].to.as_deref(), Some("l_1"));
    assert_eq!(facts.requests[1]["kind"], "withdraw_consent");
    // Who owes nothing means the report by the same number.
    let friend = Facts { client: Some("p_9".into()), persons: vec![crate::facts::Person { id: "p_9".into(), obligation: Some("none".into()), ..Default::default() }], ..facts.clone() };
    assert_eq!(log::target("12378", &friend, routes).unwrap().route.id, "nfra_12378_report");
    assert_eq!(log::target("个人信息请求", &facts, routes).unwrap_err().code, "log.kind");
    assert_eq!(log::target("没有这个渠道", &facts, routes).unwrap_err().code, "log.route");
    // Silence, then a late refusal.
    let target = log::target("客服", &facts, routes).unwrap();
    let path = log::came_back(&mut book, &facts, routes, &target, Back::Silent, &note("2026-02-20", None), &stated).unwrap();
    assert_eq!(path, "complaints.2");
    let silent = read(&book);
    assert_eq!(silent.complaints[1].extra["silent_at"], "2026-02-20");
    log::came_back(&mut book, &silent, routes, &target, Back::Refused, &note("2026-02-25", Some("不同意")), &stated).unwrap();
    let refused = read(&book);
    assert_eq!((refused.complaints[1].reply.as_deref(), refused.complaints[1].extra.get("silent_at")), (Some("不同意"), None));
    let again = log::came_back(&mut book, &refused, routes, &target, Back::Answered, &note("2026-02-26", None), &stated);
    assert_eq!(again.unwrap_err().code, "log.none_open");
    let police = log::target("110", &refused, routes).unwrap();
    let early = log::came_back(&mut book, &refused, routes, &police, Back::Answered, &note("2026-01-01", None), &stated);
    assert_eq!(early.unwrap_err().code, "log.order");
    let none = log::target("12321", &refused, routes).unwrap();
    assert_eq!(log::came_back(&mut book, &refused, routes, &none, Back::Answered, &note("2026-03-01", None), &stated).unwrap_err().code, "log.nothing_sent");
}
