//! Two processes on one case: the second is told; looking needs no lock.

use crate::support::Bench;
use std::fs::OpenOptions;

#[test]
fn the_second_writer_is_told() {
    let bench = Bench::new();
    bench.small_case("c");
    let held = OpenOptions::new().write(true).open(bench.path("c/lock")).unwrap();
    held.lock().unwrap();
    for writing in [&["add", "c", "in/sms.xml"][..], &["review", "c"], &["draft", "c"], &["export", "c"], &["withdraw", "c", "1", "--reason", "x"], &["fact", "c", "set", "title", "x"]] {
        let ran = bench.run(writing);
        ran.refused("case.locked");
        assert!(ran.err.contains("另一个 juzheng 正在写这个案件"), "{ran:?}");
    }
    bench.ok(&["verify", "c"]);
    bench.ok(&["exhibits", "c"]);
    bench.ok(&["fact", "c"]);
    drop(held);
    bench.ok(&["add", "c", "in/sms.xml"]);
}

#[test]
fn two_real_adds_at_once() {
    let bench = Bench::new();
    bench.init("c");
    bench.write("in/big.bin", vec![7u8; 24 << 20]);
    // Which of the two comes first is the machine's choice, and so is whether they meet in one round;
    // whichever is second must be the one that is told.
    let mut told = 0;
    for _ in 0..20 {
        let mut first = bench.command(&["add", "c", "in"]).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        while first.try_wait().unwrap().is_none() {
            let ran = bench.run(&["add", "c", "facts.json"]);
            if ran.code == 2 {
                ran.refused("case.locked");
                told += 1;
                bench.ok(&["verify", "c"]);
            }
        }
        let first = first.wait_with_output().unwrap();
        if !first.status.success() {
            assert_eq!(first.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&first.stderr).contains("case.locked"), "{first:?}");
            told += 1;
        }
        if told > 0 {
            break;
        }
    }
    assert!(told > 0, "in twenty rounds neither met the other");
    bench.ok(&["verify", "c"]);
    bench.ok(&["add", "c", "in"]);
}

#[test]
fn two_inits_make_one_case() {
    let bench = Bench::new();
    bench.write("facts.json", crate::support::facts().to_string());
    let spawn = || bench.command(&["init", "c", "--facts", "facts.json"]).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn();
    let children: Vec<_> = (0..6).map(|_| spawn().unwrap()).collect();
    let codes: Vec<_> = children.into_iter().map(|mut c| c.wait().unwrap().code()).collect();
    assert_eq!(codes.iter().filter(|c| **c == Some(0)).count(), 1, "{codes:?}");
    bench.ok(&["verify", "c"]);
}
