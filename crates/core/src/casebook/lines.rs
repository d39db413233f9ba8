//! Where in its file a mistake stands. The checks name file, article, rule or example; here each gets its line, so that a
//! lawyer who never saw the format finds the place.

use super::Files;
use crate::error::Problem;

/// Line (1-based) of a byte of a text.
pub(crate) fn at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}

/// ` 第12行`, where a TOML reader's mistake stands in `text`, `before` lines below its first; empty when it does not say.
pub(crate) fn of(error: &toml::de::Error, text: &str, before: usize) -> String {
    error.span().map_or_else(String::new, |s| format!(" 第{}行", before + at(text, s.start)))
}

/// Gives every problem of a casebook file its line, and says a TOML reader's remarks in Chinese.
pub fn located(problems: Vec<Problem>, files: &Files) -> Vec<Problem> {
    problems.into_iter().map(|p| locate(p, files)).collect()
}

fn locate(mut problem: Problem, files: &Files) -> Problem {
    problem.what = in_chinese(&problem.what);
    let told = number_before(&problem.place, "行");
    if let Some(line) = told {
        problem.place = problem.place.replace(&format!("第 {line} 行"), &format!("第{line}行"));
        return problem.at_row(line);
    }
    let Some((path, text)) = file_of(&problem.place, files) else { return problem };
    let line = line_of(&problem, text);
    let after = problem.place.split_once(path.as_str()).map_or("", |(_, after)| after).to_owned();
    problem.place = format!("{path} 第{line}行{after}");
    problem.at_row(line as u64)
}

/// 第 12 行 → 12.
fn number_before(place: &str, unit: &str) -> Option<u64> {
    place.split('第').skip(1).find_map(|after| {
        let (number, _) = after.split_once(unit)?;
        number.trim().parse().ok()
    })
}

/// `casebook/rules/insult.toml …` → its path and text.
fn file_of<'a>(place: &str, files: &'a Files) -> Option<(String, &'a str)> {
    let rest = place.split_once("casebook/")?.1;
    let (folder, rest) = rest.split_once('/')?;
    let (stem, rest) = rest.split_once('.')?;
    let extension: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let text = files.folder(folder)?.iter().find(|(s, _)| *s == stem)?.1;
    Some((format!("casebook/{folder}/{stem}.{extension}"), text))
}

fn line_of(problem: &Problem, text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let (from, to) = block(problem, &lines);
    let inside = &lines[from..to];
    let holding = |token: &str| inside.iter().position(|l| l.contains(token));
    let field = |name: &str| inside.iter().position(|l| is_field(l, name));
    let by_path = || problem.what.split_once("；in `").and_then(|(_, path)| field(path.split(['`', '.']).next()?));
    // 「…」 in the place is the example or group itself; “…” in what is said is the thing that is wrong.
    let by_place = || between(&problem.place, '「', '」').find_map(holding);
    let by_words = || between(&problem.what, '“', '”').chain(between(&problem.what, '「', '」')).chain(references(&problem.what)).find_map(|token| holding(token).or_else(|| token.split('–').find_map(holding)));
    let by_value = || problem.what.split('`').skip(1).step_by(2).find_map(|value| field(value).or_else(|| holding(&format!("\"{value}\""))));
    let by_field = || fields(&problem.what).find_map(field);
    from + 1 + by_path().or_else(by_place).or_else(by_words).or_else(by_value).or_else(by_field).unwrap_or(0)
}

/// The lines a problem can stand on: its table of the file, or all of it.
fn block(problem: &Problem, lines: &[&str]) -> (usize, usize) {
    let end = |from: usize| lines.iter().skip(from + 1).position(|l| l.starts_with('[')).map_or(lines.len(), |at| from + 1 + at);
    // 第3个 [[fires]]
    if let Some((before, after)) = problem.place.split_once("[[") {
        let name = after.split("]]").next().unwrap_or("");
        let number = number_before(before, "个").unwrap_or(1).max(1) as usize;
        let header = format!("[[{name}]]");
        if let Some((from, _)) = lines.iter().enumerate().filter(|(_, l)| l.trim() == header).nth(number - 1) {
            return (from, end(from));
        }
    }
    // 条文“42”, or 条文“第3个[[text]]” (above). Of several versions, the one whose first day is named.
    let Some(article) = problem.place.split_once("条文“").and_then(|(_, a)| a.split('”').next()) else { return (0, lines.len()) };
    let own = format!("article = \"{article}\"");
    let blocks: Vec<(usize, usize)> = lines.iter().enumerate().filter(|(_, l)| l.trim() == "[[text]]").map(|(from, _)| (from, end(from))).filter(|(from, to)| lines[*from..*to].iter().any(|l| l.trim() == own)).collect();
    let named = |(from, to): &&(usize, usize)| lines[*from..*to].iter().any(|l| l.strip_prefix("from = \"").is_some_and(|d| problem.what.contains(d.trim_end_matches('"'))));
    // Of two that are named, the later one is where to mend.
    blocks.iter().rev().find(named).or(blocks.first()).copied().unwrap_or((0, lines.len()))
}

fn is_field(line: &str, field: &str) -> bool {
    line.trim_start().strip_prefix(field).is_some_and(|rest| rest.trim_start().starts_with('=')) || line.trim() == format!("[[{field}]]") || line.trim() == format!("[{field}]")
}

/// What stands between such brackets.
fn between(text: &str, open: char, close: char) -> impl Iterator<Item = &str> {
    text.split(open).skip(1).filter_map(move |t| t.split(close).next()).filter(|t| !t.is_empty())
}

/// `civil_code/9999#.1`.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '：', '，', '“', '”']).filter(|t| t.split_once('/').is_some_and(|(law, article)| !article.is_empty() && !law.is_empty() && law.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')))
}

/// Names of fields: runs of small letters.
fn fields(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).filter(|t| t.len() > 1)
}

/// What the TOML reader says in English, in the words of the person who must mend it.
fn in_chinese(what: &str) -> String {
    // Its own drawing of the place is left out: the line is told.
    let mut text: String = what.lines().filter(|l| !l.trim_start().starts_with("TOML parse error") && !l.trim_end().ends_with(" |") && !l.contains(" | ") || l.contains('：')).collect::<Vec<_>>().join("；");
    for (english, chinese) in [
        ("missing field ", "缺少字段 "),
        ("unknown field ", "不认识的字段 "),
        ("duplicate field ", "重复的字段 "),
        ("duplicate key", "同一个键写了两次"),
        ("unknown variant ", "不认识的值 "),
        (", expected one of ", "，只能写 "),
        (", expected ", "，应为 "),
        ("invalid type: ", "类型不对："),
        ("invalid length ", "长度不对："),
        ("invalid basic string", "字符串没有写完整（缺少引号，或者引号里有换行）"),
        ("invalid string", "字符串没有写完整"),
        ("invalid value: ", "值不对："),
        ("unexpected key or value", "这里不应有内容"),
        ("key with no value", "键后面没有写 = 和值"),
        ("unclosed array", "方括号没有闭合"),
        ("missing comma between array elements", "方括号里的各项之间缺少逗号"),
        ("string values must be quoted", "文字要写在引号里"),
        ("extra value", "多了一个值"),
        ("data did not match any variant", "写法不在允许之列"),
        ("a sequence", "方括号列表"),
        ("a string", "引号里的文字"),
        ("a boolean", "true 或 false"),
        ("string ", "文字 "),
        ("integer ", "数字 "),
        ("boolean ", "真假值 "),
        (" or ", " 或 "),
        ("struct ", ""),
    ] {
        text = text.replace(english, chinese);
    }
    text
}
