//! How long a book of about so many pages takes to set: `cargo run -p juzheng-press --example book assets/fonts 200`
//! (docs/benchmarks.md).
#![allow(clippy::print_stdout)]

use juzheng_core::compose::book::{Book, Row, Section, typst};
use juzheng_core::draft::{Block, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let fonts = PathBuf::from(arguments.next().unwrap_or_else(|| "assets/fonts".into()));
    let pages: u32 = arguments.next().and_then(|n| n.to_str()?.parse().ok()).unwrap_or(200);
    let press = juzheng_press::Press::open(&fonts)?;
    // Eleven rows of three lines fill a page.
    let rows = (1..=pages * 11).map(|n| Row {
        number: n,
        row: u64::from(n),
        time: format!("2026年1月{}日 {:02}:{:02}:00", n % 28 + 1, n % 24, n % 60),
        direction: "收",
        sender: format!("10690000{:05}", n % 90_000),
        body: format!("【某某小贷】张一先生，您的借款A-{n}已逾期{}天，应还{}元，请尽快处理，否则将联系您的单位和家人核实情况。", n % 90, n % 9000 + 1000),
        attachment: String::new(),
        cited: n % 3 == 0,
    });
    let section = Section { exhibit: 1, opening: vec![Block::Heading(1, vec![Span::Text("证据1".into())])], rows: rows.collect(), ..Section::default() };
    let book = Book { title: "证据册".into(), sections: vec![section], ..Book::default() };
    let (source, _) = typst(&book, None);
    let started = Instant::now();
    let bound = press.book(&source, &book.title, &BTreeMap::new(), None)?;
    let volume = &bound.volumes[0];
    println!("{} pages\t{:?}\t{} bytes", volume.last, started.elapsed(), volume.pdf.len());
    Ok(())
}
