//! The book as typst source: the same blocks and the same one door as the papers, and three calls of its own.

use super::{Book, Row, cell};
use crate::compose::redact::{Redactor, STATED};
use crate::draft::typst::{block, keep, literal, opening};
use crate::draft::{Block, Span, Table};
use crate::model::ExhibitId;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Days of one chart, so that it stays on a page.
const DAYS: usize = 48;

/// Typst source, and the name under which it calls each picture.
pub fn typst(book: &Book, redactor: Option<&Redactor>) -> (String, BTreeMap<String, ExhibitId>) {
    let plain = |text: &str| redactor.map_or_else(|| text.to_owned(), |r| r.text(text));
    let masked = |b: &Block| redactor.map_or_else(|| b.clone(), |r| r.block(b));
    let mut imprint: Vec<String> = redactor.iter().map(|_| STATED.to_owned()).collect();
    imprint.extend(book.imprint.iter().map(|l| plain(l)));
    let title = if redactor.is_some() { format!("{}（遮盖版）", plain(&book.title)) } else { book.title.clone() };
    let mut out = opening(&title, &imprint);
    let mut pictures = BTreeMap::new();
    book.front.iter().for_each(|b| block(&mut out, &masked(b)));
    if !book.charts.is_empty() {
        block(&mut out, &Block::Heading(1, vec![Span::Text("联系密度（按日、按小时）".into())]));
    }
    for chart in &book.charts {
        let total: u32 = chart.days.iter().flat_map(|(_, hours)| hours).map(|n| u32::from(*n)).sum();
        keep(&mut out, &[Span::Text(format!("{}，共{total}次。横行为日，纵列为时，格内为次数；小时数加粗的为22时至8时。没有联系的日子不列。", chart.title))]);
        let most = chart.days.iter().flat_map(|(_, hours)| hours).max().copied().unwrap_or(1).max(4);
        for days in chart.days.chunks(DAYS) {
            let _ = write!(out, "#hours({}, {most}", literal("日期"));
            for (day, hours) in days {
                let hours: Vec<String> = hours.iter().map(u16::to_string).collect();
                let _ = write!(out, ", ({}, ({}))", literal(day), hours.join(", "));
            }
            out.push_str(")\n");
        }
    }
    for section in &book.sections {
        out.push_str("#pagebreak(weak: true)\n");
        let _ = writeln!(out, "#mark({})", literal(&format!("begin{}", section.exhibit)));
        section.opening.iter().for_each(|b| block(&mut out, &masked(b)));
        if !section.rows.is_empty() {
            block(&mut out, &masked(&table(&section.rows)));
        }
        for picture in &section.pictures {
            // A redacted twin cannot mask what stands in a picture.
            if redactor.is_some() {
                if picture.window.is_some() {
                    continue;
                }
                block(&mut out, &Block::Para(vec![Span::Text("〔图片未印入遮盖版〕".into())]));
                continue;
            }
            let name = format!("{}.picture", picture.id);
            let _ = write!(out, "#pic({}, {}, {}, {}", literal(&name), literal(&picture.caption), picture.size.0, picture.size.1);
            if let Some([x, y, w, h]) = picture.window {
                let _ = write!(out, ", window: ({x}, {y}, {w}, {h})");
            }
            for [x, y, w, h] in &picture.marks {
                let _ = write!(out, ", ({x}, {y}, {w}, {h})");
            }
            out.push_str(")\n");
            pictures.insert(name, picture.id);
        }
        section.closing.iter().for_each(|b| block(&mut out, &masked(b)));
        let _ = writeln!(out, "#mark({})", literal(&format!("end{}", section.exhibit)));
    }
    (out, pictures)
}

fn table(rows: &[Row]) -> Block {
    let rows = rows
        .iter()
        .map(|r| {
            let number = format!("{}证{:04}", if r.cited { "●" } else { "" }, r.number);
            vec![cell(&number), cell(&r.time), cell(r.direction), cell(&r.sender), cell(&r.body), cell(if r.attachment.is_empty() { "—" } else { &r.attachment })]
        })
        .collect();
    Block::Table(Table { head: ["编号", "时间", "收发", "发送方", "内容", "附件"].map(str::to_owned).to_vec(), widths: vec![13, 15, 7, 20, 35, 10], rows })
}
