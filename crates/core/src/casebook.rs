//! The casebook: law, rules, words, routes, papers and dated numbers as lawyers own them, embedded at build, checked at load. The only
//! reader of `casebook/`.

use crate::digest::sha256;
use crate::error::Problem;
use crate::law::Law;
use crate::model::ExhibitId;
use crate::money::Lpr;
use crate::remedy::Route;
use crate::rules::{self, Need, Rule};
use crate::words::Words;

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
    /// Routes, by id.
    pub routes: Vec<Route>,
    /// Papers: (id, text).
    pub documents: Vec<(String, String)>,
    /// The one-year loan prime rate by day.
    pub lpr: Lpr,
    /// SHA-256 over every file, so that a paper says which casebook it rests on.
    pub digest: ExhibitId,
}

impl Casebook {
    /// The casebook that was built in. Every mistake of every file is reported.
    pub fn embedded() -> Result<Casebook, Vec<Problem>> {
        Self::load(LAW, RULES, WORDS, ROUTES, DOCUMENTS, NUMBERS)
    }

    /// Loads a casebook from (stem, text) tables.
    pub fn load(law: &[(&str, &str)], rules: &[(&str, &str)], words: &[(&str, &str)], routes: &[(&str, &str)], documents: &[(&str, &str)], numbers: &[(&str, &str)]) -> Result<Casebook, Vec<Problem>> {
        let mut listed = String::new();
        for (folder, files) in [("law", law), ("rules", rules), ("words", words), ("routes", routes), ("documents", documents), ("numbers", numbers)] {
            for (stem, text) in files {
                listed += &format!("{}  {folder}/{stem}\n", sha256(text.as_bytes()));
            }
        }
        let digest = sha256(listed.as_bytes());
        let law = Law::load(law)?;
        let words = Words::load(words)?;
        let (rules, needs) = rules::load(rules, &law, &|family| words.family(family).is_some())?;
        let routes = crate::remedy::load(routes, &|rule| rules.iter().any(|r| r.id == rule))?;
        let documents = documents.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
        let lpr = Lpr::load(numbers)?;
        Ok(Casebook { law, rules, needs, words, routes, documents, lpr, digest })
    }
}
