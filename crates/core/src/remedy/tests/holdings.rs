//! Ten more invented cases, each after a way such suits end: lost for few contacts, lost since the borrower gave the number, won on personal
//! information, won on privacy, apology alone, money for distress, several liable together, the employer told, a crime, no natural person.

use super::judgments::{Judgment, LENDER, agree, case, told};
use crate::remedy::door::State;
use serde_json::{Value, json};

const AGENCY: &str = "059100009301";

fn calls(person: &str, days: std::ops::RangeInclusive<u8>, clock: &str, text: &str) -> Vec<Value> {
    days.map(|d| told(person, &format!("2026-03-{d:02}T{clock}"), "call", AGENCY, text)).collect()
}

fn both(mut one: Vec<Value>, other: Vec<Value>) -> Vec<Value> {
    one.extend(other);
    one
}

#[test]
fn what_is_lost() {
    agree(vec![
        // Four texts in as many months after a refusal; the supervisor had found a breach. A breach is no tort yet.
        Judgment {
            id: "breach-but-too-few",
            facts: case("p_3", "消费金融公司", json!({
                "refusals": [{ "person": "p_3", "at": "2026-01-20T10:00:00+08:00", "to": "l_1" }],
                "complaints": [{ "route": "nfra_12378_report", "to": "l_1", "at": "2026-03-01", "reply_at": "2026-04-01", "reply": "查明存在向非债务人催收的情形，已责令整改" }],
                "reports": (2..=5).map(|m| told("p_3", &format!("2026-{m:02}-10T14:00:00"), "sms", LENDER, "【某某】请转告张一尽快与我们联系。")).collect::<Vec<_>>(),
            })),
            finds: &["contact_after_refusal", "!third_party_disclosure"],
            reliefs: &["stop", "-mental_distress", "-reputation"],
            weak: &["low_frequency"],
            strong: &["not_public"],
            doors: &[("nfra_12378_report", State::Done), ("nfra_12378_complaint", State::Shut), ("court_reputation", State::Shut)],
        },
        // The borrower named the friend, could not be reached for months, and the friend was asked twice to pass a message on.
        Judgment {
            id: "number-given-by-the-borrower",
            facts: case("p_2", "银行", json!({
                "reserved_contacts": ["p_2"], "lost_contact": { "since": "2025-12-20", "why": "停机，三次联系不上" },
                "reports": [
                    told("p_2", "2026-03-02T10:00:00", "call", LENDER, "您好，请问您方便联系到张一吗？麻烦请他给我们回个电话，谢谢。"),
                    told("p_2", "2026-03-09T15:00:00", "call", LENDER, "您好，上次请您转告张一回电，不知道联系上没有？"),
                ],
            })),
            finds: &["!third_party_disclosure", "!third_party_payment_demand", "!third_party_before_lost_contact"],
            reliefs: &["-apology", "-mental_distress"],
            weak: &["nothing_found"],
            strong: &[],
            doors: &[("court", State::Shut), ("court_reputation", State::Shut), ("legal_aid_12348", State::Open)],
        },
    ]);
}

