//! Published judgments, entered as facts in words of our own: findings, relief and weakness must agree with what the courts
//! held. Where the list of judgments is at hand, each one of it that can be a test must be here.

use super::casebook;
use crate::facts::Facts;
use crate::model::Day;
use crate::normalise::{Input, stated, timeline};
use crate::remedy::door::State;
use crate::remedy::{Remedy, Scene};
use crate::review::review;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A judgment as a case.
pub(super) struct Judgment {
    pub id: &'static str,
    pub facts: Value,
    /// Rules that must fire; `!` before one: must not.
    pub finds: &'static [&'static str],
    /// Reliefs offered; `!` before one: what it needs is missing; `-`: not offered.
    pub reliefs: &'static [&'static str],
    /// Weaknesses that must be told.
    pub weak: &'static [&'static str],
    /// Weaknesses that must not.
    pub strong: &'static [&'static str],
    /// Doors and how they stand.
    pub doors: &'static [(&'static str, State)],
}

pub(super) const LENDER: &str = "1069000000011";

pub(super) fn case(client: &str, licence: &str, extra: Value) -> Value {
    let mut value = json!({
        "as_of": "2026-06-01", "client": client, "borrower": "p_1",
        "persons": [
            { "id": "p_1", "name": "张一", "obligation": "debtor", "relation_to_borrower": "self", "numbers": ["13800000001"] },
            { "id": "p_f", "name": "张父", "obligation": "none", "relation_to_borrower": "father", "numbers": ["13800000002"] },
            { "id": "p_2", "name": "王二", "obligation": "none", "relation_to_borrower": "friend", "numbers": ["13800000003"] },
            { "id": "p_3", "name": "李三", "obligation": "none", "relation_to_borrower": "colleague", "numbers": ["13800000004"] },
            { "id": "p_4", "name": "赵四", "obligation": "none", "relation_to_borrower": "friend", "numbers": ["13800000005"] },
        ],
        "lenders": [{ "id": "l_1", "name": "某某放贷机构", "licence": licence, "numbers": [LENDER], "signatures": ["【某某】"] }],
        "agencies": [{ "id": "a_1", "name": "众信催收", "acts_for": "l_1", "entrusted": "yes", "numbers": ["059100009301"] }],
        "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_1", "contract_date": "2025-03-01", "first_overdue": "2025-12-01" }],
    });
    value.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    value
}

pub(super) fn told(person: &str, at: &str, channel: &str, peer: &str, text: &str) -> Value {
    json!({ "person": person, "at": format!("{at}+08:00"), "channel": channel, "peer": peer, "text": text })
}

