//! Stated visits, incidents and consequences. What a person tells is told as such; nothing here is more than likely.

use super::{Found, lender_called, lender_of, stated};
use crate::facts::told::Told;
use crate::model::{Channel, Grain};
use crate::normalise::people::Standing;
use crate::normalise::stated as place;
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};

/// Families of words that are abuse in themselves, whoever is right about the debt.
pub const ABUSE: [&str; 6] = ["threat_violence", "insult", "threat_exposure", "visit_threat", "impersonate_authority", "false_legal_consequence"];
/// So many contacts before a consequence are a series, even where no words are on record.
const SERIES: usize = 3;

fn recipient(scene: &Scene, told: &Told) -> String {
    let person = ["person", "recipient", "to", "who", "victim", "of", "target"].iter().find_map(|k| scene.facts.person(told.value.get(*k)?.as_str()?));
    let person = person.or_else(|| scene.facts.client.as_deref().and_then(|c| scene.facts.person(c)));
    person.map_or_else(|| "当事人".to_owned(), |p| p.name.clone())
}

/// The doer of a stated act, in the words of the facts.
fn by(told: &Told) -> Option<String> {
    told.text(&["by", "lender", "agency", "against", "org", "visitor", "actor", "from", "peer", "company"])
}

pub(super) fn found(scene: &Scene, told: &Told) -> Option<Found> {
    let at = told.at()?;
    let event = scene.stated.get(&place::place(told)).copied().filter(|_| matches!(told.list, "reports" | "visits" | "incidents"));
    let lender = by(told).and_then(|b| lender_called(scene, &b)).or_else(|| lender_of(scene, told)).or_else(|| event.and_then(|i| scene.ties[i]).map(|t| t.lender));
    let grounds = vec![stated(told, format!("当事人陈述：{}", told.line()))];
    Some(Found { lender, recipient: recipient(scene, told), events: event.into_iter().collect(), grounds, ..Found::on(at.day()) })
}

/// The channel of a stated contact; `None` when it is not one of the events.
fn channel(scene: &Scene, told: &Told) -> Option<Channel> {
    scene.stated.get(&place::place(told)).map(|i| scene.timeline.events[*i].record.channel)
}

/// Whether the rule exempts the item: by its words, or by who did it.
fn exempt(test: &FactTest, told: &Told) -> bool {
    let words: Vec<&str> = test.unless.iter().map(String::as_str).collect();
    told.mentions(&words) || by(told).is_some_and(|b| test.unless_by.iter().any(|w| b.contains(w.as_str())))
}

/// Stated incidents, visits and consequences of a kind.
pub fn incidents(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let facts = scene.facts;
    if test.days.is_some() {
        let happened = Told::each("consequences", &facts.consequences).chain(Told::each("incidents", &facts.incidents));
        return happened.filter(|t| t.tells(&test.kinds) && !exempt(test, t)).filter_map(|t| after_contacts(scene, test, &t)).collect();
    }
    let happened = Told::each("incidents", &facts.incidents).chain(Told::each("visits", &facts.visits)).chain(Told::each("consequences", &facts.consequences));
    // What a relative saw is an account; what was said on the telephone is words.
    let seen = |t: &Told| matches!(channel(scene, t), Some(Channel::Visit | Channel::Post)) && t.tells(&test.kinds);
    let reported = Told::each("reports", &facts.reports).filter(|t| t.is_called(&test.kinds) || seen(t));
    happened
        .filter(|t| t.tells(&test.kinds))
        .chain(reported)
        .filter(|t| !exempt(test, t))
        .filter_map(|t| {
            let mut found = found(scene, &t)?;
            if let Some(n) = t.number(&["count", "records", "items", "names", "contacts", "quantity", "条数"]) {
                found.remarks.push(format!("陈述的数量：{n}"));
            }
            Some(found)
        })
        .collect()
}

