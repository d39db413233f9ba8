//! Renminbi to the fen: read, rounded, shown in figures and in the capitals of cheques.

use crate::error::{Problem, Result};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};
use std::fmt;

/// Largest amount, in yuan: 10¹². Ten thousand such amounts still add up inside a [`Decimal`].
pub const MOST_YUAN: i64 = 1_000_000_000_000;
/// Decimal places of a yuan an amount may have; some lenders compute in 厘 and finer.
const PLACES: u32 = 6;

/// A whole number of fen (1/100 yuan). JSON: a string, `"1033.33"`, so that no reader makes a float of it unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

impl Fen {
    /// No money.
    pub const ZERO: Fen = Fen(0);

    /// So many fen; `None` beyond ±10¹² yuan.
    pub fn new(fen: i64) -> Option<Fen> {
        (-MOST_YUAN * 100..=MOST_YUAN * 100).contains(&fen).then_some(Fen(fen))
    }

    /// Rounds yuan to the fen, half away from zero (四舍五入). `None` beyond ±10¹² yuan.
    pub fn round(yuan: Decimal) -> Option<Fen> {
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Fen::new(i64::try_from(fen).ok()?)
    }

    /// The number of fen.
    pub fn count(self) -> i64 {
        self.0
    }

    /// In yuan, exactly.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// `1,033.33元`; whole yuan keep their two zeros.
    pub fn zh(self) -> String {
        let yuan = (self.0.unsigned_abs() / 100).to_string();
        let mut text = String::new();
        for (at, digit) in yuan.chars().enumerate() {
            if at > 0 && (yuan.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        format!("{}{text}.{:02}元", if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs() % 100)
    }

    /// 大写, as cheques and receipts want it: `壹仟肆佰零玖元伍角`. After 正确填写票据和结算凭证的基本规定 (中国人民银行,
    /// 支付结算办法 附一): 整 after 元, none after 角 or 分; 零 where the figures have one inside.
    pub fn capitals(self) -> String {
        let (yuan, jiao, fen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() / 10 % 10, self.0.unsigned_abs() % 10);
        let mut text = if self.0 < 0 { "负".to_owned() } else { String::new() };
        if yuan > 0 || (jiao == 0 && fen == 0) {
            text += &whole(yuan);
            text += "元";
        }
        if jiao == 0 && fen == 0 {
            return text + "整";
        }
        if jiao > 0 {
            text.push(DIGITS[jiao as usize]);
            text.push('角');
        } else if yuan > 0 {
            text.push('零');
        }
        if fen > 0 {
            text.push(DIGITS[fen as usize]);
            text.push('分');
        }
        text
    }
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// Yuan in capitals; groups of four figures with 万, 亿, 万亿.
fn whole(yuan: u64) -> String {
    if yuan == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (power, unit) in [(12u32, "万亿"), (8, "亿"), (4, "万"), (0, "")] {
        let group = yuan / 10u64.pow(power) % 10_000;
        if group == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if !text.is_empty() && (gap || group < 1000) {
            text.push('零');
        }
        let mut zero = false;
        let mut begun = false;
        for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let digit = (group / place % 10) as usize;
            if digit == 0 {
                zero |= begun;
                continue;
            }
            if zero {
                text.push('零');
            }
            text.push(DIGITS[digit]);
            text += name;
            (zero, begun) = (false, true);
        }
        text += unit;
        // A group that ends in 0 has no 零 before the next (…仟万 then 仟…); an empty one has.
        gap = false;
    }
    text
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}.{:02}", if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// Yuan as people write them, exactly: `10000`, `1,033.33`, `¥1,033.33元`, `1.2万`. Full-width figures are folded. `None`
/// for a sign, an exponent, misplaced commas, more than six decimals, or beyond 10¹² yuan.
pub fn yuan(text: &str) -> Option<Decimal> {
    let folded: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '，' => ',',
            '．' => '.',
            c => c,
        })
        .collect();
    let bare = folded.trim_start_matches(['¥', '￥']).trim_end_matches("人民币").trim_end_matches('元').trim();
    let (bare, times) = bare.strip_suffix('万').map_or((bare, 1), |b| (b, 10_000));
    let (whole, fraction) = bare.split_once('.').map_or((bare, None), |(w, f)| (w, Some(f)));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    if !(grouped && digits(first) && rest.iter().all(|g| digits(g)) && fraction.is_none_or(|f| digits(f) && f.len() <= PLACES as usize)) {
        return None;
    }
    let plain: String = whole.chars().filter(|c| *c != ',').collect();
    if plain.len() > 13 {
        return None;
    }
    let value: Decimal = format!("{plain}.{}", fraction.unwrap_or("0")).parse().ok()?;
    let value = value.checked_mul(Decimal::from(times))?;
    sound(value).then_some(value)
}

/// Whether an amount is one this program computes with: at most 10¹² yuan either way, at most six decimals.
pub fn sound(yuan: Decimal) -> bool {
    yuan.abs() <= Decimal::from(MOST_YUAN) && yuan.normalize().scale() <= PLACES
}

/// [`yuan`], or what is wrong with it. `place` names the option or field.
pub fn parse(text: &str, place: &str) -> Result<Decimal> {
    yuan(text).ok_or_else(|| {
        let shown: String = text.chars().take(30).collect();
        Problem::new("money.amount", format!("金额“{shown}”读不懂"), place, "请写成 10000 或 1,033.33 这样的数字，单位是元，不带正负号")
    })
}

/// Yuan rounded to the fen and shown, `1,033.33元`.
pub fn zh(yuan: Decimal) -> String {
    Fen::round(yuan).map_or_else(|| "超出可表示的范围".to_owned(), Fen::zh)
}
