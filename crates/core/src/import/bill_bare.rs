//! Call lists of 上海移动 as its pages hold them: arrays without headings, `…, 日期, 通话地, 主被叫, 号码, 时长, 类型, 优惠, 费用, 首次`. Nothing but the
//! values says what stands where, so every one of the first rows must fit, and the columns lie side by side in this order; else
//! nothing is taken.

use super::csv_kind::kind_of;
use super::dates::{YearHint, seconds, when};
use crate::model::Direction;
use crate::number::{self, NumberKind};

/// Columns from the date on.
const ORDER: [&str; 5] = ["起始时间", "通话地点", "主被叫", "对方号码", "通话时长"];
/// Cells a row has at least: the five, and the money behind them.
const LEAST: usize = 7;

/// Headings for rows of this shape; `None` when a single row does not fit.
pub fn headings<'r>(rows: impl Iterator<Item = &'r Vec<String>> + Clone) -> Option<Vec<String>> {
    let width = rows.clone().next()?.len();
    if width < LEAST || rows.clone().any(|r| r.len() != width) {
        return None;
    }
    let start = (0..=width - ORDER.len()).find(|at| rows.clone().all(|r| fits(&r[*at..])))?;
    Some((0..width).map(|n| n.checked_sub(start).and_then(|k| ORDER.get(k)).map_or_else(|| format!("第{}列", n + 1), |t| (*t).to_owned())).collect())
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
        let titles = headings([&good, &good].into_iter()).expect("the known shape");
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
    }
}
