//! The redacted twin: names, numbers, addresses and identity numbers of a case put under one code each, the same in every
//! paper of the case (张一 → 张某1). What stands in quotations is masked too; institutions keep their names.

use super::Material;
use super::told::masked_name;
use crate::draft::{Block, Draft, Span, Table};
use crate::facts::Extra;
use crate::number::{self, NumberKind};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Said on page 1 of everything redacted.
pub const STATED: &str = "遮盖版：自然人的姓名、联系号码、地址、证件号码已换成统一的代号，同一代号指同一对象；机构名称保留。完整版另存";

/// Everybody but the client and the borrower put under 林某某, in quotations and names of exhibits too: what is handed in by default.
pub fn names_masked(m: &Material, blocks: &[Block]) -> Vec<Block> {
    let others = m.facts.persons.iter().filter(|p| !m.named(p) && p.name.chars().count() >= 2);
    // A name that only says the relation (妈妈) names nobody.
    let names = others.filter(|p| p.relation_to_borrower.as_deref() != Some(p.name.as_str()) && !KIN.contains(&p.name.as_str()));
    let mut words: Vec<(String, String)> = names.map(|p| (p.name.clone(), masked_name(&p.name))).collect();
    if words.is_empty() {
        return blocks.to_vec();
    }
    words.sort_by_key(|(from, _)| (std::cmp::Reverse(from.chars().count()), from.clone()));
    let masked = |text: &str| words.iter().fold(text.to_owned(), |t, (from, to)| if t.contains(from.as_str()) { t.replace(from.as_str(), to) } else { t });
    blocks.iter().map(|b| mapped(b, &masked)).collect()
}

/// What people are called rather than named.
const KIN: [&str; 16] = ["妈妈", "爸爸", "母亲", "父亲", "姐姐", "妹妹", "哥哥", "弟弟", "老婆", "老公", "妻子", "丈夫", "朋友", "同事", "老板", "领导"];

/// A block with every word put through a function.
fn mapped(block: &Block, to: &dyn Fn(&str) -> String) -> Block {
    let spans = |spans: &[Span]| -> Vec<Span> {
        spans
            .iter()
            .map(|span| match span {
                Span::Text(t) => Span::Text(to(t)),
                Span::Strong(t) => Span::Strong(to(t)),
                Span::Quote(t) => Span::Quote(to(t)),
                Span::Blank(t) => Span::Blank(to(t)),
                Span::Exhibits(n) => Span::Exhibits(n.clone()),
            })
            .collect()
    };
    let rows = |rows: &[Vec<Span>]| rows.iter().map(|r| spans(r)).collect();
    match block {
        Block::Heading(n, s) => Block::Heading(*n, spans(s)),
        Block::Para(s) => Block::Para(spans(s)),
        Block::Flush(s) => Block::Flush(spans(s)),
        Block::Quote(s) => Block::Quote(spans(s)),
        Block::Small(s) => Block::Small(spans(s)),
        Block::Items(list) => Block::Items(rows(list)),
        Block::Sign(list) => Block::Sign(rows(list)),
        Block::Table(t) => Block::Table(Table { head: t.head.iter().map(|h| to(h)).collect(), widths: t.widths.clone(), rows: t.rows.iter().map(|r| rows(r)).collect() }),
        Block::PageBreak => Block::PageBreak,
    }
}

/// Masks one case, always the same way.
pub struct Redactor {
    /// Exact words, longest first.
    words: Vec<(String, String)>,
    /// Number keys.
    numbers: BTreeMap<String, String>,
    runs: Regex,
    identity: Regex,
    holder: Regex,
}

