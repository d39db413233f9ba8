//! The acts of a report in a table: none lost, each with its evidence, each message quoted once.

use crate::demo::reviewed;
use crate::papers::papers_of;
use juzheng_core::draft::{Block, Draft, Span, Table};
use std::collections::BTreeSet;

fn table(paper: &Draft) -> &Table {
    paper.blocks.iter().find_map(|b| if let Block::Table(t) = b { Some(t).filter(|t| t.head.len() == 5) } else { None }).expect("a table of acts")
}

fn words(cell: &[Span]) -> String {
    cell.iter().map(Span::words).collect()
}

#[test]
fn a_report_tells_each_act_once_with_its_evidence_and_its_law() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    for id in ["report_local_finance", "report_nifa"] {
        let paper = papers.iter().find(|p| p.id == id).unwrap();
        let table = table(paper);
        let acts: BTreeSet<String> = table.rows.iter().map(|r| words(&r[1])).collect();
        let found: BTreeSet<String> = review.findings.iter().map(|f| f.title().to_owned()).collect();
        assert_eq!(acts, found, "{id}");
        let mut quoted = BTreeSet::new();
        for (n, row) in table.rows.iter().enumerate() {
            let [number, _, told, evidence, law] = row.iter().map(|c| words(c)).collect::<Vec<_>>().try_into().unwrap();
            assert_eq!(number, (n + 1).to_string());
            assert!(evidence.starts_with("证据") || evidence == "陈述", "{evidence}");
            assert!(!told.is_empty() && !law.is_empty() && (!law.contains("第一") || law == "见附页"), "{told} {law}");
            for quote in row[2].iter().filter_map(|s| if let Span::Quote(q) = s { Some(q.clone()) } else { None }) {
                assert!(quoted.insert(quote.clone()), "{quote} stands twice");
            }
        }
        assert!(quoted.len() > 15, "{quoted:?}");
        // What is known from reports only stands apart, with the rows it concerns.
        let apart = paper.blocks.iter().find_map(|b| if let Block::Para(s) = b { Some(words(s)).filter(|w| w.starts_with("以下据公开报道（未见官方全文，不作为法条引用）")) } else { None }).expect("told apart");
        let night = table.rows.iter().position(|r| words(&r[1]) == "夜间催收债务人").unwrap() + 1;
        assert!(apart.contains("“催收时间”（第") && apart.contains(&format!("{night}项")), "{apart}");
        assert!(!table.rows.iter().any(|r| words(&r[4]).contains("GB/T")));
    }
}
