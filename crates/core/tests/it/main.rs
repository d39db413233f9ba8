//! Integration tests of the core, one binary.

mod words_eval;
