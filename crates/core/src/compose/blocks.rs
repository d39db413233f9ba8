//! Blocks a document may place: facts told from findings, the law they rest on, lists of exhibits. A sentence that states
//! a fact is made only by [`told`], which will not make one without its source.

use super::slots::{client, is_borrower, lender};
use super::{Material, catalogue};
use crate::draft::{Block, Span, Table};
use crate::model::{Reading, Stamp};
use crate::number;
use crate::review::detect::relation_zh;
use crate::review::finding::{EventRef, Finding, Ground, LawRef, Quote};
use crate::rules::{NumberKind, Tier};
use std::collections::BTreeSet;

/// The block of this name; `None` when there is none.
pub fn make(name: &str, m: &Material) -> Option<Vec<Block>> {
    Some(match name {
        "facts" => facts(m),
        "findings_table" => vec![findings_table(m)],
        "law" => law(m),
        "law_words" => law_words(m),
        "requests" => requests(m),
        "complaints" => complaints(m),
        "exhibit_list" => exhibit_list(m),
        "catalogue" => catalogue::catalogue(m),
        "digests" => vec![catalogue::digests(m)],
        "readings" => vec![catalogue::readings(m)],
        "seven_factors" => vec![catalogue::seven_factors(m)],
        "refused_rows" => catalogue::refused_rows(m),
        _ => return None,
    })
}

/// Where a sentence comes from.
pub enum Sources {
    /// Exhibits, at least one.
    Exhibits(BTreeSet<u32>),
    /// The user's own statement.
    Statement,
}

impl Sources {
    /// Of these events; a statement only when no exhibit stands behind any of them.
    pub fn of(events: &[&EventRef]) -> Option<Sources> {
        let numbers: BTreeSet<u32> = events.iter().map(|e| e.exhibit).filter(|n| *n > 0).collect();
        match (events.is_empty(), numbers.is_empty()) {
            (true, _) => None,
            (_, true) => Some(Sources::Statement),
            _ => Some(Sources::Exhibits(numbers)),
        }
    }

    /// Of these grounds; a statement only when none of them is a row of an exhibit.
    pub fn grounds(grounds: &[&Ground]) -> Option<Sources> {
        let numbers: BTreeSet<u32> = grounds.iter().map(|g| g.exhibit).filter(|n| *n > 0).collect();
        match (grounds.is_empty(), numbers.is_empty()) {
            (true, _) => None,
            (_, true) => Some(Sources::Statement),
            _ => Some(Sources::Exhibits(numbers)),
        }
    }
}

/// A factual sentence with its source: the only maker of one.
pub fn told(mut words: Vec<Span>, sources: &Sources) -> Vec<Span> {
    match sources {
        Sources::Exhibits(numbers) => words.push(Span::Exhibits(numbers.iter().copied().collect())),
        Sources::Statement => words.push(Span::Text("（据当事人陈述，尚无设备记录）".into())),
    }
    words.push(Span::Text("。".into()));
    words
}

fn text(words: impl Into<String>) -> Span {
    Span::Text(words.into())
}

/// A letter tells the facts in at most so many characters; what is left out is counted in the table and lies in the exhibits.
const FACTS_LIMIT: usize = 800;

/// The facts as a letter tells them: one paragraph a rule, the count and its plainest words, each with its exhibits. Every
/// rule gets one quotation before any gets a second.
fn facts(m: &Material) -> Vec<Block> {
    if m.review.findings.is_empty() {
        return vec![Block::Para(vec![text("按现有材料和规则，没有发现可以引用的行为。这不等于对方没有违规，只说明现有记录没有显示。")])];
    }
    let groups = by_rule(m);
    let mut paragraphs: Vec<Vec<Span>> = groups.iter().enumerate().filter_map(|(n, (_, group))| counted(n, group)).collect();
    let length = |paragraphs: &[Vec<Span>]| -> usize { paragraphs.iter().flatten().map(|s| s.words().chars().count()).sum() };
    'rounds: for round in 0..3 {
        for (n, (_, group)) in groups.iter().enumerate() {
            let Some(example) = quoted_events(group).nth(round).and_then(|(f, i, e)| example(m, f, i, e)) else { continue };
            let longer: usize = example.iter().map(|s| s.words().chars().count()).sum();
            if length(&paragraphs) + longer > FACTS_LIMIT && round > 0 {
                break 'rounds;
            }
            // The first quotation of a rule is left out only when it alone would break the letter.
            if longer <= FACTS_LIMIT / 4
                && let Some(paragraph) = paragraphs.get_mut(n)
            {
                paragraph.extend(example);
            }
        }
    }
    paragraphs.into_iter().map(Block::Para).collect()
}

