//! Every official word of `casebook/law` against the statute copies in the reference folder, when that folder is there:
//! `../shared/reference/statutes` beside the repository, or under the folder named by `JUZHENG_SHARED`.

use juzheng_core::law::{Law, from_chinese};
use std::{collections::{BTreeMap, BTreeSet}, env, fs, path::PathBuf};

/// Statute, day its version began (empty: every version), copies.
const COPIES: &[(&str, &str, &[&str])] = &[
    ("administrative_penalty", "", &["行政处罚法_2021.txt"]),
    ("affray_interpretation", "", &["寻衅滋事解释_法释2013-18.txt"]),
    ("app_necessary_information", "", &["R07_常见类型App必要个人信息范围规定_摘.txt"]),
    ("app_violation_method", "", &["R08_App违法违规收集使用个人信息行为认定方法_摘.txt"]),
    ("civil_code", "", &["民法典_总则编.txt", "民法典_合同编.txt", "民法典_人格权编.txt", "民法典_侵权责任编.txt", "民法典_婚姻继承_摘.txt"]),
    ("civil_code_time_effect", "", &["时间效力规定_民法典_法释2020-15.txt"]),
    ("civil_evidence_rules", "", &["民事诉讼证据规定_法释2019-19.txt"]),
    ("civil_procedure", "", &["民事诉讼法_2023修正.txt"]),
    ("civil_procedure_interpretation", "", &["民诉法解释_2022.txt"]),
    ("consumer_harm_penalty_measures", "", &["侵害消费者权益行为处罚办法_2015.txt"]),
    ("consumer_protection", "", &["消费者权益保护法.txt"]),
    ("credit_card_measures", "", &["R05_商业银行信用卡业务监督管理办法_66-70.txt"]),
    ("credit_reporting_regulation", "", &["征信业管理条例.txt"]),
    ("criminal_law", "", &["刑法.txt"]),
    ("cybersecurity", "2017-06-01", &["网络安全法_2016原版.txt"]),
    ("cybersecurity", "2026-01-01", &["网络安全法_2025修正.txt"]),
    ("electronic_signature", "", &["电子签名法.txt"]),
    ("extortion_interpretation", "", &["敲诈勒索解释_法释2013-10.txt"]),
    ("illegal_lending_opinion", "", &["R16_非法放贷意见_2019_摘.txt"]),
    ("internet_courts_rules", "", &["互联网法院规定_法释2018-16.txt"]),
    ("legislation_law", "", &["立法法_2023.txt"]),
    ("litigation_fees", "", &["诉讼费用交纳办法.txt"]),
    ("mental_distress_interpretation", "", &["精神损害赔偿解释_2020.txt"]),
    ("network_data_regulation", "", &["网络数据安全管理条例.txt"]),
    ("notarization", "", &["公证法.txt"]),
    ("online_defamation_interpretation", "", &["信息网络诽谤解释_法释2013-21.txt"]),
    ("online_litigation_rules", "", &["人民法院在线诉讼规则_法释2021-12.txt"]),
    ("online_personality_rights_rules", "", &["利用信息网络侵害人身权益规定_2020.txt"]),
    ("personal_information_protection", "", &["个人信息保护法.txt"]),
    ("pii_crime_interpretation", "", &["侵犯公民个人信息解释_法释2017-10.txt"]),
    ("police_admin_procedure", "", &["公安机关办理行政案件程序规定_2020.txt"]),
    ("private_lending_interpretation", "", &["民间借贷司法解释_2020第二次修正.txt"]),
    ("private_lending_scope_reply", "", &["民间借贷适用范围批复_法释2020-27.txt"]),
    ("public_security_punishment", "2013-01-01", &["治安管理处罚法_2012修正.txt"]),
    ("public_security_punishment", "2026-01-01", &["治安管理处罚法_2025修订.txt"]),
    ("soft_violence_opinion", "", &["R15_软暴力意见_2019_摘.txt"]),
    ("telecom_regulation", "", &["电信条例.txt"]),
];

/// Texts taken from one public copy that the folder does not hold; anything else without a copy is a fault of this table.
const ALONE: &[&str] = &[
    "administrative_litigation/46",
    "administrative_litigation/47",
    "administrative_reconsideration/20",
    "bank_card_rules/2",
    "bank_card_rules/3",
    "case_filing_rules/2",
    "civil_code/17",
    "civil_code/18",
    "civil_code/19",
    "civil_code/20",
    "civil_code/22",
    "civil_code/23",
    "civil_code/144",
    "civil_code/145",
    "civil_code/152",
    "civil_code/560",
    "civil_code/561",
    "civil_code/568",
    "civil_code/569",
    "civil_code/678",
    "civil_code/681",
    "civil_code/685",
    "civil_code/686",
    "civil_code/687",
    "civil_code/688",
    "civil_code/691",
    "civil_code/692",
    "civil_code/693",
    "civil_code/695",
    "civil_code/700",
    "civil_procedure/130",
    "civil_procedure/147",
    "civil_procedure/152",
    "civil_procedure/164",
    "civil_procedure/171",
    "civil_procedure/211",
    "civil_procedure/216",
    "civil_procedure/228",
    "civil_procedure/253",
    "civil_procedure/254",
    "civil_procedure/255",
    "civil_procedure/264",
    "civil_procedure/265",
    "civil_procedure/266",
    "civil_procedure_interpretation/208",
    "civil_procedure_interpretation/209",
    "civil_procedure_interpretation/210",
    "consumption_restriction/3",
    "arbitration/27",
    "defaulter_list/1",
    "defaulter_list/2",
    "defaulter_list/10",
    "defaulter_list/12",
    "contract_general_interpretation/57",
    "contract_general_interpretation/64",
    "contract_general_interpretation/65",
    "credit_card_crime_interpretation/6",
    "credit_card_crime_interpretation/7",
    "credit_card_crime_interpretation/8",
    "credit_card_crime_interpretation/9",
    "credit_card_crime_interpretation/10",
    "credit_card_crime_interpretation/11",
    "criminal_law/196",
    "criminal_procedure/112",
    "criminal_procedure/113",
    "legal_aid/31",
    "legal_aid/32",
    "legal_aid/43",
    "limitation_rules/8",
    "limitation_rules/10",
    "limitation_rules/19",
    "market_complaint_measures/9",
    "market_complaint_measures/14",
    "market_complaint_measures/15",
    "market_complaint_measures/21",
    "market_complaint_measures/31",
    "petition_regulation/34",
    "petition_regulation/35",
    "petition_regulation/36",
    "telecom_regulation/33",
    "telecom_regulation/39",
];

