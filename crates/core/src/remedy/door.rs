//! Which doors are open. Each "no" names its cause and says why; a step taken, its answer or its silence, moves a door.

use super::route::{Before, Need, Route, Whose, Window};
use super::steps::{Outcome, Step};
use super::{Scene, Who, span};
use crate::facts::Lender;
use crate::money::Lender as Kind;
use crate::review::finding::Finding;
use serde::Serialize;

/// How a door stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Go now.
    Open,
    /// Open; something usually comes first.
    Later,
    /// Gone through, no answer yet, the term runs.
    Waiting,
    /// Gone through; answered, refused, or silent past its term.
    Done,
    /// Shut.
    Shut,
}

/// Why a door stands so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// What was found belongs here.
    Open,
    /// Nothing was found that could be put forward.
    NoFinding,
    /// Not for this person.
    Who,
    /// Not for this kind of lender.
    Licence,
    /// Nobody knows the lender's licence.
    LicenceUnknown,
    /// Not for what was found.
    Findings,
    /// Not in this city.
    Place,
    /// Nobody knows the city.
    PlaceUnknown,
    /// Something comes first.
    Before,
    /// A step was taken here.
    Step,
}

/// A route with its answer for this case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Door {
    /// Route id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Not shut.
    pub open: bool,
    /// How it stands.
    pub state: State,
    /// Why, as a word for programs.
    pub cause: Cause,
    /// Why, in Chinese.
    pub because: String,
    /// What was found calls for it before all others.
    pub urgent: bool,
    /// When to go.
    pub window: Window,
    /// Names of the lenders it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// Ids of the findings that belong here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

/// Every route with its answer: those open now first (urgent ones before), then those to wait for, then the shut ones.
pub fn doors(scene: &Scene, routes: &[Route]) -> Vec<Door> {
    let mut all: Vec<(u32, Door)> = routes.iter().map(|r| (r.order, answer(scene, r))).collect();
    all.sort_by(|(a, x), (b, y)| (x.state, !x.urgent, *a, &x.id).cmp(&(y.state, !y.urgent, *b, &y.id)));
    all.into_iter().map(|(_, d)| d).collect()
}

/// The findings a route takes.
pub fn taken<'f>(who: Who, route: &Route, findings: &'f [Finding]) -> Vec<&'f Finding> {
    let free = matches!(who, Who::ThirdParty | Who::Employer);
    let listed = |rules: &[String], f: &Finding| rules.iter().any(|r| r == f.rule());
    findings.iter().filter(|f| (route.findings.is_empty() || listed(&route.findings, f)) && !(free && listed(&route.borrowers_own, f))).collect()
}

