//! imessage-exporter's text, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("imessage_txt", &["a.txt"], data));
