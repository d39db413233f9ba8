//! Exporters' text of WeChat chats; the name may state the year, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("wechat_export_txt", &["a.txt", "a2026-01.txt"], data));
