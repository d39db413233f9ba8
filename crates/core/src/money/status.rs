//! What the state of a row of money says: whether the money moved. A word nobody knows is asked about, never counted.

use super::fen;
use rust_decimal::Decimal;

/// What a state says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It moved, or of a plan: it is due.
    Counts,
    /// It did not move: failed, closed, taken back, or not yet.
    Void,
    /// It moved and came back, all of it or this much; `None` in it where the state says only that a part did.
    Back(Back),
    /// Nobody knows.
    Unknown,
}

/// How much came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// All.
    All,
    /// This much.
    Part(Decimal),
    /// A part of unknown size.
    Some,
}

/// Nothing of it was paid, whatever else the words hold.
const VOID: &[&str] = &["作废", "取消", "失败", "冲正", "撤销", "撤回", "关闭", "未成功", "不成功", "驳回", "拒绝", "无效", "异常", "余额不足", "未通过", "终止", "超时"];
/// Not yet.
const PENDING: &[&str] = &["处理中", "等待", "待付", "待支付", "未支付", "未付", "未扣", "待扣", "支付中", "付款中", "扣款中", "进行中", "审核", "待确认", "待处理", "待审", "未到账", "待入账", "受理", "待放款", "放款中", "冻结"];
const BACK: &[&str] = &["退款", "退还", "退回", "已退", "返还", "退费"];
/// It moved, or is due.
const COUNTS: &[&str] = &[
    "成功", "已还", "已付", "已支付", "已扣", "结清", "还清", "到账", "完成", "正常", "入账", "已收", "已存入", "已转", "已放款", "逾期", "待还", "未还", "未到期", "到期", "应还", "未出账", "已出账", "出账", "还款中", "未来", "本期", "当期", "主动还款", "自动还款", "自动扣款", "系统扣款",
    "代扣", "补还", "补缴", "补交", "补扣", "代偿", "实还", "实付", "按期还", "按时还", "已缴", "缴清", "部分还款", "未结", "success", "paid", "done", "ok",
];

/// What a state says of its row. `plan`: a list of what is due, of which 未支付 takes nothing away.
pub fn of(text: &str, plan: bool) -> Status {
    let text: String = text.trim().to_lowercase().split_whitespace().collect();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    match () {
        () if matches!(text.as_str(), "" | "-" | "--" | "/" | "是" | "√" | "y" | "yes") => Status::Counts,
        // 退款失败 says that nothing came back: what that makes of the row, its owner knows.
        () if has(BACK) && has(VOID) => Status::Unknown,
        () if has(BACK) => Status::Back(back(&text)),
        () if has(VOID) => Status::Void,
        () if has(PENDING) => if plan { Status::Counts } else { Status::Void },
        () if has(COUNTS) => Status::Counts,
        () => Status::Unknown,
    }
}

/// How much: `已全额退款`, `已退款(￥100.00)`, `部分退款`.
fn back(text: &str) -> Back {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).filter(|c| *c != ',').collect();
    match fen::yuan(&digits) {
        Some(part) if part > Decimal::ZERO => Back::Part(part),
        _ if text.contains("部分") => Back::Some,
        _ => Back::All,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_did_not_move_is_known() {
        for text in ["支付失败", "还款失败", "交易失败", "付款失败", "处理中", "交易关闭", "已关闭", "等待付款", "等待买家付款", "未扣", "已作废", "失败", "已取消", "已冲正", "已撤销", "未成功", "待支付"] {
            assert_eq!(of(text, false), Status::Void, "{text}");
        }
        for text in ["", "成功", "支付成功", "还款成功", "已还", "未还", "待还款", "逾期", "已结清", "未结清", "已到账", "已存入零钱", "未到期", "对方已收钱", "交易完成"] {
            assert_eq!(of(text, false), Status::Counts, "{text}");
        }
        assert_eq!([of("未支付", true), of("待扣款", true), of("支付失败", true)], [Status::Counts, Status::Counts, Status::Void]);
        for text in ["退款失败", "蓝色", "其他", "见说明"] {
            assert_eq!(of(text, false), Status::Unknown, "{text}");
        }
    }

    #[test]
    fn money_that_came_back() {
        for text in ["已全额退款", "对方已退还", "退款成功", "已退款"] {
            assert_eq!(of(text, false), Status::Back(Back::All), "{text}");
        }
        assert_eq!(of("已退款(￥1,000.50)", false), Status::Back(Back::Part(Decimal::new(100_050, 2))));
        assert_eq!(of("部分退款", false), Status::Back(Back::Some));
    }
}
