//! Who stands on which side of a row of a table of messages or calls: in or out, and the other side's number.

use super::csv_columns::{Columns, Role};
use super::csv_kind::{Kind, is_own};
use super::table::Row;
use crate::model::Direction;
use crate::number;
use std::collections::BTreeMap;

/// Why a row is refused: code, what, what to do.
pub type Refusal = (&'static str, String, &'static str);

/// Where both numbers are given and nothing says who called: the number that stands in every row is the custodian's. Of many rows one in
/// ten may name others (a call passed on, a number left out); those are refused one by one.
pub fn own_number(columns: &Columns, sample: &[Row]) -> Option<String> {
    let (from, to) = (columns.of(Role::From)?, columns.of(Role::To)?);
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = 0;
    for row in sample.iter().filter(|r| !r.cell(from).is_empty() && !r.cell(to).is_empty()) {
        rows += 1;
        let pair = [number::key(row.cell(from)), number::key(row.cell(to))];
        pair.iter().enumerate().filter(|(nth, key)| *nth == 0 || **key != pair[0]).for_each(|(_, key)| *met.entry(key.clone()).or_default() += 1);
    }
    let most = *met.values().max()?;
    let mut best = met.into_iter().filter(|(_, count)| *count == most);
    let (own, only) = (best.next()?.0, best.next().is_none());
    (only && (most == rows || rows >= 10 && most * 10 >= rows * 9)).then_some(own)
}

/// Whether only the speakers' names are given, as in a chat somebody copied into a table: such a row says neither who the
/// custodian is nor whom he wrote to, and it is no text message.
pub fn is_chat(columns: &Columns, sample: &[Row]) -> bool {
    let (Some(from), None, None) = (columns.of(Role::From), columns.of(Role::To), columns.of(Role::Peer)) else { return false };
    let speakers = sample.iter().map(|r| r.cell(from)).filter(|c| !c.is_empty() && !is_own(c));
    let (all, numbers) = speakers.fold((0u64, 0u64), |(all, numbers), c| (all + 1, numbers + u64::from(c.bytes().any(|b| b.is_ascii_digit()))));
    all > 0 && numbers * 2 < all && columns.of(Role::Body).is_some()
}