fn answer(scene: &Scene, route: &Route) -> Door {
    let acts = if route.findings.is_empty() && !route.matters.is_empty() { Vec::new() } else { taken(scene.who, route, scene.findings) };
    let lenders = lenders(scene, &acts);
    let door = |state: State, cause: Cause, because: String| Door {
        id: route.id.clone(),
        name: route.name.clone(),
        open: state != State::Shut,
        state,
        cause,
        because,
        urgent: state != State::Shut && acts.iter().any(|f| route.urgent.iter().any(|u| u == f.rule())),
        window: route.window,
        against: lenders.iter().map(|l| l.name.clone()).collect(),
        findings: acts.iter().map(|f| f.id().to_owned()).collect(),
    };
    let shut = |cause: Cause, said: &Option<String>, fallback: &str| Door { against: Vec::new(), findings: Vec::new(), ..door(State::Shut, cause, said.clone().unwrap_or_else(|| fallback.to_owned())) };
    if !route.who.contains(&scene.who) {
        return shut(Cause::Who, &route.no.who, "不是为您这种身份设的渠道");
    }
    let concerned = route.always || !acts.is_empty() || route.matters.iter().any(|m| scene.matters.contains(m));
    if !concerned && scene.findings.is_empty() && route.no.findings.is_none() {
        return shut(Cause::NoFinding, &None, "目前没有发现可以据以提出的行为");
    }
    if !concerned {
        return shut(if scene.findings.is_empty() { Cause::NoFinding } else { Cause::Findings }, &route.no.findings, "本案目前的发现不属于这个渠道处理的事项");
    }
    if !route.licence.is_empty() {
        let known: Vec<_> = lenders.iter().filter(|l| l.licence.as_deref().is_some_and(|k| !Kind::undecided(k))).collect();
        if !known.iter().any(|l| licensed(l, &route.licence)) {
            if !known.is_empty() {
                return shut(Cause::Licence, &route.no.licence, "不管这类放贷机构");
            }
            if !route.licence_not_known {
                let todo = "不知道放贷机构是银行、消费金融公司、小额贷款公司还是没有牌照，不能说它归不归这里管；请看合同上的放款人（平台常常只做撮合，放款的是另一家），查到后用 juzheng fact 写明 licence";
                return shut(Cause::LicenceUnknown, &None, todo);
            }
        }
    }
    if !route.only_in.is_empty() {
        let places = places(scene, &lenders);
        if places.is_empty() {
            let todo = format!("只在{}三市的范围内适用；不知道您和放贷机构在哪个城市，请用 juzheng fact 写明 city", route.only_in.join("、"));
            return shut(Cause::PlaceUnknown, &None, &todo);
        }
        if !places.iter().any(|p| route.only_in.iter().any(|city| p.contains(city.as_str()))) {
            return shut(Cause::Place, &route.no.place, "不在这个渠道管辖的城市");
        }
    }
    let unmet = |b: &&Before| !met(scene, b, &acts, &lenders);
    if let Some(before) = route.before.iter().filter(|b| b.must).find(|b| unmet(b)) {
        return shut(Cause::Before, &None, &before.says);
    }
    if let Some(step) = scene.steps.iter().rfind(|s| s.route == route.id) {
        return stepped(scene, route, step, &acts, &door);
    }
    let first: Vec<&str> = route.before.iter().filter(|b| !b.must).filter(unmet).map(|b| b.says.as_str()).collect();
    let after = route.after.as_ref().map_or_else(String::new, |after| format!("；{after}"));
    if !first.is_empty() {
        return door(State::Later, Cause::Before, format!("{}；{}{after}", route.says, first.join("；")));
    }
    // What was waited for is said, so that it shows why the door is open now.
    let moved: Vec<String> = route.before.iter().filter_map(|b| moved(scene, b, &lenders)).collect();
    let moved = if moved.is_empty() { String::new() } else { format!("；{}", moved.join("；")) };
    door(State::Open, Cause::Open, format!("{}{moved}{after}", route.says))
}

/// The answer of a door somebody has gone through.
fn stepped(scene: &Scene, route: &Route, step: &Step, acts: &[&Finding], door: &dyn Fn(State, Cause, String) -> Door) -> Door {
    let told = step.zh();
    let newer = span(acts.iter().copied()).is_some_and(|(_, last)| last > step.at);
    let more = if newer { "；之后又有新的行为，可以补充提出" } else { "" };
    let term = route.deadline.iter().find(|d| d.whose == Whose::Theirs && d.from == super::route::From::Sent && d.days.is_some());
    match step.outcome {
        Outcome::Open => match term.and_then(|t| t.days) {
            Some(days) if step.settled(days, scene.as_of) => {
                let passed = scene.as_of.number - step.at.number;
                door(State::Done, Cause::Step, format!("{told}，已过{passed}天；可以走下一个渠道，并写明这次没有答复{more}"))
            }
            Some(days) => door(State::Waiting, Cause::Step, format!("{told}；应当在{}以前答复{more}", step.at.plus(days).zh())),
            None => door(State::Waiting, Cause::Step, format!("{told}；等待结果，留好回执{more}")),
        },
        Outcome::Answered => door(State::Done, Cause::Step, format!("{told}；对结果不满意的，看下面还开着的渠道{more}")),
        Outcome::Refused | Outcome::Silent => door(State::Done, Cause::Step, format!("{told}；可以走下一个渠道，附上这次的经过{more}")),
    }
}

