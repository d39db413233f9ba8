//! Who speaks decides what words mean: a firm's man in a chat, a number of a loan, an acquaintance with a debt of his own, consent given
//! in somebody's own words, an answer of the bar association.

use crate::rule_examples::casebook;
use juzheng_core::facts::Facts;
use juzheng_core::import::Harvest;
use juzheng_core::model::{Channel, Direction, Peer, Reading, Record, Stamp, When};
use juzheng_core::normalise::{Input, timeline};
use juzheng_core::review::review;
use juzheng_core::time::Day;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const BORROWER: &str = "p_1";
const FRIEND: &str = "t_0";

fn facts(more: Value) -> Facts {
    let mut value = json!({
        "client": BORROWER, "borrower": BORROWER,
        "persons": [
            { "id": BORROWER, "name": "张一凡", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] },
            { "id": FRIEND, "name": "李零", "relation_to_borrower": "friend", "obligation": "none", "numbers": ["13800000100"] }
        ],
        "lenders": [{ "id": "l_1", "name": "某某银行股份有限公司", "licence": "银行", "associations": ["中国互联网金融协会", "中国银行业协会"], "numbers": ["1069000000011"], "signatures": ["【某某银行】"] }],
        "agencies": [{ "id": "a_1", "name": "众信信用管理有限公司", "acts_for": "l_1", "entrusted": "yes", "numbers": ["13800000031"], "aliases": ["众信"] }],
        "loans": [{ "id": "BK-21", "lender": "l_1", "debtor": BORROWER }],
    });
    for (k, v) in more.as_object().unwrap() {
        value[k] = v.clone();
    }
    Facts::from_value(&value, "who_speaks").unwrap()
}

