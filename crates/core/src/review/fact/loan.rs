//! What the loan costs. The figures are those of `money`, from the flows of the loan; whether a line is a legal cap is said
//! beside it. Without the flows nothing is said.

use super::incident::{abuse, found as of_incident};
use super::{Found, Ground};
use crate::error::Problem;
use crate::facts::told::Told;
use crate::facts::{self, Loan};
use crate::model::{Day, Entry};
use crate::money::line::{self, Ask, CostLine, LineKind};
use crate::money::schedule::{self, Kind, Schedule};
use crate::money::{Decimal, Fen, Lender, LoanCost, Rate, Terms, cost};
use crate::normalise::people::Standing;
use crate::normalise::stated::FILE;
use crate::review::scene::Scene;
use crate::rules::{FactTest, NumberKind, Tier};
use serde_json::Value;
use std::collections::BTreeSet;

/// A loan of the case with the rows of its table.
struct Flows<'a> {
    loan: &'a Loan,
    lender: Option<u32>,
    licence: &'a str,
    terms: Terms,
    /// The table, and where it stands.
    table: Option<(u32, Schedule)>,
    /// A row between others was not read: money may be missing.
    gap: bool,
}

/// Words of a table's row by which money was kept back when the loan was paid out.
const KEPT_BACK: [&str; 6] = ["砍头", "预扣", "扣除", "预收", "先扣", "代扣服务费"];

fn loans<'a>(scene: &'a Scene) -> Vec<Flows<'a>> {
    let facts = scene.facts;
    facts
        .loans
        .iter()
        .map(|loan| {
            let lender = facts.lenders.iter().position(|l| l.id == loan.lender);
            let rows = rows(scene, loan);
            let gap = rows.as_ref().is_some_and(|(_, rows)| rows.windows(2).any(|w| w[1].row != w[0].row + 1));
            let table = rows.map(|(file, rows)| {
                let mut harvest = crate::import::Harvest::default();
                harvest.entries = rows.into_iter().cloned().collect();
                (file, schedule::read(&harvest))
            });
            let licence = lender.and_then(|l| facts.lenders[l].licence.as_deref()).unwrap_or_default();
            Flows { loan, lender: lender.map(|l| l as u32), licence, terms: Terms::of(loan).0, table, gap }
        })
        .collect()
}

/// The rows of the table the loan names, or of the only table when there is one loan.
fn rows<'a>(scene: &'a Scene, loan: &Loan) -> Option<(u32, Vec<&'a Entry>)> {
    let flows = || scene.timeline.entries.iter().filter(|k| k.entry.kind == "loan_flow");
    let files: BTreeSet<u32> = flows().map(|k| k.file).collect();
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    // Two files of one name are told apart by 「（证据N）」: the first bears the name itself.
    let named = loan.schedule_file.as_deref().and_then(|name| files.iter().find(|f| last(&scene.timeline.files[**f as usize].name) == last(name)));
    let unclaimed = || loan.schedule_file.is_none() && scene.facts.loans.len() == 1 && files.len() == 1;
    let file = *named.or_else(|| files.first().filter(|_| unclaimed()))?;
    Some((file, flows().filter(|k| k.file == file).map(|k| &k.entry).collect()))
}

impl Flows<'_> {
    fn cost(&self) -> Option<LoanCost> {
        cost(&self.terms, &self.table.as_ref()?.1).ok()
    }

    /// The day of the contract, else of the first flow.
    fn day(&self) -> Option<Day> {
        self.loan.contract_date.or_else(|| self.table.as_ref()?.1.flows.first().map(|f| f.day))
    }

    fn found(&self, day: Day, says: String) -> Found {
        let mut found = Found { lender: self.lender, recipient: format!("借款{}", self.loan.id), ..Found::on(day) };
        found.grounds.push(Ground { file: FILE.into(), exhibit: 0, row: None, fact: Some(format!("loans.{}", self.loan.id)), at: Some(day.to_string()), says });
        found
    }

    /// The rows of the table as a ground.
    fn table_ground(&self, scene: &Scene, says: String) -> Option<Ground> {
        let (file, schedule) = self.table.as_ref()?;
        let file = &scene.timeline.files[*file as usize];
        let first = schedule.flows.first()?;
        Some(Ground { file: file.name.clone(), exhibit: file.exhibit, row: Some(first.row), fact: None, at: Some(first.day.to_string()), says })
    }
}