/// （一）涉嫌…：期间、次数。Without contacts, what the facts and other records say.
fn counted(n: usize, group: &[&Finding]) -> Option<Vec<Span>> {
    let events: Vec<&EventRef> = group.iter().flat_map(|f| f.events()).collect();
    let heading = Span::Strong(format!("（{}）涉嫌{}", ordinal(n + 1), group[0].title()));
    let Some(sources) = Sources::of(&events) else {
        let grounds: Vec<&Ground> = group.iter().flat_map(|f| f.grounds()).collect();
        let says: Vec<&str> = grounds.iter().take(3).map(|g| g.says.as_str()).collect();
        return Some(told(vec![heading, text(format!("：{}", says.join("；")))], &Sources::grounds(&grounds)?));
    };
    let mut words = vec![heading, text(format!("：{}，{}次", period(&events), events.len()))];
    if let Some(reached) = group.iter().find_map(|f| f.reached().as_ref()) {
        let kind = if reached.kind == NumberKind::Practice { "实务提示值，法条没有规定数字" } else { "出自标准" };
        words.push(text(format!("，其中{}计{}，提示线为{}（{kind}）", reached.period, reached.counted, reached.at_least)));
    }
    Some(told(words, &sources))
}

/// Events with words, the strongest findings first.
fn quoted_events<'a>(group: &'a [&'a Finding]) -> impl Iterator<Item = (&'a Finding, usize, &'a EventRef)> {
    let mut order: Vec<&Finding> = group.to_vec();
    order.sort_by_key(|f| std::cmp::Reverse(*f.tier()));
    order.into_iter().flat_map(|f| f.events().iter().enumerate().filter(|(_, e)| e.worded).map(move |(i, e)| (f, i, e)))
}

fn example(m: &Material, finding: &Finding, i: usize, event: &EventRef) -> Option<Vec<Span>> {
    let quotes: Vec<&Quote> = finding.quotes().iter().filter(|q| q.event as usize == i).collect();
    Some(told(sentence(m, finding, event, &quotes), &Sources::of(&[event])?))
}

/// Findings by rule, in the order of the review.
pub fn by_rule<'a>(m: &'a Material) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in &m.review.findings {
        match groups.iter_mut().find(|(rule, _)| *rule == finding.rule()) {
            Some((_, list)) => list.push(finding),
            None => groups.push((finding.rule(), vec![finding])),
        }
    }
    // Gravest first; the order within a severity is the rule order, so the same case gives the same paper.
    groups.sort_by_key(|(_, list)| std::cmp::Reverse((*list[0].severity_ceiling(), *list[0].severity())));
    groups
}

fn sentence(m: &Material, finding: &Finding, event: &EventRef, quotes: &[&Quote]) -> Vec<Span> {
    let to = whose(m, finding, event);
    let peer = if event.peer.is_empty() { "隐藏号码".to_owned() } else { event.peer.clone() };
    let mut words = vec![text(format!("{}，{peer} 向{to}发来{}，称", when_zh(&event.time), channel_zh(event.channel)))];
    for (i, quote) in quotes.iter().enumerate() {
        if i > 0 {
            words.push(text("，"));
        }
        words.push(Span::Quote(quote.text.clone()));
    }
    if event.reading != Reading::Stored {
        words.push(text("（内容非设备直接存储的文字，需核对）"));
    }
    words
}

