//! Messages of older phones, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("vmsg", &["sms.vmsg", "1.vmg"], data));
