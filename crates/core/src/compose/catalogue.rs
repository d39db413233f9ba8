//! The evidence catalogue (证据规定 19) and the statement on electronic data (证据规定 14, 15, 93), from the ledger.

use super::Material;
use super::slots::client;
use crate::draft::{Block, Span, Table};
use crate::facts::Person;
use crate::vault::Exhibit;
use std::collections::{BTreeMap, BTreeSet};

fn text(words: impl Into<String>) -> Span {
    Span::Text(words.into())
}

/// What the exhibit is, in words.
pub fn title(exhibit: &Exhibit) -> String {
    let format = exhibit.reading.as_ref().and_then(|r| r.format.as_deref()).and_then(crate::import::format);
    let what = match format.map(|f| f.id) {
        Some("sms_backup_restore") if exhibit.name.starts_with("calls") => "通话记录备份",
        Some("sms_backup_restore") => "短信备份",
        Some("vcard" | "contacts_csv") => "通讯录",
        Some("csv_table") => "短信或通话清单",
        Some("wechat_txt") => "微信聊天记录",
        Some("loan_schedule") => "借款与还款明细",
        Some("dumpsys_appops") => "应用权限使用记录",
        Some(_) => format.map_or("电子文件", |f| f.title),
        None => exhibit.reading.as_ref().and_then(|r| crate::import::container::container(r.format.as_deref()?)).map_or("电子文件（未能读取内容，原样保存）", |c| c.title),
    };
    format!("{what}《{}》", exhibit.name)
}

/// How it came, as a paper names it.
fn origin(exhibit: &Exhibit) -> &'static str {
    match exhibit.class.as_str() {
        "screenshot" => "手机截图",
        "forwarded" => "收到后转交的文件",
        "typed" => "书面陈述",
        "document" => "书面文件",
        _ => "手机",
    }
}

/// Who and which device, and whether another gave it with consent.
pub fn source(m: &Material, exhibit: &Exhibit) -> String {
    let others = exhibit.custodian.as_deref().is_some_and(|id| client(m).is_none_or(|c| c.id != id) && m.facts.person(id).is_some());
    let consent = match exhibit.consent.as_str() {
        _ if !others => "",
        "yes" => "，已同意提供",
        "no" => "，未同意提供",
        _ => "，是否同意未写明",
    };
    let from = from_package(exhibit);
    format!("{}{consent}{from}", holder(m, exhibit))
}

fn from_package(exhibit: &Exhibit) -> String {
    exhibit.inside.as_ref().map(|i| format!("，取自压缩包内 {}", i.path)).unwrap_or_default()
}

/// The form of evidence, with how it came where that weighs.
fn form(exhibit: &Exhibit) -> &'static str {
    match exhibit.class.as_str() {
        "screenshot" => "电子数据（截图）",
        "forwarded" => "电子数据（转发）",
        "typed" => "电子数据（整理稿）",
        _ => "电子数据",
    }
}

fn holder(m: &Material, exhibit: &Exhibit) -> String {
    let owner = exhibit.custodian.as_deref().and_then(|id| m.facts.person(id));
    match owner {
        Some(p) if client(m).is_some_and(|c| c.id == p.id) => format!("{}的{}", m.me(), origin(exhibit)),
        Some(p) => {
            let what = origin(exhibit);
            // Whose it is, not how to reach them.
            let relation = exhibit.relation.clone().or_else(|| p.relation_to_borrower.clone());
            format!("{}的{what}", m.introduced(&Person { relation_to_borrower: relation, numbers: Vec::new(), ..p.clone() }))
        }
        None => "来源未写明".to_owned(),
    }
}

