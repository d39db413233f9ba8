//! What the words of a row of somebody's own list say: money received, money paid, or none of either: a waiver, a balance, an attempt
//! that failed, the sum of a contract. Of those no money moved between borrower and lender as the row's amount says.

/// 收到 or 支付 by the kind of a row of somebody's own list.
pub(super) fn of_kind(text: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    // 放款手续费 and 借款利息 are paid; 退还服务费 comes back.
    match () {
        () if has(&["退款", "退费", "退还", "退回", "返还"]) => Some("收到"),
        () if has(&["还款", "还本", "还息", "还清", "归还", "已还", "利息", "本金", "本息", "费", "罚息", "违约金", "滞纳金", "月供", "扣款", "代扣", "结清", "砍头息", "预扣", "保证金"]) => Some("支付"),
        () if has(&["放款", "到账", "借款", "下款", "借入", "提现", "提款", "支用", "发放"]) => Some("收到"),
        () => direction(text),
    }
}

/// 收到 (the lender paid out) or 支付 (the borrower pays).
pub(super) fn direction(text: &str) -> Option<&'static str> {
    match text {
        "收到" | "收入" | "收" | "放款" | "到账" | "入账" | "in" => Some("收到"),
        "支付" | "支出" | "付" | "还款" | "扣款" | "付款" | "out" => Some("支付"),
        _ => None,
    }
}

/// What was let off, set off or paid by others.
const WAIVED: [&str; 13] = ["减免", "豁免", "免除", "免收", "免息", "冲减", "冲抵", "抵扣", "优惠", "红包", "代金券", "代偿", "返现"];
/// What is owed, expected or merely told.
const OWED: [&str; 26] = ["剩余", "待还", "待付", "待扣", "未还", "未付", "未结", "应还", "应付", "应收", "应扣", "应缴", "尚欠", "欠款", "预估", "预计", "预约", "估算", "试算", "提醒", "通知", "额度", "余额", "授信", "计划", "未到期"];
/// What did not come about, or was taken back.
const FAILED: [&str; 15] = ["失败", "撤销", "撤回", "撤消", "作废", "取消", "冲正", "冲销", "未成功", "不成功", "未通过", "关闭", "驳回", "余额不足", "验证"];
/// The sum a contract names, which may not be what was handed out.
const AGREED: [&str; 8] = ["合同", "借款本金", "贷款本金", "借款金额", "贷款金额", "借款总额", "贷款总额", "借据金额"];

/// Why the words of a row's kind are no money that moved, and what to do; `None` where they are, or say nothing known.
pub(super) fn no_payment(text: &str) -> Option<(&'static str, &'static str)> {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    match () {
        () if has(&FAILED) => Some(("像是没有成功、撤销了的一笔，或只是验证账户", "没有发生的请删去这一行，实际收付了的请把类型写成“还款”“放款”，再重新导入；其余行照常读取")),
        () if text.contains("放款退回") || text.contains("退回放款") => Some(("看不出是放款没有成功，还是您把钱退了回去", "没有到账的请删去这一行，退回去的请写“还款”，再重新导入；其余行照常读取")),
        () if has(&["退款", "退费", "退还", "退回", "返还"]) => None,
        // 减免后还款 is paid.
        () if has(&WAIVED) && !["减免后", "优惠后", "抵扣后"].iter().any(|w| text.contains(w)) => Some(("像是减免、抵扣或别人代偿，不是您付出的钱", "您没有付的请删去这一行，确实付了的请把类型写成“还款”，再重新导入；其余行照常读取")),
        () if has(&OWED) && !text.contains("已还") => Some(("像是应付、剩余或预计的数，看不出付了没有", "没有付的请删去这一行，付了的请把类型写成“还款”“利息”等，再重新导入；其余行照常读取")),
        () if has(&AGREED) && !["还", "付", "扣", "费", "利息", "到账", "实际", "放款", "发放"].iter().any(|w| text.contains(w)) => Some(("像是合同上写的本金，不一定是到手的钱", "请另写一行“到账”，金额填实际到手的数，再重新导入；其余行照常读取")),
        () => None,
    }
}

/// Whether words of goods and purposes (商品说明) speak of the price of a loan: 红包 and 余额 are also bought.
pub(super) fn names_charge(text: &str) -> bool {
    ["利息", "罚息", "违约金", "滞纳金", "服务费", "担保费", "手续费", "本金", "还款", "放款", "借款", "贷款"].iter().any(|w| text.contains(w))
}

/// The note of a row where it tells like a state what became of the money: 扣款失败, 已退回, 平台减免, 预约还款. `None` where it also tells that the
/// money was paid in the end, or speaks of something else.
pub(super) fn state_of_note(note: &str) -> Option<&str> {
    const STATES: [&str; 12] = ["已退", "退回", "退款", "退还", "预约", "减免", "豁免", "免除", "抵扣", "代偿", "未扣", "待扣"];
    const PAID: [&str; 12] = ["已还", "已付", "实付", "实还", "付了", "还了", "后还", "补还", "到账", "重新", "手动", "成功"];
    let paid = note.replace("未成功", "").replace("不成功", "").replace("没成功", "").replace("没有成功", "");
    let told = FAILED.iter().chain(&STATES).any(|w| note.contains(w)) && !["没有失败", "未失败", "不可退", "不退", "未退", "没退"].iter().any(|w| note.contains(w));
    (told && note.chars().count() <= 30 && !PAID.iter().any(|w| paid.contains(w))).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_row_says_the_way() {
        for (text, way) in [("放款", "收到"), ("到账", "收到"), ("借款", "收到"), ("还款", "支付"), ("服务费", "支付"), ("放款手续费", "支付"), ("退还会员费", "收到"), ("罚息", "支付"), ("还款利息", "支付"), ("自动还款", "支付"), ("提款", "收到"), ("提款手续费", "支付")] {
            assert_eq!((of_kind(text), no_payment(text)), (Some(way), None), "{text}");
        }
        assert_eq!([of_kind("餐饮"), of_kind(""), of_kind("工资")], [None; 3]);
    }

    #[test]
    fn no_money_moved() {
        for text in ["利息减免", "减免罚息", "豁免利息", "免除服务费", "罚息冲减", "还款失败", "还款撤销", "未还本金", "剩余本金", "待还利息", "应付利息", "预估罚息", "还款提醒", "账户验证扣款", "放款撤销", "放款退回", "借款额度", "合同本金", "借款本金", "合同金额", "担保公司代偿", "逾期未还"] {
            assert!(no_payment(text).is_some(), "{text}");
        }
        for text in ["放款", "实际放款", "还款", "归还借款本金", "借款到账", "本金", "还本金", "借款利息", "退还服务费", "服务费退款", "还款退回", "提前结清", "减免后还款", "合同服务费", "第3期", ""] {
            assert_eq!(no_payment(text), None, "{text}");
        }
    }

    #[test]
    fn a_note_that_tells_what_became_of_it() {
        for note in ["扣款失败", "余额不足，未成功", "重复扣款已退回", "作废", "撤销", "预约还款", "平台减免", "优惠券抵扣", "由保险公司代偿"] {
            assert_eq!(state_of_note(note), Some(note));
        }
        for note in ["", "第3期", "工资卡", "第一次扣款失败，手动还款", "减免罚息后已还清", "服务费不退", "微信转账"] {
            assert_eq!(state_of_note(note), None, "{note}");
        }
    }
}