/// One message: when, how, from or to whom, words.
struct Said(&'static str, Channel, Direction, &'static str, &'static str);

/// The rules found in messages on somebody's phone.
fn rules(facts: &Facts, owner: &str, said: &[Said]) -> BTreeSet<String> {
    let mut harvest = Harvest::default();
    for (row, Said(at, channel, direction, peer, words)) in said.iter().enumerate() {
        harvest.record(Record {
            row: row as u64 + 1,
            offset: row as u64 * 100,
            at: When::exact(Stamp::parse(at).unwrap()),
            sent: None,
            channel: *channel,
            direction: *direction,
            peer: Peer { raw: (*peer).into(), ..Peer::default() },
            body: (*words).into(),
            call: None,
            parts: vec![],
            reading: Reading::Stored,
        });
    }
    let inputs = vec![Input { exhibit: 1, file: "1.xml".into(), custodian: Some(owner.into()), harvest }];
    review(facts, &timeline(facts, &[], inputs), casebook(), Day::new(2026, 3, 20).unwrap()).findings.iter().map(|f| f.rule().to_owned()).collect()
}

fn one(facts: &Facts, owner: &str, peer: &'static str, words: &'static str) -> BTreeSet<String> {
    rules(facts, owner, &[Said("2026-02-10T10:00:00+08:00", Channel::Sms, Direction::In, peer, words)])
}

#[test]
fn who_is_called_after_the_firm_in_a_chat_speaks_for_it() {
    let (plain, im) = (facts(json!({})), Channel::Im);
    let said = |nick: &'static str| [Said("2026-02-10T09:00:00+08:00", im, Direction::In, nick, "今天给个日子")];
    assert!(rules(&plain, BORROWER, &said("众信小裴")).contains("collector_private_channel"));
    assert!(rules(&plain, BORROWER, &said("众信裴经理")).contains("collector_private_channel"));
    assert!(rules(&plain, BORROWER, &said("众信花店")).is_empty(), "a shop of that name");
    assert!(rules(&plain, BORROWER, &said("小裴")).is_empty(), "nobody knows him");
}

#[test]
fn consent_in_ones_own_words_is_heeded_until_it_is_taken_back() {
    let (facts, im, nick) = (facts(json!({})), Channel::Im, "众信小裴");
    let consent = || Said("2026-02-10T09:10:00+08:00", im, Direction::Out, nick, "以后还款的事您就在微信上跟我说吧，我同意");
    let later = || Said("2026-02-12T10:00:00+08:00", im, Direction::In, nick, "分期申请表发您了");
    let hello = || Said("2026-02-10T09:00:00+08:00", im, Direction::Out, nick, "您好，我是张一凡");
    assert!(!rules(&facts, BORROWER, &[hello(), consent(), later()]).contains("collector_private_channel"));
    assert!(rules(&facts, BORROWER, &[hello(), later()]).contains("collector_private_channel"), "no consent");
    let refusal = Said("2026-02-11T09:00:00+08:00", im, Direction::Out, nick, "请不要再联系我，我拒绝你们再联系");
    assert!(rules(&facts, BORROWER, &[hello(), consent(), refusal, later()]).contains("collector_private_channel"), "taken back");
}

#[test]
fn a_loan_named_by_its_number_ties_an_unknown_number() {
    let facts = facts(json!({ "police": [{ "kind": "no_contact_order", "at": "2026-02-01T00:00:00+08:00", "until": "2026-03-31T23:59:59+08:00", "against": "a_1", "protects": BORROWER }] }));
    assert!(one(&facts, BORROWER, "13800009901", "众信换个号跟你聊，BK-21到底怎么还").contains("no_contact_order_breached"));
    assert!(!one(&facts, BORROWER, "13800009901", "换个号跟你聊，晚上吃什么").contains("no_contact_order_breached"));
}

#[test]
fn a_few_words_at_night_are_a_demand_from_a_known_number_only() {
    let (facts, night) = (facts(json!({})), "2026-02-10T23:30:00+08:00");
    let said = |peer| [Said(night, Channel::Sms, Direction::In, peer, "那笔账，明天给信。")];
    assert!(rules(&facts, BORROWER, &said("13800000031")).contains("night_collection"));
    assert!(rules(&facts, BORROWER, &said("13800009902")).is_empty());
}

#[test]
fn debts_among_acquaintances_are_not_the_loan() {
    let facts = facts(json!({}));
    for words in ["你表哥还欠我们球队两百队费，你帮我问问他啥时候给", "三楼那户又欠我两个月卫生费，你见着他说一声", "小李，欠我的五张卡片明天必须还，不还我告诉老师", "这个月房租我晚三天给您，工资压了"] {
        assert_eq!(one(&facts, FRIEND, "13800009903", words), BTreeSet::new(), "{words}");
    }
    let collected = one(&facts, FRIEND, "13800009903", "张一凡欠我们平台八千一直不还，你是他朋友，替他还一部分");
    assert!(collected.contains("third_party_collection") && collected.contains("third_party_disclosure"), "{collected:?}");
}

#[test]
fn a_visit_by_an_acquaintance_is_no_threat_and_one_by_a_crowd_is() {
    let facts = facts(json!({}));
    for words in ["欠俺的豆油钱该结了吧，明天我上门拉空桶顺道结了", "后天上午两个人来看危房，你在家等着，签个字就行"] {
        assert!(!one(&facts, BORROWER, "13800009904", words).contains("visit_threat"), "{words}");
    }
    assert!(one(&facts, BORROWER, "13800009904", "弟兄们都上车了，七八个人，半夜到你家门口，自己把茶泡好。").contains("visit_threat"));
}

/// What is signed by somebody who collects nothing: a programme, a paper.
#[test]
fn a_signature_from_elsewhere_says_who_speaks() {
    let facts = facts(json!({}));
    assert_eq!(one(&facts, BORROWER, "1069000099001", "【橘子视频】《夜行人》更新：今晚就弄死你全家！"), BTreeSet::new());
}

#[test]
fn once_nobody_knows_the_lawyer_any_word_of_one_is_enough() {
    let words = "邱律师提醒：某某银行这个案子，和解窗口明早九点关闭，请抓紧。";
    let asked = |result: &str| facts(json!({ "verifications": [{ "about": "正翰律师事务所", "number": "13800009905", "via": "司法局", "at": "2026-03-10", "result": result }] }));
    assert!(one(&asked("查无此所，查无此律师"), BORROWER, "13800009905", words).contains("impersonate_lawyer"));
    assert!(!one(&asked("属实"), BORROWER, "13800009905", words).contains("impersonate_lawyer"));
    assert!(!one(&facts(json!({})), BORROWER, "13800009905", "我委托的律师说明天开庭").contains("impersonate_lawyer"));
}

#[test]
fn another_matter_said_so_is_not_the_loan_unless_violence_is_threatened() {
    let plain = facts(json!({}));
    let unknown = "13800000077";
    assert!(one(&plain, BORROWER, unknown, "你再不还钱，我就把你欠钱的事发到你们班级群里").contains("threat_exposure"), "who says nothing else is heard");
    for words in ["群里都知道你欠我一顿小龙虾，今天不兑现我就挂到门店公告栏去", "老板的工钱再不结，我们几个明天就去工地门口堵他", "你拖着房租不给，我就把欠条贴到你家门口"] {
        assert!(one(&plain, BORROWER, unknown, words).is_empty(), "{words}");
    }
    assert!(one(&plain, BORROWER, unknown, "房租再不交，我打断你的腿").contains("threat_violence"));
    // From the agency's own number the same words are about its loan.
    assert!(one(&plain, BORROWER, "13800000031", "欠钱不还还有钱交房租？我就把欠条贴到你家门口").contains("threat_exposure"));
}

#[test]
fn what_was_sent_to_the_wrong_person_is_taken_back_for_an_hour_and_not_from_a_collector() {
    let plain = facts(json!({}));
    let sms = |at, peer, words| Said(at, Channel::Sms, Direction::In, peer, words);
    let threat = "再不还钱，明天我带五个弟兄到你家堵门";
    let said = |peer, later| [sms("2026-02-10T20:00:00+08:00", peer, threat), sms(later, peer, "不好意思，号码输错了，打扰您了")];
    assert!(rules(&plain, BORROWER, &[sms("2026-02-10T20:00:00+08:00", "13800000077", threat)]).contains("visit_threat"));
    assert!(rules(&plain, BORROWER, &said("13800000077", "2026-02-10T20:04:00+08:00")).is_empty());
    assert!(rules(&plain, BORROWER, &said("13800000077", "2026-02-10T21:00:01+08:00")).contains("visit_threat"), "an hour and a second later");
    assert!(rules(&plain, BORROWER, &said("13800000031", "2026-02-10T20:04:00+08:00")).contains("visit_threat"), "a known collector");
}

#[test]
fn what_is_told_of_a_contact_is_read_as_it_was_spoken() {
    let at = "2026-02-10T10:00:00+08:00";
    let told = |text: &str| {
        let facts = facts(json!({ "call_notes": [{ "at": at, "peer": "13800000031", "file": "1.xml", "text": text }] }));
        rules(&facts, BORROWER, &[Said(at, Channel::Call, Direction::In, "13800000031", "")])
    };
    assert!(told("他说他是市公安局刑警队的，某某银行报了案，今天下午来抓我去坐牢，先还钱就不抓").contains("impersonate_authority"));
    assert!(!told("他问我是不是在市公安局上班，我说不是").contains("impersonate_authority"));
}

#[test]
fn a_lender_spoken_of_is_no_sender() {
    let plain = facts(json!({}));
    let sms = |words| Said("2026-02-10T10:00:00+08:00", Channel::Sms, Direction::In, "13800000078", words);
    assert!(rules(&plain, BORROWER, &[sms("你先把某某银行那边的贷款还上吧，别拖了"), sms("你欠我的那桌麻将钱再不给，我喊一车人上你家吃饭去")]).is_empty());
}

#[test]
fn agreed_hours_of_any_kind_cover_these_hours_only() {
    let facts = facts(json!({ "agreements": [{ "kind": "约定联系时段", "what": "本人同意某某银行22:00至22:30来电", "to": "l_1", "at": "2026-02-01T10:00:00+08:00" }] }));
    let at = |at| rules(&facts, BORROWER, &[Said(at, Channel::Call, Direction::In, "13800000031", "")]).contains("night_collection");
    assert!(!at("2026-02-10T22:10:00+08:00"));
    assert!(at("2026-02-10T22:40:00+08:00"));
}

#[test]
fn hours_in_a_list_and_for_one_evening_cover_no_others() {
    let night = |agreement: Value, at| rules(&facts(json!({ "agreements": [agreement] })), BORROWER, &[Said(at, Channel::Call, Direction::In, "13800000031", "")]).contains("night_collection");
    let list = json!({ "kind": "contact_hours", "loan": "BK-21", "agreed_at": "2026-02-01", "hours": ["21:00", "23:00"] });
    assert!(!night(list.clone(), "2026-02-10T22:10:00+08:00"));
    assert!(night(list.clone(), "2026-02-10T23:20:00+08:00"));
    assert!(night(list, "2026-01-20T22:10:00+08:00"), "before it was agreed");
    let evening = json!({ "kind": "contact_time", "with": "l_1", "at": "2026-02-10T20:00:00+08:00", "valid_on": "2026-02-10", "text": "当晚22:30到23:00可以打电话" });
    assert!(!night(evening.clone(), "2026-02-10T22:40:00+08:00"));
    assert!(night(evening, "2026-02-12T22:40:00+08:00"), "another evening");
}

#[test]
fn an_agreement_on_hours_is_none_on_paying_and_a_plan_covers_its_own_card() {
    let loans = json!([{ "id": "BK-CARD-4410", "lender": "l_1", "debtor": BORROWER, "product": "信用卡", "first_overdue": "2025-12-10" }, { "id": "BK-CARD-9021", "lender": "l_1", "debtor": BORROWER, "product": "信用卡", "first_overdue": "2026-02-05" }]);
    let chased = |agreement: Value, at, words| {
        let facts = facts(json!({ "loans": loans, "agreements": [agreement] }));
        rules(&facts, BORROWER, &[Said(at, Channel::Sms, Direction::In, "13800000031", words)]).contains("collection_after_agreement")
    };
    let plan = json!({ "kind": "personalised_instalment", "loan": "BK-CARD-4410", "signed_at": "2026-01-05" });
    assert!(chased(plan.clone(), "2026-02-10T10:00:00+08:00", "4410那张卡的欠款请您这周全额还清"));
    assert!(!chased(plan.clone(), "2026-02-10T10:00:00+08:00", "尾号9021的信用卡已逾期，请尽快还款"), "the other card");
    assert!(!chased(plan.clone(), "2026-02-10T10:00:00+08:00", "您的欠款已逾期，请尽快还款"), "either card");
    assert!(chased(plan, "2026-01-20T10:00:00+08:00", "您的欠款已逾期，请尽快还款"), "only one was overdue");
    let hours = json!({ "kind": "contact_hours", "loan": "BK-CARD-4410", "agreed_at": "2026-01-05", "hours": ["21:00", "23:00"] });
    assert!(!chased(hours, "2026-02-10T10:00:00+08:00", "4410那张卡的欠款请您这周全额还清"));
}

#[test]
fn who_answered_for_a_loan_paid_off_is_a_third_person_to_the_next() {
    let loans = |settled: Value| json!([{ "id": "BK-OLD-1", "lender": "l_1", "debtor": BORROWER, "settled_on": settled }, { "id": "BK-NEW-2", "lender": "l_1", "debtor": BORROWER }]);
    let persons = json!([
        { "id": BORROWER, "name": "张一凡", "relation_to_borrower": "self", "obligation": "debtor", "numbers": ["13800000001"] },
        { "id": FRIEND, "name": "李零", "relation_to_borrower": "friend", "obligation": "guarantor", "guarantees": ["BK-OLD-1"], "numbers": ["13800000100"] }
    ]);
    let told = |settled| one(&facts(json!({ "persons": persons, "loans": loans(settled) })), FRIEND, "13800000031", "张一凡欠某某银行三万多，你赶紧叫他还");
    assert!(told(json!("2025-12-01")).contains("third_party_collection"));
    assert!(!told(json!(null)).contains("third_party_collection"), "the loan is open: a guarantor may be asked");
}

#[test]
fn a_lender_is_known_by_what_people_call_it() {
    let named = |name: &str| facts(json!({ "lenders": [{ "id": "l_1", "name": name, "licence": "无牌照", "numbers": [] }], "agencies": [] }));
    for (name, words) in [("快鹿周转(邻帆信息科技有限公司)", "张一凡快鹿的钱拖到现在，你来替他还"), ("融捷普惠信息咨询有限公司(急速花)", "张一凡急速花的钱拖到现在，你来替他还")] {
        let refused = |to: &str| json!({ "refusals": [{ "person": FRIEND, "at": "2026-01-01T10:00:00+08:00", "to": to }] });
        let mut facts = named(name);
        facts.refusals = serde_json::from_value(refused("l_1")["refusals"].clone()).unwrap();
        assert!(one(&facts, FRIEND, "13900000031", words).contains("contact_after_refusal"), "{name}");
    }
}

#[test]
fn what_a_relative_tells_is_read_as_it_was_said_to_her() {
    let reported = |text: &str| {
        let facts = facts(json!({ "reports": [{ "person": FRIEND, "peer": "13800000031", "channel": "call", "at": "2026-02-10T10:00:00+08:00", "text": text }] }));
        let inputs = vec![Input { exhibit: 0, file: "facts.json".into(), custodian: None, harvest: juzheng_core::normalise::stated::harvest(&facts) }];
        review(&facts, &timeline(&facts, &[], inputs), casebook(), Day::new(2026, 3, 20).unwrap()).findings.iter().map(|f| f.rule().to_owned()).collect::<BTreeSet<String>>()
    };
    let found = reported("对方说我朋友张一凡信用卡还欠一万七，让我先垫两千");
    assert!(found.contains("third_party_disclosure") && found.contains("third_party_payment_demand"), "{found:?}");
    assert!(!reported("我说我朋友张一凡不在，让他们别打了").contains("third_party_payment_demand"));
}
