//! The reference a rule or paper writes: `civil_code/1033`, `public_security_punishment/50#1.5` (paragraph 1, item 5),
//! `civil_code/1033#.1` (item 1 of the only paragraph that has items), `cybersecurity/43@2026-01-01` (a number that has stood
//! for different matters: only the version that began that day).

use crate::error::Problem;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A provision somebody wants to cite. Without a day it is only a wish: [`super::Law::cite`] turns it into a citation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wanted {
    /// Statute id: the file name in `casebook/law`.
    pub law: String,
    /// Article key: `1033`, `253-1`, or a named clause such as `对象`.
    pub article: String,
    /// First day of the only version meant; any version when `None`.
    pub version: Option<Day>,
    /// 款, counted from 1.
    pub paragraph: Option<u8>,
    /// 项, by its printed number.
    pub item: Option<u8>,
}

impl Wanted {
    /// The whole article, in whatever version.
    pub fn whole(law: &str, article: &str) -> Wanted {
        Wanted { law: law.to_owned(), article: article.to_owned(), version: None, paragraph: None, item: None }
    }
}

impl FromStr for Wanted {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let bad = |what: &str| Problem::new("law.reference", format!("“{text}”不是条文引用：{what}"), "条文引用", "请写成 法规文件名/条号，需要时加 @版本施行日、#款.项，例如 civil_code/1033、public_security_punishment/50#1.5、cybersecurity/43@2026-01-01");
        let (law, rest) = text.split_once('/').ok_or_else(|| bad("缺少“/”"))?;
        let (article, part) = rest.split_once('#').map_or((rest, None), |(a, p)| (a, Some(p)));
        if law.is_empty() || !law.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            return Err(bad("“/”前应为法规文件名（小写字母、数字和下划线）"));
        }
        let (article, version) = article.split_once('@').map_or((article, None), |(a, v)| (a, Some(v)));
        if !key_is_clean(article) {
            return Err(bad("条号为空或含有空格、/、#、.、@"));
        }
        let version = version.map(|v| Day::parse(v).filter(|d| d.to_string() == v).ok_or_else(|| bad("“@”后应为该版本的施行日，如 @2026-01-01"))).transpose()?;
        let count = |s: &str, name: &str| match s.parse::<u8>() {
            Ok(n) if n.to_string() == s && n > 0 => Ok(Some(n)),
            _ => Err(bad(&format!("{name}应为大于零的数字"))),
        };
        let (paragraph, item) = match part {
            None => (None, None),
            Some(part) => match part.split_once('.') {
                Some(("", item)) => (None, count(item, "项")?),
                Some((paragraph, item)) => (count(paragraph, "款")?, count(item, "项")?),
                None => (count(part, "款")?, None),
            },
        };
        Ok(Wanted { law: law.to_owned(), article: article.to_owned(), version, paragraph, item })
    }
}

/// Whether an article key can be written in a reference without being misread.
pub(super) fn key_is_clean(key: &str) -> bool {
    !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '#' | '.' | '@'))
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.law, self.article)?;
        if let Some(from) = self.version {
            write!(f, "@{from}")?;
        }
        match (self.paragraph, self.item) {
            (None, None) => Ok(()),
            (Some(p), None) => write!(f, "#{p}"),
            (None, Some(i)) => write!(f, "#.{i}"),
            (Some(p), Some(i)) => write!(f, "#{p}.{i}"),
        }
    }
}

impl TryFrom<String> for Wanted {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Wanted> for String {
    fn from(wanted: Wanted) -> String {
        wanted.to_string()
    }
}
