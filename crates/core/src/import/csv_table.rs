//! Any table of messages or calls whose headings can be recognised, carriers' bills among them, as CSV, Excel workbook, web page
//! or JSON (`table`). One mapping of headings serves all carriers. The columns taken are shown; what is not recognised is
//! refused, row by row, never guessed.

#[path = "csv_table/record.rs"]
mod record;
#[path = "csv_table/when.rs"]
mod when;

use super::bill_bare;
use super::csv_columns::{Columns, Role};
use super::csv_heading::{Search, headed};
use super::csv_diary::outcome_of;
use super::csv_kind::is_data;
use super::csv_owner::{Labels, labels};
use super::csv_sides::{is_chat, own_number, stated_own};
use super::dates::{YearHint, seconds, when};
use super::table::{Row, Table, first_rows, is_total};
use super::table_footer::is_footer;
use super::{Claim, Format, Harvest, Holds, Probe, Source, csv_abreast, csv_row, page_rows};
use crate::error::Problem;
use crate::model::{Channel, Outcome, SkipKind};
use crate::time::Grain;
use record::Taken;
use std::collections::BTreeSet;

/// Table of messages or calls.
pub static FORMAT: Format = Format { id: "csv_table", title: "短信或通话表格、运营商详单（CSV、Excel、网页、JSON）", version: 9, holds: Holds::Events, claims, read };

/// First note of a carrier's bill: its rows are twins of the phone's own log.
pub const CARRIER_NOTE: &str = "carrier-bill";

/// Rows looked at to tell columns apart.
const SAMPLE: usize = 200;

fn claims(probe: &Probe) -> Claim {
    let lower = probe.name.to_lowercase();
    let named = [".csv", ".tsv", ".xls", ".xlsx"].iter().any(|e| lower.ends_with(e));
    let text = [".txt", ".tab", ".html", ".htm", ".json"].iter().any(|e| lower.ends_with(e));
    let delimited = (named || text || page_rows::is_sheets(probe.head) || !lower.contains('.')) && headed(&first_rows(probe.head));
    match (delimited, named) {
        (true, _) => Claim::Likely,
        (false, true) => Claim::Name,
        (false, false) => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let mut search = Search::of(&mut table);
    let bare = search.heading.is_none().then(|| bill_bare::headings(search.before.iter().map(|r| &r.cells))).flatten();
    if let Some((titles, note)) = bare
        && let Some(columns) = Columns::of_headings(&titles)
    {
        // Rows without headings, of a shape that is known: all of them are rows.
        harvest.note(note);
        table.give_back(search.before.drain(..));
        search.heading = Some((columns, titles, 0));
    }
    let Some((columns, titles, sheet)) = search.heading.take() else {
        search.refuse_all(&mut table, harvest);
        table.finish(harvest);
        return;
    };
    search.list_passed(harvest);
    let in_sheet = |table: &Table, sheet: u32| table.sheet_name(sheet).and_then(YearHint::find);
    let hint = YearHint::find(source.name).or_else(|| in_sheet(&table, sheet)).or_else(|| search.hint()).or_else(|| YearHint::of_period(table.beside().iter().map(String::as_str)));
    let stated = stated_own(std::iter::once(source.name).chain(search.before.iter().flat_map(|r| &r.cells).map(String::as_str)));
    let bill = is_bills_name(source.name) && columns.of(Role::Body).is_none();
    let (columns, titles) = csv_abreast::one(columns, titles, &mut table, harvest);
    let mut reader = Reader::new(columns, &titles, (hint, &stated), bill, &mut table, harvest);
    if !search.before.is_empty() {
        reader.harvest.note(format!("表头之前有{}行说明，不计入行数", search.before.len()));
    }
    let mut sheet = sheet;
    while let Some(row) = table.next_row() {
        // A sheet a month: its name states the year of its rows.
        if row.sheet != sheet {
            sheet = row.sheet;
            reader.hint = in_sheet(&table, sheet).or(hint);
        }
        let Some(other) = reader.other_heading(&row) else {
            reader.listed(row);
            continue;
        };
        // Voice and SMS lists pasted below each other: each with headings of its own.
        reader.harvest.skip(SkipKind::NotContact, "另一段表头");
        let hint = reader.hint;
        reader.finish();
        let (other, titles) = csv_abreast::one(other, row.cells, &mut table, reader.harvest);
        reader = Reader::new(other, &titles, (hint, &stated), bill, &mut table, reader.harvest);
    }
    reader.finish();
    record::numbers_of_sessions(harvest);
    harvest.fold_duplicates();
    table.finish(harvest);
}

struct Reader<'h> {
    harvest: &'h mut Harvest,
    columns: Columns,
    hint: Option<YearHint>,
    own: Option<String>,
    labels: Labels,
    delimiter: char,
    /// Whether a year was taken from elsewhere, which is said once.
    year_taken: bool,
    /// A workbook, in which days may stand as plain numbers, and whether they count from 1904.
    workbook: Option<bool>,
    /// Only names of speakers: a chat, not read here.
    chat: bool,
    /// The last day that stood in its column or in a row of its own, and how many rows without one took it.
    day: String,
    carried: u64,
    /// Calls read, and those of them known to the day only.
    calls: (u64, u64),
    serials: u64,
    /// A list of something else began, and its rows so far.
    aside: Option<u64>,
    /// Calls with a note of the writer beside them.
    remarks: u64,
    /// How often the row last read says it was.
    often: Option<u32>,
    /// The message the last row belongs to, and that row, where each part of a message stands in a row of its own.
    message: Option<(String, u64)>,
}

