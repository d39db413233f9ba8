//! The casebook: law, rules, words, routes, papers and dated numbers as lawyers own them, embedded at build, checked at load. The only
//! reader of `casebook/`.

use crate::digest::sha256;
use crate::error::Problem;
use crate::law::Law;
use crate::model::ExhibitId;
use crate::money::Lpr;
use crate::remedy::Routes;
use crate::remedy::calendar::Calendar;
use crate::rules::{self, Need, Rule};
use crate::words::Words;

pub mod check;
pub(crate) mod lines;

include!(concat!(env!("OUT_DIR"), "/casebook.rs"));

/// Everything loaded and cross-checked.
pub struct Casebook {
    /// Law by date.
    pub law: Law,
    /// Rules, by id.
    pub rules: Vec<Rule>,
    /// Kinds of evidence rules cannot do without.
    pub needs: Vec<Need>,
    /// The lexicon.
    pub words: Words,
    /// Desks with what belongs to them all: terms, things to do, what a court may be asked for.
    pub routes: Routes,
    /// Papers: (id, text).
    pub documents: Vec<(String, String)>,
    /// The one-year loan prime rate by day.
    pub lpr: Lpr,
    /// Working days.
    pub calendar: Calendar,
    /// SHA-256 over every file, so that a paper says which casebook it rests on.
    pub digest: ExhibitId,
}

impl Casebook {
    /// The casebook that was built in. Every mistake of every file is reported.
    pub fn embedded() -> Result<Casebook, Vec<Problem>> {
        Self::of(&Files::embedded())
    }

    /// Loads a casebook from files. A mistake names its file and line.
    pub fn of(files: &Files) -> Result<Casebook, Vec<Problem>> {
        read(files).map_err(|problems| lines::located(problems, files))
    }

    /// As [`Casebook::of`], from (stem, text) tables and the answers built in.
    pub fn load(law: &[(&str, &str)], rules: &[(&str, &str)], words: &[(&str, &str)], routes: &[(&str, &str)], documents: &[(&str, &str)], numbers: &[(&str, &str)]) -> Result<Casebook, Vec<Problem>> {
        Self::of(&Files { law, rules, words, routes, documents, answers: ANSWERS, numbers })
    }
}

/// The files of a casebook as they lie, each (stem, text).
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `law/*.toml`.
    pub law: &'a [(&'a str, &'a str)],
    /// `rules/*.toml`.
    pub rules: &'a [(&'a str, &'a str)],
    /// `words/*.toml`.
    pub words: &'a [(&'a str, &'a str)],
    /// `routes/*.toml`.
    pub routes: &'a [(&'a str, &'a str)],
    /// `documents/*.md`.
    pub documents: &'a [(&'a str, &'a str)],
    /// `answers/*.toml`.
    pub answers: &'a [(&'a str, &'a str)],
    /// `numbers/*.toml`.
    pub numbers: &'a [(&'a str, &'a str)],
}

impl<'a> Files<'a> {
    /// The files built into the program.
    pub fn embedded() -> Files<'static> {
        Files { law: LAW, rules: RULES, words: WORDS, routes: ROUTES, documents: DOCUMENTS, answers: ANSWERS, numbers: NUMBERS }
    }

    /// Each folder by name.
    pub fn folders(&self) -> [(&'static str, &'a [(&'a str, &'a str)]); 7] {
        [("law", self.law), ("rules", self.rules), ("words", self.words), ("routes", self.routes), ("documents", self.documents), ("answers", self.answers), ("numbers", self.numbers)]
    }

    fn folder(&self, name: &str) -> Option<&'a [(&'a str, &'a str)]> {
        self.folders().into_iter().find(|(folder, _)| *folder == name).map(|(_, files)| files)
    }
}

fn read(files: &Files) -> Result<Casebook, Vec<Problem>> {
    let mut listed = String::new();
    for (folder, files) in files.folders() {
        for (stem, text) in files {
            listed += &format!("{}  {folder}/{stem}\n", sha256(text.as_bytes()));
        }
    }
    let digest = sha256(listed.as_bytes());
    // Law and words lean on nothing else: the mistakes of both are told at once.
    let (law, words) = match (Law::load(files.law), Words::load(files.words)) {
        (Ok(law), Ok(words)) => (law, words),
        (law, words) => return Err(law.err().into_iter().chain(words.err()).flatten().collect()),
    };
    let (rules, needs) = rules::load(files.rules, &law, &|family| words.family(family).is_some())?;
    let routes = crate::remedy::load(files.routes, &|rule| rules.iter().any(|r| r.id == rule), &law)?;
    let documents = files.documents.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let lpr = Lpr::load(files.numbers)?;
    let calendar = Calendar::load(files.numbers)?;
    Ok(Casebook { law, rules, needs, words, routes, documents, lpr, calendar, digest })
}
