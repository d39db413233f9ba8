//! A list of people who were contacted (CSV, Excel): name, relation, number and what happened to each (被骚扰情况, 催收情况, 备注 that tells of
//! days and calls), or how often and when last they telephoned. It looks like an address book and is none: it is its writer's own account,
//! so its bytes are kept, and each sentence is read as a typed account is. A sum of calls (最近通话时间, 通话次数) says of no call who made it.

use super::csv_kind::is_own;
use super::statement::{Person, listed};
use super::table::{Row, Table, first_rows, heading};
use super::{Claim, Format, Harvest, Holds, Probe, Source, contacts_csv};
use crate::model::SkipKind;
use regex::Regex;
use std::sync::LazyLock;

/// Lists of people who were contacted.
pub static FORMAT: Format = Format { id: "harassed_list", title: "被联系人名单（谁被联系、怎么被联系，CSV、Excel）", version: 1, holds: Holds::Events, claims, read };

const NAME: &[&str] = &["姓名", "联系人", "联系人姓名", "名字", "称呼", "亲友", "亲友姓名", "家属", "家属姓名", "被骚扰人", "被骚扰人姓名", "被联系人", "被联系人姓名", "被催收人", "受害人", "受害人姓名", "受骚扰人", "催收对象", "骚扰对象", "接听人"];
const RELATION: &[&str] = &["关系", "与本人关系", "与我关系", "与我的关系", "与本人的关系", "与借款人关系", "与债务人关系", "和我的关系", "亲属关系"];
/// A heading with one of these is of what happened, unless it is of a number.
const TOLD: &[&str] = &["骚扰", "催收", "被催", "催债", "威胁", "恐吓", "辱骂", "受害情况", "联系情况", "联系经过", "来电情况", "接到情况", "事情经过", "发生经过", "经过", "情况说明", "发生了什么"];
/// A heading with one of these is a sum of calls.
const SUMS: &[&str] = &["最近通话", "最后通话", "最近来电", "最后来电", "通话次数", "来电次数", "去电次数", "拨打次数", "呼叫次数", "骚扰次数", "催收次数", "被骚扰次数", "通话总时长", "通话频次", "lastcall", "callcount", "numberofcalls"];
/// Headings of remarks: address books have them too, so their cells decide.
const REMARKS: &[&str] = &["备注", "说明", "情况", "备注信息", "备注说明", "其他", "notes", "note", "remark", "remarks", "comment"];
const WHEN: &[&str] = &["时间", "日期", "被骚扰时间", "骚扰时间", "催收时间", "联系时间", "来电时间", "发生时间", "被骚扰日期", "接到时间"];
/// Lines that may stand above the headings.
const ABOVE: usize = 5;

