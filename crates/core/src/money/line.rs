//! The line a lender's cost is measured against on a day. Which line applies turns on who lent and when; most lines are no
//! legal caps, and say so.

use super::lpr::{Lpr, Unknown};
use super::rate::Rate;
use crate::error::Problem;
use crate::law::Grade;
use crate::model::Day;
use rust_decimal::Decimal;
use serde::Serialize;

/// Who lent, as far as it decides the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lender {
    /// Bank.
    Bank,
    /// 消费金融公司 and other lenders licensed by the national regulator (信托、汽车金融).
    Licensed,
    /// 小额贷款公司.
    SmallLoan,
    /// The other local financial organisations of the reply 法释〔2020〕27号: 融资担保、典当、融资租赁、商业保理 …
    Local,
    /// A person, or a company without a licence to lend.
    Private,
}

impl Lender {
    /// From the words of `facts.lenders.licence`; `None` where they do not decide (a platform is no lender).
    pub fn of(licence: &str) -> Option<Lender> {
        let has = |words: &[&str]| words.iter().any(|w| licence.contains(w));
        if Lender::undecided(licence) {
            None
        } else if has(&["无牌", "没有牌照", "个人", "自然人", "民间", "无放贷资质"]) {
            Some(Lender::Private)
        } else if has(&["小额贷款", "小贷"]) {
            Some(Lender::SmallLoan)
        } else if has(&["融资担保", "典当", "融资租赁", "商业保理", "地方资产管理", "区域性股权"]) {
            Some(Lender::Local)
        } else if has(&["银行", "信用社", "农信"]) {
            Some(Lender::Bank)
        } else if has(&["消费金融", "消金", "信托", "汽车金融"]) {
            Some(Lender::Licensed)
        } else {
            None
        }
    }

    /// Whether the words say that nobody knows the lender yet: a platform matches people with lenders and is none.
    pub fn undecided(licence: &str) -> bool {
        ["助贷", "平台", "不明", "不知道", "未知"].iter().any(|w| licence.contains(w))
    }
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A court does not support what is above.
    Cap,
    /// A court may reduce what is above, when the borrower asks for it.
    Adjusting,
    /// What a regulator's document is read to require.
    Reading,
    /// What a regulator wants reached by a later day.
    Target,
    /// One element of a crime, together with others.
    Criminal,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostLine {
    /// Annual percent: `24`, `12.0`.
    #[serde(serialize_with = "text")]
    pub percent: Decimal,
    /// What it is called.
    pub name: String,
    /// Why it applies and what it is not, in Chinese.
    pub why: String,
    /// Its kind.
    pub kind: LineKind,
    /// How well its text is known: the weakest of what it rests on.
    pub grade: Grade,
    /// Whether what is above is not supported by a court. Everything else is 提示，非违法断言.
    pub hard_cap: bool,
    /// References into the law of the casebook, `id/article`; to be cited for the day of the claim, not of the contract.
    pub law: Vec<String>,
    /// First day of interest it covers, when it does not cover all.
    pub from: Option<Day>,
    /// Last day of interest it covers.
    pub until: Option<Day>,
}

fn text<S: serde::Serializer>(value: &Decimal, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(&value.normalize())
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// Who lent.
    pub lender: Lender,
    /// Day of the contract.
    pub contract: Day,
    /// Whether a platform brought borrower and bank together (互联网助贷).
    pub facilitated: bool,
    /// Day of the suit, needed for private contracts before 2020-08-20.
    pub filed: Option<Day>,
    /// One-year LPR of the contract day (of the day of the suit, for contracts before 2020-08-20) in percent, as the user
    /// looked it up; used only where the table has none.
    pub lpr: Option<Decimal>,
}

/// The lines, and what is still needed for others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Lines that apply.
    pub lines: Vec<CostLine>,
    /// What keeps another line from being stated.
    pub needs: Vec<Problem>,
    /// What the reader must know.
    pub notes: Vec<String>,
}

/// 2020-08-20: 4×LPR for suits over private lending from this day (法释〔2020〕6号, now 民间借贷解释 25, 31).
const FOUR_LPR: (i32, u32, u32) = (2020, 8, 20);
/// The private lenders' crime opinion in force.
const CRIME: (i32, u32, u32) = (2019, 10, 21);
/// Notice on 互联网助贷 in force.
const FACILITATION: (i32, u32, u32) = (2025, 10, 1);
/// Guidance on the cost of small loans handed down.
const SMALL_LOAN: (i32, u32, u32) = (2025, 12, 24);
/// 法发〔2017〕22号.
const OPINION: (i32, u32, u32) = (2017, 8, 4);

