//! Requests refused, complaints unanswered, agencies denied.

use super::{Found, fact, lender_called, lender_of, reached, row, stated};
use crate::facts::told::{Told, affirmed, when};
use crate::facts::{Agency, Complaint};
use crate::model::{Day, When};
use crate::normalise::people::{Role, Standing};
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};
use serde_json::Value;

const REPLY: [&str; 6] = ["reply", "answer", "response", "result", "outcome", "reply_text"];
const REPLY_AT: [&str; 7] = ["reply_at", "replied_at", "answer_at", "answered_at", "response_at", "refused_at", "resolved_at"];
const REFUSED: [&str; 28] = [
    "拒绝", "驳回", "不支持", "不对外", "通过法院", "向法院申请", "法院调取", "拒不", "不提供", "不予", "无法提供", "不能提供", "未提供", "没有提供", "没有义务", "无义务", "不便提供", "不方便提供", "恕不", "不同意", "不对外提供", "不给", "refus", "denied", "declin", "reject", "not_provided", "unable to provide",
];
/// What is asked for, other people's parts covered, is no refusal.
const GIVEN: [&str; 16] = ["遮盖", "遮挡", "打码", "脱敏", "匿名化", "隐去", "部分提供", "其余已提供", "其他已提供", "masked", "redacted", "partial", "provided", "granted", "已提供", "已寄"];
const NOT_OURS: [&str; 20] = ["不存在合作", "无合作", "并无合作", "从未委托", "非我司", "未授权","未委托", "没有委托", "并未委托", "不是我司委托", "非我司委托", "与我司无关", "与本公司无关", "无委托关系", "没有委托关系", "不存在委托", "否认委托", "未与其合作", "没有合作关系", "not entrusted"];
/// An answer that only says the complaint has come.
const RECEIPT: [&str; 9] = ["已受理", "已收到", "正在核实", "正在处理", "耐心等待", "已登记", "已转", "acknowledged", "received"];
const RESULT: [&str; 18] = ["经核", "核实结果", "核查结果", "处理结果", "已处理", "已停止", "同意", "致歉", "道歉", "减免", "方案", "不予", "拒绝", "办结", "已要求", "责令", "整改", "resolved"];

/// Whether an answer refuses: not when it gives the thing with other people's parts covered.
fn refuses(told: &Told) -> bool {
    let reply = told.text(&REPLY).unwrap_or_default().to_lowercase();
    if told.flag(&["refused", "denied", "rejected"]) == Some(true) || told.flag(&["provided", "granted", "fulfilled"]) == Some(false) {
        return !GIVEN[..10].iter().any(|w| affirmed(&reply, w));
    }
    if told.flag(&["refused", "denied", "rejected"]) == Some(false) || told.flag(&["provided", "granted", "fulfilled", "masked", "masked_copy"]) == Some(true) || reply == "full" {
        return false;
    }
    // 不提供 is a refusal though 提供 stands in it; 已提供 is none though 其余不予 stands beside it.
    REFUSED.iter().any(|w| reply.contains(w)) && !GIVEN.iter().any(|w| affirmed(&reply, w) && !reply.contains("not_provided")) || ["no", "否"].contains(&reply.trim())
}

/// Requests of a kind that were refused.
pub fn refused(scene: &Scene, test: &FactTest) -> Vec<Found> {
    Told::each("requests", &scene.facts.requests)
        .filter(|t| t.is(&test.kinds) && refuses(t))
        .filter_map(|told| {
            let reply = told.text(&REPLY).filter(|r| !r.is_ascii());
            let at = told.when(&REPLY_AT).or_else(|| told.at())?;
            let asked = told.at().map_or_else(String::new, |a| format!("{}提出的", a.zh()));
            let says = format!("当事人陈述：{asked}书面请求，{}被拒绝{}", at.zh(), reply.map_or_else(String::new, |r| format!("，答复“{r}”")));
            Some(Found { lender: lender_of(scene, &told), recipient: "当事人的书面请求".into(), grounds: vec![stated(&told, says)], ..Found::on(at.day()) })
        })
        .collect()
}

/// Something that must be answered.
struct Waiting {
    at: When,
    answered: Option<When>,
    /// The answer only says that it has come.
    receipt: bool,
    /// A longer term that was told.
    extended: Option<Day>,
    lender: Option<u32>,
    path: String,
    what: String,
}

