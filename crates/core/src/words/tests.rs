#![allow(clippy::print_stdout)] // what is measured is printed

use super::fold::Code;
use super::pattern::Node;
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
    println!("{} starts; {} patterns, {} begin their search at a single character: {single:?}", words.bank.words(), words.patterns(), single.len());
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

/// A lexicon of one family with one way of speaking; `say` goes into its group.
fn small(guards: &str, say: &str) -> Words {
    let family = format!("title = \"甲\"\nmeans = \"乙\"\nexcept = [\"玩笑\"]\n[[say]]\nwords = [\"打断你的腿\"]\n{say}");
    Words::load(&[("_guards", guards), ("threat", &family)]).expect("a lexicon without mistakes")
}

const JOKE: &str = "[\"玩笑\"]\nscope = \"整条\"\nwords = [\"哈哈\"]\nbut = [\"欠我们\"]\n";

fn hits(words: &Words, text: &str, to: Recipient) -> Vec<Hit> {
    words.scan(text, to, &mut Scratch::default())
}

#[test]
fn a_guard_gives_way_to_its_exceptions() {
    let words = small(JOKE, "");
    assert_eq!(hits(&words, "打断你的腿", Recipient::ThirdParty).len(), 1);
    assert!(hits(&words, "哈哈，打断你的腿", Recipient::ThirdParty).is_empty());
    assert_eq!(hits(&words, "哈哈，他欠我们三万，打断你的腿", Recipient::ThirdParty).len(), 1);
}

#[test]
fn words_cited_to_nobody_in_particular_are_not_said() {
    let words = small(JOKE, "");
    for text in ["字幕把“打断你的腿”改掉", "「打断你的腿」这句删了"] {
        assert!(hits(&words, text, Recipient::Unknown).is_empty(), "{text}");
        assert_eq!(hits(&words, text, Recipient::Borrower).len(), 1, "{text}");
    }
    for text in ["打断你的腿", "“明天”我打断你的腿", "“打断你的腿"] {
        assert_eq!(hits(&words, text, Recipient::Unknown).len(), 1, "{text}");
    }
}

#[test]
fn a_bystander_told_nothing_of_money_is_not_dunned() {
    let words = small(&format!("{JOKE}[\"钱话\"]\nscope = \"整条\"\nwords = [\"钱\"]\n"), "with_unknown = [\"限你\"]\n");
    let weak = |text, to| hits(&words, text, to).iter().map(|h| h.weak).collect::<Vec<_>>();
    assert!(weak("打断你的腿", Recipient::ThirdParty).is_empty());
    assert_eq!(weak("拿钱来，打断你的腿", Recipient::ThirdParty), [true]);
    assert_eq!(weak("打断你的腿", Recipient::Borrower), [true]);
    assert!(weak("拿钱来，打断你的腿", Recipient::Unknown).is_empty());
    assert_eq!(weak("限你今天，打断你的腿", Recipient::ThirdParty), [false]);
}

#[test]
fn a_family_may_be_written_in_parts() {
    let part = |title: &str, say: &str| format!("title = \"{title}\"\nmeans = \"乙\"\n[[say]]\nwords = [\"{say}\"]\n[[fires]]\ntext = \"{say}\"\n");
    let (first, more) = (part("头一份", "打断你的腿"), part("后一份", "泼你家门"));
    let words = Words::load(&[("threat.more", &more), ("threat", &first)]).expect("a lexicon without mistakes");
    let family = words.family("threat").expect("one family");
    assert_eq!((words.families().count(), words.title(family)), (1, "头一份"));
    assert_eq!(hits(&words, "打断你的腿", Recipient::Borrower)[0].family, family);
    assert_eq!(hits(&words, "泼你家门", Recipient::Borrower)[0].family, family);
    assert_eq!(words.examples().collect::<Vec<_>>(), [("threat", 2, 0)]);
    assert!(words.check_examples().is_empty());
}

