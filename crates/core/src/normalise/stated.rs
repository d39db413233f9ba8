//! Contacts a person tells of: reports of relatives, visits, incidents, and what was said in a logged call. They are
//! statements, and stay marked so.

use super::people::People;
use super::{Event, File};
use crate::facts::Facts;
use crate::facts::told::{Told, when};
use crate::import::Harvest;
use crate::model::{Call, Channel, Direction, Outcome, Peer, Reading, Record, Stamp};
use crate::number;
use serde_json::Value;

/// Name of the pseudo-file in results.
pub const FILE: &str = "facts.json";

/// What people write instead of words when nobody took the call.
const UNTAKEN: [&str; 9] = ["未接", "没接", "没有接", "不接", "拒接", "无人接听", "响一声", "响了一声", "占线"];

/// The stated contacts as a harvest: reports first, then visits and incidents that count as events, in stated order.
/// The person contacted travels as `peer.also[0]` (a person id), since a statement has no phone of its own.
pub fn harvest(facts: &Facts) -> Harvest {
    let mut harvest = Harvest::default();
    for report in Told::each("reports", &facts.reports) {
        one(&mut harvest, facts, report, Kind::Report);
    }
    for incident in Told::each("visits", &facts.visits).chain(Told::each("incidents", &facts.incidents)) {
        if incident.value.get("counts_as_event") == Some(&Value::Bool(true)) {
            one(&mut harvest, facts, incident, Kind::Incident);
        }
    }
    harvest
}

/// Where a stated contact stands in the facts: what its record's `offset` holds.
pub fn place(told: &Told) -> u64 {
    let list = match told.list {
        "reports" => 0,
        "visits" => 1,
        _ => 2u64,
    };
    list << 32 | told.n as u64
}

#[derive(PartialEq)]
enum Kind {
    Report,
    Incident,
}

fn one(harvest: &mut Harvest, facts: &Facts, told: Told, kind: Kind) {
    let value = told.value;
    let Some(at) = text(value, &["at", "time", "date", "when"]).and_then(|t| when(&t)) else {
        harvest.refuse("row.bad_date", "陈述里没有写明时间，或时间无法识别", "请用 juzheng fact 补上时间，例如 2026-01-10T12:00:00+08:00 或 2026-01-10");
        return;
    };
    let person = texts(value, &["person", "recipient", "to", "who", "owner", "target", "told_by", "reported_by", "by_person", "from_person"]).find(|p| facts.person(p).is_some());
    let stated_channel = text(value, &["channel", "kind", "type", "via"]).unwrap_or_default();
    // What somebody reports was said is read as words; what the user writes about a visit is an account, not the other
    // side's words, unless it stands under a key that says so.
    let (channel, peer_keys, said): (Channel, &[&str], &[&str]) = match kind {
        Kind::Report => (
            channel(&stated_channel).unwrap_or(Channel::Call),
            &["peer", "number", "from", "caller", "by"],
            &["text", "said", "words", "content", "body", "what", "description", "note"],
        ),
        Kind::Incident => (channel(&stated_channel).unwrap_or(Channel::Visit), &["by", "peer", "number", "from"], &["said", "words", "text", "content"]),
    };
    let words = text(value, said).unwrap_or_default();
    // The person who tells is not the one who made contact.
    let raw = texts(value, peer_keys).find(|p| facts.person(p).is_none()).unwrap_or_default();
    let seconds = value.get("duration_s").or_else(|| value.get("duration")).and_then(Value::as_u64).map(|s| s as u32);
    let outcome = match seconds {
        Some(s) if s > 0 => Outcome::Answered,
        // Words that were heard were said in a call that was taken, however long it was.
        None if !words.is_empty() && !UNTAKEN.iter().any(|w| words.contains(w)) => Outcome::Answered,
        _ => Outcome::Unknown,
    };
    let call = (channel == Channel::Call).then_some(Call { seconds, outcome });
    let person = person.or_else(|| facts.client.clone()).into_iter().collect();
    harvest.record(Record {
        row: 0,
        offset: place(&told),
        at,
        sent: None,
        channel,
        direction: Direction::In,
        peer: Peer { raw, name: None, also: person },
        body: words,
        call,
        parts: vec![],
        reading: Reading::Stated,
    });
}

