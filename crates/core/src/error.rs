//! What went wrong, told to a frightened person: always four parts (code, what, where, what to do).
//!
//! Rules:
//! - Reading evidence never returns `Err`: a bad row becomes a [`Problem`] in the harvest and the rest is read.
//! - An operation that cannot go on (no such case, lock held) returns `Err(Problem)`.
//! - `what` and `todo` are Chinese and end without a full stop; `code` is stable English, never translated.
//! - A problem never carries more of the evidence than the reader needs to find the place.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Stable identifier, e.g. `row.bad_date`. Tests and scripts match on it.
    pub code: String,
    /// What is wrong, in Chinese.
    pub what: String,
    /// Where: file, row, byte, ledger line; Chinese, never empty.
    #[serde(rename = "where")]
    pub place: String,
    /// What the reader can do about it, in Chinese.
    pub todo: String,
    /// Row (1-based) of the source the problem belongs to, when it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
}

impl Problem {
    /// A problem with all four parts.
    pub fn new(code: &str, what: impl Into<String>, place: impl Into<String>, todo: impl Into<String>) -> Self {
        Problem { code: code.into(), what: what.into(), place: place.into(), todo: todo.into(), row: None }
    }

    /// The same problem, tied to a row of its source.
    #[must_use]
    pub fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// An operating-system error while touching `place`.
    pub fn io(place: impl Into<String>, doing: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let (what, todo) = match error.kind() {
            K::NotFound => ("找不到这个文件或文件夹", "请核对路径和文件名是否写对"),
            K::PermissionDenied => ("没有权限", "请换一个有读写权限的位置，或用有权限的账户运行"),
            K::StorageFull => ("磁盘空间不足", "请腾出空间后重试；已登记的证据不受影响"),
            K::InvalidData => ("文件内容不符合约定", "原件已保留；请换一种方式重新导出后再试"),
            _ => ("读写失败", "请确认磁盘正常、文件没有被其他程序占用后重试"),
        };
        // The system's own words only where ours say nothing.
        let own = if what == "读写失败" { format!("（{error}）") } else { String::new() };
        Problem::new("io", format!("{doing}时{what}{own}"), place, todo)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}\n  位置：{}\n  怎么办：{}", self.code, self.what, self.place, self.todo)
    }
}

impl std::error::Error for Problem {}

/// The result of an operation that can stop.
pub type Result<T, E = Problem> = std::result::Result<T, E>;
