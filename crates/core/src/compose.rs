//! A paper of `casebook/documents` and a reviewed case → a [`Draft`]. The document places findings; it cannot state
//! facts. Every factual sentence carries its exhibits; what the case cannot fill is a visible blank, listed at the end.
//!
//! Document subset: front matter between `+++`; `## ` and `### ` headings; `| ` a flush line; `> ` a quote; `1. ` items;
//! `===` a new page; `@name` alone on a line is a block made from the case; `{{slot|label}}` is filled or left blank;
//! `{{law:statute/article}}` is the article in force on the paper's day, `{{art:statute/1+2}}` the same under its short name;
//! `%if condition`, `%else`, `%end` choose lines by the case ([`fits::Condition`]).

pub mod about;
pub mod ask;
pub mod awards;
pub mod blocks;
pub mod book;
pub mod catalogue;
pub mod challenge;
pub mod fits;
pub mod redact;
pub mod slots;
pub mod told;

use crate::casebook::{Casebook, lines};
use crate::draft::{Block, Draft, Span};
use crate::error::{Problem, Result};
use crate::facts::{Facts, Person};
use crate::law::{Citation, Wanted};
use crate::model::{Day, ExhibitId};
use crate::result::Review;
use fits::Condition;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a paper is made from.
pub struct Material<'a> {
    /// Stated facts.
    pub facts: &'a Facts,
    /// Review of the case.
    pub review: &'a Review,
    /// Law and documents.
    pub casebook: &'a Casebook,
    /// Newest ledger entry, printed on page 1.
    pub ledger_head: ExhibitId,
    /// Number of ledger entries.
    pub ledger_length: u64,
    /// The paper's day: the law it names is the law of that day.
    pub today: Day,
    /// Whether third parties are named in full.
    pub view: View,
    /// Where the exhibits stand in the exhibit book, when one was made.
    pub pages: Option<&'a Pages>,
}

/// How third parties appear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// 白某某: what is handed in by default.
    #[default]
    Masked,
    /// In full: kept apart, for whoever may see it.
    Full,
}

/// Where each exhibit stands in the exhibit book: (first page, last page, first number, last number), by exhibit number.
pub type Pages = BTreeMap<u32, Place>;

/// The place of one exhibit in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// First page.
    pub first: usize,
    /// Last page.
    pub last: usize,
    /// First and last number of its rows (证0001), when it has rows.
    pub rows: Option<(u32, u32)>,
}

impl Material<'_> {
    /// Whether this is who asks for help.
    pub fn is_client(&self, person: &Person) -> bool {
        slots::client(self).is_some_and(|c| c.id == person.id)
    }

    /// A person as this paper names them: the client always in full.
    pub fn name(&self, person: &Person) -> String {
        if self.view == View::Full || self.is_client(person) { person.name.clone() } else { told::masked_name(&person.name) }
    }

    /// The same with the relation to the borrower; in full view with the numbers.
    pub fn name_with_relation(&self, person: &Person) -> String {
        let numbers = if self.view == View::Full && !person.numbers.is_empty() { format!("，{}", person.numbers.join("、")) } else { String::new() };
        format!("{}（{}{numbers}）", self.name(person), told::standing(person.relation_to_borrower.as_deref()))
    }
}

/// Front matter of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    /// Title on page 1.
    pub title: String,
    /// Place in the list of papers (D1 to D14 of the reference).
    pub number: String,
    /// One line for the list of papers.
    pub says: String,
    /// Where its structure comes from.
    pub source: String,
    /// Last day a human checked it.
    pub checked_on: Day,
    /// Once for the case, or once for each lender with findings.
    #[serde(default)]
    pub each: about::Each,
    /// What must hold for the paper to fit a case, each with the reason said when it does not.
    #[serde(default)]
    pub fits: Vec<Fit>,
}

/// One thing that must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// What.
    #[serde(rename = "if")]
    pub when: Condition,
    /// Said when it does not hold.
    #[serde(rename = "else")]
    pub otherwise: String,
}

/// A blank of a paper, with how to fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// As the paper shows it.
    pub label: String,
    /// The slot behind it; none for a blank only the person can fill.
    pub slot: Option<String>,
}