fn text(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|k| match value.get(*k)? {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
}

fn channel(word: &str) -> Option<Channel> {
    let word = word.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|p| word.contains(p));
    Some(match () {
        () if has(&["voice_mail", "voicemail"]) => Channel::VoiceMail,
        () if has(&["call", "phone", "voice", "电话"]) => Channel::Call,
        () if has(&["mms", "彩信"]) => Channel::Mms,
        () if has(&["sms", "短信"]) => Channel::Sms,
        () if has(&["post", "group", "public", "moments", "douyin", "张贴", "群"]) => Channel::Post,
        () if has(&["wechat", "weixin", "qq", "chat", "微信"]) || word == "im" => Channel::Im,
        () if has(&["visit", "上门"]) => Channel::Visit,
        () if has(&["letter", "mail", "信函"]) => Channel::Letter,
        () => return None,
    })
}

fn texts<'v>(value: &'v Value, keys: &'v [&str]) -> impl Iterator<Item = String> + 'v {
    keys.iter().filter_map(|k| text(value, &[k]))
}

/// Words for a relative or acquaintance, with the relations the facts may give such a person.
const KIN: [(&[&str], &[&str]); 14] = [
    (&["妈", "母亲", "娘"], &["mother", "妈", "母亲"]),
    (&["爸", "父亲", "爹"], &["father", "爸", "父亲"]),
    (&["姐夫", "妹夫", "嫂"], &["姐夫", "妹夫", "嫂"]),
    (&["姐", "妹"], &["sister", "姐", "妹"]),
    (&["哥", "弟"], &["brother", "哥", "弟"]),
    (&["女朋友", "男朋友", "女友", "男友"], &["女朋友", "男朋友", "女友", "男友"]),
    (&["前妻", "前夫"], &["前妻", "前夫"]),
    (&["老婆", "妻", "爱人", "媳妇", "老公", "丈夫", "配偶"], &["spouse", "wife", "husband", "配偶", "妻", "丈夫", "爱人", "老公", "老婆"]),
    (&["儿子", "女儿", "孩子"], &["child", "son", "daughter", "子女", "儿子", "女儿"]),
    (&["同事"], &["colleague", "coworker", "同事"]),
    (&["同学"], &["classmate", "同学"]),
    (&["朋友", "好友", "闺蜜"], &["friend", "朋友", "好友"]),
    (&["单位", "公司", "领导", "老板", "上司", "人事"], &["employer", "boss", "hr", "单位", "公司", "领导", "老板"]),
    (&["邻居"], &["neighbour", "neighbor", "邻居"]),
];

/// The person a typed account names (我妈王芳, 同事小陈, 王芳): by a name or nickname; by the relation when the borrower writes and
/// only one such person is in the facts.
pub(super) fn reached<'f>(facts: &'f Facts, custodian: Option<&str>, named: &str) -> Option<&'f str> {
    let known = |p: &crate::facts::Person| std::iter::once(&p.name).chain(&p.nicknames).any(|n| n.chars().count() >= 2 && named.ends_with(n.as_str()));
    let mut by_name = facts.persons.iter().filter(|p| known(p));
    if let Some(person) = by_name.next() {
        return by_name.next().is_none().then_some(person.id.as_str());
    }
    if custodian.is_none() || custodian != facts.borrower.as_deref() {
        return None;
    }
    let (words, relations) = KIN.iter().find(|(words, _)| words.iter().any(|w| named.contains(w)))?;
    // 我妈王芳 is not the mother of the facts when she is called otherwise there.
    let bare = named.trim_start_matches(['我', '的']);
    let alone = words.iter().any(|w| bare == *w || bare.chars().all(|c| w.contains(c)));
    let related = |p: &&crate::facts::Person| p.relation_to_borrower.as_deref().is_some_and(|r| relations.iter().any(|k| r.eq_ignore_ascii_case(k) || !k.is_ascii() && r.contains(k)));
    let mut of_relation = facts.persons.iter().filter(related).filter(|p| alone || p.name.is_empty() || words.iter().any(|w| p.name.contains(w)));
    let person = of_relation.next()?;
    of_relation.next().is_none().then_some(person.id.as_str())
}

