//! QQ's pages with their pictures, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("qq_mht", &["qq.mht"], data));
