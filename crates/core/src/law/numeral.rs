//! Article numbers: the casebook key (`1033`, `253-1`) and the Chinese words a statute prints (`一千零三十三`,
//! `二百五十三条之一`). Source of the style: 立法技术规范（试行）（一）, article numbers are written in Chinese numerals.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES: [(u32, Option<char>); 4] = [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)];

/// A number from 1 to 9999 as statutes print it; `None` outside that range.
///
/// A leading 一十 is printed 十 (第十条, 第十二条); inside a number it stays (一百一十).
pub fn to_chinese(number: u32) -> Option<String> {
    if !(1..=9999).contains(&number) {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for (size, name) in PLACES {
        let digit = number / size % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        gap = false;
        if !(out.is_empty() && size == 10 && digit == 1) {
            out.push(DIGITS[digit as usize]);
        }
        out.extend(name);
    }
    Some(out)
}

/// Reads what [`to_chinese`] writes (and 一十 for 十); anything else is `None`.
pub fn from_chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit): (u32, Option<u32>) = (0, None);
    for c in text.chars() {
        if let Some(found) = DIGITS.iter().position(|d| *d == c) {
            digit = (found > 0).then_some(found as u32);
        } else {
            let (size, _) = PLACES.iter().find(|(_, name)| *name == Some(c))?;
            total = u32::saturating_add(total, digit.take().unwrap_or(1) * size);
        }
    }
    total = total.saturating_add(digit.unwrap_or(0));
    let canonical = to_chinese(total)?;
    let plain = text.strip_prefix("一十").map(|rest| format!("十{rest}"));
    (canonical == text || plain.as_deref() == Some(canonical.as_str())).then_some(total)
}

/// `253-1` → (253, Some(1)); `None` for a named clause such as `对象`.
pub fn parts(key: &str) -> Option<(u32, Option<u32>)> {
    let number = |s: &str| (!s.starts_with('0') && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<u32>().ok()).flatten();
    match key.split_once('-') {
        Some((main, sub)) => Some((number(main)?, Some(number(sub)?))),
        None => Some((number(key)?, None)),
    }
}

/// The casebook's `article_zh` of a key: `1033` → `一千零三十三`, `253-1` → `二百五十三条之一`; `None` for a named clause.
pub fn article_zh(key: &str) -> Option<String> {
    let (main, sub) = parts(key)?;
    let main = to_chinese(main)?;
    Some(match sub {
        Some(sub) => format!("{main}条之{}", to_chinese(sub)?),
        None => main,
    })
}

/// `第一千零三十三条` or `第二百五十三条之一`, from an `article_zh`.
pub fn with_article(article_zh: &str) -> String {
    if article_zh.contains('条') { format!("第{article_zh}") } else { format!("第{article_zh}条") }
}

/// Reads a user's article: `50`, `第50条`, `五十`, `第二百五十三条之一`, `253之1`, `253-1`, `第五十条第一款` → key and what
/// follows it.
pub fn read_article(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let (main, rest) = read_number(text)?;
    let rest = rest.strip_prefix('条').unwrap_or(rest);
    if let Some((sub, rest)) = rest.strip_prefix(['之', '-', '－']).and_then(read_number) {
        let rest = rest.strip_prefix('条').unwrap_or(rest);
        return Some((format!("{main}-{sub}"), rest));
    }
    Some((main.to_string(), rest))
}

fn read_number(text: &str) -> Option<(u32, &str)> {
    let arabic = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if arabic > 0 {
        return Some((text[..arabic].parse().ok()?, &text[arabic..]));
    }
    let chinese = |c: char| DIGITS.contains(&c) || PLACES.iter().any(|(_, name)| *name == Some(c));
    let end = text.find(|c: char| !chinese(c)).unwrap_or(text.len());
    Some((from_chinese(&text[..end])?, &text[end..]))
}
