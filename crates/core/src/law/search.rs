//! Looking the law up by hand: `治安管理处罚法 50`, `民法典第一千零三十三条`, `civil_code/1033`, or any words.

use super::{Law, Statute, Text, citation, numeral};
use crate::error::Problem;
use crate::time::Day;
use serde::Serialize;

/// One article found, with all its versions.
#[derive(Clone, Debug, Serialize)]
pub struct Found<'a> {
    /// Statute id.
    pub law: &'a str,
    /// Short name of the statute.
    pub short: &'a str,
    /// Full title.
    pub title: &'a str,
    /// What a reader must know about the whole instrument.
    pub note: Option<&'a str>,
    /// Article key.
    pub article: &'a str,
    /// The day asked about.
    pub on: Option<Day>,
    /// The text in force that day; `None` if none was, or if no day was asked about.
    pub now: Option<&'a Text>,
    /// Every version under this number, oldest first.
    pub versions: Vec<&'a Text>,
    /// The matter's texts before `now` (under whatever number): (short name, text), newest first.
    pub before: Vec<(&'a str, &'a Text)>,
    /// The matter's texts on that day under another number or statute, when `now` is `None`.
    pub elsewhere: Vec<(&'a str, &'a Text)>,
    /// What stands under this number on that day though it is another matter; never cited.
    pub other: Option<&'a Text>,
    /// Renumbering and renewal, in Chinese sentences.
    pub notes: Vec<String>,
}

