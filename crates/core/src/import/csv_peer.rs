//! The cell of the other side's number: a number, a number with a note beside it, a name, or nothing that tells who it is.

use super::csv_sides::Refusal;
use super::table::excel_number;
use crate::number::{self, NumberKind};
use regex::Regex;
use std::sync::LazyLock;

/// A run of digits as numbers are written, with blanks and dashes inside.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\+?[0-9](?:[0-9 -]*[0-9])?").expect("a pattern of this file"));
/// What may stand between a number and a note.
const EDGES: [char; 28] = ['`', '\'', '‘', '’', '“', '”', '(', ')', '（', '）', '[', ']', '【', '】', '<', '>', '《', '》', '/', '|', ',', '，', ';', '；', ':', '：', '、', '"'];

/// How often a phone's list shows a number in a row, behind it: `(3)`, `×3`, `[3]`, ` 3次`.
static COUNTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*[0-9])(?:\s*(?:\(\s*([0-9]{1,3})次?\s*\)|（\s*([0-9]{1,3})次?\s*）|\[([0-9]{1,3})\]|【([0-9]{1,3})】|[×✕✖]\s*([0-9]{1,3}))|\s+[xX]\s*([0-9]{1,3})|\s+([0-9]{1,3})\s*[次条通])$"));
/// Which card of the phone it came in on: 卡2, SIM 1.
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(.*[0-9)）\]】])(?:\s*[(（\[【]\s*(?:卡\s*[12一二]|[主副]卡|sim\s*卡?\s*[12]|[12]\s*号?卡)\s*[)）\]】]|\s*(?:卡\s*[12一二]|[主副]卡|sim\s*卡?\s*[12])|\s+[12]\s*号?卡)$"));
/// An extension (RFC 3966), or digits dialled after the number.
static EXTENDED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\+?[0-9][0-9 -]{5,}(?:[;,]?\s*ext\.?=?\s*|\s*[pw;#]\s*)[0-9#]{1,8}$"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// The other side's number as written, the name a note gives it, and how often the cell says it called, where that is not once; an empty number
/// where the caller withheld it.
pub fn peer(number: &str, carrier: bool) -> Result<(String, Option<String>, Option<u32>), Refusal> {
    let line = |text: &str| !matches!(number::kind(text), NumberKind::Name | NumberKind::Hidden) && !several(text);
    let card = CARD.captures(number).map(|c| c[1].to_owned());
    let number = card.as_deref().filter(|n| line(n) || COUNTER.is_match(n)).unwrap_or(number);
    let counted = COUNTER.captures(number).and_then(|c| Some((c[1].to_owned(), c.iter().skip(2).flatten().next()?.as_str().parse::<u32>().ok()?)));
    match counted.filter(|(bare, times)| *times > 0 && line(bare)) {
        Some((bare, times)) => one(&bare, carrier).map(|(raw, name)| (raw, name, Some(times).filter(|n| *n > 1))),
        None => one(number, carrier).map(|(raw, name)| (raw, name, None)),
    }
}

/// Whether further digits stand behind a whole number (`13800000001 13800000002`, `0571-88880000-3`): together they would be another number.
/// The groups people write one number in are shorter than it.
fn several(number: &str) -> bool {
    let parts: Vec<&str> = number.split(|c: char| !c.is_ascii_digit() && c != '+').filter(|p| !p.is_empty()).collect();
    (1..parts.len()).any(|n| whole(&parts[..n].concat()))
}

/// Whether digits are a mobile number, or a landline with its area code: 010 and 02x before eight digits, others before seven or eight.
fn whole(digits: &str) -> bool {
    let key = number::key(digits);
    match number::kind(digits) {
        NumberKind::Mobile => true,
        NumberKind::Landline => key.starts_with('0') && (key.len() == 11 || key.len() == 12 && !key.starts_with("01") && !key.starts_with("02")),
        _ => false,
    }
}

/// Letters among figures that look like them (O57100000001, l3800000001): a slip of whoever typed or read it.
fn misprinted(cell: &str) -> bool {
    cell.contains(['O', 'o', 'l', 'I']) && cell.chars().all(|c| c.is_ascii_digit() || "OolI +-".contains(c)) && whole(&cell.replace(['O', 'o'], "0").replace(['l', 'I'], "1"))
}

fn one(number: &str, carrier: bool) -> Result<(String, Option<String>), Refusal> {
    const OWN_LOG: &str = "请保留手机自己的通话记录：账单的时间可以和它对上";
    let shown: String = number.chars().take(30).collect();
    if excel_number(number) {
        return Err(("csv.excel_number", format!("号码“{shown}”被 Excel 改成了科学计数法，位数已丢失"), "请用没有经过 Excel 另存的原始文件，或把该列设为文本后重新导出"));
    }
    let number = number.strip_suffix(".0").filter(|n| n.bytes().all(|b| b.is_ascii_digit())).unwrap_or(number);
    let absent = number.is_empty() || number.contains('*') || number == "对方号码" || matches!(number, "-" | "--" | "/" | "null" | "无" | "N/A");
    if absent {
        return Err(("row.no_peer", if number.is_empty() { "这一行没有对方号码".to_owned() } else { format!("对方号码是“{shown}”，看不出是谁") }, OWN_LOG));
    }
    if number::kind(number) != NumberKind::Name && several(number) || EXTENDED.is_match(number) || misprinted(number) {
        return Err(("row.bad_peer", format!("对方号码“{shown}”里不止一个号码，或号码后面还有别的数字、分机、像数字的字母，认不准"), "请在表格里让这一格只写一个号码（分机、次数、备注另放一列）后重新加入；原件已保留"));
    }
    let kind = number::kind(number);
    if kind == NumberKind::Name {
        if let Some(found) = noted(number) {
            return Ok(found);
        }
        // A bill names the other side by a number; figures with other words are two columns run together.
        if carrier && number.bytes().any(|b| b.is_ascii_digit()) && !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(("row.bad_peer", format!("对方号码“{shown}”读不懂"), OWN_LOG));
        }
        if runs_together(number) {
            return Err(("row.bad_peer", format!("对方号码“{shown}”里号码和别的字混在一起，或不止一个号码，认不准"), "请在表格里让这一格只写一个号码（备注另放一列）后重新加入；原件已保留"));
        }
    }
    if kind != NumberKind::Hidden {
        return Ok((number.to_owned(), None));
    }
    if carrier {
        return Err(("row.no_peer", format!("对方号码是“{shown}”，看不出是谁"), OWN_LOG));
    }
    // The caller withheld the number: still a contact.
    Ok((String::new(), None))
}

/// A number with a note in its cell: `057100000001(催收)`, `057100000001 杭州`, `某贷(10690000001)`. The note is a name only where it stands
/// before the number in brackets, or tells what it is: a place (`13800000001(福州)`) would make a stranger an acquaintance.
fn noted(cell: &str) -> Option<(String, Option<String>)> {
    let lower = cell.to_lowercase();
    if cell.contains(['@', '_', '*']) || ["微信", "qq", "wx", "转", "分机"].iter().any(|w| lower.contains(w)) {
        return None;
    }
    let mut runs = RUN.find_iter(cell);
    let (run, None) = (runs.next()?, runs.next()) else { return None };
    let line = match number::kind(run.as_str()) {
        NumberKind::Mobile | NumberKind::Sms106 | NumberKind::Service95 | NumberKind::Service400 | NumberKind::International => true,
        NumberKind::Landline => number::key(run.as_str()).starts_with('0'),
        _ => false,
    };
    let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || EDGES.contains(&c));
    let (before, after) = (&cell[..run.start()], &cell[run.end()..]);
    if !line || !edge(before.chars().next_back()) || !edge(after.chars().next()) {
        return None;
    }
    let bare = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || EDGES.contains(&c)).to_owned();
    let (left, right) = (bare(before), bare(after));
    let bracketed = before.trim_end().ends_with(['(', '（', '<', '[', '【']) && !left.is_empty() && right.is_empty();
    let telling = |text: &str| ["催", "贷", "骚扰", "诈骗", "推销", "消金", "金融", "客服", "银行"].iter().any(|w| text.contains(w));
    let name = if bracketed { Some(left) } else { [left, right].into_iter().find(|t| telling(t)) };
    Some((run.as_str().to_owned(), name))
}

