//! Which words were in force on a day; never an answer without a date.
//!
//! A statute is one file of `casebook/law`; each of its texts is one article in one version, with the days it was in force
//! and how well its words are known ([`Grade`]). [`Law::cite`] is the only maker of a [`Citation`]: it takes the day of the
//! event and either returns the words of that day or says, in [`NotInForce`], why there are none and where the matter was
//! regulated then. Which version governs: 行政处罚法第三十七条 (law of the act, unless the new one is lighter), 立法法第一百零四条
//! (no retroactivity), 刑法第十二条.

mod citation;
mod load;
pub(crate) mod numeral;
mod parts;
mod search;
mod wanted;

#[cfg(test)]
mod tests;

pub use citation::{Citation, NotInForce, Reason};
pub use numeral::{article_zh, from_chinese, to_chinese};
pub use search::Found;
pub use wanted::Wanted;

use crate::error::Problem;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Rank of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Act of the National People's Congress or its standing committee.
    #[serde(rename = "法律")]
    Act,
    /// Regulation of the State Council.
    #[serde(rename = "行政法规")]
    Regulation,
    /// Interpretation (or joint opinion) of the supreme court and procuratorate.
    #[serde(rename = "司法解释")]
    Interpretation,
    /// Rule of a ministry.
    #[serde(rename = "部门规章")]
    Rule,
    /// Other normative document of an authority.
    #[serde(rename = "规范性文件")]
    Normative,
    /// National standard; GB/T is recommended, not binding.
    #[serde(rename = "国家标准")]
    Standard,
    /// Self-discipline of an association, binding on members.
    #[serde(rename = "自律规范")]
    SelfDiscipline,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Act => "法律",
            Level::Regulation => "行政法规",
            Level::Interpretation => "司法解释",
            Level::Rule => "部门规章",
            Level::Normative => "规范性文件",
            Level::Standard => "国家标准",
            Level::SelfDiscipline => "自律规范",
        })
    }
}

/// How well a text's words are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Two separately packaged public copies agree.
    A,
    /// One full public copy.
    B,
    /// Known from press or law-firm quotations: parameters and gist only.
    C,
    /// No text seen: never a basis on its own.
    D,
}

/// Another article of this or another statute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Statute id.
    pub law: String,
    /// Article key.
    pub article: String,
}

/// One statute, standard or guideline: one file of `casebook/law`.
#[derive(Clone, Debug, Serialize)]
pub struct Statute {
    /// File stem.
    pub id: String,
    /// Full official title.
    pub title: String,
    /// The short name results use.
    pub short: String,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// Who issued it.
    pub issuer: String,
    /// Its rank.
    pub level: Level,
    /// Whether its words may be reproduced (a GB/T standard's may not).
    pub quotable: bool,
    /// What a reader must know about the whole instrument.
    pub note: Option<String>,
    /// Its texts, by article and then by day.
    pub texts: Vec<Text>,
}

/// One article in one version.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// Key: `1033`, `253-1`, or a named clause where the number is not known.
    pub article: String,
    /// `一千零三十三`, `二百五十三条之一`; `None` for a named clause.
    pub article_zh: Option<String>,
    /// What the clause is about; always present for a named clause.
    pub clause: Option<String>,
    /// Official words, one printed line a line.
    pub words: Option<String>,
    /// Gist in our own words, where the official ones are unknown or not ours to print.
    pub paraphrase: Option<String>,
    /// What `words` leaves out, when they are not the whole article.
    pub excerpt: Option<String>,
    /// Shown to who looks the number up, so that a renumbered article is not mistaken for another; never cited.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lookup: bool,
    /// Number of the instrument or amendment that gave it these words.
    pub instrument: String,
    /// First day in force.
    pub from: Day,
    /// Last day in force; `None` while no end is known.
    pub until: Option<Day>,
    /// How well the words are known.
    pub grade: Grade,
    /// Which copy the words come from.
    pub source: String,
    /// Day the text was last checked.
    pub checked_on: Day,
    /// Where the matter stood the day before `from`.
    pub moved_from: Vec<Place>,
    /// Where the matter stands the day after `until`.
    pub moved_to: Vec<Place>,
    /// Why nothing was in force between the version before and this one.
    pub gap: Option<String>,
    /// What a reader must know about this text.
    pub note: Option<String>,
}

impl Text {
    /// In force on that day.
    pub fn in_force(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// `第五十条`, or `“催收时间”` where the number is not known.
    pub fn label(&self) -> String {
        match (&self.article_zh, &self.clause) {
            (Some(zh), _) => numeral::with_article(zh),
            (None, Some(clause)) => format!("“{clause}”"),
            (None, None) => format!("“{}”", self.article),
        }
    }

    /// What must be said beside this text: how far its words can be relied on.
    pub fn caveat(&self) -> Option<&'static str> {
        match self.grade {
            Grade::A | Grade::B => None,
            Grade::C => Some("依据公开报道整理的要旨，不是官方原文，正式引用前须核对官方文本"),
            Grade::D => Some("未见原文，不能单独作为依据，只作线索"),
        }
    }
}

/// All statutes of the casebook, checked.
#[derive(Clone, Debug)]
pub struct Law {
    statutes: Vec<Statute>,
}

impl Law {
    /// Reads and checks statute files given as (file stem, TOML text).
    ///
    /// # Errors
    /// Every problem of every file, each naming file and article, what is wrong and how to mend it.
    pub fn load(files: &[(&str, &str)]) -> Result<Law, Vec<Problem>> {
        load::load(files).map(|statutes| Law { statutes })
    }