/// A document as read: front matter and body.
pub struct Document {
    /// File name.
    pub id: String,
    /// Front matter.
    pub front: Front,
    body: String,
    /// Lines of the file before the body.
    above: usize,
}

/// Reads a document file.
pub fn document(id: &str, text: &str) -> Result<Document> {
    let place = format!("casebook/documents/{id}.md");
    let parts = text.strip_prefix("+++\n").and_then(|t| t.split_once("\n+++\n"));
    let Some((front, body)) = parts else {
        return Err(Problem::new("document.front", "缺少 +++ 之间的文书信息", place, "请对照 casebook/README.md 写上 title、number、says、source、checked_on"));
    };
    let above = front.lines().count() + 2;
    let front = toml::from_str(front).map_err(|e| Problem::new("document.front", format!("文书信息写法有误：{}", e.message()), format!("{place}{}", lines::of(&e, front, 1)), "请对照 casebook/README.md 改正"))?;
    Ok(Document { id: id.to_owned(), front, body: body.to_owned(), above })
}

/// All papers the casebook holds.
pub fn documents(casebook: &Casebook) -> Result<Vec<Document>> {
    let mut list = casebook.documents.iter().map(|(id, text)| document(id, text)).collect::<Result<Vec<_>>>()?;
    list.sort_by_key(|d| number_key(&d.front.number));
    Ok(list)
}

/// D2 before D10, D3-1 before D3-2; what is not handed in (A…) last.
fn number_key(number: &str) -> (bool, Vec<u32>, String) {
    let parts = number.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    (!number.starts_with('D'), parts, number.to_owned())
}

impl Document {
    /// Why it does not fit this case; empty when it fits.
    pub fn unfit(&self, material: &Material) -> Vec<&str> {
        self.front.fits.iter().filter(|f| !f.when.holds(material)).map(|f| f.otherwise.as_str()).collect()
    }

    /// What reading alone does not show: conditions name known rules.
    pub fn check(&self, casebook: &Casebook) -> Vec<Problem> {
        let wrong = |rule| Problem::new("document.rule", format!("规则“{rule}”不存在"), format!("casebook/documents/{}.md", self.id), "请核对 casebook/rules 里的文件名");
        let conditions = self.body.lines().filter_map(|l| Condition::try_from(l.strip_prefix("%if ")?.trim().to_owned()).ok());
        conditions.chain(self.front.fits.iter().map(|f| f.when.clone())).flat_map(|c| c.unknown(casebook)).map(wrong).collect()
    }
}

/// Makes a paper.
pub fn compose(document: &Document, material: &Material) -> Result<Draft> {
    compose_with(document, material).map(|(draft, _)| draft)
}

/// Makes a paper and tells its blanks, each once.
pub fn compose_with(document: &Document, material: &Material) -> Result<(Draft, Vec<Blank>)> {
    let facts = serde_json::to_value(material.facts).unwrap_or_default();
    let mut paper = Paper { document, material, facts, blocks: Vec::new(), blanks: Vec::new() };
    let mut items: Vec<Vec<Span>> = Vec::new();
    // Lines under a condition that does not hold are still read, so that a mistake in them is found.
    let mut shown: Option<bool> = None;
    for (number, line) in document.body.lines().enumerate() {
        let line = line.trim_end();
        if let Some(command) = line.strip_prefix('%') {
            shown = paper.choose(command, shown, number)?;
            continue;
        }
        if shown == Some(false) {
            paper.tried(line, number)?;
            continue;
        }
        if let Some(item) = line.strip_prefix("1. ") {
            items.push(paper.inline(item, number)?);
            continue;
        }
        if !items.is_empty() {
            paper.blocks.push(Block::Items(std::mem::take(&mut items)));
        }
        paper.line(line, number)?;
    }
    if !items.is_empty() {
        paper.blocks.push(Block::Items(items));
    }
    if shown.is_some() {
        return Err(paper.wrong(document.body.lines().count(), "%if 没有 %end".to_owned(), "请补上 %end"));
    }
    paper.list_blanks();
    let review = material.review;
    let imprint = vec![
        format!("案件：{}　账本第{}条，账本摘要 {}", material.facts.title.as_deref().or(material.facts.case.as_deref()).unwrap_or("未命名"), material.ledger_length, material.ledger_head),
        format!("本文书由举证（juzheng）按规则库 {} 和账本 {} 生成，供本人核对后使用，不是法律意见", short(&review.casebook), short(&review.generated_from)),
    ];
    let draft = Draft { id: document.id.clone(), title: document.front.title.clone(), imprint, blocks: paper.blocks };
    let mut seen = std::collections::BTreeSet::new();
    Ok((draft, paper.blanks.into_iter().filter(|b| seen.insert(b.label.clone())).collect()))
}