impl Redactor {
    /// From everything the case knows: stated people and numbers, and the numbers met in findings and clusters.
    pub fn new(m: &Material) -> Redactor {
        let facts = m.facts;
        let mut words: BTreeMap<String, String> = BTreeMap::new();
        for (n, person) in facts.persons.iter().enumerate() {
            let n = n + 1;
            let family: String = person.name.chars().take(1).collect();
            let code = format!("{family}某{n}");
            let given: String = person.name.chars().skip(1).collect();
            if given.chars().count() >= 2 {
                words.insert(given, format!("某{n}"));
            }
            if person.name.chars().count() >= 2 {
                words.insert(person.name.clone(), code);
            }
            for nickname in person.nicknames.iter().filter(|x| x.chars().count() >= 2) {
                words.insert(nickname.clone(), format!("昵称{n}"));
            }
            hide(&person.extra, n, &mut words);
        }
        let employer = facts.employer.as_ref().and_then(|e| e.as_str().or_else(|| e.get("name")?.as_str()));
        if let Some(name) = employer.filter(|n| n.chars().count() >= 2) {
            words.insert(name.to_owned(), "〔工作单位〕".into());
        }
        for (n, loan) in facts.loans.iter().enumerate().filter(|(_, l)| l.id.chars().count() >= 4) {
            words.insert(loan.id.clone(), format!("〔借据{}〕", n + 1));
        }
        for (n, number) in facts.loans.iter().enumerate().filter_map(|(n, l)| Some((n, l.extra.get("number")?.as_str()?))).filter(|(_, x)| x.chars().count() >= 4) {
            words.insert(number.to_owned(), format!("〔借据{}〕", n + 1));
        }
        let mut words: Vec<(String, String)> = words.into_iter().collect();
        words.sort_by_key(|(from, _)| (std::cmp::Reverse(from.chars().count()), from.clone()));
        Redactor { words, numbers: numbers(m), runs: Regex::new(r"\+?[0-9（(][0-9\-－ ()（）]{3,22}[0-9]").expect("a fixed pattern"), identity: Regex::new(r"[0-9]{17}[0-9Xx]").expect("a fixed pattern"), holder: Regex::new(r"(户名|收款人|开户人)(是|为)?([:：\s]*)(\p{Han}{2,4})([^\p{Han}]|$)").expect("a fixed pattern") }
    }

    /// Text with every known name and number replaced.
    pub fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (from, to) in &self.words {
            if out.contains(from.as_str()) {
                out = out.replace(from.as_str(), to);
            }
        }
        // The name of who holds an account; a firm's name is longer and stays.
        let out = self.holder.replace_all(&out, "$1$2$3〔户名〕$5").into_owned();
        let mut masked = String::with_capacity(out.len());
        let mut end = 0;
        for run in self.runs.find_iter(&out) {
            masked.push_str(&out[end..run.start()]);
            // Part of a hash or an identifier, never a telephone number.
            let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let inside = beside(out[..run.start()].chars().next_back()) || beside(out[run.end()..].chars().next());
            masked.push_str(&self.run(run.as_str(), inside));
            end = run.end();
        }
        masked.push_str(&out[end..]);
        masked
    }

    /// A run of digits and marks: one number, or several with spaces between.
    fn run(&self, run: &str, inside: bool) -> String {
        if let Some(code) = self.number(run, inside) {
            return code;
        }
        if !inside && self.identity.find(run).is_some_and(|m| m.len() == run.len()) {
            return "〔证件号码〕".into();
        }
        if !inside && account(run) {
            return "〔账号〕".into();
        }
        // 罗某2（138…: a number may follow another's bracket.
        match run.char_indices().skip(1).find(|(_, c)| [' ', '（', '('].contains(c)) {
            Some((at, c)) => format!("{}{c}{}", self.run(&run[..at], inside), self.run(&run[at + c.len_utf8()..], inside)),
            None => run.to_owned(),
        }
    }

    fn number(&self, run: &str, inside: bool) -> Option<String> {
        let key = number::key(run);
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let known = self.numbers.get(&key).or_else(|| self.numbers.get(&digits));
        match known {
            // A short code may be anything inside a longer word.
            Some(code) => (!inside || digits.len() >= 7).then(|| code.clone()),
            None => (!inside && number::kind(run) == NumberKind::Mobile && digits.len() <= 13).then(|| "〔手机号〕".to_owned()),
        }
    }

    /// A paper with every word masked, and saying so on page 1.
    pub fn draft(&self, draft: &Draft) -> Draft {
        let mut imprint = vec![STATED.to_owned()];
        imprint.extend(draft.imprint.iter().map(|l| self.text(l)));
        Draft { id: draft.id.clone(), title: format!("{}（遮盖版）", self.text(&draft.title)), imprint, blocks: draft.blocks.iter().map(|b| self.block(b)).collect() }
    }

    /// One block masked.
    pub fn block(&self, block: &Block) -> Block {
        mapped(block, &|text| self.text(text))
    }
}