fn day((y, m, d): (i32, u32, u32)) -> Day {
    Day::new(y, m, d).unwrap_or(Day { number: i32::MAX })
}

/// The lines that apply to a loan.
pub fn lines(ask: &Ask, lpr: &Lpr) -> Lines {
    let mut found = Lines::default();
    match ask.lender {
        Lender::Private => private(ask, lpr, &mut found),
        lender => licensed(ask, lender, lpr, &mut found),
    }
    found
}

fn licensed(ask: &Ask, lender: Lender, lpr: &Lpr, found: &mut Lines) {
    let local = matches!(lender, Lender::SmallLoan | Lender::Local);
    let mut law = vec!["finance_trial_opinion/2".to_owned(), "cash_loan_notice/成本".to_owned()];
    if local {
        law.push("private_lending_scope_reply/1".to_owned());
    }
    let who = if local { "放款人是地方金融监管部门批准设立的机构，按批复不适用民间借贷的四倍LPR" } else { "放款人是持牌金融机构，不适用民间借贷的四倍LPR" };
    if ask.contract >= day(OPINION) {
        found.lines.push(CostLine {
            percent: Decimal::from(24),
            name: "请求法院调减的线".to_owned(),
            why: format!("{who}；利息、罚息、违约金和各种费用合计超过年利率24%的，借款人可以请求法院调减超过的部分。这是请求调减的线，不是法定上限，要借款人自己提出。依据的原文没有见到，用前请核对"),
            kind: LineKind::Adjusting,
            grade: Grade::D,
            hard_cap: false,
            law,
            from: None,
            until: None,
        });
    } else {
        found.needs.push(Problem::new("line.early", "合同早于2017年8月4日，当时适用的标准没有收录", "合同日期", "请向当地法律援助（12348）咨询当时的标准"));
    }
    if !local && ask.facilitated && ask.contract >= day(FACILITATION) {
        found.lines.push(CostLine {
            percent: Decimal::from(24),
            name: "助贷综合融资成本".to_owned(),
            why: "经互联网平台助贷的贷款，增信服务费等计入单笔综合融资成本；24%是律师对通知第六条的解读，通知本身是否写明这个数字没有见到".to_owned(),
            kind: LineKind::Reading,
            grade: Grade::C,
            hard_cap: false,
            law: vec!["loan_facilitation_notice/6".to_owned()],
            from: None,
            until: None,
        });
    }
    if lender == Lender::SmallLoan && ask.contract >= day(SMALL_LOAN) {
        match four_times(ask.contract, ask.lpr, lpr, found) {
            Ok((percent, told, _)) => {
                let passed = ask.contract >= day((2028, 1, 1));
                let when = if passed { "据报道，2027年底前新发放贷款的综合成本要降到四倍LPR以内，这笔合同晚于这个期限" } else { "据报道，最晚到2027年底新发放贷款的综合成本要降到四倍LPR以内；期限没到，现在还不是硬上限" };
                found.lines.push(CostLine {
                    percent,
                    name: "小贷压降目标（四倍LPR）".to_owned(),
                    why: format!("{when}。{told}。指引全文没有见到"),
                    kind: LineKind::Target,
                    grade: Grade::C,
                    hard_cap: false,
                    law: vec!["small_loan_cost_guideline/上限".to_owned()],
                    from: None,
                    until: None,
                });
            }
            Err(problem) => found.needs.push(problem),
        }
    }
    found.notes.push("“36%以内合法”“24%到36%自愿给付”是2020年8月20日以前民间借贷的旧说法，现在不能用来说明收费合法".to_owned());
}

