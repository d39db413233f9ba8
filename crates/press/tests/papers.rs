//! Papers as PDF: the words of the draft, the same bytes anywhere, nothing read but the source and the fonts.
//! Without fonts (`make assets`) the tests that set a page say so and pass nothing off as tested.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod sample;

use juzheng_core::draft::typst::typst_source;
use juzheng_core::draft::{Block, Draft, Span, Table, words};
use juzheng_press::Press;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

fn fonts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")
}

fn press() -> Option<Press> {
    if !fonts().is_dir() {
        eprintln!("skipped: no fonts; run make assets");
        return None;
    }
    Some(Press::open(&fonts()).expect("fonts of make assets"))
}

fn pdf(press: &Press, draft: &Draft) -> Vec<u8> {
    press.pdf(&typst_source(draft), &draft.title).unwrap_or_else(|e| panic!("{e}"))
}

/// Text of a PDF in the order it was set, without page numbers, by Poppler; nothing where it is not installed.
fn extracted(bytes: &[u8], name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("written");
    let Ok(ran) = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output() else {
        eprintln!("skipped: no pdftotext on this machine");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).expect("UTF-8");
    let pages = text.split('\u{c}').map(|page| page.trim_end().rsplit_once('\n').map_or("", |(body, _)| body));
    Some(pages.collect())
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

fn one(block: Block) -> Draft {
    Draft { id: "t".into(), title: "试".into(), imprint: vec![], blocks: vec![block] }
}

#[test]
fn the_pages_say_the_words_of_the_draft() {
    let Some(press) = press() else { return };
    for draft in [sample::short(), sample::long()] {
        let Some(got) = extracted(&pdf(&press, &draft), &format!("{}.pdf", draft.id)) else { return };
        let got = squeezed(&got);
        // Right-to-left words come out of the extractor in another order.
        for word in words(&draft).iter().filter(|w| !w.contains('ئ')) {
            assert!(got.contains(&squeezed(word)), "{word}\n{got}");
        }
    }
}

#[test]
fn a_hash_copied_from_a_narrow_cell_is_the_hash() {
    let Some(press) = press() else { return };
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let row =
        (0..10).map(|i| vec![Span::Text(if i == 9 { hash.into() } else { "WWWWWW@example".to_owned() })]).collect();
    let draft = one(Block::Table(Table { head: vec![], widths: vec![], rows: vec![row] }));
    let Some(got) = extracted(&pdf(&press, &draft), "hash.pdf") else { return };
    assert!(got.replace('\n', "").contains(hash), "{got}");
    assert!(got.lines().all(|line| !line.contains(hash)), "the cell wraps");
}

/// Prints what the test below compares between processes.
#[test]
fn bytes_repeat_in_one_process() {
    let Some(press) = press() else { return };
    let first = pdf(&press, &sample::long());
    assert_eq!(first, pdf(&press, &sample::long()));
    assert_eq!(first, pdf(&Press::open(&fonts()).expect("fonts"), &sample::long()), "and with another press");
    let mut hasher = DefaultHasher::new();
    first.hash(&mut hasher);
    println!("hash={:016x}=", hasher.finish());
}

#[test]
fn bytes_repeat_in_any_zone_and_locale() {
    if press().is_none() {
        return;
    }
    let run = |zone: &str, locale: &str| {
        let ran = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "bytes_repeat_in_one_process", "--nocapture"])
            .envs([("TZ", zone), ("LANG", locale), ("LC_ALL", locale)])
            .output()
            .expect("runs again");
        let out = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success(), "{out}");
        out.split("hash=").nth(1).expect("a hash").split('=').next().expect("its end").to_owned()
    };
    assert_eq!(run("UTC", "C"), run("Asia/Kathmandu", "zh_CN.UTF-8"));
}

