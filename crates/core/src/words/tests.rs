use super::*;
use std::time::Instant;

#[test]
fn shipped_files_are_read() {
    let started = Instant::now();
    match Words::load(embedded::WORDS) {
        Ok(words) => println!("{} patterns read in {:?}", words.patterns(), started.elapsed()),
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

#[test]
fn shipped_examples_hold() {
    let problems = Words::embedded().check_examples();
    for (name, fires, silent) in Words::embedded().examples() {
        assert!(fires >= 8 && silent >= 8, "{name} has {fires} and {silent} examples");
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.iter().map(|p| format!("{}\n   {}", p.place, p.what)).collect::<Vec<_>>().join("\n"));
}

/// Prints the costliest starting words; run by hand when the lexicon grows: `cargo test words::tests::starts -- --nocapture`.
#[test]
fn starts_are_specific() {
    let words = Words::embedded();
    let single = words.bank.single_starts();
    println!("{} starts; {} patterns, {} begin their search at a single character: {single:?}", words.bank.starts(), words.patterns(), single.len());
    assert!(single.len() * 10 <= words.patterns() * 2, "too many patterns start from a single character");
}
