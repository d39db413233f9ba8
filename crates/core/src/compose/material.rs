//! What a paper is made from, who reads it, and how it names people.

use super::{Front, slots, told};
use crate::casebook::Casebook;
use crate::facts::{Facts, Person};
use crate::model::{Day, ExhibitId};
use crate::result::Review;
use crate::review::because::relation_zh;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a paper is made from.
pub struct Material<'a> {
    /// Stated facts.
    pub facts: &'a Facts,
    /// Review of the case.
    pub review: &'a Review,
    /// Law and documents.
    pub casebook: &'a Casebook,
    /// Newest ledger entry, printed on page 1.
    pub ledger_head: ExhibitId,
    /// Number of ledger entries.
    pub ledger_length: u64,
    /// The paper's day: the law it names is the law of that day.
    pub today: Day,
    /// Whether third parties are named in full.
    pub view: View,
    /// Where the exhibits stand in the exhibit book, when one was made.
    pub pages: Option<&'a Pages>,
    /// The paper it is for, once that is known: who reads it, and what the client is called in it.
    pub front: Option<&'a Front>,
    /// People already introduced in this paper: their relation is told once. `None`: told each time.
    pub said: Option<&'a RefCell<BTreeSet<String>>>,
}

/// How third parties appear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// 白某某: what is handed in by default.
    #[default]
    Masked,
    /// In full: kept apart, for whoever may see it.
    Full,
}

/// Where each exhibit stands in the exhibit book: (first page, last page, first number, last number), by exhibit number.
pub type Pages = BTreeMap<u32, Place>;

/// The place of one exhibit in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// First page.
    pub first: usize,
    /// Last page.
    pub last: usize,
    /// First and last number of its rows (证0001), when it has rows.
    pub rows: Option<(u32, u32)>,
    /// Running number of each cited row, by its row in the exhibit.
    pub numbers: BTreeMap<u64, u32>,
}

impl Material<'_> {
    /// Whether this is who asks for help.
    pub fn is_client(&self, person: &Person) -> bool {
        slots::client(self).is_some_and(|c| c.id == person.id)
    }

    /// Who reads the paper.
    pub fn reader(&self) -> Reader {
        self.front.map_or(Reader::default(), |f| f.reader)
    }

    /// What the client is called: 原告 in a suit, 本人 where the paper gives no name.
    pub fn me(&self) -> &str {
        self.front.and_then(|f| f.me.as_deref()).unwrap_or("本人")
    }

    /// Whether the paper names them in full: the client, and the borrower, without whom nobody finds the loan.
    pub fn named(&self, person: &Person) -> bool {
        self.is_client(person) || self.facts.borrower.as_ref() == Some(&person.id)
    }

    /// A person as this paper names them.
    pub fn name(&self, person: &Person) -> String {
        if self.view == View::Full || self.named(person) { person.name.clone() } else { told::masked_name(&person.name) }
    }

    /// A person in a sentence: 原告 for the client, 原告的姐姐林某某 where the person is first met in the paper, 林某某
    /// afterwards, unless two people would then bear one name.
    pub fn who(&self, person: &Person) -> String {
        if self.is_client(person) {
            return self.me().to_owned();
        }
        let name = self.name(person);
        let alone = self.facts.persons.iter().filter(|p| self.name(p) == name).count() < 2;
        let first = self.said.is_none_or(|said| said.borrow_mut().insert(person.id.clone()));
        if first || !alone { self.introduced(person) } else { name }
    }

    /// The same for a cell of a table or a list of people: always with the relation; in full view with the numbers.
    pub fn introduced(&self, person: &Person) -> String {
        if self.is_client(person) {
            return self.me().to_owned();
        }
        let name = self.name(person);
        let numbers = if self.view == View::Full && !person.numbers.is_empty() { format!("（{}）", person.numbers.join("、")) } else { String::new() };
        let of = if slots::is_borrower(self) { self.me() } else { "借款人" };
        match relation_zh(person.relation_to_borrower.as_deref()).as_str() {
            _ if self.facts.borrower.as_ref() == Some(&person.id) => format!("借款人{name}{numbers}"),
            "未写明" | "本人" => format!("{name}{numbers}"),
            relation => format!("{of}的{relation}{name}{numbers}"),
        }
    }
}

/// Who reads a paper: what law is named to them, and how much of the review is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The lender, its agency, whoever else.
    #[default]
    Other,
    /// A supervising authority or an association.
    Regulator,
    /// The office for personal information: acts about personal information only.
    Privacy,
    /// The police: acts they can act on, the Criminal Law and the Law on Public Security Punishment only.
    Police,
    /// A court: civil law with official words only.
    Court,
    /// The client, and whoever advises them; never handed in.
    Own,
}