/// Whether a file is called as carriers call their lists: 详单, 话单, 语音清单, 电信2025年7月清单.
fn is_bills_name(name: &str) -> bool {
    let carrier = ["移动", "联通", "电信", "广电", "运营商", "10086", "10010", "10000"].iter().any(|w| name.contains(w));
    ["详单", "话单", "语音清单"].iter().any(|w| name.contains(w)) || carrier && ["清单", "账单", "通话记录"].iter().any(|w| name.contains(w))
}

fn is_call(channel: Channel) -> bool {
    matches!(channel, Channel::Call | Channel::VoiceMail)
}

impl<'h> Reader<'h> {
    /// Settles the columns on the rows that follow, and says so.
    fn new(mut columns: Columns, titles: &[String], (hint, stated): (Option<YearHint>, &BTreeSet<String>), bill: bool, table: &mut Table, harvest: &'h mut Harvest) -> Self {
        table.width = columns.width();
        let mut sample: Vec<Row> = Vec::new();
        while sample.len() < SAMPLE
            && let Some(row) = table.next_row()
        {
            // What follows belongs to another list: on another sheet, or under headings of its own.
            let titled = !row.cells.iter().any(|c| c.contains(|c: char| c.is_ascii_digit())) && Columns::of_headings(&row.cells).is_some();
            let next_part = titled || Columns::is_other_list(&row.cells) || sample.last().is_some_and(|s| s.sheet != row.sheet);
            if next_part {
                table.give_back(std::iter::once(row));
                break;
            }
            sample.push(row);
        }
        columns.settle(titles, &sample, hint);
        columns.carrier |= bill;
        if columns.carrier && !harvest.notes.iter().any(|n| n == CARRIER_NOTE) {
            harvest.notes.insert(0, CARRIER_NOTE.to_owned());
        }
        harvest.note(format!("已按表头识别：{}", columns.shown(titles)));
        if columns.carrier && !columns.names_peer() {
            harvest.problem(Problem::new(
                "csv.no_peer_column",
                "这份账单没有“对方号码”一列，只能说明何时有过通话，看不出是谁",
                "表头",
                "请保留手机自己的通话记录，时间可以互相印证；或到营业厅打印带对方号码的详单",
            ));
        }
        let own = own_number(&columns, &sample, stated);
        if let Some(own) = own.as_deref().filter(|_| columns.of(Role::Direction).is_none()) {
            harvest.note(format!("没有写明方向的一列：把 {own} 当作本机号码，另一方当作对方；请抽查几行"));
        }
        let unused = columns.unused(titles);
        if !unused.is_empty() && !columns.carrier {
            harvest.note(format!("没有用到的列：“{}”", unused.join("”“")));
        }
        let labels = labels(&columns, &sample);
        if columns.unit == 60 && columns.of(Role::Duration).and_then(|at| titles.get(at)).is_some_and(|t| !t.contains([':', '：'])) {
            harvest.note("时长一栏以分钟计，按分钟换算；计费的分钟数是取整的，不是实际通话的秒数");
        }
        labels.note().into_iter().for_each(|n| harvest.note(n));
        harvest.problems.extend(columns.unclear_column(titles));
        let chat = is_chat(&columns, &sample);
        if chat {
            harvest.problem(Problem::new(
                "csv.chat",
                "这个表格只有发言人的名字，没有号码，像是聊天记录：看不出是和谁的聊天、哪一个是本人，没有读取",
                "整个表格",
                "请用聊天软件自带的导出，或用留痕、WeFlow 等导出的原始表格；如果是短信，请加上“对方号码”和“方向”两列",
            ));
        }
        if let Some(minutes) = columns.zone.filter(|z| *z != 480) {
            let sign = if minutes < 0 { '-' } else { '+' };
            let who = if columns.beside.utc { "这种报告的时间" } else { "表头写明时间" };
            harvest.note(format!("{who}是世界时{sign}{:02}:{:02}，已换算成北京时间", minutes.abs() / 60, minutes.abs() % 60));
        }
        table.give_back(sample.into_iter());
        Reader { own, labels, columns, hint, delimiter: table.delimiter(), year_taken: false, workbook: table.workbook(), chat, day: String::new(), carried: 0, calls: (0, 0), serials: 0, aside: None, remarks: 0, often: None, message: None, harvest }
    }