/// Complaints and requests of a kind without an answer in time.
pub fn overdue(scene: &Scene, test: &FactTest) -> Vec<Found> {
    // A complaint that names no desk, but the lender, went to the lender.
    let desk = |c: &Complaint| c.route.clone().or_else(|| c.to.as_deref().and_then(|to| lender_called(scene, to)).map(|_| "lender_complaint".to_owned()));
    let of_kind = |c: &Complaint| kind_of(c).is_some_and(|k| test.kinds.iter().any(|w| affirmed(&k, w)));
    let complaints = scene.facts.complaints.iter().enumerate().filter(|(_, c)| desk(c).is_some_and(|r| test.routes.contains(&r)) || of_kind(c));
    let requests = Told::each("requests", &scene.facts.requests).filter(|t| !test.kinds.is_empty() && t.is(&test.kinds));
    complaints.filter_map(|(n, c)| complaint(scene, n, c)).chain(requests.filter_map(|t| request(scene, &t))).filter_map(|w| late(scene, test, w)).collect()
}

/// What a complaint is called, beside its route.
fn kind_of(complaint: &Complaint) -> Option<String> {
    ["kind", "type", "what", "subject"].iter().find_map(|k| complaint.extra.get(*k)?.as_str().map(str::to_owned))
}

fn complaint(scene: &Scene, n: usize, complaint: &Complaint) -> Option<Waiting> {
    let value = Value::Object(complaint.extra.iter().map(|(k, v)| (k.clone(), v.clone())).collect());
    let told = Told { list: "complaints", n, value: &value };
    let time = |text: &Option<String>| text.as_deref().and_then(when);
    let reply = complaint.reply.clone().unwrap_or_default();
    // An answer without a day is an answer; nothing can be counted.
    let answered = time(&complaint.reply_at).or_else(|| complaint.reply.as_ref().and(time(&complaint.at)));
    let lender = told.lender(scene.facts).or_else(|| complaint.to.as_deref().and_then(|to| lender_called(scene, to)));
    let what = complaint.to.clone().map_or_else(|| "投诉".into(), |to| format!("向{to}的投诉"));
    waiting(&told, time(&complaint.at)?, answered, &reply, lender, format!("complaints.{}", n + 1), what)
}

fn request(scene: &Scene, told: &Told) -> Option<Waiting> {
    let reply = told.text(&REPLY).unwrap_or_default();
    let at = told.at()?;
    let answered = told.when(&REPLY_AT).or_else(|| (!reply.is_empty()).then_some(at));
    waiting(told, at, answered, &reply, lender_of(scene, told), told.path(), "书面请求".into())
}

/// `None` while papers are still missing: the term does not run. It runs from the day they were handed in.
fn waiting(told: &Told, at: When, answered: Option<When>, reply: &str, lender: Option<u32>, path: String, what: String) -> Option<Waiting> {
    let completed = told.when(&["supplemented_at", "completed_at", "materials_completed_at", "complete_at", "补齐时间"]);
    let incomplete = told.flag(&["incomplete", "materials_incomplete", "missing_materials", "suspended"]) == Some(true) || told.flag(&["complete", "materials_complete"]) == Some(false) || ["材料不全", "补充材料", "补正"].iter().any(|w| affirmed(reply, w));
    if incomplete && completed.is_none() {
        return None;
    }
    let receipt = RECEIPT.iter().any(|w| reply.contains(w)) && !RESULT.iter().any(|w| reply.contains(w));
    let extended = told.when(&["extended_until", "extended_to", "deadline", "延期至"]).map(When::day);
    Some(Waiting { at: completed.filter(|c| c.stamp > at.stamp).unwrap_or(at), answered, receipt, extended, lender, path, what })
}

fn late(scene: &Scene, test: &FactTest, w: Waiting) -> Option<Found> {
    let (days, most) = (test.days.unwrap_or(15), test.days_at_most.or(test.days).unwrap_or(15));
    let answered = w.answered.filter(|_| !w.receipt);
    let end = answered.map_or(scene.as_of, When::day);
    let taken = end.number - w.at.day().number;
    if taken <= days || w.extended.is_some_and(|until| end <= until) {
        return None;
    }
    let what = &w.what;
    let because = match (answered, w.answered) {
        (Some(reply), _) => format!("{}才答复，用了{taken}天", reply.zh()),
        (None, Some(receipt)) => format!("{}只答复已经收到，截至{}已{taken}天没有处理结果", receipt.zh(), scene.as_of.zh()),
        (None, None) => format!("截至{}已{taken}天没有答复", scene.as_of.zh()),
    };
    let last = w.at.day().plus(days + 1);
    let mut found = Found { lender: w.lender, recipient: what.clone(), grounds: vec![fact(&w.path, Some(w.at), format!("{}提出{what}，{because}", w.at.zh()))], ..Found::on(last) };
    if taken <= most && most > days {
        found.tier = Tier::Possible;
        found.remarks.push(format!("情况复杂的，期限可以依规定延长；{most}天以内是否已经延长，要看该机构有没有书面告知"));
    }
    if w.receipt {
        found.tier = Tier::Possible;
    }
    found.reached = reached(&FactTest { at_least: Some(i64::from(days) + 1), ..test.clone() }, i64::from(taken), "从提出之日起".into());
    Some(found)
}

