//! What is asked for, what was done before, what followed.

use super::{contacts, told_of};
use crate::compose::Material;
use crate::compose::slots::{self, lender};
use crate::compose::told::{Sources, day_zh, text, told};
use crate::draft::{Block, Span, Table};
use crate::facts::Complaint;
use crate::remedy::Who;
use crate::review::finding::EventRef;
use serde_json::Value;

fn has(m: &Material, rules: &[&str]) -> bool {
    m.review.findings.iter().any(|f| rules.contains(&f.rule()))
}

/// Requests that can be checked one by one, each only when a finding supports it.
pub(super) fn requests(m: &Material) -> Vec<Block> {
    let name = lender(m).map_or("被投诉机构", |l| l.name.as_str());
    let mut items: Vec<String> = Vec::new();
    if has(m, &["third_party_collection", "third_party_disclosure", "contact_after_refusal", "mass_contact_blast", "night_disturbance_third_party"]) {
        items.push(format!("责令{name}及其委托的催收机构立即停止联系对本笔借款没有还款义务的人，并在收到投诉之日起三日内书面确认"));
        items.push("责令其说明所联系号码的来源，并删除不应持有的联系人信息，书面告知删除结果".into());
    }
    let hours = [(&["night_collection", "night_disturbance_third_party"][..], "夜间催收"), (&["excessive_connected_calls", "excessive_call_attempts", "call_bombing"], "超过合理次数的拨打")];
    let hours: Vec<&str> = hours.into_iter().filter(|(rules, _)| has(m, rules)).map(|(_, act)| act).collect();
    if !hours.is_empty() {
        items.push(format!("责令其停止{}", hours.join("和")));
    }
    // Only what was found is named: a complaint of something that is nowhere in it is soon put aside.
    let acts = [(&["threat_violence", "threat_exposure", "visit_threat"][..], "威胁"), (&["insult", "doctored_image", "repeated_abusive_messages"], "侮辱"), (&["impersonate_authority", "forged_document"], "冒充国家机关")];
    let acts: Vec<&str> = acts.into_iter().filter(|(rules, _)| has(m, rules)).map(|(_, act)| act).collect();
    if !acts.is_empty() {
        items.push(format!("就涉嫌{}的行为进行调查，并告知处理结果；涉嫌违法犯罪的依法移送", acts.join("、")));
    }
    items.push("提供所委托催收机构的名称、委托期限和催收录音、记录的保存情况".into());
    items.push("对以上请求逐项作出书面答复".into());
    if free(m) {
        items.push("书面确认本人对该笔借款没有还款义务".into());
    }
    vec![Block::Items(items.into_iter().map(|i| vec![text(format!("{i}。"))]).collect())]
}

/// Whether a complaint went to the lender or its agency itself, not to an authority.
fn to_lender(m: &Material, complaint: &Complaint) -> bool {
    match &complaint.route {
        Some(route) => route == "lender_complaint",
        None => !complaint.to.as_deref().is_some_and(|to| m.casebook.routes.desks.iter().any(|r| r.id != "lender_complaint" && r.aliases.iter().any(|a| to.contains(a.as_str())))),
    }
}

/// To whom, by name: as stated, else the lender, else the desk.
fn addressee(m: &Material, complaint: &Complaint) -> String {
    let desk = || complaint.route.as_deref().and_then(|id| m.casebook.routes.desks.iter().find(|r| r.id == id)).map(|r| r.name.clone());
    match complaint.to.as_deref() {
        Some(to) => m.facts.lender(to).map_or_else(|| to.to_owned(), |l| l.name.clone()),
        None if to_lender(m, complaint) => lender(m).map_or_else(|| "放贷机构".to_owned(), |l| l.name.clone()),
        None => desk().unwrap_or_else(|| "有关部门".to_owned()),
    }
}

