//! document_txt, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("document_txt", &["x.txt"], data));
