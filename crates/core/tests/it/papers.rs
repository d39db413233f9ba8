//! Papers: every document composes for a full and for an empty case; facts carry exhibits; blanks are visible and listed;
//! the three forms carry the same words; what fits a case is made and what does not says why.

use crate::demo::{Still, TODAY, reviewed};
use crate::rule_examples::casebook;
use juzheng_core::compose::ask::{Answer, questions};
use juzheng_core::compose::book::{self, Book};
use juzheng_core::compose::challenge::met;
use juzheng_core::compose::redact::{Redactor, STATED};
use juzheng_core::compose::{Document, Material, View, compose, documents};
use juzheng_core::draft::{self, Block, Draft, Span};
use juzheng_core::facts::{FactBook, Facts, Stated};
use juzheng_core::number;
use juzheng_core::result::{Review, review};
use juzheng_core::vault::Case;

pub(crate) fn material<'a>(case: &Case, facts: &'a Facts, review: &'a Review, view: View) -> Material<'a> {
    Material { facts, review, casebook: casebook(), ledger_head: case.ledger.head(), ledger_length: case.ledger.entries.len() as u64, today: TODAY(), view, pages: None, front: None, said: None }
}

fn papers_in(case: &mut Case, view: View) -> Vec<Draft> {
    let review = review(case, casebook(), &mut |_, _| {}).unwrap();
    let facts = case.facts().unwrap();
    let material = material(case, &facts, &review, view);
    documents(casebook()).unwrap().iter().map(|d| compose(d, &material).unwrap()).collect()
}

pub(crate) fn papers_of(case: &mut Case) -> Vec<Draft> {
    papers_in(case, View::Masked)
}

fn spans_of(block: &Block) -> Vec<&Span> {
    match block {
        Block::Heading(_, s) | Block::Para(s) | Block::Flush(s) | Block::Quote(s) | Block::Small(s) => s.iter().collect(),
        Block::Items(rows) | Block::Sign(rows) => rows.iter().flatten().collect(),
        Block::Table(t) => t.rows.iter().flatten().flatten().collect(),
        Block::PageBreak => vec![],
    }
}

fn spans(paper: &Draft) -> Vec<&Span> {
    paper.blocks.iter().flat_map(spans_of).collect()
}

fn case_with(facts: serde_json::Value, at: &std::path::Path) -> Case {
    let mut book = FactBook::default();
    let stated = Stated { by: "测试".into(), at: "2026-03-20T09:00:00+08:00".into() };
    book.absorb(facts.as_object().unwrap(), &stated);
    Case::init(at, book, &stated, &Still).unwrap()
}

#[test]
fn every_paper_composes_for_a_full_case() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let head = case.ledger.head().to_string();
    let papers = papers_of(&mut case);
    assert_eq!(
        papers.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
        [
            "cease_letter_lender", "cease_letter_agency", "complaint_letter", "report_financial_regulator", "report_local_finance", "report_nifa", "report_cac", "report_12321",
            "police_report", "civil_complaint", "civil_complaint_elements", "evidence_catalogue", "electronic_data_statement", "data_access_request", "deletion_request",
            "consent_withdrawal", "third_party_notice", "repayment_proposal", "credit_objection", "personality_injunction", "no_contact_application", "challenges", "law_annex",
        ]
    );
    for paper in &papers {
        assert!(paper.imprint.iter().any(|l| l.contains(&head[..16]) && !l.contains(&head)), "{}: page 1 names the ledger head in short", paper.id);
        let words = draft::words(paper);
        assert!(words.iter().rev().take(2).any(|l| l.contains(&head)), "{}: the whole head stands at the end", paper.id);
        assert!(!words.is_empty());
        assert!(draft::docx::docx(paper).unwrap().starts_with(b"PK"));
        // No command, slot or condition is left in the words, and nothing official is imitated.
        for word in &words {
            assert!(!word.contains("{{") && !word.starts_with('%') && !word.starts_with('@'), "{}: {word}", paper.id);
        }
        // Every blank in the text is listed at the end.
        let blanks: Vec<&String> = spans(paper).into_iter().filter_map(|s| if let Span::Blank(b) = s { Some(b) } else { None }).collect();
        if !blanks.is_empty() {
            let Some(Block::Table(listed)) = paper.blocks.iter().rev().find(|b| matches!(b, Block::Table(_))) else { panic!("{}: no list of blanks", paper.id) };
            for blank in blanks {
                assert!(listed.rows.iter().any(|row| row[0] == vec![Span::Text(blank.clone())]), "{}: {blank} is not listed", paper.id);
                // How to fill it is told on that sheet, not in the text.
                assert!(!words.iter().any(|w| w.contains(&format!("（{blank}）"))), "{}: {blank} in print", paper.id);
            }
        }
    }
}

