//! Whoever writes the casebook without Rust is told the file, the line, what is wrong and how to mend it, for every kind of
//! mistake: a sound casebook is spoilt in one place and the line is asked for.

use juzheng_core::casebook::check::check;
use juzheng_core::casebook::{Casebook, Files};
use juzheng_core::error::Problem;
use juzheng_core::model::Day;

const TODAY: fn() -> Day = || Day::new(2026, 11, 22).unwrap();

/// The problems of the built-in casebook after `old` became `new` in one file.
fn spoilt(folder: &str, stem: &str, old: &str, new: &str) -> (Vec<Problem>, String) {
    let built = Files::embedded();
    let mut owned: Vec<(&str, Vec<(&str, String)>)> = built.folders().iter().map(|(f, files)| (*f, files.iter().map(|(s, t)| (*s, (*t).to_owned())).collect())).collect();
    let text = &mut owned.iter_mut().find(|(f, _)| *f == folder).unwrap().1.iter_mut().find(|(s, _)| *s == stem).unwrap().1;
    assert!(text.contains(old), "{folder}/{stem} holds {old}");
    *text = text.replacen(old, new, 1);
    let text = text.clone();
    let tables: Vec<Vec<(&str, &str)>> = owned.iter().map(|(_, files)| files.iter().map(|(s, t)| (*s, t.as_str())).collect()).collect();
    let files = Files { law: &tables[0], rules: &tables[1], words: &tables[2], routes: &tables[3], documents: &tables[4], answers: &tables[5], numbers: &tables[6], slots: &tables[7], challenges: &tables[8], terms: &tables[9] };
    let problems = match Casebook::of(&files) {
        Ok(book) => check(&book, &files, TODAY()),
        Err(problems) => problems,
    };
    (problems, text)
}

