//! Reading and checking `casebook/law`. A wrong date here becomes a wrong article in a court paper, so everything that can
//! be checked is, and every fault is told at once.

use super::{Grade, Level, Place, Statute, Text, numeral, parts, wanted};
use crate::error::Problem;
use crate::time::Day;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatute {
    id: String,
    title: String,
    short: String,
    #[serde(default)]
    aliases: Vec<String>,
    issuer: String,
    level: Level,
    quotable: bool,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    article: String,
    article_zh: Option<String>,
    clause: Option<String>,
    words: Option<String>,
    paraphrase: Option<String>,
    excerpt: Option<String>,
    #[serde(default)]
    lookup: bool,
    instrument: String,
    from: String,
    until: Option<String>,
    grade: Grade,
    source: String,
    checked_on: String,
    #[serde(default)]
    moved_from: Vec<String>,
    #[serde(default)]
    moved_to: Vec<String>,
    gap: Option<String>,
    note: Option<String>,
}

/// Collects the problems of one file.
struct Faults<'a> {
    file: &'a str,
    found: Vec<Problem>,
}

impl Faults<'_> {
    fn add(&mut self, code: &str, article: &str, what: impl Into<String>, todo: impl Into<String>) {
        let place = if article.is_empty() { format!("casebook/law/{}.toml", self.file) } else { format!("casebook/law/{}.toml 条文“{article}”", self.file) };
        self.found.push(Problem::new(code, what, place, todo));
    }

    fn at_line(&mut self, error: &toml::de::Error, text: &str) {
        let place = format!("casebook/law/{}.toml{}", self.file, crate::casebook::lines::of(error, text, 0));
        self.found.push(Problem::new("law.toml", format!("TOML 写法有误：{}", error.message()), place, "请改正这一行；引号、方括号要成对，每个键只写一次"));
    }
}

pub(super) fn load(files: &[(&str, &str)]) -> Result<Vec<Statute>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut statutes = Vec::new();
    for (file, text) in files {
        let mut faults = Faults { file, found: Vec::new() };
        statutes.extend(read(file, text, &mut faults));
        problems.append(&mut faults.found);
    }
    statutes.sort_by(|a: &Statute, b| a.id.cmp(&b.id));
    names(&statutes, &mut problems);
    for statute in &statutes {
        let mut faults = Faults { file: &statute.id, found: Vec::new() };
        moves(statute, &statutes, &mut faults);
        problems.append(&mut faults.found);
    }
    if problems.is_empty() { Ok(statutes) } else { Err(problems) }
}

fn read(file: &str, text: &str, faults: &mut Faults<'_>) -> Option<Statute> {
    let fields = "请按 casebook/README.md“law”一节的字段说明改正";
    let mut table: toml::Table = toml::from_str(text).map_err(|e: toml::de::Error| faults.at_line(&e, text)).ok()?;
    let entries = match table.remove("text") {
        Some(toml::Value::Array(entries)) if !entries.is_empty() => entries,
        _ => {
            faults.add("law.empty", "", "没有任何 [[text]] 条文", "请至少写一条 [[text]]");
            return None;
        }
    };
    let head = table.try_into::<RawStatute>().map_err(|e| faults.add("law.field", "", format!("法规字段有误：{e}"), fields)).ok();
    let mut texts = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        let named = entry.get("article").and_then(toml::Value::as_str).map_or_else(|| format!("第{}个[[text]]", at + 1), str::to_owned);
        match entry.try_into::<RawText>() {
            Ok(raw) => texts.extend(text_of(raw, file, faults)),
            Err(e) => faults.add("law.field", &named, format!("条文字段有误：{e}"), fields),
        }
    }
    let head = head?;
    if head.id != file {
        faults.add("law.stem", "", format!("id“{}”与文件名“{file}”不一致", head.id), "请让 id 与文件名（不含 .toml）相同");
    }
    for (name, value) in [("id", &head.id), ("title", &head.title), ("short", &head.short), ("issuer", &head.issuer)] {
        if value.trim().is_empty() {
            faults.add("law.field", "", format!("{name} 为空"), fields);
        }
    }
    if head.level == Level::Standard && head.quotable {
        faults.add("law.copyright", "", "国家标准文本受版权保护，不能标为可引原文", "请写 quotable = false，只收参数和要旨");
    }
    for text in texts.iter().filter(|t| t.words.is_some() && !head.quotable) {
        faults.add("law.copyright", &text.article, "这部文件不得引用原文，却写了 words", "请删去 words，用自己的话写 paraphrase");
    }
    let mut statute = Statute { id: file.to_owned(), title: head.title, short: head.short, aliases: head.aliases, issuer: head.issuer, level: head.level, quotable: head.quotable, note: head.note, texts };
    // Named clauses keep the file's own order, after the numbered articles.
    statute.texts.sort_by_key(|t| (numeral::parts(&t.article).map_or((u32::MAX, None), |p| p), t.from));
    windows(&statute, faults);
    Some(statute)
}

