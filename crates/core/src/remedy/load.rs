//! Reads `casebook/routes`: one desk a file, and the shared files `_plan.toml`, `_deadlines.toml`, `_relief.toml`. Every
//! mistake is told with its file.

use super::plan::{Act, Vanishes};
use super::relief::{Relief, Weak};
use super::route::{Before, DeadlineRule, Need, Route};
use crate::error::Problem;
use crate::law::Law;
use serde::Deserialize;

/// Everything in `casebook/routes`.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Desks, in the order of going.
    pub desks: Vec<Route>,
    /// Terms that belong to no single desk.
    pub deadlines: Vec<DeadlineRule>,
    /// What to do beside going to desks.
    pub acts: Vec<Act>,
    /// What is lost by waiting.
    pub vanishes: Vec<Vanishes>,
    /// What a court may be asked for.
    pub reliefs: Vec<Relief>,
    /// What makes a case weak.
    pub weak: Vec<Weak>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    #[serde(default)]
    deadline: Vec<DeadlineRule>,
    #[serde(default)]
    act: Vec<Act>,
    #[serde(default)]
    vanishes: Vec<Vanishes>,
    #[serde(default)]
    relief: Vec<Relief>,
    #[serde(default)]
    weak: Vec<Weak>,
}

/// Reads the route files. `rule_exists` answers for the names of findings.
///
/// # Errors
/// Every mistake of every file.
pub fn load(files: &[(&str, &str)], rule_exists: &dyn Fn(&str) -> bool, law: &Law) -> Result<Routes, Vec<Problem>> {
    let (mut routes, mut problems) = (Routes::default(), Vec::new());
    for (stem, text) in files {
        let place = format!("casebook/routes/{stem}.toml");
        let syntax = |e: &toml::de::Error| Problem::new("route.syntax", format!("写法有误：{}", e.message()), format!("{place}{}", crate::casebook::lines::of(e, text, 0)), "请对照 docs/routes.md 改正");
        if stem.starts_with('_') {
            match toml::from_str::<Shared>(text) {
                Ok(shared) => {
                    let mut check = Check { place: &place, rule_exists, law, problems: &mut problems };
                    shared.deadline.iter().for_each(|d| check.deadline(d));
                    shared.act.iter().for_each(|a| check.rules(&a.findings));
                    shared.vanishes.iter().for_each(|v| check.grade(&v.source));
                    shared.relief.iter().for_each(|r| {
                        check.rules(&r.findings);
                        check.law(&r.cites);
                    });
                    shared.weak.iter().for_each(|w| check.rules(w.findings.iter().chain(&w.unless)));
                    routes.deadlines.extend(shared.deadline);
                    routes.acts.extend(shared.act);
                    routes.vanishes.extend(shared.vanishes);
                    routes.reliefs.extend(shared.relief);
                    routes.weak.extend(shared.weak);
                }
                Err(e) => problems.push(syntax(&e)),
            }
            continue;
        }
        match toml::from_str::<Route>(text) {
            Ok(mut route) => {
                route.id = (*stem).to_owned();
                Check { place: &place, rule_exists, law, problems: &mut problems }.route(&route);
                routes.desks.push(route);
            }
            Err(e) => problems.push(syntax(&e)),
        }
    }
    routes.desks.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    across(&routes, &mut problems);
    if problems.is_empty() { Ok(routes) } else { Err(problems) }
}