/// Direction and the other side's number. `own` is the custodian's number, where the table shows it.
pub fn sides<'r>(columns: &Columns, row: &'r Row, kind: Option<Kind>, own: Option<&str>) -> Result<(Direction, &'r str), Refusal> {
    let text = |role| columns.of(role).map(|at| row.cell(at));
    let direction = kind.and_then(|k| k.direction);
    let (from, to, peer) = (text(Role::From), text(Role::To), text(Role::Peer));
    // 我 and 本机 in a column of numbers say who is meant, and no table says it more plainly.
    let mine = |cell: Option<&str>| cell.is_some_and(is_own);
    let named = |cell: Option<&'r str>| cell.filter(|c| !is_own(c));
    match (direction, from, to) {
        (Some(direction), ..) => {
            let (other, near) = if direction == Direction::In { (from, to) } else { (to, from) };
            // 手机号码 beside 主叫号码 and 被叫号码 may be the custodian's own.
            let own = |number: &str| near.is_some_and(|n| !n.is_empty() && number::key(n) == number::key(number)) && other.is_some_and(|o| !o.is_empty());
            Ok((direction, named(peer).filter(|p| !own(p)).or(named(other)).unwrap_or_default()))
        }
        _ if mine(from) && !mine(to) => match named(to).or(named(peer)).filter(|n| !n.is_empty()) {
            Some(other) => Ok((Direction::Out, other)),
            None => Err(("csv.no_direction", "这一行是本人发出的，但看不出发给谁，不猜测".to_owned(), "请在表格中加一列“对方号码”后重新导入")),
        },
        _ if mine(to) => match named(from).or(named(peer)) {
            Some(other) => Ok((Direction::In, other)),
            None => Err(("csv.no_direction", "发送方和接收方都是本人，看不出对方是谁".to_owned(), "请打开表格核对这一行；原件已保留，其余行照常读取")),
        },
        (None, Some(from), Some(to)) if own.is_some() => {
            let is_own = |number: &str| own == Some(number::key(number).as_str());
            match (is_own(from), is_own(to)) {
                (true, _) => Ok((Direction::Out, to)),
                (_, true) => Ok((Direction::In, from)),
                _ => Err(("csv.no_direction", "主叫和被叫都不是机主的号码，看不出是收到还是发出，不猜测".to_owned(), "可能是呼叫转移；请打开表格核对这一行，原件已保留，其余行照常读取")),
            }
        }
        // A column of senders alone lists what was received; of recipients alone, what was sent.
        (None, Some(from), None) => Ok((Direction::In, from)),
        (None, None, Some(to)) => Ok((Direction::Out, to)),
        _ => {
            let word: String = text(Role::Direction).unwrap_or_default().chars().take(20).collect();
            Err(("csv.no_direction", format!("看不出是收到还是发出（“{word}”），不猜测"), "请在表格中加一列“方向”，写明“收到”或“发出”（通话写“呼入”或“呼出”）"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row { offset: 0, cells: cells.iter().map(|c| (*c).to_owned()).collect(), lossy: false, broken: false, ended: true, sheet: 0 }
    }

    fn columns(titles: &str, rows: &[Row]) -> Columns {
        let titles: Vec<String> = titles.split(',').map(str::to_owned).collect();
        let mut columns = Columns::of_headings(&titles).expect("a table");
        columns.settle(&titles, rows, None);
        columns
    }

    #[test]
    fn the_custodian_stands_in_every_row() {
        let row = |from: &str, to: &str| row(&[from, to, "2026-01-09 10:00:00", "1"]);
        let two = [row("13800000001", "13800000002"), row("+8613800000003", "13800000001")];
        let columns = columns("from,to,start time,duration", &two);
        assert_eq!(own_number(&columns, &two).as_deref(), Some("13800000001"));
        assert_eq!(own_number(&columns, &two[..1]), None, "one row tells nothing");
        let one_peer = [row("13800000001", "13800000002"), row("13800000002", "13800000001")];
        assert_eq!(own_number(&columns, &one_peer), None, "two numbers in every row");
    }

    #[test]
    fn a_call_passed_on_does_not_hide_the_custodian() {
        let mut rows: Vec<Row> = (0..11).map(|n| row(&[&format!("139000000{n:02}"), "13800000001", "2026-01-09 10:00:00", "1"])).collect();
        rows.push(row(&["13900000003", "13700000009", "2026-01-09 11:00:00", "1"]));
        let columns = columns("from,to,start time,duration", &rows);
        let own = own_number(&columns, &rows);
        assert_eq!(own.as_deref(), Some("13800000001"));
        let of = |row| sides(&columns, row, None, own.as_deref()).map_err(|r| r.0);
        assert_eq!(of(&rows[4]), Ok((Direction::In, "13900000004")));
        assert_eq!(of(&rows[11]), Err("csv.no_direction"));
        assert_eq!(own_number(&columns, &[&rows[..5], &rows[11..]].concat()), None, "of few rows every one must name him");
    }

    #[test]
    fn words_for_the_custodian_are_no_number() {
        let rows = [row(&["13800000001", "我", "2026-01-09 10:00:00", "a"]), row(&["本机", "13800000001", "2026-01-09 10:00:01", "b"])];
        let both = columns("发送者,接收者,时间,消息", &rows);
        assert_eq!(rows.iter().map(|r| sides(&both, r, None, None).expect("a side")).collect::<Vec<_>>(), [(Direction::In, "13800000001"), (Direction::Out, "13800000001")]);
        let alone = columns("发送方,时间,内容", &rows);
        let of = |cells: &[&str]| sides(&alone, &row(cells), None, None).map(|s| (s.0, s.1.to_owned())).map_err(|r| r.0);
        assert_eq!(of(&["13800000001", "2026-01-09", "a"]), Ok((Direction::In, "13800000001".to_owned())));
        assert_eq!(of(&["Me", "2026-01-09", "a"]), Err("csv.no_direction"));
    }

    #[test]
    fn names_of_speakers_alone_are_a_chat() {
        let chat = [row(&["2026-01-09 10:00:00", "催收员", "a"]), row(&["2026-01-09 10:00:01", "我", "b"])];
        assert!(is_chat(&columns("时间,发送人,内容", &chat), &chat));
        let texts = [row(&["2026-01-09 10:00:00", "10690001234", "a"]), row(&["2026-01-09 10:00:01", "本机", "b"])];
        assert!(!is_chat(&columns("时间,发送人,内容", &texts), &texts));
    }
}
