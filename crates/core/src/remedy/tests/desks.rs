//! No desk stands shut for everybody, and every term ends after it began, by brute force.

use super::{LICENCES, NOW, ROLES, casebook, day, facts, prior_steps, samples, terms};
use crate::remedy::deadline::Due;
use crate::remedy::{Scene, Who, doors};
use crate::review::finding::Finding;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn every_desk_opens_to_somebody_and_every_term_ends_after_it_began() {
    let routes = &casebook().routes.desks;
    // Facts some desks ask for beside a finding.
    let extra = json!({ "disputes": [{ "kind": "会员费", "what": "借款前要先买会员", "at": "2026-01-02" }] });
    let mut opened: BTreeSet<&str> = BTreeSet::new();
    for who in ROLES {
        for licence in LICENCES {
            for steps in prior_steps() {
                let mut steps = steps;
                steps.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
                let mut facts = facts(who, licence, &steps);
                facts.persons.iter_mut().for_each(|p| drop(p.extra.insert("city".into(), json!("杭州市"))));
                for finding in samples() {
                    let findings = [finding.clone()];
                    let scene = Scene::new(&facts, &findings, routes, day(NOW));
                    opened.extend(doors(&scene, routes).iter().filter(|d| d.open).filter_map(|d| routes.iter().find(|r| r.id == d.id)).map(|r| r.id.as_str()));
                }
                for on in ["2026-03-10", "2026-12-31", "2031-01-01"] {
                    let last: Vec<Finding> = samples().iter().take(3).cloned().collect();
                    for due in terms(&facts, &last, on) {
                        assert!(due.last_day.is_some_and(|d| d >= due.from) || due.note.is_some(), "{due:?}");
                        assert_eq!(due.days_left, due.last_day.map(|d| d.number - day(on).number), "{due:?}");
                    }
                }
            }
        }
    }
    let shut: Vec<&str> = routes.iter().map(|r| r.id.as_str()).filter(|id| !opened.contains(id)).collect();
    assert!(shut.is_empty(), "{shut:?}");
}

#[test]
fn each_month_of_calls_goes_on_its_own_day() {
    let calls: Vec<Finding> = samples().iter().filter(|f| f.rule() == "call_bombing").cloned().collect();
    let months: BTreeSet<String> = calls.iter().flat_map(Finding::events).filter_map(|e| e.time.get(..7)).map(str::to_owned).collect();
    let all = terms(&facts(Who::Borrower, Some("银行"), &json!({})), &calls, NOW);
    let going: Vec<&Due> = all.iter().filter(|d| d.id.starts_with("evidence/运营商")).collect();
    assert_eq!(going.iter().filter_map(|d| d.id.rsplit('/').next()).map(str::to_owned).collect::<BTreeSet<_>>(), months);
    assert!(going.iter().all(|d| d.name.contains("年") && d.last_day.is_some()), "{going:?}");
}

/// A platform matches people with lenders: whoever names one does not know the lender yet, and no door is shut for it.
#[test]
fn a_platform_is_no_kind_of_lender() {
    let routes = &casebook().routes.desks;
    let told = |who, licence, finding: &crate::review::finding::Finding| {
        let facts = facts(who, licence, &serde_json::json!({}));
        let findings = vec![finding.clone()];
        let scene = crate::remedy::Scene::new(&facts, &findings, routes, day(NOW));
        crate::remedy::doors(&scene, routes).into_iter().map(|d| (d.id, d.state, d.cause)).collect::<Vec<_>>()
    };
    for who in ROLES {
        for finding in samples() {
            assert_eq!(told(who, Some("助贷平台"), finding), told(who, None, finding), "{who:?} {}", finding.rule());
        }
    }
}
