//! Android's packages and their permissions, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("dumpsys_package", &["packages.txt"], data));
