//! Settles each role on one column, by how many of the values fit. A column has one role.

use super::csv_columns::{Columns, Role, STATES, SYNONYMS, unit};
use super::csv_diary::outcome_of;
use super::csv_kind::{android_kind, is_notice, kind_of, states_way};
use super::dates::{YearHint, seconds, when, zone_of_heading};
use super::table::{Row, is_total};
use crate::number::{self, NumberKind};
use crate::time::Grain;

/// How many cells of a column hold anything, and how many of them fit.
type Share<'f> = dyn Fn(usize, &dyn Fn(&str) -> bool) -> (usize, usize) + 'f;

impl Columns {
    /// Settles each role on one column, by how many of the values fit.
    pub fn settle(&mut self, cells: &[String], sample: &[Row], hint: Option<YearHint>) {
        let share = |at: usize, fits: &dyn Fn(&str) -> bool| {
            let values = sample.iter().filter(|r| !is_total(r)).map(|r| r.cell(at)).filter(|c| !c.is_empty());
            let (all, good) = values.fold((0usize, 0usize), |(all, good), v| (all + 1, good + usize::from(fits(v))));
            (all, good)
        };
        self.numbers_under_names(sample, &share);
        self.own_in_every_row(sample, &share);
        let hour = |v: &str| when(&format!("2026-01-01 {v}"), None).filter(|w| w.grain != Grain::Day).map(|w| (w.stamp.0 + 8 * 3_600_000).rem_euclid(86_400_000) / 3_600_000);
        let mut settled: Vec<(Role, usize)> = Vec::new();
        for (role, _, _) in SYNONYMS {
            let free = |at: usize| !settled.iter().any(|(_, s)| *s == at) && (*role != Role::Duration || self.clock != Some(at) && self.unclear != Some(at));
            let candidates: Vec<usize> = self.found.iter().filter(|(r, at)| r == role && free(*at)).map(|(_, at)| *at).collect();
            // 响铃5声 and 未接通 stand where there is no length.
            let length = |v: &str| seconds(v, 60).is_some() || matches!(outcome_of(v), Some(Some(_))) || matches!(v, "-" | "--" | "/" | "无");
            let fits: &dyn Fn(&str) -> bool = match role {
                Role::Time => &|v| when(v, hint.or(Some(YearHint { year: 2026, month: None }))).is_some(),
                Role::Direction => &|v| kind_of(v).is_some() || android_kind(v, true).is_some() || is_notice(v, true),
                Role::Duration => &length,
                Role::Peer | Role::From | Role::To => &|v| v.bytes().any(|b| b.is_ascii_digit()),
                _ => &|_| true,
            };
            // The heading decides among equals; a column none of whose values fit gives way to one whose do.
            let best = candidates.iter().copied().max_by_key(|at| {
                let (all, good) = share(*at, fits);
                (good * 2 > all, std::cmp::Reverse(candidates.iter().position(|c| c == at)))
            });
            let Some(at) = best else { continue };
            let (all, good) = share(at, fits);
            // 通话类型 may say 国内通话, and 通话时间 the start: then it is not what its heading hints.
            let named = *role == Role::Duration && self.headings.get(at).is_some_and(|h| h.contains("时长") || h.contains("duration"));
            if matches!(role, Role::Direction | Role::Duration) && all > 0 && good * 2 < all && !named {
                continue;
            }
            settled.push((*role, at));
            if *role == Role::Time {
                self.clock_beside(at, hint, &hour, &share);
            }
        }
        self.way_by_words(&mut settled, sample, &share);
        self.android = settled.iter().any(|(r, at)| *r == Role::Direction && sample.iter().all(|row| row.cell(*at).is_empty() || android_kind(row.cell(*at), true).is_some()));
        let time = settled.iter().find(|(r, _)| *r == Role::Time).map(|(_, at)| *at);
        self.zone = [self.clock, time].into_iter().flatten().find_map(|at| zone_of_heading(cells.get(at)?));
        if let Some((_, at)) = settled.iter().find(|(r, _)| *r == Role::Duration) {
            let title = cells.get(*at).map_or("", String::as_str);
            self.unit = unit(title);
            self.bare_unit = self.unit == 1 && !title.contains('秒') && !title.to_lowercase().contains("ss");
        }
        self.state = (0..self.headings.len()).find(|at| STATES.contains(&self.headings[*at].as_str()) && settled.iter().all(|(_, s)| s != at));
        self.found = settled;
        self.service_beside(&share);
        self.settle_beside(sample);
        self.settle_diary(sample);
    }

