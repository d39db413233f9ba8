//! imessage-exporter's web pages, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("imessage_html", &["a.html"], data));
