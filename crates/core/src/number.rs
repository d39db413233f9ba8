//! Telephone numbers as Chinese sources write them. Normalising never loses the original, which stays in the record.

use serde::{Deserialize, Serialize};

/// What kind of number it is, by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// 11 digits beginning with 1[3-9].
    Mobile,
    /// Area code (0…) and local number.
    Landline,
    /// 106…: SMS sent by an application.
    Sms106,
    /// 95…/96…: service number of a company.
    Service95,
    /// 400/800: forwarded service number.
    Service400,
    /// 3 to 6 digits: 110, 10086, 12345, 12378 …
    Short,
    /// A foreign number.
    International,
    /// Withheld by the caller.
    Hidden,
    /// Not a telephone number: a nickname, an e-mail address, a sender name.
    Name,
}

/// Digits that dial the same line, whatever prefix and spacing the source used; other text trimmed as it is.
///
/// `+86`, `0086`, `86` before a mobile or an area code, and the prefixes of cheap long-distance calls and second numbers (12593, 17951, 12583)
/// fall away; `+86 595 …` becomes `0595…`, `00852 …` is `+852 …`.
/// Nothing is forced into E.164: 95…, 106… and 12345 stay as they are.
pub fn key(raw: &str) -> String {
    let trimmed = raw.trim();
    let trimmed = trimmed.strip_prefix("tel:").unwrap_or(trimmed);
    // How multimedia messages mark a telephone number (OMA MMS Encapsulation, 8).
    let trimmed = trimmed.strip_suffix("/TYPE=PLMN").unwrap_or(trimmed);
    let folded: String = trimmed.chars().map(fold_digit).filter(|c| !is_spacing(*c)).collect();
    if hidden(&folded) {
        return String::new();
    }
    let plus = folded.starts_with('+');
    let digits = folded.trim_start_matches('+');
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return trimmed.to_owned();
    }
    let national = if let Some(rest) = digits.strip_prefix("0086") {
        Some(rest)
    } else if plus {
        digits.strip_prefix("86")
    } else {
        // Nothing at home has as many digits; of 106… that follow, nobody knows whether 10 is Beijing.
        digits.strip_prefix("86").filter(|rest| is_mobile(rest) || is_long_distance(rest) || (10..=11).contains(&rest.len()) && rest.starts_with(|c| matches!(c, '2'..='9')))
    };
    if let Some(rest) = national {
        let bare = rest.trim_start_matches('0');
        // +86 drops the 0 of an area code; 10, 2x and three-digit codes before 7 or 8 digits.
        let area = !rest.starts_with('0') && !is_mobile(rest) && (9..=12).contains(&rest.len()) && !service(rest);
        return if area { format!("0{rest}") } else if is_mobile(bare) { bare.to_owned() } else { rest.to_owned() };
    }
    if plus {
        return format!("+{digits}");
    }
    if let Some(abroad) = digits.strip_prefix("00").filter(|rest| !rest.starts_with('0') && rest.len() >= 8) {
        return format!("+{abroad}");
    }
    for prefix in PREFIXES {
        let Some(rest) = digits.strip_prefix(prefix) else { continue };
        if is_mobile(rest.trim_start_matches('0')) {
            return rest.trim_start_matches('0').to_owned();
        }
        if is_long_distance(rest) {
            return rest.to_owned();
        }
    }
    // 013800000000: long-distance prefix before a mobile.
    if let Some(rest) = digits.strip_prefix('0')
        && is_mobile(rest)
    {
        return rest.to_owned();
    }
    digits.to_owned()
}

/// Dialled before a number to make the call cheaper, or from the second number of a card (12583 with its place).
const PREFIXES: [&str; 15] = ["12593", "12590", "12520", "125831", "125832", "125833", "17951", "17950", "17911", "17909", "17908", "17901", "17900", "193", "196"];

/// An area code with its nought, and a local number of seven or eight digits.
fn is_long_distance(digits: &str) -> bool {
    (11..=12).contains(&digits.len()) && digits.starts_with('0') && matches!(digits.as_bytes()[1], b'1'..=b'9') && !is_mobile(&digits[1..])
}

