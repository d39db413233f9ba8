//! What `adb shell content query --uri content://com.android.contacts/data/phones` prints: the numbers of an address book, a row a
//! number. The rows of one person are not joined: the same name need not be the same person.

use super::adb_content::{Rows, holds};
use super::{Claim, Format, Harvest, Holds, Probe, Source};
use crate::model::SkipKind;

/// Rows of the contacts provider.
pub static FORMAT: Format = Format { id: "adb_contacts", title: "adb content query 输出的通讯录", version: 1, holds: Holds::AddressBook, claims, read };

fn claims(probe: &Probe) -> Claim {
    if holds(probe.head) == Some(Holds::AddressBook) { Claim::Content } else { Claim::No }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let mut rows = Rows::new(source.bytes);
    while let Some(row) = rows.next_row() {
        let kind = row.get("mimetype");
        if !kind.is_empty() && !kind.contains("phone") {
            harvest.skip(SkipKind::NotContact, "不是电话号码（邮箱、地址等）");
            continue;
        }
        let number = [row.get("number"), row.get("data1")].into_iter().map(str::trim).find(|n| !n.is_empty()).unwrap_or_default();
        let name = row.get("display_name").trim().to_owned();
        if number.is_empty() && name.is_empty() {
            harvest.refuse("adb.incomplete", "这一行没有姓名和号码", "请重新查询并保存完整的输出；其余行照常读取");
            continue;
        }
        let numbers = if number.is_empty() { Vec::new() } else { vec![number.to_owned()] };
        let taken = harvest.card(name, numbers);
        if row.lossy {
            harvest.repaired(taken, "这一行里有无法识别的字节，已用“\u{fffd}”代替");
        }
    }
    rows.finish(harvest);
}
