//! More invented cases in shapes the others do not have: a dead debtor, a divorced spouse, a child, an old act, an agreement that was kept, a
//! false summons, a doctored picture, a contact who was named and refused.

use super::judgments::{Judgment, LENDER, agree, case, told};
use crate::remedy::door::State;
use serde_json::{Value, json};

const AGENCY: &str = "059100009301";

fn with(mut facts: Value, more: Value) -> Value {
    facts.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    facts
}

/// One contact a day in March 2026.
fn each_day(person: &str, days: std::ops::RangeInclusive<u8>, clock: &str, channel: &str, text: &str) -> Vec<Value> {
    days.map(|d| told(person, &format!("2026-03-{d:02}T{clock}"), channel, AGENCY, text)).collect()
}

#[test]
fn people_the_debt_has_left() {
    agree(vec![
        // The debtor has died; his friend is asked to pay. Nobody owes it but the heirs, out of the estate.
        Judgment {
            id: "debtor-died",
            facts: with(case("p_f", "小额贷款公司", json!({ "reports": each_day("p_f", 2..=9, "10:00:00", "call", "张一人不在了，他欠的钱就该你这个当爹的替他还，父债子还，子债父还") })), json!({ "deceased": { "person": "p_1", "at": "2026-01-15" } })),
            finds: &["third_party_payment_demand"],
            reliefs: &["stop"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("lender_complaint", State::Open), ("negotiate", State::Shut), ("nfra_12378_complaint", State::Shut)],
        },
        // Divorced before the loan was made: a stranger to it, called at night.
        Judgment {
            id: "divorced-spouse-at-night",
            facts: with(case("p_2", "银行", json!({ "reports": each_day("p_2", 3..=10, "22:50:00", "call", "你前夫张一欠我们的钱，你们是一家人，你先替他还上") })), json!({ "persons": [
                { "id": "p_1", "name": "张一", "obligation": "debtor", "relation_to_borrower": "self", "numbers": ["13800000001"] },
                { "id": "p_2", "name": "王二", "obligation": "none", "relation_to_borrower": "ex_spouse", "numbers": ["13800000003"] },
            ] })),
            finds: &["third_party_payment_demand", "night_disturbance_third_party", "third_party_disclosure"],
            reliefs: &["stop", "delete", "apology"],
            weak: &["no_consequence"],
            strong: &["low_frequency"],
            doors: &[("nfra_12378_report", State::Open), ("nfra_12378_complaint", State::Shut), ("police", State::Open)],
        },
        // Paid by the agreed instalments, dunned all the same.
        Judgment {
            id: "agreement-kept",
            facts: with(case("p_1", "银行", json!({ "reports": each_day("p_1", 5..=12, "10:00:00", "call", "张一，你的信用卡欠款必须今天一次还清，不然就走法律程序") })), json!({ "agreements": [{ "kind": "instalment", "at": "2026-02-01", "to": "l_1", "what": "个性化分期，36期，按约履行", "kept": true }] })),
            // A breach of what was agreed, no wrong: complaint and supervision, not a suit to make them stop.
            finds: &["collection_after_agreement", "!third_party_collection"],
            reliefs: &["-stop", "-mental_distress"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("lender_complaint", State::Open), ("negotiate", State::Open)],
        },
    ]);
}