/// The kind of a number, by its form.
pub fn kind(raw: &str) -> NumberKind {
    let folded: String = raw.trim().chars().map(fold_digit).filter(|c| !is_spacing(*c)).collect();
    if folded.is_empty() || hidden(&folded) {
        return NumberKind::Hidden;
    }
    let key = key(raw);
    if key.starts_with('+') || (key.starts_with("00") && key.len() > 8) {
        return NumberKind::International;
    }
    if !key.bytes().all(|b| b.is_ascii_digit()) {
        return NumberKind::Name;
    }
    match key.as_str() {
        k if k.starts_with("106") && k.len() >= 8 => NumberKind::Sms106,
        k if is_mobile(k) => NumberKind::Mobile,
        k if (k.starts_with("400") || k.starts_with("800")) && k.len() == 10 => NumberKind::Service400,
        k if (k.starts_with("95") || k.starts_with("96")) && (5..=9).contains(&k.len()) => NumberKind::Service95,
        k if k.starts_with('0') && k.len() >= 9 => NumberKind::Landline,
        k if k.len() <= 6 => NumberKind::Short,
        k if (7..=8).contains(&k.len()) => NumberKind::Landline,
        k if k.starts_with('1') => NumberKind::Short,
        _ => NumberKind::Name,
    }
}

/// `138****0001` of a number: the first three and the last two to four digits, for papers others will read.
pub fn masked(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    if chars.len() < 7 {
        return number.to_owned();
    }
    let head: String = chars[..3].iter().collect();
    let tail: String = chars[chars.len() - 4..].iter().collect();
    format!("{head}{}{tail}", "*".repeat(chars.len() - 7))
}

fn service(digits: &str) -> bool {
    ["95", "96", "106", "400", "800"].iter().any(|p| digits.starts_with(p))
}

fn is_mobile(digits: &str) -> bool {
    let b = digits.as_bytes();
    b.len() == 11 && b[0] == b'1' && (b'3'..=b'9').contains(&b[1])
}

fn fold_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '＋' => '+',
        _ => c,
    }
}

fn is_spacing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '－' | '(' | ')' | '（' | '）' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn hidden(folded: &str) -> bool {
    matches!(folded, "" | "1" | "2" | "3" | "4" | "null" | "unknown" | "Unknown" | "private" | "Private" | "anonymous" | "Anonymous" | "未知" | "未知号码" | "隐藏号码" | "私人号码" | "无主叫号码" | "无主叫" | "无号码" | "匿名" | "匿名号码" | "匿名来电" | "保密号码" | "私密号码" | "号码保密" | "主叫号码未知" | "不显示号码" | "未显示号码")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_line_has_the_same_key() {
        for (raw, expect) in [
            ("+86 138 0000 9001", "13800009001"),
            ("0086-13800009001", "13800009001"),
            ("8613800009001", "13800009001"),
            ("1259313800009001", "13800009001"),
            ("013800009001", "13800009001"),
            ("tel:+86-138-0000-9001", "13800009001"),
            ("１３８００００９００１", "13800009001"),
            ("0591-00009201", "059100009201"),
            ("+8659100009201", "059100009201"),
            ("+86 10 0000 0000", "01000000000"),
            ("+861069000090011", "1069000090011"),
            ("1069000090011", "1069000090011"),
            ("+8613800009001/TYPE=PLMN", "13800009001"),
            ("86059100009201", "059100009201"),
            ("8659100009201", "059100009201"),
            ("17951059100009201", "059100009201"),
            ("1795113800009001", "13800009001"),
            ("12583113800009001", "13800009001"),
            ("193059100009201", "059100009201"),
            ("0085200000001", "+85200000001"),
            ("19300009001", "19300009001"),
            ("86000001", "86000001"),
            ("0000000000", "0000000000"),
            ("95599", "95599"),
            ("12345", "12345"),
            ("+14155550100", "+14155550100"),
            ("白若溪", "白若溪"),
            ("-2", ""),
        ] {
            assert_eq!(key(raw), expect, "{raw}");
        }
    }

    #[test]
    fn kinds_by_form() {
        use NumberKind::*;
        for (raw, expect) in [
            ("13800009001", Mobile),
            ("1069000090011", Sms106),
            ("95599", Service95),
            ("4000000000", Service400),
            ("059100009201", Landline),
            ("12378", Short),
            ("110", Short),
            ("+14155550100", International),
            ("-1", Hidden),
            ("无主叫号码", Hidden),
            ("", Hidden),
            ("孔繁星", Name),
        ] {
            assert_eq!(kind(raw), expect, "{raw}");
        }
    }

    #[test]
    fn masking_keeps_both_ends() {
        assert_eq!(masked("13800009001"), "138****9001");
        assert_eq!(masked("12378"), "12378");
    }
}
