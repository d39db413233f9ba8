//! Integration tests of the core, one binary.

mod goldens;
mod samples;
mod support;
