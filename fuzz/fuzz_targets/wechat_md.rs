//! WeFlow's Markdown of WeChat chats, any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| juzheng_fuzz::format("wechat_md", &["a.md"], data));
