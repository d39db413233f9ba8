//! Looking the law up by hand: `治安管理处罚法 50`, `民法典第一千零三十三条`, `civil_code/1033`, or any words.

use super::{Law, Statute, Text, citation, numeral};
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
        // The longest name wins: 民法典时间效力规定 is not 民法典.
        let names = |s: &Statute| [&s.id, &s.title, &s.short].into_iter().chain(&s.aliases).map(|n| fold(n)).filter(|n| query.starts_with(n.as_str())).map(|n| n.len()).max();
        let best = self.statutes().filter_map(|s| Some((names(s)?, s))).max_by_key(|(length, _)| *length);
        let Some((length, statute)) = best else {
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
        let mut articles: Vec<&str> = texts.into_iter().map(|t| t.article.as_str()).collect();
        articles.dedup();
        articles.into_iter().map(|article| self.found(statute, article, on)).collect()
    }

    fn holding(&self, query: &str, on: Option<Day>) -> Vec<Found<'_>> {
        let mut hits: Vec<(&Statute, &str)> = self.texts().filter(|(_, t)| on.is_none_or(|day| t.in_force(day)) && holds(t, query)).map(|(s, t)| (s, t.article.as_str())).collect();
        hits.dedup_by(|a, b| a.0.id == b.0.id && a.1 == b.1);
        hits.into_iter().map(|(statute, article)| self.found(statute, article, on)).collect()
    }

    fn found<'a>(&'a self, statute: &'a Statute, article: &'a str, on: Option<Day>) -> Found<'a> {
        let versions: Vec<&Text> = self.versions(&statute.id, article).collect();
        let now = on.and_then(|day| versions.iter().copied().find(|t| t.in_force(day)));
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
        Found { law: &statute.id, short: &statute.short, title: &statute.title, article, on, now, versions, before, elsewhere, notes }
    }
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