/// A to G of the catalogue: what the exhibit is; messages and calls, by whom they reached and what they hold.
fn group(m: &Material, exhibit: &Exhibit) -> (&'static str, String) {
    let format = exhibit.reading.as_ref().and_then(|r| r.format.as_deref()).unwrap_or("");
    let findings = || m.review.findings.iter().filter(|f| f.events().iter().any(|e| e.exhibit == exhibit.number) || f.grounds().iter().any(|g| g.exhibit == exhibit.number));
    let used: BTreeSet<&str> = findings().map(|f| f.title()).collect();
    let to_third = findings().any(|f| f.events().iter().any(|e| e.exhibit == exhibit.number && e.to == "third_party"));
    let grave = findings().any(|f| ["threat_violence", "insult", "threat_exposure", "impersonate_authority"].contains(&f.rule()));
    let called = |words: &[&str]| words.iter().any(|w| exhibit.name.contains(w));
    let (letter, what) = match format {
        "loan_schedule" => ("A 主体与合同", "借款的数额、期限和还款情况"),
        _ if called(&["合同", "借据", "还款计划", "还款明细", "放款"]) => ("A 主体与合同", "借款的数额、期限和还款情况"),
        "dumpsys_appops" | "ios_app_privacy_report" => ("B 同意与权限", "应用权限的设置和最后一次记录到的读取"),
        "vcard" | "contacts_csv" => ("B 同意与权限", "通讯录里有哪些联系人，与被联系的人对照"),
        _ if called(&["隐私", "政策", "协议", "授权", "条款"]) => ("B 同意与权限", "收集、使用个人信息的约定"),
        _ if called(&["投诉", "举报", "回执", "答复", "受理"]) => ("F 投诉与答复", "起诉以前提出请求、投诉的经过和答复"),
        _ if called(&["发票", "票据", "收据", "病历", "诊断", "费用"]) => ("G 损失", "损失和合理开支"),
        _ if to_third => ("D 对第三人的催收", "完整的往来记录，供核对上下文"),
        _ if grave => ("E 威胁侮辱冒充", "完整的往来记录，供核对上下文"),
        _ if exhibit.class == "typed" => ("C 对本人的催收", "提供人的陈述"),
        _ => ("C 对本人的催收", "完整的往来记录，供核对上下文"),
    };
    (letter, if used.is_empty() { what.to_owned() } else { purpose_zh(&used) })
}

/// At most six acts by name: the cell stays a cell.
fn purpose_zh(used: &BTreeSet<&str>) -> String {
    let named: Vec<&str> = used.iter().take(6).copied().collect();
    let more = if used.len() > 6 { format!("等{}项", used.len()) } else { String::new() };
    format!("显示涉嫌：{}{more}", named.join("；"))
}

/// When the exhibit came to be: the days its records span; else the file's own time; else a blank.
fn formed(m: &Material, exhibit: &Exhibit) -> Span {
    let file = m.review.by_file.values().find(|f| f.exhibit == exhibit.number);
    let day = |key: &Option<String>| key.as_deref().and_then(crate::model::Stamp::parse).map(|s| s.day().zh());
    match file.map(|f| (day(&f.first), day(&f.last))) {
        Some((Some(first), Some(last))) if first == last => text(first),
        Some((Some(first), Some(last))) => text(format!("{first}至{last}")),
        _ => match exhibit.mtime.as_deref().and_then(crate::model::Stamp::parse) {
            Some(stamp) => text(format!("文件修改于{}", stamp.day().zh())),
            None => Span::Blank(format!("证据{}形成时间", exhibit.number)),
        },
    }
}

/// 证据目录: grouped, numbered, with source, purpose, where the original is.
pub fn catalogue(m: &Material) -> Vec<Block> {
    let mut groups: BTreeMap<&'static str, Vec<Vec<Vec<Span>>>> = BTreeMap::new();
    for exhibit in m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()) {
        let (letter, purpose) = group(m, exhibit);
        let kept = if exhibit.kept { "原始载体由提供人保管；案件文件夹存有逐字节副本" } else { "原件由本人保管；因含他人信息只登记哈希，未复制" };
        let page = match m.pages.and_then(|p| p.get(&exhibit.number)) {
            Some(place) => text(page_span(place)),
            // Not quoted by any finding, so not printed in the book; without a book, for the hand.
            None if m.pages.is_some() => text("未印入证据册，见原件"),
            None => Span::Blank("页码".into()),
        };
        groups.entry(letter).or_default().push(vec![
            vec![text(format!("证据{}", exhibit.number))],
            vec![text(format!("{}（{}）", title(exhibit), form(exhibit)))],
            vec![text(format!("{}。{kept}", source(m, exhibit)))],
            vec![formed(m, exhibit)],
            vec![text(purpose)],
            vec![page],
        ]);
    }
    let mut blocks = Vec::new();
    for (letter, rows) in groups {
        let head = ["编号", "证据名称（形式）", "来源与原件所在", "形成时间", "证明目的", "页码"].map(str::to_owned).to_vec();
        blocks.push(Block::Heading(3, vec![text(letter)]));
        blocks.push(Block::Table(Table { head, widths: vec![9, 19, 24, 14, 22, 12], rows }));
    }
    for exhibit in m.review.exhibits.iter().filter_map(|e| Some((e, e.withdrawn.as_ref()?))) {
        blocks.push(Block::Para(vec![text(format!("证据{}已撤回（{}），编号保留，内容已删除。", exhibit.0.number, exhibit.1))]));
    }
    blocks
}

