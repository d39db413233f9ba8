//! Address books as tables (CSV or Excel): Google (old and new headings), Outlook, and the 姓名,手机 tables of Chinese phones. Every row is
//! a card; several numbers may share a cell.

use super::table::{Row, Table, excel_number, first_rows, heading};
use super::text::person_name;
use super::{Claim, Format, Harvest, Holds, Probe, Source, harassed_list};
use crate::error::Problem;
use crate::model::SkipKind;

/// Address book in a table.
pub static FORMAT: Format = Format { id: "contacts_csv", title: "通讯录表格（CSV、Excel）", version: 4, holds: Holds::AddressBook, claims, read };

const FULL_NAME: &[&str] = &["姓名", "联系人", "联系人姓名", "名称", "名字", "显示名称", "显示姓名", "name", "fullname", "displayname", "fileas", "contactname", "备注名", "备注姓名", "称呼"];
const FAMILY: &[&str] = &["姓", "姓氏", "lastname", "familyname", "surname"];
const GIVEN: &[&str] = &["名", "firstname", "givenname"];
const MIDDLE: &[&str] = &["中间名", "middlename", "additionalname"];
const COMPANY: &[&str] = &["公司", "单位", "工作单位", "组织", "company", "organization", "organizationname", "organization1name"];
/// A heading holding one of these is a number, unless it is a label of one.
const PHONE: &[&str] = &["手机", "电话", "号码", "传真", "phone", "mobile", "fax", "pager", "telephone", "tel", "座机", "固话", "宅电", "小灵通"];
/// A heading that is one of these is a number.
const LINE: &[&str] = &["住宅", "办公", "办公室", "家庭", "单位座机", "商务", "移动"];
const NO_PHONE: &[&str] = &["type", "label", "phonetic", "类型", "标签", "型号", "email", "邮", "地址", "身份证", "证件", "qq", "微信", "银行", "卡号", "车牌", "门牌"];
/// Lines that may stand above the headings.
const ABOVE: usize = 5;
/// Columns no address book has.
const EVENT: &[&str] = &["时间", "日期", "内容", "短信内容", "正文", "消息", "message", "方向", "时长", "通话时长", "通话起始时间", "起始时间", "body", "date", "duration", "time", "content"];

/// Which columns hold what.
#[derive(Default)]
struct Columns {
    full: Vec<usize>,
    family: Option<usize>,
    given: Option<usize>,
    middle: Option<usize>,
    company: Option<usize>,
    phones: Vec<usize>,
    width: usize,
}

impl Columns {
    fn of_headings(cells: &[String]) -> Option<Columns> {
        let headings: Vec<String> = cells.iter().map(|c| heading(c)).collect();
        if headings.iter().any(|h| EVENT.contains(&h.as_str())) || super::csv_columns::Columns::of_headings(cells).is_some() {
            return None;
        }
        let first = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
        let is_phone = |h: &String| (PHONE.iter().any(|w| h.contains(w)) || LINE.contains(&h.as_str())) && !NO_PHONE.iter().any(|w| h.contains(w));
        let columns = Columns {
            full: FULL_NAME.iter().filter_map(|n| headings.iter().position(|h| h == n)).collect(),
            family: first(FAMILY),
            given: first(GIVEN),
            middle: first(MIDDLE),
            company: first(COMPANY),
            phones: headings.iter().enumerate().filter(|(_, h)| is_phone(h)).map(|(at, _)| at).collect(),
            width: headings.len(),
        };
        let named = !columns.full.is_empty() || columns.family.is_some() || columns.given.is_some();
        (named && !columns.phones.is_empty()).then_some(columns)
    }

    fn name(&self, row: &Row) -> String {
        let cell = |at: Option<usize>| at.map_or("", |at| row.cell(at));
        let full = self.full.iter().map(|at| row.cell(*at)).find(|c| !c.is_empty());
        let parts = person_name(cell(self.family), cell(self.given), cell(self.middle));
        // A table may hold 姓名 and 姓 and 名: the whole name is the surest.
        let name = full.map_or(parts, str::to_owned);
        if name.is_empty() { cell(self.company).to_owned() } else { name }
    }
}

/// Whether a file's name may be a table's.
pub(super) fn table_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".csv", ".tsv", ".txt", ".tab", ".xls", ".xlsx"].iter().any(|e| lower.ends_with(e)) || !lower.contains('.')
}

fn claims(probe: &Probe) -> Claim {
    let table = table_name(probe.name);
    // What happened to people is evidence; only who they are is an address book.
    if (harassed_list::FORMAT.claims)(probe) != Claim::No {
        return Claim::No;
    }
    let rows = first_rows(probe.head);
    let first = rows.first().is_some_and(|r| Columns::of_headings(r).is_some());
    // Below other lines: a bill begins with whose it is, `姓名,张一,手机号码,138…`, and is no address book.
    let below = || rows.iter().take(ABOVE + 1).any(|r| below(r).is_some()) && !rows.iter().any(|r| super::csv_columns::Columns::of_headings(r).is_some());
    let headed = table && (first || below());
    if headed { Claim::Content } else { Claim::No }
}

