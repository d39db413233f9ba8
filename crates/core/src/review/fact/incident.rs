//! Stated visits, incidents and consequences.

use super::{Found, stated};
use crate::facts::told::Told;
use crate::normalise::stated as place;
use crate::review::scene::Scene;
use crate::rules::{FactTest, Tier};

const SINGLE: [&str; 8] = ["people", "people_count", "visitors", "persons", "count", "headcount", "number_of_people", "collectors"];
const ALONE: [&str; 4] = ["独自一人", "一个人上门", "只来了一个人", "单人上门"];
const FORCED: [&str; 9] = ["未经同意进", "没经同意", "强行进", "硬闯", "闯进", "闯入", "破门", "撬门", "不请自入"];
const NO_RECORDING: [&str; 7] = ["不让录", "不许录", "拒绝录音", "拒绝录像", "拒绝录音录像", "抢手机", "不准录"];

fn recipient(scene: &Scene, told: &Told) -> String {
    let person = ["person", "recipient", "to", "who", "victim"].iter().find_map(|k| scene.facts.person(told.value.get(*k)?.as_str()?));
    let person = person.or_else(|| scene.facts.client.as_deref().and_then(|c| scene.facts.person(c)));
    person.map_or_else(|| "当事人".to_owned(), |p| p.name.clone())
}

fn found(scene: &Scene, told: &Told) -> Option<Found> {
    let at = told.at()?;
    let by = told.text(&["by", "lender", "agency", "against", "org"]);
    let lender = by.as_deref().and_then(|b| scene.facts.lender_named(b)).and_then(|l| scene.facts.lenders.iter().position(|x| x.id == l.id)).map(|i| i as u32);
    let event = scene.stated.get(&place::place(told)).copied().filter(|_| matches!(told.list, "reports" | "visits" | "incidents"));
    let lender = lender.or_else(|| event.and_then(|i| scene.ties[i]).map(|t| t.lender));
    let grounds = vec![stated(told, format!("当事人陈述：{}", told.line()))];
    Some(Found { lender, recipient: recipient(scene, told), events: event.into_iter().collect(), grounds, ..Found::on(at.day()) })
}

/// Stated incidents, visits and consequences of a kind.
pub fn incidents(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let facts = scene.facts;
    let happened = Told::each("incidents", &facts.incidents).chain(Told::each("visits", &facts.visits));
    let reported = Told::each("reports", &facts.reports).filter(|t| t.is_called(&test.kinds));
    let mut all: Vec<Found> = happened.filter(|t| t.is(&test.kinds)).chain(reported).filter_map(|t| found(scene, &t)).collect();
    if test.days.is_some() {
        all.clear();
        all.extend(Told::each("consequences", &facts.consequences).filter(|t| t.is(&test.kinds)).filter_map(|t| after_contacts(scene, test, &t)));
    }
    all
}

/// A consequence counts only when contacts came in the days before; that it came of them, a person has to judge.
fn after_contacts(scene: &Scene, test: &FactTest, told: &Told) -> Option<Found> {
    let mut found = found(scene, told)?;
    let from = found.on.plus(-test.days.unwrap_or(90));
    let before: Vec<usize> = (0..scene.timeline.events.len())
        .filter(|i| scene.ties[*i].is_some() && (from..=found.on).contains(&scene.timeline.events[*i].record.at.day()))
        .collect();
    let (first, last) = (before.first()?, before.last()?);
    let day = |i: &usize| scene.timeline.events[*i].record.at.day().zh();
    found.lender = found.lender.or_else(|| scene.ties[*last].map(|t| t.lender));
    found.remarks.push(format!("此前{}天内，本案记录有能够归到放款方或其受托机构的往来{}条（{}至{}）；时间先后不等于因果", test.days.unwrap_or(90), before.len(), day(first), day(last)));
    found.tier = Tier::Possible;
    Some(found)
}

/// Visits that broke the rules of visits: one person alone, entering without consent, no recording.
pub fn visits(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let other = Told::each("incidents", &scene.facts.incidents).filter(|t| t.is(&test.kinds));
    Told::each("visits", &scene.facts.visits)
        .chain(other)
        .filter_map(|told| {
            let text = told.line();
            let says = |words: &[&str]| words.iter().any(|w| text.contains(w));
            let alone = told.number(&SINGLE) == Some(1) || told.flag(&["alone", "single"]) == Some(true) || says(&ALONE);
            let consented = told.flag(&["entry_consent", "consent", "consented", "agreed", "invited", "with_consent", "appointment"]);
            let went_in = told.flag(&["entered", "entered_home", "entry", "entered_dwelling", "inside"]) == Some(true);
            let entered = told.flag(&["entered_without_consent", "forced_entry", "trespass", "entry_without_consent"]) == Some(true) || (went_in && consented == Some(false)) || says(&FORCED);
            let unrecorded = told.flag(&["recording_refused", "refused_recording", "refuse_recording"]) == Some(true)
                || told.flag(&["recorded", "recording", "recording_allowed", "recorder_on", "body_camera", "av_recorded"]) == Some(false)
                || says(&NO_RECORDING);
            let facets: Vec<&'static str> = [("alone", alone), ("entered", entered), ("unrecorded", unrecorded)].into_iter().filter(|(_, so)| *so).map(|(f, _)| f).collect();
            if facets.is_empty() {
                return None;
            }
            let mut found = found(scene, &told)?;
            let zh = |f: &&str| match *f {
                "alone" => "单人上门",
                "entered" => "未经同意进入住所",
                _ => "没有录音录像或拒绝录音录像",
            };
            found.remarks.push(format!("陈述的情形：{}", facets.iter().map(zh).collect::<Vec<_>>().join("、")));
            found.facets = facets;
            Some(found)
        })
        .collect()
}