    /// 通信类型 may say 主叫 and 通信方式 短信: then the service stands under the heading of the direction.
    fn service_beside(&mut self, share: &Share) {
        let Some(way) = self.of(Role::Direction).filter(|at| self.of(Role::Service) == Some(*at)) else { return };
        let names = SYNONYMS.iter().filter(|(r, ..)| matches!(r, Role::Direction | Role::Service)).flat_map(|(.., names)| names.iter());
        let titled: Vec<&str> = names.copied().collect();
        let service = |v: &str| ["短信", "彩信", "语音", "通话", "电话"].iter().any(|w| v.contains(w));
        let other = (0..self.headings.len()).filter(|at| *at != way && titled.contains(&self.headings[*at].as_str()) && self.found.iter().all(|(_, f)| f != at)).find(|at| {
            let (all, good) = share(*at, &service);
            all > 0 && good * 2 > all
        });
        if let (Some(other), Some(found)) = (other, self.found.iter_mut().find(|(r, _)| *r == Role::Service)) {
            found.1 = other;
        }
    }

    /// The clock of a day that stands alone. 通话时间 may be the clock or the length of a call, never both: it is the clock where the
    /// length has a column of its own, or where its values are hours of a whole day; values before three o'clock alone may be either.
    fn clock_beside(&mut self, day: usize, hint: Option<YearHint>, hour: &dyn Fn(&str) -> Option<i64>, share: &Share) {
        let (all, days) = share(day, &|v| when(v, hint.or(Some(YearHint { year: 2026, month: None }))).is_some_and(|w| w.grain == Grain::Day));
        let day_alone = all > 0 && days * 2 > all;
        let of = |role| self.found.iter().filter(move |(r, at)| *r == role && *at != day).map(|(_, at)| *at);
        let lengths: Vec<usize> = of(Role::Duration).collect();
        let clocks: Vec<usize> = of(Role::Time)
            .filter(|at| {
                let (values, clocks) = share(*at, &|v| hour(v).is_some());
                values > 0 && clocks * 2 > values
            })
            .collect();
        let of_day = |at: usize| {
            let (values, late) = share(at, &|v| hour(v).is_some_and(|h| h >= 3));
            late * 5 >= values
        };
        let own_length = |at: usize| lengths.iter().any(|l| *l != at && share(*l, &|v| seconds(v, 60).is_some()).1 > 0);
        let certain = clocks.iter().copied().find(|at| !lengths.contains(at)).or_else(|| clocks.iter().copied().find(|at| of_day(*at) || own_length(*at)));
        // A length of a whole day's hours is a clock as well, whatever else tells the time.
        let twofold = clocks.iter().copied().find(|at| lengths.contains(at) && Some(*at) != certain);
        if day_alone {
            // 时间 beside the day is its clock, though most of it is 晚上 or 21:00-22:00: what is no clock is told row by row.
            let named = || of(Role::Time).find(|at| !lengths.contains(at) && self.headings.get(*at).is_some_and(|h| matches!(h.as_str(), "时间" | "时刻" | "钟点" | "time")) && share(*at, &|v| hour(v).is_some()).1 > 0);
            self.clock = certain.or_else(named);
        }
        self.unclear = twofold.filter(|at| (day_alone && certain.is_none()) || of_day(*at) && share(*at, &|v| hour(v).is_some()).0 > 0);
    }

    /// 联系人 is the other side where its cells are numbers and no column of numbers is there.
    fn numbers_under_names(&mut self, sample: &[Row], share: &Share) {
        if sample.is_empty() || self.names_peer() {
            return;
        }
        let number = |v: &str| v.bytes().filter(u8::is_ascii_digit).count() >= 3 && v.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
        for (role, at) in self.found.iter_mut().filter(|(r, _)| *r == Role::Name) {
            let (all, good) = share(*at, &number);
            if good * 2 > all {
                *role = Role::Peer;
                return;
            }
        }
    }

