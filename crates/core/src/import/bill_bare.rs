//! Lists without headings: calls of 上海移动 as its pages hold them (`…, 日期, 通话地, 主被叫, 号码, 时长, 类型, 优惠, 费用, 首次`), and messages of
//! Nokia's PC Suite. Nothing but the values says what stands where, so every one of the first rows must fit, and the columns lie side by
//! side in this order; else nothing is taken.

use super::csv_kind::kind_of;
use super::dates::{YearHint, seconds, when};
use crate::model::Direction;
use crate::number::{self, NumberKind};

/// Columns from the date on.
const ORDER: [&str; 5] = ["起始时间", "通话地点", "主被叫", "对方号码", "通话时长"];
/// Cells a row has at least: the five, and the money behind them.
const LEAST: usize = 7;

/// Messages as Nokia's PC Suite lists them: `sms,deliver,"10690000001","","","2026.01.05 09:03","","words"`.
const MESSAGES: [&str; 8] = ["业务类型", "方向", "发件人", "收件人", "第5列", "时间", "第7列", "内容"];

/// Headings for rows of a known shape, and what is said of it; `None` when a single row does not fit.
pub fn headings<'r>(rows: impl Iterator<Item = &'r Vec<String>> + Clone) -> Option<(Vec<String>, &'static str)> {
    let width = rows.clone().next()?.len();
    if rows.clone().all(|r| is_message(r)) {
        return Some((MESSAGES.map(str::to_owned).to_vec(), "这份数据没有表头，按诺基亚电脑套件短信导出的固定次序读取（sms、deliver 收到或 submit 发出、发件人、收件人、时间、内容）；请抽查几行"));
    }
    if width < LEAST || rows.clone().any(|r| r.len() != width) {
        return None;
    }
    let start = (0..=width - ORDER.len()).find(|at| rows.clone().all(|r| fits(&r[*at..])))?;
    let titles = (0..width).map(|n| n.checked_sub(start).and_then(|k| ORDER.get(k)).map_or_else(|| format!("第{}列", n + 1), |t| (*t).to_owned())).collect();
    Some((titles, "这份数据没有表头，按上海移动网页数据的固定次序读取（日期、通话地、主被叫、号码、时长）；请抽查几行"))
}

/// Whether a row is a message of that list: `sms`, which way, one side at least, and a time.
fn is_message(cells: &[String]) -> bool {
    let [kind, way, from, to, _, time, ..] = cells else { return false };
    let side = match way.to_lowercase().as_str() {
        "deliver" => from,
        "submit" => to,
        _ => return false,
    };
    kind.eq_ignore_ascii_case("sms") && !side.is_empty() && when(time, None).is_some() && cells.len() >= MESSAGES.len()
}

fn fits(cells: &[String]) -> bool {
    let [time, _, way, number, length, ..] = cells else { return false };
    // A year is in the name of the file, if anywhere.
    let dated = time.contains(':') && when(time, Some(YearHint { year: 2026, month: None })).is_some();
    let called = kind_of(way).is_some_and(|k| matches!(k.direction, Some(Direction::In | Direction::Out)));
    // A masked number is a row too; it is refused when it is read.
    let numbered = number.contains('*') || !matches!(number::kind(number), NumberKind::Hidden | NumberKind::Name);
    dated && called && numbered && seconds(length, 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|c| (*c).to_owned()).collect()
    }

    #[test]
    fn every_row_must_fit() {
        let good = row(&["1", "01-09 10:00:00", "上海", "被叫", "13800000001", "1分5秒", "本地", "", "0.00", ""]);
        let (titles, _) = headings([&good, &good].into_iter()).expect("the known shape");
        assert_eq!(titles[..6], ["第1列", "起始时间", "通话地点", "主被叫", "对方号码", "通话时长"]);
        for other in [
            row(&["1", "01-09", "上海", "被叫", "13800000001", "1分5秒", "本地", "", "0.00", ""]),
            row(&["1", "01-09 10:00:00", "上海", "国内", "13800000001", "1分5秒", "本地", "", "0.00", ""]),
            row(&["1", "01-09 10:00:00", "上海", "被叫", "x", "1分5秒", "本地", "", "0.00", ""]),
            row(&["1", "01-09 10:00:00", "上海", "被叫", "13800000001", "一会儿", "本地", "", "0.00", ""]),
            row(&["01-09 10:00:00", "上海", "被叫", "13800000001", "5"]),
        ] {
            assert!(headings([&good, &other].into_iter()).is_none());
        }
        assert!(headings([].iter()).is_none());
        let got = row(&["sms", "deliver", "10690000001", "", "", "2026.01.05 09:03", "", "还钱"]);
        let sent = row(&["sms", "submit", "", "13800000001", "", "2026.01.05 09:05", "", "好的"]);
        assert_eq!(headings([&got, &sent].into_iter()).map(|t| t.0[5].clone()).as_deref(), Some("时间"));
        assert!(headings([&got, &row(&["sms", "deliver", "", "", "", "2026.01.05 09:03", "", "x"])].into_iter()).is_none());
    }
}