fn judgments() -> Vec<Judgment> {
    let few = |texts: &[(&str, &str)]| texts.iter().map(|(at, text)| told("p_2", at, "sms", LENDER, text)).collect::<Vec<_>>();
    vec![
        // The platform and its SMS company wrote to the emergency contact: privacy, stop and apology, no money.
        Judgment {
            id: "huang-shiyan",
            facts: case("p_1", "消费金融公司", json!({ "reserved_contacts": ["p_2"], "reports": [
                told("p_1", "2026-03-02T10:00:00", "sms", LENDER, "【某某】张一，您的借款已逾期，请尽快处理。"),
                told("p_2", "2026-03-03T10:00:00", "sms", LENDER, "【某某】张一欠款逾期不还，涉嫌恶意拖欠、非法占有，请转告其立即还款。"),
                told("p_2", "2026-03-06T11:00:00", "sms", LENDER, "【某某】张一拖欠贷款，性质恶劣，请督促其还款。"),
            ] })),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "apology", "!mental_distress"],
            weak: &["no_consequence"],
            strong: &["low_frequency"],
            doors: &[("nifa_report", State::Open), ("sms_channel", State::Open), ("court", State::Later)],
        },
        // Father called about the son's credit card by the bank and its agency: written apology, notary's fee.
        Judgment {
            id: "zhang-haidian",
            facts: case("p_f", "银行", json!({ "costs": [{ "what": "公证费", "yuan": "4080", "at": "2026-05-01" }], "reports": (1..=9).map(|n| told("p_f", &format!("2026-03-0{n}T10:00:00"), "call", "059100009301", "你儿子张一信用卡欠款逾期了，你帮他还一下")).collect::<Vec<_>>() })),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "apology", "costs"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("nfra_12378_complaint", State::Shut), ("nfra_12378_report", State::Open), ("negotiate", State::Shut)],
        },
        // Threat to make him known, a call to the workplace the next day; police report.
        Judgment {
            id: "cui-bincheng",
            facts: case("p_1", "银行", json!({ "employer": { "name": "某某公司", "numbers": ["059100000001"] }, "complaints": [{ "route": "police", "at": "2026-03-05" }], "reports": [
                told("p_1", "2026-03-02T10:00:00", "call", "059100009301", "再不还就把你通讯录里的人挨个打一遍，让你出名"),
                told("p_3", "2026-03-03T10:00:00", "call", "059100009301", "你们同事张一欠银行的钱不还，请领导督促他还款"),
                told("p_2", "2026-03-03T11:00:00", "sms", LENDER, "【某某】张一欠款逾期不还，请转告。"),
            ] })),
            finds: &["threat_exposure", "third_party_disclosure", "workplace_contact"],
            reliefs: &["stop", "delete", "apology"],
            weak: &[],
            strong: &["low_frequency"],
            doors: &[("police", State::Done), ("court_injunction", State::Open), ("court_pi_request", State::Shut)],
        },
        // Abuse by telephone, once more after the police had spoken: tranquillity yes, reputation no, 1,000 yuan.
        Judgment {
            id: "ji-rudong",
            facts: case("p_1", "无牌照", json!({ "police": [{ "kind": "warning", "at": "2026-03-10", "what": "批评教育", "to": "l_1" }], "reports": [
                told("p_1", "2026-03-02T10:00:00", "call", LENDER, "你这个畜生，不要脸的东西"),
                told("p_1", "2026-03-05T10:00:00", "call", LENDER, "你这个畜生，去死吧"),
                told("p_1", "2026-03-20T10:00:00", "call", LENDER, "你个畜生，不要脸"),
            ] })),
            finds: &["insult"],
            reliefs: &["stop", "apology", "!reputation"],
            weak: &["not_public"],
            strong: &["low_frequency"],
            doors: &[("police_no_contact_order", State::Open), ("legal_aid_12348", State::Open)],
        },
        // Six messages in four months after a refusal; the regulator had fined; the court dismissed.
        Judgment {
            id: "jia-unionpay",
            facts: case("p_2", "银行", json!({ "refusals": [{ "person": "p_2", "at": "2025-12-20T10:00:00+08:00", "to": "l_1" }], "reports": few(&[
                ("2026-01-05T10:00:00", "【某某】优惠活动进行中，详情请点击。"), ("2026-01-30T10:00:00", "【某某】新客户专享，回复了解。"), ("2026-02-20T10:00:00", "【某某】周年庆抽奖。"),
                ("2026-03-10T10:00:00", "【某某】积分即将到期。"), ("2026-04-02T10:00:00", "【某某】限时活动，不要错过。"), ("2026-05-01T10:00:00", "【某某】节日快乐，好礼相送。"),
            ]) })),
            finds: &["contact_after_refusal"],
            reliefs: &["stop"],
            weak: &["low_frequency"],
            strong: &[],
            doors: &[("nfra_12378_report", State::Open), ("court_injunction", State::Shut)],
        },
        // Two calls that asked for somebody else: nothing to sue over yet, but the lender can be asked to stop.
        Judgment {
            id: "two-calls",
            facts: case("p_2", "银行", json!({ "reports": [
                told("p_2", "2026-03-02T10:00:00", "call", "059100009301", "请问是张一吗，我们找张一"),
                told("p_2", "2026-03-04T10:00:00", "call", "059100009301", "你认识张一吗，让他回个电话"),
            ] })),
            finds: &[],
            reliefs: &[],
            weak: &["nothing_found"],
            strong: &[],
            doors: &[("lender_complaint", State::Open), ("court", State::Shut), ("nfra_12378_complaint", State::Shut)],
        },
        // Access and deletion asked for and refused: the suit over them is open.
        Judgment {
            id: "luo-dasheng",
            facts: case("p_1", "小额贷款公司", json!({ "app": { "package": "com.example.loan", "blocked_without_contacts": true, "policy_consent_at": "2026-01-01T10:00:00+08:00", "contacts_prompts": [{ "at": "2026-01-01T10:01:00+08:00", "answer": "deny" }] },
                "requests": [{ "kind": "data_copy", "to": "l_1", "at": "2026-02-01", "reply_at": "2026-02-10", "reply": "拒绝提供" }] })),
            finds: &["forced_contacts_permission", "records_refused"],
            reliefs: &["delete"],
            weak: &[],
            strong: &["low_frequency", "not_public"],
            doors: &[("court_pi_request", State::Open), ("cac_pi_report", State::Open), ("local_financial_authority", State::Later)],
        },
        // Door beaten, lock blocked, posters; ten police records: an injunction was granted.
        Judgment {
            id: "jiangan-injunction",
            facts: case("p_f", "无牌照", json!({ "complaints": [{ "route": "police", "at": "2026-03-02" }], "incidents": [
                { "kind": "public_posting", "at": "2026-03-01T18:00:00+08:00", "what": "三个人在家门口张贴大字报，堵门锁", "by": "l_1", "person": "p_f", "counts_as_event": true },
                { "kind": "public_posting", "at": "2026-03-04T18:00:00+08:00", "what": "用喇叭在楼道循环喊话，张贴大字报", "by": "l_1", "person": "p_f", "counts_as_event": true },
            ] })),
            finds: &["public_posting"],
            reliefs: &["stop", "apology", "reputation", "injunction"],
            weak: &["only_stated"],
            strong: &["low_frequency", "not_public"],
            doors: &[("court_injunction", State::Open), ("police_criminal", State::Open)],
        },
        // Obscene montage to the whole address book, bombing, threats: a criminal case.
        Judgment {
            id: "yuanhai-changping",
            facts: case("p_1", "无牌照", json!({ "incidents": [{ "kind": "doctored_image", "at": "2026-03-02T12:00:00+08:00", "what": "把头像合成裸照发给亲友", "person": "p_2", "by": LENDER, "counts_as_event": true }], "reports": [
                told("p_1", "2026-03-02T10:00:00", "sms", LENDER, "张一你个畜生，再不还钱打断你的腿"),
                told("p_2", "2026-03-02T11:00:00", "sms", LENDER, "张一欠钱不还，是个骗子，叫他还钱"),
                told("p_3", "2026-03-02T11:05:00", "sms", LENDER, "张一欠钱不还，是个骗子，叫他还钱"),
                told("p_4", "2026-03-02T11:10:00", "sms", LENDER, "张一欠钱不还，是个骗子，叫他还钱"),
                told("p_f", "2026-03-02T11:15:00", "sms", LENDER, "张一欠钱不还，是个骗子，叫他还钱"),
            ] })),
            finds: &["doctored_image", "third_party_disclosure", "mass_contact_blast", "threat_violence"],
            reliefs: &["stop", "apology", "reputation", "injunction", "criminal"],
            weak: &["only_stated"],
            strong: &["low_frequency", "not_public", "few_per_person"],
            doors: &[("police", State::Open), ("police_criminal", State::Open)],
        },
        // A private picture shown to everybody: the upper benchmark.
        Judgment {
            id: "zheng-photo",
            facts: case("p_1", "消费金融公司", json!({ "consequences": [{ "kind": "illness", "what": "就医，诊断焦虑", "person": "p_1", "at": "2026-03-10" }], "incidents": [{ "kind": "public_exposure", "at": "2026-03-02T12:00:00+08:00", "what": "在朋友圈发布本人照片和欠款", "person": "p_1", "by": LENDER, "counts_as_event": true }] })),
            finds: &["public_exposure"],
            reliefs: &["stop", "apology", "mental_distress", "reputation"],
            weak: &["only_stated"],
            strong: &["low_frequency", "not_public", "no_consequence"],
            doors: &[("cac_12377", State::Open), ("court_network", State::Later)],
        },
    ]
}

