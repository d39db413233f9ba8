//! What to do within 24 hours, 7, 30 and 90 days, and what evidence is lost by waiting. The words are data
//! (`casebook/routes/_plan.toml`); which of them fit is decided here.

use super::door::{Door, State};
use super::route::{From, Window};
use super::{Matter, Scene, Who};
use crate::law::Grade;
use crate::model::Day;
use serde::{Deserialize, Serialize};

/// Something to do that is no desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// When.
    pub window: Window,
    /// What.
    pub says: String,
    /// Why.
    pub why: String,
    /// Who; everybody when empty.
    #[serde(default)]
    pub who: Vec<Who>,
    /// With these findings; whatever was found when empty.
    #[serde(default)]
    pub findings: Vec<String>,
    /// With these matters.
    #[serde(default)]
    pub matters: Vec<Matter>,
    /// Not when a step was taken at one of these.
    #[serde(default)]
    pub unless_filed: Vec<String>,
}

/// Evidence that is lost by waiting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vanishes {
    /// What.
    pub what: String,
    /// When it goes.
    pub when: String,
    /// What to do before.
    pub keep: String,
    /// What it runs from, where a day can be counted.
    pub from: Option<From>,
    /// Months until it goes, at the earliest seen.
    pub months: Option<u32>,
    /// Days until it goes, at the earliest seen.
    pub days: Option<i32>,
    /// Who has it; everybody when empty.
    #[serde(default)]
    pub who: Vec<Who>,
    /// Only with these matters.
    #[serde(default)]
    pub matters: Vec<Matter>,
    /// Where this comes from.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What.
    pub says: String,
    /// Why.
    pub why: String,
    /// The door, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
}

/// What to do in one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Which.
    pub window: Window,
    /// What, in order.
    pub items: Vec<Item>,
}

/// Something that will be gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vanishing {
    /// What.
    pub what: String,
    /// When it goes, in words.
    pub when: String,
    /// What to do before.
    pub keep: String,
    /// The last safe day for what the records show, where it can be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Day>,
    /// What that day was counted from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_from: Option<Day>,
    /// That day has passed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub passed: bool,
    /// Where this comes from.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
}

/// The four stretches of time, each with what is to do; what is done is left out.
pub fn plan(scene: &Scene, doors: &[Door], acts: &[Act]) -> Vec<Stage> {
    Window::ALL
        .into_iter()
        .map(|window| {
            let general = acts.iter().filter(|a| a.window == window && fits(scene, a)).map(|a| Item { says: a.says.clone(), why: a.why.clone(), route: None });
            // What is urgent is for today, whatever its usual window.
            let due = |d: &&Door| (if d.urgent { Window::Day } else { d.window }) == window && matches!(d.state, State::Open | State::Later);
            let going = doors.iter().filter(due).map(|d| Item { says: d.name.clone(), why: d.because.clone(), route: Some(d.id.clone()) });
            // Threats first, keeping evidence next, the rest of the doors after.
            let (urgent, rest): (Vec<_>, Vec<_>) = going.partition(|i| doors.iter().any(|d| d.urgent && Some(&d.id) == i.route.as_ref()));
            Stage { window, items: urgent.into_iter().chain(general).chain(rest).collect() }
        })
        .collect()
}

fn fits(scene: &Scene, act: &Act) -> bool {
    let any = act.findings.is_empty() && act.matters.is_empty();
    let found = any || scene.findings.iter().any(|f| act.findings.iter().any(|r| r == f.rule())) || act.matters.iter().any(|m| scene.matters.contains(m));
    let done = scene.steps.iter().any(|s| act.unless_filed.contains(&s.route));
    (act.who.is_empty() || act.who.contains(&scene.who)) && found && !done
}

/// What will be gone, the soonest dated first.
pub fn vanishing(scene: &Scene, list: &[Vanishes]) -> Vec<Vanishing> {
    let mut all: Vec<Vanishing> = list
        .iter()
        .filter(|v| (v.who.is_empty() || v.who.contains(&scene.who)) && (v.matters.is_empty() || v.matters.iter().any(|m| scene.matters.contains(m))))
        .map(|v| {
            let counted_from = v.from.and_then(|from| super::deadline::anchor(scene, from));
            let before = counted_from.and_then(|day| match (v.months, v.days) {
                (Some(months), _) => crate::money::cost::months_later(day, months),
                (None, days) => days.map(|d| day.plus(d)),
            });
            let passed = before.is_some_and(|b| b < scene.as_of);
            Vanishing { what: v.what.clone(), when: v.when.clone(), keep: v.keep.clone(), before, counted_from: counted_from.filter(|_| before.is_some()), passed, source: v.source.clone(), grade: v.grade }
        })
        .collect();
    // Stable: undated ones keep the order of the file, after the dated.
    all.sort_by_key(|v| (v.before.is_none(), v.before));
    all
}
