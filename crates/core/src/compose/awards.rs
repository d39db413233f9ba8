//! What published judgments gave (`casebook/numbers/awards.toml`), and what this case cost so far. A table of the past,
//! never a promise.

use super::Material;
use super::told::{Sources, text, told};
use crate::casebook::lines;
use crate::draft::{Block, Span, Table};
use crate::error::Problem;
use crate::law::Grade;
use crate::model::Day;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

/// The table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Awards {
    /// What the table is.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// Last day a human checked it.
    pub checked_on: Option<Day>,
    /// How it is to be read; printed with it.
    pub says: Vec<String>,
    /// One judgment each.
    pub award: Vec<Award>,
}

/// One judgment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// Court.
    pub court: String,
    /// Case number, where it was published.
    #[serde(default)]
    pub number: Option<String>,
    /// When, as exactly as it is known.
    pub year: String,
    /// What happened.
    pub facts: String,
    /// What was ordered.
    pub relief: String,
    /// Yuan awarded; none where the report does not say.
    #[serde(default, deserialize_with = "decimal")]
    pub amount: Option<Decimal>,
    /// What the money was for.
    #[serde(default)]
    pub amount_for: Option<String>,
    /// What may be learned.
    pub lesson: String,
    /// Where it was published.
    pub source: String,
    /// A: report naming the court, outcome seen. B: outcome seen in part.
    pub grade: Grade,
}

/// An amount is written as text, so that no float comes near it.
fn decimal<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Decimal>, D::Error> {
    let text = String::deserialize(d)?;
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("“{text}”不是金额")))
}

/// Reads `awards` among the files of `numbers/`; only grades A and B may stand there.
pub fn load(files: &[(&str, &str)]) -> Result<Awards, Vec<Problem>> {
    let place = "casebook/numbers/awards.toml";
    let Some((_, text)) = files.iter().find(|(stem, _)| *stem == "awards") else { return Ok(Awards::default()) };
    let awards: Awards = toml::from_str(text).map_err(|e| vec![Problem::new("numbers.awards", format!("写法有误：{}", e.message()), format!("{place}{}", lines::of(&e, text, 0)), "请对照 casebook/README.md 改正")])?;
    let weak = awards.award.iter().filter(|a| !matches!(a.grade, Grade::A | Grade::B) || a.court.is_empty() || a.source.is_empty());
    let problems: Vec<Problem> = weak.map(|a| Problem::new("numbers.awards", format!("“{}”没有写明法院和来源，或者等级低于B", a.facts), place, "没有法院、来源的裁判不列入")).collect();
    if problems.is_empty() { Ok(awards) } else { Err(problems) }
}

/// 1234.5 → 1,234.50.
pub fn yuan(amount: Decimal) -> String {
    let text = format!("{:.2}", amount.round_dp(2));
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let grouped: Vec<&str> = (0..digits.len()).step_by(3).rev().map(|back| &digits[digits.len().saturating_sub(back + 3)..digits.len() - back]).collect();
    format!("{sign}{}.{cents}", grouped.join(","))
}

/// The table of judgments with how it is to be read.
pub(super) fn awards(m: &Material) -> Vec<Block> {
    let table = &m.casebook.awards;
    let mut blocks: Vec<Block> = table.says.iter().map(|s| Block::Para(vec![text(s.clone())])).collect();
    let rows = table
        .award
        .iter()
        .map(|a| {
            let amount = match (&a.amount, &a.amount_for) {
                (Some(n), Some(what)) => format!("{}（{what}）", yuan(*n)),
                (Some(n), None) => yuan(*n),
                (None, _) => "报道未载明".to_owned(),
            };
            let court = a.number.as_ref().map_or_else(|| a.court.clone(), |n| format!("{}，{n}", a.court));
            [format!("{court}（{}）", a.year), a.facts.clone(), a.relief.clone(), amount, format!("{}（{:?}级）", a.source, a.grade)].into_iter().map(|c| vec![text(c)]).collect()
        })
        .collect();
    let head = ["法院", "行为", "判令", "金额（元）", "出处"].map(str::to_owned).to_vec();
    blocks.push(Block::Table(Table { head, widths: vec![20, 28, 18, 15, 19], rows }));
    blocks.push(Block::Items(table.award.iter().map(|a| vec![text(format!("{}：{}", a.court, a.lesson))]).collect()));
    blocks
}

/// One cost as stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// What for.
    pub what: String,
    /// Yuan, when it is an amount.
    pub amount: Option<Decimal>,
    /// Day.
    pub at: Option<String>,
    /// File name or 证据N of the receipt.
    pub receipt: Option<String>,
}

/// The costs of the facts (`costs[]`: what, amount, at, receipt).
pub fn stated(m: &Material) -> Vec<Cost> {
    let text = |v: &Value, keys: &[&str]| {
        keys.iter().find_map(|k| match v.get(*k)? {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        })
    };
    let list = m.facts.extra.get("costs").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|c| Cost {
            what: text(c, &["what", "kind", "name"]).unwrap_or_else(|| "费用".to_owned()),
            amount: text(c, &["amount", "yuan"]).and_then(|a| a.replace([',', '，', '元', '￥', '¥'], "").trim().parse().ok()),
            at: text(c, &["at", "date"]),
            receipt: text(c, &["receipt", "evidence", "file"]),
        })
        .collect()
}

/// Costs by receipt with their sum.
pub(super) fn costs(m: &Material) -> Vec<Block> {
    let list = stated(m);
    if list.is_empty() {
        return vec![Block::Para(vec![text("还没有登记支出。公证、交通、打印、就医等支出有票据的，用 juzheng fact 的 add costs 登记（what、amount、at、receipt），没有票据的难以得到支持。")])];
    }
    let rows = list
        .iter()
        .map(|c| {
            let exhibit = c.receipt.as_ref().and_then(|r| m.review.exhibits.iter().find(|e| e.name == *r || format!("证据{}", e.number) == *r));
            let receipt = match (exhibit, &c.receipt) {
                (Some(e), _) => text(format!("证据{}", e.number)),
                (None, Some(name)) => text(format!("{name}（尚未加入证据）")),
                (None, None) => text("没有票据"),
            };
            vec![
                vec![text(c.what.clone())],
                vec![c.at.as_deref().map_or_else(|| Span::Blank("支出日期".into()), |t| text(super::told::day_zh(t)))],
                vec![c.amount.map_or_else(|| Span::Blank("支出数额".into()), |a| text(yuan(a)))],
                vec![receipt],
            ]
        })
        .collect();
    let mut blocks = vec![Block::Table(Table { head: ["支出", "日期", "数额（元）", "票据"].map(str::to_owned).to_vec(), widths: vec![34, 24, 20, 22], rows })];
    if let Some(total) = super::slots::costs_total(m) {
        blocks.push(Block::Para(told(vec![text(format!("以上合计{total}"))], &Sources::own())));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::yuan;
    use rust_decimal::Decimal;

    #[test]
    fn amounts_are_grouped_and_exact() {
        for (amount, shown) in [("0", "0.00"), ("999.5", "999.50"), ("1000", "1,000.00"), ("1234567.891", "1,234,567.89"), ("-4080", "-4,080.00")] {
            assert_eq!(yuan(amount.parse::<Decimal>().expect("an amount")), shown);
        }
    }
}
