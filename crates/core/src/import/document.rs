//! What a written document is, by its words: a letter of collection, an agreement or privacy policy, a person's own account, or
//! something else. Shared by the readers of PDF, DOCX, web pages and plain text.

use super::dates::zh_day;
use super::{Harvest, Source};
use crate::error::Problem;
use crate::model::{Channel, Direction, Entry, Grain, Peer, Reading, Record, SkipKind, When};
use crate::time::Day;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Kind of the entry an agreement is read into; its fields: `title`, `text`, and where the text says them `version`, `dated`.
pub const AGREEMENT: &str = "agreement";
/// Longest text kept, in bytes.
const TEXT: usize = 2 << 20;

/// Titles of agreements: what a borrower was shown to agree to.
static AGREEMENT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[《【\s]*[^。；;！!？?：:，,]{0,40}(?:协议|合同|政策|授权书|服务条款|用户条款|使用条款|隐私声明|隐私权声明|告知同意书|须知|同意书)(?:书|文本)?[》】]?[\s（(]*[^。；;！!？?]{0,24}$")
});
static LETTER_TITLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[《【\s]*[^。；;！!？?，,]{0,30}(?:律师函|律师告知函|催收函|催款函|催告函|催收通知|催款通知|催告通知|催缴|告知函|通知函|敬告函|警告函|履行.{0,6}通知书|逾期.{0,10}通知|还款通知|诉前.{0,8}(?:通知|告知|函)|立案.{0,6}(?:通知|告知)|传票|上门.{0,6}(?:通知|告知)|债权转让通知)(?:书|单|函)?[》】]?[^。；;]{0,12}$"));
static STATEMENT_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[《【\s]*[^。；;，,]{0,16}(?:陈述|情况说明|事情经过|情况经过|自述|经过说明|证人证言)[》】书]?\s*[：:]?\s*$"));
static VERSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:版本号?|版次)\s*[：:为]?\s*([VvＶ]?\s*[0-9][0-9A-Za-z.\-]{0,15})|[（(]\s*([VvＶ][0-9][0-9.]{0,10})\s*[）)]"));
static DATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(更新|修订|发布|公布|生效|签订|签署|施行)(?:日期|时间|日|于)?\s*[：:为于]?\s*([0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?)"));
static CLOSING: LazyLock<Regex> = LazyLock::new(|| pattern(r"([0-9]{4}\s*[-/.年]\s*(?:[0-9]{1,2}|元)\s*[-/.月]\s*[0-9]{1,2}\s*日?|[二一][〇○零Oo0一二三四五六七八九]{3}\s*年\s*(?:[一二三四五六七八九十]{1,3}|元)\s*月\s*[一二三四五六七八九十]{1,3}\s*日)"));
static SENDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s　]*(?:发函人|委托人|发件人|寄件人|落款|催收方|债权人)?\s*[：:]?\s*([^\s，。；：:]{2,40}(?:律师事务所|公司|中心|银行|法院|事务所|合作社|委员会|集团|部|律师))(?:[（(][^）)]{0,12}[）)])?[\s　]*$"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A letter that asks for payment or threatens steps.
    Letter,
    /// Terms somebody was asked to agree to.
    Agreement,
    /// A person's own account.
    Statement,
    /// None of these.
    Other,
}

/// Whether a file's name says it is somebody's own account.
pub fn is_statement_name(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s).trim();
    STATEMENT_TITLE.is_match(stem) || stem.ends_with("陈述") || stem.starts_with("陈述")
}

/// What a text is, by its first lines and, for a statement, its name.
pub fn nature(name: &str, text: &str) -> Nature {
    let lines: Vec<String> = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(12).map(closed).collect();
    if is_statement_name(name) || lines.first().is_some_and(|l| STATEMENT_TITLE.is_match(l)) {
        return Nature::Statement;
    }
    // Whichever title stands first.
    for line in &lines {
        if LETTER_TITLE.is_match(line) {
            return Nature::Letter;
        }
        if AGREEMENT_TITLE.is_match(line) && terms(text) {
            return Nature::Agreement;
        }
    }
    Nature::Other
}

