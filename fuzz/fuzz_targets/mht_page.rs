//! mht_page, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("mht_page", &["详单.mhtml"], data));
