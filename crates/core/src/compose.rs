//! A paper of `casebook/documents` and a reviewed case → a [`Draft`]. The document places findings; it cannot state
//! facts. Every factual sentence carries its exhibits; what the case cannot fill is a visible blank, listed at the end.
//!
//! Document subset: front matter between `+++`; `## ` and `### ` headings; `| ` a flush line; `> ` a quote; `1. ` items;
//! `===` a new page; `! ` a line for the last sheet, which is taken out before filing; `@name` alone on a line is a block made from the case; `{{slot|label}}` is filled or left blank;
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
mod material;
pub mod redact;
pub mod slots;
pub mod told;

use crate::casebook::{Casebook, lines};
use crate::draft::{Block, Draft, Span, Table};
use crate::error::{Problem, Result};
use crate::law::{Citation, Wanted};
use crate::model::{Day, ExhibitId};
use fits::Condition;
pub use material::{Material, Pages, Place, Reader, View};
use serde::Deserialize;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Front matter of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    /// Title in lists and file names.
    pub title: String,
    /// Title on page 1, where it is shorter.
    pub heading: Option<String>,
    /// Who reads it.
    #[serde(default)]
    pub reader: Reader,
    /// What the client is called in it (原告); 本人 when not said.
    pub me: Option<String>,
    /// Only acts from this day on (an absent day is none).
    pub since: Option<Day>,
    /// Only acts that are contacts: not what an app or a contract did once.
    #[serde(default)]
    pub contacts_only: bool,
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
    let said = RefCell::new(BTreeSet::new());
    let material = &Material { front: Some(&document.front), said: Some(&said), ..*material };
    let mut paper = Paper { document, material, facts, blocks: Vec::new(), blanks: Vec::new(), kept_out: Vec::new() };
    let mut items: Vec<Vec<Span>> = Vec::new();
    // Lines under a condition that does not hold are still read, so that a mistake in them is found.
    let mut shown: Vec<bool> = Vec::new();
    for (number, line) in document.body.lines().enumerate() {
        let line = line.trim_end();
        if let Some(command) = line.strip_prefix('%') {
            paper.choose(command, &mut shown, number)?;
            continue;
        }
        if shown.contains(&false) {
            paper.tried(line, number)?;
            continue;
        }
        if let Some(item) = line.strip_prefix("1. ") {
            items.push(paper.inline(item, number)?);
            continue;
        }
        // A line for the last sheet does not end the list it stands in.
        if !items.is_empty() && !line.starts_with("! ") {
            paper.blocks.push(Block::Items(std::mem::take(&mut items)));
        }
        paper.line(line, number)?;
    }
    if !items.is_empty() {
        paper.blocks.push(Block::Items(items));
    }
    if !shown.is_empty() {
        return Err(paper.wrong(document.body.lines().count(), "%if 没有 %end".to_owned(), "请补上 %end"));
    }
    let left = blocks::left_out(material);
    if matches!(document.front.reader, Reader::Court | Reader::Privacy) && !left.is_empty() {
        paper.kept_out.push(vec![Span::Text(format!("没有写入本文书的涉嫌行为（没有可以向受理机关引用的法律原文、不归其处理，或者不是针对本人的）：{}。仍见审查结果和证据册。", left.join("；")))]);
    }
    let case = material.facts.title.as_deref().or(material.facts.case.as_deref()).unwrap_or("未命名");
    paper.last_sheet(vec![
        format!("案件：{case}　账本第{}条，账本摘要 {}", material.ledger_length, material.ledger_head),
        format!("本文书由举证（juzheng）按规则库 {} 和账本 {} 生成，供本人核对后使用，不是法律意见", short(&material.review.casebook), short(&material.review.generated_from)),
    ]);
    let imprint = vec![imprint(case, material)];
    let title = document.front.heading.as_ref().unwrap_or(&document.front.title).clone();
    let mut blocks = paper.blocks;
    if material.view == View::Masked {
        blocks = redact::names_masked(material, &blocks);
    }
    let draft = Draft { id: document.id.clone(), title, imprint, blocks };
    let mut seen = BTreeSet::new();
    Ok((draft, paper.blanks.into_iter().filter(|b| seen.insert(b.label.clone())).collect()))
}

