//! What a spreadsheet lost of a chat it saved again.

use super::Harvest;
use super::table::excel_number;
use crate::model::When;
use crate::time::Grain;

/// A time that lost its seconds, and an id that lost its digits, as a spreadsheet leaves them: told once a file.
#[derive(Debug, Default)]
pub struct Resaved {
    minutes: u64,
    ids: u64,
}

impl Resaved {
    /// Looks at the time and the id of a row.
    pub fn look(&mut self, at: When, id: &str) {
        self.minutes += u64::from(at.grain == Grain::Minute);
        let zeros = id.len() >= 17 && id.bytes().all(|b| b.is_ascii_digit()) && id.ends_with("000");
        self.ids += u64::from(excel_number(id) || zeros);
    }

    /// Says what was lost.
    pub fn finish(&self, harvest: &mut Harvest) {
        if self.minutes > 0 {
            harvest.note(format!("有{}行的时间没有秒（多半被 Excel 重新保存过），只精确到分钟；请优先提交没有改动过的原始导出文件", self.minutes));
        }
        if self.ids > 1 {
            harvest.note(format!("有{}行的消息编号被 Excel 改写，后几位已丢失，不能再用编号与原库核对", self.ids));
        }
    }
}
