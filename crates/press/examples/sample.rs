//! Writes sample papers in every form and says how long setting them took: `cargo run -p juzheng-press --example sample
//! assets/fonts OUT`.
#![allow(clippy::print_stdout)]

#[path = "../tests/sample/mod.rs"]
mod sample;

use juzheng_core::draft::{docx::docx, text::text, typst::typst_source};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let fonts = PathBuf::from(arguments.next().unwrap_or_else(|| "assets/fonts".into()));
    let out = PathBuf::from(arguments.next().unwrap_or_else(|| "target/sample".into()));
    std::fs::create_dir_all(&out)?;
    let started = Instant::now();
    let press = juzheng_press::Press::open(&fonts)?;
    println!("open\t{:?}", started.elapsed());
    for draft in [sample::short(), sample::long()] {
        let source = typst_source(&draft);
        let path = |extension: &str| out.join(format!("{}.{extension}", draft.id));
        std::fs::write(path("docx"), docx(&draft)?)?;
        std::fs::write(path("txt"), text(&draft))?;
        std::fs::write(path("typ"), &source)?;
        let started = Instant::now();
        let pdf = press.pdf(&source, &draft.title)?;
        println!("{}\t{:?}\t{} bytes", draft.id, started.elapsed(), pdf.len());
        std::fs::write(path("pdf"), pdf)?;
    }
    Ok(())
}
