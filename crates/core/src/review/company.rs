//! What people call a company.

/// 明溪消费金融有限公司 → 明溪; 澧浦银行股份有限公司 → 澧浦银行. What people call a company in a message.
pub fn core_name(name: &str) -> String {
    let mut core = name;
    for suffix in ["股份有限公司", "有限责任公司", "有限公司", "公司"] {
        core = core.strip_suffix(suffix).unwrap_or(core);
    }
    for kind in ["网络小额贷款", "互联网小额贷款", "小额贷款", "消费金融", "融资担保"] {
        if let Some(short) = core.strip_suffix(kind).filter(|short| short.chars().count() >= 2) {
            return short.to_owned();
        }
    }
    // 晟和资产咨询, 晟和金融科技: what a company does is told in up to three words behind its name.
    let mut short = core;
    for _ in 0..3 {
        let Some(next) = LINES.iter().find_map(|line| short.strip_suffix(line)).filter(|next| next.chars().count() >= 2) else { break };
        short = next;
    }
    if LINES.contains(&short) { core.to_owned() } else { short.to_owned() }
}

/// Words for what is lent, behind the name of an app or a small lender. 银行 is none: without it a bank's name is that of its place.
const PRODUCTS: [&str; 18] = ["周转", "小贷", "消金", "金服", "金融", "普惠", "钱包", "分期", "借款", "贷款", "现金贷", "速贷", "快贷", "白条", "借钱", "信用", "数科", "金科"];

/// The name of an app or a small lender without what it lends: 快鹿周转 → 快鹿. None when nothing telling is left.
pub fn brand(name: &str) -> Option<&str> {
    PRODUCTS.iter().find_map(|product| name.strip_suffix(product)).filter(|rest| rest.chars().count() >= 2 && rest.chars().all(|c| !c.is_ascii()))
}

/// Lines of business in the names of companies.
const LINES: [&str; 27] = [
    "咨询", "服务", "管理", "科技", "技术", "处置", "顾问", "信息", "资产", "商务", "信用", "企业", "法律", "网络", "互联网", "金融", "外包", "投资", "清收", "催收", "债务", "数据", "电子", "数字", "智能", "财务", "商账",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_call_an_app() {
        for (name, short) in [("快鹿周转", Some("快鹿")), ("云桥小贷", Some("云桥")), ("临泽银行", None), ("小贷", None), ("安小贷", None), ("快鹿", None)] {
            assert_eq!(brand(name), short, "{name}");
        }
    }

    #[test]
    fn what_people_call_a_company() {
        for (full, core) in [("明溪消费金融有限公司", "明溪"), ("澧浦银行股份有限公司", "澧浦银行"), ("某某小额贷款有限公司", "某某"), ("安小额贷款有限公司", "安小额贷款"), ("晟和资产咨询", "晟和"), ("启越商务信息咨询有限公司", "启越"), ("铭诚金融科技有限公司", "铭诚"), ("科技管理公司", "科技管理")] {
            assert_eq!(core_name(full), core);
        }
    }
}