/// Whose phone it was: the client by name, others by surname and relation.
fn whose(m: &Material, finding: &Finding, event: &EventRef) -> String {
    let client_name = client(m).map(|p| p.name.as_str());
    let exhibit = m.review.exhibits.iter().find(|e| e.number == event.exhibit);
    let owner = exhibit.and_then(|e| e.custodian.as_deref()).and_then(|id| m.facts.person(id)).or_else(|| m.facts.persons.iter().find(|p| p.name == finding.recipient()));
    match owner {
        Some(p) if Some(p.name.as_str()) == client_name => "本人".to_owned(),
        Some(p) => format!("{}（与借款人的关系：{}）", masked_name(&p.name), relation_zh(p.relation_to_borrower.as_deref())),
        None => "他人".to_owned(),
    }
}

/// 白若兰 → 白某某: third parties are masked in papers; the exhibits keep the full text.
pub fn masked_name(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => std::iter::once(first).chain(chars.map(|_| '某')).collect(),
        None => "某人".to_owned(),
    }
}

fn channel_zh(id: &str) -> &'static str {
    match id {
        "sms" => "短信",
        "mms" => "彩信",
        "call" => "电话",
        "im" => "即时通信信息",
        "voice_mail" => "语音留言",
        "visit" => "上门时的话",
        "post" => "公开发布的内容",
        _ => "信函",
    }
}

/// `2026-01-07T15:00:00+08:00` → `2026年1月7日15时00分00秒`, cut to what the source knows.
pub fn when_zh(key: &str) -> String {
    let Some(stamp) = Stamp::parse(key) else { return key.to_owned() };
    let s = stamp.second_of_day();
    match key.len() {
        0..=10 => stamp.day().zh(),
        11..=16 => format!("{}{:02}时{:02}分", stamp.day().zh(), s / 3600, s / 60 % 60),
        _ => format!("{}{:02}时{:02}分{:02}秒", stamp.day().zh(), s / 3600, s / 60 % 60, s % 60),
    }
}

/// 一日，或某日至某日。
fn period(events: &[&EventRef]) -> String {
    let (first, last) = span_of(events);
    if first == last { first } else { format!("{first}至{last}") }
}

/// The days of findings without contacts.
fn days(group: &[&Finding]) -> String {
    let days: BTreeSet<String> = group.iter().flat_map(|f| f.grounds()).filter_map(|g| Some(Stamp::parse(g.at.as_deref()?)?.day().zh())).collect();
    days.into_iter().next().unwrap_or_else(|| "—".to_owned())
}

fn span_of(events: &[&EventRef]) -> (String, String) {
    let day = |key: &str| Stamp::parse(key).map_or_else(|| key.to_owned(), |s| s.day().zh());
    let first = events.iter().map(|e| e.time.as_str()).min().unwrap_or("");
    let last = events.iter().map(|e| e.time.as_str()).max().unwrap_or("");
    (day(first), day(last))
}

/// 一, 二 … 十二.
pub fn ordinal(n: usize) -> String {
    crate::law::to_chinese(n as u32).unwrap_or_else(|| n.to_string())
}

/// One row per rule: how often, by which numbers, on which exhibits, against which articles.
fn findings_table(m: &Material) -> Block {
    let rows = by_rule(m)
        .into_iter()
        .map(|(_, group)| {
            let events: Vec<&EventRef> = group.iter().flat_map(|f| f.events()).collect();
            let numbers: BTreeSet<String> = events.iter().map(|e| if e.peer.is_empty() { "隐藏号码".to_owned() } else { e.peer.clone() }).collect();
            let mut listed: Vec<String> = numbers.iter().take(4).cloned().collect();
            if numbers.len() > 4 {
                listed.push(format!("等{}个号码", numbers.len()));
            }
            let grounds = group.iter().flat_map(|f| f.grounds());
            let exhibits: BTreeSet<u32> = events.iter().map(|e| e.exhibit).chain(grounds.map(|g| g.exhibit)).filter(|n| *n > 0).collect();
            vec![
                vec![text(group[0].title())],
                vec![text(if events.is_empty() { "—".to_owned() } else { events.len().to_string() })],
                vec![text(if events.is_empty() { days(&group) } else { period(&events) })],
                vec![text(listed.join("、"))],
                vec![text(exhibits.iter().map(|n| format!("证据{n}")).collect::<Vec<_>>().join("、"))],
                vec![text(group.iter().map(|f| f.tier()).min().copied().unwrap_or(Tier::Possible).zh())],
            ]
        })
        .collect();
    Block::Table(Table { head: ["涉嫌行为", "次数", "期间", "号码", "证据", "把握"].map(str::to_owned).to_vec(), widths: vec![22, 8, 22, 22, 14, 12], rows })
}