fn private(ask: &Ask, lpr: &Lpr, found: &mut Lines) {
    let turn = day(FOUR_LPR);
    let eve = Day { number: turn.number - 1 };
    let early = ask.contract < turn;
    let law = |last: &str| ["25", "28", "29", last].map(|a| format!("private_lending_interpretation/{a}")).into_iter().chain(["civil_code/680".to_owned()]).collect::<Vec<_>>();
    if early {
        found.lines.push(CostLine {
            percent: Decimal::from(24),
            name: "旧司法解释支持的利率".to_owned(),
            why: "合同早于2020年8月20日：到2020年8月19日为止的利息，当事人可以请求按当时的司法解释计算（年利率24%以内支持，超过36%的约定无效，两者之间自愿付了的不退）。旧司法解释的原文没有收录，用前请核对".to_owned(),
            kind: LineKind::Cap,
            grade: Grade::D,
            hard_cap: true,
            law: vec!["private_lending_interpretation/31".to_owned()],
            from: None,
            until: Some(eve),
        });
    }
    let measured = if early { ask.filed } else { Some(ask.contract) };
    match measured {
        None => found.needs.push(Problem::new("line.filed", "合同早于2020年8月20日，之后的利息按起诉时的四倍LPR计算，要知道起诉是哪一天", "起诉日期", "已经起诉的写起诉日期；还没有起诉的，可以先写今天看看")),
        Some(filed) if early && filed < turn => found.notes.push("2020年8月20日以前已经起诉的，全案按当时的司法解释，不适用四倍LPR".to_owned()),
        Some(on) => match four_times(on, ask.lpr, lpr, found) {
            Ok((percent, told, grade)) => {
                let moment = if early { "起诉时" } else { "合同成立时" };
                found.lines.push(CostLine {
                    percent,
                    name: format!("{moment}一年期LPR的四倍"),
                    why: format!("放款人没有放贷牌照，按民间借贷：利息、逾期利息、违约金和其他费用合计超过{moment}一年期LPR四倍的部分，法院不予支持。{told}"),
                    kind: LineKind::Cap,
                    grade,
                    hard_cap: true,
                    law: law(if early { "31" } else { "26" }),
                    from: early.then_some(turn),
                    until: None,
                });
            }
            Err(problem) => found.needs.push(problem),
        },
    }
    if ask.contract >= day(CRIME) {
        found.lines.push(CostLine {
            percent: Decimal::from(36),
            name: "非法放贷的利率线".to_owned(),
            why: "无牌照放贷、两年内向不特定多人出借10次以上，并且实际年利率超过36%、达到规定数额或者后果的，才可能涉嫌犯罪；单看利率不能下结论，是否犯罪由公安机关认定".to_owned(),
            kind: LineKind::Criminal,
            grade: Grade::C,
            hard_cap: false,
            law: vec!["illegal_lending_opinion/1".to_owned(), "illegal_lending_opinion/2".to_owned()],
            from: None,
            until: None,
        });
    }
    found.notes.push("以营利为目的、向社会不特定对象放贷而没有资格的，借款合同本身可能无效，这时按什么标准返还由法院判断".to_owned());
}

/// Four times the LPR of a day, the sentence that says whence, and how well it is known.
fn four_times(on: Day, stated: Option<Decimal>, lpr: &Lpr, found: &mut Lines) -> Result<(Decimal, String, Grade), Problem> {
    let four = |percent: Decimal| percent.checked_mul(Decimal::from(4)).unwrap_or(Decimal::MAX);
    match (lpr.on(on), stated) {
        (Ok(p), _) => {
            if p.on == on {
                found.notes.push(format!("{}正是公布LPR的日子，当天公布以前签的合同可能要按上一期的利率", on.zh()));
            }
            let told = format!("{}公布的一年期LPR为{}%，四倍为{}%", p.on.zh(), p.percent.normalize(), four(p.percent).normalize());
            // Article 25 is graded B; the rate may be known less well.
            Ok((four(p.percent), told, p.grade.max(Grade::B)))
        }
        (Err(_), Some(percent)) => Ok((four(percent), format!("一年期LPR按您查到的{}%，四倍为{}%", percent.normalize(), four(percent).normalize()), Grade::D)),
        (Err(Unknown::After(last)), None) => Err(Problem::new(
            "line.lpr",
            format!("{}的LPR还没有收录（收录到{}；最近一次是{}公布的{}%）", on.zh(), lpr.known_until().zh(), last.on.zh(), last.percent.normalize()),
            "LPR",
            "请到全国银行间同业拆借中心网站查当时的一年期LPR，填上再算",
        )),
        (Err(Unknown::Before), None) => Err(Problem::new("line.lpr", format!("{}还没有LPR（2019年8月20日起才有）", on.zh()), "LPR", "请核对日期")),
    }
}

/// Whether a stated percent is a plausible LPR: above 0, below 20.
pub fn plausible_lpr(rate: Rate) -> Option<Decimal> {
    let percent = rate.0.checked_mul(Decimal::ONE_HUNDRED)?;
    (percent > Decimal::ZERO && percent < Decimal::from(20)).then_some(percent)
}