#[test]
fn what_fits_is_made_and_what_does_not_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let (case, review) = reviewed(&dir.path().join("case"));
    let documents = documents(casebook()).unwrap();
    let fits = |facts: &Facts| -> Vec<String> {
        let m = material(&case, facts, &review, View::Masked);
        documents.iter().filter(|d| d.unfit(&m).is_empty()).map(|d| d.id.clone()).collect()
    };
    let facts = case.facts().unwrap();
    let borrower = fits(&facts);
    for id in ["cease_letter_lender", "complaint_letter", "report_local_finance", "police_report", "civil_complaint", "consent_withdrawal", "evidence_catalogue"] {
        assert!(borrower.iter().any(|b| b == id), "{id} fits a borrower of a small-loan company");
    }
    for id in ["report_financial_regulator", "credit_objection"] {
        assert!(!borrower.iter().any(|b| b == id), "{id} does not fit");
    }
    // The same case told by the sister: complaints are not hers, notices are.
    let sister = Facts { client: Some("p_sister".into()), ..facts.clone() };
    let third = fits(&sister);
    for id in ["complaint_letter", "cease_letter_lender", "consent_withdrawal", "repayment_proposal"] {
        assert!(!third.iter().any(|b| b == id), "{id} is not for a third party");
    }
    for id in ["third_party_notice", "report_local_finance", "civil_complaint", "deletion_request"] {
        assert!(third.iter().any(|b| b == id), "{id} is for a third party");
    }
    let bank = Facts { lenders: facts.lenders.iter().cloned().map(|l| juzheng_core::facts::Lender { licence: Some("银行".into()), ..l }).collect(), ..facts };
    assert!(fits(&bank).iter().any(|b| b == "report_financial_regulator") && !fits(&bank).iter().any(|b| b == "report_local_finance"));
    // Every "no" names its reason.
    let m = material(&case, &sister, &review, View::Masked);
    assert!(documents.iter().flat_map(|d| d.unfit(&m)).all(|why| why.chars().count() > 8));
}

#[test]
fn a_quoted_fact_never_stands_without_its_exhibit() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    let mut quoted = 0;
    for paper in papers.iter().filter(|p| p.id != "law_annex") {
        let mut of_law = false;
        for block in &paper.blocks {
            if let Block::Heading(1, s) = block {
                let words: String = s.iter().map(Span::words).collect();
                of_law = ["依据", "条文", "条款"].iter().any(|w| words.contains(w));
            }
            let rows: Vec<Vec<&Span>> = match block {
                Block::Para(s) => vec![s.iter().collect()],
                Block::Items(rows) => rows.iter().map(|r| r.iter().collect()).collect(),
                _ => vec![],
            };
            for row in rows.iter().filter(|r| !of_law && r.iter().any(|s| matches!(s, Span::Quote(_)))) {
                quoted += 1;
                let sourced = row.iter().any(|s| matches!(s, Span::Exhibits(n) if !n.is_empty())) || row.iter().any(|s| s.words().contains("尚无设备记录"));
                assert!(sourced, "{}: {row:?}", paper.id);
            }
        }
    }
    assert!(quoted >= 60, "only {quoted} quoted facts");
}

#[test]
fn what_was_seen_and_what_was_told_are_kept_apart() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let police = papers_of(&mut case).into_iter().find(|p| p.id == "police_report").unwrap();
    let words = draft::words(&police).join("\n");
    assert!(words.contains("报案人的母亲罗某某：2026年1月8日") && words.contains("罗某某告知报案人：2026年1月8日"), "what the mother told is told as hers");
    assert!(words.contains("报案人收到13800007312发来的短信，称“"), "what the client got is told as seen");
    assert!(words.contains("（据罗某某告知，尚无设备记录）"), "{words}");
}

