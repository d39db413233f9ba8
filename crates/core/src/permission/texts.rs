//! The words beside the records: `casebook/answers/permissions.toml`, checked when it is loaded. Code states no law and gives no
//! advice of its own.

use super::Permission;
use crate::casebook::lines;
use crate::error::Problem;
use crate::law::{Law, Wanted};
use crate::time::Day;
use serde::Deserialize;

/// File name in `casebook/answers`.
pub const FILE: &str = "permissions";

/// What is said of the permissions that reach other people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Heading of the whole.
    pub title: String,
    /// Where the words come from.
    pub source: String,
    /// Last day a human checked them.
    pub checked_on: Day,
    /// What the records cannot show.
    pub limits: Vec<String>,
    /// One for each permission that reaches other people.
    #[serde(rename = "permission")]
    pub permissions: Vec<About>,
    /// What to do, and what it changes.
    #[serde(rename = "answer")]
    pub answers: Vec<Answer>,
}

/// What is said of one permission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Which.
    pub key: Permission,
    /// Chinese name.
    pub name: String,
    /// What it lets an app see.
    pub reaches: String,
    /// Provisions on reading it, to be cited as of the day of the access.
    pub reading: Vec<Wanted>,
}

/// One piece of advice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Stable id.
    pub id: String,
    /// Chinese heading.
    pub title: String,
    /// The advice.
    pub says: String,
    /// Provisions it rests on, to be cited as of the day of asking.
    pub cites: Vec<Wanted>,
}

impl Texts {
    /// The words built into the program.
    ///
    /// # Errors
    /// As [`Texts::load`]; the test suite loads them, so a released program has none.
    pub fn embedded(law: &Law) -> Result<Texts, Vec<Problem>> {
        Texts::load(crate::casebook::ANSWERS, law)
    }

    /// Reads and checks the file among (stem, text) pairs.
    ///
    /// # Errors
    /// Every mistake: unreadable, a permission missing or twice, a reference that cannot be cited.
    pub fn load(files: &[(&str, &str)], law: &Law) -> Result<Texts, Vec<Problem>> {
        let place = format!("casebook/answers/{FILE}.toml");
        let wrong = |what: String, todo: &str| Problem::new("answers.invalid", what, place.clone(), todo);
        let Some((_, text)) = files.iter().find(|(stem, _)| *stem == FILE) else {
            return Err(vec![wrong("没有这个文件".to_owned(), "请放回 casebook/answers/permissions.toml")]);
        };
        let texts: Texts = toml::from_str(text).map_err(|e| {
            let problem = wrong(format!("写法有误：{}", e.message()), "请对照 casebook/README.md 改正");
            vec![Problem { place: format!("{place}{}", lines::of(&e, text, 0)), ..problem }]
        })?;
        let mut problems = Vec::new();
        for wanted in texts.permissions.iter().flat_map(|p| &p.reading).chain(texts.answers.iter().flat_map(|a| &a.cites)) {
            problems.extend(law.check(wanted).err().map(|p| Problem { place: format!("{place}「{wanted}」"), ..p }));
        }
        for key in [Permission::Contacts, Permission::CallLog, Permission::Sms] {
            if texts.permissions.iter().filter(|p| p.key == key).count() != 1 {
                problems.push(wrong(format!("{key:?} 应当有且只有一段 [[permission]]"), "请补上或删去重复的一段"));
            }
        }
        if problems.is_empty() { Ok(texts) } else { Err(problems) }
    }

    /// What is said of a permission.
    pub fn about(&self, permission: Permission) -> Option<&About> {
        self.permissions.iter().find(|p| p.key == permission)
    }
}