/// The columns of headings that stand below other lines: nothing but words.
fn below(cells: &[String]) -> Option<Columns> {
    let digits = cells.iter().any(|c| c.bytes().filter(u8::is_ascii_digit).count() > 2);
    if digits { None } else { Columns::of_headings(cells) }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut whole = None;
    let mut table = Table::new(source.bytes, &mut whole);
    let Some(mut titles) = table.next_row() else {
        table.finish(harvest);
        return;
    };
    let mut columns = Columns::of_headings(&titles.cells);
    // A title may stand above; without headings among the first lines the first one is what they are looked for in.
    let mut looked = Vec::new();
    while columns.is_none()
        && looked.len() < ABOVE
        && let Some(row) = table.next_row()
    {
        columns = below(&row.cells);
        looked.push(row);
    }
    match (columns.is_some(), looked.pop()) {
        (true, Some(row)) => {
            titles = row;
            harvest.note(format!("表头之前有{}行说明，不计入行数", looked.len() + 1));
        }
        (_, last) => table.give_back(looked.into_iter().chain(last).collect::<Vec<_>>().into_iter()),
    }
    table.width = columns.as_ref().map_or(0, |c| c.width);
    let shown = |at: usize| format!("“{}”", titles.cell(at));
    if let Some(columns) = &columns {
        let phones: Vec<String> = columns.phones.iter().map(|at| shown(*at)).collect();
        harvest.note(format!("已按表头识别：号码＝{}", phones.join("、")));
    }
    let remarks: Vec<usize> = (0..titles.cells.len()).filter(|at| harassed_list::remarks(&heading(titles.cell(*at)))).collect();
    let mut told = 0u64;
    while let Some(row) = table.next_row() {
        told += u64::from(remarks.iter().any(|at| harassed_list::tells(row.cell(*at))));
        match &columns {
            Some(columns) => card(columns, &row, harvest),
            None => {
                harvest.refuse("csv.headings", "表头认不出来，没有读取", "请让第一行写明列名，至少要有“姓名”和“手机”");
            }
        }
    }
    if told > 0 && columns.is_some() {
        harvest.problem(Problem::new(
            "contacts.told",
            format!("有{told}行的备注写着哪一天被联系、被催收；通讯录只登记姓名和号码，备注里的话没有读取，也没有保存"),
            "整个文件",
            "请把这几行另存成一个表格，表头写“姓名,关系,电话,被骚扰情况”，再加入；或者写进情况说明",
        ));
    }
    table.finish(harvest);
}

fn card(columns: &Columns, row: &Row, harvest: &mut Harvest) {
    if row.is_blank() {
        harvest.skip(SkipKind::NotContact, "空行");
        return;
    }
    let mut numbers: Vec<String> = Vec::new();
    let mut spoilt = 0;
    let cut = !row.broken && !row.ended && row.cells.len() < columns.width;
    // The last cell of a cut file may be half a number, and half a number is another person's.
    let whole = row.cells.len() - usize::from(cut);
    for cell in columns.phones.iter().filter(|at| **at < whole).map(|at| row.cell(*at)) {
        for number in split(cell) {
            if excel_number(number) {
                spoilt += 1;
            } else if !numbers.iter().any(|n| n == number) {
                numbers.push(number.to_owned());
            }
        }
    }
    let taken = harvest.card(columns.name(row), numbers);
    if spoilt > 0 {
        harvest.repaired(taken, format!("有{spoilt}个号码被 Excel 改成了科学计数法，位数已丢失，没有采用"));
    } else if row.broken || cut {
        harvest.repaired(taken, "这一行不完整（引号没有闭合，或文件到这里中断），没有写完的一格没有采用");
    } else if row.cells.len() > columns.width && row.cells[columns.width..].iter().any(|c| !c.is_empty()) {
        harvest.repaired(taken, format!("这一行的列数比表头多，只读了前{}列", columns.width));
    } else if row.lossy {
        harvest.repaired(taken, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
    }
}

/// Numbers of a cell: ` ::: ` (Google), `/`, `;`, `、`, `,` or a line break between them.
fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；', '、', '/', ',', '，', '\n', '\r', '|']).flat_map(|p| p.split(":::")).flat_map(apart).map(str::trim).filter(|p| !p.is_empty())
}

/// Whole numbers with blanks between them are several; blanks inside one group its digits.
fn apart(text: &str) -> std::vec::IntoIter<&str> {
    let whole = |p: &str| p.bytes().filter(u8::is_ascii_digit).count() >= 7;
    let parts: Vec<&str> = text.split_whitespace().collect();
    if parts.len() > 1 && parts.iter().all(|p| whole(p)) { parts.into_iter() } else { vec![text].into_iter() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn only_address_books_are_claimed() {
        for line in ["姓名,手机", "First Name,Middle Name,Last Name,Labels,Phone 1 - Label,Phone 1 - Value", "Name,Given Name,Family Name,Phone 1 - Type,Phone 1 - Value", "First Name,Last Name,Mobile Phone,Home Phone", "备注名,电话号码", "姓,名,住宅"] {
            assert!(Columns::of_headings(&titles(line)).is_some(), "{line}");
        }
        for line in ["时间,号码,姓名,内容", "姓名,邮箱", "日期,项目,方向,金额(元)", "name,number,date,duration", "联系人,号码,类型,消息", "姓名,号码,发送时间,短信类型"] {
            assert!(Columns::of_headings(&titles(line)).is_none(), "{line}");
        }
    }

    #[test]
    fn labels_are_no_numbers() {
        let columns = Columns::of_headings(&titles("Name,Phone 1 - Type,Phone 1 - Value,E-mail 1 - Value")).expect("an address book");
        assert_eq!(columns.phones, [2]);
        let columns = Columns::of_headings(&titles("姓名,手机,座机,办公,家庭地址,住宅邮编,身份证号码,QQ号码,固话")).expect("an address book");
        assert_eq!(columns.phones, [1, 2, 3, 8]);
    }

    #[test]
    fn several_numbers_in_a_cell() {
        assert_eq!(split("13800000001 02160001234").collect::<Vec<_>>(), ["13800000001", "02160001234"]);
        assert_eq!(split("13800000001 ::: +86 138 0000 0002/059100000003；1").collect::<Vec<_>>(), ["13800000001", "+86 138 0000 0002", "059100000003", "1"]);
    }
}