/// A line as titles are compared: typists space the characters of short ones (律　师　函).
fn closed(line: &str) -> String {
    if line.chars().count() <= 80 { line.split_whitespace().collect() } else { line.to_owned() }
}

/// An agreement speaks to somebody in numbered clauses or of parties.
fn terms(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    // A short one, a page of which little was copied, must say what is agreed to.
    let enough = match text.chars().count() {
        0..24 => false,
        24..60 => has(&["授权", "收集", "同意", "条款", "第一条", "通讯录", "个人信息"]),
        _ => true,
    };
    enough && has(&["甲方", "乙方", "本协议", "本合同", "本政策", "本授权书", "我们", "用户", "本人同意", "本人授权", "您"])
}

/// Reads a document's text as one row (a statement: one a paragraph).
pub fn take(text: &str, source: &Source, harvest: &mut Harvest) {
    let text = text.replace('\0', "\u{fffd}");
    let text = cut(&text, harvest);
    if text.trim().is_empty() {
        harvest.problem(Problem::new("document.no_text", "文件里没有文字（可能是扫描件或图片）", "整个文件", "请改用截图或照片加入，或向对方索要可以复制文字的版本；原件已保留"));
        return;
    }
    match nature(source.name, text) {
        Nature::Statement => super::statement::paragraphs(text, harvest),
        Nature::Letter => letter(text, source, harvest),
        Nature::Agreement => {
            harvest.entry(Entry { row: 0, kind: AGREEMENT.to_owned(), at: source.captured_at.map(When::exact), fields: fields(text) });
        }
        Nature::Other => {
            harvest.skip(SkipKind::NotContact, format!("读出{}个字，不像催收函件、协议或本人陈述，没有当作往来", text.chars().count()));
            harvest.note("没有认出是函件、协议、陈述、聊天记录或清单，只保存，没有读取；聊天记录请用聊天软件的导出，或把文字另存为 .txt；通话清单请另存为 Excel 表格；自己写的经过（投诉信、起诉状、记录）请另存一份，第一行单独写“情况说明”，每一次往来写一段，写明年月日、几点几分、号码和谁联系谁");
        }
    }
}

fn cut<'t>(text: &'t str, harvest: &mut Harvest) -> &'t str {
    if text.len() <= TEXT {
        return text;
    }
    harvest.note("文字太长，只取了前面的部分");
    &text[..(0..=TEXT).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)]
}

/// Title, version, date and words of an agreement.
pub fn fields(text: &str) -> BTreeMap<String, String> {
    let lines = || text.lines().map(str::trim).filter(|l| !l.is_empty());
    let title = lines().take(12).find(|l| AGREEMENT_TITLE.is_match(l)).or_else(|| lines().next()).unwrap_or_default();
    let mut fields = BTreeMap::from([("title".to_owned(), title.chars().take(80).collect()), ("text".to_owned(), text.to_owned())]);
    if let Some(found) = VERSION.captures(text) {
        let version = found.get(1).or_else(|| found.get(2)).map_or("", |m| m.as_str());
        fields.insert("version".to_owned(), version.split_whitespace().collect());
    }
    let dated: Vec<String> = DATED.captures_iter(text).take(4).filter_map(|d| zh_day(&d[2]).map(|day| format!("{} {day}", &d[1]))).collect();
    if !dated.is_empty() {
        fields.insert("dated".to_owned(), dated.join("；"));
    }
    fields
}

/// A letter is one contact on the day it is dated; the day it came is known only if somebody states it.
fn letter(text: &str, source: &Source, harvest: &mut Harvest) {
    let Some(at) = letter_day(text).map(|d| When::local(d, 0, Grain::Day)).or_else(|| source.captured_at.map(|s| When::local(s.day(), 0, Grain::Day))) else {
        harvest.refuse("letter.no_date", "函件里没有写明日期", "请用 juzheng fact 在 files 里写明这份文件是哪一天收到的（captured_at），再加入一次；原件已保留");
        return;
    };
    harvest.note("函件的日期取自落款；收到的日期要另外说明");
    harvest.record(Record {
        row: 0,
        offset: 0,
        at,
        sent: None,
        channel: Channel::Letter,
        direction: Direction::In,
        peer: Peer { raw: sender(text).unwrap_or_default(), name: None, also: Vec::new() },
        body: text.trim().to_owned(),
        call: None,
        parts: Vec::new(),
        reading: Reading::Stored,
    });
}

