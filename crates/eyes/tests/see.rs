//! One small invented screenshot, end to end. Without models (`make assets`) it says so and passes nothing off as tested.

#![allow(clippy::print_stderr, clippy::unwrap_used)]

use juzheng_core::import::{Harvest, screenshot};
use juzheng_core::model::Direction;
use juzheng_eyes::Reader;
use std::path::{Path, PathBuf};

fn here(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

#[test]
fn a_conversation_is_read_from_its_picture() {
    let models = here("../../assets/eyes");
    if !models.is_dir() {
        eprintln!("skipped: no models; run make assets");
        return;
    }
    let name = "Screenshot_20260805_222000.png";
    let sight = Reader::open(&models).unwrap().see(&std::fs::read(here("tests/pictures").join(name)).unwrap()).unwrap();
    let mut harvest = Harvest::default();
    screenshot::fill(&sight, name, None, &mut harvest);
    let read: Vec<(String, Direction, &str, &str)> = harvest.records.iter().map(|r| (r.at.key(), r.direction, r.peer.raw.as_str(), r.body.as_str())).collect();
    let peer = "+86 137 0000 4455";
    let expect = [
        ("2026-08-05T10:12", Direction::In, peer, "张一你好，你朋友王二在我们平台借款逾期，麻烦转告他尽快联系我"),
        ("2026-08-05T10:12", Direction::Out, peer, "我不是担保人，请不要联系我"),
        ("2026-08-05T10:12", Direction::In, peer, "你不转告就一直给你打"),
        ("2026-08-05T22:15", Direction::In, peer, "已经通知你单位领导了"),
    ];
    assert_eq!(read, expect.map(|(at, way, peer, body)| (at.to_owned(), way, peer, body)));
    assert!(harvest.adds_up());
    assert_eq!(harvest.seen.len(), 4, "each message has its place");
    assert!(harvest.seen.values().all(|s| s.confidence > 90 && s.region.w > 50 && s.region.right() <= 540), "{:?}", harvest.seen);
}

/// Two pictures of a set that is not part of the source, where it lies beside it: a fall in what is read is noticed by `make test`.
#[test]
fn two_pictures_of_the_development_set_are_read_as_before() {
    let models = here("../../assets/eyes");
    let shared = std::env::var_os("JUZHENG_SHARED").map_or_else(|| here("../../../shared"), PathBuf::from).join("eval/screenshots");
    if !models.is_dir() || !shared.is_dir() {
        eprintln!("skipped: no models or no set at {}", shared.display());
        return;
    }
    let reader = Reader::open(&models).unwrap();
    let truth = |name: &str| -> serde_json::Value { serde_json::from_slice(&std::fs::read(shared.join(name)).unwrap()).unwrap() };
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && (c.is_alphanumeric() || c.is_ascii_punctuation())).collect::<String>();
    for (picture, words) in [("dev04.png", "dev04.json"), ("dev09.png", "dev09.json")] {
        let page = juzheng_core::picture::page::read(&reader.see(&std::fs::read(shared.join(picture)).unwrap()).unwrap(), "");
        let truth = truth(words);
        let wanted: Vec<(String, &str)> = truth["bubbles"].as_array().unwrap().iter().map(|b| (plain(b["text"].as_str().unwrap()), b["side"].as_str().unwrap())).collect();
        let got: Vec<(String, &str)> = page.bubbles.iter().map(|b| (plain(&b.text), if b.side == juzheng_core::picture::page::Side::Left { "left" } else { "right" })).collect();
        assert_eq!(got, wanted, "{picture}");
        let wanted: Vec<(&str, &str, u64)> = truth["calls"].as_array().unwrap().iter().map(|c| (c["number"].as_str().unwrap(), c["direction"].as_str().unwrap(), c["count"].as_u64().unwrap())).collect();
        let got: Vec<(&str, &str, u64)> = page.calls.iter().map(|c| (c.number.as_str(), c.direction.as_deref().unwrap_or(""), u64::from(c.count))).collect();
        assert_eq!(got, wanted, "{picture}");
    }
}

#[test]
fn without_models_the_way_to_get_them_is_told() {
    let problem = Reader::open(&here("tests")).err().expect("no models in a folder of tests");
    assert_eq!(problem.code, "eyes.missing");
    assert!(problem.todo.contains("make assets"), "{problem}");
}
