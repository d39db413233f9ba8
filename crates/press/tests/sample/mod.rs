//! A made-up paper with everything a paper can hold: long paragraphs, a wide table of hashes, quotes, blanks, signature.

use juzheng_core::draft::{Block, Draft, Span, Table};

fn t(words: &str) -> Span {
    Span::Text(words.to_owned())
}

fn q(words: &str) -> Span {
    Span::Quote(words.to_owned())
}

const LONG: &str = "投诉人于2025年11月3日通过“某某分期”手机应用（以下简称该平台）借款人民币5,000元，约定分6期偿还，年化利率23.9%。\
2026年1月7日起，该平台或其委托的催收机构涉嫌向投诉人通讯录中的亲属、同事拨打电话、发送短信，内容涉及投诉人的借款金额与逾期天数；\
同一号码在一日之内最多拨打17次，其中22:00以后4次。链接https://example.invalid/pay?id=0123456789abcdef0123456789abcdef亦在短信中出现。";

/// One page: a heading, two paragraphs, a signature.
pub fn short() -> Draft {
    Draft {
        id: "short".into(),
        title: "金融消费者投诉信".into(),
        imprint: vec!["案件：示例".into()],
        blocks: vec![
            Block::Flush(vec![t("国家金融监督管理总局某某监管局：")]),
            Block::Heading(1, vec![t("一、事实")]),
            Block::Para(vec![t(LONG)]),
            Block::Sign(vec![vec![t("投诉人："), Span::Blank("签名".into())], vec![t("2026年1月8日")]]),
        ],
    }
}

/// About ten pages.
pub fn long() -> Draft {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let mut blocks = vec![
        Block::Flush(vec![t("国家金融监督管理总局某某监管局：")]),
        Block::Flush(vec![t("投诉人："), Span::Blank("姓名".into()), t("，联系电话："), Span::Blank("电话".into())]),
    ];
    for part in 1..=4 {
        blocks.push(Block::Heading(1, vec![t(["一", "二", "三", "四"][part - 1]), t("、涉嫌违法催收的事实与依据")]));
        blocks.push(Block::Para(vec![
            t(LONG),
            q("再不还钱，你单位领导和你妈都会知道"),
            Span::Exhibits(vec![1, 3, 12]),
        ]));
        blocks.push(Block::Heading(2, vec![t("（一）向无关第三人催收")]));
        blocks.push(Block::Para(vec![Span::Strong("涉嫌违反的规定：".into()), t(LONG), t(LONG)]));
        blocks.push(Block::Quote(vec![t("【2026-01-07 22:41】你好，请转告某某：欠款5,000元今晚12点前不处理😡，将逐一通知通讯录联系人！！\n第二条：你是他紧急联系人，你也有责任。Call 95xxx；ئۇيغۇرچە。")]));
        blocks.push(Block::Heading(3, vec![t("1. 频次与时段")]));
        blocks.push(Block::Items(vec![
            vec![t("请求依法查处该平台及其委托机构的违法催收行为，"), t(LONG)],
            vec![t("请求责令其停止向第三人披露投诉人的借款信息"), Span::Exhibits(vec![2])],
        ]));
        if part == 2 {
            blocks.push(Block::PageBreak);
        }
        let rows = (1..=9)
            .map(|n| {
                let cells = [
                    n.to_string(),
                    "短信".into(),
                    "2026-01-07 22:41:05".into(),
                    "+8617012345678".into(),
                    "再不还钱就找你单位".repeat(1 + n % 3),
                    "短信导出_2026-01-08.csv".into(),
                    format!("第{n}行"),
                    hash.into(),
                ];
                cells.iter().map(|c| vec![t(c)]).collect()
            })
            .collect();
        blocks.push(Block::Table(Table {
            head: ["编号", "类别", "时间", "号码", "原话", "来源文件", "位置", "SHA-256"].map(String::from).to_vec(),
            widths: vec![3, 3, 6, 6, 9, 7, 4, 10],
            rows,
        }));
        blocks.push(Block::Table(Table {
            head: vec!["证据".into(), "证明内容".into()],
            widths: vec![1, 4],
            rows: vec![
                vec![vec![t("证据1")], vec![t(LONG)]],
                vec![vec![t("证据2")], vec![q("你妈电话我有"), Span::Exhibits(vec![2])]],
            ],
        }));
    }
    blocks.push(Block::Sign(vec![vec![t("投诉人："), Span::Blank("签名".into())], vec![Span::Blank("日期".into())]]));
    Draft {
        id: "long".into(),
        title: "关于“某某分期”及其催收机构涉嫌违法催收的投诉举报信".into(),
        imprint: vec!["案件：示例　台账头：第128行".into(), format!("案卷摘要 SHA-256：{hash}")],
        blocks,
    }
}
