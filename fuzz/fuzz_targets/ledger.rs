//! The parser of the ledger: any bytes, and chains that hold with one byte changed.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::ledger::check(data));