/// A consequence counts only when contacts that were abusive, went to third parties or came in a series lie in the days
/// before; that it came of them, a person has to judge.
fn after_contacts(scene: &Scene, test: &FactTest, told: &Told) -> Option<Found> {
    let unrelated = told.flag(&["related", "linked", "caused_by_collection", "because_of_collection"]) == Some(false);
    let mut found = found(scene, told).filter(|_| !unrelated)?;
    let until = told.at()?;
    let days = test.days.unwrap_or(90);
    let from = found.on.plus(-days);
    let in_time = |i: &usize| {
        let at = scene.timeline.events[*i].record.at;
        // A day only: what came on the same day may have come before.
        let before = if until.grain == Grain::Day || at.grain == Grain::Day { at.day() <= until.day() } else { at.stamp <= until.stamp };
        before && at.day() >= from && scene.ties[*i].is_some()
    };
    let before: Vec<usize> = (0..scene.timeline.events.len()).filter(in_time).collect();
    let abusive = before.iter().filter(|i| abuse(scene, **i)).count();
    let third = before.iter().filter(|i| scene.standing(**i) == Standing::ThirdParty).count();
    if abusive == 0 && third == 0 && before.len() < SERIES {
        return None;
    }
    let (first, last) = (before.first()?, before.last()?);
    let day = |i: &usize| scene.timeline.events[*i].record.at.day().zh();
    found.lender = found.lender.or_else(|| scene.ties[*last].map(|t| t.lender));
    let mut remark = format!("此前{days}天内，本案记录有能够归到放款方或其受托机构的往来{}条（{}至{}）", before.len(), day(first), day(last));
    if abusive > 0 {
        remark += &format!("，其中{abusive}条有威胁、辱骂等字句");
    }
    if third > 0 {
        remark += &format!("，其中{third}条发给不负还款义务的人");
    }
    found.remarks.push(format!("{remark}；时间先后不等于因果"));
    if told.text(&["evidence", "proof", "certificate", "document", "diagnosis", "file"]).is_none() {
        found.remarks.push("请备好诊断证明、病历、解除劳动合同通知、失业登记等材料".into());
    }
    found.tier = Tier::Possible;
    Some(found)
}

/// Whether an event's words are abuse in themselves.
pub(super) fn abuse(scene: &Scene, i: usize) -> bool {
    scene.hits[i].iter().any(|h| ABUSE.iter().any(|f| scene.words.family(f) == Some(h.family)))
}

const SINGLE: [&str; 13] = ["people", "people_count", "visitors", "visitor_count", "persons", "count", "headcount", "number_of_people", "number_of_visitors", "collectors", "n_people", "num_people", "人数"];
const ALONE: [&str; 10] = ["独自一人", "一个人上门", "一个人来", "只来了一个人", "只有一个人", "单人上门", "单人", "一名催收", "孤身", "alone"];
const FORCED: [&str; 24] = [
    "未经同意进", "未经我同意进", "未经允许进", "没经同意", "没有经过同意", "强行进", "强行入", "硬闯", "闯进", "闯入", "破门", "撬门", "撬锁", "不请自入", "擅自进", "非法侵入", "未经同意入", "entered the home without", "entered my home without", "entered without", "forced their way", "forced his way", "broke in", "barged in",
];
const FORCED_KIND: [&str; 8] = ["trespass", "forced_entry", "break_in", "home_intrusion", "illegal_entry", "entry_without_consent", "entered_without_consent", "no_consent"];
const NO_RECORDING: [&str; 24] = ["不许拍", "不给拍", "不给录", "别拍", "捂镜头", "遮镜头", "不让我录", "不许我录", "不准我录", "不让拍", "不让我拍", "不准拍", "不让录", "不许录", "不准录", "拒绝录音", "拒绝录像", "拒录", "抢手机", "抢走手机", "挡镜头", "no_recording", "recording_refused", "refused_recording"];
const RECORDING: [&str; 5] = ["recording", "recorded", "av_recorded", "recorder_on", "body_camera"];
const OFFICE: [&str; 11] = ["单位", "公司", "办公", "工作场所", "厂里", "车间", "店里", "学校", "workplace", "office", "company"];

/// Which rules of visits a stated visit broke, and how sure that is.
fn breaches(told: &Told) -> (Vec<&'static str>, Tier) {
    let one = told.number(&SINGLE) == Some(1);
    let alone = one || told.flag(&["alone", "single", "single_visitor", "one_person"]) == Some(true) || told.mentions(&ALONE);
    let consented = told.granted(&["entry_consent", "consent_to_enter", "consent", "consented", "agreed", "entry_agreed", "invited", "with_consent", "permission", "permitted", "allowed_in", "appointment", "by_appointment"]);
    let went_in = told.flag(&["entered", "entered_home", "entered_dwelling", "entered_house", "entered_office", "went_in", "inside", "entry"]) == Some(true);
    let forced = told.flag(&["entered_without_consent", "forced_entry", "trespass", "entry_without_consent", "forced", "broke_in"]) == Some(true)
        || told.mentions(&FORCED)
        || told.mentions(&FORCED_KIND);
    let entered = forced || (went_in && consented != Some(true));
    let forbidden = told.flag(&["recording_refused", "refused_recording", "refuse_recording", "recording_denied", "refused_to_be_recorded"]) == Some(true)
        || told.flag(&["recording_allowed", "allowed_recording"]) == Some(false)
        || told.text(&RECORDING).is_some_and(|said| ["refus", "denied", "拒", "不让", "不许", "不准"].iter().any(|w| said.contains(w)))
        || told.mentions(&NO_RECORDING);
    let unrecorded = !forbidden && told.granted(&RECORDING) == Some(false);
    // A visit both agreed on is not judged by the number of visitors.
    let agreed = consented == Some(true) && !forced;
    let place = told.text(&["place", "where", "location", "at_place", "site", "address"]).unwrap_or_default().to_lowercase();
    let office = told.flag(&["entered_office"]) == Some(true) || OFFICE.iter().any(|w| place.contains(w));
    let entered_as = if office { "entered_office" } else { "entered" };
    let facets = [("alone", alone && !agreed), (entered_as, entered), ("unrecorded", unrecorded), ("recording_refused", forbidden)];
    let sure = if entered && !forced && consented.is_none() { Tier::Possible } else { Tier::Likely };
    (facets.into_iter().filter(|(_, so)| *so).map(|(f, _)| f).collect(), sure)
}

