//! Papers of somebody who owes nothing: her own contacts, her own voice, a letter for each.

use crate::demo::reviewed;
use crate::papers::material;
use crate::rule_examples::casebook;
use juzheng_core::compose::{View, compose, documents};
use juzheng_core::draft;
use juzheng_core::facts::Facts;

#[test]
fn a_third_person_sues_over_her_own_contacts_only() {
    let dir = tempfile::tempdir().unwrap();
    let (case, review) = reviewed(&dir.path().join("case"));
    let sister = Facts { client: Some("p_sister".into()), ..case.facts().unwrap() };
    let m = material(&case, &sister, &review, View::Masked);
    let paper = |id: &str| compose(documents(casebook()).unwrap().iter().find(|d| d.id == id).unwrap(), &m).unwrap();
    let suit = draft::words(&paper("civil_complaint"));
    let told: Vec<&String> = suit.iter().filter(|w| w.contains("，涉嫌")).collect();
    assert!(told.len() >= 4 && told.iter().all(|w| w.contains("原告")), "{told:#?}");
    // What was done to others is not hers to sue over, nor what the app asked of her sister; the last sheet names it.
    let suit = suit.join("\n");
    assert!(!suit.contains("打断你的腿") && !suit.contains("不授予通讯录权限") && !suit.contains("抵销"), "{suit}");
    assert!(suit.contains("不是针对本人的）：") && suit.contains("多次发送侮辱、恐吓信息"));
    // The borrower stands with her name, for the loan must be found; others do not.
    assert!(suit.contains("许知遥") && !suit.contains("方小夏") && !suit.contains("罗桂芬"));
    // A report may tell what was done to all of them.
    assert!(draft::words(&paper("report_local_finance")).join("\n").contains("打断你的腿"));
}

#[test]
fn a_third_person_speaks_in_her_own_voice() {
    let dir = tempfile::tempdir().unwrap();
    let (case, review) = reviewed(&dir.path().join("case"));
    let facts = Facts { client: Some("p_sister".into()), ..case.facts().unwrap() };
    let m = material(&case, &facts, &review, View::Masked);
    let of = |id: &str| draft::words(&compose(documents(casebook()).unwrap().iter().find(|d| d.id == id).unwrap(), &m).unwrap()).join("\n");
    for id in ["civil_complaint", "civil_complaint_elements", "personality_injunction", "data_access_request", "deletion_request", "third_party_notice"] {
        let words = of(id);
        for wrong in ["原告的借款", "申请人的债务", "注册手机号", "HD-0516", "从请求人手机", "从请求人的手机", "《中华人民共和国消费者权益保护法》"] {
            assert!(!words.contains(wrong), "{id}: {wrong}\n{words}");
        }
    }
    assert!(of("civil_complaint").contains("停止以任何方式联系原告"));
    // Deletion is asked of a court only after a request to delete was refused or not answered.
    let asks = "判令被告删除";
    let suit = of("civil_complaint");
    assert!(!suit.contains(asks) && suit.contains("没有写“判令删除个人信息”"), "{suit}");
    let mut told = facts.clone();
    told.requests.push(serde_json::json!({ "kind": "delete", "to": facts.lenders[0].id, "at": "2026-02-01", "refused": true }));
    let m = material(&case, &told, &review, View::Masked);
    let document = documents(casebook()).unwrap();
    let suit = draft::words(&compose(document.iter().find(|d| d.id == "civil_complaint").unwrap(), &m).unwrap()).join("\n");
    assert!(suit.contains("判令被告删除原告的姓名、号码等个人信息"), "{suit}");
}

#[test]
fn each_contacted_person_gets_a_letter_of_her_own() {
    let dir = tempfile::tempdir().unwrap();
    let (case, review) = reviewed(&dir.path().join("case"));
    let facts = case.facts().unwrap();
    let thirds = juzheng_core::compose::about::thirds(&facts, &review);
    assert!(thirds.len() >= 2, "{:?}", thirds.iter().map(|t| &t.name).collect::<Vec<_>>());
    let whole = material(&case, &facts, &review, View::Masked);
    let documents = documents(casebook()).unwrap();
    let notice = documents.iter().find(|d| d.id == "third_party_notice").unwrap();
    for third in &thirds {
        let words = draft::words(&compose(notice, &third.material(&whole)).unwrap()).join("\n");
        assert!(words.contains(&format!("告知人：{}", third.name)), "{words}");
        // The lender's own words name its borrower.
        for other in facts.persons.iter().filter(|p| p.id != third.id && Some(&p.id) != facts.borrower.as_ref()) {
            assert!(!words.contains(&other.name), "{}: {}", third.name, other.name);
        }
    }
}

/// A paper that does not fit is still made when it is named: it must not say then that its maker is somebody else.
#[test]
fn no_paper_makes_the_client_what_she_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let (case, review) = reviewed(&dir.path().join("case"));
    let own = case.facts().unwrap();
    let sister = Facts { client: Some("p_sister".into()), ..own.clone() };
    let mut pledged = sister.clone();
    let loan = own.loans[0].id.clone();
    pledged.persons.iter_mut().filter(|p| p.id == "p_sister").for_each(|p| {
        p.obligation = Some("guarantor".into());
        p.guarantees = vec![loan.clone()];
    });
    let owes = ["原告通过", "发函人曾通过", "请求人曾通过"];
    let vouches = ["发函人是借款人", "原告是借款人", "请求人是贵方所催收的借款的担保人", "身份：担保人"];
    let free = ["发函人不是贵司", "原告不是借款人", "请求人不是贵方", "告知人不是贵方"];
    for (who, facts, wrong) in [("third person", &sister, [owes.as_slice(), &vouches].concat()), ("borrower", &own, [vouches.as_slice(), &free[..3]].concat()), ("guarantor", &pledged, [owes.as_slice(), &free[..3]].concat())] {
        let m = material(&case, facts, &review, View::Masked);
        for document in documents(casebook()).unwrap() {
            let words = draft::words(&compose(&document, &m).unwrap()).join("\n");
            for said in &wrong {
                assert!(!words.contains(said), "{who}, {}: {said}\n{words}", document.id);
            }
        }
    }
}
