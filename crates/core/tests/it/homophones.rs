//! Words written by their sound: found with the quote as it stands in the message; ordinary text with the same characters is left alone.

use crate::corpus::innocent;
use juzheng_core::words::{Recipient, Scratch, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn table() -> String {
    std::fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../casebook/words/_homophones.toml"))).expect("a part of the casebook")
}

#[test]
fn what_is_written_by_its_sound_is_found_and_quoted_as_it_stands() {
    let (words, mut scratch) = (Words::embedded(), Scratch::default());
    let asked = words.ask(|_| true);
    let (debtor, other) = (Recipient::Borrower, Recipient::ThirdParty);
    for (text, to, act, quote) in [
        ("今天十点前没消息，再不储理就群伐你的照片", debtor, "threat_exposure", "再不储理就群伐你的照片"),
        ("两万块钱拖到现在，不然爆你通训录。", debtor, "threat_exposure", "不然爆你通训录"),
        ("你老公堑款两万，至今不露面", other, "third_party_disclosure", "你老公堑款两万，至今不露面"),
        ("先交保证筋到我个人章户，再谈减免", debtor, "private_payee", "先交保证筋到我个人章户，再谈减免"),
        ("畜剩东西", debtor, "insult", "畜剩东西"),
        ("我是派出锁的敏警，请你配合", debtor, "impersonate_authority", "我是派出锁的敏警"),
        ("🔔法 院 喘 票 已 经 发 出，请签收", debtor, "impersonate_authority", "法 院 喘 票 已 经 发 出"),
        ("明早去学孝找你女儿", debtor, "visit_threat", "明早去学孝找你女儿"),
        ("信勇卡套嫌出来也要还上", debtor, "induce_borrowing", "信勇卡套嫌出来也要还上"),
        ("再躲就弄司你", debtor, "threat_violence", "再躲就弄司你"),
    ] {
        let wanted = words.family(act).expect("a shipped family");
        let hits = words.scan_for(&asked, text, to, &mut scratch);
        let quotes: Vec<&str> = hits.iter().filter(|h| h.family == wanted).map(|h| &text[h.start as usize..h.end as usize]).collect();
        assert_eq!(quotes, [quote], "{act} in {text}");
    }
}

#[test]
fn ordinary_text_with_the_same_characters_stays_as_it_is() {
    let (words, mut scratch) = (Words::embedded(), Scratch::default());
    for text in [
        "他老来得子，孩子今年上小学",
        "律诗和绝句都要背，周五默写",
        "这批货走海运，还宽限三天，谢谢理解",
        "我们一起素食一周试试",
        "支付债券利息的通知已发到邮箱",
        "新房子宽敞明亮，欢迎来做客",
        "他是有仁慈之心的人，善待大家",
        "报名的喘息都没有，直接开跑",
        "会议记录和通讯都放在群文件",
        "发条坏了，院里的钟停了，票根留着",
    ] {
        assert_eq!(words.heard(text).0, text);
        for to in [Recipient::Borrower, Recipient::ThirdParty, Recipient::Unknown] {
            assert!(words.scan(text, to, &mut scratch).is_empty(), "{text}");
        }
    }
}

#[test]
fn characters_apart_are_a_word_only_where_all_are_apart() {
    let words = Words::embedded();
    let heard = |text: &str| words.heard(text).0;
    assert_eq!(heard("爆你通训录"), "爆你通讯录");
    assert_eq!(heard("爆 你 通 训 录"), "爆你通讯录");
    assert_eq!(heard("通-训-录"), "通讯录");
    // One clause ends where the blank is, and the other begins.
    assert_eq!(heard("火车不通 训录明天再说"), "火车不通训录明天再说");
    assert_eq!(heard("他写得很通，训录像的事再说"), "他写得很通，训录像的事再说");
}

#[test]
fn the_table_is_in_order_and_mends_every_spelling_in_it() {
    let (words, text) = (Words::embedded(), table());
    let value: toml::Value = toml::from_str(&text).unwrap();
    let lines: Vec<Vec<&str>> = value["written"].as_str().unwrap().lines().map(|line| line.split(' ').collect()).collect();
    assert!(lines.len() > 5000 && text.len() <= 600 << 10, "{} words, {} bytes", lines.len(), text.len());
    assert!(lines.windows(2).all(|two| two[0][0] < two[1][0]), "words stand in order, each once");
    let mut of: BTreeMap<&str, &str> = BTreeMap::new();
    for line in &lines {
        assert!(line.len() > 1 && line[1..].windows(2).all(|two| two[0] < two[1]), "{}: spellings stand in order", line[0]);
        assert_eq!(words.heard(line[0]).0, line[0], "a word is none of the other spellings");
        for written in &line[1..] {
            let changed = written.chars().zip(line[0].chars()).filter(|(a, b)| a != b).count();
            assert!((1..=2).contains(&changed) && (changed == 1 || line[0].chars().count() > 2), "{written}");
            assert_eq!(of.insert(written, line[0]), None, "{written}");
            assert_eq!(words.heard(written).0, line[0], "{written}");
        }
    }
}

/// Nothing in the repository's ordinary text is read as another word.
#[test]
fn no_innocent_line_holds_a_spelling() {
    let value: toml::Value = toml::from_str(&table()).unwrap();
    let spellings = value["written"].as_str().unwrap().lines().flat_map(|line| line.split(' ').skip(1));
    let written: BTreeSet<Vec<char>> = spellings.map(|word| word.chars().collect()).collect();
    for (file, line) in innocent() {
        let line: Vec<char> = line.chars().collect();
        let found = (2..=4).flat_map(|n| line.windows(n)).find(|run| written.contains(*run));
        assert_eq!(found, None, "{file}: {}", line.iter().collect::<String>());
    }
}
