//! Tests of the core from outside, as one binary; modules mirror what they check.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and may say why they were skipped")]

mod fuzz_targets;
mod demo;
mod evaluate;
mod findings;
mod goldens;
mod law_words;
mod papers;
mod purity;
mod rule_examples;
mod samples;
mod screen;
mod support;
mod words_eval;
