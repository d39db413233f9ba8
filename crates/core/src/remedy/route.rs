//! One desk as its file writes it (`casebook/routes/<id>.toml`). Fields are explained in docs/routes.md.

use super::{Matter, Who};
use crate::law::{Grade, Wanted};
use crate::model::Day;
use crate::rules::NumberKind;
use serde::{Deserialize, Serialize};

/// One desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// File name.
    #[serde(skip)]
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What it is for, in one sentence.
    pub says: String,
    /// Where it belongs.
    pub group: Group,
    /// Names and numbers by which people call it; `juzheng log` takes them, and a stated complaint is known by them.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who may go.
    pub who: Vec<Who>,
    /// Kinds of licence of the lender it is for (银行 …); any when empty.
    #[serde(default)]
    pub licence: Vec<String>,
    /// Open too when nobody knows the lender's licence.
    #[serde(default)]
    pub licence_not_known: bool,
    /// Rules whose findings it takes.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Matters it takes beside findings.
    #[serde(default)]
    pub matters: Vec<Matter>,
    /// Open whatever the case holds.
    #[serde(default)]
    pub always: bool,
    /// Findings that put it before all others.
    #[serde(default)]
    pub urgent: Vec<String>,
    /// Findings that wrong the borrower only: they open nothing to somebody who was merely told of his debt.
    #[serde(default)]
    pub borrowers_own: Vec<String>,
    /// Cities it is confined to; none when empty.
    #[serde(default)]
    pub only_in: Vec<String>,
    /// What comes first.
    #[serde(default)]
    pub before: Vec<Before>,
    /// Requests that are steps of this door: kept in `facts.requests`, not among the complaints.
    #[serde(default)]
    pub request: Vec<Request>,
    /// What it takes.
    pub accepts: Vec<String>,
    /// What it turns away.
    #[serde(default)]
    pub refuses: Vec<String>,
    /// What its form asks for.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What to attach.
    #[serde(default)]
    pub attach: Vec<String>,
    /// Limits of size and number.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// What it can give, and what it cannot.
    pub gives: String,
    /// What it costs.
    pub cost: String,
    /// How it is reached.
    pub how: String,
    /// What to insist on when there.
    #[serde(default)]
    pub ask: Vec<String>,
    /// What not to do or sign.
    #[serde(default)]
    pub never: Vec<String>,
    /// A remark printed with the open door.
    #[serde(default)]
    pub after: Option<String>,
    /// In which stretch of time to go.
    pub window: Window,
    /// What runs from a step at this desk.
    #[serde(default)]
    pub deadline: Vec<DeadlineRule>,
    /// Articles it rests on.
    #[serde(default)]
    pub cites: Vec<Wanted>,
    /// Why it is shut, by the cause.
    pub no: No,
    /// Where this comes from.
    pub source: String,
    /// How well it is known.
    pub grade: Grade,
    /// Last day a human checked it.
    pub checked_on: Day,
    /// Place in the order of going.
    pub order: u32,
}

/// Where a desk belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The lender, its agencies and channels.
    Lender,
    /// An authority that supervises.
    Supervisor,
    /// An association.
    Association,
    /// A carrier, or who supervises carriers.
    Telecom,
    /// The police.
    Police,
    /// A court.
    Court,
    /// Help and checking: no complaint.
    Help,
}

/// When to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Window {
    /// Within 24 hours.
    #[serde(rename = "24h")]
    Day,
    /// Within 7 days.
    #[serde(rename = "7d")]
    Week,
    /// Within 30 days.
    #[serde(rename = "30d")]
    Month,
    /// Within 90 days.
    #[serde(rename = "90d")]
    Quarter,
}

impl Window {
    /// Every window, the nearest first.
    pub const ALL: [Window; 4] = [Window::Day, Window::Week, Window::Month, Window::Quarter];

    /// Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Window::Day => "24小时内",
            Window::Week => "7天内",
            Window::Month => "30天内",
            Window::Quarter => "90天内",
        }
    }
}

/// Why a door is shut, by its cause; each that can happen must be given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct No {
    /// Not for this person.
    pub who: Option<String>,
    /// Not for this kind of lender.
    pub licence: Option<String>,
    /// Not for what was found.
    pub findings: Option<String>,
    /// Not in this city.
    pub place: Option<String>,
}

/// A kind of request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// As `facts.requests[].kind` writes it.
    pub kind: String,
    /// Words by which people call it.
    pub words: Vec<String>,
}

/// Limits of a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Largest attachment, in megabytes (10⁶ bytes is the safe reading).
    pub attachment_mb: Option<u32>,
    /// Most reports a day.
    pub per_day: Option<u32>,
    /// Where these come from, or how sure they are.
    pub note: String,
}

/// Something that comes first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Which question.
    pub need: Need,
    /// Without it the door is shut; otherwise it is open, and told that something usually comes first.
    #[serde(default)]
    pub must: bool,
    /// Said when it is not fulfilled.
    pub says: String,
    /// Routes a step must have gone by.
    #[serde(default)]
    pub routes: Vec<String>,
    /// Kinds of requests.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Silence for more than so many days counts as an answer.
    #[serde(default)]
    pub days: i32,
    /// First day of the acts it takes.
    pub from: Option<Day>,
    /// Acts not older than so many months.
    pub months: Option<u32>,
}

/// The questions about what comes first: a closed set, answered in `door.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A complaint by one of `routes` was answered, refused, or has been silent for more than `days`.
    Complained,
    /// One was made, whatever became of it.
    Filed,
    /// A request of `kinds` was refused, or has been silent for more than `days`.
    RequestRefused,
    /// No step at any of `routes` yet.
    NotFiled,
    /// An act it takes happened on or after `from`.
    ActsFrom,
    /// The last act it takes is not older than `months`.
    ActsWithin,
}

/// A term that runs from something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// Id, unique in its file.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who must keep it.
    pub whose: Whose,
    /// What it runs from.
    pub from: From,
    /// Natural days.
    pub days: Option<i32>,
    /// Working days.
    pub working_days: Option<i32>,
    /// Months.
    pub months: Option<u32>,
    /// Years.
    pub years: Option<u32>,
    /// The last day moves to the first working day when it is a day of rest (民事诉讼法 85).
    #[serde(default)]
    pub rolls: bool,
    /// What to do about it.
    pub says: String,
    /// Rules whose acts are meant; any when empty.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Who it is for; everybody when empty.
    #[serde(default)]
    pub who: Vec<Who>,
    /// Kinds of licence; any when empty.
    #[serde(default)]
    pub licence: Vec<String>,
    /// Steps at these routes start the term again.
    #[serde(default)]
    pub interrupted_by: Vec<String>,
    /// Articles; those in force on the day it runs from are named.
    #[serde(default)]
    pub cites: Vec<Wanted>,
    /// Whether the number stands in a text or is a value of practice.
    pub kind: NumberKind,
    /// Where it comes from, when no article says it.
    #[serde(default)]
    pub source: Option<String>,
}

/// Who must keep a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The person who asks.
    Mine,
    /// The desk or the lender.
    Theirs,
    /// Nobody: something is gone after it.
    Evidence,
}

/// What a term runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// A step at this desk that has no final answer.
    Sent,
    /// The answer (or the refusal) to a step at this desk.
    Answered,
    /// The first act, per lender.
    FirstAct,
    /// The last act, per lender.
    LastAct,
    /// The first call of the findings.
    FirstCall,
    /// The last call of the findings.
    LastCall,
    /// The day a loan was paid off.
    Settled,
}