fn text_of(raw: RawText, file: &str, faults: &mut Faults<'_>) -> Option<Text> {
    let key = raw.article.clone();
    let before = faults.found.len();
    if !wanted::key_is_clean(&key) {
        faults.add("law.article", &key, "条号为空或含有空格、/、#、.", "请写阿拉伯数字条号（如 1033、253-1）或条款名称");
    }
    match (numeral::article_zh(&key), &raw.article_zh) {
        (Some(expected), Some(found)) if expected == *found => {}
        (Some(expected), _) => faults.add("law.article_zh", &key, "article_zh 与 article 不一致", format!("请写 article_zh = \"{expected}\"")),
        (None, Some(_)) => faults.add("law.article_zh", &key, "条款名称没有条号，不应写 article_zh", "请删去 article_zh，改写 clause"),
        (None, None) if raw.clause.is_none() => faults.add("law.clause", &key, "条号未知的条款缺少 clause", "请用 clause 写明这一条款管什么"),
        (None, None) => {}
    }
    match (&raw.words, &raw.paraphrase) {
        (Some(_), Some(_)) => faults.add("law.words", &key, "words 与 paraphrase 只能写一个", "有官方原文写 words，没有则写 paraphrase"),
        (None, None) => faults.add("law.words", &key, "words 与 paraphrase 都没有写", "有官方原文写 words，没有则写 paraphrase"),
        (Some(words), None) => {
            if matches!(raw.grade, Grade::C | Grade::D) {
                faults.add("law.grade", &key, "证据等级为 C 或 D 的文字不能当作法条原文", "请改写为 paraphrase，或核对原文后提高等级");
            }
            if words.is_empty() || words.split('\n').any(|line| line.is_empty() || line.trim() != line) {
                faults.add("law.words", &key, "words 有空行或行首行尾空白", "每款、每项各占一行，不留空白");
            }
        }
        (None, Some(_)) if raw.excerpt.is_some() => faults.add("law.words", &key, "没有 words 却写了 excerpt", "excerpt 只用来说明 words 未收录的部分"),
        (None, Some(gist)) if gist.trim().is_empty() => faults.add("law.words", &key, "paraphrase 为空", "请写出要旨"),
        (None, Some(_)) => {}
    }
    for (name, value) in [("instrument", &raw.instrument), ("source", &raw.source)] {
        if value.trim().is_empty() {
            faults.add("law.field", &key, format!("{name} 为空"), "请写明");
        }
    }
    let mut day = |name: &str, text: &str| match Day::parse(text).filter(|d| d.to_string() == text) {
        Some(day) => Some(day),
        None => {
            faults.add("law.date", &key, format!("{name} =“{text}”不是日期"), "请写成 2026-01-01 的样子，且确有这一天");
            None
        }
    };
    let from = day("from", &raw.from);
    let until = raw.until.as_deref().map(|text| day("until", text));
    let checked_on = day("checked_on", &raw.checked_on);
    if let (Some(from), Some(Some(until))) = (from, until)
        && until < from
    {
        faults.add("law.window", &key, format!("until {until} 早于 from {from}"), "请核对施行日和失效日");
    }
    if raw.lookup && !(raw.moved_from.is_empty() && raw.moved_to.is_empty() && raw.gap.is_none() && raw.words.is_some()) {
        faults.add("law.lookup", &key, "lookup = true 的条文只供查条号，却写了 moved_from、moved_to、gap，或者没有 words", "请只写 words，或删去 lookup");
    }
    let place = |text: &String| match text.split_once('/') {
        Some((law, article)) => Place { law: law.to_owned(), article: article.to_owned() },
        None => Place { law: file.to_owned(), article: text.clone() },
    };
    let (moved_from, moved_to) = (raw.moved_from.iter().map(place).collect(), raw.moved_to.iter().map(place).collect());
    if faults.found.len() > before && (from.is_none() || checked_on.is_none()) {
        return None;
    }
    Some(Text { article: raw.article, article_zh: raw.article_zh, clause: raw.clause, words: raw.words, paraphrase: raw.paraphrase, excerpt: raw.excerpt, lookup: raw.lookup, instrument: raw.instrument, from: from?, until: until.flatten(), grade: raw.grade, source: raw.source, checked_on: checked_on?, moved_from, moved_to, gap: raw.gap, note: raw.note })
}

