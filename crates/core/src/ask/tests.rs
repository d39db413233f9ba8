//! How often the right family is found. The sets lie in `corpus/questions`; what the figures mean stands in docs/accuracy.md.

#![allow(clippy::print_stdout, reason = "the figures are for docs/accuracy.md")]

use super::{Answers, Finder, Match, Verdict, page};
use crate::casebook::Casebook;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn book() -> &'static Casebook {
    static BOOK: OnceLock<Casebook> = OnceLock::new();
    BOOK.get_or_init(|| Casebook::embedded().unwrap_or_else(|p| panic!("{p:#?}")))
}

fn answers() -> &'static Answers {
    &book().answers
}

fn finder() -> &'static Finder<'static> {
    static FINDER: OnceLock<Finder<'static>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(answers(), &book().words))
}

fn lines(name: &str) -> Vec<String> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/questions")).join(name);
    std::fs::read_to_string(path).unwrap().lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect()
}

fn is(found: Option<&Match>, wanted: &str) -> bool {
    found.is_some_and(|m| wanted.split(',').any(|w| w == m.id))
}

/// Of labelled questions: (answered with a right family, answered with none of them, 不知道 with a right family offered, 不知道).
fn tally(finder: &Finder<'_>, questions: &[(String, String)]) -> [usize; 4] {
    let mut tally = [0; 4];
    for (wanted, question) in questions {
        let reply = finder.find(question);
        let right = is(reply.best.as_ref(), wanted) || is(reply.also.as_ref(), wanted);
        let offered = reply.offers.iter().any(|m| is(Some(m), wanted));
        let kind = match (reply.verdict, right, offered) {
            (Verdict::Answered, true, _) => 0,
            (Verdict::Answered, false, _) => 1,
            (_, _, true) => 2,
            _ => 3,
        };
        if kind > 0 {
            println!("{kind} {wanted} {:?} {:?}: {question}", reply.best.as_ref().map(|m| (&m.id, m.score)), reply.offers.iter().map(|m| (&m.id, m.score)).collect::<Vec<_>>());
        }
        tally[kind] += 1;
    }
    tally
}

/// Questions of a set: families that may answer (`-`: none may), the question, articles one of which the answer should rest on.
struct Asked {
    families: String,
    question: String,
    articles: Vec<String>,
}

fn set(name: &str) -> Vec<Asked> {
    let read = |l: &String| {
        let mut columns = l.split('\t');
        let mut next = || columns.next().unwrap_or("").to_owned();
        let (families, question, articles) = (next(), next(), next());
        assert!(!question.is_empty(), "{name}: no question: {l}");
        Asked { families, question, articles: articles.split(',').filter(|a| !a.is_empty()).map(str::to_owned).collect() }
    };
    lines(name).iter().map(read).collect()
}

fn labelled(name: &str) -> Vec<(String, String)> {
    set(name).into_iter().filter(|a| a.families != "-").map(|a| (a.families, a.question)).collect()
}

