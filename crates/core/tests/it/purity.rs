//! What must be absent: the core has no clock, network, threads or async; law text lives in the casebook only.

use crate::rule_examples::casebook;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") && path.file_name().is_some_and(|n| n != "tests.rs") && !path.to_string_lossy().contains("/tests/") {
            into.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn core() -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut all);
    assert!(all.len() > 30);
    all
}

/// A file without its test module and comments.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or("");
    body.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_core_has_no_clock_net_thread_or_async() {
    let mut wrong = Vec::new();
    for (path, text) in core() {
        for banned in ["SystemTime", "Instant::now", "std::thread", "std::net", "async fn", "tokio", "std::env::var", "std::process::Command", "unsafe ", "println!", "eprintln!"] {
            if code(&text).contains(banned) {
                wrong.push(format!("{}: {banned}", path.display()));
            }
        }
        let disk = ["std::fs", "fs::read", "fs::write", "File::open"].iter().any(|w| code(&text).contains(w));
        if disk && !path.to_string_lossy().contains("/vault") {
            wrong.push(format!("{}: touches a folder", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn law_is_cited_through_the_casebook_only() {
    // 《…》第…条 written by hand in Rust or in a paper would have no date.
    let mut wrong = Vec::new();
    let by_hand = |text: &str| text.split('《').skip(1).any(|t| t.split_once('》').is_some_and(|(_, after)| after.starts_with('第') && after.chars().take(14).any(|c| c == '条')));
    for (path, text) in core() {
        if by_hand(&code(&text)) {
            wrong.push(path.display().to_string());
        }
    }
    for (id, text) in &casebook().documents {
        if by_hand(text.split("\n+++\n").nth(1).unwrap_or("")) {
            wrong.push(format!("documents/{id}.md"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