#[test]
fn the_file_says_it_is_pdf_a_and_names_no_other_moment() {
    let Some(press) = press() else { return };
    let bytes = pdf(&press, &sample::short());
    let raw = String::from_utf8_lossy(&bytes);
    assert!(raw.starts_with("%PDF-1.7"));
    assert!(raw.contains("<pdfaid:part>2</pdfaid:part>"), "PDF/A part 2 in the open metadata");
    assert!(raw.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
    for date in raw.split("D:").skip(1).filter(|d| d.as_bytes().first().is_some_and(u8::is_ascii_digit)) {
        assert!(date.starts_with("19800101000000"), "{}", &date[..20.min(date.len())]);
    }
}

#[test]
fn hostile_words_are_shown_not_run() {
    let Some(press) = press() else { return };
    let nasty = [
        "\"#panic()\" \\u{41} \\",
        "#read(\"/etc/passwd\") $x$ *b* _i_ `r` @l <l> // c /* d */ #let w = 1",
        "\u{202E}fdp.exe\u{0}\u{1b}[31m\u{FFFE}",
        "一\r\n二\n\n三",
        "😡👨\u{200D}👩\u{200D}👧🏽 \u{10380}\u{1F1E8}\u{1F1F3}",
        "\u{E000}\u{F0000}\u{FE0F}a\u{200D} e\u{301}\u{301} ﷽ བོད་ 한국",
        "#".repeat(300).as_str(),
        "",
    ]
    .map(str::to_owned);
    let spans = |words: &str| vec![Span::Text(words.into()), Span::Strong(words.into()), Span::Quote(words.into())];
    for words in &nasty {
        let cells = vec![vec![spans(words), vec![]], vec![]];
        let table = Table { head: vec![words.clone()], widths: vec![1, 1, 1], rows: cells };
        let blocks = vec![
            Block::Heading(1, spans(words)),
            Block::Heading(2, spans(words)),
            Block::Heading(3, spans(words)),
            Block::Para(spans(words)),
            Block::Flush(spans(words)),
            Block::Quote(spans(words)),
            Block::Items(vec![spans(words), vec![]]),
            Block::PageBreak,
            Block::Table(table),
            Block::Table(Table { head: vec![], widths: vec![], rows: vec![] }),
            Block::Sign(vec![spans(words), vec![]]),
            Block::Sign(vec![]),
        ];
        let draft = Draft { id: "t".into(), title: words.clone(), imprint: vec![words.clone()], blocks };
        let bytes = pdf(&press, &draft);
        let Some(got) = extracted(&bytes, "hostile.pdf") else { return };
        if words.contains('\u{10380}') {
            assert!(got.contains("〔U+10380〕"), "a letter no font has is told by its number: {got}");
        }
        if words.contains("passwd") {
            assert!(squeezed(&got).contains("#read(\"/etc/passwd\")$x$*b*_i_`r`@l<l>//c/*d*/#letw=1"), "{got}");
        }
    }
}

#[test]
fn any_character_at_all_can_be_set() {
    let Some(press) = press() else { return };
    // About 5,000 characters from everywhere, most of them in no font.
    let picked = (0..0x3000).step_by(7).chain((0x3000..0x11_0000).step_by(331));
    let all: String = picked.filter_map(char::from_u32).collect();
    let chars: Vec<char> = all.chars().collect();
    let lines: Vec<String> = chars.chunks(500).map(|c| c.iter().collect()).collect();
    let draft = Draft {
        id: "t".into(),
        title: "试".into(),
        imprint: vec![],
        blocks: lines.into_iter().map(|l| Block::Flush(vec![Span::Text(l)])).collect(),
    };
    assert!(pdf(&press, &draft).len() > 50_000);
}

#[test]
fn nothing_can_be_read_from_the_disk_or_the_network() {
    let Some(press) = press() else { return };
    for source in ["#read(\"/etc/passwd\")", "#import \"@preview/tablex:0.0.9\": *", "#datetime.today().display()"] {
        assert_eq!(press.pdf(source, "试").expect_err(source).code, "press.source");
    }
}

#[test]
fn missing_fonts_are_told_with_the_way_to_get_them() {
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-fonts");
    std::fs::create_dir_all(&empty).expect("a folder");
    for folder in [empty.join("absent"), empty] {
        let Err(problem) = Press::open(&folder) else { panic!("opened {}", folder.display()) };
        assert_eq!(problem.code, "press.fonts");
        assert!(problem.todo.contains("make assets"));
    }
}
