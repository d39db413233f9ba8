//! Tests of the library from outside, as one binary.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests may stop and may say why they were skipped")]

mod law_words;
