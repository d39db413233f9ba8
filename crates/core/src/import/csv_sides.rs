//! Who stands on which side of a row of a table of messages or calls: in or out, and the other side's number.

use super::csv_columns::{Columns, Role};
use super::csv_kind::{Kind, is_own};
use super::table::Row;
use crate::model::Direction;
use crate::number::{self, NumberKind};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Why a row is refused: code, what, what to do.
pub type Refusal = (&'static str, String, &'static str);

/// Digits of numbers in what a table says of itself.
static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\+?[0-9](?:[0-9-]*[0-9])?").expect("a pattern of this file"));

/// Numbers the name of a file or the lines above its headings state as the custodian's: a mobile number, where the words beside it do not
/// speak of the other side.
pub fn stated_own<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    const OTHERS: [&str; 8] = ["对方", "催收", "骚扰", "被叫", "贷", "来自", "联系人", "家人"];
    let own = texts.filter(|t| !OTHERS.iter().any(|w| t.contains(w)));
    own.flat_map(|t| RUN.find_iter(t)).map(|m| m.as_str()).filter(|n| number::kind(n) == NumberKind::Mobile).map(number::key).collect()
}

/// How many others a number must have met, to be taken for the custodian's, when all of them are mobile numbers.
const MANY: usize = 6;

/// Where both numbers are given and nothing says who called: whose phone it was. The number `stated` as the custodian's, where it is met; or
/// the mobile number that stands in every row, both calling and called, with others that are not all people's mobile numbers. A number that only calls (or is
/// only called) in every row may as well be a collector's who reaches one relative after the other. Of many rows one in ten may name others (a call passed on,
/// a number left out); those are refused one by one.
pub fn own_number(columns: &Columns, sample: &[Row], stated: &BTreeSet<String>) -> Option<String> {
    let (from, to) = (columns.of(Role::From)?, columns.of(Role::To)?);
    let full: Vec<&Row> = sample.iter().filter(|r| !r.cell(from).is_empty() && !r.cell(to).is_empty()).collect();
    let pairs: Vec<[String; 2]> = full.iter().map(|r| [number::key(r.cell(from)), number::key(r.cell(to))]).collect();
    let mut named = stated.iter().filter(|own| pairs.iter().any(|p| p.contains(own)));
    if let (Some(own), None) = (named.next(), named.next()) {
        return Some(own.clone());
    }
    // 我 and 本机 say by themselves who is meant, and of no number whose it is.
    if full.iter().any(|r| is_own(r.cell(from)) || is_own(r.cell(to))) {
        return None;
    }
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in &pairs {
        pair.iter().enumerate().filter(|(nth, key)| *nth == 0 || **key != pair[0]).for_each(|(_, key)| *met.entry(key).or_default() += 1);
    }
    let most = *met.values().max()?;
    let mut best = met.iter().filter(|(_, count)| **count == most);
    let (own, only) = (*best.next()?.0, best.next().is_none());
    let constant = only && (most == pairs.len() || pairs.len() >= 10 && most * 10 >= pairs.len() * 9);
    let both = pairs.iter().any(|p| p[0] == own) && pairs.iter().any(|p| p[1] == own);
    let others: BTreeSet<&str> = pairs.iter().flatten().map(String::as_str).filter(|n| *n != own).collect();
    let served = others.len() >= MANY || others.iter().any(|n| number::kind(n) != NumberKind::Mobile);
    (constant && both && served && number::kind(own) == NumberKind::Mobile).then(|| own.to_owned())
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
                _ => Err(("csv.no_direction", "主叫和被叫都不是机主的号码，看不出是收到还是发出，不猜测".to_owned(), "可能是呼叫转移，或是别人收到的；别人收到的请另存一个表，加入时用 --from 写明是谁的；原件已保留，其余行照常读取")),
            }
        }
        (None, Some(from), Some(to)) if !from.is_empty() && !to.is_empty() => Err((
            "csv.own_number",
            "发出和收到的两方都写了，却看不出哪一方是本人，不猜测".to_owned(),
            "请把本机号码写进文件名（例如“13800000000通话.csv”），或加一列“方向”；家人、同事收到的，请按收到的人分成几个表，加入时用 --from 写明是谁的",
        )),
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
        let own = |rows: &[Row], stated: &[&str]| own_number(&columns("from,to,start time,duration", rows), rows, &stated_own(stated.iter().copied()));
        let (me, lender, mother) = ("13800000001", "059100000002", "13900000003");
        let both = [row(me, lender), row(mother, "+8613800000001")];
        assert_eq!(own(&both, &[]).as_deref(), Some(me));
        assert_eq!(own(&both[..1], &[]), None, "one row tells nothing");
        assert_eq!(own(&[row(me, lender), row(lender, me)], &[]), None, "two numbers in every row");
        // Somebody who calls one after the other, or answers a call: whose list it is, nothing tells.
        assert_eq!(own(&[row(me, mother), row(me, "13900000004")], &[]), None);
        assert_eq!(own(&[row(lender, me), row(lender, mother), row(me, lender)], &[]), None, "no person's phone");
        assert_eq!(own(&[row("13700000005", me), row("13700000005", mother), row(me, "13700000005")], &[]), None);
        // The file says it.
        assert_eq!(own(&[row(lender, me), row(lender, mother)], &["用户号码：13800000001"]).as_deref(), Some(me));
        assert_eq!(own(&[row(lender, me), row(lender, mother)], &["催收号码13800000001.csv", "13600000009.csv"]), None);
    }

    #[test]
    fn a_call_passed_on_does_not_hide_the_custodian() {
        let mut rows: Vec<Row> = (0..11).map(|n| row(&[&format!("139000000{n:02}"), "13800000001", "2026-01-09 10:00:00", "1"])).collect();
        rows.push(row(&["13900000003", "13700000009", "2026-01-09 11:00:00", "1"]));
        rows.push(row(&["13800000001", "13900000003", "2026-01-09 12:00:00", "1"]));
        let columns = columns("from,to,start time,duration", &rows);
        let own = own_number(&columns, &rows, &BTreeSet::new());
        assert_eq!(own.as_deref(), Some("13800000001"));
        let of = |row| sides(&columns, row, None, own.as_deref()).map_err(|r| r.0);
        assert_eq!(of(&rows[4]), Ok((Direction::In, "13900000004")));
        assert_eq!(of(&rows[11]), Err("csv.no_direction"));
        assert_eq!(own_number(&columns, &[&rows[..5], &rows[11..]].concat(), &BTreeSet::new()), None, "of few rows every one must name him");
    }

    #[test]
    fn what_neither_reached_nor_left_the_custodian_is_refused() {
        let rows = [["某贷", "本人"], ["某贷", "母亲"], ["本人", "某贷"]].map(|[from, to]| row(&[from, to, "2026-01-09 10:00:00", "a"]));
        let columns = columns("发送方,接收方,时间,内容", &rows);
        assert_eq!(own_number(&columns, &rows, &BTreeSet::new()), None);
        let of = |row| sides(&columns, row, None, None).map_err(|r| r.0);
        assert_eq!(rows.iter().map(of).collect::<Vec<_>>(), [Ok((Direction::In, "某贷")), Err("csv.own_number"), Ok((Direction::Out, "某贷"))]);
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
