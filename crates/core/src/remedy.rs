//! Findings and facts → which doors are open to this person, in what order, why the others are shut, what to do when, and
//! what runs out. What a desk takes, asks and gives is data (`casebook/routes`, one desk a file; docs/routes.md); the
//! questions a file may put to a case are a closed set answered here.
//!
//! ```text
//! facts.complaints, requests ── steps ──┐
//! findings, lenders, role ──────────────┼─ door::doors ── Door ──┬─ plan::plan   what to do in 24 h, 7, 30, 90 days
//! casebook/routes ──────────────────────┘                        └─ relief       what may be asked, what makes it weak
//! steps, acts, records ── deadline::due ── Due ── ics
//! ```

pub mod calendar;
pub mod deadline;
pub mod door;
pub mod ics;
pub mod load;
pub mod log;
pub mod plan;
pub mod relief;
pub mod route;
pub mod steps;

pub use door::{Door, State, doors};
pub use load::{Routes, load};
pub use route::Route;

use crate::facts::Facts;
use crate::model::Day;
use crate::review::finding::Finding;
use serde::{Deserialize, Serialize};

/// Who asks: which doors there are turns on it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The debtor, or who owes together with him.
    Borrower,
    /// Who stands surety: may negotiate, but bought nothing from the lender.
    Guarantor,
    /// Owes nothing and was contacted all the same.
    ThirdParty,
    /// The employer of the debtor: no natural person, so no privacy and no personal information of its own.
    Employer,
    /// A debtor or surety that is no natural person: may negotiate, but is no consumer and has no privacy of its own.
    Company,
}

impl Who {
    /// Every role.
    pub const ALL: [Who; 5] = [Who::Borrower, Who::Guarantor, Who::ThirdParty, Who::Employer, Who::Company];

    /// Chinese name.
    pub fn zh(self) -> &'static str {
        match self {
            Who::Borrower => "借款人",
            Who::Guarantor => "担保人",
            Who::ThirdParty => "没有还款义务的第三人",
            Who::Employer => "没有还款义务的单位",
            Who::Company => "借款、担保的单位",
        }
    }

    /// The role of who asks for help, as the facts state it.
    pub fn of(facts: &Facts) -> Who {
        let client = facts.client.as_deref().or(facts.borrower.as_deref());
        let debtor = client.is_none() || client == facts.borrower.as_deref();
        let Some(person) = client.and_then(|id| facts.person(id)) else { return if debtor { Who::Borrower } else { Who::ThirdParty } };
        let company = ["公司", "合作社", "工厂", "企业"].iter().any(|w| person.name.trim_end().ends_with(w));
        match person.obligation.as_deref() {
            Some("debtor" | "co_borrower" | "guarantor") if company => Who::Company,
            _ if debtor && company => Who::Company,
            _ if debtor => Who::Borrower,
            Some("debtor" | "co_borrower") => Who::Borrower,
            Some("guarantor") => Who::Guarantor,
            _ if company || person.relation_to_borrower.as_deref().is_some_and(|r| matches!(r, "employer" | "单位" | "用人单位" | "公司" | "雇主")) => Who::Employer,
            _ => Who::ThirdParty,
        }
    }
}

/// What a case is about beside its findings: some desks are for these matters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// There is a debt of the person who asks.
    Debt,
    /// A credit report is said to be wrong or incomplete.
    CreditRecord,
    /// The dispute is about advertising.
    Advertising,
    /// The dispute is about a membership fee or another bundled charge.
    MembershipFee,
    /// There are calls whose list only a carrier has.
    Calls,
}

/// A case as the doors see it.
pub struct Scene<'a> {
    /// Stated facts.
    pub facts: &'a Facts,
    /// Findings of the review.
    pub findings: &'a [Finding],
    /// The day the case looks back from.
    pub as_of: Day,
    /// Who asks.
    pub who: Who,
    /// What was sent, and what came back.
    pub steps: Vec<steps::Step>,
    /// What it is about beside the findings.
    pub matters: Vec<Matter>,
}