impl Law {
    /// Finds a statute by id, short name, title or alias and an article by Arabic or Chinese numeral; without an article, all of
    /// the statute; without a statute, every text that holds the words. With a day, says which text was in force on it; without
    /// one, lists versions and claims nothing.
    pub fn search(&self, query: &str, on: Option<Day>) -> Vec<Found<'_>> {
        let query = fold(query);
        if query.is_empty() {
            return Vec::new();
        }
        let Some((length, statute)) = self.named(&query) else {
            return self.holding(&query, on);
        };
        let rest = query[length..].trim_start_matches('/');
        let rest = rest.split('#').next().unwrap_or(rest);
        let key = numeral::read_article(rest).map(|(key, _)| key);
        let exact = |t: &Text| rest.is_empty() || key.as_deref() == Some(t.article.as_str()) || fold(&t.article) == rest;
        let mut texts: Vec<&Text> = statute.texts.iter().filter(|t| exact(t)).collect();
        if texts.is_empty() && key.is_none() {
            texts = statute.texts.iter().filter(|t| on.is_none_or(|day| t.in_force(day)) && holds(t, rest)).collect();
        }
        texts.retain(|t| !t.lookup);
        let mut articles: Vec<&str> = texts.into_iter().map(|t| t.article.as_str()).collect();
        articles.dedup();
        articles.into_iter().map(|article| self.found(statute, article, on)).collect()
    }

    /// The statute a (folded) query begins with, and how many bytes of it name the statute. The longest name wins:
    /// 民法典时间效力规定 is not 民法典.
    fn named(&self, query: &str) -> Option<(usize, &Statute)> {
        let names = |s: &Statute| names(s).filter(|n| query.starts_with(n.as_str())).map(|n| n.len()).max();
        self.statutes().filter_map(|s| Some((names(s)?, s))).max_by_key(|(length, _)| *length)
    }

    /// Why a query finds nothing, and what to type instead.
    pub fn missing(&self, query: &str) -> Problem {
        let folded = fold(query);
        let told = |what: String, todo: String| Problem::new("law.unknown", what, format!("“{}”", query.trim()), todo);
        if let Some((length, statute)) = self.named(&folded) {
            let rest = folded[length..].trim_start_matches('/');
            let Some((key, _)) = numeral::read_article(rest) else {
                return told(format!("《{}》收录的条文里没有“{rest}”", statute.short), format!("运行 juzheng law {} 查看收录的全部条文", statute.short));
            };
            let wanted = numeral::parts(&key).map_or(0, |(n, _)| i64::from(n));
            let mut near: Vec<(i64, u32, &Text)> = statute.texts.iter().filter(|t| !t.lookup).filter_map(|t| numeral::parts(&t.article).map(|(n, _)| ((i64::from(n) - wanted).abs(), n, t))).collect();
            near.sort_by_key(|(far, n, t)| (*far, *n, t.from));
            let mut labels: Vec<String> = near.into_iter().map(|(_, _, t)| t.label()).collect();
            labels.dedup();
            labels.truncate(4);
            let near = if labels.is_empty() { "这份文件按条款名称收录".to_owned() } else { format!("相近的有{}", labels.join("、")) };
            let article = numeral::article_zh(&key).map_or(key, |zh| numeral::with_article(&zh));
            return told(format!("《{}》没有收录{article}；规则库只收录用得到的条文，没有收录不等于没有这一条", statute.short), format!("{near}；运行 juzheng law {} 查看全部", statute.short));
        }
        let numberless = |text: &str| -> String { fold(text).chars().take_while(|c| !c.is_ascii_digit() && !matches!(c, '第' | '/')).collect() };
        let asked = [numberless(query), query.split_whitespace().next().map(numberless).unwrap_or_default()];
        if asked.iter().all(String::is_empty) {
            return told(format!("“{}”里没有法规名", query.trim()), "请写上法规名和条号，如：民法典 1033".to_owned());
        }
        let score = |s: &Statute| names(s).flat_map(|n| asked.each_ref().map(|a| alike(a, &n))).max();
        let mut near: Vec<(usize, &Statute)> = self.statutes().filter_map(|s| Some((score(s)?, s))).filter(|(score, _)| *score >= 50).collect();
        near.sort_by_key(|(score, s)| (std::cmp::Reverse(*score), &s.id));
        let near: Vec<&str> = near.into_iter().take(3).map(|(_, s)| s.short.as_str()).collect();
        let todo = if near.is_empty() { "运行 juzheng law 查看收录的法规；规则库只收录用得到的条文".to_owned() } else { format!("是不是要查：{}；运行 juzheng law 查看收录的全部法规", near.join("、")) };
        told(format!("规则库里没有“{}”", query.trim()), todo)
    }

    fn holding(&self, query: &str, on: Option<Day>) -> Vec<Found<'_>> {
        let mut hits: Vec<(&Statute, &str)> = self.texts().filter(|(_, t)| !t.lookup).filter(|(_, t)| on.is_none_or(|day| t.in_force(day)) && holds(t, query)).map(|(s, t)| (s, t.article.as_str())).collect();
        hits.dedup_by(|a, b| a.0.id == b.0.id && a.1 == b.1);
        hits.into_iter().map(|(statute, article)| self.found(statute, article, on)).collect()
    }

    fn found<'a>(&'a self, statute: &'a Statute, article: &'a str, on: Option<Day>) -> Found<'a> {
        let versions: Vec<&Text> = self.versions(&statute.id, article).collect();
        let now = on.and_then(|day| versions.iter().copied().find(|t| t.in_force(day)));
        let other = on.and_then(|day| self.under_number(&statute.id, article).find(|t| t.lookup && t.in_force(day)));
        let mut before = Vec::new();
        let mut open: Vec<(&Statute, &Text)> = now.map(|t| (statute, t)).into_iter().collect();
        while let Some((s, t)) = open.pop() {
            for (s, t) in self.before(s, t) {
                before.push((s.short.as_str(), t));
                open.push((s, t));
            }
        }
        let elsewhere = match (on, now) {
            (Some(day), None) => self.follow(versions.iter().map(|t| (statute, *t)).collect(), day).into_iter().map(|(s, t)| (s.short.as_str(), t)).collect(),
            _ => Vec::new(),
        };
        let mut notes: Vec<String> = now.map_or_else(|| versions.clone(), |t| vec![t]).into_iter().flat_map(|t| citation::renumbered(self, statute, t)).collect();
        notes.dedup();
        Found { law: &statute.id, short: &statute.short, title: &statute.title, note: statute.note.as_deref(), article, on, now, versions, before, elsewhere, other, notes }
    }
}

/// Everything a statute is called, folded.
fn names(statute: &Statute) -> impl Iterator<Item = String> {
    [&statute.id, &statute.title, &statute.short].into_iter().chain(&statute.aliases).map(|n| fold(n))
}

/// How alike a typed name and a real one are, in percent: all when the one begins with the other, most when it holds it, else
/// the share of pairs of neighbouring characters they have in common (Dice).
fn alike(a: &str, b: &str) -> usize {
    if a.chars().count() > 1 && b.contains(a) {
        return if b.starts_with(a) { 100 } else { 60 };
    }
    let pairs = |s: &str| -> Vec<(char, char)> { s.chars().zip(s.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let same = a.iter().filter(|pair| b.iter().position(|other| other == *pair).map(|at| b.swap_remove(at)).is_some()).count();
    (200 * same).checked_div(all).unwrap_or(0)
}

/// Whether a text holds these (folded) words.
fn holds(text: &Text, folded: &str) -> bool {
    [&text.words, &text.paraphrase, &text.clause].into_iter().flatten().any(|words| fold(words).contains(folded))
}

/// A name or query without what people write differently: blanks, 《》, full-width forms, letter case.
pub(super) fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '〔' => '[',
        '〕' => ']',
        '—' | '–' => '-',
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '《' | '》' | '“' | '”')).map(narrow).flat_map(char::to_lowercase).collect()
}
