//! Reading one file with what was stated of it and what lies beside it, kept or not.

use super::walk::{companions_of, open_plain};
use super::Counts;
use crate::error::{Problem, Result};
use crate::import::container::{Kind as What, base};
use crate::import::sqlite::LARGEST;
use crate::import::{self, blank, Beside, Format, Harvest, Probe, Source};
use crate::model::Stamp;
use crate::world::Senses;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;

/// Whether a companion is read with its database; `-shm` is an index of the log and never is.
pub(super) fn is_log(name: &str) -> bool {
    name.ends_with("-wal") || name.ends_with("-journal")
}

/// The logs beside a file that is read from where it lies. Links and devices are passed over.
pub fn beside_of(path: &Path) -> Result<Vec<Beside>> {
    let mut list = Vec::new();
    for path in companions_of(path) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !is_log(&name) || !fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST) {
            continue;
        }
        let mut bytes = Vec::new();
        open_plain(&path)?.read_to_end(&mut bytes).map_err(|e| Problem::io(path.display().to_string(), "读取文件", &e))?;
        list.push(Beside { name, bytes });
    }
    Ok(list)
}

/// The format that claims a file, which is rewound.
pub fn claimant(name: &str, file: &mut File) -> io::Result<Option<&'static Format>> {
    Ok(match what(name, file)? {
        What::Format(format) => Some(format),
        _ => None,
    })
}

/// What a file is, which is rewound.
pub fn what(name: &str, file: &mut File) -> io::Result<What> {
    let mut head = Vec::new();
    file.take(import::HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(What::of(&Probe { name: base(name), head: &head }))
}

/// What somebody stated of how a file was made, as stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// When it was made. A day without a clock is no instant relative times could be counted from, and is not used.
    pub captured_at: Option<String>,
    /// Offset of the phone's clock from UTC, e.g. `+0800`.
    pub tz_offset: Option<String>,
}

impl Stated {
    pub(super) fn instant(&self) -> Option<Stamp> {
        self.captured_at.as_deref().filter(|t| t.contains(':')).and_then(Stamp::parse)
    }
}

/// Reads a stream with a format, or says that no format claims it.
pub fn read_with<'a>(format: Option<&Format>, name: &'a str, bytes: &'a mut dyn Read, beside: &'a [Beside], stated: &Stated, parts: &'a mut import::PartSink<'a>, senses: Senses<'a>) -> Harvest {
    let name = base(name);
    match format {
        Some(format) => {
            let tz_offset = stated.tz_offset.as_deref().and_then(crate::time::offset_minutes);
            import::read(format, &mut Source { name, bytes, captured_at: stated.instant(), tz_offset, parts, beside, eyes: senses.eyes, ears: senses.ears })
        }
        None => {
            let mut harvest = Harvest::default();
            if let Some(nothing) = blank::of_unknown(bytes) {
                harvest.problem(nothing);
                return harvest;
            }
            harvest.problem(Problem::new(
                "file.unknown",
                "认不出这是什么文件，没有读取内容",
                name,
                unknown(name),
            ));
            harvest
        }
    }
}

/// What to do with a file nobody claims: a text may be somebody's own account under another title (投诉信, 记录).
fn unknown(name: &str) -> String {
    let kept = "原件已按原样保存并计算哈希；用 juzheng formats 查看支持的格式，或换一种方式导出";
    let lower = name.to_ascii_lowercase();
    if ![".txt", ".md"].iter().any(|ending| lower.ends_with(ending)) {
        return kept.to_owned();
    }
    format!("{kept}；这是自己写的经过（投诉信、举报信、记录等）的，请另存一份，第一行单独写“情况说明”，每一次往来写一段，写明年月日、几点几分、号码和谁联系谁，再加入")
}

/// The figures of a harvest.
pub fn counts(harvest: &Harvest) -> Counts {
    Counts {
        rows: harvest.rows(),
        events: harvest.records.len() as u64,
        cards: harvest.cards.len() as u64,
        entries: harvest.entries.len() as u64,
        skips: harvest.skips.len() as u64,
        problems: harvest.problem_count() as u64,
    }
}
