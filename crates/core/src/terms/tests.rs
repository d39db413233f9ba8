//! Behaviour of the reading of clauses.

use super::*;
use crate::casebook::Casebook;

fn kinds() -> (Casebook, Kinds) {
    let book = Casebook::embedded().unwrap_or_else(|p| panic!("{p:?}"));
    let kinds = Kinds::embedded(&book.law).unwrap_or_else(|p| panic!("{p:?}"));
    (book, kinds)
}

#[test]
fn a_policy_is_read_clause_by_clause() {
    let (book, kinds) = kinds();
    let text = "某某贷隐私政策\n版本号：V2.3\n更新日期：2025年3月1日\n\n第一条 我们如何收集\n为评估风险，您同意我们读取您的通\n讯录并上传。我们不会收集您的短信内容。\n第二条 逾期\n2.1 如您逾期，我们有权联系您的紧急联系人告知欠款情况；争议由我方所在地法院管辖。\n";
    let report = kinds.report(text, &book.law, Day::parse("2026-03-01").expect("a day"));
    assert_eq!((report.title.as_str(), report.version.as_deref(), report.dated.as_deref()), ("某某贷隐私政策", Some("V2.3"), Some("更新 2025-03-01")));
    let of = |kind: &str| report.found.iter().find(|f| f.kind == kind);
    for clause in report.found.iter().flat_map(|f| &f.clauses) {
        assert_eq!(&text[clause.start..clause.end], clause.quote, "a quote is the exact words");
    }
    let collection = of("collection_by_contacts").expect("found");
    assert_eq!((collection.clauses[0].quote.as_str(), collection.clauses[0].under.as_deref(), collection.clauses[0].line), ("2.1 如您逾期，我们有权联系您的紧急联系人告知欠款情况；", Some("2.1"), 9));
    assert!(collection.law.iter().any(|c| c.short() == "民法典" && c.label() == "第一千零三十三条"), "{:?}", collection.law);
    // What is only denied is a promise: nothing is said against it, nothing asked.
    assert!(of("call_records").is_none() && !report.not_found.contains(&"读取通话记录、短信".to_owned()));
    assert_eq!(report.promised.iter().map(|p| (p.kind.as_str(), p.clauses[0].quote.as_str())).collect::<Vec<_>>(), [("call_records", "我们不会收集您的短信内容。")]);
    assert!(of("jurisdiction").is_some() && of("auto_debit").is_none() && report.not_found.contains(&"自动扣款授权".to_owned()));
    // Before the law was in force it is not cited.
    let early = kinds.report(text, &book.law, Day::parse("2020-06-01").expect("a day"));
    assert!(early.found.iter().all(|f| f.law.iter().all(|c| c.short() != "个人信息保护法")));
}

#[test]
fn a_denial_denies_its_own_part_only() {
    let (book, kinds) = kinds();
    let day = Day::parse("2026-03-01").expect("a day");
    for (text, taken, promised) in [
        ("我们不会读取您的通讯录、通话记录和短信内容。", &[][..], &["address_book", "call_records"][..]),
        ("未经您的单独同意，我们不会向任何第三方共享、转让您的个人信息，法律法规另有规定的除外。", &[], &["third_party_sharing"]),
        ("本产品不收取任何砍头息、服务费、会员费。", &[], &["fees"]),
        ("我们不会收集您的通讯录，也不会联系您的紧急联系人以外的任何人。", &[], &["address_book"]),
        ("我们会读取您的通讯录，不会收集您的短信内容。", &["address_book"], &["call_records"]),
        ("我们不会出售您的信息，但会将其共享给合作机构。", &["third_party_sharing"], &[]),
        ("我们收集的信息包括但不限于通讯录、通话记录。", &["address_book", "call_records"], &[]),
        ("如不提供通讯录授权，我们不会放款。", &["address_book"], &[]),
    ] {
        let report = kinds.report(text, &book.law, day);
        let found: Vec<&str> = report.found.iter().map(|f| f.kind.as_str()).filter(|k| *k != "forced_consent").collect();
        let kept: Vec<&str> = report.promised.iter().map(|f| f.kind.as_str()).collect();
        assert_eq!((found.as_slice(), kept.as_slice()), (taken, promised), "{text}");
    }
}