#[test]
fn every_known_way_of_asking_finds_its_own_answer() {
    let finder = finder();
    let mut wrong = Vec::new();
    for answer in &answers().list {
        for ask in &answer.asks {
            let reply = finder.find(ask);
            if !is(reply.best.as_ref(), &answer.id) {
                wrong.push(format!("{}: {ask}: {:?} {:?}", answer.id, reply.verdict, reply.best.or(reply.offers.into_iter().next()).map(|m| (m.id, m.score))));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_way_of_asking_held_out_is_still_found() {
    // Four parts; each is asked of a finder that learnt from the other three.
    let asks: Vec<(&str, &str)> = answers().list.iter().flat_map(|a| a.asks.iter().map(|t| (a.id.as_str(), t.as_str()))).collect();
    let (mut first, mut found, mut misled) = (0, 0, 0);
    for part in 0..4 {
        let held: Vec<&(&str, &str)> = asks.iter().skip(part).step_by(4).collect();
        let finder = Finder::without(answers(), &book().words, &|text| held.iter().any(|(_, t)| *t == text));
        for (id, text) in held {
            let reply = finder.find(text);
            let right = is(reply.best.as_ref(), id) || is(reply.also.as_ref(), id);
            first += usize::from(is(reply.best.as_ref(), id));
            found += usize::from(right);
            misled += usize::from(reply.best.is_some() && !right);
            if !right {
                println!("held out {id} {:?}: {text}", reply.best.map(|m| (m.id, m.score)));
            }
        }
    }
    let part = |n: usize| n as f64 / asks.len() as f64;
    println!("held out: {}; answered first {:.3}, first or second {:.3}, with other families {:.3}", asks.len(), part(first), part(found), part(misled));
    assert!(part(found) >= HELD_OUT_FOUND && part(misled) <= HELD_OUT_MISLED, "found {:.3}, misled {:.3}", part(found), part(misled));
}

/// Floors and ceilings a little beside what was reached.
const HELD_OUT_FOUND: f64 = 0.77;
const HELD_OUT_MISLED: f64 = 0.17;

#[test]
fn what_is_none_of_our_business_is_not_known() {
    let finder = finder();
    for name in ["outside.txt", "outside_held_back.txt"] {
        let questions = lines(name);
        let answered: Vec<String> = questions.iter().filter_map(|q| finder.find(q).best.map(|m| format!("{q} → {} {}", m.id, m.score))).collect();
        println!("{name}: {} of {} answered: {answered:#?}", answered.len(), questions.len());
        assert!(answered.len() * 20 <= questions.len(), "{name}: {answered:#?}");
    }
    let reply = finder.find("个人所得税怎么退税");
    assert_eq!((reply.verdict, reply.elsewhere.map(|t| t.go.contains("12366"))), (Verdict::Unknown, Some(true)));
    for nothing in ["", "？？？", "怎么办", "你好", "\u{202e}\u{0}", "👍"] {
        assert_ne!(finder.find(nothing).verdict, Verdict::Answered, "{nothing:?}");
    }
}

#[test]
fn questions_of_the_sets_are_mostly_answered_rightly() {
    for (name, least, most) in SETS {
        let questions = labelled(name);
        let tally @ [right, wrong, ..] = tally(finder(), &questions);
        println!("{name}, {}: right {right}, wrong {wrong}, unsure with the right one offered {}, not known {}", questions.len(), tally[2], tally[3]);
        assert!(right * 100 >= questions.len() * least && wrong * 100 <= questions.len() * most, "{name}: {tally:?}");
        // The right article stands under the answer; where none is to be answered, none is.
        let on = crate::model::Day::parse("2026-11-22").unwrap();
        let (mut articles, mut rests, mut strangers, mut refused) = (0, 0, 0, 0);
        for asked in set(name) {
            let reply = finder().find(&asked.question);
            if asked.families == "-" {
                strangers += 1;
                refused += usize::from(reply.best.is_none());
            } else if !asked.articles.is_empty() {
                articles += 1;
                let law: Vec<String> = [reply.best, reply.also].into_iter().flatten().filter_map(|m| answers().answer(&m.id)).flat_map(|a| page(a, book(), on, None).law).map(|c| c.reference).collect();
                let under = |wanted: &String| law.iter().any(|l| l.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '@'])));
                let right = asked.articles.iter().any(under);
                rests += usize::from(right);
                if !right {
                    println!("{name}: none of {:?}: {}", asked.articles, asked.question);
                }
            }
        }
        println!("{name}: the article is there {rests} of {articles}; strangers refused {refused} of {strangers}");
    }
}

/// Sets, with the least per cent answered rightly and the most answered with other families.
const SETS: [(&str, usize, usize); 11] = [("held_back.tsv", 90, 8), ("second_dev.tsv", 85, 10), ("second_held_back.tsv", 85, 12), ("third_held_back.tsv", 84, 10), ("fourth_dev.tsv", 88, 8), ("fourth_held_back.tsv", 88, 8), ("fifth_held_back.tsv", 90, 8), ("sixth_held_back.tsv", 94, 4), ("seventh_held_back.tsv", 92, 6), ("eighth_held_back.tsv", 92, 6), ("ninth_held_back.tsv", 92, 6)];

#[test]
fn the_developer_questions_are_answered() {
    let shared = std::env::var_os("JUZHENG_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(shared.join("eval/questions_dev.txt")) else { return };
    let all: Vec<&str> = text.lines().collect();
    let questions: Vec<(String, String)> = lines("dev_key.tsv").iter().filter_map(|l| l.split_once('\t')).filter_map(|(n, wanted)| Some((wanted.to_owned(), (*all.get(n.parse::<usize>().ok()?.checked_sub(1)?)?).to_owned()))).collect();
    let tally = tally(finder(), &questions);
    println!("developer questions: {tally:?}");
    assert!(tally[0] * 100 >= questions.len() * 90, "{tally:?}");
}

#[test]
fn a_life_comes_before_every_other_question() {
    for question in ["催收天天骂我，我想死了算了，他们这样合法吗", "我女朋友因为网贷割腕了，该打什么电话", "欠了三十万，不想活了，能协商分期吗"] {
        let reply = finder().find(question);
        assert!(is(reply.best.as_ref(), "in_despair"), "{question}: {:?}", reply.best);
    }
}

#[test]
fn the_reply_says_why_and_what_else() {
    let finder = finder();
    let reply = finder.find("催收半夜打电话合法吗");
    let best = reply.best.unwrap();
    assert_eq!((best.id.as_str(), best.nearest.as_str()), ("night_calls", "催收半夜打电话合法吗"));
    assert!(best.words.contains(&"半夜".to_owned()), "{:?}", best.words);
    assert!(reply.offers.iter().all(|m| m.id != "night_calls" && m.score <= best.score));
    // Two questions in one: the second is answered too.
    let two = finder.find("催收半夜打电话合法吗？打官司要先交多少诉讼费？");
    let ids: Vec<&str> = [&two.best, &two.also].into_iter().flatten().map(|m| m.id.as_str()).collect();
    assert!(ids.contains(&"night_calls") && ids.contains(&"court_costs"), "{ids:?}");
}

#[test]
fn what_is_read_for_a_question_alone_gives_the_same_answers() {
    let light = Casebook::for_questions().unwrap_or_else(|p| panic!("{p:#?}"));
    assert_eq!(light.digest, book().digest);
    let other = Finder::new(&light.answers, &light.words);
    let on = crate::model::Day::parse("2026-11-22").unwrap();
    for asked in set("seventh_held_back.tsv").iter().take(40) {
        let (one, two) = (finder().find(&asked.question), other.find(&asked.question));
        assert_eq!((&one.best, &one.also, &one.offers), (&two.best, &two.also, &two.offers), "{}", asked.question);
        if let Some(answer) = one.best.and_then(|m| answers().answer(&m.id)) {
            let said = |casebook: &Casebook| serde_json::to_string(&page(answer, casebook, on, None)).unwrap();
            assert_eq!(said(book()), said(&light), "{}", asked.question);
        }
    }
}