/// Why the cost of a loan was not computed, loan by loan; silence would look like a cheap loan.
pub fn uncomputed(scene: &Scene) -> Vec<Problem> {
    let (mut problems, mut used) = (Vec::new(), BTreeSet::new());
    for flows in loans(scene) {
        let place = |table: &str| format!("借款{}{table}", flows.loan.id);
        match (&flows.table, &flows.loan.schedule_file) {
            (Some((file, schedule)), _) => {
                used.insert(*file);
                let name = &scene.timeline.files[*file as usize].name;
                let why = cost(&flows.terms, schedule).err().unwrap_or_default();
                problems.extend(why.into_iter().map(|p| Problem { what: format!("没有算出借款成本：{}", p.what), place: format!("{}（{name}） {}", place("的明细"), p.place), ..p }));
            }
            (None, Some(named)) => {
                let what = format!("写明的借还款明细“{named}”不在案件里，或者没有读出收付");
                problems.push(Problem::new("loan.no_table", what, place(""), "请用 juzheng add 加入这份明细，或者用 juzheng fact 改正 schedule_file"));
            }
            (None, None) => {}
        }
    }
    let tables: BTreeSet<u32> = scene.timeline.entries.iter().filter(|k| k.entry.kind == "loan_flow").map(|k| k.file).collect();
    for file in tables.difference(&used) {
        let name = &scene.timeline.files[*file as usize].name;
        let todo = "请用 juzheng fact 在这笔借款里写上 schedule_file（明细表的文件名）";
        problems.push(Problem::new("loan.whose_table", "这份借还款明细不知道是哪一笔借款的，没有算成本", name.clone(), todo));
    }
    problems
}

/// 到账金额少于合同本金.
pub fn upfront(scene: &Scene) -> Vec<Found> {
    loans(scene)
        .iter()
        .filter_map(|flows| {
            let principal = flows.terms.principal?;
            let schedule = flows.table.as_ref().map(|(_, s)| s);
            let of = |kind: Kind| schedule.into_iter().flat_map(move |s| s.flows.iter().filter(move |f| f.kind == kind));
            let paid_out: Option<Decimal> = of(Kind::Disbursement).map(|f| f.amount).reduce(|a, b| a + b);
            let last = of(Kind::Disbursement).map(|f| f.day).max();
            let fees: Vec<_> = of(Kind::Fee).filter(|f| last.is_some_and(|day| f.day <= day)).collect();
            let kept_back: Decimal = fees.iter().filter(|f| KEPT_BACK.iter().any(|w| f.item.contains(w))).map(|f| -f.amount).sum();
            let by_table = paid_out.map(|p| p - kept_back);
            let (received, told) = match (flows.terms.received, by_table) {
                (Some(said), _) if said < principal => (said, "当事人陈述"),
                (_, Some(listed)) if listed < principal => (listed, "借还款明细"),
                _ => return None,
            };
            let day = flows.day()?;
            let zh = |yuan: Decimal| Fen::round(yuan).unwrap_or_default().zh();
            let mut found = flows.found(day, format!("{told}：合同本金{}，实际到账{}，少{}", zh(principal), zh(received), zh(principal - received)));
            if told == "借还款明细" {
                found.grounds.extend(flows.table_ground(scene, format!("明细所列放款合计{}", zh(paid_out.unwrap_or_default()))));
                found.grounds.rotate_left(1);
                if flows.terms.received.is_some_and(|said| said >= principal) {
                    found.tier = Tier::Possible;
                    found.remarks.push("当事人另写的到账金额与明细不一致；请用银行卡收款流水核对".into());
                }
            }
            if !fees.is_empty() {
                let names: Vec<String> = fees.iter().map(|f| format!("{}{}", f.item, zh(-f.amount))).collect();
                found.remarks.push(format!("到账当日或之前另收：{}", names.join("、")));
            }
            found.remarks.push("预先扣下的部分不算本金：应当按实际到账的金额还本付息".into());
            Some(found)
        })
        .collect()
}

/// 综合成本高于某条线.
pub fn cost_above(scene: &Scene, test: &FactTest) -> Vec<Found> {
    loans(scene)
        .iter()
        .filter(|flows| test.licence.iter().any(|l| flows.licence.contains(l.as_str())))
        .filter_map(|flows| {
            let (cost, day) = (flows.cost()?, flows.day()?);
            let line = match test.percent {
                Some(percent) => Decimal::from(percent),
                None => cap(scene, flows, day)?.percent,
            };
            above(&cost, line).then(|| priced(scene, flows, test, &cost, day, line))
        })
        .collect()
}

/// Above by more than the rounding of instalments can do.
fn above(cost: &LoanCost, line: Decimal) -> bool {
    cost.annual().rounded(2).saturating_sub(line) > Decimal::new(5, 2)
}