/// The articles of each rule, named only; texts known from reports stand apart.
fn law(m: &Material) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (_, group) in by_rule(m) {
        let (mut official, mut reported) = (Vec::new(), Vec::new());
        for law in ordered(group.iter().flat_map(|f| f.law())) {
            let list = if law.text.is_some() { &mut official } else { &mut reported };
            let name = short_name(law);
            if !list.contains(&name) {
                list.push(name);
            }
        }
        let told = match (official.is_empty(), reported.is_empty()) {
            (false, true) => official.join("、"),
            (false, false) => format!("{}；另据公开报道，还涉及{}", official.join("、"), reported.join("、")),
            (true, _) => format!("据公开报道，涉及{}（未见可以引用的法律原文）", reported.join("、")),
        };
        let mut words = vec![text(format!("涉嫌{}：{told}", group[0].title()))];
        words.push(text("。"));
        blocks.push(Block::Para(words));
    }
    blocks
}

/// The words of every article named, each once: official words quoted, reported ones told as gist.
fn law_words(m: &Material) -> Vec<Block> {
    let mut seen = BTreeSet::new();
    let all: Vec<&LawRef> = ordered(m.review.findings.iter().flat_map(|f| f.law())).into_iter().filter(|l| seen.insert((l.display.clone(), l.version_from.clone()))).collect();
    let mut blocks = Vec::new();
    for law in all.iter().filter(|l| l.text.is_some()) {
        blocks.push(Block::Para(vec![Span::Strong(named(law)), text(format!("（{}）：", law.level)), Span::Quote(law.text.clone().unwrap_or_default().replace('\n', "")), text("。")]));
    }
    if all.iter().any(|l| l.text.is_none()) {
        blocks.push(Block::Para(vec![text("以下依据公开报道整理要旨，未见官方全文，不作为法条引用：")]));
    }
    for law in all.iter().filter(|l| l.text.is_none()) {
        let note = law.note.as_deref().filter(|n| n.contains("参照")).map(|n| format!("（{n}）")).unwrap_or_default();
        blocks.push(Block::Para(vec![Span::Strong(named(law)), text(format!("（{}）：{}{note}", law.level, law.paraphrase.clone().unwrap_or_default()))]));
    }
    blocks
}

/// The articles to show, by rank of the instrument, then by name; those named only as upper bound are left out.
fn ordered<'a>(law: impl Iterator<Item = &'a LawRef>) -> Vec<&'a LawRef> {
    let mut list: Vec<&LawRef> = law.filter(|l| !l.ceiling).collect();
    list.sort_by_key(|l| (level_rank(&l.level), l.law.clone(), l.version_from.clone(), l.display.clone()));
    list
}

/// The article under the statute's short name, for running text; the annex has the full one.
fn short_name(law: &LawRef) -> String {
    let full = named(law);
    let Some((_, rest)) = full.split_once('》') else { return full };
    if law.law.starts_with("GB") {
        let rest = rest.split_once('）').map_or(rest, |(_, r)| r);
        format!("{}{rest}", law.law)
    } else {
        format!("《{}》{rest}", law.law)
    }
}

