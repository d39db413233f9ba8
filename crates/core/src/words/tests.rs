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

#[test]
fn signature_at_either_end() {
    assert_eq!(signature("【某某贷】您好"), Some("某某贷"));
    assert_eq!(signature("您好【某某贷】 "), Some("某某贷"));
    assert_eq!(signature("本期账单[某某银行]"), Some("某某银行"));
    assert_eq!(signature("晚安[呲牙]"), None);
    assert_eq!(signature("[图片：警官证] 我警号"), None);
    assert_eq!(signature("没有签名"), None);
}

#[test]
fn quotes_are_cut_from_the_original() {
    let words = Words::embedded();
    let insult = words.family("insult").expect("a shipped file");
    let text = "你好。傻\u{200B}*一个，還錢！";
    let hit = words.scan(text, Recipient::Borrower, &mut Scratch::default()).into_iter().find(|h| h.family == insult).expect("an insult");
    assert_eq!(&text[hit.start as usize..hit.end as usize], "傻\u{200B}*一个");
}

#[test]
fn mistakes_are_all_reported() {
    let bad = "title = \"甲\"\nmeans = \"乙\"\n[[say]]\nwords = [\"(打断\", \"{没有的槽}\", \"…\"]\nto = [\"谁\"]\n";
    let problems = Words::load(&[("bad", bad), ("worse", "title = 1")]).err().expect("five mistakes");
    let codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["words.to", "words.pattern", "words.pattern", "words.anchor", "words.toml"]);
    assert!(problems.iter().all(|p| p.place.contains("casebook/words/") && !p.todo.is_empty()));
}