/// 第3—5页（证0001至证0040）.
fn page_span(place: &super::Place) -> String {
    let pages = if place.first == place.last { format!("第{}页", place.first) } else { format!("第{}—{}页", place.first, place.last) };
    match place.rows {
        Some((first, last)) if first == last => format!("{pages}（证{first:04}）"),
        Some((first, last)) => format!("{pages}（证{first:04}至证{last:04}）"),
        None => pages,
    }
}

/// Exhibits in one line each, third parties masked.
pub(super) fn exhibit_list(m: &Material) -> Vec<Block> {
    let kept = m.review.exhibits.iter().filter(|e| e.withdrawn.is_none());
    let items: Vec<Vec<Span>> = kept.map(|e| vec![text(format!("证据{}：{}，{}。", e.number, title(e), format_args!("{}{}", holder(m, e), from_package(e))))]).collect();
    if items.is_empty() { vec![Block::Para(vec![text("还没有加入证据。")])] } else { vec![Block::Items(items)] }
}

/// Full digests, so that anybody can check with public tools.
pub fn digests(m: &Material) -> Block {
    let mut rows = Vec::new();
    for e in m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()) {
        rows.push(row(format!("证据{}", e.number), &e.name, &e.digest));
        for c in &e.companions {
            rows.push(row(format!("证据{}附带", e.number), &c.name, &c.digest));
        }
        for (i, part) in e.reading.iter().flat_map(|r| &r.parts).enumerate() {
            rows.push(row(format!("证据{}附件{}", e.number, i + 1), &part.name, &part.digest));
        }
    }
    Block::Table(Table { head: ["编号", "文件名与大小", "SHA-256", "SM3"].map(str::to_owned).to_vec(), widths: vec![13, 23, 32, 32], rows })
}

fn row(number: String, name: &str, digest: &crate::model::Digest) -> Vec<Vec<Span>> {
    vec![vec![text(number)], vec![text(format!("{name}（{}字节）", digest.size))], vec![text(digest.sha256.to_string())], vec![text(digest.sm3.to_string())]]
}

/// The phones of everybody else who provided something, one row each, for their owners to fill in.
pub fn devices(m: &Material) -> Vec<Block> {
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for e in m.review.exhibits.iter().filter(|e| e.withdrawn.is_none()) {
        if let Some(id) = e.custodian.as_deref().filter(|id| client(m).is_none_or(|c| c.id != *id)) {
            by.entry(id).or_default().push(format!("证据{}", e.number));
        }
    }
    if by.is_empty() {
        return vec![Block::Para(vec![text("没有其他提供人。")])];
    }
    let rows = by.into_iter().map(|(id, list)| vec![vec![m.facts.person(id).map_or_else(|| text("未写明的人"), |p| text(m.introduced(p)))], vec![text(list.join("、"))], vec![], vec![]]).collect();
    vec![Block::Table(Table { head: ["提供人", "证据", "品牌型号、系统版本", "IMEI后四位、保管现状"].map(str::to_owned).to_vec(), widths: vec![24, 22, 28, 26], rows })]
}

/// What was read from each exhibit, row by row accounted for.
pub fn readings(m: &Material) -> Block {
    let rows = m
        .review
        .exhibits
        .iter()
        .filter(|e| e.withdrawn.is_none())
        .map(|e| {
            let reading = e.reading.as_ref();
            let format = reading.and_then(|r| r.format.as_deref()).and_then(crate::import::format);
            let c = reading.map(|r| r.counts).unwrap_or_default();
            vec![
                vec![text(format!("证据{}", e.number))],
                vec![text(super::blocks::when_zh(&e.taken_at))],
                vec![text(format.map_or("未读取".to_owned(), |f| format!("{}（读取器第{}版）", f.title, f.version)))],
                vec![text(c.rows.to_string())],
                vec![text(c.events.to_string())],
                vec![text((c.cards + c.entries).to_string())],
                vec![text(c.skips.to_string())],
            ]
        })
        .collect();
    Block::Table(Table { head: ["编号", "登记时间", "读取方式", "记录数", "往来", "条目", "列明跳过"].map(str::to_owned).to_vec(), widths: vec![11, 22, 27, 10, 10, 10, 10], rows })
}

