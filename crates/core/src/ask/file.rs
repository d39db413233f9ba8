//! The files of `casebook/answers`, read and checked. A mistake names its file; `casebook::lines` finds the line.

use super::terms::SynonymsFile;
use super::{Answers, Known};
use crate::casebook::lines;
use crate::error::Problem;
use crate::law::{Law, Wanted};
use crate::permission::texts;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// File of words that mean the same.
const SYNONYMS: &str = "_synonyms";
/// File of what is asked but is not ours to answer.
const ELSEWHERE: &str = "_elsewhere";

/// One family of questions: one file of `casebook/answers`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// File stem.
    #[serde(skip_deserializing)]
    pub id: String,
    /// The question in one line, as a heading.
    pub title: String,
    /// Chapter it stands in when families are listed.
    pub topic: String,
    /// Typical ways of asking, 8 to 120, in users' own words.
    pub asks: Vec<String>,
    /// Words that point to this family.
    pub keys: Vec<String>,
    /// Words that put this family before every other: a life is at stake.
    #[serde(default)]
    pub urgent: Vec<String>,
    /// The answer, three to eight sentences: the direct answer, why, what to do now, limits. `{{law:a|b}}` is the first reference
    /// that can be cited on the day.
    pub says: Vec<String>,
    /// What would change the answer.
    #[serde(default)]
    pub not_sure: Vec<String>,
    /// Every provision it rests on; of several versions the day chooses.
    #[serde(default)]
    pub law: Vec<Wanted>,
    /// Desks, in the order of going.
    #[serde(default)]
    pub routes: Vec<String>,
    /// Papers that may be made.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Rules whose findings belong to it.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Errors going round.
    #[serde(default)]
    pub corrects: Vec<Correction>,
    /// Where facts come from that no article of the casebook carries.
    #[serde(default)]
    pub source: Option<String>,
    /// Last day a human checked it.
    pub checked_on: Day,
    /// What is added for certain askers, lenders, findings or days.
    #[serde(default)]
    pub when: Vec<Variant>,
}

/// An error going round, and what is right.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What is said.
    pub said: String,
    /// What is right.
    pub but: String,
}

/// Sentences for certain facts. Every condition that is written must hold.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The condition in words, after “如果”.
    pub label: String,
    /// Who asks.
    #[serde(default)]
    pub role: Option<Role>,
    /// Kinds of lender.
    #[serde(default)]
    pub licence: Vec<String>,
    /// One of these findings is there.
    #[serde(default)]
    pub findings: Vec<String>,
    /// First day.
    #[serde(default)]
    pub from: Option<Day>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Day>,
    /// What is added.
    pub says: Vec<String>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person who owes.
    Borrower,
    /// Somebody who owes nothing.
    ThirdParty,
}

/// A field of life that is not ours, and who knows about it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Words that show it.
    pub words: Vec<String>,
    /// Ways of asking about it.
    #[serde(skip_serializing)]
    pub asks: Vec<String>,
    /// Whom to ask.
    pub go: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElsewhereFile {
    own: Vec<String>,
    topic: Vec<Topic>,
}

/// Kinds of lender a variant may name.
const LICENCES: &[&str] = &["银行", "消费金融公司", "小额贷款公司", "无牌照"];

pub(super) fn load(files: &[(&str, &str)], law: &Law, known: &Known<'_>) -> Result<Answers, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut list = Vec::new();
    let synonyms: SynonymsFile = support(files, SYNONYMS, &mut problems).unwrap_or_default();
    let elsewhere = support::<ElsewhereFile>(files, ELSEWHERE, &mut problems);
    // Most answers rest on the same few articles: each is looked up once.
    let mut checked: BTreeMap<Wanted, Option<Problem>> = BTreeMap::new();
    for (stem, text) in files.iter().filter(|(stem, _)| !stem.starts_with('_') && *stem != texts::FILE) {
        if let Some(mut answer) = read::<Answer>(stem, text, &mut problems) {
            answer.id = (*stem).to_owned();
            problems.extend(mistakes(&answer, known, &mut |wanted| checked.entry(wanted.clone()).or_insert_with(|| law.check(wanted).err()).clone()));
            list.push(answer);
        }
    }
    list.sort_by(|a: &Answer, b: &Answer| a.id.cmp(&b.id));
    problems.extend(asked_twice(&list));
    match elsewhere {
        Some(elsewhere) if problems.is_empty() => Ok(Answers { list, synonyms, elsewhere: elsewhere.topic, own: elsewhere.own }),
        _ => Err(problems),
    }
}

fn place(stem: &str) -> String {
    format!("casebook/answers/{stem}.toml")
}

fn read<T: for<'de> Deserialize<'de>>(stem: &str, text: &str, problems: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(e) => {
            problems.push(Problem::new("answer.syntax", format!("写法有误：{}", e.message()), format!("{}{}", place(stem), lines::of(&e, text, 0)), "请对照 casebook/README.md 改正"));
            None
        }
    }
}