    /// Says what was found out over all rows.
    fn finish(&mut self) {
        if self.carried > 0 {
            self.harvest.note(format!("有{}行的日期一栏是空的（合并单元格，或日期单独成行），按上面最近的日期读", self.carried));
        }
        if self.remarks > 0 {
            self.harvest.note(format!("有{}行是通话又写着内容：内容是记录的人写的说明，没有当作对方的原话", self.remarks));
        }
        if let Some(rows) = self.aside {
            self.harvest.note(format!("有{rows}行（连同表头）是另一种清单，例如上网流量，没有当作通话或短信读取"));
        }
        if self.serials > 0 {
            self.harvest.note(format!("有{}行的时间在工作簿里存成了数字，已按 Excel 的日期算法换算", self.serials));
        }
        if self.calls.0 > 0 && self.calls.0 == self.calls.1 {
            self.harvest.note("通话时间只到日，没有钟点：看不出是不是在夜间，同一天的先后也看不出；请向运营商要带时分秒的详单");
        }
    }

    /// A day in a row of its own, above the rows of that day.
    fn day_row(&mut self, row: &Row) -> bool {
        let mut cells = row.cells.iter().filter(|c| !c.is_empty());
        let (Some(only), None) = (cells.next(), cells.next()) else { return false };
        let day = when(only, self.hint).is_some_and(|w| w.grain == Grain::Day);
        if day {
            self.day = only.clone();
        }
        day
    }