/// The one line of page 1 that ties the paper to its ledger; the whole digest stands on the last sheet.
pub fn imprint(case: &str, m: &Material) -> String {
    let name: String = case.chars().take(18).collect();
    let more = if case.chars().count() > 18 { "…" } else { "" };
    format!("{name}{more}　账本第{}条　账本摘要 {}", m.ledger_length, short(&m.ledger_head))
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
    /// What was left out of the paper, and why: said on the last sheet only.
    kept_out: Vec<Vec<Span>>,
}

impl Paper<'_> {
    /// `%if`, `%else`, `%end`, one within another; a line is shown when all of its conditions hold.
    fn choose(&self, command: &str, shown: &mut Vec<bool>, number: usize) -> Result<()> {
        match (command.split_once(' ').unwrap_or((command, "")), shown.last_mut()) {
            (("if", condition), _) => {
                let condition = Condition::try_from(condition.trim().to_owned()).map_err(|e| self.wrong(number, e, "条件的写法见 casebook/README.md"))?;
                shown.push(condition.holds(self.material));
            }
            (("else", ""), Some(was)) => *was = !*was,
            (("end", ""), Some(_)) => drop(shown.pop()),
            _ => return Err(self.wrong(number, format!("%{command} 不能写在这里"), "先写 %if 条件，再写 %else、%end")),
        }
        Ok(())
    }

    /// A line that is not shown: read all the same, for its mistakes.
    fn tried(&self, line: &str, number: usize) -> Result<()> {
        let mut aside = Paper { document: self.document, material: self.material, facts: Value::Null, blocks: Vec::new(), blanks: Vec::new(), kept_out: Vec::new() };
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
        } else if let Some(text) = line.strip_prefix("! ") {
            let spans = self.inline(text, number)?;
            self.kept_out.push(spans);
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
            Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Quote(s) | Block::Small(s) => s.iter().collect(),
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
            // A court is not told short titles nobody has defined.
            let name = if self.material.reader() == Reader::Court { full_title(&citation) } else { citation.short().to_owned() };
            out += &if n == 0 { format!("《{name}》{zh}") } else { format!("、{zh}") };
        }
        Ok(out)
    }

    /// The sheet that is taken out before filing: blanks with how to fill them, what was left out and why, and the digests
    /// of the case in small print.
    fn last_sheet(&mut self, small: Vec<String>) {
        let mut seen = BTreeSet::new();
        let rows: Vec<Vec<Vec<Span>>> = self.blanks.iter().filter(|b| seen.insert(b.label.clone())).map(|b| vec![vec![Span::Text(b.label.clone())], vec![]]).collect();
        if !rows.is_empty() || !self.kept_out.is_empty() {
            self.blocks.push(Block::PageBreak);
            self.blocks.push(Block::Heading(1, vec![Span::Text("附：需要本人核对、补充的内容（递交前抽出本页）".into())]));
        }
        if !self.kept_out.is_empty() {
            self.blocks.push(Block::Items(std::mem::take(&mut self.kept_out)));
        }
        if !rows.is_empty() {
            self.blocks.push(Block::Para(vec![Span::Text("以下各项案件材料里没有，文中留有空白，请本人核实后填写；不清楚的可以不填。".into())]));
            self.blocks.push(Block::Table(Table { head: vec!["文中空白处应填的内容".into(), "拟填写".into()], widths: vec![62, 38], rows }));
        }
        self.blocks.extend(small.into_iter().map(|line| Block::Small(vec![Span::Text(line)])));
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

/// 中华人民共和国民法典.
fn full_title(citation: &Citation) -> String {
    citation.display().strip_prefix('《').and_then(|d| d.split_once('》')).map_or_else(|| citation.short().to_owned(), |(name, _)| name.to_owned())
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
