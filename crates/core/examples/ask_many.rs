//! Questions of a file, one a line (families that may answer it, tab, question), found one after the other; those without a right family are
//! printed: `cargo run --release -p juzheng-core --example ask_many -- FILE [FOLDER]`. With a folder the answers are read from there.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use juzheng_core::ask::{Finder, Verdict};
use juzheng_core::casebook::{Casebook, Files};
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let questions = std::fs::read_to_string(args.next().unwrap()).unwrap();
    let mut disk: Vec<(String, String)> = Vec::new();
    for entry in args.next().into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            disk.push((path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    disk.sort();
    let answers: Vec<(&str, &str)> = disk.iter().map(|(stem, text)| (stem.as_str(), text.as_str())).collect();

    let start = Instant::now();
    let casebook = if answers.is_empty() { Casebook::for_questions() } else { Casebook::of(&Files { answers: &answers, ..Files::embedded() }) };
    let casebook = casebook.unwrap_or_else(|problems| panic!("{problems:#?}"));
    let read = start.elapsed();
    let finder = Finder::new(&casebook.answers, &casebook.words);
    println!("read in {read:?}, learnt in {:?}", start.elapsed() - read);

    let (mut all, mut right) = (0, 0);
    for line in questions.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(wanted), Some(question)) = (fields.next(), fields.next()) else { continue };
        let reply = finder.find(question);
        let found: Vec<&str> = [&reply.best, &reply.also].into_iter().flatten().map(|m| m.id.as_str()).collect();
        all += 1;
        if found.iter().any(|id| wanted.split(',').any(|w| w == *id)) || wanted == "-" && reply.verdict != Verdict::Answered {
            right += 1;
        } else {
            let offers: Vec<&str> = reply.offers.iter().map(|m| m.id.as_str()).collect();
            println!("{:?}\t{wanted}\t{question}\t{found:?}\t{offers:?}\t{:?}", reply.verdict, reply.elsewhere.map(|t| t.name));
        }
    }
    println!("{right} of {all}");
}
