//! Chats as exporters write them, in every form people hand them over: other line ends, marks and encodings say the same; a file cut
//! anywhere gives what stands before the cut, of the same people.

use crate::support::{claimant, files, name, read};
use juzheng_core::import::{Harvest, Sides};
use juzheng_core::model::Direction;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Goldens of text formats whose whole files are tried.
const FORMATS: &[&str] = &["wechat_md", "qq_export_txt", "imessage_txt", "imessage_html", "wechat_json/weflow_arkme_group", "wechat_json/weflow_arkme_private", "wechat_export_txt/weflow_group"];

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/formats");
    let found: Vec<PathBuf> = FORMATS.iter().flat_map(|f| files(&root.join(f))).filter(|p| name(p) != "expected.json").collect();
    assert!(found.len() > FORMATS.len());
    found
}

/// What a harvest says of each message: when, whose, to or from whom, which words.
fn told(harvest: &Harvest) -> Vec<(i64, Direction, String, String)> {
    harvest.records.iter().map(|r| (r.at.stamp.0, r.direction, r.peer.raw.clone(), r.body.clone())).collect()
}

fn reading(file: &str, bytes: &[u8]) -> Option<(&'static str, Harvest)> {
    let format = claimant(file, bytes)?;
    let harvest = read(format, file, bytes, None);
    assert!(harvest.adds_up(), "{file}");
    Some((format.id, harvest))
}

#[test]
fn other_line_ends_and_encodings_say_the_same() {
    let mut wrong = Vec::new();
    for path in samples() {
        let (file, text) = (name(&path), std::fs::read_to_string(&path).expect("UTF-8"));
        let (id, whole) = reading(&file, text.as_bytes()).expect("claimed");
        let utf16 = |low: bool| -> Vec<u8> { [0xFEFFu16].into_iter().chain(text.encode_utf16()).flat_map(|u| if low { u.to_le_bytes() } else { u.to_be_bytes() }).collect() };
        let json = id == "wechat_json";
        let mut forms = vec![("CRLF", text.replace('\n', "\r\n").into_bytes()), ("BOM", format!("\u{feff}{text}").into_bytes()), ("blank lines above", format!("\n\n{text}").into_bytes())];
        if !json && id != "imessage_html" {
            forms.extend([("UTF-16LE", utf16(true)), ("UTF-16BE", utf16(false)), ("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned())]);
        }
        for (form, bytes) in forms {
            let (as_id, again) = reading(&file, &bytes).unwrap_or_else(|| panic!("{file} as {form}: nobody claims it"));
            let (now, then) = ((as_id, told(&again), again.skips.len()), (id, told(&whole), whole.skips.len()));
            if now != then {
                wrong.push(format!("{} as {form}: {now:?}, not {then:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_cut_file_attributes_nothing_to_others() {
    for path in samples() {
        let (file, text) = (name(&path), std::fs::read_to_string(&path).expect("UTF-8"));
        let (id, whole) = reading(&file, text.as_bytes()).expect("claimed");
        let rows = |harvest: &Harvest| harvest.records.iter().map(|r| r.row).zip(told(harvest)).collect::<BTreeMap<_, _>>();
        let whole = rows(&whole);
        // Everywhere would take minutes; a step of its own for each file falls on other places in each.
        let step = 1 + text.chars().count() / 120;
        for (at, _) in text.char_indices().step_by(step) {
            let Some((as_id, cut)) = reading(&file, &text.as_bytes()[..at]) else { continue };
            if as_id != id {
                continue;
            }
            // Who is who may not be known yet; what is said to be known must be true.
            let open = cut.sides == Sides::Named;
            let said = rows(&cut);
            for (n, now) in &said {
                let last = *n == cut.rows();
                let Some(then) = whole.get(n) else {
                    assert!(last, "{} cut at {at}: row {n} is no message", path.display());
                    continue;
                };
                assert_eq!(now.0, then.0, "{} cut at {at}: time of message {n}", path.display());
                assert!(last || now.3 == then.3 || then.1 == Direction::Out && open, "{} cut at {at}: words of message {n}: {now:?} {then:?}", path.display());
                assert!(open || now.1 == then.1, "{} cut at {at}: side of message {n}: {now:?} {then:?}", path.display());
                assert!(open || last || now.1 == Direction::Out || now.2 == then.2, "{} cut at {at}: speaker of message {n}: {now:?} {then:?}", path.display());
            }
        }
    }
}
