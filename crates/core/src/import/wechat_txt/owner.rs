//! Whose words are whose in a chat between two people that WeChat exported itself. WeChat's code for Android (published in many
//! decompiled copies, `OtherMailHistoryExporter` and `QQMailHistoryExporter`) fills the title with the other side's nickname and
//! then the owner's own, heads what the owner sent with that same own nickname, and what came in with the remark the owner gave
//! the other side, which need not stand in the title. So the second name is the owner's, and the one speaker who is not the
//! second name is the other side under its remark.

use crate::error::Problem;
use crate::import::{Harvest, Sides};
use crate::model::{Channel, Direction};
use std::collections::{BTreeMap, BTreeSet};

/// Words of messages WeChat's export has no words for: it writes its program's word for nothing.
pub const NOTHING: &str = "null";

/// Settles the messages of a chat between the two names of a title; all stand as received from who heads them. `spoken`: how often a
/// name heads a message.
pub fn settle(first: &str, second: &str, spoken: &BTreeMap<String, (u64, u64)>, harvest: &mut Harvest) {
    if first == second {
        let todo = "请让一方改一个昵称后重新导出，或用写明发出、收到的方式另存；这里暂按收到列出";
        harvest.problem(Problem::new("wechat.same_names", format!("双方在标题里同名（“{first}”），分不出哪一句是谁说的"), "标题", todo));
        return;
    }
    // A file that does not fit the code: the second name never speaks, the first does, and so does a third, more than once. On
    // the code's word alone the owner said nothing and two people answered; that own lines carry the own nickname says the first
    // is the owner. The two rules conflict, so nothing is asserted but what the case's names settle.
    let strangers = || spoken.iter().filter(|(name, _)| *name != first && *name != second);
    let unfit = !spoken.contains_key(second) && strangers().any(|(_, (times, _))| *times > 1) && (spoken.contains_key(first) || strangers().count() > 1);
    if unfit {
        harvest.sides = Sides::Named;
        harvest.note(format!("标题里的“{second}”没有发言，发言人与标题对不上，看不出哪一方是导出人本人；与案件里持有人的姓名、昵称相同的算本人发出，其余暂按收到列出"));
        return;
    }
    let others: BTreeSet<&str> = harvest.records.iter().map(|r| r.peer.raw.as_str()).filter(|raw| *raw != second).collect();
    // One person under two names would be two people in the case.
    let other = if others.len() == 1 { others.into_iter().next().unwrap_or(first).to_owned() } else { first.to_owned() };
    for record in harvest.records.iter_mut().filter(|r| r.channel == Channel::Im && r.peer.raw == second) {
        record.direction = Direction::Out;
        record.peer.raw.clone_from(&other);
    }
    let remark = if other == first { String::new() } else { format!("（消息里的备注名是“{other}”）") };
    harvest.note(format!("标题中排在后面的“{second}”当作导出人本人（微信把导出人的昵称写在后面），“{first}”{remark}当作对方；案件里写有持有人的姓名、昵称时以案件为准"));
    harvest.sides = Sides::Titled { own: second.to_owned(), other: first.to_owned() };
}

/// A line without the word for nothing that WeChat's export puts, with no line end, before a picture it does not find and the next
/// head: how many stood there, and what follows.
pub fn unglued(line: &str) -> (u64, &str) {
    let mut rest = line;
    let mut count = 0;
    while let Some(after) = rest.strip_prefix(NOTHING) {
        rest = after;
        count += 1;
    }
    (count, rest)
}

/// Gives speakers whose first head stood behind such a word their own name; how many words those were.
pub fn unglue_names(heads: &mut BTreeMap<String, (u64, u64)>, harvest: &mut Harvest) -> u64 {
    let mut lost = 0;
    let glued: Vec<String> = heads.keys().filter(|n| unglued(n).0 > 0 && heads.contains_key(unglued(n).1)).cloned().collect();
    for name in glued {
        let ((count, rest), (times, _)) = (unglued(&name), heads.remove(&name).unwrap_or_default());
        if let Some(head) = heads.get_mut(rest) {
            head.0 += times;
        }
        harvest.records.iter_mut().filter(|r| r.peer.raw == name).for_each(|r| rest.clone_into(&mut r.peer.raw));
        lost += count * times;
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Peer, Record, Stamp, When};

    fn settled(first: &str, second: &str, said: &[&str]) -> (Vec<(Direction, String)>, Harvest) {
        let (mut harvest, mut spoken) = (Harvest::default(), BTreeMap::new());
        for name in said {
            spoken.entry((*name).to_owned()).or_insert((0, 1)).0 += 1;
            let peer = Peer { raw: (*name).into(), name: None, also: Vec::new() };
            harvest.record(Record { row: 0, offset: 0, at: When::exact(Stamp(1_767_970_865_000)), sent: None, channel: Channel::Im, direction: Direction::In, peer, body: "x".into(), call: None, parts: vec![], reading: Default::default() });
        }
        settle(first, second, &spoken, &mut harvest);
        (harvest.records.iter().map(|r| (r.direction, r.peer.raw.clone())).collect(), harvest)
    }

    #[test]
    fn the_second_name_is_the_owner() {
        use Direction::{In, Out};
        assert_eq!(settled("甲", "乙", &["甲", "乙"]).0, [(In, "甲".into()), (Out, "甲".into())]);
        assert_eq!(settled("甲", "乙", &["小甲", "乙", "小甲"]).0, [(In, "小甲".into()), (Out, "小甲".into()), (In, "小甲".into())], "a remark");
        assert_eq!(settled("甲", "乙", &["甲", "甲"]).0, [(In, "甲".into()), (In, "甲".into())]);
        assert_eq!(settled("甲", "乙", &["乙"]).0, [(Out, "甲".into())]);
        assert_eq!(settled("甲", "乙", &["甲", "开会时间", "甲"]).1.sides, Sides::Titled { own: "乙".into(), other: "甲".into() }, "words that look like a head, once");
    }

    #[test]
    fn what_does_not_fit_is_not_asserted() {
        let (said, harvest) = settled("甲", "乙", &["甲", "小乙", "甲", "小乙"]);
        assert!(said.iter().all(|s| s.0 == Direction::In) && harvest.sides == Sides::Named);
        let (said, harvest) = settled("甲", "甲", &["甲", "甲"]);
        assert!(said.iter().all(|s| s.0 == Direction::In) && harvest.sides == Sides::Stated && harvest.problems.len() == 1);
    }

    #[test]
    fn words_for_nothing_before_a_head() {
        assert_eq!(unglued("nullnull张一  8:00"), (2, "张一  8:00"));
        assert_eq!(unglued("张一  8:00"), (0, "张一  8:00"));
    }
}