impl<'a> Scene<'a> {
    /// Gathers what the doors ask for. `routes` gives the words by which a stated complaint is known to be one of theirs.
    pub fn new(facts: &'a Facts, findings: &'a [Finding], routes: &[Route], as_of: Day) -> Scene<'a> {
        let who = Who::of(facts);
        let steps = steps::all(facts, routes);
        let matters = matters(facts, findings, &steps, who);
        Scene { facts, findings, as_of, who, steps, matters }
    }
}

/// Everything there is to do about a case: what `juzheng routes --json` prints (docs/routes.md).
#[derive(Clone, Debug, Serialize)]
pub struct Remedy {
    /// Name and version of this document's schema.
    pub schema: &'static str,
    /// The day it is judged on.
    pub as_of: Day,
    /// Who asks.
    pub who: Who,
    /// Every desk with its answer.
    pub doors: Vec<Door>,
    /// Steps taken, in order of day.
    pub steps: Vec<steps::Step>,
    /// What to do when.
    pub plan: Vec<plan::Stage>,
    /// What is lost by waiting.
    pub vanishing: Vec<plan::Vanishing>,
    /// What a court may be asked for.
    pub reliefs: Vec<relief::Asked>,
    /// What makes the case weak.
    pub weak: Vec<relief::Weakness>,
}

impl Remedy {
    /// The answer for a reviewed case.
    pub fn new(scene: Scene, casebook: &crate::casebook::Casebook) -> Remedy {
        let routes = &casebook.routes;
        let doors = doors(&scene, &routes.desks);
        Remedy {
            schema: "juzheng-routes/1",
            as_of: scene.as_of,
            who: scene.who,
            plan: plan::plan(&scene, &doors, &routes.acts),
            vanishing: plan::vanishing(&scene, &routes.vanishes),
            reliefs: relief::reliefs(&scene, &routes.reliefs, &casebook.law),
            weak: relief::weaknesses(&scene, &routes.weak),
            doors,
            steps: scene.steps,
        }
    }
}

/// Words by which a stated dispute is known.
const DISPUTES: [(Matter, &[&str]); 3] = [
    (Matter::CreditRecord, &["征信", "credit"]),
    (Matter::Advertising, &["广告", "虚假宣传", "advert"]),
    (Matter::MembershipFee, &["会员", "权益", "捆绑", "membership"]),
];

fn matters(facts: &Facts, findings: &[Finding], steps: &[steps::Step], who: Who) -> Vec<Matter> {
    let mut found = Vec::new();
    // What is paid off needs no arrangement.
    let owed = facts.loans.is_empty() || facts.loans.iter().any(|l| l.settled_on.is_none());
    if matches!(who, Who::Borrower | Who::Guarantor | Who::Company) && owed {
        found.push(Matter::Debt);
    }
    let disputes = facts.extra.get("disputes").and_then(|d| d.as_array()).map(Vec::as_slice).unwrap_or_default();
    for told in crate::facts::told::Told::each("disputes", disputes) {
        for (matter, words) in DISPUTES {
            if !found.contains(&matter) && told.mentions(words) {
                found.push(matter);
            }
        }
    }
    let objected = steps.iter().any(|s| s.kind.as_deref() == Some("credit_objection"));
    if !found.contains(&Matter::CreditRecord) && (objected || findings.iter().any(|f| f.rule() == "credit_objection_overdue")) {
        found.push(Matter::CreditRecord);
    }
    if findings.iter().flat_map(Finding::events).any(|e| e.channel == "call") {
        found.push(Matter::Calls);
    }
    found.sort();
    found
}

/// The first and the last day of the contacts and stated acts of findings; `None` when none has a day.
pub fn span<'f>(findings: impl Iterator<Item = &'f Finding>) -> Option<(Day, Day)> {
    let mut days: Vec<Day> = Vec::new();
    for finding in findings {
        let grounds = finding.grounds().iter().filter(|_| finding.events().is_empty()).filter_map(|g| g.at.as_deref());
        days.extend(finding.events().iter().map(|e| e.time.as_str()).chain(grounds).filter_map(|t| Day::parse(t.get(..10)?)));
    }
    Some((*days.iter().min()?, *days.iter().max()?))
}

#[cfg(test)]
mod tests;
