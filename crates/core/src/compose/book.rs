//! The exhibit book: every exhibit a finding rests on, printed. Message tables in the order of the record, each row with a
//! running number (证0001) the catalogue points at; pictures; a chart of contacts by day and hour. What it leaves out it says.

mod rows;
mod set;

pub use set::typst;

use super::Material;
use super::told::text;
use crate::draft::{Block, Span};
use crate::error::Result;
use crate::model::{ExhibitId, Stamp};
use crate::vault::{Case, Exhibit};
use std::collections::{BTreeMap, BTreeSet};

/// The book, ready to be set.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Title on page 1.
    pub title: String,
    /// Lines under it.
    pub imprint: Vec<String>,
    /// What stands before the exhibits.
    pub front: Vec<Block>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// The exhibits, by number.
    pub sections: Vec<Section>,
}

/// One exhibit.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// 证据N.
    pub exhibit: u32,
    /// Heading, remarks, and what was left out.
    pub opening: Vec<Block>,
    /// Rows, numbered through the book.
    pub rows: Vec<Row>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What cannot be printed.
    pub closing: Vec<Block>,
}

/// One row of a message table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Running number through the book.
    pub number: u32,
    /// Row in the exhibit.
    pub row: u64,
    /// When, as exact as the source.
    pub time: String,
    /// 收 or 发.
    pub direction: &'static str,
    /// Who sent it or called.
    pub sender: String,
    /// The words, or what became of a call.
    pub body: String,
    /// Attachments.
    pub attachment: String,
    /// A finding rests on it.
    pub cited: bool,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub id: ExhibitId,
    /// Under it.
    pub caption: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Parts of it that are meant, each with a box drawn round it: x, y, width, height in pixels.
    pub marks: Vec<[u32; 4]>,
    /// The part that is printed; all of it without one.
    pub window: Option<[u32; 4]>,
}

/// Contacts by day and hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What is counted.
    pub title: String,
    /// Day and its 24 hours, in order; days without contact are left out.
    pub days: Vec<(String, [u16; 24])>,
}

impl Book {
    /// The book of a reviewed case. Reads the exhibits; writes nothing.
    ///
    /// # Errors
    /// An exhibit that was changed since it was taken.
    pub fn of(case: &mut Case, m: &Material) -> Result<Book> {
        let mut book = Book { title: "证据册".into(), imprint: imprint(m), ..Book::default() };
        let mut cited: BTreeMap<u32, Cited> = BTreeMap::new();
        for finding in &m.review.findings {
            for event in finding.events().iter().filter(|e| e.exhibit > 0) {
                let entry = cited.entry(event.exhibit).or_default();
                entry.rows.insert(event.row);
                entry.peers.insert(event.peer.clone());
                entry.acts.insert(finding.title().to_owned());
            }
            for ground in finding.grounds().iter().filter(|g| g.exhibit > 0) {
                let entry = cited.entry(ground.exhibit).or_default();
                entry.rows.extend(ground.row);
                entry.acts.insert(finding.title().to_owned());
            }
        }
        let mut calls: BTreeSet<(Stamp, String, Option<String>)> = BTreeSet::new();
        let mut texts = BTreeSet::new();
        for exhibit in m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()) {
            let Some(cited) = cited.get(&exhibit.number) else { continue };
            let next = book.sections.iter().map(|s| s.rows.len() as u32).sum::<u32>() + 1;
            let mut tally = rows::Tally { calls: &mut calls, texts: &mut texts };
            book.sections.push(rows::section(case, m, exhibit, cited, next, &mut tally)?);
        }
        for (title, contacts) in [("来电（接通与未接通）", &calls), ("短信、彩信、即时通信", &texts)] {
            if !contacts.is_empty() {
                book.charts.push(Chart { title: title.to_owned(), days: by_hour(contacts) });
            }
        }
        book.front = front(&book, m);
        Ok(book)
    }

    /// First and last running number of an exhibit's rows.
    pub fn numbers(&self, exhibit: u32) -> Option<(u32, u32)> {
        let rows = &self.sections.iter().find(|s| s.exhibit == exhibit)?.rows;
        Some((rows.first()?.number, rows.last()?.number))
    }

    /// Where each exhibit stands, from the pages of the marks.
    pub fn pages(&self, marks: &BTreeMap<String, usize>) -> super::Pages {
        let place = |s: &Section| {
            let page = |end: &str| marks.get(&format!("{end}{}", s.exhibit)).copied();
            Some((s.exhibit, super::Place { first: page("begin")?, last: page("end")?, rows: self.numbers(s.exhibit), numbers: s.rows.iter().filter(|r| r.cited).map(|r| (r.row, r.number)).collect() }))
        };
        self.sections.iter().filter_map(place).collect()
    }

    /// The index of the book as CSV: running number, exhibit, row, time, cited.
    pub fn index(&self) -> String {
        let mut out = String::from("\u{feff}编号,证据,行,时间,收发,被引用\r\n");
        for section in &self.sections {
            for r in &section.rows {
                out += &format!("证{:04},证据{},{},{},{},{}\r\n", r.number, section.exhibit, r.row, r.time, r.direction, if r.cited { "是" } else { "" });
            }
        }
        out
    }
}