/// Every place a run of nodes can end at, in the order of preference: slow and plain, to judge the fast matcher by.
fn ends(nodes: &[Node], text: &[Code], at: usize) -> Vec<usize> {
    let Some((node, rest)) = nodes.split_first() else { return vec![at] };
    let stands = |w: &Vec<Code>| text[at..].starts_with(w);
    let here: Vec<usize> = match node {
        Node::Lit(word) => if stands(word) { vec![at + word.len()] } else { vec![] },
        Node::Alt(alt) => alt.ways.iter().flat_map(|way| ends(way, text, at)).collect(),
        Node::Opt(way) => [ends(way, text, at), vec![at]].concat(),
        Node::Gap(most, clause) => {
            let stop = |c: &Code| if *clause { fold::ends_clause(*c) } else { fold::ends_sentence(*c) };
            let free = text[at..].iter().take(*most).take_while(|c| !stop(c)).count();
            (at..=at + free).collect()
        }
        Node::Number => {
            let digits = matching::number_heads();
            let free = text[at..].iter().take(12).take_while(|c| digits.contains(c)).count();
            (at + 1..=at + free).rev().collect()
        }
        Node::Name => {
            let han = |n: usize| text[at + 1..].iter().take(n).filter(|c| fold::is_han(**c)).count() == n;
            let long = |c: &Code| !fold::codes("小老阿").contains(c);
            let head = text.get(at).filter(|c| matching::name_heads().contains(c));
            head.map_or(vec![], |c| [(2, long(c)), (1, true)].into_iter().filter(|(n, may)| *may && han(*n)).map(|(n, _)| at + 1 + n).collect())
        }
        Node::NotAfter(words) => if words.iter().any(stands) { vec![] } else { vec![at] },
        Node::NotBefore(words) => if words.iter().any(|w| text[..at].ends_with(w)) { vec![] } else { vec![at] },
        Node::Start => if at == 0 { vec![at] } else { vec![] },
        Node::End => if at == text.len() { vec![at] } else { vec![] },
    };
    here.into_iter().flat_map(|end| ends(rest, text, end)).collect()
}

/// Small changes of the examples, always the same: a character dropped, noise put between, two sentences run together.
fn texts(every: usize) -> Vec<String> {
    let words = Words::embedded();
    let all: Vec<&str> = words.families.iter().flat_map(|f| f.examples.0.iter().chain(&f.examples.1)).map(|e| e.text.as_str()).collect();
    let mut out = Vec::new();
    for (n, text) in all.iter().enumerate().filter(|(n, _)| n % every == 0) {
        let at = text.char_indices().map(|(at, _)| at).nth(n * 7 % text.chars().count().max(1)).unwrap_or(0);
        let noise = ["", " ", "*", "，", "\u{200B}", "某", "\n", "3", "傻*", "t x l", "😡"][n % 11];
        let other = all[(n * 31 + 17) % all.len()];
        out.extend([(*text).to_owned(), format!("{}{noise}{}", &text[..at], &text[at..]), text.chars().enumerate().filter(|(i, _)| i % 9 != n % 9).map(|(_, c)| c).collect()]);
        out.extend([format!("{}{other}", &text[at..]), format!("{}{other}{}", &text[..at], &text[at..])]);
    }
    out
}

#[test]
fn fast_fold_is_the_fold() {
    let fold = &Words::embedded().fold;
    let (mut folded, mut spare, mut codes, mut places) = (Folded::default(), Folded::default(), Vec::new(), Vec::new());
    let mut short = 0;
    for text in texts(1) {
        fold.fold(&text, &mut folded, &mut spare);
        if fold.codes(&text, &mut codes, &mut places) {
            short += 1;
            assert_eq!(codes, folded.codes, "{text}");
        }
    }
    assert!(short > 1000, "only {short} texts need no whole fold");
}

/// What the prefilter finds is what trying every pattern at every place finds.
#[test]
fn prefilter_loses_nothing() {
    let words = Words::embedded();
    let (mut folded, mut spare, mut tried, mut seen) = (Folded::default(), Folded::default(), Tried::default(), 0);
    let banks = [&words.bank, words.context.bank()].map(|bank| (bank, bank.starts(|_| true)));
    for text in texts(16) {
        words.fold.fold(&text, &mut folded, &mut spare);
        for (bank, starts) in &banks {
            let mut fast = Vec::new();
            bank.run(starts, &folded.codes, &mut tried, |_| true, |pattern, start, end| fast.push((pattern, start, end)));
            fast.sort_unstable();
            let mut slow = Vec::new();
            for (pattern, nodes) in bank.patterns().iter().enumerate() {
                let mut at = 0;
                while at < folded.codes.len() {
                    match ends(nodes, &folded.codes, at).first() {
                        Some(end) => {
                            slow.push((pattern, at, *end));
                            at = (at + 1).max(*end);
                        }
                        None => at += 1,
                    }
                }
            }
            seen += slow.len();
            assert_eq!(fast, slow, "{text}");
        }
    }
    assert!(seen > 1000, "only {seen} matches");
}

