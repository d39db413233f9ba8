//! qq-chat-exporter's text of QQ chats, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("qq_export_txt", &["a.txt"], data));
