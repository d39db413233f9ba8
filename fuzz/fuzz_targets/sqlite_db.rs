//! Databases known by their tables only, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("sqlite_db", &["x.db"], data));