/// What findings rest on in one exhibit.
#[derive(Default)]
struct Cited {
    rows: BTreeSet<u64>,
    peers: BTreeSet<String>,
    acts: BTreeSet<String>,
}

fn imprint(m: &Material) -> Vec<String> {
    vec![
        format!("案件：{}　账本第{}条，账本摘要 {}", m.facts.title.as_deref().or(m.facts.case.as_deref()).unwrap_or("未命名"), m.ledger_length, m.ledger_head),
        "由举证（juzheng）从登记的原件读出排印；与原件不一致的，以原件为准".to_owned(),
    ]
}

fn front(book: &Book, m: &Material) -> Vec<Block> {
    let rows: usize = book.sections.iter().map(|s| s.rows.len()).sum();
    let para = |words: String| Block::Para(vec![text(words)]);
    let mut blocks = vec![Block::Heading(1, vec![text("说明")])];
    if book.sections.is_empty() {
        blocks.push(para("现有的发现没有引用任何证据文件，本册没有内容。".into()));
        return blocks;
    }
    blocks.push(para(format!("本册收入文书引用的{}份证据，共{rows}条记录，编号自证0001起连续。编号前有“●”的，是文书引用为涉嫌行为的记录；其余是与同一号码的往来，供核对上下文。", book.sections.len())));
    blocks.push(para("时间为北京时间，精确程度与来源一致；“收”指手机主人收到，“发”指手机主人发出。第三人的姓名、号码在本册中未作遮盖，请只交给有权查看的人。".into()));
    let left: Vec<String> = m.review.exhibits.iter().filter(|e| e.withdrawn.is_none() && !book.sections.iter().any(|s| s.exhibit == e.number)).map(|e| format!("证据{}", e.number)).collect();
    if !left.is_empty() {
        blocks.push(para(format!("没有被引用、未印入本册的：{}。原件在案件和证据包里。", left.join("、"))));
    }
    blocks
}

/// Heading of an exhibit: what it is, whose, its hash.
fn heading(m: &Material, exhibit: &Exhibit, acts: &BTreeSet<String>) -> Vec<Block> {
    let line = |words: String| Block::Flush(vec![text(words)]);
    let mut blocks = vec![
        Block::Heading(1, vec![text(format!("证据{}　{}", exhibit.number, super::catalogue::title(exhibit)))]),
        line(format!("来源：{}", super::catalogue::source(m, exhibit))),
        line(format!("SHA-256：{}", exhibit.digest.sha256)),
    ];
    if !acts.is_empty() {
        blocks.push(line(format!("所显示的涉嫌行为：{}", acts.iter().cloned().collect::<Vec<_>>().join("、"))));
    }
    blocks
}

fn by_hour(contacts: &BTreeSet<(Stamp, String, Option<String>)>) -> Vec<(String, [u16; 24])> {
    let mut days: BTreeMap<String, [u16; 24]> = BTreeMap::new();
    for (stamp, ..) in contacts {
        let hour = (stamp.second_of_day() / 3600) as usize;
        let count = &mut days.entry(stamp.day().to_string()).or_default()[hour.min(23)];
        *count = count.saturating_add(1);
    }
    days.into_iter().collect()
}

/// A cell of plain words.
fn cell(words: &str) -> Vec<Span> {
    vec![text(words)]
}
