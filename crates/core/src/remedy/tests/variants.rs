//! Invented cases in the shapes of published ones, also such as were lost or could be: what is found, what may be asked for, and what is
//! weak must fit how courts see them.

use super::judgments::{Judgment, LENDER, agree, case, told};
use crate::remedy::door::State;
use serde_json::{Value, json};

const AGENCY: &str = "059100009301";

/// Contacts one a day from the first of March 2026, at this hour.
fn daily(person: &str, days: std::ops::RangeInclusive<u8>, clock: &str, channel: &str, peer: &str, text: &str) -> Vec<Value> {
    days.map(|d| told(person, &format!("2026-03-{d:02}T{clock}"), channel, peer, text)).collect()
}

fn reports(lists: Vec<Vec<Value>>) -> Value {
    json!({ "reports": lists.concat() })
}

fn with(mut facts: Value, more: Value) -> Value {
    facts.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    facts
}

fn refused(person: &str, at: &str) -> Value {
    json!({ "refusals": [{ "person": person, "at": format!("{at}T10:00:00+08:00"), "to": "l_1" }] })
}

#[test]
fn third_parties_few_contacts_lost_many_won() {
    agree(vec![
        // Three requests to pass a message on, weeks apart, after a refusal: too little for a court, enough for a complaint.
        Judgment {
            id: "friend-three-texts",
            facts: case("p_2", "小额贷款公司", with(refused("p_2", "2026-02-20"), json!({ "reports": [
                told("p_2", "2026-03-01T10:00:00", "sms", LENDER, "【某某】请转告张一回电。"),
                told("p_2", "2026-03-20T10:00:00", "sms", LENDER, "【某某】请转告张一回电。"),
                told("p_2", "2026-04-15T10:00:00", "sms", LENDER, "【某某】请转告张一回电。"),
            ] }))),
            finds: &["contact_after_refusal", "!third_party_disclosure"],
            reliefs: &["stop", "-mental_distress", "-injunction"],
            weak: &["low_frequency", "only_stated"],
            strong: &["not_public"],
            doors: &[("nfra_12378_complaint", State::Shut), ("lender_complaint", State::Open), ("court_injunction", State::Shut)],
        },
        // The same friend called day after day and told of the debt, ill from it: apology and a small sum for distress.
        Judgment {
            id: "friend-month-of-calls",
            facts: case("p_2", "小额贷款公司", with(refused("p_2", "2026-03-02"), with(json!({ "consequences": [{ "kind": "illness", "what": "就医，诊断睡眠障碍", "person": "p_2", "at": "2026-03-20" }], "costs": [{ "what": "公证费", "yuan": "1200", "at": "2026-04-01" }] }), reports(vec![
                daily("p_2", 1..=24, "10:00:00", "call", AGENCY, "张一在我们这里借款逾期不还，你让他赶紧还钱"),
                daily("p_2", 3..=9, "15:00:00", "sms", LENDER, "【某某】张一欠款逾期，请督促其还款。"),
            ])))),
            finds: &["third_party_disclosure", "contact_after_refusal"],
            reliefs: &["stop", "delete", "apology", "costs", "mental_distress"],
            weak: &["only_stated"],
            strong: &["low_frequency", "no_consequence", "few_per_person"],
            doors: &[("telecom_12321", State::Open), ("negotiate", State::Shut)],
        },
        // Two relatives asked once each where he is, nothing said of a debt, after he could not be reached: nothing to sue over.
        Judgment {
            id: "asked-where-he-is",
            facts: case("p_1", "银行", json!({ "reserved_contacts": ["p_2"], "lost_contact": { "since": "2026-02-01", "why": "关机换号" }, "reports": [told("p_2", "2026-03-02T10:00:00", "call", AGENCY, "您好，请问您能联系上张一吗，麻烦转告他给我们回个电话")] })),
            finds: &["!third_party_disclosure", "!third_party_collection", "!third_party_before_lost_contact"],
            reliefs: &["-apology", "-mental_distress"],
            weak: &["nothing_found"],
            strong: &[],
            doors: &[("court", State::Shut), ("legal_aid_12348", State::Open)],
        },
        // A contact the borrower named himself, but told of the debt and asked to pay: having named him is no leave for that.
        Judgment {
            id: "named-contact-asked-to-pay",
            facts: case("p_2", "消费金融公司", json!({ "reserved_contacts": ["p_2"], "reports": daily("p_2", 1..=8, "11:00:00", "call", AGENCY, "你是张一的紧急联系人，他欠款逾期不还，你替他还了吧") })),
            finds: &["third_party_disclosure", "third_party_payment_demand"],
            reliefs: &["stop", "delete", "apology", "!mental_distress"],
            weak: &["no_consequence"],
            strong: &["low_frequency"],
            doors: &[("nfra_12378_complaint", State::Shut), ("nfra_12378_report", State::Open)],
        },
    ]);
}

