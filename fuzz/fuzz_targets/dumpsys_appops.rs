//! Android's permission records, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("dumpsys_appops", &["appops.txt", "appops_get_a.b.txt"], data));
