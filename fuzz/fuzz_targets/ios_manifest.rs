//! Lists of an iPhone's backup, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("ios_manifest", &["Manifest.db"], data));