#[test]
fn what_is_won() {
    agree(vec![
        // The app would not go on without the address book; deletion was asked for and refused.
        Judgment {
            id: "personal-information",
            facts: case("p_1", "小额贷款公司", json!({
                "app": { "package": "com.example.loan", "blocked_without_contacts": true, "policy_consent_at": "2026-01-01T10:00:00+08:00", "contacts_prompts": [{ "at": "2026-01-01T10:01:00+08:00", "answer": "deny" }, { "at": "2026-01-01T10:02:00+08:00", "answer": "allow" }] },
                "requests": [{ "kind": "deletion", "to": "l_1", "at": "2026-03-01", "reply_at": "2026-03-08", "reply": "不予删除" }],
            })),
            finds: &["forced_contacts_permission"],
            reliefs: &["stop", "delete"],
            weak: &[],
            strong: &["low_frequency", "not_public"],
            doors: &[("court_pi_request", State::Open), ("cac_pi_report", State::Open), ("nfra_12378_complaint", State::Shut)],
        },
        // An aunt and a neighbour rung up about the debt for two weeks: privacy.
        Judgment {
            id: "privacy-of-the-borrower",
            facts: case("p_1", "银行", json!({ "reports": both(calls("p_f", 2..=15, "10:20:00", "张一在我行贷款逾期四个月，欠两万三，您劝他还一下"), calls("p_4", 3..=9, "16:40:00", "你朋友张一欠银行的钱不还，你知道他现在在哪上班吗")) })),
            finds: &["third_party_disclosure", "third_party_collection"],
            reliefs: &["stop", "delete", "apology", "!costs", "!mental_distress"],
            weak: &["only_stated", "no_consequence"],
            strong: &["low_frequency", "few_per_person"],
            doors: &[("nfra_12378_complaint", State::Later), ("court", State::Later), ("nifa_report", State::Shut)],
        },
        // The father told three times, nothing spent, nothing suffered that a paper shows: an apology.
        Judgment {
            id: "apology-alone",
            facts: case("p_f", "消费金融公司", json!({ "reports": calls("p_f", 4..=6, "11:00:00", "您儿子张一欠款逾期了，请您替他还上") })),
            finds: &["third_party_disclosure", "third_party_payment_demand"],
            reliefs: &["stop", "apology", "!costs", "!mental_distress"],
            weak: &["no_consequence"],
            strong: &["not_public"],
            doors: &[("nfra_12378_complaint", State::Shut), ("pi_request", State::Open), ("court_reputation", State::Shut)],
        },
        // Abused in the village's group, dismissed and ill: money for distress may be asked for.
        Judgment {
            id: "money-for-distress",
            facts: case("p_1", "无牌照", json!({
                "consequences": [{ "kind": "illness", "what": "精神科就医，诊断抑郁发作", "person": "p_1", "at": "2026-03-15" }, { "kind": "dismissal", "what": "被单位辞退", "person": "p_1", "at": "2026-03-20" }],
                "costs": [{ "what": "公证费", "yuan": "1500", "at": "2026-04-01" }],
                "incidents": [{ "kind": "public_exposure", "at": "2026-03-05T20:00:00+08:00", "what": "在村里的微信群发布本人照片，写着老赖、骗子、不要脸", "person": "p_1", "by": LENDER, "counts_as_event": true }],
                "reports": calls("p_4", 6..=12, "12:10:00", "张一这个骗子、畜生，欠钱不还，你们村都认识他吧"),
            })),
            finds: &["public_exposure", "third_party_disclosure", "insult"],
            reliefs: &["stop", "apology", "costs", "mental_distress", "reputation", "injunction"],
            weak: &["only_stated"],
            strong: &["low_frequency", "no_consequence", "not_public"],
            doors: &[("cac_12377", State::Open), ("court_network", State::Later), ("police", State::Open)],
        },
        // The bank lent, an agency rang, its texts went out through a channel: all of them may be asked, together.
        Judgment {
            id: "liable-together",
            facts: case("p_1", "银行", json!({ "reports": both(
                calls("p_2", 2..=10, "10:00:00", "张一欠某某银行的钱，你让他今天还"),
                vec![told("p_2", "2026-03-11T09:00:00", "sms", "1069000099999", "【某某】张一贷款逾期，请督促其还款，否则将上门核实。")],
            ) })),
            finds: &["third_party_disclosure"],
            reliefs: &["stop", "delete", "apology"],
            weak: &["only_stated"],
            strong: &["unattributed", "low_frequency"],
            doors: &[("agency_demand", State::Open), ("sms_channel", State::Open), ("lender_complaint", State::Open)],
        },
        // The personnel office was rung up and told.
        Judgment {
            id: "employer-told",
            facts: case("p_1", "消费金融公司", json!({ "employer": { "name": "某某公司", "numbers": ["059100000001"] }, "reports": calls("p_3", 9..=13, "09:30:00", "你们公司的张一贷款逾期不还，请人事部门督促他还款，不然我们天天打") })),
            finds: &["workplace_contact", "third_party_disclosure"],
            reliefs: &["stop", "delete", "apology", "!mental_distress"],
            weak: &["no_consequence", "only_stated"],
            strong: &["low_frequency", "single_contact"],
            doors: &[("police", State::Open), ("court_reputation", State::Later), ("nfra_12378_complaint", State::Later)],
        },
        // False police and a false warrant, and money demanded to make it go away: for the police first.
        Judgment {
            id: "false-warrant",
            facts: case("p_1", "无牌照", json!({
                "verifications": [{ "at": "2026-03-04", "with": "110", "result": "公安机关答复没有这个民警、没有这份文书" }],
                "reports": [
                    told("p_1", "2026-03-02T10:00:00", "call", AGENCY, "我是市公安局经侦支队民警，你涉嫌贷款诈骗，逮捕令已经签发，今天不还钱就来抓你"),
                    told("p_1", "2026-03-03T10:00:00", "call", AGENCY, "我是经侦支队的，你把五千块转到我个人账户，我给你把案子撤了"),
                ],
            })),
            finds: &["impersonate_authority"],
            reliefs: &["stop", "criminal"],
            weak: &["only_stated"],
            strong: &["low_frequency"],
            doors: &[("police", State::Open), ("court_12368_check", State::Open), ("police_criminal", State::Open)],
        },
        // A company owes: nobody's privacy is its own, and it is no consumer; it may negotiate and be defended against abuse.
        Judgment {
            id: "a-company-owes",
            facts: {
                let mut facts = case("p_1", "小额贷款公司", json!({ "reports": calls("p_4", 2..=9, "10:00:00", "张一贸易有限公司欠我们的钱，老板是个骗子，你们跟他做生意小心点") }));
                facts["persons"][0]["name"] = json!("张一贸易有限公司");
                facts
            },
            finds: &["third_party_disclosure"],
            reliefs: &["-delete", "-mental_distress"],
            weak: &["only_stated"],
            strong: &[],
            doors: &[("court", State::Shut), ("pi_request", State::Shut), ("negotiate", State::Open), ("court_reputation", State::Later)],
        },
    ]);
}
