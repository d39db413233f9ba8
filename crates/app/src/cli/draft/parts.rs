//! Which papers are made for whom: one a case, one a lender, one a third person.

use juzheng_core::compose::about::{self, About, Each};
use juzheng_core::compose::{Document, Material};
use juzheng_core::error::{Problem, Result};
use juzheng_core::facts::Facts;
use juzheng_core::result::Review;

/// One paper to be made: a document, and the lender it is addressed to where it is made for each.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// What.
    pub document: &'a Document,
    /// The case cut down to that lender, or told by that third person.
    pub about: Option<&'a About>,
    /// The third person it speaks for.
    pub voice: Option<&'a str>,
    /// The lender's name, as file names tell it.
    pub whom: Option<(&'a str, &'a str)>,
}

impl<'a> Part<'a> {
    /// What it is made from.
    pub fn material(&self, whole: &Material<'a>) -> Material<'a> {
        self.about.map_or(Material { ..*whole }, |about| about.material(whole))
    }

    /// Its title, with whom it is for.
    pub fn title(&self) -> String {
        let of: Vec<&str> = self.voice.into_iter().chain(self.whom.map(|(_, name)| name)).collect();
        if of.is_empty() { self.document.front.title.clone() } else { format!("{}（{}）", self.document.front.title, of.join("，")) }
    }
}

/// The ways a case is cut: by lender, and by third person within it.
pub struct Cuts {
    /// One a lender; none when there is nothing to keep apart.
    pub lenders: Vec<About>,
    /// The third people of each lender, in the same order; of the whole case when lenders are not kept apart.
    thirds: Vec<Vec<About>>,
}

/// The lenders and third people papers are made for.
pub fn abouts(facts: &Facts, review: &Review, whom: Option<&str>) -> Result<Cuts> {
    let lenders = match whom {
        None => about::each(facts, review),
        Some(words) => about::one(facts, review, words).map(|one| vec![one]).ok_or_else(|| {
            let known: Vec<&str> = facts.lenders.iter().map(|l| l.name.as_str()).collect();
            Problem::new("draft.lender", format!("案件里没有“{words}”这家放贷机构"), "命令行 --lender", format!("案件里的放贷机构：{}", if known.is_empty() { "还没有登记".to_owned() } else { known.join("、") }))
        })?,
    };
    let thirds = if lenders.is_empty() { vec![about::thirds(facts, review)] } else { lenders.iter().map(|l| about::thirds(&l.facts, &l.review)).collect() };
    Ok(Cuts { lenders, thirds })
}

/// The papers these documents make.
pub fn parts<'a>(documents: Vec<&'a Document>, cuts: &'a Cuts) -> Vec<Part<'a>> {
    let whom = |n: usize| cuts.lenders.get(n).map(|a| (a.id.as_str(), a.name.as_str()));
    let make = |document: &'a Document| -> Vec<Part<'a>> {
        let by_lender: Vec<Part> = cuts.lenders.iter().enumerate().map(|(n, a)| Part { document, about: Some(a), voice: None, whom: whom(n) }).collect();
        let by_person: Vec<Part> = cuts.thirds.iter().enumerate().flat_map(|(n, list)| list.iter().map(move |a| (n, a))).map(|(n, a)| Part { document, about: Some(a), voice: Some(&a.name), whom: whom(n) }).collect();
        let made = match document.front.each {
            Each::Case => Vec::new(),
            Each::Third if !by_person.is_empty() => by_person,
            Each::Lender | Each::Third => by_lender,
        };
        if made.is_empty() { vec![Part { document, about: None, voice: None, whom: None }] } else { made }
    };
    documents.into_iter().flat_map(make).collect()
}
