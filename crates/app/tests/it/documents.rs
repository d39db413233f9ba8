//! Mail, written documents, a person's own account, recordings with transcripts, and the clauses of agreements, end to end.

use crate::support::{Bench, holds};
use std::path::{Path, PathBuf};

fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/formats").join(path)
}

fn give(bench: &Bench, path: &str) {
    let from = sample(path);
    bench.write(&format!("in/{}", from.file_name().unwrap().to_str().unwrap()), std::fs::read(&from).unwrap());
}

fn exhibit<'v>(list: &'v serde_json::Value, name: &str) -> &'v serde_json::Value {
    list.as_array().unwrap().iter().find(|e| e["name"] == name).unwrap_or_else(|| panic!("{name} in {list}"))
}

#[test]
fn attachments_and_chats_of_mails_are_exhibits() {
    let bench = Bench::new();
    bench.init("c");
    give(&bench, "eml/letter_gb18030_attachment/逾期告知.eml");
    give(&bench, "eml/wechat_chat/聊天记录.eml");
    bench.ok(&["add", "c", "in"]);
    let listed = bench.json(&["--json", "exhibits", "c"]);
    let (mail, book) = (exhibit(&listed, "逾期告知.eml"), exhibit(&listed, "逾期告知.eml/book.vcf"));
    assert_eq!((&book["inside"]["container"], &book["inside"]["path"], &book["kept"]), (&mail["sha256"], &"book.vcf".into(), &true.into()));
    let review = bench.json(&["--json", "review", "c"]);
    let chat = &review["by_file"]["聊天记录.eml/微信聊天记录.txt"];
    assert_eq!((chat["format"].as_str(), chat["events"].as_u64()), (Some("wechat_txt"), Some(1)), "{}", review["by_file"]);
    assert_eq!(review["by_file"]["聊天记录.eml"]["events"], 0);
    assert_eq!(review["by_file"]["逾期告知.eml"]["events"], 1);
    bench.ok(&["verify", "c"]);
    bench.run(&["withdraw", "c", &book["number"].to_string(), "--reason", "不同意了"]).refused("withdraw.inside");
    bench.ok(&["withdraw", "c", &mail["number"].to_string(), "--reason", "不同意了"]);
    bench.ok(&["verify", "c"]);
    let left = bench.json(&["--json", "exhibits", "c"]);
    assert!(!exhibit(&left, "逾期告知.eml/book.vcf")["withdrawn"].is_null());
}

#[test]
fn provenance_classes_follow_what_a_file_is() {
    let bench = Bench::new();
    bench.init("c");
    for path in ["pdf/letter_gbk/律师函.pdf", "statement/own_account/陈述.txt", "eml/sms_backup_plus/sms.eml"] {
        give(&bench, path);
    }
    bench.ok(&["add", "c", "in", "--from", "许二", "--relation", "sister", "--consent", "yes"]);
    let listed = bench.json(&["--json", "exhibits", "c"]);
    for (name, class) in [("律师函.pdf", "document"), ("陈述.txt", "typed"), ("sms.eml", "device_export")] {
        assert_eq!(exhibit(&listed, name)["class"], class);
        assert_eq!(exhibit(&listed, name)["consent"], "yes");
    }
    // What a person tells is a statement: two contacts, the rest an account.
    let read = bench.ok(&["--json", "read", "in/陈述.txt"]).json_lines();
    let events = read[0]["events"].as_array().unwrap();
    assert!(events.len() == 2 && events.iter().all(|e| e["reading"] == "stated"), "{read:?}");
}

#[test]
fn a_recording_joins_its_logged_call_and_carries_its_transcript() {
    let bench = Bench::new();
    bench.init("c");
    give(&bench, "recording/xiaomi_amr/通话录音@催收(13800000001)_20260107210003.amr");
    give(&bench, "transcript/srt/通话录音@催收(13800000001)_20260107210003.srt");
    bench.write("in/calls.xml", "<?xml version='1.0' encoding='UTF-8' ?>\n<calls count=\"1\">\n  <call number=\"13800000001\" duration=\"8\" date=\"1767790800000\" type=\"1\" contact_name=\"(未知)\" />\n</calls>\n");
    bench.ok(&["add", "c", "in"]);
    let review = bench.json(&["--json", "review", "c"]);
    assert_eq!((review["events_total"].as_u64(), review["cross_file_twins"].as_u64()), (Some(1), Some(1)), "{}", review["by_file"]);
    let text = review["findings"].to_string();
    assert!(text.contains("再不还钱就通知你的亲友"), "the transcript is read as the words of that call: {text}");
}

#[test]
fn terms_quote_exactly_from_every_kind_of_file() {
    let bench = Bench::new();
    for path in ["pdf/agreement_ucs2/协议.pdf", "html_page/policy_gbk/隐私政策.html", "document_txt/agreement/用户协议.txt"] {
        give(&bench, path);
        let file = format!("in/{}", sample(path).file_name().unwrap().to_str().unwrap());
        let answer = bench.json(&["--json", "terms", &file, "--on", "2026-03-01"]);
        let report = &answer["texts"][0]["report"];
        let kinds: Vec<&str> = report["found"].as_array().unwrap().iter().map(|f| f["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["address_book", "collection_by_contacts", "jurisdiction"], "{file}");
        assert_eq!((report["version"].as_str(), report["dated"].as_str()), (Some("V2.3"), Some("更新 2025-03-01")), "{file}");
        let clause = &report["found"][1]["clauses"][0];
        assert!(clause["quote"].as_str().unwrap().ends_with("如您逾期，我们有权联系您的紧急联系人告知欠款情况。"), "{clause}");
        assert_eq!(clause["under"], "第二条");
    }
    let shown = bench.ok(&["terms", "in/用户协议.txt"]).out;
    assert!(shown.contains("可以问放款方") && shown.contains("《民法典》") && !shown.contains("该条款违法"), "{shown}");
    // In a case they are found again.
    bench.init("c");
    bench.run(&["terms", "c"]).refused("terms.none");
    bench.ok(&["add", "c", "in"]);
    let answer = bench.json(&["--json", "terms", "c"]);
    assert_eq!(answer["texts"].as_array().unwrap().len(), 3);
    assert!(holds(&bench.path("c/ledger.jsonl"), "\"class\":\"document\""));
    bench.write("图.pdf", b"%PDF-1.4\nnothing");
    assert_eq!(bench.run(&["terms", "图.pdf"]).code, 2);
}