/// Versions of one article must not overlap, and a hole between them must be explained.
fn windows(statute: &Statute, faults: &mut Faults<'_>) {
    let mut articles: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
    for text in &statute.texts {
        articles.entry(&text.article).or_default().push(text);
    }
    for (article, versions) in articles {
        if let Some(first) = versions.first().filter(|t| t.gap.is_some()) {
            faults.add("law.gap", article, format!("{} 起的文本是第一个版本，前面没有空档", first.from), "请删去 gap");
        }
        for pair in versions.windows(2) {
            let (old, new) = (pair[0], pair[1]);
            match old.until {
                // The number was given to another matter: the matter it had must have gone somewhere.
                Some(_) if new.lookup && !old.lookup && old.moved_to.is_empty() => {
                    faults.add("law.lookup", article, format!("{} 起这个条号另有内容，前一文本却没有写移到哪一条", new.from), "请给前一文本写上 moved_to，或删去 lookup");
                }
                Some(until) if until < new.from => {
                    let hole = until.plus(1) < new.from;
                    if hole && new.gap.is_none() {
                        faults.add("law.gap", article, format!("{until} 与 {} 之间没有任何文本有效", new.from), "请补上中间的版本，或在后一版本写 gap 说明原因");
                    } else if !hole && new.gap.is_some() {
                        faults.add("law.gap", article, format!("{} 起的版本紧接前一版本，没有空档", new.from), "请删去 gap");
                    }
                }
                _ => faults.add("law.overlap", article, format!("{} 起与 {} 起的两个版本有效期重叠", old.from, new.from), "请给前一版本写上 until（含当日）"),
            }
        }
        for text in &versions {
            for (at, paragraph) in text.words.as_deref().map(parts::paragraphs).unwrap_or_default().iter().enumerate() {
                let in_order = paragraph.items.iter().enumerate().all(|(i, item)| usize::from(item.number) == i + 1);
                if !in_order {
                    faults.add("law.items", article, format!("{} 起的文本第{}款各项序号不连续", text.from, at + 1), "请核对是否漏了一项或分行有误");
                }
            }
        }
    }
}

/// Every name finds one statute only.
fn names(statutes: &[Statute], problems: &mut Vec<Problem>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for statute in statutes {
        let mut own: Vec<String> = [&statute.id, &statute.title, &statute.short].into_iter().chain(&statute.aliases).map(|n| super::search::fold(n)).collect();
        own.sort();
        own.dedup();
        for name in own {
            if let Some(other) = owners.insert(name.clone(), &statute.id) {
                problems.push(Problem::new("law.name", format!("名称“{name}”同时指向 {other} 和 {}", statute.id), format!("casebook/law/{}.toml", statute.id), "请改用不会混淆的 short 或 aliases"));
            }
        }
    }
}

/// Moves point at an existing text, adjoin it in time, and are told on both sides.
fn moves(statute: &Statute, all: &[Statute], faults: &mut Faults<'_>) {
    for text in &statute.texts {
        let own = Place { law: statute.id.clone(), article: text.article.clone() };
        let mut side = |places: &[Place], name: &str, other: &str, adjoins: &dyn Fn(&Text) -> bool, back: &dyn Fn(&Text) -> bool| {
            for place in places {
                let mut targets = all.iter().filter(|s| s.id == place.law).flat_map(|s| &s.texts).filter(|t| t.article == place.article && !t.lookup).peekable();
                let to = format!("{}/{}", place.law, place.article);
                if targets.peek().is_none() {
                    faults.add("law.moved", &text.article, format!("{name} 指向的 {to} 不存在"), "请核对条号，或先收录该条");
                } else {
                    match targets.find(|t| adjoins(t)) {
                        None => faults.add("law.moved", &text.article, format!("{name} 指向的 {to} 与本文本在时间上不衔接"), "前一文本的 until 的次日应为后一文本的 from"),
                        Some(target) if !back(target) => faults.add("law.moved", &text.article, format!("{to} 没有写回指本条的 {other}"), format!("请在 {to} 写上 {other}")),
                        Some(_) => {}
                    }
                }
            }
        };
        side(&text.moved_to, "moved_to", "moved_from", &|t| text.until.is_some_and(|until| t.from == until.plus(1)), &|t| t.moved_from.contains(&own));
        side(&text.moved_from, "moved_from", "moved_to", &|t| t.until == Some(text.from.plus(-1)), &|t| t.moved_to.contains(&own));
    }
}
