//! QQ's own text; the name may state a day, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("qq_txt", &["qq.txt", "QQ 2026-01-09.txt"], data));
