//! What row ids and times of a message table say when they are held against each other: ids that are missing, and rows
//! whose time lies before that of an earlier id. Either may come from deletion, from a changed clock, or from the system
//! itself (a failed insert, messages synchronised later); nothing more is said than that.

use super::Harvest;
use crate::time::Stamp;

/// A step back of less than this is the network's, not the clock's.
const STEP_MS: i64 = 10 * 60_000;
/// Ranges named in a note.
const SHOWN: usize = 8;

/// Watches the rows of one table, which come in the order of their ids.
#[derive(Debug, Default)]
pub struct RowIds {
    first: Option<i64>,
    last: Option<i64>,
    latest: Option<Stamp>,
    missing: u128,
    ranges: Vec<(i64, i64)>,
    more_ranges: u64,
    back: u64,
    back_ids: Vec<i64>,
}

impl RowIds {
    /// One row with its time, if it has a readable one.
    pub fn row(&mut self, id: i64, at: Option<Stamp>) {
        self.first = self.first.or(Some(id));
        if let Some(last) = self.last.filter(|l| id.checked_sub(*l).is_none_or(|step| step > 1)) {
            self.missing += (i128::from(id) - i128::from(last) - 1).max(0).unsigned_abs();
            if self.ranges.len() < SHOWN { self.ranges.push((last.saturating_add(1), id.saturating_sub(1))) } else { self.more_ranges += 1 }
        }
        self.last = self.last.max(Some(id));
        if let Some(at) = at.filter(|a| a.plausible()) {
            if self.latest.is_some_and(|l| l.0 - at.0 > STEP_MS) {
                self.back += 1;
                if self.back_ids.len() < SHOWN {
                    self.back_ids.push(id);
                }
            } else {
                self.latest = Some(at);
            }
        }
    }

    /// Notes for the harvest. `given` is the largest id the table ever gave, where the database keeps it; `lost` tells that
    /// some rows could not be read, which leaves gaps of its own.
    pub fn tell(self, table: &str, given: Option<i64>, lost: bool, harvest: &mut Harvest) {
        const WHY: &str = "可能有删除或时钟变动，也可能是系统自己跳号或补收；单凭这一点看不出原因";
        const LOST: &str = "这个表有损坏、读不出的记录，缺号可能由此而来；也可能有删除或时钟变动，单凭这一点看不出原因";
        let why = if lost { LOST } else { WHY };
        let (Some(first), Some(last)) = (self.first, self.last) else {
            if let Some(given) = given.filter(|g| *g > 0) {
                harvest.note(format!("表 {table} 现在没有记录，但系统给出过的最大编号是{given}：{why}"));
            }
            return;
        };
        if self.missing > 0 {
            let range = |(a, b): &(i64, i64)| if a == b { a.to_string() } else { format!("{a}–{b}") };
            let listed: Vec<String> = self.ranges.iter().map(range).collect();
            let more = if self.more_ranges > 0 { format!("，另有{}段", self.more_ranges) } else { String::new() };
            harvest.note(format!("表 {table} 的编号在{first}到{last}之间缺{}个（{}{more}）：{why}", self.missing, listed.join("、")));
        }
        if let Some(given) = given.filter(|g| *g > last) {
            harvest.note(format!("表 {table} 现存的最大编号是{last}，系统给出过的最大编号是{given}：{why}"));
        }
        if self.back > 0 {
            let ids: Vec<String> = self.back_ids.iter().map(i64::to_string).collect();
            let more = if self.back > SHOWN as u64 { "等" } else { "" };
            harvest.note(format!("表 {table} 有{}条的时间比编号在前的记录早10分钟以上（编号{}{more}）：{why}", self.back, ids.join("、")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(rows: &[(i64, i64)], given: Option<i64>) -> Vec<String> {
        let (mut ids, mut harvest) = (RowIds::default(), Harvest::default());
        rows.iter().for_each(|(id, minute)| ids.row(*id, Some(Stamp(1_772_280_000_000 + minute * 60_000))));
        ids.tell("sms", given, false, &mut harvest);
        harvest.notes
    }

    #[test]
    fn a_whole_table_says_nothing() {
        assert!(notes(&[(1, 0), (2, 5), (3, 4), (4, 90)], Some(4)).is_empty());
        assert!(notes(&[(7, 0)], None).is_empty() && notes(&[], None).is_empty() && notes(&[], Some(0)).is_empty());
    }

    #[test]
    fn gaps_and_steps_back_are_counted() {
        let told = notes(&[(2, 0), (3, 300), (6, 200), (9, 310), (10, 20)], Some(12));
        assert_eq!(told.len(), 3, "{told:#?}");
        assert!(told[0].contains("在2到10之间缺4个（4–5、7–8）") && told[1].contains("现存的最大编号是10，系统给出过的最大编号是12"), "{told:#?}");
        assert!(told[2].contains("有2条") && told[2].contains("编号6、10"), "{told:#?}");
        assert!(notes(&[], Some(5))[0].contains("最大编号是5"));
    }

    #[test]
    fn the_ends_of_the_numbers_do_not_overflow() {
        let told = notes(&[(i64::MIN, 0), (i64::MAX, 1)], None);
        assert!(told[0].contains("缺18446744073709551614个"), "{told:#?}");
    }
}