/// Facts of a loan that say nobody was told before bad credit was reported (征信业管理条例 15).
pub fn unannounced(scene: &Scene) -> Vec<Found> {
    const TOLD: [&str; 8] = ["credit_notice", "credit_notified", "credit_report_notice", "notified_before_credit_report", "told_before_credit_report", "informed_before_reporting", "notice_before_reporting", "credit_report_notified"];
    const REPORTED: [&str; 6] = ["credit_reported_on", "credit_reported_at", "reported_to_credit_on", "credit_report_date", "credit_reported", "reported_at"];
    let facts = scene.facts;
    facts
        .loans
        .iter()
        .filter_map(|loan| {
            let value = Value::Object(loan.extra.clone().into_iter().collect());
            let told = Told { list: "loans", n: 0, value: &value };
            let reported = told.when(&REPORTED);
            // Nothing reported, nothing to tell of.
            if told.flag(&TOLD) != Some(false) || (reported.is_none() && told.flag(&REPORTED) == Some(false)) {
                return None;
            }
            let day = reported.map(When::day).or(loan.first_overdue).unwrap_or(scene.as_of);
            let lender = facts.lenders.iter().position(|l| l.id == loan.lender).map(|i| i as u32);
            let grounds = vec![fact(&format!("loans.{}", loan.id), reported, "当事人陈述：报送不良信用信息之前没有告知本人".into())];
            Some(Found { lender, recipient: format!("借款{}", loan.id), grounds, ..Found::on(day) })
        })
        .collect()
}

/// How an agency comes to be outside the lender's hand.
enum Loose<'f> {
    /// The lender says that it did not entrust it.
    Denied,
    /// Another agency passed the work on.
    PassedOn(&'f str),
}

/// Agencies the lender denies, or that passed the work on to others. With `at_least`: only such a denied agency that
/// reached so many third parties, whose numbers it must have from somewhere.
pub fn outsourcing(scene: &Scene, test: &FactTest) -> Vec<Found> {
    scene.facts.agencies.iter().enumerate().filter_map(|(n, agency)| loose(scene, agency).and_then(|how| outside(scene, test, n, agency, &how))).collect()
}

fn loose<'f>(scene: &'f Scene, agency: &'f Agency) -> Option<Loose<'f>> {
    let value = Value::Object(agency.extra.iter().map(|(k, v)| (k.clone(), v.clone())).collect());
    let told = Told { list: "agencies", n: 0, value: &value };
    let facts = scene.facts;
    let agreed = told.granted(&["lender_consented", "sub_entrust_consented", "consented", "consent"]) == Some(true);
    let hand = ["sub_of", "subcontracted_from", "entrusted_by", "passed_on_by", "through", "via"].iter().find_map(|k| value.get(*k)?.as_str());
    let through = hand.or(agency.acts_for.as_deref()).and_then(|id| facts.agencies.iter().find(|a| (a.id == id || a.name == id) && a.id != agency.id));
    let sub = told.flag(&["sub_entrusted", "subcontracted", "sub_agency", "passed_on"]) == Some(true);
    if !agreed && (through.is_some() || sub) {
        return Some(Loose::PassedOn(through.map_or("另一家催收机构", |a| a.name.as_str())));
    }
    let no = |w: &str| ["no", "否", "未委托", "没有", "denied", "否认", "false", "无"].contains(&w.trim().to_lowercase().as_str());
    let denied = agency.entrusted.as_deref().is_some_and(no) || told.flag(&["denied_by_lender", "denied", "lender_denies"]) == Some(true);
    let answers = facts
        .complaints
        .iter()
        .filter_map(|c| c.reply.clone())
        .chain(Told::each("requests", &facts.requests).chain(Told::each("verifications", &facts.verifications)).filter_map(|t| Some(format!("{} {}", t.text(&REPLY)?, t.line()))));
    // An answer that names no agency is about the only one there is.
    let about = |r: &str| r.contains(&agency.name) || r.contains(&agency.id) || facts.agencies.len() == 1;
    let disowned = agency.entrusted.as_deref() != Some("yes") && answers.into_iter().any(|r| NOT_OURS.iter().any(|w| r.contains(w)) && about(&r));
    (denied || disowned).then_some(Loose::Denied)
}