    /// The statutes built into the program.
    ///
    /// # Errors
    /// As [`Law::load`]; the test suite loads them, so a released program has none.
    pub fn embedded() -> Result<Law, Vec<Problem>> {
        Law::load(crate::casebook::LAW)
    }

    /// All statutes, by id.
    pub fn statutes(&self) -> impl Iterator<Item = &Statute> {
        self.statutes.iter()
    }

    /// All texts with their statutes, by id, article and day.
    pub fn texts(&self) -> impl Iterator<Item = (&Statute, &Text)> {
        self.statutes.iter().flat_map(|s| s.texts.iter().map(move |t| (s, t)))
    }

    /// A statute by id.
    pub fn statute(&self, id: &str) -> Option<&Statute> {
        self.statutes.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(|at| &self.statutes[at])
    }

    /// Every version of an article that can be cited, oldest first.
    pub fn versions<'a>(&'a self, law: &str, article: &'a str) -> impl Iterator<Item = &'a Text> {
        self.under_number(law, article).filter(|t| !t.lookup)
    }

    /// Everything that has stood under a number, also what is there only to be looked up, oldest first.
    pub fn under_number<'a>(&'a self, law: &str, article: &'a str) -> impl Iterator<Item = &'a Text> {
        self.statute(law).into_iter().flat_map(|s| &s.texts).filter(move |t| t.article == article)
    }

    /// The provision as it stood on that day. The only maker of a [`Citation`].
    ///
    /// # Errors
    /// [`NotInForce`]: unknown, not yet or no longer in force, or without that paragraph or item.
    pub fn cite(&self, wanted: &Wanted, on: Day) -> Result<Citation, NotInForce> {
        citation::cite(self, wanted, on)
    }

    /// Whether a reference can ever be cited and means one matter only: the article is known, some version has the paragraph
    /// and item, and a number that has stood for different matters names its version.
    ///
    /// # Errors
    /// A problem naming what does not exist, or which versions there are to choose from.
    pub fn check(&self, wanted: &Wanted) -> Result<(), Problem> {
        if wanted.version.is_none() && self.is_reused(&wanted.law, &wanted.article) {
            let days: Vec<String> = self.versions(&wanted.law, &wanted.article).map(|t| format!("@{}", t.from)).collect();
            let what = format!("“{wanted}”这个条号先后是不同的内容，没有写明是哪个版本");
            return Err(Problem::new("law.version", what, wanted.to_string(), format!("请在条号后写上版本的施行日：{}", days.join(" 或 "))));
        }
        let mut refused = citation::unknown(self, wanted);
        for day in self.versions(&wanted.law, &wanted.article).map(|t| t.from).collect::<Vec<_>>() {
            match self.cite(wanted, day) {
                Ok(_) => return Ok(()),
                Err(why) => refused = why.into(),
            }
        }
        Err(refused)
    }

    /// Whether a number has stood for different matters (网络安全法第四十三条): a reference to it must name its version,
    /// `cybersecurity/43@2026-01-01`.
    pub fn is_reused(&self, law: &str, article: &str) -> bool {
        let Some(statute) = self.statute(law) else { return false };
        let versions: Vec<&Text> = self.versions(law, article).collect();
        versions.windows(2).any(|pair| !self.after(statute, pair[0]).iter().any(|(_, t)| t.from == pair[1].from && t.article == article))
    }

    /// Where the matter of these texts was regulated on that day, following moves both ways.
    fn follow<'a>(&'a self, mut open: Vec<(&'a Statute, &'a Text)>, on: Day) -> Vec<(&'a Statute, &'a Text)> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some((statute, text)) = open.pop() {
            if !seen.insert((statute.id.as_str(), text.article.as_str(), text.from)) {
                continue;
            }
            if text.in_force(on) {
                found.push((statute, text));
            } else {
                open.extend(if text.from > on { self.before(statute, text) } else { self.after(statute, text) });
            }
        }
        found.sort_by(|a, b| (&a.0.id, a.1.from, &a.1.article).cmp(&(&b.0.id, b.1.from, &b.1.article)));
        found
    }

    /// The texts a text's matter came from: those it names, or else the version before it under the same number.
    fn before<'a>(&'a self, statute: &'a Statute, text: &'a Text) -> Vec<(&'a Statute, &'a Text)> {
        let adjoins = |t: &Text| !t.lookup && t.until == Some(text.from.plus(-1));
        if text.moved_from.is_empty() {
            return statute.texts.iter().filter(|t| t.article == text.article && adjoins(t) && t.moved_to.is_empty()).map(|t| (statute, t)).collect();
        }
        self.at(&text.moved_from, adjoins)
    }

    /// The texts a text's matter moved to: those it names, or else the version after it under the same number.
    fn after<'a>(&'a self, statute: &'a Statute, text: &'a Text) -> Vec<(&'a Statute, &'a Text)> {
        let adjoins = |t: &Text| !t.lookup && text.until.is_some_and(|until| t.from == until.plus(1));
        if text.moved_to.is_empty() {
            return statute.texts.iter().filter(|t| t.article == text.article && adjoins(t) && t.moved_from.is_empty()).map(|t| (statute, t)).collect();
        }
        self.at(&text.moved_to, adjoins)
    }

    fn at<'a>(&'a self, places: &'a [Place], when: impl Fn(&Text) -> bool) -> Vec<(&'a Statute, &'a Text)> {
        let find = |p: &'a Place| self.texts().find(|(s, t)| s.id == p.law && t.article == p.article && when(t));
        places.iter().filter_map(find).collect()
    }
}
