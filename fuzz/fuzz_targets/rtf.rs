//! rtf, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("rtf", &["聊天记录.rtf"], data));