/// The line above which a court supports nothing, when the day of the contract decides it: four times the LPR.
fn cap(scene: &Scene, flows: &Flows, day: Day) -> Option<CostLine> {
    // The seven kinds of local financial organisations are licensed (法释〔2020〕27号), whatever they are called.
    let lender = Lender::of(flows.licence).filter(|l| *l == Lender::Private)?;
    let name = flows.lender.map(|l| scene.facts.lenders[l as usize].name.as_str()).unwrap_or_default();
    if matches!(Lender::of(name), Some(Lender::SmallLoan | Lender::Local | Lender::Bank | Lender::Licensed)) && !["无牌", "没有牌照"].iter().any(|w| flows.licence.contains(w)) {
        return None;
    }
    let stated = |extra: &std::collections::BTreeMap<String, Value>| extra.get("lpr").and_then(|v| v.to_string().trim_matches('"').trim_end_matches('%').parse().ok());
    let lpr: Option<Decimal> = stated(&flows.loan.extra).or_else(|| stated(&scene.facts.extra));
    let asked = line::lines(&Ask { lender, contract: day, facilitated: false, filed: None, lpr }, scene.lpr);
    asked.lines.into_iter().find(|l| l.kind == LineKind::Cap && l.hard_cap && l.until.is_none())
}

fn priced(scene: &Scene, flows: &Flows, test: &FactTest, cost: &LoanCost, day: Day, line: Decimal) -> Found {
    // The interpretation in force since 2021-01-01 judges earlier contracts too (its article 31).
    let in_force = Day::new(2021, 1, 1).unwrap_or(day);
    let on = if test.percent.is_none() { day.max(in_force) } else { day };
    let yearly = cost.effective.map_or_else(String::new, |e| format!("，复利年化{}", e.zh()));
    let how = match cost.simple {
        Some(simple) => format!("一次还清，按到账、天数和一年365天计，年化（单利）{}", simple.zh()),
        None => format!("月内部收益率{}，年化（×12）{}{yearly}", cost.monthly_irr.zh(), cost.nominal.zh()),
    };
    // Papers print this sentence alone: it says itself that a line of practice is no cap.
    let hint = if test.kind == Some(NumberKind::Practice) { "（提示线，不是法定上限）" } else { "" };
    let says = format!("借款{}：实际到账{}，按明细应付合计{}，{how}；对照的线是{}{hint}", flows.loan.id, cost.received.zh(), cost.paid.zh(), Rate::percent(line).zh());
    let mut found = flows.found(on, says);
    found.grounds.extend(flows.table_ground(scene, format!("借还款明细共{}笔还款，{}至{}", cost.instalments, cost.from.zh(), cost.until.zh())));
    if !test.note.is_empty() {
        found.remarks.push(test.note.clone());
    }
    if cost.simple.is_none() {
        found.remarks.push(cost.basis.zh().to_owned());
    }
    found.remarks.extend(cost.assumptions.iter().cloned());
    found.remarks.extend(cost.problems.iter().map(|p| p.what.clone()));
    if cost.upfront_deduction > Fen::ZERO {
        found.remarks.push(format!("到账前扣下或到账当日收取的{}已经计入成本", cost.upfront_deduction.zh()));
    }
    if flows.gap {
        found.tier = Tier::Possible;
        found.remarks.push("明细表中间有没有读取的行（空行、合计行，或读不懂的行），请核对有没有缺收付".into());
    }
    found
}

/// So many third parties contacted are harassment of people who owe nothing.
const THIRD_PARTIES: usize = 3;

