//! The answers as they are put together: by the law of the day, nothing quoted that is only reported, the known errors corrected.

use juzheng_core::ask::{Page, page};
use juzheng_core::casebook::Casebook;
use juzheng_core::law::Grade;
use juzheng_core::model::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn book() -> Casebook {
    Casebook::embedded().unwrap_or_else(|p| panic!("{p:#?}"))
}

/// Every sentence a reader meets.
fn sentences(page: &Page) -> Vec<String> {
    let told = page.variants.iter().chain(&page.corrections).flat_map(|t| std::iter::once(&t.label).chain(&t.says));
    page.says.iter().chain(&page.not_sure).chain(told).cloned().collect()
}

fn asked(book: &Casebook, id: &str, on: &str) -> Page {
    page(book.answers.answer(id).unwrap(), book, day(on), None)
}

#[test]
fn every_answer_is_whole_on_every_kind_of_day() {
    let book = book();
    assert!(book.answers.list.len() >= 145, "{}", book.answers.list.len());
    for on in ["2024-03-01", "2025-12-31", "2026-11-22"] {
        for answer in &book.answers.list {
            let page = page(answer, &book, day(on), None);
            for sentence in sentences(&page) {
                assert!(!sentence.contains("{{") && !sentence.contains("}}") && !sentence.contains("《》") && !sentence.trim().is_empty(), "{} {on}: {sentence}", answer.id);
            }
            assert!(page.law.iter().all(|c| !c.text.is_empty() && c.version_from <= page.on), "{} {on}", answer.id);
            assert_eq!(page.desks.len(), answer.routes.len(), "{}", answer.id);
            assert_eq!(page.papers.len(), answer.papers.len(), "{}", answer.id);
            // What would change it is said, but where a life is at stake, or where it is about the program.
            assert!(!page.not_sure.is_empty() || matches!(answer.id.as_str(), "in_despair" | "about_tool"), "{}", answer.id);
        }
    }
    for answer in book.answers.list.iter().filter(|a| !a.law.is_empty()) {
        assert!(!page(answer, &book, day("2026-11-22"), None).law.is_empty(), "{} cites nothing today", answer.id);
    }
}

#[test]
fn the_day_chooses_the_article() {
    let book = book();
    let says = |id, on| asked(&book, id, on).says.join("\n");
    let (old, new) = (says("threats", "2025-12-31"), says("threats", "2026-01-01"));
    assert!(old.contains("《治安管理处罚法》第四十二条第（一）项") && !old.contains("第五十条"), "{old}");
    assert!(new.contains("《治安管理处罚法》第五十条第一款第（一）项") && !new.contains("第四十二条"), "{new}");
    let (old, new) = (asked(&book, "app_may_read", "2025-12-31"), asked(&book, "app_may_read", "2026-01-01"));
    assert!(old.law.iter().any(|c| c.name == "《网络安全法》第四十一条") && new.law.iter().any(|c| c.name == "《网络安全法》第四十三条"));
    // A text not yet in force is named with its first day, never as the law of the day.
    let early = says("night_calls", "2025-02-27");
    assert!(early.contains("“催收时间”（2025-02-28起施行）"), "{early}");
    // What is said of a past period only is not said later.
    assert!(asked(&book, "night_calls", "2025-02-27").variants.iter().any(|v| v.says[0].contains("业务指引")));
    assert!(asked(&book, "night_calls", "2026-11-22").variants.is_empty());
}

#[test]
fn what_is_known_from_reports_only_is_named_as_such() {
    let book = book();
    let words = ["据公开报道", "据报道", "未见", "没有核到", "解读"];
    let on = day("2026-11-22");
    for answer in &book.answers.list {
        let page = page(answer, &book, on, None);
        for cited in page.law.iter().filter(|c| matches!(c.grade, Grade::C | Grade::D)) {
            assert!(!cited.official && cited.caveat.is_some(), "{} {}", answer.id, cited.name);
            for sentence in sentences(&page).iter().filter(|s| s.contains(&cited.name)) {
                assert!(words.iter().any(|w| sentence.contains(w)), "{}: {sentence}", answer.id);
            }
        }
    }
}

#[test]
fn no_article_number_is_written_out_in_an_answer() {
    let book = book();
    for answer in book.answers.list.iter().filter(|a| a.id != "what_law") {
        for sentence in answer.says.iter().chain(answer.when.iter().flat_map(|w| &w.says)) {
            let bare: String = sentence.split("{{").enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once("}}").map_or("", |(_, after)| after) }).collect();
            let written = bare.split('第').skip(1).any(|after| after.chars().take(8).collect::<String>().contains('条'));
            assert!(!written, "{}: {sentence}", answer.id);
        }
    }
}

#[test]
fn the_errors_going_round_are_corrected_by_name() {
    let book = book();
    let said: Vec<String> = book.answers.list.iter().flat_map(|a| page(a, &book, day("2026-11-22"), None).corrections).map(|t| format!("{} => {}", t.label, t.says.join(""))).collect();
    let all = [
        ("第四十二条", "一千元"),
        ("银办发〔2017〕141号", "整治办函"),
        ("合同约定优先", "《个人信息保护法》第十五条"),
        ("中国人民银行征信中心", "错误、遗漏"),
        ("合法途径", "两回事"),
        ("五档", "没有分档"),
        ("第五十五条", "《个人信息保护法》第十五条"),
        ("48小时", "没有查到依据"),
        ("匿名", "实名"),
        ("2025年实施的民法典", "2021年1月1日"),
        ("民终字第587号", "法院代字"),
        ("第一千零三十四条", "定义"),
        ("影响最小", "《个人信息保护法》第六条"),
        ("网络安全法", "第四十三条"),
        ("24%到36%", "已不存在"),
        ("第七十条", "平等协商"),
        ("每日三次", "国家标准"),
        ("银保监会", "国家金融监督管理总局"),
    ];
    for (error, right) in all {
        assert!(said.iter().any(|s| s.split_once(" => ").is_some_and(|(l, r)| l.contains(error) && r.contains(right))), "{error} → {right}");
    }
}
