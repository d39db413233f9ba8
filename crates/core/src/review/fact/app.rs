//! What the lending app did with the address book. Android keeps the last access only, so an early record shows that the
//! contacts were read by then, and a missing one shows nothing.

use super::{Found, fact, lender_called, lender_of, reached, row, stated};
use crate::facts::told::{Told, affirmed};
use crate::model::{Day, When};
use crate::normalise::Kept;
use crate::review::finding::Ground;
use crate::review::scene::Scene;
use crate::rules::FactTest;
use serde_json::Value;

const SUBJECT: &str = "借款人的手机通讯录";
const CONSENT: [&str; 10] = ["policy_consent_at", "privacy_consent_at", "privacy_policy_consent_at", "consent_at", "policy_agreed_at", "agreed_at", "policy_accepted_at", "consented_at", "privacy_agreed_at", "同意时间"];
const READ: [&str; 8] = ["first_contacts_read_at", "contacts_read_at", "first_read_at", "first_contacts_access_at", "contacts_first_read_at", "contacts_accessed_at", "first_access_at", "read_contacts_at"];
const PROMPTS: [&str; 6] = ["contacts_prompts", "permission_prompts", "prompts", "contact_prompts", "contacts_requests", "popups"];
const BLOCKED: [&str; 13] = [
    "blocked_without_contacts", "blocked_when_denied", "blocked", "contacts_required", "requires_contacts", "forced_contacts", "cannot_apply_without_contacts", "refused_without_contacts", "blocks_without_contacts", "when_denied", "on_denial", "after_denial", "behavior_when_denied",
];
/// The borrower could pick or type the contacts himself.
const BY_HAND: [&str; 7] = ["manual_entry", "manual_entry_allowed", "manual_input", "can_type_contacts", "picker", "contact_picker", "manual"];
const SHUT: [&str; 16] = ["exit", "cannot_apply", "无法继续", "不能继续", "无法申请", "不能申请", "不给申请", "不让申请", "闪退", "自动退出", "退出应用", "blocked", "closed", "exited", "cannot continue", "stuck"];

/// The lending apps of the facts: one table, or a list of them.
fn apps<'a>(scene: &'a Scene) -> Vec<Told<'a>> {
    match scene.facts.app.as_ref() {
        Some(Value::Array(list)) => Told::each("app", list).collect(),
        Some(value) => vec![Told { list: "app", n: 0, value }],
        None => Vec::new(),
    }
}

/// Where a field of the app stands in the facts.
fn place(app: &Told, field: &str) -> String {
    if app.n == 0 { format!("app.{field}") } else { format!("app.{}.{field}", app.n + 1) }
}

/// (when, answer, whether the user set it off) of every prompt for the contacts, in time.
fn asked(app: &Told) -> Vec<(When, Answer, bool)> {
    let Some(list) = PROMPTS.iter().find_map(|k| app.value.get(*k)?.as_array()) else { return Vec::new() };
    let mut all: Vec<_> = Told::each("app.contacts_prompts", list)
        .filter(|t| t.text(&["permission", "op", "for"]).is_none_or(|p| contacts(&p)))
        .filter_map(|t| {
            let by_user = t.flag(&["by_user", "user_initiated", "triggered_by_user", "user_triggered", "user_action"]) == Some(true)
                || t.text(&["triggered_by", "initiated_by", "trigger", "by"]).is_some_and(|w| ["user", "borrower", "self", "用户", "本人", "主动"].iter().any(|u| w.to_lowercase().contains(u)));
            let at = t.at().or_else(|| crate::facts::told::when(t.value.as_str()?))?;
            Some((at, Answer::of(&t), by_user))
        })
        .collect();
    all.sort_by_key(|(at, ..)| at.stamp);
    all
}

fn contacts(permission: &str) -> bool {
    let p = permission.to_lowercase();
    ["contact", "通讯录", "联系人"].iter().any(|w| p.contains(w))
}

/// What the user did with a prompt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Denied,
    /// Denied, and the app did not go on.
    Shut,
    Other,
}

impl Answer {
    fn of(told: &Told) -> Answer {
        const KEYS: [&str; 6] = ["answer", "result", "response", "choice", "action", "user_answer"];
        let all: Vec<String> = KEYS.iter().filter_map(|k| told.value.get(*k)).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_lowercase)).collect();
        let denied = all.iter().any(|a| denied(a)) || told.flag(&["denied", "refused"]) == Some(true) || told.flag(&["granted", "allowed"]) == Some(false);
        let shut = denied && (told.mentions(&SHUT) || told.flag(&["blocked", "app_closed", "blocked_after"]) == Some(true));
        match (denied, shut) {
            (_, true) => Answer::Shut,
            (true, false) => Answer::Denied,
            _ => Answer::Other,
        }
    }

    fn denied(self) -> bool {
        self != Answer::Other
    }
}

