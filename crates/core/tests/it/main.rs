//! Tests of the core from outside, as one binary; modules mirror what they check.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and may say why they were skipped")]

mod acquaintances;
mod acts_table;
mod ask;
mod casebook_check;
mod chat_variants;
mod claims;
mod containers;
mod corpus;
mod demo;
mod evaluate;
mod findings;
mod fuzz_targets;
mod goldens;
mod intake_variants;
mod grid;
mod guards;
mod homophones;
mod law_words;
mod office;
mod papers;
mod papers_of_thirds;
mod purity;
mod reported_law;
mod rule_examples;
mod samples;
mod screen;
mod second;
mod source_study;
mod support;
mod who_speaks;
mod words_eval;