#[test]
fn an_act_on_both_sides_of_a_change_of_law_names_both_versions() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("case");
    let report = |id: &str, at: &str| serde_json::json!({ "id": id, "person": "p2", "at": at, "channel": "sms", "peer": "1069000000011", "text": "【某某小贷】张一欠款不还，再不还钱就砍死你" });
    let mut case = case_with(
        serde_json::json!({
            "client": "p1", "borrower": "p1",
            "persons": [{ "id": "p1", "name": "张一" }, { "id": "p2", "name": "王二", "relation_to_borrower": "friend", "obligation": "none" }],
            "lenders": [{ "id": "l1", "name": "某某小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["1069000000011"], "signatures": ["【某某小贷】"] }],
            "reports": [report("r1", "2025-12-31T10:00:00+08:00"), report("r2", "2026-01-01T10:00:00+08:00")],
        }),
        &path,
    );
    let papers = papers_of(&mut case);
    let of = |id: &str| draft::words(papers.iter().find(|p| p.id == id).unwrap()).join("\n");
    let police = of("police_report");
    assert!(police.contains("第四十二条") && police.contains("（2026年1月1日以前的行为适用的文本）"), "the old article");
    assert!(police.contains("第五十条"), "the new article");
    // Each reader is told the law it applies.
    assert!(!police.contains("《民法典》") && !police.contains("据公开报道"), "{police}");
    let suit = of("civil_complaint");
    assert!(suit.contains("《中华人民共和国民法典》") && !suit.contains("治安管理处罚法》") && !suit.contains("据公开报道"), "{suit}");
    let only_new = of("no_contact_application");
    assert!(only_new.contains("2026年1月1日10时00分") && !only_new.contains("2025年12月31日"), "only what happened under the new law");
    assert!(only_new.contains("合计") && !only_new.contains("2025"), "its counts too: {only_new}");
}

#[test]
fn third_parties_are_masked_and_named_in_the_full_version() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, _) = reviewed(&dir.path().join("case"));
    let facts: Facts = case.facts().unwrap();
    let others: Vec<&str> = facts.persons.iter().filter(|p| Some(&p.id) != facts.client.as_ref()).map(|p| p.name.as_str()).collect();
    for paper in &papers_of(&mut case) {
        // Quotations stay exact, and file names are the owners' own; everything the paper says itself is masked.
        for span in spans(paper).into_iter().filter(|s| matches!(s, Span::Text(_) | Span::Strong(_))) {
            for name in &others {
                assert!(!span.words().contains(name), "{}: {name} in {:?}", paper.id, span);
            }
        }
    }
    let full = papers_in(&mut case, View::Full);
    let police = full.iter().find(|p| p.id == "police_report").unwrap();
    let own: String = spans(police).into_iter().filter(|s| matches!(s, Span::Text(_))).map(Span::words).collect();
    assert!(own.contains("许知宁") && own.contains("13800007203"));
}

#[test]
fn the_redacted_twin_holds_no_name_and_no_number_of_the_case() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    case.book.set("persons.p_me.id_number", "11010119900131001X".into(), &Stated { by: "许知遥".into(), at: "2026-03-20T09:00:00+08:00".into() }).unwrap();
    case.book.set("persons.p_me.address", "演示省演示市演示路7号".into(), &Stated { by: "许知遥".into(), at: "2026-03-20T09:00:00+08:00".into() }).unwrap();
    let facts = case.facts().unwrap();
    let m = material(&case, &facts, &review, View::Full);
    let redactor = Redactor::new(&m);
    let book = Book::of(&mut case, &m).unwrap();
    let mut texts: Vec<(String, String)> = vec![("review.json".into(), redactor.text(&serde_json::to_string_pretty(&review).unwrap())), ("book".into(), book::typst(&book, Some(&redactor)).0)];
    for document in documents(casebook()).unwrap() {
        let twin = redactor.draft(&compose(&document, &m).unwrap());
        assert!(twin.imprint.iter().any(|l| l == STATED), "{}: page 1 says so", document.id);
        texts.push((document.id.clone(), draft::words(&twin).join("\n")));
    }
    let known: Vec<String> = facts
        .persons
        .iter()
        .flat_map(|p| std::iter::once(p.name.clone()).chain(p.numbers.clone()))
        .chain(facts.lenders.iter().flat_map(|l| l.numbers.clone()))
        .chain(facts.agencies.iter().flat_map(|a| a.numbers.clone()))
        .chain(review.findings.iter().flat_map(|f| f.events().iter().map(|e| number::key(&e.peer))).filter(|n| n.len() >= 7))
        .chain(["11010119900131001X".into(), "演示省演示市演示路7号".into(), "栖云文具有限公司".into(), "HD-0516".into()])
        .collect();
    for (place, text) in &texts {
        for name in known.iter().filter(|n| !n.is_empty()) {
            let at = text.find(name.as_str()).map(|i| text[..i].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<String>());
            assert!(at.is_none(), "{place}: {name} after {at:?}");
        }
    }
    // One code each, the same everywhere.
    let (_, police) = texts.iter().find(|(p, _)| p == "police_report").unwrap();
    let (_, suit) = texts.iter().find(|(p, _)| p == "civil_complaint").unwrap();
    assert!(police.contains("许某1") && suit.contains("许某1") && police.contains("罗某2"));
    assert_eq!(redactor.text("请拨 138-0000-7203 或＋86 13800007203，哈希 a13800007203b"), "请拨 〔手机号3〕 或＋〔手机号3〕，哈希 a〔手机号3〕b");
    assert_eq!(redactor.text("2026-01-08 10:12 共 12345 元"), "2026-01-08 10:12 共 12345 元");
}

