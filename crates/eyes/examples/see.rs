//! What the reader sees, a JSON object a picture, with the seconds it took: `see <models> <picture>…`. `scripts/bench_eyes.py`
//! measures with it.

use juzheng_eyes::Reader;
use serde_json::json;
use std::path::Path;
use std::time::Instant;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((models, pictures)) = arguments.split_first() else { return eprintln!("see <models> <picture>…") };
    let reader = Reader::open(Path::new(models)).unwrap_or_else(|problem| panic!("{problem}"));
    for picture in pictures {
        let bytes = std::fs::read(picture).unwrap_or_else(|e| panic!("{picture}: {e}"));
        let start = Instant::now();
        match reader.see(&bytes) {
            Ok(sight) => {
                let page = juzheng_core::picture::page::read(&sight, "");
                let lines: Vec<_> = sight.lines.iter().map(|l| json!({ "text": l.text, "score": l.score, "at": l.at })).collect();
                println!("{}", json!({ "file": picture, "seconds": start.elapsed().as_secs_f64(), "degrees": sight.turn.degrees, "quarters": sight.turn.quarters, "lines": lines, "page": page }));
            }
            Err(problem) => println!("{}", json!({ "file": picture, "problem": problem })),
        }
    }
}
