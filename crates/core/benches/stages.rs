//! How fast each stage is, in one process: digests, reader, cache, timeline, words, rules. No framework: a stage is run
//! some times over the same input and the smallest, median and largest time are printed, with the rate of the median.
//!
//! `python3 scripts/make_bulk.py 100000 10000 target/bench/history-100000-10000`, then
//! `cargo bench -p juzheng-core --bench stages [-- FOLDER RUNS]`.

use juzheng_core::casebook::Casebook;
use juzheng_core::digest;
use juzheng_core::facts::Facts;
use juzheng_core::import::{self, Harvest, Source};
use juzheng_core::model::{Day, Direction};
use juzheng_core::normalise::{Input, timeline};
use juzheng_core::review;
use juzheng_core::vault::cache;
use juzheng_core::words::{Reader, Recipient, Scratch};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/history-100000-10000");
    let folder = PathBuf::from(given.first().map_or(usual, String::as_str));
    let runs = given.get(1).and_then(|n| n.parse().ok()).unwrap_or(5);
    let load = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{}: {e}; make it with scripts/make_bulk.py", folder.join(name).display()));
    let (sms, calls) = (load("sms-bulk.xml"), load("calls-bulk.xml"));
    let facts = Facts::from_value(&serde_json::from_slice(&load("facts.json")).expect("facts.json is JSON"), "facts.json").expect("facts hold");
    let megabytes = (sms.len() + calls.len()) as f64 / 1e6;
    let bench = Bench { runs };

    bench.stage("SHA-256 + SM3", megabytes, "MB", || (), |()| digest::of(&mut &sms[..]).expect("memory").size + digest::of(&mut &calls[..]).expect("memory").size);
    bench.stage("reader: XML to records", megabytes, "MB", || (), |()| (harvest("sms-bulk.xml", &sms), harvest("calls-bulk.xml", &calls)));
    let read = [harvest("sms-bulk.xml", &sms), harvest("calls-bulk.xml", &calls)];
    let written = |h: &Harvest| {
        let mut bytes = Vec::new();
        let id = cache::write(&mut bytes, h).expect("memory");
        (bytes, id)
    };
    let caches: Vec<_> = read.iter().map(written).collect();
    let cached = caches.iter().map(|(bytes, _)| bytes.len()).sum::<usize>() as f64 / 1e6;
    bench.stage("cache: written, SHA-256", cached, "MB", || (), |()| read.iter().map(written).collect::<Vec<_>>());
    bench.stage("cache: read, SHA-256", cached, "MB", || (), |()| caches.iter().map(|(c, id)| cache::read(&c[..], c.len() as u64, *id)).collect::<Vec<_>>());

    let events = read.iter().map(|h| h.records.len()).sum::<usize>() as f64;
    let inputs = || {
        read.iter()
            .zip(1..)
            .map(|(harvest, exhibit)| Input { exhibit, file: format!("证据{exhibit}"), custodian: facts.client.clone(), harvest: harvest.clone() })
            .collect::<Vec<_>>()
    };
    bench.stage("timeline", events, "contacts", inputs, |inputs| timeline(&facts, &[], inputs));
    let line = timeline(&facts, &[], inputs());
    bench.stage("casebook: read and checked", 1.0, "casebooks", || (), |()| Casebook::embedded().is_ok());
    let Ok(casebook) = Casebook::embedded() else { panic!("the casebook does not load") };
    let messages: Vec<&str> = line.events.iter().filter(|e| e.record.direction == Direction::In && review::attribution::stranger(&line, e.peer)).map(|e| e.words()).filter(|w| !w.is_empty()).collect();
    let characters: usize = messages.iter().map(|m| m.chars().count()).sum();
    println!("messages read for words: {}, {:.0} characters each", messages.len(), characters as f64 / messages.len().max(1) as f64);
    bench.stage("words: messages scanned, none remembered", messages.len() as f64, "messages", Scratch::default, |mut scratch| messages.iter().map(|m| casebook.words.scan(m, Recipient::Borrower, &mut scratch).len()).sum::<usize>());
    bench.stage("words: messages read as review does", messages.len() as f64, "messages", || Reader::new(&casebook.words), |mut reader| messages.iter().map(|m| reader.read(m, Recipient::Borrower).len()).sum::<usize>());
    bench.stage("review: words, ties and rules", events, "contacts", || (), |()| review::review(&facts, &line, &casebook, Day { number: 20_500 }).findings.len());
}

fn harvest(name: &str, mut bytes: &[u8]) -> Harvest {
    let format = import::format("sms_backup_restore").expect("a format of this crate");
    let mut parts = |_: &str, part: &mut dyn std::io::Read| digest::of(part);
    import::read(format, &mut Source { name, bytes: &mut bytes, captured_at: None, tz_offset: None, parts: &mut parts, beside: &[], eyes: &juzheng_core::world::Blind, ears: &juzheng_core::world::Deaf })
}

struct Bench {
    runs: usize,
}

impl Bench {
    /// Times `work` only, not the making of its input nor the dropping of its output.
    fn stage<I, O>(&self, name: &str, amount: f64, unit: &str, mut input: impl FnMut() -> I, mut work: impl FnMut(I) -> O) {
        let mut times: Vec<Duration> = Vec::with_capacity(self.runs);
        for run in 0..=self.runs {
            let given = input();
            let began = Instant::now();
            let made = black_box(work(black_box(given)));
            let took = began.elapsed();
            drop(made);
            // The first run warms up and is not counted.
            if run > 0 {
                times.push(took);
            }
        }
        times.sort();
        let (Some(min), Some(max), median) = (times.first(), times.last(), times.get(times.len() / 2).copied().unwrap_or_default()) else { return };
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        println!("{name:<42} {:>8.1} / {:>8.1} / {:>8.1} ms   {:>12.0} {unit}/s", ms(*min), ms(median), ms(*max), amount / median.as_secs_f64());
    }
}
