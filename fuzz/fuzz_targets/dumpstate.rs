//! Android bug reports, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("dumpstate", &["dumpstate.txt"], data));
