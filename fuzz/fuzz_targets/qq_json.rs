//! QQ chats as JSON, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("qq_json", &["qq.json"], data));
