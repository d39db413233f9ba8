//! What the reader sees, a JSON object a picture, with the seconds it took: `see <models> <picture>…`. `scripts/bench_eyes.py`
//! measures with it. `see <models> --keep <folder> <picture>…` keeps what was read beside its colours and takes it from there the next time, so
//! that a change of the rules of screens is tried without reading again.

use juzheng_core::picture::{Line, Raster, Sight, Turn, page, taken};
use juzheng_core::time::When;
use juzheng_eyes::Reader;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((models, mut pictures)) = arguments.split_first() else { return eprintln!("see <models> [--keep <folder>] <picture>…") };
    let mut keep: Option<PathBuf> = None;
    if let [flag, folder, rest @ ..] = pictures
        && flag == "--keep"
    {
        (keep, pictures) = (Some(PathBuf::from(folder)), rest);
    }
    let mut reader: Option<Reader> = None;
    for picture in pictures {
        let name = Path::new(picture).file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let kept = keep.as_ref().map(|folder| folder.join(format!("{name}.sight")));
        let start = Instant::now();
        let seen = match kept.as_deref().and_then(load) {
            Some(sight) => Ok(sight),
            None => {
                let reader = reader.get_or_insert_with(|| Reader::open(Path::new(models)).unwrap_or_else(|problem| panic!("{problem}")));
                let bytes = std::fs::read(picture).unwrap_or_else(|e| panic!("{picture}: {e}"));
                reader.see(&bytes).inspect(|sight| kept.iter().for_each(|file| store(file, sight)))
            }
        };
        match seen {
            Ok(sight) => {
                let page = page::read(&sight, "");
                let lines: Vec<_> = sight.lines.iter().map(|l| json!({ "text": l.text, "score": l.score, "at": l.at })).collect();
                let page = dated(&page, &name, &sight);
                println!("{}", json!({ "file": picture, "seconds": start.elapsed().as_secs_f64(), "degrees": sight.turn.degrees, "quarters": sight.turn.quarters, "lines": lines, "page": page }));
            }
            Err(problem) => println!("{}", json!({ "file": picture, "problem": problem })),
        }
    }
}

/// The page with the instants its messages and calls mean on the day the picture's name or metadata state.
fn dated(page: &page::Page, name: &str, sight: &Sight) -> Value {
    let taken = taken::taken(name, sight.exif.as_deref(), None).at.map(|(at, _)| at);
    let mut out = json!(page);
    let when = |label: Option<juzheng_core::picture::clock::Label>| json!(label.and_then(|l| l.when(taken)).map(When::key));
    page.bubbles.iter().enumerate().for_each(|(i, b)| out["bubbles"][i]["when"] = when(b.label()));
    page.calls.iter().enumerate().for_each(|(i, c)| out["calls"][i]["when"] = when(c.label()));
    out
}

/// A line of JSON, then the colours as they lie.
fn store(file: &Path, sight: &Sight) {
    let (turn, raster) = (sight.turn, &sight.raster);
    let head = json!({ "width": sight.width, "height": sight.height, "turn": [turn.width, turn.height, i32::from(turn.quarters)], "degrees": turn.degrees, "raster": [raster.width, raster.height, raster.step as usize], "lines": sight.lines, "marks": sight.marks });
    let mut bytes = head.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.extend(&raster.rgb);
    std::fs::write(file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
}

fn load(file: &Path) -> Option<Sight> {
    let bytes = std::fs::read(file).ok()?;
    let end = bytes.iter().position(|b| *b == b'\n')?;
    let head: Value = serde_json::from_slice(&bytes[..end]).ok()?;
    let whole = |value: &Value| value.as_i64().unwrap_or(0);
    let turn = Turn { width: whole(&head["turn"][0]) as i32, height: whole(&head["turn"][1]) as i32, quarters: whole(&head["turn"][2]) as u8, degrees: head["degrees"].as_f64()? as f32 };
    let raster = Raster { width: whole(&head["raster"][0]) as usize, height: whole(&head["raster"][1]) as usize, step: whole(&head["raster"][2]) as u32, rgb: bytes[end + 1..].to_vec() };
    let lines: Vec<Line> = serde_json::from_value(head["lines"].clone()).ok()?;
    let marks: Vec<Line> = serde_json::from_value(head["marks"].clone()).unwrap_or_default();
    Some(Sight { width: whole(&head["width"]) as i32, height: whole(&head["height"]) as i32, turn, lines, marks, raster, exif: None, mime: "image/png" })
}
