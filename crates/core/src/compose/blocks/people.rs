//! Who is on the other side, who was contacted, and how the acts are tied to a lender.

use super::facts::{distinct, period};
use super::{contacts, scope};
use crate::compose::{Material, Reader, View, about};
use crate::compose::slots::{agencies, lender};
use crate::compose::told::{Sources, owner, text, told};
use crate::draft::{Block, Span, Table};
use crate::facts::{Extra, Lender, Person};
use crate::number;
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
    let known: BTreeSet<String> = m.facts.lenders.iter().flat_map(|l| &l.numbers).chain(m.facts.agencies.iter().flat_map(|a| &a.numbers)).map(|n| number::key(n)).collect();
    let unknown: BTreeSet<&str> = contacts(m).into_iter().map(|(_, e)| e.peer.as_str()).filter(|p| !p.is_empty() && !known.contains(&number::key(p))).collect();
    if !unknown.is_empty() {
        let listed: Vec<&str> = unknown.iter().take(30).copied().collect();
        let more = if unknown.len() > 30 { format!("等{}个", unknown.len()) } else { String::new() };
        blocks.push(Block::Flush(vec![text(format!("使用下列号码的人（身份待查）：{}{more}", listed.join("、")))]));
    }
    blocks
}

/// Defendants with what a court needs to tell them apart (民诉法解释 209).
pub(super) fn defendants(m: &Material) -> Vec<Block> {
    let mut blocks = Vec::new();
    let agencies = agencies(m);
    // One defendant is 被告; several are numbered.
    let called = |n: usize| if agencies.is_empty() { "被告".to_owned() } else { format!("被告{n}") };
    let mut line = |n: usize, name: Option<String>, map: Option<&Extra>| {
        let get = |key: &str| map.and_then(|x| extra(x, key));
        let label = |what: &str| format!("被告{n}{what}");
        blocks.push(Block::Flush(vec![text(format!("{}：", called(n))), or_blank(name, &label("名称")), text("，住所："), or_blank(get("address"), &label("住所"))]));
        blocks.push(Block::Flush(vec![
            text("法定代表人："),
            or_blank(get("representative"), &label("法定代表人")),
            text("　　统一社会信用代码："),
            or_blank(get("credit_code"), &label("统一社会信用代码")),
        ]));
    };
    let first = lender(m);
    line(1, first.map(|l| l.name.clone()), first.map(|l| &l.extra));
    for (n, a) in agencies.iter().enumerate() {
        line(n + 2, Some(a.name.clone()), Some(&a.extra));
    }
    blocks.push(Block::Para(vec![text("短信发送公司等通道方，查明号码持有人以后可以申请追加为共同被告。")]));
    blocks
}

/// Third parties who were contacted, masked, with counts; nothing where there is none.
pub(super) fn recipients(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<&str, (&Person, Vec<&EventRef>)> = BTreeMap::new();
    for (finding, event) in contacts(m) {
        if let Some(p) = owner(m, finding, event).filter(|p| !m.is_client(p)) {
            by.entry(&p.id).or_insert_with(|| (p, Vec::new())).1.push(event);
        }
    }
    if by.is_empty() {
        return Vec::new();
    }
    let items = by.into_values().filter_map(|(who, events)| Some(told(vec![text(format!("{}：{}，{}次", m.who(who), period(&events), distinct(&events)))], &Sources::of(m, &events)?))).collect();
    vec![Block::Items(items)]
}

/// The same for the police, introduced as the injured besides the client.
pub(super) fn contacted(m: &Material) -> Vec<Block> {
    let list = recipients(m);
    if list.is_empty() {
        return vec![Block::Flush(vec![text(format!("被侵害人：{}；记录里没有显示还有他人接到联系。", m.me()))])];
    }
    let masked = if m.view == View::Masked { "（姓名作了遮盖，需要时另行提供）" } else { "" };
    std::iter::once(Block::Flush(vec![text(format!("被侵害人除{}外，还有以下接到联系的人{masked}：", m.me()))])).chain(list).collect()
}

/// Why the acts are said to be the lender's, in the words of the review.
pub(super) fn attribution(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<&str, (BTreeSet<&str>, Vec<&EventRef>)> = BTreeMap::new();
    for finding in scope(m).into_iter().flat_map(|(_, g)| g) {
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
            // How strong a tie is, is weighed in the paper that stays with the client.
            let why: Vec<String> = why.into_iter().map(|w| if m.reader() == Reader::Own { w.to_owned() } else { w.replace("（较弱）", "") }).collect();
            Some(Block::Para(told(vec![text(format!("归到{name}的依据：{}", why.join("；")))], &Sources::of(m, &events)?)))
        })
        .collect();
    let loose: Vec<&EventRef> = scope(m).into_iter().flat_map(|(_, g)| g).filter(|f| f.against().is_none()).flat_map(|f| f.events()).collect();
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
    let reserved: Vec<String> = m.facts.reserved_contacts.iter().filter_map(|id| m.facts.person(id)).map(|p| m.introduced(p)).collect();
    row("借款人自己填写的联系人", if reserved.is_empty() { "没有写明".to_owned() } else { reserved.join("、") });
    let table = Block::Table(Table { head: ["事项", "情况"].map(str::to_owned).to_vec(), widths: vec![35, 65], rows });
    vec![table, Block::Para(told(vec![text("以上同意和权限的情况由当事人陈述")], &Sources::own()))]
}
