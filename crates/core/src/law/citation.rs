//! A provision as it stood on the day of the event, or the reason there is none.

use super::{Grade, Law, Level, Statute, Text, Wanted, numeral, parts};
use crate::error::Problem;
use crate::time::Day;
use serde::Serialize;
use std::fmt;

/// One provision in the version of one day. Made only by [`Law::cite`], so a paper cannot carry words of another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    law: String,
    short: String,
    title: String,
    level: Level,
    article: String,
    article_zh: Option<String>,
    clause: Option<String>,
    paragraph: Option<u8>,
    item: Option<u8>,
    label: String,
    display: String,
    on: Day,
    words: Option<String>,
    lead_words: Option<String>,
    part_words: Option<String>,
    paraphrase: Option<String>,
    excerpt: Option<String>,
    instrument: String,
    grade: Grade,
    version_from: Day,
    version_until: Option<Day>,
    source: String,
    checked_on: Day,
    moved: Vec<String>,
    caveat: Option<String>,
    note: Option<String>,
}

impl Citation {
    /// Statute id.
    pub fn law(&self) -> &str {
        &self.law
    }
    /// Short name, as results use it: `治安管理处罚法`.
    pub fn short(&self) -> &str {
        &self.short
    }
    /// Full official title, without 《》.
    pub fn title(&self) -> &str {
        &self.title
    }
    /// Rank of the instrument.
    pub fn level(&self) -> Level {
        self.level
    }
    /// Article key: `1033`, `253-1`, or a named clause.
    pub fn article(&self) -> &str {
        &self.article
    }
    /// `一千零三十三`, `二百五十三条之一`; `None` where the number is not known.
    pub fn article_zh(&self) -> Option<&str> {
        self.article_zh.as_deref()
    }
    /// What the clause is about, where the casebook says so.
    pub fn clause(&self) -> Option<&str> {
        self.clause.as_deref()
    }
    /// 款, counted from 1, when one is cited.
    pub fn paragraph(&self) -> Option<u8> {
        self.paragraph
    }
    /// 项, when one is cited.
    pub fn item(&self) -> Option<u8> {
        self.item
    }
    /// The day the citation was made for.
    pub fn on(&self) -> Day {
        self.on
    }
    /// Official words of the whole article (or of the part named by [`Citation::excerpt`]); `None` if they are unknown or not
    /// ours to print.
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
    /// Official words of the cited 款 or 项 alone; of the whole article when none is cited.
    pub fn part_words(&self) -> Option<&str> {
        self.part_words.as_deref()
    }
    /// The line a cited 项 hangs on (it carries the penalty); `None` when no item is cited.
    pub fn lead_words(&self) -> Option<&str> {
        self.lead_words.as_deref()
    }
    /// Gist in our own words, where there are no official ones.
    pub fn paraphrase(&self) -> Option<&str> {
        self.paraphrase.as_deref()
    }
    /// What [`Citation::words`] leaves out, when it is not the whole article.
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_deref()
    }
    /// Number of the instrument or amendment.
    pub fn instrument(&self) -> &str {
        &self.instrument
    }
    /// How well the words are known.
    pub fn grade(&self) -> Grade {
        self.grade
    }
    /// First day of this version.
    pub fn version_from(&self) -> Day {
        self.version_from
    }
    /// Last day of this version; `None` while no end is known.
    pub fn version_until(&self) -> Option<Day> {
        self.version_until
    }
    /// Which copy the words come from.
    pub fn source(&self) -> &str {
        &self.source
    }
    /// Day the text was last checked.
    pub fn checked_on(&self) -> Day {
        self.checked_on
    }
    /// Renumbering the reader must know about, in Chinese sentences.
    pub fn moved(&self) -> &[String] {
        &self.moved
    }
    /// What must be said beside the citation when its words are not official (grades C, D).
    pub fn caveat(&self) -> Option<&str> {
        self.caveat.as_deref()
    }
    /// The casebook's note on this text.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
    /// `第五十条第一款第（五）项`, or `“催收时间”`.
    pub fn label(&self) -> &str {
        &self.label
    }
    /// `《中华人民共和国民法典》第一千零三十三条第（一）项`.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// What has become of this provision by `today`, if anything: a reader who looks it up today finds something else.
    /// `此后（2026-01-01起）条文改为第五十条，文字有变化`.
    pub fn changed_since(&self, law: &Law, today: Day) -> Option<String> {
        let until = self.version_until.filter(|until| *until < today)?;
        let own = law.texts().filter(|(s, t)| s.id == self.law && t.article == self.article && t.from == self.version_from).collect();
        let now = law.follow(own, today);
        if now.is_empty() {
            return Some(format!("此后（{}起）没有对应的有效条文", until.plus(1)));
        }
        Some(now.into_iter().map(|(s, t)| format!("此后（{}起）{}", t.from, self.became(s, t))).collect::<Vec<_>>().join("；"))
    }

    fn became(&self, statute: &Statute, text: &Text) -> String {
        if statute.id != self.law {
            return format!("改由{}规定", name(statute, text));
        }
        if text.article == self.article {
            return "本条有新的文字".to_owned();
        }
        let place = text.label();
        match (&self.words, &text.words) {
            (Some(old), Some(new)) if bare(old) == bare(new) => format!("条文改为{place}，文字未变"),
            (Some(_), Some(_)) => format!("条文改为{place}，文字有变化"),
            _ => format!("改由{place}规定"),
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

/// Words without punctuation and blanks, for comparing versions.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `《治安管理处罚法》第五十条`.
fn name(statute: &Statute, text: &Text) -> String {
    format!("《{}》{}", statute.short, text.label())
}

/// Why a provision cannot be cited for a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotInForce {
    /// What was wanted.
    pub wanted: Wanted,
    /// The day.
    pub on: Day,
    /// Why not.
    pub reason: Reason,
    /// Where the matter was regulated on that day, when the casebook knows.
    pub elsewhere: Vec<Wanted>,
    /// The whole answer in Chinese.
    pub message: String,
}

/// The kinds of [`NotInForce`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No such statute in the casebook.
    UnknownLaw,
    /// No such article in the casebook.
    UnknownArticle,
    /// The earliest text the casebook holds is in force only from this day.
    NotYet(Day),
    /// In force only to this day.
    NoLonger(Day),
    /// Between two versions nothing was in force.
    Gap,
    /// The article of that day has no such paragraph.
    NoParagraph,
    /// The article of that day has no such item (or more than one paragraph has one).
    NoItem,
    /// Only the gist is known, so paragraphs and items cannot be told apart.
    NoWords,
}

