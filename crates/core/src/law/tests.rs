//! The law by date: boundaries, windows, parts, search, and every way a file can be wrong.

mod load;
mod windows;

use super::*;
use load::GOOD;
use std::collections::BTreeMap;

/// The law built in, or that of the casebook named by `JUZHENG_CASEBOOK` (scripts/mutation.py tries spoilt ones).
fn law() -> Law {
    let Some(folder) = std::env::var_os("JUZHENG_CASEBOOK") else { return told(Law::embedded()) };
    let list = std::fs::read_dir(std::path::Path::new(&folder).join("law")).expect("a casebook").map(|e| e.expect("an entry").path());
    let mut files: Vec<(String, String)> = list.map(|p| (p.file_stem().expect("a name").to_string_lossy().into_owned(), std::fs::read_to_string(&p).expect("text"))).collect();
    files.sort();
    let files: Vec<(&str, &str)> = files.iter().map(|(stem, text)| (stem.as_str(), text.as_str())).collect();
    told(Law::load(&files))
}

fn told(law: Result<Law, Vec<Problem>>) -> Law {
    law.unwrap_or_else(|problems| panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a date")
}

fn cite(law: &Law, wanted: &str, on: &str) -> Result<Citation, NotInForce> {
    law.cite(&wanted.parse().expect("a reference"), day(on))
}

#[test]
fn the_old_article_42_ends_with_2025_and_its_matter_is_article_50() {
    let law = law();
    let old = cite(&law, "public_security_punishment/42#.5", "2025-12-31").expect("in force");
    assert_eq!((old.short(), old.article_zh(), old.version_from()), ("治安管理处罚法", Some("四十二"), day("2013-01-01")));
    assert_eq!(old.display(), "《中华人民共和国治安管理处罚法》第四十二条第（五）项");
    assert!(old.lead_words().expect("lead").contains("五百元以下罚款"));
    assert_eq!(old.part_words(), Some("（五）多次发送淫秽、侮辱、恐吓或者其他信息，干扰他人正常生活的；"));

    let gone = cite(&law, "public_security_punishment/42", "2026-01-01").expect_err("repealed");
    assert_eq!(gone.reason, Reason::NoLonger(day("2025-12-31")));
    assert_eq!(gone.elsewhere.iter().map(ToString::to_string).collect::<Vec<_>>(), ["public_security_punishment/50"]);
    assert!(gone.to_string().contains("第五十条"), "{gone}");

    let new = cite(&law, "public_security_punishment/50#1.5", "2026-01-01").expect("in force");
    assert_eq!((new.article_zh(), new.version_from(), new.version_until()), (Some("五十"), day("2026-01-01"), None));
    assert_eq!(new.display(), "《中华人民共和国治安管理处罚法》第五十条第一款第（五）项");
    assert!(new.lead_words().expect("lead").contains("一千元以下罚款"));
    assert!(new.part_words().expect("item").contains("滋扰、纠缠、跟踪"));
    let early = cite(&law, "public_security_punishment/50", "2025-12-31").expect_err("not yet");
    assert_eq!((early.reason, early.elsewhere[0].article.as_str()), (Reason::NotYet(day("2026-01-01")), "42"));
    assert!(cite(&law, "public_security_punishment/50#2", "2026-01-01").expect("paragraph 2").part_words().expect("words").contains("禁止接触"));
}

#[test]
fn a_reader_is_told_when_the_law_has_changed_since_the_event() {
    let law = law();
    let old = cite(&law, "public_security_punishment/42", "2025-12-31").expect("in force");
    assert_eq!(old.changed_since(&law, day("2025-12-31")), None);
    let told = old.changed_since(&law, day("2026-01-01")).expect("changed");
    assert_eq!(told, "此后（2026-01-01起）条文改为第五十条，文字有变化");
    let network = cite(&law, "cybersecurity/41", "2025-06-01").expect("in force");
    assert!(network.changed_since(&law, day("2026-06-01")).expect("changed").contains("条文改为第四十三条，文字未变"));
    let civil = cite(&law, "civil_code/1033", "2021-01-01").expect("in force");
    assert_eq!(civil.changed_since(&law, day("2026-11-21")), None);
    let guideline = cite(&law, "nifa_postloan_guideline_2024/时间", "2025-02-27").expect("in force");
    assert!(guideline.changed_since(&law, day("2025-02-28")).expect("changed").contains("GB/T 45251-2025"));
}

/// The same number, another matter: the trap of the renumbered 网络安全法.
#[test]
fn a_number_that_changed_its_matter_says_so() {
    let law = law();
    let old = cite(&law, "cybersecurity/43", "2025-12-31").expect("2016 text");
    let new = cite(&law, "cybersecurity/43", "2026-01-01").expect("2025 text");
    assert_ne!(old.words(), new.words());
    assert!(old.moved().iter().any(|m| m.contains("第四十五条")), "{:?}", old.moved());
    assert!(new.moved().iter().any(|m| m.contains("第四十一条")), "{:?}", new.moved());
    assert!(new.moved().iter().any(|m| m.contains("另一内容")), "{:?}", new.moved());
}

#[test]
fn every_text_is_cited_on_its_first_and_last_day_and_not_outside() {
    let law = law();
    let mut versioned = 0;
    for (statute, text) in law.texts() {
        let wanted = Wanted::whole(&statute.id, &text.article);
        let context = format!("{wanted} {}", text.from);
        if text.lookup {
            let refused = law.cite(&wanted, text.from).expect_err("looked up, never cited");
            assert!(refused.message.contains("另一内容") || matches!(refused.reason, Reason::NotYet(_)), "{context}: {refused}");
            continue;
        }
        let version = |on: Day| law.cite(&wanted, on).ok().map(|c| c.version_from());
        assert_eq!(version(text.from), Some(text.from), "{context}");
        assert_ne!(version(text.from.plus(-1)), Some(text.from), "{context}: a day early");
        if let Some(until) = text.until {
            versioned += 1;
            assert_eq!(version(until), Some(text.from), "{context}: last day");
            assert_ne!(version(until.plus(1)), Some(text.from), "{context}: a day late");
            for place in &text.moved_to {
                let next = Wanted::whole(&place.law, &place.article);
                assert_eq!(law.cite(&next, until.plus(1)).expect("moved").version_from(), until.plus(1), "{context}");
            }
        }
        // No day gets two versions.
        for on in [text.from, text.until.unwrap_or(text.from)] {
            assert_eq!(law.versions(&statute.id, &text.article).filter(|t| t.in_force(on)).count(), 1, "{context}");
        }
    }
    assert!(versioned >= 28, "only {versioned} texts with an end");
}

/// Every boundary day of every article, the day before and the day after: the version cited is the one the files name, worked
/// out here from the windows alone; where nothing is in force, where the matter stood is told, or that it began that day.
#[test]
fn every_boundary_day_cites_the_version_of_that_day() {
    let law = law();
    let mut days = 0;
    for (statute, text) in law.texts().filter(|(_, t)| !t.lookup) {
        let wanted = Wanted::whole(&statute.id, &text.article);
        let versions: Vec<&Text> = law.versions(&statute.id, &text.article).collect();
        let ends = [Some(text.from), text.until.map(|u| u.plus(1))];
        for on in ends.into_iter().flatten().flat_map(|edge| [-1, 0, 1].map(|d| edge.plus(d))) {
            days += 1;
            let expected: Vec<Day> = versions.iter().filter(|t| t.from <= on && t.until.is_none_or(|u| on <= u)).map(|t| t.from).collect();
            match law.cite(&wanted, on) {
                Ok(cited) => assert_eq!([cited.version_from()], *expected, "{wanted} on {on}"),
                Err(no) => {
                    assert!(expected.is_empty(), "{wanted} on {on}: {no}");
                    // A move is never silent: on the other side of the boundary the matter is found where the file says.
                    let began = versions.iter().filter(|t| on == t.from.plus(-1)).flat_map(|t| &t.moved_from);
                    let ended = versions.iter().filter(|t| t.until.is_some_and(|u| on == u.plus(1))).flat_map(|t| &t.moved_to);
                    let told: Vec<(&str, &str)> = no.elsewhere.iter().map(|w| (w.law.as_str(), w.article.as_str())).collect();
                    assert!(began.chain(ended).all(|p| told.contains(&(p.law.as_str(), p.article.as_str()))), "{wanted} on {on}: {told:?}");
                    // What is told elsewhere can be cited that day.
                    no.elsewhere.iter().for_each(|w| assert!(law.cite(w, on).is_ok(), "{w} on {on}"));
                    assert!(matches!(no.reason, Reason::NotYet(from) if on < from) || matches!(no.reason, Reason::NoLonger(until) if on > until), "{wanted} on {on}: {no}");
                }
            }
        }
    }
    assert!(days > 1000, "only {days} days walked");
}

/// Where a number was given to another matter, who looks it up is shown both, and nothing cites the wrong one.
#[test]
fn a_number_given_to_another_matter_is_shown_and_never_cited() {
    let law = law();
    let look = |query: &str, on: &str| law.search(query, Some(day(on))).into_iter().next().expect("found");
    let new_42 = look("治安管理处罚法 42", "2026-03-01");
    assert!(new_42.other.and_then(|t| t.words.as_deref()).is_some_and(|w| w.starts_with("擅自进入铁路")));
    assert_eq!(new_42.elsewhere.iter().map(|(_, t)| t.article.as_str()).collect::<Vec<_>>(), ["50"]);
    assert!(look("治安管理处罚法 42", "2025-12-31").other.is_none());
    let old_50 = look("治安管理处罚法第五十条", "2025-12-31");
    assert!(old_50.now.is_none() && old_50.other.is_some_and(|t| t.words.as_deref().is_some_and(|w| w.contains("紧急状态"))));
    assert!(look("网络安全法 41", "2026-01-01").other.is_some() && look("网络安全法 41", "2025-12-31").other.is_none());
    // Both meanings of a reused number are citable texts there: nothing is merely looked up.
    assert!(look("网络安全法 43", "2026-01-01").other.is_none());
    let no = cite(&law, "public_security_punishment/42", "2026-01-01").expect_err("moved");
    assert!(no.message.ends_with("该日同一事项规定在《治安管理处罚法》第五十条；该日的第四十二条是另一内容"), "{no}");
    // Every article moved away tells what its old number means now, if it means anything.
    for (statute, text) in law.texts().filter(|(s, t)| matches!(s.id.as_str(), "public_security_punishment" | "cybersecurity") && !t.moved_to.is_empty()) {
        let next = text.until.expect("moved").plus(1);
        assert!(law.under_number(&statute.id, &text.article).any(|t| t.in_force(next)), "{}/{}", statute.id, text.article);
    }
}

/// What the 51 rules rest on, by the day of the act.
#[test]
fn every_provision_the_rules_rest_on_is_present() {
    let law = law();
    let now = [
        "civil_code: 1019 1024 1032 1033#.1 1033#.5 1037 1038 1064 1161 1168 1169 1179 1182 1183 1191 1193 465 670 680 111 995 997 1195",
        "personal_information_protection: 6 10 13 14 15 16 17 20 21 23 25 28 31 44 45 47 50 56 65 66 69",
        "consumer_protection: 14 20 29 50 51 56#1.9",
        "public_security_punishment: 30 47#.3 50#1.1 50#1.2 50#1.5 50#1.6 50#2 56 58 62#1 62#3 63",
        "criminal_law: 225#.4 245 246 253-1#3 266 274 279 280 293#1.2 293-1",
        "cybersecurity: 43 71",
        "network_data_regulation: 22#1.1 22#1.5",
        "pii_crime_interpretation: 5#1 5#2",
        "affray_interpretation: 1#3 3",
        "extortion_interpretation: 1 2 3",
        "online_defamation_interpretation: 2",
        "soft_violence_opinion: 2#1.1",
        "illegal_lending_opinion: 1 2",
        "private_lending_interpretation: 25 26 29 31",
        "credit_reporting_regulation: 15 25 26",
        "civil_procedure_interpretation: 112",
        "civil_evidence_rules: 14 15 93 94 95",
        "credit_card_measures: 68 70",
        "gbt_45251_2025: 对象 联系人情形 联系人拒绝 对联系人可说什么 时间 频次-告知式 频次-交互式 记录",
        "cba_collection_guideline_2026: 时间 频次 第三人 失联 联系信息来源 表明身份 禁止1 禁止3 禁止4 禁止5 禁止6 禁止7 22",
        "small_loan_measures: 禁止1 禁止2 禁止4 禁止5",
        "consumer_finance_measures: 催收 记录",
        "app_necessary_information: 4 5",
        "app_violation_method: 3#.1 3#.2",
        "bank_complaint_measures: 期限",
        "loan_facilitation_notice: 6",
        "cash_loan_notice: 成本 诱致",
        "small_loan_cost_guideline: 明示",
        "loan_cost_disclosure_rules: 明示表",
        "nifa_convention_2018: 19",
        "finance_trial_opinion: 2",
    ];
    let old = ["public_security_punishment: 26 40#.3 42#.1 42#.2 42#.5 42#.6 49 51 52", "cybersecurity: 41 64#2", "nifa_postloan_guideline_2024: 时间"];
    for (lists, on) in [(now.as_slice(), "2026-11-21"), (old.as_slice(), "2025-02-20")] {
        for list in lists {
            let (id, articles) = list.split_once(": ").expect("id: articles");
            for article in articles.split(' ') {
                cite(&law, &format!("{id}/{article}"), on).unwrap_or_else(|no| panic!("{id}/{article}: {no}"));
            }
        }
    }
}

#[test]
fn short_names_are_the_ones_results_use() {
    let law = law();
    let found: BTreeMap<&str, &str> = law.statutes().map(|s| (s.id.as_str(), s.short.as_str())).collect();
    for (id, short) in [
        ("civil_code", "民法典"),
        ("personal_information_protection", "个人信息保护法"),
        ("public_security_punishment", "治安管理处罚法"),
        ("cybersecurity", "网络安全法"),
        ("criminal_law", "刑法"),
        ("consumer_protection", "消费者权益保护法"),
        ("gbt_45251_2025", "GB/T 45251-2025"),
        ("consumer_finance_measures", "消费金融公司管理办法"),
        ("small_loan_measures", "小额贷款公司监督管理暂行办法"),
        ("nifa_postloan_guideline_2024", "中国互联网金融协会贷后催收业务指引"),
        ("cba_collection_guideline_2026", "中国银行业协会催收工作指引(试行)"),
        ("private_lending_interpretation", "民间借贷司法解释"),
    ] {
        assert_eq!(found.get(id), Some(&short));
    }
}

#[test]
fn words_we_may_not_or_cannot_quote_are_never_given_as_words() {
    let law = law();
    for (statute, text) in law.texts().filter(|(_, t)| !t.lookup) {
        let wanted = Wanted::whole(&statute.id, &text.article);
        let cited = law.cite(&wanted, text.from).expect("in force");
        let official = statute.quotable && matches!(text.grade, Grade::A | Grade::B);
        assert_eq!(cited.words().is_some(), cited.paraphrase().is_none(), "{wanted}");
        assert!(official || cited.words().is_none() && cited.part_words().is_none(), "{wanted}");
        assert_eq!(cited.caveat().is_some(), matches!(text.grade, Grade::C | Grade::D), "{wanted}");
    }
    let standard = cite(&law, "gbt_45251_2025/时间", "2025-02-28").expect("in force");
    assert_eq!(standard.display(), "《互联网金融 个人网络消费信贷 贷后催收风控指引》（GB/T 45251-2025）关于“催收时间”的规定");
    assert_eq!((standard.article_zh(), standard.words()), (None, None));
    assert_eq!(cite(&law, "gbt_45251_2025/时间#1", "2025-02-28").expect_err("gist only").reason, Reason::NoWords);
    let night_before = cite(&law, "gbt_45251_2025/时间", "2025-02-27").expect_err("not yet");
    assert_eq!(night_before.elsewhere[0].law, "nifa_postloan_guideline_2024");
}

#[test]
fn parts_that_do_not_exist_are_refused() {
    let law = law();
    let reason = |wanted: &str| cite(&law, wanted, "2026-06-01").map(|c| c.label().to_owned()).map_err(|no| no.reason);
    assert_eq!(reason("civil_code/1033#.1"), Ok("第一千零三十三条第（一）项".to_owned()));
    assert_eq!(reason("civil_code/1033#1.1"), Ok("第一千零三十三条第（一）项".to_owned()));
    assert_eq!(reason("civil_code/1032#2"), Ok("第一千零三十二条第二款".to_owned()));
    assert_eq!(reason("criminal_law/253-1#3"), Ok("第二百五十三条之一第三款".to_owned()));
    assert_eq!(reason("civil_code/1033#1.7"), Err(Reason::NoItem));
    assert_eq!(reason("civil_code/1032#.1"), Err(Reason::NoItem));
    assert_eq!(reason("civil_code/1032#3"), Err(Reason::NoParagraph));
    // Two paragraphs have items: the paragraph must be named.
    assert_eq!(reason("pii_crime_interpretation/5#.3"), Err(Reason::NoItem));
    assert_eq!(reason("civil_code/9999"), Err(Reason::UnknownArticle));
    assert_eq!(reason("no_such_law/1"), Err(Reason::UnknownLaw));
    assert!(law.check(&"public_security_punishment/42#.6".parse().expect("a reference")).is_ok());
    assert_eq!(law.check(&"public_security_punishment/42#2".parse().expect("a reference")).map_err(|p| p.code), Err("law.not_in_force".to_owned()));
    assert_eq!(law.check(&"civil_code/9999".parse().expect("a reference")).map_err(|p| p.code), Err("law.unknown".to_owned()));
}

#[test]
fn before_the_civil_code_there_is_no_citation() {
    let no = cite(&law(), "civil_code/1033", "2020-12-31").expect_err("not yet");
    assert_eq!(no.reason, Reason::NotYet(day("2021-01-01")));
    assert_eq!(no.to_string(), "《民法典》第一千零三十三条收录的文本自2021-01-01起施行，2020-12-31没有可引的文本");
}

#[test]
fn references_read_and_print_the_same() {
    for text in ["civil_code/1033", "public_security_punishment/50#1.5", "civil_code/1033#.1", "criminal_law/253-1#2", "gbt_45251_2025/频次-告知式", "cybersecurity/43@2026-01-01#2"] {
        assert_eq!(text.parse::<Wanted>().expect("a reference").to_string(), text);
    }
    for text in ["", "civil_code", "/1", "Civil/1", "civil_code/", "civil_code/1#", "civil_code/1#0", "civil_code/1#1.x", "civil_code/1 0", "civil_code/1#1.2.3", "civil_code/1#999", "civil_code/1#01", "civil_code/1#+1", "civil_code/1@", "civil_code/1@2026-13-01", "civil_code/1@2026-1-1", "civil_code/@2026-01-01"] {
        assert_eq!(text.parse::<Wanted>().map_err(|p| p.code), Err("law.reference".to_owned()), "{text}");
    }
    assert!(serde_json::from_str::<Wanted>("\"civil_code/1033#.1\"").is_ok());
}

#[test]
fn numbers_become_chinese_numerals_and_back() {
    for (number, zh) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (50, "五十"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (120, "一百二十"), (253, "二百五十三"), (990, "九百九十"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"), (1024, "一千零二十四"), (1033, "一千零三十三"), (1100, "一千一百"), (1165, "一千一百六十五"), (9999, "九千九百九十九")] {
        assert_eq!(to_chinese(number).as_deref(), Some(zh));
        assert_eq!(from_chinese(zh), Some(number));
    }
    for number in 1..=9999 {
        assert_eq!(to_chinese(number).as_deref().and_then(from_chinese), Some(number));
    }
    assert_eq!((to_chinese(0), to_chinese(10_000)), (None, None));
    for wrong in ["", "零", "十一十", "一百一", "百零", "五五", "千万", "abc", "一百百", "十百千"] {
        assert_eq!(from_chinese(wrong), None, "{wrong}");
    }
    assert_eq!(from_chinese("一十二"), Some(12));
    assert_eq!(article_zh("253-1").as_deref(), Some("二百五十三条之一"));
    assert_eq!(article_zh("时间"), None);
    assert_eq!(article_zh("042"), None);
}

#[test]
fn search_finds_by_any_name_and_any_numeral() {
    let law = law();
    let one = |query: &str, on: Option<&str>| {
        let found = law.search(query, on.map(day));
        assert_eq!(found.len(), 1, "{query}: {:?}", found.iter().map(|f| (f.law, f.article)).collect::<Vec<_>>());
        found.into_iter().next().expect("one")
    };
    for query in ["治安管理处罚法 50", "治安管理处罚法第五十条", "《中华人民共和国治安管理处罚法》第50条", "治安法50", "public_security_punishment/50#1.5", "治安管理处罚法第五十条第一款第五项"] {
        let found = one(query, Some("2026-03-01"));
        assert_eq!((found.law, found.article), ("public_security_punishment", "50"));
        assert_eq!(found.now.map(|t| t.from), Some(day("2026-01-01")));
        assert_eq!(found.before.iter().map(|(_, t)| t.article.as_str()).collect::<Vec<_>>(), ["42"]);
        assert!(found.notes.iter().any(|n| n.contains("第四十二条")), "{:?}", found.notes);
    }
    let gone = one("治安管理处罚法 42", Some("2026-03-01"));
    assert!(gone.now.is_none());
    assert_eq!(gone.elsewhere.iter().map(|(_, t)| t.article.as_str()).collect::<Vec<_>>(), ["50"]);
    assert!(one("治安管理处罚法 42", None).now.is_none(), "no answer without a date");
    for query in ["刑法 253之一", "刑法第二百五十三条之一", "刑法253-1"] {
        assert_eq!(one(query, Some("2026-01-01")).article, "253-1");
    }
    assert_eq!(one("民法典时间效力规定1", Some("2026-01-01")).law, "civil_code_time_effect");
    assert!(law.search("民法典 安宁", Some(day("2026-01-01"))).iter().all(|f| f.law == "civil_code"));
    assert_eq!(one("GB/T 45251-2025 时间", Some("2026-01-01")).article, "时间");
    assert_eq!(one("中国银行业协会催收工作指引（试行）22", Some("2026-02-01")).article, "22");
    assert!(law.search("民法典", Some(day("2026-01-01"))).len() > 50);
    assert!(law.search("民法典 9999", None).is_empty());
    assert!(law.search("", None).is_empty());
    let peace = law.search("私人生活安宁", Some(day("2026-01-01")));
    assert!(peace.iter().any(|f| f.law == "civil_code" && f.article == "1033"));
    assert!(law.search("多次发送淫秽", Some(day("2025-06-01"))).iter().all(|f| f.article == "42"));
}

/// One number, two matters: the version must be named to be safe.
#[test]
fn a_version_can_be_demanded() {
    let law = law();
    let wanted: Wanted = "cybersecurity/43".parse().expect("a reference");
    let (new, on) = (day("2026-01-01"), day("2025-06-01"));
    assert!(law.is_reused("cybersecurity", "43") && !law.is_reused("public_security_punishment", "50") && !law.is_reused("cybersecurity", "71"));
    assert!(law.cite(&wanted, on).is_ok(), "the number had a text, of another matter");
    let named = |version: &str| format!("cybersecurity/43@{version}").parse::<Wanted>().expect("a reference");
    let no = law.cite(&named("2026-01-01"), on).expect_err("that matter stood elsewhere");
    assert_eq!(no.elsewhere.iter().map(ToString::to_string).collect::<Vec<_>>(), ["cybersecurity/41"]);
    assert!(law.cite(&named("2026-01-01"), new).is_ok());
    assert_eq!(law.cite(&named("2020-01-01"), on).expect_err("no such version").reason, Reason::UnknownArticle);
    let unnamed = law.check(&wanted).expect_err("which of the two?");
    assert_eq!((unnamed.code.as_str(), unnamed.todo.as_str()), ("law.version", "请在条号后写上版本的施行日：@2017-06-01 或 @2026-01-01"));
    assert!(law.check(&named("2026-01-01")).is_ok() && law.check(&named("2017-06-01")).is_ok() && law.check(&named("2020-01-01")).is_err());
    let moved = cite(&law, "cybersecurity/42@2017-06-01", "2026-01-01").expect_err("moved to a number that is reused");
    assert_eq!(moved.elsewhere.iter().map(ToString::to_string).collect::<Vec<_>>(), ["cybersecurity/44@2026-01-01"]);
}

/// A text revised in place needs no declared move.
#[test]
fn a_revised_article_continues_under_its_own_number() {
    let same = GOOD.replace("article = \"2\"\narticle_zh = \"二\"", "article = \"1\"\narticle_zh = \"一\"").replace("moved_to = [\"2\"]\n", "").replace("moved_from = [\"1\"]\n", "");
    let law = Law::load(&[("one", &same)]).expect("sound");
    let old = cite(&law, "one/1", "2020-12-31").expect("in force");
    assert_eq!(old.changed_since(&law, day("2021-01-01")).as_deref(), Some("此后（2021-01-01起）本条有新的文字"));
    assert_eq!(old.moved(), ["2021-01-01起，本条有新的文字"]);
    assert!(!law.is_reused("one", "1"));
    let ended = same.replace("from = \"2021-01-01\"", "from = \"2021-01-01\"\nuntil = \"2021-12-31\"");
    let law = Law::load(&[("one", &ended)]).expect("sound");
    assert_eq!(old.changed_since(&law, day("2022-01-01")).as_deref(), Some("此后（2021-01-01起）没有对应的有效条文"));
    assert_eq!(law.search("某法1", Some(day("2021-06-01")))[0].before.len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_a_user_types_panics(query in "\\PC{0,12}", number in "[第零一二三四五六七八九十百千0-9条之款项#/. -]{0,10}") {
        let law = law();
        for text in [query.clone(), number.clone(), format!("民法典{number}"), format!("刑法 {query}")] {
            law.search(&text, Some(day("2026-01-01")));
            if let Ok(wanted) = text.parse::<Wanted>() {
                proptest::prop_assert_eq!(wanted.to_string(), text);
            }
        }
        parts::paragraphs(&query);
    }
}