/// The person of the case whose account a typed text says it is, where whoever handed it in named nobody else: by the name, or by what the
/// writer is to the borrower when only one such person is in the facts. Nobody where it names several, or the client.
pub(super) fn writer<'f>(facts: &'f Facts, custodian: Option<&str>, harvest: &Harvest) -> Option<&'f str> {
    if custodian.is_none() || custodian != facts.client.as_deref() {
        return None;
    }
    let called = |p: &crate::facts::Person, name: &str| std::iter::once(&p.name).chain(&p.nicknames).any(|n| n == name);
    let borrower = facts.borrower.as_deref().and_then(|id| facts.person(id));
    let only = |mut found: Vec<&'f str>| (found.len() == 1).then(|| found.remove(0));
    let of = |who: &str| -> Option<&'f str> {
        let ids = |fits: &dyn Fn(&crate::facts::Person) -> bool| facts.persons.iter().filter(|p| fits(p)).map(|p| p.id.as_str()).collect::<Vec<_>>();
        let Some((whose, kin)) = who.rsplit_once('的') else { return only(ids(&|p| called(p, who))) };
        if !(["借款人", "债务人", "欠款人", "当事人"].contains(&whose) || borrower.is_some_and(|b| called(b, whose))) {
            return None;
        }
        let (_, relations) = KIN.iter().find(|(words, _)| words.iter().any(|w| kin.contains(w)))?;
        let fits = |relation: &str| match relation.is_ascii() {
            true => relations.iter().any(|k| relation.eq_ignore_ascii_case(k)),
            // 妹妹 of the facts is no 姐姐.
            false => relations.iter().any(|k| !k.is_ascii() && kin.contains(k) && relation.contains(k)),
        };
        only(ids(&|p| Some(p.id.as_str()) != facts.borrower.as_deref() && p.relation_to_borrower.as_deref().is_some_and(fits)))
    };
    let found: std::collections::BTreeSet<&str> = harvest.notes.iter().filter_map(|n| n.strip_prefix(crate::import::statement::writer::MARK)).filter_map(of).collect();
    only(found.into_iter().collect()).filter(|id| facts.client.as_deref() != Some(id))
}

/// Puts what was said beside the logged call it belongs to: same minute, and the same number or file where given.
pub fn attach_call_notes(facts: &Facts, files: &[File], people: &People, events: &mut [Event]) {
    for note in &facts.call_notes {
        let at = text(note, &["at", "time", "call_at", "date", "when"]).and_then(|t| Stamp::parse(&t));
        let (Some(at), Some(words)) = (at, text(note, &["text", "said", "words", "content", "body", "note", "what"])) else { continue };
        let peer = text(note, &["peer", "number", "from", "caller"]).map(|n| number::key(&n));
        let file = text(note, &["file", "source"]);
        let matching = |e: &&mut Event| {
            e.record.channel == Channel::Call
                && (e.record.at.stamp.0 - at.0).abs() < 60_000
                && peer.as_ref().is_none_or(|p| people.party(e.peer).key == *p || number::key(&e.record.peer.raw) == *p)
                && file.as_ref().is_none_or(|f| files[e.file as usize].name == *f)
        };
        let nearest = events.iter_mut().filter(matching).min_by_key(|e| (e.record.at.stamp.0 - at.0).abs());
        if let Some(event) = nearest {
            event.beside_mut().said = Some(words);
        }
    }
}
