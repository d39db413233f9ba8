//! The casebook: law, rules, words, routes, papers, answers and dated numbers as lawyers own them, embedded at build, checked at load. The only
//! reader of `casebook/`.

use crate::ask::{Answers, Known};
use crate::compose::awards::{self, Awards};
use crate::compose::challenge::{self, Challenge};
use crate::compose::slots::{self, Slot};
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
    /// Questions people ask, with their answers; empty where they were left out.
    pub answers: Answers,
    /// The one-year loan prime rate by day.
    pub lpr: Lpr,
    /// Working days.
    pub calendar: Calendar,
    /// What published judgments gave.
    pub awards: Awards,
    /// What papers may ask for.
    pub slots: Vec<Slot>,
    /// What the other side may say.
    pub challenges: Vec<Challenge>,
    /// SHA-256 over every file, so that a paper says which casebook it rests on.
    pub digest: ExhibitId,
}

impl Casebook {
    /// The casebook that was built in. Every mistake of every file is reported.
    pub fn embedded() -> Result<Casebook, Vec<Problem>> {
        Self::of(&Files::embedded())
    }

    /// The same without the answers, which only questions need and which take as long to read as all the rest but the words. The
    /// digest is that of every file, also of those not read.
    pub fn without_answers() -> Result<Casebook, Vec<Problem>> {
        let files = Files::embedded();
        read(&files, Part::Cases).map_err(|problems| lines::located(problems, &files))
    }

    /// Loads a casebook from files. A mistake names its file and line.
    pub fn of(files: &Files) -> Result<Casebook, Vec<Problem>> {
        read(files, Part::All).map_err(|problems| lines::located(problems, files))
    }

    /// What questions that concern no case need: all but the lexicon, of which only the spelling is read. Messages cannot be read by it.
    pub fn for_questions() -> Result<Casebook, Vec<Problem>> {
        let files = Files::embedded();
        read(&files, Part::Questions).map_err(|problems| lines::located(problems, &files))
    }

    /// As [`Casebook::of`], from (stem, text) tables and the answers built in.
    pub fn load(law: &[(&str, &str)], rules: &[(&str, &str)], words: &[(&str, &str)], routes: &[(&str, &str)], documents: &[(&str, &str)], numbers: &[(&str, &str)]) -> Result<Casebook, Vec<Problem>> {
        Self::of(&Files { law, rules, words, routes, documents, answers: ANSWERS, numbers, slots: SLOTS, challenges: CHALLENGES, terms: TERMS })
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
    /// `slots/*.toml`.
    pub slots: &'a [(&'a str, &'a str)],
    /// `challenges/*.toml`.
    pub challenges: &'a [(&'a str, &'a str)],
    /// `terms/*.toml`.
    pub terms: &'a [(&'a str, &'a str)],
}

impl<'a> Files<'a> {
    /// The files built into the program.
    pub fn embedded() -> Files<'static> {
        Files { law: LAW, rules: RULES, words: WORDS, routes: ROUTES, documents: DOCUMENTS, answers: ANSWERS, numbers: NUMBERS, slots: SLOTS, challenges: CHALLENGES, terms: TERMS }
    }

    /// Each folder by name.
    pub fn folders(&self) -> [(&'static str, &'a [(&'a str, &'a str)]); 10] {
        [
            ("law", self.law),
            ("rules", self.rules),
            ("words", self.words),
            ("routes", self.routes),
            ("documents", self.documents),
            ("answers", self.answers),
            ("numbers", self.numbers),
            ("slots", self.slots),
            ("challenges", self.challenges),
            ("terms", self.terms),
        ]
    }

    fn folder(&self, name: &str) -> Option<&'a [(&'a str, &'a str)]> {
        self.folders().into_iter().find(|(folder, _)| *folder == name).map(|(_, files)| files)
    }
}

/// How much of the files is read.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    All,
    /// Without the answers.
    Cases,
    /// Without the lexicon.
    Questions,
}

fn read(files: &Files, part: Part) -> Result<Casebook, Vec<Problem>> {
    let mut listed = String::new();
    for (folder, files) in files.folders() {
        for (stem, text) in files {
            listed += &format!("{}  {folder}/{stem}\n", sha256(text.as_bytes()));
        }
    }
    let digest = sha256(listed.as_bytes());
    // Law and words lean on nothing else: the mistakes of both are told at once.
    let lexicon = if part == Part::Questions { Words::spelling } else { Words::load };
    let (law, words) = match (Law::load(files.law), lexicon(files.words)) {
        (Ok(law), Ok(words)) => (law, words),
        (law, words) => return Err(law.err().into_iter().chain(words.err()).flatten().collect()),
    };
    let (rules, needs) = rules::load(files.rules, &law, &|family| words.family(family).is_some())?;
    let routes = crate::remedy::load(files.routes, &|rule| rules.iter().any(|r| r.id == rule), &law)?;
    let documents: Vec<(String, String)> = files.documents.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let known = Known { rule: &|id| rules.iter().any(|r| r.id == id), route: &|id| routes.desks.iter().any(|r| r.id == id), paper: &|id| documents.iter().any(|(d, _)| d == id) };
    let answers = if part != Part::Cases { Answers::load(files.answers, &law, &known)? } else { Answers::default() };
    let lpr = Lpr::load(files.numbers)?;
    let calendar = Calendar::load(files.numbers)?;
    let awards = awards::load(files.numbers)?;
    let slots = slots::load(files.slots)?;
    let challenges = challenge::load(files.challenges, &|rule| rules.iter().any(|r| r.id == rule))?;
    Ok(Casebook { law, rules, needs, words, routes, documents, answers, lpr, calendar, awards, slots, challenges, digest })
}