/// The article, with its window when that has ended.
fn named(law: &LawRef) -> String {
    match law.version_until.as_deref().and_then(crate::model::Day::parse) {
        Some(until) => format!("{}（{}以前的行为适用的文本）", law.display, until.plus(1).zh()),
        None => law.display.clone(),
    }
}

fn level_rank(level: &str) -> usize {
    ["法律", "行政法规", "司法解释", "部门规章", "规范性文件", "国家标准", "自律规范"].iter().position(|l| *l == level).unwrap_or(9)
}

/// Requests that can be checked one by one, each only when a finding supports it.
fn requests(m: &Material) -> Vec<Block> {
    let has = |rules: &[&str]| m.review.findings.iter().any(|f| rules.contains(&f.rule()));
    let name = lender(m).map_or("被投诉机构", |l| l.name.as_str());
    let mut items: Vec<String> = Vec::new();
    if has(&["third_party_collection", "third_party_disclosure", "contact_after_refusal", "mass_contact_blast", "night_disturbance_third_party"]) {
        items.push(format!("责令{name}及其委托的催收机构立即停止联系对本笔借款没有还款义务的人，并在收到投诉之日起三日内书面确认"));
        items.push("责令其说明所联系号码的来源，并删除不应持有的联系人信息，书面告知删除结果".into());
    }
    if has(&["night_collection", "excessive_connected_calls", "call_bombing"]) {
        items.push("责令其停止在夜间以及超过合理次数的催收".into());
    }
    if has(&["threat_violence", "insult", "threat_exposure", "impersonate_authority"]) {
        items.push("就涉嫌威胁、侮辱、冒充国家机关的行为进行调查，并告知处理结果；涉嫌违法犯罪的依法移送".into());
    }
    items.push("提供所委托催收机构的名称、委托期限和催收录音、记录的保存情况".into());
    items.push("对以上请求逐项作出书面答复".into());
    if !is_borrower(m) {
        items.push("书面确认本人对该笔借款没有还款义务".into());
    }
    vec![Block::Items(items.into_iter().map(|i| vec![text(format!("{i}。"))]).collect())]
}

/// Complaints already made, as stated.
fn complaints(m: &Material) -> Vec<Block> {
    if m.facts.complaints.is_empty() {
        return vec![Block::Para(vec![
            text("本人已于"),
            Span::Blank("向机构投诉的日期".into()),
            text("向机构投诉，工单号"),
            Span::Blank("工单号".into()),
            text("，机构答复："),
            Span::Blank("机构答复内容，没有答复的写“至今未答复”".into()),
            text("。"),
        ])];
    }
    m.facts
        .complaints
        .iter()
        .map(|c| {
            let day = c.at.as_deref().and_then(|t| Stamp::parse(t)).map(|s| s.day().zh());
            let mut words = vec![text("据本人陈述，本人于")];
            words.push(day.map_or_else(|| Span::Blank("投诉日期".into()), text));
            words.push(text(format!("向{}投诉，工单号", c.to.as_deref().unwrap_or("机构"))));
            words.push(c.number.clone().map_or_else(|| Span::Blank("工单号".into()), text));
            words.push(text(match (&c.reply_at, &c.reply) {
                (_, Some(reply)) => format!("，答复：{reply}。"),
                (Some(at), None) => format!("，已于{at}答复。"),
                (None, None) => "，截至本文书之日没有记载答复。".to_owned(),
            }));
            Block::Para(words)
        })
        .collect()
}

/// Exhibits in one line each, third parties masked.
fn exhibit_list(m: &Material) -> Vec<Block> {
    let items = m
        .review
        .exhibits
        .iter()
        .filter(|e| e.withdrawn.is_none())
        .map(|e| {
            let whose = catalogue::source(m, e);
            vec![text(format!("证据{}：{}（{whose}），SHA-256 前16位 {}", e.number, catalogue::title(e), super::short(&e.digest.sha256)))]
        })
        .collect();
    vec![Block::Items(items)]
}

/// A number as papers show a third party's: both ends.
pub fn masked_number(number: &str) -> String {
    number::masked(number)
}
