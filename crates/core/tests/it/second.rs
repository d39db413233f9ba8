//! The second opinion: its files are there and in order, it says the same each time, alone it is never more than possible, and it
//! says why.

use crate::corpus::{folder, innocent};
use juzheng_core::rules::Tier;
use juzheng_core::screen::{ACTS, Screen, row};
use juzheng_core::words::{Recipient, Scratch, Words};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

const ALL: [Recipient; 3] = [Recipient::Borrower, Recipient::ThirdParty, Recipient::Unknown];

fn file() -> String {
    std::fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook/words/_second.toml"))).expect("the weights are part of the casebook")
}

/// Every labelled and every innocent text of the repository.
fn texts() -> Vec<String> {
    let mut out: Vec<String> = innocent().into_iter().map(|(_, line)| line).collect();
    for part in ["train", "train.more", "train.5", "train.6", "dev"] {
        let text = std::fs::read_to_string(folder("acts").join(format!("{part}.jsonl"))).unwrap();
        out.extend(text.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["text"].as_str().unwrap().to_owned()));
    }
    out
}

#[test]
fn the_weights_are_whole_numbers_in_order() {
    let text = file();
    assert!(text.len() <= 2000 << 10, "{} bytes", text.len());
    let value: toml::Value = toml::from_str(&text).unwrap();
    assert_eq!(value["format"].as_integer(), Some(4));
    let acts: Vec<&str> = value["acts"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(acts, ACTS, "one line an act");
    let lines: Vec<&str> = value["runs"].as_str().unwrap().lines().filter(|l| !l.is_empty()).collect();
    let mut last = "";
    for line in &lines {
        let (run, weights) = line.split_once(' ').expect("a run and its weights");
        assert!((1..=4).contains(&run.chars().count()) && last < run, "{line}: runs stand in order, each once");
        last = run;
        let acts: Vec<usize> = weights.split(' ').map(|w| w.split_once(':').and_then(|(act, weight)| weight.parse::<i32>().ok().and(act.parse().ok())).expect("act:whole number")).collect();
        assert!(acts.is_sorted() && acts.iter().all(|a| *a < ACTS.len()), "{line}");
    }
    assert_eq!(Words::embedded().second(), Some(lines.len()), "what is built in is what lies in the folder");
    assert!(lines.len() >= 1000, "only {} runs", lines.len());
}

#[test]
fn a_file_that_is_wrong_is_refused_with_its_place() {
    let small = "title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [\"坏蛋\"]\n";
    let second = |runs: &str| format!("means = \"\"\ntrained = \"\"\nformat = 4\nspeaks = [[0,0,0],[0,0,0],[0,0,0]]\nspeaks_bare = [[0,0,0],[0,0,0],[0,0,0]]\nbeside = [0,0,0]\nhush = [0,0,0]\nkeeps = [[-500,-500],[-500,-500],[-500,-500]]\nwhole = 60\nnear = -450\nsure = []\nworth = \"欠\"\nacts = [{{ name = \"insult\", base = [-100,-100,-100] }}]\nruns = '''\n{runs}\n'''\n");
    let load = |text: &str| Words::load(&[("insult", small), ("_second", text)]);
    assert_eq!(load(&second("废物 0:900")).ok().and_then(|w| w.second()), Some(1));
    let odd = [
        second("废物"), second("废物 1:5"), second("废物 0:5 0:6"), second("废物 0:x"), second("废物 0:1.5"), second("废物 0:0"), second("废物 0:99999"), second("一二三四五 0:5"), second("废物 0:5\n废物 0:6"),
        second(""), second("废物 0:5").replace("format = 4", "format = 1"), second("废物 0:5").replace("\"insult\"", "\"nobody\""), second("废物 0:5").replace("keeps", "keep"),
    ];
    for text in &odd {
        let problems = load(text).err().unwrap_or_else(|| panic!("taken:\n{text}"));
        assert!(problems.iter().all(|p| p.to_string().contains("_second.toml")), "{problems:?}");
    }
}

#[test]
fn the_windows_are_small_and_in_order() {
    let text = std::fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook/words/_windows.toml"))).expect("part of the casebook");
    assert!(text.len() <= 1000 << 10, "{} bytes", text.len());
    let value: toml::Value = toml::from_str(&text).unwrap();
    let acts: Vec<&str> = value["acts"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(acts, ACTS, "one line an act");
    let shapes = value["shapes"].as_str().unwrap().lines().filter(|l| !l.is_empty()).count();
    assert_eq!(Words::embedded().windows(), Some(shapes), "what is built in is what lies in the folder");
    assert!(shapes >= 100, "only {shapes} shapes");
}

#[test]
fn windows_that_are_wrong_are_refused_with_their_place() {
    let small = "title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [\"坏蛋\"]\n";
    let second = "means = \"\"\ntrained = \"\"\nformat = 4\nspeaks = [[0,0,0],[0,0,0],[0,0,0]]\nspeaks_bare = [[0,0,0],[0,0,0],[0,0,0]]\nbeside = [0,0,0]\nhush = [0,0,0]\nkeeps = [[-500,-500],[-500,-500],[-500,-500]]\nwhole = 60\nnear = -450\nsure = []\nworth = \"欠\"\nacts = [{ name = \"insult\", base = [-100,-100,-100] }]\nruns = '''\n废物 0:900\n'''\n";
    let file = |letters: &str, shapes: &str| format!("means = \"\"\ntrained = \"\"\nformat = 1\nshare = 50\nnear = 0\ndepth = 2\nacts = [{{ name = \"insult\", base = [1,2,3] }}]\nletters = '''\n{letters}\n'''\nshapes = '''\n{shapes}\n'''\n");
    let load = |text: &str| Words::load(&[("insult", small), ("_second", second), ("_windows", text)]);
    let line = |shape: &str| vec![shape; 16].join("\n");
    let (letters, good) = ("其他 0102\n废 7f80\n物 ff01", line("2 -5 01020304 1 -2 3"));
    assert_eq!(load(&file(letters, &good)).ok().and_then(|w| w.windows()), Some(16));
    let odd = [
        file("废 7f", &good), file("废 7f8x", &good), file("废7f80", &good), file("废物 7f80", &good), file("废 7f80\n废 7f80", &good),
        file(letters, "2 -5 01020304 1 -2 3"), file(letters, ""), file(letters, &line("0 -5  1 -2 3")), file(letters, &line("9 -5 010203040506070809101112131415161718 1 -2 3")),
        file(letters, &line("2 x 01020304 1 -2 3")), file(letters, &line("2 99999 01020304 1 -2 3")), file(letters, &line("2 -5 010203 1 -2 3")), file(letters, &line("2 -5 01020304 1 -2")),
        file(letters, &line("2 -5 01020304 1 -2 9999999")), file(letters, &line("2 -5 01020304 1 -2 3.5")), file(letters, &format!("{good}\n{}", line("1 0 0102 1 -2 3"))),
        file(letters, &good).replace("format = 1", "format = 2"), file(letters, &good).replace("share = 50", "share = 101"), file(letters, &good).replace("depth = 2", "depth = 0"),
        file(letters, &good).replace("\"insult\"", "\"nobody\""), file(letters, &good).replace("share", "part"),
    ];
    for text in &odd {
        let problems = load(text).err().unwrap_or_else(|| panic!("taken:\n{text}"));
        assert!(problems.iter().all(|p| p.to_string().contains("_windows.toml")), "{problems:?}");
    }
}

/// A find that scores low is taken back, but for the ways of speaking the lexicon is sure of.
#[test]
fn what_the_lexicon_is_sure_of_stays() {
    let lexicon = |sure: &str| format!("title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [\"坏蛋\"]\n{sure}");
    let second = "means = \"\"\ntrained = \"\"\nformat = 4\nspeaks = [[0,0,0],[0,0,0],[0,0,0]]\nspeaks_bare = [[0,0,0],[0,0,0],[0,0,0]]\nbeside = [0,0,0]\nhush = [0,0,0]\nkeeps = [[-50,-50],[-50,-50],[-50,-50]]\nwhole = 60\nnear = -450\nsure = []\nworth = \"欠\"\nacts = [{ name = \"insult\", base = [-100,-100,-100] }]\nruns = '''\n废物 0:900\n'''\n";
    let found = |sure: &str| Words::load(&[("insult", &lexicon(sure)), ("_second", second)]).unwrap().scan("你这坏蛋", Recipient::Borrower, &mut Scratch::default()).len();
    assert_eq!((found(""), found("sure = true\n")), (0, 1));
}

/// What nobody wrote into the lexicon is at most possible, in the words of one message as in its verdict.
#[test]
fn alone_it_is_never_more_than_possible() {
    let words = Words::embedded();
    let (mut screen, mut scratch, mut alone) = (Screen::new(words), Scratch::default(), 0);
    for text in texts() {
        for to in ALL {
            let firm: BTreeSet<&str> = words.scan_lexicon(&text, to, &mut scratch).iter().map(|h| words.name(h.family)).collect();
            for said in screen.read(&text, to) {
                assert!(text.is_char_boundary(said.start) && text.is_char_boundary(said.end) && said.start < said.end, "{text}");
                assert_eq!(said.alone, !firm.contains(said.act.name()), "{}: {text}", said.act.name());
                assert!(!said.alone || said.tier == Tier::Possible, "{}: {text}", said.act.name());
                alone += usize::from(said.alone);
            }
        }
    }
    assert!(alone >= 100, "it speaks {alone} times");
}

/// The same text has the same answer, whatever was read before it.
#[test]
fn it_says_the_same_each_time() {
    let texts: Vec<String> = texts().into_iter().step_by(7).collect();
    let words = Words::embedded();
    let mut used = Scratch::default();
    let forth: Vec<_> = texts.iter().map(|t| words.scan(t, Recipient::Borrower, &mut used)).collect();
    for (text, hits) in texts.iter().zip(&forth).rev() {
        assert_eq!(&words.scan(text, Recipient::Borrower, &mut Scratch::default()), hits, "{text}");
        assert_eq!(&words.scan(text, Recipient::Borrower, &mut used), hits, "{text}");
    }
}

#[test]
fn a_row_shows_the_runs_that_weighed_most() {
    let words = Words::embedded();
    let (mut screen, mut shown) = (Screen::new(words), 0);
    for text in texts() {
        let mut out = Vec::new();
        let line = serde_json::json!({ "id": 1, "text": text, "to": "borrower" }).to_string();
        assert!(row::row(&mut screen, line.as_bytes(), 1, &mut out));
        let answer: Value = serde_json::from_slice(&out).unwrap();
        for act in answer["acts"].as_array().unwrap().iter().filter(|a| a["why"].is_array()) {
            assert_eq!(act["tier"], "possible");
            let why = act["why"].as_array().unwrap();
            assert!((1..=5).contains(&why.len()) && why.iter().all(|w| w.as_str().is_some_and(|w| !w.is_empty())), "{answer}");
            assert!(answer["notes"].to_string().contains("带 why"), "{answer}");
            shown += 1;
        }
    }
    assert!(shown >= 30, "{shown} rows say why");
}
