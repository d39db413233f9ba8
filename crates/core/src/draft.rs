//! A paper as a tree: the one thing DOCX, PDF and plain text are written from, so all three carry the same words.

pub mod docx;
pub mod text;
pub mod typst;
pub mod words;

pub use words::words;

use serde::{Deserialize, Serialize};

/// One paper, ready to be written in any form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// File name of the paper in `casebook/documents`.
    pub id: String,
    /// Title, centred on page 1.
    pub title: String,
    /// Small lines under the title on page 1: case name, number and beginning of the ledger head.
    pub imprint: Vec<String>,
    /// The body.
    pub blocks: Vec<Block>,
}

/// One block of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// Level 1 (一、黑体), 2 (（一）楷体) or 3.
    Heading(u8, Vec<Span>),
    /// Body text, first line indented two characters.
    Para(Vec<Span>),
    /// Flush left, no indent (addressee lines, fields).
    Flush(Vec<Span>),
    /// Words quoted from evidence, set apart.
    Quote(Vec<Span>),
    /// Numbered items 1. 2. 3.
    Items(Vec<Vec<Span>>),
    /// A table.
    Table(Table),
    /// Signature block, right-aligned lines.
    Sign(Vec<Vec<Span>>),
    /// Small print: where the paper comes from, at its end.
    Small(Vec<Span>),
    /// A new page begins.
    PageBreak,
}

/// A table with a heading row repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Heading cells.
    pub head: Vec<String>,
    /// Relative widths, one a column.
    pub widths: Vec<u16>,
    /// Rows of cells; each cell is a run of spans.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// A run of words inside a block. All text is hostile: writers escape it at their one door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Emphasised words.
    Strong(String),
    /// Words taken from evidence exactly; writers put “” around them, 「」 where they hold such marks themselves.
    Quote(String),
    /// The exhibit numbers a factual sentence rests on; shown as （证据1、证据3）.
    Exhibits(Vec<u32>),
    /// A visible blank the case could not fill. On paper it is a rule to write on, as long as its label asks for; the label
    /// itself stands on the last sheet.
    Blank(String),
}

impl Span {
    /// The words as any writer shows them: the same in DOCX, PDF and plain text.
    pub fn words(&self) -> String {
        match self {
            Span::Text(t) | Span::Strong(t) => t.clone(),
            Span::Quote(q) if q.contains(['“', '”']) => format!("「{q}」"),
            Span::Quote(q) => format!("“{q}”"),
            Span::Exhibits(numbers) => {
                let list: Vec<String> = numbers.iter().map(|n| format!("证据{n}")).collect();
                format!("（{}）", list.join("、"))
            }
            Span::Blank(label) => rule(label),
        }
    }
}

/// The rule of a blank: as long as what is to be written on it, or the form of a day. ASCII underscores, so that a line does
/// not end within it.
fn rule(label: &str) -> String {
    let says = |words: &[&str]| words.iter().any(|w| label.contains(w));
    if says(&["证件号码", "信用代码"]) {
        "_".repeat(24)
    } else if says(&["日期", "时间"]) && !says(&["、", "编号", "称", "机构", "序列号"]) {
        "______年____月____日".into()
    } else if says(&["首付", "每期", "合计"]) && !says(&["开支"]) {
        "_".repeat(8)
    } else if says(&["性别", "民族", "份数", "期数", "天数", "后四位", "页码"]) {
        "_".repeat(6)
    } else if says(&["地址", "住所", "居住地", "名称", "全称", "材料", "内容", "后果", "原因", "为什么", "答复"]) {
        "_".repeat(26)
    } else {
        "_".repeat(14)
    }
}