#[test]
fn who_owes_may_be_dunned_and_whom_it_reaches_besides_may_not() {
    let guarantor = |more: Value| {
        let mut facts = case("p_4", "银行", more);
        let persons = facts["persons"].as_array_mut().unwrap();
        persons[4]["obligation"] = json!("guarantor");
        persons[4]["guarantees"] = json!(["A-1"]);
        facts
    };
    agree(vec![
        // A guarantor reminded politely by day, once a day: he owes, it is lawful.
        Judgment {
            id: "guarantor-reminded",
            facts: guarantor(reports(vec![daily("p_4", 1..=5, "10:00:00", "sms", LENDER, "【某某】尊敬的赵四，您担保的张一借款已逾期，请协助督促还款或履行担保责任。")])),
            finds: &["!third_party_disclosure", "!third_party_collection", "!third_party_payment_demand", "!insult"],
            reliefs: &["-apology"],
            weak: &["nothing_found"],
            strong: &[],
            doors: &[("court", State::Shut)],
        },
        // His colleague is told: the colleague owes nothing.
        Judgment {
            id: "guarantors-colleague-told",
            facts: guarantor(reports(vec![daily("p_3", 1..=7, "10:00:00", "call", AGENCY, "你同事赵四给张一担保，张一欠款逾期不还，让赵四赶紧还钱")])),
            finds: &["third_party_collection"],
            reliefs: &["stop", "apology"],
            weak: &[],
            strong: &["low_frequency"],
            doors: &[("lender_complaint", State::Open)],
        },
        // The borrower, by day, once a day, told of a suit and of the credit record: lawful, and the paper must say so.
        Judgment {
            id: "lawful-reminders",
            facts: case("p_1", "消费金融公司", reports(vec![daily("p_1", 1..=6, "10:30:00", "sms", LENDER, "【某某】张一，您的借款已逾期，请尽快还款；如继续逾期，我司将依法向法院起诉，并依规报送征信。")])),
            finds: &["!threat_violence", "!false_legal_consequence", "!night_collection", "!insult"],
            reliefs: &["-stop", "-apology"],
            weak: &["nothing_found"],
            strong: &["no_consequence"],
            doors: &[("court", State::Shut), ("negotiate", State::Open)],
        },
        // The borrower at night, twice: against the standard, hardly a wrong a court pays for.
        Judgment {
            id: "two-nights",
            facts: case("p_1", "银行", reports(vec![daily("p_1", 3..=4, "22:40:00", "call", LENDER, "张一，你的借款逾期了，今天必须还")])),
            finds: &["night_collection"],
            reliefs: &["stop", "-mental_distress", "-injunction"],
            weak: &["low_frequency"],
            strong: &[],
            doors: &[("nfra_12378_complaint", State::Later)],
        },
    ]);
}

#[test]
fn whose_act_it_was_is_half_the_case() {
    agree(vec![
        // An unknown number with the lender's signature: likely the lender's, which it may deny.
        Judgment {
            id: "signature-only",
            facts: case("p_2", "消费金融公司", reports(vec![daily("p_2", 1..=8, "10:00:00", "sms", "10690000888801", "【某某】张一借款逾期不还，请您督促其还款。")])),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "apology"],
            weak: &["only_stated"],
            strong: &["low_frequency", "unattributed"],
            doors: &[("sms_channel", State::Open), ("nfra_12378_report", State::Open)],
        },
        // Threats from a number that names nobody: police first, no lender to complain of.
        Judgment {
            id: "nobody-named",
            facts: case("p_1", "小额贷款公司", json!({ "reports": [told("p_1", "2026-03-02T21:00:00", "call", "17000000001", "三天之内不还钱就打断你的腿")] })),
            finds: &["threat_violence"],
            reliefs: &["stop"],
            weak: &["unattributed"],
            strong: &[],
            doors: &[("police", State::Open), ("telecom_12321", State::Open)],
        },
        // The lender says the agency is none of its own.
        Judgment {
            id: "entrustment-denied",
            facts: with(
                case("p_1", "银行", reports(vec![daily("p_2", 1..=7, "10:00:00", "call", AGENCY, "张一欠银行的钱逾期不还，让他还钱"), daily("p_3", 1..=7, "11:00:00", "call", AGENCY, "张一欠银行的钱逾期不还，让他还钱"), daily("p_4", 1..=7, "12:00:00", "call", AGENCY, "张一欠银行的钱逾期不还，让他还钱")])),
                json!({ "agencies": [{ "id": "a_1", "name": "众信催收", "acts_for": "l_1", "entrusted": "no", "numbers": [AGENCY] }], "complaints": [{ "route": "lender_complaint", "to": "l_1", "at": "2026-03-08", "reply_at": "2026-03-15", "reply": "我行未委托众信催收" }] }),
            ),
            finds: &["uncontrolled_outsourcing", "contact_list_sold", "third_party_disclosure", "mass_contact_blast"],
            reliefs: &["stop", "delete", "apology", "injunction", "criminal"],
            weak: &[],
            strong: &["low_frequency", "few_per_person"],
            doors: &[("lender_complaint", State::Done), ("nfra_12378_complaint", State::Open)],
        },
        // Paid off, then dunned with threats: there is no debt any more.
        Judgment {
            id: "paid-off-before",
            facts: with(case("p_1", "无牌照", json!({ "reports": [
                told("p_1", "2026-03-02T10:00:00", "call", LENDER, "张一，再不还钱就把你的事告诉你单位所有人，让你丢工作"),
                told("p_1", "2026-03-04T10:00:00", "sms", LENDER, "张一，今天不转2000元，就群发你通讯录里所有的人。"),
            ] })), json!({ "loans": [{ "id": "A-1", "lender": "l_1", "debtor": "p_1", "contract_date": "2025-03-01", "settled_on": "2026-01-10" }] })),
            finds: &["extortion", "threat_exposure"],
            reliefs: &["stop", "criminal"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("police", State::Open), ("police_criminal", State::Open), ("negotiate", State::Shut)],
        },
    ]);
}

