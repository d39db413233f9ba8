//! How a condition that held is told: the steps of a finding's trace, in Chinese.

use super::detect::Held;
use super::finding::Step;
use super::scene::Scene;
use crate::normalise::Event;
use crate::normalise::people::Standing;
use crate::rules::{About, Answer, NumberFrom, Stage, Test};

impl Scene<'_> {
    /// The steps and families of a condition that holds.
    pub(super) fn tell(&self, test: &Test, i: usize, held: &mut Held) {
        let event = &self.timeline.events[i];
        let mut step = |test: &'static str, because: String| held.steps.push(Step { test, because });
        if !test.channel.is_empty() {
            step("channel", format!("方式：{}", event.record.channel.zh()));
        }
        if test.sender.is_some() {
            step("sender", self.ties[i].map_or("发送者身份未能确认", |tie| tie.strength.zh()).to_owned());
        }
        if !test.recipient.is_empty() {
            step("recipient", self.recipient_because(event, self.standing(i)));
        }
        if let Some(hours) = &test.hour {
            let which = if event.record.sent.is_some() { "发送时间" } else { "记录时间" };
            step("hour", format!("{which} {} 在 {}–{} 之间", &event.sending().rfc3339()[11..19], hours.from, hours.until));
        }
        if test.connected.is_some() {
            step("connected", format!("接通 {} 秒", event.record.call.and_then(|c| c.seconds).unwrap_or(0)));
        }
        if let (Some(About::Borrower), Some(because)) = (test.about, self.names_borrower(i)) {
            step("about", because);
        }
        if !test.words.is_empty() {
            let families = self.families(&test.words, i);
            let names: Vec<&str> = families.iter().map(|f| self.words.name(*f)).collect();
            step("words", format!("用语：{}", names.join("、")));
            held.families.extend(families);
        }
        if let Some(entered) = test.after.and_then(|stage| self.entered(stage, i)) {
            held.steps.push(Step { test: "after", because: format!("在{}之后（见案件事实 {}）", stage_zh(entered.stage), entered.path) });
        }
        if let Some(because) = test.reachable.filter(|want| *want).and_then(|_| self.reachable(i)) {
            held.steps.push(Step { test: "reachable", because });
        }
        if let Some(answer) = test.verified.and_then(|_| self.answers.get(&i)) {
            let because = if *answer == Answer::Genuine { "经核对属实" } else { "向有关机关或机构核对，答复为查无或不实（见案件事实 verifications）" };
            held.steps.push(Step { test: "verified", because: because.to_owned() });
        }
        if let Some(from) = test.number_from {
            let because = match from {
                NumberFrom::AddressBookOnly => "号码在借款人的通讯录里，案件事实里没有借款人把它提供给该机构的记载",
                NumberFrom::Nowhere => "号码不在本案掌握的借款人通讯录里，案件事实里也没有借款人提供它的记载",
            };
            held.steps.push(Step { test: "number_from", because: because.to_owned() });
        }
        if let (Some(true), Some(age)) = (test.minor, self.timeline.people.person(event.owner, self.facts).and_then(|p| p.minor())) {
            held.steps.push(Step { test: "minor", because: format!("案件事实写明收件人{age}岁") });
        }
        if !test.relation.is_empty() {
            let person = self.timeline.people.person(event.owner, self.facts);
            held.steps.push(Step { test: "relation", because: format!("收件人与借款人的关系：{}", relation_zh(person.and_then(|p| p.relation_to_borrower.as_deref()))) });
        }
        if let (Some(true), Some((at, written))) = (test.refused, self.refused(event, i)) {
            let own = written.map(|n| &self.timeline.events[n]).map(|e| format!("（证据{}第{}行，本人发出的话）", self.timeline.files[e.file as usize].exhibit, e.record.row));
            held.steps.push(Step { test: "refused", because: format!("此人已于 {} 表示拒绝{}", at.rfc3339(), own.unwrap_or_default()) });
        }
    }
    fn recipient_because(&self, event: &Event, standing: Standing) -> String {
        let who = self.timeline.people.person(event.owner, self.facts);
        let name = who.map_or("未写明的人", |p| p.name.as_str());
        match standing {
            Standing::Borrower => format!("收件人{name}是借款人"),
            Standing::CoBorrower => format!("收件人{name}是共同借款人"),
            Standing::Guarantor => format!("收件人{name}是担保人"),
            Standing::ThirdParty => match who {
                Some(p) => format!("案件事实里，收件人{name}对这笔借款没有还款义务（与借款人的关系：{}）", relation_zh(p.relation_to_borrower.as_deref())),
                None => format!("案件事实里没有{name}负有还款义务的记载"),
            },
        }
    }
}

fn stage_zh(stage: Stage) -> &'static str {
    match stage {
        Stage::ConsentWithdrawn => "撤回同意",
        Stage::NoContactOrder => "公安机关责令禁止接触",
        Stage::OfficialWarning => "公安或监管部门批评、警告、处罚",
        Stage::InstalmentAgreement => "分期还款协议生效",
        Stage::Settled => "债务结清",
    }
}

/// Relation in Chinese; other words are shown as stated.
pub fn relation_zh(relation: Option<&str>) -> String {
    match relation.unwrap_or("") {
        "" => "未写明",
        "self" => "本人",
        "sister" => "姐妹",
        "brother" => "兄弟",
        "mother" => "母亲",
        "father" => "父亲",
        "parent" => "父母",
        "spouse" | "wife" | "husband" => "配偶",
        "child" | "son" | "daughter" => "子女",
        "relative" | "cousin" | "uncle" | "aunt" => "亲属",
        "friend" => "朋友",
        "classmate" => "同学",
        "colleague" | "coworker" => "同事",
        "employer" | "boss" | "hr" => "单位",
        "neighbour" | "neighbor" => "邻居",
        "teacher" => "老师",
        other => return other.to_owned(),
    }
    .to_owned()
}
