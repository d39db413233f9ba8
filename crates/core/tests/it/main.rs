//! One integration binary: modules mirror what they check.

mod goldens;
mod law_words;
mod samples;