#[test]
fn employers_and_words_nobody_else_heard() {
    let employer = |more: Value| with(case("p_9", "消费金融公司", more), json!({
        "employer": { "name": "某某公司", "numbers": ["059100000001"] },
        "persons": [
            { "id": "p_1", "name": "张一", "obligation": "debtor", "relation_to_borrower": "self", "numbers": ["13800000001"] },
            { "id": "p_9", "name": "某某公司", "obligation": "none", "relation_to_borrower": "employer", "numbers": ["059100000001"] },
        ],
    }));
    agree(vec![
        // A company whose switchboard is rung about a worker's debt: it may ask for rest, not for distress of mind.
        Judgment {
            id: "company-switchboard",
            facts: employer(reports(vec![daily("p_9", 1..=15, "09:30:00", "call", AGENCY, "你们单位的张一欠钱不还，让领导叫他还钱，不然天天打")])),
            finds: &["workplace_contact", "third_party_disclosure"],
            reliefs: &["stop", "-mental_distress"],
            weak: &[],
            strong: &["low_frequency"],
            doors: &[("nfra_12378_complaint", State::Shut), ("police_no_contact_order", State::Shut), ("police", State::Open)],
        },
        // One coarse word in a call nobody else heard: tranquillity perhaps, honour no.
        Judgment {
            id: "one-insult-alone",
            facts: case("p_1", "消费金融公司", json!({ "reports": [told("p_1", "2026-03-02T10:00:00", "call", AGENCY, "你这个畜生，不要脸的东西")] })),
            finds: &["insult"],
            reliefs: &["stop", "!reputation", "!mental_distress"],
            weak: &["not_public", "no_consequence"],
            strong: &[],
            doors: &[("police_no_contact_order", State::Shut)],
        },
        // The same words at the borrower's place of work: others heard them.
        Judgment {
            id: "insulted-before-colleagues",
            facts: case("p_1", "消费金融公司", json!({ "employer": { "name": "某某公司", "numbers": ["059100000001"] }, "consequences": [{ "kind": "dismissal", "what": "被公司劝退", "person": "p_1", "at": "2026-03-20" }], "reports": daily("p_3", 1..=8, "10:00:00", "call", AGENCY, "张一就是个骗子，畜生，欠钱不还，你们公司怎么用这种人") })),
            finds: &["insult", "workplace_contact", "third_party_disclosure"],
            reliefs: &["stop", "apology", "reputation", "mental_distress"],
            weak: &["only_stated"],
            strong: &["not_public", "low_frequency", "no_consequence"],
            doors: &[("court_reputation", State::Later)],
        },
        // Rung thirty times in a quarter of an hour after the police order's section came into force: pestering.
        Judgment {
            id: "rung-without-end",
            facts: case("p_1", "小额贷款公司", json!({ "reports": (0..30).map(|n| told("p_1", &format!("2026-03-02T10:{:02}:{:02}", n / 2, n % 2 * 30), "call", AGENCY, "")).collect::<Vec<_>>() })),
            finds: &["call_bombing"],
            reliefs: &["stop", "injunction"],
            weak: &["only_calls"],
            strong: &["low_frequency"],
            doors: &[("police_no_contact_order", State::Open), ("police", State::Open)],
        },
    ]);
}