#[test]
fn acts_that_are_grave_by_themselves() {
    agree(vec![
        // A child of ten is written to.
        Judgment {
            id: "child-written-to",
            facts: with(case("p_1", "消费金融公司", json!({ "reports": each_day("p_c", 4..=8, "16:30:00", "sms", "小朋友，你爸爸张一欠钱不还，是个老赖，让他赶紧还钱，不然叔叔去学校门口等你") })), json!({ "persons": [
                { "id": "p_1", "name": "张一", "obligation": "debtor", "relation_to_borrower": "self", "numbers": ["13800000001"] },
                { "id": "p_c", "name": "张小", "obligation": "none", "relation_to_borrower": "child", "minor_age": 10, "numbers": ["13800000009"] },
            ] })),
            finds: &["contact_minor", "third_party_disclosure"],
            reliefs: &["stop", "apology"],
            weak: &["only_stated"],
            strong: &[],
            doors: &[("police", State::Open), ("lender_complaint", State::Open)],
        },
        // A summons that no court sent.
        Judgment {
            id: "summons-no-court-sent",
            facts: case("p_1", "小额贷款公司", json!({ "reports": [told("p_1", "2026-03-05T09:00:00", "sms", "17000000002", "【某区人民法院】张一，您涉嫌贷款诈骗一案已立案，传票已签发，请于今日18时前将欠款转入指定账户，否则今晚实施抓捕。")] })),
            finds: &["impersonate_authority"],
            reliefs: &["stop", "-reputation"],
            weak: &["only_stated"],
            strong: &["no_consequence"],
            doors: &[("police", State::Open), ("court_12368_check", State::Open)],
        },
        // A picture doctored and sent round, and the doctor's paper that followed.
        Judgment {
            id: "doctored-picture-sent-round",
            facts: case("p_1", "无牌照", json!({
                "consequences": [{ "kind": "illness", "what": "住院，诊断急性应激反应", "person": "p_1", "at": "2026-03-12" }],
                "reports": [
                    told("p_2", "2026-03-06T10:00:00", "sms", AGENCY, "张一的遗像已做好，照片p成裸照发给你们大家看看，欠钱不还的骗子"),
                    told("p_3", "2026-03-06T10:01:00", "sms", AGENCY, "张一的遗像已做好，照片p成裸照发给你们大家看看，欠钱不还的骗子"),
                    told("p_4", "2026-03-06T10:02:00", "sms", AGENCY, "张一的遗像已做好，照片p成裸照发给你们大家看看，欠钱不还的骗子"),
                    told("p_f", "2026-03-06T10:03:00", "sms", AGENCY, "张一的遗像已做好，照片p成裸照发给你们大家看看，欠钱不还的骗子"),
                ],
            })),
            finds: &["mass_contact_blast", "third_party_disclosure"],
            reliefs: &["stop", "apology", "reputation", "mental_distress"],
            weak: &["only_stated"],
            strong: &["not_public", "no_consequence"],
            doors: &[("police", State::Open), ("nfra_12378_complaint", State::Shut)],
        },
    ]);
}

#[test]
fn time_and_consent() {
    agree(vec![
        // Older than the six months in which the police may punish; a court may still hear it.
        Judgment {
            id: "nine-months-ago",
            facts: case("p_2", "消费金融公司", json!({ "reports": (1..=9).map(|d| told("p_2", &format!("2025-09-{d:02}T10:00:00"), "call", AGENCY, "张一欠钱不还，是个骗子，你让他赶紧还钱")).collect::<Vec<_>>() })),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "apology", "-injunction"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("police_no_contact_order", State::Shut), ("nfra_12378_report", State::Open)],
        },
        // Named by the borrower, asked to pass a message on, refused, and called on and on.
        Judgment {
            id: "named-contact-refused",
            facts: case("p_2", "银行", json!({
                "reserved_contacts": ["p_2"], "lost_contact": { "since": "2026-02-01", "why": "换号" },
                "refusals": [{ "person": "p_2", "at": "2026-03-03T12:00:00+08:00", "to": "l_1" }],
                "reports": each_day("p_2", 2..=16, "10:00:00", "call", "请转告张一尽快回电"),
            })),
            finds: &["contact_after_refusal", "!third_party_payment_demand"],
            reliefs: &["stop", "delete"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("nfra_12378_report", State::Open), ("negotiate", State::Shut)],
        },
        // Two lenders: what the second one did is not the first one's.
        Judgment {
            id: "two-lenders",
            facts: with(case("p_1", "银行", json!({ "reports": [
                told("p_1", "2026-03-02T10:00:00", "sms", LENDER, "【某某】您的账单已到期，请及时还款。"),
                told("p_3", "2026-03-04T10:00:00", "call", "059100009999", "我们是某乙小贷，张一欠钱不还，你们公司领导管不管"),
                told("p_4", "2026-03-05T10:00:00", "call", "059100009999", "我们是某乙小贷，张一欠钱不还，让他赶紧还"),
            ] })), json!({ "lenders": [
                { "id": "l_1", "name": "某某放贷机构", "licence": "银行", "numbers": [LENDER], "signatures": ["【某某】"] },
                { "id": "l_2", "name": "某乙小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["059100009999"] },
            ] })),
            finds: &["third_party_disclosure", "!mass_contact_blast"],
            reliefs: &["stop"],
            weak: &["only_stated", "no_consequence"],
            strong: &["low_frequency"],
            doors: &[("local_financial_authority", State::Later)],
        },
    ]);
}