    /// 手机号码 may be the custodian's own, the same in every row, with the other side under a heading nobody knows: then that column is
    /// taken, and shown like any other.
    fn own_in_every_row(&mut self, sample: &[Row], share: &Share) {
        let mut peers = self.found.iter_mut().filter(|(r, _)| *r == Role::Peer);
        let (Some(peer), None) = (peers.next(), peers.next()) else { return };
        let at = peer.1;
        if self.headings.get(at).is_some_and(|h| h.contains("对方") || h.contains("对端")) || sample.len() < 3 {
            return;
        }
        let keys = |at: usize| sample.iter().map(|r| r.cell(at)).filter(|c| !c.is_empty()).map(number::key).collect::<std::collections::BTreeSet<_>>();
        if keys(at).len() != 1 {
            return;
        }
        let line = |v: &str| matches!(number::kind(v), NumberKind::Mobile | NumberKind::Landline | NumberKind::Sms106 | NumberKind::Service95 | NumberKind::Service400);
        let found: Vec<usize> = self.found.iter().map(|(_, at)| *at).collect();
        let other = (0..self.headings.len()).filter(|at| !found.contains(at)).find(|at| {
            let (all, good) = share(*at, &line);
            good * 2 > all && keys(*at).len() > 1
        });
        if let (Some(other), Some(peer)) = (other, self.found.iter_mut().find(|(r, _)| *r == Role::Peer)) {
            peer.1 = other;
        }
    }

    /// Where no heading names the direction, a column whose every word says it.
    fn way_by_words(&self, settled: &mut Vec<(Role, usize)>, sample: &[Row], share: &Share) {
        if settled.iter().any(|(r, _)| *r == Role::Direction) || sample.is_empty() {
            return;
        }
        let free = |at: &usize| settled.iter().all(|(r, s)| s != at || *r == Role::Service);
        let column = (0..self.headings.len()).filter(free).find(|at| {
            let (all, good) = share(*at, &states_way);
            all > 0 && good == all
        });
        settled.extend(column.map(|at| (Role::Direction, at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(titles: &str, rows: &[&str]) -> Columns {
        let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Row> = rows.iter().map(|r| Row { offset: 0, cells: split(r), lossy: false, broken: false, ended: true, sheet: 0 }).collect();
        let titles = split(titles);
        let mut columns = Columns::of_headings(&titles).expect("a table");
        columns.settle(&titles, &rows, None);
        columns
    }

    #[test]
    fn a_column_has_one_role() {
        let of = |titles, rows: &[&str]| {
            let columns = settled(titles, rows);
            (columns.clock, columns.of(Role::Duration), columns.unclear)
        };
        // The length stands in a column of its own, under whatever name.
        assert_eq!(of("通话日期,通话时间,拨打秒数,话单方向,对方号码", &["20260105,090307,65,被叫,13800000001", "20260105,001500,9,主叫,13800000001"]), (Some(1), Some(2), None));
        assert_eq!(of("日期,通话时间,通话分钟数,呼叫类型,对方号码", &["2026-01-05,00:03:07,2,被叫,13800000001"]), (Some(1), Some(2), None));
        // Hours of a whole day are no length.
        assert_eq!(of("日期,通话时间,呼叫类型,对方号码", &["2026-01-05,09:03:07,被叫,13800000001", "2026-01-05,21:30:00,主叫,95188"]), (Some(1), None, None));
        assert_eq!(of("日期,时刻,通话时间,呼叫类型,对方号码", &["2026-01-05,09:03:07,00:01:05,被叫,13800000001"]), (Some(1), Some(2), None));
        // A minute or three past midnight: it cannot be told.
        assert_eq!(of("日期,通话时间,呼叫类型,对方号码", &["2026-01-05,00:01:05,被叫,13800000001", "2026-01-05,00:03:00,被叫,13800000001"]), (None, None, Some(1)));
        assert_eq!(of("起始时间,通话时间,呼叫类型,对方号码", &["2026-01-05 09:03:07,00:01:05,被叫,13800000001"]), (None, Some(1), None));
    }

    #[test]
    fn values_settle_what_headings_leave_open() {
        let titles: Vec<String> = "通话起始时间,通话类型,呼叫类型,对方号码,通话时间".split(',').map(str::to_owned).collect();
        let cells = ["2026-01-09 10:00:00", "国内通话", "被叫", "059100000001", "15秒"].map(str::to_owned).to_vec();
        let row = Row { offset: 0, cells, lossy: false, broken: false, ended: true, sheet: 0 };
        let mut columns = Columns::of_headings(&titles).expect("a bill");
        columns.settle(&titles, &[row], None);
        assert_eq!([Role::Time, Role::Direction, Role::Peer, Role::Duration].map(|r| columns.of(r)), [Some(0), Some(2), Some(3), Some(4)]);
    }
}
