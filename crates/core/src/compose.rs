//! A paper of `casebook/documents` and a reviewed case → a [`Draft`]. The document places findings; it cannot state
//! facts. Every factual sentence carries its exhibits; what the case cannot fill is a visible blank, listed at the end.
//!
//! Document subset: front matter between `+++`; `## ` and `### ` headings; `| ` a flush line; `> ` a quote; `1. ` items;
//! `===` a new page; `@name` alone on a line is a block made from the case; `{{slot|label}}` is filled or left blank;
//! `{{law:statute/article}}` is the article in force on the paper's day.

pub mod blocks;
pub mod catalogue;
pub mod slots;

use crate::casebook::{Casebook, lines};
use crate::draft::{Block, Draft, Span};
use crate::error::{Problem, Result};
use crate::facts::Facts;
use crate::law::Wanted;
use crate::model::{Day, ExhibitId};
use crate::result::Review;
use serde::Deserialize;

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
    list.sort_by(|a, b| number_key(&a.front.number).cmp(&number_key(&b.front.number)));
    Ok(list)
}

fn number_key(number: &str) -> (u32, String) {
    (number.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(u32::MAX), number.to_owned())
}

/// Makes a paper.
pub fn compose(document: &Document, material: &Material) -> Result<Draft> {
    let mut paper = Paper { document, material, blocks: Vec::new(), blanks: Vec::new() };
    let mut items: Vec<Vec<Span>> = Vec::new();
    for (number, line) in document.body.lines().enumerate() {
        let line = line.trim_end();
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
    paper.list_blanks();
    let review = material.review;
    let imprint = vec![
        format!("案件：{}　账本第{}条，账本摘要 {}", material.facts.title.as_deref().or(material.facts.case.as_deref()).unwrap_or("未命名"), material.ledger_length, material.ledger_head),
        format!("本文书由举证（juzheng）按规则库 {} 和账本 {} 生成，供本人核对后使用，不是法律意见", short(&review.casebook), short(&review.generated_from)),
    ];
    Ok(Draft { id: document.id.clone(), title: document.front.title.clone(), imprint, blocks: paper.blocks })
}

/// The first 16 hex digits: enough to compare by eye.
pub fn short(id: &ExhibitId) -> String {
    id.to_string()[..16].to_owned()
}

struct Paper<'a> {
    document: &'a Document,
    material: &'a Material<'a>,
    blocks: Vec<Block>,
    blanks: Vec<String>,
}

impl Paper<'_> {
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
            match slots::fill(name, self.material) {
                Some(Some(value)) => push_text(&mut spans, &value),
                Some(None) => {
                    self.blanks.push(label.to_owned());
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
                self.blanks.push(label.clone());
            }
        }
    }

    fn list_blanks(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        let items: Vec<Vec<Span>> = self.blanks.iter().filter(|b| seen.insert((*b).clone())).map(|b| vec![Span::Text(b.clone())]).collect();
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

fn push_text(spans: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::Text(text.to_owned())),
    }
}