fn folder() -> Option<PathBuf> {
    let shared = env::var_os("JUZHENG_SHARED").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    Some(shared.join("reference/statutes")).filter(|p| p.is_dir())
}

/// Letters, numerals and the percent sign: what must agree.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '%').collect()
}

/// Splits a copy into articles by its 第…条 lines (a laws' file) or 一、 lines (an opinion's); headings end an article.
fn articles(copy: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in copy.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let heading = heading(line);
        if heading.is_some() || ends_article(line) {
            if let Some((key, text)) = open.take() {
                found.entry(key).or_default().push(text);
            }
            open = heading.map(|(key, rest)| (key, bare(rest)));
        } else if let Some((_, text)) = &mut open {
            *text += &bare(line);
        }
    }
    if let Some((key, text)) = open {
        found.entry(key).or_default().push(text);
    }
    found
}

fn heading(line: &str) -> Option<(String, &str)> {
    if let Some((number, rest)) = line.split_once('、').filter(|(n, _)| n.chars().count() <= 2) {
        return Some((from_chinese(number)?.to_string(), rest));
    }
    let (number, rest) = line.strip_prefix('第')?.split_once('条')?;
    let mut key = from_chinese(number)?.to_string();
    let mut rest = rest;
    if let Some(after) = rest.strip_prefix('之') {
        let end = after.find(char::is_whitespace)?;
        key += &format!("-{}", from_chinese(&after[..end])?);
        rest = &after[end..];
    }
    rest.starts_with(|c: char| c.is_whitespace() || c == '(').then_some((key, rest))
}

/// A heading of a part, or an editor's remark in brackets.
fn ends_article(line: &str) -> bool {
    let heading = line.strip_prefix('第').and_then(|rest| rest.find(['编', '章', '节']).map(|at| &rest[..at])).is_some_and(|number| from_chinese(number).is_some());
    heading || line.starts_with(['[', '(']) && !line.starts_with("(一)") && bare(line).chars().count() > 12 && !numbered(line)
}

fn numbered(line: &str) -> bool {
    line.strip_prefix('(').and_then(|rest| rest.split_once(')')).is_some_and(|(number, _)| from_chinese(number).is_some())
}

#[test]
fn official_words_agree_with_the_copies() {
    let Some(folder) = folder() else {
        eprintln!("law_words: no reference copies here, nothing compared");
        return;
    };
    let law = Law::embedded().unwrap();
    let mut copies: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for file in COPIES.iter().flat_map(|(_, _, files)| *files) {
        let text = fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        copies.insert(file, articles(&text));
    }
    let (mut compared, mut alone, mut faults) = (0, Vec::new(), Vec::new());
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (statute, text) in law.texts() {
        let Some(words) = &text.words else { continue };
        let name = format!("{}/{}", statute.id, text.article);
        let from = text.from.to_string();
        let known: Vec<&String> = COPIES
            .iter()
            .filter(|(id, version, _)| *id == statute.id && (version.is_empty() || *version == from))
            .flat_map(|(_, _, files)| files.iter().filter_map(|file| copies[file].get(&text.article)))
            .flatten()
            .collect();
        used.extend(COPIES.iter().filter(|(id, version, files)| *id == statute.id && (version.is_empty() || *version == from) && files.iter().any(|f| copies[f].contains_key(&text.article))).flat_map(|(_, _, files)| *files));
        let same = |copy: &&String| if text.excerpt.is_some() { copy.starts_with(&bare(words)) } else { **copy == bare(words) };
        if known.iter().any(same) {
            compared += 1;
        } else if known.is_empty() && ALONE.contains(&name.as_str()) {
            alone.push(name);
        } else {
            faults.push(format!("{name} ({from})\n  casebook: {}\n  copies:   {known:?}", bare(words)));
        }
    }
    eprintln!("law_words: {compared} texts agree with the copies; {} have no copy in the folder", alone.len());
    assert!(faults.is_empty(), "{} differ:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(alone.len(), ALONE.len(), "the list of texts without a copy is out of date");
    let stale: Vec<&&str> = COPIES.iter().flat_map(|(_, _, files)| *files).filter(|f| !used.contains(*f)).collect();
    assert!(stale.is_empty(), "copies that nothing is compared with: {stale:?}");
    let official = law.texts().filter(|(_, t)| t.words.is_some()).count();
    assert_eq!(compared + alone.len(), official, "every official text is compared or listed as alone");
    assert!(compared > 340, "only {compared} compared");
}