struct Check<'a> {
    place: &'a str,
    rule_exists: &'a dyn Fn(&str) -> bool,
    law: &'a Law,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    fn wrong(&mut self, code: &str, what: String, todo: &str) {
        self.problems.push(Problem::new(code, what, self.place, todo));
    }

    fn rules<'r>(&mut self, rules: impl IntoIterator<Item = &'r String>) {
        for rule in rules {
            if !(self.rule_exists)(rule) {
                self.wrong("route.rule", format!("规则“{rule}”不存在"), "请核对 casebook/rules 里的文件名");
            }
        }
    }

    fn law(&mut self, cites: &[crate::law::Wanted]) {
        for wanted in cites {
            if let Err(p) = self.law.check(wanted) {
                self.wrong("route.article", format!("条文 {wanted} 不能引：{}", p.what), &p.todo);
            }
        }
    }

    fn grade(&mut self, source: &str) {
        if source.trim().is_empty() {
            self.wrong("route.source", "没有写来源".into(), "请写明 source");
        }
    }

    fn route(&mut self, route: &Route) {
        self.rules(route.findings.iter().chain(&route.urgent).chain(&route.borrowers_own));
        self.law(&route.cites);
        self.grade(&route.source);
        for (field, text) in [("name", &route.name), ("says", &route.says), ("gives", &route.gives), ("cost", &route.cost), ("how", &route.how)] {
            if text.trim().is_empty() {
                self.wrong("route.empty", format!("{field} 是空的"), "请对照 docs/routes.md 补上");
            }
        }
        if route.who.is_empty() || route.accepts.is_empty() {
            self.wrong("route.empty", "who 或 accepts 是空的".into(), "请写明谁可以去、接受什么");
        }
        let limited = !route.findings.is_empty() || !route.matters.is_empty();
        for (given, needed, name) in [
            (&route.no.who, route.who.len() < super::Who::ALL.len(), "who"),
            (&route.no.licence, !route.licence.is_empty(), "licence"),
            (&route.no.findings, limited, "findings"),
            (&route.no.place, !route.only_in.is_empty(), "place"),
        ] {
            if given.is_some() != needed {
                let what = if needed { format!("没有写 no.{name}：关上的门要说明理由") } else { format!("写了 no.{name}，但这扇门不会因此关上") };
                self.wrong("route.no", what, "请对照 docs/routes.md 改正 [no]");
            }
        }
        if let Some(stray) = route.urgent.iter().chain(&route.borrowers_own).find(|u| !route.findings.is_empty() && !route.findings.contains(u)) {
            self.wrong("route.urgent", format!("urgent 或 borrowers_own 里的“{stray}”不在 findings 里"), "请把它也写进 findings");
        }
        route.before.iter().for_each(|b| self.before(b));
        route.deadline.iter().for_each(|d| self.deadline(d));
    }

    fn before(&mut self, before: &Before) {
        let complete = match before.need {
            Need::Complained | Need::Filed | Need::NotFiled => !before.routes.is_empty(),
            Need::RequestRefused => !before.kinds.is_empty(),
            Need::ActsFrom => before.from.is_some(),
            Need::ActsWithin => before.months.is_some(),
        };
        if !complete || before.says.trim().is_empty() || before.days < 0 {
            self.wrong("route.before", format!("[[before]] 的 {:?} 缺少需要的内容", before.need), "请对照 docs/routes.md 补上 routes、kinds、from 或 months，以及 says");
        }
    }

    fn deadline(&mut self, rule: &DeadlineRule) {
        self.rules(&rule.findings);
        self.law(&rule.cites);
        let lengths = [rule.days.is_some(), rule.working_days.is_some(), rule.months.is_some(), rule.years.is_some()].into_iter().filter(|x| *x).count();
        if lengths != 1 {
            self.wrong("route.deadline", format!("期限“{}”要写明 days、working_days、months、years 之一", rule.id), "请只写一种长度");
        }
        if rule.cites.is_empty() && rule.source.is_none() {
            self.wrong("route.deadline", format!("期限“{}”没有写依据", rule.id), "请写 cites 或 source");
        }
    }
}

/// What one file says of another.
fn across(routes: &Routes, problems: &mut Vec<Problem>) {
    let exists = |id: &String| routes.desks.iter().any(|r| r.id == *id);
    let mut wrong = |place: String, what: String, todo: &str| problems.push(Problem::new("route.link", what, place, todo));
    for route in &routes.desks {
        let place = || format!("casebook/routes/{}.toml", route.id);
        let named = route.before.iter().flat_map(|b| &b.routes).chain(route.deadline.iter().flat_map(|d| &d.interrupted_by));
        for id in named.filter(|id| !exists(id)) {
            wrong(place(), format!("渠道“{id}”不存在"), "请核对 casebook/routes 里的文件名");
        }
    }
    let kinds: Vec<&String> = routes.desks.iter().flat_map(|r| &r.request).map(|r| &r.kind).collect();
    for route in &routes.desks {
        for kind in route.before.iter().flat_map(|b| &b.kinds).filter(|k| !kinds.contains(k)) {
            wrong(format!("casebook/routes/{}.toml", route.id), format!("没有一个渠道提出“{kind}”这种请求"), "请核对各渠道 [[request]] 的 kind");
        }
    }
    for rule in &routes.deadlines {
        for id in rule.interrupted_by.iter().filter(|id| !exists(id)) {
            wrong("casebook/routes/_deadlines.toml".into(), format!("渠道“{id}”不存在"), "请核对 casebook/routes 里的文件名");
        }
    }
    for act in &routes.acts {
        if let Some(id) = act.unless_filed.iter().find(|id| !exists(id)) {
            wrong("casebook/routes/_plan.toml".into(), format!("渠道“{id}”不存在"), "请核对 casebook/routes 里的文件名");
        }
    }
    // Without a door that is open to everybody whatever the case holds, somebody could stand before shut doors only.
    for who in super::Who::ALL {
        let open = |r: &&Route| r.always && r.who.contains(&who) && r.licence.is_empty() && r.only_in.is_empty() && !r.before.iter().any(|b| b.must);
        if !routes.desks.is_empty() && !routes.desks.iter().any(|r| open(&r)) {
            wrong("casebook/routes".into(), format!("“{}”没有一个无条件开放的渠道", who.zh()), "至少留一个 always = true、没有其他条件的渠道（如 12348）");
        }
    }
}