fn denied(answer: &str) -> bool {
    let whole = ["no", "n", "false", "否", "不", "never", "不要"];
    let part = ["deny", "denied", "denial", "refus", "reject", "declin", "dont_allow", "don't", "not_allow", "not allow", "disallow", "dismiss", "拒", "不允许", "不同意", "不授权", "未授权", "禁止", "取消"];
    whole.contains(&answer.trim()) || part.iter().any(|w| answer.contains(w))
}

fn lender(scene: &Scene, app: &Told) -> Option<u32> {
    lender_of(scene, app).or_else(|| lender_called(scene, &app.text(&["name", "app", "title", "app_name"])?))
}

fn package(app: &Told) -> Option<String> {
    app.text(&["package", "bundle_id", "bundle", "package_name"])
}

/// A dated choice of the phone, as a ground.
fn chosen(scene: &Scene, at: When, choice: &str, kept: &Kept) -> Ground {
    let choice = match choice {
        "denied" => "不允许",
        "limited" => "只允许部分联系人",
        _ => "允许",
    };
    row(scene, kept, format!("系统记录：该 App 的通讯录权限为“{choice}”，这一选择最近一次改动于{}", at.zh()))
}

/// The refusal a phone keeps with its time.
fn refused<'a>(scene: &'a Scene, app: &Told) -> Option<(When, &'a Kept)> {
    let mut all: Vec<_> = scene.choices_by(package(app).as_deref()).filter(|(_, choice, _)| *choice == "denied").map(|(at, _, k)| (at, k)).collect();
    all.sort_by_key(|(at, k)| (at.stamp, k.file, k.entry.row));
    all.into_iter().next()
}

fn of_app(scene: &Scene, app: &Told, day: Day) -> Found {
    Found { lender: lender(scene, app), recipient: SUBJECT.into(), ..Found::on(day) }
}

/// 拒绝授权通讯录就不能申请借款.
pub fn blocked(scene: &Scene) -> Vec<Found> {
    apps(scene)
        .iter()
        .filter_map(|app| {
            let prompts = asked(app);
            let shut = prompts.iter().find(|(_, answer, _)| *answer == Answer::Shut);
            let words = app.text(&BLOCKED).is_some_and(|w| SHUT.iter().chain(&["拒绝", "不同意"]).any(|s| affirmed(&w, s)));
            let stands = app.flag(&BLOCKED) == Some(true) || words || shut.is_some();
            // Who can pick one contact, or type it, is not forced to give the whole book.
            if !stands || app.flag(&BY_HAND) == Some(true) {
                return None;
            }
            let recorded = refused(scene, app);
            let refusal = shut.or_else(|| prompts.iter().find(|(_, answer, _)| answer.denied())).or(prompts.first());
            let at = refusal.map(|(at, ..)| *at).or_else(|| app.when(&["blocked_at", "at"])).or_else(|| recorded.map(|(at, _)| at)).or_else(|| app.when(&CONSENT)).or_else(|| app.when(&["installed_at", "applied_at"]));
            let day = at.map(When::day).or_else(|| contract_day(scene, app))?;
            let mut grounds = vec![fact(&place(app, "blocked_without_contacts"), at, "当事人陈述：不授予通讯录权限，App 就不能继续申请".into())];
            grounds.extend(recorded.map(|(at, kept)| chosen(scene, at, "denied", kept)));
            Some(Found { grounds, ..of_app(scene, app, day) })
        })
        .collect()
}

/// The day of the first contract with the app's lender.
fn contract_day(scene: &Scene, app: &Told) -> Option<Day> {
    let lender = lender(scene, app).and_then(|l| scene.facts.lenders.get(l as usize)).map(|l| l.id.as_str());
    scene.facts.loans.iter().filter(|l| lender.is_none_or(|id| l.lender == id)).filter_map(|l| l.contract_date).min()
}

/// Which reading a record is: most are the last of their state, some lists keep more.
fn which(k: &Kept) -> &'static str {
    match (k.entry.fields.get("list").map(String::as_str), k.entry.fields.contains_key("category")) {
        (Some("singles"), _) => "逐次记录中的一次",
        (Some("buckets"), _) => "几分钟合为一行的记录",
        (_, true) => "隐私报告里的一次，时间是这一段的开始",
        _ => "该状态下最后一次",
    }
}

