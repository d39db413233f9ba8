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

#[test]
fn without_models_the_way_to_get_them_is_told() {
    let problem = Reader::open(&here("tests")).err().expect("no models in a folder of tests");
    assert_eq!(problem.code, "eyes.missing");
    assert!(problem.todo.contains("make assets"), "{problem}");
}
