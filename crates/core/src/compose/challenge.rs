//! What the other side may say against each exhibit and finding, and what answers it: `casebook/challenges`, chosen by the
//! facts and findings of the case. Where nothing answers, the weakness is said.

use super::Material;
use super::fits::Condition;
use super::told::text;
use crate::casebook::{Casebook, lines};
use crate::draft::{Block, Span};
use crate::error::Problem;
use crate::law::Wanted;
use crate::model::Day;
use crate::review::finding::Finding;
use serde::{Deserialize, Serialize};

/// One challenge.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// File name.
    #[serde(skip)]
    pub id: String,
    /// 对方说：….
    pub title: String,
    /// How it is put.
    pub says: String,
    /// When it is to be expected: each must hold.
    #[serde(rename = "if", default)]
    pub when: Vec<Condition>,
    /// Findings it is aimed at, by rule; every finding when empty.
    #[serde(default)]
    pub findings: Vec<String>,
    /// Exhibits it is aimed at.
    #[serde(default)]
    pub exhibits: Aim,
    /// What answers it.
    pub answers: Vec<String>,
    /// Further answers, each only when its condition holds.
    #[serde(default)]
    pub answer_if: Vec<Conditional>,
    /// Articles the answer rests on, as of the day of asking.
    #[serde(default)]
    pub law: Vec<Wanted>,
    /// What stays weak whatever is answered.
    pub weak: String,
    /// This challenge may well succeed; shown first and named as such.
    #[serde(default)]
    pub grave: bool,
    /// What to fetch to meet it.
    pub fetch: Vec<String>,
    /// Where it comes from.
    pub source: String,
    /// Last day a human checked it.
    pub checked_on: Day,
}

/// An answer that depends on the case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditional {
    /// When.
    #[serde(rename = "if")]
    pub when: Condition,
    /// The answer.
    pub says: String,
}

/// The exhibits a challenge is aimed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// Those the findings rest on.
    #[default]
    Cited,
    /// Screenshots, forwarded and typed ones.
    Indirect,
    /// Those of other people's phones.
    Others,
}

/// A challenge as it meets this case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Met {
    /// File name.
    pub id: String,
    /// 对方说：….
    pub title: String,
    /// How it is put.
    pub says: String,
    /// May well succeed.
    pub grave: bool,
    /// Findings it is aimed at: id of the finding.
    pub findings: Vec<String>,
    /// The same, by name.
    pub acts: Vec<String>,
    /// Exhibit numbers.
    pub exhibits: Vec<u32>,
    /// Answers.
    pub answers: Vec<String>,
    /// Articles, as papers write them.
    pub law: Vec<String>,
    /// What stays weak.
    pub weak: String,
    /// What to fetch.
    pub fetch: Vec<String>,
    /// Where it comes from.
    pub source: String,
}

/// Reads the challenge files.
pub fn load(files: &[(&str, &str)], casebook: &dyn Fn(&str) -> bool) -> Result<Vec<Challenge>, Vec<Problem>> {
    let (mut list, mut problems) = (Vec::new(), Vec::new());
    for (stem, text) in files {
        let place = format!("casebook/challenges/{stem}.toml");
        match toml::from_str::<Challenge>(text) {
            Ok(mut challenge) => {
                challenge.id = (*stem).to_owned();
                for rule in challenge.findings.iter().filter(|r| !casebook(r)) {
                    problems.push(Problem::new("challenge.rule", format!("规则“{rule}”不存在"), place.clone(), "请核对 casebook/rules 里的文件名"));
                }
                if challenge.answers.is_empty() || challenge.weak.is_empty() {
                    problems.push(Problem::new("challenge.answers", "没有写回应或者弱处", place, "每项质疑都要写 answers 和 weak；没有弱处也要说明为什么"));
                }
                list.push(challenge);
            }
            Err(e) => problems.push(Problem::new("challenge.syntax", format!("写法有误：{}", e.message()), format!("{place}{}", lines::of(&e, text, 0)), "请对照 casebook/README.md 改正")),
        }
    }
    list.sort_by_key(|c: &Challenge| (!c.grave, c.id.clone()));
    if problems.is_empty() { Ok(list) } else { Err(problems) }
}

