//! What stands below a table and is no row of it.

use super::table::Row;
use regex::Regex;
use std::sync::LazyLock;

/// Whether a row is what stands below a table and is no row of it: a note, a count, a page, a time of printing, a rule. Only for rows
/// without a time of their own; a row with more than two cells filled is none.
pub fn is_footer(row: &Row) -> bool {
    static FOOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:注|附注|备注|说明|提示|温馨提示|特别提示|重要提示|声明)\s*[：:0-9一二三]|\*|※|以上(?:$|数据|信息|内容|仅供|为)|以下空白|此页|(?:共|合计|总共|总计)\s*[0-9,]+\s*(?:条|笔|次|行|页|期|张)|第\s*[0-9一二三四五六七八九十]+\s*页|页码|[0-9]+\s*/\s*[0-9]+\s*页?$|(?:打印|导出|生成|下载|查询|制表|统计)(?:时间|日期|人|渠道|方式)|(?:当日|当天|本日|本月|当月|单日|本页|小)[小合共]?计|.{0,20}(?:无|没有|暂无|未查询到)(?:.{0,10})(?:记录|数据)[。！!]?$|[-=—_－*#~ ]{3,}|仅供参考)").expect("a pattern of this file")
    });
    let mut filled = row.cells.iter().filter(|c| !c.is_empty());
    let (Some(first), second, None) = (filled.next(), filled.next(), filled.next()) else { return false };
    let width = row.cells.len();
    FOOT.is_match(first) && (second.is_none() || width > 2 || first.ends_with(['：', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_a_table() {
        let row = |line: &str| Row { offset: 0, cells: line.split(',').map(str::to_owned).collect(), lossy: false, broken: false, ended: true, sheet: 0 };
        for line in ["注：以实际扣款为准,,,", "共2笔,2066.66,,", "第1页,,,", "打印时间：2026-02-01 10:00:00,,,", "打印时间,2026-02-01,,", "当日小计,3分,,", "您查询的时间段内无通话记录,,,", "----------,,,", "共3条记录", "1/3页", "以下空白"] {
            assert!(is_footer(&row(line)), "{line}");
        }
        for line in ["备注,,,", "注册短信,13800000001,x,", "第1期,1033.33,,", "共2笔,2026-01-05,还款,1033.33", "不还就没有记录了吗,,", "无,13800000001,5秒"] {
            assert!(!is_footer(&row(line)), "{line}");
        }
    }
}