/// The day at the foot of a letter: the last date of its last lines.
fn letter_day(text: &str) -> Option<Day> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let foot = lines.len().saturating_sub(12);
    lines[foot..].iter().rev().find_map(|line| {
        // A date of its own line, or behind the sender's name; one inside a sentence is about something else.
        let found = CLOSING.find_iter(line).last()?;
        let beside = line[..found.start()].chars().count() + line[found.end()..].chars().count();
        (beside <= 24 && !line.contains(['。', '，'])).then(|| zh_day(found.as_str())).flatten()
    })
}

fn sender(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let foot = lines.len().saturating_sub(8);
    lines[foot..].iter().rev().find_map(|l| SENDER.captures(CLOSING.replace(l, "").trim()).map(|c| c[1].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natures() {
        let terms = "第一条 您同意我们读取您的通讯录。第二条 本协议自您点击同意时生效，甲方为某某公司，乙方为借款人本人，其余按平台规则执行。";
        for (name, text, expect) in [
            ("a.pdf", format!("某某贷用户注册协议\n{terms}"), Nature::Agreement),
            ("b.pdf", format!("隐私政策\n版本：V2.1\n{terms}"), Nature::Agreement),
            ("f.html", "某贷隐私政策\n更新日期：2025年12月1日\n我们会收集您的通讯录信息。".to_owned(), Nature::Agreement),
            ("g.txt", "停车须知\n您好，请把车停在线内，谢谢您的配合，祝您愉快。".to_owned(), Nature::Other),
            ("c.pdf", "律师函\n张一先生：\n受委托，现要求您立即还款。".to_owned(), Nature::Letter),
            ("d.docx", "关于逾期贷款的催收函\n…".to_owned(), Nature::Letter),
            ("陈述.txt", "2026年1月7日，接到电话。".to_owned(), Nature::Statement),
            ("h.docx", "某某律师事务所\n律 　师 　函\n张一：\n请还款。".to_owned(), Nature::Letter),
            ("i.docx", "催  收  函\n…".to_owned(), Nature::Letter),
            ("j.txt", "情 况 说 明\n2026年1月5日，接到电话。".to_owned(), Nature::Statement),
            ("k.txt", "情况说明：\n2026年1月5日，接到电话。".to_owned(), Nature::Statement),
            ("e.txt", "买菜\n鸡蛋".to_owned(), Nature::Other),
        ] {
            assert_eq!(nature(name, &text), expect, "{name}");
        }
    }

    #[test]
    fn the_day_and_sender_of_a_letter() {
        let text = "律师函\n张一：\n贵方于2025年4月10日借款，至今未还。\n\n某某律师事务所\n二〇二六年一月十二日\n联系电话：010-00000000";
        assert_eq!(letter_day(text).map(|d| d.to_string()).as_deref(), Some("2026-01-12"));
        assert_eq!(sender(text).as_deref(), Some("某某律师事务所"));
        assert_eq!(letter_day("催款函\n张一\n某贷公司\n二〇二六年元月五日").map(|d| d.to_string()).as_deref(), Some("2026-01-05"));
        assert_eq!(letter_day("催款函\n张一\n某贷公司\n2026年元月5日").map(|d| d.to_string()).as_deref(), Some("2026-01-05"));
        assert_eq!(letter_day("催款函\n您于2026年1月1日逾期，请还款。"), None);
        let fields = fields("某贷隐私政策\n版本号：V2.3\n更新日期：2025年3月1日\n生效日期：2025-03-10\n我们收集…");
        assert_eq!((fields["version"].as_str(), fields["dated"].as_str()), ("V2.3", "更新 2025-03-01；生效 2025-03-10"));
    }
}