/// To a recipient not known who is asked for nothing he owes, most ways of speaking are not looked for: nothing is lost by it. With an
/// exception to 催账, which none of the texts holds, all are looked for.
#[test]
fn what_says_nothing_is_not_missed() {
    let all: Vec<(&str, String)> = embedded::WORDS.iter().map(|(stem, text)| {
        (*stem, if *stem == "_guards" { text.replacen("[\"催账\"]\n", "[\"催账\"]\nbut = [\"囗囗囗\"]\n", 1) } else { (*text).to_owned() })
    }).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(stem, text)| (*stem, text.as_str())).collect();
    let (quick, whole) = (Words::embedded(), Words::load(&all).expect("the shipped files with one exception more"));
    let asked = whole.ask(|_| true);
    let (mut scratch, mut found, mut unasked) = (Scratch::default(), 0, 0);
    for text in texts(3) {
        for (words, told) in [(quick, true), (&whole, false)] {
            words.fold.fold(&text, &mut scratch.text, &mut scratch.spare);
            unasked += usize::from(told && words.unasked(Recipient::Unknown, &mut scratch));
            assert!(told || !words.unasked(Recipient::Unknown, &mut scratch));
        }
        let hits = quick.scan(&text, Recipient::Unknown, &mut scratch);
        found += hits.len();
        assert_eq!(hits, whole.scan(&text, Recipient::Unknown, &mut scratch), "{text}");
        assert_eq!(quick.scan_theirs(&text, Recipient::Unknown, &mut scratch), whole.scan_theirs(&text, Recipient::Unknown, &mut scratch), "{text}");
        assert_eq!(quick.scan_for(&asked, &text, Recipient::Unknown, &mut scratch), whole.scan_for(&asked, &text, Recipient::Unknown, &mut scratch), "{text}");
    }
    assert!(found > 1000 && unasked > 500, "{found} finds, {unasked} texts in which nobody is asked");
}

/// Measures the reader, to be run by hand: `cargo test --release -p juzheng-core --lib words::tests::speed -- --ignored --nocapture`.
/// `WORDS_TRY` names a file of messages, one a line; without it the sentences that must stay silent are read. CPU time of this
/// thread where the system tells it (Linux; it counts in steps of milliseconds), else the clock.
#[test]
#[ignore = "measures; nothing to fail"]
fn speed() {
    let started = Instant::now();
    let now = || match std::fs::read_to_string("/proc/thread-self/schedstat").ok().and_then(|s| s.split(' ').next()?.parse::<f64>().ok()) {
        Some(nanoseconds) => nanoseconds / 1e9,
        None => started.elapsed().as_secs_f64(),
    };
    let before = now();
    let words = Words::load(embedded::WORDS).expect("shipped files are read");
    println!("{} patterns, {} starts, loaded in {:.1} ms", words.patterns(), words.bank.words(), (now() - before) * 1e3);
    let texts: Vec<String> = match std::env::var("WORDS_TRY") {
        Ok(path) => std::fs::read_to_string(path).expect("a readable file").lines().map(|l| l.chars().take(60).collect()).filter(|l: &String| l.chars().count() >= 40).collect(),
        Err(_) => words.families.iter().flat_map(|f| &f.examples.1).map(|e| e.text.clone()).collect(),
    };
    let chars: usize = texts.iter().map(|t| t.chars().count()).sum();
    let (mut scratch, rounds, mut found) = (Scratch::default(), 200_000 / texts.len().max(1) + 1, 0);
    let before = now();
    for _ in 0..rounds {
        found = texts.iter().map(|t| words.scan(t, Recipient::Borrower, &mut scratch).len()).sum();
    }
    let each = (now() - before) / (rounds * texts.len()) as f64;
    println!("{} messages of {} characters, {found} hits: {:.0} messages a second a core", texts.len(), chars / texts.len().max(1), 1.0 / each);
}

/// Texts longer than the widest sets are read in stretches that overlap: the same is found wherever a sentence lies.
#[test]
fn stretches_lose_nothing() {
    let words = Words::embedded();
    let sentence = words.families.iter().flat_map(|f| &f.examples.0).map(|e| e.text.as_str()).max_by_key(|t| t.len()).expect("an example");
    let all = words.bank.starts(|_| true);
    let (mut folded, mut spare, mut tried) = (Folded::default(), Folded::default(), Tried::default());
    let mut found_in = |text: &str| {
        words.fold.fold(text, &mut folded, &mut spare);
        let mut found = Vec::new();
        words.bank.run(&all, &folded.codes, &mut tried, |_| true, |pattern, start, end| found.push((pattern, start, end)));
        found.sort_unstable();
        found
    };
    let alone = found_in(sentence);
    assert!(!alone.is_empty());
    // Every length class, and every place around the ends of the stretches.
    for before in (0..70).chain(120..135).chain(250..260).chain((600..1100).step_by(3)) {
        for after in [0, 1500] {
            let text = format!("{}\n{sentence}\n{}", "囗".repeat(before), "囗".repeat(after));
            let moved: Vec<_> = found_in(&text).into_iter().map(|(p, s, e)| (p, s - before - 1, e - before - 1)).collect();
            let free: Vec<_> = alone.iter().copied().filter(|hit| moved.contains(hit)).collect();
            assert_eq!(moved, free, "{before} {after}");
            assert_eq!(found_in(&format!("\n{sentence}\n")).len(), moved.len(), "{before} {after}");
        }
    }
}
