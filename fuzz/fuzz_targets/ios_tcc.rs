//! Choices about permissions on iPhones, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("ios_tcc", &["TCC.db"], data));
