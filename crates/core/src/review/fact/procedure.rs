//! Requests refused, complaints unanswered, agencies denied.

use super::{Found, fact, reached, stated};
use crate::facts::told::{Told, when};
use crate::model::{Day, When};
use crate::normalise::people::{Role, Standing};
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};

const REFUSED: [&str; 15] = ["拒绝", "不提供", "不予", "无法提供", "不能提供", "没有义务", "无义务", "不便提供", "恕不", "不同意", "refus", "denied", "declin", "reject", "不给"];
const NOT_OURS: [&str; 9] = ["未委托", "没有委托", "并未委托", "不是我司委托", "非我司委托", "与我司无关", "无委托关系", "不存在委托", "否认委托"];

/// Requests of a kind that were refused.
pub fn refused(scene: &Scene, test: &FactTest) -> Vec<Found> {
    Told::each("requests", &scene.facts.requests)
        .filter(|t| t.is(&test.kinds))
        .filter_map(|told| {
            let reply = told.text(&["reply", "answer", "response", "result"]).unwrap_or_default();
            let refused = told.flag(&["refused", "denied", "rejected"]).unwrap_or_else(|| REFUSED.iter().any(|w| reply.to_lowercase().contains(w)));
            let at = told.when(&["reply_at", "replied_at", "answer_at"]).or_else(|| told.at())?;
            refused.then(|| Found {
                lender: told.lender(scene.facts),
                recipient: "当事人的书面请求".into(),
                grounds: vec![stated(&told, format!("当事人陈述：{}请求{}，{}答复“{}”", told.at().map_or_else(String::new, When::zh), told.line(), at.zh(), if reply.is_empty() { "拒绝" } else { &reply }))],
                ..Found::on(at.day())
            })
        })
        .collect()
}

/// Complaints and requests of a kind without an answer in time.
pub fn overdue(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let (days, most) = (test.days.unwrap_or(15), test.days_at_most.or(test.days).unwrap_or(15));
    let mut found = Vec::new();
    let mut judge = |at: Option<When>, reply_at: Option<When>, suspended: bool, lender: Option<u32>, path: String, what: String| {
        let (Some(at), false) = (at, suspended) else { return };
        let end = reply_at.map_or(scene.as_of, When::day);
        let taken = end.number - at.day().number;
        if taken <= days {
            return;
        }
        let because = reply_at.map_or_else(|| format!("截至{}已{taken}天没有答复", scene.as_of.zh()), |r| format!("{}才答复，用了{taken}天", r.zh()));
        let last = at.day().plus(days + 1);
        let mut one = Found { lender, recipient: what.clone(), grounds: vec![fact(&path, Some(at), format!("{}提出{what}，{because}", at.zh()))], ..Found::on(last) };
        if taken <= most {
            one.tier = Tier::Possible;
            one.remarks.push(format!("情况复杂的，期限可以依规定延长；{most}天以内是否已经延长，要看该机构有没有书面告知"));
        }
        one.reached = reached(&FactTest { at_least: Some(i64::from(days) + 1), ..test.clone() }, i64::from(taken), "从提出之日起".into());
        found.push(one);
    };
    for (n, complaint) in scene.facts.complaints.iter().enumerate() {
        if complaint.route.as_ref().is_some_and(|r| test.routes.contains(r)) {
            let time = |text: &Option<String>| text.as_deref().and_then(when);
            let lender = complaint.to.as_deref().and_then(|to| scene.facts.lender_named(to)).and_then(|l| scene.facts.lenders.iter().position(|x| x.id == l.id)).map(|i| i as u32);
            let waiting = complaint.extra.get("incomplete").is_some_and(|v| v == true);
            // An answer without a day is an answer; nothing can be counted.
            let answered = time(&complaint.reply_at).or_else(|| complaint.reply.as_ref().and(time(&complaint.at)));
            judge(time(&complaint.at), answered, waiting, lender, format!("complaints.{}", n + 1), complaint.to.clone().map_or_else(|| "投诉".into(), |to| format!("向{to}的投诉")));
        }
    }
    for told in Told::each("requests", &scene.facts.requests).filter(|t| !test.kinds.is_empty() && t.is(&test.kinds)) {
        let reply = told.when(&["reply_at", "replied_at", "answer_at"]);
        judge(told.at(), reply, told.flag(&["incomplete"]) == Some(true), told.lender(scene.facts), told.path(), "书面请求".into());
    }
    found
}

/// Agencies the lender denies, or that passed the work on to others.
pub fn outsourcing(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let facts = scene.facts;
    facts
        .agencies
        .iter()
        .enumerate()
        .filter_map(|(n, agency)| {
            let denied = agency.entrusted.as_deref() == Some("no");
            let through = facts.agencies.iter().find(|a| agency.acts_for.as_deref() == Some(&a.id));
            let answers = facts.complaints.iter().filter_map(|c| c.reply.clone()).chain(Told::each("requests", &facts.requests).filter_map(|t| t.text(&["reply", "answer"])));
            let disowned = answers.into_iter().any(|r| NOT_OURS.iter().any(|w| r.contains(w)) && r.contains(&agency.name));
            if !denied && through.is_none() && !disowned {
                return None;
            }
            let events: Vec<usize> = (0..scene.timeline.events.len()).filter(|i| scene.timeline.people.party(scene.timeline.events[*i].peer).role == Role::Agency(n as u32)).collect();
            let others: std::collections::BTreeSet<_> = events.iter().filter(|i| scene.standing(**i) == Standing::ThirdParty).map(|i| scene.timeline.events[*i].owner).collect();
            if test.at_least.is_some_and(|least| (others.len() as i64) < least) {
                return None;
            }
            let first: Day = events.first().map(|i| scene.timeline.events[*i].record.at.day())?;
            let says = match through {
                Some(first_hand) => format!("{}是{}转手委托的", agency.name, first_hand.name),
                None => format!("放款方否认委托过{}，而{}仍以催收的名义联系", agency.name, agency.name),
            };
            let lender = facts.principal(agency).and_then(|l| facts.lenders.iter().position(|x| x.id == l.id)).map(|i| i as u32);
            let events = if test.at_least.is_some() { events.into_iter().filter(|i| scene.standing(*i) == Standing::ThirdParty).collect() } else { events };
            Some(Found { lender, recipient: "本案当事人和联系人".into(), grounds: vec![fact(&format!("agencies.{}", agency.id), None, says)], events, ..Found::on(first) })
        })
        .collect()
}