/// A day, and beside it words of being contacted about a debt.
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[0-9]{4}\s*[-/.年]\s*)?[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}"));
static HAPPENED: LazyLock<Regex> = LazyLock::new(|| pattern(r"骚扰|催收|催债|催款|要债|要钱|讨债|逼债|威胁|恐吓|辱骂|骂|爆通讯录|还钱|还款|代还|代偿|欠款|(?:接到|收到)[^，。]{0,14}(?:电话|短信|来电)|打来|来电|打电话|发短信"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of this file")
}

/// Whether a cell of remarks tells of something that happened on a day.
pub(super) fn tells(cell: &str) -> bool {
    DAY.is_match(cell) && HAPPENED.is_match(cell)
}

/// Whether a heading is one of remarks.
pub(super) fn remarks(heading: &str) -> bool {
    REMARKS.contains(&heading)
}

/// Which columns hold what.
#[derive(Debug, Default, PartialEq, Eq)]
struct Columns {
    name: usize,
    relation: Option<usize>,
    phones: Vec<usize>,
    when: Option<usize>,
    told: Vec<usize>,
    remarks: Vec<usize>,
    sums: Vec<usize>,
    width: usize,
}

impl Columns {
    fn of_headings(cells: &[String]) -> Option<Columns> {
        let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
        // Tables with a time, the other side's number and words are read row by row elsewhere.
        if super::csv_columns::Columns::of_headings(cells).is_some() || cells.iter().any(|c| c.bytes().filter(u8::is_ascii_digit).count() > 2) {
            return None;
        }
        let at = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
        let number = |h: &str| ["电话", "号码", "手机", "座机", "微信", "phone", "mobile", "tel"].iter().any(|w| h.contains(w));
        let all = |wanted: &dyn Fn(&str) -> bool| headings.iter().enumerate().filter(|(_, h)| wanted(h)).map(|(at, _)| at).collect::<Vec<_>>();
        let (name, relation, when) = (at(NAME)?, at(RELATION), at(WHEN));
        let sum = |h: &str| SUMS.iter().any(|w| h.contains(w)) && !number(h);
        let told = all(&|h| TOLD.iter().any(|w| h.contains(w)) && !number(h) && !sum(h) && !WHEN.contains(&h) && !NAME.contains(&h) && !h.ends_with(['人', '员', '方']));
        let columns = Columns { name, relation, phones: all(&number), when, told, remarks: all(&remarks), sums: all(&sum), width: headings.len() };
        Some(columns)
    }

    /// Whether the columns make a list of this kind; `rows` stand under the headings. Of remarks half must tell of something.
    fn fit<'r>(&self, rows: impl Iterator<Item = &'r [String]>) -> bool {
        let rows: Vec<&[String]> = rows.filter(|r| r.iter().any(|c| !c.is_empty())).collect();
        // 否 under 骚扰标记 is an address book's flag, and tells nothing.
        let words = |row: &&[String]| self.told.iter().any(|at| row.get(*at).is_some_and(|c| c.chars().count() > 3));
        if !self.told.is_empty() && (rows.is_empty() || rows.iter().any(words)) {
            return true;
        }
        if self.phones.is_empty() {
            return false;
        }
        let (mut of, mut telling) = (0, 0);
        for row in rows {
            of += 1;
            telling += usize::from(self.remarks.iter().any(|at| row.get(*at).is_some_and(|c| tells(c))));
        }
        !self.sums.is_empty() || telling > 0 && telling * 2 >= of
    }
}

/// The columns, and how many rows stand above their headings.
fn found(rows: &[Vec<String>]) -> Option<(Columns, usize)> {
    let (at, columns) = rows.iter().take(ABOVE + 1).enumerate().find_map(|(at, r)| Some((at, Columns::of_headings(r)?)))?;
    columns.fit(rows[at + 1..].iter().map(Vec::as_slice)).then_some((columns, at))
}