/// Rows that could not be read: said openly, since the other side will find them.
pub fn refused_rows(m: &Material) -> Vec<Block> {
    if m.review.problems.is_empty() {
        return vec![Block::Para(vec![text("没有读不出或有损的记录。")])];
    }
    let shown = 20;
    let mut items: Vec<Vec<Span>> = m.review.problems.iter().take(shown).map(|p| vec![text(format!("{}：{}。", p.place, p.what))]).collect();
    if m.review.problems.len() > shown {
        items.push(vec![text(format!("其余{}处见 review.json 的 problems。", m.review.problems.len() - shown))]);
    }
    vec![Block::Items(items)]
}

/// Who provided what, with consent as registered.
fn custody(m: &Material, custodians: &BTreeSet<&str>) -> String {
    let kept = || m.review.exhibits.iter().filter(|e| e.withdrawn.is_none());
    let unknown = kept().filter(|e| e.custodian.is_none()).count();
    let open = kept().filter(|e| e.custodian.is_some() && e.consent != "yes" && m.facts.client != e.custodian).count();
    let mut words = format!("登记的提供人{}名", custodians.len());
    if unknown > 0 {
        words += &format!("；{unknown}份没有写明由谁提供");
    }
    if open > 0 {
        words += &format!("；{open}份由他人提供，登记里没有写明已同意");
    }
    words + "。"
}

/// The seven factors of 证据规定 93, each answered from the ledger, with what the ledger cannot answer.
pub fn seven_factors(m: &Material) -> Block {
    let kept = m.review.exhibits.iter().filter(|e| e.withdrawn.is_none() && e.kept).count();
    let custodians: BTreeSet<&str> = m.review.exhibits.iter().filter_map(|e| e.custodian.as_deref()).collect();
    let problems = m.review.problems.len();
    let rows: Vec<[String; 3]> = vec![
        ["生成、存储、传输所依赖的硬件、软件环境是否完整、可靠".into(), "账本登记了文件名、修改时间和读出的格式；据登记，数据由提供人自行导出。".into(), "手机型号、系统版本、导出程序版本须由提供人说明（见第一部分）。".into()],
        ["环境是否处于正常运行状态".into(), format!("读取时共记录读不出或有损之处{problems}处，均逐条列明，没有静默丢弃。"), "手机时钟是否准确，可与运营商详单对照。".into()],
        ["是否具备有效的防止出错的监测、核查手段".into(), "取得时一次读出同时计算 SHA-256 与 SM3；每一步写入前后相接的账本，登记以后的改动可用 juzheng verify 核对。".into(), "账本由本人的电脑生成，不是中立第三方平台；可另行申请可信时间戳或公证。".into()],
        ["是否被完整地保存、传输、提取，方法是否可靠".into(), format!("{kept}份原件逐字节保存、只读；每份文件的记录数等于读出的往来、条目与列明跳过之和。"), "备份程序导出时是否有遗漏，可当庭用原手机核对。".into()],
        ["是否在正常的往来活动中形成和存储".into(), "账本不显示。短信、通话记录通常由手机系统在收发时自动生成。".into(), "是否为日常使用的手机和号码，由提供人说明。".into()],
        ["保存、传输、提取的主体是否适当".into(), custody(m, &custodians), "提供人与案件有利害关系，必要时可出庭作证并当庭出示原手机。".into()],
        ["影响完整性和可靠性的其他因素".into(), "同一文件可由任何人用公开工具重新计算哈希核对；同样的输入得到逐字节相同的结果。".into(), "截断、伪造的导出文件不能仅凭哈希排除，须结合原手机和详单。".into()],
    ];
    let rows = rows.into_iter().enumerate().map(|(i, [factor, shown, open])| vec![vec![text(format!("{}. {factor}", i + 1))], vec![text(shown)], vec![text(open)]]).collect();
    Block::Table(Table { head: ["考察因素", "账本记录的情况", "仍需说明或核对"].map(str::to_owned).to_vec(), widths: vec![28, 42, 30], rows })
}