    /// Other headings than those in force; only a row without a time is looked at.
    fn other_heading(&self, row: &Row) -> Option<Columns> {
        let dated = self.text(row, Role::Time).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()));
        if dated || self.columns.is_heading(row) { None } else { Columns::of_headings(&row.cells) }
    }

    /// A row of the list in force; one of data a phone used or of money is none of ours.
    fn listed(&mut self, row: Row) {
        if self.columns.is_heading(&row) {
            self.aside = None;
        } else if Columns::is_other_list(&row.cells) {
            self.aside = Some(self.aside.unwrap_or(0));
        }
        match &mut self.aside {
            Some(rows) => {
                *rows += 1;
                self.harvest.skip(SkipKind::NotContact, "不是通话或短信的清单（例如上网流量），没有读取");
            }
            None => self.row(row),
        }
    }

    fn row(&mut self, mut row: Row) {
        if row.is_blank() {
            self.harvest.skip(SkipKind::NotContact, "空行");
            return;
        }
        if self.day_row(&row) {
            self.harvest.skip(SkipKind::NotContact, "日期行");
            return;
        }
        if is_total(&row) && self.when(&row).is_err() {
            self.harvest.skip(SkipKind::NotContact, "合计行");
            return;
        }
        if is_footer(&row) && self.when(&row).is_err() {
            let first: String = row.cells.iter().find(|c| !c.is_empty()).map_or("", String::as_str).chars().take(30).collect();
            self.harvest.skip(SkipKind::NotContact, format!("表尾说明：{first}"));
            return;
        }
        if csv_row::states_owner(&row) && self.when(&row).is_err() {
            self.harvest.skip(SkipKind::NotContact, "说明行");
            return;
        }
        let only = row.ended && row.cells.iter().skip(1).all(String::is_empty) && !row.cell(0).bytes().any(|b| b.is_ascii_digit());
        if self.columns.carrier && only {
            self.harvest.skip(SkipKind::NotContact, "说明行");
            return;
        }
        if self.columns.is_heading(&row) {
            self.harvest.skip(SkipKind::NotContact, "重复的表头");
            return;
        }
        if self.columns.of(Role::Body).is_none() && self.text(&row, Role::Service).is_some_and(is_data) {
            self.harvest.skip(SkipKind::NotContact, "上网流量，不是通话或短信");
            return;
        }
        if self.chat || self.columns.carrier && !self.columns.names_peer() {
            self.harvest.skip(SkipKind::Refused, if self.chat { "只有发言人的名字，像是聊天记录，没有读取" } else { "账单没有对方号码" });
            return;
        }
        if self.same_message(&row) {
            return;
        }
        match self.record(&mut row) {
            Ok(Taken::Event(record)) => {
                let unread = |d: &str| !d.is_empty() && !matches!(outcome_of(d), Some(Some(_))) && !matches!(d, "-" | "--" | "/" | "无");
                let lost_duration = record.call.is_some_and(|c| c.seconds.is_none()) && self.text(&row, Role::Duration).is_some_and(unread);
                let untaken = record.call.is_some_and(|c| c.outcome != Outcome::Answered) && self.text(&row, Role::Duration).is_some_and(|d| !self.columns.packed(d) && seconds(d, self.columns.unit) > Some(0));
                let number = self.harvest.record(record);
                self.parts_follow(&row, number);
                if row.broken {
                    self.harvest.repaired(number, "这一行的引号没有闭合或没有写对，文字可能不完整");
                } else if !row.ended && row.cells.len() < self.columns.width() {
                    self.harvest.repaired(number, "文件到这里中断，这一行不完整");
                } else if row.lossy {
                    self.harvest.repaired(number, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
                } else if let Some(times) = self.often.take() {
                    self.harvest.repaired(number, format!("这一行写着{times}次，只读作1次：每一次请各占一行，写明时间"));
                } else if lost_duration && untaken {
                    self.harvest.repaired(number, "写明没有接通，时长一栏的数不是通话时长，没有采用");
                } else if lost_duration {
                    self.harvest.repaired(number, "通话时长读不懂，没有采用");
                }
            }
            Ok(Taken::Listed(kind, why)) => {
                self.harvest.skip(kind, why);
            }
            Err((code, what, todo)) => {
                self.harvest.refuse(code, what, todo);
            }
        }
    }

    fn text<'r>(&self, row: &'r Row, role: Role) -> Option<&'r str> {
        self.columns.of(role).map(|at| row.cell(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::claimant;

    fn claim(name: &str, text: &str) -> Option<&'static str> {
        claimant(&Probe { name, head: text.as_bytes() }).map(|f| f.id)
    }

    #[test]
    fn other_tables_are_left_to_their_readers() {
        assert_eq!(claim("a.csv", "时间,号码,方向,内容\n"), Some("csv_table"));
        assert_eq!(claim("a.csv", "日期,项目,方向,金额(元),状态,备注\n"), Some("loan_schedule"));
        assert_eq!(claim("a.csv", "姓名,手机\n"), Some("contacts_csv"));
        assert_eq!(claim("a.xml", "时间,号码,方向,内容\n"), None);
    }
}