/// The first 16 hex digits: enough to compare by eye.
pub fn short(id: &ExhibitId) -> String {
    id.to_string()[..16].to_owned()
}

struct Paper<'a> {
    document: &'a Document,
    material: &'a Material<'a>,
    facts: Value,
    blocks: Vec<Block>,
    blanks: Vec<Blank>,
}

impl Paper<'_> {
    /// `%if`, `%else`, `%end`; one level.
    fn choose(&self, command: &str, shown: Option<bool>, number: usize) -> Result<Option<bool>> {
        match (command.split_once(' ').unwrap_or((command, "")), shown) {
            (("if", condition), None) => {
                let condition = Condition::try_from(condition.trim().to_owned()).map_err(|e| self.wrong(number, e, "条件的写法见 casebook/README.md"))?;
                Ok(Some(condition.holds(self.material)))
            }
            (("else", ""), Some(was)) => Ok(Some(!was)),
            (("end", ""), Some(_)) => Ok(None),
            _ => Err(self.wrong(number, format!("%{command} 不能写在这里"), "只有 %if 条件、%else、%end，不能套着写")),
        }
    }

    /// A line that is not shown: read all the same, for its mistakes.
    fn tried(&self, line: &str, number: usize) -> Result<()> {
        let mut aside = Paper { document: self.document, material: self.material, facts: Value::Null, blocks: Vec::new(), blanks: Vec::new() };
        aside.line(line.strip_prefix("1. ").unwrap_or(line), number)
    }

    fn line(&mut self, line: &str, number: usize) -> Result<()> {
        if line.is_empty() {
            return Ok(());
        }
        if line == "===" {
            self.blocks.push(Block::PageBreak);
        } else if let Some(name) = line.strip_prefix('@') {
            let made = blocks::make(name, self.material).ok_or_else(|| self.wrong(number, format!("不认识的内容块 @{name}"), "可用的内容块见 casebook/README.md"))?;
            for block in made {
                self.note_blanks(&block);
                self.blocks.push(block);
            }
        } else if let Some(text) = line.strip_prefix("### ") {
            let spans = self.inline(text, number)?;
            self.blocks.push(Block::Heading(2, spans));
        } else if let Some(text) = line.strip_prefix("## ") {
            let spans = self.inline(text, number)?;
            self.blocks.push(Block::Heading(1, spans));
        } else if let Some(text) = line.strip_prefix("> ") {
            let spans = self.inline(text, number)?;
            self.blocks.push(Block::Quote(spans));
        } else if let Some(text) = line.strip_prefix("| ") {
            let spans = self.inline(text, number)?;
            self.blocks.push(Block::Flush(spans));
        } else if let Some(text) = line.strip_prefix(">> ") {
            let spans = self.inline(text, number)?;
            match self.blocks.last_mut() {
                Some(Block::Sign(lines)) => lines.push(spans),
                _ => self.blocks.push(Block::Sign(vec![spans])),
            }
        } else {
            let spans = self.inline(line, number)?;
            self.blocks.push(Block::Para(spans));
        }
        Ok(())
    }

    fn inline(&mut self, text: &str, number: usize) -> Result<Vec<Span>> {
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            push_text(&mut spans, before);
            let Some((slot, tail)) = after.split_once("}}") else {
                return Err(self.wrong(number, "{{ 没有闭合".to_owned(), "请补上 }}"));
            };
            rest = tail;
            if let Some(reference) = slot.strip_prefix("art:") {
                let named = self.articles(reference, number)?;
                push_text(&mut spans, &named);
                continue;
            }
            if let Some(reference) = slot.strip_prefix("law:") {
                let wanted: Wanted = reference.parse().map_err(|p: Problem| self.wrong(number, p.what, "请核对条文引用"))?;
                let citation = self.material.casebook.law.cite(&wanted, self.material.today).map_err(|no| {
                    let problem = Problem::from(no);
                    self.wrong(number, problem.what, &problem.todo)
                })?;
                push_text(&mut spans, citation.display());
                continue;
            }
            let (name, label) = slot.split_once('|').unwrap_or((slot, slot));
            match slots::fill(name, self.material, &self.facts) {
                Some(Some(value)) => push_text(&mut spans, &value),
                Some(None) => {
                    self.blanks.push(Blank { label: label.to_owned(), slot: (name != "_").then(|| name.to_owned()) });
                    spans.push(Span::Blank(label.to_owned()));
                }
                None => return Err(self.wrong(number, format!("不认识的空位 {{{{{name}}}}}"), "可用的空位见 casebook/README.md")),
            }
        }
        push_text(&mut spans, rest);
        Ok(spans)
    }

    fn note_blanks(&mut self, block: &Block) {
        let spans: Vec<&Span> = match block {
            Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Quote(s) => s.iter().collect(),
            Block::Items(rows) | Block::Sign(rows) => rows.iter().flatten().collect(),
            Block::Table(t) => t.rows.iter().flatten().flatten().collect(),
            Block::PageBreak => Vec::new(),
        };
        for span in spans {
            if let Span::Blank(label) = span {
                let slot = self.material.casebook.slots.iter().find(|s| s.labels.contains(label)).map(|s| s.name.clone());
                self.blanks.push(Blank { label: label.clone(), slot });
            }
        }
    }

    /// `civil_code/1032+1033` → 《民法典》第一千零三十二条、第一千零三十三条, as in force on the paper's day.
    fn articles(&self, reference: &str, number: usize) -> Result<String> {
        let (law, articles) = reference.split_once('/').ok_or_else(|| self.wrong(number, format!("“{reference}”不是条文引用"), "请写成 法规文件名/条号+条号"))?;
        let mut out = String::new();
        for (n, article) in articles.split('+').enumerate() {
            let wanted: Wanted = format!("{law}/{article}").parse().map_err(|p: Problem| self.wrong(number, p.what, "请核对条文引用"))?;
            let citation = self.material.casebook.law.cite(&wanted, self.material.today).map_err(|no| {
                let problem = Problem::from(no);
                self.wrong(number, problem.what, &problem.todo)
            })?;
            let Some(zh) = numbered(&citation) else { return Err(self.wrong(number, format!("“{law}/{article}”没有条号"), "没有条号的用 law: 引用")) };
            out += &if n == 0 { format!("《{}》{zh}", citation.short()) } else { format!("、{zh}") };
        }
        Ok(out)
    }

    fn list_blanks(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        let items: Vec<Vec<Span>> = self.blanks.iter().filter(|b| seen.insert(b.label.clone())).map(|b| vec![Span::Text(b.label.clone())]).collect();
        if items.is_empty() {
            return;
        }
        // A page of its own, so that it can be taken out before filing.
        self.blocks.push(Block::PageBreak);
        self.blocks.push(Block::Heading(1, vec![Span::Text("附：需要本人补充的内容（递交前抽出本页）".into())]));
        self.blocks.push(Block::Para(vec![Span::Text("以下各项案件材料里没有，文中留有空白，请本人核实后填写；不清楚的可以不填。".into())]));
        self.blocks.push(Block::Items(items));
    }

    fn wrong(&self, line: usize, what: String, todo: &str) -> Problem {
        Problem::new("document.syntax", what, format!("casebook/documents/{}.md 第{}行", self.document.id, self.document.above + line + 1), todo)
    }
}

/// 第一千零三十三条; none for a clause without a number.
fn numbered(citation: &Citation) -> Option<String> {
    let zh = citation.article_zh()?;
    Some(if zh.contains('条') { format!("第{zh}") } else { format!("第{zh}条") })
}

/// 《民法典》第一千零三十三条, for running text.
fn short_name(citation: &Citation) -> String {
    numbered(citation).map_or_else(|| citation.display().to_owned(), |zh| format!("《{}》{zh}", citation.short()))
}

fn push_text(spans: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::Text(text.to_owned())),
    }
}
