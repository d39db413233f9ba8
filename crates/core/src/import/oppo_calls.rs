//! Call log as ColorOS backs it up (OPPO, OnePlus, realme: `callrecord_backup.xml`): one `<CALL_RECORDS …/>` a call, with the columns
//! of Android's call log as attributes. Known from public programs that read it; no genuine file was at hand.

use super::android_rows::{Refusal, call, caller, take};
use super::attr_text::{Repairs, decode};
use super::attr_xml::{Attributes, Scanner, Token};
use super::{Claim, Format, Harvest, Holds, Probe, Source, transcode};
use crate::error::Problem;

/// The call log of a ColorOS backup.
pub static FORMAT: Format = Format { id: "oppo_calls", title: "OPPO、一加、真我备份的通话记录（callrecord_backup.xml）", version: 1, holds: Holds::Events, claims, read };

const ROW: &str = "<CALL_RECORDS ";

fn claims(probe: &Probe) -> Claim {
    let wide = memchr::memchr(0, &probe.head[..probe.head.len().min(64)]).is_some().then(|| super::text::head(probe.head));
    let bytes = wide.as_deref().map_or(probe.head, str::as_bytes);
    let has = |tag: &str| memchr::memmem::find(bytes, tag.as_bytes()).is_some();
    match () {
        () if has(ROW) && has("number=") => Claim::Content,
        // A backup of no calls.
        () if probe.name.eq_ignore_ascii_case("callrecord_backup.xml") && (has("<callrecord") || has("<CallLog")) => Claim::Likely,
        () => Claim::No,
    }
}

fn read(source: &mut Source, harvest: &mut Harvest) {
    let name = source.name.to_owned();
    let (mut bytes, places) = transcode::open(source.bytes);
    let mut scanner = Scanner::new(&mut bytes);
    let (mut root, mut closed_root) = (false, false);
    loop {
        match scanner.next("", &mut |_, _| {}) {
            Token::Eof => break,
            Token::Close => closed_root |= is_root(scanner.name()),
            Token::Open { closed, offset } => match scanner.name() {
                b"CALL_RECORDS" => {
                    let mut repairs = Repairs::default();
                    let outcome = if scanner.too_long() {
                        Err(Refusal::Problem("row.too_long", "记录里有超过1MB的文字，不像通话记录".into()))
                    } else {
                        one(&scanner.attributes(), places.of(offset), &mut repairs)
                    };
                    take(outcome, repairs.lost > 0, harvest);
                }
                name if is_root(name) => {
                    root = true;
                    closed_root |= closed;
                }
                _ => {}
            },
            Token::Broken { cut, .. } if scanner.name() == b"CALL_RECORDS" => {
                let (code, what) = if cut { ("row.cut", "记录在文件末尾被截断") } else { ("row.broken", "记录的写法不完整，无法读出") };
                take(Err(Refusal::Problem(code, what.into())), false, harvest);
            }
            Token::Broken { .. } => {}
        }
    }
    if root && !closed_root {
        let todo = "已读出的记录照常使用；请在手机上重新备份后再加入";
        harvest.problem(Problem::new("file.cut", "文件结尾不完整（缺少结束标记），末尾的记录可能已经丢失", format!("{name} 的末尾"), todo));
    }
    if let Some(error) = scanner.error.take() {
        harvest.problem(Problem::io(format!("文件 {name}"), "读取备份", &error));
    }
    places.finish(harvest);
    harvest.fold_duplicates();
}

/// Older versions call the root `callrecord`, newer ones `CallLog`.
fn is_root(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"callrecord") || name.eq_ignore_ascii_case(b"calllog")
}

fn one(attributes: &Attributes, offset: u64, repairs: &mut Repairs) -> Result<crate::model::Record, Refusal> {
    let mut text = |name: &str| match attributes.raw(name) {
        None | Some(b"null") => String::new(),
        Some(raw) => decode(raw, repairs).trim().to_owned(),
    };
    let whole = |text: String| text.parse::<i64>().ok();
    let peer = caller(&text("number"), Some(text("name")), whole(text("presentation")))?;
    call(offset, whole(text("type")), whole(text("date")), whole(text("duration")), peer)
}
