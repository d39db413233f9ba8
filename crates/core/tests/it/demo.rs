//! The bundled case, taken through the whole way once, for every test that needs a real one.

use crate::rule_examples::casebook;
use juzheng_core::error::Result;
use juzheng_core::facts::{FactBook, Stated};
use juzheng_core::model::{Day, Stamp};
use juzheng_core::result::{Review, review};
use juzheng_core::vault::Case;
use juzheng_core::vault::take::{Options, walk};
use juzheng_core::world::World;
use std::path::{Path, PathBuf};

/// A world that stands still.
pub struct Still;

impl World for Still {
    fn now(&self) -> Stamp {
        Stamp::parse("2026-03-20T09:00:00+08:00").unwrap()
    }
    fn random(&self) -> [u8; 16] {
        [7; 16]
    }
}

pub const TODAY: fn() -> Day = || Day::new(2026, 3, 20).unwrap();

pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/case"))
}

/// Makes a case of a folder in the shape of `demo/case`.
pub fn case_of(source: &Path, at: &Path) -> Result<Case> {
    let text = std::fs::read_to_string(source.join("facts.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let stated = Stated { by: "测试".into(), at: Still.now().rfc3339() };
    let mut book = FactBook::default();
    book.absorb(value.as_object().unwrap(), &stated);
    let mut case = Case::init(at, book, &stated, &Still)?;
    let facts = case.facts()?;
    let files: Vec<PathBuf> = facts.files.iter().map(|f| source.join(&f.name)).collect();
    let (files, refused) = walk(&files);
    assert!(refused.is_empty(), "{refused:?}");
    case.take(&files, &Options::default(), &Still, &mut |r| {
        r.unwrap();
    })?;
    Ok(case)
}

/// The bundled case, reviewed.
pub fn reviewed(at: &Path) -> (Case, Review) {
    let mut case = case_of(&folder(), at).unwrap();
    let review = review(&mut case, casebook(), &mut |_, _| {}).unwrap();
    (case, review)
}
