//! Texts known only from reports (grade C) or not seen at all (grade D) are never quoted as law: no paper puts their gist
//! between quotation marks, and where a paper names them it says that they are known from reports.

use crate::demo::{TODAY, case_of, folder};
use juzheng_core::casebook::{self, Casebook};
use juzheng_core::compose::{Material, View, compose, documents};
use juzheng_core::draft::{Block, Draft, Span};
use juzheng_core::law::{Grade, Law, Statute, Text};
use juzheng_core::result::review;

/// The casebook with every rule resting on every text known from reports besides its own bases.
fn reported_everywhere() -> Casebook {
    let law = Law::embedded().unwrap();
    let all: String = law.texts().filter(|(_, t)| t.grade >= Grade::C).map(|(s, t)| format!("    {{ article = \"{}/{}\" }},\n", s.id, t.article)).collect();
    let rules: Vec<(&str, String)> = casebook::RULES.iter().map(|(id, text)| (*id, text.replacen("cites = [", &format!("cites = [\n{all}"), 1))).collect();
    assert!(rules.iter().all(|(id, text)| id.starts_with('_') || text.contains("nifa_convention_2018/13")), "every rule cites the reported texts");
    let rules: Vec<(&str, &str)> = rules.iter().map(|(id, text)| (*id, text.as_str())).collect();
    Casebook::load(casebook::LAW, &rules, casebook::WORDS, casebook::ROUTES, casebook::DOCUMENTS, casebook::NUMBERS).unwrap_or_else(|p| panic!("{p:?}"))
}

/// Every run of words of a paper, block by block.
fn blocks(paper: &Draft) -> impl Iterator<Item = (bool, Vec<&Span>)> {
    paper.blocks.iter().map(|block| match block {
        Block::Quote(s) => (true, s.iter().collect()),
        Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Small(s) => (false, s.iter().collect()),
        Block::Items(rows) | Block::Sign(rows) => (false, rows.iter().flatten().collect()),
        Block::Table(t) => (false, t.rows.iter().flatten().flatten().collect()),
        Block::PageBreak => (false, vec![]),
    })
}

/// Sentences of a gist long enough not to be anybody's.
fn sentences(gist: &str) -> impl Iterator<Item = &str> {
    gist.split(['。', '；', '：']).filter(|s| s.chars().count() >= 10)
}

#[test]
fn what_is_known_from_reports_is_never_quoted_as_law() {
    let book = reported_everywhere();
    let reported: Vec<(&Statute, &Text, &str)> = book.law.texts().filter(|(_, t)| t.grade >= Grade::C).map(|(s, t)| (s, t, t.paraphrase.as_deref().unwrap())).collect();
    let dir = tempfile::tempdir().unwrap();
    let mut case = case_of(&folder(), &dir.path().join("case")).unwrap();
    let review = review(&mut case, &book, &mut |_, _| {}).unwrap();
    let cited = |grade: &str| review.findings.iter().flat_map(|f| f.law()).filter(|l| l.grade == grade).count();
    assert!(cited("C") > 50 && cited("D") > 10, "the case must cite such texts to show anything");
    assert!(review.findings.iter().flat_map(|f| f.law()).all(|l| l.text.is_none() == (l.grade.as_str() >= "C")), "words only of grades A and B");
    let facts = case.facts().unwrap();
    let material = Material { facts: &facts, review: &review, casebook: &book, ledger_head: case.ledger.head(), ledger_length: 1, today: TODAY(), view: View::Masked, pages: None, front: None, said: None };
    let (mut named, mut papers) = (0, 0);
    for document in documents(&book).unwrap() {
        let paper = compose(&document, &material).unwrap();
        papers += 1;
        let mut told = false;
        for (set_apart, spans) in blocks(&paper) {
            let block: String = spans.iter().map(|s| s.words()).collect();
            told |= block.contains("依据公开报道整理要旨");
            for (statute, text, gist) in &reported {
                let context = format!("{}: {}/{}", paper.id, statute.id, text.article);
                let quoted = spans.iter().any(|s| matches!(s, Span::Quote(q) if sentences(gist).any(|part| q.contains(part))));
                assert!(!quoted && !(set_apart && sentences(gist).any(|part| block.contains(part))), "{context} is quoted");
                let by_number = [&statute.short, &statute.title].iter().any(|name| text.article_zh.is_some() && block.contains(&format!("《{name}》{}", text.label())));
                let by_clause = text.article_zh.is_none() && block.contains(&format!("关于{}的规定", text.label())) && [&statute.short, &statute.title].iter().any(|name| block.contains(name.as_str()));
                if by_number || by_clause {
                    named += 1;
                    assert!(told || block.contains("据公开报道"), "{context} is named without saying that it is known from reports: {block}");
                }
            }
        }
    }
    assert!(papers >= 3 && named > 20, "{papers} papers, {named} names");
}