#[test]
fn one_contact_and_who_heard_it() {
    agree(vec![
        // The debt told to a friend once: privacy may be touched, and the tool must say how little that is.
        Judgment {
            id: "told-once",
            facts: case("p_2", "小额贷款公司", json!({ "reports": [told("p_2", "2026-03-02T10:00:00", "sms", LENDER, "【某某】您的朋友张一借款逾期，请转告其还款。")] })),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "!mental_distress"],
            weak: &["single_contact", "no_consequence"],
            strong: &["low_frequency"],
            doors: &[("court", State::Later), ("nfra_12378_complaint", State::Shut)],
        },
        // A friend abused on the own phone, heard by nobody else: peace of life, not reputation.
        Judgment {
            id: "friend-abused-alone",
            facts: case("p_2", "小额贷款公司", json!({ "reports": each_day("p_2", 1..=6, "10:00:00", "call", "你跟张一一路货色，他欠钱不还，你他妈的别装死") })),
            finds: &["insult"],
            reliefs: &["stop", "!reputation"],
            weak: &["not_public"],
            strong: &["single_contact", "low_frequency"],
            doors: &[("police", State::Open)],
        },
        // The same words about the borrower, told by the borrower: the friend heard them.
        Judgment {
            id: "abused-before-a-friend",
            facts: case("p_1", "小额贷款公司", json!({ "reports": each_day("p_2", 1..=6, "10:00:00", "call", "张一就是个骗子、不要脸的老赖，欠钱不还") })),
            finds: &["insult"],
            reliefs: &["reputation"],
            weak: &[],
            strong: &["not_public", "single_contact"],
            doors: &[("police", State::Open)],
        },
        // Forty calls on one day, each with words that were heard: taken, though nobody noted how long they were.
        Judgment {
            id: "forty-calls-heard",
            facts: case("p_1", "小额贷款公司", json!({ "reports": (0..40).map(|n| told("p_1", &format!("2026-03-02T{:02}:{:02}:00", 8 + n / 4, n % 4 * 15), "call", "059100009301", "赶紧还钱")).collect::<Vec<_>>() })),
            finds: &["excessive_connected_calls"],
            reliefs: &[],
            weak: &["only_stated"],
            strong: &["nothing_found", "low_frequency"],
            doors: &[("lender_complaint", State::Open)],
        },
        // Nobody took them: no calls that were connected.
        Judgment {
            id: "forty-calls-missed",
            facts: case("p_1", "小额贷款公司", json!({ "reports": (0..5).map(|n| told("p_1", &format!("2026-03-02T{:02}:00:00", 9 + n), "call", "059100009301", "未接来电，响一声就挂")).collect::<Vec<_>>() })),
            finds: &["!excessive_connected_calls"],
            reliefs: &[],
            weak: &[],
            strong: &[],
            doors: &[],
        },
    ]);
}