/// What reading alone does not show: conditions name known rules, articles are in force on that day.
pub fn check(book: &Casebook, today: Day) -> Vec<Problem> {
    let mut problems = Vec::new();
    for c in &book.challenges {
        let place = format!("casebook/challenges/{}.toml", c.id);
        for rule in c.when.iter().chain(c.answer_if.iter().map(|a| &a.when)).flat_map(|w| w.unknown(book)) {
            problems.push(Problem::new("challenge.rule", format!("规则“{rule}”不存在"), place.clone(), "请核对 casebook/rules 里的文件名"));
        }
        problems.extend(c.law.iter().filter_map(|wanted| book.law.cite(wanted, today).err()).map(|no| {
            let problem = Problem::from(no);
            Problem { place: place.clone(), ..problem }
        }));
    }
    problems
}

/// The challenges this case must expect, those that may well succeed first.
pub fn met(m: &Material) -> Vec<Met> {
    m.casebook.challenges.iter().filter_map(|c| one(c, m)).collect()
}

fn one(c: &Challenge, m: &Material) -> Option<Met> {
    if !c.when.iter().all(|w| w.holds(m)) {
        return None;
    }
    // A challenge about messages, statements or third parties is aimed only at findings that have such contacts.
    let meant = |f: &&Finding| c.when.iter().filter(|w| w.of_contacts()).all(|w| f.events().iter().any(|e| w.met_by(e) == Some(true)));
    let findings: Vec<&Finding> = m.review.findings.iter().filter(|f| c.findings.is_empty() || c.findings.iter().any(|r| r == f.rule())).filter(meant).collect();
    if findings.is_empty() {
        return None;
    }
    let mut acts: Vec<String> = Vec::new();
    for f in &findings {
        if !acts.iter().any(|a| a == f.title()) {
            acts.push(f.title().to_owned());
        }
    }
    let cited: std::collections::BTreeSet<u32> = findings.iter().flat_map(|f| f.events().iter().map(|e| e.exhibit).chain(f.grounds().iter().map(|g| g.exhibit))).filter(|n| *n > 0).collect();
    let client = super::slots::client(m).map(|p| p.id.as_str());
    let aimed = |n: &u32| {
        let Some(e) = m.review.exhibits.iter().find(|e| e.number == *n) else { return false };
        match c.exhibits {
            Aim::Cited => true,
            Aim::Indirect => e.class != "device_export",
            Aim::Others => e.custodian.as_deref() != client,
        }
    };
    let answers = c.answers.iter().cloned().chain(c.answer_if.iter().filter(|a| a.when.holds(m)).map(|a| a.says.clone())).collect();
    let law = c.law.iter().filter_map(|w| m.casebook.law.cite(w, m.today).ok()).map(|c| super::short_name(&c)).collect();
    Some(Met {
        id: c.id.clone(),
        title: c.title.clone(),
        says: c.says.clone(),
        grave: c.grave,
        findings: findings.iter().map(|f| f.id().to_owned()).collect(),
        acts,
        exhibits: cited.into_iter().filter(aimed).collect(),
        answers,
        law,
        weak: c.weak.clone(),
        fetch: c.fetch.clone(),
        source: c.source.clone(),
    })
}

/// The challenges as blocks of the annex.
pub(super) fn block(m: &Material) -> Vec<Block> {
    let list = met(m);
    if list.is_empty() {
        return vec![Block::Para(vec![text("按现有材料没有预见到的质疑。")])];
    }
    let mut blocks = Vec::new();
    for (n, c) in list.iter().enumerate() {
        blocks.push(Block::Heading(2, vec![text(format!("（{}）{}{}", super::blocks::ordinal(n + 1), c.title, if c.grave { "（很可能被采纳，请慎重）" } else { "" }))]));
        let aimed = if c.acts.len() > 8 { "本案的多数发现".to_owned() } else { format!("涉嫌{}", c.acts.join("、")) };
        let mut aim = vec![text(format!("通常这样说：{}针对：{aimed}", c.says))];
        if !c.exhibits.is_empty() {
            aim.push(Span::Exhibits(c.exhibits.clone()));
        }
        aim.push(text("。"));
        blocks.push(Block::Para(aim));
        blocks.push(Block::Items(c.answers.iter().map(|a| vec![text(a.clone())]).collect()));
        if !c.law.is_empty() {
            blocks.push(Block::Para(vec![text(format!("可引用：{}。", c.law.join("、")))]));
        }
        blocks.push(Block::Para(vec![Span::Strong("弱处：".into()), text(c.weak.clone())]));
        if !c.fetch.is_empty() {
            blocks.push(Block::Para(vec![text(format!("可以补：{}。", c.fetch.join("；")))]));
        }
    }
    blocks
}