#[test]
fn an_empty_case_gives_papers_of_blanks_not_of_inventions() {
    let dir = tempfile::tempdir().unwrap();
    let mut case = case_with(serde_json::json!({ "borrower": "p", "persons": [{ "id": "p", "name": "张一" }] }), &dir.path().join("case"));
    for paper in papers_of(&mut case).iter().filter(|p| !["challenges", "law_annex"].contains(&p.id.as_str())) {
        let blanks = spans(paper).into_iter().filter(|s| matches!(s, Span::Blank(_))).count();
        assert!(blanks >= 1, "{}: {blanks} blanks", paper.id);
        assert!(!spans(paper).iter().any(|s| matches!(s, Span::Quote(_))), "{}: nothing to quote", paper.id);
        assert!(!spans(paper).iter().any(|s| matches!(s, Span::Exhibits(_))), "{}: nothing to point at", paper.id);
    }
}

#[test]
fn an_answer_becomes_a_fact_and_fills_the_blank() {
    let dir = tempfile::tempdir().unwrap();
    let mut case = case_with(serde_json::json!({ "borrower": "p", "persons": [{ "id": "p", "name": "张一" }] }), &dir.path().join("case"));
    let documents = documents(casebook()).unwrap();
    let suit: &Document = documents.iter().find(|d| d.id == "civil_complaint").unwrap();
    let review = Review::empty(casebook());
    let stated = Stated { by: "张一".into(), at: "2026-03-20T09:00:00+08:00".into() };
    let facts = case.facts().unwrap();
    let list = questions(suit, &material(&case, &facts, &review, View::Masked)).unwrap();
    let of = |slot: &str| list.iter().find(|q| q.slot == slot).unwrap_or_else(|| panic!("{slot} is asked for"));
    assert!(list.iter().all(|q| q.ask.ends_with(['？', '。', '5', '9', '1', '）', '6']) || q.ask.contains('？')), "questions are questions");
    for (slot, words) in [("client.birth", "1990年1月31日"), ("client.phone", "13800000001"), ("lender.name", "某某小额贷款有限公司"), ("authority.court", "某某区人民法院"), ("client.nation", "不知道")] {
        let answer = of(slot).read(words).unwrap();
        assert_eq!(answer == Answer::Unknown, words == "不知道");
        of(slot).put(&answer, &mut case.book, &stated).unwrap();
        case.save_facts("answer", serde_json::json!({ "slot": slot }), &stated, &Still).unwrap();
    }
    let facts = case.facts().unwrap();
    let m = material(&case, &facts, &review, View::Masked);
    let words = draft::words(&compose(suit, &m).unwrap()).join("\n");
    for filled in ["1990年1月31日", "13800000001", "某某小额贷款有限公司", "某某区人民法院"] {
        assert!(words.contains(filled), "{filled}");
    }
    let left = questions(suit, &m).unwrap();
    assert!(left.iter().all(|q| !["client.birth", "client.phone", "lender.name", "authority.court"].contains(&q.slot.as_str())));
    assert!(left.iter().find(|q| q.slot == "client.nation").unwrap().not_known, "asked once, not known, not asked again");
    assert!(of("client.sex").read("其他").is_err() && of("client.birth").read("昨天").is_err());
    // Who said it stands beside the fact.
    assert!(case.book.to_toml().contains("stated_by = \"张一\""));
}