impl fmt::Display for NotInForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NotInForce {}

impl From<NotInForce> for Problem {
    fn from(no: NotInForce) -> Problem {
        let todo = match no.elsewhere.as_slice() {
            [] => "请核对日期和条号".to_owned(),
            places => format!("请改引 {}", places.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")),
        };
        Problem::new("law.not_in_force", no.message, no.wanted.to_string(), todo)
    }
}

/// The problem of a reference the casebook does not know at all.
pub(super) fn unknown(law: &Law, wanted: &Wanted) -> Problem {
    let what = match law.statute(&wanted.law) {
        None => format!("没有收录法规“{}”", wanted.law),
        Some(statute) => format!("《{}》没有收录“{}”", statute.short, wanted.article),
    };
    Problem::new("law.unknown", what, wanted.to_string(), "请核对引用，或在 casebook/law 补充该条")
}

/// The provision on a day; when a version is wanted, only from the text that began on its day.
pub(super) fn cite(law: &Law, wanted: &Wanted, on: Day) -> Result<Citation, NotInForce> {
    let refuse = |reason, elsewhere, message| NotInForce { wanted: wanted.clone(), on, reason, elsewhere, message };
    let plain = |reason| refuse(reason, Vec::new(), unknown(law, wanted).what);
    let statute = law.statute(&wanted.law).ok_or_else(|| plain(Reason::UnknownLaw))?;
    let versions: Vec<&Text> = law.versions(&wanted.law, &wanted.article).filter(|t| wanted.version.is_none_or(|from| t.from == from)).collect();
    let first = versions.first().ok_or_else(|| plain(Reason::UnknownArticle))?;
    let Some(text) = versions.iter().find(|t| t.in_force(on)) else {
        let label = name(statute, first);
        let last = versions.iter().rev().find(|t| t.from <= on).and_then(|t| t.until);
        let (reason, why) = match last {
            // The law may be older than the casebook: what is said is only that there is no text to cite.
            None => (Reason::NotYet(first.from), format!("{label}收录的文本自{}起施行，{on}没有可引的文本", first.from)),
            Some(until) if versions.iter().any(|t| t.from > on) => (Reason::Gap, format!("{label}在{on}没有有效文本（前一文本适用至{until}）")),
            Some(until) => (Reason::NoLonger(until), format!("{label}的这一规定适用至{until}，{on}不再适用")),
        };
        let places = law.follow(versions.iter().map(|t| (statute, *t)).collect(), on);
        let names: Vec<String> = places.iter().map(|(s, t)| name(s, t)).collect();
        let other = law.under_number(&wanted.law, &wanted.article).any(|t| t.lookup && t.in_force(on));
        let other = if other { format!("；该日的{}是另一内容", first.label()) } else { String::new() };
        let there = if names.is_empty() { String::new() } else { format!("；该日同一事项规定在{}", names.join("、")) };
        let elsewhere = places.iter().map(|(s, t)| Wanted { version: law.is_reused(&s.id, &t.article).then_some(t.from), ..Wanted::whole(&s.id, &t.article) }).collect();
        return Err(refuse(reason, elsewhere, format!("{why}{there}{other}")));
    };
    let part = part(text, wanted).map_err(|(reason, what)| refuse(reason, Vec::new(), format!("{}{what}", name(statute, text))))?;
    let label = format!("{}{}", text.label(), part.label);
    // A title within a title takes single marks (GB/T 15834-2011, 4.15.3.4).
    let full = statute.title.replace('《', "〈").replace('》', "〉");
    let title = if statute.level == Level::Standard { format!("《{full}》（{}）", statute.short) } else { format!("《{full}》") };
    let display = if text.article_zh.is_some() { format!("{title}{label}") } else { format!("{title}关于{label}的规定") };
    Ok(Citation {
        law: statute.id.clone(),
        short: statute.short.clone(),
        title: statute.title.clone(),
        level: statute.level,
        article: text.article.clone(),
        article_zh: text.article_zh.clone(),
        clause: text.clause.clone(),
        paragraph: wanted.paragraph,
        item: wanted.item,
        label,
        display,
        on,
        words: text.words.clone(),
        lead_words: part.lead,
        part_words: part.words.or_else(|| text.words.clone()),
        paraphrase: text.paraphrase.clone(),
        excerpt: text.excerpt.clone(),
        instrument: text.instrument.clone(),
        grade: text.grade,
        version_from: text.from,
        version_until: text.until,
        source: text.source.clone(),
        checked_on: text.checked_on,
        moved: renumbered(law, statute, text),
        caveat: text.caveat().map(str::to_owned),
        note: text.note.clone(),
    })
}

/// The cited part of an article.
#[derive(Default)]
struct Part {
    label: String,
    lead: Option<String>,
    words: Option<String>,
}

fn part(text: &Text, wanted: &Wanted) -> Result<Part, (Reason, String)> {
    if wanted.paragraph.is_none() && wanted.item.is_none() {
        return Ok(Part::default());
    }
    let words = text.words.as_deref().ok_or_else(|| (Reason::NoWords, "只收录了要旨，不能引到款、项".to_owned()))?;
    let all = parts::paragraphs(words);
    let at = match (wanted.paragraph, wanted.item) {
        (Some(number), _) => usize::from(number).wrapping_sub(1),
        // Without a paragraph the item must be unambiguous: exactly one paragraph has items.
        (None, _) => match all.iter().enumerate().filter(|(_, p)| !p.items.is_empty()).map(|(i, _)| i).collect::<Vec<_>>()[..] {
            [only] => only,
            _ => return Err((Reason::NoItem, "没有分项，或者不止一款分项，请写明第几款".to_owned())),
        },
    };
    let paragraph = all.get(at).ok_or_else(|| (Reason::NoParagraph, format!("只有{}款", all.len())))?;
    let number = u32::try_from(at + 1).ok().and_then(numeral::to_chinese).unwrap_or_default();
    // An article of one paragraph is cited without 第一款.
    let label = if all.len() > 1 { format!("第{number}款") } else { String::new() };
    let Some(wanted_item) = wanted.item else {
        return Ok(Part { label, lead: None, words: Some(paragraph.words.to_owned()) });
    };
    let item = paragraph.items.iter().find(|i| i.number == wanted_item).ok_or_else(|| (Reason::NoItem, format!("第{number}款只有{}项", paragraph.items.len())))?;
    Ok(Part { label: format!("{label}{}", item.label), lead: Some(paragraph.lead.to_owned()), words: Some(item.words.to_owned()) })
}

/// Renumbering a reader of this text must know: where it came from, where it went, and that its number meant something else.
pub(super) fn renumbered(law: &Law, statute: &Statute, text: &Text) -> Vec<String> {
    let here = |s: &Statute, t: &Text| if s.id == statute.id { t.label() } else { name(s, t) };
    let mut notes = Vec::new();
    let own = |s: &Statute, t: &Text| s.id == statute.id && t.article == text.article;
    for (s, t) in law.before(statute, text) {
        notes.push(if own(s, t) { format!("{}以前，本条文字不同", text.from) } else { format!("{}以前，同一事项规定在{}", text.from, here(s, t)) });
    }
    for (s, t) in law.after(statute, text) {
        notes.push(if own(s, t) { format!("{}起，本条有新的文字", t.from) } else { format!("{}起，同一事项规定在{}", t.from, here(s, t)) });
    }
    for other in law.under_number(&statute.id, &text.article).filter(|t| t.from != text.from) {
        let (link, when) = if other.from < text.from { (&other.moved_to, format!("{}以前", text.from)) } else { (&other.moved_from, format!("{}起", other.from)) };
        if other.lookup || !link.is_empty() && !link.iter().any(|p| p.law == statute.id && p.article == text.article) {
            notes.push(format!("{when}，{}是另一内容", text.label()));
        }
    }
    notes
}
