//! Lists of packages of androidqf, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("androidqf_packages", &["packages.json"], data));
