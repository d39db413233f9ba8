//! harassed_list, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("harassed_list", &["名单.csv"], data));