fn claims(probe: &Probe) -> Claim {
    if contacts_csv::table_name(probe.name) && found(&first_rows(probe.head)).is_some() { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    const SAMPLE: usize = 20;
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let first: Vec<Row> = std::iter::from_fn(|| table.next_row()).take(SAMPLE).collect();
    let cells: Vec<Vec<String>> = first.iter().map(|r| r.cells.clone()).collect();
    let columns = found(&cells);
    let above = columns.as_ref().map_or(0, |(_, at)| *at + 1);
    table.give_back(first.into_iter().skip(above).collect::<Vec<_>>().into_iter());
    let Some((columns, at)) = columns else {
        while let Some(_row) = table.next_row() {
            harvest.refuse("csv.headings", "表头认不出来，没有读取", "请让第一行写明列名：“姓名”“关系”“电话”“被骚扰情况”");
        }
        table.finish(harvest);
        return;
    };
    table.width = columns.width;
    harvest.note("这是写明谁被联系、联系过多少的名单，不当作通讯录：整个文件照原样保存");
    if columns.told.len() + columns.remarks.len() > 0 {
        harvest.note("写着怎么被联系的话是写的人自己的陈述，不是设备上的记录；写明哪一天、哪个号码、什么方式的，逐条读作陈述的往来");
    }
    let titles = |at: &[usize]| at.iter().filter_map(|at| cells.get(above.wrapping_sub(1))?.get(*at)).map(|t| t.chars().take(12).collect::<String>()).collect::<Vec<_>>().join("”“");
    if !columns.sums.is_empty() {
        harvest.note(format!("“{}”是汇总，看不出每一次是谁打给谁，没有读作往来；请加入手机的通话记录，或每一次占一行写明时间、对方号码、方向和时长", titles(&columns.sums)));
    }
    if at > 0 {
        harvest.note(format!("表头之前有{at}行说明，不计入行数"));
    }
    while let Some(row) = table.next_row() {
        take(&columns, &row, harvest);
    }
    table.finish(harvest);
}

fn take(columns: &Columns, row: &Row, harvest: &mut Harvest) {
    if row.is_blank() {
        harvest.skip(SkipKind::NotContact, "空行");
        return;
    }
    let cell = |at: usize| row.cell(at).trim();
    let (name, relation) = (cell(columns.name), columns.relation.map_or("", cell));
    let own = is_own(name) || is_own(relation);
    let person = Person {
        shown: if own { String::new() } else if name.contains(relation) { name.to_owned() } else { format!("{relation}{name}") },
        names: [name, relation].into_iter().filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        numbers: columns.phones.iter().map(|at| crate::number::key(cell(*at))).filter(|n| !n.is_empty()).collect(),
    };
    // What was cut off, or cannot be decoded, may say something else than it did.
    if row.broken || row.lossy || !row.ended && row.cells.len() < columns.width {
        harvest.refuse("row.damaged", format!("名单“{}”这一行不完整，或有无法识别的字节，没有读取", person.shown), "请用完整的文件重新加入；原件已保留");
        return;
    }
    let telling = columns.told.iter().chain(&columns.remarks);
    let said: Vec<&str> = telling.flat_map(|at| row.cell(*at).split('\n')).map(str::trim).filter(|t| !t.is_empty()).collect();
    let when = columns.when.map_or("", cell);
    for (nth, text) in said.iter().enumerate() {
        // A day in a column of its own belongs to what happened, where the words have none.
        let dated = if when.is_empty() || DAY.is_match(text) { (*text).to_owned() } else { format!("{when}，{text}") };
        // Each has a place of its own within the row.
        listed(&dated, row.offset + nth as u64, &person, harvest);
    }
    if said.is_empty() {
        harvest.skip(SkipKind::NotContact, format!("名单“{}”：没有写明怎么被联系，不当作一次往来", person.shown.chars().take(20).collect::<String>()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::claimant;

    fn claim(text: &str) -> Option<&'static str> {
        claimant(&Probe { name: "名单.csv", head: text.as_bytes() }).map(|f| f.id)
    }

    #[test]
    fn lists_of_what_happened_and_address_books() {
        for text in [
            "姓名,关系,电话,被骚扰情况\n王芳,母亲,13900000002,2026年1月5日21:03，057100000001打电话要钱\n",
            "姓名,手机号,备注\n王芳,13900000002,2026-01-05被057100000001骚扰\n李一,13900000003,\n",
            "联系人,电话,最近通话时间,通话次数\n某贷,057100000001,2026-01-05 21:03:07,12\n",
            "被骚扰亲友名单\n被骚扰人,关系,骚扰情况\n王芳,母亲,打电话骂人\n",
            "姓名,与本人关系,联系电话,催收时间,催收情况\n王芳,母亲,13900000002,2026-01-05 21:03,057100000001打电话要钱\n",
        ] {
            assert_eq!(claim(text), Some("harassed_list"), "{text}");
        }
        for text in [
            "姓名,手机,备注\n王芳,13900000002,妈\n李一,13900000003,2024-05-01认识\n某贷,057100000001,催收 2026-01-05打来\n",
            "姓名,手机,骚扰电话标记\n王芳,13900000002,否\n",
            "姓名,手机,骚扰标记\n王芳,13900000002,否\n",
            "Name,Phone,Notes\nA,13900000002,birthday 2000-01-01\n",
        ] {
            assert_eq!(claim(text), Some("contacts_csv"), "{text}");
        }
        assert_eq!(claim("日期,时间,对方号码,联系方式,被联系人,关系,催收内容\n2026-01-05,21:03,057100000001,电话,王芳,母亲,要钱\n"), Some("csv_table"));
    }
}
