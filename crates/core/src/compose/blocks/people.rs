//! Who is on the other side, who was contacted, and how the acts are tied to a lender.

use super::facts::{distinct, period};
use crate::compose::{Material, about};
use crate::compose::slots::{agencies, lender};
use crate::compose::told::{Sources, owner, text, told};
use crate::draft::{Block, Span, Table};
use crate::facts::{Extra, Lender};
use crate::review::finding::EventRef;
use std::collections::{BTreeMap, BTreeSet};

fn or_blank(value: Option<String>, label: &str) -> Span {
    value.filter(|v| !v.is_empty()).map_or_else(|| Span::Blank(label.to_owned()), text)
}

fn extra(map: &Extra, key: &str) -> Option<String> {
    map.get(key)?.as_str().map(str::to_owned)
}

fn lender_line(l: &Lender) -> Vec<Span> {
    let mut line = vec![text("放贷机构："), or_blank(Some(l.name.clone()), "放贷机构全称")];
    line.extend([text("（"), or_blank(l.licence.clone(), "机构类型"), text("），地址："), or_blank(extra(&l.extra, "address"), "放贷机构地址")]);
    if !l.numbers.is_empty() {
        line.push(text(format!("；使用的号码：{}", l.numbers.join("、"))));
    }
    if !l.signatures.is_empty() {
        line.push(text(format!("；短信签名：{}", l.signatures.join("、"))));
    }
    line
}

/// Lender and agencies, one line each, with the numbers stated to be theirs.
pub(super) fn respondents(m: &Material) -> Vec<Block> {
    let mut blocks = Vec::new();
    // A paper for the whole case names every lender with findings.
    let mut lenders = about::lenders(m.facts, m.review);
    if lenders.is_empty() {
        lenders.extend(lender(m));
    }
    blocks.extend(lenders.iter().map(|l| Block::Flush(lender_line(l))));
    if lenders.is_empty() {
        blocks.push(Block::Flush(vec![text("单位名称："), Span::Blank("被举报单位名称，不清楚的写“不清楚，见第四部分的号码”".into())]));
    }
    for a in m.facts.agencies.iter().filter(|a| m.facts.principal(a).is_none_or(|l| lenders.iter().any(|named| named.id == l.id))) {
        let how = match a.entrusted.as_deref() {
            Some("yes") => "受委托的催收机构",
            Some("no") => "以催收名义联系、机构否认委托的单位",
            _ => "催收机构（委托关系待核实）",
        };
        let mut line = vec![text(format!("{how}：")), or_blank(Some(a.name.clone()), "催收机构全称"), text("，地址："), or_blank(extra(&a.extra, "address"), "催收机构地址")];
        if !a.numbers.is_empty() {
            line.push(text(format!("；使用的号码：{}", a.numbers.join("、"))));
        }
        blocks.push(Block::Flush(line));
    }
    let known: BTreeSet<&str> = m.facts.lenders.iter().flat_map(|l| &l.numbers).chain(m.facts.agencies.iter().flat_map(|a| &a.numbers)).map(String::as_str).collect();
    let unknown: BTreeSet<&str> = m.review.findings.iter().filter(|f| f.against().is_none()).flat_map(|f| f.events()).map(|e| e.peer.as_str()).filter(|p| !p.is_empty() && !known.contains(p)).collect();
    let tied: BTreeSet<&str> = m.review.findings.iter().filter(|f| f.against().is_some()).flat_map(|f| f.events()).map(|e| e.peer.as_str()).filter(|p| !p.is_empty() && !known.contains(p) && !unknown.contains(p)).collect();
    for (says, numbers) in [("内容指向上述机构、使用人还需查明的号码", tied), ("还不能归到具体单位的号码", unknown)] {
        if !numbers.is_empty() {
            let listed: Vec<&str> = numbers.iter().take(20).copied().collect();
            blocks.push(Block::Flush(vec![text(format!("{says}：{}{}", listed.join("、"), if numbers.len() > 20 { "等" } else { "" }))]));
        }
    }
    blocks
}

/// Defendants with what a court needs to tell them apart (民诉法解释 209).
pub(super) fn defendants(m: &Material) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut line = |n: usize, name: Span, map: Option<&Extra>| {
        let get = |key: &str| map.and_then(|x| extra(x, key));
        let label = |what: &str| format!("被告{n}{what}");
        blocks.push(Block::Flush(vec![text(format!("被告{n}：")), name, text("，住所："), or_blank(get("address"), &label("住所"))]));
        blocks.push(Block::Flush(vec![
            text("法定代表人："),
            or_blank(get("representative"), &label("法定代表人")),
            text("　　统一社会信用代码："),
            or_blank(get("credit_code"), &label("统一社会信用代码")),
        ]));
    };
    match lender(m) {
        Some(l) => line(1, or_blank(Some(l.name.clone()), "被告1名称"), Some(&l.extra)),
        None => line(1, Span::Blank("被告1名称".into()), None),
    }
    for (n, a) in agencies(m).into_iter().enumerate() {
        line(n + 2, or_blank(Some(a.name.clone()), &format!("被告{}名称", n + 2)), Some(&a.extra));
    }
    blocks.push(Block::Para(vec![text("短信发送公司等通道方，查明号码持有人以后可以申请追加为共同被告。")]));
    blocks
}

