//! From the rows of a loan table to cash flows: what each row is, in which period it belongs, which rows are no part of the
//! ordinary cost. Reads the words of the row; a row it cannot place keeps its money and is told.

use super::fen;
use super::status::{self, Back, Status};
use crate::error::Problem;
use crate::import::Harvest;
use crate::model::{Day, Entry};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a row of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The lender paid out.
    Disbursement,
    /// A repayment: principal, interest, or both.
    Repayment,
    /// A fee by whatever name: service, guarantee, membership, insurance, consulting. Part of the cost.
    Fee,
    /// Interest or a charge for being late. Not part of the cost of a loan that is performed.
    Late,
    /// Money given back by the lender.
    Refund,
}

/// One row as a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The day it is due, or was paid.
    pub day: Day,
    /// Yuan; plus came to the borrower, minus left him.
    #[serde(serialize_with = "text")]
    pub amount: Decimal,
    /// What it is.
    pub kind: Kind,
    /// Fees the table says are contained in the amount (columns 服务费, 担保费 …).
    #[serde(serialize_with = "text")]
    pub fee: Decimal,
    /// Instalment number, if the row has one.
    pub period: Option<u32>,
    /// Its words.
    pub item: String,
    /// Row of the source (1-based); 0 when no file stands behind it.
    pub row: u64,
}

fn text<S: serde::Serializer>(value: &Decimal, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(value)
}

/// Flows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// In order of day, then of row.
    pub flows: Vec<Flow>,
    /// Rows left out because their status says that nothing was paid (作废 …), and rows placed by their direction alone.
    pub told: Vec<Problem>,
    /// Rows the reader refused: money is missing.
    pub refused: usize,
    /// States nobody knows, with how many rows have them: whether that money moved must be asked.
    pub unclear: BTreeMap<String, usize>,
}

const LATE: &[&str] = &["罚息", "违约金", "滞纳金", "逾期费", "逾期利息", "逾期罚", "催收费", "逾期管理费", "逾期违约"];
const FEE: &[&str] = &["费", "砍头息", "预扣", "保险", "会员", "权益", "服务包", "押金", "保证金"];
const PAID_OUT: &[&str] = &["放款", "到账", "借款", "提现", "发放", "贷款", "打款", "下款"];
const BACK: &[&str] = &["退款", "退费", "退还", "退回", "返还", "返现", "退息"];

/// What is charged for paying before it is due is a price of the loan, whatever it is called; not a charge for being late.
const EARLY: &[&str] = &["提前", "提早"];

/// Reads the `loan_flow` entries of a harvest.
pub fn read(harvest: &Harvest) -> Schedule {
    let mut schedule = Schedule { refused: harvest.skips.iter().filter(|s| s.kind == crate::model::SkipKind::Refused).count(), ..Schedule::default() };
    let mut backs = refunds(harvest);
    for entry in harvest.entries.iter().filter(|e| e.kind == "loan_flow") {
        place(entry, &mut backs, &mut schedule);
    }
    schedule.flows.sort_by_key(|f| (f.day, f.row));
    schedule
}

/// Days of the rows of money given back, by amount, ascending: each may belong to one row that says so.
type Refunds = BTreeMap<Decimal, Vec<Day>>;

fn refunds(harvest: &Harvest) -> Refunds {
    let field = |e: &Entry, name: &str| e.fields.get(name).cloned().unwrap_or_default();
    let back = |e: &&Entry| e.kind == "loan_flow" && field(e, "direction") == "收到" && BACK.iter().any(|w| field(e, "item").contains(w));
    let moved = |e: &&Entry| !matches!(status::of(&field(e, "status"), false), Status::Void | Status::Unknown);
    let mut refunds = Refunds::new();
    for (day, amount) in harvest.entries.iter().filter(back).filter(moved).filter_map(|e| Some((e.at?.day(), fen::yuan(&field(e, "amount"))?))) {
        refunds.entry(amount).or_default().push(day);
    }
    refunds.values_mut().for_each(|days| days.sort_unstable());
    refunds
}