/// 疑似非法放贷: no licence, dearer than the line, and collected by abuse. One case never shows ten loans in two years.
pub fn illegal(scene: &Scene, test: &FactTest) -> Vec<Found> {
    let line = Decimal::from(test.percent.unwrap_or(36));
    loans(scene)
        .iter()
        .filter(|flows| Lender::of(flows.licence) == Some(Lender::Private))
        .filter_map(|flows| {
            let (cost, day) = (flows.cost()?, flows.day()?);
            let lender = flows.lender?;
            if !above(&cost, line) {
                return None;
            }
            let of_lender = |i: &usize| scene.ties[*i].is_some_and(|t| t.lender == lender);
            let all: Vec<usize> = (0..scene.timeline.events.len()).filter(of_lender).collect();
            let abusive: Vec<usize> = all.iter().copied().filter(|i| abuse(scene, *i)).collect();
            let third: BTreeSet<_> = all.iter().filter(|i| scene.standing(**i) == Standing::ThirdParty).map(|i| scene.timeline.events[*i].owner).collect();
            let acts = acts(scene, lender);
            if abusive.is_empty() && third.len() < THIRD_PARTIES && acts.is_empty() {
                return None;
            }
            let mut found = priced(scene, flows, test, &cost, day, line);
            (found.on, found.tier) = (day, Tier::Possible);
            if !abusive.is_empty() {
                found.remarks.push(format!("能够归到该放款人的往来中，{}条有威胁、辱骂等字句", abusive.len()));
            }
            if third.len() >= THIRD_PARTIES {
                found.remarks.push(format!("联系了{}名不负还款义务的人", third.len()));
            }
            found.grounds.extend(acts);
            found.events = abusive;
            found.remarks.push("两年内向不特定多人出借十次以上，这一个案件显示不出来；单凭利率和催收方式不能认定非法放贷，由公安机关查明".into());
            if let Some(n) = others(scene, lender) {
                found.remarks.push(format!("当事人陈述该放款人另有出借{n}次（人）；请准备其他借款人的材料"));
            }
            Some(found)
        })
        .collect()
}

/// Stated visits and incidents of this lender that are more than a talk.
fn acts(scene: &Scene, lender: u32) -> Vec<Ground> {
    const GRAVE: [&str; 14] = ["threat", "violence", "posting", "blockade", "damage", "trespass", "威胁", "殴打", "拘禁", "张贴", "横幅", "泼漆", "堵门", "闯"];
    let kinds: Vec<String> = GRAVE.iter().map(|w| (*w).to_owned()).collect();
    let told = Told::each("incidents", &scene.facts.incidents).chain(Told::each("visits", &scene.facts.visits));
    told.filter(|t| t.tells(&kinds)).filter_map(|t| of_incident(scene, &t)).filter(|f| f.lender == Some(lender)).flat_map(|f| f.grounds).collect()
}

/// Other loans of the lender the user knows of.
fn others(scene: &Scene, lender: u32) -> Option<i64> {
    let value = Value::Object(scene.facts.lenders[lender as usize].extra.clone().into_iter().collect());
    Told { list: "lenders", n: 0, value: &value }.number(&["loans_to_others", "other_loans", "known_loans", "loan_count", "other_borrowers", "borrowers", "victims"])
}

/// 没有明示综合融资成本, or money taken beyond what was shown.
pub fn no_cost_sheet(scene: &Scene, test: &FactTest) -> Vec<Found> {
    scene
        .facts
        .loans
        .iter()
        .filter_map(|loan| {
            let day = loan.contract_date.filter(|d| test.from.is_none_or(|from| *d >= from))?;
            let says = sheet(loan)?;
            let lender = scene.facts.lenders.iter().position(|l| l.id == loan.lender).map(|i| i as u32);
            let ground = super::fact(&format!("loans.{}", loan.id), None, format!("{}签约，{says}", day.zh()));
            Some(Found { lender, recipient: format!("借款{}", loan.id), grounds: vec![ground], ..Found::on(day) })
        })
        .collect()
}

/// What the facts say was wrong with the sheet of costs.
fn sheet(loan: &facts::Loan) -> Option<String> {
    let mut fields: serde_json::Map<String, Value> = loan.extra.clone().into_iter().collect();
    fields.extend(loan.cost_sheet_shown.clone().map(|v| ("cost_sheet_shown".to_owned(), v)));
    let value = Value::Object(fields);
    let told = Told { list: "loans", n: 0, value: &value };
    const SHOWN: [&str; 5] = ["cost_sheet_shown", "cost_sheet", "cost_disclosed", "disclosure_sheet", "disclosed"];
    let words = SHOWN.iter().find_map(|k| value.get(*k)?.as_str().map(str::to_owned)).unwrap_or_default();
    if told.flag(&SHOWN) == Some(false) || ["没有出示", "未出示", "未明示", "没有明示", "没给", "没有看到", "not shown"].iter().any(|w| words.contains(w)) {
        return Some("当事人陈述签约前没有出示综合融资成本明示表".into());
    }
    const BEYOND: [&str; 5] = ["undisclosed_fees", "fees_outside_sheet", "extra_fees", "hidden_fees", "fees_beyond_sheet"];
    let beyond = BEYOND.iter().find_map(|k| value.get(*k)).is_some_and(|v| match v {
        Value::Bool(yes) => *yes,
        Value::Number(n) => n.as_f64().is_some_and(|n| n > 0.0),
        Value::String(s) => !["", "no", "无", "没有", "0"].contains(&s.trim()),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    });
    beyond.then(|| "当事人陈述除明示表所列以外还收了其他费用".into())
}
