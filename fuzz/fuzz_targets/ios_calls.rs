//! Call histories of iPhones, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("ios_calls", &["CallHistory.storedata"], data));