/// Whether a row's money moved; tells what is left out, and keeps what must be asked.
fn moved(entry: &Entry, amount: Decimal, day: Day, backs: &mut Refunds, schedule: &mut Schedule) -> bool {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str).trim();
    let (item, state, received) = (field("item"), field("status"), field("direction") == "收到");
    let what = match status::of(state, field("plan") == "是") {
        Status::Counts => return true,
        // The refund itself is done.
        Status::Back(_) if received && BACK.iter().any(|w| item.contains(w)) => return true,
        Status::Void => Some(format!("“{}”状态是“{}”，没有计入", short(item), short(state))),
        Status::Back(back) => {
            let sum = match back {
                Back::All => Some(amount),
                Back::Part(part) => Some(part),
                Back::Some => None,
            };
            // Paid, and given back in a row of its own: both are counted, and cancel out.
            if let Some(days) = sum.and_then(|sum| backs.get_mut(&sum))
                && days.last().is_some_and(|on| *on >= day)
            {
                days.pop();
                return true;
            }
            (sum == Some(amount)).then(|| format!("“{}”状态是“{}”，钱已退回，没有计入", short(item), short(state)))
        }
        Status::Unknown => None,
    };
    match what {
        Some(what) => schedule.told.push(Problem::new("loan.void", what, format!("第{}行", entry.row), "如果这笔钱实际收付了，请改正状态后重新导入").at_row(entry.row)),
        None => *schedule.unclear.entry(state.chars().take(20).collect()).or_default() += 1,
    }
    false
}

fn place(entry: &Entry, backs: &mut Refunds, schedule: &mut Schedule) {
    let field = |name: &str| entry.fields.get(name).map_or("", String::as_str).trim();
    let row = entry.row;
    let at = format!("第{row}行");
    // The reader admits only rows with both; an entry made by other hands is refused, not trusted.
    let (Some(when), Some(amount)) = (entry.at, fen::yuan(field("amount"))) else {
        schedule.refused += 1;
        schedule.told.push(Problem::new("loan.row", "这一行没有日期或金额", at, "请补全后重新导入").at_row(row));
        return;
    };
    let item = field("item").to_owned();
    if !moved(entry, amount, when.day(), backs, schedule) {
        return;
    }
    let received = field("direction") == "收到";
    // 消费贷 is no fee.
    let words = item.replace("消费", "");
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let period = period(&item);
    let instalment = period.is_some() && has(&["含", "还款", "月供", "本息", "应还"]);
    let known = if received {
        if has(BACK) {
            Some(Kind::Refund)
        } else if has(PAID_OUT) || item.is_empty() {
            Some(Kind::Disbursement)
        } else {
            None
        }
    } else if has(LATE) && !(has(EARLY) && !has(&["逾期", "罚息", "滞纳", "催收"])) {
        Some(Kind::Late)
    } else if (has(FEE) || has(LATE)) && !instalment {
        Some(Kind::Fee)
    } else if period.is_some() || item.is_empty() || has(&["还款", "月供", "本金", "利息", "本息", "结清", "应还", "代扣", "扣款", "账单"]) {
        Some(Kind::Repayment)
    } else {
        None
    };
    let kind = known.unwrap_or(if received { Kind::Disbursement } else { Kind::Repayment });
    if known.is_none() {
        let (way, what) = if received { ("收到", "放款") } else { ("支付", "还款") };
        schedule.told.push(Problem::new("loan.item", format!("“{}”认不出是什么款项，按方向“{way}”当作{what}计入", short(&item)), at.clone(), "如果不是，请在“项目”一栏写明（如 服务费、罚息、退款）后重新导入").at_row(row));
    }
    let mut sum = |prefix: &str| -> Decimal {
        let parts = entry.fields.iter().filter(|(name, _)| name.starts_with(prefix));
        let (known, unknown): (Vec<_>, Vec<_>) = parts.map(|(name, text)| (name, fen::yuan(text))).partition(|p| p.1.is_some());
        for (name, _) in unknown {
            schedule.told.push(Problem::new("loan.part", format!("“{}”一栏读不懂", name.trim_start_matches(prefix)), at.clone(), "这一栏只用来说明金额里含多少费用，不影响成本；可以改成数字后重新导入").at_row(row));
        }
        known.iter().filter_map(|p| p.1).sum::<Decimal>().min(amount)
    };
    let (fee, penalty) = (sum("fee."), sum("penalty."));
    if penalty > Decimal::ZERO {
        let what = format!("这一行另列了罚息、违约金等{}", fen::zh(penalty));
        schedule.told.push(Problem::new("loan.penalty_column", what, at, "如果“金额”一栏已经含了这笔钱，请把它从金额里减去、另起一行写“罚息”，否则成本会偏高").at_row(row));
    }
    let amount = if received { amount } else { -amount };
    schedule.flows.push(Flow { day: when.day(), amount, kind, fee, period, item, row });
}

