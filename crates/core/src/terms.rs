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
use part::{NOT_DONE, number, parts, sentences};
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
        let denied = self.denies.iter().any(|d| d.is_match(sentence));
        if !self.promises {
            return Some(if denied { Stance::Denies } else { Stance::Takes });
        }
        // 不会读取通讯录，但会读取短信: what one part denies says nothing of the other.
        let not_done = |part: &&str| {
            let said = |behind: &str| self.all.matches(behind).matched_any();
            NOT_DONE.find_iter(part).any(|not| said(&part[not.start() + '不'.len_utf8()..])) || self.denies.iter().any(|d| d.is_match(part))
        };
        let (no, yes): (Vec<&str>, Vec<&str>) = parts(sentence).into_iter().partition(not_done);
        match () {
            () if self.matches(&yes.concat()) => Some(Stance::Takes),
            () if denied || no.iter().any(|part| self.matches(part)) => Some(Stance::Denies),
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
mod tests {
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
}