#[test]
fn a_few_contacts_are_told_to_be_a_weak_case() {
    let dir = tempfile::tempdir().unwrap();
    let mut case = case_with(
        serde_json::json!({
            "client": "p2", "borrower": "p1",
            "persons": [{ "id": "p1", "name": "张一" }, { "id": "p2", "name": "王二", "relation_to_borrower": "friend", "obligation": "none" }],
            "lenders": [{ "id": "l1", "name": "某某小额贷款有限公司", "licence": "小额贷款公司", "numbers": ["1069000000011"] }],
            "reports": [{ "id": "r1", "person": "p2", "at": "2026-02-01T10:00:00+08:00", "channel": "sms", "peer": "1069000000011", "text": "【某某小贷】请转告张一尽快归还欠款3000元" }],
        }),
        &dir.path().join("case"),
    );
    let review = review(&mut case, casebook(), &mut |_, _| {}).unwrap();
    assert!(!review.findings.is_empty());
    let facts = case.facts().unwrap();
    let list = met(&material(&case, &facts, &review, View::Masked));
    let low = list.iter().find(|c| c.id == "low_frequency").expect("it is to be expected");
    assert!(low.grave && low.answers[0].contains("弱项") && low.weak.contains("很可能得不到支持"));
    assert!(list.iter().position(|c| c.id == "low_frequency").unwrap() < 2, "the weak point comes first");
    assert!(list.iter().any(|c| c.id == "statement_only") && !list.iter().any(|c| c.id == "recording"));
    // A case of many contacts is not told so.
    let (full, review) = reviewed(&dir.path().join("demo"));
    let facts = full.facts().unwrap();
    let list = met(&material(&full, &facts, &review, View::Masked));
    assert!(!list.iter().any(|c| c.id == "low_frequency"));
    for id in ["consented", "number_given", "only_channel", "outsourced", "genuineness", "no_reputation", "debt_real"] {
        let c = list.iter().find(|c| c.id == id).unwrap_or_else(|| panic!("{id} is to be expected"));
        assert!(!c.acts.is_empty() && !c.exhibits.is_empty() && !c.law.is_empty() && !c.weak.is_empty(), "{id}");
    }
}

#[test]
fn awards_stand_with_court_and_source_and_promise_nothing() {
    let table = &casebook().awards;
    assert!(table.award.len() >= 6);
    for a in &table.award {
        assert!(!a.court.is_empty() && !a.source.is_empty() && !a.relief.is_empty(), "{}", a.facts);
        // 年号 and 代字 with a court code, or no number at all.
        assert!(a.number.as_ref().is_none_or(|n| n.contains('京') && n.contains('号')), "{:?}", a.number);
    }
    assert!(table.award.iter().any(|a| a.relief == "驳回"), "the one that lost is in the table");
}

#[test]
fn the_book_prints_what_is_cited_in_the_order_of_the_record() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    let facts = case.facts().unwrap();
    let m = material(&case, &facts, &review, View::Full);
    let book = Book::of(&mut case, &m).unwrap();
    let numbers: Vec<u32> = book.sections.iter().flat_map(|s| s.rows.iter().map(|r| r.number)).collect();
    assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>(), "numbers run on without a gap");
    // Each cited row of an exhibit is printed and marked; nothing else is marked.
    let mut cited: Vec<(u32, u64)> = review.findings.iter().flat_map(|f| f.events()).filter(|e| e.exhibit > 0).map(|e| (e.exhibit, e.row)).collect();
    cited.sort_unstable();
    cited.dedup();
    let mut marked: Vec<(u32, u64)> = book.sections.iter().flat_map(|s| s.rows.iter().filter(|r| r.cited && r.direction != "—").map(|r| (s.exhibit, r.row))).collect();
    marked.sort_unstable();
    assert_eq!(marked, cited);
    for section in &book.sections {
        let times: Vec<&str> = section.rows.iter().filter(|r| r.direction != "—").map(|r| r.time.as_str()).collect();
        assert!(times.is_sorted(), "证据{}: {times:?}", section.exhibit);
    }
    // A private conversation with a friend is nobody's business.
    let (source, _) = book::typst(&book, None);
    assert!(!book.sections.iter().flat_map(|s| &s.rows).any(|r| r.sender.contains("13800007206")), "the friend's own messages are not printed");
    assert!(source.contains("#mark(\"begin1\")") && source.contains("#hours("));
    let charted: u32 = book.charts.iter().flat_map(|c| &c.days).flat_map(|(_, h)| h).map(|n| u32::from(*n)).sum();
    let received = book.sections.iter().flat_map(|s| &s.rows).filter(|r| r.direction == "收").count() as u32;
    assert!(charted > 50 && charted <= received, "{charted} contacts in the charts, {received} received");
    assert_eq!(book.index().lines().count(), numbers.len() + 1);
}

#[test]
fn official_words_are_quoted_and_reported_words_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let (mut case, review) = reviewed(&dir.path().join("case"));
    let papers = papers_of(&mut case);
    let letter = papers.iter().find(|p| p.id == "law_annex").unwrap();
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
