//! `juzheng loan`: whole pages compared, figures in JSON, what is refused.

use crate::support::Bench;
use serde_json::Value;

const TABLE: &str = "日期,项目,方向,金额(元),状态,备注\n2025-04-10,放款到账,收到,10000.00,已到账,\n2025-05-10,第1期,支付,5200,已还,\n2025-06-10,第2期,支付,5200,逾期,\n2025-06-11,第2期逾期违约金,支付,20,,\n";

#[test]
fn a_table_is_costed_and_compared() {
    let bench = Bench::new();
    bench.write("表.csv", TABLE);
    let page = "\
═══ 借款成本 ═══
项目                   数额
---------------------  -----------
实际到账               9,800.00元
合同本金               10,000.00元
放款时扣下或先收的     200.00元
应还合计（2笔还款）    10,400.00元
总成本                 600.00元
每月                   4.05%
年化（单利，每月×12）  48.66%
年化（复利）           61.12%

怎么算的：";
    let ran = bench.ok(&["loan", "表.csv", "--principal", "10000", "--received", "9800", "--licence", "消费金融公司"]);
    assert!(ran.out.starts_with(page), "{}", ran.out);
    for line in [
        "怎么算的：各笔收付间隔都是整月，按月计算内部收益率，从2025年4月10日到2025年6月10日；以实际到账的钱为本金。",
        "  前提：逾期产生的罚息、违约金等20.00元没有计入：这里算的是按约还款的成本。",
        "· 请求法院调减的线 24%：这笔借款年化48.66%，超过（这是提示，不等于违法）",
    ] {
        assert!(ran.out.lines().any(|l| l == line), "{line}\n{}", ran.out);
    }
    assert!(ran.out.contains("明细写放款10,000.00元，您说实际到账9,800.00元") && !ran.out.contains("民间借贷司法解释"), "{}", ran.out);
}

#[test]
fn flags_stand_for_a_table() {
    let bench = Bench::new();
    let given = ["loan", "--received", "10000", "--payment", "1033.33", "--months", "12", "--contract", "2025-04-10", "--licence", "无牌照", "--json"];
    let ran = bench.ok(&given);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let cost = &told["cost"];
    assert_eq!([&cost["monthly_irr"], &cost["nominal"], &cost["effective"], &cost["total_cost"], &cost["basis"]].map(|v| v.as_str().unwrap()), ["3.48", "41.70", "50.67", "2399.96", "months"]);
    let lines: Vec<String> = told["lines"].as_array().unwrap().iter().map(|l| format!("{} {} {} {}", l["line"]["percent"].as_str().unwrap(), l["line"]["kind"].as_str().unwrap(), l["line"]["hard_cap"], l["standing"].as_str().unwrap())).collect();
    assert_eq!(lines, ["12.4 cap true over", "36 criminal false over"]);
    assert_eq!(bench.ok(&given).out, ran.out, "the same input, the same bytes");
    // A fee taken in advance, and a first instalment that is no month away.
    let ran = bench.ok(&["loan", "--received", "10000", "--payment", "945.6", "--months", "12", "--contract", "2025-04-10", "--fee", "会员费=299"]);
    assert!(ran.out.contains("29.97%") && ran.out.contains("不知道放款人是谁"), "{}", ran.out);
    let ran = bench.ok(&["loan", "--received", "10000", "--payment", "945.6", "--months", "12", "--contract", "2025-04-10", "--first", "2025-05-25"]);
    assert!(ran.out.contains("按实际天数、一年365天计算"), "{}", ran.out);
}

#[test]
fn a_demand_is_measured() {
    let bench = Bench::new();
    let ran = bench.ok(&["loan", "--left", "2355", "--overdue-days", "1496", "--claimed", "9739"]);
    let page = "
═══ 逾期费用核算 ═══
剩余本金2,355.00元 × 年利率24.00% × 1496天，按一年365天计 = 2,316.55元；连本金共4,671.55元。
对方要求9,739.00元，比剩余本金多7,384.00元，折成单利年化76.50%；比上面多5,067.45元。
多出的部分可能含有逾期以前的利息和费用。请先要求对方书面列明每一项的名称、标准和起止日期，再说是否过高。
";
    assert_eq!(ran.out, page);
    let told: Value = serde_json::from_str(&bench.ok(&["loan", "--left", "2355", "--overdue-days", "1496", "--rate", "12", "--year360", "--json"]).out).unwrap();
    assert_eq!((told["overdue"]["days_of_year"].as_str(), told["overdue"]["on_top"].as_str(), told["cost"].is_null()), (Some("360"), Some("1174.36"), true));
}

#[test]
fn what_is_wrong_is_told() {
    let bench = Bench::new();
    bench.write("表.csv", TABLE);
    bench.write("x.csv", "a,b\n1,2\n");
    let flags = ["--payment", "900", "--months", "12"];
    for (args, code) in [
        (&["loan"][..], "loan.nothing"),
        (&["loan", "no.csv"], "io"),
        (&["loan", "x.csv"], "loan.format"),
        (&["loan", "表.csv", "--received", "很多"], "money.amount"),
        (&["loan", "表.csv", "--contract", "2025-02-30"], "loan.date"),
        (&["loan", "表.csv", "--fee", "299"], "loan.fee"),
        (&["loan", "表.csv", "--lpr", "24"], "loan.lpr"),
        (&["loan", "表.csv", "--lpr", "x"], "money.rate"),
        (&["loan", flags[0], flags[1], flags[2], flags[3]], "loan.no_date"),
        (&["loan", flags[0], flags[1], flags[2], "0", "--contract", "2025-01-01"], "loan.months"),
        (&["loan", flags[0], flags[1], flags[2], "12", "--contract", "2025-01-01", "--first", "2025-01-01"], "loan.first"),
        (&["loan", "--left", "1", "--overdue-days", "0"], "loan.overdue"),
        (&["loan", "--left", "100", "--overdue-days", "1", "--claimed", "99"], "loan.overdue"),
        (&["loan", "表.csv", "--payment", "1", "--months", "1"], "usage"),
        (&["loan", "--payment", "1"], "usage"),
        (&["loan", "--left", "1"], "usage"),
    ] {
        bench.run(args).refused(code);
    }
    // Not decidable: said on the page and in JSON, exit 2.
    let cut = bench.run(&["loan", "--payment", "900", "--months", "12", "--contract", "2025-01-01"]);
    assert!(cut.code == 2 && cut.out.starts_with("算不出成本，还缺这些：\n  · [loan.no_received]"), "{cut:?}");
    let cut = bench.run(&["loan", "--payment", "900", "--months", "12", "--contract", "2025-01-01", "--json"]);
    let told: Value = serde_json::from_str(&cut.out).unwrap();
    assert_eq!((cut.code, told["undecided"][0]["code"].as_str()), (2, Some("loan.no_received")));
}