fn short(text: &str) -> String {
    text.chars().take(20).collect()
}

/// The instalment number in `第3期`, `第十二期服务费`, `3期`, `3/12`, `3`.
pub fn period(item: &str) -> Option<u32> {
    let item = item.trim();
    if let Some((_, after)) = item.split_once('第')
        && let Some((number, _)) = after.split_once('期')
    {
        return numeral(number.trim());
    }
    let digits: String = item.chars().take_while(char::is_ascii_digit).collect();
    let rest = &item[digits.len()..];
    let alone = rest.is_empty() || rest.starts_with('期') || rest.strip_prefix('/').is_some_and(|r| !r.is_empty() && r.trim_end_matches('期').bytes().all(|b| b.is_ascii_digit()));
    (alone && !digits.is_empty() && digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// Arabic or Chinese numerals to 99.
fn numeral(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).map(|p| p as u32);
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        [d] => digit(*d),
        ['十', d] => Some(10 + digit(*d)?),
        [d, '十'] => Some(10 * digit(*d)?),
        [d, '十', e] => Some(10 * digit(*d)? + digit(*e)?),
        _ => None,
    }
}

/// What must be cleared up before the cost can be computed: rows missing, a gap in the numbering, one instalment listed
/// twice with the same amount (应还 and 实还 side by side).
pub fn obstacles(schedule: &Schedule) -> Vec<Problem> {
    let mut found = Vec::new();
    if schedule.refused > 0 {
        found.push(Problem::new("loan.rows_missing", format!("明细表有{}行没有读懂，缺了这些收付就算不准", schedule.refused), "借还款明细表", "请按读取时的提示改正这些行，再算一次"));
    }
    if !schedule.unclear.is_empty() {
        let states: Vec<String> = schedule.unclear.iter().take(6).map(|(state, rows)| format!("“{state}”{rows}行")).collect();
        let todo = "请把这些行的状态改成：已还、已到账（钱真的收付了），未还（还款计划里还没到期），或者失败、已全额退款（没有收付、已退回）；部分退款的，请另起一行写“退款”，方向“收到”；再算一次";
        found.push(Problem::new("loan.status", format!("有些行的状态看不出钱是不是收付了：{}", states.join("、")), "借还款明细表", todo));
    }
    let mut numbered: BTreeMap<u32, Vec<Decimal>> = BTreeMap::new();
    for flow in schedule.flows.iter().filter(|f| f.kind == Kind::Repayment) {
        if let Some(period) = flow.period {
            numbered.entry(period).or_default().push(flow.amount);
        }
    }
    let twice: Vec<String> = numbered.iter().filter(|(_, all)| all.iter().enumerate().any(|(at, a)| all[..at].contains(a))).map(|(n, _)| n.to_string()).collect();
    if !twice.is_empty() {
        found.push(Problem::new("loan.period_twice", format!("第{}期列了不止一次，金额相同", list(&twice)), "借还款明细表", "如果一行是“应还”、一行是“实还”，请只留一种；如果真的分两次付了同样的钱，请把两行合成一行"));
    }
    if let (Some(first), Some(last)) = (numbered.keys().next(), numbered.keys().next_back()) {
        let missing: Vec<String> = (1..=*last).filter(|n| !numbered.contains_key(n)).take(60).map(|n| n.to_string()).collect();
        if !missing.is_empty() {
            let what = if *first > 1 && missing.len() as u32 == first - 1 { format!("明细从第{first}期开始，前面各期没有列出") } else { format!("缺第{}期", list(&missing)) };
            found.push(Problem::new("loan.period_missing", what, "借还款明细表", "请补上缺的各期（放款到账也要有），再算一次"));
        }
    }
    found
}

fn list(numbers: &[String]) -> String {
    let shown = numbers.iter().take(6).cloned().collect::<Vec<_>>().join("、");
    if numbers.len() > 6 { format!("{shown}等{}", numbers.len()) } else { shown }
}