/// Twelve digits and more in one run or in groups of four: an account, a card. A stamp of time in a file's name is none.
fn account(run: &str) -> bool {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let stamp = digits.len() >= 12 && digits.starts_with("20") && crate::model::Day::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])).is_some();
    let joined = run.chars().all(|c| c.is_ascii_digit());
    let grouped = run.split([' ', '-']).all(|part| (3..=7).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())) && run.split([' ', '-']).rev().skip(1).all(|part| part.len() == 4);
    (12..=22).contains(&digits.len()) && !stamp && (joined || grouped)
}

/// What people are further known by: everything stated of them that is words, but for kinds nobody can be found by.
fn hide(extra: &Extra, n: usize, words: &mut BTreeMap<String, String>) {
    const HARMLESS: [&str; 8] = ["sex", "nation", "job", "note", "stated_by", "stated_at", "unknown", "birth"];
    for (key, value) in extra.iter().filter(|(k, _)| !HARMLESS.contains(&k.as_str())) {
        let name = value.as_str().or_else(|| value.get("name")?.as_str());
        if let Some(text) = name.filter(|t| t.chars().count() >= 3) {
            let label = match key.as_str() {
                "id_number" => "证件号码",
                k if k.contains("address") || k == "residence" => "地址",
                "employer" => "工作单位",
                _ => "资料",
            };
            words.insert(text.to_owned(), format!("〔{label}{n}〕"));
        }
    }
}

/// Every telephone number the case knows, under one code each, in a fixed order.
fn numbers(m: &Material) -> BTreeMap<String, String> {
    let facts = m.facts;
    let own: Vec<String> = facts.own_numbers.iter().filter_map(|v| v.as_str().or_else(|| v.get("number")?.as_str()).map(str::to_owned)).collect();
    let employer: Vec<String> = facts.employer.as_ref().and_then(|e| e.get("numbers")?.as_array().cloned()).into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect();
    let stated = facts.persons.iter().flat_map(|p| p.numbers.clone()).chain(own).chain(employer);
    let others = facts.lenders.iter().flat_map(|l| l.numbers.clone()).chain(facts.agencies.iter().flat_map(|a| a.numbers.clone())).chain(facts.other_numbers.iter().map(|o| o.number.clone()));
    let met: BTreeSet<String> = m.review.findings.iter().flat_map(|f| f.events()).map(|e| e.peer.clone()).chain(m.review.senders.iter().flat_map(|c| c.numbers.iter().map(|n| n.number.clone()))).collect();
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let mut used: BTreeMap<&'static str, usize> = BTreeMap::new();
    for raw in stated.chain(others).chain(met) {
        let key = number::key(&raw);
        if key.len() < 5 || !key.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit()) || codes.contains_key(&key) {
            continue;
        }
        let kind = match number::kind(&raw) {
            NumberKind::Mobile => "手机号",
            NumberKind::Sms106 => "短信号",
            NumberKind::Landline => "固话",
            NumberKind::International => "境外号",
            _ => "号码",
        };
        let n = used.entry(kind).or_default();
        *n += 1;
        codes.insert(key, format!("〔{kind}{n}〕"));
    }
    codes
}
