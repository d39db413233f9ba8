//! docx, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("docx", &["x.docx", "陈述.docx"], data));