/// Third parties who were contacted, masked, with counts.
pub(super) fn recipients(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<&str, (String, Vec<&EventRef>)> = BTreeMap::new();
    for finding in &m.review.findings {
        for event in finding.events() {
            if let Some(p) = owner(m, finding, event).filter(|p| !m.is_client(p)) {
                by.entry(&p.id).or_insert_with(|| (m.name_with_relation(p), Vec::new())).1.push(event);
            }
        }
    }
    if by.is_empty() {
        return vec![Block::Para(vec![text("记录里没有显示还有他人接到联系。")])];
    }
    let items = by.into_values().filter_map(|(who, events)| Some(told(vec![text(format!("{who}：{}，{}次", period(&events), distinct(&events)))], &Sources::of(m, &events)?))).collect();
    vec![Block::Items(items)]
}

/// Why the acts are said to be the lender's, in the words of the review.
pub(super) fn attribution(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<&str, (BTreeSet<&str>, Vec<&EventRef>)> = BTreeMap::new();
    for finding in &m.review.findings {
        if let Some(against) = finding.against() {
            let entry = by.entry(&against.name).or_default();
            entry.0.extend(against.attribution.iter().map(String::as_str));
            entry.1.extend(finding.events());
        }
    }
    let mut blocks: Vec<Block> = by
        .into_iter()
        .filter(|(_, (why, _))| !why.is_empty())
        .filter_map(|(name, (why, events))| {
            let why: Vec<&str> = why.into_iter().collect();
            Some(Block::Para(told(vec![text(format!("归到{name}的依据：{}", why.join("；")))], &Sources::of(m, &events)?)))
        })
        .collect();
    let loose: Vec<&EventRef> = m.review.findings.iter().filter(|f| f.against().is_none()).flat_map(|f| f.events()).collect();
    if let Some(sources) = Sources::of(m, &loose) {
        blocks.push(Block::Para(told(vec![text(format!("另有{}次联系的发送者没有能够归到具体单位，请依法调取号码持有人、使用人的资料", distinct(&loose)))], &sources)));
    }
    blocks.push(Block::Para(vec![text("借款信息与联系人信息同时掌握在放贷机构手中；联系内容与之一致的，请依照高度可能性的标准认定，并由被告对信息的去向作出说明。")]));
    blocks
}

/// What the facts say of consent and of the permission.
pub(super) fn consent(m: &Material) -> Vec<Block> {
    let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
    let apps: Vec<&serde_json::Value> = match &m.facts.app {
        Some(serde_json::Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut row = |what: &str, value: String| rows.push(vec![vec![text(what)], vec![text(value)]]);
    for app in apps {
        if let Some(at) = app.get("policy_consent_at").and_then(|v| v.as_str()) {
            row("同意隐私政策的时间", super::when_zh(at));
        }
        for prompt in app.get("contacts_prompts").and_then(|v| v.as_array()).into_iter().flatten() {
            let at = prompt.get("at").and_then(|v| v.as_str()).map_or_else(|| "时间未写明".to_owned(), super::when_zh);
            let answer = match prompt.get("answer").and_then(|v| v.as_str()) {
                Some("deny") => "拒绝",
                Some("allow") => "允许",
                _ => "未写明",
            };
            row("请求读取通讯录的弹窗", format!("{at}，选择{answer}"));
        }
        if app.get("blocked_without_contacts") == Some(&serde_json::Value::Bool(true)) {
            row("不允许读取通讯录的后果", "不能继续申请".into());
        }
    }
    let reserved: Vec<String> = m.facts.reserved_contacts.iter().filter_map(|id| m.facts.person(id)).map(|p| m.name_with_relation(p)).collect();
    row("借款人自己填写的联系人", if reserved.is_empty() { "没有写明".to_owned() } else { reserved.join("、") });
    let table = Block::Table(Table { head: ["事项", "情况"].map(str::to_owned).to_vec(), widths: vec![35, 65], rows });
    vec![table, Block::Para(told(vec![text("以上同意和权限的情况由本人陈述")], &Sources::own()))]
}
