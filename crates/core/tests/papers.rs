//! A paper says the same words in every form, whatever the evidence says.
#![allow(clippy::print_stderr)]

use juzheng_core::draft::docx::docx;
use juzheng_core::draft::text::text;
use juzheng_core::draft::typst::{BODY, typst_source};
use juzheng_core::draft::{Block, Draft, Span, Table, words};
use proptest::prelude::*;
use std::io::Read;

/// Strings chosen to break a writer; mixed with arbitrary ones below.
const NASTY: &[&str] = &[
    "]]><w:t>",
    "<!-- & &amp; &#x0; -->",
    "\"#panic()\" \\u{41} \\",
    "#read(\"/etc/passwd\") $x$ *b* _i_ `r` @l <l> // c /* d */",
    "\u{202E}fdp.exe\u{2066}\u{0}\u{7}\u{1b}[31m\u{FFFE}\u{FEFF}",
    "一\r\n二\n三\u{2028}四\t五",
    "“还不还钱”（证据1）｜＿＿＿＿",
    "👨\u{200D}👩\u{200D}👧 ﷽ e\u{301}",
    "",
    "   首尾空格  ",
];

fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(NASTY).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![nasty, any::<String>()], 0..3).prop_map(|parts| parts.concat())
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let one = prop_oneof![
        hostile().prop_map(Span::Text),
        hostile().prop_map(Span::Strong),
        hostile().prop_map(Span::Quote),
        prop::collection::vec(any::<u32>(), 0..3).prop_map(Span::Exhibits),
        hostile().prop_map(Span::Blank),
    ];
    prop::collection::vec(one, 0..4)
}

fn block() -> impl Strategy<Value = Block> {
    let lines = || prop::collection::vec(spans(), 0..3);
    let table = (
        prop::collection::vec(hostile(), 0..4),
        prop::collection::vec(any::<u16>(), 0..5),
        prop::collection::vec(lines(), 0..3),
    )
        .prop_map(|(head, widths, rows)| Block::Table(Table { head, widths, rows }));
    prop_oneof![
        (any::<u8>(), spans()).prop_map(|(n, s)| Block::Heading(n, s)),
        spans().prop_map(Block::Para),
        spans().prop_map(Block::Flush),
        spans().prop_map(Block::Quote),
        lines().prop_map(Block::Items),
        table,
        lines().prop_map(Block::Sign),
        Just(Block::PageBreak),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    (hostile(), prop::collection::vec(hostile(), 0..3), prop::collection::vec(block(), 0..6))
        .prop_map(|(title, imprint, blocks)| Draft { id: "试".into(), title, imprint, blocks })
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a ZIP");
    let mut out = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut out).expect("UTF-8");
    out
}

/// The text of every paragraph, read by a strict little reader: unknown entities, stray `<` or forbidden characters fail.
fn docx_words(xml: &str) -> Vec<String> {
    let (mut out, mut paragraph, mut in_text, mut open) = (Vec::new(), String::new(), false, Vec::new());
    let mut rest = xml.split_once("?>").expect("declaration").1.trim_start();
    while !rest.is_empty() {
        if let Some(tagged) = rest.strip_prefix('<') {
            let (tag, after) = tagged.split_once('>').expect("a tag ends");
            rest = after;
            let name = tag.trim_matches('/').split(' ').next().expect("a name");
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "tags nest");
                match name {
                    "w:p" => out.push(std::mem::take(&mut paragraph)),
                    "w:t" => in_text = false,
                    _ => {}
                }
            } else if tag.ends_with('/') {
                if name == "w:br" {
                    paragraph.push('\n');
                }
            } else {
                open.push(name);
                in_text = name == "w:t";
            }
        } else {
            let end = rest.find('<').expect("text ends");
            assert!(in_text, "no text outside w:t: {:?}", &rest[..end]);
            let mut raw = &rest[..end];
            rest = &rest[end..];
            while let Some(c) = raw.chars().next() {
                assert!(matches!(c, '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..), "XML 1.0 Char");
                let entity = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')]
                    .into_iter()
                    .find(|(e, _)| raw.starts_with(e));
                assert!(c != '&' || entity.is_some(), "a known entity");
                let (skip, c) = entity.map_or((c.len_utf8(), c), |(e, c)| (e.len(), c));
                paragraph.push(c);
                raw = &raw[skip..];
            }
        }
    }
    assert!(open.is_empty());
    out
}

