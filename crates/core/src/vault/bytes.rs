//! The bytes of an exhibit or of a part of one, for what prints them.

use super::Case;
use crate::digest;
use crate::error::{Problem, Result};
use crate::model::ExhibitId;
use std::io::Read;

/// A picture larger than this is not printed; it is named and lies in the bundle.
pub const LARGEST: u64 = 32 << 20;

impl Case {
    /// The bytes with this hash, checked against it. Refuses more than [`LARGEST`] bytes.
    ///
    /// # Errors
    /// Not there, too large, or changed since it was taken.
    pub fn bytes(&self, id: ExhibitId) -> Result<Vec<u8>> {
        let place = format!("exhibits/{id}");
        let io = |e: std::io::Error| Problem::io(&place, "读取证据原件", &e);
        let mut bytes = Vec::new();
        self.store.open_exhibit(id).map_err(io)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > LARGEST {
            return Err(Problem::new("exhibit.large", "文件超过32MB，不印入证据册", place, "原件仍在案件里，可以随证据包提交"));
        }
        if digest::sha256(&bytes) != id {
            return Err(Problem::new("exhibit.changed", "证据原件的内容已被改动", place, "请先运行 juzheng verify 查看"));
        }
        Ok(bytes)
    }
}