fn outside(scene: &Scene, test: &FactTest, n: usize, agency: &Agency, how: &Loose) -> Option<Found> {
    let facts = scene.facts;
    let events: Vec<usize> = (0..scene.timeline.events.len()).filter(|i| scene.timeline.people.party(scene.timeline.events[*i].peer).role == Role::Agency(n as u32)).collect();
    let others: std::collections::BTreeSet<_> = events.iter().filter(|i| scene.standing(**i) == Standing::ThirdParty).map(|i| scene.timeline.events[*i].owner).collect();
    if test.at_least.is_some_and(|least| (others.len() as i64) < least || !matches!(how, Loose::Denied)) {
        return None;
    }
    let says = match how {
        Loose::PassedOn(first) => format!("当事人陈述：{}是{first}转手委托的", agency.name),
        Loose::Denied => format!("当事人陈述：放款方否认委托过{}，而{}以催收的名义联系", agency.name, agency.name),
    };
    let lender = facts.principal(agency).and_then(|l| facts.lenders.iter().position(|x| x.id == l.id)).map(|i| i as u32);
    let mut grounds = vec![fact(&format!("agencies.{}", agency.id), None, says)];
    // The contacts are shown as what it rests on: each may be blameless in itself.
    grounds.extend(events.iter().take(3).map(|i| contact(scene, *i, &agency.name)));
    let on = events.first().map(|i| scene.timeline.events[*i].record.at.day()).unwrap_or(scene.as_of);
    let mut found = Found { lender, recipient: "本案当事人和联系人".into(), grounds, ..Found::on(on) };
    match events.len() {
        0 => {
            found.tier = Tier::Possible;
            found.remarks.push(format!("本案记录里没有来自{}已知号码的往来", agency.name));
        }
        all => found.remarks.push(format!("本案记录里来自{}已知号码的往来共{all}条，涉及不负还款义务的{}人", agency.name, others.len())),
    }
    Some(found)
}

/// A contact as a ground.
fn contact(scene: &Scene, i: usize, who: &str) -> super::Ground {
    let event = &scene.timeline.events[i];
    let kept = crate::normalise::Kept { file: event.file, owner: event.owner, seen: event.seen(), entry: crate::model::Entry { row: event.record.row, kind: String::new(), at: Some(event.record.at), fields: Default::default() } };
    row(scene, &kept, format!("{}来自{who}号码的往来", event.record.at.zh()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_refusal_and_what_is_none() {
        for (value, expect) in [
            (json!({ "reply": "拒绝提供" }), true),
            (json!({ "reply": "涉及商业秘密，恕不提供" }), true),
            (json!({ "reply": "refused" }), true),
            (json!({ "refused": true }), true),
            (json!({ "provided": false, "reply": "无法提供" }), true),
            (json!({ "reply": "我司没有义务提供录音" }), true),
            (json!({ "reply": "不予提供" }), true),
            (json!({ "reply": "已提供，涉及他人的部分作了遮盖" }), false),
            (json!({ "reply": "涉及第三人的部分不予提供，其余已提供" }), false),
            (json!({ "reply": "masked copies provided" }), false),
            (json!({ "refused": true, "reply": "原件不给，给了脱敏副本" }), false),
            (json!({ "reply": "请到营业网点自取" }), false),
            (json!({}), false),
        ] {
            assert_eq!(refuses(&Told { list: "requests", n: 0, value: &value }), expect, "{value}");
        }
    }

    #[test]
    fn a_receipt_is_no_answer_and_missing_papers_stop_the_clock() {
        let at = when("2026-01-01").unwrap();
        let of = |value: Value, reply: &str| waiting(&Told { list: "complaints", n: 0, value: &value }, at, Some(at), reply, None, String::new(), String::new()).map(|w| (w.at.day().to_string(), w.receipt));
        assert_eq!(of(json!({}), "您的投诉已受理，请耐心等待"), Some(("2026-01-01".into(), true)));
        assert_eq!(of(json!({}), "已收到您的投诉，经核实已停止联系"), Some(("2026-01-01".into(), false)));
        assert_eq!(of(json!({ "incomplete": true }), ""), None);
        assert_eq!(of(json!({ "incomplete": true, "supplemented_at": "2026-01-20" }), ""), Some(("2026-01-20".into(), false)));
    }
}
