//! The exhibit book as PDF: pages of marks, pictures shown or told, volumes under a limit. Without fonts the tests say so.

#![allow(clippy::print_stderr)]

use juzheng_core::compose::book::{Book, Chart, Picture, Row, Section, typst};
use juzheng_core::draft::{Block, Span};
use juzheng_core::model::ExhibitId;
use juzheng_press::Press;
use std::collections::BTreeMap;
use std::path::Path;

fn press() -> Option<Press> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    if !fonts.is_dir() {
        eprintln!("skipped: no fonts; run make assets");
        return None;
    }
    Some(Press::open(&fonts).expect("fonts of make assets"))
}

/// A grey PNG of this size, written by hand: stored deflate blocks, so that no encoder is needed.
fn png(width: u32, height: u32) -> Vec<u8> {
    let crc = |bytes: &[u8]| -> u32 {
        !bytes.iter().fold(!0u32, |mut c, b| {
            c ^= u32::from(*b);
            (0..8).for_each(|_| c = if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 });
            c
        })
    };
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        rows.extend((0..width).map(|x| (x * 7 + y * 13) as u8));
    }
    let (mut a, mut b) = (1u32, 0u32);
    rows.iter().for_each(|v| {
        a = (a + u32::from(*v)) % 65521;
        b = (b + a) % 65521;
    });
    let mut data = vec![0x78, 0x01];
    let chunks: Vec<&[u8]> = rows.chunks(65_535).collect();
    for (n, chunk) in chunks.iter().enumerate() {
        data.push(u8::from(n + 1 == chunks.len()));
        data.extend((chunk.len() as u16).to_le_bytes());
        data.extend((!(chunk.len() as u16)).to_le_bytes());
        data.extend(*chunk);
    }
    data.extend((b << 16 | a).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (kind, body) in [(b"IHDR", head), (b"IDAT", data), (b"IEND", vec![])] {
        out.extend((body.len() as u32).to_be_bytes());
        let tagged = [&kind[..], &body].concat();
        out.extend(&tagged);
        out.extend(crc(&tagged).to_be_bytes());
    }
    out
}

fn row(number: u32, body: &str) -> Row {
    Row { number, row: u64::from(number), time: "2026年1月7日 15:00:00".into(), direction: "收", sender: "1069000000011".into(), body: body.into(), attachment: String::new(), cited: number % 3 == 0 }
}

fn section(exhibit: u32, first: u32, rows: u32, pictures: Vec<Picture>) -> Section {
    let heading = Block::Heading(1, vec![Span::Text(format!("证据{exhibit}"))]);
    Section { exhibit, opening: vec![heading], rows: (first..first + rows).map(|n| row(n, "【某某小贷】张一欠款3000元，#panic() \"不还\" \\ 就通知你们单位")).collect(), pictures, closing: vec![] }
}

fn sample(pictures: Vec<Picture>) -> Book {
    let mut hours = [0; 24];
    hours[2] = 3;
    hours[15] = 40;
    Book {
        title: "证据册".into(),
        charts: vec![Chart { title: "来电".into(), days: vec![("2026-01-07".into(), hours)] }],
        sections: vec![section(1, 1, 90, vec![]), section(2, 91, 5, pictures), section(4, 96, 60, vec![])],
        ..Book::default()
    }
}

#[test]
fn marks_tell_the_pages_of_each_exhibit() {
    let Some(press) = press() else { return };
    let book = sample(vec![]);
    let (source, names) = typst(&book, None);
    assert!(names.is_empty());
    let bound = press.book(&source, &book.title, &BTreeMap::new(), None).unwrap_or_else(|e| panic!("{e}"));
    let pages = book.pages(&bound.marks);
    assert_eq!(pages.keys().copied().collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!((pages[&1].first, pages[&1].rows), (2, Some((1, 90))), "the first exhibit follows the front page");
    assert!(pages[&1].last > 3 && pages[&2].first == pages[&1].last + 1 && pages[&4].first > pages[&2].last);
    assert_eq!(bound.volumes.len(), 1);
    assert_eq!(bound.volumes[0].last, pages[&4].last);
    assert!(bound.volumes[0].pdf.starts_with(b"%PDF-"));
    let again = press.book(&source, &book.title, &BTreeMap::new(), None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(bound, again, "the same bytes");
}

#[test]
fn a_picture_is_shown_and_a_broken_one_is_told() {
    let Some(press) = press() else { return };
    let picture = |n: u8, size, marks: Option<[u32; 4]>| Picture { id: ExhibitId([n; 32]), caption: format!("图{n}"), size, marks: marks.into_iter().collect(), window: None };
    let crop = Picture { window: Some([0, 10, 300, 80]), ..picture(1, (300, 600), Some([10, 20, 100, 50])) };
    let book = sample(vec![picture(1, (300, 600), Some([10, 20, 100, 50])), picture(2, (1080, 2400), None), crop]);
    let (source, names) = typst(&book, None);
    let good = png(300, 600);
    let mut broken = png(1080, 2400);
    broken.truncate(2000);
    let pictures: BTreeMap<String, Vec<u8>> = names.iter().map(|(name, id)| (name.clone(), if id.0[0] == 1 { good.clone() } else { broken.clone() })).collect();
    let bound = press.book(&source, &book.title, &pictures, None).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(bound.unreadable, [names.iter().find(|(_, id)| id.0[0] == 2).expect("named").0.clone()]);
    let without = press.book(&typst(&sample(vec![]), None).0, &book.title, &BTreeMap::new(), None).unwrap_or_else(|e| panic!("{e}"));
    let pictured = |pdf: &[u8]| pdf.windows(14).filter(|w| w == b"/Subtype/Image").count();
    assert!(pictured(&bound.volumes[0].pdf) > 0 && pictured(&without.volumes[0].pdf) == 0, "the picture is in the file");
}

#[test]
fn volumes_are_whole_pages_under_the_limit() {
    let Some(press) = press() else { return };
    let book = sample(vec![]);
    let (source, _) = typst(&book, None);
    let whole = press.book(&source, &book.title, &BTreeMap::new(), None).unwrap_or_else(|e| panic!("{e}"));
    let limit = whole.volumes[0].pdf.len() as u64 * 9 / 10;
    let bound = press.book(&source, &book.title, &BTreeMap::new(), Some(limit)).unwrap_or_else(|e| panic!("{e}"));
    assert!(bound.volumes.len() >= 2);
    assert_eq!(bound.marks, whole.marks, "page numbers go on");
    let mut next = 1;
    for volume in &bound.volumes {
        assert!(volume.pdf.len() as u64 <= limit && volume.first == next && volume.last >= volume.first);
        next = volume.last + 1;
    }
    assert_eq!(next, whole.volumes[0].last + 1);
    // A limit no page can keep: one page a volume, and every page is there.
    let tiny = press.book(&source, &book.title, &BTreeMap::new(), Some(1)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(tiny.volumes.len(), whole.volumes[0].last);
}
