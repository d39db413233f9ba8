//! What the lending app did with the address book. Android keeps the last access only, so an early record shows that the
//! contacts were read by then, and a missing one shows nothing.

use super::{Found, fact, reached, row, stated};
use crate::facts::told::{Told, when};
use crate::model::{Day, When};
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};
use serde_json::Value;

const SUBJECT: &str = "借款人的手机通讯录";

fn time(scene: &Scene, field: &str) -> Option<When> {
    when(scene.app(field)?.as_str()?)
}

fn lender(scene: &Scene) -> Option<u32> {
    let words = scene.app("lender")?.as_str()?;
    let id = &scene.facts.lender_named(words)?.id;
    scene.facts.lenders.iter().position(|l| l.id == *id).map(|i| i as u32)
}

/// (when, what was answered) of every prompt, in time.
fn asked(scene: &Scene) -> Vec<(When, String, bool)> {
    let Some(Value::Array(list)) = scene.app("contacts_prompts") else { return Vec::new() };
    let mut all: Vec<_> = Told::each("app.contacts_prompts", list)
        .filter_map(|t| {
            let by_user = t.flag(&["by_user", "user_initiated", "triggered_by_user", "user_triggered"]) == Some(true) || t.text(&["triggered_by", "initiated_by"]).is_some_and(|w| w == "user" || w == "用户");
            Some((t.at()?, t.text(&["answer", "result", "response"]).unwrap_or_default().to_lowercase(), by_user))
        })
        .collect();
    all.sort_by_key(|(at, ..)| at.stamp);
    all
}

fn denied(answer: &str) -> bool {
    ["deny", "denied", "refuse", "reject", "no", "拒绝", "不允许", "禁止", "取消", "dont_allow", "never"].iter().any(|w| answer.contains(w))
}

/// 拒绝授权通讯录就不能申请借款.
pub fn blocked(scene: &Scene) -> Vec<Found> {
    let Some(app) = scene.facts.app.as_ref() else { return Vec::new() };
    let told = Told { list: "app", n: 0, value: app };
    if told.flag(&["blocked_without_contacts", "blocked_when_denied"]) != Some(true) {
        return Vec::new();
    }
    let prompts = asked(scene);
    let refusal = prompts.iter().find(|(_, answer, _)| denied(answer)).or(prompts.first());
    let at = refusal.map(|(at, ..)| *at).or_else(|| time(scene, "policy_consent_at")).or_else(|| time(scene, "installed_at"));
    let Some(day) = at.map(When::day).or_else(|| contract_day(scene)) else { return Vec::new() };
    let grounds = vec![fact("app.blocked_without_contacts", at, "当事人陈述：不授予通讯录权限，App 就不能继续申请".into())];
    vec![Found { lender: lender(scene), recipient: SUBJECT.into(), grounds, ..Found::on(day) }]
}

fn contract_day(scene: &Scene) -> Option<Day> {
    scene.facts.loans.iter().filter_map(|l| l.contract_date).min()
}

/// 同意隐私政策之前已有读取通讯录的记录.
pub fn read_before_consent(scene: &Scene) -> Vec<Found> {
    let Some(consent) = time(scene, "policy_consent_at") else { return Vec::new() };
    let mut early: Vec<_> = scene.contacts_reads().filter_map(|k| Some((k.entry.at?, k))).filter(|(at, _)| at.surely_before(consent)).collect();
    early.sort_by_key(|(at, k)| (at.stamp, k.file, k.entry.row));
    let Some((first, _)) = early.first().copied() else { return Vec::new() };
    let mut grounds: Vec<_> = early.iter().map(|(at, k)| row(scene, k, format!("系统记录：该 App 于{}读取过通讯录（该状态下最后一次）", at.zh()))).collect();
    grounds.push(fact("app.policy_consent_at", Some(consent), format!("当事人陈述：{}才同意隐私政策", consent.zh())));
    vec![Found { lender: lender(scene), recipient: SUBJECT.into(), grounds, tier: Tier::Likely, ..Found::on(first.day()) }]
}

/// 拒绝之后短时间内一再弹窗索要.
pub fn prompts(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let prompts = asked(scene);
    let within = test.within_hours.unwrap_or(48) * 3_600_000;
    let at_least = test.at_least.unwrap_or(2);
    for (n, (refused, answer, _)) in prompts.iter().enumerate() {
        if !denied(answer) {
            continue;
        }
        let again: Vec<_> = prompts[n + 1..].iter().filter(|(at, _, by_user)| !by_user && at.stamp.0 - refused.stamp.0 <= within).collect();
        if (again.len() as i64) < at_least {
            continue;
        }
        let mut grounds = vec![fact("app.contacts_prompts", Some(*refused), format!("{}拒绝授权通讯录", refused.zh()))];
        grounds.extend(again.iter().map(|(at, ..)| fact("app.contacts_prompts", Some(*at), format!("{}再次弹窗索要", at.zh()))));
        let reached = reached(test, again.len() as i64, format!("拒绝后{}小时内", within / 3_600_000));
        return vec![Found { lender: lender(scene), recipient: SUBJECT.into(), grounds, reached, ..Found::on(again[0].0.day()) }];
    }
    Vec::new()
}

/// 机构答复它掌握了多少个联系人.
pub fn collected(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let at_least = test.at_least.unwrap_or(3);
    Told::each("requests", &scene.facts.requests)
        .filter_map(|told| {
            let held = told.number(&["contacts_collected", "contacts_held", "contacts_uploaded", "contacts"]).filter(|n| *n >= at_least)?;
            let at = told.when(&["reply_at", "replied_at", "answer_at"]).or_else(|| told.at())?;
            let grounds = vec![stated(&told, format!("该机构{}答复：收集了借款人通讯录里的{held}个联系人", at.zh()))];
            // The collecting came before the answer: the law is that of the day the contacts could last be read, and of the answer.
            let day = scene.contacts_reads().filter_map(|k| Some(k.entry.at?.day())).max().or_else(|| contract_day(scene)).unwrap_or(at.day());
            Some(Found { lender: told.lender(scene.facts).or_else(|| lender(scene)), recipient: SUBJECT.into(), grounds, reached: reached(test, held, "该机构书面答复的".into()), ..Found::on(day) })
        })
        .collect()
}
