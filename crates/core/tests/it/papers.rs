//! Papers: every document composes for a full and for an empty case; facts carry exhibits; blanks are visible and listed;
//! the three forms carry the same words.

use crate::demo::{TODAY, reviewed};
use crate::rule_examples::casebook;
use juzheng_core::compose::{Material, compose, documents};
use juzheng_core::draft::{self, Block, Draft, Span};
use juzheng_core::facts::{FactBook, Facts, Stated};
use juzheng_core::result::review;
use juzheng_core::vault::Case;

fn papers_of(case: &mut Case) -> Vec<Draft> {
    let review = review(case, casebook(), &mut |_, _| {}).unwrap();
    let facts = case.facts().unwrap();
    let material = Material { facts: &facts, review: &review, casebook: casebook(), ledger_head: case.ledger.head(), ledger_length: case.ledger.entries.len() as u64, today: TODAY() };
    documents(casebook()).unwrap().iter().map(|d| compose(d, &material).unwrap()).collect()
}

fn spans(paper: &Draft) -> Vec<&Span> {
    paper
        .blocks
        .iter()
        .flat_map(|b| -> Vec<&Span> {
            match b {
                Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Quote(s) => s.iter().collect(),
                Block::Items(rows) | Block::Sign(rows) => rows.iter().flatten().collect(),
                Block::Table(t) => t.rows.iter().flatten().flatten().collect(),
                Block::PageBreak => vec![],
            }
        })
        .collect()
}

#[test]
fn every_paper_composes_for_a_full_case() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let head = case.ledger.head().to_string();
    let papers = papers_of(&mut case);
    assert_eq!(papers.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["complaint_letter", "evidence_catalogue", "electronic_data_statement"]);
    for paper in &papers {
        assert!(paper.imprint.iter().any(|l| l.contains(&head)), "{}: the ledger head is on page 1", paper.id);
        assert!(!draft::words(paper).is_empty());
        assert!(draft::docx::docx(paper).unwrap().starts_with(b"PK"));
        // Every blank in the text is listed at the end.
        let blanks: Vec<&String> = spans(paper).into_iter().filter_map(|s| if let Span::Blank(b) = s { Some(b) } else { None }).collect();
        if let Some(Block::Items(listed)) = paper.blocks.last() {
            for blank in blanks {
                assert!(listed.iter().any(|l| l == &vec![Span::Text(blank.clone())]), "{}: {blank} is not listed", paper.id);
            }
        }
    }
}

#[test]
fn a_quoted_fact_never_stands_without_its_exhibit() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    let mut quoted = 0;
    let facts_end = |p: &Draft| p.blocks.iter().position(|b| matches!(b, Block::Heading(1, s) if s.iter().any(|s| s.words().contains("依据")))).unwrap_or(p.blocks.len());
    for paper in &papers {
        for block in &paper.blocks[..facts_end(paper)] {
            if let Block::Para(s) = block
                && s.iter().any(|s| matches!(s, Span::Quote(_)))
            {
                quoted += 1;
                let sourced = s.iter().any(|s| matches!(s, Span::Exhibits(n) if !n.is_empty())) || s.iter().any(|s| s.words().contains("据当事人陈述"));
                assert!(sourced, "{}: {:?}", paper.id, s);
            }
        }
    }
    assert!(quoted >= 10, "only {quoted} quoted facts");
}

#[test]
fn third_parties_are_masked() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let facts: Facts = case.facts().unwrap();
    let papers = papers_of(&mut case);
    let others: Vec<&str> = facts.persons.iter().filter(|p| Some(&p.id) != facts.client.as_ref()).map(|p| p.name.as_str()).collect();
    for paper in &papers {
        // Quotations stay exact, and file names are the owners' own; everything the paper says itself is masked.
        for span in spans(paper).into_iter().filter(|s| matches!(s, Span::Text(_) | Span::Strong(_))) {
            for name in &others {
                assert!(!span.words().contains(name), "{}: {name} in {:?}", paper.id, span);
            }
        }
    }
}

#[test]
fn an_empty_case_gives_papers_of_blanks_not_of_inventions() {
    let dir = tempfile::tempdir().unwrap();
    let mut book = FactBook::default();
    let stated = Stated { by: "测试".into(), at: "2026-03-20T09:00:00+08:00".into() };
    book.absorb(serde_json::json!({ "borrower": "p", "persons": [{ "id": "p", "name": "张一" }] }).as_object().unwrap(), &stated);
    let mut case = Case::init(&dir.path().join("case"), book, &stated, &crate::demo::Still).unwrap();
    for paper in papers_of(&mut case) {
        let blanks = spans(&paper).into_iter().filter(|s| matches!(s, Span::Blank(_))).count();
        assert!(blanks >= 3, "{}: {blanks} blanks", paper.id);
        assert!(!spans(&paper).iter().any(|s| matches!(s, Span::Quote(_))), "{}: nothing to quote", paper.id);
    }
}

#[test]
fn official_words_are_quoted_and_reported_words_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    let letter = &papers[0];
    let quoted: Vec<String> = spans(letter).into_iter().filter_map(|s| if let Span::Quote(q) = s { Some(q.clone()) } else { None }).collect();
    let mut official = 0;
    for law in review.findings.iter().flat_map(|f| f.law()).filter(|l| !l.ceiling) {
        match (&law.text, &law.paraphrase) {
            (Some(words), _) => {
                official += 1;
                assert!(quoted.contains(&words.replace('\n', "")), "{} is not quoted", law.display);
            }
            (None, Some(gist)) => assert!(!quoted.iter().any(|q| q.contains(gist.as_str())), "{} is known from reports only", law.display),
            (None, None) => panic!("{} has neither words nor gist", law.display),
        }
    }
    assert!(official > 5);
}
