//! Clauses of an agreement or privacy policy that take something from the borrower or others: found sentence by sentence, quoted
//! exactly, set beside the articles in force on a day, with what to ask the lender. The kinds are `casebook/terms/<kind>.toml`;
//! nothing here says that a clause is unlawful.

mod part;

use crate::casebook::lines;
use crate::error::Problem;
use crate::import::document;
use crate::law::{Citation, Law, Wanted};
use crate::time::Day;
use regex::{Regex, RegexSet};
use part::{beside, denied, free, number, parts, sentences};
use serde::{Deserialize, Serialize};

/// Most clauses listed of one kind.
const CLAUSES: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    says: String,
    not_shown: String,
    articles: Vec<Wanted>,
    ask: Vec<String>,
    checked_on: Day,
    find: Vec<Find>,
    #[serde(default)]
    fires: Vec<Example>,
    #[serde(default)]
    denies: Vec<Example>,
    #[serde(default)]
    silent: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Find {
    all: Vec<String>,
    #[serde(default)]
    denies: Vec<String>,
    /// Whether saying 不会、绝不 of it is a promise, part by part of a sentence; not where the clause itself takes by denying.
    #[serde(default)]
    promises: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
}

/// One kind of clause.
pub struct Kind {
    /// File name without ending.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// What it may mean.
    pub says: String,
    /// What the words alone do not show.
    pub not_shown: String,
    /// Provisions it meets or may offend.
    pub articles: Vec<Wanted>,
    /// What to ask the lender.
    pub ask: Vec<String>,
    /// Last day a human checked the file.
    pub checked_on: Day,
    ways: Vec<Way>,
}

/// All of these must match in one sentence.
struct Way {
    all: RegexSet,
    need: usize,
    denies: Vec<Regex>,
    promises: bool,
}

/// Every kind, by id.
pub struct Kinds(Vec<Kind>);

/// Whether a clause takes something or says it will not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// It takes, allows or demands.
    Takes,
    /// It says that this is not done.
    Denies,
}

/// What was found in one text.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Name and version of this document's shape.
    pub schema: &'static str,
    /// Title as the text has it.
    pub title: String,
    /// Version the text states, if it does.
    pub version: Option<String>,
    /// Dates the text states, each with its word: `更新 2025-03-01；生效 2025-03-10`.
    pub dated: Option<String>,
    /// The day the articles are cited for.
    pub day: Day,
    /// Characters read.
    pub characters: usize,
    /// Kinds found, in the order of their ids.
    pub found: Vec<Found>,
    /// Kinds of which the text only says that this is not done.
    pub promised: Vec<Promised>,
    /// Kinds of which nothing was found, by name: that the words were not found does not say the matter is not regulated.
    pub not_found: Vec<String>,
}

/// Clauses of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Id of the kind.
    pub kind: String,
    /// Chinese name.
    pub name: String,
    /// What it may mean.
    pub says: String,
    /// What the words alone do not show.
    pub not_shown: String,
    /// The clauses, in the order of the text.
    pub clauses: Vec<Clause>,
    /// Provisions in force on the day.
    pub law: Vec<Citation>,
    /// What to ask the lender.
    pub ask: Vec<String>,
}

/// A kind of which the text only says that it is not done: nothing to hold against it, but words to hold the lender to.
#[derive(Clone, Debug, Serialize)]
pub struct Promised {
    /// Id of the kind.
    pub kind: String,
    /// Chinese name.
    pub name: String,
    /// The clauses, in the order of the text.
    pub clauses: Vec<Clause>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// The exact words.
    pub quote: String,
    /// Byte where they begin in the text read.
    pub start: usize,
    /// Byte behind their end.
    pub end: usize,
    /// Line of the text, from 1.
    pub line: usize,
    /// The number of the clause it stands under (`第五条`, `三、`), as the text has it.
    pub under: Option<String>,
    /// Whether it takes or denies.
    pub stance: Stance,
}

impl Kinds {
    /// The kinds built into the program.
    ///
    /// # Errors
    /// As [`Kinds::load`]; the test suite loads them, so a released program has none.
    pub fn embedded(law: &Law) -> Result<Kinds, Vec<Problem>> {
        Kinds::load(crate::casebook::TERMS, law)
    }