/// 同意隐私政策之前已有读取通讯录的记录.
pub fn read_before_consent(scene: &Scene) -> Vec<Found> {
    apps(scene)
        .iter()
        .filter_map(|app| {
            let consent = app.when(&CONSENT)?;
            let mut early: Vec<_> = scene.reads_by(package(app).as_deref(), app.text(&["name", "app", "title", "app_name"]).as_deref()).filter_map(|k| Some((k.entry.at?, k))).filter(|(at, _)| at.surely_before(consent)).collect();
            early.sort_by_key(|(at, k)| (at.stamp, k.file, k.entry.row));
            // Of a count only the span is known: it must end before the consent.
            let mut counted: Vec<_> = scene.counts_by(package(app).as_deref()).filter(|((_, end, _), _)| end.surely_before(consent)).collect();
            counted.sort_by_key(|((begin, ..), k)| (begin.stamp, k.file, k.entry.row));
            let told = app.when(&READ).filter(|at| at.surely_before(consent));
            let first = early.first().map(|(at, _)| *at).or(told).or(counted.first().map(|((_, end, _), _)| *end))?;
            let mut grounds: Vec<_> = early.iter().map(|(at, k)| row(scene, k, if k.entry.kind == "permission_shown" { format!("截图所示：该 App 于{}使用过通讯录权限（画面显示的最近一次）", at.zh()) } else { format!("系统记录：该 App 于{}读取过通讯录（{}）", at.zh(), which(k)) })).collect();
            grounds.extend(counted.iter().map(|((begin, end, times), k)| row(scene, k, format!("系统统计：{}至{}之间，该 App 读取通讯录被记录{times}次（只有次数，没有每次的时间）", begin.zh(), end.zh()))));
            if let Some(at) = told {
                grounds.push(fact(&place(app, "contacts_read_at"), Some(at), format!("当事人陈述：该 App {}已读取通讯录", at.zh())));
            }
            // A choice made before the consent stands beside the reading; alone it shows none.
            grounds.extend(scene.choices_by(package(app).as_deref()).filter(|(at, choice, _)| *choice != "denied" && at.surely_before(consent)).map(|(at, choice, kept)| chosen(scene, at, choice, kept)));
            grounds.push(fact(&place(app, "policy_consent_at"), Some(consent), format!("当事人陈述：{}才同意隐私政策", consent.zh())));
            Some(Found { grounds, ..of_app(scene, app, first.day()) })
        })
        .collect()
}

/// 拒绝之后短时间内一再弹窗索要.
pub fn prompts(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let within = test.within_hours.unwrap_or(48) * 3_600_000;
    let at_least = test.at_least.unwrap_or(2);
    apps(scene)
        .iter()
        .filter_map(|app| {
            let prompts = asked(app);
            let path = place(app, "contacts_prompts");
            let stated = prompts.iter().enumerate().filter(|(_, (_, answer, _))| answer.denied()).map(|(n, (at, ..))| (*at, fact(&path, Some(*at), format!("{}拒绝授权通讯录", at.zh())), n + 1));
            // The refusal the phone dated: what was asked surely after it came after a refusal, whatever the user remembers of his answer.
            let recorded = refused(scene, app).map(|(at, kept)| (at, chosen(scene, at, "denied", kept), prompts.iter().take_while(|(p, ..)| !at.surely_before(*p)).count()));
            stated.chain(recorded).find_map(|(refused, ground, next)| {
                let again: Vec<_> = prompts[next..].iter().filter(|(at, _, by_user)| !by_user && at.stamp.0 - refused.stamp.0 <= within).collect();
                if (again.len() as i64) < at_least {
                    return None;
                }
                let mut grounds = vec![ground];
                grounds.extend(again.iter().map(|(at, ..)| fact(&path, Some(*at), format!("{}再次弹窗索要", at.zh()))));
                let reached = reached(test, again.len() as i64, format!("拒绝后{}小时内", within / 3_600_000));
                Some(Found { grounds, reached, ..of_app(scene, app, again[0].0.day()) })
            })
        })
        .collect()
}

const HELD: [&str; 9] = ["contacts_collected", "contacts_held", "contacts_uploaded", "uploaded_contacts", "collected_contacts", "contacts_count", "contacts", "contact_count", "uploaded"];
const WHOLE: [&str; 5] = ["whole_address_book", "whole_address_book_uploaded", "all_contacts_uploaded", "full_address_book", "all_contacts"];