/// Visits that broke the rules of visits: one person alone, entering without consent, no recording.
pub fn visits(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let at_door = |t: &Told| t.tells(&test.kinds) && channel(scene, t).is_none_or(|c| c == Channel::Visit);
    let other = Told::each("incidents", &scene.facts.incidents).filter(at_door);
    let seen = Told::each("reports", &scene.facts.reports).filter(|t| channel(scene, t) == Some(Channel::Visit));
    Told::each("visits", &scene.facts.visits)
        .chain(other)
        .chain(seen)
        .filter(|t| !exempt(test, t))
        .filter_map(|told| {
            let (facets, tier) = breaches(&told);
            if facets.is_empty() {
                return None;
            }
            let mut found = found(scene, &told)?;
            let zh = |f: &&str| match *f {
                "alone" => "单人上门",
                "entered" => "未经同意进入住所",
                "entered_office" => "未经同意进入单位办公区域",
                "recording_refused" => "拒绝录音录像",
                _ => "没有录音录像",
            };
            found.remarks.push(format!("陈述的情形：{}", facets.iter().map(zh).collect::<Vec<_>>().join("、")));
            if tier == Tier::Possible {
                found.remarks.push("陈述说进了门，没有写是否同意；同意进入的，不属于这一项".into());
            }
            (found.facets, found.tier) = (facets, tier);
            Some(found)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn told(value: &Value) -> (Vec<&'static str>, Tier) {
        breaches(&Told { list: "visits", n: 0, value })
    }

    #[test]
    fn a_visit_stated_in_many_ways() {
        for (value, expect) in [
            (json!({ "people": 1 }), vec!["alone"]),
            (json!({ "visitors": ["一名男子"] }), vec!["alone"]),
            (json!({ "人数": "一人" }), vec!["alone"]),
            (json!({ "violations": ["single_visitor", "entered_without_consent"], "single_visitor": true }), vec!["alone", "entered"]),
            (json!({ "people": 2, "entered": true, "consent": false }), vec!["entered"]),
            (json!({ "people": 2, "entered_home": "yes", "entry_consent": "未经同意" }), vec!["entered"]),
            (json!({ "people": 3, "what": "没敲门就闯进客厅" }), vec!["entered"]),
            (json!({ "people": 2, "what": "未经我同意进屋翻东西" }), vec!["entered"]),
            (json!({ "people": 2, "recording": "refused" }), vec!["recording_refused"]),
            (json!({ "people": 2, "recorded": false }), vec!["unrecorded"]),
            (json!({ "people": 2, "what": "我要录像，对方不让录" }), vec!["recording_refused"]),
            (json!({ "people": 2, "entered": true, "consent": false, "place": "单位办公室" }), vec!["entered_office"]),
            (json!({ "people": 2, "entered": false, "recorded": true }), vec![]),
            (json!({ "people": 1, "agreed": true, "entered": true, "recorded": true }), vec![]),
            (json!({ "people": 2, "what": "他们没有闯入，在门口说话" }), vec![]),
            (json!({ "people": 2, "what": "扬言下次要闯进来", "said": "下次一个人来也闯进去" }), vec![]),
        ] {
            assert_eq!(told(&value).0, expect, "{value}");
        }
    }

    #[test]
    fn entry_without_a_word_about_consent_is_only_possible() {
        assert_eq!(told(&json!({ "people": 2, "entered": true })), (vec!["entered"], Tier::Possible));
        assert_eq!(told(&json!({ "people": 2, "entered": true, "consent": false })), (vec!["entered"], Tier::Likely));
    }
}