    /// Reads and checks (stem, text) pairs, and plays their examples.
    ///
    /// # Errors
    /// Every mistake: unreadable, a reference that cannot be cited, a pattern or an example that does not hold.
    pub fn load(files: &[(&str, &str)], law: &Law) -> Result<Kinds, Vec<Problem>> {
        let (mut kinds, mut problems) = (Vec::new(), Vec::new());
        for (stem, text) in files {
            let place = format!("casebook/terms/{stem}.toml");
            let wrong = |what: String, todo: &str| Problem::new("terms.invalid", what, place.clone(), todo);
            let file: File = match toml::from_str(text) {
                Ok(file) => file,
                Err(e) => {
                    let problem = wrong(format!("写法有误：{}", e.message()), "请对照 casebook/README.md 改正");
                    problems.push(Problem { place: format!("{place}{}", lines::of(&e, text, 0)), ..problem });
                    continue;
                }
            };
            problems.extend(file.articles.iter().filter_map(|w| law.check(w).err().map(|p| Problem { place: format!("{place}「{w}」"), ..p })));
            let ways: Result<Vec<Way>, regex::Error> = file.find.iter().map(way).collect();
            let Ok(ways) = ways else {
                problems.push(wrong("有一处 all 或 denies 不是合法的写法".to_owned(), "每一项是用 | 隔开的词，可以用 .{0,12} 表示中间隔几个字"));
                continue;
            };
            let kind = Kind { id: (*stem).to_owned(), name: file.name, says: file.says, not_shown: file.not_shown, articles: file.articles, ask: file.ask, checked_on: file.checked_on, ways };
            if file.fires.is_empty() || file.silent.is_empty() {
                problems.push(wrong("没有例子".to_owned(), "请至少写一个 [[fires]] 和一个 [[silent]]"));
            }
            let expect = [(file.fires, Some(Stance::Takes)), (file.denies, Some(Stance::Denies)), (file.silent, None)];
            for (example, expected) in expect.iter().flat_map(|(list, expected)| list.iter().map(move |e| (e, *expected))) {
                let got = kind.clauses(&example.text).first().map(|c| c.stance);
                if got != expected {
                    problems.push(wrong(format!("例子“{}”的结果是 {got:?}，应为 {expected:?}", example.text), "请改例子或改 [[find]]"));
                }
            }
            kinds.push(kind);
        }
        if problems.is_empty() { Ok(Kinds(kinds)) } else { Err(problems) }
    }

    /// What a text holds, with the law of a day.
    pub fn report(&self, text: &str, law: &Law, day: Day) -> Report {
        let mut fields = document::fields(text);
        let (mut found, mut promised, mut not_found) = (Vec::new(), Vec::new(), Vec::new());
        for kind in &self.0 {
            let clauses = kind.clauses(text);
            if clauses.is_empty() {
                not_found.push(kind.name.clone());
                continue;
            }
            if clauses.iter().all(|c| c.stance == Stance::Denies) {
                promised.push(Promised { kind: kind.id.clone(), name: kind.name.clone(), clauses });
                continue;
            }
            let cited = kind.articles.iter().filter_map(|w| law.cite(w, day).ok()).collect();
            found.push(Found { kind: kind.id.clone(), name: kind.name.clone(), says: kind.says.clone(), not_shown: kind.not_shown.clone(), clauses, law: cited, ask: kind.ask.clone() });
        }
        Report {
            schema: "juzheng-terms/1",
            title: fields.remove("title").unwrap_or_default(),
            version: fields.remove("version"),
            dated: fields.remove("dated"),
            day,
            characters: text.chars().count(),
            found,
            promised,
            not_found,
        }
    }
}

fn way(find: &Find) -> Result<Way, regex::Error> {
    Ok(Way { all: RegexSet::new(&find.all)?, need: find.all.len(), denies: find.denies.iter().map(|d| Regex::new(d)).collect::<Result<_, _>>()?, promises: find.promises })
}

impl Way {
    fn matches(&self, words: &str) -> bool {
        self.all.matches(words).iter().count() == self.need
    }

    /// Whether a sentence takes or promises not to; `None` when it does neither.
    fn stance(&self, sentence: &str) -> Option<Stance> {
        if !self.matches(sentence) {
            return None;
        }
        if beside(sentence) {
            return None;
        }
        let no = self.denies.iter().any(|d| d.is_match(sentence)) || free(sentence);
        if !self.promises {
            return Some(if no { Stance::Denies } else { Stance::Takes });
        }
        // 不会读取通讯录，但会读取短信: what one part denies says nothing of the other.
        let not_done = |part: &&str| denied(part).any(|behind| self.all.matches(behind).matched_any()) || self.denies.iter().any(|d| d.is_match(part));
        let (nos, yes): (Vec<&str>, Vec<&str>) = parts(sentence).into_iter().partition(not_done);
        match () {
            () if free(sentence) => Some(Stance::Denies),
            () if self.matches(&yes.concat()) => Some(Stance::Takes),
            () if no || nos.iter().any(|part| self.matches(part)) => Some(Stance::Denies),
            () => None,
        }
    }
}

impl Kind {
    fn clauses(&self, text: &str) -> Vec<Clause> {
        let mut found = Vec::new();
        let mut under = None;
        for sentence in sentences(text) {
            if let Some(number) = number(sentence.words) {
                under = Some(number);
            }
            // A sentence that takes in one way takes, whatever else it denies.
            let stance = self.ways.iter().filter_map(|w| w.stance(sentence.words)).min_by_key(|s| *s == Stance::Denies);
            if let Some(stance) = stance {
                let end = sentence.start + sentence.words.len();
                found.push(Clause { quote: sentence.words.to_owned(), start: sentence.start, end, line: sentence.line, under: under.clone(), stance });
                if found.len() == CLAUSES {
                    break;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
