//! The casebook tried out as its files lie: every example played, every paper composed for a case that says nothing, every
//! answer's articles looked up.

use super::{Casebook, Files, lines};
use crate::compose::{Material, View, challenge, compose, document};
use crate::error::Problem;
use crate::facts::Facts;
use crate::model::{Day, ExhibitId};
use crate::permission::texts::Texts;
use crate::result::Review;
use crate::rules::examples;
use crate::terms::Kinds;

/// Every mistake that reading alone does not show. `today` is the day the papers are made for.
pub fn check(book: &Casebook, files: &Files, today: Day) -> Vec<Problem> {
    let mut problems = examples::check(book);
    problems.extend(book.words.check_examples());
    problems.extend(papers(book, today));
    problems.extend(challenge::check(book, today));
    problems.extend(Texts::load(files.answers, &book.law).err().into_iter().flatten());
    problems.extend(Kinds::load(files.terms, &book.law).err().into_iter().flatten());
    lines::located(problems, files)
}

/// Each paper for an empty case: every slot and block is known, every article it names is in force that day.
fn papers(book: &Casebook, today: Day) -> Vec<Problem> {
    let (facts, review) = (Facts::default(), Review::empty(book));
    let material = Material { facts: &facts, review: &review, casebook: book, ledger_head: ExhibitId::default(), ledger_length: 0, today, view: View::default(), pages: None, front: None, said: None };
    let mut problems = Vec::new();
    for (id, text) in &book.documents {
        match document(id, text) {
            Ok(document) => {
                problems.extend(document.check(book));
                problems.extend(compose(&document, &material).err());
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems
}