fn support<T: for<'de> Deserialize<'de>>(files: &[(&str, &str)], stem: &str, problems: &mut Vec<Problem>) -> Option<T> {
    let Some((_, text)) = files.iter().find(|(s, _)| *s == stem) else {
        problems.push(Problem::new("answer.syntax", "没有这个文件", place(stem), format!("请放回 {}", place(stem))));
        return None;
    };
    read(stem, text, problems)
}

/// The references of the `{{law:…}}` slots of a sentence, slot by slot; `Err` for a slot that cannot be read.
pub(super) fn slots(text: &str) -> impl Iterator<Item = Result<Vec<Wanted>, String>> {
    text.split("{{").skip(1).map(|after| {
        let slot = after.split_once("}}").map_or(after, |(slot, _)| slot);
        let list = slot.strip_prefix("law:").ok_or_else(|| slot.to_owned())?;
        list.split('|').map(|r| r.parse::<Wanted>().map_err(|_| slot.to_owned())).collect()
    })
}

impl Answer {
    /// Every sentence of the answer, also those of variants and corrections.
    fn sentences(&self) -> impl Iterator<Item = &str> {
        let corrects = self.corrects.iter().flat_map(|c| [&c.said, &c.but]);
        self.says.iter().chain(corrects).chain(self.when.iter().flat_map(|w| &w.says)).map(String::as_str)
    }
}

fn mistakes(answer: &Answer, known: &Known<'_>, uncitable: &mut dyn FnMut(&Wanted) -> Option<Problem>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let at = place(&answer.id);
    let mut wrong = |code: &str, what: String, todo: &str| problems.push(Problem::new(code, what, at.clone(), todo));
    for (field, count, least, most) in [("asks", answer.asks.len(), 8, 120), ("says", answer.says.len(), 3, 8), ("keys", answer.keys.len(), 1, 20)] {
        if !(least..=most).contains(&count) {
            wrong("answer.shape", format!("{field} 有{count}项，应有{least}至{most}项"), "请补足或者删减");
        }
    }
    for (field, names, exists) in [("rules", &answer.rules, known.rule), ("routes", &answer.routes, known.route), ("papers", &answer.papers, known.paper)] {
        for name in names.iter().filter(|n| !exists(n)) {
            wrong("answer.name", format!("{field} 里的“{name}”不存在"), "请核对 casebook 里规则、渠道、文书的文件名");
        }
    }
    if answer.law.is_empty() && answer.source.is_none() {
        wrong("answer.basis", "law 和 source 都没有写".into(), "请写上依据的条文，或者写明出处");
    }
    for wanted in &answer.law {
        if let Some(p) = uncitable(wanted) {
            wrong("answer.article", format!("条文“{wanted}”不能引用：{}", p.what), &p.todo);
        }
    }
    for slot in answer.sentences().flat_map(slots) {
        match slot {
            Err(slot) => wrong("answer.slot", format!("“{{{{{slot}}}}}”不是条文引用"), "请写成 {{law:法规/条号}}，几个版本之间用 | 隔开"),
            Ok(list) => {
                for wanted in list.iter().filter(|w| !answer.law.contains(w)) {
                    wrong("answer.slot", format!("“{wanted}”没有列在 law 里"), "请把句子里引的条文都列进 law");
                }
            }
        }
    }
    for variant in &answer.when {
        for name in variant.findings.iter().filter(|n| !(known.rule)(n)) {
            wrong("answer.name", format!("findings 里的“{name}”不存在"), "请核对 casebook/rules 里的文件名");
        }
        for name in variant.licence.iter().filter(|n| !LICENCES.contains(&n.as_str())) {
            wrong("answer.name", format!("licence 里的“{name}”不是已知的机构种类"), "只能写 银行、消费金融公司、小额贷款公司、无牌照");
        }
        let open = variant.role.is_none() && variant.licence.is_empty() && variant.findings.is_empty() && variant.from.is_none() && variant.until.is_none();
        if open || variant.says.is_empty() {
            wrong("answer.shape", format!("“{}”没有条件或者没有话", variant.label), "请写上 role、licence、findings、from 或者 until，以及 says");
        }
    }
    problems
}

/// The same way of asking in two families would make the answer a matter of chance.
fn asked_twice(list: &[Answer]) -> Vec<Problem> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (id, ask) in list.iter().flat_map(|a| a.asks.iter().map(|q| (a.id.as_str(), q.as_str()))) {
        if let Some(first) = seen.insert(ask, id) {
            problems.push(Problem::new("answer.twice", format!("问法“{ask}”在 {first} 里已经有了"), place(id), "同一句问法只能归一处，请删去一处"));
        }
    }
    problems
}