#[test]
fn a_file_with_a_mistake_names_it() {
    let book = Casebook::embedded().unwrap_or_else(|p| panic!("{p:?}"));
    let bad = "name='x'\nsays='x'\nnot_shown='x'\narticles=['civil_code/9999']\nask=[]\nchecked_on='2026-11-22'\n[[find]]\nall=['甲']\n[[fires]]\ntext='乙'\n[[silent]]\ntext='丙'\n";
    let problems = Kinds::load(&[("x", bad)], &book.law).err().expect("two mistakes");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(Kinds::load(&[("x", "name=1")], &book.law).is_err());
}

#[test]
fn what_is_forbidden_stopped_warned_of_or_defined_is_not_taken() {
    let (book, kinds) = kinds();
    let day = Day::parse("2026-03-01").expect("a day");
    let taken = |text: &str| kinds.report(text, &book.law, day).found.into_iter().map(|f| f.kind).collect::<Vec<_>>();
    for text in [
        "您拒绝开启通讯录授权的，不影响您申请借款。",
        "平台现已全面停止读取用户的通讯录和短信记录。",
        "严禁任何合作机构采集用户通讯录。",
        "平台从未上传过您的通讯录。",
        "催收人员不得向与债务无关的第三人催收。",
        "如借款人逾期，出借人不得向借款人的亲友、同事催收。",
        "发现有人冒充平台工作人员读取您的通讯录、收取手续费的，请报警。",
        "谨防不法分子以平台名义收取会员费。",
        "您的授权并非不可撤销，可在设置中关闭。",
        "平台不会将您的资料无限期保存。",
        "平台从不委托第三方催收机构。",
        "您无需授权读取通讯录即可申请。",
        "原版本中关于读取通话记录的条款已删除。",
        "通话记录权限是指应用读取手机里通话记录的能力。",
        "“紧急联系人”指借款人自愿填写的、失联时可以联系的人。",
        "贵司不会因本人拒绝提供通讯录而拒绝提供服务。",
        "紧急联系人为选填项，您可以不填写。",
        "未经您逐笔同意，我们不得从您的账户划扣。",
        "未经乙方书面同意，甲方不得将债权转让给第三方。",
        "任何催收机构不得向借款人收取服务费。",
    ] {
        assert!(taken(text).is_empty(), "{text}: {:?}", taken(text));
    }
    for (text, kind) in [
        ("您不得关闭通讯录授权。", "address_book"),
        ("乙方不得拒绝甲方读取其通讯录。", "address_book"),
        ("如您禁止读取通讯录，将无法使用本服务。", "address_book"),
        ("无需您另行同意即可读取您的通讯录。", "address_book"),
        ("您拒绝授权通讯录的，不影响注册，但将无法借款。", "address_book"),
        ("“授权信息”是指您授权平台收集的通讯录、通话记录。", "address_book"),
        ("请谨防诈骗，我们会收集您的通讯录用于核实。", "address_book"),
        ("您不得提供虚假的紧急联系人信息。", "emergency_contacts"),
        ("合作催收机构的行为与平台无关。", "release_collectors"),
        ("乙方不得就催收行为追究甲方责任。", "release_collectors"),
        ("乙方授权银行自动扣款，且不得撤销。", "auto_debit"),
        ("乙方的授权不可撤销，亦不得解除。", "irrevocable"),
        ("甲方可将债权转让给第三方，不再另行通知乙方。", "entrusted_collection"),
        ("甲方可委托第三方催收，乙方不得提出异议。", "entrusted_collection"),
        ("如您逾期，我们会联系您的紧急联系人，不另行通知您。", "collection_by_contacts"),
        ("您不得拒绝支付服务费。", "fees"),
    ] {
        assert!(taken(text).iter().any(|k| k == kind), "{text}: {:?}", taken(text));
    }
}