#[test]
fn the_casebook_has_no_mistake() {
    let book = Casebook::embedded().unwrap_or_else(|p| panic!("{p:?}"));
    let problems = check(&book, &Files::embedded(), TODAY());
    assert!(problems.is_empty(), "{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_mistake_has_its_file_line_and_remedy() {
    // Folder, file, what is replaced, by what, code, what stands on the line told.
    let cases = [
        ("law", "litigation_fees", "level = \"行政法规\"", "level = \"法\"", "law.field", "level = \"法\""),
        ("law", "litigation_fees", "issuer = ", "issuer_ = ", "law.field", "issuer_"),
        ("law", "litigation_fees", "title = \"诉讼费用交纳办法\"", "title = \"诉讼费用交纳办法", "law.toml", "title"),
        ("law", "litigation_fees", "article_zh = \"十三\"", "article_zh = \"十四\"", "law.article_zh", "article_zh = \"十四\""),
        ("law", "litigation_fees", "from = \"2007-04-01\"", "from = \"2007-04-31\"", "law.date", "from = \"2007-04-31\""),
        ("law", "litigation_fees", "grade = \"B\"", "grade = \"E\"", "law.field", "grade = \"E\""),
        ("law", "litigation_fees", "grade = \"B\"", "grade = \"C\"", "law.grade", "[[text]]"),
        ("law", "public_security_punishment", "moved_to = [\"50\"]", "moved_to = [\"51\"]", "law.moved", "moved_to = [\"51\"]"),
        ("law", "public_security_punishment", "until = \"2025-12-31\"\ngrade = \"B\"\nsource = \"公开仓库 LawRefBook/Laws（2025-04-19 副本）；正式使用前请与国家法律法规数据库 flk.npc.gov.cn 或发布机关网站核对\"\nchecked_on = \"2026-11-21\"\nmoved_to = [\"50\"]", "until = \"2025-12-30\"\ngrade = \"B\"\nsource = \"甲\"\nchecked_on = \"2026-11-21\"\nmoved_to = [\"50\"]", "law.moved", "moved_to = [\"50\"]"),
        ("rules", "insult", "name = ", "nam = ", "rule.syntax", "nam"),
        ("rules", "night_collection", "severity = \"违规\"", "severity = \"违法\"", "rule.severity", "severity = \"违法\""),
        ("rules", "insult", "civil_code/1024#1", "civil_code/1024#9", "rule.article", "civil_code/1024#9"),
        ("rules", "insult", "civil_code/1024#1", "cybersecurity/43", "rule.article", "cybersecurity/43"),
        ("rules", "insult", "words = [\"insult\"]", "words = [\"insult\", \"nosuch\"]", "rule.words", "nosuch"),
        ("rules", "third_party_collection", "recipient = [\"third_party\"]", "recipient = [\"friend\"]", "rule.recipient", "friend"),
        ("rules", "night_collection", "from = \"22:00:00\"", "from = \"25:00:00\"", "rule.hour", "25:00:00"),
        ("rules", "call_bombing", "at_least = ", "at_least = 1#", "rule.count", "[[count]]"),
        ("rules", "night_collection", "at = \"2026-01-08T22:00:00+08:00\"", "at = \"2026-01-08T21:00:00+08:00\"", "rule.example", "您的借款已逾期90天"),
        ("rules", "night_collection", "at = \"2026-01-08T21:59:59+08:00\"", "at = \"2026-01-08T22:59:59+08:00\"", "rule.example", "您的借款已逾期90天"),
        ("words", "insult", "title = ", "titel = ", "words.toml", "titel"),
        ("routes", "police", "order = ", "ordre = ", "route.syntax", "ordre"),
        ("documents", "complaint_letter", "@requests", "@nothing", "document.syntax", "@nothing"),
        ("documents", "complaint_letter", "{{lender.name|", "{{lender.nam|", "document.syntax", "{{lender.nam|"),
        ("documents", "complaint_letter", "## 七、证据清单", "## 七、证据清单 {{law:public_security_punishment/42}}", "document.syntax", "{{law:public"),
        ("answers", "permissions", "app_necessary_information/5", "app_necessary_information/99", "law.unknown", "app_necessary_information/99"),
        ("answers", "threats", "title = ", "titel = ", "answer.syntax", "titel"),
        ("answers", "threats", "\"threat_violence\"", "\"nosuch_rule\"", "answer.name", "nosuch_rule"),
        ("answers", "threats", "\"civil_code/997\"", "\"civil_code/9997\"", "answer.article", "civil_code/9997"),
        ("answers", "threats", "{{law:criminal_law/293}}", "{{law:criminal_law/225}}", "answer.slot", "criminal_law/225"),
        ("answers", "threats", "催收威胁要弄死我", "催收骂人可以报警吗", "answer.twice", "催收骂人可以报警吗"),
        ("answers", "_synonyms", "same = [", "saem = [", "answer.syntax", "saem"),
        ("numbers", "lpr", "title = ", "titel = ", "numbers.lpr", "titel"),
        ("documents", "complaint_letter", "number = ", "nummer = ", "document.front", "nummer"),
    ];
    let mut wrong = Vec::new();
    for (folder, stem, old, new, code, shown) in cases {
        let (problems, text) = spoilt(folder, stem, old, new);
        let Some(problem) = problems.iter().find(|p| p.code == code) else {
            wrong.push(format!("{folder}/{stem} {new}: no {code} among {problems:?}"));
            continue;
        };
        let line = problem.row.and_then(|row| text.lines().nth(row as usize - 1)).unwrap_or("");
        let place = format!("casebook/{folder}/{stem}.");
        let english = ["expected", "missing field", "unknown", "invalid"].iter().any(|w| problem.what.contains(w));
        if !line.contains(shown) || !problem.place.starts_with(&place) || !problem.place.contains(&format!("第{}行", problem.row.unwrap_or(0))) || problem.todo.is_empty() || english {
            wrong.push(format!("{folder}/{stem} {new}: line {line:?}, {problem}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