/// The string literals of every line after the design, joined line by line.
fn typst_words(source: &str) -> Vec<String> {
    let body = source.split_once(&format!("\n{BODY}\n")).expect("a body").1;
    body.lines()
        .map(|line| {
            let (mut out, mut code, mut chars) = (String::new(), String::new(), line.chars());
            while let Some(c) = chars.next() {
                if c != '"' {
                    code.push(c);
                    continue;
                }
                loop {
                    match chars.next().expect("a literal ends on its line") {
                        '"' => break,
                        '\\' => out.push(match chars.next().expect("an escape") {
                            'n' => '\n',
                            c @ ('\\' | '"') => c,
                            c => panic!("escape {c:?}"),
                        }),
                        c => out.push(c),
                    }
                }
            }
            // Outside literals there is nothing but our own calls.
            assert!(code.chars().all(|c| c.is_ascii_alphanumeric() || "#(),: .".contains(c)), "code {code:?}");
            out
        })
        .collect()
}

fn filled(words: Vec<String>) -> Vec<String> {
    words.into_iter().filter(|w| !w.is_empty()).collect()
}

/// Plain text adds white space and `｜` only.
fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && *c != '｜').collect()
}

fn agree(draft: &Draft) {
    let truth = words(draft);
    let file = docx(draft).expect("a DOCX");
    assert_eq!(filled(docx_words(&part(&file, "word/document.xml"))), filled(truth.clone()));
    assert_eq!(filled(typst_words(&typst_source(draft))), filled(truth.clone()));
    assert_eq!(squeezed(&text(draft)), squeezed(&truth.concat()));
    assert_eq!(file, docx(draft).expect("a DOCX"), "bytes repeat");
}

fn sample() -> Draft {
    let t = |s: &str| Span::Text(s.to_owned());
    let mut blocks = vec![
        Block::Heading(1, vec![t("一、事实")]),
        Block::Para(vec![
            t("2026年1月7日，有人说"),
            Span::Quote("不还钱就找你妈\n等着".into()),
            Span::Exhibits(vec![1, 3]),
        ]),
        Block::Items(vec![vec![t("请求查处")], vec![Span::Strong("请求答复".into()), Span::Blank("日期".into())]]),
        Block::PageBreak,
        Block::Table(Table {
            head: vec!["编号".into(), "摘要".into()],
            widths: vec![1, 3],
            rows: vec![vec![vec![t("1")], vec![t(&"ab".repeat(32))]]],
        }),
        Block::Sign(vec![vec![t("投诉人："), Span::Blank("签名".into())]]),
    ];
    blocks.extend(NASTY.iter().map(|n| Block::Quote(vec![t(n)])));
    Draft { id: "投诉信".into(), title: "投诉信".into(), imprint: vec!["案件：某甲".into()], blocks }
}

#[test]
fn the_three_forms_say_the_same_words() {
    agree(&sample());
    assert!(words(&sample()).contains(&"2026年1月7日，有人说“不还钱就找你妈\n等着”（证据1、证据3）".to_owned()));
    assert!(words(&sample()).contains(&"2. 请求答复______年____月____日".to_owned()));
}

#[test]
fn a_page_break_begins_the_next_page_without_an_empty_line() {
    let xml = part(&docx(&sample()).expect("a DOCX"), "word/document.xml");
    assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1);
    assert!(xml.contains("<w:tblHeader/>"), "the heading row repeats");
}

#[test]
fn every_part_is_named_in_the_content_types_and_well_formed() {
    let file = docx(&sample()).expect("a DOCX");
    let types = part(&file, "[Content_Types].xml");
    let archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).expect("a ZIP");
    let names: Vec<String> = archive.file_names().map(|n| n.expect("a name").into_owned()).collect();
    assert_eq!(names.len(), 9);
    for name in names.iter().filter(|n| !n.ends_with(".rels") && *n != "[Content_Types].xml") {
        assert!(types.contains(&format!("\"/{name}\"")), "{name}");
    }
    docx_words(&part(&file, "word/footer1.xml").replace("instrText", "t"));
}

/// Opens the file with the office program, where there is one.
#[test]
fn libreoffice_opens_it_when_present() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("paper.docx");
    std::fs::write(&path, docx(&sample()).expect("a DOCX")).expect("written");
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.path().display());
    let ran = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
        .arg(dir.path())
        .arg(&path)
        .output();
    let Ok(ran) = ran else {
        eprintln!("skipped: no soffice on this machine");
        return;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let got = squeezed(&std::fs::read_to_string(dir.path().join("paper.txt")).expect("converted"));
    for word in words(&sample()) {
        assert!(got.contains(squeezed(&word).trim_start_matches('\u{FEFF}')), "{word:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_evidence_can_make_the_forms_differ(draft in draft()) {
        agree(&draft);
    }
}