/// 机构答复它掌握了多少个联系人: more than may be needed, or the whole book; not those the borrower gave himself.
pub fn collected(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let given = scene.facts.reserved_contacts.len() as i64;
    let book = scene.books_of_borrower().map(|b| b.book.cards as i64).max();
    let at_least = test.at_least.unwrap_or(3);
    let answers = Told::each("requests", &scene.facts.requests).map(|t| (t, true)).chain(Told::each("verifications", &scene.facts.verifications).map(|t| (t, true))).chain(apps(scene).into_iter().map(|t| (t, false)));
    let told: Vec<(Option<i64>, Found)> = answers
        .filter_map(|(told, answered)| {
            let reply = told.text(&["reply", "answer", "response", "result"]).unwrap_or_default();
            let held = told.number(&HELD).or_else(|| contacts_in(&reply));
            let whole = told.flag(&WHOLE) == Some(true) || held.is_some_and(|n| n > 0 && Some(n) == book);
            let by_hand = told.flag(&BY_HAND) == Some(true) && !whole || ["您手动填写", "您本人填写", "您自行填写", "手填"].iter().any(|w| affirmed(&reply, w));
            if by_hand || held.is_some_and(|n| n <= given) || !(whole || held.is_some_and(|n| n >= at_least)) {
                return None;
            }
            let at = told.when(&["reply_at", "replied_at", "answer_at", "answered_at"]).or_else(|| told.at());
            let until = at.map(When::day);
            // The collecting came before the answer: the law is that of the day the contacts could last be read.
            let read = scene.contacts_reads().filter_map(|k| Some(k.entry.at?.day())).filter(|d| until.is_none_or(|u| *d <= u)).max();
            let day = read.or_else(|| contract_day(scene, &told).filter(|d| until.is_none_or(|u| *d <= u))).or(until).or_else(|| told.when(&CONSENT).map(When::day))?;
            let n = held.map_or_else(|| "整本".to_owned(), |n| format!("{n}个"));
            let says = match at.filter(|_| answered) {
                Some(at) => format!("该机构{}答复：收集了借款人通讯录里的{n}联系人", at.zh()),
                None => format!("当事人陈述：该 App 上传了借款人通讯录里的{n}联系人"),
            };
            let mut found = Found { lender: lender(scene, &told), recipient: SUBJECT.into(), grounds: vec![stated(&told, says)], ..Found::on(day) };
            found.reached = held.filter(|n| *n >= at_least).and_then(|n| reached(test, n, "该机构掌握的".into()));
            if held.is_some() && held == book {
                found.remarks.push("这个数目与借款人通讯录里的条数相同".into());
            }
            if let Some((at, ..)) = scene.choices_by(package(&told).as_deref()).find(|(_, choice, _)| *choice == "limited") {
                found.remarks.push(format!("手机的系统记录显示，通讯录权限在{}改成了“只允许部分联系人”", at.zh()));
            }
            if given > 0 {
                found.remarks.push(format!("借款人自己留给放款方的联系人只有{given}个"));
            }
            Some((held, found))
        })
        .collect();
    // The same number told twice (answered by the lender, and shown in the app) is one reading of the book.
    let mut found: Vec<(Option<i64>, Found)> = Vec::new();
    for (held, one) in told {
        match found.iter_mut().find(|(h, f)| held.is_some() && *h == held && (f.lender == one.lender || f.lender.is_none() || one.lender.is_none())) {
            Some((_, first)) => first.grounds.extend(one.grounds),
            None => found.push((held, one)),
        }
    }
    found.into_iter().map(|(_, f)| f).collect()
}

/// The number of contacts an answer tells of: `通讯录联系人共326条`, `已收集您的 326 位联系人`.
fn contacts_in(reply: &str) -> Option<i64> {
    if !["通讯录", "联系人"].iter().any(|w| affirmed(reply, w)) {
        return None;
    }
    let chars: Vec<char> = reply.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let mut at = 0;
    while at < chars.len() {
        let digits: String = chars[at..].iter().take_while(|c| c.is_ascii_digit()).collect();
        let next = at + digits.len();
        if !digits.is_empty() && chars.get(next).is_some_and(|c| ['条', '个', '位', '名', '人'].contains(c)) && chars.get(next + 1) != Some(&'月') {
            return digits.parse().ok();
        }
        at = next.max(at + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_to_a_prompt() {
        for (value, expect) in [
            (json!({ "answer": "allow" }), Answer::Other),
            (json!({ "answer": "deny" }), Answer::Denied),
            (json!({ "answer": "拒绝且不再询问" }), Answer::Denied),
            (json!({ "answer": "unknown" }), Answer::Other),
            (json!({ "answer": "not now" }), Answer::Other),
            (json!({ "answer": false }), Answer::Denied),
            (json!({ "granted": "no" }), Answer::Denied),
            (json!({ "answer": "denied", "then": "无法继续申请，自动退出" }), Answer::Shut),
            (json!({ "answer": "deny", "then": "没有闪退，可以继续" }), Answer::Denied),
        ] {
            assert_eq!(Answer::of(&Told { list: "app", n: 0, value: &value }), expect, "{value}");
        }
    }

    #[test]
    fn numbers_in_an_answer() {
        for (text, expect) in [
            ("我司系统中存有您通讯录联系人共 1,326 条", Some(1326)),
            ("已收集您授权的联系人信息186个", Some(186)),
            ("我司于2025年12月收集，未保存通讯录", None),
            ("未收集您的通讯录", None),
            ("收到您的来信，3个工作日内答复", None),
        ] {
            assert_eq!(contacts_in(text), expect, "{text}");
        }
    }
}
