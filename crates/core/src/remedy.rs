//! Findings and facts → which doors are open to this person, and why the others are shut. A route file says who may go,
//! for which kind of lender, and with which findings.

use crate::error::Problem;
use crate::facts::Facts;
use crate::review::finding::Finding;
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
    /// What it is for.
    pub says: String,
    /// Who may go: borrower, third_party.
    pub who: Vec<String>,
    /// Kinds of licence it is for; any when empty.
    #[serde(default)]
    pub licence: Vec<String>,
    /// Needs one of these findings; any finding when empty.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Needs a complaint to the lender first (said, not required for the door to be listed).
    #[serde(default)]
    pub after: Option<String>,
    /// Why it is shut to others.
    pub shut_because: String,
    /// Where this comes from.
    pub source: String,
    /// Last day a human checked it.
    pub checked_on: String,
    /// Place in the order of going.
    pub order: u32,
}

/// A route with its answer for this case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Door {
    /// Route id.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// Open.
    pub open: bool,
    /// Why.
    pub because: String,
}

/// Reads the route files.
pub fn load(files: &[(&str, &str)], rule_exists: &dyn Fn(&str) -> bool) -> Result<Vec<Route>, Vec<Problem>> {
    let (mut routes, mut problems) = (Vec::new(), Vec::new());
    for (stem, text) in files {
        let place = format!("casebook/routes/{stem}.toml");
        match toml::from_str::<Route>(text) {
            Ok(mut route) => {
                route.id = (*stem).to_owned();
                for rule in route.findings.iter().filter(|r| !rule_exists(r)) {
                    problems.push(Problem::new("route.rule", format!("规则“{rule}”不存在"), place.clone(), "请核对 casebook/rules 里的文件名"));
                }
                routes.push(route);
            }
            Err(e) => problems.push(Problem::new("route.syntax", format!("写法有误：{}", e.message()), format!("{place}{}", crate::casebook::lines::of(&e, text, 0)), "请对照 casebook/README.md 改正")),
        }
    }
    routes.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    if problems.is_empty() { Ok(routes) } else { Err(problems) }
}

/// Every route with its answer, in the order of going.
pub fn doors(facts: &Facts, findings: &[Finding], routes: &[Route]) -> Vec<Door> {
    let client = facts.client.as_deref().or(facts.borrower.as_deref());
    let who = if client.is_none() || client == facts.borrower.as_deref() { "borrower" } else { "third_party" };
    let licences: Vec<&str> = facts.lenders.iter().filter_map(|l| l.licence.as_deref()).collect();
    routes
        .iter()
        .map(|route| {
            let (open, because) = if findings.is_empty() {
                (false, "目前没有发现可以据以提出的行为".to_owned())
            } else if !route.who.iter().any(|w| w == who) {
                (false, route.shut_because.clone())
            } else if !route.licence.is_empty() && !licences.iter().any(|l| route.licence.iter().any(|r| r == l)) {
                (false, route.shut_because.clone())
            } else if !route.findings.is_empty() && !findings.iter().any(|f| route.findings.iter().any(|r| r == f.rule())) {
                (false, "本案目前的发现不属于这个渠道处理的事项".to_owned())
            } else {
                (true, route.after.clone().map_or_else(|| route.says.clone(), |after| format!("{}；{after}", route.says)))
            };
            Door { id: route.id.clone(), name: route.name.clone(), open, because }
        })
        .collect()
}
