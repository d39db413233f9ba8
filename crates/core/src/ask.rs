//! Questions in a user's own words, and the answers of `casebook/answers` to them.
//!
//! One family of questions is one file: typical ways of asking, the answer in plain sentences, the articles it rests on, the desks
//! and papers that follow, the errors going round that it corrects. [`Finder`] learns from the ways of asking, finds the family by the words of the question and says
//! 不知道 rather than guess; [`page`] puts the answer together for one day and, when there is one, for one case. Nothing here states
//! law: a sentence names an article by a slot, and [`crate::law::Law::cite`] gives the words of the day.

mod file;
mod find;
mod learn;
mod page;
mod terms;

#[cfg(test)]
mod tests;

pub use file::{Answer, Correction, Role, Topic, Variant};
pub use find::{Finder, Match, Reply, Verdict};
pub use page::{Cited, Desk, Page, RuleLine, Situation, Told, page};

use crate::error::Problem;
use crate::law::Law;
use terms::SynonymsFile;

/// All families of questions, checked.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// By id.
    pub list: Vec<Answer>,
    /// Words that mean the same to whoever looks for an answer.
    synonyms: SynonymsFile,
    /// What is not this program's business, and who knows about it.
    pub elsewhere: Vec<Topic>,
    /// Words that show a question is about debts, collectors or personal information after all.
    own: Vec<String>,
}

/// Names an answer may use.
pub struct Known<'a> {
    /// Rules.
    pub rule: &'a dyn Fn(&str) -> bool,
    /// Routes.
    pub route: &'a dyn Fn(&str) -> bool,
    /// Papers.
    pub paper: &'a dyn Fn(&str) -> bool,
}

impl Answers {
    /// Reads the files of `casebook/answers`, (stem, text), all but `permissions`.
    ///
    /// # Errors
    /// Every mistake of every file: unreadable, a name nobody knows, an article that cannot be cited, the same way of asking twice.
    pub fn load(files: &[(&str, &str)], law: &Law, known: &Known<'_>) -> Result<Answers, Vec<Problem>> {
        file::load(files, law, known)
    }

    /// An answer by id.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.list.iter().find(|a| a.id == id)
    }
}