/// The lenders the acts are about; every lender of the case where an act is tied to none, or there is no act.
fn lenders<'f>(scene: &Scene<'f>, acts: &[&Finding]) -> Vec<&'f Lender> {
    let facts = scene.facts;
    let tied: Option<Vec<&Lender>> = acts.iter().map(|f| facts.lender_behind(&f.against().as_ref()?.id)).collect();
    match tied {
        Some(tied) if !tied.is_empty() => facts.lenders.iter().filter(|l| tied.iter().any(|t| t.id == l.id)).collect(),
        _ => facts.lenders.iter().collect(),
    }
}

fn licensed(lender: &Lender, kinds: &[String]) -> bool {
    let Some(licence) = lender.licence.as_deref() else { return false };
    // 信托 and 汽车金融 have the supervisor of 消费金融公司; 典当 and 融资担保 that of each other.
    kinds.iter().any(|k| k == licence || (Kind::of(k).is_some() && Kind::of(k) == Kind::of(licence)))
}

/// Cities and addresses of the person and of the lenders.
fn places(scene: &Scene, lenders: &[&Lender]) -> Vec<String> {
    let facts = scene.facts;
    let person = facts.client.as_deref().or(facts.borrower.as_deref()).and_then(|id| facts.person(id));
    let of = |extra: &std::collections::BTreeMap<String, serde_json::Value>| ["city", "address", "court_city"].iter().filter_map(|k| extra.get(*k)?.as_str().map(str::to_owned)).collect::<Vec<_>>();
    person.map(|p| of(&p.extra)).into_iter().chain(lenders.iter().map(|l| of(&l.extra))).flatten().collect()
}

/// The steps that may fulfil a condition: those that name no lender, or one the acts are about.
fn steps<'s>(scene: &'s Scene, before: &'s Before, lenders: &'s [&Lender]) -> impl Iterator<Item = &'s Step> {
    let meant = move |s: &&Step| s.lender.as_ref().is_none_or(|id| lenders.iter().any(|l| l.id == *id));
    scene.steps.iter().filter(move |s| before.routes.contains(&s.route) || s.kind.as_ref().is_some_and(|k| before.kinds.contains(k))).filter(meant)
}

fn met(scene: &Scene, before: &Before, acts: &[&Finding], lenders: &[&Lender]) -> bool {
    let at = || steps(scene, before, lenders);
    match before.need {
        Need::Complained => at().any(|s| s.settled(before.days, scene.as_of)),
        Need::Filed => at().next().is_some(),
        Need::NotFiled => at().next().is_none(),
        Need::RequestRefused => at().any(|s| s.kind.is_some() && (matches!(s.outcome, Outcome::Refused | Outcome::Silent) || (s.outcome == Outcome::Open && s.settled(before.days, scene.as_of)))),
        Need::ActsFrom => before.from.is_none_or(|from| span(acts.iter().copied()).is_some_and(|(_, last)| last >= from)),
        Need::ActsWithin => before.months.is_none_or(|months| span(acts.iter().copied()).is_some_and(|(_, last)| crate::money::cost::months_later(last, months).is_some_and(|end| end >= scene.as_of))),
    }
}

/// How a condition came to be fulfilled, when a step did it.
fn moved(scene: &Scene, before: &Before, lenders: &[&Lender]) -> Option<String> {
    if !matches!(before.need, Need::Complained | Need::RequestRefused) {
        return None;
    }
    let step = steps(scene, before, lenders).filter(|s| s.settled(before.days, scene.as_of)).last()?;
    Some(format!("先行的一步已经做了（{}：{}），现在可以提出", step.fact, step.zh()))
}