/// Figures as long as a number among other words, or two numbers: it would meet no number of the case. Accounts and addresses, with letters
/// or marks of their own, are names.
fn runs_together(cell: &str) -> bool {
    let long = |run: &str| run.bytes().filter(u8::is_ascii_digit).count() >= 7;
    let account = cell.chars().any(|c| c.is_ascii_alphabetic() || matches!(c, '@' | '_')) || ["微信", "支付宝", "抖音"].iter().any(|w| cell.contains(w));
    !account && RUN.find_iter(cell).any(|r| long(r.as_str())) && !cell.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_notes() {
        for (cell, number, name) in [
            ("057100000001(催收王)", "057100000001", Some("催收王")),
            ("057100000001 杭州", "057100000001", None),
            ("057100000001/浙江杭州", "057100000001", None),
            ("138 0000 0001\n福建福州 移动", "138 0000 0001", None),
            ("某贷（10690000001）", "10690000001", Some("某贷")),
            ("`13800000001", "13800000001", None),
            ("张三(13800000001)", "13800000001", Some("张三")),
            ("13800000001(福州)", "13800000001", None),
            ("+86 138-0000-0001", "+86 138-0000-0001", None),
            ("0571-00000001", "0571-00000001", None),
            ("张三2", "张三2", None),
            ("wxid_13800000001", "wxid_13800000001", None),
            ("wxid_13800000001_3", "wxid_13800000001_3", None),
            ("12345678@qq.com", "12345678@qq.com", None),
            ("无主叫号码", "", None),
            ("-1", "", None),
        ] {
            assert_eq!(peer(cell, false), Ok((number.to_owned(), name.map(str::to_owned), None)), "{cell}");
        }
        assert_eq!(peer("057100000001(催收王)", true), Ok(("057100000001".to_owned(), Some("催收王".to_owned()), None)));
    }

    #[test]
    fn a_counter_or_a_card_is_no_part_of_the_number() {
        for (cell, number, times) in [
            ("057100000001 (3)", "057100000001", Some(3)),
            ("057100000001(3)", "057100000001", Some(3)),
            ("057100000001（3）", "057100000001", Some(3)),
            ("057100000001 x3", "057100000001", Some(3)),
            ("057100000001×3", "057100000001", Some(3)),
            ("057100000001 [3]", "057100000001", Some(3)),
            ("057100000001 3次", "057100000001", Some(3)),
            ("138 0000 0001 (2)", "138 0000 0001", Some(2)),
            ("13800000001(1)", "13800000001", None),
            ("95188 (12)", "95188", Some(12)),
            ("10086 (2)", "10086", Some(2)),
            ("+8613800000001 卡1", "+8613800000001", None),
            ("13800000001（卡2）", "13800000001", None),
            ("13800000001 SIM 2", "13800000001", None),
            ("13800000001 (2) 卡1", "13800000001", Some(2)),
        ] {
            assert_eq!(peer(cell, false), Ok((number.to_owned(), None, times)), "{cell}");
        }
        // Numbers in groups, brackets and with prefixes are one.
        for cell in ["(0571)00000001", "0571 0000 0001", "010-0000-0001", "+86 (571) 0000 0001", "400-000-0000", "+1 (415) 555-0100", "0086 138 0000 0001", "1069 0000 0001"] {
            assert_eq!(peer(cell, false), Ok((cell.to_owned(), None, None)), "{cell}");
        }
    }

    #[test]
    fn cells_that_tell_nobody() {
        for (cell, carrier, code) in [
            ("13800000001/13900000001", false, "row.bad_peer"),
            ("057100000001转801", false, "row.bad_peer"),
            ("13800000001被叫", true, "row.bad_peer"),
            ("0571-00000001-3", false, "row.bad_peer"),
            ("0571-00000001-8001", false, "row.bad_peer"),
            ("13800000001 0571", false, "row.bad_peer"),
            ("13800000001(0571)", false, "row.bad_peer"),
            ("13800000001 13800000002", false, "row.bad_peer"),
            ("057100000001;ext=3", false, "row.bad_peer"),
            ("057100000001p3", false, "row.bad_peer"),
            ("138000000013次", false, "row.bad_peer"),
            ("O57100000001", false, "row.bad_peer"),
            ("1380000000l", false, "row.bad_peer"),
            ("138****0001", false, "row.no_peer"),
            ("无主叫号码", true, "row.no_peer"),
            ("1.38E+10", false, "csv.excel_number"),
        ] {
            assert_eq!(peer(cell, carrier).map_err(|r| r.0), Err(code), "{cell}");
        }
    }
}