/// Complaints already made, as stated: those to the lender first, then those to others under their own names.
pub(super) fn complaints(m: &Material) -> Vec<Block> {
    let (own, others): (Vec<&Complaint>, Vec<&Complaint>) = m.facts.complaints.iter().partition(|c| to_lender(m, c));
    let line = |c: &&Complaint| {
        let mut words = vec![text(format!("据{0}陈述，{0}于", m.me()))];
        words.push(c.at.as_deref().map_or_else(|| Span::Blank("投诉日期".into()), |t| text(day_zh(t))));
        words.push(text(format!("向{}投诉", addressee(m, c))));
        words.push(c.number.clone().map_or_else(|| text(""), |n| text(format!("，编号{n}"))));
        words.push(text(match (&c.reply_at, &c.reply) {
            (_, Some(reply)) => format!("，答复：{}。", reply.trim_end_matches(['。', '.'])),
            (Some(at), None) => format!("，已于{}答复。", day_zh(at)),
            (None, None) => "，截至本文书之日没有记载答复。".to_owned(),
        }));
        Block::Para(words)
    };
    let mut blocks: Vec<Block> = own.iter().map(line).collect();
    if own.is_empty() {
        blocks.push(Block::Para(vec![
            text(format!("{}已于", m.me())),
            Span::Blank("向机构投诉的日期".into()),
            text("向机构投诉，工单号"),
            Span::Blank("工单号".into()),
            text("，机构答复："),
            Span::Blank("机构答复内容，没有答复的写“至今未答复”".into()),
            text("。"),
        ]));
    }
    if !others.is_empty() {
        blocks.push(Block::Para(vec![text("此外还向以下部门反映过：")]));
        blocks.extend(others.iter().map(line));
    }
    blocks
}

fn string<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter().find_map(|k| value.get(*k)?.as_str()).filter(|s| !s.is_empty())
}

fn request_zh(kind: &str) -> &str {
    match kind {
        "recordings" => "要求提供催收录音、记录",
        "data_copy" => "要求查阅、复制个人信息",
        "credit_objection" => "征信异议",
        "withdraw_consent" => "撤回同意",
        "delete" | "deletion" => "要求删除个人信息",
        other => other,
    }
}

/// Complaints, requests, refusals and police matters in order of time.
pub(super) fn taken(m: &Material) -> Vec<Block> {
    let mut rows: Vec<(String, String, String)> = Vec::new();
    for c in &m.facts.complaints {
        let number = c.number.as_deref().map(|n| format!("，编号{n}")).unwrap_or_default();
        let reply = match (&c.reply_at, &c.reply) {
            (Some(at), Some(reply)) => format!("{}答复：{reply}", day_zh(at)),
            (_, Some(reply)) => format!("答复：{reply}"),
            (Some(at), None) => format!("{}答复", day_zh(at)),
            (None, None) => "没有记载答复".to_owned(),
        };
        rows.push((c.at.clone().unwrap_or_default(), format!("向{}投诉{number}", addressee(m, c)), reply));
    }
    for r in &m.facts.requests {
        let at = string(r, &["at", "date", "time"]).unwrap_or_default().to_owned();
        let reply = match (string(r, &["reply"]), r.get("refused")) {
            (Some(reply), _) => reply.to_owned(),
            (None, Some(Value::Bool(true))) => "被拒绝".to_owned(),
            _ => "没有记载答复".to_owned(),
        };
        rows.push((at, format!("{}（{}）", request_zh(string(r, &["kind", "what"]).unwrap_or("请求")), string(r, &["to"]).and_then(|t| m.facts.lender_named(t)).map_or("机构", |l| l.name.as_str())), reply));
    }
    for r in &m.facts.refusals {
        let who = m.facts.person(&r.person).map_or_else(|| "被联系的人".to_owned(), |p| m.who(p));
        rows.push((r.at.clone(), format!("{who}明确拒绝联系"), "其后是否仍联系，见事实部分".into()));
    }
    for p in &m.facts.police {
        let kind = match string(p, &["kind"]) {
            Some("warning") => "公安机关告诫",
            Some("penalty") => "公安机关处罚",
            Some("no_contact_order") => "责令禁止接触",
            Some(other) => other,
            None => "向公安机关报案",
        };
        rows.push((string(p, &["at"]).unwrap_or_default().to_owned(), kind.to_owned(), string(p, &["result", "what"]).unwrap_or("—").to_owned()));
    }
    if rows.is_empty() {
        return vec![Block::Para(vec![text("向机构提出请求或者投诉的情况："), Span::Blank("提出的日期、编号和答复；没有提出过的写“尚未提出”".into())])];
    }
    rows.sort();
    let rows = rows.into_iter().map(|(at, what, reply)| vec![vec![if at.is_empty() { Span::Blank("日期".into()) } else { text(day_zh(&at)) }], vec![text(what)], vec![text(reply)]]).collect();
    let table = Block::Table(Table { head: ["日期", "事项", "答复或结果"].map(str::to_owned).to_vec(), widths: vec![24, 40, 36], rows });
    vec![table, Block::Para(vec![text("以上各项据当事人陈述；有凭证的，随证据册提交。")])]
}

