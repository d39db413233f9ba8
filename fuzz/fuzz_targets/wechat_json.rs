//! Exporters' JSON of WeChat chats, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("wechat_json", &["a.json"], data));