fn answered(judgment: &Judgment) -> (BTreeSet<String>, Remedy) {
    let facts = Facts::from_value(&judgment.facts, judgment.id).unwrap();
    let inputs = vec![Input { exhibit: 0, file: stated::FILE.into(), custodian: None, harvest: stated::harvest(&facts) }];
    let timeline = timeline(&facts, &[], inputs);
    let as_of = Day::new(2026, 6, 1).unwrap();
    let findings = review(&facts, &timeline, casebook(), as_of).findings;
    let found = findings.iter().map(|f| f.rule().to_owned()).collect();
    (found, Remedy::new(Scene::new(&facts, &findings, &casebook().routes.desks, as_of), casebook()))
}

#[test]
fn judgments_agree_with_their_holdings() {
    agree(judgments());
}

/// Each case has the findings, reliefs, weaknesses and doors it must have.
pub(super) fn agree(judgments: Vec<Judgment>) {
    let mut wrong = Vec::new();
    for judgment in judgments {
        let (found, remedy) = answered(&judgment);
        let mut tell = |what: String| wrong.push(format!("{}: {what}", judgment.id));
        for rule in judgment.finds {
            let (id, wanted) = rule.strip_prefix('!').map_or((*rule, true), |id| (id, false));
            if found.contains(id) != wanted {
                tell(format!("{rule}, but found {found:?}"));
            }
        }
        for relief in judgment.reliefs {
            if let Some(id) = relief.strip_prefix('-') {
                if remedy.reliefs.iter().any(|r| r.id == id) {
                    tell(format!("relief {id} is offered"));
                }
                continue;
            }
            let (id, ready) = relief.strip_prefix('!').map_or((*relief, true), |id| (id, false));
            match remedy.reliefs.iter().find(|r| r.id == id) {
                Some(asked) if asked.ready == ready => {}
                other => tell(format!("relief {relief}: {other:?}")),
            }
        }
        let weak: Vec<&str> = remedy.weak.iter().map(|w| w.id.as_str()).collect();
        for id in judgment.weak.iter().filter(|id| !weak.contains(id)) {
            tell(format!("must say it is weak: {id}, said {weak:?} on {found:?}"));
        }
        for id in judgment.strong.iter().filter(|id| weak.contains(id)) {
            tell(format!("must not say it is weak: {id}"));
        }
        for (id, state) in judgment.doors {
            let door = remedy.doors.iter().find(|d| d.id == *id).unwrap();
            if door.state != *state {
                tell(format!("{id} is {:?}, not {state:?}: {}", door.state, door.because));
            }
        }
        // Whatever was held: no promise, and a person to ask.
        assert!(remedy.doors.iter().any(|d| d.id == "legal_aid_12348" && d.open), "{}", judgment.id);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_published_judgment_is_tried() {
    let shared = std::env::var_os("JUZHENG_SHARED").map_or_else(|| std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), std::path::PathBuf::from);
    let shared = if shared.join("eval/judgments_dev.jsonl").exists() { shared } else { std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared")) };
    let Ok(text) = std::fs::read_to_string(shared.join("eval/judgments_dev.jsonl")) else { return };
    let known = judgments();
    let mut tried = 0;
    for line in text.lines() {
        let published: Value = serde_json::from_str(line).unwrap();
        if published["usable_as_acceptance_test"] != true {
            continue;
        }
        let id = published["id"].as_str().unwrap();
        let Some(judgment) = known.iter().find(|j| j.id == id) else { panic!("{id} is not entered") };
        tried += 1;
        let (_, remedy) = answered(judgment);
        let granted: Vec<&str> = published["remedies_granted"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let asked = |relief: &str| remedy.reliefs.iter().any(|r| r.id == relief);
        for (word, relief) in [("停止", "stop"), ("道歉", "apology"), ("禁止", "injunction"), ("公证费", "costs")] {
            assert!(!granted.iter().any(|g| g.contains(word)) || asked(relief), "{id}: {granted:?} granted, {relief} not offered");
        }
        // What was dismissed is told to be weak; what was granted for its gravity is not.
        let dismissed = published["holding"].as_str().is_some_and(|h| h.contains("驳回"));
        assert_eq!(remedy.weak.iter().any(|w| w.id == "low_frequency"), dismissed, "{id}");
        if published["kind"] == "criminal" {
            assert!(remedy.doors.iter().any(|d| d.id == "police_criminal" && d.state == State::Open), "{id}");
        }
    }
    assert!(tried >= 8, "{tried}");
}