/// What happened to people, as stated.
pub(super) fn consequences(m: &Material) -> Vec<Block> {
    let items: Vec<Vec<Span>> = m
        .facts
        .consequences
        .iter()
        .chain(&m.facts.incidents)
        .filter_map(|c| {
            let what = string(c, &["what", "text", "description", "kind"])?;
            let at = string(c, &["at", "date"]).map(day_zh).unwrap_or_default();
            let person = string(c, &["person"]).and_then(|id| m.facts.person(id)).filter(|p| !m.is_client(p)).map(|p| format!("{}：", m.who(p))).unwrap_or_default();
            let proof = string(c, &["evidence"]).map(|e| format!("（证明：{e}）")).unwrap_or_default();
            let comma = if at.is_empty() { "" } else { "，" };
            // In the words of who stated it: 我 there is the client.
            Some(told(vec![text(format!("{at}{comma}{person}")), Span::Quote(what.trim_end_matches(['。', '.']).to_owned()), text(proof)], &Sources::own()))
        })
        .collect();
    let mut blocks = if items.is_empty() {
        vec![Block::Para(vec![text("后果："), Span::Blank("就医、停职、失业、家庭矛盾等后果和证明材料；没有的写“暂无”".into())])]
    } else {
        vec![Block::Items(items)]
    };
    blocks.push(Block::Para(vec![text("后果与上述行为的因果关系由有权机关审查。")]));
    blocks
}

/// How recent, whether it went on after a refusal or a warning.
pub(super) fn urgency(m: &Material) -> Vec<Block> {
    let all: Vec<&EventRef> = contacts(m).into_iter().map(|(_, e)| e).collect();
    let mut blocks = Vec::new();
    if let Some(last) = all.iter().max_by_key(|e| (&e.time, e.exhibit, e.row))
        && let Some(sources) = Sources::of(m, &[last])
    {
        blocks.push(Block::Para(told(vec![text(format!("最近一次记录到的联系在{}", day_zh(&last.time)))], &sources)));
    }
    for (rule, words) in [
        ("contact_after_refusal", "明确拒绝以后仍然联系"),
        ("persistent_harassment_after_warning", "公安机关或者监管部门处理以后仍然继续"),
        ("no_contact_order_breached", "责令禁止接触以后仍然联系"),
        ("threat_exposure", "预告将联系更多的人或者公开信息"),
        ("visit_threat", "预告将到住处或者单位"),
    ] {
        let events: Vec<&EventRef> = m.review.findings.iter().filter(|f| f.rule() == rule).flat_map(|f| f.events().iter().filter(|e| told_of(m, f, e))).collect();
        if let Some(sources) = Sources::of(m, &events) {
            blocks.push(Block::Para(told(vec![text(format!("{words}，共{}次", super::facts::distinct(&events)))], &sources)));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Para(vec![Span::Blank("为什么不及时制止就难以弥补".into())]));
    }
    blocks
}

