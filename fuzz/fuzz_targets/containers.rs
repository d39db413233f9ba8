//! Packages of files (zip, tar, gz and what lies in them), any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::containers::check(data));