/// The instalment proposals of the facts (`plan.options`), as stated.
pub(super) fn plan(m: &Material) -> Vec<Block> {
    let options = m.facts.extra.get("plan").and_then(|p| p.get("options")).and_then(Value::as_array);
    let show = |v: Option<&Value>, label: &str| match v {
        Some(Value::String(s)) if !s.is_empty() => text(if s.bytes().all(|b| b.is_ascii_digit() || b == b'.') { slots::with_commas(s) } else { s.clone() }),
        Some(Value::Number(n)) => text(slots::with_commas(&n.to_string())),
        _ => Span::Blank(label.to_owned()),
    };
    let row = |n: usize, option: &Value| {
        let name = ["A", "B", "C", "D"].get(n).map_or_else(|| (n + 1).to_string(), |s| (*s).to_owned());
        let get = |keys: &[&str], what: &str| vec![show(keys.iter().find_map(|k| option.get(*k)), &format!("方案{name}{what}"))];
        vec![
            vec![text(format!("方案{name}"))],
            get(&["first", "first_payment"], "首付"),
            get(&["months", "periods"], "期数"),
            get(&["monthly", "each"], "每期数额"),
            get(&["total"], "合计"),
            get(&["waive", "ask"], "请求减免的项目"),
        ]
    };
    let none = Value::Null;
    let rows = match options {
        Some(list) if !list.is_empty() => list.iter().enumerate().map(|(n, o)| row(n, o)).collect(),
        _ => vec![row(0, &none), row(1, &none)],
    };
    let head = ["方案", "首付（元）", "期数", "每期（元）", "合计（元）", "请求减免"].map(str::to_owned).to_vec();
    vec![Block::Table(Table { head, widths: vec![12, 16, 12, 16, 18, 26], rows }), Block::Para(vec![text("两个方案由贵方选择其一，也可以提出其他方案；未达成书面协议以前不视为任何一方的承诺。")])]
}

/// Whether the client owes nothing: whoever stands surety may be written to about the debt.
fn free(m: &Material) -> bool {
    matches!(slots::who(m), Who::ThirdParty | Who::Employer)
}

/// The claims of a suit with boxes to tick, for the pleading by elements.
pub(super) fn claims_table(m: &Material) -> Vec<Block> {
    let third = has(m, &["third_party_collection", "third_party_disclosure", "mass_contact_blast", "contact_after_refusal", "workplace_contact"]);
    let data = has(m, &["whole_address_book_upload", "forced_contacts_permission", "contacts_read_before_consent", "contacts_used_after_withdrawal", "unknown_number_source"]);
    let costs = slots::costs_total(m);
    let row = |what: &str, detail: Vec<Span>| vec![vec![text(what)], vec![text("是□　否□")], detail];
    let rows = vec![
        row("1. 停止侵害", vec![text(if free(m) { "停止以任何方式联系原告，停止所列行为" } else if third { "停止联系没有还款义务的人，停止所列其他行为" } else { "停止所列行为" })]),
        row("2. 删除个人信息", vec![text(if free(m) { "删除原告的姓名、号码等个人信息，书面告知结果" } else if third || data { "删除通讯录、通话记录和第三人信息，书面告知结果" } else { "删除与合同无关的个人信息" })]),
        row("3. 赔礼道歉", vec![text("书面；范围与行为影响的范围相当")]),
        row("4. 赔偿合理开支", vec![costs.map_or_else(|| Span::Blank("合理开支的数额，按票据合计".into()), |c| text(format!("{c}，附票据")))]),
        row("5. 精神损害抚慰金", vec![Span::Blank("数额；须有严重后果的证据，没有的选“否”".into())]),
        row("6. 诉讼费用", vec![text("由被告负担")]),
        row("7. 诉前保全、行为保全", vec![text("已申请的写明法院和裁定")]),
    ];
    vec![Block::Table(Table { head: ["请求", "是否主张", "内容和数额"].map(str::to_owned).to_vec(), widths: vec![26, 18, 56], rows })]
}
